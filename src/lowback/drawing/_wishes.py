"""What a pose asks for, as geometry: its words looked up in the figure.

Every function here raises `ImpossibleValue` with a suggestion when a word is not known.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve, frozen

from lowback.errors import ImpossibleValue, did_you_mean
from lowback.picture import ANGLES, Base, Picture, Pose, Reach, moved_angles

from ._anatomy import ASIDE, SIDES, Body, Vec, body, mirrored_name, sided
from ._surfaces import Surface, props_of, surfaces_of

__all__ = [
    "NOWHERE",
    "Alignment",
    "Contact",
    "Goal",
    "alignments",
    "contacts",
    "goals",
    "is_symmetric",
    "known_parts",
    "known_words",
    "named_angles",
    "pinned",
    "wanted",
]


@frozen
class Contact:
    """A part that bears on something.

    Attributes:
        name: `left_palm`.
        groups: Of each group of spheres the nearest bears.
    """

    name: str
    groups: tuple[tuple[int, ...], ...]
    surface: Surface


@frozen
class Alignment:
    """Two places at the same X."""

    upper: str
    lower: str


NOWHERE: Final = (None, None, None)
"""No place in the world."""


@frozen
class Goal:
    """Where a part is to go: to a place in the world, or in another bone, or to the skin of another part.

    Attributes:
        sphere: The sphere that goes.
        place: A place in the world, in metres.
        target: The other part.
        home: The sphere of the other part beside which the place is; -1 for a touch.
        capsule: The two ends of what is touched.
    """

    part: str
    sphere: int
    grip: bool
    place: tuple[float | None, float | None, float | None] = NOWHERE
    target: str = ""
    home: int = -1
    offset: Vec = (0.0, 0.0, 0.0)
    capsule: tuple[int, int] | None = None


def known_parts(picture: Picture) -> None:
    """Look up the parts of the body that the lens, the arrows and the things name.

    Raises `ImpossibleValue` for one that the figure does not have.
    """
    landmarks = body().landmarks
    named = [("Lens.part", picture.lens.part)] if picture.lens is not None else []
    named += [("Arrow.part", arrow.part) for pose in picture.poses for arrow in pose.arrows]
    named += [("Prop.via", part) for prop in picture.props for part in prop.via if part != "anchor"]
    for field, word in named:
        if word not in landmarks:
            near = did_you_mean(word, landmarks)
            raise ImpossibleValue(field, f"got {word!r}, expected a part of the body{near}", "impossible-pose")


def known_words(picture: Picture) -> None:
    """Look up every word of a picture.

    Raises `ImpossibleValue` for the first that is no part of the body, no joint or angle, or nothing to bear on.
    """
    known_parts(picture)
    figure = body()
    for pose in picture.poses:
        contacts(pose, figure, surfaces_of(props_of(picture, pose)))
        pinned(pose, figure)
        alignments(pose, figure)
        goals(pose, figure)
        named_angles("insist", pose.insist)
        named_angles("yielding", pose.yielding)


def _known(field: str, word: str, known: Mapping[str, object]) -> tuple[str, ...]:
    names = sided(word, known)
    if not names:
        bare = dict.fromkeys(name.removeprefix("left_").removeprefix("right_") for name in known)
        near = did_you_mean(word, [*known, *bare])
        raise ImpossibleValue(f"Pose.{field}", f"got {word!r}, expected a part of the body{near}", "impossible-pose")
    return names


def contacts(pose: Pose, body: Body, surfaces: Mapping[str, Surface]) -> tuple[Contact, ...]:
    """What bears, each side by itself."""
    found: list[Contact] = []
    for each in pose.contacts:
        part, _, on = each.partition(" on ")
        if (on or "floor") not in surfaces:
            near = did_you_mean(on, surfaces) or f", expected one of {', '.join(surfaces)}"
            raise ImpossibleValue("Pose.contacts", f"got {each!r} without a {on}{near}", "impossible-pose")
        surface = surfaces[on or "floor"]
        found += [Contact(name, body.contacts[name], surface) for name in _known("contacts", part, body.contacts)]
    return tuple(found)


def pinned(pose: Pose, body: Body) -> tuple[int, ...]:
    """The spheres that do not slide: the first of each group."""
    names = [name for each in pose.pins for name in _known("pins", each, body.contacts)]
    return tuple(dict.fromkeys(group[0] for name in names for group in body.contacts[name]))


def alignments(pose: Pose, body: Body) -> tuple[Alignment, ...]:
    """Pairs of landmarks, one above the other."""
    found: list[Alignment] = []
    for each in pose.align:
        upper, over, lower = each.partition(" over ")
        if not over:
            raise ImpossibleValue(
                "Pose.align", f"got {each!r}, expected two parts, such as 'hip over knee'", "impossible-pose"
            )
        uppers, lowers = _known("align", upper, body.landmarks), _known("align", lower, body.landmarks)
        found += [Alignment(a, b) for a, b in zip(uppers, lowers, strict=False)]
    return tuple(found)


def _own_side(part: str, names: tuple[str, ...]) -> str:
    """Of several names the one on the side of a part."""
    side = part.partition("_")[0]
    return next((name for name in names if name.startswith(side)), names[0])


def _goal(reach: Reach, part: str, body: Body) -> Goal:
    sphere = body.landmarks[part]
    if not reach.to:
        x, y, z = (None if each is None else each / 1000 for each in (reach.x, reach.y, reach.z))
        return Goal(part, sphere, reach.grip, place=(x, y, z))
    if reach.offset is None:
        target = _own_side(part, _known("reach.to", reach.to, body.touch))
        return Goal(part, sphere, reach.grip, target=target, capsule=body.touch[target])
    target = _own_side(part, _known("reach.to", reach.to, body.landmarks))
    x, y, z = (each / 1000 for each in reach.offset)
    mirrored = part.startswith("left") and reach.part != part and target != reach.to  # said once for both sides
    return Goal(
        part, sphere, reach.grip, target=target, home=body.landmarks[target], offset=(x, y, -z if mirrored else z)
    )


def goals(pose: Pose, body: Body) -> tuple[Goal, ...]:
    """Where parts are to go, each side by itself."""
    return tuple(
        _goal(each, part, body) for each in pose.reach for part in _known("reach.part", each.part, body.landmarks)
    )


def _words_of(name: str) -> set[str]:
    """What an angle may be called: `left.hip.flexion`, `left.hip`, `hip.flexion`, `hip`."""
    side, _, rest = name.partition(".")
    whole = {name, name.rpartition(".")[0]}
    return whole | {rest, rest.rpartition(".")[0]} if side in SIDES else whole


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in ANGLES:
        for word in sorted(_words_of(name)):
            found[word] = (*found.get(word, ()), name)
    return found


_NAMES: Final = _by_word()
"""What a word for a joint or an angle stands for."""


def named_angles(field: str, words: Iterable[str]) -> frozenset[str]:
    """The angles that words stand for: `lumbar`, `left.hip`, `knee.flexion`, `left.hip.abduction`."""
    found: set[str] = set()
    for word in words:
        if word not in _NAMES:
            near = did_you_mean(word, _NAMES)
            raise ImpossibleValue(
                f"Pose.{field}", f"got {word!r}, expected a joint or an angle{near}", "impossible-pose"
            )
        found.update(_NAMES[word])
    return frozenset(found)


def wanted(pose: Pose) -> dict[str, float]:
    """The angles that were given, in degrees by name."""
    return {name: float(degrees) for name, degrees in moved_angles(pose.joints)}


# Both sides --------------------------------------------------------------------------------------


def is_symmetric(picture: Picture, pose: Pose) -> bool:
    """Whether a pose, and every pose that it comes from, asks the same of both sides."""
    before = picture.before(pose)
    if before is not None and not is_symmetric(picture, before):
        return False
    asked = wanted(pose)
    words = [*pose.contacts, *pose.pins, *pose.align]
    reached = {_reached(each) for each in goals(pose, body())}
    return (
        picture.base_of(pose) not in (Base.SIDE_LYING_LEFT, Base.SIDE_LYING_RIGHT)
        and all(asked.get(mirrored_name(name)) == degrees_ for name, degrees_ in asked.items())
        and not any(asked.get(ANGLES[index]) for index in ASIDE)
        and sorted(words) == sorted(_mirrored_words(word) for word in words)
        and reached == {_reached(_mirrored_goal(each)) for each in goals(pose, body())}
    )


def _mirrored_words(words: str) -> str:
    return " ".join(mirrored_name(word) for word in words.split(" "))


def _reached(goal: Goal) -> tuple[object, ...]:
    return (goal.part, goal.grip, goal.place, goal.target, goal.offset)


def _mirrored_goal(goal: Goal) -> Goal:
    x, y, z = goal.place
    return evolve(
        goal,
        part=mirrored_name(goal.part),
        place=(x, y, None if z is None else -z),
        target=mirrored_name(goal.target),
        offset=(goal.offset[0], goal.offset[1], -goal.offset[2]),
    )
