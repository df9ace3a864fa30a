"""The whole walk: every cue of routines for each caution, on all screens (`nox -s walk`; some minutes)."""

import pytest

from lowback import Brief, Routine, Timeline, compose, default_catalog
from lowback.errors import BriefError, Infeasible
from playing import Page
from walk import faults

CAUTIONS = [caution.key for caution in default_catalog().conventions.cautions]
TOGETHER = [CAUTIONS[first : first + 6] for first in range(0, len(CAUTIONS), 3)]
BRIEFS = [
    Brief(10, cautions=keys, max_difficulty=3, seed=seed)
    for seed, keys in enumerate([[], *([key] for key in CAUTIONS), *TOGETHER])
]


def routines() -> list[Routine]:
    """Those that there are: some cautions refuse every routine."""
    found = []
    for brief in BRIEFS:
        try:
            found.append(compose(brief))
        except (BriefError, Infeasible):
            continue
    return found


def looks(routine: Routine) -> list[int]:
    """When each cue begins; of those that differ in nothing but the number of the repetition, the last."""
    cues = Timeline.of(routine).cues
    return list({(cue.item_index, cue.kind, cue.step_index, cue.side, cue.set): cue.start for cue in cues}.values())


@pytest.mark.parametrize("routine", routines(), ids=lambda routine: " ".join(routine.brief.cautions) or "none")
def test_every_cue_is_seen(shown: Page, routine: Routine) -> None:
    shown.open(routine).start()

    assert list(faults(shown.browser, [*looks(routine), routine.seconds])) == []
