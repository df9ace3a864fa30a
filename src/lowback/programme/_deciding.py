"""What the next session is, without composing it: a pure function of the log.

Which dose, which exercise, which length: everything that a rule decides is decided here.
"""

from datetime import date

from attrs import frozen

from lowback.catalog import Catalog
from lowback.model import ExerciseDose

from ._history import History
from ._values import FULL, Change

__all__ = ["Decision", "decide"]


@frozen(kw_only=True)
class Decision:
    """What the rules make of a log, for the next session.

    Attributes:
        rule: Key of the rule that decided.
        waits: Whether there is no session for now.
        minutes: The most whole minutes that it may take.
        share: Quarters of the usual minutes, 1 to 4.
        most_active: The most seconds of work that it may have; None for no limit but the length.
        flare_up: Whether only what suits a sore day may be in.
        known: Ids of the exercises that come again, if they can.
        out: Ids of the exercises that may not be in.
        doses: The dose of every exercise that was handed out before.
        changes: What is different, and why.
        offers: Ids of the exercises of which a harder one could come next.
        usual_pain: Pain on an ordinary day.
        last_pain: The worst pain of the last session; None: not known.
    """

    rule: str
    waits: bool = False
    minutes: int
    share: int = FULL
    most_active: int | None = None
    flare_up: bool = False
    known: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    doses: tuple[ExerciseDose, ...] = ()
    changes: tuple[Change, ...] = ()
    offers: tuple[str, ...] = ()
    usual_pain: int
    last_pain: int | None = None


def decide(history: History, catalog: Catalog, day: date) -> Decision:  # noqa: ARG001  # rules come next
    """What the next session is, if it is done on this day."""
    last = history.last
    return Decision(
        rule="stay",
        waits=history.waits_for is not None,
        minutes=history.brief.seconds // 60,
        known=() if last is None else last.given.ids,
        doses=() if last is None else tuple(each for each in last.given.doses if each.exercise in catalog),
        usual_pain=history.plan.usual_pain,
        last_pain=None if last is None or last.report is None else last.report.pain,
    )
