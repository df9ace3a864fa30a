"""Hostile documents: none of them raises, hangs, fills the memory, or reaches a terminal unescaped."""

import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from cProfile import Profile
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, get_args, get_type_hints

import pytest
import tomlkit
from attrs import has
from hypothesis import given
from hypothesis import strategies as st

from lowback import load_catalog, validate
from lowback._document import Document
from lowback._shape import MAX_FINDINGS, MAX_ITEMS, MAX_TEXT
from lowback._source.parsed import MAX_DEPTH
from lowback._source.reading import MAX_BYTES, MAX_FILES, Format, read_text
from lowback.diagnostics import Diagnostic, Location, Severity
from lowback.errors import InvalidCatalog
from lowback.importers._grid import _MAX_COLUMNS
from lowback.importers._markup import plain
from lowback.vocabulary import CautionKey, EquipmentId, RegionId
from strategies import examples

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

VALID = Path(__file__).parent / "data" / "valid"
DOCS = Path(__file__).parents[1] / "docs"
MINIMAL: Paper = json.loads((VALID / "exercises" / "minimal.json").read_text(encoding="utf-8"))
FULL: Paper = json.loads((VALID / "exercises" / "every-field.json").read_text(encoding="utf-8"))
FULL |= {
    "regions": [*FULL.get("regions", []), *({"id": each.value, "name": each.value} for each in RegionId)],
    "equipment": [{"id": each.value, "name": each.value} for each in EquipmentId],
    "cautions": [
        {"key": f"own-{each}", "label": "It hurts.", "fact": "It may hurt.", "level": "modify", "basis": "Known."}
        | {"may_fall": True}
        for each in CautionKey
    ],
    "mixes": [{"id": "calm", "warm_up": 20, "conditioning": 0, "cool_down": 80, "equipment": ["mat"]}],
    "red_flags": [
        {"key": "hot", "question": "Is it hot?", "group": "heat", "urgency": "urgent", "basis": "Known."},
        {"key": "red", "question": "Red?", "group": "heat", "urgency": "urgent"}
        | {"raised_to": "emergency", "raised_by": ["hot"]},
    ],
    "families": [{"id": "toes", "exclusive": False, "basis": "Known."}],
    "caps": [{"id": "toes", "name": "toe work", "minutes": 10, "families": ["toes"]}],
    "messages": [{"key": "cool", "text": "Most things cool down.", "basis": "Known."}],
    "stop_rules": [{"key": "wet", "text": "Stop if it is wet."}],
    "pain_zones": [{"colour": "red", "low": 0, "high": 10, "text": "Stop.", "basis": "Known."}],
    "transitions": [{"positions": ["supine", "prone"], "seconds": 5, "basis": "Guessed."}],
    "title": "All of it",
    "language": "en",
    "overrides": [],
}
FULL["cautions"][1] |= {"about": "your own", "place": "A toe", "advice": "Ask first.", "stop": "Stop when it hurts."}
FULL["cautions"][0] |= {"refer": "See somebody.", "replaces": ["old-key"], "sources": [FULL["sources"][0]["id"]]}
FULL["sources"][0] |= {"read": "All.", "note": "Old.", "doi": "10.1000/182"}
FULL["exercises"][0] |= {"editorial": [{"field": "rest", "reason": "Enough."}]}
FULL["exercises"][0]["optional"] = [each.value for each in EquipmentId]
EXERCISE = MINIMAL["exercises"][0]


def catalog_of(*exercises: Paper, **others: object) -> Paper:
    return {**MINIMAL, "exercises": list(exercises), **others}


def exercise(number: int, **fields: object) -> Paper:
    """One of many exercises that have nothing in common but what is given."""
    own = {"id": f"raise-{number}", "name": f"Raise {number}", "family": f"raise-{number}"}
    return {**EXERCISE, **own, **fields}


