"""Pictures, looked at once for all rules: what a body cannot do in them, and what the eye cannot see."""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from lowback.diagnostics import Diagnostic
from lowback.drawing import best_effort, check_picture, is_solved
from lowback.drawing._wishes import known_words
from lowback.errors import ImpossibleValue
from lowback.picture import Picture

__all__ = ["MOST_SOLVED", "Seen", "looks_at"]

MOST_SOLVED: Final = 200
"""Poses that are worked out for one catalog: each takes up to a second, and nobody waits for longer than minutes."""


@frozen
class Seen:
    """What was found about a picture.

    Attributes:
        picture: The picture; with the numbers of its poses, where they were worked out here.
        faults: What is wrong with its poses; nothing for poses without numbers.
        problem: The word that the figure does not know, or the arrow at what does not move; None when all is well.
    """

    picture: Picture
    faults: tuple[Diagnostic, ...] = ()
    problem: ImpossibleValue | None = None


def looks_at(pictures: Iterable[Picture], *, solve: bool) -> dict[Picture, Seen]:
    """Look at pictures; with `solve`, those without numbers are worked out first, as many as there is room for."""
    room = MOST_SOLVED if solve else 0
    looks: dict[Picture, Seen] = {}
    for picture in dict.fromkeys(pictures):
        solving = not is_solved(picture) and len(picture.poses) <= room
        room -= len(picture.poses) * solving
        looks[picture] = _look_at(picture, solve=solving)
    return looks


def _look_at(picture: Picture, *, solve: bool) -> Seen:
    try:
        known_words(picture)
        drawn = best_effort(picture) if solve else picture
        return Seen(drawn, check_picture(drawn) if is_solved(drawn) else ())
    except ImpossibleValue as error:
        return Seen(picture, problem=error)
