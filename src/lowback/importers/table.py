"""CSV: one exercise a line, under the names of our fields.

Commas, UTF-8, quotes as spreadsheets write them. A list is in one cell, separated by semicolons.
"""

import csv
import re
from collections.abc import Mapping
from io import StringIO

from attrs import evolve

from lowback.converters import Json
from lowback.diagnostics import Diagnostic, Location
from lowback.errors import InvalidDocument, did_you_mean

from ._drafting import MAX_VALUES, Path, Record, gather, too_large
from ._imported import Fate, Imported

__all__ = ["loads"]

_CATALOG = Imported(id="table", title="CSV table")

_TEXTS = ("name", "summary", "kind", "position", "posture", "laterality", "family", "breathing")
_NUMBERS = ("difficulty", "rest")
_LISTS = (
    "aliases",
    "regions",
    "secondary_regions",
    "directions",
    "optional",
    "primary_targets",
    "secondary_targets",
)
_AMOUNTS = ("sets", "reps", "hold", "duration")
_PARTS = ("role", "text", "short_text", "seconds")
_STEP = re.compile(rf"step ([1-9][0-9]?) (?:{'|'.join(_PARTS)})")

_NUMBER = r"[0-9]{1,6}"
_COLUMNS = ("id", *_TEXTS, *_NUMBERS, *_LISTS, "needs", *_AMOUNTS, *(f"step 1 {part}" for part in _PARTS))


_MAX_COLUMNS = 1_000
"""Ours are five hundred, with 99 steps; what is wider is no table of exercises."""

_REFUSED = {
    "unexpected end of data": "this cell has no closing quote",
    "',' expected after '\"'": "a cell goes on behind its closing quote",
    "field larger than field limit": "this cell is too long",
}
"""What the standard library says, and what is the matter in our words."""


def loads(text: str, *, name: str = "<text>") -> Imported:
    r"""Read a table; raises `InvalidDocument` for a text that is not CSV, or too large.

    `name` is what findings call the text.

    >>> print(loads("name,reps\nHeel raise,8-12\n").drafts[0].tree["dose"]["reps"])
    {'min': 8, 'starter': 8, 'max': 12}
    """
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith(("{", "[", "<")):
        raise _no_table(name, 1, "got JSON or another format, expected CSV with commas")
    lines = _lines(text, name)
    if not lines:
        raise _no_table(name, 1, "got an empty text, expected a line of names")
    (line, header), *rows = lines
    if len(header) > _MAX_COLUMNS:
        raise _no_table(name, line, f"got {len(header):,} columns, expected at most {_MAX_COLUMNS:,}")
    members: list[tuple[Path, object]] = [(("line", line), _fields(header, cells)) for line, cells in rows]
    reasons = {column: f"no column of ours{did_you_mean(column, _COLUMNS)}" for column in header}
    imported = gather(_CATALOG, members, _read, ("id", "name"), reasons)
    located = [evolve(each, location=Location(name, int(each.path[1])), path=()) for each in imported.findings]
    return evolve(imported, findings=tuple(located))


def _no_table(name: str, line: int, message: str) -> InvalidDocument:
    return InvalidDocument((Diagnostic(code="not-csv", message=message, location=Location(name, line)),))


def _lines(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The lines that are not empty, each with the number of its last line in the text."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    found, begun = 0, 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((reader.line_num, [cell.strip() for cell in cells]))
                found += len(cells)
            if found > MAX_VALUES:
                raise too_large(name)
            begun = reader.line_num + 1
    except csv.Error as error:
        why = next((words for said, words in _REFUSED.items() if said in str(error)), "this is no table")
        raise _no_table(name, begun, f"{why}, expected CSV with commas") from None
    return lines


def _fields(header: list[str], cells: list[str]) -> Mapping[str, str]:
    """The cells under their names; what has no name of its own is called by its column."""
    fields: dict[str, str] = {}
    for column, cell in enumerate(cells):
        name = header[column] if column < len(header) else ""
        fields[name if name and name not in fields else f"column {column + 1}"] = cell
    return fields


def _read(record: Record) -> None:
    for name in _TEXTS:
        if text := record.text(name):
            record.keep(name, name, text)
    for name in _NUMBERS:
        if text := record.text(name):
            _keep_number(record, name, name, text)
    for name in _LISTS:
        for word in _words(record.text(name), ";"):
            record.keep_one(name, name, word)
    for group in _words(record.text("needs"), ";"):
        things: list[Json] = [*_words(group, "/")]
        record.keep_one("needs", "needs", things)
    for name in _AMOUNTS:
        if text := record.text(name):
            _read_amount(record, name, text)
    _read_steps(record)


def _words(cell: str, separator: str) -> list[str]:
    return [word.strip() for word in cell.split(separator) if word.strip()]


def _keep_number(record: Record, name: str, to: str, text: str) -> None:
    if re.fullmatch(_NUMBER, text):
        record.keep(name, to, int(text))
    else:
        record.drop(name, "expected a whole number such as 10")


def _read_amount(record: Record, name: str, text: str) -> None:
    amount = re.fullmatch(f"({_NUMBER})(?: *- *({_NUMBER}))?", text)
    if not amount:
        record.drop(name, "expected a whole number or two, such as 10 or 8-12")
        return
    low, high = int(amount[1]), int(amount[2] or amount[1])
    record.keep(name, f"dose.{name}", {"min": low, "starter": low, "max": high})
    if low != high:
        record.mark(name, f"dose.{name}.starter", "the first number is the one to start with")


def _read_steps(record: Record) -> None:
    steps: list[Json] = []
    for number in sorted({int(match[1]) for name in record.fields if (match := _STEP.fullmatch(name))}):
        step: dict[str, Json] = {}
        for part in _PARTS:
            _read_part(record, f"step {number} {part}", f"steps[{len(steps)}].{part}", step)
        if step:
            steps.append(step)
    if steps:
        record.sheet.put("steps", steps)


def _read_part(record: Record, name: str, to: str, step: dict[str, Json]) -> None:
    text = record.text(name)
    *_, part = name.split()
    if part == "seconds" and text and not re.fullmatch(_NUMBER, text):
        record.drop(name, "expected a whole number such as 10")
    elif text:
        step[part] = int(text) if part == "seconds" else text
        record.tell(name, Fate.MAPPED, to, "")
