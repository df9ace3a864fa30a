"""Lives: logs of programmes made by hand, so that a decision needs no search."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from attrs import evolve

from lowback import Brief, Dose, Programme, default_catalog
from lowback._data import packaged_progression
from lowback._progression import Progression
from lowback.programme import Given, GivenItem, Logged, NextDay, Plan, Report
from lowback.programme._deciding import Decision, decide
from lowback.programme._history import History

__all__ = ["COUNTED", "DAY", "DOSES", "MONDAY", "decided", "dose", "given", "life", "report", "session", "with_number"]

COUNTED = {5, 6, 8, 10, 12, 15, 20, 25, 30}
"""Repetitions that people count."""

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
CATALOG = default_catalog()
DOSES = {
    "bridge": Dose(reps=10, hold=3),
    "cat-cow": Dose(reps=8),
    "childs-pose": Dose(reps=3, hold=20),
    "clamshell": Dose(reps=10),
    "diaphragmatic-breathing": Dose(reps=8),
    "walking": Dose(duration=120),
}
"""Strength, mobility, stretch, strength, relaxation and a walk: what a life begins with."""


def given(number: int, day: int, doses: dict[str, Dose] | None = None, **more: Any) -> Logged:
    """A session that was handed out so many days after the start."""
    items = tuple(
        GivenItem(exercise=id_, dose=dose, active_seconds=CATALOG[id_].active_seconds(dose))
        for id_, dose in (DOSES if doses is None else doses).items()
    )
    fields: dict[str, Any] = {"usual_pain": 3, "seconds": 600, **more}
    return Logged(
        given=Given(number=number, day=MONDAY + day * DAY, catalog="lowback", version="", items=items, **fields)
    )


def report(number: int, day: int, doses: dict[str, Dose] | None = None, **more: Any) -> Logged:
    """All was done and felt right, unless something else is told."""
    fields: dict[str, Any] = {"pain_before": 2, "pain": 2, "effort": "right", "done": DOSES if doses is None else doses}
    return Logged(report=Report(session=number, day=MONDAY + day * DAY, **{**fields, **more}))


def session(number: int, day: int, settled: str | None = "yes", **told: Any) -> list[Logged]:
    """A session that was handed out, told of, and, unless it is None, how the day after was."""
    after = [] if settled is None else [Logged(next_day=NextDay(session=number, settled=settled))]
    return [given(number, day), report(number, day, **told), *after]


def life(*parts: Iterable[Logged], brief: Brief | None = None, **plan: Any) -> Programme:
    """A programme with this log."""
    fields: dict[str, Any] = {"weeks": 12, "days": ["monday", "thursday"], "start": MONDAY, "usual_pain": 3, **plan}
    log = tuple(each for part in parts for each in part)
    return Programme(brief=Brief(10) if brief is None else brief, plan=Plan(**fields), log=log)


def decided(plan: Programme, day: int, rules: Progression | None = None) -> Decision:
    """What the next session is, so many days after the start."""
    history = History.of(plan.brief, plan.plan, plan.log)
    return decide(history, CATALOG, MONDAY + day * DAY, packaged_progression() if rules is None else rules)


def dose(decision: Decision, id_: str) -> Dose | None:
    """The dose that was decided of an exercise."""
    return next((each.dose for each in decision.doses if each.exercise == id_), None)


def with_number(rules: Progression, key: str, name: str, value: int) -> Progression:
    """The rules with another number: a fault that a law has to notice."""
    return evolve(
        rules,
        rules=tuple(
            evolve(
                rule,
                numbers=tuple(
                    evolve(each, value=value) if (rule.key, each.name) == (key, name) else each for each in rule.numbers
                ),
            )
            for rule in rules.rules
        ),
    )
