"""One selection: what it is worth, its best order, and what could replace each item."""

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from .problem import NOWHERE, Problem, Shape, Taken, both_ways

__all__ = ["Laid", "exchanges", "laid_out"]


class Laid(NamedTuple):
    """A selection in its best order: its points, and the indices of its items."""

    points: int
    order: tuple[int, ...]


def laid_out(shape: Shape, taken: Taken) -> Laid | None:
    """The best order of a selection, by the ranks among equals; None when none keeps the limits and the window."""
    problem = shape.problem
    covered = _covered(shape, taken)
    if covered is None:
        return None
    worth = sum(problem.items[index].options[nth].points for index, nth in taken.items()) + covered
    blocks = {
        block: [index for index in indices if index in taken]
        for block, indices in shape.blocks.items()
        if any(index in taken for index in indices)
    }
    spent = {
        block: sum(problem.items[index].options[taken[index]].time for index in indices)
        for block, indices in blocks.items()
    }
    stages = [[place for place in shape.places[stage] if (stage, place) in blocks] for stage in range(shape.stages)]
    best: Laid | None = None
    for ways in product(*map(both_ways, stages)):
        time, points, here = 0, worth, NOWHERE
        for stage, places in enumerate(ways):
            for place in places:
                time += shape.change_time[here][place] + spent[stage, place]
                points -= shape.change_price[here][place]
                here = place
            mark = shape.marks[stage]
            if mark is not None:
                points -= problem.mark_weight * abs(time - mark)
        time, points = time + shape.end_time[here], points - shape.end_price[here]
        first = next((blocks[stage, places[0]] for stage, places in enumerate(ways) if places), list[int]())
        if not any(problem.items[index].opens for index in first):
            points -= problem.opening_price
        if problem.low <= time <= problem.high and (best is None or points >= best.points):
            order = tuple(
                index for stage, places in enumerate(ways) for place in places for index in blocks[stage, place]
            )
            found = Laid(points, order)
            if best is None or points > best.points or _ranks(shape, order) < _ranks(shape, best.order):
                best = found
    return best


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
        for index, covered in [(index, _covered(shape, (*rest, index))) for index in free]
        if covered is not None
        for nth, option in enumerate(items[index].options)
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
