"""What a time is for: the words right after it say so, or else the last verb before it."""

from ._amount import What
from ._numbers import FLOOR
from ._patterns import MOVEMENTS, pattern

__all__ = ["BETWEEN_SETS", "is_between_sets", "use_of_time"]

_BREAK = pattern(
    r"(?: in)? between(?=\s?(?:$|[.,;]))| (?:after|following) (?:each|every|the|a|your) (?:first |"
    r"second )?(?:set|round)\b|(?:s?['\u2019]s?)?(?: of)? (?:rest|break|breather|recovery)\b| off\b|"
    r" to (?:recover|rest|(?:get|catch) your breath)\b|[^.,;]{0,12} (?:between (?:the |each |your |"
    r"one )?(?:(?:two|\d|three|four) )?(?:sets|reps|repetitions|rounds|them|sides|lifts|set|rep|"
    r"repetition|side)|before (?:the|your|each) (?:next|second))\b"
)
_HELD = pattern(
    r"(?:(?:-| )count)? (?:(?:hold|pause|squeeze|contraction)s?|stretch(?:es)?|"
    r"(?:of (?:the )?|that (?:you|it is) )h(?:old|eld)\w{0,3})\b"
)
_BOUT = pattern(r"(?: of)? (?:walks?|walking|march|marching|ride|cycling|rounds|bouts|blocks)\b")
_NAMED = ((_BREAK, What.REST), (_HELD, What.HOLD), (_BOUT, What.DURATION))
"""What the words after a time say that it is."""
_MOVED = pattern(
    r"(?:(?:-| )count)?\)?(?: (?:to (?:lower|lift|raise|roll|come|go|return|bend|straighten|slide|curl|stand|sit|"
    r"rise|reach)|up|down|lowering|lifting|lower|descent|ascent)\b| (?:in|out|back|away|forwards?|each way|"
    r"there)(?=\s?(?:$|[.,;]|and\b)))"
)
_OVER = pattern(
    rf"(?<!hold\s)(?<!stay\s)\b(?P<word>over|in|takes?(?: you)?|taking)(?: an?| {FLOOR})?(?: slow)?(?: count of)? $"
)
_WAY_IN = pattern(r"\b(?:down|up|back|out|over|forwards?|lift|raise|descent|way) in $")
_ALONE = pattern(
    r"(?:^(?:the|no)?|:|,|\btimes|\bafter|\bduring(?: the)?|\b(?:sets?|rounds|bouts|blocks|lots|goes) of|"
    rf"{MOVEMENTS} of|\b(?:holds|stretches) of|[x\u00d7]|\b(?:hold|stretch|position|pose|"
    r"lasts?|lasting)\b.{0,30})\s{0,3}$"
)
"""Before a time that has no verb, and needs none."""
_SPEND = pattern(rf"\bspend(?:ing)?(?: an?| {FLOOR})? $")
_ING = pattern(r" \w{2,12}ing\b")
_MOVING = (
    r"(?:\w{2,12}ly )?(?:lift|lower|rais|bend|straighten|press up|push up|come|go|ris|roll|curl|slid|mov|let|do\b|"
    r"bring|stand up|sit down|sit back|tilt|unroll|sink|inhal|exhal|breathe (?:in|out))"
)
_MEANWHILE = pattern(rf"(?: (?:slowly|aloud))?,? (?:as|while|when|each time) (?:you )?{_MOVING}\w{{0,3}}\b")
"""After a time: the movement takes it."""
_AS_YOU = pattern(rf"\b(?:as|while|when|each time) you {_MOVING}\w{{0,3}}\b[^.;]{{0,60}}\bcount\w{{0,3}} (?:to|of) $")
_BETWEEN_THE_SETS = pattern(
    r"\bbetween (?:the |your |each |two )*(?:sets|rounds|series)\b[^.;]{0,40}$",
    r"\bbefore (?:the|your) (?:next|second|other) (?:set|round)\b[^.;]{0,20}$",
)
_UNTIL_THEN = pattern(r"\bafter(?: about| just| only| around)?(?: the)? $")
"""Before a time: something else begins then."""
_ENOUGH = pattern(r" (?:is|are|have|has) (?:over|up|passed|needed|enough|plenty|ideal|right|recommended|best|what)\b")
_IN_ALL = pattern(r" (?:in all|in total|altogether|all told)\b")
"""After a time of nothing in particular: all of it takes so long, with what lies between."""
_BLAME = pattern(r"[^.;]{0,20}\b(?:is|are) (?:a waste|useless|pointless|too)\b")
_MINUTE = 60
_SLOWEST = 5
"""Seconds that a movement takes at most; who lifts for longer stays up."""
_TO_COUNT = pattern(r"\bto an?(?: slow)? count of $")
_FOR = pattern(rf"\bfor(?: an?| {FLOOR})?(?: (?:slow|good|full|whole|solid))?(?: count of)? $")
_AT_IT = r"(?:here|there|(?:up )?at the (?:top|end))\b"
"""Where who waits does not rest."""
_VERBS = pattern(
    r"\b(?:(?P<rest>rest(?:ing)?(?! (?:here|in|on)\b)|recover|let(?:ting)? go|ease off|go slack|"
    r"shake (?:(?:the|your|both) \w{3,6} |it |them )?out|(?:set|put|"
    r"lay) (?:the|your)(?: \w{3,12}){1,2} (?:down|aside)|"
    rf"wait(?! {_AT_IT})|break(?! (?:it|this|that|them|the|your|up)\b)|catch your breath|"
    r"relax(?! (?:here|in|into|on)\b))|(?P<hold>(?:keep(?:ing)? )?(?:hold|stay|paus|press|push|pull|squeez|"
    r"stretch|contract|tens|reach|lean)(?:e|ing)?|held|rest|resting|relax|keep(?! \w{2,12}ing\b| it up\b)|keeping|"
    r"remain|maintain|sustain|linger|freeze|tighten|brace|lie|sit|stand|kneel|hang|plank|aim(?= for\b)|settle|"
    rf"relax in|remain|endure|give (?!me\b|yourself\b)|wait(?= {_AT_IT})|leave|let|feel|hug|stop|support|"
    r"give yourself|(?<!you\s)count(?= to\b))|(?P<bout>(?:keep|keeping) \w{2,12}ing|keep it up|(?:set (?:a|your|"
    r"the) )?(?:timer|clock|alarm|watch)(?: (?:shows|reaches|says|hits))?|go on|move|continue|carry on|march|walk|"
    r"stroll|jog|run|jump|row|swim|skat(?:e|ing)|cycle|pedal|ride|circle|tread|swing|rock|sway|bounce|tap|pulse|"
    r"dance|climb|roll(?! down| up)|step|shake|breathe(?! in| out)|alternate|alternately|\w{2,12}ing(?= for\b))|"
    r"(?P<doing>do|perform|repeat)|(?P<pace>(?:slow|speed)(?:ing)? (?:down|up))|"
    r"(?P<lower>lower(?:ing)?(?! (?:back|leg|body|spine)\b)|return|curl|roll (?:down|"
    r"up)|unroll|(?:inhale|exhale|breathe (?:in|out))(?![^,]{0,90},))|"
    r"(?P<move>(?<!\bthe\s)(?<!\bthis\s)(?<!\byour\s)(?<!\beach\s)(?<!\bevery\s)(?:lift|raise|slide|bend|"
    r"straighten|come|go|bring|tilt|rise|sink|drop)))\b"
)


