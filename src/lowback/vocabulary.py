"""The words of the library.

Closed words are enums: nobody can add a start position without changing the library. Open words
(regions, equipment, cautions) are plain strings that a catalog declares; the enums `Region`,
`Equipment` and `CautionKey` are only the names that the packaged catalog declares, so that an
editor can complete them. Every enum member is a `str` and equals its value.
"""

from datetime import date
from enum import StrEnum
from re import sub
from typing import Self
from unicodedata import normalize

__all__ = [
    "LYING",
    "AgeGroup",
    "CautionKey",
    "CautionLevel",
    "Change",
    "Confidence",
    "CueKind",
    "Detail",
    "Direction",
    "Effort",
    "EquipmentId",
    "Hurting",
    "Keep",
    "Kind",
    "Laterality",
    "Phase",
    "Position",
    "RegionId",
    "Role",
    "Settled",
    "Side",
    "Since",
    "Stopped",
    "Tier",
    "Urgency",
    "Weekday",
    "Where",
    "plain",
]


def plain(name: str) -> str:
    """A name without case, spaces, hyphens and signs: different spellings of it are one.

    >>> plain("Bird dog") == plain("bird-dog") == plain("birddog")
    True
    """
    short = (name if name.isascii() else normalize("NFC", name)).casefold().replace("-", "").replace(" ", "")
    return short if short.isalnum() else sub(r"[\W_]+", "", short)


class Phase(StrEnum):
    """The part of a routine, in order (words of the ACSM position stand, 2011).

    Attributes:
        WARM_UP: Easy movement first.
        CONDITIONING: The work that trains.
        COOL_DOWN: Stretches and rest last.
    """

    WARM_UP = "warm-up"
    CONDITIONING = "conditioning"
    COOL_DOWN = "cool-down"


class Kind(StrEnum):
    """What sort of exercise it is; the kind decides the phase.

    >>> Kind.STRETCH.phase
    <Phase.COOL_DOWN: 'cool-down'>

    Attributes:
        MOBILITY: Moves joints through a comfortable range.
        STRETCH: Lengthens muscles and stays there.
        STRENGTH: Trains muscles to produce force.
        STABILITY: Trains muscles to keep the body still or steady.
        AEROBIC: Trains heart and lungs.
        RELAXATION: Lets muscles and breath settle.
        NEURAL: Slides a nerve gently to and fro.
    """

    MOBILITY = "mobility"
    STRETCH = "stretch"
    STRENGTH = "strength"
    STABILITY = "stability"
    AEROBIC = "aerobic"
    RELAXATION = "relaxation"
    NEURAL = "neural"

    @property
    def phase(self) -> Phase:
        """The phase in which exercises of this kind are done."""
        match self:
            case Kind.MOBILITY | Kind.AEROBIC:
                return Phase.WARM_UP
            case Kind.STRENGTH | Kind.STABILITY:
                return Phase.CONDITIONING
            case Kind.STRETCH | Kind.NEURAL | Kind.RELAXATION:
                return Phase.COOL_DOWN


class Position(StrEnum):
    """The start position of an exercise.

    Attributes:
        SUPINE: On the back.
        PRONE: On the front.
        SIDE_LYING: On the side.
        QUADRUPED: On hands and knees.
        KNEELING: On both knees, upright or sitting on the heels.
        HALF_KNEELING: On one knee, the other foot in front.
        SEATED: Sitting on a chair.
        STANDING: On the feet.
    """

    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side-lying"
    QUADRUPED = "quadruped"
    KNEELING = "kneeling"
    HALF_KNEELING = "half-kneeling"
    SEATED = "seated"
    STANDING = "standing"

    @property
    def low(self) -> bool:
        """Whether the body is down on the floor or a bed, and has to get up again."""
        return self not in (Position.SEATED, Position.STANDING)


LYING = (Position.SUPINE, Position.PRONE, Position.SIDE_LYING)
"""The three lying positions."""


class Laterality(StrEnum):
    """How the two sides of the body take part.

    Attributes:
        BILATERAL: Both sides move together.
        UNILATERAL: One side is finished, then the other.
        ALTERNATING: Sides change every repetition; one to each side counts as one repetition.
        ONE_SIDED: One side only; the steps say which.
    """

    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"
    ALTERNATING = "alternating"
    ONE_SIDED = "one-sided"


class Direction(StrEnum):
    """What the lower back does during the movement.

    Attributes:
        FLEXION: Bends forward.
        EXTENSION: Bends backward.
        ROTATION: Turns.
        LATERAL: Bends or glides to the side.
        NEUTRAL: Stays still, or resists being moved.
    """

    FLEXION = "flexion"
    EXTENSION = "extension"
    ROTATION = "rotation"
    LATERAL = "lateral"
    NEUTRAL = "neutral"


