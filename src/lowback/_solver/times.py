"""Which total times can be reached at all, decided exactly, with one bit for each time."""

from collections.abc import Iterator

from .problem import NOWHERE, Problem, Shape, Taken

__all__ = ["feasible", "first_selection", "in_window", "reachable"]

Node = tuple[int, int, int]
"""Stage, places visited in it (as bits), and the place last visited."""


State = tuple[Node, int, int, int, bool]
"""A node, how many of its choices are still open, the time, the groups used later, and whether it is touched."""


class _Times:
    """Every total time that some selection has, as bits, and a selection that has one in the window.

    Only groups that meet in different blocks are left out of the bits; `first` heeds them.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.shape = problem, Shape(problem)
        self.forced = [
            sum(1 << bit for bit, place in enumerate(places) if self.shape.forced((stage, place)))
            for stage, places in enumerate(self.shape.places)
        ]
        self.group_bits = [
            sum(1 << each for each in counted if each >= self.shape.tokens) for counted in self.shape.counted
        ]
        self.dead: set[State] = set()
        self.limit = (1 << problem.high + 1) - 1
        self.left: dict[Node, int] = {(0, 0, NOWHERE): 1}
        self.prefixes: dict[Node, list[tuple[int, int]]] = {}
        for stage in range(self.shape.stages):
            self._pass_stage(stage)
        self.ends = [node for node in self.left if node[0] == self.shape.stages and node[2] != NOWHERE]
        self.bits = 0
        for node in self.ends:
            self.bits |= self.left[node]

    def _pass_stage(self, stage: int) -> None:
        places = self.shape.places[stage]
        for mask in range(1 << len(places)):
            for place in places if mask else sorted({node[2] for node in self.left if node[0] == stage}):
                node = (stage, mask, place)
                if mask and mask >> places.index(place) & 1:
                    self._pass_block(node)
                times = self.left.get(node, 0)
                if times and self.forced[stage] & ~mask == 0:
                    onward = (stage + 1, 0, place)
                    self.left[onward] = self.left.get(onward, 0) | times

    def _before(self, node: Node) -> Iterator[tuple[Node, int]]:
        """The nodes from which a block is entered, with the time of the change."""
        stage, mask, place = node
        rest = mask & ~(1 << self.shape.places[stage].index(place))
        for other in self.shape.places[stage] if rest else range(NOWHERE, self.problem.places):
            if (stage, rest, other) in self.left:
                yield (stage, rest, other), self.shape.change_time[other][place]

    def _pass_block(self, node: Node) -> None:
        entered = 0
        for before, time in self._before(node):
            entered |= self.left[before] << time
        touched, untouched = 0, entered & self.limit
        prefixes = [(touched, untouched)]
        for members in self.shape.choices[node[0], node[2]]:
            taken = 0
            for index in members:
                for option in self.problem.items[index].options:
                    taken |= (touched | untouched) << option.time
            if self.problem.items[members[0]].forced:
                touched, untouched = 0, 0
            touched |= taken & self.limit
            prefixes.append((touched, untouched))
        if touched:
            self.left[node] = touched
            self.prefixes[node] = prefixes

    def first(self) -> Taken | None:
        """Some selection that ends in the window and takes at most one item of each group."""
        for time in range(self.problem.high, self.problem.low - 1, -1):
            for node in self.ends:
                found = self._back(node, time, 0) if self.left[node] >> time & 1 else None
                if found is not None:
                    return found
        return None

    def _back(self, node: Node, time: int, used: int) -> Taken | None:
        """Complete a selection towards the start, from the end of this node at this time."""
        stage, mask, place = node
        if mask:
            return self._back_block((node, len(self.prefixes[node]) - 1, time, used, False))
        if stage == 0:
            return {}
        for before, times in self.left.items():
            ends = before[0] == stage - 1 and before[2] == place and times >> time & 1
            if ends and self.forced[stage - 1] & ~before[1] == 0:
                found = self._back(before, time, used)
                if found is not None:
                    return found
        return None

    def _back_block(self, state: State) -> Taken | None:
        """Go back through the groups of a block, but never twice to where nothing was found."""
        if state in self.dead:
            return None
        found = next(self._earlier(state), None)
        if found is None:
            self.dead.add(state)
        return found

    def _earlier(self, state: State) -> Iterator[Taken]:
        node, nth, time, used, touched = state
        items = self.problem.items
        if nth == 0:
            for before, change in self._before(node):
                if touched and time >= change and self.left[before] >> time - change & 1:
                    found = self._back(before, time - change, used)
                    if found is not None:
                        yield found
            return
        before_touched, before_untouched = self.prefixes[node][nth - 1]
        choice = self.shape.choices[node[0], node[2]][nth - 1]
        for index in choice:
            group = self.group_bits[index]
            for option, (spent, _, _, _) in enumerate(items[index].options):
                left = time - spent
                if not group & used and left >= 0 and (before_touched | before_untouched) >> left & 1:
                    found = self._back_block((node, nth - 1, left, used | group, True))
                    if found is not None:
                        yield {**found, index: option}
        may_skip = before_touched | (before_untouched if touched else 0)
        if not self.shape.is_forced(choice) and may_skip >> time & 1:
            found = self._back_block((node, nth - 1, time, used, touched))
            if found is not None:
                yield found


def reachable(problem: Problem) -> int:
    """The total times that some selection has, as bits; groups that meet in different blocks may add some."""
    return _Times(problem).bits


def in_window(problem: Problem) -> bool:
    """Whether a reachable time lies in the window; when not, no selection does."""
    return bool(reachable(problem) >> problem.low)


def first_selection(problem: Problem) -> Taken | None:
    """Some selection that ends in the window; None when there is none."""
    return _Times(problem).first()


def feasible(problem: Problem) -> bool:
    """Whether some selection ends in the window."""
    return first_selection(problem) is not None
