"""JSON read with positions: nothing that is no JSON passes, and every value is where the text has it."""

import json
from json import JSONDecoder
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback import validate
from lowback._source import json as source_json
from lowback._source.json import parse
from lowback._source.parsed import MAX_DEPTH, Fault, Path, Spot

Tree: TypeAlias = Any
"""What a document says: a test knows what is inside."""

RAW = JSONDecoder()


def faults(text: str) -> list[tuple[str, str | None]]:
    """Code and the rest of the text from the fault on, of each fault."""
    return [(each.code, None if each.offset is None else text[each.offset :]) for each in parse(text).faults]


# What JSON is not --------------------------------------------------------------------------------

NO_ARRAYS = [
    *("[1 true]", '["": 1]', "[,1]", "[1,,2]", '["x",,]', '["x"]]', '["",]', '["x"', "[x", "[3[4]]", "[,", "[1,]"),
    *("[1,,]", "[", "[\n1\n,1", "[*]", '["a",\n4\n,1,', "[1", "[", "[{}", "[][]", "[1]x", "]", "[1:2]", "[}", "[1}"),
]
NO_OBJECTS = [
    *('["x", truth]', '{[: "x"}\n', '{"x", null}', '{"x"::"b"}', "{🇨🇭}", '{"a":"a" 123}', '{key: "value"}', '{"a" b}'),
    *('{:"b"}', '{"a":', '{"a"', '{"a":}', '{"a":"b",}', '{"a":1 "b":2}', "{1:1}", "{9999E9999:1}", "{null:null}"),
    *(
        '{"id":0,,,,,}',
        "{'a':0}",
        '{"a":"b",,"c":"d"}',
        '{"a":"b"}/**/',
        '{"a":"b"}//',
        '{"a":"b"}#',
        '{"a": true} "x"',
    ),
    *('{"a":"a', '{ "a" : 1', "{", '{"a":"b"}}', "{]", '{"a"}', '{,"a":1}', '{"a" 1}', '{"a":1,', '{"a";1}', "{a: 1}"),
]
NO_NUMBERS = [
    *("[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]", "[0.3e]"),
    *("[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]"),
    *(
        "[2.e-3]",
        "[2.e3]",
        "[9.e+]",
        "[Inf]",
        "[1+2]",
        "[0x1]",
        "[0x42]",
        "[0+1]",
        "[-foo]",
        "[- 1]",
        "[-012]",
        "[012]",
    ),
    *(
        "[-.123]",
        "[-1x]",
        "[1ea]",
        "[1.]",
        "[.123]",
        "[1.2a-3]",
        "[1.8011670033376514H-308]",
        "[-]",
        "[1_000]",
        "[\uff11]",
    ),
    *("[nan]", "[infinity]", "[-nan]", "[1e1.5]", "[--1]", "[1.e1]", "[00]", "[1,2.]", "[∞]", "[²]", "[1\u0660]"),
]
NO_TEXTS = [
    *(
        '["\\uD800\\u"]',
        '["\\uD800\\u1"]',
        '["\\uD800\\u1x"]',
        "[é]",
        '["\\\0"]',
        '["\\\\\\"]',
        '["\\x00"]',
        '["\\🌀"]',
    ),
    *('["\\"]', '["\\u00A"]', '["\\uD834\\uDd"]', '["\\a"]', '["\\uqqqq"]', '["\\\t"]', '[\\u0020"asd"]', "[\\n]", '"'),
    *(
        "['single quote']",
        "abc",
        '["\\',
        '["a\0a"]',
        '["new\nline"]',
        '["\t"]',
        '"\\UA66D"',
        '""x',
        '["a\x1fa"]',
        '["\r"]',
    ),
    *('"\\', '"\\u', '"\\u1', '["a]', '["\\u{41}"]', "[“a”]", "`a`", '"a" "b"', '["\\\'"]'),
]
NO_VALUES = [
    *("[fals]", "[nul]", "[tru]", "[True]", "[NULL]", "<.>", "[<null>]", "[a", "aå", "⍂", "1]", "", " ", "\n\t\r", "å"),
    *(
        "*",
        "2@",
        "{}}",
        '{"":',
        '{"a":/*comment*/"b"}',
        "[\f]",
        "[\u2060]",
        "[\xa0]",
        "\ufeff",
        "[\v1]",
        "// a\n{}",
        "'a'",
    ),
    *(
        "\0",
        "{}\0",
        "[1]\0",
        "[\0]",
        "\u2028[]",
        "\x85[]",
        "null null",
        "None",
        "undefined",
        "#{}",
        "{}{}",
        "true,false",
    ),
]
NO_JSON = list(dict.fromkeys([*NO_ARRAYS, *NO_OBJECTS, *NO_NUMBERS, *NO_TEXTS, *NO_VALUES]))


