"""The nouns: exercises, doses, briefs and routines, as frozen values.

All times are whole seconds. What can never be true (a negative dose, a repetition without a
movement) cannot be built and raises `ValueError`; what is merely wrong in a file is diagnosed when
the file is read.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NoReturn, Self, cast

from attrs import Attribute, Factory, evolve, field, fields, frozen, validators

from ._arguments import expect, one_of, several, some_of
from ._bounds import Beside, Between, Member, is_text, not_blank
from .errors import BriefError, ImpossibleValue, NoPicture, UnsolvedPicture, did_you_mean
from .picture import Picture
from .vocabulary import (
    CautionLevel,
    Change,
    Confidence,
    Direction,
    Kind,
    Laterality,
    Phase,
    Position,
    Role,
    Tier,
    Urgency,
)

__all__ = [
    "Adaptation",
    "Alternative",
    "Brief",
    "Cap",
    "Caution",
    "CautionRule",
    "Conventions",
    "Dose",
    "DoseFact",
    "DoseRange",
    "EditorialNote",
    "Equipment",
    "Exercise",
    "ExerciseDose",
    "Family",
    "Message",
    "Mix",
    "Origin",
    "PainZone",
    "Proof",
    "Range",
    "RedFlag",
    "Region",
    "Routine",
    "RoutineItem",
    "Scoring",
    "Source",
    "Step",
    "StopRule",
    "Timing",
    "Transition",
    "TypicalError",
    "Why",
    "WhyNot",
]


_NOT_NEGATIVE = Between(0)
_ONE_OR_MORE = Between(1)
_EACH_NOT_NEGATIVE = Between(0, several=True)
HARDEST = 5
"""The highest difficulty."""
_GRADE = Between(1, HARDEST)


# Sources and declarations ------------------------------------------------------------------------


@frozen(kw_only=True)
class Source:
    """A citation: where a fact was printed.

    Attributes:
        id: Kebab-case id that exercises point to.
        title: Title of the page, paper or leaflet.
        publisher: Who published it.
        tier: Weight of the source.
        year: Year of publication, None when not known.
        url: Address; None only when there is a DOI.
        doi: Digital object identifier, without `https://doi.org/`; None when there is only an address.
        pmid: PubMed number; None when there is none.
        read: How much of it was read when the facts were taken.
        note: Anything a reader should know.
    """

    id: str = field(validator=not_blank)
    title: str = field(validator=not_blank)
    publisher: str
    tier: Tier = field(validator=Member(Tier))
    year: int | None = None
    url: str | None = None
    doi: str | None = None
    pmid: int | None = None
    read: str = ""
    note: str = ""


@frozen(kw_only=True)
class Region:
    """A region of the body that a catalog trains, stretches or moves.

    Attributes:
        id: Kebab-case word used by exercises.
        name: Plain name for readers.
    """

    id: str = field(validator=not_blank)
    name: str


@frozen(kw_only=True)
class Family:
    """Variants of one movement.

    Attributes:
        id: Kebab-case word used by exercises.
        exclusive: Whether a routine takes at most one of them; if not, they may come together, the easier one first.
        basis: Why they may come together.
    """

    id: str = field(validator=not_blank)
    exclusive: bool = True
    basis: str = ""


@frozen(kw_only=True)
class Equipment:
    """A piece of equipment that a catalog knows.

    Attributes:
        id: Kebab-case word used by exercises.
        name: Plain name for readers, with its article: "a chair".
        at_home: Whether a home is taken to have it (what `equipment=None` in a brief means).
        always: Whether it is always there, whatever a brief says.
        fetch: Whether it takes time to fetch and fix (`Timing.fetch`).
    """

    id: str = field(validator=not_blank)
    name: str
    at_home: bool = False
    always: bool = False
    fetch: bool = False


def _tell_what_is_known(caution: "Caution") -> None:
    """A caution that every easier exercise carries has words for it."""
    most = caution.max_difficulty
    if most is not None and caution.level is not CautionLevel.AVOID and not caution.fact.strip():
        problem = f"got {caution.fact!r}, expected what every exercise up to difficulty {most} has to say of it"
        raise ImpossibleValue("Caution.fact", problem, "empty-text")


@frozen(kw_only=True)
class Caution:
    """A reason to avoid or change some exercises, and the rules that follow from it.

    The three rule fields hold for every exercise of every catalog, whether or not the exercise
    names the caution itself: an author cannot forget them.

    Attributes:
        key: Kebab-case word used by exercises and briefs.
        label: Plain words for a person: "My wrists hurt when I lean on them".
        fact: What is known, in one or two sentences.
        level: Its usual level; an exercise may say otherwise.
        sources: Ids of sources.
        basis: How well the fact is grounded.
        avoid_positions: Every exercise that starts in one of these is avoided.
        avoid_floor: Every exercise that has to be done on the floor is avoided.
        max_difficulty: Difficulty, 1 to 5, above which every exercise is avoided, and every other one carries this
            caution; None for no such limit.
        rises_slowly: Whether getting to and from the floor is slow, as with limited mobility.
        may_fall: Whether getting to and from the floor is where they may fall, so that a routine does it rarely.
        ends_calmly: Whether even a routine of less than five minutes should cool down.
        refer: Whom to see first; when it is not empty, no exercise is right for now.
        about: What it is about, as an exercise that was changed says it: "your wrists"; empty: its label says it.
        place: The part of the body that it is about, as a button names it when that hurts: "A knee"; empty where it is
            about none, or about the back.
        advice: What to know before the start of a routine, in one sentence; empty where there is nothing.
        stop: When to stop, in every exercise, in one sentence, said once before a routine; empty for no such sign.
        replaces: Retired keys whose place it took: a document that names one of them means this caution.
    """

    key: str = field(validator=not_blank)
    label: str
    fact: str = field(validator=Beside(("fact", "level", "max_difficulty"), _tell_what_is_known))
    level: CautionLevel = field(validator=Member(CautionLevel))
    sources: tuple[str, ...] = ()
    basis: str = ""
    avoid_positions: tuple[Position, ...] = ()
    avoid_floor: bool = False
    max_difficulty: int | None = field(default=None, validator=_GRADE)
    rises_slowly: bool = False
    may_fall: bool = False
    ends_calmly: bool = False
    refer: str = ""
    about: str = ""
    place: str = ""
    advice: str = ""
    stop: str = ""
    replaces: tuple[str, ...] = ()

    def named_by(self, exercise: "Exercise") -> "CautionRule | None":
        """The exercise's own rule for it; under keys that it replaces, the strictest; None when there is none."""
        own = next((rule for rule in exercise.cautions if rule.key == self.key), None)
        if own is not None or not self.replaces:
            return own
        retired = [evolve(rule, key=self.key) for rule in exercise.cautions if rule.key in self.replaces]
        return max(retired, key=lambda rule: rule.level.strictness, default=None)

    def rule_for(self, exercise: "Exercise") -> "CautionRule | None":
        """The strictest rule for this exercise: its own, or one that follows from this caution."""
        own = self.named_by(exercise)
        too_hard = self.max_difficulty is not None and exercise.difficulty > self.max_difficulty
        if self.refer or too_hard or (self._bars_place_of(exercise) and not self._is_moved_by(exercise)):
            return CautionRule(key=self.key, level=CautionLevel.AVOID)
        if own is None and self.max_difficulty is not None:
            how = "" if self.level is CautionLevel.AVOID else self.fact
            return CautionRule(key=self.key, level=self.level, how=how)
        return own

    def _bars_place_of(self, exercise: "Exercise") -> bool:
        return exercise.position in self.avoid_positions or (self.avoid_floor and exercise.needs_floor)

    def _is_moved_by(self, exercise: "Exercise") -> bool:
        """Whether the exercise, before it is adapted, has another place for this caution, such as a bed."""
        return exercise.origin is None and any(
            self.key in each.cautions and (each.position is not None or each.needs) for each in exercise.adaptations
        )


@frozen(kw_only=True)
class Message:
    """Something good to know about backs and exercise, which a routine carries; one at a time.

    Attributes:
        key: Kebab-case word.
        text: What it says, in one or two plain sentences.
        sources: Ids of sources.
        basis: How well it is grounded.
    """

    key: str = field(validator=not_blank)
    text: str = field(validator=not_blank)
    sources: tuple[str, ...] = ()
    basis: str = ""


@frozen(kw_only=True)
class RedFlag:
    """A sign that somebody should be seen before exercising.

    Attributes:
        key: Kebab-case word.
        question: Screening question for a person, about one sign, to be answered yes, no or not sure.
        group: What it may point to, in one or two words.
        urgency: How soon to be seen.
        raised_to: How soon to be seen when one of the signs `raised_by` is reported too; None: as soon as without.
        raised_by: Keys of these other signs.
        sources: Ids of sources; empty means background knowledge.
        basis: How well it is grounded.
    """

    key: str = field(validator=not_blank)
    question: str = field(validator=not_blank)
    group: str
    urgency: Urgency = field(validator=Member(Urgency))
    raised_to: Urgency | None = field(default=None, validator=validators.optional(Member(Urgency)))
    raised_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    basis: str = ""


