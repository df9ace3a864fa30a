"""The JSON Schema of catalog documents: fresh, whole, and of the same shape as another program makes of the classes."""

import json
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias, get_args, get_type_hints

import pytest
from attrs import NOTHING, fields, has
from importlib_resources import files
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it comes without types

from lowback._document import REQUIRED, Document
from lowback.converters import schema
from lowback.model import Exercise, Source

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

ROOT = Path(__file__).resolve().parents[1]
TASK = ROOT / "tasks" / "schema.py"
SCHEMA: Paper = json.loads(schema())


def classes_of(type_: object) -> Iterator[type]:
    """The classes that a type is made of."""
    if isinstance(type_, type) and has(type_):
        yield type_
        for hint in get_type_hints(type_).values():
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
    file = tmp_path / "catalog.schema.json"
    if old is not None:
        file.write_text(old, encoding="utf-8")
    monkeypatch.setattr(task, "FILE", file)

    assert task.main(["--check"]) == 1

    assert capsys.readouterr() == ("", "stale schema; run python tasks/schema.py\n")
    assert file.is_file() == (old is not None)


def test_writing_brings_it_up_to_date(task: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "FILE", tmp_path / "new" / "catalog.schema.json")

    assert task.main([]) == 0

    assert task.main(["--check"]) == 0
    assert task.FILE.read_text(encoding="utf-8") == schema()


def test_the_library_gives_the_packaged_text() -> None:
    packaged = files("lowback") / "data" / "schema" / "catalog.schema.json"

    assert schema() == packaged.read_text(encoding="utf-8")


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

    assert list(properties) == [each.name for each in fields(cls)]
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
