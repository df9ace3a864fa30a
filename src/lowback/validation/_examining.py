"""A source is read, every rule is asked, and every finding gets its place."""

import os
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path as FilePath
from typing import TypeAlias, TypeVar, cast, get_args

from attrs import evolve, fields, frozen

from lowback._arguments import came, expect, one_of
from lowback._document import (
    IN_ANOTHER_FILE,
    Document,
    added,
    check_head,
    joined,
    known_to,
    said,
    timing_of,
    without_schema,
)
from lowback._foreign import hint_for, looks_like
from lowback._naming import NAMED, key_of
from lowback._packaged import default_catalog
from lowback._partial import Partial, class_of, has_fields
from lowback._quick import QuickReader
from lowback._shape import MAX_FINDINGS, Report, TooManyFindings, path_of, read
from lowback._source.parsed import Path
from lowback._source.reading import (
    FORMATS,
    MAX_BYTES,
    Format,
    Text,
    files_under,
    read_bytes,
    read_file,
    read_text,
    read_tree,
)
from lowback.catalog import Catalog
from lowback.diagnostics import Diagnostic, Location, Severity
from lowback.errors import WrongType
from lowback.model import Caution, Equipment, Exercise, PainZone, RedFlag, Region, Source
from lowback.picture import Picture

from ._listening import SILENCE, Listener, Signs
from ._looks import Seen, looks_at
from ._prose import PASSAGES
from ._rule import Found, Place, Rule, Scope, spoken_of
from ._rules import RULES

__all__ = ["CatalogSource", "Examined", "Progress", "examine"]

T = TypeVar("T")

CatalogSource: TypeAlias = "str | os.PathLike[str] | bytes | Mapping[str, object]"
"""A path to a file or folder, a text or bytes, or a tree that is already parsed."""

