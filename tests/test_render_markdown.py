"""Markdown that an independent reader understands, whatever the texts are."""

import re
from collections.abc import Iterator
from itertools import groupby

import pytest
from attrs import evolve
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from by_hand import steps_told
from hostile import TRICKS, everywhere, hostile, texts
from lowback import Brief, Catalog, Exercise, Routine, compose, default_catalog
from lowback._words import REVIEW, safe
from lowback.render import markdown
from lowback.render import text as plain_text
from strategies import examples

ROUTINE = compose(Brief(5, cautions=["grip"]))
BRIDGE = default_catalog()["bridge"]
READER = MarkdownIt("commonmark")
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(page: str, reader: MarkdownIt = READER) -> Iterator[Token]:
    """Every token, those inside lines too."""
    for token in reader.parse(page):
        yield token
        yield from token.children or ()


def shape(page: str, reader: MarkdownIt = READER) -> list[tuple[str, str]]:
    """What a page is made of, without its words."""
    return [(token.type, token.tag) for token in read(page, reader) if token.type not in ("text", "text_special")]


def lines(page: str) -> list[str]:
    """The words of each paragraph, heading and item, as they are shown."""
    inline = [token for token in READER.parse(page) if token.type == "inline"]
    return ["".join(each.content for each in token.children or ()) for token in inline]


START = f"""\
# 5 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises

{REVIEW}

**Good to know:** {ROUTINE.message and ROUTINE.message.text}

Made for a person who says:

- My grip is weak or my hands hurt.

**You need:** """

END = f"""\
## Sources

1. Knee exercises at home, NHS <https://example.org/a?b=c&d>
2. Off line, A clinic ftp://example.org/a

{REVIEW}
"""


def test_a_routine_begins_with_what_has_to_be_known_before() -> None:
    assert markdown.render(ROUTINE).startswith(START)
    assert [line for line in markdown.render(ROUTINE).splitlines() if line.startswith("#")] == [
        f"# 5 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises",
        "## See a doctor first if you answer yes to one of these",
        "## When to stop",
        *(
            line
            for phase, items in groupby(enumerate(ROUTINE.items, 1), key=lambda each: each[1].phase)
            for line in (f"## {phase.capitalize()}", *(f"### {n}. {item.exercise.name}" for n, item in items))
        ),
        "## Sources",
    ]


def test_an_exercise_of_a_catalog_is_described_in_the_words_and_seconds_of_that_catalog() -> None:
    packaged = default_catalog().conventions
    regions = tuple(evolve(each, name=f"our {each.name}") for each in packaged.regions)
    cautions = tuple(evolve(each, label=f"For us {each.label}") for each in packaged.cautions)
    conventions = evolve(packaged, regions=regions, cautions=cautions, timing=evolve(packaged.timing, tick=600))

    page = markdown.render(BRIDGE, catalog=Catalog([BRIDGE], conventions=conventions))

    assert "**Works on:** our buttocks" in page
    assert "**Takes:** 10 minutes" in page
    assert "- For us " in page


def test_an_exercise_ends_with_its_sources() -> None:
    first, second = (evolve(BRIDGE.sources[0], publisher=name, year=None) for name in ("NHS", "A clinic"))
    sources = (
        evolve(first, title="Knee exercises at home", url="https://example.org/a?b=c&d"),
        evolve(second, title="Off line", url="ftp://example.org/a"),
    )

    assert markdown.render(evolve(BRIDGE, sources=sources)).endswith(END)


def facts(routine: Routine) -> Iterator[str]:
    """What a person has to know."""
    for item, steps in steps_told(routine):
        exercise = item.exercise
        yield from (exercise.name, exercise.breathing, *(rule.how for rule in item.cautions))
        yield from (step.text for step in steps if step.seconds or item.dose.hold or item.dose.duration)
        yield from (each.correction for each in exercise.typical_errors)
        yield from (source.title for source in exercise.sources)
    yield from (rule.text for rule in routine.stop_rules)
    yield from (flag.question for flag in routine.red_flags)


@pytest.mark.parametrize("minutes", [2, 10, 30])
def test_a_routine_says_everything(minutes: int) -> None:
    routine = compose(Brief(minutes, cautions=["grip", "knee-pain-loading"], seed=minutes))
    shown = "\n".join(lines(markdown.render(routine)))

    assert [fact for fact in facts(routine) if safe(fact) not in shown] == []


def test_the_clock_is_that_of_plain_text() -> None:
    clocked = re.findall(r"^ *(\d+:\d\d)  \S", plain_text.render(ROUTINE), re.MULTILINE)

    assert re.findall(r"^\*\*(\d+:\d\d)\*\*", markdown.render(ROUTINE), re.MULTILINE) == clocked


@pytest.mark.parametrize("thing", [ROUTINE, BRIDGE], ids=["routine", "exercise"])
@pytest.mark.parametrize("trick", TRICKS, ids=ascii)
def test_no_known_trick_is_more_than_text(thing: Routine | Exercise, trick: str) -> None:
    _is_text_only(thing, trick)


@given(texts())
@examples(30)
def test_no_text_is_more_than_text(text: str) -> None:
    _is_text_only(ROUTINE, text)


def _is_text_only(thing: Routine | Exercise, text: str) -> None:
    """The page has the shape that it has with harmless words, also for readers that know tables."""
    harmful, harmless = (
        markdown.render(hostile(thing, each) if isinstance(thing, Routine) else everywhere(thing, each))
        for each in (text, "Words")
    )

    assert harmful.encode().decode() == harmful
    for reader in (READER, GITHUB):
        assert shape(harmful, reader) == shape(harmless, reader)
    shown = " ".join(safe(text).split())
    assert f"1. {shown}" in lines(harmful) if isinstance(thing, Routine) else shown in lines(harmful)[0]
