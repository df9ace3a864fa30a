"""What the next session is, without composing it: a pure function of the log.

Which dose, which exercise, which length: everything that a rule decides is decided here.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from lowback._progression import Progression
from lowback.catalog import Catalog
from lowback.model import Dose, ExerciseDose
from lowback.vocabulary import Kind, Position

from ._course import Course, ladder_of
from ._history import History
from ._rules import (
    EASING,
    GROWING,
    Ask,
    Finding,
    back_again,
    barred,
    change_of,
    offers,
    returning,
    screening_is_due,
    waiting,
)
from ._supporting import own_catalog
from ._values import FULL, Change

__all__ = ["Decision", "decide"]

_MINUTE, _PERCENT = 60, 100


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
        easiest: The position in which a sore day is done, if that can be; None for any.
        known: Ids of the exercises that come again, if they can.
        out: Ids of the exercises that may not be in.
        doses: The dose of every exercise that was handed out before, and of those that come in the place of others.
        changes: What is different, and why.
        less: Why it may be shorter than asked, each rule once, to be told of the whole where nothing else tells it.
        offers: Ids of the exercises of which a harder one could come next.
        usual_pain: Pain on an ordinary day.
        last_pain: The worst pain of the last session; None: not known.
        screening: Whether all questions are due before it.
    """

    rule: str
    waits: bool = False
    minutes: int
    share: int = FULL
    most_active: int | None = None
    flare_up: bool = False
    easiest: Position | None = None
    known: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    doses: tuple[ExerciseDose, ...] = ()
    changes: tuple[Change, ...] = ()
    less: tuple[Change, ...] = ()
    offers: tuple[str, ...] = ()
    usual_pain: int
    last_pain: int | None = None
    screening: bool = False


