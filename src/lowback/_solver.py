"""Search for a good selection along a clock, with a bound on the best one, over plain integers.

A problem has *items*. An item belongs to a *stage* (stages are passed in order) and a *place* (inside a
stage, the items of one place stand together; going from place to place costs time and points). Of every
item at most one *option* is taken, of every *group* at most one item. Options bring points; the first,
second, ... item that bears a *token* brings extra points; each stage wants a certain amount of activity.
The total time has to end inside a window.

Three parts. *Which times can be reached* is decided exactly, with one bit for each time. *The bound*
puts prices on time, activity, tokens and groups: with prices the choice falls apart into single items,
and no selection can have more points than their sum. *The climb* exchanges items and options as long
as that brings points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

__all__ = ["Item", "Option", "Problem", "Solution", "feasible", "reachable", "solve"]

_SCALE = 16
"""Prices are counted in sixteenths of a point, so that small ones can be told apart."""
_PRICE_STEPS = 40
_PATIENCE = 5
"""Steps without a lower bound after which less is hoped for."""
_NOWHERE = -1


class Option(NamedTuple):
    """One way of taking an item."""

    time: int
    active: int
    points: int
    rank: int


class Item(NamedTuple):
    """Something that can be taken once. Items of one place are taken in the order given."""

    stage: int
    place: int
    group: int
    tokens: tuple[int, ...]
    options: tuple[Option, ...]
    rank: int
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What to choose from, and what the choice is worth."""

    items: tuple[Item, ...]
    places: int
    targets: tuple[int, ...]
    """Wanted activity of each stage."""
    target_weight: int
    """Points lost for each unit of activity off the target."""
    coverage: tuple[int, ...]
    """Points for the first, second, ... item with a token, none growing."""
    change_time: tuple[tuple[int, ...], ...]
    change_price: tuple[tuple[int, ...], ...]
    low: int
    high: int
    """The total time has to lie between these, ends included."""


class Solution(NamedTuple):
    """Items with their options, in order; its points, and what no selection can exceed."""

    taken: tuple[tuple[int, int], ...]
    points: int
    bound: int


class _Prices(NamedTuple):
    time: int
    active: tuple[int, ...]
    token: tuple[int, ...]
    group: tuple[int, ...]


Block = tuple[int, int]


