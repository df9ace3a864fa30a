"""YAML read line by line: what is read this way is read as the reader of all of YAML reads it."""

import io
import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lowback import default_catalog, validate
from lowback._source import yaml
from lowback._source.parsed import MAX_DEPTH, Spot
from lowback._source.yaml_events import events
from lowback._source.yaml_lines import UNREAD, tree_of
from lowback.converters import unstructure
from strategies import examples

ruamel_yaml = pytest.importorskip("ruamel.yaml")

Tree: TypeAlias = Any
"""What a document says: a test knows what is inside."""

VALID = Path(__file__).parent / "data" / "valid"

READ: dict[str, Tree] = {
    "# head\n---\na: 1": {"a": 1},
    "---\n# head\na: 1\n...\n": {"a": 1},
    "a: 1\r\nb:\r\n  - 2\r\n": {"a": 1, "b": [2]},
    "a: b c # d\ne: f#g\nh: i:j\n": {"a": "b c", "e": "f#g", "h": "i:j"},
    "a: -1\nb: 1.5\nc: null\nd:\ne: true\nf: 0x10\ng: no\n": {
        "a": -1,
        "b": 1.5,
        "c": None,
        "d": None,
        "e": True,
        "f": 16,
        "g": "no",
    },
    "a:\n- b\n- c\nd:\n  - e\n": {"a": ["b", "c"], "d": ["e"]},
    "- a: 1\n  b: 2\n-\n  c: 3\n- - d\n  - e\n-\n": [{"a": 1, "b": 2}, {"c": 3}, ["d", "e"], None],
    "a:\n  b:\n    c: 1\nd: 2\n": {"a": {"b": {"c": 1}}, "d": 2},
    '"a b": "c\\"\\u00e9\\t"\nd: \'it\'\'s\'\n': {"a b": 'c"é\t', "d": "it's"},
    "a: b\n  c d\n  - e\nf: g\n": {"a": "b c d - e", "f": "g"},
    "a:\n  b\nc: d\n": {"a": "b", "c": "d"},
    "a: 'b\n\n  c '\nd: \"e\\\n  \\ f\n  g\"\n": {"a": "b\nc ", "d": "e f g"},
    "a: >-\n  b\n  c\n\n  d\ne: |-\n    f\n    g\n": {"a": "b c\nd", "e": "f\ng"},
    "a: {b: 1, c: [d e, 'f', \"g\"], h: {}}\ni: []\n": {"a": {"b": 1, "c": ["d e", "f", "g"], "h": {}}, "i": []},
    "a: [\n  b c\n  d,\n  f,\n]\n": {"a": ["b c d", "f"]},
    "a: 🦴é\nb: {🦴: é}\n": {"a": "🦴é", "b": {"🦴": "é"}},
}
"""What is read line by line."""