def decide(history: History, catalog: Catalog, day: date, rules: Progression) -> Decision:
    """What the next session is, if it is done on this day."""
    catalog = own_catalog(history, catalog)
    course = Course.of(history, catalog, day, rules)
    last = history.last
    minutes = history.brief.seconds // _MINUTE
    last_pain = None if last is None or last.report is None else last.report.pain
    usual_pain = course.usual_pain
    rule = waiting(course, catalog)
    if rule is not None:
        changes = (Change(rule=rule),)
        return Decision(
            rule=rule, waits=True, minutes=minutes, changes=changes, usual_pain=usual_pain, last_pain=last_pain
        )
    findings = _found(EASING, course, catalog) or _found(GROWING, course, catalog)
    verdicts = _Verdicts.of(findings, course, catalog)
    share = min((each.quarters for each in findings), default=FULL)
    eases = any(each.eases for each in findings)
    length = _minutes(minutes, share, rules, eases=eases)
    holds = any(each.holds for each in findings)
    if last is not None and holds:
        length, share = min(length, last.given.seconds // _MINUTE), min(share, last.given.share)
    asked_again = () if last is None else _asked_again(history)
    return Decision(
        rule=findings[0].rule if findings else "stay",
        minutes=length,
        share=share,
        most_active=last.given.active_seconds if last is not None and (eases or holds) else None,
        flare_up=share < FULL and any(each.rule in ("flare-up", "leg-worse") and each.eases for each in findings),
        easiest=_easiest(course) if share < FULL and eases else None,
        known=tuple(dict.fromkeys((*verdicts.instead, *asked_again))),
        out=verdicts.out,
        doses=verdicts.doses,
        changes=(*_anew(history), *_said(findings), *verdicts.changes),
        less=tuple(_of_the_whole(each) for each in findings if each.eases or each.holds),
        offers=offers(course, catalog),
        usual_pain=usual_pain,
        last_pain=last_pain,
        screening=screening_is_due(course),
    )


def _found(
    rules: Iterable[Callable[[Course, Catalog], Finding | None]], course: Course, catalog: Catalog
) -> list[Finding]:
    return [found for find in rules if (found := find(course, catalog)) is not None]


def _asked_again(history: History) -> tuple[str, ...]:
    """Ids of the last session, and of the last one that was as long as asked: a short one need not lose exercises."""
    full = next((each for each in reversed(history.sessions) if each.given.seconds >= history.brief.seconds), None)
    ids = history.sessions[-1].given.ids
    return ids if full is None else tuple(dict.fromkeys((*ids, *full.given.ids)))


def _easiest(course: Course) -> Position | None:
    """The position that was told last, since before the sore spell began."""
    for each in reversed(course.sessions):
        if each.report is not None and each.report.easiest is not None:
            return each.report.easiest
        if each.given.share == FULL:
            return None
    return None


def _minutes(asked: int, share: int, rules: Progression, *, eases: bool) -> int:
    """Whole minutes: a share of those asked for, or a little less than all."""
    if share < FULL:
        return asked * share // FULL
    if not eases:
        return asked
    return asked - max(1, asked * rules.number("session-red", "percent_shorter") // _PERCENT)


def _anew(history: History) -> Iterator[Change]:
    """That everything begins with its starter, in the first session after a clinician agreed."""
    if history.sessions and history.restarts == len(history.sessions):
        yield Change(rule="cleared")


def _said(findings: list[Finding]) -> Iterator[Change]:
    """What is said of the session as a whole."""
    for each in findings:
        beside_others = each.holds and len(findings) > 1
        if (each.told and not beside_others) or (each.eases and not each.asks):
            yield _of_the_whole(each)


def _of_the_whole(finding: Finding) -> Change:
    return Change(rule=finding.rule, number=finding.number, limit=finding.limit)


@frozen
class _Verdicts:
    """What the rules ask of exercises together: the least of it."""

    doses: tuple[ExerciseDose, ...]
    out: tuple[str, ...]
    instead: tuple[str, ...]
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, findings: list[Finding], course: Course, catalog: Catalog) -> "_Verdicts":
        doses = dict([*_at_the_beginning(course, catalog), *_own(course, catalog, findings)])
        out = dict.fromkeys(barred(course, catalog))
        instead: dict[str, None] = {}
        changes: dict[str, Change] = {}
        ways: dict[str, Change] = {}  # what is done otherwise is said beside what is less
        last = () if course.history.last is None else course.history.last.given.ids
        back = returning(course)
        every = [back, *findings] if back else findings
        for finding, ask in [(each, ask) for each in every for ask in each.asks]:
            id_, told = ask.exercise, change_of(finding, ask, course, catalog)
            if ask.instead and ask.dose is not None and ask.instead not in out:
                known = doses.get(ask.instead, ask.dose)
                doses[ask.instead] = min(ask.dose, known, key=catalog[ask.instead].active_seconds)
                instead[ask.instead] = None
            if ask.instead or ask.dose is None:
                out[id_] = None
                changes |= {id_: told} if id_ in last else {}
            elif id_ not in out:
                if _decides(finding, ask, doses, course):
                    doses[id_] = ask.dose
                    changes |= {id_: told} if not ask.otherwise else {}
                ways |= {id_: told} if ask.otherwise else {}
        return cls(
            doses=tuple(ExerciseDose(id_, dose) for id_, dose in sorted(doses.items()) if id_ not in out),
            out=tuple(out),
            instead=tuple(id_ for id_ in instead if id_ not in out),
            changes=(*_with_doses(ways, doses, out), *changes.values()),
        )


def _with_doses(ways: dict[str, Change], doses: dict[str, Dose], out: Container[str]) -> Iterator[Change]:
    """What is done otherwise, with the dose that it has in the end."""
    return (evolve(each, after=doses[id_]) for id_, each in ways.items() if id_ not in out)


def _own(course: Course, catalog: Catalog, findings: Iterable[Finding]) -> Iterator[tuple[str, Dose]]:
    """What the person does now, as the brief says, of what was not handed out yet; on a bad day the starter at most."""
    least = course.history.restarts > 0 or any(each.eases or each.quarters < FULL for each in findings)
    for own in course.history.brief.doses:
        ladder = ladder_of(own.exercise, course.history, catalog, course.rules)
        if ladder is not None and own.exercise not in course.ladders:
            dose = ladder.fitted(own.dose)
            yield own.exercise, ladder.smaller(ladder.starter, dose) if least else dose


def _at_the_beginning(course: Course, catalog: Catalog) -> Iterator[tuple[str, Dose]]:
    """The dose of every exercise before a rule asks for anything: the last one, or less where it was away."""
    yield from _walks(course, catalog)
    history = course.history
    again = back_again(course, catalog)
    sore = max((each.given.number for each in course.sessions if each.given.share < FULL), default=0)
    for id_, ladder in course.ladders.items():
        dose, latest = course.now[id_], course.latest(id_)
        was_away = history.last is not None and id_ not in history.last.given.ids
        anew = (history.restarts, history.rebriefed if was_away else 0, again.get(id_, 0))
        if latest.number <= max(anew):
            dose = ladder.smaller(ladder.starter, dose)  # a clinician agreed, or what is asked for has changed
        if latest.number < sore:
            dose = ladder.half(dose) or ladder.least(dose)  # after a sore spell, the old dose is earned again
        yield id_, dose


def _walks(course: Course, catalog: Catalog) -> Iterator[tuple[str, Dose]]:
    """Where a usual walk is known, walks that were not handed out yet begin at a fifth less, if not at the starter."""
    usual, of = course.history.plan.usual_walk, course.number
    if usual is None:
        return
    minutes = max(of("advance", "walk_least"), usual - -(-usual * of("advance", "walk_less_percent") // _PERCENT))
    for id_, exercise in catalog.items():
        if exercise.kind is not Kind.AEROBIC or id_ in course.ladders:
            continue
        ladder = ladder_of(id_, course.history, catalog, course.rules)
        if ladder is not None and ladder.starter.duration is not None:
            walk = ladder.fitted(evolve(ladder.starter, duration=minutes * _MINUTE))
            yield id_, ladder.smaller(ladder.starter, walk)


def _decides(finding: Finding, ask: Ask, doses: dict[str, Dose], course: Course) -> bool:
    """Whether an ask changes what was decided so far; only an advance makes it more."""
    now, ladder = doses.get(ask.exercise), course.ladders[ask.exercise]
    if now is None or ask.dose is None:
        return False
    return finding.rule == "advance" or ladder.work(ask.dose) < ladder.work(now)
