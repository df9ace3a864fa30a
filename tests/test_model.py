"""The nouns: what time an exercise takes, what cannot be built, and that values stay values."""

import inspect
import pickle
from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve, fields, has
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from lowback import (
    Brief,
    Dose,
    DoseRange,
    Exercise,
    Routine,
    RoutineItem,
    Source,
    Step,
    compose,
    default_catalog,
    model,
)
from lowback.converters import structure
from lowback.errors import BriefError, WrongType
from lowback.model import (
    BRIEF_WORDS,
    ROUTINE_FORMAT,
    Adaptation,
    Alternative,
    Cap,
    Caution,
    CautionRule,
    Conventions,
    DoseFact,
    ExerciseDose,
    Message,
    Mix,
    Origin,
    PainZone,
    Proof,
    Range,
    StopRule,
    Timing,
    Transition,
    TypicalError,
    Why,
    WhyNot,
)
from lowback.vocabulary import (
    LYING,
    CautionLevel,
    Change,
    Direction,
    Kind,
    Laterality,
    Phase,
    Position,
    Role,
    Tier,
)
from strategies import LEAST_WORK, MOST_WORK, briefs, dose_ranges, doses, exercises, ranges

CATALOG = default_catalog()


def an_exercise(**changes: object) -> Exercise:
    """A lift of 2 + 3 seconds and a hold, ten times; the arguments change it."""
    steps = (
        Step(role=Role.SETUP, text="Lie down.", short_text="Lie down.", seconds=4),
        Step(role=Role.MOVE, text="Lift.", short_text="Lift.", seconds=2),
        Step(role=Role.HOLD, text="Stay.", short_text="Stay."),
        Step(role=Role.RETURN, text="Lower.", short_text="Lower.", seconds=3),
    )
    usual: dict[str, Any] = {
        "id": "lift",
        "name": "Lift",
        "kind": Kind.STRENGTH,
        "position": Position.SUPINE,
        "laterality": Laterality.BILATERAL,
        "family": "lift",
        "difficulty": 1,
        "regions": ("glutes",),
        "directions": (Direction.NEUTRAL,),
        "steps": steps,
        "dose": DoseRange(reps=Range(5, 10, 15), hold=Range(0, 3, 5)),
    }
    return Exercise(**usual | changes)


def roles(*words: Role) -> tuple[Step, ...]:
    """Steps in these roles, of two seconds each but for holds."""
    return tuple(
        Step(role=role, text="Go.", short_text="Go.", seconds=None if role is Role.HOLD else 2) for role in words
    )


# Time --------------------------------------------------------------------------------------------

WORKED_EXAMPLES = (
    ("bridge", Dose(sets=2, reps=10, hold=3), 160, 205),
    ("figure-four-stretch", Dose(reps=2, hold=30), 152, 165),
    ("bird-dog", Dose(reps=6, hold=5), 108, 110),
    ("walking", Dose(duration=600), 600, 600),
)
"""Exercise, dose, seconds of movement and hold, seconds of work."""


@pytest.mark.parametrize(("id_", "dose", "active", "work"), WORKED_EXAMPLES)
def test_worked_examples(id_: str, dose: Dose, active: int, work: int) -> None:
    """The published examples take the published seconds, in doses that the catalog allows."""
    exercise = CATALOG[id_]

    assert exercise.active_seconds(dose) == active
    assert exercise.work_seconds(dose) == work
    assert dose in exercise.dose


BY_HAND = (
    (an_exercise(), Dose(reps=10, hold=3), 80),
    (an_exercise(), Dose(sets=3, reps=10, hold=3), 3 * 80 + 2 * 45),
    (an_exercise(rest=20), Dose(sets=3, reps=10, hold=3), 3 * 80 + 2 * 20),
    (an_exercise(laterality=Laterality.UNILATERAL), Dose(reps=10, hold=3), 2 * 80 + 5),
    (an_exercise(laterality=Laterality.UNILATERAL), Dose(sets=2, reps=10, hold=3), 2 * (2 * 80 + 45) + 5),
    (an_exercise(laterality=Laterality.ALTERNATING), Dose(sets=2, reps=10, hold=3), 2 * 2 * 80 + 45),
    (an_exercise(), Dose(reps=7, hold=0), 35),
    (an_exercise(), Dose(reps=7, hold=1), 45),
    (
        an_exercise(steps=roles(Role.SETUP, Role.HOLD, Role.FINISH), dose=DoseRange(duration=Range(30, 60, 90))),
        Dose(sets=2, duration=60),
        170,
    ),
    (
        an_exercise(steps=roles(Role.MOVE, Role.MOVE, Role.FINISH), dose=DoseRange(reps=Range(1, 1, 9))),
        Dose(reps=2),
        10,
    ),
)
"""Exercise, dose, seconds of work; 8 s is one repetition with a hold of 3."""


@pytest.mark.parametrize(("exercise", "dose", "work"), BY_HAND)
def test_work_by_hand(exercise: Exercise, dose: Dose, work: int) -> None:
    """Sides, sets, rests, the change of side and the finish count once each; setup does not."""
    assert exercise.work_seconds(dose) == work


def dose_of(exercise: Exercise) -> st.SearchStrategy[Dose]:
    """A dose inside the range of the exercise."""
    range_ = exercise.dose
    each = {
        name: st.integers(field.min, field.max)
        for name, field in (("sets", range_.sets), ("reps", range_.reps), ("hold", range_.hold))
        if field is not None
    }
    if range_.duration is not None:
        each["duration"] = st.integers(range_.duration.min, range_.duration.max)
    return st.builds(Dose, **each)


