"""Validation as a caller sees it: whatever way a catalog comes in, everything wrong with it comes out at once."""

import builtins
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st
from importlib_resources import as_file, files
from ruamel.yaml import YAML

from lowback import validate
from lowback._partial import Partial, class_of, has_fields
from lowback._plan import Many, Maybe, Object, fields_of
from lowback.diagnostics import Diagnostic, Location, Severity
from lowback.errors import MissingExtra
from lowback.model import Adaptation, Exercise, Step
from lowback.picture import Picture, Pose
from lowback.validation import _examining as examining
from lowback.validation import _rule
from lowback.validation._rule import Found, Rule, Scope
from lowback.validation._rules import RULES
from strategies import examples

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

DATA = Path(__file__).parent / "data"


def document(name: str) -> Paper:
    """A valid document of the corpus."""
    return json.loads((DATA / "valid" / name).read_text(encoding="utf-8"))


MINIMAL = document("exercises/minimal.json")


def with_values(tree: Paper, *changes: tuple[tuple[str | int, ...], object]) -> Paper:
    """A copy of a tree with other values; a value of None takes the key away."""
    copy = deepcopy(tree)
    for path, value in changes:
        parent = copy
        for part in path[:-1]:
            parent = parent[part]
        if value is None:
            del parent[path[-1]]
        else:
            parent[path[-1]] = deepcopy(value)
    return copy


FAULTY = with_values(
    MINIMAL,
    (("exercises", 0, "kind"), "strenght"),
    (("exercises", 0, "breth"), "in"),
    (("exercises", 0, "harder"), ["one-leg-raise"]),
    (("exercises", 0, "sources"), []),
    (("exercises", 0, "steps", 0, "seconds"), "2"),
)
FOUND = [
    ("unknown-word", "error", "/exercises/0/kind"),
    ("unlisted-source", "error", "/exercises/0/dose/facts/0/source"),
    ("wrong-type", "error", "/exercises/0/steps/0/seconds"),
    ("unsourced", "warning", "/exercises/0"),
    ("dangling-link", "error", "/exercises/0/harder/0"),
    ("unknown-key", "error", "/exercises/0/breth"),
]


def told(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str, str]]:
    """The findings in short."""
    return sorted((each.code, str(each.severity), each.pointer) for each in findings)


