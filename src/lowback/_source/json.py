"""JSON (RFC 8259) with positions, read by the standard library.

A catalog is read once, quickly; only when something is to be shown are the places looked up, and
only along the way to it.
"""

import re
from collections.abc import Collection, Iterator
from itertools import accumulate, chain, islice
from json import JSONDecodeError, JSONDecoder
from typing import Any, cast

from attrs import define

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

_STRING = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"?', re.DOTALL)
_NO_BRACKET = re.compile(r"[^\[\]{}]++")
_DEPTHS = {"[": 1, "{": 1, "]": -1, "}": -1}
_NO_STRUCTURE = bytes(set(range(128)) - set(b'"[]{}:'))
_TOKEN = re.compile(r'"(?>(?:[^"\\]++|\\.)*)"?|[\[\]{},]', re.DOTALL)
_QUOTED = re.compile(rb'"[^"]*+"')
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONG_NUMBER = re.compile(
    r'"(?>(?:[^"\\]++|\\.)*)"|(?P<long>-?[0-9]{4301,}+)(?![.eE])|-?[0-9][0-9.eE+-]*+', re.DOTALL
)  # the first whole number that is too long; texts and other numbers are passed over
_SPACE = re.compile(r"[ \t\n\r]*")
_SPACE_COMMA = re.compile(r"[ \t\n\r,:]*")


def parse(text: str) -> Parsed:
    """Read a text. It never raises; what is wrong is among the faults.

    >>> parse('{"a": [1, 2]}').tree
    {'a': [1, 2]}
    >>> parse('{"a": }').faults[0].message
    'a value is missing here'
    """
    structure = _structure(text)
    if deep := _too_deep(structure, text):
        return unreadable(deep)
    notes = _Notes()
    try:
        tree = JSONDecoder(object_hook=notes.counted, parse_constant=notes.constant_of).decode(text)
        if notes.members < structure.count(b":"):  # a key is there twice
            notes = _Notes()
            tree = JSONDecoder(object_pairs_hook=notes.object_of, parse_constant=notes.constant_of).decode(text)
    except JSONDecodeError as error:
        return unreadable(_syntax(error, text))
    except ValueError:  # Python refuses to turn more than 4,300 digits into a number
        offset = next((found.start() for found in _LONG_NUMBER.finditer(text) if found["long"]), None)
        return unreadable(Fault(code="syntax", message="a number is too long", offset=offset))
    may_be_broken = "\\u" in text and _SURROGATE.search(text)
    faults = notes.faults(tree, text) if notes.any or may_be_broken else []
    return Parsed(tree, readable=True, faults=tuple(faults), spots=lambda paths: _spots(text, paths))


@define
class _Open:
    """An object or a list that has begun and not ended.

    Attributes:
        at: Its bracket.
        step: Key, in its quotes, or index of the member that is being read.
    """

    at: int
    step: str | int


def _structure(text: str) -> bytes:
    """The brackets and colons that stand outside of texts."""
    signs = text.encode("ascii", "ignore").replace(rb"\\", b"").replace(rb"\"", b"").translate(None, _NO_STRUCTURE)
    return _QUOTED.sub(b"", signs.replace(b'""', b""))


