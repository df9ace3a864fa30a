"""What the optional reader meets in a YAML text, event by event; what it refuses is told in our words."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

from lowback.errors import MissingExtra

from .parsed import Fault, conflict, control_character, quoted

__all__ = ["GLUED", "NO_TEXTS", "Event", "Leaf", "Stop", "events", "glued", "is_broken", "meaning", "reader"]

MAX_DIGITS = 1000
"""Characters of a whole number. A catalog needs four, and Python refuses to print 4,300 digits."""

Leaf: TypeAlias = str | float | bool | None

_Kind: TypeAlias = Literal["document", "object", "list", "end", "value", "alias"]


class Stop(Exception):
    """Nothing more can be read, for this reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@frozen
class Event:
    """What the reader met.

    Attributes:
        kind: Which of the things that there are in YAML.
        at: Place of its first character.
        text: Of a value, without quotes and escapes.
        plain: Whether a value stands without quotes, and so need not be a text.
        anchor: Name that is given here, or by an alias asked for.
        tag: What the text claims the value to be.
    """

    kind: _Kind
    at: int
    text: str = ""
    plain: bool = False
    anchor: str | None = None
    tag: str | None = None

    @property
    def left_out(self) -> bool:
        """Whether there is nothing where a value could be; the reader places it before whatever comes next."""
        return self.plain and not self.text

    @property
    def value(self) -> Leaf | dict[str, object] | list[object]:
        """The value, without members as yet; null for an alias."""
        if self.kind == "object":
            return {}
        if self.kind == "list":
            return []
        if self.kind == "alias":
            return None
        return meaning(self.text, self.at) if self.plain else self.text


_KINDS: Mapping[str, _Kind] = {
    "DocumentStartEvent": "document",
    "MappingStartEvent": "object",
    "SequenceStartEvent": "list",
    "MappingEndEvent": "end",
    "SequenceEndEvent": "end",
    "ScalarEvent": "value",
    "AliasEvent": "alias",
}
"""Our words for what the reader reports; its other events say nothing new."""

_OLD_BREAKS = re.compile("[\x85\u2028\u2029]")  # the reader folds them like line ends, which YAML 1.2 does not
_BEYOND = re.compile(r"\\U(?!000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{8}")  # there are no characters from 110000 on
_OTHER_VERSION = re.compile(r"^%YAML[ \t]+(?!1\.[12](?![^ \t\r\n]))", re.MULTILINE)  # the reader only asserts it


def reader() -> Any:  # noqa: ANN401  # it comes without types
    """Give the optional reader; raises `MissingExtra` when it is not installed."""
    try:
        from ruamel.yaml import YAML  # noqa: PLC0415  # an optional dependency
    except ImportError as error:
        raise MissingExtra("yaml") from error
    return YAML(typ="safe", pure=True)


def events(text: str) -> Iterator[Event]:
    """Read a text with the reader, which is asked for nothing but events; raises `Stop` where it cannot go on."""
    if old := _OLD_BREAKS.search(text):
        raise _unreadable(
            f"got the line break {old[0]!r} of YAML 1.1, expected characters that can be seen", old.start(), _TAKE_OUT
        )
    if other := _OTHER_VERSION.search(text):
        raise _unreadable("got another version of YAML, expected 1.2", other.start(), _LEAVE_OUT)
    end = 0
    try:
        for event in reader().parse(text):
            end = event.end_mark.index
            if kind := _KINDS.get(type(event).__name__):
                yield Event(
                    kind,
                    event.start_mark.index,
                    text=_whole_characters(event.value) if kind == "value" else "",
                    plain=kind == "value" and event.style is None,
                    anchor=getattr(event, "anchor", None),
                    tag=getattr(event, "tag", None),
                )
    except Exception as error:  # noqa: BLE001  # it raises whatever it stumbles over, and another version something else
        raise _refused(error, text, end) from None


# What is refused ---------------------------------------------------------------------------------

_TAKE_OUT = "take it out"
_LEAVE_OUT = "leave the line out"
_QUOTE = "put the whole text in quotes"
_NEITHER = "this is neither a key with a value nor a member"
_KEY_VALUE = "write key: value, or - value"
_INDENT = "indent it like the line above"


@frozen
class _Words:
    """What is the matter, in our words, when the reader says something like this.

    Attributes:
        said: Part of what the reader says, as a regular expression.
        message: What is the matter; `{sign}` is the character that stands there.
        hint: What to do about it.
        begun: Whether the place is where the thing began that could not be finished.
    """

    said: str
    message: str
    hint: str = ""
    begun: bool = False


_WORDS = (
    _Words("quoted scalar: found unexpected (?:end|doc)", "this text has no closing quote", begun=True),
    _Words("directive|version 1|duplicate tag", "this line is no directive of YAML 1.2", _LEAVE_OUT, begun=True),
    _Words(r"an? (?:anchor|alias|tag)\b|tag handle", "a text cannot begin with &, * or ! here", _QUOTE, begun=True),
    _Words(r"character '\\t'", "got a tab, expected spaces", "use spaces here"),
    _Words("cannot start any token", "a text cannot begin with {sign}", _QUOTE),
    _Words("expected ':'", _NEITHER, _KEY_VALUE, begun=True),
    _Words("sequence entries", "got a list behind a key, expected it on lines of its own", "begin a new line"),
    _Words("mapping keys", "a text cannot begin with a question mark and a space here", _QUOTE),
    _Words("expected ',' or", "a comma or the closing bracket is missing here"),
    _Words("node content", "a value is missing here", "put a text in quotes"),
    _Words("chomping or|line break|range 1-9", "got something behind | or >, expected a new line", _QUOTE),
    _Words("more indented", "got an empty line with more spaces than the text below it", "take its spaces out"),
    _Words("unknown escape", "a backslash is followed by a letter that means nothing in YAML", "use single quotes"),
    _Words("escape sequence", r"\x, \u and \U need two, four and eight hexadecimal digits"),
    _Words("document start|document end", "the document ends before this"),
)
"""The first that fits counts; another version of the reader may say something that is not here."""

