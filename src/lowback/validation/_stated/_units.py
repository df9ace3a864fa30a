"""What a number counts: the words around it say so."""

from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from ._amount import What
from ._conditions import OFTEN
from ._implied import MORE_SETS
from ._leeway import NOT_MORE
from ._numbers import FLOOR, Numeral, value_of
from ._patterns import COUNTED_UP, MOVEMENTS, NUMBER, pattern
from ._times import BETWEEN_SETS, use_of_time

__all__ = ["Unit", "unit_of"]


@frozen
class Unit:
    """What a number counts.

    Attributes:
        what: Of the dose; None for something else.
        length: How many characters after the number belong to it.
        scale: Seconds in one of it.
        half: What "and a half" adds.
        or_two: Whether "or two" follows.
        times: Whether it tells how often.
        more: Whether they come on top of the first.
        is_open: Whether the words leave open what is counted.
        again: Whether the first may come on top.
    """

    what: What | None
    length: int = 0
    scale: int = 1
    half: Fraction = Fraction(0)
    or_two: bool = False
    times: bool = False
    more: bool = False
    is_open: bool = False
    again: bool = False


_NOTHING = Unit(None)


def unit_of(numeral: Numeral) -> Unit | None:
    """What the number counts; None for nothing that is known.

    >>> from lowback.validation._stated._numbers import numerals_in
    >>> [unit_of(each).what.value for each in numerals_in("2 sets of 10")]
    ['sets', 'reps']
    """
    return next((unit for reads in _READERS if (unit := reads(numeral))), None)


# The words around a number -----------------------------------------------------------------------

