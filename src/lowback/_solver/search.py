"""The exact search: labels go along the clock, and those that cannot reach the best selection any more are dropped.

A label is a time, a place and what has been counted so far. Its points hold for certain what the counts can still
lose against the prices of the bound, so that with the list of the bound they say what it can reach at most. Of labels
alike only the best goes on; equal ones are told apart by the ranks of what they took.
"""

import sys
from collections.abc import Callable, Iterable, Iterator

from .bound import NEVER, Bound, WayLists
from .problem import NOWHERE, Pick, Shape, Taken

__all__ = ["Codes", "Found", "OutOfEffortError", "Search"]

_TIME = 1 << 13
"""More than the longest time; a label's key is its counts and, below them, its time."""

Found = tuple[int, int]
"""Points, and what was taken as a number of `Codes`; the greater is the better one."""
Labels = dict[int, Found]


class OutOfEffortError(Exception):
    """The search has taken all the steps that it was allowed."""


class Codes:
    """What is taken, as a number: the better of two selections that are worth the same has the greater one.

    That is the one with the first item, by rank, that the other lacks; of one item the first option.
    """

    def __init__(self, shape: Shape) -> None:
        self._items = shape.problem.items
        indices = range(len(self._items))
        self._indices = sorted(indices, key=lambda index: -self._items[index].rank)
        self._width = max((len(item.options) for item in self._items), default=0).bit_length()
        self._at = {index: nth * self._width for nth, index in enumerate(self._indices)}

    def of(self, index: int, option: int) -> int:
        """The number of one item with its option; numbers are added where items are put together."""
        options = self._items[index].options
        return len(options) - options[option].rank << self._at[index]

    def taken(self, code: int) -> Taken:
        """What a number stands for."""
        found: Taken = {}
        for index in self._indices:
            digit = code >> self._at[index] & (1 << self._width) - 1
            if digit:
                ranks = [option.rank for option in self._items[index].options]
                found[index] = ranks.index(len(ranks) - digit)
        return found


class _Counts(dict[int, tuple[int, int]]):
    """For one item: counts -> counts with it, and the points that it makes certain; below zero for what is wrong."""

    def __init__(self, add: Callable[[int], tuple[int, int]]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, key: int) -> tuple[int, int]:
        value = self[key] = self._add(key)
        return value


