"""A collection of exercises that can be asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn, TypeVar

from attrs import evolve

from ._adapting import Misfit, fit
from ._arguments import came, expect, several, some_of, whole
from ._data import packaged_conventions
from ._naming import name_of
from ._nearest import nearest
from .errors import CatalogClash, ImpossibleValue, UnknownExercise
from .model import HARDEST, CautionRule, Conventions, Exercise, Source
from .vocabulary import CautionLevel, Direction, Kind, Laterality, Phase, Position, plain

__all__ = ["Catalog"]

T = TypeVar("T")


_SUGGESTIONS = 3


class Catalog(Mapping[str, Exercise]):
    """An immutable mapping from id to exercise, in order of id, with the conventions they share.

    Without `conventions`, it has the packaged ones. Two exercises with one id raise `ImpossibleValue`.

    >>> from lowback import default_catalog
    >>> default_catalog()["bridge"].name
    'Bridge'
    """

    __slots__ = ("_by_id", "_by_name", "_conventions", "_hash", "_id", "_language", "_sources", "_title")

    def __init__(
        self,
        exercises: Iterable[Exercise] = (),
        *,
        conventions: Conventions | None = None,
        sources: Iterable[Source] = (),
        id: str = "custom",  # noqa: A002  # the word that a catalog document uses
        title: str = "",
        language: str = "en",
    ) -> None:
        for name, text in {"id": id, "title": title, "language": language}.items():
            expect(f"Catalog.{name}", text, str)
        if conventions is not None:
            expect("Catalog.conventions", conventions, Conventions)
        self._id, self._title, self._language = id, title, language
        self._conventions = packaged_conventions() if conventions is None else conventions
        self._hash: int | None = None
        by_id: dict[str, Exercise] = {}
        for exercise in sorted(several("Catalog.exercises", exercises, Exercise), key=lambda each: each.id):
            if exercise.id in by_id:
                problem = f"got two exercises with the id {exercise.id!r}, expected one"
                raise ImpossibleValue("Catalog.exercises", problem, "duplicate-id")
            by_id[exercise.id] = exercise
        self._by_id = by_id
        self._sources = {source.id: source for source in several("Catalog.sources", sources, Source)}
        self._sources |= {source.id: source for exercise in by_id.values() for source in exercise.sources}
        self._by_name: dict[str, list[Exercise]] = {}
        for exercise in by_id.values():
            for name in {plain(each) for each in (exercise.id, exercise.name, *exercise.aliases)}:
                self._by_name.setdefault(name, []).append(exercise)

    def __getitem__(self, id_: str) -> Exercise:
        if id_ not in self:
            self._unknown(id_)
        return self._by_id[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and id_ in self._by_id

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalog):
            return NotImplemented
        return self._state() == other._state()

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((self.id, tuple(self._by_id.values())))
        return self._hash

    def __repr__(self) -> str:
        count = len(self)
        return f"<Catalog {self.id} ({count} exercise{'s' if count != 1 else ''})>"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, self._state()

    def _state(self) -> tuple[object, ...]:
        exercises = tuple(self._by_id.values())
        return exercises, self.conventions, tuple(self.sources.values()), self.id, self.title, self.language

    @property
    def id(self) -> str:
        """Id of the catalog."""
        return self._id

    @property
    def title(self) -> str:
        """Title for readers."""
        return self._title

    @property
    def language(self) -> str:
        """Language tag of the texts (BCP 47)."""
        return self._language

    @property
    def conventions(self) -> Conventions:
        """The words and numbers that the exercises share."""
        return self._conventions

    @property
    def sources(self) -> Mapping[str, Source]:
        """The citations, by id, in order of id."""
        return dict(sorted(self._sources.items()))

    def where(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        phase: str | Iterable[str] | None = None,
        positions: str | Iterable[str] | None = None,
        laterality: str | Iterable[str] | None = None,
        directions: str | Iterable[str] | None = None,
        sources: str | Iterable[str] | None = None,
        equipment: str | Iterable[str] | None = None,
        cautions: str | Iterable[str] = (),
        focus: str | Iterable[str] | None = None,
        max_difficulty: int | None = None,
        needs_floor: bool | None = None,
        safe_for_flare_up: bool | None = None,
        text: str | None = None,
        adapted: bool = False,
    ) -> "Catalog":
        """The exercises that fit every given filter, as a catalog.

        Filters that a brief has too bear its names, the others those of an exercise. A filter takes one
        word or several, any of which will do. `equipment` names what is at hand (empty: nothing; what is
        always there, such as a wall, counts too), `cautions` leaves out what they say to avoid and what cannot be
        changed for all of them, `focus` names regions, and `text` looks for words in id, name, aliases and summary.
        With `adapted`, the exercises are as the cautions change them, and the other filters look at what that makes
        of them.

        Raises `ImpossibleValue` for a word that is not known or that the catalog does not declare, and
        `WrongType` for what is no word.

        >>> from lowback import default_catalog
        >>> default_catalog().where(positions="quadruped", cautions=["wrist-pain"], max_difficulty=1)
        <Catalog lowback (2 exercises)>
        """
        kept: list[Callable[[Exercise], bool]] = []

        def any_of(
            name: str,
            given: str | Iterable[str] | None,
            known: Iterable[str],
            of: Callable[[Exercise], Iterable[str]],
        ) -> None:
            if given is not None:
                wanted = some_of(f"Catalog.where.{name}", given, known)
                kept.append(lambda each: not wanted.isdisjoint(of(each)))

        any_of("kind", kind, Kind, lambda each: (each.kind,))
        any_of("phase", phase, Phase, lambda each: (each.phase,))
        any_of("positions", positions, Position, lambda each: (each.position,))
        any_of("laterality", laterality, Laterality, lambda each: (each.laterality,))
        any_of("directions", directions, Direction, lambda each: each.directions)
        any_of("sources", sources, sorted(self._sources), lambda each: (source.id for source in each.sources))
        any_of("focus", focus, sorted(each.id for each in self.conventions.regions), lambda each: each.regions)
        if equipment is not None:
            known = sorted(each.id for each in self.conventions.equipment)
            available = self.conventions.available(some_of("Catalog.where.equipment", equipment, known))
            kept.append(lambda each: all(available.intersection(group) for group in each.needs))
        if max_difficulty is not None:
            whole("Catalog.where.max_difficulty", max_difficulty, 1, HARDEST)
            kept.append(lambda each: each.difficulty <= max_difficulty)
        if needs_floor is not None:
            expect("Catalog.where.needs_floor", needs_floor, bool)
            kept.append(lambda each: each.needs_floor is needs_floor)
        if safe_for_flare_up is not None:
            expect("Catalog.where.safe_for_flare_up", safe_for_flare_up, bool)
            kept.append(lambda each: each.safe_for_flare_up is safe_for_flare_up)
        if text is not None:
            expect("Catalog.where.text", text, str)
            kept.append(lambda each: any(plain(text) in plain(words) for words in _texts(each)))
        expect("Catalog.where.adapted", adapted, bool)
        keys = self.conventions.keys_of("Catalog.where.cautions", cautions)
        found: Iterable[Exercise] = self._by_id.values()
        if keys:
            fitting = ((each, fit(each, keys, self.conventions)) for each in found)
            found = [fitted if adapted else each for each, fitted in fitting if not isinstance(fitted, Misfit)]
        for keep in kept:
            found = list(filter(keep, found))
        return self._with(found)

    def only(self, ids: str | Iterable[str]) -> "Catalog":
        """The exercises with these ids, as a catalog.

        Raises `UnknownExercise` for an id that is not there.

        >>> from lowback import default_catalog
        >>> default_catalog().only(["bird-dog", "cat-cow"])
        <Catalog lowback (2 exercises)>
        """
        given = [ids] if isinstance(ids, str) else several("Catalog.only.ids", ids, str)
        return self._with(self[id_] for id_ in dict.fromkeys(given))

    def merged_with(self, other: "Catalog") -> "Catalog":
        """The exercises, sources and words of both, under the id, title and language of this one.

        What both have must be the same in both: a clash is refused, never settled silently. Raises
        `CatalogClash`.

        >>> from lowback import default_catalog
        >>> everything = default_catalog()
        >>> everything.only(["bridge"]).merged_with(everything.only(["plank"]))
        <Catalog lowback (2 exercises)>
        """
        expect("Catalog.merged_with.other", other, Catalog)
        clashes: list[str] = []
        exercises = _union("exercise", self, other, clashes)
        sources = _union("source", self.sources, other.sources, clashes)
        conventions = _merged(self.conventions, other.conventions, clashes)
        if clashes:
            raise CatalogClash(tuple(clashes))
        return Catalog(
            exercises.values(),
            conventions=conventions,
            sources=sources.values(),
            id=self.id,
            title=self.title,
            language=self.language,
        )

    def easier(self, id_: str) -> "Catalog":
        """The exercises to step back to from this one; raises `UnknownExercise`."""
        return self._with(self[each] for each in self[id_].easier if each in self)

    def harder(self, id_: str) -> "Catalog":
        """The exercises to go on to from this one; raises `UnknownExercise`."""
        return self._with(self[each] for each in self[id_].harder if each in self)

    def resolve(self, text: str) -> Exercise:
        """The one exercise of this id, name or alias; case, spaces and hyphens do not matter.

        Never guesses: raises `UnknownExercise` with the nearest ids when nothing or more than one
        exercise bears the name.

        >>> from lowback import default_catalog
        >>> default_catalog().resolve("Birddog").id
        'bird-dog'
        """
        expect("Catalog.resolve.text", text, str)
        if text in self._by_id:
            return self._by_id[text]
        found = self._by_name.get(plain(text), [])
        if len(found) != 1:
            self._unknown(text)
        return found[0]

    def caution_rules(self, exercise: Exercise, cautions: str | Iterable[str]) -> tuple[CautionRule, ...]:
        """What these cautions ask of the exercise, from its own rules and the catalog's.

        Raises `ImpossibleValue` for a caution that the catalog does not declare.
        """
        expect("Catalog.caution_rules.exercise", exercise, Exercise)
        keys = self.conventions.keys_of("Catalog.caution_rules.cautions", cautions)
        return self.conventions.caution_rules(exercise, keys)

    def is_avoided(self, exercise: Exercise, cautions: str | Iterable[str]) -> bool:
        """Whether one of these cautions says to leave the exercise out; raises as `caution_rules` does."""
        return _avoid(self.caution_rules(exercise, cautions))

    def _with(self, exercises: Iterable[Exercise]) -> "Catalog":
        return Catalog(
            exercises,
            conventions=self._conventions,
            sources=self._sources.values(),
            id=self.id,
            title=self.title,
            language=self.language,
        )

    def _unknown(self, text: str) -> NoReturn:
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
            raise UnknownExercise(came(text), ())
        exact = [each.id for each in self._by_name.get(plain(text), [])]
        raise UnknownExercise(text, tuple(exact or self._nearest(text)), ambiguous=len(exact) > 1)

    def _nearest(self, text: str) -> list[str]:
        """A few ids, nearest first; equally near ones in order of id."""
        names = {each.id: (each.id, each.name, *each.aliases) for each in self._by_id.values()}
        return list(chain.from_iterable(nearest(text, names)))[:_SUGGESTIONS]


def _avoid(rules: Iterable[CautionRule]) -> bool:
    return any(rule.level is CautionLevel.AVOID for rule in rules)


def _texts(exercise: Exercise) -> tuple[str, ...]:
    return exercise.id, exercise.name, exercise.summary, *exercise.aliases


def _union(what: str, one: Mapping[str, T], other: Mapping[str, T], clashes: list[str]) -> dict[str, T]:
    """Both together; what they have under one name and differently is a clash."""
    clashes += (f"{what} {name!r}" for name in one if name in other and one[name] != other[name])
    return {**one, **other}


def _merged(one: Conventions, other: Conventions, clashes: list[str]) -> Conventions:
    """The words of both; numbers and the pain scale have to be the same."""
    if one == other:
        return one
    whole = {"pain_zones": "pain zones", "scoring": "scoring", "timing": "timing"}
    clashes += (what for field, what in whole.items() if getattr(one, field) != getattr(other, field))

    def words(what: str, field: str) -> Any:  # noqa: ANN401  # a tuple of any of the words
        ours, theirs = ({name_of(each): each for each in getattr(conventions, field)} for conventions in (one, other))
        return tuple(_union(what, ours, theirs, clashes).values())

    return evolve(
        one,
        regions=words("region", "regions"),
        equipment=words("equipment", "equipment"),
        cautions=words("caution", "cautions"),
        red_flags=words("red flag", "red_flags"),
        stop_rules=words("stop rule", "stop_rules"),
        mixes=words("mix", "mixes"),
        transitions=words("transition", "transitions"),
        families=words("family", "families"),
        caps=words("cap", "caps"),
        messages=words("message", "messages"),
    )


def _rebuild(
    exercises: tuple[Exercise, ...],
    conventions: Conventions,
    sources: tuple[Source, ...],
    id_: str,
    title: str,
    language: str,
) -> Catalog:
    return Catalog(exercises, conventions=conventions, sources=sources, id=id_, title=title, language=language)
