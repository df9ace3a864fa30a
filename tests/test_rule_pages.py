"""The pages of the findings: each code has one, and what a page shows is what the library says."""

import ast
import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import frozen

import lowback
from lowback import validate
from lowback._data import packaged_rule_texts
from lowback._plan import REFERENCES
from lowback.diagnostics import Severity
from lowback.validation._rules import RULES

PAGES = Path(__file__).parents[1] / "docs" / "reference" / "rules"
PACKAGE = Path(lowback.__file__).parent

Tree: TypeAlias = Any
"""What `json.loads` returns: the pages know what is inside."""


# Pages -------------------------------------------------------------------------------------------

_BLOCK = re.compile(
    r"(?:In `(?P<name>[\w./]+)`:\n\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"`(?P<name>[\w./]+)` is a link to `(?P<target>[\w./]+)`")
_PAGE = re.compile(
    r"# (?P<title>[a-z-]+)\n\n"
    r"\*(?P<severity>Error|Warning|Note)\.\* (?P<line>.+)\n\n"
    r"\*\*Why\.\*\* .+?\n\n"
    r"## Bad\n\n(?P<bad>.+?)\n\n"
    r"## Good\n\n(?P<good>.+)\n",
    re.DOTALL,
)
_ROW = re.compile(r"^\| \[([a-z-]+)\]\(\1\.md\) \| (error|warning|note) \| (.+) \|$", re.MULTILINE)


@frozen
class Block:
    """One fenced block of a page."""

    name: str | None
    """The file that the words before it put it in."""
    language: str
    text: str


@frozen
class Page:
    """What a page shows."""

    title: str
    severity: str
    line: str
    bad: str
    good: str

    @property
    def example(self) -> list[Block]:
        """The blocks of the bad example, without the findings that end it."""
        return _blocks(self.bad)[:-1]

    @property
    def findings(self) -> list[str]:
        """The findings of the bad example, as the page shows them."""
        return _blocks(self.bad)[-1].text.splitlines()


def page(code: str) -> Page:
    found = _PAGE.fullmatch((PAGES / f"{code}.md").read_text(encoding="utf-8"))
    assert found is not None, f"{code}.md has another form than the other pages"
    return Page(found["title"], found["severity"].lower(), found["line"], found["bad"], found["good"])


def _blocks(section: str) -> list[Block]:
    return [Block(found["name"], found["language"], found["text"]) for found in _BLOCK.finditer(section)]


CODES = sorted({path.stem for path in PAGES.glob("*.md")} - {"index"})
INDEX = (PAGES / "index.md").read_text(encoding="utf-8")
CHANGE_TEXT, SAMPLE_TEXT = (block.text for block in _blocks(INDEX) if block.language == "json")


def test_the_packaged_texts_are_those_of_the_pages() -> None:
    """Logs for code review pages have them; `python tasks/rule_texts.py` writes them anew."""
    packaged = packaged_rule_texts()
    whys = {code: _WHY.search((PAGES / f"{code}.md").read_text(encoding="utf-8")) for code in CODES}

    assert list(packaged) == CODES, "run python tasks/rule_texts.py"
    for code, texts in packaged.items():
        why = whys[code]
        assert why is not None
        assert texts == {
            "severity": page(code).severity,
            "what": _LINKED.sub(r"\1", page(code).line),
            "why": _LINKED.sub(r"\1", why[1].replace("\n", " ")),
        }, "run python tasks/rule_texts.py"


_WHY = re.compile(r"\*\*Why\.\*\* (.+?)\n\n", re.DOTALL)
_LINKED = re.compile(r"\[([^]]+)\]\([^)]+\)")


# Examples ----------------------------------------------------------------------------------------

_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def patched(tree: Tree, patch: Mapping[str, Tree]) -> Tree:
    """The tree with other values at these places; null takes a value out."""
    for place, value in patch.items():
        *way, last = [int(index) if index else key for key, index in _STEP.findall(place)]
        owner = tree
        for step in way:
            owner = owner[step]
        if value is None:
            del owner[last]
        elif last == len(owner) and isinstance(owner, list):
            owner.append(value)
        else:
            owner[last] = value
    return tree


def written(block: Block) -> dict[str, str]:
    """The file that a block stands for."""
    if block.name is None:
        assert block.language == "json"
        return {"clinic.json": json.dumps(patched(json.loads(SAMPLE_TEXT), json.loads(block.text)), indent=2)}
    return {block.name: block.text.replace("...", rest_of_sample(Path(block.name).suffix))}


def rest_of_sample(ending: str) -> str:
    """What three dots stand for: the exercises and sources of the sample."""
    rest = {key: value for key, value in json.loads(SAMPLE_TEXT).items() if key in ("exercises", "sources")}
    if ending == ".toml":
        return str(pytest.importorskip("tomlkit").dumps(rest))
    between = "\n" if ending == ".yaml" else ", "
    return between.join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in rest.items())


