"""What can still be earned from every second on: exact on the clock, with prices on what items share.

A price stands for what one more item with a token is worth, whatever else is taken; what tokens really bring is then
at most the sum of the prices and, for each token, the most that its points exceed them. Nothing else is relaxed but
what is lost where nothing of the first block opens well.
"""

from functools import reduce

from .graph import SINK, Graph, Node

__all__ = ["NEVER", "Bound"]

NEVER = -(1 << 60)
"""Points of what cannot be."""
Values = list[int]  # points by time


class Bound:
    """The most that any selection can be worth, and the most that can still come after each step.

    Attributes:
        value: No selection is worth more; below `NEVER // 2` when none ends in the window.
        over: For each count, by how many there are: the most that its points exceed the prices of those to come.
        values: What can still be earned from each node on.
    """

    def __init__(self, graph: Graph, prices: list[int]) -> None:
        self.graph, self.shape, self.prices = graph, graph.shape, prices
        self.over = [
            [max(points - price * more for more, points in enumerate(paid[have:])) for have in range(len(paid))]
            for paid, price in zip(self.shape.paid, prices, strict=True)
        ]
        self.base = sum(each[0] for each in self.over)
        self._worth = [*(sum(prices[each] for each in counted) for counted in self.shape.counted), 0]
        problem = self.shape.problem
        at_end = [0 if problem.low <= now <= problem.high else NEVER for now in range(problem.high + 1)]
        self.values = [at_end, [NEVER] * len(at_end)]
        for node in graph.nodes[len(self.values) :]:
            self.values.append(self.values[node.like] if node.like is not None else self._values(node))
        self.value = self.values[graph.root][0] + self.base

    def _values(self, node: Node) -> Values:
        lists = (_sooner(self.values[to], time, points + self._worth[item]) for to, time, points, item, _ in node.edges)
        values = reduce(_greater, lists)
        return [a + b for a, b in zip(values, node.loss, strict=True)] if node.loss else values

    def followed(self) -> list[int]:
        """The items of a selection that would be worth the value of the bound, if nothing were counted."""
        at, now, taken = self.graph.root, 0, list[int]()
        while at != SINK:
            node = self.graph.nodes[at]
            due = self.values[at][now] - (node.loss[now] if node.loss else 0)
            to, time, item = next(
                (to, time, item)
                for to, time, points, item, _ in node.edges
                if now + time < len(self.values[to]) and points + self._worth[item] + self.values[to][now + time] == due
            )
            like = self.graph.nodes[to].like
            at, now, taken = to if like is None else like, now + time, [*taken, item]
        return [item for item in taken if item >= 0]


def _sooner(values: Values, time: int, points: int) -> Values:
    """Values by the time before something that takes time and brings points."""
    if not time and not points:
        return values
    return [value + points for value in values[time:]] + [NEVER] * min(time, len(values))


def _greater(values: Values, others: Values) -> Values:
    return [a if a > b else b for a, b in zip(values, others, strict=True)]  # noqa: FURB136  # a third of the time of `max`