class Search:
    """The searches against one bound.

    Attributes:
        most: No selection has more points, as far as the bound and the searches so far know.
        steps: How many labels they may still make.
    """

    def __init__(self, bound: Bound, codes: Codes, *, most: int | None = None, steps: int = sys.maxsize) -> None:
        self.bound, self.shape, self.codes, self.steps = bound, bound.shape, codes, steps
        self.most = bound.value if most is None else min(most, bound.value)
        self._least = NEVER
        self._width: int | None = None
        self._codes = [
            [codes.of(index, nth) for nth in range(len(item.options))]
            for index, item in enumerate(self.shape.problem.items)
        ]
        self._bits = max((len(paid) - 1 for paid in self.shape.paid), default=1).bit_length()
        self._counts = [_Counts(self._adder(counted)) for counted in self.shape.counted]

    def _adder(self, counted: Iterable[int]) -> Callable[[int], tuple[int, int]]:
        field = (1 << self._bits) - 1

        def add(counts: int) -> tuple[int, int]:
            points = 0
            for each in counted:
                count, over = counts >> self._bits * each & field, self.bound.over[each]
                if count + 1 < len(over):
                    points += over[count + 1] - over[count]
                    counts += 1 << self._bits * each
                elif each >= self.shape.tokens:
                    return counts, NEVER
            return counts, points

        return add

    def _losses(self, counts: int) -> int:
        """What the counts hold for certain that does not come when nothing more is taken."""
        field = (1 << self._bits) - 1
        lost = 0
        for each, (over, paid) in enumerate(zip(self.bound.over, self.shape.paid, strict=True)):
            count = counts >> self._bits * each & field
            lost += over[count] - paid[count]
        return lost

    def best(self, least: int, *, width: int | None = None) -> Found | None:
        """The best selection that has at least so many points; None when there is none.

        With a width only so many labels go on, and what is found need not be the best.
        """
        self._least, self._width = least, width
        waiting: dict[int, Labels] = {NOWHERE: {0: (self.bound.base, 0)}}
        for stage, lists in enumerate(self.bound.stages):
            ends: dict[int, Labels] = {}
            for way in lists.ways:
                for place, labels in self._along(stage, way, waiting).items():
                    _merge(ends.setdefault(place, {}), labels)
            waiting = {
                place: {key: (points - lists.loss[key % _TIME], code) for key, (points, code) in labels.items()}
                for place, labels in ends.items()
            }
        found = max(self._ended(waiting), default=None)
        if found is None and width is None:
            self.most = min(self.most, least - 1)
        return found

    def _ended(self, waiting: dict[int, Labels]) -> Iterator[Found]:
        """The selections that end in the window, with the points that they really have."""
        for place, labels in waiting.items():
            soonest, price = self.shape.problem.low - self.shape.end_time[place], self.shape.end_price[place]
            for key, (points, code) in labels.items():
                worth = points - price - self._losses(key // _TIME)
                if key % _TIME >= soonest and code and worth >= self._least:
                    yield worth, code

    def _along(self, stage: int, way: WayLists, start: dict[int, Labels]) -> dict[int, Labels]:
        """The labels at the end of a stage that is gone through in one order, by the last place."""
        waiting = {here: self._kept(labels, way.before[0][here]) for here, labels in start.items()}
        for nth, place in enumerate(way.places):
            block, later = (stage, place), way.before[nth + 1]
            choices, lists = self.shape.choices[block], (way.entered[nth], way.begun[nth])
            entered: Labels = {}
            done: Labels = {}
            for here, labels in waiting.items():
                time, price = self.shape.change_time[here][place], self.shape.change_price[here][place]
                moved = self._moved(labels, time, price, lists[0][0])
                if here == NOWHERE and self.shape.problem.opening_price:
                    done = self._opened(choices, moved, *lists)
                else:
                    _merge(entered, moved)
            _merge(done, self._through(choices, entered, *lists))
            if self.shape.forced(block):
                waiting = {}
            waiting = {here: self._kept(labels, later[here]) for here, labels in waiting.items()}
            _merge(waiting.setdefault(place, {}), self._kept(done, later[place]))
        return waiting

    def _kept(self, labels: Labels, ahead: list[int]) -> Labels:
        least = self._least
        return {key: label for key, label in labels.items() if label[0] + ahead[key % _TIME] >= least}

    def _moved(self, labels: Labels, time: int, price: int, ahead: list[int]) -> Labels:
        if not time and not price:
            return self._kept(labels, ahead)
        least, end = self._least + price, len(ahead)
        return {
            key + time: (points - price, code)
            for key, (points, code) in labels.items()
            if (after := key % _TIME + time) < end and points + ahead[after] >= least
        }

    def _opened(
        self, choices: list[Pick], start: Labels, nothing: list[list[int]], something: list[list[int]]
    ) -> Labels:
        """The labels after the first block of all: it holds an item that opens well, or it is paid for."""
        paid = self._moved(start, 0, self.shape.problem.opening_price, nothing[0])
        done = self._through(choices, paid, nothing, something)
        _merge(done, self._through(choices, start, something, something, opening=True))
        return done

    def _through(
        self,
        choices: list[Pick],
        entered: Labels,
        nothing: list[list[int]],
        something: list[list[int]],
        *,
        opening: bool = False,
    ) -> Labels:
        """The labels after a block of which something was taken; when it is an opening, something that opens well."""
        begun: Labels = {}
        for at, choice in enumerate(choices):
            if not entered and not begun:
                break
            first, others = self._split(choice) if opening else (choice, None)
            before, ahead = (entered, begun), something[at + 1]
            skip = not choice.forced
            entered = self._kept(entered, nothing[at + 1]) if skip else {}
            begun = self._kept(begun, ahead) if skip else {}
            if others is not None:
                self._take(others, before[0], entered, ahead)
            self._take(first, before[0], begun, ahead)
            self._take(choice, before[1], begun, ahead)
            if self._width is not None and len(entered) + len(begun) > self._width:
                entered, begun = self._narrowed((entered, nothing[at + 1]), (begun, ahead))
        return begun

    def _split(self, choice: Pick) -> tuple[Pick, Pick]:
        """What opens well of a choice, and the rest."""
        items = self.shape.problem.items
        well, others = (
            choice._replace(options=tuple(option for option in choice.options if items[option[2]].opens is opens))
            for opens in (True, False)
        )
        return well, others

    def _take(self, choice: Pick, labels: Labels, into: Labels, ahead: list[int]) -> None:
        least, end = self._least, len(ahead)
        self.steps -= len(labels) * len(choice.options)
        if self.steps < 0:
            raise OutOfEffortError
        for key, (have, code) in labels.items():
            time, counts = key % _TIME, key // _TIME
            for spent, points, item, option in choice.options:
                after = time + spent
                if after >= end:
                    continue
                counted, certain = self._counts[item][counts]
                worth = have + points + certain
                if worth + ahead[after] >= least:
                    new = counted * _TIME + after
                    label = (worth, code + self._codes[item][option])
                    if new not in into or into[new] < label:
                        into[new] = label

    def _narrowed(self, *fronts: tuple[Labels, list[int]]) -> list[Labels]:
        """The labels that may reach most."""
        reach = sorted(
            (
                (points + ahead[key % _TIME], code, nth, key)
                for nth, (labels, ahead) in enumerate(fronts)
                for key, (points, code) in labels.items()
            ),
            reverse=True,
        )
        kept: list[Labels] = [{} for _ in fronts]
        for _, _, nth, key in reach[: self._width]:
            kept[nth][key] = fronts[nth][0][key]
        return kept


def _merge(into: Labels, labels: Labels) -> None:
    if not into:
        into.update(labels)
        return
    for key, label in labels.items():
        if key not in into or into[key] < label:
            into[key] = label
