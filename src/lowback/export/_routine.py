"""What the exports of a whole routine share: words for an item, for the routine, and for what is left behind."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Routine, RoutineItem
from lowback.safety import REVIEW
from lowback.vocabulary import Laterality, Urgency

from ._timed import is_changed, one_line

__all__ = [
    "LOST_PROOF",
    "REVIEW",
    "URGENCIES",
    "changed_texts",
    "clock_words",
    "dose_words",
    "identity",
    "item_cautions",
    "only_words",
    "title",
]

URGENCIES = {
    Urgency.EMERGENCY: "Call the emergency number or go to an emergency department now, if you answer yes:",
    Urgency.URGENT: "See a doctor today or tomorrow, if you answer yes:",
    Urgency.ROUTINE: "Ask a doctor or physiotherapist before you begin, if you answer yes:",
}
"""What to do, in the words of `lowback.safety`."""

LOST_PROOF = Diagnostic(
    code="lost-proof",
    message="the brief, the proof, the reasons and the conventions are left out",
    severity=Severity.NOTE,
    hint="write JSON (lowback.converters.unstructure) to read the routine back",
)
"""What only the library needs: no other format has a place for it."""

_SIDES = {
    Laterality.BILATERAL: "",
    Laterality.UNILATERAL: ", on each side",
    Laterality.ALTERNATING: ", to each side in turn",
}

_FAMILY = UUID("5d3c5bd5-3b0c-5f0e-8d0a-3a6a4a7f4a10")
"""Drawn once; with it, names of this library are those of no other (RFC 9562, 5.5)."""


def identity(*parts: str) -> UUID:
    """The same parts have the same identity everywhere and at any time."""
    return uuid5(_FAMILY, "\x1f".join(part.encode("utf-8", "backslashreplace").decode() for part in parts))


def title(routine: Routine) -> str:
    """The routine in a few words: "Lower back, mixed, 10 minutes"."""
    return f"Lower back, {one_line(routine.brief.mix)}, {clock_words(routine.seconds)}"


def clock_words(seconds: int) -> str:
    """The time in words: "10 minutes 5 seconds"."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{n} {unit}{'s' if n != 1 else ''}" for n, unit in ((minutes, "minute"), (rest, "second")) if n]
    return " ".join(parts) or "0 seconds"


def dose_words(item: RoutineItem) -> str:
    """How much, and on which sides: "2 x 10, hold 3 s, on each side"."""
    return f"{item.dose}{_SIDES[item.exercise.laterality]}"


def item_cautions(item: RoutineItem) -> tuple[str, ...]:
    """What the cautions of the brief ask here, each once."""
    return tuple(dict.fromkeys(one_line(rule.how) for rule in item.cautions if rule.how))


def only_words(index: int, *told: str) -> Iterator[Diagnostic]:
    """What a format has no fields for, in the dose of an item."""
    if told:
        yield Diagnostic(
            code="only-words",
            message=f"the {' and the '.join(told)} of the dose are told in words, not in fields",
            severity=Severity.NOTE,
            path=("items", index, "dose"),
        )


def changed_texts(routine: Routine, *, steps: bool) -> Iterator[Diagnostic]:
    """The texts that have characters that no reader should meet."""
    for path, text in _texts(routine, steps=steps):
        if is_changed(text):
            yield Diagnostic(
                code="changed-text",
                message="the text has characters that are replaced",
                severity=Severity.NOTE,
                path=path,
            )


def _texts(routine: Routine, *, steps: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("brief", "mix"), routine.brief.mix
    for index, item in enumerate(routine.items):
        exercise = ("items", index, "exercise")
        yield (*exercise, "name"), item.exercise.name
        if steps:
            for number, step in enumerate(item.exercise.steps):
                yield (*exercise, "steps", number, "text"), step.text
        for number, rule in enumerate(item.cautions):
            yield ("items", index, "cautions", number, "how"), rule.how
    for index, stop in enumerate(routine.stop_rules):
        yield ("stop_rules", index, "text"), stop.text
    for index, flag in enumerate(routine.red_flags):
        yield ("red_flags", index, "question"), flag.question
