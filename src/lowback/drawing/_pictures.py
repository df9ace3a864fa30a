"""The picture of an exercise, and whether it can be drawn."""

from lowback._arguments import expect
from lowback._data import packaged_picture
from lowback.errors import NoPicture, UnsolvedPicture
from lowback.model import Exercise
from lowback.picture import Picture

from ._wishes import known_parts

__all__ = ["drawable", "is_solved", "picture_of"]


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
        return drawable(exercise.picture, repr(exercise.id))
    picture = packaged_picture(exercise.id)
    if picture is None:
        raise NoPicture(repr(exercise.id), "give the exercise a `picture`")
    named = {step.pose for step in exercise.steps}
    if not named & {pose.name for pose in picture.poses}:
        hint = "its steps name no pose of the packaged picture; give the steps a `pose`, or the exercise a `picture`"
        raise NoPicture(repr(exercise.id), hint)
    return picture
