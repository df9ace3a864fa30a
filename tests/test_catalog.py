"""A catalog: an immutable mapping that can be asked, and that never guesses."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from random import Random
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lowback import Catalog, Exercise, Source, default_catalog
from lowback.errors import CatalogClash, UnknownExercise
from lowback.model import Equipment, PainZone, StopRule, Timing
from lowback.vocabulary import (
    CautionKey,
    CautionLevel,
    Direction,
    EquipmentId,
    Kind,
    Laterality,
    Phase,
    Position,
    RegionId,
    Tier,
    Urgency,
)
from strategies import catalogs, examples, exercises

PACKAGED = default_catalog()
Words: TypeAlias = str | list[str]

few = examples(40)
"""For laws about whole catalogs: a catalog is many examples in one."""


# where -------------------------------------------------------------------------------------------


def _words(words: Iterable[str]) -> st.SearchStrategy[Words]:
    """One word or several, as filters take them."""
    known = [str(word) for word in words]
    return st.sampled_from(known) | st.lists(st.sampled_from(known), max_size=3)


FILTERS: dict[str, st.SearchStrategy[Any]] = {
    "kind": _words(Kind),
    "phase": _words(Phase),
    "positions": _words(Position),
    "laterality": _words(Laterality),
    "focus": _words(RegionId),
    "directions": _words(Direction),
    "sources": _words(PACKAGED.sources),
    "equipment": _words(EquipmentId),
    "cautions": _words(CautionKey),
    "max_difficulty": st.integers(1, 5),
    "needs_floor": st.booleans(),
    "safe_for_flare_up": st.booleans(),
    "text": st.sampled_from(["", "stretch", "Bird dog", "bird-dog", "a", "ZZZ", "knee to chest", "é"]),
}
"""Values for every filter of `where`."""


def filters(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any of the filters, or any of those named; without `source` for random catalogs, which have their own."""
    return st.fixed_dictionaries({}, optional={name: FILTERS[name] for name in names or FILTERS})


RANDOM = tuple(name for name in FILTERS if name != "sources")


def _set(words: Words) -> set[str]:
    return {words} if isinstance(words, str) else set(words)


def _avoided(each: Exercise, keys: set[str]) -> bool:
    rules = [caution.rule_for(each) for caution in PACKAGED.conventions.cautions if caution.key in keys]
    return any(rule is not None and rule.level is CautionLevel.AVOID for rule in rules)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


FITS: dict[str, Callable[[Exercise, Any], bool]] = {
    "kind": lambda each, words: each.kind in _set(words),
    "phase": lambda each, words: each.phase in _set(words),
    "positions": lambda each, words: each.position in _set(words),
    "laterality": lambda each, words: each.laterality in _set(words),
    "focus": lambda each, words: bool(_set(words) & set(each.regions)),
    "directions": lambda each, words: bool(_set(words) & set(each.directions)),
    "sources": lambda each, words: bool(_set(words) & {source.id for source in each.sources}),
    "equipment": lambda each, words: all({*group} & {*_set(words), "wall"} for group in each.needs),
    "cautions": lambda each, words: not _avoided(each, _set(words)),
    "max_difficulty": lambda each, limit: each.difficulty <= limit,
    "needs_floor": lambda each, wanted: each.needs_floor == wanted,
    "safe_for_flare_up": lambda each, wanted: each.safe_for_flare_up == wanted,
    "text": lambda each, text: any(
        _letters(text) in _letters(words) for words in (each.id, each.name, each.summary, *each.aliases)
    ),
}
"""What each filter means, said once more and without a catalog."""


@given(filters())
def test_where_finds_just_what_fits(wanted: dict[str, Any]) -> None:
    """An exercise is found when it fits every filter."""
    expected = [id_ for id_, each in PACKAGED.items() if all(FITS[name](each, value) for name, value in wanted.items())]

    assert list(PACKAGED.where(**wanted)) == expected


@few
@given(catalogs(), filters(*RANDOM))
def test_where_is_idempotent(catalog: Catalog, wanted: dict[str, Any]) -> None:
    """Asking twice is asking once."""
    once = catalog.where(**wanted)

    assert once.where(**wanted) == once


@few
@given(catalogs(), filters(*RANDOM), filters(*RANDOM))
def test_where_is_commutative(catalog: Catalog, wanted: dict[str, Any], too: dict[str, Any]) -> None:
    """The order of questions means nothing."""
    assert catalog.where(**wanted).where(**too) == catalog.where(**too).where(**wanted)


