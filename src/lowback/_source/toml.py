"""TOML, read by the standard library; a small walk over the same text finds where values stand."""

import math
import re
import tomllib
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, time
from typing import NoReturn, TypeAlias, cast

from .parsed import MAX_DEPTH, Fault, Parsed, Path, Spot

__all__ = ["parse"]

MAX_DIGITS = 1000
"""Characters of a number. A catalog needs four, and Python refuses to print 4,300 digits."""

_GAP = re.compile(r"(?:[ \t\r\n]++|\#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_COMMA = re.compile(r"(?:[ \t\r\n,]++|\#[^\n]*+)*+")
_CLOSING = re.compile(r"\]{1,2}")
_EQUALS = re.compile(r"=[ \t]*+")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_PLAIN = re.compile(
    r"""
      "{3} (?: [^"\\] | \\. | "(?!"") )*+ "{3,5}
    | '{3} (?: [^']         | '(?!'') )*+ '{3,5}
    | " (?: [^"\\\n] | \\. )*+ "
    | ' [^'\n]*+ '
    | [^\s"'\[{,\]}\#] [^\n,\]}\#]*+  # a date may have a space inside
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_NUMBER = re.compile(rf"[-+]?[0-9][0-9a-zA-Z_.+-]{{{MAX_DIGITS}}}")
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

_Found: TypeAlias = dict[Path, tuple[str, str, str]]
"""Code, message and hint for each value that a document cannot have."""


def parse(text: str) -> Parsed:
    """Read a document in TOML.

    >>> parse("dose.reps = 10").tree
    {'dose': {'reps': 10}}
    >>> parse("reps = ten").faults[0].message
    'this is not TOML: invalid value'
    """
    fault = _Walk(text).fault
    if fault is None:
        try:
            tree = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            fault = _refused(text, error)
        else:
            return _read(text, tree)
    return Parsed(None, readable=False, faults=(fault,), spots=lambda _: {})


def _read(text: str, tree: object) -> Parsed:
    """Find what the standard library takes but a document cannot have."""
    found: _Found = {}
    tree = _plain(tree, (), found)
    spots = _spots(text, found)
    faults = (
        Fault(code=code, message=message, hint=hint, path=path, offset=spots[path].value)
        for path, (code, message, hint) in found.items()
    )
    in_order = tuple(sorted(faults, key=lambda fault: fault.offset or 0))
    return Parsed(tree, readable=True, faults=in_order, spots=lambda paths: _spots(text, paths))


def _plain(value: object, path: Path, found: _Found) -> object:
    """Put texts for dates and null for what is not a number."""
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return {key: _plain(member, (*path, key), found) for key, member in members.items()}
    if isinstance(value, list):
        return [_plain(member, (*path, index), found) for index, member in enumerate(cast("list[object]", value))]
    if isinstance(value, (date, time)):
        found[path] = ("toml-date", f"got the date or time {value.isoformat()}, expected a text", "put it in quotes")
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        found[path] = ("not-a-number", f"got {value}, expected a finite number", "")
        return None
    return value


def _refused(text: str, error: tomllib.TOMLDecodeError) -> Fault:
    """Tell what the standard library refused, and where."""
    told, place = str(error), _PLACE.search(str(error))
    assert place is not None  # every message ends with it, in every version
    told = told[: place.start()]
    offset = len(text)
    if place["line"]:
        before = text.split("\n")[: int(place["line"]) - 1]
        offset = sum(len(line) + 1 for line in before) + int(place["column"]) - 1
    if told.startswith(("Cannot ", "Duplicate ")):
        return _duplicate(text[:offset], text)
    return Fault(code="syntax", message=f"this is not TOML: {told[0].lower()}{told[1:]}", offset=offset)


def _duplicate(before: str, text: str) -> Fault:
    """Name the key that was refused, which is one of the last in `before`, and the key that it meets."""
    keys = _Walk(before).last
    spots = _spots(text, keys)
    path, first = next((path, key) for path in reversed(keys) if (key := spots[path].key or 0) < keys[path])
    return Fault(
        code="duplicate-key",
        message=f"the key {path[-1]!r} is there twice, expected it once",
        offset=keys[path],
        path=path,
        hint="write it once, with all that belongs to it",
        related=(first,),
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
            if not self._text.startswith(".", at):
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
            self._refuse("syntax", "a number is too long", at, path)
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
            message = f"objects and lists lie {len(path) + 1} deep inside each other, expected at most {MAX_DEPTH}"
            self._refuse("too-deep", message, value, path)
        self._note(path, value, key)

    def _note(self, path: Path, value: int, key: int | None = None) -> None:
        """Remember a place; a table stands where it is first met."""
        if path in self._wanted:
            self.spots.setdefault(path, Spot(value, key))

    def _refuse(self, code: str, message: str, offset: int, path: Path) -> NoReturn:
        self.fault = Fault(code=code, message=message, offset=offset, path=path)
        raise _Stop

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self._text, at)
        return match.end() if match else at

    def _expect(self, pattern: re.Pattern[str], at: int) -> int:
        match = pattern.match(self._text, at)
        if match is None:
            raise _Stop
        return match.end()
