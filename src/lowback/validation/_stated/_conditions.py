"""Whether a number tells what to do now, on every repetition, or something else.

Something else is how often a day, what to do later or in a certain case, a part of a repetition, what comes before it,
and what is told not to be done.
"""

from ._patterns import NUMBER, pattern

__all__ = ["OFTEN", "is_in_a_case", "is_meant"]

_A = r"(?:an?|per|each|every|the|this|in the|in an?|(?:throughout|through|over|during|across|spread over) the)"
OFTEN = (
    rf"(?:(?:{_A} )?(?:days?|week|hour|month|daily|weekly|hourly|monthly|morning|evening|night|session|"
    r"waking hour)|as|your)\b"
)
"""After "twice" or "3x": how often it is done, or a comparison."""

_ILLNESS = (
    r"(?:pain|pressure|surgery|operation|injur(?:y|ies)|pregnan\w{2}|arthritis|osteo\w{3,10}|replacement|"
    r"flare-?up|fracture|sciatica|hernia|condition|disease|illness|dizziness|fall|problem|trouble|birth|balance|"
    r"prolapse|stenosis)s?\b"
)
_NOT_WHOLE = pattern(
    r"\b(?:every|even|rather|(?:quarter|third) of|the first|first|(?:the|your) last|next|another|beats?|better than|"
    r"extra|additional|further|remaining|by|within|step|phase|week|level|number|page|half-?way,? after) $",
    r"\b(?:minutes?|seconds?), or $",
)
"""Before a number: it is a part of an amount, a change of it, a name, or how often."""
_NOT_NOW = pattern(
    r" (?:\w{3,12} )?(?:clockwise|one way)\b[^.;]{0,30}\b(?:other way|anti-?clockwise|counter\w*)\b",
    rf"[^.;]{{0,50}}\bthe (?:other|remaining) {NUMBER}(?=\s?(?:$|[.,;!]))",
    r"[^.;]{0,20} (?:after|following) (?:the|your) (?:last|final) (?:set|round)\b",
    r" left(?=\s?(?:$|[!.;]))| afterwards\b",
    r" (?:of (?:every|sitting|standing|your)|more|longer|further|extra|ago|later|old|to spare|"
    r"(?:left )?in (?:the tank|reserve|hand)|after (?:you|waking|getting|eating|meals?|an?)|before (?:bed|"
    r"you get)|apart|away)\b",
)
"""After an amount: it is counted from something else."""
_PER_DAY = pattern(
    r"\s?/ ?(?:day|d|week|wk|w|month|mo)\b",
    r"[^.;]{0,12} (?:is|are) (?:still |always )?better than (?:none|nothing)\b",
    r" (?:of \w{2,12} )?(?:(?:an?|per|in an?) (?:day|week|hour)|daily|weekly)\b",
    r" of (?:\w{2,12} ){1,2}(?:each|every|on most|most) (?:day|week)s?\b",
)
"""After repetitions, sets and times: all of a day together, or what is done rather than nothing."""