@few
@given(catalogs(), filters(*RANDOM))
def test_where_takes_all_filters_together(catalog: Catalog, wanted: dict[str, Any]) -> None:
    """One question with several filters is several questions with one each."""
    step_by_step = catalog
    for name, value in wanted.items():
        step_by_step = step_by_step.where(**{name: value})

    assert catalog.where(**wanted) == step_by_step


@few
@given(catalogs(own_conventions=True), filters(*RANDOM))
def test_where_is_shrinking(catalog: Catalog, wanted: dict[str, Any]) -> None:
    """Nothing comes in that was not there, and what stays is as it was; the rules and sources stay too."""
    found = catalog.where(**wanted)

    assert found.items() <= catalog.items()
    assert list(found) == [id_ for id_ in catalog if id_ in found]
    assert (found.conventions, found.sources, found.id) == (catalog.conventions, catalog.sources, catalog.id)


@few
@given(catalogs(), st.data(), st.sampled_from(["kind", "phase", "positions", "laterality", "focus", "directions"]))
def test_where_takes_any_of_several_words(catalog: Catalog, data: st.DataObject, name: str) -> None:
    """Several words find what each of them finds."""
    words = data.draw(FILTERS[name])
    found: set[str] = set()
    for word in _set(words):
        one: dict[str, Any] = {name: word}
        found |= catalog.where(**one).keys()

    assert catalog.where(**{name: words}).keys() == found


@few
@given(catalogs(), FILTERS["cautions"], FILTERS["cautions"])
def test_more_cautions_leave_fewer_exercises(catalog: Catalog, some: Words, more: Words) -> None:
    """No caution switches another off: both together leave what each leaves."""
    both = catalog.where(cautions=_set(some) | _set(more))

    assert both.keys() == catalog.where(cautions=some).keys() & catalog.where(cautions=more).keys()


@few
@given(catalogs(), FILTERS["equipment"], FILTERS["equipment"])
def test_more_equipment_leaves_more_exercises(catalog: Catalog, some: Words, more: Words) -> None:
    """A thing at hand takes nothing away."""
    assert catalog.where(equipment=some).keys() <= catalog.where(equipment=_set(some) | _set(more)).keys()


@few
@given(catalogs())
def test_where_without_filters_is_the_catalog(catalog: Catalog) -> None:
    """Nothing asked, nothing left out."""
    assert catalog.where() == catalog


POSITIONS = ", ".join(Position)
SPINES = " (did you mean 'back-extensors', 'lumbar-spine' or 'thoracic-spine'?)"
UNKNOWN_WORDS: tuple[tuple[dict[str, Any], str], ...] = (
    (
        {"positions": "suppine"},
        f"Catalog.where.positions: got 'suppine', expected one of {POSITIONS} (did you mean 'supine'?)",
    ),
    (
        {"positions": ["supine", "Prone"]},
        f"Catalog.where.positions: got 'Prone', expected one of {POSITIONS} (did you mean 'prone'?)",
    ),
    (
        {"phase": "warmup"},
        "Catalog.where.phase: got 'warmup', expected one of warm-up, conditioning, cool-down (did you mean 'warm-up'?)",
    ),
    (
        {"kind": "yoga"},
        f"Catalog.where.kind: got 'yoga', expected one of {', '.join(Kind)}",
    ),
    (
        {"laterality": "both"},
        "Catalog.where.laterality: got 'both', expected one of bilateral, unilateral, alternating, one-sided",
    ),
    (
        {"directions": "up"},
        "Catalog.where.directions: got 'up', expected one of flexion, extension, rotation, lateral, neutral",
    ),
    ({"focus": "back"}, f"Catalog.where.focus: got 'back', expected one of {', '.join(sorted(RegionId))}{SPINES}"),
    ({"equipment": ["sofa"]}, f"Catalog.where.equipment: got 'sofa', expected one of {', '.join(sorted(EquipmentId))}"),
    ({"cautions": ["fear"]}, f"Catalog.where.cautions: got 'fear', expected one of {', '.join(sorted(CautionKey))}"),
    (
        {"sources": "nobody"},
        f"Catalog.where.sources: got 'nobody', expected one of {', '.join(sorted(PACKAGED.sources))}",
    ),
)


@pytest.mark.parametrize(("wanted", "message"), UNKNOWN_WORDS, ids=[str(row[0]) for row in UNKNOWN_WORDS])
def test_where_refuses_unknown_words(wanted: dict[str, Any], message: str) -> None:
    """A slip finds an error with the known words, not an empty catalog."""
    with pytest.raises(ValueError, match=r".") as caught:
        PACKAGED.where(**wanted)

    assert str(caught.value) == message


