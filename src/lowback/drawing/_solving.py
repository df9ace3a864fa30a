"""Pictures of exercises, solved."""

from attrs import evolve

from lowback._data import packaged_picture
from lowback.diagnostics import Severity
from lowback.errors import ImpossiblePose, NoPicture
from lowback.model import Exercise
from lowback.picture import Picture

from ._anatomy import body
from ._arrows import with_arrows
from ._checking import check_picture
from ._seating import seat
from ._wishes import known_words

__all__ = ["best_effort", "is_solved", "picture_of", "solve"]


def is_solved(picture: Picture) -> bool:
    """Whether every pose has been worked out."""
    return all(pose.solved is not None for pose in picture.poses)


def best_effort(picture: Picture) -> Picture:
    """Every pose worked out anew as well as a body can do it; `check_picture` says what is missing.

    Raises `ImpossibleValue` for words that the figure does not know, and for arrows at what is still.
    """
    known_words(picture, body())
    bare = evolve(picture, poses=tuple(evolve(pose, solved=None) for pose in picture.poses))
    return with_arrows(seat(bare))


def solve(picture: Picture) -> Picture:
    """The picture with every pose worked out.

    The same picture gives the same numbers every time. It takes up to a second; keep the result (it
    can be written down with the catalog), and drawing needs no solver.

    Raises `ImpossiblePose` when a body cannot do what is asked, with everything that is missing and by how
    much, and `ImpossibleValue` for words that the figure does not know.

    >>> from lowback.picture import Base, Joints, Knee, Hip, Picture, Pose
    >>> lying = Pose(name="start", base=Base.SUPINE, contacts=("head", "upper_back", "pelvis", "foot"),
    ...              joints=Joints(hip=Hip(flexion=50), knee=Knee(flexion=100)))
    >>> picture = solve(Picture(poses=(lying,)))
    >>> picture.poses[0].solved is not None
    True
    """
    solved = best_effort(picture)
    errors = tuple(each for each in check_picture(solved) if each.severity is Severity.ERROR)
    if errors:
        raise ImpossiblePose(errors)
    return solved


def picture_of(exercise: Exercise) -> Picture:
    """The picture of an exercise: its own, or else the packaged one of the same id; always solved.

    Raises `NoPicture` when there is none, and what `solve` raises for a picture of its own that has not
    been solved.

    >>> from lowback import default_catalog
    >>> [pose.name for pose in picture_of(default_catalog()["bridge"]).poses]
    ['start', 'up']
    """
    if exercise.picture is not None:
        known_words(exercise.picture, body())
        return exercise.picture if is_solved(exercise.picture) else solve(exercise.picture)
    picture = packaged_picture(exercise.id)
    if picture is None:
        raise NoPicture(repr(exercise.id), "give the exercise a `picture`")
    named = {step.pose for step in exercise.steps}
    if not named & {pose.name for pose in picture.poses}:
        hint = "its steps name no pose of the packaged picture; give the steps a `pose`, or the exercise a `picture`"
        raise NoPicture(repr(exercise.id), hint)
    return picture
