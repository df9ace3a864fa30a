"""One selection: what it is worth, its best order, and what could replace each item."""

from .problem import Problem, Shape, Taken
from .ways import Sets, Ways

__all__ = ["exchanges", "ordered", "points_of"]


def points_of(shape: Shape, ways: Ways, taken: Taken) -> int:
    """What a selection is worth, by the best way through its places."""
    problem = shape.problem
    points, counts = 0, [0] * shape.counts
    active = [0] * shape.stages
    for index, nth in taken.items():
        points += problem.items[index].options[nth].points
        active[problem.items[index].stage] += problem.items[index].options[nth].active
        for each in shape.counted[index]:
            counts[each] += 1
    points += sum(paid[min(count, len(paid) - 1)] for paid, count in zip(shape.paid, counts, strict=True))
    off = sum(abs(have - want) for have, want in zip(active, problem.targets, strict=True))
    return points - problem.target_weight * off - _way(shape, ways, taken)[0]


def _sets(shape: Shape, taken: Taken) -> Sets:
    blocks = {(shape.problem.items[index].stage, shape.problem.items[index].place) for index in taken}
    return tuple(
        tuple(place for place in places if (stage, place) in blocks) for stage, places in enumerate(shape.places)
    )


def _way(shape: Shape, ways: Ways, taken: Taken) -> tuple[int, list[int]]:
    """The least points that changes cost when the selection has to end in the window, and their times."""
    problem = shape.problem
    time = sum(problem.items[index].options[nth].time for index, nth in taken.items())
    costs = ways.costs(_sets(shape, taken))
    fitting = {spent: lost for spent, lost in costs.items() if problem.low <= time + spent <= problem.high}
    least = min(fitting.values())
    return least, [spent for spent, lost in fitting.items() if lost == least]


def ordered(shape: Shape, ways: Ways, taken: Taken) -> tuple[tuple[int, int], ...]:
    """The selection in the first by the ranks of its best orders."""
    least, times = _way(shape, ways, taken)
    items = shape.problem.items
    orders = (
        tuple((index, taken[index]) for block in order for index in shape.blocks[block] if index in taken)
        for time in times
        for order in ways.orders(_sets(shape, taken), time, least)
    )
    return min(orders, key=lambda order: [items[index].rank for index, _ in order])


Exchange = tuple[int, int, int]
"""Points, and the item and its option that bring them."""


def exchanges(problem: Problem, taken: Taken) -> dict[int, Exchange | None]:
    """For each item taken, the best replacement; None where nothing can replace it, or must not."""
    shape = Shape(problem)
    ways = Ways(shape)
    return {index: None if problem.items[index].forced else _exchange(shape, ways, taken, index) for index in taken}


def _exchange(shape: Shape, ways: Ways, taken: Taken, out: int) -> Exchange | None:
    problem = shape.problem
    items = problem.items
    rest = {index: nth for index, nth in taken.items() if index != out}
    time = sum(items[index].options[nth].time for index, nth in rest.items())
    groups = {items[index].group for index in rest}
    best: Exchange | None = None
    for index in sorted(set(range(len(items))) - set(taken), key=lambda each: items[each].rank):
        if items[index].group in groups:
            continue
        changes = ways.costs(_sets(shape, {**rest, index: 0}))
        for nth, option in sorted(enumerate(items[index].options), key=lambda each: each[1].rank):
            if any(problem.low <= time + option.time + change <= problem.high for change in changes):
                points = points_of(shape, ways, {**rest, index: nth})
                if best is None or points > best[0]:
                    best = points, index, nth
    return best
