"""Files and texts become trees: decoded, parsed, every fault a finding with its place."""

import codecs
import os
import re
import stat
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from lowback._foreign import FOREIGN_FILES
from lowback.diagnostics import Diagnostic, Location, Severity

from . import json, toml, yaml
from .parsed import Fault, Parsed, Path, Spot

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "MAX_FILES",
    "Format",
    "Text",
    "files_under",
    "read_bytes",
    "read_file",
    "read_raw",
    "read_text",
    "read_tree",
]

Format: TypeAlias = Literal["json", "toml", "yaml"]
"""The formats of a catalog on paper."""

FORMATS: Mapping[str, Format] = {".json": "json", ".toml": "toml", ".yaml": "yaml", ".yml": "yaml"}
"""Formats by the end of a file name."""

MAX_BYTES: Mapping[Format, int] = {"json": 64 * 2**20, "toml": 8 * 2**20, "yaml": 2 * 2**20}
"""Ten thousand exercises with adaptations take about 60 MB of JSON. Other readers are slower, that of YAML by far."""

MAX_FILES = 20_000
"""Twice the largest catalog that is taken, with a file for each exercise."""

_PARSERS: Mapping[Format, Callable[[str], Parsed]] = {"json": json.parse, "toml": toml.parse, "yaml": yaml.parse}
_LINE_END = re.compile(r"\r\n?|\n")
_OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_NULLS = frozenset({"01", "10", "0101", "1010", "0111", "1110"})
"""Which of the first four bytes of an ASCII text are null, in UTF-16 and UTF-32 without a mark."""
_AT_KEY = frozenset({"unknown-key", "duplicate-key"})
"""Findings about a key rather than about its value."""


def _no_spots(_: Collection[Path]) -> Mapping[Path, Spot]:
    return {}


@frozen(kw_only=True, eq=False)
class Text:
    """A source that was read.

    Attributes:
        name: Name of the file, as findings show it; None when there is no text.
        tree: Plain tree; None when `readable` is false.
        readable: Whether there is a tree to look at.
        findings: What is wrong with file, encoding and syntax.
        spots: See `Parsed.spots`.
        text: What was decoded.
        size: Bytes that were read of a file.
    """

    name: str | None = None
    tree: object = None
    readable: bool = True
    findings: tuple[Diagnostic, ...] = ()
    spots: Callable[[Collection[Path]], Mapping[Path, Spot]] = _no_spots
    text: str = ""
    size: int = 0

    @cached_property
    def _line_starts(self) -> "array[int]":
        starts = array("L", [0])  # a list would take forty bytes for each line
        starts.extend(end.end() for end in _LINE_END.finditer(self.text))
        return starts

    def location(self, offset: int | None) -> Location | None:
        """The line and column of a character."""
        if self.name is None:
            return None
        if offset is None:
            return Location(self.name)
        line = bisect_right(self._line_starts, offset)
        return Location(self.name, line, offset - self._line_starts[line - 1] + 1)

    def locations(self, places: Collection[tuple[Path, str]]) -> dict[tuple[Path, str], Location | None]:
        """Where a finding of this code about this path stands: at its key, its value, or the nearest thing around."""
        if not places:
            return {}  # to find places, a text may have to be read again
        wanted = {path[:length] for path, _ in places for length in range(len(path) + 1)}
        spots = self.spots(wanted)

        def place(path: Path, code: str) -> Location | None:
            spot = spots.get(path)
            if spot is None:
                return place(path[:-1], "") if path else self.location(None)
            return self.location(spot.key if code in _AT_KEY and spot.key is not None else spot.value)

        return {(path, code): place(path, code) for path, code in places}


# From bytes and texts ----------------------------------------------------------------------------


def read_tree(tree: object) -> Text:
    """A tree that somebody else has parsed: there are no places in it."""
    return Text(tree=tree)


def read_bytes(raw: bytes, format_: Format, name: str) -> Text:
    """Decode and parse."""
    if len(raw) > MAX_BYTES[format_]:
        message = f"got more than {MAX_BYTES[format_]:,} bytes, which is the most that is read of {format_.upper()}"
        return _failed(name, "too-large", message, hint="split it into several files")
    decoded = _decoded(raw, name)
    return read_text(decoded.text, format_, name) if decoded.readable else decoded


def _decoded(raw: bytes, name: str) -> Text:
    """A text without a tree, or what is wrong with the encoding."""
    other = next((encoding for mark, encoding in _OTHER_ENCODINGS.items() if raw.startswith(mark)), None)
    if other is not None:
        return _failed(name, "bad-encoding", f"got {other}, expected UTF-8", hint="save it as UTF-8")
    if "".join("01"[byte == 0] for byte in raw[:4]) in _NULLS:
        message = "got null bytes, as UTF-16 and UTF-32 have, expected UTF-8"
        return _failed(name, "bad-encoding", message, "save it as UTF-8")
    try:
        return Text(name=name, text=raw.decode())
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode().removeprefix("\ufeff")
        place = Text(name=name, text=before).location(len(before))
        message = f"got the byte {raw[error.start]:#04x}, expected UTF-8"
        finding = Diagnostic(code="bad-encoding", message=message, location=place, hint="save it as UTF-8")
        return Text(name=name, readable=False, findings=(finding,))