@pytest.mark.parametrize("text", NO_JSON)
def test_what_is_no_json_is_one_fault_with_its_place(text: str) -> None:
    parsed = parse(text)

    assert not parsed.readable
    [fault] = parsed.faults
    assert fault.code == "syntax"
    assert fault.offset is not None
    assert 0 <= fault.offset <= len(text)
    assert fault.message


@pytest.mark.parametrize("text", NO_JSON)
def test_what_is_no_json_is_an_error_with_line_and_column(text: str) -> None:
    [finding] = [each for each in validate(text, format="json", name="a.json") if each.code != "byte-order-mark"]

    assert (finding.code, finding.severity) == ("syntax", "error")
    assert finding.location is not None
    assert None not in (finding.location.line, finding.location.column)


JSON = [
    *("[[]   ]", '[""]', "[]", '["a"]', "[false]", '[null, 1, "1", {}]', "[null]", "[1\n]", " [1]", "[1,null,null,2]"),
    *("[2] ", "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.0000000000000000000000000000000000000000000000000000000001]"),
    *("[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]"),
    *(
        "[123]",
        "[123.456789]",
        "[1e999]",
        "[-1e999]",
        "[1e-9999]",
        '{"a":"b"}',
        "{}",
        '{"":0}',
        '{"foo\\u0000bar": 42}',
    ),
    *('{"min": -1.0e+28, "max": 1.0e+28}', '{"x":[{"id": "x"}], "id": "x"}', '{"a":[]}', '{\n"a": "b"\n}'),
    *(
        '["\\u0060\\u012a\\u12AB"]',
        '["\\uD801\\udc37"]',
        '["\\ud83d\\ude39\\ud83d\\udc8d"]',
        '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
    ),
    *(
        '["\\\\u0000"]',
        '["\\""]',
        '["a/*b*/c/*d//e"]',
        '["\\\\a"]',
        '["\\\\n"]',
        '["\\u0012"]',
        '["\\uFFFF"]',
        '[ "asd"]',
    ),
    *(
        '["\\uDBFF\\uDFFF"]',
        '["new\\u000Aline"]',
        '["\U0010ffff"]',
        '["\uffff"]',
        '["\\u0000"]',
        '["\u2028"]',
        '["\u2029"]',
    ),
    *(
        '["\\u002c"]',
        '["π"]',
        '["asd "]',
        '" "',
        '["\\u0821"]',
        '["\\uD834\\uDD1E"]',
        '["⍂㈴⍂"]',
        '["\x7f"]',
        '"\\u0022"',
    ),
    *(
        "false",
        "42",
        "-0.1",
        "null",
        '"asd"',
        "true",
        '""',
        '["a"]\n',
        "[true]",
        " [] ",
        "\t[]\r\n",
        "[1.7976931348623157e308]",
    ),
]


@pytest.mark.parametrize("text", JSON)
def test_what_is_json_has_no_fault(text: str) -> None:
    parsed = parse(text)

    assert parsed.readable
    assert parsed.faults == ()
    assert parsed.tree == json.loads(text)
    assert {each.code for each in validate(text, format="json")} & {"syntax", "too-deep", "bad-encoding"} == set()