_SUBJECTS = frozenset((*(rule.subject for rule in RULES), *NAMED))

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many files of how many are read."""


@frozen
class Examined:
    """What came out of looking at a source.

    Attributes:
        findings: Everything found, file by file in order of place.
        document: The whole document; None when there was an error.
    """

    findings: tuple[Diagnostic, ...]
    document: Document | None


_WITHOUT_EXERCISES = Partial(
    Document, {each.name: each.default for each in fields(Document) if each.name != "exercises"}
)
"""A file with an exercise that could not be read as a whole: it says nothing else."""


@frozen(eq=False)
class _Part:
    """One text, read into a document or an exercise of its own."""

    text: Text
    value: object
    report: Report

    @property
    def document(self) -> Document | Partial:
        """What it adds to the catalog, as far as it could be read."""
        if class_of(self.value) is Document:
            return cast("Document | Partial", self.value)
        if isinstance(self.value, Exercise):
            return Document(exercises=(self.value,))
        return _WITHOUT_EXERCISES


def examine(
    source: CatalogSource,
    *,
    format_: Format | None,
    name: str | None,
    progress: Progress | None = None,
    solve: bool = False,
    thorough: bool = False,
) -> Examined:
    """Read a source and ask every rule; with `solve`, pictures without numbers are worked out before.

    Nothing more is found by a `thorough` look, in which every rule looks at everything; it takes several times as long.
    """
    texts, findings = _texts(source, format_, name, progress)
    readable = [each for each in texts if each.readable]
    all_read = len(readable) == len(texts) and not findings
    gathered = _Gathered(alone=len(texts) == 1, of_folder=_is_folder(source), all_read=all_read)
    parts = _read_all(readable, gathered, thorough=thorough)
    pictures = [value for part in parts for value, _ in part.report.seen if isinstance(value, Picture)]
    looks = looks_at(pictures, solve=solve)
    found = _ask(parts, _scope(parts, looks, thorough=thorough), all_read=all_read)
    placed = (*findings, *_placed(texts, parts, found))
    if len(placed) >= MAX_FINDINGS:
        message = f"got {MAX_FINDINGS:,} findings or more, which is the most that is shown"
        placed = placed[:MAX_FINDINGS]
        last = placed[-1].location
        where = None if last is None else Location(last.file)
        placed += (Diagnostic(code="too-many-findings", message=message, location=where, hint="mend these first"),)
    if any(each.severity is Severity.ERROR for each in placed):
        return Examined(placed, None)
    document = joined([cast("Document", part.document) for part in parts])
    return Examined(placed, _with_numbers(document, looks) if solve else document)


# Texts -------------------------------------------------------------------------------------------


def _texts(
    source: CatalogSource, format_: Format | None, name: str | None, progress: Progress | None
) -> tuple[list[Text], tuple[Diagnostic, ...]]:
    """The texts of a source, and what is wrong with its files."""
    if format_ is not None:
        one_of("format", format_, get_args(Format))
    if name is not None:
        expect("name", name, str)
    if progress is not None and not callable(progress):
        raise WrongType("progress", came(progress), "a function that takes two numbers")
    if not isinstance(source, (str, bytes, Mapping, os.PathLike)) or isinstance(source, Catalog):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        expected = "a path, a text with its format, bytes, or a mapping, such as unstructure(catalog)"
        raise WrongType("source", came(source), expected)
    if isinstance(source, Mapping):
        return [read_tree(cast("object", source))], ()
    if isinstance(source, bytes):
        return [read_bytes(source, format_ or "json", name or "<bytes>")], ()
    if isinstance(source, str) and format_ is not None:
        return [read_text(source, format_, name or "<text>")], ()
    if source == "":
        message = "got an empty path, expected the path of a file or folder"
        return [], (Diagnostic(code="unreadable-file", message=message, location=Location("<path>")),)
    path = FilePath(source)
    if not _is_folder(source):
        return [_with_hint(read_file(path, format_), source)], ()
    files, findings = files_under(path)
    texts: list[Text] = []
    room, wrong = MAX_BYTES["json"], 0
    for file in files:
        text = read_file(file, format_, room)
        room, wrong = room - text.size, wrong + len(text.findings)
        texts.append(text)
        if progress is not None:
            progress(len(texts), len(files))
        if wrong >= MAX_FINDINGS:
            break
    if not texts and not findings:
        message = f"got no file that ends in {', '.join(FORMATS)}, expected a catalog"
        findings = (Diagnostic(code="unreadable-file", message=message, location=Location(str(path))),)
    return texts, findings


def _is_folder(source: CatalogSource) -> bool:
    if isinstance(source, (Mapping, bytes)):
        return False
    return os.path.isdir(source)  # noqa: PTH112  # of "" and of what can be no path it says no; `Path.is_dir` does not


def _with_hint(text: Text, source: object) -> Text:
    """A text that was taken for a path; it may be long, so it is not quoted."""
    looks_like_text = isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{"))
    if text.readable or not looks_like_text:
        return text
    message = "got a text, expected the path of a file or folder"
    hint = 'a text needs its format: validate(text, format="json")'
    finding = Diagnostic(code="unknown-file", message=message, location=Location("<text>"), hint=hint)
    return evolve(text, findings=(finding,))


# Trees -------------------------------------------------------------------------------------------


@frozen
class _Gathered:
    """What the texts are that are read together.

    Attributes:
        alone: Whether there is one.
        of_folder: Whether they are the files of a folder.
        all_read: Whether all could be read.
    """

    alone: bool
    of_folder: bool
    all_read: bool


def _read_all(texts: list[Text], gathered: _Gathered, *, thorough: bool) -> list[_Part]:
    trees = [each.tree for each in texts]
    known, timing = known_to(*trees), timing_of(*trees)
    quick = None if thorough else QuickReader(known, timing)
    parts: list[_Part] = []
    room = MAX_FINDINGS  # in all files together
    for text in texts:
        report = Report(
            known=known,
            all_known=gathered.all_read,
            timing=timing,
            quick=quick,
            watch=_SUBJECTS,
            let_go=text.name is not None,
        )
        parts.append(_read_one(text, report, gathered) if room > 0 else _Part(text, None, Report()))
        room -= len(parts[-1].report.findings)
    if parts and gathered.all_read and all(class_of(part.value) in (Document, Exercise) for part in parts):
        check_head([part.document for part in parts], [part.report for part in parts], of_folder=gathered.of_folder)
    return parts


def _read_one(text: Text, report: Report, gathered: _Gathered) -> _Part:
    tree = without_schema(text.tree, report)
    if other := looks_like(tree):
        message = "got somebody else's catalog, expected one with format, id and exercises"
        report.add("not-a-catalog", message, None, hint_for(other))
        return _Part(text, None, report)
    is_exercise = _looks_like_an_exercise(tree)
    if is_exercise and gathered.alone:
        message = "got one exercise, expected a catalog with format, id and exercises"
        hint = IN_ANOTHER_FILE if gathered.of_folder else "put it into a list of exercises, or validate its folder"
        report.add("not-a-catalog", message, None, hint)
        return _Part(text, None, report)
    try:
        return _Part(text, read(tree, Exercise if is_exercise else Document, report), report)
    except TooManyFindings:
        return _Part(text, None, report)


def _looks_like_an_exercise(tree: object) -> bool:
    """A file of a folder may be one exercise."""
    keys = set(cast("Mapping[str, object]", tree)) if isinstance(tree, Mapping) else set[str]()
    return not _HEAD & keys and len(_EXERCISE_KEYS & keys) > len(_DOCUMENT_KEYS & keys)


_HEAD = {"format", "exercises"}
"""What no exercise has, whatever else is in a file."""
_DOCUMENT_KEYS, _EXERCISE_KEYS = ({each.name for each in fields(cls)} for cls in (Document, Exercise))


# Pictures ----------------------------------------------------------------------------------------


def _with_numbers(document: Document, looks: Mapping[Picture, Seen]) -> Document:
    """The document with its pictures as they were worked out."""
    exercises = tuple(
        evolve(each, picture=looks[each.picture].picture) if each.picture is not None else each
        for each in document.exercises or ()
    )
    return evolve(document, exercises=exercises)


# Rules -------------------------------------------------------------------------------------------

_BY_SUBJECT: dict[type, list[Rule]] = {
    subject: [rule for rule in RULES if rule.subject is subject] for subject in _SUBJECTS
}


def _ask(parts: list[_Part], scope: Scope, *, all_read: bool) -> list[tuple[Place, Rule, Found]]:
    """What the rules find. A rule is asked only of values that have the fields that it needs."""
    asked = {subject: _looks(rules, scope, all_read=all_read) for subject, rules in _BY_SUBJECT.items()}
    found: list[tuple[Place, Rule, Found]] = []
    for part in parts:
        for value, trail in part.report.seen:
            for rule in _worth_asking(asked, value, scope):
                if told := [*rule.check(value, scope)]:  # mostly there is none
                    found += (((part.text, trail), rule, each) for each in told)
                    if len(found) >= MAX_FINDINGS:
                        return found
            if type(value) is Exercise:
                scope.forget()
    return found


_Look: TypeAlias = tuple[Rule, Signs | None, Callable[[object, Scope], bool] | None]
"""A rule, the signs without which it finds nothing, and another quick test; None for none."""


def _looks(rules: list[Rule], scope: Scope, *, all_read: bool) -> list[_Look]:
    """What to ask, after which quick look; without one where every rule looks at everything."""
    asked = [rule for rule in rules if all_read or not rule.needs_all]
    if scope.listener is None:
        return [(rule, None, None) for rule in asked]
    return [(rule, rule.signs and rule.signs(scope.spoken), rule.only_if) for rule in asked]


def _worth_asking(asked: Mapping[type, list[_Look]], value: object, scope: Scope) -> list[Rule]:
    """The rules to ask of a value: of a faulty one those that have what they need."""
    if isinstance(value, Partial):
        return [rule for rule, _, _ in asked[value.of] if has_fields(value, rule.needs)]
    looks = asked[str if isinstance(value, str) else type(value)]
    heard = scope.hears(value) if type(value) in PASSAGES else SILENCE
    return [
        rule
        for rule, signs, may_find in looks
        if (signs is None or not signs.isdisjoint(heard)) and (may_find is None or may_find(value, scope))
    ]


def _scope(parts: list[_Part], looks: Mapping[Picture, Seen], *, thorough: bool) -> Scope:
    documents = [part.document for part in parts]
    first: dict[tuple[type, object], tuple[object, Place]] = {}
    for part in parts:
        for value, trail in part.report.seen:
            if class_of(value) in NAMED and (key := key_of(value)) is not None:
                first.setdefault((class_of(value), key), (value, (part.text, trail)))

    def own(cls: type) -> dict[str, object]:
        return {str(key): value for (of, key), (value, _) in first.items() if of is cls}

    base = default_catalog() if any(said(each, "extends") for each in documents) else None
    packaged = default_catalog().conventions

    def declared(
        field: str, cls: type, words: Iterable[object], *, adding: bool = base is not None
    ) -> dict[str, object]:
        known = {str(key_of(each)): each for each in words}
        named = any(said(each, field, unread=...) is not None for each in documents)
        return (known | own(cls)) if adding or not named else own(cls)

    language: str = next((tag for each in documents if (tag := said(each, "language"))), "en")
    return Scope(
        language=language,
        overrides=frozenset(chain.from_iterable(said(each, "overrides", unread=()) for each in documents)),
        base=base,
        exercises={**(base or {}), **own(Exercise)},
        sources={**default_catalog().sources, **own(Source)},
        words={
            Region: declared("regions", Region, packaged.regions),
            Equipment: declared("equipment", Equipment, packaged.equipment),
            Caution: {str(key_of(each)): each for each in added(packaged.cautions, tuple(own(Caution).values()))},
            RedFlag: declared("red_flags", RedFlag, packaged.red_flags, adding=True),
        },
        pain_zones=_pain_zones(documents),
        timing=next((timing for each in documents if (timing := said(each, "timing"))), packaged.timing),
        first=first,
        looks=looks,
        whole=not any(part.report.findings for part in parts),
        listener=None if thorough else _listener(language),
    )


def _listener(language: str) -> Listener:
    """Hears what any rule listens for in texts of this language."""
    wanted = SILENCE.union(*(rule.signs(spoken_of(language)) for rule in RULES if rule.signs))
    return Listener(wanted, SILENCE.union(*(rule.beside for rule in RULES)))


def _pain_zones(documents: list[Document | Partial]) -> tuple[PainZone, ...] | None:
    """The zones of all files; None when they could not all be read."""
    zones = [said(each, "pain_zones", unread=...) for each in documents]
    return None if ... in zones else tuple(chain.from_iterable(each or () for each in zones))


# Places ------------------------------------------------------------------------------------------


def _placed(texts: list[Text], parts: list[_Part], found: list[tuple[Place, Rule, Found]]) -> list[Diagnostic]:
    """Every finding with its place, text by text, in order of place."""
    unplaced: dict[Text, list[tuple[Diagnostic, list[tuple[Text, Path]]]]] = {text: [] for text in texts}
    broken = {text: {each.path for each in text.findings if each.path} for text in texts}
    for part in parts:
        unplaced[part.text] += ((each, []) for each in part.report.findings if each.path not in broken[part.text])
    pathed = [(text, path_of(trail) + each.path, rule, each) for (text, trail), rule, each in found]
    wrong = {
        (text, path) for text, path, rule, _ in pathed if rule.severity is Severity.ERROR and rule.subject is not str
    }
    for text, path, rule, each in pathed:
        if path in broken[text] or (rule.subject is str and (text, path) in wrong):
            continue  # a word that is wrong as a whole needs no finding about its characters
        diagnostic = Diagnostic(code=rule.code, message=each.message, severity=rule.severity, path=path, hint=each.hint)
        unplaced[text].append((diagnostic, [(other, path_of(way)) for other, way in each.related]))
    wanted: dict[Text, set[tuple[Path, str]]] = {text: set() for text in texts}
    for text, findings in unplaced.items():
        for diagnostic, related in findings:
            wanted[text].add((diagnostic.path, diagnostic.code))
            for other, path in related:
                wanted[other].add((path, ""))
    places = {text: text.locations(paths) for text, paths in wanted.items()}
    placed: list[Diagnostic] = []
    for text, findings in unplaced.items():
        located = [
            evolve(
                diagnostic,
                location=places[text][diagnostic.path, diagnostic.code],
                related=tuple(place for other, path in related if (place := places[other][path, ""]) is not None),
            )
            for diagnostic, related in findings
        ]
        placed += sorted([*text.findings, *located], key=_order)
    return placed


def _order(finding: Diagnostic) -> tuple[int, int]:
    place = finding.location
    return (0, 0) if place is None else (place.line or 0, place.column or 0)
