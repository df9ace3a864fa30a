"""What wger's web interface answers of its exercises: each with all its texts, muscles and things inside."""

from attrs import evolve

from lowback.diagnostics import Diagnostic
from lowback.vocabulary import Kind

from ._drafting import (
    Ids,
    Path,
    Record,
    is_object,
    kind_of,
    leaves_of,
    mapping_of,
    members_of,
    place_of,
    take_id,
    unreadable,
)
from ._imported import Fate, Imported, Loss
from ._markup import paragraphs
from ._pages import Pages
from ._reading import read_instructions
from ._words import note_attribution, read_muscles, read_things

__all__ = ["REASONS", "REMARK", "read_area", "read_pages"]

_ENGLISH = 2
"""The number of English in every wger."""

REMARK = "a remark; a person has to say where it belongs"
_ATTRIBUTION = "an attribution is no source of facts; the draft has it as a note"
_NO_PICTURE = "pictures are made from poses here; the licence of this one stands beside it"

REASONS = {
    "author_history": _ATTRIBUTION,
    "description_source": "the description once more, in Markdown",
    "images": _NO_PICTURE,
    "license": _ATTRIBUTION,
    "license_author": _ATTRIBUTION,
    "license_author_url": _ATTRIBUTION,
    "license_derivative_source_url": _ATTRIBUTION,
    "license_object_url": _ATTRIBUTION,
    "license_title": _ATTRIBUTION,
    "total_authors_history": _ATTRIBUTION,
    "variation_group": "a person has to say which family the variants are",
    "videos": _NO_PICTURE,
}
"""Why fields are dropped, in whichever shape they come."""

_TEXTS = ("translations", "exercises")
"""Where the texts of an exercise are; older answers had them under the other name."""

_INSIDE = {
    "notes[].comment": REMARK,
    "comments[].comment": REMARK,
    **{field: why for field, why in REASONS.items() if field.startswith(("license", "description", "author"))},
}
_REASONS = {**REASONS, **{f"{texts}[].{field}": why for texts in _TEXTS for field, why in _INSIDE.items()}}


def _is_info(value: object) -> bool:
    """Whether it is one exercise of an answer.

    >>> _is_info({"muscles": [], "translations": []}), _is_info({"results": []})
    (True, False)
    """
    fields = mapping_of(value)
    has_texts = "description" in fields or any(isinstance(fields.get(each), list) for each in _TEXTS)
    return has_texts and "muscles" in fields


def read_pages(catalog: Imported, pages: Pages) -> Imported:
    """Read the exercises that have an English text, one draft each.

    >>> exercise = {"muscles": [], "translations": [{"language": 2, "name": "Squat"}]}
    >>> read_pages(Imported(id="wger", title="wger"), Pages((((0,), exercise),))).drafts[0].tree["name"]
    'Squat'
    """
    ids = Ids()
    records: list[Record] = []
    losses: list[Loss] = []
    findings: list[Diagnostic] = list(pages.findings)
    for path, member in pages.members:
        if not _is_info(member):
            expected = "an exercise of exerciseinfo, with muscles and translations"
            findings.append(unreadable(path, f"got {kind_of(member)}, expected {expected}"))
            losses.extend(Record(place_of(path), mapping_of(member), path).account("it is no exercise of exerciseinfo"))
            continue
        record, why = _read(path, member, ids)
        if not why:
            records.append(record)
        losses.extend(record.account(why))
    drafts = tuple(each.sheet.draft() for each in records)
    return evolve(catalog, drafts=drafts, losses=(*losses, *pages.losses), findings=tuple(findings))


