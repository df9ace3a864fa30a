"""What a programme is made of on paper: what was planned, what was handed out, what was told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar, cast

from attrs import Attribute, field, fields, frozen, validators

from lowback._arguments import came, expect, one_of, some_of
from lowback._bounds import Between, Member, not_blank
from lowback._words import why_changed
from lowback.errors import ImpossibleValue, WrongType
from lowback.model import Brief, Dose, ExerciseDose
from lowback.vocabulary import (
    AgeGroup,
    Effort,
    Hurting,
    Keep,
    Position,
    Settled,
    Since,
    Stopped,
    Urgency,
    Weekday,
    Where,
)

__all__ = ["FULL", "Change", "Given", "GivenItem", "Hurt", "Logged", "NextDay", "Plan", "Report"]

W = TypeVar("W", bound=str)

_PAIN = Between(0, 10)
_ONE_OR_MORE = Between(1)
_NOT_NEGATIVE = Between(0)
_MOST_WEEKS, _MOST_WALK = 52, 120
FULL = 4
"""Quarters of the minutes asked for in a usual session."""


def _day(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    """A day, which a time of a day is not."""
    if type(value) is not date:
        expected = "a date, such as date(2027, 1, 4)"
        raise WrongType(f"{type(instance).__name__}.{attribute.name}", came(value), expected)


def _a_bool(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    expect(f"{type(instance).__name__}.{attribute.name}", value, bool)


def _a_text(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    expect(f"{type(instance).__name__}.{attribute.name}", value, str)


# Words that may come as texts ----------------------------------------------------------------------


def _word(place: str, value: object, known: Iterable[W]) -> W | None:
    return None if value is None else one_of(place, value, known)


def _where(value: str | None) -> Where | None:
    return _word("Report.where", value, Where)


def _where_after(value: str | None) -> Where | None:
    return _word("NextDay.where", value, Where)


def _new(value: str | None) -> Urgency | None:
    return _word("Report.new", value, Urgency)


def _easiest(value: str | None) -> Position | None:
    return _word("Report.easiest", value, Position)


def _effort(value: str | None) -> Effort | None:
    return _word("Report.effort", value, Effort)


def _stopped(value: str | None) -> Stopped | None:
    return _word("Report.why_stopped", value, Stopped)


def _hurting(value: str) -> Hurting:
    return one_of("Hurt.how", value, Hurting)


def _keep(value: str | None) -> Keep | None:
    return _word("Hurt.keep", value, Keep)


def _settled(value: str) -> Settled:
    return one_of("NextDay.settled", value, Settled)


def _since(value: str) -> Since:
    return one_of("Plan.since", value, Since)


def _place(value: str) -> Where:
    return one_of("Plan.where", value, Where)


def _age(value: str) -> AgeGroup:
    return one_of("Plan.age", value, AgeGroup)


def _weekdays(value: str | Iterable[str]) -> tuple[Weekday, ...]:
    """Monday first."""
    asked = some_of("Plan.days", value, Weekday)
    if not asked:
        raise ImpossibleValue("Plan.days", "got no days, expected one or more", "no-days")
    return tuple(day for day in Weekday if day in asked)


def _weekdays_now(value: str | Iterable[str] | None) -> tuple[Weekday, ...] | None:
    return None if value is None else _weekdays(value)


# The plan ------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Plan:
    """When somebody exercises, and what was asked once, before the first session.

    Attributes:
        weeks: How many weeks, 1 to 52.
        days: The days of the week, one or more, until others are asked for.
        start: The first day.
        usual_pain: Pain on an ordinary day, 0 to 10.
        since: How long the back has hurt.
        where: Where it hurts on an ordinary day.
        age: How old the person is.
        usual_walk: Minutes of a usual walk, 1 to 120; None: not told.
    """

    weeks: int = field(validator=Between(1, _MOST_WEEKS))
    days: tuple[Weekday, ...] = field(converter=_weekdays)
    start: date = field(validator=_day)
    usual_pain: int = field(validator=_PAIN)
    since: Since = field(default=Since.OVER_12_WEEKS, converter=_since, validator=Member(Since))
    where: Where = field(default=Where.BACK, converter=_place, validator=Member(Where))
    age: AgeGroup = field(default=AgeGroup.ADULT, converter=_age, validator=Member(AgeGroup))
    usual_walk: int | None = field(default=None, validator=Between(1, _MOST_WALK))


# What is told --------------------------------------------------------------------------------------


@frozen
class Hurt:
    """An exercise that hurt.

    Attributes:
        exercise: Id of the exercise.
        how: How it hurt.
        caution: Where another place than the back hurt: key of a caution that is about it, such as wrist-pain; empty
            where there is none, or where it was not told.
        instead: Id of the exercise that was done in its place; empty for none. Then `Report.done` may tell of it.
        keep: How the person wants it from the next session on; None: as the rules have it.
    """

    exercise: str
    how: Hurting = field(converter=_hurting, validator=Member(Hurting))
    caution: str = field(default="", validator=_a_text)
    instead: str = field(default="", validator=_a_text)
    keep: Keep | None = field(default=None, converter=_keep, validator=validators.optional(Member(Keep)))

    def __attrs_post_init__(self) -> None:
        if self.caution and self.how is not Hurting.ELSEWHERE:
            problem = f"got {self.caution!r} beside {self.how}, expected it only where another place hurt"
            raise ImpossibleValue("Hurt.caution", problem, "not-elsewhere")


_DOSES, _HURTS = "one Dose for each id", "one word for each id, such as {'bridge': 'ache'}"


def _done(value: Mapping[str, Dose] | Iterable[ExerciseDose] | None) -> tuple[ExerciseDose, ...] | None:
    if value is None:
        return None
    if isinstance(value, Mapping):
        value = [ExerciseDose(id_, dose) for id_, dose in cast("Mapping[str, Dose]", value).items()]
    doses = _each("Report.done", value, ExerciseDose, _DOSES)
    for each in doses:
        expect("Report.done", each.dose, Dose)
    return doses


def _hurts(value: Mapping[str, str] | Iterable[Hurt]) -> tuple[Hurt, ...]:
    if isinstance(value, Mapping):
        value = [Hurt(id_, how) for id_, how in cast("Mapping[str, str]", value).items()]
    return _each("Report.hurt", value, Hurt, _HURTS)


T = TypeVar("T", ExerciseDose, Hurt)


def _each(place: str, value: Iterable[T], cls: type[T], expected: str) -> tuple[T, ...]:
    """What is told of each exercise, in order of the alphabet; nothing twice."""
    if isinstance(value, str) or not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise WrongType(place, came(value), expected)
    found = tuple(value)
    if not all(isinstance(each, cls) and isinstance(each.exercise, str) for each in found):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise WrongType(place, "something else", expected)
    ids = [each.exercise for each in found]
    if len(set(ids)) < len(ids):
        raise ImpossibleValue(place, f"got one exercise twice, expected {expected}", "duplicate-id")
    return tuple(sorted(found, key=lambda each: each.exercise))


def _ids(value: str | Iterable[str]) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else tuple(value)
    for word in words:
        expect("Report.ready", word, str)
    return tuple(sorted(set(words)))


@frozen(kw_only=True)
class Report:
    """What somebody tells of a session. What is not told is not known, and nothing grows from it.

    Of signs only the level is told, never which one.

    Attributes:
        session: Number of the session, from 1.
        day: The day on which it was done.
        pain_before: Pain before it, 0 to 10; None: not told.
        pain: The worst pain during it, 0 to 10; None: not told.
        where: Where it hurt; None: not told.
        new: How urgent the most urgent new sign is; None for nothing new.
        effort: How hard it felt; None: not told.
        why_stopped: Why something was left out; None when nothing was, or when it was not told.
        done: What was done of each exercise, by id; None: not told. What is missing was left out.
        hurt: The exercises that hurt.
        flare_up: Whether the person calls it a sore spell.
        easiest: The position that is easiest in a sore spell, which is done in it then; None: not told.
        ready: Ids of the exercises for which the person wants the harder one that was offered.
    """

    session: int = field(validator=_ONE_OR_MORE)
    day: date = field(validator=_day)
    pain_before: int | None = field(default=None, validator=_PAIN)
    pain: int | None = field(default=None, validator=_PAIN)
    where: Where | None = field(default=None, converter=_where, validator=validators.optional(Member(Where)))
    new: Urgency | None = field(default=None, converter=_new, validator=validators.optional(Member(Urgency)))
    effort: Effort | None = field(default=None, converter=_effort, validator=validators.optional(Member(Effort)))
    why_stopped: Stopped | None = field(
        default=None, converter=_stopped, validator=validators.optional(Member(Stopped))
    )
    done: tuple[ExerciseDose, ...] | None = field(default=None, converter=_done)
    hurt: tuple[Hurt, ...] = field(default=(), converter=_hurts)
    flare_up: bool = field(default=False, validator=_a_bool)
    easiest: Position | None = field(default=None, converter=_easiest, validator=validators.optional(Member(Position)))
    ready: tuple[str, ...] = field(default=(), converter=_ids)

    def done_of(self, id_: str) -> Dose | None:
        """What was done of an exercise; None when it was left out, or not told."""
        return next((each.dose for each in self.done or () if each.exercise == id_), None)


@frozen(kw_only=True)
class NextDay:
    """How the back was the day after a session, as asked before the next one.

    Attributes:
        session: Number of the session, from 1.
        settled: Whether it was no sorer than usual.
        where: Where it hurt then; None: not told.
    """

    session: int = field(validator=_ONE_OR_MORE)
    settled: Settled = field(converter=_settled, validator=Member(Settled))
    where: Where | None = field(default=None, converter=_where_after, validator=validators.optional(Member(Where)))


# What was handed out -------------------------------------------------------------------------------


@frozen(kw_only=True)
class Change:
    """What is different in a session, by which rule.

    Attributes:
        rule: Key of the rule.
        exercise: Id of the exercise; empty where it is about the whole session.
        name: Its name.
        before: Its dose before; None where there was none.
        after: Its dose now; None when it is left out.
        instead: Name of the exercise that comes in its place; empty for none.
        number: The number that the sentence gives, 0 or more: pain or days; None for none.
        limit: What that number should not exceed, 0 or more; None for nothing.
    """

    rule: str = field(validator=not_blank)
    exercise: str = ""
    name: str = ""
    before: Dose | None = None
    after: Dose | None = None
    instead: str = ""
    number: int | None = field(default=None, validator=_NOT_NEGATIVE)
    limit: int | None = field(default=None, validator=_NOT_NEGATIVE)

    @property
    def sentence(self) -> str:
        """What is different, and why, in plain words.

        >>> Change(rule="too-hard", exercise="bridge", name="Bridge", before=Dose(reps=10), after=Dose(reps=8)).sentence
        'Bridge: 1 x 8 instead of 1 x 10. It was too much twice.'
        """
        return why_changed(
            self.rule,
            name=self.name,
            before=None if self.before is None else str(self.before),
            after=None if self.after is None else str(self.after),
            instead=self.instead,
            number=self.number,
            limit=self.limit,
        )


@frozen(kw_only=True)
class GivenItem:
    """One exercise of a session that was handed out.

    Attributes:
        exercise: Id of the exercise.
        dose: How much of it.
        active_seconds: Seconds of movement and hold, 0 or more.
        adapted_for: Keys of the cautions for which it was adapted.
    """

    exercise: str = field(validator=not_blank)
    dose: Dose
    active_seconds: int = field(validator=_NOT_NEGATIVE)
    adapted_for: tuple[str, ...] = ()


@frozen(kw_only=True)
class Given:
    """A session as it was handed out; no newer catalog changes it.

    Attributes:
        number: Its number, from 1.
        day: The day for which it was made.
        catalog: Id of the catalog that it is from.
        version: What tells one state of that catalog from another.
        seconds: How long it lasts, 1 or more.
        items: What to do, in order.
        changes: What was different, and why.
        share: Quarters of the usual minutes, 1 to 4: fewer in a sore spell.
        usual_pain: Pain on an ordinary day, 0 to 10, as it was known then.
        last_pain: The worst pain of the session before, 0 to 10; None: not known then.
    """

    number: int = field(validator=_ONE_OR_MORE)
    day: date = field(validator=_day)
    catalog: str
    version: str
    seconds: int = field(validator=_ONE_OR_MORE)
    items: tuple[GivenItem, ...]
    changes: tuple[Change, ...] = ()
    share: int = field(default=FULL, validator=Between(1, FULL))
    usual_pain: int = field(validator=_PAIN)
    last_pain: int | None = field(default=None, validator=_PAIN)

    @property
    def active_seconds(self) -> int:
        """Seconds of movement and hold of the whole session."""
        return sum(item.active_seconds for item in self.items)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its exercises, in order."""
        return tuple(item.exercise for item in self.items)

    @property
    def doses(self) -> tuple[ExerciseDose, ...]:
        """What was asked of each exercise: that is `Report.done` where all was done."""
        return tuple(ExerciseDose(item.exercise, item.dose) for item in self.items)

    def dose_of(self, id_: str) -> Dose | None:
        """What was asked of an exercise; None when it was not in."""
        return next((item.dose for item in self.items if item.exercise == id_), None)


