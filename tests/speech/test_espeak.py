"""How long it takes to say is never under what a real voice needs: espeak-ng at 150 words a minute."""

import array
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from lowback import Brief, Timeline, compose, default_catalog
from lowback._words import seconds_to_say
from lowback.safety import screening, stop_rules

CATALOG = default_catalog()
_QUIET = 200
"""Of 32,768: below this, nothing is heard."""


def _texts() -> Iterator[str]:
    """Every packaged text that may be said."""
    for exercise in CATALOG.values():
        yield from (exercise.name, exercise.summary, exercise.breathing)
        for step in exercise.steps:
            yield from (step.text, step.short_text)
        for typical in exercise.typical_errors:
            yield from (typical.error, typical.correction)
        yield from (rule.how for rule in exercise.cautions)
    for caution in CATALOG.conventions.cautions:
        yield from (caution.label, caution.refer)
    yield from (each.text for each in stop_rules())
    yield from (each.question for each in screening())


def _cues() -> Iterator[str]:
    for minutes in (3, 10, 20):
        for caution in (None, "wrist-pain", "osteoporosis", "neck-pain"):
            routine = compose(Brief(minutes, cautions=[caution] if caution else []))
            yield from (cue.spoken for cue in Timeline.of(routine).cues)


def _milliseconds(text: str) -> int:
    """From the beginning to the last sound."""
    command = ["espeak-ng", "-v", "en", "-s", "150", "--stdout", text]
    wave = subprocess.run(command, capture_output=True, check=True).stdout
    rate = int.from_bytes(wave[24:28], "little")
    sound = array.array("h", wave[wave.index(b"data") + 8 :][: (len(wave) - 44) // 2 * 2])
    last = next((index for index in range(len(sound) - 1, -1, -1) if abs(sound[index]) > _QUIET), 0)
    return last * 1000 // rate


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
@pytest.mark.parametrize(("texts", "at_least"), [(_texts, 1000), (_cues, 150)])
def test_no_text_takes_longer_than_it_is_given(texts: Callable[[], Iterator[str]], at_least: int) -> None:
    spoken = sorted({text for text in texts() if text})
    with ThreadPoolExecutor() as voices:
        needed = dict(zip(spoken, voices.map(_milliseconds, spoken), strict=True))

    assert len(needed) > at_least
    assert [text for text, milliseconds in needed.items() if milliseconds > 1000 * seconds_to_say(text)] == []
