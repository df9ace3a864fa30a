"""The judge of routines: one rule broken at a time, and every finding compared whole."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from by_hand import laid_out, simple
from lowback import Brief, Catalog, Dose, Exercise, Routine, check, compose
from lowback.diagnostics import Diagnostic
from lowback.model import Cap, CautionRule, Proof
from lowback.vocabulary import CautionLevel, Kind, Position

TURN = simple("turn", position=Position.SEATED)
LEAN = simple("lean", cautions=(CautionRule(key="wrist-pain", level=CautionLevel.MODIFY, how="Make fists."),))
REACH = simple("reach", difficulty=2)
PRESS = simple("press", kind=Kind.STRENGTH, difficulty=2)
FOLD = simple("fold", kind=Kind.STRETCH)
CATALOG = Catalog([TURN, LEAN, REACH, PRESS, FOLD])
LIKE = evolve(compose(Brief(5, cautions=["wrist-pain"]), CATALOG), items=())
"""A frame: what belongs to a routine beside its items."""

DOSE = Dose(reps=10)
ORDER = (TURN, LEAN, REACH, PRESS, FOLD)


def routine(*exercises: Exercise, doses: Mapping[str, Dose] = {}, left: int = 14, **changes: Any) -> Routine:
    """These exercises as they should be laid out, in ten repetitions, with some seconds left for pauses.

    The brief asks for just this long, and for what `changes` say.
    """
    chosen = [(each, doses.get(each.id, DOSE)) for each in exercises]
    like = evolve(LIKE, brief=evolve(LIKE.brief, **changes))
    asked = used(laid_out(chosen, like)) + left
    return laid_out(chosen, evolve(like, brief=evolve(like.brief, minutes=Fraction(asked, 60))))


def used(whole: Routine) -> int:
    """Seconds of gaps and work, and of the way to the end."""
    return sum(item.gap_seconds + item.work_seconds for item in whole.items) + whole.closing_seconds


def with_item(whole: Routine, index: int, **changes: Any) -> Routine:
    """A routine with an item that is otherwise."""
    items = list(whole.items)
    items[index] = evolve(items[index], **changes)
    return evolve(whole, items=tuple(items))


def found(code: str, message: str, *path: str | int) -> Diagnostic:
    return Diagnostic(code=code, message=message, path=path)


RIGHT = routine(*ORDER)
LAST = len(RIGHT.items) - 1
GAP, WORK, PAUSE, LAST_PAUSE = (
    RIGHT.items[LAST].gap_seconds,
    RIGHT.items[LAST].work_seconds,
    RIGHT.items[2].pause_seconds,
    RIGHT.items[LAST].pause_seconds,
)
"""Seconds of the last item, whose pause has what is no tick, and the pause of another."""


def test_what_is_laid_out_as_it_should_be_has_no_finding() -> None:
    assert check(RIGHT) == ()
    assert LAST_PAUSE > PAUSE > 0


# Seconds -----------------------------------------------------------------------------------------


def test_a_gap_that_is_not_what_the_item_needs() -> None:
    longer = with_item(RIGHT, LAST, gap_seconds=GAP + 1, pause_seconds=LAST_PAUSE - 1)

    assert check(longer) == (found("wrong-gap", f"got {GAP + 1} s, expected {GAP} s", "items", LAST, "gap_seconds"),)


def test_work_that_is_not_what_the_dose_takes() -> None:
    longer = with_item(RIGHT, LAST, work_seconds=WORK + 1, pause_seconds=LAST_PAUSE - 1)

    assert check(longer) == (
        found("wrong-work", f"got {WORK + 1} s, expected {WORK} s", "items", LAST, "work_seconds"),
    )


def test_pauses_that_are_not_shared_out() -> None:
    moved = with_item(with_item(RIGHT, 2, pause_seconds=PAUSE - 1), -1, pause_seconds=LAST_PAUSE + 1)

    assert check(moved) == (
        found("wrong-pause", f"got {PAUSE - 1} s, expected {PAUSE} s", "items", 2, "pause_seconds"),
        found("wrong-pause", f"got {LAST_PAUSE + 1} s, expected {LAST_PAUSE} s", "items", 4, "pause_seconds"),
    )


def test_another_length_than_the_brief_asks() -> None:
    asked = RIGHT.brief.seconds
    longer = with_item(RIGHT, -1, pause_seconds=LAST_PAUSE + 1)

    assert check(longer) == (
        found("wrong-length", f"got {asked + 1} s, expected {asked} s as in the brief"),
        found("wrong-pause", f"got {LAST_PAUSE + 1} s, expected {LAST_PAUSE} s", "items", 4, "pause_seconds"),
    )


@pytest.mark.parametrize("left", [0, 15])
def test_gaps_and_work_may_be_shorter_by_the_tolerance(left: int) -> None:
    """Up to 300 seconds, it is 15; the ends are inside."""
    assert check(routine(*ORDER, left=left)) == ()


def test_gaps_and_work_that_are_shorter_than_the_tolerance() -> None:
    short = routine(*ORDER, left=16)
    took, asked = used(short), short.brief.seconds

    assert check(short) == (
        found(
            "outside-tolerance",
            f"got {took} s of gaps, work and the way to the end, expected {asked - 15} to {asked} s",
            "items",
        ),
    )


def test_gaps_and_work_that_are_longer_than_asked() -> None:
    took = used(RIGHT)
    (outside,) = [each for each in check(routine(*ORDER, left=-1)) if each.code == "outside-tolerance"]

    message = f"got {took} s of gaps, work and the way to the end, expected {took - 16} to {took - 1} s"
    assert outside == found("outside-tolerance", message, "items")


# What may be in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"exclude": ["reach"]}, "excluded by the brief"),
        ({"max_difficulty": 1}, "too hard: difficulty 2, at most 1"),
    ],
)
def test_what_the_brief_does_not_allow(change: dict[str, Any], objection: str) -> None:
    """The finding is at the item that it is about."""
    assert check(routine(TURN, LEAN, REACH, FOLD, **change)) == (
        found("not-allowed", f"reach: {objection}", "items", 2, "exercise"),
    )


def test_a_dose_that_is_no_option() -> None:
    assert check(routine(*ORDER, doses={"lean": Dose(reps=16)})) == (
        found("wrong-dose", "lean: 1 x 16 is not one of its dose options", "items", 1, "dose"),
    )


def test_rules_of_cautions_that_are_not_attached() -> None:
    assert check(with_item(RIGHT, 1, cautions=())) == (
        found("wrong-cautions", "lean: the rules of the brief's cautions are not attached", "items", 1, "cautions"),
    )


def test_every_caution_that_means_to_see_somebody_first() -> None:
    """Not only the first one of the brief, nor the first of the catalog."""
    keys = ["osteoporosis", "progressive-neuro-deficit", "recent-spinal-surgery"]
    refers = {each.key: each.refer for each in LIKE.conventions.cautions}
    refused = [each for each in check(routine(*ORDER, cautions=keys)) if each.code == "refused"]

    assert refused == [
        found("refused", f"got a routine with {key}, expected none: {refers[key]}", "brief", "cautions")
        for key in keys[1:]
    ]


def test_an_exercise_twice() -> None:
    assert check(routine(TURN, LEAN, LEAN, PRESS, FOLD)) == (
        found("repeated-exercise", "got the exercise 'lean' 2 times, expected once", "items"),
        found("repeated-family", "got the family 'lean' 2 times, expected once", "items"),
    )


def test_two_exercises_of_one_family() -> None:
    cousin = evolve(REACH, family="lean")

    assert check(routine(TURN, LEAN, cousin, PRESS, FOLD)) == (
        found("repeated-family", "got the family 'lean' 2 times, expected once", "items"),
    )


def test_an_exercise_that_the_brief_asks_for() -> None:
    assert check(routine(*ORDER, include=["turn", "swing"])) == (
        found("not-included", "got no 'swing', expected it as in the brief", "items"),
    )


def test_no_exercise_at_all() -> None:
    assert [each for each in check(LIKE) if each.code == "empty"] == [
        found("empty", "got no exercise, expected at least one", "items")
    ]


def test_too_much_of_one_thing() -> None:
    """The second is one too many in ten minutes, and in its place in eleven, or where the brief asks for both."""
    cap = Cap(id="leaning", name="leaning exercises", minutes=10, families=("lean", "reach"))
    like = evolve(RIGHT, conventions=evolve(RIGHT.conventions, caps=(cap,)))
    longer = evolve(like, brief=evolve(like.brief, minutes=Fraction(601, 60)))
    asked = evolve(like, brief=evolve(like.brief, include=["lean", "reach"]))

    assert check(like) == (found("too-many", "got 2 leaning exercises, expected at most 1", "items"),)
    assert "too-many" not in {each.code for each in (*check(longer), *check(asked))}


# Order -------------------------------------------------------------------------------------------


def test_a_phase_that_comes_too_late() -> None:
    assert check(routine(TURN, LEAN, REACH, FOLD, PRESS)) == (
        found("phase-order", "got conditioning after cool-down", "items", 4),
    )


def test_a_harder_exercise_before_an_easier_one() -> None:
    assert check(routine(TURN, REACH, LEAN, PRESS, FOLD)) == (
        found("difficulty-order", "got lean after reach, expected it before", "items", 2),
    )


def test_equally_hard_exercises_out_of_order() -> None:
    bend = evolve(LEAN, id="bend", family="bend")

    assert check(routine(LEAN, bend, TURN, PRESS, FOLD)) == (
        found("difficulty-order", "got bend after lean, expected it before", "items", 1),
    )


def test_a_position_that_comes_twice_in_a_phase() -> None:
    assert check(routine(LEAN, TURN, REACH, PRESS, FOLD)) == (
        found("split-position", "got standing after seated, expected one way, down or up, in warm-up", "items", 2),
    )


KNEEL = simple("kneel", position=Position.KNEELING)
LIE = simple("lie", position=Position.SUPINE)


@pytest.mark.parametrize("way", [(LEAN, TURN, KNEEL, LIE), (LIE, KNEEL, TURN, LEAN), (LEAN, LIE), (KNEEL, TURN)])
def test_a_phase_goes_down_or_up(way: tuple[Exercise, ...]) -> None:
    assert check(routine(*way, PRESS, FOLD)) == ()


@pytest.mark.parametrize(
    ("way", "after", "at"),
    [
        ((LEAN, KNEEL, TURN), "seated after kneeling", 2),
        ((TURN, LEAN, KNEEL), "kneeling after standing", 2),
        ((LIE, TURN, KNEEL), "kneeling after seated", 2),
    ],
)
def test_a_phase_that_goes_to_and_fro(way: tuple[Exercise, ...], after: str, at: int) -> None:
    """No position comes twice, and still somebody gets up and down again."""
    assert check(routine(*way, PRESS, FOLD)) == (
        found("split-position", f"got {after}, expected one way, down or up, in warm-up", "items", at),
    )


def test_another_phase_may_go_the_other_way() -> None:
    sit, stand = (evolve(each, id=f"hold-{each.id}", family=f"hold-{each.id}", kind=Kind.STRETCH) for each in ORDER[:2])

    assert check(routine(LEAN, TURN, PRESS, sit, stand)) == ()


def test_resting_comes_last() -> None:
    """After the stretches, though it is of the cool-down too, in whatever position."""
    rest = simple("breathe", kind=Kind.RELAXATION, position=Position.SUPINE)
    low = simple("pull", kind=Kind.STRETCH, position=Position.SUPINE)

    assert check(routine(LEAN, low, FOLD, rest)) == ()
    assert check(routine(LEAN, FOLD, rest, low)) == (
        found("phase-order", "got cool-down after cool-down rest", "items", 3),
    )


# What travels with it ----------------------------------------------------------------------------


def test_stop_rules_and_red_flags_that_are_missing() -> None:
    assert check(evolve(RIGHT, stop_rules=RIGHT.stop_rules[1:], red_flags=RIGHT.red_flags[1:])) == (
        found("missing-stop-rules", "the stop rules are not those of the catalog", "stop_rules"),
        found("missing-red-flags", "the red flags are not those of the catalog", "red_flags"),
    )


def test_points_that_do_not_follow_from_the_items() -> None:
    score = RIGHT.proof.score

    assert check(evolve(RIGHT, proof=Proof(score=score + 1, bound=score))) == (
        found("wrong-score", f"got {score + 1} points, expected {score}", "proof", "score"),
    )


def test_a_bound_below_the_points() -> None:
    score = RIGHT.proof.score

    assert check(evolve(RIGHT, proof=Proof(score=score, bound=score + 5))) == ()
    assert check(evolve(RIGHT, proof=Proof(score=score, bound=score - 1))) == (
        found("wrong-bound", f"got {score - 1} points, expected {score} or more", "proof", "bound"),
    )
