"""Rules about cautions: no two instructions contradict each other, and nothing is dropped unseen."""

from collections.abc import Iterator

from lowback._shape import retired, shown
from lowback.diagnostics import Severity
from lowback.model import Caution, Exercise
from lowback.validation._rule import Found, Rule, Scope
from lowback.vocabulary import CautionLevel

__all__ = ["RULES"]

_STRICTNESS = list(CautionLevel)
"""The levels, mildest first."""


def contradicting_caution(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A caution is named once: it cannot be avoided and modified at once."""
    first: dict[str, CautionLevel] = {}
    for index, rule in enumerate(exercise.cautions):
        if rule.key in first:
            levels = f"{first[rule.key]} and {rule.level}" if first[rule.key] is not rule.level else "twice"
            yield Found(f"got {shown(rule.key)} {levels}, expected one level", ("cautions", index, "key"))
        first.setdefault(rule.key, rule.level)


def dropped_caution(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """An exercise that replaces one of the extended catalog keeps its cautions, at the same level or a stricter one."""
    if scope.base is None or exercise.id not in scope.base or exercise.id not in scope.overrides:
        return
    for rule in scope.base[exercise.id].cautions:
        caution = scope.words[Caution][rule.key]
        if not isinstance(caution, Caution):
            continue  # nobody knows what it replaces
        own = caution.named_by(exercise)
        if own is None:
            yield Found(
                f"got no {rule.key!r}, which the replaced exercise has at the level {rule.level}", ("cautions",)
            )
        elif _STRICTNESS.index(own.level) < _STRICTNESS.index(rule.level):
            keys = (rule.key, *caution.replaces)
            index = next(index for index, each in enumerate(exercise.cautions) if each.key in keys)
            message = f"got {own.level} for {rule.key!r}, expected {rule.level}, as in the replaced exercise"
            yield Found(message, ("cautions", index, "level"))


def retired_caution(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A caution that is retired is read as those that took its place."""
    for index, rule in enumerate(exercise.cautions):
        if successors := scope.retired.get(rule.key):
            yield Found(retired(rule.key, successors), ("cautions", index, "key"))


RULES = (
    Rule("contradicting-caution", Exercise, contradicting_caution, needs=("cautions.key", "cautions.level")),
    Rule("dropped-caution", Exercise, dropped_caution, needs=("id", "cautions")),
    Rule("retired-caution", Exercise, retired_caution, Severity.NOTE, needs=("cautions.key",), needs_all=True),
)
