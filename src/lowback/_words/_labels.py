"""Headings, labels and short lines that papers and pages share."""

from enum import StrEnum

__all__ = ["Label"]


class Label(StrEnum):
    """A heading, a label or a line without values, by its English words."""

    # Before somebody moves.
    YOU_NEED = "You need"
    HELPFUL = "Helpful, if at hand"
    NOTHING = "nothing"
    GOOD_TO_KNOW = "Good to know"
    BEFORE_YOU_START = "Before you start."
    IN_EVERY_EXERCISE = "In every exercise"
    MADE_FOR = "Made for a person who says:"
    WHAT_IS_DIFFERENT = "What is different, and why"
    PAIN_DIARY = "Pain diary:"
    WHEN_TO_STOP = "When to stop"
    SEE_A_DOCTOR_FIRST = "See a doctor first if you answer yes to one of these"

    # An exercise.
    GET_READY = "Get ready"
    HOW_TO_DO_IT = "How to do it"
    AT_THE_END = "At the end:"
    BREATHING = "Breathing"
    TAKE_CARE = "Take care"
    TYPICAL_ERRORS = "Typical errors"
    SOURCES = "Sources"
    NO_PICTURE = "There is no picture of this exercise. Follow the words."

    # What an exercise is.
    ID = "Id"
    ALSO_CALLED = "Also called"
    KIND = "Kind"
    POSITION = "Position"
    DIFFICULTY = "Difficulty"
    WORKS_ON = "Works on"
    NEEDS = "Needs"
    CAN_USE = "Helpful"
    DOSE = "Dose"
    RANGE = "Range"
    TAKES = "Takes"
    EASIER = "Easier"
    HARDER = "Harder"
    NO_FLOOR = "No floor"

    # A routine that is played.
    AGAIN = "Again"
    BACK = "Back"
    CONTROLS = "Controls"
    END = "End."
    FINISHED = "Finished"
    GO_ON = "Go on"
    LIST = "List"
    MIRRORED = "{picture} (other side)"
    PAUSE = "Pause"
    PAUSED = "Paused."
    REPEAT = "Repeat"
    SECONDS = "Seconds"
    SKIP = "Skip"
    START = "Start"
    TIME_LEFT = "{time} left"
    VOICE = "Voice"
    WELL_DONE = "Well done."
    OTHER_SIDE = "Other side."
    CHANGE_SIDE = "Change to the other side."
    ROLL_OVER = "Roll over onto your other side."
    CHANGE_KNEES = "Change knees: the other foot comes to the front."
