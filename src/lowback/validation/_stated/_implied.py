"""Amounts that are told without a number that counts: sets by their order, no rest at all, once for each leg."""

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from ._amount import Amount, Leeway, What
from ._conditions import is_meant
from ._hints import set_of, words_of
from ._numbers import around, plainly, value_of
from ._patterns import LIMB, NUMBER, Wording, pattern

__all__ = ["MORE_SETS", "SAYINGS", "implied_in"]

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
)
_ORDINALS: Mapping[str, int] = {word: value for value, word in enumerate(_FIRST.split(), start=1)} | {
    "twentieth": 20,
    "thirtieth": 30,
}
_NTH = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_LATER = r"(?:second|third|fourth|fifth|2nd|3rd|4th|5th)"
_THE = r"(?:the|your)"
_SET = r"(?:set|round)"
_SETS = rf"(?:{_THE} )?(?:sets|rounds)"
_DONE = r"(?:stop|finish(?:ed)?|done|call it a day|enough|end|over|through)"
_REP = r"(?:repetition|rep|one|time|lift|go|raise|bridge|squat|curl|stand|squeeze)"
MORE_SETS = pattern(rf"\b(?:another|one more|a further|an extra) {_SET}\b")


@frozen
class _Saying:
    """A way to tell an amount.

    Attributes:
        what: What it counts.
        signs: Words in small letters, as bytes; without one of them it is not said.
        words: What is said; the group, if there is one, tells how many.
        count: How many, where the words do not tell.
        leeway: Whether there may be more.
    """

    what: What
    signs: frozenset[bytes]
    words: Wording
    count: int = 1
    leeway: Leeway = Leeway.EXACT


_OF_SETS = set_of("set sets round rounds through")
SAYINGS = (
    _Saying(
        What.SETS,
        _OF_SETS,
        pattern(
            rf"\b{_DONE}\b[^.;,]{{0,20}} after {_THE} ({_NTH}) {_SET}\b",
            rf"\bafter {_THE} ({_NTH}) {_SET},? (?:you are|you're|you have|call|stop|that is|it is)\b",
            rf"\b{_DONE} after {_SET} ({NUMBER})",
            rf"\b({_LATER}) and (?:last|final) {_SET}\b",
        ),
    ),
    _Saying(
        What.SETS,
        _OF_SETS,
        pattern(
            rf"\b(?:the|an?|your) ({_LATER}) {_SET}\b",
            rf"\b(?:start|begin|before|then|after|in|during) {_SET} ({NUMBER})",
            rf"(?:^|[.;,] ){_SET} ({NUMBER}):",
        ),
        leeway=Leeway.REACHED,
    ),
    _Saying(What.SETS, _OF_SETS, MORE_SETS, 2, Leeway.REACHED),
    _Saying(What.SETS, _OF_SETS, pattern(r"\bboth (?:sets|rounds)\b(?! of)"), 2),
    _Saying(
        What.SETS,
        _OF_SETS,
        pattern(
            rf"\bno (?:second|further|more|other) {_SET}s?\b",
            rf"\b(?:skip|leave out|drop) the second {_SET}\b",
            rf"\b(?:a single|just (?:the )?one|only one) {_SET}\b",
            rf"\b{_SET} of one\b",
            r"\bonce through\b",
        ),
    ),
    _Saying(
        What.REPS,
        set_of("after last final"),
        pattern(
            r"\b(?:stop|finish|rest|end|done|enough|lower|change|switch|"
            rf"swap)\w*[^.;,]{{0,12}} after {_THE} ({_NTH}) {_REP}\b",
            rf"\b({_NTH}) and (?:last|final) {_REP}\b",
            rf"\bafter {_THE} ({_NTH}) {_REP},? (?:you|stop|rest|change|switch|that)\b",
        ),
    ),
    _Saying(
        What.HOLD,
        set_of("three two"),
        pattern(
            r"\b(?:hold|stay|freeze|squeeze)\b[^.;]{0,20}\bone(?:\.{2,3}|,|\u2026) ?(?:\w{3,5}(?:\.{2,3}|"
            rf",|\u2026) ?){{0,18}}({NUMBER})(?!(?:\.{{2,3}}|,|\u2026) ?{NUMBER})",
        ),
    ),
    _Saying(
        What.HOLD,
        set_of("hold holding stay staying pause pausing"),
        pattern(
            r"\b(?:no need to|never|do not|don['\u2019]t|without) (?:hold|stay|paus)(?:e|"
            r"ing)?(?: (?:at the (?:top|end|bottom)|there|it|still|the (?:\w{3,5} )?(?:top|end|stretch|position)|"
            r"position))*(?: even (?:for )?a moment)?(?=\s?(?:$|[.,;!]))(?!, (?:but|only|just))"
        ),
        0,
    ),
    _Saying(
        What.REST,
        _OF_SETS | set_of("none nil"),
        pattern(
            r"\b(?:sets|rounds) (?:\w{2,8} ){0,2}without (?:an? |any )?(?:rest|break|pause)\b",
            rf"\b(?:no|without(?: an?| any)?) (?:rest(?:ing)?|breaks?|pauses?|pausing) between {_SETS}\b",
            rf"\b(?:skip|leave out|drop|forget) (?:the |any )?(?:rest|breaks?|pauses?) between {_SETS}\b",
            rf"\b(?:do not|don['\u2019]t|never) (?:rest|pause|stop) between {_SETS}\b",
            r"\brest(?: between (?:the )?sets)?: (?:none|nil)\b",
            rf"\b(?:straight|directly|immediately) (?:on |in)?(?:(?:to|with) )?(?:the|your) next {_SET}\b",
        ),
        0,
    ),
    _Saying(
        What.REPS,
        set_of("once just only"),
        pattern(
            r"\bonce is (?:enough|plenty)\b",
            rf"\b(?:just|only) (?:a single|one) {_REP}\b(?! (?:after|at|leg|arm|side))",
            r"\b(?:just|only) once\b(?! (?:an?|per|every|each|daily|you)\b)",
            rf"\bonce (?:per|(?:on|with|for) each) {LIMB}\b",
        ),
    ),
)


def implied_in(text: str) -> Iterator[Amount]:
    """The amounts that are told so, where they are told of this exercise, now.

    >>> [(each.what.value, each.low, each.leeway.value) for each in implied_in("Rest before the second set.")]
    [('sets', 2, 'as many as')]
    """
    plain, words = plainly(text), words_of(text)
    for saying in SAYINGS if not _SIGNS.isdisjoint(words) else ():
        for found in () if saying.signs.isdisjoint(words) else saying.words.finditer(plain):
            if is_meant(*around(plain, found.start(), found.end()), times=None, seconds=False):
                count = _count(found, saying.count)
                yield Amount(
                    what=saying.what,
                    low=count,
                    high=count,
                    leeway=saying.leeway,
                    between_sets=saying.what is What.REST,
                    words=text[found.start() : found.end()],
                    start=found.start(),
                )


_SIGNS = frozenset[bytes]().union(*(saying.signs for saying in SAYINGS))


def _count(found: re.Match[str], otherwise: int) -> int:
    told = found[found.lastindex].lower() if found.lastindex else ""
    if not told:
        return otherwise
    return _ORDINALS.get(told) or int(value_of(told.rstrip("stndrh") if told[0].isdigit() else told))
