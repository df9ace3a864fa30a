"""Rules about the language of texts, as far as their most frequent words tell."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from lowback._shape import MAX_TEXT
from lowback.diagnostics import Severity
from lowback.model import Exercise
from lowback.validation._listening import FOREIGN_LETTERS, Signs, set_of
from lowback.validation._prose import DOING, MINDING, Prose
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["LANGUAGES", "RULES"]

_TELLING = {
    "en": "the and your of with keep from both then until to you it up down other knee knees leg legs feet floor back "
    "hips slowly lift lower hold bend raise breathe",
    "de": "der die das und den dem mit auf ist ein eine nicht sich sie zum zur im becken knie rücken bein beine beinen "
    "fersen fuß füße boden halten halte heb hebe heben senke senken langsam wieder zurück dann atme bauch",
    "fr": "le la les et des une vos votre avec sur est dans pour du genou genoux jambe jambes pied pieds sol bras "
    "lentement inspirez expirez levez gardez pliez revenez puis",
    "es": "el los las y una con sobre es para del sus tu rodilla rodillas pierna piernas pies espalda suelo brazo "
    "lentamente despacio levante baje mantenga respire luego",
    "it": "il gli una con sul della nel di che sono ginocchio ginocchia gamba gambe piede piedi schiena pavimento "
    "lentamente solleva mantieni respira poi",
    "pt": "os uma com sobre seu sua não para ao joelho joelhos perna pernas pés costas chão devagar levante abaixe "
    "mantenha respire depois",
    "nl": "het een en met op van je niet uw naar knieën benen voet voeten vloer langzaam til houd adem",
}
"""The most frequent words, and those that exercises need; without those that are words of English, too."""

LANGUAGES = tuple(_TELLING)
"""The languages whose words are known."""

_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _TELLING.items() if word in words.split())
    for word in " ".join(_TELLING.values()).split()
}
_USUAL = {language: frozenset(words.split()) for language, words in _TELLING.items()}
_FIRST = {language: [f" {word} " for word in words.split()[:3:2]] for language, words in _TELLING.items()}
_FEW, _ENOUGH = 2, 3
"""Telling words that make a language: few where nothing else is said; one may be a name or a quotation."""
_WORD = re.compile(r"[^\W\d_]+")


def wrong_language(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Every text is in the language of the catalog. Where most steps are in another, that is told once."""
    if scope.spoken not in _TELLING:
        return
    placed: Prose = []
    for passage in (DOING, MINDING):
        if told := scope.told(passage, exercise, _foreign_signs(scope.spoken)):
            paths = passage.placed(exercise)
            placed += [(paths[at][0], text) for at, text, _ in told]
    foreign = {
        path: why
        for path, text in placed
        if not _is_usual(text, scope.spoken) and (why := _foreign(text[:MAX_TEXT], scope.spoken))
    }
    steps = [path for path in foreign if path[0] == "steps" and path[2] == "text"]
    if 2 * len(steps) > len(exercise.steps):
        yield Found(f"got {foreign[steps[0]]}, expected {scope.spoken!r}", ("steps",))
        return
    for path, why in foreign.items():
        if path[2:] != ("short_text",) or (*path[:2], "text") not in foreign:
            yield Found(f"got {why}, expected {scope.spoken!r}", path)


def _foreign_signs(language: str) -> Signs:
    """Without one of these a text is in the language, or in one that is not known."""
    return _FOREIGN.get(language, frozenset())


_FOREIGN = {
    language: set_of(" ".join(word for word, of in _LANGUAGES_OF.items() if language not in of)) | {FOREIGN_LETTERS}
    for language in _TELLING
}


def _is_usual(text: str, language: str) -> bool:
    """Whether a text has one of the words that almost every sentence of the language has: quick."""
    first, second = _FIRST[language]
    return first in text or second in text or not _USUAL[language].isdisjoint(text.split())


def _foreign(text: str, declared: str) -> str:
    """What tells that a text is in another language; empty when nothing does."""
    words = _WORD.findall(text.casefold())
    if text.isascii() and _LANGUAGES_OF.keys().isdisjoint(words):
        return ""  # the usual case, quickly
    if not text.isascii() and 2 * sum(map(_is_latin, text)) < sum(map(str.isalpha, text)):
        return "letters that are not Latin"
    counts = Counter(chain.from_iterable(_LANGUAGES_OF.get(word, ()) for word in words))
    likeliest, count = max(counts.items(), key=itemgetter(1), default=("", 0))
    mostly = count >= _FEW and counts[declared] == 0 and 3 * count >= len(words)
    if not mostly and not (count >= _ENOUGH and counts[declared] * 2 < count):
        return ""
    telling = dict.fromkeys(word for word in words if likeliest in _LANGUAGES_OF.get(word, ()))
    return f"words of the language {likeliest!r} ({', '.join(map(repr, [*telling][:4]))})"


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


RULES = (
    Rule(
        "wrong-language",
        Exercise,
        wrong_language,
        Severity.WARNING,
        signs=_foreign_signs,
        needs=(*DOING.needs, *MINDING.needs),
    ),
)
