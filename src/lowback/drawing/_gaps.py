"""How far a part is from what it bears on, and from the skin of another part."""

from collections.abc import Iterable
from math import sqrt
from typing import Final

from ._anatomy import Vec
from ._kinematics import Placed, dot, sub
from ._surfaces import Surface

__all__ = ["MIN_LENGTH", "nearest", "touching"]

MIN_LENGTH: Final = 1e-9
"""Metres below which a length has no direction."""


def nearest(group: Iterable[int], surface: Surface, figure: Placed) -> tuple[float, int]:
    """The gap of the nearest sphere of a group, and the sphere."""
    return min((surface.gap(figure.centres[each], figure.body.spheres[each].radius), each) for each in group)


def touching(figure: Placed, place_: Vec, capsule: tuple[int, int]) -> tuple[float, Vec, float]:
    """Metres from a place to the skin between two spheres, the direction away from it, and how far along it is."""
    a, b = (figure.centres[each] for each in capsule)
    ra, rb = (figure.body.spheres[each].radius for each in capsule)
    along = sub(b, a)
    length = dot(along, along)
    share = min(1.0, max(0.0, dot(sub(place_, a), along) / length)) if length > MIN_LENGTH else 0.0
    foot = (a[0] + share * along[0], a[1] + share * along[1], a[2] + share * along[2])
    away = sub(place_, foot)
    distance = sqrt(dot(away, away)) or MIN_LENGTH
    n = (away[0] / distance, away[1] / distance, away[2] / distance)
    return distance - ra - share * (rb - ra), n, share
