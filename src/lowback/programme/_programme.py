"""Weeks of sessions: a brief, a plan and a log, and what the rules make of them."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from attrs import Attribute, evolve, field, frozen

from lowback._arguments import came, expect, whole
from lowback._data import packaged_progression
from lowback._packaged import catalog_or_packaged, default_catalog
from lowback._plan import OFF_PAPER
from lowback.catalog import Catalog
from lowback.composer._limits import checked
from lowback.errors import ImpossibleValue, Refused, WrongType
from lowback.model import Brief
from lowback.vocabulary import AgeGroup, Settled, Since, Weekday, Where

from ._composing import Session, Week, composed
from ._deciding import decide
from ._history import History, as_late_as_it_will_be, level_of
from ._values import Change, Given, Logged, NextDay, Plan, Report

__all__ = ["PROGRAMME_FORMAT", "Programme", "Session", "Week"]

PROGRAMME_FORMAT = 1
"""The format in which programmes are written."""

_SHORTEST, _SEVERE = 4, 8
"""Minutes of which the half is still a session; pain on an ordinary day with which somebody is seen first."""
_DAY = timedelta(days=1)


def _known_format(_instance: object, _attribute: "Attribute[int]", value: int) -> None:
    """Another format is never guessed at: what it asks of a person is not known here."""
    whole("Programme.format", value, 1, code="unknown-format")
    if value > PROGRAMME_FORMAT:
        problem = f"got {value}, expected {PROGRAMME_FORMAT}: a newer lowback wrote it, update this one to read it"
        raise ImpossibleValue("Programme.format", problem, "unknown-format")


@frozen(kw_only=True, repr=False)
class Programme:
    """A brief, a plan and a log of what was handed out and told. Every verb gives another programme.

    There is no clock: days are given. The same log and the same catalog give the same next session.

    >>> plan = Programme.start(Brief(10), weeks=6, days=["monday", "thursday"], start=date(2027, 1, 4), usual_pain=3)
    >>> plan.next.day, plan.next.routine.seconds
    (datetime.date(2027, 1, 4), 600)
    >>> plan = plan.after(Report(session=1, day=date(2027, 1, 4), pain_before=3, pain=2, effort="right"))
    >>> plan = plan.next_day(session=1, settled="yes")
    >>> plan.next.number, plan.next.day, plan.sessions[0].seconds
    (2, datetime.date(2027, 1, 7), 600)

    Attributes:
        format: Format of the document, 1.
        brief: What was asked for at the beginning.
        plan: When somebody exercises, and what was asked once.
        log: What happened, in order.
        catalog: The catalog from which the next session comes; None for the packaged one. It is on no paper.
    """

    format: int = field(default=PROGRAMME_FORMAT, validator=_known_format)
    brief: Brief
    plan: Plan
    log: tuple[Logged, ...] = ()
    catalog: Catalog | None = field(default=None, eq=False, metadata={OFF_PAPER: True})

    def __attrs_post_init__(self) -> None:
        _check_log(self.plan, self.log)
        if self.catalog is not None:
            _check_catalog(self.log, self.catalog)

    @classmethod
    def start(
        cls,
        brief: Brief | None = None,
        *,
        weeks: int,
        days: Iterable[Weekday | str],
        start: date,
        usual_pain: int,
        since: Since | str = Since.OVER_12_WEEKS,
        where: Where | str = Where.BACK,
        age: AgeGroup | str = AgeGroup.ADULT,
        usual_walk: int | None = None,
        catalog: Catalog | None = None,
    ) -> Self:
        """A programme from its first day on; what it asks is told in `Plan`.

        Ask the whole `lowback.safety.screening` before. Raises `Refused` for somebody who has to be seen first or is
        under 18, `BriefError` for a brief that can never be, `Infeasible` when it has no routine, and `ImpossibleValue`
        for a plan that cannot be.
        """
        brief = Brief() if brief is None else brief
        expect("Programme.start.brief", brief, Brief)
        plan = Plan(
            weeks=weeks,
            days=(days,) if isinstance(days, str) else tuple(days),
            start=start,
            usual_pain=usual_pain,
            since=since,
            where=where,
            age=age,
            usual_walk=usual_walk,
        )
        _refuse_who_is_seen_first(plan)
        _check_length(brief)
        found = cls(brief=brief, plan=plan, catalog=catalog_or_packaged("Programme.start.catalog", catalog))
        checked(as_late_as_it_will_be(brief, plan), found._exercises)
        assert found.next.routine is not None  # composed now, so that nobody starts what has no session
        return found

    def __repr__(self) -> str:
        plan, count = self.plan, len(self.sessions)
        return f"<Programme {plan.weeks} weeks from {plan.start}, {count} session{'s' if count != 1 else ''} so far>"

    # What there is ---------------------------------------------------------------------------------

    @property
    def sessions(self) -> tuple[Given, ...]:
        """Every session that was handed out, in order."""
        return tuple(entry.given for entry in self.log if entry.given is not None)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Everything that was told of sessions, in the order in which it was told."""
        return tuple(entry.report for entry in self.log if entry.report is not None)

    @property
    def asked(self) -> Brief:
        """What is asked for now: what was at the beginning, or what took its place (`changed`)."""
        return next((each.brief for each in reversed(self.log) if each.brief is not None), self.brief)

    @property
    def days(self) -> tuple[Weekday, ...]:
        """The days of the week now: those of the plan, or what took their place (`changed`)."""
        return self._history.days

    @property
    def last_day(self) -> date:
        """The last day of the last week."""
        return self.plan.start + timedelta(weeks=self.plan.weeks) - _DAY

    @cached_property
    def next(self) -> Session:
        """The next session, on the next day of the plan."""
        return self._composed(self._next_day)

    @property
    def week(self) -> Week:
        """The week of the next session, from that day on."""
        number = self.next.week
        end = self.plan.start + timedelta(weeks=number)
        days = tuple(day for day in self.days_left if day < end)
        return Week(number=number, weeks=self.plan.weeks, days=days, session=self.next)

    @property
    def days_left(self) -> tuple[date, ...]:
        """Every day of the plan that comes after the last session."""
        first = self._next_day
        days = (first + n * _DAY for n in range((self.last_day - first).days + 1))
        return tuple(day for day in days if Weekday.of(day) in self.days)

    def on(self, day: date) -> Session:
        """The next session, if it is done on this day: after long days without one, it is another one.

        Where what is out leaves nothing, there is no routine, and the first sentence says so. Raises `ImpossibleValue`
        for a day before the last session, and `Infeasible` when what is asked for has no routine, whatever is out.
        """
        self._check_day("Programme.on.day", day)
        return self.next if day == self._next_day else self._composed(day)

    def _composed(self, day: date) -> Session:
        decision = decide(self._history, self._exercises, day, packaged_progression())
        return composed(self._history, decision, self._exercises, day)

    # What happens ----------------------------------------------------------------------------------

    def given(self, day: date | None = None) -> Self:
        """The next session is handed out, for its day or for another one: from now on nothing changes it.

        Raises `ImpossibleValue` while the plan waits, or when it is over.
        """
        session = self.next if day is None else self.on(day)
        if session.routine is None:
            problem = f"got a session for {session.day}, expected one that there is. {session.changes[0].sentence}"
            raise ImpossibleValue("Programme.given", problem, "no-session")
        return self._with(Logged(given=session.given(self._exercises)))

    def after(self, report: Report) -> Self:
        """What somebody tells of a session, now or late. A report of the next one hands it out, too.

        Raises `ImpossibleValue` for a session that nobody has been given, a day before the start, an exercise that was
        not in it, or a caution, or something in the place of an exercise, that the catalog does not have.
        """
        expect("Programme.after.report", report, Report)
        named = [each.caution for each in report.hurt if each.caution]
        self._exercises.conventions.keys_of("Programme.after.report.hurt", named)
        if any(each.instead and each.instead not in self._exercises for each in report.hurt):
            problem = "got something else in the place of an exercise, expected an exercise of the catalog"
            raise ImpossibleValue("Programme.after.report.hurt", problem, "unknown-exercise")
        number = len(self.sessions) + 1
        following = report.session == number
        if report.session > number:
            problem = f"got {report.session}, expected at most {number}, the next session"
            raise ImpossibleValue("Programme.after.report.session", problem, "unknown-session")
        if following:
            self._check_day("Programme.after.report.day", report.day)
        plan = self.given(report.day) if following else self
        return evolve(plan, log=(*plan.log, Logged(report=report)))

    def next_day(self, *, session: int, settled: Settled | str, where: Where | str | None = None) -> Self:
        """How the back was the day after a session; asked before the next one, never at the end of a session.

        After pain that went down a leg, ask where it hurt then (`where`), too: whether it went back.
        """
        return self._with(Logged(next_day=NextDay(session=session, settled=settled, where=where)))

    def changed(self, brief: Brief | None = None, *, days: Iterable[Weekday | str] | None = None) -> Self:
        """Something else is asked for from the next session on: a caution more or less, other minutes, other days.

        What is out, because pain went down a leg or because it hurt, comes back where the brief names it in `include`
        and the one before did not. It comes at its starter.

        Raises `BriefError` for a brief that can never be. With a caution for which somebody is seen first, the plan
        waits.

        >>> plan = Programme.start(Brief(10), weeks=6, days="monday", start=date(2027, 1, 4), usual_pain=3)
        >>> [str(day) for day in plan.changed(days=["monday", "friday"]).days_left[:3]]
        ['2027-01-04', '2027-01-08', '2027-01-11']
        """
        entries: list[Logged] = []
        if brief is not None:
            expect("Programme.changed.brief", brief, Brief)
            _check_length(brief)
            with suppress(Refused):  # then the plan waits, and says why
                checked(as_late_as_it_will_be(brief, self.plan), self._exercises)
            entries.append(Logged(brief=brief))
        if days is not None:
            entries.append(Logged(days=(days,) if isinstance(days, str) else tuple(days)))
        return self._with(*entries)

    def paused(self, day: date) -> Self:
        """Something happened about which the team that looks after the person is asked first. The plan waits for them.

        It is an operation, a broken bone, a fall or accident with new pain, a birth, a danger sign in pregnancy, a new
        event of the heart, a fever or illness that is not over. Which of these, is kept nowhere. Raises
        `ImpossibleValue` for a day before the start.

        >>> plan = Programme.start(Brief(10), weeks=6, days="monday", start=date(2027, 1, 4), usual_pain=3)
        >>> plan.paused(date(2027, 1, 5)).next.routine is None
        True
        """
        return self._with(Logged(paused=day))

    def cleared(self, day: date) -> Self:
        """The person says that a clinician saw them and agreed to exercise. The plan goes on, with starter doses.

        Ask the whole `lowback.safety.screening` then. Raises `ImpossibleValue` when the plan does not wait.
        """
        return self._with(Logged(cleared=day))

    def recovered(self, day: date) -> Self:
        """Somebody was ill, and is well again. The next session is less. Which illness it was, is kept nowhere.

        Ask all questions of `lowback.safety.screening` then. An illness that is not over makes the plan wait
        (`paused`). Raises `ImpossibleValue` for a day before the start.
        """
        return self._with(Logged(recovered=day))

    def screened(self, day: date) -> Self:
        """All questions of `lowback.safety.screening` were asked, and no sign was told.

        That was so before the start and before `cleared`, too. `Session.screening` says when they are due again. A sign
        is told in a report (`Report.new`). Raises `ImpossibleValue` for a day before the start.

        >>> plan = Programme.start(Brief(10), weeks=6, days="monday", start=date(2027, 1, 4), usual_pain=3)
        >>> day = date(2027, 2, 1)
        >>> plan.on(day).screening, plan.screened(day).on(day).screening
        (True, False)
        """
        return self._with(Logged(screened=day))

    # Inside ----------------------------------------------------------------------------------------

    @property
    def _exercises(self) -> Catalog:
        return default_catalog() if self.catalog is None else self.catalog

    @cached_property
    def _history(self) -> History:
        """The log, read once."""
        return History.of(self.brief, self.plan, self.log)

    @property
    def _next_day(self) -> date:
        """The first day of the plan that comes after the last session."""
        day, last = self.plan.start, self._history.last
        if last is not None:
            day = max(last.day, last.given.day) + _DAY
        return next(each for each in (day + n * _DAY for n in range(7)) if Weekday.of(each) in self.days)

    def _check_day(self, place: str, day: date) -> None:
        if type(day) is not date:  # a time is one, too
            raise WrongType(place, came(day), "a date, such as date(2027, 1, 4)")
        first = self.sessions[-1].day if self.sessions else self.plan.start
        if day < first:
            came_before = "the last session" if self.sessions else "the start"
            raise ImpossibleValue(
                place, f"got {day}, expected {first}, the day of {came_before}, or later", "too-early"
            )

    def _with(self, *entries: Logged) -> Self:
        return evolve(self, log=(*self.log, *entries))


