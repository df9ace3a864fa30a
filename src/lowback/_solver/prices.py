"""Prices on time, activity and counts, and the bound that they give.

With prices the choice falls apart into single items and a way through the blocks: the sum of what each
is worth by itself is a bound that no selection can exceed. Good prices make it low.
"""

from functools import lru_cache
from operator import sub
from typing import NamedTuple

from .problem import Block, Shape

__all__ = ["SCALE", "Bound", "Prices", "best_bound", "bits"]

SCALE = 16
"""Points are counted in sixteenths beside prices, so that small prices differ."""
_FINE = 256
"""While prices are sought, they are counted in yet finer parts."""
_STEPS = 100
_PATIENCE = 5
"""After so many steps without a lower bound, steps become shorter."""
_FAR = -(1 << 60)
"""The worth of what is impossible; so is all that is near it."""


class Prices(NamedTuple):
    """Points (in sixteenths) for a unit of time, of activity in each stage, and for one more of each count."""

    time: int
    active: tuple[int, ...]
    counts: tuple[int, ...]


class Leg(NamedTuple):
    """The ways through one stage.

    Attributes:
        entries: What is earned before this stage, by the place where the person is.
        inner: For each set of places (as bits): what is earned when they are visited, by the last of them (by its bit).
    """

    entries: list[int]
    places: list[int]
    inner: list[list[int]]
    needed: int


@lru_cache(maxsize=1 << 12)
def bits(mask: int) -> tuple[int, ...]:
    """The numbers of the bits set, from the lowest."""
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


