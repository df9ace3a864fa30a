"""Plain text: a routine or an exercise that a person can follow from a terminal."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from lowback.catalog import default_catalog
from lowback.model import (
    Dose,
    DoseRange,
    Exercise,
    Range,
    RedFlag,
    Routine,
    RoutineItem,
    Rules,
    Source,
    Step,
    Timing,
)
from lowback.vocabulary import CautionLevel, Laterality, Position, Role, Urgency

__all__ = ["render"]

_NARROWEST = 40
"""Below this, the columns of times and seconds leave no room for the words."""

_POSITIONS = {
    Position.SUPINE: "on your back",
    Position.PRONE: "on your front",
    Position.SIDE_LYING: "on your side",
    Position.QUADRUPED: "on hands and knees",
    Position.KNEELING: "kneeling",
    Position.HALF_KNEELING: "kneeling on one knee",
    Position.SEATED: "sitting",
    Position.STANDING: "standing",
}

_URGENCIES = {
    Urgency.EMERGENCY: "Call the emergency number or go to an emergency department now:",
    Urgency.URGENT: "See a doctor today or tomorrow:",
    Urgency.ROUTINE: "Ask a doctor or physiotherapist before you begin:",
}
"""What to do, in the words of `lowback.safety`."""

_LEVELS = {
    CautionLevel.AVOID: "Leave it out if this is true for you",
    CautionLevel.MODIFY: "Change it if this is true for you",
    CautionLevel.STOP_IF: "Take special care if this is true for you",
}

_REVIEW = "No clinician has reviewed this content. It is information, not medical advice."

_BREAKS = re.compile(r"[\t-\r\x85\u2028\u2029]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls (no escape sequence survives), signs that turn the direction of writing (Unicode UAX 9), surrogates."""


def render(thing: Exercise | Routine, *, width: int = 80) -> str:
    """Lay out a routine or an exercise as plain text, in lines of at most `width` characters.

    A routine has a clock at the left: when to get ready, when to begin, when to pause. Texts of the
    catalog are data: control characters and signs that turn the direction of writing are replaced.
    Only the address of a source may stick out over the width. Raises `ValueError` for a width below 40.

    >>> from lowback import default_catalog
    >>> print(render(default_catalog()["bridge"]))
    Bridge
    ======
    ...
    """
    if width < _NARROWEST:
        raise ValueError(f"render: got width {width}, expected {_NARROWEST} or more")
    lines = _routine(thing, width) if isinstance(thing, Routine) else _exercise(thing, width)
    return "\n".join(lines) + "\n"


# A routine ---------------------------------------------------------------------------------------


def _routine(routine: Routine, width: int) -> Iterator[str]:
    count = len(routine.items)
    exercises = f"{count} exercise{'s' if count != 1 else ''}"
    yield from _title(f"Routine: {_time_words(routine.seconds)}, {routine.brief.mix}, {exercises}", width)
    if routine.cautions:
        yield "Made for a person who says:"
        yield from _bullets((_sentence(caution.label) for caution in routine.cautions), width)
    at_hand = _at_hand(routine)
    needed = _needed([item.exercise for item in routine.items], at_hand)
    helpful = [
        thing.id
        for thing in routine.rules.equipment
        if thing.id in at_hand
        and all(thing.id not in group for group in needed)
        and any(thing.id in item.exercise.optional for item in routine.items)
    ]
    yield from _fill(f"You need: {_all_of(needed, routine.rules) or 'nothing'}.", width)
    if helpful:
        yield from _fill(f"Helpful, if at hand: {_names(helpful, routine.rules)}.", width)
    if routine.red_flags:
        yield from _fill('Before you start, read the questions under "See a doctor first".', width)
    clock = 0
    numbered = enumerate(routine.items, start=1)
    for phase, items in groupby(numbered, key=lambda pair: pair[1].phase):
        yield ""
        yield from _fill(phase.upper(), width)
        for number, item in items:
            yield ""
            yield from _item(item, number, clock, routine, width)
            clock += item.seconds
    yield ""
    yield from _fill(f"End. Total time: {_time_words(routine.seconds)}.", width, lead=_at(clock))
    if routine.stop_rules:
        yield from _heading("When to stop", width)
        yield from _bullets((rule.text for rule in routine.stop_rules), width)
    if routine.red_flags:
        yield from _heading("See a doctor first if you answer yes to one of these", width)
        yield from _questions(routine.red_flags, width)
    yield ""
    yield from _fill(_REVIEW, width)


