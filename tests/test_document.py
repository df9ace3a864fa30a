"""Catalogs of one's own: what they add to the packaged one, what they replace, and that composing uses it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve

from lowback import Brief, Catalog, check, compose, default_catalog, load_catalog, validate
from lowback.converters import structure, unstructure
from lowback.diagnostics import Severity
from lowback.errors import BriefError, InvalidCatalog
from lowback.model import PainZone
from lowback.vocabulary import Position

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

VALID = Path(__file__).parent / "data" / "valid"
PACKAGED = default_catalog()


def document(name: str) -> Paper:
    """A valid document of the corpus; its exercise has another id than a packaged one."""
    text = (VALID / name).read_text(encoding="utf-8")
    return json.loads(text.replace("heel-raise", "heel-lifts").replace("Heel raise", "Heel lifts"))


MINIMAL = document("exercises/minimal.json")
HEEL_LIFTS = MINIMAL["exercises"][0]
EXTENDING = {**MINIMAL, "extends": "lowback"}
BRIDGE: Paper = {**unstructure(PACKAGED["bridge"]), "name": "Our bridge"}  # type: ignore[dict-item]  # it is an object

WORDS: dict[str, Paper] = {
    "regions": {"id": "calves", "name": "calves"},
    "equipment": {"id": "pad", "name": "a pad"},
    "cautions": {
        "key": "tendon",
        "label": "My heel tendon hurts",
        "fact": "Rest it.",
        "level": "modify",
        "may_fall": True,
    },
    "mixes": {"id": "break", "warm_up": 50, "conditioning": 50, "cool_down": 0},
    "caps": {"id": "heels", "name": "heel lifts", "minutes": 5, "families": ["heel-lifts"]},
    "red_flags": {"key": "hot-toe", "question": "Is your toe hot?", "group": "gout", "urgency": "urgent"},
    "stop_rules": {"key": "wet-floor", "text": "Stop if the floor is wet."},
}
ADDED = ("cautions", "red_flags", "stop_rules")
"""What no catalog takes away."""


def names(catalog: Catalog, field: str) -> list[str]:
    """The words of one sort that a catalog declares."""
    return [getattr(each, "key" if field in ADDED else "id") for each in getattr(catalog.conventions, field)]


# Exercises ---------------------------------------------------------------------------------------


def test_a_catalog_that_extends_has_the_packaged_exercises_too() -> None:
    catalog = load_catalog(EXTENDING)

    assert list(catalog) == sorted([*PACKAGED, "heel-lifts"])
    assert all(catalog[id_] is PACKAGED[id_] for id_ in PACKAGED)
    assert catalog.id == "clinic"
    assert set(catalog.sources) == {*PACKAGED.sources, "leaflet"}


def test_a_catalog_that_extends_none_has_its_own_exercises_alone() -> None:
    catalog = load_catalog(MINIMAL)

    assert list(catalog) == ["heel-lifts"]
    assert set(catalog.sources) == {"leaflet"}


def test_an_exercise_is_replaced_on_purpose() -> None:
    catalog = load_catalog({**EXTENDING, "overrides": ["bridge"], "exercises": [HEEL_LIFTS, BRIDGE]})

    assert catalog["bridge"] == evolve(PACKAGED["bridge"], name="Our bridge")
    assert list(catalog) == sorted([*PACKAGED, "heel-lifts"])


def test_an_exercise_is_not_replaced_by_accident() -> None:
    tree = {**EXTENDING, "exercises": [HEEL_LIFTS, BRIDGE]}

    [finding] = [each for each in validate(tree) if each.severity is not Severity.NOTE]
    with pytest.raises(InvalidCatalog) as raised:
        load_catalog(tree)

    assert str(finding) == (
        "error: exercises[1].id: got 'bridge', which is an exercise of the extended catalog, expected another id "
        "(if you mean to replace it, add it to overrides: ['bridge']) [clashing-id]"
    )
    assert [each for each in raised.value.diagnostics if each.severity is not Severity.NOTE] == [finding]


def test_without_extends_no_id_is_taken() -> None:
    bridge = {key: value for key, value in BRIDGE.items() if key not in ("easier", "harder", "no_floor_alternative")}

    assert list(load_catalog({**MINIMAL, "exercises": [bridge]})) == ["bridge"]


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", WORDS)
def test_own_words_stand_beside_the_packaged_ones_in_a_catalog_that_extends(field: str) -> None:
    word = WORDS[field]

    catalog = load_catalog({**EXTENDING, field: [word]})

    assert names(catalog, field) == [*names(PACKAGED, field), word.get("id") or word["key"]]


@pytest.mark.parametrize("field", ADDED)
def test_what_protects_somebody_adds_up_in_every_catalog(field: str) -> None:
    catalog = load_catalog({**MINIMAL, field: [WORDS[field]]})

    assert names(catalog, field) == [*names(PACKAGED, field), WORDS[field]["key"]]


@pytest.mark.parametrize("tree", [MINIMAL, EXTENDING], ids=["alone", "extending"])
def test_own_pain_zones_stand_in_place_of_the_packaged_ones(tree: Paper) -> None:
    zones = [
        {"colour": "amber", "low": 0, "high": 2, "text": "Care."},
        {"colour": "red", "low": 3, "high": 10, "text": "Stop."},
    ]

    catalog = load_catalog({**tree, "pain_zones": zones})

    assert catalog.conventions.pain_zones == tuple(structure(zone, PainZone) for zone in zones)


def test_a_scale_with_a_gap_is_no_catalog() -> None:
    tree = {**MINIMAL, "pain_zones": [{"colour": "red", "low": 0, "high": 8, "text": "Stop."}]}

    with pytest.raises(InvalidCatalog) as raised:
        structure(tree, Catalog)

    [finding] = raised.value.diagnostics
    faults = "no zone for 9 to 10, expected one zone for each score from 0 to 10"
    assert str(finding) == f"error: Conventions.pain_zones: {faults} [pain-scale]"


@pytest.mark.parametrize("field", ["equipment", "mixes", "caps"])
def test_own_words_stand_alone_in_a_catalog_that_extends_none(field: str) -> None:
    word = WORDS[field]

    catalog = load_catalog({**MINIMAL, field: [word]})

    assert names(catalog, field) == [word.get("id") or word["key"]]
    assert all(names(catalog, other) == names(PACKAGED, other) for other in WORDS if other != field)


def test_own_regions_stand_alone_too() -> None:
    tree = {**MINIMAL, "regions": [WORDS["regions"]]}
    calves = {**HEEL_LIFTS, "regions": ["calves"]}

    assert [(each.code, each.pointer) for each in validate(tree)] == [("unknown-region", "/exercises/0/regions/0")]
    assert names(load_catalog({**tree, "exercises": [calves]}), "regions") == ["calves"]


def test_a_packaged_word_said_anew_counts_as_said() -> None:
    again = {"id": "legs", "name": "legs and feet"}

    regions = load_catalog({**EXTENDING, "regions": [again]}).conventions.regions

    assert [each.id for each in regions] == names(PACKAGED, "regions")
    assert [each.name for each in regions if each.id == "legs"] == ["legs and feet"]


def test_a_packaged_caution_said_anew_keeps_what_it_gives_and_says() -> None:
    """An older document, or one that says nothing of it, takes no time, no rest and no sign to stop on away."""
    kept = ("rises_slowly", "may_fall", "ends_calmly", "about", "advice", "stop")
    packaged: Paper = [unstructure(caution) for caution in PACKAGED.conventions.cautions]
    said_anew = [{name: value for name, value in each.items() if name not in kept} for each in packaged]
    catalog = load_catalog({**EXTENDING, "cautions": said_anew})

    assert [unstructure(caution) for caution in catalog.conventions.cautions] == packaged


def test_what_is_not_declared_is_as_in_the_packaged_catalog() -> None:
    assert load_catalog(MINIMAL).conventions == PACKAGED.conventions
    assert load_catalog(EXTENDING).conventions == PACKAGED.conventions


@pytest.mark.parametrize("tree", [MINIMAL, EXTENDING], ids=["alone", "extending"])
@pytest.mark.parametrize("positions", [["seated", "standing"], ["standing", "seated"]])
def test_own_seconds_between_positions_count_in_either_direction(tree: Paper, positions: list[str]) -> None:
    conventions = load_catalog({**tree, "transitions": [{"positions": positions, "seconds": 40}]}).conventions

    assert len(conventions.transitions) == len(PACKAGED.conventions.transitions)
    assert conventions.change_seconds(Position.SEATED, Position.STANDING) == 40
    assert conventions.change_seconds(Position.STANDING, Position.SEATED) == 40
    assert conventions.change_seconds(Position.SUPINE, Position.STANDING) == 10


def test_paper_of_an_extending_catalog_says_all_of_it() -> None:
    """What is written names its base no more, and reads as the same catalog."""
    exercises = [{**HEEL_LIFTS, "needs": [["pad"]], "regions": ["calves"]}]
    catalog = load_catalog({**EXTENDING, "exercises": exercises, **{field: [word] for field, word in WORDS.items()}})
    paper: Paper = json.loads(json.dumps(unstructure(catalog)))

    assert "extends" not in paper
    assert paper["stop_rules"] == [WORDS["stop_rules"]]
    assert "pain_zones" not in paper
    assert [each for each in validate(paper) if each.severity is not Severity.NOTE] == []
    assert load_catalog(paper) == catalog == structure(paper, Catalog)


# Rests -------------------------------------------------------------------------------------------

RESTS = {"rest_strength": 60, "rest_stability": 35, "rest_other": 5}


def rests(tree: Paper) -> dict[str, int]:
    """The rest of every exercise; each way of reading has to give the same catalog."""
    catalog = load_catalog(tree)
    assert catalog == structure(tree, Catalog)
    assert catalog == load_catalog(json.loads(json.dumps(unstructure(catalog))))
    return {id_: exercise.rest for id_, exercise in catalog.items()}


def test_an_exercise_without_a_rest_has_that_of_its_kind_in_its_catalog() -> None:
    kinds = ("strength", "stability", "mobility", "aerobic")
    exercises = [timed(kind, kind=kind) for kind in kinds]
    own = timed("own", rest=45)

    assert rests({**MINIMAL, "exercises": [*exercises, own], "timing": RESTS}) == {
        "strength": 60,
        "stability": 35,
        "mobility": 5,
        "aerobic": 5,
        "own": 45,
    }
    assert rests({**MINIMAL, "exercises": exercises}) == {
        "strength": 45,
        "stability": 30,
        "mobility": 15,
        "aerobic": 15,
    }


def test_packaged_exercises_rest_as_the_catalog_says_but_for_those_with_a_rest_of_their_own() -> None:
    found = rests({**EXTENDING, "timing": RESTS})
    usual = PACKAGED.conventions.timing

    assert (found["heel-lifts"], found["bridge"], found["plank"], found["cat-cow"]) == (60, 60, 35, 5)
    for id_, exercise in PACKAGED.items():
        if exercise.rest != usual.rest_of(exercise.kind):
            assert found[id_] == exercise.rest
    assert found["suitcase-carry"] == 15


def test_a_timing_in_a_file_of_its_own_counts_for_the_exercises_of_the_others(tmp_path: Path) -> None:
    for name, tree in {"a.json": {"exercises": MINIMAL["exercises"]}, "b.json": {"timing": RESTS}}.items():
        (tmp_path / name).write_text(json.dumps(tree), encoding="utf-8")
    head = {key: value for key, value in MINIMAL.items() if key != "exercises"}
    (tmp_path / "c.json").write_text(json.dumps(head), encoding="utf-8")

    assert load_catalog(tmp_path)["heel-lifts"].rest == 60


def test_a_rest_that_nobody_would_take_is_told_once_where_it_is_said() -> None:
    tree = {**MINIMAL, "timing": {"rest_strength": 6000}}

    assert [str(each) for each in validate(tree)] == [
        "error: timing.rest_strength: got 6,000 s, expected at most 600 s (times are in seconds) [implausible-number]"
    ]
    own = {**MINIMAL, "exercises": [{**HEEL_LIFTS, "rest": 6000}]}
    assert [each.pointer for each in validate(own)] == ["/exercises/0/rest"]


# Composing ---------------------------------------------------------------------------------------


def timed(id_: str, **changes: object) -> Paper:
    """An exercise of ten repetitions of 4 s, no more and no less."""
    dose = {"reps": {"min": 10, "starter": 10, "max": 10}, "facts": [{"source": "leaflet", "reps": [10, 10]}]}
    return {**HEEL_LIFTS, "id": id_, "name": id_.capitalize(), "family": id_, "dose": dose, **changes}


def own(**changes: object) -> Catalog:
    """A catalog of a warm-up on a chair, and of two exercises for the calves, one of them on a pad."""
    exercises = [
        timed("turn", kind="mobility", position="seated"),
        timed("raise", regions=["legs", "calves"]),
        timed("wobble", needs=[["pad"]], regions=["calves"]),
    ]
    words = {field: [word] for field, word in WORDS.items()} | {"equipment": [{**WORDS["equipment"], "fetch": True}]}
    return load_catalog({**EXTENDING, "exercises": exercises, **words, **changes})


def only(catalog: Catalog, seconds: int, ids: Sequence[str]) -> list[tuple[str, int, int, int]]:
    """A routine of just these exercises, from the chair to the feet, which has to be right: what its items are."""
    exclude = set(catalog) - set(ids)
    brief = evolve(
        Brief.of_seconds(seconds), include=ids, exclude=exclude, equipment=["pad"], start="seated", end="standing"
    )

    routine = compose(brief, catalog)

    assert check(routine) == ()
    assert routine.seconds == seconds
    return [(each.exercise.id, each.gap_seconds, each.work_seconds, each.pause_seconds) for each in routine.items]


def test_packaged_seconds_lay_out_a_routine() -> None:
    """To get ready 5 s, from the chair to the feet 5 s, to fetch 20 s; 40 s of work, which is eight ticks of 5 s."""
    assert only(own(), 115, ["turn", "wobble"]) == [
        ("turn", 5, 40, 0),
        ("wobble", 30, 40, 0),
    ]


def test_own_seconds_lay_out_a_routine() -> None:
    """To get ready 30 s, in ticks of 7 s, from the chair to the feet 41 s, to fetch 25 s; 40 s of work, six ticks."""
    catalog = own(
        timing={"get_ready": 30, "fetch": 25, "tick": 7},
        transitions=[{"positions": ["standing", "seated"], "seconds": 41}],
    )

    assert only(catalog, 220, ["turn", "wobble"]) == [
        ("turn", 35, 42, 0),
        ("wobble", 101, 42, 0),
    ]


def test_own_tolerance_decides_how_much_may_be_left() -> None:
    roomy = own(timing={"tolerance_seconds": 60})
    brief = evolve(Brief.of_seconds(150), exclude={*PACKAGED, "wobble"})

    assert [each.exercise.id for each in compose(brief, roomy).items] == ["turn", "raise"]
    with pytest.raises(ValueError, match="no routine fits"):
        compose(brief, own())


def test_own_caution_keeps_exercises_out() -> None:
    catalog = own(cautions=[{**WORDS["cautions"], "level": "avoid", "avoid_positions": ["standing"]}])
    brief = Brief(5, cautions=["tendon"])

    routine = compose(brief, catalog)

    assert check(routine) == ()
    assert Position.STANDING not in {each.exercise.position for each in routine.items}
    assert [each.key for each in routine.cautions] == ["tendon"]
    with pytest.raises(BriefError, match="tendon"):
        compose(brief)


def test_own_mix_shares_the_time() -> None:
    routine = compose(Brief(5, "break"), own())

    assert check(routine) == ()
    assert "cool-down" not in {str(each.exercise.phase) for each in routine.items}
    with pytest.raises(BriefError, match="break"):
        compose(Brief(5, "break"))


def test_own_region_can_be_preferred() -> None:
    catalog = own()

    routine = compose(Brief(3, focus=["calves"], include=["raise"]), catalog)

    assert list(catalog.where(focus="calves")) == ["raise", "wobble"]
    assert check(routine) == ()
    assert routine.brief.focus == ("calves",)
    with pytest.raises(BriefError, match="calves"):
        compose(Brief(3, focus=["calves"]))


def test_own_thing_has_to_be_at_hand() -> None:
    catalog = own()

    assert "wobble" not in catalog.where(equipment=[])
    assert "wobble" in catalog.where(equipment=["pad"])
    with pytest.raises(ValueError, match="pad"):
        compose(Brief(3, include=["wobble"], equipment=[]), catalog)


def test_a_composed_routine_of_an_own_catalog_is_right() -> None:
    routine = compose(Brief(10, include=["raise"]), load_catalog(json.dumps(unstructure(own())), format="json"))

    assert check(routine) == ()
    assert "raise" in {each.exercise.id for each in routine.items}
    assert len({each.exercise.id for each in routine.items} & set(PACKAGED)) > 1
