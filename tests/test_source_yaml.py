"""YAML read with positions: objects, lists and values, and a finding for everything else that it can do."""

import io
import json
import sys
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lowback._source.parsed import MAX_DEPTH, Fault, Path, Spot
from lowback._source.yaml import MAX_FAULTS, parse
from lowback.errors import MissingExtra
from strategies import examples

ruamel_yaml = pytest.importorskip("ruamel.yaml")

Tree: TypeAlias = Any
"""What a document says: a test knows what is inside."""


def paths_of(tree: Tree, path: Path = ()) -> dict[Path, Tree]:
    """Everything in a tree by its path, the tree itself too."""
    found = {path: tree}
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, member in members:
        found |= paths_of(member, (*path, step))
    return found


def step_into(tree: Tree, path: Path) -> Tree:
    for step in path:
        tree = tree[step]
    return tree


# Laws --------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("", "yes", "Off", "null", "~", "True", "010", "+1", "1e3", ".5", "0x1F", "0o7", "1_000", ".inf", ".NaN"),
        *("2020-01-01", "12:30", "<<", "=", "- a", "a: b", "a #b", "#", "&a", "*a", "!a", "'", '"', "|", "🦴é", " a "),
    ]
)
TEXTS = WORDS | st.text("ab \t\n:#-'\"\\,[]{}🦴é", max_size=6)
LEAVES = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False)
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=12
)
JSON_STYLES = st.fixed_dictionaries(
    {
        "ensure_ascii": st.booleans(),
        "indent": st.sampled_from([None, 0, 2]),
        "separators": st.sampled_from([None, (",", ":")]),
    }
)


@given(TREES, JSON_STYLES, st.sampled_from(["\n", "\r\n"]))
def test_json_is_yaml(tree: Tree, style: dict[str, Any], end: str) -> None:
    """What is written as JSON is read as that, each value and each key from its place."""
    text = json.dumps(tree, **style).replace("\n", end)
    parsed = parse(text)
    inside = paths_of(tree)
    spots = parsed.spots(inside)
    read_at = json.JSONDecoder().raw_decode

    assert (parsed.tree, parsed.readable, parsed.faults) == (tree, True, ())
    assert {path: read_at(text, spot.value)[0] for path, spot in spots.items()} == inside
    assert {path: read_at(text, spot.key)[0] for path, spot in spots.items() if spot.key is not None} == {
        path: path[-1] for path in inside if path and isinstance(path[-1], str)
    }


def written(tree: Tree, flow: bool | None) -> str:
    """A tree as another writer of YAML writes it, each value on one line."""
    writer = ruamel_yaml.YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    writer.width = 10**9
    writer.allow_unicode = True
    writer.representer.ignore_aliases = lambda _: True
    paper = io.StringIO()
    writer.dump(tree, paper)
    return paper.getvalue()


def can_be_read_at_all(text: str) -> bool:
    """The writer leaves out quotes that a text like `:-` needs in brackets."""
    try:
        deque(ruamel_yaml.YAML(typ="safe", pure=True).parse(text))
    except ruamel_yaml.error.YAMLError:
        return False
    return True


@given(TREES, st.sampled_from([None, True, False]))
def test_documents_come_back(tree: Tree, flow: bool | None) -> None:
    """In blocks, in brackets, and in both."""
    text = written(tree, flow)
    assume(can_be_read_at_all(text))
    parsed = parse(text)

    assert (parsed.tree, parsed.readable, parsed.faults) == (tree, True, ())


@given(TREES)
def test_values_stand_where_the_spots_say(tree: Tree) -> None:
    """In blocks: the line from the place of a value on is that value, the line from its key on is both."""
    text = written({"top": tree}, flow=False)
    inside = {path: value for path, value in paths_of({"top": tree}).items() if not isinstance(value, (dict, list))}
    spots = parse(text).spots(inside)

    assert spots.keys() == inside.keys()
    for path, spot in spots.items():
        value_line = text[spot.value :].partition("\n")[0]
        assert parse(value_line).tree == inside[path]
        if spot.key is not None:
            pair = parse(text[spot.key :].partition("\n")[0]).tree
            assert pair in ({path[-1]: inside[path]}, path[-1])  # an odd key has a line of its own


