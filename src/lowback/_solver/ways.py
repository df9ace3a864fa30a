"""Ways through sets of places, stage by stage: the time and the points that changing costs."""

from collections.abc import Iterator

from .problem import NOWHERE, Block, Shape

__all__ = ["Sets", "Ways"]

Sets = tuple[tuple[int, ...], ...]
"""The places to visit in each stage that is left."""


class Ways:
    """Every time that a way through the places can take, with the least points for it."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._known: dict[tuple[Sets, int], dict[int, int]] = {}

    def costs(self, sets: Sets, before: int = NOWHERE) -> dict[int, int]:
        """Time spent on changes -> least points lost."""
        key = (sets, before)
        if key not in self._known:
            self._known[key] = self._costs(sets, before)
        return self._known[key]

    def _costs(self, sets: Sets, before: int) -> dict[int, int]:
        if not any(sets):
            return {0: 0}
        found: dict[int, int] = {}
        for time, points, place, rest in self._first(sets, before):
            for spent, lost in self.costs(rest, place).items():
                found[time + spent] = min(points + lost, found.get(time + spent, points + lost))
        return found

    def _first(self, sets: Sets, before: int) -> Iterator[tuple[int, int, int, Sets]]:
        """Time and points of each first change, the place that it leads to, and what is then left."""
        stage = next(nth for nth, places in enumerate(sets) if places)
        for place in sets[stage]:
            left = tuple(each for each in sets[stage] if each != place)
            rest = (*sets[:stage], left, *sets[stage + 1 :])
            yield self._shape.change_time[before][place], self._shape.change_price[before][place], place, rest

    def orders(self, sets: Sets, time: int, points: int, before: int = NOWHERE) -> Iterator[tuple[Block, ...]]:
        """The orders of the blocks that cost exactly this."""
        if not any(sets):
            if (time, points) == (0, 0):
                yield ()
            return
        stage = next(nth for nth, places in enumerate(sets) if places)
        for spent, lost, place, rest in self._first(sets, before):
            if self.costs(rest, place).get(time - spent) == points - lost:
                for order in self.orders(rest, time - spent, points - lost, place):
                    yield ((stage, place), *order)
