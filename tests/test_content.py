"""What holds for every exercise of the packaged catalog and every caution, held by rule; readers do the rest.

`docs/explanation/read-by-fresh-eyes.md` says what was read by people who saw the cards alone.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise, product

import pytest
from attrs import evolve

from lowback import Brief, Exercise, adapted, compose, default_catalog
from lowback._words import Words, seconds_to_say
from lowback.composer import dose_options
from lowback.drawing import picture_of
from lowback.errors import Infeasible
from lowback.vocabulary import LYING, CautionLevel, Change, Kind, Laterality, Phase, Position, Role

CATALOG = default_catalog()
CAUTIONS = {each.key: each for each in CATALOG.conventions.cautions if not each.refer}
IDS = sorted(CATALOG)
UPRIGHT = (Position.SEATED, Position.STANDING)


@cache
def made(*keys: str) -> tuple[Exercise, ...]:
    """The exercises as they are for a person with these cautions."""
    found = (adapted(each, keys) for each in CATALOG.values())
    return tuple(each for each in found if each is not None)


def texts(exercise: Exercise) -> Iterator[str]:
    """What somebody who does it hears or reads."""
    for step in exercise.steps:
        yield from (step.text, step.short_text)
    yield from (exercise.summary, exercise.breathing)
    for each in exercise.typical_errors:
        yield from (each.error, each.correction)


def orders(exercise: Exercise) -> Iterator[str]:
    """What somebody who does it is told to do."""
    for step in exercise.steps:
        yield from (step.text, step.short_text)
    yield from (each.correction for each in exercise.typical_errors)


def contacts(exercise: Exercise) -> set[str]:
    """What touches the ground or a thing in the pictures of the steps."""
    poses = {step.pose for step in exercise.steps if step.pose}
    return {contact for pose in picture_of(exercise).poses if pose.name in poses for contact in pose.contacts}


# Cautions ----------------------------------------------------------------------------------------


def test_what_is_modified_is_changed_and_never_only_noted() -> None:
    words = [
        (each.id, rule.key)
        for each in CATALOG.values()
        for rule in each.cautions
        if rule.level is CautionLevel.MODIFY and rule.how
    ]

    assert words == []


@pytest.mark.parametrize("key", CAUTIONS)
def test_each_caution_leaves_out_what_it_avoids_and_changes_what_it_modifies(key: str) -> None:
    for exercise in CATALOG.values():
        (rule,) = CATALOG.caution_rules(exercise, [key]) or (None,)
        found = adapted(exercise, key)
        if rule is None:
            assert found == exercise, exercise.id
        elif rule.level is CautionLevel.STOP_IF:  # which may be changed as well
            assert found is not None, exercise.id
            assert (found == exercise) == (not found.adapted_for), exercise.id
        else:
            assert (found is None) == (rule.level is CautionLevel.AVOID), exercise.id
            assert found is None or found.adapted_for == (key,), exercise.id


def test_wrists_carry_no_weight_on_a_palm() -> None:
    """Lying and sitting, a hand only rests."""
    loaded = [
        (each.id, contact)
        for each in made("wrist-pain")
        if each.position not in (*LYING, Position.SEATED)
        for contact in contacts(each)
        if "palm" in contact
    ]

    assert loaded == []


PUSHES = re.compile(
    r"\bpush (?:yourself|up|off)\b(?!,? (?:with your legs|both feet))|\belbows and hands\b|\bpress both palms\b",
    re.IGNORECASE,
)
"""An order to put one's weight on the hands."""


@pytest.mark.parametrize("other", CAUTIONS)
def test_no_words_push_a_sore_wrist_up(other: str) -> None:
    """Whatever else somebody has. A good arm can be leaned on up to its elbow."""
    found = [(each.id, words) for each in made("wrist-pain", other) for words in orders(each) if PUSHES.search(words)]

    assert [each for each in found if not re.search("good|that arm", each[1])] == []


