"""One selection: what it is worth, its best order, and what could replace each item."""

from collections.abc import Iterable
from typing import NamedTuple

from .problem import Block, Problem, Shape, Taken, Way

__all__ = ["Laid", "exchanges", "laid_out"]


class Laid(NamedTuple):
    """A selection in its best order: its points, and the indices of its items."""

    points: int
    order: tuple[int, ...]


def laid_out(shape: Shape, taken: Taken) -> Laid | None:
    """The best order of a selection, by the ranks among equals; None when none keeps the limits and the window."""
    spent = sum(shape.problem.items[index].options[nth].time for index, nth in taken.items())
    ways = _ways_in_time(shape, spent, shape.blocks_of(taken))
    covered = _covered(shape, taken) if ways else None
    if covered is None:
        return None
    worth = sum(shape.problem.items[index].options[nth].points for index, nth in taken.items()) + covered
    found = [(worth - _lost(shape, taken, way), _order(shape, taken, way)) for way in ways]
    points = max(points for points, _ in found)
    return Laid(points, min((order for each, order in found if each == points), key=lambda order: _ranks(shape, order)))


def _ways_in_time(shape: Shape, spent: int, blocks: frozenset[Block]) -> list[Way]:
    """The ways through these blocks, in which so much time is spent, that end in the window."""
    low, high = shape.problem.low - spent, shape.problem.high - spent
    return [way for way in shape.ways(blocks) if low <= way.time <= high]


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
    if not any(items[index].opens for index in shape.blocks[way.blocks[0]] if index in taken):
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
    spent = sum(items[index].options[nth].time for index, nth in rest.items())
    without = sum(items[index].options[nth].points for index, nth in rest.items())
    most: list[tuple[int, int, int, int, int]] = []
    for index, item in enumerate(items):
        if index in taken or item.group in groups:
            continue
        blocks = shape.blocks_of((*rest, index))
        options = [*enumerate(item.options)]
        fitting = [(nth, each) for nth, each in options if _ways_in_time(shape, spent + each.time, blocks)]
        covered = _covered(shape, (*rest, index)) if fitting else None
        if covered is not None:
            reach = without + covered
            most += ((-reach - each.points, item.rank, each.rank, index, nth) for nth, each in fitting)
    best: Exchange | None = None
    first = (0, 0)
    for minus, rank, option_rank, index, nth in sorted(most):
        if best is not None and -minus < best[0]:
            break
        laid = laid_out(shape, {**rest, index: nth})
        if laid is not None and (
            best is None or laid.points > best[0] or (laid.points == best[0] and (rank, option_rank) < first)
        ):
            best, first = (laid.points, index, nth), (rank, option_rank)
    return best
