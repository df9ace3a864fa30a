"""wger: the rows of its exercise fixtures, all of them in one JSON list, or answers of its web interface.

Read as they were in August 2026 (after wger 2.6). Of the fixtures every row has `model`, `pk` and `fields`. An
`exercises.exercise` holds muscles and equipment, an `exercises.translation` its name and its
description in one language. The rows that they point to by number have to be in the list too.
An answer of `exerciseinfo` has all that inside each exercise.
"""

from collections.abc import Callable
from typing import TypeAlias, cast

from attrs import define, evolve

from lowback._foreign import looks_like
from lowback.diagnostics import Diagnostic

from ._drafting import (
    Ids,
    Path,
    Record,
    identify,
    mapping_of,
    members_of,
    placed,
    read_json,
    refuse,
    unreadable,
)
from ._imported import Fate, Imported, Loss
from ._markup import paragraphs
from ._pages import pages_of
from ._reading import read_instructions
from ._wger_info import REASONS, REMARK, read_area, read_pages
from ._words import note_attribution, read_muscles, read_things

__all__ = ["loads"]

_CATALOG = Imported(id="wger", title="wger")

_EXERCISE, _TRANSLATION, _ALIAS = "exercises.exercise", "exercises.translation", "exercises.alias"
_MUSCLE, _EQUIPMENT, _CATEGORY = "exercises.muscle", "exercises.equipment", "exercises.exercisecategory"
_LANGUAGE, _LICENCE = "core.language", "core.license"

_NAMES = {
    _MUSCLE: ("name", "primary_targets"),
    _EQUIPMENT: ("name", "needs"),
    _CATEGORY: ("name", "kind"),
    _LANGUAGE: ("short_name", "language"),
    _LICENCE: ("short_name", "editorial"),
}
"""Models that other rows point to: the field with the name, and where the name goes."""

_EXPECTED = "a list of rows, each with model, pk and fields, or what exerciseinfo answers"

_REASONS = {
    **REASONS,
    "comment": REMARK,
    "alias": "it belongs to a text that is not read",
    "exercise": "it only says which rows belong together",
    "translation": "it only says which rows belong together",
}

_Key: TypeAlias = int | str


@define
class _Row:
    """A row, and why all of it is left out, if it is."""

    model: str
    key: _Key
    record: Record
    why: str = ""

    def points_to(self, field: str) -> object:
        return self.record.fields.get(field)

    def account(self) -> tuple[Loss, ...]:
        return self.record.account(self.why)


def loads(text: str | bytes, *, name: str = "<text>") -> Imported:
    """Read one list of rows, or answers of `exerciseinfo`.

    Raises `InvalidDocument` for a text that is not JSON, or too large.

    `name` is what findings call the text.

    >>> rows = [
    ...     {"model": "core.language", "pk": 2, "fields": {"short_name": "en"}},
    ...     {"model": "exercises.exercise", "pk": 9, "fields": {}},
    ...     {"model": "exercises.translation", "pk": 1, "fields": {"exercise": 9, "language": 2, "name": "Squat"}},
    ... ]
    >>> import json
    >>> loads(json.dumps(rows)).drafts[0].tree["name"]
    'Squat'
    """
    read = read_json(text, name)
    if looks_like(read.tree) not in ("", "wger"):
        return placed(refuse(_CATALOG, read.tree, _EXPECTED), read)
    if _has_rows(read.tree):
        return placed(_read_rows(members_of(read.tree)), read)
    pages = pages_of(read.tree)
    if pages.members or pages.around or isinstance(read.tree, list):
        return placed(read_pages(_CATALOG, pages), read)
    return placed(refuse(_CATALOG, read.tree, _EXPECTED), read)


def _has_rows(tree: object) -> bool:
    return any(isinstance(mapping_of(each).get("model"), str) for _, each in members_of(tree))


def _read_rows(members: list[tuple[Path, object]]) -> Imported:
    findings: list[Diagnostic] = []
    rows = [row for path, member in members if (row := _row_of(path, member, findings.append))]
    book = _Book(rows)
    exercises = [row for row in rows if row.model == _EXERCISE and book.read(row)]
    return evolve(
        _CATALOG,
        drafts=tuple(row.record.sheet.draft() for row in exercises),
        losses=tuple(loss for row in rows for loss in row.account()),
        findings=tuple(findings),
    )


