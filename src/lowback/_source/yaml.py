"""YAML: objects, lists and values only. Whatever else a text asks for is a finding.

The tree is built here from the events of the reader, without its constructor: no tag makes an
object, and no alias multiplies a value.
"""

import math
import re
from collections.abc import Collection, Mapping

from attrs import define, field, frozen

from .parsed import MAX_DEPTH, Fault, Parsed, Path, Spot, quoted, too_deep, unreadable
from .yaml_events import GLUED, Event, Stop, events, glued, is_broken, reader
from .yaml_lines import UNREAD, tree_of

__all__ = ["parse"]

MAX_FAULTS = 20
"""Reading stops there: a text with more of them was not meant to be read."""


def parse(text: str) -> Parsed:
    """Read a document in YAML.

    >>> parse("dose: {reps: 10}").tree
    {'dose': {'reps': 10}}
    >>> parse("dose: &base {reps: 10}").faults[0].message
    "got the anchor 'base', expected a value alone"
    """
    reader()  # without it no YAML is read, so that the same is read everywhere
    tree = tree_of(text)
    if tree is UNREAD:
        return _read(text)
    return Parsed(tree, readable=True, faults=(), spots=lambda paths: _read(text).spots(paths))


def _read(text: str) -> Parsed:
    """Read all of YAML, with places; this takes twenty times as long."""
    builder = _Builder(text)
    try:
        for event in events(text):
            builder.take(event)
    except Stop as stop:
        return unreadable(*builder.faults, stop.fault)
    return Parsed(builder.tree, readable=True, faults=tuple(builder.faults), spots=builder.root.spots)


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


_STUCK = re.compile(r"-[^\W\d]")
"""A hyphen without a space behind it, which is no number."""
_LINE_START = re.compile(r"(?:^|\n)[ ]*$")
_WIDEST = 200
"""Characters; nothing is indented further."""


def _stuck(event: Event, path: Path) -> Stop:
    """A member of a list was meant: no key begins with a hyphen, and no text that has a line of its own."""
    message = f"got {quoted(event.text)}, expected a space behind the hyphen"
    hint = "without it this is no member of a list"
    return Stop(Fault(code="syntax", message=message, offset=event.at, path=path, hint=hint))


@define
class _Builder:
    """Makes the tree, one event at a time."""

    _text: str
    tree: object = None
    root: _Node = field(factory=lambda: _Node(Spot(0)))
    faults: list[Fault] = field(factory=list[Fault])
    _open: list[_Open] = field(factory=list[_Open])
    _documents: int = 0

    def take(self, event: Event) -> None:
        """Put what the reader met where it belongs."""
        if event.kind == "document":
            self._begin(event)
        elif event.kind == "end":
            self._open.pop()
        elif self._open and isinstance(self._open[-1].members, dict) and self._open[-1].key is None:
            self._take_key(event, self._open[-1])
        else:
            self._take_value(event)

    def _begin(self, event: Event) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "got a second document, expected one in each file"
            raise Stop(Fault(code="yaml-documents", message=message, offset=event.at, hint="split the file"))

    def _take_key(self, event: Event, owner: _Open) -> None:
        self._refuse_extras(event, owner.path)
        key = event.value
        owner.key = _Key("", event.at, refused=True)
        if event.plain and _STUCK.match(event.text):
            raise _stuck(event, owner.path)
        if isinstance(key, (dict, list)):
            self._report("yaml-key", "got an object or a list as a key, expected a text", event.at, owner.path)
            self._enter(_Open(key, _Node(Spot(event.at)), owner.path, in_tree=False), event.at)
        elif not isinstance(key, str):
            if event.kind == "value":
                message = f"got the key {quoted(event.text)}, which is no text in YAML, expected a text"
                self._report("yaml-key", message, event.at, owner.path, hint="put it in quotes")
        elif key in owner.node.members:
            path = (*owner.path, key) if owner.in_tree else owner.path
            first = owner.node.members[key].spot.key or 0
            message = f"the key {quoted(key)} is there twice, expected it once"
            self._report("duplicate-key", message, event.at, path, related=(first,))
        else:
            owner.key = _Key(key, event.at)

    def _take_value(self, event: Event) -> None:
        value = event.value
        finite = not isinstance(value, float) or math.isfinite(value)
        node, path, in_tree = self._put(value if finite else None, event)
        self._refuse_extras(event, path)
        if event.plain and _STUCK.match(event.text) and self._is_first(event.at):
            raise _stuck(event, path)
        if event.plain and not self._open and GLUED.match(event.text):
            raise glued(event.text, event.at)
        if not finite:
            self._report("not-a-number", f"got {quoted(event.text)}, expected a finite number", event.at, path)
        if isinstance(value, (dict, list)):
            self._enter(_Open(value, node, path, in_tree), event.at)

    def _put(self, value: object, event: Event) -> tuple[_Node, Path, bool]:
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
            if key is None or key.refused:
                return _Node(Spot(event.at)), owner.path, False
            step, spot = key.name, Spot(key.at if event.left_out else event.at, key.at)
            owner.members[key.name] = value
        owner.node.members[step] = node = _Node(spot)
        return node, (*owner.path, step) if owner.in_tree else owner.path, owner.in_tree

    def _enter(self, opened: _Open, at: int) -> None:
        self._open.append(opened)
        if len(self._open) > MAX_DEPTH:
            raise Stop(too_deep(at, opened.path))

    def _refuse_extras(self, event: Event, path: Path) -> None:
        """Report what a node has beside its value."""
        name = quoted(event.anchor or "")
        if event.kind == "alias":
            message = f"got the alias {name}, expected a value"
            self._report("yaml-anchor", message, event.at, path, "write the value out, or put a text in quotes")
        elif event.anchor is not None:
            message = f"got the anchor {name}, expected a value alone"
            self._report("yaml-anchor", message, event.at, path, "leave it out, and write the value where it is needed")
        if event.tag is not None:
            message = f"got the tag {quoted(event.tag)}, expected a value alone"
            self._report("yaml-tag", message, event.at, path, "leave it out, or put a text in quotes")
        if is_broken(event.text):
            message = "half of a character pair (a lone surrogate) stands in this text, expected whole characters"
            self._report("lone-surrogate", message, event.at, path)

    def _is_first(self, at: int) -> bool:
        """Whether nothing but blanks stands before it on its line."""
        return _LINE_START.search(self._text[max(0, at - _WIDEST) : at]) is not None

    def _report(
        self, code: str, message: str, at: int, path: Path, hint: str = "", related: tuple[int, ...] = ()
    ) -> None:
        if len(self.faults) == MAX_FAULTS:
            message = f"got more than {MAX_FAULTS} findings, the rest was not read"
            raise Stop(Fault(code="too-many-findings", message=message, offset=at))
        self.faults.append(Fault(code=code, message=message, offset=at, path=path, hint=hint, related=related))
