"""From a brief and a catalog to a routine."""

from attrs import evolve

from lowback._arguments import expect, whole
from lowback._gaps import gap_of
from lowback._packaged import catalog_or_packaged
from lowback._solver import solve
from lowback.catalog import Catalog
from lowback.model import Brief, Dose, Exercise, Message, Proof, Routine, RoutineItem

from ._explaining import whys
from ._limits import checked
from ._question import Question
from ._refusing import infeasible

__all__ = ["EFFORT", "compose"]

EFFORT = 10_000_000


def compose(brief: Brief | None = None, catalog: Catalog | None = None, *, effort: int = EFFORT) -> Routine:
    """The routine for a brief that keeps every rule and has the highest score.

    `catalog` is the packaged one unless given. Among routines of equal score the one comes that is first
    in the alphabet, so the same call gives the same routine everywhere. `effort` limits the search in
    steps, never in seconds; when it is used up, the best routine so far comes back. `routine.proof` has the
    score and a bound that no routine can exceed: a gap of 0 means that none is better.

    Raises `WrongType` for what is no brief or no catalog, `BriefError` for a brief that names unknown words or
    contradicts itself, `Refused` when a caution means that somebody has to be seen first, `Infeasible` when no
    routine keeps the rules.

    >>> routine = compose(Brief(minutes=10, cautions=["wrist-pain"]))
    >>> routine.seconds, routine.proof.gap
    (600, 0)
    >>> routine.items[0].why.included
    False
    """
    brief = Brief() if brief is None else brief
    expect("compose.brief", brief, Brief)
    catalog = catalog_or_packaged("compose.catalog", catalog)
    whole("compose.effort", effort, 0)
    brief = checked(brief, catalog)
    question = Question.of(brief, catalog)
    solution = solve(question.problem, effort=effort)
    if solution is None:  # with all the doses that there are, a small catalog may still fill the time
        question = Question.of(brief, catalog, any_dose=True)
        solution = solve(question.problem, effort=effort)
    if solution is None:
        raise infeasible(question)
    chosen = [(question.exercises[index], question.doses[index][nth]) for index, nth in solution.taken]
    items = zip(_laid_out(chosen, brief, catalog), whys(question, solution), strict=True)
    return Routine(
        brief=brief,
        items=tuple(evolve(item, why=why) for item, why in items),
        proof=Proof(score=solution.points, bound=solution.bound),
        stop_rules=catalog.conventions.stop_rules,
        red_flags=catalog.conventions.red_flags,
        message=_message_of(brief, catalog),
        conventions=catalog.conventions,
    )


def _message_of(brief: Brief, catalog: Catalog) -> Message | None:
    """Another one for each seed, in turn."""
    messages = catalog.conventions.messages
    return messages[brief.seed % len(messages)] if messages else None


def _laid_out(chosen: list[tuple[Exercise, Dose]], brief: Brief, catalog: Catalog) -> tuple[RoutineItem, ...]:
    conventions = catalog.conventions
    before: Exercise | None = None
    items: list[RoutineItem] = []
    for exercise, dose in chosen:
        rules = conventions.caution_rules(exercise, brief.cautions)
        items.append(
            RoutineItem(
                exercise=exercise,
                dose=dose,
                gap_seconds=gap_of(exercise, rules, brief, conventions, before=before, first=before is None).seconds,
                work_seconds=exercise.work_seconds(dose, conventions.timing),
                cautions=rules,
            )
        )
        before = exercise
    closing = conventions.closing_seconds(items[-1].exercise, brief)
    left = brief.seconds - closing - sum(item.seconds for item in items)
    *pauses, last = conventions.timing.shared_out(left, len(items))
    pauses.append(last + closing)
    return tuple(evolve(item, pause_seconds=pause) for item, pause in zip(items, pauses, strict=True))
