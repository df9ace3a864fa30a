"""What the exports of a whole routine share: identities, and what is left behind."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from lowback._words import is_safe
from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Routine

__all__ = ["LOST_PROOF", "changed_texts", "identity", "only_words"]

LOST_PROOF = Diagnostic(
    code="lost-proof",
    message="the brief, the proof, the reasons and the conventions are left out",
    severity=Severity.NOTE,
    hint="write JSON (lowback.converters.unstructure) to read the routine back",
)
"""What only the library needs: no other format has a place for it."""

_FAMILY = UUID("5d3c5bd5-3b0c-5f0e-8d0a-3a6a4a7f4a10")
"""Drawn once; with it, names of this library are those of no other (RFC 9562, 5.5)."""


def identity(*parts: str) -> UUID:
    """The same parts have the same identity everywhere and at any time."""
    return uuid5(_FAMILY, "\x1f".join(part.encode("utf-8", "backslashreplace").decode() for part in parts))


def only_words(index: int, *lost: str) -> Iterator[Diagnostic]:
    """What a format has no fields for, in the dose of an item."""
    if lost:
        yield Diagnostic(
            code="only-words",
            message=f"the {' and the '.join(lost)} of the dose are in words, not in fields",
            severity=Severity.NOTE,
            path=("items", index, "dose"),
        )


def changed_texts(routine: Routine, *, steps: bool) -> Iterator[Diagnostic]:
    """The texts that have characters that no reader should meet."""
    for path, text in _texts(routine, steps=steps):
        if not is_safe(text):
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
        yield ("items", index, "note"), item.note
    if routine.message is not None:
        yield ("message", "text"), routine.message.text
    for index, stop in enumerate(routine.stop_rules):
        yield ("stop_rules", index, "text"), stop.text
    for index, flag in enumerate(routine.red_flags):
        yield ("red_flags", index, "question"), flag.question
