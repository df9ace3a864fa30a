"""From a decision to a session: the one place of a programme where a routine is composed."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import chain, product

from attrs import evolve, frozen

from lowback._adapting import Misfit, fit
from lowback._solver import feasible
from lowback.catalog import Catalog
from lowback.composer import compose
from lowback.composer._limits import Limits, alone, checked
from lowback.composer._question import Question
from lowback.errors import Infeasible
from lowback.model import Brief, ExerciseDose, Routine
from lowback.vocabulary import Position

from ._deciding import Decision
from ._history import History
from ._supporting import own_catalog
from ._values import FULL, Change, Given, GivenItem

__all__ = ["Session", "Week", "composed"]

_DAYS_OF_WEEK, _MINUTE = 7, 60


@frozen(kw_only=True)
class Session:
    """A session for a day: what to do then, what is different, and why.

    Attributes:
        number: Its number, from 1.
        week: The week of the programme, from 1.
        day: The day for which it is made.
        routine: What to do; None when the plan waits, or has come to its end.
        changes: What is different, and why; a plan that waits says here whom to see.
        offers: Ids of the exercises of which a harder one could come next, if the person says so (`Report.ready`).
        share: Quarters of the usual minutes, 1 to 4.
        usual_pain: Pain on an ordinary day, 0 to 10, as far as it is known.
        last_pain: The worst pain of the session before, 0 to 10; None: not known.
        screening: Whether all questions of `lowback.safety.screening` are due before it, until they were asked
            (`Programme.screened`); if not, one question is: whether anything is new since the last time.
    """

    number: int
    week: int
    day: date
    routine: Routine | None
    changes: tuple[Change, ...] = ()
    offers: tuple[str, ...] = ()
    share: int = FULL
    usual_pain: int
    last_pain: int | None = None
    screening: bool = False

    @property
    def doses(self) -> tuple[ExerciseDose, ...]:
        """What is asked of each exercise: that is `Report.done` where all was done."""
        items = () if self.routine is None else self.routine.items
        return tuple(ExerciseDose(item.exercise.id, item.dose) for item in items)

    def given(self, catalog: Catalog) -> Given:
        """What of it is kept in the log, once it is handed out."""
        assert self.routine is not None
        return Given(
            number=self.number,
            day=self.day,
            catalog=catalog.id,
            version=_version(catalog),
            seconds=self.routine.seconds,
            items=tuple(
                GivenItem(
                    exercise=item.exercise.id,
                    dose=item.dose,
                    active_seconds=item.exercise.active_seconds(item.dose),
                    adapted_for=item.exercise.adapted_for,
                )
                for item in self.routine.items
            ),
            changes=self.changes,
            share=self.share,
            usual_pain=self.usual_pain,
            last_pain=self.last_pain,
        )


@frozen(kw_only=True)
class Week:
    """The rest of a week of a programme, from its next session on.

    What comes after the next session depends on how that goes: a sheet of the week shows it for every day, as the most.

    Attributes:
        number: The week, from 1.
        weeks: How many weeks there are.
        days: The days of the plan that are left of it.
        session: The next session.
    """

    number: int
    weeks: int
    days: tuple[date, ...]
    session: Session


@lru_cache(maxsize=8)
def _version(catalog: Catalog) -> str:
    """What tells one state of a catalog from another: doses, steps and cautions of every exercise."""
    parts = ((each.id, each.dose, each.steps, each.cautions, each.adaptations) for each in catalog.values())
    return sha256(repr([*parts]).encode()).hexdigest()[:12]


def composed(history: History, decision: Decision, catalog: Catalog, day: date) -> Session:
    """The session that was decided; nothing is composed while the plan waits.

    Where what is out leaves nothing of what was asked for, the plan waits, too, and what the rules say is told.
    """
    routine: Routine | None = None
    try:
        routine = None if decision.waits else _routine(history.brief, decision, own_catalog(history, catalog))
    except Infeasible:
        if not decision.out:
            raise  # no rule is in the way of it, but the brief alone
        decision = evolve(decision, changes=(Change(rule="nothing-left"), *decision.changes))
    return Session(
        number=len(history.sessions) + 1,
        week=min((day - history.plan.start).days // _DAYS_OF_WEEK + 1, history.plan.weeks),
        day=day,
        routine=routine,
        changes=tuple(_told(history.brief, decision, routine)),
        offers=() if routine is None else tuple(id_ for id_ in decision.offers if id_ in _ids(routine)),
        share=decision.share,
        usual_pain=decision.usual_pain,
        last_pain=decision.last_pain,
        screening=decision.screening,
    )


def _ids(routine: Routine) -> tuple[str, ...]:
    return tuple(item.exercise.id for item in routine.items)


def _told(brief: Brief, decision: Decision, routine: Routine | None) -> Iterator[Change]:
    """What is told: of a session that is shorter than asked at least why it is."""
    seen = [each for each in decision.changes if _is_seen(each, routine)]
    rules = {each.rule for each in seen}
    if (
        routine is not None
        and routine.seconds < brief.seconds
        and rules.isdisjoint(each.rule for each in decision.less)
    ):
        yield from decision.less[:1]
    yield from seen


def _is_seen(change: Change, routine: Routine | None) -> bool:
    """Whether a change is one of this session: of an exercise that is in, or left out, or of the whole."""
    if not change.exercise or change.after is None:
        return True
    return routine is not None and any(
        item.exercise.id == change.exercise and item.dose == change.after for item in routine.items
    )


def _routine(brief: Brief, decision: Decision, catalog: Catalog) -> Routine:
    brief = evolve(
        brief,
        exclude=(*brief.exclude, *decision.out),
        include=tuple(id_ for id_ in brief.include if id_ not in decision.out),
        prefer=tuple(id_ for id_ in brief.prefer if id_ not in decision.out),
        doses=decision.doses,
        flare_up=brief.flare_up or decision.flare_up,
    )
    most = decision.most_active
    if most is None or decision.minutes >= brief.seconds // _MINUTE:
        routine = _as_long_as_asked(brief, decision, catalog)
        if most is None or _work(routine) <= most:
            return routine
    return _shorter(brief, decision, catalog, most)


def _work(routine: Routine) -> int:
    """Seconds of movement and hold."""
    return sum(item.exercise.active_seconds(item.dose) for item in routine.items)


def _as_long_as_asked(brief: Brief, decision: Decision, catalog: Catalog) -> Routine:
    """A session of just the length that was decided, with the exercises of the last one as far as they fit."""
    brief = _of_minutes(brief, decision)
    known = _apart(_allowed(decision.known, brief, catalog), brief, catalog)
    changed = {each.exercise for each in decision.changes}
    for less in ((), *((id_,) for id_ in reversed(known) if id_ not in changed)):
        wanted = dict.fromkeys((*brief.include, *(id_ for id_ in known if id_ not in less)))
        found = evolve(brief, include=tuple(wanted))
        if _fits(found, catalog):
            return compose(found, catalog)
    return compose(evolve(brief, prefer=(*brief.prefer, *known)), catalog)


def _fits(brief: Brief, catalog: Catalog) -> bool:
    """Whether there is a routine: much quicker than an error that says what would help."""
    return feasible(Question.of(checked(brief, catalog), catalog).problem)


def _shorter(brief: Brief, decision: Decision, catalog: Catalog, most_active: int) -> Routine:
    """A session of whole minutes, the longest that has no more work than it may have.

    From exercises of the last session alone, if that can be, so that nothing new comes on a bad day; where all have
    more work, from one of them, in quarters of a minute, and in the end a minute of what has the least, or the shortest
    session that there is.
    """
    known = _allowed(decision.known, brief, catalog)
    brief = evolve(brief, include=(), prefer=())
    usual = (alone(known, brief, catalog), (evolve(brief, prefer=known), catalog))
    single = tuple(alone((id_,), brief, catalog) for id_ in known)
    whole = (*_in_one_position(usual, decision.easiest), *usual, *single)
    for (each, exercises), step in chain(product(whole, [_MINUTE]), product(single, [_MINUTE // 4])):
        for seconds in range(decision.minutes * _MINUTE, _MINUTE - 1, -step):
            found = evolve(each, minutes=Fraction(seconds, _MINUTE))
            if not _fits(found, exercises):
                continue
            routine = compose(found, exercises)
            if _work(routine) <= most_active:
                return routine
    return _least(brief, catalog) or _shortest(brief, catalog)


def _least(brief: Brief, catalog: Catalog) -> Routine | None:
    """A minute of the exercise that has the least work, where nothing has as little as it may have."""
    fitted = (
        fit(catalog[id_], brief.cautions, catalog.conventions)
        for id_ in _allowed(catalog, brief, catalog)
        if id_ not in brief.exclude
    )
    found = [each for each in fitted if not isinstance(each, Misfit)]
    for each in sorted(found, key=lambda each: each.active_seconds(each.dose.minimum)):
        dose = ExerciseDose(each.id, each.dose.minimum)
        own, subset = alone((each.id,), evolve(brief, minutes=1, doses=(dose,)), catalog)
        if _fits(own, subset):
            return compose(own, subset)
    return None


def _shortest(brief: Brief, catalog: Catalog) -> Routine:
    """The fewest minutes that anything fits in, where nothing fits in one."""
    lengths = (evolve(brief, minutes=minutes) for minutes in range(1, brief.seconds // _MINUTE + 1))
    fitting = (each for each in lengths if _fits(each, catalog))
    return compose(next(fitting, brief), catalog)  # which says why there is none


def _in_one_position(
    ways: Iterable[tuple[Brief, Catalog]], position: Position | None
) -> Iterator[tuple[Brief, Catalog]]:
    """The same, in the position of somebody's choice, if there is one and the brief allows it."""
    for brief, catalog in ways:
        if position is not None and (brief.positions is None or position in brief.positions):
            yield evolve(brief, positions=(position,)), catalog


def _of_minutes(brief: Brief, decision: Decision) -> Brief:
    """The length that was asked for, to the second, or whole minutes where it is shorter."""
    return brief if decision.share == FULL else evolve(brief, minutes=decision.minutes)


def _allowed(ids: Iterable[str], brief: Brief, catalog: Catalog) -> tuple[str, ...]:
    """Those that are in the catalog, and that the brief allows today."""
    limits = Limits.of(brief, catalog.conventions)
    there = (id_ for id_ in ids if id_ in catalog)
    return tuple(id_ for id_ in there if limits.objection(catalog[id_], catalog.conventions) is None)


def _apart(ids: Iterable[str], brief: Brief, catalog: Catalog) -> tuple[str, ...]:
    """Those of different families, and of other families than what the brief includes."""
    group_of = catalog.conventions.group_of
    groups = {group_of(catalog[id_]): id_ for id_ in reversed([*brief.include, *ids])}
    return tuple(id_ for id_ in ids if groups[group_of(catalog[id_])] == id_)
