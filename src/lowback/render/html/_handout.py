"""A routine to print, and to read on a phone."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lowback.errors import NoPicture
from lowback.model import Dose, Exercise, Routine, RoutineItem, Source, Step
from lowback.render import _words as words
from lowback.render.svg._drawing import draw
from lowback.render.svg._style import Style
from lowback.vocabulary import Role

from ._colours import PageStyle
from ._parts import document, text

__all__ = ["page"]


def page(routine: Routine, style: PageStyle) -> str:
    """The page; see `render`."""
    pictures = [_picture(item.exercise, style.pictures) for item in routine.items]
    body = f'<main class="handout">\n{"".join(_body(routine, pictures))}</main>\n'
    return document(title=words.title(routine), body=body, style=style.rules + _STYLE)


def _picture(exercise: Exercise, style: Style) -> str:
    """The element; empty where there is no picture."""
    try:
        return draw(exercise, style).rstrip()
    except NoPicture:
        return ""


# A routine ---------------------------------------------------------------------------------------


def _body(routine: Routine, pictures: list[str]) -> Iterator[str]:
    sources = words.numbered_sources(routine)
    yield from _before(routine)
    clock = 0
    numbered = enumerate(zip(routine.items, pictures, strict=True), start=1)
    for phase, group in groupby(numbered, key=lambda each: each[1][0].phase):
        yield f"<section>\n<h2>{text(words.capital(phase))}</h2>\n"
        for number, (item, drawn) in group:
            yield f'<article aria-labelledby="exercise-{number}">\n'
            yield f'<h3 id="exercise-{number}">{number}. {text(item.exercise.name)}</h3>\n'
            yield f'<div class="picture">{drawn}</div>\n' if drawn else _NO_PICTURE
            yield f'<div class="how">\n{"".join(_how(item, clock, routine))}</div>\n'
            yield f'<div class="notes">\n{"".join(_notes(item, sources))}</div>\n</article>\n'
            clock += item.seconds
        yield "</section>\n"
    yield _at(clock, f"End. Total time: {words.time_words(routine.seconds)}.")
    yield from _after(routine, sources)


_NO_PICTURE = f'<p class="picture">{words.NO_PICTURE}</p>\n'


def _before(routine: Routine) -> Iterator[str]:
    """What has to be known before somebody moves."""
    yield f"<header>\n<h1>{text(words.title(routine))}</h1>\n{_paragraph(words.REVIEW)}"
    if routine.cautions:
        yield "<p>Made for a person who says:</p>\n"
        yield _list("ul", (text(words.sentence(caution.label)) for caution in routine.cautions))
    needed = words.needed([item.exercise for item in routine.items], words.at_hand(routine))
    yield _labelled("You need", f"{words.all_of(needed, routine.conventions) or 'nothing'}.")
    helpful = words.helpful(routine)
    if helpful:
        yield _labelled("Helpful, if at hand", f"{words.names(helpful, routine.conventions)}.")
    yield "</header>\n"
    if routine.red_flags:
        there = '<a href="#signs">See a doctor first</a>'
        yield f'<p class="first">Before you start, read the questions under {there}.</p>\n'
    if routine.stop_rules:
        yield '<section class="stop">\n<h2>When to stop</h2>\n'
        yield _list("ul", (text(rule.text) for rule in routine.stop_rules))
        yield "</section>\n"


def _after(routine: Routine, sources: dict[Source, int]) -> Iterator[str]:
    if routine.red_flags:
        yield '<section class="signs">\n<h2 id="signs">See a doctor first if you answer yes to one of these</h2>\n'
        for advice, asked in words.questions(routine.red_flags):
            yield _paragraph(advice) + _list("ul", map(text, asked))
        yield "</section>\n"
    if sources:
        yield f'<section class="sources">\n<h2>Sources</h2>\n{_list("ol", map(_source, sources))}</section>\n'


# An exercise -------------------------------------------------------------------------------------


def _how(item: RoutineItem, start: int, routine: Routine) -> Iterator[str]:
    """What to do, along the clock."""
    exercise, dose = item.exercise, item.dose
    begin = start + item.gap_seconds
    if exercise.summary:
        yield _paragraph(exercise.summary)
    yield _at(start, f"{words.get_ready(item, routine)}.")
    yield _steps(exercise.steps_of(Role.SETUP), dose)
    yield _at(begin, words.capital(words.dose_and_sides(exercise, dose, routine.conventions.timing)))
    yield _steps(exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN), dose)
    finish = exercise.steps_of(Role.FINISH)
    if finish:
        yield _paragraph("At the end:") + _steps(finish, dose)
    if item.pause_seconds:
        yield _at(begin + item.work_seconds, f"Pause for {words.time_words(item.pause_seconds)}.")


def _notes(item: RoutineItem, sources: dict[Source, int]) -> Iterator[str]:
    """What to mind; first what the cautions of the brief ask."""
    exercise = item.exercise
    for how in words.notes(item):
        yield _labelled("What to change", how, class_="change")
    if exercise.breathing:
        yield _labelled("Breathing", exercise.breathing)
    if exercise.typical_errors:
        yield f"<p><b>Typical errors:</b></p>\n{_list('ul', map(text, words.corrections(exercise)))}"
    if exercise.sources:
        yield f'<p class="small">{words.source_numbers(exercise, sources)}</p>\n'


def _steps(steps: Iterable[Step], dose: Dose) -> str:
    shown = [
        f'{text(step.text)} <span class="small">{words.short_time(seconds)}</span>'
        for step, seconds in words.shown_steps(steps, dose)
    ]
    return _list("ol", shown) if shown else ""


def _source(source: Source) -> str:
    where, link = text(words.address(source)), text(words.web_address(source))
    shown = f'<a href="{link}" target="_blank" rel="noopener noreferrer">{link}</a>' if link else where
    return f"{text(words.citation(source))} {shown}"


# Elements ----------------------------------------------------------------------------------------


def _paragraph(words_: str) -> str:
    return f"<p>{text(words_)}</p>\n"


def _labelled(label: str, words_: str, *, class_: str = "") -> str:
    opening = f'<p class="{class_}">' if class_ else "<p>"
    return f"{opening}<b>{label}:</b> {text(words_)}</p>\n"


def _at(seconds: int, words_: str) -> str:
    return f'<p class="at"><b class="clock">{words.clock(seconds)}</b> {text(words_)}</p>\n'


def _list(tag: str, items: Iterable[str]) -> str:
    return f"<{tag}>\n{''.join(f'<li>{item}</li>{chr(10)}' for item in items)}</{tag}>\n"


_STYLE = """
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere;
-webkit-text-size-adjust:100%}
.handout{max-width:58rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
h3{font-size:1.25rem;margin:0;grid-column:1/-1}
p,ul,ol{margin:.4rem 0}
ul,ol{padding-left:1.5rem}
a{color:inherit}
.first,.stop{border-left:.3rem solid var(--accent);padding:.1rem 0 .1rem 1rem}
.stop h2{margin:0}
article{display:grid;gap:.75rem 1.5rem;padding:1.25rem 0;border-top:1px solid var(--line)}
.picture{margin:0;color:var(--soft)}
.picture svg{display:block;width:100%;height:auto;max-height:22rem}
.how>:first-child,.notes>:first-child{margin-top:0}
.at{font-weight:600}
.clock{display:inline-block;min-width:3rem;color:var(--accent);font-variant-numeric:tabular-nums}
.change{border:2px solid var(--accent);border-radius:.4rem;padding:.4rem .75rem}
.small,.sources{color:var(--soft);font-size:.85rem}
li .small{white-space:nowrap}
@media (min-width:44rem){article{grid-template-columns:2fr 3fr;grid-template-rows:auto auto 1fr;align-items:start}
.picture{grid-row:2/4}}
@media print{
@page{margin:12mm}
body{font-size:9pt;line-height:1.3}
.handout{max-width:none;padding:0}
h1{font-size:16pt;margin:0}
h2{font-size:12pt;margin:3mm 0 1mm;break-after:avoid}
h3{font-size:11pt}
p,ul,ol{margin:1mm 0}
ul,ol{padding-left:5mm}
article{grid-template-columns:3fr 5fr 4fr;grid-template-rows:none;gap:1mm 5mm;align-items:start;
break-inside:avoid;padding:2.5mm 0}
.picture svg{max-height:60mm}
.picture{grid-row:auto}
.clock{min-width:9mm}
.stop,.signs,li,.change{break-inside:avoid}
.small,.sources{font-size:7.5pt}
.sources ol{columns:2;column-gap:6mm}
}
"""
