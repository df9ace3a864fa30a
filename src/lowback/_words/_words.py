"""Phrases for values: doses, times, places, equipment, cautions, sources, cues."""

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from lowback.model import (
    ROUTINE_FORMAT,
    Brief,
    Caution,
    CautionRule,
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
    Why,
    WhyNot,
)
from lowback.vocabulary import (
    LYING,
    CautionLevel,
    Change,
    CueKind,
    Direction,
    Kind,
    Laterality,
    Phase,
    Position,
    Role,
    Side,
    Urgency,
)

from ._asking import Prompt
from ._labels import Label
from ._language import ENGLISH, Language, capital, joined, sentence
from ._safe import safe

__all__ = ["REVIEW", "Words", "clock"]

REVIEW = (
    "This is exercise information for adults with ordinary lower-back pain. It cannot examine you. "
    "No doctor or physiotherapist has checked it, and it was not made or tested as a medical device. "
    "It does not replace seeing someone. "
    "If your own doctor, physiotherapist or surgeon said something else, do what they said."
)
"""What every paper and every export says of the content."""

_MINUTE = 60
_ONCE, _TWICE = 1, 2

_URGENCIES = {
    Urgency.EMERGENCY: "Call the emergency number or go to an emergency department now",
    Urgency.URGENT: "See a doctor today or tomorrow",
    Urgency.ROUTINE: "Ask a doctor or physiotherapist before you begin",
}

_PLACES = {
    Position.SUPINE: "on your back",
    Position.PRONE: "on your front",
    Position.SIDE_LYING: "on your side",
    Position.QUADRUPED: "on hands and knees",
    Position.KNEELING: "kneeling",
    Position.HALF_KNEELING: "kneeling on one knee",
    Position.SEATED: "sitting",
    Position.STANDING: "standing",
}

_WAYS_DOWN = {
    **dict.fromkeys(LYING, "Get down on one knee, sit to your better side, then lie down over that arm: {place}."),
    Position.PRONE: "Get down on one knee, sit to your better side, lie down over that arm and roll over: {place}.",
    Position.QUADRUPED: "Get down on one knee, then on hands and knees.",
    Position.KNEELING: "Get down on one knee, then on both.",
}
"""From the feet or a chair; kneeling on one knee is half of the way, and told by the exercise."""
_FIRST_ONE_KNEE = "Get down on one knee first."
_STAND_FIRST = "Stand up first."

_WAYS_TO_LIE = {
    **dict.fromkeys(LYING, "Sit to your better side, then lie down over that arm: {place}."),
    Position.PRONE: "Sit to your better side, lie down over that arm and roll over: {place}.",
}
"""From the knees."""
_LOWER_YOURSELF = "Bend your arms and lower yourself slowly: {place}."
_ROLL_OVER = "Roll over slowly: {place}."
_COME_UP = "Roll over slowly and come up: {place}."
_PRESS_UP = "Come up slowly: {place}."
_ONLY_ROLL = "Roll over slowly."
_SIT_UP = "Roll onto your better side and press up on your forearm to sit."
_WAIT = "Stay for three slow breaths."
_HOLD_ON = "Hold on to something firm."
_STAND_UP = "Hold on to something firm and stand up slowly."
_UP_FROM_THE_FLOOR = {
    Position.STANDING: "Kneel tall, put one foot in front and come to standing.",
    Position.SEATED: "Kneel tall, put one foot in front, come up and sit down.",
}
_UP_FROM_SITTING = {
    Position.STANDING: "Come onto your knees, put one foot in front and come to standing.",
    Position.SEATED: "Come onto your knees, put one foot in front, come up and sit down.",
}
_UP_FROM_ONE_KNEE = {
    Position.STANDING: "Come to standing over your front foot.",
    Position.SEATED: "Come up over your front foot and sit down.",
}
_UP_FROM_A_BED = {Position.STANDING: "Then come to standing.", Position.SEATED: "Then sit down on your chair."}

_OUT_OF_THE_WAY = {
    Position.SEATED: _STAND_FIRST,
    **dict.fromkeys((Position.QUADRUPED, *LYING), "Come up for a moment first."),
}
"""Before a place is made ready where somebody is already."""

_SIDES = {Side.FIRST: "first side", Side.OTHER: "other side"}