# resolve -----------------------------------------------------------------------------------------

NAMES = (
    ("mckenzie press up", "prone-press-up"),
    ("sphinx", "prone-on-elbows"),
    ("glute bridge", "bridge"),
    ("knee hugs", "double-knee-to-chest"),
    ("superman", "prone-trunk-lift"),
    ("piriformis stretch", "figure-four-stretch"),
    ("windscreen wipers", "lower-trunk-rotation"),
    ("pointer", "bird-dog"),
    ("clam", "clamshell"),
    ("sit to stand", "sit-to-stand"),
    ("nerve glide", "supine-sciatic-slider"),
    ("birddog", "bird-dog"),
    ("Bird Dog", "bird-dog"),
    (" bird - dog ", "bird-dog"),
    ("BIRD_DOG", "bird-dog"),
    ("catcow", "cat-cow"),
    ("child's pose", "childs-pose"),
    ("Childs Pose", "childs-pose"),
)
"""What people call exercises, and what they mean."""


@pytest.mark.parametrize(("text", "id_"), NAMES)
def test_resolve_knows_what_people_say(text: str, id_: str) -> None:
    """Names and aliases find their exercise; case, spaces, hyphens and signs do not matter."""
    assert PACKAGED.resolve(text) is PACKAGED[id_]


NEAR_MISSES = (
    ("bird dg", "bird-dog"),
    ("brigde", "bridge"),
    ("plnk", "plank"),
    ("Wal Squat", "wall-squat"),
    ("hamstring", "supine-hamstring-stretch"),
)


@pytest.mark.parametrize(("text", "nearest"), NEAR_MISSES)
def test_resolve_suggests_the_nearest_first(text: str, nearest: str) -> None:
    """A near miss raises, with the nearest exercise first."""
    with pytest.raises(UnknownExercise) as caught:
        PACKAGED.resolve(text)

    assert caught.value.suggestions[0] == nearest


def _named(**names: str) -> Catalog:
    """Exercises with these ids and names."""
    return Catalog(evolve(PACKAGED["bridge"], id=id_, name=name, aliases=()) for id_, name in names.items())


FEW = _named(plank="Plank", blank="Blank", planche="Front lever", bridge="Bridge", bar="Long plank hold")
RANKED = (
    ("plank", None),
    ("plan", ("plank", "bar", "planche")),
    ("plnk", ("plank", "bar", "blank")),
    ("flank", ("blank", "plank", "bar")),
    ("bri", ("bridge", "bar")),
    ("br", ("bar",)),
    ("zzzz", ()),
    ("", ()),
    ("---", ()),
)
"""What is asked for in a catalog of five, and the suggestions; None where it is found."""


@pytest.mark.parametrize(("text", "suggestions"), RANKED)
def test_suggestions_are_few_and_ranked(text: str, suggestions: tuple[str, ...] | None) -> None:
    """At most three: by words, then by letters, then by id; nothing far is offered."""
    if suggestions is None:
        assert FEW.resolve(text).id == text
        return
    with pytest.raises(UnknownExercise) as caught:
        FEW.resolve(text)

    assert (caught.value.text, caught.value.suggestions) == (text, suggestions)


@given(st.data())
def test_resolve_finds_every_name(data: st.DataObject) -> None:
    """Every id, name and alias finds its exercise, however it is written."""
    exercise = data.draw(st.sampled_from(list(PACKAGED.values())))
    name = data.draw(st.sampled_from([exercise.id, exercise.name, *exercise.aliases]))
    spelled = data.draw(st.sampled_from([str.upper, str.title, str.lower]))(name)
    joint = data.draw(st.sampled_from([" ", "-", "_", "  ", ""]))

    assert PACKAGED.resolve(joint.join(spelled.replace("-", " ").split())) is exercise


SHARED = Catalog(
    [
        evolve(PACKAGED["plank"], aliases=("hover", "plank")),
        evolve(PACKAGED["knee-plank"], aliases=("Hover", "plank")),
        evolve(PACKAGED["bridge"], aliases=("hoover",)),
    ]
)


def test_resolve_does_not_choose_among_several() -> None:
    """A name of two exercises raises, and suggests just these two."""
    with pytest.raises(UnknownExercise) as caught:
        SHARED.resolve("hover")

    assert caught.value.suggestions == ("knee-plank", "plank")


