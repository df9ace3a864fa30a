"""CSV: one exercise a line, under the names of our fields, as spreadsheets write it.

A list is in one cell, separated by semicolons.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from lowback.converters import Json
from lowback.diagnostics import Diagnostic, Location
from lowback.errors import did_you_mean

from ._cells import unwrapped, why_no_text
from ._drafting import Record, gather, name_of, place_of
from ._fields import FIELDS, read_field, read_whole, spelled
from ._grid import Grid, Line, letters, no_table, read_grid
from ._imported import Fate, Imported, Loss

__all__ = ["loads"]

_CATALOG = Imported(id="table", title="CSV table")

_PARTS = ("role", "text", "short_text", "seconds")
_STEP = re.compile(r"step0*([1-9][0-9]?)(role|text|shorttext|seconds?|)")
_IN_BRACKETS = re.compile(
    r"\s*[(\[](?:s|secs?|seconds?|x|times|1 ?[-\u2013] ?5|optional|required)\.?[)\]]\s*\Z", re.IGNORECASE
)
"""What may stand behind a name without changing what it means."""

_BY = ("id", "name")
_COLUMNS = (*_BY, *(each for each in FIELDS if each not in _BY), *(f"step 1 {part}" for part in _PARTS))

_SPELLINGS: Mapping[str, str] = {
    **{letters(each).removesuffix("s"): each for each in FIELDS if each.endswith("s")},
    **{letters(each): each for each in _COLUMNS},
    **{f"{each}{unit}": each for each in ("hold", "duration", "rest") for unit in ("s", "sec", "secs", "seconds")},
    **dict.fromkeys(("repetition", "repetitions"), "reps"),
    "equipment": "needs",
    "exercise": "name",
}
"""Our fields, by the letters of the names that columns have for them."""

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
    imported = gather(_CATALOG, _records(grid), _read, _BY)
    located = [_located(each, name) for each in imported.findings]
    above = [loss for line in grid.above for loss in _above(line)]
    return evolve(imported, losses=(*above, *imported.losses), findings=(*grid.findings, *located))


def _field_of(column: str) -> str:
    """The field that a column is for; empty when nobody knows."""
    name = letters(_IN_BRACKETS.sub("", column))
    if step := _STEP.fullmatch(name):
        part = {"shorttext": "short_text", "second": "seconds", "": "text"}.get(step[2], step[2])
        return f"step {step[1]} {part}"
    return _SPELLINGS.get(name, "")


def _located(finding: Diagnostic, name: str) -> Diagnostic:
    hint = "name it; of cells that are joined only the first has a text"
    return evolve(finding, location=Location(name, int(finding.path[1])), path=(), hint=hint)


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


def _above(line: Line) -> Iterator[Loss]:
    for column, cell in enumerate(line.cells, start=1):
        if cell:
            rule = "it stands above the names of the columns"
            place = place_of(("line", line.number))
            yield Loss(record=place, field=f"column {column}", fate=Fate.DROPPED, place=place, rule=rule)


@frozen
class _Column:
    """A column of the table.

    Attributes:
        key: Our name for it; its own when it is none of ours.
        called: What the table calls it.
        why: Why nobody reads it; empty for a column of ours.
    """

    key: str
    called: str
    why: str = ""


def _records(grid: Grid) -> Iterator[Record]:
    """The lines below the names; a line of names in their midst begins another table."""
    columns = _columns(grid.header.cells)
    for line in grid.rows:
        if _is_header(line.cells):
            columns = _columns(line.cells)
        else:
            yield _record(line, columns)


def _is_header(cells: Sequence[str]) -> bool:
    fields = [_field_of(cell) for cell in cells if cell]
    return len(fields) > 1 and all(fields) and any(field in _BY for field in fields)


def _columns(header: Sequence[str]) -> list[_Column]:
    columns: list[_Column] = []
    taken: set[str] = set()
    for number, name in enumerate(header, start=1):
        key = _field_of(name) or name
        if not name:
            column = _Column(f"column {number}", f"column {number}", "the column has no name")
        elif key in taken:
            column = _Column(f"column {number}", f"column {number}", f"the column {name!r} is there twice")
        else:
            why = "" if _field_of(name) else f"no column of ours{did_you_mean(name, _COLUMNS)}"
            column = _Column(key, name, why)
        taken.add(key)
        columns.append(column)
    return columns


def _record(line: Line, columns: Sequence[_Column]) -> Record:
    """The cells under our names; those behind the last column have none."""
    behind = (f"column {number}" for number in range(len(columns) + 1, len(line.cells) + 1))
    all_ = [*columns, *(_Column(name, name, "the column has no name") for name in behind)]
    cells = {column.key: unwrapped(cell) for column, cell in zip(all_, line.cells, strict=False)}
    path = ("line", line.number)
    record = Record(
        name=name_of(path, cells, _BY),
        fields=cells,
        path=path,
        called={column.key: column.called for column in all_},
        reasons={column.key: column.why for column in all_},
    )
    for key, cell in cells.items():
        if why := why_no_text(cell):
            record.leave(key, why)
    return record


def _read(record: Record) -> None:
    for field in FIELDS:
        if text := record.text(field):
            read_field(record, field, [(field, text)])
    _read_steps(record)


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
