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

__all__ = ["dumps", "losses"]

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""As `xsd:language` has it."""

_MILLISECONDS = 1000


def dumps(thing: Routine | Timeline, *, language: str = "en") -> str:
    r"""Write a routine (every step) or a timeline (as finely as it is) as speech; callers write UTF-8.

    Each cue is a mark (`cue-0`, `cue-1`, ... as in `timeline.cues`), a sentence, and a break for what is left of its
    time if a calm voice says it. Voices differ, so a program that can start a voice at a mark should do
    so at each `cue.start`. `language` is the tag (BCP 47) of the texts of the catalog.

    Raises `ImpossibleValue` for what is no language tag.

    >>> from lowback import compose
    >>> print(dumps(compose())[:300])
    <?xml version="1.0"?>
    <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en">
    <mark name="cue-0"/><s>...</s><break time="...ms"/>
    ...
    """
    expect("ssml.dumps.language", language, str)
    if not _LANGUAGE.fullmatch(language):
        raise ImpossibleValue("ssml.dumps.language", f"got {came(language)}, expected a tag such as 'en' or 'de-CH'")
    cues = "".join(_spoken(index, cue) for index, cue in enumerate(timeline_of("ssml.dumps.thing", thing).cues))
    head = f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="{language}">'
    return f'<?xml version="1.0"?>\n{head}\n{cues}</speak>\n'


def losses(thing: Routine | Timeline) -> tuple[Diagnostic, ...]:
    """What speech does not hold: first what a caution asks and no cue had time to say.

    >>> from lowback import compose
    >>> [loss.code for loss in losses(compose())]
    ['lost-safety', 'lost-fields', 'lost-clock']
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


def _spoken(index: int, cue: Cue) -> str:
    left = cue.duration * _MILLISECONDS - ENGLISH.voice.milliseconds(cue.spoken)
    rest = f'<break time="{left}ms"/>' if left > 0 else ""
    return f'<mark name="cue-{index}"/><s>{escape(safe(cue.spoken), quote=False)}</s>{rest}\n'
