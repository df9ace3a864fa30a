"""What is worth looking at: most texts state no amount."""

from itertools import chain

from ._foreign_words import SIGNS
from ._patterns import VALUES

__all__ = ["NUMBERS", "has_digits", "may_tell", "set_of", "words_of"]


def words_of(text: str) -> list[bytes]:
    """The words in small letters, as bytes, which takes a third of the time.

    >>> words_of("Hold for TEN seconds.")
    [b'hold', b'for', b'ten', b'seconds']
    """
    return text.lower().encode(errors="replace").translate(_APART).split()


_ASCII = 128
_APART = bytes(code if code >= _ASCII or chr(code).isalnum() else ord(" ") for code in range(256))


def set_of(words: str) -> frozenset[bytes]:
    """Words to be looked for."""
    return frozenset(words.encode().split())


def may_tell(text: str) -> bool:
    """Whether it is worth looking closer: most texts tell no amount.

    >>> may_tell("Lift one knee towards your chest.")
    False
    """
    return not _WORDS.isdisjoint(words_of(text)) or has_digits(text)


def has_digits(text: str) -> bool:
    """Whether there is a digit, of any alphabet, or a fraction.

    >>> has_digits("\u0661 minute")
    True
    """
    if text.isascii():
        return bool(text.encode().translate(None, _NO_DIGITS))
    return any(map(str.isnumeric, text))


_NO_DIGITS = bytes(code for code in range(_ASCII) if not chr(code).isdigit())
_UNITS = "second seconds minute minutes hour set sets round rounds count counts"
_FOREIGN = " ".join(chain.from_iterable(SIGNS.values()))
NUMBERS = set_of(" ".join([*VALUES, _UNITS, _FOREIGN])) - {b"a", b"one", b"half"}
"""Words that are numbers or have some beside them. Just one of anything is no amount, but one set is."""
_WORDS = NUMBERS | set_of("once none nil third fourth fifth sixth seventh eighth ninth tenth twelfth")
