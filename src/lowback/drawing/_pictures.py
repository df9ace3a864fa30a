"""The picture of an exercise, and whether it can be drawn."""

from typing import Final

from attrs import evolve

from lowback._arguments import expect
from lowback._data import packaged_picture
from lowback.errors import NoPicture, UnsolvedPicture
from lowback.model import Exercise
from lowback.picture import Joints, Picture, Pose, PropKind, key_pose

from ._posing import SHARES, at_share
from ._surfaces import HEIGHTS
from ._wishes import known_parts

__all__ = ["drawable", "is_solved", "picture_of"]


_ON_A_BED: Final = frozenset({PropKind.MAT, PropKind.CUSHION, PropKind.TOWEL, PropKind.STRAP, PropKind.BAND})
"""What lies on a bed as it would on the floor."""


def is_solved(picture: Picture) -> bool:
    """Whether every pose has been worked out."""
    expect("is_solved.picture", picture, Picture)
    return all(pose.solved is not None for pose in picture.poses)


def drawable(picture: Picture, what: str) -> Picture:
    """The picture, when every pose has been worked out; `what` says whose it is.

    Raises `UnsolvedPicture`, and `ImpossibleValue` for parts that the figure does not have.
    """
    known_parts(picture)
    if not is_solved(picture):
        raise UnsolvedPicture(what, tuple(pose.name for pose in picture.poses if pose.solved is None))
    return picture


def picture_of(exercise: Exercise) -> Picture:
    """The picture of an exercise: its own, or else the packaged one of the same id; always solved.

    Raises `NoPicture` when there is none, `UnsolvedPicture` for a picture of its own that has not been worked out,
    and `ImpossibleValue` for one that names parts that the figure does not have.

    >>> from lowback import default_catalog
    >>> [pose.name for pose in picture_of(default_catalog()["bridge"]).poses]
    ['start', 'up']
    """
    expect("picture_of.exercise", exercise, Exercise)
    if exercise.picture is not None:
        return _placed(_as_done(drawable(exercise.picture, repr(exercise.id)), exercise), exercise)
    picture = packaged_picture(exercise.id)
    if picture is None:
        raise NoPicture(repr(exercise.id), "give the exercise a `picture`")
    named = {step.pose for step in exercise.steps}
    if not named & {pose.name for pose in picture.poses}:
        hint = "its steps name no pose of the packaged picture; give the steps a `pose`, or the exercise a `picture`"
        raise NoPicture(repr(exercise.id), hint)
    return _placed(_as_done(picture, exercise), exercise)


def _placed(picture: Picture, exercise: Exercise) -> Picture:
    """The picture with its mat on a bed, where the exercise is done on one and nothing stands on the floor."""
    kinds = {prop.kind for prop in picture.props}
    if ("bed",) not in exercise.needs or PropKind.MAT not in kinds or not kinds <= _ON_A_BED:
        return picture
    bed = HEIGHTS[PropKind.BED]
    props = (evolve(prop, height=prop.height or bed) if prop.kind is PropKind.MAT else prop for prop in picture.props)
    return evolve(picture, props=tuple(props))


def _as_done(picture: Picture, exercise: Exercise) -> Picture:
    """The picture with the poses that somebody takes, and no others; shares of a way are poses of it."""
    whole = exercise.whole
    named = {step.pose for step in exercise.steps}
    others = {step.pose for each in whole.adaptations for step in each.steps} | {step.pose for step in whole.steps}
    hidden = {key_pose(name) for name in others} - named
    if not hidden and not any(":" in name for name in named):
        return picture
    kept: list[Pose] = []
    for pose in picture.poses:
        shares = sorted(name for name in named if key_pose(name) == pose.name and name != pose.name)
        whole_pose = [pose] if pose.name not in hidden else []
        kept += [_after(each, picture, pose, kept) for each in (*(_shared(pose, name) for name in shares), *whole_pose)]
    return picture.with_poses(kept)


def _after(pose: Pose, picture: Picture, whole: Pose, kept: list[Pose]) -> Pose:
    """The pose on its own: it says how the pelvis lies, and keeps the way to it where that is still the way."""
    assert pose.solved is not None
    before = picture.before(whole)
    base = picture.base_of(whole)
    if before is not None and before.name in [each.name for each in kept]:
        return evolve(pose, base=base, after=before.name)
    return evolve(pose, base=base, after="", arrows=(), solved=evolve(pose.solved, ways=(), arrows=()))


def _shared(pose: Pose, name: str) -> Pose:
    """A pose on the way to another, by its name: `round:50`."""
    solved, share = pose.solved, name.partition(":")[2]
    assert solved is not None
    way = SHARES.index(share) if share in SHARES else -1
    if not 0 <= way < len(solved.ways):
        return pose  # nobody can show it; `unknown-pose` says so
    there = at_share(pose, way).solved
    assert there is not None
    lines = tuple(line[: 2 * max(2, len(line) // 2 * int(share) // 100)] for line in solved.arrows)
    bare = evolve(pose, joints=Joints(), reach=(), align=(), insist=(), yielding=())  # they are of the whole way
    return evolve(bare, name=name, solved=evolve(there, ways=solved.ways[:way], arrows=lines))
