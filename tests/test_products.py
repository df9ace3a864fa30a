"""Texts that say so many times so long: in one time of the dose, in parts of it, or beside it."""

from collections.abc import Mapping

import pytest

from test_statements import HOLDING, MOVING, ONE_HOLD, STAYING, WALKING, exercise, found

THRICE = {"sets": 1, "reps": 3, "hold": 20}
LONGER = {"sets": 2, "duration": 600}

AGREEING = (
    ("Walk in two blocks of five minutes.", WALKING),
    ("Walk for ten minutes, in five blocks of two minutes.", WALKING),
    ("Break it into two bouts of about 5 minutes.", WALKING),
    ("Walk twice for five minutes.", WALKING),
    ("Walk for five minutes, twice.", WALKING),
    ("Walk 2 x 5 minutes.", WALKING),
    ("A five-minute walk, twice.", WALKING),
    ("Walk 2 laps of 5 minutes.", WALKING),
    ("Split the ten minutes into two walks of five.", WALKING),
    ("Two 1-minute rounds.", STAYING),
    ("Walk fast for 1 minute and slowly for 1 minute, five times.", WALKING),
    ("Two blocks of at least five minutes.", WALKING),
    ("March for a minute, twice.", STAYING),
    ("Do four blocks of 30 seconds.", STAYING),
    ("Do 3 rounds of 45 seconds.", ONE_HOLD),
    ("Hold three times for 45 seconds.", ONE_HOLD),
    ("Do 3 rounds of 20 seconds.", THRICE),
    ("Hold for five seconds, twenty times.", HOLDING),
    ("Pause 12 x 1 second.", MOVING),
    ("Geh in zwei Blöcken von fünf Minuten.", WALKING),
    ("Geh zweimal fünf Minuten.", WALKING),
    ("Marchez en deux blocs de cinq minutes.", WALKING),
    ("Marchez deux fois cinq minutes.", WALKING),
    ("Camine en dos bloques de cinco minutos.", WALKING),
    ("Camine dos veces durante cinco minutos.", WALKING),
    ("Cammina in due blocchi di cinque minuti.", WALKING),
    ("Cammina due volte per cinque minuti.", WALKING),
    ("Caminhe em dois blocos de cinco minutos.", WALKING),
    ("Caminhe duas vezes por cinco minutos.", WALKING),
    ("Loop in twee blokken van vijf minuten.", WALKING),
    ("Loop twee keer vijf minuten.", WALKING),
)


@pytest.mark.parametrize(("text", "dose"), AGREEING, ids=[text for text, _ in AGREEING])
@pytest.mark.parametrize("field", ["summary", "step", "correction", "caution"])
def test_a_time_of_the_dose_may_be_told_in_parts(field: str, text: str, dose: Mapping[str, int]) -> None:
    assert found(exercise("a", field, text, dose, "bilateral", 60)) == []


DISAGREEING = (
    ("Walk in three blocks of five minutes.", WALKING, "three blocks of five minutes", "3 times 300", "600 seconds"),
    ("Walk 2 x 10 minutes.", WALKING, "2 x 10 minutes", "2 times 600", "600 seconds"),
    (
        "Walk in two blocks of five minutes.",
        LONGER,
        "two blocks of five minutes",
        "2 times 300",
        "2 sets of 600 seconds",
    ),
    ("March for 30 seconds, twice.", STAYING, "30 seconds, twice", "2 times 30", "2 sets of 60 seconds"),
    ("Do 3 rounds of 20 seconds.", ONE_HOLD, "3 rounds of 20 seconds", "3 times 20", "3 sets of 45 seconds"),
    ("Hold twice for ten seconds.", HOLDING, "twice for ten seconds", "2 times 10", "2 sets of 10 times 5 seconds"),
    ("Do 3 rounds of 20 seconds.", MOVING, "3 rounds of 20 seconds", "3 times 20", "3 sets of 12 repetitions"),
    ("10 holds of 15 seconds.", HOLDING, "10 holds of 15 seconds", "10 times 15", "2 sets of 10 times 5 seconds"),
    ("Five 5-second squeezes.", HOLDING, "Five 5-second squeezes", "5 times 5", "2 sets of 10 times 5 seconds"),
    ("Two 3-minute rounds.", STAYING, "Two 3-minute rounds", "2 times 180", "2 sets of 60 seconds"),
    ("Two ten-minute walks.", WALKING, "Two ten-minute walks", "2 times 600", "600 seconds"),
    ("Three planks of 30 seconds.", ONE_HOLD, "Three planks of 30 seconds", "3 times 30", "3 sets of 45 seconds"),
    ("Geh dreimal fünf Minuten.", WALKING, "dreimal fünf Minuten", "3 times 300", "600 seconds"),
    ("Marchez trois fois cinq minutes.", WALKING, "trois fois cinq minutes", "3 times 300", "600 seconds"),
    ("Camine tres veces cinco minutos.", WALKING, "tres veces cinco minutos", "3 times 300", "600 seconds"),
    ("Cammina tre volte per cinque minuti.", WALKING, "tre volte per cinque minuti", "3 times 300", "600 seconds"),
    ("Caminhe três vezes por cinco minutos.", WALKING, "três vezes por cinco minutos", "3 times 300", "600 seconds"),
    ("Loop drie keer vijf minuten.", WALKING, "drie keer vijf minuten", "3 times 300", "600 seconds"),
)


@pytest.mark.parametrize(("text", "dose", "words", "meant", "has"), DISAGREEING, ids=[text for text, *_ in DISAGREEING])
@pytest.mark.parametrize("field", ["summary", "step", "correction", "caution"])
def test_another_time_is_one_finding(
    field: str, text: str, dose: Mapping[str, int], words: str, meant: str, has: str
) -> None:
    message = f"the text says {words!r}, which is {meant} seconds, but the exercise has {has}"
    assert found(exercise("a", field, text, dose, "bilateral", 60)) == [(0, "text-disagrees", message)]


@pytest.mark.parametrize("field", ["breathing", "error"])
def test_breaths_may_be_counted_and_an_error_tells_what_is_wrong(field: str) -> None:
    assert found(exercise("a", field, "Two blocks of 90 seconds.", STAYING, "bilateral", 60)) == []
