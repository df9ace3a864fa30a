"""What a paper says: a routine or an exercise as sections and lines, once.

Paragraph, Markdown, pages, PDF and the list of the player are pens: they know marks and layout, and no sentence.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from attrs import evolve, frozen

from lowback._gaps import setup_seconds
from lowback._words import BY_RULE, CourseWords, Label, Words, sentence
from lowback.model import Conventions, Dose, Exercise, Routine, RoutineItem, Source, Step, narrowed
from lowback.programme import Week
from lowback.vocabulary import Change, Position, Role, Weekday

__all__ = [
    "Beginning",
    "Citations",
    "Details",
    "Entry",
    "Handout",
    "Labelled",
    "Line",
    "Paragraph",
    "Points",
    "Section",
    "SectionKind",
    "Steps",
    "TickSheet",
    "handout_of",
    "needed_for",
    "paper_of",
    "sheet_of",
    "week_of",
]


# Lines ---------------------------------------------------------------------------------------------


@frozen
class Paragraph:
    """A paragraph.

    Attributes:
        words: What it says.
        small: Whether it is beside the point, such as a reference.
    """

    words: str
    small: bool = False


@frozen
class Labelled:
    """A label and what belongs to it.

    Attributes:
        label: The label, without a colon.
        words: What belongs to it.
        care: Whether it is what a caution asks.
    """

    label: str
    words: str
    care: bool = False


@frozen
class Points:
    """A list in no order.

    Attributes:
        texts: One for each point.
        lead: A line before them; empty where there is none.
    """

    texts: tuple[str, ...]
    lead: str = ""


@frozen
class Details:
    """A table of labels and words.

    Attributes:
        pairs: Label and words of each row.
    """

    pairs: tuple[tuple[str, str], ...]


@frozen
class Beginning:
    """What begins at a second of the routine.

    Attributes:
        second: Counted from the beginning of the routine.
        words: What begins.
    """

    second: int
    words: str


@frozen
class Steps:
    """Steps in order of doing.

    Attributes:
        steps: Paragraph of each step and how long it takes, in words.
        poses: The pose of each; empty where it names none.
        first: Number of the first one; all steps of an exercise are counted together.
    """

    steps: tuple[tuple[str, str], ...]
    poses: tuple[str, ...]
    first: int = 1


@frozen
class Citations:
    """Sources, in order of their numbers.

    Attributes:
        sources: Each once.
    """

    sources: tuple[Source, ...]


@frozen
class TickSheet:
    """What is ticked off and written down, the same on each day.

    Attributes:
        days: The days, in words.
        to_do: What is ticked off on each.
        lead: A line before the questions.
        questions: What is written down on each, and the answers to choose from; none where a figure is written.
    """

    days: tuple[str, ...]
    to_do: tuple[str, ...]
    lead: str
    questions: tuple[tuple[str, str], ...]

    @property
    def to_fill(self) -> tuple[str, ...]:
        """The questions of one day, each in a line with room for a figure, or with its answers."""
        return tuple(f"{asked} {answers}" if answers else f"{asked}: ____" for asked, answers in self.questions)


Line: TypeAlias = Paragraph | Labelled | Points | Details | Beginning | Steps | Citations | TickSheet


# Sections ------------------------------------------------------------------------------------------


class SectionKind(StrEnum):
    """What a section is for.

    Attributes:
        BEFORE: What has to be known before somebody moves.
        SIGNS: Signs to see a doctor about first.
        STOP: When to stop.
        PHASE: The exercises of a phase.
        END: The end of the clock.
        SOURCES: Where the facts were printed.
        TICKS: What is ticked off day by day.
        PLAIN: A section of a single exercise.
    """

    BEFORE = "before"
    SIGNS = "signs"
    STOP = "stop"
    PHASE = "phase"
    END = "end"
    SOURCES = "sources"
    TICKS = "ticks"
    PLAIN = "plain"


@frozen
class Entry:
    """An exercise of a routine.

    Attributes:
        number: Counted from 1.
        item: What it is an entry of.
        name: Its heading, without the number.
        how: What to do, along the clock.
        notes: What to mind; first what cautions ask.
    """

    number: int
    item: RoutineItem
    name: str
    how: tuple[Line, ...]
    notes: tuple[Line, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """Of each pose, the number of the first step that takes it."""
        found: dict[str, int] = {}
        for line in self.how:
            if isinstance(line, Steps):
                for number, pose in enumerate(line.poses, start=line.first):
                    found.setdefault(pose, number)
        return found


@frozen
class Section:
    """A section of a paper.

    Attributes:
        kind: What it is for.
        heading: Its heading; empty where it has none.
        lines: What it says.
        entries: The exercises in it.
    """

    kind: SectionKind
    heading: str
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()


@frozen
class Handout:
    """A paper.

    Attributes:
        title: Its title.
        sections: In order of reading.
    """

    title: str
    sections: tuple[Section, ...]


def paper_of(thing: Exercise | Routine | Week, conventions: Conventions) -> Handout:
    """A routine, a week, or an exercise of a catalog with these conventions, as sections and lines."""
    match thing:
        case Routine():
            return handout_of(thing)
        case Week():
            return week_of(thing)
        case Exercise():
            return sheet_of(thing, conventions)


# A week --------------------------------------------------------------------------------------------


def week_of(week: Week) -> Handout:
    """A week as sections and lines: how often, what is different, and for each day boxes to tick and a diary."""
    words = CourseWords()
    return Handout(words.week(week.number, week.weeks), tuple(_of_week(week, words)))


def _of_week(week: Week, words: CourseWords) -> Iterator[Section]:
    routine, changes = week.session.routine, [change.sentence for change in week.session.changes]
    if routine is None:
        yield Section(SectionKind.PLAIN, "", tuple(map(Paragraph, (*changes, BY_RULE))))
        return
    said = Words.of(routine)
    often = words.how_often(len(week.days), said.time(routine.seconds))
    told = (said.review, words.asked_before(), often, words.may_change(), words.as_on_the_handout())
    yield Section(SectionKind.BEFORE, "", (*map(Paragraph, told), *_made_for(routine, said)))
    if changes:
        why = (Points(tuple(changes)), Paragraph(BY_RULE))
        yield Section(SectionKind.PLAIN, said.label(Label.WHAT_IS_DIFFERENT), why)
    yield from _signs_and_stops(routine, said)
    yield _to_tick(routine, said, [words.on(day, Weekday.of(day)) for day in week.days])


def _to_tick(routine: Routine, words: Words, days: Iterable[str]) -> Section:
    """Boxes to tick and a pain diary for each day."""
    course = CourseWords()
    sheet = TickSheet(
        days=tuple(days),
        to_do=tuple(
            course.to_do(each.exercise.name, words.short_dose(each.exercise, each.dose)) for each in routine.items
        ),
        lead=words.label(Label.PAIN_DIARY),
        questions=course.diary(),
    )
    return Section(SectionKind.TICKS, words.label(Label.TICK_OFF), (sheet,))


# A routine -----------------------------------------------------------------------------------------


def handout_of(routine: Routine, *, ticks: bool = False) -> Handout:
    """A routine as sections and lines; with `ticks`, with boxes and a pain diary for a week before the exercises."""
    words = Words.of(routine)
    return Handout(words.title(routine), tuple(_sections(routine, words, ticks=ticks)))


def _sections(routine: Routine, words: Words, *, ticks: bool) -> Iterator[Section]:
    sources = dict.fromkeys(source for item in routine.items for source in item.exercise.sources)
    numbers = {source: number for number, source in enumerate(sources, start=1)}
    yield Section(SectionKind.BEFORE, "", tuple(_before(routine, words)))
    yield from _signs_and_stops(routine, words)
    if ticks and routine.items:
        yield _to_tick(routine, words, [CourseWords().weekday(day) for day in Weekday])
    starts = _starts(routine)
    numbered = enumerate(zip(routine.items, starts, strict=True), start=1)
    for phase, group in groupby(numbered, key=lambda each: each[1][0].phase):
        entries = [_entry(number, item, start, routine, words, numbers) for number, (item, start) in group]
        yield Section(SectionKind.PHASE, words.heading(phase), entries=tuple(entries))
    yield Section(SectionKind.END, "", (Beginning(routine.seconds, words.end(routine)),))
    if sources:
        yield Section(SectionKind.SOURCES, words.label(Label.SOURCES), (Citations(tuple(sources)),))


def _signs_and_stops(routine: Routine, words: Words) -> Iterator[Section]:
    """What to be seen about before it, and when to stop."""
    if routine.red_flags:
        asked = [Points(tuple(questions), lead=advice) for advice, questions in words.questions(routine.red_flags)]
        yield Section(SectionKind.SIGNS, words.label(Label.SEE_A_DOCTOR_FIRST), tuple(asked))
    if routine.stop_rules:
        stops = Points(tuple(rule.text for rule in routine.stop_rules))
        yield Section(SectionKind.STOP, words.label(Label.WHEN_TO_STOP), (stops,))


def _starts(routine: Routine) -> list[int]:
    """The second at which each item begins."""
    starts, clock = list[int](), 0
    for item in routine.items:
        starts.append(clock)
        clock += item.seconds
    return starts


def _before(routine: Routine, words: Words) -> Iterator[Line]:
    yield Paragraph(words.review)
    if routine.message is not None:
        yield Labelled(words.label(Label.GOOD_TO_KNOW), routine.message.text)
    yield from _made_for(routine, words)
    yield from needed_for(routine, words)


def _made_for(routine: Routine, words: Words) -> Iterator[Points]:
    """What the person says, and what that asks of the routine as a whole."""
    if routine.cautions:
        yield Points(tuple(words.cautions(routine)), lead=words.label(Label.MADE_FOR))
    if lines := words.at_the_start(routine.brief):
        yield Points(tuple(lines), lead=words.label(Label.BEFORE_YOU_START))


def needed_for(routine: Routine, words: Words) -> Iterator[Labelled]:
    """What has to be at hand, and what helps."""
    needed, helpful = _equipment(routine)
    yield Labelled(words.label(Label.YOU_NEED), sentence(words.all_of(needed)))
    if helpful:
        yield Labelled(words.label(Label.HELPFUL), sentence(words.each_of(helpful)))


def _equipment(routine: Routine) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """What the routine needs, one of each group; and what is at hand, needed by none and of use to some."""
    at_hand = routine.conventions.at_hand(routine.brief)
    needed = _needed([item.exercise for item in routine.items], at_hand)
    useful = {id_ for item in routine.items for id_ in item.exercise.optional}
    free = (useful & at_hand).difference(*needed)
    return needed, [each.id for each in routine.conventions.equipment if each.id in free]


def _needed(exercises: Iterable[Exercise], at_hand: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """One of each group is needed, of what is at hand; without groups that another one answers already."""
    groups = (group for exercise in exercises for group in exercise.needs)
    return narrowed(tuple(id_ for id_ in group if id_ in at_hand) or group for group in groups)


def _entry(
    number: int, item: RoutineItem, start: int, routine: Routine, words: Words, numbers: dict[Source, int]
) -> Entry:
    exercise = item.exercise
    return Entry(
        number,
        item,
        exercise.name,
        tuple(_counted(_how(number, start, routine, words))),
        tuple(_notes(item, words, numbers)),
    )


def _how(number: int, start: int, routine: Routine, words: Words) -> Iterator[Line]:
    item = routine.items[number - 1]
    exercise, begin = item.exercise, start + item.gap_seconds
    exercises = [None, *(each.exercise for each in routine.items), None]
    before, after = exercises[number - 1], exercises[number + 1]
    if exercise.summary:
        yield Paragraph(exercise.summary)
    if changed := words.changed(exercise):
        yield Paragraph(changed)
    for how in words.notes(item.cautions):
        yield Labelled(words.label(Label.TAKE_CARE), how, care=True)
    needed = _needed([exercise], routine.conventions.at_hand(routine.brief))
    yield Beginning(start, words.get_ready(item, needed))
    setup = _said(exercise, Role.SETUP, before or routine.conventions.start_of(routine.brief))
    ready = [step for step in setup if step.change is Change.PLACE]
    yield from _steps([evolve(step, text=words.make_ready(step, exercise, before)) for step in ready], item.dose, words)
    if way := words.way_in(routine, exercise, before):
        yield Paragraph(way)
    yield from _steps([step for step in setup if step not in ready], item.dose, words)
    yield Beginning(begin, words.dose_and_sides(exercise, item.dose))
    yield from _repetition(exercise, item.dose, words, after or routine.conventions.end_of(routine.brief))
    end, rest = begin + item.work_seconds, item.pause_seconds
    if after is None and routine.closing_seconds:
        up, *_ = words.change_at_the_end(exercise, routine)
        yield Beginning(end, up)
        end, rest = end + routine.closing_seconds, rest - routine.closing_seconds
    if rest > 0:
        yield Beginning(end, words.pause(rest))


def _notes(item: RoutineItem, words: Words, numbers: dict[Source, int]) -> Iterator[Line]:
    exercise = item.exercise
    if item.note:
        yield Labelled(words.label(Label.NOTE), item.note)
    yield from _breathing(exercise, words)
    if exercise.typical_errors:
        yield Points(_corrections(exercise), lead=words.heading_line(Label.TYPICAL_ERRORS))
    if exercise.sources:
        cited = ", ".join(str(numbers[source]) for source in exercise.sources)
        yield Paragraph(words.labelled(Label.SOURCES, cited), small=True)


# An exercise ---------------------------------------------------------------------------------------


def sheet_of(exercise: Exercise, conventions: Conventions) -> Handout:
    """An exercise as sections and lines, at the dose to start with."""
    return Handout(exercise.name, tuple(_sheet(exercise, Words(conventions))))


def _sheet(exercise: Exercise, words: Words) -> Iterator[Section]:
    starter = exercise.dose.starter
    summary = [Paragraph(exercise.summary)] if exercise.summary else []
    yield Section(SectionKind.BEFORE, "", (*summary, Details(tuple(_details(exercise, words)))))
    how = (
        Paragraph(words.heading_line(Label.GET_READY)),
        *_steps(exercise.steps_of(Role.SETUP), starter, words),
        Paragraph(words.dose_and_sides(exercise, starter)),
        *_repetition(exercise, starter, words),
        *_breathing(exercise, words),
    )
    yield Section(SectionKind.PLAIN, words.label(Label.HOW_TO_DO_IT), tuple(_counted(how)))
    if exercise.typical_errors:
        yield Section(SectionKind.PLAIN, words.label(Label.TYPICAL_ERRORS), (Points(_corrections(exercise)),))
    for heading, texts in words.concerns(exercise):
        yield Section(SectionKind.PLAIN, heading, (Points(tuple(texts)),))
    if exercise.sources:
        yield Section(SectionKind.SOURCES, words.label(Label.SOURCES), (Citations(exercise.sources),))
    yield Section(SectionKind.END, "", (Paragraph(words.review),))


def _details(exercise: Exercise, words: Words) -> Iterator[tuple[str, str]]:
    """What an exercise is, without what it does not have."""
    starter = exercise.dose.starter
    timing = words.timing
    for label, said in {
        Label.ID: exercise.id,
        Label.ALSO_CALLED: ", ".join(exercise.aliases),
        Label.KIND: words.kind(exercise.kind),
        Label.POSITION: words.place(exercise.position),
        Label.DIFFICULTY: words.difficulty(exercise),
        Label.WORKS_ON: ", ".join(words.region(region) for region in exercise.regions),
        Label.NEEDS: words.all_of(exercise.needs),
        Label.CAN_USE: words.each_of(exercise.optional),
        Label.DOSE: words.short_dose(exercise, starter),
        Label.RANGE: words.dose_range(exercise),
        Label.TAKES: words.time(exercise.work_seconds(starter, timing)),
        Label.EASIER: ", ".join(exercise.easier),
        Label.HARDER: ", ".join(exercise.harder),
        Label.NO_FLOOR: exercise.no_floor_alternative or "",
    }.items():
        if said:
            yield words.label(label), said


# Both ----------------------------------------------------------------------------------------------


def _steps(steps: Iterable[Step], dose: Dose, words: Words) -> Iterator[Steps]:
    """Each step with its time; a hold lasts as long as the dose says, and may be left out."""
    timed = [(step, _seconds_of(step, dose, words)) for step in steps]
    shown = [(step, words.short_time(seconds)) for step, seconds in timed if seconds]
    if shown:
        yield Steps(tuple((step.text, time) for step, time in shown), tuple(step.pose for step, _ in shown))


def _counted(lines: Iterable[Line]) -> Iterator[Line]:
    """The same, with the steps of one exercise numbered from its first to its last."""
    first = 1
    for line in lines:
        if isinstance(line, Steps):
            yield evolve(line, first=first)
            first += len(line.steps)
        else:
            yield line


def _seconds_of(step: Step, dose: Dose, words: Words) -> int | None:
    """How long a step lasts; in a routine of the first edition, a setup lasts its own seconds."""
    if step.role is Role.SETUP and words.opens:
        return setup_seconds(step)
    return step.seconds or dose.duration or dose.hold


def _said(exercise: Exercise, role: Role, beside: Exercise | Position | None) -> list[Step]:
    """The steps of a part, without those that are left out beside another exercise, or at a start or an end."""
    return [step for step in exercise.steps_of(role) if not step.is_left_out(exercise, beside)]


def _repetition(
    exercise: Exercise, dose: Dose, words: Words, after: Exercise | Position | None = None
) -> Iterator[Line]:
    """What is repeated, and what comes once at the end."""
    yield from _steps(exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN), dose, words)
    if finish := _said(exercise, Role.FINISH, after):
        yield Paragraph(words.label(Label.AT_THE_END))
        yield from _steps(finish, dose, words)


def _breathing(exercise: Exercise, words: Words) -> Iterator[Line]:
    if exercise.breathing:
        yield Labelled(words.label(Label.BREATHING), exercise.breathing)


def _corrections(exercise: Exercise) -> tuple[str, ...]:
    """Each typical error and what to do instead."""
    return tuple(f"{sentence(each.error)} {each.correction}" for each in exercise.typical_errors)