@frozen(kw_only=True)
class StopRule:
    """A rule for stopping, or for seeing somebody, during or after exercise.

    Attributes:
        key: Kebab-case word.
        text: The rule, in one plain sentence.
        sources: Ids of sources.
    """

    key: str = field(validator=not_blank)
    text: str = field(validator=not_blank)
    sources: tuple[str, ...] = ()


_WORST_PAIN = 10
"""End of the numeric rating scale of pain."""
_SCORE = Between(0, _WORST_PAIN)


@frozen(kw_only=True)
class PainZone:
    """A part of the pain scale from 0 (none) to 10 (worst imaginable), and what to do in it.

    Attributes:
        colour: Go on, take care, or stop.
        low: Smallest score in the zone, 0 to 10.
        high: Largest score in the zone, `low` to 10.
        text: What to do, in one plain sentence.
        sources: Ids of sources.
        basis: How well it is grounded.
    """

    colour: Literal["green", "amber", "red"]
    low: int = field(validator=_SCORE)
    high: int = field(validator=_SCORE)
    text: str = field(validator=not_blank)
    sources: tuple[str, ...] = ()
    basis: str = ""

    def __attrs_post_init__(self) -> None:
        if self.low > self.high:
            problem = f"got low {self.low}, high {self.high}, expected low <= high"
            raise ImpossibleValue("PainZone", problem, "range-order")

    def __contains__(self, score: object) -> bool:
        """Whether a score lies in the zone, ends included."""
        return isinstance(score, int) and self.low <= score <= self.high


def faults_in_scale(zones: Iterable[PainZone]) -> tuple[str, ...]:
    """What is wrong with a pain scale; empty when each score from 0 to 10 has one zone.

    >>> faults_in_scale([PainZone(colour="green", low=0, high=7, text="Go on.")])
    ('no zone for 8 to 10',)
    """
    zones = tuple(zones)
    faults: list[str] = []
    for count, group in groupby(range(_WORST_PAIN + 1), key=lambda score: sum(score in zone for zone in zones)):
        first, *others = group
        if count != 1:
            span = f"{first} to {others[-1]}" if others else str(first)
            faults.append(f"{f'{count} zones' if count else 'no zone'} for {span}")
    return tuple(faults)


# Dose --------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Dose:
    """How much of an exercise to do.

    Either `reps` or `duration` is given. Repetitions and durations are per side for unilateral
    exercises; for alternating ones, one to each side counts as one repetition.

    >>> print(Dose(sets=2, reps=10, hold=3))
    2 x 10, hold 3 s

    Attributes:
        sets: Groups of repetitions (or of bouts), 1 or more.
        reps: Repetitions in a set, 1 or more; None for a sustained exercise.
        hold: Seconds at the end position in each repetition, 0 or more; None where nothing is held.
        duration: Seconds of a sustained bout, 1 or more; None for repetitions.
    """

    sets: int = field(default=1, validator=_ONE_OR_MORE)
    reps: int | None = field(default=None, validator=_ONE_OR_MORE)
    hold: int | None = field(default=None, validator=_NOT_NEGATIVE)
    duration: int | None = field(default=None, validator=_ONE_OR_MORE)

    def __attrs_post_init__(self) -> None:
        if (self.reps is None) == (self.duration is None):
            came = "neither reps nor duration" if self.reps is None else "both reps and duration"
            raise ImpossibleValue("Dose", f"got {came}, expected just one of them", "reps-or-duration")
        if self.hold is not None and self.reps is None:
            raise ImpossibleValue(
                "Dose.hold", "got a hold with a duration, expected it only with reps", "reps-or-duration"
            )

    def __str__(self) -> str:
        amount = f"{self.duration} s" if self.reps is None else str(self.reps)
        sets = f"{self.sets} x " if self.sets > 1 or self.reps is not None else ""
        hold = f", hold {self.hold} s" if self.hold else ""
        return sets + amount + hold

    @property
    def key(self) -> tuple[int, int, int, int]:
        """The dose as a tuple of numbers, for sorting."""
        return (self.sets, self.reps or 0, self.hold or 0, self.duration or 0)


DOSE_FIELDS = tuple(each.name for each in fields(Dose))
"""The fields of a dose, which are those of its ranges, of what a source prints, and of a limit."""


@frozen
class Range:
    """The smallest, usual first and largest value of one dose field.

    Attributes:
        min: Smallest value.
        starter: Value to start with.
        max: Largest value.
    """

    min: int
    starter: int
    max: int

    def __attrs_post_init__(self) -> None:
        for name in ("min", "starter", "max"):
            expect(f"Range.{name}", getattr(self, name), int)
        if not self.min <= self.starter <= self.max:
            problem = f"got min {self.min}, starter {self.starter}, max {self.max}, expected min <= starter <= max"
            raise ImpossibleValue("Range", problem, "range-order")

    def __contains__(self, value: object) -> bool:
        """Whether a number lies in the range, ends included."""
        return isinstance(value, int) and self.min <= value <= self.max

    def nearest(self, value: int) -> int:
        """The number of the range that is nearest to this one.

        >>> Range(5, 8, 12).nearest(20)
        12
        """
        return min(max(value, self.min), self.max)


@frozen
class StartsAt:
    """Check the smallest value of a range; a range may be missing.

    Attributes:
        low: Smallest value allowed.
    """

    low: int

    def __call__(self, instance: object, attribute: "Attribute[Any]", value: Range | None) -> None:
        """Raise `ImpossibleValue` when the range begins too low."""
        if value is None and attribute.default is None:
            return
        place = f"{type(instance).__name__}.{attribute.name}"
        expect(place, value, Range)
        smallest = cast("Range", value).min
        if smallest < self.low:
            raise ImpossibleValue(place, f"got {smallest}, expected {self.low} or more")


_FROM_NOTHING = StartsAt(0)
_FROM_ONE = StartsAt(1)


@frozen(kw_only=True)
class DoseFact:
    """What one source prints about the dose of one exercise; pairs are smallest and largest.

    Attributes:
        source: Id of the source.
        sets: Sets; None when not printed.
        reps: Repetitions (per side where the exercise has sides); None when not printed.
        hold: Seconds of hold; None when not printed.
        duration: Seconds of a bout; None when not printed.
        per_day: Sessions a day; None when not printed.
        days_per_week: Days a week; None when not printed.
        note: Wording of the source that the numbers do not hold.
    """

    source: str
    sets: tuple[int, int] | None = None
    reps: tuple[int, int] | None = None
    hold: tuple[int, int] | None = None
    duration: tuple[int, int] | None = None
    per_day: tuple[int, int] | None = None
    days_per_week: tuple[int, int] | None = None
    note: str = ""


@frozen(kw_only=True)
class EditorialNote:
    """A field whose value no source prints, with the reason for the value.

    Attributes:
        field: Name of the field, dotted inside an exercise: `dose.reps`.
        reason: Why it has this value.
    """

    field: str
    reason: str


@frozen(kw_only=True)
class DoseRange:
    """The doses that sources print for an exercise, and the one to start with.

    Attributes:
        sets: Groups of repetitions, 1 or more. A source that prints none means one.
        reps: Repetitions in a set, 1 or more; None for a sustained exercise.
        hold: Seconds of hold in a repetition, 0 or more; None where nothing is held.
        duration: Seconds of a bout, 1 or more; None for repetitions.
        confidence: How well the sources agree.
        facts: What each source prints.
        editorial: Fields that go beyond what is printed, each with its reason.
    """

    sets: Range = field(default=Range(1, 1, 1), validator=_FROM_ONE)
    reps: Range | None = field(default=None, validator=_FROM_ONE)
    hold: Range | None = field(default=None, validator=_FROM_NOTHING)
    duration: Range | None = field(default=None, validator=_FROM_ONE)
    confidence: Confidence = Confidence.LOW
    facts: tuple[DoseFact, ...] = ()
    editorial: tuple[EditorialNote, ...] = ()

    def __attrs_post_init__(self) -> None:
        self._dose(attrgetter("starter"))  # raises when fields clash

    def _dose(self, pick: Callable[[Range], int]) -> Dose:
        return Dose(**{name: pick(range_) for name, range_ in self._ranges.items()})

    @property
    def _ranges(self) -> Mapping[str, Range]:
        """The fields that it has."""
        return {name: range_ for name in DOSE_FIELDS if (range_ := getattr(self, name)) is not None}

    @property
    def minimum(self) -> Dose:
        """Every field at its smallest."""
        return self._dose(attrgetter("min"))

    @property
    def starter(self) -> Dose:
        """The dose to start with."""
        return self._dose(attrgetter("starter"))

    @property
    def maximum(self) -> Dose:
        """Every field at its largest."""
        return self._dose(attrgetter("max"))

    @property
    def printed(self) -> tuple[Dose, ...]:
        """The largest dose of each source that prints one, inside the ranges, the starter for the rest."""
        given = ({name: pair[1] for name in self._ranges if (pair := getattr(fact, name))} for fact in self.facts)
        return tuple(self._nearest(numbers) for numbers in given if numbers)

    def nearest(self, dose: Dose) -> Dose:
        """The dose inside the ranges that is nearest to this one, the starter for what it does not say.

        >>> DoseRange(sets=Range(1, 1, 3), reps=Range(5, 8, 12)).nearest(Dose(sets=2, reps=20))
        Dose(sets=2, reps=12, hold=None, duration=None)
        """
        expect("DoseRange.nearest.dose", dose, Dose)
        return self._nearest({name: number for name in DOSE_FIELDS if (number := getattr(dose, name)) is not None})

    def _nearest(self, numbers: Mapping[str, int]) -> Dose:
        ranges = self._ranges.items()
        return Dose(**{name: range_.nearest(numbers.get(name, range_.starter)) for name, range_ in ranges})

    def __contains__(self, dose: object) -> bool:
        return isinstance(dose, Dose) and all(
            dose_value is None if range_ is None else dose_value in range_
            for range_, dose_value in (
                (self.sets, dose.sets),
                (self.reps, dose.reps),
                (self.hold, dose.hold),
                (self.duration, dose.duration),
            )
        )


