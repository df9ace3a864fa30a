"""YAML: objects, lists and values only. Whatever else a text asks for is a finding.

The tree is built here from the events of the reader, without its constructor: no tag makes an
object, and no alias multiplies a value.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import define, field, frozen

from lowback.errors import MissingExtra

from .parsed import MAX_DEPTH, Fault, Parsed, Path, Spot

__all__ = ["parse"]

MAX_FAULTS = 20
"""Reading stops there: a text with more of them was not meant to be read."""

MAX_DIGITS = 1000
"""Characters of a whole number. A catalog needs four, and Python refuses to print 4,300 digits."""

MAX_QUOTE = 40
"""Characters of a text that a message repeats."""

_OLD_BREAKS = re.compile("[\x85\u2028\u2029]")  # the reader folds them like line ends, which YAML 1.2 does not
_TUPLE = re.compile(r"\(('.*'),\)")


def parse(text: str) -> Parsed:
    """Read a document in YAML.

    >>> parse("dose: {reps: 10}").tree
    {'dose': {'reps': 10}}
    >>> parse("dose: &base {reps: 10}").faults[0].message
    "got the anchor 'base', expected a value alone"
    """
    builder = _Builder()
    try:
        for event in _events(text):
            builder.take(event)
    except _Stop as stop:
        return Parsed(None, readable=False, faults=(*builder.faults, stop.fault), spots=lambda _: {})
    return Parsed(builder.tree, readable=True, faults=tuple(builder.faults), spots=builder.root.spots)


class _Stop(Exception):
    """Nothing more can be read, for this reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


# Events ------------------------------------------------------------------------------------------

_Leaf: TypeAlias = str | float | bool | None

_Kind: TypeAlias = Literal["document", "object", "list", "end", "value", "alias"]


@frozen
class _Event:
    """What the reader met."""

    kind: _Kind
    at: int
    """Place of its first character."""
    text: str = ""
    """Of a value, without quotes and escapes."""
    plain: bool = False
    """Whether a value stands without quotes, and so need not be a text."""
    anchor: str | None = None
    """Name that is given here, or by an alias asked for."""
    tag: str | None = None
    """What the text claims the value to be."""

    @property
    def left_out(self) -> bool:
        """Whether there is nothing where a value could be; the reader places it before whatever comes next."""
        return self.plain and not self.text

    @property
    def value(self) -> _Leaf | dict[str, object] | list[object]:
        """The value, without members as yet; null for an alias."""
        if self.kind == "object":
            return {}
        if self.kind == "list":
            return []
        if self.kind == "alias":
            return None
        return _plain(self.text, self.at) if self.plain else self.text


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


def _events(text: str) -> Iterator[_Event]:
    """Read a text with the optional reader, which is asked for nothing but events."""
    try:
        from ruamel.yaml import YAML  # noqa: PLC0415  # an optional dependency
        from ruamel.yaml.error import YAMLError  # noqa: PLC0415  # comes with it
    except ImportError as error:
        raise MissingExtra("yaml") from error
    if old := _OLD_BREAKS.search(text):
        raise _unreadable(f"found the line break {old[0]!r} of YAML 1.1", old.start(), "write it as an escape")
    reader: Any = YAML(typ="safe", pure=True)
    end = 0
    try:
        for event in reader.parse(text):
            end = event.end_mark.index
            if kind := _KINDS.get(type(event).__name__):
                yield _Event(
                    kind,
                    event.start_mark.index,
                    text=_whole_characters(event.value) if kind == "value" else "",
                    plain=kind == "value" and event.style is None,
                    anchor=getattr(event, "anchor", None),
                    tag=getattr(event, "tag", None),
                )
    except YAMLError as error:
        raise _refused(error, text) from None
    except (ValueError, OverflowError):  # from Python itself: such a character or version cannot be
        raise _unreadable("found an escape or a version out of range, after this place", end) from None


def _unreadable(reason: str, offset: int, hint: str = "", related: tuple[int, ...] = ()) -> _Stop:
    message = f"this is not YAML: {reason}"
    return _Stop(Fault(code="syntax", message=message, offset=offset, hint=hint, related=related))


def _refused(error: Exception, text: str) -> _Stop:
    """Tell what the reader refused, and where the thing began that it could not finish."""
    told: Any = error
    if not hasattr(told, "problem"):
        return _unreadable(f"found the character {chr(told.character)!r}", told.position, "write it as an escape")
    offset: int = told.problem_mark.index
    began: int = told.context_mark.index if told.context_mark else offset
    reason = _TUPLE.sub(r"\1", told.problem).replace("<", "").replace(">", "")
    hint = "use spaces here" if text.startswith("\t", offset) else ""
    return _unreadable(reason, offset, hint, () if began == offset else (began,))


# Values ------------------------------------------------------------------------------------------

