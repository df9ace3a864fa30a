"""Rules about steps: what is said has to fit the clock, the dose and the sides."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lowback._shape import MAX_TEXT, shown
from lowback._words import seconds_to_say
from lowback.diagnostics import Severity
from lowback.model import Exercise
from lowback.validation._postures import other_posture
from lowback.validation._rule import Found, Rule, Scope
from lowback.vocabulary import Laterality, Role

from .languages import LANGUAGES

__all__ = ["RULES"]

_FEWEST, _MOST = 2, 4
"""Seconds: a hold always leaves time for a few words, and what takes longer to say is no short text."""


def too_long_to_say(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A short text can be said in the seconds of its step."""
    smallest = exercise.dose.hold or exercise.dose.duration
    for index, step in enumerate(exercise.steps):
        seconds = step.seconds if step.seconds is not None else smallest.min if smallest else None
        if seconds is None:
            continue
        limit = min(_MOST, max(_FEWEST, seconds)) if step.role is Role.HOLD else seconds
        needed = seconds_to_say(step.short_text)
        if needed > limit and len(step.short_text) <= MAX_TEXT:
            message = f"got a text that takes {needed} s to say, expected at most {limit} s"
            yield Found(message, ("steps", index, "short_text"), "shorten it, or give the step more seconds")


def position_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """The setup, the name and the finer words ask for the position that the exercise has."""
    steps = [step for step in exercise.steps if step.role is Role.SETUP] or exercise.steps[:1]
    texts = (
        " ".join([step.text for step in steps]),  # they are read one after the other
        " ".join([step.short_text for step in steps]),
        exercise.name,
        exercise.posture.replace("-", " "),
    )
    for number, text in enumerate(texts):
        if words := _other_posture(text[:MAX_TEXT], exercise.position, scope.spoken):
            at = next(
                (index for index, step in enumerate(steps) if words in (step.text, step.short_text)[number % 2]), 0
            )
            path = (("steps", at, "text"), ("steps", at, "short_text"), ("name",), ("posture",))[number]
            message = f"the text says {shown(words)}, but the position is {exercise.position}"
            yield Found(message, path, "change the position, or the text")
            return  # the other texts only say so again


_other_posture = lru_cache(maxsize=4096)(other_posture)  # variants of an exercise share most of their texts


def missing_return(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Each repetition comes back to where it began: by a step, or in the words of the movement."""
    roles = [step.role for step in exercise.steps]
    if exercise.dose.reps is None or roles.count(Role.MOVE) != 1 or Role.RETURN in roles:
        return
    words = " ".join([step.text for step in exercise.steps if step.role in (Role.MOVE, Role.HOLD)])
    if scope.spoken in LANGUAGES and not _COMES_BACK.search(words):
        index = roles.index(Role.MOVE)
        message = "got no return after this move, expected the way back to where a repetition begins"
        yield Found(message, ("steps", index), "add a step with the role 'return', or say in the text how it ends")


_COMES_BACK = re.compile(
    r"\b(?:(?<!\byour )(?<!\bthe )(?<!\blower )(?<!\bupper )(?<!\bwhole )back|return|let go|again|to and fro|"
    r"lower(?! (?:back|leg|arm|body|spine|tummy|belly|half)\b)|release|relax|undo|unroll|reverse|circle|circling|swing|"
    r"rock|roll|shake|sway|march|walk|step|jump|hop|both ways|side to side|start|neutral|middle|cent(?:re|er)|"
    r"in and out|up and down|(?:do|perform|make) (?:an?|one)|(?:and|then) (?:then )?(?:straighten|extend|bend|open|"
    r"close|down|up|out|in|stand|sit|let|come|bring))\b"
    r"|\balternat|^(?:breathe|inhale|exhale)\b"
    r"|\b(?:zurück|senk|lös|wieder|ausgangs|abwechselnd|kreis|retour|reven|relâch|redescen|départ|"
    r"abaiss|volver|vuelv|regres|baj[ae]|inicial|torna|ritorn|abbass|rilass|volt[ea]|retorn|abaix|terug|zak|ontspan)",
    re.IGNORECASE,
)
"""Words by which a movement tells how it comes back, or that it goes round."""


def missing_side_change(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Where one side follows the other, there is time to change."""
    if exercise.laterality is Laterality.UNILATERAL and scope.timing.change_side == 0:
        message = "got a unilateral exercise in a catalog with no seconds to change sides, expected 1 or more"
        yield Found(message, ("laterality",), "set timing.change_side")


RULES = (
    Rule(
        "too-long-to-say",
        Exercise,
        too_long_to_say,
        Severity.WARNING,
        needs=("steps.role", "steps.seconds", "steps.short_text", "dose.hold", "dose.duration"),
    ),
    Rule("missing-side-change", Exercise, missing_side_change, needs=("laterality",)),
    Rule(
        "position-disagrees",
        Exercise,
        position_disagrees,
        Severity.WARNING,
        needs=("steps.role", "steps.text", "steps.short_text", "name", "posture", "position"),
    ),
    Rule("missing-return", Exercise, missing_return, Severity.WARNING, needs=("steps.role", "steps.text", "dose.reps")),
)
