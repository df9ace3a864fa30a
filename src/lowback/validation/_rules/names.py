"""Rules about ids and names."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import chain
from typing import TypeAlias, cast, get_args

from lowback._document import Document
from lowback._naming import NAMED, key_of
from lowback._packaged import default_catalog
from lowback._partial import class_of
from lowback._shape import says_none, shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import (
    Adaptation,
    Cap,
    Caution,
    Equipment,
    Exercise,
    Family,
    Message,
    Mix,
    PainZone,
    RedFlag,
    Region,
    Source,
    StopRule,
    Transition,
)
from lowback.validation._rule import Found, Rule, Scope, in_adaptations
from lowback.vocabulary import plain

__all__ = ["KEBAB", "LONGEST_ID", "RULES"]

KEBAB = r"[a-z0-9]+(-[a-z0-9]+)*"
"""An id, as a pattern."""
_IS_KEBAB = re.compile(KEBAB).fullmatch
LONGEST_ID = 64
"""An id is a file name; with it, a path stays within the limits of every system."""


Declared: TypeAlias = (
    Exercise | Source | Region | Equipment | Family | Mix | Cap | Caution | RedFlag | StopRule | Message
)
"""What a catalog declares under a word."""

Words: TypeAlias = "Iterator[tuple[tuple[str | int, ...], str]]"
"""The words of an exercise that a catalog declares, each with its path."""


def bad_id(value: Declared | Document, _: Scope) -> Iterator[Found]:
    """Ids are words in kebab case, safe as a file name: no path leads anywhere else."""
    field = NAMED.get(class_of(value), "id")
    id_ = getattr(value, field)
    is_told = id_ == "" and class_of(value) is not Document  # as a text that has to say something
    if id_ is not None and not is_told and not (len(id_) <= LONGEST_ID and _IS_KEBAB(id_)):
        expected = f"small letters, digits and single hyphens, {LONGEST_ID} at most, such as 'heel-raise'"
        yield Found(f"got {shown(id_)}, expected {expected}", (field,))


def duplicate_id(value: Declared | Transition, scope: Scope) -> Iterator[Found]:
    """Nothing is declared twice."""
    field, key = NAMED[class_of(value)], key_of(value)
    first, (text, trail) = scope.first[class_of(value), key]
    if first is not value:
        word = " and ".join(sorted(cast("frozenset[str]", key))) if isinstance(key, frozenset) else str(key)
        yield Found(f"got {shown(word)} a second time, expected it once", (field,), related=((text, (trail, field)),))


def duplicate_name(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A name finds one exercise: case, spaces and hyphens aside, no two share an id, name or alias."""
    if not scope.shared_names:
        return  # the usual case, quickly
    named: Words = chain(
        [(("name",), exercise.name)], ((("aliases", index), alias) for index, alias in enumerate(exercise.aliases))
    )
    for path, name in named:
        other = scope.shared_names.get(plain(name), exercise.id)
        if other != exercise.id:
            places = (scope.first[Exercise, other][1],) if scope.is_own(other) else ()
            yield Found(
                f"got {shown(name)}, which is also a name of {shown(other)}, expected another", path, related=places
            )


def vocabulary_drift(value: Region | Equipment | Caution, scope: Scope) -> Iterator[Found]:
    """A new word is no other spelling of a word that is known."""
    key = str(key_of(value))
    same = scope.spellings[class_of(value)].get(plain(key), key)
    if same != key:
        yield Found(
            f"got {shown(key)}, another spelling of {shown(same)}, expected one word", (NAMED[class_of(value)],)
        )


Listing: TypeAlias = Exercise | Adaptation | Mix | Cap | Caution | RedFlag | StopRule | PainZone | Message | Document
"""What lists words."""


def _words_of(value: Listing, *fields: str) -> Words:
    for field in fields:
        yield from (((field, index), word) for index, word in enumerate(getattr(value, field) or ()))


def _regions(exercise: Exercise) -> Words:
    return _words_of(exercise, *_REGIONS)


def _equipment(exercise: Exercise) -> Words:
    yield from _words_of(exercise, "optional")
    for path, group in _groups(exercise):
        yield from (((*path, index), word) for index, word in enumerate(group))


