"""Nobody is lost: over reloads and calls, after the end, with held keys, and wherever the focus is."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from chromium import Browser
from lowback import Brief, Player, Timeline, compose
from lowback.render import html
from playing import BEGIN, CLOCK, Page
from walk import faults

ROUTINE = compose(Brief(10, include=["single-knee-to-chest", "bridge"], max_difficulty=3, seed=5))
TIMELINE = Timeline.of(ROUTINE)


@contextmanager
def before_pages(page: Page, script: str) -> Iterator[None]:
    """What pages find when they come, for a while."""
    name = page.before_pages(script)
    try:
        yield
    finally:
        page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})


def displayed(page: Page, id_: str) -> bool:
    return page.driver.find_element(By.ID, id_).is_displayed()


# Over reloads ------------------------------------------------------------------------------------


def test_the_place_is_kept_over_a_reload(shown: Page) -> None:
    shown.open(ROUTINE).start().at(250)
    shown.driver.refresh()
    shown.run(CLOCK)

    assert shown.moment == {"second": 250, "cue": TIMELINE.cues.index(TIMELINE.at(250)), "paused": True}
    assert shown.text("start") == "Go on"
    shown.start()
    assert shown.at(3)["second"] == 253
    assert shown.text("name") == TIMELINE.at(253).exercise.name


def test_the_place_is_kept_over_another_page_and_back(shown: Page) -> None:
    shown.open(ROUTINE).start().at(250)
    shown.driver.get("data:text/html,<title>Elsewhere</title>")
    shown.driver.back()

    shown.wait(lambda: shown.moment["second"] == 250)
    assert displayed(shown, "start") or displayed(shown, "main")


def test_who_does_not_want_to_go_on_begins_anew(shown: Page) -> None:
    shown.open(ROUTINE)
    assert not displayed(shown, "anew")
    shown.start().at(250)
    shown.driver.refresh()
    shown.run(CLOCK)
    shown.driver.find_element(By.ID, "anew").click()

    assert shown.moment == {"second": 0, "cue": 0, "paused": False}
    assert displayed(shown, "player")


def test_what_is_finished_is_not_gone_on_with(shown: Page) -> None:
    shown.open(ROUTINE).start().at(600)
    shown.driver.refresh()

    assert shown.moment["second"] == 0
    assert shown.text("start") == "Start"


def test_the_place_in_one_routine_is_not_that_in_another(shown: Page) -> None:
    shown.open(ROUTINE).start().at(250)
    shown.open(compose(Brief(10, seed=6)))

    assert shown.moment["second"] == 0


TODAY = "new Date().toLocaleDateString('sv')"  # year, month and day


@pytest.mark.parametrize("kept", ["-1", "600", "900", "NaN", "x", "", "1e999", "null", "[]", '{"place":5}'])
def test_a_place_that_is_none_is_the_beginning(shown: Page, kept: str) -> None:
    shown.open(ROUTINE).run("sessionStorage.setItem(JSON.parse(timeline.textContent).id, arguments[0])", kept)
    shown.driver.refresh()

    assert shown.moment == {"second": 0, "cue": 0, "paused": True}


def test_the_place_of_another_day_is_none(shown: Page) -> None:
    """Who comes back the next day is asked again."""
    shown.open(ROUTINE).start().at(250)
    shown.run(
        "const { id } = JSON.parse(timeline.textContent);"
        f"const kept = sessionStorage.getItem(id).replace({TODAY}, '2020-01-01');"
        "sessionStorage.setItem(id, kept)"
    )
    shown.driver.refresh()

    assert shown.moment == {"second": 0, "cue": 0, "paused": True}


def test_where_nothing_may_be_kept_the_page_says_so_and_plays(shown: Page) -> None:
    refuse = (
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    with before_pages(shown, refuse):
        shown.open(ROUTINE)

    assert "if you close or load this page again, it begins anew" in shown.text("missing")
    assert shown.start().at(20)["second"] == 20


def test_where_the_screen_goes_dark_the_page_says_so_and_plays(shown: Page) -> None:
    with before_pages(shown, "Object.defineProperty(navigator, 'wakeLock', { value: undefined })"):
        shown.open(ROUTINE)

    assert "does not keep the screen on" in shown.text("missing")
    assert shown.start().at(20)["second"] == 20


FRAME = """
<!DOCTYPE html><title>Host</title>
<iframe title="Routine" sandbox="allow-scripts" width="390" height="844" srcdoc="{page}"></iframe>
"""


def test_in_a_sandbox_it_plays_and_says_what_it_cannot(chromium: Browser, tmp_path: Path) -> None:
    """A host may give it a script and nothing else: no place to keep, no screen to keep on."""
    frame = FRAME.format(page=escape(html.render(ROUTINE, player=True)))
    chromium.open(tmp_path / "host.html", frame)
    chromium.driver.switch_to.frame(0)
    try:
        chromium.run(f"{CLOCK}; {BEGIN}; window.now = 20; lowbackPlayer.show()")
        assert chromium.run("return lowbackPlayer.moment.second") == 20
        assert "it begins anew" in str(chromium.run("return document.getElementById('missing').textContent"))
    finally:
        chromium.driver.switch_to.default_content()


def test_where_a_host_forbids_the_script_there_is_the_list_without_dead_buttons(
    chromium: Browser, tmp_path: Path
) -> None:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    frame = FRAME.format(page=escape(html.render(ROUTINE, player=True)))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    chromium.open(tmp_path / "host.html", frame.replace("<iframe", f"{meta}<iframe"))
    chromium.driver.switch_to.frame(0)
    try:
        assert chromium.driver.find_element(By.TAG_NAME, "h1").is_displayed()
        assert chromium.run("return typeof lowbackPlayer") == "undefined"
        buttons = chromium.driver.find_elements(By.TAG_NAME, "button")
        assert [button for button in buttons if button.is_displayed()] == []
    finally:
        chromium.driver.switch_to.default_content()


def test_where_nothing_is_missing_nothing_is_said(shown: Page) -> None:
    shown.open(ROUTINE)

    assert not displayed(shown, "missing")


# Over calls and sleep ----------------------------------------------------------------------------

SLEEP = """
const day = Date.now;
Date.now = () => day() + arguments[0] * 1000;
window.now += arguments[0];
"""
"""The device sleeps for so many seconds, and no program of the page runs."""


@pytest.mark.parametrize("clock_sleeps", [False, True])
def test_a_gap_of_time_pauses_and_asks(shown: Page, *, clock_sleeps: bool) -> None:
    """Some devices stop the clock of a page while they sleep, and some do not."""
    shown.open(ROUTINE).start().at(100)
    words = shown.text("words")
    shown.wait_for_ticks()
    shown.run(SLEEP + ("window.now -= arguments[0];" if clock_sleeps else ""), 240)

    shown.wait(lambda: shown.moment["paused"])
    assert shown.moment["second"] == 100
    assert "Go on when you are ready" in shown.driver.find_element(By.ID, "words").text
    assert "Go on when you are ready" in shown.text("live")
    assert list(faults(shown.browser, [100])) == []

    shown.driver.find_element(By.ID, "main").click()
    assert shown.text("words") == words
    assert not shown.moment["paused"]


def test_a_gap_that_would_lead_over_the_end_does_not(shown: Page) -> None:
    shown.open(ROUTINE).start().at(590)
    shown.wait_for_ticks()
    shown.run(SLEEP, 3600)

    shown.wait(lambda: shown.moment["paused"])
    assert shown.moment["second"] == 590


def test_the_first_press_after_a_gap_counts_from_where_it_was(shown: Page) -> None:
    """A finger may be faster than the page."""
    shown.open(ROUTINE).start().at(100)
    shown.wait_for_ticks()
    shown.run(SLEEP + "lowbackPlayer.act('pause')", 240)

    assert shown.moment["second"] == 100


def test_a_busy_moment_is_no_gap(shown: Page) -> None:
    shown.open(ROUTINE).start().at(100)
    shown.wait_for_ticks()
    shown.run(SLEEP, 3)
    shown.wait_for_ticks()

    assert shown.moment == {"second": 103, "cue": TIMELINE.cues.index(TIMELINE.at(103)), "paused": False}


# After the end, and on -----------------------------------------------------------------------------


def test_start_after_the_end_begins_anew(shown: Page) -> None:
    shown.open(ROUTINE).start().at(600)
    shown.driver.find_element(By.CSS_SELECTOR, "[data-act=list]").click()
    assert shown.text("start") == "Start"

    shown.start()
    assert shown.moment == {"second": 0, "cue": 0, "paused": False}


def test_skip_leads_through_sets_and_sides_to_the_end(shown: Page) -> None:
    shown.open(ROUTINE).start()
    skip = shown.driver.find_element(By.ID, "skip")
    found = []
    for _ in range(len(TIMELINE.parts)):
        skip.click()
        found.append(shown.moment["second"])

    assert found == [*TIMELINE.parts[1:], 600]
    assert {cue.kind.value for cue in TIMELINE.cues if cue.start in found} >= {"change-side", "get-ready", "move"}


def test_the_list_shows_where_one_is_and_leads_anywhere(shown: Page) -> None:
    shown.open(ROUTINE).start().at(250)
    shown.driver.find_element(By.CSS_SELECTOR, "[data-act=list]").click()
    current = shown.run("return [...document.querySelectorAll('[aria-current] h3')].map((each) => each.textContent)")
    assert current == [f"{TIMELINE.at(250).item_index + 1}. {TIMELINE.at(250).exercise.name}"]

    buttons = shown.driver.find_elements(By.CSS_SELECTOR, "[data-act=from]")
    assert [each.accessible_name for each in buttons][1] == f"Begin here 2. {ROUTINE.items[1].exercise.name}"
    buttons[-1].click()
    start = sum(item.seconds for item in ROUTINE.items[:-1])
    assert shown.moment == {"second": start, "cue": TIMELINE.cues.index(TIMELINE.at(start)), "paused": False}
    assert shown.browser.axe() == []


# Keys --------------------------------------------------------------------------------------------


def hold(page: Page, key: str, code: str, text: str = "") -> None:
    """A key that is held: it comes again and again."""
    for repeat in (False, True, True, True):
        down = {"type": "keyDown", "key": key, "code": code, "autoRepeat": repeat, "text": text}
        numbers = {"windowsVirtualKeyCode": {"Enter": 13, " ": 32, "ArrowRight": 39, "ArrowLeft": 37}.get(key, 0)}
        page.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {**down, **numbers})
    page.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code, **numbers})


def test_a_held_key_acts_once(shown: Page) -> None:
    shown.open(ROUTINE).start()
    hold(shown, "ArrowRight", "ArrowRight")
    assert shown.moment["second"] == TIMELINE.parts[1]

    hold(shown, " ", "Space", " ")
    assert shown.moment["paused"]


def test_enter_that_is_held_on_a_button_presses_it_once(shown: Page) -> None:
    shown.open(ROUTINE).start().run("document.getElementById('skip').focus()")
    hold(shown, "Enter", "Enter", "\r")

    assert shown.moment["second"] == TIMELINE.parts[1]


@pytest.mark.parametrize("focus", ["skip", "sound", "now", "player", "main"])
def test_space_pauses_wherever_the_focus_is(shown: Page, focus: str) -> None:
    shown.open(ROUTINE).start().at(5)
    shown.run("document.getElementById(arguments[0]).focus()", focus)
    shown.press(Keys.SPACE)
    assert (shown.moment["second"], shown.moment["paused"]) == (5, True)

    shown.press(Keys.SPACE)
    assert (shown.moment["second"], shown.moment["paused"]) == (5, False)


def test_in_a_field_keys_write(shown: Page) -> None:
    """A program that shows the page may have added one."""
    shown.open(ROUTINE).start().at(5)
    shown.run("const field = document.createElement('input'); player.append(field); field.focus()")
    shown.press("r", Keys.SPACE, "n")

    assert shown.run("return document.activeElement.value") == "r n"
    assert (shown.moment["second"], shown.moment["paused"]) == (5, False)


def test_n_leads_to_the_next_exercise(shown: Page) -> None:
    shown.open(ROUTINE).start()
    shown.press("n")

    assert shown.moment["second"] == Player(TIMELINE).next(0).at(0).second == ROUTINE.items[0].seconds
