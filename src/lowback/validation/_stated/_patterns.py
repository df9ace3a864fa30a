"""Patterns, and the words that several of them need.

Every pattern is tried on a window of fixed length, or repeats only what has a fixed limit, so that the time is
linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

__all__ = ["COUNTED_UP", "LIMB", "LIMBS", "MOVEMENTS", "NUMBER", "VALUES", "WORD", "Wording", "pattern"]


class Wording:
    """A pattern that is compiled when it is first needed: a text that tells nothing needs few."""

    def __init__(self, source: str) -> None:
        """Take the source of the pattern."""
        self._source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE | re.ASCII)

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """Find it anywhere."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """Find it at the start."""
        return self._compiled.match

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """Find it everywhere."""
        return self._compiled.finditer

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """Put something else in its place."""
        return self._compiled.sub


def pattern(*words: str) -> Wording:
    """A pattern of alternatives in which case does not matter, and a blank stands for white space, " ?" for none, too.

    >>> bool(pattern("two feet").search("TWO  FEET"))
    True
    """
    return Wording("|".join(words).replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"))


_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = (
    {word: value for value, word in enumerate(_ONES + _TEENS, start=1)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"a": 1, "twice": 2, "couple": 2, "dozen": 12, "hundred": 100}
)
"""Numbers that are words."""

WORD = rf"(?:(?:{'|'.join(_TENS)})(?:(?:-| )(?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS + _ONES)})\b"
NUMBER = rf"(?:\d{{1,4}}(?:\.5|½)?(?![\d%°]|[.,:/]\d)|{WORD}(?: and a half\b)?)"
"""A number in digits or words; digits are not read out of a decimal, a time of day or a percentage."""

LIMBS = r"(?:sides|legs|arms|knees|feet|heels|thighs|hips|elbows|hands|directions)"
LIMB = r"(?:side|leg|arm|knee|foot|heel|thigh|hip|elbow|hand|direction|way)"
MOVEMENTS = (
    r"(?:bridges|tilts|lifts|raises|circles|swings|squats|rolls|rotations|slides|curls|crunches|twists|bends|presses|"
    r"marches|lunges|extensions|taps|rocks|kicks|reaches|pulls|pushes|turns|squeezes|glides|dips|hinges|"
    r"(?:sit|push|press|curl|step|heel)-?ups|sit-to-stands|clams|stands|rises|planks|cats|cows|cat-cows|bird-?dogs|"
    r"knee-?bends|drops|waves|arches|hugs|repeats|ones|goes|passes|attempts|efforts|"
    r"(?:of (?:these|those|them)\b)|moves|movements)"
)
COUNTED_UP = pattern(r"\bcount(?:s|ing|ed)?(?: \w{4,8})? $")
"""Before "up to": numbers are counted, and there is no limit."""