@frozen(kw_only=True)
class Logged:
    """One event: just one of its fields is there, and the others are None.

    Attributes:
        given: A session was handed out.
        report: Somebody told of a session.
        next_day: Somebody told how the day after was.
        brief: What is asked for has changed.
        days: The days of the week have changed: these, one or more.
        cleared: The day on which a clinician was seen who agreed to exercise.
        paused: The day on which something happened about which a team is asked first; never what it was.
        recovered: The day on which an illness was over.
        screened: The day on which all questions were asked, and no sign was told.
    """

    given: Given | None = None
    report: Report | None = None
    next_day: NextDay | None = None
    brief: Brief | None = None
    days: tuple[Weekday, ...] | None = field(default=None, converter=_weekdays_now)
    cleared: date | None = field(default=None, validator=validators.optional(_day))
    paused: date | None = field(default=None, validator=validators.optional(_day))
    recovered: date | None = field(default=None, validator=validators.optional(_day))
    screened: date | None = field(default=None, validator=validators.optional(_day))

    def __attrs_post_init__(self) -> None:
        events = {each.name: getattr(self, each.name) for each in fields(Logged)}
        count = sum(each is not None for each in events.values())
        if count != 1:
            expected = f"just one of {', '.join(events)}"
            raise ImpossibleValue("Logged", f"got {count} events, expected {expected}", "one-event")
