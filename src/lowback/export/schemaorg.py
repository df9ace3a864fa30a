"""A routine for search and for pages, as JSON-LD 1.1 (W3C, 2020) in the words of schema.org (29.0): a HowTo."""

import json
from collections.abc import Iterator
from typing import TypeAlias

from lowback._arguments import expect
from lowback._words import Label, Words, address, safe
from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Exercise, Routine, RoutineItem, Source

from ._routine import LOST_PROOF, changed_texts, only_words

__all__ = ["dumps", "losses"]

_Tree: TypeAlias = dict[str, object]

_FOR_PAGES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""So that no text ends the script element around it (HTML, 4.12.1.3)."""


def dumps(routine: Routine) -> str:
    """Write a routine as JSON-LD in ASCII, that can be put into a script element of a page as it is.

    The warning signs come first, then a section for each item, then the stop rules. A section has the seconds to get
    ready, to perform, and in all; steps; what the cautions of the brief ask; things that are needed; regions; sources.

    >>> from lowback import compose
    >>> plan = json.loads(dumps(compose()))
    >>> plan["@type"], plan["totalTime"]
    (['ExercisePlan', 'HowTo'], 'PT600S')
    """
    expect("schemaorg.dumps.routine", routine, Routine)
    words = Words.of(routine)
    sections = [
        *_warnings(routine, words),
        *(_section(item, words) for item in routine.items),
        *_stops(routine, words),
    ]
    plan: _Tree = {
        "@context": "https://schema.org",
        "@type": ["ExercisePlan", "HowTo"],
        "name": safe(words.short_title(routine)),
        "description": words.review,
        "totalTime": _time(routine.seconds),
        "activityDuration": _time(routine.seconds),
        "step": [{**section, "position": number} for number, section in enumerate(sections, start=1)],
    }
    return json.dumps(plan, indent=2).translate(_FOR_PAGES) + "\n"


def losses(routine: Routine) -> tuple[Diagnostic, ...]:
    """What schema.org does not hold, or only in words.

    >>> from lowback import compose
    >>> sorted({loss.code for loss in losses(compose())})
    ['lost-fields', 'lost-proof', 'only-words']
    """
    expect("schemaorg.losses.routine", routine, Routine)
    return tuple(_losses(routine))


def _losses(routine: Routine) -> Iterator[Diagnostic]:
    for index, item in enumerate(routine.items):
        lost = [what for what, there in (("sets", item.dose.sets > 1), ("hold", item.dose.hold)) if there]
        yield from only_words(index, *lost)
    yield Diagnostic(
        code="lost-fields",
        message="of each exercise the seconds of steps, position, difficulty, errors, links and pictures are left out",
        severity=Severity.NOTE,
    )
    yield LOST_PROOF
    yield from changed_texts(routine, steps=True)


# Sections -----------------------------------------------------------------------------------------


def _section(item: RoutineItem, words: Words) -> _Tree:
    exercise, dose = item.exercise, item.dose
    section: _Tree = {
        "@type": ["HowToSection", "HowTo", "ExercisePlan"],
        "name": safe(exercise.name),
        "description": f"{words.dose(exercise, dose)} {safe(exercise.summary)}".strip(),
        "exerciseType": exercise.kind,
        "prepTime": _time(item.gap_seconds),
        "performTime": _time(item.work_seconds),
        "totalTime": _time(item.seconds),
        "activityDuration": _time(item.work_seconds),
        "itemListElement": [*_steps(exercise), *_tips(item, words)],
        "associatedAnatomy": [
            {"@type": "AnatomicalStructure", "name": safe(words.region(region))} for region in exercise.regions
        ],
        "tool": [{"@type": "HowToTool", "name": safe(words.one_of(group))} for group in exercise.needs],
        "citation": [_cited(source) for source in exercise.sources],
    }
    if dose.reps is not None:
        per = words.per_set(exercise)
        section["repetitions"] = {"@type": "QuantitativeValue", "value": dose.reps, "unitText": per}
    if dose.sets > 1:
        section["restPeriods"] = words.between_sets(exercise.rest)
    return {key: value for key, value in section.items() if value != []}


def _steps(exercise: Exercise) -> Iterator[_Tree]:
    for number, step in enumerate(exercise.steps, start=1):
        yield {"@type": "HowToStep", "position": number, "text": safe(step.text)}


def _tips(item: RoutineItem, words: Words) -> Iterator[_Tree]:
    for line in words.beside(item):
        yield {"@type": "HowToTip", "text": safe(line)}


def _cited(source: Source) -> _Tree:
    where = address(source)
    cited: _Tree = {"@type": "CreativeWork", "name": safe(source.title)}
    if safe(source.publisher):
        cited["publisher"] = {"@type": "Organization", "name": safe(source.publisher)}
    if source.year is not None:
        cited["datePublished"] = str(source.year)
    if where.lower().startswith(("https://", "http://")):
        cited["url"] = safe(where)
    return cited


# Safety -------------------------------------------------------------------------------------------


def _warnings(routine: Routine, words: Words) -> Iterator[_Tree]:
    for advice, questions in words.questions(routine.red_flags):
        yield _named(advice, questions)


def _stops(routine: Routine, words: Words) -> Iterator[_Tree]:
    if lines := words.at_the_start(routine.brief):
        yield _named(words.label(Label.BEFORE_YOU_START), lines)
    if routine.stop_rules:
        yield _named(words.label(Label.WHEN_TO_STOP), [rule.text for rule in routine.stop_rules])


def _named(name: str, texts: list[str]) -> _Tree:
    tips = [{"@type": "HowToTip", "text": safe(text)} for text in texts]
    return {"@type": "HowToSection", "name": name, "itemListElement": tips}


def _time(seconds: int) -> str:
    """A duration (ISO 8601)."""
    return f"PT{seconds}S"