_INSIDE = {
    "'": "put the text in double quotes",
    '"': r"a double quote inside a text is written \"",
}
"""What to do where a quote closed a text too early."""
_AROUND = {"'": "put the whole text in double quotes", '"': "put the whole text in single quotes"}
"""What to do where only its beginning stands in quotes."""
_LONGEST_KEY = 1024
"""Characters; YAML has it so."""

_BEGINNING = re.compile(r"(?:[ \t]|- )*")
"""What a line has before its first key or value."""


def _unreadable(message: str, offset: int, hint: str = "", related: tuple[int, ...] = ()) -> Stop:
    return Stop(Fault(code="syntax", message=message, offset=offset, hint=hint, related=related))


def _refused(error: Exception, text: str, end: int) -> Stop:
    """Tell what the reader refused, or after which place it stumbled."""
    told: Any = error
    if hasattr(told, "character"):
        return Stop(control_character(chr(told.character), told.position))
    if isinstance(error, (ValueError, OverflowError)):  # from Python itself
        beyond = _BEYOND.search(text, end)
        return _unreadable("got an escape that names no character", beyond.start() if beyond else end)
    said = f"{getattr(told, 'context', None)}: {getattr(told, 'problem', None)}"
    marks = [getattr(told, name, None) for name in ("problem_mark", "context_mark")]
    at, begun = (end if mark is None else mark.index for mark in (marks[0] or marks[1], marks[1] or marks[0]))
    if "mapping values" in said or "block end" in said:
        return _misplaced(text, at)
    words = next((words for words in _WORDS if re.search(words.said, said)), _Words("", "this is not YAML"))
    if words.begun:
        return _unreadable(words.message, begun, conflict(text, begun) or words.hint)
    if not text[at:].strip() and "node content" in said:
        return _unreadable("a value is missing here", at, "the text ends inside a bracket: close it")
    message = words.message.replace("{sign}", repr(text[at : at + 1]))
    return _unreadable(message, at, words.hint, (begun,) if begun < at else ())


def _misplaced(text: str, at: int) -> Stop:
    """A key, a member or a text that belongs to nothing: it follows something on its line, or is badly indented."""
    start = max(text.rfind(end, 0, at) for end in "\r\n") + 1
    first = _end_of(_BEGINNING, text, start)
    if at <= first:
        return _unreadable("this line does not line up with the lines above", at, _INDENT)
    if text[at] != ":":
        sign, line = text[first:at].rstrip()[-1:], text[at:].splitlines()[0].rstrip()
        if line == ",":
            return _unreadable("got a comma behind a value, expected a new line", at, _TAKE_OUT)
        hint = (_INSIDE if line.endswith(sign) else _AROUND).get(sign, _QUOTE)
        return _unreadable("the line goes on behind its value, expected a new line", at, hint)
    if at - first > _LONGEST_KEY:
        return _unreadable("a key is too long", first)
    if ": " in text[first:at]:
        return _unreadable("a text with a colon and a space in it stands without quotes", at, _QUOTE)
    above = text[:start].rstrip()
    last = _end_of(_BEGINNING, text, max(above.rfind(end) for end in "\r\n") + 1)
    if GLUED.match(text, last):
        return glued(text[last:start].strip(), last)
    if first == start:
        return _unreadable(_NEITHER, last, _KEY_VALUE)
    return _unreadable("this line is indented, but the line above has its value already", first, _INDENT)


GLUED = re.compile(r"[A-Za-z_][\w-]*:[^\s:/]")
"""What was meant as a key and its value."""


def glued(text: str, at: int) -> Stop:
    """A key without a space behind its colon is none."""
    return _unreadable(f"got {quoted(text)}, expected a space behind the colon", at, "without it this is no key")


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


# Values ------------------------------------------------------------------------------------------

NO_TEXTS: Mapping[str, float | bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")), math.inf),
}
"""Words without quotes that are no texts."""

_WHOLE = re.compile(r"[-+]?[0-9]+|0o(?P<octal>[0-7]+)|0x(?P<hex>[0-9a-fA-F]+)")
_BROKEN = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SURROGATES = re.compile("[\ud800-\udfff]")


def meaning(text: str, at: int) -> Leaf:
    """What a word without quotes is, by the core schema of YAML 1.2. Raises `Stop` for a number without end."""
    if text in NO_TEXTS:
        return NO_TEXTS[text]
    if whole := _WHOLE.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise Stop(Fault(code="syntax", message="a number is too long", offset=at))
        return int(whole["octal"] or whole["hex"] or text, 8 if whole["octal"] else 16 if whole["hex"] else 10)
    return float(text) if _BROKEN.fullmatch(text) else text


def is_broken(text: str) -> bool:
    """Whether half of a character pair stands in a text."""
    return _SURROGATES.search(text) is not None


def _whole_characters(text: str) -> str:
    """Join the halves of characters that escapes can name one by one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") if is_broken(text) else text
