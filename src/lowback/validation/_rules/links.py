"""Rules about the links between exercises."""

from collections.abc import Iterator

from lowback._shape import shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import Exercise
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["RULES"]

_BACK = {"easier": "harder", "harder": "easier"}


def _links(exercise: Exercise) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for field in _BACK:
        yield from (((field, index), id_) for index, id_ in enumerate(getattr(exercise, field, ())))
    if (id_ := getattr(exercise, "no_floor_alternative", None)) is not None:
        yield ("no_floor_alternative",), id_


def dangling_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Every exercise that is named exists."""
    for path, id_ in _links(exercise):
        if id_ not in scope.exercises:
            near = did_you_mean(id_, scope.exercises) or ", expected the id of an exercise of this catalog"
            yield Found(f"got {shown(id_)}{near}", path)


def repeated_link(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A list names an exercise once."""
    for field in _BACK:
        seen: set[str] = set()
        for index, id_ in enumerate(getattr(exercise, field, ())):
            if id_ in seen:
                yield Found(f"got {shown(id_)} a second time, expected it once", (field, index))
            seen.add(id_)


def one_way_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """If one is harder than another, the other is easier than it. A link to an extended catalog may lead one way."""
    for field, back in _BACK.items():
        for index, id_ in enumerate(getattr(exercise, field, ())):
            circles = (id_, exercise.id) in scope.links[field]
            if scope.is_own(id_) and not circles and (id_, exercise.id) not in scope.links[back]:
                text, trail = scope.first[Exercise, id_][1]
                message = f"got {shown(id_)}, which does not name {shown(exercise.id)} as {back}"
                hint = f"add {shown(exercise.id)} to {back} of {shown(id_)}"
                yield Found(message, (field, index), hint, ((text, (trail, "id")),))


def cyclic_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Going on to harder exercises, or back to easier ones, never leads back. A circle is told once."""
    closing = scope.closing_links.get(scope.circles.get(exercise.id, 0))
    for field in _BACK:
        for index, id_ in enumerate(getattr(exercise, field, ())):
            if exercise.id == id_:
                yield Found(f"got {shown(id_)}, which is the exercise itself, expected another", (field, index))
            elif (exercise.id, field, index) == closing:
                message = f"got {shown(id_)}, from which {field} leads back to {shown(exercise.id)}, expected an end"
                yield Found(message, (field, index), "take one of the links of this circle out")


def falling_link(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A harder exercise never has a lower difficulty. On a circle one of them has to: that is told there."""
    circle = scope.circles.get(exercise.id)
    for index, id_ in enumerate(exercise.harder):
        other = scope.exercises.get(id_)
        if other is not None and scope.falls(exercise.id, id_) and not (circle and circle == scope.circles[id_]):
            message = f"got {shown(id_)} of difficulty {other.difficulty}, expected {exercise.difficulty} or more"
            yield Found(message, ("harder", index))


def floor_alternative(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """An alternative without the floor needs none, and is given only where the floor is needed."""
    id_ = exercise.no_floor_alternative
    if id_ is None:
        return
    if not exercise.needs_floor:
        yield Found(f"got {shown(id_)} for an exercise that needs no floor, expected none", ("no_floor_alternative",))
    elif id_ in scope.exercises and scope.exercises[id_].needs_floor:
        yield Found(f"got {shown(id_)}, which needs the floor, expected one that does not", ("no_floor_alternative",))


def family_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Variants of one movement, of one kind and position but not equally hard, are linked."""
    variant = exercise.family, exercise.kind, exercise.position
    others = [id_ for grade, id_ in scope.grades.get(variant, {}).items() if grade != exercise.difficulty]
    neighbours = (scope.exercises.get(id_) for id_ in scope.neighbours.get(exercise.id, ()))
    if others and not any(each and variant == (each.family, each.kind, each.position) for each in neighbours):
        message = f"got the family {shown(exercise.family)} of {shown(min(others))}, but no link to an exercise of it"
        yield Found(message, ("family",), "link them by easier and harder, or name another family")


RULES = (
    Rule("dangling-link", Exercise, dangling_link, needs_all=True),
    Rule("repeated-link", Exercise, repeated_link),
    Rule("one-way-link", Exercise, one_way_link, Severity.WARNING),
    Rule("cyclic-link", Exercise, cyclic_link),
    Rule("falling-link", Exercise, falling_link),
    Rule("floor-alternative", Exercise, floor_alternative),
    Rule("family-disagrees", Exercise, family_disagrees, Severity.WARNING),
)