@pytest.mark.parametrize("slowly", [False, True])
def test_the_ways_that_are_told_for_all_bear_on_no_sore_wrist(*, slowly: bool) -> None:
    words, lying = Words(), CATALOG["bridge"]
    up = words.way_up(Position.STANDING, lying, slowly=slowly)
    down = words.way(lying, None, Position.STANDING, slowly=slowly)

    assert [way for way in (up, down) if not way or PUSHES.search(way)] == []


@pytest.mark.parametrize("id_", ["legs-up-rest", "supine-hip-flexor-stretch"])
def test_a_sore_shoulder_is_pushed_up_by_its_good_arm_alone(id_: str) -> None:
    found = adapted(CATALOG[id_], ["shoulder-pain"])

    assert found is not None
    assert [words for words in orders(found) if PUSHES.search(words) and "good" not in words] == []


def test_a_sore_neck_lifts_no_head() -> None:
    """Lying on the back, the head rests in every picture; no step lifts it."""
    for each in made("neck-pain"):
        if each.position is Position.SUPINE:
            for pose in picture_of(each).poses:
                assert any("head" in contact for contact in pose.contacts), (each.id, pose.name)
        assert not any(re.search(r"\b(?:lift|raise) your (?:head|chin)", words.casefold()) for words in texts(each)), (
            each.id
        )


@pytest.mark.parametrize("id_", ["prone-lying", "prone-pillow-rest"])
def test_a_sore_neck_is_not_turned_lying_on_the_front(id_: str) -> None:
    found = adapted(CATALOG[id_], ["neck-pain"])

    assert found is not None
    assert ("towel",) in found.needs
    assert not any("turn your head" in words for words in texts(found))


def test_a_seat_that_was_made_higher_is_cleared() -> None:
    """But for a new hip, that sits high every time."""
    pillow = CATALOG["high-sit-to-stand"]
    new_hip = adapted(pillow, ["hip-replacement"])

    assert "take the pillow off" in pillow.steps[-1].text
    assert pillow.steps[-1].pose == "stand"
    assert new_hip is not None
    assert not any("off the seat" in words for words in texts(new_hip))


def test_getting_down_and_up_again_is_work_for_who_asks_for_it() -> None:
    """Several readers would not give it unasked as the only work of a short routine."""
    assert all(CATALOG[id_].on_request for id_ in ("floor-transfer", "floor-transfer-chair"))


def test_who_is_unsteady_holds_on_to_something() -> None:
    """Upright something firm is at hand; a wall counts, and a chair that one sits on. Low, it is for getting there."""
    firm = {"chair", "wall", "worktop", "bed", "bike"}
    bare = [each.id for each in made("balance") if not firm & {id_ for group in each.needs for id_ in group}]

    assert bare == []


def test_who_cannot_get_to_the_floor_is_not_sent_there() -> None:
    down = re.compile(r"\bfloor\b|\bmat\b", re.IGNORECASE)
    for each in made("floor-access"):
        assert not each.needs_floor, each.id
        if each.position in LYING:
            said = [words for words in texts(each) if down.search(words) and "not on the floor" not in words]
            assert said == [], each.id


def test_past_sixteen_weeks_nobody_lies_flat_on_back_or_front() -> None:
    assert {each.position for each in made("late-pregnancy")} & {Position.SUPINE, Position.PRONE} == set()


def test_an_irritable_nerve_gets_only_easy_work_and_no_slider() -> None:
    assert {each.difficulty for each in made("irritable-nerve")} == {1}
    assert [each.id for each in made("irritable-nerve") if each.kind is Kind.NEURAL] == []


def test_with_high_blood_pressure_no_strong_hold_is_long() -> None:
    """Five seconds, or the shortest that is printed."""
    for each in made("hypertension-breath"):
        hold = each.dose.hold
        if hold is not None and each.kind in (Kind.STRENGTH, Kind.STABILITY):
            assert hold.max <= max(5, hold.min), each.id


def test_a_new_hip_lies_on_a_bed_and_does_not_kneel() -> None:
    for each in made("hip-replacement"):
        assert each.position in (Position.SUPINE, *UPRIGHT), each.id
        assert each.position in UPRIGHT or ("bed",) in each.needs, each.id


