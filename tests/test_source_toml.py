"""TOML read with positions: every value is where the text has it, and nothing that is wrong passes."""

import json
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lowback._source import toml
from lowback._source.parsed import MAX_DEPTH, Fault, Path, Spot
from lowback._source.toml import parse
from strategies import examples

Tree: TypeAlias = Any
"""What a document says: a test knows what is inside."""


def paths_of(tree: Tree, path: Path = ()) -> dict[Path, Tree]:
    """Everything in a tree by its path, the tree itself too."""
    found = {path: tree}
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, member in members:
        found |= paths_of(member, (*path, step))
    return found


# A writer of odd documents -----------------------------------------------------------------------

NAMES = st.sampled_from(["a", "b-1", "7", "x y", "", 'q"\\', "'", "é.ü", "#", "🦴", "true", "[["])
WORDS = st.text("ab'\"\\#=[]{},.\n\t é🦴\x00", max_size=6)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(WORDS, st.integers(-(10**20), 10**20), st.booleans(), FLOATS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
TREES = st.dictionaries(NAMES, VALUES | st.lists(st.dictionaries(NAMES, VALUES, max_size=2), max_size=3), max_size=4)


class Writer:
    """Writes a tree in TOML, each part in a style that is drawn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.blocks: list[str] = []

    def pick(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def space(self) -> str:
        return self.pick("", " ", "\t ")

    def gap(self) -> str:
        return self.pick("", " ", "\n", " # ], } \" '''\n\t")

    def name(self, name: str) -> str:
        forms = [json.dumps(name), json.dumps(name, ensure_ascii=False)]
        forms += [name] * bool(re.fullmatch("[A-Za-z0-9_-]+", name)) + [f"'{name}'"] * ("'" not in name)
        return self.pick(*(form for form in forms if "\\ud" not in form))

    def keys(self, *names: str) -> str:
        return f"{self.space()}.{self.space()}".join(map(self.name, names))

    def text(self, text: str) -> str:
        basic = json.dumps(text, ensure_ascii=False)
        forms = [basic, f'"""\n{basic[1:-1]}"""', f'"""\\\n  {basic[1:-1]}"""' if not text[:1].isspace() else basic]
        if "\x00" not in text:
            forms += [f"'{text}'"] * ("'" not in text and "\n" not in text)
            forms += [f"'''\n{text}'''"] * ("'''" not in text + "'" and not text.endswith("'"))
            forms += [f"'''\n{text}'''"] * (text.endswith("a''"))
            forms += [f'"""\n{text}"""'] * ("\\" not in text and '"""' not in text)
        return self.pick(*forms)

    def value(self, value: Tree) -> str:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            members = [self.gap() + self.value(member) + self.gap() for member in value]
            comma = self.pick("", ",") + self.gap() if members else self.gap()
            return f"[{','.join(members)}{comma}]"
        if isinstance(value, dict):
            return "{" + ",".join(self.space() + each + self.space() for each in self.pairs((), value)) + "}"
        return json.dumps(value) if not isinstance(value, int) or isinstance(value, bool) else f"{value:_}"

    def pairs(self, names: tuple[str, ...], table: Tree) -> list[str]:
        """Pairs of a table; a table inside becomes dotted keys, or a value."""
        pairs: list[str] = []
        for name, value in table.items():
            if isinstance(value, dict) and value and self.draw(st.booleans()):
                pairs += self.pairs((*names, name), value)
            else:
                pairs.append(f"{self.keys(*names, name)}{self.space()}={self.space()}{self.value(value)}")
        return pairs

    def table(self, names: tuple[str, ...], table: Tree, header: str) -> None:
        """A table with a header; tables and lists of tables inside may have theirs."""
        below: dict[str, Tree] = {}
        for name, value in table.items():
            tables = isinstance(value, list) and value and all(isinstance(member, dict) for member in value)
            if (isinstance(value, dict) or tables) and self.draw(st.booleans()):
                below[name] = value
        lines = self.pairs((), {name: value for name, value in table.items() if name not in below})
        lines = [self.space() + line + self.pick("", " # a = 1", "\n") for line in lines]
        self.blocks.append("\n".join([header, *lines] if header else lines))
        for name, value in below.items():
            inner = (*names, name)
            if isinstance(value, dict):
                self.table(inner, value, f"[{self.space()}{self.keys(*inner)}{self.space()}]")
            else:
                for member in value:
                    self.table(inner, member, f"[[{self.space()}{self.keys(*inner)}{self.space()}]]")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Tree]:
    """A text and what it says."""
    tree = draw(TREES)
    writer = Writer(draw)
    writer.table((), tree, "")
    return "\n".join(writer.blocks).replace("\n", writer.pick("\n", "\r\n")), tree


# Laws --------------------------------------------------------------------------------------------


