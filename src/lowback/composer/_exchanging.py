"""What could replace each item of a selection: every other item is weighed in its place."""

from collections.abc import Iterable
from itertools import accumulate, product
from typing import NamedTuple

from lowback._solver.problem import NOWHERE, Block, Problem, Shape, Taken, both_ways

__all__ = ["exchanges"]


class _Way(NamedTuple):
    """An order of blocks.

    Attributes:
        first: The first of the blocks.
        time: What the changes between them take, to the end.
        price: What these lose.
        clock: For each stage, what they take until it ends.
    """

    first: Block
    time: int
    price: int
    clock: tuple[int, ...]


class _Selections:
    """What selections are worth."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.items = shape, shape.problem.items
        self._known: dict[frozenset[Block], list[_Way]] = {}

    def worth(self, taken: Taken, counts: list[int]) -> int:
        """The points of what is taken, and of all that is counted, apart from any order."""
        covered = sum(paid[min(count, len(paid) - 1)] for paid, count in zip(self.shape.paid, counts, strict=True))
        return covered + sum(self.items[index].options[nth].points for index, nth in taken.items())

    def ordered(self, taken: Taken, worth: int) -> int | None:
        """The points in the best order of a selection that is worth so much; None when none ends in the window."""
        problem, spent = self.shape.problem, [0] * self.shape.stages
        for index, nth in taken.items():
            spent[self.items[index].stage] += self.items[index].options[nth].time
        ends = list(accumulate(spent))
        blocks = frozenset((self.items[index].stage, self.items[index].place) for index in taken)
        if blocks not in self._known:
            self._known[blocks] = list(self._ways(blocks))
        return max(
            (
                worth - self._lost(taken, way, ends)
                for way in self._known[blocks]
                if problem.low <= ends[-1] + way.time <= problem.high
            ),
            default=None,
        )

    def _ways(self, blocks: frozenset[Block]) -> Iterable[_Way]:
        """The orders in which these blocks may come."""
        shape = self.shape
        places = [sorted(place for each, place in blocks if each == stage) for stage in range(shape.stages)]
        for order in product(*map(both_ways, places)):
            time, price, here, clock, first = 0, 0, NOWHERE, list[int](), min(blocks)
            for stage, each in enumerate(order):
                for place in each:
                    first = (stage, place) if here == NOWHERE else first
                    time, price = time + shape.change_time[here][place], price + shape.change_price[here][place]
                    here = place
                clock.append(time)
            yield _Way(first, time + shape.end_time[here], price + shape.end_price[here], tuple(clock))

    def _lost(self, taken: Taken, way: _Way, ends: list[int]) -> int:
        """Points lost on the way, by stages that end off their marks, and by a first block that does not open well."""
        opens = any(self.items[index].opens for index in self.shape.blocks[way.first] if index in taken)
        late = sum(loss[end + time] for loss, end, time in zip(self.shape.loss, ends, way.clock, strict=True))
        return way.price - late + (0 if opens else self.shape.problem.opening_price)


Exchange = tuple[int, int, int]
"""Points, and the item and its option that bring them."""


def exchanges(problem: Problem, taken: Taken) -> dict[int, Exchange | None]:
    """For each item taken, the best replacement; None where nothing can replace it, or must not."""
    selections = _Selections(Shape(problem))
    return {index: None if problem.items[index].forced else _exchange(selections, taken, index) for index in taken}


def _exchange(selections: _Selections, taken: Taken, out: int) -> Exchange | None:
    """The most that an option could bring is known at once, so most of them need not be put in order."""
    items, shape = selections.items, selections.shape
    rest = {index: nth for index, nth in taken.items() if index != out}
    groups = {items[index].group for index in rest}
    counts = shape.counts_of(rest)
    without = selections.worth(rest, counts)
    reach: list[tuple[int, int, int, int, int]] = []
    for index, item in enumerate(items):
        more = None if index in taken or item.group in groups else _more(shape, counts, index)
        if more is not None:
            options = enumerate(item.options)
            reach += ((-without - more - each.points, item.rank, each.rank, index, nth) for nth, each in options)
    best: tuple[int, int, int, Exchange] | None = None
    for minus, rank, option_rank, index, nth in sorted(reach):
        if best is not None and -minus < best[0]:
            break
        points = selections.ordered({**rest, index: nth}, -minus)
        if points is not None:
            found = points, -rank, -option_rank, (points, index, nth)
            best = found if best is None else max(best, found)
    return None if best is None else best[-1]


def _more(shape: Shape, counts: list[int], index: int) -> int | None:
    """What one item more brings by what is counted of it; None when that is too much of something."""
    points = 0
    for each in shape.counted[index]:
        paid, count = shape.paid[each], counts[each]
        if count + 1 < len(paid):
            points += paid[count + 1] - paid[count]
        elif each >= shape.tokens:
            return None
    return points
