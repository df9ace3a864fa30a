"""Token soup without end: `python tests/fuzz/fuzz_soup.py yaml --seconds 600 [--seed N]`.

Pieces of a language are strung together: YAML, TOML, JSON, HTML or CSV. None of it may raise, take long, or give
a finding without a place; a text that is read in two ways has to be the same in both.
"""

# ruff: noqa: T201  # a program prints

import argparse
import json
import random
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from lowback import validate
from lowback._source import yaml
from lowback._source.reading import read_text
from lowback._source.yaml_lines import UNREAD, tree_of
from lowback.diagnostics import Diagnostic
from lowback.errors import InvalidDocument
from lowback.importers import free_exercise_db, mapped, pierre, table, wger
from lowback.importers._imported import Imported
from lowback.importers._markup import plain
from lowback.validation import Format

LONGEST = 2.0
"""Seconds for one input of a few kilobytes."""

ANY = [
    "a",
    "é",
    "🦴",
    "\x00",
    "\x07",
    "\t",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u2028",
    "\x85",
    "\ufeff",
    "\ud800",
    "x" * 1100,
    "9" * 1001,
]
QUOTES = ["'", '"', "''", '""', '"""', "'''", "\\", '\\"', "\\n", "\\u0041", "\\ud83e", "\\U00110000", "\\x4", "\\q"]
SIGNS = [
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "=",
    "#",
    ".",
    "-",
    "&",
    "*",
    "!",
    "|",
    ">",
    "?",
    "%",
    "@",
    "`",
    "<",
    "/",
    "+",
    "_",
]
WORDS = ["1", "-1", "0.5", "1e999", "nan", "true", "null", "1979-05-27", "07:32:00", "id", "exercises", "format"]
TOKENS: dict[str, list[str]] = {
    "yaml": [
        *(
            "a: ",
            "b:\n",
            "- ",
            "-\n",
            "  ",
            "\n  ",
            "\n    ",
            "- a: 1\n",
            "  b: c\n",
            "# c\n",
            ">-\n",
            "|-\n  ",
            "> ",
            "|2\n",
        ),
        *(
            "---\n",
            "...\n",
            "%YAML 1.3\n",
            "%TAG ! b\n",
            "&x ",
            "*x",
            "!!str ",
            "? ",
            "<<: ",
            "{a: ",
            "[b, ",
            "}\n",
            "]\n",
        ),
        *("title: >\n \n   \n", '"k": ', "a: 'b\n  c'\n", "it's", "a #b", "http://x?y"),
    ],
    "toml": [
        *(
            "a = ",
            "[a]\n",
            "[[a]]\n",
            "[a.b]\n",
            "a.b = ",
            "a." * 70,
            "{a = ",
            "[1, ",
            "}\n",
            "]\n",
            "# c\n",
            '"a" = ',
            "''' '''",
        ),
        *("a = 1\n", "a.b.c = 2\n", "inf", "0x1F", "1_0", "= ", "\n[", "''''''", '"""\\\n'),
    ],
    "json": [
        '{"a": ',
        '"a", ',
        '"b": ',
        "[1, ",
        "}, ",
        "], ",
        "NaN",
        "-Infinity",
        "01",
        "//",
        '{"a": "x"}\n',
        '{"a": "y", "a": "z"}\r\n',
        "[" * 70,
        '{"a":' * 40,
        "tru",
    ],
    "html": [
        *(
            "<p>",
            "</p>",
            "<b ",
            "<br/>",
            "<!--",
            "-->",
            "<![",
            "]]>",
            "<!doctype",
            "<?",
            "<script>",
            "</script",
            "<style ",
            "</",
        ),
        *(
            "&lt;",
            "&gt;",
            "&#60",
            "&#" + "1" * 5000,
            "&amp",
            "&x;",
            "<li>",
            "onclick=",
            "Hold for 5 seconds. ",
            "Sit. ",
        ),
    ],
    "csv": [
        *(
            "name",
            "id",
            "reps",
            "step 1 text",
            "step 99 seconds",
            ",",
            ",",
            ";",
            "\n",
            "8-12",
            "con",
            "Heel raise",
            '"a,b"',
        ),
        *("x" * 140_000, "Hold for 5 seconds.", "name,id,reps\n", "needs"),
    ],
}