def _groups(exercise: Exercise) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """The groups of equipment of which one piece is needed, each with its path."""
    yield from ((("needs", index), group) for index, group in enumerate(exercise.needs))
    for number, each in enumerate(exercise.adaptations):
        yield from ((("adaptations", number, "needs", index), group) for index, group in enumerate(each.needs))


def _keys(exercise: Exercise) -> Words:
    yield from ((("cautions", index, "key"), rule.key) for index, rule in enumerate(exercise.cautions))
    for number, each in enumerate(exercise.adaptations):
        yield from ((("adaptations", number, "cautions", index), key) for index, key in enumerate(each.cautions))


def _has_other_regions(exercise: Exercise, scope: Scope) -> bool:
    is_known = scope.known[Region].issuperset
    return not (is_known(exercise.regions) and is_known(exercise.secondary_regions))


def _has_other_equipment(exercise: Exercise, scope: Scope) -> bool:
    is_known = scope.known[Equipment].issuperset
    return not (is_known(exercise.optional) and all(map(is_known, _all_groups(exercise))))


def _has_other_cautions(exercise: Exercise, scope: Scope) -> bool:
    is_known = scope.known[Caution].issuperset
    keys = [rule.key for rule in exercise.cautions]
    return not (is_known(keys) and all(is_known(each.cautions) for each in exercise.adaptations))


def _all_groups(exercise: Exercise) -> list[tuple[str, ...]]:
    """The groups of equipment, with those of adaptations."""
    groups = [*exercise.needs]
    for each in exercise.adaptations:
        groups += each.needs
    return groups


