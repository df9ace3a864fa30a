"""Rules about doses: a number has a source, or a reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter

from attrs import fields

from lowback._partial import class_of
from lowback._shape import shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import DOSE_FIELDS, Adaptation, DoseFact, Exercise, Timing, Transition
from lowback.validation._rule import Found, Rule, Scope, in_adaptations

__all__ = ["RULES"]

_DOSE = tuple(f"dose.{field}" for field in DOSE_FIELDS)
_REASONS = ("dose.facts", "dose.editorial")
_PAIRS = (*DOSE_FIELDS, "per_day", "days_per_week")


def dose_outside_sources(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Each number of a dose lies inside what its sources print, or says why it does not."""
    dose = exercise.dose
    if not dose.facts:
        return
    reasons = {note.field for note in dose.editorial if note.reason.strip()}
    for field in DOSE_FIELDS:
        range_, printed = getattr(dose, field), _printed(field, dose.facts)
        if range_ is None or field in reasons or any(_is_reversed(getattr(fact, field)) for fact in dose.facts):
            continue
        if printed is None:
            message = f"got {range_.min} to {range_.max}, but no source of the dose prints any {field}"
        elif printed[0] <= range_.min and range_.max <= printed[1]:
            continue
        else:
            message = f"got {range_.min} to {range_.max}, but the sources print {printed[0]} to {printed[1]}"
        yield Found(message, ("dose", field), f"narrow it, or give the reason in dose.editorial for {field!r}")


def _printed(field: str, facts: tuple[DoseFact, ...]) -> tuple[int, int] | None:
    """Smallest and largest number that a source prints, in whatever order; a source without sets prints one set."""
    unsaid = (1,) if field == "sets" else ()
    numbers = [number for fact in facts for number in getattr(fact, field) or unsaid]
    return (min(numbers), max(numbers)) if numbers else None


