"""Why each exercise of a routine is in it."""

from collections import Counter

from lowback._solver import Solution
from lowback.model import Alternative, Why

from ._exchanging import exchanges
from ._question import Question
from ._scoring import moves_of, regions_of

__all__ = ["whys"]


def whys(question: Question, solution: Solution) -> list[Why]:
    """Why each item of a solution is in it, in its order."""
    chosen = [question.exercises[index] for index, _ in solution.taken]
    regions = Counter(region for exercise in chosen for region in regions_of(exercise))
    directions = Counter(direction for exercise in chosen for direction in moves_of(exercise))
    best = exchanges(question.problem, dict(solution.taken))
    found: list[Why] = []
    for index, nth in solution.taken:
        exercise = question.exercises[index]
        instead: Alternative | None = None
        exchange = best[index]
        if exchange is not None:
            points, other, option = exchange
            instead = Alternative(
                exercise=question.exercises[other], dose=question.doses[other][option], loss=solution.points - points
            )
        found.append(
            Why(
                worth=question.problem.items[index].options[nth].points,
                included=exercise.id in question.brief.include,
                regions=tuple(region for region in regions_of(exercise) if regions[region] == 1),
                directions=tuple(direction for direction in moves_of(exercise) if directions[direction] == 1),
                instead=instead,
            )
        )
    return found
