"""One record of another catalog on its way to a draft: no field leaves it without a fate."""

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from itertools import chain, count
from typing import TypeAlias, cast

from attrs import Factory, define, evolve, field, fields

from lowback._arguments import expect
from lowback._foreign import hint_for, looks_like
from lowback._source.reading import Text, read_bytes, read_text
from lowback.converters import Json
from lowback.diagnostics import Diagnostic, Location
from lowback.errors import InvalidDocument
from lowback.model import Exercise
from lowback.vocabulary import Confidence

from ._imported import UNREADABLE, Draft, Fate, Imported, Loss

__all__ = [
    "MAX_VALUES",
    "Ids",
    "Path",
    "Record",
    "Sheet",
    "bounded",
    "gather",
    "identify",
    "is_list",
    "is_object",
    "is_of_another",
    "kebab",
    "kind_of",
    "leaves_of",
    "mapping_of",
    "members_of",
    "name_of",
    "place_of",
    "placed",
    "printable",
    "read_json",
    "records_of",
    "refuse",
    "take_id",
    "too_large",
    "unreadable",
]

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root of the other document to a record."""

MAX_VALUES = 1_000_000
"""Keys, members and cells of one text: each gets an entry in the account. No published catalog has a third of them."""

_LONGEST_ID = 60
"""Characters; file systems allow about 255 bytes, people read fewer."""

_LONGEST_NAME = 600
"""Characters of which an id is made; to put many accents in order takes long."""

_RESERVED = ("aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
"""Names that cannot be files on Windows."""

_FIELDS = tuple(each.name for each in fields(Exercise))

_EMPTY = "the field is empty"
_INDEX = re.compile(r"\[\d+\]")


def read_json(source: str | bytes, name: str) -> Text:
    """Read JSON within the bounds of `validate`, in UTF-8 when it comes as bytes.

    Raises `InvalidDocument` for what is none, or too large.

    >>> read_json('[{"name": "Plank"}]', "others.json").tree
    [{'name': 'Plank'}]
    """
    expect("loads.text", source, str, bytes)
    if isinstance(source, bytes):
        read = read_bytes(source.removeprefix(BOM_UTF8), "json", name)
    else:
        read = read_text(source.removeprefix("\ufeff"), "json", name)
    if not read.readable:
        first, *others = read.findings
        raise InvalidDocument((evolve(first, hint=_why_no_json(source) or first.hint), *others))
    return bounded(read, name)


def _why_no_json(source: str | bytes) -> str:
    """What to do with a text that does not even begin like JSON; empty where nobody knows."""
    begins = source.lstrip()[:1] if isinstance(source, str) else source.lstrip()[:1].decode("ascii", "replace")
    return "this is no JSON: lowback import csv FILE -o DIR makes drafts of a table" if begins.isalpha() else ""


def bounded(read: Text, name: str) -> Text:
    """What was read, unless there is too much in it: raises `InvalidDocument`."""
    if sum(map(len, _containers(read.tree))) > MAX_VALUES:
        raise too_large(name)
    return read


def _containers(tree: object) -> Iterator[Sized]:
    """Every object and list of a tree."""
    todo = [tree]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            yield cast("Sized", each)
            todo.extend(cast("dict[str, object]", each).values())
        elif isinstance(each, list):
            yield cast("Sized", each)
            todo.extend(cast("list[object]", each))


def too_large(name: str) -> InvalidDocument:
    """A text with more in it than anybody can account for.

    >>> print(too_large("others.json").diagnostics[0])
    others.json: error: got more than 1,000,000 values, which is the most that is read (split the file) [too-large]
    """
    message = f"got more than {MAX_VALUES:,} values, which is the most that is read"
    return InvalidDocument(
        (Diagnostic(code="too-large", message=message, location=Location(name), hint="split the file"),)
    )


def placed(imported: Imported, text: Text) -> Imported:
    r"""What was read from a text, with the place of each finding, and what is wrong with the text itself.

    >>> text = read_json('[{"name": "Plank", "name": "Bridge"}, 3]', "others.json")
    >>> imported = Imported(id="other", title="Other", findings=(unreadable((1,), "got 3"),))
    >>> print(*placed(imported, text).findings, sep="\n")
    others.json:1:20: error: [0].name: the key 'name' is there twice, expected it once [duplicate-key]
    others.json:1:39: error: [1]: got 3 [unreadable-record]
    """
    places = text.locations([(each.path, each.code) for each in imported.findings])
    located = [evolve(each, location=places[each.path, each.code]) for each in imported.findings]
    return evolve(imported, findings=(*text.findings, *located))


def kebab(text: str) -> str:
    """A text as a kebab-case word; empty when it has no letter or digit of ASCII.

    >>> kebab("3_4 Sit-Up (Décliné)")
    '3-4-sit-up-decline'
    """
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_NAME]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_ID].strip("-")


def unreadable(path: Path, message: str) -> Diagnostic:
    """A record, or a whole document, that could not be read.

    >>> print(unreadable((3,), "got a text, expected an object"))
    error: [3]: got a text, expected an object [unreadable-record]
    """
    return Diagnostic(code=UNREADABLE, message=message, path=path)


def kind_of(value: object) -> str:
    """What sort of value came, for people.

    >>> kind_of([1])
    'a list'
    """
    names: dict[object, str] = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "null",
    }
    return names.get(type(value), "a number")


@define
class Ids:
    """Gives every draft an id of its own.

    Attributes:
        taken: Ids that are given, and names that no file may have.
    """

    taken: set[str] = Factory(lambda: set(_RESERVED))
    _numbers: dict[str, Iterator[int]] = field(factory=dict[str, Iterator[int]], init=False)

    def take(self, wanted: str) -> str:
        """The wanted id, with a number behind it when it is taken.

        >>> ids = Ids()
        >>> ids.take("plank"), ids.take("plank")
        ('plank', 'plank-2')
        """
        numbers = self._numbers.setdefault(wanted, count(2))
        names = chain([wanted], (f"{wanted}-{number}" for number in numbers))
        given = next(name for name in names if name not in self.taken)
        self.taken.add(given)
        return given


@define
class Sheet:
    """A draft while it is filled in.

    Attributes:
        tree: The exercise on paper.
    """

    tree: dict[str, Json] = Factory(dict[str, Json])
    _added: set[tuple[str, str]] = field(factory=set[tuple[str, str]], init=False)

    def put(self, to: str, value: Json) -> None:
        """Write a field, dotted inside the exercise.

        >>> sheet = Sheet()
        >>> sheet.put("dose.hold", 30)
        >>> sheet.tree
        {'dose': {'hold': 30}}
        """
        *parents, last = to.split(".")
        branch = self.tree
        for parent in parents:
            branch = cast("dict[str, Json]", branch.setdefault(parent, {}))
        branch[last] = value

    def add(self, to: str, value: Json) -> None:
        """Add to a list what it does not have yet.

        >>> sheet = Sheet()
        >>> sheet.add("regions", "legs")
        >>> sheet.add("regions", "legs")
        >>> sheet.tree
        {'regions': ['legs']}
        """
        if (to, repr(value)) not in self._added:
            self._added.add((to, repr(value)))
            cast("list[Json]", self.tree.setdefault(to, [])).append(value)

    def note(self, field: str, reason: str) -> None:
        """Mark a field, so that a person looks at it.

        >>> sheet = Sheet()
        >>> sheet.note("kind", "stretching is stretch")
        >>> sheet.tree["editorial"]
        [{'field': 'kind', 'reason': 'draft: stretching is stretch'}]
        """
        self.add("editorial", {"field": field, "reason": f"draft: {reason}"})

    def draft(self) -> Draft:
        """The draft, its fields in the order of the documentation; nobody has confidence in its dose.

        >>> Sheet({"dose": {"sets": 1}, "id": "plank"}).draft()
        Draft(id='plank', tree={'id': 'plank', 'dose': {'sets': 1, 'confidence': 'low'}})
        """
        if "dose" in self.tree:
            self.put("dose.confidence", Confidence.LOW.value)
        ordered: dict[str, Json] = {name: self.tree[name] for name in _FIELDS if name in self.tree}
        return Draft(id=cast("str", ordered["id"]), tree=ordered)


@define
class Record:
    """One record: reads its fields, writes them on a sheet, and keeps account of each.

    Attributes:
        name: Name for the report, as it came.
        fields: The record as it came.
        path: Where it stands in the other document.
        called: What fields are called there, when we call them otherwise.
        reasons: Why fields that nobody takes are dropped; `images[].url` is any member's.
        sheet: Where it is written to.
        losses: The account so far.
    """

    name: str
    fields: Mapping[str, object]
    path: Path = ()
    called: Mapping[str, str] = Factory(dict[str, str])
    reasons: Mapping[str, str] = Factory(dict[str, str])
    sheet: Sheet = Factory(Sheet)
    losses: list[Loss] = Factory(list[Loss])
    _texts: dict[str, str] = field(factory=dict[str, str], init=False)
    _told: set[str] = field(factory=set[str], init=False)
    _place: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._place = place_of(self.path)

    # Fates

    def keep(self, field: str, to: str, value: Json, rule: str = "") -> None:
        """Take a value over.

        >>> record = Record("Plank", {"name": "Plank"})
        >>> record.keep("name", "name", "Plank")
        >>> record.sheet.tree
        {'name': 'Plank'}
        """
        self.sheet.put(to, value)
        self.tell(field, Fate.MAPPED, to, rule)

    def keep_one(self, field: str, to: str, value: Json, rule: str = "") -> None:
        """Take a value over into a list.

        >>> record = Record("Plank", {})
        >>> record.keep_one("muscles[0]", "primary_targets", "glutes")
        >>> record.sheet.tree
        {'primary_targets': ['glutes']}
        """
        self.sheet.add(to, value)
        self.tell(field, Fate.MAPPED, to, rule)

    def guess(self, field: str, to: str, value: Json, rule: str, words: str = "") -> None:
        """Write a value that follows by a rule (from these words), and mark it.

        >>> record = Record("Plank", {"category": "stretching"})
        >>> record.guess("category", "kind", "stretch", "stretching is stretch")
        >>> record.sheet.tree["editorial"]
        [{'field': 'kind', 'reason': 'draft: stretching is stretch'}]
        """
        self.sheet.put(to, value)
        self.mark(field, to, rule, words)

    def guess_one(self, field: str, to: str, value: Json, rule: str) -> None:
        """Add a value that follows by a rule to a list, and mark it.

        >>> record = Record("Plank", {})
        >>> record.guess_one("muscles[0]", "regions", "legs", "by muscle")
        >>> record.sheet.tree["regions"]
        ['legs']
        """
        self.sheet.add(to, value)
        self.mark(field, to, rule)

    def mark(self, field: str, to: str, rule: str, words: str = "") -> None:
        """Tell of a guess, here and in the draft.

        >>> record = Record("Plank", {})
        >>> record.mark("text", "dose.hold", "stated in words", "hold for 5 seconds")
        >>> record.sheet.tree["editorial"]
        [{'field': 'dose.hold', 'reason': "draft: stated in words: 'hold for 5 seconds'"}]
        """
        self.sheet.note(to, f"{rule}: {words!r}" if words else rule)
        self.tell(field, Fate.GUESSED, to, rule)

    def drop(self, field: str, why: str) -> None:
        """Leave a value out.

        >>> record = Record("Plank", {"force": "static"})
        >>> record.drop("force", "no field of ours")
        >>> record.losses[0].fate
        <Fate.DROPPED: 'dropped'>
        """
        self.tell(field, Fate.DROPPED, "", why)

    def drop_all(self, field: str, value: object, why: str) -> None:
        """Leave out whatever a value holds.

        >>> record = Record("Plank", {})
        >>> record.drop_all("images", [{"url": "a"}], "no field of ours")
        >>> record.losses[0].field
        'images[0].url'
        """
        for place, _ in leaves_of(printable(field), value):
            self.drop(place, why)

    def tell(self, field: str, fate: Fate, to: str, rule: str) -> None:
        """Write one entry of the account.

        >>> Record("Plank", {}).tell("force", Fate.DROPPED, "", "no field of ours")
        """
        called = self.called.get(field, field)
        self.losses.append(Loss(record=self.name, field=called, fate=fate, place=self._place, to=to, rule=rule))
        self._told.add(field)

    def account(self, why: str = "") -> tuple[Loss, ...]:
        """The whole account: values that nobody took are dropped, all for one reason or each for its own.

        >>> [loss.rule for loss in Record("Plank", {"force": 1}, reasons={"force": "said by the kind"}).account()]
        ['said by the kind']
        >>> [loss.field for loss in Record("Plank", {"images": [{"url": "a", "main": True}]}).account()]
        ['images[0].url', 'images[0].main']
        """
        for name, value in self.fields.items():
            for leaf, inner in leaves_of(printable(name), value):
                if leaf not in self._told:
                    self.drop(leaf, _EMPTY if _is_empty(inner) else why or self._reason(name, leaf))
        return tuple(self.losses)

    def _reason(self, name: str, leaf: str) -> str:
        return self.reasons.get(_INDEX.sub("[]", leaf)) or self.reasons.get(name) or "no field of ours"

    # Reading

    def text(self, name: str) -> str:
        """The text of a field; empty when there is none.

        >>> Record("Plank", {"name": " Plank "}).text("name")
        'Plank'
        """
        if name not in self._texts:
            value = self.fields.get(name)
            self._texts[name] = "" if _is_empty(value) else self.text_of(name, value)
        return self._texts[name]

    def texts(self, name: str) -> list[tuple[str, str]]:
        """The texts of a list, each with the name of its place; a text stands for a list of one.

        >>> Record("Plank", {"steps": ["Lie down.", ""]}).texts("steps")
        [('steps[0]', 'Lie down.')]
        """
        value = self.fields.get(name)
        if _is_empty(value):
            return []
        if isinstance(value, str):
            return [(name, text)] if (text := self.text(name)) else []
        if not isinstance(value, list):
            self.drop_all(name, value, f"got {kind_of(value)}, expected a list of texts")
            return []
        members = enumerate(cast("list[object]", value))
        read = [(place := f"{name}[{index}]", self.text_of(place, member)) for index, member in members]
        return [(place, text) for place, text in read if text]

    def number(self, name: str) -> int | None:
        """The whole number of a field, 1 or more; None when there is none.

        >>> Record("Plank", {"sets": 2}).number("sets")
        2
        """
        value = self.fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        if not _is_empty(value):
            self.drop_all(name, value, f"got {kind_of(value)}, expected a whole number, 1 or more")
        return None

    def text_of(self, place: str, value: object) -> str:
        """The text that stands somewhere inside a field; empty when it is none.

        >>> record = Record("Plank", {"names": [{"en": "Plank"}]})
        >>> record.text_of("names[0].en", "Plank")
        'Plank'
        """
        if _is_empty(value):
            why = _EMPTY
        elif not isinstance(value, str):
            why = f"got {kind_of(value)}, expected a text"
        elif not _is_whole(value):
            why = "the text has half a character"
        else:
            return value.strip()
        self.drop_all(place, value, why)
        return ""


def _is_whole(text: str) -> bool:
    """Whether every character can be written: no lone surrogate."""
    return not re.search("[\ud800-\udfff]", text)


def _is_empty(value: object) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def printable(name: str) -> str:
    r"""A name without what would break a line, or could not be written.

    >>> printable("two\nlines"), printable("\ud800")
    ('two\\nlines', '\\ud800')
    """
    return name if name.isprintable() else ascii(name)[1:-1]


def leaves_of(name: str, value: object) -> Iterator[tuple[str, object]]:
    """The places of a field that have a fate, and their values: whatever holds no others.

    >>> list(leaves_of("images", [{"url": "a"}, 3]))
    [('images[0].url', 'a'), ('images[1]', 3)]
    """
    if isinstance(value, list) and value:
        for index, member in enumerate(cast("list[object]", value)):
            yield from leaves_of(f"{name}[{index}]", member)
    elif isinstance(value, dict) and value:
        for key, member in cast("dict[str, object]", value).items():
            yield from leaves_of(f"{name}.{printable(key)}", member)
    else:
        yield name, value


def place_of(path: Path) -> str:
    """Where a record stands, for people.

    >>> place_of(("yoga_poses", 3)), place_of(("line", 5)), place_of(())
    ('yoga_poses[3]', 'line 5', '')
    """
    match path:
        case ("line", int(number)):
            return f"line {number}"
        case _:
            return unreadable(path, "").dotted_path


def identify(record: Record, ids: Ids, by: Iterable[str]) -> bool:
    """Give the draft an id from the first of these fields that has a text; False when none has.

    >>> record = Record("Plank", {"name": "Plank"})
    >>> identify(record, Ids(), by=("id", "name")), record.sheet.tree["id"]
    (True, 'plank')
    """
    field, text = next(((field, text) for field in by if (text := record.text(field))), ("", ""))
    if text:
        take_id(record, ids, field, text, as_id=field == "id")
    return bool(text)


def take_id(record: Record, ids: Ids, field: str, text: str, *, as_id: bool = False) -> None:
    """Give the draft an id made of the text of a field, `as_id` of one that is the id of the record.

    >>> record = Record("Plank", {})
    >>> take_id(record, Ids(), "names[0]", "Side plank")
    >>> record.sheet.tree["id"]
    'side-plank'
    """
    wanted = kebab(text) or "exercise"
    given = ids.take(wanted)
    record.sheet.put("id", given)
    if given != wanted:
        record.mark(field, "id", "another draft has this id, or no file may have it: numbered", text)
    elif as_id:
        record.tell(field, Fate.MAPPED, "id", "")
    else:
        record.mark(field, "id", "made from the name")


def refuse(catalog: Imported, tree: object, expected: str) -> Imported:
    """Nothing, for a document that is something else altogether.

    >>> print(refuse(Imported(id="other", title="Other"), {}, "a list of exercises").findings[0])
    error: got an object, expected a list of exercises [unreadable-record]
    """
    other = looks_like(tree)
    finding = unreadable((), f"got {kind_of(tree)}, expected {expected}")
    return evolve(catalog, findings=(evolve(finding, hint=hint_for(other) if other else ""),))


def is_of_another(tree: object, own: str) -> bool:
    """Whether a tree is plainly the catalog of somebody else; `own` is the word for whoever asks.

    >>> is_of_another([{"model": "exercises.exercise", "pk": 1, "fields": {}}], "free-exercise-db")
    True
    """
    return looks_like(tree) not in ("", own)


def mapping_of(value: object) -> Mapping[str, object]:
    """The value when it is an object, else an object without fields.

    >>> mapping_of("a text")
    {}
    """
    if isinstance(value, Mapping):
        return cast("Mapping[str, object]", value)
    return {}


def is_list(value: object) -> bool:
    """Whether a value is a list; to a type checker it stays what it was, and nothing unknown gets in."""
    return isinstance(value, list)


def is_object(value: object) -> bool:
    """Whether a value is an object of JSON; the same holds."""
    return isinstance(value, Mapping)


def members_of(tree: object, path: Path = ()) -> list[tuple[Path, object]]:
    """The members of a list, each with its path; none when it is no list.

    >>> members_of(["a"])
    [((0,), 'a')]
    """
    values = cast("list[object]", tree) if isinstance(tree, list) else []
    return [((*path, index), value) for index, value in enumerate(values)]


def records_of(
    members: Iterable[tuple[Path, object]], by: Iterable[str], reasons: Mapping[str, str]
) -> Iterator[Record | Diagnostic]:
    """The members of a document as records, called by the first of these fields; or what is wrong with them.

    >>> [record.name for record in records_of([((0,), {"id": "plank"})], ("id",), {})]
    ['plank']
    """
    for path, member in members:
        if isinstance(member, Mapping):
            fields = cast("Mapping[str, object]", member)
            yield Record(name_of(path, fields, by), fields, path, reasons=reasons)
        else:
            yield unreadable(path, f"got {kind_of(member)}, expected an object")


def gather(
    catalog: Imported,
    records: Iterable[Record | Diagnostic],
    read: Callable[[Record], None],
    by: Iterable[str],
) -> Imported:
    """Read the records of a document, one draft each; `by` names the fields that an id is taken from.

    >>> catalog = Imported(id="other", title="Other")
    >>> gather(catalog, [Record("Plank", {"id": "plank"})], lambda record: None, ("id",)).drafts
    (Draft(id='plank', tree={'id': 'plank'}),)
    """
    ids = Ids()
    drafts: list[Draft] = []
    losses: list[Loss] = []
    findings: list[Diagnostic] = []
    for record in records:
        if isinstance(record, Diagnostic):
            findings.append(record)
        elif identify(record, ids, by):
            read(record)
            drafts.append(record.sheet.draft())
            losses.extend(record.account())
        else:
            findings.append(unreadable(record.path, f"got no text for {' or '.join(by)}, expected a name"))
            losses.extend(record.account("the record has no name"))
    return evolve(catalog, drafts=tuple(drafts), losses=tuple(losses), findings=tuple(findings))


def name_of(path: Path, member: Mapping[str, object], by: Iterable[str]) -> str:
    """What a record is called: as its first name that is a text, else by its place.

    >>> name_of(("line", 3), {"id": "", "name": "Plank"}, ("id", "name")), name_of((3,), {}, ("id",))
    ('Plank', '[3]')
    """
    names = (member.get(field) for field in by)
    name = next((name for name in names if isinstance(name, str) and name.strip()), "")
    return printable(name) or place_of(path)