def changed(tree: Paper, path: tuple[str | int, ...], value: object) -> Paper:
    """A copy of a tree with another value."""
    copy = deepcopy(tree)
    parent = copy
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = value
    return copy


def told(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [str(each) for each in findings]


# Mappings that no file could hold ----------------------------------------------------------------


class Broken:
    """Nothing can be done with it."""

    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]  # it cannot be a key


class Word(str):
    """A text of another class."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\x1b[31m"

    __str__ = __repr__


class Level(IntEnum):
    EASY = 1


class Kind(StrEnum):
    STRENGTH = "strength"


def generator() -> Iterator[object]:
    yield from ()


STRANGE: list[tuple[str, object]] = [
    ("set", {"legs"}),
    ("frozenset", frozenset()),
    ("bytes", b"legs"),
    ("bytearray", bytearray(b"legs")),
    ("decimal", Decimal("NaN")),
    ("fraction", Fraction(1, 2)),
    ("nan", float("nan")),
    ("infinity", float("inf")),
    ("one point zero", 1.0),
    ("complex", 1j),
    ("generator", generator()),
    ("range", range(3)),
    ("a class", dict),
    ("a function", len),
    ("broken", Broken()),
    ("broken in a list", [Broken()]),
    ("ellipsis", ...),
]
FIELDS: tuple[tuple[str | int, ...], ...] = (
    ("format",),
    ("id",),
    ("exercises",),
    ("exercises", 0),
    ("exercises", 0, "kind"),
    ("exercises", 0, "name"),
    ("exercises", 0, "difficulty"),
    ("exercises", 0, "regions"),
    ("exercises", 0, "steps", 0),
    ("exercises", 0, "dose"),
    ("exercises", 0, "dose", "reps", "min"),
    ("exercises", 0, "sources", 0),
    ("sources", 0),
)


@pytest.mark.parametrize("value", [each for _, each in STRANGE], ids=[name for name, _ in STRANGE])
@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_a_value_that_no_format_has_is_an_error_at_its_place(path: tuple[str | int, ...], value: object) -> None:
    findings = validate(changed(MINIMAL, path, value))

    at_the_place = {each.code for each in findings if each.path[: len(path)] == path}
    assert at_the_place & {"wrong-type", "unknown-word"}
    assert all(str(each).isprintable() for each in findings)


@pytest.mark.parametrize("path", [each for each in FIELDS if each[-1] in ("format", "difficulty", "min")])
def test_true_is_no_number(path: tuple[str | int, ...]) -> None:
    [finding] = [each for each in validate(changed(MINIMAL, path, value=True)) if each.path == path]

    assert finding.message == "got true or false, expected a whole number"


@pytest.mark.parametrize("number", [10**5000, -(10**5000), 10**31, 1 << 10**6], ids=["5000", "-5000", "31", "300000"])
@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_numbers_that_python_refuses_to_print(path: tuple[str | int, ...], number: int) -> None:
    findings = validate(changed(MINIMAL, path, number))

    assert [each.path for each in findings if each.path == path] == [path]
    assert max(len(str(each)) for each in findings) < 250


def test_sums_of_long_numbers() -> None:
    """Each can be printed, their sum could not."""
    long = int("9" * 4300)
    step = {"role": "setup", "text": "Stand.", "short_text": "Stand.", "seconds": long}
    mix = {"id": "long", "warm_up": long, "conditioning": long, "cool_down": long}
    tree = catalog_of(exercise(1, steps=[step, step, *EXERCISE["steps"]], rest=long), mixes=[mix])

    assert {each.code for each in validate(tree)} == {"out-of-range"}
    assert {each.code for each in validate(json.dumps(tree), format="json")} == {"out-of-range"}


def test_values_of_derived_classes_are_the_values_they_are() -> None:
    tree = catalog_of(
        {
            **EXERCISE,
            "difficulty": Level.EASY,
            "kind": Kind.STRENGTH,
            "name": Word("Heel raise"),
            "id": Word("heel-raise"),
        }
    )

    assert validate(tree) == ()
    loaded = load_catalog(tree)["heel-raise"]
    assert (type(loaded.name), type(loaded.id), type(loaded.difficulty)) == (str, str, int)


def test_derived_texts_are_shown_as_they_are() -> None:
    [finding] = validate(catalog_of({**EXERCISE, "kind": Word("cooking")}))

    assert "got 'cooking', expected one of" in finding.message


def test_documents_of_tomlkit_are_mappings() -> None:
    document = tomlkit.parse(tomlkit.dumps(MINIMAL))

    assert validate(document) == ()
    document["exercises"][0]["difficulty"] = 9
    assert told(validate(document)) == ["error: exercises[0].difficulty: got 9, expected 1 to 5 [out-of-range]"]


class Pairs(Mapping[str, object]):
    """A mapping that is no dict."""

    def __init__(self, members: dict[str, object]) -> None:
        self.members = members

    def __getitem__(self, key: str) -> object:
        return self.members[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)


def test_any_mapping_is_an_object() -> None:
    assert validate(Pairs(MINIMAL)) == ()


@pytest.mark.parametrize(
    ("key", "part"),
    [(1, "1"), (None, "null"), (True, "true"), ((1, 2), "a list"), (b"id", "something else"), (2.5, "2.5")],
)
def test_a_key_that_is_no_text_is_unknown(key: Any, part: str) -> None:
    [finding] = validate({**MINIMAL, key: 0})

    assert (finding.code, finding.message, finding.path) == ("unknown-key", f"unknown key {part}", (part,))


def test_a_key_that_cannot_be_shown_is_unknown() -> None:
    class Key:
        def __repr__(self) -> str:
            raise RuntimeError

    odd: Paper = {**MINIMAL, Key(): 0}

    assert told(validate(odd)) == ['error: ["something else"]: unknown key something else [unknown-key]']


def circles() -> dict[str, Paper]:
    """Trees that contain themselves, or that are deeper than Python descends."""
    loop: Paper = {}
    loop.update({"exercises": [loop], "kind": loop, "steps": loop, "sources": [loop]})
    row: Paper = []
    row.append(row)
    deep: Paper = {}
    deep_row: Paper = []
    for _ in range(100_000):
        deep, deep_row = {"a": deep}, [deep_row]
    return {"loop": loop, "row": row, "deep": deep, "deep row": deep_row}


CIRCLES = circles()


@pytest.mark.parametrize("name", CIRCLES)
@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_trees_without_an_end(name: str, path: tuple[str | int, ...]) -> None:
    parent = deepcopy(MINIMAL)
    part = parent
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = CIRCLES[name]

    findings = validate(parent)

    assert findings
    assert len(findings) < 60
    assert max(len(str(each)) for each in findings) < 400
    assert validate(CIRCLES["loop"])


@pytest.mark.parametrize("source", [None, 1, 0, 1.5, [], [MINIMAL], {1}, bytearray(b"{}"), object(), iter("{}")])
def test_what_is_no_source_is_a_type_error(source: Any) -> None:
    with pytest.raises(TypeError):
        validate(source)
    with pytest.raises(TypeError):
        load_catalog(source)


# Texts that are no plain words -------------------------------------------------------------------


def texts_of(tree: Paper, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of all texts in a tree."""
    if isinstance(tree, str):
        yield path
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, member in members:
        yield from texts_of(member, (*path, step))


