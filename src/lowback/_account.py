"""What somebody did of a routine, and told of it, until it is a report: by the same rules as the page that plays."""

from collections.abc import Iterator
from datetime import date

from attrs import define, evolve, field

from .model import Dose, ExerciseDose, Routine, RoutineItem
from .programme import Hurt, Report
from .timeline import Timeline
from .vocabulary import Hurting, Keep

__all__ = ["Account"]

_SORENESS = (Hurting.ACHE, Hurting.ELSEWHERE, Hurting.CLIMBING, Hurting.SHARP)
"""The worse comes later."""


@define
class Account:
    """What somebody did and told.

    Attributes:
        routine: What was to be done.
        told: Fields of the report.
        ways: How what hurt was done otherwise, by exercise, until somebody has said whether it stays so.
    """

    routine: Routine
    told: dict[str, object] = field(init=False, factory=dict[str, object])
    ways: dict[str, Keep] = field(init=False, factory=dict[str, Keep])
    _done: dict[RoutineItem | None, tuple[Timeline, set[int]]] = field(
        init=False, factory=dict[RoutineItem | None, tuple[Timeline, set[int]]]
    )
    _hurts: dict[str, Hurt] = field(init=False, factory=dict[str, Hurt])

    def did(self, timeline: Timeline, cue: int, instead: RoutineItem | None = None) -> None:
        """A cue was followed to its end; of the routine, or of what was done in the place of an exercise of it."""
        self._done.setdefault(instead, (timeline, set()))[1].add(cue)

    # What hurts -----------------------------------------------------------------------------------

    def hurts(self, id_: str, how: Hurting) -> None:
        """An exercise hurt; of several ways the worst counts."""
        before = self._hurts.get(id_)
        if before is None or _SORENESS.index(how) > _SORENESS.index(before.how):
            self._hurts[id_] = Hurt(id_, how, instead="" if before is None else before.instead)

    def place(self, id_: str, caution: str) -> None:
        """Where another place hurt, as a caution has it."""
        if self._hurts[id_].how is Hurting.ELSEWHERE:
            self._hurts[id_] = evolve(self._hurts[id_], caution=caution)

    def does_instead(self, id_: str, other: str) -> None:
        """Something else is done in the place of an exercise."""
        if other != id_:
            self._hurts[id_] = evolve(self._hurts[id_], instead=other)

    def wished(self, keep: Keep) -> str | None:
        """The exercise that was done otherwise in this way, of which nobody has said yet whether that stays so."""
        return next((id_ for id_, way in self.ways.items() if way is keep), None)

    def keeps(self, id_: str, keep: Keep | None) -> None:
        """It stays so, or it was only for today."""
        del self.ways[id_]
        self._hurts[id_] = evolve(self._hurts[id_], keep=keep)

    # What was done --------------------------------------------------------------------------------

    @property
    def left_out(self) -> bool:
        """Whether less was done than was asked."""
        asked = [(item.exercise.id, item.dose) for item in self.routine.items]
        done = {each.exercise: each.dose for each in self._doses()}
        return any(id_ not in done or done[id_].key < dose.key for id_, dose in asked)

    def report(self, session: int, day: date) -> Report:
        """All of it."""
        named = {*(item.exercise.id for item in self.routine.items), *(each.instead for each in self._hurts.values())}
        done = [each for each in self._doses() if each.exercise in named]
        return Report(session=session, day=day, done=done, hurt=self._hurts.values(), **self.told)  # type: ignore[arg-type]  # the screens name the fields

    def _doses(self) -> list[ExerciseDose]:
        """The most that was done of each exercise."""
        found: dict[str, Dose] = {}
        for timeline, cues in self._done.values():
            for id_, dose in _doses_of(timeline, cues):
                found[id_] = max(dose, found.get(id_, dose), key=_amount)
        return [ExerciseDose(id_, dose) for id_, dose in found.items()]


def _amount(dose: Dose) -> int:
    return dose.sets * (dose.reps or 1)


def _doses_of(timeline: Timeline, cues: set[int]) -> Iterator[tuple[str, Dose]]:
    for index, item in enumerate(timeline.routine.items):
        dose = _dose_done(timeline, index, cues)
        if dose is not None:
            yield item.exercise.id, dose


def _dose_done(timeline: Timeline, index: int, done: set[int]) -> Dose | None:
    """How much of an item was done; None where not one repetition was."""
    dose = timeline.routine.items[index].dose
    sets: dict[int, dict[int | None, bool]] = {}
    for nth, cue in enumerate(timeline.cues):
        if cue.item_index == index and cue.set is not None:
            reps = sets.setdefault(cue.set, {})
            reps[cue.repetition] = reps.get(cue.repetition, True) and nth in done
    most = dose.reps or 1
    counts = [most if all(reps.values()) else sum(reps.values()) for reps in sets.values()]
    whole = counts.count(most)
    if whole:
        return evolve(dose, sets=whole)
    part = max(counts, default=0)
    return evolve(dose, sets=1, reps=part) if part else None