_MODIFIERS = (
    r"(?: (?:slow|small|gentle|smooth|full|big|easy|good|careful|controlled|complete|slowly|pelvic|leg|arm|knee|"
    r"heel|hip|shoulder|side|back|trunk))"
)
_BREATHS = pattern(r"(?: \w{3,12})? breaths?\b")
_ALL = pattern(r"(?<!do\s)\ball $")
_ONE_OF_THE_DOSE = pattern(
    r"(?:(?: |-)\w{3,12}){0,2}(?:-| ?)(?:s|secs?|seconds?|mins?|minutes?|sets?|rounds?|counts?|through)\b|"
    r"\s?[x\u00d7,'\u2019\u2032\u2033]|-"
)
_NOT_OFTEN = pattern(rf"(?!(?: |-){OFTEN})")
"""After "twice", unless it says how often."""
_TIME = pattern(
    r"(?: or (?:more|longer)|\+)?(?:\s?-?\s?| (?:full|whole|slow|long|steady|good|solid|calm|"
    r"quiet) )(?:(?P<hours>hour\b)|(?P<minutes>(?:minutes?|mins?)\b(?:\.(?= ))?|['\u2019\u2032](?= (?:rest|break|pause|"
    r"hold)|\d{1,2}(?:''|[\"\u201d\u2033])))|(?:seconds?|secs?|s)\b(?:\.(?= ))?|\u2033|''(?=\s?(?:$|[.,;]))|"
    r"[\"\u201d](?= (?:hold|stretch|pause|rest|break|plank)))(?P<half> and a half\b)?"
)
_OR_TWO = pattern(r" or two\b")
_COUNTS = pattern(r"(?:-| )counts?\b")
_COUNTED = pattern(
    r"\bcount(?:s|ing|ed)?(?: (?:slowly|aloud|out loud|quietly|silently|calmly))?(?: from one| backwards|"
    r" down| all the way)?,? (?:of |to |up to |from )?$"
)
_GOES_ON = pattern(rf"(?:-|, ?){NUMBER}(?=-|, ?| up| down| on|$|[.;])")
"""After a number that others follow: they are counted aloud."""
_ONE_EACH = pattern(r",? one (?:number |count )?(?:for|per|with|on) (?:each |every )?\w{3,12}\b")
"""After a number that is counted to: repetitions are counted."""
_ON_THE_WAY = pattern(r" on (?:the|your) way (?:up|down|in|out|back)\b")
"""After a number that is counted to: the movement takes so long."""
_CUE = pattern(r"\bon the count of $|^\s{0,3}on a count of $")
"""Before a number: when to begin."""
_ADJECTIVE = (
    r"(?: (?!(?:of|to|on|or|and|the|with|for|sets?|x|breaths?|between|seconds?|minutes?|times|each|per|in|at|from|"
    r"before|after|your)\b)[a-z][\w-]{1,14},?)"
)
_TIMES = pattern(
    r"(?: or more)?(?: \([a-z\d-]{1,12}\))?(?: (?:slow|quick|good|full|gentle|"
    rf"easy))? times\b(?! {OFTEN})(?! (?:through|round|over)\b)"
)
_TIMES_SO_MANY = pattern(rf" times (?!one\b){NUMBER}(?! ?(?:s|secs?|seconds?|mins?|minutes?)\b)")
_THROUGH = pattern(r"(?: times)? (?:through|round|over(?=\s?(?:$|[.,;])))\b| times over\b")
"""After how often: all repetitions are done again, as a set."""
_REPS = pattern(
    rf"(?: or more|\+)?(?: \([a-z\d-]{{1,12}}\))?(?:{_ADJECTIVE}{{0,3}} (?:repetitions?|"
    rf"reps?)|(?: {NUMBER}(?:-| )(?:second|minute))?{_ADJECTIVE}{{0,2}} (?:{MOVEMENTS}|holds|"
    r"stretches))\b(?! (?:an?|per) (?:day|week)\b| daily\b)"
)
_SETS = pattern(
    rf"-set\b|{_MODIFIERS}? (?:(?:sets?|rounds?)\b|(?:bouts|blocks|lots|goes|groups|batches|"
    rf"series|laps)(?= of (?:{NUMBER}|half))|{NUMBER}-(?:second|minute) (?:bouts|blocks|rounds|sets|walks))"
)
_OF_THEM = pattern(r" of (?:these|those|them)\b")
_PER_SET = pattern(r"(?: \w{3,12}| in a row)? (?:(?:make|makes|to|in|per) (?:an?|one|each|every)|per) set\b")
_ROUNDS = pattern(r"rounds?$")
"""What is repeated round by round may have them as repetitions."""
_ROUNDS_OF = pattern(r" rounds of \w{2,12}ing\b")
_MORE = pattern(r" more (?:(?P<sets>sets?|rounds?)|times)\b")
_REPS_BEFORE = pattern(
    rf"\b(?:{NUMBER}{_ADJECTIVE}{{0,2}} (?:{MOVEMENTS}|repetitions|reps|holds|stretches)|dozen|^\s{{0,3}}{NUMBER}), $"
)
"""Before how often: all repetitions are done again, as a set."""
_TWICE_MORE = pattern(r" more\b")
_ANOTHER = pattern(r" (?:(?P<sets>sets?|rounds?)|times)\b")
_AGAIN = pattern(
    r"\b(?:repeat|do)(?: (?:it|this|that|them|the (?:whole |entire |"
    r"full )?\w{3,12}))?(?: all)?(?: over)?(?: again)? (?P<another>another )?$"
)
"""Before a number: so many come on top of the first."""
_REPEATED = pattern(r"[\w,.] (?:(?:and|then) )*repeat(?: (?:it|this|that))? $")
_FEW = 3
_MAKE = pattern(r"(?:\b(?:makes?(?: up)?|is|are|to|per)|=) $")
_CROSS = pattern(rf"\s?[x\u00d7]\s?({NUMBER})")
_CROSSED = pattern(rf"\b({NUMBER})\s?[x\u00d7]\s?$")
_ONLY_CROSS = pattern(rf"\s?[x\u00d7](?!\w)(?! {OFTEN})(?!\s?/\s?(?:day|d|week|wk|month)\b)")
_AFTER_CROSS = pattern(r"(?<![a-z])[x\u00d7]\s?$")
_REPS_CROSSED = pattern(rf"\b{NUMBER} (?:repetitions|reps|{MOVEMENTS})(?: \([^()]{{0,30}}\))? ?[x\u00d7] ?$")
_UNIT = pattern(
    r"\s?(?:mm|cm|m|km|kg|g|lbs?|in|inch(?:es)?|ft|feet|°|%|centimet\w{2,5}|met(?:re|er)s?)(?!\w)|"
    r"['\"\u2019\u2033]"
)

