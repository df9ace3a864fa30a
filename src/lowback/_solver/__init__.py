"""Exact search for the best selection along a clock, over plain integers.

A problem has *items*. An item belongs to a *stage* (stages are passed in order) and a *place* (a stage goes through
its places upwards or downwards; going from place to place costs time and points). Of every item at most one *option* is
taken, of every *group* at most one item, and under a *cap* no more than it allows. Options bring points; the first,
second, ... item that bears a *token* brings extra points; a stage that ends off its *mark* on the clock loses some, and
so does a first block in which nothing *opens* well. The total time has to end inside a window.

Everything about the clock is exact; only what couples items without being time gets a price: `bound` says what can
still be earned from each second on, `prices` finds the prices, `search` goes along the clock and drops what cannot
reach the best so far, `times` says which totals can be reached at all, `selection` weighs one selection.
"""

from dataclasses import replace

from .bound import NEVER, Bound
from .prices import better_prices, rough_prices
from .problem import Item, Option, Problem, Shape, Solution
from .search import Codes, OutOfEffortError, Search
from .selection import exchanges, laid_out
from .times import reachable

__all__ = ["Item", "Option", "Problem", "Solution", "exchanges", "feasible", "reachable", "solve"]

_BEAM = 40
"""Labels kept by a narrow search, which finds a good selection."""
_ALLOWED = ((30_000, _BEAM, 6), (100_000, 10 * _BEAM, 24), (1_000_000, 10 * _BEAM, 24))
"""Of the first searches: their steps, the labels of their narrow ones, and the steps to better prices after them."""
_NOTHING = (NEVER // 2, 0)
"""No selection yet."""


def solve(problem: Problem, *, effort: int) -> Solution | None:
    """The selection with the most points; among equals the one that comes first by the ranks.

    None when no selection ends in the window: that is always right. `effort` is the number of steps that
    the search may take; when they are used up, the best selection so far comes back with a bound above
    its points.
    """
    if not problem.items:
        return None
    shape = Shape(problem)
    bound = Bound(shape, rough_prices(shape))
    if bound.value <= NEVER // 2:
        return None
    codes = Codes(shape)
    best, proved, most = _searched(bound, codes, effort)
    if best is None:
        return None
    taken = codes.taken(best[1])
    laid = laid_out(shape, taken)
    assert laid is not None
    order = tuple((index, taken[index]) for index in laid.order)
    return Solution(order, laid.points, laid.points if proved else most)


def feasible(problem: Problem) -> bool:
    """Whether some selection ends in the window."""
    if not reachable(problem) >> problem.low:
        return False
    shape = Shape(problem)
    return shape.counts == shape.tokens or _anything(shape, Codes(shape)) is not None


def _searched(bound: Bound, codes: Codes, effort: int) -> tuple[tuple[int, int] | None, bool, int]:
    """Points and code of the best selection found, if any, whether that proves it best, and what none exceeds.

    Better prices take long, and a small search does without them; only one that grows gets them.
    """
    best = _first(bound, codes)
    for allowed, width, steps in (*_ALLOWED, (effort, 10 * _BEAM, 0)):
        beam = Search(bound, codes, best or _NOTHING, steps=effort, width=width)
        try:
            beam.run()
        except OutOfEffortError:
            return best or _anything(bound.shape, codes), False, bound.value
        best = beam.best if beam.best != _NOTHING else best or _anything(bound.shape, codes)
        if best is None:
            return None, True, bound.value
        whole = Search(bound, codes, best, steps=min(allowed, beam.steps))
        try:
            whole.run()
        except OutOfEffortError:
            effort = beam.steps - allowed
            bound = better_prices(bound, best[0], steps)
            best = max(best, _first(bound, codes) or best)
            continue
        return whole.best, True, whole.best[0]
    return best, False, bound.value


def _first(bound: Bound, codes: Codes) -> tuple[int, int] | None:
    """The selection where the bound comes from, when it is one."""
    taken = bound.followed()
    laid = laid_out(bound.shape, taken) if taken else None
    return None if laid is None else (laid.points, sum(codes.of(*each) for each in taken.items()))


def _anything(shape: Shape, codes: Codes) -> tuple[int, int] | None:
    """Any selection that ends in the window, with its points; for what limits make hard to find."""
    problem = shape.problem
    bare = tuple(
        item._replace(tokens=(), options=tuple(each._replace(points=0) for each in item.options))
        for item in problem.items
    )
    free = ((0,) * problem.places,) * problem.places
    plain = Shape(replace(problem, items=bare, mark_weight=0, change_price=free, opening_price=0))
    bound = Bound(plain, [0] * plain.counts)
    for width in (_BEAM, None):  # a narrow search mostly finds one, and only a whole one knows that there is none
        search = Search(bound, codes, _NOTHING, steps=1 << 60, width=width)
        search.run()
        if search.best != _NOTHING:
            laid = laid_out(shape, codes.taken(search.best[1]))
            return None if laid is None else (laid.points, search.best[1])
    return None
