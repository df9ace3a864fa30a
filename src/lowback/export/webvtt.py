"""Captions as WebVTT (W3C Web Video Text Tracks Format, Candidate Recommendation Draft of 4 April 2019)."""

from collections.abc import Iterator
from html import escape

from lowback._words import safe
from lowback.diagnostics import Diagnostic
from lowback.model import Routine
from lowback.timeline import Timeline

from ._timed import common_losses, timeline_of

__all__ = ["dumps", "losses"]


def dumps(thing: Routine | Timeline) -> str:
    r"""Write a routine (every step) or a timeline (as finely as it is) as captions; callers write UTF-8.

    One caption for each cue. What a caution of the brief asks, where no cue had time to say it, becomes a second
    caption until the work begins. Texts are escaped, their breaks are blanks, and controls are replaced.

    >>> from lowback import compose
    >>> dumps(compose())[:25]
    'WEBVTT\n\n00:00:00.000 --> '
    """
    return "WEBVTT\n" + "".join(_blocks(timeline_of("webvtt.dumps.thing", thing)))


def losses(thing: Routine | Timeline) -> tuple[Diagnostic, ...]:
    """What captions do not hold, worst first.

    >>> from lowback import compose
    >>> [loss.code for loss in losses(compose())]
    ['lost-safety', 'lost-fields']
    """
    return tuple(common_losses(timeline_of("webvtt.losses.thing", thing)))


def _blocks(timeline: Timeline) -> Iterator[str]:
    warnings = dict[int, list[str]]()
    for index, line in timeline.unsaid:
        warnings.setdefault(index, []).append(line)
    for cue in timeline.cues:
        yield _block(cue.start, cue.end, cue.spoken)
        for line in warnings.pop(cue.item_index, ()):
            item = timeline.routine.items[cue.item_index]
            yield _block(cue.start, cue.start + (item.gap_seconds or item.seconds), line)


def _block(start: int, end: int, text: str) -> str:
    """A caption after a blank line. Without a `>` no text looks like the arrow between two times."""
    return f"\n{_time(start)} --> {_time(end)}\n{escape(safe(text), quote=False)}\n"


def _time(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.000"
