"""What is wrong with a solved picture, in words: the solver's answer when a pose cannot be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from math import dist, sqrt
from typing import Final, TypeAlias

from attrs import frozen

from lowback._arguments import expect
from lowback.diagnostics import Diagnostic, Severity
from lowback.picture import ANGLES, LIMITS, Camera, Picture, Pose

from ._anatomy import Body, mirrored_name
from ._figure import Drawn, drawn
from ._gaps import nearest, touching
from ._kinematics import Placed
from ._posing import at_share, placed
from ._raster import Cells, cells_of, changed, visible
from ._surfaces import props_of, surfaces_of
from ._wishes import NOWHERE, Goal, alignments, contacts, goals, is_symmetric, known_words, pinned, wanted

__all__ = ["check_picture"]

MOST_OFF: Final = 12.0
"""Degrees by which a solved angle may miss what was asked."""
MOST_GAP: Final = 0.010
"""Metres between what bears and what it bears on."""
MOST_SUNK: Final = 0.005
"""Metres by which anything may be inside the floor."""
MOST_MISSED: Final = 0.020
"""Metres by which a part may miss where it goes."""
MOST_OVERLAP: Final = 0.035
"""Metres by which parts that do not hang together may be inside each other."""
MOST_UNEVEN: Final = 1.5
"""Degrees between the legs of a pose that asks the same of both."""
MOST_SLIPPED: Final = 0.005
"""Metres by which a pinned part may slide on the way."""
LEAST_CHANGED: Final = 0.10
"""Share of the outline that changes, or there is a lens."""
LEAST_SEEN: Final = 0.35
"""Share of a part with an arrow that nothing hides."""


Found: TypeAlias = tuple[str, str]
"""Name of the check, and what is wrong in plain words."""


def _words(name: str) -> str:
    return name.replace("_", " ").replace(".", " ")


def _range(_: Picture, pose: Pose, __: Placed) -> Iterator[Found]:
    assert pose.solved is not None
    for name, tenths in zip(ANGLES, pose.solved.angles, strict=True):
        low, high = LIMITS[name]
        if not low <= tenths / 10 <= high:
            message = f"{_words(name)} is {tenths / 10:g} degrees, a joint goes from {low} to {high}"
            yield "out-of-range", message


def _asked(_: Picture, pose: Pose, __: Placed) -> Iterator[Found]:
    assert pose.solved is not None
    got = dict(zip(ANGLES, pose.solved.angles, strict=True))
    for name, degrees in wanted(pose).items():
        off = got[name] / 10 - degrees
        if abs(off) > MOST_OFF:
            message = f"{_words(name)} was to be {degrees:g} degrees, what bears and reaches leaves {got[name] / 10:g}"
            yield "angle-not-reached", message


def _gaps(picture: Picture, pose: Pose, figure: Placed) -> Iterator[Found]:
    for contact in contacts(pose, figure.body, surfaces_of(props_of(picture, pose))):
        gap = max((nearest(group, contact.surface, figure)[0] for group in contact.groups), key=abs)
        if abs(gap) > MOST_GAP:
            how = "short" if gap > 0 else "too deep"
            message = f"{_words(contact.name)} cannot reach the {contact.surface.name}: {abs(gap) * 1000:.0f} mm {how}"
            yield "contact-gap", message


def _sunk(picture: Picture, pose: Pose, figure: Placed, code: str = "inside-the-floor") -> Iterator[Found]:
    for surface in surfaces_of(props_of(picture, pose)).values():
        if surface.solid:
            deepest = min(
                (surface.gap(centre, sphere.radius), sphere.name)
                for centre, sphere in zip(figure.centres, figure.body.spheres, strict=True)
                if not sphere.is_soft
            )
            if deepest[0] < -MOST_SUNK:
                message = f"{_words(deepest[1])} is {-deepest[0] * 1000:.0f} mm inside the {surface.name}"
                yield code, message


def _missed(figure: Placed, goal: Goal) -> float:
    at = figure.centres[goal.sphere]
    if goal.capsule is not None:
        gap, _, _ = touching(figure, at, goal.capsule)
        return abs(gap - figure.body.spheres[goal.sphere].radius)
    if goal.home >= 0:
        return dist(at, figure.beside(goal.home, goal.offset))
    return sqrt(sum((at[i] - to) ** 2 for i, to in enumerate(goal.place) if to is not None))


def _reached(_: Picture, pose: Pose, figure: Placed) -> Iterator[Found]:
    for goal in goals(pose, figure.body):
        missed = _missed(figure, goal)
        if missed > MOST_MISSED:
            to = _words(goal.target) if goal.target else "its place"
            message = f"{_words(goal.part)} cannot reach the {to}: {missed * 1000:.0f} mm short"
            message = message.replace("the its", "its")
            yield "out-of-reach", message


def _aligned(_: Picture, pose: Pose, figure: Placed) -> Iterator[Found]:
    for each in alignments(pose, figure.body):
        off = figure.landmark(each.upper)[0] - figure.landmark(each.lower)[0]
        if abs(off) > MOST_MISSED:
            message = f"{_words(each.upper)} is {abs(off) * 1000:.0f} mm away from being over {_words(each.lower)}"
            yield "not-aligned", message


# Balance -----------------------------------------------------------------------------------------


def _outline(spots: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The convex outline of places, anticlockwise (Andrew's monotone chain)."""
    ordered = sorted(set(spots))

    def half(places: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        for spot in places:
            while len(found) > 1 and _turn(found[-2], found[-1], spot) <= 0:
                found.pop()
            found.append(spot)
        return found

    return half(ordered)[:-1] + half(reversed(ordered))[:-1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


_FOOTPRINT: Final = 0.03
"""Metres round the middle of a sphere on which it rests."""


def _falling(picture: Picture, pose: Pose, figure: Placed) -> Iterator[Found]:
    surfaces = surfaces_of(props_of(picture, pose))
    bearing = contacts(pose, figure.body, surfaces)
    if any(each.surface.normal[1] < 1 for each in bearing):
        return  # who leans on a wall is held by it
    if any(goal.grip and goal.place != NOWHERE for goal in goals(pose, figure.body)):
        return  # something fixed that is held keeps the balance
    spheres = {index for each in bearing for group in each.groups for index in group}
    low = [
        index
        for index in spheres
        if any(
            each.surface.gap(figure.centres[index], figure.body.spheres[index].radius) < _FOOTPRINT for each in bearing
        )
    ]
    corners = [
        (figure.centres[index][0] + i, figure.centres[index][2] + j)
        for index in low
        for i in (-_FOOTPRINT, _FOOTPRINT)
        for j in (-_FOOTPRINT, _FOOTPRINT)
    ]
    if not corners:
        yield "falling", "nothing bears the body"
        return
    centre = figure.centre_of_mass()
    outline = _outline(corners)
    margin = min(
        _turn(a, b, (centre[0], centre[2])) / dist(a, b)
        for a, b in zip(outline, (*outline[1:], outline[0]), strict=True)
    )
    if margin < 0:
        message = f"the weight is {-margin * 1000:.0f} mm outside what bears it"
        yield "falling", message


# Overlap -----------------------------------------------------------------------------------------

_EXEMPT: Final = ("hand",)


def _overlaps(_: Picture, __: Pose, figure: Placed) -> Iterator[Found]:
    solid = figure.body
    members = {
        name: tuple({i for hull in hulls for i in hull.spheres if not solid.spheres[i].is_soft})
        for name, hulls in solid.segments.items()
    }
    linked = {frozenset(pair) for pair in solid.chain} | {frozenset(("torso", "head"))}
    names = [name for name in members if not name.endswith(_EXEMPT)]
    for index, a in enumerate(names):
        for b in names[index + 1 :]:
            if frozenset((a, b)) in linked or _neighbours(a, b):
                continue
            deepest = max(
                solid.spheres[i].radius + solid.spheres[j].radius - dist(figure.centres[i], figure.centres[j])
                for i in members[a]
                for j in members[b]
            )
            if deepest > MOST_OVERLAP:
                message = f"{_words(a)} and {_words(b)} are {deepest * 1000:.0f} mm inside each other"
                yield "overlap", message


def _neighbours(a: str, b: str) -> bool:
    """Parts with one joint between: a bent limb folds onto itself, thighs meet at the top."""
    folded = {"thigh": "foot", "upper_arm": "hand"}
    side_a, _, part_a = a.partition("_")
    side_b, _, part_b = b.partition("_")
    if {part_a, part_b} == {"thigh"}:
        return True
    return side_a == side_b and (folded.get(part_a) == part_b or folded.get(part_b) == part_a)


# Both sides, ways, seeing ------------------------------------------------------------------------


def _uneven(picture: Picture, pose: Pose, _: Placed) -> Iterator[Found]:
    assert pose.solved is not None
    if not is_symmetric(picture, pose):
        return
    got = dict(zip(ANGLES, pose.solved.angles, strict=True))
    for name in ANGLES:
        if name.startswith("left") and name.split(".")[1] in ("hip", "knee", "ankle"):
            off = (got[name] - got[mirrored_name(name)]) / 10
            if abs(off) > MOST_UNEVEN:
                message = (
                    f"{_words(name)} differs by {abs(off):g} degrees from the right, though both were asked the same"
                )
                yield "uneven", message


def _on_the_way(picture: Picture, pose: Pose, seated: Placed) -> Iterator[Found]:
    figure = seated.body
    before = picture.before(pose)
    if pose.solved is None or before is None or picture.base_of(before) is not picture.base_of(pose):
        return
    surfaces = surfaces_of(props_of(picture, pose))
    earlier = {each.name for each in contacts(before, figure, surfaces_of(props_of(picture, before)))}
    planted = {group[0] for each in contacts(pose, figure, surfaces) if each.name in earlier for group in each.groups}
    pins = [index for index in pinned(pose, figure) if index in planted]
    start = placed(picture, before)
    for way in range(len(pose.solved.ways)):
        there = placed(picture, at_share(pose, way))
        yield from _sunk(picture, pose, there, code="through-the-floor")
        for index in pins:
            slip = dist(there.centres[index], start.centres[index])
            if slip > MOST_SLIPPED:
                message = f"{_words(figure.spheres[index].name)} slides {slip * 1000:.0f} mm on the way"
                yield "slides", message


def _segment_of(landmark: str, figure: Body) -> str:
    """The segment that a landmark belongs to."""
    sphere = figure.landmarks[landmark]
    for name, hulls in figure.segments.items():
        if any(sphere in hull.spheres for hull in hulls):
            return name
    return "torso"


@frozen(eq=False)
class _Look:
    """A pose on the page, worked out once for all that look at it."""

    figure: Placed
    camera: Camera

    @cached_property
    def drawing(self) -> Drawn:
        return drawn(self.figure, self.camera)

    @cached_property
    def cells(self) -> Cells:
        return cells_of(self.drawing)


def _hidden(_: Picture, pose: Pose, looks: Mapping[str, _Look]) -> Iterator[Found]:
    look = looks[pose.name]
    for part in dict.fromkeys(_segment_of(arrow.part, look.figure.body) for arrow in pose.arrows):
        share = visible(look.drawing, look.cells, part)
        if share < LEAST_SEEN:
            message = f"{_words(part)} has an arrow, but {share * 100:.0f} % of it is seen"
            yield "hidden", message


def _still(picture: Picture, pose: Pose, looks: Mapping[str, _Look]) -> Iterator[Found]:
    before = picture.before(pose)
    if before is None or picture.lens is not None:
        return
    share = changed(looks[before.name].cells, looks[pose.name].cells)
    if share < LEAST_CHANGED:
        message = f"{share * 100:.1f} % of the outline changes: turn the camera, or give a lens"
        yield "looks-still", message


_BODY: Final[tuple[Callable[[Picture, Pose, Placed], Iterable[Found]], ...]] = (
    _range,
    _asked,
    _gaps,
    _sunk,
    _reached,
    _aligned,
    _falling,
    _overlaps,
    _uneven,
    _on_the_way,
)
"""What a body cannot do."""

_EYE: Final[tuple[Callable[[Picture, Pose, Mapping[str, _Look]], Iterable[Found]], ...]] = (_hidden, _still)
"""What can be seen badly though it can be done."""


def check_picture(picture: Picture) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a solved picture; empty when it is right.

    What the body cannot do is an error, what the eye cannot see is a warning.

    Raises `ImpossibleValue` for words that the figure does not know, and `UnsolvedPicture` for poses that have not
    been worked out.
    """
    expect("check_picture.picture", picture, Picture)
    known_words(picture)
    looks = {pose.name: _Look(placed(picture, pose), picture.camera) for pose in picture.poses}
    found: list[Diagnostic] = []
    for index, pose in enumerate(picture.poses):
        figure = looks[pose.name].figure
        faults = [(Severity.ERROR, each) for measure in _BODY for each in measure(picture, pose, figure)]
        faults += [(Severity.WARNING, each) for measure in _EYE for each in measure(picture, pose, looks)]
        found += [
            Diagnostic(code=code, message=message, severity=severity, path=("poses", index))
            for severity, (code, message) in faults
        ]
    return tuple(found)
