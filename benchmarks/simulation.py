"""A thousand invented people over twelve weeks: what the rules do, and that nobody gets more after more pain.

    python benchmarks/simulation.py [--people 1000] [--workers 1] [--picture PATH]

Each has a temper: pain that wanders around what is usual for them, now and then a bad day, a sore spell, a sign, days
away, an illness, another place that hurts, other days of the week, a session of which nothing is told. All questions
are asked when they are due. After every report it is asserted, of what was really composed:

- who told more pain than the time before, above the easy range or by two, gets no larger dose of anything that was in
  the session, no longer session and no more work (where all of a session is taken out, the least that there is: a
  minute or two of something else; it is counted how often);
- the same life with more pain told gets no larger dose, no more minutes, and nothing that is out.

Prints the table of docs/explanation/programmes.md; the picture is of five lives that are told by hand.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from attrs import evolve, frozen

from lowback import Brief, Dose, Programme, default_catalog
from lowback._data import packaged_progression
from lowback.programme import Given, Hurt, Report, Session, _composing
from lowback.programme._deciding import Decision, decide
from lowback.programme._history import History

__all__ = ["FIVE", "life_of", "told"]

START, WEEKS = date(2027, 1, 4), 12
DAY = timedelta(days=1)
EXERCISES = (
    "abdominal-bracing bird-dog bridge bridge-march cat-cow childs-pose clamshell dead-bug diaphragmatic-breathing "
    "figure-four-stretch heel-slide high-sit-to-stand lower-trunk-rotation mini-squat pelvic-tilt prone-lying "
    "quadruped-arm-reach quadruped-leg-lift seated-march seated-pelvic-tilt side-lying-hip-abduction "
    "single-knee-to-chest single-leg-bridge sit-to-stand standing-back-extension standing-hip-abduction "
    "supine-hamstring-stretch supine-march toe-taps walking wall-squat"
)
CATALOG, RULES = default_catalog().only(EXERCISES.split()), packaged_progression()
"""A third of the catalog, and short sessions, so that a thousand lives do not take hours."""
MOST_PAIN, MINUTE, _LATELY, _TOLD = 10, 60, 256, 50
DAYS = (["monday"], ["monday", "thursday"], ["tuesday", "friday"])
OTHER_DAYS = (["monday"], ["monday", "wednesday", "friday"], ["monday", "tuesday", "thursday", "saturday"])


# Invented people -----------------------------------------------------------------------------------


@frozen
class Temper:
    """How an invented person is.

    Attributes:
        usual: Pain on an ordinary day.
        trend: Points of pain that go, or come, in twelve weeks.
        bad: Of a hundred sessions, so many have a bad day.
        sore: Of a hundred sessions, before so many a sore spell begins.
        silent: Of a hundred sessions, of so many nothing is told.
        away: Of a hundred sessions, after so many there are weeks without one.
        signs: Of a thousand sessions, in so many a sign is told.
    """

    usual: int
    trend: int
    bad: int
    sore: int
    silent: int
    away: int
    signs: int

    @classmethod
    def of(cls, chance: Random) -> "Temper":
        """One of many."""
        return cls(
            usual=chance.choice([0, 1, 2, 2, 3, 3, 3, 4, 5, 6]),
            trend=chance.choice([-2, -2, -1, -1, 0, 0, 1]),
            bad=chance.choice([2, 5, 10, 20]),
            sore=chance.choice([0, 0, 1, 3, 6]),
            silent=chance.choice([0, 5, 10, 30]),
            away=chance.choice([0, 1, 3]),
            signs=chance.choice([0, 0, 2, 5]),
        )


def _within(pain: int) -> int:
    return min(MOST_PAIN, max(0, pain))


def _report(temper: Temper, chance: Random, plan: Programme, day: date) -> tuple[Report, str]:
    """What somebody tells of the next session, and how the day after was."""
    session = plan.on(day)
    base = temper.usual + temper.trend * (day - START).days // (7 * WEEKS)
    bad, sore = chance.randrange(100) < temper.bad, chance.randrange(100) < temper.sore
    sign = chance.choice(["emergency", "urgent", "routine"]) if chance.randrange(1000) < temper.signs else None
    done = {each.exercise: each.dose for each in session.doses}
    hurt = (
        {chance.choice([*done]): chance.choice(["sharp", "climbing", "ache"])}
        if bad and chance.random() < 1 / 2
        else {}
    )
    places = [Hurt(id_, how) for id_, how in hurt.items()]
    if not hurt and chance.randrange(30) == 0:
        places = [Hurt(chance.choice([*done]), "elsewhere", chance.choice(["", "wrist-pain", "knee-pain-kneeling"]))]
    if chance.randrange(20) == 0:
        done.pop(chance.choice([*done]))
    report = Report(
        session=session.number,
        day=day,
        pain_before=_within(base + chance.choice([-1, 0, 0, 0, 1]) + 4 * sore),
        pain=_within(base + (chance.choice([2, 3, 4, 5]) if bad else chance.choice([-2, -1, -1, 0, 0, 1]))),
        where="thigh" if bad and chance.randrange(15) == 0 else "back",
        new=sign,
        effort="too-hard" if bad and chance.random() < 1 / 2 else chance.choice(["easy", "right", "right"]),
        why_stopped=chance.choice(["tired", "worried", "no-time"]) if len(done) < len(session.doses) else None,
        done=done,
        hurt=places,
        flare_up=sore and chance.random() < 1 / 2,
        ready=session.offers if chance.random() < 1 / 2 else (),
    )
    return report, "no" if bad and chance.random() < 1 / 2 else chance.choice(["yes"] * 8 + ["not-sure"])


def life_of(person: int) -> Iterator[tuple[Programme, Report | None, str, Programme]]:
    """A person's programme before and after each session, with what was told of it."""
    chance = Random(person)  # invented people need no secret
    temper = Temper.of(chance)
    brief = Brief(
        chance.choice([4, 5, 6]),
        chance.choice(["mixed", "mixed", "gentle", "strength"]),
        seed=person,
        cautions=chance.choice([(), (), "wrist-pain", "knee-pain-kneeling", "osteoporosis"]),
    )
    plan = Programme.start(
        brief,
        weeks=WEEKS,
        days=chance.choice(DAYS),
        start=START,
        usual_pain=temper.usual,
        since=chance.choice(["under-6-weeks", "over-12-weeks", "over-12-weeks"]),
        catalog=CATALOG,
    )
    away = START
    while (session := plan.next).routine is not None:
        day = next((each for each in plan.days_left if each >= away), None)
        if day is None:
            return
        if plan.on(day).screening:
            plan = plan.screened(day)
        before = plan
        if chance.randrange(100) < temper.silent:
            plan = plan.given(day)
            yield before, None, "", plan
        else:
            report, settled = _report(temper, chance, plan, day)
            plan = plan.after(report).next_day(session=session.number, settled=settled)
            yield before, report, settled, plan
            if plan.next.routine is None and plan.next.changes[0].rule != "finished":
                plan = plan.cleared(day + 7 * DAY)
                away = day + 7 * DAY
        if chance.randrange(100) < temper.away:
            away = day + chance.choice([11, 16, 30]) * DAY
            if chance.randrange(3) == 0:
                plan = plan.recovered(away)
        if chance.randrange(60) == 0:
            plan = plan.changed(days=chance.choice(OTHER_DAYS))


