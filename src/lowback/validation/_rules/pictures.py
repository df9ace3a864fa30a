"""Rules about pictures: a body can do what they ask, and steps show what there is."""

from collections.abc import Iterator
from itertools import chain, islice

from lowback._data import packaged_picture
from lowback.diagnostics import Severity
from lowback.drawing import is_solved
from lowback.drawing._posing import SHARES
from lowback.errors import did_you_mean
from lowback.model import Exercise
from lowback.picture import Picture, key_pose
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["RULES"]


def _names(exercise: Exercise) -> list[str] | None:
    picture = exercise.picture if exercise.picture is not None else packaged_picture(exercise.id)
    return None if picture is None else [pose.name for pose in picture.poses]


def _named(exercise: Exercise) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The poses that steps name, those of adaptations too, each with its path."""
    yield from ((("steps", index, "pose"), step.pose) for index, step in enumerate(exercise.steps) if step.pose)
    for number, each in enumerate(exercise.adaptations):
        way = ("adaptations", number, "steps")
        yield from (((*way, index, "pose"), step.pose) for index, step in enumerate(each.steps) if step.pose)


def _names_poses(exercise: Exercise, _: Scope) -> bool:
    """Whether steps name poses, or there are some to name."""
    steps = chain(exercise.steps, *(each.steps for each in exercise.adaptations))
    return exercise.picture is not None or any(step.pose for step in steps)


def missing_picture(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Who names poses has a picture."""
    for path, pose in islice(_named(exercise), 1):
        if _names(exercise) is None:
            hint = "give the exercise a `picture`, or leave the poses of its steps out"
            yield Found(f"got the pose {pose!r}, but there is no picture of the exercise", path, hint)


def unknown_pose(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """The poses of the steps are those of the picture."""
    names = _names(exercise) or []
    for path, pose in _named(exercise) if names else ():
        name, colon, share = pose.partition(":")
        if name not in names:
            near = did_you_mean(pose, names) or f", expected one of {', '.join(names)}"
            yield Found(f"got {pose!r}{near}", path)
        elif colon and (share not in SHARES or name == names[0]):
            yield Found(f"got {pose!r}, expected a share of the way to a pose, {', '.join(SHARES)} percent", path)


def unshown_pose(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Every pose of a picture belongs to a step."""
    if exercise.picture is not None:
        shown = {key_pose(pose) for _, pose in _named(exercise)}
        for index, pose in enumerate(exercise.picture.poses):
            if pose.name not in shown:
                hint = "name it in the `pose` of a step"
                yield Found(f"no step shows the pose {pose.name!r}", ("picture", "poses", index, "name"), hint)


def impossible_pose(picture: Picture, scope: Scope) -> Iterator[Found]:
    """A body can do what is asked: angles, what bears, what reaches, balance."""
    problem = scope.looks[picture].problem
    if problem is not None:
        yield Found(f"{problem.place}: {problem.problem}", ("poses",))
    yield from _faults(picture, scope, Severity.ERROR)


def unclear_pose(picture: Picture, scope: Scope) -> Iterator[Found]:
    """What moves can be seen."""
    yield from _faults(picture, scope, Severity.WARNING)


def _faults(picture: Picture, scope: Scope, severity: Severity) -> Iterator[Found]:
    for each in scope.looks[picture].faults:
        if each.severity is severity:
            yield Found(each.message, each.path)


def unsolved_pose(picture: Picture, scope: Scope) -> Iterator[Found]:
    """Every pose has the numbers that are drawn."""
    look = scope.looks[picture]
    if look.problem is None and not is_solved(look.picture):
        count, all_ = sum(pose.solved is None for pose in picture.poses), len(picture.poses)
        are = "is" if count == 1 else "are"
        yield Found(f"{count} of {all_} poses {are} not worked out, so the picture cannot be drawn", hint=_SOLVE)


_SOLVE = (
    "work them out with `lowback.drawing.solve` or `load_catalog(..., solve=True)`; "
    "`lowback validate --solve` says whether a body can do them"
)


_POSES = ("id", "steps.pose", "adaptations.steps", "picture.poses.name")

RULES = (
    Rule("missing-picture", Exercise, missing_picture, only_if=_names_poses, needs=_POSES),
    Rule("unknown-pose", Exercise, unknown_pose, only_if=_names_poses, needs=_POSES),
    Rule("unshown-pose", Exercise, unshown_pose, Severity.WARNING, only_if=_names_poses, needs=_POSES),
    Rule("impossible-pose", Picture, impossible_pose),
    Rule("unclear-pose", Picture, unclear_pose, Severity.WARNING),
    Rule("unsolved-pose", Picture, unsolved_pose, Severity.WARNING),
)
