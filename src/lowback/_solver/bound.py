"""What can still be earned from every second on: exact on the clock, with prices on what items share.

A price stands for what one more item with a token is worth, whatever else is taken; what tokens really bring is then
at most the sum of the prices and, for each token, the most that its points exceed them. Nothing else is relaxed.
"""

from collections.abc import Iterable, Sequence
from functools import reduce

from .problem import NOWHERE, Shape, Taken, both_ways

__all__ = ["NEVER", "Bound", "WayLists"]

NEVER = -(1 << 60)
"""Points of what cannot be."""

Values = list[int]
"""Points by time."""


class WayLists:
    """The lists of a stage in one of its orders.

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


class StageLists:
    """The lists of a stage: of each of its orders, and of what comes after it.

    Attributes:
        ways: Its orders.
        start: Place where one is -> values before it.
        loss: Points lost by its end at each time.
    """

    def __init__(self, ways: list[WayLists], loss: Values) -> None:
        self.ways, self.loss = ways, loss
        self.start: dict[int, Values] = {}


class Bound:
    """The most that any selection can be worth, and the most that can still come after each step.

    Attributes:
        value: No selection is worth more; `NEVER` when none ends in the window.
        over: For each count, by how many there are: the most that its points exceed the prices of those to come.
    """

    def __init__(self, shape: Shape, prices: Sequence[int]) -> None:
        self.shape, self.prices = shape, prices
        self.over = [
            [max(paid[more] - price * (more - have) for more in range(have, len(paid))) for have in range(len(paid))]
            for paid, price in zip(shape.paid, prices, strict=True)
        ]
        self.base = sum(over[0] for over in self.over)
        self.worth = [sum(prices[each] for each in counted) for counted in shape.counted]
        self.stages = self._stages()
        self.value = self.stages[0].start[NOWHERE][0] + self.base

    def _stages(self) -> list[StageLists]:
        shape, problem = self.shape, self.shape.problem
        following = {
            place: self._at_end(shape.end_time[place], shape.end_price[place]) for place in self._left(shape.stages)
        }
        found: list[StageLists] = []
        for stage in reversed(range(shape.stages)):
            loss = [0] * (problem.high + 1)
            mark = shape.marks[stage]
            if mark is not None:
                weight = problem.mark_weight
                loss = [weight * abs(time - mark) for time in range(problem.high + 1)]
                following = {
                    place: [value - lost for value, lost in zip(values, loss, strict=True)]
                    for place, values in following.items()
                }
            lists = StageLists([WayLists(order) for order in both_ways(shape.places[stage])], loss)
            before = self._left(stage)
            for way in lists.ways:
                self._fill(way, stage, before, following)
            lists.start = {place: _greatest(way.before[0][place] for way in lists.ways) for place in before}
            following = lists.start
            found.append(lists)
        return found[::-1]

    def _left(self, stage: int) -> set[int]:
        """The places where one may be when a stage begins."""
        return {NOWHERE, *(place for places in self.shape.places[:stage] for place in places)}

    def _at_end(self, time: int, price: int) -> Values:
        """Values after the last block, where so much is left to get to the end."""
        problem = self.shape.problem
        return [-price if problem.low <= now + time <= problem.high else NEVER for now in range(problem.high + 1)]

    def _fill(self, way: WayLists, stage: int, before: Iterable[int], following: dict[int, Values]) -> None:
        shape = self.shape
        way.before[-1] = following
        for nth in reversed(range(len(way.places))):
            place, later = way.places[nth], way.before[nth + 1]
            begun, entered = later[place], [NEVER] * (shape.problem.high + 1)
            way.begun[nth], way.entered[nth] = [begun], [entered]
            for choice in reversed(shape.choices[stage, place]):
                taken = _greatest(
                    _sooner(begun, time, points + self.worth[item]) for time, points, item, _ in choice.options
                )
                entered = taken if choice.forced else _greater(entered, taken)
                begun = taken if choice.forced else _greater(begun, taken)
                way.begun[nth].append(begun)
                way.entered[nth].append(entered)
            way.begun[nth].reverse()
            way.entered[nth].reverse()
            forced = shape.forced((stage, place))
            for here in {*before, *way.places[:nth]}:
                going = _sooner(entered, shape.change_time[here][place], -shape.change_price[here][place])
                way.before[nth][here] = going if forced else _greater(later[here], going)

    def followed(self) -> Taken:
        """What is taken where the bound comes from; it may have a group twice."""
        shape, taken = self.shape, Taken()
        time, here = 0, NOWHERE
        for stage, lists in enumerate(self.stages):
            way = next(way for way in lists.ways if way.before[0][here][time] == lists.start[here][time])
            for nth, place in enumerate(way.places):
                stays = way.before[nth + 1][here][time] == way.before[nth][here][time]
                if stays and not shape.forced((stage, place)):
                    continue
                time, here = time + shape.change_time[here][place], place
                lists_of = way.entered[nth]
                for at, choice in enumerate(shape.choices[stage, place]):
                    value = lists_of[at][time]
                    if not choice.forced and lists_of[at + 1][time] == value:
                        continue
                    for spent, points, item, option in choice.options:
                        after = time + spent
                        if (
                            after <= shape.problem.high
                            and way.begun[nth][at + 1][after] + points + self.worth[item] == value
                        ):
                            taken[item], time, lists_of = option, after, way.begun[nth]
                            break
        return taken


def _sooner(values: Values, time: int, points: int) -> Values:
    """Values by the time before something that takes time and brings points."""
    return [value + points for value in values[time:]] + [NEVER] * min(time, len(values))


def _greater(values: Values, others: Values) -> Values:
    return [a if a > b else b for a, b in zip(values, others, strict=True)]  # noqa: FURB136  # a third of the time of `max`


def _greatest(lists: Iterable[Values]) -> Values:
    return reduce(_greater, lists)