# Nobody gets more ----------------------------------------------------------------------------------


def _work(id_: str, dose: Dose) -> int:
    return CATALOG[id_].active_seconds(dose)


def _is_more_pain(given: Given, report: Report) -> bool:
    """Whether somebody told more pain than the time before, above the easy range or by two."""
    pain, before = report.pain, given.last_pain
    return (
        pain is not None
        and before is not None
        and pain > before
        and (pain > max(3, given.usual_pain) or pain >= before + 2)
    )


def _rose(given: Given, report: Report) -> bool:
    return report.pain is not None and given.last_pain is not None and report.pain > given.last_pain


def _is_the_least_there_is(last: Given, following: Session) -> bool:
    """Whether all of the last session was taken out, and a minute or two of something else come in its place.

    Nothing may have as little work then; it is the one with the least, or the shortest.
    """
    routine = following.routine
    others = {each.exercise for each in following.doses}.isdisjoint(last.ids)
    return routine is not None and routine.seconds <= 2 * MINUTE and others


def who_gets_more(before: Programme, report: Report, settled: str, after: Programme) -> Iterator[str]:
    """What breaks the two things that the module asserts, of the session that follows."""
    following, last = after.next, after.sessions[-1]
    if following.routine is not None and _is_more_pain(last, report):
        work = sum(item.exercise.active_seconds(item.dose) for item in following.routine.items)
        least = _is_the_least_there_is(last, following)
        if following.routine.seconds > last.seconds and not least:
            yield f"{following.routine.seconds} s after {last.seconds}"
        if work > last.active_seconds and not least:
            yield f"{work} s of work after {last.active_seconds}"
        for each in following.doses:
            was = last.dose_of(each.exercise)
            if was is not None and _work(each.exercise, each.dose) > _work(each.exercise, was):
                yield f"{each} after {was}"
    usual = _decision(after, following.day)
    for more in (1, 3):
        worse = evolve(report, pain=None if report.pain is None else _within(report.pain + more))
        told_worse = before.after(worse).next_day(session=report.session, settled=settled)
        yield from _more_in(_decision(told_worse, following.day), usual)