def _read(path: Path, member: object, ids: Ids) -> tuple[Record, str]:
    """The record, and why there is no draft of it; empty when there is one."""
    fields = mapping_of(member)
    field = next((each for each in _TEXTS if isinstance(fields.get(each), list)), "")
    texts = [(f"{field}[{index}].", mapping_of(each)) for (index,), each in members_of(fields.get(field))]
    if not field:
        texts = [("", fields)]  # as answers were when each text was an exercise of its own
    english = next(((place, each) for place, each in texts if _is_english(each.get("language"))), None)
    record = Record(place_of(path), fields, path, reasons=_REASONS)
    if english is None:
        return record, "the exercise has no English text"
    place, text = english
    name = record.text_of(f"{place}name", text.get("name"))
    if not name:
        return record, "the exercise has no English name"
    record.name = name
    take_id(record, ids, f"{place}name", name)
    record.keep(f"{place}name", "name", name)
    for told, _ in leaves_of(f"{place}language", text.get("language")):
        record.tell(told, Fate.MAPPED, "language", "English, by its number or its word")
    for other, each in texts:
        if other != place:
            record.drop_all(other.removesuffix("."), each, _why_not(each))
    _read_text(record, place, text)
    _read_body(record)
    return record, ""


def _is_english(language: object) -> bool:
    return language in (_ENGLISH, "en") or mapping_of(language).get("short_name") == "en"


def _why_not(text: object) -> str:
    language = mapping_of(text).get("language")
    if _is_english(language):
        return "the exercise has an English text already"
    word = mapping_of(language).get("short_name", language)
    return f"its language is {word if isinstance(word, int | str) else 'not told'}, and only English is read"


def _read_text(record: Record, place: str, text: object) -> None:
    fields = mapping_of(text)
    for (index,), alias in members_of(fields.get("aliases")):
        at, inside = f"{place}aliases[{index}]", mapping_of(alias)
        where, value = (f"{at}.alias", inside.get("alias")) if is_object(alias) else (at, alias)
        if value is not None and (word := record.text_of(where, value)):
            record.keep_one(where, "aliases", word)
    told = [(f"{place}{name}", fields.get(name)) for name in ("description", "description_source")]
    texts = [(at, text) for at, value in told if value and (text := record.text_of(at, value))]
    read_instructions(record, paragraphs(texts[:1]))
    author = fields.get("license_author")
    _note(record, "the text", author, fields.get("license", record.fields.get("license")))


def _read_body(record: Record) -> None:
    if "category" in record.fields:
        read_area(record, "category.name", _name_in(record, "category", record.fields["category"]))
    for field, targets, regions in (
        ("muscles", "primary_targets", "regions"),
        ("muscles_secondary", "secondary_targets", "secondary_regions"),
    ):
        read_muscles(record, _names(record, field), targets, regions)
    read_things(record, _names(record, "equipment"))
    author, licence = record.fields.get("license_author"), record.fields.get("license")
    _note(record, "the choice of muscles and equipment", author, licence)


def _names(record: Record, field: str) -> list[tuple[str, str]]:
    members = [(f"{field}[{index}]", each) for (index,), each in members_of(record.fields.get(field))]
    return [(f"{place}.name", name) for place, each in members if (name := _name_in(record, place, each))]


def _name_in(record: Record, place: str, value: object) -> str:
    """The name inside an object; a mere number names nothing."""
    inside = mapping_of(value)
    if "name" in inside:
        return record.text_of(f"{place}.name", inside["name"])
    record.drop_all(place, value, "a number names nothing, expected an object with a name")
    return ""


def read_area(record: Record, field: str, category: str) -> None:
    """The category of an exercise, which is a part of the body but for one.

    >>> record = Record("Jog", {})
    >>> read_area(record, "category", "Cardio")
    >>> record.sheet.tree["kind"]
    'aerobic'
    """
    if category == "Cardio":
        record.guess(field, "kind", Kind.AEROBIC.value, f"Cardio is {Kind.AEROBIC}")
    elif category:
        record.drop(field, f"{category} is a part of the body, not a kind")


def _note(record: Record, what: str, author: object, licence: object) -> None:
    """The licence of a text is a number; that of the exercise says which."""
    known = mapping_of(record.fields.get("license"))
    name = mapping_of(licence).get("short_name") or (known.get("short_name") if licence == known.get("id") else "")
    texts = [each.strip() if isinstance(each, str) else "" for each in (author, name)]
    note_attribution(record, what, *texts)
