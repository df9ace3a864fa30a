"""What is left of a faulty value, so that others need not guess."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

__all__ = ["Partial", "Pieces", "are_whole", "class_of", "has_fields", "is_whole"]


@frozen(eq=False)
class Partial:
    """What could be read of a faulty value, as attributes: each as a whole, or in part.

    Attributes:
        of: The class that it was read for; `object` where there was nothing to read fields of.
        values: The fields, those with their default too.
    """

    of: type
    values: Mapping[str, object]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the class says
        if name in self.values:
            return self.values[name]
        raise AttributeError(f"{name!r} of a faulty {self.of.__name__} could not be read, so nothing may ask for it")


class Pieces(tuple[object, ...]):
    """A list of which not all members could be read as a whole."""

    __slots__ = ()


_FAULTY = frozenset((Partial, Pieces))


def is_whole(value: object) -> bool:
    """Whether a value could be read with all that is in it."""
    return type(value) not in _FAULTY


def are_whole(values: Iterable[object]) -> bool:
    """Whether all of these values could be read with all that is in them."""
    return _FAULTY.isdisjoint(map(type, values))


def class_of(value: object) -> type:
    """The class of a value, or the one that a faulty value was read for."""
    return value.of if isinstance(value, Partial) else type(value)


def has_fields(value: object, names: Iterable[str] | None) -> bool:
    """Whether these fields of a value could be read as a whole; None asks for all of it.

    `steps.text` asks for the text of every step.
    """
    return is_whole(value) or (names is not None and all(_has(value, name.split(".")) for name in names))


def _has(value: object, path: list[str]) -> bool:
    if is_whole(value) or not path:
        return is_whole(value)
    if isinstance(value, Partial):
        return path[0] in value.values and _has(value.values[path[0]], path[1:])
    return isinstance(value, Pieces) and all(_has(each, path) for each in value)
