"""YAML as most people and programs write it, line by line: twenty times as fast as the reader of all of YAML.

Whatever is not surely as it seems is left to that reader, and so is everything that is wrong.
"""

import re
from math import isfinite
from typing import Final

from .parsed import MAX_DEPTH
from .yaml_events import NO_TEXTS, Leaf, Stop, is_broken, meaning

__all__ = ["UNREAD", "tree_of"]

UNREAD: Final = object()
"""Stands for the tree of a text that has to be read otherwise."""


class _UnsureError(Exception):
    """What comes may be anything, or nothing that can be read."""


def tree_of(text: str) -> object:
    r"""The tree of a document that has nothing odd about it, else `UNREAD`.

    >>> tree_of("dose:\n  reps: {min: 8, max: 12}\nregions:\n- legs\n")
    {'dose': {'reps': {'min': 8, 'max': 12}}, 'regions': ['legs']}
    """
    text = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
    text = text.removesuffix("...\n") if text.endswith("\n...\n") else text
    start = _end_of(_START, text, 0)
    if _ODD.search(text, start):
        return UNREAD
    try:
        return _Lines(text, start).tree()
    except (_UnsureError, Stop):
        return UNREAD


_START = re.compile(r"(?:(?:[ ]*(?:\#[^\n]*)?\n)*---[ ]*\n)?", re.VERBOSE)
_ODD = re.compile(
    "[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|^(?:---|\\.\\.\\.|%)", re.MULTILINE
)
_LINE = re.compile(
    r"""
    ([ ]*)                                                                # indentation
    ((?:-(?:[ ]+|(?=\n)))*)                                               # dashes
    (?: ([A-Za-z_$][\w$-]{0,99} | "[^"\\\n]{1,99}") : (?:[ ]+|(?=\n)) )?  # key
    (?: ((?:[^][\s\-?:,{}\#&*!|>'"%@`]|-(?=[0-9])) (?>(?:[^\n:\#]|:(?![ \n])|(?<![ ])\#)*))  # a word without quotes
      | "([^"\\\n]*)" | '([^'\n]*)'(?!')                                  # a text in quotes
      | (["'[{>|])                                                        # something longer
    )?
    ([ ]*(?:(?<![^ \n])\#[^\n]*)?\n)?                                        # the end
    """,
    re.VERBOSE,
)
_MORE = re.compile(r"[^\s\#](?:[^\n:\#]|:(?![ \n])|(?<![ ])\#)*\n", re.VERBOSE)
_END = re.compile(r"[ ]*(?:(?<![^ \n])\#[^\n]*)?\n", re.VERBOSE)
_FOLD = re.compile(r"(?:(?<![ ])[ ]++)?\n((?>(?:[ ]*+\n)*))[ ]*+")
_ESCAPED = re.compile(
    r"\\(?:\n[ ]*(?=[^ \n])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([ ](?![ \n])|[^ ]))|" + _FOLD.pattern, re.DOTALL
)
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", " ": " ", "_": "\xa0"}
_LEAF = re.compile(
    r"""
    [ \n]*
    (?: "((?>(?:[^"\\]|\\.)*))"
      | '((?>(?:[^']|'')*))'
      | ((?:[^][\s\-?:,{}\#&*!|>'"%@`]|-(?=[0-9]))
         (?>(?:[^][{},:\#\n]|:(?![] \n[{},])|(?<![ \n])\#|\n(?=[ ]+[^][{},:\#\s]))*))
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"[ \n]*")
_OPENING = re.compile(r"[ \n]*[\[{]")
_SPACES = re.compile(r"[ ]*")
_BLANK = re.compile(r"[ ]+\n")
_BREAKS = re.compile(r"\n(\n*)")
_HEADER = re.compile(r"[|>]-[ ]*\n")
_LONGEST = 10_000
"""Characters of a text on many lines; it is copied with each of them."""
_NO_LETTERS = frozenset("0123456789+-.~nNtTfF")
"""With what a word begins that may be no text."""


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    if found is None:
        raise _UnsureError
    return found.end()


def _meaning(word: str) -> Leaf:
    value = meaning(word, 0) if word[0] in _NO_LETTERS else word
    if isinstance(value, float) and not isfinite(value):
        raise _UnsureError
    return value


def _folded(breaks: str) -> str:
    """What line breaks become: one a space, more of them one less."""
    return "\n" * breaks.count("\n") or " "


def _unescaped(found: re.Match[str]) -> str:
    code, longer, letter, breaks = found.groups()
    if breaks is not None:
        return _folded(breaks)
    if letter is not None and letter not in _ESCAPES:
        raise _UnsureError
    return _ESCAPES[letter] if letter else chr(int(code or longer, 16)) if code or longer else ""


class _Lines:
    """A way through the lines of a text, with the objects and lists that are open, innermost last."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._document: list[object] = []
        self._columns = [-1]
        self._open: list[dict[str, object] | list[object]] = [self._document]
        self._key = ""  # of the last member, when an object is open
        self._waits = True  # for the value of that member, or of the member of a list that the last dash began
        self._last = ""  # a word without quotes that may go on in the next line

    def tree(self) -> object:
        while self._at < len(self._text):
            self._line()
        if not self._document:
            raise _UnsureError
        if self._waits:
            self._put(None)
        if isinstance(self._document[0], str):
            raise _UnsureError  # a text alone may be keys that are not written as such
        return self._document[0]

    def _line(self) -> None:
        found = _LINE.match(self._text, self._at)
        if found is None:
            raise _UnsureError
        indent, dashes, key, word, double, single, longer, end = found.groups()
        column = len(indent)
        is_empty = found.end() - len(end or "") == self._at + column
        if not (is_empty or self._waits) and column > self._columns[-1]:
            self._go_on(self._at + column)
            return
        if end is None and longer is None:
            raise _UnsureError
        if is_empty:
            self._at, self._last = found.end(), ""
            return
        if not self._may_begin(column, is_member=bool(dashes)):
            self._close(column, is_member=bool(dashes))
        for spaces in dashes.split("-")[1:]:
            if self._waits:
                self._begin([], column)
            self._waits = True
            column += 1 + len(spaces)
        if key is not None:
            self._name(key, column)
        elif not self._waits:
            raise _UnsureError
        self._at, self._last = found.end(), ""
        if word is not None:
            word = word.rstrip(" ")
            self._put(_meaning(word))
            self._last = "" if "#" in (end or "") else word
        elif double is not None or single is not None:
            self._put(double if double is not None else single)
        elif longer is not None:
            self._longer(found.start(7))

    def _may_begin(self, column: int, *, is_member: bool) -> bool:
        """Whether a value that is waited for may begin in this column; a list may stand right below its key."""
        level = self._columns[-1]
        return self._waits and (column > level or (is_member and column == level and isinstance(self._open[-1], dict)))

    def _begin(self, opened: dict[str, object] | list[object], column: int) -> None:
        self._put(opened)
        self._columns.append(column)
        self._open.append(opened)
        if len(self._open) > MAX_DEPTH + 1:
            raise _UnsureError

    def _close(self, column: int, *, is_member: bool) -> None:
        """End what a line does not belong to."""
        if self._waits:
            self._put(None)
        while self._columns[-1] > column or (
            self._columns[-1] == column and isinstance(self._open[-1], list) and not is_member
        ):
            self._columns.pop()
            self._open.pop()
        if self._columns[-1] != column or isinstance(self._open[-1], list) != is_member:
            raise _UnsureError

    def _name(self, key: str, column: int) -> None:
        if self._waits:
            self._begin({}, column)
        name = key[1:-1] if key[0] == '"' else key
        if name in self._open[-1] or key in NO_TEXTS:
            raise _UnsureError
        self._key, self._waits = name, True

    def _put(self, value: object) -> None:
        opened = self._open[-1]
        if isinstance(opened, list):
            opened.append(value)
        else:
            opened[self._key] = value
        self._waits = False

    def _go_on(self, start: int) -> None:
        """Read another line of a text without quotes."""
        found = _MORE.match(self._text, start)
        if found is None or not self._last:
            raise _UnsureError
        self._at = found.end()
        self._last += " " + found[0].strip(" \n")
        if len(self._last) > _LONGEST:
            raise _UnsureError
        if isinstance(opened := self._open[-1], list):
            opened.pop()
        self._put(self._last)

    # What is longer than a word or a line

    def _longer(self, start: int) -> None:
        self._at = start
        if self._text[start] in ">|":
            self._put(self._block())
            return
        value = self._flow(len(self._open))
        self._at = _end_of(_END, self._text, self._at)
        self._put(value)

    def _block(self) -> str:
        """Read a text below `>-` or `|-`, without lines that are indented further."""
        folds = self._text[self._at] == ">"
        self._at = _end_of(_HEADER, self._text, self._at)
        width = _end_of(_SPACES, self._text, self._at) - self._at
        if width <= max(self._columns[-1], 0):
            raise _UnsureError
        end = _end_of(re.compile(rf"(?:[ ]{{{width}}}[^ \n].*\n|\n)*"), self._text, self._at)
        if _end_of(_SPACES, self._text, end) - end >= width or _BLANK.match(self._text, end):
            raise _UnsureError
        text = "\n".join(line[width:] for line in self._text[self._at : end].split("\n")).rstrip("\n")
        self._at = end
        return _BREAKS.sub(lambda breaks: _folded(breaks[1]), text) if folds else text

    def _flow(self, depth: int) -> object:
        """Read a text in quotes, `[a, b]` or `{a: b}`, on one line or several."""
        if depth > MAX_DEPTH and _OPENING.match(self._text, self._at):
            raise _UnsureError
        if self._takes("["):
            values: list[object] = []
            while not self._takes("]"):
                values.append(self._flow(depth + 1))
                self._separate("]")
            return values
        if not self._takes("{"):
            return self._leaf()
        members: dict[str, object] = {}
        while not self._takes("}"):
            start = self._at
            key = self._leaf()
            is_long = "\n" in self._text[start : self._at].strip(" \n")
            if is_long or not isinstance(key, str) or key in members or not self._takes(":"):
                raise _UnsureError
            members[key] = self._flow(depth + 1)
            self._separate("}")
        return members

    def _leaf(self) -> Leaf:
        found = _LEAF.match(self._text, self._at)
        if found is None:
            raise _UnsureError
        self._at = found.end()
        double, single, word = found.groups()
        if single is not None:
            return _FOLD.sub(lambda fold: _folded(fold[1]), single).replace("''", "'")
        if word is not None:
            return _meaning(_FOLD.sub(" ", word.rstrip(" \n")))
        text = _ESCAPED.sub(_unescaped, double)
        if is_broken(text):
            raise _UnsureError
        return text

    def _takes(self, sign: str) -> bool:
        at = _end_of(_GAP, self._text, self._at)
        found = self._text.startswith(sign, at)
        if found:
            self._at = at + len(sign)
        return found

    def _separate(self, closing: str) -> None:
        """Pass the comma after a member, if it is not the last."""
        if not self._takes(","):
            if not self._takes(closing):
                raise _UnsureError
            self._at -= 1
