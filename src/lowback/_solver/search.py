"""The exact search: labels go along the clock, and those that cannot reach the best selection any more are dropped.

A label is a time, a place and what has been counted so far. Its points hold for certain what the counts can still
lose against the prices of the bound, so that with the list of the bound they say what it can reach at most. Of labels
alike only the best goes on; equal ones are told apart by the ranks of what they took. What comes no more is settled
and not counted any longer, so that more labels are alike.
"""

import sys
from collections.abc import Callable, Iterable, Sequence

from .bound import NEVER, Bound, Lists
from .problem import NOWHERE, Item, Pick, Taken

__all__ = ["Codes", "Found", "OutOfEffortError", "Search"]

_TIME = 1 << 13
"""More than the longest time; a label's key is its counts and, below them, its time."""

_BEAM = 16
"""Labels kept by a narrow search."""

Found = tuple[int, int]
"""Points, and what was taken as a number of `Codes`; the greater is the better one."""
Labels = dict[int, Found]


class OutOfEffortError(Exception):
    """The search has taken all the steps that it was allowed."""


class Codes:
    """What is taken, as a number: the better of two selections that are worth the same has the greater one.

    That is the one with the first item, by rank, that the other lacks; of one item the first option.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._width = max(len(item.options) for item in items).bit_length()
        self.of = [[len(item.options) - each.rank << self._at(item) for each in item.options] for item in items]
        """The number of each item with each of its options; they are added where items are put together."""

    def _at(self, item: Item) -> int:
        """The first in the alphabet weighs most."""
        return (len(self._items) - 1 - item.rank) * self._width

    def taken(self, code: int) -> Taken:
        """What a number stands for."""
        digits = [code >> self._at(item) & (1 << self._width) - 1 for item in self._items]
        return {
            index: [option.rank for option in item.options].index(len(item.options) - digit)
            for index, (item, digit) in enumerate(zip(self._items, digits, strict=True))
            if digit
        }


class _Counts(dict[int, tuple[int, int]]):
    """Counts -> what comes of them, and the points that this brings for certain."""

    def __init__(self, change: Callable[[int], tuple[int, int]]) -> None:
        super().__init__()
        self._change = change

    def __missing__(self, key: int) -> tuple[int, int]:
        value = self[key] = self._change(key)
        return value


class Search:
    """The searches against one bound.

    Attributes:
        most: No selection has more points, as far as the bound and the searches so far know.
        steps: How many labels they may still make.
        counting: Whether things are counted; if not, each is worth its price, and a first block opens well.
    """

    def __init__(self, bound: Bound, codes: Codes, *, most: int | None = None, counting: bool = True) -> None:
        self.bound, self.shape, self.codes, self.counting = bound, bound.shape, codes, counting
        self.most = bound.value if most is None else min(most, bound.value)
        self.steps = sys.maxsize
        self._least = 0
        self._width = sys.maxsize
        self._bits = max((len(paid) - 1 for paid in self.shape.paid), default=1).bit_length()
        self._with = (
            [_Counts(self._adder(counted)) for counted in self.shape.counted]
            if counting
            else [{0: (0, worth)} for worth in bound.worth]
        )
        self._without: dict[frozenset[int], _Counts] = {}

    def _adder(self, counted: Iterable[int]) -> Callable[[int], tuple[int, int]]:
        """Counts -> counts with one more of these, and the points made certain by it; `NEVER` for what is wrong."""
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

    def _settler(self, gone: Iterable[int]) -> Callable[[int], tuple[int, int]]:
        """Counts -> counts without these, of which none comes any more, and the points lost by that."""
        field = (1 << self._bits) - 1

        def settle(counts: int) -> tuple[int, int]:
            points = 0
            for each in gone:
                count = counts >> self._bits * each & field
                points += self.shape.paid[each][count] - self.bound.over[each][count]
                counts -= count << self._bits * each
            return counts, points

        return settle

    def narrow(self, least: int) -> Found | None:
        """A good selection that has at least so many points, if one is found when only a few labels go on."""
        self.steps, self._width = sys.maxsize, _BEAM
        most, found = self.most, self.best(least)
        self.most, self._width = most, sys.maxsize
        return found

    def best(self, least: int) -> Found | None:
        """The best selection that has at least so many points; None when there is none."""
        self._least = least
        waiting: dict[int, Labels] = {NOWHERE: {0: (self.bound.base if self.counting else 0, 0)}}
        for stage, ways in enumerate(self.bound.stages):
            ends: dict[int, Labels] = {}
            for way in ways:
                for place, labels in self._along(stage, way, waiting).items():
                    _merge(ends.setdefault(place, {}), labels)
            waiting = {place: _later(labels, self.shape.loss[stage]) for place, labels in ends.items()}
        ended = (max(_later(waiting[place], self.bound.end[place]).values(), default=None) for place in waiting)
        found = max((each for each in ended if each and each[0] >= least), default=None)
        if found is None:
            self.most = min(self.most, least - 1)
        return found

    def _along(self, stage: int, way: Lists, start: dict[int, Labels]) -> dict[int, Labels]:
        """The labels at the end of a stage that is gone through in one order, by the last place."""
        waiting = {here: self._kept(labels, way.before[0][here]) for here, labels in start.items()}
        for nth, place in enumerate(way.places):
            choices, later = self.shape.choices[stage, place], way.before[nth + 1]
            nothing, something = way.entered[nth], way.begun[nth]
            entered: Labels = {}
            done: Labels = {}
            for here, labels in waiting.items():
                time, price = self.shape.change_time[here][place], self.shape.change_price[here][place]
                moved = self._moved(labels, time, price, nothing[0])
                if here == NOWHERE and self.counting:
                    done = self._through(choices, moved, something, something, first=True)
                else:
                    _merge(entered, moved)
            _merge(done, self._through(choices, entered, nothing, something))
            if self.shape.forced((stage, place)):
                waiting = {}
            _merge(waiting.setdefault(place, {}), done)
            gone = self.shape.gone(stage, way.places[: nth + 1])
            waiting = {here: self._kept(self._settled(labels, gone), later[here]) for here, labels in waiting.items()}
        return waiting

    def _kept(self, labels: Labels, ahead: list[int]) -> Labels:
        least = self._least
        return {key: label for key, label in labels.items() if label[0] + ahead[key % _TIME] >= least}

    def _moved(self, labels: Labels, time: int, price: int, ahead: list[int]) -> Labels:
        least, end = self._least + price, len(ahead)
        return {
            key + time: (points - price, code)
            for key, (points, code) in labels.items()
            if (after := key % _TIME + time) < end and points + ahead[after] >= least
        }

    def _settled(self, labels: Labels, gone: frozenset[int]) -> Labels:
        """The labels without counts of what comes no more."""
        if not gone or not labels or not self.counting:
            return labels
        without = self._without.setdefault(gone, _Counts(self._settler(gone)))
        settled: Labels = {}
        for key, (points, code) in labels.items():
            counts, lost = without[key // _TIME]
            _put(settled, counts * _TIME + key % _TIME, (points + lost, code))
        return settled

    def _through(
        self,
        choices: list[Pick],
        entered: Labels,
        nothing: list[list[int]],
        something: list[list[int]],
        *,
        first: bool = False,
    ) -> Labels:
        """The labels after a block of which something was taken.

        In the first block of all, what has nothing that opens well is apart until the end, and pays then.
        """
        begun: Labels = {}
        for at, choice in enumerate(choices):
            if not entered and not begun:
                break
            (new, going), ahead = (entered, begun), something[at + 1]
            entered = {} if choice.forced else self._kept(new, nothing[at + 1])
            begun = {} if choice.forced else self._kept(going, ahead)
            if first:
                self._take(choice.others, new, entered, ahead)
            self._take(choice.opens if first else choice.options, new, begun, ahead)
            self._take(choice.options, going, begun, ahead)
            if len(entered) + len(begun) > self._width:
                entered, begun = self._narrowed((entered, nothing[at + 1]), (begun, ahead))
        if first:
            late = {key: label for key, label in entered.items() if label[1]}
            _merge(begun, self._moved(late, 0, self.shape.problem.opening_price, something[-1]))
        return begun

    def _take(
        self, options: Iterable[tuple[int, int, int, int]], labels: Labels, into: Labels, ahead: list[int]
    ) -> None:
        least, end = self._least, len(ahead)
        for spent, points, item, option in options:
            self.steps -= len(labels)
            if self.steps < 0:
                raise OutOfEffortError
            more, with_it = self.codes.of[item][option], self._with[item]
            for key, (have, code) in labels.items():
                after = key % _TIME + spent
                if after >= end:
                    continue
                counted, certain = with_it[key // _TIME]
                worth = have + points + certain
                if worth + ahead[after] >= least:
                    _put(into, counted * _TIME + after, (worth, code + more))

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


def _later(labels: Labels, values: list[int]) -> Labels:
    return {key: (points + values[key % _TIME], code) for key, (points, code) in labels.items()}


def _put(into: Labels, key: int, label: Found) -> None:
    """Of labels alike the better one stays."""
    if key not in into or into[key] < label:
        into[key] = label


def _merge(into: Labels, labels: Labels) -> None:
    for key, label in labels.items():
        _put(into, key, label)
