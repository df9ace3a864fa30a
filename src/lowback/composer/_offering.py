"""What may be offered in the place of an exercise that hurts: within the brief, and never more of the same."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from lowback._arguments import expect, whole
from lowback._gaps import gap_of
from lowback._packaged import catalog_or_packaged, conventions_of
from lowback.catalog import Catalog
from lowback.model import Brief, Dose, Exercise, Routine, RoutineItem
from lowback.vocabulary import Direction, Kind

from ._doses import customary, offered_doses
from ._limits import Limits

__all__ = ["Offers", "Support", "offers", "smaller"]


@frozen
class Support:
    """An exercise as it is done when another part of the body hurts in it.

    Attributes:
        place: That part, as a caution of the catalog names it (`Caution.place`).
        caution: Key of that caution: of the first one, where several are about it.
        item: The exercise adapted for it.
    """

    place: str
    caution: str
    item: RoutineItem


@frozen(kw_only=True)
class Offers:
    """What may be done in the place of an exercise that hurts. Each is done alone, from its own start position.

    Attributes:
        supported: The same exercise, adapted for another part of the body; one for each part for which there is such.
        easier: An easier one in the same direction, for an ache and nothing else; None where there is none.
        other: One of another family in another direction, no harder; None where there is none.
        last: The same, to lie down with and to end with; None where there is none.
        neutral: Indices of the later items that may still be done after pain further down a leg, in order.
    """

    supported: tuple[Support, ...] = ()
    easier: RoutineItem | None = None
    other: RoutineItem | None = None
    last: RoutineItem | None = None
    neutral: tuple[int, ...] = ()

    @property
    def items(self) -> tuple[RoutineItem, ...]:
        """All that is offered, each once."""
        found = (*(each.item for each in self.supported), self.easier, self.other, self.last)
        return tuple(dict.fromkeys(item for item in found if item is not None))


def offers(routine: Routine, index: int, catalog: Catalog | None = None) -> Offers:
    """What may be offered in the place of the item at an index, from 0, when it hurts.

    All of it keeps to the brief and its cautions. Nothing is harder, nothing is a nerve slider. Another exercise shares
    neither family nor direction with what hurts; only an easier one may. A catalog is the one that the routine is from.
    Without it, the packaged one is meant; of a routine that is not from there, only the exercise itself is known.

    Raises `ImpossibleValue` for an index that the routine does not have.

    >>> from lowback import Brief, compose
    >>> routine = compose(Brief(include=["quadruped-leg-lift"]))
    >>> ids = [item.exercise.id for item in routine.items]
    >>> found = offers(routine, ids.index("quadruped-leg-lift"))
    >>> found.easier.exercise.id, found.other.exercise.id, [each.place for each in found.supported]
    ('quadruped-leg-slide', 'cat-cow', ['A knee', 'A wrist'])
    """
    expect("offers.routine", routine, Routine)
    whole("offers.index", index, 0, len(routine.items) - 1)
    hurt = routine.items[index].exercise
    asking = _Asking.of(routine, hurt, catalog)
    easier = (asking.item(asking.known[id_]) for id_ in hurt.easier if id_ in asking.known)
    near = sorted(asking.known.values(), key=asking.nearness)
    others = [each for each in map(asking.item, near) if each is not None and _is_other(each.exercise, hurt, routine)]
    return Offers(
        supported=tuple(_supported(asking)),
        easier=next(filter(None, easier), None),
        other=next(iter(others), None),
        last=min(filter(_is_restful, others), key=_name, default=None),
        neutral=tuple(nth for nth in range(index + 1, len(routine.items)) if _is_apart(routine.items[nth], hurt)),
    )


def smaller(item: RoutineItem) -> Dose:
    """What is asked of an exercise that aches: half as often in one set, each held for the next lower customary time.

    It is for a person who has begun, and may be less than any source prints; hence no programme starts from it.

    >>> from lowback import default_catalog
    >>> from lowback.model import RoutineItem
    >>> bird_dog = default_catalog()["bird-dog"]
    >>> print(smaller(RoutineItem(exercise=bird_dog, dose=bird_dog.dose.starter, gap_seconds=0, work_seconds=200)))
    1 x 3, hold 3 s
    """
    expect("smaller.item", item, RoutineItem)
    dose, range_ = item.dose, item.exercise.dose

    def lower(name: str) -> int | None:
        now: int | None = getattr(dose, name)
        return max((each for each in customary(name, getattr(range_, name)) if now and each < now), default=now)

    reps = None if dose.reps is None else -(-dose.reps // 2)
    return Dose(reps=reps, hold=lower("hold"), duration=lower("duration"))


def _is_other(exercise: Exercise, hurt: Exercise, routine: Routine) -> bool:
    """Whether it is another exercise, as it is for these cautions, in another direction, and none that comes anyway."""
    own = {item.exercise.id for item in routine.items}
    same = exercise.family == hurt.family or not set(exercise.directions).isdisjoint(hurt.directions)
    return not same and exercise.id not in own and exercise.kind is not Kind.AEROBIC


def _is_restful(item: RoutineItem) -> bool:
    return item.exercise.kind is Kind.RELAXATION and item.exercise.directions == (Direction.NEUTRAL,)


def _name(item: RoutineItem) -> str:
    """So that it is the same one throughout a routine, where that can be."""
    return item.exercise.id


def _is_apart(item: RoutineItem, hurt: Exercise) -> bool:
    """Whether it keeps the back still and stretches nothing, and what hurt did otherwise."""
    exercise = item.exercise
    still = exercise.directions == (Direction.NEUTRAL,) and exercise.kind not in (Kind.NEURAL, Kind.STRETCH)
    return still and Direction.NEUTRAL not in hurt.directions and exercise.family != hurt.family


def _supported(asking: "_Asking") -> Iterator[Support]:
    """The exercise adapted for each other part of the body, where that changes it."""
    conventions = asking.routine.conventions
    for place, caution in conventions.places.items():
        keys = [each.key for each in conventions.cautions if each.place == place]
        item = asking.item(asking.hurt.whole, keys)
        if item is not None and item.exercise.adapted_for != asking.hurt.adapted_for:
            yield Support(place, caution, item)


@frozen
class _Asking:
    """A routine, the exercise of it that hurts, and the exercises that may stand in for it."""

    routine: Routine
    hurt: Exercise
    known: Mapping[str, Exercise]

    @classmethod
    def of(cls, routine: Routine, hurt: Exercise, catalog: Catalog | None) -> "_Asking":
        strange = catalog is None and routine.conventions != conventions_of("offers.catalog", None)
        return cls(routine, hurt, {} if strange else catalog_or_packaged("offers.catalog", catalog))

    def nearness(self, exercise: Exercise) -> tuple[object, ...]:
        """What asks least of somebody who has just stopped comes first."""
        return (
            exercise.position is not self.hurt.position,
            exercise.phase is not self.hurt.phase,
            exercise.difficulty,
            exercise.id,
        )

    def item(self, exercise: Exercise, more: Sequence[str] = ()) -> RoutineItem | None:
        """The exercise at its least usual dose, for these cautions too; None where somebody must not do it."""
        brief, conventions = self._brief(more), self.routine.conventions
        fitted = Limits.of(brief, conventions).fitted(exercise, conventions)
        if isinstance(fitted, str) or fitted.difficulty > self.hurt.difficulty or fitted.kind is Kind.NEURAL:
            return None
        rules = conventions.caution_rules(fitted, brief.cautions)
        dose = offered_doses(fitted, brief, conventions.timing)[0]
        return RoutineItem(
            exercise=fitted,
            dose=dose,
            gap_seconds=gap_of(fitted, rules, brief, conventions).seconds,
            work_seconds=fitted.work_seconds(dose, conventions.timing),
            cautions=rules,
        )

    def _brief(self, more: Sequence[str]) -> Brief:
        """The brief with more cautions; what it asked for by name is not asked for again."""
        brief = self.routine.brief
        return evolve(brief, cautions=(*brief.cautions, *more), doses=() if more else brief.doses)
