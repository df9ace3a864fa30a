"""The whole walk: every cue of routines for each caution, on all screens (`nox -s walk`; some minutes)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from firefox import Firefox
from lowback import Brief, Routine, Timeline, compose, default_catalog
from lowback.errors import BriefError, Infeasible
from lowback.render import html
from playing import BEGIN, CLOCK, Page
from walk import SCREENS, Screen, faults

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


ROUTINES = routines()
NAMES = [" ".join(routine.brief.cautions) or "none" for routine in ROUTINES]


@pytest.mark.parametrize("routine", ROUTINES, ids=NAMES)
def test_every_cue_is_seen(shown: Page, routine: Routine) -> None:
    shown.open(routine).start()

    assert list(faults(shown.browser, [*looks(routine), routine.seconds])) == []


@pytest.fixture(scope="module", params=[100, 200])
def firefox(request: pytest.FixtureRequest) -> Iterator[tuple[Firefox, list[Screen]]]:
    """Letters of one size, which is chosen as it starts, and the screens with those."""
    browser = Firefox.start(letters=request.param)
    yield browser, [screen for screen in SCREENS if screen.letters == request.param]
    browser.quit()


@pytest.mark.parametrize("routine", ROUTINES, ids=NAMES)
def test_every_cue_is_seen_in_firefox(firefox: tuple[Firefox, list[Screen]], routine: Routine, tmp_path: Path) -> None:
    browser, screens = firefox
    browser.open(tmp_path / "page.html", html.render(routine, player=True))
    browser.run(f"{CLOCK}; {BEGIN}")

    assert list(faults(browser, [*looks(routine), routine.seconds], screens)) == []
