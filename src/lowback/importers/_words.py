"""Words of other catalogs that several importers meet: muscles, equipment, levels."""

from collections.abc import Iterable, Mapping

from lowback.vocabulary import EquipmentId, RegionId

from ._drafting import Record, kebab
from ._imported import Fate

__all__ = ["propose_level", "read_equipment", "read_level", "read_muscles"]

_REGIONS: Mapping[str, RegionId] = {
    **dict.fromkeys(("hamstrings", "biceps femoris"), RegionId.HAMSTRINGS),
    **dict.fromkeys(("glutes", "gluteus maximus", "abductors", "hip abductors"), RegionId.GLUTES),
    **dict.fromkeys(("lower back", "erector spinae"), RegionId.BACK_EXTENSORS),
    **dict.fromkeys(("hip flexors", "psoas"), RegionId.HIP_FLEXORS),
    **dict.fromkeys(("hip rotators", "piriformis"), RegionId.HIP_ROTATORS),
    **dict.fromkeys(("obliques", "obliquus externus abdominis"), RegionId.LATERAL_TRUNK),
    **dict.fromkeys(("rectus abdominis",), RegionId.SUPERFICIAL_ABDOMINALS),
    **dict.fromkeys(
        ("quadriceps", "quadriceps femoris", "calves", "gastrocnemius", "soleus", "adductors", "hip adductors"),
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
    "gym mat": EquipmentId.MAT,
}

_NOTHING = ("body only", "none (bodyweight exercise)")

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
    name = word.lower()
    if name in _NOTHING:
        record.sheet.tree.setdefault("needs", [])
        record.tell(field, Fate.MAPPED, "needs", "")
    elif name in _THINGS:
        record.keep_one(field, "needs", [_THINGS[name].value])
    else:
        thing = kebab(word) or "thing"
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