def test_every_kind_of_value_has_its_place() -> None:
    """Blocks stand at their first key or dash; a value that is left out, at its key."""
    text = "# 🦴\n'a': {b: [1, \"🦴\", c]}\nd:\n  - |\n    e\n  - f: g\n    h:\n"
    parsed = parse(text)

    assert parsed.tree == {"a": {"b": [1, "🦴", "c"]}, "d": ["e\n", {"f": "g", "h": None}]}
    assert parsed.spots([*paths_of(parsed.tree), ("a", "c"), ("d", 2), ("d", 0, 0)]) == {
        (): Spot(4),
        ("a",): Spot(9, 4),
        ("a", "b"): Spot(13, 10),
        ("a", "b", 0): Spot(14),
        ("a", "b", 1): Spot(17),
        ("a", "b", 2): Spot(22),
        ("d",): Spot(31, 26),
        ("d", 0): Spot(33),
        ("d", 1): Spot(45),
        ("d", 1, "f"): Spot(48, 45),
        ("d", 1, "h"): Spot(54, 54),
    }


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "~"])
def test_nothing_is_null(text: str) -> None:
    """An empty document is a document."""
    assert (parse(text).tree, parse(text).readable, parse(text).faults) == (None, True, ())


VALUES: dict[str, Tree] = {
    "null": None,
    "Null": None,
    "nULL": "nULL",
    "true": True,
    "FALSE": False,
    "tRUE": "tRUE",
    "yes": "yes",
    "off": "off",
    "010": 10,
    "-7": -7,
    "-b": "-b",
    "0o17": 15,
    "0x1F": 31,
    "0b1": "0b1",
    "1_000": "1_000",
    "1.": 1.0,
    "-.5": -0.5,
    "1e3": 1000.0,
    ".": ".",
    "12:30": "12:30",
    "2020-01-01": "2020-01-01",
    "'1'": "1",
    '"null"': "null",
    '"\\ud83e\\uddb4"': "🦴",
    "<<": "<<",
}


@pytest.mark.parametrize("text", VALUES)
def test_words_are_read_by_the_core_schema(text: str) -> None:
    """Of YAML 1.2: dates, times, yes and no are texts."""
    tree = parse(f"- {text}").tree

    assert tree == [VALUES[text]]
    assert type(tree[0]) is type(VALUES[text])


# Faults ------------------------------------------------------------------------------------------


def anchor(offset: int, name: str, *path: str | int) -> Fault:
    message = f"got the anchor {name!r}, expected a value alone"
    hint = "leave it out, and write the value where it is needed"
    return Fault(code="yaml-anchor", message=message, offset=offset, path=path, hint=hint)


def alias(offset: int, name: str, *path: str | int) -> Fault:
    message = f"got the alias {name!r}, expected a value"
    hint = "write the value out, or put a text in quotes"
    return Fault(code="yaml-anchor", message=message, offset=offset, path=path, hint=hint)


def tag(offset: int, name: str, *path: str | int) -> Fault:
    message = f"got the tag {name!r}, expected a value alone"
    hint = "leave it out, or put a text in quotes"
    return Fault(code="yaml-tag", message=message, offset=offset, path=path, hint=hint)


def twice(first: int, second: int, *path: str | int) -> Fault:
    message = f"the key {path[-1]!r} is there twice, expected it once"
    return Fault(code="duplicate-key", message=message, offset=second, path=path, related=(first,))


