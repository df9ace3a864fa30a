"""A collection of exercises that can be asked."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn, TypeVar

from attrs import evolve

from ._data import packaged_conventions
from ._naming import name_of
from ._nearest import nearest
from .errors import CatalogClash, UnknownExercise, did_you_mean
from .model import CautionRule, Conventions, Exercise, Source
from .vocabulary import CautionLevel, Direction, Kind, Laterality, Phase, Position, plain

__all__ = ["Catalog"]

T = TypeVar("T")


_SUGGESTIONS = 3


def _any_of(words: str | Iterable[str]) -> frozenset[str]:
    return frozenset((words,) if isinstance(words, str) else words)


def _known(what: str, words: str | Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The words of a filter; another word than the known ones is a slip and raises `ValueError`."""
    found, known = _any_of(words), [str(word) for word in known]
    for word in sorted(found.difference(known)):
        near = did_you_mean(word, known)
        raise ValueError(f"where: got {word!r} for {what}, expected one of {', '.join(known)}{near}")
    return found


class Catalog(Mapping[str, Exercise]):
    """An immutable mapping from id to exercise, in order of id, with the conventions they share.

    Without `conventions`, it has the packaged ones. Two exercises with one id raise `ValueError`.

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
        self._id, self._title, self._language = id, title, language
        self._conventions = packaged_conventions() if conventions is None else conventions
        self._hash: int | None = None
        by_id: dict[str, Exercise] = {}
        for exercise in sorted(exercises, key=lambda each: each.id):
            if exercise.id in by_id:
                raise ValueError(f"Catalog: got two exercises with the id {exercise.id!r}, expected one")
            by_id[exercise.id] = exercise
        self._by_id = by_id
        self._sources = {source.id: source for source in sources}
        self._sources |= {source.id: source for exercise in by_id.values() for source in exercise.sources}
        self._by_name: dict[str, list[Exercise]] = {}
        for exercise in by_id.values():
            for name in {plain(each) for each in (exercise.id, exercise.name, *exercise.aliases)}:
                self._by_name.setdefault(name, []).append(exercise)

    def __getitem__(self, id_: str) -> Exercise:
        try:
            return self._by_id[id_]
        except KeyError:
            self._unknown(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

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
    ) -> "Catalog":
        """The exercises that fit every given filter, as a catalog.

        Filters that a brief has too bear its names, the others those of an exercise. A filter takes one
        word or several, any of which will do. `equipment` names what is at hand (empty: nothing; what is
        always there, such as a wall, counts too), `cautions` leaves out what they say to avoid, `focus`
        names regions, and `text` looks for words in id, name, aliases and summary. An unknown closed word,
        or a caution, region or piece of equipment that the catalog does not declare, raises `ValueError`.

        >>> from lowback import default_catalog
        >>> default_catalog().where(positions="quadruped", cautions=["wrist-pain"], max_difficulty=1)
        <Catalog lowback (2 exercises)>
        """
        found = list(self._by_id.values())
        if kind is not None:
            words = _known("kind", kind, Kind)
            found = [each for each in found if each.kind in words]
        if phase is not None:
            words = _known("phase", phase, Phase)
            found = [each for each in found if each.phase in words]
        if positions is not None:
            words = _known("positions", positions, Position)
            found = [each for each in found if each.position in words]
        if laterality is not None:
            words = _known("laterality", laterality, Laterality)
            found = [each for each in found if each.laterality in words]
        if directions is not None:
            words = _known("directions", directions, Direction)
            found = [each for each in found if words.intersection(each.directions)]
        if focus is not None:
            words = _known("focus", focus, sorted(each.id for each in self.conventions.regions))
            found = [each for each in found if words.intersection(each.regions)]
        if sources is not None:
            ids = _known("sources", sources, sorted(self._sources))
            found = [each for each in found if ids.intersection(one.id for one in each.sources)]
        if equipment is not None:
            words = _known("equipment", equipment, sorted(each.id for each in self.conventions.equipment))
            available = self.conventions.available(words)
            found = [each for each in found if all(available.intersection(group) for group in each.needs)]
        keys = _known("cautions", cautions, sorted(each.key for each in self.conventions.cautions))
        found = [each for each in found if not self.is_avoided(each, keys)]
        if max_difficulty is not None:
            found = [each for each in found if each.difficulty <= max_difficulty]
        if needs_floor is not None:
            found = [each for each in found if each.needs_floor is needs_floor]
        if safe_for_flare_up is not None:
            found = [each for each in found if each.safe_for_flare_up is safe_for_flare_up]
        if text is not None:
            wanted = plain(text)
            found = [each for each in found if any(wanted in plain(one) for one in _texts(each))]
        return self._with(found)

    def only(self, ids: Iterable[str]) -> "Catalog":
        """The exercises with these ids, as a catalog.

        Raises `UnknownExercise` for an id that is not there.

        >>> from lowback import default_catalog
        >>> default_catalog().only(["bird-dog", "cat-cow"])
        <Catalog lowback (2 exercises)>
        """
        return self._with(self[id_] for id_ in dict.fromkeys(ids))

    def merged_with(self, other: "Catalog") -> "Catalog":
        """The exercises, sources and words of both, under the id, title and language of this one.

        What both have must be the same in both: a clash is refused, never settled silently. Raises
        `CatalogClash`.

        >>> from lowback import default_catalog
        >>> everything = default_catalog()
        >>> everything.only(["bridge"]).merged_with(everything.only(["plank"]))
        <Catalog lowback (2 exercises)>
        """
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
        if text in self._by_id:
            return self._by_id[text]
        found = self._by_name.get(plain(text), [])
        if len(found) != 1:
            self._unknown(text)
        return found[0]

    def caution_rules(self, exercise: Exercise, cautions: Iterable[str]) -> tuple[CautionRule, ...]:
        """What these cautions ask of the exercise, from its own rules and the catalog's."""
        keys = _any_of(cautions)
        rules = (caution.rule_for(exercise) for caution in self.conventions.cautions if caution.key in keys)
        return tuple(rule for rule in rules if rule is not None)

    def is_avoided(self, exercise: Exercise, cautions: Iterable[str]) -> bool:
        """Whether one of these cautions says to leave the exercise out."""
        return any(rule.level is CautionLevel.AVOID for rule in self.caution_rules(exercise, cautions))

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
        exact = [each.id for each in self._by_name.get(plain(text), [])]
        raise UnknownExercise(text, tuple(exact or self._nearest(text)), ambiguous=len(exact) > 1)

    def _nearest(self, text: str) -> list[str]:
        """A few ids, nearest first; equally near ones in order of id."""
        names = {each.id: (each.id, each.name, *each.aliases) for each in self._by_id.values()}
        return list(chain.from_iterable(nearest(text, names)))[:_SUGGESTIONS]


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