def _decision(plan: Programme, day: date) -> Decision:
    return decide(History.of(plan.brief, plan.plan, plan.log), CATALOG, day, RULES)


def _more_in(less: Decision, more: Decision) -> Iterator[str]:
    """What one decision has more of than another that should not have less."""
    if less.waits:
        return
    if more.waits or less.minutes > more.minutes:
        yield f"{less.minutes} minutes after worse, {more.minutes} after better"
    grown = {change.name for change in more.changes if change.rule == "advance" and change.instead}
    out = {each for each in more.out if CATALOG[each].name not in grown} - set(less.out)
    doses = {each.exercise: each.dose for each in more.doses}
    for each in less.doses:
        other = doses.get(each.exercise)
        if other is not None and _work(each.exercise, each.dose) > _work(each.exercise, other):
            yield f"{each} after worse, {other} after better"
    if out:
        yield f"{sorted(out)} after worse, not after better"


# Many lives ----------------------------------------------------------------------------------------


@frozen
class Life:
    """What is counted of one life.

    Attributes:
        rules: In how many sessions each rule said something.
        sessions: How many there were.
        screened: Before how many all questions were asked.
        more_pain: In how many more pain was told, above the easy range or by two.
        others: After how many, with more pain, a minute or two of something else came in the place of all.
        one_point: After how many, with one point more in the easy range, something grew.
        wrong: What breaks what is asserted.
    """

    rules: Counter[str]
    sessions: int
    screened: int
    more_pain: int
    others: int
    one_point: int
    wrong: tuple[str, ...]


def lived(person: int) -> Life:
    """One life."""
    rules = Counter[str]()
    sessions = screened = more_pain = others = one_point = 0
    wrong: list[str] = []
    for before, report, settled, after in life_of(person):
        sessions += 1
        screened += any(each.screened is not None for each in before.log[-1:])
        rules.update(_said(after))
        if report is not None:
            wrong += [f"person {person}: {each}" for each in who_gets_more(before, report, settled, after)]
            if _is_more_pain(after.sessions[-1], report):
                more_pain += 1
                others += _is_the_least_there_is(after.sessions[-1], after.next)
            grows = any(change.rule == "advance" for change in after.next.changes)
            one_point += grows and _rose(after.sessions[-1], report)
    return Life(rules, sessions, screened, more_pain, others, one_point, tuple(wrong))


def _said(plan: Programme) -> set[str]:
    """The rules that said something in the last session, or for which the plan waits since."""
    following = plan.next
    changes = (*plan.sessions[-1].changes, *(following.changes if following.routine is None else ()))
    return {change.rule for change in changes}


def simulate(people: int, workers: int) -> None:
    """Live so many lives, and print what the rules did, as rows of a table."""
    began = perf_counter()
    lives: list[Life] = []
    with ProcessPoolExecutor(workers, initializer=_remember) as pool:
        for life in pool.map(lived, range(people)):
            lives.append(life)
            if not len(lives) % _TOLD:
                sys.stderr.write(f"{len(lives)} people, {sum(len(each.wrong) for each in lives)} wrong\n")
    took, sessions = perf_counter() - began, sum(each.sessions for each in lives)
    more_pain, one_point = sum(each.more_pain for each in lives), sum(each.one_point for each in lives)
    print(f"{people} people, {WEEKS} weeks, {sessions} sessions, {more_pain} with more pain, in {took:.0f} s")
    others = sum(each.others for each in lives)
    print(f"a minute or two of something else came in the place of all of a session: {others} times")
    print(f"all questions were asked before {sum(each.screened for each in lives)} sessions")
    print(f"something grew after one point more within the easy range: {one_point} times")
    print("\n| rule | sessions | people |\n|---|---|---|")
    for key in (rule.key for rule in RULES.rules):
        if times := sum(each.rules[key] for each in lives):
            print(f"| `{key}` | {times} | {sum(key in each.rules for each in lives)} |")
    wrong = [each for life in lives for each in life.wrong]
    print(*wrong, sep="\n")
    assert not wrong, "somebody got more after more pain"


