"""The handout as people see it: on phones, tablets, desks, in the dark and on paper."""

from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from attrs import evolve
from PIL import Image
from pypdf import PdfReader

from chromium import Browser
from lowback import Brief, Programme, compose
from lowback.render import html
from lowback.vocabulary import Weekday

ROUTINE = compose(Brief(10, cautions=["wrist-pain", "knee-pain-loading"]))
PAGE = html.render(ROUTINE)
PLAN = Programme.start(Brief(10), weeks=2, days=[*Weekday], start=date(2027, 1, 4), usual_pain=3)
WEEK = html.render(PLAN.week)

SCREENS = {"phone": (360, 780), "tablet": (820, 1180), "desk": (1280, 1000)}
PAPERS = {"a4": (8.27, 11.69), "letter": (8.5, 11)}


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Browser:
    chromium.media()
    chromium.size(*SCREENS["desk"])
    chromium.open(tmp_path / "handout.html", PAGE)
    return chromium


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_and_axe_finds_nothing(shown: Browser, screen: str, scheme: str, tmp_path: Path) -> None:
    shown.media(scheme=scheme)
    shown.size(*SCREENS[screen])
    (tmp_path / f"{screen}-{scheme}.png").write_bytes(shown.picture())

    assert shown.run("return document.documentElement.scrollWidth") == SCREENS[screen][0]
    assert shown.axe() == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_a_week_sticks_out_and_axe_finds_nothing(chromium: Browser, screen: str, tmp_path: Path) -> None:
    chromium.media()
    chromium.size(*SCREENS[screen])
    chromium.open(tmp_path / "week.html", WEEK)

    assert chromium.run("return document.documentElement.scrollWidth") == SCREENS[screen][0]
    assert chromium.axe() == []


def test_the_policy_lets_the_style_through_and_nothing_else(shown: Browser) -> None:
    assert shown.run("return getComputedStyle(document.querySelector('.stop')).borderLeftStyle") == "solid"
    assert shown.run("return document.scripts.length") == 0
    assert shown.run("return performance.getEntriesByType('resource').length") == 0


SHIRT = "return getComputedStyle(document.querySelector('[fill=\"var(--p-shirt)\"]')).fill"
PAGE_AND_INK = "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]"


@pytest.mark.parametrize(
    ("media", "scheme", "shirt", "page", "ink"),
    [
        ("screen", "light", "rgb(159, 211, 216)", "rgb(255, 255, 255)", "rgb(23, 33, 44)"),
        ("screen", "dark", "rgb(44, 104, 116)", "rgb(20, 25, 31)", "rgb(232, 238, 244)"),
        ("print", "light", "rgb(217, 217, 217)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"),
        ("print", "dark", "rgb(217, 217, 217)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"),
    ],
)
def test_page_and_pictures_take_the_colours_of_the_reader(
    shown: Browser, media: str, scheme: str, shirt: str, page: str, ink: str
) -> None:
    shown.media(media, scheme=scheme)

    assert shown.run(SHIRT) == shirt
    assert shown.run(PAGE_AND_INK) == [page, ink]


def test_a_lens_takes_the_colours_of_the_reader_too(chromium: Browser, tmp_path: Path) -> None:
    """What a lens shows is the picture once more, by `use`, which rules reach in another way: no colour on paper."""
    routine = compose(Brief(10, include=["pelvic-tilt"]))
    chromium.open(tmp_path / "lens.html", html.render(routine))
    chromium.media("print")
    image = tmp_path / "lens.png"
    image.write_bytes(chromium.picture())
    colours = Image.open(image).convert("RGB").getcolors(1 << 24) or []

    assert {colour for _, colour in colours if max(colour) - min(colour) > 8} == set()  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", PAPERS)
def test_an_exercise_is_not_torn_between_two_sheets(shown: Browser, paper: str, tmp_path: Path) -> None:
    pdf = tmp_path / f"{paper}.pdf"
    pdf.write_bytes(shown.paper(*PAPERS[paper]))
    sheets = [_letters(each.extract_text()) for each in PdfReader(pdf).pages]

    for number, item in enumerate(ROUTINE.items, start=1):
        (sheet,) = [each for each in sheets if _letters(f"{number}. {item.exercise.name}") in each]
        texts = [step.text for step in item.exercise.steps if step.seconds or item.dose.hold or item.dose.duration]
        texts += [error.correction for error in item.exercise.typical_errors]
        assert [text for text in texts if _letters(text) not in sheet] == []


def _letters(text: str) -> str:
    """Without blanks, which papers do not hold, and without ligatures."""
    return "".join(normalize("NFKC", text).split())


HOSTILE = "\"'><img src=x onerror=window.broken=1><script>window.broken=1</script><svg onload=window.broken=1>"


def test_hostile_texts_run_no_script(chromium: Browser, tmp_path: Path) -> None:
    item = ROUTINE.items[0]
    exercise = evolve(
        item.exercise,
        name=HOSTILE,
        summary=HOSTILE,
        breathing=HOSTILE,
        steps=tuple(evolve(step, text=HOSTILE) for step in item.exercise.steps),
        typical_errors=tuple(evolve(each, error=HOSTILE) for each in item.exercise.typical_errors),
        sources=tuple(
            evolve(each, title=HOSTILE, url=f"javascript:window.broken=1//{each.id}") for each in item.exercise.sources
        ),
    )
    routine = evolve(ROUTINE, items=(evolve(item, exercise=exercise), *ROUTINE.items[1:]))
    chromium.open(tmp_path / "hostile.html", html.render(routine))

    assert chromium.run("return typeof window.broken") == "undefined"
    assert chromium.run("return document.querySelectorAll('script, img, [onload], [onerror]').length") == 0
    assert chromium.run("return [...document.links].filter((link) => link.protocol === 'javascript:').length") == 0
    assert chromium.run("return document.querySelector('h3').textContent") == f"1. {HOSTILE}"


def test_a_notebook_keeps_its_style(chromium: Browser, tmp_path: Path) -> None:
    """The handout is in a frame of its own, in which no script may run."""
    notebook = f"<!DOCTYPE html><title>Notebook</title><h2>Mine</h2>{ROUTINE._repr_html_()}"
    before = "return getComputedStyle(document.querySelector('h2')).fontSize"
    chromium.open(tmp_path / "plain.html", notebook.partition("<iframe")[0])
    size = chromium.run(before)
    chromium.open(tmp_path / "notebook.html", notebook)

    assert chromium.run(before) == size
    chromium.driver.switch_to.frame(0)
    heading = chromium.run("return document.querySelector('h1').textContent")
    assert heading == f"10 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises"
    chromium.driver.switch_to.default_content()
