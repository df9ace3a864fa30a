"""What any rule may have to look at in a text, found at one quick look for all rules together.

A rule about texts names the signs without one of which there is nothing in a text for it: words, or digits, or other
signs. Of most texts a rule then never hears.
"""

from lowback._shape import says_none

from ._stated import has_digits, set_of, words_of

__all__ = ["DIGITS", "FOREIGN_LETTERS", "NOTHING", "SILENCE", "TO_DO", "Heard", "Signs", "says_nothing", "set_of"]

Signs = frozenset[bytes]
"""Words in small letters, as bytes; odd signs; and what stands for several of them, below."""

DIGITS = b"0"
"""A digit, of any alphabet."""
FOREIGN_LETTERS = b"\xff"
"""A letter or sign that is not of ASCII."""
TO_DO = b"to-do"
"""The first two words, which are common otherwise."""
NOTHING = b" "
"""See `says_nothing`."""


SILENCE: Signs = frozenset()
"""No sign at all."""


class Heard(dict[str, Signs]):
    """For each text that was asked for lately, the wanted signs that are in it; many texts are there many times.

    >>> heard = Heard(set_of("one ten ?"), set_of("hold"))
    >>> sorted(heard["Hold for TEN seconds?"]), sorted(heard["Hold for a while."])
    ([b'?', b'hold', b'ten'], [])
    """

    def __init__(self, wanted: Signs, beside: Signs) -> None:
        """Listen for signs; of those `beside` only in texts that have one of the wanted ones."""
        super().__init__()
        self._wanted, self._all = wanted, wanted | beside
        self._kept: dict[Signs, Signs] = {}

    def __missing__(self, text: str) -> Signs:
        signs = words_of(text)
        if odd := text.encode(errors="replace").translate(_ODD, _USUAL):
            signs += [sign for sign in _ODD_SIGNS if sign in odd]
        if signs[:2] == [b"to", b"do"]:
            signs.append(TO_DO)
        if not text.isascii():
            signs += _foreign_signs(text)
        if len(text) <= _SHORT and says_nothing(text):
            signs.append(NOTHING)
        heard = SILENCE if self._wanted.isdisjoint(signs) else self._all.intersection(signs)
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[text] = heard = self._kept.setdefault(heard, heard) if heard else heard  # most are alike
        return heard


def _foreign_signs(text: str) -> list[bytes]:
    return [FOREIGN_LETTERS, DIGITS] if has_digits(text) else [FOREIGN_LETTERS]


def says_nothing(text: str) -> bool:
    """Whether all of a text stands where nothing is meant: "none", "n/a", "-"."""
    return 0 < len(text) <= _SHORT and says_none(text)


_MOST_KEPT = 16_384
"""Texts; those of a few hundred exercises, as variants stand near each other."""
_SHORT = 8
"""Characters; nothing is said in few words."""
_ODD_SIGNS = (DIGITS, b"?", b"_", b"{", b"[", b"#")
_ODD = bytes(ord("0") if chr(code).isdigit() else code for code in range(128)) + bytes(range(128, 256))
_USUAL = bytes(code for code in range(256) if chr(code) not in "0123456789?_{[#")
