"""A routine for search and for pages, as JSON-LD 1.1 (W3C, 2020) in the words of schema.org (29.0): a HowTo."""

import json
from collections.abc import Iterator
from typing import TypeAlias

from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Exercise, Routine, RoutineItem, Source
from lowback.vocabulary import Laterality

from ._routine import LOST_PROOF, REVIEW, URGENCIES, changed_texts, dose_words, item_cautions, only_words, title
from ._timed import one_line

__all__ = ["dumps", "losses"]

_Tree: TypeAlias = dict[str, object]

_PER = {
    Laterality.BILATERAL: "in a set",
    Laterality.UNILATERAL: "in a set, on each side",
    Laterality.ALTERNATING: "in a set, to each side in turn",
}

_FOR_PAGES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""So that no text ends the script element that it may stand in (HTML, 4.12.1.3)."""


def dumps(routine: Routine) -> str:
    """Write a routine as JSON-LD in ASCII, that may stand in a script element of a page as it is.

    The warning signs come first, then a section for each item, then the stop rules. A section has the seconds to get
    ready, to perform, and in all; steps; what the cautions of the brief ask; things that are needed; regions; sources.

    >>> from lowback import compose
    >>> plan = json.loads(dumps(compose()))
    >>> plan["@type"], plan["totalTime"]
    (['ExercisePlan', 'HowTo'], 'PT600S')
    """
    sections = [*_warnings(routine), *(_section(item, routine) for item in routine.items), *_stops(routine)]
    plan: _Tree = {
        "@context": "https://schema.org",
        "@type": ["ExercisePlan", "HowTo"],
        "name": title(routine),
        "description": REVIEW,
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
    return tuple(_losses(routine))


def _losses(routine: Routine) -> Iterator[Diagnostic]:
    for index, item in enumerate(routine.items):
        told = [words for words, there in (("sets", item.dose.sets > 1), ("hold", item.dose.hold)) if there]
        yield from only_words(index, *told)
    yield Diagnostic(
        code="lost-fields",
        message="of each exercise the seconds of steps, position, difficulty, errors, links and pictures are left out",
        severity=Severity.NOTE,
    )
    yield LOST_PROOF
    yield from changed_texts(routine, steps=True)


# Sections -----------------------------------------------------------------------------------------


def _section(item: RoutineItem, routine: Routine) -> _Tree:
    exercise, dose = item.exercise, item.dose
    regions = {region.id: region.name for region in routine.conventions.regions}
    section: _Tree = {
        "@type": ["HowToSection", "HowTo", "ExercisePlan"],
        "name": one_line(exercise.name),
        "description": f"{dose_words(item)}. {one_line(exercise.summary)}".strip(),
        "exerciseType": exercise.kind,
        "prepTime": _time(item.gap_seconds),
        "performTime": _time(item.work_seconds),
        "totalTime": _time(item.seconds),
        "activityDuration": _time(item.work_seconds),
        "itemListElement": [*_steps(exercise), *_tips(item_cautions(item))],
        "associatedAnatomy": [
            {"@type": "AnatomicalStructure", "name": one_line(regions.get(region, region))}
            for region in exercise.regions
        ],
        "tool": [{"@type": "HowToTool", "name": words} for words in _things(exercise, routine)],
        "citation": [_cited(source) for source in exercise.sources],
    }
    if dose.reps is not None:
        per = _PER[exercise.laterality]
        section["repetitions"] = {"@type": "QuantitativeValue", "value": dose.reps, "unitText": per}
    if dose.sets > 1:
        section["restPeriods"] = f"{exercise.rest} seconds between sets"
    return {key: value for key, value in section.items() if value != []}


def _steps(exercise: Exercise) -> Iterator[_Tree]:
    for number, step in enumerate(exercise.steps, start=1):
        yield {"@type": "HowToStep", "position": number, "text": one_line(step.text)}


def _tips(cautions: tuple[str, ...]) -> Iterator[_Tree]:
    for how in cautions:
        yield {"@type": "HowToTip", "text": f"Take care: {how}"}


def _things(exercise: Exercise, routine: Routine) -> Iterator[str]:
    """What is needed, one of each group."""
    names = {thing.id: thing.name for thing in routine.conventions.equipment}
    for group in exercise.needs:
        yield one_line(" or ".join(names.get(thing, thing) for thing in group))


def _cited(source: Source) -> _Tree:
    address = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    cited: _Tree = {"@type": "CreativeWork", "name": one_line(source.title)}
    if one_line(source.publisher):
        cited["publisher"] = {"@type": "Organization", "name": one_line(source.publisher)}
    if source.year is not None:
        cited["datePublished"] = str(source.year)
    if address.lower().startswith(("https://", "http://")):
        cited["url"] = one_line(address)
    return cited


# Safety -------------------------------------------------------------------------------------------


def _warnings(routine: Routine) -> Iterator[_Tree]:
    for urgency, advice in URGENCIES.items():
        questions = [one_line(flag.question) for flag in routine.red_flags if flag.urgency is urgency]
        if questions:
            yield _told(advice, questions)


def _stops(routine: Routine) -> Iterator[_Tree]:
    if routine.stop_rules:
        yield _told("When to stop", [one_line(rule.text) for rule in routine.stop_rules])


def _told(name: str, texts: list[str]) -> _Tree:
    tips = [{"@type": "HowToTip", "text": text} for text in texts]
    return {"@type": "HowToSection", "name": name, "itemListElement": tips}


def _time(seconds: int) -> str:
    """A duration (ISO 8601)."""
    return f"PT{seconds}S"