_STOP = pattern(
    r"\s?(?:$|[.,;:!)]|[/|] |(?:(?:since|because|at (?:the )?most|at a time|at once|max(?:imum)?|"
    r"of (?:these|them)|each|per|then|together|today|please|thanks|now|straight|in a row|or so|"
    r"a side|(?:on|with|to|for) (?:each|one|(?:the|your) (?:other|left|right|opposite))|"
    r"and (?:then|rest|relax|switch|change|lower|release))\b))"
)
"""What may follow a number that has no unit."""
_BETWEEN = pattern(r"\bbetween(?: the| each)? $")
_DO = pattern(
    r"\b(?:do|done|perform|complete|aim for|go for|knock out|crank out|make|manage|give me|get to|reach|(?:cut|"
    r"gone?) (?:down|back) to|try(?: for)?|repeat(?: for)?|(?:do|for|finish|after) all|rep(?:etition)?s?:|"
    r"sets? of|then(?: another)?|(?:number|target|goal)(?: \w{2,8}){0,2}(?: is|:)|you want|(?:stop|quit|finish|"
    r"end|(?:swap|switch|change) (?:legs|sides|arms|feet)) (?:at|after)|"
    r"as many as (?:you can|possible)[^.;]{0,30},(?: but)?|until you have|"
    r"count(?:ed)? to)(?: about| at least| only| just| fewer than| no (?:more|less|fewer) than)? $"
)
_DO_THEM = pattern(r"\b(?:do|perform|complete|aim for|finish)(?: about| at least| only| just| another)? $")
_THEM = pattern(
    rf"{_ADJECTIVE}{{0,2}} (?!(?:seconds|minutes|hours|days|weeks|sets|rounds|breaths|sessions|exercises|things|"
    r"sides|laps|miles|metres|meters|steps|counts|times|hands|feet|legs|arms|knees)\b)[a-z][\w-]{2,14}s\b"
)
"""A number of things that are done."""
_EACH_OF = pattern(r"\b(?:each|every one) of (?:the|your) $")
_THINGS = pattern(
    r" (?!(?:sets|rounds|vertebrae|fingers|toes|limbs|legs|arms|sides|hands|feet)\b)[a-z]{3,14}s\b|\s?(?:$|[.,;])"
)
_SETS_OF = pattern(r"\bsets? of $")
_PER_SIDE = pattern(r"\s?/ ?(?:side|leg|arm)\b")
_IN_ALL = pattern(r" (?:in all|in total|altogether)\b")
_IS_A_NUMBER = pattern(
    r"\s?/ ?(?:side|leg|arm)\b",
    r" (?:each|ea\b\.?|apiece|per (?:side|leg|arm|set)|(?:on |to |for |with )?(?:a|each) (?:side|leg|arm))(?!\w)"
    r"(?! (?:day|week))",
    r" (?:on the |on your |with the )?(?:left|right)(?: side| leg| arm)?\b[^.;]{0,30}\b(?:right|left)\b",
    r" of each\b| on the (?:card|plan|sheet|menu)\b",
    r" (?:is|are|will be|would be|should be|seems?) (?:\w{1,8} ){0,2}(?:enough|plenty|fine|right|ideal|sufficient|"
    r"perfect|where (?:you|we) stop|needed|required|recommended|all (?:you|we)|the (?:number|target|goal|aim|"
    r"limit|maximum)|what (?:you|we))\b| will do\b| suffices?\b| done\b",
    r" (?:is|are|seems?|feels?) (?:\w{1,8} ){0,4}(?:repetitions|reps)\b",
)
"""After a number that counts repetitions without saying so."""
_MEANT_TO_BE = pattern(
    r"\b(?:(?:meant|supposed) to be|should be|it (?:takes|needs)|(?:the|"
    r"your) (?:set|hold) is|the whole)(?: only| about)? $"
)
_STOP_OR_SO = pattern(r"\s?(?:$|[.,;:!)]|(?:before|seconds|at least)\b)")
_GOES_ON_FOR = pattern(
    rf"\b(?:{NUMBER}|an?)[ -]?(?:minutes?|mins?|seconds?|secs?)\b[^.;]{{0,40}}\b(?:then|back)(?: another)?(?: for)? $"
)
"""Before a number: a second part, after one that is a time."""
_IDEAL = pattern(r" (?:(?:is|are) (?:\w{1,8} ){0,2}(?:ideal|best|enough|plenty|right)|will do)\b")
_OF_A_SET = pattern(r"\b(?:the|your) set is(?: only| about)? $")
_LAST_NUMBER = pattern(rf"(?:{NUMBER}|an?) ?$")
_COUNTED_BEFORE = pattern(
    r"\b(?P<sets>sets?|rounds?)\b|\b(?P<reps>reps?|repetitions|times)\b|(?:\b|(?<=\d))(?P<minutes>minutes?|"
    r"mins?)\b|(?:\b|(?<=\d))(?P<seconds>seconds?|secs?|s)\b"
)
_THEN = pattern(r"\bthen $")
_ALONE_LEEWAY = pattern(
    r"^\s{0,3}(?:(?:do )?no|not|(?:please )?(?:never|do not|don['\u2019]t)(?: do)?|do|please)?,? ?$"
)
_LABEL = pattern(r"\b(sets|reps|repetitions|hold|everyone else)(?:\s?[:=])? $")
_LABELS = {
    "sets": What.SETS,
    "reps": What.REPS,
    "repetitions": What.REPS,
    "hold": What.HOLD,
    "everyone else": What.REPS,
}
_NAME = r"(?:sets|reps|repetitions|hold)"
_LABELS_ONLY = pattern(
    rf"^\s{{0,3}}(?:{_NAME}(?:\s?[:=])? \d{{1,3}}[,;]? ){{0,3}}(?P<label>{_NAME})(?:\s?[:=])? $",
)
_NEXT_LABEL = pattern(rf"\s?(?:$|[.,;]|(?:{_NAME}|rest)\b)")
_HOLD_FOR = pattern(r"\bhold(?:ing)?(?: it| this)?(?: for)? $")

