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
    >>> [(at, sorted(signs)) for at, signs in listener.heard(["Hold for a while.", "Hold for TEN seconds?"])]
    [(1, [b'?', b'hold', b'ten'])]
    """

    def __init__(self, wanted: Signs, beside: Signs) -> None:
        """Listen for signs; of those `beside` only in texts that have one of the wanted ones."""
        self._wanted, self._marks = wanted, wanted | beside | {_END}
        self._kept: dict[Signs, Signs] = {}

    def heard(self, texts: Sequence[str]) -> Iterator[tuple[int, Signs]]:
        """The numbers of the texts that have a wanted sign, each with its signs."""
        for at, signs in enumerate(self._signs_in(texts)):
            if signs and not self._wanted.isdisjoint(signs):
                heard = frozenset(signs)
                yield at, self._kept.setdefault(heard, heard)  # most are alike

    def _signs_in(self, texts: Sequence[str]) -> list[list[bytes]]:
        signs: list[list[bytes]] = [[] for _ in texts]
        joined = "\n".join(texts)
        if joined.count("\n") >= len(texts):
            joined = "\n".join([text.replace("\n", " ") for text in texts])
        spaced, at = _spaced(joined), 0
        for mark in filter(self._marks.__contains__, spaced.split()):
            if mark == _END:
                at += 1
            else:
                signs[at].append(mark)
        for at, text in enumerate(texts):
            if len(text) <= _SHORT and says_nothing(text):
                signs[at].append(NOTHING)
        if b"to do" in spaced:
            for at, text in enumerate(texts):
                signs[at] += [TO_DO] if text[:5].lower() == TO_DO.decode() else []
        if not joined.isascii():
            for at, text in enumerate(texts):
                signs[at] += () if text.isascii() else self._foreign_signs_in(text)
        return signs

    def _foreign_signs_in(self, text: str) -> Signs:
        digits = {DIGITS} if has_digits(text) else SILENCE
        return self._marks.intersection(words_of(text)) | digits | {FOREIGN_LETTERS}


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
_END = b"|"
"""Stands between two texts."""


def _token(code: int) -> str:
    sign = chr(code)
    if sign.isalpha():
        return sign.lower()
    return "0" if sign.isdigit() else {"\n": "|"}.get(sign, sign if sign in "?_{[#" else " ")


_TOKENS = "".join(map(_token, range(128))).encode() + bytes(range(128, 256))
_OF_WORDS = bytes(code for code in range(256) if chr(code) not in "|0?_{[#")
