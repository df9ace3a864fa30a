"""What captions and speech share: the timeline, words that are safe to write, and what is left behind."""

from collections.abc import Iterator

from lowback._arguments import expect
from lowback._words import is_safe
from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Routine
from lowback.timeline import Timeline

__all__ = ["common_losses", "lost_safety", "timeline_of"]


def timeline_of(argument: str, thing: Routine | Timeline) -> Timeline:
    """The timeline that an argument is, or that of the routine with every step."""
    expect(argument, thing, Routine, Timeline)
    return Timeline.of(thing) if isinstance(thing, Routine) else thing


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
        if not is_safe(cue.spoken):
            yield Diagnostic(
                code="changed-text",
                message="the text has characters that are replaced",
                severity=Severity.NOTE,
                path=("cues", index, "text"),
            )