def printed(section: list[Block], links: Mapping[str, str], folder: Path) -> list[str]:
    """What the library prints about an example: the output of a program, or what it finds in the files."""
    if section[0].language == "python":
        output = io.StringIO()
        with redirect_stdout(output):
            exec(section[0].text, {})
        return output.getvalue().splitlines()
    files = {name: text for block in section for name, text in written(block).items()}
    if any(name.endswith(".yaml") for name in files):
        pytest.importorskip("ruamel.yaml")
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, target in links.items():
        (folder / name).symlink_to(target)
    source = "clinic" if (folder / "clinic").is_dir() else next(iter(files))
    with chdir(folder):
        return [str(finding) for finding in validate(source)]


def links_of(section: str) -> dict[str, str]:
    return {found["name"]: found["target"] for found in _LINK.finditer(section)}


def codes_of(lines: list[str]) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in lines]


def severity_of(line: str) -> str:
    return next(word for word in line.split(": ") if word in list(Severity))


@pytest.mark.parametrize("code", CODES)
def test_a_bad_example_is_found_as_the_page_shows(code: str, tmp_path: Path) -> None:
    """The lines of the page are the lines of the library, of the severity that the page states."""
    shown = page(code)

    found = printed(shown.example, links_of(shown.bad), tmp_path)

    assert found == shown.findings
    assert {severity_of(line) for line, of in zip(found, codes_of(found), strict=True) if of == code} == {
        shown.severity
    }


@pytest.mark.parametrize("code", CODES)
def test_a_bad_example_is_bad_in_one_way(code: str) -> None:
    """Findings of other codes are named by the page."""
    shown = page(code)

    assert all(of == code or f"`{of}`" in shown.bad for of in codes_of(shown.findings))


@pytest.mark.parametrize("code", CODES)
def test_a_good_example_has_no_finding(code: str, tmp_path: Path) -> None:
    """Not even a warning."""
    shown = page(code)

    assert printed(_blocks(shown.good), links_of(shown.good), tmp_path) == []


def test_the_sample_has_no_finding() -> None:
    """It is written as the examples are, so that their lines are those of the sample."""
    assert json.dumps(json.loads(SAMPLE_TEXT), indent=2) + "\n" == SAMPLE_TEXT
    assert validate(SAMPLE_TEXT, format="json") == ()


def test_the_change_that_the_index_explains() -> None:
    """A key is taken out, and one is put in."""
    sample, changed = json.loads(SAMPLE_TEXT), patched(json.loads(SAMPLE_TEXT), json.loads(CHANGE_TEXT))

    assert changed.pop("title") == "Strong legs"
    assert sample["exercises"][1].pop("cautions") != []
    assert changed == sample


@pytest.mark.parametrize("code", CODES)
def test_the_index_says_what_the_page_says(code: str) -> None:
    """Severity and first sentence; a page is called like its code."""
    shown = page(code)
    rows = {title: (severity, line) for title, severity, line in _ROW.findall(INDEX)}

    assert shown.title == code
    assert rows[code] == (shown.severity, shown.line)


def test_the_index_lists_each_page_once() -> None:
    assert sorted(code for code, _, _ in _ROW.findall(INDEX)) == CODES


# Codes -------------------------------------------------------------------------------------------

_FINDING = (
    "_bounds.py",
    "_shape.py",
    "_document.py",
    "model.py",
    "errors.py",
    "_source/*.py",
    "validation/*.py",
)
"""The modules that find something in a catalog, beside the rules."""

_NOT_OF_CATALOGS = {
    "made-by-older-model": "only briefs and routines have meant something else",
    "cannot-adapt": "only a routine has an exercise as it is for somebody",
    "bad-value": "only a brief has values that another class refuses",
    "missing-transition": "a file that leaves a pair of positions out gets the packaged seconds",
    "unknown-exercise": "only a routine names exercises where they could stand in full",
    "unknown-stoprule": "only a routine has stop rules",
    "unknown-message": "only a routine names a message",
    "unknown-redflag": "only a routine has red flags",
}
"""Codes that no catalog file can give."""


def codes_in(text: str) -> Iterator[str]:
    """Every constant that is nothing but a word with hyphens, and every other one that is passed as a code."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(node.value)):
            yield str(node.value)
        elif isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    """The codes are those of the rules, and those in the source of what finds."""
    paths = [path for pattern in _FINDING for path in PACKAGE.glob(pattern)]
    codes = {code for path in paths for code in codes_in(path.read_text(encoding="utf-8"))}
    codes |= {rule.code for rule in RULES}
    codes |= {f"unknown-{cls.__name__.lower()}" for cls in REFERENCES}

    assert set(_NOT_OF_CATALOGS) < codes
    assert sorted(codes - set(_NOT_OF_CATALOGS)) == CODES


def test_pages_say_how_bad_a_rule_is() -> None:
    """As the rule itself does."""
    assert {rule.code: page(rule.code).severity for rule in RULES} == {rule.code: rule.severity for rule in RULES}