class _Shape:
    """What never changes during a search: blocks, tokens and groups of the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.blocks: dict[Block, list[int]] = {}
        for index, item in enumerate(problem.items):
            self.blocks.setdefault((item.stage, item.place), []).append(index)
        self.block_of = [(item.stage, item.place) for item in problem.items]
        self.stages = len(problem.targets)
        self.places = [sorted(place for stage, place in self.blocks if stage == each) for each in range(self.stages)]
        self.tokens = 1 + max((token for item in problem.items for token in item.tokens), default=-1)
        self.groups = 1 + max((item.group for item in problem.items), default=-1)
        self.covered = [
            sum(problem.coverage[:count]) for count in range(max(len(problem.items), len(problem.coverage)) + 1)
        ]
        self.detours = {place: self._detours(place) for _, place in self.blocks}
        self.forced = [
            sum(
                1 << bit
                for bit, place in enumerate(places)
                if any(problem.items[index].forced for index in self.blocks[stage, place])
            )
            for stage, places in enumerate(self.places)
        ]

    def _detours(self, place: int) -> set[tuple[int, int]]:
        """Time and points that it may cost more to go from somewhere to somewhere (or end) through this place."""
        found: set[tuple[int, int]] = set()
        for a in range(_NOWHERE, self.problem.places):
            for c in range(_NOWHERE, self.problem.places):
                to, onward, direct = self.change(a, place), self.change(place, c), self.change(a, c)
                if c == _NOWHERE:
                    onward = direct = (0, 0)
                if (a, c) != (_NOWHERE, _NOWHERE):
                    found.add((to[0] + onward[0] - direct[0], to[1] + onward[1] - direct[1]))
        return found

    def change(self, before: int, after: int) -> tuple[int, int]:
        """Time and points to get from one place to another; nothing at the very start."""
        if before in (_NOWHERE, after):
            return 0, 0
        return self.problem.change_time[before][after], self.problem.change_price[before][after]


# Prices and the bound ----------------------------------------------------------------------------


class _Bound:
    """With prices on everything the choice falls apart; `value` is what no selection can beat."""

    def __init__(self, shape: _Shape, prices: _Prices) -> None:
        self.shape, self.prices = shape, prices
        problem = shape.problem
        time, active, token, group = prices
        self.gains: list[list[int]] = []
        self.best: list[int] = []
        for item in problem.items:
            extra = sum(token[each] for each in item.tokens) - group[item.group]
            per_active = active[item.stage]
            gains = [_SCALE * o.points + per_active * o.active - time * o.time + extra for o in item.options]
            self.gains.append(gains)
            self.best.append(max(gains))
        self.worth = {
            block: sum(self.best[i] for i in items if self.best[i] > 0 or problem.items[i].forced)
            for block, items in shape.blocks.items()
        }
        self.useful = self._useful()
        self._ways: dict[tuple[int, int, int], int] = {}
        self._onward: dict[tuple[int, int, int], int] = {}
        # What is earned beside the items at these prices: the value of each price's own little choice.
        self.counts = [self._best_count(price) for price in token]
        beside = sum(
            _SCALE * shape.covered[count] - price * count for count, price in zip(self.counts, token, strict=True)
        )
        beside -= sum(price * target for price, target in zip(active, problem.targets, strict=True))
        beside += sum(group) + time * (problem.high if time >= 0 else problem.low)
        self.value = self.way(0, 0, _NOWHERE) + beside

    def _useful(self) -> set[Block]:
        """The blocks that a best way may visit: those worth more than the shortest detour through them."""
        top = max(self.worth, key=lambda block: (self.worth[block], block), default=None)
        return {
            block
            for block, items in self.shape.blocks.items()
            if block == top
            or any(self.shape.problem.items[i].forced for i in items)
            or self.worth[block] > self._detour(block[1])
        }

    def _detour(self, place: int) -> int:
        return min(_SCALE * points + self.prices.time * time for time, points in self.shape.detours[place])

    def change(self, before: int, after: int) -> int:
        """Price of getting from place to place, time included."""
        time, points = self.shape.change(before, after)
        return _SCALE * points + self.prices.time * time

    def _best_count(self, price: int) -> int:
        return sum(1 for points in self.shape.problem.coverage if _SCALE * points > price)

    def way(self, stage: int, mask: int, place: int) -> int:
        """Worth of the best way on from here; `mask` tells the places of this stage already visited."""
        key = (stage, mask, place)
        if key not in self._ways:
            self._ways[key], self._onward[key] = self._find_way(*key)
        return self._ways[key]

    def _find_way(self, stage: int, mask: int, place: int) -> tuple[int, int]:
        if stage == self.shape.stages:
            return 0, _NOWHERE
        ways: list[tuple[int, int]] = []
        if self.shape.forced[stage] & ~mask == 0:
            ways.append((self.way(stage + 1, 0, place), _NOWHERE))
        for bit, onward in enumerate(self.shape.places[stage]):
            if not mask >> bit & 1 and (stage, onward) in self.useful:
                rest = self.way(stage, mask | 1 << bit, onward)
                ways.append((self.worth[stage, onward] - self.change(place, onward) + rest, onward))
        return max(ways)

    def visited(self) -> tuple[list[Block], int]:
        """The blocks of a best way, and the time it spends on changes."""
        stage, mask, place = 0, 0, _NOWHERE
        blocks: list[Block] = []
        time = 0
        while stage < self.shape.stages:
            self.way(stage, mask, place)
            onward = self._onward[stage, mask, place]
            if onward == _NOWHERE:
                stage, mask = stage + 1, 0
                continue
            blocks.append((stage, onward))
            time += self.shape.change(place, onward)[0]
            mask, place = mask | 1 << self.shape.places[stage].index(onward), onward
        return blocks, time

    def slopes(self) -> list[int]:
        """How the bound changes with each price: time, activity of stages, tokens, groups."""
        problem = self.shape.problem
        blocks, time = self.visited()
        active = [0] * self.shape.stages
        tokens, groups = [0] * self.shape.tokens, [0] * self.shape.groups
        for block in blocks:
            for index in self.shape.blocks[block]:
                item = problem.items[index]
                if self.best[index] <= 0 and not item.forced:
                    continue
                option = item.options[self.gains[index].index(self.best[index])]
                time += option.time
                active[item.stage] += option.active
                groups[item.group] += 1
                for token in item.tokens:
                    tokens[token] += 1
        end = problem.high if self.prices.time >= 0 else problem.low
        return [
            end - time,
            *(have - want for have, want in zip(active, problem.targets, strict=True)),
            *(have - want for have, want in zip(tokens, self.counts, strict=True)),
            *(1 - have for have in groups),
        ]


def _first_prices(shape: _Shape) -> _Prices:
    """The points of the last unit of time when the best rates are taken first."""
    rates = sorted(
        (max((o.points * _SCALE // max(1, o.time), o.time) for o in item.options) for item in shape.problem.items),
        reverse=True,
    )
    time, price = 0, rates[0][0]
    for price, used in rates:  # noqa: B007  # the price at which the time is full is what is wanted
        time += used
        if time >= shape.problem.high:
            break
    first = _SCALE * max(shape.problem.coverage, default=0)
    return _Prices(price, (0,) * shape.stages, (first // 4,) * shape.tokens, (0,) * shape.groups)


def _best_bound(shape: _Shape) -> int:
    """A low bound, by deflected subgradient steps on the prices (Camerini, Fratta, Maffioli 1975)."""
    problem = shape.problem
    prices = _first_prices(shape)
    weight = _SCALE * problem.target_weight
    first = _SCALE * max(problem.coverage, default=0)
    # Steps are scaled so that each price can cross its own range in a few of them.
    reach = [max(1, (abs(prices.time) << 10) // max(1, problem.high))]
    reach += [max(1, (weight << 10) // max(1, target)) for target in problem.targets]
    reach += [first << 8] * shape.tokens + [(first + abs(prices.time) * problem.high // 8) << 6] * shape.groups
    bound = _Bound(shape, prices)
    best = bound.value
    hope = abs(best) // 16 + 1
    before: list[int] = []
    stale = 0
    for _ in range(_PRICE_STEPS):
        slopes = [16 * slope for slope in bound.slopes()]
        if before:
            product = sum(a * b * r for a, b, r in zip(slopes, before, reach, strict=True))
            if product < 0:
                length = sum(b * b * r for b, r in zip(before, reach, strict=True))
                slopes = [a - 3 * product * b // (2 * length) for a, b in zip(slopes, before, strict=True)]
        length = sum(slope * slope * r for slope, r in zip(slopes, reach, strict=True))
        if length == 0:
            break
        far = bound.value - best + hope
        moves = [far * slope * r // length for slope, r in zip(slopes, reach, strict=True)]
        before = slopes
        s, t = 1 + shape.stages, 1 + shape.stages + shape.tokens
        prices = _Prices(
            prices.time - moves[0] * 16,
            tuple(
                min(weight, max(-weight, price - move * 16))
                for price, move in zip(prices.active, moves[1:s], strict=True)
            ),
            tuple(min(first, max(0, price - move * 16)) for price, move in zip(prices.token, moves[s:t], strict=True)),
            tuple(max(0, price - move * 16) for price, move in zip(prices.group, moves[t:], strict=True)),
        )
        bound = _Bound(shape, prices)
        if bound.value < best:
            best, stale = bound.value, 0
        else:
            stale += 1
            if stale == _PATIENCE:
                hope, stale = hope // 2 + 1, 0
    return best


# Times -------------------------------------------------------------------------------------------


Node = tuple[int, int, int]
"""Stage, places visited in it (as bits), and the place last visited."""


class _Times:
    """Every total time that some selection has, as bits, and the selections that have it.

    Only groups that meet in different blocks are left out of the bits; `selections` heeds them.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.shape = problem, _Shape(problem)
        self.limit = (1 << problem.high + 1) - 1
        self.left: dict[Node, int] = {(0, 0, _NOWHERE): 1}
        self.prefixes: dict[Node, list[tuple[int, int]]] = {}
        for stage in range(self.shape.stages):
            self._pass_stage(stage)
        self.ends = [node for node in self.left if node[0] == self.shape.stages and node[2] != _NOWHERE]
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
                if times and self.shape.forced[stage] & ~mask == 0:
                    onward = (stage + 1, 0, place)
                    self.left[onward] = self.left.get(onward, 0) | times

    def _before(self, node: Node) -> Iterator[tuple[Node, int]]:
        """The nodes from which a block is entered, with the time of the change."""
        stage, mask, place = node
        rest = mask & ~(1 << self.shape.places[stage].index(place))
        for other in self.shape.places[stage] if rest else range(_NOWHERE, self.problem.places):
            if (stage, rest, other) in self.left:
                yield (stage, rest, other), self.shape.change(other, place)[0]

    def groups(self, node: Node) -> list[list[int]]:
        """The items of the block by group; one that is forced leaves no choice in its group."""
        items = self.problem.items
        by_group: dict[int, list[int]] = {}
        for index in self.shape.blocks[node[0], node[2]]:
            by_group.setdefault(items[index].group, []).append(index)
        return [[index for index in members if items[index].forced] or members for members in by_group.values()]

    def _pass_block(self, node: Node) -> None:
        entered = 0
        for before, time in self._before(node):
            entered |= self.left[before] << time
        touched, untouched = 0, entered & self.limit
        prefixes = [(touched, untouched)]
        for members in self.groups(node):
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

    def selections(self) -> Iterator["Taken"]:
        """Every selection that ends in the window and takes at most one item of each group."""
        for time in range(self.problem.high, self.problem.low - 1, -1):
            for node in self.ends:
                if self.left[node] >> time & 1:
                    yield from self._back(node, time, {})

    def _back(self, node: Node, time: int, taken: "Taken") -> Iterator["Taken"]:
        """Complete a selection towards the start, from the end of this node at this time."""
        stage, mask, place = node
        if mask:
            yield from self._back_block(node, len(self.prefixes[node]) - 1, time, taken, touched=False)
        elif stage == 0:
            yield taken
        else:
            for before, times in self.left.items():
                ends = before[0] == stage - 1 and before[2] == place and times >> time & 1
                if ends and self.shape.forced[stage - 1] & ~before[1] == 0:
                    yield from self._back(before, time, taken)

    def _back_block(self, node: Node, nth: int, time: int, taken: "Taken", *, touched: bool) -> Iterator["Taken"]:
        """Go back through the groups of a block; `touched` tells whether one of its items is taken."""
        items = self.problem.items
        if nth == 0:
            for before, change in self._before(node):
                if touched and time >= change and self.left[before] >> time - change & 1:
                    yield from self._back(before, time - change, taken)
            return
        before_touched, before_untouched = self.prefixes[node][nth - 1]
        members = self.groups(node)[nth - 1]
        used = {items[index].group for index in taken}
        for index in members if items[members[0]].group not in used else ():
            for option, (spent, _, _, _) in enumerate(items[index].options):
                if time >= spent and (before_touched | before_untouched) >> time - spent & 1:
                    yield from self._back_block(node, nth - 1, time - spent, {**taken, index: option}, touched=True)
        may_skip = before_touched | (before_untouched if touched else 0)
        if not items[members[0]].forced and may_skip >> time & 1:
            yield from self._back_block(node, nth - 1, time, taken, touched=touched)