_LONE = pattern(
    r"\b(?:for|after|over|until|paus(?:e|ing)|wait(?:ing)?|rest(?:ing)?|hold(?:ing)?|of|to|allow|have|"
    rf"{FLOOR}) (?:about |around )?$"
)
"""Before "a second" or "a minute"."""
_ORDINAL = pattern(
    r"(?!(?: or two)?\s?(?:$|[.,;:!)]|(?:and|or|at|before|as|while|in|with|to|when|then|on|each|between|after|if|"
    r"so|until|without|per|of|is up|is over|has passed)\b))"
)
"""After "a second", unless it is a time."""
_NAMED_BREAK = pattern(r"(?: of|['\u2019])? (?:rest|break|recovery|hold)")
_AFTER = pattern(r"\bafter $")
_PAUSE = pattern(r" (?:pause|hold|contraction|squeeze)\b")


# Readers -----------------------------------------------------------------------------------------


def _nothing(numeral: Numeral) -> Unit | None:
    """Most numbers count nothing of the dose: "one knee", "three breaths"."""
    if _ALL.search(numeral.before) and _OF_THEM.match(numeral.after):
        return _NOTHING
    is_nothing = _BREATHS.match(numeral.after) or (numeral.is_one and not _ONE_OF_THE_DOSE.match(numeral.after))
    return _NOTHING if is_nothing else None


def _labelled(numeral: Numeral) -> Unit | None:
    """A number behind its label, in a sentence of labels: "Reps 10 Sets 3"."""
    label = _LABELS_ONLY.search(numeral.before)
    return Unit(_LABELS[label["label"].lower()]) if label and _NEXT_LABEL.match(numeral.after) else None


def _through(numeral: Numeral) -> Unit | None:
    through = _THROUGH.match(numeral.after)
    return Unit(What.SETS, through.end()) if through else None


def _twice(numeral: Numeral) -> Unit | None:
    if numeral.sole.lower() != "twice":
        return None
    if _REPS_BEFORE.search(numeral.before):
        return Unit(What.SETS)
    if more := _TWICE_MORE.match(numeral.after):
        return Unit(What.REPS, more.end(), more=True, is_open=True)
    return Unit(What.REPS, times=True, again=_may_be_again(numeral)) if _NOT_OFTEN.match(numeral.after) else _NOTHING


