"""What protects a person in the packaged catalog stands, whatever another catalog on paper says."""

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

from lowback import Brief, Catalog, Exercise, compose, default_catalog, load_catalog, validate
from lowback._safeguards import GUARDED, Lifted, dropped, lifted
from lowback.converters import structure, unstructure
from lowback.errors import InvalidCatalog, Refused
from lowback.model import Caution, CautionRule, Equipment, Mix, PainZone, RedFlag, StopRule
from lowback.vocabulary import CautionLevel, Position, Urgency

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

PACKAGED = default_catalog()
WORDS = PACKAGED.conventions
CAUTIONS = {each.key: each for each in WORDS.cautions}
REFUSED = [each.key for each in WORDS.cautions if each.refer]
MINIMAL: Paper = json.loads(
    (Path(__file__).parent / "data" / "valid" / "exercises" / "minimal.json")
    .read_text(encoding="utf-8")
    .replace("heel-raise", "heel-lifts")  # so that it is no packaged id
    .replace("Heel raise", "Heel lifts")
)


def one(cls: type, name: str) -> Any:
    """A packaged word."""
    field = {Caution: "cautions", Mix: "mixes", Equipment: "equipment", RedFlag: "red_flags", StopRule: "stop_rules"}
    return next(each for each in getattr(WORDS, field[cls]) if getattr(each, "id", getattr(each, "key", "")) == name)


# One by one --------------------------------------------------------------------------------------

CARDIAC, SUPINE, FLOOR = (one(Caution, key) for key in ("cardiac", "late-pregnancy", "floor-access"))
SURGERY, WRIST = one(Caution, "recent-spinal-surgery"), one(Caution, "wrist-pain")
GENTLE, DESK = one(Mix, "gentle"), one(Mix, "desk")
BAND, WALL = one(Equipment, "band"), one(Equipment, "wall")
CHEST, AGE, CANCER = (one(RedFlag, key) for key in ("chest-pain", "age-onset", "cancer-history"))
HELP = one(StopRule, "emergency")

WEAKER: list[tuple[object, str, str]] = [
    (
        evolve(SURGERY, refer=""),
        "refer",
        "got no refer, which lifts the refusal of the packaged 'recent-spinal-surgery', expected whom to see first",
    ),
    (
        evolve(SURGERY, refer=" \t"),
        "refer",
        "got no refer, which lifts the refusal of the packaged 'recent-spinal-surgery', expected whom to see first",
    ),
    (
        evolve(WRIST, level=CautionLevel.STOP_IF),
        "level",
        "got stop-if, which is milder than the packaged 'wrist-pain', expected modify",
    ),
    (
        evolve(SUPINE, avoid_positions=(Position.PRONE,)),
        "avoid_positions",
        "got no supine, which the packaged 'late-pregnancy' avoids",
    ),
    (
        evolve(FLOOR, avoid_floor=False),
        "avoid_floor",
        "got no avoid_floor, but the packaged 'floor-access' avoids the floor",
    ),
    (
        evolve(GENTLE, max_difficulty=None),
        "max_difficulty",
        "got no max_difficulty, but the packaged 'gentle' has nothing that is harder than 2",
    ),
    (
        evolve(GENTLE, max_difficulty=3),
        "max_difficulty",
        "got 3, but the packaged 'gentle' has nothing that is harder than 2",
    ),
    (
        evolve(DESK, positions=None),
        "positions",
        "got no positions, but the packaged 'desk' has only seated, standing",
    ),
    (
        evolve(DESK, positions=(Position.PRONE, Position.SEATED, Position.SUPINE)),
        "positions",
        "got prone, supine, but the packaged 'desk' has only seated, standing",
    ),
    (evolve(DESK, equipment=("band", "wall")), "equipment", "got band, but the packaged 'desk' has only chair"),
    (
        evolve(BAND, always=True),
        "always",
        "got true, but the packaged 'band' is there only when somebody has it, expected false",
    ),
    (
        evolve(CHEST, urgency=Urgency.URGENT),
        "urgency",
        "got urgent, which is milder than the packaged 'chest-pain', expected emergency",
    ),
    (
        evolve(CHEST, question="Do you feel well?"),
        "question",
        "got another question in place of the packaged 'chest-pain', expected the same, or another key",
    ),
    (
        evolve(CANCER, raised_by=("night-pain",)),
        "raised_by",
        "got another cluster in place of that of the packaged 'cancer-history', expected the same, or another key",
    ),
    (
        evolve(CANCER, raised_to=Urgency.ROUTINE),
        "raised_by",
        "got another cluster in place of that of the packaged 'cancer-history', expected the same, or another key",
    ),
    (
        evolve(HELP, text="Go on."),
        "text",
        "got another text in place of the packaged 'emergency', expected the same, or another key",
    ),
    (
        PainZone(colour="green", low=3, high=5, text="Go on."),
        "colour",
        "got green for 4 to 5, which the packaged scale calls amber",
    ),
    (
        PainZone(colour="amber", low=5, high=6, text="Do less."),
        "colour",
        "got amber for 6, which the packaged scale calls red",
    ),
]


