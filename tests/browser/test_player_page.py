"""The page that plays a routine, in a real Chromium: same cues and same second as the timeline and the player.

Its clock is set from here, so ten minutes take a moment.
"""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from random import Random

import pytest
from attrs import evolve
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from lowback import Brief, Player, Timeline, compose, default_catalog
from lowback.model import CautionRule
from lowback.player import Moment
from lowback.render import html
from lowback.render.html._pictures import sights
from lowback.timeline import CueKind, Side
from lowback.vocabulary import CautionLevel
from playing import EVERY_SECOND, PAST_QUESTIONS, Page

ROUTINE = compose(Brief(10, cautions=["knee-pain-loading", "wrist-pain"], seed=5))
TIMELINE = Timeline.of(ROUTINE)


# It plays ----------------------------------------------------------------------------------------


def test_each_cue_is_shown_in_its_seconds(shown: Page) -> None:
    """From the first second to the last, with its words and the time that is left."""
    found = shown.open(ROUTINE).start().run(EVERY_SECOND, 600)

    for second, each in enumerate(found[:-1]):
        cue = TIMELINE.at(second)
        left = 600 - second
        assert TIMELINE.cues[each["cue"]] is cue
        assert each["name"] == cue.exercise.name
        assert each["words"] == cue.short_text or cue.kind is CueKind.HALFWAY
        assert each["left"] == f"{left // 60}:{left % 60:02} left"
    assert found[-1]["cue"] is None
    assert (found[-1]["name"], found[-1]["digits"], found[-1]["picture"]) == ("Finished", "", "")


def test_the_large_number_is_the_one_that_matters(shown: Page) -> None:
    """The repetition; in a long hold, its seconds; elsewhere, the seconds until something else is done.

    A pause and getting ready are one rest.
    """
    routine = compose(Brief(10, include=["single-knee-to-chest", "bridge"]))
    timeline = Timeline.of(routine)
    ends = (*timeline.parts, 600)
    found = shown.open(routine).start().run(EVERY_SECOND, 599)
    sorts = set()

    for second, each in enumerate(found):
        cue = timeline.at(second)
        halfway = next((half for half in timeline.cues if half.kind is CueKind.HALFWAY and half.start == cue.end), cue)
        if cue.repetition is not None and CueKind.HALFWAY not in {cue.kind, halfway.kind}:
            expected, sort = str(cue.repetition), "repetition"
        else:
            later = [end for end in ends if end > second]
            end = halfway.end if cue.repetition is not None else later[cue.kind is CueKind.PAUSE]
            left = end - second
            expected, sort = str(left) if left < 60 else f"{left // 60}:{left % 60:02}", "seconds"
        assert each["digits"] == expected
        sorts.add((sort, cue.repetition is not None))
    assert len(sorts) == 3


def test_halfway_passes(shown: Page) -> None:
    """After three seconds, what is done is read again."""
    routine = compose(Brief(10, mix="stretch"))
    timeline = Timeline.of(routine)
    found = shown.open(routine).start().run(EVERY_SECOND, 599)
    halves = [cue for cue in timeline.cues if cue.kind is CueKind.HALFWAY]

    assert halves
    for cue in halves:
        assert cue.step is not None
        words = [each["words"] for each in found[cue.start : cue.end]]
        assert words == ["Halfway."] * 3 + [cue.step.short_text] * (cue.duration - 3)


def test_a_rest_between_exercises_shows_the_name_and_the_start_of_the_next(shown: Page) -> None:
    routine = compose(Brief(10, include=["bridge"], seed=3))
    timeline = Timeline.of(routine)
    pauses = [cue for cue in timeline.cues if cue.kind is CueKind.PAUSE]
    found = shown.open(routine).start().run(EVERY_SECOND, 599)

    assert pauses
    for cue in pauses:
        following = timeline.at(cue.end)
        assert found[cue.start]["sentence"] == f"Next: {following.exercise.name}."
        assert found[cue.start]["picture"] == found[following.start]["picture"] != ""


