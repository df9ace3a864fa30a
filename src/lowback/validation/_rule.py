"""What a rule is, and what it may ask."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

from attrs import field, frozen

from lowback._shape import Trail
from lowback._source.reading import Text
from lowback.catalog import Catalog
from lowback.diagnostics import Severity
from lowback.model import Caution, Equipment, Exercise, Region, Source, Timing
from lowback.vocabulary import Kind, Position, plain

__all__ = ["Found", "Place", "Rule", "Scope", "circles_of"]

Place: TypeAlias = tuple[Text, Trail]
"""A value in one of the texts."""


@frozen(eq=False)
class Scope:
    """The whole catalog, as far as it could be read, for rules that have to look around.

    Everything that a rule asks for is looked up, not searched: checking stays linear.

    Attributes:
        language: Language tag of the texts.
        overrides: Ids of exercises that are replaced on purpose.
        base: The catalog that is extended.
        exercises: Everything that a link may lead to, by id: own exercises and those of the base.
        sources: The sources that may be named.
        regions: The regions that may be named.
        equipment: The things that may be named.
        cautions: The cautions that may be named.
        timing: The seconds that all exercises share.
        first: The first value that the documents declare under each name, and its place.
    """

    language: str
    overrides: frozenset[str]
    base: Catalog | None
    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    regions: Mapping[str, Region]
    equipment: Mapping[str, Equipment]
    cautions: Mapping[str, Caution]
    timing: Timing
    first: Mapping[tuple[type, object], tuple[object, Place]]

    def is_own(self, id_: str) -> bool:
        """Whether an exercise is of these documents, not of the base."""
        return (Exercise, id_) in self.first

    @cached_property
    def spellings(self) -> Mapping[type, Mapping[str, str]]:
        """The first declared word of each plain spelling."""
        words: dict[type, Iterable[str]] = {
            Region: self.regions,
            Equipment: self.equipment,
            Caution: self.cautions,
        }
        return {cls: {plain(word): word for word in reversed([*known])} for cls, known in words.items()}

    @cached_property
    def retired(self) -> Mapping[str, tuple[str, ...]]:
        """The retired cautions, and those that took the place of each."""
        found: dict[str, tuple[str, ...]] = {}
        for key, caution in self.cautions.items():
            for old in getattr(caution, "replaces", ()):
                if old not in self.cautions:
                    found[old] = (*found.get(old, ()), key)
        return found

    @cached_property
    def drifting_families(self) -> Mapping[str, str]:
        """Families that are written in two ways, and the first way."""
        families = dict.fromkeys(each.family for each in self.exercises.values() if hasattr(each, "family"))
        first: dict[str, str] = {}
        return {family: way for family in families if (way := first.setdefault(plain(family), family)) != family}

    @cached_property
    def shared_names(self) -> Mapping[str, str]:
        """Plain names that several exercises bear, and the id of the first."""
        first: dict[str, str] = {}
        shared: dict[str, str] = {}
        for id_, each in self.exercises.items():
            for name in {plain(name) for name in (id_, getattr(each, "name", id_), *getattr(each, "aliases", ()))}:
                if first.setdefault(name, id_) != id_:
                    shared[name] = first[name]
        return shared

    @cached_property
    def links(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """The pairs of ids that each kind of link joins."""
        return {
            field: frozenset((id_, other) for id_, each in self.exercises.items() for other in getattr(each, field, ()))
            for field in ("easier", "harder")
        }

    @cached_property
    def circles(self) -> Mapping[str, int]:
        """The number of the circle of ever harder exercises that an exercise is on; 0 when it is on none."""
        harder: dict[str, list[str]] = {id_: [] for id_ in self.exercises}
        for low, high in chain(self.links["harder"], ((low, high) for high, low in self.links["easier"])):
            if low in harder:
                harder[low].append(high)
        return circles_of(harder)

    @cached_property
    def closing_links(self) -> Mapping[int, tuple[str, str, int]]:
        """For each circle the link to tell it at (exercise, field, index): one along which difficulty falls, or any."""
        falling: dict[int, tuple[str, str, int]] = {}
        others: dict[int, tuple[str, str, int]] = {}
        for id_, each in self.exercises.items():
            circle = self.circles[id_] if self.is_own(id_) else 0
            for way in ("harder", "easier") if circle else ():
                for index, other in enumerate(getattr(each, way, ())):
                    if other != id_ and self.circles.get(other) == circle:
                        low, high = (id_, other) if way == "harder" else (other, id_)
                        (falling if self.falls(low, high) else others).setdefault(circle, (id_, way, index))
        return {**others, **falling}

    def falls(self, low: str, high: str) -> bool:
        """Whether an exercise that is said to be harder has a lower difficulty."""
        grades = [getattr(self.exercises[id_], "difficulty", 0) for id_ in (low, high)]
        return 0 < grades[1] < grades[0]

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """For each exercise, the ids that it names as easier or harder, or that name it so."""
        found: dict[str, set[str]] = {}
        for one, other in self.links["easier"] | self.links["harder"]:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return {id_: frozenset(others) for id_, others in found.items()}

    @cached_property
    def grades(self) -> Mapping[tuple[str, Kind, Position], Mapping[int, str]]:
        """For each family, kind and position the difficulties that there are, each with an id."""
        found: dict[tuple[str, Kind, Position], dict[int, str]] = {}
        for id_, each in self.exercises.items():
            with suppress(AttributeError):  # not all of it could be read
                found.setdefault((each.family, each.kind, each.position), {}).setdefault(each.difficulty, id_)
        return found


def circles_of(graph: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The number of the circle that each node is on, 0 for none (strongly connected parts, after Kosaraju).

    >>> circles_of({"a": ["b"], "b": ["a"], "c": ["a"]})
    {'a': 1, 'b': 1, 'c': 0}
    """
    order: list[str] = []
    seen: set[str] = set()
    for start in graph:
        stack = [(start, iter(graph[start]))] if start not in seen else []
        seen.add(start)
        while stack:
            node, following = stack[-1]
            ahead = next((each for each in following if each in graph and each not in seen), None)
            if ahead is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(ahead)
                stack.append((ahead, iter(graph[ahead])))
    before: dict[str, list[str]] = {node: [] for node in graph}
    for node, following_ids in graph.items():
        for each in following_ids:
            if each in graph:
                before[each].append(node)
    circle: dict[str, int] = {}
    count = 0
    for start in reversed(order):
        if start in circle:
            continue
        circle[start] = 0
        members, todo = [start], [start]
        while todo:
            for each in before[todo.pop()]:
                if each not in circle:
                    circle[each] = 0
                    members.append(each)
                    todo.append(each)
        if len(members) > 1:
            count += 1
            circle.update(dict.fromkeys(members, count))
    return {node: circle[node] for node in graph}


@frozen
class Found:
    """One thing that a rule found.

    Attributes:
        message: What came and what was expected.
        path: The way from the value that the rule looks at.
        hint: What to do next.
        related: Other places that belong to it.
    """

    message: str
    path: tuple[str | int, ...] = ()
    hint: str = ""
    related: tuple[Place, ...] = ()


@frozen
class Rule:
    """One rule: a small function that looks at one kind of value.

    A rule may find that a field is not there, because it could not be read; it then says nothing,
    and need not take care of it.

    Attributes:
        code: Stable name, in kebab case; the name of its page in the docs.
        subject: What it looks at. For texts it gets only those that are not plain words.
        check: Yields what is wrong. `Any`: a value of the subject.
        severity: How bad it is.
        needs_all: Whether it may be asked only when every file could be read: it would miss what stands in another.
    """

    code: str
    subject: type
    check: Callable[[Any, Scope], Iterable[Found]]
    severity: Severity = Severity.ERROR
    needs_all: bool = field(default=False, kw_only=True)
