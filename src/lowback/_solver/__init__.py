"""Exact search for the best selection along a clock, over plain integers.

A problem has *items*. An item belongs to a *stage* (stages are passed in order) and a *place* (a stage goes through
its places upwards or downwards; going from place to place costs time and points). Of every item at most one *option* is
taken, of every *group* at most one item, and under a *cap* no more than it allows. Options bring points; the first,
second, ... item that bears a *token* brings extra points; a stage that ends off its *mark* on the clock loses some, and
so does a first block in which nothing *opens* well. The total time has to end inside a window.

Everything about the clock is exact; only what couples items without being time gets a price: `graph` lays out all that
may come, `bound` says what can still be earned, `prices` finds the prices, and `search` goes along the clock and drops
what cannot reach what is looked for.
"""

import sys
from contextlib import suppress
from dataclasses import replace

from .bound import NEVER, Bound
from .graph import Graph
from .prices import better_bound, good_prices
from .problem import Item, Option, Problem, Shape, Solution
from .search import Found, OutOfEffortError, Search

__all__ = ["Item", "Option", "Problem", "Solution", "feasible", "reachable", "solve"]

_LACKING = 256
"""What is looked for first lacks at most this part of the bound."""
_STEPS, _MORE = 20_000, 4
"""Steps of the first looks; when they are used up, so many times as many are tried."""


def solve(problem: Problem, *, effort: int) -> Solution | None:
    """The selection with the most points; among equals the one that comes first by the ranks.

    None when no selection ends in the window: that is always right. `effort` is the number of steps that the search may
    take; when they are used up, the best selection so far comes back with a bound above its points.
    """
    if not problem.items:
        return None
    shape = Shape(problem)
    bound = Bound(Graph(shape), good_prices(shape))
    found, most = _best(Search(bound), effort) if bound.value > NEVER // 2 else (None, NEVER)
    return Solution(tuple(shape.taken(found[1]).items()), found[0], most) if found else None


def feasible(problem: Problem, *, effort: int = sys.maxsize) -> bool:
    """Whether some selection ends in the window; when so many steps are used up, it is as if there were none."""
    with suppress(OutOfEffortError):
        return _any(problem, effort) is not None
    return False


def reachable(problem: Problem) -> list[int]:
    """Every total up to the longest that some selection has; there may be too many of what is limited."""
    bound = _bare(replace(problem, low=problem.high))
    start = bound.values[bound.graph.root]
    return [total for total in range(problem.high + 1) if start[problem.high - total] > NEVER // 2]


def _best(search: Search, effort: int) -> tuple[Found | None, int]:
    """The best selection that is found, and the points that none exceeds.

    Most often a few looks are enough. Where they are not, it helps to know a good selection, and to have a lower bound.
    """
    known, steps = None, _STEPS
    while True:
        search.steps = min(steps, effort)
        with suppress(OutOfEffortError):
            found = _downwards(search, known)
            return found, found[0] if found else NEVER
        effort -= min(steps, effort)
        known = search.narrow(known[0] if known else NEVER // 2) or known or _some(search)
        if known is None or not effort:
            return known, search.most
        search = Search(better_bound(search.bound, known[0]), most=search.most)
        steps *= _MORE


def _downwards(search: Search, known: Found | None) -> Found | None:
    """The best selection, if any. The better one is looked for, the less there is to look at.

    So what is looked for first has nearly as many points as the bound; when there is none, what has fewer, down to
    those of a selection that is known.
    """
    most = search.most
    lacking = abs(most) // _LACKING + 1
    while True:
        if lacking > abs(most) and (known := known or _some(search)) is None:
            return None
        if found := search.best(max(most - lacking, known[0]) if known else most - lacking):
            return found
        lacking *= 2


def _some(search: Search) -> Found | None:
    """Any selection, with its points."""
    found = _any(search.shape.problem)
    return Search(search.bound, only=search.shape.taken(found[1])).best(NEVER // 2) if found else None


def _any(problem: Problem, effort: int = sys.maxsize) -> Found | None:
    """Any selection that ends in the window, without its points; for what limits make hard to find."""
    search = Search(_bare(problem))
    found, search.steps = search.narrow(NEVER // 2), effort
    return found or search.best(NEVER // 2)  # a narrow one seldom misses


def _bare(problem: Problem) -> Bound:
    """The bound where nothing brings or costs any points: time alone is left, and what is limited."""
    items = [each._replace(options=tuple(one._replace(points=0) for one in each.options)) for each in problem.items]
    free = ((0,) * problem.places,) * problem.places
    shape = Shape(replace(problem, items=tuple(items), coverage=(), mark_weight=0, change_price=free, opening_price=0))
    return Bound(Graph(shape), [0] * shape.counts)
