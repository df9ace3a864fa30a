"""Where a person stands before the next session: what every rule looks at."""

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median_high

from attrs import frozen

from lowback._adapting import Misfit, fit
from lowback._progression import Progression
from lowback.catalog import Catalog
from lowback.model import DOSE_FIELDS, Dose, Exercise
from lowback.vocabulary import Effort, Kind, Settled, Since, Where

from ._history import History, Told
from ._ladders import Ladder
from ._supporting import supported
from ._values import Given

__all__ = ["LOADED", "STRETCHED", "Course"]

LOADED = (Kind.STRENGTH, Kind.STABILITY)
"""What loads the back."""
STRETCHED = (Kind.STRETCH, Kind.NEURAL)
"""What goes to the end of a range."""


@frozen
class Course:
    """A history, the day of the next session, and the exercises as this person has them today.

    Attributes:
        history: What happened.
        day: The day of the next session.
        rules: The rules and their numbers.
        ladders: The exercises that were handed out and may be done today, by id.
        now: The dose that was last handed out of each of these, as it can be done today.
        ways: The exercises in which another place hurt, as they are done since, by id; None: left out.
    """

    history: History
    day: date
    rules: Progression
    ladders: Mapping[str, Ladder]
    now: Mapping[str, Dose]
    ways: Mapping[str, Exercise | None]

    @classmethod
    def of(cls, history: History, catalog: Catalog, day: date, rules: Progression) -> "Course":
        """Where somebody stands on a day."""
        last = {item.exercise: item.dose for each in history.sessions for item in each.given.items}
        found = {id_: ladder_of(id_, history, catalog, rules) for id_ in last}
        ladders = {id_: ladder for id_, ladder in found.items() if ladder is not None}
        now = {id_: ladder.fitted(last[id_]) for id_, ladder in ladders.items()}
        return cls(history, day, rules, ladders, now, supported(history, catalog))

    def number(self, key: str, name: str) -> int:
        """A number of a rule."""
        return self.rules.number(key, name)

    # Sessions --------------------------------------------------------------------------------------

    @property
    def sessions(self) -> tuple[Told, ...]:
        """Every session since the plan last began anew."""
        return self.history.sessions[self.history.restarts :]

    @property
    def fresh(self) -> tuple[Told, ...]:
        """What is news since the last session was handed out, and since the plan last began anew."""
        return tuple(each for each in self.history.fresh if each.given.number > self.history.restarts)

    @property
    def last(self) -> Told | None:
        """The last session since the plan last began anew."""
        return self.sessions[-1] if self.sessions else None

    def latest(self, id_: str) -> Given:
        """The last session in which an exercise was handed out."""
        return next(each.given for each in reversed(self.history.sessions) if id_ in each.given.ids)

    def days_since(self, day: date) -> int:
        """Days from a day to the next session."""
        return (self.day - day) // timedelta(days=1)

    # Pain ------------------------------------------------------------------------------------------

    @property
    def usual_pain(self) -> int:
        """Pain on an ordinary day: it falls to what is told before sessions, and never rises by itself."""
        sessions = self.history.sessions
        known = sessions[-1].given.usual_pain if sessions else self.history.plan.usual_pain
        befores = [each.report.pain_before for each in sessions if each.report and each.report.pain_before is not None]
        count = self.number("session-red", "median_of")
        return min(known, median_high(befores[-count:])) if len(befores) >= count else known

    def green(self, told: Told) -> int:
        """The most pain of a session that is in the easy range."""
        return max(self.number("session-red", "green"), self._usual_that_counts(told))

    def amber(self, told: Told) -> int:
        """The most pain of a session that is not in the red range."""
        of = self.number
        above = self._usual_that_counts(told) + of("session-red", "above_usual")
        return min(of("session-red", "most"), max(of("session-red", "amber"), above))

    def _usual_that_counts(self, told: Told) -> int:
        """The usual pain, as it was known when a session was handed out: only of what is long-lasting and in the back.

        That it is the one of then keeps what somebody tells later from widening the limits of before.
        """
        plan, report = self.history.plan, told.report
        legs = (Where.BELOW_KNEE, Where.BOTH_LEGS)
        in_leg = plan.where in legs or (report is not None and report.where in legs)
        nerve = "irritable-nerve" in self.history.brief.cautions
        return told.given.usual_pain if plan.since is Since.OVER_12_WEEKS and not in_leg and not nerve else 0

    def is_good(self, told: Told) -> bool:
        """Whether a session was done as asked, felt easy or right, stayed in the easy range and settled."""
        report = told.report
        if report is None or report.pain is None or report.pain_before is None or report.done is None:
            return False
        rise = self.number("stay", "rise")
        before = told.given.last_pain
        return (
            report.pain <= self.green(told)
            and (before is None or report.pain < before + rise)
            and report.effort in (Effort.EASY, Effort.RIGHT)
            and told.settled is Settled.YES
            and report.why_stopped is None
            and not report.flare_up
            and all(_reached(item.dose, report.done_of(item.exercise)) for item in told.given.items)
        )


def ladder_of(id_: str, history: History, catalog: Catalog, rules: Progression) -> Ladder | None:
    """An exercise as this person has it today; None when it is in the catalog no more, or not for this person."""
    if id_ not in catalog:
        return None
    exercise = fit(catalog[id_], history.brief.cautions, catalog.conventions)
    return None if isinstance(exercise, Misfit) else Ladder(exercise, rules, history.plan.age)


def _reached(asked: Dose, done: Dose | None) -> bool:
    """Whether at least as much was done as was asked."""
    return done is not None and all((getattr(done, name) or 0) >= (getattr(asked, name) or 0) for name in DOSE_FIELDS)
