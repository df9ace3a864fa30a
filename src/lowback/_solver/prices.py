"""Prices of what items share: first where every choice is made by itself, then, for a hard search, along the clock.

When the time of each stage has a price, too, nothing binds the choices any more, and it is quick to see what each of
them would take. Then prices go against what is taken too much of (subgradient), as far as the value of it all is likely
to come down (Polyak). The prices so found are nearly always good enough; along the clock a step takes much longer.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from .bound import Bound
from .problem import Shape
from .search import Codes, Search

__all__ = ["better_bound", "good_prices"]

_STEPS, _FINE_STEPS = 60, 4
"""Choice by choice, and along the clock; there a good selection is known, and the first steps bring most."""
_LIKELY = 4
"""The least is likely within this part of the value, where nothing is known."""
_PATIENCE = 3
"""Steps that may fail before they get shorter."""
_SHORTER = 6
"""Then they are so many tenths of what they were."""
_ANY = 1 << 40
"""More than any time is worth."""

Range = tuple[int, int]


class _Apart:
    """What every choice takes by itself at some prices.

    Attributes:
        at: The price of each thing counted, what one more of it brings. Then, for each stage, what the usual time of an
            option costs because the stage ends later by it; the last of them is the price of time itself.
        value: What all that is taken is worth at these prices; no selection is worth more.
        slopes: For each price, how much too much there is of what it stands for; a count weighs the usual time.
    """

    def __init__(self, shape: Shape, usual: int, at: list[int]) -> None:
        self.at = at
        prices, later = at[: shape.counts], at[shape.counts :]
        of_time = list(accumulate(reversed(later)))[::-1]
        worth = [sum(prices[each] for each in counted) for counted in shape.counted]
        gained, taken, used = 0, list[int](), [0] * shape.stages
        for (stage, _), choices in shape.choices.items():
            for choice in choices:
                gain, minus, item = max(
                    (usual * (points + worth[item]) - of_time[stage] * time, -time, item)
                    for time, points, item, _ in choice.options
                )
                if gain > 0 or choice.forced:
                    gained += gain
                    used[stage] -= minus
                    taken.append(item)
        problem = shape.problem
        windows = [*((mark or 0, mark or 0) for mark in problem.marks), (problem.low, problem.high)]
        ends = list(zip(later, windows, accumulate(used), strict=True))
        gained += sum(price * (last if price > 0 else first) for price, (first, last), _ in ends)
        excess, slopes = _counted(shape, prices, taken)
        self.value = gained // usual + excess
        self.slopes = [usual * slope for slope in slopes]
        self.slopes += [_fair_end(price, *window, end) - end for price, window, end in ends]


class _Along:
    """What a bound would take along the clock, if nothing were counted; the rest is like `_Apart`."""

    def __init__(self, bound: Bound, codes: Codes) -> None:
        self.bound, self.at, self.value = bound, bound.prices, bound.value
        found = Search(bound, codes, counting=False).best(bound.start[0])
        _, self.slopes = _counted(bound.shape, bound.prices, codes.taken(found[1]) if found else ())


Relaxed = TypeVar("Relaxed", _Apart, _Along)


def good_prices(shape: Shape) -> list[int]:
    """A price for each thing counted, at which a bound is low."""
    options = [option for item in shape.problem.items for option in item.options]
    usual = max(1, sum(option.time for option in options) // len(options))
    points = sum(option.points for option in options) // len(options)
    start = _Apart(shape, usual, [*[0] * (shape.counts + shape.stages - 1), points])
    weight = usual * shape.problem.mark_weight
    later = [*(0 if mark is None else weight for mark in shape.problem.marks), _ANY]
    ranges = [*_ranges(shape), *((-most, most) for most in later)]
    return _lowest(start, lambda at: _Apart(shape, usual, at), ranges, usual, _STEPS).at[: shape.counts]


def better_bound(bound: Bound, codes: Codes, known: int) -> Bound:
    """A bound with better prices, where the points of a good selection are known."""
    shape = bound.shape
    start = _Along(bound, codes)
    return _lowest(start, lambda at: _Along(Bound(shape, at), codes), _ranges(shape), 1, _FINE_STEPS, known).bound


def _lowest(
    start: Relaxed,
    moved: Callable[[list[int]], Relaxed],
    ranges: list[Range],
    unit: int,
    steps: int,
    known: int | None = None,
) -> Relaxed:
    """The lowest value on the way from a start, where a slope of so many units is one too many.

    None is below what is known, if anything is.
    """
    now = best = start
    scale, failed = 1 << 20, 0
    for _ in range(steps):
        slopes = [
            0 if price == (low if slope > 0 else high) else slope
            for price, slope, (low, high) in zip(now.at, now.slopes, ranges, strict=True)
        ]
        size = sum(slope * slope for slope in slopes)
        if not size:
            break
        aim = best.value - abs(best.value) // _LIKELY if known is None else known
        length = (now.value - aim) * unit * scale
        at = (price - slope * length // (size << 20) for price, slope in zip(now.at, slopes, strict=True))
        now = moved([min(high, max(low, price)) for price, (low, high) in zip(at, ranges, strict=True)])
        failed = failed + 1 if now.value >= best.value else 0
        best = min(best, now, key=lambda each: each.value)
        if failed == _PATIENCE:
            now, scale, failed = best, scale * _SHORTER // 10, 0
    return best


def _counted(shape: Shape, prices: Sequence[int], taken: Iterable[int]) -> tuple[int, list[int]]:
    """The most by which all that is counted may exceed its prices, and how many more there are than are fair."""
    excess, slopes = 0, list[int]()
    for paid, price, count in zip(shape.paid, prices, shape.counts_of(taken), strict=True):
        gains = [points - price * nth for nth, points in enumerate(paid)]
        most = max(gains)
        excess += most
        fewest = gains.index(most)
        slopes.append(min(count - fewest, 0) or max(count - fewest - gains.count(most) + 1, 0))
    return excess, slopes


def _fair_end(price: int, first: int, last: int, end: int) -> int:
    """The nearest to an end of those in its window that lose least at this price."""
    return min(max(end, last if price > 0 else first), first if price < 0 else last)


def _ranges(shape: Shape) -> list[Range]:
    """Prices as they can be: a token brings at most what its first brings, a limit costs at most what one is worth."""
    first = max(shape.problem.coverage, default=0)
    return [*[(0, first)] * shape.tokens, *((-most, 0) for most in shape.most_limited)]