_SHORT_OF = pattern(r"\b(?:stop|stopping|quit)(?: about| around| just| roughly)? $")
"""Before a number of times: so many are left undone, "stop two repetitions before you tire"."""
_CRITERION = pattern(
    r"\b(?:when|once|until|as soon as)\b[^,]{0,30}\b(?:can|cannot|could|can't|able|manage)\b[^,]{0,60}$",
    r"\bcalories\b",
    r"\b(?:feel|notice|sense|expect|comes? on|begins?|starts?|sets? in|"
    r"kicks? in)\b[^.;,]{0,60}\bafter (?:about )?$",
    r"\b(?:pain|aches?|aching|sore|soreness|symptoms?|tingling|numbness|discomfort|swelling)\b[^.;,]{0,60}$",
    r"\beven if (?:that|this|it) (?:is|means|happens)\b[^.;]{0,40}$",
    r"\b(?:divide|split|break(?: up)?) (?:the|each|every|your|a) (?:sets?|rounds?|repetitions|reps) "
    r"(?:up )?into\b[^.;]{0,40}$",
    r"\b(?:study|studies|trial|research|tried|tested)\b[^.;]{0,60}$",
)
"""Before a number: when to do something else, or what it brings; not what to do."""
_CASE = pattern(
    r"(?<!\bas\s)(?<!\beven\s)(?<!\bsee\s)\b(?:if|unless|should (?:you|your|it|this|that|there)|in case|"
    r"provided)\b[^.;]{0,95}$",
    r"\b(?:beginners?|newbies|novices?|newcomers?|advanced|experienced|athletes|frail|elderly|older people|"
    r"variations?|alternatives?|progressions?|challenge|too (?:easy|hard|much)|other options?)\b[^.;]{0,70}$",
    r"\b(?:make|makes|making|to have) (?:it|this) (?:\w{2,8} )?(?:harder|easier|tougher|stronger|milder|"
    r"gentler)\b[^.;]{0,60}$",
    r"\bfor (?:an? )?(?:extra|more of an?|greater|bigger|harder|stronger|easier|gentler|deeper|milder|"
    r"longer(?! than)) [^.;]{0,60}$",
    r"\b(?:younger|fitter|stronger|some|many|other) (?:people|patients|men|women|adults)\b[^.;]{0,60}$",
    r"\b(?:those|people|patients|anyone|anybody|everyone|women|men) (?:who|with|over|under|after)\b[^.;]{0,60}$",
    r"^\s{0,3}(?:harder|easier|progression|regression|option)\b[^.;]{0,60}$",
    rf"\b(?:week|day|stage|phase|level)s? {NUMBER}\b[^.;]{{0,60}}$",
    r"\?\s[^.;]{0,60}$",
    rf"^\s{{0,3}}(?:with|after|following|during|for|in) [^.;,]{{0,30}}{_ILLNESS}[^.;,]{{0,30}},[^.;]{{0,60}}$",
    r"\bon (?:an? )?(?:\w{2,12} )?(?:good|bad|better|stiff|tired|busy|difficult|easy|strong|sore|"
    r"painful) days?\b[^.;]{0,60}$",
    r"\b(?:in (?:a|the) test|the record|whenever|feel free to)\b[^.;]{0,60}$",
    r"\b(?:programme|program|routine|session|workout|video|class|leaflet)s?\b(?<!\bof)(?! weekly)[^.;]{0,40}$",
    r"\bin the $",
    r"\b(?:at first|initially|to begin with|in the beginning|for a start)\b[^.;]{0,60}$",
    r"\b(?:in|for|during|on) the first (?:few )?(?:days?|weeks?|sessions?|mornings?)\b[^.;]{0,60}$",
    r"\b(?:time|long as) (?:that )?(?:it takes|you need) to (?!count)[^.;]{0,60}$",
)
"""Before a number: for whom, or in which case."""
_ASKED = pattern(r"[^.;!]{0,60}\?")
"""After an amount: it is only asked about."""
_PROGRESS = pattern(
    r"\b(?:build|building|work|working|progress|progressing|advance|move)(?: \w+ly)?(?: it| this|"
    r" your way)?(?: up| on)?(?: \w+ly)?(?: to| towards?)?(?: \w+ly)?(?: an?)? $",
    r"\b(?:increas|rais|extend|lengthen|add)(?:e|ing|es|s)?\b[^.;:]{0,40}\b(?:to|by|until|towards|up to) $",
    r"\b(?:add|adding)\b[^.;]{0,60}$",
    r"\b(?:by (?:the end|then)|(?:by )?next (?:week|month|time)|next (?:step|stage|level)|"
    r"progress(?:ion)?:)[^.;]{0,60}$",
    r"\b(?:gradually|eventually|over time|in time|with (?:time|practice)|later(?: on)?|over the (?:\w+ )?weeks|"
    r"ultimately|(?:long-term|ultimate|eventual) (?:goal|aim|target)|next step|the next stage)\b[^.;:]{0,70}$",
    r"\b(?:after|in|from|by) (?:the )?(?:first |second |third |next |another )?(?:a (?:few )?|some |"
    rf"{NUMBER} )?(?:(?:or|to) {NUMBER} )?(?:weeks?|days?|months?)\b[^.;]{{0,60}}$",
    r"\bas (?:you|it|this|your \w{2,12}) (?:gets?|becomes?|grows?|feels?|improves?|progress(?:es)?)\b[^.;]{0,80}$",
    r"\b(?:when|once|as soon as|if|until)\b[^.;]{0,50}\b(?:easy|easier|easily|comfortable|comfortably|strong|"
    r"stronger|confident|enough|used to|too light|improves?|better|without (?:pain|effort|difficulty|"
    r"trouble))\b[^.;]{0,80}$",
    rf"\b(?:when|once|as soon as) you (?:can|are able|manage|reach)\b[^.;]{{0,40}}(?:{NUMBER}|"
    r"\btwice\b)[^.;]{0,80}$",
)
"""Before a number: what to do later."""
_START = pattern(r"\b(?:start|begin)(?:ning)?(?: off| out)? (?:with|at|from)(?: \w+){0,3} $")
_GROW = pattern(
    r"[^.;]{0,60}\b(?:(?:build|work|go)(?:ing)? up|increas\w{1,3}|progress(?:ing)?|add(?:ing)?(?= (?:an?|one|\d)))\b"
)
"""Before and after an amount: it is more later."""
_WHEN = pattern(r"\b(?:when|once|as soon as|until|if)\b[^.;,]{0,30}$")
_IS_SO = pattern(r"[^.;,]{0,12} (?:feels?|becomes?|gets?|seems?) (?:like|too|easy|easier|light|comfortable|natural)\b")
"""Before and after a number: when to do something else."""
_NEGATED = pattern(
    r"\b(?:(?:do not|don['\u2019]t|never)(?! hold (?:your|the) breath)|avoid|without|instead of|rather than|"
    r"no need (?:to|for)|needn['\u2019]t)\b(?![^.;,]{0,60}\b(?:until|till|before|unless|stop|pause|"
    r"rest)\b)[^.,;:\u2013\u2014]{0,40}$",
    r"\bnot (?:for )?$",
)
"""Before a number: what is not done."""
_COMPARED = pattern(r"\b(?:more|longer|less|fewer|beyond|over|above|past|exceed\w{0,3})(?: than)? $")
"""Before a number: a limit, which may be told by what is not done."""

