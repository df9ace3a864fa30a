"""What is known from a log: each session with all that was told of it, the worse of what was told twice."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial, reduce
from typing import TypeVar

from attrs import evolve, frozen

from lowback.model import DOSE_FIELDS, Brief, Dose, ExerciseDose
from lowback.vocabulary import CautionKey, Effort, Hurting, Keep, Settled, Stopped, Urgency, Weekday, Where

from ._values import Given, Hurt, Logged, NextDay, Plan, Report

__all__ = ["History", "Told", "as_late_as_it_will_be", "less", "level_of"]

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

    reports: dict[int, list[Report]]
    next_days: dict[int, list[NextDay]]

    @classmethod
    def of(cls, log: Iterable[Logged]) -> "_Answers":
        reports: dict[int, list[Report]] = {}
        next_days: dict[int, list[NextDay]] = {}
        for each in log:
            if each.report is not None:
                reports.setdefault(each.report.session, []).append(each.report)
            elif each.next_day is not None:
                next_days.setdefault(each.next_day.session, []).append(each.next_day)
        return cls(reports, next_days)

    def told_of(self, sessions: Iterable[Given]) -> Iterator[Told]:
        """Those of these sessions of which something was told."""
        for given in sessions:
            if given.number in self.reports or given.number in self.next_days:
                yield self.about(given)

    def about(self, given: Given) -> Told:
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
        days: The days of the week now.
        sessions: Every session, in order, with all that was told of it.
        fresh: The sessions of which something was told since the last one was handed out, with that alone.
        unasked: Of these, what was told since all questions were asked, too.
        waits_for: How urgent the most urgent sign is that nobody has looked at yet; None for none.
        cleared: The day on which a clinician last agreed to exercise; None: never had to.
        restarts: Number of the last session before a clinician agreed; 0 where nobody had to.
        rebriefed: Number of the last session before what is asked for has changed; 0 when it never has.
        asked_back: By id of an exercise that was asked for by name in the middle, number of the last session before.
        times: On how many days a week somebody exercised when each session was handed out.
        recovered: Number of the last session before an illness was over; 0 where there was none.
        screened: The day on which all questions were asked last.
        unscreened: Whether an illness was over or a caution came since.
    """

    plan: Plan
    brief: Brief
    days: tuple[Weekday, ...]
    sessions: tuple[Told, ...]
    fresh: tuple[Told, ...]
    unasked: tuple[Told, ...]
    waits_for: Urgency | None
    cleared: date | None
    restarts: int
    rebriefed: int
    asked_back: Mapping[str, int]
    times: tuple[int, ...]
    recovered: int
    screened: date
    unscreened: bool

    @classmethod
    def of(cls, brief: Brief, plan: Plan, log: Iterable[Logged]) -> "History":
        """The history that a log tells."""
        log = tuple(log)
        given = [each.given for each in log if each.given is not None]
        latest, asked = _after(log, "given"), _after(log, "screened", "cleared")
        then, now = _brief_of(brief, log[: len(log) - len(asked)]), _brief_of(brief, log)
        cleared = next((each.cleared for each in reversed(log) if each.cleared is not None), None)
        answers, fresh, unasked = (_Answers.of(each) for each in (log, latest, min(latest, asked, key=len)))
        return cls(
            plan=plan,
            brief=as_late_as_it_will_be(now, plan),
            days=_days_of(plan, log),
            sessions=tuple(map(answers.about, given)),
            fresh=tuple(fresh.told_of(given)),
            unasked=tuple(unasked.told_of(given)),
            waits_for=reduce(partial(_worse, _URGENCIES), map(_sign_of, _after(log, "cleared")), None),
            cleared=cleared,
            restarts=_sessions_before(log, "cleared"),
            rebriefed=_sessions_before(log, "brief"),
            asked_back=dict(_asked_back(brief, log)),
            times=tuple(_times(plan, log)),
            recovered=_sessions_before(log, "recovered"),
            screened=next((day for each in reversed(log) if (day := each.screened or each.cleared)), plan.start),
            unscreened=any(each.recovered for each in asked) or not set(now.cautions) <= set(then.cautions),
        )

    @property
    def last(self) -> Told | None:
        """The last session; None before the first."""
        return self.sessions[-1] if self.sessions else None


# A log, part by part -------------------------------------------------------------------------------


def _after(log: tuple[Logged, ...], *kinds: str) -> tuple[Logged, ...]:
    """What came after the last event of these kinds; all of it where there was none."""
    places = (nth for nth in range(len(log), 0, -1) if any(getattr(log[nth - 1], kind) is not None for kind in kinds))
    return log[next(places, 0) :]


def _sessions_before(log: tuple[Logged, ...], kind: str) -> int:
    """How many sessions had been handed out before the last event of a kind; 0 where there was none."""
    before = log[: len(log) - len(_after(log, kind))]
    return sum(each.given is not None for each in before)


def _brief_of(brief: Brief, log: Iterable[Logged]) -> Brief:
    """What is asked for at the end of a log."""
    return next((each.brief for each in reversed([*log]) if each.brief is not None), brief)


def _days_of(plan: Plan, log: tuple[Logged, ...]) -> tuple[Weekday, ...]:
    """The days of the week at the end of a log."""
    return next((each.days for each in reversed(log) if each.days is not None), plan.days)


def _times(plan: Plan, log: Iterable[Logged]) -> Iterator[int]:
    """On how many days of the week somebody exercised when each session was handed out."""
    days = plan.days
    for each in log:
        days = days if each.days is None else each.days
        if each.given is not None:
            yield len(days)


def _asked_back(brief: Brief, log: Iterable[Logged]) -> Iterator[tuple[str, int]]:
    """What a brief asks for by name that the one before did not, and how many sessions there had been."""
    count = 0
    for each in log:
        count += each.given is not None
        if each.brief is not None:
            yield from ((id_, count) for id_ in each.brief.include if id_ not in brief.include)
            brief = each.brief


def _sign_of(entry: Logged) -> Urgency | None:
    """How urgent what an event tells of is; None where it tells of no sign."""
    if entry.report is not None:
        return level_of(entry.report)
    if entry.next_day is not None and entry.next_day.where is Where.BOTH_LEGS:
        return Urgency.EMERGENCY
    return None if entry.paused is None else Urgency.ROUTINE


_LONG = 4
"""Weeks after which a plan is long: more of them, and an early pregnancy may become a late one in it."""


def as_late_as_it_will_be(brief: Brief, plan: Plan) -> Brief:
    """The brief; in a long plan who is pregnant at all is taken for late in pregnancy."""
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
    worst: dict[str, Hurt] = {}
    for each in (*one, *other):
        worst[each.exercise] = _worse_hurt(worst.get(each.exercise, each), each)
    return tuple(worst.values())


def _worse_hurt(one: Hurt, other: Hurt) -> Hurt:
    """The worse way of two; of two places none, as nothing is known that helps both. Who wants less, gets it."""
    keep = _worse([*Keep], one.keep, other.keep)
    if one.how is other.how and one.caution != other.caution:
        return Hurt(one.exercise, one.how, keep=keep)
    return evolve(max(one, other, key=lambda each: _HURTS.index(each.how)), keep=keep)