def test_there_are_five_seconds_or_more_between_two_exercises() -> None:
    """To rest, before somebody has to do anything for the next one."""
    for routine in (ROUTINE, compose(Brief(15, seed=2)), compose(Brief(10, mix="strength"))):
        cues = Timeline.of(routine).cues
        calm = {CueKind.PAUSE, CueKind.GET_READY}
        for nth, cue in enumerate(cues):
            if cue.kind is CueKind.GET_READY and nth:
                before = cues[nth - 1].duration if cues[nth - 1].kind in calm else 0
                assert before + cue.duration >= 5


def test_the_other_side_is_a_mirrored_picture(shown: Page) -> None:
    """The same picture, flipped by the style."""
    found = shown.open(ROUTINE).start().run(EVERY_SECOND, 599)
    flips = {
        cue.start: each["flip"]
        for cue in TIMELINE.cues
        if cue.side is not None and (each := found[cue.start])["picture"]
    }

    assert {cue.side for cue in TIMELINE.cues if cue.start in flips} == set(Side)
    for start, flip in flips.items():
        other = TIMELINE.at(start).side is Side.OTHER
        assert flip == ("matrix(-1, 0, 0, 1, 0, 0)" if other else "none")


def test_the_picture_is_that_of_the_pose(shown: Page) -> None:
    found = shown.open(ROUTINE).start().run(EVERY_SECOND, 599)
    names: dict[str, set[tuple[int, str]]] = {}

    for cue, sight in zip(TIMELINE.cues, sights(TIMELINE), strict=True):
        picture = found[cue.start]["picture"]
        if picture and cue.kind is not CueKind.PAUSE:
            assert sight is not None
            names.setdefault(picture, set()).add((sight.item_index, sight.pose))

    assert len(names) > 5
    assert {len(poses) for poses in names.values()} == {1}
    assert shown.run("return [...arguments[0]].every((id) => document.querySelector(id))", list(names))


def test_it_plays_to_the_end_by_itself(shown: Page) -> None:
    """With the clock of the browser, three hundred times as fast."""
    shown.open(ROUTINE).run(
        "const from = performance.now(); lowbackPlayer.clock = () => (performance.now() - from) * 300"
    )

    shown.start()
    WebDriverWait(shown.driver, 20).until(lambda _: shown.moment["cue"] is None)
    WebDriverWait(shown.driver, 5).until(lambda _: shown.text("name") == "Finished")

    assert shown.moment == {"second": 600, "cue": None, "paused": False}
    assert shown.run("return [document.getElementById('main').dataset.act, locks.at(-1)]") == ["again", "released"]


# It agrees with lowback.Player -------------------------------------------------------------------

PLAY = """
return arguments[0].map(([second, event]) => {
  window.now = second;
  if (event) lowbackPlayer.act(event);
  lowbackPlayer.show();
  return lowbackPlayer.moment;
});
"""


def as_shown(moment: Moment) -> dict[str, object]:
    cue = None if moment.cue is None else TIMELINE.cues.index(moment.cue)
    return {"second": moment.second, "cue": cue, "paused": moment.paused}


@pytest.mark.parametrize("seed", range(12))
def test_events_lead_where_they_lead_the_player(shown: Page, seed: int) -> None:
    random = Random(seed)
    player, second = Player(TIMELINE), 0
    script: list[tuple[int, str | None]] = [(0, None)]
    expected = [player.at(0)]
    for _ in range(100):
        second += random.choice([0, 1, 2, 7, 30, 90])
        event = random.choice([None, None, "pause", "resume", "resume", "skip", "next", "back", "repeat"])
        player = getattr(player, event)(second) if event else player
        script.append((second, event))
        expected.append(player.at(second))

    assert shown.open(ROUTINE).start().run(PLAY, script) == [as_shown(moment) for moment in expected]


def test_after_the_end_it_can_begin_again(shown: Page) -> None:
    shown.open(ROUTINE).start().at(700)
    shown.run(f"document.getElementById('main').click(); {PAST_QUESTIONS}")

    assert shown.moment == {"second": 0, "cue": 0, "paused": False}
    assert shown.at(705)["second"] == 5


