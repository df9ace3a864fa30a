"""Numbers in digits and words, and the sentences in which they stand."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from attrs import frozen

from ._patterns import NUMBER, VALUES, pattern

__all__ = ["FLOOR", "Numeral", "around", "numerals_in", "plainly", "value_of"]


@frozen(kw_only=True)
class Numeral:
    """A number, or a range of two, in its sentence.

    Attributes:
        low: The number, or the lower one of two; empty for words that stand for a number alone.
        high: The higher one of two.
        sole: Words that stand for a number alone: "a", "half a", "twice".
        ceiling: The words that make it the most, if they stand before it: "up to".
        earlier: What stands before it, as far as it is looked at.
        before: What of that stands in its sentence.
        after: What stands after it.
        start: Where it starts in the text.
        end: Where it ends.
    """

    low: str
    high: str
    sole: str
    ceiling: str
    earlier: str
    before: str
    after: str
    start: int
    end: int

    @property
    def is_one(self) -> bool:
        """Whether it is just one, as in "that makes one repetition"."""
        return not self.high and self.low.lower() in {"1", "one"}

    @property
    def value(self) -> Fraction:
        """The number, or the lower one of two."""
        return value_of(self.sole or self.low)


def numerals_in(text: str) -> Iterator[Numeral]:
    """The numbers of a text, in order.

    >>> [(each.low, each.high, each.sole) for each in numerals_in("Ten to 12 times, for half a minute")]
    [('Ten', '12', ''), ('', '', 'half a')]
    """
    for found in islice(_NUMERAL.finditer(text), _MOST):
        before, after = around(text, found.start(), found.end())
        parts = {name: words or "" for name, words in found.groupdict().items()}
        earlier = text[max(0, found.start() - _BEHIND) : found.start()]
        yield Numeral(**parts, earlier=earlier, before=before, after=after, start=found.start(), end=found.end())


_MOST = 100
"""How many numbers of a text are looked at: what has more is a table, not an instruction."""
_BEHIND = 100
"""How many characters before a number are looked at; a clause is shorter."""
_AHEAD = 60
"""How many after it."""
_SENTENCE_END = re.compile(r"(?<!\bsec)(?<!\bmin)[.;!\n](?=\s)|(?<=\bsec|\bmin)\.(?=\s[^a-z])")
"""A question belongs to its answer, and after "sec." the sentence may go on."""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same sentence, as far as it is looked at."""
    before = _SENTENCE_END.split(text[max(0, start - _BEHIND) : start])[-1]
    return before, _SENTENCE_END.split(text[end : end + _AHEAD])[0]


def plainly(text: str) -> str:
    """The text with the digits of all alphabets as 0 to 9, and every blank as a space; nothing changes its place.

    >>> plainly("\u0661\u0660\u00a0times")
    '10 times'
    """
    if text.isascii():
        return text
    return "".join([" " if each.isspace() else str(unicodedata.decimal(each, each)) for each in text])


_CEILING = (
    r"(?:up to|at (?:the )?most|(?:no|not) (?:more|longer) than|(?:anything )?(?:less than|fewer than|"
    r"shorter than|under|below)|as (?:long|many) as|(?:a )?max(?:imum|\.)?(?: of)?)"
)
FLOOR = (
    r"(?:at least|about|around|roughly|approximately|approx\.?|some|not quite|nearly|almost|just (?:under|over)|"
    r"(?:more|longer) than|(?:a )?min(?:imum|\.)(?: of)?|no(?:t)? (?:less|fewer) than|between)"
)
_SOLE = (
    r"an?(?= (?:(?:full|whole) )?(?:second|minute)\b)|half an?(?= (?:minute|hour)\b)|"
    r"half-(?=a-minute|minute)|(?:an?|one|two|three)(?:-| )(?:third|quarter|fifth|sixth|"
    r"tenth)s? of an?(?= (?:minute|hour)\b)|(?:[¼½¾⅓⅔⅕⅙]|[1-3]/[2-4])(?: of an?)?(?= minute\b)|(?:half |(?:two|"
    r"three) )?(?:an? )?dozen\b|an? couple of\b|an? hundred\b|twice\b"
)
_NUMERAL = pattern(
    rf"(?:(?<!\w)|(?<=x)(?=\d))(?<![$€£#])(?<!\d[.,:/])(?!(?<=\bfrom\s)(?:one|1) to\b)"
    rf"(?P<ceiling>{_CEILING} (?:an? )?)?(?:(?P<sole>{_SOLE})|"
    rf"(?P<low>{NUMBER})(?:(?:\s?[-\u2013\u2014]\s?|(?:-| )(?:to|or|and|up to)(?:-| ))(?P<high>{NUMBER}))?)"
)
"""One number or two; digits are not read out of a decimal, a time of day, a percentage or a word."""


def value_of(number: str) -> Fraction:
    """The value of a number in digits or words."""
    words = number.lower()
    if words[0].isdigit():
        return Fraction(words.split()[0].replace("½", ".5"))
    if not words[0].isalpha():
        return Fraction(unicodedata.numeric(words[0])).limit_denominator(10)
    parts = re.findall(r"[a-z]+", words)
    if unit := next((VALUES[each] for each in ("dozen", "couple", "hundred") if each in parts), 0):
        return unit * _MANY.get(parts[0], Fraction(1))
    if len(parts) > 1 and (part := _PARTS.get(parts[1].rstrip("s"))):
        return Fraction(VALUES.get(parts[0], 1), part)
    whole = sum(VALUES.get(each, 0) for each in parts if each not in ("a", "an"))
    return whole + Fraction("half" in parts, 2) or Fraction(1)


_MANY = {"half": Fraction(1, 2), "two": Fraction(2), "three": Fraction(3)}
"""How many dozens or hundreds."""
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
