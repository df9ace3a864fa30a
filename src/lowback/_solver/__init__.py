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
from .search import Codes, Found, OutOfEffortError, Search
from .selection import exchanges, laid_out
from .times import reachable

__all__ = ["Item", "Option", "Problem", "Solution", "exchanges", "feasible", "reachable", "solve"]

_LACKING = 256
"""What is looked for first lacks at most this part of the bound."""
_FEW = 300
"""Steps of a search after which the next one may look much further."""
_BEAM = 40
"""Labels kept by a narrow search, which finds a good selection."""
_ROUNDS = ((50_000, 80, 16), (200_000, 300, 16), (1_000_000, 1000, 24))
"""Steps of the searches with some prices; then the ticks of a clock for better ones, and the steps to those."""


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


def _searched(bound: Bound, codes: Codes, effort: int) -> tuple[Found | None, bool, int]:
    """The best selection found, if any, whether that is proved, and what none exceeds.

    Better prices take long, and a small search does without them; only one that grows gets them.
    """
    best, most = _first(bound, codes), bound.value
    for steps, ticks, better in (*_ROUNDS, (effort, 0, 0)):
        search = Search(bound, codes, most=most, steps=min(steps, effort))
        try:
            best = _downwards(search, best)
        except OutOfEffortError:
            effort, most = effort - steps, search.most
        else:
            return best, True, most if best is None else best[0]
        narrow = Search(bound, codes).best(NEVER // 2 if best is None else best[0], width=_BEAM)
        best = narrow or best or _anything(bound.shape, codes)
        if best is None or effort <= 0:
            break
        bound = better_prices(bound, ticks, better)
    return best, best is None, most


def _downwards(search: Search, best: Found | None) -> Found | None:
    """The best selection; None when there is none. The better one is looked for, the less there is to look at.

    So what is looked for first has nearly as many points as the bound; when there is none, what has fewer.
    """
    most = search.most
    lacking = abs(most) // _LACKING + 1
    while True:
        before = search.steps
        found = search.best(most - lacking if best is None else max(most - lacking, best[0]))
        if found is not None:
            return found
        lacking = lacking * 3 if before - search.steps < _FEW else lacking * 3 // 2
        if best is None and lacking > abs(most):
            best = _anything(search.shape, search.codes)
            if best is None:
                return None


def _first(bound: Bound, codes: Codes) -> Found | None:
    """The selection where the bound comes from, when it is one."""
    taken = bound.followed()
    laid = laid_out(bound.shape, taken) if taken else None
    return None if laid is None else (laid.points, sum(codes.of(*each) for each in taken.items()))


def _anything(shape: Shape, codes: Codes) -> Found | None:
    """Any selection that ends in the window, with its points; for what limits make hard to find."""
    problem = shape.problem
    bare = tuple(
        item._replace(tokens=(), options=tuple(each._replace(points=0) for each in item.options))
        for item in problem.items
    )
    free = ((0,) * problem.places,) * problem.places
    plain = Shape(replace(problem, items=bare, mark_weight=0, change_price=free, opening_price=0))
    search = Search(Bound(plain, [0] * plain.counts), codes)
    found = search.best(NEVER // 2, width=_BEAM) or search.best(NEVER // 2)  # a narrow one seldom misses
    laid = None if found is None else laid_out(shape, codes.taken(found[1]))
    return None if laid is None or found is None else (laid.points, found[1])