class Bound:
    """What everything is worth at certain prices; `value` is what no selection can exceed."""

    def __init__(self, shape: Shape, prices: Prices) -> None:
        self.shape, self.prices = shape, prices
        problem = shape.problem
        time, active, counts = prices
        self.gains: list[list[int]] = []
        for item, counted in zip(problem.items, shape.counted, strict=True):
            per_active, extra = active[item.stage], 0
            for each in counted:
                extra += counts[each]
            self.gains.append([SCALE * o.points + per_active * o.active - time * o.time + extra for o in item.options])
        self.best = [max(gains) for gains in self.gains]
        self.bases = {block: [self._base(choice) for choice in choices] for block, choices in shape.choices.items()}
        self.worth = {block: sum(bases) for block, bases in self.bases.items()}
        self.cost = [
            [SCALE * points + time * spent for points, spent in zip(prices_, times, strict=True)]
            for prices_, times in zip(shape.change_price, shape.change_time, strict=True)
        ]
        self.end = problem.high if time >= 0 else problem.low
        self.wanted = [self._wanted(price, paid) for price, paid in zip(counts, shape.paid, strict=True)]
        self.beside = time * self.end
        for price, target in zip(active, problem.targets, strict=True):
            self.beside -= price * target
        for price, paid, number in zip(counts, shape.paid, self.wanted, strict=True):
            self.beside += SCALE * paid[number] - price * number
        useful = [[place for place in places if self._useful((s, place))] for s, places in enumerate(shape.places)]
        self.legs, self.ends = self.ways(useful)
        self.path = max(self.ends)
        self.value = self.beside + self.path

    def _base(self, choice: list[int]) -> int:
        best = max([self.best[index] for index in choice])
        return best if best > 0 or self.shape.is_forced(choice) else 0

    def _useful(self, block: Block) -> bool:
        """Whether a best way may need this block: without it, its worth is lost and a detour is saved."""
        detour = min(SCALE * points + self.prices.time * time for time, points in self.shape.detours[block[1]])
        return self.worth[block] > detour or self.shape.forced(block)

    @staticmethod
    def _wanted(price: int, paid: list[int]) -> int:
        """How many of a count are best to have when each has this price."""
        return max(range(len(paid)), key=lambda number: (SCALE * paid[number] - price * number, -number))

    def ways(self, useful: list[list[int]], *, backwards: bool = False) -> tuple[list[Leg], list[int]]:
        """The best ways through these places of each stage, and what they end with, by the last place.

        Every order of every set of places is weighed, from small sets to large (Held and Karp 1962).
        """
        worth, nowhere = self.worth, self.shape.problem.places
        cost = [list(row) for row in zip(*self.cost, strict=True)] if backwards else self.cost
        ends = [_FAR] * nowhere + [0]
        legs: list[Leg] = []
        stages = range(len(useful))
        for stage in reversed(stages) if backwards else stages:
            places = useful[stage]
            needed = sum(1 << bit for bit, place in enumerate(places) if self.shape.forced((stage, place)))
            worths = [worth[stage, place] for place in places]
            live = [(place, earned) for place, earned in enumerate(ends) if earned > _FAR // 2]
            entered = [max([earned - cost[before][place] for before, earned in live]) for place in places]
            into = [[cost[before][place] for before in places] for place in places]
            inner = [[_FAR] * len(places)]
            legs.append(Leg(ends, places, inner, needed))
            last = inner[0]
            for mask in range(1, 1 << len(places)):
                row = list(inner[0])
                for bit in bits(mask):
                    rest = mask ^ 1 << bit
                    row[bit] = worths[bit] + (max(map(sub, inner[rest], into[bit])) if rest else entered[bit])
                inner.append(row)
                if mask & needed == needed:
                    last = list(map(max, last, row))
            ends = [_FAR] * (nowhere + 1) if needed else list(ends)
            for place, earned in zip(places, last, strict=True):
                ends[place] = max(ends[place], earned)
        return legs, ends

    def _visited(self) -> tuple[list[Block], int]:
        """The blocks of a best way, last first, and the time it spends on changes."""
        blocks: list[Block] = []
        time, earned, place = 0, self.path, self.ends.index(self.path)
        for stage, (entries, places, inner, needed) in reversed(list(enumerate(self.legs))):
            if not needed and entries[place] == earned:
                continue
            bit = places.index(place)
            mask = next(
                mask for mask in range(1 << bit, len(inner)) if mask & needed == needed and inner[mask][bit] == earned
            )
            while mask:
                here, mask = places[bit], mask ^ 1 << bit
                blocks.append((stage, here))
                earned -= self.worth[stage, here]
                before = [(inner[mask][b], places[b], b) for b in bits(mask)]
                before = before or [(value, other, 0) for other, value in enumerate(entries)]
                earned, place, bit = next(each for each in before if each[0] - self.cost[each[1]][here] == earned)
                time += self.shape.change_time[place][here]
        return blocks, time

    def slopes(self) -> list[int]:
        """How the bound changes with each price."""
        problem = self.shape.problem
        blocks, time = self._visited()
        active = [0] * self.shape.stages
        have = [0] * self.shape.counts
        for block in blocks:
            for choice, base in zip(self.shape.choices[block], self.bases[block], strict=True):
                if base <= 0 and not self.shape.is_forced(choice):
                    continue
                index = next(each for each in choice if self.best[each] == base)
                option = problem.items[index].options[self.gains[index].index(base)]
                time += option.time
                active[block[0]] += option.active
                for each in self.shape.counted[index]:
                    have[each] += 1
        return [
            self.end - time,
            *(have_ - want for have_, want in zip(active, problem.targets, strict=True)),
            *(have_ - want for have_, want in zip(have, self.wanted, strict=True)),
        ]


class _Descent:
    """Deflected subgradient steps on the prices (Camerini, Fratta, Maffioli 1975), each within its range."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        problem = shape.problem
        first = SCALE * max(problem.coverage, default=0)
        weight = SCALE * problem.target_weight
        time = self._full_price()
        rate = max(SCALE * option.points // max(1, option.time) for item in problem.items for option in item.options)
        apart = shape.counts - shape.tokens
        most = first + max(1, rate) * problem.high
        self.low = [-most, *[-weight] * shape.stages, *[0] * shape.tokens, *[-most] * apart]
        self.high = [most, *[weight] * shape.stages, *[first] * shape.tokens, *[0] * apart]
        # The longer the range of a price and the coarser what it counts, the longer its steps.
        self.reach = [
            max(1, (rate << 10) // max(1, problem.high)),
            *(max(1, (weight << 10) // max(1, target)) for target in problem.targets),
            *[first << 8] * shape.tokens,
            *[most << 3] * apart,
        ]
        self.prices = [
            _FINE * price for price in (time, *[0] * shape.stages, *[first // 4] * shape.tokens, *[0] * apart)
        ]

    def _full_price(self) -> int:
        """The points of the last unit of time when the best rates are taken first."""
        rates = [max((SCALE * o.points // max(1, o.time), o.time) for o in i.options) for i in self.shape.problem.items]
        left = self.shape.problem.high
        for price, used in sorted(rates, reverse=True):
            left -= used
            if left <= 0:
                return price
        return 0

    def bound(self) -> Bound:
        """The bound at the prices reached."""
        time, *others = (price // _FINE for price in self.prices)
        return Bound(self.shape, Prices(time, tuple(others[: self.shape.stages]), tuple(others[self.shape.stages :])))

    def run(self) -> Bound:
        """The lowest bound found."""
        best = bound = self.bound()
        hope = abs(best.value) // 20 + 1
        length, stale = 1024, 0
        before: list[int] = []
        for _ in range(_STEPS):
            slopes = self._inward(bound.slopes())
            before = self._deflected(slopes, before)
            norm = sum(slope * slope * reach for slope, reach in zip(before, self.reach, strict=True))
            if norm == 0:
                break
            far = length * _FINE * 16 * (bound.value - best.value + hope)
            for at, (slope, reach) in enumerate(zip(before, self.reach, strict=True)):
                price = self.prices[at] - far * slope * reach // (norm << 10)
                self.prices[at] = min(_FINE * self.high[at], max(_FINE * self.low[at], price))
            bound = self.bound()
            if bound.value < best.value:
                best, stale = bound, 0
            else:
                stale += 1
                if stale == _PATIENCE:
                    length, stale = length * 7 // 10, 0
        return best

    def _inward(self, slopes: list[int]) -> list[int]:
        """The slopes in sixteenths, none that would leave the range of its price."""
        return [
            0 if (price <= _FINE * low and slope > 0) or (price >= _FINE * high and slope < 0) else 16 * slope
            for slope, price, low, high in zip(slopes, self.prices, self.low, self.high, strict=True)
        ]

    def _deflected(self, slopes: list[int], before: list[int]) -> list[int]:
        """Turned towards the step before where the two are against each other."""
        against = sum(a * b * reach for a, b, reach in zip(slopes, before, self.reach, strict=False))
        if against >= 0:
            return slopes
        length = sum(b * b * reach for b, reach in zip(before, self.reach, strict=True))
        return [a - 3 * against * b // (2 * length) for a, b in zip(slopes, before, strict=True)]


def best_bound(shape: Shape) -> Bound:
    """A low bound, and the prices that give it."""
    return _Descent(shape).run()
