"""Findings as SARIF 2.1.0 with errata 01 (OASIS Static Analysis Results Interchange Format), for code review pages."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

from lowback._arguments import several
from lowback._data import packaged_rule_texts
from lowback.diagnostics import Diagnostic, Location

__all__ = ["dumps"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_ROOT = {"logicalLocations": [{"name": "document", "kind": "object"}]}
"""Where a finding is that has neither a file nor a path; a result without any place is not shown."""

_DRIVE = re.compile(r"[A-Za-z]:/")


def dumps(findings: Iterable[Diagnostic]) -> str:
    """Write findings as a SARIF log in ASCII, in the order given; no findings are a log without results.

    Names of files become relative references or, when absolute, `file:` URIs. A backslash separates folders,
    as on Windows, on every system.

    >>> log = json.loads(dumps([Diagnostic(code="empty", message="no steps", location=Location("my clinic.json", 3))]))
    >>> log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    {'artifactLocation': {'uri': 'my%20clinic.json'}, 'region': {'startLine': 3}}
    """
    findings = tuple(several("sarif.dumps.findings", findings, Diagnostic))
    codes = sorted({_whole(finding.code) for finding in findings})
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {"driver": {"name": "lowback", "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    """What a rule finds and why that matters; of a code that is none of validation, only its name is known."""
    texts = packaged_rule_texts().get(code)
    if texts is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": texts["what"]},
        "fullDescription": {"text": f"{texts['what']} {texts['why']}"},
        "help": {"text": f"{texts['what']}\n\n{texts['why']}"},
        "defaultConfiguration": {"level": texts["severity"]},
    }


def _result(finding: Diagnostic, index: dict[str, int]) -> dict[str, object]:
    code = _whole(finding.code)
    result: dict[str, object] = {
        "ruleId": code,
        "ruleIndex": index[code],
        "level": finding.severity,  # the three words are those of SARIF
        "message": {"text": _message(finding)},
    }
    place: dict[str, object] = {}
    if finding.location is not None:
        place["physicalLocation"] = _physical(finding.location)
    if finding.path:
        place["logicalLocations"] = [{"fullyQualifiedName": _whole(finding.dotted_path)}]
    result["locations"] = [place or _ROOT]
    if finding.related:  # numbered, as related locations have to differ from each other
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(location)} for number, location in enumerate(finding.related)
        ]
    return result


def _message(finding: Diagnostic) -> str:
    """Message and hint as plain text: nothing in them is a placeholder (3.11.5) or becomes a link (3.11.6)."""
    text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return _whole(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _physical(location: Location) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(location.file)}}
    if location.line is not None:
        region = {"startLine": location.line}
        if location.column is not None:
            region["startColumn"] = location.column
        physical["region"] = region
    return physical


def _uri(file: str) -> str:
    """A reference to the file (RFC 3986) without empty and `.` segments (3.10.2); only a file system resolves `..`."""
    path = file.replace("\\", "/")
    segments = [quote(each, safe="", errors="surrogatepass") for each in path.split("/") if each not in {"", "."}]
    if _DRIVE.match(path):
        return "/".join(["file://", path[:2], *segments[1:]])
    if path.startswith("//") and segments:  # a share: the first name is the host
        return "file://" + "/".join(segments)
    if path.startswith("/"):
        return "file:///" + "/".join(segments)
    return "/".join(segments) or "."


def _whole(text: str) -> str:
    r"""Lone surrogates spelt out, as in `\ud800`: many readers would refuse the whole log for one of them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
