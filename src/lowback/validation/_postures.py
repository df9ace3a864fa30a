"""Whether a setup asks for another posture than the start position of its exercise.

Two lists are held against each other: what a text clearly tells somebody to take ("Sit on a chair."), and what it
mentions at all ("or stand, if you like"). A text contradicts a position only when it asks for others and never
mentions that one.
"""

import re
from collections.abc import Mapping

from attrs import frozen

from lowback.vocabulary import LYING, Position

__all__ = ["other_posture"]

_P = Position
_KNEELS = (_P.KNEELING, _P.HALF_KNEELING)
_ON_KNEES = (*_KNEELS, _P.QUADRUPED)

Words = Mapping[str, tuple[Position, ...]]
"""Patterns, each with the positions that it may mean."""


def other_posture(text: str, position: Position, language: str) -> str:
    """The words that ask for a posture that `position` is not; empty when nothing contradicts it.

    >>> other_posture("Sit on a chair.", Position.SUPINE, "en")
    'Sit'
    >>> other_posture("Sit on a chair, or stand.", Position.STANDING, "en")
    ''
    >>> other_posture("Leg dich auf den Bauch.", Position.SUPINE, "de")
    'auf den Bauch'
    """
    words = _PATTERNS.get(language)
    if words is None or not words.any.search(text) or words.of[position].search(text):
        return ""
    found = [match for pattern in words.asked for match in pattern.finditer(text) if not _is_of_a_thing(text, match)]
    return min(found, key=lambda match: match.start())["said"] if found else ""


def _is_of_a_thing(text: str, match: re.Match[str]) -> bool:
    """Whether what is said is said of a hand or a cushion, not of the person: "Leg die Hände auf den Bauch."."""
    clause = _CLAUSE_END.split(text[max(0, match.start() - _BEHIND) : match.start()])[-1]
    return bool(_THING.search(clause)) and not _PERSON.search(clause)


@frozen
class _Patterns:
    """What is looked for in one language.

    Attributes:
        of: For each position what mentions it.
        asked: What asks for a posture, whichever; each has its words as the group `said`.
        any: What nothing is asked for without.
    """

    of: Mapping[Position, re.Pattern[str]]
    asked: tuple[re.Pattern[str], ...]
    any: re.Pattern[str]


def _patterns(asked: Words, mentioned: Words) -> _Patterns:
    of = {
        position: _compiled(
            "|".join(words for words, positions in mentioned.items() if position in positions) or r"(?!)"
        )
        for position in Position
    }
    return _Patterns(of, tuple(map(_compiled, asked)), _compiled("|".join(mentioned)))


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


# English -----------------------------------------------------------------------------------------

_BEGIN = (
    r"(?:^|(?<=[.!?:;(] ))(?:(?:now|first|then|next|to (?:begin|start)|start|begin|please|gently|slowly|carefully|"
    r"simply|while|by|off|out|in|with|from|get|come|go|move|climb|assume|adopt|take|you(?:['\u2019]re)?|are|down|"
    r"into|onto|on|and|an?|the|your|bed|couch|floor|mat)\b,? ){0,5}"
)
"""The beginning of a sentence, up to the word that tells what to do."""
_LIE = r"(?:lie|lying|lay|laying|recline)"
_THE = r" (?:an?|the|your|one|both)\b"
_AWAY = r"(?: \w+)? (?:arms?|steps?|foot|feet|paces?|met(?:re|er)s?|hand|bit|little|few)\b"
_NOT_A_THING = rf"\b(?!{_THE}(?!{_AWAY}))"
"""After "stand" or "sit": what is stood or sat is not a thing."""
_GET = rf"(?:{_LIE}|roll|turn)\b(?!{_THE})"
_TUMMY = r"(?:tummy|stomach|belly|front|chest|abdomen)"
_NOT_MORE = (
    rf"\b(?!(?: \w+){{0,2}} (?:on|onto) (?:your|the|one)(?: \w+)? (?:back|side|{_TUMMY})\b| (?:face|supine|prone)\b)"
)
"""After "lie": it is not said on what."""
_BACKWARD = r"(?! (?:back )?(?:on|onto|towards?|between|to) (?:your |the )?(?:heels|ankles|feet)\b)"
_SITS = rf"(?:sit|sitting|seated|perch){_NOT_A_THING}(?!-| (?:bones?|ups?)\b){_BACKWARD}"
_STANDS = rf"(?:stand|standing){_NOT_A_THING}(?!-| (?:leg|foot|side|hip|knee|arm)\b(?! [a-z ]+$))"
_SIDE = r"(?:on|onto) (?:your|the|one)(?: \w+)? side\b|\b(?:roll|turn)(?: over)? to (?:your|the|one)(?: \w+)? side"

