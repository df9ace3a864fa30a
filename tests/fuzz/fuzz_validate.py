"""Hostile documents without end: `python tests/fuzz/fuzz_validate.py --seconds 600 [--seed N]`.

Every input is a run of random bytes that decides what is done: a small valid document is changed here
and there and written in one of the formats, or the bytes are the document themselves. With atheris
installed, the bytes are chosen to reach new branches; otherwise they come from the seed alone.

An input fails when it raises, takes too long, or when its findings break a promise. It is then
written to the folder given by `--out`, and the run ends.
"""

# ruff: noqa: T201  # a program prints

import argparse
import hashlib
import importlib
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias, cast

try:
    atheris: Any = importlib.import_module("atheris")
except ImportError:
    atheris = None
else:
    with atheris.instrument_imports(include=["lowback"]):
        importlib.import_module("lowback.loading")

from lowback import load_catalog, validate
from lowback.converters import unstructure
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import InvalidCatalog
from lowback.validation import Format

Paper: TypeAlias = Any
"""What `json.loads` returns."""

DATA = Path(__file__).parent.parent / "data" / "valid"
SEEDS: tuple[Paper, ...] = tuple(
    json.loads((DATA / name).read_text(encoding="utf-8"))
    for name in ("exercises/minimal.json", "exercises/every-field.json", "links/easier-and-harder.json")
)
LONGEST = 2.0
"""Seconds for one input of a few kilobytes."""
FORMATS: tuple[Format, ...] = ("json", "toml", "yaml")
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


# What an input does ------------------------------------------------------------------------------


class Dice:
    """Decisions out of bytes; at their end, every decision is the first choice."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def number(self, below: int) -> int:
        """A whole number from 0."""
        size = 1 if below <= 256 else 2
        taken = self.raw[self.at : self.at + size]
        self.at += size
        return int.from_bytes(taken, "little") % below

    def one_of(self, choices: Any) -> Any:
        """One of several."""
        return choices[self.number(len(choices))]

    def text(self) -> str:
        """A few odd characters, or a longer run of one."""
        if self.number(8) == 7:
            return str(self.one_of(CHARACTERS)) * self.number(2500)
        return "".join(self.one_of(CHARACTERS) for _ in range(self.number(8)))


CHARACTERS = [
    *"aZ0-_. :/\\\"'<>&;#,[]{}=\n\r\t|!%@`~*?",
    *"é\u0301🦴\u200b\u200d\u202e\u2028\x00\x1b\x85\ud800\udc00\ufeff\ue000\uffff",
    *("javascript:", "&amp;", "<b>", "http://", "a.", "10.1000/", "10 times", " each side", "hold for ", "e-"),
]
WORDS = (
    *("supine", "side_lying", "Strength", "move", "hold", "unilateral", "alternating", "avoid", "modify", "lowback"),
    *("heel-raise", "bridge", "leaflet", "bed", "mat", "none", "en", "de", "none", "2 sets of 10", "each side", "A"),
)
VALUES: list[Callable[[Dice], Paper]] = [
    lambda _: None,
    lambda _: True,
    lambda _: [],
    lambda _: {},
    lambda dice: dice.text(),
    lambda dice: [dice.text() for _ in range(dice.number(5))],
    lambda dice: {dice.text(): dice.text()},
    lambda dice: dice.one_of((0, 1, -1, 5, 10**9, 10**10, 10**60, -(10**4000), 0.5, -0.0, 1e300)),
    lambda dice: dice.one_of((float("nan"), float("inf"), -float("inf"))),
    lambda dice: dice.one_of(WORDS),
]


def places_in(tree: Paper) -> list[tuple[Paper, Any]]:
    """Every member of every object and list, as its owner and its key."""
    found: list[tuple[Paper, Any]] = []
    todo = [tree]
    while todo:
        owner = todo.pop()
        for key in list(owner) if isinstance(owner, dict) else range(len(owner)):
            found.append((owner, key))
            if isinstance(owner[key], (dict, list)):
                todo.append(owner[key])
    return found


def changed(tree: Paper, dice: Dice) -> None:
    """Do one odd thing to a tree."""
    places = places_in(tree)
    if not places:
        return
    owner, key = dice.one_of(places)
    match dice.number(7):
        case 0:
            owner[key] = dice.one_of(VALUES)(dice)
        case 1:
            del owner[key]
        case 2 if isinstance(owner, list):
            owner.append(deepcopy(owner[key]))
        case 2:
            owner[dice.text()] = owner.pop(key)
        case 3:
            other, name = dice.one_of(places)
            owner[key] = deepcopy(other[name]) if name in other or isinstance(other, list) else None
        case 4 if isinstance(owner, dict):
            name = dice.one_of(KEYS)
            owner[name] = dice.one_of(VALUES)(dice)
        case 5:
            for _ in range(dice.number(80)):
                owner[key] = [owner[key]] if dice.number(2) else {"a": owner[key]}
        case _ if isinstance(owner[key], str):
            at = dice.number(len(owner[key]) + 1)
            owner[key] = owner[key][:at] + dice.text() + owner[key][at:]
        case _:
            owner[key] = dice.one_of(WORDS)


KEYS = [
    *sorted({str(key) for seed in SEEDS for owner, key in places_in(seed) if isinstance(owner, dict)}),
    *("overrides", "extends", "mixes", "transitions", "scoring", "timing", "regions", "equipment", "cautions"),
    *("$schema", "language", "title", "no_floor_alternative", "easier", "harder", "rest", "aliases", "needs"),
]


def in_toml(tree: Paper) -> str:
    """A tree in TOML, as near as it gets: keys of their own, all else inline, null as it is in JSON."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {in_toml(each)}" for key, each in tree.items()) + "}"
    return "[" + ", ".join(map(in_toml, tree)) + "]" if isinstance(tree, list) else json.dumps(tree)


