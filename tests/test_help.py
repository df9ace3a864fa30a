"""What `help()` and editors show: every public class tells of each of its fields."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from attrs import fields, has

import lowback


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


def test_help_shows_units_ranges_and_what_none_means() -> None:
    """The class that is asked about most."""
    text = inspect.getdoc(lowback.Brief)
    assert text is not None

    assert "minutes: Length, 1 to 120 minutes, in whole seconds" in text
    assert "positions: The only start positions allowed; None for all." in text
