"""Rules about texts as such. They look only at texts that are not plain words, see `_shape`."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from lowback._shape import MAX_TEXT, shown
from lowback.diagnostics import Severity
from lowback.model import Exercise
from lowback.validation._listening import FOREIGN_LETTERS, NOTHING, SILENCE, Signs, says_nothing, set_of, telling
from lowback.validation._prose import ADAPTING, PASSAGES, Passage
from lowback.validation._rule import Found, Rule, Scope, in_adaptations

from .languages import LANGUAGES

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


# Drafts ------------------------------------------------------------------------------------------

_MOST_CROSSES = 60
_MARK = re.compile(
    r"\b(?:TODO(?! (?:el|su|tu|cuerpo|d[ií]a|o|seu|teu|corpo|mundo|ejercicio|exercício|movimi?ento)\b)|"
    r"FIXME|TB[ACD]|WIP|DRAFT)\b|"
    rf"\b[Xx]{{3,{_MOST_CROSSES}}}\b|"
    r"\?{2,}|\(\?\)|_{2,}|\{\{|\{\w*\}|\$\{"
    r"|\b(?:XX|[NX]|#)(?= (?:seconds?|minutes?|times|reps?|repetitions?|sets?)\b)"
    r"|(?i:\blorem ipsum\b|\btb[acd]\b|^to-?do\b\s?[:-]|\bdraft\b\s?:|^\W?draft\W?$|(?<!<)\bplaceholder\b"
    r"|\bcoming soon\b"
    r"|\b(?:to be|needs? to be) (?:written|added|confirmed|decided|defined)\b"
    r"|\b(?:text|name|title|description|summary|steps?|instructions?) (?:goes|comes) here\b"
    r"|^\W*(?:\w+ ){0,2}(?:text|name|title|description|instructions?) here\W*$"
    r"|\[(?:insert|add|fill|enter|your|name|text|here|check|source|citation|image|picture|link|number)\b[^\]]{0,60}\]"
    r"|\[[^\]]{1,40} here\]"
    r"|\bto be translated\b"
    r"|^\W*(?:change ?me|(?:sample|dummy) text|needs (?:review|work)|(?:un|not )finished|asdf\w*|untitled"
    r"|undefined|object object|(?:hier )?(?:text|titel|name|beschreibung) (?:hier )?einfügen|à faire)\W*$|^#n/a$"
    r"|\b(?:platzhalter|entwurf|noch (?:zu )?(?:ergänzen|schreiben|prüfen|klären|übersetzen)|fehlt noch"
    r"|brouillon|à (?:compléter|traduire|vérifier|rédiger)|borrador|por (?:completar|revisar|traducir|definir)"
    r"|bozza|da (?:completare|tradurre|rivedere)|rascunho|a completar|por traduzir|nog (?:invullen|vertalen))\b)"
)
"""What somebody writes who means to come back."""
_OF_DRAFTS = set_of(
    "? _ { [ # n todo to-do fixme tba tbc tbd wip draft ipsum placeholder soon written added confirmed decided defined "
    "here platzhalter entwurf erg\u00e4nzen brouillon compl\u00e9ter borrador completar bozza completare rascunho "
    "invullen translated changeme change sample dummy review work unfinished finished asdf schreiben prüfen klären "
    "übersetzen fehlt einfügen untitled undefined object faire "
    "traduire vérifier rédiger revisar traducir definir tradurre rivedere traduzir vertalen"
).union(b"x" * count for count in range(1, _MOST_CROSSES + 1))
"""A text without any of these has no mark."""
_UNFINISHED = _OF_DRAFTS | {NOTHING}
_PARTNERS = {
    b"soon": set_of("coming"),
    b"here": set_of("goes comes text name title description instruction instructions"),
    b"change": set_of("me"),
    **dict.fromkeys((b"work", b"review"), set_of("needs")),
    **dict.fromkeys((b"written", b"added", b"confirmed", b"decided", b"defined"), set_of("be")),
}
"""For common words of marks those of which one is in the mark, too."""
_MAY_BE_UNFINISHED = telling(_UNFINISHED, _PARTNERS)


def unfinished_text(passage: Passage, value: object, scope: Scope) -> Iterator[Found]:
    """What is given to others is finished."""
    for at, text, _ in scope.told(passage, value, _UNFINISHED, _MAY_BE_UNFINISHED):
        mark, is_empty = _MARK.search(text[:MAX_TEXT]), says_nothing(text)
        path = passage.placed(value)[at][0] if mark or is_empty else ()
        if mark:
            message = f"got {shown(mark.group())}, a mark of something unfinished, expected the text itself"
        elif path and path[0] not in _NAMES and (text.strip() or path[-1] in _OPTIONAL):
            message = f"got {shown(text)}, which says nothing, expected the text itself"
        else:
            continue
        yield Found(message, path, "finish it, or leave it out")


_NAMES = ("name", "aliases", "family", "primary_targets", "secondary_targets")
"""What is called so is called so; of targets, another rule tells."""
_OPTIONAL = ("summary", "breathing")
"""What may be left out; of a blank elsewhere, another rule tells."""


# Alphabets ---------------------------------------------------------------------------------------

_ALIKE = frozenset(
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bd\u03bf"
)
"""Cyrillic and Greek letters that look like Latin ones."""


def look_alike_letter(passage: Passage, value: object, scope: Scope) -> Iterator[Found]:
    """A word is written in one alphabet; letters that only look like others are found by no search."""
    for at, text, _ in scope.told(passage, value, _FOREIGN):
        if letter := _look_alike(text[:MAX_TEXT], latin=scope.spoken in LANGUAGES):
            message = f"got {_named(letter)} among letters that look like it, expected one alphabet"
            yield Found(message, passage.placed(value)[at][0], "type the word anew")


_FOREIGN = frozenset([FOREIGN_LETTERS])


def _look_alike(text: str, *, latin: bool) -> str:
    """The first letter that stands among those of another alphabet; empty when there is none."""
    words: list[str] = re.findall(r"[^\W\d_]+", text)
    for word in words:
        odd = [each for each in word if not each.isascii()]
        if drawn := [each for each in odd if _is_drawn(each)]:
            return drawn[0]
        others = [each for each in odd if _alphabet(each) != "LATIN"]
        mixed = others and (len(others) < len(word) or len(set(map(_alphabet, others))) > 1)
        if mixed or (latin and others and _ALIKE.issuperset(word)):
            return others[0]
    return ""


def _is_drawn(letter: str) -> bool:
    """Whether it is a plain letter in another shape: wide, bold, in a circle."""
    plain_letter = unicodedata.normalize("NFKC", letter)
    return letter not in "\u00aa\u00ba" and plain_letter.isascii() and plain_letter.isalpha()


def _alphabet(letter: str) -> str:
    """Cyrillic or Greek; for all others Latin, as nothing of them is mistaken for it."""
    alphabet = unicodedata.name(letter, "").partition(" ")[0]
    return alphabet if alphabet in ("CYRILLIC", "GREEK") else "LATIN"


# -------------------------------------------------------------------------------------------------


_Check: TypeAlias = Callable[[Passage, object, Scope], Iterator[Found]]


def _each(code: str, check: _Check, signs: Signs, beside: Signs = SILENCE) -> Iterator[Rule]:
    """A rule for each passage of every class, and for adaptations."""
    rule = partial(Rule, code, severity=Severity.WARNING, signs=lambda _: signs, beside=beside)
    for cls, passages in PASSAGES.items():
        for passage in passages:
            about = partial(check, passage)
            yield rule(cls, check=about, needs=passage.needs)
    needs = tuple(f"adaptations.{name}" for name in ADAPTING.needs)
    of_adaptations = partial(in_adaptations, partial(check, ADAPTING))
    yield rule(Exercise, check=of_adaptations, needs=needs)


RULES = (
    Rule("markup", str, markup),
    Rule("bidirectional-text", str, bidirectional_text),
    Rule("lone-surrogate", str, lone_surrogate),
    Rule("control-character", str, control_character),
    Rule("invisible-character", str, invisible_character, Severity.WARNING),
    Rule("long-text", str, long_text),
    *_each("unfinished-text", unfinished_text, _UNFINISHED, SILENCE.union(*_PARTNERS.values())),
    *_each("look-alike-letter", look_alike_letter, _FOREIGN),
)
