"""An exercise as it is for one person: what the cautions of a brief change in it, or why that cannot be done.

Pure, and the same in whatever order cautions come: of each caution the adaptation is taken that serves most of the
others too. Two changes of the movement itself are never joined, as nobody wrote down that they go together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar, cast

from attrs import evolve, fields, frozen

from ._bounds import Beside
from ._partial import Partial
from .errors import ImpossibleValue
from .model import (
    DOSE_FIELDS,
    Adaptation,
    Caution,
    Conventions,
    DoseRange,
    Exercise,
    Origin,
    Range,
    Step,
    TypicalError,
    narrowed,
)
from .vocabulary import CautionLevel, Role

__all__ = [
    "WHOLE",
    "Misfit",
    "applied",
    "clash",
    "disagree",
    "faulty_keys",
    "fit",
    "fit_surely",
    "is_side_change",
    "limits_of",
    "problem_of",
]

T = TypeVar("T", Step, TypicalError)

WHOLE = ("summary", "breathing", "position", "posture", "directions", "laterality")
"""Fields that an adaptation gives as a whole, in place of those of the exercise."""


@frozen
class Misfit:
    """Why an exercise is not for somebody.

    Attributes:
        cautions: Keys of the cautions that say so, in the order of the catalog.
        avoided: Whether one says to avoid it; if not, it cannot be changed for all of them.
    """

    cautions: tuple[str, ...]
    avoided: bool


def fit(exercise: Exercise, cautions: Iterable[str], conventions: Conventions) -> Exercise | Misfit:
    """The exercise adapted for these cautions, itself where they change nothing, or why it is not for that person.

    Keys that the conventions do not declare ask nothing.
    """
    wanted = {*cautions, *exercise.adapted_for}
    base = exercise.whole
    concerned = [each for each in conventions.cautions if each.key in wanted]
    if avoided := _avoided(base, concerned):
        return Misfit((avoided,), avoided=True)
    chosen = _chosen(base, concerned)
    if not chosen:
        return base
    served = tuple(each.key for each in concerned if any(_serves(one, each) for one in chosen))
    found = applied(base, chosen)
    if found is None or not found.directions:
        return Misfit(served, avoided=False)
    found = evolve(found, origin=Origin(exercise=base, cautions=tuple(sorted(served))))
    avoided = _avoided(found, concerned)
    return Misfit((*served, avoided), avoided=False) if avoided else found


def _avoided(exercise: Exercise, cautions: Iterable[Caution]) -> str | None:
    """The first caution that says to avoid the exercise."""
    for caution in cautions:
        rule = caution.rule_for(exercise)
        if rule is not None and rule.level is CautionLevel.AVOID:
            return caution.key
    return None


def _serves(adaptation: Adaptation, caution: Caution) -> bool:
    return not {caution.key, *caution.replaces}.isdisjoint(adaptation.cautions)


def _chosen(exercise: Exercise, cautions: Sequence[Caution]) -> list[Adaptation]:
    """For each caution the adaptation that serves most of the others, then the one that is written for the fewest."""
    chosen: set[int] = set()
    for caution in cautions:
        ranked = [
            (-sum(_serves(one, each) for each in cautions), len(one.cautions), index)
            for index, one in enumerate(exercise.adaptations)
            if _serves(one, caution)
        ]
        if ranked:
            chosen.add(min(ranked)[-1])
    return [exercise.adaptations[index] for index in sorted(chosen)]


# Together ----------------------------------------------------------------------------------------


def is_side_change(adaptation: Adaptation, exercise: Exercise) -> bool:
    """Whether it leaves the movement as it is: other breathing, a cushion or another way up, less of it."""
    if adaptation.drop_steps or adaptation.drop_errors or adaptation.typical_errors:
        return False
    if any(value not in ("", None) for value in _whole_but_breathing(adaptation)):
        return False
    if any(step.role not in _AROUND for step in adaptation.steps):
        return False
    return {step.key for step in exercise.steps}.isdisjoint([step.key for step in adaptation.steps])


_whole_but_breathing = attrgetter(*(name for name in WHOLE if name != "breathing"))
_AROUND = (Role.SETUP, Role.FINISH)
"""What comes before and after the repetitions."""


def clash(one: Adaptation, other: Adaptation, exercise: Exercise) -> bool:
    """Whether the two cannot be joined: both change the movement, or they say one thing in two ways."""
    if not is_side_change(one, exercise) and not is_side_change(other, exercise):
        return True
    return disagree(one, other)


def disagree(one: Adaptation, other: Adaptation) -> bool:
    """Whether the two say one thing in two ways."""
    if one.breathing and other.breathing and one.breathing != other.breathing:
        return True
    steps = {step.key: step for step in one.steps if step.key}
    return any(step.key in steps and steps[step.key] != step for step in other.steps)


def faulty_keys(adaptation: Adaptation, exercise: Exercise) -> Iterator[tuple[str, int]]:
    """What it would leave out that is not there, or that it also replaces: field and index."""
    for name, field in (("drop_steps", "steps"), ("drop_errors", "typical_errors")):
        known = {each.key for each in getattr(exercise, field) if each.key}
        known -= {each.key for each in getattr(adaptation, field)}
        yield from ((name, index) for index, key in enumerate(getattr(adaptation, name)) if key not in known)


# Applied -----------------------------------------------------------------------------------------


def applied(exercise: Exercise, chosen: Sequence[Adaptation]) -> Exercise | None:
    """The exercise with all of these changes; None when they cannot be made, or not together."""
    for index, one in enumerate(chosen):
        if any(faulty_keys(one, exercise)) or any(clash(one, other, exercise) for other in chosen[:index]):
            return None
    try:
        return _made(exercise, chosen)
    except ImpossibleValue:
        return None


def problem_of(adaptation: Adaptation, exercise: Exercise) -> str:
    """Why an adaptation whose keys are right cannot be applied by itself; empty when it can."""
    try:
        steps = _steps_of(exercise, [adaptation])
        parts = {"steps": steps, "dose": _dose_of(exercise, [adaptation], steps)}
        _STEPS.check(Partial(Exercise, parts))  # all that can be wrong, without building the exercise
    except ImpossibleValue as error:
        return error.problem
    directions = exercise.directions if adaptation.directions is None else adaptation.directions
    return "" if directions else "got no directions, expected what the back does then"


_STEPS = cast("Beside", fields(Exercise).steps.validator)


def fit_surely(exercise: Exercise) -> bool:
    """Whether its adaptations can be applied, by a quick look: none changes the repetition or lowers a dose too far."""
    keys = [step.key for step in exercise.steps if step.key]
    roles = {step.key: step.role for step in exercise.steps if step.key}
    if exercise.adaptations and (not exercise.directions or len(roles) < len(keys)):
        return False
    return all(_fits_surely(each, roles, exercise.dose) for each in exercise.adaptations)


def _fits_surely(adaptation: Adaptation, roles: Mapping[str, Role], dose: DoseRange) -> bool:
    for step in adaptation.steps:
        role = roles.get(step.key)
        if step.role is not role and (role or step.role not in _AROUND):
            return False
    if adaptation.directions == () or any(roles.get(key, Role.SETUP) not in _AROUND for key in adaptation.drop_steps):
        return False
    return all(range_ is None or most >= range_.min for _, most, range_ in limits_of(adaptation, dose))


def limits_of(adaptation: Adaptation, dose: DoseRange) -> Iterator[tuple[str, int, Range | None]]:
    """The limits that are given: the field, the limit, and what it is a limit of."""
    for (name, limit), most in zip(_LIMITS.items(), _limits_in(adaptation), strict=True):
        if most is not None:
            yield limit, most, getattr(dose, name)


def _made(exercise: Exercise, chosen: Sequence[Adaptation]) -> Exercise:
    """The exercise with all of these changes; raises `ImpossibleValue` when they make no exercise."""
    steps = _steps_of(exercise, chosen)
    kept, added = _merged(exercise.typical_errors, _all_of(chosen, "typical_errors"), _all_of(chosen, "drop_errors"))
    return evolve(
        exercise,
        steps=steps,
        typical_errors=(*kept, *added),
        dose=_dose_of(exercise, chosen, steps),
        needs=narrowed((*exercise.needs, *_all_of(chosen, "needs"))),
        **_given(chosen),
    )


def _steps_of(exercise: Exercise, chosen: Sequence[Adaptation]) -> tuple[Step, ...]:
    return _in_order(exercise.steps, _all_of(chosen, "steps"), _all_of(chosen, "drop_steps"))


def _dose_of(exercise: Exercise, chosen: Sequence[Adaptation], steps: Iterable[Step]) -> DoseRange:
    return _lowered(exercise.dose, chosen, holds=any(step.role is Role.HOLD for step in steps))


def _all_of(chosen: Iterable[Adaptation], name: str) -> tuple[Any, ...]:
    """What all of them have in one field, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(getattr(each, name) for each in chosen)))


