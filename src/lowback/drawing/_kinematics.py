"""Where every bone and every ball of the figure is, for given angles."""

from collections.abc import Mapping, Sequence
from math import cos, radians, sin
from typing import Final

from attrs import frozen

from lowback.picture import Base

from ._anatomy import Body, Mat3, Vec

__all__ = ["BASES", "Placed", "add", "dot", "place", "sub", "turned"]

BASES: Final[Mapping[Base, Mat3]] = {
    Base.STANDING: (1, 0, 0, 0, 1, 0, 0, 0, 1),
    Base.SEATED: (1, 0, 0, 0, 1, 0, 0, 0, 1),
    Base.KNEELING: (1, 0, 0, 0, 1, 0, 0, 0, 1),
    Base.QUADRUPED: (0, 1, 0, -1, 0, 0, 0, 0, 1),
    Base.SUPINE: (0, -1, 0, 1, 0, 0, 0, 0, 1),
    Base.PRONE: (0, 1, 0, -1, 0, 0, 0, 0, 1),
    Base.SIDE_LYING_RIGHT: (0, -1, 0, 0, 0, -1, 1, 0, 0),
    Base.SIDE_LYING_LEFT: (0, 1, 0, 0, 0, 1, 1, 0, 0),
}
"""The pelvis in the world before it has turned: columns are its front, its top and its right."""


def add(a: Vec, b: Vec) -> Vec:
    """The sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    """The difference of two vectors."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec, b: Vec) -> float:
    """The scalar product of two vectors."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def turned(m: Mat3, v: Vec) -> Vec:
    """A vector after a rotation."""
    x, y, z = v
    return (
        m[0] * x + m[1] * y + m[2] * z,
        m[3] * x + m[4] * y + m[5] * z,
        m[6] * x + m[7] * y + m[8] * z,
    )


@frozen
class Placed:
    """A figure in space.

    Attributes:
        origins: Where every bone begins.
        rotations: How every bone lies.
        axes: For every bone: angle and axis in the world, times its gain; wanted by the solver only.
        centres: Middle of every sphere.
    """

    body: Body
    origins: tuple[Vec, ...]
    rotations: tuple[Mat3, ...]
    axes: tuple[tuple[tuple[int, Vec], ...], ...]
    centres: tuple[Vec, ...]

    def landmark(self, name: str) -> Vec:
        """Where a landmark is; raises `KeyError`."""
        return self.centres[self.body.landmarks[name]]

    def at(self, bone: int, place_: Vec) -> Vec:
        """Where a place of a bone is in the world."""
        return add(self.origins[bone], turned(self.rotations[bone], place_))

    def beside(self, sphere: int, offset: Vec) -> Vec:
        """A place beside a sphere, in the bone of the sphere."""
        return add(self.centres[sphere], turned(self.rotations[self.body.spheres[sphere].bone], offset))

    def centre_of_mass(self) -> Vec:
        """Where the centre of the whole mass is."""
        x = y = z = total = 0.0
        for bone, at, mass in self.body.masses:
            px, py, pz = self.at(bone, at)
            x, y, z, total = x + mass * px, y + mass * py, z + mass * pz, total + mass
        return (x / total, y / total, z / total)


def place(
    body: Body, angles: Sequence[float], root: Vec, base: Base, *, axes: bool = False, belly: float = 0
) -> Placed:
    """Put the figure into the world: angles in degrees in the order of `ANGLES`, lengths in metres."""
    origins: list[Vec] = []
    rotations: list[Mat3] = []
    turns: list[tuple[tuple[int, Vec], ...]] = []
    for bone in body.bones:
        if bone.parent < 0:
            origin, (a, b, c, d, e, f, g, h, i) = root, BASES[base]
        else:
            a, b, c, d, e, f, g, h, i = parent = rotations[bone.parent]
            origin = add(origins[bone.parent], turned(parent, bone.at))
        about = {turn.axis: turn.gain * angles[turn.angle] for turn in bone.turns}
        found: list[tuple[int, Vec]] = []
        zed = bone.neutral + about.get("z", 0)
        if axes:
            found += [
                (turn.angle, (c * turn.gain, f * turn.gain, i * turn.gain)) for turn in bone.turns if turn.axis == "z"
            ]
        if zed:
            cosine, sine = cos(radians(zed)), sin(radians(zed))
            a, b = a * cosine + b * sine, b * cosine - a * sine
            d, e = d * cosine + e * sine, e * cosine - d * sine
            g, h = g * cosine + h * sine, h * cosine - g * sine
        if axes:
            found += [
                (turn.angle, (a * turn.gain, d * turn.gain, g * turn.gain)) for turn in bone.turns if turn.axis == "x"
            ]
        if about.get("x"):
            cosine, sine = cos(radians(about["x"])), sin(radians(about["x"]))
            b, c = b * cosine + c * sine, c * cosine - b * sine
            e, f = e * cosine + f * sine, f * cosine - e * sine
            h, i = h * cosine + i * sine, i * cosine - h * sine
        if axes:
            found += [
                (turn.angle, (b * turn.gain, e * turn.gain, h * turn.gain)) for turn in bone.turns if turn.axis == "y"
            ]
        if about.get("y"):
            cosine, sine = cos(radians(about["y"])), sin(radians(about["y"]))
            a, c = a * cosine - c * sine, c * cosine + a * sine
            d, f = d * cosine - f * sine, f * cosine + d * sine
            g, i = g * cosine - i * sine, i * cosine + g * sine
        origins.append(origin)
        rotations.append((a, b, c, d, e, f, g, h, i))
        turns.append(tuple(found))
    centres = tuple(
        add(
            origins[sphere.bone],
            turned(rotations[sphere.bone], sphere.at if sphere.name != "belly" else add(sphere.at, (belly, 0, 0))),
        )
        for sphere in body.spheres
    )
    return Placed(body, tuple(origins), tuple(rotations), tuple(turns), centres)
