"""Speech as SSML (W3C Speech Synthesis Markup Language 1.1, Recommendation of 7 September 2010)."""

import re
from collections.abc import Iterator
from html import escape

from lowback._arguments import came, expect
from lowback._words import ENGLISH, safe
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import ImpossibleValue
from lowback.model import Routine
from lowback.timeline import Cue, Timeline

from ._timed import common_losses, timeline_of

__all__ = ["dumps", "losses", "parts"]

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""As `xsd:language` has it."""

_MILLISECONDS = 1000
_LONGEST_BREAK = 10 * _MILLISECONDS
"""Milliseconds of the longest break that Amazon Polly and others take."""
_MOST_BYTES, _MOST_LETTERS, _MOST_SECONDS = 5000, 3000, 600
"""What voice services take at once: Google 5000 bytes with all markup, Amazon Polly 3000 letters without it, Azure ten
minutes."""


def dumps(thing: Routine | Timeline, *, language: str = "en") -> str:
    r"""Write a routine (every step) or a timeline (as finely as it is) as speech; callers write UTF-8.

    Each cue is a mark (`cue-0`, `cue-1`, ... as in `timeline.cues`), a sentence, and a break for what is left of its
    time if a calm voice says it. Voices differ, so a program that can start a voice at a mark should do
    so at each `cue.start`. `language` is the tag (BCP 47) of the texts of the catalog.

    No break is longer than ten seconds; a longer rest is several. Voice services take less at once than a whole
    routine: `parts` has it in pieces.

    Raises `ImpossibleValue` for what is no language tag.

    >>> from lowback import compose
    >>> print(dumps(compose())[:300])
    <?xml version="1.0"?>
    <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en">
    <mark name="cue-0"/><s>...</s><break time="...ms"/>
    ...
    """
    _check_language("ssml.dumps.language", language)
    cues = timeline_of("ssml.dumps.thing", thing).cues
    return _document("".join(_spoken(index, cue) for index, cue in enumerate(cues)), language)


def parts(thing: Routine | Timeline, *, language: str = "en") -> tuple[str, ...]:
    """The same in documents that voice services take: as few as will do, one to be said after the other.

    Each has at most 5000 bytes, 3000 letters of text and ten minutes, and whole cues, whose marks are those of the
    whole. A cue that is too long by itself is a part of its own; `losses` says so.

    Raises `ImpossibleValue` for what is no language tag.

    >>> from lowback import compose
    >>> found = parts(compose())
    >>> len(found) > 1, max(len(part.encode()) for part in found) <= 5000
    (True, True)
    """
    _check_language("ssml.parts.language", language)
    timeline = timeline_of("ssml.parts.thing", thing)
    return tuple(_document("".join(cues), language) for cues in _portions(timeline, language))


def _portions(timeline: Timeline, language: str) -> Iterator[list[str]]:
    """The cues as markup, in portions of which each fits in a part."""
    portion: list[str] = []
    size = letters = seconds = 0
    for index, cue in enumerate(timeline.cues):
        spoken = _spoken(index, cue)
        more = (len(spoken.encode()), len(cue.spoken), cue.duration)
        room = _MOST_BYTES - len(_document("", language).encode())
        over = size + more[0] > room or letters + more[1] > _MOST_LETTERS or seconds + more[2] > _MOST_SECONDS
        if portion and over:
            yield portion
            portion, size, letters, seconds = [], 0, 0, 0
        portion.append(spoken)
        size, letters, seconds = size + more[0], letters + more[1], seconds + more[2]
    if portion:
        yield portion


def _check_language(argument: str, language: str) -> None:
    expect(argument, language, str)
    if not _LANGUAGE.fullmatch(language):
        raise ImpossibleValue(argument, f"got {came(language)}, expected a tag such as 'en' or 'de-CH'")


def _document(cues: str, language: str) -> str:
    head = f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="{language}">'
    return f'<?xml version="1.0"?>\n{head}\n{cues}</speak>\n'


def losses(thing: Routine | Timeline) -> tuple[Diagnostic, ...]:
    """What speech does not hold, and what voice services refuse: first what a caution asks and no cue had time to say.

    >>> from lowback import compose
    >>> [loss.code for loss in losses(compose())]
    ['lost-safety', 'lost-fields', 'lost-clock', 'refused-length', 'refused-marks']
    """
    return tuple(_losses(timeline_of("ssml.losses.thing", thing)))


def _losses(timeline: Timeline) -> Iterator[Diagnostic]:
    for index, line in timeline.unsaid:
        yield Diagnostic(
            code="lost-caution",
            message=f"there is no time to say {line!r}",
            severity=Severity.WARNING,
            path=("items", index, "cautions"),
            hint="show it while the exercise is done",
        )
    yield from common_losses(timeline)
    yield Diagnostic(
        code="lost-clock",
        message="a voice may be faster or slower than 150 words a minute",
        severity=Severity.NOTE,
        hint="start the voice at each mark",
    )
    yield from _refused(timeline)


def _refused(timeline: Timeline) -> Iterator[Diagnostic]:
    size = len(dumps(timeline).encode())
    if size > _MOST_BYTES:
        yield Diagnostic(
            code="refused-length",
            message=f"it has {size} bytes, and voice services take {_MOST_BYTES} or less at once",
            severity=Severity.NOTE,
            hint="send ssml.parts, one after the other",
        )
    for index, cue in enumerate(timeline.cues):
        if len(cue.spoken) > _MOST_LETTERS or len(_document(_spoken(index, cue), "en").encode()) > _MOST_BYTES:
            yield Diagnostic(
                code="refused-length",
                message="what is said is too long for a voice service by itself",
                severity=Severity.WARNING,
                path=("cues", index, "text"),
                hint="shorten the text",
            )
    yield Diagnostic(
        code="refused-marks",
        message="some voice services pass over marks, or have bookmarks in their place, and cut breaks to 5 seconds",
        severity=Severity.NOTE,
        hint="say each cue by itself at its second where the voice does not keep time",
    )


def _spoken(index: int, cue: Cue) -> str:
    left = cue.duration * _MILLISECONDS - ENGLISH.voice.milliseconds(cue.spoken)
    rests = [_LONGEST_BREAK] * (left // _LONGEST_BREAK) + [left % _LONGEST_BREAK] if left > 0 else []
    rest = "".join(f'<break time="{each}ms"/>' for each in rests if each)
    return f'<mark name="cue-{index}"/><s>{escape(safe(cue.spoken), quote=False)}</s>{rest}\n'