def again(first: int, second: int, key: str) -> Fault:
    """Inside of what is not in the tree, and so has no path."""
    message = f"the key {key!r} is there twice, expected it once"
    return Fault(code="duplicate-key", message=message, offset=second, related=(first,))


def no_text(offset: int, key: str, *path: str | int) -> Fault:
    message = f"got the key {key!r}, which is no text in YAML, expected a text"
    return Fault(code="yaml-key", message=message, offset=offset, path=path, hint="put it in quotes")


def no_key(offset: int, *path: str | int) -> Fault:
    message = "got an object or a list as a key, expected a text"
    return Fault(code="yaml-key", message=message, offset=offset, path=path)


def no_number(offset: int, text: str, *path: str | int) -> Fault:
    return Fault(code="not-a-number", message=f"got {text!r}, expected a finite number", offset=offset, path=path)


def half(offset: int, *path: str | int) -> Fault:
    message = "half of a character pair (a lone surrogate) stands in this text, expected whole characters"
    return Fault(code="lone-surrogate", message=message, offset=offset, path=path)


FAULTY: dict[str, tuple[Tree, tuple[Fault, ...]]] = {
    "a: &x [1]\nb: *x": ({"a": [1], "b": None}, (anchor(3, "x", "a"), alias(13, "x", "b"))),
    "&x a: 1\n*x : 2": ({"a": 1}, (anchor(0, "x"), alias(8, "x"))),
    "&x [*x]": ([None], (anchor(0, "x"), alias(4, "x", 0))),
    "<<: *x": ({"<<": None}, (alias(4, "x", "<<"),)),
    "- !!python/object:os.x {}": ([{}], (tag(2, "tag:yaml.org,2002:python/object:os.x", 0),)),
    "a: !!str 1": ({"a": 1}, (tag(3, "tag:yaml.org,2002:str", "a"),)),
    "%TAG !e! b:\n---\n&x !e!c d": ("d", (anchor(16, "x"), tag(16, "b:c"))),
    "! a": ("a", (tag(0, "!"),)),
    f"!{'t' * 99} a": ("a", (tag(0, "!" + "t" * 39 + "…"),)),
    "{1: a, null: b, .5: {c: .nan}, '2': d}": (
        {"2": "d"},
        (no_text(1, "1"), no_text(7, "null"), no_text(16, ".5"), no_number(24, ".nan")),
    ),
    "a:\n  ? [b, {c: *d}]\n  : e\n  f: 1": ({"a": {"f": 1}}, (no_key(7, "a"), alias(15, "d", "a"))),
    "a: 1\nb: 2\na: {a: 3, a: 4}\nb: 5": (
        {"a": 1, "b": 2},
        (twice(0, 10, "a"), again(14, 20, "a"), twice(5, 26, "b")),
    ),
    "- .inf\n- -.INF\n- 1e999": (
        [None] * 3,
        (no_number(2, ".inf", 0), no_number(9, "-.INF", 1), no_number(17, "1e999", 2)),
    ),
    '{"\\ud83e": "\\udd83\\ud83e"}': ({"\ud83e": "\udd83\ud83e"}, (half(1), half(11, "\ud83e"))),
}


@pytest.mark.parametrize(("text", "tree", "faults"), [(text, *rest) for text, rest in FAULTY.items()], ids=ascii)
def test_what_a_document_cannot_have_is_told_in_order_of_place(
    text: str, tree: Tree, faults: tuple[Fault, ...]
) -> None:
    """All of it at once, and the rest is read."""
    parsed = parse(text)

    assert (parsed.tree, parsed.readable, parsed.faults) == (tree, True, faults)


def test_places_belong_to_the_tree() -> None:
    """Of two values under one key the first counts; what stands under a refused key has no place."""
    parsed = parse("a: {b: 1}\na: {c: 2}\n1: {d: 3}\n")

    assert parsed.tree == {"a": {"b": 1}}
    assert parsed.spots([("a",), ("a", "b"), ("a", "c"), ("1",), ("1", "d"), ("d",)]) == {
        ("a",): Spot(3, 0),
        ("a", "b"): Spot(7, 4),
    }