_IF = pattern(
    r"(?: (?!(?:and|then|but|or|before|until|while)\b)[\w-]{1,15}){0,5},? (?:if|unless|"
    r"in case)\b(?! (?:you (?:can|are able)\b|possible|that is|this is|it is|comfortable))",
    r"[^.;,]{0,20} whenever\b",
    r"[^.;,]{0,20} when (?:you (?:need|want|wish|like|have to|must|feel)|needed|necessary)\b",
    r"[^.;]{0,30}\b(?:as|when|once) (?:you|it|this|that) (?:gets?|becomes?|"
    r"feels?|is|are) (?:strong|easi?|fit|better|ready)",
    rf"[^.;]{{0,15}} (?:after|for) (?:every|each) (?:half )?(?:an )?(?:hour|{NUMBER} (?:hours|minutes))\b",
    r"[^.;]{0,20} instead\b(?! of)",
    r"[^.;]{0,30} on (?:\w+ )?days? (?:when|that|on which|with|of)\b",
    r"(?: [^\s.;,]{2,10}){1,3} for (?:beginners?|novices?|newcomers?|older people|the (?:frail|weak|old)|a start)\b",
    r"[^.;]{0,30} (?:from|in|after|by|as of|for|during) (?:week|month|the (?:first|second|third)|"
    rf"{NUMBER} (?:weeks|months))\b",
    r"[^.;]{0,20}\b(?:later on|in time|over time|with practice|next (?:week|month|time)|as (?:needed|required)|"
    r"when needed|if needed)\b",
)
"""After an amount: when it holds."""
_BLAMED = pattern(
    r" (?:does|do|is|are|brings?|gives?|achieves?) (?:\w{2,8} )?(?:little|"
    r"nothing|too (?:short|long|much|little)|not)\b",
    r"[^.;]{0,40} (?:is|are) too\b",
)
"""After an amount: it is not the right one."""
_NO_SIDE = r"(?<!\bat)(?<!\bside)(?<!\bleg)(?<!\barm)(?<!\bfoot)(?<!\bknee)(?<!\bleft)(?<!\bright)"
_BEFORE_IT_BEGINS = pattern(
    r"[^.;]{0,40}\bbefore (?:(?:you )?(?:start|begin|starting|beginning|lying|standing|getting|moving)|(?:the|"
    r"your) (?:very )?first)\b(?! again\b| (?:(?:on|with) )?(?:the|your) (?:other|next|second|left|right))",
    r"[^.;]{0,40}\b(?:before (?:each set|the exercise)|beforehand|to (?:warm up|loosen up|get ready|"
    r"settle),? (?:and )?then|as a warm-?up)\b",
    rf"(?: \w{{2,12}}){{0,4}}{_NO_SIDE} first(?=\s?(?:$|[.,;!])| to (?:loosen|warm|relax|settle|get|find|check|"
    r"prepare|test)\b)",
)
"""After an amount: it comes before the exercise."""
_TO_BEGIN = pattern(
    r"^\s{0,3}(?:first|warm up|warm-up|to (?:begin|start|warm up|loosen up)|before (?:you )?(?:start|"
    r"begin)\w{0,4}|beforehand|as a warm-?up)\b,?[^.;]{0,80}$",
    r"\bbeforehand (?:for )?$",
)
"""A sentence up to a number, of which all comes before the exercise."""

