"""What any rule may have to look at in a text, found at one quick look for all rules together.

A rule about texts names the signs without one of which there is nothing in a text for it: words, or digits, or other
signs. Of most texts a rule then never hears.
"""

from collections.abc import Iterator

from lowback._shape import says_none

from ._stated import has_digits, set_of, words_of

__all__ = ["DIGITS", "FOREIGN_LETTERS", "NOTHING", "Heard", "Signs", "says_nothing", "set_of"]

Signs = frozenset[bytes]
"""Words in small letters, as bytes; odd signs; and what stands for several of them, below."""

DIGITS = b"0"
"""A digit, of any alphabet."""
FOREIGN_LETTERS = b"\xff"
"""A letter or sign that is not of ASCII."""
NOTHING = b" "
"""See `says_nothing`."""


_SILENCE: Signs = frozenset()


class Heard(dict[str, Signs]):
    """For each text that was asked for, those of the wanted signs that are in it; many texts are there many times.

    >>> heard = Heard(set_of("one ten ?"))
    >>> sorted(heard["Hold for TEN seconds?"])
    [b'?', b'ten']
    """

    def __init__(self, wanted: Signs) -> None:
        """Listen for these signs."""
        super().__init__()
        self._wanted = wanted
        self._kept: dict[Signs, Signs] = {}

    def __missing__(self, text: str) -> Signs:
        words = words_of(text)
        odd = text.encode(errors="replace").translate(_ODD, _USUAL)
        if odd or len(text) <= _SHORT or not text.isascii():
            words += _odd_signs(text, odd)
        heard = _SILENCE if self._wanted.isdisjoint(words) else self._wanted.intersection(words)
        self[text] = heard = self._kept.setdefault(heard, heard) if heard else heard  # most are alike
        return heard


def _odd_signs(text: str, odd: bytes) -> Iterator[bytes]:
    yield from {odd[at : at + 1] for at in range(len(odd))}
    if not text.isascii():
        yield FOREIGN_LETTERS
        if has_digits(text):
            yield DIGITS
    if says_nothing(text):
        yield NOTHING


def says_nothing(text: str) -> bool:
    """Whether all of a text stands where nothing is meant: "none", "n/a", "-"."""
    return len(text) <= _SHORT and bool(text.strip()) and says_none(text)


_SHORT = 8
"""Characters; nothing is said in few words."""
_ODD = bytes(ord("0") if chr(code).isdigit() else code for code in range(128)) + bytes(range(128, 256))
_USUAL = bytes(code for code in range(256) if chr(code) not in "0123456789?_{[#")