LEFT_OUT = {"refer": "", "avoid_floor": False, "max_difficulty": None, "positions": None}
"""Fields that nobody writes where they say just this; the finding is at the whole word."""


@pytest.mark.parametrize(("own", "field", "message"), WEAKER)
def test_what_is_lifted_is_named(own: object, field: str, message: str) -> None:
    path = () if field in LEFT_OUT and getattr(own, field) == LEFT_OUT[field] else (field,)
    assert list(lifted(own)) == [Lifted(message, path)]


@pytest.mark.parametrize(
    ("most", "came", "path"), [(None, "no max_difficulty", ("max_difficulty",)), (3, "3", ("max_difficulty",))]
)
def test_a_limit_of_difficulty_is_not_lifted(most: int | None, came: str, path: tuple[str, ...]) -> None:
    """No packaged caution has one now; one that had would be kept."""
    limited = evolve(CARDIAC, max_difficulty=2)
    message = f"got {came}, but the packaged 'cardiac' avoids what is harder than 2"

    assert [*GUARDED[Caution](evolve(CARDIAC, max_difficulty=most), limited)] == [Lifted(message, path)]


STRICTER: list[object] = [
    *(WORDS.cautions + WORDS.mixes + WORDS.equipment + WORDS.red_flags + WORDS.stop_rules + WORDS.pain_zones),
    evolve(SURGERY, label="I had back surgery", fact="Healing takes time.", refer="Call our ward."),
    evolve(SURGERY, avoid_floor=True, max_difficulty=1, avoid_positions=(Position.PRONE,)),
    evolve(WRIST, level=CautionLevel.AVOID),
    evolve(SUPINE, avoid_positions=(Position.PRONE, Position.SUPINE)),
    evolve(CARDIAC, max_difficulty=1),
    evolve(GENTLE, max_difficulty=1, positions=(Position.SEATED,), equipment=()),
    evolve(DESK, positions=(Position.SEATED,), equipment=("chair", "wall"), warm_up=0, conditioning=75),
    evolve(BAND, name="our band", at_home=True, fetch=False),
    evolve(WALL, always=False),
    evolve(AGE, urgency=Urgency.URGENT, group="bones", basis="We think so."),
    evolve(HELP, sources=()),
    PainZone(colour="red", low=0, high=10, text="Stop."),
    evolve(CARDIAC, key="my-heart", max_difficulty=None),
    evolve(SURGERY, key="my-spine", refer=""),
    evolve(HELP, key="my-help", text="Go on."),
]


@pytest.mark.parametrize("own", STRICTER, ids=lambda own: getattr(own, "key", getattr(own, "id", "zone")))
def test_what_is_as_strict_or_new_lifts_nothing(own: object) -> None:
    assert list(lifted(own)) == []


