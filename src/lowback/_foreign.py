"""Whose catalog a tree is, when it is not ours: told by what only that one has."""

from collections.abc import Mapping
from typing import cast

__all__ = ["FOREIGN_FILES", "hint_for", "looks_like"]

_RECORDS: Mapping[str, tuple[frozenset[str], ...]] = {
    "free-exercise-db": (frozenset({"name", "primaryMuscles", "instructions"}),),
    "wger": (
        frozenset({"model", "pk", "fields"}),
        frozenset({"muscles", "muscles_secondary", "translations"}),
        frozenset({"muscles", "muscles_secondary", "exercises"}),
    ),
    "exercemus": (frozenset({"name", "primary_muscles", "secondary_muscles", "instructions"}),),
    "exercisedb": (
        frozenset({"name", "bodyPart", "target"}),
        frozenset({"name", "bodyParts", "targetMuscles"}),
        frozenset({"name", "body_part", "target"}),
    ),
}
"""Keys of a record in a list, by the word of `lowback import`; one of the sets is enough."""

_KEYS: Mapping[str, frozenset[str]] = {
    "pierre": frozenset({"stretching_exercises", "yoga_poses"}),
}
"""Keys of the whole, one of which is enough when it has a list."""

LISTS = ("results", "data", "exercises")
"""Keys under which answers of servers, and files, have their list of records."""

FOREIGN_FILES: Mapping[str, str] = {
    **dict.fromkeys((".csv", ".tsv"), "lowback import csv FILE -o DIR makes drafts of a table"),
    **dict.fromkeys(
        (".jsonl", ".ndjson"), "lowback import mapped FILE --mapping MAP -o DIR makes drafts of JSON Lines"
    ),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save it as CSV; lowback import csv FILE -o DIR makes drafts of it"),
}
"""What to do with a file that is no catalog, by the end of its name."""

_LOOKED_AT = 20
"""Records; the first may be one of another sort."""

_DEEPEST = 3
"""Steps: a list of pages, a page with data, and the list in these."""


def looks_like(tree: object) -> str:
    """The word of `lowback import` for this catalog; empty when it is nobody's that we know.

    >>> looks_like([{"model": "exercises.exercise", "pk": 1, "fields": {}}])
    'wger'
    """
    records = _records_in(tree)
    if isinstance(tree, Mapping):
        own = cast("Mapping[object, object]", tree)
        lists = {key for key, value in own.items() if isinstance(value, list)}
        if name := next((name for name, known in _KEYS.items() if known & lists), ""):
            return name
    objects = [cast("Mapping[object, object]", each).keys() for each in records if isinstance(each, Mapping)]
    return next((name for name, sets in _RECORDS.items() if any(each <= keys for each in sets for keys in objects)), "")


def _records_in(tree: object) -> list[object]:
    """The first members of a list, or of the lists that objects have; three steps down, as no answer lies deeper."""
    found: list[object] = []
    here: list[object] = [tree]
    for _ in range(_DEEPEST):
        members = [each for one in here if isinstance(one, list) for each in cast("list[object]", one)[:_LOOKED_AT]]
        found += members
        objects = [cast("Mapping[object, object]", each) for each in (*here, *members[:1]) if isinstance(each, Mapping)]
        here = [value for each in objects for key in LISTS if isinstance(value := each.get(key), Mapping | list)]
    return found


def hint_for(name: str) -> str:
    """What to do with somebody's catalog.

    >>> hint_for("wger")
    'this looks like wger: lowback import wger FILE -o DIR makes drafts of it'
    """
    return f"this looks like {name}: lowback import {name} FILE -o DIR makes drafts of it"