class Role(StrEnum):
    """The part that a step plays in an exercise, in the order of doing.

    Attributes:
        SETUP: Getting into position; spoken while one gets ready.
        MOVE: The way to the end position.
        HOLD: Staying there, as long as the dose says.
        RETURN: The way back.
        FINISH: Getting out of the position, once at the end.
    """

    SETUP = "setup"
    MOVE = "move"
    HOLD = "hold"
    RETURN = "return"
    FINISH = "finish"


class Change(StrEnum):
    """What a step changes, that need not change beside an exercise that is done in the same place.

    Attributes:
        POSITION: Gets into or out of the position: left out beside an exercise in the same position.
        HEIGHT: Gets down or up: left out beside an exercise for which one is down as well.
        PLACE: Makes the place ready (a pillow on the seat, a chair against the wall), before one gets there: left out
            beside an exercise in the same position that has done the same.
    """

    POSITION = "position"
    HEIGHT = "height"
    PLACE = "place"


class CautionLevel(StrEnum):
    """What a caution asks for, mildest first.

    Attributes:
        STOP_IF: Do it, and stop on the named sign.
        MODIFY: Do it only in the modified way that is described.
        AVOID: Do not do it.
    """

    STOP_IF = "stop-if"
    MODIFY = "modify"
    AVOID = "avoid"

    @property
    def strictness(self) -> int:
        """How strict it is: 0 for the mildest."""
        return list(CautionLevel).index(self)


class Confidence(StrEnum):
    """How well the sources of a dose agree; it says nothing about proven effect.

    Attributes:
        HIGH: Several sources agree, or a public body prints it.
        MEDIUM: One clear source, or a clinic's.
        LOW: Weak, single, or borrowed from a general rule.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Tier(StrEnum):
    """The weight of a source.

    Attributes:
        A: Guideline, review, trial or code table.
        B: Public body, hospital, university or society.
        C: Named clinic.
        D: Other.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Urgency(StrEnum):
    """How soon to have a warning sign looked at.

    Attributes:
        EMERGENCY: Now.
        URGENT: Today or tomorrow.
        ROUTINE: Before beginning to exercise.
    """

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class RegionId(StrEnum):
    """The body regions that the packaged catalog declares."""

    LUMBAR_SPINE = "lumbar-spine"
    THORACIC_SPINE = "thoracic-spine"
    BACK_EXTENSORS = "back-extensors"
    DEEP_ABDOMINALS = "deep-abdominals"
    SUPERFICIAL_ABDOMINALS = "superficial-abdominals"
    LATERAL_TRUNK = "lateral-trunk"
    GLUTES = "glutes"
    HIP_FLEXORS = "hip-flexors"
    HIP_ROTATORS = "hip-rotators"
    HAMSTRINGS = "hamstrings"
    LEGS = "legs"
    SHOULDER_GIRDLE = "shoulder-girdle"


class EquipmentId(StrEnum):
    """The equipment that the packaged catalog declares."""

    MAT = "mat"
    BED = "bed"
    CHAIR = "chair"
    WALL = "wall"
    WORKTOP = "worktop"
    TOWEL = "towel"
    PILLOW = "pillow"
    STICK = "stick"
    BAND = "band"
    DUMBBELL = "dumbbell"
    STEP = "step"
    BIKE = "bike"


class CautionKey(StrEnum):
    """The cautions that the packaged catalog declares."""

    BALANCE = "balance"
    CARDIAC = "cardiac"
    CARDIAC_NOT_CLEARED = "cardiac-not-cleared"
    DIZZINESS = "dizziness"
    EARLY_PREGNANCY = "early-pregnancy"
    FLEXION_INTOLERANT = "flexion-intolerant"
    FLOOR_ACCESS = "floor-access"
    GRIP = "grip"
    HAMSTRING_NEURAL = "hamstring-neural"
    HIP_PAIN = "hip-pain"
    HIP_REPLACEMENT = "hip-replacement"
    HYPERTENSION_BREATH = "hypertension-breath"
    HYPERTENSION_UNCONTROLLED = "hypertension-uncontrolled"
    IRRITABLE_NERVE = "irritable-nerve"
    KNEE_PAIN_KNEELING = "knee-pain-kneeling"
    KNEE_PAIN_LOADING = "knee-pain-loading"
    LATE_PREGNANCY = "late-pregnancy"
    NECK_PAIN = "neck-pain"
    OSTEOPOROSIS = "osteoporosis"
    PELVIC_GIRDLE_PAIN = "pelvic-girdle-pain"
    PROGRESSIVE_NEURO_DEFICIT = "progressive-neuro-deficit"
    POSTNATAL = "postnatal"
    PRONE_NECK_SHOULDER = "prone-neck-shoulder"
    RADICULAR_PERIPHERALISE = "radicular-peripheralise"
    RECENT_ABDOMINAL_SURGERY = "recent-abdominal-surgery"
    RECENT_SPINAL_SURGERY = "recent-spinal-surgery"
    SHOULDER_PAIN = "shoulder-pain"
    SPONDYLOLISTHESIS_EXTENSION = "spondylolisthesis-extension"
    STENOSIS_EXTENSION = "stenosis-extension"
    WRIST_PAIN = "wrist-pain"


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
        SET: A whole set, where sets are not laid out step by step.
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


