"""JSON Lines: a record on each line, read as one list."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from json import JSONDecoder

from attrs import evolve

from lowback._source.parsed import Path, Spot
from lowback._source.reading import Text, read_text
from lowback.diagnostics import Diagnostic, Location

__all__ = ["are_lines", "read_lines"]

_LINE = re.compile(r"(?<![^\r\n])[^\S\r\n]*+\S[^\r\n]*+")
"""A line that is not blank."""


def are_lines(text: str) -> bool:
    r"""Whether a text has several lines, of which the first is JSON by itself.

    >>> are_lines('{"name": "Plank"}\n{"name": "Bridge"}\n'), are_lines('{\n"name": "Plank"}\n')
    (True, False)
    """
    first, *others = islice(_LINE.finditer(text), 2)
    if not others:
        return False
    try:
        JSONDecoder().decode(first[0])
    except (ValueError, RecursionError):
        return False
    return True


def read_lines(text: str, name: str) -> Text:
    r"""Read each line; one that is no JSON is a finding, and the others are read all the same.

    >>> read = read_lines('{"name": "Plank"}\nPlank\n', "others.jsonl")
    >>> read.tree, str(read.findings[0])
    ([{'name': 'Plank'}], 'others.jsonl:2:1: error: a value is missing here (put a text in double quotes) [syntax]')
    """
    lines = [(found.start(), read_text(found[0], "json", name)) for found in _LINE.finditer(text)]
    records = [(start, line) for start, line in lines if line.readable]
    whole = Text(
        name=name,
        tree=[line.tree for _, line in records],
        spots=lambda paths: dict(_spots(records, paths)),
        text=text,
    )
    index = {start: at for at, (start, _) in enumerate(records)}
    findings = [
        _moved(each, index.get(start), whole.location(start)) for start, line in lines for each in line.findings
    ]
    return evolve(whole, findings=tuple(findings))


def _spots(records: Sequence[tuple[int, Text]], paths: Collection[Path]) -> Iterator[tuple[Path, Spot]]:
    wanted: dict[int, list[Path]] = {}
    for path in paths:
        if path and isinstance(path[0], int):
            wanted.setdefault(path[0], []).append(path[1:])
    for at, ways in wanted.items():
        start, line = records[at]
        found: Mapping[Path, Spot] = line.spots(ways)
        for way, spot in found.items():
            yield (at, *way), Spot(spot.value + start, None if spot.key is None else spot.key + start)


def _moved(finding: Diagnostic, at: int | None, line: Location | None) -> Diagnostic:
    """A finding about a line by itself, as one about the whole text."""
    return evolve(
        finding,
        path=() if at is None else (at, *finding.path),
        location=_below(finding.location, line),
        related=tuple(place for each in finding.related if (place := _below(each, line))),
    )


def _below(place: Location | None, line: Location | None) -> Location | None:
    return evolve(place, line=line.line) if place and line and place.line else place