WORDS = {
    *("kind", "position", "laterality", "level", "tier", "role", "directions", "confidence", "positions"),
    *("urgency", "raised_to", "colour", "part", "change"),
}
"""Fields that take one of a few words."""
IDS = {"sources", "source"}
"""Fields that name something else in the document."""


OF_PICTURES = {
    *("after", "align", "contacts", "insist", "part", "pins", "pose", "poses", "to", "via", "yielding"),
}
"""Fields of pictures that name a pose or a part of the body; whatever else they say is an error: see below."""


def is_free(path: tuple[str | int, ...]) -> bool:
    """Whether a text may be anything, as far as the shape goes."""
    *_, field = (part for part in path if isinstance(part, str))
    return field not in WORDS and (field not in IDS or path[0] == "cautions")


TEXTS = [path for path in texts_of(FULL) if is_free(path)]
TEXTS = list({tuple("#" if isinstance(part, int) else part for part in path): path for path in TEXTS}.values())
"""One place of each sort."""


def fields_with_text(cls: Any) -> Iterator[tuple[str, str]]:
    """The fields of a class and of the classes in it that hold texts, or lists of texts."""
    for name, hint in get_type_hints(cls).items():
        inside = [hint] if name != "origin" else []  # it is on no paper
        while any(get_args(each) for each in inside):
            inside = [part for each in inside for part in get_args(each) or (each,)]
        for each in inside:
            if each is str:
                yield cls.__name__, name
            elif has(each) and each is not cls:
                yield from fields_with_text(each)


