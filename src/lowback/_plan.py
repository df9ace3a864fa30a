"""What paper of our classes looks like: one plan, made from the classes, for all who read it or describe it.

A class says by its annotations which fields there are, of which form each one is, and by its defaults which of them
may be left out. Whoever reads files, writes a schema or a page goes through the few forms that there are here.
"""

import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, evolve, fields, frozen

from ._naming import NAMED
from .model import BRIEF_WORDS, Brief, Conventions, Exercise, Message, Origin, RedFlag, Source, StopRule

__all__ = [
    "OFF_PAPER",
    "REFERENCES",
    "Choice",
    "Field",
    "Form",
    "Many",
    "Maybe",
    "Object",
    "Plain",
    "fields_of",
    "form_of",
]

REFERENCES: Mapping[type, str] = {cls: NAMED[cls] for cls in (Exercise, Source, StopRule, RedFlag, Message)}
"""Classes that other classes name on paper, and the field that holds the name."""


@frozen(eq=False)
class Plain:
    """A text, a number, a day, or true or false.

    Attributes:
        type: `str`, `int`, `float`, `bool` or `date`.
        expected: What it is called in a message.
    """

    type: type
    expected: str


@frozen(eq=False)
class Choice:
    """One of a closed set of words.

    Attributes:
        type: The enum; for a literal type, `str`.
        values: The words, and what they mean in memory.
    """

    type: type
    values: Mapping[str, object]


@frozen(eq=False)
class Many:
    """A list of values of one form.

    Attributes:
        of: The form of its members.
        length: How many there are; None for any number.
        alone: Whether a plain text may stand for a list of one.
    """

    of: "Form"
    length: int | None
    alone: bool = False


@frozen(eq=False)
class Maybe:
    """A value that may be missing, or (the minutes of a brief) that may be of another class in memory.

    Attributes:
        of: The form that it has on paper.
        others: The other classes.
    """

    of: "Form"
    others: tuple[type, ...]


@frozen(eq=False)
class Object:
    """An object with the fields of a class.

    Attributes:
        cls: The class.
        key: The field by which others name it on paper; None where it always stands in full.
    """

    cls: type
    key: str | None


Form: TypeAlias = Plain | Choice | Many | Maybe | Object
"""Everything that can stand on paper."""

_PLAIN = {
    type_: Plain(type_, expected)
    for type_, expected in {
        str: "a text",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        date: "a day such as 2027-01-04",
    }.items()
}


@cache
def form_of(type_: Any) -> Form:  # noqa: ANN401  # a type of whatever form
    """The form of values of this type.

    >>> form_of(tuple[int, int]).length
    2
    """
    arguments = get_args(type_)
    if type_ in _PLAIN:
        return _PLAIN[type_]
    if get_origin(type_) is tuple:
        return Many(form_of(arguments[0]), None if arguments[-1] is ... else len(arguments))
    if get_origin(type_) in (types.UnionType, Union):
        return Maybe(form_of(arguments[0]), arguments[1:])
    if get_origin(type_) is Literal:
        return Choice(str, {word: word for word in arguments})
    if issubclass(type_, Enum):
        return Choice(type_, {str(member.value): member for member in type_})
    return Object(type_, REFERENCES.get(type_))


@frozen(eq=False)
class Field:
    """A field of a class, as it is on paper.

    Attributes:
        name: Its key.
        form: The form of its value.
        default: What it is when it is left out; `NOTHING` where it may not be.
        check: The validator of the class, or None.
    """

    name: str
    form: Form
    default: object
    check: Any

    @property
    def required(self) -> bool:
        """Whether it may not be left out."""
        return self.default is NOTHING


_NOT_ON_PAPER = (Conventions, Origin | None)
OFF_PAPER = "off paper"
"""Marks, in the metadata of a field, what a reader has: the catalog of a programme."""


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a class that are on paper: all but origins, and what a reader has, as conventions.

    >>> from .model import Step
    >>> [field.name for field in fields_of(Step) if field.required]
    ['role', 'text', 'short_text']
    """
    off = {each.name for each in fields(cls) if OFF_PAPER in each.metadata}
    hints = {name: hint for name, hint in get_type_hints(cls).items() if name not in off}
    forms = {name: form_of(hint) for name, hint in hints.items() if hint not in _NOT_ON_PAPER}
    if cls is Brief:
        forms |= {name: _or_alone(forms[name]) for name in BRIEF_WORDS}
    return tuple(
        Field(each.name, forms[each.name], each.default, each.validator) for each in fields(cls) if each.name in forms
    )


def _or_alone(form: Form) -> Form:
    match form:
        case Many():
            return evolve(form, alone=True)
        case Maybe():
            return evolve(form, of=_or_alone(form.of))
        case _:
            return form
