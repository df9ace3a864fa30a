"""Rules about pictures: a body can do what they ask, and steps show what there is."""

from collections.abc import Iterator
from functools import lru_cache

from lowback._data import packaged_picture
from lowback.diagnostics import Diagnostic, Severity
from lowback.drawing import best_effort, check_picture, is_solved
from lowback.errors import ImpossibleValue, did_you_mean
from lowback.model import Exercise
from lowback.picture import Picture
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["RULES"]


def _names(exercise: Exercise) -> list[str] | None:
    picture = exercise.picture if exercise.picture is not None else packaged_picture(exercise.id)
    return None if picture is None else [pose.name for pose in picture.poses]


def missing_picture(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Who names poses has a picture."""
    named = [(index, step.pose) for index, step in enumerate(exercise.steps) if step.pose]
    if named and _names(exercise) is None:
        index, pose = named[0]
        hint = "give the exercise a `picture`, or leave the poses of its steps out"
        yield Found(f"got the pose {pose!r}, but there is no picture of the exercise", ("steps", index, "pose"), hint)


def unknown_pose(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """The poses of the steps are those of the picture."""
    names = _names(exercise)
    for index, step in enumerate(exercise.steps):
        if names and step.pose and step.pose not in names:
            near = did_you_mean(step.pose, names) or f", expected one of {', '.join(names)}"
            yield Found(f"got {step.pose!r}{near}", ("steps", index, "pose"))


def unshown_pose(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Every pose of a picture belongs to a step."""
    if exercise.picture is not None:
        shown = {step.pose for step in exercise.steps}
        for index, pose in enumerate(exercise.picture.poses):
            if pose.name not in shown:
                hint = "name it in the `pose` of a step"
                yield Found(f"no step shows the pose {pose.name!r}", ("picture", "poses", index, "name"), hint)


@lru_cache(maxsize=256)
def _looked_at(picture: Picture) -> tuple[Diagnostic, ...]:
    """What is wrong with a picture; kept, because two rules ask and solving takes a while."""
    return check_picture(picture if is_solved(picture) else best_effort(picture))


def impossible_pose(picture: Picture, _: Scope) -> Iterator[Found]:
    """A body can do what is asked: angles, what bears, what reaches, balance."""
    try:
        found = _looked_at(picture)
    except ImpossibleValue as error:
        yield Found(f"{error.place}: {error.problem}", ("poses",))
        return
    for each in found:
        if each.severity is Severity.ERROR:
            yield Found(each.message, each.path)


def unclear_pose(picture: Picture, _: Scope) -> Iterator[Found]:
    """What moves can be seen."""
    try:
        found = _looked_at(picture)
    except ImpossibleValue:
        return
    for each in found:
        if each.severity is Severity.WARNING:
            yield Found(each.message, each.path)


RULES = (
    Rule("missing-picture", Exercise, missing_picture, needs=("id", "steps", "picture")),
    Rule("unknown-pose", Exercise, unknown_pose, needs=("id", "steps", "picture")),
    Rule("unshown-pose", Exercise, unshown_pose, Severity.WARNING, needs=("steps", "picture")),
    Rule("impossible-pose", Picture, impossible_pose),
    Rule("unclear-pose", Picture, unclear_pose, Severity.WARNING),
)
