"""Laws of programmes over invented lives, each with a fault that breaks it: what can be proved can also fail.

A life is made session by session from what the rules decide, without a search: what is handed out is what was decided.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lives import COUNTED, DAY, DOSES, MONDAY, decided, dose, life, with_number
from lives import given as handed_out
from lowback import Brief, Catalog, Dose, Programme, check, default_catalog
from lowback._data import packaged_progression
from lowback._progression import Progression
from lowback.programme import GivenItem, Hurt, Logged, NextDay, Report
from lowback.programme._course import Course
from lowback.programme._deciding import Decision
from lowback.programme._history import History
from lowback.programme._ladders import Ladder
from lowback.programme._supporting import own_catalog
from lowback.vocabulary import Effort, Hurting, Keep, Settled, Stopped, Weekday, Where
from strategies import examples

RULES = packaged_progression()
CATALOG = default_catalog()
Law: TypeAlias = Callable[[Programme, int, Progression], Iterator[str]]
"""A law: a life, the day of the next session, the rules; what breaks it."""

DOSES_AT_START = {
    **DOSES,
    "bird-dog": Dose(reps=6, hold=5),
    "heel-slide": Dose(reps=8),
    "dead-bug": Dose(reps=8, hold=2),
}


# Lives ---------------------------------------------------------------------------------------------


def _items(found: Decision) -> tuple[GivenItem, ...]:
    """What a decision asks for, as if it fitted: no more work than it may have."""
    items: list[GivenItem] = []
    for id_ in found.known:
        amount = dose(found, id_)
        if id_ in found.out or amount is None or (found.flare_up and not CATALOG[id_].safe_for_flare_up):
            continue
        work = CATALOG[id_].active_seconds(amount)
        if found.most_active is None or sum(each.active_seconds for each in items) + work <= found.most_active:
            items.append(GivenItem(exercise=id_, dose=amount, active_seconds=work))
    return tuple(items)


def hand_out(plan: Programme, day: int, rules: Progression = RULES) -> Programme:
    """The next session is handed out; while the plan waits, nothing is."""
    found = decided(plan, day, rules)
    number = len(plan.sessions) + 1
    if found.waits:
        return plan
    if number == 1:
        entry = handed_out(1, day, DOSES_AT_START)
    else:
        entry = handed_out(number, day, {}, seconds=found.minutes * 60, share=found.share)
        assert entry.given is not None
        kept = evolve(
            entry.given,
            items=_items(found),
            changes=found.changes,
            usual_pain=found.usual_pain,
            last_pain=found.last_pain,
        )
        entry = Logged(given=kept)
    return evolve(plan, log=(*plan.log, entry))


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, strategy, st.none())


def hurts(ids: tuple[str, ...]) -> st.SearchStrategy[Hurt]:
    """An exercise that hurt, in the back or in another place, and how it is wanted; each third of both is told."""
    elsewhere = st.sampled_from(["", "wrist-pain", "knee-pain-kneeling", "hip-pain", "grip"])
    keep = st.sampled_from([None, None, *Keep])
    return st.one_of(
        st.builds(Hurt, st.sampled_from(ids), st.sampled_from(Hurting), keep=keep),
        st.builds(Hurt, st.sampled_from(ids), st.just(Hurting.ELSEWHERE), elsewhere, keep=keep),
    )


@st.composite
def reports(draw: st.DrawFn, plan: Programme, number: int, day: int) -> Report:
    """A report of any kind about a session that was handed out: mostly good days, or all would be steps back."""
    session = plan.sessions[number - 1]
    fine = draw(st.integers(0, 2)) > 0
    done: dict[str, Dose] | None = {each.exercise: each.dose for each in session.doses}
    hurt: list[Hurt] = []
    if not fine and session.ids:
        done = draw(st.none() | st.just({}) | st.just(done) | st.just(dict(list((done or {}).items())[1:])))
        hurt = draw(st.lists(hurts(session.ids), max_size=2, unique_by=lambda each: each.exercise))
    return Report(
        session=number,
        day=MONDAY + day * DAY,
        pain_before=draw(st.integers(0, 4) if fine else _maybe(st.integers(0, 10))),
        pain=draw(st.integers(0, 4) if fine else _maybe(st.integers(0, 10))),
        where=None if fine else draw(st.none() | st.sampled_from([Where.BACK, Where.THIGH, Where.BELOW_KNEE])),
        effort=draw(st.sampled_from([Effort.EASY, Effort.RIGHT]) if fine else _maybe(st.sampled_from(Effort))),
        why_stopped=None if fine else draw(st.none() | st.sampled_from(Stopped)),
        done=done,
        hurt=hurt,
        flare_up=draw(st.integers(0, 15)) == 0,
        ready=draw(st.sampled_from([(), session.ids])),
    )


@st.composite
def lives(draw: st.DrawFn, *, most: int = 8) -> tuple[Programme, int]:
    """A life, and the day of its next session: late reports, missing ones, two of one session, two on one day."""
    plan = life(
        usual_pain=draw(st.sampled_from([2, 3, 5, 7])),
        since=draw(st.sampled_from(["under-6-weeks", "over-12-weeks"])),
        weeks=52,
    )
    day = 0
    for _ in range(draw(st.integers(1, most))):
        plan = hand_out(plan, day)
        count = len(plan.sessions)
        for number in draw(
            st.sampled_from([[count], [count], [count], [], [count, count], [max(1, count - 1), count]])
        ):
            plan = plan.after(draw(reports(plan, number, day)))
            settled = draw(st.sampled_from([Settled.YES, Settled.YES, Settled.YES, Settled.NO, Settled.NOT_SURE, None]))
            if settled is not None:
                where = draw(st.sampled_from([None, None, None, Where.BACK, Where.THIGH]))
                entry = Logged(next_day=NextDay(session=number, settled=settled, where=where))
                plan = evolve(plan, log=(*plan.log, entry))
        event = draw(st.integers(0, 15))
        if event == 0:
            plan = plan.recovered(MONDAY + day * DAY)
        elif event == 1:
            plan = plan.screened(MONDAY + day * DAY)
        elif event < 4:
            plan = plan.changed(days=draw(st.sets(st.sampled_from(Weekday), min_size=1)))
        day += draw(st.sampled_from([0, 2, 3, 4, 4, 4, 5, 12, 16, 30]))
    return plan, day


# Less, as the laws mean it -------------------------------------------------------------------------


def more_in(less: Decision, more: Decision) -> Iterator[str]:
    """What one decision has more of than another that should not have less."""
    if less.waits:
        return
    if more.waits:
        yield "a session where there was none"
    if less.minutes > more.minutes:
        yield f"{less.minutes} minutes instead of {more.minutes}"
    for each in more.out:
        if each not in less.out:
            yield f"{each} is in"
    for one in less.doses:
        other = dose(more, one.exercise)
        exercise = CATALOG[one.exercise]
        if other is not None and exercise.active_seconds(one.dose) > exercise.active_seconds(other):
            yield f"{one} instead of {other}"
    if less.most_active is not None and more.most_active is not None and less.most_active > more.most_active:
        yield "more work"


def wanting(keep: Keep, told: Report) -> Report:
    """What hurt is wanted so, or less."""
    return evolve(told, hurt=[evolve(each, keep=max(each.keep or keep, keep, key=[*Keep].index)) for each in told.hurt])


WORSE: dict[str, Callable[[Report], Report]] = {
    "pain": lambda each: evolve(each, pain=10 if each.pain is None else min(10, each.pain + 2)),
    "pain before": lambda each: evolve(
        each, pain_before=None if each.pain_before is None else min(10, each.pain_before + 3)
    ),
    "done": lambda each: evolve(each, done=None if each.done is None else each.done[1:]),
    "nothing done": lambda each: evolve(each, done=None if each.done is None else ()),
    "effort": lambda each: evolve(each, effort=Effort.TOO_HARD),
    "another place": lambda each: evolve(
        each, hurt=each.hurt or [Hurt(one.exercise, "elsewhere", "wrist-pain") for one in (each.done or ())[:1]]
    ),
    **{f"wanted {keep}": partial(wanting, keep) for keep in Keep},
}
"""One thing that is told worse. What was not told is not known, which is no better and no worse."""


def _worse_logs(plan: Programme) -> Iterator[tuple[str, Programme]]:
    for index, entry in enumerate(plan.log):
        others: list[tuple[str, Logged]] = []
        if entry.report is not None:
            others = [(name, Logged(report=change(entry.report))) for name, change in WORSE.items()]
        elif entry.next_day is not None and entry.next_day.settled is not Settled.NO:
            others = [("settled", Logged(next_day=evolve(entry.next_day, settled=Settled.NO)))]
        for name, other in others:
            yield name, evolve(plan, log=(*plan.log[:index], other, *plan.log[index + 1 :]))


# Laws ----------------------------------------------------------------------------------------------


def own_of(plan: Programme) -> Catalog:
    """The exercises as this person does them."""
    return own_catalog(History.of(plan.brief, plan.plan, plan.log), CATALOG)


def worse_never_gets_more(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """The same log with a worse answer never gives a larger dose, a harder exercise, more work or more minutes."""
    usual = decided(plan, day, rules)
    for name, worse in _worse_logs(plan):
        for found in more_in(decided(worse, day, rules), usual):
            yield f"worse {name}: {found}"


def _without(entry: Logged, part: dict[str, Any], number: int) -> Logged:
    if entry.report is None or entry.report.session != number:
        return entry
    return Logged(report=evolve(entry.report, **part))


def what_is_not_told_never_raises(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """After a session without a whole report, every dose is at most what it was."""
    last = plan.sessions[-1]
    missing: list[dict[str, Any]] = [{"pain": None}, {"pain_before": None}, {"effort": None}, {"done": None}]
    logs: list[list[Logged]] = [
        [each for each in plan.log if not (each.report and each.report.session == last.number)],
        [each for each in plan.log if not (each.next_day and each.next_day.session == last.number)],
        *([_without(each, part, last.number) for each in plan.log] for part in missing),
    ]
    for log in logs:
        found = decided(evolve(plan, log=tuple(log)), day, rules)
        for each in found.doses:
            before = last.dose_of(each.exercise)
            exercise = CATALOG[each.exercise]
            if before is not None and exercise.active_seconds(each.dose) > exercise.active_seconds(before):
                yield f"{each} instead of {before}"


def the_worse_of_two_reports_counts(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """A better report beside one that was told before changes nothing for the better."""
    usual = decided(plan, day, rules)
    for each in plan.reports:
        better = evolve(each, pain=0, pain_before=0, effort="easy", why_stopped=None, hurt=(), flare_up=False)
        if each.pain is not None and each.pain_before is not None and each.effort is not None:
            for found in more_in(decided(plan.after(better), day, rules), usual):
                yield f"a better report of session {each.session}: {found}"


def doses_are_those_of_exercises(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """Never below what is printed, never above the most work, always in numbers that people count."""
    found, own = decided(plan, day, rules), own_of(plan)
    for each in found.doses:
        exercise = own[each.exercise]
        if each.dose not in exercise.dose or exercise.active_seconds(each.dose) > exercise.most_active_seconds:
            yield f"{each}, expected {exercise.dose.minimum} to {exercise.dose.maximum}"
        reps = exercise.dose.reps
        if reps is not None and each.dose.reps not in {*COUNTED, reps.min, reps.starter}:
            yield f"{each} in numbers that nobody counts"


def an_easing_session_is_shorter(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """After a step back it is shorter than asked, and has no more work than the session before."""
    found = decided(plan, day, rules)
    last = plan.sessions[-1]
    stepped = [
        each
        for each in found.changes
        if each.rule not in ("advance", "new-caution", "elsewhere", "more-days")
        and (each.before != each.after or not each.exercise)
    ]
    backs = [each for each in stepped if each.exercise and each.after is not None]
    if found.waits or not backs:
        return
    if found.minutes >= 10:
        yield f"{found.minutes} minutes after {backs[0].sentence}"
    if found.most_active != last.active_seconds:
        yield f"{found.most_active} s of work, expected at most {last.active_seconds}"
    if sum(each.active_seconds for each in _items(found)) > last.active_seconds:
        yield "more work"


def more_pain_brings_no_more(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """After more pain than the time before, above the easy range or by two, nothing is larger, longer or more work."""
    found = decided(plan, day, rules)
    last, reports = plan.sessions[-1], [each for each in plan.reports if each.session == len(plan.sessions)]
    pain = max((each.pain for each in reports if each.pain is not None), default=None)
    if found.waits or pain is None or last.last_pain is None or pain <= last.last_pain:
        return
    if pain < last.last_pain + 2 and pain <= max(3, last.usual_pain):
        return
    if found.minutes * 60 > last.seconds:
        yield f"{found.minutes} minutes after {last.seconds} s"
    if found.most_active is None or found.most_active > last.active_seconds:
        yield f"{found.most_active} s of work after {last.active_seconds}"
    for each in found.doses:
        before = last.dose_of(each.exercise)
        exercise = CATALOG[each.exercise]
        if before is not None and exercise.active_seconds(each.dose) > exercise.active_seconds(before):
            yield f"{each} after {before}"


def it_grows_slowly(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """At most two exercises, one harder, by one step of one number, and by a tenth of the work (walks apart)."""
    found = decided(plan, day, rules)
    last = plan.sessions[-1]
    grown = [each for each in found.changes if each.rule == "advance"]
    if len(grown) > 2 or sum(bool(each.instead) for each in grown) > 1:
        yield f"{len(grown)} exercises grow at once"
    more = 0
    for each in grown:
        assert each.before is not None
        assert each.after is not None
        if not each.instead:
            names = ("sets", "reps", "hold", "duration")
            if sum(getattr(each.before, name) != getattr(each.after, name) for name in names) != 1:
                yield f"{each.sentence}: two numbers at once"
            exercise = CATALOG[each.exercise]
            if exercise.kind != "aerobic":
                more += exercise.active_seconds(each.after) - exercise.active_seconds(each.before)
    if more * 10 > last.active_seconds:
        yield f"{more} s more work on {last.active_seconds}"


def an_easier_exercise_is_less_work(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """In place of a harder one it is never more work than was last asked of that."""
    found = decided(plan, day, rules)
    for each in found.changes:
        if each.instead and each.rule in ("exercise-hurt", "kept"):
            harder = next(one for one in CATALOG.values() if one.name == each.name)
            done = plan.sessions[-1].dose_of(harder.id)
            reported = [r.done_of(harder.id) for r in plan.reports if r.session == len(plan.sessions)]
            amounts = [harder.active_seconds(one) for one in (done, *reported) if one is not None]
            if each.after is not None and amounts:
                easier = CATALOG[each.exercise].active_seconds(each.after)
                if easier > min(amounts):
                    yield f"{each.sentence}: {easier} s instead of {min(amounts)}"


def what_hurt_another_place_is_done_otherwise_or_out(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """Never again as it was when it hurt."""
    found, own = decided(plan, day, rules), own_of(plan)
    for told in History.of(plan.brief, plan.plan, plan.log).sessions:
        ways = {each.exercise: set(each.adapted_for) for each in told.given.items}
        for hurt in () if told.report is None else told.report.hurt:
            same = set(own[hurt.exercise].adapted_for) <= ways[hurt.exercise]
            if hurt.how is Hurting.ELSEWHERE and same and hurt.exercise not in found.out:
                yield f"{hurt.exercise} as it was, after session {told.given.number}"


def _minutes_of_a_week(dose: Dose | None, days: int) -> int:
    return 0 if dose is None or dose.duration is None else dose.duration // 60 * days


def walks_grow_by_a_tenth_of_a_week(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """As many minutes of a week as before, on all its days, and a tenth or a minute a walk, if they may be so short."""
    found = decided(plan, day, rules)
    history = History.of(plan.brief, plan.plan, plan.log)
    days, last = len(history.days), history.sessions[-1].given
    for each in found.doses:
        range_ = CATALOG[each.exercise].dose.duration
        before, now = (
            _minutes_of_a_week(last.dose_of(each.exercise), history.times[-1]),
            _minutes_of_a_week(each.dose, days),
        )
        if before and range_ and each.dose.duration != range_.min and now > max(before * 11 // 10, before + days):
            yield f"{now} minutes of {each.exercise} in a week after {before}"


def on_more_days_nothing_grows_for_a_week(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """Either the days grow, or the work."""
    history = History.of(plan.brief, plan.plan, plan.log)
    times, news = [*history.times, len(history.days)], MONDAY + (day - 7) * DAY
    days = [*(each.given.day for each in history.sessions), MONDAY + day * DAY]
    grown = [now > before and since > news for before, now, since in zip(times, times[1:], days[1:], strict=False)]
    if any(grown) and any(each.rule == "advance" for each in decided(plan, day, rules).changes):
        yield "it grows on more days"


def a_stop_is_a_stop(plan: Programme, day: int, rules: Progression) -> Iterator[str]:
    """After a sign or an event nothing that is told gives a session, until a clinician agrees; then starters."""
    stopped = plan.after(Report(session=1, day=MONDAY, new="emergency"))
    later = stopped.after(Report(session=1, day=MONDAY)).next_day(session=1, settled="yes")
    paused = plan.paused(MONDAY + day * DAY).after(Report(session=1, day=MONDAY)).next_day(session=1, settled="yes")
    for each in (stopped, later, paused, evolve(later, log=(*later.log, Logged(brief=Brief(12))))):
        if not decided(each, day, rules).waits:
            yield "a session after a sign or an event"
    for one in decided(stopped.cleared(MONDAY + day * DAY), day, rules).doses:
        exercise = CATALOG[one.exercise]
        if exercise.active_seconds(one.dose) > exercise.active_seconds(exercise.dose.starter):
            yield f"{one} after a stop, expected at most {exercise.dose.starter}"


LAWS: list[Law] = [
    worse_never_gets_more,
    what_is_not_told_never_raises,
    the_worse_of_two_reports_counts,
    doses_are_those_of_exercises,
    an_easing_session_is_shorter,
    more_pain_brings_no_more,
    it_grows_slowly,
    an_easier_exercise_is_less_work,
    what_hurt_another_place_is_done_otherwise_or_out,
    walks_grow_by_a_tenth_of_a_week,
    on_more_days_nothing_grows_for_a_week,
    a_stop_is_a_stop,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_laws_hold_in_every_life(law: Law) -> None:
    @examples(60)
    @given(lives())
    def tried(found: tuple[Programme, int]) -> None:
        plan, day = found
        assert list(law(plan, day, RULES)) == []

    tried()


@examples(8)
@given(lives(most=5))
def test_sessions_keep_what_was_decided(found: tuple[Programme, int]) -> None:
    """What is composed is right by the other judge, too, and no longer and no more than it may be."""
    plan, day = found
    decision = decided(plan, day)
    session = plan.on(MONDAY + day * DAY)

    assert (session.routine is None) == decision.waits
    if session.routine is not None:
        assert not [each for each in check(session.routine) if each.severity == "error"]
        assert session.routine.seconds <= 60 * decision.minutes
        assert decision.most_active is not None or session.routine.seconds == 60 * decision.minutes
        work = sum(each.exercise.active_seconds(each.dose) for each in session.routine.items)
        assert decision.most_active is None or work <= decision.most_active
        assert not {each.exercise for each in session.doses} & set(decision.out)
        own = own_of(plan)
        assert all(each.exercise == own[each.exercise.id] for each in session.routine.items)
        for each in session.doses:
            assert each.dose == (dose(decision, each.exercise) or each.dose)


def test_who_did_nothing_gets_no_more_though_a_gap_has_asked_before() -> None:
    """Found by chance: a long gap, a session for it that may be done or not, and two weeks again."""
    plan = hand_out(life(_good(1, 0), weeks=52), 30)
    number = len(plan.sessions)
    done = plan.after(Report(session=number, day=MONDAY + 30 * DAY, done=dict(_as_pairs(plan))))
    later = hand_out(done, 40)

    assert list(worse_never_gets_more(later, 44, RULES)) == []
    assert decided(later, 44).minutes < 10


def _as_pairs(plan: Programme) -> list[tuple[str, Dose]]:
    return [(each.exercise, each.dose) for each in plan.sessions[-1].doses]


# Faults --------------------------------------------------------------------------------------------


def _as_good_as_told(self: Course, told: Any) -> bool:
    """A fault: what is not told is taken for fine."""
    report = told.report
    return report is None or (report.pain or 0) <= self.green(told)


def _limits_of_today(self: Course, told: Any) -> int:
    """A fault: the limit is what was told at the same time."""
    return int(told.report.pain_before or 0) if told.report else 0


def _everything_is_easy(self: Course, told: Any) -> int:
    """A fault: no pain is above the easy range."""
    return 10


def _always_half(self: Ladder, dose: Dose) -> Dose:
    """A fault: half is half, whatever is printed."""
    return evolve(dose, reps=max(1, (dose.reps or 2) // 2)) if dose.reps else dose


def _as_asked(dose: Dose, done: Dose) -> Dose:
    """A fault: what was really done does not count."""
    return dose


def _last_counts(one: Report, other: Report) -> Report:
    """A fault: a later report takes the place of the one before."""
    return other


def _as_before(exercise: Any, *_: Any) -> Any:
    """A fault: what hurt another place is done as it was."""
    return exercise


def _all_of_it(self: Ladder, dose: Dose, part: int, of: int) -> Dose:
    """A fault: a walk is as long on more days."""
    return dose


def _goes_on(course: Any, catalog: Any) -> None:
    """A fault: a sign stops nothing."""


def _never_shorter(asked: int, share: int, rules: Progression, *, eases: bool) -> int:
    """A fault: every session is as long as asked."""
    return asked


def _good(number: int, day: int, doses: dict[str, Dose] = DOSES_AT_START, **told: Any) -> list[Logged]:
    last = handed_out(number, day, doses)
    report = {"pain_before": 2, "pain": 2, "effort": "right", "done": doses, **told}
    return [
        last,
        Logged(report=Report(session=number, day=MONDAY + day * DAY, **report)),
        Logged(next_day=NextDay(session=number, settled="yes")),
    ]


def _short(number: int, day: int, **told: Any) -> list[Logged]:
    """A session that was shorter than asked, after a pain of 3."""
    entry, *rest = _good(number, day, **told)
    assert entry.given is not None
    return [Logged(given=evolve(entry.given, seconds=480, last_pain=3)), *rest]


GOOD = life(_good(1, 0), _good(2, 4))
AMBER = life(_good(1, 0), _good(2, 4, pain=4))
RED = life(_good(1, 0), _good(2, 4, pain=7))
SORE = life(_good(1, 0), _good(2, 4, pain_before=7))
BACK_AGAIN = life(_good(1, 0, pain=3), _short(2, 4, pain=4))
HURT = life(_good(1, 0, hurt={"bird-dog": "sharp"}), _good(2, 4, hurt={"bird-dog": "sharp"}))
LITTLE = life(
    *(
        _good(n, 4 * n, hurt={"bird-dog": "sharp"}, done={**DOSES_AT_START, "bird-dog": Dose(reps=1, hold=1)})
        for n in (1, 2)
    )
)

ELSEWHERE = life(_good(1, 0), _good(2, 4, hurt=[Hurt("cat-cow", "elsewhere", "wrist-pain")]))
EVERY_DAY = [Logged(days=tuple(Weekday))]
WALKS = {**DOSES_AT_START, "walking": Dose(duration=540)}
MORE_DAYS = life(_good(1, 0, WALKS), _good(2, 4, WALKS), EVERY_DAY)
JUST_MORE_DAYS = life(_good(1, 0), EVERY_DAY, _good(2, 4))

FAULTS: list[tuple[Law, str, Any, Any, Programme]] = [
    (worse_never_gets_more, "lowback.programme._course.Course._usual_that_counts", _limits_of_today, None, AMBER),
    (what_is_not_told_never_raises, "lowback.programme._course.Course.is_good", _as_good_as_told, None, GOOD),
    (the_worse_of_two_reports_counts, "lowback.programme._history._worst", _last_counts, None, RED),
    (doses_are_those_of_exercises, "lowback.programme._ladders.Ladder.half", _always_half, None, SORE),
    (an_easing_session_is_shorter, "lowback.programme._deciding._minutes", _never_shorter, None, RED),
    (more_pain_brings_no_more, "lowback.programme._rules.Course.green", _everything_is_easy, None, BACK_AGAIN),
    (it_grows_slowly, "", None, [("limits", "movers", 9), ("limits", "percent", 100)], GOOD),
    (an_easier_exercise_is_less_work, "lowback.programme._rules.less", _as_asked, None, LITTLE),
    (
        what_hurt_another_place_is_done_otherwise_or_out,
        "lowback.programme._supporting._other_way",
        _as_before,
        None,
        ELSEWHERE,
    ),
    (walks_grow_by_a_tenth_of_a_week, "lowback.programme._ladders.Ladder.part", _all_of_it, None, MORE_DAYS),
    (on_more_days_nothing_grows_for_a_week, "", None, [("more-days", "stay_days", 0)], JUST_MORE_DAYS),
    (a_stop_is_a_stop, "lowback.programme._deciding.waiting", _goes_on, None, GOOD),
]
"""A law, what is put in the place of what, or other numbers, and a life in which the law breaks then."""


@pytest.mark.parametrize(("law", "name", "fault", "numbers", "plan"), FAULTS, ids=[each[0].__name__ for each in FAULTS])
def test_a_law_notices_a_fault(
    law: Law, name: str, fault: Any, numbers: Any, plan: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(law(plan, 8, RULES)) == []
    rules = RULES
    for key, number, value in numbers or ():
        rules = with_number(rules, key, number, value)
    if name:
        monkeypatch.setattr(name, fault)

    assert list(law(plan, 8, rules)) != []