@examples(100)
@given(documents())
def test_documents_come_back(document: tuple[str, Tree]) -> None:
    """Whatever the style, the tree is the one that was written."""
    text, tree = document
    parsed = parse(text)

    assert (parsed.tree, parsed.readable, parsed.faults) == (tree, True, ())


def value_at(text: str, offset: int) -> Tree:
    """The longest value that begins at a place, read alone."""
    ends = [match.start() for match in re.finditer(r"[\s,\]}#]|$", text) if match.start() > offset]
    for end in [*reversed(ends), *(place + 1 for place in reversed(ends))]:
        try:
            tree = tomllib.loads(f"value = {text[offset:end]}")
        except tomllib.TOMLDecodeError:
            continue
        if set(tree) == {"value"}:
            return tree["value"]
    pytest.fail(f"there is no value at {text[offset:]!r}")


def name_at(text: str, offset: int) -> str:
    """The key that begins at a place, read alone."""
    for match in re.finditer(r"[\s.=\]]", text[offset:]):
        try:
            (name,) = tomllib.loads(f"{text[offset : offset + match.start()]} = 0")
        except tomllib.TOMLDecodeError:
            continue
        return str(name)
    pytest.fail(f"there is no key at {text[offset:]!r}")


@examples(60)
@given(documents())
def test_values_and_keys_stand_where_the_spots_say(document: tuple[str, Tree]) -> None:
    """Read alone from its place, each value and each key is what the tree has there; all of them have one."""
    text, tree = document
    inside = paths_of(tree)
    spots = parse(text).spots(inside)

    assert spots.keys() == inside.keys()
    for path, value in inside.items():
        spot = spots[path]
        if path and isinstance(path[-1], str):
            assert spot.key is not None
            assert name_at(text, spot.key) == path[-1]
        else:
            assert spot.key is None
        if not isinstance(value, (dict, list)):
            assert value_at(text, spot.value) == value


@given(documents(), st.data())
def test_spots_are_the_same_alone_and_together(document: tuple[str, Tree], data: st.DataObject) -> None:
    """What else is asked for makes no difference; a path that is not there is left out."""
    text, tree = document
    parsed = parse(text)
    inside = paths_of(tree)
    path = data.draw(st.sampled_from(sorted(inside, key=repr)))

    assert parsed.spots([path, (*path, "nowhere")]) == {path: parsed.spots(inside)[path]}


def test_every_kind_of_value_has_its_place() -> None:
    """Tables stand at their first header or key, lists of tables at the first of their headers."""
    text = "a.b = 1\nc = [2, {d = '3'}]\n[e.f]\n[[g.h]]\n[[g.h]]\n[g.h.i]\n[e]\n"
    tree = {"a": {"b": 1}, "c": [2, {"d": "3"}], "e": {"f": {}}, "g": {"h": [{}, {"i": {}}]}}
    parsed = parse(text)

    assert parsed.tree == tree
    assert parsed.spots(paths_of(tree)) == {
        (): Spot(0),
        ("a",): Spot(0, 0),
        ("a", "b"): Spot(6, 2),
        ("c",): Spot(12, 8),
        ("c", 0): Spot(13),
        ("c", 1): Spot(16),
        ("c", 1, "d"): Spot(21, 17),
        ("e",): Spot(27, 28),
        ("e", "f"): Spot(27, 30),
        ("g",): Spot(33, 35),
        ("g", "h"): Spot(33, 37),
        ("g", "h", 0): Spot(33),
        ("g", "h", 1): Spot(41),
        ("g", "h", 1, "i"): Spot(49, 54),
    }


def test_long_texts_may_end_with_quotes() -> None:
    """Up to two of them, before the three that close it."""
    members = ['"""b"""""', "'''c'''''", '""""""', "1"]
    text = f"a = [{', '.join(members)}]\nd = 2"
    parsed = parse(text)

    assert parsed.tree == {"a": ['b""', "c''", "", 1], "d": 2}
    assert parsed.spots([("a", 1), ("a", 2), ("a", 3), ("d",)]) == {
        ("a", 1): Spot(16),
        ("a", 2): Spot(27),
        ("a", 3): Spot(35),
        ("d",): Spot(42, 38),
    }


# Faults ------------------------------------------------------------------------------------------


def not_toml(message: str, offset: int, hint: str = "") -> Fault:
    return Fault(code="syntax", message=message, offset=offset, hint=hint)


def twice(path: Path, first: int, second: int) -> Fault:
    message = f"the key {path[-1]!r} is there twice, expected it once"
    hint = "write it once, with all that belongs to it"
    return Fault(code="duplicate-key", message=message, offset=second, path=path, hint=hint, related=(first,))


