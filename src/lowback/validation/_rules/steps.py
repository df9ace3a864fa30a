"""Rules about steps: what is said has to fit the clock, the dose and the sides."""

import re
from collections.abc import Collection, Iterator

from lowback._shape import MAX_TEXT, shown
from lowback._words import seconds_to_say
from lowback.diagnostics import Severity
from lowback.model import Exercise, Range
from lowback.validation._postures import other_posture
from lowback.validation._rule import Found, Rule, Scope
from lowback.validation._stated import Amount, Sides, What, amounts_in, may_state_amounts, sides_in
from lowback.vocabulary import Laterality, Role

from .languages import LANGUAGES

__all__ = ["RULES"]

_FEWEST, _MOST = 2, 4
"""Seconds: a hold always leaves time for a few words, and what takes longer to say is no short text."""

_PART = (
    r"(?:arm|forearm|leg|knee|foot|feet|hip|hand|heel|elbow|shoulder|side|thigh|calf|shin|ankle|wrist|buttock|glute|"
    r"toes?|fist|palm|ear|ribs?)"
)
_WHICH = r"(?:lower|upper|outer|inner|bent|straight|top|bottom|front|back|big|working|standing|moving|raised)"
_ENDS = r"(?=\s*(?:$|[.,;:!?)]|(?:and|then|with|while|as|first|for|until|before|again)\b))"
_SIDE = r"(?:left|right)"
_LEFT_OR_RIGHT = re.compile(rf"\b{_SIDE}\b")
_ONE_SIDE = re.compile(
    rf"\b{_SIDE}[- ](?:{_WHICH} )?{_PART}\b(?!-)"
    rf"|\b(?:the|your) {_SIDE}(?:{_ENDS}|(?= (?:one|is|stays|should)\b))"
    rf"|\b(?:to|towards|on|onto) {_SIDE}(?=\s*(?:$|[.,;:!?)]))"
    r"|\b(?:turn|look|lean|bend|twist|rotate|step|shift|roll|tilt|reach|move|face|swing|slide|tip|glide)"
    rf"(?: (?:your|the|both) \w{{2,10}})? {_SIDE}{_ENDS}"
    rf"|^{_SIDE}(?=\s*(?:$|[.,;:!?]))",
    re.IGNORECASE,
)
"""A side of the body, not what is left over, all right, or right in front."""


