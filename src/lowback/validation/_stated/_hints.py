"""What is worth looking at: most texts state no amount."""

from collections.abc import Iterable
from itertools import chain

from ._foreign_words import SIGNS
from ._patterns import VALUES

__all__ = ["NUMBERS", "PARTNERS", "TELLING", "are_of_a_rest", "has_digits", "set_of", "signs_in", "words_of"]


def words_of(text: str) -> list[bytes]:
    """The words in small letters, as bytes, which takes a third of the time.

    What stands between other letters than those of English is there by itself, too, as patterns see it.

    >>> words_of("Hold for TEN seconds.")
    [b'hold', b'for', b'ten', b'seconds']
    """
    if text.isascii():
        return text.encode().translate(_IN_SMALL_LETTERS).split()
    lowered = text.lower().encode(errors="replace")
    return lowered.translate(_IN_SMALL_LETTERS).split() + lowered.translate(_ENGLISH_LETTERS).split()


_ASCII = 128
_ENGLISH_LETTERS = bytes(
    ord(chr(code).lower() if code < _ASCII and chr(code).isalpha() else " ") for code in range(256)
)
_IN_SMALL_LETTERS = _ENGLISH_LETTERS[:_ASCII] + bytes(range(_ASCII, 256))


def set_of(words: str) -> frozenset[bytes]:
    """Words to be looked for."""
    return frozenset(words.encode().split())


def signs_in(text: str) -> tuple[str, ...]:
    """The words, phrases and digits of a text, in small letters, without one of which no part of it tells an amount.

    >>> signs_in("Lift one knee towards your chest. Hold for TEN seconds. Once per leg is enough.")
    ('once per', 'seconds', 'ten')
    """
    digits = {letter for letter in text if letter.isnumeric()} if has_digits(text) else set[str]()
    telling = TELLING.intersection(words_of(text))
    if not telling and not digits:
        return ()  # the usual case, quickly
    lowered = text.lower() if telling & _PHRASES.keys() else ""
    phrases = [phrase for word in telling for phrase in _PHRASES.get(word, ()) if phrase in lowered]
    return tuple(sorted({*digits, *phrases, *(word.decode() for word in telling - _PHRASES.keys())}))


def are_of_a_rest(signs: Iterable[str]) -> bool:
    """Whether one of these is a digit, a unit of time or the word for a set, as rests have.

    >>> are_of_a_rest(signs_in("Take three breaths.")), are_of_a_rest(signs_in("Rest for ten seconds."))
    (False, True)
    """
    return any(sign in _RESTING or sign.isnumeric() or sign.endswith("round") for sign in signs)


def has_digits(text: str) -> bool:
    """Whether there is a digit, of any alphabet, or a fraction.

    >>> has_digits("\u0661 minute")
    True
    """
    if text.isascii():
        return bool(text.encode().translate(None, _NO_DIGITS))
    return any(map(str.isnumeric, text))


_NO_DIGITS = bytes(code for code in range(_ASCII) if not chr(code).isdigit())
_UNITS = "second seconds sec secs minute minutes min mins hour set sets"
_FOREIGN = " ".join(chain.from_iterable(SIGNS.values()))
NUMBERS = set_of(" ".join([*VALUES, _UNITS, _FOREIGN])) - {b"a", b"one", b"half"}
"""Words that are numbers or have some beside them. Just one of anything is no amount, but one set is."""
_WORDS = NUMBERS | set_of(
    "none nil staying single third fourth fifth sixth seventh eighth ninth tenth eleventh "
    "twelfth thirteenth fourteenth fifteenth sixteenth eighteenth twentieth thirtieth"
)
_ROUNDS = ("one", "another", "no", "next", "between", "between the")
_STAYING = ("hold", "stay", "paus")
_AFTER_ONCE = ("is enough", "is plenty", "per", "on each", "with each", "for each", "through")
_PHRASES = {
    b"once": tuple(f"once {words}" for words in _AFTER_ONCE),
    b"only": ("only once",),
    b"just": ("just once",),
    b"round": tuple(f"{word} round" for word in _ROUNDS),
    b"rounds": tuple(f"{word} round" for word in _ROUNDS),
    b"need": tuple(f"need to {verb}" for verb in _STAYING),
    **{word: tuple(f"{word.decode()} {verb}" for verb in _STAYING) for word in (b"never", b"without", b"not")},
    b"don": tuple(f"don{mark}t {verb}" for verb in _STAYING for mark in "'\u2019"),
}
"""What is told without a number in words that are common alone."""
TELLING = frozenset((*_WORDS, *_PHRASES))
"""Without one of these words, and without a digit, no amount is told."""
_HOLDING = set_of("hold holds holding stay stays staying pause pauses paused pausing")
PARTNERS = {
    b"once": set_of("enough plenty per each through only just"),
    **dict.fromkeys((b"only", b"just"), set_of("once")),
    **dict.fromkeys((b"round", b"rounds"), set_of("one another no next between")),
    **dict.fromkeys((b"need", b"never", b"without", b"not", b"don"), _HOLDING),
}
"""For words of phrases those of which one is in the phrase, too."""
_UNITS_OF_TIME = "sekunde sekunden minuten secondes segundos minutos secondi minuti minuut seconden"
_RESTING = frozenset(f"{_UNITS} {_UNITS_OF_TIME} none nil".split())