NUMBER = "this number is not written as JSON writes numbers: no leading zero, plus sign, or bare point"
KEY, COMMA = 'a key in double quotes is missing here: "key"', "a comma or the closing bracket is missing here"
STRAIGHT, SMALL = "JSON has only straight double quotes", "JSON writes true, false and null in small letters"
CONFLICT = "git could not join two changes here: keep one, and take its marks out"
SYNTAX = [
    ('{"a": }', "a value is missing here", "}", ""),
    ('{"a" 1}', "a colon is missing here, between key and value", "1}", ""),
    ("[1 2]", COMMA, "2]", ""),
    ("[1, 2 , ]", "the last member of a list has a comma after it", ", ]", ""),
    ('{"a": 1,\n}', "the last member of an object has a comma after it", ",\n}", ""),
    ('["a, 1]', "this text has no closing quote", '"a, 1]', ""),
    ('["a\n"]', "this text has no closing quote on its line", '"a\n"]', "write each text on one line"),
    (
        '["\\"", "a\r\n"]',
        "this text has no closing quote on its line",
        '"a\r\n"]',
        "write each text on one line",
    ),
    (
        '["a\tb"]',
        "got the control character '\\t' inside a text, expected characters that can be seen",
        '\tb"]',
        "put a space in its place",
    ),
    (
        '["\x00"]',
        "got the control character '\\x00' inside a text, expected characters that can be seen",
        '\x00"]',
        "take it out",
    ),
    (
        '["\\q"]',
        "a backslash is followed by a letter that means nothing in JSON",
        '\\q"]',
        r"a backslash inside a text is written \\",
    ),
    ("[\u00a01]", "a value is missing here", "\u00a01]", "take out the character U+00A0, which cannot be seen"),
    ('["\\u12x4"]', "\\u needs four hexadecimal digits", 'u12x4"]', ""),
    ("[1] [2]", "the document ends before this", "[2]", ""),
    ("[01]", NUMBER, "1]", ""),
    ("[1, // one\n2]", "a value is missing here", "// one\n2]", "JSON has no comments"),
    ("{'a': 1}", KEY, "'a': 1}", STRAIGHT),
    ("[\u201ca\u201d]", "a value is missing here", "\u201ca\u201d]", STRAIGHT),
    ("[True]", "a value is missing here", "True]", SMALL),
    ("[None]", "a value is missing here", "None]", SMALL),
    ("[ten]", "a value is missing here", "ten]", "put a text in double quotes"),
    ('["a "b" c"]', COMMA, 'b" c"]', 'a double quote inside a text is written \\"'),
    (" \n ", "the document is empty", "", ""),
    ('{\n<<<<<<< HEAD\n"a": 1}', KEY, '<<<<<<< HEAD\n"a": 1}', CONFLICT),
]


@pytest.mark.parametrize(("text", "message", "rest", "hint"), SYNTAX)
def test_a_syntax_fault_is_told_in_our_words_where_it_is(text: str, message: str, rest: str, hint: str) -> None:
    [fault] = parse(text).faults

    assert (fault.message, fault.hint) == (message, hint)
    assert fault.offset is not None
    assert text[fault.offset :].endswith(rest)
    assert fault.offset in {text.find(rest), len(text) - len(rest)} or not rest


@pytest.mark.parametrize(
    ("text", "opened"),
    [('{"a": [1, {"b": 2}\n', "[1"), ('{"a": {"]": [1], "b"', '{"]"'), ("[", "["), ('{"a": [1]', "{")],
)
def test_the_bracket_that_was_opened_is_told_when_the_text_ends_before_it_is_closed(text: str, opened: str) -> None:
    [fault] = parse(text).faults

    assert fault.related == (text.index(opened),)
    assert parse(text + "}" if text.startswith("[") else "[1 2]").faults[0].related == ()


# What Python's reader lets pass ------------------------------------------------------------------


def test_a_key_that_is_there_twice_is_told_at_the_second_place() -> None:
    text = '{"b": 0, "a": {"c": 1, "c": 2, "c": 3}, "b": 4}'
    message = "the key {!r} is there twice, expected it once"

    assert parse(text).faults == (
        Fault(
            code="duplicate-key",
            message=message.format("c"),
            offset=text.index('"c": 2'),
            path=("a", "c"),
            related=(text.index('"c": 1'),),
        ),
        Fault(
            code="duplicate-key",
            message=message.format("c"),
            offset=text.index('"c": 3'),
            path=("a", "c"),
            related=(text.index('"c": 1'),),
        ),
        Fault(
            code="duplicate-key", message=message.format("b"), offset=text.index('"b": 4'), path=("b",), related=(1,)
        ),
    )


