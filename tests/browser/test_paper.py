"""On paper: headings stay with what follows, poses are large enough, and every theme is read on white."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from attrs import evolve
from pypdf import PdfReader

from chromium import Browser
from firefox import Firefox
from lowback import Brief, Exercise, Routine, compose, default_catalog
from lowback.render import html, svg
from lowback.render._outline import SectionKind, handout_of

EXERCISES = [*default_catalog().values()]
ROUTINE = compose(Brief(15, cautions=["wrist-pain"], seed=4))
A4 = (8.27, 11.69)
_MILLIMETRE = 96 / 25.4


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser | Firefox]:
    found: Browser | Firefox = request.getfixturevalue(request.param)
    yield found
    if isinstance(found, Browser):
        found.media()


def letters(text: str) -> str:
    """Without blanks, which papers do not hold, and without ligatures."""
    return "".join(normalize("NFKC", text).split())


def sheets(browser: Browser | Firefox, folder: Path, page: str) -> list[str]:
    browser.open(folder / "page.html", page)
    pdf = folder / "page.pdf"
    pdf.write_bytes(browser.paper(*A4))
    return [letters(sheet.extract_text()) for sheet in PdfReader(pdf).pages]


@pytest.mark.parametrize(
    "player", [pytest.param(True, id="player", marks=pytest.mark.whole), pytest.param(False, id="handout")]
)
def test_sheets_are_packed_and_a_heading_stays_with_what_follows(
    browser: Browser | Firefox, tmp_path: Path, *, player: bool
) -> None:
    """Two exercises and more on a sheet, after the first one with the questions, and one for the sources."""
    found = sheets(browser, tmp_path, html.render(ROUTINE, player=player))
    phases = [each for each in handout_of(ROUTINE).sections if each.kind is SectionKind.PHASE]

    assert len(found) <= 2 + -(-len(ROUTINE.items) // 2)
    assert len(phases) > 1
    for phase in phases:
        first = phase.entries[0]
        assert any(letters(f"{phase.heading}{first.number}. {first.name}") in sheet for sheet in found)


# Poses -------------------------------------------------------------------------------------------

POSES = """
const sides = (each) => { const { width, height } = each.getBoundingClientRect(); return Math.max(width, height); };
return [...document.querySelectorAll(arguments[0])].map(sides);
"""


def of_all(exercises: list[Exercise]) -> Routine:
    """A routine of these, which nobody has to do."""
    item = ROUTINE.items[0]
    return evolve(ROUTINE, items=tuple(evolve(item, exercise=each, cautions=()) for each in exercises))


def test_every_pose_is_three_centimetres_or_more_on_paper(chromium: Browser, tmp_path: Path) -> None:
    """The longer side of what is drawn, on a sheet of A4 with its margins."""
    chromium.media("print")
    chromium.size(round(186 * _MILLIMETRE), 1000)
    chromium.open(tmp_path / "handout.html", html.render(of_all(EXERCISES)))
    found = chromium.run(POSES, ".picture svg > g")
    chromium.media()

    assert isinstance(found, list)
    assert len(found) > 2 * len(EXERCISES)
    assert min(found) >= 30 * _MILLIMETRE  # type: ignore[type-var, operator]  # numbers, as the script gives them


def test_every_pose_of_a_printed_player_is_three_centimetres_or_more(chromium: Browser, tmp_path: Path) -> None:
    chromium.open(tmp_path / "player.html", html.render(ROUTINE, player=True))
    chromium.media("print")
    chromium.size(round(186 * _MILLIMETRE), 1000)
    found = chromium.run(POSES, ".pictures svg")
    chromium.media()

    assert isinstance(found, list)
    assert len(found) > len(ROUTINE.items)
    assert min(found) >= 30 * _MILLIMETRE  # type: ignore[type-var, operator]  # numbers, as the script gives them


NUMBERS = """
const digits = document.querySelectorAll(arguments[0]);
return [...digits].map((each) => (each.getBoundingClientRect().height * 97) / 80); // with the width of the line
"""
DIGIT = "circle + g[stroke-linecap] > path"


@pytest.mark.parametrize("player", [True, False], ids=["player", "handout"])
def test_every_number_in_a_picture_is_two_and_a_half_millimetres_high_on_paper(
    chromium: Browser, tmp_path: Path, *, player: bool
) -> None:
    chromium.media("print")
    chromium.size(round(186 * _MILLIMETRE), 1000)
    shown = html.render(ROUTINE, player=True) if player else html.render(of_all(EXERCISES))
    chromium.open(tmp_path / "page.html", shown)
    found = chromium.run(NUMBERS, f"{'.list' if player else '.picture'} {DIGIT}")
    chromium.media()

    assert isinstance(found, list)
    assert len(found) > len(ROUTINE.items)
    assert min(found) >= 2.5 * _MILLIMETRE  # type: ignore[type-var, operator]  # numbers, as the script gives them


# Themes ------------------------------------------------------------------------------------------

NIGHT = evolve(svg.theme_of("dark"), background="#102030")
COLOURS = """
const colour = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
const lines = [...document.querySelectorAll("article svg [stroke], symbol [stroke]")];
return [colour("body", "color"), colour(".small", "color"), ...lines.map((each) => getComputedStyle(each).stroke)];
"""


def darkest(colours: list[str]) -> float:
    """Relative luminance of the darkest one (WCAG 2)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    def luminance(colour: str) -> float:
        red, green, blue = (linear(int(part)) for part in colour.removeprefix("rgb(").rstrip(")").split(",")[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    return min(luminance(colour) for colour in colours if colour.startswith("rgb("))


@pytest.mark.parametrize("player", [True, False], ids=["player", "handout"])
@pytest.mark.parametrize("theme", [None, *svg.ThemeName, NIGHT], ids=["none", *svg.ThemeName, "own"])
def test_every_theme_is_read_on_white_paper(
    chromium: Browser, theme: svg.ThemeName | svg.Theme | None, tmp_path: Path, *, player: bool
) -> None:
    """No printer prints the ground, so text needs a contrast of 4.5 with white, and pictures have dark lines."""
    chromium.open(tmp_path / "page.html", html.render(ROUTINE, player=player, theme=theme))
    chromium.media("print")
    found = chromium.run(COLOURS)
    chromium.media()
    assert isinstance(found, list)
    text, small, *lines = map(str, found)

    assert [1.05 / (darkest([colour]) + 0.05) >= 4.5 for colour in (text, small)] == [True, True]
    assert 1.05 / (darkest(lines) + 0.05) >= 4.5
