"""One storey says what everything is called, and how long it takes to say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

import lowback
from lowback import Dose, Exercise, compose, default_catalog
from lowback._data import packaged_script
from lowback._words import ENGLISH, Label, Language, Prompt, Words, is_safe, safe, seconds_to_say
from lowback.vocabulary import CueKind, Laterality, Position, Side, Urgency

CATALOG = default_catalog()
WORDS = Words(CATALOG.conventions)
BRIDGE = CATALOG["bridge"]
HOUSE = Path(lowback.__file__).parent


def sided(laterality: Laterality) -> Exercise:
    return evolve(BRIDGE, laterality=laterality)


# Two lengths, the same words -----------------------------------------------------------------------

BOTH = Laterality.BILATERAL
EACH = Laterality.UNILATERAL
TURNS = Laterality.ALTERNATING

DOSES = [
    (BOTH, Dose(reps=1), "Once.", "once"),
    (BOTH, Dose(reps=1, hold=5), "Once. Hold for 5 seconds.", "once, hold 5 s"),
    (EACH, Dose(reps=2, hold=10), "Twice on each side. Hold each for 10 seconds.", "twice on each side, hold 10 s"),
    (TURNS, Dose(reps=6), "6 times on each side, taking turns.", "6 times on each side, taking turns"),
    (
        BOTH,
        Dose(sets=2, reps=10, hold=3),
        "2 sets of 10. Hold each for 3 seconds. Rest 45 seconds between sets.",
        "2 sets of 10, hold 3 s",
    ),
    (EACH, Dose(duration=90), "For 1 minute 30 seconds on each side.", "for 1 min 30 s on each side"),
    (TURNS, Dose(duration=60), "For 1 minute, taking turns.", "for 1 min, taking turns"),
    (BOTH, Dose(sets=2, duration=60), "2 sets of 1 minute. Rest 45 seconds between sets.", "2 sets of 1 min"),
]


@pytest.mark.parametrize(("laterality", "dose", "full", "short"), DOSES)
def test_a_dose_has_two_lengths_of_the_same_words(laterality: Laterality, dose: Dose, full: str, short: str) -> None:
    assert WORDS.dose(sided(laterality), dose) == full
    assert WORDS.short_dose(sided(laterality), dose) == short


def test_sides_are_told_to_be_changed_in_the_seconds_of_the_catalog() -> None:
    slow = Words(evolve(CATALOG.conventions, timing=evolve(CATALOG.conventions.timing, change_side=1)))
    at_once = Words(evolve(CATALOG.conventions, timing=evolve(CATALOG.conventions.timing, change_side=0)))
    dose = Dose(reps=3)

    assert WORDS.dose_and_sides(sided(TURNS), dose) == "3 times on each side, taking turns."
    assert slow.dose_and_sides(sided(EACH), dose) == (
        "3 times on each side. Finish one side, then do the other, with 1 second to change."
    )
    assert at_once.dose_and_sides(sided(EACH), dose) == ("3 times on each side. Finish one side, then do the other.")


def test_a_set_is_told_with_its_side_and_number() -> None:
    dose = Dose(sets=2, reps=10, hold=3)

    assert WORDS.whole_set(sided(EACH), dose, 2, Side.OTHER) == (
        "Other side, set 2 of 2: 10 times. Hold each for 3 seconds.",
        "10 times. Hold each for 3 seconds.",
    )


@pytest.mark.parametrize(("seconds", "full", "short"), [(0, "0 seconds", "0 s"), (1, "1 second", "1 s")])
def test_times_have_two_lengths(seconds: int, full: str, short: str) -> None:
    assert (WORDS.time(seconds), WORDS.short_time(seconds)) == (full, short)
    assert (WORDS.time(seconds + 60), WORDS.short_time(seconds + 60)) == (
        f"1 minute {full}".removesuffix(" 0 seconds"),
        f"1 min {short}".removesuffix(" 0 s"),
    )


def test_every_word_of_the_vocabulary_has_a_phrase() -> None:
    assert len({WORDS.place(position) for position in Position}) == len(Position)
    assert len({WORDS.urgency(urgency) for urgency in (*Urgency, None)}) == len(Urgency) + 1
    assert all(WORDS.last_resort(kind) for kind in CueKind)


def test_a_catalog_brings_its_own_names() -> None:
    equipment = tuple(evolve(each, name="a low beam") for each in CATALOG.conventions.equipment if each.id == "chair")
    words = Words(evolve(CATALOG.conventions, equipment=equipment))

    assert words.need([["chair"], ["long-sling", "wall"]]) == "You need a low beam and long sling or wall."
    assert Words().one_of(["firm-chair"]) == "firm chair"


# Languages -----------------------------------------------------------------------------------------


class _Marking(Language):
    """A language that marks every phrase."""

    def phrase(self, phrase: str, /) -> str:
        return f"<{phrase}>"


def test_every_phrase_passes_through_the_language() -> None:
    """The seam: another language needs no other code."""
    marking = Words(CATALOG.conventions, _Marking("qps", ENGLISH.voice, ENGLISH.direction))
    item = compose().items[0]

    said = [
        *map(marking.label, Label),
        *map(marking.ask, Prompt),
        *(marking.place(position) for position in Position),
        *(marking.last_resort(kind) for kind in CueKind),
        marking.dose_and_sides(sided(EACH), Dose(sets=2, reps=2, hold=2)),
        marking.get_ready(item, [["chair"]]),
        marking.rest_before_set(45, 2, 3),
        marking.urgency(Urgency.URGENT),
    ]

    assert [text for text in said if not text.startswith("<")] == []


# How long it takes to say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"), [("", 0), ("Hold.", 1), ("Lower your hips slowly, knee up.", 3), ("Rest for 45 seconds.", 3)]
)
def test_texts_take_whole_seconds(text: str, seconds: int) -> None:
    assert seconds_to_say(text) == seconds


@pytest.mark.parametrize("kind", CueKind)
def test_a_last_resort_can_be_said_in_a_second(kind: CueKind) -> None:
    assert seconds_to_say(WORDS.last_resort(kind)) == 1


def test_every_packaged_short_text_can_be_said_in_its_step() -> None:
    late = [
        (exercise.id, step.short_text)
        for exercise in CATALOG.values()
        for step in exercise.steps
        if step.seconds is not None and seconds_to_say(step.short_text) > step.seconds
    ]

    assert late == []


# Text is data ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["\x1b[31m", "a\u202eb", "\ud800", "\ufffe", "\x00"])
def test_what_no_reader_should_meet_is_replaced(text: str) -> None:
    assert not is_safe(text)
    assert "\N{REPLACEMENT CHARACTER}" in safe(text)


def test_breaks_are_blanks() -> None:
    assert safe(" two\r\n lines\u2028 ") == "two lines"
    assert is_safe("two\nlines")


# Pens know no sentence -------------------------------------------------------------------------------

PENS = sorted(
    path
    for path in [*(HOUSE / "render").rglob("*.py"), *(HOUSE / "export").rglob("*.py"), HOUSE / "timeline.py"]
    if not path.name.startswith("_fit_names")
)
SENTENCE = re.compile(r"(^|[>\s\"(])[A-Z][a-z]+( [a-z]+)+|(^|[>\s])[a-z]+ [a-z]+ [a-z]+")
"""Several words in a row, as people write them."""
NO_SENTENCE = re.compile(r"[{}]|\(\.\*\)|^M[\d{]")
"""Rules of style, a pattern, a path."""
SPEAKS_TO_PROGRAMMERS = {"Diagnostic", "ImpossibleValue", "BriefError", "ValueError", "LostField", "_refuse"}


def _docstrings(tree: ast.AST) -> set[int]:
    """The strings that stand alone: docstrings, and those under constants."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def sentences_for_readers(source: str) -> Iterator[str]:
    """The strings of a program that a reader would take for a sentence, but those of errors and findings."""
    tree = ast.parse(source)
    silent = _docstrings(tree)
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Raise) or name in SPEAKS_TO_PROGRAMMERS:
            silent |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") in {"message", "problem", "expected", "hint", "words"} for target in node.targets
        ):
            silent |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            text = re.sub(r"<[^>]*>|\{[^}]*\}", "", node.value)
            if SENTENCE.search(text) and not NO_SENTENCE.search(node.value):
                yield node.value


@pytest.mark.parametrize("path", PENS, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_sentence_for_readers_is_in_a_pen(path: Path) -> None:
    assert list(sentences_for_readers(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        'yield "Before you start, read the questions."',
        'yield f"<p>Made for a person who says {who}</p>"',
        'return {"text": "take care of this"}',
    ],
)
def test_a_sentence_in_a_pen_would_be_noticed(line: str) -> None:
    assert list(sentences_for_readers(f"def pen(who):\n    {line}"))


def test_the_script_and_the_layout_have_no_words_of_their_own() -> None:
    script = packaged_script()
    layout = (HOUSE / "data" / "handout.typ").read_text(encoding="utf-8")
    code = re.sub(r"//[^\n]*", "", script + layout)

    assert re.findall(r"[\"'`>\[]([A-Z][a-z]+ [a-z]+[^\"'`<\]]*)", code) == []
    assert not re.findall(r"\.(slice|substr|substring|split)\(", re.sub(r"lang\.split\(\"-\"\)", "", script))