def too_long_to_say(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A short text can be said in the seconds of its step."""
    smallest = exercise.dose.hold or exercise.dose.duration
    for index, step in enumerate(exercise.steps):
        seconds = step.seconds if step.seconds is not None else smallest.min if smallest else None
        if seconds is None:
            continue
        limit = min(_MOST, max(_FEWEST, seconds)) if step.role is Role.HOLD else seconds
        needed = seconds_to_say(step.short_text)
        if needed > limit:
            message = f"got a text that takes {needed} s to say, expected at most {limit} s"
            yield Found(message, ("steps", index, "short_text"), "shorten it, or give the step more seconds")


def long_setup(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """The setup can be done while getting ready."""
    seconds = sum(step.seconds or 0 for step in exercise.steps if step.role is Role.SETUP)
    if seconds > scope.timing.get_ready:
        message = f"got setup steps of {seconds} s together, expected at most {scope.timing.get_ready} s"
        yield Found(message, ("steps",), "shorten them, or set timing.get_ready")


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
        if words := other_posture(text[:MAX_TEXT], exercise.position, scope.spoken):
            at = next(
                (index for index, step in enumerate(steps) if words in (step.text, step.short_text)[number % 2]), 0
            )
            path = (("steps", at, "text"), ("steps", at, "short_text"), ("name",), ("posture",))[number]
            message = f"the text says {shown(words)}, but the position is {exercise.position}"
            yield Found(message, path, "change the position, or the text")
            return  # the other texts only say so again


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


# Text and dose -----------------------------------------------------------------------------------


_UNITS = {What.SETS: "sets", What.REPS: "repetitions"}


def text_disagrees(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A text that states a dose states the dose that the exercise has."""
    return _disagreeing(exercise, frozenset(What) - {What.REST})


def rest_disagrees(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A text that states a rest states the rest that the exercise has."""
    return _disagreeing(exercise, {What.REST})


def _disagreeing(exercise: Exercise, counted: Collection[What]) -> Iterator[Found]:
    texts = list(_texts(exercise))
    if not may_state_amounts(" ".join([text for _, text in texts])):
        return  # the usual case, quickly
    for path, text in texts:
        for amount in amounts_in(text):
            ranges = _ranges(exercise, amount, path) if amount.what in counted else None
            if ranges is not None and not any(_within(amount, each) for each in ranges):
                meant = f"{_span(amount.low, amount.high)} {_UNITS.get(amount.what, 'seconds')}"
                has = " or ".join(_span(each.min, each.max) for each in ranges) or "none"
                message = f"the text says {shown(amount.words)}, which is {meant}, but the exercise has {has}"
                yield Found(message, path, "leave numbers to the dose, or make the two agree")


def sides_disagree(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """A text that tells of sides tells of the sides that the exercise has."""
    for path, text in _texts(exercise, without=Role.SETUP):  # a setup may place both hands, whatever moves then
        for said in sides_in(text):
            expected = _SIDES[said.sides]
            if exercise.laterality not in expected:
                message = f"the text says {shown(said.words)}, but the laterality is {exercise.laterality}"
                yield Found(message, path, f"expected {' or '.join(expected)}, or another text")


_SIDES = {
    Sides.EACH: (Laterality.UNILATERAL, Laterality.ALTERNATING),
    Sides.ALTERNATING: (Laterality.ALTERNATING,),
    Sides.TOGETHER: (Laterality.BILATERAL, Laterality.ALTERNATING),
}
"""Both knees together may roll to one side and the other in turn."""


def one_side_only(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """What is done on both sides is not told for one of them."""
    if exercise.laterality is Laterality.BILATERAL:
        return
    for path, text in _texts(exercise):
        lowered = text.lower()
        sides = set(_LEFT_OR_RIGHT.findall(lowered)) if "left" in lowered or "right" in lowered else ()
        if len(sides) == 1 and _ONE_SIDE.search(text):
            (side,) = sides
            message = f"the text says {side!r}, but the exercise is {exercise.laterality}"
            yield Found(message, path, "say 'one', 'the other' or 'the same side': the program tells which")


def missing_side_change(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Where one side follows the other, there is time to change."""
    if exercise.laterality is Laterality.UNILATERAL and scope.timing.change_side == 0:
        message = "got a unilateral exercise in a catalog with no seconds to change sides, expected 1 or more"
        yield Found(message, ("laterality",), "set timing.change_side")


def _texts(exercise: Exercise, without: Role | None = None) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts that may state something; what is too long for a text has a finding of its own."""
    texts: list[tuple[tuple[str | int, ...], str]] = [(("summary",), exercise.summary)]
    for index, step in enumerate(exercise.steps):
        if step.role is not without:
            texts += [(("steps", index, "text"), step.text), (("steps", index, "short_text"), step.short_text)]
    return ((path, text) for path, text in texts if len(text) <= MAX_TEXT)


def _ranges(exercise: Exercise, amount: Amount, path: tuple[str | int, ...]) -> list[Range] | None:
    """What the amount has to lie in one of; None when nothing can be held against it."""
    match amount.what:
        case What.SETS:
            return [exercise.dose.sets]
        case What.REPS:
            return [exercise.dose.reps] if exercise.dose.reps else []
        case What.HOLD | What.DURATION:
            return [each for each in (exercise.dose.hold, exercise.dose.duration) if each]
        case What.REST:
            return [Range(exercise.rest, exercise.rest, exercise.rest)]
        case What.TEMPO:
            step = exercise.steps[path[1]] if path[0] == "steps" and isinstance(path[1], int) else None
            return [Range(step.seconds, step.seconds, step.seconds)] if step and step.seconds else None


def _within(amount: Amount, range_: Range) -> bool:
    return range_.min <= amount.low and amount.high <= range_.max


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


_TEXTS = ("summary", "steps.role", "steps.text", "steps.short_text")
_DOSE = ("dose.sets", "dose.reps", "dose.hold", "dose.duration")

RULES = (
    Rule(
        "too-long-to-say",
        Exercise,
        too_long_to_say,
        Severity.WARNING,
        needs=("steps.role", "steps.seconds", "steps.short_text", "dose.hold", "dose.duration"),
    ),
    Rule("long-setup", Exercise, long_setup, Severity.WARNING, needs=("steps.role", "steps.seconds")),
    Rule("text-disagrees", Exercise, text_disagrees, Severity.WARNING, needs=(*_TEXTS, "steps.seconds", *_DOSE)),
    Rule("text-disagrees", Exercise, rest_disagrees, Severity.WARNING, needs=(*_TEXTS, "rest")),
    Rule("sides-disagree", Exercise, sides_disagree, Severity.WARNING, needs=(*_TEXTS, "laterality")),
    Rule("one-side-only", Exercise, one_side_only, Severity.WARNING, needs=(*_TEXTS, "laterality")),
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
