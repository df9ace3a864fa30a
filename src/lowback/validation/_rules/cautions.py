"""Rules about cautions: no two instructions contradict each other."""

from collections import deque
from collections.abc import Iterable, Iterator

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
    circle = _circle_of(caution, scope)
    if circle and caution.key == min(circle):
        back = f"from which replaces leads back to {shown(caution.key)}, expected an end"
        message = f"got {shown(circle[0])}, {back if circle[1:] else 'which is the caution itself, expected another'}"
        places = tuple((text, (trail, "key")) for text, trail in _places(circle[:-1], scope))
        path = ("replaces", caution.replaces.index(circle[0]))
        yield Found(message, path, "take out the one that came first", places)


def _places(keys: Iterable[str], scope: Scope) -> list[Place]:
    return [scope.first[Caution, key][1] for key in keys if (Caution, key) in scope.first]


def _circle_of(caution: Caution, scope: Scope) -> tuple[str, ...]:
    """The keys of the shortest way along `replaces` that leads back to a caution, which is its last; empty for none."""
    ways = deque[tuple[str, ...]]((key,) for key in caution.replaces)
    seen = {*caution.replaces}
    while ways and len(seen) < _MOST:
        way = ways.popleft()
        if way[-1] == caution.key:
            return way
        other = scope.words[Caution].get(way[-1])
        following = other.replaces[:_MOST] if isinstance(other, Caution) else ()
        ways += [(*way, key) for key in following if key not in seen]
        seen.update(following)
    return ()


_MOST = 100
"""How many cautions are looked at, far more than take the place of each other: the time stays linear."""


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