def _time(numeral: Numeral) -> Unit | None:
    time = _TIME.match(numeral.after)
    if not time or (time["hours"] and not numeral.sole):
        return None
    rest = numeral.after[time.end() :]
    if numeral.sole.lower() in ("a", "an"):
        if _AFTER.search(numeral.before) and _PAUSE.match(rest):
            return Unit(What.HOLD, time.end())
        if not (numeral.ceiling or _is_a_time(numeral.before, rest)):
            return _NOTHING
    or_two = _OR_TWO.match(rest) if numeral.sole else None
    scale = 3600 if time["hours"] else 60 if time["minutes"] else 1
    what = use_of_time(numeral.before, rest, seconds=int(scale * numeral.value))
    length = time.end() + (or_two.end() if or_two else 0)
    return Unit(what, length, scale, half=Fraction(bool(time["half"]), 2), or_two=bool(or_two))


def _is_a_time(before: str, after: str) -> bool:
    """Whether "a second" or "a minute" between these words is a time, not one of several."""
    is_lone = _LONE.search(before) or (not before.strip() and _NAMED_BREAK.match(after))
    return bool(is_lone and not _ORDINAL.match(after))


def _count(numeral: Numeral) -> Unit | None:
    """A "slow count of five", "five counts", "one, two, three"."""
    before, after = numeral.before, numeral.after
    if counts := _COUNTS.match(after):
        return Unit(use_of_time(before, after[counts.end() :]) or What.HOLD, counts.end())
    if _GOES_ON.match(after):
        return _NOTHING
    if _ONE_EACH.match(after):
        return Unit(What.REPS)
    counted = _COUNTED.search(before) or (numeral.ceiling and COUNTED_UP.search(before))
    if not counted or numeral.sole or _SETS.match(after) or _REPS.match(after):
        return None
    if _CUE.search(before):
        return _NOTHING
    return Unit(What.TEMPO if _ON_THE_WAY.match(after) else use_of_time(before, after) or What.HOLD)


def _sets(numeral: Numeral) -> Unit | None:
    before, after = numeral.before, numeral.after
    if per_set := _PER_SET.match(after):
        return Unit(What.REPS, per_set.end())
    if _ROUNDS_OF.match(after):
        return Unit(What.REPS)
    if (sets := _SETS.match(after)) and not (numeral.is_one and _MAKE.search(before)):
        if not numeral.high and (_BETWEEN.search(before) or MORE_SETS.search(after)):
            return _NOTHING
        return Unit(What.SETS, sets.end(), is_open=_ROUNDS.search(sets[0]) is not None)
    return Unit(What.SETS) if _OF_THEM.match(after) and BETWEEN_SETS.search(before) else None


def _more(numeral: Numeral) -> Unit | None:
    """On top of the first: "repeat nine more times", "two more sets"."""
    again = _AGAIN.search(numeral.before)
    more = (_ANOTHER if again["another"] else _MORE).match(numeral.after) if again else None
    if not more:
        return None
    return Unit(What.SETS if more["sets"] else What.REPS, more.end(), more=True, is_open=True)


def _repetitions(numeral: Numeral) -> Unit | None:
    times = _TIMES.match(numeral.after)
    if not (counted := times or _REPS.match(numeral.after)):
        return None
    if _BETWEEN.search(numeral.before) and not numeral.high:
        return _NOTHING
    if times and (_REPS_BEFORE.search(numeral.before) or _TIMES_SO_MANY.match(numeral.after)):
        return Unit(What.SETS, times.end(), times=True)
    again = times is not None and _may_be_again(numeral)
    return _NOTHING if numeral.is_one else Unit(What.REPS, counted.end(), times=bool(times), again=again)


def _may_be_again(numeral: Numeral) -> bool:
    """Whether a few times may be those after the first: "hold it, and repeat twice" is three times for some."""
    return numeral.value <= _FEW and _REPEATED.search(numeral.before) is not None


