"""A routine in a calendar: what another reader finds there is what was asked for."""

import sys
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import vobject
from attrs import evolve
from hypothesis import given

from lowback import Brief, Routine, compose
from lowback._words import REVIEW, Words, sentence
from lowback.errors import ImpossibleValue, MissingExtra
from lowback.export import ical
from lowback.export._routine import identity
from lowback.export.ical import Weekday
from lowback.model import CautionRule
from lowback.vocabulary import CautionLevel
from test_export_timelines import plain, texts

ROUTINE = compose(Brief(5, cautions=["grip"]))
MONDAY = datetime(2027, 3, 22, 7, 30)  # noqa: DTZ001  # a floating time; the Monday before a change of clocks in Europe
BERLIN = ZoneInfo("Europe/Berlin")


def read(paper: bytes) -> Any:
    """The only appointment, as an independent reader finds it; it would remember zones of other papers."""
    vars(vobject.icalendar)["__tzidMap"].clear()
    (event,) = vobject.readOne(paper.decode()).vevent_list
    return event


def times(paper: bytes, most: int = 20) -> list[datetime]:
    """When the first of the appointments begin, by the rule and the time zone that stand in the paper."""
    return list(islice(read(paper).getrruleset(addRDate=True), most))


def test_a_calendar_has_what_the_standard_requires() -> None:
    """Of the calendar (RFC 5545, 3.6) and of its appointment (3.6.1), each once."""
    calendar = vobject.readOne(ical.dumps(ROUTINE, start=MONDAY, days=["monday"], alarm=5).decode())
    (event,) = calendar.vevent_list
    (alarm,) = event.valarm_list

    assert [(each.name, each.value) for each in calendar.lines()] == [
        ("VERSION", "2.0"),
        ("PRODID", "-//lowback//lowback//EN"),
    ]
    assert {name: len(values) for name, values in event.contents.items() if name in ("uid", "dtstamp", "dtstart")} == {
        "uid": 1,
        "dtstamp": 1,
        "dtstart": 1,
    }
    assert (alarm.action.value, alarm.trigger.value) == ("DISPLAY", timedelta(minutes=-5))
    assert alarm.description.value == event.summary.value


# When ---------------------------------------------------------------------------------------------


def test_a_series_comes_on_its_days_until_its_last() -> None:
    paper = ical.dumps(ROUTINE, start=MONDAY, days=["thursday", "monday"], until=date(2027, 4, 1))

    assert times(paper) == [datetime(2027, *day, 7, 30) for day in ((3, 22), (3, 25), (3, 29), (4, 1))]  # noqa: DTZ001


def test_a_series_comes_so_many_times() -> None:
    paper = ical.dumps(ROUTINE, start=MONDAY, days=[Weekday.SUNDAY, Weekday.MONDAY], count=3)

    assert times(paper) == [datetime(2027, 3, day, 7, 30) for day in (22, 28, 29)]  # noqa: DTZ001


def test_a_series_without_an_end_goes_on() -> None:
    assert len(times(ical.dumps(ROUTINE, start=MONDAY, days=["monday"]), most=5000)) == 5000


def test_a_series_begins_on_the_first_of_its_days() -> None:
    """A start on another day would be an appointment that nobody asked for, or none (RFC 5545, 3.8.5.3)."""
    paper = ical.dumps(ROUTINE, start=MONDAY, days=["sunday", "wednesday"], count=2)

    assert times(paper) == [datetime(2027, 3, day, 7, 30) for day in (24, 28)]  # noqa: DTZ001


def test_a_time_in_a_zone_stays_the_same_on_the_clock() -> None:
    """Also for a reader who knows no zone but that in the paper: in UTC, it moves by an hour."""
    paper = ical.dumps(ROUTINE, start=MONDAY.replace(tzinfo=BERLIN), days=["monday"], until=date(2027, 11, 8))
    found = times(paper, most=99)

    assert {each.timetz().replace(tzinfo=None) for each in found} == {MONDAY.time()}
    assert [each.astimezone(UTC) for each in found] == [
        (MONDAY + timedelta(weeks=week)).replace(tzinfo=BERLIN).astimezone(UTC) for week in range(34)
    ]


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
@pytest.mark.parametrize("hour", range(5))
def test_a_clock_changes_at_the_right_second(name: str, hour: int) -> None:
    """Every day of a year, in the hours of the night in which clocks change."""
    start = datetime(2027, 1, 1, hour, 30, tzinfo=ZoneInfo(name))
    found = times(ical.dumps(ROUTINE, start=start, days=Weekday, count=365), most=400)

    assert len(found) == 365
    for day, each in enumerate(found):
        local = start + timedelta(days=day)
        if local.utcoffset() == local.replace(fold=1).utcoffset():  # it is there, and once
            assert (each.replace(tzinfo=None), each.utcoffset()) == (local.replace(tzinfo=None), local.utcoffset())


