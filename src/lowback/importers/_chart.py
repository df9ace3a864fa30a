"""A mapping file: which of our fields is where in the records of somebody else's list, and which words mean ours."""

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import frozen

from lowback._source.parsed import quoted
from lowback.diagnostics import Diagnostic
from lowback.errors import InvalidDocument, did_you_mean

from ._drafting import is_object, kind_of, mapping_of, members_of
from ._fields import FIELDS
from ._paths import steps_of

__all__ = ["Chart", "read_chart", "wrong_with"]

_KEYS = ("id", "title", "language", "records", "fields", "words")
_ENDS = ("id", *FIELDS, "steps")
"""What a path may lead to."""


@frozen(kw_only=True)
class Chart:
    """A mapping file that was read.

    Attributes:
        id: Id of the catalog.
        title: Title of the catalog.
        language: Language of the texts.
        records: The path to the records; empty where they are found by themselves.
        fields: The paths of each field of ours, as they are written.
        words: For a field, our words by theirs, which are in small letters.
    """

    id: str
    title: str
    language: str
    records: str
    fields: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]]


def read_chart(tree: object) -> Chart:
    """Read a mapping file; raises `InvalidDocument` that says all that is wrong with it.

    >>> words = {"kind": {"Dehnung": "stretch"}}
    >>> chart = read_chart({"fields": {"name": "title", "reps": ["low", "high"]}, "words": words})
    >>> chart.fields["reps"], chart.words["kind"]
    (('low', 'high'), {'dehnung': 'stretch'})
    """
    if findings := wrong_with(tree):
        raise InvalidDocument(findings)
    root = mapping_of(tree)
    texts = {key: cast("str", root.get(key, "")) for key in ("id", "title", "language", "records")}
    return Chart(
        id=texts["id"] or "mapped",
        title=texts["title"] or "Mapped list",
        language=texts["language"] or "en",
        records=texts["records"],
        fields={field: tuple(_paths(value)) for field, value in mapping_of(root.get("fields")).items()},
        words={
            field: {str(theirs).casefold(): str(ours) for theirs, ours in mapping_of(words).items()}
            for field, words in mapping_of(root.get("words")).items()
        },
    )


def _paths(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for _, each in members_of(value)]


def wrong_with(tree: object) -> tuple[Diagnostic, ...]:
    r"""All that is wrong with a mapping file.

    >>> print(*wrong_with({"fields": {"title": "a"}}), sep="\n")
    error: fields: missing the path to the name of an exercise (add name, or id) [missing-key]
    error: fields.title: unknown key 'title' [unknown-key]
    """
    return tuple(_wrong(tree))


def _wrong(tree: object) -> Iterator[Diagnostic]:
    if not isinstance(tree, Mapping):
        yield _type((), tree, "an object with fields")
        return
    root = mapping_of(cast("object", tree))
    for key, value in root.items():
        if key not in _KEYS:
            yield _unknown((key,), key, _KEYS)
        elif key in ("fields", "words") and not is_object(value):
            yield _type((key,), value, "an object")
        elif key not in ("fields", "words") and not isinstance(value, str):
            yield _type((key,), value, "a text")
    if isinstance(path := root.get("records"), str) and not steps_of(path):
        yield _no_path(("records",), path)
    fields = mapping_of(root.get("fields"))
    if not {"id", "name"} & fields.keys():
        message = "missing the path to the name of an exercise"
        yield Diagnostic(code="missing-key", message=message, path=("fields",), hint="add name, or id")
    for field, value in fields.items():
        yield from _wrong_paths(field, value)
    for field, words in mapping_of(root.get("words")).items():
        yield from _wrong_words(field, words)


def _wrong_paths(field: str, value: object) -> Iterator[Diagnostic]:
    if field not in _ENDS:
        yield _unknown(("fields", field), field, _ENDS)
    paths = [(("fields", field), value)] if isinstance(value, str) else members_of(value, ("fields", field))
    if not paths:
        yield _type(("fields", field), value, "a path, or a list of paths")
    for place, path in paths:
        if not isinstance(path, str):
            yield _type(place, path, "a path such as muscles[*].name")
        elif not path.strip():
            yield _no_path(place, path)


def _wrong_words(field: str, words: object) -> Iterator[Diagnostic]:
    if field not in FIELDS:
        yield _unknown(("words", field), field, FIELDS)
    if not is_object(words):
        yield _type(("words", field), words, "an object with their words and ours")
    for theirs, ours in mapping_of(words).items():
        if isinstance(ours, bool) or not isinstance(ours, str | int):
            yield _type(("words", field, theirs), ours, "a word of ours, or a number")


def _unknown(path: tuple[str, ...], key: str, known: object) -> Diagnostic:
    offered = did_you_mean(key, cast("Mapping[str, object]", known))
    return Diagnostic(code="unknown-key", message=f"unknown key {quoted(key)}{offered}", path=path)


def _type(path: tuple[str | int, ...], value: object, expected: str) -> Diagnostic:
    return Diagnostic(code="wrong-type", message=f"got {kind_of(value)}, expected {expected}", path=path)


def _no_path(path: tuple[str | int, ...], value: str) -> Diagnostic:
    message = f"got {quoted(value)}, expected a path such as data.exercises or muscles[*].name"
    return Diagnostic(code="bad-path", message=message, path=path)
