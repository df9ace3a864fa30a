"""The texts that people read, of every class that has some."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, TypeAlias

from attrs import frozen

from lowback._document import Document
from lowback.model import (
    Caution,
    Equipment,
    Exercise,
    Message,
    PainZone,
    RedFlag,
    Region,
    Source,
    StopRule,
)

__all__ = ["ADAPTING", "DOING", "MINDING", "PASSAGES", "Passage", "Prose"]

Prose: TypeAlias = list[tuple[tuple[str | int, ...], str]]
"""Texts, each with the path from the value that has them."""


@frozen(eq=False)
class Passage:
    """Texts that are read together.

    Attributes:
        lists: The way to each list, and the fields of its members; no fields where the members are the texts.
        names: Fields of the value itself.
    """

    lists: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """The fields that all of it needs."""
        members = [f"{way}.{name}" if name else way for way, names in self.lists.items() for name in names or ("",)]
        return (*members, *self.names)

    def texts(self, value: Any) -> list[str]:  # noqa: ANN401  # whatever has the fields
        """The texts alone: quick, because it is asked of every value."""
        found: list[str] = []
        for members_of, texts_of, several in self._ways:
            members: Iterable[Any] = members_of(value)
            found += chain.from_iterable(map(texts_of, members)) if several else map(texts_of, members)
        return found + [getattr(value, name) for name in self.names]

    @cached_property
    def _ways(self) -> list[tuple[Callable[[Any], Any], Callable[[Any], Any], bool]]:
        """For each list how to get at it, at the texts of a member, and whether these are several."""
        return [
            (attrgetter(way), attrgetter(*names) if names else str, len(names) > 1) for way, names in self.lists.items()
        ]

    def placed(self, value: Any) -> Prose:  # noqa: ANN401  # whatever has the fields
        """The same texts in the same order, with their paths."""
        paths: list[tuple[str | int, ...]] = []
        for way, names in self.lists.items():
            for index in range(len(attrgetter(way)(value))):
                paths += [(*way.split("."), index, name) for name in names] or [(*way.split("."), index)]
        paths += [(name,) for name in self.names]
        return list(zip(paths, self.texts(value), strict=True))


DOING = Passage({"steps": ("text", "short_text")}, ("summary", "breathing"))
"""What is to be done."""
MINDING = Passage({"typical_errors": ("error", "correction"), "cautions": ("how",)}, ())
"""What to mind."""
ADAPTING = Passage(
    {"steps": ("text", "short_text"), "typical_errors": ("error", "correction")}, ("summary", "breathing")
)
"""What an adaptation says of doing and minding."""
_NOTING = Passage(
    {
        "aliases": (),
        "primary_targets": (),
        "secondary_targets": (),
        "editorial": ("reason",),
        "dose.editorial": ("reason",),
        "dose.facts": ("note",),
    },
    ("name", "family", "posture"),
)
"""Names and notes."""

PASSAGES: Mapping[type, tuple[Passage, ...]] = {
    Exercise: (DOING, MINDING, _NOTING),
    Document: (Passage({}, ("title",)),),
    Source: (Passage({}, ("title", "publisher", "note")),),
    Region: (Passage({}, ("name",)),),
    Equipment: (Passage({}, ("name",)),),
    Caution: (Passage({}, ("label", "fact", "refer")),),
    RedFlag: (Passage({}, ("question", "group")),),
    StopRule: (Passage({}, ("text",)),),
    Message: (Passage({}, ("text",)),),
    PainZone: (Passage({}, ("text",)),),
}
"""All texts that people read."""
