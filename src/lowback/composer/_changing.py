"""What another choice would make of a routine: each function composes again, with proof."""

from fractions import Fraction

from attrs import evolve

from lowback._arguments import expect
from lowback._packaged import catalog_or_packaged
from lowback.catalog import Catalog
from lowback.errors import AlreadyInRoutine, ImpossibleValue, Infeasible, NotInRoutine
from lowback.model import Brief, Dose, ExerciseDose, Routine, WhyNot

from ._composing import EFFORT, compose
from ._limits import Limits, alone

__all__ = ["drop", "resize", "swap", "why_not", "with_dose"]


def why_not(routine: Routine, id_: str, catalog: Catalog | None = None, *, effort: int = EFFORT) -> WhyNot:
    """Why an exercise is not in a routine: the rule that keeps it out, or what it would cost.

    The cost is found by composing again with the exercise asked for. It is exact where both routines are
    proved best (`proof.gap` is 0).

    Raises `UnknownExercise` for an id that the catalog does not have, `AlreadyInRoutine` when it is in, and
    `ImpossibleValue` for a routine of another catalog.

    >>> from lowback import Brief
    >>> routine = compose(Brief(minutes=5, cautions=["osteoporosis"]))
    >>> print(why_not(routine, "modified-curl-up").sentence)
    Modified curl-up is not allowed here. Avoided: osteoporosis.
    """
    catalog = _catalog_of(routine, catalog, "why_not")
    expect("why_not.id_", id_, str, hint=_AN_ID)
    exercise = catalog[id_]
    if id_ in _ids(routine):
        raise AlreadyInRoutine(id_)
    brief = evolve(routine.brief, include=(*routine.brief.include, id_))
    objection = Limits.of(routine.brief, catalog.conventions).objection(exercise, catalog.conventions)
    group_of = catalog.conventions.group_of
    rivals = (each.exercise.id for each in routine.items if group_of(each.exercise) == group_of(exercise))
    family = next(rivals, None)
    if family in routine.brief.include:
        objection = f"the brief asks for {family}, of the same family"
    loss: int | None = None
    if objection is None:
        try:
            loss = routine.proof.score - compose(brief, catalog, effort=effort).proof.score
        except Infeasible:
            loss = None
    return WhyNot(exercise=exercise, objection=objection, family_of=family, loss=loss)


def swap(routine: Routine, out: str, into: str, catalog: Catalog | None = None, *, effort: int = EFFORT) -> Routine:
    """The best routine of the same length with one exercise in the place of another.

    The other exercises stay (their doses and order may change, and another may come in where time is left).

    Raises `NotInRoutine` when it has no `out`, `BriefError` when `into` must not be in,
    `Infeasible` when the exercises do not fit together, `ImpossibleValue` for a routine of another catalog.

    >>> routine = compose()
    >>> item = next(item for item in routine.items if item.why.instead)
    >>> swapped = swap(routine, item.exercise.id, item.why.instead.exercise.id)
    >>> routine.proof.score - swapped.proof.score <= item.why.instead.loss
    True
    """
    catalog = _catalog_of(routine, catalog, "swap")
    stay = _without(routine, out, "swap")
    expect("swap.into", into, str, hint=_AN_ID)
    brief = _leaving_out(out, routine.brief, include=(*stay, into))
    return _with_notes(routine, compose(brief, catalog, effort=effort))


def drop(routine: Routine, out: str, catalog: Catalog | None = None, *, effort: int = EFFORT) -> Routine:
    """The best routine of the same length without one of its exercises.

    The other exercises stay; longer doses or another exercise fill the time.

    Raises `NotInRoutine` when it has no `out`, `Infeasible` when nothing fills the time, and
    `ImpossibleValue` for a routine of another catalog.

    >>> routine = compose()
    >>> first = routine.items[0].exercise.id
    >>> any(item.exercise.id == first for item in drop(routine, first).items)
    False
    """
    catalog = _catalog_of(routine, catalog, "drop")
    stay = _without(routine, out, "drop")
    brief = _leaving_out(out, routine.brief, include=stay)
    return _with_notes(routine, compose(brief, catalog, effort=effort))