def not_yaml(message: str, offset: int, *related: int, hint: str = "") -> Fault:
    return Fault(code="syntax", message=message, offset=offset, hint=hint, related=related)


def stuck(member: str, offset: int, *path: str) -> Fault:
    message, hint = f"got '{member}', expected a space behind the hyphen", "without it this is no member of a list"
    return Fault(code="syntax", message=message, offset=offset, path=path, hint=hint)


def glued(text: str, offset: int) -> Fault:
    return not_yaml(f"got '{text}', expected a space behind the colon", offset, hint="without it this is no key")


CONFLICT = "git could not join two changes here: keep one, and take its marks out"
QUOTE, INDENT, ESCAPE = "put the whole text in quotes", "indent it like the line above", "take it out"
COLON = "a text with a colon and a space in it stands without quotes"
DEEPER = "this line is indented, but the line above has its value already"
LOOSE = "this line does not line up with the lines above"
BEHIND = "the line goes on behind its value, expected a new line"
NEITHER, KEY = "this is neither a key with a value nor a member", "write key: value, or - value"
COMMA = "a comma or the closing bracket is missing here"
ESCAPES = r"\x, \u and \U need two, four and eight hexadecimal digits"
BEYOND = "got an escape that names no character"
VERSION, DIRECTIVE = "got another version of YAML, expected 1.2", "this line is no directive of YAML 1.2"
EMPTY_LINE = "got an empty line with more spaces than the text below it"

