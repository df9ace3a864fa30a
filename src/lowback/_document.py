"""A catalog on paper, and how it becomes a catalog."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, cast

from attrs import Attribute, evolve, fields, frozen

from ._naming import key_of
from ._packaged import default_catalog
from ._partial import Partial, has_fields
from ._safeguards import kept, lifted
from ._shape import Report, read, shown
from .catalog import Catalog
from .diagnostics import Diagnostic
from .model import (
    Cap,
    Caution,
    Conventions,
    Equipment,
    Exercise,
    Family,
    Message,
    Mix,
    PainZone,
    RedFlag,
    Region,
    Scoring,
    Source,
    StopRule,
    Timing,
    Transition,
)

__all__ = [
    "CONVENTIONS",
    "FORMAT",
    "IN_ANOTHER_FILE",
    "REQUIRED",
    "Document",
    "added",
    "assemble",
    "check_head",
    "document_of",
    "joined",
    "known_to",
    "lifted_by",
    "timing_of",
    "without_schema",
]

FORMAT = 1
"""The only format that there is."""


@frozen(kw_only=True)
class Document:
    """A catalog on paper. What it does not declare is as in the packaged catalog.

    Attributes:
        format: Version of the file format: 1. Of several files that make one catalog, one says it.
        id: Id of the catalog.
        title: Title for readers.
        language: Language tag of the texts (BCP 47), `en` when not given.
        extends: The catalog that this one adds to; without it, the exercises are only those of the document.
        overrides: Ids of exercises of the extended catalog that this document replaces by its own.
        exercises: The exercises. No two may have one id.
        sources: Citations. Exercises may name these and the packaged ones.
        regions: The regions that exercises may name; with `extends`, beside the packaged ones.
        equipment: The equipment that exercises may need; with `extends`, beside the packaged ones.
        cautions: The cautions that exercises and briefs may name, beside the packaged ones.
        red_flags: Signs to be seen about before exercising, beside the packaged ones.
        stop_rules: When to stop, beside the packaged rules.
        pain_zones: The pain scale from 0 to 10 in zones, one for each score; in place of the packaged zones.
        transitions: Seconds between positions; a pair that is not here is as in the packaged catalog.
        mixes: The mixes that briefs may name; with `extends`, beside the packaged ones.
        scoring: The points by which routines are compared.
        timing: The seconds that all exercises share.
        families: Whether a routine takes only one of a family, where that is to be said; with `extends`, beside the
            packaged ones.
        caps: What a routine has only so much of; with `extends`, beside the packaged ones.
        messages: What is good to know, one in each routine; in place of the packaged ones, empty for none.
    """

    format: int | None = None
    id: str | None = None
    title: str = ""
    language: str | None = None
    extends: Literal["lowback"] | None = None
    overrides: tuple[str, ...] = ()
    exercises: tuple[Exercise, ...] | None = None
    sources: tuple[Source, ...] = ()
    regions: tuple[Region, ...] | None = None
    equipment: tuple[Equipment, ...] | None = None
    cautions: tuple[Caution, ...] | None = None
    red_flags: tuple[RedFlag, ...] | None = None
    stop_rules: tuple[StopRule, ...] | None = None
    pain_zones: tuple[PainZone, ...] | None = None
    transitions: tuple[Transition, ...] | None = None
    mixes: tuple[Mix, ...] | None = None
    scoring: Scoring | None = None
    timing: Timing | None = None
    families: tuple[Family, ...] | None = None
    caps: tuple[Cap, ...] | None = None
    messages: tuple[Message, ...] | None = None


CONVENTIONS = tuple(each.name for each in fields(Conventions))
"""What a catalog declares beside its exercises and sources."""

REQUIRED = ("format", "id", "exercises")
"""What a catalog has to say, in one of its files."""

IN_ANOTHER_FILE = "one file of the folder says it for all, such as catalog.json"
"""What to do where the files of a folder do not say it."""

_ADDED = ("cautions", "red_flags", "stop_rules", "transitions")
"""What adds up in every catalog: nothing that protects somebody is left out."""
_WORDS = ("regions", "equipment", "mixes", "families", "caps")
"""What adds up when a catalog extends another."""


def said(document: Document | Partial, name: str, unread: object = None) -> Any:  # noqa: ANN401  # as the field
    """A field of a document; `unread` when it could not be read."""
    return getattr(document, name) if has_fields(document, [name]) else unread


def check_head(documents: Sequence[Document | Partial], reports: Sequence[Report], *, of_folder: bool = False) -> None:
    """Note what the files of a catalog have to say together and do not, or say in two ways."""
    files = list(zip(documents, reports, strict=True))
    for name in REQUIRED:
        if all(said(one, name, unread=...) is None for one in documents):
            reports[0].add("missing-key", f"missing key {name!r}", None, IN_ANOTHER_FILE if of_folder else "")
    for one, report in files:
        if (format_ := said(one, "format")) not in (None, FORMAT):
            report.add("unknown-format", f"got {format_}, expected {FORMAT}", (None, "format"))
    for each in fields(Document):
        given = [
            (value, report) for one, report in zip(documents, reports, strict=True) if (value := _given(one, each))
        ]
        for value, report in given[1:]:
            if not isinstance(value, tuple) and value != given[0][0]:
                message = f"got {shown(value)}, but another file says {shown(given[0][0])}, expected one of them"
                report.add("contradicting-files", message, (None, each.name))


def _given(document: Document | Partial, each: "Attribute[Any]") -> object:
    """What a file gives for a field; None when it gives nothing, or nothing that could be read."""
    value = said(document, each.name)
    return None if value == each.default else value


def joined(documents: Sequence[Document]) -> Document:
    """The one catalog that several files make: lists are joined, of the rest the first that is given counts."""
    whole: dict[str, Any] = {}
    for each in fields(Document):
        given = [value for one in documents if (value := _given(one, each)) is not None]
        if given:
            lists = [cast("tuple[object, ...]", value) for value in given if isinstance(value, tuple)]
            whole[each.name] = tuple(chain.from_iterable(lists)) if lists else given[0]
    return Document(**whole)


def lifted_by(document: Document) -> Iterator[Diagnostic]:
    """What a document would lift of what protects somebody in the packaged catalog."""
    for name in CONVENTIONS:
        declared = getattr(document, name)
        for index, own in enumerate(cast("tuple[object, ...]", declared) if isinstance(declared, tuple) else ()):
            for each in lifted(own):
                path = (name, index, *each.path)
                yield Diagnostic(code="lifted-safeguard", message=each.message, path=path)


def assemble(document: Document) -> Catalog:
    """The catalog that a whole document describes, which lifts nothing.

    Raises `ImpossibleValue` when two exercises have one id.
    """
    packaged = default_catalog()
    exercises = {} if document.extends is None else _rested(packaged, document.timing or Timing())
    exercises |= {each.id: _kept(each, document, packaged) for each in document.exercises or ()}
    if len(exercises) < len(document.exercises or ()):
        Catalog(document.exercises or ())  # says which id is there twice
    return Catalog(
        exercises.values(),
        conventions=_conventions(document, packaged.conventions),
        sources=document.sources if document.extends is None else (*packaged.sources.values(), *document.sources),
        id=document.id or "",
        title=document.title,
        language=document.language or "en",
    )


def _kept(exercise: Exercise, document: Document, packaged: Catalog) -> Exercise:
    """An exercise of a document, with the cautions of the packaged one that it replaces."""
    if document.extends is None or exercise.id not in packaged:
        return exercise
    return kept(exercise, {each.key: each for each in added(packaged.conventions.cautions, document.cautions or ())})


def _rested(packaged: Catalog, timing: Timing) -> dict[str, Exercise]:
    """The packaged exercises with the rests of another timing, where they have none of their own."""
    usual = packaged.conventions.timing
    return {
        id_: each if each.rest != usual.rest_of(each.kind) else _with_rest(each, timing.rest_of(each.kind))
        for id_, each in packaged.items()
    }


def _with_rest(exercise: Exercise, rest: int) -> Exercise:
    return exercise if exercise.rest == rest else evolve(exercise, rest=rest)


def _conventions(document: Document, packaged: Conventions) -> Conventions:
    own = {name: value for name in CONVENTIONS if (value := getattr(document, name)) is not None}
    adding = (*_ADDED, *_WORDS) if document.extends else _ADDED
    for name in own.keys() & set(adding):
        own[name] = added(getattr(packaged, name), own[name])
    return evolve(packaged, **own)


def added(packaged: tuple[Any, ...], own: tuple[Any, ...]) -> tuple[Any, ...]:
    """The packaged ones, those of the same name replaced, and the new ones after them."""
    by_name = {key_of(each): each for each in own}
    kept = tuple(_with_words(by_name.pop(key_of(each), each), each) for each in packaged)
    return kept + tuple(by_name.values())


def _with_words(own: object, packaged: object) -> object:
    """A declared word; a caution keeps what the packaged one says to a person, the time it gives, and its old keys."""
    if not (isinstance(own, Caution) and isinstance(packaged, Caution)):
        return own
    return evolve(
        own,
        rises_slowly=own.rises_slowly or packaged.rises_slowly,
        may_fall=own.may_fall or packaged.may_fall,
        ends_calmly=own.ends_calmly or packaged.ends_calmly,
        about=own.about or packaged.about,
        advice=own.advice or packaged.advice,
        stop=own.stop or packaged.stop,
        replaces=own.replaces or packaged.replaces,
    )


def document_of(catalog: Catalog) -> Document:
    """A catalog on paper, with all that it declares; of the safety texts, only its own.

    A packaged text that is mended later is then mended for this catalog, too. Exercises are as they are for everybody.
    """
    conventions, packaged = catalog.conventions, default_catalog().conventions
    declared: dict[str, Any] = {name: getattr(conventions, name) for name in CONVENTIONS}
    for name in ("red_flags", "stop_rules"):
        declared[name] = tuple(each for each in declared[name] if each not in getattr(packaged, name)) or None
    if conventions.pain_zones == packaged.pain_zones:
        declared["pain_zones"] = None
    return Document(
        format=FORMAT,
        id=catalog.id,
        title=catalog.title,
        language=catalog.language,
        exercises=tuple(each.whole for each in catalog.values()),
        sources=tuple(catalog.sources.values()),
        **declared,
    )


def without_schema(tree: object, report: Report) -> object:
    """The tree without `$schema`, by which editors find the schema of a file."""
    if not isinstance(tree, Mapping):
        return tree
    keys = cast("Mapping[str, object]", tree)
    if "$schema" not in keys:
        return keys
    if not isinstance(keys["$schema"], str):
        report.wrong_type(keys["$schema"], "a text", (None, "$schema"))
    return {key: keys[key] for key in keys if key != "$schema"}


def known_to(*trees: object) -> dict[type, Mapping[str, object]]:
    """What exercises of these documents may name by id: the packaged sources and the readable ones of the documents."""
    own: dict[str, object] = {}
    for tree in trees:
        listed = cast("Mapping[str, object]", tree).get("sources") if isinstance(tree, Mapping) else None
        for each in cast("list[object]", listed) if isinstance(listed, list) else ():
            if isinstance(each, Mapping):
                source = read(cast("object", each), Source, Report())
                if (id_ := key_of(source)) is not None:
                    own[str(id_)] = source  # a partial one, too: it is known to who cites it
    return {Source: {**default_catalog().sources, **own}}


def timing_of(*trees: object) -> Timing:
    """The timing that one of these documents declares; the usual one where none does, or it cannot be read."""
    for tree in trees:
        timing = cast("Mapping[str, object]", tree).get("timing") if isinstance(tree, Mapping) else None
        if isinstance(timing, Mapping):
            found = read(cast("object", timing), Timing, Report())
            return found if isinstance(found, Timing) else Timing()
    return Timing()
