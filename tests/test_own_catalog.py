"""A catalog that shares no word with the packaged one goes through every public function."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from lowback import (
    Brief,
    Routine,
    Timeline,
    check,
    compose,
    compose_many,
    drop,
    load_catalog,
    resize,
    safety,
    swap,
    why_not,
)
from lowback.converters import structure, unstructure
from lowback.export import fhir, fit, ical, schemaorg, ssml, webvtt
from lowback.render import html, markdown, text

PATH = Path(__file__).parent / "data" / "first-edition" / "catalogs" / "clinic.toml"
CLINIC = load_catalog(PATH)
BRIEF = Brief(5, "morning", cautions=["sore-big-toe"], equipment=["low-beam", "stool"], focus=["toes"])
ROUTINE = compose(BRIEF, CLINIC)

CHANGES: dict[str, Callable[[], Routine]] = {
    "compose": lambda: ROUTINE,
    "resize": lambda: resize(ROUTINE, 4, CLINIC),
    "drop": lambda: drop(ROUTINE, "trunk-turn", CLINIC),
    "swap": lambda: swap(ROUTINE, "toe-rise", "easy-toe-rise", CLINIC),
    "structure": lambda: structure(unstructure(ROUTINE), Routine, catalog=CLINIC),
    "compose_many": lambda: next(iter(compose_many([BRIEF], catalog=CLINIC))).routine or pytest.fail("no routine"),
}

PAPERS: dict[str, Callable[[], str | bytes]] = {
    "fhir": lambda: fhir.dumps(ROUTINE),
    "fit": lambda: fit.dumps(ROUTINE),
    "ical": lambda: ical.dumps(ROUTINE, start=datetime(2027, 3, 22, 7, 30), days=["monday"]),  # noqa: DTZ001  # floating
    "schemaorg": lambda: schemaorg.dumps(ROUTINE),
    "ssml": lambda: ssml.dumps(ROUTINE),
    "webvtt": lambda: webvtt.dumps(ROUTINE),
    "html": lambda: html.render(ROUTINE),
    "player": lambda: html.render(ROUTINE, player=True),
    "markdown": lambda: markdown.render(ROUTINE),
    "text": lambda: text.render(ROUTINE),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_routine_is_of_the_exercises_words_and_times_of_its_catalog(name: str) -> None:
    routine = CHANGES[name]()

    assert {item.exercise.id for item in routine.items} <= set(CLINIC)
    assert routine.conventions == CLINIC.conventions
    assert check(routine) == ()
    assert Timeline.of(routine).seconds == routine.seconds


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_names_its_exercises(name: str) -> None:
    """In a calendar also where a line is folded."""
    paper = PAPERS[name]()
    written = paper if isinstance(paper, bytes) else paper.encode()

    assert b"Toe rise" in written.replace(b"\r\n ", b"")


def test_questions_are_answered_from_the_catalog() -> None:
    assert why_not(ROUTINE, "beam-walk", CLINIC).objection == "only on request: include it to have it"
    assert safety.stop_rules(CLINIC) == CLINIC.conventions.stop_rules == ROUTINE.stop_rules
    assert list(CLINIC.where(equipment=["stool"], cautions=["dizzy-turning"])) == [
        "easy-toe-rise",
        "quiet-sit",
        "trunk-turn",
        "wall-lean",
    ]
