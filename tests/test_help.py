"""What `help()` and editors show: every public class tells of each of its fields."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import get_args, get_type_hints

import pytest
from attrs import Attribute, fields, has

import lowback
from lowback._bounds import Between
from lowback.model import StartsAt, Whole


def public_classes() -> Iterator[type]:
    """The classes that a public module offers."""
    modules = [each.name for each in walk_packages(lowback.__path__, "lowback.")]
    for name in ["lowback", *(each for each in modules if "._" not in each)]:
        module = import_module(name)
        yield from (each for each in (getattr(module, name) for name in module.__all__) if isinstance(each, type))


CLASSES = sorted({each for each in public_classes() if has(each)}, key=lambda cls: (cls.__module__, cls.__qualname__))


def described(cls: type) -> dict[str, str]:
    """The fields that the docstring of a class, or of one that it inherits from, describes."""
    found: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        section = inspect.cleandoc(each.__doc__ or "").partition("\nAttributes:\n")[2]
        found |= re.findall(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", section, re.MULTILINE)
    return found


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_is_described(cls: type) -> None:
    """The fields are in the docstring of the class, in their order, and nothing else is."""
    names = [each.name for each in fields(cls) if not each.name.startswith("_")]

    assert list(described(cls)) == names


BOUNDED = [
    (cls, each)
    for cls in CLASSES
    for each in fields(cls)
    if isinstance(each.validator, (Between, StartsAt, Whole)) or type(None) in get_args(get_type_hints(cls)[each.name])
]


@pytest.mark.parametrize(("cls", "each"), BOUNDED, ids=lambda part: getattr(part, "__name__", None) or part.name)
def test_ranges_and_none_are_described(cls: type, each: "Attribute[object]") -> None:
    """The words of a field, or those of its class for all of them, say what its type and its validator allow."""
    limits = {getattr(each.validator, "low", None), getattr(each.validator, "high", None)} - {None}
    none = {None} if type(None) in get_args(get_type_hints(cls)[each.name]) else set[None]()
    words = (inspect.getdoc(cls) or "").partition("Attributes:")[0] + described(cls)[each.name]

    assert {str(limit) for limit in limits | none} <= set(re.findall(r"-?\d+|None", words))


def test_help_shows_units_ranges_and_what_none_means() -> None:
    """The class that is asked about most."""
    text = inspect.getdoc(lowback.Brief)
    assert text is not None

    assert "minutes: Length, 1 to 120 minutes, in whole seconds" in text
    assert "positions: The only start positions allowed; None for all." in text