_ENGLISH_ASKED: Words = {
    rf"{_BEGIN}(?P<said>{_GET}(?: \w+){{0,2}} (?:on|onto) (?:your|the) back\b|(?:{_LIE} )?(?:face[ -]?up|supine)\b)": (
        _P.SUPINE,
    ),
    rf"{_BEGIN}(?P<said>{_GET}(?: \w+){{0,2}} (?:on|onto) (?:your|the) {_TUMMY}\b|{_LIE} face[ -]?down\b|"
    rf"(?:{_LIE} )?prone\b)": (_P.PRONE,),
    rf"{_BEGIN}(?P<said>{_GET}(?: \w+){{0,2}} (?:on|onto) (?:your|the|one)(?: \w+)? side\b|side[ -]lying\b)": (
        _P.SIDE_LYING,
    ),
    rf"{_BEGIN}(?P<said>on (?:your|the) back\b)(?=,)": (_P.SUPINE,),
    rf"{_BEGIN}(?P<said>on (?:your|the) {_TUMMY}\b)(?=,)": (_P.PRONE,),
    rf"{_BEGIN}(?P<said>{_LIE}){_NOT_MORE}(?!{_THE})": LYING,
    rf"{_BEGIN}(?P<said>{_SITS}|take a seat\b)": (_P.SEATED,),
    rf"{_BEGIN}(?P<said>{_STANDS}|(?:up )?on your feet\b)": (_P.STANDING,),
    rf"{_BEGIN}(?P<said>kneel(?:ing)?\b|on one knee\b)": _ON_KNEES,
    rf"{_BEGIN}(?P<said>(?<!from )sit(?:ting)?(?: back)? (?:on|onto) your heels\b)": _KNEELS,
    rf"{_BEGIN}(?P<said>(?:your )?hands and knees\b|all fours\b|quadruped\b)": (_P.QUADRUPED,),
}

_ENGLISH_MENTIONED: Words = {
    rf"\b(?<!side[ -])(?<!prone )(?<!supine ){_LIE}{_NOT_MORE}": LYING,
    r"\b(?:on|onto) (?:your|the) back\b(?! of\b)|\bface[ -]?up\b|\bsupine\b|\bcrook\b": (_P.SUPINE,),
    rf"\b(?:on|onto) (?:your|the) {_TUMMY}\b|\bface[ -]?down\b|\bprone\b|\bplank\b|\b(?:push|press)-?up\b": (_P.PRONE,),
    rf"\bside[ -]lying\b|\bsideways\b|\b{_SIDE}\b": (_P.SIDE_LYING,),
    r"\bsit(?:s|ting)?\b|\bseated\b|\bperch\b|\btake a seat\b|\bbike\b": (_P.SEATED,),
    r"\bstand(?:s|ing)?\b|\bon your feet\b": (_P.STANDING,),
    r"\bkneel(?:ing)?\b(?! on both)|\bknees? on the\b|\bon (?:one|your) knees?\b|\byour heels\b": _KNEELS,
    r"\bon both knees\b": (_P.KNEELING,),
    r"\bhands and (?:your )?knees\b|\ball fours\b|\bquadruped\b|\btable ?top\b|\bkneel(?:ing)?\b": (_P.QUADRUPED,),
}