def unsourced_dose(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A dose says where its numbers are printed, or why they are as they are."""
    if not exercise.dose.facts and not exercise.dose.editorial:
        hint = "add what a source prints to dose.facts, or the reason to dose.editorial"
        yield Found("got a dose without facts, expected what a source prints", ("dose",), hint)


def unlisted_source(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """The sources of a dose are among those of the exercise."""
    listed = {source.id for source in exercise.sources}
    for index, fact in enumerate(exercise.dose.facts):
        if fact.source not in listed:
            message = f"got {shown(fact.source)}, which is not among the sources of the exercise"
            yield Found(message, ("dose", "facts", index, "source"), "add it to sources")


def unknown_dose_field(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A reason is given for a field that a dose has."""
    for index, note in enumerate(exercise.dose.editorial):
        if note.field not in DOSE_FIELDS:
            message = f"got {shown(note.field)}, expected one of {', '.join(DOSE_FIELDS)}"
            yield Found(message, ("dose", "editorial", index, "field"))


def unknown_noted_field(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A judgement is about a field that an exercise has."""
    for index, note in enumerate(exercise.editorial):
        if note.field in _NOTED:
            continue  # the usual case, quickly
        way = re.sub(r"\[[0-9]+\]", "", note.field).split(".")
        name = ".".join(way[:2] if way[0] == "dose" else way[:1])
        if name not in _NOTED:
            near = did_you_mean(name, _NOTED) or ", expected a field of an exercise"
            yield Found(f"got {shown(note.field)}{near}", ("editorial", index, "field"))


_NOTED = dict.fromkeys((*(each.name for each in fields(Exercise)), *(f"dose.{field}" for field in DOSE_FIELDS)))


def empty_reason(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A judgement has a reason. Where it stands for a source that prints something else, that is told instead."""
    told = {each.path[-1] for each in dose_outside_sources(exercise, scope)}
    notes = [(("editorial", index), note) for index, note in enumerate(exercise.editorial)]
    doses = [(("dose", "editorial", index), note) for index, note in enumerate(exercise.dose.editorial)]
    for path, note in (*notes, *((path, note) for path, note in doses if note.field not in told)):
        if not note.reason.strip():
            yield Found("got no reason, expected why the field has its value", (*path, "reason"))


def _lacks_a_reason(exercise: Exercise, _: Scope) -> bool:
    notes = (*exercise.editorial, *exercise.dose.editorial)
    return any(not note.reason or note.reason.isspace() for note in notes)


def reversed_pair(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A pair of numbers is smallest first."""
    for index, fact in enumerate(exercise.dose.facts):
        for field, pair in zip(_PAIRS, _pairs_of(fact), strict=True):
            if pair is not None and _is_reversed(pair):
                message = f"got {pair[0]} and {pair[1]}, expected the smallest and the largest, 0 or more"
                yield Found(message, ("dose", "facts", index, field))


_pairs_of = attrgetter(*_PAIRS)


def _is_reversed(pair: tuple[int, int] | None) -> bool:
    return pair is not None and (pair[0] > pair[1] or pair[0] < 0)


_MOST = {"sets": 10, "reps": 100, "hold": 300, "duration": 3600}
"""Far above every printed dose (3 sets, 30 repetitions, 60 s, 30 minutes): more is a slip of units."""
_LONGEST = 600
"""Seconds of a step, a rest or a change; the printed ones are below a minute."""


def implausible_dose(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A dose is one that a person could do."""
    for field, most in _MOST.items():
        range_ = getattr(exercise.dose, field)
        if range_ is not None and range_.max > most:
            hint = "times are in seconds" if field in ("hold", "duration") else ""
            yield Found(f"got {range_.max:,}, expected at most {most:,}", ("dose", field, "max"), hint)


_OFTENEST = {"per_day": 24, "days_per_week": 7}
"""Once an hour, and every day."""


def impossible_frequency(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Something is done at least once, and a week has seven days."""
    for index, fact in enumerate(exercise.dose.facts):
        for field, most in _OFTENEST.items():
            pair = getattr(fact, field)
            if pair is not None and not 1 <= max(pair) <= most:
                yield Found(f"got {max(pair):,}, expected 1 to {most}", ("dose", "facts", index, field))


def implausible_seconds(value: Transition | Timing, _: Scope) -> Iterator[Found]:
    """A time is one that a person could spend."""
    for field in _SECONDS[class_of(value)]:
        if (seconds := getattr(value, field)) > _LONGEST:
            yield _too_long(seconds, (field,))


def implausible_step(value: Exercise | Adaptation, _: Scope) -> Iterator[Found]:
    """So is that of a step, also in an adaptation."""
    for index, step in enumerate(value.steps):
        if step.seconds is not None and step.seconds > _LONGEST:
            yield _too_long(step.seconds, ("steps", index, "seconds"))


def implausible_rest(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """So is a rest. One that follows from the timing is looked at there."""
    if exercise.rest > _LONGEST and exercise.rest != scope.timing.rest_of(exercise.kind):
        yield _too_long(exercise.rest, ("rest",))


def _too_long(seconds: int, path: tuple[str | int, ...]) -> Found:
    return Found(f"got {seconds:,} s, expected at most {_LONGEST:,} s", path, "times are in seconds")


_SECONDS: Mapping[type, tuple[str, ...]] = {
    Transition: ("seconds",),
    Timing: ("tick", "get_ready", "change_side", "fetch", "rest_strength", "rest_stability", "rest_other"),
}


def _facts(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"dose.facts.{name}" for name in names)


_NUMBER = partial(Rule, "implausible-number", Exercise)

RULES = (
    *(Rule("implausible-number", cls, implausible_seconds, needs=each) for cls, each in _SECONDS.items()),
    _NUMBER(check=implausible_dose, needs=_DOSE),
    _NUMBER(check=implausible_step, needs=("steps.seconds",)),
    _NUMBER(check=partial(in_adaptations, implausible_step), needs=("adaptations.steps.seconds",)),
    _NUMBER(check=implausible_rest, needs=("rest", "kind")),
    _NUMBER(check=impossible_frequency, needs=_facts(_OFTENEST)),
    Rule("dose-outside-sources", Exercise, dose_outside_sources, needs=(*_DOSE, *_REASONS)),
    Rule("unsourced-dose", Exercise, unsourced_dose, Severity.WARNING, needs=_REASONS),
    Rule("unlisted-source", Exercise, unlisted_source, needs=("sources.id", "dose.facts.source")),
    Rule("unknown-dose-field", Exercise, unknown_dose_field, needs=("dose.editorial.field",)),
    Rule("reversed-pair", Exercise, reversed_pair, needs=_facts(_PAIRS)),
    Rule("unknown-noted-field", Exercise, unknown_noted_field, Severity.WARNING, needs=("editorial.field",)),
    Rule(
        "empty-reason",
        Exercise,
        empty_reason,
        Severity.WARNING,
        only_if=_lacks_a_reason,
        needs=("editorial.reason", *_DOSE, *_REASONS),
    ),
)
