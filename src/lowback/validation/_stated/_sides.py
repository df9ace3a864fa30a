"""What an instruction says of the two sides of the body."""

import re
from collections.abc import Collection

from attrs import frozen

from ._conditions import is_in_a_case
from ._hints import set_of, words_of
from ._numbers import around, plainly
from ._patterns import LIMB, pattern
from ._side_sayings import SAYINGS, SIGNS, Sides, sayings_for
from ._translating import FOREIGN, Said, as_english, read_in_english

__all__ = [
    "BESIDE_SIDES",
    "FOREIGN_SIDES",
    "OF_SIDES",
    "Sides",
    "SidesStated",
    "may_say",
    "side_named_in",
    "sides_in",
    "sides_of",
]


@frozen(kw_only=True)
class SidesStated(Said):
    """One statement about the sides.

    Attributes:
        sides: What is stated.
        strictly: Whether it is told outright: all of one side before the other, or both at the same time.
    """

    sides: Sides
    strictly: bool = False


def sides_in(
    text: str, *, fitting: Collection[tuple[Sides, bool]] = (), signs: Collection[bytes] | None = None
) -> tuple[SidesStated, ...]:
    """The statements about sides, in order; where sides alternate, "each side" only counts.

    With `fitting`, pairs of sides and whether they are told outright, nothing where all that may be said is among them.
    `signs` are all words of the text that are signs of sides, or stand beside them; None where they are not known.

    >>> [str(each.sides) for each in sides_in("Repeat on the other side.")]
    ['each side']
    >>> sides_in("Repeat on the other side.", fitting=[(Sides.EACH, False)])
    ()
    """
    words = words_of(text) if signs is None else signs
    if OF_SIDES.isdisjoint(words):
        return ()
    if FOREIGN.isdisjoint(words):
        return tuple(sides_of(text, words, fitting))
    return read_in_english(text, lambda english: sides_of(english, words_of(english), fitting))


OF_SIDES = SIGNS | FOREIGN
"""A text without any of these says nothing about sides, in any language that is known."""
BESIDE_SIDES = frozenset[bytes]().union(*(saying.others for saying in SAYINGS))
"""Words without which some signs say nothing."""


def may_say(signs: Collection[bytes], fitting: Collection[tuple[Sides, bool]]) -> bool:
    """Whether a text that has these of the signs of sides, and of those beside them, may say what is not fitting."""
    is_foreign = not FOREIGN.isdisjoint(signs)
    return is_foreign or any((each.sides, each.strictly) not in fitting for each in sayings_for(signs))


def side_named_in(text: str) -> str:
    """The side of the body that a text names, in its words; empty when it names both or none.

    >>> side_named_in("Lift your left heel."), side_named_in("Heb das linke Bein.")
    ('left', 'linke')
    >>> side_named_in("What is left of the towel is all right.")
    ''
    """
    lowered = text.lower()
    if not FOREIGN_SIDES.isdisjoint(words_of(text)):
        return _foreign_side_named_in(text)
    if ("left" in lowered) == ("right" in lowered) or _BOTH_NAMED.search(text):
        return ""
    found = _NAMED.search(text)
    if not found or _IN_A_CASE.search(text) or not _is_meant(text, found):
        return ""
    return "left" if "left" in lowered else "right"


def _foreign_side_named_in(text: str) -> str:
    """The same in another language; neither where another side is named, nor where a case is told."""
    found = [*_FOREIGN_NAMED.finditer(text)]
    is_in_a_case = _IN_A_CASE.search(as_english(text))
    if not found or len({each.lastgroup for each in found}) > 1 or is_in_a_case or _FOREIGN_OTHER.search(text):
        return ""
    return found[0][found[0].lastgroup or 0]


