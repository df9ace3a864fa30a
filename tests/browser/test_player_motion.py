"""The figure moves in step with the cues, in Chromium and in Firefox, and stands still where nothing is to move."""

from pathlib import Path
from typing import TypeAlias

import pytest

from chromium import Browser
from firefox import Firefox
from lowback import Brief, Timeline, compose
from lowback.timeline import Cue, CueKind, Side
from playing import BEGIN, CLOCK, Page, page_of

ROUTINE = compose(Brief(10, include=["sit-to-stand", "open-book"], seed=1))
TIMELINE = Timeline.of(ROUTINE)

Figure: TypeAlias = "tuple[int, int, int, int] | None"
"""Left, top, right and bottom of what is painted while it moves, in thousandths; None where it stands still."""

PAINTED = """
window.now = arguments[0];
lowbackPlayer.show();
const canvas = document.querySelector("#mover canvas");
if (!canvas.checkVisibility()) return null;
const { width, height } = canvas;
const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
const [xs, ys] = [new Set(), new Set()];
for (let at = 3; at < data.length; at += 4) {
  if (data[at] < 128) continue;
  xs.add(((at - 3) / 4) % width);
  ys.add(Math.floor((at - 3) / 4 / width));
}
const least = (found, whole) => Math.round((1000 * Math.min(...found)) / whole);
const most = (found, whole) => Math.round((1000 * Math.max(...found)) / whole);
return [least(xs, width), least(ys, height), most(xs, width), most(ys, height)];
"""


def cues(exercise: str, kind: CueKind) -> list[Cue]:
    return [cue for cue in TIMELINE.cues if cue.exercise.id == exercise and cue.kind is kind]


UP, DOWN = cues("sit-to-stand", CueKind.MOVE)[0], cues("sit-to-stand", CueKind.RETURN)[0]


def share(cue: Cue, part: float) -> float:
    return cue.start + part * cue.duration


@pytest.fixture(params=["chromium", "firefox"])
def playing(request: pytest.FixtureRequest, tmp_path: Path) -> Browser | Firefox:
    """The routine has begun, with its clock in the hands of the test."""
    if request.param == "chromium":
        shown: Page = request.getfixturevalue("shown")
        shown.open(ROUTINE).start()
        return shown.browser
    browser: Firefox = request.getfixturevalue("firefox")
    browser.open(tmp_path / "page.html", page_of(ROUTINE))
    browser.size(390, 844)
    browser.run(f"{CLOCK}; {BEGIN}")
    return browser


def painted(browser: Browser | Firefox, second: float) -> Figure:
    found = browser.run(PAINTED, second)
    return tuple(found) if isinstance(found, list) else None  # type: ignore[return-value]  # four numbers


def tops(browser: Browser | Firefox, cue: Cue) -> list[int]:
    """How far from the upper edge the head is, as a cue goes on."""
    found = [painted(browser, share(cue, part)) for part in (0, 0.25, 0.5, 0.75, 0.99)]
    return [each[1] for each in found if each is not None]


def test_the_figure_is_on_its_way_in_the_seconds_of_the_cue(playing: Browser | Firefox) -> None:
    """Who stands up gets taller all the time, and smaller again on the way back."""
    up, down = tops(playing, UP), tops(playing, DOWN)

    assert len(up) == len(down) == 5
    assert up == sorted(up, reverse=True)
    assert down == sorted(down)
    assert len(set(up)) == len(set(down)) == 5
    assert up[0] == down[-1]
    assert up[-1] == down[0]


def test_it_stands_still_in_a_hold_in_a_rest_and_ahead_of_the_work(playing: Browser | Firefox) -> None:
    still = {CueKind.HOLD, CueKind.HALFWAY, CueKind.REST, CueKind.PAUSE, CueKind.GET_READY, CueKind.SETUP}
    found = {cue.kind: painted(playing, share(cue, 0.5)) for cue in TIMELINE.cues if cue.kind in still}

    assert {CueKind.HOLD, CueKind.PAUSE, CueKind.GET_READY, CueKind.SETUP} <= found.keys()
    assert set(found.values()) == {None}


