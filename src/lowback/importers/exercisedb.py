"""Lists in the shapes of ExerciseDB: targets beside parts of the body, and texts in one language or in many."""

from collections.abc import Sequence

from attrs import evolve

from ._drafting import (
    Record,
    gather,
    is_list,
    is_of_another,
    mapping_of,
    members_of,
    placed,
    read_json,
    records_of,
    refuse,
)
from ._imported import Imported
from ._markup import paragraphs
from ._pages import pages_of
from ._reading import read_instructions
from ._words import read_category, read_level, read_muscles, read_summary, read_things

__all__ = ["loads"]

_CATALOG = Imported(id="exercisedb", title="ExerciseDB")

_BY = ("name",)

_NUMBER = "a number of theirs; the id is made from the name"
_PART = "a part of the body; the targets say more"
_PICTURE = "nobody says who owns the pictures"
_STEP = "it belongs into the text of a step, and a person has to say which"
_OTHERS = "a person has to say which family the variants are"
_REASONS = {
    "attribution": "whose pictures they are, and none is taken over",
    "bodyPart": _PART,
    "bodyParts": _PART,
    "body_part": _PART,
    "exerciseId": _NUMBER,
    "exerciseTips": _STEP,
    "gifUrl": _PICTURE,
    "gif_url": _PICTURE,
    "id": _NUMBER,
    "image": _PICTURE,
    "imageUrl": _PICTURE,
    "instructions": "the steps say the same, or it is in a language that is not read",
    "instruction_steps": "only English is read",
    "media_id": _PICTURE,
    "muscle_group": "it is among the secondary muscles, or a group of them",
    "relatedExerciseIds": _OTHERS,
    "variations": _OTHERS,
    "videoUrl": _PICTURE,
}

_TARGETS = ("target", "targetMuscles")
_SECONDARY = ("secondaryMuscles", "secondary_muscles")
_THINGS = ("equipment", "equipments")
_SUMMARIES = ("description", "overview")
_STEPS = ("instruction_steps", "instructions")


def loads(text: str | bytes, *, name: str = "<text>") -> Imported:
    """Read a list, or an answer with one; raises `InvalidDocument` for a text that is not JSON, or too large.

    `name` is what findings call the text.

    >>> imported = loads('[{"id": "0007", "name": "plank", "bodyPart": "waist", "target": "abs"}]')
    >>> imported.drafts[0].tree["primary_targets"]
    ['abs']
    """
    read = read_json(text, name)
    pages = pages_of(read.tree)
    if not (pages.members or pages.around or is_list(read.tree)) or is_of_another(read.tree, "exercisedb"):
        return placed(refuse(_CATALOG, read.tree, "a list of exercises"), read)
    imported = gather(_CATALOG, records_of(pages.members, _BY, _REASONS), _read, _BY)
    losses, findings = (*imported.losses, *pages.losses), (*pages.findings, *imported.findings)
    return placed(evolve(imported, losses=losses, findings=findings), read)


def _read(record: Record) -> None:
    record.keep("name", "name", record.text("name"))
    if summary := _texts(record, _SUMMARIES):
        read_summary(record, *summary[0])
    if record.text("category") != record.text("body_part"):
        read_category(record, "category")
    if "difficulty" in record.fields:
        read_level(record, "difficulty")
    read_things(record, _texts(record, _THINGS))
    read_muscles(record, _texts(record, _TARGETS), "primary_targets", "regions")
    read_muscles(record, _texts(record, _SECONDARY), "secondary_targets", "secondary_regions")
    told = (_texts(record, [each]) for each in _STEPS)
    read_instructions(record, paragraphs(next(filter(None, told), list[tuple[str, str]]())))


def _texts(record: Record, fields: Sequence[str]) -> list[tuple[str, str]]:
    """The texts of these fields: a text, a list of them, or either in English among other languages."""
    found: list[tuple[str, str]] = []
    for field in fields:
        value = record.fields.get(field)
        inside = mapping_of(value)
        place, said = (f"{field}.en", inside["en"]) if "en" in inside else (field, value)
        if is_list(said):
            members = [(f"{place}[{index}]", each) for (index,), each in members_of(said)]
            found += [(at, text) for at, each in members if (text := record.text_of(at, each))]
        elif isinstance(said, str) and (text := record.text_of(place, said)):
            found.append((place, text))
    return found
