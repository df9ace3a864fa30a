"""What is left of a faulty value, so that others need not guess."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

__all__ = ["Partial", "class_of", "has_fields"]


@frozen(eq=False)
class Partial:
    """What could be read of a faulty value, as attributes.

    A field is there only when all of it could be read: a list with one faulty member is not.

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


def class_of(value: object) -> type:
    """The class of a value, or the one that a faulty value was read for."""
    return value.of if isinstance(value, Partial) else type(value)


def has_fields(value: object, names: Iterable[str] | None) -> bool:
    """Whether these fields of a value could be read; None asks for all of it."""
    if not isinstance(value, Partial):
        return True
    return names is not None and all(name in value.values for name in names)
