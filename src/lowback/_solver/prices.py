"""Prices of what items share.

First from a rough relaxation, that knows the clock only by a price of time in each stage; it is cheap. Then, where a
search grows, by steps on that of the bound, with a coarser clock. A step goes against what a relaxed selection has too
much of (subgradient), with something of the step before (Camerini, Fratta, Maffioli), as far as the bound is likely to
come down (Polyak).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .bound import Bound
from .problem import Shape

__all__ = ["better_prices", "rough_prices"]

_STEPS = 40
_LIKELY = 4
"""The best is likely within this part of the bound."""
_PATIENCE = 3
"""Steps that may fail before they get shorter."""
_BASE, _KEPT, _SHORTER = 10, 6, 6
"""Of a step before 6 in 10 are kept; shorter steps are 6 in 10 of it."""


def rough_prices(shape: Shape) -> list[int]:
    """A price for every token: about what one more is worth; limits cost nothing yet."""
    most = max(shape.problem.coverage, default=0)
    wanted = _wanted(shape)
    rate = _usual_rate(shape)
    prices = [_first_price(shape)] * shape.tokens + [0] * (shape.counts - shape.tokens)
    of_time = [rate] * shape.stages
    best, kept = None, prices
    for step in range(_STEPS):
        value, counts, used = _relaxed(shape, prices, of_time)
        value += sum(price * time for price, time in zip(of_time, wanted, strict=True))
        value += _excess(shape, prices)
        if best is None or value < best:
            best, kept = value, prices
        slopes = _slopes(shape, prices, counts)[: shape.tokens]
        length = most * 2 // (6 + step)
        moved = [price - length * slope for price, slope in zip(prices, slopes, strict=False)]
        prices = _fair(shape, [*moved, *prices[shape.tokens :]])
        for stage, (spent, want) in enumerate(zip(used, wanted, strict=True)):
            of_time[stage] += 2 * rate * (spent - want) // (want * (4 + step))
    return kept


def _wanted(shape: Shape) -> list[int]:
    """The time that each stage should have."""
    high = shape.problem.high
    marks = (high if mark is None else min(max(0, mark), high) for mark in shape.problem.marks)
    return [max(1, end - start) for start, end in pairwise((0, *marks, high))]


def _usual_rate(shape: Shape) -> int:
    """Points of a unit of time of the usual option."""
    rates = [option.points // option.time for item in shape.problem.items for option in item.options if option.time]
    return max(1, sum(rates) // max(1, len(rates)))


def _first_price(shape: Shape) -> int:
    """What one more of a token brings, when every one comes about as often as the time allows."""
    problem = shape.problem
    if not shape.tokens:
        return 0
    times = [item.options[0].time for item in problem.items]
    borne = sum(len(item.tokens) for item in problem.items)
    often = problem.high * borne // (max(1, sum(times)) * shape.tokens)
    return problem.coverage[often] if often < len(problem.coverage) else 0


def _relaxed(shape: Shape, prices: list[int], of_time: list[int]) -> tuple[int, list[int], list[int]]:
    """Of every choice what gains most: the gains, the counts, and the time used in each stage."""
    worth = [sum(prices[each] for each in counted) for counted in shape.counted]
    value, taken, used = 0, list[int](), [0] * shape.stages
    for (stage, _), choices in shape.choices.items():
        price = of_time[stage]
        for choice in choices:
            gains = [(points + worth[item] - price * time, -time, item) for time, points, item, _ in choice.options]
            gain, minus, item = max(gains)
            if gain > 0:
                value += gain
                used[stage] -= minus
                taken.append(item)
    return value, shape.counts_of(taken), used


def better_prices(bound: Bound, ticks: int, steps: int) -> Bound:
    """A bound with better prices, found in so many steps on a clock of at most about so many ticks."""
    shape = bound.shape
    coarse = Shape(shape.problem.coarse(1 + shape.problem.high // ticks))
    return min(bound, Bound(shape, _descended(Bound(coarse, bound.prices), steps)), key=lambda each: each.value)


def _descended(bound: Bound, steps: int) -> Sequence[int]:
    shape, best, scale, failed = bound.shape, bound, 1 << 20, 0
    before = [0] * shape.counts
    for _ in range(steps):
        slopes = _slopes(shape, bound.prices, shape.counts_of(bound.followed()))
        way = [_BASE * slope + _KEPT * old // _BASE for slope, old in zip(slopes, before, strict=True)]
        size = sum(each * each for each in way)
        gap = bound.value - best.value + abs(best.value) // _LIKELY
        if not any(slopes) or not size:
            break
        length = gap * _BASE * scale
        moved = [price - each * length // (size << 20) for price, each in zip(bound.prices, way, strict=True)]
        bound, before = Bound(shape, _fair(shape, moved)), way
        if bound.value < best.value:
            best, failed = bound, 0
        else:
            failed += 1
        if failed == _PATIENCE:
            bound, before, scale, failed = best, [0] * shape.counts, scale * _SHORTER // _BASE, 0
    return best.prices


def _slopes(shape: Shape, prices: Sequence[int], counts: list[int]) -> list[int]:
    """How many more, or fewer, there are of each thing than its price is fair for."""
    slopes: list[int] = []
    for rising, price, count in zip(shape.rising, prices, counts, strict=True):
        most, least = len(rising) - bisect_left(rising, price), len(rising) - bisect_right(rising, price)
        slopes.append(count - min(max(count, least), most))
    return slopes


def _excess(shape: Shape, prices: Sequence[int]) -> int:
    """The most by which what is counted may bring more than its prices."""
    excess = 0
    for rising, paid, price in zip(shape.rising, shape.paid, prices, strict=True):
        count = len(rising) - bisect_right(rising, price)
        excess += paid[count] - price * count
    return excess


def _fair(shape: Shape, prices: list[int]) -> list[int]:
    """Prices as they can be: a token brings at most what its first brings, a limit costs at most what one is worth."""
    most = max(shape.problem.coverage, default=0)
    tokens = (min(most, max(0, price)) for price in prices[: shape.tokens])
    limited = zip(prices[shape.tokens :], shape.most_limited, strict=True)
    return [*tokens, *(max(-most, min(0, price)) for price, most in limited)]
