"""The mobility seed of pierre: one JSON object with stretches and yoga poses."""

from lowback.converters import Json
from lowback.vocabulary import CautionKey, CautionLevel, Kind

from ._drafting import Record, gather, mapping_of, members_of, placed, read_json, records_of, refuse
from ._imported import Imported
from ._reading import read_instructions
from ._words import read_level, read_muscles, read_summary

__all__ = ["loads"]

_CATALOG = Imported(id="pierre-mobility", title="pierre mobility seed")

_LISTS = ("stretching_exercises", "yoga_poses")

_NAMES = ("name", "english_name")

_KINDS = {
    "static": Kind.STRETCH,
    "dynamic": Kind.MOBILITY,
    "stretch": Kind.STRETCH,
    "relaxation": Kind.RELAXATION,
    "strength": Kind.STRENGTH,
    "balance": Kind.STABILITY,
}

_CAUTIONS = {
    "balance_issues": CautionKey.BALANCE,
    "high_blood_pressure": CautionKey.HYPERTENSION_BREATH,
    "hip_replacement": CautionKey.HIP_REPLACEMENT,
}
"""The only ones that plainly mean the same people. A knee injury is not pain from kneeling."""

_REASONS = {
    "benefits": "a claim without a source",
    "category": "a group of poses: Child's Pose is in 'supine', which is not how it starts",
    "cues": "it belongs into the text of a step, and a person has to say which",
    "modifications": "it belongs into an easier exercise or a caution, and a person has to say which",
    "recommended_for_activities": "no field of ours",
    "recommended_for_recovery": "no field of ours",
}


def loads(text: str | bytes, *, name: str = "<text>") -> Imported:
    """Read the whole seed; raises `InvalidDocument` for a text that is not JSON, or too large.

    `name` is what findings call the text.

    >>> imported = loads('{"yoga_poses": [{"english_name": "Easy Pose", "hold_duration_seconds": 60}]}')
    >>> imported.drafts[0].tree["dose"]["duration"]
    {'min': 60, 'starter': 60, 'max': 60}
    """
    read = read_json(text, name)
    lists = mapping_of(read.tree)
    if not any(isinstance(lists.get(each), list) for each in _LISTS):
        return placed(refuse(_CATALOG, read.tree, f"an object with {' or '.join(_LISTS)}"), read)
    members = [member for each in _LISTS for member in members_of(lists.get(each), (each,))]
    return placed(gather(_CATALOG, records_of(members, _NAMES, _REASONS), _read, _NAMES), read)


def _read(record: Record) -> None:
    field = next(field for field in _NAMES if record.text(field))
    record.keep(field, "name", record.text(field))
    if alias := record.text("sanskrit_name"):
        record.keep_one("sanskrit_name", "aliases", alias)
    read_summary(record, "description", record.text("description"))
    _read_kind(record)
    read_level(record, "difficulty")
    read_muscles(record, record.texts("primary_muscles"), "primary_targets", "regions")
    read_muscles(record, record.texts("secondary_muscles"), "secondary_targets", "secondary_regions")
    if guidance := record.text("breath_guidance"):
        record.keep("breath_guidance", "breathing", guidance)
    _read_dose(record)
    read_instructions(record, record.texts("instructions"))
    for field, word in record.texts("contraindications"):
        _read_contraindication(record, field, word)


def _read_kind(record: Record) -> None:
    """Stretches say it in their category; the category of a pose is something else."""
    field = "pose_type" if "pose_type" in record.fields else "category"
    word = record.text(field)
    if word in _KINDS:
        record.guess(field, "kind", _KINDS[word].value, f"{word} is {_KINDS[word]}")
    elif word:
        record.drop(field, f"{word} is no kind of ours")


def _read_dose(record: Record) -> None:
    sets, reps = record.number("sets"), record.number("repetitions")
    duration, hold = record.number("duration_seconds"), record.number("hold_duration_seconds")
    if sets:
        record.keep("sets", "dose.sets", _exactly(sets))
    if reps:
        record.keep("repetitions", "dose.reps", _exactly(reps))
    if duration and reps:
        record.drop("duration_seconds", "a dose has repetitions or a duration")
    elif duration:
        record.keep("duration_seconds", "dose.duration", _exactly(duration))
    if hold:
        amount = _exactly(hold)
        record.guess("hold_duration_seconds", "dose.duration", amount, "a pose is held once: its hold is the duration")


def _exactly(value: int) -> Json:
    return {"min": value, "starter": value, "max": value}


def _read_contraindication(record: Record, field: str, word: str) -> None:
    if word in _CAUTIONS:
        rule = f"{word} means the people of {_CAUTIONS[word]}, and a contraindication is avoid"
        caution: Json = {"key": _CAUTIONS[word].value, "level": CautionLevel.AVOID.value}
        record.guess_one(field, "cautions", caution, rule)
    else:
        record.drop(field, f"{word} is no caution of ours: a person has to say what it asks for")
        record.sheet.note("cautions", f"the record names {word!r}, which is no caution of ours")
