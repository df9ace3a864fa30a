"""Exact search for the best selection along a clock, over plain integers.

A problem has *items*. An item belongs to a *stage* (stages are passed in order) and a *place* (inside a
stage, the items of one place follow each other; going from place to place costs time and points). Of every
item at most one *option* is taken, of every *group* at most one item. Options bring points; the first,
second, ... item that bears a *token* brings extra points; each stage wants a certain amount of activity.
The total time has to end inside a window.

`prices` puts a price on everything and gets a bound; `search` finds what loses least against it; `times`
says which totals can be reached at all; `ways` orders the places; `selection` weighs one selection.
"""

from .prices import SCALE, best_bound
from .problem import Item, Option, Problem, Shape, Solution, Taken
from .search import Ground, OutOfEffortError, Search
from .selection import exchanges, ordered, points_of
from .times import feasible, first_selection, in_window, reachable
from .ways import Ways

__all__ = ["Item", "Option", "Problem", "Solution", "exchanges", "feasible", "reachable", "solve"]

_WIDTHS = (64, 512, 1 << 60)
"""Labels kept by a first, narrow search, by a wider one within the loss that the first found, and by the last: all."""
_FIRST_LIMIT = 32
"""The first search loses at most this part of the bound."""
_LAST_LIMIT = 2
"""When even so many times the bound is lost without anything found, any selection is looked for."""


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
    best, proved = _searched(Ground(bound), ways, effort)
    if best is None:
        return None
    points = points_of(shape, ways, best)
    return Solution(ordered(shape, ways, best), points, points if proved else bound.value // SCALE)


def _searched(ground: Ground, ways: Ways, effort: int) -> tuple[Taken | None, bool]:
    """The best selection found, if any, and whether that proves it best."""
    bound, problem = ground.bound, ground.shape.problem
    limit = max(SCALE, abs(bound.value) // _FIRST_LIMIT)
    last_limit = max(limit, _LAST_LIMIT * abs(bound.value))
    best: Taken | None = None
    widths = iter(_WIDTHS)
    width = next(widths)
    while True:
        search = Search(ground, limit=limit, width=width, steps=effort)
        try:
            found = search.best()
        except OutOfEffortError:
            return best or first_selection(problem), False
        effort = search.steps
        best = found or best
        if best is None and limit < last_limit and in_window(problem):
            limit *= 2
            continue
        best = best or first_selection(problem)
        if best is None:
            return None, False
        loss = bound.value - SCALE * points_of(bound.shape, ways, best)
        if found or loss <= 2 * limit:
            if search.complete and loss <= limit:
                return best, True
            width = next(widths)
        limit = min(loss, 2 * limit)
