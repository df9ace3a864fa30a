"""The JSON Schemas: fresh, whole, of the same shape as another program makes of the classes, and true."""

import json
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias, get_args, get_type_hints

import pytest
from attrs import NOTHING, evolve, fields, has
from hypothesis import given
from importlib_resources import files
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it comes without types

from lowback import Brief, Catalog, Routine, Timeline, compose, default_catalog
from lowback._document import REQUIRED, Document
from lowback._plan import REFERENCES
from lowback.converters import schema, structure, unstructure
from lowback.drawing import picture_of
from lowback.errors import InvalidDocument, WrongType
from lowback.model import Conventions, Exercise, Source
from lowback.picture import Picture
from lowback.programme import Programme
from lowback.timeline import Detail
from strategies import briefs

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

ROOT = Path(__file__).resolve().parents[1]
TASK = ROOT / "tasks" / "schema.py"
SCHEMA: Paper = json.loads(schema())
NAMED: dict[str, type] = {
    "catalog": Catalog,
    "brief": Brief,
    "routine": Routine,
    "timeline": Timeline,
    "picture": Picture,
    "programme": Programme,
}
"""What there is a schema of."""


def classes_of(type_: object) -> Iterator[type]:
    """The classes that a type is made of."""
    if isinstance(type_, type) and has(type_):
        yield type_
        for name, hint in get_type_hints(type_).items():
            if name != "origin":  # it is on no paper
                yield from classes_of(hint)
    for argument in get_args(type_):
        yield from classes_of(argument)


CLASSES = sorted(set(classes_of(Document)), key=lambda cls: cls.__name__)
of_each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


def part(cls: type) -> Paper:
    """What the schema says of a class."""
    return SCHEMA if cls is Document else SCHEMA["$defs"][cls.__name__]


# The file ----------------------------------------------------------------------------------------


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if not TASK.is_file():
        pytest.skip("this copy of the tests comes without the tasks")
    monkeypatch.syspath_prepend(str(TASK.parent))
    spec = spec_from_file_location("schema", TASK)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_packaged_schema_is_fresh(task: ModuleType) -> None:
    assert task.main(["--check"]) == 0, "run python tasks/schema.py"


