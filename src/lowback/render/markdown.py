"""Markdown: a routine or an exercise as CommonMark 0.31.2, for wikis, mails, issue trackers and notes."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from lowback._packaged import conventions_of
from lowback.catalog import Catalog
from lowback.model import Conventions, Dose, Exercise, Routine, RoutineItem, Source, Step
from lowback.vocabulary import Role

from . import _words as words

__all__ = ["render"]


def render(thing: Exercise | Routine, *, catalog: Catalog | None = None) -> str:
    """Write a routine or an exercise as Markdown.

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
    blocks = _routine(thing) if isinstance(thing, Routine) else _exercise(thing, conventions_of(catalog))
    return "\n\n".join(blocks) + "\n"


# A routine ---------------------------------------------------------------------------------------


def _routine(routine: Routine) -> Iterator[str]:
    sources = words.numbered_sources(routine)
    yield f"# {_plain(words.title(routine))}"
    yield _plain(words.REVIEW)
    if routine.red_flags:
        yield 'Before you start, read the questions under "See a doctor first".'
    if routine.cautions:
        yield "Made for a person who says:"
        yield _bullets(_plain(words.sentence(caution.label)) for caution in routine.cautions)
    needed = words.needed([item.exercise for item in routine.items], words.at_hand(routine))
    yield _labelled("You need", f"{words.all_of(needed, routine.conventions) or 'nothing'}.")
    helpful = words.helpful(routine)
    if helpful:
        yield _labelled("Helpful, if at hand", f"{words.names(helpful, routine.conventions)}.")
    if routine.stop_rules:
        yield "## When to stop"
        yield _bullets(_plain(rule.text) for rule in routine.stop_rules)
    clock = 0
    numbered = enumerate(routine.items, start=1)
    for phase, items in groupby(numbered, key=lambda pair: pair[1].phase):
        yield f"## {_plain(words.capital(phase))}"
        for number, item in items:
            yield f"### {number}. {_plain(item.exercise.name)}"
            yield from _item(item, clock, routine, sources)
            clock += item.seconds
    yield _at(clock, f"End. Total time: {words.time_words(routine.seconds)}.")
    if routine.red_flags:
        yield "## See a doctor first if you answer yes to one of these"
        for advice, asked in words.questions(routine.red_flags):
            yield _plain(advice)
            yield _bullets(map(_plain, asked))
    if sources:
        yield "## Sources"
        yield _ordered(map(_source, sources))


def _item(item: RoutineItem, start: int, routine: Routine, sources: dict[Source, int]) -> Iterator[str]:
    exercise, dose = item.exercise, item.dose
    begin = start + item.gap_seconds
    yield _at(start, f"{words.get_ready(item, routine)}.")
    yield from _steps(exercise.steps_of(Role.SETUP), dose)
    told = words.dose_and_sides(exercise, dose, routine.conventions.timing)
    yield _at(begin, words.capital(told))
    yield from _repetition(exercise, dose)
    for how in words.notes(item):
        yield _labelled("What to change", how)
    if exercise.typical_errors:
        yield "**Typical errors:**"
        yield _bullets(map(_plain, words.corrections(exercise)))
    if item.pause_seconds:
        yield _at(begin + item.work_seconds, f"Pause for {words.time_words(item.pause_seconds)}.")
    if exercise.sources:
        yield words.source_numbers(exercise, sources)


# An exercise -------------------------------------------------------------------------------------


def _exercise(exercise: Exercise, conventions: Conventions) -> Iterator[str]:
    starter = exercise.dose.starter
    yield f"# {_plain(exercise.name)}"
    if exercise.summary:
        yield _plain(exercise.summary)
    yield _bullets(_labelled(label, told) for label, told in words.details(exercise, conventions))
    yield "## How to do it"
    yield "Get ready:"
    yield from _steps(exercise.steps_of(Role.SETUP), starter)
    yield _plain(f"Then {words.dose_and_sides(exercise, starter, conventions.timing)}")
    yield from _repetition(exercise, starter)
    if exercise.typical_errors:
        yield "## Typical errors"
        yield _bullets(map(_plain, words.corrections(exercise)))
    for heading, lines in words.concerns(exercise, conventions):
        yield f"## {heading}"
        yield _bullets(map(_plain, lines))
    if exercise.sources:
        yield "## Sources"
        yield _bullets(map(_source, exercise.sources))
    yield _plain(words.REVIEW)


# Both --------------------------------------------------------------------------------------------


def _repetition(exercise: Exercise, dose: Dose) -> Iterator[str]:
    """What is repeated, what comes once at the end, and how to breathe."""
    yield from _steps(exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN), dose)
    finish = exercise.steps_of(Role.FINISH)
    if finish:
        yield "At the end:"
        yield from _steps(finish, dose)
    if exercise.breathing:
        yield _labelled("Breathing", exercise.breathing)


def _steps(steps: Iterable[Step], dose: Dose) -> Iterator[str]:
    shown = [f"{_plain(step.text)} ({words.time_words(seconds)})" for step, seconds in words.shown_steps(steps, dose)]
    if shown:
        yield _ordered(shown)


def _source(source: Source) -> str:
    where, link = words.address(source), words.web_address(source)
    return " ".join(part for part in (_plain(words.citation(source)), f"<{link}>" if link else _plain(where)) if part)


# Marks -------------------------------------------------------------------------------------------


_MARKS = re.compile(r"[\\`*_\[\]~|#$]")
"""Signs that mean something anywhere in a line; `<`, `>` and `&` become entities, which are safe in HTML, too."""
_AT_THE_START = re.compile(r"[-+=:]|\d+[.)]")
"""What begins a list, or turns the line above into a heading."""


def _plain(text: str) -> str:
    """The text as Markdown that says just this text."""
    line = " ".join(words.clean(text).split())
    marked = _MARKS.sub(r"\\\g<0>", escape(line, quote=False))
    start = _AT_THE_START.match(marked)
    return f"{marked[: start.end() - 1]}\\{marked[start.end() - 1 :]}" if start else marked


def _labelled(label: str, text: str) -> str:
    return f"**{label}:** {_plain(text)}"


def _at(seconds: int, text: str) -> str:
    return f"**{words.clock(seconds)}** {_plain(text)}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _ordered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
