"""What an instruction states about the dose: amounts and sides, read from English sentences.

Each number is looked at once. The words right after it say what it counts; for seconds, the last verb
before it says whether they are held, rested or moved through. What is not clearly an amount of this exercise
is not read: better to miss one than to find a defect in a text that is right.

Every pattern is tried on a window of fixed length, or repeats only what has a fixed limit, so that the time is
linear in the length of the text.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from attrs import evolve, frozen

__all__ = [
    "Amount",
    "Sides",
    "SidesStated",
    "Stated",
    "What",
    "amounts_in",
    "may_state_amounts",
    "sides_in",
    "stated",
]


class What(StrEnum):
    """What an amount counts.

    Attributes:
        HOLD: Seconds held in a repetition or position.
        DURATION: Seconds of a sustained bout.
        REST: Seconds between sets, sides or repetitions.
        TEMPO: Seconds of a movement.
    """

    SETS = "sets"
    REPS = "reps"
    HOLD = "hold"
    DURATION = "duration"
    REST = "rest"
    TEMPO = "tempo"


class Sides(StrEnum):
    """How a text says that the sides take part.

    Attributes:
        EACH: One side is finished, then the other.
        ALTERNATING: Sides change every repetition.
        TOGETHER: Both sides move at the same time.
    """

    EACH = "each side"
    ALTERNATING = "alternating"
    TOGETHER = "both together"


@frozen(kw_only=True)
class Amount:
    """One amount that a text states, in whole seconds if it is a time.

    Attributes:
        what: What it counts.
        low: The least of it; 1 for "up to ten".
        high: The most of it; equal to `low` for one number and for "at least ten".
        words: The words as they stand in the text.
        start: Where they start.
    """

    what: What
    low: int
    high: int
    words: str
    start: int


@frozen(kw_only=True)
class SidesStated:
    """One statement about the sides.

    Attributes:
        sides: What is stated.
        words: The words as they stand in the text.
        start: Where they start.
    """

    sides: Sides
    words: str
    start: int


@frozen
class Stated:
    """All that a text states about the dose, in the order of the text.

    Attributes:
        amounts: The amounts.
        sides: The statements about sides.
    """

    amounts: tuple[Amount, ...] = ()
    sides: tuple[SidesStated, ...] = ()


def stated(text: str) -> Stated:
    """Read what an instruction states.

    Where sides alternate, "each side" only says how repetitions are counted, and is left out.

    >>> found = stated("Hold for 10 to 20 seconds, then switch legs.")
    >>> [(amount.what.value, amount.low, amount.high, amount.words) for amount in found.amounts]
    [('hold', 10, 20, '10 to 20 seconds')]
    >>> [(each.sides.value, each.words) for each in found.sides]
    [('each side', 'switch legs')]
    >>> stated("Bend your knees to 90 degrees.")
    Stated(amounts=(), sides=())
    """
    return Stated(amounts_in(text), sides_in(text))


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts that an instruction states.

    >>> [str(amount.what) for amount in amounts_in("Do 2 sets of 10.")]
    ['sets', 'reps']
    """
    return tuple(_joined(text)) if may_state_amounts(text) else ()


def may_state_amounts(text: str) -> bool:
    """Whether it is worth looking closer: most texts, and most exercises, state no amount.

    >>> may_state_amounts("Lift one knee towards your chest.")
    False
    """
    return _DIGIT.search(text) is not None or not _AMOUNT_WORDS.isdisjoint(_LETTERS.findall(text.lower()))