def test_an_exercise_that_takes_the_place_of_a_packaged_one_keeps_what_its_place_and_effort_meant() -> None:
    """Not only what it named: in another position others would let it in. What bars everything need not be named."""
    plank = PACKAGED["plank"]
    asking = {key: each for key, each in CAUTIONS.items() if not each.refer or each.named_by(plank)}
    rules = [(key, rule.level) for key, each in asking.items() if (rule := each.rule_for(plank)) is not None]

    found = dropped(evolve(plank, cautions=(), difficulty=1, position=Position.STANDING), CAUTIONS)

    assert [each.message for each in found] == [
        f"got no {key!r}, which the replaced exercise has at the level {level}" for key, level in rules
    ]
    assert {("late-pregnancy", "avoid"), ("floor-access", "avoid"), ("recent-abdominal-surgery", "avoid")} <= set(rules)
    assert list(dropped(plank, CAUTIONS)) == []


def test_a_milder_level_is_told_at_the_rule() -> None:
    bridge = PACKAGED["bridge"]
    index = next(index for index, rule in enumerate(bridge.cautions) if rule.level is CautionLevel.AVOID)
    key = bridge.cautions[index].key
    milder = CautionRule(key=key, level=CautionLevel.STOP_IF, how="Stop when it hurts.")

    found = dropped(
        evolve(bridge, cautions=(*bridge.cautions[:index], milder, *bridge.cautions[index + 1 :])), CAUTIONS
    )

    message = f"got stop-if for {key!r}, expected avoid, as in the replaced exercise"
    assert list(found) == [Lifted(message, ("cautions", index, "level"))]


def test_an_exercise_on_request_stays_so() -> None:
    slider = next(each for each in PACKAGED.values() if each.on_request)

    found = dropped(evolve(slider, on_request=False), CAUTIONS)

    assert list(found) == [Lifted("got no on_request, but the replaced exercise comes only on request", ())]


# On paper ----------------------------------------------------------------------------------------


def strictness(rule: CautionRule | None) -> int:
    return -1 if rule is None else rule.level.strictness


def assert_nothing_is_lifted(catalog: Catalog) -> None:
    """Judged by what follows for people, not by fields."""
    words = catalog.conventions
    own = {each.key: each for each in words.cautions}
    for key, packaged in CAUTIONS.items():
        for exercise in PACKAGED.values():
            bare = evolve(exercise, cautions=())
            assert strictness(own[key].rule_for(bare)) >= strictness(packaged.rule_for(bare))
            assert strictness(own[key].rule_for(exercise)) >= strictness(packaged.rule_for(exercise))
            if exercise.id in catalog:
                assert strictness(own[key].rule_for(catalog[exercise.id])) >= strictness(packaged.rule_for(exercise))
    for key in REFUSED:
        with pytest.raises(Refused):
            compose(Brief(5, words.mixes[0].id, cautions=[key]), catalog)
    asked = {(flag.key, flag.question): list(Urgency).index(flag.urgency) for flag in words.red_flags}
    for flag in WORDS.red_flags:
        assert asked[flag.key, flag.question] <= list(Urgency).index(flag.urgency)
    assert {(rule.key, rule.text) for rule in WORDS.stop_rules} <= {(rule.key, rule.text) for rule in words.stop_rules}
    colours = ["green", "amber", "red"]
    for score in range(11):
        [packaged_zone], [zone] = ([each for each in of.pain_zones if score in each] for of in (WORDS, words))
        assert colours.index(zone.colour) >= colours.index(packaged_zone.colour)
    for mix in words.mixes:
        for packaged_mix in (each for each in WORDS.mixes if each.id == mix.id):
            assert (mix.max_difficulty or 5) <= (packaged_mix.max_difficulty or 5)
            assert set(mix.positions or Position) <= set(packaged_mix.positions or Position)


CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(["stop-if", "modify", "avoid"]),
    "avoid_positions": st.lists(st.sampled_from(["supine", "prone", "quadruped"]), unique=True),
    "avoid_floor": st.booleans(),
    "max_difficulty": st.none() | st.integers(1, 5),
    "refer": st.sampled_from(["", " ", "Ask us first."]),
    "label": st.just("It hurts."),
    "urgency": st.sampled_from(Urgency).map(str),
    "question": st.just("Do you feel well?"),
    "text": st.just("Go on."),
    "positions": st.none() | st.lists(st.sampled_from(["seated", "supine"]), unique=True),
    "always": st.booleans(),
    "cautions": st.sampled_from([[], [{"key": "cardiac", "level": "avoid"}]]),
    "on_request": st.booleans(),
    "difficulty": st.integers(1, 5),
}


@st.composite
def changed(draw: st.DrawFn, value: object) -> Paper:
    """A packaged value on paper, with one or two of its fields otherwise."""
    tree: Paper = unstructure(value)
    known = [name for name in CHANGES if hasattr(value, name)]
    for name in draw(st.lists(st.sampled_from(known), max_size=2, unique=True)):
        tree[name] = draw(CHANGES[name])
    return tree


@st.composite
def documents(draw: st.DrawFn) -> Paper:
    """A document that declares some packaged words again, in any order, some twice, beside words of its own."""
    tree: Paper = {**MINIMAL}
    for field in ("cautions", "red_flags", "stop_rules", "mixes", "equipment"):
        chosen = draw(st.lists(st.sampled_from(getattr(WORDS, field)), max_size=2))
        own = [draw(changed(each)) for each in chosen]
        if draw(st.booleans()) and own:
            name = "key" if "key" in own[0] else "id"
            own.append({**own[0], name: "own"})
        if own:
            tree[field] = own
    if draw(st.booleans()):
        cuts = draw(st.sampled_from([(2, 5), (3, 5), (3, 6), (5, 7)]))
        tree["pain_zones"] = [
            {"colour": "green", "low": 0, "high": cuts[0], "text": "Go on."},
            {"colour": "amber", "low": cuts[0] + 1, "high": cuts[1], "text": "Do less."},
            {"colour": "red", "low": cuts[1] + 1, "high": 10, "text": "Stop."},
        ]
    if draw(st.booleans()):
        tree["extends"] = "lowback"
        exercise = draw(st.sampled_from([PACKAGED["plank"], PACKAGED["supine-sciatic-slider"]]))
        tree["overrides"] = [exercise.id]
        tree["exercises"] = [*tree["exercises"], draw(changed(exercise))]
    return tree


@given(documents())
def test_no_document_lifts_what_protects_somebody(tree: Paper) -> None:
    """Whatever it says: it is refused, by each way of reading, or protects at least as well."""
    for read in (load_catalog, lambda tree: structure(tree, Catalog)):
        try:
            catalog = read(tree)
        except InvalidCatalog as error:
            event("lifted" if "lifted-safeguard" in {each.code for each in error.diagnostics} else "refused")
        else:
            event("read")
            assert_nothing_is_lifted(catalog)


@pytest.mark.parametrize("extends", [True, False])
@pytest.mark.parametrize("names", list(permutations(["a.json", "b.json", "c.json"])))
def test_no_order_of_files_lifts_a_refusal(tmp_path: Path, names: tuple[str, ...], *, extends: bool) -> None:
    weak = {**unstructure(SURGERY), "refer": "", "level": "stop-if"}  # type: ignore[dict-item]  # it is an object
    head = {**MINIMAL, **({"extends": "lowback"} if extends else {})}
    for name, tree in zip(names, (head, {"cautions": [unstructure(SURGERY)]}, {"cautions": [weak]}), strict=True):
        (tmp_path / name).write_text(json.dumps(tree), encoding="utf-8")

    found = {each.code for each in validate(tmp_path)}

    assert found == {"lifted-safeguard", "duplicate-id"}
    with pytest.raises(InvalidCatalog):
        load_catalog(tmp_path)