def test_every_field_that_holds_a_text_is_tried() -> None:
    tried = {next(part for part in reversed(path) if isinstance(part, str)) for path in TEXTS}
    fields = {name for _, name in fields_with_text(Document)}

    assert validate(FULL) == ()
    assert fields - tried == {"overrides", "easier", "harder", "no_floor_alternative", "source", *OF_PICTURES}


@pytest.mark.parametrize("field", sorted(OF_PICTURES))
def test_a_word_of_a_picture_is_known_or_an_error(field: str) -> None:
    """No text of a stranger gets through where parts and poses are named."""
    bad = "<b onclick=x>hip"
    pose: dict[str, Any] = {"name": "up", "contacts": ["foot"], "base": "standing"}
    picture: dict[str, Any] = {"poses": [{**pose, "name": "down"}, pose]}
    tree = deepcopy(FULL)
    exercise = tree["exercises"][0]
    exercise["picture"] = picture
    for step in exercise["steps"]:
        step["pose"] = "up"
    match field:
        case "after":
            pose["after"] = bad
        case "align" | "contacts" | "insist" | "pins" | "yielding":
            pose[field] = [bad]
        case "part":
            pose["arrows"] = [{"part": bad}]
        case "to":
            pose["reach"] = [{"part": "left_hand", "to": bad}]
        case "poses" | "via":
            picture["props"] = [{"kind": "chair" if field == "poses" else "strap", field: [bad]}]
        case "pose":
            exercise["steps"][0]["pose"] = bad

    found = [each for each in validate(tree) if each.severity is Severity.ERROR]

    assert any(each.code in ("impossible-pose", "unknown-pose") for each in found)


def categories(*names: str) -> str:
    """The first characters of these categories; of controls all."""
    found: dict[str, list[str]] = {}
    for code in [
        *range(0x3000),
        *range(0xE000, 0xE002),
        *range(0xFDD0, 0xFDD2),
        0xFEFF,
        0xFFF9,
        0xE0001,
        0xF0000,
        0x10FFFF,
    ]:
        found.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    return "".join("".join(found.get(name, [])[: 70 if name == "Cc" else 6]) for name in names)


MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ODD: list[tuple[str, str]] = [
    *((f"a{each}b", "control-character") for each in categories("Cc", "Co", "Cn", "Zl", "Zp")),
    *((f"a{each}b", "bidirectional-text") for each in MARKS),
    *((f"a{each}b", "invisible-character") for each in "\u00ad\u200b\u200c\u200d\u2060\ufeff\U000e0001"),
    *((f"a{each}b", "lone-surrogate") for each in "\ud800\udbff\udc00\udfff"),
    *(
        (text, "markup")
        for text in (
            *("<b>a</b>", "a<br>", "a<br/>", "<script>alert(1)</script>", "<SCRIPT src=a>", "<!-- a -->", "<?php a ?>"),
            *("</p", "<a href=b>", "<img src=a onerror=b>", "<svg/onload=a>", "&lt;b&gt;", "&#60;", "&#x3C;", "&nbsp;"),
            *("javascript:alert(1)", "JavaScript:a", "vbscript:a", "data:text/html,a"),
        )
    ),
]


