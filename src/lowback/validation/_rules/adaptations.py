"""Rules about adaptations: each can be made, changes something, and serves somebody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from operator import attrgetter
from typing import TypeAlias

from attrs import fields

from lowback._adapting import WHOLE, disagree, faulty_keys, fit_surely, is_side_change, limits_of, problem_of
from lowback._shape import shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import Adaptation, Exercise, Step, TypicalError
from lowback.validation._rule import Found, Rule, Scope
from lowback.vocabulary import CautionLevel

__all__ = ["RULES"]

_Path: TypeAlias = tuple[str | int, ...]


def _keyed(exercise: Exercise) -> Iterator[tuple[_Path, Sequence[Step | TypicalError]]]:
    """Everything that has keys, with its path."""
    yield ("steps",), exercise.steps
    yield ("typical_errors",), exercise.typical_errors
    for number, each in enumerate(exercise.adaptations):
        yield ("adaptations", number, "steps"), each.steps
        yield ("adaptations", number, "typical_errors"), each.typical_errors


def repeated_key(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A key means one step, or one typical error."""
    for path, values in _keyed(exercise):
        first: set[str] = set()
        for index, each in enumerate(values):
            if each.key in first:
                yield Found(f"got the key {shown(each.key)} a second time, expected it once", (*path, index, "key"))
            first |= {each.key} - {""}


def _repeats_a_key(exercise: Exercise, _: Scope) -> bool:
    keys = ([each.key for each in values if each.key] for _, values in _keyed(exercise) if len(values) > 1)
    return any(len({*each}) < len(each) for each in keys)


