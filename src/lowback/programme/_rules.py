"""The rules of a programme, one function each, in the order in which they decide.

Each looks at where a person stands, and says what it asks for, or None. They never see each other: what they ask for
is put together by taking the least, so steps back never add up.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain, pairwise
from statistics import median

from attrs import frozen

from lowback.catalog import Catalog
from lowback.composer._limits import Limits
from lowback.model import Dose
from lowback.vocabulary import (
    Direction,
    Effort,
    Hurting,
    Keep,
    Kind,
    Settled,
    Since,
    Stopped,
    Urgency,
    Where,
)

from ._course import LOADED, STRETCHED, Course, ladder_of
from ._history import Told, less
from ._ladders import Ladder
from ._values import FULL, Change, Hurt, Report

__all__ = [
    "EASING",
    "GROWING",
    "Ask",
    "Finding",
    "back_again",
    "barred",
    "offers",
    "returning",
    "screening_is_due",
    "waiting",
]


@frozen(kw_only=True)
class Ask:
    """What a rule asks of one exercise.

    Attributes:
        exercise: Id of the exercise.
        dose: The most of it; None: it is left out.
        instead: Id of the exercise that comes in its place; empty for none. Then the dose is that of this one.
        otherwise: Whether it is done in another way.
    """

    exercise: str
    dose: Dose | None
    instead: str = ""
    otherwise: bool = False


@frozen(kw_only=True)
class Finding:
    """A rule that applies.

    Attributes:
        rule: Its key.
        asks: What it asks of exercises.
        quarters: Quarters of the usual minutes, 1 to 4.
        eases: Whether the session is shorter than asked, and has no more work than the last one.
        holds: Whether it is no longer than the last one, and has no more work.
        number: The number that its sentence gives; None for none.
        limit: What that number should not exceed; None for nothing.
        told: Whether its sentence is said of the session as a whole.
    """

    rule: str
    asks: tuple[Ask, ...] = ()
    quarters: int = FULL
    eases: bool = False
    holds: bool = False
    number: int | None = None
    limit: int | None = None
    told: bool = False


# No session for now --------------------------------------------------------------------------------

_BY_URGENCY = {
    Urgency.EMERGENCY: "emergency-sign",
    Urgency.URGENT: "urgent-sign",
    Urgency.ROUTINE: "barring-event",
}


def waiting(course: Course, catalog: Catalog) -> str | None:
    """The rule for which the plan waits; None when it goes on."""
    history = course.history
    if history.waits_for is not None:
        return _BY_URGENCY[history.waits_for]
    if any(each.refer and each.key in history.brief.cautions for each in catalog.conventions.cautions):
        return "barring-event"
    over = course.day >= history.plan.start + timedelta(weeks=history.plan.weeks)
    return "finished" if over else None


# The leg -------------------------------------------------------------------------------------------

_DOWN_THE_LEG = {Where.BACK: 0, Where.ELSEWHERE: 0, Where.THIGH: 1, Where.BELOW_KNEE: 2, Where.BOTH_LEGS: 3}


def _went_down(course: Course) -> Iterator[Told]:
    """The sessions in which pain was further down a leg than before, or by the day after."""
    before = _DOWN_THE_LEG[course.history.plan.where]
    for each in course.sessions:
        told = [_DOWN_THE_LEG[where] for where in (_where(each), each.where_after) if where is not None]
        if told and max(told) > before:
            yield each
        before = told[-1] if told else before


def _where(told: Told) -> Where | None:
    return None if told.report is None else told.report.where


def _is_in_the_way(ladder: Ladder, directions: frozenset[Direction], *, known: bool) -> bool:
    """Whether an exercise goes in a direction that is out; a nerve glide always does."""
    exercise = ladder.exercise
    if exercise.kind is Kind.NEURAL:
        return True
    if known:
        return not directions.isdisjoint(exercise.directions)
    return exercise.kind in STRETCHED or set(exercise.directions) != {Direction.NEUTRAL}


def _out_for_the_leg(course: Course, catalog: Catalog) -> Iterator[tuple[str, int]]:
    """Ids of everything that shares a direction with what sent pain down a leg, and the number of that session."""
    for told in _went_down(course):
        hurt = [each.exercise for each in _hurts(told) if each.how is not Hurting.ELSEWHERE]
        named = [course.ladders[id_] for id_ in hurt if id_ in course.ladders]
        found = frozenset(each for ladder in named for each in ladder.exercise.directions) - {Direction.NEUTRAL}
        for id_ in catalog:
            ladder = ladder_of(id_, course.history, catalog, course.rules)
            if ladder is not None and _is_in_the_way(ladder, found, known=bool(found)):
                yield id_, told.given.number


def leg_worse(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """Pain went further down a leg: a short, neutral session; whom to see where it was still there the day after."""
    fresh = {each.given.number for each in course.fresh if _where(each) is not None or each.where_after is not None}
    down = [each for each in _went_down(course) if each.given.number in fresh]
    if not down:
        return None
    stayed = [each for each in down if each.where_after is not None and _DOWN_THE_LEG[each.where_after] > 0]
    days = course.days_since(stayed[-1].day) if stayed else None
    return Finding(
        rule="leg-worse", quarters=course.number("leg-worse", "quarters"), eases=True, told=True, number=days
    )


# Cautions ------------------------------------------------------------------------------------------


def new_caution(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """What is asked for has changed: what cautions change begins anew, what they avoid leaves."""
    history = course.history
    if not history.rebriefed or history.rebriefed < len(history.sessions):
        return None
    asks: list[Ask] = []
    for item in history.sessions[-1].given.items:
        ladder = course.ladders.get(item.exercise)
        if ladder is None:
            asks.append(Ask(exercise=item.exercise, dose=None))
        elif item.adapted_for != ladder.exercise.adapted_for:
            asks.append(Ask(exercise=item.exercise, dose=ladder.smaller(ladder.starter, course.now[item.exercise])))
    return Finding(rule="new-caution", asks=tuple(asks), told=True)


# A sore spell --------------------------------------------------------------------------------------


def _flares(course: Course, told: Told) -> bool:
    report, of = told.report, course.number
    if report is None:
        return False
    before = -1 if report.pain_before is None else report.pain_before
    strong = before >= of("flare-up", "pain_from")
    return report.flare_up or (strong and before >= told.given.usual_pain + of("flare-up", "above_usual"))


def flare_up(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """A sore spell begins, goes on, or eases: half, three quarters, all."""
    last, of = course.last, course.number
    if last is None:
        return None
    quarters = of("flare-up", "quarters")
    begins = any(_flares(course, each) for each in course.fresh)
    if begins:
        asks = tuple(_starters(course)) if _is_one_of_many(course) else tuple(_halves(course))
        return Finding(rule="flare-up", asks=asks, quarters=quarters, eases=True, told=True)
    if last.given.share == FULL:
        return None
    share = last.given.share + _is_better(course, last)
    stays = share == last.given.share
    return Finding(rule=_began_with(course), quarters=share, eases=stays, told=share < FULL)


def _began_with(course: Course) -> str:
    """The rule with which the last spell of short sessions began: a leg is no sore spell that somebody told of."""
    rules = {change.rule for change in _spells(course)[-1].given.changes}
    return "leg-worse" if "leg-worse" in rules and "flare-up" not in rules else "flare-up"


def _is_better(course: Course, last: Told) -> bool:
    """Whether the pain before the last session was about the usual again."""
    report = last.report
    if report is None or report.pain_before is None:
        return False
    return report.pain_before <= last.given.usual_pain + course.number("flare-up", "better_within")


def _halves(course: Course) -> Iterator[Ask]:
    for id_, ladder in course.ladders.items():
        yield Ask(exercise=id_, dose=ladder.half(course.now[id_]))


def _starters(course: Course) -> Iterator[Ask]:
    """The smaller of the starter and the half."""
    for ask in _halves(course):
        ladder = course.ladders[ask.exercise]
        yield Ask(exercise=ask.exercise, dose=ask.dose and ladder.smaller(ladder.starter, ask.dose))


def _spells(course: Course) -> list[Told]:
    """The first session of each sore spell."""
    befores = (None, *course.sessions)
    return [
        each
        for before, each in zip(befores, course.sessions, strict=False)
        if each.given.share < FULL and (before is None or before.given.share == FULL)
    ]


def _is_one_of_many(course: Course) -> bool:
    days, many = course.number("flare-up", "many_days"), course.number("flare-up", "many")
    recent = [each for each in _spells(course) if course.days_since(each.given.day) < days]
    return len(recent) >= many - 1


# One exercise --------------------------------------------------------------------------------------


def _hurt_by(course: Course, told: Told, id_: str) -> bool:
    """Whether an exercise hurt so that it is changed: sharp, growing or strong, or left out because of pain."""
    report = told.report
    if report is None:
        return False
    how = next((each.how for each in report.hurt if each.exercise == id_), None)
    strong = report.pain is not None and report.pain >= course.number("exercise-hurt", "strong")
    if how in (Hurting.SHARP, Hurting.CLIMBING) or (how is Hurting.ACHE and strong):
        return True
    return report.why_stopped is Stopped.PAIN and report.done is not None and _is_less(told, id_)


def _is_less(told: Told, id_: str) -> bool:
    """Whether less was done of an exercise than was asked, or nothing."""
    asked = told.given.dose_of(id_)
    done = None if told.report is None else told.report.done_of(id_)
    if asked is None:
        return False
    return done is None or done.key < asked.key


def _times_running(course: Course, id_: str, until: int) -> int:
    """How many times running an exercise hurt, up to a session."""
    count = 0
    for each in reversed(course.sessions[: until - course.history.restarts]):
        if id_ in each.given.ids:
            if not _hurt_by(course, each, id_):
                return count
            count += 1
    return count


def exercise_hurt(course: Course, catalog: Catalog) -> Finding | None:
    """One exercise hurt: it steps back, or an easier one comes."""
    asks = [
        _eased(course, catalog, id_, each)
        for each in course.fresh
        for id_ in each.given.ids
        if id_ in course.ladders and _hurt_by(course, each, id_)
    ]
    return Finding(rule="exercise-hurt", asks=tuple(asks), eases=True) if asks else None


def _eased(course: Course, catalog: Catalog, id_: str, told: Told) -> Ask:
    ladder, now = course.ladders[id_], course.now[id_]
    times = _times_running(course, id_, told.given.number)
    lower = ladder.down(now)
    if times < course.number("exercise-hurt", "other") and lower is not None:
        return Ask(exercise=id_, dose=lower)
    if times < course.number("exercise-hurt", "out"):
        for rung, dose in _easier_ones(course, catalog, id_, told):
            other = _is_another_way(rung, ladder)
            if times < course.number("exercise-hurt", "other") or other:
                return Ask(exercise=id_, dose=dose, instead=rung.exercise.id)
    return Ask(exercise=id_, dose=None)


def _easier_ones(course: Course, catalog: Catalog, id_: str, told: Told) -> Iterator[tuple[Ladder, Dose]]:
    """Each easier exercise that may come in the place of one, with no more work than was done of that."""
    ladder, now = course.ladders[id_], course.now[id_]
    done = told.report.done_of(id_) if told.report else None
    most = min(ladder.work(now), ladder.work(now if done is None else less(now, done)))
    for rung in _rungs(course, catalog, catalog[id_].easier):
        dose: Dose | None = rung.starter
        while dose is not None and rung.work(dose) > most:
            dose = rung.down(dose)
        if dose is not None:
            yield rung, dose


def _is_another_way(one: Ladder, other: Ladder) -> bool:
    """Whether two exercises are in different positions, or have no direction in common."""
    moves = set(one.exercise.directions) & set(other.exercise.directions) - {Direction.NEUTRAL}
    return one.exercise.position is not other.exercise.position or not moves


def _rungs(course: Course, catalog: Catalog, ids: tuple[str, ...]) -> Iterator[Ladder]:
    """Those of these exercises that the brief allows, and that are not out."""
    limits = Limits.of(course.history.brief, catalog.conventions)
    out = set(barred(course, catalog))
    for id_ in ids:
        there = id_ in catalog and id_ not in out
        ladder = ladder_of(id_, course.history, catalog, course.rules) if there else None
        if ladder is not None and limits.objection(catalog[id_], catalog.conventions) is None:
            yield ladder


def barred(course: Course, catalog: Catalog) -> tuple[str, ...]:
    """Ids of what is out until a clinician has agreed, or until it is asked for by name.

    Directions that sent pain down a leg, what hurt thrice, what hurt in another place and has no other way, and what
    somebody wants to leave out.
    """
    back = course.history.asked_back
    out = (id_ for id_, number in _put_out(course, catalog) if number > back.get(id_, 0))
    without = (id_ for id_, way in course.ways.items() if way is None)
    return tuple(dict.fromkeys((*out, *without)))


def back_again(course: Course, catalog: Catalog) -> Mapping[str, int]:
    """By id of what was out and was asked for by name since: number of the last session before that."""
    back = course.history.asked_back
    put_out = _put_out(course, catalog) if back else ()
    return {id_: back[id_] for id_, number in put_out if number <= back.get(id_, 0)}


def _put_out(course: Course, catalog: Catalog) -> Iterator[tuple[str, int]]:
    """Ids of what a session has put out, and its number."""
    many = course.number("exercise-hurt", "out")
    yield from _out_for_the_leg(course, catalog)
    for each in course.sessions:
        for id_ in each.given.ids:
            if _hurt_by(course, each, id_) and _times_running(course, id_, each.given.number) >= many:
                yield id_, each.given.number
        yield from ((hurt.exercise, each.given.number) for hurt in _hurts(each) if hurt.keep is Keep.OUT)


_STEPS_BACK: Mapping[str, tuple[Kind, ...]] = {
    "session-red": (*LOADED, *STRETCHED),
    "not-settled": LOADED,
    "gap": tuple(Kind),
    "illness": tuple(Kind),
}
"""What steps back by the rules that ask it of many exercises."""


def returning(course: Course) -> Finding | None:
    """The step back of what had no room in the session that was made for it, and comes back now.

    Else it would come back with the dose that was too much.
    """
    asks: list[Ask] = []
    for id_, ladder in course.ladders.items():
        number, lower = course.latest(id_).number, ladder.down(course.now[id_])
        away = course.history.restarts < number < len(course.history.sessions)
        if lower is not None and away and _had_to_step_back(course, id_, ladder, number):
            asks.append(Ask(exercise=id_, dose=lower))
    return Finding(rule="returning", asks=tuple(asks)) if asks else None


def _had_to_step_back(course: Course, id_: str, ladder: Ladder, number: int) -> bool:
    """Whether it hurt in this session, its last one, or a rule asked less of its kind since."""
    since = chain.from_iterable(each.given.changes for each in course.history.sessions[number:])
    asked = any(ladder.exercise.kind in _STEPS_BACK.get(change.rule, ()) for change in since)
    return asked or _hurt_by(course, course.history.sessions[number - 1], id_)


# Another place -------------------------------------------------------------------------------------


def elsewhere(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """Another place than the back hurt in an exercise: it is done in the way for that place, or left out."""
    hurt = {each.exercise for told in course.fresh for each in _hurts(told) if each.how is Hurting.ELSEWHERE}
    asks = tuple(_in_another_way(course, id_) for id_ in sorted(hurt & course.ways.keys()))
    return Finding(rule="elsewhere", asks=asks) if asks else None


def _hurts(told: Told) -> tuple[Hurt, ...]:
    return () if told.report is None else told.report.hurt


def _in_another_way(course: Course, id_: str) -> Ask:
    if course.ways[id_] is None:
        return Ask(exercise=id_, dose=None)
    ladder = course.ladders[id_]
    return Ask(exercise=id_, dose=ladder.smaller(ladder.starter, course.now[id_]), otherwise=True)


# What somebody wants to keep -------------------------------------------------------------------------


def kept(course: Course, catalog: Catalog) -> Finding | None:
    """Somebody wants an exercise that hurt smaller, an easier one in its place, or to leave it out."""
    asks = [
        ask
        for told in course.fresh
        for each in _hurts(told)
        if each.keep is not None and each.exercise in course.ladders
        for ask in _as_wanted(course, catalog, each, told)[:1]
    ]
    return Finding(rule="kept", asks=tuple(asks), eases=True) if asks else None


def _as_wanted(course: Course, catalog: Catalog, hurt: Hurt, told: Told) -> list[Ask]:
    """What is asked for an exercise, and what else, where that cannot be."""
    id_ = hurt.exercise
    if hurt.keep is Keep.OUT:
        return [Ask(exercise=id_, dose=None)]
    less_of_it = [Ask(exercise=id_, dose=_as_done(course, told, id_))] if _goes_down(course, id_) else []
    rungs = [*_tried(course, catalog, id_, told), *_easier_ones(course, catalog, id_, told)]
    easier = [Ask(exercise=id_, dose=dose, instead=rung.exercise.id) for rung, dose in rungs]
    return [*less_of_it, *easier] if hurt.keep is Keep.SMALLER else [*easier, *less_of_it]


def _tried(course: Course, catalog: Catalog, id_: str, told: Told) -> Iterator[tuple[Ladder, Dose]]:
    """Each easier exercise that was done in the place of one, with no more than was done of it."""
    for rung in _rungs(course, catalog, catalog[id_].easier):
        done = told.report.done_of(rung.exercise.id) if told.report else None
        if done is not None and rung.work(dose := rung.done(rung.starter, done)) <= rung.work(done):
            yield rung, dose


def _goes_down(course: Course, id_: str) -> bool:
    return course.ladders[id_].down(course.now[id_]) is not None


# The session ---------------------------------------------------------------------------------------


def _back(course: Course, kinds: tuple[Kind, ...]) -> tuple[Ask, ...]:
    """One step back for exercises of these kinds, where there is one."""
    return tuple(
        Ask(exercise=id_, dose=lower)
        for id_, ladder in course.ladders.items()
        if ladder.exercise.kind in kinds and (lower := ladder.down(course.now[id_])) is not None
    )


def session_red(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """The worst pain was in the red zone, and no exercise is named."""
    for each in course.fresh:
        pain = None if each.report is None else each.report.pain
        limit = course.amber(each)
        named = each.report is not None and any(hurt.how is not Hurting.ELSEWHERE for hurt in each.report.hurt)
        if pain is not None and pain > limit and not named:
            asks = _back(course, _STEPS_BACK["session-red"])
            return Finding(rule="session-red", asks=asks, eases=True, number=pain, limit=limit)
    return None


def not_settled(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """The back was sorer than usual the day after."""
    bad = [each for each in course.fresh if each.settled is Settled.NO]
    if not bad:
        return None
    of = course.number
    first = course.days_since(course.history.plan.start) < of("not-settled", "first_days")
    grown = any(
        change.rule == "advance" and course.days_since(each.given.day) <= of("not-settled", "after_step_days")
        for each in course.sessions
        for change in each.given.changes
    )
    times = sum(each.settled is Settled.NO for each in course.sessions)
    if (first or grown) and times < of("not-settled", "times"):
        return Finding(rule="not-settled")
    return Finding(rule="not-settled", asks=_back(course, _STEPS_BACK["not-settled"]), eases=True)


def gap(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """Days without a session that was done.

    What a gap asked for once is not asked again, though nothing was done since, until it has grown by as much again.
    """
    if course.history.last is None:
        return None
    days = course.days_since(_last_done(course))
    stay, back, restart = (course.number("gap", name) for name in ("stay_days", "back_days", "restart_days"))
    if days < stay:
        return None
    if course.days_since(_last_done_or_asked(course, restart)) >= restart:
        return Finding(rule="gap", asks=tuple(_at_starters(course)), eases=True, number=days, told=True)
    if course.days_since(_last_done_or_asked(course, back)) >= back:
        return Finding(rule="gap", asks=_back(course, _STEPS_BACK["gap"]), eases=True, number=days, told=True)
    return Finding(rule="gap", number=days)


def _last_done(course: Course) -> date:
    return max((each.day for each in course.history.sessions if each.done), default=course.history.plan.start)


def _last_done_or_asked(course: Course, least: int) -> date:
    """The day of the last session that was done, or that was made for a gap of at least so many days since."""
    since = _last_done(course)
    asked = (
        each.given.day
        for each in course.sessions
        if any(change.rule == "gap" and (change.number or 0) >= least for change in each.given.changes)
    )
    return max((since, *(day for day in asked if day > since)))


def _at_starters(course: Course) -> Iterator[Ask]:
    """The smaller of the starter and one step back."""
    for id_, ladder in course.ladders.items():
        now = course.now[id_]
        yield Ask(exercise=id_, dose=ladder.smaller(ladder.starter, ladder.down(now) or now))


def illness(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """An illness is over: one step back, however short it was."""
    count = len(course.history.sessions)
    if not count or course.history.recovered < count:
        return None
    return Finding(rule="illness", asks=_back(course, _STEPS_BACK["illness"]), eases=True, told=True)


def too_hard(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """Too hard, or less was done because of tiredness, twice running."""
    count = course.number("too-hard", "times")
    latest = course.sessions[-count:]
    if len(latest) < count or not any(each.given.number == latest[-1].given.number for each in course.fresh):
        return None
    reports = [each.report for each in latest]
    asks: dict[str, Ask] = {}
    if all(each is not None and each.effort is Effort.TOO_HARD for each in reports):
        asks |= {ask.exercise: ask for ask in _back(course, LOADED)}
    if all(each is not None and each.why_stopped in (Stopped.TIRED, Stopped.PAIN) for each in reports):
        for id_ in latest[-1].given.ids:
            if id_ in course.ladders and all(_is_less(each, id_) for each in latest):
                asks[id_] = Ask(exercise=id_, dose=_as_done(course, latest[-1], id_))
    return Finding(rule="too-hard", asks=tuple(asks.values()), eases=True) if asks else None


def _as_done(course: Course, told: Told, id_: str) -> Dose:
    """What was done of an exercise, in numbers that people count; one step back where that is not known."""
    ladder, now = course.ladders[id_], course.now[id_]
    lower = ladder.down(now) or now
    done = None if told.report is None else told.report.done_of(id_)
    return lower if done is None else ladder.smaller(lower, ladder.done(now, done))


def worried(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """Something was left out because it was worrying: that is no failure."""
    stopped = (each.report.why_stopped for each in course.fresh if each.report is not None)
    return Finding(rule="worried", told=True) if Stopped.WORRIED in stopped else None


def no_change(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """No better in time: somebody should be seen, and nothing grows."""
    of, plan = course.number, course.history.plan
    told = [(each.day, each.report.pain_before) for each in course.sessions if each.report is not None]
    befores = [(day, pain) for day, pain in told if pain is not None]
    if not befores:
        return None
    latest = median(pain for _, pain in befores[-of("no-change", "last") :])
    days = course.days_since(plan.start)
    long = of("no-change", "new_days" if plan.since is Since.UNDER_6_WEEKS else "long_days")
    recent = [pain for day, pain in befores if course.days_since(day) <= of("no-change", "worse_days")]
    lasts = days >= of("no-change", "worse_days") and bool(recent)
    worse = lasts and min(recent) >= plan.usual_pain + of("no-change", "worse_by")
    spell = _spells(course)
    sore = (
        course.sessions[-1].given.share < FULL
        and bool(spell)
        and course.days_since(spell[-1].given.day) > of("flare-up", "longest_days")
    )
    stuck = days >= long and plan.usual_pain > 0 and latest >= plan.usual_pain
    if not (worse or sore or stuck):
        return None
    return Finding(rule="no-change", told=not _was_told(course, "no-change", of("no-change", "again_days")))


def more_days(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """More days a week than before: walks are shared out among them, and nothing grows for a week."""
    times = (*course.history.times, len(course.history.days))
    grown = [count for count, (before, now) in enumerate(pairwise(times), start=1) if now > before]
    if not grown:
        return None
    if grown[-1] == len(course.history.sessions):
        return Finding(rule="more-days", asks=tuple(_shared_out(course, *times[-2:])))
    since = course.days_since(course.history.sessions[grown[-1]].given.day)
    return Finding(rule="more-days") if since < course.number("more-days", "stay_days") else None


def _shared_out(course: Course, before: int, now: int) -> Iterator[Ask]:
    """Walks that together take no more minutes of a week than before, as far as they may be so short."""
    for id_, ladder in course.ladders.items():
        if ladder.exercise.kind is Kind.AEROBIC:
            yield Ask(exercise=id_, dose=ladder.part(course.now[id_], before, now))


def more_pain(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """More pain than the time before, above the easy range or by much: no longer, and no more work."""
    last = course.last
    if last is None or last.report is None or last.report.pain is None or last.given.last_pain is None:
        return None
    pain, before = last.report.pain, last.given.last_pain
    if pain <= before or (pain <= course.green(last) and pain < before + course.number("stay", "rise")):
        return None
    return Finding(rule="stay", holds=True, told=last.given.seconds < course.history.brief.seconds)


def _was_told(course: Course, rule: str, days: int) -> bool:
    """Whether the sentence of a rule was said not long ago: nobody needs to hear it every time."""
    return any(
        change.rule == rule and course.days_since(each.given.day) < days
        for each in course.sessions
        for change in each.given.changes
    )


EASING: tuple[Callable[[Course, Catalog], Finding | None], ...] = (
    leg_worse,
    new_caution,
    flare_up,
    exercise_hurt,
    elsewhere,
    kept,
    session_red,
    not_settled,
    gap,
    illness,
    too_hard,
    worried,
    no_change,
    more_days,
    more_pain,
)
"""The rules that make a session less, or keep it as it is, in their order; without any, it may grow."""


# More ----------------------------------------------------------------------------------------------


def advance(course: Course, catalog: Catalog) -> Finding | None:
    """Two good sessions: one step of one number, for those whose turn it is.

    Whose turn it is follows from what was handed out alone, so that nobody gets more of one exercise for having told
    worse of another.
    """
    latest = course.sessions[-2:]
    if len(latest) < 2 or _too_soon(course, latest) or not all(map(course.is_good, latest)):  # noqa: PLR2004  # two sessions, as the rule says
        return None
    report = latest[-1].report
    asks: list[Ask] = []
    for ask in _turns(course, catalog):
        if any(_told_of(each, ask.exercise) for each in latest):
            continue
        if ask.instead and not (report is not None and ask.exercise in report.ready):
            continue
        asks.append(ask)
    return Finding(rule="advance", asks=tuple(asks)) if asks else None


def _told_of(told: Told, id_: str) -> bool:
    """Whether an exercise is said to have hurt in whatever way."""
    report: Report | None = told.report
    return report is not None and any(each.exercise == id_ for each in report.hurt)


def _too_soon(course: Course, latest: tuple[Told, ...]) -> bool:
    """Whether it is too early for anything to grow, by what was handed out and when it was done."""
    of = course.number
    one, other = latest[0].day, latest[-1].day
    cleared = course.history.cleared
    return (
        len(course.sessions) < of("limits", "first_sessions")
        or course.days_since(other) < 1
        or not timedelta(days=1) <= other - one <= timedelta(days=of("advance", "apart_days"))
        or any(each.given.share < FULL for each in latest)
        or (cleared is not None and course.days_since(cleared) < of("limits", "cleared_days"))
    )


def _turns(course: Course, catalog: Catalog) -> list[Ask]:
    """The steps up whose turn it is, within a tenth of the last session's work."""
    last = course.sessions[-1].given
    of = course.number
    room = last.active_seconds * of("limits", "percent") // 100
    able = [(ask, more) for ask, more in _steps_up(course, catalog) if more <= room]
    start = last.number % len(able) if able else 0
    asks: list[Ask] = []
    for ask, more in (*able[start:], *able[:start]):
        harder = any(each.instead for each in asks)
        if len(asks) < of("limits", "movers") and more <= room and not (ask.instead and harder):
            asks.append(ask)
            room -= more
    return asks


