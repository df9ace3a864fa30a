"""The page: a figure seen from far away, and outlines of what is seen.

Page coordinates are millimetres, X to the right and Y up; the third number is how near it is.
"""

from collections.abc import Iterable, Sequence
from math import acos, atan2, cos, hypot, pi, radians, sin
from typing import Final, TypeAlias

from lowback.picture import Camera

from ._anatomy import Vec

__all__ = ["Circle", "Spot", "View", "hull", "hull_points"]

Spot: TypeAlias = tuple[float, float]
"""A place on the page in millimetres."""

Circle: TypeAlias = tuple[float, float, float]
"""A ball on the page: middle and radius in millimetres."""


class View:
    """A camera, as three directions in the world."""

    __slots__ = ("depth", "right", "up")

    def __init__(self, camera: Camera) -> None:
        a, e = radians(camera.azimuth), radians(camera.elevation)
        self.right: Vec = (cos(a), 0.0, -sin(a))
        self.up: Vec = (-sin(a) * sin(e), cos(e), -cos(a) * sin(e))
        self.depth: Vec = (sin(a) * cos(e), sin(e), cos(a) * cos(e))

    def flat(self, at: Vec) -> Spot:
        """Where a place in the world is on the page."""
        x, y, z = at
        r, u = self.right, self.up
        return (1000 * (r[0] * x + r[2] * z), 1000 * (u[0] * x + u[1] * y + u[2] * z))

    def near(self, at: Vec) -> float:
        """How near a place is, in metres; larger is nearer."""
        d = self.depth
        return d[0] * at[0] + d[1] * at[1] + d[2] * at[2]


_TURN: Final = 2 * pi
_SAME: Final = 1e-9


def hull(circles: Sequence[Circle]) -> list[tuple[Circle, float, float]]:
    """The circles on the outline of all, anticlockwise, each with the angles between which it is the outline.

    Walks round the outline: at a circle, the next one is that which sticks out first as one turns.

    >>> [(circle, round(start, 3), round(end, 3)) for circle, start, end in hull([(0, 0, 1), (10, 0, 1), (5, 0, 1)])]
    [((0, 0, 1), 1.571, 4.712), ((10, 0, 1), -1.571, 1.571)]
    """
    unique = sorted(set(circles), key=lambda c: (c[1] - c[2], c[0]))
    first = unique[0]
    here, angle = first, -pi / 2
    arcs: list[tuple[Circle, float, float]] = []
    for _ in range(4 * len(unique)):
        best, follower = angle + _TURN, None
        for other in unique:
            dx, dy = other[0] - here[0], other[1] - here[1]
            distance = hypot(dx, dy)
            if other is here or distance <= here[2] - other[2] + _SAME:
                continue
            if distance <= other[2] - here[2]:
                at = angle
            else:
                at = atan2(dy, dx) - acos((here[2] - other[2]) / distance)
                while at < angle - _SAME:
                    at += _TURN
                while at >= angle + _TURN - _SAME:
                    at -= _TURN
            farther = (
                follower is not None
                and abs(at - best) < _SAME
                and distance > hypot(follower[0] - here[0], follower[1] - here[1])
            )
            if at < best - _SAME or farther:
                best, follower = at, other
        if follower is None or best >= 3 * pi / 2 - _SAME:
            arcs.append((here, angle, 3 * pi / 2))
            break
        arcs.append((here, angle, best))
        here, angle = follower, best
    if len(arcs) > 1 and arcs[-1][0] == arcs[0][0]:
        last = arcs.pop()
        arcs[0] = (arcs[0][0], last[1], arcs[0][2] + _TURN)
    return arcs


def hull_points(circles: Iterable[Circle], directions: Sequence[Spot]) -> list[Spot]:
    """The outermost places in fixed directions: as many for every pose, so that they can be animated."""
    balls = list(circles)
    found: list[Spot] = []
    for ux, uy in directions:
        farthest = float("-inf")
        spot = (0.0, 0.0)
        for x, y, radius in balls:
            reach = x * ux + y * uy + radius
            if reach > farthest:
                farthest, spot = reach, (x + radius * ux, y + radius * uy)
        found.append(spot)
    return found
