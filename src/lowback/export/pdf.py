"""A handout as PDF (ISO 32000), tagged for screen readers (PDF/UA-1, ISO 14289-1), to print or to send.

Needs the extra `pdf`, which brings Typst.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, TypeAlias

from attrs import evolve

from lowback._data import packaged_layout
from lowback.diagnostics import Diagnostic, Severity
from lowback.drawing import Build, picture_of
from lowback.errors import MissingExtra, MissingLetters, NoPicture, did_you_mean
from lowback.model import Dose, Exercise, Routine, RoutineItem, Source, Step
from lowback.render import _words as words
from lowback.render import svg
from lowback.render.svg._drawing import draw
from lowback.render.svg._style import Style
from lowback.vocabulary import Role

__all__ = ["dumps", "losses"]

Paper: TypeAlias = Literal["a4", "us-letter"]

_FONT = "Libertinus Serif"
"""It comes with Typst, so that the same letters are on every machine."""


def dumps(
    routine: Routine,
    *,
    paper: Paper = "a4",
    theme: svg.Theme | svg.ThemeName | str = svg.ThemeName.PRINT,
    look: svg.Look | str = svg.Look.FAIR,
    build: Build | str = Build.AVERAGE,
) -> bytes:
    """Lay out a routine on paper, `a4` or `us-letter`; `theme`, `look` and `build` of pictures as in `render.svg`.

    The bytes hold no time and no name of a machine. They are the same everywhere as long as the texts are Latin, Greek
    or Cyrillic; other letters are taken from the fonts of the system.

    Raises `MissingExtra` without the extra `pdf`, `MissingLetters` for a text that no font on the system can show,
    `ValueError` for a paper that is not known, and what `render.svg.render` raises, but for a missing picture: then
    the page says so (see `losses`).

    >>> from lowback import compose
    >>> dumps(compose())[:5]
    b'%PDF-'
    """
    try:
        import typst  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtra("pdf") from error
    known = ("a4", "us-letter")
    if paper not in known:
        raise ValueError(f"pdf.dumps: got the paper {paper!r}{did_you_mean(paper, known)}, expected a4 or us-letter")
    style = evolve(Style.of(theme, look=look, build=build), font=_FONT)
    pictures = [_picture(item.exercise, style) for item in routine.items]
    handout = {"paper": paper, **_handout(routine, pictures)}
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


def losses(routine: Routine) -> tuple[Diagnostic, ...]:
    """What the paper does not hold: pictures that there are not, movement, and what only programs need.

    >>> from lowback import compose
    >>> losses(compose())[-1].code
    'lost-fields'
    """
    return tuple(_losses(routine))


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


def _picture(exercise: Exercise, style: Style) -> str | None:
    try:
        return draw(exercise, style)
    except NoPicture:
        return None


# What is on the pages, as plain trees --------------------------------------------------------------


_Pair: TypeAlias = tuple[str, str]


def _handout(routine: Routine, pictures: list[str | None]) -> dict[str, object]:
    sources = words.numbered_sources(routine)
    needed = words.needed([item.exercise for item in routine.items], words.at_hand(routine))
    helpful = words.names(words.helpful(routine), routine.conventions)
    needs = [("You need", f"{words.all_of(needed, routine.conventions) or 'nothing'}.")]
    return {
        "title": words.clean(words.title(routine)),
        "review": words.REVIEW,
        "no_picture": words.NO_PICTURE,
        "cautions": [words.clean(words.sentence(caution.label)) for caution in routine.cautions],
        "needs": _pairs([*needs, ("Helpful, if at hand", f"{helpful}.")] if helpful else needs),
        "stop_rules": _cleaned(rule.text for rule in routine.stop_rules),
        "phases": list(_phases(routine, pictures, sources)),
        "end": (words.clock(routine.seconds), f"End. Total time: {words.time_words(routine.seconds)}."),
        "signs": [(advice, _cleaned(asked)) for advice, asked in words.questions(routine.red_flags)],
        "sources": [_cleaned((words.citation(each), words.web_address(each), words.address(each))) for each in sources],
    }


def _phases(routine: Routine, pictures: list[str | None], sources: dict[Source, int]) -> Iterator[dict[str, object]]:
    clock = 0
    numbered = enumerate(zip(routine.items, pictures, strict=True), start=1)
    for phase, group in groupby(numbered, key=lambda each: each[1][0].phase):
        items: list[dict[str, object]] = []
        for number, (item, picture) in group:
            exercise = item.exercise
            items.append(
                {
                    "name": f"{number}. {words.clean(exercise.name)}",
                    "picture": picture,
                    "alternative": words.clean(" ".join([exercise.name, *(step.text for step in exercise.steps)])),
                    "how": list(_how(item, clock, routine)),
                    "change": _cleaned(words.notes(item)),
                    "notes": _pairs([("Breathing", exercise.breathing)] if exercise.breathing else []),
                    "errors": _cleaned(words.corrections(exercise)),
                    "sources": words.source_numbers(exercise, sources),
                }
            )
            clock += item.seconds
        yield {"name": words.capital(phase), "items": items}


def _how(item: RoutineItem, start: int, routine: Routine) -> Iterator[dict[str, object]]:
    exercise, dose = item.exercise, item.dose
    begin = start + item.gap_seconds
    if exercise.summary:
        yield {"kind": "text", "words": words.clean(exercise.summary)}
    yield _at(start, f"{words.get_ready(item, routine)}.")
    yield _steps(exercise.steps_of(Role.SETUP), dose)
    yield _at(begin, words.capital(words.dose_and_sides(exercise, dose, routine.conventions.timing)))
    yield _steps(exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN), dose)
    finish = exercise.steps_of(Role.FINISH)
    if finish:
        yield {"kind": "text", "words": "At the end:"}
        yield _steps(finish, dose)
    if item.pause_seconds:
        yield _at(begin + item.work_seconds, f"Pause for {words.time_words(item.pause_seconds)}.")


def _at(seconds: int, text: str) -> dict[str, object]:
    return {"kind": "at", "words": (words.clock(seconds), words.clean(text))}


def _steps(steps: Iterable[Step], dose: Dose) -> dict[str, object]:
    shown = [(words.clean(step.text), words.short_time(seconds)) for step, seconds in words.shown_steps(steps, dose)]
    return {"kind": "steps", "words": shown}


def _pairs(pairs: Iterable[_Pair]) -> list[_Pair]:
    return [(label, words.clean(text)) for label, text in pairs]


def _cleaned(texts: Iterable[str]) -> list[str]:
    return [words.clean(text) for text in texts]