@given(exercises())
def test_random_exercises_are_short(exercise: Exercise) -> None:
    """The strategy keeps what it says: other laws rely on it."""
    assert LEAST_WORK <= exercise.work_seconds(exercise.dose.starter) <= MOST_WORK


@given(st.data(), exercises(), st.integers(1, 60))
def test_work_is_rounded_up_to_a_tick(data: st.DataObject, exercise: Exercise, tick: int) -> None:
    """Work is a whole number of ticks, less than a tick above the exact seconds."""
    dose = data.draw(dose_of(exercise))
    exact = exercise.work_seconds(dose, Timing(tick=1))
    work = exercise.work_seconds(dose, Timing(tick=tick))

    assert work % tick == 0
    assert 0 <= work - exact < tick


@given(st.data(), exercises(), st.integers(0, 20))
def test_unilateral_doubles(data: st.DataObject, exercise: Exercise, change_side: int) -> None:
    """The second side takes as long as the first, rests and all; the finish is said once; rolling over takes longer."""
    dose = data.draw(dose_of(exercise))
    timing = Timing(tick=1, change_side=change_side)
    rolls = exercise.position in (Position.SIDE_LYING, Position.HALF_KNEELING)
    change = max(change_side, timing.roll_over) if rolls else change_side
    finish = sum(step.seconds or 0 for step in exercise.steps_of(Role.FINISH))
    one = evolve(exercise, laterality=Laterality.BILATERAL).work_seconds(dose, timing)
    two = evolve(exercise, laterality=Laterality.UNILATERAL).work_seconds(dose, timing)

    assert two == 2 * (one - finish) + change + finish


def test_an_exercise_may_have_its_own_time_to_change_sides() -> None:
    """Instead of what its position asks, also when that is longer."""
    plank = an_exercise(laterality=Laterality.UNILATERAL, position=Position.SIDE_LYING)
    dose = Dose(reps=10, hold=3)

    assert [evolve(plank, change_side=own).side_change() for own in (None, 0, 20)] == [15, 0, 20]
    assert evolve(plank, change_side=20).work_seconds(dose) == 2 * 80 + 20


@given(st.data(), exercises())
def test_alternating_doubles_the_repetition(data: st.DataObject, exercise: Exercise) -> None:
    """One to each side is one repetition: twice the seconds, and no change of side."""
    dose = data.draw(dose_of(exercise))
    once = evolve(exercise, laterality=Laterality.BILATERAL)
    both = evolve(exercise, laterality=Laterality.ALTERNATING)

    assert both.repetition_seconds(dose) == 2 * once.repetition_seconds(dose)
    if dose.reps is not None:
        exact = Timing(tick=1)
        assert both.work_seconds(dose, exact) - once.work_seconds(dose, exact) == once.active_seconds(dose)


@given(st.data(), exercises(), st.sampled_from(["sets", "reps", "hold", "duration"]))
def test_more_of_anything_takes_longer(data: st.DataObject, exercise: Exercise, field: str) -> None:
    """One more set, repetition or second makes the active time grow, and the work never shrink."""
    dose = data.draw(dose_of(exercise))
    value = getattr(dose, field)
    if value is not None:
        more = evolve(dose, **{field: value + 1})

        assert exercise.active_seconds(more) > exercise.active_seconds(dose)
        assert exercise.work_seconds(more, Timing(tick=1)) > exercise.work_seconds(dose, Timing(tick=1))
        assert exercise.work_seconds(more) >= exercise.work_seconds(dose)


@given(exercises())
def test_setup_takes_no_work(exercise: Exercise) -> None:
    """Setup steps are done while getting ready."""
    bare = evolve(exercise, steps=tuple(step for step in exercise.steps if step.role is not Role.SETUP))

    assert bare.work_seconds(bare.dose.starter) == exercise.work_seconds(exercise.dose.starter)


def test_rest_follows_the_kind() -> None:
    """Without a rest of its own, strength rests 45 s between sets, stability 30 s, the others 15 s."""
    rests = {kind: an_exercise(kind=kind).rest for kind in Kind}

    assert rests == dict.fromkeys(Kind, 15) | {Kind.STRENGTH: 45, Kind.STABILITY: 30}
    assert an_exercise(rest=0).rest == 0


@pytest.mark.parametrize(("seconds", "tolerance"), [(60, 15), (300, 15), (319, 15), (320, 16), (600, 30), (1800, 90)])
def test_tolerance(seconds: int, tolerance: int) -> None:
    """A routine may be 15 s or 5 % shorter, whichever is more."""
    assert Timing().tolerance(seconds) == tolerance


# Words of an exercise ----------------------------------------------------------------------------


def test_kind_decides_the_phase() -> None:
    """Warm up by moving, then work, then stretch and rest."""
    phases = {kind: an_exercise(kind=kind).phase for kind in Kind}

    assert phases == {
        Kind.MOBILITY: Phase.WARM_UP,
        Kind.AEROBIC: Phase.WARM_UP,
        Kind.STRENGTH: Phase.CONDITIONING,
        Kind.STABILITY: Phase.CONDITIONING,
        Kind.STRETCH: Phase.COOL_DOWN,
        Kind.NEURAL: Phase.COOL_DOWN,
        Kind.RELAXATION: Phase.COOL_DOWN,
    }


