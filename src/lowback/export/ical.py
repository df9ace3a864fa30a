"""A routine in a calendar, week after week, as iCalendar (RFC 5545, Internet Calendaring and Scheduling, 2009).

Needs the extra `ical`, which brings icalendar.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NoReturn, Self
from zoneinfo import ZoneInfo

from attrs import frozen

from lowback._arguments import expect, some_of, whole
from lowback._words import CourseWords, Label, Words, safe, sentence
from lowback.converters import unstructure
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import ImpossibleValue, MissingExtra
from lowback.model import Routine
from lowback.programme import Programme
from lowback.vocabulary import Weekday

from ._routine import LOST_PROOF, changed_texts, identity

if TYPE_CHECKING:
    import icalendar  # an extra

__all__ = ["Weekday", "dumps", "losses", "of_programme"]

_HORIZON = timedelta(days=3653)
"""Ten years: how far the changes of a clock are written for a series that does not say when it ends."""

_MOST, _LONGEST_ALARM = 10_000, 40_320
"""Appointments that can be counted, and the minutes of four weeks."""

_NO_TIME = timedelta()
_DAY = timedelta(days=1)
_SECONDS = 86_400
_UTC_NAMES = frozenset({"UTC", "Etc/UTC"})


def dumps(
    routine: Routine,
    *,
    start: datetime,
    days: Iterable[Weekday | str],
    count: int | None = None,
    until: date | None = None,
    alarm: int | None = None,
) -> bytes:
    r"""Write a routine as a weekly series of appointments, each as long as the routine.

    `start` is the time of day, and the earliest day: the series begins on the first of `days` (words such as
    "monday") from then on. A naive `start` is a floating time, the same on the clock wherever the person is; one in
    UTC or in a `zoneinfo.ZoneInfo` is kept in its zone, with the changes of its clock as the installed time zone
    database has them. Parts of a second are dropped. The series ends after `count` appointments (1 to 10,000) or on
    the day `until` (included); with neither, it does not end. `alarm` is how many minutes before (0 to 40,320, which
    are four weeks) to remind.

    The same input has the same UID and the same DTSTAMP, so a calendar that reads it again changes nothing.

    Raises `MissingExtra` without the extra `ical`, and `ImpossibleValue` for what no series can be.

    >>> from lowback import compose
    >>> paper = dumps(compose(), start=datetime(2026, 11, 30, 7, 30), days=["monday", "thursday"], count=8)
    >>> print(paper.decode()[:200])
    BEGIN:VCALENDAR...
    ...
    """
    expect("ical.dumps.routine", routine, Routine)
    series = _Series.of(start=start, days=days, count=count, until=until)
    if alarm is not None:
        whole("ical.dumps.alarm", alarm, 0, _LONGEST_ALARM)
    try:
        import icalendar  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtra("ical") from error
    summary, description = safe(Words.of(routine).short_title(routine)), "\n".join(_description(routine))
    event = icalendar.Event.new(
        uid=identity("ical", summary, description, *series.words),
        stamp=series.stamp,
        start=series.first,
        summary=summary,
        description=description,
    )
    if routine.seconds:  # a duration has to be positive (3.8.2.5)
        event.duration = timedelta(seconds=routine.seconds)
    event["RRULE"] = icalendar.vRecur(series.rule)
    if alarm is not None:
        reminder = icalendar.Alarm.new(description=summary)
        reminder["ACTION"] = icalendar.vText("DISPLAY")
        reminder.TRIGGER = timedelta(minutes=-alarm)
        event.add_component(reminder)
    calendar = _calendar(series.first.tzinfo, series.first.date(), series.horizon)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(zone: tzinfo | None, first: date, horizon: date) -> "icalendar.Calendar":
    """An empty calendar, with the clock of a zone and its changes until the horizon."""
    import icalendar  # noqa: PLC0415  # an extra

    calendar = icalendar.Calendar()
    calendar.prodid, calendar.version = "-//lowback//lowback//EN", "2.0"
    if isinstance(zone, ZoneInfo):
        clock = icalendar.Timezone()
        clock["TZID"] = icalendar.vText(zone.key)
        for change in _changes(zone, first, horizon):
            part = icalendar.TimezoneDaylight() if change.summer else icalendar.TimezoneStandard()
            part.DTSTART, part.TZOFFSETFROM, part.TZOFFSETTO = change.onset, change.before, change.after
            part["TZNAME"] = icalendar.vText(change.name)
            clock.add_component(part)
        calendar.add_component(clock)
    return calendar


def of_programme(programme: Programme, *, at: time, zone: ZoneInfo | None = None) -> bytes:
    r"""Write every session that is left of a programme, on its real days, at a time of day.

    Without a `zone` the time floats: it is the same on the clock wherever the person is. Titles tell nothing of the
    person, and there is no description. Written anew after a report, it takes the place of what was there: an event
    keeps its UID for its day, with a higher SEQUENCE. While the plan waits, every event is cancelled; so is one on a
    day that was given up.

    Raises `MissingExtra` without the extra `ical`.

    >>> from lowback import Brief
    >>> plan = Programme.start(Brief(10), weeks=2, days="monday", start=date(2027, 1, 4), usual_pain=3)
    >>> of_programme(plan, at=time(7, 30)).decode().count("BEGIN:VEVENT")
    2
    """
    expect("ical.of_programme.programme", programme, Programme)
    expect("ical.of_programme.at", at, time)
    if zone is not None:
        expect("ical.of_programme.zone", zone, ZoneInfo)
    try:
        import icalendar  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtra("ical") from error
    session, words = programme.next, CourseWords()
    plan, days = programme.plan, programme.days_left
    start = json.dumps([unstructure(plan), unstructure(programme.brief)])
    told = max((each.day for each in programme.reports), default=plan.start)
    calendar = _calendar(zone, plan.start, programme.last_day + _DAY)
    usual = programme.asked.seconds
    seconds = usual if session.routine is None else session.routine.seconds
    left = [*enumerate(days, start=session.number)]
    for number, day in (*left, *((session.number, day) for day in _given_up(programme))):
        holds = day in days and session.routine is not None
        event = icalendar.Event.new(
            uid=identity("programme", start, day.isoformat()),
            stamp=datetime.combine(told, time(), UTC),
            start=datetime.combine(day, at.replace(microsecond=0, tzinfo=None), zone),
            summary=words.session(number),
            sequence=len(programme.log),
            status=icalendar.STATUS.CONFIRMED if holds else icalendar.STATUS.CANCELLED,
        )
        event.duration = timedelta(seconds=seconds if number == session.number else usual)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _given_up(programme: Programme) -> Iterator[date]:
    """Days since the last session on which one was planned, before other days of the week were asked for."""
    once = {*programme.plan.days, *(day for entry in programme.log for day in entry.days or ())} - {*programme.days}
    since = max((each.day + _DAY for each in programme.sessions), default=programme.plan.start)
    days = (since + n * _DAY for n in range((programme.last_day - since).days + 1))
    return (day for day in days if Weekday.of(day) in once)


def losses(
    routine: Routine,
    *,
    start: datetime,
    days: Iterable[Weekday | str],
    count: int | None = None,
    until: date | None = None,
) -> tuple[Diagnostic, ...]:
    """What a calendar does not hold; takes what `dumps` takes, and raises what it raises for a series.

    >>> from lowback import compose
    >>> [loss.code for loss in losses(compose(), start=datetime(2026, 11, 30, 7, 30), days=["monday"])]
    ['lost-steps', 'lost-proof']
    """
    expect("ical.losses.routine", routine, Routine)
    series = _Series.of(start=start, days=days, count=count, until=until)
    return tuple(_losses(routine, series))


def _losses(routine: Routine, series: "_Series") -> Iterator[Diagnostic]:
    if series.outlasts_horizon:
        yield Diagnostic(
            code="lost-clock-changes",
            message=f"the changes of the clock are written until {series.horizon}, and the series goes on",
            severity=Severity.WARNING,
            hint="give an `until`, or write it anew before then",
        )
    yield Diagnostic(
        code="lost-steps",
        message="of each exercise only name, dose and cautions are kept, not its steps, times, sources and pictures",
        severity=Severity.NOTE,
        hint="link to a page that shows them",
    )
    yield LOST_PROOF
    yield from changed_texts(routine, steps=False)


# When ---------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class _Series:
    """Appointments on some days of every week."""

    first: datetime
    """When the first one begins."""
    days: tuple[Weekday, ...]
    """The days, Monday first."""
    count: int | None
    until: date | None

    @classmethod
    def of(cls, *, start: datetime, days: Iterable[Weekday | str], count: int | None, until: date | None) -> Self:
        """The series, if it can be one."""
        expect("ical.dumps.start", start, datetime)
        if str(start.tzinfo) in _UTC_NAMES:
            start = start.replace(tzinfo=UTC)
        elif start.tzinfo is not None and not (isinstance(start.tzinfo, ZoneInfo) and start.tzinfo.key):
            _refuse("start", f"got the zone {start.tzinfo!r}, expected none, UTC or a zoneinfo.ZoneInfo with a key")
        if count is not None and until is not None:
            _refuse("until", "got both count and until, expected at most one of them")
        if count is not None:
            whole("ical.dumps.count", count, 1, _MOST)
        if until is not None:
            expect("ical.dumps.until", until, date)
        if isinstance(until, datetime):
            _refuse("until", f"got the time {until!r}, expected a date, the last day")
        on = _weekdays(days)
        wait = min((list(Weekday).index(day) - start.weekday()) % len(Weekday) for day in on)
        first = start.replace(microsecond=0) + timedelta(days=wait)
        if until is not None and until < first.date():
            _refuse("until", f"got {until}, expected {first.date()}, the first day, or later")
        return cls(first=first, days=on, count=count, until=until)

    @property
    def stamp(self) -> datetime:
        """The first appointment in UTC, where a revision is dated (3.8.7.2); a floating time is taken as it is."""
        return self.first.replace(tzinfo=UTC) if self.first.tzinfo is None else self.first.astimezone(UTC)

    @property
    def rule(self) -> dict[str, object]:
        """The recurrence rule; its end is local where the time floats, else in UTC (3.3.10)."""
        rule: dict[str, object] = {"FREQ": "WEEKLY", "BYDAY": [day[:2].upper() for day in self.days]}
        if self.count is not None:
            rule["COUNT"] = self.count
        if self.until is not None:
            last = datetime.combine(self.until, self.first.time(), self.first.tzinfo)
            rule["UNTIL"] = last if last.tzinfo is None else last.astimezone(UTC)
        return rule

    @property
    def words(self) -> tuple[str, ...]:
        """All that makes it this series and no other."""
        return (self.first.isoformat(), str(self.first.tzinfo), *self.days, str(self.count), str(self.until))

    @property
    def horizon(self) -> date:
        """The day after the last one for which the changes of the clock are written."""
        return (self.until + timedelta(days=1)) if self.until else self.first.date() + _HORIZON

    @property
    def outlasts_horizon(self) -> bool:
        """Whether it is in a zone, and goes on after the horizon."""
        if self.first.tzinfo in (None, UTC) or self.until is not None:
            return False
        weeks = self.count and -(-self.count // len(self.days))
        return weeks is None or timedelta(weeks=weeks) > _HORIZON


@frozen
class _Change:
    """A change of the clock."""

    onset: datetime
    """When, on the clock as it was before (3.6.5)."""
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @classmethod
    def at(cls, moment: datetime, zone: ZoneInfo, before: timedelta) -> Self:
        """The change at a moment in UTC, from an offset."""
        local = moment.astimezone(zone)
        onset = moment.replace(tzinfo=None) + before
        return cls(onset, before, local.utcoffset() or _NO_TIME, local.tzname() or "", bool(local.dst()))


def _changes(zone: ZoneInfo, first: date, last: date) -> Iterator[_Change]:
    """The clock as it is a day before the first, and its changes until the last.

    One by one: icalendar 7.3 writes lists, which not every reader understands, and those in spring an hour late.
    """

    def offset(second: int) -> timedelta:
        return (day + timedelta(seconds=second)).astimezone(zone).utcoffset() or _NO_TIME

    day = datetime.combine(first, time(), UTC) - _DAY
    yield _Change.at(day, zone, offset(0))
    while day.date() < last:
        before = offset(0)
        if offset(_SECONDS) != before:
            second = bisect_left(range(_SECONDS), 1, key=lambda second: offset(second) != before)
            yield _Change.at(day + timedelta(seconds=second), zone, before)
        day += _DAY


def _weekdays(days: Iterable[Weekday | str]) -> tuple[Weekday, ...]:
    asked = some_of("ical.dumps.days", days, Weekday)
    if not asked:
        _refuse("days", "got no days, expected one or more")
    return tuple(day for day in Weekday if day in asked)


def _refuse(argument: str, problem: str) -> NoReturn:
    raise ImpossibleValue(f"ical.dumps.{argument}", problem)


# What ---------------------------------------------------------------------------------------------


def _description(routine: Routine) -> Iterator[str]:
    words = Words.of(routine)
    yield sentence(safe(words.title(routine)))
    yield ""
    if routine.message is not None:
        yield from (words.labelled(Label.GOOD_TO_KNOW, safe(routine.message.text)), "")
    if lines := words.at_the_start(routine.brief):
        yield from (words.label(Label.BEFORE_YOU_START), *(f"- {safe(line)}" for line in lines), "")
    for number, item in enumerate(routine.items, start=1):
        yield f"{number}. {safe(item.exercise.name)}: {words.short_dose(item.exercise, item.dose)}"
        yield from (f"   {safe(line)}" for line in words.beside(item))
    if routine.stop_rules:
        yield ""
        yield words.heading_line(Label.WHEN_TO_STOP)
        yield from (f"- {safe(rule.text)}" for rule in routine.stop_rules)
    for advice, questions in words.questions(routine.red_flags):
        yield ""
        yield advice
        yield from (f"- {safe(question)}" for question in questions)
    yield ""
    yield words.review