def test_another_clock_goes_on_from_the_same_second(shown: Page) -> None:
    shown.open(ROUTINE).start().at(33)
    shown.run("lowbackPlayer.clock = () => 1000000 + window.now * 1000")

    assert shown.moment["second"] == 33
    assert shown.at(40)["second"] == 40


# Hands -------------------------------------------------------------------------------------------


def test_keys_are_enough(shown: Page) -> None:
    starts = [item["start"] for item in shown.open(ROUTINE).run("return JSON.parse(timeline.textContent).items")]

    shown.press(Keys.TAB, Keys.ENTER)
    while shown.screen:
        shown.press(
            *[Keys.TAB] * shown.run("return document.querySelectorAll('#talk-answers button').length"), Keys.ENTER
        )
    assert shown.moment == {"second": 0, "cue": 0, "paused": False}
    shown.at(5)
    shown.press(Keys.SPACE)
    assert shown.at(50) == {"second": 5, "cue": TIMELINE.cues.index(TIMELINE.at(5)), "paused": True}
    shown.press(Keys.SPACE)
    assert shown.at(52)["second"] == 7
    shown.press(Keys.ARROW_RIGHT)
    assert shown.moment["second"] == next(part for part in TIMELINE.parts if part > 7)
    shown.press("n", "n")
    assert shown.moment["second"] == starts[2]
    shown.at(60)
    shown.press("r")
    assert shown.moment["second"] == starts[2]
    shown.press(Keys.ARROW_LEFT)
    assert shown.moment["second"] == starts[1]
    shown.press("s")
    assert shown.run("return document.getElementById('sound').ariaPressed") == "false"


def test_letters_count_only_in_the_player_and_no_key_with_a_modifier(shown: Page) -> None:
    shown.open(ROUTINE).start().at(20)
    shown.run("document.activeElement.blur()")
    shown.press("r")
    assert shown.moment["second"] == 20

    shown.run("document.getElementById('player').focus()")
    ActionChains(shown.driver).key_down(Keys.CONTROL).send_keys("r").key_up(Keys.CONTROL).perform()
    ActionChains(shown.driver).key_down(Keys.ALT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.ALT).perform()
    assert shown.moment["second"] == 20


def test_before_it_plays_keys_are_those_of_the_browser(shown: Page) -> None:
    shown.open(ROUTINE).run(
        "window.left = []; document.addEventListener('keydown', (event) => left.push(!event.defaultPrevented))"
    )
    shown.press(Keys.ARROW_RIGHT, "r", Keys.SPACE)

    assert shown.moment == {"second": 0, "cue": 0, "paused": True}
    assert shown.run("return left") == [True, True, True]


def test_the_list_is_reached_and_left_again(shown: Page) -> None:
    shown.open(ROUTINE).start().at(30)
    shown.driver.find_element(By.CSS_SELECTOR, "[data-act=list]").click()
    assert shown.moment["paused"]
    assert shown.driver.find_element(By.ID, "start").text == "Go on"
    assert shown.run("return document.activeElement.id") == "start"

    shown.driver.find_element(By.ID, "start").click()
    assert shown.at(32)["second"] == 32
    assert shown.run("return document.activeElement.id") == "player"


# Ears of those who do not see it ------------------------------------------------------------------


def test_screen_readers_are_told_what_is_new_and_not_every_second(shown: Page) -> None:
    shown.open(ROUTINE).run(
        "window.told = []; const live = document.getElementById('live');"
        "new MutationObserver(() => told.push(live.textContent)).observe(live, { childList: true });"
    )
    cues = shown.run("return JSON.parse(timeline.textContent).cues")
    for second in (*(cue["start"] for cue in cues if "announce" in cue), 600):
        if second:
            shown.at(second - 1)
        if not second:
            shown.start()
        shown.at(second)

    told = [words.replace("\xa0", "") for words in shown.run("return told")]
    assert told == [*(cue["announce"] for cue in cues if "announce" in cue), "Finished"]


