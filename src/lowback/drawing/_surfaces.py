"""What a body can bear on: the floor and the things in the picture."""

from collections.abc import Iterable, Mapping
from math import cos, radians, sin
from typing import Final

from attrs import frozen

from lowback.picture import Picture, Pose, Prop, PropKind

from ._anatomy import Vec

__all__ = ["FLOOR", "HEIGHTS", "Surface", "height_of", "props_of", "surfaces_of"]

HEIGHTS: Final[Mapping[PropKind, int]] = {
    PropKind.MAT: 0,
    PropKind.CHAIR: 440,
    PropKind.WALL: 1900,
    PropKind.STEP: 200,
    PropKind.TABLE: 900,
    PropKind.CUSHION: 90,
    PropKind.TOWEL: 60,
    PropKind.BED: 500,
    PropKind.BIKE: 930,
}
"""Usual heights in millimetres above the floor."""


@frozen
class Surface:
    """A plane that bears; a body is on the side to which its normal points.

    Attributes:
        level: Metres along the normal from the middle of the world.
        solid: Whether nothing may go through it anywhere.
    """

    name: str
    normal: Vec
    level: float
    solid: bool

    def gap(self, centre: Vec, radius: float) -> float:
        """Metres between a ball and the plane, negative inside."""
        n = self.normal
        return n[0] * centre[0] + n[1] * centre[1] + n[2] * centre[2] - self.level - radius


FLOOR: Final = Surface("floor", (0.0, 1.0, 0.0), 0.0, solid=True)


def height_of(prop: Prop) -> float:
    """Metres of the top of a thing above the floor."""
    return (HEIGHTS.get(prop.kind, 0) if prop.height is None else prop.height) / 1000


def props_of(picture: Picture, pose: Pose) -> tuple[Prop, ...]:
    """The things that are there in a pose."""
    return tuple(prop for prop in picture.props if not prop.poses or pose.name in prop.poses)


def _surface(prop: Prop) -> Surface:
    if prop.kind is PropKind.WALL:
        turn = radians(prop.turn)
        normal = (round(cos(turn), 12), 0.0, round(-sin(turn), 12))
        return Surface("wall", normal, (normal[0] * prop.x + normal[2] * prop.z) / 1000, solid=True)
    return Surface(str(prop.kind), (0.0, 1.0, 0.0), height_of(prop), solid=False)


_BEARING: Final = frozenset(HEIGHTS) - {PropKind.MAT}


def surfaces_of(props: Iterable[Prop]) -> dict[str, Surface]:
    """The surfaces by name; the mat is as thin as the floor."""
    found = {str(prop.kind): _surface(prop) for prop in props if prop.kind in _BEARING}
    return {"floor": FLOOR, **found}
