"""What every format gives: a plain tree, what is wrong with the text, and where each value stands."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from attrs import frozen

__all__ = [
    "MAX_DEPTH",
    "MAX_FAULTS",
    "ODD_QUOTES",
    "Fault",
    "Parsed",
    "Path",
    "Spot",
    "conflict",
    "control_character",
    "quoted",
    "too_deep",
    "unreadable",
    "unseen",
]

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root of a document to a value."""

MAX_DEPTH = 64
"""Objects and lists inside each other. A catalog needs ten; any interpreter reads this many without strain."""

MAX_FAULTS = 10_000
"""Of one text at most so many are gathered, of each kind: more would only fill the memory."""

ODD_QUOTES = "`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
"""What text processors put for straight quotes."""

_MAX_QUOTE = 40
"""Characters of a text that a message repeats."""


@frozen
class Spot:
    """The place of a value in a text, in characters from its start.

    Attributes:
        value: First character of the value.
        key: First character of its key; None for the root and for members of a list.
    """

    value: int
    key: int | None = None


@frozen(kw_only=True)
class Fault:
    """Something wrong with the text itself.

    Attributes:
        code: Stable name of the rule, in kebab case.
        message: What came and what was expected.
        offset: Character at which it is, when that is known.
        path: The value that it concerns, when there is one.
        hint: What to do next.
        related: Offsets of other places that belong to it.
    """

    code: str
    message: str
    offset: int | None = None
    path: Path = ()
    hint: str = ""
    related: tuple[int, ...] = ()


@frozen
class Parsed:
    """A text, read.

    Attributes:
        tree: Plain tree of objects, lists, texts, numbers, true, false, null, and dates of TOML; None when `readable`
            is false.
        readable: Whether there is a tree to look at.
        faults: Everything wrong with the text, in order of place.
        spots: Finds where values stand; a path that is not there is left out. It may read the text again.
    """

    tree: object
    readable: bool
    faults: tuple[Fault, ...]
    spots: Callable[[Collection[Path]], Mapping[Path, Spot]]


def unreadable(*faults: Fault) -> Parsed:
    """A text without a tree, for these reasons."""
    return Parsed(None, readable=False, faults=faults, spots=lambda _: {})


def too_deep(offset: int, path: Path) -> Fault:
    """An object or a list, at `offset`, that is inside more others than are read."""
    message = f"objects and lists lie {MAX_DEPTH + 1} deep inside each other, expected at most {MAX_DEPTH}"
    return Fault(code="too-deep", message=message, offset=offset, path=path)


def control_character(sign: str, offset: int, where: str = "") -> Fault:
    """A sign that stands in no text; as an escape it would be refused all the same."""
    message = f"got the control character {sign!r}{where}, expected characters that can be seen"
    hint = "put a space in its place" if sign == "\t" else "take it out"
    return Fault(code="syntax", message=message, offset=offset, hint=hint)


def unseen(text: str, offset: int) -> str:
    """What to do about a sign that cannot be seen, or looks like a space; empty where there is none.

    >>> unseen("a\u00a0= 1", 1), unseen("a = 1", 1)
    ('take out the character U+00A0, which cannot be seen', '')
    """
    sign = text[offset : offset + 1]
    return f"take out the character U+{ord(sign):04X}, which cannot be seen" if not (sign + " ").isprintable() else ""


def conflict(text: str, offset: int) -> str:
    """What to do about a line that git writes where two changes meet; empty for another line.

    >>> conflict("<<<<<<< HEAD", 0), conflict("a < b", 2)
    ('git could not join two changes here: keep one, and take its marks out', '')
    """
    hint = "git could not join two changes here: keep one, and take its marks out"
    return hint if text.startswith(("<<<<<<< ", "=======", ">>>>>>> "), offset) else ""


def quoted(text: str) -> str:
    """A part of the text as a message repeats it; it may be long.

    >>> quoted("heel-raise")
    "'heel-raise'"
    """
    return repr(text if len(text) <= _MAX_QUOTE else text[:_MAX_QUOTE] + "…")
