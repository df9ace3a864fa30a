"""The lines of a table as spreadsheets write it: whatever encoding, separator and lines above the names."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import StringIO
from itertools import islice

from attrs import evolve, frozen

from lowback._arguments import expect
from lowback._source.reading import MAX_BYTES, read_bytes
from lowback.diagnostics import Diagnostic, Location, Severity
from lowback.errors import InvalidDocument

from ._cells import unwrapped, why_no_text
from ._drafting import MAX_VALUES, Record, name_of, place_of, too_large
from ._imported import Fate, Imported, Loss

__all__ = ["Grid", "Line", "letters", "no_table", "of_grid", "read_grid", "records_of_grid"]

_SEPARATORS = (",", ";", "\t", "|")
_SEP = re.compile(r'"?sep=([^"\r\n])"?[,;\t|]*\s*?(?:\r\n?|\n|\Z)', re.IGNORECASE)
"""The line by which a spreadsheet is told the separator."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheets themselves begin."""

_JSON = "lowback import --help has the formats in JSON; mapped reads any of them"
_OTHERS = {"{": _JSON, "[": _JSON, "<": "copy the table into a spreadsheet, and save it as CSV UTF-8"}
"""What to do with a text that begins so."""

_RULER = re.compile(r":?[-=]{2,}:?")
"""A line drawn beneath the names."""

_LOOKED_AT = 20
"""Lines; a table has its names among the first, beneath a title."""

_MAX_COLUMNS = 1_000
"""Ours are five hundred, with 99 steps; what is wider is no table of exercises."""

_REFUSED = {
    "unexpected end of data": ("this cell has no closing quote", "put a quote at its end"),
    "expected after '\"'": ("a cell goes on behind its closing quote", "write a quote inside a cell twice"),
    "field larger than field limit": ("this cell is too long", "shorten it"),
}
"""What the standard library says, what is the matter in our words, and what to do."""


@frozen
class Line:
    """One line that is not empty; a cell may reach over several lines of the text.

    Attributes:
        number: The line of the text where it begins.
        cells: What stands in it.
    """

    number: int
    cells: tuple[str, ...]


@frozen(kw_only=True)
class Grid:
    """A table that was read.

    Attributes:
        above: Lines above the names of the columns.
        header: The names of the columns.
        rows: The lines below.
        findings: What was taken for granted about the encoding.
    """

    above: tuple[Line, ...]
    header: Line
    rows: tuple[Line, ...]
    findings: tuple[Diagnostic, ...] = ()


