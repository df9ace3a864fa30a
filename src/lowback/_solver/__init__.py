"""Exact search for the best selection along a clock, over plain integers.

A problem has *items*. An item belongs to a *stage* (stages are passed in order) and a *place* (inside a
stage, the items of one place stand together; going from place to place costs time and points). Of every
item at most one *option* is taken, of every *group* at most one item. Options bring points; the first,
second, ... item that bears a *token* brings extra points; each stage wants a certain amount of activity.
The total time has to end inside a window.

`prices` puts a price on everything and gets a bound; `search` finds what loses least against it; `times`
tells which totals can be reached at all; `ways` orders the places.
"""

from .prices import SCALE, Bound, best_bound
from .problem import Item, Option, Problem, Shape, Solution, Taken
from .search import OutOfEffortError, Search
from .times import feasible, first_selection, reachable
from .ways import Sets, Ways

__all__ = ["Item", "Option", "Problem", "Solution", "feasible", "reachable", "solve"]

_WIDTHS = (64, 512, 1 << 60)
"""Labels kept by a first, narrow search, by a wider one within the loss that the first found, and by the last: all."""
_FIRST_LIMIT = 32
"""The first search loses at most this part of the bound."""


def solve(problem: Problem, *, effort: int) -> Solution | None:
    """The selection with the most points; among equals the one that comes first by the ranks.

    None when no selection ends in the window: that is always right. `effort` is the number of steps that
    the search may take; when they are used up, the best selection so far comes back with a bound above
    its points.
    """
    if not problem.items:
        return None
    shape = Shape(problem)
    bound, ways = best_bound(shape), Ways(shape)
    best, proved = _searched(bound, ways, effort)
    if best is None:
        return None
    points = _points(shape, ways, best)
    return Solution(_ordered(shape, ways, best), points, points if proved else bound.value // SCALE)


def _searched(bound: Bound, ways: Ways, effort: int) -> tuple[Taken | None, bool]:
    """The best selection found, if any, and whether that proves it best."""
    limit = max(SCALE, abs(bound.value) // _FIRST_LIMIT)
    best: Taken | None = None
    widths = iter(_WIDTHS)
    width = next(widths)
    while True:
        search = Search(bound, ways, limit=limit, width=width, steps=effort)
        try:
            found = search.best()
        except OutOfEffortError:
            return best or first_selection(bound.shape.problem), False
        effort = search.steps
        best = found or best or first_selection(bound.shape.problem)
        if best is None:
            return None, False
        loss = bound.value - SCALE * _points(bound.shape, ways, best)
        if found or loss <= 2 * limit:
            if search.complete and loss <= limit:
                return best, True
            width = next(widths)
        limit = min(loss, 2 * limit)


def _points(shape: Shape, ways: Ways, taken: Taken) -> int:
    """What a selection is worth, by the best way through its places."""
    problem = shape.problem
    points, counts = 0, [0] * shape.counts
    active = [0] * shape.stages
    for index, nth in taken.items():
        points += problem.items[index].options[nth].points
        active[problem.items[index].stage] += problem.items[index].options[nth].active
        for each in shape.counted[index]:
            counts[each] += 1
    points += sum(paid[min(count, len(paid) - 1)] for paid, count in zip(shape.paid, counts, strict=True))
    off = sum(abs(have - want) for have, want in zip(active, problem.targets, strict=True))
    return points - problem.target_weight * off - _way(shape, ways, taken)[0]


def _sets(shape: Shape, taken: Taken) -> Sets:
    blocks = {(shape.problem.items[index].stage, shape.problem.items[index].place) for index in taken}
    return tuple(
        tuple(place for place in places if (stage, place) in blocks) for stage, places in enumerate(shape.places)
    )


def _way(shape: Shape, ways: Ways, taken: Taken) -> tuple[int, list[int]]:
    """The least points that changes cost when the selection has to end in the window, and their times."""
    problem = shape.problem
    time = sum(problem.items[index].options[nth].time for index, nth in taken.items())
    costs = ways.costs(_sets(shape, taken))
    fitting = {spent: lost for spent, lost in costs.items() if problem.low <= time + spent <= problem.high}
    least = min(fitting.values())
    return least, [spent for spent, lost in fitting.items() if lost == least]


def _ordered(shape: Shape, ways: Ways, taken: Taken) -> tuple[tuple[int, int], ...]:
    """The selection in the first by the ranks of its best orders."""
    least, times = _way(shape, ways, taken)
    items = shape.problem.items
    orders = (
        tuple((index, taken[index]) for block in order for index in shape.blocks[block] if index in taken)
        for time in times
        for order in ways.orders(_sets(shape, taken), time, least)
    )
    return min(orders, key=lambda order: [items[index].rank for index, _ in order])
