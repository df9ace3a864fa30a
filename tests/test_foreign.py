"""Catalogs of others, recognised by what only they have."""

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lowback import default_catalog, validate
from lowback._foreign import looks_like
from lowback.converters import unstructure
from lowback.diagnostics import Severity
from lowback.errors import InvalidDocument
from lowback.importers import free_exercise_db, table, wger

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

HERE = Path(__file__).parent / "data" / "importers"
NAMES = ("exercemus", "exercisedb", "free-exercise-db", "pierre", "wger")


def fixture_of(name: str) -> Paper:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_validation_says_how_to_import_it(name: str) -> None:
    """One finding, and not one for each thing that is not ours."""
    assert looks_like(fixture_of(name)) == name
    assert [str(each) for each in validate(HERE / f"{name}.json")] == [
        (
            f"{HERE / name}.json:1:1: error: got somebody else's catalog, expected one with format, id and exercises "
            f"(this looks like {name}: lowback import {name} FILE -o DIR makes drafts of it) [not-a-catalog]"
        )
    ]


def test_it_may_stand_among_the_files_of_a_catalog(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(unstructure(default_catalog())), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(fixture_of("wger")), encoding="utf-8")

    found = [each for each in validate(tmp_path) if each.severity is not Severity.NOTE]
    assert [(each.code, each.location and each.location.file) for each in found] == [
        ("not-a-catalog", str(tmp_path / "b.json"))
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a.csv", "lowback import csv FILE -o DIR makes drafts of a table"),
        ("a.TSV", "lowback import csv FILE -o DIR makes drafts of a table"),
        ("a.jsonl", "lowback import mapped FILE --mapping MAP -o DIR makes drafts of JSON Lines"),
        ("a.xlsx", "save it as CSV; lowback import csv FILE -o DIR makes drafts of it"),
        ("a.txt", ""),
    ],
)
def test_a_table_is_known_by_its_name(name: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()

    [finding] = validate(tmp_path / name)

    assert (finding.code, finding.hint) == ("unknown-file", hint)


NOBODYS: list[Paper] = [
    unstructure(default_catalog()),
    *(
        None,
        1,
        "wger",
        [],
        {},
        [1, None],
        [{}],
        [{"model": 1, "pk": 2}],
        {"a": []},
        {"model": 1, "pk": 2, "fields": {}},
    ),
    [{}] * 50 + [{"model": 1, "pk": 2, "fields": {}}],
]


@pytest.mark.parametrize("tree", NOBODYS, ids=lambda tree: repr(tree)[:30])
def test_what_is_nobodys_is_not_guessed(tree: Paper) -> None:
    assert looks_like(tree) == ""


@pytest.mark.parametrize(
    ("importer", "name"), [(free_exercise_db, "wger"), (wger, "free-exercise-db"), (wger, "pierre")]
)
def test_the_wrong_importer_names_the_right_one(importer: Any, name: str) -> None:
    """In one message, whatever the number of records."""
    imported = importer.loads(json.dumps(fixture_of(name)), name="a")

    [finding] = imported.findings
    assert (imported.drafts, imported.losses) == ((), ())
    assert str(finding).startswith("a:1:1: error: got ")
    assert finding.hint == f"this looks like {name}: lowback import {name} FILE -o DIR makes drafts of it"


@pytest.mark.parametrize("text", ["[]", '  {"a": 1}', "<html>", "\ufeff[\n1]"])
def test_a_table_is_neither_json_nor_a_page(text: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        table.loads(text, name="a")

    [finding] = caught.value.diagnostics
    assert finding.message == "got JSON or another format, expected CSV"
    assert finding.hint != ""
