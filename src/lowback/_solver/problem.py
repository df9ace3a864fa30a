"""What a search is about: items, options, stages, places, over plain integers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, product
from typing import NamedTuple

__all__ = ["NOWHERE", "Block", "Item", "Option", "Pick", "Problem", "Shape", "Solution", "Taken", "Way", "both_ways"]

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
        options: Time, points, item and option of each way to take one of them.
        opens: Those of items that open well.
        others: The rest.
    """

    forced: bool
    options: tuple[tuple[int, int, int, int], ...]
    opens: tuple[tuple[int, int, int, int], ...]
    others: tuple[tuple[int, int, int, int], ...]


class Way(NamedTuple):
    """An order of blocks.

    Attributes:
        blocks: The blocks in their order.
        time: What the changes between them take, to the end.
        price: What these lose.
        clock: For each stage, what they take until it ends.
    """

    blocks: tuple[Block, ...]
    time: int
    price: int
    clock: tuple[int, ...]


class Shape:
    """What never changes during a search: blocks, choices, and the counts that bring or cost something."""

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
        self._known_ways: dict[frozenset[Block], list[Way]] = {}
        self._known_gone: dict[tuple[int, ...], frozenset[int]] = {}
        self.blocks: dict[Block, list[int]] = {}
        for index, item in enumerate(items):
            self.blocks.setdefault((item.stage, item.place), []).append(index)
        self.places = [sorted(place for stage, place in self.blocks if stage == each) for each in range(self.stages)]
        self.choices = {block: self._choices(indices) for block, indices in self.blocks.items()}
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
        self.most_limited = [
            max(option.points for index in indices for option in items[index].options) for _, indices in limits
        ]
        """Of each thing whose number is limited the most that one of it brings."""
        bearers = [{item.group for item in items if token in item.tokens} for token in range(self.tokens)]
        gains = [problem.coverage[: len(groups)] for groups in bearers] + [(0,) * most for most, _ in limits]
        self.paid = [list(accumulate(each, initial=0)) for each in gains]
        """Points for 0, 1, 2, ... of each thing counted; more tokens bring no more, more of the others is wrong."""

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

    def _choices(self, indices: list[int]) -> list[Pick]:
        items = self.problem.items
        by_group: dict[int, list[int]] = {}
        for index in indices:
            by_group.setdefault(items[index].group, []).append(index)
        found: list[Pick] = []
        for members in by_group.values():
            forced = [index for index in members if items[index].forced]
            options = tuple(
                (option.time, option.points, index, nth)
                for index in forced or members
                for nth, option in enumerate(items[index].options)
            )
            opens, others = (tuple(each for each in options if items[each[2]].opens is well) for well in (True, False))
            found.append(Pick(bool(forced), options, opens, others))
        return found

    def gone(self, stage: int, passed: list[int]) -> frozenset[int]:
        """What is counted in the last of these places of a stage, and nowhere after them."""
        key = (stage, *passed)
        if key not in self._known_gone:
            to_come = {
                block for block in self.blocks if block[0] > stage or (block[0] == stage and block[1] not in passed)
            }
            self._known_gone[key] = self._borne({(stage, passed[-1])}) - self._borne(to_come)
        return self._known_gone[key]

    def _borne(self, blocks: Iterable[Block]) -> frozenset[int]:
        return frozenset(each for block in blocks for index in self.blocks[block] for each in self.counted[index])

    def forced(self, block: Block) -> bool:
        """Whether something of this block has to be taken."""
        return any(choice.forced for choice in self.choices[block])

    def blocks_of(self, indices: Iterable[int]) -> frozenset[Block]:
        """The blocks in which these items lie."""
        return frozenset((self.problem.items[index].stage, self.problem.items[index].place) for index in indices)

    def ways(self, blocks: frozenset[Block]) -> list[Way]:
        """The orders in which these blocks may come."""
        if blocks not in self._known_ways:
            places = [sorted(place for each, place in blocks if each == stage) for stage in range(self.stages)]
            self._known_ways[blocks] = [self._way(order) for order in product(*map(both_ways, places))]
        return self._known_ways[blocks]

    def _way(self, order: tuple[list[int], ...]) -> Way:
        time, price, here, clock = 0, 0, NOWHERE, list[int]()
        for places in order:
            for place in places:
                time, price = time + self.change_time[here][place], price + self.change_price[here][place]
                here = place
            clock.append(time)
        blocks = ((stage, place) for stage, places in enumerate(order) for place in places)
        return Way(tuple(blocks), time + self.end_time[here], price + self.end_price[here], tuple(clock))

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