def soup(what: str, chance: random.Random) -> str:
    """A few tokens, most of the language; now and then one of them again and again."""
    own, others = TOKENS[what], [ANY, QUOTES, SIGNS, WORDS]
    parts: list[str] = []
    for _ in range(chance.randint(1, 14)):
        token = chance.choice(own if chance.random() < 0.6 else chance.choice(others))
        parts.append(token * (chance.randint(2, 300) if len(token) < 20 and chance.random() < 0.05 else 1))
    return "".join(parts)


def check_places(findings: tuple[Diagnostic, ...], text: str) -> None:
    """Every finding is one harmless line, and stands inside the text."""
    lines = len(re.split("\r\n|\r|\n", text))
    for finding in findings:
        assert str(finding).isprintable(), repr(str(finding))
        assert finding.location is not None, finding
        assert 1 <= (finding.location.line or 1) <= lines, (finding, lines)


def check_text(format_: Format, text: str) -> str:
    """A document, in the one format."""
    findings = validate(text, format=format_)
    check_places(findings, text)
    read = read_text(text, format_, "a")
    assert read.readable or findings
    body = text.removeprefix("\ufeff")
    if format_ == "yaml" and (tree := tree_of(body)) is not UNREAD:
        other = yaml._read(body)
        assert (repr(other.tree), other.faults) == (repr(tree), ())
        return "read line by line"
    if format_ == "toml" and read.readable and not read.findings:
        assert read.tree == tomllib.loads(body)
    return "read" if read.readable else "refused"


def check_import(read: Callable[..., Imported], text: str) -> str:
    """A catalog of somebody else: drafts and a report, or one refusal."""
    try:
        imported = read(text, name="a")
    except InvalidDocument as refused:
        check_places(refused.diagnostics, text)
        return "refused"
    check_places(tuple(each for each in imported.findings if each.code != "unused-path"), text)  # that has no place
    assert len(imported.report()) < 10**6
    validate(cast("Mapping[str, object]", imported.document()))
    return "drafts" if imported.drafts else "nothing"


def in_wger(markup: str) -> str:
    """Rows with a description in HTML."""
    fields = {"exercise": 9, "language": 2, "name": "Squat", "description": markup}
    rows = [
        {"model": "core.language", "pk": 2, "fields": {"short_name": "en"}},
        {"model": "exercises.exercise", "pk": 9, "fields": {}},
        {"model": "exercises.translation", "pk": 1, "fields": fields},
    ]
    return json.dumps(rows)


def check_markup(text: str) -> str:
    """HTML, as a catalog has it in its descriptions."""
    for paragraph in plain(text):
        assert not re.search(r"</?(?:p|b|li|script|style)(?:\s[^<>'\"]*)?/?>", paragraph), paragraph
    return check_import(wger.loads, in_wger(text))


def check_json(text: str) -> str:
    """JSON, for `validate` and for each importer that reads it; the one with a mapping also reads lines of it."""
    for importer in (free_exercise_db, pierre, wger):
        check_import(importer.loads, text)
    check_import(partial(mapped.loads, mapping={"fields": {"name": "a", "steps": "b"}}), text)
    return check_text("json", text)


CHECKS: dict[str, Callable[[str], str]] = {
    "yaml": lambda text: check_text("yaml", text),
    "toml": lambda text: check_text("toml", text),
    "json": check_json,
    "html": check_markup,
    "csv": lambda text: check_import(table.loads, text),
}


def main() -> int:
    """Try soups until the time is over; 1 when one fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=[*TOKENS])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance, results = random.Random(asked.seed), Counter[str]()
    ended = time.monotonic() + asked.seconds
    while time.monotonic() < ended:
        text = soup(asked.what, chance)
        begun = time.process_time()
        try:
            results[CHECKS[asked.what](text)] += 1
            seconds = time.process_time() - begun
            assert seconds < LONGEST, f"took {seconds:.1f} s"
        except Exception:
            print(f"after {results.total():,} inputs, this one fails: {text!r}", flush=True)
            raise
    told = ", ".join(f"{count:,} {result}" for result, count in sorted(results.items()))
    print(f"{asked.what}, seed {asked.seed}: {results.total():,} inputs: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