def unplaced(findings: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """The findings without the places that only a text has, in an order that needs none."""
    bare = [evolve(each, location=None, related=()) for each in findings]
    return sorted(bare, key=lambda each: (each.pointer, each.code))


def in_order(findings: tuple[Diagnostic, ...]) -> bool:
    """Whether the findings of one text stand in order of place."""
    places = [(place.line or 0, place.column or 0) for each in findings if (place := each.location) is not None]
    return len(places) == len(findings) and places == sorted(places)


def as_toml(tree: Paper) -> str:
    """A tree in TOML: keys of their own, all else inline; a JSON text is a TOML text, too."""

    def value(each: Paper) -> str:
        if isinstance(each, dict):
            return "{" + ", ".join(f"{key} = {value(one)}" for key, one in each.items()) + "}"
        return "[" + ", ".join(map(value, each)) + "]" if isinstance(each, list) else json.dumps(each)

    return "".join(f"{key} = {value(each)}\n" for key, each in tree.items())


# Ways in -----------------------------------------------------------------------------------------


def test_every_way_in_gives_the_same_findings(tmp_path: Path) -> None:
    text = json.dumps(FAULTY, indent=2)
    file = tmp_path / "clinic.json"
    file.write_text(text, encoding="utf-8")
    expected = unplaced(validate(FAULTY))

    class Named:
        def __fspath__(self) -> str:
            return str(file)

    assert told(validate(FAULTY)) == sorted(FOUND)
    for findings in (
        validate(str(file)),
        validate(file),
        validate(Named()),
        validate(tmp_path),
        validate(text, format="json"),
        validate(text.encode()),
        validate(text.encode(), format="json"),
    ):
        assert unplaced(findings) == expected
        assert in_order(findings)


def test_every_format_gives_the_same_findings() -> None:
    toml = as_toml(FAULTY)
    for findings in (
        validate(toml, format="toml"),
        validate(toml.encode(), format="toml"),
        validate(json.dumps(FAULTY), format="yaml"),
    ):
        assert unplaced(findings) == unplaced(validate(FAULTY))
        assert in_order(findings)


def test_a_folder_of_files_is_one_catalog(tmp_path: Path) -> None:
    """A head, a file for each exercise, and a file with lists: nothing is found that is not in the whole, too."""
    whole = document("links/easier-and-harder.json")
    one, other = whole["exercises"]
    other = with_values(other, (("difficulty",), 9))
    head = {key: value for key, value in whole.items() if key not in ("exercises", "sources")}
    (tmp_path / "exercises").mkdir()
    parts = {
        "catalog.json": head,
        "exercises/a.json": one,
        "more.json": {"exercises": [other]},
        "lists.json": {"sources": whole["sources"]},
    }
    for name, tree in parts.items():
        (tmp_path / name).write_text(json.dumps(tree), encoding="utf-8")

    [in_folder] = validate(tmp_path)
    [in_whole] = validate(with_values(whole, (("exercises", 1), other)))

    assert in_folder.message == in_whole.message == "got 9, expected 1 to 5"
    assert in_whole.pointer == "/exercises/1/difficulty"
    assert in_folder.pointer == "/exercises/0/difficulty"
    assert in_folder.location is not None
    assert in_folder.location.file == str(tmp_path / "more.json")


NOT_YET = [{"id": "plank", "name": "Plank"}, {"id": "plank", "summary": "Trains."}, {"needs": [], "regions": []}]
HEADS = [{"id": "clinic", "title": "Clinic"}, {"sources": []}, {"language": "en", "title": "A", "nmae": "Plank"}]


@pytest.mark.parametrize(
    ("tree", "is_exercise"), [*((each, True) for each in NOT_YET), *((each, False) for each in HEADS)]
)
def test_a_file_in_a_folder_is_an_exercise_when_it_has_more_of_its_keys(
    tmp_path: Path,
    tree: object,
    is_exercise: bool,
) -> None:
    """However little is there yet of it: what is missing is told as of an exercise."""
    (tmp_path / "catalog.json").write_text(json.dumps({**MINIMAL, "id": "clinic"}), encoding="utf-8")
    (tmp_path / "draft.json").write_text(json.dumps(tree), encoding="utf-8")

    messages = [each.message for each in validate(tmp_path)]

    assert ("missing key 'steps'" in messages) == is_exercise
    assert not [each for each in messages if "another file" in each]


@pytest.mark.parametrize("source", [json.dumps(FAULTY), json.dumps(FAULTY).encode()], ids=["text", "bytes"])
def test_findings_call_a_source_by_the_name_given(source: str | bytes) -> None:
    findings = validate(source, format="json", name="mail of monday")

    assert {each.location.file for each in findings if each.location} == {"mail of monday"}
    assert len(findings) == len(FOUND)


@pytest.mark.parametrize(("source", "name"), [("[", "<text>"), (b"[", "<bytes>")])
def test_a_source_without_a_name_has_one_that_is_no_file(source: str | bytes, name: str) -> None:
    assert [each.location for each in validate(source, format="json")] == [Location(name, 1, 2)]


def test_findings_of_a_mapping_have_no_place() -> None:
    assert {each.location for each in validate(FAULTY)} == {None}


@pytest.mark.parametrize(
    "text", ['{"format": 1}', ' {"format": 1}', "format = 1\nid = 'clinic'", "format: 1\n", "{" * 100_000]
)
def test_a_text_without_its_format_gets_a_hint(text: str) -> None:
    assert [str(each) for each in validate(text)] == [
        (
            "<text>: error: got a text, expected the path of a file or folder "
            '(a text needs its format: validate(text, format="json")) [unknown-file]'
        )
    ]


@pytest.mark.parametrize("path", ["", "a\0b.json", "\ud800.json", "x" * 5000, "no/such/file.json", "/dev/null"])
def test_what_is_no_path_is_a_finding(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The empty path is not the folder in which somebody happens to be."""
    (tmp_path / "here.json").write_text("[", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    [finding] = validate(path)

    assert finding.code in ("unreadable-file", "unknown-file")
    assert finding.location is not None
    assert "here.json" not in finding.location.file


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    for name in "cba":
        (tmp_path / f"{name}.json").write_text("{}", encoding="utf-8")

    validate(tmp_path, progress=lambda done, of: calls.append((done, of)))

    assert calls == [(1, 3), (2, 3), (3, 3)]


# Places ------------------------------------------------------------------------------------------


def test_a_name_that_is_there_twice_tells_where_it_is_first() -> None:
    exercise = MINIMAL["exercises"][0]
    twice = with_values(MINIMAL, (("exercises",), [exercise, exercise]))
    text = json.dumps(twice, indent=1)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line == '   "id": "heel-raise",']

    [finding] = [each for each in validate(text, format="json", name="twice.json") if each.code == "duplicate-id"]

    assert finding.location == Location("twice.json", lines[1], 10)
    assert finding.related == (Location("twice.json", lines[0], 10),)


def test_the_first_may_be_in_another_file(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.json").write_text(json.dumps(MINIMAL), encoding="utf-8")
    column = json.dumps(MINIMAL).index('"heel-raise"') + 1

    [finding] = [
        each for each in validate(tmp_path) if each.code == "duplicate-id" and each.pointer == "/exercises/0/id"
    ]

    assert finding.location == Location(str(tmp_path / "b.json"), 1, column)
    assert finding.related == (Location(str(tmp_path / "a.json"), 1, column),)


# Nothing raises ----------------------------------------------------------------------------------

ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=6)
KEYS = st.sampled_from(["format", "id", "exercises", "steps", "dose", "sources", "extends", "cautions", "timing"])
TREES = st.recursive(
    ATOMS, lambda each: st.lists(each, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), each, max_size=4)
)
FORMATS = st.sampled_from(["json", "toml", "yaml"])


@given(st.dictionaries(KEYS | st.text(max_size=3), TREES, max_size=5))
def test_no_tree_raises(tree: dict[str, object]) -> None:
    assert any(each.severity is Severity.ERROR for each in validate(tree))


@given(st.text(st.characters(), max_size=60), FORMATS)
def test_no_text_raises(text: str, format_: Any) -> None:
    assert any(each.severity is Severity.ERROR for each in validate(text, format=format_))


@given(st.binary(max_size=60), FORMATS)
def test_no_bytes_raise(raw: bytes, format_: Any) -> None:
    assert any(each.severity is Severity.ERROR for each in validate(raw, format=format_))


# Extras ------------------------------------------------------------------------------------------


@pytest.fixture
def without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    real: Callable[..., ModuleType] = builtins.__import__

    def refused(name: str, *rest: Any, **named: Any) -> ModuleType:
        if name.partition(".")[0] == "ruamel":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", refused)


@pytest.mark.usefixtures("without_yaml")
def test_yaml_without_its_extra_says_which_one_is_missing() -> None:
    with pytest.raises(MissingExtra) as raised:
        validate("format: 1", format="yaml")

    assert raised.value.extra == "yaml"
    assert str(raised.value) == "this needs an optional dependency: pip install 'lowback[yaml]'"


@pytest.mark.usefixtures("without_yaml")
def test_json_and_toml_need_no_extra() -> None:
    assert validate(json.dumps(MINIMAL), format="json") == ()
    assert validate(as_toml(MINIMAL), format="toml") == ()


def test_yaml_with_its_extra_is_read() -> None:
    path = DATA / "valid" / "yaml" / "minimal.yaml"

    assert YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) == MINIMAL
    assert validate(path.read_text(encoding="utf-8"), format="yaml") == ()


# The packaged data -------------------------------------------------------------------------------


OFFERED = {"adaptations-apart"}
"""What is offered in notes, and is no fault."""


def test_the_packaged_exercises_lack_nothing_but_a_head() -> None:
    with as_file(files("lowback") / "data" / "exercises") as folder:
        findings = validate(folder)

    assert {each.code for each in findings if each.severity is Severity.NOTE} == OFFERED
    assert [(each.code, each.message) for each in findings if each.severity is not Severity.NOTE] == [
        ("missing-key", "missing key 'format'"),
        ("missing-key", "missing key 'id'"),
    ]


# Many faults at once -----------------------------------------------------------------------------


@frozen
class Edit:
    """One fault at one place."""

    path: tuple[str | int, ...]
    """What is changed."""
    value: object
    """What it becomes; None when it is taken away."""


def three() -> Paper:
    """Three exercises that share nothing, each with every field."""
    tree = document("exercises/every-field.json")
    tree["exercises"] = [
        with_values(
            tree["exercises"][0],
            (("id",), f"{letter}-raise"),
            (("name",), f"Raise {letter}"),
            (("aliases",), [f"{letter} stand"]),
            (("family",), f"family-{letter}"),
        )
        for letter in "abc"
    ]
    tree["timing"] = {"get_ready": 20}
    return tree


THREE = three()
FAULTS = {
    "language": Edit(("language",), "German"),
    "key of the document": Edit(("exercizes",), []),
    "address": Edit(("sources", 0, "url"), "ftp://example.org"),
    "seconds of all": Edit(("timing", "get_ready"), -1),
    "word": Edit(("exercises", 0, "kind"), "strong"),
    "spelling": Edit(("exercises", 0, "cautions", 0, "level"), "Modify"),
    "difficulty": Edit(("exercises", 0, "difficulty"), 6),
    "region": Edit(("exercises", 0, "regions", 0), "tail"),
    "link": Edit(("exercises", 0, "easier"), ["nothing"]),
    "key of a step": Edit(("exercises", 1, "steps", 0, "txt"), "Up."),
    "text of a step": Edit(("exercises", 1, "steps", 1, "text"), "<b>Down.</b>"),
    "order of a range": Edit(("exercises", 1, "dose", "reps"), {"min": 9, "starter": 8, "max": 12}),
    "thing": Edit(("exercises", 1, "needs", 0, 0), "cloud"),
    "list": Edit(("exercises", 1, "aliases"), "b stand"),
    "missing key": Edit(("exercises", 2, "position"), None),
    "dose beyond its sources": Edit(("exercises", 2, "dose", "reps", "max"), 30),
    "caution that says nothing": Edit(("exercises", 2, "cautions", 1, "how"), ""),
    "truth": Edit(("exercises", 2, "on_request"), "yes"),
    "empty text": Edit(("exercises", 2, "typical_errors", 0, "correction"), " "),
}


ONE_FAULT: tuple[tuple[tuple[str | int, ...], object, list[str]], ...] = (
    (("dose",), {}, ["reps-or-duration", "unsourced-dose"]),  # an object without a key is read, too
    (("dose", "facts", 0, "sets"), [7, 3], ["reversed-pair"]),
    (("no_floor_alternative",), "bridge", ["dangling-link"]),
    (("steps", 0, "short_text"), "word " * 900, ["long-text"]),
)


@pytest.mark.parametrize(("path", "value", "codes"), ONE_FAULT, ids=[str(path[-1]) for path, *_ in ONE_FAULT])
def test_a_fault_is_told_once(path: tuple[str | int, ...], value: object, codes: list[str]) -> None:
    tree = with_values(document("exercises/every-field.json"), (("exercises", 0, *path), value))

    assert [each.code for each in validate(json.dumps(tree), format="json")] == codes


@cache
def found_with(*names: str) -> frozenset[tuple[str, str]]:
    """Codes and places of what is found with these faults, in one call."""
    tree = with_values(THREE, *((FAULTS[name].path, FAULTS[name].value) for name in names))
    return frozenset((each.code, each.pointer) for each in validate(tree))


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(name: str) -> None:
    assert validate(THREE) == ()
    assert len(found_with(name)) == 1


@examples(60)
@given(st.sets(st.sampled_from(sorted(FAULTS)), min_size=2))
def test_faults_at_different_places_are_all_found_in_one_call(names: set[str]) -> None:
    alone = frozenset[tuple[str, str]]().union(*(found_with(name) for name in names))

    assert found_with(*sorted(names)) == alone


def test_all_of_the_faults_are_found_in_one_call() -> None:
    assert len(found_with(*sorted(FAULTS))) == len(FAULTS)


# Rules -------------------------------------------------------------------------------------------

DECLARED: tuple[tuple[str, list[dict[str, object]], str], ...] = (
    (
        "stop_rules",
        [{"key": "Wet", "text": "Stop if the floor is wet."}],
        (
            "error: stop_rules[0].key: got 'Wet', expected small letters, digits and single hyphens, 64 at most, "
            "such as 'heel-raise' [bad-id]"
        ),
    ),
    (
        "red_flags",
        [{"key": "hot", "question": words, "group": "heat", "urgency": "urgent"} for words in ("Hot?", "Very hot?")],
        "error: red_flags[1].key: got 'hot' a second time, expected it once [duplicate-id]",
    ),
    (
        "families",
        [{"id": "heel lift"}],
        (
            "error: families[0].id: got 'heel lift', expected small letters, digits and single hyphens, 64 at most, "
            "such as 'heel-raise' [bad-id]"
        ),
    ),
    (
        "families",
        [{"id": "heel-lift"}, {"id": "heel-lift", "exclusive": False}],
        "error: families[1].id: got 'heel-lift' a second time, expected it once [duplicate-id]",
    ),
    (
        "caps",
        [{"id": "heel lift", "name": "heel lifts", "minutes": 5, "families": ["heel-lift"]}],
        (
            "error: caps[0].id: got 'heel lift', expected small letters, digits and single hyphens, 64 at most, "
            "such as 'heel-raise' [bad-id]"
        ),
    ),
    (
        "caps",
        [{"id": "heels", "name": "heel lifts", "minutes": each, "families": ["heel-lift"]} for each in (5, 10)],
        "error: caps[1].id: got 'heels' a second time, expected it once [duplicate-id]",
    ),
    (
        "messages",
        [{"key": "Go on", "text": "Keep going."}],
        (
            "error: messages[0].key: got 'Go on', expected small letters, digits and single hyphens, 64 at most, "
            "such as 'heel-raise' [bad-id]"
        ),
    ),
    (
        "messages",
        [{"key": "go-on", "text": text} for text in ("Keep going.", "Go on.")],
        "error: messages[1].key: got 'go-on' a second time, expected it once [duplicate-id]",
    ),
    (
        "messages",
        [{"key": "go-on", "text": "Keep going.", "sources": ["leaflets"]}],
        "error: messages[0].sources[0]: got 'leaflets' (did you mean 'leaflet'?) [unknown-source]",
    ),
    (
        "equipment",
        [{"id": "big ball", "name": "a big ball"}],
        (
            "error: equipment[0].id: got 'big ball', expected small letters, digits and single hyphens, 64 at most, "
            "such as 'heel-raise' [bad-id]"
        ),
    ),
    (
        "mixes",
        [{"id": "Morning", "warm_up": 20, "conditioning": 60, "cool_down": 20}],
        (
            "error: mixes[0].id: got 'Morning', expected small letters, digits and single hyphens, 64 at most, "
            "such as 'heel-raise' [bad-id]"
        ),
    ),
    (
        "equipment",
        [{"id": "step-box", "name": "a box"}, {"id": "stepbox", "name": "a box"}],
        "error: equipment[1].id: got 'stepbox', another spelling of 'step-box', expected one word [vocabulary-drift]",
    ),
    (
        "cautions",
        [
            {"key": "sore-toe", "label": "My toe is sore", "fact": "Toes heal.", "level": "modify"},
            {"key": "soretoe", "label": "My toe is sore", "fact": "Toes heal.", "level": "modify"},
        ],
        "error: cautions[1].key: got 'soretoe', another spelling of 'sore-toe', expected one word [vocabulary-drift]",
    ),
)


@pytest.mark.parametrize(("field", "words", "expected"), DECLARED)
def test_declared_words_are_looked_at_whatever_they_name(field: str, words: object, expected: str) -> None:
    errors = [str(each) for each in validate({**MINIMAL, field: words}) if each.severity is Severity.ERROR]

    assert errors == [expected]  # that nothing uses them is a warning


CAUTION = {"key": "sore-toe", "label": "My toe is sore", "fact": "Toes heal.", "level": "modify", "advice": "Wait."}
SIGN = {"key": "hot", "question": "Hot?", "group": "heat", "urgency": "urgent"}
MIX = {"id": "morning", "warm_up": 20, "conditioning": 60, "cool_down": 20}
CAP = {"id": "heels", "name": "heel lifts", "minutes": 5, "families": ["heel-raise", "heel-raise"]}
TWICE: tuple[tuple[tuple[str | int, ...], object, str], ...] = (
    (("overrides",), ["dead-bug", "dead-bug"], "overrides[1]"),
    (("mixes",), [{**MIX, "positions": ["supine", "prone", "supine"]}], "mixes[0].positions[2]"),
    (("mixes",), [{**MIX, "equipment": ["chair", "chair"]}], "mixes[0].equipment[1]"),
    (("caps",), [CAP], "caps[0].families[1]"),
    (("cautions",), [{**CAUTION, "replaces": ["toe", "toe"]}], "cautions[0].replaces[1]"),
    (("cautions",), [{**CAUTION, "avoid_positions": ["prone", "prone"]}], "cautions[0].avoid_positions[1]"),
    (("red_flags",), [{**SIGN, "sources": ["leaflet", "leaflet"]}], "red_flags[0].sources[1]"),
    (("stop_rules",), [{"key": "wet", "text": "Stop.", "sources": ["leaflet", "leaflet"]}], "stop_rules[0].sources[1]"),
    (("messages",), [{"key": "on", "text": "Go on.", "sources": ["leaflet", "leaflet"]}], "messages[0].sources[1]"),
    (
        ("pain_zones",),
        [{"colour": "green", "low": 0, "high": 10, "text": "Go on.", "sources": ["leaflet", "leaflet"]}],
        "pain_zones[0].sources[1]",
    ),
    (
        ("exercises", 0, "adaptations"),
        [{"cautions": ["cardiac", "cardiac"], "max_reps": 8}],
        "exercises[0].adaptations[0].cautions[1]",
    ),
    (
        ("exercises", 0, "adaptations"),
        [{"cautions": ["cardiac"], "needs": [["chair", "chair"]]}],
        "exercises[0].adaptations[0].needs[0][1]",
    ),
)
"""What of a catalog lists something twice, and where; exercises are in the corpus."""


@pytest.mark.parametrize(("path", "value", "place"), TWICE)
def test_what_a_list_names_twice_is_told_where_it_comes_again(
    path: tuple[str | int, ...], value: object, place: str
) -> None:
    found = validate(with_values(MINIMAL, (path, value)))

    assert [str(each).split(": ")[1] for each in found if each.code == "repeated-word"] == [place]


SLIPS = (
    (
        ("families",),
        [{"id": "heel-rise"}],
        "families[0].id: got 'heel-rise', which no exercise has (did you mean 'heel-raise'?) [near-family]",
    ),
    (
        ("caps",),
        [{**CAP, "families": []}],
        (
            "caps[0].families: got an empty list, expected one word or more (leave the cap out, if it is of none) "
            "[empty-list]"
        ),
    ),
    (
        ("red_flags",),
        [{**SIGN, "raised_by": ["hot"], "raised_to": "emergency"}],
        "red_flags[0].raised_by[0]: got 'hot', which is the sign itself, expected another [unknown-sign]",
    ),
)


@pytest.mark.parametrize(("path", "value", "expected"), SLIPS)
def test_what_nothing_has_is_told(path: tuple[str | int, ...], value: object, expected: str) -> None:
    [finding] = validate(with_values(MINIMAL, (path, value)))

    assert str(finding).partition(": ")[2] == expected


def only(value: Any, names: Iterable[str]) -> Any:
    """A value, or each of several, of which nothing but these fields could be read."""
    if isinstance(value, tuple):
        return tuple(only(each, names) for each in value)
    if value is None:
        return None
    inside: dict[str, list[str]] = {}
    for name, _, rest in (each.partition(".") for each in names):
        inside.setdefault(name, []).append(rest)
    fields_ = {name: getattr(value, name) for name in inside}
    return Partial(
        class_of(value),
        {name: only(each, inside[name]) if all(inside[name]) else each for name, each in fields_.items()},
    )


def having_only(values: Mapping[str, object], _: type, *names: str) -> Iterator[tuple[str, Any]]:
    """What a scope looks at, but what it does not name is not there."""
    return ((key, only(each, names)) for key, each in values.items() if has_fields(each, names))


def spied(rule: Rule, fired: set[Rule]) -> Rule:
    """The rule, asked with nothing but the fields that it names."""

    def check(value: Any, scope: Scope) -> list[Found]:
        found = list(rule.check(value, scope))
        if rule.needs is not None:
            read = list(rule.check(only(value, rule.needs), scope))
            assert rule.code == "duplicate-id" or read == found  # it asks whether another value is the same one
        if found:
            fired.add(rule)
        return found

    return evolve(rule, check=check)


def test_every_rule_fires_somewhere_and_reads_nothing_but_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only every code: every rule."""
    fired: set[Rule] = set()
    spies = {subject: [spied(rule, fired) for rule in rules] for subject, rules in examining._BY_SUBJECT.items()}
    monkeypatch.setattr(examining, "_BY_SUBJECT", spies)
    monkeypatch.setattr(_rule, "_having", having_only)
    invalid = DATA / "invalid"
    for path in invalid.rglob("*"):
        if path.is_file() and "folders" not in path.parts and not path.name.endswith(".findings.json"):
            validate(path)
    for path in (invalid / "folders").iterdir():
        if path.is_dir():
            validate(path)
    for field, words, _ in DECLARED:  # the corpus has these faults in other sorts of words
        validate({**MINIMAL, field: words})
    for way, value, _ in (*TWICE, *SLIPS):
        validate(with_values(MINIMAL, (way, value)))
    for text in ("TODO: go on.", "Keep g\N{CYRILLIC SMALL LETTER O}ing."):
        validate({**MINIMAL, "messages": [{"key": "go-on", "text": text}]})
    [resting] = validate(with_values(MINIMAL, (("exercises", 0, "summary"), "Rest for 90 seconds between the sets.")))

    assert set(RULES) - fired == set()
    assert resting.message == "the text says '90 seconds', which is 90 seconds, but the exercise has 45"


def is_field(cls: type, path: list[str]) -> bool:
    """Whether a class has such a field, and what is inside of it has the next one."""
    forms = {each.name: each.form for each in fields_of(cls)}
    form = forms.get(path[0])
    while isinstance(form, (Many, Maybe)):
        form = form.of
    return form is not None and (path[1:] == [] or (isinstance(form, Object) and is_field(form.cls, path[1:])))


def parts_of(cls: type) -> set[type]:
    """The classes of what is written inside of a value; a picture is looked at wherever it is."""
    parts: set[type] = set()
    for each in fields_of(cls):
        form = each.form
        while isinstance(form, (Many, Maybe)):
            form = form.of
        if isinstance(form, Object) and form.key is None and form.cls is not Picture:
            parts |= {form.cls, *parts_of(form.cls)}
    return parts


def test_no_rule_is_asked_of_a_part_of_an_exercise() -> None:
    """What is read quickly is not opened: a rule about steps is one about the exercise that has them."""
    assert {Adaptation, Step} < parts_of(Exercise)
    assert parts_of(Exercise).isdisjoint(rule.subject for rule in RULES)


def test_rules_name_fields_that_there_are() -> None:
    assert [
        (rule.code, need) for rule in RULES for need in rule.needs or () if not is_field(rule.subject, need.split("."))
    ] == []


def test_a_rule_that_names_nothing_is_asked_of_whole_values_alone() -> None:
    """A picture with a fault of its own is not seated."""
    [rule] = [rule for rule in RULES if rule.code == "impossible-pose"]

    assert rule.needs is None
    assert has_fields(Picture(poses=(Pose(name="up"),)), rule.needs)
    assert not has_fields(Partial(Picture, {}), rule.needs)


def test_what_could_not_be_read_is_not_there() -> None:
    """A rule that reads a field without naming it is a defect, and says so."""
    partial = Partial(Picture, {"spine": True})

    assert partial.spine is True
    with pytest.raises(AttributeError, match="'lens' of a faulty Picture could not be read"):
        _ = partial.lens
