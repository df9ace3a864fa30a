"""Amounts that belong together: so many times so long, "two blocks of five minutes".

Such a text may cut one long time of the dose into parts, so both numbers are held against it together.
"""

from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve, frozen

from ._amount import Amount, What
from ._amounts import every_amount_in, joined_amounts
from ._patterns import pattern
from ._translating import Said, read_in_english

__all__ = ["Product", "amounts_in", "products_in"]


@frozen(kw_only=True)
class Product(Said):
    """So many times so long.

    Attributes:
        count: How many times.
        each: How long each time.
    """

    count: Amount
    each: Amount


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts that an instruction states by themselves; what it counts twice in one way is told once.

    >>> [amount.words for amount in amounts_in("Walk for ten minutes, in two blocks of five minutes.")]
    ['ten minutes']
    >>> [amount.words for amount in amounts_in("Do 10 on the left, then 10 on the right.")]
    ['10']
    """
    products = products_in(text)
    told = dict[object, Amount]()
    for amount in every_amount_in(text):
        if not any(each.start < amount.end and amount.start < each.end for each in products):
            is_count = amount.what in _COUNTED
            key = (amount.what, amount.low, amount.high, amount.leeway) if is_count else amount.start
            told.setdefault(key, amount)
    return tuple(told.values())


def products_in(text: str) -> tuple[Product, ...]:
    """The products that an instruction states.

    >>> [(each.words, each.count.high, each.each.high) for each in products_in("Geh zweimal fünf Minuten.")]
    [('zweimal fünf Minuten', 2, 300)]
    """
    return read_in_english(text, _products) if len(every_amount_in(text)) > 1 else ()


def _products(text: str) -> Iterator[Product]:
    """Those of an English text."""
    done = 0
    for one, other in pairwise(_with_parts(text)):
        between = text[one.end : other.start]
        is_count_first = one.what in _COUNTED and other.what in _LASTING and _TIMES_SO_LONG.match(between)
        is_count_last = other.what in _COUNTED and one.what in _LASTING and _SO_OFTEN.match(between)
        if one.start >= done and (is_count_first or is_count_last):
            count, each = (one, other) if is_count_first else (other, one)
            done = max(one.end, other.end)
            yield Product(count=count, each=each, words=text[one.start : done], start=one.start)


def _with_parts(text: str) -> Iterator[Amount]:
    """The amounts of an English text, with "fast for a minute and slowly for a minute" as one."""
    last: Amount | None = None
    for amount in joined_amounts(text):
        if last and last.what is amount.what is What.DURATION and _AND_PART.match(text[last.end : amount.start]):
            low, high = last.low + amount.low, last.high + amount.high
            last = evolve(last, low=low, high=high, words=text[last.start : amount.end])
            continue
        if last:
            yield last
        last = amount
    if last:
        yield last


_COUNTED = (What.SETS, What.REPS)
_LASTING = (What.HOLD, What.DURATION)
_AND_PART = pattern(r"[^.;,]{0,12},? (?:and|then|and then) [^.;,]{0,20}$")
_TIMES_SO_LONG = pattern(r"(?:,? ?|,? (?:of|for|at|lasting)(?: (?:about|around|an?))? | ?[x\u00d7] ?)$")
_SO_OFTEN = pattern(r"(?: (?:walk|march|hold|plank|stretch)\b)?(?:,? ?(?:for )?| ?[x\u00d7] ?)$")
