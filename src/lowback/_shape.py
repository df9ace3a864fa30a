"""Plain trees become values of our classes, and every finding is gathered on the way.

The classes themselves say what is right: the types of their fields, their defaults and their
validators. Nothing is coerced. A faulty value is never built. What could be read of it is a `Partial`,
with which rules go on as far as they can.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from attrs import NOTHING, Factory, define, field, frozen

from ._adapting import fit
from ._bounds import Beside, Between
from ._older import as_of_today
from ._partial import Partial, Pieces, are_whole, has_fields, is_whole
from ._plan import Choice, Field, Form, Many, Maybe, Object, Plain, fields_of, form_of
from ._quick import MAX_ITEMS, MAX_NUMBER, MAX_TEXT, QuickReader, is_plain, is_small
from .diagnostics import Diagnostic, Severity
from .errors import BriefError, ImpossibleValue, did_you_mean
from .model import ROUTINE_FORMAT, Brief, Conventions, Exercise, Routine, StartsAt, Timing
from .vocabulary import Kind, plain

__all__ = [
    "MAX_FINDINGS",
    "MAX_ITEMS",
    "MAX_NUMBER",
    "MAX_TEXT",
    "Adapted",
    "Report",
    "TooManyFindings",
    "Trail",
    "path_of",
    "read",
    "retired",
    "says_none",
    "shown",
]

MAX_FINDINGS = 10_000
"""Nobody mends more at once; without a limit, a hostile file of one kind of fault would fill the memory."""

Trail: TypeAlias = "tuple[Trail, str | int] | None"
"""The way from the root to a value, last step first; None for the root. Cheap to extend."""

T = TypeVar("T")

_LONGEST_SHOWN = 60


_UNREAD = Partial(object, {})
"""Stands for a value of which nothing could be read."""


def path_of(trail: Trail) -> tuple[str | int, ...]:
    """The keys and indices of a trail, from the root on."""
    parts: list[str | int] = []
    while trail is not None:
        trail, part = trail
        parts.append(part)
    return tuple(reversed(parts))


def shown(value: object) -> str:
    """A value as it is quoted in a message: at most sixty characters, nothing that a terminal would obey."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        text = repr(str.__str__(value)[: _LONGEST_SHOWN + 1])
    elif isinstance(value, int) and abs(value) > MAX_NUMBER:
        text = "a number with too many digits"
    elif isinstance(value, (int, float)):
        text = repr(value).replace("inf", "infinity")
    elif isinstance(value, (date, time)):
        text = value.isoformat()
    else:  # a mapping may hold anything, even itself
        text = _named(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _named(value: object) -> str:
    """The sort of a value."""
    return next((name for cls, name in _NAMES.items() if isinstance(value, cls)), "something else")


class TooManyFindings(Exception):
    """There are as many findings as anybody will read; caught where reading began."""


@define(kw_only=True)
class Report:
    """What is known while a tree is read, and what was found.

    Attributes:
        known: Things that can be named by id.
        all_known: Whether nothing else can be named; of other names nothing is said where a file could not be read.
        conventions: The conventions of a routine, which are not on paper.
        timing: The timing of the catalog; exercises that say no rest have the rest of their kind in it.
        quick: Reads exercises that are right; None to read all of them with their places.
        watch: Classes whose values are wanted together with their place; of texts those that need a look.
        findings: Everything found so far.
        seen: The values of the watched classes, whole or partial, with their place.
        let_go: Whether nobody else needs the tree: an exercise that was read quickly is then in memory once.
    """

    known: Mapping[type, Mapping[str, object]] = field(factory=dict[type, Mapping[str, object]])
    all_known: bool = True
    conventions: Conventions | None = None
    timing: Timing = field(factory=Timing)
    quick: QuickReader | None = None
    watch: frozenset[type] = frozenset()
    findings: list[Diagnostic] = field(factory=list[Diagnostic])
    seen: list[tuple[object, Trail]] = field(factory=list[tuple[object, Trail]])
    let_go: bool = False

    def add(self, code: str, message: str, trail: Trail, hint: str = "") -> Partial:
        """Note an error, and stand for the value that could not be read."""
        if len(self.findings) >= MAX_FINDINGS:
            raise TooManyFindings
        self.findings.append(
            Diagnostic(code=code, message=message, severity=Severity.ERROR, path=path_of(trail), hint=hint)
        )
        return _UNREAD

    def note(self, code: str, message: str, trail: Trail) -> None:
        """Note what is right, and worth knowing."""
        self.findings.append(Diagnostic(code=code, message=message, severity=Severity.NOTE, path=path_of(trail)))

    def wrong_type(self, value: object, expected: str, trail: Trail, hint: str = "") -> Partial:
        """Note a value of another type."""
        came = _named(value)
        quoted = f" {shown(value)}" if came in ("a text", "a number", _DATE) else ""
        code = "toml-date" if came == _DATE else "wrong-type"
        return self.add(
            code, f"got {came}{quoted}, expected {expected}", trail, hint or _TO_DO.get((came, expected), "")
        )


Reader: TypeAlias = Callable[[object, Trail, Report], object]
"""Reads a value at a place, or notes what is wrong with it."""

_DATE = "the date or time"
_NAMES: Mapping[Any, str] = {
    Mapping: "an object",
    (list, tuple): "a list",
    str: "a text",
    bool: "true or false",
    type(None): "null",
    (int, float): "a number",
    (date, time): _DATE,
}

_TO_DO: Mapping[tuple[str, str], str] = {
    ("a number", "a text"): "put it in quotes",
    ("true or false", "a text"): "put it in quotes",
    (_DATE, "a text"): "put it in quotes",
    (_DATE, "a whole number"): "write a number alone, such as 2026",
    ("a text", "a whole number"): "write a number without quotes",
    ("a text", "true or false"): "write true or false without quotes",
    ("a text", "a list"): "put it in square brackets",
    ("a number", "a list"): "put it in square brackets",
    ("an object", "a list"): "put it in square brackets",
}
"""What to do, by what came and what the field takes."""


def read(tree: object, type_: type[T], report: Report) -> T | Partial:
    """Read a value of one of our classes; without a finding in `report`, it is whole.

    Raises `TooManyFindings`.
    """
    return cast("T | Partial", _reader(form_of(cast("Any", type_)))(tree, None, report))


# Plain values ------------------------------------------------------------------------------------


def _text(value: object, trail: Trail, report: Report) -> object:
    if isinstance(value, str):
        if str in report.watch and not is_plain(value):
            report.seen.append((value, trail))
        return str.__str__(value)  # a plain text, of whatever subclass it came
    return report.wrong_type(value, "a text", trail)


def _number(value: object, trail: Trail, report: Report) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > MAX_NUMBER:
            return report.add("out-of-range", f"got {shown(value)}, expected a number of thirty digits at most", trail)
        return int(value)
    return report.wrong_type(value, "a whole number", trail)


def _decimal(value: object, trail: Trail, report: Report) -> object:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return report.wrong_type(value, "a number", trail)
    if not is_small(value):  # nor is what is no number at all
        return report.add("out-of-range", f"got {shown(value)}, expected a number of thirty digits at most", trail)
    return float(value)


def _yes_or_no(value: object, trail: Trail, report: Report) -> object:
    return value if isinstance(value, bool) else report.wrong_type(value, "true or false", trail)


def _day(value: object, trail: Trail, report: Report) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value  # as TOML and YAML have it
    if not isinstance(value, str):
        return report.wrong_type(value, _A_DAY, trail)
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.isoformat() != value:  # other ways to write a day have no place here
        return report.add("bad-value", f"got {shown(value)}, expected {_A_DAY}", trail)
    return found


_A_DAY = "a day such as 2027-01-04"
_PLAIN: Mapping[type, Reader] = {str: _text, int: _number, float: _decimal, bool: _yes_or_no, date: _day}


def _word_reader(words: Mapping[str, object]) -> Reader:
    spellings = {plain(word): word for word in words}

    def read_word(value: object, trail: Trail, report: Report) -> object:
        if not isinstance(value, str):
            return report.add("unknown-word", f"got {shown(value)}, expected one of {', '.join(words)}", trail)
        if value in words:
            return words[value]
        if same := spellings.get(plain(value)):
            return report.add("vocabulary-drift", f"got {shown(value)}, expected the spelling {same!r}", trail)
        expected = f"expected one of {', '.join(words)}{did_you_mean(value, words)}"
        return report.add("unknown-word", f"got {shown(value)}, {expected}", trail)

    return read_word


def _list_reader(form: Many) -> Reader:
    read_one, length = _reader(form.of), form.length

    def read_list(value: object, trail: Trail, report: Report) -> object:
        if form.alone and isinstance(value, str) and not says_none(value):
            word = read_one(value, trail, report)
            return word if word is _UNREAD else (word,)
        if not isinstance(value, (list, tuple)):
            hint = "[] says that there is none" if isinstance(value, str) and says_none(value) else ""
            return report.wrong_type(value, "a list", trail, hint)
        values = cast("list[object]", value)
        if len(values) > MAX_ITEMS:
            return report.add("too-large", f"got {len(values):,} values, expected at most {MAX_ITEMS:,}", trail)
        if length not in (None, len(values)):
            return report.add(
                "wrong-length", f"got {len(values)} value{'s' if len(values) != 1 else ''}, expected {length}", trail
            )
        found = tuple([read_one(each, (trail, index), report) for index, each in enumerate(values)])
        return found if are_whole(found) else Pieces(found)

    return read_list


def says_none(text: str) -> bool:
    """Whether a text stands where nothing is meant: "none", "n/a", "-"."""
    word = text.strip(" .-\u2013\u2014\u2026")
    return len(word) <= _LONGEST_NONE and word.casefold() in _NONE


_NONE = frozenset(
    [
        *("", "none", "no", "nothing", "n/a", "na", "n.a", "null", "nil"),
        *("keine", "keiner", "keins", "nichts", "aucun", "aucune", "rien", "ninguno", "ninguna", "nada"),
        *("nessuno", "nessuna", "niente", "nenhum", "nenhuma", "geen", "niets"),
    ]
)
_LONGEST_NONE = max(map(len, _NONE))


def _optional_reader(form: Maybe) -> Reader:
    read_one, others = _reader(form.of), form.others
    return lambda value, trail, report: value if isinstance(value, others) else read_one(value, trail, report)


@cache
def _reader(form: Form) -> Reader:
    match form:
        case Plain():
            return _PLAIN[form.type]
        case Choice():
            return _word_reader(form.values)
        case Many():
            return _list_reader(form)
        case Maybe():
            return _optional_reader(form)
        case Object(key=None):
            return _class_reader(form.cls)
        case Object():
            return _reference_reader(form.cls)


# Objects -----------------------------------------------------------------------------------------


def _reference_reader(cls: type) -> Reader:
    """Reads an id, or a whole object."""
    read_object = _class_reader(cls)
    name = cls.__name__.lower()

    def read_reference(value: object, trail: Trail, report: Report) -> object:
        if cls is Exercise and report.quick and (exercise := report.quick.read(value)) is not None:
            report.seen.append((exercise, trail))
            if report.let_go:
                cast("dict[str, object]", value).clear()
            return exercise
        if cls is Exercise and _is_adapted(value):
            return _read_adapted(cast("Mapping[str, object]", value), trail, report)
        if not isinstance(value, str) or cls not in report.known:
            if isinstance(value, (Mapping, cls)) or cls not in report.known:
                return read_object(value, trail, report)
            return report.wrong_type(value, f"an id of the {name}s, or an object", trail)
        known = report.known[cls]
        if value in known:
            return known[value]
        if not report.all_known:
            return _UNREAD
        near = did_you_mean(value, known) or f", expected the id of a known {name}"
        return report.add(f"unknown-{name}", f"got {shown(value)}{near}", trail)

    return read_reference


def _is_adapted(value: object) -> bool:
    return isinstance(value, Mapping) and "adapted_for" in value


@frozen(kw_only=True)
class Adapted:
    """An adapted exercise on paper: the exercise, and for whom it was adapted.

    Attributes:
        id: Id of the exercise.
        adapted_for: Keys of the cautions for which it was adapted, in order of the alphabet.
    """

    id: str
    adapted_for: tuple[str, ...]


def _read_adapted(value: Mapping[str, object], trail: Trail, report: Report) -> object:
    """The exercise that is named, adapted once more; an adaptation that is there no longer is a finding."""
    paper = _class_reader(Adapted)(value, trail, report)
    if not isinstance(paper, Adapted):
        return _UNREAD
    base = _reference_reader(Exercise)(paper.id, (trail, "id"), report)
    if not isinstance(base, Exercise) or report.conventions is None:
        return base
    cautions = report.conventions.current(paper.adapted_for)
    found = fit(base, cautions, report.conventions)
    if isinstance(found, Exercise) and set(found.adapted_for) == set(cautions):
        return found
    for_whom = " and ".join(map(shown, paper.adapted_for)) or "nobody"
    message = f"got {shown(paper.id)} adapted for {for_whom}, expected cautions for which the catalog adapts it"
    return report.add("cannot-adapt", message, (trail, "adapted_for"))


def _class_reader(cls: type) -> Reader:
    on_paper = fields_of(cls)
    readers = {each.name: _reader(each.form) for each in on_paper}
    required = {each.name for each in on_paper if each.required}
    if cls is Brief:
        readers["cautions"] = _caution_reader(readers["cautions"])
    quick = {name: way for name, read_field in readers.items() for way in (str, int) if read_field is _PLAIN[way]}

    def read_object(value: object, trail: Trail, report: Report) -> object:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            return report.wrong_type(value, "an object", trail)
        tree = cast("Mapping[str, object]", value)
        if cls is Brief:
            tree = _in_minutes(_as_meant(tree, trail, report), trail, report)
        values: dict[str, object] = {} if cls is not Routine else {"format": 1, "conventions": report.conventions}
        faulty = False
        for key, each in tree.items():
            way = quick.get(key)
            if way is not None and each.__class__ is way and (is_plain(each) if way is str else is_small(each)):
                values[key] = each  # nine of ten values: nothing to read, nothing to note
                continue
            read_field = readers.get(key)
            if read_field is None:
                _unknown_key(key, readers, trail, report)
                continue
            got = read_field(each, (trail, key), report)
            faulty |= not is_whole(got)
            if got is not _UNREAD:
                values[key] = got
        if not required <= tree.keys():
            for missing in [each.name for each in on_paper if each.name in required - tree.keys()]:
                report.add("missing-key", f"missing key {missing!r}", trail)
            faulty = True
        if cls is Exercise and "rest" not in tree and "kind" in values:
            values["rest"] = report.timing.rest_of(cast("Kind", values["kind"]))
        made = (_partial if faulty else _built)(cls, values, tree, trail, report)
        if cls in report.watch:
            report.seen.append((made, trail))
        return made

    return read_object


def _unknown_key(key: object, known: Mapping[str, object], trail: Trail, report: Report) -> None:
    """Note a key that is not known; in a mapping of a caller, a key may be anything."""
    name = key if isinstance(key, str) else shown(key)
    near = did_you_mean(key, known) if isinstance(key, str) else ""
    hint = "" if name == name.strip() else "take the blanks before and after it out: no-break spaces indent nothing"
    report.add("unknown-key", f"unknown key {shown(key)}{near}", (trail, name), hint)


_MEANT: Mapping[int, Mapping[str, object]] = {1: {"max_difficulty": 3}}
"""What a brief of an older format means where it says nothing: the defaults of its time."""


def _as_meant(tree: Mapping[str, object], trail: Trail, report: Report) -> Mapping[str, object]:
    """A brief without its `format`, and with what was taken for granted then."""
    others = {key: value for key, value in tree.items() if key != "format"}
    format_ = _number(tree.get("format", 1), (trail, "format"), report)
    if format_ not in range(1, ROUTINE_FORMAT + 1):
        if format_ is not _UNREAD:
            report.add("unknown-format", f"got {shown(format_)}, expected 1 to {ROUTINE_FORMAT}", (trail, "format"))
        return others
    for name, meant in _MEANT.get(cast("int", format_), {}).items():
        if name not in others:
            others[name] = meant
            if (today := getattr(Brief(), name)) != meant:
                message = f"got no {name} in format {format_}, which means {shown(meant)}, today {shown(today)}"
                report.note("made-by-older-model", message, trail)
    return others


def _caution_reader(read_words: Reader) -> Reader:
    """Reads the cautions of a brief, each retired one as those that took its place."""

    def read_cautions(value: object, trail: Trail, report: Report) -> object:
        keys = read_words(value, trail, report)
        if not is_whole(keys) or report.conventions is None:
            return keys
        current: list[str] = []
        for index, key in enumerate(cast("tuple[str, ...]", keys)):
            successors = report.conventions.successors(key)
            if successors:
                report.note("retired-caution", retired(key, successors), (trail, index))
            current += successors or (key,)
        return tuple(current)

    return read_cautions


def retired(key: str, successors: Sequence[str]) -> str:
    """What is said of a caution that is not used any more."""
    return f"got {shown(key)}, which is retired, read as {' and '.join(map(repr, successors))}"


def _in_minutes(tree: Mapping[str, object], trail: Trail, report: Report) -> Mapping[str, object]:
    """A brief with its length as exact minutes."""
    seconds, minutes = tree.get("seconds"), tree.get("minutes")
    if "seconds" not in tree and not isinstance(minutes, float):
        return tree
    others = {key: value for key, value in tree.items() if key not in ("minutes", "seconds")}
    if "seconds" in tree and ("minutes" in tree or not isinstance(seconds, int)):
        expected = "a whole number, and no minutes beside it"
        report.add("bad-value", f"got {shown(seconds)}, expected {expected}", (trail, "seconds"))
        return others
    try:
        brief = Brief.of_seconds(seconds) if isinstance(seconds, int) else Brief(cast("float", minutes))
    except BriefError as error:
        _impossible(error, tree, trail, report)
        return others
    return {**others, "minutes": brief.minutes}


def _built(cls: type, values: dict[str, object], tree: Mapping[str, object], trail: Trail, report: Report) -> object:
    """The value, or what is left of it when fields cannot be so, or disagree."""
    try:
        value = cls(**values)
        return as_of_today(value) if isinstance(value, Routine) else value
    except (BriefError, ImpossibleValue) as error:
        before = len(report.findings)
        partial = _partial(cls, values, tree, trail, report)
        if len(report.findings) == before:
            _impossible(error, tree, trail, report)
        return partial


def _partial(cls: type, values: dict[str, object], tree: Mapping[str, object], trail: Trail, report: Report) -> Partial:
    """The fields that could be read, without those that cannot be so."""
    partial = Partial(cls, values)
    for each in fields_of(cls):
        if each.name not in tree and (default := _default(each)) is not NOTHING:
            values.setdefault(each.name, default)
    for each in fields_of(cls):
        if each.check is None or not has_fields(partial, _needs(each)):
            continue
        try:
            each.check(partial, each, values[each.name])
        except (BriefError, ImpossibleValue) as error:
            _impossible(error, tree, trail, report)
            if isinstance(each.check, (Between, StartsAt)):
                del values[each.name]  # so that no rule counts with it
    return partial


def _needs(each: Field) -> tuple[str, ...]:
    return each.check.needs if isinstance(each.check, Beside) else (each.name,)


def _default(each: Field) -> object:
    """The default of a field; `NOTHING` where it follows from other fields."""
    default: Any = each.default
    if isinstance(default, Factory):  # type: ignore[arg-type]  # a class that is typed as a function
        return NOTHING if default.takes_self else default.factory()
    return default


def _impossible(error: BriefError | ImpossibleValue, tree: Mapping[str, object], trail: Trail, report: Report) -> None:
    if isinstance(error, BriefError):
        report.add("bad-value", f"got {shown(error.value)}, expected {error.expected}", (trail, error.field))
        return
    here: Any = tree
    for name in error.place.split(".")[1:]:
        part = int(name) if name.isdigit() else name
        if isinstance(part, str) and part not in here:
            break  # what is left out is reported where it is missing
        here, trail = here[part], (trail, part)
    report.add(error.code, error.problem, trail)
