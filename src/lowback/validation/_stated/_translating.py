"""Amounts in other languages, put into English words.

Only words that stand around numbers are known. The rest stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from typing import TypeVar

from attrs import evolve, frozen

from ._foreign_words import NUMBERS, SIGNS, WORDS
from ._hints import set_of

__all__ = ["FOREIGN", "English", "Said", "as_english", "in_english", "read_in_english"]

FOREIGN = set_of(" ".join(chain.from_iterable(SIGNS.values())))
"""Words that tell any of the languages."""
_ENGLISH = frozenset(["the", "your", "with", "and", "you"])
"""A text with one of these is English."""
_SHARED = frozenset(["de"])
"""What is a word of several languages, and tells one where nothing else does."""
_BETWEEN_WORDS = re.compile(r"[^\w-]+|-")


@frozen(kw_only=True)
class Said:
    """Words of a text that say something.

    Attributes:
        words: The words as they stand in the text.
        start: Where they start.
    """

    words: str
    start: int

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.words)


_Said = TypeVar("_Said", bound=Said)


def read_in_english(text: str, read: Callable[[str], Iterable[_Said]]) -> tuple[_Said, ...]:
    """What an English reader reads in a text, with the words and places of the text that came.

    >>> read_in_english("Drei Mal", lambda text: [Said(words=text, start=0)])
    (Said(words='Drei Mal', start=0),)
    """
    english = in_english(text)
    if english is None:
        return tuple(read(text))
    return tuple(_as_written(said, english, text) for said in read(english.text))


def _as_written(said: _Said, english: "English", text: str) -> _Said:
    start, end = english.starts[said.start], english.ends[said.end - 1]
    return evolve(said, start=start, words=text[start:end])


@frozen
class English:
    """A text with its amounts in English.

    Attributes:
        text: The text.
        starts: For each of its characters, where the words that it stands for start in the text that came.
        ends: Where they end.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def in_english(text: str) -> English | None:
    """The text with its amounts in English; None for one that is English, or of a language that is not known.

    >>> in_english("Maintenez la position pendant dix secondes.").text
    'hold la position for ten seconds.'
    >>> in_english("Hold for ten seconds.") is None
    True
    """
    words = frozenset(_BETWEEN_WORDS.split(text.lower()))
    if _ENGLISH & words:
        return None
    language = max(SIGNS, key=lambda each: _signs_of(each, words))
    if not SIGNS[language] & words:
        return None
    pattern, meanings = _vocabulary(language)
    pieces: list[tuple[str, int, int]] = []
    done = 0
    for found in pattern.finditer(text):
        pieces += _as_it_is(text, done, found.start())
        if text[found.start() - 1 : found.start()].isdigit():
            pieces.append((" ", found.start(), found.start()))  # as in "15-mal"
        pieces += ((letter, found.start(), found.end()) for letter in meanings[found.lastgroup or ""])
        done = found.end()
    letters, starts, ends = zip(*pieces, *_as_it_is(text, done, len(text)), strict=True)
    return English("".join(letters), starts, ends)


def _signs_of(language: str, words: frozenset[str]) -> tuple[int, int, int]:
    """How much tells a language: its own words, then its numbers, then words that it shares with others."""
    signs = SIGNS[language] & words
    return len(signs - _SHARED), len(NUMBERS[language].keys() & words), len(signs)


def as_english(text: str) -> str:
    """The text with its amounts in English, whatever its language.

    >>> as_english("Dix fois au total."), as_english("Ten in all.")
    ('ten times in total.', 'Ten in all.')
    """
    english = in_english(text)
    return text if english is None else english.text


def _as_it_is(text: str, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    return ((text[at], at, at + 1) for at in range(start, end))


@cache
def _vocabulary(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What is replaced in a language, longer words first, and by which words."""
    entries = [(words, meaning) for meaning, words in WORDS[language].items()] + [*NUMBERS[language].items()]
    if language == "de":
        entries += [(f"{number}-(?= (?:bis|oder))", english) for number, english in NUMBERS[language].items()]
    entries.sort(key=lambda entry: -max(map(len, entry[0].split("|"))))
    groups = "|".join(rf"(?P<w{at}>(?<![^\W\d_])(?:{words})(?![^\W_]))" for at, (words, _) in enumerate(entries))
    return re.compile(groups, re.IGNORECASE), {f"w{at}": english for at, (_, english) in enumerate(entries)}