def sides_in(text: str) -> tuple[SidesStated, ...]:
    """The statements about sides, in order; where sides alternate, "each side" only counts.

    >>> [str(each.sides) for each in sides_in("Repeat on the other side.")]
    ['each side']
    """
    lowered = text.lower()
    if not _SIDE_HINT.search(lowered):
        return ()
    return _sides(text, *(hint.search(lowered) is not None for hint in _SIDE_HINTS))


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern in which case does not matter, and a blank is any white space."""
    blanks = words.replace(" ", r"\s{1,3}").replace(r"\s", r"[\s\u00a0\u2009\u202f]")
    return re.compile(blanks, re.IGNORECASE | re.ASCII)


def _any(*patterns: str) -> re.Pattern[str]:
    return _pattern("|".join(patterns))


# Numbers -----------------------------------------------------------------------------------------

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = (
    {word: value for value, word in enumerate(_ONES + _TEENS, start=1)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"a": 1, "twice": 2}
)

_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:(?:-| )(?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS + _ONES)})\b"
_NUMBER = rf"(?:\d{{1,4}}(?:\.5)?(?![\d%°]|[.,:/]\d)|{_WORD}(?: and a half\b)?)"
_CEILING = r"(?:up to|at most|(?:no|not) (?:more|longer) than|less than|as (?:long|many) as|(?:a )?maximum of)"
_FLOOR = r"(?:at least|about|around|roughly|(?:more|longer) than|(?:a )?minimum of|between)"
_SOLE = r"a(?= (?:(?:full|whole) )?(?:second|minute)\b)|half a(?= minute\b)|twice\b"
_RANGE = _pattern(
    rf"(?:(?<!\w)|(?<=x)(?=\d))(?<![$€£#])(?<!\d[.,:/])(?P<ceiling>{_CEILING} (?:an? )?)?"
    rf"(?:(?P<low>{_NUMBER})(?:(?:\s?[-\u2013\u2014]\s?|(?:-| )(?:to|or|and)(?:-| ))(?P<high>{_NUMBER}))?|"
    rf"(?P<sole>{_SOLE}))"
)
"""One number or two; digits are not read out of a decimal, a time of day, a percentage or a word."""


def _halves(number: str) -> int:
    """Twice the value of a number, so that a half is whole."""
    words = number.lower()
    if words[0].isdigit():
        whole, _, half = words.partition(".")
        return 2 * int(whole) + bool(half)
    if words.startswith("half"):
        return 1
    return sum(2 * _VALUES.get(word, 0) for word in re.split(r"[-\s]+", words.partition(" and")[0])) + ("half" in words)


# The words around a number -----------------------------------------------------------------------

_LIMBS = r"(?:sides|legs|arms|knees|feet|heels|thighs|hips|elbows|hands|directions)"
_LIMB = r"(?:side|leg|arm|knee|foot|heel|thigh|hip|elbow|hand|direction|way)"
_MODIFIERS = (
    r"(?: (?:slow|small|gentle|smooth|full|big|easy|good|careful|controlled|slowly|pelvic|leg|arm|knee|heel|hip|"
    r"shoulder|side|back|trunk))"
)
_MOVEMENTS = (
    r"(?:bridges|tilts|lifts|raises|circles|swings|squats|rolls|rotations|slides|curls|crunches|twists|bends|presses|"
    r"marches|lunges|extensions|taps|rocks)"
)
_OFTEN = r"(?! (?:(?:an?|per|each|every|the|this) )?(?:day|days|week|hour|month|daily|weekly|as|your)\b)"

_NOT_OFTEN = _pattern(_OFTEN)
"""After "twice", unless it says how often."""
_TIME = _pattern(
    r"(?: or (?:more|longer))?(?:\s?-?\s?| (?:full|whole|slow|long) )(?:(?P<minutes>minutes?|mins?)|seconds?|secs?|s)\b"
    r"(?P<half> and a half\b)?"
)
_OR_TWO = _pattern(r" or two\b")
_COUNTS = _pattern(r"(?:-| )counts?\b")
_COUNTED = _pattern(r"\bcount(?:s|ing)?(?: (?:slowly|aloud|quietly))?,? (?:of|to|up to) $")
_REPS = _pattern(rf"(?: or more)?{_MODIFIERS}{{0,2}} (?:repetitions?|reps?|times|{_MOVEMENTS})\b{_OFTEN}")
_SETS = _pattern(rf"{_MODIFIERS}? (?:sets?|rounds?)\b")
_CROSS = _pattern(rf"\s?[x\u00d7]\s?{_NUMBER}")
_ONLY_CROSS = _pattern(r"\s?[x\u00d7](?!\w)")
_AFTER_CROSS = _pattern(r"(?<![a-z])[x\u00d7]\s?$")
_UNIT = _pattern(
    r"\s?(?:mm|cm|m|km|kg|g|lbs?|in|inch(?:es)?|ft|feet|°|%|centimet\w{2,5}|met(?:re|er)s?)(?!\w)|['\"\u2019\u2033]"
)

_STOP = _pattern(
    r"\s?(?:$|[.,;:!)]|(?:(?:of (?:these|them)|each|per|then|"
    r"(?:on|with|to|for) (?:each|one|(?:the|your) (?:other|left|right|opposite))|"
    r"and (?:then|rest|relax|switch|change|lower|release))\b))"
)
"""What may follow a number that has no unit."""
_BETWEEN = _pattern(r"\bbetween(?: the| each)? $")
_DO = _pattern(
    r"\b(?:do|done|perform|complete|aim for|repeat(?: for)?|reps?:|sets? of|then(?: another)?)(?: about| at least)? $"
)
_SETS_OF = _pattern(r"\bsets? of $")
_HOLD_FOR = _pattern(r"\bhold(?:ing)?(?: it| this)?(?: for)? $")

_NOT_WHOLE = _pattern(
    r"\b(?:every|(?:quarter|third) of|the first|first|the last|next|another|extra|additional|further|remaining|by|"
    r"add|increase to|within|step|phase|week|level|number|page) $"
)
"""Before a number: it is a part of an amount, a change of it, a name, or how often."""
_NOT_NOW = _pattern(
    r" (?:of (?:every|sitting|standing)|more|longer|ago|later|old|after (?:you|waking|getting|eating|meals?|an?)|"
    r"before (?:bed|you get))\b"
)
_CRITERION = _pattern(
    r"\b(?:if|unless)\b[^,]{0,90}$|\b(?:when|once|until)\b[^,]{0,30}\b(?:can|cannot|could|can't|able|"
    r"manage)\b[^,]{0,60}$|\bcalories\b"
)
"""Before a number: when to do something else, or what it brings; not what to do."""
_NOT_MORE = _pattern(r"(?:\bnot|\bnever|n't)\b[^,]{0,40}\b(?:more|longer) than $")

_AT_MOST = _pattern(r" (?:at most|or less|or fewer|at the most)\b")
"""After an amount: no more than that."""

_LONE = _pattern(rf"\b(?:for|after|over|pause|wait|rest|hold|of|to|allow|have|{_FLOOR}) (?:about |around )?$")
"""Before "a second" or "a minute"."""
_ORDINAL = _pattern(
    r"(?!(?: or two)?\s?(?:$|[.,;:!)]|(?:and|or|at|before|as|while|in|with|to|when|then|on|each|between|after|"
    r"if|so|until|without|per|of)\b))"
)
"""After "a second", unless it is a time."""
_AFTER = _pattern(r"\bafter $")
_PAUSE = _pattern(r" (?:pause|hold|contraction|squeeze)\b")


# Seconds -----------------------------------------------------------------------------------------

_BREAK = _pattern(
    r"(?:s?['\u2019])?(?: of)? (?:rest|break|recovery)\b|[^.,;]{0,12} (?:between (?:the |each |your )?(?:two )?(?:sets|"
    r"reps|repetitions|rounds|them|sides|lifts|set|rep|repetition|side)|before (?:the|your|each) (?:next|second))\b"
)
_HELD = _pattern(r"(?:(?:-| )count)? (?:hold|pause|squeeze|stretch|contraction)\b")
_BOUT = _pattern(r"(?: of)? (?:walk|walking|march|marching|ride|cycling)\b")
_NAMED = ((_BREAK, What.REST), (_HELD, What.HOLD), (_BOUT, What.DURATION))
"""What the words after a time say that it is."""
_MOVED = _pattern(
    r"(?:(?:-| )count)?\)?(?: (?:to (?:lower|lift|raise|roll|come|go|return|bend|straighten|slide|curl|stand|"
    r"sit|rise|reach)|up|down|lowering|lifting|lower|descent|ascent))\b"
)
_OVER = _pattern(
    rf"(?<!hold\s)(?<!stay\s)\b(?P<word>over|in|takes?|taking)(?: an?| {_FLOOR})?(?: slow)?(?: count of)? $"
)
_WAY_IN = _pattern(r"\b(?:down|up|back|out|over|forwards?) in $")
_ALONE = _pattern(
    r"(?:^|:|,|\bafter|\bduring(?: the)?|\bsets? of|[x\u00d7]|\b(?:hold|stretch|position|pose|lasts?|"
    r"lasting)\b.{0,30})\s{0,3}$"
)
"""Before a time that has no verb, and needs none."""
_SPEND = _pattern(rf"\bspend(?:ing)?(?: an?| {_FLOOR})? $")
_ING = _pattern(r" \w{2,12}ing\b")
_TO_COUNT = _pattern(r"\bto an?(?: slow)? count of $")
_FOR = _pattern(rf"\bfor(?: an?| {_FLOOR})?(?: slow)?(?: count of)? $")
_VERBS = _pattern(
    r"\b(?:"
    r"(?P<rest>rest(?:ing)?(?! (?:here|in|on)\b)|recover|let go|wait(?! (?:here|there)\b)|break|catch your breath|"
    r"relax(?! (?:here|in|into|on)\b))"
    r"|(?P<hold>(?:keep(?:ing)? )?(?:hold|stay|paus|press|push|pull|squeez|stretch|contract|tens|reach|lean)(?:e|"
    r"ing)?|held|rest|resting|relax|"
    r"keep(?! \w{2,12}ing\b| it up\b)|keeping|remain|maintain|sustain|linger|freeze|tighten|brace|lie|sit|stand|"
    r"kneel|hang|leave|let|feel|hug|stop|support|give yourself|(?<!you\s)count(?= to\b))"
    r"|(?P<bout>(?:keep|keeping) \w{2,12}ing|keep it up|go on|move|continue|carry on|march|walk|stroll|jog|run|jump|"
    r"row|swim|skat(?:e|ing)|cycle|pedal|ride|circle|tread|swing|rock|sway|roll(?! down| up)|step|shake|breathe(?! in|"
    r" out)|alternate|alternately|\w{2,12}ing(?= for\b))"
    r"|(?P<doing>do|perform|repeat)"
    r"|(?P<lower>lower(?:ing)?(?! (?:back|leg|body|spine)\b)|return|curl|roll (?:down|up)|unroll|"
    r"(?:inhale|exhale|breathe (?:in|out))(?![^,]{0,90},))"
    r"|(?P<move>lift|raise|slide|bend|straighten|come|go|bring|tilt|rise|sink|drop)"
    r")\b"
)


def _seconds(before: str, after: str, *, minutes: bool) -> What | None:
    """What a time between these words is for."""
    for pattern, what in _NAMED:
        if pattern.match(after):
            return what
    verb = _verb(before)
    if over := _OVER.search(before):
        moves = over["word"].lower() != "in" or verb in {"lower", "move"} or _WAY_IN.search(before)
        return What.TEMPO if moves and not minutes else None
    if _MOVED.match(after):
        return What.TEMPO
    if _SPEND.search(before) and _ING.match(after):
        return What.DURATION
    if verb == "bout" or (verb == "doing" and _FOR.search(before)):
        return What.DURATION
    if not verb and not _ALONE.search(before):
        return None
    if verb == "lower" or (verb == "move" and _TO_COUNT.search(before)):
        return What.TEMPO
    return What.REST if verb == "rest" else What.HOLD


def _verb(before: str) -> str:
    """The kind of the last verb, or nothing."""
    kinds = [found.lastgroup or "" for found in _VERBS.finditer(before)]
    return kinds[-1] if kinds else ""


# Amounts -----------------------------------------------------------------------------------------

_BEHIND = 100
"""How many characters before a number are looked at; a clause is shorter."""
_AHEAD = 60
"""How many after it."""
_SENTENCE_END = re.compile(r"[.;!?\n](?=\s)")


def _joined(text: str) -> Iterator[Amount]:
    """The amounts, with "30 seconds to a minute" as one."""
    last: Amount | None = None
    for amount in _amounts(text):
        if last and last.what is amount.what and _is_to(text[last.start + len(last.words) : amount.start]):
            last = evolve(
                last, high=max(last.low, amount.high), words=text[last.start : amount.start + len(amount.words)]
            )
            continue
        if last:
            yield last
        last = amount
    if last:
        yield last


def _is_to(between: str) -> bool:
    return between.strip().lower() in {"to", "or", "-", "\u2013"}


def _amounts(text: str) -> Iterator[Amount]:
    for number in _RANGE.finditer(text):
        before = _SENTENCE_END.split(text[max(0, number.start() - _BEHIND) : number.start()])[-1]
        after = text[number.end() : number.end() + _AHEAD]
        unit = _unit(number, before, after)
        if unit and not _NOT_WHOLE.search(before) and not _CRITERION.search(before):
            limits = number["ceiling"], _NOT_MORE.search(before), _AT_MOST.match(after[unit.length :])
            yield from _amount(text, number, unit, ceiling=any(limits))


@frozen
class _Unit:
    """What a number counts."""

    what: What
    length: int = 0
    """How many characters after the number belong to it."""
    scale: int = 1
    half: bool = False
    """Whether "and a half" follows."""
    or_two: bool = False
    """Whether "or two" follows."""


def _amount(text: str, number: re.Match[str], unit: _Unit, *, ceiling: bool) -> Iterator[Amount]:
    """The amount, if it is a whole one."""
    low = (_halves(number["sole"] or number["low"]) + unit.half) * unit.scale
    high = (_halves(number["high"]) + unit.half) * unit.scale if number["high"] else low
    if unit.or_two:
        high = 2 * low
    if ceiling:
        low = 2
    if low % 2 or high % 2 or not 0 < low <= high:
        return
    start = number.start()
    yield Amount(
        what=unit.what,
        low=low // 2,
        high=high // 2,
        words=text[start : number.end() + unit.length],
        start=start,
    )


def _unit(number: re.Match[str], before: str, after: str) -> _Unit | None:
    """What the number counts, if it is something of the dose."""
    if number["sole"] and number["sole"].lower() == "twice":
        return _Unit(What.REPS) if _NOT_OFTEN.match(after) else None
    if time := _TIME.match(after):
        return _time(number, time, before, after)
    if counts := _COUNTS.match(after):
        return _Unit(_seconds(before, after[counts.end() :], minutes=False) or What.HOLD, counts.end())
    if _COUNTED.search(before):
        return _Unit(_seconds(before, "", minutes=False) or What.HOLD)
    if (sets := _SETS.match(after)) and (number["high"] or not _BETWEEN.search(before)):
        return _Unit(What.SETS, sets.end())
    if reps := _REPS.match(after):
        return None if _single(number) else _Unit(What.REPS, reps.end())
    return _crossed(before, after) or _bare(number, before, after)


def _single(number: re.Match[str]) -> bool:
    """Whether it is just one, as in "that makes one repetition"."""
    return not number["high"] and (number["low"] or "").lower() in {"1", "one"}


def _time(number: re.Match[str], time: re.Match[str], before: str, after: str) -> _Unit | None:
    rest = after[time.end() :]
    sole = (number["sole"] or "").lower()
    if sole == "a":
        if _AFTER.search(before) and _PAUSE.match(rest):
            return _Unit(What.HOLD, time.end())
        if not _LONE.search(before) or _ORDINAL.match(rest):
            return None
    if _NOT_NOW.match(rest):
        return None
    or_two = _OR_TWO.match(rest) if sole else None
    what = _seconds(before, rest, minutes=bool(time["minutes"]))
    if what is None:
        return None
    return _Unit(
        what,
        time.end() + (or_two.end() if or_two else 0),
        scale=60 if time["minutes"] else 1,
        half=bool(time["half"]),
        or_two=bool(or_two),
    )


def _crossed(before: str, after: str) -> _Unit | None:
    """Numbers at a cross: "2 x 10", "10 x 5 seconds", "x 10", "10x"."""
    if cross := _CROSS.match(after):
        rest = after[cross.end() :]
        if _UNIT.match(rest):
            return None
        return _Unit(What.REPS if _TIME.match(rest) else What.SETS)
    if _AFTER_CROSS.search(before) and not _UNIT.match(after):
        return _Unit(What.REPS)
    if cross := _ONLY_CROSS.match(after):
        return _Unit(What.REPS, cross.end())
    return None


def _bare(number: re.Match[str], before: str, after: str) -> _Unit | None:
    """A number without a unit: "do ten on each side", "hold for five"."""
    if _single(number):
        return None
    if _SETS_OF.search(before) and not _UNIT.match(after):
        return _Unit(What.REPS)
    if not _STOP.match(after):
        return None
    if _HOLD_FOR.search(before):
        return _Unit(What.HOLD)
    return _Unit(What.REPS) if _DO.search(before) else None


# Sides -------------------------------------------------------------------------------------------

_OTHER = r"(?:the|your) (?:other|opposite|left|right|second|remaining)"
_COUNTING = (
    r"(?:repetitions?|reps?|times|twice|once|seconds?|secs?|\d{1,3}s?|minutes?|mins?|sets?|rounds?|"
    rf"{_MOVEMENTS}|{_WORD})"
)
_TRAIN = r"(?:do|stretch|work|train|exercise|finish|complete|repeat|perform)"
_NOT_MEANWHILE = r"(?! (?:as|while)\b)"
_IT = r"(?:(?:this|it|them|the \w{2,12}) )?"
_LIFTING = r"(?:lift|raise|draw|pull|bring|hug|lower|drop|swing|move|roll|let|slide|float|tuck|tip|sweep|peel)"

_EACH = _any(
    rf"\brepeat(?:ing)?\b[^.;:!?]{{0,40}}? (?:on|with|for|to|in|using) {_OTHER}(?: {_LIMB}\b)?",
    rf"\bsame\b[^.;:!?]{{0,25}}? (?:on|with|for|to) {_OTHER}(?: {_LIMB}\b)?",
    rf"\b(?:switch|swap|change)(?:ing|es)? (?:over to |to |over |your )?{_LIMBS}\b{_NOT_MEANWHILE}",
    rf"\b(?:switch|swap|change)(?:ing|es)? (?:over to |to |over )?(?:{_OTHER}(?: {_LIMB}\b)?|"
    rf"the other\b){_NOT_MEANWHILE}",
    rf"\b{_TRAIN} (?:{_IT}(?:on|for|with|to) )?(?:the|your) (?:other|opposite|second) {_LIMB}\b",
    rf"\bthen (?:on |to |with )?(?:the|your) other {_LIMB}(?=\s?(?:$|[.,;!]))",
    rf"(?<!\w)(?!one\s){_COUNTING} (?:(?:on|with|for|to|in) )?(?:each|every) {_LIMB}\b(?! of\b)",
    rf"\bper {_LIMB}\b",
    rf"(?<!\w){_COUNTING} (?:on|with|to|for) (?:the|your|one) (?:left|right|{_LIMB})\b[^.;:!?]{{0,40}}?"
    rf"\b{_COUNTING} (?:on|with|to|for) (?:{_OTHER}|the other)\b",
    rf"\b(?:other|left|right) {_LIMB}['\u2019]s turn\b",
    rf"\b(?:left|right) {_LIMB} first\b",
    rf"\bone {_LIMB} (?:\w{{2,12}} )?before the other\b",
    rf"\bon one {_LIMB}\b[^.;:!?]{{0,15}}? (?:before|then)\b[^.;:!?]{{0,30}}? the other\b",
    rf"\b{_TRAIN} {_IT}(?:(?:on|for|with|to) )?(?:each {_LIMB}|both sides)\b(?! (?:of|at|together)\b)",
    rf"\b(?:do|work|train|repeat|perform|complete) {_IT}(?:(?:on|for|with) )?both (?:legs|arms)\b(?! (?:at|"
    r"together)\b)",
    rf"\bhold(?:ing)? (?:on )?each {_LIMB} (?:for|about)\b",
    r"\b(?:legs|arms|sides), one after the other\b",
    r"\b(?:turn|roll|lie|move)(?: over| down)? (?:on|onto|to) (?:the|your) (?:other|opposite) side\b",
)
_EVERY = r"(?:each|every) (?:time|one|repetition|rep|lift|step|breath|movement|turn)\b"
_ALTERNATING = _any(
    r"\balternat(?:ing|ely)\b(?! days)",
    rf"(?<!\ban\s)\balternate(?=\s?(?:$|[.,;])| (?:\w{{1,9}} )?(?:{_LIMBS}|{_LIMB})\b"
    r"| (?:between|in this|until|for|left|right|with|each|every|back|to)\b)",
    rf"\b(?:switch|swap|chang)(?:e|ing)? (?:{_LIMBS} )?(?:(?:after|with|on|at) )?{_EVERY}",
    rf"\bkeep (?:on )?(?:switching|swapping|changing) {_LIMBS}\b",
    r"\btak(?:e|ing) (?:it in )?turns\b",
    rf"\b{_LIMBS}\b[^.;,]{{0,25}} in turn\b",
    r"\bby turns\b|\bin alternation\b",
)
_TO_A_SIDE = (
    r"(?![^.;]{0,50}\b(?:(?:to|towards) (?:one side|the (?:left|right|other|middle|cent))|"
    r"one (?:at a time|by one|after)))"
)
"""Both knees that go to one side, or one after the other, do not say how the sides take part."""
_TOGETHER = _any(
    rf"(?<!\bthe\s)\b{_LIFTING} (?:\w{{2,12}}ly )?both (?:of )?(?:your )?"
    rf"(?:sides|legs|arms|knees|feet|heels|thighs|elbows)\b{_TO_A_SIDE}",
    rf"\bboth (?:of )?(?:your )?{_LIMBS}\b[^.;!?]{{0,25}} (?:at the same time|at once|simultaneously)\b",
    r"\b(?:lift|raise|lower|roll|swing) (?:your|the) (?:legs|arms|knees|feet|heels) (?:up |down )?together\b"
    rf"(?! with\b){_TO_A_SIDE}",
)


def _sides(text: str, *wanted: bool) -> tuple[SidesStated, ...]:
    """The statements about sides, in order; where sides alternate, "each side" only counts.

    `wanted` says for each kind whether the text has a hint of it.
    """
    kinds = ((Sides.ALTERNATING, _ALTERNATING), (Sides.TOGETHER, _TOGETHER), (Sides.EACH, _EACH))
    found = [
        SidesStated(sides=sides, words=match[0], start=match.start())
        for (sides, pattern), hinted in zip(kinds, wanted, strict=True)
        if hinted
        for match in pattern.finditer(text)
    ]
    if any(each.sides is Sides.ALTERNATING for each in found):
        found = [each for each in found if each.sides is not Sides.EACH]
    return tuple(sorted(found, key=lambda each: each.start))


# A quick look first ------------------------------------------------------------------------------

_DIGIT = re.compile(r"[0-9]")
_LETTERS = re.compile(r"[a-z]+")
_AMOUNT_WORDS = frozenset(
    [
        *(*_ONES[1:], *_TEENS, *_TENS, "twice"),
        *("second", "seconds", "minute", "minutes"),
        *("count", "counts", "counted", "counting", "set", "sets", "round", "rounds"),
    ]
)
"""A text without a digit and without any of these words states no amount: just one of anything is none."""
_SIDE_HINT = re.compile(
    "alternat|switch|swap|chang|turn|both|together|repeat|same|each|every|per|first|other|opposite|left|right|second"
)
"""A text without any of these states nothing about sides."""
_SIDE_HINTS = (
    re.compile(r"alternat|switch|swap|chang|turn"),
    re.compile(r"both|together"),
    re.compile(
        r"repeat|same|switch|swap|chang|turn|each |every |per |first|before|then |one after|"
        r"\b(?:do|stretch|work|train|exercise|finish|complete|perform|roll|lie|move)\b[^.;]{0,40}"
        r"(?:other|opposite|second|both)|"
        r"\w (?:on|with|to|for) (?:the|your|one) (?:left|right|side|leg|arm|knee|foot|heel|thigh|hip|elbow|hand)"
        r".{0,60} "
        r"(?:on|with|to|for) (?:the|your) ",
        re.DOTALL,
    ),
)
"""For alternating, both together, and each side."""
