"""exercemus: one JSON object with a list of exercises, merged there from free-exercise-db and wger."""

from attrs import evolve

from ._drafting import Record, gather, is_list, is_of_another, mapping_of, placed, read_json, records_of, refuse
from ._imported import Imported
from ._markup import paragraphs
from ._pages import pages_of
from ._reading import read_instructions
from ._words import note_attribution, read_category, read_muscles, read_summary, read_things

__all__ = ["loads"]

_CATALOG = Imported(id="exercemus", title="exercemus")

_BY = ("id", "name")

_FAMILY = "a person has to say which family the variants are"
_ATTRIBUTION = "an attribution is no source of facts; the draft has it as a note"
_REASONS = {
    "license": _ATTRIBUTION,
    "license_author": _ATTRIBUTION,
    "tempo": "the seconds of the steps hold it, and a person has to say which",
    "tips": "it belongs into the text of a step, and a person has to say which",
    "variation_on": _FAMILY,
    "variations_on": _FAMILY,
    "video": "nobody says who owns the video",
}


def loads(text: str | bytes, *, name: str = "<text>") -> Imported:
    """Read the whole file; raises `InvalidDocument` for a text that is not JSON, or too large.

    `name` is what findings call the text.

    >>> imported = loads('{"exercises": [{"name": "Plank", "category": "strength", "equipment": ["none"]}]}')
    >>> imported.drafts[0].tree["needs"]
    []
    """
    read = read_json(text, name)
    pages = pages_of(read.tree)
    if not (pages.members or pages.around or is_list(read.tree)) or is_of_another(read.tree, "exercemus"):
        return placed(refuse(_CATALOG, read.tree, "an object with exercises"), read)
    imported = gather(_CATALOG, records_of(pages.members, _BY, _REASONS), _read, _BY)
    losses, findings = (*imported.losses, *pages.losses), (*pages.findings, *imported.findings)
    return placed(evolve(imported, losses=losses, findings=findings), read)


def _read(record: Record) -> None:
    if name := record.text("name"):
        record.keep("name", "name", name)
    for field, alias in record.texts("aliases"):
        record.keep_one(field, "aliases", alias)
    read_summary(record, "description", record.text("description"))
    read_category(record, "category")
    read_things(record, record.texts("equipment"))
    read_muscles(record, record.texts("primary_muscles"), "primary_targets", "regions")
    read_muscles(record, record.texts("secondary_muscles"), "secondary_targets", "secondary_regions")
    read_instructions(record, paragraphs(record.texts("instructions")))
    if author := record.text("license_author"):
        licence = mapping_of(record.fields.get("license")).get("short_name")
        note_attribution(record, "the text", author, licence if isinstance(licence, str) else "")