def _item(item: RoutineItem, number: int, start: int, routine: Routine, width: int) -> Iterator[str]:
    exercise, dose, rules = item.exercise, item.dose, routine.rules
    yield from _fill(f"{number}. {exercise.name}", width, lead=_at(start))
    ready = [f"{_seconds(item.gap_seconds)} to get ready" if item.gap_seconds else "get ready", _place(exercise)]
    needed = _needed([exercise], _at_hand(routine))
    if needed:
        ready.append(f"with {_all_of(needed, rules)}")
    yield from _fill(_capital(", ".join(ready)), width, lead=_BLANK)
    yield from _steps(exercise.steps_of(Role.SETUP), dose, width, lead=_BLANK)
    begin = start + item.gap_seconds
    yield from _fill(
        f"{_capital(_dose(exercise, dose))}.{_change_side(exercise, rules.timing)}", width, lead=_at(begin)
    )
    yield from _repetition(exercise, dose, width, lead=_BLANK)
    for how in dict.fromkeys(rule.how for rule in item.cautions if rule.how):
        yield from _note("Take care", how, width, lead=_BLANK)
    for typical in exercise.typical_errors[:1]:
        yield from _note("Typical error", f"{_sentence(typical.error)} {typical.correction}", width, lead=_BLANK)
    if item.pause_seconds:
        yield from _fill(f"Pause for {_seconds(item.pause_seconds)}.", width, lead=_at(begin + item.work_seconds))


def _repetition(exercise: Exercise, dose: Dose, width: int, *, lead: str = "") -> Iterator[str]:
    """What is repeated, what comes once at the end, and how to breathe."""
    yield from _steps(exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN), dose, width, lead=lead)
    finish = exercise.steps_of(Role.FINISH)
    if finish:
        yield from _fill("At the end:", width, lead=lead)
        yield from _steps(finish, dose, width, lead=lead)
    if exercise.breathing:
        yield from _note("Breathing", exercise.breathing, width, lead=lead)


def _questions(red_flags: tuple[RedFlag, ...], width: int) -> Iterator[str]:
    for urgency, advice in _URGENCIES.items():
        questions = [flag.question for flag in red_flags if flag.urgency is urgency]
        if questions:
            yield from _fill(advice, width)
            yield from _bullets(questions, width)


def _at_hand(routine: Routine) -> frozenset[str]:
    """The things that the brief and its mix allow."""
    things = routine.rules.available(routine.brief.equipment)
    mix = next((mix for mix in routine.rules.mixes if mix.id == routine.brief.mix), None)
    return things if mix is None or mix.equipment is None else things & routine.rules.available(mix.equipment)


# An exercise -------------------------------------------------------------------------------------


