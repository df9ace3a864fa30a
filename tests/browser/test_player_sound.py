"""What is heard: a voice of the device that is never cut, ticks and tones; and what happens where there is none.

The voice is a fake that writes down what it is told. With `window.slow`, it talks until the test ends that.
"""

import pytest

from lowback import Brief, Timeline, compose
from lowback._words import Words
from lowback.render.html._telling import tellings
from lowback.timeline import CueKind
from playing import BEGIN, EVERY_SECOND, Page
from walk import faults

ROUTINE = compose(Brief(10, cautions=["knee-pain-loading", "wrist-pain"], seed=5))
TIMELINE = Timeline.of(ROUTINE)
TOLD = list(tellings(TIMELINE, Words.of(ROUTINE)))
LONG = next(
    index for index, cue in enumerate(TIMELINE.cues) if index and cue.duration >= 8 and TOLD[index].seconds >= 4
)
"""A cue with much to say."""

FAR_ONLY = "window.voices = [{ name: 'far', lang: 'en', localService: false, default: true }]"
END_OF_TALK = "const utterance = speaking; utterance.onstart?.(); utterance.onend?.()"


def spoken(page: Page) -> list[str]:
    """What was said since the last time."""
    found: list[str] = page.run("return spoken.splice(0)")
    return [words.removeprefix("near: ") for words in found if words != "-"]


def at_cue(page: Page, index: int) -> None:
    page.at(TIMELINE.cues[index].start)


# The voice ---------------------------------------------------------------------------------------


def test_each_cue_is_told_once_by_a_voice_of_the_device(shown: Page) -> None:
    shown.open(ROUTINE).start().run(EVERY_SECOND, 600)

    assert spoken(shown) == [*(telling.spoken for telling in TOLD), "Finished"]


def test_the_voice_begins_inside_of_the_tap(shown: Page) -> None:
    """Not a moment later: some browsers let nothing else begin with it."""
    found = shown.open(ROUTINE).run(f"{BEGIN}; return spoken.at(-1)")

    assert found == f"near: {TOLD[0].spoken}"


def test_words_are_not_cut_and_late_ones_are_short(shown: Page) -> None:
    """A voice that is slower than it should be finishes; then it says what there is time for."""
    shown.open(ROUTINE).run("window.slow = true")
    shown.start()
    spoken(shown)
    at_cue(shown, LONG)
    assert spoken(shown) == []

    shown.at(TIMELINE.cues[LONG].start + 1)
    shown.run(END_OF_TALK)
    late = TIMELINE.cues[LONG].duration - 1
    assert spoken(shown) == [TOLD[LONG].spoken if TOLD[LONG].seconds <= late else TIMELINE.cues[LONG].short_text]

    shown.at(TIMELINE.cues[LONG].end + 1)
    shown.run("speaking.onend()")
    assert "-" not in shown.run("return spoken")


def test_what_there_is_no_time_for_is_not_said(shown: Page) -> None:
    shown.open(ROUTINE).run("window.slow = true")
    shown.start()
    at_cue(shown, LONG)
    spoken(shown)
    shown.at(TIMELINE.cues[LONG].end - 0.5)
    shown.run(END_OF_TALK)

    assert spoken(shown) == []


def test_a_pause_silences_it_and_afterwards_it_tells_what_there_is_time_for(shown: Page) -> None:
    shown.open(ROUTINE).start()
    at_cue(shown, LONG)
    spoken(shown)
    shown.run("lowbackPlayer.act('pause')")
    assert shown.run("return spoken") == ["-"]

    shown.run("lowbackPlayer.act('resume')")
    assert spoken(shown) == [TOLD[LONG].spoken]
    shown.at(TIMELINE.cues[LONG].end - 1)
    shown.run("lowbackPlayer.act('pause')")
    spoken(shown)
    shown.run("lowbackPlayer.act('resume')")
    short = TIMELINE.cues[LONG].short_text
    assert spoken(shown) == ([short] if TOLD[LONG].short_seconds <= 1 else [])


@pytest.mark.parametrize("event", ["next", "again", "repeat"])
def test_a_jump_tells_the_new_cue(shown: Page, event: str) -> None:
    shown.open(ROUTINE).start().at(3)
    spoken(shown)
    shown.run("lowbackPlayer.act(arguments[0])", event)

    assert spoken(shown) == [TOLD[TIMELINE.cues.index(TIMELINE.at(shown.moment["second"]))].spoken]


def test_a_voice_that_comes_late_is_waited_for(shown: Page) -> None:
    shown.open(ROUTINE).run("window.voices = []")
    shown.start()
    assert spoken(shown) == ["nobody:  "]

    shown.run("delete window.voices; window.meetVoices()")
    assert spoken(shown) == [TOLD[0].spoken]
    assert shown.text("sound-words") == "Sound"


