"""The doses that a routine may give: whole lists for exercises whose every number is known."""

import pytest

from by_hand import simple
from lowback import DoseRange, Step
from lowback.composer import dose_options
from lowback.composer._doses import worth_of
from lowback.model import Range, Timing
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
        (DoseRange(reps=Range(6, 8, 14)), "1 x 6; 1 x 7; 1 x 8; 1 x 9; 1 x 10; 1 x 11; 1 x 12; 1 x 13; 1 x 14"),
        (DoseRange(reps=Range(6, 9, 15)), "1 x 6; 1 x 7; 1 x 9; 1 x 11; 1 x 13; 1 x 15"),
        (DoseRange(reps=Range(6, 10, 15)), "1 x 6; 1 x 8; 1 x 10; 1 x 12; 1 x 14; 1 x 15"),
    ],
)
def test_up_to_a_width_of_eight_repetitions_go_one_by_one_and_beyond_by_twos_from_the_starter(
    dose: DoseRange, expected: str
) -> None:
    """With a tick of a second, in which no two of these take the same time."""
    assert options(dose, timing=Timing(tick=1)) == expected


def test_of_doses_that_take_the_same_time_only_the_largest_is_of_use() -> None:
    """Nine repetitions take 36 seconds and are rounded up to the 40 that ten take."""
    assert options(DoseRange(reps=Range(6, 8, 14))) == "1 x 6; 1 x 7; 1 x 8; 1 x 10; 1 x 11; 1 x 12; 1 x 13; 1 x 14"


def test_the_starter_is_an_option_even_where_another_dose_is_of_more_use() -> None:
    assert options(DoseRange(reps=Range(5, 9, 10))) == "1 x 5; 1 x 6; 1 x 7; 1 x 8; 1 x 10; 1 x 9"


def test_holds_are_multiples_of_five_beside_the_printed_numbers() -> None:
    assert options(DoseRange(reps=Range(3, 3, 3), hold=Range(3, 7, 21))) == (
        "1 x 3, hold 3 s; 1 x 3, hold 5 s; 1 x 3, hold 7 s; 1 x 3, hold 10 s; 1 x 3, hold 15 s"
    )


@pytest.mark.parametrize(
    ("low", "starter", "high", "expected"),
    [
        (30, 45, 89, "30 s; 45 s; 60 s; 75 s; 89 s"),
        (30, 60, 90, "30 s; 60 s; 90 s"),
        (60, 120, 299, "60 s; 90 s; 120 s; 150 s; 180 s; 210 s; 240 s"),
        (60, 120, 300, "60 s; 120 s; 180 s; 240 s"),
        (20, 30, 60, "20 s; 30 s; 45 s; 60 s"),
    ],
)
def test_bouts_go_by_quarters_halves_or_whole_minutes_by_the_width_of_the_range(
    low: int, starter: int, high: int, expected: str
) -> None:
    """Half minutes from a width of 60 seconds on, whole ones from 240; counted from the starter."""
    assert options(DoseRange(duration=Range(low, starter, high))) == expected


def test_fewer_sets_never_come_with_more_repetitions() -> None:
    assert options(DoseRange(sets=Range(1, 2, 3), reps=Range(5, 10, 15))) == (
        "1 x 10; 2 x 6; 2 x 8; 2 x 10; 2 x 12; 2 x 14; 2 x 15; 3 x 12"
    )


def test_at_most_twelve_evenly_spaced_in_time_with_the_starter_among_them() -> None:
    """Of the sixteen even numbers from 10 to 40."""
    assert options(DoseRange(reps=Range(10, 20, 40)), timing=Timing(tick=1)) == (
        "1 x 10; 1 x 12; 1 x 16; 1 x 18; 1 x 20; 1 x 22; 1 x 24; 1 x 28; 1 x 30; 1 x 34; 1 x 36; 1 x 40"
    )


def test_a_second_up_to_the_starter_is_worth_two_beyond_it() -> None:
    assert [worth_of(active, 30) for active in (0, 29, 30, 31, 60)] == [0, 58, 60, 61, 90]