def _crossed(numeral: Numeral) -> Unit | None:
    """Numbers at a cross: "2 x 10", "10 x 5 seconds", "x 10", "10x"."""
    if cross := _CROSS.match(numeral.after):
        rest = numeral.after[cross.end() :]
        if _UNIT.match(rest):
            return None
        few = value_of(cross[1]) <= _SETS_AT_MOST < numeral.value
        return Unit(What.REPS if few or _TIME.match(rest) else What.SETS)
    if _AFTER_CROSS.search(numeral.before) and not _UNIT.match(numeral.after):
        return Unit(What.SETS if _are_crossed_repetitions(numeral) else What.REPS)
    if cross := _ONLY_CROSS.match(numeral.after):
        return Unit(What.REPS, cross.end(), times=True)
    return None


def _are_crossed_repetitions(numeral: Numeral) -> bool:
    """Whether repetitions stand before the cross: their word says so, or they are too many for sets ("12 x 3")."""
    if _REPS_CROSSED.search(numeral.before):
        return True
    crossed = _CROSSED.search(numeral.before)
    return bool(crossed and numeral.value <= _SETS_AT_MOST < value_of(crossed[1]))


def _of_a_set(numeral: Numeral) -> Unit | None:
    """A number of things that are done: "sets of ten", "do ten gentle lifts"."""
    if numeral.is_one:
        return _NOTHING
    if _EACH_OF.search(numeral.before) and _THINGS.match(numeral.after):
        return Unit(What.REPS)
    if _SETS_OF.search(numeral.before) and not _UNIT.match(numeral.after):
        return Unit(What.REPS)
    named = _THEM.match(numeral.after) if _DO_THEM.search(numeral.before) else None
    return Unit(What.REPS, named.end()) if named else None


def _as_before(numeral: Numeral) -> Unit | None:
    """A number that counts what an earlier one counted: "not two sets but three", "20 seconds; 30 is ideal"."""
    is_meant_to_be = _MEANT_TO_BE.search(numeral.before) and _STOP_OR_SO.match(numeral.after)
    units = [*_COUNTED_BEFORE.finditer(numeral.earlier)]
    if not units or not (is_meant_to_be or _GOES_ON_FOR.search(numeral.before) or _IDEAL.match(numeral.after)):
        return None
    unit = units[-1]
    if unit.lastgroup == "sets":
        return Unit(What.REPS if _OF_A_SET.search(numeral.before) else What.SETS)
    if unit.lastgroup == "reps":
        return Unit(What.REPS)
    what = use_of_time(_LAST_NUMBER.sub("", numeral.earlier[: unit.start()]), numeral.after)
    return Unit(what, scale=60 if unit.lastgroup == "minutes" else 1)


def _bare(numeral: Numeral) -> Unit | None:
    """A number without a unit: "do ten on each side", "hold for five"."""
    before, after = numeral.before, numeral.after
    if _IN_ALL.match(after):
        return Unit(What.SETS if BETWEEN_SETS.search(before) else What.REPS, is_open=True)
    if _IS_A_NUMBER.match(after):
        return Unit(What.REPS, is_open=numeral.value <= _SETS_AT_MOST)
    if not _STOP.match(after) or _PER_SIDE.match(after):
        return None
    if (numeral.ceiling and _ALONE_LEEWAY.search(before)) or NOT_MORE.search(before):
        return Unit(What.REPS)
    if label := _LABEL.search(before):
        return Unit(_LABELS[label[1].lower()])
    if _HOLD_FOR.search(before):
        return Unit(What.HOLD)
    if _THEN.search(before) and BETWEEN_SETS.search(before):
        return Unit(What.SETS)
    return Unit(What.REPS, is_open=numeral.value <= _SETS_AT_MOST) if _DO.search(before) else None


_SETS_AT_MOST = 5
"""So many may be sets, where nothing else is said."""
_READERS: tuple[Callable[[Numeral], Unit | None], ...] = (
    *(
        _nothing,
        _labelled,
        _through,
        _twice,
        _time,
        _count,
        _more,
        _sets,
        _repetitions,
        _crossed,
        _as_before,
        _of_a_set,
        _bare,
    ),
)
"""What looks at a number, in this order."""