_AFTERWARDS = pattern(
    r"^\s{0,3}(?:afterwards|to (?:finish|end|wind down|cool down)|finish (?:off )?(?:by|with)|"
    r"cool down)\b[^.;]{0,80}$",
    r"^\s{0,3}(?:when|once|after) you(?: have| are|[\u2019']ve|[\u2019']re)? (?:done|finish(?:ed)?|"
    r"completed?)\b[^.;,]{0,40},[^.;]{0,60}$",
)
"""A sentence up to a number, of which all comes after the exercise."""
_MEANWHILE = pattern(r"[^.;,]{0,30}\bbetween (?:the |your |each )?(?:two )?(?:sets|rounds)\b")
"""After a number of times: something else is done so often."""
_DAILY = pattern(r"\b(?:(?:a|per|each|every) (?:day|week)|daily|weekly)\b,?[^.;,]{0,30}$")
"""Before a number of times: how often a day."""

_BREATH = pattern(
    r"\b(?:breathe|breaths?|breathing|inhal|exhal|sigh|sniff|puff|cough|swallow|blink|hum|yawn|"
    r"swallow)\w{0,4}\b(?![^.;]{0,60}\b(?:repeat|do this|again|lift|lower|move)\b)[^.;]{0,40}$"
)
"""Before a number of times: breaths are counted."""
_FOLDED = pattern(r"\b(?:fold|wrap|loop|wind|wound|coil)\w{0,4}\b[^.;]{0,30}$")
"""Before a number of times: a thing is folded."""
_HELD_BREATH = pattern(
    r"\bhold(?:ing)? (?:your|the) breath\b[^.;]{0,40}$",
    r"\bbox breathing\b[^.;]{0,60}\b(?:sides?|in|out)\b[^.;]{0,20}$",
    r"\b(?:inhal|breathe in|breathing in|in through)\w{0,4}\b[^.;]{0,50}\bhold(?: it|"
    r" there)?(?: for)?(?: a count of)? $",
)
"""Before a time: a breath is held, not a position."""
_BREATH_LASTS = pattern(
    r"\b(?:breath|inhalation|exhalation|inhale|exhale|repetition|rep)s?\b(?: (?:in|out))?(?: (?:should|can|may|will|"
    r"to))?(?: (?:last|take|be|go on|grow)s?)(?: for| up to){0,2}(?: about| around)? $",
    r"(?:^|[,;:\u2013\u2014]|\band|\bthen) ?(?:in|out) (?:for|over|on)(?: an?)?(?: slow)?(?: count of)?(?: about)? $",
)
"""Before a time: a breath takes it, or a whole repetition."""
_ON_THE_WAY = pattern(
    r"\bhalf-?way\b[^.;]{0,40}$",
    r"\b(?:start|begin)(?:ing|ning)? (?:off |out )?(?:slowly|gently|easily|easy)\b[^.;]{0,20}$",
)
"""Before a time: a rest on the way is not the end of the movement, and a slow start not all of it."""
_ALTERNATING = pattern(rf"\balternat(?:e|ing) (?:between )?(?:(?:an?|{NUMBER}) [^.;]{{0,40}})?$")
"""Before a time: it is a part of a walk, or of something like it."""
_BESIDE = pattern(r"\b(?:before|after|during) (?:an?|each|every|your)(?: \w{2,12})? $")
_PASTIME = pattern(r" (?:walk|run|ride|drive|session|workout|shift|meeting|nap|bath|shower|journey|flight)\b")
"""Before and after a time: something else takes it."""
_AFTER = pattern(r"\bafter(?: about| around| just| only)? $")
_ENDS = pattern(
    r"\b(?:let(?:ting)? go|lower|releas|relax|rest|stop|end|finish|done|leav|return|bring|com(?:e|ing)|put|unroll|roll|"
    r"chang|switch|swap|repeat|stand up|get up|go back|slide|straighten|giv(?:e|ing) up|quit)|"
    r"^,? (?:then |and )?(?:the )?(?:next|other)\b"
)
"""Beside "after ten seconds": that it ends then; anything else only happens during it."""
_FOR_THE_END = pattern(r"[^.;]{0,30} for the (?:end|beginning|start)\b")
"""After a time: it is a part of the whole."""
_DURING = pattern(r"\bduring (?:the|your|each|all) $")
_AT_THE_END = pattern(r"\b(?:at|near|in) the (?:top|bottom|end|middle)(?: position)?\b[^.;]{0,40}$")
_AND_BACK = pattern(
    r"[^.;,]{0,30}(?:,|,? and|,? then|,? and then|,? before) (?:you )?(?:then )?(?:slowly |gently )?(?:lift|lower|"
    r"return|come|go|roll|bring|let|put|straighten|lean|sit|stand|slide)\b",
    r"[^.;,]{0,20} (?:at|near) the (?:top|bottom|end)\b",
    r" to let (?:your|the)\b",
    r" (?:in|during|with|on|at) (?:each|every) (?:repetition|rep|hold|lift|stretch|one|round|set)\b",
)
"""After a small number of times: the repetition goes on."""
_FEW = 5


