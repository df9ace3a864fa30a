"""A handout on paper: read by an independent reader, tagged, without a clock."""

import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from attrs import evolve
from hypothesis import given
from pypdf import PdfReader

from by_hand import steps_told
from hostile import TRICKS, hostile, texts
from lowback import Brief, Routine, compose
from lowback.diagnostics import Severity
from lowback.errors import MissingExtra, MissingLetters
from lowback.export import pdf
from strategies import examples

ROUTINE = compose(Brief(5, cautions=["wrist-pain"]))
PAPER = pdf.dumps(ROUTINE)
LOST = evolve(ROUTINE.items[0], exercise=evolve(ROUTINE.items[0].exercise, id="not-drawn"))


def letters(text: str) -> str:
    """Without blanks and hyphens, which a paper has where lines end, and without ligatures."""
    return "".join(normalize("NFKC", text).split()).replace("-", "").replace("\N{HYPHEN}", "")


def sheets(paper: bytes) -> list[str]:
    return [letters(each.extract_text()) for each in PdfReader(BytesIO(paper)).pages]


def addresses(paper: bytes) -> Iterator[str]:
    """Where links lead out of the paper."""
    for page in PdfReader(BytesIO(paper)).pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get_object().get("/A", {})
            if "/URI" in action:
                yield str(action["/URI"])


def test_the_numbers_of_pictures_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font of the system would be another one on every machine."""
    typst = pytest.importorskip("typst")
    monkeypatch.setattr(typst, "compile", lambda *_, sys_inputs, **__: sys_inputs["handout"].encode())

    assert "<text" not in pdf.dumps(ROUTINE).decode()


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_a_paper_says_everything_and_tears_no_exercise(paper: pdf.Paper) -> None:
    routine = compose(Brief(20, cautions=["wrist-pain", "knee-pain-loading"]))
    pages = sheets(pdf.dumps(routine, paper=paper))
    whole = "".join(pages)

    for number, (item, steps) in enumerate(steps_told(routine), start=1):
        exercise = item.exercise
        (page,) = [each for each in pages if letters(f"{number}. {exercise.name}") in each]
        facts = [exercise.summary, exercise.breathing, *(rule.how for rule in item.cautions)]
        facts += [step.text for step in steps if step.seconds or item.dose.hold or item.dose.duration]
        facts += [each.correction for each in exercise.typical_errors]
        assert [fact for fact in facts if letters(fact) not in page] == []
        assert [source.title for source in exercise.sources if letters(source.title) not in whole] == []
    safety = [rule.text for rule in routine.stop_rules] + [flag.question for flag in routine.red_flags]
    assert [fact for fact in safety if letters(fact) not in whole] == []


def test_a_paper_is_tagged_and_has_a_title_and_a_language() -> None:
    reader = PdfReader(BytesIO(PAPER))
    catalog: Any = reader.root_object

    assert reader.metadata is not None
    assert reader.metadata.title == f"5 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises"
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("en", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in PAPER
    assert PAPER.count(b"/Figure") >= len(ROUTINE.items)


def test_a_paper_has_no_clock_and_is_the_same_each_time() -> None:
    metadata = PdfReader(BytesIO(PAPER)).metadata

    assert metadata is not None
    assert (metadata.creation_date, metadata.modification_date) == (None, None)
    assert pdf.dumps(compose(Brief(5, cautions=["wrist-pain"]))) == PAPER


@pytest.mark.parametrize(("paper", "points"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_paper_has_its_size(paper: pdf.Paper, points: tuple[int, int]) -> None:
    box = PdfReader(BytesIO(pdf.dumps(ROUTINE, paper=paper))).pages[0].mediabox

    assert (round(box.width), round(box.height)) == points


def test_links_lead_to_the_sources_on_the_web() -> None:
    expected = {source.url for item in ROUTINE.items for source in item.exercise.sources if source.url}

    assert set(addresses(PAPER)) == expected


# Texts are data ----------------------------------------------------------------------------------


@pytest.mark.parametrize("trick", TRICKS, ids=ascii)
def test_no_known_trick_is_more_than_text(trick: str) -> None:
    _is_text_only(trick)


@given(texts())
@examples(10)
def test_no_text_is_more_than_text(text: str) -> None:
    _is_text_only(text)


BARE = evolve(ROUTINE, items=(ROUTINE.items[-1], LOST))


def _is_text_only(text: str) -> None:
    """No text is obeyed: there is nothing but text, and no link."""
    try:
        paper = pdf.dumps(hostile(BARE, text))
    except MissingLetters:  # a system without a font for them
        paper = pdf.dumps(hostile(BARE, "".join(each for each in text if each.isascii()) + " Words"))

    assert list(addresses(paper)) == []
    assert b"/JavaScript" not in paper
    assert sum(len(each.get("/Annots", ())) for each in PdfReader(BytesIO(paper)).pages) == 0


@pytest.mark.parametrize("text", ["#panic() $x$ @x <x>", "*a* _b_ `c` [d] = e", "\\u{41} // x /* y"])
def test_what_looks_like_a_layout_is_shown(text: str) -> None:
    assert letters(f"1. {text}") in "".join(sheets(pdf.dumps(hostile(BARE, text))))


# Bad input ---------------------------------------------------------------------------------------


def test_where_there_is_no_picture_the_paper_and_the_losses_say_so() -> None:
    lost = evolve(ROUTINE, items=(LOST, *ROUTINE.items[1:]))

    assert letters("There is no picture of this exercise. Follow the words.") in "".join(sheets(pdf.dumps(lost)))
    missing = "there is no picture of 'not-drawn': give the exercise a `picture` (the page says that there is none)"
    assert [str(each) for each in pdf.losses(lost)] == [
        f"warning: items[0].exercise: {missing} [no-picture]",
        "note: pictures show the key poses [no-movement]",
        "note: of a routine only what a person needs is kept, not ids, proof, reasons and conventions [lost-fields]",
    ]
    assert [each.severity for each in pdf.losses(ROUTINE)] == [Severity.NOTE, Severity.NOTE]


def test_a_routine_without_items_has_a_paper() -> None:
    empty: Routine = evolve(ROUTINE, items=())

    assert letters("0 seconds for the lower back, mixed, 0 exercises") in sheets(pdf.dumps(empty))[0]


def test_an_unknown_paper_is_told() -> None:
    with pytest.raises(ValueError, match="paper") as caught:
        pdf.dumps(ROUTINE, paper="us-leter")  # type: ignore[arg-type]

    assert str(caught.value) == (
        "pdf.dumps.paper: got 'us-leter', expected one of a4, us-letter (did you mean 'us-letter'?)"
    )


def test_letters_that_no_font_has_are_told() -> None:
    """No font has the last private letter."""
    with pytest.raises(MissingLetters) as caught:
        pdf.dumps(hostile(BARE, "a \U0010fffd"))

    assert caught.value.text == "\U0010fffd"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(MissingExtra) as caught:
        pdf.dumps(ROUTINE)

    assert str(caught.value) == "this needs an optional dependency: pip install 'lowback[pdf]'"
