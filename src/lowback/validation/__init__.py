"""Validation of catalogs: every finding at once, each with its place."""

from lowback._source.reading import Format
from lowback.diagnostics import Diagnostic

from ._examining import CatalogSource, Progress, examine

__all__ = ["CatalogSource", "Format", "Progress", "validate"]


def validate(
    source: CatalogSource,
    *,
    format: Format | None = None,  # noqa: A002  # the word that users know
    name: str | None = None,
    progress: Progress | None = None,
    solve: bool = False,
) -> tuple[Diagnostic, ...]:
    """Find everything that is wrong with a catalog, in order of place.

    `source` is a path to a file, or to a folder of files (one exercise each, or many); a text, with
    its `format`; bytes (JSON unless `format` says otherwise); or an already parsed mapping, whose
    findings have no line. `name` is what findings call a text or bytes; `progress` is told how many
    files of how many are read. Nothing outside the given path is read.

    A picture whose poses have not been worked out is a finding, as it cannot be drawn. With `solve` they are worked
    out, to say what a body cannot do; each takes up to a second, and only so many are worked out at once.

    Bad data never raises. An unknown `format` raises `ImpossibleValue`, and a file of a format whose extra is
    not installed `MissingExtra`.

    >>> for finding in validate('{"format": 1, "id": "clinic", "exercises": []}', format="json"):
    ...     print(finding)
    <text>:1:44: warning: exercises: got no exercise, expected one or more [no-exercises]
    """
    return examine(source, format_=format, name=name, progress=progress, solve=solve).findings
