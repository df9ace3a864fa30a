"""Texts of catalogs as they come: long words, names of 170 letters, other scripts, the other direction, emoji."""

import pytest
from attrs import evolve

from lowback import Brief, Routine, Timeline, compose
from lowback.model import CautionRule
from lowback.render import html
from lowback.vocabulary import CautionLevel
from playing import Page
from walk import SCREENS, faults

ITEM = compose(Brief(5, include=["single-knee-to-chest"])).items[0]
ROUTINE = compose(Brief(5, include=["single-knee-to-chest"]))

TEXTS = {
    "one word": "Rumpfwirbelsäulenstreckungsübung" * 5 + "abcdefghij",
    "170 letters": ("Lying on the back with both knees bent and the arms beside the body " * 3)[:170].strip(),
    "Arabic": "استلقِ على ظهرك واثنِ ركبتيك، ثم ارفع حوضك ببطء حتى يصبح جسمك مستقيمًا من الكتفين إلى الركبتين",
    "Japanese": "仰向けに寝て両膝を立て、お腹に軽く力を入れたまま、ゆっくりとお尻を持ち上げてください。",
    "emoji": "🧘🏽\u200d♀️ Knee 👨\u200d👩\u200d👧\u200d👦 in 🇩🇪 ✅ 🦵🏿 " * 3,
}

SOME_TEXTS = [
    pytest.param(words, id=name, marks=() if name in {"170 letters", "Arabic"} else pytest.mark.whole)
    for name, words in TEXTS.items()
]


def saying(words: str) -> Routine:
    """A routine of one exercise that says nothing else."""
    steps = tuple(evolve(step, text=words, short_text=words) for step in ITEM.exercise.steps)
    exercise = evolve(ITEM.exercise, name=words, steps=steps, breathing=words)
    rule = CautionRule(key="own", level=CautionLevel.MODIFY, how=words)
    return evolve(ROUTINE, items=(evolve(ITEM, exercise=exercise, cautions=(rule,)),))


@pytest.mark.parametrize("words", SOME_TEXTS)
def test_every_text_wraps_and_is_reached(shown: Page, words: str) -> None:
    routine = saying(words)
    shown.open(routine).start()
    seconds = [*{cue.kind: cue.start for cue in Timeline.of(routine).cues}.values(), routine.seconds]

    assert list(faults(shown.browser, seconds, long=True)) == []
    shown.at(0)
    assert shown.text("name") == " ".join(words.split())
    assert shown.browser.axe() == []


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("player", [True, False], ids=["player", "handout"])
def test_no_list_is_wider_than_the_screen(shown: Page, words: str, *, player: bool) -> None:
    shown.browser.open(shown.folder / "list.html", html.render(saying(words), player=player))

    for screen in SCREENS:
        shown.browser.size(screen.width, screen.height, letters=screen.letters)
        assert shown.run("return document.documentElement.scrollWidth") <= screen.width, screen


EDGES = """
const edges = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
  return [text.left - box.left, box.right - text.right];
};
return [...document.querySelectorAll(arguments[0])].map(edges);
"""


def test_arabic_begins_at_the_right_in_an_english_page(shown: Page) -> None:
    shown.open(saying("ركبة")).start().at(0)

    ((left, right),) = shown.run(EDGES, "#name")
    assert right < 1 < left
    shown.run("lowbackPlayer.act('list')")
    for left, right in shown.run(EDGES, ".list article h3"):
        assert right < 1 < left


def test_a_page_says_its_language_and_direction(shown: Page) -> None:
    shown.open(ROUTINE)

    assert shown.run("const { lang, dir } = document.documentElement; return [lang, dir]") == ["en", "ltr"]