def unknown_region(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Regions are declared."""
    yield from _undeclared(_regions(exercise), Region, "regions", scope)


def unknown_equipment(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Equipment is declared."""
    yield from _undeclared(_equipment(exercise), Equipment, "equipment", scope)


def unknown_equipment_of_a_mix(mix: Mix, scope: Scope) -> Iterator[Found]:
    """What a mix allows is declared, too."""
    yield from _undeclared(_words_of(mix, "equipment"), Equipment, "equipment", scope)


def slip_of_a_cap(cap: Cap, scope: Scope) -> Iterator[Found]:
    """A family of a cap is no slip of the pen away from those of the exercises."""
    for index, family in enumerate(cap.families):
        yield from _slip_of(family, ("families", index), scope)


def slip_of_a_family(family: Family, scope: Scope) -> Iterator[Found]:
    """Nor is a family of which something is said."""
    yield from _slip_of(family.id, ("id",), scope)


def _slip_of(family: str, path: tuple[str | int, ...], scope: Scope) -> Iterator[Found]:
    families = {each.family for _, each in scope.having("family")}
    packaged = {each.family for each in default_catalog().values()}  # of which a catalog may be a part
    if family not in families | packaged and (near := did_you_mean(family, families)):
        yield Found(f"got {shown(family)}, which no exercise has{near}", path)


def unknown_caution(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Cautions are declared."""
    keys = ((path, key) for path, key in _keys(exercise) if key not in scope.retired)
    yield from _undeclared(keys, Caution, "cautions", scope)


def unknown_sign(flag: RedFlag, scope: Scope) -> Iterator[Found]:
    """A sign that makes another one more urgent is declared, and is another one."""
    known = scope.words[RedFlag]
    for path, key in _words_of(flag, "raised_by"):
        if key == flag.key:
            yield Found(f"got {shown(key)}, which is the sign itself, expected another", path)
        elif key not in known:
            near = did_you_mean(key, known)
            message = f"got {shown(key)}{near or ', expected a sign that is declared'}"
            yield Found(message, path, "" if near else "declare it in the catalog's red_flags")


def _undeclared(words: Words, cls: type, where: str, scope: Scope) -> Iterator[Found]:
    known, spellings = scope.words[cls], scope.spellings[cls]
    for path, word in words:
        if word in known or plain(word) in spellings or says_none(word):
            continue
        if near := did_you_mean(word, known):
            yield Found(f"got {shown(word)}{near}", path)
        else:
            message = f"got {shown(word)}, expected a word that is declared"
            yield Found(message, path, f"declare it in the catalog's {where}")


def drifting_region(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A region is written as it is declared."""
    yield from _drifting(_regions(exercise), Region, scope)


def drifting_equipment(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A piece of equipment is written as it is declared."""
    yield from _drifting(_equipment(exercise), Equipment, scope)


def drifting_equipment_of_a_mix(mix: Mix, scope: Scope) -> Iterator[Found]:
    """In a mix, too."""
    yield from _drifting(_words_of(mix, "equipment"), Equipment, scope)


def drifting_caution(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A caution is written as it is declared."""
    yield from _drifting(_keys(exercise), Caution, scope)


def _drifting(words: Words, cls: type, scope: Scope) -> Iterator[Found]:
    known, spellings = scope.words[cls], scope.spellings[cls]
    for path, word in words:
        if word not in known and (same := spellings.get(plain(word))):
            yield Found(f"got {shown(word)}, expected the spelling {shown(same)}", path)


def drifting_family(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A family is written as in the other exercises."""
    if same := scope.drifting_families.get(exercise.family):
        yield Found(f"got {shown(exercise.family)}, expected the spelling {shown(same)}", ("family",))


def none_as_text(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Where there is nothing to list, the list is empty or left out."""
    for path, word in chain(_words_of(exercise, *_LISTS), _equipment(exercise)):
        if says_none(word):
            yield Found(f"got {shown(word)} in a list, expected the words that it names", path, "leave the list empty")


def _may_list_none(exercise: Exercise, _: Scope) -> bool:
    lists = [getattr(exercise, name) for name in _LISTS]
    return any(map(_names_nothing, [*lists, exercise.optional, *_all_groups(exercise)]))


@lru_cache(maxsize=4096)  # what exercises list is mostly the same
def _names_nothing(words: tuple[str, ...]) -> bool:
    return any(map(says_none, words))


def empty_group(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A group of equipment has some in it."""
    for path, group in _groups(exercise):
        if not group:
            hint = "without a piece in it nobody can do the exercise: leave the group out"
            yield Found("got an empty group, expected the pieces of which one is needed", path, hint)


def _has_an_empty_group(exercise: Exercise, _: Scope) -> bool:
    return () in _all_groups(exercise)


def empty_list(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """An exercise works on something, and does something with the lower back."""
    for field in ("regions", "directions"):
        if not getattr(exercise, field):
            hint = "'neutral' says that the lower back keeps still" if field == "directions" else ""
            yield Found("got an empty list, expected one word or more", (field,), hint)


def empty_list_of_families(cap: Cap, _: Scope) -> Iterator[Found]:
    """A cap is of some families."""
    if not cap.families:
        yield Found(
            "got an empty list, expected one word or more", ("families",), "leave the cap out, if it is of none"
        )


def empty_list_of_positions(mix: Mix, _: Scope) -> Iterator[Found]:
    """A mix allows a position; without the key it allows all."""
    if mix.positions == ():
        yield Found("got an empty list, expected one word or more", ("positions",), "leave the key out to allow all")


# What is there twice, or for nothing -------------------------------------------------------------


def repeated_word(value: Listing, _: Scope) -> Iterator[Found]:
    """A list names nothing twice."""
    for name in _LISTED[class_of(value)]:
        yield from _second(_words_of(value, name))


def _lists_one_twice(value: Listing, _: Scope) -> bool:
    lists = [getattr(value, name) or () for name in _LISTED[type(value)]]
    return any(len(each) > 1 and len({*each}) < len(each) for each in lists)


def _adaptations_list_one_twice(exercise: Exercise, scope: Scope) -> bool:
    return any(_lists_one_twice(each, scope) for each in exercise.adaptations)


def repeated_word_of_an_exercise(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """Nor do lists that belong together, nor an alias the name itself. Another spelling of a name is the same name."""
    for path, alias in _words_of(exercise, "aliases"):
        if plain(alias) == plain(exercise.name):
            yield Found(f"got {shown(alias)}, which is the name itself, expected another", path, "take it out")
    yield from _second(_words_of(exercise, "aliases"), plain)
    yield from _second(_words_of(exercise, *_TARGETS), plain)
    yield from _second(_regions(exercise))
    yield from repeated_word(exercise, _)
    yield from _second((("sources", index), each.id) for index, each in enumerate(exercise.sources))
    yield from _second((("needs", index), _in_order(group)) for index, group in enumerate(exercise.needs))
    for path, group in _groups(exercise):
        yield from _second(((*path, index), piece) for index, piece in enumerate(group))


def _second(words: Words, spelt: Callable[[str], str] = str) -> Iterator[Found]:
    """What comes again; of "none" another rule tells."""
    seen = set[str]()
    for path, word in words:
        if spelt(word) in seen and not says_none(word):
            yield Found(f"got {shown(word)} a second time, expected it once", path, "take it out, or name another")
        seen.add(spelt(word) or word)


def _may_repeat_a_word(exercise: Exercise, _: Scope) -> bool:
    lists = [
        (exercise.name, *exercise.aliases),
        (*exercise.primary_targets, *exercise.secondary_targets),
        (*exercise.regions, *exercise.secondary_regions),
        *(getattr(exercise, name) for name in _LISTED[Exercise]),
        tuple([each.id for each in exercise.sources]),
        tuple(map(_in_order, exercise.needs)),
        *_all_groups(exercise),
    ]
    return any(map(_has_one_twice, [each for each in lists if len(each) > 1]))


def _in_order(group: tuple[str, ...]) -> str:
    return " or ".join(sorted(group))


@lru_cache(maxsize=4096)
def _has_one_twice(words: tuple[str, ...]) -> bool:
    return len({*map(plain, words)}) < len(words)


def near_family(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A family is no slip of the pen away from another."""
    if near := scope.near_families.get(exercise.id):
        family, id_ = near
        message = f"got {shown(exercise.family)}, but {shown(id_)} has {shown(family)}, expected one family"
        places = (scope.first[Exercise, id_][1],) if scope.is_own(id_) else ()
        yield Found(message, ("family",), "a routine takes one exercise of each family", places)


def twin_exercise(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Two exercises of a family, equally hard and in one position, differ in what is done."""
    first = scope.twins.get(exercise.id)
    if first is None or any(name in scope.shared_names for name in (plain(exercise.name), plain(exercise.id))):
        return  # that they share a name says it already
    places = (scope.first[Exercise, first][1],) if scope.is_own(first) else ()
    message = f"the steps say what those of {shown(first)} say, expected one exercise, or other steps"
    yield Found(message, ("steps",), "keep one of them, and its other name as an alias", places)


def idle_caution(caution: Caution, scope: Scope) -> Iterator[Found]:
    """A new caution has a limit of its own, says something to a person, or is named by an exercise."""
    acts = any(getattr(caution, name) for name in _OF_ITSELF) or caution.key in scope.named_cautions
    if scope.whole and scope.exercises and not acts and _is_well_named(caution, scope):
        message = f"no rule acts on {shown(caution.key)}, expected one of an exercise"
        yield Found(message, (), "name it in the cautions of the exercises that it changes")


def _is_well_named(caution: Caution, scope: Scope) -> bool:
    """Whether its key is its own: otherwise that is told."""
    is_packaged = any(caution.key == each.key for each in default_catalog().conventions.cautions)
    is_first = scope.first[Caution, caution.key][0] is caution
    return (
        is_first
        and not is_packaged
        and _IS_KEBAB(caution.key) is not None
        and not any(vocabulary_drift(caution, scope))
    )


_OF_ITSELF = (
    *("avoid_positions", "avoid_floor", "max_difficulty", "rises_slowly", "may_fall", "ends_calmly"),
    *("refer", "advice", "stop"),
)


def unused_declaration(value: Source | Equipment, scope: Scope) -> Iterator[Found]:
    """What is declared is named somewhere; a copy of what is packaged need not be. What is wrong itself is told so."""
    if not scope.whole or not scope.exercises or value.id in scope.named[type(value)] or value in _packaged():
        return
    drifts = isinstance(value, Equipment) and any(vocabulary_drift(value, scope))
    if scope.first[type(value), value.id][0] is value and _IS_KEBAB(value.id) and not drifts:
        yield Found(f"nothing names {shown(value.id)}, expected a use of it", (), "name it, or take it out")


@cache
def _packaged() -> frozenset[object]:
    packaged = default_catalog()
    return frozenset((*packaged.sources.values(), *packaged.conventions.equipment))


_DECLARED = get_args(Declared)
_REGIONS = ("regions", "secondary_regions")
_THINGS = ("optional", "needs", "adaptations.needs")
_KEYS = ("cautions.key", "adaptations.cautions")
_TARGETS = ("primary_targets", "secondary_targets")
_LISTS = ("aliases", *_REGIONS, *_TARGETS)
_LISTED: Mapping[type, tuple[str, ...]] = {
    Exercise: ("directions", "optional"),
    Adaptation: ("cautions", "directions", "drop_steps", "drop_errors"),
    Mix: ("positions", "equipment"),
    Cap: ("families",),
    Caution: ("sources", "avoid_positions", "replaces"),
    RedFlag: ("raised_by", "sources"),
    StopRule: ("sources",),
    PainZone: ("sources",),
    Message: ("sources",),
    Document: ("overrides",),
}
"""Lists of words of which each stands for itself."""

RULES = (
    *(Rule("bad-id", cls, bad_id, needs=(NAMED.get(cls, "id"),)) for cls in (*_DECLARED, Document)),
    *(Rule("duplicate-id", cls, duplicate_id, needs=(NAMED[cls],)) for cls in (*_DECLARED, Transition)),
    Rule("duplicate-name", Exercise, duplicate_name, Severity.WARNING, needs=("id", "name", "aliases")),
    *(Rule("vocabulary-drift", cls, vocabulary_drift, needs=(NAMED[cls],)) for cls in (Region, Equipment, Caution)),
    Rule("vocabulary-drift", Exercise, drifting_region, only_if=_has_other_regions, needs=_REGIONS),
    Rule("vocabulary-drift", Exercise, drifting_equipment, only_if=_has_other_equipment, needs=_THINGS),
    Rule("vocabulary-drift", Mix, drifting_equipment_of_a_mix, needs=("equipment",)),
    Rule("vocabulary-drift", Exercise, drifting_caution, only_if=_has_other_cautions, needs=_KEYS),
    Rule("vocabulary-drift", Exercise, drifting_family, needs=("family",)),
    Rule("unknown-region", Exercise, unknown_region, only_if=_has_other_regions, needs=_REGIONS, needs_all=True),
    Rule("unknown-equipment", Exercise, unknown_equipment, only_if=_has_other_equipment, needs=_THINGS, needs_all=True),
    Rule("unknown-equipment", Mix, unknown_equipment_of_a_mix, needs=("equipment",), needs_all=True),
    Rule("unknown-caution", Exercise, unknown_caution, only_if=_has_other_cautions, needs=_KEYS, needs_all=True),
    Rule("unknown-sign", RedFlag, unknown_sign, needs=("key", "raised_by"), needs_all=True),
    Rule("none-as-text", Exercise, none_as_text, only_if=_may_list_none, needs=(*_LISTS, *_THINGS)),
    Rule("empty-group", Exercise, empty_group, only_if=_has_an_empty_group, needs=("needs", "adaptations.needs")),
    Rule("empty-list", Exercise, empty_list, Severity.WARNING, needs=("regions", "directions")),
    Rule("empty-list", Cap, empty_list_of_families, Severity.WARNING, needs=("families",)),
    Rule("empty-list", Mix, empty_list_of_positions, Severity.WARNING, needs=("positions",)),
    *(
        Rule("repeated-word", cls, repeated_word, Severity.WARNING, only_if=_lists_one_twice, needs=names)
        for cls, names in _LISTED.items()
        if cls not in (Exercise, Adaptation)
    ),
    Rule(
        "repeated-word",
        Exercise,
        partial(in_adaptations, repeated_word),
        Severity.WARNING,
        only_if=_adaptations_list_one_twice,
        needs=tuple(f"adaptations.{name}" for name in _LISTED[Adaptation]),
    ),
    Rule(
        "repeated-word",
        Exercise,
        repeated_word_of_an_exercise,
        Severity.WARNING,
        only_if=_may_repeat_a_word,
        needs=("name", *_LISTS, *_LISTED[Exercise], *_THINGS, "sources.id"),
    ),
    Rule("near-family", Exercise, near_family, Severity.WARNING, needs=("id", "family"), needs_all=True),
    Rule("near-family", Family, slip_of_a_family, Severity.WARNING, needs=("id",), needs_all=True),
    Rule("near-family", Cap, slip_of_a_cap, Severity.WARNING, needs=("families",), needs_all=True),
    Rule("twin-exercise", Exercise, twin_exercise, Severity.WARNING, needs=("id", "name")),
    Rule("unused-declaration", Caution, idle_caution, Severity.WARNING, needs_all=True),
    *(
        Rule("unused-declaration", cls, unused_declaration, Severity.WARNING, needs_all=True)
        for cls in (Source, Equipment)
    ),
)
