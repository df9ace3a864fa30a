"""Rules about the links between exercises."""

from collections.abc import Iterator

from lowback._shape import shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import Exercise, needs_floor
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["RULES"]

_BACK = {"easier": "harder", "harder": "easier"}


def dangling_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Every exercise that is named exists."""
    for field in _BACK:
        for index, id_ in enumerate(getattr(exercise, field)):
            yield from _dangling(id_, (field, index), scope)


def _has_links(exercise: Exercise, _: Scope) -> bool:
    return bool(exercise.easier or exercise.harder)


def _may_dangle(exercise: Exercise, scope: Scope) -> bool:
    return not scope.exercises.keys() >= {*exercise.easier, *exercise.harder}


def dangling_alternative(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """The alternative that is named exists."""
    if exercise.no_floor_alternative is not None:
        yield from _dangling(exercise.no_floor_alternative, ("no_floor_alternative",), scope)


def _dangling(id_: str, path: tuple[str | int, ...], scope: Scope) -> Iterator[Found]:
    if id_ not in scope.exercises:
        near = did_you_mean(id_, scope.exercises) or ", expected the id of an exercise of this catalog"
        yield Found(f"got {shown(id_)}{near}", path)


def repeated_link(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A list names an exercise once."""
    for field in _BACK:
        seen: set[str] = set()
        for index, id_ in enumerate(getattr(exercise, field)):
            if id_ in seen:
                yield Found(f"got {shown(id_)} a second time, expected it once", (field, index))
            seen.add(id_)


def _names_one_twice(exercise: Exercise, _: Scope) -> bool:
    links = exercise.easier, exercise.harder
    return any(len(ids) > 1 and len({*ids}) < len(ids) for ids in links)


def one_way_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """If one is harder than another, the other is easier than it. A link to an extended catalog may lead one way."""
    for field, back in _BACK.items():
        for index, id_ in enumerate(getattr(exercise, field)):
            circle = scope.circles.get(id_)
            circles = id_ == exercise.id or (circle and circle == scope.circles.get(exercise.id))
            if scope.is_own(id_) and not circles and (id_, exercise.id) not in scope.pairs[back]:
                text, trail = scope.first[Exercise, id_][1]
                message = f"got {shown(id_)}, which does not name {shown(exercise.id)} as {back}"
                hint = f"add {shown(exercise.id)} to {back} of {shown(id_)}"
                yield Found(message, (field, index), hint, ((text, (trail, "id")),))


def _may_be_one_way(exercise: Exercise, scope: Scope) -> bool:
    id_, pairs = exercise.id, scope.pairs
    to_easier = all((other, id_) in pairs["harder"] for other in exercise.easier)
    return not (to_easier and all((other, id_) in pairs["easier"] for other in exercise.harder))


def cyclic_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Going on to harder exercises, or back to easier ones, never leads back. A circle is told once."""
    closing = scope.closing_links.get(scope.circles.get(exercise.id, 0))
    for field in _BACK:
        for index, id_ in enumerate(getattr(exercise, field)):
            if exercise.id == id_:
                yield Found(f"got {shown(id_)}, which is the exercise itself, expected another", (field, index))
            elif (exercise.id, field, index) == closing:
                message = f"got {shown(id_)}, from which {field} leads back to {shown(exercise.id)}, expected an end"
                yield Found(message, (field, index), "take one of the links of this circle out")


def _may_go_round(exercise: Exercise, scope: Scope) -> bool:
    return scope.circles.get(exercise.id, 0) > 0 or exercise.id in (*exercise.easier, *exercise.harder)


def falling_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A harder exercise never has a lower difficulty. On a circle one of them has to: that is told there."""
    circle = scope.circles.get(exercise.id)
    for index, id_ in enumerate(exercise.harder):
        if scope.falls(exercise.id, id_) and not (circle and circle == scope.circles[id_]):
            falls_to = scope.difficulties[id_]
            message = f"got {shown(id_)} of difficulty {falls_to}, expected {exercise.difficulty} or more"
            yield Found(message, ("harder", index))


def floor_alternative(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """An alternative without the floor needs none, and is given only where the floor is needed."""
    id_ = exercise.no_floor_alternative
    if id_ is None or id_ not in scope.exercises:
        return  # that there is no such exercise is told itself
    if not needs_floor(exercise.position, exercise.needs):
        yield Found(f"got {shown(id_)} for an exercise that needs no floor, expected none", ("no_floor_alternative",))
    elif id_ in scope.on_floor:
        yield Found(f"got {shown(id_)}, which needs the floor, expected one that does not", ("no_floor_alternative",))


def family_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Variants of one movement, of one kind and position but not equally hard, are linked."""
    variant = exercise.family, exercise.kind, exercise.position
    others = [id_ for grade, id_ in scope.grades.get(variant, {}).items() if grade != exercise.difficulty]
    neighbours = scope.neighbours.get(exercise.id, frozenset())
    if others and not any(scope.variants.get(id_) == variant for id_ in neighbours):
        message = f"got the family {shown(exercise.family)} of {shown(min(others))}, but no link to an exercise of it"
        yield Found(message, ("family",), "link them by easier and harder, or name another family")


def _has_variants(exercise: Exercise, scope: Scope) -> bool:
    return len(scope.grades.get((exercise.family, exercise.kind, exercise.position), ())) > 1


RULES = (
    Rule("dangling-link", Exercise, dangling_link, only_if=_may_dangle, needs=("easier", "harder"), needs_all=True),
    Rule("dangling-link", Exercise, dangling_alternative, needs=("no_floor_alternative",), needs_all=True),
    Rule("repeated-link", Exercise, repeated_link, only_if=_names_one_twice, needs=("easier", "harder")),
    Rule(
        "one-way-link",
        Exercise,
        one_way_link,
        Severity.WARNING,
        only_if=_may_be_one_way,
        needs=("id", "easier", "harder"),
    ),
    Rule("cyclic-link", Exercise, cyclic_link, only_if=_may_go_round, needs=("id", "easier", "harder")),
    Rule("falling-link", Exercise, falling_link, only_if=_has_links, needs=("id", "harder", "difficulty")),
    Rule("floor-alternative", Exercise, floor_alternative, needs=("position", "needs", "no_floor_alternative")),
    Rule(
        "family-disagrees",
        Exercise,
        family_disagrees,
        Severity.WARNING,
        only_if=_has_variants,
        needs=("id", "family", "kind", "position", "difficulty"),
    ),
)
