"""Objects from paper and back: the only place where cattrs is configured.

On paper there are ids, in memory there are objects: an exercise names its sources by id, a routine
its exercises, stop rules and red flags. Reading is strict: nothing is coerced, unknown keys are
refused, and every finding is reported at once.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar, cast

from attrs import AttrsInstance, evolve, fields, has
from cattrs import BaseConverter, Converter
from cattrs.gen import make_dict_unstructure_fn, override

from ._arguments import came, expect
from ._data import packaged_schema
from ._document import Document, assemble, check_head, document_of, known_to, lifted_by, timing_of, without_schema
from ._packaged import catalog_or_packaged, default_catalog
from ._partial import Partial, class_of
from ._plan import OFF_PAPER, REFERENCES, Form, Many, Maybe, Object, fields_of
from ._shape import Report, TooManyFindings, read
from .catalog import Catalog
from .diagnostics import Diagnostic, Severity
from .errors import ImpossibleValue, InvalidCatalog, InvalidDocument, WrongType
from .model import ROUTINE_FORMAT, Brief, Conventions, Exercise, Message, RedFlag, Routine, Source, StopRule
from .picture import Picture

__all__ = ["Json", "findings", "register_hooks", "schema", "structure", "unstructure"]

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""A plain tree, as `json.loads` returns and `json.dumps` takes."""

T = TypeVar("T")

_ABOVE = {"lowback.timeline": "Timeline", "lowback.programme._programme": "Programme"}
"""By name, as they are built on higher floors."""
_OURS = (Routine.__module__, Document.__module__, *_ABOVE, "lowback.programme._values")


# Reading -----------------------------------------------------------------------------------------


def _known_to(catalog: Catalog) -> dict[type, Mapping[str, object]]:
    """What can be named by id where this catalog is meant."""
    return {
        Exercise: catalog,
        Source: catalog.sources,
        StopRule: {each.key: each for each in catalog.conventions.stop_rules},
        RedFlag: {each.key: each for each in catalog.conventions.red_flags},
        Message: {each.key: each for each in catalog.conventions.messages},
    }


@lru_cache(maxsize=1)
def _known_by_default() -> dict[type, Mapping[str, object]]:
    return _known_to(default_catalog())


def _read(tree: object, as_: type[T], catalog: Catalog, known: Mapping[type, Mapping[str, object]]) -> T:
    report = Report(known=known, conventions=catalog.conventions)
    value = _gathered(tree, as_, report)
    if any(each.severity is Severity.ERROR for each in report.findings):
        raise InvalidDocument(tuple(report.findings))
    needs_catalog = any(OFF_PAPER in each.metadata for each in fields(cast("type[AttrsInstance]", as_)))
    return cast("T", evolve(cast("Any", value), catalog=catalog) if needs_catalog else value)


def _read_catalog(tree: object) -> Catalog:
    """Read a catalog document; its exercises may name its own sources and the packaged ones."""
    report = Report(known=known_to(tree), timing=timing_of(tree))
    document = _gathered(without_schema(tree, report), Document, report)
    if document is not None and class_of(document) is Document:
        check_head([document], [report])
    if report.findings:
        raise InvalidCatalog(tuple(report.findings))
    assert isinstance(document, Document)
    if findings := tuple(lifted_by(document)):
        raise InvalidCatalog(findings)
    try:
        return assemble(document)
    except ImpossibleValue as error:
        path = ("exercises",) if error.place == "Catalog.exercises" else ()
        raise InvalidCatalog((Diagnostic(code=error.code, message=str(error), path=path),)) from None


def _gathered(tree: object, as_: type[T], report: Report) -> T | Partial | None:
    try:
        return read(tree, as_, report)
    except TooManyFindings:
        return None


# Writing -----------------------------------------------------------------------------------------


def _to_plain(converter: Converter) -> Callable[[object], object]:
    def write(value: object) -> object:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple):
            return [write(each) for each in cast("tuple[object, ...]", value)]
        return converter.unstructure(value) if has(type(value)) else value

    return write


def _id_of(value: object) -> object:
    if isinstance(value, tuple):
        return [_id_of(each) for each in cast("tuple[object, ...]", value)]
    return _adapted_on_paper(value) or getattr(value, REFERENCES[type(value)])


def _adapted_on_paper(value: object) -> object:
    """What stands for an adapted exercise; None for anything else."""
    if not isinstance(value, Exercise) or value.origin is None:
        return None
    return {"id": value.id, "adapted_for": [*value.adapted_for]}


def _is_reference(form: Form) -> bool:
    form = form.of if isinstance(form, (Many, Maybe)) else form
    return isinstance(form, Object) and form.key is not None


def _class_writer(cls: type, converter: Converter) -> Callable[[object], object]:
    forms = {each.name: each.form for each in fields_of(cls)}
    write = _to_plain(converter)
    by_id = cls not in (Document, Conventions)  # these declare what others name
    ways: dict[str, Any] = {
        each.name: override(
            omit=each.name not in forms,
            omit_if_default=each.name != "format",
            unstruct_hook=_id_of if by_id and each.name in forms and _is_reference(forms[each.name]) else write,
        )
        for each in fields(cls)
    }
    whole: Callable[[object], object] = make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **ways)
    return whole if cls is not Exercise else lambda value: _adapted_on_paper(value) or whole(value)


def _write_brief(brief: Brief, write: Callable[[object], object]) -> object:
    tree = cast("dict[str, object]", write(brief))
    minutes = tree.pop("minutes", brief.minutes)
    length = {"seconds": brief.seconds} if isinstance(minutes, Fraction) else {"minutes": minutes}
    return {"format": ROUTINE_FORMAT, **length, **tree}


