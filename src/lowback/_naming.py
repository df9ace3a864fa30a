"""How what a catalog declares is named."""

from collections.abc import Mapping
from typing import cast

from ._partial import class_of, has_fields
from .model import (
    Cap,
    Caution,
    Equipment,
    Exercise,
    Family,
    Message,
    Mix,
    RedFlag,
    Region,
    Source,
    StopRule,
    Transition,
)

__all__ = ["NAMED", "key_of", "name_of"]

NAMED: Mapping[type, str] = {
    Exercise: "id",
    Source: "id",
    Region: "id",
    Equipment: "id",
    Family: "id",
    Mix: "id",
    Cap: "id",
    Caution: "key",
    RedFlag: "key",
    Message: "key",
    StopRule: "key",
    Transition: "positions",
}
"""What a catalog declares, and the field that names one of it."""


def key_of(value: object) -> object:
    """The name by which a declaration is known; None when it could not be read."""
    name = NAMED[class_of(value)]
    key: object = getattr(value, name) if has_fields(value, [name]) else None
    return frozenset(cast("tuple[str, ...]", key)) if isinstance(key, tuple) else key


def name_of(value: object) -> str:
    """The key of something declared, for readers."""
    key = key_of(value)
    return " - ".join(sorted(cast("frozenset[str]", key))) if isinstance(key, frozenset) else str(key)