def test_an_escaped_key_is_the_same_key() -> None:
    assert faults('{"\\u0061": 1, "a": 2}') == [("duplicate-key", '"a": 2}')]
    assert faults('{"a": 1, "A": 2}') == []


_SIGNS = st.text(st.sampled_from('a:"\\\\{}[],é\n'), max_size=3)
_PAIRS = st.recursive(
    _SIGNS.map(json.dumps) | st.just("1"),
    lambda values: (
        st.lists(values, max_size=3).map(lambda each: f"[{','.join(each)}]")
        | st.lists(st.tuples(_SIGNS.map(json.dumps), values), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key} : {value}" for key, value in pairs) + "}"
        )
    ),
)
"""Objects whose keys and texts are full of signs that JSON is written with."""


@given(_PAIRS)
def test_a_key_that_is_there_twice_is_told_whatever_is_written_in_it(text: str) -> None:
    twice: list[bool] = []

    def noted(pairs: list[tuple[str, object]]) -> None:
        twice.append(len({key for key, _ in pairs}) < len(pairs))

    json.loads(text, object_pairs_hook=noted)

    assert any(code == "duplicate-key" for code, _ in faults(text)) == any(twice)


def test_of_a_key_that_is_there_twice_the_last_value_counts_and_has_its_place() -> None:
    text = '{"a": {"b": 1}, "a": {"b": NaN}}'

    assert faults(text) == [("duplicate-key", '"a": {"b": NaN}}'), ("not-a-number", "NaN}}")]
    assert parse(text).spots([("a", "b")]) == {("a", "b"): Spot(text.index("NaN"), text.rindex('"b"'))}


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have(word: str) -> None:
    text = f'{{"a": [1, {word}, {{"b": {word}}}], "c": "{word}", "{word}": {word}}}'
    message = "JSON has no such number, expected digits or null"

    assert [(each.code, each.message, each.path) for each in parse(text).faults] == [
        ("not-a-number", message, ("a", 1)),
        ("not-a-number", message, ("a", 2, "b")),
        ("not-a-number", message, (word,)),
    ]
    assert all(text[each.offset or 0 :].startswith(word) for each in parse(text).faults)
    assert faults(word) == [("not-a-number", word)]


def test_halves_of_character_pairs() -> None:
    text = '["\\ud800", "\\udc00x", "\\ud83e\\uddb4", {"\\udfff": 1}, "\\\\ud800", "\\ud83e \\uddb4"]'

    assert [(each.code, each.path) for each in parse(text).faults] == [
        ("lone-surrogate", (0,)),
        ("lone-surrogate", (1,)),
        ("lone-surrogate", (3, "\udfff")),
        ("lone-surrogate", (5,)),
    ]


def test_a_number_that_is_too_long_is_told_where_it_is() -> None:
    long = "7" * 5000
    text = f'["{long}", 1.{long}, {"7" * 4300}, {long}, {long}9]'

    assert parse(text).faults == (
        Fault(code="syntax", message="a number is too long", offset=text.index(f" {long},") + 1),
    )
    assert parse(f"-{long}").faults[0].offset == 0
    assert faults(f'["{long}", 1.{long}, 1e{long}, {"7" * 4300}]') == []


# Depth -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "closing", "offset"),
    [
        ("[", "]", 4 + 63),
        ('{"a":', "}", 4 + 63 * 5),
        ('[{"a":', "}]", 4 + 31 * 6 + 1),
        ('[ "]" , {"}":', "}]", 4 + 31 * 13 + 8),
    ],
)
@pytest.mark.parametrize("closed", [True, False])
def test_what_is_too_deep_is_refused_before_it_is_read(opening: str, closing: str, offset: int, closed: bool) -> None:
    [fault] = parse("[[]," + opening * 100_000 + "1" + closing * 100_000 * closed).faults

    assert (fault.code, fault.offset, len(fault.path)) == ("too-deep", offset, MAX_DEPTH)
    assert fault.message == "objects and lists lie 65 deep inside each other, expected at most 64"


