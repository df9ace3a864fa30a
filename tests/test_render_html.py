"""The handout as a page: strict markup, every fact, no text that is more than text."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import unescape
from itertools import chain
from xml.etree.ElementTree import Element

import pytest
from attrs import evolve
from html5lib import HTMLParser
from hypothesis import given

from by_hand import steps_told
from hostile import TRICKS, hostile, texts
from lowback import Brief, Routine, compose, default_catalog
from lowback._words import REVIEW, safe
from lowback.render import html, markdown, svg
from lowback.render._outline import Steps, handout_of
from lowback.render.html._colours import PageStyle
from lowback.render.svg._drawing import draw
from lowback.render.svg._numbers import _DIGITS
from strategies import examples

ROUTINE = compose(Brief(5, cautions=["wrist-pain"]))
PAGE = html.render(ROUTINE)
LOST = evolve(ROUTINE.items[0], exercise=evolve(ROUTINE.items[0].exercise, id="not-drawn"))

SVG = "{http://www.w3.org/2000/svg}"


def read(page: str) -> Element:
    """By an independent reader that takes no fault."""
    root: Element = HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return root


def shown(element: Element) -> str:
    """The words in an element, blanks alike."""
    return " ".join("".join(element.itertext()).split())


def shape(page: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    """Elements with their attributes and classes, without words."""
    return [(str(each.tag), tuple(sorted(map(str, each.keys()))), each.get("class")) for each in read(page).iter()]


# What is there -----------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [2, 10, 30])
def test_a_page_says_everything(minutes: int) -> None:
    routine = compose(Brief(minutes, cautions=["wrist-pain", "knee-pain-loading"], seed=minutes))
    words = shown(read(html.render(routine)))

    for item, steps in steps_told(routine):
        exercise = item.exercise
        facts = [exercise.name, exercise.summary, exercise.breathing, *(rule.how for rule in item.cautions)]
        facts += [step.text for step in steps if step.seconds or item.dose.hold or item.dose.duration]
        facts += [f"{each.error}. {each.correction}" for each in exercise.typical_errors]
        facts += [source.title for source in exercise.sources]
        assert [fact for fact in facts if fact not in words] == []
    safety = chain((rule.text for rule in routine.stop_rules), (flag.question for flag in routine.red_flags))
    assert [fact for fact in safety if fact not in words] == []
    assert REVIEW in words


def test_headings_lead_through_the_page() -> None:
    headings = [(each.tag, shown(each)) for each in read(PAGE).iter() if each.tag in ("h1", "h2", "h3")]
    phases = list(dict.fromkeys(item.phase for item in ROUTINE.items))
    names = {
        phase: [f"{n}. {item.exercise.name}" for n, item in enumerate(ROUTINE.items, 1) if item.phase == phase]
        for phase in phases
    }

    assert headings == [
        ("h1", f"5 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises"),
        ("h2", "See a doctor first if you answer yes to one of these"),
        ("h2", "When to stop"),
        ("h2", "Tick off what you did"),
        *chain.from_iterable(
            [("h2", phase.capitalize()), *(("h3", name) for name in names[phase])] for phase in phases
        ),
        ("h2", "Sources"),
    ]


def test_the_steps_of_an_exercise_are_numbered_from_its_first_to_its_last() -> None:
    """In one count over all its lists, as in Markdown."""
    counts = [
        [(each.get("start", "1"), len(each)) for each in article.iter("ol")] for article in read(PAGE).iter("article")
    ]
    papers = markdown.render(ROUTINE).split("\n### ")[1:]
    lists = [re.findall(r"^([0-9]+)\. .* \([0-9].*\)$", paper, re.MULTILINE) for paper in papers]

    assert len(counts) == len(ROUTINE.items)
    for found, numbers in zip(counts, lists, strict=True):
        assert [int(start) for start, _ in found] == [1 + sum(n for _, n in found[:k]) for k in range(len(found))]
        assert numbers == [str(number) for number in range(1, 1 + sum(n for _, n in found))]


def test_the_number_in_a_picture_is_that_of_the_step() -> None:
    """Of the first one that takes the pose, in the handout, in the list of the player and on paper."""
    (bridge,) = [each for each in compose(Brief(5, include=["bridge"])).items if each.exercise.id == "bridge"]
    routine = evolve(ROUTINE, items=(bridge,))
    (entry,) = [entry for section in handout_of(routine).sections for entry in section.entries]
    texts = [text for line in entry.how if isinstance(line, Steps) for text, _ in line.steps]
    own = {step.pose: texts.index(step.text) + 1 for step in reversed(bridge.exercise.steps) if step.text in texts}
    pages = (html.render(routine), html.render(routine, player=True), svg.render(bridge.exercise))

    assert entry.numbers == own == {"start": 1, "up": 3}
    for page in pages:
        assert [page.count(f'd="{digit}"') for digit in _DIGITS] == [0, 1, 0, 1, *[0] * 6]
        assert "<text" not in page


def test_a_page_is_whole_and_says_its_language() -> None:
    root = read(PAGE)
    named = {each.get("name"): each.get("content") for each in root.iter("meta")}

    assert root.get("lang") == "en"
    assert [each.text for each in root.iter("title")] == [
        f"5 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises"
    ]
    assert named["viewport"] == "width=device-width, initial-scale=1"


def test_nothing_is_fetched_and_nothing_runs() -> None:
    """Only the one style is obeyed; links are followed when somebody wants to."""
    root = read(PAGE)
    (style,) = [str(each.text) for each in root.iter("style")]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [each.get("content") for each in root.iter("meta") if each.get("http-equiv")]

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not {"script", "img", "link", "iframe", "object", "base"} & {str(each.tag) for each in root.iter()}
    assert not {name for each in root.iter() for name in each.attrib if str(name).startswith(("on", "src", "style"))}
    assert "url(" not in style
    assert "@import" not in style


def test_links_lead_to_the_web() -> None:
    links = [str(each.get("href")) for each in read(PAGE).iter("a")]

    assert links
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_every_id_is_there_once_and_every_reference_leads_somewhere() -> None:
    root = read(html.render(compose(Brief(30))))
    ids = Counter(each.get("id") for each in root.iter() if each.get("id"))
    wanted = {str(each.get("href"))[1:] for each in root.iter(f"{SVG}use")}
    wanted |= {str(each.get("aria-labelledby")) for each in root.iter("article")}

    assert {id_ for id_, count in ids.items() if count > 1} == set()
    assert wanted <= set(ids)


@pytest.mark.parametrize("mix", ["mixed", "stretch", "gentle"])
def test_half_an_hour_fits_into_a_mail(mix: str) -> None:
    assert len(html.render(compose(Brief(30, mix))).encode()) < 600_000


def test_the_same_routine_is_the_same_page() -> None:
    assert html.render(compose(Brief(5, cautions=["wrist-pain"]))) == PAGE


# Pictures ----------------------------------------------------------------------------------------


def test_a_picture_has_a_name_and_words() -> None:
    exercise = default_catalog()["bridge"]
    routine = evolve(ROUTINE, items=(evolve(ROUTINE.items[0], exercise=exercise),))
    (picture,) = read(html.render(routine)).iter(f"{SVG}svg")

    assert (picture.get("role"), picture.findtext(f"{SVG}title")) == ("img", "Bridge")
    assert picture.findtext(f"{SVG}desc") == " ".join(step.text for step in exercise.steps)


def test_where_there_is_no_picture_the_page_says_so() -> None:
    page = html.render(evolve(ROUTINE, items=(LOST,)))

    assert "<svg" not in page
    assert '<p class="picture">There is no picture of this exercise. Follow the words.</p>' in page


ID = re.compile(r"\bp[0-9a-f]{8}")
NO_RIM = re.compile(r'<g stroke="none".*?</g>')
SET = {
    "light": r":root\{([^}]*)\}",
    "dark": r"@media screen[^{]*\{:root\{([^}]*)\}",
    "print": r"@media print\{:root\{([^}]*)\}",
}
"""The rules that say what the variables are, on a light and a dark screen and on paper."""


@pytest.mark.parametrize("theme", SET)
@pytest.mark.parametrize("look", svg.Look)
def test_on_each_screen_and_on_paper_a_picture_is_the_one_of_the_theme(look: svg.Look, theme: str) -> None:
    """What is drawn once in variables is, with what the page sets them to, what is drawn in that theme."""
    style = PageStyle.of(look=look)
    (rule, *_) = re.findall(SET[theme], style.rules)
    paints = dict(each.split(":") for each in rule.split(";"))
    for exercise in [*default_catalog().values()][:: 5 if look is svg.Look.FAIR else 20]:
        drawn = re.sub(r"var\((--[a-z-]+)\)", lambda found: paints[found[1]], draw(exercise, style.pictures))

        assert ID.sub("", NO_RIM.sub("", drawn)) == ID.sub("", svg.render(exercise, theme=theme, look=look))


def test_a_theme_of_ones_own_is_kept_on_every_screen_and_on_paper() -> None:
    page = html.render(ROUTINE, theme="line")

    assert "prefers-color-scheme" not in page
    assert svg.render(ROUTINE.items[-1].exercise, theme="line").rstrip() in page


# Texts are data ----------------------------------------------------------------------------------


@pytest.mark.parametrize("trick", TRICKS, ids=ascii)
def test_no_known_trick_is_more_than_text(trick: str) -> None:
    _is_text_only(trick)


@given(texts())
@examples(20)
def test_no_text_is_more_than_text(text: str) -> None:
    _is_text_only(text)


BARE = evolve(ROUTINE, items=(ROUTINE.items[-1], LOST))


def _is_text_only(text: str) -> None:
    """The page is made of the elements that it is made of with harmless words, and shows the text."""
    page = html.render(hostile(BARE, text))

    assert page.encode().decode() == page
    assert shape(page) == shape(html.render(hostile(BARE, "Words")))
    assert shown(next(read(page).iter("h3"))) == " ".join(f"1. {safe(text)}".split())


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "https://example.org/ x", 'https://a"b', "//a", "ftp://a", "https://"],
)
def test_what_is_not_on_the_web_is_no_link(address: str) -> None:
    item = ROUTINE.items[0]
    sources = (evolve(item.exercise.sources[0], url=address),)
    root = read(html.render(evolve(ROUTINE, items=(evolve(item, exercise=evolve(item.exercise, sources=sources)),))))

    assert list(root.iter("a")) == []
    assert address in shown(root)


# Options -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "word", "message"),
    [
        ("theme", "drak", "theme: got 'drak', expected one of light, dark, print, line (did you mean 'dark'?)"),
        ("look", "x", "look: got 'x', expected one of fair, tan, deep, grey"),
        ("build", "x", "build: got 'x', expected one of average, broad"),
    ],
)
def test_what_is_not_known_is_told(name: str, word: str, message: str) -> None:
    with pytest.raises(ValueError, match=name) as caught:
        html.render(ROUTINE, **{name: word})  # type: ignore[arg-type]

    assert str(caught.value) == message


# Notebooks ---------------------------------------------------------------------------------------


def test_a_notebook_shows_the_handout_in_a_frame() -> None:
    fragment = ROUTINE._repr_html_()
    (frame,) = HTMLParser(namespaceHTMLElements=False).parseFragment(fragment)

    assert frame.get("srcdoc") == PAGE
    assert frame.get("sandbox") == "allow-popups allow-popups-to-escape-sandbox"
    assert unescape(fragment).count("<iframe") == 1


def test_a_routine_without_items_has_a_page() -> None:
    empty: Routine = evolve(ROUTINE, items=())

    assert shown(read(html.render(empty))).startswith("0 seconds for the lower back, mixed, 0 exercises")
