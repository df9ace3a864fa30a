"""What instructions in words say of an exercise: its steps, start position, sides and dose.

Every rule here is a guess. It is listed in the report and marked in the draft.
"""

import re
from collections.abc import Collection, Iterable
from itertools import chain, groupby, pairwise, product
from operator import itemgetter
from typing import cast

from lowback.converters import Json
from lowback.validation._stated import Amount, Leeway, Sides, What, stated
from lowback.vocabulary import Laterality, Position, Role

from ._drafting import Record
from ._imported import Fate

__all__ = ["keep_steps", "read_instructions", "sentences"]


def read_instructions(record: Record, told: list[tuple[str, str]]) -> None:
    """Propose steps, position, laterality and dose from texts, each given with its field.

    Amounts that the sheet has already stay: what a record says in numbers counts more than its words.

    >>> record = Record("Stretch", {})
    >>> read_instructions(record, [("text", "Lie on your back. Pull one knee to your chest. Return to the start.")])
    >>> [(step["role"], step["text"]) for step in record.sheet.tree["steps"]]
    [('setup', 'Lie on your back.'), ('move', 'Pull one knee to your chest.'), ('return', 'Return to the start.')]
    >>> record.sheet.tree["position"]
    'supine'
    """
    told = _without_headings(record, [(field, _unnumbered(text)) for field, text in told])
    _propose_steps(record, told)
    _propose_position(record)
    said = [(field, sentence) for field, text in told for sentence in sentences(text)]
    plain = [(field, sentence) for field, sentence in said if not _is_of_others(sentence)]
    _propose_sides(record, plain)
    _propose_dose(record, plain)
    for field, sentence in said:
        if (field, sentence) not in plain and stated(sentence).amounts:
            record.drop(field, _OF_OTHERS)
            record.sheet.note("dose", f"left out {sentence!r}: {_OF_OTHERS}")


def keep_steps(record: Record, told: list[tuple[str, str]]) -> None:
    """Take texts over as steps of which nobody knows the roles: they are in a language that is not read.

    >>> record = Record("Dehnung", {})
    >>> keep_steps(record, [("text", "1. Leg dich hin.")])
    >>> record.sheet.tree["steps"]
    [{'text': 'Leg dich hin.'}]
    """
    for field, text in told:
        if told_text := _unnumbered(text):
            steps = cast("list[Json]", record.sheet.tree.setdefault("steps", []))
            record.tell(field, Fate.MAPPED, f"steps[{len(steps)}].text", "")
            steps.append({"text": told_text})


def sentences(text: str) -> list[str]:
    """The sentences of a text.

    >>> sentences("Lie down. Hold for 5 sec. and breathe. (Slowly!) Return.")
    ['Lie down.', 'Hold for 5 sec. and breathe.', '(Slowly!)', 'Return.']
    """
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


_SENTENCE_END = re.compile(
    r"(?<=[.!?])\s+(?=[\"'(]?[A-Z])|(?<=[a-z][a-z][.!?])(?=[A-Z][a-z]*+[ ,])|(?<=[.!?][\"')])\s+(?=[\"'(]?[A-Z])"
    r"|(?<=\S)\s+(?=(?:Sets|Reps|Repetitions|Hold|Rest):\s)"
)


def _rule(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_THEN = r"(?:(?:then|now|next|and|also|slowly|gently|carefully|from here)\b,? *)*"

# Numbers and headings ----------------------------------------------------------------------------

_COUNT = r"(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBERED = re.compile(
    rf"(?:^|(?<=[.!?]\s))(?:steps? *(?:: *{_COUNT}\b|{_COUNT}(?: of [0-9]{{1,2}})?(?= *[.:)-]\D| +(?-i:[A-Z])))"
    r" *[.:)-]* *|\(?[0-9]{1,2}[.)](?:\s+|(?=(?-i:[A-Z])))|[0-9]{1,2} ?[-\u2013] (?=(?-i:[A-Z]))"
    r"|\(?[a-h][.)]\s+(?=(?-i:[A-Z]))|[-*\u2022\u2013]\s+|[\u00b7\u2192\u2460-\u2473\u25a0-\u25ff\u2713\u2714\u2776-\u27be]\s*)"
    r"(?=\S)",
    re.IGNORECASE,
)
"""A number, or a dot, before a sentence; "Step 1 foot forward" is a sentence."""