def written(tree: Paper, format_: Format, dice: Dice) -> str:
    """A tree as a text."""
    if format_ == "toml":
        return "".join(f"{json.dumps(key)} = {in_toml(each)}\n" for key, each in tree.items())
    ascii_only = format_ == "yaml" or bool(dice.number(2))
    return json.dumps(tree, ensure_ascii=ascii_only, indent=dice.one_of((None, 0, 2)))


def spoilt(text: str, dice: Dice) -> str:
    """A text with a few characters put in, taken out, or doubled."""
    for _ in range(dice.number(4)):
        at = dice.number(len(text) + 1)
        match dice.number(3):
            case 0:
                text = text[:at] + dice.text() + text[at:]
            case 1:
                text = text[:at] + text[at + 1 + dice.number(9) :]
            case _:
                text = text[:at] + text[at : at + 40] * 2 + text[at + 40 :]
    return text


# What has to hold --------------------------------------------------------------------------------


def has_error(findings: tuple[Diagnostic, ...]) -> bool:
    """Whether one of the findings is an error."""
    return any(each.severity is Severity.ERROR for each in findings)


def check_places(findings: tuple[Diagnostic, ...], text: str | None) -> None:
    """Every finding has a code, can be printed on a line, and stands inside the text."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff")) if text is not None else None
    for finding in findings:
        assert CODE.fullmatch(finding.code), finding
        assert not NOT_SHOWN.search(str(finding)), repr(str(finding))
        for place in (finding.location, *finding.related):
            if lines is None or place is None or place.line is None:
                continue
            assert 1 <= place.line <= len(lines), (finding, len(lines))
            assert place.column is not None, finding
            assert 1 <= place.column <= len(lines[place.line - 1]) + 2, (finding, len(lines[place.line - 1]))


def check(source: Any, format_: Format | None, text: str | None) -> str:
    """Hold a source against every promise, and say how it went."""
    begun = time.process_time()
    findings = validate(source, format=format_)
    seconds = time.process_time() - begun
    assert seconds < LONGEST, f"took {seconds:.1f} s"
    check_places(findings, text)
    try:
        catalog = load_catalog(source, format=format_)
    except InvalidCatalog as raised:
        told = raised.diagnostics
        assert has_error(findings), "refused without an error"
        assert told == findings, told
        return "refused"
    assert not has_error(findings), findings
    again = validate(cast("dict[str, object]", unstructure(catalog)))
    assert not has_error(again), again
    return "loaded"


def run(raw: bytes) -> str:
    """Make the document that the bytes stand for, and hold it against every promise."""
    dice = Dice(raw)
    way = dice.number(16)
    format_ = dice.one_of(FORMATS)
    if way == 0:
        rest = raw[2:]
        return check(rest, format_, rest.decode("utf-8", "replace"))
    tree = deepcopy(dice.one_of(SEEDS))
    for _ in range(dice.number(4)):
        changed(tree, dice)
    if way in {1, 2}:
        return check(tree, None, None)
    text = written(tree, format_, dice)
    if way in {3, 4, 5}:
        text = spoilt(text, dice)
    return check(text, format_, text)


# The run -----------------------------------------------------------------------------------------


def main() -> None:
    """Try inputs until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--replay", type=Path, help="a file that a run has written")
    asked = parser.parse_args()
    if asked.replay:
        print(run(asked.replay.read_bytes()))
        return
    ended = time.monotonic() + asked.seconds
    results: Counter[str] = Counter()

    def try_one(raw: bytes) -> None:
        if time.monotonic() > ended:
            told = ", ".join(f"{count:,} {result}" for result, count in sorted(results.items()))
            print(f"{sum(results.values()):,} inputs: {told}", flush=True)
            os._exit(0)  # atheris takes any other end for a crash
        try:
            results[run(raw)] += 1
        except Exception:
            asked.out.mkdir(parents=True, exist_ok=True)
            file = asked.out / hashlib.sha256(raw).hexdigest()[:16]
            file.write_bytes(raw)
            print(f"after {sum(results.values()):,} inputs, this one fails: --replay {file}", flush=True)
            raise

    if atheris is not None:
        atheris.Setup([sys.argv[0], f"-seed={asked.seed}", "-max_len=400", "-len_control=0", "-verbosity=0"], try_one)
        atheris.Fuzz()
    source = random.Random(asked.seed)
    while True:
        try_one(source.randbytes(source.randint(1, 200)))


if __name__ == "__main__":
    main()
