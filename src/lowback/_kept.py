"""A programme, or a report, in one file: for its owner alone, and written so that being stopped loses nothing."""

from __future__ import annotations  # so that `--help` does not load the model

import json
import os
import tempfile
from itertools import chain, count
from pathlib import Path

import lowback
from lowback._source.reading import read_file

__all__ = ["forget", "read", "save", "write"]


def read(path: Path) -> lowback.Programme:
    """The programme in a file.

    Raises `InvalidDocument`; its findings have no messages, as these would quote what somebody has told.
    """
    found = read_file(path, "json")
    if not found.readable or found.findings:
        raise lowback.errors.InvalidDocument(tuple(map(_without_answers, found.findings)))
    try:
        return lowback.converters.structure(found.tree, lowback.Programme)
    except lowback.errors.InvalidDocument as error:
        raise lowback.errors.InvalidDocument(tuple(map(_without_answers, error.diagnostics))) from None


def _without_answers(finding: lowback.Diagnostic) -> lowback.Diagnostic:
    """A finding with its place and code alone; what is wrong with a file as a whole, and with its format, in words."""
    if not finding.path or finding.path == ("format",):
        return finding
    return lowback.Diagnostic(code=finding.code, message=_WRONG, path=finding.path)


_WRONG = "something here cannot be so"


def write(path: Path, programme: lowback.Programme) -> None:
    """Write a programme in the place of the file, all at once: whoever reads it finds the old one or the new one.

    Raises `OSError`; then the file is as it was.
    """
    path = path.resolve()  # so that a link stays one
    text = _paper(programme)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")  # of mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _paper(document: lowback.Programme | lowback.programme.Report) -> str:
    return json.dumps(lowback.converters.unstructure(document), indent=2) + "\n"


def save(report: lowback.programme.Report, folder: Path) -> Path:
    """Write a report into a new file of a folder, whose name says nothing of anybody; what is there stays.

    Raises `OSError`.
    """
    names = chain(["report.json"], (f"report-{number}.json" for number in count(2)))
    path = next(each for each in map(folder.joinpath, names) if not os.path.lexists(each))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(_paper(report))
    return path


def _sync(folder: Path) -> None:
    """So that the new name outlasts a loss of power; where folders cannot be opened, the system sees to that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def forget(path: Path) -> None:
    """Delete the file of a programme. Raises `InvalidDocument` for what is no programme, and `OSError`."""
    read(path)
    path.unlink()
