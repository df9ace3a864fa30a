"""Rules about cautions: no two instructions contradict each other."""

from collections.abc import Iterator

from lowback._shape import retired, shown
from lowback.diagnostics import Severity
from lowback.model import Caution, Exercise
from lowback.validation._rule import Found, Place, Rule, Scope
from lowback.vocabulary import CautionLevel

__all__ = ["RULES"]


def contradicting_caution(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A caution is named once: it cannot be avoided and modified at once."""
    first: dict[str, CautionLevel] = {}
    for index, rule in enumerate(exercise.cautions):
        if rule.key in first:
            levels = f"{first[rule.key]} and {rule.level}" if first[rule.key] is not rule.level else "twice"
            yield Found(f"got {shown(rule.key)} {levels}, expected one level", ("cautions", index, "key"))
        first.setdefault(rule.key, rule.level)


def _names_one_twice(exercise: Exercise, _: Scope) -> bool:
    return len({rule.key for rule in exercise.cautions}) < len(exercise.cautions)


def contradicting_successor(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Nor is it named at another level by the key that it replaces, which then would not count."""
    levels = {rule.key: rule.level for rule in exercise.cautions}
    for index, rule in enumerate(exercise.cautions):
        for key in scope.retired.get(rule.key, ()):
            if levels.get(key, rule.level) is not rule.level:
                message = f"got {shown(key)} {levels[key]} and, as {shown(rule.key)}, {rule.level}, expected one level"
                yield Found(message, ("cautions", index, "key"))


def replaced_in_a_circle(caution: Caution, scope: Scope) -> Iterator[Found]:
    """One caution may take the place of another, but no way along them leads back. A circle is told once."""
    if caution.key in caution.replaces:
        path = ("replaces", caution.replaces.index(caution.key))
        message = f"got {shown(caution.key)}, which is the caution itself, expected another"
        yield Found(message, path, "take out the one that came first")
    elif circle := scope.replacing_each_other.get(caution.key):
        index, other = next((index, key) for index, key in enumerate(caution.replaces) if key in circle)
        message = f"got {shown(other)}, from which replaces leads back to {shown(caution.key)}, expected an end"
        places = tuple(_place_of(scope.first[Caution, key][1]) for key in circle[1:] if (Caution, key) in scope.first)
        yield Found(message, ("replaces", index), "take out the one that came first", places)


def _place_of(declared: Place) -> Place:
    text, trail = declared
    return text, (trail, "key")


def retired_caution(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A caution that is retired is read as those that took its place."""
    for index, rule in enumerate(exercise.cautions):
        if successors := scope.retired.get(rule.key):
            yield Found(retired(rule.key, successors), ("cautions", index, "key"))


def _may_be_retired(_: Exercise, scope: Scope) -> bool:
    return bool(scope.retired)


RULES = (
    Rule(
        "contradicting-caution",
        Exercise,
        contradicting_caution,
        only_if=_names_one_twice,
        needs=("cautions.key", "cautions.level"),
    ),
    Rule(
        "contradicting-caution",
        Exercise,
        contradicting_successor,
        only_if=_may_be_retired,
        needs=("cautions.key", "cautions.level"),
        needs_all=True,
    ),
    Rule("contradicting-caution", Caution, replaced_in_a_circle, needs=("key", "replaces"), needs_all=True),
    Rule(
        "retired-caution",
        Exercise,
        retired_caution,
        Severity.NOTE,
        only_if=_may_be_retired,
        needs=("cautions.key",),
        needs_all=True,
    ),
)