def letters(name: str) -> str:
    r"""A name without what spreadsheets and people write differently: capitals, spaces, hyphens, invisible signs.

    >>> letters("\ufeff Short_Text "), letters("ÜBUNG")
    ('shorttext', 'übung')
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def no_table(name: str, line: int, message: str, hint: str = "") -> InvalidDocument:
    """Nothing could be read.

    >>> print(no_table("a.csv", 1, "got an empty text, expected a line of names").diagnostics[0])
    a.csv:1: error: got an empty text, expected a line of names [not-csv]
    """
    return InvalidDocument((Diagnostic(code="not-csv", message=message, location=Location(name, line), hint=hint),))


def read_grid(source: str | bytes, name: str, knows: Callable[[str], object]) -> Grid:
    r"""Read a table; raises `InvalidDocument` for what is none, or too large.

    `knows` says whether a name is that of a column: by these the separator is chosen, and the line of the names.

    >>> grid = read_grid("My exercises\n\nName;Reps\nHeel raise;8-12\n", "a.csv", {"Name", "Reps"}.__contains__)
    >>> grid.header.cells, grid.rows
    (('Name', 'Reps'), (Line(number=4, cells=('Heel raise', '8-12')),))
    """
    expect("loads.text", source, str, bytes)
    text, findings = (source, ()) if isinstance(source, str) else _decoded(source, name)
    text = text.removeprefix("\ufeff").removeprefix("ï»¿")  # a mark that was read as something else
    if (hint := _OTHERS.get(text.lstrip()[:1])) is not None:
        raise no_table(name, 1, "got JSON or another format, expected CSV", hint)
    told = _SEP.match(text)
    body, before = (text[told.end() :], 1) if told else (text, 0)
    separator = told[1] if told else max(_SEPARATORS, key=lambda each: _worth(body, each, knows))
    lines = _lines(body, before, separator, name)
    if not lines:
        raise no_table(name, 1, "got an empty text, expected a line of names")
    joined = [_joined(lines[:each], lines[each], knows) for each in range(min(len(lines), _LOOKED_AT))]
    at = max(range(len(joined)), key=lambda each: _known(joined[each][1].cells, knows))
    if len(lines[at].cells) > _MAX_COLUMNS:
        message = f"got {len(lines[at].cells):,} columns, expected at most {_MAX_COLUMNS:,}"
        raise no_table(name, lines[at].number, message)
    above, header = joined[at]
    return Grid(above=above, header=header, rows=tuple(lines[at + 1 :]), findings=findings)


def _joined(above: Sequence[Line], header: Line, knows: Callable[[str], object]) -> tuple[tuple[Line, ...], Line]:
    """The names of columns, with those of cells that are joined with the one above, where their text then is."""
    if not above:
        return (), header
    *higher, last = above
    places = enumerate(zip(last.cells, header.cells, strict=False))
    raised = {at: over for at, (over, cell) in places if over and not cell and knows(over)}
    left = tuple("" if at in raised else cell for at, cell in enumerate(last.cells))
    cells = tuple(raised.get(at, cell) for at, cell in enumerate(header.cells))
    return (*higher, evolve(last, cells=left)), evolve(header, cells=cells)


def _known(cells: Sequence[str], knows: Callable[[str], object]) -> int:
    """How many cells are names of columns."""
    return sum(map(bool, map(knows, cells[:_MAX_COLUMNS])))


def _worth(text: str, separator: str, knows: Callable[[str], object]) -> tuple[int, int]:
    """What speaks for a separator: the names that it gives, then the number of cells."""
    try:
        first = list(islice(csv.reader(StringIO(text, newline=""), delimiter=separator), _LOOKED_AT))
    except csv.Error:
        return (0, 0)
    return max(((_known(cells, knows), len(cells)) for cells in first), default=(0, 0))


def _lines(text: str, before: int, separator: str, name: str) -> list[Line]:
    """The lines that are not empty."""
    reader = csv.reader(StringIO(_close_up(text, separator), newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    found, begun = 0, before + 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                lines.append(Line(begun, tuple(map(str.strip, cells))))
                found += len(cells)
            if found > MAX_VALUES:
                raise too_large(name)
            begun = before + reader.line_num + 1
    except csv.Error as error:
        why, hint = next((words for said, words in _REFUSED.items() if said in str(error)), ("this is no table", ""))
        raise no_table(name, begun, f"{why}, expected CSV", hint) from None
    return lines


def _close_up(text: str, separator: str) -> str:
    """The text without blanks around quoted cells: behind a blank the standard library takes no quote for one."""
    end = re.escape(separator)
    blanks = rf"[^\S\r\n{end}]*+"
    cell = rf'(?<![^{end}\r\n]){blanks}("(?>(?:[^"]|"")*)"){blanks}(?=[{end}\r\n]|\Z)'
    return re.sub(cell, r"\1", text)


# Records -----------------------------------------------------------------------------------------


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


def records_of_grid(
    grid: Grid, field_of: Callable[[str], str], by: Sequence[str], why_not: Callable[[str], str]
) -> Iterator[Record | Diagnostic]:
    r"""The lines below the names as records, or what is wrong with them; a line of names begins another table.

    `field_of` says which field a column is for, empty for none, and `why_not` why nobody reads such a one. A record
    is called by the first of the fields `by` that has a text.

    >>> def field_of(column):
    ...     return "name" if column == "Name" else ""
    >>> grid = read_grid("Name,Hue\nPlank,red", "a.csv", field_of)
    >>> [record.name for record in records_of_grid(grid, field_of, ["name"], str)]
    ['Plank']
    """
    columns = _columns(grid.header.cells, field_of, why_not)
    for line in grid.rows:
        cells = [cell for cell in line.cells if cell]
        if all(map(_RULER.fullmatch, cells)):
            continue
        if len(cells) > 1 and all(map(field_of, cells)) and any(field_of(cell) in by for cell in cells):
            columns = _columns(line.cells, field_of, why_not)
        else:
            yield _record(line, columns, by)
            if any(line.cells[len(columns) :]):
                yield _too_long(line, len(columns))


def _too_long(line: Line, columns: int) -> Diagnostic:
    message = f"got {len(line.cells)} cells, expected at most {columns}"
    hint = "put a text with commas in quotes"
    path = ("line", line.number)
    return Diagnostic(code="long-line", message=message, severity=Severity.WARNING, path=path, hint=hint)


def _columns(header: Sequence[str], field_of: Callable[[str], str], why_not: Callable[[str], str]) -> list[_Column]:
    columns: list[_Column] = []
    taken: set[str] = set()
    exact = {field for name in header if letters(field := field_of(name)) == letters(name)}
    for number, name in enumerate(header, start=1):
        field = field_of(name)
        if field in exact and letters(field) not in letters(name):
            field = ""  # "Exercise" is a name only where no column is called so
        key = field or name
        if not name:
            column = _Column(f"column {number}", f"column {number}", "the column has no name")
        elif key in taken:
            column = _Column(f"column {number}", f"column {number}", f"the column {name!r} is there twice")
        else:
            column = _Column(key, name, "" if field else why_not(name))
        taken.add(key)
        columns.append(column)
    return columns


def _record(line: Line, columns: Sequence[_Column], by: Sequence[str]) -> Record:
    """The cells under our names; those behind the last column have none."""
    behind = (f"column {number}" for number in range(len(columns) + 1, len(line.cells) + 1))
    all_ = [*columns, *(_Column(name, name, "the column has no name") for name in behind)]
    cells = {column.key: unwrapped(cell) for column, cell in zip(all_, line.cells, strict=False)}
    path = ("line", line.number)
    record = Record(
        name=name_of(path, cells, by),
        fields={key: "" if why_no_text(cell) else cell for key, cell in cells.items()},
        path=path,
        called={column.key: column.called for column in all_},
        reasons={column.key: column.why for column in all_},
    )
    for key, cell in cells.items():
        if why := why_no_text(cell):
            record.drop(key, why)
    return record


def of_grid(imported: Imported, grid: Grid, name: str) -> Imported:
    """What was read from a table, with the lines of its findings and the account of what stands above the names."""
    above = [loss for line in grid.above for loss in _above(line)]
    located = [_located(each, name) for each in imported.findings]
    return evolve(imported, losses=(*above, *imported.losses), findings=(*grid.findings, *located))


def _above(line: Line) -> Iterator[Loss]:
    place = place_of(("line", line.number))
    for column, cell in enumerate(line.cells, start=1):
        if cell:
            rule = "it stands above the names of the columns"
            yield Loss(record=place, field=f"column {column}", fate=Fate.DROPPED, place=place, rule=rule)


def _located(finding: Diagnostic, name: str) -> Diagnostic:
    match finding.path:
        case ("line", int(number)):
            hint = finding.hint or "name it; of cells that are joined only the first has a text"
            return evolve(finding, location=Location(name, number), path=(), hint=hint)
        case _:
            return finding


# Encodings ---------------------------------------------------------------------------------------


def _decoded(raw: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text, and what was taken for granted."""
    if len(raw) > MAX_BYTES["json"]:
        raise InvalidDocument(read_bytes(raw, "json", name).findings)
    if raw.startswith(_WORKBOOKS):
        raise no_table(name, 1, "got the file of a spreadsheet, expected CSV", "save it as CSV UTF-8")
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "") or _by_nulls(raw)
    try:
        return raw.decode(marked or "utf-8"), ()
    except UnicodeDecodeError as error:
        refused = read_bytes(raw, "json", name).findings
        if marked:
            raise InvalidDocument(refused) from None
        with suppress(UnicodeDecodeError):
            return raw.decode("cp1252"), (_guessed(refused[0], raw[error.start : error.start + 1]),)
        raise InvalidDocument(refused) from None


def _by_nulls(raw: bytes) -> str:
    """The encoding of an ASCII beginning in UTF-16 without a mark: every other byte is null."""
    return {(False, True): "utf-16-le", (True, False): "utf-16-be"}.get((raw[:1] == b"\0", raw[1:2] == b"\0"), "")


def _guessed(refused: Diagnostic, first: bytes) -> Diagnostic:
    """That Windows-1252 was taken for granted, with the first character that tells."""
    message = f"{refused.message}: taken for Windows-1252, in which it is {first.decode('cp1252')!r}"
    return evolve(refused, message=message, severity=Severity.WARNING, hint="look at letters with accents")