# The screen stays on -----------------------------------------------------------------------------


def test_the_screen_stays_on_while_it_plays(shown: Page) -> None:
    def locks() -> list[str]:
        found: list[str] = shown.driver.execute_async_script("setTimeout(() => arguments[0](locks), 30)")
        return found

    shown.open(ROUTINE)
    assert locks() == []
    shown.start()
    assert locks() == ["screen"]
    shown.run("lowbackPlayer.act('skip')")
    assert locks() == ["screen"]
    shown.run("lowbackPlayer.act('pause')")
    assert locks() == ["screen", "released"]
    shown.run("lowbackPlayer.act('resume')")
    assert locks() == ["screen", "released", "screen"]


def test_it_plays_where_the_screen_cannot_be_kept_on(shown: Page) -> None:
    shown.open(ROUTINE).run(
        "navigator.wakeLock.request = async () => { throw new DOMException('no', 'NotAllowedError'); }"
    )

    assert shown.start().at(20)["second"] == 20
    shown.wait(lambda: "does not keep the screen on" in shown.text("missing"))


def test_when_the_page_is_seen_again_the_screen_is_kept_on_again(shown: Page) -> None:
    shown.open(ROUTINE).run(
        "navigator.wakeLock.request = async () => { locks.push('screen'); return window.lock = { released: false }; }"
    )
    shown.start()
    shown.driver.execute_async_script("setTimeout(arguments[0], 30)")
    shown.run("lock.released = true; document.dispatchEvent(new Event('visibilitychange'))")

    assert shown.run("return locks") == ["screen", "screen"]


# Eyes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.whole)])
def test_axe_finds_nothing(shown: Page, scheme: str) -> None:
    """In the list, while it plays, in a pause, in the list of a routine that is begun, and at the end."""
    shown.browser.media(scheme=scheme)
    shown.open(ROUTINE)
    found = {"list": shown.browser.axe()}
    shown.start()
    hold = next(cue.start for cue, sight in zip(TIMELINE.cues, sights(TIMELINE), strict=True) if sight and cue.side)
    shown.at(hold)
    found["play"] = shown.browser.axe()
    shown.run("lowbackPlayer.act('pause')")
    found["pause"] = shown.browser.axe()
    shown.run("lowbackPlayer.act('list')")
    found["list, within"] = shown.browser.axe()
    shown.run("lowbackPlayer.act('resume')")
    shown.at(900)
    found["end"] = shown.browser.axe()

    assert found == {"list": [], "play": [], "pause": [], "list, within": [], "end": []}


def test_dark_pages_have_dark_pictures(shown: Page) -> None:
    def colours(scheme: str) -> tuple[str, list[str]]:
        shown.browser.media(scheme=scheme)
        script = (
            "return [getComputedStyle(document.body.parentElement).backgroundColor,"
            "[...document.querySelectorAll('symbol [fill]')].map((each) => getComputedStyle(each).fill)]"
        )
        background, fills = shown.run(script)
        return background, fills

    shown.open(ROUTINE)
    (light, day), (dark, night) = colours("light"), colours("dark")

    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(20, 25, 31)")
    assert "rgb(159, 211, 216)" in day
    assert "rgb(159, 211, 216)" not in night


@pytest.mark.parametrize(("motion", "seconds"), [("reduce", "0s"), ("no-preference", "0.25s")])
def test_pictures_fade_only_where_motion_is_wanted(shown: Page, motion: str, seconds: str) -> None:
    features = [{"name": "prefers-reduced-motion", "value": motion}]
    shown.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": features})
    shown.open(ROUTINE).start()

    assert shown.run("return getComputedStyle(document.querySelector('#stage svg')).transitionDuration") == seconds


def test_paper_has_the_list_and_no_controls(shown: Page) -> None:
    shown.open(ROUTINE).start().at(100)
    shown.browser.media("print")

    assert shown.seen(".list h1")
    assert shown.seen(".pictures svg")
    assert not shown.seen("#player, button")


