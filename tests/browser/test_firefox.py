"""The same in a real Firefox: what it shows, the keys, the place, and paper."""

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from firefox import Firefox
from lowback import Timeline
from lowback.render import html
from playing import BEGIN, CLOCK, EVERY_SECOND
from test_player_layout import LONGEST, fullest
from test_player_talk import EVERY_SCREEN
from walk import SCREENS, faults

TIMELINE = Timeline.of(LONGEST)


@pytest.fixture
def shown(firefox: Firefox, tmp_path: Path) -> Firefox:
    """A page that has begun to play, with its clock in the hands of the test."""
    firefox.open(tmp_path / "page.html", html.render(LONGEST, player=True))
    firefox.size(390, 844)
    firefox.run(f"{CLOCK}; {BEGIN}")
    return firefox


def moment(browser: Firefox) -> object:
    return browser.run("return [lowbackPlayer.moment.second, lowbackPlayer.moment.paused]")


def test_each_cue_is_shown_in_its_seconds(shown: Firefox) -> None:
    found = shown.run(EVERY_SECOND, 600)

    assert isinstance(found, list)
    for second, each in enumerate(found[:-1]):
        assert isinstance(each, dict)
        assert each["cue"] == TIMELINE.cues.index(TIMELINE.at(second))
        assert each["name"] == TIMELINE.at(second).exercise.name


def test_everything_is_on_the_screen_apart_and_large_enough(shown: Firefox) -> None:
    screens = [screen for screen in SCREENS if screen.letters == 100]

    assert list(faults(shown, fullest(LONGEST), screens)) == []


@pytest.mark.whole
def test_letters_twice_as_large_fit_too(tmp_path: Path) -> None:
    browser = Firefox.start(letters=200)
    try:
        browser.open(tmp_path / "page.html", html.render(LONGEST, player=True))
        browser.run(f"{CLOCK}; {BEGIN}")
        screens = [screen for screen in SCREENS if screen.letters == 200]
        assert list(faults(browser, fullest(LONGEST), screens)) == []
    finally:
        browser.quit()


@pytest.mark.parametrize("focus", ["skip", "sound", "now", "main"])
def test_space_pauses_wherever_the_focus_is(shown: Firefox, focus: str) -> None:
    shown.run("window.now = 5; document.getElementById(arguments[0]).focus()", focus)
    shown.press(Keys.SPACE)
    assert moment(shown) == [5, True]

    shown.press(Keys.SPACE)
    assert moment(shown) == [5, False]


def test_keys_lead_on(shown: Firefox) -> None:
    shown.press(Keys.ARROW_RIGHT)
    assert moment(shown) == [TIMELINE.parts[1], False]
    shown.run("document.getElementById('skip').focus()")
    shown.press(Keys.RETURN)
    assert moment(shown) == [TIMELINE.parts[2], False]


def test_the_place_is_kept_over_a_reload(shown: Firefox) -> None:
    shown.run("window.now = 250; lowbackPlayer.show()")
    shown.reload()

    assert moment(shown) == [250, True]


def test_after_an_emergency_answer_there_is_one_screen_also_after_a_reload(shown: Firefox) -> None:
    """Until somebody was seen; then all is asked again."""
    shown.run("lowbackPlayer.act('hurt'); document.querySelector('#talk-answers button').click()")
    assert shown.run("return lowbackPlayer.screen") == "stop-emergency"
    shown.run("lowbackPlayer.act('resume'); lowbackPlayer.act('list')")
    shown.reload()
    assert shown.run("return lowbackPlayer.screen") == "stop-emergency"
    assert shown.run("return document.querySelector('.list').checkVisibility()") is False

    shown.run("document.querySelector('#talk-answers button').click()")
    shown.run("document.querySelector('#talk-answers button').click()")
    assert shown.run("return lowbackPlayer.screen") == "sign-emergency"


def test_every_screen_that_asks_fits(shown: Firefox) -> None:
    for screen in (each for each in SCREENS if each.letters == 100):
        shown.size(screen.width, screen.height, pixels=screen.pixels)
        assert shown.run(EVERY_SCREEN) == [], str(screen)
    shown.size(390, 844)


def test_the_policy_has_nothing_to_refuse(firefox: Firefox, tmp_path: Path) -> None:
    """Style and script are obeyed, so their sums are right; nothing else is asked for."""
    firefox.open(tmp_path / "page.html", html.render(LONGEST, player=True))

    assert firefox.run("return getComputedStyle(document.getElementById('start')).borderRadius") == "16px"
    assert firefox.run("return performance.getEntriesByType('resource').length") == 0
