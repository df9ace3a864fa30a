"""Any list of records, in JSON, JSON Lines or CSV, by a mapping file that says where our fields are in it."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from lowback._source.parsed import quoted
from lowback._source.reading import MAX_BYTES, Text
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import InvalidDocument, did_you_mean

from ._chart import Chart, read_chart, wrong_with
from ._drafting import (
    MAX_VALUES,
    Ids,
    Path,
    Record,
    bounded,
    is_list,
    is_object,
    kind_of,
    mapping_of,
    members_of,
    place_of,
    placed,
    read_json,
    records_of,
    take_id,
    too_large,
    unreadable,
)
from ._fields import FIELDS, Found, read_field
from ._grid import letters, of_grid, read_grid, records_of_grid
from ._imported import Draft, Imported, Loss
from ._lines import are_lines, read_lines
from ._markup import has_markup, plain
from ._pages import Pages, pages_of
from ._paths import found_at, printed, steps_of
from ._reading import keep_steps, read_instructions
from ._words import read_muscles

__all__ = ["check", "loads"]

_REGIONS = {"primary_targets": "regions", "secondary_targets": "secondary_regions"}
"""Muscles, and where the regions go in which they lie."""

_SHOWN = 10
"""Keys of a document in a message."""

_NOWHERE = "the mapping file names it nowhere"


def loads(text: str | bytes, mapping: Mapping[str, object], *, name: str = "<text>") -> Imported:
    """Read a list by a mapping.

    Raises `InvalidDocument` for a wrong mapping, and for a text that is no list of records, or too large. `name` is
    what findings call the text.

    >>> mapping = {"fields": {"name": "title", "reps": ["low", "high"]}}
    >>> imported = loads('[{"title": "Heel raise", "low": 8, "high": 12}]', mapping)
    >>> imported.drafts[0].tree["dose"]["reps"]
    {'min': 8, 'starter': 8, 'max': 12}
    """
    chart = read_chart(mapping)
    reader = _Reader(chart)
    if _is_json(text):
        read = _read(text, name)
        pages = _pages(read, chart)
        records = records_of(pages.members, (), dict[str, str]())
        return placed(reader.read(records, pages.around, pages.findings), read)
    grid = read_grid(text, name, reader.column_of)
    records_ = records_of_grid(grid, reader.column_of, reader.by, lambda _: _NOWHERE)
    return of_grid(reader.read(records_), grid, name)


def check(mapping: object) -> tuple[Diagnostic, ...]:
    """What is wrong with a mapping, before anything is read by it; empty when nothing is.

    >>> print(check({"fields": {}})[0])
    error: fields: missing the path to the name of an exercise (add name, or id) [missing-key]
    """
    return wrong_with(mapping)


def _read(source: str | bytes, name: str) -> Text:
    """JSON, or JSON Lines as one list."""
    try:
        text = source.decode() if isinstance(source, bytes) else source
    except UnicodeDecodeError:
        return read_json(source, name)  # says where it is no UTF-8
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES["json"] or not are_lines(text):
        return read_json(source, name)
    if len(text.splitlines()) > MAX_VALUES:
        raise too_large(name)
    return bounded(read_lines(text, name), name)


def _is_json(text: str | bytes) -> bool:
    if isinstance(text, bytes):
        return text.removeprefix(BOM_UTF8).lstrip()[:1] in (b"{", b"[")
    return text.removeprefix("\ufeff").lstrip()[:1] in ("{", "[")


def _pages(read: Text, chart: Chart) -> Pages:
    """The records: where the mapping says, or where records usually are."""
    if not chart.records:
        pages = pages_of(read.tree)
        if pages.members or pages.around or isinstance(read.tree, list):
            return pages
        message = "got an object without a usual list, expected a list of records"
        finding = Diagnostic(code="no-records", message=message, hint="say in the mapping file where records are")
        raise InvalidDocument(placed(Imported(id="", title="", findings=(finding,)), read).findings)
    return Pages(tuple(_members(read, chart.records)), tuple(_around(read.tree, chart.records)))


def _members(read: Text, path: str) -> Iterator[tuple[Path, object]]:
    found = list(found_at(steps_of(path), read.tree))
    if not found:
        keys = [*mapping_of(read.tree)]
        near = did_you_mean(path, keys) or f"; the document has {', '.join(keys[:_SHOWN]) or 'no keys'}"
        finding = Diagnostic(
            code="no-records", message=f"got nothing at {quoted(path)}, expected a list of records{near}"
        )
        raise InvalidDocument((finding,))
    for at, each in found:
        yield from members_of(each, at) if is_list(each) else [(at, each)]


def _around(tree: object, path: str) -> Iterator[Record]:
    """What stands beside the way to the records."""
    way: Path = ()
    for step in steps_of(path):
        if not isinstance(step, str):
            return
        [here] = [value for _, value in found_at(way, tree)] or [None]
        others = {key: value for key, value in mapping_of(here).items() if key != step}
        if others:
            yield Record(
                place_of(way) or "the whole", others, way, reasons=dict.fromkeys(others, "it is about the list")
            )
        way = (*way, step)


@define
class _Reader:
    """Reads records by a mapping, and remembers which of its paths led anywhere."""

    chart: Chart
    _columns: Mapping[str, str] = field(init=False)
    _led: set[str] = field(factory=set[str], init=False)
    _seen: set[str] = field(factory=set[str], init=False)

    def __attrs_post_init__(self) -> None:
        paths = [path for paths in self.chart.fields.values() for path in paths]
        self._columns = {key: path for path in paths if (key := letters(path))}

    @property
    def by(self) -> tuple[str, ...]:
        """The paths that records are named by."""
        return tuple(path for end in ("id", "name") for path in self.chart.fields.get(end, ()))

    def column_of(self, column: str) -> str:
        """The path that means a column of a table, however it is spelled; empty when none does."""
        return self._columns.get(letters(column), "")

    def read(
        self,
        records: Iterable[Record | Diagnostic],
        around: Iterable[Record] = (),
        findings: Iterable[Diagnostic] = (),
    ) -> Imported:
        """One draft of each record that has a name."""
        ids = Ids()
        drafts: list[Draft] = []
        losses: list[Loss] = []
        wrong = list(findings)
        for record in records:
            if isinstance(record, Diagnostic):
                wrong.append(record)
            elif self._name(record, ids):
                self._fill(record)
                drafts.append(record.sheet.draft())
                losses.extend(record.account())
            else:
                wrong.append(unreadable(record.path, f"got no text for {' or '.join(self.by)}, expected a name"))
                losses.extend(record.account("the record has no name"))
        losses.extend(loss for each in around for loss in each.account())
        wrong.extend(self._unused())
        return Imported(
            id=self.chart.id,
            title=self.chart.title,
            language=self.chart.language,
            drafts=tuple(drafts),
            losses=tuple(losses),
            findings=tuple(wrong),
        )

    def _name(self, record: Record, ids: Ids) -> bool:
        """Give the draft an id; False when the record has neither that nor a name."""
        if not record.reasons:
            record.reasons = dict.fromkeys(record.fields, _NOWHERE)
        self._seen.update(record.fields)
        for end in ("id", "name"):
            for place, text in self._found(record, end)[:1]:
                record.name = text
                take_id(record, ids, place, text, as_id=end == "id")
                return True
        return False

    def _fill(self, record: Record) -> None:
        for end in FIELDS:
            found = self._found(record, end)
            if end in _REGIONS:
                read_muscles(record, found, end, _REGIONS[end])
            else:
                read_field(record, end, found)
        told = [(place, part) for place, text in self._found(record, "steps", whole=True) for part in _parts(text)]
        if self.chart.language.lower().startswith("en"):
            read_instructions(record, told)
        else:
            keep_steps(record, told)

    def _found(self, record: Record, end: str, *, whole: bool = False) -> Found:
        """The texts for one of our fields, in our words where the mapping has them."""
        found: Found = []
        for path in self.chart.fields.get(end, ()):
            for place, value in _leaves_at(record, path):
                self._led.add(path)
                text = _text_of(record, place, value)
                if text and (ours := self._ours(end, text)):
                    found.append((place, ours if whole or not has_markup(ours) else " ".join(plain(ours))))
                elif text:
                    record.drop(place, f"the mapping file leaves {text!r} out")
        return found

    def _ours(self, end: str, text: str) -> str:
        return self.chart.words.get(end, {}).get(text.casefold(), text)

    def _unused(self) -> Iterator[Diagnostic]:
        """Paths that led nowhere in any record: most are misspelt."""
        for end, paths in self.chart.fields.items():
            for path in paths:
                if path not in self._led and self._seen:
                    near = did_you_mean(path, self._seen)
                    message = f"no record has anything at {quoted(path)}, which is the path of {end}{near}"
                    yield Diagnostic(code="unused-path", message=message, severity=Severity.WARNING)


def _leaves_at(record: Record, path: str) -> list[tuple[str, object]]:
    """What stands at a path, and the members of a list there; a key may be the whole of it."""
    steps = (path,) if path in record.fields else steps_of(path)
    found = list(found_at(steps, record.fields)) if steps else []  # what is no path leads nowhere
    leaves = [leaf for at, value in found for leaf in (members_of(value, at) or [(at, value)])]
    return [(printed(at), value) for at, value in leaves]


def _text_of(record: Record, place: str, value: object) -> str:
    """A value as a text: numbers and true and false, too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if is_object(value):
        record.drop_all(place, value, f"got {kind_of(value)}, expected a text: make the path longer")
        return ""
    return record.text_of(place, value)


def _parts(text: str) -> list[str]:
    """The lines of a text, or its paragraphs when it has markup."""
    lines = plain(text) if has_markup(text) else [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line]