@pytest.mark.parametrize("path", [each for each in TEXTS if each[-1] in ("title", "text")])
@pytest.mark.parametrize(("text", "code"), ODD, ids=[ascii(text) for text, _ in ODD])
def test_what_is_no_plain_text_is_told(path: tuple[str | int, ...], text: str, code: str) -> None:
    findings = validate(changed(FULL, path, text))

    assert (code, path) in {(each.code, each.path) for each in findings}
    assert all(str(each).isprintable() for each in findings)


ONE_OF_EACH = {code: text for text, code in ODD}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_it_is_told_in_every_field(path: tuple[str | int, ...], code: str) -> None:
    for findings in (
        validate(changed(FULL, path, ONE_OF_EACH[code])),
        validate(json.dumps(changed(FULL, path, ONE_OF_EACH[code])), format="json"),
    ):
        found = {each.code: each.severity for each in findings if each.path == path}
        assert code in found or (found.keys() <= OF_WORDS and Severity.ERROR in found.values())
        assert all(str(each).isprintable() for each in findings)


OF_WORDS = {
    *("bad-id", "bad-address", "bad-doi", "bad-language", "contradicting-caution", "unknown-region"),
    *("unknown-equipment", "unknown-caution", "unknown-sign", "unknown-source", "vocabulary-drift", "unknown-step"),
    *("adaptation-for-nobody", "adaptation-without-effect"),
}
"""A word that is wrong as a whole has that one finding."""

CHARACTERS = st.characters() | st.sampled_from("\x00\n\r\x1b\x85\u2028\u202e\u200b\ud800'\"\\")
ANY_TEXT = st.text(CHARACTERS, max_size=70) | st.text("\x1b\u202ea ", min_size=50, max_size=80)


@given(st.sampled_from(list(texts_of(FULL))), ANY_TEXT, ANY_TEXT)
def test_a_printed_finding_is_one_harmless_line(path: tuple[str | int, ...], text: str, name: str) -> None:
    """Any text in any field, any key, and any name of a source."""
    tree = changed(FULL, path, text)
    tree["exercises"][0][text] = 1
    for key in ("easier", "harder", "regions"):
        tree["exercises"][0].setdefault(key, []).append(text)

    for findings in (validate(tree), validate(json.dumps(tree), format="json", name=name)):
        assert all(str(each).isprintable() for each in findings)
        assert [len(str(each).splitlines()) for each in findings] == [1] * len(findings)


@examples(50)
@given(ANY_TEXT, st.sampled_from(["json", "toml", "yaml"]))
def test_findings_about_broken_texts_are_harmless_too(text: str, format_: Any) -> None:
    for source in (
        text,
        f'{{"a": {text}',
        f'{{"{text}": 1, "{text}": 1}}',
        f"a = {text}",
        f"a: &{text} 1\nb: !{text} *{text}",
    ):
        for finding in validate(source, format=format_, name="a"):
            assert str(finding).isprintable()


# Work in bounds ----------------------------------------------------------------------------------

Make: TypeAlias = Callable[[int], Paper]
"""A document of a size."""


def linked(count: int) -> Paper:
    return catalog_of(
        *(
            exercise(
                each,
                harder=[f"raise-{each + 1}"] if each + 1 < count else [],
                easier=[f"raise-{each - 1}"] if each else [],
            )
            for each in range(count)
        )
    )


def star(count: int) -> Paper:
    middle = exercise(0, harder=[f"raise-{each}" for each in range(1, count)])
    return catalog_of(middle, *(exercise(each, easier=["raise-0"]) for each in range(1, count)))


