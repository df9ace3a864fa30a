"""The ways to say how the two sides of the body take part."""

from collections.abc import Collection
from enum import StrEnum

from attrs import field, frozen

from ._hints import set_of
from ._patterns import LIMB, LIMBS, MOVEMENTS, WORD, Wording, pattern

__all__ = ["SAYINGS", "SIGNS", "Sides", "sayings_for"]


class Sides(StrEnum):
    """How a text says that the sides take part."""

    EACH = "each side"
    """One side is finished, then the other."""
    ALTERNATING = "alternating"
    """Sides change every repetition."""
    TOGETHER = "both together"
    """Both sides move at the same time."""
    ONE = "one side only"
    """One side is left out."""


@frozen
class _Saying:
    """A way to say it.

    Attributes:
        sides: What is said.
        signs: Words in small letters, as bytes; without one of them it is not said.
        others: Without one of these neither.
        words: What is said.
        strictly: Whether it is told outright.
    """

    sides: Sides
    signs: frozenset[bytes]
    words: Wording
    others: frozenset[bytes] = field(default=frozenset(), kw_only=True)
    strictly: bool = field(default=False, kw_only=True)


_OTHER = r"(?:the|your) (?:other|opposite|left|right|second|remaining)"
_COUNTING = (
    r"(?:repetitions?|reps?|times|twice|once|seconds?|secs?|\d{1,3}s?|"
    rf"minutes?|mins?|sets?|rounds?|{MOVEMENTS}|{WORD})"
)
_TRAIN = r"(?:do|stretch|work|train|exercise|finish|complete|repeat|perform)"
_NOT_MEANWHILE = r"(?! (?:as|while)\b)"
_IT = r"(?:(?:this|it|them|the \w{2,12}) )?"
_LIFTING = r"(?:lift|raise|draw|pull|bring|hug|lower|drop|swing|move|roll|let|slide|float|tuck|tip|sweep|peel)"

_EVERY = r"(?:each|every) (?!set|round|day|session|week|minute|few|side|leg|arm|\d)\w{2,12}\b"
_TO_A_SIDE = (
    r"(?![^.;]{0,50}\b(?:(?:to|towards) (?:one side|the (?:left|right|other|"
    r"middle|cent))|one (?:at a time|by one|after)))"
)
"""Both knees that go to one side, or one after the other, do not say how the sides take part."""
_WHOLE = r"(?:at the same time|at once|simultaneously|together|in one go|as one)"
_COUNTED_ON = rf"(?:{WORD}|\d{{1,3}}|all)(?: \w{{3,12}})? (?:on|with|to) (?:the|your|one) (?:left|right|first|{LIMB})"
_HERE = r"(?:left|right|tight|painful|sore|affected|weaker|weak|injured|operated|bad|better|stiff|same)"
_OUT = r"(?:other|opposite|left|right|healthy|good|painful|sore|stronger|weaker|unaffected)"

