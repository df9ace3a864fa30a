"""Most exercises are read quickly, and most rules are asked of few texts: nothing is missed by it."""

import json
import random
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

import test_products
import test_statements
from hostile import TRICKS
from lowback import default_catalog
from lowback._quick import QuickReader
from lowback._shape import Report, read
from lowback.converters import unstructure
from lowback.diagnostics import Diagnostic
from lowback.model import Exercise, Source, Timing
from lowback.validation._examining import examine
from lowback.vocabulary import Laterality
from strategies import examples

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

Way: TypeAlias = tuple[str | int, ...]

DATA = Path(__file__).parent / "data"
SENTENCES: list[str] = [
    each["text"] for each in json.loads((DATA / "stated_sentences.json").read_text(encoding="utf-8"))
]

CATALOG: Paper = json.loads(json.dumps(unstructure(default_catalog())))
EXERCISES: list[Paper] = CATALOG["exercises"]


def without_poses(tree: Paper) -> Paper:
    """The tree without the poses of pictures, which stand in files of their own."""
    if isinstance(tree, list):
        return [without_poses(each) for each in tree]
    if isinstance(tree, dict):
        return {key: without_poses(each) for key, each in tree.items() if key != "pose"}
    return tree


def ways(tree: Paper, way: Way = ()) -> list[Way]:
    """The way to each value of a tree."""
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [way, *(each for key, value in members for each in ways(value, (*way, key)))]


def found(document: Paper, *, thorough: bool) -> tuple[Diagnostic, ...]:
    """What is found in a document on paper."""
    return examine(json.dumps(document), format_="json", name=None, thorough=thorough).findings


MARKS = (
    *(
        "TODO",
        "to-do: ask",
        "To-do - ask",
        "\u2013TODO\u2013",
        "XXXX",
        "Do N times.",
        "Fixme",
        "[insert text]",
        "What??",
    ),
    *("none", "n/a", "-", "?", "Hold {seconds}.", "Text goes here.", "coming soon", "{{text}}", "a_b ___", "tbd"),
)
OTHERS = (
    *("Lift your left knee.", "\u201cTwice\u201d on each side.", "Switch legs after 10 seconds.", "Do 3 sets of ten."),
    *("Rest for ninety seconds between the sets.", "Only on the painful side.", "Once per leg.", "10sec, dann wieder."),
    *("Heb das Bein langsam und senk es dann wieder.", "Levez la jambe avec les bras.", "Sit on a chair.", "Stand up."),
    *(
        "Bleib eine halbe Minute oben.",
        "Zähle bis zwölf.",
        "Comptez jusqu'à douze.",
        "Only do the right leg.",
        "Heb das linke Bein.",
    ),
    *("Keep g\u043eing.", "\uff2dove", "caf\u00e9", "a\u200bb", "x" * 2001, "Kneel", " ", "", "Bridge", "bridge"),
)
WORDS = ("hip", "lower_back", "Chair", "chair", "none", "wrist-pain", "wristpain", "move", "hold", "setup", "bridge")
TEXTS = st.sampled_from((*TRICKS, *MARKS, *OTHERS, *WORDS)) | st.sampled_from(SENTENCES) | st.text(max_size=8)
VALUES: st.SearchStrategy[object] = TEXTS | st.sampled_from(
    (True, False, None, 0, 1, 5, 601, -1, 10**31, 1.0, 2.5, [], {}, [1, 2], ["hip"], [[]])
)


@st.composite
def faulty_catalogs(draw: st.DrawFn) -> Paper:
    """A few exercises, in which some values are others."""
    chosen = draw(st.lists(st.sampled_from(range(len(EXERCISES))), min_size=1, max_size=3))
    document: Paper = {
        "format": 1,
        "id": "faulty",
        "exercises": [without_poses(deepcopy(EXERCISES[each])) for each in chosen],
    }
    for _ in range(draw(st.integers(0, 4))):
        way = draw(st.sampled_from([way for way in ways(document) if way[2:]]))
        parent = document
        for part in way[:-1]:
            parent = parent[part]
        change = draw(st.sampled_from(("other", "other", "other", "none", "more")))
        if change == "other":
            parent[way[-1]] = draw(VALUES)
        elif change == "more" and isinstance(parent, dict):
            parent[draw(TEXTS)] = draw(VALUES)
        else:
            del parent[way[-1]]
    if draw(st.booleans()):
        document["language"] = draw(st.sampled_from(("en", "de", "fr-CH", "pl", "")))
    return document


@examples(150)
@given(faulty_catalogs())
def test_a_quick_look_finds_what_a_thorough_one_finds(document: Paper) -> None:
    """Every rule asked of everything, read slowly."""
    assert found(document, thorough=False) == found(document, thorough=True)


DOSED = [text for told in (test_statements, test_products) for text, *_ in (*told.AGREEING, *told.DISAGREEING)]
ALL = [*TRICKS, *MARKS, *OTHERS, *SENTENCES]


