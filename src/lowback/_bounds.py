"""Checks of single fields, as attrs validators; the schema reads the limits from them."""

from collections.abc import Callable
from typing import Any

from attrs import Attribute, frozen

from .errors import ImpossibleValue

__all__ = ["AtMost", "Beside", "Between", "not_blank"]


@frozen
class Between:
    """Check a number, or every number of several; a number may be missing.

    Attributes:
        low: Smallest value allowed.
        high: Largest value allowed; None for no limit.
        code: What a number outside is called.
    """

    low: int
    high: int | None = None
    code: str = "out-of-range"

    def __call__(self, instance: object, attribute: "Attribute[Any]", value: int | tuple[int, ...] | None) -> None:
        """Raise `ImpossibleValue` when a number is too small or too large."""
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None and (each < self.low or (self.high is not None and each > self.high)):
                limit = f"{self.low} or more" if self.high is None else f"{self.low} to {self.high}"
                place = f"{type(instance).__name__}.{attribute.name}"
                raise ImpossibleValue(place, f"got {each}, expected {limit}", self.code)


@frozen
class AtMost:
    """Check how many values a list has.

    Attributes:
        count: Largest number of values allowed.
    """

    count: int

    def __call__(self, instance: object, attribute: "Attribute[Any]", value: tuple[object, ...]) -> None:
        """Raise `ImpossibleValue` when there are too many values."""
        if len(value) > self.count:
            place = f"{type(instance).__name__}.{attribute.name}"
            raise ImpossibleValue(place, f"got {len(value)} values, expected at most {self.count}", "too-large")


def not_blank(instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Raise `ImpossibleValue` when a text is empty or nothing but spaces."""
    if not value.strip():
        place = f"{type(instance).__name__}.{attribute.name}"
        raise ImpossibleValue(place, f"got {value!r}, expected some text", "empty-text")


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
