"""Nothing overlaps and everything is seen, on screens of all sizes; `nox -s walk` looks at many more routines.

Colours that somebody forces, and paper, are here, too.
"""

from itertools import groupby

from selenium.webdriver.common.keys import Keys

from lowback import Brief, Routine, Timeline, compose
from playing import Page
from walk import faults

LONGEST = compose(
    Brief(
        10,
        cautions=[
            "osteoporosis",
            "late-pregnancy",
            "early-pregnancy",
            "pelvic-girdle-pain",
            "postnatal",
            "radicular-peripheralise",
        ],
        max_difficulty=3,
    )
)
"""Its cautions ask the most that any ask of a whole routine."""


def fullest(routine: Routine) -> list[int]:
    """When each exercise has the most to show; and the first second, and the last."""
    fullest = [
        max(cues, key=lambda cue: len(cue.short_text) + len(cue.step.text if cue.step else "")).start
        for _, cues in groupby(Timeline.of(routine).cues, key=lambda cue: cue.item_index)
    ]
    return [0, *fullest, routine.seconds]


def test_everything_is_on_the_screen_apart_and_large_enough(shown: Page) -> None:
    shown.open(LONGEST).start()

    assert list(faults(shown.browser, fullest(LONGEST))) == []


WORDS_IN_PIECES = """
const { firstChild } = document.getElementById("name");
const found = [];
for (const { 0: word, index } of firstChild.textContent.matchAll(/\\S+/g)) {
  const range = document.createRange();
  range.setStart(firstChild, index);
  range.setEnd(firstChild, index + word.length);
  if (range.getClientRects().length > 1) found.push(word);
}
return found;
"""


def test_no_word_of_a_name_is_torn_on_a_phone_with_letters_twice_as_large(shown: Page) -> None:
    routine = compose(Brief(10, include=["supine-hamstring-stretch"]))
    index = [item.exercise.id for item in routine.items].index("supine-hamstring-stretch")
    shown.open(routine).start()
    shown.browser.size(390, 844, letters=200)
    shown.at(sum(item.seconds for item in routine.items[:index]) + 1)

    assert shown.text("name") == "Supine hamstring stretch"
    assert shown.run(WORDS_IN_PIECES) == []


def test_what_does_not_fit_is_scrolled_to_with_keys(shown: Page) -> None:
    """Whoever has no pointer reaches the last word of what a caution asks."""
    shown.open(LONGEST).start()
    shown.browser.size(568, 320)
    shown.at(0)
    below = "const now = document.getElementById('now').getBoundingClientRect();"
    below += "return document.getElementById('care').getBoundingClientRect().bottom - now.bottom"
    assert shown.run(below) > 100

    shown.run("document.getElementById('now').focus()")
    shown.press(Keys.END)
    shown.wait(lambda: shown.run(below) <= 0)


def test_another_exercise_is_read_from_its_first_word(shown: Page) -> None:
    shown.open(LONGEST).start()
    shown.browser.size(568, 320)
    shown.at(0)
    top = "return document.getElementById('now').scrollTop"
    shown.run("document.getElementById('now').scrollTop = 50")

    shown.at(1)
    assert shown.run(top) == 50
    shown.run("lowbackPlayer.act('next')")
    assert shown.run(top) == 0


# Forced colours ----------------------------------------------------------------------------------

FORCED = """
const style = (selector, pseudo) => getComputedStyle(document.querySelector(selector), pseudo);
return {
  controls: [...document.querySelectorAll(".controls button")].map((each) => getComputedStyle(each).borderTopColor),
  bar: style("progress").borderTopStyle,
  picture: style("#stage svg").backgroundColor,
  page: style("html").backgroundColor,
};
"""


def test_with_forced_colours_buttons_have_edges_and_pictures_their_ground(shown: Page) -> None:
    """Lines that are drawn for white paper would not be seen on a black screen."""
    shown.browser.media(scheme="dark", forced_colours=True)
    found = shown.open(LONGEST).start().run(FORCED)

    assert shown.run("return matchMedia('(forced-colors: active)').matches")
    assert found["page"] not in found["controls"]
    assert found["bar"] == "solid"
    assert found["picture"] == "rgb(20, 25, 31)"
