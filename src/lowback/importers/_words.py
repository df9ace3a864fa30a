"""Words of other catalogs that several importers meet: muscles, equipment, levels."""

from collections.abc import Iterable, Mapping

from lowback._shape import says_none
from lowback.vocabulary import EquipmentId, Kind, RegionId

from ._drafting import Record, kebab
from ._imported import Fate
from ._reading import sentences

__all__ = [
    "note_attribution",
    "propose_level",
    "read_category",
    "read_equipment",
    "read_level",
    "read_muscles",
    "read_summary",
    "read_things",
]

_REGIONS: Mapping[str, RegionId] = {
    **dict.fromkeys(("hamstrings", "biceps femoris"), RegionId.HAMSTRINGS),
    **dict.fromkeys(("glutes", "gluteus maximus", "abductors", "hip abductors"), RegionId.GLUTES),
    **dict.fromkeys(("lower back", "erector spinae"), RegionId.BACK_EXTENSORS),
    **dict.fromkeys(("hip flexors", "psoas"), RegionId.HIP_FLEXORS),
    **dict.fromkeys(("hip rotators", "piriformis"), RegionId.HIP_ROTATORS),
    **dict.fromkeys(("obliques", "obliquus externus abdominis"), RegionId.LATERAL_TRUNK),
    "rectus abdominis": RegionId.SUPERFICIAL_ABDOMINALS,
    "hip adductors": RegionId.LEGS,
    **dict.fromkeys(
        (
            "quadriceps",
            "quads",
            "quadriceps femoris",
            "calves",
            "gastrocnemius",
            "soleus",
            "adductors",
            "hip adductors",
        ),
        RegionId.LEGS,
    ),
    **dict.fromkeys(
        ("shoulders", "traps", "trapezius", "anterior deltoid", "anterior deltoids"), RegionId.SHOULDER_GIRDLE
    ),
    "thoracic spine": RegionId.THORACIC_SPINE,
}
"""Muscles that lie in one region. Others, such as "abdominals" or "core", lie in several, or in none of ours."""

_THINGS: Mapping[str, EquipmentId] = {
    "bands": EquipmentId.BAND,
    "resistance band": EquipmentId.BAND,
    "dumbbell": EquipmentId.DUMBBELL,
    "resistance bands": EquipmentId.BAND,
    "band": EquipmentId.BAND,
    "gym mat": EquipmentId.MAT,
}

_OURS = frozenset(each.value for each in EquipmentId)

_NOTHING = ("-", "no equipment", "body only", "body weight", "bodyweight", "none", "none (bodyweight exercise)")

_DIFFICULTY = {"beginner": 2, "intermediate": 4, "expert": 5, "advanced": 5}


def read_muscles(record: Record, found: Iterable[tuple[str, str]], targets: str, regions: str) -> None:
    """Take muscles over as targets, and propose the regions in which they lie.

    >>> record = Record("Squat", {})
    >>> read_muscles(record, [("muscles[0]", "quadriceps"), ("muscles[1]", "lats")], "primary_targets", "regions")
    >>> record.sheet.tree["primary_targets"], record.sheet.tree["regions"]
    (['quadriceps', 'lats'], ['legs'])
    """
    for field, word in found:
        muscle = word.replace("_", " ")
        record.keep_one(field, targets, muscle)
        region = _REGIONS.get(muscle.lower())
        if region:
            record.guess_one(field, regions, region.value, f"{muscle} lie in {region}")


