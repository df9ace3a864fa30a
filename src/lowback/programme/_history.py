"""What is known from a log: each session with all that was told of it, the worse of what was told twice."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import TypeVar

from attrs import Factory, evolve, frozen

from lowback.model import DOSE_FIELDS, Brief, Dose, ExerciseDose
from lowback.vocabulary import CautionKey, Effort, Hurting, Settled, Stopped, Urgency, Where

from ._values import Given, Hurt, Logged, NextDay, Plan, Report

__all__ = ["History", "Told", "less", "level_of"]

T = TypeVar("T")

_URGENCIES = [*Urgency][::-1]
_WHERES = [Where.BACK, Where.ELSEWHERE, Where.THIGH, Where.BELOW_KNEE, Where.BOTH_LEGS]
_STOPS = [Stopped.NO_TIME, Stopped.OTHER, Stopped.WORRIED, Stopped.TIRED, Stopped.PAIN]
_HURTS = [Hurting.ACHE, Hurting.ELSEWHERE, Hurting.CLIMBING, Hurting.SHARP]
_SETTLED = [Settled.YES, Settled.NOT_SURE, Settled.NO]
"""The worse of two comes later."""


@frozen
class Told:
    """A session, and what was told of it.

    Attributes:
        given: The session as it was handed out.
        report: What was told of it; None: nothing.
        settled: How the day after was; None: not told.
        where_after: Where it hurt the day after; None: not told.
    """

    given: Given
    report: Report | None
    settled: Settled | None
    where_after: Where | None = None

    @property
    def done(self) -> bool:
        """Whether something of it was done, as far as is known."""
        return self.report is not None and self.report.done != ()

    @property
    def day(self) -> date:
        """The day on which it was done, or for which it was made."""
        return self.given.day if self.report is None else self.report.day


@frozen
class _Answers:
    """What was told of each session, by its number."""

    reports: dict[int, list[Report]] = Factory(dict[int, list[Report]])
    next_days: dict[int, list[NextDay]] = Factory(dict[int, list[NextDay]])

    def add(self, report: Report) -> None:
        self.reports.setdefault(report.session, []).append(report)

    def settle(self, next_day: NextDay) -> None:
        self.next_days.setdefault(next_day.session, []).append(next_day)

    def of(self, given: Given) -> Told:
        """A session with what was told of it, the worse where it was told twice."""
        reports, next_days = self.reports.get(given.number), self.next_days.get(given.number, [])
        places = [each.where for each in next_days if each.where is not None]
        return Told(
            given,
            reduce(_worst, reports) if reports else None,
            max((each.settled for each in next_days), key=_SETTLED.index, default=None),
            max(places, key=_WHERES.index, default=None),
        )


@frozen
class History:
    """A log, read from its beginning.

    Attributes:
        plan: What was planned.
        brief: What is asked for now; who is pregnant at all is taken for late in pregnancy in a plan that is long.
        sessions: Every session, in order, with all that was told of it.
        fresh: The sessions of which something was told since the last one was handed out, with that alone.
        waits_for: How urgent the most urgent sign is that nobody has looked at yet; None for none.
        cleared: The day on which a clinician last agreed to exercise; None: never had to.
        restarts: Number of the last session before a clinician agreed; 0 where nobody had to.
        rebriefed: Number of the last session before what is asked for has changed; 0 when it never has.
    """

    plan: Plan
    brief: Brief
    sessions: tuple[Told, ...]
    fresh: tuple[Told, ...]
    waits_for: Urgency | None
    cleared: date | None
    restarts: int
    rebriefed: int

    @classmethod
    def of(cls, brief: Brief, plan: Plan, log: Iterable[Logged]) -> "History":
        """The history that a log tells."""
        given: list[Given] = []
        told, fresh = _Answers(), _Answers()
        waits_for: Urgency | None = None
        cleared: date | None = None
        restarts = rebriefed = 0
        for each in log:
            if each.given is not None:
                given.append(each.given)
                fresh = _Answers()
            elif each.report is not None:
                told.add(each.report)
                fresh.add(each.report)
                waits_for = _worse(_URGENCIES, waits_for, level_of(each.report))
            elif each.next_day is not None:
                told.settle(each.next_day)
                fresh.settle(each.next_day)
                if each.next_day.where is Where.BOTH_LEGS:
                    waits_for = Urgency.EMERGENCY
            elif each.brief is not None:
                brief, rebriefed = each.brief, len(given)
            elif each.paused is not None:
                waits_for = _worse(_URGENCIES, waits_for, Urgency.ROUTINE)
            else:
                waits_for, cleared, restarts = None, each.cleared, len(given)
        sessions = tuple(told.of(each) for each in given)
        news = tuple(each for each in map(fresh.of, given) if each.report is not None or each.settled is not None)
        return cls(plan, _as_late_as_it_will_be(brief, plan), sessions, news, waits_for, cleared, restarts, rebriefed)

    @property
    def last(self) -> Told | None:
        """The last session; None before the first."""
        return self.sessions[-1] if self.sessions else None


_LONG = 4
"""Weeks after which a plan is long: more of them, and an early pregnancy may become a late one in it."""


def _as_late_as_it_will_be(brief: Brief, plan: Plan) -> Brief:
    if plan.weeks <= _LONG or CautionKey.EARLY_PREGNANCY not in brief.cautions:
        return brief
    late = (CautionKey.LATE_PREGNANCY if each == CautionKey.EARLY_PREGNANCY else each for each in brief.cautions)
    return evolve(brief, cautions=tuple(dict.fromkeys(late)))


def level_of(report: Report) -> Urgency | None:
    """How urgent what was told is: pain in both legs is an emergency sign by itself."""
    return Urgency.EMERGENCY if report.where is Where.BOTH_LEGS else report.new


def _worse(order: list[T], one: T | None, other: T | None) -> T | None:
    """The worse of two, of which each may be unknown."""
    known = [each for each in (one, other) if each is not None]
    return max(known, key=order.index, default=None)


def _most(one: int | None, other: int | None) -> int | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _worst(one: Report, other: Report) -> Report:
    """Two reports of one session as one: the worse of everything."""
    return evolve(
        one,
        day=min(one.day, other.day),
        pain_before=_most(one.pain_before, other.pain_before),
        pain=_most(one.pain, other.pain),
        where=_worse(_WHERES, one.where, other.where),
        new=_worse(_URGENCIES, one.new, other.new),
        effort=_worse([*Effort], one.effort, other.effort),
        why_stopped=_worse(_STOPS, one.why_stopped, other.why_stopped),
        done=_less_done(one.done, other.done),
        hurt=_joined(one.hurt, other.hurt),
        flare_up=one.flare_up or other.flare_up,
        easiest=one.easiest or other.easiest,
        ready=set(one.ready) & set(other.ready),
    )


def _less_done(
    one: tuple[ExerciseDose, ...] | None, other: tuple[ExerciseDose, ...] | None
) -> tuple[ExerciseDose, ...] | None:
    """What was done by both accounts, and the less of it."""
    if one is None or other is None:
        return other if one is None else one
    others = {each.exercise: each.dose for each in other}
    return tuple(
        ExerciseDose(each.exercise, less(each.dose, others[each.exercise])) for each in one if each.exercise in others
    )


def less(one: Dose, other: Dose) -> Dose:
    """The smaller of every number of two doses of one exercise."""
    if (one.reps is None) != (other.reps is None):
        return min(one, other, key=lambda dose: dose.key)
    known = {name: [n for n in (getattr(one, name), getattr(other, name)) if n is not None] for name in DOSE_FIELDS}
    return Dose(**{name: min(numbers) for name, numbers in known.items() if numbers})


def _joined(one: tuple[Hurt, ...], other: tuple[Hurt, ...]) -> tuple[Hurt, ...]:
    """Every exercise that hurt by one account or the other."""
    ways: dict[str, Hurting] = {}
    for each in (*one, *other):
        ways[each.exercise] = max(ways.get(each.exercise, each.how), each.how, key=_HURTS.index)
    return tuple(Hurt(id_, how) for id_, how in ways.items())
