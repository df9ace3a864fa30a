"""Plain text: a routine or an exercise that a person can follow from a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from lowback._arguments import expect, whole
from lowback._packaged import conventions_of
from lowback._words import address, citation, clock, safe
from lowback.catalog import Catalog
from lowback.model import Exercise, Routine, Source
from lowback.programme import Week

from . import _outline as outline

__all__ = ["render"]

_NARROWEST = 40
"""Below this, the columns of times and seconds leave no room for the words."""


def render(thing: Exercise | Routine | Week, *, width: int = 80, catalog: Catalog | None = None) -> str:
    """Lay out a routine, an exercise or a week of a programme as plain text, in lines of at most `width` characters.

    A week has boxes to tick and a pain diary.

    A routine has a clock at the left: when to get ready, when to begin, when to pause. `catalog` is the one that an
    exercise is of, with its words and seconds; without it, the packaged ones are meant. A routine brings its own.

    Texts of the catalog are data: control characters and signs that turn the direction of writing are replaced.
    Only the address of a source may stick out over the width. Raises `ImpossibleValue` for a width below 40.

    >>> from lowback import default_catalog
    >>> print(render(default_catalog()["bridge"]))
    Bridge
    ======
    ...
    """
    expect("text.render.thing", thing, Exercise, Routine, Week)
    whole("text.render.width", width, _NARROWEST)
    paper = outline.paper_of(thing, conventions_of("text.render.catalog", catalog))
    return "\n".join(_Pen(width).paper(paper)) + "\n"


_CLOCK = 8
"""Columns of the clock, with the blanks after it."""


class _Pen:
    """Lines of at most so many characters."""

    def __init__(self, width: int) -> None:
        self._width = width

    def paper(self, paper: outline.Handout) -> Iterator[str]:
        yield from self._underlined(paper.title, "=")
        for section in paper.sections:
            yield from self._section(section)

    def _section(self, section: outline.Section) -> Iterator[str]:
        if section.kind is outline.SectionKind.PHASE:
            yield ""
            yield from self._fill(section.heading.upper())
        elif section.heading:
            yield ""
            yield from self._underlined(section.heading, "-")
        elif section.kind is outline.SectionKind.END:
            yield ""
        for line in section.lines:
            yield from self._line(line, 0)
        for entry in section.entries:
            yield from self._entry(entry)

    def _entry(self, entry: outline.Entry) -> Iterator[str]:
        yield ""
        yield from self._fill(f"{entry.number}. {entry.name}")
        for line in (*entry.how, *entry.notes):
            yield from self._line(line, _CLOCK)

    def _line(self, line: outline.Line, indent: int) -> Iterator[str]:
        lead = " " * indent
        match line:
            case outline.Paragraph():
                yield from self._fill(line.words, lead)
            case outline.Labelled():
                yield from self._fill(f"{line.label}: {line.words}", lead, hang=2)
            case outline.Points():
                yield from self._fill(line.lead, lead)
                for text in line.texts:
                    yield from self._fill(text, f"{lead}- ")
            case outline.Details():
                yield ""
                for label, words in line.pairs:
                    yield from self._fill(words, f"{label + ':':<13}")
            case outline.Beginning():
                yield from self._fill(line.words, f"{clock(line.second):>{_CLOCK - 2}}  ")
            case outline.Steps():
                column = max(6, *(len(time) for _, time in line.steps))
                for text, time in line.steps:
                    yield from self._fill(text, f"{lead}{time:>{column}}  ")
            case outline.TickSheet():
                yield from self._ticks(line)
            case outline.Citations():
                for number, source in enumerate(line.sources, start=1):
                    yield from self._source(number, source)

    def _ticks(self, sheet: outline.TickSheet) -> Iterator[str]:
        for day in sheet.days:
            yield ""
            yield from self._fill(day)
            for each in sheet.to_do:
                yield from self._fill(each, "[ ] ")
            yield from self._fill(sheet.lead)
            for each in sheet.to_fill:
                yield from self._fill(each, "- ")

    def _source(self, number: int, source: Source) -> Iterator[str]:
        lead = f"{number}. "
        yield from self._fill(citation(source), lead)
        blank = " " * len(lead)
        yield from wrap(
            safe(address(source)),
            self._width,
            initial_indent=blank,
            subsequent_indent=blank,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _underlined(self, text: str, sign: str) -> Iterator[str]:
        lines = self._fill(text)
        yield from lines
        yield sign * max((len(line) for line in lines), default=0)

    def _fill(self, text: str, lead: str = "", *, hang: int = 0) -> list[str]:
        """The text in lines; the lead is before the first one, the others are as deep, and by `hang` deeper."""
        indent = " " * (len(lead) + hang)
        return wrap(safe(text), self._width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)
