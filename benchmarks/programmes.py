"""Programmes: the next session after a hundred reports, beside composing.

python benchmarks/programmes.py
"""

from datetime import date, timedelta
from statistics import median
from time import perf_counter

from lowback import Brief, Programme, compose
from lowback.programme import Report

__all__ = ["main"]

START = date(2027, 1, 4)
REPORTS, ROUNDS = 100, 3


def main() -> None:
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


if __name__ == "__main__":
    main()