def _too_deep(structure: bytes, text: str) -> Fault | None:
    """A depth that no catalog has, found before anything descends into it."""
    brackets = structure.replace(b":", b"")
    for _ in range(MAX_DEPTH // 2):  # each round takes one level or two away, the innermost first
        if not brackets:
            return None
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    deepest = max(accumulate(map(_DEPTHS.__getitem__, _NO_BRACKET.sub("", _STRING.sub("", text)))), default=0)
    if deepest <= MAX_DEPTH:
        return None
    *around, last = _open(text, len(text))
    return too_deep(last.at, tuple(_name(each.step) for each in around))


def _open(text: str, end: int) -> list[_Open]:
    """What is open at a place, or before it at the first that is too deep."""
    opened: list[_Open] = []
    for token in _TOKEN.finditer(text, 0, end):
        sign = token[0]
        if sign in ("[", "{"):
            opened.append(_Open(token.start(), 0 if sign == "[" else ""))
            if len(opened) > MAX_DEPTH:
                break
        elif opened and sign in ("]", "}"):
            opened.pop()
        elif opened and isinstance(opened[-1].step, int):
            opened[-1].step += sign == ","
        elif opened and sign != ",":
            opened[-1].step = sign
    return opened


def _name(step: str | int) -> str | int:
    """A key without its quotes and escapes, as far as it has them."""
    try:
        return str(_DECODER.decode(step)) if isinstance(step, str) else step
    except ValueError:
        return step


# Syntax errors in our words ----------------------------------------------------------------------

_MESSAGES = {
    "Expecting value": "a value is missing here",
    "Expecting property name enclosed in double quotes": 'a key in double quotes is missing here: "key"',
    "Expecting ':' delimiter": "a colon is missing here, between key and value",
    "Expecting ',' delimiter": "a comma or the closing bracket is missing here",
    "Illegal trailing comma before end of object": "the last member of an object has a comma after it",
    "Illegal trailing comma before end of array": "the last member of a list has a comma after it",
    "Unterminated string starting": "this text has no closing quote",
    "Invalid \\escape": "a backslash is followed by a letter that means nothing in JSON",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
    "Extra data": "the document ends before this",
}

_HINTS = (
    ("", re.compile(r"[/#]"), "JSON has no comments"),
    ("", re.compile(f"['{ODD_QUOTES}]"), "JSON has only straight double quotes"),
    ("", re.compile(r"(?i:true|false|null|none)\b"), "JSON writes true, false and null in small letters"),
    ("Invalid \\escape", re.compile(r"\\"), r"a backslash inside a text is written \\"),
    ("Expecting value", re.compile(r"[^\W\d]"), "put a text in double quotes"),
    ("Expecting ',' delimiter", re.compile(r'(?<=")[^\W\d]'), r"a double quote inside a text is written \""),
)
"""What to do, by what Python says and the sign that stands there."""


def _syntax(error: JSONDecodeError, text: str) -> Fault:
    reason = error.msg.removesuffix(": ").removesuffix(" at")
    offset = error.pos
    if not text.strip(" \t\n\r"):
        return Fault(code="syntax", message="the document is empty", offset=offset)
    if reason == "Invalid control character":
        return _control(text, offset)
    before = text[:offset].rstrip(" \t\n\r")
    closing = text[offset : offset + 1]
    if before.endswith(",") and closing in ("}", "]"):  # Python before 3.13 does not tell
        reason = "Illegal trailing comma before end of " + ("object" if closing == "}" else "array")
        offset = len(before) - 1
    message = _MESSAGES.get(reason, "this is not JSON")
    if re.search(r"\d[\w.+-]*$", text[max(0, offset - 60) : offset]) and re.match(r"[\w.+-]", text[offset:]):
        message = "this number is not written as JSON writes numbers: no leading zero, plus sign, or bare point"
    hints = (hint for why, sign, hint in _HINTS if why in ("", reason) and sign.match(text, offset))
    hint = conflict(text, offset) or unseen(text, offset) or next(hints, "")
    opened = [] if text[offset:].strip(" \t\n\r") else [each.at for each in _open(text, offset)]
    return Fault(code="syntax", message=message, offset=offset, hint=hint, related=tuple(opened[-1:]))


def _control(text: str, offset: int) -> Fault:
    """A control character inside a text; a line break says rather that the closing quote was forgotten."""
    if text[offset] in "\r\n":
        start = next(found.start() for found in _STRING.finditer(text) if found.end() > offset)
        hint = "write each text on one line"
        return Fault(code="syntax", message="this text has no closing quote on its line", offset=start, hint=hint)
    return control_character(text[offset], offset, " inside a text")


# What Python's reader lets pass ------------------------------------------------------------------


class _Notes:
    """What the reader met on its way: keys that are there twice, and numbers that JSON does not have."""

    def __init__(self) -> None:
        self._twice: dict[int, dict[str, object]] = {}
        self._constants: dict[int, float] = {}
        self.members = 0

    def counted(self, members: dict[str, object]) -> dict[str, object]:
        self.members += len(members)
        return members

    def object_of(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        members = dict(pairs)
        if len(members) != len(pairs) and len(self._twice) < MAX_FAULTS:
            self._twice[id(members)] = members
        return members

    def constant_of(self, name: str) -> float:
        constant = float(name)  # an object of its own each time, so that it can be told from others
        if len(self._constants) < MAX_FAULTS:
            self._constants[id(constant)] = constant
        return constant

    @property
    def any(self) -> bool:
        return bool(self._twice or self._constants)

    def faults(self, tree: object, text: str) -> list[Fault]:
        """Everything noted, and texts with half of a character pair, in order of place."""
        twice: list[Path] = []
        constants: list[Path] = []
        halves: list[Path] = []
        for path, value in _walk(tree, ()):
            if id(value) in self._twice:
                twice.append(path)
            elif id(value) in self._constants:
                constants.append(path)
            if len(halves) < MAX_FAULTS and (_is_broken(value) or (path and _is_broken(path[-1]))):
                halves.append(path)
        spots = _spots(text, [*twice, *constants, *halves])
        repeated = chain.from_iterable(_said_twice(text, path, spots[path].value) for path in twice)
        faults = list(islice(repeated, MAX_FAULTS))
        for path in constants:
            message = "JSON has no such number, expected digits or null"
            faults.append(Fault(code="not-a-number", message=message, offset=spots[path].value, path=path))
        for path in halves:
            message = "half of a character pair (a lone surrogate) stands in this text, expected whole characters"
            faults.append(Fault(code="lone-surrogate", message=message, offset=spots[path].value, path=path))
        return sorted(faults, key=lambda each: each.offset or 0)


def _walk(tree: object, path: Path) -> Iterator[tuple[Path, object]]:
    yield path, tree
    if isinstance(tree, dict):
        for key, value in cast("dict[str, object]", tree).items():
            yield from _walk(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(cast("list[object]", tree)):
            yield from _walk(value, (*path, index))


def _is_broken(value: object) -> bool:
    return isinstance(value, str) and not value.isascii() and any("\ud800" <= each <= "\udfff" for each in value)


def _said_twice(text: str, path: Path, start: int) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for key, key_at, _ in _members(text, start, {}):
        if key in first:
            message = f"the key {quoted(str(key))} is there twice, expected it once"
            yield Fault(
                code="duplicate-key", message=message, offset=key_at, path=(*path, str(key)), related=(first[str(key)],)
            )
        else:
            first[str(key)] = key_at


# Places ------------------------------------------------------------------------------------------

_DECODER = JSONDecoder()


def _after(signs: re.Pattern[str], text: str, start: int) -> int:
    found = signs.match(text, start)
    return found.end() if found else start


def _members(text: str, start: int, ends: dict[int, int]) -> Iterator[tuple[str | int, int, int]]:
    """Key or index, its place and the place of its value, of each member of the object or list at `start`.

    `ends` says where values end that were gone through meanwhile, so that none is read once for each level.
    """
    is_object = text[start] == "{"
    at, index = _after(_SPACE, text, start + 1), 0
    while text[at] not in "]}":
        key: str | int = index
        value_at = at
        if is_object:
            key, end = _DECODER.raw_decode(text, at)
            value_at = _after(_SPACE_COMMA, text, end)
        yield key, at, value_at
        end = ends.pop(value_at, 0) or _DECODER.raw_decode(text, value_at)[1]
        at, index = _after(_SPACE_COMMA, text, end), index + 1
    ends[start] = at + 1


def _spots(text: str, paths: Collection[Path]) -> dict[Path, Spot]:
    """The places of these values in a text that has been read without an error."""
    wanted: dict[str | int, Any] = {}
    for path in paths:
        branch = wanted
        for part in path:
            branch = branch.setdefault(part, {})
    found: dict[Path, Spot] = {(): Spot(_after(_SPACE, text, 0))}
    _visit(text, found[()].value, (), wanted, found, {})
    return {path: found[path] for path in paths if path in found}


def _visit(
    text: str, start: int, path: Path, wanted: dict[str | int, Any], found: dict[Path, Spot], ends: dict[int, int]
) -> None:
    if not wanted or text[start] not in "[{":
        return
    for key, key_at, value_at in _members(text, start, ends):
        if key in wanted:
            place = (*path, key)
            found[place] = Spot(value_at, None if isinstance(key, int) else key_at)
            _visit(text, value_at, place, wanted[key], found, ends)