def test_without_a_script_there_is_the_list(shown: Page) -> None:
    shown.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        path = shown.folder / "still.html"
        path.write_text(html.render(ROUTINE, player=True), encoding="utf-8")
        shown.driver.get(path.as_uri())
        words = shown.driver.find_element(By.TAG_NAME, "body").text
        buttons = shown.seen("button")
    finally:
        shown.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        shown.open(ROUTINE)

    assert not buttons
    assert all(item.exercise.name in words for item in ROUTINE.items)
    assert all(rule.text in words for rule in ROUTINE.stop_rules)


# Nothing is fetched, nothing is obeyed -----------------------------------------------------------


def test_nothing_is_fetched(shown: Page) -> None:
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            asked.append(str(args[0]))

    (shown.folder / "index.html").write_text(html.render(ROUTINE, player=True), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(shown.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        shown.driver.get(f"http://127.0.0.1:{server.server_port}/")
        shown.run("lowbackPlayer.clock = () => window.now * 1000; window.now = 0")
        shown.start().run(EVERY_SECOND, 600)
        fetched = shown.run("return performance.getEntriesByType('resource').map((each) => each.name)")
    finally:
        server.shutdown()
        server.server_close()

    assert (asked, fetched) == (["GET / HTTP/1.1"], [])


HOSTILE = (
    "</script><script>hit('script')</script>",
    "<img src=x onerror=hit('img')>",
    "\" onmouseover=hit('quote') autofocus onfocus=hit('focus') x=\"",
    "' onclick=hit('single') '",
    "<svg onload=hit('svg')><style>*{display:none}</style>",
    "javascript:hit('address')",
    "<!--<script>",
    "]]>&lt;b&gt;\u2028hit('line')",
    "</template></title></style><iframe srcdoc=\"<script>parent.hit('frame')</script>\">",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_of_a_catalog_is_obeyed(shown: Page, words: str) -> None:
    bridge = default_catalog()["bridge"]
    steps = tuple(evolve(step, text=words, short_text=words) for step in bridge.steps)
    item = next(item for item in compose(Brief(5, include=["bridge"])).items if item.exercise is bridge)
    rule = CautionRule(key="own", level=CautionLevel.MODIFY, how=words)
    exercise = evolve(bridge, name=words, steps=steps, breathing=words)
    mine = evolve(item, exercise=exercise, cautions=(rule,), gap_seconds=60)  # with sore knees one gets down slowly
    things = tuple(evolve(thing, name=words) for thing in ROUTINE.conventions.equipment)
    cautions = tuple(evolve(caution, label=words) for caution in ROUTINE.conventions.cautions)
    routine = evolve(
        ROUTINE,
        items=(mine,),
        conventions=evolve(ROUTINE.conventions, equipment=things, cautions=cautions),
        stop_rules=tuple(evolve(rule, text=words) for rule in ROUTINE.stop_rules),
        red_flags=tuple(evolve(flag, question=words) for flag in ROUTINE.red_flags),
    )

    traps = shown.before_pages("window.hits = []; window.hit = (what) => hits.push(what); window.onerror = window.hit")
    shown.open(routine).start().run(EVERY_SECOND, routine.seconds)
    shown.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": traps})
    shown.at(0)
    shown.run("lowbackPlayer.act('again')")

    assert shown.run("return hits") == []
    assert shown.run("return document.querySelectorAll('script, style').length") == 3
    assert shown.run("return document.querySelectorAll('img, iframe, [onload], [onclick], [onfocus]').length") == 0
    assert shown.text("name") == words.replace("\u2028", " ")


def test_a_routine_without_exercises_is_a_page(shown: Page) -> None:
    shown.open(evolve(ROUTINE, items=()))

    assert not shown.seen("#start")
    assert shown.moment == {"second": 0, "cue": None, "paused": True}


def test_items_follow_each_other(shown: Page) -> None:
    """The clock of the list and that of the timeline are one."""
    items = shown.open(ROUTINE).run("return JSON.parse(timeline.textContent).items")

    assert all(a["start"] < b["start"] for a, b in pairwise(items))