def test_thin_bones_take_no_weight_from_the_floor() -> None:
    lifts = re.compile(
        r"\b(?:pick|lift|put|set)\b[^.]*\b(?:weight|bag|box|dumbbell)\b[^.]*\b(?:floor|feet)\b", re.IGNORECASE
    )
    found = [(each.id, words) for each in made("osteoporosis") for words in texts(each) if lifts.search(words)]

    assert found == []


@pytest.mark.parametrize("key", CAUTIONS)
def test_one_side_is_no_other_side(key: str) -> None:
    for each in made(key):
        if each.laterality in (Laterality.ONE_SIDED, Laterality.BILATERAL):
            assert not any("other side" in words.casefold() for words in texts(each)), each.id


@pytest.mark.parametrize("key", CAUTIONS)
def test_the_count_is_the_smaller_one_that_was_meant(key: str) -> None:
    """No text of an adapted exercise halves, shortens or counts by itself: the dose does."""
    by_itself = re.compile(
        r"\bhal(?:f|ve) (?:as long|the (?:hold|time|number))|\bfewer\b|\bshorter hold", re.IGNORECASE
    )
    for each in made(key):
        assert not [words for words in texts(each) if by_itself.search(words)], each.id


THINGS = {
    "band": r"\bband\b",
    "chair": r"\b(?:chair|armrests?)\b",
    "dumbbell": r"\b(?:dumbbell|the weight)\b",
    "stick": r"(?<!your )\bstick\b",  # "your stick" is what one walks with anyway
    "step": r"\b(?:on|onto|off) (?:the|a|your) step\b",
    "towel": r"\b(?:towel|strap)\b",
    "pillow": r"\b(?:pillow|cushion)s?\b",
    "worktop": r"\b(?:worktop|table)\b",
    "bike": r"\b(?:bike|saddle|pedals?)\b",
}
"""Words for a thing that somebody would have to have."""


@pytest.mark.parametrize("keys", [(), *((key,) for key in CAUTIONS)], ids=lambda keys: keys[0] if keys else "plain")
def test_no_step_names_a_thing_that_is_not_needed(keys: tuple[str, ...]) -> None:
    """What is only helpful is named as a choice; "or" says so."""
    for each in made(*keys):
        needed = {id_ for group in each.needs for id_ in group}
        for step in each.steps:
            named = {thing for thing, words in THINGS.items() if re.search(words, step.text, re.IGNORECASE)}
            free = {"pillow", "towel"} & set(each.optional) if " or " in step.text or "if you" in step.text else set()
            assert named <= needed | free | ({"chair", "bed"} & needed and {"chair"}), (each.id, step.text)


@pytest.mark.parametrize("key", CAUTIONS)
def test_every_adapted_text_is_short_and_plain(key: str) -> None:
    for each in made(key):
        for step in each.steps:
            assert len(step.text) <= 90, step.text
            if step.seconds and step.role in (Role.MOVE, Role.RETURN):
                assert seconds_to_say(step.short_text) <= step.seconds, (each.id, step.short_text)


# Ladders -----------------------------------------------------------------------------------------

ALONE = {
    "diaphragmatic-breathing",
    "legs-up-rest",
    "progressive-muscle-relaxation",
    "prone-pillow-rest",
    "seated-breathing",
    "seated-side-bend",
    "seated-trunk-rotation",
    "side-lying-rest",
    "standing-back-extension",
    "standing-side-glide",
    "stationary-cycling",
    "worktop-press-up",
}
"""Without an easier or a harder one; `docs/explanation/doses-and-cautions.md` says why."""


def test_a_harder_exercise_is_at_most_one_level_up() -> None:
    steps = [
        (each.id, id_, CATALOG[id_].difficulty - each.difficulty) for each in CATALOG.values() for id_ in each.harder
    ]

    assert [step for step in steps if step[2] not in (0, 1)] == []
    assert all(each.id in CATALOG[id_].easier for each in CATALOG.values() for id_ in each.harder)
    assert all(each.id in CATALOG[id_].harder for each in CATALOG.values() for id_ in each.easier)


def test_only_these_have_no_neighbour() -> None:
    assert {each.id for each in CATALOG.values() if not (each.easier or each.harder)} == ALONE


