"""What can still be earned from every second on: exact on the clock, with prices on what items share.

A price stands for what one more item with a token is worth, whatever else is taken; what tokens really bring is then
at most the sum of the prices and, for each token, the most that its points exceed them. Nothing else is relaxed.
"""

from collections.abc import Iterable
from functools import reduce

from .problem import NOWHERE, Shape, both_ways

__all__ = ["NEVER", "Bound", "Lists"]

NEVER = -(1 << 60)
"""Points of what cannot be."""

Values = list[int]
"""Points by time."""


class Lists:
    """The lists of a stage that goes through its places in one order.

    Attributes:
        places: The order.
        before: Before each block, and after the last: place where one is -> values.
        entered: For each block, before each choice and after the last: values when nothing of it has been taken.
        begun: The same when something has.
    """

    def __init__(self, places: list[int]) -> None:
        self.places = places
        self.before: list[dict[int, Values]] = [{} for _ in range(len(places) + 1)]
        self.entered: list[list[Values]] = [[] for _ in places]
        self.begun: list[list[Values]] = [[] for _ in places]


class Bound:
    """The most that any selection can be worth, and the most that can still come after each step.

    Attributes:
        value: No selection is worth more; below `NEVER // 2` when none ends in the window.
        over: For each count, by how many there are: the most that its points exceed the prices of those to come.
        stages: The lists of each stage, for each of its orders.
        start: Values before the first stage.
        end: Place where one is -> values after the last stage.
    """

    def __init__(self, shape: Shape, prices: list[int]) -> None:
        self.shape, self.prices = shape, prices
        self.over = [
            [max(points - price * more for more, points in enumerate(paid[have:])) for have in range(len(paid))]
            for paid, price in zip(shape.paid, prices, strict=True)
        ]
        self.base = sum(each[0] for each in self.over)
        self.worth = [sum(prices[each] for each in counted) for counted in shape.counted]
        self.end = {place: self._at_end(place) for place in self._left(shape.stages)}
        self.stages: list[list[Lists]] = []
        following = self.end
        for stage in reversed(range(shape.stages)):
            following = {place: _sum(values, shape.loss[stage]) for place, values in following.items()}
            ways = [self._filled(places, stage, following) for places in both_ways(shape.places[stage])]
            following = {place: _greatest(way.before[0][place] for way in ways) for place in self._left(stage)}
            self.stages.insert(0, ways)
        self.start = following[NOWHERE]
        self.value = self.start[0] + self.base

    def _left(self, stage: int) -> set[int]:
        """The places where one may be when a stage begins."""
        return {NOWHERE, *(place for places in self.shape.places[:stage] for place in places)}

    def _at_end(self, place: int) -> Values:
        """Values after the last block, where so much is left to get to the end; nothing taken is no selection."""
        problem, time, price = self.shape.problem, self.shape.end_time[place], self.shape.end_price[place]
        ends = (place != NOWHERE and problem.low <= now + time <= problem.high for now in range(problem.high + 1))
        return [-price if fits else NEVER for fits in ends]

    def _filled(self, places: list[int], stage: int, following: dict[int, Values]) -> Lists:
        shape, way = self.shape, Lists(places)
        way.before[-1] = following
        for nth in reversed(range(len(places))):
            place, later = places[nth], way.before[nth + 1]
            begun, entered = later[place], [NEVER] * len(later[place])
            way.begun[nth], way.entered[nth] = [begun], [entered]
            for choice in reversed(shape.choices[stage, place]):
                taken = _greatest(
                    _sooner(begun, time, points + self.worth[item]) for time, points, item, _ in choice.options
                )
                entered = taken if choice.forced else _greater(entered, taken)
                begun = taken if choice.forced else _greater(begun, taken)
                way.begun[nth].insert(0, begun)
                way.entered[nth].insert(0, entered)
            forced = shape.forced((stage, place))
            going: dict[tuple[int, int], Values] = {}
            for here in self._left(stage) | {*places[:nth]}:
                change = shape.change_time[here][place], -shape.change_price[here][place]
                if change not in going:
                    going[change] = _sooner(entered, *change)
                way.before[nth][here] = going[change] if forced else _greater(later[here], going[change])
        return way


def _sooner(values: Values, time: int, points: int) -> Values:
    """Values by the time before something that takes time and brings points."""
    return [value + points for value in values[time:]] + [NEVER] * min(time, len(values))


def _sum(values: Values, others: Values) -> Values:
    return [a + b for a, b in zip(values, others, strict=True)]


def _greater(values: Values, others: Values) -> Values:
    return [a if a > b else b for a, b in zip(values, others, strict=True)]  # noqa: FURB136  # a third of the time of `max`


def _greatest(lists: Iterable[Values]) -> Values:
    return reduce(_greater, lists)
