"""A routine laid along a clock: what to do, and what to say, from second 0 to its last.

No duration is counted here. The model counts them (`Exercise.work_seconds`, `Conventions.change_seconds`
and the like), a routine carries them, and this module only divides them in the order of doing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Self

from attrs import evolve, field, frozen

from ._bounds import Between
from .composer._limits import Limits
from .errors import BriefError, ImpossibleValue, did_you_mean
from .model import Conventions, Dose, Exercise, Routine, RoutineItem, Step
from .vocabulary import Laterality, Position, Role

__all__ = ["WORDS_PER_SECOND", "Cue", "CueKind", "Detail", "Side", "Timeline"]

WORDS_PER_SECOND = 3
"""A calm voice; short texts are validated by the same."""

_HALFWAY_FROM = 10
"""Seconds of a hold, or of a bout, from which on it is told that half is done (editorial)."""


# Words -------------------------------------------------------------------------------------------


class Detail(StrEnum):
    """How finely a routine is laid along the clock.

    Attributes:
        STEPS: A cue for every step of every repetition.
        SETS: A cue for every set, and one for all that comes before it.
    """

    STEPS = "steps"
    SETS = "sets"


class CueKind(StrEnum):
    """What a cue is for.

    Attributes:
        GET_READY: Hear what comes next, and what it needs.
        FETCH: Get the equipment.
        CHANGE_POSITION: Get from one position to the next.
        SETUP: A setup step.
        MOVE: A move step.
        HOLD: A hold step, or the whole of a sustained bout; of a long one, its first half.
        HALFWAY: The second half of a long hold or bout.
        RETURN: A return step.
        SET: A whole set, where sets are not told step by step.
        FINISH: A finish step, once at the end of an exercise.
        REST: Between two sets.
        CHANGE_SIDE: Between the two sides of a unilateral exercise.
        PAUSE: Between two exercises.
        CLOSING_REST: After the last exercise.
    """

    GET_READY = "get-ready"
    FETCH = "fetch"
    CHANGE_POSITION = "change-position"
    SETUP = "setup"
    MOVE = "move"
    HOLD = "hold"
    HALFWAY = "halfway"
    RETURN = "return"
    SET = "set"
    FINISH = "finish"
    REST = "rest"
    CHANGE_SIDE = "change-side"
    PAUSE = "pause"
    CLOSING_REST = "closing-rest"


class Side(StrEnum):
    """Which side of the body is at work. Which one comes first is up to the person.

    Attributes:
        FIRST: The side that begins.
        OTHER: The other one: a picture is mirrored.
    """

    FIRST = "first"
    OTHER = "other"


_OF_ROLE = {
    Role.SETUP: CueKind.SETUP,
    Role.MOVE: CueKind.MOVE,
    Role.HOLD: CueKind.HOLD,
    Role.RETURN: CueKind.RETURN,
    Role.FINISH: CueKind.FINISH,
}

_LAST_RESORT = {
    CueKind.GET_READY: "Get ready.",
    CueKind.FETCH: "Fetch it.",
    CueKind.CHANGE_POSITION: "Change position.",
    CueKind.SETUP: "Get ready.",
    CueKind.MOVE: "Move.",
    CueKind.HOLD: "Hold.",
    CueKind.HALFWAY: "Halfway.",
    CueKind.RETURN: "Come back.",
    CueKind.SET: "Begin.",
    CueKind.FINISH: "Finish.",
    CueKind.REST: "Rest.",
    CueKind.CHANGE_SIDE: "Other side.",
    CueKind.PAUSE: "Rest.",
    CueKind.CLOSING_REST: "Rest.",
}
"""At most three words: they can be said in any second."""

PLACES = {
    Position.SUPINE: "on your back",
    Position.PRONE: "on your front",
    Position.SIDE_LYING: "on your side",
    Position.QUADRUPED: "on hands and knees",
    Position.KNEELING: "kneeling",
    Position.HALF_KNEELING: "kneeling on one knee",
    Position.SEATED: "sitting",
    Position.STANDING: "standing",
}
"""Where somebody is, in plain words."""


# Cues --------------------------------------------------------------------------------------------


@frozen(kw_only=True, repr=False)
class Cue:
    """What happens from one second to another, and what to say meanwhile.

    Attributes:
        start: Second at which it begins, 0 or more, counted from the start of the routine.
        duration: Whole seconds that it lasts, 1 or more.
        kind: What it is for.
        text: What to say: at most three words for each second. The whole sentence of a step is `cue.step.text`.
        short_text: The same for a small screen; never more words than `text` may have.
        exercise: The exercise that it belongs to.
        item_index: Index of its item in `routine.items`, 0 or more.
        step_index: Index of the step in `exercise.steps`; None where no single step is done.
        set: Number of the set, counted from 1 on each side; None outside of sets.
        repetition: Number of the repetition in its set, counted from 1; None where nothing is repeated.
        side: Side at work; None where both are, or none.
    """

    start: int = field(validator=Between(0))
    duration: int = field(validator=Between(1))
    kind: CueKind
    text: str
    short_text: str
    exercise: Exercise
    item_index: int = field(validator=Between(0))
    step_index: int | None = None
    set: int | None = None
    repetition: int | None = None
    side: Side | None = None

    @property
    def end(self) -> int:
        """Second at which it is over."""
        return self.start + self.duration

    @property
    def step(self) -> Step | None:
        """The step that is done, if it is a single one; with the exercise, it tells which picture to show."""
        return None if self.step_index is None else self.exercise.steps[self.step_index]

    def __repr__(self) -> str:
        return f"<Cue {self.start} to {self.end} s, {self.kind}: {self.text!r}>"


@frozen(kw_only=True, repr=False)
class Timeline:
    """A routine laid along a clock: cues from 0 to `routine.seconds`, in order and without a gap.

    Build it with `Timeline.of`. Raises `ImpossibleValue` for cues with a gap, or that end too soon or too late.

    Attributes:
        routine: What is laid out.
        detail: How finely.
        cues: What happens when, in order.
    """

    routine: Routine
    detail: Detail
    cues: tuple[Cue, ...]

    def __attrs_post_init__(self) -> None:
        clock = 0
        for cue in self.cues:
            if cue.start != clock:
                raise ImpossibleValue("Timeline.cues", f"got a cue that starts at {cue.start} s, expected {clock} s")
            clock = cue.end
        if clock != self.routine.seconds:
            raise ImpossibleValue("Timeline.cues", f"got an end at {clock} s, expected {self.routine.seconds} s")

    @classmethod
    def of(cls, routine: Routine, detail: Detail = Detail.STEPS) -> Self:
        """Lay a routine along the clock.

        An item is: get ready, fetch, change position and set up, in its gap; the sets of one side with rests
        between, the change of side, the sets of the other side, and the finish, in its work; and a pause, which
        also takes the seconds by which the work was rounded up. What lasts no second has no cue.

        The words of a cue are the best that can be said in its time, at three words a second: the sentence of
        the step on its first repetition, else its short text with a count, else that short text, else a word or
        two for the kind of cue, such as "Hold." What the cautions of the brief ask of an exercise is told as
        somebody gets ready; the setup steps are shortened for it as far as their short texts can still be said.
        Words that are not from the catalog are English.

        Raises `ImpossibleValue` when the seconds of an item have no room for what the model counts (such a
        routine was not composed; `check` tells what is wrong with it), and `BriefError` when the conventions of the
        routine do not have its mix.

        >>> from lowback import Brief, compose
        >>> timeline = Timeline.of(compose(Brief(minutes=5)))
        >>> timeline.seconds, timeline.cues[0].kind, timeline.cues[-1].end
        (300, <CueKind.GET_READY: 'get-ready'>, 300)
        >>> len(Timeline.of(timeline.routine, Detail.SETS).cues) < len(timeline.cues)
        True
        """
        if detail not in list(Detail):
            raise ImpossibleValue("Timeline.of", f"got the detail {detail!r}, expected one of {', '.join(Detail)}")
        detail = Detail(detail)
        at_hand = _at_hand(routine)
        cues: list[Cue] = []
        clock = 0
        before: Exercise | None = None
        for index, item in enumerate(routine.items):
            last = index == len(routine.items) - 1
            for part in _item(item, before, routine, at_hand, detail, place=f"items[{index}]", last=last):
                cues.append(part.cue(clock, item.exercise, index))
                clock += part.seconds
            before = item.exercise
        return cls(routine=routine, detail=detail, cues=tuple(cues))

    @property
    def seconds(self) -> int:
        """How long it lasts: as long as its routine."""
        return self.routine.seconds

    @property
    def unsaid(self) -> tuple[tuple[int, str], ...]:
        """What a caution of the brief asks, and no cue has time to say: index of the item, and words to show.

        >>> from lowback import Brief, compose
        >>> Timeline.of(compose(Brief(cautions=["wrist-pain"]))).unsaid
        ()
        """
        said = [""] * len(self.routine.items)
        for cue in self.cues:
            said[cue.item_index] += f"{cue.text}\n"
        items = enumerate(self.routine.items)
        asked = ((index, how) for index, item in items for how in dict.fromkeys(rule.how for rule in item.cautions))
        return tuple((index, how) for index, how in asked if how not in said[index])

    def at(self, second: int) -> Cue:
        """The cue at a second.

        Raises `ImpossibleValue` for a second before the beginning or after the end.

        >>> from lowback import compose
        >>> Timeline.of(compose()).at(0).kind
        <CueKind.GET_READY: 'get-ready'>
        """
        if not 0 <= second < self.seconds:
            raise ImpossibleValue("Timeline.at", f"got second {second}, expected 0 or more, less than {self.seconds}")
        return self.cues[bisect_right(self.cues, second, key=attrgetter("start")) - 1]

    def __repr__(self) -> str:
        return f"<Timeline {self.seconds} s, {len(self.cues)} cues, {self.detail}>"


# What an item is made of --------------------------------------------------------------------------


@frozen(kw_only=True)
class _Part:
    """A cue that does not know yet when it begins."""

    kind: CueKind
    seconds: int
    texts: tuple[str, ...]
    """What could be said, the best first and the short form last."""
    step_index: int | None = None
    set: int | None = None
    repetition: int | None = None
    side: Side | None = None

    def cue(self, start: int, exercise: Exercise, item_index: int) -> Cue:
        return Cue(
            start=start,
            duration=self.seconds,
            kind=self.kind,
            text=_sayable(self.texts, self),
            short_text=_sayable(self.texts[-1:], self),
            exercise=exercise,
            item_index=item_index,
            step_index=self.step_index,
            set=self.set,
            repetition=self.repetition,
            side=self.side,
        )


def _sayable(texts: tuple[str, ...], part: _Part) -> str:
    """The first that can be said in the seconds of the part."""
    return next((text for text in texts if _seconds_to_say(text) <= part.seconds), _LAST_RESORT[part.kind])


def _seconds_to_say(text: str) -> int:
    return -(-len(text.split()) // WORDS_PER_SECOND)


def _item(
    item: RoutineItem,
    before: Exercise | None,
    routine: Routine,
    at_hand: frozenset[str],
    detail: Detail,
    *,
    place: str,
    last: bool,
) -> list[_Part]:
    """All of an item, none of it without time; the first part tells the name of the exercise."""
    gap = list(_gap(item, before, routine, at_hand))
    work = list(_work(item, routine.conventions, detail))
    for name, parts, room in (("gap", gap, item.gap_seconds), ("work", work, item.work_seconds)):
        needed = sum(part.seconds for part in parts)
        if needed > room:
            problem = f"got {room} s, expected {needed} or more (lowback.check tells what else is wrong)"
            raise ImpossibleValue(f"Routine.{place}.{name}_seconds", problem)
    if detail is Detail.SETS:
        gap = [_whole_gap(gap)]
    parts = [part for part in (*gap, *work) if part.seconds]
    rest = item.seconds - sum(part.seconds for part in parts)
    if rest:
        parts.append(_rest_at_end(rest, last=last))
    if parts and parts[0].kind is not CueKind.GET_READY:
        parts[0] = _named(parts[0], item.exercise)
    return parts


def _named(part: _Part, exercise: Exercise) -> _Part:
    name = _sentence(exercise.name)
    return evolve(part, texts=(*(f"{name} {text}" for text in part.texts), name, part.texts[-1]))


def _rest_at_end(seconds: int, *, last: bool) -> _Part:
    if last:
        return _Part(kind=CueKind.CLOSING_REST, seconds=seconds, texts=("That was the last exercise. Rest.", "Rest."))
    return _Part(kind=CueKind.PAUSE, seconds=seconds, texts=(f"Rest for {_time(seconds)}.", "Rest."))


# Before the work ----------------------------------------------------------------------------------


def _gap(item: RoutineItem, before: Exercise | None, routine: Routine, at_hand: frozenset[str]) -> Iterator[_Part]:
    """Hear what comes; fetch, and change position (what is fetched for the floor is fetched first); set up."""
    exercise, conventions = item.exercise, routine.conventions
    slow = routine.brief.limited_mobility
    change = (
        0 if before is None else conventions.change_seconds(before.position, exercise.position, limited_mobility=slow)
    )
    fetch = conventions.fetch_seconds(exercise, at_hand)
    room = max(0, item.gap_seconds - change - fetch)
    setup = [(index, step) for index, step in enumerate(exercise.steps) if step.role is Role.SETUP]
    shares = _shares([step for _, step in setup], room, item)
    to_fetch, to_have = _things(exercise, conventions, at_hand)
    place = PLACES[exercise.position]

    yield _Part(
        kind=CueKind.GET_READY,
        seconds=room - sum(shares),
        texts=tuple(_announcements(item, "" if change else place, to_have)),
    )
    moves = [
        _Part(kind=CueKind.FETCH, seconds=fetch, texts=(f"Fetch {to_fetch}.", "Fetch it.")),
        _Part(
            kind=CueKind.CHANGE_POSITION, seconds=change, texts=(f"Change position: {place}.", f"{_capital(place)}.")
        ),
    ]
    yield from moves if exercise.position.low else reversed(moves)
    for (index, step), seconds in zip(setup, shares, strict=True):
        yield _Part(kind=CueKind.SETUP, seconds=seconds, texts=(step.text, step.short_text), step_index=index)


def _announcements(item: RoutineItem, place: str, things: str) -> Iterator[str]:
    """What can be said before an exercise; what a caution asks comes before what anybody can see."""
    name = _sentence(item.exercise.name)
    placed = f"{item.exercise.name}, {place}." if place else name
    need = f"You need {things}." if things else ""
    care = _care(item)
    with_care = ((placed, need, care), (name, care)) if care else ()
    for words in (*with_care, (placed, need), (name, need), (placed,)):
        yield " ".join(filter(None, words))
    yield name


def _care(item: RoutineItem) -> str:
    """What the cautions of the brief ask here."""
    return " ".join(dict.fromkeys(f"Take care: {_sentence(rule.how)}" for rule in item.cautions if rule.how))


def _whole_gap(parts: list[_Part]) -> _Part:
    """All that comes before the work, as one part."""
    first, *others = parts
    told = [part for part in others if part.seconds]
    return _Part(
        kind=CueKind.GET_READY,
        seconds=sum(part.seconds for part in parts),
        texts=(
            " ".join([first.texts[0], *(part.texts[0] for part in told)]),
            " ".join([first.texts[0], *(_sentence(part.texts[-1]) for part in told)]),
            *first.texts,
        ),
    )


def _shares(setup: list[Step], room: int, item: RoutineItem) -> list[int]:
    """The seconds of the setup steps: their own, where that leaves time for the name and for what cautions ask.

    Else as little less as will do; in need each keeps the seconds that its short text takes, and what room
    there is for the rest goes to the first of them. Where not even that fits, they share it in proportion.
    """
    own = [step.seconds or 0 for step in setup]
    least = [min(_seconds_to_say(step.short_text), seconds) for step, seconds in zip(setup, own, strict=True)]
    name = _sentence(item.exercise.name)
    for announcement in (f"{name} {_care(item)}", name, ""):
        left = room - _seconds_to_say(announcement) - sum(least)
        if left >= 0:
            more = [most - few for few, most in zip(least, own, strict=True)]
            given = (
                max(0, min(each, left - so_far))
                for each, so_far in zip(more, accumulate(more, initial=0), strict=False)
            )
            return [few + extra for few, extra in zip(least, given, strict=True)]
    ends = [end * room // sum(own) for end in accumulate(own, initial=0)]
    return [end - start for start, end in pairwise(ends)]


def _at_hand(routine: Routine) -> frozenset[str]:
    """The things that the brief and its mix allow."""
    known = [mix.id for mix in routine.conventions.mixes]
    if routine.brief.mix not in known:
        near = did_you_mean(routine.brief.mix, known)
        raise BriefError("mix", routine.brief.mix, f"a mix of the conventions of the routine{near}")
    return Limits.of(routine.brief, routine.conventions).equipment


def _things(exercise: Exercise, conventions: Conventions, at_hand: frozenset[str]) -> tuple[str, str]:
    """What has to be fetched (so is what is not at hand at all), and what else is needed."""
    names = {thing.id: thing.name for thing in conventions.equipment}
    slow = {thing.id for thing in conventions.equipment if thing.fetch}
    to_fetch: list[str] = []
    to_have: list[str] = []
    for group in exercise.needs:
        usable = [thing for thing in group if thing in at_hand]
        words = " or ".join(names.get(thing, thing) for thing in usable or group)
        (to_fetch if slow.issuperset(usable) else to_have).append(words)
    return " and ".join(to_fetch), " and ".join(to_have)


# The work -----------------------------------------------------------------------------------------


def _work(item: RoutineItem, conventions: Conventions, detail: Detail) -> Iterator[_Part]:
    """The sets of one side and then of the other, with rests between, and the finish."""
    exercise, dose = item.exercise, item.dose
    sides = tuple(Side) if exercise.laterality is Laterality.UNILATERAL else (None,)
    for side in sides:
        if side is Side.OTHER:
            texts = ("Change to the other side.", "Other side.")
            yield _Part(kind=CueKind.CHANGE_SIDE, seconds=conventions.timing.change_side, texts=texts)
        for number in range(1, dose.sets + 1):
            if number > 1:
                texts = (f"Rest for {_time(exercise.rest)}. Then set {number} of {dose.sets}.", "Rest.")
                yield _Part(kind=CueKind.REST, seconds=exercise.rest, texts=texts, side=side)
            parts = [evolve(part, set=number) for part in _set(exercise, dose, side, number)]
            yield from [_whole_set(exercise, dose, side, number, parts)] if detail is Detail.SETS else parts
    for index, step in enumerate(exercise.steps):
        if step.role is Role.FINISH:
            texts = (step.text, step.short_text)
            yield _Part(kind=CueKind.FINISH, seconds=step.seconds or 0, texts=texts, step_index=index)


def _set(exercise: Exercise, dose: Dose, side: Side | None, number: int) -> Iterator[_Part]:
    """The steps of every repetition; where sides alternate, one to each side is a repetition."""
    steps = [(i, step) for i, step in enumerate(exercise.steps) if step.role in (Role.MOVE, Role.HOLD, Role.RETURN)]
    if dose.reps is None:
        ((index, step),) = steps
        yield from _held(step, index, dose.duration or 0, (step.text, step.short_text), side=side)
        return
    alternating = exercise.laterality is Laterality.ALTERNATING
    for repetition in range(1, dose.reps + 1):
        for half in tuple(Side) if alternating else (side,):
            for nth, (index, step) in enumerate(steps):
                texts = _texts(step, repetition, dose.reps, whole=repetition == number == 1, first=nth == 0)
                if nth == 0 and alternating and half is Side.OTHER:
                    texts = (f"Other side. {step.short_text}", "Other side.")
                if step.seconds is None:
                    held = _held(step, index, dose.hold or 0, texts, side=half)
                    yield from (evolve(part, repetition=repetition) for part in held)
                else:
                    yield _Part(
                        kind=_OF_ROLE[step.role],
                        seconds=step.seconds,
                        texts=texts,
                        step_index=index,
                        repetition=repetition,
                        side=half,
                    )


def _held(step: Step, index: int, seconds: int, texts: tuple[str, ...], *, side: Side | None) -> Iterator[_Part]:
    """A hold, and when it is long, that half of it is done."""
    second_half = seconds // 2 if seconds >= _HALFWAY_FROM else 0
    yield _Part(kind=CueKind.HOLD, seconds=seconds - second_half, texts=texts, step_index=index, side=side)
    halfway = (f"Halfway. {step.short_text}", "Halfway.")
    yield _Part(kind=CueKind.HALFWAY, seconds=second_half, texts=halfway, step_index=index, side=side)


def _whole_set(exercise: Exercise, dose: Dose, side: Side | None, number: int, parts: list[_Part]) -> _Part:
    """A set as one part."""
    amount = _amount(exercise, dose)
    which = [f"{side} side" if side else "", f"set {number} of {dose.sets}" if dose.sets > 1 else ""]
    label = ", ".join(filter(None, which))
    head = _sentence(_capital(f"{label}: {amount}" if label else amount))
    steps = exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN)
    return _Part(
        kind=CueKind.SET,
        seconds=sum(part.seconds for part in parts),
        texts=(
            " ".join([head, *(step.text for step in steps)]),
            " ".join([head, *(_sentence(step.short_text) for step in steps)]),
            head,
            _sentence(_capital(amount)),
        ),
        set=number,
        side=side,
    )


# Words of a part ----------------------------------------------------------------------------------


def _texts(step: Step, repetition: int, repetitions: int, *, whole: bool, first: bool) -> tuple[str, ...]:
    """The whole sentence the first time; afterwards the short one, with the count where a repetition begins."""
    if whole:
        return (step.text, step.short_text)
    if not first or repetition == 1:
        return (step.short_text,)
    count = "Last one." if repetition == repetitions else f"{repetition}."
    return (f"{count} {step.short_text}", step.short_text)


def _amount(exercise: Exercise, dose: Dose) -> str:
    """How much a set is: "10 times, hold for 5 seconds"."""
    if dose.reps is None:
        return f"for {_time(dose.duration or 0)}"
    times = "once" if dose.reps == 1 else f"{dose.reps} times"
    each = f"{times} to each side, taking turns" if exercise.laterality is Laterality.ALTERNATING else times
    return f"{each}, hold for {_time(dose.hold)}" if dose.hold else each


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [f"{n} {unit}{'s' if n != 1 else ''}" for n, unit in ((minutes, "minute"), (rest, "second")) if n]
    return " ".join(parts) or "0 seconds"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
