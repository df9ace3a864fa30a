"""Which outlines are seen where several of one colour lie over each other: the others need not be drawn."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Final

from attrs import frozen

from ._camera import Circle, Spot, hull_points

__all__ = ["in_sight"]

_STEP: Final = 25.0
"""Millimetres from one place of an outline that is looked at to the next, at most."""
_SLACK: Final = 0.5
"""Millimetres by which an outline may stick out and is not missed."""

_DIRECTIONS: Final = tuple((cos(2 * pi * k / 28), sin(2 * pi * k / 28)) for k in range(28))
_SPREAD: Final = tuple(_DIRECTIONS[11 * k % 28] for k in range(28))
"""The same, each far from the one before: so a few tell of most places that they are outside."""

_ROUND: Final = 1 / cos(pi / len(_DIRECTIONS))
"""How much larger a circle is drawn so that its corners lie no further in than it does."""


@frozen
class _Outline:
    """A hull, and how far it reaches in each direction."""

    circles: Sequence[Circle]
    reaches: tuple[tuple[float, float, float], ...]

    @classmethod
    def of(cls, circles: Sequence[Circle]) -> "_Outline":
        return cls(circles, tuple((ux, uy, max([x * ux + y * uy + r for x, y, r in circles])) for ux, uy in _SPREAD))

    @property
    def size(self) -> float:
        return sum(reach for _, _, reach in self.reaches)

    def holds(self, spot: Spot) -> bool:
        """Whether a place is inside."""
        x, y = spot
        for ux, uy, reach in self.reaches:  # noqa: SIM110  # the innermost loop of all drawing
            if x * ux + y * uy > reach + _SLACK:
                return False
        return True

    def spots(self) -> Iterator[Spot]:
        """Places all along it."""
        corners = hull_points([(x, y, _ROUND * r) for x, y, r in self.circles], _DIRECTIONS)
        for (ax, ay), (bx, by) in pairwise((*corners, corners[0])):
            steps = int(hypot(bx - ax, by - ay) / _STEP) + 1
            for step in range(steps):
                yield (ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps)


def in_sight(hulls: Sequence[Sequence[Circle]]) -> list[Sequence[Circle]]:
    """The hulls of which something is seen, if all are painted in one colour; the small ones give way first.

    >>> in_sight([[(0, 0, 50)], [(5, 0, 30)], [(60, 0, 30)]])
    [[(0, 0, 50)], [(60, 0, 30)]]
    """
    if len(hulls) == 1:
        return [*hulls]
    seen = [_Outline.of(each) for each in hulls]
    for outline in sorted(seen, key=lambda each: each.size):
        others = [each for each in seen if each is not outline]
        if _is_hidden(outline, others):
            seen = others
    return [each.circles for each in seen]


def _is_hidden(outline: _Outline, others: Sequence[_Outline]) -> bool:
    holder = outline
    for spot in outline.spots() if others else ():
        if holder is outline or not holder.holds(spot):
            found = next((each for each in others if each.holds(spot)), None)
            if found is None:
                return False
            holder = found
    return bool(others)
