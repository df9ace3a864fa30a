"""Loading a catalog: what `validate` finds decides, and what was written comes back."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lowback import Catalog, default_catalog, load_catalog, validate
from lowback.converters import structure, unstructure
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import InvalidCatalog
from strategies import catalogs, examples

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

VALID = Path(__file__).parent / "data" / "valid"
PACKAGED = default_catalog()


def document(name: str) -> Paper:
    """A valid document of the corpus."""
    return json.loads((VALID / name).read_text(encoding="utf-8"))


MINIMAL = document("exercises/minimal.json")
EVERY_FIELD = document("exercises/every-field.json")


def has_error(source: Any, **how: Any) -> bool:
    return any(each.severity is Severity.ERROR for each in validate(source, **how))


# What loads --------------------------------------------------------------------------------------


def test_every_way_in_gives_the_same_catalog(tmp_path: Path) -> None:
    text = json.dumps(EVERY_FIELD)
    file = tmp_path / "clinic.json"
    file.write_text(text, encoding="utf-8")
    expected = structure(EVERY_FIELD, Catalog)

    for found in (
        load_catalog(EVERY_FIELD),
        load_catalog(file),
        load_catalog(str(file)),
        load_catalog(tmp_path),
        load_catalog(text, format="json"),
        load_catalog(text, format="yaml"),
        load_catalog(text.encode()),
    ):
        assert found == expected


def test_an_error_keeps_a_catalog_from_loading_and_tells_all_that_validate_finds() -> None:
    tree = deepcopy(EVERY_FIELD)
    tree["exercises"][0] |= {"difficulty": 9, "harder": ["nothing"], "sources": []}
    text = json.dumps(tree, indent=2)

    with pytest.raises(InvalidCatalog) as raised:
        load_catalog(text, format="json", name="mine.json")

    findings = validate(text, format="json", name="mine.json")
    assert raised.value.diagnostics == findings
    assert {each.severity for each in findings} == {Severity.ERROR, Severity.WARNING}
    assert str(raised.value).startswith("4 findings:\n  mine.json:")


def test_warnings_alone_do_not() -> None:
    tree = {**MINIMAL, "exercises": []}

    assert [each.code for each in validate(tree)] == ["no-exercises"]
    assert list(load_catalog(tree)) == []


def test_the_tree_that_was_given_stays_as_it_is() -> None:
    tree = {"$schema": "catalog.schema.json", **deepcopy(EVERY_FIELD)}
    before = deepcopy(tree)

    load_catalog(tree)

    assert tree == before


# Round trips -------------------------------------------------------------------------------------


@examples(40)
@given(catalogs(own_conventions=True, wordy=True))
@example(Catalog(id="empty"))
def test_a_catalog_that_validates_comes_back(catalog: Catalog) -> None:
    """Random catalogs have wrong links and texts; those without an error are read as what was written."""
    paper = json.dumps(unstructure(catalog))

    if has_error(paper, format="json"):
        with pytest.raises(InvalidCatalog):
            load_catalog(paper, format="json")
    else:
        assert load_catalog(paper, format="json") == catalog


@examples(20)
@given(st.sets(st.sampled_from(sorted(PACKAGED)), min_size=1, max_size=8))
def test_packaged_exercises_come_back_in_any_choice(ids: set[str]) -> None:
    """Links to what is left out are the only errors, and without them there is nothing to find but warnings."""
    tree: Paper = json.loads(json.dumps(unstructure(PACKAGED.only(ids))))
    assert {each.code for each in validate(tree) if each.severity is Severity.ERROR} <= {"dangling-link"}
    for each in tree["exercises"]:
        for field in ("easier", "harder"):
            each[field] = [id_ for id_ in each.get(field, ()) if id_ in ids]
        if each.get("no_floor_alternative") not in ids:
            each["no_floor_alternative"] = None

    catalog = load_catalog(tree)

    assert list(catalog) == sorted(ids)
    assert catalog == structure(tree, Catalog)


def files_of(tree: Paper) -> Iterator[tuple[str, Paper]]:
    """The same document as a folder: the head, the words, and each exercise."""
    for each in tree["exercises"]:
        yield f"exercises/{each['id']}.json", each
    heads = ("format", "id", "title", "language")
    yield "catalog.json", {key: tree[key] for key in heads if key in tree}
    yield "words.json", {"exercises": [], **{key: tree[key] for key in tree if key not in (*heads, "exercises")}}


def test_the_packaged_catalog_comes_back_without_a_finding(tmp_path: Path) -> None:
    """As one document, and as a folder of files; notes offer what could be done beside."""
    tree: Paper = unstructure(PACKAGED)
    for name, part in files_of(tree):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(part), encoding="utf-8")

    for found in (validate(tree), validate(tmp_path)):
        assert {each.code for each in found} == {"adaptations-apart"}
    assert load_catalog(tree) == PACKAGED
    assert load_catalog(tmp_path) == PACKAGED


# Agreement ---------------------------------------------------------------------------------------

LINKED = document("links/easier-and-harder.json")
SEEDS = [MINIMAL, EVERY_FIELD, LINKED, document("words/own-caution.json"), document("words/own-mix.json")]
WORDS = ["", "modify", "avoid", "hold", "move", "supine", "strength", "heel-raise", "leaflet", "lowback", "Legs", "de"]
NUMBERS = [-1, 0, 1, 2, 5, 6, 10, 12, 600, 100_000]


def places(tree: Paper, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place below the root."""
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in members:
        yield (*path, key)
        yield from places(value, (*path, key))


def edited(tree: Paper, draw: random.Random) -> None:
    """One random edit: take away, change the type, swap a word, change a number, put in twice."""
    *way, last = draw.choice(list(places(tree)))
    parent = tree
    for part in way:
        parent = parent[part]
    value = parent[last]
    match draw.randrange(6):
        case 0:
            del parent[last]
        case 1:
            parent[last] = draw.choice([None, True, 1, 1.5, "x", [], {}, [value], {"id": value}])
        case 2 if isinstance(parent, list):
            parent.append(deepcopy(value))
        case 2:
            parent[draw.choice(["hold", "duration", "id", "format", "extends", "overrides", "seconds"])] = value
        case _ if isinstance(value, str):
            parent[last] = draw.choice(WORDS)
        case _ if isinstance(value, int):
            parent[last] = draw.choice(NUMBERS)
        case _ if isinstance(value, list) and value:
            parent[last] = draw.choice([value[::-1], value[:-1], [*value, value[0]]])


def read_alone(tree: Paper) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
    """What is read without the rules, and what is found."""
    try:
        return structure(tree, Catalog), ()
    except InvalidCatalog as error:
        return None, error.diagnostics


@examples(200)
@given(st.sampled_from(SEEDS), st.integers(1, 3), st.randoms(use_true_random=False))
def test_validate_and_structure_agree(seed: Paper, edits: int, draw: random.Random) -> None:
    """What can never be true is an error; what has no error can be read, and both ways read the same."""
    tree = deepcopy(seed)
    for _ in range(edits):
        edited(tree, draw)
    read, found = read_alone(tree)
    if has_error(tree):
        assert {each.code for each in found} <= {each.code for each in validate(tree)}
        with pytest.raises(InvalidCatalog):
            load_catalog(tree)
    else:
        assert found == ()
        assert load_catalog(tree) == read


@pytest.mark.parametrize("seed", SEEDS, ids=lambda each: each["exercises"][0]["name"])
def test_the_seeds_of_the_law_are_right(seed: Paper) -> None:
    assert validate(seed) == ()
    assert load_catalog(seed) == structure(seed, Catalog)