def _steps_up(course: Course, catalog: Catalog) -> Iterator[tuple[Ask, int]]:
    """Every step up that what was handed out allows, and the work that it adds, in order of the alphabet."""
    last = course.sessions[-1].given
    for id_ in sorted(last.ids):
        ladder = course.ladders.get(id_)
        if ladder is None or course.now[id_] != last.dose_of(id_) or not _has_stayed(course, id_):
            continue
        now = course.now[id_]
        upper = ladder.up(now)
        if upper is not None:
            walks = ladder.exercise.kind is Kind.AEROBIC  # which have a measure of their own: a tenth or a minute
            yield Ask(exercise=id_, dose=upper), 0 if walks else ladder.work(upper) - ladder.work(now)
        elif (rung := _harder(course, catalog, ladder)) is not None:
            dose = rung.smaller(rung.exercise.dose.minimum, rung.starter)
            yield Ask(exercise=id_, dose=dose, instead=rung.exercise.id), rung.work(dose) - ladder.work(now)


def _harder(course: Course, catalog: Catalog, ladder: Ladder) -> Ladder | None:
    """The harder exercise that may come next; only of what loads, and none that came before, at a dose of its own."""
    if ladder.exercise.kind not in LOADED:
        return None
    rungs = _rungs(course, catalog, ladder.exercise.whole.harder)
    return next((rung for rung in rungs if rung.exercise.id not in course.ladders), None)