def test_floor_is_needed_when_low_and_not_on_a_bed() -> None:
    """Every position but sitting and standing needs the floor, unless a bed is what is needed."""
    needing = {position for position in Position if an_exercise(position=position).needs_floor}

    assert needing == set(Position) - {Position.SEATED, Position.STANDING}
    assert set(LYING) < needing
    assert not an_exercise(needs=(("bed",),)).needs_floor
    assert an_exercise(optional=("bed",)).needs_floor


AVOID_LIFT = CautionRule(key="fear", level=CautionLevel.AVOID)
MODIFY_LIFT = CautionRule(key="fear", level=CautionLevel.MODIFY, how="Lift less.")
FROM_LIMIT = CautionRule(key="fear", level=CautionLevel.STOP_IF, how="Stop when afraid.")
RULES_FOR: tuple[tuple[dict[str, Any], dict[str, Any], CautionRule | None], ...] = (
    ({}, {}, None),
    ({}, {"cautions": (MODIFY_LIFT,)}, MODIFY_LIFT),
    ({"refer": "See a friend."}, {"cautions": (MODIFY_LIFT,)}, AVOID_LIFT),
    ({"avoid_positions": (Position.SUPINE,)}, {"cautions": (MODIFY_LIFT,)}, AVOID_LIFT),
    ({"avoid_positions": (Position.PRONE,)}, {"cautions": (MODIFY_LIFT,)}, MODIFY_LIFT),
    ({"avoid_floor": True}, {}, AVOID_LIFT),
    ({"avoid_floor": True}, {"position": Position.SEATED}, None),
    ({"max_difficulty": 2}, {"difficulty": 3, "cautions": (MODIFY_LIFT,)}, AVOID_LIFT),
    ({"max_difficulty": 2}, {"difficulty": 2, "cautions": (MODIFY_LIFT,)}, MODIFY_LIFT),
    ({"max_difficulty": 2}, {"difficulty": 2}, FROM_LIMIT),
    ({"max_difficulty": 2, "level": CautionLevel.AVOID}, {"difficulty": 2}, AVOID_LIFT),
)
"""Changes to a caution, changes to an exercise, the rule that follows."""


@pytest.mark.parametrize(("of_caution", "of_exercise", "rule"), RULES_FOR)
def test_strictest_rule_of_a_caution(
    of_caution: dict[str, Any], of_exercise: dict[str, Any], rule: CautionRule | None
) -> None:
    """What a caution says for all exercises wins over what an exercise says, when it is stricter."""
    caution = Caution(key="fear", label="I am afraid", fact="Stop when afraid.", level=CautionLevel.STOP_IF)

    assert evolve(caution, **of_caution).rule_for(an_exercise(**of_exercise)) == rule


def test_equipment_at_hand() -> None:
    """None means what a home has; what is always there is always there; fetching takes its seconds."""
    conventions = CATALOG.conventions
    home = conventions.available(None)

    assert home == {"mat", "chair", "wall", "worktop", "towel", "pillow"}
    assert conventions.available(()) == {"wall"}
    assert conventions.available(["band"]) == {"wall", "band"}
    assert conventions.fetch_seconds(an_exercise(needs=(("band", "towel"),)), home) == 0
    assert conventions.fetch_seconds(an_exercise(needs=(("band", "towel"),)), conventions.available(["band"])) == 20
    assert (
        conventions.fetch_seconds(an_exercise(needs=(("band",), ("step",))), conventions.available(["band", "step"]))
        == 20
    )


# Doses -------------------------------------------------------------------------------------------


@given(dose_ranges())
def test_named_doses_are_in_range(range_: DoseRange) -> None:
    """The smallest, first and largest dose are doses of the range, in this order."""
    assert all(dose in range_ for dose in (range_.minimum, range_.starter, range_.maximum))
    assert range_.minimum.key <= range_.starter.key <= range_.maximum.key


def test_doses_sort_by_sets_repetitions_hold_and_bout() -> None:
    ordered = [
        Dose(duration=30),
        Dose(duration=60),
        Dose(reps=5),
        Dose(reps=5, hold=3),
        Dose(reps=5, hold=10),
        Dose(reps=6, hold=3),
        Dose(sets=2, duration=30),
        Dose(sets=2, reps=5),
    ]

    assert [dose.key for dose in ordered[:5]] == [
        (1, 0, 0, 30),
        (1, 0, 0, 60),
        (1, 5, 0, 0),
        (1, 5, 3, 0),
        (1, 5, 10, 0),
    ]
    mixed = [ordered[index] for index in (7, 4, 2, 6, 0, 5, 3, 1)]
    assert sorted(mixed, key=lambda dose: dose.key) == ordered


@given(dose_ranges(), doses())
def test_a_dose_is_in_range_field_by_field(range_: DoseRange, dose: Dose) -> None:
    """Every field has to lie inside, and a field without a range has to be left out."""
    expected = True
    for field in ("sets", "reps", "hold", "duration"):
        limits, value = getattr(range_, field), getattr(dose, field)
        expected &= (value is None) == (limits is None)
        if value is not None and limits is not None:
            expected &= limits.min <= value <= limits.max

    assert (dose in range_) is expected


@given(ranges(), st.integers(-10, 70))
def test_range_has_its_ends(range_: Range, value: int) -> None:
    """Both ends belong to a range; what is no number does not."""
    assert (value in range_) is (range_.min <= value <= range_.max)
    assert str(value) not in range_