@pytest.mark.parametrize(
    "ladder",
    [
        ("pelvic-tilt", "bridge", "bridge-march", "single-leg-bridge"),
        ("prone-lying", "prone-on-elbows", "half-press-up", "prone-press-up"),
        ("worktop-plank", "knee-plank", "plank", "plank-leg-lift"),
        ("wall-side-plank", "side-plank-knees", "side-plank"),
        ("high-sit-to-stand", "sit-to-stand", "loaded-sit-to-stand"),
        ("mini-squat", "wall-squat"),
        ("hinge-to-wall", "hip-hinge", "lifting-practice", "romanian-deadlift"),
        ("quadruped-arm-reach", "quadruped-leg-slide", "quadruped-leg-lift", "bird-dog"),
        ("abdominal-bracing", "heel-slide", "supine-march", "toe-taps", "dead-bug"),
        ("heel-toe-stand", "one-leg-stand", "standing-hip-abduction"),
        ("walking", "steady-walk", "brisk-walk"),
    ],
    ids=lambda ladder: ladder[-1],
)
def test_a_ladder_has_all_its_rungs(ladder: tuple[str, ...]) -> None:
    for lower, upper in pairwise(ladder):
        assert upper in CATALOG[lower].harder


# Doses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", IDS)
def test_no_dose_is_larger_than_one_source_prints(id_: str) -> None:
    exercise = CATALOG[id_]
    longest = max(exercise.active_seconds(dose) for dose in dose_options(exercise))

    assert longest <= exercise.most_active_seconds


HELD = {
    "heel-toe-stand",
    "knee-plank",
    "one-leg-stand",
    "plank",
    "plank-leg-lift",
    "side-plank",
    "side-plank-knees",
    "wall-side-plank",
    "worktop-plank",
}
"""The hold is the dose."""


@pytest.mark.parametrize("id_", IDS)
def test_strength_and_stability_keep_to_their_ceilings(id_: str) -> None:
    """Twelve repetitions, fifteen where a source prints them; ten seconds of hold."""
    exercise = CATALOG[id_]
    dose = exercise.dose
    if exercise.kind is Kind.STRENGTH and dose.reps is not None:
        printed = max((fact.reps[1] for fact in dose.facts if fact.reps), default=0)
        assert dose.reps.max <= (15 if printed >= 15 else 12)
    if exercise.kind is Kind.STABILITY and dose.hold is not None and id_ not in HELD:
        assert dose.hold.max <= 10


# Families, places, parts -------------------------------------------------------------------------


def test_every_family_is_declared_and_has_a_member() -> None:
    families = {each.id: each for each in CATALOG.conventions.families}

    assert families.keys() == {each.family for each in CATALOG.values()}
    assert {each.id for each in families.values() if not each.exclusive} == {"prone-extension"}
    assert all(each.basis for each in families.values() if not each.exclusive)


def test_every_cap_is_about_families_that_there_are() -> None:
    families = {each.family for each in CATALOG.values()}

    assert all(set(cap.families) <= families for cap in CATALOG.conventions.caps)


def test_members_of_a_family_exclude_each_other_unless_it_is_open() -> None:
    """Lying on the front, on the elbows and pressing up are done one after the other."""
    open_ = [each for each in CATALOG.values() if each.family == "prone-extension"]
    groups = {each.id: CATALOG.conventions.group_of(each) for each in CATALOG.values()}

    assert len({groups[each.id] for each in open_}) == len(open_) > 1
    assert all(groups[each.id] == each.family for each in CATALOG.values() if each not in open_)


def test_a_step_is_left_out_beside_an_exercise_of_the_same_place_and_never_else() -> None:
    """What changes the height goes beside what is as low, what changes the position beside the same position."""
    for one, other in product(CATALOG.values(), repeat=2):
        for step in one.steps:
            same = {
                None: False,
                Change.HEIGHT: one.position.low and other.position.low,
                Change.POSITION: one.position is other.position,
                Change.PLACE: one.position is other.position and step.text in {each.text for each in other.steps},
            }
            assert step.is_left_out(one, other) == same[step.change], (one.id, other.id, step.text)
    assert not any(step.is_left_out(each, None) for each in CATALOG.values() for step in each.steps)


