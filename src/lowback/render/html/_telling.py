"""What is heard while a page plays: words for each cue, and tones where a part begins."""

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from lowback._words import Label, Words, safe, seconds_to_say
from lowback.timeline import Cue, CueKind, Timeline

__all__ = ["Telling", "tellings"]

_IN_FULL = 2
"""Repetitions that are told in words; of the later ones, the number."""


@frozen
class Telling:
    """What is heard as a cue begins.

    Attributes:
        spoken: What a voice says.
        seconds: How long it takes to say that.
        short_seconds: How long it takes to say the short text of the cue, which a voice that is late says instead.
        signal: "begin" where work begins, "change" where something else does; None inside of a part.
    """

    spoken: str
    seconds: int
    short_seconds: int
    signal: str | None


def tellings(timeline: Timeline, words: Words) -> Iterator[Telling]:
    """What is heard at each cue."""
    parts = set(timeline.parts)
    for before, cue in pairwise((None, *timeline.cues)):
        assert cue is not None
        spoken = safe(_spoken(before, cue, timeline, words))
        yield Telling(
            spoken=spoken,
            seconds=seconds_to_say(spoken, words.language),
            short_seconds=seconds_to_say(safe(cue.short_text), words.language),
            signal=("change" if cue.set is None else "begin") if cue.start in parts else None,
        )


def _spoken(before: Cue | None, cue: Cue, timeline: Timeline, words: Words) -> str:
    """All that is to be said, the first two times; then the number, and a word or two for what follows in turn."""
    dose = timeline.routine.items[cue.item_index].dose
    if before is None or cue.repetition is None or cue.set is None or dose.reps is None:
        return cue.spoken
    told = (cue.set - 1) * dose.reps + cue.repetition
    if told <= _IN_FULL or cue.repetition == 1 or cue.kind is CueKind.HALFWAY:
        return cue.spoken
    if before.repetition != cue.repetition:
        brief = words.count(cue.repetition, dose.reps)
    elif before.side is not cue.side:
        brief = words.label(Label.OTHER_SIDE)
    elif cue.kind is CueKind.MOVE:
        return cue.spoken
    else:
        brief = words.last_resort(cue.kind)
    return brief if seconds_to_say(brief, words.language) <= cue.duration else cue.spoken