QUOTE, ESCAPE = "put a text in quotes", "take it out"
CONFLICT = "git could not join two changes here: keep one, and take its marks out"
ODD_KEY, ONE_LINE = 'put a key of other letters in quotes: "key" = 1', "write { … } on one line"
NO_QUOTE, THREE = "this text has no closing quote", "a text on several lines has three quotes before and after it"
NO_VALUE, MISSING = "this is no value of TOML", "a value is missing here"
COMMA, BEHIND = "a comma or the closing bracket is missing here", "the line goes on behind its end"
NUMBER = "this number is not written as TOML writes numbers"
BACKSLASH = "a backslash is followed by a letter that means nothing in TOML"

UNREADABLE = {
    "a = ten": not_toml(NO_VALUE, 4, QUOTE),
    "a = True": not_toml(NO_VALUE, 4, "TOML writes true and false in small letters"),
    "a = [None]": not_toml(NO_VALUE, 5, "TOML has no null: leave the key out"),
    "a = \u201cb\u201d": not_toml(NO_VALUE, 4, "TOML has only straight quotes"),
    "a = \nb = 1": not_toml(MISSING, 4),
    "a = [1, , 2]": not_toml(MISSING, 8),
    "a = [": not_toml(MISSING, 5),
    "a = 1\r\n\r\nb = 'x\r\ny'": not_toml(NO_QUOTE, 13, THREE),
    'a = "🦴': not_toml(NO_QUOTE, 4),
    'a = {b = "c}\n': not_toml(NO_QUOTE, 9, THREE),
    "a = 1\nb = '''c\n''": not_toml(NO_QUOTE, 10),
    'a."b\nc" = 1': not_toml(NO_QUOTE, 2, THREE),
    "a = 'b\x07c'": not_toml("got the control character '\\x07', expected characters that can be seen", 6, ESCAPE),
    "a = 1 # \x00": not_toml("got the control character '\\x00', expected characters that can be seen", 8, ESCAPE),
    "🦴 = 1": not_toml("a key, or a table in brackets, is missing here", 0, ODD_KEY),
    "a = 1\n<<<<<<< HEAD\nb = 1": not_toml("a key, or a table in brackets, is missing here", 6, CONFLICT),
    "a. = 1": not_toml("a key is missing here", 3, ODD_KEY),
    "a = {b = 1,\nc = 2}": not_toml("a key is missing here", 11, ONE_LINE),
    "a = {b = 1\nc = 2}": not_toml(COMMA, 10, ONE_LINE),
    "a = [1 2]": not_toml(COMMA, 7),
    "a: 1": not_toml("an equals sign is missing here", 1, "write key = value"),
    "[a\nb = 1": not_toml("the closing bracket is missing here", 2),
    "[[a]": not_toml("two closing brackets are missing here", 3),
    "a = '🦴' b": not_toml(BEHIND, 8, "put the text in double quotes"),
    "a = 'it's'": not_toml(BEHIND, 8, "put the text in double quotes"),
    'a = "say "hi""': not_toml(BEHIND, 10, r"a double quote inside a text is written \""),
    "a = 1 b = 2": not_toml(BEHIND, 6, "begin a new line"),
    "a = 1; b = 2": not_toml(BEHIND, 5, "begin a new line"),
    "a = \u00a01": not_toml(NO_VALUE, 4, "take out the character U+00A0, which cannot be seen"),
    "a = {b = 1, }": not_toml("a key is missing here", 12, "take out the comma before it"),
    "a = 5 seconds": not_toml(BEHIND, 6, QUOTE),
    "a = 05": not_toml(NUMBER, 5, QUOTE),
    "a = 2024-13-01": not_toml(NUMBER, 8, QUOTE),
    "a = 2024-02-30": not_toml("there is no such date or time", 4, QUOTE),
    'a = "\\q"': not_toml(BACKSLASH, 5, "use single quotes"),
    '"\\q" = 1': not_toml(BACKSLASH, 1, "use single quotes"),
    'a = "\\u12"': not_toml(r"\u and \U need four and eight hexadecimal digits", 5),
    'a = "\\ud83e\\uddb4"': not_toml("an escape names no whole character", 5),
    f"a = [1, {'9' * 5000}]": Fault(code="syntax", message="a number is too long", offset=8, path=("a", 1)),
    f"a = 0x{'f' * 5000}": Fault(code="syntax", message="a number is too long", offset=4, path=("a",)),
    f"a = {'word' * 5000}": not_toml(NO_VALUE, 4, QUOTE),
    "a = 1\na = {b = 2}": twice(("a",), 0, 6),
    "a = 1\na.b = 2": twice(("a",), 0, 6),
    "a.b = 1\na = 2": twice(("a",), 0, 8),
    "[a]\n[b]\n[a]": twice(("a",), 1, 9),
    "[a]\nb = 1\n[a.b]": twice(("a", "b"), 4, 13),
    "a = {b = 1}\n[a.c]": twice(("a",), 0, 13),
    "[a.b]\n[a]\nb.c = 1": twice(("a", "b"), 3, 10),
    "a = [1]\n[[a]]": twice(("a",), 0, 10),
    "[[a]]\nb = 1\n[[a]]\nb = 1\n'b' = 2": twice(("a", 1, "b"), 18, 24),
    "a = [{b.c = 1, b.c = 2}]": twice(("a", 0, "b", "c"), 8, 17),
    "a = {b = 1}\na = {b = 2}": twice(("a",), 0, 12),
}