# What somebody tells of a session ------------------------------------------------------------------


class Weekday(StrEnum):
    """A day of the week.

    Attributes:
        MONDAY: The first day of a week.
        TUESDAY: The second day of a week.
        WEDNESDAY: The third day of a week.
        THURSDAY: The fourth day of a week.
        FRIDAY: The fifth day of a week.
        SATURDAY: The sixth day of a week.
        SUNDAY: The seventh day of a week.
    """

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> Self:
        """The day of the week of a day.

        >>> Weekday.of(date(2027, 1, 4))
        <Weekday.MONDAY: 'monday'>
        """
        return list(cls)[day.weekday()]


class AgeGroup(StrEnum):
    """How old somebody is, as far as a programme has to know.

    Attributes:
        UNDER_18: A child or a teenager, for whom there is no programme.
        ADULT: From 18 to 64.
        FROM_65: 65 or older: stretches may be held longer.
    """

    UNDER_18 = "under-18"
    ADULT = "18-64"
    FROM_65 = "65-and-over"


class Since(StrEnum):
    """How long the back has hurt.

    Attributes:
        UNDER_6_WEEKS: It is new.
        WEEKS_6_TO_12: For six to twelve weeks.
        OVER_12_WEEKS: It is long-lasting.
    """

    UNDER_6_WEEKS = "under-6-weeks"
    WEEKS_6_TO_12 = "6-to-12-weeks"
    OVER_12_WEEKS = "over-12-weeks"


class Where(StrEnum):
    """Where it hurts. In the leg, each place is further down than the one before.

    Attributes:
        BACK: In the back or a buttock.
        THIGH: In a thigh.
        BELOW_KNEE: Below the knee.
        BOTH_LEGS: In both legs, which is an emergency sign.
        ELSEWHERE: In another place: a knee, a wrist, the neck.
    """

    BACK = "back"
    THIGH = "thigh"
    BELOW_KNEE = "below-knee"
    BOTH_LEGS = "both-legs"
    ELSEWHERE = "elsewhere"


class Effort(StrEnum):
    """How hard a session felt.

    Attributes:
        EASY: There was more in it.
        RIGHT: Just right.
        TOO_HARD: Too hard.
    """

    EASY = "easy"
    RIGHT = "right"
    TOO_HARD = "too-hard"


class Stopped(StrEnum):
    """Why a session, or an exercise of it, was not done to its end.

    Attributes:
        PAIN: It hurt.
        TIRED: It was too much.
        WORRIED: It felt as if it might do harm.
        NO_TIME: There was no time.
        OTHER: Something else.
    """

    PAIN = "pain"
    TIRED = "tired"
    WORRIED = "worried"
    NO_TIME = "no-time"
    OTHER = "other"


class Hurting(StrEnum):
    """How an exercise hurt.

    Attributes:
        SHARP: A sharp or strong pain.
        CLIMBING: It grew with every repetition.
        ACHE: A pull or an ache.
        ELSEWHERE: Another place than the back: a knee, a wrist.
    """

    SHARP = "sharp"
    CLIMBING = "climbing"
    ACHE = "ache"
    ELSEWHERE = "elsewhere"


class Keep(StrEnum):
    """How an exercise that hurt is to be from the next session on.

    Attributes:
        SMALLER: Less of it.
        EASIER: An easier one in its place.
        OUT: Left out.
    """

    SMALLER = "smaller"
    EASIER = "easier"
    OUT = "out"


class Settled(StrEnum):
    """Whether the back, the day after, was no sorer than usual; muscle ache does not count.

    Attributes:
        YES: It was as usual.
        NO: It was sorer than usual.
        NOT_SURE: Hard to say.
    """

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"