def _write_catalog(catalog: Catalog, write: Callable[[object], object]) -> object:
    """A catalog on paper; each exercise says its rest, where its kind has another one in this catalog."""
    tree = cast("dict[str, object]", write(document_of(catalog)))
    for each, exercise in zip(cast("list[dict[str, object]]", tree["exercises"]), catalog.values(), strict=True):
        if exercise.rest != catalog.conventions.timing.rest_of(exercise.kind):
            each["rest"] = exercise.rest
    return tree


# Both --------------------------------------------------------------------------------------------


_WITH_SCHEMA = (Catalog, Brief, Routine, Picture)


def _is_ours(cls: object) -> bool:
    return isinstance(cls, type) and has(cls) and cls.__module__ in _OURS


def _expect_ours(argument: str, cls: object) -> None:
    if not _is_of_the_library(cls):
        raise WrongType(argument, came(cls), "a class of lowback, such as Brief, Routine, Exercise or Catalog")


def _is_of_the_library(cls: object) -> bool:
    return isinstance(cls, type) and has(cls) and cls.__module__.partition(".")[0] == __package__


def register_hooks(converter: Converter, catalog: Catalog | None = None) -> None:
    """Teach another cattrs converter to read and write our classes.

    Ids are looked up in `catalog`, or in the packaged one. The converter's ways with other classes
    stay as they are.

    >>> from cattrs import Converter
    >>> converter = Converter()
    >>> register_hooks(converter)
    >>> converter.unstructure(Brief(5, cautions=["wrist-pain"]))
    {'format': 2, 'minutes': 5, 'cautions': ['wrist-pain']}
    """
    expect("register_hooks.converter", converter, BaseConverter)
    catalog = catalog_or_packaged("register_hooks.catalog", catalog)
    known = _known_to(catalog)

    def writer(cls: type) -> Callable[[object], object]:
        write = _class_writer(cls, converter)
        return (lambda brief: _write_brief(cast("Brief", brief), write)) if cls is Brief else write

    converter.register_structure_hook_func(_is_ours, lambda tree, cls: _read(tree, cls, catalog, known))
    converter.register_unstructure_hook_factory(_is_ours, writer)


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter()
    register_hooks(converter)
    converter.register_unstructure_hook(date, date.isoformat)
    return converter


def structure(tree: object, as_: type[T], *, catalog: Catalog | None = None) -> T:
    """Read a value of one of our classes from a plain tree.

    Ids are looked up in `catalog`, or in the packaged one. Raises `InvalidDocument` (for a catalog
    `InvalidCatalog`) with every finding about shape and about what can never be true; `validate`
    also finds what is merely wrong.

    >>> structure({"sets": 2, "reps": 10, "hold": 3}, Dose)
    Dose(sets=2, reps=10, hold=3, duration=None)
    """
    if as_ is Catalog:
        return cast("T", _read_catalog(tree))
    _expect_ours("structure.as_", as_)
    if catalog is None:
        return _read(tree, as_, default_catalog(), _known_by_default())
    expect("structure.catalog", catalog, Catalog)
    return _read(tree, as_, catalog, _known_to(catalog))


def findings(tree: object, as_: type, *, catalog: Catalog | None = None) -> tuple[Diagnostic, ...]:
    """Everything that `structure` finds in a brief, a routine or another value of ours, errors and notes.

    Notes say how a document of an older format is read; `structure` passes over them. Raises `ImpossibleValue`
    for `Catalog`: in one, `validate` finds more.

    >>> [str(each) for each in findings({"format": 2, "minutes": 600}, Brief)]
    ['error: minutes: got 600, expected 1 to 120 minutes in whole seconds (Brief.of_seconds takes seconds) [bad-value]']
    """
    if as_ is Catalog:
        problem = "got Catalog, expected another class; validate finds more in one"
        raise ImpossibleValue("findings.as_", problem, "wrong-type")
    _expect_ours("findings.as_", as_)
    catalog = catalog_or_packaged("findings.catalog", catalog)
    report = Report(known=_known_to(catalog), conventions=catalog.conventions)
    _gathered(tree, as_, report)
    return tuple(report.findings)


def schema(of: type = Catalog) -> str:
    """The JSON Schema (2020-12) of catalog documents, or of another class that has one, as JSON text.

    These are `Brief`, `Routine`, `Timeline`, `Picture` and `Programme`.

    It describes the shape that `unstructure` writes and `structure` reads. `validate` also finds what no schema
    can; and which ids and words there are is up to a catalog. Raises `WrongType` for another class.

    >>> import json
    >>> json.loads(schema())["required"]
    ['format', 'id', 'exercises']
    >>> list(json.loads(schema(Brief))["properties"])[:3]
    ['format', 'minutes', 'seconds']
    """
    if not isinstance(of, type) or (of not in _WITH_SCHEMA and _ABOVE.get(of.__module__) != of.__name__):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        expected = "the class Catalog, Brief, Routine, Timeline, Picture or Programme"
        raise WrongType("schema.of", came(of), expected)
    return packaged_schema(of.__name__.lower())


def unstructure(value: object) -> Json:
    """Write a value of one of our classes, or a catalog, as a plain tree for `json.dumps`.

    Fields that have their default are left out.

    >>> unstructure(Dose(sets=2, reps=10, hold=3))
    {'sets': 2, 'reps': 10, 'hold': 3}
    """
    write = _to_plain(_converter())
    if isinstance(value, Catalog):
        return cast("Json", _write_catalog(value, write))
    if not _is_of_the_library(type(value)):
        raise WrongType("unstructure.value", came(value), "a value of lowback, such as a Brief, Routine or Catalog")
    return cast("Json", write(value))
