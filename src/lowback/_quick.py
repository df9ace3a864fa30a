"""Plain trees that are right become values, quickly.

Most of what is read is right, and there is nothing to say about it. Here it is read without a place, and what is there
many times (a caution with its level, a range, a list of regions) is made once. Whatever is doubtful is left to
`_shape`, which reads it again and says what is wrong, and where.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeAlias, cast

from attrs import define, field

from ._partial import is_whole
from ._plan import Choice, Form, Many, Maybe, Object, Plain, fields_of, form_of
from .errors import ImpossibleValue
from .model import Exercise, Timing
from .picture import Picture

__all__ = ["MAX_ITEMS", "MAX_NUMBER", "MAX_TEXT", "QuickReader", "is_plain", "is_small"]

MAX_TEXT = 2_000
"""Characters of one text: five times the longest of the packaged catalog."""

MAX_ITEMS = 20_000
"""Members of one list: two hundred times the packaged exercises, and more than any published catalog has."""

MAX_NUMBER = 10**30
"""Python refuses to print very long numbers, and nothing here needs them."""


def is_plain(text: Any) -> bool:  # noqa: ANN401  # a text, as the caller knows
    """Whether a text is surely nothing but plain words: quick, because it is asked of every text."""
    if not text.isprintable() or "<" in text or "&" in text or len(text) > MAX_TEXT:
        return False
    return ":" not in text or not _names_a_scheme(text)


def _names_a_scheme(text: str) -> bool:
    """Whether a text may name a script or data as an address does, by the last letters, which have no look-alikes."""
    lowered = text.lower()
    return "pt:" in lowered or "ta:" in lowered


def is_small(number: Any) -> bool:  # noqa: ANN401  # a number, as the caller knows
    """Whether a number is one that can be printed."""
    return bool(-MAX_NUMBER <= number <= MAX_NUMBER)


class _Doubt(Exception):
    """There may be something to say about a value."""


Read: TypeAlias = Callable[[Any], Any]
"""Reads a value, or raises: `_Doubt`, or what looking a word up raises, or what a class raises that cannot be so."""

_MOST_SHAPES = 250
"""Keys of a class in different order, or left out, for which code is made: ours have forty, and each takes a moment."""
_MOST_KEPT = 4096
"""Values of one sort of which only one is made; what is there many times is there early."""
_DOUBTS = (_Doubt, KeyError, TypeError, ImpossibleValue)


@define(eq=False)
class QuickReader:
    """Reads exercises of one catalog.

    Attributes:
        known: Things that can be named by id, by their class.
        timing: The timing of the catalog; exercises that say no rest have the rest of their kind in it.
    """

    known: Mapping[type, Mapping[str, object]]
    timing: Timing
    _readers: dict[Form, Read] = field(factory=dict[Form, Read], init=False)

    def read(self, tree: object) -> Exercise | None:
        """The exercise; None for one that may not be right, or that has a picture of its own."""
        try:
            return cast("Exercise", self._exercise(tree))
        except _DOUBTS:
            return None

    @cached_property
    def _exercise(self) -> Read:
        return self._object(Exercise)

    def _reader(self, form: Form) -> Read:
        if form not in self._readers:
            self._readers[form] = self._made(form)
        return self._readers[form]

    def _made(self, form: Form) -> Read:
        match form:
            case Plain():
                return _PLAIN.get(form.type, _doubt)
            case Many(length=None) if form.of is form_of(str) or isinstance(form.of, Choice):
                return _words_reader(self._reader(form.of))
            case Many():
                return _list_reader(self._reader(form.of), form.length)
            case Choice():
                return form.values.__getitem__
            case Object(key=None) if form.cls is not Picture:  # few exercises have one of their own
                return self._object(form.cls)
            case Object() if form.cls in self.known:
                return _reference_reader(self.known[form.cls])
            case _:
                return _doubt

    def _object(self, cls: type) -> Read:
        shapes: dict[tuple[str, ...], Read] = {}

        def read_object(tree: dict[str, object]) -> object:
            if type(tree) is not dict:
                raise _Doubt
            keys = (*tree,)
            read = shapes.get(keys)
            if read is None:
                if len(shapes) >= _MOST_SHAPES:
                    raise _Doubt
                read = shapes[keys] = self._shape(cls, keys)
            return read(tree.values())

        return read_object

    def _shape(self, cls: type, keys: tuple[str, ...]) -> Read:
        """Reads the values of an object that has these keys, in this order.

        It is written out and compiled, as `attrs` does with `__init__`: most of the time of reading is spent here.
        """
        on_paper = {each.name: each for each in fields_of(cls)}
        required = {name for name, each in on_paper.items() if each.required}
        if not required <= {*keys} <= on_paper.keys() or any(type(key) is not str for key in keys):
            return _doubt  # what only behaves like a text is never written into code
        names: dict[str, object] = {"cls": cls, "Doubt": _Doubt, "is_plain": is_plain, "known": {}}
        code = _Code(names)
        for number, key in enumerate(keys):
            code.read(f"v{number}", on_paper[key].form, self._reader)
        made = [f"{key}=v{number}" for number, key in enumerate(keys)]
        if cls is Exercise and "rest" not in keys:
            names["rest_of"] = self.timing.rest_of
            made.append(f"rest=rest_of(v{keys.index('kind')})")
        return code.compiled([f"v{number}" for number in range(len(keys))], f"cls({', '.join(made)})")


def _doubt(_: object) -> object:
    raise _Doubt


def _text(value: str) -> str:
    if type(value) is str and is_plain(value):
        return value
    raise _Doubt


def _number(value: int) -> int:
    if type(value) is int and is_small(value):
        return value
    raise _Doubt


_PLAIN: Mapping[type, Read] = {str: _text, int: _number}


def _words_reader(read: Read) -> Read:
    """Reads a list of texts or words; the same list is read once. A text is like nothing else, where 1 is like true."""
    known: dict[tuple[object, ...], tuple[object, ...]] = {}

    def read_words(value: list[object]) -> tuple[object, ...]:
        if type(value) is not list or len(value) > MAX_ITEMS:
            raise _Doubt
        words = (*value,)
        found = known.get(words)
        if found is None:
            found = tuple([read(each) for each in words])
            if len(known) < _MOST_KEPT:
                known[words] = found
        return found

    return read_words


def _list_reader(read: Read, length: int | None) -> Read:
    def read_list(value: list[object]) -> tuple[object, ...]:
        if type(value) is list and len(value) <= MAX_ITEMS and length in (None, len(value)):
            return tuple([read(each) for each in value])
        raise _Doubt

    return read_list


def _reference_reader(known: Mapping[str, object]) -> Read:
    def read_reference(id_: str) -> object:
        value = known[id_]
        if is_whole(value):
            return value
        raise _Doubt

    return read_reference


# Code --------------------------------------------------------------------------------------------


@define(eq=False)
class _Code:
    """A function that reads values, as source.

    Attributes:
        names: What the source names.
        checks: What has to be the case.
        texts: The texts, which have to be plain.
        steps: What is read of values that are none of these.
        is_flat: Whether there are only words and numbers: of values that are alike one is made.
    """

    names: dict[str, object]
    checks: list[str] = field(factory=list[str])
    texts: list[str] = field(factory=list[str])
    steps: list[str] = field(factory=list[str])
    is_flat: bool = True

    def read(self, value: str, form: Form, reader: Callable[[Form], Read]) -> None:
        """Read one value."""
        form, unless = (form.of, f"{value} is None or ") if isinstance(form, Maybe) else (form, "")
        match form:
            case Plain() if form.type is str:
                self.checks.append(f"({unless}type({value}) is str)")
                self.texts.append(f"({value} or '')")
            case Plain() if form.type is int:
                self.checks.append(f"({unless}type({value}) is int and {-MAX_NUMBER} <= {value} <= {MAX_NUMBER})")
            case Plain() if form.type is bool:
                self.checks.append(f"({unless}type({value}) is bool)")
            case _:
                self.names[f"read_{value}"] = reader(form)
                only = f" if {value} is not None else None" if unless else ""
                self.steps.append(f"{value} = read_{value}({value}){only}")
                self.is_flat &= _is_flat(form)

    def compiled(self, values: list[str], made: str) -> Read:
        """The function, which returns what is made of the values."""
        whole = f"({', '.join(values)},)" if values else "()"
        lines = [
            f"{whole} = values",
            f"if not ({' and '.join(self.checks) or True}): raise Doubt",
            *self.steps,
            *([f"found = known.get({whole})", "if found is not None: return found"] if self.is_flat else []),
            f"if not is_plain({' + '.join(self.texts) or repr('')}): raise Doubt",
            f"found = {made}",
            *([f"if len(known) < {_MOST_KEPT}: known[{whole}] = found"] if self.is_flat else []),
            "return found",
        ]
        source = "\n    ".join(["def read(values):", *lines])
        exec(source, self.names)  # noqa: S102  # of names that our classes have, and numbers
        return cast("Read", self.names["read"])


def _is_flat(form: Form) -> bool:
    match form:
        case Plain() | Choice():
            return True
        case Many() | Maybe():
            return _is_flat(form.of)
        case Object():
            return False
