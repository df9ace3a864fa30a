"""The judge of every routine, whoever made it: time, rules and score from the objects alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from lowback._adapting import fit
from lowback._arguments import expect
from lowback._gaps import gap_of
from lowback._older import work_seconds
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import did_you_mean
from lowback.model import ROUTINE_FORMAT, CautionRule, Exercise, Routine, RoutineItem

from ._doses import dose_options
from ._limits import Limits, capped
from ._scoring import PLACES, order_of, score_of, stage_of

__all__ = ["check"]


def check(routine: Routine) -> tuple[Diagnostic, ...]:
    """Recompute time, rules and score of a routine from its objects; empty when all is right.

    Nothing of the search is used: this is the judge of every routine, whoever made it. Of a routine that
    was written in an older format, a note says so, and what counts otherwise today is not held against it.

    >>> from lowback import Brief, compose
    >>> check(compose(Brief(minutes=5)))
    ()
    """
    expect("check.routine", routine, Routine)
    has_mix = routine.brief.mix in {mix.id for mix in routine.conventions.mixes}
    checks = [find for find in _CHECKS if has_mix or find not in _BY_MIX]
    found = tuple(finding for find in checks for finding in find(routine))
    if routine.format == ROUTINE_FORMAT:
        return found
    message = f"got a routine of format {routine.format}, made by an older model: its points are not judged"
    note = Diagnostic(code="made-by-older-model", message=message, severity=Severity.NOTE, path=("format",))
    return (note, *(finding for finding in found if finding.code not in _OF_THE_MODEL))


_OF_THE_MODEL = frozenset(
    {
        "wrong-score",
        "wrong-bound",
        "wrong-gap",
        "wrong-pause",
        "not-adapted",
        "wrong-cautions",
        "phase-order",
        "difficulty-order",
        "split-position",
        "too-many",
    }
)
"""What a later model or catalog chooses anew, and is no fault of an older routine: numbers, cautions, order."""


def _wrong(code: str, message: str, *path: str | int) -> Diagnostic:
    return Diagnostic(code=code, message=message, path=path)


def _check_words(routine: Routine) -> Iterator[Diagnostic]:
    """The words of the brief are those of the conventions; without its mix, the rest cannot be judged."""
    brief, conventions = routine.brief, routine.conventions
    for name, words, known in (
        ("mix", (brief.mix,), [mix.id for mix in conventions.mixes]),
        ("cautions", brief.cautions, [each.key for each in conventions.cautions]),
        ("equipment", brief.equipment or (), [each.id for each in conventions.equipment]),
        ("focus", brief.focus, [each.id for each in conventions.regions]),
    ):
        for word in words:
            if word not in known and not conventions.successors(word):
                message = f"got {word!r}, expected one of {', '.join(known)}{did_you_mean(word, known)}"
                yield _wrong("unknown-word", message, "brief", name)


def _check_length(routine: Routine) -> Iterator[Diagnostic]:
    asked = routine.brief.seconds
    if routine.seconds != asked:
        yield _wrong("wrong-length", f"got {routine.seconds} s, expected {asked} s as in the brief")
    used = sum(item.gap_seconds + item.work_seconds for item in routine.items) + routine.closing_seconds
    least = asked - routine.conventions.timing.tolerance(asked)
    if not least <= used <= asked:
        yield _wrong(
            "outside-tolerance",
            f"got {used} s of gaps, work and the way to the end, expected {least} to {asked} s",
            "items",
        )


def _check_times(routine: Routine) -> Iterator[Diagnostic]:
    conventions, brief = routine.conventions, routine.brief
    closing = routine.closing_seconds
    left = brief.seconds - closing - sum(item.gap_seconds + item.work_seconds for item in routine.items)
    pauses = conventions.timing.shared_out(left, len(routine.items)) if routine.items else ()
    before: Exercise | None = None
    for index, (item, pause) in enumerate(zip(routine.items, pauses, strict=True)):
        last = index == len(routine.items) - 1
        gap = gap_of(item.exercise, item.cautions, brief, conventions, before=before, first=before is None)
        for name, expected in (
            ("gap_seconds", gap.seconds),
            ("work_seconds", work_seconds(item.exercise, item.dose, routine)),
            ("pause_seconds", pause + closing if last else pause),
        ):
            value = getattr(item, name)
            if value != expected:
                yield _wrong(
                    f"wrong-{name.split('_')[0]}", f"got {value} s, expected {expected} s", "items", index, name
                )
        before = item.exercise


def _check_allowed(routine: Routine) -> Iterator[Diagnostic]:
    conventions, brief = routine.conventions, routine.brief
    limits = Limits.of(brief, conventions)
    for caution in routine.cautions:
        if caution.refer:
            yield _wrong(
                "refused", f"got a routine with {caution.key}, expected none: {caution.refer}", "brief", "cautions"
            )
    for index, item in enumerate(routine.items):
        objection = limits.objection_as_it_is(item.exercise, conventions)
        if objection:
            yield _wrong("not-allowed", f"{item.exercise.id}: {objection}", "items", index, "exercise")
        elif fit(item.exercise, brief.cautions, conventions) != item.exercise:
            message = f"{item.exercise.id}: not as the cautions of the brief change it"
            yield _wrong("not-adapted", message, "items", index, "exercise")
        if not _is_offered(item, routine):
            message = f"{item.exercise.id}: {item.dose} is not one of its dose options"
            yield _wrong("wrong-dose", message, "items", index, "dose")
        if not _are_attached(conventions.caution_rules(item.exercise, brief.cautions), item, routine):
            message = f"{item.exercise.id}: the rules of the brief's cautions are not attached"
            yield _wrong("wrong-cautions", message, "items", index, "cautions")


def _is_offered(item: RoutineItem, routine: Routine) -> bool:
    """Whether an item has a dose that a routine may give; in an older routine, any of its ranges."""
    own = routine.brief.dose_of(item.exercise.id)
    if own is not None:
        return item.dose == own
    if routine.format == ROUTINE_FORMAT:
        return item.dose in dose_options(item.exercise, routine.conventions.timing)
    return item.dose in item.exercise.dose


def _are_attached(rules: tuple[CautionRule, ...], item: RoutineItem, routine: Routine) -> bool:
    """Whether an item has these rules; in an older routine, in the words of then."""
    if routine.format == ROUTINE_FORMAT:
        return item.cautions == rules
    keys = {rule.key for rule in item.cautions}
    keys |= {key for retired in keys for key in routine.conventions.successors(retired)}
    return all(rule.key in keys for rule in rules)


def _check_choice(routine: Routine) -> Iterator[Diagnostic]:
    ids = [item.exercise.id for item in routine.items]
    if not ids:
        yield _wrong("empty", "got no exercise, expected at least one", "items")
    for what, counts in (
        ("exercise", Counter(ids)),
        ("family", Counter(routine.conventions.group_of(item.exercise) for item in routine.items)),
    ):
        for word, count in counts.items():
            if count > 1:
                yield _wrong(f"repeated-{what}", f"got the {what} {word!r} {count} times, expected once", "items")
    exercises = [item.exercise for item in routine.items]
    for name, under, most in capped(exercises, routine.brief, routine.conventions):
        if len(under) > most:
            yield _wrong("too-many", f"got {len(under)} {name}, expected at most {most}", "items")
    for id_ in routine.brief.include:
        if id_ not in ids:
            yield _wrong("not-included", f"got no {id_!r}, expected it as in the brief", "items")


def _check_order(routine: Routine) -> Iterator[Diagnostic]:
    blocks: list[int] = []
    for index, (before, after) in enumerate(pairwise(routine.items), start=1):
        first, second = before.exercise, after.exercise
        if stage_of(first) > stage_of(second):
            resting = " rest" if first.phase is second.phase else ""
            yield _wrong("phase-order", f"got {after.phase} after {before.phase}{resting}", "items", index)
        together = (stage_of(first), first.position) == (stage_of(second), second.position)
        if together and order_of(first) > order_of(second):
            yield _wrong("difficulty-order", f"got {second.id} after {first.id}, expected it before", "items", index)
        if stage_of(first) == stage_of(second) and not together:
            blocks = blocks or [PLACES.index(first.position)]
            blocks.append(PLACES.index(second.position))
            if blocks not in (sorted(set(blocks)), sorted(set(blocks), reverse=True)):
                message = (
                    f"got {second.position} after {first.position}, expected one way, down or up, in {after.phase}"
                )
                yield _wrong("split-position", message, "items", index)
        elif stage_of(first) != stage_of(second):
            blocks = []


def _check_safety(routine: Routine) -> Iterator[Diagnostic]:
    if routine.stop_rules != routine.conventions.stop_rules:
        yield _wrong("missing-stop-rules", "the stop rules are not those of the catalog", "stop_rules")
    if routine.red_flags != routine.conventions.red_flags:
        yield _wrong("missing-red-flags", "the red flags are not those of the catalog", "red_flags")


def _check_proof(routine: Routine) -> Iterator[Diagnostic]:
    score = score_of(routine.items, routine.brief, routine.conventions)
    if routine.proof.score != score:
        yield _wrong("wrong-score", f"got {routine.proof.score} points, expected {score}", "proof", "score")
    if routine.proof.bound < score:
        message = f"got {routine.proof.bound} points, expected {score} or more"
        yield _wrong("wrong-bound", message, "proof", "bound")


_CHECKS: tuple[Callable[[Routine], Iterator[Diagnostic]], ...] = (
    _check_words,
    _check_length,
    _check_times,
    _check_allowed,
    _check_choice,
    _check_order,
    _check_safety,
    _check_proof,
)

_BY_MIX = (_check_allowed, _check_proof)
"""What asks the mix of the brief."""
