"""All that a selection may do along the clock, as a graph.

A node stands for where one is in all that may come: in which stage, on which way through its places, before which
choice. An edge takes time and brings points. On its way from the root to the sink a selection takes its items.
"""

from dataclasses import dataclass
from typing import NamedTuple

from .problem import NOWHERE, Pick, Shape, both_ways

__all__ = ["NOTHING", "SINK", "Edge", "Graph", "Node"]

SINK, DEAD = 0, 1
"""The node at the end, and one from which nothing leads there."""
NOTHING = -1  # instead of the item that an edge takes; as an index it is the last of a list


class Edge(NamedTuple):
    """One way on from a node.

    Attributes:
        to: The node to which it leads.
        item: What is taken on it.
        number: What that adds to the number of what is taken.
    """

    to: int
    time: int = 0
    points: int = 0
    item: int = NOTHING
    number: int = 0


@dataclass(slots=True)
class Node:
    """A point on the way.

    Attributes:
        loss: Points by the time at which it is passed.
        gone: What is counted, and by none of the items to come any more.
        like: A node from which at least as much can be earned, and whose list will do.
    """

    edges: list[Edge]
    loss: list[int] | None = None
    gone: frozenset[int] = frozenset()
    like: int | None = None


class Graph:
    """Every way through the stages; an edge leads to a node that was made before."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.nodes = [Node([]), Node([])]
        following = {NOWHERE: DEAD}  # nothing taken is no selection
        for place in self._left(shape.stages) - {NOWHERE}:
            following[place] = self._add(Node([Edge(SINK, shape.end_time[place], -shape.end_price[place])]))
        for stage in reversed(range(shape.stages)):
            loss, up = shape.loss[stage - 1] if stage else None, shape.upwards(stage)
            ways = [self._way(stage, places, following) for places in both_ways(shape.places[stage])]
            following = {
                here: self._add(Node([Edge(way[here], number=0 if nth else up) for nth, way in enumerate(ways)], loss))
                for here in self._left(stage)
            }
        self.root = following[NOWHERE]

    def _add(self, node: Node) -> int:
        """The index of a node; where only one way leads on, and nothing happens, of the one at its end."""
        node.edges = [edge for edge in node.edges if edge.to != DEAD]
        if not node.edges:
            return DEAD
        if len(node.edges) == 1 and not (node.loss or node.gone) and node.edges[0] == Edge(node.edges[0].to):
            return node.edges[0].to
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _left(self, stage: int) -> set[int]:
        """The places where one may be when a stage begins."""
        return {NOWHERE, *(place for places in self.shape.places[:stage] for place in places)}

    def _way(self, stage: int, places: list[int], following: dict[int, int]) -> dict[int, int]:
        """A stage that goes through its places in this order: place where one is -> node."""
        shape, gone = self.shape, self._gone(stage, places)
        later = {here: self._add(Node([Edge(following[here])], gone=gone)) for here in self._left(stage + 1)}
        for nth in reversed(range(len(places))):
            place, gone = places[nth], self._gone(stage, places[:nth])
            picks = shape.picks[stage, place]
            forced = any(pick.forced for pick in picks)
            block, first = self._block(picks, later[place])
            before: dict[int, int] = {}
            known: dict[Edge, int] = {}
            for here in self._left(stage) | {*places[:nth]}:
                time, price = shape.change_time[here][place], shape.change_price[here][place]
                change = Edge(first if here == NOWHERE else block, time, -price)
                if change not in known:
                    known[change] = self._add(Node([change]))
                skipped = Edge(DEAD if forced else later[here])
                before[here] = self._add(Node([skipped, Edge(known[change])], gone=gone))
            later = before
        return later

    def _block(self, picks: list[Pick], after: int) -> tuple[int, int]:
        """The node before a block of which something is taken, and the one where it is the first of all.

        There, what has nothing that opens well is apart until the end, and pays then.
        """
        items, price = self.shape.problem.items, self.shape.problem.opening_price
        nothing = first = DEAD
        something, plain = after, self._add(Node([Edge(after, points=-price)], like=after))
        for pick in reversed(picks):
            take = take_first = self._add(Node([Edge(something, *option) for option in pick.options]))
            if not all(items[index].opens for _, _, index, _ in pick.options):
                opening = [Edge(something if items[option[2]].opens else plain, *option) for option in pick.options]
                take_first = self._add(Node(opening, like=take))
            if pick.forced:
                nothing, something, first, plain = take, take, take_first, take_first
                continue
            nothing = self._add(Node([Edge(nothing), Edge(take)]))
            something = self._add(Node([Edge(something), Edge(take)]))
            first = self._add(Node([Edge(first), Edge(take_first)], like=nothing))
            plain = self._add(Node([Edge(plain), Edge(take_first)], like=something))
        return nothing, first

    def _gone(self, stage: int, passed: list[int]) -> frozenset[int]:
        """What is counted in the last of these places of a stage, and nowhere after them."""
        borne = self.shape.borne
        to_come = (each for (at, place), each in borne.items() if at > stage or (at == stage and place not in passed))
        return frozenset(borne[stage, passed[-1]].difference(*to_come) if passed else ())