def read_equipment(record: Record, field: str, word: str) -> None:
    """Take a thing over as needed, under our word where there is one.

    >>> record = Record("Squat", {})
    >>> read_equipment(record, "equipment", "Cable machine")
    >>> record.sheet.tree["needs"]
    [['cable-machine']]
    """
    name = word.lower().replace("_", " ").removesuffix(" needed").removesuffix(" required")
    if name in _NOTHING or says_none(name):
        record.sheet.tree.setdefault("needs", [])
        record.tell(field, Fate.MAPPED, "needs", "")
    elif name in _THINGS:
        record.keep_one(field, "needs", [_THINGS[name].value])
    elif (thing := kebab(word) or "thing") in _OURS:
        record.keep_one(field, "needs", [thing])
    else:
        record.keep_one(field, "needs", [thing], f"{thing} is no word of ours: the catalog has to declare it")


def propose_level(record: Record, field: str, level: str) -> bool:
    """Propose a difficulty: rather too hard, for cautions and briefs shut out what is hard; False for no such word.

    >>> record = Record("Squat", {})
    >>> propose_level(record, "level", "beginner"), record.sheet.tree["difficulty"]
    (True, 2)
    """
    number = _DIFFICULTY.get(level.lower())
    if number is not None:
        record.guess(field, "difficulty", number, f"{level} is {number}, rather too hard")
    return number is not None


def read_things(record: Record, found: Iterable[tuple[str, str]]) -> None:
    """Take a list of things over; that all of them are needed is a guess.

    >>> record = Record("Squat", {})
    >>> read_things(record, [("equipment[0]", "dumbbell"), ("equipment[1]", "Bench")])
    >>> record.sheet.tree["needs"]
    [['dumbbell'], ['bench']]
    """
    things = list(found)
    for field, word in things:
        if word.lower() == "other":
            record.drop(field, "'other' names no thing")
        else:
            read_equipment(record, field, word)
            if len(things) > 1:
                record.mark(field, "needs", "all things named are taken to be needed")


def note_attribution(record: Record, what: str, author: str, licence: str) -> None:
    """Keep in sight whose text it is.

    >>> record = Record("Squat", {})
    >>> note_attribution(record, "the text", "", "CC-BY-SA 4")
    >>> record.sheet.tree["editorial"][0]["reason"]
    'draft: the text is by nobody named, under CC-BY-SA 4: say so where it is shown'
    """
    under = f"under {licence}" if licence else "under a licence that is not in the list"
    record.sheet.note("sources", f"{what} is by {author or 'nobody named'}, {under}: say so where it is shown")


_KINDS = {
    "stretching": Kind.STRETCH,
    "strength": Kind.STRENGTH,
    "powerlifting": Kind.STRENGTH,
    "olympic weightlifting": Kind.STRENGTH,
    "strongman": Kind.STRENGTH,
    "cardio": Kind.AEROBIC,
    "mobility": Kind.MOBILITY,
}


def read_category(record: Record, field: str) -> None:
    """Propose a kind, or say that the category is none of ours.

    >>> record = Record("Splits", {"category": "stretching"})
    >>> read_category(record, "category")
    >>> record.sheet.tree["kind"]
    'stretch'
    """
    category = record.text(field)
    if kind := _KINDS.get(category.lower()):
        record.guess(field, "kind", kind.value, f"{category} is {kind}")
    elif category:
        record.drop(field, f"{category} is no kind of ours")


def read_summary(record: Record, field: str, text: str) -> None:
    """Take the first sentence as the summary.

    >>> record = Record("Plank", {})
    >>> read_summary(record, "description", "Trains the trunk. Everybody loves it.")
    >>> record.sheet.tree["summary"]
    'Trains the trunk.'
    """
    first, *more = sentences(text) or [""]
    if first:
        record.keep(field, "summary", first)
    if more:
        record.drop(field, "only the first sentence is the summary")


def read_level(record: Record, field: str) -> None:
    """Propose a difficulty, or say that there is no such level.

    >>> record = Record("Squat", {"level": "beginner"})
    >>> read_level(record, "level")
    >>> record.sheet.tree["difficulty"]
    2
    """
    level = record.text(field)
    if level and not propose_level(record, field, level):
        record.drop(field, f"level is none of {', '.join(_DIFFICULTY)}")
