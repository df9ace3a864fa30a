"""Whose catalog a tree is, when it is not ours: told by what only that one has."""

from collections.abc import Mapping
from typing import cast

__all__ = ["FOREIGN_FILES", "hint_for", "looks_like"]

_RECORDS: Mapping[str, frozenset[str]] = {
    "free-exercise-db": frozenset({"name", "primaryMuscles", "instructions"}),
    "wger": frozenset({"model", "pk", "fields"}),
}
"""Keys of a record in a list, by the word of `lowback import`."""

_KEYS: Mapping[str, frozenset[str]] = {
    "pierre": frozenset({"stretching_exercises", "yoga_poses"}),
}
"""Keys of the whole, one of which is enough when it has a list."""

FOREIGN_FILES: Mapping[str, str] = {
    **dict.fromkeys((".csv", ".tsv"), "lowback import csv FILE -o DIR makes drafts of a table"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save it as CSV; lowback import csv FILE -o DIR makes drafts of it"),
}
"""What to do with a file that is no catalog, by the end of its name."""

_LOOKED_AT = 20
"""Records; the first may be one of another sort."""


def looks_like(tree: object) -> str:
    """The word of `lowback import` for this catalog; empty when it is nobody's that we know.

    >>> looks_like([{"model": "exercises.exercise", "pk": 1, "fields": {}}])
    'wger'
    """
    if isinstance(tree, Mapping):
        lists = {key for key, value in cast("Mapping[object, object]", tree).items() if isinstance(value, list)}
        return next((name for name, known in _KEYS.items() if known & lists), "")
    records = cast("list[object]", tree)[:_LOOKED_AT] if isinstance(tree, list) else []
    objects = [cast("Mapping[object, object]", each).keys() for each in records if isinstance(each, Mapping)]
    return next((name for name, known in _RECORDS.items() if any(known <= keys for keys in objects)), "")


def hint_for(name: str) -> str:
    """What to do with somebody's catalog.

    >>> hint_for("wger")
    'this looks like wger: lowback import wger FILE -o DIR makes drafts of it'
    """
    return f"this looks like {name}: lowback import {name} FILE -o DIR makes drafts of it"
