"""A language: how phrases are made in it, and how long they take to say."""

import re
from functools import lru_cache

from attrs import frozen

__all__ = ["ENGLISH", "Language", "Voice", "capital", "joined", "seconds_to_say", "sentence"]


@frozen(kw_only=True)
class Voice:
    """How fast a calm voice speaks a language, in milliseconds; each is an upper limit.

    Attributes:
        start: Before the first sound.
        word: For each word.
        letter: For each letter.
        digit: For each digit.
        pause: After each sign that parts what is said, but for the last one.
    """

    start: int
    word: int
    letter: int
    digit: int
    pause: int

    def milliseconds(self, text: str) -> int:
        """How long the text takes to say, rounded up by nature of the limits."""
        letters = sum(map(str.isalpha, text))
        digits = sum(map(str.isdigit, text))
        pauses = len(_PAUSES.findall(text))
        return (
            self.start
            + self.word * len(text.split())
            + self.letter * letters
            + self.digit * digits
            + (self.pause * pauses)
        )


_PAUSES = re.compile(r"[.,;:!?](?=\s)")


@frozen
class Language:
    """A language that phrases are written in. Phrases are named by their English words.

    Attributes:
        tag: Its tag (BCP 47).
        voice: How fast it is spoken.
        direction: How it is written: "ltr" from left to right, "rtl" from right to left.
    """

    tag: str
    voice: Voice
    direction: str

    def phrase(self, phrase: str, /) -> str:
        """The phrase in this language, its values still to be put in."""
        return str(phrase)

    def say(self, phrase: str, /, **values: object) -> str:
        """The phrase with its values in place; the values are data and never read as a phrase."""
        return self.phrase(phrase).format(**values)

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """The form of a phrase that goes with the number, which is `{n}` in it."""
        return self.say(one if number == 1 else many, n=number, **values)


ENGLISH = Language("en", Voice(start=280, word=62, letter=68, digit=510, pause=255), direction="ltr")
"""Never under what espeak-ng 1.51 needs at 150 words a minute for any packaged text (`nox -s speech` measures it)."""


@lru_cache(maxsize=16_384)
def seconds_to_say(text: str, language: Language = ENGLISH) -> int:
    """Whole seconds in which the text can be said, by a calm voice of 150 words a minute.

    >>> seconds_to_say("Slowly lower your hips to the floor.")
    3
    >>> seconds_to_say("")
    0
    """
    return -(-language.voice.milliseconds(text) // 1000) if text else 0


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop at its end, where nothing else ends it."""
    return text if text.endswith((".", "!", "?", "。", "؟")) else f"{text}."


def joined(*texts: str) -> str:
    """The texts that say something, with blanks between."""
    return " ".join(filter(None, texts))