UNREADABLE: dict[str, Fault] = {
    "a: b: c": not_yaml(COLON, 4, hint=QUOTE),
    "a: 'b' : c": not_yaml(COLON, 7, hint=QUOTE),
    "a: b\n  c: d": not_yaml(DEEPER, 7, hint=INDENT),
    "- a: b\r\n    c: d": not_yaml(DEEPER, 12, hint=INDENT),
    "a:\n  - b: c\n   d: e": not_yaml(LOOSE, 15, hint=INDENT),
    "- a\nb: c": not_yaml(LOOSE, 4, hint=INDENT),
    "a: 'it's b'": not_yaml(BEHIND, 7, hint="put the text in double quotes"),
    'a: "say "b""': not_yaml(BEHIND, 9, hint=r"a double quote inside a text is written \""),
    'a: "Strong" legs': not_yaml(BEHIND, 12, hint="put the whole text in single quotes"),
    "a: 'Strong' legs": not_yaml(BEHIND, 12, hint="put the whole text in double quotes"),
    "a:\n  -b: c\n   d: e": stuck("-b", 5, "a"),
    "a:\n  -b: c\n  -b: d": stuck("-b", 5, "a"),
    "a:\n- b: c\n-d: e": stuck("-d", 10),
    "a:\r\n  -b\r\n  -c": stuck("-b -c", 6, "a"),
    "-a": stuck("-a", 0),
    "a:1\nb:2": glued("a:1 b:2", 0),
    "a:\n- b:c\n  d: e": glued("b:c", 5),
    "a:\n  b:1\n  c: d": glued("b:1", 5),
    "a; b\nc: d": not_yaml(NEITHER, 0, hint=KEY),
    'a: 1\nb: "c",\nd: e': not_yaml("got a comma behind a value, expected a new line", 11, hint=ESCAPE),
    "a: b\n<<<<<<< HEAD\nc: d": not_yaml(NEITHER, 5, hint=CONFLICT),
    "a: [": not_yaml("a value is missing here", 4, hint="the text ends inside a bracket: close it"),
    "a: [b]]": not_yaml(BEHIND, 6, hint=QUOTE),
    "🦴: 'b\nc": not_yaml("this text has no closing quote", 3),
    'a: "b\n---\nc"': not_yaml("this text has no closing quote", 3),
    "a:\r\n\t- b": not_yaml("got a tab, expected spaces", 4, hint="use spaces here"),
    "a: @b": not_yaml("a text cannot begin with '@'", 3, hint=QUOTE),
    "a: `b`": not_yaml("a text cannot begin with '`'", 3, hint=QUOTE),
    "a: [b": not_yaml(COMMA, 5, 3),
    "a: {b: c\nd: e": not_yaml(COMMA, 10, 3),
    "a: [b, , c]": not_yaml("a value is missing here", 7, hint="put a text in quotes"),
    "a: - b": not_yaml("got a list behind a key, expected it on lines of its own", 3, hint="begin a new line"),
    "a: ? b": not_yaml("a text cannot begin with a question mark and a space here", 3, hint=QUOTE),
    "a: >90": not_yaml("got something behind | or >, expected a new line", 5, 3, hint=QUOTE),
    "a: | b": not_yaml("got something behind | or >, expected a new line", 5, 3, hint=QUOTE),
    "a: & b": not_yaml("a text cannot begin with &, * or ! here", 3, hint=QUOTE),
    "a: !b!c d": not_yaml("a text cannot begin with &, * or ! here", 3, hint=QUOTE),
    "- a\nb": not_yaml(NEITHER, 4, hint=KEY),
    "a:\n- b\n-c": not_yaml(NEITHER, 7, hint=KEY),
    "{a: 1}}": not_yaml("the document ends before this", 6),
    "a: >\n \n   \nb: c": not_yaml(EMPTY_LINE, 11, hint="take its spaces out"),
    'a: "\\q"': not_yaml(
        "a backslash is followed by a letter that means nothing in YAML", 5, 3, hint="use single quotes"
    ),
    'a: "\\u12"': not_yaml(ESCAPES, 6, 3),
    "a: \x00": not_yaml("got the control character '\\x00', expected characters that can be seen", 3, hint=ESCAPE),
    "🦴: \ud800": not_yaml("got the control character '\\ud800', expected characters that can be seen", 3, hint=ESCAPE),
    "a: 'b\x85c'": not_yaml(
        "got the line break '\\x85' of YAML 1.1, expected characters that can be seen", 5, hint=ESCAPE
    ),
    "# \u2028a: b": not_yaml(
        "got the line break '\\u2028' of YAML 1.1, expected characters that can be seen", 2, hint=ESCAPE
    ),
    'a: b\nc: "\\U00110000"': not_yaml(BEYOND, 9),
    'a: b\nc: "\\UFFFFFFFF"': not_yaml(BEYOND, 9),
    "%YAML 1.3\n--- a": not_yaml(VERSION, 0, hint="leave the line out"),
    "--- a\n...\n%YAML 1.21\n---": not_yaml(VERSION, 10, hint="leave the line out"),
    f"%YAML 1.{'9' * 5000}\n--- a": not_yaml(VERSION, 0, hint="leave the line out"),
    "%YAML 1.2 x\n--- a": not_yaml(DIRECTIVE, 0, hint="leave the line out"),
    "%TAG x\n--- a": not_yaml(DIRECTIVE, 0, hint="leave the line out"),
    f"a: {'9' * 5000}": Fault(code="syntax", message="a number is too long", offset=3),
    f"a: 0x{'f' * 5000}": Fault(code="syntax", message="a number is too long", offset=3),
    f"{'a' * 2000}: b": not_yaml("a key is too long", 0),
    "a: 1\n--- \nb: 2": Fault(
        code="yaml-documents",
        message="got a second document, expected one in each file",
        offset=5,
        hint="split the file",
    ),
}


@pytest.mark.parametrize(("text", "fault"), UNREADABLE.items(), ids=lambda each: ascii(each)[:30])
def test_unreadable_texts_are_told_with_their_place(text: str, fault: Fault) -> None:
    """What came, where, and where the thing began that has no end."""
    parsed = parse(text)

    assert (parsed.tree, parsed.readable, parsed.faults) == (None, False, (fault,))
    assert parsed.spots([()]) == {}


