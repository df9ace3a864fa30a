"""What a rule is, and what it may ask."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias, TypeVar, cast

from attrs import evolve, field, frozen

from lowback._partial import has_fields
from lowback._shape import Trail
from lowback._source.reading import Text
from lowback.catalog import Catalog
from lowback.diagnostics import Severity
from lowback.model import (
    Adaptation,
    Caution,
    Equipment,
    Exercise,
    Mix,
    PainZone,
    RedFlag,
    Source,
    StopRule,
    Timing,
    needs_floor,
)
from lowback.picture import Picture
from lowback.vocabulary import Kind, Position, plain

from ._listening import SILENCE, Listener, Signs
from ._looks import Seen
from ._prose import ADAPTING, PASSAGES, Passage
from ._slips import slips_of

__all__ = ["Found", "Place", "Rule", "Scope", "Telling", "circles_of", "in_adaptations", "spoken_of"]

T = TypeVar("T")

Place: TypeAlias = tuple[Text, Trail]
"""A value in one of the texts."""


def spoken_of(tag: str) -> str:
    """A language without its region.

    >>> spoken_of("de-CH")
    'de'
    """
    return tag.partition("-")[0].casefold()


Telling: TypeAlias = list[tuple[int, str, Signs | None]]
"""Texts, each with its number and its signs; None where these are not looked for."""
_Asked: TypeAlias = tuple[object, Telling]
"""A value, and the texts of a passage of it."""
_NOT_ASKED: _Asked = (None, [])


@frozen(eq=False)
class Scope:
    """The whole catalog, as far as it could be read, for rules that have to look around.

    Everything that a rule asks for is looked up, not searched: checking stays linear. What is said of
    exercises is said of those of which the fields that it follows from could be read.

    Attributes:
        language: Language tag of the texts.
        overrides: Ids of exercises that are replaced on purpose.
        base: The catalog that is extended.
        exercises: Everything that a link may lead to, by id, whole or partial: own exercises and those of the base.
        sources: Ids of the sources that may be named.
        words: The regions, equipment, cautions and signs that may be named, whole or partial, by class and word.
        pain_zones: The zones that the documents declare, in all files together; None when not all could be read.
        timing: The seconds that all exercises share.
        first: The first value that the documents declare under each name, and its place.
        looks: What was found about every picture that could be read.
        whole: Whether everything could be read: what is not named here is named nowhere.
        listener: Hears the signs that any rule listens for; None for rules that look at every text.
        asked: The texts of passages that were asked for lately, and their value, by its identity.
    """

    language: str
    overrides: frozenset[str]
    base: Catalog | None
    exercises: Mapping[str, object]
    sources: Collection[str]
    words: Mapping[type, Mapping[str, object]]
    pain_zones: tuple[PainZone, ...] | None
    timing: Timing
    first: Mapping[tuple[type, object], tuple[object, Place]]
    looks: Mapping[Picture, Seen]
    whole: bool
    listener: Listener | None = None
    asked: dict[tuple[Passage, int], _Asked] = field(init=False, factory=dict[tuple[Passage, int], _Asked])

    def told(
        self, passage: Passage, value: object, signs: Signs, may_tell: Callable[[Signs], bool] | None = None
    ) -> Telling:
        """The texts of a passage in which there is one of these signs.

        With `may_tell`, only those of which all signs together may tell something.
        """
        return [
            (at, text, heard)
            for at, text, heard in self._telling(passage, value)
            if heard is None or (not signs.isdisjoint(heard) and (may_tell is None or may_tell(heard)))
        ]

    def hears(self, value: object) -> Signs:
        """All signs that are in the texts of a whole value, and in those of its adaptations."""
        passages = [(passage, value) for passage in PASSAGES.get(type(value), ())]
        if isinstance(value, Exercise):
            passages += [(ADAPTING, each) for each in value.adaptations]
        return SILENCE.union(*(signs or () for telling in self._listen(passages) for _, _, signs in telling))

    def forget(self) -> None:
        """Forget what was told: the next values are others."""
        self.asked.clear()

    def _telling(self, passage: Passage, value: object) -> Telling:
        of, telling = self.asked.get((passage, id(value)), _NOT_ASKED)
        return telling if of is value else self._listen([(passage, value)])[0]

    def _listen(self, passages: list[tuple[Passage, object]]) -> list[Telling]:
        """Of each passage the texts in which any rule may find something. They are kept until `forget`."""
        texts = [passage.texts(value) for passage, value in passages]
        heard = self._heard([*chain.from_iterable(texts)])
        found: list[Telling] = []
        start = 0
        for (passage, value), own in zip(passages, texts, strict=True):
            telling = [(at, text, heard[start + at]) for at, text in enumerate(own) if start + at in heard]
            self.asked[passage, id(value)] = value, telling
            found.append(telling)
            start += len(own)
        return found

    def _heard(self, texts: list[str]) -> Mapping[int, Signs | None]:
        return dict.fromkeys(range(len(texts))) if self.listener is None else self.listener.heard(texts)

    @cached_property
    def spoken(self) -> str:
        """The language without its region."""
        return spoken_of(self.language)

    def is_own(self, id_: str) -> bool:
        """Whether an exercise is of these documents, not of the base."""
        return (Exercise, id_) in self.first

    def having(self, *names: str) -> Iterator[tuple[str, Exercise]]:
        """The exercises of which these fields could be read, with their ids; nothing else may be asked of them."""
        return _having(self.exercises, Exercise, *names)

    @cached_property
    def known(self) -> Mapping[type, frozenset[str]]:
        """The declared words of each class."""
        return {cls: frozenset(words) for cls, words in self.words.items()}

    @cached_property
    def spellings(self) -> Mapping[type, Mapping[str, str]]:
        """The first declared word of each plain spelling."""
        return {cls: {plain(word): word for word in reversed([*known])} for cls, known in self.words.items()}

    @cached_property
    def retired(self) -> Mapping[str, tuple[str, ...]]:
        """The retired cautions, and those that took the place of each."""
        cautions = self.words[Caution]
        found: dict[str, tuple[str, ...]] = {}
        for key, caution in _having(cautions, Caution, "replaces"):
            for old in caution.replaces:
                if old not in cautions:
                    found[old] = (*found.get(old, ()), key)
        return found

    @cached_property
    def drifting_families(self) -> Mapping[str, str]:
        """Families that are written in two ways, and the first way."""
        families = dict.fromkeys(each.family for _, each in self.having("family"))
        first: dict[str, str] = {}
        return {family: way for family in families if (way := first.setdefault(plain(family), family)) != family}

    @cached_property
    def shared_names(self) -> Mapping[str, str]:
        """Plain names that several exercises bear, and the id of the first."""
        names = {id_: {plain(id_)} for id_ in self.exercises}
        for id_, each in self.having("name"):
            names[id_].add(plain(each.name))
        for id_, each in self.having("aliases"):
            names[id_].update(map(plain, each.aliases))
        first: dict[str, str] = {}
        return {name: first[name] for id_, own in names.items() for name in own if first.setdefault(name, id_) != id_}

    @cached_property
    def near_families(self) -> Mapping[str, tuple[str, str]]:
        """For exercises that are the first of their family: the family that it nearly is, and an exercise of that."""
        first: dict[str, str] = {}
        for id_, each in self.having("family"):
            first.setdefault(each.family, id_)
        return {first[family]: (other, first[other]) for family, other in slips_of(first).items()}

    @cached_property
    def twins(self) -> Mapping[str, str]:
        """Exercises that say what an earlier one of their family says, and the earlier one."""
        alike: dict[object, list[tuple[str, Exercise]]] = {}
        for id_, each in self.having("family", "kind", "position", "laterality", "difficulty", "needs", "steps.text"):
            variant = each.family, each.kind, each.position, each.laterality, each.difficulty, each.needs
            alike.setdefault(variant, []).append((id_, each))
        found: dict[str, str] = {}
        for variants in alike.values():
            first: dict[tuple[str, ...], str] = {}
            for id_, each in variants if len(variants) > 1 else ():
                other = first.setdefault(tuple([plain(step.text) for step in each.steps]), id_)
                if other != id_ and self.is_own(id_) and other not in self.neighbours.get(id_, ()):
                    found[id_] = other
        return found

    @cached_property
    def named(self) -> Mapping[type, frozenset[str]]:
        """The ids of sources and equipment that anything names."""
        sources, equipment = set[str](), set[str]()
        for _, each in self.having("sources", "dose", "needs", "optional", "adaptations.needs"):
            sources |= {source.id for source in each.sources} | {fact.source for fact in each.dose.facts}
            groups = chain(each.needs, *(adaptation.needs for adaptation in each.adaptations))
            equipment |= {*chain.from_iterable(groups), *each.optional}
        declared = [*(value for value, _ in self.first.values()), *(self.pain_zones or ())]
        for value in (*declared, *self.words[Caution].values()):
            if isinstance(value, (Caution, PainZone, RedFlag, StopRule)):
                sources |= set(value.sources)
            elif isinstance(value, Mix):
                equipment |= set(value.equipment or ())
        return {Source: frozenset(sources), Equipment: frozenset(equipment)}

    @cached_property
    def named_cautions(self) -> frozenset[str]:
        """The cautions on which a rule of any exercise acts."""
        keys = {rule.key for _, each in self.having("cautions") for rule in each.cautions}
        return frozenset(chain(keys, *(self.retired.get(key, ()) for key in keys)))

    @cached_property
    def replacing_each_other(self) -> Mapping[str, tuple[str, ...]]:
        """The cautions of each circle in which they take the place of each other, by the first of the alphabet."""
        circles = circles_of({key: each.replaces for key, each in _having(self.words[Caution], Caution, "replaces")})
        members: dict[int, list[str]] = {}
        for key in sorted(circles):
            members.setdefault(circles[key], []).append(key)
        return {keys[0]: tuple(keys) for circle, keys in members.items() if circle}

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """For each kind of link, the ids that an exercise names."""
        return {
            "easier": {id_: each.easier for id_, each in self.having("easier")},
            "harder": {id_: each.harder for id_, each in self.having("harder")},
        }

    @cached_property
    def pairs(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """The pairs of ids that each kind of link joins."""
        return {
            kind: frozenset((id_, other) for id_, others in links.items() for other in others)
            for kind, links in self.links.items()
        }

    @cached_property
    def circles(self) -> Mapping[str, int]:
        """The number of the circle of ever harder exercises that an exercise is on; 0 when it is on none."""
        harder: dict[str, list[str]] = {id_: [] for id_ in self.exercises}
        for low, high in chain(self.pairs["harder"], ((low, high) for high, low in self.pairs["easier"])):
            if low in harder:
                harder[low].append(high)
        return circles_of(harder)

    @cached_property
    def closing_links(self) -> Mapping[int, tuple[str, str, int]]:
        """For each circle the link to tell it at (exercise, field, index): one along which difficulty falls, or any."""
        falling: dict[int, tuple[str, str, int]] = {}
        others: dict[int, tuple[str, str, int]] = {}
        for id_ in self.exercises:
            circle = self.circles[id_] if self.is_own(id_) else 0
            for way in ("harder", "easier") if circle else ():
                for index, other in enumerate(self.links[way].get(id_, ())):
                    if other != id_ and self.circles.get(other) == circle:
                        low, high = (id_, other) if way == "harder" else (other, id_)
                        (falling if self.falls(low, high) else others).setdefault(circle, (id_, way, index))
        return {**others, **falling}

    def falls(self, low: str, high: str) -> bool:
        """Whether an exercise that is said to be harder has a lower difficulty."""
        both = low in self.difficulties and high in self.difficulties
        return both and self.difficulties[high] < self.difficulties[low]

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """For each exercise, the ids that it names as easier or harder, or that name it so."""
        found: dict[str, set[str]] = {}
        for one, other in self.pairs["easier"] | self.pairs["harder"]:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return {id_: frozenset(others) for id_, others in found.items()}

    @cached_property
    def difficulties(self) -> Mapping[str, int]:
        """How hard each exercise is."""
        return {id_: each.difficulty for id_, each in self.having("difficulty")}

    @cached_property
    def on_floor(self) -> frozenset[str]:
        """The exercises that need the floor."""
        return frozenset(
            id_ for id_, each in self.having("position", "needs") if needs_floor(each.position, each.needs)
        )

    @cached_property
    def variants(self) -> Mapping[str, tuple[str, Kind, Position]]:
        """The family, kind and position of each exercise."""
        return {id_: (each.family, each.kind, each.position) for id_, each in self.having("family", "kind", "position")}

    @cached_property
    def grades(self) -> Mapping[tuple[str, Kind, Position], Mapping[int, str]]:
        """For each family, kind and position the difficulties that there are, each with an id."""
        found: dict[tuple[str, Kind, Position], dict[int, str]] = {}
        for id_, variant in self.variants.items():
            if id_ in self.difficulties:
                found.setdefault(variant, {}).setdefault(self.difficulties[id_], id_)
        return found


def _having(values: Mapping[str, object], _: type[T], *names: str) -> Iterator[tuple[str, T]]:
    """Those of the values, all of one class, of which these fields could be read."""
    for key, each in values.items():
        if has_fields(each, names):
            yield key, cast("T", each)


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


def in_adaptations(
    check: Callable[[Adaptation, Scope], Iterable[Found]], exercise: Exercise, scope: Scope
) -> Iterator[Found]:
    """What is found in the adaptations of an exercise, with the way from the exercise.

    Rules are asked of exercises, not of their parts: most exercises are read without a look at each part.
    """
    for number, each in enumerate(exercise.adaptations):
        for found in check(each, scope):
            yield evolve(found, path=("adaptations", number, *found.path))


@frozen
class Rule:
    """One rule: a small function that looks at one kind of value.

    It names the fields that it reads, and is asked of a faulty value only when all of them could be read.

    Attributes:
        code: Stable name, in kebab case; the name of its page in the docs.
        subject: What it looks at. For texts it gets only those that are not plain words.
        check: Yields what is wrong. `Any`: a value of the subject, of which it reads nothing but `needs`.
        severity: How bad it is.
        signs: For a language, the signs without which nothing is found in a text; None for a rule about other things.
        beside: Signs to be listened for in texts that have one of these.
        only_if: Quickly tells of most values that nothing is wrong; None for a rule that is quick itself.
        needs: The fields that it reads; None for a rule that is asked only of values without a fault.
        needs_all: Whether it may be asked only when every file could be read: it would miss what stands in another.
    """

    code: str
    subject: type
    check: Callable[[Any, Scope], Iterable[Found]]
    severity: Severity = Severity.ERROR
    signs: Callable[[str], Signs] | None = field(default=None, kw_only=True)
    beside: Signs = field(default=SILENCE, kw_only=True)
    only_if: Callable[[Any, Scope], bool] | None = field(default=None, kw_only=True)
    needs: tuple[str, ...] | None = field(default=None, kw_only=True)
    needs_all: bool = field(default=False, kw_only=True)
