"""Objects from paper and back: the only place where cattrs is configured.

On paper there are ids, in memory there are objects: an exercise names its sources by id, a routine
its exercises, stop rules and red flags. Reading is strict: nothing is coerced, unknown keys are
refused, and every finding is reported at once.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from attrs import evolve, fields, frozen, has
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError, IterableValidationError
from cattrs.errors import AttributeValidationNote, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ._data import packaged_red_flags, packaged_stop_rules
from .catalog import Catalog, default_catalog
from .diagnostics import Diagnostic
from .errors import BriefError, InvalidCatalog, InvalidDocument, did_you_mean
from .model import (
    BodyRegion,
    Brief,
    Caution,
    Exercise,
    Mix,
    RedFlag,
    Routine,
    Rules,
    Scoring,
    Source,
    StopRule,
    Thing,
    Timing,
    Transition,
)

__all__ = ["Json", "register_hooks", "structure", "unstructure"]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""A plain tree, as `json.loads` returns and `json.dumps` takes."""

T = TypeVar("T")
Hook: TypeAlias = Callable[[object, Any], object]
"""Reads a value of a type. `Any`: cattrs gives the type, of whatever form it is."""


_FORMAT = 1

_REFERENCES: Mapping[object, str] = {Exercise: "id", Source: "id", StopRule: "key", RedFlag: "key"}
"""Classes that other classes name on paper, and the field that holds the name."""


@frozen(kw_only=True)
class _Document:
    """A catalog on paper. What it does not declare is as in the packaged catalog."""

    format: int
    id: str
    title: str = ""
    language: str = "en"
    exercises: tuple[Exercise, ...]
    sources: tuple[Source, ...] = ()
    regions: tuple[BodyRegion, ...] | None = None
    equipment: tuple[Thing, ...] | None = None
    cautions: tuple[Caution, ...] | None = None
    transitions: tuple[Transition, ...] | None = None
    mixes: tuple[Mix, ...] | None = None
    scoring: Scoring | None = None
    timing: Timing | None = None


_RULES = ("regions", "equipment", "cautions", "transitions", "mixes", "scoring", "timing")
_OURS = (Routine.__module__, __name__)


