"""What every format gives: a plain tree, what is wrong with the text, and where each value stands."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from attrs import frozen

__all__ = ["MAX_DEPTH", "Fault", "Parsed", "Path", "Spot"]

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the root of a document to a value."""

MAX_DEPTH = 64
"""Objects and lists inside each other. A catalog needs ten; any interpreter reads this many without strain."""


@frozen
class Spot:
    """Where a value stands in a text, in characters from its start."""

    value: int
    """First character of the value."""
    key: int | None = None
    """First character of its key; None for the root and for members of a list."""


@frozen(kw_only=True)
class Fault:
    """Something wrong with the text itself."""

    code: str
    """Stable name of the rule, in kebab case."""
    message: str
    """What came and what was expected."""
    offset: int | None = None
    """Character at which it is, when that is known."""
    path: Path = ()
    """The value that it concerns, when there is one."""
    hint: str = ""
    """What to do next."""
    related: tuple[int, ...] = ()
    """Offsets of other places that belong to it."""


@frozen
class Parsed:
    """A text, read."""

    tree: object
    """Plain tree of objects, lists, texts, numbers, true, false and null; None when `readable` is false."""
    readable: bool
    """Whether there is a tree to look at."""
    faults: tuple[Fault, ...]
    """Everything wrong with the text, in order of place."""
    spots: Callable[[Collection[Path]], Mapping[Path, Spot]]
    """Finds where values stand; a path that is not there is left out. It may read the text again."""
