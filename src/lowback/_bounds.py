"""Checks of single fields, as attrs validators; the schema reads the limits from them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from attrs import Attribute, frozen

from ._arguments import came, expect, whole
from .errors import ImpossibleValue, WrongType

__all__ = ["AtMost", "Beside", "Between", "Member", "not_blank"]


@frozen
class Between:
    """Check a number, or every number of several; None is fine where a field is None by default.

    Attributes:
        low: Smallest value allowed.
        high: Largest value allowed; None for no limit.
        code: What a number outside is called.
        several: Whether the field has a tuple of numbers.
    """

    low: int
    high: int | None = None
    code: str = "out-of-range"
    several: bool = False

    def __call__(self, instance: object, attribute: "Attribute[Any]", value: int | tuple[int, ...] | None) -> None:
        """Raise `ImpossibleValue` when a number is too small or too large."""
        if type(value) is int and value >= self.low and (self.high is None or value <= self.high):
            return  # nearly always, and a catalog has thousands
        for number in value if self.several and isinstance(value, tuple) else (value,):
            if number is not None or attribute.default is not None:
                whole(f"{type(instance).__name__}.{attribute.name}", number, self.low, self.high, self.code)


@frozen
class AtMost:
    """Check how many values a list has.

    Attributes:
        count: Largest number of values allowed.
    """

    count: int

    def __call__(self, instance: object, attribute: "Attribute[Any]", value: tuple[object, ...]) -> None:
        """Raise `ImpossibleValue` when there are too many values, and `WrongType` when it is no tuple."""
        place = f"{type(instance).__name__}.{attribute.name}"
        expect(place, value, tuple)
        if len(value) > self.count:
            raise ImpossibleValue(place, f"got {len(value)} values, expected at most {self.count}", "too-large")


@frozen
class Member:
    """Check that a field holds a member of an enum, which a text alone is not.

    Attributes:
        enum: The enum.
    """

    enum: type[StrEnum]

    def __call__(self, instance: object, attribute: "Attribute[Any]", value: object) -> None:
        """Raise `WrongType` for anything else."""
        if not isinstance(value, self.enum):
            first, name = next(iter(self.enum)), self.enum.__name__
            expected = f"a {name}, such as {name}.{first.name}; its words are {', '.join(self.enum)}"
            raise WrongType(f"{type(instance).__name__}.{attribute.name}", came(value), expected)


def not_blank(instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Raise `ImpossibleValue` when a text is empty or nothing but spaces."""
    if isinstance(value, str) and value.strip():  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        return
    place = f"{type(instance).__name__}.{attribute.name}"
    expect(place, value, str)
    raise ImpossibleValue(place, f"got {value!r}, expected some text", "empty-text")


def is_text(instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Raise `WrongType` for anything but a text."""
    expect(f"{type(instance).__name__}.{attribute.name}", value, str)


@frozen
class Beside:
    """Check a field beside others. It names all that it looks at, so that a reader asks only when it could read that.

    Attributes:
        needs: What it looks at: names of fields, `steps.role` for a field of each member.
        check: Gets the value that has the fields, and raises `ImpossibleValue` when they disagree.
    """

    needs: tuple[str, ...]
    check: Callable[[Any], None]

    def __call__(self, instance: object, _: "Attribute[Any]", __: object) -> None:
        """Raise `ImpossibleValue` when the fields disagree."""
        self.check(instance)