def test_both_ways_of_reading_find_the_same_that_is_lifted() -> None:
    plank: Paper = {**unstructure(PACKAGED["plank"]), "cautions": []}  # type: ignore[dict-item]  # it is an object
    tree = {
        **MINIMAL,
        "extends": "lowback",
        "overrides": ["plank"],
        "exercises": [*MINIMAL["exercises"], plank],
        "cautions": [{**unstructure(SURGERY), "refer": ""}],  # type: ignore[dict-item]  # it is an object
        "pain_zones": [{"colour": "amber", "low": 0, "high": 10, "text": "Do less."}],
    }

    with pytest.raises(InvalidCatalog) as caught:
        structure(tree, Catalog)

    strict = [each for each in validate(tree) if each.code == "lifted-safeguard"]
    assert {(each.code, each.path, each.message) for each in caught.value.diagnostics} == {
        (each.code, each.path, each.message) for each in strict
    }
    assert len(strict) > 1


@pytest.mark.parametrize("read", [load_catalog, lambda tree: structure(tree, Catalog)], ids=["load", "structure"])
def test_an_exercise_keeps_the_cautions_of_the_packaged_one_that_it_replaces(read: Callable[[Paper], Catalog]) -> None:
    """Also those that the packaged one has gained since; what nobody wrote down how to change is avoided."""
    plank: Paper = {**unstructure(PACKAGED["plank"]), "cautions": [], "adaptations": []}  # type: ignore[dict-item]  # it is an object
    slider: Paper = {**unstructure(PACKAGED["supine-sciatic-slider"]), "on_request": False}  # type: ignore[dict-item]  # it is an object
    tree = {"format": 1, "id": "clinic", "extends": "lowback", "overrides": ["plank", slider["id"]]}

    catalog = read({**tree, "exercises": [plank, slider]})

    levels = {rule.key: rule.level for rule in PACKAGED["plank"].cautions}
    found = {rule.key: rule.level for rule in catalog["plank"].cautions}
    assert {key: CautionLevel.AVOID if level is CautionLevel.MODIFY else level for key, level in levels.items()} == {
        key: found[key] for key in levels
    }
    assert catalog["supine-sciatic-slider"].on_request
    assert_nothing_is_lifted(catalog)


def test_without_extends_an_exercise_of_a_packaged_id_is_one_of_its_own() -> None:
    plank: Paper = {**unstructure(PACKAGED["plank"]), "cautions": [], "easier": [], "harder": []}  # type: ignore[dict-item]  # it is an object

    catalog = structure({**MINIMAL, "exercises": [plank]}, Catalog)

    assert isinstance(catalog["plank"], Exercise)
    assert_refuses(catalog)


def assert_refuses(catalog: Catalog) -> None:
    for key in REFUSED:
        with pytest.raises(Refused):
            compose(Brief(5, cautions=[key]), catalog)


def test_merging_keeps_every_refusal() -> None:
    """A catalog that declares only words of its own has the packaged cautions, too, and so has what comes of two."""
    caution = {"key": "sore-toe", "label": "My toe is sore", "fact": "Toes heal.", "level": "modify"}
    clinic = load_catalog({**MINIMAL, "cautions": [caution]})

    for merged in (clinic.merged_with(PACKAGED), PACKAGED.merged_with(clinic), clinic.merged_with(clinic)):
        assert_nothing_is_lifted(merged)
        assert "sore-toe" in {each.key for each in merged.conventions.cautions}
    assert_refuses(Catalog([PACKAGED["plank"]]))


def test_a_caution_that_is_declared_again_keeps_what_the_packaged_one_says() -> None:
    """Its advice and its sign to stop on are said, unless the catalog has words of its own for them."""
    silent = {**unstructure(CARDIAC), "stop": "", "about": ""}  # type: ignore[dict-item]  # it is an object
    tree = {"format": 1, "id": "clinic", "extends": "lowback", "exercises": [], "cautions": [silent]}

    def read(**words: str) -> Caution:
        catalog = load_catalog({**tree, "cautions": [{**silent, **words}]})
        return next(each for each in catalog.conventions.cautions if each.key == "cardiac")

    assert read() == CARDIAC
    assert read(stop="Stop and call us.").stop == "Stop and call us."
