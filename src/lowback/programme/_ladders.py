"""One step up or down in the dose of an exercise: one number at a time, along numbers that people count."""

from collections.abc import Iterator
from functools import cached_property

from attrs import evolve, frozen

from lowback._progression import Progression
from lowback.composer._doses import customary
from lowback.model import Dose, Exercise, Range
from lowback.vocabulary import AgeGroup, Kind

from ._history import less

__all__ = ["Ladder"]

_MINUTE = 60
_PERCENT = 100
_ORDER: dict[Kind, tuple[str, ...]] = {
    Kind.STRENGTH: ("reps", "sets"),
    Kind.STABILITY: ("reps", "hold", "sets"),
    Kind.STRETCH: ("hold", "duration"),
    Kind.MOBILITY: ("reps",),
    Kind.AEROBIC: ("duration",),
}
"""What grows first, by kind; relaxation and nerve glides never grow."""
_ALL = ("reps", "hold", "duration", "sets")


@frozen
class Ladder:
    """The doses of one exercise for one person, from the least to the most.

    Attributes:
        exercise: The exercise, adapted for the person.
        rules: The rules and their numbers.
        age: How old the person is.
    """

    exercise: Exercise
    rules: Progression
    age: AgeGroup = AgeGroup.ADULT

    def work(self, dose: Dose) -> int:
        """Seconds of movement and hold."""
        return self.exercise.active_seconds(dose)

    @cached_property
    def most(self) -> int:
        """The most seconds of movement and hold."""
        return self.exercise.most_active_seconds

    @property
    def starter(self) -> Dose:
        """The dose to start with."""
        return self.exercise.dose.starter

    def fitted(self, dose: Dose) -> Dose:
        """The dose as the exercise has it today, no more work than it may have."""
        found = self.exercise.dose.nearest(dose)
        while self.work(found) > self.most and (lower := self.down(found)) is not None:
            found = lower
        return found

    def smaller(self, one: Dose, other: Dose) -> Dose:
        """The dose with less work; the first of equals."""
        return min(one, other, key=self.work)

    def up(self, dose: Dose) -> Dose | None:
        """One step of one number up; None at the top."""
        for name in _ORDER.get(self.exercise.kind, ()):
            found = self._raised(dose, name)
            if found is not None:
                return found
        return None

    def _raised(self, dose: Dose, name: str) -> Dose | None:
        now = getattr(dose, name)
        if now is None:
            return None
        for number in self._walks(now) if self.exercise.kind is Kind.AEROBIC else self._numbers(name):
            found = evolve(dose, **{name: number})
            if now < number <= self._most(name) and self._is_possible(found):
                return found
        return None

    def _walks(self, seconds: int) -> Iterator[int]:
        """A tenth of the minutes of a walk more, and at least one: by a step a week, that is so of the week, too."""
        minutes = seconds // _MINUTE
        more = max(1, minutes * self.rules.number("advance", "walk_percent") // _PERCENT)
        yield (minutes + more) * _MINUTE

    def _is_possible(self, dose: Dose) -> bool:
        return dose in self.exercise.dose and self.work(dose) <= self.most

    def _most(self, name: str) -> int:
        """Where a number stops to grow."""
        of = self.rules.number
        match self.exercise.kind, name:
            case Kind.STRENGTH, "reps":
                printed = max((fact.reps[1] for fact in self.exercise.dose.facts if fact.reps), default=0)
                more = of("advance", "printed_reps")
                return more if printed >= more else of("advance", "strength_reps")
            case ((Kind.STRENGTH | Kind.STABILITY), "sets"):
                return of("advance", "strength_sets")
            case Kind.STABILITY, "reps":
                return of("advance", "stability_reps")
            case Kind.STABILITY, "hold":
                return of("advance", "stability_hold")
            case Kind.STRETCH, _:
                return of("advance", "stretch_hold_from_65" if self.age is AgeGroup.FROM_65 else "stretch_hold")
            case _:
                range_: Range = getattr(self.exercise.dose, name)
                return range_.max

    def down(self, dose: Dose) -> Dose | None:
        """One step of one number down; None at the least."""
        for name in dict.fromkeys((*_ORDER.get(self.exercise.kind, ()), *_ALL)):
            now = getattr(dose, name)
            lower = [number for number in self._numbers(name) if now is not None and number < now]
            if lower and self.work(found := evolve(dose, **{name: max(lower)})) < self.work(dose):
                return found
        return None

    def half(self, dose: Dose) -> Dose | None:
        """Half of a dose, rounded down; of what is easy at least its minimum; None where the rest is too little."""
        name = "sets" if dose.sets > 1 else "duration" if dose.reps is None else "reps"
        half = getattr(dose, name) // 2
        fitting = [number for number in self._numbers(name) if number <= half]
        if fitting:
            return evolve(dose, **{name: max(fitting)})
        if self.exercise.difficulty > 1:
            return None
        return self.least(dose)

    def least(self, dose: Dose) -> Dose:
        """A dose at its fewest repetitions, or shortest bout."""
        name = "duration" if dose.reps is None else "reps"
        return self.smaller(dose, evolve(dose, **{name: min(self._numbers(name))}))

    def part(self, dose: Dose, part: int, of: int) -> Dose:
        """A share of a bout in whole minutes, rounded down; its shortest bout where that is less than it may have."""
        assert dose.duration is not None
        assert self.exercise.dose.duration is not None
        minutes = dose.duration * part // of // _MINUTE
        return evolve(dose, duration=max(self.exercise.dose.duration.min, minutes * _MINUTE))

    def done(self, dose: Dose, done: Dose) -> Dose:
        """The largest dose that is no more than what was done, as far as the exercise has one."""
        found, most = dose, less(dose, done)
        while self.work(found) > self.work(most) and (lower := self.down(found)) is not None:
            found = lower
        return found

    def _numbers(self, name: str) -> list[int]:
        """The numbers of a range that people count, its least and its starter."""
        range_: Range | None = getattr(self.exercise.dose, name)
        return [] if range_ is None else sorted({range_.min, *customary(name, range_)})
