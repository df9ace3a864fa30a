"""A routine of an older format, as it is read and judged today."""

from attrs import evolve

from .model import ROUTINE_FORMAT, Dose, Exercise, Routine, RoutineItem
from .vocabulary import Role

__all__ = ["as_of_today", "work_seconds"]


def work_seconds(exercise: Exercise, dose: Dose, routine: Routine) -> int:
    """Seconds of an exercise as a routine counts them: once, nobody was given time to roll over or set up anew."""
    timing = routine.conventions.timing
    if routine.format == ROUTINE_FORMAT:
        return exercise.work_seconds(dose, timing)
    return evolve(exercise, change_side=None).work_seconds(dose, evolve(timing, roll_over=0))


def as_of_today(routine: Routine) -> Routine:
    """An older routine with the safety texts, the doses and the steps of its catalog as they are now.

    Who reads it is told what is known now. No dose is beyond what the catalog gives; where steps take longer than they
    did, so does the routine. A routine of the format of today stays as it is.
    """
    if routine.format == ROUTINE_FORMAT:
        return routine
    words = routine.conventions
    befores = (None, *(item.exercise for item in routine.items))
    items = tuple(_timed(item, before, routine) for item, before in zip(routine.items, befores, strict=False))
    brief = routine.brief
    if items:  # the way to the first exercise, and from the last, was not counted then
        brief = evolve(brief, start=items[0].exercise.position, end=items[-1].exercise.position)
    return evolve(routine, brief=brief, items=items, stop_rules=words.stop_rules, red_flags=words.red_flags)


def _timed(item: RoutineItem, before: Exercise | None, routine: Routine) -> RoutineItem:
    """An item with a dose that its exercise has, and the seconds that its steps take at least."""
    exercise, words, brief = item.exercise, routine.conventions, routine.brief
    dose = exercise.dose.nearest(item.dose)
    slow = words.rises_slowly(brief)
    gap = words.fetch_seconds(exercise, words.at_hand(brief))
    if before is not None:
        gap += words.change_seconds(before.position, exercise.position, limited_mobility=slow)
    gap += sum(step.seconds or 0 for step in exercise.steps_of(Role.SETUP) if not step.is_left_out(exercise, before))
    return evolve(
        item,
        dose=dose,
        gap_seconds=max(item.gap_seconds, words.timing.whole_ticks(gap)),
        work_seconds=max(item.work_seconds, work_seconds(exercise, dose, routine)),
    )
