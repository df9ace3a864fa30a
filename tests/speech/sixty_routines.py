"""No cue of sixty routines takes longer to say than it lasts: espeak-ng at 150 words a minute (`nox -s voices`)."""

from collections.abc import Callable

import pytest

from espeak import milliseconds
from lowback import Brief, Routine, Timeline, compose, default_catalog
from lowback._words import Words
from lowback.errors import BriefError, Infeasible
from lowback.render.html._telling import tellings

CAUTIONS = [caution.key for caution in default_catalog().conventions.cautions]
MIXES = [mix.id for mix in default_catalog().conventions.mixes]
_COUNT = 30


def without_cautions() -> list[Routine]:
    """Of each mix and length, with everything that may be done."""
    return [
        compose(Brief(5 + seed % 4 * 5, mix=MIXES[seed % len(MIXES)], max_difficulty=5, seed=seed))
        for seed in range(_COUNT)
    ]


def with_cautions() -> list[Routine]:
    """With each caution that does not refuse every routine, and then with more and more of them."""
    found: list[Routine] = []
    together = (CAUTIONS[first : first + size] for size in range(1, 7) for first in range(0, len(CAUTIONS), size))
    for seed, keys in enumerate(together):
        try:
            found.append(compose(Brief(10, cautions=keys, max_difficulty=5, seed=seed)))
        except (BriefError, Infeasible):
            continue
        if len(found) == _COUNT:
            break
    return found


@pytest.mark.parametrize("routines", [without_cautions, with_cautions], ids=lambda each: each.__name__)
def test_no_cue_takes_longer_to_say_than_it_lasts(routines: Callable[[], list[Routine]]) -> None:
    """Neither the words of the timeline nor those of the page."""
    given: dict[str, int] = {}
    for routine in routines():
        timeline = Timeline.of(routine)
        for cue, telling in zip(timeline.cues, tellings(timeline, Words.of(routine)), strict=True):
            for words in (cue.spoken, telling.spoken):
                given[words] = min(given.get(words, cue.duration), cue.duration)
    needed = milliseconds(given)

    assert len(given) > 300
    assert {words: took for words, took in needed.items() if took > 1000 * given[words]} == {}
