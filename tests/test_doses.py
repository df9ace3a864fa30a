"""The doses that a routine may give: whole lists for exercises whose every number is known."""

import pytest

from by_hand import simple
from lowback import Brief, DoseRange, Exercise, Step, default_catalog
from lowback.composer import dose_options
from lowback.composer._doses import offered_doses, worth_of
from lowback.model import DoseFact, Range, Timing
from lowback.vocabulary import Role

HELD = (
    Step(role=Role.MOVE, text="Lift it.", short_text="Lift it.", seconds=2),
    Step(role=Role.HOLD, text="Stay there.", short_text="Stay there."),
    Step(role=Role.RETURN, text="Lower it.", short_text="Lower it.", seconds=2),
)
SUSTAINED = HELD[1:2]


def options(dose: DoseRange, *, timing: Timing | None = None) -> str:
    """The options of an exercise with this dose: a repetition takes four seconds and the hold."""
    steps = SUSTAINED if dose.duration else HELD if dose.hold else simple("lean").steps
    return "; ".join(str(each) for each in dose_options(simple("lean", steps=steps, dose=dose), timing))


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        (DoseRange(reps=Range(10, 10, 10)), "1 x 10"),
        (DoseRange(sets=Range(1, 1, 3), reps=Range(10, 10, 10)), "1 x 10; 2 x 10"),
        (DoseRange(sets=Range(1, 2, 3), reps=Range(10, 10, 10)), "1 x 10; 2 x 10; 3 x 10"),
        (DoseRange(sets=Range(2, 2, 6), reps=Range(10, 10, 10)), "2 x 10; 3 x 10; 4 x 10"),
    ],
)
def test_every_number_of_sets_is_an_option_up_to_twice_and_down_to_half_the_starter(
    dose: DoseRange, expected: str
) -> None:
    assert options(dose) == expected


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        (DoseRange(reps=Range(6, 8, 14)), "1 x 6; 1 x 8; 1 x 10; 1 x 12"),
        (DoseRange(reps=Range(6, 9, 15)), "1 x 6; 1 x 8; 1 x 9; 1 x 10; 1 x 12; 1 x 15"),
        (DoseRange(reps=Range(11, 11, 14)), "1 x 11; 1 x 12"),
        (DoseRange(reps=Range(12, 20, 40)), "1 x 12; 1 x 15; 1 x 20; 1 x 25; 1 x 30"),
    ],
)
def test_repetitions_are_customary_numbers_beside_the_starter(dose: DoseRange, expected: str) -> None:
    """With a tick of a second, in which no two of these take the same time."""
    assert options(dose, timing=Timing(tick=1)) == expected


def test_of_doses_that_take_the_same_time_only_the_largest_is_of_use_and_the_starter() -> None:
    """Five and six take half a minute on this clock, eight and ten three quarters, twelve and fifteen a whole one."""
    assert options(DoseRange(reps=Range(5, 8, 15)), timing=Timing(tick=15)) == "1 x 6; 1 x 10; 1 x 8; 1 x 15"


def test_of_equal_doses_the_one_nearest_to_the_starter_is_kept() -> None:
    """Eight with a hold of five seconds take as long as twelve with two, or nine with four, and are worth the same."""
    dose = DoseRange(reps=Range(8, 12, 12), hold=Range(2, 2, 5))

    assert "1 x 12, hold 2 s" in options(dose, timing=Timing(tick=1))
    assert "1 x 8, hold 5 s" not in options(dose, timing=Timing(tick=1))


def test_holds_are_customary_numbers_beside_the_starter() -> None:
    assert options(DoseRange(reps=Range(3, 3, 3), hold=Range(3, 7, 21))) == (
        "1 x 3, hold 3 s; 1 x 3, hold 5 s; 1 x 3, hold 7 s; 1 x 3, hold 10 s; 1 x 3, hold 15 s"
    )


@pytest.mark.parametrize(
    ("low", "starter", "high", "expected"),
    [
        (30, 45, 89, "30 s; 45 s; 60 s"),
        (20, 30, 60, "20 s; 30 s; 45 s; 60 s"),
        (60, 120, 299, "60 s; 120 s; 180 s; 240 s"),
        (120, 300, 600, "180 s; 240 s; 300 s; 360 s; 420 s; 480 s; 540 s; 600 s"),
    ],
)
def test_bouts_are_customary_numbers_of_seconds_and_from_two_minutes_on_whole_minutes(
    low: int, starter: int, high: int, expected: str
) -> None:
    """None of them less than half of the starter."""
    assert options(DoseRange(duration=Range(low, starter, high))) == expected