@pytest.mark.parametrize(
    ("zone", "printed"),
    [
        (None, b"DTSTART:20270322T073000\r\n"),
        (UTC, b"DTSTART:20270322T073000Z\r\n"),
        (ZoneInfo("Etc/UTC"), b"DTSTART:20270322T073000Z\r\n"),
        (BERLIN, b"DTSTART;TZID=Europe/Berlin:20270322T073000\r\n"),
    ],
)
def test_a_start_floats_or_is_in_its_zone(zone: tzinfo | None, printed: bytes) -> None:
    paper = ical.dumps(ROUTINE, start=MONDAY.replace(tzinfo=zone, microsecond=5), days=["monday"], count=1)

    assert printed in paper
    assert (b"BEGIN:VTIMEZONE" in paper) == (zone is BERLIN)


@pytest.mark.parametrize(("zone", "printed"), [(None, "20270329T073000"), (UTC, "20270329T073000Z")])
def test_the_end_is_written_as_the_start_is(zone: tzinfo | None, printed: str) -> None:
    paper = ical.dumps(ROUTINE, start=MONDAY.replace(tzinfo=zone), days=["monday"], until=date(2027, 3, 29))

    assert read(paper).rrule.value == f"FREQ=WEEKLY;UNTIL={printed};BYDAY=MO"


def test_an_appointment_lasts_as_long_as_the_routine() -> None:
    assert read(ical.dumps(ROUTINE, start=MONDAY, days=["monday"])).duration.value == timedelta(seconds=300)


def test_an_empty_routine_has_no_duration() -> None:
    """It would not be positive (RFC 5545, 3.8.2.5)."""
    assert b"DURATION" not in ical.dumps(evolve(ROUTINE, items=()), start=MONDAY, days=["monday"])


@pytest.mark.parametrize("alarm", [0, 15, 1440])
def test_an_alarm_rings_so_many_minutes_before(alarm: int) -> None:
    event = read(ical.dumps(ROUTINE, start=MONDAY, days=["monday"], alarm=alarm))

    assert event.valarm.trigger.value == timedelta(minutes=-alarm)
    assert (event.valarm.action.value, event.valarm.description.value) == ("DISPLAY", event.summary.value)
    assert "valarm" not in read(ical.dumps(ROUTINE, start=MONDAY, days=["monday"])).contents


# What ---------------------------------------------------------------------------------------------


WORDS = Words.of(ROUTINE)
TIMES = {1: "once", 2: "twice", **{number: f"{number} times" for number in range(3, 31)}}


def test_an_appointment_tells_what_to_do_and_when_to_stop() -> None:
    event = read(ical.dumps(ROUTINE, start=MONDAY, days=["monday"]))
    lines = event.description.value.split("\n")
    exercises = [line for line in lines if line[:1].isdigit()]
    first = ROUTINE.items[0]

    assert event.summary.value == "5 minutes for the lower back, mixed"
    assert exercises[:2] == [
        f"5 minutes for the lower back, mixed, {len(ROUTINE.items)} exercises.",
        f"1. {first.exercise.name}: {WORDS.short_dose(first.exercise, first.dose)}",
    ]
    assert len(exercises) == 1 + len(ROUTINE.items)
    assert {f"   Take care: {rule.how}" for item in ROUTINE.items for rule in item.cautions if rule.how} <= set(lines)
    assert {f"- {rule.text}" for rule in ROUTINE.stop_rules} <= set(lines)
    assert {f"- {flag.question}" for flag in ROUTINE.red_flags} <= set(lines)
    assert lines[2:4] == [f"Good to know: {ROUTINE.message and ROUTINE.message.text}", ""]
    assert lines[-1] == REVIEW


