"""The exact search: against a bound every decision has a loss, and the least total loss is the best.

Each stage is gone through alone: all its plans, with the activity that they want, up to a limit of loss.
Plans of the stages are then joined, which settles the ways between places, the time and the counts.

A *value* carries a loss and, in its low bits, what is taken: the smaller value is the better selection,
equal losses are distinguished by the ranks, and values are added where selections are put together.
"""

from collections.abc import Callable
from heapq import nsmallest
from typing import Generic, NamedTuple, TypeVar

from .prices import SCALE, Bound, bits
from .problem import Shape, Taken
from .ways import Ways

__all__ = ["Ground", "OutOfEffortError", "Search"]

_NEVER = 1 << 60
"""The loss of what is not allowed."""
_MOST_LABELS = 500_000
"""Labels held at one time: about 200 MB."""
_CHUNK = 4
"""Counts whose losses are looked up together."""
_ACTIVE = 32
"""Bits for the activity, below the time."""
_ACTIVITY = (1 << _ACTIVE) - 1

Times = dict[int, int]
"""Time (inside a stage, with the activity below it) -> best value."""

T = TypeVar("T")


class OutOfEffortError(Exception):
    """The search has taken all the steps that it was allowed, or would need too much memory."""


class _Memo(dict[int, T], Generic[T]):
    """Remembers the values of a function."""

    def __init__(self, function: Callable[[int], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: int) -> T:
        value = self[key] = self._function(key)
        return value


class _Counts:
    """Counts of tokens and groups, packed into one number, and what they lose."""

    def __init__(self, bound: Bound) -> None:
        shape = bound.shape
        self._full = [len(paid) - 1 for paid in shape.paid]
        most = max(self._full, default=0)
        self._width = max(most * shape.stages, most + 1).bit_length()
        self._field = (1 << self._width) - 1
        self.bits = self._width * shape.counts
        self._chunk = (1 << _CHUNK * self._width) - 1
        exact = [self._losses(bound, each) for each in range(shape.counts)]
        self._least = [[min(losses[count:]) for count in range(len(losses))] for losses in exact]
        self._lost, self._certain = self._tables(exact), self._tables(self._least)
        self.after = [_Memo(self._adder(counted)) for counted in shape.counted]
        """For each item: counts -> counts with it, and the loss that it makes certain."""

    def _losses(self, bound: Bound, each: int) -> list[int]:
        """Loss of ending with 0, 1, 2, ... against what is wanted at the price."""
        price, paid, wanted = bound.prices.counts[each], bound.shape.paid[each], bound.wanted[each]
        losses = [SCALE * (paid[wanted] - here) - price * (wanted - count) for count, here in enumerate(paid)]
        beyond = price if each < bound.shape.tokens else _NEVER
        return [*losses, *(losses[-1] + beyond * more for more in range(1, self._field - len(paid) + 2))]

    def _tables(self, losses: list[list[int]]) -> list[tuple[_Memo[int], int]]:
        return [
            (_Memo(self._adding_up(losses[first : first + _CHUNK])), first * self._width)
            for first in range(0, len(losses), _CHUNK)
        ]

    def _adding_up(self, rows: list[list[int]]) -> Callable[[int], int]:
        return lambda part: sum(row[part >> self._width * nth & self._field] for nth, row in enumerate(rows))

    def lost(self, counts: int) -> int:
        """What these counts lose when nothing more comes."""
        loss = 0
        for table, shift in self._lost:
            loss += table[counts >> shift & self._chunk]
        return loss

    def certain(self, counts: int) -> int:
        """What these counts lose whatever comes."""
        loss = 0
        for table, shift in self._certain:
            loss += table[counts >> shift & self._chunk]
        return loss

    def _adder(self, counted: tuple[int, ...]) -> Callable[[int], tuple[int, int]]:
        def add(counts: int) -> tuple[int, int]:
            loss = 0
            for each in counted:
                count = counts >> self._width * each & self._field
                loss += self._least[each][count + 1] - self._least[each][count]
                if count < self._full[each]:
                    counts += 1 << self._width * each
            return counts, loss

        return add


class _Codes:
    """What is taken, as a number: the better of two selections that are worth the same has the greater one.

    That is the one with the first item, by rank, that the other lacks; of one item the first option.
    """

    def __init__(self, shape: Shape, indices: list[int]) -> None:
        items = shape.problem.items
        self._items = items
        self._indices = sorted(indices, key=lambda index: -items[index].rank)
        self._width = max((len(items[index].options) for index in indices), default=0).bit_length()
        self.bits = self._width * len(indices)
        self._at = {index: nth * self._width for nth, index in enumerate(self._indices)}

    def of(self, index: int, option: int) -> int:
        """The number of one item with its option."""
        options = self._items[index].options
        return len(options) - options[option].rank << self._at[index]

    def taken(self, value: int) -> Taken:
        """What a value stands for."""
        code = -value & (1 << self.bits) - 1
        found: Taken = {}
        for index in self._indices:
            digit = code >> self._at[index] & (1 << self._width) - 1
            if digit:
                ranks = [option.rank for option in self._items[index].options]
                found[index] = ranks.index(len(ranks) - digit)
        return found


class _Choice(NamedTuple):
    """What can be taken of one group in one block."""

    base: int
    """Value of taking nothing."""
    forced: bool
    moves: list[tuple[int, list[tuple[int, int]]]]
    """Items with, for each option, its clock (time and activity) and value."""


Front = dict[int, Times]
"""Sets of places and counts, packed -> values by time and activity."""
Masks = tuple[int, ...]
"""The places visited in each stage, as bits; `_OPEN` where that is not settled."""
_OPEN = -1


class _Plans(NamedTuple):
    """What can be taken in some stages, all else open."""

    least: int
    """The best value."""
    certain: int
    """The value of what the counts lose for certain; it is part of every value."""
    counts: int
    times: Times


Table = dict[Masks, list[_Plans]]
"""Plans by the places that they visit, the best first."""


class Ground:
    """What a bound says about sets of places, counts and activity, whatever the limit of a search."""

    def __init__(self, bound: Bound) -> None:
        self.bound, self.shape = bound, bound.shape
        self.counts = _Counts(bound)
        self.set_losses = self._losses_of_sets()
        self.aheads = [self._ahead(stage) for stage in range(self.shape.stages)]
        self._ways = Ways(self.shape)
        self._way_losses: dict[Masks, list[tuple[int, int]]] = {}

    def _losses_of_sets(self) -> list[dict[int, int]]:
        """For each stage: sets of places (as bits) -> the loss of the best way through them."""
        bound, places = self.bound, range(self.shape.problem.places + 1)
        forward, _ = bound.ways(self.shape.places)
        backward, _ = bound.ways(self.shape.places, backwards=True)
        found: list[dict[int, int]] = []
        for leg, later in zip(forward, reversed(backward), strict=True):
            onward = [max(later.entries[to] - bound.cost[here][to] for to in places) for here in places]
            losses: dict[int, int] = {}
            for mask, row in enumerate(leg.inner):
                ends = [(row[bit], leg.places[bit]) for bit in bits(mask)]
                ends = ends or [(earned, place) for place, earned in enumerate(leg.entries)]
                if mask & leg.needed == leg.needed:
                    losses[mask] = bound.path - max(earned + onward[place] for earned, place in ends)
            found.append(losses)
        return found

    def ways(self, masks: Masks) -> list[tuple[int, int]]:
        """Loss and time of the ways through these places of all stages, the best first."""
        if masks not in self._way_losses:
            self._way_losses[masks] = self._find_ways(masks)
        return self._way_losses[masks]

    def _find_ways(self, masks: Masks) -> list[tuple[int, int]]:
        bound = self.bound
        sets = tuple(
            tuple(places[bit] for bit in bits(mask)) for places, mask in zip(self.shape.places, masks, strict=True)
        )
        missed = bound.path - sum(bound.worth[stage, place] for stage, places in enumerate(sets) for place in places)
        return sorted(
            (missed + SCALE * points + bound.prices.time * time, time)
            for time, points in self._ways.costs(sets).items()
        )

    def off(self, stage: int, active: int) -> int:
        """What an activity off the target of a stage loses."""
        problem, price = self.shape.problem, self.bound.prices.active[stage]
        away = active - problem.targets[stage]
        return SCALE * problem.target_weight * abs(away) + price * away

    def _ahead(self, stage: int) -> list[list[list[int]]]:
        """For each block and choice, by the activity so far: the least loss that is still to come in this stage."""
        problem, gains = self.shape.problem, self.bound.gains
        items, target = problem.items, problem.targets[stage]
        blocks = [(stage, place) for place in self.shape.places[stage]]
        options = [option for block in blocks for index in self.shape.blocks[block] for option in items[index].options]
        # No more activity than this has room in the time.
        most = max((-(-option.active * problem.high // max(1, option.time)) for option in options), default=0)
        coming = [self.off(stage, active) for active in range(target + 1)]
        # Beyond the target every more of activity loses more, so nothing else can be hoped for.
        beyond = [self.off(stage, active) for active in range(target + 1, target + most + 1)]
        aheads: list[list[list[int]]] = []
        for block in reversed(blocks):
            rows: list[list[int]] = []
            for choice, base in reversed(list(zip(self.shape.choices[block], self.bound.bases[block], strict=True))):
                row = coming + beyond
                rows.append(row)
                for index in choice:
                    for option, gain in zip(items[index].options, gains[index], strict=True):
                        if option.time > problem.high:
                            continue
                        least = max(0, base - gain)
                        then = row[option.active : option.active + target + 1]
                        coming = list(map(min, coming, [each + least for each in then]))
            aheads.append(rows[::-1])
        return aheads[::-1]


class Search:
    """Finds the selection with the least loss, up to a limit, against a bound."""

    def __init__(self, ground: Ground, *, limit: int, width: int, steps: int) -> None:
        """Only `width` labels and plans are kept at each point; `complete` says whether that was all."""
        self.ground, self.bound, self.shape = ground, ground.bound, ground.shape
        self.problem, self.counts = ground.shape.problem, ground.counts
        self.limit, self.width, self.steps, self.complete = limit, width, steps, True
        self.codes = _Codes(
            self.shape,
            [
                index
                for block, choices in self.shape.choices.items()
                for choice, base in zip(choices, self.bound.bases[block], strict=True)
                for index in choice
                if base - self.bound.best[index] <= limit
            ],
        )

    def best(self) -> Taken | None:
        """What loses least; None when every loss exceeds the limit."""
        sizes = [
            sum(len(self.shape.blocks[stage, place]) for place in places)
            for stage, places in enumerate(self.shape.places)
        ]
        *order, last = sorted(range(self.shape.stages), key=lambda stage: (sizes[stage], stage))
        joined: Table = {(_OPEN,) * self.shape.stages: [_Plans(0, 0, 0, {0: 0})]}
        for stage in order:
            joined = self._join(joined, self._stage(stage, self._room(joined)))
        value = self._close(joined, self._stage(last, self._room(joined)))
        return None if value is None else self.codes.taken(value)

    def _loss(self, value: int) -> int:
        return -(-value >> self.codes.bits)

    def _value(self, loss: int) -> int:
        return loss << self.codes.bits

    def _room(self, table: Table) -> int:
        """What may still be lost beside the best of these plans."""
        least = min((plans[0].least for plans in table.values()), default=self._value(self.limit + 1))
        return self.limit - self._loss(least)

    def _spend(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise OutOfEffortError

    # One stage -------------------------------------------------------------------------------------

    def _stage(self, stage: int, limit: int) -> Table:
        """All plans of a stage."""
        sets = [mask for mask, loss in self.ground.set_losses[stage].items() if loss <= limit]
        fronts: Front = {0: {0: 0}}
        for bit, place in enumerate(self.shape.places[stage]):
            prefixes = {mask & (2 << bit) - 1 for mask in sets}
            entered: Front = {}
            passed: Front = {}
            for state, labels in fronts.items():
                mask = state >> self.counts.bits
                if mask | 1 << bit in prefixes:
                    entered[state | 1 << self.counts.bits + bit] = labels
                if mask in prefixes:
                    passed[state] = labels
            if entered:
                ahead = [[loss << self.codes.bits for loss in row] for row in self.ground.aheads[stage][bit]]
                passed |= self._pass_block(entered, self._choices(stage, place, limit), ahead, limit)
            fronts = passed
        return self._leave(stage, fronts, limit)

    def _choices(self, stage: int, place: int, limit: int) -> list[_Choice]:
        block = stage, place
        found: list[_Choice] = []
        for choice, base in zip(self.shape.choices[block], self.bound.bases[block], strict=True):
            moves: list[tuple[int, list[tuple[int, int]]]] = []
            for index in choice:
                options = [
                    (option.time << _ACTIVE | option.active, self._value(base - gain) - self.codes.of(index, nth))
                    for nth, (option, gain) in enumerate(
                        zip(self.problem.items[index].options, self.bound.gains[index], strict=True)
                    )
                    if base - gain <= limit and option.time <= self.problem.high
                ]
                if options:
                    moves.append((index, options))
            found.append(_Choice(self._value(base), self.shape.is_forced(choice), moves))
        return found

    def _pass_block(self, entered: Front, choices: list[_Choice], aheads: list[list[int]], limit: int) -> Front:
        """Take something of each choice of a block, or nothing; at least one thing is taken in the whole block."""
        touched: Front = {}
        for choice, ahead in zip(choices, aheads, strict=True):
            new = {} if choice.forced else self._skip(touched, choice.base, limit)
            for front in (touched, entered):
                self._take(front, choice, ahead, limit, new)
            touched = self._narrowed(new, ahead)
            entered = {} if choice.forced else self._skip(entered, choice.base, limit)
        return touched

    def _skip(self, front: Front, base: int, limit: int) -> Front:
        if base == 0:
            return {state: dict(labels) for state, labels in front.items()}
        most = self._value(limit) - base
        return {
            state: {clock: value + base for clock, value in labels.items() if value <= most}
            for state, labels in front.items()
        }

    def _take(self, front: Front, choice: _Choice, ahead: list[int], limit: int, new: Front) -> None:
        """Add each option to each label, where it stays within the limit together with what must come."""
        held = sum(map(len, new.values()))
        most, above, late = self._value(limit), self._value(limit + 1), self.problem.high + 1 << _ACTIVE
        for index, options in choice.moves:
            after = self.counts.after[index]
            for state, labels in front.items():
                onward, certain = after[state]
                extra = self._value(certain)
                self._spend(len(labels) * len(options))
                target = new.setdefault(onward, {})
                before = len(target)
                get = target.get
                for step, cost in options:
                    spent = cost + extra
                    left = most - spent
                    for clock, value in labels.items():
                        if value <= left:
                            then, total = clock + step, value + spent
                            if then < late and total + ahead[then & _ACTIVITY] <= most and total < get(then, above):
                                target[then] = total
                held += len(target) - before
                if held > _MOST_LABELS:
                    raise OutOfEffortError

    def _narrowed(self, front: Front, ahead: list[int]) -> Front:
        """The best labels by what they have lost and must still lose."""
        front = {state: labels for state, labels in front.items() if labels}
        if sum(map(len, front.values())) <= self.width:
            return front
        self.complete = False
        labels = (
            (value + ahead[clock & _ACTIVITY], state, clock, value)
            for state, labels in front.items()
            for clock, value in labels.items()
        )
        kept: Front = {}
        for _, state, clock, value in nsmallest(self.width, labels):
            kept.setdefault(state, {})[clock] = value
        return kept

    def _leave(self, stage: int, fronts: Front, limit: int) -> Table:
        """The activity off the target is lost; from here on only the time counts."""
        losses = self.ground.set_losses[stage]
        found: dict[tuple[Masks, int], Times] = {}
        for state, labels in fronts.items():
            mask, counts = state >> self.counts.bits, state & (1 << self.counts.bits) - 1
            most = self._value(limit - losses.get(mask, limit + 1))
            times: Times = {}
            for clock, value in labels.items():
                total = value + self._value(self.ground.off(stage, clock & _ACTIVITY))
                time = clock >> _ACTIVE
                if total <= most and total < times.get(time, most + 1):
                    times[time] = total
            found[(_OPEN,) * stage + (mask,) + (_OPEN,) * (self.shape.stages - stage - 1), counts] = times
        return self._table(found)

    # All stages ------------------------------------------------------------------------------------

    def _table(self, found: dict[tuple[Masks, int], Times]) -> Table:
        plans = [
            (masks, _Plans(min(times.values()), self._value(self.counts.certain(counts)), counts, times))
            for (masks, counts), times in found.items()
            if times
        ]
        plans.sort(key=lambda entry: (entry[1].least, entry[0], entry[1].counts))
        self.complete &= len(plans) <= self.width
        table: Table = {}
        for masks, each in plans[: self.width]:
            table.setdefault(masks, []).append(each)
        return table

    def _pairs(self, first: Table, second: Table) -> list[tuple[int, Masks, int, list[_Plans], list[_Plans]]]:
        """Plans to put together: the least value of any two of them, places, the value of the way, both lists."""
        found: list[tuple[int, Masks, int, list[_Plans], list[_Plans]]] = []
        for masks, plans in first.items():
            for others, other_plans in second.items():
                together = tuple(map(max, masks, others))
                known = zip(self.ground.set_losses, together, strict=True)
                way = self._value(max(losses[mask] for losses, mask in known if mask != _OPEN))
                least = plans[0].least + other_plans[0].least + way
                if least <= self._value(self.limit):
                    found.append((least, together, way, plans, other_plans))
        return sorted(found, key=lambda pair: pair[:2])

    def _join(self, first: Table, second: Table) -> Table:
        """Every two plans within the limit."""
        found: dict[tuple[Masks, int], Times] = {}
        held = 0
        for _, masks, way, plans, others in self._pairs(first, second):
            most = self._value(self.limit) - way
            for one in plans:
                for other in others:
                    if one.least + other.least > most:
                        break
                    self._spend(1)
                    counts = one.counts + other.counts
                    extra = self._value(self.counts.certain(counts)) - one.certain - other.certain
                    left = most - extra
                    if one.least + other.least > left:
                        continue
                    target = found.setdefault((masks, counts), {})
                    held -= len(target)
                    self._spend(len(one.times) * len(other.times))
                    for time, value in one.times.items():
                        for then, added in other.times.items():
                            total = value + added
                            if total <= left and total + extra < target.get(time + then, most + 1):
                                target[time + then] = total + extra
                    held += len(target)
                    if held > _MOST_LABELS:
                        raise OutOfEffortError
        return self._table(found)

    def _close(self, first: Table, second: Table) -> int | None:
        """The best value of a whole selection, the way between its places and its total time included."""
        best = above = self._value(self.limit) + 1
        for at_least, masks, _, plans, others in self._pairs(first, second):
            if at_least >= best:
                break
            if not any(masks):
                continue
            ways = self.ground.ways(masks)
            way = self._value(ways[0][0])
            for one in plans:
                for other in others:
                    least = one.least + other.least + way
                    if least >= best:
                        break
                    self._spend(1)
                    extra = self._value(self.counts.lost(one.counts + other.counts)) - one.certain - other.certain
                    if least + extra < best:
                        best = self._fitted(one, other, ways, best - extra) + extra
        return None if best == above else best

    def _fitted(self, one: _Plans, other: _Plans, ways: list[tuple[int, int]], best: int) -> int:
        """The best value, at most this one, of two plans whose times meet in the window."""
        problem, price = self.problem, self.bound.prices.time
        for loss, change in ways:
            for total in range(problem.low, problem.high + 1):
                idle = self._value(loss + price * (self.bound.end - total))
                if one.least + other.least + idle >= best:
                    continue
                self._spend(len(one.times))
                for time, value in one.times.items():
                    added = other.times.get(total - change - time)
                    if added is not None and value + added + idle < best:
                        best = value + added + idle
        return best
