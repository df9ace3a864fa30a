"""One selection: what it is worth, its best order, and what could replace each item."""

from collections.abc import Iterable
from typing import NamedTuple

from .problem import Problem, Shape, Taken, Way

__all__ = ["Laid", "exchanges", "laid_out"]


class Laid(NamedTuple):
    """A selection in its best order: its points, and the indices of its items."""

    points: int
    order: tuple[int, ...]


def laid_out(shape: Shape, taken: Taken) -> Laid | None:
    """The best order of a selection, by the ranks among equals; None when none keeps the limits and the window."""
    ways = _ways_in_time(shape, taken)
    covered = _covered(shape, taken) if ways else None
    if covered is None:
        return None
    worth = sum(shape.problem.items[index].options[nth].points for index, nth in taken.items()) + covered
    found = [(worth - _lost(shape, taken, way), _order(shape, taken, way)) for way in ways]
    points = max(points for points, _ in found)
    return Laid(points, min((order for each, order in found if each == points), key=lambda order: _ranks(shape, order)))


def _ways_in_time(shape: Shape, taken: Taken) -> list[Way]:
    """The ways through the blocks of a selection that end in the window."""
    problem, items = shape.problem, shape.problem.items
    spent = sum(items[index].options[nth].time for index, nth in taken.items())
    ways = shape.ways(frozenset((items[index].stage, items[index].place) for index in taken))
    return [way for way in ways if problem.low <= spent + way.time <= problem.high]


def _order(shape: Shape, taken: Taken, way: Way) -> tuple[int, ...]:
    return tuple(index for block in way.blocks for index in shape.blocks[block] if index in taken)


def _lost(shape: Shape, taken: Taken, way: Way) -> int:
    """Points lost on the way, by stages that end off their marks, and by a first block that does not open well."""
    problem, items = shape.problem, shape.problem.items
    lost, clock = way.price, list(way.clock)
    for index, nth in taken.items():
        for stage in range(items[index].stage, shape.stages):
            clock[stage] += items[index].options[nth].time
    for mark, time in zip(shape.marks, clock, strict=True):
        if mark is not None:
            lost += problem.mark_weight * abs(time - mark)
    if not any(items[index].opens for index in taken if (items[index].stage, items[index].place) == way.blocks[0]):
        lost += problem.opening_price
    return lost


def _ranks(shape: Shape, order: tuple[int, ...]) -> list[int]:
    return [shape.problem.items[index].rank for index in order]


def _covered(shape: Shape, taken: Iterable[int]) -> int | None:
    """What is brought by what the items share; None when there is too much of something."""
    counts = shape.counts_of(taken)
    if any(count >= len(paid) for paid, count in zip(shape.paid[shape.tokens :], counts[shape.tokens :], strict=True)):
        return None
    return sum(paid[min(count, len(paid) - 1)] for paid, count in zip(shape.paid, counts, strict=True))


Exchange = tuple[int, int, int]
"""Points, and the item and its option that bring them."""


def exchanges(problem: Problem, taken: Taken) -> dict[int, Exchange | None]:
    """For each item taken, the best replacement; None where nothing can replace it, or must not."""
    shape = Shape(problem)
    return {index: None if problem.items[index].forced else _exchange(shape, taken, index) for index in taken}


def _exchange(shape: Shape, taken: Taken, out: int) -> Exchange | None:
    """The most that an option could bring is known at once, so most of them need not be laid out."""
    items = shape.problem.items
    rest = {index: nth for index, nth in taken.items() if index != out}
    groups = {items[index].group for index in rest}
    without = sum(items[index].options[nth].points for index, nth in rest.items())
    free = [index for index, item in enumerate(items) if index not in taken and item.group not in groups]
    most = sorted(
        (-(without + covered + option.points), items[index].rank, option.rank, index, nth)
        for index in free
        if (fitting := [nth for nth in range(len(items[index].options)) if _ways_in_time(shape, {**rest, index: nth})])
        and (covered := _covered(shape, (*rest, index))) is not None
        for nth in fitting
        for option in [items[index].options[nth]]
    )
    best: Exchange | None = None
    first = (0, 0)
    for minus, rank, option_rank, index, nth in most:
        if best is not None and -minus < best[0]:
            break
        laid = laid_out(shape, {**rest, index: nth})
        if laid is not None and (
            best is None or laid.points > best[0] or (laid.points == best[0] and (rank, option_rank) < first)
        ):
            best, first = (laid.points, index, nth), (rank, option_rank)
    return best