_HEADING = _rule(
    r"(?:the |your )?(?:set ?-?up|starting (?:position|point)|preparation|steps?|instructions?|movement|motion"
    r"|execution|action|technique|how to(?: do it| perform(?: it)?)?|performing the exercise|description|exercise"
    r"|directions?|finishing position|procedure|form) *[:.]?",
    r"(?:start|finish|return|do) *:",
    rf"(?:step|phase|part) *{_COUNT} *[.:)]?|\(?[0-9]{{1,2}}[.)]",
)
_ASIDE = _rule(
    r"(?:(?:pro |expert |coaching |trainer |helpful |important |safety )?(?:tips?|notes?|cues?|hints?)"
    r"|comments?|videos?|images?|pictures?|links?|sources?|references?|credits?|frequency"
    r"|(?:common |frequent )?(?:mistakes|errors|faults)(?: to avoid)?|what (?:not to do|to avoid)|benefits?"
    r"|muscles?(?: worked| involved)?|(?:variations?|variants?|modifications?|alternatives?|progressions?|regressions?"
    r"|levels?)(?: [0-9a-z])?|(?:make it |make this )?(?:easier|harder)(?: version)?|warnings?|(?:pre)?cautions?|safety"
    r"|contraindications?|equipment(?: needed)?|breathing|remarks?|why(?: \w+){0,3}\??|resources?"
    r"|purpose(?: of (?:the|this) exercise)?"
    r"|also known as|goal) *(?::(?P<beneath>.*))?"
)
"""A heading beneath which there are no steps, with what stands on its line."""

_TELLS = _rule(r"\byour\b|[0-9]+ ?[a-z]", rf"^{_THEN}(?:lie|sit|stand|kneel)\b")
"""What a heading does not say, though a colon ends it."""


_LABEL = re.compile(r"[^.!?:]{1,60}:")
_LONGEST_LABEL = 6
"""Words of what is a heading because a colon ends it."""


def _unnumbered(text: str) -> str:
    return _NUMBERED.sub("", text).strip()


