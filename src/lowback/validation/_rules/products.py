"""Rules about texts that say so many times so long: it is the time of the dose, or that time in parts."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from lowback._shape import MAX_TEXT, shown
from lowback.model import DoseRange, Exercise
from lowback.validation._prose import DOING, MINDING
from lowback.validation._rule import Found, Scope
from lowback.validation._stated import Amount, Leeway, Product, What, products_in
from lowback.vocabulary import Role

from .statements import AMOUNTS, OF_DOSE, Path, Told

__all__ = ["RULES"]


def product_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A text that says so many times so long says what the dose says."""
    return _disagreeing(AMOUNTS.told(exercise, scope, DOING, MINDING))


def adapted_product_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A text of an adaptation says what the adapted exercise has."""
    return _disagreeing(AMOUNTS.told_by_adaptations(exercise, scope))


def _disagreeing(told: Iterable[Told]) -> Iterator[Found]:
    """What is told of doing it. What comes before or after is something else."""
    for teller, passage, texts in told:
        for at, text, _ in texts:
            for product in products_in(text) if len(text) <= MAX_TEXT else ():
                path = passage.placed(teller.value)[at][0]
                step = teller.step_at(path)
                is_beside = step is not None and step.role in (Role.SETUP, Role.FINISH)
                if not is_beside and path[-1] not in _OF_OTHER_THINGS and (done := teller.done):
                    yield from _unlike(product, done.dose, teller.who, (*teller.way, *path))


_OF_OTHER_THINGS = ("breathing", "error")
"""Texts in which breaths may be counted, or what is wrong."""


def _unlike(product: Product, dose: DoseRange, who: str, path: Path) -> Iterator[Found]:
    if not _fits(product, dose):
        meant = f"{_said(product.count)} times {_said(product.each)} seconds"
        message = f"the text says {shown(product.words)}, which is {meant}, but the {who} has {_dose(dose)}"
        yield Found(message, path, "leave numbers to the dose, or make the two agree")


def _fits(product: Product, dose: DoseRange) -> bool:
    """Whether a product is in the dose: both numbers are, or it is one time in parts, or that of all sets together."""
    often, long = _Span.of(product.count), _Span.of(product.each)
    times = [_Span(each.min, each.max) for each in (dose.hold, dose.duration) if each]
    if not times:
        return long.high <= _MOMENT
    sets = _Span(dose.sets.min, dose.sets.max)
    if any(map(often.meets, _counts(product.count, dose, sets))) and any(map(long.meets, times)):
        return True
    is_of_sets = sets.low > 1 and often.meets(sets)
    is_one_time = dose.reps is None or dose.reps.max == 1
    wholes = [each for time in times for each in (time, time * sets)] if is_one_time and not is_of_sets else []
    return any(map((often * long).meets, wholes))


def _counts(count: Amount, dose: DoseRange, sets: "_Span") -> Iterator["_Span"]:
    """What a count may be of: sets, repetitions, or repetitions of all sets."""
    if count.what is What.SETS or count.is_open or dose.reps is None or dose.reps.max == 1:
        yield sets
    if dose.reps is not None and (count.what is What.REPS or count.is_open):
        reps = _Span(dose.reps.min, dose.reps.max)
        yield from (reps, reps * sets)


_MOMENT = 2
"""Seconds of a pause at the end of a movement, which needs no hold in the dose."""


@frozen
class _Span:
    """From the least to the most that is meant."""

    low: int
    high: int

    @classmethod
    def of(cls, amount: Amount) -> "_Span":
        """What an amount may mean."""
        match amount.leeway:
            case Leeway.ABOUT:
                return cls(4 * amount.low // 5, -(-5 * amount.high // 4))
            case Leeway.AT_LEAST | Leeway.REACHED:
                return cls(amount.low, _ENDLESS)
            case _:
                return cls(amount.low, amount.high)

    def __mul__(self, times: "_Span") -> "_Span":
        """So many times."""
        return _Span(self.low * times.low, self.high * times.high)

    def meets(self, other: "_Span") -> bool:
        """Whether both may be meant."""
        return self.low <= other.high and other.low <= self.high


_ENDLESS = 10**9


def _said(amount: Amount) -> str:
    return _range(amount.low, amount.high)


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _dose(dose: DoseRange) -> str:
    """What the dose is, in words."""
    sets, reps, time = (
        _range(each.min, each.max) if each else "" for each in (dose.sets, dose.reps, dose.hold or dose.duration)
    )
    of_sets = "" if sets == "1" else f"{sets} sets of "
    if not time:
        return f"{of_sets}{reps} repetitions"
    return f"{of_sets}{time} seconds" if reps in ("", "1") else f"{of_sets}{reps} times {time} seconds"


_NEEDS = (*DOING.needs, *MINDING.needs, "steps.role", "dose.sets", "dose.reps", "dose.hold", "dose.duration")

RULES = (
    OF_DOSE(check=product_disagrees, needs=_NEEDS),
    OF_DOSE(check=adapted_product_disagrees),
)
