"""The amounts that an instruction states.

Each number is looked at once. The words right after it say what it counts; for seconds, the last verb
before it says whether they are held, rested or moved through. What is not clearly an amount of this exercise
is not read: better to miss one than to find a defect in a text that is right.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from attrs import evolve

from ._amount import Amount, Leeway, What
from ._conditions import is_meant
from ._hints import NUMBERS, has_digits, words_of
from ._leeway import leeway_of
from ._numbers import Numeral, numerals_in, plainly, value_of
from ._times import is_between_sets
from ._translating import FOREIGN, read_in_english
from ._units import Unit, unit_of

__all__ = ["every_amount_in", "joined_amounts"]


@lru_cache(maxsize=4096)
def every_amount_in(text: str) -> tuple[Amount, ...]:
    """All amounts that an instruction states, in English or another language whose numbers are known.

    >>> [str(amount.what) for amount in every_amount_in("Do 2 sets of 10.")]
    ['sets', 'reps']
    >>> [amount.words for amount in every_amount_in("Faites 3 séries de 10.")]
    ['3 séries', '10']
    """
    words = words_of(text)
    if NUMBERS.isdisjoint(words) and not has_digits(text):
        return ()
    return tuple(joined_amounts(text)) if FOREIGN.isdisjoint(words) else read_in_english(text, joined_amounts)


def joined_amounts(text: str) -> Iterator[Amount]:
    """The amounts of an English text, with "30 seconds to a minute" as one."""
    last: Amount | None = None
    for amount in _amounts(plainly(text)):
        if last and last.what is amount.what and _is_to(text[last.end : amount.start]):
            high = max(last.low, amount.high)
            last = evolve(last, high=high, leeway=Leeway.EXACT, words=text[last.start : amount.end])
            continue
        if last and _is_and(last, amount, text[last.end : amount.start]):
            low, high = last.low + amount.low, last.high + amount.high
            last = evolve(last, low=low, high=high, words=text[last.start : amount.end])
            continue
        if last:
            yield last
        last = evolve(amount, words=text[amount.start : amount.end])
    if last:
        yield last


def _is_and(minutes: Amount, seconds: Amount, between: str) -> bool:
    """Whether both are one time: "1 min 30 s", "a minute and 30 seconds"."""
    is_a_time = minutes.what not in (What.SETS, What.REPS) and minutes.low % _MINUTE == 0 and seconds.high < _MINUTE
    return is_a_time and minutes.what is seconds.what and between.strip().lower() in {"", "and"}


_MINUTE = 60


def _is_to(between: str) -> bool:
    return between.strip().lower() in {"to", "or", "-", "\u2013"}


def _amounts(text: str) -> Iterator[Amount]:
    for numeral in numerals_in(text):
        unit = unit_of(numeral)
        if unit and unit.what and (amount := _amount(text, numeral, unit.what, unit)):
            yield amount


def _amount(text: str, numeral: Numeral, what: What, unit: Unit) -> Amount | None:
    """The amount, if it is a whole one, and one of the exercise."""
    low = (numeral.value + unit.half) * unit.scale + unit.more
    high = (
        (value_of(numeral.high) + unit.half) * unit.scale + unit.more
        if numeral.high
        else low * (1 + unit.or_two) + unit.again
    )
    leeway = leeway_of(numeral, unit.length)
    if leeway is Leeway.AT_MOST:
        low = Fraction(1)
    if low.denominator > 1 or high.denominator > 1 or not 0 < low <= high:
        return None
    before, beyond = numeral.before, numeral.after[unit.length :]
    if unit.more:
        before = before.removesuffix("another ")
    seconds = what not in (What.SETS, What.REPS)
    times = int(high) if unit.times else None
    if not is_meant(before, beyond, times=times, seconds=seconds, limits=bool(numeral.ceiling)):
        return None
    return Amount(
        what=what,
        low=int(low),
        high=int(high),
        leeway=leeway,
        between_sets=what is What.REST and is_between_sets(before, beyond, int(high)),
        is_open=unit.is_open,
        words=text[numeral.start : numeral.end + unit.length],
        start=numeral.start,
    )