def _without_headings(record: Record, told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The texts that belong to steps: no heading, and nothing that stands beneath one of another sort."""
    kept: list[tuple[str, str]] = []
    aside = ""
    for field, text in told:
        heading = _ASIDE.fullmatch(text)
        if heading and heading["beneath"]:
            record.drop(field, _BENEATH.format(text.partition(":")[0]))
        elif heading:
            aside = text.strip(" :")
            record.drop(field, "a heading, no step")
        elif _HEADING.fullmatch(text) or _is_label(text):
            aside = ""
            record.drop(field, "a heading, no step")
        elif aside:
            record.drop(field, _BENEATH.format(aside))
        elif text:
            kept.append((field, text))
    return kept


_BENEATH = "it stands beneath {!r}, and a person has to say where it belongs"


def _is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(text)) and len(text.split()) <= _LONGEST_LABEL and not _TELLS.search(text)


_ARRIVED = (
    r"(?:when|once|as soon as) (?:you|your|the|both)\b[^,.;]{0,40}\b(?:(?:hit|reach(?:ed)?) (?:the|your)"
    r"|(?:done|finished|completed?) (?:with|on|the)|feel (?:a|the) (?:\w+ )?(?:stretch|contraction|tension|pull)"
    r"|straight|lifted|raised|at the (?:top|bottom|end)"
    r"|in (?:this|that|the) (?:\w+ )?position)\b"
)
"""Where a movement has come to: no condition."""

_VARIES = _rule(
    rf"^(?!{_ARRIVED})(?:if|when|once|as soon as|until|after a while|over time|eventually)\b",
    r"\b(?:variations?|alternatively|beginners?|advanced|(?:work(?: your way)?|build|building) up to)\b",
    r"\b(?:progress(?:ing)? to|increase to|as you (?:get|become|improve)|you (?:can|may|could) also)\b",
    r"\bif you (?:can|are able|cannot|can't|have)\b|\b(?:should be able|(?:most|many|some|few) (?:people|men|women))\b",
    r"\b(?:to make (?:it|this)|for an? (?:harder|easier|greater|deeper|added|extra)|too (?:easy|hard|difficult))\b",
    r"\b(?:seniors?|elderly|older (?:adults|people)|kids|children|athletes|pregnan\w+)\b",
    r"^(?:after|following) (?:\w+ ){0,2}(?:surgery|operation|injury|birth)\b",
    r"\b(?:ice|heat)\b|\b(?:weight|resistance) (?:that )?you can\b|\brepeat (?:\w+ )?after\b",
    r"[0-9], [0-9]+,? (?:and|then) [0-9]",
    r"\b(?P<one>[0-9]+) \w+ the (?:left|right)\b[^.;]{0,20}\b(?!(?P=one)\b)[0-9]+ \w+ the (?:left|right)\b",
)
"""A sentence about other people, another day or another exercise, or with several doses."""

_OF_OTHERS = "a limit, or a dose for other people, another day or another exercise"


def _is_of_others(sentence: str) -> bool:
    """Whether a sentence tells neither this dose nor these sides."""
    is_limit = any(amount.leeway is Leeway.AT_MOST for amount in stated(sentence).amounts)
    return is_limit or bool(_VARIES.search(sentence))


# Steps -------------------------------------------------------------------------------------------


_AFTER = r"(?:after [^,]*, *|as you [^,]*, *|pause,? )?" + _THEN
_START = r"(?:start|starting|initial|original|upright)"

_SETUP_ENDS = _rule(rf"\b(?:is|be|are) (?:in )?(?:your|the|a) {_START} position")
"""The last sentence of the setup says so in many texts."""

_ONLY_SETUP_ENDS = _rule(rf"(?:this|that|it|these) (?:\w+ be|is|are)(?: in)? (?:your|the|a) {_START} position\.?")

_ONLY_AGAIN = _rule(
    rf"(?:(?:after|when|once) [^,]*, *)?{_THEN}(?:repeat\b|alternate in this\b|(?:perform|do|continue for) \d"
    r"|continue (?:to alternate|alternating)\b"
    r"|(?:switch|change|alternate|swap) (?:sides?|legs?|arms?|hands?|feet|knees?)\b"
    r"|rest *:)"
)
_OF_AGAIN = _rule(
    r"\brepeat the [\w-]+ (?=for\b|on\b|with\b)",
    r"\b(?:after|again|aim|all|alternat(?:e|ing)|amount|an?|and|another|are|arms?|as|been|before|between|both"
    r"|chang(?:e|ing)|complet(?:ed?|ing)|continu(?:e|ing)|cycle|desired|dosage|dose|do|done|each|exercise|fashion|feet|finished|foot|for|from"
    r"|hands?|has|have|in|is|it|knees?|left|legs?|manner|many|motions?|movements?|necessary|needed|next|now|number|of|on|once"
    r"|one|opposite|or|other|over|per|perform(?:ed|ing)?|prescribed|process|program|recommended|rep(?:eat|etition)?s?"
    r"|required|right|same|seconds|sequence|series|sets?|several|sides?|specified|steps|swap|switch(?:ing)?|the|them"
    r"|then|this|times?|to|training|turn|until|way|when|whole|with|x|you|your)\b",
)
"""A sentence of other words says more than that it goes on."""

_TELLS_MORE = (
    r"\(|(?:tips?|note|caution|make sure|ensure|be sure|keep|remember|only|do not|don't|avoid|try|also|the|your|this"
    r"|these|it|there|you|if|ideally|typically)\b"
)
_GOES_ON = _rule(_TELLS_MORE, r"(?:breathe|breathing|inhale|exhale)\b")
"""A sentence that tells more of what the one before it says."""

_GETTING_READY = (
    r"(?:standing|sitting|lying|laying|kneeling|getting|coming|taking|hold\w+|grip\w+|grab\w+|grasp\w+|placing|putting"
    r"|positioning|setting|adjusting|attaching|securing|loading|assuming|rolling|resting|facing|choosing|selecting|stepping"
    r"|having|anchoring|racking)"
)

_THEN_MOVES = (
    r"(?![^.;]*\b(?:grab|grasp|grip|begin)\b)[^.;]{0,80}, (?:\w+ly )?(?:lift|raise|pull|push|lower|bend|squeeze|twist"
    r"|rotate|turn|roll|curl|press|slide|draw|extend|straighten|reach|swing|squat|tilt|lean)\b"
)

_SETUP = _rule(
    r".*\b(?:stand|standing|sit|sitting|seat|seated|lie|lying|lay|laying|kneel|kneeling|hang from|all fours)\b",
    r"(?:to begin|first|assume|for this exercise|you will need)\b",
    rf"(?:start|begin)(?: off| out)? (?:with|in|on|from|facing|by {_GETTING_READY})\b",
    r"(?:bend|keep|your)\b.*\bfeet (?:\w+ )?flat\b",
    r"(?:do|perform|try) this\b|(?:good|great|ideal|perfect|suitable) for\b",
    r"have (?:an?|your|some\w*)\b|recline\b|on your\b|starting position\b|in (?:prone|supine)\b",
    r"(?:get|come|move)(?: down)? (?:on|onto|into|in)\b",
    r"(?:then |now |next,? )?(?:place|put|position|attach|adjust|load|set|secure|select|choose|grab|grasp|grip|connect"
    r"|loop|anchor|face|straddle|while holding|hold (?:on|onto|a|an|one|two|the|\d+)|take a)\b",
    rf"with\b(?! or\b|{_THEN_MOVES})",
    _TELLS_MORE,
)
"""A sentence that may belong to the setup when nothing has moved yet."""

_LIES_DOWN = _rule(
    r"(?:lie|lay|kneel|(?:sit|stand) (?:on|in|with|behind|facing|next)|start (?:on|in|by)|begin (?:on|in|by))\b"
)
"""How a setup begins; one sentence before it tells of clothes, a mat, or who can do it."""

_LEAVES = _rule(
    rf"{_THEN}(?:stand\.?$|rise\b|(?:get|(?:stand|sit)(?: back)?) up\b(?! straight| tall)"
    r"|sit back (?:on|onto|to) your heels\b|lower your (?:buttocks|bottom|hips|seat)\b"
    r"|[^.;,]{1,40} and (?:stand|get) up\b(?! straight| tall))"
)
"""A sentence that leads out of the posture in which one starts."""

_WEIGHTS = r"(?:kg|lbs?|pounds?|(?:\w+ )?(?:dumbbell|weight|kettlebell|bottle|can|stick|band|ball|plate)s?)\b"

_HOLD = _rule(
    rf"(?:{_ARRIVED}[^,.;]*, *)?{_THEN}hold (?:for|between|at least|this|that|it|here|still|wherever|each|and breathe"
    rf"|and squeeze|\d+\b(?! ?{_WEIGHTS})|your (?:position|pose)"
    r"|the (?:contract\w*|stretch|position|pose|top|peak|tension|squeeze))",
    rf"{_THEN}(?:pause\b(?!,? (?:and|then))|stay\b|remain\b|rest (?:here|like this|in this)\b)",
    r"(?:keep|maintain|balance)\b[^.;,]* for (?:up to |about )?(?:\d|a minute|(?:one|two|five|ten|thirty)\b)",
    r"(?:keep|maintain|squeeze|contract)\b.*\bhold (?:this|that|the|for)\b",
)

_RETURN = _rule(
    rf"{_AFTER}(?:return\b|reverse\b|come back\b|go back\b"
    r"|lower(?: (?:the|your|yourself|it|back|down|slowly|without)\b|[.,;!]|$)|release (?:the|your)\b"
    r"|(?:bring|let) .*(?<!your )(?<!the )(?<!lower )(?<!upper )\b(?:back|down)\b"
    r"|(?:roll|slide|push|press|step|stand|sit|walk|swing)(?: it| them| yourself)? back"
    r"(?: (?:up|down|again)\b| to stand|[.,;!]|$)"
    r"|(?:straighten|come|rise|go) (?:up|down|out) again\b)",
    rf".*\b(?:back (?:down |up )?(?:in)?to|return(?:ing|ed)? to) (?:(?:the|your|its) )?{_START}\b",
)

_FINISH = _rule(r"(?:when|once) (?:you are |you have |you're )?(?:done|finished|completed)", r"to finish\b")

_WHY = {
    Role.SETUP: "it comes before the first movement",
    Role.MOVE: "its words say neither to hold nor to return",
    Role.HOLD: "its words say to hold",
    Role.RETURN: "its words say to return",
    Role.FINISH: "its words say what to do when done",
}


def _propose_steps(record: Record, told: list[tuple[str, str]]) -> None:
    """One step for every run of sentences of one instruction that play the same part."""
    said: list[tuple[int, str]] = []
    for index, (field, text) in enumerate(told):
        for sentence in sentences(text):
            if (_ONLY_AGAIN.match(sentence) or _only_counts(sentence)) and not _says_more(sentence):
                record.drop(field, "the sentence says only a dose, to repeat or to change sides")
            else:
                said.append((index, sentence))
    kept: list[tuple[int, Role | None, str]] = []
    for (index, sentence), role in zip(said, _roles(said, sustained=_is_sustained(record)), strict=True):
        if _ONLY_SETUP_ENDS.fullmatch(sentence):
            record.drop(told[index][0], "the sentence says only that the setup ends")
        else:
            kept.append((index, role, sentence))
    for (index, role), run in groupby(kept, key=lambda each: each[:2]):
        _add_step(record, told[index][0], role, " ".join(sentence for *_, sentence in run))


def _only_counts(sentence: str) -> bool:
    """Whether the amounts in it are sets and repetitions: a hold is a step, and so is "Step 3 times to the left"."""
    if _HOLD.match(sentence) or sentence.lower().startswith("step"):
        return False
    counted = {amount.what for amount in stated(sentence).amounts}
    return bool(counted) and counted <= {What.SETS, What.REPS}


def _says_more(sentence: str) -> bool:
    """Whether there is more in it than amounts and words that tell that it goes on."""
    for amount in stated(sentence).amounts:
        sentence = sentence[: amount.start] + " " * len(amount.words) + sentence[amount.end :]
    return bool(re.search(r"\w", _OF_AGAIN.sub(" ", sentence)))


def _is_sustained(record: Record) -> bool:
    return "duration" in cast("dict[str, Json]", record.sheet.tree.get("dose", {}))


def _add_step(record: Record, field: str, role: Role | None, text: str) -> None:
    steps = cast("list[Json]", record.sheet.tree.setdefault("steps", []))
    place = f"steps[{len(steps)}]"
    record.tell(field, Fate.MAPPED, f"{place}.text", "")
    if role is None:
        steps.append({"text": text})
        record.drop(field, "no role: it is a second hold, and an exercise has one")
    else:
        steps.append({"role": role.value, "text": text})
        record.tell(field, Fate.GUESSED, f"{place}.role", _WHY[role])
        record.sheet.note("steps", "the roles are guessed from the words")


def _roles(said: list[tuple[int, str]], *, sustained: bool) -> list[Role | None]:
    """The role of every sentence: setup first, then what its words say."""
    setups = _setups([sentence for _, sentence in said], sustained=sustained)
    roles: list[Role | None] = [Role.SETUP] * setups
    played: set[Role | None] = set()
    for (before, _), (index, sentence) in pairwise([(-1, ""), *said][setups:]):
        goes_on = index == before and _GOES_ON.match(sentence)
        roles.append(roles[-1] if goes_on else _role(sentence, played))
        played.add(roles[-1])
    return roles


def _setups(said: list[str], *, sustained: bool) -> int:
    """How many sentences are setup: up to the one that says so, else those that sound like it.

    What is sustained has no movement: everything before the hold leads to it.
    """
    holds = (index for index, sentence in enumerate(said) if _HOLD.match(sentence))
    ends = (index + 1 for index, sentence in enumerate(said) if _SETUP_ENDS.search(sentence))
    preface = any(map(_LIES_DOWN.match, said[1:2]))
    others = (
        index
        for index, sentence in enumerate(said)
        if index >= preface and (_HOLD.match(sentence) or _moves(said[:index], sentence))
    )
    return next(chain(holds if sustained else (), ends, others, [len(said)]))


def _moves(before: list[str], sentence: str) -> bool:
    """Whether a sentence does not belong to the setup, given those before it: whoever has sat down and rises, moves."""
    if not _SETUP.match(_NO_POSTURE.sub(" ", sentence).lstrip(" ,")):
        return True
    if not any(_posture_in(each)[1] for each in before):
        return False
    return bool(_LEAVES.match(sentence)) or any(amount.what is What.HOLD for amount in stated(sentence).amounts)


def _role(sentence: str, played: set[Role | None]) -> Role | None:
    """What the words say, given the parts that are played already."""
    if _HOLD.match(sentence):
        return None if Role.HOLD in played else Role.HOLD
    if _FINISH.match(sentence) or Role.FINISH in played:
        return Role.FINISH
    return Role.RETURN if Role.MOVE in played and _RETURN.match(sentence) else Role.MOVE


# Position ----------------------------------------------------------------------------------------

_ANY = r"sit|sitting|seated|stand|standing|lie|lying|kneel|kneeling"
_LIE = r"\b(?:lie|lying|lay|laying|recline|reclining)\b"
_FRONT = r"(?:stomach|belly|tummy|abdomen|front|chest)"
_PART = rf"(?:back|{_FRONT}|side)"
_START_ON = r"(?:^|[.!?] |\b(?:start|begin|get|come)(?:ing)?(?: off| out| down| flat| on the floor)* )on(?:to)?"
_TABLETOP = _rule(r"\btable-? ?top\b(?: position)?")
"""On hands and knees, unless another posture is named: then it is where the legs are."""

_POSTURES = {
    Position.HALF_KNEELING: _rule(
        r"\b(?:start|begin|get|go|come|drop|lower|rest)(?:ing)?(?: off| out| down)? on(?:to)? one knee\b",
        r"\bhalf[- ]kneel(?:ing)?\b",
        r"\bkneel(?:ing)?(?: down)? on(?:to)? (?:one|your \w+) (?:knee|leg)\b",
        r"\bkneel(?:ing)?\b[^.;]{0,60}\b(?:one|left|right) (?:foot|leg|knee) (?:\w+ )?(?:forward|in front)\b",
        r"\btak(?:e|ing) a knee\b",
        r"\bkneel(?:ing)?\b[^.;]{0,40}\bwith one knee\b",
        r"\bone knee on the (?:floor|ground|mat)\b",
    ),
    Position.QUADRUPED: _rule(
        r"\bhands and (?:your )?knees\b",
        r"\bcrawling position\b",
        r"\ball fours\b",
        r"\b(?:four|4)[- ]point (?:kneeling|position|stance)\b",
        r"\bkneel(?:ing)?\b[^.;]{0,60}\bhands\b[^.;]{0,20}\b(?:under|below|beneath) (?:your |the )?shoulders\b",
        r"\bquadruped\b",
    ),
    Position.PRONE: _rule(
        rf"{_LIE}(?: \w+){{0,3}} on your {_FRONT}\b",
        rf"{_START_ON} your {_FRONT}\b",
        rf"{_LIE}[^.]{{0,60}}\bwith (?:your|the) {_FRONT}(?: and \w+)? (?:\w+ )?(?:on|against)\b",
        r"\bface ?-?down\b",
        rf"{_LIE}(?: \w+){{0,3}} {_FRONT} down\b",
        r"\bprone\b",
        r"(?<!side )(?<!side-)\b(?:push-?up|plank) position\b",
        r"\b(?:start|begin|get|come|move|go|drop)(?:ing)?(?: down)? (?:in|into|from) an? "
        r"(?:(?!side)\w+[- ]){0,2}(?:plank|push-?up)\b(?!-)",
    ),
    Position.SUPINE: _rule(
        rf"{_LIE}(?: down| flat)* back\b",
        rf"{_LIE}[^.]{{0,80}}\b(?:on|with) your back\b",
        rf"{_START_ON} your back\b",
        r"\b(?:crook|hook)[- ]?lying\b",
        r"\bback (?:flat |pressed |flattened )?(?:on|against|to|into) the (?:floor|ground|mat|bed)\b",
        r"\bface ?-?up\b",
        r"\bsupine\b",
    ),
    Position.SIDE_LYING: _rule(
        rf"{_LIE}[^.]{{0,80}}\b(?:on (?:your|one|either) (?:left |right )?side\b(?! of\b)|sideways\b)",
        rf"{_START_ON} (?:your|one|either) (?:left |right )?side\b(?! of\b)",
        r"\bside[- ]?lying\b",
        r"\bside[- ]plank position\b",
    ),
    Position.SEATED: _rule(
        r"\b(?:sit|sitting)\b(?! (?:back|ups)\b|-)",
        r"\bseated\b(?! (?:row|cable|leg|calf)\b)",
        r"\b(?:seat yourself|take a seat|sit back in)\b",
    ),
    Position.KNEELING: _rule(
        r"\bkneel(?:ing)?\b", r"\b(?:sit|sitting|seated)\b[^.;,]{0,30}\b(?:on(?:to)?|between) (?:your|the) heels\b"
    ),
    Position.STANDING: _rule(r"\bstand(?:ing)?\b"),
}

_NO_POSTURE = _rule(
    r"\b(?:as if|as though|like|imagine|pretend)\b[^.;,]*",
    r"\b(?:not|don['\u2019]t|never|avoid|without|instead of|rather than)\b[^.;,]*",
    r"\b(?:who|partner|assistant|spotter|coach|trainer|therapist|somebody|someone|friend|helper)\b[^.;,]*",
    r"\b(?:helps?|relieves?|eases?|prevents?|counteracts?|pain from|can be (?:done|performed))\b[^.;]*",
    r"\b(?:palms?|hands?|thumbs?|toes?|soles?)\b(?: (?!lie\b|lay\b|lying\b|laying\b)[a-z]+){0,4} face ?-?(?:up|down)\b",
    r"\b(?:prone|supine) grip\b",
    r"\b(?:legs?|knees?|feet|shins?|thighs?)\b[^.;]{0,40}\btable-? ?top\b(?: position)?",
    r"\b[LV]-? ?sits?\b",
    r"\b(?:standing|seated|lying|kneeling) (?:\w+ ){1,2}machine\b",
    r"\bsit(?:ting)?[- ](?:ups|bones?)\b|\bsit-up\b",
    r"\b(?:stand|get|rise)(?:ing)? up (?:from|off)\b[^.;,]*",
    r"(?:(?<=sitting, )|(?<=seated position, )|(?<=kneeling, )|(?<=kneeling position, ))(?:slowly )?(?:stand|rise)\b",
    r"\b(?:stand|sit) back up\b|\bto (?:stand|sit) up\b|\bsit up\b(?! straight| tall| on)",
    r"\b(?:squat|music|lamp|rack|dip|machine|weight) stands?\b|\bstanding (?:mirror|desk|lamp)\b",
    r"\b(?:before|after|(?<=[a-z,] )while|when|until|if) (?:you(?:'re| are)? )?"
    r"(?:stand|sitt?|kneel|ly|lie)(?:ing)?\b[^.;,]*",
    r"\b(?:when|until|if) (?:you(?:'re| are) )?(?:in an? )?seated\b[^.;,]*",
)
"""Words that name a posture in which nobody starts."""

_EITHER = _rule(
    rf"\b(?:{_ANY})\b[^.;]{{0,25}}\bor (?:[a-z]+ ){{0,2}}(?:{_ANY})\b",
    rf"\b(?:{_ANY}) ?/ ?(?:{_ANY})\b|, or (?:{_ANY})\b",
    rf"\b(?:{_ANY}) (?:is|works|would be) (?:also |just as )?(?:fine|good|ok|okay|possible|well)\b",
    r"\bface ?-?(?:up|down) or (?:face ?-?)?(?:up|down)\b",
    rf"\bon your {_PART}(?:\b[^.;]{{0,60}}, or |(?: or |/))(?:on )?(?:your )?{_PART}\b",
    rf"\b(?:prone|supine|face ?-?(?:up|down)) or (?:on your {_PART}|prone|supine)\b",
    rf"\b(?:{_ANY}), (?:or )?(?:{_ANY})\b",
)
_UP = r"(?:stand|get|rise)(?: back)? up\b"
_DOWN_AND_UP = _rule(
    rf"\bsit\b[^.;]{{0,60}}\b(?:and|then) (?:\w+ly )?{_UP}",
    rf"\bstand(?:ing)?\b[^;]{{0,80}}\bsit(?: back)? down\b[^;]{{0,40}}\b{_UP}",
)
"""Nobody can be sure whether it begins with the chair, or is done from it and back."""
_HANGING = _rule(r"\bhang(?:ing)? (?:from|on|off|with|at|freely|straight)\b", r"\bdead[- ]hang\b", r"\bhandstand\b")
"""A posture that is none of ours."""
_SENTENCE_OR_PART = re.compile(r"(?<=[.;!?])\s+|(?=\()")
_ONCE = _rule(r"^(?:when|once|as soon as)\b[^,]*, ?")
"""How a sentence of the setup may begin."""


def _propose_position(record: Record) -> None:
    """The last posture that the setup names: somebody stands in front of a bench and then lies down on it."""
    steps = cast("list[dict[str, str]]", record.sheet.tree.get("steps", []))
    said = " ".join(step["text"] for step in steps if step.get("role") == Role.SETUP)
    parts = (_ONCE.sub("", part) for part in _SENTENCE_OR_PART.split(said))
    setup = " ".join(part for part in parts if not _VARIES.search(part))
    if either := _EITHER.search(_NO_POSTURE.sub(" ", setup)):
        record.sheet.note("position", f"left out, for the text leaves a choice: {either[0]!r}")
        return
    if both := _DOWN_AND_UP.search(" ".join(step["text"] for step in steps)):
        record.sheet.note("position", f"left out, for one sits and stands: {both[0]!r}")
        return
    words, position = _posture_in(setup)
    if position:
        field = next(loss.field for loss in record.losses if loss.to.startswith("steps"))
        record.guess(field, "position", position.value, "the last posture that the setup names", words)
    elif not words and (words := _posture_in(said)[0]):
        record.sheet.note("position", f"left out, for only a variant or a condition names it: {words!r}")


def _posture_in(text: str) -> tuple[str, Position | None]:
    """The last posture that a text names, with its words; none of ours when one hangs."""
    plain = _NO_POSTURE.sub(" ", _TABLETOP.sub(" ", text))
    named = [
        (match.end(), match[0], position)
        for position, words in (*_POSTURES.items(), (None, _HANGING))
        for match in words.finditer(plain)
    ]
    if not named and (tabletop := _TABLETOP.search(_NO_POSTURE.sub(" ", text))):
        return tabletop[0], Position.QUADRUPED
    _, found, position = max(named, key=itemgetter(0), default=(0, "", None))
    return found, position


# Sides -------------------------------------------------------------------------------------------

_LATERALITY = {
    Sides.EACH: Laterality.UNILATERAL,
    Sides.ALTERNATING: Laterality.ALTERNATING,
    Sides.TOGETHER: Laterality.BILATERAL,
    Sides.ONE: Laterality.ONE_SIDED,
}

_NO_SIDE = _rule(
    r"\b(?:do not|don['\u2019]t|never|without|no need to) (?:\w+ )?(?:switch|swap|chang|alternat)",
    r"\balternat\w+ between \w+ing\b",
    r"\bside of (?:the|a|your) (?:mat|bed|bench|chair|room|wall|box|bar|table|step)\b",
)
"""What sounds like sides, and is told not to be done, or of a thing."""


def _propose_sides(record: Record, said: list[tuple[str, str]]) -> None:
    found = [(field, sentence, each.sides) for field, sentence in said for each in stated(sentence).sides]
    found = [each for each in found if not _NO_SIDE.search(each[1])]
    if any(sides is Sides.ALTERNATING for *_, sides in found):
        found = [each for each in found if each[-1] is not Sides.EACH]  # it only says how repetitions are counted
    if not found:
        return
    field, sentence, sides = found[0]
    if len({each for *_, each in found}) == 1:
        record.guess(field, "laterality", _LATERALITY[sides].value, "the text states the sides", sentence)
        return
    words = _quoted(sentence for _, sentence, _ in found)
    record.sheet.note("laterality", f"left out, for the text states different sides: {words}")
    record.drop(field, "the text states different sides: laterality left out")


def _quoted(said: Iterable[str]) -> str:
    return ", ".join(repr(each) for each in dict.fromkeys(said))


# Dose --------------------------------------------------------------------------------------------

_PLACES = {
    What.SETS: "dose.sets",
    What.REPS: "dose.reps",
    What.HOLD: "dose.hold",
    What.DURATION: "dose.duration",
    What.REST: "rest",
}


def _propose_dose(record: Record, said: list[tuple[str, str]]) -> None:
    found = [(field, sentence, amount) for field, sentence in said for amount in stated(sentence).amounts]
    for what, within in product(What, (False, True)):
        if group := [each for each in found if each[-1].what is what and _is_within_a_set(each[-1]) is within]:
            _propose_amount(record, what, group)


_BETWEEN_SETS = _rule(r"\b(?:between|sets?|rounds?)\b|\brest:")


def _is_within_a_set(amount: Amount) -> bool:
    return amount.what is What.REST and not amount.between_sets


def _propose_amount(record: Record, what: What, found: list[tuple[str, str, Amount]]) -> None:
    field, sentence, amount = found[0]
    why = _why_not(record, what, [amount for *_, amount in found])
    if what is What.REST and not why and "dose" not in record.sheet.tree and not _BETWEEN_SETS.search(sentence):
        why = "perhaps it is the exercise that is a rest"
    if why:
        for each, *_ in found:
            record.drop(each, f"{what} stated in words, {why}")
        words = _quoted(sentence for _, sentence, _ in found)
        record.sheet.note(_PLACES.get(what, "dose"), f"left out {words}: {why}")
        return
    value: Json = amount.low if what is What.REST else {"min": amount.low, "starter": amount.low, "max": amount.high}
    record.guess(field, _PLACES[what], value, "read from the text", sentence)


def _why_not(record: Record, what: What, amounts: Collection[Amount]) -> str:
    """Why stated amounts are left out; empty when one of them can be proposed."""
    dose = cast("dict[str, Json]", record.sheet.tree.get("dose", {}))
    ranges = {(amount.low, amount.high) for amount in amounts}
    if what not in _PLACES:
        return "no field of ours: the seconds of the steps hold it"
    if any(map(_is_within_a_set, amounts)):
        return "no field of ours: it is a rest within a set"
    if what.value in dose:
        return "the record itself gives a number"
    if len(ranges) > 1:
        return "there are several, and one has to be chosen"
    if what is What.REST and any(low != high for low, high in ranges):
        return "a rest is one number"
    if what is What.DURATION and "reps" in dose:
        return "a dose has repetitions or a duration"
    if what in (What.HOLD, What.REPS) and "duration" in dose:
        return "the record itself gives a duration"
    return ""
