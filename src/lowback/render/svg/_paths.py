"""Path data: outlines as short texts of whole millimetres, Y down."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, pi, sin

from lowback.drawing._camera import Circle, Spot, hull

__all__ = ["curve", "polygon", "polyline", "skin"]

_ROUND = 3.5
"""Smaller circles are corners."""


def _pair(x: int, y: int) -> str:
    return f"{x} {y}" if y >= 0 else f"{x}{y}"


class _Pen:
    """Writes relative commands, so that rounding never adds up."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.x = self.y = 0

    def _whole(self, at: Spot) -> tuple[int, int]:
        return round(at[0]), -round(at[1])

    def move(self, at: Spot) -> None:
        self.x, self.y = self._whole(at)
        self.parts.append(f"M{_pair(self.x, self.y)}")

    def line(self, at: Spot) -> None:
        x, y = self._whole(at)
        if (x, y) != (self.x, self.y):
            self.parts.append(f"l{_pair(x - self.x, y - self.y)}")
            self.x, self.y = x, y

    def arc(self, radius: float, at: Spot, *, large: bool) -> None:
        x, y = self._whole(at)
        if (x, y) != (self.x, self.y):
            r = round(radius)
            self.parts.append(f"a{r} {r} 0 {int(large)} 0 {_pair(x - self.x, y - self.y)}")
            self.x, self.y = x, y

    def bend(self, through: Spot, at: Spot) -> None:
        (cx, cy), (x, y) = self._whole(through), self._whole(at)
        self.parts.append(f"q{_pair(cx - self.x, cy - self.y)} {_pair(x - self.x, y - self.y)}")
        self.x, self.y = x, y

    def close(self) -> None:
        self.parts.append("z")

    def __str__(self) -> str:
        return "".join(self.parts)


def _on(circle: Circle, angle: float) -> Spot:
    return (circle[0] + circle[2] * cos(angle), circle[1] + circle[2] * sin(angle))


def skin(circles: Sequence[Circle]) -> str:
    """The outline of a few circles."""
    pen, arcs = _Pen(), hull(circles)
    if len(arcs) == 1:
        circle = arcs[0][0]
        pen.move(_on(circle, 0))
        pen.arc(circle[2], _on(circle, pi), large=False)
        pen.arc(circle[2], _on(circle, 0), large=False)
        pen.close()
        return str(pen)
    pen.move(_on(arcs[0][0], arcs[0][1]))
    for circle, start, end in arcs:
        pen.line(_on(circle, start))
        if circle[2] > _ROUND:
            pen.arc(circle[2], _on(circle, end), large=end - start > pi)
    pen.close()
    return str(pen)


def polygon(spots: Iterable[Spot]) -> str:
    """A closed line."""
    return polyline(spots) + "z"


def curve(spots: Sequence[Spot]) -> str:
    """An open line that bends instead of having corners."""
    pen = _Pen()
    pen.move(spots[0])
    for here, following in pairwise(spots[1:-1]):
        pen.bend(here, ((here[0] + following[0]) / 2, (here[1] + following[1]) / 2))
    pen.bend(spots[-2], spots[-1])
    return str(pen)


def polyline(spots: Iterable[Spot]) -> str:
    """An open line."""
    first, *others = spots
    pen = _Pen()
    pen.move(first)
    for spot in others:
        pen.line(spot)
    return str(pen)
