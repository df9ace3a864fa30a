"""What another choice would make of a routine: each function composes again, with proof."""

from fractions import Fraction

from attrs import evolve

from lowback._packaged import default_catalog
from lowback.catalog import Catalog
from lowback.errors import AlreadyInRoutine, Infeasible, NotInRoutine
from lowback.model import Routine, WhyNot

from ._composing import EFFORT, compose
from ._limits import Limits

__all__ = ["drop", "resize", "swap", "why_not"]


def why_not(routine: Routine, id_: str, catalog: Catalog | None = None, *, effort: int = EFFORT) -> WhyNot:
    """Why an exercise is not in a routine: the rule that keeps it out, or what it would cost.

    The cost is found by composing again with the exercise asked for. It is exact where both routines are
    proved best (`proof.gap` is 0).

    Raises `UnknownExercise` for an id that the catalog does not have, `AlreadyInRoutine` when it is in.

    >>> from lowback import Brief
    >>> routine = compose(Brief(minutes=5, cautions=["osteoporosis-flexion"]))
    >>> print(why_not(routine, "modified-curl-up").sentence)
    Modified curl-up is not allowed here. Avoided: osteoporosis-flexion.
    """
    catalog = default_catalog() if catalog is None else catalog
    exercise = catalog[id_]
    if id_ in _ids(routine):
        raise AlreadyInRoutine(id_)
    brief = evolve(routine.brief, include=(*routine.brief.include, id_))
    objection = Limits.of(routine.brief, catalog.conventions).objection(exercise, catalog.conventions)
    family = next((item.exercise.id for item in routine.items if item.exercise.family == exercise.family), None)
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
    `Infeasible` when the exercises do not fit together.

    >>> routine = compose()
    >>> item = next(item for item in routine.items if item.why.instead)
    >>> swapped = swap(routine, item.exercise.id, item.why.instead.exercise.id)
    >>> routine.proof.score - swapped.proof.score <= item.why.instead.loss
    True
    """
    stay = _without(routine, out)
    brief = evolve(routine.brief, include=(*stay, into), exclude=(*routine.brief.exclude, out))
    return compose(brief, catalog, effort=effort)


def drop(routine: Routine, out: str, catalog: Catalog | None = None, *, effort: int = EFFORT) -> Routine:
    """The best routine of the same length without one of its exercises.

    The other exercises stay; longer doses or another exercise fill the time.

    Raises `NotInRoutine` when it has no `out`, `Infeasible` when nothing fills the time.

    >>> routine = compose()
    >>> first = routine.items[0].exercise.id
    >>> any(item.exercise.id == first for item in drop(routine, first).items)
    False
    """
    brief = evolve(routine.brief, include=_without(routine, out), exclude=(*routine.brief.exclude, out))
    return compose(brief, catalog, effort=effort)


def resize(
    routine: Routine, minutes: int | Fraction, catalog: Catalog | None = None, *, effort: int = EFFORT
) -> Routine:
    """The best routine of another length: a longer one keeps all exercises, a shorter one adds none.

    Raises `BriefError` for a length that cannot be, `Infeasible` when the exercises do not fit it.

    >>> routine = compose()
    >>> resize(routine, 15).seconds, resize(routine, 7).seconds
    (900, 420)
    """
    catalog = default_catalog() if catalog is None else catalog
    brief = evolve(routine.brief, minutes=minutes)
    ids = _ids(routine)
    if brief.seconds >= routine.brief.seconds:
        return compose(evolve(brief, include=ids), catalog, effort=effort)
    # What the brief excludes is not among its exercises anyway.
    return evolve(compose(evolve(brief, exclude=()), catalog.only(ids), effort=effort), brief=brief)


def _ids(routine: Routine) -> tuple[str, ...]:
    return tuple(item.exercise.id for item in routine.items)


def _without(routine: Routine, out: str) -> tuple[str, ...]:
    ids = _ids(routine)
    if out not in ids:
        raise NotInRoutine(out, ids)
    return tuple(id_ for id_ in ids if id_ != out)