# Time --------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Timing:
    """The seconds that every exercise shares, 0 or more. All are editorial unless a source is named.

    Attributes:
        tick: 1 or more; work is rounded up to a multiple of this, and the seconds gained are rest at the item's end.
        get_ready: The least before every item, to rest and hear what comes; more where its words need more.
        change_side: Between the two sides of a unilateral exercise.
        roll_over: The same, lying on the side or kneeling on one knee: one rolls over, or changes knees.
        fetch: Extra seconds before an item whose equipment has to be fetched and fixed.
        limited_mobility_factor: How many times longer it takes to get to or from the floor with limited mobility.
            People over 60 rise with a roll and a squat (floor-2016); 4.1 s was measured at 50 to 90 years
            (bohannon-2004). On the way up they sit for three slow breaths.
        tolerance_seconds: A routine may be shorter than asked by this, or by `tolerance_percent`, whichever is more.
        tolerance_percent: See `tolerance_seconds`.
        rest_strength: Between sets of a strength exercise that says no rest; endurance work 30 to 60 (trek-rt).
        rest_stability: The same for stability.
        rest_other: The same for every other kind; mobility and stretch 0 to 15.
    """

    tick: int = field(default=5, validator=_ONE_OR_MORE)
    get_ready: int = field(default=5, validator=_NOT_NEGATIVE)
    change_side: int = field(default=5, validator=_NOT_NEGATIVE)
    roll_over: int = field(default=15, validator=_NOT_NEGATIVE)
    fetch: int = field(default=20, validator=_NOT_NEGATIVE)
    limited_mobility_factor: int = field(default=3, validator=_ONE_OR_MORE)
    tolerance_seconds: int = field(default=15, validator=_NOT_NEGATIVE)
    tolerance_percent: int = field(default=5, validator=_NOT_NEGATIVE)
    rest_strength: int = field(default=45, validator=_NOT_NEGATIVE)
    rest_stability: int = field(default=30, validator=_NOT_NEGATIVE)
    rest_other: int = field(default=15, validator=_NOT_NEGATIVE)

    def rest_of(self, kind: Kind) -> int:
        """Seconds between the sets of an exercise of this kind that says no rest of its own.

        >>> Timing(rest_strength=60).rest_of(Kind.STRENGTH)
        60
        """
        match kind:
            case Kind.STRENGTH:
                return self.rest_strength
            case Kind.STABILITY:
                return self.rest_stability
            case _:
                return self.rest_other

    def side_change(self, position: Position) -> int:
        """Seconds between the two sides of a unilateral exercise in this position.

        >>> Timing().side_change(Position.SUPINE), Timing().side_change(Position.SIDE_LYING)
        (5, 15)
        """
        rolls = position in (Position.SIDE_LYING, Position.HALF_KNEELING)
        return max(self.change_side, self.roll_over) if rolls else self.change_side

    def shared_out(self, seconds: int, number: int) -> tuple[int, ...]:
        """Seconds as so many pauses: whole ticks, as evenly as they go, and what is no tick after the last.

        >>> Timing().shared_out(18, 5)
        (0, 5, 0, 5, 8)
        """
        ticks, odd = divmod(seconds, self.tick)
        *shares, last = (self.tick * (ticks * (nth + 1) // number - ticks * nth // number) for nth in range(number))
        return (*shares, last + odd)

    def whole_ticks(self, seconds: int) -> int:
        """These seconds, rounded up to a multiple of the tick.

        >>> Timing().whole_ticks(41)
        45
        """
        return -(-seconds // self.tick) * self.tick

    def tolerance(self, seconds: int) -> int:
        """How many seconds shorter a routine of this length may be.

        >>> Timing().tolerance(600)
        30
        """
        return max(self.tolerance_seconds, seconds * self.tolerance_percent // 100)


_TIMING = Timing()
_REPETITION = (Role.MOVE, Role.HOLD, Role.RETURN)
"""What is done again for every repetition."""


def _rest_of_kind(exercise: "Exercise") -> int:
    return _TIMING.rest_of(exercise.kind)


# Exercise ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Step:
    """One sentence of an exercise, and how long it takes.

    Attributes:
        role: Its part in the exercise.
        text: One imperative sentence for reading, at most 90 characters in the packaged catalog.
        short_text: The same for a small screen or a voice, that can be said in the seconds of the step.
        seconds: How long it takes, 1 or more; None for a hold, which lasts as long as the dose says.
        pose: Name of the key pose of the picture that shows it, or a share of the way to it: `round:50` is half of the
            way to `round`, 25 and 75 a quarter less and more; empty where there is nothing to see.
        key: Short name inside its exercise, by which adaptations point to it; empty: none points to it.
        change: What a setup or finish step changes that need not change beside an exercise of the same place; it is
            left out there, and one rests as long. None for a step that is always said.
    """

    role: Role = field(validator=Member(Role))
    text: str = field(validator=not_blank)
    short_text: str = field(validator=not_blank)
    seconds: int | None = field(default=None, validator=_ONE_OR_MORE)
    pose: str = ""
    key: str = ""
    change: Change | None = field(default=None, validator=validators.optional(Member(Change)))

    def __attrs_post_init__(self) -> None:
        if (self.role is Role.HOLD) != (self.seconds is None):
            expected = "no seconds (the dose says how long)" if self.role is Role.HOLD else "whole seconds"
            came = "no seconds" if self.seconds is None else str(self.seconds)
            problem = f"got {came} for a {self.role} step, expected {expected}"
            raise ImpossibleValue("Step.seconds", problem, "step-seconds")

    def is_left_out(self, exercise: "Exercise", beside: "Exercise | Position | None") -> bool:
        """Whether it is left out in this exercise beside another: before a setup, after a finish; None for no other.

        Beside the first and the last of a routine is where it starts and ends.

        >>> from lowback import default_catalog
        >>> bird_dog, cat_cow = default_catalog()["bird-dog"], default_catalog()["cat-cow"]
        >>> [step.text for step in bird_dog.steps if step.is_left_out(bird_dog, cat_cow)]
        ['Come onto your hands and knees on the floor.']
        """
        if self.change is None or beside is None:
            return False
        place = beside if isinstance(beside, Position) else beside.position
        if self.change is Change.HEIGHT:
            return exercise.position.low and place.low
        if isinstance(beside, Position):
            return False
        done = self.change is Change.POSITION or any(step.text == self.text for step in beside.steps)
        return done and exercise.position is place


@frozen(kw_only=True)
class TypicalError:
    """A typical error, with what to do instead.

    Attributes:
        error: What goes wrong.
        correction: One imperative sentence.
        key: Short name inside its exercise, by which adaptations point to it; empty: none points to it.
    """

    error: str = field(validator=not_blank)
    correction: str = field(validator=not_blank)
    key: str = ""


@frozen(kw_only=True)
class CautionRule:
    """What one caution asks of one exercise.

    Attributes:
        key: Key of the caution.
        level: Avoid, modify or stop if.
        how: How to modify, or when to stop; empty for avoid, and where an adaptation of the exercise says what changes.
    """

    key: str
    level: CautionLevel = field(validator=Member(CautionLevel))
    how: str = ""

    def __attrs_post_init__(self) -> None:
        expect("CautionRule.how", self.how, str)
        if self.level is CautionLevel.AVOID and self.how.strip():
            raise ImpossibleValue("CautionRule.how", "got a text for avoid, expected nothing", "caution-how")
        if self.level is CautionLevel.STOP_IF and not self.how.strip():
            raise ImpossibleValue("CautionRule.how", f"got no text for {self.level}, {_SAYS_HOW}", "caution-how")


_SAYS_HOW = "expected a sentence that says how"


@frozen(kw_only=True)
class Adaptation:
    """What is different in an exercise for somebody whom certain cautions concern.

    What is not given stays as it is. Of a step or a typical error with the key of one that the exercise has, the new
    one takes its place. Other setup steps come before those that there are, other steps after those of their part.

    Attributes:
        cautions: Keys of the cautions that it serves: each of them alone, and any of them together.
        summary: What it trains or moves then; empty: as before.
        breathing: How to breathe then; empty: as before.
        position: Start position then; None: as before.
        posture: The start position in finer words; empty: as before, or none where the position is another one.
        directions: What the lower back does then; None: as before.
        laterality: How the sides of the body take part then; None: as before.
        steps: Steps in the place of others, and additional ones.
        drop_steps: Keys of steps that are left out. Without its hold step, nothing is held.
        typical_errors: Typical errors in the place of others, and additional ones.
        drop_errors: Keys of typical errors that do not concern anybody then.
        needs: Equipment that is needed beside: of every group, one piece.
        most_sets: Largest number of sets, 1 or more; None: as before.
        most_reps: Largest number of repetitions, 1 or more; None: as before.
        most_hold: Longest hold in seconds, 0 or more; None: as before.
        most_duration: Longest bout in seconds, 1 or more; None: as before.
        basis: How well it is grounded.
    """

    cautions: tuple[str, ...]
    summary: str = ""
    breathing: str = ""
    position: Position | None = None
    posture: str = ""
    directions: tuple[Direction, ...] | None = None
    laterality: Laterality | None = None
    steps: tuple[Step, ...] = ()
    drop_steps: tuple[str, ...] = ()
    typical_errors: tuple[TypicalError, ...] = ()
    drop_errors: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    most_sets: int | None = field(default=None, validator=_ONE_OR_MORE)
    most_reps: int | None = field(default=None, validator=_ONE_OR_MORE)
    most_hold: int | None = field(default=None, validator=_NOT_NEGATIVE)
    most_duration: int | None = field(default=None, validator=_ONE_OR_MORE)
    basis: str = ""


@frozen(kw_only=True)
class Origin:
    """Where an adapted exercise comes from.

    Attributes:
        exercise: The exercise as it is for everybody.
        cautions: Keys of the cautions for which it was adapted, in order of the alphabet.
    """

    exercise: "Exercise"
    cautions: tuple[str, ...]


def _make_a_repetition(exercise: "Exercise") -> None:
    """The steps are in order, and are those that the dose needs."""
    dose = exercise.dose
    if isinstance(exercise, Exercise):  # pyright: ignore[reportUnnecessaryIsInstance]  # or what could be read of one
        expect("Exercise.dose", dose, DoseRange)
        tuple(several("Exercise.steps", exercise.steps, Step))
    if (dose.reps is None) == (dose.duration is None):
        return  # nobody can build such a dose; while a document is read, it has a finding of its own
    roles = [step.role for step in exercise.steps]
    repetition = [role for role in roles if role in (Role.MOVE, Role.HOLD, Role.RETURN)]
    setups, finishes = roles.count(Role.SETUP), roles.count(Role.FINISH)
    if roles != [Role.SETUP] * setups + repetition + [Role.FINISH] * finishes:
        _wrong_steps("step-order", f"roles {', '.join(roles)}", f"{', '.join(Role)} in this order")
    if repetition.count(Role.HOLD) > 1:
        _wrong_steps("step-order", f"{repetition.count(Role.HOLD)} hold steps", "at most one")
    if dose.reps is None:
        if repetition != [Role.HOLD]:
            _wrong_steps("hold-step", f"{', '.join(repetition) or 'no steps'} for a duration", "one hold step")
    elif Role.MOVE not in repetition:
        _wrong_steps("missing-move", "a repetition without a move step", "it to begin with one")
    elif repetition[0] is not Role.MOVE:
        _wrong_steps("missing-move", f"a repetition that begins with {repetition[0]}", "it to begin with a move step")
    elif (dose.hold is not None) != (Role.HOLD in repetition):
        which = "a hold in the dose but no hold step" if dose.hold else "a hold step but no hold in the dose"
        _wrong_steps("hold-step", which, "both or neither")


def _say_how(exercise: "Exercise") -> None:
    """Who is to change the exercise hears how: by an adaptation, or by the rule itself."""
    adapted = {key for adaptation in exercise.adaptations for key in adaptation.cautions}
    for index, rule in enumerate(exercise.cautions):
        if rule.level is CautionLevel.MODIFY and not rule.how.strip() and rule.key not in adapted:
            problem = f"got no text for {rule.level}, {_SAYS_HOW}, or an adaptation for {rule.key!r}"
            raise ImpossibleValue(f"Exercise.cautions.{index}.how", problem, "caution-how")


def _wrong_steps(code: str, came: str, expected: str) -> NoReturn:
    raise ImpossibleValue("Exercise.steps", f"got {came}, expected {expected}", code)


@frozen(kw_only=True, repr=False, cache_hash=True)
class Exercise:
    """One exercise: what it is, how it is done, how much of it, and who should take care.

    The time of an exercise follows from its steps and a dose; it is written down nowhere else.

    Attributes:
        id: Kebab-case id; part of the API of a catalog, never reused.
        name: Name for readers.
        kind: What sort of exercise it is; decides the phase.
        position: Start position.
        laterality: How the sides of the body take part.
        family: Variants of one movement share a family; a routine takes at most one of each, unless it says otherwise.
        difficulty: From 1 (easy) to 5 (hard).
        regions: Regions that it mainly trains, stretches or moves.
        directions: What the lower back does.
        steps: How it is done, for one side, in order of doing.
        dose: How much of it.
        summary: What it trains or moves, in one plain sentence.
        aliases: Other names that people use.
        posture: The start position in finer words, such as `crook-lying`.
        needs: Equipment: of every group, one piece is needed.
        optional: Equipment for comfort, support or load that may be used.
        primary_targets: Muscles and joints that it mainly works on, in the terms of anatomy.
        secondary_targets: Muscles and joints that it works on beside.
        secondary_regions: Regions of the secondary targets.
        rest: Seconds between sets, 0 or more; on paper, when not given, those of its kind in the `timing` of the
            catalog, which are 45 for strength, 30 for stability, else 15 when the catalog does not say.
        change_side: Seconds between the two sides, 0 or more, where one has to set up anew; None: those of its position
            in the `timing` of the conventions.
        cautions: Who should leave it out, change it, or stop on a sign.
        adaptations: What is different for those who should change it.
        typical_errors: Typical errors and their corrections.
        breathing: How to breathe, where it helps.
        easier: Ids of easier exercises to step back to.
        harder: Ids of harder exercises to go on to.
        no_floor_alternative: Id of an exercise with a like purpose that needs no floor; None where there is none or no
            need.
        on_request: Whether a routine takes it only when the brief includes it: it serves somebody with certain signs.
        upright: Whether one bears one's weight on the feet as in daily life: sitting down, hinging, stepping, walking.
        part: The phase that it belongs to, if not that of its kind: a long walk is work; None for that of its kind.
        safe_for_flare_up: Whether it is light, supported work that suits a sore day.
        sources: Where the facts were printed.
        editorial: Fields, other than the dose, that rest on judgement.
        picture: Its own picture; None for the packaged picture of the same id, where there is one.
        origin: What it was adapted from, and for whom; None for an exercise as it is for everybody. It is on no paper.
    """

    id: str = field(validator=not_blank)
    name: str = field(validator=not_blank)
    kind: Kind = field(validator=Member(Kind))
    position: Position = field(validator=Member(Position))
    laterality: Laterality = field(validator=Member(Laterality))
    family: str = field(validator=not_blank)
    difficulty: int = field(validator=_GRADE)
    regions: tuple[str, ...]
    directions: tuple[Direction, ...]
    steps: tuple[Step, ...] = field(
        validator=Beside(("steps.role", "dose.reps", "dose.hold", "dose.duration"), _make_a_repetition)
    )
    dose: DoseRange
    summary: str = ""
    aliases: tuple[str, ...] = ()
    posture: str = ""
    needs: tuple[tuple[str, ...], ...] = ()
    optional: tuple[str, ...] = ()
    primary_targets: tuple[str, ...] = ()
    secondary_targets: tuple[str, ...] = ()
    secondary_regions: tuple[str, ...] = ()
    rest: int = field(default=Factory(_rest_of_kind, takes_self=True), validator=_NOT_NEGATIVE)
    change_side: int | None = field(default=None, validator=validators.optional(_NOT_NEGATIVE))
    cautions: tuple[CautionRule, ...] = ()
    adaptations: tuple[Adaptation, ...] = field(
        default=(),
        validator=Beside(("cautions.key", "cautions.level", "cautions.how", "adaptations.cautions"), _say_how),
    )
    typical_errors: tuple[TypicalError, ...] = ()
    breathing: str = ""
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    no_floor_alternative: str | None = None
    on_request: bool = False
    upright: bool = False
    part: Phase | None = field(default=None, validator=validators.optional(Member(Phase)))
    safe_for_flare_up: bool = False
    sources: tuple[Source, ...] = ()
    editorial: tuple[EditorialNote, ...] = ()
    picture: Picture | None = None
    origin: Origin | None = None

    def _repr_svg_(self) -> str | None:
        """The picture, for notebooks; None where there is none that can be drawn."""
        from .render import svg  # noqa: PLC0415  # the renderer is a floor above

        try:
            return svg.render(self)
        except (NoPicture, UnsolvedPicture):
            return None

    def __repr__(self) -> str:
        adapted = f", adapted for {', '.join(self.adapted_for)}" if self.origin else ""
        return f"<Exercise {self.id}: {self.kind}, {self.position}, {self.dose.starter}{adapted}>"

    @property
    def whole(self) -> "Exercise":
        """The exercise as it is for everybody: itself, or what it was adapted from."""
        return self.origin.exercise if self.origin else self

    @property
    def adapted_for(self) -> tuple[str, ...]:
        """Keys of the cautions for which it was adapted; empty for an exercise as it is for everybody."""
        return self.origin.cautions if self.origin else ()

    @property
    def phase(self) -> Phase:
        """The phase of a routine in which it is done."""
        return self.part or self.kind.phase

    @property
    def sides(self) -> int:
        """How many times the whole dose is done: 2 for unilateral exercises, else 1."""
        return 2 if self.laterality is Laterality.UNILATERAL else 1

    @property
    def needs_floor(self) -> bool:
        """Whether somebody has to get down to the floor (and up again) to do it."""
        return needs_floor(self.position, self.needs)

    def steps_of(self, *roles: Role) -> tuple[Step, ...]:
        """The steps with one of these roles, in order."""
        for role in roles:
            one_of("Exercise.steps_of.roles", role, Role)
        return tuple(step for step in self.steps if step.role in roles)

    def repetition_seconds(self, dose: Dose) -> int:
        """Seconds of one repetition; for alternating exercises one to each side."""
        expect("Exercise.repetition_seconds.dose", dose, Dose)
        repetition = (step.seconds for step in self.steps if step.role in _REPETITION)
        once = sum(dose.hold or 0 if seconds is None else seconds for seconds in repetition)
        return 2 * once if self.laterality is Laterality.ALTERNATING else once

    def active_seconds(self, dose: Dose) -> int:
        """Seconds of movement and hold, both sides and all sets, without rests."""
        expect("Exercise.active_seconds.dose", dose, Dose)
        one_set = dose.duration or (dose.reps or 0) * self.repetition_seconds(dose)
        return self.sides * dose.sets * one_set

    @property
    def most_active_seconds(self) -> int:
        """The most that a routine keeps somebody busy with it.

        That is the active time of the largest dose that one source prints, with the starter for what it does not
        print; where none prints a dose, twice the starter. The largest values of all ranges together were printed by
        nobody.

        >>> from lowback import default_catalog
        >>> bridge = default_catalog()["bridge"]
        >>> bridge.most_active_seconds < bridge.active_seconds(bridge.dose.maximum)
        True
        """
        starter = self.active_seconds(self.dose.starter)
        printed = map(self.active_seconds, self.dose.printed)
        return max(starter, max(printed, default=2 * starter))

    def side_change(self, timing: Timing = _TIMING) -> int:
        """Seconds between its two sides: its own, or those of its position.

        >>> from lowback import default_catalog
        >>> default_catalog()["wall-side-plank"].side_change(), default_catalog()["one-leg-stand"].side_change()
        (20, 5)
        """
        expect("Exercise.side_change.timing", timing, Timing)
        return timing.side_change(self.position) if self.change_side is None else self.change_side

    def work_seconds(self, dose: Dose, timing: Timing = _TIMING) -> int:
        """Seconds from the first movement to the end of the exercise, rounded up to a tick.

        Active time of all sides and sets, rests between sets, the change of side, and the finish.

        >>> from lowback import default_catalog
        >>> bridge = default_catalog()["bridge"]
        >>> bridge.work_seconds(Dose(sets=2, reps=10, hold=3))
        205
        """
        expect("Exercise.work_seconds.dose", dose, Dose)
        expect("Exercise.work_seconds.timing", timing, Timing)
        rests = self.sides * (dose.sets - 1) * self.rest + (self.sides - 1) * self.side_change(timing)
        finish = sum(step.seconds or 0 for step in self.steps_of(Role.FINISH))
        return timing.whole_ticks(self.active_seconds(dose) + rests + finish)


def narrowed(needs: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Groups of equipment, each once, without those that a narrower one answers already.

    >>> narrowed([("chair", "wall"), ("strap",), ("wall",)])
    (('strap',), ('wall',))
    """
    groups = dict.fromkeys(needs)
    return tuple(group for group in groups if not any(set(other) < set(group) for other in groups))


def needs_floor(position: Position, needs: tuple[tuple[str, ...], ...]) -> bool:
    """Whether somebody has to get down to the floor for what begins in this position and needs this equipment."""
    return position.low and not any("bed" in group for group in needs)


_PERCENT = 100

# The conventions of a catalog --------------------------------------------------------------------


@frozen(kw_only=True)
class Transition:
    """The seconds to get from one position to another, in either direction.

    Attributes:
        positions: The two positions.
        seconds: Seconds for a person who moves freely, 0 or more.
        basis: Where the number comes from.
    """

    positions: tuple[Position, Position]
    seconds: int = field(validator=_NOT_NEGATIVE)
    basis: str = ""


@frozen(kw_only=True)
class Mix:
    """What a routine is made of: the share of each phase, and limits that come with the mix.

    Attributes:
        id: The word used in a brief.
        warm_up: Percent of the routine, 0 or more.
        conditioning: Percent of the routine, 0 or more.
        cool_down: Percent of the routine, 0 or more; the three shares add up to 100.
        max_difficulty: Upper limit of difficulty, 1 to 5; None for no limit beyond the brief's.
        usual_level: Difficulty, 1 to 5, above which training is worth more where the brief allows it.
        positions: The only positions allowed; None for all.
        equipment: The only equipment allowed, beside what is always there; None for all.
        start: Position in which a routine starts and ends, unless the brief says otherwise.
    """

    id: str = field(validator=not_blank)
    warm_up: int = field(validator=_NOT_NEGATIVE)
    conditioning: int = field(validator=_NOT_NEGATIVE)
    cool_down: int = field(validator=_NOT_NEGATIVE)
    max_difficulty: int | None = field(default=None, validator=_GRADE)
    usual_level: int = field(default=2, validator=_GRADE)
    positions: tuple[Position, ...] | None = None
    equipment: tuple[str, ...] | None = None
    start: Position = Position.STANDING

    def __attrs_post_init__(self) -> None:
        total = self.warm_up + self.conditioning + self.cool_down
        if total != _PERCENT:
            problem = f"got shares that add up to {total}, expected {_PERCENT}"
            raise ImpossibleValue(f"Mix {self.id}", problem, "mix-shares")

    def share(self, phase: Phase) -> int:
        """Percent of the routine for this phase."""
        match one_of("Mix.share.phase", phase, Phase):
            case Phase.WARM_UP:
                return self.warm_up
            case Phase.CONDITIONING:
                return self.conditioning
            case Phase.COOL_DOWN:
                return self.cool_down


@frozen(kw_only=True)
class Cap:
    """What a routine has only so much of, whatever it is worth. What the brief includes comes all the same.

    Attributes:
        id: The word for it.
        name: What is told to readers, in the plural: "planks".
        minutes: A routine has one at most for each so many minutes, begun ones counted; 1 or more.
        families: It is about the exercises of these families.
    """

    id: str = field(validator=not_blank)
    name: str = field(validator=not_blank)
    minutes: int = field(validator=_ONE_OR_MORE)
    families: tuple[str, ...]

    def covers(self, exercise: "Exercise") -> bool:
        """Whether it is about this exercise."""
        expect("Cap.covers.exercise", exercise, Exercise)
        return exercise.family in self.families

    def most(self, seconds: int) -> int:
        """How many of them a routine of so many seconds has at most.

        >>> Cap(id="plank", name="planks", minutes=10, families=("plank",)).most(900)
        2
        """
        expect("Cap.most.seconds", seconds, int)
        return -(-seconds // (60 * self.minutes))


@frozen(kw_only=True)
class Scoring:
    """The points by which routines are compared, 0 or more; see the explanation page on composition.

    Attributes:
        merit: Points of a half-second of any exercise.
        confidence: Extra merit for a dose of high, medium, low confidence.
        tier: Extra merit for the best source being of tier A, B, C, D.
        focus: Extra merit when it trains a focus region.
        prefer: Extra merit when the brief prefers it.
        harder: Extra merit of training for each level above 2, in a brief that allows one.
        recent: Merit taken away when it was done one, two, ... sessions ago.
        adapted: Merit taken away when it is adapted for a caution of the brief.
        noted: Merit taken away when a caution asks for a change in words alone.
        stop_sign: Merit taken away when a caution has a sign to stop on.
        resting: Merit taken away when it is relaxation, but in a flare-up.
        jitter: Largest extra merit drawn from the seed.
        coverage: Points for touching a region or direction, or for upright work, the first, second, ... time.
        mix_weight: Points lost for each second on the clock that a phase ends off its mark, the end of its share; from
            five minutes to ten as much more as the routine is shorter than ten, under five two thirds of it.
        easy_first: Seconds of warm-up that are wished for in a routine of five minutes or more, where its share is
            less; a quarter of that in a shorter one.
        cold_start: Points lost when a routine does not begin with light, easy movement.
        target_percent: Counts no more; it is there so that older catalogs can be read.
        change_price: Points lost for each change of position.
        floor_price: Points lost besides when the change is to or from the floor.
        in_a_row: So many exercises that train one region may follow each other in one position; 0: any number. What the
            brief includes comes all the same.
    """

    merit: int = field(validator=_NOT_NEGATIVE)
    confidence: tuple[int, int, int] = field(validator=_EACH_NOT_NEGATIVE)
    tier: tuple[int, int, int, int] = field(validator=_EACH_NOT_NEGATIVE)
    focus: int = field(validator=_NOT_NEGATIVE)
    prefer: int = field(default=0, validator=_NOT_NEGATIVE)
    harder: int = field(default=0, validator=_NOT_NEGATIVE)
    recent: tuple[int, ...] = field(validator=_EACH_NOT_NEGATIVE)
    adapted: int = field(default=0, validator=_NOT_NEGATIVE)
    noted: int = field(default=0, validator=_NOT_NEGATIVE)
    stop_sign: int = field(default=0, validator=_NOT_NEGATIVE)
    resting: int = field(default=0, validator=_NOT_NEGATIVE)
    jitter: int = field(validator=_NOT_NEGATIVE)
    coverage: tuple[int, ...] = field(validator=_EACH_NOT_NEGATIVE)
    mix_weight: int = field(validator=_NOT_NEGATIVE)
    easy_first: int = field(default=0, validator=_NOT_NEGATIVE)
    cold_start: int = field(default=0, validator=_NOT_NEGATIVE)
    target_percent: int = field(default=0, validator=_NOT_NEGATIVE)
    change_price: int = field(validator=_NOT_NEGATIVE)
    floor_price: int = field(validator=_NOT_NEGATIVE)
    in_a_row: int = field(default=0, validator=_NOT_NEGATIVE)


@frozen(kw_only=True, repr=False, cache_hash=True)
class Conventions:
    """What a catalog declares beside its exercises: open words and numbers.

    Attributes:
        regions: The regions that exercises may name.
        equipment: The equipment that exercises may need.
        cautions: The cautions that exercises and briefs may name.
        red_flags: Signs to be seen about before exercising.
        stop_rules: When to stop.
        pain_zones: The pain scale from 0 to 10 in zones, one for each score, lowest first.
        transitions: Seconds between positions, one entry for each pair.
        mixes: The mixes that briefs may name.
        scoring: The points by which routines are compared.
        timing: The seconds that all exercises share.
        families: Whether a routine takes only one of a family; it does of every family that is not here.
        caps: What a routine has only so much of.
        messages: What is good to know; a routine carries one of them.
    """

    regions: tuple[Region, ...]
    equipment: tuple[Equipment, ...]
    cautions: tuple[Caution, ...]
    red_flags: tuple[RedFlag, ...]
    stop_rules: tuple[StopRule, ...]
    pain_zones: tuple[PainZone, ...]
    transitions: tuple[Transition, ...]
    mixes: tuple[Mix, ...]
    scoring: Scoring
    timing: Timing = _TIMING
    families: tuple[Family, ...] = ()
    caps: tuple[Cap, ...] = ()
    messages: tuple[Message, ...] = ()

    def __attrs_post_init__(self) -> None:
        transitions = several("Conventions.transitions", self.transitions, Transition)
        known = {frozenset(transition.positions) for transition in transitions}
        missing = [
            f"{one} - {other}"
            for index, one in enumerate(Position)
            for other in list(Position)[index + 1 :]
            if frozenset((one, other)) not in known
        ]
        if missing:
            problem = f"no seconds for {', '.join(missing)}, expected every pair of positions"
            raise ImpossibleValue("Conventions.transitions", problem, "missing-transition")
        if faults := faults_in_scale(tuple(several("Conventions.pain_zones", self.pain_zones, PainZone))):
            problem = f"{', '.join(faults)}, expected one zone for each score from 0 to {_WORST_PAIN}"
            raise ImpossibleValue("Conventions.pain_zones", problem, "pain-scale")

    def __repr__(self) -> str:
        return f"<Conventions: {len(self.cautions)} cautions, {len(self.mixes)} mixes>"

    def change_seconds(self, before: Position, after: Position, *, limited_mobility: bool = False) -> int:
        """Seconds to get from one position to the other; 0 when they are the same.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.change_seconds(Position.SUPINE, Position.STANDING)
        10
        """
        before = one_of("Conventions.change_seconds.before", before, Position)
        after = one_of("Conventions.change_seconds.after", after, Position)
        if before is after:
            return 0
        pair = {before, after}
        seconds = next(each.seconds for each in self.transitions if set(each.positions) == pair)
        slow = limited_mobility and before.low != after.low
        return seconds * self.timing.limited_mobility_factor if slow else seconds

    def available(self, equipment: str | Iterable[str] | None) -> frozenset[str]:
        """The equipment at hand: what is named (None: that of a home) and what is always there."""
        at_home = {each.id for each in self.equipment if each.at_home}
        if isinstance(equipment, str):
            equipment = (equipment,)
        named = at_home if equipment is None else several("Conventions.available.equipment", equipment, str)
        return frozenset({*named} | {each.id for each in self.equipment if each.always})

    @property
    def places(self) -> Mapping[str, str]:
        """Parts of the body that cautions are about, as buttons name them: each with the key of its first caution.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.places["A wrist"]
        'wrist-pain'
        """
        found: dict[str, str] = {}
        for each in self.cautions:
            if each.place:
                found.setdefault(each.place, each.key)
        return found

    def successors(self, key: str) -> tuple[str, ...]:
        """The cautions that took the place of a retired one; empty for a key that is declared, or was never.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.successors("wrist-pain")
        ()
        """
        if any(caution.key == key for caution in self.cautions):
            return ()
        return tuple(caution.key for caution in self.cautions if key in caution.replaces)

    def group_of(self, exercise: Exercise) -> str:
        """What a routine takes only one of: the family of an exercise, or itself where the family is not exclusive.

        >>> from lowback import default_catalog
        >>> catalog = default_catalog()
        >>> [catalog.conventions.group_of(catalog[id_]) for id_ in ("plank", "prone-lying")]
        ['plank', 'prone-extension:prone-lying']
        """
        is_open = any(each.id == exercise.family and not each.exclusive for each in self.families)
        return f"{exercise.family}:{exercise.id}" if is_open else exercise.family

    def current(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys of cautions, those that took the place of retired ones in their place; unknown keys stay.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.current(["osteoporosis-flexion", "osteoporosis-rotation"])
        ('osteoporosis',)
        """
        given = several("Conventions.current.keys", keys, str)
        return tuple(dict.fromkeys(each for key in given for each in self.successors(key) or (key,)))

    def keys_of(self, argument: str, cautions: str | Iterable[str]) -> frozenset[str]:
        """The keys that were given as an argument, one or several, retired ones read as those that took their place.

        Raises `ImpossibleValue` for a caution that was never declared.
        """
        given = [cautions] if isinstance(cautions, str) else several(argument, cautions, str, "a word or several")
        return some_of(argument, self.current(given), sorted(each.key for each in self.cautions))

    def caution_rules(self, exercise: Exercise, keys: Iterable[str]) -> tuple[CautionRule, ...]:
        """What these cautions ask of the exercise, from its own rules and theirs."""
        wanted = frozenset(keys)
        rules = (caution.rule_for(exercise) for caution in self.cautions if caution.key in wanted)
        return tuple(rule for rule in rules if rule is not None)

    def at_hand(self, brief: "Brief") -> frozenset[str]:
        """The equipment that a brief and its mix allow, and what is always there; an unknown mix limits nothing."""
        expect("Conventions.at_hand.brief", brief, Brief)
        things = self.available(brief.equipment)
        mix = self._known_mix(brief)
        return things if mix is None or mix.equipment is None else things & self.available(mix.equipment)

    def _known_mix(self, brief: "Brief") -> Mix | None:
        return next((mix for mix in self.mixes if mix.id == brief.mix), None)

    def mix_of(self, brief: "Brief") -> Mix:
        """The mix that a brief names.

        Raises `BriefError` when it is not one of these conventions.
        """
        expect("Conventions.mix_of.brief", brief, Brief)
        known = {mix.id: mix for mix in self.mixes}
        if brief.mix not in known:
            raise BriefError("mix", brief.mix, f"one of {', '.join(known)}{did_you_mean(brief.mix, known)}")
        return known[brief.mix]

    def rises_slowly(self, brief: "Brief") -> bool:
        """Whether getting to and from the floor is slow: the brief says so, or one of its cautions.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.rises_slowly(Brief(cautions="dizziness"))
        True
        """
        return brief.limited_mobility or any(each.rises_slowly for each in self.cautions if each.key in brief.cautions)

    def may_fall(self, brief: "Brief") -> bool:
        """Whether somebody may fall on the way to and from the floor: with limited mobility, or by a caution.

        >>> from lowback import default_catalog
        >>> [default_catalog().conventions.may_fall(Brief(cautions=each)) for each in ("balance", "osteoporosis")]
        [True, False]
        """
        return brief.limited_mobility or any(each.may_fall for each in self.cautions if each.key in brief.cautions)

    def ends_calmly(self, brief: "Brief") -> bool:
        """Whether even a short routine should cool down, for one of the cautions of the brief.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.ends_calmly(Brief(cautions="cardiac"))
        True
        """
        return any(each.ends_calmly for each in self.cautions if each.key in brief.cautions)

    def start_of(self, brief: "Brief") -> Position:
        """Where somebody is before the first exercise of a brief; who may only sit sits, an unknown mix stands.

        >>> from lowback import default_catalog
        >>> default_catalog().conventions.start_of(Brief(mix="desk"))
        <Position.SEATED: 'seated'>
        """
        mix = self._known_mix(brief)
        usual = Position.STANDING if mix is None else mix.start
        return brief.start or (Position.SEATED if brief.positions == (Position.SEATED,) else usual)

    def end_of(self, brief: "Brief") -> Position:
        """Where somebody is to be after the last exercise of a brief."""
        return brief.end or self.start_of(brief)

    def closing_seconds(self, last: Exercise, brief: "Brief") -> int:
        """Seconds from the last exercise of a brief to where somebody is to be then."""
        return self.change_seconds(last.position, self.end_of(brief), limited_mobility=self.rises_slowly(brief))

    def fetch_seconds(self, exercise: Exercise, available: frozenset[str]) -> int:
        """Seconds to fetch and fix what the exercise needs, 0 when it is at hand."""
        fetched = {each.id for each in self.equipment if each.fetch}
        needs_fetching = any(not (available & set(group)) - fetched for group in exercise.needs)
        return self.timing.fetch if needs_fetching else 0


# Brief and routine -------------------------------------------------------------------------------


ROUTINE_FORMAT = 2
"""Format in which briefs and routines are written. A document that says none is of format 1, the first edition's."""

_MINUTE = 60
LONGEST_MINUTES = 120
"""Longer than any session in the sources (10 to 60 minutes), short enough to catch a slip of units."""


def _whole_seconds(minutes: float | Fraction) -> int | Fraction:
    """The length in minutes, exactly; a slip is refused rather than rounded."""
    hint = f"1 to {LONGEST_MINUTES} minutes in whole seconds (Brief.of_seconds takes seconds)"
    if isinstance(minutes, bool) or not isinstance(minutes, (int, float, Fraction)):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise BriefError("minutes", minutes, hint)
    try:
        exact = Fraction(str(minutes))  # as it is written: 7.1 minutes are 426 seconds
    except (ValueError, OverflowError):
        raise BriefError("minutes", minutes, hint) from None
    if not 1 <= exact <= LONGEST_MINUTES or (exact * 60).denominator != 1:
        raise BriefError("minutes", minutes, hint)
    return exact.numerator if exact.denominator == 1 else exact


BRIEF_WORDS = ("positions", "equipment", "cautions", "focus", "prefer", "include", "exclude")
"""The fields of a brief that hold words; a plain text is one of them."""


def _words(name: str, value: str | Iterable[str]) -> tuple[str, ...]:
    """The words once each, in order of the alphabet."""
    if not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise BriefError(name, value, "a word or several")
    words = (value,) if isinstance(value, str) else tuple(value)
    for word in words:
        if not isinstance(word, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
            raise BriefError(name, word, "words only")
    return tuple(sorted({str(word) for word in words}))


def _cautions(value: str | Iterable[str]) -> tuple[str, ...]:
    return _words("cautions", value)


def _focus(value: str | Iterable[str]) -> tuple[str, ...]:
    return _words("focus", value)


def _prefer(value: str | Iterable[str]) -> tuple[str, ...]:
    return _words("prefer", value)


def _include(value: str | Iterable[str]) -> tuple[str, ...]:
    return _words("include", value)


def _exclude(value: str | Iterable[str]) -> tuple[str, ...]:
    return _words("exclude", value)


def _equipment(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    return None if value is None else _words("equipment", value)


def _positions(value: str | Iterable[str] | None) -> tuple[Position, ...] | None:
    if value is None:
        return None
    words = _words("positions", value)
    if not words:
        raise BriefError("positions", value, f"one or more of {', '.join(Position)}; None for all")
    for word in words:
        if word not in list(Position):
            raise BriefError("positions", word, f"words of {', '.join(Position)}")
    return tuple(Position(word) for word in words)


def _start(value: str | None) -> Position | None:
    return _position("start", value)


def _end(value: str | None) -> Position | None:
    return _position("end", value)


def _position(name: str, value: str | None) -> Position | None:
    if value is not None and value not in list(Position):
        raise BriefError(name, value, f"one of {', '.join(Position)}")
    return None if value is None else Position(value)


_SESSIONS = "one tuple of ids for each session, latest first"


def _sessions(value: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise BriefError("recent", value, _SESSIONS)
    sessions = tuple(value)
    for session in sessions:
        if isinstance(session, str):
            raise BriefError("recent", session, _SESSIONS)
    return tuple(_words("recent", session) for session in sessions)


@frozen
class Whole:
    """Check a whole number of a brief; the schema reads the limits.

    Attributes:
        low: Smallest value allowed.
        high: Largest value allowed; None for no limit.
    """

    low: int
    high: int | None = None

    def __call__(self, _instance: object, attribute: "Attribute[int]", value: int) -> None:
        """Raise `BriefError` for another value."""
        fits = isinstance(value, int) and not isinstance(value, bool)  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        if not fits or value < self.low or (self.high is not None and value > self.high):
            rest = f", {self.low} or more" if self.high is None else f" from {self.low} to {self.high}"
            raise BriefError(attribute.name, value, f"a whole number{rest}")


def _text(_instance: object, attribute: "Attribute[str]", value: str) -> None:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise BriefError(attribute.name, value, f"the name of a {attribute.name}")


def _yes_or_no(_instance: object, attribute: "Attribute[bool]", value: bool) -> None:
    if not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise BriefError(attribute.name, value, "True or False")


@frozen
class ExerciseDose:
    """An exercise, and how much of it.

    Attributes:
        exercise: Id of the exercise.
        dose: How much of it.
    """

    exercise: str
    dose: Dose

    def __str__(self) -> str:
        return f"{self.exercise}: {self.dose}"


_DOSES = "one Dose for each id"


def _doses(value: Mapping[str, Dose] | Iterable[ExerciseDose]) -> tuple[ExerciseDose, ...]:
    """The doses in order of the alphabet."""
    if isinstance(value, Mapping):
        given = cast("Mapping[str, Dose]", value)
        value = tuple(ExerciseDose(id_, dose) for id_, dose in given.items())
    if not isinstance(value, Iterable) or isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise BriefError("doses", value, _DOSES)
    doses = tuple(value)
    for each in doses:
        whole = isinstance(each, ExerciseDose) and isinstance(each.exercise, str) and isinstance(each.dose, Dose)  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        if not whole:
            raise BriefError("doses", each, _DOSES)
        if sum(each.exercise == other.exercise for other in doses) > 1:
            raise BriefError("doses", str(each), _DOSES)
    return tuple(sorted(doses, key=attrgetter("exercise")))


@frozen
class Brief:
    """What a routine should be. A plain text is one word, and any iterable several, in whatever order.

    Raises `BriefError` for a value that can never be right. Words that only a catalog knows
    (equipment, cautions, regions, ids, the mix) are checked when the routine is composed.

    >>> Brief(minutes=10, cautions=["wrist-pain"]).seconds
    600

    Attributes:
        minutes: Length, 1 to 120 minutes, in whole seconds (7.5 is 450 s); the routine lasts exactly this long.
        mix: Name of a mix of the catalog: mixed, mobility, strength, stretch, gentle, desk.
        positions: The only start positions allowed; None for all.
        equipment: The equipment at hand; None for what a home has, empty for nothing but floor and wall.
        cautions: Keys of cautions that concern the person.
        focus: Regions to prefer.
        max_difficulty: Hardest exercise allowed, 1 to 5.
        prefer: Ids of exercises that please; they are preferred.
        doses: Doses that the person does now, by id; where such an exercise is in, it comes with just this dose.
        start: Position before the first exercise; None: seated where only that is allowed, else that of the mix.
        end: Position after the last exercise; None: where the routine starts.
        flare_up: Whether it is a sore day: only exercises that are safe for a flare-up.
        include: Ids of exercises that have to be in.
        exclude: Ids of exercises that must not be in.
        recent: Ids of the exercises of earlier sessions, latest session first; they are preferred less.
        limited_mobility: Whether getting to and from the floor takes longer.
        seed: Any whole number from 0; another seed prefers other exercises of like worth.
    """

    minutes: int | Fraction = field(default=10, converter=_whole_seconds)
    mix: str = field(default="mixed", validator=_text)
    positions: tuple[Position, ...] | None = field(default=None, converter=_positions, kw_only=True)
    equipment: tuple[str, ...] | None = field(default=None, converter=_equipment, kw_only=True)
    cautions: tuple[str, ...] = field(default=(), converter=_cautions, kw_only=True)
    focus: tuple[str, ...] = field(default=(), converter=_focus, kw_only=True)
    max_difficulty: int = field(default=2, validator=Whole(1, HARDEST), kw_only=True)
    prefer: tuple[str, ...] = field(default=(), converter=_prefer, kw_only=True)
    doses: tuple[ExerciseDose, ...] = field(default=(), converter=_doses, kw_only=True)
    start: Position | None = field(default=None, converter=_start, kw_only=True)
    end: Position | None = field(default=None, converter=_end, kw_only=True)
    flare_up: bool = field(default=False, validator=_yes_or_no, kw_only=True)
    include: tuple[str, ...] = field(default=(), converter=_include, kw_only=True)
    exclude: tuple[str, ...] = field(default=(), converter=_exclude, kw_only=True)
    recent: tuple[tuple[str, ...], ...] = field(default=(), converter=_sessions, kw_only=True)
    limited_mobility: bool = field(default=False, validator=_yes_or_no, kw_only=True)
    seed: int = field(default=0, validator=Whole(0), kw_only=True)

    @property
    def seconds(self) -> int:
        """Length in whole seconds."""
        return int(self.minutes * 60)

    def dose_of(self, id_: str) -> Dose | None:
        """The dose of `doses` for an exercise; None when it names none.

        >>> print(Brief(doses={"bridge": Dose(sets=2, reps=8, hold=3)}).dose_of("bridge"))
        2 x 8, hold 3 s
        """
        return next((each.dose for each in self.doses if each.exercise == id_), None)

    @classmethod
    def of_seconds(cls, seconds: int, mix: str = "mixed") -> Self:
        """A brief of this many seconds, 60 to 7200; change the other fields with `attrs.evolve`.

        >>> Brief.of_seconds(125).seconds
        125
        """
        whole = isinstance(seconds, int) and not isinstance(seconds, bool)  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        shortest, longest = _MINUTE, _MINUTE * LONGEST_MINUTES
        if not whole or not shortest <= seconds <= longest:
            raise BriefError("seconds", seconds, f"a whole number from {shortest} to {longest}")
        return cls(Fraction(seconds, 60), mix)


@frozen(kw_only=True)
class Proof:
    """How good a routine is, and how good any routine could be at most.

    Attributes:
        score: Points of this routine.
        bound: No routine that keeps the rules has more points than this.
    """

    score: int
    bound: int

    @property
    def gap(self) -> int:
        """Points that a better routine could have at most; 0 means none is better."""
        return self.bound - self.score


@frozen(kw_only=True)
class Alternative:
    """An exercise that could take the place of another.

    Attributes:
        exercise: What would be done instead.
        dose: How much of it, at best.
        loss: Points that the routine would lose, all else left as it is.
    """

    exercise: Exercise
    dose: Dose
    loss: int


@frozen(kw_only=True)
class Why:
    """Why an exercise is in a routine.

    Attributes:
        worth: Points of its good work.
        included: Whether the brief asked for it.
        regions: Regions that only this exercise of the routine works on.
        directions: Directions in which only this exercise of the routine moves the lower back.
        instead: The best that could take its place; None when nothing fits, or when the brief asked for it.
    """

    worth: int
    included: bool
    regions: tuple[str, ...]
    directions: tuple[Direction, ...]
    instead: Alternative | None

    @property
    def sentence(self) -> str:
        """The same in words.

        >>> why = Why(worth=4_000, included=False, regions=("glutes",), directions=(), instead=None)
        >>> why.sentence
        'It is the only one that works your glutes. Nothing else fits in its place.'
        """
        from ._words import Words  # noqa: PLC0415  # words are a floor above

        return Words().why(self)


@frozen(kw_only=True)
class WhyNot:
    """Why an exercise is not in a routine.

    Attributes:
        exercise: The exercise asked about.
        objection: The rule that keeps it out; None when it might be in.
        family_of: Id of the exercise of its family that is in the routine, as only one of a family may be; None when
            there is none.
        loss: Points that the best routine with it has less; None when it cannot be in.
    """

    exercise: Exercise
    objection: str | None
    family_of: str | None
    loss: int | None

    @property
    def sentence(self) -> str:
        """The same in words."""
        from ._words import Words  # noqa: PLC0415  # words are a floor above

        return Words().why_not(self)


@frozen(kw_only=True, repr=False)
class RoutineItem:
    """One exercise of a routine, with its dose and its place in time.

    Attributes:
        exercise: What is done, adapted for the cautions of the brief.
        dose: How much of it.
        gap_seconds: Seconds before it, 0 or more: get ready, change position, fetch equipment.
        work_seconds: Seconds of the exercise itself, 0 or more, with its rests and changes of side.
        pause_seconds: Seconds after it, 0 or more: a part of the time that is left over, and after the last exercise
            the way to where the routine ends.
        cautions: What the cautions of the brief ask here: how to modify it, when to stop.
        why: Why it is in; None in a routine that was not composed.
        note: What the program that shows the routine, or a clinician, adds to it on paper; empty for nothing.
    """

    exercise: Exercise
    dose: Dose
    gap_seconds: int = field(validator=_NOT_NEGATIVE)
    work_seconds: int = field(validator=_NOT_NEGATIVE)
    pause_seconds: int = field(default=0, validator=_NOT_NEGATIVE)
    cautions: tuple[CautionRule, ...] = ()
    why: Why | None = None
    note: str = field(default="", validator=is_text)

    @property
    def phase(self) -> Phase:
        """The phase that it belongs to."""
        return self.exercise.phase

    @property
    def seconds(self) -> int:
        """Gap, work and pause together."""
        return self.gap_seconds + self.work_seconds + self.pause_seconds

    def __repr__(self) -> str:
        return f"<RoutineItem {self.exercise.id}: {self.dose}, {self.work_seconds} s>"


@frozen(kw_only=True, repr=False)
class Routine:
    """Exercises in order, laid out so that they last exactly as long as the brief asked.

    Attributes:
        format: Format, 1 to 2, of the document that it was first written in; an older one has the numbers of then.
        brief: What was asked for.
        items: What to do, in order.
        proof: How good it is among all routines that keep the rules.
        stop_rules: When to stop; they travel with every routine.
        red_flags: Signs to be seen about before exercising; they travel with every routine.
        message: Something good to know; None for nothing.
        conventions: The words and numbers it was made with.
    """

    format: int = field(default=ROUTINE_FORMAT, validator=Between(1, ROUTINE_FORMAT, "unknown-format"))
    brief: Brief
    items: tuple[RoutineItem, ...]
    proof: Proof
    stop_rules: tuple[StopRule, ...]
    red_flags: tuple[RedFlag, ...]
    message: Message | None = None
    conventions: Conventions

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return sum(item.seconds for item in self.items)

    @property
    def closing_seconds(self) -> int:
        """Of the seconds after the last exercise, those for the way to where the routine ends."""
        return self.conventions.closing_seconds(self.items[-1].exercise, self.brief) if self.items else 0

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """The cautions of the brief, in full."""
        return tuple(each for each in self.conventions.cautions if each.key in self.brief.cautions)

    def _repr_html_(self) -> str:
        """The handout, for notebooks."""
        from .render import html  # noqa: PLC0415  # the renderer is a floor above

        return html.framed(self)

    def __repr__(self) -> str:
        count = len(self.items)
        proved = "proved best" if self.proof.gap == 0 else f"at most {self.proof.gap} points below the best"
        length = f"{self.seconds // 60}:{self.seconds % 60:02}"
        return f"<Routine {length}, {count} exercise{'s' if count != 1 else ''}, {proved}>"
