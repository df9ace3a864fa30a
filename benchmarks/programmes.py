"""Programmes: the next session after a hundred reports, beside composing; and invented people over twelve weeks.

python benchmarks/programmes.py [--people 20]

People are invented by a seed: pain wanders around what is usual for them, now and then there is a bad day, or
nothing is told. The table counts the rules that changed something. After each red session it is asserted that the next
one is shorter, and has no more work.
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from statistics import median
from time import perf_counter

from lowback import Brief, Programme, Routine, compose
from lowback.programme import Report

__all__ = ["course", "main"]

START = date(2027, 1, 4)
WEEKS, REPORTS, ROUNDS = 12, 100, 3
SILENT = 10
"""Of one session in so many, nothing is told."""


def course(person: int) -> Iterator[tuple[Programme, Programme]]:
    """A person's programme before and after each session."""
    chance = Random(person)  # invented people need no secret
    usual = chance.randint(0, 5)
    days = chance.choice([["monday", "thursday"], ["tuesday", "friday"], ["monday", "wednesday", "friday"]])
    brief = Brief(chance.choice([8, 10, 15]), seed=person, cautions=chance.choice([(), (), "wrist-pain", "dizziness"]))
    plan = Programme.start(brief, weeks=WEEKS, days=days, start=START, usual_pain=usual)
    while (session := plan.next).routine is not None:
        before = plan
        if chance.randint(1, SILENT) == 1:
            plan = plan.given()  # and nothing is told of it
        else:
            pain = min(10, max(0, usual + chance.choice([-2, -1, -1, 0, 0, 0, 1, 1, 2, 4])))
            plan = plan.after(
                Report(
                    session=session.number,
                    day=session.day,
                    pain_before=max(0, usual + chance.choice([-1, 0, 0, 1])),
                    pain=pain,
                    effort=chance.choice(["easy", "right", "right", "right", "too-hard"]),
                    done=session.doses,
                )
            ).next_day(session=session.number, settled=chance.choice(["yes", "yes", "yes", "yes", "no", "not-sure"]))
        yield before, plan


def work(routine: Routine | None) -> int:
    """Seconds of movement and hold."""
    return sum(item.exercise.active_seconds(item.dose) for item in routine.items) if routine else 0


def people(count: int) -> None:
    """What the rules did in the lives of so many."""
    rules: Counter[str] = Counter()
    sessions = steps = 0
    began = perf_counter()
    for person in range(count):
        for before, after in course(person):
            sessions += 1
            changes = after.next.changes
            rules.update({change.rule for change in changes})
            steps += len(changes)
            report = after.reports[-1] if len(after.reports) > len(before.reports) else None
            if report is not None and any(change.rule == "session-red" for change in changes):
                assert after.next.routine is not None
                assert after.next.routine.seconds < after.brief.seconds
                assert work(after.next.routine) <= after.sessions[-1].active_seconds
    took = perf_counter() - began
    print(f"{count} people, {WEEKS} weeks: {sessions} sessions in {took:.0f} s; {steps} changes")
    for rule, times in rules.most_common():
        print(f"  {rule:<14}{times:>6} sessions, {100 * times / sessions:.0f} %")


def next_after_many() -> None:
    """The next session after a hundred reports, beside composing."""
    plan = Programme.start(Brief(10), weeks=52, days=["monday", "thursday"], start=START, usual_pain=3)
    for _ in range(REPORTS):
        session = plan.next
        report = Report(
            session=session.number, day=session.day, pain_before=2, pain=4, effort="right", done=session.doses
        )
        plan = plan.after(report).next_day(session=session.number, settled="yes")
    times: list[float] = []
    composing: list[float] = []
    for seed in range(ROUNDS):
        began = perf_counter()
        plan.on(plan.sessions[-1].day + timedelta(days=3))
        times.append(perf_counter() - began)
        began = perf_counter()
        compose(Brief(10, seed=seed))
        composing.append(perf_counter() - began)
    next_, one = 1000 * median(times), 1000 * median(composing)
    print(f"next session after {REPORTS} reports: {next_:.0f} ms, {next_ / one:.1f} times composing ({one:.0f} ms)")


def main() -> None:
    """Print both."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20, metavar="N", help="how many are invented (default: 20)")
    next_after_many()
    people(parser.parse_args().people)


if __name__ == "__main__":
    main()