DOSES_IN_WORDS = (
    (Dose(reps=10), "1 x 10"),
    (Dose(sets=2, reps=10, hold=3), "2 x 10, hold 3 s"),
    (Dose(reps=10, hold=0), "1 x 10"),
    (Dose(duration=600), "600 s"),
    (Dose(sets=3, duration=20), "3 x 20 s"),
)


@pytest.mark.parametrize(("dose", "words"), DOSES_IN_WORDS)
def test_dose_in_words(dose: Dose, words: str) -> None:
    """A dose reads as a physiotherapist writes it."""
    assert str(dose) == words


# What cannot be built ----------------------------------------------------------------------------

IMPOSSIBLE: tuple[tuple[type, dict[str, Any], str], ...] = (
    (Dose, {"reps": 0}, "Dose.reps: got 0, expected 1 or more"),
    (Dose, {"reps": -3}, "Dose.reps: got -3, expected 1 or more"),
    (Dose, {"reps": 3, "sets": 0}, "Dose.sets: got 0, expected 1 or more"),
    (Dose, {"reps": 3, "hold": -1}, "Dose.hold: got -1, expected 0 or more"),
    (Dose, {"duration": 0}, "Dose.duration: got 0, expected 1 or more"),
    (Dose, {}, "Dose: got neither reps nor duration, expected just one of them"),
    (Dose, {"reps": 3, "duration": 9}, "Dose: got both reps and duration, expected just one of them"),
    (Dose, {"duration": 9, "hold": 3}, "Dose.hold: got a hold with a duration, expected it only with reps"),
    (
        Range,
        {"min": 2, "starter": 1, "max": 3},
        "Range: got min 2, starter 1, max 3, expected min <= starter <= max",
    ),
    (
        Range,
        {"min": 1, "starter": 4, "max": 3},
        "Range: got min 1, starter 4, max 3, expected min <= starter <= max",
    ),
    (DoseRange, {"reps": Range(0, 1, 2)}, "DoseRange.reps: got 0, expected 1 or more"),
    (DoseRange, {}, "Dose: got neither reps nor duration, expected just one of them"),
    (
        Step,
        {"role": Role.HOLD, "text": "Stay.", "short_text": "Stay.", "seconds": 5},
        "Step.seconds: got 5 for a hold step, expected no seconds (the dose says how long)",
    ),
    (
        Step,
        {"role": Role.MOVE, "text": "Go.", "short_text": "Go."},
        "Step.seconds: got no seconds for a move step, expected whole seconds",
    ),
    (
        Step,
        {"role": Role.MOVE, "text": "Go.", "short_text": "Go.", "seconds": 0},
        "Step.seconds: got 0, expected 1 or more",
    ),
    (
        Step,
        {"role": Role.MOVE, "text": " ", "short_text": "Go.", "seconds": 1},
        "Step.text: got ' ', expected some text",
    ),
    (Source, {"id": "", "title": "T", "publisher": "", "tier": Tier.A}, "Source.id: got '', expected some text"),
    (TypicalError, {"error": "E", "correction": ""}, "TypicalError.correction: got '', expected some text"),
    (
        CautionRule,
        {"key": "fear", "level": CautionLevel.AVOID, "how": "Slowly."},
        "CautionRule.how: got a text for avoid, expected nothing",
    ),
    (
        CautionRule,
        {"key": "fear", "level": CautionLevel.STOP_IF},
        "CautionRule.how: got no text for stop-if, expected a sentence that says how",
    ),
    (
        Caution,
        {"key": "heart", "label": "My heart", "fact": " ", "level": CautionLevel.STOP_IF, "max_difficulty": 2},
        "Caution.fact: got ' ', expected what every exercise up to difficulty 2 has to say of it",
    ),
    (Timing, {"tick": 0}, "Timing.tick: got 0, expected 1 or more"),
    (Timing, {"rest_other": -1}, "Timing.rest_other: got -1, expected 0 or more"),
    (Timing, {"get_ready": -1}, "Timing.get_ready: got -1, expected 0 or more"),
    (
        Transition,
        {"positions": (Position.PRONE, Position.SEATED), "seconds": -5},
        "Transition.seconds: got -5, expected 0 or more",
    ),
    (Cap, {"id": "plank", "name": "planks", "minutes": 0, "families": ()}, "Cap.minutes: got 0, expected 1 or more"),
    (
        Mix,
        {"id": "odd", "warm_up": 50, "conditioning": 40, "cool_down": 20},
        "Mix odd: got shares that add up to 110, expected 100",
    ),
    (
        PainZone,
        {"colour": "red", "low": 6, "high": 11, "text": "Stop."},
        "PainZone.high: got 11, expected 0 to 10",
    ),
    (
        PainZone,
        {"colour": "red", "low": 6, "high": 5, "text": "Stop."},
        "PainZone: got low 6, high 5, expected low <= high",
    ),
    (PainZone, {"colour": "red", "low": 6, "high": 7, "text": " "}, "PainZone.text: got ' ', expected some text"),
    (StopRule, {"key": "pain", "text": ""}, "StopRule.text: got '', expected some text"),
)


@pytest.mark.parametrize(("cls", "arguments", "message"), IMPOSSIBLE)
def test_impossible_values_cannot_be_built(cls: type, arguments: dict[str, Any], message: str) -> None:
    """What can never be true raises `ValueError` and says what came and what was expected."""
    with pytest.raises(ValueError, match=r".") as caught:
        cls(**arguments)

    assert str(caught.value) == message