_ON_SIDES = {
    Laterality.BILATERAL: "{amount}",
    Laterality.UNILATERAL: "{amount} on each side",
    Laterality.ALTERNATING: "{amount} on each side, taking turns",
    Laterality.ONE_SIDED: "{amount} on one side only",
}
_TAKING_TURNS = "{amount}, taking turns"

_PARTS = {
    CueKind.GET_READY: "Get ready",
    CueKind.SET: "Set",
    CueKind.REST: "Rest",
    CueKind.CHANGE_SIDE: "Other side",
    CueKind.CHANGE_POSITION: "Change position",
    CueKind.FINISH: "Finish",
    CueKind.PAUSE: "Rest",
    CueKind.CLOSING_REST: "Rest",
}

_LAST_RESORT = {
    CueKind.GET_READY: "Get ready.",
    CueKind.FETCH: "Fetch it.",
    CueKind.CHANGE_POSITION: "Change.",
    CueKind.SETUP: "Get ready.",
    CueKind.MOVE: "Move.",
    CueKind.HOLD: "Hold.",
    CueKind.HALFWAY: "Halfway.",
    CueKind.RETURN: "Come back.",
    CueKind.SET: "Begin.",
    CueKind.FINISH: "Finish.",
    CueKind.REST: "Rest.",
    CueKind.CHANGE_SIDE: "Change.",
    CueKind.PAUSE: "Rest.",
    CueKind.CLOSING_REST: "Rest.",
}
"""Each can be said in a second."""

_LEVELS = {
    CautionLevel.AVOID: "Leave it out if this is true for you",
    CautionLevel.MODIFY: "Change it if this is true for you",
    CautionLevel.STOP_IF: "Take special care if this is true for you",
}


def clock(seconds: int) -> str:
    """Minutes and seconds in digits, the same in every language: "1:30"."""
    return f"{seconds // _MINUTE}:{seconds % _MINUTE:02}"


