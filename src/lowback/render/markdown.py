"""Markdown: a routine or an exercise as CommonMark 0.31.2, for wikis, mails, issue trackers and notes."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from lowback._arguments import expect
from lowback._packaged import conventions_of
from lowback._words import address, citation, clock, safe, web_address
from lowback.catalog import Catalog
from lowback.model import Exercise, Routine, Source
from lowback.programme import Week

from . import _outline as outline

__all__ = ["render"]


def render(thing: Exercise | Routine | Week, *, catalog: Catalog | None = None) -> str:
    """Write a routine, an exercise or a week of a programme as Markdown.

    A week has boxes to tick and a pain diary.

    A routine has a clock: when to get ready, when to begin, when to pause. `catalog` is the one that an exercise is
    of, with its words and seconds; without it, the packaged ones are meant. A routine brings its own.

    Texts of the catalog are data: what would
    be Markdown or HTML is escaped, and control characters and signs that turn the direction of writing are replaced.
    Only addresses on the web become links.

    >>> from lowback import default_catalog
    >>> print(render(default_catalog()["bridge"])[:75])
    # Bridge
    <BLANKLINE>
    Works your buttocks and the muscles along your back.
    <BLANKLINE>
    - **Id:** b
    """
    expect("markdown.render.thing", thing, Exercise, Routine, Week)
    paper = outline.paper_of(thing, conventions_of("markdown.render.catalog", catalog))
    return "\n\n".join(_paper(paper)) + "\n"


def _paper(paper: outline.Handout) -> Iterator[str]:
    yield f"# {_plain(paper.title)}"
    for section in paper.sections:
        yield from _section(section)


def _section(section: outline.Section) -> Iterator[str]:
    if section.heading:
        yield f"## {_plain(section.heading)}"
    for line in section.lines:
        yield from _line(line)
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: outline.Entry) -> Iterator[str]:
    yield f"### {entry.number}. {_plain(entry.name)}"
    for line in (*entry.how, *entry.notes):
        yield from _line(line)


def _line(line: outline.Line) -> Iterator[str]:
    match line:
        case outline.Paragraph():
            yield _plain(line.words)
        case outline.Labelled():
            yield _labelled(line.label, line.words)
        case outline.Points():
            if line.lead:
                yield _plain(line.lead)
            yield _bullets(map(_plain, line.texts))
        case outline.Details():
            yield _bullets(_labelled(label, words) for label, words in line.pairs)
        case outline.Beginning():
            yield f"**{clock(line.second)}** {_plain(line.words)}"
        case outline.Steps():
            yield _ordered((f"{_plain(text)} ({time})" for text, time in line.steps), line.first)
        case outline.TickSheet():
            for day in line.days:
                yield from _ticks(day, line)
        case outline.Citations():
            yield _ordered(map(_source, line.sources))


def _ticks(day: str, sheet: outline.TickSheet) -> Iterator[str]:
    yield f"### {_plain(day)}"
    yield _bullets(f"[ ] {_plain(each)}" for each in sheet.to_do)
    yield _plain(sheet.lead)
    yield _bullets(map(_plain, sheet.to_fill))


def _source(source: Source) -> str:
    where, link = address(source), web_address(source)
    return " ".join(part for part in (_plain(citation(source)), f"<{link}>" if link else _plain(where)) if part)


# Marks -------------------------------------------------------------------------------------------


_MARKS = re.compile(r"[\\`*_\[\]~|#$]")
"""Signs that mean something anywhere in a line; `<`, `>` and `&` become entities, which are safe in HTML, too."""
_AT_THE_START = re.compile(r"[-+=:]|\d+[.)]")
"""What begins a list, or turns the line above into a heading."""


def _plain(text: str) -> str:
    """The text as Markdown that says just this text."""
    marked = _MARKS.sub(r"\\\g<0>", escape(safe(text), quote=False))
    start = _AT_THE_START.match(marked)
    return f"{marked[: start.end() - 1]}\\{marked[start.end() - 1 :]}" if start else marked


def _labelled(label: str, text: str) -> str:
    return f"**{label}:** {_plain(text)}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _ordered(lines: Iterable[str], first: int = 1) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=first))