HELD = DoseRange(reps=Range(1, 2, 3), hold=Range(1, 2, 3))
UNHELD = DoseRange(reps=Range(1, 2, 3))
BOUT = DoseRange(duration=Range(30, 60, 90))
IN_ORDER = "setup, move, hold, return, finish in this order"
IMPOSSIBLE_EXERCISES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"id": " "}, "Exercise.id: got ' ', expected some text"),
    ({"name": ""}, "Exercise.name: got '', expected some text"),
    ({"family": ""}, "Exercise.family: got '', expected some text"),
    ({"difficulty": 0}, "Exercise.difficulty: got 0, expected 1 to 5"),
    ({"difficulty": 6}, "Exercise.difficulty: got 6, expected 1 to 5"),
    ({"rest": -1}, "Exercise.rest: got -1, expected 0 or more"),
    (
        {"steps": roles(Role.MOVE, Role.SETUP), "dose": UNHELD},
        f"Exercise.steps: got roles move, setup, expected {IN_ORDER}",
    ),
    (
        {"steps": roles(Role.FINISH, Role.MOVE), "dose": UNHELD},
        f"Exercise.steps: got roles finish, move, expected {IN_ORDER}",
    ),
    (
        {"steps": (), "dose": UNHELD},
        "Exercise.steps: got a repetition without a move step, expected it to begin with one",
    ),
    (
        {"steps": roles(Role.SETUP, Role.RETURN), "dose": UNHELD},
        "Exercise.steps: got a repetition without a move step, expected it to begin with one",
    ),
    (
        {"steps": roles(Role.MOVE, Role.HOLD, Role.RETURN, Role.HOLD), "dose": HELD},
        "Exercise.steps: got 2 hold steps, expected at most one",
    ),
    (
        {"steps": roles(Role.MOVE, Role.HOLD), "dose": UNHELD},
        "Exercise.steps: got a hold step but no hold in the dose, expected both or neither",
    ),
    (
        {"steps": roles(Role.MOVE, Role.RETURN), "dose": HELD},
        "Exercise.steps: got a hold in the dose but no hold step, expected both or neither",
    ),
    (
        {"steps": roles(Role.MOVE, Role.HOLD), "dose": BOUT},
        "Exercise.steps: got move, hold for a duration, expected one hold step",
    ),
    (
        {"steps": roles(Role.SETUP), "dose": BOUT},
        "Exercise.steps: got no steps for a duration, expected one hold step",
    ),
)


@pytest.mark.parametrize(("changes", "message"), IMPOSSIBLE_EXERCISES)
def test_impossible_exercises_cannot_be_built(changes: dict[str, Any], message: str) -> None:
    """An exercise is one repetition that moves, or one bout, in the order of doing."""
    with pytest.raises(ValueError, match=r".") as caught:
        an_exercise(**changes)

    assert str(caught.value) == message


@pytest.mark.parametrize("order", list(permutations((Role.SETUP, Role.MOVE, Role.RETURN, Role.FINISH))))
def test_a_repetition_stands_between_setup_and_finish(order: tuple[Role, ...]) -> None:
    """Of all orders of the four roles only the order of doing can be built."""
    if order == (Role.SETUP, Role.MOVE, Role.RETURN, Role.FINISH):
        assert an_exercise(steps=roles(*order), dose=UNHELD).steps == roles(*order)
    else:
        with pytest.raises(ValueError, match=r"^Exercise\.steps: got "):
            an_exercise(steps=roles(*order), dose=UNHELD)


def test_rules_need_every_pair_of_positions() -> None:
    """A missing position change is named."""
    kept = tuple(
        each
        for each in CATALOG.conventions.transitions
        if set(each.positions) not in ({"supine", "prone"}, {"seated", "standing"})
    )
    with pytest.raises(ValueError, match=r".") as caught:
        evolve(CATALOG.conventions, transitions=kept)

    assert str(caught.value) == (
        "Conventions.transitions: no seconds for supine - prone, seated - standing, expected every pair of positions"
    )


def test_conventions_need_one_zone_for_every_score_of_pain() -> None:
    """A gap and an overlap are named."""
    green, _, red = CATALOG.conventions.pain_zones
    wide = evolve(red, low=5)
    with pytest.raises(ValueError, match=r".") as gap:
        evolve(CATALOG.conventions, pain_zones=(green, red))
    with pytest.raises(ValueError, match=r".") as overlap:
        evolve(CATALOG.conventions, pain_zones=(*CATALOG.conventions.pain_zones, wide))

    expected = "expected one zone for each score from 0 to 10"
    assert str(gap.value) == f"Conventions.pain_zones: no zone for 4 to 5, {expected}"
    assert str(overlap.value).startswith("Conventions.pain_zones: 2 zones for 5 to 10, ")


# Values ------------------------------------------------------------------------------------------