def with_dose(
    routine: Routine, id_: str, dose: Dose, catalog: Catalog | None = None, *, effort: int = EFFORT
) -> Routine:
    """The best routine of the same length with another dose of one of its exercises.

    The other exercises stay (their doses and order may change, and another may come in where time is left).

    Raises `NotInRoutine` when it has no such exercise, `BriefError` when the exercise has no such dose,
    `Infeasible` when the exercises do not fit together, `ImpossibleValue` for a routine of another catalog.

    >>> routine = with_dose(swap(compose(), compose().items[-1].exercise.id, "bridge"), "bridge", Dose(reps=8, hold=3))
    >>> print(next(item.dose for item in routine.items if item.exercise.id == "bridge"))
    1 x 8, hold 3 s
    """
    catalog = _catalog_of(routine, catalog, "with_dose")
    stay = _without(routine, id_, "with_dose", name="id_")
    expect("with_dose.dose", dose, Dose)
    others = (each for each in routine.brief.doses if each.exercise != id_)
    brief = evolve(routine.brief, include=(*stay, id_), doses=(*others, ExerciseDose(id_, dose)))
    return _with_notes(routine, compose(brief, catalog, effort=effort))


def resize(
    routine: Routine, minutes: int | Fraction, catalog: Catalog | None = None, *, effort: int = EFFORT
) -> Routine:
    """The best routine of another length: a longer one keeps all exercises, a shorter one adds none.

    Raises `BriefError` for a length that cannot be, `Infeasible` when the exercises do not fit it, and
    `ImpossibleValue` for a routine of another catalog.

    >>> routine = compose()
    >>> resize(routine, 15).seconds, resize(routine, 7).seconds
    (900, 420)
    """
    catalog = _catalog_of(routine, catalog, "resize")
    brief = evolve(routine.brief, minutes=minutes)
    ids = _ids(routine)
    if brief.seconds >= routine.brief.seconds:
        return _with_notes(routine, compose(evolve(brief, include=ids), catalog, effort=effort))
    return _with_notes(routine, evolve(compose(*alone(ids, brief, catalog), effort=effort), brief=brief))


def _leaving_out(out: str, brief: Brief, *, include: tuple[str, ...]) -> Brief:
    """The brief with other exercises and without one, which it may have preferred."""
    prefer = tuple(id_ for id_ in brief.prefer if id_ != out)
    return evolve(brief, include=include, exclude=(*brief.exclude, out), prefer=prefer)


def _with_notes(before: Routine, routine: Routine) -> Routine:
    """The routine, what stays with the note that it had."""
    notes = {item.exercise.id: item.note for item in before.items}
    return evolve(routine, items=tuple(evolve(item, note=notes.get(item.exercise.id, "")) for item in routine.items))


def _ids(routine: Routine) -> tuple[str, ...]:
    return tuple(item.exercise.id for item in routine.items)


def _without(routine: Routine, out: str, function: str, name: str = "out") -> tuple[str, ...]:
    expect(f"{function}.{name}", out, str, hint=_AN_ID)
    ids = _ids(routine)
    if out not in ids:
        raise NotInRoutine(out, ids)
    return tuple(id_ for id_ in ids if id_ != out)


_AN_ID = ": the id of an exercise, such as 'bridge'"


def _catalog_of(routine: Routine, catalog: Catalog | None, function: str) -> Catalog:
    """The catalog to compose from again: it has to be the one that the routine is from."""
    expect(f"{function}.routine", routine, Routine)
    catalog = catalog_or_packaged(f"{function}.catalog", catalog)
    strange = [f"the exercise {each!r}" for each in _ids(routine) if each not in catalog]
    strange += [
        f"an exercise {item.exercise.id!r} of its own"
        for item in routine.items
        if item.exercise.whole != catalog.get(item.exercise.id, item.exercise.whole)
    ]
    if routine.brief.mix not in {mix.id for mix in catalog.conventions.mixes}:
        strange.insert(0, f"the mix {routine.brief.mix!r}")
    if strange:
        problem = f"got one with {strange[0]}, expected a routine of {catalog!r}"
        hint = "pass catalog=, the one that it is from"
        raise ImpossibleValue(f"{function}.routine", f"{problem}: {hint}", "unknown-word")
    return catalog
