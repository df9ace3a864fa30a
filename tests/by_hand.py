"""Exercises and routines made by hand, for tests that have to know every number."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from lowback import Dose, DoseRange, Exercise, Routine, RoutineItem, Step
from lowback._gaps import gap_of
from lowback.composer._scoring import score_of
from lowback.model import Proof, Range
from lowback.vocabulary import Direction, Kind, Laterality, Position, Role

__all__ = ["laid_out", "simple", "steps_told"]

_STEPS = (
    Step(role=Role.MOVE, text="Lean to one side.", short_text="Lean.", seconds=2),
    Step(role=Role.RETURN, text="Come back to the middle.", short_text="Come back.", seconds=2),
)


def simple(id_: str, **changes: Any) -> Exercise:
    """A mobility exercise done standing, in a family of its own: ten times four seconds, without a thing."""
    exercise = Exercise(
        id=id_,
        name=id_.replace("-", " ").capitalize(),
        kind=Kind.MOBILITY,
        position=Position.STANDING,
        laterality=Laterality.BILATERAL,
        family=id_,
        difficulty=1,
        regions=(),
        directions=(Direction.NEUTRAL,),
        steps=_STEPS,
        dose=DoseRange(reps=Range(5, 10, 15)),
    )
    return evolve(exercise, **changes)


def laid_out(chosen: Sequence[tuple[Exercise, Dose]], like: Routine) -> Routine:
    """These exercises in this order, with the seconds, pauses, cautions and points that belong to them."""
    conventions, brief = like.conventions, like.brief
    items: list[RoutineItem] = []
    for exercise, dose in chosen:
        before = items[-1].exercise if items else None
        ruled = tuple(rule for each in like.cautions if (rule := each.rule_for(exercise)) is not None)
        gap = gap_of(exercise, ruled, brief, conventions, before=before, first=before is None).seconds
        work = exercise.work_seconds(dose, conventions.timing)
        items.append(RoutineItem(exercise=exercise, dose=dose, gap_seconds=gap, work_seconds=work, cautions=ruled))
    closing = conventions.closing_seconds(items[-1].exercise, brief)
    left = max(0, brief.seconds - closing - sum(item.seconds for item in items))
    pauses = [*conventions.timing.shared_out(left, len(items))]
    pauses[-1] += closing
    laid = tuple(evolve(item, pause_seconds=pause) for item, pause in zip(items, pauses, strict=True))
    score = score_of(laid, brief, conventions)
    return evolve(like, items=laid, proof=Proof(score=score, bound=score))


def steps_told(routine: Routine) -> Iterator[tuple[RoutineItem, tuple[Step, ...]]]:
    """Each item, and the steps that its person has to hear: getting in or out of a place that one stays in is none."""
    items = routine.items
    for before, item, after in zip((None, *items), items, (*items[1:], None), strict=False):
        exercise = item.exercise
        beside = {role: other.exercise for role, other in ((Role.SETUP, before), (Role.FINISH, after)) if other}
        yield item, tuple(step for step in exercise.steps if not step.is_left_out(exercise, beside.get(step.role)))
