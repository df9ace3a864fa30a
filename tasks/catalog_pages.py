"""Write the pages of docs/reference that follow from the catalog and from the classes.

Run it after a change of the data or of a field; with `--check` it writes nothing and exits 1 when a
page is stale. Texts of the catalog are data: they are escaped for Markdown.
"""

import fractions
import inspect
import re
import sys
import types
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from attrs import NOTHING, Factory, frozen, has

from lowback import Catalog, _document, default_catalog, model, picture, safety, vocabulary
from lowback._data import packaged_progression
from lowback._plan import Choice, Form, Many, Maybe, Object, Plain, fields_of
from lowback._progression import Evidence, Progression
from lowback._words import Words, capital
from lowback._words import address as address_of
from lowback.model import Caution, CautionRule, Conventions, Dose, DoseFact, Exercise, Range, Source
from lowback.vocabulary import CautionLevel, Confidence, Kind, Laterality, Phase, Position, Tier

DOCS = Path(__file__).resolve().parents[1] / "docs"

_REVIEW = "No clinician has reviewed this page. It is information, not medical advice."


# Markdown ----------------------------------------------------------------------------------------


def escape(text: str) -> str:
    r"""The text on one line, with every sign that means something in Markdown made plain.

    >>> escape("1. Do *this* | <b>")
    '1\\. Do \\*this\\* \\| \\<b\\>'
    """
    return re.sub(r"^(\d*)([-+#%=:().])", r"\1\\\2", _signs(" ".join(text.split())))


def _signs(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|~$&^])", r"\\\1", text)


def _prose(text: str) -> str:
    """Escape a docstring, but leave its `code` alone."""
    parts = " ".join(text.split()).split("`")
    return "`".join(part.replace("|", "\\|") if nth % 2 else _signs(part) for nth, part in enumerate(parts))