def _refuse_who_is_seen_first(plan: Plan) -> None:
    if plan.age is AgeGroup.UNDER_18:
        raise Refused("a programme", ("programmes are for adults; under 18, ask a doctor or physiotherapist",))
    if plan.usual_pain >= _SEVERE:
        raise Refused("a programme", ("with so much pain on an ordinary day, ask a doctor or physiotherapist first",))
    if plan.where is Where.BOTH_LEGS:
        raise Refused("a programme", (Change(rule="emergency-sign").sentence,))


def _check_length(brief: Brief) -> None:
    if brief.minutes < _SHORTEST:
        problem = f"got {brief.minutes} minutes, expected {_SHORTEST} or more, so that half of it is a session"
        raise ImpossibleValue("Programme.brief.minutes", problem, "too-short")


# What a log can be ---------------------------------------------------------------------------------


def _check_log(plan: Plan, log: tuple[Logged, ...]) -> None:
    """Each entry goes with those before it. Places are counted from the document."""
    given: list[Given] = []
    waits = False
    for index, entry in enumerate(log):
        place = f"Programme.log.{index}"
        if entry.given is not None:
            _check_given(entry.given, given, plan, f"{place}.given")
            if waits:
                problem = "got a session while the plan waits for a clinician, expected `cleared` before it"
                raise ImpossibleValue(f"{place}.given", problem, "given-while-waiting")
            given.append(entry.given)
        elif entry.report is not None:
            _check_session(entry.report.session, given, f"{place}.report.session")
            _check_report(entry.report, given[entry.report.session - 1], plan, f"{place}.report")
            waits = waits or level_of(entry.report) is not None
        elif entry.next_day is not None:
            _check_session(entry.next_day.session, given, f"{place}.next_day.session")
            waits = waits or entry.next_day.where is Where.BOTH_LEGS
        for name in ("paused", "cleared", "recovered", "screened"):
            day: date | None = getattr(entry, name)
            if day is not None and day < plan.start:
                _too_early(f"{place}.{name}", day, plan)
        if entry.cleared is not None and not waits:
            problem = "got a day, but the plan does not wait for anybody, expected it only after a sign"
            raise ImpossibleValue(f"{place}.cleared", problem, "nothing-to-clear")
        waits = (waits or entry.paused is not None) and entry.cleared is None


