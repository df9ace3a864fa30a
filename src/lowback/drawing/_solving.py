"""The way to the solver: it is loaded when somebody asks for it, and never by what draws."""

from attrs import evolve

from lowback._arguments import expect
from lowback.diagnostics import Severity
from lowback.errors import ImpossiblePose
from lowback.picture import Picture

from ._checking import check_picture
from ._wishes import known_words

__all__ = ["best_effort", "solve"]


def best_effort(picture: Picture) -> Picture:
    """Every pose worked out anew as well as a body can do it; `check_picture` says what is missing.

    Raises `ImpossibleValue` for words that the figure does not know, and for arrows at what is still.
    """
    expect("best_effort.picture", picture, Picture)
    from ._arrows import with_arrows  # noqa: PLC0415  # who only draws does not load it
    from ._seating import seat  # noqa: PLC0415

    known_words(picture)
    bare = evolve(picture, poses=tuple(evolve(pose, solved=None) for pose in picture.poses))
    return with_arrows(seat(bare))


def solve(picture: Picture) -> Picture:
    """The picture with every pose worked out.

    The same picture gives the same numbers every time. A pose takes up to a second: keep the result, with the
    exercise or written down with the catalog.

    Raises `ImpossiblePose` when a body cannot do what is asked, with everything that is missing and by how
    much, and `ImpossibleValue` for words that the figure does not know.

    >>> from lowback.picture import Base, Joints, Knee, Hip, Picture, Pose
    >>> lying = Pose(name="start", base=Base.SUPINE, contacts=("head", "upper_back", "pelvis", "foot"),
    ...              joints=Joints(hip=Hip(flexion=50), knee=Knee(flexion=100)))
    >>> picture = solve(Picture(poses=(lying,)))
    >>> picture.poses[0].solved is not None
    True
    """
    expect("solve.picture", picture, Picture)
    solved = best_effort(picture)
    errors = tuple(each for each in check_picture(solved) if each.severity is Severity.ERROR)
    if errors:
        raise ImpossiblePose(errors)
    return solved