def test_an_id_is_never_ambiguous() -> None:
    """An id, written as it is, finds its exercise, though it is an alias of another."""
    assert SHARED.resolve("plank").id == "plank"
    with pytest.raises(UnknownExercise):
        SHARED.resolve("Plank")


@few
@given(catalogs(wordy=True), st.data())
def test_resolve_finds_the_only_bearer_or_names_all(catalog: Catalog, data: st.DataObject) -> None:
    """For any catalog and any name in it: one bearer is found, several are suggested."""
    names = {name: None for each in catalog.values() for name in (each.name, *each.aliases) if name not in catalog}
    if not names:
        return
    name = data.draw(st.sampled_from(list(names)))
    bearers = [
        each.id for each in catalog.values() if _letters(name) in map(_letters, (each.id, each.name, *each.aliases))
    ]
    if len(bearers) == 1:
        assert catalog.resolve(name).id == bearers[0]
        return
    with pytest.raises(UnknownExercise) as caught:
        catalog.resolve(name)
    assert caught.value.suggestions == tuple(bearers)


# Mapping -----------------------------------------------------------------------------------------


def test_unknown_ids_raise_with_suggestions() -> None:
    """A catalog is a mapping: a wrong id is a `KeyError`, and says what may have been meant."""
    with pytest.raises(KeyError) as caught:
        FEW["flank"]

    assert str(caught.value) == "no exercise is called 'flank'; did you mean 'blank', 'plank', 'bar'?"
    assert FEW.get("flank") is None
    assert "flank" not in FEW


@few
@given(catalogs())
def test_catalog_is_a_mapping_in_order_of_id(catalog: Catalog) -> None:
    """Keys are the ids of the values, in order."""
    assert list(catalog) == sorted(catalog)
    assert len(catalog) == len(list(catalog))
    assert all(catalog[id_].id == id_ and id_ in catalog for id_ in catalog)


def test_one_id_once() -> None:
    """Two exercises with one id are refused, not overwritten."""
    with pytest.raises(ValueError, match=r".") as caught:
        Catalog([PACKAGED["bridge"], evolve(PACKAGED["plank"], id="bridge")])

    assert str(caught.value) == "Catalog.exercises: got two exercises with the id 'bridge', expected one"


def test_catalog_cannot_be_changed() -> None:
    """Neither an entry nor an attribute can be set or deleted."""
    catalog: Any = Catalog([PACKAGED["bridge"]])
    with pytest.raises(TypeError):
        catalog["plank"] = PACKAGED["plank"]
    with pytest.raises(TypeError):
        del catalog["bridge"]
    for name in ("id", "title", "language", "conventions", "sources", "extra"):
        with pytest.raises(AttributeError):
            setattr(catalog, name, "other")
    with pytest.raises(AttributeError):
        del catalog.id


def test_what_a_catalog_hands_out_does_not_change_it() -> None:
    """Its sources are handed out as a copy, or cannot be changed."""
    catalog = Catalog([PACKAGED["bridge"]])
    expected = dict(catalog.sources)
    handed: Any = catalog.sources
    with suppress(AttributeError, TypeError):
        handed.clear()

    assert catalog.sources == expected


def test_catalog_reads_its_exercises_once() -> None:
    """Any iterable will do, a generator too."""
    assert Catalog(each for each in PACKAGED.values()).keys() == PACKAGED.keys()


# Values ------------------------------------------------------------------------------------------


@few
@given(catalogs(own_conventions=True, wordy=True), st.randoms())
def test_order_of_exercises_means_nothing(catalog: Catalog, random: Random) -> None:
    """Equal whatever the order they came in."""
    shuffled = list(catalog.values())
    random.shuffle(shuffled)
    other = Catalog(
        shuffled,
        conventions=catalog.conventions,
        sources=reversed(list(catalog.sources.values())),
        id=catalog.id,
        title=catalog.title,
        language=catalog.language,
    )

    assert other == catalog
    assert hash(other) == hash(catalog)


BRIDGE = PACKAGED["bridge"]
OTHER_RULES = evolve(PACKAGED.conventions, timing=evolve(PACKAGED.conventions.timing, tick=1))
NOBODY = Source(id="nobody-2020", title="Nothing", publisher="Nobody", tier=Tier.D)
ONE = Catalog([BRIDGE])
DIFFERENT: tuple[object, ...] = (
    Catalog(),
    Catalog([PACKAGED["plank"]]),
    Catalog([evolve(BRIDGE, rest=0)]),
    Catalog([BRIDGE], id="clinic"),
    Catalog([BRIDGE], title="Clinic"),
    Catalog([BRIDGE], language="de"),
    Catalog([BRIDGE], conventions=OTHER_RULES),
    Catalog([BRIDGE], sources=[NOBODY]),
    {"bridge": BRIDGE},
    None,
)


