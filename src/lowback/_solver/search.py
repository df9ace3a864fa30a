"""The exact search: labels go along the clock, and those that cannot reach the best selection any more are dropped.

A label is a node, a time and what has been counted so far. Its points hold for certain what the counts can still
lose against the prices of the bound, so that with the list of the bound they say what it can reach at most. Of labels
alike only the best goes on. What comes no more is settled and not counted any longer, so that more labels are alike.
"""

import sys
from functools import cache, partial
from heapq import nlargest

from .bound import NEVER, Bound
from .graph import NOTHING, SINK, Edge
from .problem import Taken

__all__ = ["Found", "OutOfEffortError", "Search"]

_TIME = 1 << 13
"""More than the longest time; a label's key is its counts and, below them, its time."""
_BEAM = 16
"""Labels kept by a narrow search."""

Found = tuple[int, int]
"""Points, and what was taken as a number; the greater is the better one."""
Labels = dict[int, Found]


class OutOfEffortError(Exception):
    """The search has taken all the steps that it was allowed."""


class Search:
    """The searches against one bound.

    Attributes:
        most: No selection has more points, as far as the bound and the searches so far know.
        steps: How many labels they may still make by taking something.
        only: All that may be taken; None: anything.
    """

    def __init__(self, bound: Bound, *, most: int | None = None, only: Taken | None = None) -> None:
        self.bound, self.graph, self.shape = bound, bound.graph, bound.shape
        self.most = bound.value if most is None else min(most, bound.value)
        self.steps = sys.maxsize
        self._least = 0
        self._bits = max((len(paid) - 1 for paid in self.shape.paid), default=1).bit_length()
        self._with = {each: cache(partial(self._added, each)) for each in {*self.shape.counted}}
        self._without = {each: cache(partial(self._settled, each)) for each in {node.gone for node in self.graph.nodes}}
        self._only = None if only is None else {self.shape.number(*each) for each in only.items()}

    def _added(self, counted: tuple[int, ...], counts: int) -> tuple[int, int]:
        """Counts with one more of these, and the points made certain by it; `NEVER` for what is wrong."""
        field, points = (1 << self._bits) - 1, 0
        for each in counted:
            count, over = counts >> self._bits * each & field, self.bound.over[each]
            if count + 1 < len(over):
                points += over[count + 1] - over[count]
                counts += 1 << self._bits * each
            elif each >= self.shape.tokens:
                return counts, NEVER
        return counts, points

    def _settled(self, gone: frozenset[int], counts: int) -> tuple[int, int]:
        """Counts without these, of which none comes any more, and the points lost by that."""
        field, points = (1 << self._bits) - 1, 0
        for each in gone:
            count = counts >> self._bits * each & field
            points += self.shape.paid[each][count] - self.bound.over[each][count]
            counts -= count << self._bits * each
        return counts, points

    def narrow(self, least: int) -> Found | None:
        """A good selection that has at least so many points, if one is found when only a few labels go on."""
        self.steps = sys.maxsize
        return self.best(least, _BEAM)

    def best(self, least: int, width: int = sys.maxsize) -> Found | None:
        """The best selection that has at least so many points; None when there is none."""
        self._least = least
        waiting: dict[int, Labels] = {self.graph.root: {0: (self.bound.base, 0)}}
        for at in reversed(range(SINK + 1, len(self.graph.nodes))):
            if labels := waiting.pop(at, None):
                node = self.graph.nodes[at]
                if node.gone:
                    labels = self._without_gone(node.gone, labels)
                if len(labels) > width:
                    labels = _narrowed(labels, self.bound.values[at], width)
                if loss := node.loss:
                    labels = {key: (points + loss[key % _TIME], number) for key, (points, number) in labels.items()}
                for edge in node.edges:
                    if edge.item == NOTHING:
                        self._move(edge, labels, waiting.setdefault(edge.to, {}))
                    elif self._only is None or edge.number in self._only:
                        self._take(edge, labels, waiting.setdefault(edge.to, {}))
        found = max(waiting.get(SINK, {}).values(), default=None)
        if found is None and width == sys.maxsize:
            self.most = min(self.most, least - 1)
        return found

    def _without_gone(self, gone: frozenset[int], labels: Labels) -> Labels:
        """The labels without counts of what comes no more."""
        without = self._without[gone]
        settled: Labels = {}
        for key, (points, number) in labels.items():
            counts, lost = without(key // _TIME)
            _put(settled, counts * _TIME + key % _TIME, (points + lost, number))
        return settled

    def _move(self, edge: Edge, labels: Labels, into: Labels) -> None:
        """Labels go along an edge; those that cannot reach what is looked for are dropped."""
        ahead = self.bound.values[edge.to]
        least, end = self._least - edge.points, len(ahead)
        for key, (points, number) in labels.items():
            after = key % _TIME + edge.time
            if after < end and points + ahead[after] >= least:
                _put(into, key + edge.time, (points + edge.points, number + edge.number))

    def _take(self, edge: Edge, labels: Labels, into: Labels) -> None:
        """The same with an item that is taken."""
        self.steps -= len(labels)
        if self.steps < 0:
            raise OutOfEffortError
        to, time, gain, item, more = edge
        ahead, with_it = self.bound.values[to], self._with[self.shape.counted[item]]
        least, end = self._least - gain, len(ahead)
        for key, (points, number) in labels.items():
            after = key % _TIME + time
            if after < end:
                counted, certain = with_it(key // _TIME)
                if points + certain + ahead[after] >= least:
                    _put(into, counted * _TIME + after, (points + certain + gain, number + more))


def _narrowed(labels: Labels, ahead: list[int], width: int) -> Labels:
    """The labels that may reach most."""
    reach = nlargest(width, ((points + ahead[key % _TIME], number, key) for key, (points, number) in labels.items()))
    return {key: labels[key] for _, _, key in reach}


def _put(into: Labels, key: int, label: Found) -> None:
    """Of labels alike the better one stays."""
    if key not in into or into[key] < label:
        into[key] = label