def test_faults_before_the_end_of_reading_are_told_too() -> None:
    """A text that cannot be read to its end has been read to there."""
    assert parse("a: *x\nb: 'c").faults == (
        alias(3, "x", "a"),
        not_yaml("this text has no closing quote", 9),
    )


def test_reading_stops_at_too_many_faults() -> None:
    """Twenty are told in full, and that there are more."""
    parsed = parse("- *x\n" * 1000)

    assert not parsed.readable
    assert parsed.faults[:-1] == tuple(alias(2 + 5 * index, "x", index) for index in range(MAX_FAULTS))
    assert parsed.faults[-1] == Fault(
        code="too-many-findings", message="got more than 20 findings, the rest was not read", offset=102
    )
    assert parse("- *x\n" * MAX_FAULTS).readable


DEEP: dict[str, Callable[[int], str]] = {
    "lists": lambda count: "[" * count + "]" * count,
    "objects": lambda count: "{a: " * count + "}" * count,
    "dashes": lambda count: "- " * count,
    "lists in an object": lambda count: "a:\n" + "- " * (count - 1),
}


@pytest.mark.parametrize("kind", DEEP)
def test_only_so_deep(kind: str) -> None:
    """As deep as allowed is read; one more is told."""
    (fault,) = parse(DEEP[kind](MAX_DEPTH + 1)).faults

    assert parse(DEEP[kind](MAX_DEPTH)).faults == ()
    assert (fault.code, fault.message) == (
        "too-deep",
        "objects and lists lie 65 deep inside each other, expected at most 64",
    )
    assert len(fault.path) == MAX_DEPTH


LAUGHS = "a: &a [x, x]\n" + "".join(f"{name}: &{name} [*{last}, *{last}]\n" for last, name in pairwise("abcdefghij"))

HOSTILE = {
    **{f"deep {kind}": (make(200_000), "too-deep") for kind, make in DEEP.items()},
    "deep keys": ("? " * 200_000, "yaml-key"),
    "laughs": (LAUGHS, "yaml-anchor"),
    "anchors": ("&a " * 200_000, "yaml-anchor"),
    "tags": ("!a " * 200_000, "yaml-tag"),
    "keys": ("a: 1\n" * 200_000, "duplicate-key"),
    "documents": ("---\n" * 200_000, "yaml-documents"),
    "colons": (": " * 200_000, "yaml-key"),
    "quotes": ('"' * 200_000, "syntax"),
    "nulls": ("\x00" * 200_000, "syntax"),
    "brackets": ("]" * 200_000, "syntax"),
}
"""Texts, and the first thing that is wrong with them."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_no_time(kind: str) -> None:
    """Reading stops long before the end."""
    text, code = HOSTILE[kind]
    parsed = parse(text)

    assert (parsed.readable, parsed.faults[0].code) == (False, code)


@examples(150)
@example("")
@given(st.text("ab1.:-?&*!|>'\"%@[]{},#\\uU \t\r\n\ufeff\x85\x00🦴\ud800") | st.text())
def test_no_text_raises(text: str) -> None:
    """Whatever it is, there is a tree with all its places, or there is a fault with its place."""
    parsed = parse(text)
    places = [fault.offset for fault in parsed.faults]

    assert parsed.readable or parsed.faults
    assert all(place is not None and 0 <= place <= len(text) for place in places)
    assert parsed.spots(paths_of(parsed.tree)).keys() == (paths_of(parsed.tree).keys() if parsed.readable else set())


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is an optional dependency."""
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)

    with pytest.raises(MissingExtra) as caught:
        parse("a: 1")

    assert str(caught.value) == "this needs an optional dependency: pip install 'lowback[yaml]'"
