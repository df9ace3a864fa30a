"""Reading a tree into values: nothing is coerced, of a faulty value stays what could be read, and there is an end."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

import pytest

from lowback import Exercise, Step, validate
from lowback._document import Document
from lowback._partial import has_fields
from lowback._shape import MAX_FINDINGS, MAX_ITEMS, Report, TooManyFindings, read, shown
from lowback.diagnostics import Diagnostic
from lowback.model import DoseFact, DoseRange, Equipment, Mix, Range, Source
from lowback.vocabulary import Role, Tier

Paper: TypeAlias = Any
"""A plain tree: a test knows what is inside."""

HEEL_RAISE: Paper = {
    "id": "heel-raise",
    "name": "Heel raise",
    "kind": "strength",
    "position": "standing",
    "laterality": "bilateral",
    "family": "heel-raise",
    "difficulty": 1,
    "regions": ["legs"],
    "directions": ["neutral"],
    "steps": [
        {"role": "move", "text": "Rise onto your toes.", "short_text": "Rise up.", "seconds": 2},
        {"role": "return", "text": "Lower your heels.", "short_text": "Lower your heels.", "seconds": 2},
    ],
    "dose": {"reps": {"min": 8, "starter": 10, "max": 12}, "facts": [{"source": "leaflet", "reps": [8, 12]}]},
    "sources": ["leaflet"],
}
LEAFLET: Paper = {
    "id": "leaflet",
    "title": "Back exercises at home",
    "publisher": "A clinic",
    "tier": "C",
    "url": "https://example.org/back",
}
CLINIC: Paper = {"format": 1, "id": "clinic", "exercises": [HEEL_RAISE], "sources": [LEAFLET]}


def found(tree: object, cls: type) -> tuple[Any, list[str]]:
    """What is read, and what is found."""
    report = Report()
    value: Any = read(tree, cls, report)
    return value, [str(each) for each in report.findings]


def with_exercise(**changes: object) -> Paper:
    """The clinic, its exercise changed; None takes a key away."""
    exercise = {key: value for key, value in (HEEL_RAISE | changes).items() if value is not None}
    return CLINIC | {"exercises": [exercise]}


def codes(tree: object) -> list[tuple[str, str]]:
    return sorted((each.code, each.pointer) for each in validate(tree))  # type: ignore[arg-type]  # a plain tree


# Nothing is coerced ------------------------------------------------------------------------------

COERCED: tuple[tuple[object, type, str], ...] = (
    (
        {"min": "1", "starter": 2, "max": 3},
        Range,
        "min: got a text '1', expected a whole number (write a number without quotes)",
    ),
    ({"min": 1.0, "starter": 2, "max": 3}, Range, "min: got a number 1.0, expected a whole number"),
    ({"min": True, "starter": 2, "max": 3}, Range, "min: got true or false, expected a whole number"),
    ({"min": None, "starter": 2, "max": 3}, Range, "min: got null, expected a whole number"),
    ({"id": 7, "name": "a hat"}, Equipment, "id: got a number 7, expected a text (put it in quotes)"),
    ({"id": b"hat", "name": "a hat"}, Equipment, "id: got something else, expected a text"),
    ({"id": "hat", "name": "a hat", "fetch": 1}, Equipment, "fetch: got a number 1, expected true or false"),
    (
        {"id": "hat", "name": "a hat", "fetch": "yes"},
        Equipment,
        "fetch: got a text 'yes', expected true or false (write true or false without quotes)",
    ),
    ({"source": "a", "sets": "12"}, DoseFact, "sets: got a text '12', expected a list (put it in square brackets)"),
    ({"source": "a", "sets": {1: 2}}, DoseFact, "sets: got an object, expected a list (put it in square brackets)"),
    ([["min", 1], ["starter", 2], ["max", 3]], Range, "got a list, expected an object"),
    ("heel-raise", Exercise, "got a text 'heel-raise', expected an object"),
)


@pytest.mark.parametrize(("tree", "cls", "finding"), COERCED)
def test_nothing_is_coerced(tree: object, cls: type, finding: str) -> None:
    assert found(tree, cls)[1] == [f"error: {finding} [wrong-type]"]


DATES: tuple[tuple[object, type, str], ...] = (
    (
        {"id": date(2026, 5, 1), "name": "a hat"},
        Equipment,
        "id: got the date or time 2026-05-01, expected a text (put it in quotes) [toml-date]",
    ),
    (
        {"min": time(7, 30), "starter": 2, "max": 3},
        Range,
        "min: got the date or time 07:30:00, expected a whole number (write a number alone, such as 2026) [toml-date]",
    ),
    (
        {"source": "a", "sets": datetime(2026, 5, 1, tzinfo=UTC)},
        DoseFact,
        "sets: got the date or time 2026-05-01T00:00:00+00:00, expected a list [toml-date]",
    ),
)


@pytest.mark.parametrize(("tree", "cls", "finding"), DATES)
def test_what_to_do_about_a_date_depends_on_the_field(tree: object, cls: type, finding: str) -> None:
    """Only TOML has them, and no field of ours is one."""
    assert found(tree, cls)[1] == [f"error: {finding}"]


def test_a_pair_has_two() -> None:
    _, findings = found({"source": "a", "sets": [1], "reps": [1, 2, 3]}, DoseFact)

    assert findings == [
        "error: sets: got 1 value, expected 2 [wrong-length]",
        "error: reps: got 3 values, expected 2 [wrong-length]",
    ]


class Loud(str):
    """A text that says something else of itself, as texts of some parsers do."""

    __slots__ = ()

    def __str__(self) -> str:
        return "loud"


class Count(int):
    """A number of another class."""


class Word(StrEnum):
    """A text of a closed set."""

    HAT = "hat"


def test_texts_and_numbers_of_other_classes_become_plain() -> None:
    thing, findings = found({"id": Word.HAT, "name": Loud("a hat")}, Equipment)
    range_, more = found({"min": Count(1), "starter": Count(2), "max": 3}, Range)

    assert findings + more == []
    assert thing == Equipment(id="hat", name="a hat")
    assert {type(thing.id), type(thing.name)} == {str}
    assert range_ == Range(1, 2, 3)
    assert {type(range_.min), type(range_.starter)} == {int}


def test_mappings_and_tuples_are_objects_and_lists() -> None:
    tree: Mapping[str, object] = MappingProxyType({"source": "a", "sets": (1, 2)})

    assert found(tree, DoseFact) == (DoseFact(source="a", sets=(1, 2)), [])


def test_values_that_are_built_already_are_taken_as_they_are() -> None:
    range_ = Range(8, 10, 12)

    dose, findings = found({"reps": range_}, DoseRange)

    assert findings == []
    assert dose.reps is range_


def test_reading_leaves_the_tree_alone() -> None:
    for tree in (CLINIC, CLINIC | {"$schema": "x", "exercises": [HEEL_RAISE | {"kind": 1, "dose": {}}]}):
        before = deepcopy(tree)
        found(tree, Document)
        validate(tree)
        assert tree == before


# Keys --------------------------------------------------------------------------------------------


def test_keys_are_those_of_the_class() -> None:
    _, findings = found({"mim": 1, "starter": 2, "max": 3, 4: 5}, Range)

    assert findings == [
        "error: mim: unknown key 'mim' (did you mean 'min'?) [unknown-key]",
        "error: 4: unknown key 4 [unknown-key]",
        "error: missing key 'min' [missing-key]",
    ]


def test_defaults_are_those_of_the_class() -> None:
    source, findings = found(LEAFLET, Source)

    assert findings == []
    assert source == Source(
        id="leaflet",
        title="Back exercises at home",
        publisher="A clinic",
        tier=Tier.C,
        url="https://example.org/back",
    )


# What is left of a faulty value ------------------------------------------------------------------


def test_of_a_faulty_value_there_is_what_could_be_read() -> None:
    step, findings = found({"role": "move", "text": 5, "short_text": "Up.", "seconds": 2}, Step)

    assert findings == ["error: text: got a number 5, expected a text (put it in quotes) [wrong-type]"]
    assert (step.of, step.values) == (
        Step,
        {"role": Role.MOVE, "short_text": "Up.", "seconds": 2, "pose": "", "key": "", "change": None},
    )


def test_whatever_is_built_is_whole_all_the_way_down() -> None:
    facts = [{"source": "a", "sets": [1, 2]}, {"source": "b", "sets": 3}, 4]
    dose, findings = found({"reps": {"min": 1, "starter": 2, "max": 3}, "facts": facts}, DoseRange)

    assert findings == [
        "error: facts[1].sets: got a number 3, expected a list (put it in square brackets) [wrong-type]",
        "error: facts[2]: got a number 4, expected an object [wrong-type]",
    ]
    assert (dose.of, dose.reps) == (DoseRange, Range(1, 2, 3))
    assert dose.facts[0] == DoseFact(source="a", sets=(1, 2))
    assert [each.of for each in dose.facts[1:]] == [DoseFact, object]
    assert (dose.facts[1].source, "sets" in dose.facts[1].values) == ("b", False)


LEFT: tuple[tuple[dict[str, object], str, bool], ...] = (
    ({}, "steps", True),
    ({}, "steps.text", True),
    ({"text": 5}, "steps", False),
    ({"text": 5}, "steps.text", False),
    ({"text": 5}, "steps.role", True),
    ({"seconds": 0}, "steps.seconds", False),
    ({"role": "hold"}, "steps.seconds", True),  # each is right by itself
    ({"txt": "Up."}, "steps", True),  # a key too many takes nothing away
)
"""Changes of a step of an exercise without a name, a need, and whether it could be read."""


@pytest.mark.parametrize(("changes", "need", "expected"), LEFT)
def test_a_need_is_there_when_all_that_it_names_could_be_read(
    changes: dict[str, object], need: str, expected: bool
) -> None:
    exercise, _ = found(HEEL_RAISE | {"name": 5, "steps": [HEEL_RAISE["steps"][0] | changes]}, Exercise)

    assert has_fields(exercise, ["id", need]) == expected
    assert not has_fields(exercise, ["name", need])
    assert not has_fields(exercise, None)


def test_a_default_that_follows_from_other_fields_is_not_guessed() -> None:
    exercise, _ = found(HEEL_RAISE | {"kind": "strong"}, Exercise)
    other, _ = found(HEEL_RAISE | {"name": 5, "rest": 20}, Exercise)

    assert "rest" not in exercise.values
    assert (other.rest, other.aliases) == (20, ())


def test_a_number_beyond_its_limits_is_left_out() -> None:
    """So that no rule counts with it."""
    mix, findings = found({"id": "a", "warm_up": -5, "conditioning": 5, "cool_down": 100, "max_difficulty": 9}, Mix)

    assert findings == [
        "error: warm_up: got -5, expected 0 or more [out-of-range]",
        "error: max_difficulty: got 9, expected 1 to 5 [out-of-range]",
    ]
    assert {name for name in mix.values if name not in ("positions", "equipment", "start", "usual_level")} == {
        "id",
        "conditioning",
        "cool_down",
    }


def test_a_field_is_checked_beside_others_only_when_they_could_be_read() -> None:
    """Without the dose, nobody knows which steps it needs; what they say does not matter."""
    hold = {"role": "hold", "text": 5, "short_text": "Stay."}

    assert found(HEEL_RAISE | {"steps": [hold], "sources": []}, Exercise)[1] == [
        "error: steps[0].text: got a number 5, expected a text (put it in quotes) [wrong-type]",
        "error: steps: got a repetition without a move step, expected it to begin with one [missing-move]",
    ]
    assert found(HEEL_RAISE | {"steps": [hold | {"text": "Stay."}], "sources": [], "dose": 5}, Exercise)[1] == [
        "error: dose: got a number 5, expected an object [wrong-type]"
    ]


def test_fields_that_disagree_are_found_when_each_is_right() -> None:
    _, findings = found({"id": "a", "warm_up": 5, "conditioning": 5, "cool_down": 100}, Mix)

    assert findings == ["error: got shares that add up to 110, expected 100 [mix-shares]"]


FAULTY: tuple[tuple[dict[str, object], list[tuple[str, str]]], ...] = (
    ({"kind": 5}, [("unknown-word", "/exercises/0/kind")]),
    ({"sources": 5}, [("wrong-type", "/exercises/0/sources")]),
    ({"dose": 5}, [("wrong-type", "/exercises/0/dose")]),
    ({"steps": 5}, [("wrong-type", "/exercises/0/steps")]),
    ({"family": None}, [("missing-key", "/exercises/0")]),
    ({"id": None}, [("missing-key", "/exercises/0")]),
    ({"id": 5, "name": 5, "family": 5}, [("wrong-type", f"/exercises/0/{key}") for key in ("family", "id", "name")]),
)


@pytest.mark.parametrize(("changes", "expected"), FAULTY)
def test_a_rule_that_needs_what_could_not_be_read_says_nothing(
    changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    """No link to it dangles, no dose is beyond sources that nobody could read, and so on."""
    assert codes(with_exercise(**changes)) == expected


@pytest.mark.parametrize(("changes", "expected"), FAULTY)
def test_the_other_rules_go_on(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    also = {"harder": ["nothing"], "summary": "<b>Strong</b>"}

    assert codes(with_exercise(**changes, **also)) == sorted(
        [*expected, ("dangling-link", "/exercises/0/harder/0"), ("markup", "/exercises/0/summary")]
    )


def test_a_faulty_exercise_does_not_hide_faults_of_others() -> None:
    toe_raise = HEEL_RAISE | {"id": "toe-raise", "name": "Toe raise", "family": "toe-raise", "easier": ["heel-raise"]}
    broken = HEEL_RAISE | {"dose": [], "harder": ["toe-raise"], "difficulty": 4}

    assert codes(CLINIC | {"exercises": [broken, toe_raise]}) == [
        ("falling-link", "/exercises/0/harder/0"),
        ("wrong-type", "/exercises/0/dose"),
    ]


def test_a_faulty_source_can_be_cited() -> None:
    """Its faults are not those of who cites it."""
    assert codes(CLINIC | {"sources": [LEAFLET | {"tier": "Z"}]}) == [("unknown-word", "/sources/0/tier")]


# An end ------------------------------------------------------------------------------------------


def test_reading_stops_when_there_are_as_many_findings_as_anybody_reads() -> None:
    report = Report()

    with pytest.raises(TooManyFindings):
        read([5] * (MAX_FINDINGS + 5), tuple[Range, ...], report)

    assert len(report.findings) == MAX_FINDINGS


def test_a_document_with_too_many_findings_says_so() -> None:
    steps = [5] * (MAX_FINDINGS // 2 + 1)
    findings = validate(with_exercise(steps=steps, aliases=steps))

    assert len(findings) == MAX_FINDINGS + 1
    assert findings[-1] == Diagnostic(
        code="too-many-findings",
        message="got 10,000 findings or more, which is the most that is shown",
        hint="mend these first",
    )


def test_a_list_has_an_end() -> None:
    assert found({"source": "a"}, DoseFact)[1] == []
    assert found([LEAFLET] * MAX_ITEMS, tuple[Source, ...])[1] == []
    assert found([LEAFLET] * (MAX_ITEMS + 1), tuple[Source, ...])[1] == [
        "error: got 20,001 values, expected at most 20,000 [too-large]"
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        ("it's", '"it\'s"'),
        ("\x1b[2J", "'\\x1b[2J'"),
        ("\u202e", "'\\u202e'"),
        ("x" * 1_000_000, "'" + "x" * 59 + "..."),
    ],
)
def test_a_value_is_shown_short_and_harmless(value: object, expected: str) -> None:
    assert shown(value) == expected