# Other languages ---------------------------------------------------------------------------------

_BEHIND = 80
"""How many characters before a posture are looked at; a clause is shorter."""
_CLAUSE_END = re.compile(r"[.,;:!?]\s|\b(?:und|et|y|e)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:h[aä]nde?n?|handfläche\w*|unterarme?n?|arme?n?|füße?n?|kissen|stuhl|hose|handtuch|decke|mains?|paumes?|bras|"
    r"avant-bras|pieds?|coussin|serviette|manos?|palmas?|brazos?|antebrazos?|planta|dedos|pies|coche|cojín|toalla|mani|"
    r"palm[oi]|braccio|braccia|avambracci\w*|piedi|cuscino|mãos?|braços?|antebraços?|pés|almofada|séries?|ciclos?|"
    r"handen|handpalm\w*|armen|onderarm\w*|voeten|kussen|handdoek)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:du|dich|euch|sich|ga|gaat)\b|[- ](?:vous|toi|se|te)\b|(?:ese|ate|(?:sdraia|stendi|metti|corica)ti)\b",
    re.IGNORECASE,
)
"""Who is moved is the person, after all: "Leg dich mit einem Kissen auf den Bauch."."""

_OTHERS: Mapping[str, Words] = {
    "de": {
        r"\bRückenlage\b|\bauf (?:den|dem|deinen|deinem|Ihren|Ihrem) Rücken\b": (_P.SUPINE,),
        r"\b(?:[ds]ich|liegen)\b[^.;!?]{0,40}\bGesicht nach oben\b": (_P.SUPINE,),
        r"\bBauchlage\b|\bauf (?:den|dem|deinen|deinem|Ihren|Ihrem) Bauch\b": (_P.PRONE,),
        r"\b(?:[ds]ich|liegen)\b[^.;!?]{0,40}\bGesicht nach unten\b": (_P.PRONE,),
        r"\bSeit(?:en)?lage\b|\bleg\w{0,2} (?:dich|euch|Sie sich) auf (?:die|eine|deine|Ihre)(?: \w+)? Seite\b": (
            _P.SIDE_LYING,
        ),
        r"\bVierfü(?:ß|ss)ler\w*|\ballen vieren\b|\bauf (?:die )?Hände und (?:die )?Knie\b": (_P.QUADRUPED,),
        r"\bleg\w{0,2} (?:dich|euch|Sie sich)\b(?![^.;!?]{0,60}\b(?:Rücken|Bauch|Seite|\w+lage|Gesicht)\b)": LYING,
        r"\bstell\w{0,2} (?:dich|euch|Sie sich)\b|\bsteh(?:e|en|st|end)?\b|\bim Stand\b": (_P.STANDING,),
        r"\bsetz\w{0,2} (?:dich|euch|Sie sich)\b|\bsitz(?:e|en|st|end)?\b|\bn(?:imm|ehmt|ehmen)(?: \w+){0,4} Platz\b": (
            _P.SEATED,
        ),
        r"\bknie(?:e|n|t|end)? (?:dich|euch|Sie sich)\b|\bkniend\b|\bKniestand\b|\bFersensitz\b": _ON_KNEES,
    },
    "fr": {
        r"\bsur le dos\b": (_P.SUPINE,),
        r"\b(?:sur|à plat) (?:le )?ventre\b": (_P.PRONE,),
        r"\b(?:allong|couch|étend)\w*(?:[- ](?:vous|toi))? sur (?:le|un) côté\b": (_P.SIDE_LYING,),
        r"\b(?:allong|couch|étend)\w*[- ](?:vous|toi)\b(?![^.;!?]{0,40}\b(?:dos|ventre|côté)\b)": LYING,
        r"\bà quatre pattes\b": (_P.QUADRUPED,),
        r"\bdebout\b|\b(?:levez-vous|lève-toi)\b(?![^.;!?]{0,30}\b(?:chaise|fauteuil|siège)\b)": (_P.STANDING,),
        r"\bassey(?:ez|ons)[- ]vous\b|\bassieds[- ]toi\b|\bassise?s?\b|\bpren(?:ez|ds) place\b": (_P.SEATED,),
        r"\bà genoux\b|\bagenouill\w*": _ON_KNEES,
    },
    "es": {
        r"\bboca arriba\b|\b(?:acuést|túmb|éch|acostad|tumbad)\w* (?:de espaldas|sobre la espalda)\b": (_P.SUPINE,),
        r"\bboca abajo\b": (_P.PRONE,),
        r"\b(?:acuést|túmb|éch|acostad|tumbad)\w* (?:de lado|de costado|sobre un lado)\b": (_P.SIDE_LYING,),
        r"\ba cuatro patas\b|\ba gatas\b|\ben cuadrupedia\b": (_P.QUADRUPED,),
        r"\bde pie\b|\bparad[oa]\b": (_P.STANDING,),
        r"\bsiént(?:ese|ate)\b|\bsentad[oa]\b": (_P.SEATED,),
        r"\bde rodillas\b|\barrod[ií]ll\w*": _ON_KNEES,
    },
    "it": {
        r"\bsupin[oa]\b|\bsulla schiena\b|\ba pancia in su\b": (_P.SUPINE,),
        r"\bpron[oa]\b|\ba pancia in giù\b": (_P.PRONE,),
        r"\b(?:sdrai|distes|mett(?:iti|etevi|ersi))\w* (?:su un|sul) fianco\b": (_P.SIDE_LYING,),
        r"\ba quattro zampe\b|\bcarponi\b": (_P.QUADRUPED,),
        r"\bin piedi\b": (_P.STANDING,),
        r"\bsied(?:iti|etevi|ersi)\b|\bsedut[oa]\b": (_P.SEATED,),
        r"\bin ginocchio\b|\binginocchi\w*": _ON_KNEES,
    },
    "pt": {
        r"\bde barriga para cima\b|\bdeit\w*(?:-se)? de costas\b": (_P.SUPINE,),
        r"\bde bruços\b|\bde barriga para baixo\b": (_P.PRONE,),
        r"\bdeit\w*(?:-se)? (?:de|sobre (?:o|um)) lado\b": (_P.SIDE_LYING,),
        r"\bde quatro\b|\bquatro apoios\b|\bde gatas\b": (_P.QUADRUPED,),
        r"\b(?:em|de) pé\b": (_P.STANDING,),
        r"\bsente-se\b|\bsenta-te\b|\bsentad[oa]\b": (_P.SEATED,),
        r"\bde joelhos\b|\bajoelh\w*": _ON_KNEES,
    },
    "nl": {
        r"\b(?:je|uw|de) rug liggen\b|\blig\w* op (?:je|uw|de) rug\b|\brugligging\b": (_P.SUPINE,),
        r"\b(?:je|uw|de) buik liggen\b|\blig\w* op (?:je|uw|de) buik\b|\bbuikligging\b": (_P.PRONE,),
        r"\b(?:je|uw|de)(?: \w+)? zij liggen\b|\blig\w* op (?:je|uw|de)(?: \w+)? zij\b|\bzijligging\b": (
            _P.SIDE_LYING,
        ),
        r"\bhanden en knieën\b": (_P.QUADRUPED,),
        r"\bga (?:\w+ )?staan\b|\bsta\b|\bstaande?\b": (_P.STANDING,),
        r"\bga (?:\w+ ){0,5}zitten\b|\bzit\b|\bzittende?\b|\bneemt?(?: \w+){0,4} plaats\b": (_P.SEATED,),
        r"\bkniel\w*": _ON_KNEES,
    },
}
"""A posture that one of these languages mentions is also asked for."""


_PATTERNS = {
    "en": _patterns(_ENGLISH_ASKED, _ENGLISH_MENTIONED),
    **{
        language: _patterns({f"(?P<said>{pattern})": positions for pattern, positions in words.items()}, words)
        for language, words in _OTHERS.items()
    },
}