def _check_catalog(log: tuple[Logged, ...], catalog: Catalog) -> None:
    """Who reads a programme of another catalog with the packaged one hears of it: other exercises would come next."""
    last = max((index for index, entry in enumerate(log) if entry.given), default=None)
    given = None if last is None else log[last].given
    if given is not None and given.catalog != catalog.id and catalog is default_catalog():
        problem = f"got {given.catalog!r}, expected {catalog.id!r}: read it with its own catalog"
        raise ImpossibleValue(f"Programme.log.{last}.given.catalog", problem, "other-catalog")


def _check_given(given: Given, before: list[Given], plan: Plan, place: str) -> None:
    if given.number != len(before) + 1:
        problem = f"got session {given.number}, expected {len(before) + 1}, the next one"
        raise ImpossibleValue(f"{place}.number", problem, "wrong-number")
    if given.day < plan.start:
        _too_early(f"{place}.day", given.day, plan)
    if before and given.day < before[-1].day:
        problem = f"got {given.day}, expected {before[-1].day}, the day of the session before, or later"
        raise ImpossibleValue(f"{place}.day", problem, "too-early")


def _check_session(number: int, given: list[Given], place: str) -> None:
    if number > len(given):
        expected = f"at most {len(given)}, as so many sessions have been handed out" if given else "a session before it"
        problem = f"got {number}, expected {expected}"
        raise ImpossibleValue(place, problem, "unknown-session")


def _check_report(report: Report, given: Given, plan: Plan, place: str) -> None:
    if report.day < plan.start:
        _too_early(f"{place}.day", report.day, plan)
    others = {each.instead for each in report.hurt}
    for name, ids in (
        ("done", [each.exercise for each in report.done or () if each.exercise not in others]),
        ("hurt", [each.exercise for each in report.hurt]),
        ("ready", [*report.ready]),
    ):
        for id_ in ids:
            if id_ not in given.ids:
                problem = f"got {id_!r}, expected one of session {given.number}: {', '.join(given.ids)}"
                raise ImpossibleValue(f"{place}.{name}", problem, "not-in-session")


def _too_early(place: str, day: date, plan: Plan) -> None:
    problem = f"got {day}, expected {plan.start}, the first day of the programme, or later"
    raise ImpossibleValue(place, problem, "too-early")