_PARTS = (
    *("bein", "knie", "fuß", "arm", "hand", "ferse", "hüfte", "seite", "ellenbogen", "schulter"),
    *("jambe", "genou", "pied", "bras", "main", "talon", "hanche", "côté", "coude", "épaule", "cheville", "cuisse"),
    *("pierna", "rodilla", "pie", "brazo", "mano", "talón", "cadera", "lado", "codo", "hombro", "tobillo", "muslo"),
    *("gamba", "ginocchio", "piede", "braccio", "tallone", "anca", "lato", "fianco", "gomito", "spalla", "caviglia"),
    *("perna", "joelho", "pé", "braço", "mão", "calcanhar", "quadril", "cotovelo", "ombro", "tornozelo"),
    *("been", "voet", "hiel", "heup", "zij", "kant", "elleboog", "schouder"),
)
_LEFTS = "linke linken linkem linker linkes gauche izquierdo izquierda sinistro sinistra esquerdo esquerda"
_RIGHTS = "rechte rechten rechtem rechter rechtes droite droit derecho derecha destro destra direito direita"
_LEFT_PARTS, _RIGHT_PARTS = ([f"{side}{part}" for part in _PARTS] for side in ("linker", "rechter"))
FOREIGN_SIDES = set_of(" ".join([_LEFTS, _RIGHTS, *_LEFT_PARTS, *_RIGHT_PARTS]))
"""The words for left and right in other languages, as they stand beside a part of the body, or with it in one word."""
_OF_THE_BODY, _LEFT, _RIGHT = "|".join(_PARTS), _LEFTS.replace(" ", "|"), _RIGHTS.replace(" ", "|")
_FOREIGN_NAMED = re.compile(
    rf"\b(?:(?P<left>{_LEFT})|(?P<right>{_RIGHT})) (?:{_OF_THE_BODY})\b"
    rf"|\b(?:(?P<left_part>linker)|(?P<right_part>rechter))(?=(?:{_OF_THE_BODY})\b)"
    rf"|(?<!\w)(?:{_OF_THE_BODY}) (?:(?P<left_side>{_LEFT})|(?P<right_side>{_RIGHT}))\b",
    re.IGNORECASE,
)
_FOREIGN_OTHER = re.compile(
    r"\b(?:ander\w*|autre|otr[oa]|altr[oa]|outr[oa]|dann (?:die|das|den)|umgekehrt|inversement|al revés|viceversa|"
    rf"omgekeerd|(?:{_LEFT}) (?:und|et|y|e|en)\b[^.;]{{0,12}} (?:{_RIGHT})|"
    rf"(?:{_RIGHT}) (?:und|et|y|e|en)\b[^.;]{{0,12}} (?:{_LEFT})|"
    r"(?:gard|maint|rest|ten)\w*[^.;]{0,30} droite?)\b",
    re.IGNORECASE,
)
"""That another side is meant, too; or a leg that is kept straight."""


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether it is told of every repetition, now."""
    before, after = around(text, found.start(), found.end())
    return not is_in_a_case(before, after) and not _NEED_NOT.search(before)


_NEED_NOT = pattern(r"\b(?:no need to|need not|(?:do not|don['\u2019]t) (?:need|have) to|never|without) (?:\w{2,8} )?$")


_BOTH_NAMED = pattern(r"\bthen (?:swap|switch|change)\b", rf"\b(?:the|your) other(?: {LIMB}\b|(?=\s?(?:$|[.,;])))")
_IN_A_CASE = pattern(r"\b(?:if|unless)\b")


_PART = (
    r"(?:arm|forearm|leg|knee|foot|feet|hip|hand|heel|elbow|shoulder|side|thigh|calf|shin|ankle|wrist|buttock|"
    r"glute|toes?|fist|palm|ear|ribs?)"
)
_WHICH = r"(?:lower|upper|outer|inner|bent|straight|top|bottom|front|back|big|working|standing|moving|raised)"
_ENDS = r"(?=\s*(?:$|[.,;:!?)]|(?:and|then|with|while|as|first|for|until|before|again)\b))"
_SIDE = r"(?:left|right)"
_NAMED = re.compile(
    rf"\b{_SIDE}[- ](?:{_WHICH} )?{_PART}\b(?!-)|\b(?:the|your) {_SIDE}(?:{_ENDS}|(?= (?:one|is|stays|should)\b))|"
    rf"\b(?:to|towards|on|onto) {_SIDE}(?=\s*(?:$|[.,;:!?)]))|\b(?:turn|look|lean|bend|twist|rotate|step|shift|"
    rf"roll|tilt|reach|move|face|swing|slide|tip|glide)(?: (?:your|the|both) \w{{2,10}})? {_SIDE}{_ENDS}|"
    rf"^{_SIDE}(?=\s*(?:$|[.,;:!?]))",
    re.IGNORECASE,
)
"""A side of the body, not what is left over, all right, or right in front."""


def sides_of(text: str, words: Collection[bytes], fitting: Collection[tuple[Sides, bool]] = ()) -> list[SidesStated]:
    """The statements about sides of an English text, given its words."""
    plain, sayings = plainly(text), sayings_for(words)
    others = (saying for saying in sayings if (saying.sides, saying.strictly) not in fitting)
    if not any(saying.words.search(plain) for saying in others):
        return []  # the usual case, before the long look at what fits, and whether it is meant
    told = [(saying, match) for saying in sayings for match in saying.words.finditer(plain)]
    found = [
        SidesStated(
            sides=saying.sides, words=text[match.start() : match.end()], start=match.start(), strictly=saying.strictly
        )
        for saying, match in told
        if _is_meant(plain, match)
    ]
    if any(each.sides is Sides.ALTERNATING for each in found):
        found = [each for each in found if each.sides is not Sides.EACH]
    found.sort(key=lambda each: (each.start, -each.end))
    return [each for at, each in enumerate(found) if not any(_covers(other, each) for other in found[:at])]


def _covers(one: SidesStated, other: SidesStated) -> bool:
    """Whether one says all that the other says."""
    return one.sides is other.sides and one.strictly >= other.strictly and other.start < one.end
