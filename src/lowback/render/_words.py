"""What every paper says in the same words: doses, times, things, cautions, questions, sources."""

import re
from collections.abc import Iterable, Iterator

from lowback.model import (
    Conventions,
    Dose,
    DoseRange,
    Exercise,
    Range,
    RedFlag,
    Routine,
    RoutineItem,
    Source,
    Step,
    Timing,
)
from lowback.safety import REVIEW
from lowback.timeline import PLACES
from lowback.vocabulary import CautionLevel, Laterality, Urgency

__all__ = [
    "NO_PICTURE",
    "REVIEW",
    "address",
    "all_of",
    "at_hand",
    "capital",
    "citation",
    "clean",
    "clock",
    "concerns",
    "corrections",
    "details",
    "dose_and_sides",
    "dose_words",
    "get_ready",
    "helpful",
    "names",
    "needed",
    "notes",
    "numbered_sources",
    "questions",
    "sentence",
    "short_time",
    "shown_steps",
    "source_numbers",
    "time_words",
    "title",
    "web_address",
]

NO_PICTURE = "There is no picture of this exercise. Follow the words."

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

_BREAKS = re.compile(r"[\t-\r\x85\u2028\u2029]")
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSAFE = re.compile(
    rf"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
"""Controls (no escape sequence survives), signs that turn the direction of writing (Unicode UAX 9), surrogates,
and what is no character."""


def clean(text: str) -> str:
    """The text on one line, with a replacement character for what no paper should carry."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))


# A routine ---------------------------------------------------------------------------------------


def title(routine: Routine) -> str:
    """Its length, mix and number of exercises: "Routine: 10 minutes, mixed, 6 exercises"."""
    count = len(routine.items)
    return f"Routine: {time_words(routine.seconds)}, {routine.brief.mix}, {count} exercise{'s' if count != 1 else ''}"


def questions(red_flags: tuple[RedFlag, ...]) -> Iterator[tuple[str, list[str]]]:
    """What to do after a yes, and the questions that ask for it, most urgent first."""
    for urgency, advice in _URGENCIES.items():
        asked = [flag.question for flag in red_flags if flag.urgency is urgency]
        if asked:
            yield advice, asked


def get_ready(item: RoutineItem, routine: Routine) -> str:
    """Time, position and things: "15 seconds to get ready, sitting, with a firm chair"."""
    words = [f"{_seconds(item.gap_seconds)} to get ready" if item.gap_seconds else "get ready", _place(item.exercise)]
    groups = needed([item.exercise], at_hand(routine))
    if groups:
        words.append(f"with {all_of(groups, routine.conventions)}")
    return capital(", ".join(words))


def numbered_sources(routine: Routine) -> dict[Source, int]:
    """The sources of all exercises, each once, with the number by which a page refers to it."""
    found = dict.fromkeys(source for item in routine.items for source in item.exercise.sources)
    return {source: number for number, source in enumerate(found, start=1)}


def source_numbers(exercise: Exercise, sources: dict[Source, int]) -> str:
    """The sources of an exercise by number: "Sources: 1, 4"; empty where there are none."""
    numbers = ", ".join(str(sources[source]) for source in exercise.sources)
    return f"Sources: {numbers}" if numbers else ""


def notes(item: RoutineItem) -> tuple[str, ...]:
    """What the cautions of the brief ask, each once."""
    return tuple(dict.fromkeys(rule.how for rule in item.cautions if rule.how))


def dose_and_sides(exercise: Exercise, dose: Dose, timing: Timing) -> str:
    """The dose as a sentence, and for exercises with sides the change between them."""
    change = ""
    if exercise.laterality is Laterality.UNILATERAL:
        seconds = f", with {_seconds(timing.change_side)} to change" if timing.change_side else ""
        change = f" Finish one side, then do the other{seconds}."
    return f"{dose_words(exercise, dose)}.{change}"


# An exercise -------------------------------------------------------------------------------------


def shown_steps(steps: Iterable[Step], dose: Dose) -> Iterator[tuple[Step, int]]:
    """Each step with its seconds; a hold lasts as long as the dose says, and may be left out."""
    for step in steps:
        seconds = step.seconds or dose.duration or dose.hold
        if seconds:
            yield step, seconds


def details(exercise: Exercise, conventions: Conventions) -> Iterator[tuple[str, str]]:
    """Labels and words for what an exercise is, without what it does not have."""
    regions = {region.id: region.name for region in conventions.regions}
    starter = exercise.dose.starter
    for label, words in {
        "Id": exercise.id,
        "Also called": ", ".join(exercise.aliases),
        "Kind": f"{exercise.kind} ({exercise.phase})",
        "Position": _place(exercise),
        "Difficulty": f"{exercise.difficulty} of 5",
        "Works on": ", ".join(regions.get(region, _spaced(region)) for region in exercise.regions),
        "Needs": all_of(exercise.needs, conventions) or "nothing",
        "Helpful": names(exercise.optional, conventions),
        "Dose": dose_words(exercise, starter),
        "Range": _dose_range(exercise, exercise.dose),
        "Takes": time_words(exercise.work_seconds(starter, conventions.timing)),
        "Easier": ", ".join(exercise.easier),
        "Harder": ", ".join(exercise.harder),
        "No floor": exercise.no_floor_alternative or "",
    }.items():
        if words:
            yield label, words


def corrections(exercise: Exercise) -> list[str]:
    """Each typical error and what to do instead."""
    return [f"{sentence(each.error)} {each.correction}" for each in exercise.typical_errors]


def concerns(exercise: Exercise, conventions: Conventions) -> Iterator[tuple[str, list[str]]]:
    """What the exercise and the declared cautions say, strictest first; words from the declared cautions."""
    declared = {caution.key: caution for caution in conventions.cautions}
    own = [rule for rule in exercise.cautions if rule.key not in declared]
    found = [rule for caution in conventions.cautions if (rule := caution.rule_for(exercise)) is not None] + own
    for level, heading in _LEVELS.items():
        lines: list[str] = []
        for rule in found:
            if rule.level is level:
                label, refer = _spaced(rule.key), ""
                if rule.key in declared:
                    label, refer = declared[rule.key].label, declared[rule.key].refer
                lines.append(" ".join(words for words in (sentence(label), rule.how, refer) if words))
        if lines:
            yield heading, lines


def citation(source: Source) -> str:
    """Title, publisher and year."""
    return ", ".join(str(part) for part in (source.title, source.publisher, source.year) if part)


def address(source: Source) -> str:
    """Where it can be read; empty when the source says nothing."""
    return source.url or (f"https://doi.org/{source.doi}" if source.doi else "")


_WEB = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
"""What an address may hold (RFC 3986, 2): no blank, quote or bracket that could end a link."""


def web_address(source: Source) -> str:
    """Where it can be read, if that is on the web; empty for anything that a page must not link to."""
    found = address(source)
    return found if _WEB.fullmatch(found) else ""


# Doses and times ---------------------------------------------------------------------------------


def _seconds(seconds: int) -> str:
    return f"{seconds} second{'s' if seconds != 1 else ''}"


def time_words(seconds: int) -> str:
    """Minutes and seconds: "1 minute 30 seconds"."""
    minutes, rest = divmod(seconds, 60)
    words = [f"{minutes} minute{'s' if minutes != 1 else ''}"] if minutes else []
    return " ".join([*words, _seconds(rest)] if rest or not minutes else words)


def clock(seconds: int) -> str:
    """Minutes and seconds in digits: "1:30"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def short_time(seconds: int) -> str:
    """Seconds, or from a minute on a clock: "45 s", "1:30"."""
    return clock(seconds) if seconds // 60 else f"{seconds} s"


def _sides(exercise: Exercise) -> str:
    match exercise.laterality:
        case Laterality.BILATERAL:
            return ""
        case Laterality.UNILATERAL:
            return " on each side"
        case Laterality.ALTERNATING:
            return " to each side, taking turns"


def dose_words(exercise: Exercise, dose: Dose) -> str:
    """The dose in words: "2 sets of 10, hold 3 seconds, rest 45 seconds between sets"."""
    if dose.reps is None:
        amount = time_words(dose.duration or 0)
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


def _span(range_: Range) -> str:
    return str(range_.min) if range_.min == range_.max else f"{range_.min} to {range_.max}"


def _dose_range(exercise: Exercise, dose: DoseRange) -> str:
    """The range in words: "1 to 3 sets of 5 to 12, hold 3 to 30 seconds"."""
    if dose.reps is not None:
        amount = _span(dose.reps)
    elif dose.duration is not None and dose.duration.min != dose.duration.max:
        amount = f"{time_words(dose.duration.min)} to {time_words(dose.duration.max)}"
    else:
        amount = time_words(dose.minimum.duration or 0)
    sets = f"{_span(dose.sets)} sets of " if dose.sets.max > 1 else ""
    hold = f", hold {_span(dose.hold)} seconds" if dose.hold and dose.hold.max else ""
    return f"{sets}{amount}{_sides(exercise)}{hold}"


# Words -------------------------------------------------------------------------------------------


def _place(exercise: Exercise) -> str:
    return PLACES[exercise.position]


def _spaced(id_: str) -> str:
    return id_.replace("-", " ")


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop at its end, where nothing else ends it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


# Things ------------------------------------------------------------------------------------------


def at_hand(routine: Routine) -> frozenset[str]:
    """The things that the brief and its mix allow."""
    things = routine.conventions.available(routine.brief.equipment)
    mix = next((mix for mix in routine.conventions.mixes if mix.id == routine.brief.mix), None)
    return things if mix is None or mix.equipment is None else things & routine.conventions.available(mix.equipment)


def needed(exercises: Iterable[Exercise], things: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """What these exercises need: one thing of each group, without groups that another one answers already."""
    groups: list[tuple[str, ...]] = []
    for exercise in exercises:
        for group in exercise.needs:
            usable = tuple(thing for thing in group if thing in things) or group
            if usable not in groups:
                groups.append(usable)
    return tuple(group for group in groups if not any(set(other) < set(group) for other in groups))


def helpful(routine: Routine) -> list[str]:
    """The things at hand that some exercise can use and none needs."""
    things = at_hand(routine)
    groups = needed([item.exercise for item in routine.items], things)
    return [
        thing.id
        for thing in routine.conventions.equipment
        if thing.id in things
        and all(thing.id not in group for group in groups)
        and any(thing.id in item.exercise.optional for item in routine.items)
    ]


def _name(id_: str, conventions: Conventions) -> str:
    return next((thing.name for thing in conventions.equipment if thing.id == id_), _spaced(id_))


def names(ids: Iterable[str], conventions: Conventions) -> str:
    """The things by name."""
    return ", ".join(_name(id_, conventions) for id_ in ids)


def all_of(groups: Iterable[tuple[str, ...]], conventions: Conventions) -> str:
    """One of each group: "a firm chair or a wall, a strap"."""
    return ", ".join(" or ".join(_name(id_, conventions) for id_ in group) for group in groups)