def _remember() -> None:
    """What was composed lately is not composed again: many sessions are the same again, and composing is pure."""
    for name in ("compose", "_fits"):
        setattr(_composing, name, lru_cache(_LATELY)(getattr(_composing, name)))


# Five lives ----------------------------------------------------------------------------------------

Day = Callable[[int], dict[str, Any]]
"""What is told of a session, beside a good day, by its number."""

FIVE: dict[str, tuple[int, Day]] = {
    "it gets easier": (3, lambda n: {"pain": max(1, 3 - n // 6), "pain_before": max(1, 3 - n // 6)}),
    "a bad day in week three": (3, lambda n: {"pain": 7, "settled": "no", "effort": "too-hard"} if n == 5 else {}),  # noqa: PLR2004  # the session
    "a sore spell in week five": (3, lambda n: {"pain": 4, "pain_before": 7} if n in (9, 10) else {}),
    "a pain of five, for years": (5, lambda n: {"pain": 5 + (n % 6 == 0), "pain_before": 4}),  # now and then
    "three weeks away": (3, lambda n: {"away": 21} if n == 10 else {}),  # noqa: PLR2004  # the session
}
"""A name, the usual pain, and what is told."""


def told(usual: int, day: Day) -> Programme:
    """A life of twelve weeks, told by hand."""
    plan = Programme.start(
        Brief(10), weeks=WEEKS, days=["monday", "thursday"], start=START, usual_pain=usual, since="over-12-weeks"
    )
    after = START
    while (on := next((each for each in plan.days_left if each >= after), None)) is not None:
        session = plan.on(on)
        facts = {"pain_before": 2, "pain": 2, "effort": "right", "settled": "yes", "away": 0, **day(session.number)}
        settled, away = facts.pop("settled"), facts.pop("away")
        plan = plan.after(Report(session=session.number, day=on, done=session.doses, ready=session.offers, **facts))
        plan = plan.next_day(session=session.number, settled=settled)
        after = on + away * DAY
    return plan


_SAME = ("stay", "no-change", "worried")
"""Rules that change no dose."""


def _shares(plan: Programme) -> Iterator[float]:
    """The doses of each session, as a share of the first dose of the same exercise, on average."""
    first: dict[str, int] = {}
    for session in plan.sessions:
        shares = [item.active_seconds / first.setdefault(item.exercise, item.active_seconds) for item in session.items]
        yield 100 * sum(shares) / len(shares)


def draw(plans: Iterable[tuple[str, Programme]], path: Path) -> None:
    """Pain above, doses below, for each life a column; what grew and what eased is marked."""
    import matplotlib as mpl  # noqa: PLC0415  # only the picture needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415  # only the picture needs it

    plt.rcParams.update({"svg.hashsalt": "simulation", "font.size": 10})
    lives = [*plans]
    figure, rows = plt.subplots(2, len(lives), figsize=(13, 4.6), layout="constrained", sharex=True, sharey="row")
    for (name, plan), pain, doses in zip(lives, *rows, strict=True):
        weeks = [(each.day - START).days / 7 + 1 for each in plan.sessions]
        pain.plot(weeks, [each.pain for each in plan.reports], color="#b3261e", marker="o", markersize=3)
        pain.set(title=name, ylim=(-0.5, MOST_PAIN + 0.5))
        shares = [*_shares(plan)]
        doses.bar(weeks, shares, width=0.3, color="#9fb8c8")
        doses.set(xlabel="week", xticks=range(1, WEEKS + 1, 2))
        for label, sign, colour, grown in (("grew", "^", "#1b7f3b", True), ("eased", "v", "#b3261e", False)):
            marked = [
                (week, share + 5)
                for week, share, each in zip(weeks, shares, plan.sessions, strict=True)
                if any(change.rule not in _SAME and (change.rule == "advance") is grown for change in each.changes)
            ]
            doses.scatter(
                *zip(*marked, strict=True) if marked else ((), ()), marker=sign, color=colour, s=18, label=label
            )
    rows[0][0].set(ylabel="worst pain")
    rows[1][0].set(ylabel="doses, % of the first")
    figure.legend(*rows[1][0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Print the table, and draw the picture where it is asked for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000, metavar="N", help="how many are invented (default: 1000)")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument("--picture", type=Path, help="where to write an SVG picture of five lives")
    options = parser.parse_args()
    if options.picture:
        draw([(name, told(usual, day)) for name, (usual, day) in FIVE.items()], options.picture)
    simulate(options.people, options.workers)


if __name__ == "__main__":
    main()
