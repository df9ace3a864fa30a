"""Plain text: a routine or an exercise that a person can follow from a terminal."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from lowback._packaged import conventions_of
from lowback.catalog import Catalog
from lowback.model import Conventions, Dose, Exercise, Routine, RoutineItem, Source, Step
from lowback.vocabulary import Role

from . import _words as words

__all__ = ["render"]

_NARROWEST = 40
"""Below this, the columns of times and seconds leave no room for the words."""


def render(thing: Exercise | Routine, *, width: int = 80, catalog: Catalog | None = None) -> str:
    """Lay out a routine or an exercise as plain text, in lines of at most `width` characters.

    A routine has a clock at the left: when to get ready, when to begin, when to pause. `catalog` is the one that an
    exercise is of, with its words and seconds; without it, the packaged ones are meant. A routine brings its own.

    Texts of the catalog are data: control characters and signs that turn the direction of writing are replaced.
    Only the address of a source may stick out over the width. Raises `ValueError` for a width below 40.

    >>> from lowback import default_catalog
    >>> print(render(default_catalog()["bridge"]))
    Bridge
    ======
    ...
    """
    if width < _NARROWEST:
        raise ValueError(f"render: got width {width}, expected {_NARROWEST} or more")
    lines = _routine(thing, width) if isinstance(thing, Routine) else _exercise(thing, conventions_of(catalog), width)
    return "\n".join(lines) + "\n"


# A routine ---------------------------------------------------------------------------------------


def _routine(routine: Routine, width: int) -> Iterator[str]:
    yield from _title(words.title(routine), width)
    if routine.cautions:
        yield "Made for a person who says:"
        yield from _bullets((words.sentence(caution.label) for caution in routine.cautions), width)
    needed = words.needed([item.exercise for item in routine.items], words.at_hand(routine))
    yield from _fill(f"You need: {words.all_of(needed, routine.conventions) or 'nothing'}.", width)
    helpful = words.helpful(routine)
    if helpful:
        yield from _fill(f"Helpful, if at hand: {words.names(helpful, routine.conventions)}.", width)
    if routine.red_flags:
        yield from _fill('Before you start, read the questions under "See a doctor first".', width)
    clock = 0
    numbered = enumerate(routine.items, start=1)
    for phase, items in groupby(numbered, key=lambda pair: pair[1].phase):
        yield ""
        yield from _fill(phase.upper(), width)
        for number, item in items:
            yield ""
            yield from _item(item, number, clock, routine, width)
            clock += item.seconds
    yield ""
    yield from _fill(f"End. Total time: {words.time_words(routine.seconds)}.", width, lead=_at(clock))
    if routine.stop_rules:
        yield from _heading("When to stop", width)
        yield from _bullets((rule.text for rule in routine.stop_rules), width)
    if routine.red_flags:
        yield from _heading("See a doctor first if you answer yes to one of these", width)
        for advice, asked in words.questions(routine.red_flags):
            yield from _fill(advice, width)
            yield from _bullets(asked, width)
    yield ""
    yield from _fill(words.REVIEW, width)


def _item(item: RoutineItem, number: int, start: int, routine: Routine, width: int) -> Iterator[str]:
    exercise, dose = item.exercise, item.dose
    yield from _fill(f"{number}. {exercise.name}", width, lead=_at(start))
    yield from _fill(words.get_ready(item, routine), width, lead=_BLANK)
    yield from _steps(exercise.steps_of(Role.SETUP), dose, width, lead=_BLANK)
    begin = start + item.gap_seconds
    told = words.capital(words.dose_and_sides(exercise, dose, routine.conventions.timing))
    yield from _fill(told, width, lead=_at(begin))
    yield from _repetition(exercise, dose, width, lead=_BLANK)
    for how in words.notes(item):
        yield from _note("Take care", how, width, lead=_BLANK)
    for typical in words.corrections(exercise)[:1]:
        yield from _note("Typical error", typical, width, lead=_BLANK)
    if item.pause_seconds:
        pause = f"Pause for {words.time_words(item.pause_seconds)}."
        yield from _fill(pause, width, lead=_at(begin + item.work_seconds))


def _repetition(exercise: Exercise, dose: Dose, width: int, *, lead: str = "") -> Iterator[str]:
    """What is repeated, what comes once at the end, and how to breathe."""
    yield from _steps(exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN), dose, width, lead=lead)
    finish = exercise.steps_of(Role.FINISH)
    if finish:
        yield from _fill("At the end:", width, lead=lead)
        yield from _steps(finish, dose, width, lead=lead)
    if exercise.breathing:
        yield from _note("Breathing", exercise.breathing, width, lead=lead)


# An exercise -------------------------------------------------------------------------------------


def _exercise(exercise: Exercise, conventions: Conventions, width: int) -> Iterator[str]:
    starter = exercise.dose.starter
    yield from _title(exercise.name, width)
    if exercise.summary:
        yield from _fill(exercise.summary, width)
    yield ""
    for label, told in words.details(exercise, conventions):
        yield from _fill(told, width, lead=f"{label + ':':<13}")
    yield from _heading("How to do it", width)
    yield from _fill("Get ready:", width)
    yield from _steps(exercise.steps_of(Role.SETUP), starter, width)
    yield from _fill(f"Then {words.dose_and_sides(exercise, starter, conventions.timing)}", width)
    yield from _repetition(exercise, starter, width)
    if exercise.typical_errors:
        yield from _heading("Typical errors", width)
        yield from _bullets(words.corrections(exercise), width)
    for heading, lines in words.concerns(exercise, conventions):
        yield from _heading(heading, width)
        yield from _bullets(lines, width)
    if exercise.sources:
        yield from _heading("Sources", width)
        for source in exercise.sources:
            yield from _source(source, width)
    yield ""
    yield from _fill(words.REVIEW, width)


def _source(source: Source, width: int) -> Iterator[str]:
    yield from _bullets([words.citation(source)], width)
    yield from wrap(
        words.clean(words.address(source)),
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


# Lines -------------------------------------------------------------------------------------------


_BLANK = " " * 8


def _at(seconds: int) -> str:
    """The clock column."""
    return f"{words.clock(seconds):>6}  "


def _fill(text: str, width: int, *, lead: str = "", hang: int = 0) -> list[str]:
    """The text in lines; the lead stands before the first one, the others are indented as deep and by `hang` more."""
    indent = " " * (len(lead) + hang)
    return wrap(words.clean(text), width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)


def _title(text: str, width: int) -> Iterator[str]:
    lines = _fill(text, width)
    yield from lines
    yield "=" * max(len(line) for line in lines)


def _heading(text: str, width: int) -> Iterator[str]:
    yield ""
    lines = _fill(text, width)
    yield from lines
    yield "-" * max(len(line) for line in lines)


def _bullets(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        yield from _fill(text, width, lead="- ")


def _note(label: str, text: str, width: int, *, lead: str) -> list[str]:
    """A label and its words; the lines after the first are indented by two more."""
    return _fill(f"{label}: {text}", width, lead=lead, hang=2)


def _steps(steps: Iterable[Step], dose: Dose, width: int, *, lead: str = "") -> Iterator[str]:
    """Each step with its seconds at the left."""
    for step, seconds in words.shown_steps(steps, dose):
        yield from _fill(step.text, width, lead=f"{lead}{words.short_time(seconds):>6}  ")