@pytest.mark.parametrize(("text", "fault"), UNREADABLE.items(), ids=lambda each: repr(each)[:30])
def test_unreadable_texts_are_told_with_their_place(text: str, fault: Fault) -> None:
    """What came, where, and for keys that are there twice, where the first is."""
    parsed = parse(text)

    assert (parsed.tree, parsed.readable, parsed.faults) == (None, False, (fault,))
    assert parsed.spots([()]) == {}


def no_number(offset: int, text: str, *path: str | int) -> Fault:
    return Fault(code="not-a-number", message=f"got {text}, expected a finite number", offset=offset, path=path)


def test_what_is_no_number_is_a_fault_in_order_of_place() -> None:
    """Numbers without end become null; dates stay what they are, for the field says what they should be."""
    text = (
        "z = 2020-02-03T07:00:00Z\n"
        "[a.b]\nc = [nan, 07:32:00, 1979-05-27 07:32:00]\n"
        "[d]\ne = -1e999\n"
        "[a]\nf = +inf\n"
    )  # fmt: skip
    parsed = parse(text)

    assert parsed.tree == {
        "z": datetime(2020, 2, 3, 7, tzinfo=UTC),
        "a": {"b": {"c": [None, time(7, 32), datetime(1979, 5, 27, 7, 32)]}, "f": None},  # noqa: DTZ001  # it has none
        "d": {"e": None},
    }
    assert parsed.readable
    assert parsed.faults == (
        no_number(36, "nan", "a", "b", "c", 0),
        no_number(80, "-inf", "d", "e"),
        no_number(95, "inf", "a", "f"),
    )


def test_no_more_faults_are_gathered_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml, "MAX_FAULTS", 2)

    assert len(parse("a = [nan, nan, nan]").faults) == 2


DEEP: dict[str, Callable[[int], str]] = {
    "lists": lambda count: "a = " + "[" * (count - 1) + "]" * (count - 1),
    "inline tables": lambda count: "a = " + "{a = " * (count - 2) + "{}" + "}" * (count - 2),
    "dotted keys": lambda count: "a." * (count - 1) + "a = 1",
    "headers": lambda count: "[" + "a." * (count - 2) + "a]",
}
"""Texts with so many tables and lists inside each other, the document itself among them."""


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


@pytest.mark.parametrize("kind", DEEP)
def test_hostile_depth_takes_no_time(kind: str) -> None:
    """The reader of the standard library needs minutes for some of them."""
    parsed = parse(DEEP[kind](200_000))

    assert (parsed.readable, [fault.code for fault in parsed.faults]) == (False, ["too-deep"])


STATEMENTS = st.sampled_from(
    [
        *("[a]", "[a.b]", "[[a]]", "[[a.b]]", "[b.a]", "[[b]]"),
        *("a = 1", "b.a = 1", "a.b = {}", "a = [{}]", "a.b.a = 1", "'a' = '''\n'''", "b = {a.b = 1}"),
        *("b = {a = 1, a = 2}", "b = [{a = 1, a.b = 2}]", "a = {b = {}, b.a = 1}"),
    ]
)


@examples(150)
@given(st.lists(STATEMENTS, max_size=6))
def test_the_key_that_is_there_twice_is_named(statements: list[str]) -> None:
    """However two keys meet, the places told are two different places of that key."""
    text = "\n".join(statements)
    parsed = parse(text)

    for fault in parsed.faults:
        assert fault.code == "duplicate-key"
        assert fault.offset is not None
        assert fault.related[0] < fault.offset
        assert {text[at : at + 3].strip("'")[0] for at in (fault.offset, *fault.related)} == {fault.path[-1]}


@examples(150)
@example("[[a.b]]\n[a.b.c")
@given(st.text("ab1.=[]{},\"'\\#\r\n \t-:T\x00🦴\ud800") | st.text())
def test_no_text_raises(text: str) -> None:
    """Whatever it is, there is a tree or there is a fault with a place in the text."""
    parsed = parse(text)

    assert parsed.readable or parsed.faults
    assert all(fault.offset is not None and 0 <= fault.offset <= len(text) for fault in parsed.faults)
    assert parsed.spots(paths_of(parsed.tree)).keys() == (paths_of(parsed.tree).keys() if parsed.readable else set())
