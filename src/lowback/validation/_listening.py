"""What any rule may have to look at in a text, found at one quick look for all rules together.

A rule about texts names the signs without one of which there is nothing in a text for it: words, or digits, or other
signs. Of most texts a rule then never hears.
"""

from collections.abc import Iterator, Sequence

from lowback._shape import says_none

from ._stated import has_digits, set_of, words_of

__all__ = ["DIGITS", "FOREIGN_LETTERS", "NOTHING", "SILENCE", "TO_DO", "Listener", "Signs", "says_nothing", "set_of"]

Signs = frozenset[bytes]
"""Words in small letters, as bytes; odd signs; and what stands for several of them, below."""

DIGITS = b"0"
"""A digit, of any alphabet."""
FOREIGN_LETTERS = b"\xff"
"""A letter or sign that is not of ASCII."""
TO_DO = b"to-do"
"""At the beginning; elsewhere the two words are common."""
NOTHING = b" "
"""See `says_nothing`."""

SILENCE: Signs = frozenset()
"""No sign at all."""


class Listener:
    """Hears which of the wanted signs are in texts: in all of them at one go, which takes half as long.

    >>> listener = Listener(set_of("one ten ?"), set_of("hold"))
    >>> {at: sorted(signs) for at, signs in listener.heard(["Hold for a while.", "Hold for TEN seconds?"]).items()}
    {1: [b'?', b'hold', b'ten']}
    """

    def __init__(self, wanted: Signs, beside: Signs) -> None:
        """Listen for signs; of those `beside` only in texts that have one of the wanted ones."""
        self._wanted, self._marks = wanted, wanted | beside | {_END}
        self._kept: dict[bytes, Signs] = {}

    def heard(self, texts: Sequence[str]) -> dict[int, Signs]:
        """The signs of the texts that have a wanted one, by their number."""
        joined = _BETWEEN.join(texts)
        if joined.count("\n") >= len(texts):
            joined = _BETWEEN.join([text.replace("\n", " ") for text in texts])
        spaced = _spaced(joined)
        marks = b" %b " % b" ".join(filter(self._marks.__contains__, spaced.split()))
        found = {at: self._signs(own) for at, own in enumerate(marks.split(_END)) if len(own) > len(b"  ")}
        for at, signs in self._rare_signs(texts, spaced):
            found[at] = found.get(at, SILENCE) | signs
        return {at: signs for at, signs in found.items() if signs}

    def _signs(self, marks: bytes) -> Signs:
        """The marks that stand in a text, unless none is a wanted one; many texts have the same."""
        signs = self._kept.get(marks)
        if signs is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            signs = frozenset(marks.split())
            signs = self._kept[marks] = SILENCE if self._wanted.isdisjoint(signs) else signs
        return signs

    def _rare_signs(self, texts: Sequence[str], spaced: bytes) -> Iterator[tuple[int, Signs]]:
        for at in [at for at, text in enumerate(texts) if 0 < len(text) <= _SHORT]:
            if says_nothing(texts[at]):
                yield at, frozenset([NOTHING])
        if b"to do" in spaced:
            for at, text in enumerate(texts):
                if text[:5].lower() == TO_DO.decode():
                    yield at, frozenset([TO_DO])
        if not spaced.isascii():
            for at, text in enumerate(texts):
                if not text.isascii():
                    digits = {DIGITS} if has_digits(text) else SILENCE
                    yield at, self._marks.intersection(words_of(text)) | digits | {FOREIGN_LETTERS}


def _spaced(joined: str) -> bytes:
    """The words, in small letters, and the odd signs of texts, and where each text ends, with blanks between them."""
    lowered = joined if joined.isascii() else joined.lower()
    spaced = lowered.encode(errors="replace").translate(_TOKENS)
    for sign in {*spaced.translate(None, _OF_WORDS)}:
        spaced = spaced.replace(bytes([sign]), b" %c " % sign)
    return spaced


def says_nothing(text: str) -> bool:
    """Whether all of a text stands where nothing is meant: "none", "n/a", "-"."""
    return 0 < len(text) <= _SHORT and says_none(text)


_SHORT = 8
"""Characters; nothing is said in few words."""
_BETWEEN = " \n "
_END = b"|"
"""What stands between two texts, before and after they are translated."""
_MOST_KEPT = 16_384
"""Texts with different marks; those of a few hundred exercises."""


def _token(code: int) -> str:
    sign = chr(code)
    if sign.isalpha():
        return sign.lower()
    return "0" if sign.isdigit() else {"\n": "|"}.get(sign, sign if sign in "?_{[#" else " ")


_TOKENS = "".join(map(_token, range(128))).encode() + bytes(range(128, 256))
_OF_WORDS = bytes(code for code in range(256) if chr(code) not in "0?_{[#")
