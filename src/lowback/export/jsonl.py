"""Findings as JSON Lines (jsonlines.org): one JSON object (RFC 8259) for each finding, each on its own line."""

import json
from collections.abc import Iterable

from lowback._arguments import several
from lowback.diagnostics import Diagnostic, Location

__all__ = ["dumps"]


def dumps(findings: Iterable[Diagnostic]) -> str:
    r"""Write findings as JSON Lines in ASCII, in the order given; no findings are no lines.

    `code`, `severity`, `message`, `path` and `pointer` (RFC 6901) are always there; an empty path is the whole
    document. `file`, `line`, `column`, `hint` and `related` are left out when they are not known.

    >>> dumps([Diagnostic(code="empty", message="no steps", path=("steps",))])
    '{"code": "empty", "severity": "error", "message": "no steps", "path": ["steps"], "pointer": "/steps"}\n'
    """
    checked = several("jsonl.dumps.findings", findings, Diagnostic)
    return "".join(json.dumps(_line(finding)) + "\n" for finding in checked)


def _line(finding: Diagnostic) -> dict[str, object]:
    line: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "pointer": finding.pointer,
    }
    if finding.location is not None:
        line |= _place(finding.location)
    if finding.hint:
        line["hint"] = finding.hint
    if finding.related:
        line["related"] = [_place(location) for location in finding.related]
    return line


def _place(location: Location) -> dict[str, object]:
    known: dict[str, object] = {"file": location.file, "line": location.line, "column": location.column}
    return {key: value for key, value in known.items() if value is not None}