def use_of_time(before: str, after: str, seconds: int = 1) -> What | None:
    """What a time between these words is for."""
    if named := next((what for names, what in _NAMED if names.match(after)), None):
        return named
    if _BETWEEN_THE_SETS.search(before):
        return What.REST
    verb = _verb(before)
    if verb == "pace":
        return None
    if over := _OVER.search(before):
        moves = over["word"].lower() != "in" or verb in {"lower", "move"} or _WAY_IN.search(before)
        return What.TEMPO if moves and seconds < _MINUTE else None
    is_on_the_way = _MOVED.match(after) or _MEANWHILE.match(after) or _AS_YOU.search(before)
    if is_on_the_way and seconds < _MINUTE and not _UNTIL_THEN.search(before):
        return What.TEMPO
    if (_SPEND.search(before) and _ING.match(after)) or verb == "bout" or (verb == "doing" and _FOR.search(before)):
        return What.DURATION
    is_whole = verb in ("", "doing") and _IN_ALL.match(after)
    tells = verb or _BLAME.match(after) or _ALONE.search(before) or _FOR.search(before) or _ENOUGH.match(after)
    if is_whole or not tells:
        return None
    return _use_by(verb, before, seconds)


def _use_by(verb: str, before: str, seconds: int) -> What:
    """What a time is for after a kind of verb."""
    if verb in ("rest", "lower") and _UNTIL_THEN.search(before):
        return What.HOLD
    if verb == "lower" or (verb == "move" and (_TO_COUNT.search(before) or seconds <= _SLOWEST)):
        return What.TEMPO
    return What.REST if verb == "rest" else What.HOLD


def _verb(before: str) -> str:
    """The kind of the last verb, or nothing."""
    kinds = [found.lastgroup or "" for found in _VERBS.finditer(before)]
    return kinds[-1] if kinds else ""


# Rests -------------------------------------------------------------------------------------------

BETWEEN_SETS = pattern(r"\b(?:sets?|rounds?|series|bouts(?= of))\b")
_WITHIN_A_SET = pattern(
    r"[^.;]{0,30}\b(?:between (?:the |each |your |two )*(?:reps?|repetitions?|lifts?|sides|legs|arms|them|one|"
    r"squeezes|holds|stretches)|before (?:you )?(?:the|your|each|another|next|chang|switch|swap|lift|repeat|"
    r"squeez|do)|(?:and|then) (?:lift|squeeze|repeat|go again|start again|press|pull|push|do))\w{0,3}\b"
)
_BETWEEN_REPS = pattern(
    r"\bbetween (?:the |each |your |two )*(?:reps?|repetitions?|lifts?|sides|legs|arms|squeezes|holds|"
    r"stretches)\b[^.;]{0,60}$",
    r"\bafter (?:each|every) (?:rep|repetition|lift|one|side|leg|hold|stretch|squeeze)\b[^.;]{0,60}$",
)
_AFTER_EACH = pattern(
    r" (?:after|between) (?:each |every |the |two )*(?:rep|repetition|lift|one(?! sets?\b)|stretch|hold)s?\b"
)
_SHORT_REST = 15
"""Seconds; who is told to rest for less, and not between what, rests within a set."""


def is_between_sets(before: str, after: str, seconds: int) -> bool:
    """Whether a rest is one between sets, as the rest of an exercise is."""
    if _AFTER_EACH.match(after):
        return False
    if BETWEEN_SETS.search(before) or BETWEEN_SETS.search(after):
        return True
    if seconds >= _MINUTE:
        return True
    return seconds >= _SHORT_REST and not _BETWEEN_REPS.search(before) and not _WITHIN_A_SET.match(after)