def test_a_pause_stops_it_where_it_is(shown: Page) -> None:
    shown.open(ROUTINE).start()
    on_its_way = painted(shown.browser, share(UP, 0.5))
    shown.run("lowbackPlayer.act('pause')")

    assert on_its_way is not None
    assert painted(shown.browser, share(DOWN, 0.9)) == on_its_way
    shown.go_on()
    assert painted(shown.browser, share(DOWN, 0.9) + 0.4 * UP.duration) != on_its_way


def test_it_goes_on_by_itself_between_two_seconds(shown: Page) -> None:
    """With the clock of the browser, ten times as slow: within one second of the timeline."""
    shown.open(ROUTINE).start()
    before = painted(shown.browser, UP.start + 0.3)
    shown.run(
        "const from = performance.now();"
        f"lowbackPlayer.clock = () => {UP.start * 1000 + 300} + (performance.now() - from) / 10"
    )
    shown.run("const from = lowbackPlayer.clock(); lowbackPlayer.act('pause'); lowbackPlayer.act('resume')")
    look = PAINTED.replace("window.now = arguments[0];", "").replace("lowbackPlayer.show();", "")

    shown.wait(lambda: tuple(shown.run(look) or ()) not in {(), before})
    assert shown.moment["second"] == UP.start


def test_where_motion_is_not_wanted_pictures_change_at_once(shown: Page) -> None:
    shown.browser.media(calm=True)
    shown.open(ROUTINE).start()

    assert {painted(shown.browser, share(UP, part)) for part in (0, 0.5, 0.99)} == {None}
    assert shown.run("return document.querySelector('#stage svg.seen > use').checkVisibility()")


def test_it_moves_on_no_paper(shown: Page) -> None:
    shown.open(ROUTINE).start()
    assert painted(shown.browser, share(UP, 0.5)) is not None
    shown.browser.media("print")

    assert painted(shown.browser, share(UP, 0.5)) is None


def test_the_other_side_moves_mirrored(shown: Page) -> None:
    """As the still picture is; the ways are the same."""
    shown.open(ROUTINE).start()
    flip = "return getComputedStyle(document.getElementById('mover')).transform"
    moves = cues("open-book", CueKind.MOVE)
    first = next(cue for cue in moves if cue.side is Side.FIRST)
    other = next(cue for cue in moves if cue.side is Side.OTHER)

    here = painted(shown.browser, share(first, 0.5)), shown.run(flip)
    there = painted(shown.browser, share(other, 0.5)), shown.run(flip)

    assert here[0] == there[0] is not None
    assert (here[1], there[1]) == ("none", "matrix(-1, 0, 0, 1, 0, 0)")


STILL = """
const use = document.querySelector("#stage svg.seen > use");
return [use.getAttribute("href"), use.checkVisibility({ visibilityProperty: true })];
"""


def test_a_way_ends_where_the_still_picture_stands(shown: Page) -> None:
    """That is there already, and not seen until the figure has arrived."""
    hold = cues("open-book", CueKind.HOLD)[0]
    shown.open(ROUTINE).start()
    shown.at(hold.start - 0.01)
    picture, is_seen = shown.run(STILL)
    shown.at(hold.start)

    assert not is_seen
    assert shown.run(STILL) == [picture, True]


COLOURS = """
const canvas = document.querySelector("#mover canvas");
const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
const found = new Set();
for (let at = 0; at < data.length; at += 4) found.add([...data.slice(at, at + 4)].join(" "));
return [...found];
"""


def test_a_dark_page_has_a_dark_figure(shown: Page) -> None:
    """Also one that turns dark while it plays."""
    shirts = {"light": "159 211 216 255", "dark": "44 104 116 255"}
    shown.open(ROUTINE).start()
    for scheme, other in (("light", "dark"), ("dark", "light")):
        shown.browser.media(scheme=scheme)
        shown.at(share(UP, 0.5))
        colours = shown.run(COLOURS)
        assert shirts[scheme] in colours
        assert shirts[other] not in colours
