"""A routine laid along a clock: what to do, and what to say, from second 0 to its last.

No duration is counted here. The model counts them (`Exercise.work_seconds`, `Conventions.change_seconds`
and the like), a routine carries them, and this module only divides them in the order of doing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Self, TypeAlias

from attrs import evolve, field, frozen

from ._arguments import expect, one_of, several, whole
from ._bounds import Between
from ._gaps import gap_of, opening_seconds
from ._words import Label, Words, joined, seconds_to_say, sentence
from .errors import ImpossibleValue
from .model import Conventions, Dose, Exercise, Routine, RoutineItem, Step
from .vocabulary import Change, CueKind, Detail, Laterality, Position, Role, Side

__all__ = ["Cue", "CueKind", "Detail", "Side", "Timeline"]

_HALFWAY_FROM = 10
"""Seconds of a hold, or of a bout, from which on a voice says that half is done (editorial)."""

_OF_ROLE = {
    Role.SETUP: CueKind.SETUP,
    Role.MOVE: CueKind.MOVE,
    Role.HOLD: CueKind.HOLD,
    Role.RETURN: CueKind.RETURN,
    Role.FINISH: CueKind.FINISH,
}

# Cues --------------------------------------------------------------------------------------------


@frozen(kw_only=True, repr=False)
class Cue:
    """What happens from one second to another, and what to say meanwhile.

    Attributes:
        start: Second at which it begins, 0 or more, counted from the start of the routine.
        duration: Whole seconds that it lasts, 1 or more.
        kind: What it is for.
        text: What to say, as far as there is time. The whole sentence of a step is `cue.step.text`.
        short_text: The same for a small screen, in no more time.
        exercise: The exercise that it belongs to.
        item_index: Index of its item in `routine.items`, 0 or more.
        step_index: Index of the step in `exercise.steps`; None where no single step is done.
        set: Number of the set, counted from 1 on each side; None outside of sets.
        repetition: Number of the repetition in its set, counted from 1; None where nothing is repeated.
        side: Side at work; None where both are, or none.
        care: What the cautions of the brief ask, to be said after `text`; empty where they ask nothing.
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
    care: str = ""

    @property
    def spoken(self) -> str:
        """All that is to be said: `text`, and then `care`."""
        return joined(self.text, self.care)

    @property
    def end(self) -> int:
        """Second at which it is over."""
        return self.start + self.duration

    @property
    def step(self) -> Step | None:
        """The step that is done, if it is a single one; with the exercise, it says which picture to show."""
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
        expect("Timeline.routine", self.routine, Routine)
        clock = 0
        for cue in several("Timeline.cues", self.cues, Cue):
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

        The words of a cue are the best that a calm voice can say in its time: the sentence of the step on its
        first repetition, else its short text with a count, else that short text, else a word or two for the kind
        of cue, such as "Hold." What the cautions of the brief ask of an exercise is said as somebody gets ready;
        the setup steps are shortened for it as far as their short texts can still be said.
        Words that are not from the catalog are English.

        Raises `ImpossibleValue` when the seconds of an item have no room for what the model counts (such a
        routine was not composed; `check` says what is wrong with it), and `BriefError` when the conventions of the
        routine do not have its mix.

        >>> from lowback import Brief, compose
        >>> timeline = Timeline.of(compose(Brief(minutes=5)))
        >>> timeline.seconds, timeline.cues[0].kind, timeline.cues[-1].end
        (300, <CueKind.GET_READY: 'get-ready'>, 300)
        >>> len(Timeline.of(timeline.routine, Detail.SETS).cues) < len(timeline.cues)
        True
        """
        expect("Timeline.of.routine", routine, Routine)
        detail = one_of("Timeline.of.detail", detail, Detail)
        routine.conventions.mix_of(routine.brief)  # refuses a mix that it does not have
        words = Words.of(routine)
        at_hand = routine.conventions.at_hand(routine.brief)
        cues: list[Cue] = []
        clock = 0
        before: Exercise | None = None
        following = (*(item.exercise for item in routine.items[1:]), None)
        for index, (item, after) in enumerate(zip(routine.items, following, strict=False)):
            for part in _item(item, before, after, routine, words, at_hand, detail, place=f"items[{index}]"):
                cues.append(part.cue(clock, item.exercise, index, words))
                clock += part.seconds
            before = item.exercise
        return cls(routine=routine, detail=detail, cues=tuple(cues))

    @classmethod
    def alone(cls, routine: Routine, item: RoutineItem) -> Self:
        """Lay one exercise along the clock by itself, for somebody of a routine who is in its start position already.

        What is said before the whole routine is not said again. Such an item is one of `lowback.composer.offers`.

        Raises what `Timeline.of` raises.

        >>> from lowback import compose
        >>> from lowback.composer import offers
        >>> routine = compose()
        >>> item = offers(routine, 0).other
        >>> timeline = Timeline.alone(routine, item)
        >>> timeline.seconds == item.seconds, timeline.cues[0].text
        (True, 'Seated pelvic tilt, sitting. You need a firm chair.')
        """
        expect("Timeline.alone.routine", routine, Routine)
        expect("Timeline.alone.item", item, RoutineItem)
        place = item.exercise.position
        brief = evolve(routine.brief, start=place, end=place)
        said = Words.of(routine).opening(brief)
        opening = opening_seconds(brief, routine.conventions) if said else 0
        longer = evolve(item, gap_seconds=item.gap_seconds + opening)
        opened = cls.of(evolve(routine, brief=brief, items=(longer,)))
        cues = (evolve(cue, start=cue.start - opening) for cue in opened.cues if cue.start >= opening)
        return cls(routine=evolve(opened.routine, items=(item,)), detail=opened.detail, cues=tuple(cues))

    @property
    def seconds(self) -> int:
        """How long it lasts: as long as its routine."""
        return self.routine.seconds

    @property
    def unsaid(self) -> tuple[tuple[int, str], ...]:
        """What cautions of the brief change or ask, and no cue has time to say: index of the item, and words to show.

        >>> from lowback import Brief, compose
        >>> Timeline.of(compose(Brief(cautions=["wrist-pain"]))).unsaid
        ()
        """
        said = [""] * len(self.routine.items)
        for cue in self.cues:
            said[cue.item_index] += f"{cue.care}\n"
        words = Words.of(self.routine)
        asked = [(0, line) for line in words.at_the_start(self.routine.brief)]
        for index, item in enumerate(self.routine.items):
            asked += ((index, line) for line in words.asked(item.exercise, item.cautions))
        return tuple((index, text) for index, text in asked if text not in said[index])

    @property
    def parts(self) -> tuple[int, ...]:
        """Seconds at which somebody who skips may go on, in order.

        They are where an exercise, a set or a rest before one, the change of side and the finish begin.

        >>> from lowback import compose
        >>> Timeline.of(compose()).parts[0]
        0
        """
        keys = [_part_of(cue) for cue in self.cues]
        before = (None, *keys)
        return tuple(cue.start for cue, key, last in zip(self.cues, keys, before, strict=False) if key != last)

    def at(self, second: int) -> Cue:
        """The cue at a second.

        Raises `ImpossibleValue` for a second before the beginning or after the end.

        >>> from lowback import compose
        >>> Timeline.of(compose()).at(0).kind
        <CueKind.GET_READY: 'get-ready'>
        """
        whole("Timeline.at.second", second, 0, self.seconds - 1)
        return self.cues[bisect_right(self.cues, second, key=attrgetter("start")) - 1]

    def __repr__(self) -> str:
        return f"<Timeline {self.seconds} s, {len(self.cues)} cues, {self.detail}>"


def _part_of(cue: Cue) -> tuple[int, int | None, Side | None]:
    """What a cue has in common with the others of its part; sides that take turns are at work together."""
    taking_turns = cue.exercise.laterality is Laterality.ALTERNATING
    return cue.item_index, cue.set, None if taking_turns else cue.side


# What an item is made of --------------------------------------------------------------------------


@frozen(kw_only=True)
class _Part:
    """A cue that does not know yet when it begins."""

    kind: CueKind
    seconds: int
    texts: tuple[str, ...]
    """What could be said, the best first and the short form last."""
    care: str = ""
    """What has to be said beside, if there is any time for it."""
    step_index: int | None = None
    set: int | None = None
    repetition: int | None = None
    side: Side | None = None

    def cue(self, start: int, exercise: Exercise, item_index: int, words: Words) -> Cue:
        care, text = self._sayable(words)
        fitting = (text for text in self.texts[-1:] if seconds_to_say(text) <= self.seconds)
        return Cue(
            start=start,
            duration=self.seconds,
            kind=self.kind,
            text=text,
            short_text=next(fitting, words.last_resort(self.kind)),
            exercise=exercise,
            item_index=item_index,
            step_index=self.step_index,
            set=self.set,
            repetition=self.repetition,
            side=self.side,
            care=care,
        )

    def _sayable(self, words: Words) -> tuple[str, str]:
        """Care and the first text that can be said in the seconds; care comes before what anybody can see."""
        for care in dict.fromkeys((self.care, "")):
            for text in self.texts:
                if seconds_to_say(joined(text, care)) <= self.seconds:
                    return care, text
        return "", words.last_resort(self.kind)


def _item(
    item: RoutineItem,
    before: Exercise | None,
    after: Exercise | None,
    routine: Routine,
    words: Words,
    at_hand: frozenset[str],
    detail: Detail,
    *,
    place: str,
) -> list[_Part]:
    """All of an item, none of it without time; the first part says the name of the exercise."""
    gap = list(_gap(item, before, routine, words, at_hand))
    end = routine.conventions.end_of(routine.brief)
    work = list(_work(item, after or end, routine.conventions, words, detail))
    for name, parts, room in (("gap", gap, item.gap_seconds), ("work", work, item.work_seconds)):
        needed = sum(part.seconds for part in parts)
        if needed > room:
            problem = f"got {room} s, expected {needed} or more (lowback.check says what else is wrong)"
            raise ImpossibleValue(f"Routine.{place}.{name}_seconds", problem)
    if detail is Detail.SETS:
        gap = [_whole_gap(gap)]
    parts = [part for part in (*gap, *work) if part.seconds]
    rest = item.seconds - sum(part.seconds for part in parts)
    if after is None:
        closing = min(rest, routine.closing_seconds)
        parts += _way_to_the_end(item.exercise, closing, routine, words)
        rest -= closing
    if rest:
        parts.append(_rest_at_end(rest, words, last=after is None))
    if parts and parts[0].kind is not CueKind.GET_READY:
        parts[0] = _named(parts[0], item, words)
    return parts


def _named(part: _Part, item: RoutineItem, words: Words) -> _Part:
    name = words.named(item.exercise, None)
    unnamed = part.texts[-1:] if seconds_to_say(name) > part.seconds else ()
    texts = (*(f"{name} {text}" for text in part.texts), name, *unnamed)
    return evolve(part, texts=texts, care=words.care(item.exercise, item.cautions))


def _way_to_the_end(last: Exercise, seconds: int, routine: Routine, words: Words) -> Iterator[_Part]:
    if seconds:
        texts = words.change_at_the_end(last, routine)
        yield _Part(kind=CueKind.CHANGE_POSITION, seconds=seconds, texts=texts)


def _rest_at_end(seconds: int, words: Words, *, last: bool) -> _Part:
    kind = CueKind.CLOSING_REST if last else CueKind.PAUSE
    text = words.closing_rest if last else words.rest(seconds)
    return _Part(kind=kind, seconds=seconds, texts=(text, words.last_resort(kind)))


# Before the work ----------------------------------------------------------------------------------

_BEFORE_THE_WAY = (Change.HEIGHT, Change.PLACE)
"""What is done first: hold on, then get down; lay out the pillow, then sit on it."""


def _gap(
    item: RoutineItem, before: Exercise | None, routine: Routine, words: Words, at_hand: frozenset[str]
) -> Iterator[_Part]:
    """Hear what comes; fetch, and change position (what is fetched for the floor is fetched first); set up."""
    exercise, conventions = item.exercise, routine.conventions
    gap = gap_of(exercise, item.cautions, routine.brief, conventions, before=before, first=before is None)
    spare = max(0, item.gap_seconds - gap.change - gap.fetch)
    opening = words.opening(routine.brief) if before is None else ""
    to_open = min(gap.opening, spare) if opening else 0
    room = spare - to_open
    every = [(index, step) for index, step in enumerate(exercise.steps) if step.role is Role.SETUP]
    name, care = words.named(exercise, None), words.care(exercise, item.cautions)
    counted = gap.setup if words.opens else tuple(step.seconds or 0 for _, step in every)
    beside = before or conventions.start_of(routine.brief)
    said = [(each, own) for each, own in zip(every, counted, strict=True) if not each[1].is_left_out(exercise, beside)]
    setup, own = [each for each, _ in said], tuple(seconds for _, seconds in said)
    shares = _shares([step for _, step in setup], own, room, name, care)
    to_fetch, to_have = _equipment(exercise, conventions, at_hand)
    placed = name if gap.change else words.named(exercise, exercise.position)
    need = words.need(to_have)

    if to_open:
        start = words.label(Label.BEFORE_YOU_START)
        yield _Part(kind=CueKind.GET_READY, seconds=to_open, texts=(start,), care=opening)
    texts = tuple(dict.fromkeys((joined(placed, need), joined(name, need), placed, name)))
    yield _Part(kind=CueKind.GET_READY, seconds=room - sum(shares), texts=texts, care=care)
    texts = tuple(filter(None, (words.fetch(to_fetch), words.last_resort(CueKind.FETCH))))
    moves = [
        _Part(kind=CueKind.FETCH, seconds=gap.fetch, texts=texts),
        _Part(
            kind=CueKind.CHANGE_POSITION,
            seconds=gap.change,
            texts=words.change_position(exercise.position, words.way_in(routine, exercise, before)),
        ),
    ]
    steps = [
        (
            step,
            _Part(
                kind=CueKind.SETUP,
                seconds=seconds,
                texts=(words.make_ready(step, exercise, before), step.text, step.short_text),
                step_index=index,
            ),
        )
        for (index, step), seconds in zip(setup, shares, strict=True)
    ]
    yield from (part for step, part in steps if step.change in _BEFORE_THE_WAY)
    yield from moves if exercise.position.low else reversed(moves)
    yield from (part for step, part in steps if step.change not in _BEFORE_THE_WAY)


def _whole_gap(parts: list[_Part]) -> _Part:
    """All that comes before the work, as one part."""
    first, *others = parts
    later = [part for part in others if part.seconds]
    return evolve(
        first,
        seconds=sum(part.seconds for part in parts),
        care=joined(*(part.care for part in parts)),
        texts=(
            " ".join([first.texts[0], *(part.texts[0] for part in later)]),
            " ".join([first.texts[0], *(sentence(part.texts[-1]) for part in later)]),
            *first.texts,
        ),
    )


def _shares(setup: list[Step], own: tuple[int, ...], room: int, name: str, care: str) -> list[int]:
    """The seconds of the setup steps: their own, where that leaves time for the name and for what cautions ask.

    In a routine that was not composed, or by an older model, there may be less: then as little less as will do. Each
    keeps the seconds that its short text takes, or in need a second, and what room there is for the rest goes to the
    first of them. Where not even that fits, they share it in proportion.
    """
    short = [min(seconds_to_say(step.short_text), seconds) for step, seconds in zip(setup, own, strict=True)]
    seen = [min(1, seconds) for seconds in own]
    for announcement, least in ((joined(name, care), short), (joined(name, care), seen), (name, short), ("", short)):
        left = room - seconds_to_say(announcement) - sum(least)
        if left >= 0:
            more = [most - few for few, most in zip(least, own, strict=True)]
            given = (
                max(0, min(each, left - so_far))
                for each, so_far in zip(more, accumulate(more, initial=0), strict=False)
            )
            return [few + extra for few, extra in zip(least, given, strict=True)]
    ends = [end * room // sum(own) for end in accumulate(own, initial=0)]
    return [end - start for start, end in pairwise(ends)]


_Groups: TypeAlias = list[list[str]]


def _equipment(exercise: Exercise, conventions: Conventions, at_hand: frozenset[str]) -> tuple[_Groups, _Groups]:
    """What has to be fetched (so is what is not at hand at all), and what else is needed."""
    slow = {each.id for each in conventions.equipment if each.fetch}
    to_fetch: _Groups = []
    to_have: _Groups = []
    for group in exercise.needs:
        usable = [id_ for id_ in group if id_ in at_hand]
        (to_fetch if slow.issuperset(usable) else to_have).append(usable or list(group))
    return to_fetch, to_have


# The work -----------------------------------------------------------------------------------------


def _work(
    item: RoutineItem, after: Exercise | Position, conventions: Conventions, words: Words, detail: Detail
) -> Iterator[_Part]:
    """The sets of one side and then of the other, with rests between, and the finish."""
    exercise, dose = item.exercise, item.dose
    sides = tuple(Side) if exercise.laterality is Laterality.UNILATERAL else (None,)
    for side in sides:
        if side is Side.OTHER:
            turn = (words.set_up_again(exercise), words.other_side_up(exercise.position), words.label(Label.OTHER_SIDE))
            yield _Part(kind=CueKind.CHANGE_SIDE, seconds=_side_change(item, conventions), texts=turn)
        for number in range(1, dose.sets + 1):
            if number > 1:
                texts = (words.rest_before_set(exercise.rest, number, dose.sets), words.last_resort(CueKind.REST))
                yield _Part(kind=CueKind.REST, seconds=exercise.rest, texts=texts, side=side)
            parts = [evolve(part, set=number) for part in _set(exercise, dose, side, number, words)]
            if detail is Detail.SETS:
                parts = [_whole_set(exercise, dose, side, number, sum(part.seconds for part in parts), words)]
            yield from parts
    for index, step in enumerate(exercise.steps):
        if step.role is Role.FINISH and not step.is_left_out(exercise, after):
            texts = (step.text, step.short_text)
            yield _Part(kind=CueKind.FINISH, seconds=step.seconds or 0, texts=texts, step_index=index)


def _side_change(item: RoutineItem, conventions: Conventions) -> int:
    """The seconds to change sides; of a routine of an older model, which may have given less, as many as it gave."""
    timing, exercise = conventions.timing, item.exercise
    missing = max(0, exercise.work_seconds(item.dose, timing) - item.work_seconds)
    return max(timing.change_side, exercise.side_change(timing) - missing)


def _set(exercise: Exercise, dose: Dose, side: Side | None, number: int, words: Words) -> Iterator[_Part]:
    """The steps of every repetition; where sides alternate, one to each side is a repetition."""
    steps = [(i, step) for i, step in enumerate(exercise.steps) if step.role in (Role.MOVE, Role.HOLD, Role.RETURN)]
    if dose.reps is None:
        ((index, step),) = steps
        yield from _held(step, index, dose.duration or 0, (step.text, step.short_text), words, side=side)
        return
    alternating = exercise.laterality is Laterality.ALTERNATING
    for repetition in range(1, dose.reps + 1):
        for half in tuple(Side) if alternating else (side,):
            for nth, (index, step) in enumerate(steps):
                texts = _texts(step, repetition, dose.reps, words, whole=repetition == number == 1, first=nth == 0)
                if nth == 0 and alternating and half is Side.OTHER:
                    texts = (words.other_side(step.short_text), words.label(Label.OTHER_SIDE))
                if step.seconds is None:
                    held = _held(step, index, dose.hold or 0, texts, words, side=half)
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


def _held(
    step: Step, index: int, seconds: int, texts: tuple[str, ...], words: Words, *, side: Side | None
) -> Iterator[_Part]:
    """A hold, and when it is long, that half of it is done."""
    first_half, second_half = halves(seconds)
    yield _Part(kind=CueKind.HOLD, seconds=first_half, texts=texts, step_index=index, side=side)
    halfway = (words.halfway(step.short_text), words.last_resort(CueKind.HALFWAY))
    yield _Part(kind=CueKind.HALFWAY, seconds=second_half, texts=halfway, step_index=index, side=side)


def halves(seconds: int) -> tuple[int, int]:
    """The seconds of a hold until half of it is told, and those after; of a short one none are after."""
    second_half = seconds // 2 if seconds >= _HALFWAY_FROM else 0
    return seconds - second_half, second_half


def _whole_set(exercise: Exercise, dose: Dose, side: Side | None, number: int, seconds: int, words: Words) -> _Part:
    """A set as one part."""
    head, amount = words.whole_set(exercise, dose, number, side)
    steps = exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN)
    return _Part(
        kind=CueKind.SET,
        seconds=seconds,
        texts=(
            " ".join([head, *(step.text for step in steps)]),
            " ".join([head, *(sentence(step.short_text) for step in steps)]),
            head,
            amount,
        ),
        set=number,
        side=side,
    )


def _texts(step: Step, repetition: int, repetitions: int, words: Words, *, whole: bool, first: bool) -> tuple[str, ...]:
    """The whole sentence the first time; afterwards the short one, with the count where a repetition begins."""
    if whole:
        return (step.text, step.short_text)
    if not first or repetition == 1:
        return (step.short_text,)
    return (words.counted(repetition, repetitions, step.short_text), step.short_text)