def reachable(problem: Problem) -> int:
    """The total times that some selection has, as bits; groups that meet in different blocks may add some."""
    return _Times(problem).bits


def feasible(problem: Problem) -> bool:
    """Whether some selection ends in the window."""
    return next(_Times(problem).selections(), None) is not None


# The climb ---------------------------------------------------------------------------------------


Taken = dict[int, int]
"""Index of each item taken -> index of its option."""
Way = tuple[int, int, tuple[Block, ...]]
"""Points lost and time spent on changes, and the blocks in order."""
Value = tuple[int, int]
"""Time outside the window (0 or negative), then points: the higher, the better."""


class _Total(NamedTuple):
    points: int
    time: int
    active: list[int]
    counts: list[int]
    blocks: frozenset[Block]


class _Climb:
    """Changes a selection, one exchange at a time, as long as that makes it better."""

    def __init__(self, shape: _Shape, effort: int) -> None:
        self.shape, self.problem, self.effort = shape, shape.problem, effort
        self.forced = {index for index, item in enumerate(shape.problem.items) if item.forced}
        self._ways: dict[tuple[frozenset[Block], int], list[Way]] = {}

    def ways(self, blocks: frozenset[Block], before: int = _NOWHERE) -> list[Way]:
        """The ways through these blocks, cheapest first, one for each time that they can take."""
        key = (blocks, before)
        if key not in self._ways:
            stage = min((block[0] for block in blocks), default=0)
            found: list[Way] = [] if blocks else [(0, 0, ())]
            for block in blocks:
                if block[0] == stage:
                    time, points = self.shape.change(before, block[1])
                    for lost, spent, onward in self.ways(blocks - {block}, block[1]):
                        found.append((points + lost, time + spent, (block, *onward)))
            cheapest: dict[int, Way] = {}
            for way in sorted(found):
                cheapest.setdefault(way[1], way)
            self._ways[key] = list(cheapest.values())
        return self._ways[key]

    def fitting(self, ways: list[Way], time: int) -> Way:
        """The cheapest way with which a selection ends in the window, or else the cheapest of all."""
        low, high = self.problem.low - time, self.problem.high - time
        return next((way for way in ways if low <= way[1] <= high), ways[0])

    def ordered(self, taken: Taken) -> tuple[tuple[int, int], ...]:
        """The selection in order."""
        items = self.problem.items
        ways = self.ways(frozenset(self.shape.block_of[index] for index in taken))
        time = sum(items[index].options[nth].time for index, nth in taken.items())
        _, _, blocks = self.fitting(ways, time)
        return tuple((index, taken[index]) for block in blocks for index in self.shape.blocks[block] if index in taken)

    def total(self, taken: Taken) -> _Total:
        """What the items of a selection add up to, changes of place apart."""
        problem, shape = self.problem, self.shape
        points, time = 0, 0
        active = [0] * shape.stages
        counts = [0] * shape.tokens
        for index, nth in taken.items():
            item = problem.items[index]
            option = item.options[nth]
            points += option.points
            time += option.time
            active[item.stage] += option.active
            for token in item.tokens:
                counts[token] += 1
        points += sum(shape.covered[count] for count in counts)
        return _Total(points, time, active, counts, frozenset(shape.block_of[index] for index in taken))

    def options(self, total: _Total, index: int) -> Iterator[tuple[Value, int]]:
        """The value of a selection together with each option of one more item."""
        problem, covered = self.problem, self.shape.covered
        item, weight = problem.items[index], problem.target_weight
        ways = self.ways(total.blocks | {self.shape.block_of[index]})
        points = total.points + sum(covered[total.counts[t] + 1] - covered[total.counts[t]] for t in item.tokens)
        for stage, target in enumerate(problem.targets):
            if stage != item.stage:
                points -= weight * abs(total.active[stage] - target)
        want = problem.targets[item.stage] - total.active[item.stage]
        self.effort -= len(item.options)
        lost, changes, _ = ways[0]
        low, high = problem.low - total.time - changes, problem.high - total.time - changes
        later, sooner = max(way[1] for way in ways) - changes, changes - min(way[1] for way in ways)
        for nth, (spent, activity, earned, _) in enumerate(item.options):
            value = points + earned - weight * abs(activity - want) - lost
            outside = low - spent if spent < low else spent - high if spent > high else 0
            if outside and low - later <= spent <= high + sooner:
                other, instead, _ = self.fitting(ways, total.time + spent)
                moved = spent + instead - changes
                if low <= moved <= high:
                    outside, value = 0, value + lost - other
            yield (-outside, value), nth

    def value(self, taken: Taken) -> Value:
        """The value of a selection that is not empty."""
        rest = dict(taken)
        index, chosen = rest.popitem()
        return next(value for value, nth in self.options(self.total(rest), index) if nth == chosen)

    def additions(self, taken: Taken) -> Iterator[tuple[Value, int, int]]:
        """Every item with every option that could be added, with the value it would give."""
        total = self.total(taken)
        groups = {self.problem.items[index].group for index in taken}
        for index, item in enumerate(self.problem.items):
            if item.group not in groups:
                for value, nth in self.options(total, index):
                    yield value, index, nth

    def fill(self, taken: Taken) -> Taken:
        """Add what brings most for its time, as long as time is left and it brings something."""
        value = self.value(taken) if taken else None
        while self.effort > 0:
            rates: list[tuple[int, int, int, Value]] = []
            for new, index, nth in self.additions(taken):
                over = new[0] < 0 and value is not None and new[0] <= value[0]
                if over or (value is not None and new[0] == 0 and new <= value):
                    continue
                gain = new[1] - (value[1] if value else 0)
                rates.append((gain * 1000 // self.problem.items[index].options[nth].time, -index, -nth, new))
            if not rates:
                break
            _, index, nth, value = max(rates)
            taken = {**taken, -index: -nth}
        return taken

    def best(self) -> Taken:
        """The best of several climbs: from what fills best, and from the best item of each block."""
        forced = dict.fromkeys(sorted(self.forced), 0)
        groups = {self.problem.items[index].group for index in forced}
        starts = [forced]
        for _, indices in sorted(self.shape.blocks.items()):
            free = [index for index in indices if self.problem.items[index].group not in groups]
            rates = [
                (max(o.points * 1000 // o.time for o in self.problem.items[index].options), -index) for index in free
            ]
            if rates:
                starts.append({**forced, -max(rates)[1]: 0})
        filled = [taken for taken in map(self.fill, starts) if taken]
        peaks = [self._exchanged(taken, self.value(taken)) for taken in filled]
        return self.run(max(peaks, key=lambda peak: peak[1])[0]) if peaks else {}

    def run(self, taken: Taken) -> Taken:
        """Exchange one item for another, or several for fresh ones, until nothing is gained any more."""
        taken, value = self._exchanged(taken, self.value(taken))
        while self.effort > 0:
            new, changed = self._refill(taken, value)
            if changed <= value:
                break
            taken, value = self._exchanged(new, changed)
        return taken

    def _exchanged(self, taken: Taken, value: Value) -> tuple[Taken, Value]:
        """Exchange single items until nothing is gained any more."""
        while self.effort > 0:
            new, changed = self._exchange(taken, value)
            if changed <= value:
                break
            taken, value = new, changed
        return taken, value

    def _exchange(self, taken: Taken, value: Value) -> tuple[Taken, Value]:
        """Take out each item in turn (at first none) and put in what is best, if that is better."""
        for out in (_NOWHERE, *sorted(taken)):
            rest = {index: nth for index, nth in taken.items() if index != out}
            if out in self.forced:
                found = [(new, -out, -nth) for new, nth in self.options(self.total(rest), out)]
            else:
                found = [(new, -index, -nth) for new, index, nth in self.additions(rest)]
                if len(rest) not in (0, len(taken)):
                    found.append((self.value(rest), 1, 0))
            new, index, nth = max(found, default=(value, 1, 0))
            if new > value:
                taken, value = rest if index > 0 else {**rest, -index: -nth}, new
        return taken, value

    def _refill(self, taken: Taken, value: Value) -> tuple[Taken, Value]:
        """Take out two items, a whole block or a whole stage, and fill up again; the first gain is taken."""
        block_of, free = self.shape.block_of, sorted(set(taken) - self.forced)
        parts: list[tuple[int, ...]] = list(combinations(free, 2))
        for block in sorted({block_of[index] for index in free}):
            parts.append(tuple(index for index in free if block_of[index] == block))
            parts.append(tuple(index for index in free if block_of[index][0] == block[0]))
        for part in parts:
            if self.effort <= 0:
                break
            filled = self.fill({index: nth for index, nth in taken.items() if index not in part})
            if filled and self.value(filled) > value:
                return filled, self.value(filled)
        return taken, value


# The whole ---------------------------------------------------------------------------------------


def solve(problem: Problem, *, effort: int) -> Solution | None:
    """A selection with many points, and a bound on the points of any selection.

    None when no selection ends in the window: that is always right. `effort` is the number of options
    that the climb may look at.
    """
    window = (1 << problem.high - problem.low + 1) - 1
    if not problem.items:
        return None
    times = _Times(problem)
    if not times.bits >> problem.low & window:
        return None
    shape = times.shape
    climb = _Climb(shape, effort)
    taken = climb.best()
    if not taken or climb.value(taken)[0]:
        start = next(times.selections(), None)
        if start is None:
            return None
        taken = climb.run(start)
    points = climb.value(taken)[1]
    return Solution(climb.ordered(taken), points, _best_bound(shape) // _SCALE)