@pytest.mark.parametrize("other", DIFFERENT)
def test_different_catalogs_are_not_equal(other: object) -> None:
    """Exercises, rules, sources, id, title and language all count."""
    catalog = Catalog([BRIDGE])

    assert catalog == ONE
    assert catalog != other
    assert other != catalog


def test_without_rules_the_packaged_ones_are_meant() -> None:
    """Saying so or not is the same."""
    assert Catalog([BRIDGE], conventions=PACKAGED.conventions) == ONE
    assert ONE.conventions is PACKAGED.conventions


@few
@given(catalogs(own_conventions=True, wordy=True))
def test_catalog_pickles(catalog: Catalog) -> None:
    """A catalog crosses to another process unchanged, rules and sources too."""
    copy = pickle.loads(pickle.dumps(catalog))

    assert copy == catalog
    assert hash(copy) == hash(catalog)
    assert (copy.conventions, copy.sources) == (catalog.conventions, catalog.sources)


def test_packaged_catalog_is_read_once() -> None:
    """Every call gives the same catalog; a pickled copy is equal to it."""
    assert default_catalog() is PACKAGED
    assert pickle.loads(pickle.dumps(PACKAGED)) == PACKAGED


REPRS = (
    (PACKAGED, "<Catalog lowback (92 exercises)>"),
    (ONE, "<Catalog custom (1 exercise)>"),
    (Catalog(id="clinic"), "<Catalog clinic (0 exercises)>"),
)


@pytest.mark.parametrize(("catalog", "text"), REPRS)
def test_repr(catalog: Catalog, text: str) -> None:
    """One line tells what it holds."""
    assert repr(catalog) == text


@given(exercises(citing=[NOBODY]))
def test_catalog_knows_the_sources_of_its_exercises(exercise: Exercise) -> None:
    """They need not be given a second time."""
    assert Catalog([exercise]).sources == {source.id: source for source in exercise.sources}


# Links and cautions ------------------------------------------------------------------------------


def test_easier_and_harder() -> None:
    """The way back and the way on, as catalogs."""
    assert list(PACKAGED.easier("bird-dog")) == ["quadruped-leg-lift"]
    assert list(PACKAGED.harder("plank")) == ["plank-leg-lift"]
    assert PACKAGED.easier("pelvic-tilt") == PACKAGED.where(text="zzzz")


@few
@given(catalogs(min_size=1), st.data())
def test_links_lead_to_exercises_of_the_catalog(catalog: Catalog, data: st.DataObject) -> None:
    """A link to an exercise that is not there is passed over."""
    id_ = data.draw(st.sampled_from(list(catalog)))

    assert (
        catalog.easier(id_).items()
        == {other: catalog[other] for other in catalog[id_].easier if other in catalog}.items()
    )
    assert (
        catalog.harder(id_).items()
        == {other: catalog[other] for other in catalog[id_].harder if other in catalog}.items()
    )


@pytest.mark.parametrize("link", [PACKAGED.easier, PACKAGED.harder])
def test_links_of_an_unknown_exercise(link: Callable[[str], Catalog]) -> None:
    """The error is that of a wrong id."""
    with pytest.raises(UnknownExercise) as caught:
        link("birddog")

    assert caught.value.suggestions == ("bird-dog",)


@few
@given(catalogs(own_conventions=True), st.data())
def test_caution_rules_go_caution_by_caution(catalog: Catalog, data: st.DataObject) -> None:
    """The rules for several cautions are those for each, in the catalog's order; one word will do."""
    keys = [caution.key for caution in catalog.conventions.cautions]
    wanted = data.draw(st.lists(st.sampled_from(keys), unique=True, max_size=3))
    for exercise in catalog.values():
        each = [rule for key in keys if key in wanted for rule in catalog.caution_rules(exercise, key)]

        assert catalog.caution_rules(exercise, wanted) == tuple(each)
        assert catalog.is_avoided(exercise, wanted) is any(rule.level is CautionLevel.AVOID for rule in each)


# Conventions -------------------------------------------------------------------------------------