@pytest.mark.parametrize("place", Position)
def test_nobody_gets_down_or_up_who_starts_or_ends_low(place: Position) -> None:
    """Beside the place where a routine starts or ends, only what changes the height goes."""
    for exercise in CATALOG.values():
        for step in exercise.steps:
            low = exercise.position.low and place.low
            assert step.is_left_out(exercise, place) == (step.change is Change.HEIGHT and low)


def test_only_what_prepares_or_ends_an_exercise_is_left_out_and_never_all_of_it() -> None:
    for each in CATALOG.values():
        changing = [step for step in each.steps if step.change is not None]
        assert {step.role for step in changing} <= {Role.SETUP, Role.FINISH}, each.id
        assert any(step.change is None for step in each.steps_of(Role.SETUP)), each.id


def test_upright_work_is_done_on_the_feet_or_on_the_way_to_them() -> None:
    upright = {each.id for each in CATALOG.values() if each.upright}

    assert {"sit-to-stand", "hip-hinge", "walking", "step-up", "mini-squat"} <= upright
    assert {CATALOG[id_].position for id_ in upright} <= set(UPRIGHT)
    assert not {each.id for each in CATALOG.values() if each.kind in (Kind.STRETCH, Kind.RELAXATION)} & upright


def test_the_longer_walks_are_work_though_their_kind_warms_up() -> None:
    parted = {each.id: (each.kind.phase, each.phase) for each in CATALOG.values() if each.part is not None}

    assert parted == dict.fromkeys(("brisk-walk", "steady-walk"), (Phase.WARM_UP, Phase.CONDITIONING))
    assert all(each.phase is each.kind.phase for each in CATALOG.values() if each.id not in parted)


# Use ---------------------------------------------------------------------------------------------


MIXES = {Phase.WARM_UP: "mobility", Phase.CONDITIONING: "strength", Phase.COOL_DOWN: "stretch"}
"""The mix with most of a phase."""


def briefs_for(exercise: Exercise) -> Iterator[Brief]:
    """Briefs that do not ask for it: of its difficulty, with what it needs, where others of its kind came last time."""
    brief = Brief(
        equipment={each.id for each in CATALOG.conventions.equipment},
        positions=[exercise.position],
        max_difficulty=exercise.difficulty,
        exclude=[each.id for each in CATALOG.values() if each.family == exercise.family and each is not exercise],
        recent=[[each.id for each in CATALOG.values() if each.phase is exercise.phase and each is not exercise]],
        focus=exercise.regions,
    )
    for mix, minutes in product((MIXES[exercise.phase], "mixed"), (5, 10, 20)):
        yield evolve(brief, mix=mix, minutes=minutes)
    mixes = dict.fromkeys((MIXES[exercise.phase], "strength"))
    for minutes, seed, mix, positions in product((7, 10, 15, 3, 30), (0, 1, 2), mixes, (None, brief.positions)):
        yield evolve(brief, mix=mix, minutes=minutes, seed=seed, positions=positions)


def is_composed(exercise: Exercise, brief: Brief) -> bool:
    try:
        return exercise.id in [item.exercise.id for item in compose(brief).items]
    except Infeasible:
        return False


@pytest.mark.parametrize("id_", [id_ for id_ in IDS if not CATALOG[id_].on_request])
def test_every_exercise_is_composed_by_some_brief(id_: str) -> None:
    """Without being asked for by name."""
    assert any(is_composed(CATALOG[id_], brief) for brief in briefs_for(CATALOG[id_]))


def test_the_cautions_know_what_they_are_about() -> None:
    assert [each.key for each in CAUTIONS.values() if not each.about] == []


@pytest.mark.parametrize("keys", list(combinations(CAUTIONS, 2)), ids="+".join)
def test_two_cautions_together_leave_no_more_than_each(keys: tuple[str, str]) -> None:
    """Who has both is spared what either spares; what is left has no larger dose than with one of them."""
    each_alone = [{each.id: each for each in made(key)} for key in keys]
    for exercise in made(*keys):
        for alone in each_alone:
            assert exercise.id in alone
