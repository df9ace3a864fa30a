"""The figure: bones, spheres fixed to them, and the parts that they make up, read from data.

A body is made of spheres and of hulls of spheres (Thiery, Guy and Boubekeur 2013, "Sphere-Meshes").
Seen from far away a sphere is a circle, so every outline is exact and needs no mesh.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from math import cos, pi, sin
from typing import Any, Final, TypeAlias, cast

from attrs import frozen

from lowback._data import packaged_figure
from lowback.picture import ANGLES

__all__ = [
    "ASIDE",
    "SIDES",
    "Body",
    "Bone",
    "Build",
    "Hull",
    "Mat3",
    "Sphere",
    "Turn",
    "Vec",
    "body",
    "mirrored_name",
    "sided",
]

Vec: TypeAlias = tuple[float, float, float]
"""A place or a direction in metres."""

Mat3: TypeAlias = tuple[float, float, float, float, float, float, float, float, float]
"""A rotation, row by row."""

SIDES: Final = ("left", "right")
_METRE: Final = 1000.0


class Build(StrEnum):
    """How the figure is built.

    Attributes:
        BROAD: Heavier: a rounder belly, broader hips and stronger limbs; the same bones.
    """

    AVERAGE = "average"
    BROAD = "broad"


_INDEX: Final = {name: index for index, name in enumerate(ANGLES)}


# Bones and skin ----------------------------------------------------------------------------------


@frozen
class Turn:
    """A part of an angle that one joint carries out.

    Attributes:
        angle: Index into `ANGLES`.
        axis: Axis of the joint: x, y or z.
        gain: How much of the angle, and in which sense.
    """

    angle: int
    axis: str
    gain: float


@frozen
class Bone:
    """A joint with the bone that hangs on it.

    Attributes:
        parent: Index of the parent; -1 for the pelvis.
        at: Where it begins, in the parent.
        neutral: Degrees about z in the neutral position.
        turns: At most one for each axis, carried out in the order z, x, y.
    """

    name: str
    parent: int
    at: Vec
    neutral: float
    turns: tuple[Turn, ...]


_SOFT: Final = ("hair", "fringe", "waistband", "sleeve_hem", "shorts_hem")


@frozen
class Sphere:
    """A ball fixed to a bone."""

    name: str
    bone: int
    at: Vec
    radius: float

    @property
    def is_soft(self) -> bool:
        """Whether it gives way to the floor and to other parts, as hair and hems do."""
        return any(word in self.name for word in _SOFT)


@frozen
class Hull:
    """The skin round a few spheres, of one material: skin, shirt, shorts or hair.

    Attributes:
        spheres: Indices of spheres.
    """

    material: str
    spheres: tuple[int, ...]


@frozen(kw_only=True)
class Body:
    """Everything that is fixed about a figure.

    Attributes:
        segments: Parts that are drawn as a whole, such as `left_thigh`.
        covers: What hides the line between a segment and the one that it hangs on.
        chain: Segments that hang together, the nearer to the trunk first.
        hair: Hulls of the hair: `back` and `top`.
        contacts: Groups of spheres; of each group the lowest bears.
        landmarks: Named places, as indices of spheres.
        touch: Where a hand can be laid: the two spheres at its ends.
        masses: Bone, place in the bone, and share of the whole mass.
    """

    bones: tuple[Bone, ...]
    spheres: tuple[Sphere, ...]
    segments: Mapping[str, tuple[Hull, ...]]
    covers: Mapping[str, Hull]
    chain: tuple[tuple[str, str], ...]
    hair: Mapping[str, tuple[tuple[int, ...], ...]]
    contacts: Mapping[str, tuple[tuple[int, ...], ...]]
    landmarks: Mapping[str, int]
    touch: Mapping[str, tuple[int, int]]
    masses: tuple[tuple[int, Vec, float], ...]

    def bone(self, name: str) -> int:
        """Index of the bone of this name; raises `KeyError`."""
        for index, each in enumerate(self.bones):
            if each.name == name:
                return index
        raise KeyError(name)

    def lineage(self, bone: int) -> tuple[int, ...]:
        """The bone and all that it hangs on."""
        found: list[int] = []
        while bone >= 0:
            found.append(bone)
            bone = self.bones[bone].parent
        return tuple(found)


def mirrored_name(name: str) -> str:
    """The same on the other side; a name without a side stays.

    >>> mirrored_name("left_knee"), mirrored_name("right.hip.flexion"), mirrored_name("head")
    ('right_knee', 'left.hip.flexion', 'head')
    """
    if name.startswith("left"):
        return "right" + name[4:]
    return "left" + name[5:] if name.startswith("right") else name


ASIDE: Final = frozenset(
    index
    for index, name in enumerate(ANGLES)
    if mirrored_name(name) == name and name.rpartition(".")[2] in ("obliquity", "lateral_flexion", "rotation")
)
"""The angles of the trunk that lean or turn to one side."""


def sided(name: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """The known names that a name stands for: itself, or its left and right; empty when it is unknown.

    >>> sided("knee", {"left_knee": 1, "right_knee": 2, "head": 3})
    ('left_knee', 'right_knee')
    """
    if name in known:
        return (name,)
    return tuple(each for side in SIDES if (each := f"{side}_{name}") in known)


def _vec(numbers: list[float], *, mirror: bool = False) -> Vec:
    x, y, z = (number / _METRE for number in numbers)
    return (x, y, -z if mirror else z)


def _both(name: str) -> tuple[tuple[str, bool], ...]:
    """A name of the data and, for the right side, its mirror."""
    return ((name, False), (mirrored_name(name), True)) if name.startswith("right_") else ((name, False),)


def _bones(tree: Any) -> tuple[Bone, ...]:  # noqa: ANN401  # as it was read
    rows = [(row, name, mirror) for row in tree for name, mirror in _both(row["name"])]
    places = {name: index for index, (_, name, _) in enumerate(rows)}
    bones: list[Bone] = []
    for row, name, mirror in rows:
        parent = row["parent"] or ""
        turns = tuple(
            Turn(
                _INDEX[angle if angle in _INDEX else f"{name.partition('_')[0]}.{angle}"],
                axis,
                -gain if mirror and axis != "z" else gain,
            )
            for angle, axis, gain in row["turns"]
        )
        home = places[mirrored_name(parent) if mirror else parent] if parent else -1
        bones.append(Bone(name, home, _vec(row["at"], mirror=mirror), row["neutral"], turns))
    return tuple(bones)


def _ring(name: str, row: list[Any]) -> list[tuple[str, list[Any]]]:
    """A hem: small spheres on an ellipse across the bone."""
    bone, x, y, z, wide, deep, radius, count = row
    turns = [2 * pi * step / count for step in range(count)]
    return [
        (f"{name}{step}", [bone, x + wide * cos(turn), y, z + deep * sin(turn), radius])
        for step, turn in enumerate(turns)
    ]


_BROADER: Final[Mapping[str, tuple[float, float, float, float]]] = {
    "belly": (34, 0, 0, 14),
    "waist": (10, 0, 16, 6),
    "upper_waist": (8, 0, 14, 5),
    "breastbone": (12, 0, 0, 6),
    "ribs": (4, 0, 8, 4),
    "iliac": (4, 0, 12, 4),
    "hip": (0, 0, 8, 4),
    "thigh_top": (2, 0, 4, 6),
    "shorts_leg": (2, 0, 2, 7),
    "thigh": (2, 0, 0, 7),
    "thigh_end": (0, 0, 0, 5),
    "calf": (0, 0, 0, 4),
    "calf_low": (0, 0, 0, 3),
    "sleeve": (0, 0, 0, 6),
    "upper_arm": (0, 0, 0, 5),
    "forearm": (0, 0, 0, 3),
    "jaw": (0, 0, 3, 3),
    "neck_low": (0, 0, 0, 5),
    "neck_mid": (2, 0, 0, 5),
}
"""For the broad build: millimetres added to place (X, Y, Z outwards) and radius. The back stays where it is."""

_BROADER_RINGS: Final[Mapping[str, float]] = {"waistband": 18, "right_shorts_hem": 6, "right_sleeve_hem": 6}


def _broader(name: str, row: list[Any]) -> list[Any]:
    more = _BROADER.get(name.removeprefix("right_"), (0, 0, 0, 0))
    return [row[0], *(value + add for value, add in zip(row[1:], more, strict=True))]


def _sphere_rows(tree: Any, build: Build) -> list[tuple[str, list[Any]]]:  # noqa: ANN401  # as it was read
    rows = list(tree["spheres"].items())
    rings = dict(tree["rings"])
    if build is Build.BROAD:
        rows = [(name, _broader(name, row)) for name, row in rows]
        for name, more in _BROADER_RINGS.items():
            bone, x, y, z, wide, deep, radius, count = rings[name]
            forward = more / 2 if name == "waistband" else 0
            rings[name] = [bone, x + forward, y, z, wide + more - forward, deep + more, radius, count]
    return rows + [each for name, row in rings.items() for each in _ring(name, row)]


@cache
def body(build: Build = Build.AVERAGE) -> Body:
    """The packaged figure in this build.

    >>> len(body().bones), len(ANGLES)
    (33, 46)
    """
    tree: Any = packaged_figure()
    bones = _bones(tree["joints"])
    bone_at = {bone.name: index for index, bone in enumerate(bones)}
    spheres: list[Sphere] = []
    rings: dict[str, list[int]] = {name: [] for ring in tree["rings"] for name, _ in _both(ring)}
    for source, row in _sphere_rows(tree, build):
        for name, mirror in _both(source):
            home = bone_at[mirrored_name(row[0]) if mirror else row[0]]
            ring = name.rstrip("0123456789")
            if ring in rings:
                rings[ring].append(len(spheres))
            spheres.append(Sphere(name, home, _vec(row[1:4], mirror=mirror), row[4] / _METRE))
    at = {sphere.name: index for index, sphere in enumerate(spheres)}

    def group(names: list[str], *, mirror: bool = False) -> tuple[int, ...]:
        indices: list[int] = []
        for name in names:
            own = mirrored_name(name) if mirror else name
            indices.extend(rings.get(own) or [at[own]])
        return tuple(indices)

    def hull(row: Any, *, mirror: bool) -> Hull:  # noqa: ANN401  # as it was read
        return Hull(row["material"], group(row["spheres"], mirror=mirror))

    def each_side(part: str) -> list[tuple[str, Any, bool]]:
        return [(name, row, mirror) for source, row in tree[part].items() for name, mirror in _both(source)]

    landmarks = {name: at[mirrored_name(row) if m else row] for name, row, m in each_side("landmarks")}
    capsules = {name: cast("tuple[int, int]", group(row, mirror=m)) for name, row, m in each_side("touch")}
    return Body(
        bones=bones,
        spheres=tuple(spheres),
        segments={name: tuple(hull(row, mirror=m) for row in rows) for name, rows, m in each_side("segments")},
        covers={name: hull(row, mirror=m) for name, row, m in each_side("covers")},
        chain=tuple(
            pair
            for inner, outer in tree["chain"]
            for pair in dict.fromkeys([(inner, outer), (mirrored_name(inner), mirrored_name(outer))])
        ),
        hair={name: tuple(group(each) for each in rows) for name, rows in tree["hair"].items()},
        contacts={name: tuple(group(each, mirror=m) for each in rows) for name, rows, m in each_side("contacts")},
        landmarks=landmarks,
        touch={name: (sphere, sphere) for name, sphere in landmarks.items()} | capsules,
        masses=tuple(
            (bone_at[name], _vec(row[1:4], mirror=m), row[4]) for row in tree["masses"] for name, m in _both(row[0])
        ),
    )