def unknown_step(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """What an adaptation leaves out is there, and is not replaced as well."""
    for number, adaptation in enumerate(exercise.adaptations):
        for name, index in faulty_keys(adaptation, exercise):
            key, path = getattr(adaptation, name)[index], ("adaptations", number, name, index)
            own = exercise.steps if name == "drop_steps" else exercise.typical_errors
            known = [each.key for each in own if each.key]
            if key in known:
                yield Found(f"got {shown(key)}, which the adaptation also replaces, expected one of both", path)
            else:
                expected = (
                    f", expected one of {', '.join(map(shown, known))}" if known else ", expected no key: there is none"
                )
                yield Found(f"got the unknown key {shown(key)}{did_you_mean(key, known) or expected}", path)


def _drops_something(exercise: Exercise, _: Scope) -> bool:
    return any(each.drop_steps or each.drop_errors for each in exercise.adaptations)


# What changes ------------------------------------------------------------------------------------


def without_effect(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A change changes something."""
    whole = _whole_of(exercise)
    own = {name: {each.key: each for each in getattr(exercise, name) if each.key} for name in _WITH_KEYS}
    for number, adaptation in enumerate(exercise.adaptations):
        path = ("adaptations", number)
        same = [*_same(adaptation, exercise, whole, own)]
        yield from (Found("got what the exercise says anyway, expected a change", (*path, *each)) for each in same)
        if not same and _changes_of(adaptation) == _NO_CHANGES:
            yield Found("got no change, expected one", path, "say what is different, or leave the adaptation out")


_WITH_KEYS = ("steps", "typical_errors")
_whole_of = attrgetter(*WHOLE)
_CHANGES = [each for each in fields(Adaptation) if each.name not in ("cautions", "basis")]
_changes_of = attrgetter(*(each.name for each in _CHANGES))
_NO_CHANGES = tuple(each.default for each in _CHANGES)


def _same(
    adaptation: Adaptation,
    exercise: Exercise,
    whole: Iterable[object],
    own: Mapping[str, Mapping[str, Step | TypicalError]],
) -> Iterator[_Path]:
    """What is given and is as before."""
    for name, value, before in zip(WHOLE, _whole_of(adaptation), whole, strict=True):
        if value == before and value not in ("", None):
            yield (name,)
    for name in _WITH_KEYS:
        for index, each in enumerate(getattr(adaptation, name)):
            if own[name].get(each.key) == each:
                yield name, index
    for index, group in enumerate(adaptation.needs):
        if group in exercise.needs:
            yield "needs", index
    for name, most, range_ in limits_of(adaptation, exercise.dose):
        if range_ is not None and most >= range_.max:
            yield (name,)


def dose_out_of_range(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A lowered dose is one that the exercise has."""
    for number, adaptation in enumerate(exercise.adaptations):
        for name, most, range_ in limits_of(adaptation, exercise.dose):
            path = ("adaptations", number, name)
            if range_ is None:
                yield Found(f"got {most}, but the dose has no {name.removeprefix('most_')}", path)
            elif most < range_.min:
                yield Found(f"got {most}, expected {range_.min} or more: no source prints less", path)


def cannot_be_applied(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """What an adaptation makes of an exercise is an exercise."""
    problems = {number: problem_of(each, exercise) for number, each in enumerate(exercise.adaptations)}
    if not any(problems.values()):
        return
    told = {each.path[1] for find in (unknown_step, dose_out_of_range) for each in find(exercise, scope)}
    for number, problem in problems.items():
        if problem and number not in told:
            hint = "whom it concerns would do without the exercise"
            yield Found(problem, ("adaptations", number), hint)


def _may_not_be_applied(exercise: Exercise, _: Scope) -> bool:
    return not fit_surely(exercise)


# Whom it serves ----------------------------------------------------------------------------------


def for_nobody(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """An adaptation is for cautions with which somebody does the exercise."""
    levels = {rule.key: rule.level for rule in exercise.cautions}
    for number, adaptation in enumerate(exercise.adaptations):
        path = ("adaptations", number, "cautions")
        if not adaptation.cautions:
            yield Found("got no cautions, expected those that the adaptation serves", path)
        for index, key in enumerate(adaptation.cautions):
            level = levels.get(key)
            if level is CautionLevel.AVOID:
                yield Found(f"got {shown(key)}, with which the exercise is avoided, expected another", (*path, index))
            elif level is None:
                hint = "name it in the `cautions` of the exercise, too"
                yield Found(f"got {shown(key)}, of which the exercise says nothing", (*path, index), hint)


def apart(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Two changes of one thing have an adaptation for those who need both."""
    adaptations = [(each, is_side_change(each, exercise)) for each in exercise.adaptations]
    for (_first, (one, is_small)), (number, (other, is_small_too)) in combinations(enumerate(adaptations), 2):
        if ((is_small or is_small_too) and not disagree(one, other)) or not (pairs := _apart(one, other, exercise)):
            continue
        first, second = pairs[0]
        message = f"got changes for {shown(first)} and {shown(second)} that cannot be joined"
        hint = "who has both does without the exercise; an adaptation that names both would give it to them"
        yield Found(message, ("adaptations", number, "cautions"), hint)


def _apart(one: Adaptation, other: Adaptation, exercise: Exercise) -> list[tuple[str, str]]:
    """The pairs of cautions of the two for which no adaptation is together."""
    return [
        (first, second)
        for first, second in product(one.cautions, other.cautions)
        if not any(first in each.cautions and second in each.cautions for each in exercise.adaptations)
    ]


def _has_several(exercise: Exercise, _: Scope) -> bool:
    return len(exercise.adaptations) > 1


def how_without_change(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """What is to be changed is changed in the steps, not only said beside them."""
    for index, key, is_served in _in_words(exercise):
        if not is_served:
            hint = "an adaptation changes the steps themselves, so that voice and picture say it too"
            yield Found(f"{shown(key)} is met in words alone", ("cautions", index, "how"), hint)


def how_beside_change(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A rule that has an adaptation has no words of its own beside it."""
    for index, key, is_served in _in_words(exercise):
        if is_served:
            message = f"got a text for {shown(key)}, which an adaptation serves, expected one of both"
            yield Found(message, ("cautions", index, "how"), "leave the text out: the changed steps say it")


def _in_words(exercise: Exercise) -> Iterator[tuple[int, str, bool]]:
    """The rules to modify that say how: index and key, and whether an adaptation serves the caution."""
    served = {key for each in exercise.adaptations for key in each.cautions}
    for index, rule in enumerate(exercise.cautions):
        if rule.level is CautionLevel.MODIFY and rule.how.strip():
            yield index, rule.key, rule.key in served


def _says_how(exercise: Exercise, _: Scope) -> bool:
    return any(rule.how and rule.level is CautionLevel.MODIFY for rule in exercise.cautions)


def _has_adaptations(exercise: Exercise, _: Scope) -> bool:
    return bool(exercise.adaptations)


_CAUTIONS = ("cautions.key", "cautions.level")
_RULED = (*_CAUTIONS, "cautions.how", "adaptations.cautions")

_RULE = partial(Rule, subject=Exercise)
_KEYED = ("steps.key", "typical_errors.key", "adaptations")
_SERVING = (*_CAUTIONS, "adaptations.cautions")
_SHAPE = ("steps.key", "steps.role", "adaptations")

RULES = (
    _RULE("repeated-key", check=repeated_key, only_if=_repeats_a_key, needs=_KEYED),
    _RULE("unknown-step", check=unknown_step, only_if=_drops_something, needs=_KEYED),
    _RULE("adaptation-without-effect", check=without_effect, severity=Severity.WARNING),
    _RULE("adaptation-dose", check=dose_out_of_range, only_if=_has_adaptations, needs=("dose", "adaptations")),
    _RULE("impossible-adaptation", check=cannot_be_applied, only_if=_may_not_be_applied),
    _RULE("adaptation-for-nobody", check=for_nobody, only_if=_has_adaptations, needs=_SERVING),
    _RULE("adaptations-apart", check=apart, severity=Severity.NOTE, only_if=_has_several, needs=_SHAPE),
    _RULE("how-without-change", check=how_without_change, severity=Severity.NOTE, only_if=_says_how, needs=_RULED),
    _RULE("how-beside-change", check=how_beside_change, only_if=_says_how, needs=_RULED),
)
