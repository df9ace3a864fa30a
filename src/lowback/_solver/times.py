"""Which total times can be reached at all; a set of times is a number, whose bits stand for them."""

from .problem import NOWHERE, Problem, Shape, both_ways

__all__ = ["reachable"]


def reachable(problem: Problem) -> int:
    """Every total up to the longest that some selection has; there may be too many of what is limited."""
    if not problem.items:
        return 0
    shape = Shape(problem)
    mask = (1 << problem.high + 1) - 1
    waiting = {NOWHERE: 1}
    for stage in range(shape.stages):
        ends: dict[int, int] = {}
        for order in both_ways(shape.places[stage]):
            for place, times in _along(shape, stage, order, waiting, mask).items():
                ends[place] = ends.get(place, 0) | times
        waiting = ends
    waiting.pop(NOWHERE, None)  # nothing is taken
    total = 0
    for place, times in waiting.items():
        total |= times << shape.end_time[place]
    return total & mask


def _along(shape: Shape, stage: int, order: list[int], start: dict[int, int], mask: int) -> dict[int, int]:
    waiting = dict(start)
    for place in order:
        entered, begun = 0, 0
        for here, times in waiting.items():
            entered |= times << shape.change_time[here][place]
        for choice in shape.choices[stage, place]:
            taken = 0
            for time in {option[0] for option in choice.options}:
                taken |= (entered | begun) << time
            taken &= mask
            entered, begun = (0, taken) if choice.forced else (entered & mask, begun | taken)
        if shape.forced((stage, place)):
            waiting = {}
        waiting[place] = waiting.get(place, 0) | begun
    return {place: times for place, times in waiting.items() if times}
