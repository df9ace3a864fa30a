"""CSV: one exercise a line, under the names of our fields, as spreadsheets write it.

A list is in one cell, separated by semicolons.
"""

import re
from collections.abc import Mapping

from lowback._shape import says_none
from lowback.converters import Json
from lowback.errors import did_you_mean

from ._drafting import Record, gather
from ._fields import FIELDS, read_field, read_whole, spelled
from ._grid import Grid, letters, no_table, of_grid, read_grid, records_of_grid
from ._imported import Fate, Imported

__all__ = ["loads"]

_CATALOG = Imported(id="table", title="CSV table")

_PARTS = ("role", "text", "short_text", "seconds")
_STEP = re.compile(r"step0*([1-9][0-9]?)(role|text|shorttext|seconds?|)")
_IN_BRACKETS = re.compile(
    r"\s*[(\[](?:(?P<seconds>s|secs?|seconds?)|(?P<times>x|times)|(?P<optional>optional)|required|1 ?[-\u2013] ?5)"
    r"\.?[)\]]\s*\Z",
    re.IGNORECASE,
)
"""What may stand behind a name without changing what it means; a unit has to be that of the field."""
_SECONDS, _TIMES = ("hold", "duration", "rest", "seconds"), ("sets", "reps")

_BY = ("id", "name")
_COLUMNS = (*_BY, *(each for each in FIELDS if each not in _BY), *(f"step 1 {part}" for part in _PARTS))

_SPELLINGS: Mapping[str, str] = {
    **{letters(each).removesuffix("s") + end: each for each in FIELDS for end in ("", "s")},
    **{letters(each): each for each in _COLUMNS},
    **{f"{each}{unit}": each for each in ("hold", "duration", "rest") for unit in ("s", "sec", "secs", "seconds")},
    **dict.fromkeys(("repetition", "repetitions"), "reps"),
    "equipment": "needs",
    **dict.fromkeys(("exercise", "exercisename", "nameofexercise", "title"), "name"),
}
"""Our fields, by the letters of the names that columns have for them."""

_OF_STEPS = ("steps", "step", "instructions", "instruction", "howto", "execution")
"""Columns with all the steps of an exercise in one cell."""

_MAY_BE_NONE = (*_BY, "needs")
"""Fields in which "none" says something."""

_LONGEST_NAME = 60
"""Characters of the name of a column; what is longer is a text."""

_FIRST_COLUMN = 3
"""Names of ours in the first column from which on the table lies on its side."""


def loads(text: str | bytes, *, name: str = "<text>") -> Imported:
    r"""Read a table; raises `InvalidDocument` for what is not CSV, or too large.

    `name` is what findings call the text. Bytes may be UTF-8, UTF-16 or Windows-1252.

    >>> print(loads("Name;Reps\nHeel raise;8\u201312\n").drafts[0].tree["dose"]["reps"])
    {'min': 8, 'starter': 8, 'max': 12}
    """
    grid = read_grid(text, name, lambda cell: bool(_field_of(cell)))
    _check(grid, name)
    records = records_of_grid(grid, _field_of, _BY, _why_not)
    return of_grid(gather(_CATALOG, records, _read, _BY), grid, name)


def _field_of(column: str) -> str:
    """The field that a column is for; empty when nobody knows."""
    if len(column) > _LONGEST_NAME:
        return ""
    name, unit = letters(_IN_BRACKETS.sub("", column)), _IN_BRACKETS.search(column)
    field = _SPELLINGS.get(name, "")
    if step := _STEP.fullmatch(name):
        part = {"shorttext": "short_text", "second": "seconds", "": "text"}.get(step[2], step[2])
        field = f"step {step[1]} {part}"
    counted = _SECONDS if unit and unit["seconds"] else _TIMES if unit and unit["times"] else ("",)
    may_be_left_out = unit and unit["optional"] and field == "needs"  # the thing, or the cell
    return field if field.endswith(counted) and not may_be_left_out else ""


def _why_not(column: str) -> str:
    """Why nobody reads a column, and which one was perhaps meant."""
    if letters(column) in _OF_STEPS:
        return "no column of ours: each step has its own, such as step 1 text"
    return f"no column of ours{did_you_mean(column, _COLUMNS)}"


def _check(grid: Grid, name: str) -> None:
    """That there are names of exercises, where they can be found."""
    fields = [_field_of(column) for column in grid.header.cells]
    if not set(_BY).intersection(fields):
        columns = ", ".join(repr(each) for each in grid.header.cells[:5])
        message = f"got the columns {columns}, expected one that is called id or name"
        raise no_table(name, grid.header.number, message, "name the columns as our fields, or write a mapping file")
    first = {_field_of(line.cells[0]) for line in (grid.header, *grid.rows)} - {""}
    if len(first) > _FIRST_COLUMN and sum(map(bool, fields)) == 1:
        message = "got the names of fields in the first column, expected them in the first line"
        raise no_table(name, grid.header.number, message, "swap lines and columns")


def _read(record: Record) -> None:
    for field in FIELDS:
        text = record.text(field)
        if text and says_none(text) and field not in _MAY_BE_NONE:
            record.drop(field, "it says that there is nothing")
        elif text:
            read_field(record, field, [(field, text)])
    _read_steps(record)
    if not any(record.fields[field] for field in record.fields if field not in _BY) and not {*record.called} <= {*_BY}:
        record.sheet.note("name", "the line has a name and nothing else: perhaps it is a heading")


def _read_steps(record: Record) -> None:
    steps: list[Json] = []
    for number in sorted({int(name.split()[1]) for name in record.fields if _STEP.fullmatch(letters(name))}):
        step: dict[str, Json] = {}
        for part in _PARTS:
            _read_part(record, f"step {number} {part}", f"steps[{len(steps)}].{part}", step)
        if step:
            steps.append(step)
    if steps:
        record.sheet.put("steps", steps)


def _read_part(record: Record, name: str, to: str, step: dict[str, Json]) -> None:
    text = " ".join(record.text(name).split())
    part = name.rsplit(maxsplit=1)[-1]
    value = read_whole(record, name, part, text) if text and part == "seconds" else spelled(part, text)
    if value not in ("", None):
        step[part] = value
        record.tell(name, Fate.MAPPED, to, "")