def _samples() -> dict[type, object]:
    """A value of every class of the model."""
    bridge, conventions = CATALOG["bridge"], CATALOG.conventions
    instead = Alternative(exercise=bridge, dose=bridge.dose.starter, loss=7)
    why = Why(worth=9, included=False, regions=("glutes",), directions=(), instead=instead)
    item = RoutineItem(
        exercise=bridge, dose=bridge.dose.starter, gap_seconds=15, work_seconds=205, pause_seconds=20, why=why
    )
    brief = Brief(4, cautions=["cardiac"], recent=[["bridge"]])
    values = (
        *(bridge, bridge.steps[0], bridge.dose, bridge.dose.sets, bridge.dose.starter, bridge.dose.facts[0]),
        *(bridge.cautions[0], bridge.typical_errors[0], bridge.sources[0], bridge.editorial[0]),
        *(conventions, conventions.timing, conventions.scoring, conventions.mixes[0], conventions.transitions[0]),
        *(conventions.cautions[0], conventions.equipment[0], conventions.regions[0]),
        *(conventions.red_flags[0], conventions.stop_rules[0], conventions.pain_zones[0]),
        *(conventions.families[0], conventions.caps[0], Message(key="ache", text="An ache is no harm.")),
        *(brief, item, Proof(score=8, bound=9), instead, why),
        *(Adaptation(cautions=("wrist-pain",), most_reps=5), ExerciseDose("bridge", bridge.dose.starter)),
        Origin(exercise=bridge, cautions=("wrist-pain",)),
        WhyNot(exercise=bridge, objection=None, family_of=None, loss=7),
        Routine(
            brief=brief,
            items=(item,),
            proof=Proof(score=9, bound=9),
            stop_rules=conventions.stop_rules,
            red_flags=conventions.red_flags,
            conventions=conventions,
        ),
    )
    return {type(value): value for value in values}


SAMPLES = _samples()


def test_every_class_has_a_sample() -> None:
    """The tests of values below leave no class out."""
    assert {cls.__name__ for cls in SAMPLES} == set(model.__all__)


@pytest.mark.parametrize("cls", SAMPLES, ids=lambda cls: cls.__name__)
def test_values_are_frozen(cls: type) -> None:
    """No field can be set or deleted, and no other can be added."""
    assert has(cls)
    for name in (each.name for each in fields(cls)):
        with pytest.raises(FrozenInstanceError):
            setattr(SAMPLES[cls], name, None)
        with pytest.raises(FrozenInstanceError):
            delattr(SAMPLES[cls], name)
    with pytest.raises((FrozenInstanceError, AttributeError)):
        SAMPLES[cls].extra = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("cls", SAMPLES, ids=lambda cls: cls.__name__)
def test_values_are_slotted(cls: type) -> None:
    """No dictionary comes with each value."""
    assert not hasattr(SAMPLES[cls], "__dict__")


@pytest.mark.parametrize("cls", SAMPLES, ids=lambda cls: cls.__name__)
def test_values_are_compared_by_value(cls: type) -> None:
    """A copy is equal and hashes alike; a value of another class is not equal."""
    value = SAMPLES[cls]
    copy = evolve(value)  # type: ignore[misc]

    assert copy is not value
    assert copy == value
    assert hash(copy) == hash(value)
    assert value != object()


