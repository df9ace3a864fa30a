"""TOML, read by the standard library; a small walk over the same text finds where values stand."""

import math
import re
import tomllib
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import NoReturn, cast

from .parsed import (
    MAX_DEPTH,
    MAX_FAULTS,
    ODD_QUOTES,
    Fault,
    Parsed,
    Path,
    Spot,
    conflict,
    control_character,
    quoted,
    too_deep,
    unreadable,
    unseen,
)

__all__ = ["parse"]

MAX_DIGITS = 1000
"""Characters of a number. A catalog needs four, and Python refuses to print 4,300 digits."""

_GAP = re.compile(r"(?>(?:[ \t\r\n]++|\#[^\n]*+)*)")
_SPACE = re.compile(r"[ \t]*+")
_COMMA = re.compile(r"(?>(?:[ \t\r\n,]++|\#[^\n]*+)*)")
_CLOSING = re.compile(r"\]{1,2}")
_EQUALS = re.compile(r"=[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?>(?:[^"\\\n]|\\.)*)"|'[^'\n]*+'""")
_PLAIN = re.compile(
    r"""
      "{3} (?>(?: [^"\\] | \\. | "(?!"") )*) "{3,5}
    | '{3} (?>(?: [^']         | '(?!'') )*) '{3,5}
    | "(?!"") (?>(?: [^"\\\n] | \\. )*) "
    | '(?!'') [^'\n]*+ '
    | [^\s"'\[{,\]}\#] [^\n,\]}\#]*+  # a date may have a space inside
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_NUMBER = re.compile(rf"[-+]?[0-9][0-9a-zA-Z_.+-]{{{MAX_DIGITS}}}")
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def parse(text: str) -> Parsed:
    """Read a document in TOML.

    >>> parse("dose.reps = 10").tree
    {'dose': {'reps': 10}}
    >>> parse("reps = ten").faults[0].message
    'this is no value of TOML'
    """
    walk = _Walk(text)
    if walk.fault is not None:
        return unreadable(walk.fault)
    try:
        tree = tomllib.loads(text)
    except Exception as error:  # noqa: BLE001  # whatever it stumbles over
        return unreadable(_refused(text, error, walk.end))
    return _read(text, tree)


def _read(text: str, tree: object) -> Parsed:
    """Find the numbers that the standard library takes but a document cannot have."""
    found: dict[Path, float] = {}
    tree = _finite(tree, (), found)
    spots = _spots(text, found)
    faults = [
        Fault(
            code="not-a-number",
            message=f"got {number}, expected a finite number",
            offset=spots.get(path, Spot(0)).value,
            path=path,
        )
        for path, number in found.items()
    ]
    in_order = tuple(sorted(faults, key=lambda fault: fault.offset or 0))
    return Parsed(tree, readable=True, faults=in_order, spots=lambda paths: _spots(text, paths))


def _finite(value: object, path: Path, found: dict[Path, float]) -> object:
    """Put null for what is not a number. A date stays one: whoever knows the field knows what it should be."""
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return {key: _finite(member, (*path, key), found) for key, member in members.items()}
    if isinstance(value, list):
        return [_finite(member, (*path, index), found) for index, member in enumerate(cast("list[object]", value))]
    if isinstance(value, float) and not math.isfinite(value):
        if len(found) < MAX_FAULTS:
            found[path] = value
        return None
    return value


# What is refused ---------------------------------------------------------------------------------

_QUOTE = "put a text in quotes"
_ODD_KEY = 'put a key of other letters in quotes: "key" = 1'
_ONE_LINE = "write { … } on one line"

_WORDS: Mapping[str, tuple[str, str]] = {
    "Invalid statement": ("a key, or a table in brackets, is missing here", _ODD_KEY),
    "Expected newline or end of document after a statement": ("the line goes on behind its end", _QUOTE),
    "Expected '=' after a key in a key/value pair": ("an equals sign is missing here", "write key = value"),
    "Invalid initial character for a key part": ("a key is missing here", _ODD_KEY),
    "Expected ']' at the end of a table declaration": ("the closing bracket is missing here", ""),
    "Expected ']]' at the end of an array declaration": ("two closing brackets are missing here", ""),
    "Unclosed array": ("a comma or the closing bracket is missing here", ""),
    "Unclosed inline table": ("a comma or the closing bracket is missing here", _ONE_LINE),
    "Invalid hex value": (r"\u and \U need four and eight hexadecimal digits", ""),
    "Escaped character is not a Unicode scalar value": ("an escape names no whole character", ""),
    "Unescaped '\\' in a string": (
        "a backslash is followed by a letter that means nothing in TOML",
        "use single quotes",
    ),
    "Invalid date or datetime": ("there is no such date or time", _QUOTE),
    "Invalid value": ("this is no value of TOML", _QUOTE),
}
"""What the standard library says, and what is the matter and to be done in our words."""

_MORE_WORDS: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    ("Invalid value", re.compile(r"\r?\n|[,#\]}]|\Z"), "a value is missing here", ""),
    ("Invalid value", re.compile(r"(?i:true|false)\b"), "", "TOML writes true and false in small letters"),
    ("Invalid value", re.compile(r"(?i:null|none|nil)\b"), "", "TOML has no null: leave the key out"),
    ("Invalid value", re.compile(f"[{ODD_QUOTES}]"), "", "TOML has only straight quotes"),
    ("Invalid initial", re.compile(r"\r?\n"), "", _ONE_LINE),
    ("Invalid initial", re.compile(r"(?<=,)\}|(?<=, )\}"), "", "take out the comma before it"),
    ("Expected newline", re.compile(r"[;,]|[\w-]+[ \t]*="), "", "begin a new line"),
    ("Expected newline", re.compile(r"(?<=')|(?<=' )"), "", "put the text in double quotes"),
    ("Expected newline", re.compile(r'(?<=")|(?<=" )'), "", r"a double quote inside a text is written \""),
    ("Expected newline", re.compile(r"(?<=\d)[\w.+-]"), "this number is not written as TOML writes numbers", _QUOTE),
)
"""What is the matter rather, by the signs that stand there."""


def _refused(text: str, error: Exception, end: int) -> Fault:
    """Tell what the standard library refused, and where; `end` is the place at which the walk stopped."""
    place = _PLACE.search(str(error))
    if place is None:
        return Fault(code="syntax", message="this is not TOML", offset=end)
    told, offset = str(error)[: place.start()], _offset(text, place)
    if told.startswith(("Cannot ", "Duplicate ")):
        return _duplicate(text[:offset], text)
    sign = text[offset : offset + 1]
    if text[end : end + 1] in {'"', "'"} and sign in {"", "\r", "\n"}:
        hint = "a text on several lines has three quotes before and after it" if sign else ""
        return Fault(code="syntax", message="this text has no closing quote", offset=end, hint=hint)
    if "haracter '" in told:
        return control_character(sign, offset)
    message, hint = _WORDS.get(told, ("this is not TOML", ""))
    for said, signs, another, todo in _MORE_WORDS:
        if told.startswith(said) and signs.match(text, offset):
            message, hint = another or message, todo
            break
    hint = conflict(text, offset) or (sign not in "\r\n" and unseen(text, offset)) or hint
    if told.startswith(("Invalid hex", "Escaped", "Unescaped")):
        offset = max(text.rfind("\\", 0, offset), 0)
    return Fault(code="syntax", message=message, offset=offset, hint=hint)


def _offset(text: str, place: re.Match[str]) -> int:
    if not place["line"]:
        return len(text)
    before = text.split("\n")[: int(place["line"]) - 1]
    return sum(len(line) + 1 for line in before) + int(place["column"]) - 1


def _duplicate(before: str, text: str) -> Fault:
    """Name the key that was refused, which is one of the last in `before`, and the key that it meets."""
    keys = _Walk(before).last
    first = {path: spot.key for path, spot in _spots(text, keys).items() if spot.key is not None}
    path = next((path for path in reversed(keys) if first.get(path, len(text)) < keys[path]), ())
    return Fault(
        code="duplicate-key",
        message=f"the key {quoted(str(path[-1]))} is there twice, expected it once" if path else "a key is there twice",
        offset=keys.get(path, len(before)),
        path=path,
        hint="write it once, with all that belongs to it",
        related=(first[path],) if path else (),
    )


# Places ------------------------------------------------------------------------------------------


def _spots(text: str, paths: Collection[Path]) -> Mapping[Path, Spot]:
    return _Walk(text, frozenset(paths)).spots


class _Stop(Exception):
    """The text goes on with something that is not TOML, or that is too deep."""


class _Walk:
    """A way through a text that notes where the wanted values stand.

    It comes before the standard library, which takes too long over keys of very many parts, and so
    meets texts that are not TOML. There it stops: whatever the library reads, this has read.
    """

    def __init__(self, text: str, wanted: frozenset[Path] = frozenset()) -> None:
        self.spots: dict[Path, Spot] = {}
        """Where the wanted values stand."""
        self.fault: Fault | None = None
        """What is too deep or too long to be read at all."""
        self.end = 0
        """What was looked at last."""
        self.last: dict[Path, int] = {}
        """Each part of the key that was read last, with its place."""
        self._text = text
        self._wanted = wanted
        self._lasts: dict[Path, int] = {}  # index of the last table in each array of tables
        with suppress(_Stop, tomllib.TOMLDecodeError):  # the latter from a key with a wrong escape
            self._document()

    def _document(self) -> None:
        self._note((), 0)
        table: Path = ()
        at = self._skip(_GAP, 0)
        while at < len(self._text):
            if self._text[at] == "[":
                table, at = self._header(at)
            else:
                at = self._pair(table, at)
            at = self._skip(_GAP, at)

    def _header(self, start: int) -> tuple[Path, int]:
        """Read `[a.b]` or `[[a.b]]`, and give the table that it opens."""
        many = self._text.startswith("[[", start)
        keys, at = self._keys(start + (2 if many else 1))
        path: Path = ()
        self.last = {}
        for name, key in keys:
            if path in self._lasts:
                path = (*path, self._lasts[path])
            path = (*path, name)
            self._open(path, start, key)
            self.last[path] = key
        if many:
            self._lasts[path] = self._lasts.get(path, -1) + 1
            path = (*path, self._lasts[path])
            self._open(path, start)
        return path, self._expect(_CLOSING, at)

    def _pair(self, table: Path, at: int) -> int:
        """Read `a.b = value`."""
        keys, at = self._keys(at)
        places: dict[Path, int] = {}
        path = table
        for name, key in keys:
            if places:
                self._open(path, places[path], places[path])
            path = (*path, name)
            places[path] = key
        at = self._value(path, self._expect(_EQUALS, at), places[path])
        self.last = places
        return at

    def _keys(self, at: int) -> tuple[list[tuple[str, int]], int]:
        """Read `a."b".c`, and give each name with its place."""
        keys: list[tuple[str, int]] = []
        while True:
            at = self._skip(_SPACE, at)
            end = self._expect(_KEY, at)
            keys.append((self._name(self._text[at:end]), at))
            at = self._skip(_SPACE, end)
            if not self._text.startswith(".", at) or len(keys) > MAX_DEPTH:
                return keys, at
            at += 1

    def _name(self, key: str) -> str:
        if "\\" in key:
            return str(tomllib.loads(f"{key} = 0").popitem()[0])
        return key[1:-1] if key[0] in "\"'" else key

    def _value(self, path: Path, at: int, key: int | None = None) -> int:
        opening = self._text[at : at + 1]
        if opening in {"[", "{"}:
            self._open(path, at, key)
            return self._list(path, at + 1) if opening == "[" else self._inline(path, at + 1)
        self._note(path, at, key)
        end = self._expect(_PLAIN, at)
        if _LONG_NUMBER.match(self._text, at):
            self._refuse(Fault(code="syntax", message="a number is too long", offset=at, path=path))
        return end

    def _list(self, path: Path, at: int) -> int:
        index = 0
        at = self._skip(_GAP, at)
        while not self._text.startswith("]", at):
            at = self._skip(_COMMA, self._value((*path, index), at))
            index += 1
        return at + 1

    def _inline(self, path: Path, at: int) -> int:
        at = self._skip(_GAP, at)
        while not self._text.startswith("}", at):
            at = self._skip(_COMMA, self._pair(path, at))
        return at + 1

    def _open(self, path: Path, value: int, key: int | None = None) -> None:
        """Note an object or a list, unless it is too deep; the root is the first of them."""
        if len(path) >= MAX_DEPTH:
            self._refuse(too_deep(value, path))
        self._note(path, value, key)

    def _note(self, path: Path, value: int, key: int | None = None) -> None:
        """Remember a place; a table stands where it is first met."""
        if path in self._wanted:
            self.spots.setdefault(path, Spot(value, key))

    def _refuse(self, fault: Fault) -> NoReturn:
        self.fault = fault
        raise _Stop

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self._text, at)
        return match.end() if match else at

    def _expect(self, pattern: re.Pattern[str], at: int) -> int:
        self.end = at
        match = pattern.match(self._text, at)
        if match is None:
            raise _Stop
        return match.end()