@pytest.mark.parametrize("script", ["window.voices = []", FAR_ONLY])
def test_where_the_device_has_no_voice_the_page_says_so_and_sends_no_word(shown: Page, script: str) -> None:
    """A voice that is elsewhere would send the words over the network."""
    shown.open(ROUTINE).run(script)
    shown.start()
    shown.wait(lambda: shown.text("sound-words") == "No voice")

    assert "no voice of its own" in shown.text("missing")
    assert "no voice of its own" in shown.text("live")
    assert list(faults(shown.browser, [0])) == []
    shown.run(EVERY_SECOND, 100)
    assert spoken(shown) == ["nobody:  "]


def test_a_voice_that_says_nothing_is_told_of_and_tried_again(shown: Page) -> None:
    shown.open(ROUTINE).run("window.slow = true")
    shown.start()
    shown.wait(lambda: shown.text("sound-words") == "No voice")
    spoken(shown)
    shown.run("window.slow = false")
    at_cue(shown, LONG)

    assert spoken(shown) == [TOLD[LONG].spoken]
    assert shown.text("sound-words") == "Sound"


def test_a_voice_that_fails_is_told_of(shown: Page) -> None:
    shown.open(ROUTINE).run("window.slow = true")
    shown.start().run("speaking.onerror({ error: 'synthesis-failed' })")

    assert shown.text("sound-words") == "No voice"
    assert shown.at(20)["second"] == 20


def test_without_speech_the_page_says_so_and_plays(shown: Page) -> None:
    name = shown.before_pages("delete window.SpeechSynthesisUtterance")
    shown.open(ROUTINE)
    shown.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})

    assert "no voice of its own" in shown.text("missing")
    assert shown.start().at(20)["second"] == 20


def test_sound_can_be_switched_off_and_on(shown: Page) -> None:
    shown.open(ROUTINE).start().run("lowbackPlayer.act('sound'); tones.length = 0")
    spoken(shown)
    shown.run(EVERY_SECOND, 600)
    assert (spoken(shown), shown.run("return tones")) == ([], [])

    shown.run("lowbackPlayer.act('sound')")
    shown.run(EVERY_SECOND, 600)
    assert len(spoken(shown)) > 10
    assert shown.run("return tones") != []


# Tones -------------------------------------------------------------------------------------------

TONES_OF_EACH_SECOND = (
    f"const begin = () => {{ {BEGIN} }};"
    """
const found = [];
for (window.now = 0; window.now <= arguments[0]; window.now += 1) {
  tones.length = 0; shakes.length = 0;
  if (window.now === 0) begin();
  lowbackPlayer.show();
  found.push([tones.map(([pitch]) => pitch), shakes.length]);
}
return found;
"""
)
TICK = [880]


def test_the_last_three_seconds_of_each_part_and_long_hold_tick(shown: Page) -> None:
    routine = compose(Brief(10, mix="stretch"))
    timeline = Timeline.of(routine)
    found = [tones for tones, _ in shown.open(routine).run(TONES_OF_EACH_SECOND, 600)]

    ends = {*timeline.parts[1:], 600, *(cue.end for cue in timeline.cues if cue.kind is CueKind.HALFWAY)}
    ticking = {end - before for end in ends for before in (1, 2, 3)}
    assert CueKind.HALFWAY in {cue.kind for cue in timeline.cues}
    assert {second for second, tones in enumerate(found) if TICK[0] in tones[:1]} == ticking - set(timeline.parts)


def test_work_begins_changes_and_ends_with_tones_of_their_own_that_are_felt_too(shown: Page) -> None:
    found = shown.open(ROUTINE).run(TONES_OF_EACH_SECOND, 600)
    tones = {second: tuple(each) for second, (each, _) in enumerate(found)}
    begins = {part for part in TIMELINE.parts if TIMELINE.at(part).set is not None}

    assert len({tones[second] for second in begins}) == 1
    assert len({tones[second] for second in set(TIMELINE.parts) - begins}) == 1
    assert len({tones[600], tones[min(begins)], tones[0], tuple(TICK)}) == 4
    assert [bool(each) for each, _ in found] == [shakes > 0 for _, shakes in found]


def test_where_tones_and_shaking_are_not_to_be_had_it_plays(shown: Page) -> None:
    gone = "delete window.AudioContext; Object.defineProperty(navigator, 'vibrate', { value: undefined })"
    name = shown.before_pages(gone)
    shown.open(ROUTINE)
    shown.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})
    shown.start().run(EVERY_SECOND, 600)

    assert shown.moment["cue"] is None


def test_tones_are_made_by_a_real_browser(chromium_with_sound: Page) -> None:
    """Nothing is loaded for them, and the policy has nothing against them."""
    page = chromium_with_sound.open(ROUTINE)
    page.run(
        "const Real = AudioContext;"
        "window.AudioContext = class extends Real { constructor() { super(); window.made = this; } }"
    )
    page.driver.find_element("id", "start").click()
    while page.screen:
        page.driver.find_elements("css selector", "#talk-answers button")[-1].click()

    page.wait(lambda: page.run("return window.made?.state") == "running")
    assert page.run("return made.currentTime") >= 0
    assert page.run("return performance.getEntriesByType('resource').length") == 0