def read_text(text: str, format_: Format, name: str) -> Text:
    """Parse a decoded text."""
    marked = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES[format_]:
        message = f"got more than {MAX_BYTES[format_]:,} characters, which is the most that is read"
        return _failed(name, "too-large", message, hint="split it into several files")
    parsed = _PARSERS[format_](text)
    read = Text(
        name=name,
        tree=parsed.tree,
        readable=parsed.readable,
        spots=parsed.spots,
        text=text,
    )
    findings = [_finding(fault, read) for fault in parsed.faults]
    if marked:
        message = "got a byte order mark before the text, expected the text alone"
        hint = "save it as UTF-8 without BOM"
        mark = Diagnostic(
            code="byte-order-mark", message=message, severity=Severity.WARNING, location=Location(name, 1, 1), hint=hint
        )
        findings.insert(0, mark)
    return evolve(read, findings=tuple(findings))


def _finding(fault: Fault, text: Text) -> Diagnostic:
    related = (text.location(offset) for offset in fault.related)
    return Diagnostic(
        code=fault.code,
        message=fault.message,
        path=fault.path,
        location=text.location(fault.offset),
        hint=fault.hint,
        related=tuple(each for each in related if each is not None),
    )


def _failed(name: str, code: str, message: str, hint: str = "") -> Text:
    finding = Diagnostic(code=code, message=message, location=Location(name), hint=hint)
    return Text(name=name, readable=False, findings=(finding,))


# From files --------------------------------------------------------------------------------------


def read_file(path: FilePath, format_: Format | None = None, room: int = MAX_BYTES["json"]) -> Text:
    """Read a file, but no more of it than there is room for; pipes and devices are refused."""
    name = str(path)
    format_ = format_ or FORMATS.get(path.suffix.lower())
    if format_ is None:
        if not os.path.lexists(name):
            return _failed(name, "unreadable-file", "cannot read it: No such file or directory")
        message = f"got a file that ends in {path.suffix!r}, expected one of {', '.join(FORMATS)}"
        return _failed(name, "unknown-file", message, FOREIGN_FILES.get(path.suffix.lower(), ""))
    raw = _contents(path, min(MAX_BYTES[format_], room))
    if isinstance(raw, str):
        return _failed(name, "unreadable-file", raw)
    if room < len(raw) <= MAX_BYTES[format_]:
        message = f"got more than {MAX_BYTES['json']:,} bytes in all files together, which is the most that is read"
        return _failed(name, "too-large", message)
    return evolve(read_bytes(raw, format_, name), size=len(raw))


def read_raw(path: FilePath) -> bytes | Diagnostic:
    """The bytes of a file that somebody else decodes, within the bounds of JSON; or why there are none."""
    name, most = str(path), MAX_BYTES["json"]
    raw = _contents(path, most)
    if isinstance(raw, str):
        return Diagnostic(code="unreadable-file", message=raw, location=Location(name))
    if len(raw) > most:
        message = f"got more than {most:,} bytes, which is the most that is read"
        return Diagnostic(code="too-large", message=message, location=Location(name))
    return raw


def _contents(path: FilePath, most: int) -> bytes | str:
    """The bytes of a file, one more than there may be if it has more; a text says why there are none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "got something that is no file, expected a file"
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        return _why_unreadable(error)


def _why_unreadable(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot read it: {reason}"


def files_under(folder: FilePath) -> tuple[list[FilePath], tuple[Diagnostic, ...]]:
    """The catalog files in a folder and below, in order of name, and what is refused.

    Hidden names are passed over. A link that leads out of the folder is refused: nothing outside is read.
    """
    found: list[FilePath] = []
    findings: list[Diagnostic] = []
    root = FilePath(os.path.realpath(folder))

    def refuse(error: OSError) -> None:
        where = Location(str(error.filename))
        findings.append(Diagnostic(code="unreadable-file", message=_why_unreadable(error), location=where))

    for path in _walk(folder, root, refuse):
        if not _is_inside(path, root):
            message = "got a link that leads out of the folder, expected a file or folder in it"
            findings.append(Diagnostic(code="outside-path", message=message, location=Location(str(path))))
        else:
            found.append(path)
        if len(found) + len(findings) > MAX_FILES:
            message = f"got more than {MAX_FILES:,} files, which is the most that is read"
            findings.append(Diagnostic(code="too-large", message=message, location=Location(str(folder))))
            return [], tuple(findings)
    return found, tuple(findings)


def _is_inside(path: FilePath, root: FilePath) -> bool:
    """Whether a path is in a folder when links are followed."""
    return FilePath(os.path.realpath(path)).is_relative_to(root)  # `Path.resolve` raises where links go in a circle


def _walk(folder: FilePath, root: FilePath, refuse: Callable[[OSError], None]) -> Iterator[FilePath]:
    """The catalog files, and the folders that lead out."""
    for where, folders, names in os.walk(folder, onerror=refuse):
        inside: list[str] = []
        for name in sorted(each for each in folders if not each.startswith(".")):
            if _is_inside(FilePath(where, name), root):
                inside.append(name)
            else:
                yield FilePath(where, name)
        folders[:] = inside
        for name in sorted(names):
            if not name.startswith(".") and FilePath(name).suffix.lower() in FORMATS:
                yield FilePath(where, name)