@pytest.mark.parametrize(
    ("laterality", "texts"), [*((each, ALL) for each in Laterality), (Laterality.BILATERAL, DOSED)]
)
def test_no_text_is_passed_over(laterality: Laterality, texts: list[str]) -> None:
    """Not in a step, not in an adaptation, and not in a note; whichever sides are meant."""
    [first] = json.loads((DATA / "valid" / "exercises" / "minimal.json").read_text(encoding="utf-8"))["exercises"]
    exercises: list[Paper] = []
    for number, text in enumerate(texts):
        steps = [first["steps"][0] | {"text": text}, *first["steps"][1:]]
        others = {
            "laterality": laterality.value,
            "cautions": [{"key": "wrist-pain", "level": "modify"}],
            "adaptations": [{"cautions": ["wrist-pain"], "summary": text}],
            "editorial": [{"field": "rest", "reason": text}],
        }
        exercises.append(first | others | {"id": f"a{number}", "steps": steps})
    document = {"format": 1, "id": "faulty", "exercises": exercises}

    assert found(document, thorough=False) == found(document, thorough=True)


DRAFTS = (
    *("to-do: ask", "todo - ask", "\u2013TODO\u2013", "Platzhalter", "XXXX", "n/a", "n.a.", "\u2026", "keine"),
    *("Instruction here", "The title comes here.", "Change me", "Needs work", "To be confirmed", "Coming soon!"),
    *("CHANGEME", "Sample text", "Needs review", "Hold for __ seconds.", "10 (?)", "Insert description here"),
    *("noch zu prüfen", "à vérifier", "por revisar", "da tradurre", "por traduzir", "nog vertalen"),
)


@pytest.mark.parametrize("text", DRAFTS)
def test_a_mark_of_a_draft_is_found_in_a_catalog_of_any_language(text: str) -> None:
    document = json.loads((DATA / "valid" / "exercises" / "minimal.json").read_text(encoding="utf-8"))
    document["exercises"][0]["summary"] = text

    assert [each.code for each in found(document, thorough=False)] == ["unfinished-text"]


FINISHED = (
    "Follow the text here: breathe.",
    "Change legs.",
    "Look to the front (why? it is calmer).",
    "Review your day.",
)


@pytest.mark.parametrize("text", FINISHED)
def test_a_finished_text_with_such_words_is_none(text: str) -> None:
    document = json.loads((DATA / "valid" / "exercises" / "minimal.json").read_text(encoding="utf-8"))
    document["exercises"][0]["summary"] = text

    assert "unfinished-text" not in [each.code for each in found(document, thorough=False)]


def reports() -> tuple[Report, Report]:
    """One that reads quickly, and one that does not."""
    known: dict[type, Mapping[str, object]] = {Source: default_catalog().sources}
    quick, slow = QuickReader(known, Timing()), None
    return Report(known=known, quick=quick), Report(known=known, quick=slow)


@pytest.mark.parametrize("tree", EXERCISES, ids=[each["id"] for each in EXERCISES])
def test_an_exercise_that_is_right_is_read_quickly(tree: Paper) -> None:
    quick, slow = reports()

    assert quick.quick is not None
    assert quick.quick.read(tree) == read(tree, Exercise, slow)
    assert slow.findings == []


def test_keys_in_very_many_orders_are_read_all_the_same() -> None:
    """For each a program would be written, so there is an end to it."""
    quick, _ = reports()
    keys = [*EXERCISES[0]]
    turned = [{key: EXERCISES[0][key] for key in random.Random(seed).sample(keys, len(keys))} for seed in range(300)]
    found = [read(each, Exercise, quick) for each in turned]

    assert quick.quick is not None
    assert found == [read(EXERCISES[0], Exercise, reports()[1])] * 300
    assert quick.quick.read(turned[-1]) is None


class Key(str):
    """A key that is written otherwise than it is."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return "rest=(_ for _ in ()).throw(AssertionError), id"


def test_no_key_is_written_into_code_but_our_own() -> None:
    quick, slow = reports()
    tree = {Key(key) if key == "id" else key: value for key, value in EXERCISES[0].items()}

    assert quick.quick is not None
    assert quick.quick.read(tree) is None
    assert read(tree, Exercise, quick) == read(tree, Exercise, slow)


NO_NUMBERS = ((True, 1), (1.0, 1), (False, 0))
"""What Python takes for the same, and paper does not."""


@pytest.mark.parametrize(("other", "number"), NO_NUMBERS)
def test_what_is_only_like_a_value_that_was_read_is_not_taken_for_it(other: object, number: int) -> None:
    quick, _ = reports()
    tree = without_poses(deepcopy(EXERCISES[0])) | {"on_request": bool(number), "rest": number}

    assert quick.quick is not None
    assert quick.quick.read(tree) is not None
    assert quick.quick.read(tree | {"rest": other}) is None
    assert quick.quick.read(tree | {"on_request": number}) is None


def test_what_is_there_many_times_is_made_once() -> None:
    quick, _ = reports()
    one, other = (read(deepcopy(EXERCISES[0]), Exercise, quick) for _ in range(2))

    assert isinstance(one, Exercise)
    assert isinstance(other, Exercise)
    assert all(rule is same for rule, same in zip(one.cautions, other.cautions, strict=True))
