"""How long it takes to say is never under what a real voice needs: espeak-ng at 150 words a minute."""

import shutil
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from espeak import milliseconds
from lowback import Brief, Timeline, compose, default_catalog
from lowback._words import seconds_to_say
from lowback.safety import screening, stop_rules

CATALOG = default_catalog()


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
    cautions: tuple[tuple[str, ...], ...] = ((), ("wrist-pain",), ("osteoporosis",), ("neck-pain",))
    for seed, (minutes, keys) in enumerate(product((3, 10, 20), cautions)):
        routine = compose(Brief(minutes, cautions=keys, seed=seed))
        yield from (cue.spoken for cue in Timeline.of(routine).cues)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
@pytest.mark.parametrize(("texts", "at_least"), [(_texts, 1000), (_cues, 150)])
def test_no_text_takes_longer_than_it_is_given(texts: Callable[[], Iterator[str]], at_least: int) -> None:
    spoken = sorted({text for text in texts() if text})
    needed = milliseconds(spoken)

    assert len(needed) > at_least
    assert [text for text, took in needed.items() if took > 1000 * seconds_to_say(text)] == []
