"""Values that stand under the name of one of our fields, whoever wrote them there: checked, spelled as we do, kept."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeAlias, cast

from lowback._shape import says_none
from lowback.converters import Json
from lowback.model import DOSE_FIELDS
from lowback.vocabulary import Direction, EquipmentId, Kind, Laterality, Position, RegionId, Role

from ._cells import Prescribed, read_amount, read_prescribed
from ._drafting import Record, kebab
from ._words import propose_level, read_equipment

__all__ = ["FIELDS", "Found", "read_field", "read_whole", "spelled"]

Found: TypeAlias = list[tuple[str, str]]
"""Texts, each with its place in the record."""

_TEXTS = ("name", "summary", "posture", "breathing")
_LISTS = ("aliases", "primary_targets", "secondary_targets")

_WORDS: Mapping[str, frozenset[str]] = {
    field: frozenset(each.value for each in words)
    for field, words in {
        "kind": Kind,
        "position": Position,
        "laterality": Laterality,
        "regions": RegionId,
        "secondary_regions": RegionId,
        "directions": Direction,
        "optional": EquipmentId,
        "needs": EquipmentId,
        "role": Role,
    }.items()
}
"""Our words, by the field that they stand in."""


def spelled(field: str, text: str) -> str:
    """A word as we spell it, when it is one of ours; else as it came.

    >>> spelled("position", "Side lying"), spelled("regions", "left leg")
    ('side-lying', 'left leg')
    """
    word = kebab(text)
    return word if word in _WORDS.get(field, ()) else text


def read_field(record: Record, field: str, found: Found) -> None:
    """Keep what was found for a field.

    >>> record = Record("Plank", {})
    >>> read_field(record, "position", [("start", "Prone")])
    >>> record.sheet.tree
    {'position': 'prone'}
    """
    if found:
        FIELDS[field](record, found)


def _read_one(record: Record, found: Found, *, field: str) -> None:
    (place, text), *others = found
    for other, _ in others:
        record.drop(other, f"{field} is one text, and another one came first")
    record.keep(place, field, spelled(field, " ".join(text.split())))


def _read_family(record: Record, found: Found) -> None:
    _read_one(record, [(place, kebab(text) or text) for place, text in found], field="family")


def _read_list(record: Record, found: Found, *, field: str) -> None:
    for place, text in found:
        for part in _parts(text, r"[;\n]"):
            record.keep_one(place, field, part)


def _read_words(record: Record, found: Found, *, field: str) -> None:
    """Words have no commas, so that they may stand between them."""
    for place, text in found:
        for part in _parts(text, r"[;,\n]"):
            record.keep_one(place, field, spelled(field, part))


def _read_needs(record: Record, found: Found) -> None:
    for place, text in found:
        for group in _parts(text, r"[;,&\n]"):
            choices = [group] if says_none(group) else _parts(group, r"/|\bor\b")
            if len(choices) == 1:
                read_equipment(record, place, choices[0])
            elif any(map(says_none, choices)):
                record.sheet.tree.setdefault("needs", [])
                for each in choices:
                    if not says_none(each):
                        record.keep_one(place, "optional", kebab(each) or "thing")
            else:
                things: list[Json] = [kebab(each) or "thing" for each in choices]
                record.keep_one(place, "needs", things)


def _parts(text: str, between: str) -> list[str]:
    return [part.strip() for part in re.split(between, text) if part.strip()]


def _read_rest(record: Record, found: Found) -> None:
    (place, text), *others = found
    for other, _ in others:
        record.drop(other, "rest is one number, and another one came first")
    if (seconds := read_whole(record, place, "rest", text)) is not None:
        record.keep(place, "rest", seconds)


def _read_difficulty(record: Record, found: Found) -> None:
    (place, text), *others = found
    for other, _ in others:
        record.drop(other, "difficulty is one number, and another one came first")
    if propose_level(record, place, text):
        return
    if (number := read_whole(record, place, "difficulty", text)) is not None:
        record.keep(place, "difficulty", number)


def read_whole(record: Record, place: str, field: str, text: str) -> int | None:
    """One whole number; None when there is none, and the account says why.

    >>> record = Record("Plank", {})
    >>> read_whole(record, "rest", "rest", "7,5")
    >>> record.losses[0].rule
    'expected a whole number such as 10'
    """
    amount = read_amount(text, field)
    if amount.why.startswith("a date"):
        record.drop(place, amount.why)
    elif amount.why or amount.low != amount.high:
        record.drop(place, "expected a whole number such as 10")
    else:
        return amount.low
    return None


def _read_dose(record: Record, found: Found, *, field: str) -> None:
    """One range, or its smallest and its largest number."""
    told = [read_prescribed(text, field) for _, text in found]
    amounts = [each.amount for each in told]
    wrong = next((each.why for each in amounts if each.why), "")
    if not wrong and (len(found) > 2 or (len(found) == 2 and any(each.low != each.high for each in amounts))):  # noqa: PLR2004
        wrong = "expected the smallest and the largest number"
    if not wrong and amounts[0].low > amounts[-1].high:
        wrong = "the first number is larger than the last"
    if wrong:
        record.sheet.note(f"dose.{field}", f"left out {' and '.join(repr(text) for _, text in found)}: {wrong}")
        for place, _ in found:
            record.drop(place, wrong)
        return
    low, high = amounts[0].low, amounts[-1].high
    for place, _ in found:
        record.keep(place, f"dose.{field}", {"min": low, "starter": low, "max": high})
    _read_beside(record, found[0][0], field, told[0])
    if low != high:
        record.mark(found[0][0], f"dose.{field}.starter", "the first number is the one to start with")


_TIMES_OF = {"reps": "sets", "duration": "sets", "hold": "reps"}
"""What "3 x" counts before each: a bout is done in sets, a hold with each repetition."""


def _read_beside(record: Record, place: str, field: str, told: Prescribed) -> None:
    """What the cell says beside its amount: how many times that, and on each side."""
    if told.sided:
        record.sheet.note("laterality", f"the dose is {told.sided!r}: unilateral, or alternating")
    if not told.times:
        return
    other = _TIMES_OF[field]
    dose = cast("dict[str, Json]", record.sheet.tree["dose"])
    said: Json = dict.fromkeys(("min", "starter", "max"), told.times)
    if other not in dose:
        record.guess(place, f"dose.{other}", said, f"the number before or after the x counts {other}")
    elif dose[other] != said:
        record.sheet.note(f"dose.{other}", f"{field} says {told.times} times, and {other} has a column of its own")


def _with(read: Callable[..., None], fields: Iterable[str]) -> dict[str, Callable[[Record, Found], None]]:
    return {field: partial(read, field=field) for field in fields}


FIELDS: Mapping[str, Callable[[Record, Found], None]] = {
    **_with(_read_one, (*_TEXTS, "kind", "position", "laterality")),
    "family": _read_family,
    "difficulty": _read_difficulty,
    "rest": _read_rest,
    **_with(_read_words, ("regions", "secondary_regions", "directions", "optional")),
    **_with(_read_list, _LISTS),
    "needs": _read_needs,
    **_with(_read_dose, DOSE_FIELDS),
}
"""How each field is read, in the order in which they are."""