def _row_of(path: Path, member: object, report: Callable[[Diagnostic], None]) -> _Row | None:
    row = mapping_of(member)
    model, key, fields = row.get("model"), row.get("pk"), row.get("fields")
    if isinstance(model, str) and isinstance(key, (int, str)) and isinstance(fields, dict):
        return _Row(model, key, Record(f"{model} {key}", mapping_of(cast("object", fields)), path, reasons=_REASONS))
    report(unreadable(path, "got something else, expected an object with model, pk and fields"))
    return None


class _Book:
    """All rows, to be found by what they point to."""

    def __init__(self, rows: list[_Row]) -> None:
        self._ids = Ids()
        self._names: dict[tuple[str, object], str] = {}
        for row in rows:
            if row.model in _NAMES:
                self._learn(row)
        self._english: dict[object, _Row] = {}
        for row in rows:
            if row.model == _TRANSLATION:
                self._file(row)
        self._aliases: dict[object, list[_Row]] = {}
        for row in rows:
            if row.model == _ALIAS and isinstance(translation := row.points_to("translation"), (int, str)):
                self._aliases.setdefault(translation, []).append(row)

    def _learn(self, row: _Row) -> None:
        field, to = _NAMES[row.model]
        if name := row.record.text(field):
            self._names.setdefault((row.model, row.key), name)
            row.record.tell(field, Fate.MAPPED, to, "a name that other rows point to")

    def _file(self, row: _Row) -> None:
        """Keep the first English text of every exercise."""
        language = self._name(_LANGUAGE, row.points_to("language"))
        exercise = row.points_to("exercise")
        if language != "en":
            row.why = f"its language is {language or 'not in the list'}, and only English is read"
        elif not isinstance(exercise, (int, str)) or exercise in self._english:
            row.why = "it belongs to no exercise, or to one that has an English text"
        else:
            self._english[exercise] = row
            row.record.tell("language", Fate.MAPPED, "language", "")

    def _name(self, model: str, key: object) -> str:
        return self._names.get((model, key), "") if isinstance(key, (int, str)) else ""

    def read(self, row: _Row) -> bool:
        """Fill the sheet of an exercise; False when it has no English name."""
        translation = self._english.get(row.key)
        if translation is None:
            row.why = "the exercise has no English text"
            return False
        exercise, text = row.record, translation.record
        text.sheet = exercise.sheet
        if not identify(text, self._ids, ("name",)):
            row.why = translation.why = "the exercise has no English name"
            return False
        text.keep("name", "name", text.text("name"))
        self._read_aliases(translation)
        self._read_exercise(exercise)
        read_instructions(text, paragraphs([("description", text.text("description"))]))
        for record, what in ((text, "the text"), (exercise, "the choice of muscles and equipment")):
            self._note_attribution(record, what)
        return True

    def _read_aliases(self, translation: _Row) -> None:
        for row in self._aliases.get(translation.key, []):
            if alias := row.record.text("alias"):
                row.record.sheet = translation.record.sheet
                row.record.keep_one("alias", "aliases", alias)

    def _read_exercise(self, record: Record) -> None:
        read_area(record, "category", self._name(_CATEGORY, record.fields.get("category")))
        read_muscles(record, self._named(record, "muscles", _MUSCLE), "primary_targets", "regions")
        read_muscles(
            record, self._named(record, "muscles_secondary", _MUSCLE), "secondary_targets", "secondary_regions"
        )
        read_things(record, self._named(record, "equipment", _EQUIPMENT))

    def _named(self, record: Record, field: str, model: str) -> list[tuple[str, str]]:
        """The names that a list of keys points to."""
        names: list[tuple[str, str]] = []
        for (index,), key in members_of(record.fields.get(field)):
            if name := self._name(model, key):
                names.append((f"{field}[{index}]", name))
            else:
                record.drop_all(f"{field}[{index}]", key, f"no row of {model} has this number")
        return names

    def _note_attribution(self, record: Record, what: str) -> None:
        licence = self._name(_LICENCE, record.fields.get("license"))
        note_attribution(record, what, record.text("license_author"), licence)
