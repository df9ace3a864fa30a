"""A day in small pieces: short parts that together are one day's work."""

from fractions import Fraction

from attrs import evolve, frozen

from lowback._arguments import expect, whole
from lowback._packaged import catalog_or_packaged
from lowback.catalog import Catalog
from lowback.composer import EFFORT, compose
from lowback.composer._scoring import score_of
from lowback.errors import ImpossibleValue
from lowback.model import Brief, Exercise, Proof, Routine

__all__ = ["Day", "compose_day"]

_MOST_PARTS, _SHORTEST, _LONGEST = 12, 60, 600
"""Parts of a day, and the seconds of one."""


@frozen(kw_only=True)
class Day:
    """A day in parts, of which each stands alone.

    Attributes:
        brief: What was asked for the whole day.
        parts: The routines, in order.
        proof: How good the day is: its points are those of its parts together, and no day of such parts has more than
            the bound. The gap is what the parts may lose by not repeating each other, at most.
    """

    brief: Brief
    parts: tuple[Routine, ...]
    proof: Proof

    @property
    def seconds(self) -> int:
        """How long all parts are together."""
        return sum(part.seconds for part in self.parts)


def compose_day(
    brief: Brief | None = None, catalog: Catalog | None = None, *, parts: int = 3, effort: int = EFFORT
) -> Day:
    """The work of a day in parts of 60 seconds to 10 minutes, of like length.

    No exercise comes twice on a day, unless a source says to do it several times a day; then other ones still come
    first. What the brief includes is dealt out to the parts. Ask the questions of `lowback.safety.screening` once,
    before the first part.

    Raises what `compose` raises, and `ImpossibleValue` for parts that would be too short or too long.

    >>> day = compose_day(Brief(6, "desk"), parts=3)
    >>> [part.seconds for part in day.parts]
    [120, 120, 120]
    """
    brief = Brief() if brief is None else brief
    expect("compose_day.brief", brief, Brief)
    catalog = catalog_or_packaged("compose_day.catalog", catalog)
    whole("compose_day.parts", parts, 1, _MOST_PARTS)
    if not _SHORTEST * parts <= brief.seconds <= _LONGEST * parts:
        problem = f"got {brief.seconds} s in {parts} parts, expected {_SHORTEST} to {_LONGEST} s for each part"
        raise ImpossibleValue("compose_day.parts", problem)
    routines: list[Routine] = []
    bounds: dict[Brief, int] = {}
    score = bound = 0
    for alone in _briefs(brief, parts):
        routine = compose(_beside(alone, routines), catalog, effort=effort)
        if alone not in bounds:
            bounds[alone] = (routine if not routines else compose(alone, catalog, effort=effort)).proof.bound
        points = score_of(routine.items, alone, catalog.conventions)
        score, bound = score + points, bound + max(bounds[alone], points)
        routines.append(routine)
    return Day(brief=brief, parts=tuple(routines), proof=Proof(score=score, bound=bound))


def _briefs(brief: Brief, parts: int) -> list[Brief]:
    """What each part would be alone: as long as the others, or a second more."""
    seconds, more = divmod(brief.seconds, parts)
    return [
        evolve(brief, minutes=Fraction(seconds + (nth < more), 60), include=brief.include[nth::parts])
        for nth in range(parts)
    ]


def _beside(alone: Brief, before: list[Routine]) -> Brief:
    """The brief of a part, after the parts that there are already."""
    had = [item.exercise for each in before for item in each.items]
    once = {each.id for each in had if not _is_for_several_times(each)} - set(alone.include)
    recent = [[item.exercise.id for item in each.items] for each in reversed(before)]
    prefer = tuple(id_ for id_ in alone.prefer if id_ not in once)
    return evolve(alone, exclude=(*alone.exclude, *once), prefer=prefer, recent=(*recent, *alone.recent))


def _is_for_several_times(exercise: Exercise) -> bool:
    """Whether a source prints that it is done several times a day."""
    return any(fact.per_day is not None and fact.per_day[1] > 1 for fact in exercise.dose.facts)