def test_sides_are_told() -> None:
    routine = compose(Brief(include=["bird-dog", "thread-the-needle"], max_difficulty=3))
    lines = read(ical.dumps(routine, start=MONDAY, days=["monday"])).description.value.split("\n")
    doses = {item.exercise.id: item.dose for item in routine.items}

    assert [line.partition(": ")[2] for line in lines if "Bird dog" in line or "Thread the needle" in line] == [
        f"{TIMES[doses['thread-the-needle'].reps or 0]} on each side, hold {doses['thread-the-needle'].hold} s",
        f"{TIMES[doses['bird-dog'].reps or 0]} on each side, taking turns, hold {doses['bird-dog'].hold} s",
    ]


@given(texts(), texts(), texts(), texts())
def test_no_text_breaks_a_calendar(name: str, how: str, rule: str, question: str) -> None:
    item = evolve(
        ROUTINE.items[0],
        exercise=evolve(ROUTINE.items[0].exercise, name=name),
        cautions=(CautionRule(key="own", level=CautionLevel.MODIFY, how=how),),
    )
    routine = evolve(
        ROUTINE,
        items=(item,),
        stop_rules=(evolve(ROUTINE.stop_rules[0], text=rule),),
        red_flags=(evolve(ROUTINE.red_flags[0], question=question),),
    )
    paper = ical.dumps(routine, start=MONDAY, days=["monday"], count=1)
    lines = read(paper).description.value.split("\n")

    assert all(len(line) <= 75 for line in paper.split(b"\r\n"))
    assert paper.count(b"BEGIN:") == 2
    assert [lines[4], lines[5], lines[8], lines[11]] == [
        f"1. {plain(name)}: {WORDS.short_dose(item.exercise, item.dose)}",
        f"   Take care: {sentence(plain(how))}",
        f"- {plain(rule)}",
        f"- {plain(question)}",
    ]


# Sameness -----------------------------------------------------------------------------------------


def test_the_same_series_is_the_same_appointment() -> None:
    """However its days are given; only the alarm does not count."""
    paper = ical.dumps(ROUTINE, start=MONDAY, days=["monday", "friday"])
    again = ical.dumps(compose(ROUTINE.brief), start=MONDAY, days=iter(["friday", "monday", "friday"]))

    assert again == paper
    assert UUID(read(paper).uid.value).version == 5
    assert read(paper).dtstamp.value == MONDAY.replace(tzinfo=UTC)
    assert read(ical.dumps(ROUTINE, start=MONDAY, days=["monday", "friday"], alarm=5)).uid == read(paper).uid


def test_an_identity_is_the_same_everywhere() -> None:
    assert str(identity("one", "two")) == "bd4449bb-335d-5ce2-9a72-32361a3c2eff"


def test_other_series_are_other_appointments() -> None:
    monday = ["monday"]
    papers = [
        ical.dumps(ROUTINE, start=MONDAY, days=monday),
        ical.dumps(compose(Brief(6)), start=MONDAY, days=monday),
        ical.dumps(ROUTINE, start=MONDAY.replace(hour=8), days=monday),
        ical.dumps(ROUTINE, start=MONDAY.replace(tzinfo=UTC), days=monday),
        ical.dumps(ROUTINE, start=MONDAY, days=["monday", "tuesday"]),
        ical.dumps(ROUTINE, start=MONDAY, days=monday, count=2),
        ical.dumps(ROUTINE, start=MONDAY, days=monday, until=date(2027, 3, 29)),
    ]

    assert len({read(paper).uid.value for paper in papers}) == len(papers)


# Refusals -----------------------------------------------------------------------------------------

REFUSED: list[tuple[dict[str, object], str]] = [
    ({"days": []}, "days: got no days, expected one or more"),
    (
        {"days": ["monnday"]},
        f"days: got 'monnday', expected one of {', '.join(Weekday)} (did you mean 'monday'?)",
    ),
    ({"count": 0}, "count: got 0, expected 1 to 10000"),
    ({"count": 2, "until": date(2027, 4, 1)}, "until: got both count and until, expected at most one of them"),
    ({"until": date(2027, 3, 21)}, "until: got 2027-03-21, expected 2027-03-22, the first day, or later"),
    ({"until": MONDAY}, f"until: got the time {MONDAY!r}, expected a date, the last day"),
    (
        {"start": MONDAY.replace(tzinfo=timezone(timedelta(hours=2)))},
        f"start: got the zone {timezone(timedelta(hours=2))!r}, expected none, UTC or a zoneinfo.ZoneInfo with a key",
    ),
]