def _exercise(exercise: Exercise, width: int) -> Iterator[str]:
    rules = default_catalog().rules
    regions = {region.id: region.name for region in rules.regions}
    starter = exercise.dose.starter
    yield from _title(exercise.name, width)
    if exercise.summary:
        yield from _fill(exercise.summary, width)
    yield ""
    for label, words in {
        "Id": exercise.id,
        "Also called": ", ".join(exercise.aliases),
        "Kind": f"{exercise.kind} ({exercise.phase})",
        "Position": _place(exercise),
        "Difficulty": f"{exercise.difficulty} of 5",
        "Works on": ", ".join(regions.get(region, _spaced(region)) for region in exercise.regions),
        "Needs": _all_of(exercise.needs, rules) or "nothing",
        "Helpful": _names(exercise.optional, rules),
        "Dose": _dose(exercise, starter),
        "Range": _dose_range(exercise, exercise.dose),
        "Takes": _time_words(exercise.work_seconds(starter, rules.timing)),
        "Easier": ", ".join(exercise.easier),
        "Harder": ", ".join(exercise.harder),
        "No floor": exercise.no_floor_alternative or "",
    }.items():
        if words:
            yield from _fill(words, width, lead=f"{label + ':':<13}")
    yield from _heading("How to do it", width)
    yield from _fill("Get ready:", width)
    yield from _steps(exercise.steps_of(Role.SETUP), starter, width)
    yield from _fill(f"Then {_dose(exercise, starter)}.{_change_side(exercise, rules.timing)}", width)
    yield from _repetition(exercise, starter, width)
    if exercise.typical_errors:
        yield from _heading("Typical errors", width)
        yield from _bullets((f"{_sentence(each.error)} {each.correction}" for each in exercise.typical_errors), width)
    yield from _cautions(exercise, rules, width)
    if exercise.sources:
        yield from _heading("Sources", width)
        for source in exercise.sources:
            yield from _source(source, width)
    yield ""
    yield from _fill(_REVIEW, width)


def _cautions(exercise: Exercise, rules: Rules, width: int) -> Iterator[str]:
    """What the exercise and the declared cautions say, strictest first; words from the packaged cautions."""
    declared = {caution.key: caution for caution in rules.cautions}
    own = [rule for rule in exercise.cautions if rule.key not in declared]
    found = [rule for caution in rules.cautions if (rule := caution.rule_for(exercise)) is not None] + own
    for level, heading in _LEVELS.items():
        lines: list[str] = []
        for rule in found:
            if rule.level is level:
                label, refer = _spaced(rule.key), ""
                if rule.key in declared:
                    label, refer = declared[rule.key].label, declared[rule.key].refer
                lines.append(" ".join(words for words in (_sentence(label), rule.how, refer) if words))
        if lines:
            yield from _heading(heading, width)
            yield from _bullets(lines, width)