@pytest.mark.parametrize("old", ["{}\n", None])
def test_check_says_what_is_stale(
    task: ModuleType,
    old: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(task, "FOLDER", tmp_path)
    task.main([])
    file = tmp_path / "brief.schema.json"
    file.unlink() if old is None else file.write_text(old, encoding="utf-8")

    assert task.main(["--check"]) == 1

    assert capsys.readouterr() == ("", "stale schema brief.schema.json; run python tasks/schema.py\n")
    assert file.is_file() == (old is not None)


def test_writing_brings_them_up_to_date(task: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "FOLDER", tmp_path / "new")

    assert task.main([]) == 0

    assert task.main(["--check"]) == 0
    assert {file.name for file in task.FOLDER.iterdir()} == {f"{name}.schema.json" for name in NAMED}


@pytest.mark.parametrize(("name", "cls"), NAMED.items())
def test_the_library_gives_the_packaged_text(name: str, cls: type) -> None:
    packaged = files("lowback") / "data" / "schema" / f"{name}.schema.json"

    assert schema(cls) == packaged.read_text(encoding="utf-8")


def test_without_a_class_it_is_that_of_catalogs() -> None:
    assert schema() == schema(Catalog)


@pytest.mark.parametrize("cls", [Exercise, int])
def test_another_class_has_none(cls: type) -> None:
    with pytest.raises(WrongType) as caught:
        schema(cls)

    expected = "the class Catalog, Brief, Routine, Timeline, Picture or Programme"
    assert str(caught.value) == f"schema.of: got the class {cls.__name__}, expected {expected}"


# What it says ------------------------------------------------------------------------------------


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == list(REQUIRED) == ["format", "id", "exercises"]


def test_every_class_of_a_document_is_in_it_and_no_other() -> None:
    assert sorted(SCHEMA["$defs"]) == [cls.__name__ for cls in CLASSES if cls is not Document]


@of_each_class
def test_every_field_is_in_it_with_its_description(cls: type) -> None:
    properties = {key: value for key, value in part(cls)["properties"].items() if key != "$schema"}

    assert list(properties) == [each.name for each in fields(cls) if each.name != "origin"]
    assert [key for key, value in properties.items() if not value["description"].strip().endswith((".", ":"))] == []
    assert part(cls)["description"] == (cls.__doc__ or "").partition("\n")[0]
    assert part(cls)["additionalProperties"] is False


def test_a_description_is_what_the_code_says() -> None:
    assert part(Source)["properties"]["url"]["description"] == "Address; None only when there is a DOI."


@of_each_class
def test_what_has_no_default_is_required(cls: type) -> None:
    if cls is not Document:  # it is one of several files, of which one has the head
        without = [each.name for each in fields(cls) if each.default is NOTHING]
        assert part(cls).get("required", []) == without


def test_only_the_schema_of_the_document_allows_a_reference_to_it() -> None:
    assert [cls for cls in CLASSES if "$schema" in part(cls)["properties"]] == [Document]


# Another opinion ---------------------------------------------------------------------------------


OTHERS = [cls for cls in CLASSES if cls not in (Document, Exercise)]
"""The other program has no word for a default that depends on another field, as the rest of an exercise does."""


@pytest.mark.parametrize("cls", OTHERS, ids=lambda cls: cls.__name__)
def test_another_program_finds_the_same_keys_and_closed_words(cls: type) -> None:
    """`msgspec` reads the same classes without knowing ours."""
    msgspec = pytest.importorskip("msgspec")
    (reference,), components = msgspec.json.schema_components([cls], ref_template="#/{name}")
    other: Paper = components[reference["$ref"].removeprefix("#/")]
    ours = part(cls)

    assert sorted(other["properties"]) == sorted(ours["properties"])
    assert sorted(other["required"]) == sorted(ours.get("required", []))
    for key, value in other["properties"].items():
        if value.get("$ref", "").removeprefix("#/") in components:
            words = components[value["$ref"].removeprefix("#/")].get("enum")
            assert sorted(ours["properties"][key].get("enum", [])) == sorted(words or [])


# Briefs, routines and timelines ------------------------------------------------------------------

PAPERS: dict[type, Any] = {
    cls: Draft202012Validator(json.loads(schema(cls))) for cls in (Brief, Routine, Timeline, Picture)
}
ROUTINE = compose(Brief(10, cautions=["wrist-pain", "knee-pain-loading"], recent=[["bridge"]], seed=3))
SAID: tuple[Routine | Timeline, ...] = (
    ROUTINE,
    compose(Brief.of_seconds(125, "desk")),
    evolve(ROUTINE, items=tuple(evolve(item, why=None) for item in ROUTINE.items)),
    Timeline.of(ROUTINE),
    Timeline.of(ROUTINE, Detail.SETS),
)


def fits(cls: type, tree: Paper) -> bool:
    return bool(PAPERS[cls].is_valid(json.loads(json.dumps(tree))))


@pytest.mark.parametrize("cls", PAPERS)
def test_they_are_schemas_of_the_same_dialect(cls: type) -> None:
    Draft202012Validator.check_schema(PAPERS[cls].schema)

    assert PAPERS[cls].schema["$schema"] == SCHEMA["$schema"]
    assert PAPERS[cls].schema["$id"] == f"urn:lowback:schema:{cls.__name__.lower()}:1"


@pytest.mark.parametrize("root", [Routine, Timeline])
def test_every_class_is_in_them_with_every_field_that_is_on_paper(root: type) -> None:
    """What is only named is a text."""
    whole = PAPERS[root].schema
    parts = {root.__name__: whole, **whole["$defs"]}
    named = {cls.__name__ for cls in REFERENCES} & set(parts)
    classes = {
        cls.__name__: cls for cls in classes_of(root) if cls.__name__ in parts and cls.__name__ not in (*named, "Brief")
    }

    assert named == {"Exercise", "Message", "RedFlag", "StopRule"}
    assert [each["type"] for each in parts["Exercise"]["anyOf"]] == ["string", "object"]
    assert {parts[name].get("type", "string") for name in named} == {"string"}
    assert set(parts) == {*classes, *named, "Brief"}
    for name, cls in classes.items():
        hints = get_type_hints(cls)
        assert list(parts[name]["properties"]) == [
            each.name for each in fields(cls) if hints[each.name] is not Conventions and each.name != "origin"
        ]


@given(briefs(default_catalog()))
def test_every_brief_that_is_written_fits(brief: Brief) -> None:
    assert fits(Brief, unstructure(brief))


@pytest.mark.parametrize("value", SAID)
def test_every_routine_and_timeline_that_is_written_fits_and_comes_back(value: Routine | Timeline) -> None:
    tree = unstructure(value)

    assert fits(type(value), tree)
    assert structure(json.loads(json.dumps(tree)), type(value)) == value


def test_packaged_pictures_fit_and_wrong_ones_do_not() -> None:
    for exercise in default_catalog().values():
        assert fits(Picture, unstructure(picture_of(exercise)))

    assert not fits(Picture, {"poses": []})
    assert not fits(Picture, {"poses": [{"name": "up", "joints": {"knee": {"flexion": 170}}}]})


BAD_BRIEFS: tuple[Paper, ...] = (
    *(None, [], "10"),
    *({"minutes": minutes} for minutes in (0, 121, "5", 0.5, None, True)),
    *({"seconds": seconds} for seconds in (59, 7201, "125", None)),
    {"minutes": 2, "seconds": 120},
    *({"format": format_} for format_ in (0, 3, "2", None)),
    *({"mix": None}, {"mix": 3}),
    *({"positions": ["suppine"]}, {"positions": "suppine"}),
    *({"equipment": 3}, {"cautions": None}, {"cautions": [1]}, {"recent": ["bridge"]}),
    *({"max_difficulty": difficulty} for difficulty in (0, 6, "3", True)),
    *({"seed": seed} for seed in (-1, 1.5, "7")),
    *({"limited_mobility": 1}, {"mood": "good"}),
)


@pytest.mark.parametrize("tree", BAD_BRIEFS)
def test_what_the_schema_of_briefs_refuses_the_library_refuses_too(tree: Paper) -> None:
    assert not fits(Brief, tree)
    with pytest.raises(InvalidDocument):
        structure(tree, Brief)


def _worse(change: str, value: Paper) -> Paper:
    tree: Paper = unstructure(ROUTINE)
    *path, last = change.split(".")
    place = tree
    for key in path:
        place = place[int(key) if key.isdigit() else key]
    place[last] = value
    return tree


@pytest.mark.parametrize(
    ("change", "value"),
    [
        *(("items.0.exercise", None), ("items.0.dose", {}), ("items.0.dose.hold", -1), ("items.0.gap_seconds", -1)),
        *(("items.0.dose", {"reps": 3, "duration": 5}), ("items.0.seconds", 5), ("items", {}), ("conventions", {})),
        *(
            ("format", 3),
            ("proof", {"score": 1}),
            ("stop_rules", [1]),
            ("brief.minutes", 0),
            ("items.0.why.directions", ["up"]),
        ),
    ],
)
def test_what_the_schema_of_routines_refuses_the_library_refuses_too(change: str, value: Paper) -> None:
    tree = _worse(change, value)

    assert not fits(Routine, tree)
    with pytest.raises(InvalidDocument):
        structure(tree, Routine)