def is_in_a_case(before: str, after: str) -> bool:
    """Whether something between these words is told for later, for some people, or for a certain case."""
    return bool(
        _CASE.search(before)
        or (_WHEN.search(before) and _IS_SO.match(after))
        or (_START.search(before) and _GROW.match(after))
        or _PROGRESS.search(before)
        or _IF.match(after)
    )


def is_meant(before: str, after: str, *, times: int | None, seconds: bool, limits: bool = False) -> bool:
    """Whether an amount is one of the exercise.

    `before` is its sentence up to it, `after` what follows; `times` is how often something is done, where the amount
    is that ("three times"); `seconds` tells that it is a time, `limits` that it is a limit ("fewer than").
    """
    if is_in_a_case(before, after) or any(each.search(before) for each in _RULED_OUT_BEFORE):
        return False
    if any(each.match(after) for each in _RULED_OUT_AFTER):
        return False
    if (_BLAMED.match(after) or _NEGATED.search(before)) and not (limits or _COMPARED.search(before)):
        return False
    if _is_within(before, after) if seconds else _SHORT_OF.search(before):
        return False
    return times is None or not _is_a_part(before, after, times)


_RULED_OUT_BEFORE = (_NOT_WHOLE, _CRITERION, _TO_BEGIN, _AFTERWARDS)
_RULED_OUT_AFTER = (_NOT_NOW, _PER_DAY, _ASKED, _BEFORE_IT_BEGINS)


def _is_within(before: str, after: str) -> bool:
    """Whether a time is that of a breath, of something that happens meanwhile, or of a part."""
    if (_BESIDE.search(before) and _PASTIME.match(after)) or _ON_THE_WAY.search(before) or _ALTERNATING.search(before):
        return True
    if _BREATH_LASTS.search(before) or (_HELD_BREATH.search(before) and not _DURING.search(before)):
        return True
    if _AFTER.search(before) and not (_ENDS.search(before) or _ENDS.search(after)):
        return True
    return bool(_FOR_THE_END.match(after))


def _is_a_part(before: str, after: str, times: int) -> bool:
    """Whether something is done so often within a repetition, between sets, or a day."""
    if _DAILY.search(before) or _MEANWHILE.match(after) or _BREATH.search(before) or _FOLDED.search(before):
        return True
    return times <= _FEW and bool(_AT_THE_END.search(before) or _AND_BACK.match(after))
