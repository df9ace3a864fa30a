"""A day in small pieces: parts of just their length, nothing twice, and an honest proof."""

from typing import Any

import pytest
from attrs import evolve

from lowback import Brief, check, compose, compose_day, default_catalog
from lowback.errors import ImpossibleValue, Refused
from lowback.programme import Day

CATALOG = default_catalog()
SEVERAL = {each.id for each in CATALOG.values() if any((fact.per_day or (1, 1))[1] > 1 for fact in each.dose.facts)}
"""What a source says to do several times a day."""

DAYS = [
    (Brief(6, "desk"), 3, [120, 120, 120]),
    (Brief(10), 3, [200, 200, 200]),
    (Brief.of_seconds(500), 3, [167, 167, 166]),
    (Brief(4, "desk"), 4, [60, 60, 60, 60]),
    (Brief(20, cautions="wrist-pain"), 2, [600, 600]),
    (Brief(10), 1, [600]),
]


@pytest.mark.parametrize(("brief", "parts", "seconds"), DAYS, ids=str)
def test_each_part_lasts_what_it_should_and_stands_alone(brief: Brief, parts: int, seconds: list[int]) -> None:
    day = compose_day(brief, parts=parts)

    assert [part.seconds for part in day.parts] == seconds
    assert day.seconds == brief.seconds
    assert [check(part) for part in day.parts] == [()] * parts
    assert all(part.brief.cautions == brief.cautions for part in day.parts)


def repeated(day: Day) -> set[str]:
    ids = [item.exercise.id for part in day.parts for item in part.items]
    return {id_ for id_ in ids if ids.count(id_) > 1}


@pytest.mark.parametrize(("brief", "parts", "seconds"), DAYS, ids=str)
def test_nothing_comes_twice_that_no_source_says_to_repeat(brief: Brief, parts: int, seconds: list[int]) -> None:
    assert repeated(compose_day(brief, parts=parts)) <= SEVERAL


def test_without_that_rule_something_would() -> None:
    """The law can fail: a day of parts that know nothing of each other repeats everything."""
    part = compose(Brief(3, "desk"))

    assert repeated(Day(brief=Brief(6, "desk"), parts=(part, part), proof=part.proof)) - SEVERAL


@pytest.mark.parametrize(("brief", "parts", "seconds"), DAYS, ids=str)
def test_the_gap_is_honest(brief: Brief, parts: int, seconds: list[int]) -> None:
    """No day has more points than its parts would have if each were alone."""
    day = compose_day(brief, parts=parts)
    alone = [compose(evolve(brief, minutes=part.brief.minutes)) for part in day.parts]

    assert day.proof.bound == sum(each.proof.bound for each in alone)
    assert day.proof.gap >= 0
    assert parts > 1 or day.proof.gap == alone[0].proof.gap


def test_an_office_week_repeats_nothing_on_a_day() -> None:
    """Five days of three times two minutes, standing and sitting, with nothing to fetch."""
    always = {each.id for each in CATALOG.conventions.equipment if each.always} | {"chair", "desk", "worktop"}
    for seed in range(5):
        day = compose_day(Brief(6, "desk", seed=seed), parts=3)
        items = [item for part in day.parts for item in part.items]

        assert {item.exercise.position for item in items} <= {"seated", "standing"}
        assert all(always.intersection(group) for item in items for group in item.exercise.needs)
        assert repeated(day) <= SEVERAL


def test_what_is_included_is_dealt_out() -> None:
    day = compose_day(Brief(12, include=["bridge", "cat-cow", "heel-raise"]), parts=3)
    first = [{item.exercise.id for item in part.items} for part in day.parts]

    assert ["bridge" in first[0], "cat-cow" in first[1], "heel-raise" in first[2]] == [True, True, True]


def test_the_same_day_is_the_same() -> None:
    assert compose_day(Brief(6, "desk"), parts=3) == compose_day(Brief(6, "desk"), parts=3)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"brief": Brief(2), "parts": 3}, "got 120 s in 3 parts, expected 60 to 600 s for each part"),
    ({"brief": Brief(30), "parts": 2}, "got 1800 s in 2 parts, expected 60 to 600 s for each part"),
    ({"parts": 0}, "got 0, expected 1 to 12"),
]


@pytest.mark.parametrize(("asked", "problem"), WRONG)
def test_parts_that_cannot_be_are_refused(asked: dict[str, Any], problem: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        compose_day(**asked)

    assert (caught.value.place, caught.value.problem) == ("compose_day.parts", problem)


def test_who_is_seen_first_has_no_day() -> None:
    with pytest.raises(Refused):
        compose_day(Brief(cautions="recent-spinal-surgery"))