_WORDS: Mapping[str, float | bool | None] = {
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


def _plain(text: str, at: int) -> _Leaf:
    """Tell what a word without quotes is, by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if whole := _WHOLE.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise _Stop(Fault(code="syntax", message="a number is too long", offset=at))
        return int(whole["octal"] or whole["hex"] or text, 8 if whole["octal"] else 16 if whole["hex"] else 10)
    return float(text) if _BROKEN.fullmatch(text) else text


def _whole_characters(text: str) -> str:
    """Join the halves of characters that escapes can name one by one."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


# The tree ----------------------------------------------------------------------------------------


@define
class _Node:
    """Where a value stands, and what is inside."""

    spot: Spot
    members: "dict[str | int, _Node]" = field(factory=dict["str | int", "_Node"])

    def spots(self, paths: Collection[Path]) -> Mapping[Path, Spot]:
        """Find the places of these values."""
        return {path: node.spot for path in paths if (node := self._at(path))}

    def _at(self, path: Path) -> "_Node | None":
        node: _Node | None = self
        for part in path:
            node = node.members.get(part) if node else None
        return node


@frozen
class _Key:
    """A key whose value comes next; the value of a refused key is read for its faults alone."""

    name: str
    at: int
    refused: bool = False


@define
class _Open:
    """An object or a list that has begun."""

    members: dict[str, object] | list[object]
    node: _Node
    path: Path
    in_tree: bool = True
    key: _Key | None = None


@define
class _Builder:
    """Makes the tree, one event at a time."""

    tree: object = None
    root: _Node = field(factory=lambda: _Node(Spot(0)))
    faults: list[Fault] = field(factory=list[Fault])
    _open: list[_Open] = field(factory=list[_Open])
    _documents: int = 0

    def take(self, event: _Event) -> None:
        """Put what the reader met where it belongs."""
        if event.kind == "document":
            self._begin(event)
        elif event.kind == "end":
            self._open.pop()
        elif self._open and isinstance(self._open[-1].members, dict) and self._open[-1].key is None:
            self._take_key(event, self._open[-1])
        else:
            self._take_value(event)

    def _begin(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "got a second document, expected one in each file"
            raise _Stop(Fault(code="yaml-documents", message=message, offset=event.at, hint="split the file"))

    def _take_key(self, event: _Event, owner: _Open) -> None:
        self._refuse_extras(event, owner.path)
        key = event.value
        owner.key = _Key("", event.at, refused=True)
        if isinstance(key, (dict, list)):
            self._report("yaml-key", "got an object or a list as a key, expected a text", event.at, owner.path)
            self._enter(_Open(key, _Node(Spot(event.at)), owner.path, in_tree=False), event.at)
        elif not isinstance(key, str):
            if event.kind == "value":
                message = f"got the key {_short(event.text)}, which is no text in YAML, expected a text"
                self._report("yaml-key", message, event.at, owner.path, hint="put it in quotes")
        elif key in owner.node.members:
            path = (*owner.path, key) if owner.in_tree else owner.path
            first = owner.node.members[key].spot.key or 0
            message = f"the key {_short(key)} is there twice, expected it once"
            self._report("duplicate-key", message, event.at, path, related=(first,))
        else:
            owner.key = _Key(key, event.at)

    def _take_value(self, event: _Event) -> None:
        value = event.value
        finite = not isinstance(value, float) or math.isfinite(value)
        node, path, in_tree = self._put(value if finite else None, event)
        self._refuse_extras(event, path)
        if not finite:
            self._report("not-a-number", f"got {_short(event.text)}, expected a finite number", event.at, path)
        if isinstance(value, (dict, list)):
            self._enter(_Open(value, node, path, in_tree), event.at)

    def _put(self, value: object, event: _Event) -> tuple[_Node, Path, bool]:
        """Give a value its place: its node, its path, and whether it is in the tree."""
        if not self._open:
            self.tree, self.root = value, _Node(Spot(event.at))
            return self.root, (), True
        owner = self._open[-1]
        step: str | int
        if isinstance(owner.members, list):
            step, spot = len(owner.members), Spot(event.at)
            owner.members.append(value)
        else:
            key, owner.key = owner.key, None
            assert key is not None  # it is read before its value
            if key.refused:
                return _Node(Spot(event.at)), owner.path, False
            step, spot = key.name, Spot(key.at if event.left_out else event.at, key.at)
            owner.members[key.name] = value
        owner.node.members[step] = node = _Node(spot)
        return node, (*owner.path, step) if owner.in_tree else owner.path, owner.in_tree

    def _enter(self, opened: _Open, at: int) -> None:
        self._open.append(opened)
        depth = len(self._open)
        if depth > MAX_DEPTH:
            message = f"objects and lists lie {depth} deep inside each other, expected at most {MAX_DEPTH}"
            raise _Stop(Fault(code="too-deep", message=message, offset=at, path=opened.path))

    def _refuse_extras(self, event: _Event, path: Path) -> None:
        """Report what a node has beside its value."""
        name = _short(event.anchor or "")
        if event.kind == "alias":
            message = f"got the alias {name}, expected a value"
            self._report("yaml-anchor", message, event.at, path, "write the value out")
        elif event.anchor is not None:
            message = f"got the anchor {name}, expected a value alone"
            self._report("yaml-anchor", message, event.at, path, "leave it out, and write the value where it is needed")
        if event.tag is not None:
            message = f"got the tag {_short(event.tag)}, expected a value alone"
            self._report("yaml-tag", message, event.at, path, "leave it out")
        if _SURROGATES.search(event.text):
            message = "half of a character pair (a lone surrogate) stands in this text, expected whole characters"
            self._report("lone-surrogate", message, event.at, path)

    def _report(
        self, code: str, message: str, at: int, path: Path, hint: str = "", related: tuple[int, ...] = ()
    ) -> None:
        if len(self.faults) == MAX_FAULTS:
            message = f"got more than {MAX_FAULTS} findings, the rest was not read"
            raise _Stop(Fault(code="too-many-findings", message=message, offset=at))
        self.faults.append(Fault(code=code, message=message, offset=at, path=path, hint=hint, related=related))


def _short(text: str) -> str:
    """Quote what may be long."""
    return repr(text if len(text) <= MAX_QUOTE else text[:MAX_QUOTE] + "…")
