"""How a number is meant: just so, about so, at most or at least so."""

from ._amount import Leeway
from ._numbers import Numeral
from ._patterns import COUNTED_UP, pattern

__all__ = ["NOT_MORE", "leeway_of"]

NOT_MORE = pattern(
    r"(?:\bnot|\bnever|n't|\bcannot|\bavoid)\b[^,]{0,40}\b(?:more|longer) than $",
    r"\b(?:not|never|n't) (?:exceed|go (?:beyond|over|above|past)) $",
    r"\b(?:not|never|n['\u2019]t|cannot)\b[^,;]{0,40}\b(?:beyond|past|over|above)(?: the)? $",
    r"\bmax(?:imum)? (?:is|of) $",
    r"\b(?:cap|limit)(?:ped|ed)? (?:it |this |them |yourself )?(?:at|to) $",
)
_LESS = pattern(r"\b(?:less|fewer|shorter|under|below)\b")
_TOO_LITTLE = pattern(
    r"[^.;]{0,50}\b(?:waste|useless|pointless|no (?:use|good|effect|point)|not enough|too (?:short|little|few)|"
    r"at risk|does (?:nothing|little))\b"
)
_TOO_MUCH = pattern(
    r"[^.;]{0,30}\b(?:brings|gives|does|adds) (?:nothing|no)|[^.;]{0,30}\b(?:too (?:long|much|many)|waste)\b"
)
"""After a limit: it is one, because less or more is blamed."""
_NOT_LESS = pattern(r"(?:\bno|\bnot|\bnever|n['\u2019]t)\b[^,]{0,30}$")
"""Before "fewer than"."""
_AT_MOST = pattern(r"(?:,| \()? ?(?:at (?:the )?(?:most|longest)|or (?:less|fewer|shorter)|max(?:imum|\.)?)(?!\w)")
_AT_LEAST = pattern(
    r"\b(?:at least|(?:more|longer) than|(?:a )?min(?:imum|\.)?(?: of| is)?|no(?:t)? (?:less|"
    r"fewer) than)(?: an?)? $"
)
_MORE = pattern(r" or (?:more|longer)\b|\+")
_OR_MORE = pattern(r"(?: or (?:more|longer)|\+|(?:,| \()? ?(?:at (?:the )?least|min(?:imum|\.)?))(?!\w)")
_ABOUT = pattern(
    r"\b(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|not quite|just (?:under|over)|circa|"
    r"ca\.?)(?: an?)? $"
)
_OR_SO = pattern(r"(?: \w{3,12})? or so\b")


def leeway_of(numeral: Numeral, length: int) -> Leeway:
    """How a number is meant; its unit takes the next `length` characters."""
    before, beyond = numeral.before, numeral.after[length:]
    counted_up = COUNTED_UP.search(before)
    if numeral.ceiling and (_NOT_LESS.search(before) or (_LESS.search(numeral.ceiling) and _TOO_LITTLE.match(beyond))):
        return Leeway.AT_LEAST
    if _AT_LEAST.search(before) and _TOO_MUCH.match(beyond):
        return Leeway.AT_MOST
    if (numeral.ceiling and not counted_up) or NOT_MORE.search(before) or _AT_MOST.match(beyond):
        return Leeway.AT_MOST
    if _AT_LEAST.search(before) or _MORE.match(numeral.after) or _OR_MORE.match(beyond):
        return Leeway.AT_LEAST
    return Leeway.ABOUT if _ABOUT.search(before) or _OR_SO.match(numeral.after) else Leeway.EXACT