@frozen
class Words:
    """What everything is called, with the words of one catalog and in one language.

    Attributes:
        conventions: What the catalog calls its regions, equipment and cautions; None: they are called by their ids.
        language: The language of the phrases. Texts of the catalog are in its own.
        opens: Whether what concerns a routine as a whole is said before it: not in one of the first edition.
    """

    conventions: Conventions | None = None
    language: Language = ENGLISH
    opens: bool = True

    @classmethod
    def of(cls, routine: Routine) -> "Words":
        """The words of the catalog that a routine was made from."""
        return cls(routine.conventions, opens=routine.format == ROUTINE_FORMAT)

    def label(self, label: Label) -> str:
        """A heading, a label or a line as it is; a name in braces is left for a program to put in."""
        return self.language.phrase(label)

    def ask(self, prompt: Prompt) -> str:
        """A title, a line or an answer of a talk; a name in braces is left for a program to put in."""
        return self.language.phrase(prompt)

    def labelled(self, label: Label, text: str) -> str:
        """A label and what belongs to it, on one line: "Take care: Keep your wrists straight."."""
        return self.labelled_as(self.label(label), text)

    def labelled_as(self, label: str, text: str) -> str:
        """The same, with a label that is in words already."""
        return self.language.say("{label}: {text}", label=label, text=text)

    def heading_line(self, label: Label) -> str:
        """A label on a line of its own, before what belongs to it: "Typical errors:"."""
        return self.language.say("{label}:", label=self.label(label))

    @property
    def timing(self) -> Timing:
        """The seconds that all exercises share."""
        return self.conventions.timing if self.conventions else Timing()

    # Times -----------------------------------------------------------------------------------------

    def time(self, seconds: int) -> str:
        """Minutes and seconds in full: "1 minute 30 seconds"."""
        minutes, rest = divmod(seconds, _MINUTE)
        parts = [self.language.count(minutes, "{n} minute", "{n} minutes")] if minutes else []
        if rest or not minutes:
            parts.append(self.language.count(rest, "{n} second", "{n} seconds"))
        return " ".join(parts)

    def short_time(self, seconds: int) -> str:
        """Minutes and seconds in brief: "45 s", "1 min 30 s"."""
        minutes, rest = divmod(seconds, _MINUTE)
        parts = [self.language.say("{n} min", n=minutes)] if minutes else []
        if rest or not minutes:
            parts.append(self.language.say("{n} s", n=rest))
        return " ".join(parts)

    # Doses -----------------------------------------------------------------------------------------

    def times(self, number: int) -> str:
        """How many times: "once", "twice", "6 times"."""
        few = {_ONCE: "once", _TWICE: "twice"}
        return self.language.say(few[number]) if number in few else self.language.say("{n} times", n=number)

    def _in_a_set(self, dose: Dose, time: str) -> str:
        """How much a set is, or the whole, where there is one set."""
        if dose.sets == 1:
            return self.times(dose.reps) if dose.reps is not None else self.language.say("for {time}", time=time)
        amount = str(dose.reps) if dose.reps is not None else time
        return self.language.say("{sets} sets of {amount}", sets=dose.sets, amount=amount)

    def _on_sides(self, amount: str, laterality: Laterality, *, timed: bool = False) -> str:
        """An amount with the sides that it is for; sides that take turns share a time."""
        takes_turns = timed and laterality is Laterality.ALTERNATING
        return self.language.say(_TAKING_TURNS if takes_turns else _ON_SIDES[laterality], amount=amount)

    def _hold(self, dose: Dose) -> str:
        """The hold as a sentence; empty where nothing is held."""
        if not dose.hold:
            return ""
        once = dose.sets == dose.reps == 1
        phrase = "Hold for {time}." if once else "Hold each for {time}."
        return self.language.say(phrase, time=self.time(dose.hold))

    def _rest(self, exercise: Exercise, dose: Dose) -> str:
        if dose.sets == 1 or not exercise.rest:
            return ""
        return self.language.say("Rest {rest}.", rest=self.between_sets(exercise.rest))

    def between_sets(self, seconds: int) -> str:
        """The rest between two sets: "45 seconds between sets"."""
        return self.language.say("{time} between sets", time=self.time(seconds))

    def dose(self, exercise: Exercise, dose: Dose) -> str:
        """How much, in sentences: "Twice on each side. Hold each for 10 seconds."."""
        timed = dose.duration is not None
        amount = self._on_sides(self._in_a_set(dose, self.time(dose.duration or 0)), exercise.laterality, timed=timed)
        return joined(sentence(capital(amount)), self._hold(dose), self._rest(exercise, dose))

    def short_dose(self, exercise: Exercise, dose: Dose) -> str:
        """How much, in a few words: "twice on each side, hold 10 s"."""
        amount = self._in_a_set(dose, self.short_time(dose.duration or 0))
        amount = self._on_sides(amount, exercise.laterality, timed=dose.duration is not None)
        hold = [self.language.say("hold {time}", time=self.short_time(dose.hold))] if dose.hold else []
        return ", ".join([amount, *hold])

    def dose_and_sides(self, exercise: Exercise, dose: Dose) -> str:
        """How much, in sentences, and for exercises with sides how they change."""
        return joined(self.dose(exercise, dose), self._change_of_sides(exercise))

    def other_side_up(self, position: Position) -> str:
        """What is said between the two sides of a unilateral exercise."""
        match position:
            case Position.SIDE_LYING:
                return self.label(Label.ROLL_OVER)
            case Position.HALF_KNEELING:
                return self.label(Label.CHANGE_KNEES)
            case _:
                return self.label(Label.CHANGE_SIDE)

    def set_up_again(self, exercise: Exercise) -> str:
        """The same, with how to set up in a few words where one turns round; who stays as they are knows how."""
        turns = exercise.change_side and exercise.position not in (Position.SUPINE, Position.SEATED)
        again = (step.short_text for step in exercise.steps_of(Role.SETUP) if step.change is None)
        return joined(self.other_side_up(exercise.position), *(again if turns else ()))

    def _change_of_sides(self, exercise: Exercise) -> str:
        if exercise.laterality is not Laterality.UNILATERAL:
            return ""
        seconds = exercise.side_change(self.timing)
        if not seconds:
            return self.language.say("Finish one side, then do the other.")
        return self.language.say("Finish one side, then do the other, with {time} to change.", time=self.time(seconds))

    def dose_range(self, exercise: Exercise) -> str:
        """Every dose that the exercise allows: "1 to 3 sets of 5 to 12, hold 3 to 30 seconds"."""
        dose = exercise.dose
        amount = self._on_sides(self._range_in_a_set(dose), exercise.laterality, timed=dose.reps is None)
        if dose.hold is None or not dose.hold.max:
            return amount
        return self.language.say("{amount}, hold {seconds} seconds", amount=amount, seconds=self._span(dose.hold))

    def _range_in_a_set(self, dose: DoseRange) -> str:
        if dose.reps is not None:
            amount = self._span(dose.reps)
        else:
            ends = dict.fromkeys(self.time(end.duration or 0) for end in (dose.minimum, dose.maximum))
            amount = self._to(*ends)
        if dose.sets.max == 1:
            return amount
        return self.language.say("{sets} sets of {amount}", sets=self._span(dose.sets), amount=amount)

    def _span(self, range_: Range) -> str:
        return self._to(*dict.fromkeys((range_.min, range_.max)))

    def _to(self, low: object, high: object = None) -> str:
        return str(low) if high is None else self.language.say("{low} to {high}", low=low, high=high)

    def per_set(self, exercise: Exercise) -> str:
        """What repetitions are counted in: "in a set on each side"."""
        return self._on_sides(self.language.say("in a set"), exercise.laterality)

    # Sides, places, equipment ------------------------------------------------------------------------

    def side(self, side: Side) -> str:
        """Which side is at work: "first side", "other side"."""
        return self.language.say(_SIDES[side])

    def place(self, position: Position) -> str:
        """Where somebody is: "on your back"."""
        return self.language.say(_PLACES[position])

    def equipment(self, id_: str) -> str:
        """A piece of equipment with its article: "a firm chair"."""
        known = self.conventions.equipment if self.conventions else ()
        return next((each.name for each in known if each.id == id_), _spaced(id_))

    def one_of(self, ids: Iterable[str]) -> str:
        """Any of these will do: "a firm chair or a wall"."""
        return self.language.say(" or ").join(self.equipment(id_) for id_ in ids)

    def all_of(self, groups: Iterable[Iterable[str]]) -> str:
        """One of each group: "a firm chair or a wall, a strap"; "nothing" where there is none."""
        return ", ".join(self.one_of(group) for group in groups) or self.label(Label.NOTHING)

    def each_of(self, ids: Iterable[str]) -> str:
        """All of these: "a mat, a cushion"."""
        return ", ".join(self.equipment(id_) for id_ in ids)

    def region(self, id_: str) -> str:
        """A region of the body, as the catalog calls it."""
        known = self.conventions.regions if self.conventions else ()
        return next((each.name for each in known if each.id == id_), _spaced(id_))

    # Kinds -------------------------------------------------------------------------------------------

    def kind(self, kind: Kind) -> str:
        """What sort of exercise it is, and its phase: "stretch (cool-down)"."""
        return self.language.say("{kind} ({phase})", kind=self.language.say(kind), phase=self.phase(kind.phase))

    def phase(self, phase: Phase) -> str:
        """A phase of a routine: "warm-up"."""
        return self.language.say(phase)

    def heading(self, phase: Phase) -> str:
        """A phase as a heading: "Warm-up"."""
        return capital(self.phase(phase))

    def difficulty(self, exercise: Exercise) -> str:
        """How hard it is: "2 of 5"."""
        return self.language.say("{difficulty} of 5", difficulty=exercise.difficulty)

    def once(self, role: Role) -> str:
        """A step that is not repeated: "setup, once"."""
        return self.language.say("{role}, once", role=self.language.say(role))

    # A routine ---------------------------------------------------------------------------------------

    def title(self, routine: Routine) -> str:
        """What it is, in a line: "10 minutes for the lower back, mixed, 6 exercises"."""
        return f"{self.short_title(routine)}, {self.exercises(len(routine.items))}"

    def short_title(self, routine: Routine) -> str:
        """What it is, in a few words: "10 minutes for the lower back, mixed"."""
        length = self.language.say("{time} for the lower back", time=self.time(routine.seconds))
        return f"{length}, {routine.brief.mix}"

    def exercises(self, number: int) -> str:
        """How many exercises: "6 exercises"."""
        return self.language.count(number, "{n} exercise", "{n} exercises")

    def get_ready(self, item: RoutineItem, needs: Iterable[Iterable[str]]) -> str:
        """Time, place and equipment: "15 seconds to get ready, sitting, with a firm chair."."""
        seconds, place = item.gap_seconds, self.place(item.exercise.position)
        ready = self.language.say("{time} to get ready", time=self.time(seconds)) if seconds else self._get_ready
        groups = list(needs)
        things = [self.language.say("with {equipment}", equipment=self.all_of(groups))] if groups else []
        return sentence(capital(", ".join([ready, place, *things])))

    @property
    def _get_ready(self) -> str:
        return self.label(Label.GET_READY)

    def pause(self, seconds: int) -> str:
        """A pause on paper: "Pause for 10 seconds."."""
        return self.language.say("Pause for {time}.", time=self.time(seconds))

    def end(self, routine: Routine) -> str:
        """The last line of a routine: "End. Total time: 10 minutes."."""
        return self.language.say("End. Total time: {time}.", time=self.time(routine.seconds))

    # Safety ------------------------------------------------------------------------------------------

    @property
    def review(self) -> str:
        """What every paper says of the content."""
        return self.language.say(REVIEW)

    @property
    def review_in_short(self) -> str:
        """The same, where there is little room."""
        return self.language.say(
            "Exercise information, not medical advice. No doctor or physiotherapist has checked it. "
            "If yours said something else, do what they said."
        )

    def urgency(self, urgency: Urgency | None) -> str:
        """What to do about a sign, by how soon to be seen; None when no sign was reported."""
        if urgency is None:
            return self.language.say("None of the listed signs reported.")
        advice = sentence(self.language.say(_URGENCIES[urgency]))
        if urgency is not Urgency.EMERGENCY:
            return advice
        return self.language.say("Stop. {advice} Do not wait to see whether it passes.", advice=advice)

    def questions(self, red_flags: Iterable[RedFlag]) -> Iterator[tuple[str, list[str]]]:
        """What to do after a yes, and the questions that ask for it, most urgent first."""
        flags = list(red_flags)
        for urgency, advice in _URGENCIES.items():
            asked = [flag.question for flag in flags if flag.urgency is urgency]
            if asked:
                said = self.language.say(advice)
                yield self.language.say("{advice}, if you answer yes or are not sure:", advice=said), asked

    def cautions(self, routine: Routine) -> list[str]:
        """What the person of the routine says, as sentences."""
        return [sentence(caution.label) for caution in routine.cautions]

    @property
    def _cautions(self) -> tuple[Caution, ...]:
        return self.conventions.cautions if self.conventions else ()

    @property
    def _opening(self) -> tuple[Caution, ...]:
        """The cautions whose advice and stop signs are said before a routine."""
        return self._cautions if self.opens else ()

    def at_the_start(self, brief: Brief) -> list[str]:
        """What the cautions of a brief ask of a routine as a whole: what to know before it, and when to stop."""
        cautions = [each for each in self._opening if each.key in brief.cautions]
        advice = (sentence(each.advice) for each in cautions if each.advice)
        stops = (self.labelled(Label.IN_EVERY_EXERCISE, sentence(each.stop)) for each in cautions if each.stop)
        return list(dict.fromkeys((*advice, *stops)))

    def opening(self, brief: Brief) -> str:
        """The same, to be said before the first exercise; empty where nothing is asked."""
        return " ".join(self.at_the_start(brief))

    def changed(self, exercise: Exercise) -> str:
        """For whom it was changed: "Changed for your wrists."; empty for an exercise as it is for everybody."""
        cautions = [each for each in self._cautions if each.key in exercise.adapted_for]
        about = list(dict.fromkeys(each.about for each in cautions if each.about))
        said = (
            [self.language.say("Changed for {about}.", about=self.language.say(" and ").join(about))] if about else []
        )
        labels = (sentence(each.label) for each in cautions if not each.about)
        said += [self.language.say("Changed because of this: {label}", label=label) for label in labels]
        return " ".join(said)

    def notes(self, rules: Iterable[CautionRule]) -> tuple[str, ...]:
        """What cautions ask in words alone, each once, without what is said before the start."""
        at_the_start = {each.stop for each in self._opening}
        return tuple(dict.fromkeys(rule.how for rule in rules if rule.how and rule.how not in at_the_start))

    def asked(self, exercise: Exercise, rules: Iterable[CautionRule]) -> list[str]:
        """For whom an exercise was changed, and what cautions ask in words alone, as lines."""
        changed = self.changed(exercise)
        return [*([changed] if changed else []), *(self.take_care(how) for how in self.notes(rules))]

    def beside(self, item: RoutineItem) -> list[str]:
        """What stands beside an exercise of a routine on paper: what is asked of it, and the note that it has."""
        note = [self.labelled(Label.NOTE, safe(item.note))] if item.note else []
        return [*self.asked(item.exercise, item.cautions), *note]

    def take_care(self, how: str) -> str:
        """What a caution asks: "Take care: Keep your wrists straight."."""
        return self.labelled(Label.TAKE_CARE, sentence(safe(how)))

    def care(self, exercise: Exercise, rules: Iterable[CautionRule]) -> str:
        """The same, to be said, with the breathing where that was changed; empty where nothing is changed or asked."""
        changed, breathing = self.changed(exercise), exercise.breathing
        breath = self.labelled(Label.BREATHING, breathing) if breathing != exercise.whole.breathing else ""
        return joined(changed, breath, *(self.take_care(how) for how in self.notes(rules)))

    def concerns(self, exercise: Exercise) -> Iterator[tuple[str, list[str]]]:
        """Headings, strictest first, and what the exercise and the declared cautions say under each."""
        declared = {caution.key: caution for caution in self._cautions}
        own = [rule for rule in exercise.cautions if rule.key not in declared]
        found = [rule for caution in declared.values() if (rule := caution.rule_for(exercise)) is not None] + own
        for level, heading in _LEVELS.items():
            lines = [self._concern(rule, declared.get(rule.key)) for rule in found if rule.level is level]
            if lines:
                yield self.language.say(heading), lines

    def _concern(self, rule: CautionRule, caution: Caution | None) -> str:
        if caution is None:
            return joined(sentence(_spaced(rule.key)), rule.how)
        return joined(sentence(caution.label), rule.how, caution.refer)

    # Cues --------------------------------------------------------------------------------------------

    def part(self, kind: CueKind) -> str:
        """What a part of an exercise is called in a list: "Rest"."""
        return self.language.say(_PARTS[kind])

    def last_resort(self, kind: CueKind) -> str:
        """What can be said in a second."""
        return self.language.say(_LAST_RESORT[kind])

    def named(self, exercise: Exercise, place: Position | None) -> str:
        """The exercise that comes, and where it is done unless that is None: "Bridge, on your back."."""
        if place is None:
            return sentence(exercise.name)
        return self.language.say("{name}, {place}.", name=exercise.name, place=self.place(place))

    def need(self, groups: Iterable[Iterable[str]]) -> str:
        """What has to be at hand: "You need a firm chair and a strap."; empty where it is nothing."""
        return self._with_equipment("You need {equipment}.", groups)

    def fetch(self, groups: Iterable[Iterable[str]]) -> str:
        """What has to be fetched: "Fetch a band."."""
        return self._with_equipment("Fetch {equipment}.", groups)

    def _with_equipment(self, phrase: str, groups: Iterable[Iterable[str]]) -> str:
        equipment = self.language.say(" and ").join(self.one_of(group) for group in groups)
        return self.language.say(phrase, equipment=equipment) if equipment else ""

    def change_position(self, position: Position, how: str) -> tuple[str, ...]:
        """Get to a position: how, where somebody is to be in a line, and in a word or two."""
        place = self.place(position)
        change = self.language.say("Change position: {place}.", place=place)
        return tuple(filter(None, (how, change, sentence(capital(place)))))

    def change_at_the_end(self, last: Exercise, routine: Routine) -> tuple[str, ...]:
        """The same, from the last exercise of a routine to where somebody is to be then."""
        place = routine.conventions.end_of(routine.brief)
        return self.change_position(
            place, self.way_up(place, last, slowly=routine.conventions.rises_slowly(routine.brief))
        )

    def way_in(self, routine: Routine, exercise: Exercise, before: Exercise | None) -> str:
        """How to get to an exercise of a routine, from the one before or from where somebody starts."""
        conventions, brief = routine.conventions, routine.brief
        return self.way(exercise, before, conventions.start_of(brief), slowly=conventions.rises_slowly(brief))

    def way(self, exercise: Exercise, before: Exercise | None, start: Position, *, slowly: bool) -> str:
        """How to get to an exercise from the one before, or from the start; empty where no words are needed."""
        origin, position = start if before is None else before.position, exercise.position
        there = self._way_down(exercise, origin, slowly=slowly) or self._way_across(exercise, origin, slowly=slowly)
        return there or ("" if before is None else self.way_up(position, before, slowly=slowly))

    def way_up(self, position: Position, before: Exercise, *, slowly: bool) -> str:
        """How to get up, but what the exercise before has said; empty for no way up, and from a chair but slowly."""
        if slowly and (before.position, position) == (Position.SEATED, Position.STANDING):
            return self.language.say(_STAND_UP)
        if position.low or not before.position.low:
            return ""
        told = any(step.change is Change.HEIGHT for step in before.steps_of(Role.FINISH))
        floor = before.needs_floor
        said = [] if told or before.position not in LYING else [_SIT_UP]
        said += [_WAIT] if slowly and not told else []
        said += [_HOLD_ON] if slowly and floor else []
        if floor:
            on_one_knee = before.position is Position.HALF_KNEELING and not told
            sits = before.position in LYING
            up = _UP_FROM_ONE_KNEE if on_one_knee else _UP_FROM_SITTING if sits else _UP_FROM_THE_FLOOR
            said.append(up[position])
        elif not told:
            said.append(_UP_FROM_A_BED[position])
        return joined(*(self.language.say(each) for each in said))

    def _way_down(self, exercise: Exercise, origin: Position, *, slowly: bool) -> str:
        """How to get down to the floor: over one knee (llt-chain); empty where the exercise says it."""
        down = _WAYS_DOWN.get(exercise.position)
        if down is None or origin.low or not exercise.needs_floor:
            return ""
        if any(step.change is Change.HEIGHT for step in exercise.steps_of(Role.SETUP)):
            return ""
        hold = self.language.say("Hold on to something firm and go slowly.") if slowly else ""
        if _tells_hands_and_knees(exercise):
            down = _FIRST_ONE_KNEE
        stand = self.language.say(_STAND_FIRST) if origin is Position.SEATED else ""
        return joined(hold, stand, self.language.say(down, place=self.place(exercise.position)))

    def make_ready(self, step: Step, exercise: Exercise, before: Exercise | None) -> str:
        """What makes the place ready; who is in the position already has to leave it first."""
        there = before is not None and before.position is exercise.position
        first = _OUT_OF_THE_WAY.get(exercise.position, "") if there and step.change is Change.PLACE else ""
        return joined(self.language.say(first) if first else "", step.text)

    def longest(self, step: Step) -> str:
        """The most that is said for a step of the setup."""
        if step.change is not Change.PLACE:
            return step.text
        return joined(max(map(self.language.say, _OUT_OF_THE_WAY.values()), key=len), step.text)

    def _way_across(self, exercise: Exercise, origin: Position, *, slowly: bool) -> str:
        """How to get from lying to another way of lying, and between lying and kneeling; else empty."""
        position = exercise.position
        if position is origin or not (position.low and origin.low) or not {position, origin} & set(LYING):
            return ""
        if origin not in LYING:
            lowers = (origin, position) == (Position.QUADRUPED, Position.PRONE)
            across = _LOWER_YOURSELF if lowers else _WAYS_TO_LIE[position]
        elif position in LYING:
            across = _ROLL_OVER
        elif _tells_hands_and_knees(exercise):
            across = "" if origin is Position.PRONE else _ONLY_ROLL
        else:
            across = _PRESS_UP if origin is Position.PRONE else _COME_UP
        waits = slowly and position not in LYING
        told = self.language.say(across, place=self.place(position)) if across else ""
        return joined(told, self.language.say(_WAIT) if waits and across else "")

    def rest(self, seconds: int) -> str:
        """A rest between two exercises: "Rest for 5 seconds."."""
        return self.language.say("Rest for {time}.", time=self.time(seconds))

    def rest_before_set(self, seconds: int, number: int, sets: int) -> str:
        """A rest between two sets: "Rest for 45 seconds. Then set 2 of 3."."""
        return joined(self.rest(seconds), self.language.say("Then {set}.", set=self.set_of(number, sets)))

    @property
    def closing_rest(self) -> str:
        """What is said after the last exercise."""
        return self.language.say("That was the last exercise. Rest.")

    def set_of(self, number: int, sets: int) -> str:
        """Which set: "set 2 of 3"."""
        return self.language.say("set {number} of {sets}", number=number, sets=sets)

    def set_and_side(self, number: int | None, sets: int, side: Side | None) -> str:
        """Which set and which side: "set 1 of 2, first side"; empty without both."""
        parts = [self.set_of(number, sets)] if number else []
        parts += [self.side(side)] if side else []
        return ", ".join(parts)

    def of_all(self, number: int, all_: int) -> str:
        """One of so many: "3 of 10"."""
        return self.language.say("{number} of {all}", number=number, all=all_)

    def out_of(self, all_: int) -> str:
        """How many there are, beside the number of one of them: "of 10"."""
        return self.language.say("of {all}", all=all_)

    def next(self, exercise: Exercise) -> str:
        """What comes after a pause: "Next: Bridge."."""
        return self.language.say("Next: {name}", name=sentence(exercise.name))

    def whole_set(self, exercise: Exercise, dose: Dose, number: int, side: Side | None) -> tuple[str, str]:
        """How much a set is, with side and number and without: "First side: 10 times. Hold each for 3 seconds."."""
        one = Dose(reps=dose.reps, hold=dose.hold, duration=dose.duration)
        sides = exercise.laterality if exercise.laterality is Laterality.ALTERNATING else Laterality.BILATERAL
        amount = self._in_a_set(one, self.time(dose.duration or 0))
        amount = self._on_sides(amount, sides, timed=dose.duration is not None)
        which = [self.side(side)] if side else []
        which += [self.set_of(number, dose.sets)] if dose.sets > 1 else []
        said = self.language.say("{which}: {amount}", which=", ".join(which), amount=amount) if which else amount
        hold = self._hold(one)
        return joined(sentence(capital(said)), hold), joined(sentence(capital(amount)), hold)

    def counted(self, repetition: int, repetitions: int, text: str) -> str:
        """A repetition and what is done in it: "3. Lift your hips."."""
        return joined(self.count(repetition, repetitions), text)

    def count(self, repetition: int, repetitions: int) -> str:
        """A repetition: "3."; of the last one, that it is."""
        if repetition == repetitions:
            return self.language.say("Last one.")
        return self.language.say("{repetition}.", repetition=repetition)

    def other_side(self, text: str) -> str:
        """The other side begins: "Other side. Lift your leg."."""
        return joined(self.label(Label.OTHER_SIDE), text)

    def halfway(self, text: str) -> str:
        """Half of a long hold is over: "Halfway. Hold."."""
        return joined(self.last_resort(CueKind.HALFWAY), text)

    # Reasons -----------------------------------------------------------------------------------------

    def why(self, why: Why) -> str:
        """Why an exercise is in a routine, in sentences."""
        say = self.language.say
        parts = [say("It was asked for.")] if why.included else []
        alone = [say(_MOVES[direction]) for direction in why.directions]
        if why.regions:
            alone.append(say("works your {regions}", regions=self._all([self.region(each) for each in why.regions])))
        if alone:
            parts.append(say("It is the only one that {does}.", does=self._all(alone)))
        if why.instead is not None:
            parts.append(say("{name} could stand in for it.", name=why.instead.exercise.name))
        elif not why.included:
            parts.append(say("Nothing else fits in its place."))
        return " ".join(parts)

    def _all(self, words: Sequence[str]) -> str:
        """Several things in one list: "a, b and c"."""
        *others, last = words
        return self.language.say(" and ").join(filter(None, (", ".join(others), last)))

    def why_not(self, why_not: WhyNot) -> str:
        """Why an exercise is not in a routine, in sentences."""
        say, name = self.language.say, why_not.exercise.name
        if why_not.objection is not None:
            return say("{name} is not allowed here. {objection}.", name=name, objection=capital(why_not.objection))
        family = ""
        if why_not.family_of:
            family = say("{name} is of the same family as {other}.", name=name, other=why_not.family_of)
        if why_not.loss is None:
            said = say("No routine of this length has room for {name}.", name=name)
        elif why_not.loss == 0:
            said = say("A routine with {name} would be just as good.", name=name)
        elif why_not.loss < 0:
            said = say("A routine with {name} would be better: this one was not searched to the end.", name=name)
        else:
            said = say("{name} could be in, but then the rest would not fit together as well.", name=name)
        return joined(family, said)


def _tells_hands_and_knees(exercise: Exercise) -> bool:
    """Whether the exercise itself says to come onto hands and knees, from wherever one is."""
    says = any(step.change is Change.POSITION for step in exercise.steps_of(Role.SETUP))
    return says and exercise.position is Position.QUADRUPED


_MOVES = {
    Direction.FLEXION: "moves your back forward",
    Direction.EXTENSION: "moves your back backward",
    Direction.ROTATION: "turns your back",
    Direction.LATERAL: "moves your back to the side",
    Direction.NEUTRAL: "keeps your back still",
}
"""What an exercise does with the lower back, by its direction."""


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


def _spaced(id_: str) -> str:
    return id_.replace("-", " ")
