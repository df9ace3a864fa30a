"""Rules about texts as such. They look only at texts that are not plain words, see `_shape`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from lowback._shape import MAX_TEXT, shown
from lowback.diagnostics import Severity
from lowback.model import Exercise
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["RULES"]

_MARKUP = re.compile(
    r"</?[A-Za-z!?]|&(#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]{2,});|\b(javascript|vbscript|data):\S", re.IGNORECASE
)
_BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def markup(text: str, _: Scope) -> Iterator[Found]:
    """Texts are plain: no HTML, no entity, no script."""
    if found := _MARKUP.search(text):
        start = found.start()
        yield Found(
            f"got markup, {shown(text[start : start + 20])}, expected plain text", (), "write it in plain words"
        )


def bidirectional_text(text: str, _: Scope) -> Iterator[Found]:
    """No invisible sign changes the direction in which a text is shown."""
    if found := _BIDIRECTIONAL.search(text):
        yield Found(f"got {_named(found.group())}, which changes the order of what is shown, expected letters only")


def lone_surrogate(text: str, _: Scope) -> Iterator[Found]:
    """Every character is whole."""
    if any("\ud800" <= each <= "\udfff" for each in text):
        yield Found("half of a character pair (a lone surrogate) stands in this text, expected whole characters")


def control_character(text: str, _: Scope) -> Iterator[Found]:
    """No character tells a terminal or a page to do something."""
    odd = next((each for each in text if unicodedata.category(each) in ("Cc", "Co", "Cn", "Zl", "Zp")), None)
    if odd is not None:
        what = {"\n": "a line break", "\t": "a tab"}.get(odd) or _named(odd)
        yield Found(f"got {what}, expected one line of characters that can be seen")


_JOINED = (
    "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc"  # Arabic and its kin
    "\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1b00-\u1bff\ua980-\ua9ff\uaa60-\uaa7f"  # India and beyond
)
"""Letters and signs of scripts in which a joiner tells how letters are written."""
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_BELONGING = re.compile(
    f"(?<=[{_JOINED}])[\u200c\u200d]"
    f"|[{_EMOJI}][\ufe0f\U0001f3fb-\U0001f3ff]?\u200d(?=[{_EMOJI}])"  # several emoji that make one
    "|\U0001f3f4[\U000e0020-\U000e007f]+"  # the flag of a country within a country
    "|[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]"  # signs of numbers and verses: they can be seen
)
"""Characters of the invisible sort that are part of how something is written."""


def invisible_character(text: str, _: Scope) -> Iterator[Found]:
    """What cannot be seen cannot be checked; joiners belong to some scripts and emoji."""
    hidden = next(
        (
            each
            for each in _BELONGING.sub("", text)
            if unicodedata.category(each) == "Cf" and not _BIDIRECTIONAL.match(each)
        ),
        None,
    )
    if hidden is not None:
        yield Found(f"got {_named(hidden)}, expected characters that can be seen")


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")


def long_text(text: str, _: Scope) -> Iterator[Found]:
    """A text fits on a page."""
    if len(text) > MAX_TEXT:
        yield Found(f"got {len(text):,} characters, expected at most {MAX_TEXT:,}")


# Language ----------------------------------------------------------------------------------------

_TELLING = {
    "en": "the and your of with keep from both then until",
    "de": "der die das und den dem mit auf ist ein eine nicht sich sie",
    "fr": "le la les et des une vos votre avec sur est dans pour du",
    "es": "el los las y una con sobre es para del sus tu",
    "it": "il gli e una con sul della nel per di che sono",
    "pt": "os as e uma com sobre seu sua no na do da",
    "nl": "het een en met op van je niet uw naar",
}
"""The most frequent words, but for those that look the same in many languages."""

_LANGUAGES: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _TELLING.items() if word in words.split())
    for word in " ".join(_TELLING.values()).split()
}
_ENOUGH = 4
"""Telling words that make a language; fewer may be a name or a quotation."""
_WORD = re.compile(r"[^\W\d_]+")


def wrong_language(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """The steps are in the language of the catalog, as far as its most frequent words tell."""
    declared = scope.language.partition("-")[0].casefold()
    if declared not in _TELLING:
        return
    text = " ".join([step.text for step in exercise.steps])
    if declared == "en" and text.count(" the ") + text.count(" your ") >= _ENOUGH:
        return  # the usual case, quickly
    words = _WORD.findall(text.casefold())
    counts = Counter(chain.from_iterable(_LANGUAGES.get(word, ()) for word in words))
    likeliest, count = max(counts.items(), key=itemgetter(1), default=("", 0))
    if count >= _ENOUGH and counts[declared] * 2 < count:
        telling = sorted({word for word in words if likeliest in _LANGUAGES.get(word, ())})
        words_shown = ", ".join(repr(word) for word in telling[:4])
        yield Found(f"got words of the language {likeliest!r} ({words_shown}), expected {declared!r}", ("steps",))
    elif not text.isascii() and 2 * sum(map(_is_latin, text)) < sum(map(str.isalpha, text)):
        yield Found(f"got letters that are not Latin, expected a text in {declared!r}", ("steps",))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


RULES = (
    Rule("markup", str, markup),
    Rule("bidirectional-text", str, bidirectional_text),
    Rule("lone-surrogate", str, lone_surrogate),
    Rule("control-character", str, control_character),
    Rule("invisible-character", str, invisible_character, Severity.WARNING),
    Rule("long-text", str, long_text),
    Rule("wrong-language", Exercise, wrong_language, Severity.WARNING, needs=("steps.text",)),
)