@pytest.mark.parametrize(("wrong", "problem"), REFUSED, ids=[problem for _, problem in REFUSED])
def test_what_is_no_series_is_refused(wrong: dict[str, object], problem: str) -> None:
    arguments: dict[str, Any] = {"start": MONDAY, "days": ["monday"], **wrong}

    for call in (ical.dumps, ical.losses):
        with pytest.raises(ImpossibleValue) as caught:
            call(ROUTINE, **arguments)
        assert str(caught.value) == f"ical.dumps.{problem}"


def test_an_alarm_afterwards_is_refused() -> None:
    with pytest.raises(ImpossibleValue) as caught:
        ical.dumps(ROUTINE, start=MONDAY, days=["monday"], alarm=-1)

    assert str(caught.value) == "ical.dumps.alarm: got -1, expected 0 to 40320"


def test_one_day_may_be_a_word() -> None:
    assert ical.dumps(ROUTINE, start=MONDAY, days="monday") == ical.dumps(ROUTINE, start=MONDAY, days=["monday"])


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    with pytest.raises(MissingExtra) as caught:
        ical.dumps(ROUTINE, start=MONDAY, days=["monday"])

    assert str(caught.value) == "this needs an optional dependency: pip install 'lowback[ical]'"


# Losses -------------------------------------------------------------------------------------------

ALWAYS = ["lost-steps", "lost-proof"]


def codes(routine: Routine, **series: object) -> list[str]:
    arguments: dict[str, Any] = {"start": MONDAY.replace(tzinfo=BERLIN), "days": ["monday", "friday"], **series}
    return [loss.code for loss in ical.losses(routine, **arguments)]


def test_what_is_told_as_lost_is_not_in_the_paper() -> None:
    text = read(ical.dumps(ROUTINE, start=MONDAY, days=["monday"])).serialize().replace("\r\n ", "")

    assert codes(ROUTINE, count=3) == ALWAYS
    for item in ROUTINE.items:
        assert not [step for step in item.exercise.steps if step.text in text]
        assert not [source for source in item.exercise.sources if (source.url or source.title) in text]
        assert item.why is not None
        assert item.why.sentence not in text


def test_the_changes_of_a_clock_end_after_ten_years() -> None:
    """And an appointment after that is an hour off for a reader who knows no zone but that in the paper."""
    start = MONDAY.replace(tzinfo=BERLIN)
    known, last = date(2037, 3, 22), date(2037, 7, 6)
    endless = times(ical.dumps(ROUTINE, start=start, days=["monday"]), most=999)
    bounded = times(ical.dumps(ROUTINE, start=start, days=["monday"], until=last), most=999)

    assert {each.utcoffset() for each in endless if each.date() > known + timedelta(days=7)} == {timedelta(hours=1)}
    assert bounded[-1].utcoffset() == timedelta(hours=2)
    assert codes(ROUTINE) == codes(ROUTINE, count=1044) == ["lost-clock-changes", *ALWAYS]
    assert codes(ROUTINE, count=1042) == codes(ROUTINE, until=last) == ALWAYS
    assert codes(ROUTINE, start=MONDAY) == codes(ROUTINE, start=MONDAY.replace(tzinfo=ZoneInfo("UTC"))) == ALWAYS
    assert str(ical.losses(ROUTINE, start=start, days=["monday"])[0]) == (
        f"warning: the changes of the clock are written until {start.date() + timedelta(days=3653)}, "
        "and the series goes on (give an `until`, or write it anew before then) [lost-clock-changes]"
    )


def test_texts_that_are_changed_are_told() -> None:
    item = evolve(ROUTINE.items[0], exercise=evolve(ROUTINE.items[0].exercise, name="Bri\x1bdge"))
    (*_, loss) = ical.losses(evolve(ROUTINE, items=(item,)), start=MONDAY, days=["monday"])

    assert str(loss) == "note: items[0].exercise.name: the text has characters that are replaced [changed-text]"