LARGE: dict[str, tuple[int, Make]] = {
    "unknown keys": (600, lambda count: {**MINIMAL, **{f"key-{each}": 0 for each in range(count)}}),
    "empty exercises": (300, lambda count: catalog_of(*[{}] * count)),
    "very many empty exercises": (50_000, lambda count: catalog_of(*[{}] * count)),
    "words in a list": (1000, lambda count: catalog_of(exercise(1, regions=[f"word-{each}" for each in range(count)]))),
    "links to nothing": (
        150,
        lambda count: catalog_of(*(exercise(each, harder=[f"not-{each}"]) for each in range(count))),
    ),
    "links of one exercise": (400, star),
    "a list of one link": (2000, lambda count: catalog_of(exercise(1, harder=["raise-2"] * count), exercise(2))),
    "a chain of links": (150, linked),
    "one family": (150, lambda count: catalog_of(*(exercise(each, family="raise") for each in range(count)))),
    "one id": (150, lambda count: catalog_of(*[EXERCISE] * count)),
    "one name": (150, lambda count: catalog_of(*(exercise(each, name="Raise") for each in range(count)))),
    "a long text": (10_000, lambda count: catalog_of(exercise(1, summary="Lift each leg for 10 seconds. " * count))),
    "a long id": (
        50_000,
        lambda count: catalog_of(exercise(1, id="a-" * count, harder=["heel-raise"] * 200), EXERCISE),
    ),
    "a long address": (
        20_000,
        lambda count: catalog_of(EXERCISE, sources=[{**MINIMAL["sources"][0], "url": "http://" + "a." * count + "@"}]),
    ),
    "an ampersand": (200_000, lambda count: catalog_of(exercise(1, summary="&" + "a" * count))),
    "findings": (
        80,
        lambda count: catalog_of(*(exercise(each, **{f"x{one}": 0 for one in range(9)}) for each in range(count))),
    ),
    "numbers that are none": (5000, lambda count: [float("nan")] * count),
    "halves": (5000, lambda count: ["\ud800"] * count),
}
"""Documents that grow, and a size at which growth shows."""