def _link(text: str, address: str) -> str:
    """A link where the address is one for the web, else the text alone."""
    shown = escape(text)
    if not re.fullmatch(r"https?://\S+", address):
        return shown
    return f"[{shown}](<{re.sub('[<>]', lambda sign: f'%{ord(sign[0]):X}', address)}>)"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table and the blank line after it; nothing at all when there are no rows."""
    lines = [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    if lines:
        yield f"| {' | '.join(head)} |"
        yield f"|{'---|' * len(head)}"
        yield from lines
        yield ""


def _page(title: str, lines: Iterable[str]) -> str:
    head = ["% Written by tasks/catalog_pages.py. Do not edit: change the data and run it again.", "", f"# {title}", ""]
    return "\n".join([*head, *lines]).rstrip("\n") + "\n"


# Words -------------------------------------------------------------------------------------------

_JOIN = "\N{NO-BREAK SPACE}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _time(seconds: int) -> str:
    """In words: "50 s", "1 min 50 s", "5 min"; a number is not parted from its unit."""
    return re.sub(r"(\d) (?=s|min)", rf"\1{_JOIN}", Words().short_time(seconds))


def _printed(pair: tuple[int, int] | None) -> str:
    if pair is None:
        return ""
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]} to {pair[1]}"


def _names(ids: Iterable[str], conventions: Conventions) -> str:
    return escape(Words(conventions).one_of(ids))


def _needs(exercise: Exercise, conventions: Conventions) -> str:
    return "; ".join(_names(group, conventions) for group in exercise.needs) or "nothing"


def _regions(ids: Iterable[str], conventions: Conventions) -> str:
    words = Words(conventions)
    return ", ".join(escape(words.region(id_)) for id_ in ids)


def _to_exercises(ids: Iterable[str], catalog: Catalog, folder: str = "") -> str:
    return ", ".join(f"[{escape(catalog[id_].name)}]({folder}{id_}.md)" for id_ in ids)


def _to_sources(ids: Iterable[str], page: str) -> str:
    return ", ".join(f"[`{id_}`]({page}#{id_})" for id_ in ids)


def _rules_for(exercise: Exercise, conventions: Conventions) -> list[tuple[Caution, CautionRule]]:
    """What every declared caution asks of the exercise, strictest first, then in order of key."""
    found = [(caution, rule) for caution in conventions.cautions if (rule := caution.rule_for(exercise)) is not None]
    levels = list(CautionLevel)
    return sorted(found, key=lambda pair: (-levels.index(pair[1].level), pair[0].key))


# The gallery -------------------------------------------------------------------------------------


def _exercise_page(exercise: Exercise, catalog: Catalog) -> str:
    return _page(escape(exercise.name), _exercise_lines(exercise, catalog))


def _picture(exercise: Exercise, theme: str, folder: str) -> str:
    return f"![{escape(exercise.name)}: key positions]({folder}/{theme}/{exercise.id}.svg)"


def _sheet_lines(catalog: Catalog) -> Iterator[str]:
    yield (
        "Every exercise, drawn from the packaged pose data. How to draw them yourself, in other themes, mirrored or "
        "moving, is in [Draw pictures](../how-to/pictures.md); how they come about, in "
        "[Pictures](../explanation/pictures.md)."
    )
    for title, theme in (("Light", "light"), ("Print", "print")):
        yield from ["", f"## {title}", ""]
        yield from _table(
            ("", ""),
            (
                tuple(
                    f"{_picture(exercise, theme, '../_pictures')} [{escape(exercise.name)}](catalog/{exercise.id}.md)"
                    for exercise in pair
                )
                for pair in _pairs(list(catalog.values()))
            ),
        )


def _pairs(exercises: Sequence[Exercise]) -> Iterator[Sequence[Exercise]]:
    yield from (exercises[index : index + 2] for index in range(0, len(exercises), 2))


def _exercise_lines(exercise: Exercise, catalog: Catalog) -> Iterator[str]:
    conventions = catalog.conventions
    family = [other.id for other in catalog.values() if other.family == exercise.family and other.id != exercise.id]
    also = _regions(exercise.secondary_regions, conventions)
    posture = f": {escape(exercise.posture.replace('-', ' '))}" if exercise.posture else ""
    yield from [escape(exercise.summary), "", _picture(exercise, "light", "../../_pictures"), ""]
    facts = {
        "Id": f"`{exercise.id}`",
        "Also called": escape(", ".join(exercise.aliases)),
        "Kind": f"{exercise.kind} (phase: {exercise.phase})",
        "Position": f"{exercise.position}{posture}",
        "Sides": f"{exercise.laterality}. {_prose(members(Laterality)[exercise.laterality.name])}",
        "Difficulty": f"{exercise.difficulty} of 5",
        "Works on": _regions(exercise.regions, conventions) + (f"; beside that {also}" if also else ""),
        "Lower back": ", ".join(exercise.directions),
        "Needs": _needs(exercise, conventions),
        "Helpful": _names(exercise.optional, conventions),
        "Sore day": "yes" if exercise.safe_for_flare_up else "no",
        "On request": "a routine takes it only when the brief includes it" if exercise.on_request else "",
        "Family": _to_exercises(family, catalog),
        "Easier": _to_exercises(exercise.easier, catalog),
        "Harder": _to_exercises(exercise.harder, catalog),
        "No floor": _to_exercises([exercise.no_floor_alternative or ""], catalog)
        if exercise.no_floor_alternative
        else ("" if exercise.needs_floor else "it needs none"),
    }
    yield from _table(("", ""), ((label, words) for label, words in facts.items() if words))
    yield from _steps(exercise)
    yield from _dose_lines(exercise, conventions)
    yield from _cautions(exercise, conventions)
    yield from ["## Sources", ""]
    yield from (
        f"- {_citation(source)} Read: {escape(source.read)}. {_to_sources([source.id], '../sources.md')}"
        for source in exercise.sources
    )
    yield ""
    yield from _editorial(exercise)
    yield from [
        f"Written from `{exercise.id}.json`; [how to propose a change](../../how-to/propose-a-change.md).",
        _REVIEW,
    ]


def _steps(exercise: Exercise) -> Iterator[str]:
    starter = exercise.dose.starter
    yield from ["## Steps", ""]
    held = starter.duration or starter.hold or 0
    yield from _table(
        ("part", "step", "short", "seconds"),
        (
            (
                step.role,
                escape(step.text),
                escape(step.short_text),
                f"{held}, by the dose" if step.seconds is None else step.seconds,
            )
            for step in exercise.steps
        ),
    )
    if starter.reps is not None:
        both = ", once to each side," if exercise.laterality is Laterality.ALTERNATING else ""
        seconds = _time(exercise.repetition_seconds(starter))
        yield from [f"One repetition{both} takes {seconds} at the dose to start with.", ""]
    if exercise.breathing:
        yield from ["## Breathing", "", escape(exercise.breathing), ""]
    if exercise.typical_errors:
        yield from ["## Typical errors", ""]
        yield from _table(
            ("what goes wrong", "what to do"),
            ((escape(slip.error), escape(slip.correction)) for slip in exercise.typical_errors),
        )


def _dose_lines(exercise: Exercise, conventions: Conventions) -> Iterator[str]:
    dose = exercise.dose
    work = exercise.work_seconds(dose.starter, conventions.timing)
    confidence = members(Confidence)[dose.confidence.name]
    yield from ["## Dose", ""]
    beside = ", rests and change of side included" if dose.starter.sets > 1 or exercise.sides > 1 else ""
    yield f"- Start with {escape(Words().short_dose(exercise, dose.starter))}: {_time(work)} of work{beside}."
    yield f"- Range: {escape(Words().dose_range(exercise))}."
    if dose.sets.max > 1:
        yield f"- Rest between sets: {_time(exercise.rest)}."
    yield f"- Confidence: {dose.confidence}. {_prose(confidence)}"
    yield ""
    yield from _facts(dose.facts)


def _facts(facts: Sequence[DoseFact]) -> Iterator[str]:
    """What the sources print, without the columns that none of them fills."""
    columns = {
        "printed by": [_to_sources([fact.source], "../sources.md") for fact in facts],
        "sets": [_printed(fact.sets) for fact in facts],
        "repetitions": [_printed(fact.reps) for fact in facts],
        "hold, seconds": [_printed(fact.hold) for fact in facts],
        "bout, seconds": [_printed(fact.duration) for fact in facts],
        "times a day": [_printed(fact.per_day) for fact in facts],
        "days a week": [_printed(fact.days_per_week) for fact in facts],
        "note": [escape(fact.note) for fact in facts],
    }
    filled = {head: column for head, column in columns.items() if any(column)}
    yield from _table(tuple(filled), zip(*filled.values(), strict=True))


def _cautions(exercise: Exercise, conventions: Conventions) -> Iterator[str]:
    yield from ["## Cautions", ""]
    yield from _table(
        ("level", "for a person who says", "what to do", "caution"),
        (
            (
                rule.level,
                escape(caution.label),
                escape(rule.how) or ("See somebody first." if caution.refer else "Leave it out."),
                f"[`{caution.key}`](../cautions.md#{caution.key})",
            )
            for caution, rule in _rules_for(exercise, conventions)
        ),
    )


def _editorial(exercise: Exercise) -> Iterator[str]:
    notes = [("dose." + note.field, note.reason) for note in exercise.dose.editorial]
    notes += [(note.field, note.reason) for note in exercise.editorial]
    if notes:
        yield from ["## What rests on judgement", ""]
        yield from _table(("field", "why it is so"), ((f"`{field}`", escape(reason)) for field, reason in notes))


def _index_lines(catalog: Catalog) -> Iterator[str]:
    yield (
        f"The {len(catalog)} exercises of the packaged catalog, by the phase of a routine in which they are done. "
        "The time is that of the dose to start with."
    )
    yield from [_REVIEW, ""]
    for phase in Phase:
        found = sorted(catalog.where(phase=phase).values(), key=lambda exercise: (_order(exercise), exercise.id))
        yield from [f"## {capital(phase)}", ""]
        yield from _table(
            ("exercise", "position", "kind", "difficulty", "needs", "start with", "time"),
            (
                (
                    _to_exercises([exercise.id], catalog),
                    exercise.position,
                    exercise.kind,
                    exercise.difficulty,
                    _needs(exercise, catalog.conventions),
                    escape(Words().short_dose(exercise, exercise.dose.starter)),
                    _time(exercise.work_seconds(exercise.dose.starter, catalog.conventions.timing)),
                )
                for exercise in found
            ),
        )


def _order(exercise: Exercise) -> int:
    return list(Position).index(exercise.position)


# Sources -----------------------------------------------------------------------------------------


def _citation(source: Source) -> str:
    address = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    printed = ", ".join(str(part) for part in (escape(source.publisher), source.year) if part)
    return f"{_link(source.title, address)}. {printed}. Tier {source.tier}."


def _sources_lines(catalog: Catalog) -> Iterator[str]:
    tiers = members(Tier)
    sources = catalog.sources.values()
    whole = sum(source.read.startswith("full") for source in sources)
    yield (
        f"The {len(sources)} sources of the packaged catalog, and how much of each was read: {whole} of them whole, "
        "the others in part, as a copy, or as an abstract."
    )
    yield ""
    yield from _table(
        ("tier", "what it is", "sources"),
        ((tier, _prose(tiers[tier.name]), sum(source.tier is tier for source in sources)) for tier in Tier),
    )
    yield from ["## Sources by exercise", ""]
    yield from _table(
        ("exercise", "sources"),
        (
            (_to_exercises([exercise.id], catalog, "catalog/"), _to_sources((one.id for one in exercise.sources), ""))
            for exercise in catalog.values()
        ),
    )
    yield from ["## Exercises by source", ""]
    for source in sources:
        yield from _source_lines(source, catalog)


def _source_lines(source: Source, catalog: Catalog) -> Iterator[str]:
    yield from [f"### {source.id}", "", _citation(source), ""]
    yield f"- Read: {escape(source.read)}."
    if source.doi:
        yield f"- DOI: {_link(source.doi, f'https://doi.org/{source.doi}')}"
    if source.pmid:
        yield f"- PMID: {_link(str(source.pmid), f'https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/')}"
    if source.note:
        yield f"- Note: {escape(source.note)}"
    exercises = [exercise.id for exercise in catalog.values() if any(one.id == source.id for one in exercise.sources)]
    doses = [id_ for id_ in exercises if any(fact.source == source.id for fact in catalog[id_].dose.facts)]
    cited = {
        "Exercises": _to_exercises(exercises, catalog, "catalog/"),
        "Prints a dose of": _to_exercises(doses, catalog, "catalog/"),
        "Cautions": ", ".join(f"[`{key}`](cautions.md#{key})" for key in _citing(source, catalog.conventions.cautions)),
        "Red flags": _code(_citing(source, safety.screening())),
        "Stop rules": _code(_citing(source, safety.stop_rules())),
        "Messages": _code(_citing(source, safety.messages())),
        "Pain zones": _code(zone.colour for zone in safety.pain_zones() if source.id in zone.sources),
    }
    yield from (f"- {what}: {words}" for what, words in cited.items() if words)
    if not any(cited.values()):
        yield "- Read for the background; no record points to it."
    yield ""


def _citing(source: Source, records: Iterable[Caution | model.RedFlag | model.StopRule | model.Message]) -> list[str]:
    return [record.key for record in records if source.id in record.sources]


# Words and numbers -------------------------------------------------------------------------------


def _vocabulary_lines(catalog: Catalog) -> Iterator[str]:
    yield "The words of files, fields and filters. They are the same everywhere."
    yield ""
    yield from ["## Closed words", ""]
    yield "Enums of `lowback.vocabulary`. A catalog cannot add to them."
    yield ""
    open_ = ("RegionId", "EquipmentId", "CautionKey")
    for enum in _enums_of(vocabulary):
        if enum.__name__ in open_:
            continue
        docs = members(enum)
        yield from [f"### {enum.__name__}", "", _prose(_class_doc(enum)), ""]
        yield from _table(
            ("word", "meaning"), ((f"`{word}`", _prose(docs[word.name]) + _phase_of(word)) for word in enum)
        )
    yield from _open_words(catalog)


def _enums_of(module: types.ModuleType) -> list[type[StrEnum]]:
    """The enums that a module defines, in its order."""
    classes = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, StrEnum))
    return [value for value in classes if value.__module__ == module.__name__]


def _phase_of(word: StrEnum) -> str:
    return f" Belongs to the {word.phase}." if isinstance(word, Kind) else ""


def _open_words(catalog: Catalog) -> Iterator[str]:
    conventions = catalog.conventions
    yield from ["## Open words", ""]
    yield "Every catalog declares its own. These are the ones that the packaged catalog declares."
    yield from ["", "### Regions", ""]
    yield from _table(
        ("word", "name", "exercises"),
        (
            (f"`{region.id}`", escape(region.name), len(catalog.where(focus=region.id)))
            for region in conventions.regions
        ),
    )
    yield from ["### Equipment", ""]
    yield "A home is taken to have what is marked so; that is what `equipment=None` means."
    yield ""
    yield from _table(
        ("word", "name", "at home", "always there", "has to be fetched"),
        (
            (
                f"`{thing.id}`",
                escape(thing.name),
                *("yes" if fact else "" for fact in (thing.at_home, thing.always, thing.fetch)),
            )
            for thing in conventions.equipment
        ),
    )
    yield from ["### Cautions", "", "Each one has a section on the page [Cautions](cautions.md).", ""]
    yield from _table(
        ("word", "what a person says", "usual level"),
        (
            (f"[`{caution.key}`](cautions.md#{caution.key})", escape(caution.label), caution.level)
            for caution in conventions.cautions
        ),
    )


def _cautions_lines(catalog: Catalog) -> Iterator[str]:
    yield (
        f"The {len(catalog.conventions.cautions)} cautions of the packaged catalog: what a person says, what is known, "
        "and what follows for which exercise. How they work: [Safety](../explanation/safety.md)."
    )
    yield from [_REVIEW, ""]
    for caution in catalog.conventions.cautions:
        yield from [f"## {caution.key}", "", f"“{escape(caution.label)}.”", "", escape(caution.fact), ""]
        yield f"- Usual level: {caution.level}."
        yield f"- Basis: {escape(caution.basis)}."
        if caution.sources:
            yield f"- Sources: {_to_sources(caution.sources, 'sources.md')}"
        yield from (f"- {rule}" for rule in _following(caution))
        for level in reversed(CautionLevel):
            found = [
                exercise.id
                for exercise in catalog.values()
                if (rule := caution.rule_for(exercise)) is not None and rule.level is level
            ]
            if len(found) == len(catalog):
                yield f"- {capital(level)}: every exercise."
            elif found:
                yield f"- {capital(level)} ({len(found)}): {_to_exercises(found, catalog, 'catalog/')}"
        yield ""


def _following(caution: Caution) -> Iterator[str]:
    if caution.refer:
        yield f"Nothing is composed. {escape(caution.refer)}"
    if caution.avoid_positions:
        yield f"Avoids every exercise that starts {', '.join(caution.avoid_positions)}."
    if caution.avoid_floor:
        yield "Avoids every exercise that has to be done on the floor."
    if caution.max_difficulty is not None:
        yield f"Avoids every exercise above difficulty {caution.max_difficulty}, and concerns all others."


def _numbers_lines(catalog: Catalog) -> Iterator[str]:
    conventions = catalog.conventions
    yield "The numbers of the packaged catalog. What they do: [Composition](../explanation/composition.md)."
    yield from ["", "## Time", "", "Seconds, unless the name says otherwise.", ""]
    yield from _values(conventions.timing)
    yield from ["## Position changes", "", "Seconds between two positions, in either direction.", ""]
    yield from _table(
        ("", *Position),
        (
            (f"**{one}**", *("" if one is other else conventions.change_seconds(one, other) for other in Position))
            for one in Position
        ),
    )
    yield from ["## Mixes", "", "Percent of the time for each phase, and the limits that come with the mix.", ""]
    yield from _table(
        ("mix", *Phase, "limits"),
        ((f"`{mix.id}`", *(mix.share(phase) for phase in Phase), _limits(mix)) for mix in conventions.mixes),
    )
    yield from [
        "## Caps",
        "",
        "What a routine has only so much of: one for each so many minutes, begun ones counted.",
        "",
    ]
    yield from _table(
        ("cap", "is about", "minutes", "families"),
        (
            (f"`{cap.id}`", cap.name, cap.minutes, ", ".join(f"`{family}`" for family in cap.families))
            for cap in conventions.caps
        ),
    )
    yield from ["## Points", ""]
    yield from _values(conventions.scoring)


def _values(numbers: model.Timing | model.Scoring) -> Iterator[str]:
    docs = members(type(numbers))
    rows = ((name, getattr(numbers, name), docs[name]) for name in docs)
    yield from _table(
        ("name", "value", "meaning"),
        (
            (f"`{name}`", ", ".join(str(part) for part in value) if isinstance(value, tuple) else value, _prose(doc))
            for name, value, doc in rows
        ),
    )


def _limits(mix: model.Mix) -> str:
    limits: list[str] = []
    if mix.max_difficulty is not None:
        limits.append(f"difficulty at most {mix.max_difficulty}")
    if mix.positions is not None:
        limits.append(f"only {' or '.join(mix.positions)}")
    if mix.equipment is not None:
        limits.append(f"no equipment but {' or '.join(mix.equipment) or 'none'} and what is always there")
    return "; ".join(limits)


# The file format ---------------------------------------------------------------------------------


@frozen
class _Chapter:
    """Classes that stand together on the page of the file format."""

    title: str
    text: str
    classes: tuple[type, ...]


_CHAPTERS = (
    _Chapter(
        "An exercise file",
        "One exercise is one object. In the packaged data it is a file of its own, named by its `id`.",
        (
            Exercise,
            model.Step,
            model.DoseRange,
            Range,
            DoseFact,
            model.EditorialNote,
            model.TypicalError,
            CautionRule,
            model.Adaptation,
        ),
    ),
    _Chapter(
        "A catalog document",
        "",
        (
            Source,
            model.Region,
            model.Equipment,
            model.Family,
            model.Cap,
            Caution,
            model.Transition,
            model.Mix,
            model.Scoring,
            model.Timing,
        ),
    ),
    _Chapter(
        "Pictures",
        "The `picture` of an exercise; in the packaged data it is a file of its own. What is `solved` is written "
        "by a program.",
        (
            picture.Picture,
            picture.Pose,
            picture.Joints,
            picture.Reach,
            picture.Arrow,
            picture.Camera,
            picture.Prop,
            picture.Lens,
            picture.Solved,
        ),
    ),
    _Chapter(
        "Briefs and routines",
        "Both begin with their `format`, now 2. A document without one is of format 1, and means what it meant then: "
        "in a brief, difficulty 3 where none is given. A brief has its length as whole `minutes` or as `seconds`, and "
        "takes a plain text for a list of one word. A routine has no key `conventions`: they are those of the catalog "
        "that it is read with.",
        (
            model.Brief,
            model.ExerciseDose,
            model.Routine,
            model.RoutineItem,
            Dose,
            model.Why,
            model.Alternative,
            model.Proof,
        ),
    ),
    _Chapter(
        "Safety files",
        "Packaged data only; a catalog document does not hold them.",
        (model.RedFlag, model.StopRule, model.PainZone, model.Message),
    ),
)


def _format_lines() -> Iterator[str]:
    yield (
        "Files are JSON, TOML or YAML. Reading is strict: nothing is coerced, and an unknown key is an error. Where a "
        "meaning says None, a file leaves the key out (JSON and YAML may say `null`). Sources and the exercises of a "
        "routine are named by id. `lowback schema` prints a JSON Schema for editors; a file may name it under "
        "`$schema`."
    )
    yield ""
    for chapter in _CHAPTERS:
        yield from [f"## {chapter.title}", ""]
        if chapter.text:
            yield from [chapter.text, ""]
        else:
            yield from _document_lines()
        for cls in chapter.classes:
            yield from _class_lines(cls) if cls is not picture.Joints else _joint_lines()


def _document_lines() -> Iterator[str]:
    yield (
        "A whole catalog in one object, or in a folder of files that are read together: documents, of which one has "
        "`format` and `id`, and files of one exercise each."
    )
    yield ""
    docs, required = members(_document.Document), dict.fromkeys(_document.REQUIRED, "required")
    yield from _table(
        ("key", "type", "given", "meaning"),
        (
            (
                f"`{field.name}`",
                _on_paper(field.form).removesuffix(", or null").replace("ids of ", ""),  # whole, in a document
                required.get(field.name) or _given(field.default),
                _prose(docs[field.name]),
            )
            for field in fields_of(_document.Document)
        ),
    )


def _class_lines(cls: type) -> Iterator[str]:
    docs = members(cls)
    yield from [f"### {cls.__name__}", "", _prose(_class_doc(cls)), ""]
    yield from _table(
        ("key", "type", "given", "meaning"),
        (
            (f"`{field.name}`", _on_paper(field.form), _given(field.default), _prose(docs[field.name]))
            for field in fields_of(cls)
            if field.name != "format"  # the chapter tells of it
        ),
    )


def _joint_lines() -> Iterator[str]:
    """The angles of all joints in one table."""
    yield from ["### Joints", "", _prose(_class_doc(picture.Joints)), ""]
    yield (
        "An object of joints, each with an object of movements and whole degrees. The joints of the limbs may also "
        "stand under `left` and `right`."
    )
    yield ""
    angles = [name for name in picture.LIMITS if not name.startswith("left.")]
    yield from _table(
        ("joint", "movement", "meaning"),
        (
            (f"`{joint}`", f"`{movement}`", _prose(members(getattr(picture, joint.capitalize()))[movement]))
            for joint, movement in (name.removeprefix("right.").split(".") for name in angles)
        ),
    )


def _on_paper(form: Form, many: str = "") -> str:
    """What a value of this form is called; `many` is the ending inside a list."""
    match form:
        case Plain():
            return form.expected.removeprefix("a ") + many
        case Choice() if form.type is str:
            return " or ".join(f"`{word}`" for word in form.values)
        case Choice() if form.type.__module__ == picture.__name__:
            return "one of " + ", ".join(f"`{word}`" for word in form.values)
        case Choice():
            return f"word{many} of {_link_to(form.type, 'vocabulary.md')}"
        case Many():
            count = "" if form.length is None else f"{form.length} "
            return f"list{many} of {count}{_on_paper(form.of, 's')}"
        case Maybe(others=(fractions.Fraction,)):
            return "number"
        case Maybe():
            return _on_paper(form.of) + (", or null" if types.NoneType in form.others else "")
        case Object():
            return f"id{many} of {_link_to(form.cls)}" if form.key else _link_to(form.cls)


def _link_to(cls: type, page: str = "") -> str:
    return f"[{cls.__name__}]({page}#{cls.__name__.lower()})"


def _given(default: object) -> str:
    if default is NOTHING:
        return "required"
    if isinstance(default, (bool, int)):
        return f"optional, {str(default).lower()}"
    if isinstance(default, str) and default:
        return f"optional, `{default}`"
    if isinstance(default, Range):
        return f"optional, {default.min} to {default.max}"
    assert default in (None, "", ()) or has(type(default)) or isinstance(default, type(Factory(tuple)))
    return "optional"


def _class_doc(cls: type) -> str:
    """The docstring of a class, without its example and its fields."""
    return re.split(">>>|^Attributes:$", inspect.getdoc(cls) or "", flags=re.MULTILINE)[0]


def members(cls: type) -> Mapping[str, str]:
    """What the docstring of a class says of its fields or words, in order; those that it inherits come first."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        section = inspect.cleandoc(base.__doc__ or "").partition("\nAttributes:\n")[2]
        for name, doc in re.findall(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", section, re.MULTILINE):
            found[name] = " ".join(doc.split())
    return found


# Rules of programmes -------------------------------------------------------------------------------


def _rules_lines(progression: Progression) -> Iterator[str]:
    """Every rule in its order, beside what its sources say."""
    yield "The first rule that applies decides; later ones may only make it less, and steps back do not add up. No"
    yield "clinician has checked these rules. [Programmes](../explanation/programmes.md) explains them."
    yield ""
    for rule in progression.rules:
        yield f"## {rule.rank}. {rule.key}"
        yield ""
        yield f"**When:** {escape(rule.when)}."
        yield ""
        yield f"**Then:** {escape(rule.then)}."
        yield ""
        numbers = ((f"`{each.name}`", each.value) for each in rule.numbers)
        yield from _table(("number", "value"), numbers)
        said = ((_evidence_of(each), escape(each.says), escape(each.sure)) for each in rule.evidence)
        yield from _table(("source", "what it says", "how sure"), said)
        if not rule.evidence:
            yield "No source."
            yield ""
        yield f"Judgement: {escape(rule.editorial)}."
        yield ""


def _evidence_of(evidence: Evidence) -> str:
    """The source as it is named elsewhere, or as it is cited."""
    if not evidence.source:
        return escape(evidence.cited)
    source = default_catalog().sources[evidence.source]
    return _link(evidence.source, address_of(source))


# The whole ---------------------------------------------------------------------------------------


def pages(catalog: Catalog) -> dict[str, str]:
    """Every generated page, by its path inside docs."""
    found = {f"reference/catalog/{exercise.id}.md": _exercise_page(exercise, catalog) for exercise in catalog.values()}
    found["reference/catalog/index.md"] = _page("The catalog", _index_lines(catalog))
    found["reference/cautions.md"] = _page("Cautions", _cautions_lines(catalog))
    found["reference/file-format.md"] = _page("The file format", _format_lines())
    found["reference/numbers.md"] = _page("Numbers", _numbers_lines(catalog))
    found["reference/pictures.md"] = _page("Pictures", _sheet_lines(catalog))
    found["reference/programme-rules.md"] = _page("Rules of programmes", _rules_lines(packaged_progression()))
    found["reference/sources.md"] = _page("Sources", _sources_lines(catalog))
    found["reference/vocabulary.md"] = _page("Vocabulary", _vocabulary_lines(catalog))
    return found


def stale(docs: Path, wanted: Mapping[str, str]) -> list[str]:
    """The paths of pages that are missing, differ, or belong to no exercise any more."""
    there = {f"reference/catalog/{path.name}" for path in (docs / "reference" / "catalog").glob("*.md")}
    differ = {path for path, text in wanted.items() if not _same(docs / path, text)}
    return sorted(differ | there.difference(wanted))


def _same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


def write(docs: Path, wanted: Mapping[str, str]) -> list[str]:
    """Bring every stale page up to date; gives their paths."""
    changed = stale(docs, wanted)
    for path in changed:
        file = docs / path
        if path in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(wanted[path].encode())
        else:
            file.unlink()
    return changed


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pages, or check them; returns the exit code."""
    parser = ArgumentParser(description="Write the pages of docs/reference that follow from the catalog.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="FOLDER", help="where the pages are (default: docs)")
    arguments = parser.parse_args(argv)
    wanted = pages(default_catalog())
    if arguments.check:
        found = stale(arguments.docs, wanted)
        if found:
            todo = "run python tasks/catalog_pages.py"
            print(f"{_count(len(found), 'stale page')}: {', '.join(found)}; {todo}", file=sys.stderr)
        return 1 if found else 0
    print(f"{_count(len(write(arguments.docs, wanted)), 'page')} of {len(wanted)} written anew or removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
