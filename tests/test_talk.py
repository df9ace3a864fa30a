"""What a person is asked: no way leads past a sign, and every word is there."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from attrs import evolve

from lowback import Brief, compose
from lowback.render._talk import AFTER, BEFORE, HURT, STOPS, Can, Deed, Screen, talk_of
from lowback.safety import advise
from lowback.vocabulary import Urgency

ROUTINE = compose(Brief(5))
TALK = talk_of(ROUTINE)
GOES_ON = {Deed.BEGIN, Deed.RESUME, Deed.SMALLER, Deed.PLAY, Deed.NEXT}


def reached(*starts: str, talk: dict[str, Screen] = TALK) -> set[str]:
    """Every screen to which some answers lead."""
    found: set[str] = set()
    todo = list(starts)
    while todo:
        key = todo.pop()
        if key and key not in found:
            found.add(key)
            screen = talk[key]
            todo += [screen.otherwise, screen.again, *(answer.go for answer in screen.answers)]
    return found


def goes_on(key: str) -> Iterator[str]:
    """The answers of a screen that let somebody exercise."""
    return (answer.words for answer in TALK[key].answers if GOES_ON & {each.deed for each in answer.does})


def test_every_screen_is_reached_and_every_answer_leads_somewhere() -> None:
    assert reached(BEFORE, HURT, AFTER) == set(TALK)
    assert all(answer.go or answer.does for screen in TALK.values() for answer in screen.answers)


def test_emergencies_are_asked_first_alone_and_no_answer_is_before_its_list() -> None:
    first = TALK["new"].otherwise
    emergencies = [flag.question for flag in ROUTINE.red_flags if flag.urgency is Urgency.EMERGENCY]

    assert TALK[BEFORE].answers[0].go == "new"
    assert TALK["new"].can is Can.REMEMBERED
    assert list(TALK[first].signs) == emergencies
    assert [answer.go for answer in TALK[first].answers][:2] == ["stop-emergency"] * 2
    assert [answer.words for answer in TALK[HURT].answers][:2] == [
        "Chest pain, cannot get my breath, faint, or dizzy and it does not pass",
        "Numb between the legs, bladder or bowel trouble, a leg gone weak, or both legs",
    ]
    assert [answer.go for answer in TALK[HURT].answers][:2] == ["stop-emergency"] * 2


def level_of(keys: tuple[str, ...]) -> Urgency | None:
    """Where the screens lead who answers them in truth: as urgent as the screen that stops, or that says to ask."""
    signs = [flag for flag in ROUTINE.red_flags if flag.key in keys]
    by_urgency = {urgency: [flag for flag in signs if flag.urgency is urgency] for urgency in Urgency}
    key = TALK["new"].otherwise
    while key.startswith("sign-"):
        urgency = Urgency(key.removeprefix("sign-"))
        answers = TALK[key].answers
        count = len(by_urgency[urgency])
        several = 1 if urgency is Urgency.ROUTINE else 0
        key = answers[{0: -1, 1: 0}.get(count, several)].go
    return {**{key: urgency for urgency, key in STOPS.items()}, "ask-first": Urgency.ROUTINE}.get(key)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_combination_of_signs_leads_to_less_than_what_is_advised(count: int) -> None:
    """Which sign it was is not told; so two to ask about count as one to see a doctor about."""
    order = [*Urgency, None]
    for keys in combinations((flag.key for flag in ROUTINE.red_flags), count):
        assert order.index(level_of(keys)) <= order.index(advise(keys).urgency), keys


def test_who_is_not_sure_counts_as_who_says_yes() -> None:
    for key, screen in TALK.items():
        words = {answer.words: answer.go for answer in screen.answers}
        if key.startswith(("sign-", "sure-")):
            assert words["Not sure"] == next(iter(words.values()))
        elif "Not sure" in words and key != HURT:
            assert words["Not sure"] == words["Something is new"]


@pytest.mark.parametrize("key", STOPS.values())
def test_nothing_leads_past_a_stop_but_that_somebody_was_seen_and_then_all_is_asked(key: str) -> None:
    (only,) = TALK[key].answers

    assert (only.words, only.go, [each.deed for each in only.does]) == (
        "I was seen and may exercise",
        BEFORE,
        [Deed.SEEN],
    )


def test_after_an_emergency_answer_nothing_is_told_and_nothing_goes_on() -> None:
    for screen in TALK.values():
        for answer in screen.answers:
            if answer.go in STOPS.values():
                assert [each.deed for each in answer.does] == [Deed.STOP]


def test_an_easier_one_is_only_for_an_ache() -> None:
    easier = [key for key, screen in TALK.items() if any(answer.can is Can.EASIER for answer in screen.answers)]
    towards = [
        (key, answer.words)
        for key, screen in TALK.items()
        for answer in screen.answers
        if answer.go == "gentle" or screen.otherwise == "gentle" or screen.again == "gentle"
    ]

    assert easier == ["gentle"]
    assert towards == [(HURT, "A pull or an ache, 5 or less, or no more than 2 above my usual")]


def test_after_leg_pain_there_is_no_other_exercise() -> None:
    """What is left keeps the back still; which that is, the library has chosen."""
    legs = {"leg", "leg-back", "leg-stays"}
    deeds = {each.deed for key in legs for answer in TALK[key].answers for each in answer.does}

    assert reached("leg") & set(TALK) >= legs
    assert Deed.PLAY not in deeds
    assert list(goes_on("leg")) == list(goes_on("leg-stays")) == []
    assert TALK["leg"].wait == 120
    assert [answer.words for answer in TALK["leg"].answers if answer.early] == [
        "It is numb, weak, or in both legs",
        "End here",
    ]


def test_the_third_thing_that_hurts_ends_it() -> None:
    assert (TALK["leave"].again, TALK["leave-second"].again) == ("leave-second", "leave-third")
    assert list(goes_on("leave-third")) == []
    assert TALK["leave-second"].answers[0].words == "End here"
    assert TALK["leg"].counts_as == "leave"


def test_high_pain_before_does_not_begin() -> None:
    answers = {answer.words: answer for answer in TALK["pain-before"].answers}

    assert [words for words in answers if answers[words].go] == ["6", "7", "8", "9", "10"]
    assert list(goes_on("sore")) == ["It is at most 2 above my usual"]
    assert list(goes_on("too-sore")) == []


def test_what_is_told_are_fields_of_a_report() -> None:
    told = {each.of for screen in TALK.values() for answer in screen.answers for each in answer.does if each.of}

    assert told == {"pain_before", "pain", "effort", "why_stopped", "where"}


def test_the_number_to_call_is_that_of_the_host() -> None:
    assert (TALK["stop-emergency"].call, talk_of(ROUTINE, "112")["stop-emergency"].call) == ("", "112")


def test_a_catalog_without_signs_asks_only_what_is_new() -> None:
    talk = talk_of(evolve(ROUTINE, red_flags=()))

    assert not [key for key in talk if key.startswith("sign-")]
    assert talk["new"].otherwise == "ready"


def test_a_catalog_without_places_leaves_out_what_hurts_elsewhere() -> None:
    cautions = tuple(evolve(each, place="") for each in ROUTINE.conventions.cautions)
    talk = talk_of(evolve(ROUTINE, conventions=evolve(ROUTINE.conventions, cautions=cautions)))

    assert [answer.go for answer in talk["where"].answers] == ["leave"]
