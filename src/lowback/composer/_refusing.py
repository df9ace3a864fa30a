"""When no routine keeps the rules: why, and the nearest briefs that work."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from attrs import evolve

from lowback._gaps import opening_seconds
from lowback._solver import feasible, reachable
from lowback.catalog import Catalog
from lowback.errors import Infeasible, LowbackError
from lowback.model import LONGEST_MINUTES, Brief
from lowback.vocabulary import Position

from ._limits import Limits, checked, in_words
from ._question import Question

__all__ = ["infeasible"]

_LONGEST = 2 * 60 * 60
_EFFORT = 300_000
"""Steps after which a brief is no remedy: who is refused an hour waits no minute for it."""


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def infeasible(question: Question) -> Infeasible:
    """The error for a question without an answer."""
    brief, catalog = question.brief, question.catalog
    times = _possible_seconds(question) if question.exercises else []
    remedies = _remedies(brief, catalog, longest=max(times, default=0))
    return Infeasible(in_words(brief), tuple(_causes(question, times)), tuple(remedies))


def _causes(question: Question, times: list[int]) -> Iterator[str]:
    brief, conventions = question.brief, question.catalog.conventions
    limits = Limits.of(brief, conventions)
    reasons = Counter(limits.objection(each, conventions) for each in question.catalog.values())
    del reasons[None]
    allowed = len(question.exercises)
    if times:
        ends = f"the shortest possible is {_clock(times[0])}, the longest {_clock(times[-1])}"
        named = f", {' and '.join(brief.include)} among them," if brief.include else ""
        yield f"with {allowed} exercise{'s' if allowed != 1 else ''} left{named} {ends}"
    else:
        yield f"{allowed} of {len(question.catalog)} exercises are left"
    for reason, count in sorted(reasons.items(), key=lambda entry: (-entry[1], str(entry[0]))):
        yield f"{count} {reason}"


def _possible_seconds(question: Question) -> list[int]:
    """Every total, pauses apart, that the exercises left could have (families may be counted twice)."""
    opening = opening_seconds(question.brief, question.catalog.conventions)
    longest = (_LONGEST - opening) // question.unit
    return [opening + time * question.unit for time in reachable(replace(question.problem, high=longest))]


def _works(brief: Brief, catalog: Catalog) -> bool:
    """Whether some routine keeps the rules of this brief."""
    try:
        brief = checked(brief, catalog)
    except LowbackError:
        return False
    return feasible(Question.of(brief, catalog, any_dose=True).problem, effort=_EFFORT)


def _remedies(brief: Brief, catalog: Catalog, *, longest: int) -> Iterator[str]:
    """The nearest briefs that work, one change each; a caution is never lifted.

    Nothing shorter has more time than what is possible in this length.
    """
    minutes, tolerance = brief.seconds // 60, catalog.conventions.timing.tolerance
    shorter = [length for length in range(minutes - 1, 0, -1) if 60 * length - tolerance(60 * length) <= longest]
    longer = range(minutes + 1, min(minutes + 5, LONGEST_MINUTES) + 1)
    for name, lengths in (("shorter", shorter), ("longer", longer)):
        for length in lengths:
            if _works(evolve(brief, minutes=length), catalog):
                yield f"{name}: {length} minute{'s' if length != 1 else ''}"
                break
    others = [mix.id for mix in catalog.conventions.mixes if mix.id != brief.mix]
    if working := [id_ for id_ in others if _works(evolve(brief, mix=id_), catalog)]:
        yield f"another mix: {', '.join(working)}"
    for position in Position:
        positions = brief.positions or tuple(Position)
        if position not in positions and _works(evolve(brief, positions=(*positions, position)), catalog):
            yield f"allow the position {position}"
    at_hand = Limits.of(brief, catalog.conventions).equipment
    for piece in catalog.conventions.equipment:
        if piece.id not in at_hand:
            more = evolve(brief, equipment=(*(at_hand if brief.equipment is None else brief.equipment), piece.id))
            if _works(more, catalog):
                yield f"have {piece.name} at hand"
    for id_ in brief.exclude:
        if _works(evolve(brief, exclude=tuple(each for each in brief.exclude if each != id_)), catalog):
            yield f"do not exclude {id_}"
    for id_ in brief.include:
        if _works(evolve(brief, include=tuple(each for each in brief.include if each != id_)), catalog):
            yield f"do not include {id_}"