LEFT = [
    *("", "# nothing\n\n", " # nothing\n...\n"),
    *("a: b: c", "a: 1\na: 2", "{a: 1, a: 2}", "null: 1", "1: a", "? a", "'a': 1", "a: &b c", "a: *b", "a: !b c"),
    *("a: |\n  b", "a: >\n  b", "a: >2-\n  b", "a: >-\n   b\n    c", "a: >-\n b\n  \n  c", "a: [b: c]", "a: [b, , c]"),
    *("a: .nan", f"a: {'9' * 1001}", 'a: "\\ud83e"', 'a: "\\q"', 'a: "b', "a: 'b", "a: [b", "- a\nb: c", "a: 1\n- b"),
    *("a:\n  b: 1\n c: 2", " a: 1\nb: 2", "a: b\n\n  c", "a: b # c\n  d", "--- a", "a: 1\n---\nb: 2", "a: 1\n...\nb"),
    *(
        "%YAML 1.2\n---\na: 1",
        "a:\tb",
        "a: b\x85c",
        "a: b\u2028c",
        "a: \x00",
        "\ufeffa: 1",
        "a: @b",
        "a: `b`",
        "a: - b",
    ),
    *("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "- " * (MAX_DEPTH + 1) + "a", "a: b\n" + "  c" * 5000 + "\n  d"),
]
"""What is left to the other reader."""


@pytest.mark.parametrize("text", READ, ids=ascii)
def test_what_is_read(text: str) -> None:
    assert tree_of(text) == READ[text]
    assert repr(yaml._read(text).tree) == repr(READ[text])


@pytest.mark.parametrize("text", LEFT, ids=lambda text: ascii(text)[:30])
def test_what_is_left_to_the_other_reader(text: str) -> None:
    assert tree_of(text) is UNREAD


def test_the_depth_that_is_allowed() -> None:
    for text in ("[" * MAX_DEPTH + "]" * MAX_DEPTH, "- " * MAX_DEPTH + "a", "- " * (MAX_DEPTH - 1) + "{a: 1}"):
        assert tree_of(text) == yaml._read(text).tree is not None


# As other programs write it ----------------------------------------------------------------------


def written(tree: Tree, **style: object) -> str:
    writer = ruamel_yaml.YAML(typ="safe", pure=True)
    writer.representer.ignore_aliases = lambda _: True
    for name, value in style.items():
        setattr(writer, name, value)
    paper = io.StringIO()
    writer.dump(tree, paper)
    return paper.getvalue()


STYLES: dict[str, dict[str, object]] = {
    "as it comes": {},
    "in blocks": {"default_flow_style": False},
    "narrow": {"default_flow_style": False, "width": 30},
    "wide": {"default_flow_style": False, "width": 10_000},
    "in brackets where there is room": {"default_flow_style": None, "width": 60},
    "indented": {"default_flow_style": False, "map_indent": 4, "sequence_indent": 6, "sequence_dash_offset": 2},
}


@pytest.mark.parametrize(("nth", "style"), list(enumerate(STYLES)), ids=STYLES)
def test_the_packaged_catalog_is_read_however_it_is_written(nth: int, style: str) -> None:
    """Every exercise in one of the styles."""
    ids = list(default_catalog())[nth :: len(STYLES)]
    tree = unstructure(default_catalog().only(ids))

    assert tree_of(written(tree, **STYLES[style])) == tree


@pytest.mark.parametrize("document", sorted(VALID.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_valid_documents_of_the_corpus_are_read(document: Path) -> None:
    tree = tree_of(document.read_text(encoding="utf-8"))

    assert tree is not UNREAD
    assert tree == yaml._read(document.read_text(encoding="utf-8")).tree


# Laws --------------------------------------------------------------------------------------------

TOKENS = st.sampled_from(
    [
        *("a", "b c", "b: ", "a: ", "key: ", '"k": ', "'k': ", "a:\n", "- ", "-", "-\n", "- b\n", "- - x\n"),
        *("\n", "\n ", "\n  ", "\n    ", " ", "  ", "\r\n", "\t", "\xa0", "# c\n", " # c\n", "#", "a #b", "a# b"),
        *("'", '"', "''", "\\", "\\n", "\\x41", "\\u0041", "\\\n", "[", "]", "{", "}", ",", ", ", ":", ": ", "?", "? "),
        *("{a: ", "[b, ", "{c: d, e: ", "f}\n", "]\n", ">-\n", ">-\n  ", "|-\n", "|-\n    ", "> ", "|", "<<: ", "="),
        *("1", "-1", "1.5", ".5", "+1", "0x1F", "12:30", "null", "~", "true", ".inf", "it's", "http://x?y"),
        *("!t ", "&a ", "*a", "%", "@", "`", "---\n", "...\n", "é", "🦴", "\x00", "\ufeff", "x\n  y\n"),
        *("- a: 1\n  b: 2\n", "  c: d\n", "    e\n", "a: 'b\n  c'\n", 'a: "b\n  c"\n', "a: [b,\n  c]\n"),
    ]
)


@examples(1500)
@example(">-\n: a\n ")
@example(">-\n  |-\n    #\\")
@example(">-\n  x \n\n  y")
@example(">-\n  a \n \n    ")
@given(st.lists(TOKENS, max_size=10).map("".join))
def test_what_is_read_line_by_line_is_what_the_other_reader_reads(text: str) -> None:
    tree = tree_of(text)

    if tree is not UNREAD:
        parsed = yaml._read(text)
        assert (repr(parsed.tree), parsed.faults) == (repr(tree), ())


WORDS = st.text("ab \n:#-'\"\\,[]{}?é1.", max_size=8)
TREES: st.SearchStrategy[Tree] = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers(-99, 10**9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=10,
)


@given(TREES, st.sampled_from(sorted(STYLES)))
def test_what_another_program_writes_is_read_alike_or_left(tree: Tree, style: str) -> None:
    text = written(tree, **STYLES[style])
    read = tree_of(text)

    assert read is UNREAD or repr(read) == repr(yaml._read(text).tree)


# Which reader ------------------------------------------------------------------------------------


def test_a_clean_document_is_read_once_and_again_only_for_places(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def spied(text: str) -> Any:
        asked.append(text)
        return events(text)

    monkeypatch.setattr(yaml, "events", spied)
    text = "a:\n  b: 1\n"
    parsed = yaml.parse(text)

    assert (parsed.tree, parsed.readable, parsed.faults, asked) == ({"a": {"b": 1}}, True, (), [])
    assert parsed.spots([("a", "b")]) == {("a", "b"): Spot(8, 5)}
    assert asked == [text]


@pytest.mark.parametrize("document", sorted(VALID.glob("yaml/*.yaml")), ids=lambda path: path.name)
def test_validation_of_a_clean_document_never_asks_the_other_reader(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(text: str) -> Any:
        raise AssertionError(text)

    monkeypatch.setattr(yaml, "events", read)

    assert validate(document) == ()


def test_json_is_read_too() -> None:
    tree = unstructure(default_catalog())

    assert tree_of(json.dumps(tree)) == tree_of(json.dumps(tree, indent=2)) == tree
