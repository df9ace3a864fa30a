"""What captions and speech share: the timeline, words that are safe to write, and what is left behind."""

import re
from collections.abc import Iterator

from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Routine
from lowback.timeline import Timeline

__all__ = ["common_losses", "is_changed", "lost_safety", "one_line", "timeline_of"]

_BLANKS = re.compile(r"\s+")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Controls, signs that turn the direction of writing (Unicode UAX 9), and what XML 1.0 (2.2) does not allow."""


def timeline_of(thing: Routine | Timeline) -> Timeline:
    """The timeline, or that of the routine with every step."""
    return Timeline.of(thing) if isinstance(thing, Routine) else thing


def one_line(text: str) -> str:
    """The text without breaks, and with a replacement character for what no reader should meet."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _BLANKS.sub(" ", text).strip())


def is_changed(text: str) -> bool:
    """Whether `one_line` replaces something of the text."""
    return _UNSAFE.search(_BLANKS.sub(" ", text)) is not None


def lost_safety(routine: Routine) -> Iterator[Diagnostic]:
    """Stop rules and warning signs, where a format has no place for them."""
    if routine.stop_rules or routine.red_flags:
        yield Diagnostic(
            code="lost-safety",
            message=f"{len(routine.stop_rules)} stop rules and {len(routine.red_flags)} warning signs are left out",
            severity=Severity.WARNING,
            hint="show them before the routine begins",
        )


def common_losses(timeline: Timeline) -> Iterator[Diagnostic]:
    """What any stream of words leaves behind."""
    yield from lost_safety(timeline.routine)
    yield Diagnostic(
        code="lost-fields",
        message="of each cue only its time and its words are kept, not its kind, exercise, step, set and side",
        severity=Severity.NOTE,
    )
    for index, cue in enumerate(timeline.cues):
        if is_changed(cue.text):
            yield Diagnostic(
                code="changed-text",
                message="the text has characters that are replaced",
                severity=Severity.NOTE,
                path=("cues", index, "text"),
            )
