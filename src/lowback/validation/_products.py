"""Whether so many times so long is the time of a dose, or that time in parts."""

from collections.abc import Iterator

from attrs import frozen

from lowback._shape import shown
from lowback.model import DoseRange
from lowback.validation._stated import Amount, Leeway, Product, What

__all__ = ["MOMENT", "span", "unlike"]


def unlike(product: Product, dose: DoseRange, who: str) -> str:
    """What is wrong with a product beside a dose; empty where they agree."""
    if _fits(product, dose):
        return ""
    meant = f"{_said(product.count)} times {_said(product.each)} seconds"
    return f"the text says {shown(product.words)}, which is {meant}, but the {who} has {_dose(dose)}"


def _fits(product: Product, dose: DoseRange) -> bool:
    """Whether a product is in the dose: both numbers are, or it is one time in parts, or that of all sets together."""
    often, long = _Span.of(product.count), _Span.of(product.each)
    times = [_Span(each.min, each.max) for each in (dose.hold, dose.duration) if each]
    if not times:
        return long.high <= MOMENT
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


MOMENT = 2
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
    return span(amount.low, amount.high)


def span(low: int, high: int) -> str:
    """A number, or two and what lies between."""
    return str(low) if low == high else f"{low} to {high}"


def _dose(dose: DoseRange) -> str:
    """What the dose is, in words."""
    sets, reps, time = (
        span(each.min, each.max) if each else "" for each in (dose.sets, dose.reps, dose.hold or dose.duration)
    )
    of_sets = "" if sets == "1" else f"{sets} sets of "
    if not time:
        return f"{of_sets}{reps} repetitions"
    return f"{of_sets}{time} seconds" if reps in ("", "1") else f"{of_sets}{reps} times {time} seconds"
