"""What protects a person in the packaged catalog, and what another catalog would lift of it.

A catalog on paper may declare a packaged word again, and replace a packaged exercise. It may then be stricter, never
milder: whoever named a caution, or asks for a mix, is protected at least as well as by the packaged catalog.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, TypeAlias, cast

from attrs import AttrsInstance, evolve, fields, frozen

from ._naming import key_of
from ._packaged import default_catalog
from .model import Caution, CautionRule, Equipment, Exercise, Mix, PainZone, RedFlag, StopRule
from .vocabulary import CautionLevel, Urgency

__all__ = ["GUARDED", "Lifted", "dropped", "kept", "lifted"]


@frozen
class Lifted:
    """One protection that would be lifted.

    Attributes:
        message: What came, and what it would lift.
        path: The way to it from the value; the value itself where a field is left out.
    """

    message: str
    path: tuple[str | int, ...]


def lifted(own: object) -> Iterator[Lifted]:
    """What a declared word would lift of the packaged one of its name; nothing for a new word, or a stricter one.

    >>> from attrs import evolve
    >>> packaged = next(each for each in default_catalog().conventions.cautions if each.refer)
    >>> [each.message for each in lifted(evolve(packaged, refer=""))]
    ["got no refer, which lifts the refusal of the packaged 'progressive-neuro-deficit', expected whom to see first"]
    """
    packaged = _packaged_zones() if isinstance(own, PainZone) else _packaged_words().get((type(own), key_of(own)))
    if packaged is not None and packaged != own:
        yield from _placed(own, GUARDED[type(own)](own, packaged))


def dropped(own: Exercise, cautions: Mapping[str, Caution]) -> Iterator[Lifted]:
    """What an exercise would drop of the packaged one of its id, in a catalog of these cautions."""
    yield from _placed(own, _of_exercise(own, default_catalog()[own.id], cautions))


def kept(own: Exercise, cautions: Mapping[str, Caution]) -> Exercise:
    """An exercise in place of the packaged one of its id, with the cautions of that one, at least as strict.

    An older catalog cannot name what the packaged exercise has gained since; nobody is protected less for it.
    """
    replaced = default_catalog()[own.id]
    added = {
        caution.key: (caution, rule)
        for caution in default_catalog().conventions.cautions
        if caution.key in cautions
        and any(_of_rule(own, cautions[caution.key], replaced, caution))
        and (rule := caution.rule_for(replaced)) is not None
    }
    on_request = own.on_request or replaced.on_request
    if not added and on_request == own.on_request:
        return own
    retired = {key for caution, _ in added.values() for key in (caution.key, *caution.replaces)}
    named = (rule for rule in own.cautions if rule.key not in retired)
    rules = (_for(own, rule) for _, rule in added.values())
    return evolve(own, cautions=(*named, *rules), on_request=on_request)


def _for(own: Exercise, rule: CautionRule) -> CautionRule:
    """A rule of the packaged exercise; what would have to be changed, and nobody wrote down how, is avoided."""
    if rule.level is not CautionLevel.MODIFY:
        return rule
    is_adapted = any(rule.key in each.cautions for each in own.adaptations)
    return evolve(rule, level=CautionLevel.MODIFY if is_adapted else CautionLevel.AVOID, how="")


def _placed(own: Any, found: Iterator[Lifted]) -> Iterator[Lifted]:  # noqa: ANN401  # a value of any of our classes
    """What was found, at the value itself where its field has the default: that is seldom written."""
    cls = cast("type[AttrsInstance]", type(own))
    defaults = {each.name: each.default for each in fields(cls)}
    for each in found:
        field = str(each.path[0])
        yield each if getattr(own, field) != defaults[field] else evolve(each, path=())


@cache
def _packaged_words() -> Mapping[tuple[type, object], object]:
    """Every packaged word that protects somebody, by class and key."""
    words = default_catalog().conventions
    every = chain(words.cautions, words.mixes, words.equipment, words.red_flags, words.stop_rules)
    return {(type(each), key_of(each)): each for each in every}


def _packaged_zones() -> tuple[PainZone, ...]:
    return default_catalog().conventions.pain_zones


# Cautions ----------------------------------------------------------------------------------------


def _of_caution(own: Caution, packaged: Caution) -> Iterator[Lifted]:
    name = f"the packaged {packaged.key!r}"
    if packaged.refer and not own.refer.strip():
        yield Lifted(f"got no refer, which lifts the refusal of {name}, expected whom to see first", ("refer",))
    if own.level.strictness < packaged.level.strictness:
        yield Lifted(f"got {own.level}, which is milder than {name}, expected {packaged.level}", ("level",))
    for position in packaged.avoid_positions:
        if position not in own.avoid_positions:
            yield Lifted(f"got no {position}, which {name} avoids", ("avoid_positions",))
    if packaged.avoid_floor and not own.avoid_floor:
        yield Lifted(f"got no avoid_floor, but {name} avoids the floor", ("avoid_floor",))
    most = packaged.max_difficulty
    if most is not None and (own.max_difficulty is None or own.max_difficulty > most):
        came = "no max_difficulty" if own.max_difficulty is None else own.max_difficulty
        yield Lifted(f"got {came}, but {name} avoids what is harder than {most}", ("max_difficulty",))


def _of_exercise(own: Exercise, packaged: Exercise, cautions: Mapping[str, Caution]) -> Iterator[Lifted]:
    for caution in default_catalog().conventions.cautions:
        if caution.key in cautions:
            yield from _of_rule(own, cautions[caution.key], packaged, caution)
    if packaged.on_request and not own.on_request:
        yield Lifted("got no on_request, but the replaced exercise comes only on request", ("on_request",))


def _of_rule(own: Exercise, caution: Caution, replaced: Exercise, packaged: Caution) -> Iterator[Lifted]:
    """What one caution, as the catalog and as the packaged one declares it, no longer asks of an exercise."""
    before, after = packaged.rule_for(replaced), caution.rule_for(own)
    named_before, named = packaged.named_by(replaced), caution.named_by(own)
    if before is None:
        return
    if after is None or (named is None and named_before is not None):
        message = f"got no {caution.key!r}, which the replaced exercise has at the level {before.level}"
        yield Lifted(message, ("cautions",))
    elif _is_milder(after, before) or (named and named_before and _is_milder(named, named_before)):
        came = after if named is None else named
        message = f"got {came.level} for {caution.key!r}, expected {before.level}, as in the replaced exercise"
        keys = (caution.key, *caution.replaces)
        index = next((index for index, rule in enumerate(own.cautions) if rule.key in keys), None)
        yield Lifted(message, ("cautions",) if index is None else ("cautions", index, "level"))


def _is_milder(one: CautionRule, other: CautionRule) -> bool:
    return one.level.strictness < other.level.strictness


# Limits ------------------------------------------------------------------------------------------


def _of_mix(own: Mix, packaged: Mix) -> Iterator[Lifted]:
    name, most = f"the packaged {packaged.id!r}", packaged.max_difficulty
    if most is not None and (own.max_difficulty is None or own.max_difficulty > most):
        came = "no max_difficulty" if own.max_difficulty is None else own.max_difficulty
        yield Lifted(f"got {came}, but {name} has nothing that is harder than {most}", ("max_difficulty",))
    always = {thing.id for thing in default_catalog().conventions.equipment if thing.always}
    for field in ("positions", "equipment"):
        words, limit = getattr(own, field), getattr(packaged, field)
        more = [] if words is None or limit is None else [word for word in words if word not in {*limit, *always}]
        if limit is not None and (words is None or more):
            yield Lifted(f"got {', '.join(more) or f'no {field}'}, but {name} has only {', '.join(limit)}", (field,))


def _of_equipment(own: Equipment, packaged: Equipment) -> Iterator[Lifted]:
    if own.always and not packaged.always:
        message = f"got true, but the packaged {packaged.id!r} is there only when somebody has it, expected false"
        yield Lifted(message, ("always",))


# Safety texts ------------------------------------------------------------------------------------

_URGENCIES = list(Urgency)
"""Worst first."""
_COLOURS = ("green", "amber", "red")
"""Mildest first."""


def _of_red_flag(own: RedFlag, packaged: RedFlag) -> Iterator[Lifted]:
    name = f"the packaged {packaged.key!r}"
    if own.question != packaged.question:
        yield Lifted(f"got another question in place of {name}, expected the same, or another key", ("question",))
    if _URGENCIES.index(own.urgency) > _URGENCIES.index(packaged.urgency):
        yield Lifted(f"got {own.urgency}, which is milder than {name}, expected {packaged.urgency}", ("urgency",))
    if (own.raised_to, own.raised_by) != (packaged.raised_to, packaged.raised_by):
        message = f"got another cluster in place of that of {name}, expected the same, or another key"
        yield Lifted(message, ("raised_by",))


def _of_stop_rule(own: StopRule, packaged: StopRule) -> Iterator[Lifted]:
    if own.text != packaged.text:
        message = f"got another text in place of the packaged {packaged.key!r}, expected the same, or another key"
        yield Lifted(message, ("text",))


def _of_pain_zone(own: PainZone, packaged: tuple[PainZone, ...]) -> Iterator[Lifted]:
    for zone in packaged:
        low, high = max(own.low, zone.low), min(own.high, zone.high)
        if low <= high and _COLOURS.index(own.colour) < _COLOURS.index(zone.colour):
            scores = str(low) if low == high else f"{low} to {high}"
            message = f"got {own.colour} for {scores}, which the packaged scale calls {zone.colour}"
            yield Lifted(message, ("colour",))


_Judge: TypeAlias = Callable[[Any, Any], Iterator[Lifted]]

GUARDED: Mapping[type, _Judge] = {
    Caution: _of_caution,
    Mix: _of_mix,
    Equipment: _of_equipment,
    RedFlag: _of_red_flag,
    StopRule: _of_stop_rule,
    PainZone: _of_pain_zone,
}
"""The classes of words that protect somebody, and what compares an own word with the packaged one."""
