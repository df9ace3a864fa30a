"""Checks of single fields, as attrs validators; the schema reads the limits from them."""

from typing import Any

from attrs import Attribute, frozen

from .errors import ImpossibleValue

__all__ = ["Between", "not_blank"]


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


def not_blank(instance: object, attribute: "Attribute[str]", value: str) -> None:
    """Raise `ImpossibleValue` when a text is empty or nothing but spaces."""
    if not value.strip():
        place = f"{type(instance).__name__}.{attribute.name}"
        raise ImpossibleValue(place, f"got {value!r}, expected some text", "empty-text")
