"""An exercise as poses along a clock: one repetition at the tempo of its steps."""

from collections.abc import Iterator

from attrs import evolve, frozen

from lowback.drawing._posing import at_share
from lowback.errors import NoPicture
from lowback.model import Exercise
from lowback.picture import Picture, Pose
from lowback.vocabulary import Role

__all__ = ["Frame", "Motion", "motion_of"]

_LEAST_HOLD = 1
"""Seconds for which an end position is shown."""


@frozen
class Frame:
    """A pose at a moment.

    Attributes:
        at: Seconds from the start.
    """

    at: float
    pose: Pose


@frozen
class Motion:
    """What an animation shows, over and over.

    Attributes:
        frames: In order of time; the last is as the first.
    """

    picture: Picture
    frames: tuple[Frame, ...]

    @property
    def seconds(self) -> float:
        """How long one round takes."""
        return self.frames[-1].at


def _between(picture: Picture, a: Pose, b: Pose) -> tuple[Pose, ...]:
    """The poses on the way from one key pose to another."""
    assert a.solved is not None
    assert b.solved is not None
    ways = [at_share(b, way) for way in range(len(b.solved.ways))] if picture.before(b) == a else []
    if not ways and picture.before(a) == b:
        ways = [at_share(a, way) for way in reversed(range(len(a.solved.ways)))]
    return tuple(ways)


_EASED = (0.0, 0.326, 0.5, 0.674, 1.0)
"""When a movement that begins and ends slowly has done a quarter, a half, three quarters (inverse smoothstep)."""


def _moving(picture: Picture, a: Pose, b: Pose, start: float, seconds: float) -> Iterator[Frame]:
    poses = (a, *_between(picture, a, b), b)
    shares = _EASED if len(poses) == len(_EASED) else tuple(i / (len(poses) - 1) for i in range(len(poses)))
    for share, pose in zip(shares, poses, strict=True):
        yield Frame(start + share * seconds, pose)


def motion_of(exercise: Exercise, picture: Picture) -> Motion:
    """One repetition of an exercise; a hold lasts as long as the dose to start with says.

    Raises `NoPicture` when nothing moves.
    """
    first = picture.poses[0]
    here, at = first, 0.0
    frames: list[Frame] = []
    for step in exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN):
        there = picture.pose(step.pose) if step.pose else here
        seconds = step.seconds or max(exercise.dose.starter.hold or 0, _LEAST_HOLD)
        frames += (
            _moving(picture, here, there, at, seconds)
            if there != here
            else [Frame(at, here), Frame(at + seconds, here)]
        )
        here, at = there, at + seconds
    if here != first:
        frames += _moving(picture, here, first, at, 1.0)
    if len({frame.pose.name for frame in frames}) < 2:  # noqa: PLR2004  # a movement has two ends
        raise NoPicture(f"the movement of {exercise.id!r}", "it has one pose; draw it without `animated`")
    return Motion(picture, _without_twins(frames))


def _without_twins(frames: list[Frame]) -> tuple[Frame, ...]:
    kept: list[Frame] = []
    for frame in frames:
        if kept and kept[-1] == frame:
            continue
        kept.append(evolve(frame, at=round(frame.at, 3)))
    return tuple(kept)
