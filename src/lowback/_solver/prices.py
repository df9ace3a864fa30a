"""Prices of what items share.

First from a rough relaxation, that knows the clock only by a price of time in each stage; it is cheap. Then a few steps
on the real one. Steps go against what a relaxed selection counts too much of, as long as it takes to come down to what
a known selection is worth (Polyak).
"""

from itertools import pairwise

from .bound import Bound
from .problem import Shape, Taken

__all__ = ["better_prices", "rough_prices"]

_STEPS = 60
_FINE_STEPS = 6
_LIKELY = 20
"""The bound is seldom further than this part of it above the best."""


def rough_prices(shape: Shape) -> list[int]:
    """A price for every count: of a token about what one more is worth, of a group in several blocks what it costs."""
    problem = shape.problem
    marks = [problem.high if mark is None else mark for mark in problem.marks]
    ends = [0, *(min(max(0, mark), problem.high) for mark in marks), problem.high]
    wanted = [max(1, end - start) for start, end in pairwise(ends)]
    several = [(stage, choice.options) for (stage, _), choices in shape.choices.items() for choice in choices]
    most = max(problem.coverage, default=0)
    rates = [points // time for _, options in several for time, points, _, _ in options if time]
    usual = sum(item.options[0].points for item in problem.items) // len(problem.items)
    rate = max(1, sum(rates) // max(1, len(rates)))
    prices = [_first_price(shape)] * shape.tokens + [0] * (shape.counts - shape.tokens)
    of_time = [rate] * shape.stages
    best, kept = None, prices
    for step in range(_STEPS):
        counts, used, worth = (
            [0] * shape.counts,
            [0] * shape.stages,
            [sum(prices[i] for i in each) for each in shape.counted],
        )
        value = sum(price * time for price, time in zip(of_time, wanted, strict=True))
        for stage, options in several:
            price = of_time[stage]
            gain, time, item = max(
                (points + worth[item] - price * time, -time, item) for time, points, item, _ in options
            )
            if gain > 0:
                value += gain
                used[stage] -= time
                for each in shape.counted[item]:
                    counts[each] += 1
        slopes = _slopes(shape, prices, counts)
        value += sum(
            max(pay - price * n for n, pay in enumerate(paid)) for paid, price in zip(shape.paid, prices, strict=True)
        )
        if best is None or value < best:
            best, kept = value, prices
        prices = _moved(shape, prices, slopes, most * 2 // (6 + step), usual * 2 // (6 + step))
        for stage, (spent, want) in enumerate(zip(used, wanted, strict=True)):
            of_time[stage] += 2 * rate * (spent - want) // (want * (4 + step))
    return kept


def _first_price(shape: Shape) -> int:
    """What one more of a token brings, when every one comes about as often as the time allows."""
    problem = shape.problem
    if not shape.tokens:
        return 0
    times = [item.options[0].time for item in problem.items]
    borne = sum(len(item.tokens) for item in problem.items)
    often = problem.high * borne // (max(1, sum(times)) * shape.tokens)
    return problem.coverage[often] if often < len(problem.coverage) else 0


def better_prices(bound: Bound, known: int) -> Bound:
    """A bound with better prices; `known` is what some selection is worth."""
    shape, best, prices, patience = bound.shape, bound, list(bound.prices), 4
    known = max(known, bound.value - abs(bound.value) // _LIKELY)
    for _ in range(_FINE_STEPS):
        counts = _counts(shape, bound.followed())
        slopes = _slopes(shape, prices, counts)
        size = sum(slope * slope for slope in slopes)
        gap = bound.value - known
        if not size or gap <= 0:
            break
        length = gap * patience // (8 * size) or 1
        prices = _moved(shape, prices, slopes, length, length)
        bound = Bound(shape, prices)
        if bound.value < best.value:
            best = bound
        else:
            patience = max(1, patience // 2)
            bound, prices = best, list(best.prices)
    return best


def _counts(shape: Shape, taken: Taken) -> list[int]:
    counts = [0] * shape.counts
    for index in taken:
        for each in shape.counted[index]:
            counts[each] += 1
    return counts


def _slopes(shape: Shape, prices: list[int], counts: list[int]) -> list[int]:
    """How many more there are of each thing than its price is fair for."""
    slopes: list[int] = []
    for paid, price, count in zip(shape.paid, prices, counts, strict=True):
        worth = [pay - price * n for n, pay in enumerate(paid)]
        top = max(worth)
        fair = [n for n, each in enumerate(worth) if each == top]
        slopes.append(count - min(fair, key=lambda n: abs(n - count)))
    return slopes


def _moved(shape: Shape, prices: list[int], slopes: list[int], size: int, size_apart: int) -> list[int]:
    """Prices after a step; of a token between nothing and what its first brings, of a group below nothing."""
    most = max(shape.problem.coverage, default=0)
    tokens = (
        min(most, max(0, price - size * slope)) for price, slope in zip(prices[: shape.tokens], slopes, strict=False)
    )
    apart = zip(prices[shape.tokens :], slopes[shape.tokens :], strict=True)
    return [*tokens, *(min(0, price - size_apart * slope) for price, slope in apart)]