class _WrongError(ValueError):
    """One finding, on its way to becoming a diagnostic."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


# Reading -----------------------------------------------------------------------------------------


_NAMES: Mapping[object, str] = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    type(None): "null",
}


def _wrong_type(value: object, expected: str) -> NoReturn:
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "a text",
        bool: "true or false",
        type(None): "null",
    }
    came = names.get(type(value), "a number")
    shown = f" {value!r}" if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    raise _WrongError("wrong-type", f"got {came}{shown}, expected {expected}")


def _strict(cls: type, expected: str) -> Hook:
    def check(value: object, _: object) -> object:
        if type(value) is not cls:
            _wrong_type(value, expected)
        return value

    return check


_PLAIN: Mapping[object, Hook] = {
    int: _strict(int, "a whole number"),
    str: _strict(str, "a text"),
    bool: _strict(bool, "true or false"),
}


def _word_hook(enum: type[Enum]) -> Hook:
    words = {str(member.value): member for member in enum}

    def find(value: object, _: object) -> object:
        if isinstance(value, str) and value in words:
            return words[value]
        near = did_you_mean(value, words) if isinstance(value, str) else ""
        raise _WrongError("unknown-word", f"got {value!r}, expected one of {', '.join(words)}{near}")

    return find


def _tuple_hook(type_: object, converter: Converter) -> Hook:
    arguments = get_args(type_)
    hook = _hook(arguments[0], converter)
    length = None if arguments[-1] is ... else len(arguments)

    def read(value: object, _: object) -> object:
        if not isinstance(value, (list, tuple)):
            _wrong_type(value, "a list")
        values = cast("list[object]", value)
        if length not in (None, len(values)):
            raise _WrongError("wrong-length", f"got {len(values)} values, expected {length}")
        results: list[object] = []
        errors: list[Exception] = []
        for index, each in enumerate(values):
            try:
                results.append(hook(each, arguments[0]))
            except Exception as error:  # noqa: BLE001  # whatever it is, it becomes a finding
                error.add_note(IterableValidationNote(f"at {index}", index, arguments[0]))
                errors.append(error)
        if errors:
            raise IterableValidationError("list", errors, tuple)  # pyright: ignore[reportCallIssue]  # its __new__ takes three
        return tuple(results)

    return read


def _hook(type_: object, converter: Converter) -> Hook:
    """The strict reader of a field type of ours."""
    if type_ in _PLAIN:
        return _PLAIN[type_]
    if isinstance(type_, type) and issubclass(type_, Enum):
        return _word_hook(type_)
    if get_origin(type_) is tuple:
        return _tuple_hook(type_, converter)  # pyright: ignore[reportUnknownArgumentType]  # narrowed to type[Unknown]
    if get_origin(type_) in (types.UnionType, Union):
        hook = _hook(get_args(type_)[0], converter)
        return lambda value, inner: None if value is None else hook(value, inner)
    return lambda value, _: converter.structure(value, cast("type[object]", type_))


def _class_hook(cls: type, converter: Converter) -> Hook:
    """Reads an object of one of our classes: strict fields, no other keys."""
    hints = get_type_hints(cls)
    strict: dict[str, Any] = {
        each.name: override(struct_hook=_hook(hints[each.name], converter)) for each in fields(cls)
    }
    read = cast(
        "Hook",
        make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **strict
        ),
    )

    def read_object(value: object, _: object) -> object:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            _wrong_type(value, "an object")
        return read(cast("Mapping[str, object]", value), cls)

    return read_object


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def _reference_hook(cls: type, known: Mapping[str, object], converter: Converter) -> Hook:
    """Reads an id, or a whole object."""
    read_object = _class_hook(cls, converter)

    def read(value: object, type_: object) -> object:
        if not isinstance(value, str):
            return read_object(value, type_)
        if value not in known:
            near = did_you_mean(value, known) or f", expected the id of a known {cls.__name__.lower()}"
            raise _WrongError("unknown-id", f"got {value!r}{near}")
        return known[value]

    return read


def _brief_hook(converter: Converter) -> Hook:
    """Reads a brief: its length as whole `minutes` or as `seconds`."""
    read_object = _class_hook(Brief, converter)

    def read(value: object, type_: object) -> object:
        tree = dict(cast("Mapping[str, object]", value)) if _is_object(value) else {}
        if "seconds" not in tree:
            return read_object(value, type_)
        seconds = tree.pop("seconds")
        if "minutes" in tree or type(seconds) is not int:
            raise BriefError("seconds", seconds, "a whole number, and no minutes beside it")
        length = Brief.of_seconds(seconds).minutes
        return evolve(cast("Brief", read_object(tree, type_)), minutes=length)

    return read


def _routine_hook(rules: Rules, converter: Converter) -> Hook:
    """Reads a routine; its rules are those of the catalog."""
    read_object = _class_hook(Routine, converter)

    def read(value: object, type_: object) -> object:
        if not isinstance(value, Mapping):
            return read_object(value, type_)
        if "rules" in value:
            raise ForbiddenExtraKeysError(None, Routine, {"rules"})
        return read_object({**cast("Mapping[str, object]", value), "rules": rules}, type_)

    return read


# Writing -----------------------------------------------------------------------------------------


def _to_plain(converter: Converter) -> Callable[[object], object]:
    def write(value: object) -> object:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, tuple):
            return [write(each) for each in cast("tuple[object, ...]", value)]
        return converter.unstructure(value) if has(type(value)) else value

    return write


def _id_of(value: object) -> object:
    if isinstance(value, tuple):
        return [_id_of(each) for each in cast("tuple[object, ...]", value)]
    return getattr(value, _REFERENCES[type(value)])


def _is_reference(type_: object) -> bool:
    return type_ in _REFERENCES or (get_origin(type_) is tuple and get_args(type_)[0] in _REFERENCES)


def _class_writer(cls: type, converter: Converter) -> Callable[[object], object]:
    hints = get_type_hints(cls)
    write = _to_plain(converter)
    by_id = cls is not _Document
    ways: dict[str, Any] = {
        each.name: override(
            omit=hints[each.name] is Rules,
            unstruct_hook=_id_of if by_id and _is_reference(hints[each.name]) else write,
        )
        for each in fields(cls)
    }
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **ways)


def _write_brief(brief: Brief, write: Callable[[object], object]) -> object:
    tree = cast("dict[str, object]", write(brief))
    minutes = tree.pop("minutes", brief.minutes)
    length = {"seconds": brief.seconds} if isinstance(minutes, Fraction) else {"minutes": minutes}
    return length | tree


# Both --------------------------------------------------------------------------------------------


def register_hooks(converter: Converter, catalog: Catalog | None = None) -> None:
    """Teach another cattrs converter to read and write our classes.

    Ids are looked up in `catalog`, or in the packaged one. The converter's ways with other classes
    stay as they are.

    >>> from cattrs import Converter
    >>> converter = Converter()
    >>> register_hooks(converter)
    >>> converter.unstructure(Brief(5, cautions=["wrist-pain"]))
    {'minutes': 5, 'cautions': ['wrist-pain']}
    """
    _register(converter, default_catalog() if catalog is None else catalog)


def _register(converter: Converter, catalog: Catalog) -> None:
    known: dict[type, Mapping[str, object]] = {
        Exercise: catalog,
        Source: catalog.sources,
        StopRule: {each.key: each for each in packaged_stop_rules()},
        RedFlag: {each.key: each for each in packaged_red_flags()},
    }

    def reader(cls: type) -> Hook:
        if cls in known:
            return _reference_hook(cls, known[cls], converter)
        if cls is Brief:
            return _brief_hook(converter)
        if cls is Routine:
            return _routine_hook(catalog.rules, converter)
        return _class_hook(cls, converter)

    def writer(cls: type) -> Callable[[object], object]:
        write = _class_writer(cls, converter)
        return (lambda brief: _write_brief(cast("Brief", brief), write)) if cls is Brief else write

    def is_ours(cls: object) -> bool:
        return isinstance(cls, type) and has(cls) and cls.__module__ in _OURS

    converter.register_structure_hook_factory(is_ours, reader)
    converter.register_unstructure_hook_factory(is_ours, writer)


@lru_cache(maxsize=8)
def _converter(catalog: Catalog) -> Converter:
    converter = Converter()
    _register(converter, catalog)
    return converter


def structure(tree: object, as_: type[T], *, catalog: Catalog | None = None) -> T:
    """Read a value of one of our classes from a plain tree.

    Ids are looked up in `catalog`, or in the packaged one. Raises `InvalidDocument` (for a catalog
    `InvalidCatalog`) with every finding.

    >>> structure({"sets": 2, "reps": 10, "hold": 3}, Dose)
    Dose(sets=2, reps=10, hold=3, duration=None)
    """
    if as_ is Catalog:
        return cast("T", _read_catalog(tree))
    return _read(tree, as_, default_catalog() if catalog is None else catalog, InvalidDocument)


def unstructure(value: object) -> Json:
    """Write a value of one of our classes, or a catalog, as a plain tree for `json.dumps`.

    Fields that have their default are left out.

    >>> unstructure(Dose(sets=2, reps=10, hold=3))
    {'sets': 2, 'reps': 10, 'hold': 3}
    """
    if isinstance(value, Catalog):
        value = _document_of(value)
    return cast("Json", _to_plain(_converter(default_catalog()))(value))


def _read(tree: object, as_: type[T], catalog: Catalog, error_class: type[InvalidDocument]) -> T:
    try:
        return _converter(catalog).structure(tree, as_)
    except (BaseValidationError, ForbiddenExtraKeysError, ValueError) as error:
        findings = tuple(_findings(error, ()))
    raise error_class(findings)


def _read_catalog(tree: object) -> Catalog:
    """Read a catalog document; its exercises may name its own sources and the packaged ones."""
    sources = {**default_catalog().sources, **_readable_sources(tree)}
    document = _read(tree, _Document, Catalog(sources=sources.values()), InvalidCatalog)
    if document.format != _FORMAT:
        message = f"got {document.format}, expected {_FORMAT}"
        raise InvalidCatalog((Diagnostic(code="unknown-format", message=message, path=("format",)),))
    own = {name: getattr(document, name) for name in _RULES}
    packaged = {name: getattr(default_catalog().rules, name) for name in _RULES}
    try:
        rules = Rules(**{name: packaged[name] if own[name] is None else own[name] for name in _RULES})
        return Catalog(
            document.exercises,
            rules=rules,
            sources=document.sources,
            id=document.id,
            title=document.title,
            language=document.language,
        )
    except ValueError as error:
        raise InvalidCatalog(tuple(_findings(error, ()))) from None


def _readable_sources(tree: object) -> dict[str, Source]:
    """The sources of a document that can be read; the others are reported with the whole."""
    listed = cast("Mapping[str, object]", tree).get("sources") if isinstance(tree, Mapping) else None
    found: dict[str, Source] = {}
    for each in cast("list[object]", listed) if isinstance(listed, list) else ():
        try:
            source = _converter(default_catalog()).structure(each, Source)
        except (BaseValidationError, ValueError):
            continue
        found[source.id] = source
    return found


def _document_of(catalog: Catalog) -> _Document:
    rules = {name: getattr(catalog.rules, name) for name in _RULES}
    return _Document(
        format=_FORMAT,
        id=catalog.id,
        title=catalog.title,
        language=catalog.language,
        exercises=tuple(catalog.values()),
        sources=tuple(catalog.sources.values()),
        **rules,
    )


def _findings(error: Exception, path: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    """Every finding inside an error, each with its path."""
    if isinstance(error, BaseValidationError):
        for each in error.exceptions:
            yield from _findings(each, path + _part(each))
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [each.name for each in fields(error.cl)]
        for key in sorted(error.extra_fields):
            message = f"unknown key {key!r}{did_you_mean(key, known)}"
            yield Diagnostic(code="unknown-key", message=message, path=(*path, key))
    elif isinstance(error, KeyError):
        yield Diagnostic(code="missing-key", message="missing key", path=path)
    elif isinstance(error, BriefError):
        message = f"got {error.value!r}, expected {error.expected}"
        yield Diagnostic(code="bad-value", message=message, path=(*path, error.field))
    else:
        code = error.code if isinstance(error, _WrongError) else "bad-value"
        yield Diagnostic(code=code, message=str(error), path=path)


def _part(error: BaseException) -> tuple[str | int, ...]:
    """The key or index that a converter noted on an error."""
    for note in reversed(getattr(error, "__notes__", [])):
        if isinstance(note, AttributeValidationNote):
            return (note.name,)
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()