def test_the_way_to_what_is_too_deep_is_told() -> None:
    text = '{"a": [1, {"b\\u0020\\"": "c", "d[": [' + "[" * 61 + "2"

    [fault] = parse(text).faults

    assert fault.path == ("a", 1, "d[", *[0] * 61)
    assert fault.offset == len(text) - 2
    assert parse('{"a": 0, "\\q": [' + "[" * 70).faults[0].path[0] == '"\\q"'


def test_the_depth_that_is_allowed() -> None:
    assert faults("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert [code for code, _ in faults("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))] == ["too-deep"]


def test_brackets_inside_texts_are_not_deep() -> None:
    text = json.dumps(["[" * 1000, '"' + "{" * 1000, "\\", "[" * 1000, '\\"' + "[" * 1000, {"[" * 1000: "]" * 1000}])

    assert parse(text).tree == json.loads(text)
    assert [code for code, _ in faults('["' + "[" * 1000)] == ["syntax"]
    assert faults("[" + "[]," * 10_000 + "[[]]]") == []


# Bounds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["[NaN,NaN,NaN,NaN]", '["\\ud800","\\ud800","\\ud800","\\ud800"]', '{"a":1,"a":1,"a":1,"a":1,"a":1}']
)
def test_no_more_faults_are_gathered_than_anybody_reads(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(parse(text).faults) == 4

    monkeypatch.setattr(source_json, "MAX_FAULTS", 3)

    assert len(parse(text).faults) == 3


# Laws --------------------------------------------------------------------------------------------

WORDS = st.text('ab"\\/[]{}:, \n\t\x00\x7fé\u2028🦴', max_size=6)
LEAVES = (
    WORDS
    | st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=15
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Tree, str]:
    """A tree, and a text of it with odd space and odd escapes."""

    def space() -> str:
        return draw(st.sampled_from(["", "", " ", "\n", "\r\n", "\t \r"]))

    def quoted(text: str) -> str:
        way = draw(st.integers(0, 2))
        if way == 2:
            units = text.encode("utf-16-be")
            return '"' + "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)) + '"'
        return json.dumps(text, ensure_ascii=bool(way))

    def written(value: Tree) -> str:
        if isinstance(value, str):
            return quoted(value)
        if isinstance(value, dict):
            members = [
                f"{space()}{quoted(key)}{space()}:{space()}{written(each)}{space()}" for key, each in value.items()
            ]
            return "{" + (",".join(members) or space()) + "}"
        if isinstance(value, list):
            return "[" + (",".join(f"{space()}{written(each)}{space()}" for each in value) or space()) + "]"
        return json.dumps(value)

    tree = draw(TREES)
    return tree, space() + written(tree) + space()


def paths_of(tree: Tree, path: Path = ()) -> dict[Path, Tree]:
    """Everything in a tree by its path, the tree itself too."""
    found = {path: tree}
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, member in members:
        found |= paths_of(member, (*path, step))
    return found


@given(documents())
def test_every_value_and_every_key_is_where_its_spot_says(document: tuple[Tree, str]) -> None:
    tree, text = document
    parsed = parse(text)
    values = paths_of(tree)
    spots = parsed.spots(values)

    assert (parsed.tree, parsed.faults) == (tree, ())
    assert spots.keys() == values.keys()
    for path, spot in spots.items():
        assert RAW.raw_decode(text, spot.value)[0] == values[path]
        if path and isinstance(path[-1], str):
            assert spot.key is not None
            assert RAW.raw_decode(text, spot.key)[0] == path[-1]
        else:
            assert spot.key is None


@given(documents(), st.lists(st.sampled_from(["a", "b", "", 0, 1, 7]), max_size=3).map(tuple))
def test_a_path_that_is_not_there_has_no_spot(document: tuple[Tree, str], path: Path) -> None:
    tree, text = document

    assert (path in parse(text).spots([path])) == (path in paths_of(tree))


@given(st.text(st.sampled_from('[]{}:,"\\ \n0123.eE+-tfnaNI/u\ud800é'), max_size=30))
def test_what_python_reads_is_read_and_nothing_else(text: str) -> None:
    try:
        tree = json.loads(text)
    except ValueError:
        assert not parse(text).readable
    else:
        parsed = parse(text)
        assert parsed.readable
        assert repr(parsed.tree) == repr(tree)