SAYINGS = (
    _Saying(
        Sides.ALTERNATING,
        set_of(
            "alternate alternating alternately alternation switch switching swap swapping change changing turn turns"
        ),
        pattern(
            r"\balternat(?:ing|ely)\b(?! days)",
            rf"(?<!\ban\s)\balternate(?=\s?(?:$|[.,;])| (?:\w{{1,9}} )?(?:{LIMBS}|{LIMB})\b| (?:between|in this|"
            r"until|for|left|right|each|every|back|to|"
            r"with (?:each|every|the (?:other|left|right)))\b)",
            rf"\b(?:switch|swap|chang)(?:e|ing)? (?:{LIMBS} )?(?:(?:after|with|on|at) )?{_EVERY}",
            rf"\bkeep (?:on )?(?:switching|swapping|changing) {LIMBS}\b",
            r"\btak(?:e|ing) (?:it in )?turns\b",
            rf"\b(?:{LIMBS}|left and right)\b[^.;,]{{0,25}} in turn\b",
            r"\bby turns\b|\bin alternation\b",
        ),
    ),
    _Saying(
        Sides.ALTERNATING,
        set_of("left"),
        pattern(r"\bleft, right, left\b|\bright, left, right\b|\bleft, right\b(?=\s?(?:$|[.;!]))"),
        others=set_of("right"),
    ),
    _Saying(
        Sides.ALTERNATING,
        set_of("forth"),
        pattern(rf"\bback and forth between (?:the|your) (?:left|right|{LIMBS})\b"),
    ),
    _Saying(
        Sides.ALTERNATING,
        set_of("different other another"),
        pattern(
            rf"\b(?:a different|the other) {LIMB} (?:each|every) time\b",
            r"\beach (?:repetition|rep|lift|step|time) (?:\w{2,8} )?(?:uses |with )?(?:the other|"
            rf"another) {LIMB}\b",
            rf"\bevery (?:second|other) (?:lift|rep|repetition|time|one)\b[^.;]{{0,20}} other {LIMB}\b",
        ),
        others=set_of("each every"),
    ),
    _Saying(
        Sides.TOGETHER,
        set_of("both together"),
        pattern(
            rf"(?<!\bthe\s)\b{_LIFTING} (?:\w{{2,12}}ly )?both (?:of )?(?:your )?(?:sides|legs|arms|knees|feet|"
            rf"heels|thighs|elbows)\b{_TO_A_SIDE}",
            r"\b(?:lift|raise|lower|roll|swing) (?:your|the) (?:legs|arms|knees|feet|heels) (?:up |"
            rf"down )?together\b(?! with\b){_TO_A_SIDE}",
        ),
        others=set_of("sides legs arms knees feet heels thighs elbows"),
    ),
    _Saying(
        Sides.TOGETHER,
        set_of("both together"),
        pattern(
            rf"\bboth (?:of )?(?:your )?{LIMBS}\b[^.;!?]{{0,45}} {_WHOLE}\b{_TO_A_SIDE}",
            r"\b(?:they|legs|arms) (?:\w{4,6} )?(?:travel|move|go|lift|rise|belong)(?: \w{3,8})? together\b",
            rf"\b{_WHOLE},? {_LIFTING} both (?:of )?(?:your )?{LIMBS}\b{_TO_A_SIDE}",
        ),
        others=set_of("time once simultaneously together go one"),
        strictly=True,
    ),
    _Saying(
        Sides.EACH,
        set_of("repeat repeating"),
        pattern(
            rf"\brepeat(?:ing)?\b[^.;:!?]{{0,40}}? (?:on|with|for|to|in|using) {_OTHER}(?: {LIMB}\b)?(?! {WORD}| \d)",
        ),
    ),
    _Saying(
        Sides.EACH,
        set_of("same"),
        pattern(
            rf"\bsame\b[^.;:!?]{{0,25}}? (?:on|with|for|to) {_OTHER}(?: {LIMB}\b)?",
            rf"\b(?:other|second) {LIMB} (?:to|gets?|deserves) the same\b",
        ),
        others=set_of("other opposite left right second remaining"),
    ),
    _Saying(
        Sides.EACH,
        set_of("switch switches switching swap swaps swapping change changes changing"),
        pattern(
            rf"\b(?:switch|swap|change)(?:ing|es)? (?:over to |to |over |your )?{LIMBS}\b{_NOT_MEANWHILE}",
            rf"\b(?:switch|swap|change)(?:ing|es)? (?:over to |to |over )?(?:{_OTHER}(?: {LIMB}\b)?|"
            rf"the other\b){_NOT_MEANWHILE}",
            rf"\bswap the position of (?:the|your) {LIMBS}\b",
        ),
    ),
    _Saying(
        Sides.EACH,
        set_of("other opposite second"),
        pattern(
            rf"\b{_TRAIN} (?:{_IT}(?:on|for|with|to) )?(?:the|your) (?:other|opposite|second) {LIMB}\b",
            rf"\bthen (?:on |to |with )?(?:the|your) other {LIMB}(?=\s?(?:$|[.,;!]))",
            rf"^\s{{0,3}}(?:now|then|and|next) (?:on |with )?(?:the|your) other {LIMB}(?=\s?(?:$|[.,;!]))",
            rf"\bone {LIMB} (?:\w{{2,12}} )?before the other\b",
            rf"\bon one {LIMB}\b[^.;:!?]{{0,15}}? (?:before|then)\b[^.;:!?]{{0,30}}? the other\b",
            r"\b(?:legs|arms|sides),? one after the other\b",
            rf"\b(?:first|on|with) one(?: {LIMB})?,? (?:and )?then(?: \w{{2,4}})? the other\b",
            r"\bone side(?: first)?,? (?:and )?then the other\b",
            rf"\banother {WORD} (?:\w{{2,12}} )?(?:on|with|for) the other\b",
            r"\b(?:turn|roll|lie|move)(?: over| down)? (?:on|onto|to) (?:the|your) (?:other|opposite) side\b",
        ),
    ),
    _Saying(Sides.EACH, set_of("time"), pattern(rf"\bone-{LIMB}-at-a-time\b"), others=set_of("one")),
    _Saying(
        Sides.EACH,
        set_of("each every"),
        pattern(
            rf"(?:(?<!\w)|(?<=\bx))(?!one\s){_COUNTING} \(?(?:(?:on|with|for|to|in) )?(?:each|every) {LIMB}\b\)?"
            r"(?! of\b)",
            rf"\b{_TRAIN} {_IT}(?:(?:on|for|with|to) )?each {LIMB}\b(?! (?:of|at|together)\b)",
            rf"\bhold(?:ing)? (?:on )?each {LIMB} (?:for|about)\b",
            rf"\beach {LIMB} (?:\w{{2,6}} )?(?:for )?{_COUNTING}",
        ),
    ),
    _Saying(
        Sides.EACH,
        set_of("per"),
        pattern(
            rf"\bper {LIMB}\b",
        ),
    ),
    _Saying(
        Sides.EACH,
        set_of("left right other"),
        pattern(
            rf"(?<!\w){_COUNTING} (?:on|with|to|for) (?:the|your|one) (?:left|right|"
            rf"{LIMB})\b[^.;:!?]{{0,40}}?\b{_COUNTING} (?:on|with|to|for) (?:{_OTHER}|the other)\b",
            rf"\b(?:other|left|right) {LIMB}['\u2019]s turn\b",
            r"\b(?:on|with) (?:the|your) (?:left|right)\b[^.;]{0,60}\bthen (?:on|"
            r"with) (?:the|your) (?:right|left|other)\b",
            rf"\b(?:left|right) {LIMB} first\b",
            rf"\bfirst (?:with |on |for )?(?:the|your) (?:left|right)(?: {LIMB})?\b",
        ),
    ),
    _Saying(
        Sides.EACH,
        set_of("both"),
        pattern(
            rf"\b(?:do|work|train|repeat|perform|complete) {_IT}(?:(?:on|for|"
            r"with) )?both (?:legs|arms)\b(?! (?:at|together)\b)",
            rf"\b{_TRAIN} {_IT}(?:(?:on|for|with|to) )?both sides\b(?! (?:of|at|together)\b)",
        ),
        others=set_of("do stretch work train exercise finish complete repeat perform"),
    ),
    _Saying(
        Sides.EACH,
        set_of("all"),
        pattern(
            rf"\b(?:do|complete|perform|finish) all (?:the |your |{WORD} |\d{{1,3}} )?(?:repetitions |reps |"
            rf"sets )?(?:on|with) (?:one|the (?:same|first|left|right))(?: {LIMB})?\b",
        ),
    ),
    _Saying(
        Sides.EACH,
        set_of("whole entire full"),
        pattern(
            r"\b(?:whole|entire|full) (?:set|exercise) (?:on|with) (?:the|your) (?:left|right|same)\b",
        ),
        strictly=True,
    ),
    _Saying(
        Sides.EACH,
        set_of("all both"),
        pattern(
            r"\ball (?:the |your )?(?:reps|repetitions|"
            r"lifts) (?:on the )?(?:left|right),? (?:and )?(?:then|before)\b",
            rf"\b(?:do|finish|complete|perform)(?:ed)? (?:all|both sets) (?:the |your |{WORD} |\d{{1,3}} |"
            r"of them )?(?:repetitions |reps |lifts |sets )?(?:on|with) (?:one|the (?:first|left|right|"
            r"same))\b[^.;]{0,30}? (?:before|then|and then|first)\b",
        ),
        others=set_of("before then first"),
        strictly=True,
    ),
    _Saying(
        Sides.EACH,
        set_of("until till all throughout time times always"),
        pattern(
            rf"\b(?:stay|remain|keep|stick) (?:on|with|to) (?:one|the same|that|the first) (?:{LIMB}|"
            r"pair) (?:until|till|for all)\b",
            rf"\bthe same (?:arm and leg|{LIMB}) (?:for all|until|throughout|each time|every time|{WORD} times|"
            r"\d{1,3} times)\b",
            rf"\balways (?:with |lift |use )?the same {LIMB}\b",
        ),
        others=set_of("same one that first"),
        strictly=True,
    ),
    _Saying(
        Sides.EACH,
        set_of("finish complete"),
        pattern(
            rf"\b(?:finish|complete) (?:one|the first|the left|the right) {LIMB} (?:first|before|completely)\b",
        ),
        strictly=True,
    ),
    _Saying(
        Sides.EACH,
        set_of("left right other"),
        pattern(
            rf"\b{_COUNTED_ON}\b[^.;]{{0,15}}?\b(?:then|before|followed by) [^.;]{{0,25}}(?:on|with|to|do) (?:the|"
            r"your) (?:other|left|right)\b",
        ),
        others=set_of("then before followed"),
        strictly=True,
    ),
    _Saying(
        Sides.EACH,
        set_of("alternate alternating switch switching swap swapping change changing"),
        pattern(
            r"\b(?:do not|don['\u2019]t|never|without) (?:alternat|swapp?|switch|chang)\w* (?:legs|arms|sides|"
            r"in between|until)\b",
        ),
        others=set_of("not don never without"),
        strictly=True,
    ),
    _Saying(
        Sides.ONE,
        set_of("left right tight painful sore affected weaker weak injured operated bad better stiff same"),
        pattern(
            rf"\b(?:the |your )?{_HERE} {LIMB}(?: (?:and|or|with) (?:the |your )?{_HERE} {LIMB})? (?:only|alone)\b",
            r"\b(?:just|only|solely) (?:do |use |treat |train |stretch |work |lift |move )?(?:on |with |for |"
            rf"to )?(?:the|your) {_HERE}(?: {LIMB})?\b(?! (?:heel|toe|foot|hand|end|edge)s? (?:on|to|touch))",
            rf"\b(?:strictly|only|just) for (?:the|your) {_HERE} {LIMB}\b",
        ),
        others=set_of("only just solely alone strictly"),
    ),
    _Saying(
        Sides.ONE,
        set_of("only just"),
        pattern(
            rf"\b(?:do|use|treat|train|stretch|work|lift|move) (?:only|just) (?:the|your) {LIMB} (?:that|which)\b",
            rf"\bonly (?:\w{{2,7}} )?(?:the|your) (?:{_HERE} )?{LIMB} (?:needs|that|which)\b",
            rf"\bonly (?:need|have) to \w{{3,9}} (?:the|your) (?:{_HERE} )?{LIMB}\b(?: on the {_HERE} side)?",
        ),
        others=set_of("that which needs need have"),
    ),
    _Saying(
        Sides.ONE,
        set_of("enough plenty sided today"),
        pattern(
            rf"\bone {LIMB} is (?:enough|plenty)\b",
            rf"\bone {LIMB} today\b[^.;]{{0,20}}\bother\b[^.;]{{0,12}}\b(?:tomorrow|next)\b",
            r"\bone-sided\b",
        ),
        others=set_of("one"),
    ),
    _Saying(
        Sides.ONE,
        set_of("need"),
        pattern(
            r"\bno need to (?:swap|switch|change|repeat|turn over|turn round|"
            r"roll over|change over)(?: sides| legs| arms)?\b",
        ),
    ),
    _Saying(
        Sides.ONE,
        set_of(
            "other opposite second left right healthy good tight painful sore affected stronger unaffected weaker weak "
            "injured operated bad better stiff same"
        ),
        pattern(
            r"\b(?:no need to|do not|don['\u2019]t|need not|without) (?:do|repeat|train|treat|"
            rf"stretch)(?:ing)? (?:it |this )?(?:on |with )?(?:the|your) {_OUT}\b",
            r"\bno (?:second|other) (?:side|leg|arm)\b",
            r"\b(?:do not|don['\u2019]t) (?:do|try|attempt|use) (?:this |it )?(?:on|with) (?:the|"
            rf"your) {_HERE} {LIMB}\b",
        ),
        others=set_of("no not don without"),
    ),
    _Saying(
        Sides.ONE,
        set_of("skip leave omit ignore forget"),
        pattern(
            rf"\b(?:skip|leave out|omit|ignore|forget about) (?:the|your) {_OUT} (?:{LIMB}|one)\b",
            rf"\bleave (?:the|your) {_OUT} (?:{LIMB}|one) (?:out|alone)\b",
            r"\b(?:ignore|forget|leave out) the other\b",
        ),
        others=set_of("other opposite left right healthy good painful sore stronger weaker unaffected"),
    ),
    _Saying(
        Sides.ONE,
        set_of("other opposite left right healthy good painful sore stronger weaker unaffected"),
        pattern(
            rf"\bthe other (?:{LIMB}|one) (?:needs none|needs no|does nothing|never|does not|gets none|(?:can be|"
            r"is) left out|has a rest)\b",
            rf"\bthe {_OUT} (?:{LIMB}|one) (?:can be|is|may be) (?:left out|skipped|omitted)\b",
            rf"\b(?:the|your) {_OUT} (?:{LIMB}|one) (?:is|are) (?:not|"
            r"never) (?:exercised|trained|stretched|worked|used|done)\b",
        ),
        others=set_of("none nothing never not out skipped omitted no rest"),
    ),
)

SIGNS = frozenset[bytes]().union(*(saying.signs for saying in SAYINGS))
"""An English text without any of these says nothing about sides."""
_AT_SIGN = {sign: [at for at, saying in enumerate(SAYINGS) if sign in saying.signs] for sign in SIGNS}


def sayings_for(words: Collection[bytes]) -> list[_Saying]:
    """What a text of these words may say."""
    worth = {at for sign in SIGNS.intersection(words) for at in _AT_SIGN[sign]}
    return [SAYINGS[at] for at in sorted(worth) if not (SAYINGS[at].others and SAYINGS[at].others.isdisjoint(words))]