def _source(source: Source, width: int) -> Iterator[str]:
    printed = ", ".join(str(part) for part in (source.title, source.publisher, source.year) if part)
    yield from _bullets([printed], width)
    address = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    yield from wrap(
        _clean(address),
        width,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


# Words -------------------------------------------------------------------------------------------


def _seconds(seconds: int) -> str:
    return f"{seconds} second{'s' if seconds != 1 else ''}"


def _time_words(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    words = [f"{minutes} minute{'s' if minutes != 1 else ''}"] if minutes else []
    return " ".join([*words, _seconds(rest)] if rest or not minutes else words)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _sides(exercise: Exercise) -> str:
    match exercise.laterality:
        case Laterality.BILATERAL:
            return ""
        case Laterality.UNILATERAL:
            return " on each side"
        case Laterality.ALTERNATING:
            return " to each side, taking turns"


def _dose(exercise: Exercise, dose: Dose) -> str:
    """The dose in words: "2 sets of 10, hold 3 seconds, rest 45 seconds between sets"."""
    if dose.reps is None:
        amount = _time_words(dose.duration or 0)
    elif dose.sets > 1:
        amount = str(dose.reps)
    elif dose.reps == 1:
        amount = "once"
    else:
        amount = f"{dose.reps} times" if exercise.laterality is Laterality.BILATERAL else str(dose.reps)
    sets = f"{dose.sets} sets of " if dose.sets > 1 else ""
    hold = f", hold {_seconds(dose.hold)}" if dose.hold else ""
    rest = f", rest {_seconds(exercise.rest)} between sets" if dose.sets > 1 and exercise.rest else ""
    return f"{sets}{amount}{_sides(exercise)}{hold}{rest}"


def _change_side(exercise: Exercise, timing: Timing) -> str:
    if exercise.laterality is not Laterality.UNILATERAL:
        return ""
    change = f", with {_seconds(timing.change_side)} to change" if timing.change_side else ""
    return f" Finish one side, then do the other{change}."


def _span(range_: Range) -> str:
    return str(range_.min) if range_.min == range_.max else f"{range_.min} to {range_.max}"


def _dose_range(exercise: Exercise, dose: DoseRange) -> str:
    """The range in words: "1 to 3 sets of 5 to 12, hold 3 to 30 seconds"."""
    if dose.reps is not None:
        amount = _span(dose.reps)
    elif dose.duration is not None and dose.duration.min != dose.duration.max:
        amount = f"{_time_words(dose.duration.min)} to {_time_words(dose.duration.max)}"
    else:
        amount = _time_words(dose.minimum.duration or 0)
    sets = f"{_span(dose.sets)} sets of " if dose.sets.max > 1 else ""
    hold = f", hold {_span(dose.hold)} seconds" if dose.hold and dose.hold.max else ""
    return f"{sets}{amount}{_sides(exercise)}{hold}"


def _place(exercise: Exercise) -> str:
    return _POSITIONS[exercise.position]


def _spaced(id_: str) -> str:
    return id_.replace("-", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


# Equipment ---------------------------------------------------------------------------------------


def _needed(exercises: Iterable[Exercise], at_hand: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """What these exercises need: one thing of each group, without groups that another one answers already."""
    groups: list[tuple[str, ...]] = []
    for exercise in exercises:
        for group in exercise.needs:
            usable = tuple(thing for thing in group if thing in at_hand) or group
            if usable not in groups:
                groups.append(usable)
    return tuple(group for group in groups if not any(set(other) < set(group) for other in groups))


def _name(id_: str, rules: Rules) -> str:
    return next((thing.name for thing in rules.equipment if thing.id == id_), _spaced(id_))


def _names(ids: Iterable[str], rules: Rules) -> str:
    return ", ".join(_name(id_, rules) for id_ in ids)


def _all_of(groups: Iterable[tuple[str, ...]], rules: Rules) -> str:
    return ", ".join(" or ".join(_name(id_, rules) for id_ in group) for group in groups)


# Lines -------------------------------------------------------------------------------------------


_BLANK = " " * 8


def _at(seconds: int) -> str:
    """The clock column."""
    return f"{_clock(seconds):>6}  "


def _clean(text: str) -> str:
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))


def _fill(text: str, width: int, *, lead: str = "", hang: int = 0) -> list[str]:
    """The text in lines; the lead stands before the first one, the others are indented as deep and by `hang` more."""
    indent = " " * (len(lead) + hang)
    return wrap(_clean(text), width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)


def _title(text: str, width: int) -> Iterator[str]:
    lines = _fill(text, width)
    yield from lines
    yield "=" * max(len(line) for line in lines)


def _heading(text: str, width: int) -> Iterator[str]:
    yield ""
    lines = _fill(text, width)
    yield from lines
    yield "-" * max(len(line) for line in lines)


def _bullets(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        yield from _fill(text, width, lead="- ")


def _note(label: str, text: str, width: int, *, lead: str) -> list[str]:
    """A label and its words; the lines after the first are indented by two more."""
    return _fill(f"{label}: {text}", width, lead=lead, hang=2)


def _steps(steps: Iterable[Step], dose: Dose, width: int, *, lead: str = "") -> Iterator[str]:
    """Each step with its seconds at the left; a hold lasts as long as the dose says, and may be left out."""
    for step in steps:
        seconds = step.seconds or dose.duration or dose.hold
        if seconds:
            shown = _clock(seconds) if seconds // 60 else f"{seconds} s"
            yield from _fill(step.text, width, lead=f"{lead}{shown:>6}  ")
