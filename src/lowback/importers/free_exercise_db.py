"""free-exercise-db: one JSON list of exercises, most of them for a gym."""

from attrs import evolve

from ._drafting import Record, gather, is_list, is_of_another, placed, read_json, records_of, refuse
from ._imported import Imported
from ._markup import paragraphs
from ._pages import pages_of
from ._reading import read_instructions
from ._words import read_category, read_equipment, read_level, read_muscles

__all__ = ["loads"]

_CATALOG = Imported(id="free-exercise-db", title="free-exercise-db")

_BY = ("id", "name")

_REASONS = {
    "force": "ours say what the lower back does, which no word here tells",
    "mechanic": "no field of ours",
    "images": "nobody says who owns the pictures",
}


def loads(text: str | bytes, *, name: str = "<text>") -> Imported:
    """Read the whole file of exercises; raises `InvalidDocument` for a text that is not JSON, or too large.

    `name` is what findings call the text.

    >>> imported = loads('[{"id": "Plank", "name": "Plank", "level": "beginner", "images": ["Plank/0.jpg"]}]')
    >>> imported.drafts[0].tree["difficulty"]
    2
    """
    read = read_json(text, name)
    pages = pages_of(read.tree)
    if not (pages.members or is_list(read.tree)) or is_of_another(read.tree, "free-exercise-db"):
        return placed(refuse(_CATALOG, read.tree, "a list of exercises"), read)
    imported = gather(_CATALOG, records_of(pages.members, _BY, _REASONS), _read, _BY)
    losses, findings = (*imported.losses, *pages.losses), (*pages.findings, *imported.findings)
    return placed(evolve(imported, losses=losses, findings=findings), read)


def _read(record: Record) -> None:
    if name := record.text("name"):
        record.keep("name", "name", name)
    equipment = record.text("equipment")
    if equipment.lower() == "foam roll" and record.text("category").lower() == "stretching":
        record.drop("category", "stretching with a foam roll is massage, which is no kind of ours")
    else:
        read_category(record, "category")
    read_level(record, "level")
    if equipment.lower() == "other":
        record.drop("equipment", "'other' names no thing")
    elif equipment:
        read_equipment(record, "equipment", equipment)
    read_muscles(record, record.texts("primaryMuscles"), "primary_targets", "regions")
    read_muscles(record, record.texts("secondaryMuscles"), "secondary_targets", "secondary_regions")
    read_instructions(record, paragraphs(record.texts("instructions")))
