"""Prices of what items share: first where every choice is made by itself, then, for a hard search, along the clock.

When the time of each stage has a price, too, nothing binds the choices any more, and it is quick to see what each of
them would take. Then prices go against what is taken too much of (subgradient), as far as the value of it all is likely
to come down (Polyak). The prices so found are nearly always good enough; along the clock a step takes much longer.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from .bound import NEVER, Bound
from .problem import Shape

__all__ = ["better_bound", "good_prices"]

_STEPS, _FINE_STEPS = 60, 3
"""Choice by choice, and along the clock; there a good selection is known, and the first steps bring most."""
_LIKELY = 4
"""The least is likely within this part of the value, where nothing is known."""
_PATIENCE, _SHORTER = 3, 6
"""Steps that may fail before they get shorter; then they are so many tenths of what they were."""

Range = tuple[int, int]
Relaxing = Callable[[list[int]], "_Relaxed"]


class _Relaxed(NamedTuple):
    """What would be taken at some prices, if they were all that counts.

    Attributes:
        value: What that is worth; no selection is worth more.
        slopes: For each price, how much too much there is of what it stands for.
    """

    prices: list[int]
    value: int
    slopes: list[int]


def good_prices(shape: Shape) -> list[int]:
    """A price for each thing counted, at which a bound is low."""
    options = [option for item in shape.problem.items for option in item.options]
    usual = max(1, sum(option.time for option in options) // len(options))
    points = sum(option.points for option in options) // len(options)
    start = [*[0] * (shape.counts + shape.stages - 1), points]
    weight = usual * shape.problem.mark_weight
    later = [*(0 if mark is None else weight for mark in shape.problem.marks), 1 << 40]  # time may be worth anything
    ranges = [*_ranges(shape), *((-most, most) for most in later)]
    return _lowest(start, lambda prices: _apart(shape, usual, prices), ranges, usual, _STEPS)[: shape.counts]


def better_bound(bound: Bound, known: int) -> Bound:
    """A bound with better prices, where the points of a good selection are known."""
    bounds = {tuple(bound.prices): bound}

    def along(prices: list[int]) -> _Relaxed:
        """What a bound would take along the clock."""
        each = bounds[tuple(prices)] = bounds.get(tuple(prices)) or Bound(bound.graph, prices)
        return _Relaxed(prices, each.value, _counted(bound.shape, prices, each.followed())[1])

    return bounds[tuple(_lowest(bound.prices, along, _ranges(bound.shape), 1, _FINE_STEPS, known))]


def _apart(shape: Shape, usual: int, at: list[int]) -> _Relaxed:
    """What every pick takes by itself.

    After the prices of what is counted there is one for each stage: what the usual time of an option costs because the
    stage ends later by it; the last is the price of time itself. The slope of one thing counted is the usual time.
    """
    prices, of_ends = at[: shape.counts], at[shape.counts :]
    of_time = list(accumulate(reversed(of_ends)))[::-1]
    worth = [usual * sum(prices[each] for each in counted) for counted in shape.counted]
    gained, taken, used = 0, list[int](), [0] * shape.stages
    for (stage, _), picks in shape.picks.items():
        later = of_time[stage]
        for pick in picks:
            gain, spent, chosen = NEVER if pick.forced else 0, 0, -1
            for time, points, item, _ in pick.options:
                if (more := usual * points + worth[item] - later * time) > gain:
                    gain, spent, chosen = more, time, item
            if chosen >= 0:
                gained += gain
                used[stage] += spent
                taken.append(chosen)
    problem = shape.problem
    windows = [*((mark or 0, mark or 0) for mark in problem.marks), (problem.low, problem.high)]
    ends = list(zip(of_ends, windows, accumulate(used), strict=True))
    gained += sum(price * (last if price > 0 else first) for price, (first, last), _ in ends)
    excess, slopes = _counted(shape, prices, taken)
    fair = (  # the nearest end in its window of those that lose least at this price
        min(max(end, last if price > 0 else first), first if price < 0 else last) for price, (first, last), end in ends
    )
    off = (near - end for near, (_, _, end) in zip(fair, ends, strict=True))
    return _Relaxed(at, gained // usual + excess, [*(usual * slope for slope in slopes), *off])


def _lowest(
    start: list[int], relaxed: Relaxing, ranges: list[Range], unit: int, steps: int, known: int | None = None
) -> list[int]:
    """The prices of the lowest value on the way from a start, where a slope of so many units is one too many.

    None is below what is known, if anything is.
    """
    now = best = relaxed(start)
    scale, failed = 1 << 20, 0
    for _ in range(steps):
        slopes = [
            0 if price == (low if slope > 0 else high) else slope
            for price, slope, (low, high) in zip(now.prices, now.slopes, ranges, strict=True)
        ]
        size = sum(slope * slope for slope in slopes)
        if not size:
            break
        aim = best.value - abs(best.value) // _LIKELY if known is None else known
        length = (now.value - aim) * unit * scale
        moved = (price - slope * length // (size << 20) for price, slope in zip(now.prices, slopes, strict=True))
        now = relaxed([min(high, max(low, price)) for price, (low, high) in zip(moved, ranges, strict=True)])
        failed = failed + 1 if now.value >= best.value else 0
        best = min(best, now, key=lambda each: each.value)
        if failed == _PATIENCE:
            now, scale, failed = best, scale * _SHORTER // 10, 0
    return best.prices


def _counted(shape: Shape, prices: Sequence[int], taken: Iterable[int]) -> tuple[int, list[int]]:
    """The most by which all that is counted may exceed its prices, and how many more there are than are fair."""
    excess, slopes = 0, list[int]()
    for paid, price, count in zip(shape.paid, prices, shape.counts_of(taken), strict=True):
        gains = [points - price * nth for nth, points in enumerate(paid)]
        most, fewest = max(gains), gains.index(max(gains))
        excess += most
        slopes.append(min(count - fewest, 0) or max(count - fewest - gains.count(most) + 1, 0))
    return excess, slopes


def _ranges(shape: Shape) -> list[Range]:
    """Prices as they can be: a token brings at most what its first brings, a limit costs at most what one is worth."""
    first = max(shape.problem.coverage, default=0)
    most = max(option.points for item in shape.problem.items for option in item.options)
    return [*[(0, first)] * shape.tokens, *[(-most, 0)] * (shape.counts - shape.tokens)]