def _given(chosen: Iterable[Adaptation]) -> Mapping[str, Any]:
    """The fields that one of them gives as a whole."""
    found: dict[str, Any] = {}
    for each in chosen:
        given = ((name, getattr(each, name)) for name in WHOLE)
        found |= {"posture": ""} if each.position is not None else {}
        found |= {name: value for name, value in given if value not in ("", None)}
    return found


def _merged(own: tuple[T, ...], new: tuple[T, ...], dropped: tuple[str, ...]) -> tuple[list[T], list[T]]:
    """What stays, by the new one where it has the same key, and what is added."""
    by_key = {each.key: each for each in new if each.key}
    known = {each.key for each in own if each.key}
    kept = [by_key.get(each.key, each) for each in own if each.key not in dropped]
    return kept, [each for each in new if each.key not in known]


def _in_order(own: tuple[Step, ...], new: tuple[Step, ...], dropped: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps by their parts: what is to be prepared comes first, everything else that is added after its part."""
    if not new and not dropped:
        return own
    kept, added = _merged(own, new, dropped)
    setup = [*_in(added, Role.SETUP), *_in(kept, Role.SETUP)]
    repetition = _in((*kept, *added), Role.MOVE, Role.HOLD, Role.RETURN)
    return (*setup, *repetition, *_in((*kept, *added), Role.FINISH))


def _in(steps: Iterable[Step], *roles: Role) -> list[Step]:
    return [step for step in steps if step.role in roles]


_LIMITS = {name: f"most_{name}" for name in DOSE_FIELDS}
"""For each field of a dose, the field of an adaptation that limits it."""
_limits_in = attrgetter(*_LIMITS.values())


def _lowered(dose: DoseRange, chosen: Sequence[Adaptation], *, holds: bool) -> DoseRange:
    """The dose with the smallest of the limits; raises `ImpossibleValue` when that is below its smallest value."""
    changed: dict[str, Range | None] = {} if holds or dose.reps is None or dose.hold is None else {"hold": None}
    for name, limit in _LIMITS.items():
        limits = [most for each in chosen if (most := getattr(each, limit)) is not None]
        range_: Range | None = getattr(dose, name) if limits else None
        if range_ is not None and name not in changed:
            most = min(limits)
            changed[name] = Range(range_.min, min(range_.starter, most), min(range_.max, most))
    return evolve(dose, **changed) if changed else dose  # type: ignore[arg-type]  # attrs types each field for itself
