"""The packaged files, as objects. The only module that opens them.

Packaged files are checked by the tests, so they are built directly, without the converters that
check other people's documents: that keeps the first routine of a process quick.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from importlib_resources import files

from ._plan import Choice, Form, Many, Maybe, Object, Plain, fields_of
from ._progression import Progression
from .model import Conventions, Exercise, Source
from .picture import Picture

__all__ = [
    "packaged_conventions",
    "packaged_exercises",
    "packaged_figure",
    "packaged_layout",
    "packaged_picture",
    "packaged_progression",
    "packaged_rule_texts",
    "packaged_schema",
    "packaged_script",
    "packaged_sources",
    "packaged_style",
]

T = TypeVar("T")

_FOLDER = files("lowback") / "data"


def _read(name: str) -> object:
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))


def _exercise_names() -> Iterator[str]:
    """Names of the exercise files; anything else that lies in the folder is passed over."""
    for entry in (_FOLDER / "exercises").iterdir():
        if entry.name.endswith(".json") and not entry.name.startswith("."):
            yield entry.name


Builder: TypeAlias = Callable[[Any], Any]
"""Makes a value of a plain tree that is known to be right."""


@cache
def _builder(form: Form) -> Builder | None:
    """The builder of values of this form; None where the tree is the value."""
    match form:
        case Plain():
            return float if form.type is float else None
        case Choice():
            return form.values.__getitem__
        case Many():
            return _list_builder(_builder(form.of))
        case Maybe():
            return _optional_builder(_builder(form.of))
        case Object():
            return _object_builder(form.cls)


def _list_builder(build: Builder | None) -> Builder:
    return tuple if build is None else lambda tree: tuple([build(each) for each in tree])


def _optional_builder(build: Builder | None) -> Builder | None:
    return None if build is None else lambda tree: None if tree is None else build(tree)


@cache
def _object_builder(cls: type) -> Builder:
    builders = [(each.name, build) for each in fields_of(cls) if (build := _builder(each.form)) is not None]

    def build_object(tree: Any) -> object:  # noqa: ANN401  # a plain tree, or what was made of it before
        if isinstance(tree, cls):
            return tree
        values = dict(tree)
        for name, build in builders:
            if name in values:
                values[name] = build(values[name])
        return cls(**values)

    return build_object


def _build(tree: object, cls: type[T]) -> T:
    return cast("T", _object_builder(cast("Any", cls))(tree))


@cache
def packaged_sources() -> tuple[Source, ...]:
    """Every packaged citation."""
    return tuple(_build(each, Source) for each in cast("list[object]", _read("sources.json")))


_LISTS = (
    "regions",
    "equipment",
    "cautions",
    "red_flags",
    "stop_rules",
    "pain_zones",
    "transitions",
    "families",
    "messages",
)


@cache
def packaged_conventions() -> Conventions:
    """What the packaged catalog declares beside its exercises and sources."""
    tree = cast("dict[str, object]", _read("composition.json"))
    for name in _LISTS:
        tree[name] = _read(f"{name}.json")
    return _build(tree, Conventions)


@cache
def packaged_figure() -> object:
    """The bones and the skin of the figure, as a plain tree."""
    return _read("figure/body.json")


def packaged_picture(id_: str) -> Picture | None:
    """The packaged picture of an exercise; None where there is none."""
    return _picture(id_) if id_ in _picture_ids() else None


@cache
def _picture(id_: str) -> Picture:
    return _build(_read(f"poses/{id_}.json"), Picture)


@cache
def _picture_ids() -> frozenset[str]:
    """What there are pictures of; an id from elsewhere never becomes a path."""
    names = (each.name for each in (_FOLDER / "poses").iterdir())
    return frozenset(name.removesuffix(".json") for name in names if name.endswith(".json"))


@cache
def packaged_progression() -> Progression:
    """The rules by which a programme moves."""
    return _build(_read("progression.json"), Progression)


def packaged_layout() -> str:
    """The layout of a handout on paper, as Typst markup."""
    return (_FOLDER / "handout.typ").read_text(encoding="utf-8")


_SCRIPTS = ("play", "figure", "sound", "talk", "host", "start")
"""The parts of the script, in order; one sees the names of the others."""


def packaged_style() -> str:
    """The style of the page that plays a routine."""
    return (_FOLDER / "player" / "player.css").read_text(encoding="utf-8")


def packaged_script() -> str:
    """The script of the page that plays a routine, without comments; the page sees none of its names."""
    parts = ((_FOLDER / "player" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    lines = (line.partition(" // ")[0].strip() for part in parts for line in part.splitlines())
    told = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    return f'"use strict";\n(() => {{\n{told}}})();\n'


def packaged_schema(name: str) -> str:
    """The JSON Schema of catalog documents, or of another class by its name in small letters."""
    return (_FOLDER / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")


@cache
def packaged_rule_texts() -> Mapping[str, Mapping[str, str]]:
    """For each code of validation its `severity`, `what` it finds and `why` that matters."""
    return cast("Mapping[str, Mapping[str, str]]", _read("rule_texts.json"))


@cache
def packaged_exercises() -> tuple[Exercise, ...]:
    """Every packaged exercise, in order of id."""
    sources = {source.id: source for source in packaged_sources()}
    trees = [cast("dict[str, object]", _read(f"exercises/{name}")) for name in sorted(_exercise_names())]
    for tree in trees:
        tree["sources"] = [sources[id_] for id_ in cast("list[str]", tree["sources"])]
    return tuple(_build(tree, Exercise) for tree in trees)
