"""A handout, or the sheet of a week, as PDF (ISO 32000), to print or to send.

It is tagged for screen readers (PDF/UA-1, ISO 14289-1).

Needs the extra `pdf`, which brings Typst.
"""

import json
import re
from collections.abc import Iterator
from typing import Literal, TypeAlias, get_args

from lowback._arguments import expect, one_of
from lowback._data import packaged_layout
from lowback._words import ENGLISH, Label, Language, Words, address, citation, clock, safe, web_address
from lowback.diagnostics import Diagnostic, Severity
from lowback.drawing import Build, picture_of
from lowback.errors import MissingExtra, MissingLetters, NoPicture
from lowback.model import Routine
from lowback.programme import Week
from lowback.render import _outline as outline
from lowback.render import svg
from lowback.render.svg._drawing import draw
from lowback.render.svg._style import Style

__all__ = ["dumps", "losses"]

Paper: TypeAlias = Literal["a4", "us-letter"]


def dumps(
    thing: Routine | Week,
    *,
    paper: Paper = "a4",
    theme: svg.Theme | svg.ThemeName | str = svg.ThemeName.PRINT,
    look: svg.Look | str = svg.Look.FAIR,
    build: Build | str = Build.AVERAGE,
) -> bytes:
    """Lay out a routine on paper, `a4` or `us-letter`; `theme`, `look` and `build` of pictures as in `render.svg`.

    A week of a programme is a sheet with boxes to tick and a pain diary, and has no pictures.

    The bytes hold no time and no name of a machine. They are the same everywhere as long as the texts are Latin, Greek
    or Cyrillic; other letters are taken from the fonts of the system.

    Raises `MissingExtra` without the extra `pdf`, `MissingLetters` for a text that no font on the system can show,
    `ImpossibleValue` for a paper that is not known, and what `render.svg.render` raises, but for a missing picture:
    then the page says so (see `losses`).

    >>> from lowback import compose
    >>> dumps(compose())[:5]
    b'%PDF-'
    """
    expect("pdf.dumps.thing", thing, Routine, Week)
    one_of("pdf.dumps.paper", paper, get_args(Paper))
    try:
        import typst  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtra("pdf") from error
    style = Style.of(theme, look=look, build=build)
    handout = {"paper": paper, **(_sheet(thing) if isinstance(thing, Week) else _handout(thing, style))}
    try:
        return bytes(
            typst.compile(
                packaged_layout().encode(),
                format="pdf",
                sys_inputs={"handout": json.dumps(handout)},
                pdf_standards="ua-1",
                timestamp=0,
            )
        )
    except typst.TypstError as error:
        letters = _NO_FONT.search(str(error))
        if letters is None:
            raise
        raise MissingLetters(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), letters[1])) from error


_NO_FONT = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
"""A paper for screen readers may not show boxes in the place of letters (PDF/UA-1, 7.21.8)."""


def losses(thing: Routine | Week) -> tuple[Diagnostic, ...]:
    """What the paper does not hold: pictures that there are not, movement, and what only programs need.

    The sheet of a week has no pictures and no steps at all.

    >>> from lowback import compose
    >>> losses(compose())[-1].code
    'lost-fields'
    """
    expect("pdf.losses.thing", thing, Routine, Week)
    if isinstance(thing, Week):
        message = "of each exercise only its name and dose are kept, not pictures, steps and sources"
        return (Diagnostic(code="lost-fields", message=message, severity=Severity.NOTE),)
    return tuple(_losses(thing))


def _losses(routine: Routine) -> Iterator[Diagnostic]:
    for index, item in enumerate(routine.items):
        try:
            picture_of(item.exercise)
        except NoPicture as error:
            yield Diagnostic(
                code="no-picture",
                message=str(error),
                severity=Severity.WARNING,
                path=("items", index, "exercise"),
                hint="the page says that there is none",
            )
    yield Diagnostic(code="no-movement", message="pictures show the key poses", severity=Severity.NOTE)
    yield Diagnostic(
        code="lost-fields",
        message="of a routine only what a person needs is kept, not ids, proof, reasons and conventions",
        severity=Severity.NOTE,
    )


def _picture(entry: outline.Entry, style: Style) -> str | None:
    try:
        return draw(entry.item.exercise, style, numbers=entry.numbers)
    except NoPicture:
        return None


_COLUMN, _HIGHEST = 88, 66
"""Millimetres of the column of pictures, and of the highest of them."""


def _height(picture: str) -> int:
    """Millimetres that a picture is high in its column."""
    wide, high = map(int, _SIZE.findall(picture)[0])
    return min(_HIGHEST, _COLUMN * high // wide)


_SIZE = re.compile(r'width="([0-9]+)" height="([0-9]+)" role')


# What is on the pages, as plain trees --------------------------------------------------------------


def _handout(routine: Routine, style: Style) -> dict[str, object]:
    words = Words.of(routine)
    found = _paper(outline.handout_of(routine, ticks=True), words.language, style)
    return {**found, "no_picture": words.label(Label.NO_PICTURE)}


def _sheet(week: Week) -> dict[str, object]:
    return _paper(outline.week_of(week), ENGLISH, Style.of(svg.ThemeName.PRINT))


def _paper(paper: outline.Handout, language: Language, style: Style) -> dict[str, object]:
    return {
        "language": language.tag,
        "title": safe(paper.title),
        "sections": [_section(section, style) for section in paper.sections],
    }


def _section(section: outline.Section, style: Style) -> dict[str, object]:
    return {
        "kind": section.kind,
        "heading": safe(section.heading),
        "lines": [_line(line) for line in section.lines],
        "entries": [_entry(entry, style) for entry in section.entries],
    }


def _entry(entry: outline.Entry, style: Style) -> dict[str, object]:
    exercise, picture = entry.item.exercise, _picture(entry, style)
    return {
        "heading": f"{entry.number}. {safe(entry.name)}",
        "picture": picture,
        "height": _height(picture) if picture else 0,
        "alternative": safe(" ".join([exercise.name, *(step.text for step in exercise.steps)])),
        "how": [_line(line) for line in entry.how],
        "notes": [_line(line) for line in entry.notes],
    }


def _line(line: outline.Line) -> dict[str, object]:
    match line:
        case outline.Paragraph():
            return {"kind": "small" if line.small else "text", "words": safe(line.words)}
        case outline.Labelled():
            kind = "care" if line.care else "labelled"
            return {"kind": kind, "label": safe(line.label), "words": safe(line.words)}
        case outline.Points():
            return {"kind": "points", "lead": safe(line.lead), "texts": list(map(safe, line.texts))}
        case outline.Details():
            return {"kind": "details", "pairs": [tuple(map(safe, pair)) for pair in line.pairs]}
        case outline.Beginning():
            return {"kind": "moment", "clock": clock(line.second), "words": safe(line.words)}
        case outline.Steps():
            return {"kind": "steps", "first": line.first, "steps": [tuple(map(safe, step)) for step in line.steps]}
        case outline.TickSheet():
            return {
                "kind": "ticks",
                "days": list(map(safe, line.days)),
                "to_do": list(map(safe, line.to_do)),
                "lead": safe(line.lead),
                "questions": [tuple(map(safe, each)) for each in line.questions],
            }
        case outline.Citations():
            cited = [(citation(each), web_address(each), address(each)) for each in line.sources]
            return {"kind": "citations", "sources": [tuple(map(safe, each)) for each in cited]}