def test_fewer_sets_never_come_with_more_repetitions() -> None:
    assert options(DoseRange(sets=Range(1, 2, 3), reps=Range(5, 10, 15))) == (
        "1 x 10; 2 x 6; 2 x 8; 2 x 10; 2 x 12; 2 x 15; 3 x 12"
    )


def test_none_is_more_than_one_source_prints() -> None:
    """Where one prints 2 x 8 and another 1 x 15, nobody prints 2 x 15: longer than 2 x 8 is none."""
    printed = (DoseFact(source="a", sets=(2, 2), reps=(8, 8)), DoseFact(source="b", reps=(10, 15)))

    assert options(DoseRange(sets=Range(1, 1, 2), reps=Range(8, 10, 15), facts=printed)) == (
        "1 x 8; 1 x 10; 1 x 12; 1 x 15; 2 x 8"
    )


def test_a_second_up_to_the_starter_is_worth_two_beyond_it() -> None:
    assert [worth_of(active, 30) for active in (0, 29, 30, 31, 60)] == [0, 58, 60, 61, 90]


# What a brief would have first -------------------------------------------------------------------


def usual(dose: DoseRange, brief: Brief) -> str:
    """The usual doses of an exercise with this range."""
    steps = SUSTAINED if dose.duration else HELD if dose.hold else simple("lean").steps
    return "; ".join(str(each) for each in offered_doses(simple("lean", steps=steps, dose=dose), brief, Timing()))


USUAL: list[tuple[DoseRange, str, str]] = [
    (DoseRange(reps=Range(5, 10, 15)), "1 x 10; 1 x 12", "1 x 8; 1 x 10; 1 x 12"),
    (DoseRange(reps=Range(10, 10, 10)), "1 x 10", "1 x 10"),
    (DoseRange(reps=Range(10, 10, 10), hold=Range(3, 5, 10)), "1 x 10, hold 5 s; 1 x 10, hold 10 s", ""),
    (DoseRange(sets=Range(1, 2, 3), reps=Range(8, 10, 12)), "2 x 10; 2 x 12", "1 x 10; 2 x 10"),
    (DoseRange(sets=Range(2, 2, 3), reps=Range(8, 10, 12)), "2 x 10; 2 x 12", "2 x 8; 2 x 10; 2 x 12"),
    (DoseRange(sets=Range(1, 4, 4), reps=Range(10, 10, 10)), "4 x 10", "2 x 10; 3 x 10"),
    (
        DoseRange(sets=Range(1, 2, 2), reps=Range(8, 10, 12), hold=Range(3, 3, 6)),
        "2 x 10, hold 3 s; 2 x 12, hold 3 s",
        "1 x 10, hold 3 s; 1 x 10, hold 5 s",
    ),
    (DoseRange(duration=Range(60, 120, 300)), "120 s; 180 s", "60 s; 120 s; 180 s"),
]
"""The usual doses in six minutes or more, and in less."""


@pytest.mark.parametrize(("dose", "usual_", "in_short"), USUAL)
def test_usual_are_the_starter_and_a_step_up_in_short_also_a_step_down_of_one_set(
    dose: DoseRange, usual_: str, in_short: str
) -> None:
    """One number goes up or down, repetitions before the hold; under six minutes it begins with the fewest sets.

    Two sets of ten are never one of twelve, so there the next step up from one set is the second.
    """
    assert usual(dose, Brief(6)) == usual(dose, Brief(30)) == usual_
    if in_short:
        assert usual(dose, Brief.of_seconds(359)) == usual(dose, Brief(3)) == in_short


@pytest.mark.parametrize("minutes", [3, 10])
@pytest.mark.parametrize("exercise", default_catalog().values(), ids=default_catalog())
def test_usual_doses_are_options(exercise: Exercise, minutes: int) -> None:
    """The starter among them where time is long; every one an option of the exercise, at most three."""
    found = offered_doses(exercise, Brief(minutes), Timing())

    assert set(found) <= set(dose_options(exercise))
    assert 1 <= len(found) <= (3 if minutes == 3 else 2)
    assert minutes == 3 or exercise.dose.starter in found