def _has_stayed(course: Course, id_: str) -> bool:
    """Whether an exercise has had its dose for long enough, in two sessions or more."""
    dose = course.now[id_]
    days: list[int] = []
    for each in reversed(course.sessions):
        given = each.given.dose_of(id_)
        if given is not None and given != dose:
            break
        if given is not None:
            days.append(course.days_since(each.given.day))
    return len(days) > 1 and days[-1] >= course.number("limits", "days")


def offers(course: Course, catalog: Catalog) -> tuple[str, ...]:
    """Ids of the exercises at their top, of which a harder one could come if the person wants it."""
    return tuple(
        id_
        for id_, ladder in course.ladders.items()
        if ladder.up(course.now[id_]) is None and _harder(course, catalog, ladder) is not None
    )


def upkeep(course: Course, catalog: Catalog) -> Finding | None:  # noqa: ARG001  # as every rule
    """After some good weeks of many days each: fewer keep up what was gained, if the person likes."""
    of, last = course.number, course.last
    long = course.days_since(course.history.plan.start) >= of("upkeep", "after_days")
    often = len(course.history.days) > of("upkeep", "times")
    if last is None or not (long and often and course.is_good(last)):
        return None
    return None if _was_told(course, "upkeep", of("upkeep", "again_days")) else Finding(rule="upkeep", told=True)


GROWING = (advance, upkeep)
"""The rules that are asked when none of the others says anything."""


# Before a session ----------------------------------------------------------------------------------


def screening_is_due(course: Course) -> bool:
    """Whether all questions are asked again before the next session."""
    history, of = course.history, course.number
    since = course.days_since(history.screened)
    away = min(since, course.days_since(_last_done(course)))
    sore = any(_flares(course, each) for each in history.unasked)
    return since >= of("screening", "days") or away >= of("screening", "gap_days") or sore or history.unscreened


def change_of(finding: Finding, ask: Ask, course: Course, names: Catalog) -> Change:
    """What an ask makes different, as it is told."""
    now = course.now.get(ask.exercise)
    return Change(
        rule=finding.rule,
        exercise=ask.instead or ask.exercise,
        name=names[ask.exercise].name if ask.exercise in names else ask.exercise,
        before=now,
        after=ask.dose,
        instead=names[ask.instead].name if ask.instead else "",
        number=finding.number,
        limit=finding.limit,
    )