@pytest.mark.parametrize("cls", SAMPLES, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_values_pickle(cls: type, protocol: int) -> None:
    """A value crosses to another process unchanged."""
    assert pickle.loads(pickle.dumps(SAMPLES[cls], protocol)) == SAMPLES[cls]


@given(exercises(wordy=True))
def test_random_exercises_are_values(exercise: Exercise) -> None:
    """The same for any exercise, whatever its texts."""
    copy = pickle.loads(pickle.dumps(exercise))

    assert copy == exercise
    assert hash(copy) == hash(exercise)


REPRS = (
    (CATALOG["bridge"], "<Exercise bridge: strength, supine, 2 x 10, hold 3 s>"),
    (SAMPLES[RoutineItem], "<RoutineItem bridge: 2 x 10, hold 3 s, 205 s>"),
    (SAMPLES[Routine], "<Routine 4:00, 1 exercise, proved best>"),
    (
        evolve(SAMPLES[Routine], items=(), proof=Proof(score=7, bound=9)),  # type: ignore[misc]
        "<Routine 0:00, 0 exercises, at most 2 points below the best>",
    ),
    (SAMPLES[Conventions], "<Conventions: 30 cautions, 6 mixes>"),
)


@pytest.mark.parametrize(("value", "text"), REPRS)
def test_long_values_have_a_short_repr(value: object, text: str) -> None:
    """A repr fits on a line and tells a person what they hold."""
    assert repr(value) == text


def test_routine_adds_up() -> None:
    """Its seconds are those of its items, and its cautions those of its brief, in full."""
    routine = SAMPLES[Routine]
    assert isinstance(routine, Routine)

    assert routine.seconds == routine.items[0].seconds == 15 + 205 + 20
    assert routine.items[0].phase is Phase.CONDITIONING
    assert [each.key for each in routine.cautions] == ["cardiac"]
    assert Proof(score=7, bound=9).gap == 2


def test_shares_of_a_mix_go_by_phase() -> None:
    """Each phase has its own share."""
    mix = Mix(id="odd", warm_up=20, conditioning=45, cool_down=35)

    assert [mix.share(phase) for phase in Phase] == [20, 45, 35]


def test_every_class_is_documented() -> None:
    """So do the classes and their public methods and properties."""
    missing = [
        f"{cls.__name__}.{name}"
        for cls in SAMPLES
        for name, value in {"": cls, **vars(cls)}.items()
        if not name.startswith("_") and (callable(value) or isinstance(value, property)) and not inspect.getdoc(value)
    ]

    assert not missing


@given(exercises())
def test_nobody_is_kept_busy_longer_than_one_source_prints(exercise: Exercise) -> None:
    """Where none prints a dose, twice the starter; the starter itself is never too much."""
    printed, starter = exercise.dose.printed, exercise.active_seconds(exercise.dose.starter)
    most = exercise.most_active_seconds

    assert all(dose in exercise.dose for dose in printed)
    assert most == max(starter, max(map(exercise.active_seconds, printed), default=2 * starter))


def test_printed_doses_are_the_largest_of_each_source_with_the_starter_for_the_rest() -> None:
    bare = an_exercise().dose
    dose = evolve(
        bare,
        sets=Range(1, 2, 3),
        reps=Range(5, 8, 12),
        hold=None,
        facts=(
            DoseFact(source="a", reps=(10, 15)),
            DoseFact(source="b", sets=(1, 3)),
            DoseFact(source="c", per_day=(1, 2)),
        ),
    )

    assert dose.printed == (Dose(sets=2, reps=12), Dose(sets=3, reps=8))


@pytest.mark.parametrize(
    ("change", "one", "other", "out"),
    [
        (None, Position.PRONE, Position.PRONE, False),
        (Change.HEIGHT, Position.PRONE, Position.QUADRUPED, True),
        (Change.HEIGHT, Position.PRONE, Position.SEATED, False),
        (Change.HEIGHT, Position.SEATED, Position.STANDING, False),
        (Change.POSITION, Position.PRONE, Position.PRONE, True),
        (Change.POSITION, Position.PRONE, Position.SUPINE, False),
        (Change.POSITION, Position.SEATED, Position.SEATED, True),
    ],
)
def test_a_step_is_left_out_beside_an_exercise_of_the_same_place(
    change: Change | None, one: Position, other: Position, *, out: bool
) -> None:
    """Beside none, every step is said."""
    step = Step(role=Role.SETUP, text="Get down.", short_text="Down.", seconds=3, change=change)
    exercise = an_exercise(position=one)

    assert step.is_left_out(exercise, an_exercise(position=other)) == out
    assert not step.is_left_out(exercise, None)


def test_an_exercise_is_of_the_phase_of_its_kind_unless_it_names_its_part() -> None:
    walk = an_exercise(kind=Kind.AEROBIC)

    assert (walk.part, walk.phase) == (None, Phase.WARM_UP)
    assert evolve(walk, part=Phase.CONDITIONING).phase is Phase.CONDITIONING
    assert not walk.upright


# Brief -------------------------------------------------------------------------------------------


def test_brief_asks_for_ten_mixed_minutes() -> None:
    """Without arguments, a brief is the main job."""
    brief = Brief()

    assert brief == Brief(
        minutes=10,
        mix="mixed",
        positions=None,
        equipment=None,
        cautions=(),
        focus=(),
        prefer=(),
        doses=(),
        start=None,
        end=None,
        max_difficulty=2,
        include=(),
        exclude=(),
        recent=(),
        limited_mobility=False,
        flare_up=False,
        seed=0,
    )
    assert brief.seconds == 600


WORDS = ("wrist-pain", "balance", "cardiac")
ITERABLES = (
    list(WORDS),
    tuple(reversed(WORDS)),
    set(WORDS),
    dict.fromkeys(WORDS),
    (word for word in WORDS),
    [*WORDS, *WORDS],
)


@pytest.mark.parametrize("words", ITERABLES, ids=lambda words: type(words).__name__)
def test_brief_takes_any_iterable(words: Iterable[str]) -> None:
    """The order of words and how often they come mean nothing."""
    brief = Brief(cautions=words)

    assert brief == Brief(cautions=WORDS)
    assert brief.cautions == ("balance", "cardiac", "wrist-pain")


@pytest.mark.parametrize("field", ["positions", "equipment", "cautions", "focus", "include", "exclude"])
def test_brief_ignores_the_order_of_words(field: str) -> None:
    """In every field of words."""
    words = ("prone", "seated", "supine")
    orders: list[dict[str, Any]] = [{field: order} for order in permutations(words)]

    assert {getattr(Brief(**order), field) for order in orders} == {words}
    assert len({Brief(**order) for order in orders}) == 1


@pytest.mark.parametrize("name", BRIEF_WORDS)
def test_a_plain_text_is_one_word(name: str) -> None:
    """A brief takes it in every field that holds words, and so does its document."""
    one: dict[str, Any] = {name: "seated"}
    several: dict[str, Any] = {name: ["seated"]}
    papers = ({"format": ROUTINE_FORMAT, **words} for words in (one, several))

    assert {Brief(**one), Brief(**several), *(structure(paper, Brief) for paper in papers)} == {Brief(**one)}


def test_brief_keeps_the_order_of_sessions() -> None:
    """The latest session comes first; the order within one means nothing."""
    brief = Brief(recent=[["plank", "bridge"], {"bird-dog"}])

    assert brief.recent == (("bridge", "plank"), ("bird-dog",))
    assert brief != Brief(recent=[["bird-dog"], ["bridge", "plank"]])


def test_a_brief_without_any_position_is_refused() -> None:
    """Nothing ticked is not everything."""
    with pytest.raises(
        BriefError, match=r"^brief\.positions: got \[\], expected one or more of supine, .*; None for all"
    ):
        Brief(positions=[])


def test_a_note_is_a_text() -> None:
    item = compose(Brief(3)).items[0]
    wrong: Any = 5
    with pytest.raises(WrongType, match=r"^RoutineItem\.note: got 5, expected a text"):
        evolve(item, note=wrong)


def test_brief_holds_positions_as_words_of_the_enum() -> None:
    """A word becomes the member."""
    positions = Brief(positions=["standing"]).positions

    assert positions is not None
    assert positions[0] is Position.STANDING


@given(briefs(CATALOG))
def test_random_briefs_are_values(brief: Brief) -> None:
    """A brief is equal to its copies, and frozen fields can be given again."""
    copy = Brief(**{each.name: getattr(brief, each.name) for each in fields(Brief)})

    assert copy == pickle.loads(pickle.dumps(brief)) == brief
    assert hash(copy) == hash(brief)
    assert brief.seconds == brief.minutes * 60


MINUTES = (
    (1, 60, 1),
    (10, 600, 10),
    (120, 7200, 120),
    (10.0, 600, 10),
    (2.5, 150, Fraction(5, 2)),
    (7.1, 426, Fraction(71, 10)),
    (Fraction(125, 60), 125, Fraction(25, 12)),
    (Fraction(600, 60), 600, 10),
)


@pytest.mark.parametrize(("given_minutes", "seconds", "minutes"), MINUTES)
def test_brief_lasts_whole_seconds(given_minutes: float | Fraction, seconds: int, minutes: Fraction) -> None:
    """Minutes may be any exact number of seconds, and equal lengths are equal briefs."""
    brief = Brief(given_minutes)

    assert (brief.seconds, brief.minutes) == (seconds, minutes)
    assert type(brief.minutes) is (int if seconds % 60 == 0 else Fraction)
    assert brief == Brief.of_seconds(seconds)


@given(st.integers(60, 7200), st.sampled_from(["mixed", "gentle"]))
def test_brief_of_seconds(seconds: int, mix: str) -> None:
    """Any whole number of seconds from one minute to two hours, exactly."""
    assert Brief.of_seconds(seconds, mix).seconds == seconds
    assert Brief.of_seconds(seconds, mix).mix == mix


LENGTH = "1 to 120 minutes in whole seconds (Brief.of_seconds takes seconds)"
BAD_BRIEFS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"minutes": 0}, f"brief.minutes: got 0, expected {LENGTH}"),
    ({"minutes": -10}, f"brief.minutes: got -10, expected {LENGTH}"),
    ({"minutes": 600}, f"brief.minutes: got 600, expected {LENGTH}"),
    ({"minutes": 0.1}, f"brief.minutes: got 0.1, expected {LENGTH}"),
    ({"minutes": 10.01}, f"brief.minutes: got 10.01, expected {LENGTH}"),
    ({"minutes": float("nan")}, f"brief.minutes: got nan, expected {LENGTH}"),
    ({"minutes": float("inf")}, f"brief.minutes: got inf, expected {LENGTH}"),
    ({"minutes": "10"}, f"brief.minutes: got '10', expected {LENGTH}"),
    ({"minutes": True}, f"brief.minutes: got True, expected {LENGTH}"),
    ({"minutes": None}, f"brief.minutes: got None, expected {LENGTH}"),
    ({"mix": 3}, "brief.mix: got 3, expected the name of a mix"),
    ({"cautions": 3}, "brief.cautions: got 3, expected a word or several"),
    ({"cautions": None}, "brief.cautions: got None, expected a word or several"),
    ({"cautions": ["balance", 3]}, "brief.cautions: got 3, expected words only"),
    (
        {"positions": ["suppine"]},
        f"brief.positions: got 'suppine', expected words of {', '.join(Position)}",
    ),
    ({"recent": "plank"}, "brief.recent: got 'plank', expected one tuple of ids for each session, latest first"),
    ({"recent": ["plank"]}, "brief.recent: got 'plank', expected one tuple of ids for each session, latest first"),
    ({"max_difficulty": 0}, "brief.max_difficulty: got 0, expected a whole number from 1 to 5"),
    ({"max_difficulty": 6}, "brief.max_difficulty: got 6, expected a whole number from 1 to 5"),
    ({"max_difficulty": 2.0}, "brief.max_difficulty: got 2.0, expected a whole number from 1 to 5"),
    ({"max_difficulty": True}, "brief.max_difficulty: got True, expected a whole number from 1 to 5"),
    ({"seed": -1}, "brief.seed: got -1, expected a whole number, 0 or more"),
    ({"seed": "0"}, "brief.seed: got '0', expected a whole number, 0 or more"),
    ({"limited_mobility": 1}, "brief.limited_mobility: got 1, expected True or False"),
    (
        {"limited_mobility": "no"},
        "brief.limited_mobility: got 'no', expected True or False",
    ),
)


@pytest.mark.parametrize(("arguments", "message"), BAD_BRIEFS)
def test_brief_refuses_what_can_never_be(arguments: dict[str, Any], message: str) -> None:
    """The error names the field, what came and what was expected; it is a `ValueError` too."""
    with pytest.raises(BriefError) as caught:
        Brief(**arguments)

    assert str(caught.value) == message
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("seconds", ["125", 125.0, True, None])
def test_seconds_of_a_brief_are_a_whole_number(seconds: object) -> None:
    """No text, no fraction, no truth value."""
    with pytest.raises(BriefError) as caught:
        Brief.of_seconds(seconds)  # type: ignore[arg-type]

    assert str(caught.value) == f"brief.seconds: got {seconds!r}, expected a whole number from 60 to 7200"


def test_words_take_one_argument_by_position() -> None:
    """Length and mix may be given by position; everything else has to be named."""
    assert Brief(5, "gentle") == Brief(minutes=5, mix="gentle")
    with pytest.raises(TypeError):
        Brief(5, "gentle", ["seated"])  # type: ignore[call-arg]
