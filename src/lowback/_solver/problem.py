"""What a search is about: items, options, stages, places, over plain integers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

__all__ = ["NOWHERE", "Block", "Item", "Option", "Pick", "Problem", "Shape", "Solution", "Taken", "both_ways"]

NOWHERE = -1
"""Where one is before the first block. As an index it is the last row of a table."""
Block = tuple[int, int]
"""A stage and a place: the items that follow each other."""
Taken = dict[int, int]
"""Index of each item taken -> index of its option."""


class Option(NamedTuple):
    """One way of taking an item."""

    time: int
    points: int
    rank: int


class Item(NamedTuple):
    """Something that can be taken once. Items of one place are taken in the order given."""

    stage: int
    place: int
    group: int
    tokens: tuple[int, ...]
    options: tuple[Option, ...]
    rank: int
    forced: bool = False
    caps: tuple[int, ...] = ()
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """What to choose from, and what the choice is worth.

    Attributes:
        places: Number of places. A stage goes through its places upwards or downwards, never to and fro.
        marks: Time at which each stage but the last should end, if it matters; it ends with its last item.
        mark_weight: Points lost for each unit of time that a stage ends off its mark.
        coverage: Points for the first, second, ... item with a token, none growing.
        low: The least total time.
        high: The longest total time.
        opening_price: Points lost where nothing of the first block is an item that opens well.
        caps: For each cap, how many of the items under it may be taken.
        start: The place from which one gets to the first block; None: its way is free.
        end: The place to which one gets from the last block; None: its way is free.
    """

    items: tuple[Item, ...]
    places: int
    marks: tuple[int | None, ...]
    mark_weight: int
    coverage: tuple[int, ...]
    change_time: tuple[tuple[int, ...], ...]
    change_price: tuple[tuple[int, ...], ...]
    low: int
    high: int
    opening_price: int = 0
    caps: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None


class Solution(NamedTuple):
    """Items with their options, in order; its points, and what no selection can exceed."""

    taken: tuple[tuple[int, int], ...]
    points: int
    bound: int


class Pick(NamedTuple):
    """The items of one group in one block, of which at most one is taken; one of them has to be when it is forced.

    Attributes:
        options: Time, points, item and number of each way to take one of them.
    """

    forced: bool
    options: tuple[tuple[int, int, int, int], ...]


class Shape:
    """What never changes during a search: blocks, picks, and the counts that bring or cost something.

    What is taken is also known by a number, the sum of those of its options and of the stages that go upwards. The
    better of two selections that are worth the same has the greater one. That is the one with the first item, by rank,
    that the other lacks; of one item the first option; then the one that goes upwards where the other goes downwards.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        items = problem.items
        clock = range(problem.high + 1)
        self.loss = [
            [0 if mark is None else -problem.mark_weight * abs(time - mark) for time in clock]
            for mark in (*problem.marks, None)
        ]
        """Points by the time at which each stage ends."""
        self.stages = len(self.loss)
        self._width = max((len(item.options) for item in items), default=1).bit_length()
        self._at = [(len(items) - 1 - item.rank) * self._width + self.stages for item in items]
        self.blocks: dict[Block, list[int]] = {}
        for index, item in enumerate(items):
            self.blocks.setdefault((item.stage, item.place), []).append(index)
        self.places = [sorted(place for stage, place in self.blocks if stage == each) for each in range(self.stages)]
        self.picks = {block: self._picks(indices) for block, indices in self.blocks.items()}
        self.change_time, self.end_time = self._ways(problem.change_time)
        self.change_price, self.end_price = self._ways(problem.change_price)
        # Tokens are counted up to the last that pays, and items up to the most that there may be of them.
        self.tokens = 1 + max((token for item in items for token in item.tokens), default=-1)
        limits = list(self._limits())
        self.counts = self.tokens + len(limits)
        self.counted = [
            (*item.tokens, *(self.tokens + nth for nth, (_, indices) in enumerate(limits) if index in indices))
            for index, item in enumerate(items)
        ]
        bearers = [{item.group for item in items if token in item.tokens} for token in range(self.tokens)]
        gains = [problem.coverage[: len(groups)] for groups in bearers] + [(0,) * most for most, _ in limits]
        self.paid = [list(accumulate(each, initial=0)) for each in gains]
        """Points for 0, 1, 2, ... of each thing counted; more tokens bring no more, more of the others is wrong."""
        self.borne = {
            block: {each for at in indices for each in self.counted[at]} for block, indices in self.blocks.items()
        }
        """What is counted in each block."""

    def _limits(self) -> Iterator[tuple[int, set[int]]]:
        """How many of which items may be taken, where a block alone cannot see to it."""
        items = self.problem.items
        for nth, most in enumerate(self.problem.caps):
            under = {index for index, item in enumerate(items) if nth in item.caps}
            if len({items[index].group for index in under}) > most:
                yield most, under
        for group in sorted({item.group for item in items}):
            members = {index for index, item in enumerate(items) if item.group == group}
            if len({(items[index].stage, items[index].place) for index in members}) > 1:
                yield 1, members

    def _ways(self, table: tuple[tuple[int, ...], ...]) -> tuple[list[tuple[int, ...]], list[int]]:
        """What it costs to get from each place to each other, and from each to the end."""
        start, end = self.problem.start, self.problem.end
        rows = [(*row[:at], 0, *row[at + 1 :], 0) for at, row in enumerate(table)]
        rows.append((0,) * (len(table) + 1) if start is None else rows[start])
        return rows, [0 if end is None else row[end] for row in rows]

    def _picks(self, indices: list[int]) -> list[Pick]:
        items = self.problem.items
        groups: dict[int, list[int]] = {}
        for index in indices:
            groups.setdefault(items[index].group, []).append(index)
        found: list[Pick] = []
        for members in groups.values():
            forced = [index for index in members if items[index].forced]
            options = (
                (option.time, option.points, index, self.number(index, nth))
                for index in forced or members
                for nth, option in enumerate(items[index].options)
            )
            found.append(Pick(bool(forced), tuple(options)))
        return found

    def number(self, index: int, nth: int) -> int:
        """The number of an item with one of its options."""
        options = self.problem.items[index].options
        return len(options) - options[nth].rank << self._at[index]

    def upwards(self, stage: int) -> int:
        """The number of a stage that goes upwards."""
        return 1 << self.stages - 1 - stage

    def taken(self, number: int) -> Taken:
        """What a number stands for, in its order."""
        taken: Taken = {}
        for stage, places in enumerate(self.places):
            for place in places if number & self.upwards(stage) else places[::-1]:
                for index in self.blocks[stage, place]:
                    ranks = [option.rank for option in self.problem.items[index].options]
                    if digit := number >> self._at[index] & (1 << self._width) - 1:
                        taken[index] = ranks.index(len(ranks) - digit)
        return taken

    def counts_of(self, indices: Iterable[int]) -> list[int]:
        """How many there are of each thing counted, when these items are taken."""
        counts = [0] * self.counts
        for index in indices:
            for each in self.counted[index]:
                counts[each] += 1
        return counts


def both_ways(places: list[int]) -> list[list[int]]:
    """Places upwards and downwards; once where that is the same."""
    return [places, places[::-1]] if len(places) > 1 else [places]