def calls_for(act: Callable[[], object]) -> int:
    """How many functions are called, Python's own among them; unlike seconds, they can be counted on."""
    act()  # once before, so that what is kept from call to call is there
    profile = Profile()
    profile.runcall(act)
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.parametrize("name", LARGE)
def test_four_times_as_much_takes_less_than_five_times_as_many_calls(name: str) -> None:
    size, make = LARGE[name]
    numbers: list[int] = []

    def judge(text: str) -> None:
        numbers.append(len(validate(text, format="json")))

    once, four_times = (calls_for(partial(judge, json.dumps(make(count)))) for count in (size // 2, 2 * size))

    assert four_times < 5 * once + 1000
    assert max(numbers) <= MAX_FINDINGS + 1


def numbered(pattern: str, count: int) -> str:
    return "".join(pattern.replace("9", str(each)) for each in range(count))


LONG: dict[str, tuple[Format, Callable[[int], str]]] = {
    "json, a key again and again": ("json", lambda count: "{" + '"a":1,' * count + '"a":1}'),
    "json, keys twice in many objects": ("json", lambda count: "[" + '{"a":1,"a":2},' * count + "1]"),
    "json, brackets that are never closed": ("json", lambda count: "[[]," * 60 + "[]," * count),
    "json, a quote that is never closed": ("json", lambda count: '["' + '\\"' * count),
    "json, a line break in a text": ("json", lambda count: '["a",' * 60 + '"b",' * count + '"\n"'),
    "json, too deep at the end": ("json", lambda count: "[" + "[]," * count + "[" * 70),
    "toml, a dotted key": ("toml", lambda count: "a." * count),
    "toml, a dotted table": ("toml", lambda count: "[" + "a." * count + "b]"),
    "toml, deep keys": ("toml", lambda count: numbered("a." * 60 + "b9 = 1\n", count // 60)),
    "toml, tables": ("toml", lambda count: numbered("[a.b9]\n", count)),
    "toml, lists of tables": ("toml", lambda count: "[[a.b]]\n" * count),
    "toml, a key twice at the end": (
        "toml",
        lambda count: numbered("a9 = 1\n", count) + "a0 = 1",
    ),
    "toml, dates": ("toml", lambda count: "a = [" + "1979-05-27, " * count + "]"),
    "toml, escapes": ("toml", lambda count: 'a = "' + "\\u0041" * count + '"'),
    "toml, escaped keys": ("toml", lambda count: numbered('"\\u00419" = 1\n', count)),
    "toml, quotes": ("toml", lambda count: 'a = """' + '""\\"' * count),
    "toml, comments": ("toml", lambda count: "#\n" * count + "a = "),
    "yaml, keys": ("yaml", lambda count: numbered("a9: 1\n", count)),
    "yaml, keys for the other reader": (
        "yaml",
        lambda count: numbered("a9: 1\n", count) + "? b",
    ),
    "yaml, a text on many lines": ("yaml", lambda count: "a: b\n\n" + "  c\n" * count),
    "yaml, a text in quotes": ("yaml", lambda count: 'a: "b' + "\n  c" * count + '"'),
    "yaml, a quote that is never closed": ("yaml", lambda count: "a: 'b" + "\n  c" * count),
    "yaml, spaces in a text": ("yaml", lambda count: "a: 'b" + " " * count + "c'"),
    "yaml, a text in a block": ("yaml", lambda count: "a: >\n" + "  c\n" * count),
    "yaml, empty lines in a block": ("yaml", lambda count: "a: |\n" + "\n" * count + " b"),
    "yaml, a list in brackets": ("yaml", lambda count: "a: [" + "b, " * count + "]"),
    "yaml, brackets that are never closed": ("yaml", lambda count: "a: [" + "b, " * count),
    "yaml, members": ("yaml", lambda count: "- a\n" * count),
    "yaml, comments": ("yaml", lambda count: "# c\n" * count + "a: b: c"),
    "yaml, directives": ("yaml", lambda count: numbered("%TAG !a9! b\n", count) + "---\na"),
    "yaml, a key without an end": ("yaml", lambda count: "a" * count + ": b"),
    "yaml, a tag without an end": ("yaml", lambda count: "!<" + "%41" * count + "> b"),
}
"""Texts that grow, whatever is in them."""


@pytest.mark.parametrize("name", LONG)
def test_reading_four_times_as_much_takes_less_than_five_times_as_many_calls(name: str) -> None:
    format_, make = LONG[name]
    once, four_times = (calls_for(partial(read_text, make(count), format_, "a")) for count in (300, 1200))

    assert four_times < 5 * once + 1000


def test_a_key_of_very_many_parts_is_refused_before_the_library_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time grows with the square of the parts, which no count of calls shows."""

    def loads(text: str) -> dict[str, Any]:
        raise AssertionError(text[:40])

    monkeypatch.setattr(tomllib, "loads", loads)

    for text in ("a." * 100_000, "[" + "a." * 100_000 + "b]", "a = {" + "a . " * 100_000 + "b = 1}", "[[a" + ".a" * 70):
        assert [each.code for each in read_text(text, "toml", "a").findings] == ["too-deep"]


HTML: dict[str, Callable[[int], str]] = {
    "comments that are never closed": lambda count: "<!--" * count,
    "comments": lambda count: "<!-- a -->" * count,
    "scripts that are never closed": lambda count: "<script>" * count,
    "tags that are never closed": lambda count: "<a " * count,
    "attributes": lambda count: "<a '" * count,
    "quotes": lambda count: "<a \"'" * count + ">",
    "marked sections": lambda count: "<![" * count,
    "signs": lambda count: "<" * count + ">" * count,
    "entities": lambda count: "&#60;" * count + "&" * count + "&#" + "1" * count,
    "paragraphs": lambda count: "<p>a</p>" * count,
}


@pytest.mark.parametrize("name", HTML)
def test_four_times_as_much_markup_takes_less_than_five_times_as_many_calls(name: str) -> None:
    once, four_times = (calls_for(partial(plain, HTML[name](count))) for count in (300, 1200))

    assert four_times < 5 * once + 1000


LIMITS = {
    "JSON": MAX_BYTES["json"] >> 20,
    "TOML": MAX_BYTES["toml"] >> 20,
    "YAML": MAX_BYTES["yaml"] >> 20,
    "depth": MAX_DEPTH,
    "members of a list": MAX_ITEMS,
    "one text": MAX_TEXT,
    "files of a folder": MAX_FILES,
    "findings": MAX_FINDINGS,
    "a file to import": MAX_BYTES["json"] >> 20,
    "columns of a table to import": _MAX_COLUMNS,
}


def test_the_docs_name_the_limits_that_there_are() -> None:
    page = (DOCS / "explanation" / "validation.md").read_text(encoding="utf-8")
    [table] = re.findall(r"## Limits\n.*?\n\n(\|.*?)\n\n", page, flags=re.DOTALL)
    rows = [re.split(r" *\| *", line)[1:3] for line in table.splitlines()[2:]]

    assert {what: int(re.sub(r"\D.*", "", limit.replace(",", ""))) for what, limit in rows} == LIMITS


def test_the_page_of_too_large_names_them_too() -> None:
    page = (DOCS / "reference" / "rules" / "too-large.md").read_text(encoding="utf-8")

    sizes = [f"{most >> 20} MB of {format_.upper()}" for format_, most in MAX_BYTES.items()]
    for limit in (*sizes, f"{MAX_ITEMS:,} members", f"{MAX_FILES:,} files"):
        assert limit in " ".join(page.split())


def test_no_more_findings_than_anybody_reads() -> None:
    *findings, last = validate(
        catalog_of(*(exercise(each, **{f"x{one}": 0 for one in range(11)}) for each in range(1000)))
    )

    assert len(findings) == MAX_FINDINGS == 10_000
    assert {each.code for each in findings} == {"unknown-key"}
    assert str(last) == (
        "error: got 10,000 findings or more, which is the most that is shown (mend these first) [too-many-findings]"
    )


@pytest.mark.parametrize("text", [json.dumps({f"x{each}": 0 for each in range(6000)}), f"[{'NaN,' * 6000}1]"])
def test_the_limit_of_findings_holds_for_all_files_together(tmp_path: Path, text: str) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    read: list[int] = []

    findings = validate(tmp_path, progress=lambda done, _: read.append(done))

    assert len(findings) == MAX_FINDINGS + 1
    assert findings[-1].code == "too-many-findings"
    assert findings[-1].location == Location(str(tmp_path / "b.json"))
    assert len(read) == (2 if "NaN" in text else 4)
    with pytest.raises(InvalidCatalog):
        load_catalog(tmp_path)


MEASURE = """
import resource, sys
from lowback import validate
validate("{}", format="json")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(*validate(sys.argv[1]), sep="\\n")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted in other units")
@pytest.mark.parametrize("sparse", [True, False])
def test_a_file_of_200_mb_takes_no_more_memory_than_the_limit(tmp_path: Path, sparse: bool) -> None:
    file = tmp_path / "a.json"
    with file.open("wb") as out:
        if sparse:
            out.truncate(200 * 2**20)
        else:
            out.write(b"[")
            for _ in range(200):
                out.write(b'"0123456", ' * (2**20 // 11))

    run = subprocess.run(
        [sys.executable, "-c", MEASURE, file], capture_output=True, text=True, check=True, env=os.environ
    )
    finding, megabytes = run.stdout.splitlines()

    assert finding.startswith(f"{file}: error: got more than 67,108,864 bytes")
    assert finding.endswith("[too-large]")
    assert int(megabytes) < 100