SPY = """
import pickle, sys
catalog = pickle.load(sys.stdin.buffer)
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
found = catalog.where(focus="glutes", equipment=["mat"], cautions=["wrist-pain"], text="bridge")
assert "bridge" in catalog.merged_with(found).only(["bridge"]) and catalog.resolve("Glute bridge").id == "bridge"
assert catalog.caution_rules(catalog["cat-cow"], ["wrist-pain"]) and catalog == pickle.loads(pickle.dumps(catalog))
print([path for path in opened if path.endswith(".json")])
"""


def test_a_catalog_carries_all_that_it_uses() -> None:
    """In a process that has read no packaged file, none is opened."""
    clinic = Catalog(PACKAGED.values(), conventions=evolve(PACKAGED.conventions, mixes=()), id="clinic")

    seen = subprocess.run([sys.executable, "-c", SPY], input=pickle.dumps(clinic), capture_output=True, check=True)

    assert seen.stdout.strip() == b"[]"


def test_a_catalog_without_conventions_has_the_packaged_ones() -> None:
    assert Catalog([PACKAGED["bridge"]]).conventions is PACKAGED.conventions


# Merging -----------------------------------------------------------------------------------------


@given(catalogs(), catalogs())
def test_merging_keeps_everything_or_refuses(one: Catalog, other: Catalog) -> None:
    """Everything of both is in the merged catalog, in whatever order they are merged; a clash is told either way."""
    clashing = [id_ for id_ in one if id_ in other and one[id_] != other[id_]]
    cited = [id_ for id_ in one.sources if id_ in other.sources and one.sources[id_] != other.sources[id_]]
    if clashing or cited:
        names = tuple([f"exercise {id_!r}" for id_ in clashing] + [f"source {id_!r}" for id_ in cited])
        with pytest.raises(CatalogClash) as caught:
            one.merged_with(other)
        assert caught.value.names == names
        with pytest.raises(CatalogClash):
            other.merged_with(one)
    else:
        merged = one.merged_with(other)
        assert dict(merged) == {**one, **other} == dict(other.merged_with(one))
        assert dict(merged.sources) == {**one.sources, **other.sources}
        assert merged.merged_with(other) == merged


def test_merging_refuses_other_words_and_numbers() -> None:
    """Whatever both declare in two ways is named."""
    conventions = PACKAGED.conventions
    others = evolve(
        conventions,
        cautions=(evolve(conventions.cautions[0], level=CautionLevel.STOP_IF), *conventions.cautions[1:]),
        transitions=(evolve(conventions.transitions[0], seconds=99), *conventions.transitions[1:]),
        timing=evolve(conventions.timing, tick=1),
        red_flags=(evolve(conventions.red_flags[0], urgency=Urgency.ROUTINE), *conventions.red_flags[1:]),
        stop_rules=(evolve(conventions.stop_rules[0], text="Go on."), *conventions.stop_rules[1:]),
        pain_zones=(PainZone(colour="green", low=0, high=10, text="Go on."),),
    )
    with pytest.raises(CatalogClash) as caught:
        PACKAGED.merged_with(Catalog(conventions=others))

    key = conventions.cautions[0].key
    assert caught.value.names == (
        "pain zones",
        "timing",
        f"caution {key!r}",
        "red flag 'saddle-numbness'",
        "stop rule 'emergency'",
        "transition 'prone - supine'",
    )


def test_merging_two_catalogs_of_the_same_words_and_numbers_keeps_them() -> None:
    """A clinic's two catalogs stay the clinic's."""
    own = evolve(PACKAGED.conventions, timing=Timing(tick=1), equipment=(Equipment(id="hat", name="a hat"),))
    merged = Catalog([PACKAGED["bridge"]], conventions=own).merged_with(Catalog([PACKAGED["plank"]], conventions=own))

    assert merged.conventions == own
    assert merged.where(equipment=["hat"]).conventions == own
    assert list(merged) == ["bridge", "plank"]


def test_merging_joins_words() -> None:
    """A word that only one has is a word of both together."""
    conventions = PACKAGED.conventions
    clinic = evolve(
        conventions,
        equipment=(*conventions.equipment, Equipment(id="hat", name="a hat")),
        stop_rules=(*conventions.stop_rules, StopRule(key="wet-floor", text="Stop if the floor is wet.")),
    )

    merged = PACKAGED.merged_with(Catalog(conventions=clinic))

    assert merged.conventions == clinic
    assert (merged.id, merged.title) == (PACKAGED.id, PACKAGED.title)
