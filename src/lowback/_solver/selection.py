"""One selection: what it is worth, its best order, and what could replace each item."""

from itertools import accumulate
from typing import NamedTuple

from .problem import Problem, Shape, Taken, Way

__all__ = ["Laid", "exchanges", "laid_out"]


class Laid(NamedTuple):
    """A selection in its best order: its points, and the indices of its items."""

    points: int
    order: tuple[int, ...]


def laid_out(shape: Shape, taken: Taken) -> Laid | None:
    """The best order of a selection, by the ranks among equals; None when none keeps the limits and the window."""
    counts = shape.counts_of(taken)
    limited = zip(shape.paid[shape.tokens :], counts[shape.tokens :], strict=True)
    if any(count >= len(paid) for paid, count in limited):
        return None
    return _ordered(shape, taken, _worth(shape, taken, counts))


def _worth(shape: Shape, taken: Taken, counts: list[int]) -> int:
    """The points of what is taken, and of all that is counted, apart from any order."""
    covered = sum(paid[min(count, len(paid) - 1)] for paid, count in zip(shape.paid, counts, strict=True))
    return covered + sum(shape.problem.items[index].options[nth].points for index, nth in taken.items())


def _ordered(shape: Shape, taken: Taken, worth: int) -> Laid | None:
    """A selection that is worth so much, in its best order; None when there is none that ends in the window."""
    problem, spent = shape.problem, [0] * shape.stages
    for index, nth in taken.items():
        spent[problem.items[index].stage] += problem.items[index].options[nth].time
    ends = list(accumulate(spent))
    first = problem.low - ends[-1], problem.high - ends[-1]
    ways = [way for way in shape.ways(shape.blocks_of(taken)) if first[0] <= way.time <= first[1]]
    if not ways:
        return None
    found = [(worth - _lost(shape, taken, way, ends), way) for way in ways]
    points = max(points for points, _ in found)
    orders = (_order(shape, taken, way) for each, way in found if each == points)
    return Laid(points, min(orders, key=lambda order: [problem.items[index].rank for index in order]))


def _lost(shape: Shape, taken: Taken, way: Way, ends: list[int]) -> int:
    """Points lost on the way, by stages that end off their marks, and by a first block that does not open well."""
    items = shape.problem.items
    opens = any(items[index].opens for index in shape.blocks[way.blocks[0]] if index in taken)
    late = sum(loss[end + time] for loss, end, time in zip(shape.loss, ends, way.clock, strict=True))
    return way.price - late + (0 if opens else shape.problem.opening_price)


def _order(shape: Shape, taken: Taken, way: Way) -> tuple[int, ...]:
    return tuple(index for block in way.blocks for index in shape.blocks[block] if index in taken)


Exchange = tuple[int, int, int]
"""Points, and the item and its option that bring them."""


def exchanges(problem: Problem, taken: Taken) -> dict[int, Exchange | None]:
    """For each item taken, the best replacement; None where nothing can replace it, or must not."""
    shape = Shape(problem)
    return {index: None if problem.items[index].forced else _exchange(shape, taken, index) for index in taken}


def _exchange(shape: Shape, taken: Taken, out: int) -> Exchange | None:
    """The most that an option could bring is known at once, so most of them need not be put in order."""
    items = shape.problem.items
    rest = {index: nth for index, nth in taken.items() if index != out}
    groups = {items[index].group for index in rest}
    counts = shape.counts_of(rest)
    without = _worth(shape, rest, counts)
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
        laid = _ordered(shape, {**rest, index: nth}, -minus)
        if laid is not None:
            found = laid.points, -rank, -option_rank, (laid.points, index, nth)
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
