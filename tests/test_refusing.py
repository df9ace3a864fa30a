"""When no routine fits: every cause in its order, and every remedy that there is."""

from fractions import Fraction

import pytest
from attrs import evolve

from by_hand import simple
from lowback import Brief, Catalog, DoseRange, Exercise, compose
from lowback.errors import Infeasible
from lowback.model import Range
from lowback.vocabulary import Position

LEAN = simple("lean")
SIT = simple("sit", position=Position.SEATED, needs=(("chair",),))
PULL = simple("pull", needs=(("band", "stick"),))
BOTH = simple("both", needs=(("chair",), ("band",)))
HARD = simple("hard", difficulty=5)
LONG = simple("long", dose=DoseRange(reps=Range(55, 55, 55)))
"""It takes 235 seconds: as much as a routine of four minutes may."""


def refusal(brief: Brief, *exercises: Exercise) -> Infeasible:
    with pytest.raises(Infeasible) as caught:
        compose(brief, Catalog(exercises))
    return caught.value


# Causes ------------------------------------------------------------------------------------------


def test_causes_are_counted_the_most_frequent_first_and_then_in_order_of_the_alphabet() -> None:
    others = [simple(id_, needs=(("bike",),)) for id_ in ("ride", "race")]
    brief = Brief(1, positions=["standing"], equipment=[], max_difficulty=2, exclude=["lean"])

    assert refusal(brief, LEAN, SIT, PULL, HARD, *others).causes == (
        "0 of 6 exercises are left",
        "2 equipment not at hand: bike",
        "1 equipment not at hand: band or stick",
        "1 excluded by the brief",
        "1 position not allowed: seated",
        "1 too hard: difficulty 5, at most 2",
    )


@pytest.mark.parametrize(
    ("exercises", "cause"),
    [
        ([LEAN], "with 1 exercise left the shortest possible is 0:25, the longest 1:05"),
        ([LEAN, SIT], "with 2 exercises left the shortest possible is 0:25, the longest 2:20"),
    ],
)
def test_what_is_left_is_told_with_the_lengths_that_it_could_have(exercises: list[Exercise], cause: str) -> None:
    assert refusal(Brief(9), *exercises).causes == (cause,)


def test_what_is_said_before_the_start_is_in_the_shortest_possible_length() -> None:
    """Two signs to stop on take twenty seconds and more."""
    brief = Brief(
        1, "desk", seed=38, cautions=["cardiac", "radicular-peripheralise", "hip-replacement", "osteoporosis"]
    )
    with pytest.raises(Infeasible) as caught:
        compose(brief)

    assert caught.value.causes[0] == "with 1 exercise left the shortest possible is 2:20, the longest 3:35"
    assert compose(evolve(brief, minutes=Fraction(140, 60))).seconds == 140


def test_no_remedy_is_longer_than_a_brief_may_be() -> None:
    """Two hours at a desk: there is not so much of it, and nothing longer is offered."""
    with pytest.raises(Infeasible) as caught:
        compose(Brief(120, "desk"))

    assert not any(each.startswith("longer") for each in caught.value.remedies)
    assert any(each.startswith("shorter: ") for each in caught.value.remedies)


def test_what_has_to_be_in_is_named_where_it_is_in_the_way() -> None:
    six = simple("six", dose=DoseRange(reps=Range(85, 85, 85)))
    found = refusal(Brief(1, include=["lean", "six"]), LEAN, six)

    assert found.causes[0].startswith("with 2 exercises left, lean and six among them, the shortest possible is 6:")
    assert found.remedies == ("do not include six",)


def test_a_refusal_begins_with_what_was_asked() -> None:
    assert refusal(Brief(30, equipment=[]), LEAN).asked == "30:00 mixed; no equipment"


# Remedies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brief", "exercises", "remedies"),
    [
        (Brief(9), [LEAN], ("shorter: 1 minute",)),
        (Brief(9), [LEAN, SIT], ("shorter: 2 minutes",)),
        (Brief(3), [LONG], ("longer: 4 minutes",)),
        (Brief(1, positions=["prone"]), [LEAN, SIT], ("allow the position seated", "allow the position standing")),
        (
            Brief(1, equipment=["chair"]),
            [PULL],
            ("have a stick at hand", "have an exercise band at hand"),
        ),
        (Brief(1), [PULL], ("have a stick at hand", "have an exercise band at hand")),
        (Brief(1, equipment=["chair"]), [BOTH], ("have an exercise band at hand",)),
        (Brief(1), [BOTH], ("have an exercise band at hand",)),
        (Brief(1, exclude=["lean", "sit"]), [LEAN, SIT], ("do not exclude lean", "do not exclude sit")),
        (
            Brief(2, positions=["seated"], equipment=["chair"], exclude=["hard"]),
            [LEAN, SIT, HARD],
            ("shorter: 1 minute", "allow the position standing"),
        ),
        (Brief(60), [HARD], ()),
    ],
)
def test_the_remedies_are_all_single_changes_that_work(
    brief: Brief, exercises: list[Exercise], remedies: tuple[str, ...]
) -> None:
    assert refusal(brief, *exercises).remedies == remedies


def test_where_the_mix_is_in_the_way_it_is_named_and_others_are_offered() -> None:
    lie = simple("lie", position=Position.SUPINE)
    found = refusal(Brief(1, "desk"), lie)

    assert found.causes == ("0 of 1 exercises are left", "1 not in the mix desk, which is all seated and standing")
    assert found.remedies == ("another mix: mixed, mobility, strength, stretch, gentle",)


def test_a_little_longer_is_up_to_five_minutes_more() -> None:
    six = simple("six", dose=DoseRange(reps=Range(85, 85, 85)))

    assert refusal(Brief(1), six).remedies == ("longer: 6 minutes",)
    assert refusal(Brief(1), simple("seven", dose=DoseRange(reps=Range(100, 100, 100)))).remedies == ()


def test_the_nearest_length_is_named() -> None:
    """Both of them, where a shorter and a longer one would do."""
    short = simple("short", dose=DoseRange(reps=Range(10, 10, 10)))
    long = simple("long", family="short", dose=DoseRange(reps=Range(55, 55, 55)))

    assert refusal(Brief(2), short, long).remedies == ("shorter: 1 minute", "longer: 4 minutes")
    assert refusal(Brief(9), short, long).remedies == ("shorter: 4 minutes",)
