"""What somebody may have meant: known names that are near to what was asked, by words first and then by letters.

Letters alone would take a neck for a knee, and standing for sitting. So words come first, in any of their forms, and a
part of the body or a position never leads to another one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from attrs import frozen

__all__ = ["nearest"]

_Words: TypeAlias = frozenset[str]
_Ranked: TypeAlias = Iterator[tuple[str, tuple[float, float]]]
"""A key, and how near one of its names is."""

_LONGEST, _MOST_WORDS = 64, 8
"""Characters and words of what was asked that are looked at; comparing with a whole page would take long."""
_MISSPELT, _ALIKE = 0.8, 0.6
"""Likeness of letters from which a word is a slip of another one, and from which a whole name is offered."""
_SHORTEST_START, _SHORTEST_SLIP, _TIES = 3, 4, 3
"""Letters of a word from which it stands for longer ones, and for one that it is a slip of; and how many of these."""

_PHRASES = {
    "all fours": "quadruped",
    "hands and knees": "quadruped",
    "face up": "supine",
    "on the back": "supine",
    "face down": "prone",
    "on the front": "prone",
    "on the side": "sidelying",
    "side lying": "sidelying",
    "low back": "lumbar spine",
    "lower back": "lumbar spine",
    "upper back": "thoracic spine",
}
_TELLING_NOTHING = frozenset(("a", "ache", "an", "and", "in", "lying", "of", "on", "pain", "sore", "the", "to"))
_BETWEEN = re.compile(r"[\W_]+")


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_SLIP and word.endswith("s") and not word.endswith("ss") else word


def _forms(*groups: str) -> dict[str, str]:
    """Each form of a word, and the first form, which stands for all."""
    return {_singular(form): group.split()[0] for group in groups for form in group.split()}


_PARTS = _forms(
    *("head", "neck cervical", "shoulder", "elbow", "wrist", "hand finger thumb palm", "arm", "chest", "rib"),
    *("back spine", "abdominal abdomen abs belly core stomach tummy", "pelvis pelvic", "groin", "hip", "leg", "knee"),
    *("glute gluteal buttock bottom", "thigh", "hamstring", "calf calves", "shin", "ankle", "foot feet", "heel", "toe"),
)
_POSITIONS = _forms(
    *("supine", "prone", "sidelying", "quadruped crawling", "kneeling kneel"),
    *("seated sitting sit seat", "standing stand upright"),
)
_MEANING = _PARTS | _POSITIONS
_APART = (frozenset(_PARTS.values()), frozenset(_POSITIONS.values()), frozenset(_MEANING.values()))
"""What leads to nothing else of its kind: parts of the body, positions, and one by the other."""


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text that tell something, in the singular."""
    spaced = f" {_BETWEEN.sub(' ', text.casefold())} ".replace(" my ", " the ")
    for phrase, meant in _PHRASES.items():
        spaced = spaced.replace(f" {phrase} ", f" {meant} ")
    return tuple(_singular(word) for word in spaced.split()[:_MOST_WORDS] if word not in _TELLING_NOTHING)


def _meant(words: Iterable[str]) -> _Words:
    return frozenset(_MEANING.get(word, word) for word in words)


@frozen
class _Name:
    """A name under its key: its words in a row, and what they mean."""

    key: str
    row: str
    meant: _Words


@frozen
class _Known:
    """Names, and every word of them with its letters, the shortest first, with the forms of parts and positions."""

    names: tuple[_Name, ...]
    words: Mapping[str, frozenset[str]]

    @classmethod
    @lru_cache(maxsize=32)
    def of(cls, names: tuple[tuple[str, str], ...]) -> "_Known":
        spelt = [(key, _words(name)) for key, name in names]
        words = sorted(
            {*_MEANING, *chain.from_iterable(words for _, words in spelt)}, key=lambda each: (len(each), each)
        )
        return cls(
            tuple(_Name(key, "-".join(words), _meant(words)) for key, words in spelt),
            {each: frozenset(each) for each in words},
        )

    def spelt(self, word: str) -> Iterable[str]:
        """The word, or the shortest known ones that it begins, or those that it is a slip of."""
        if word in self.words or len(word) < _SHORTEST_START or word.isdigit():  # a number is no slip of a word
            return (word,)
        if begun := [each for each in self.words if each.startswith(word)]:
            return [each for each in begun if len(each) == len(begun[0])]
        if len(word) < _SHORTEST_SLIP:
            return (word,)
        letters = frozenset(word)
        alike = [each for each, own in self.words.items() if _may_be_alike(len(word) + len(each), len(letters ^ own))]
        near = get_close_matches(word, alike, n=_TIES, cutoff=_MISSPELT)
        return [each for each in near if _likeness(each, word) == _likeness(near[0], word)] or (word,)


def _may_be_alike(letters: int, single: int) -> bool:
    """Whether two words with so many letters together, of which some are in one of them alone, may be alike."""
    return letters - single >= _MISSPELT * letters


def nearest(asked: str, names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """The keys of the names that are near to what was asked: those that are equally near together, nearest first.

    >>> cautions = ["neck-pain", "knee-pain-kneeling", "knee-pain-loading", "grip"]
    >>> list(nearest("knee pain", {key: [key] for key in cautions}))
    [('knee-pain-loading', 'knee-pain-kneeling')]
    """
    own = _words(asked) if len(asked) <= _LONGEST else ()
    if not own:
        return
    known = _Known.of(tuple((key, name) for key, all_names in names.items() for name in all_names))
    meant = [_meant(known.spelt(word)) for word in own]
    fitting = _without_clash(frozenset(chain.from_iterable(meant)), known.names)
    found: set[str] = set()
    for group in _grouped(_by_words(meant, "-".join(own), fitting)):
        found.update(group)
        yield group
    yield from _grouped(_by_letters("-".join(own), [each for each in fitting if each.key not in found]))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _without_clash(asked: _Words, names: Iterable[_Name]) -> list[_Name]:
    """The names, but not those where each speaks of a part or position that the other one, which has some, has not."""
    wanted = [(kind, asked & kind) for kind in _APART if asked & kind]
    return [each for each in names if all(own <= each.meant or each.meant & kind <= own for kind, own in wanted)]


def _by_words(meant: Sequence[_Words], row: str, forms: Iterable[_Name]) -> _Ranked:
    """Names with half of the words or more; best are those with most of them, and with few others."""
    for each in forms:
        both = [words for words in meant if words & each.meant]
        if both and 2 * len(both) >= len(meant):
            others = each.meant.difference(*both)
            yield each.key, (len(both) - len(others) / 100, _likeness(each.row, row))


def _by_letters(row: str, forms: Iterable[_Name]) -> _Ranked:
    """Names with much the same letters."""
    matcher = SequenceMatcher(None, "", row)
    for each in forms:
        matcher.set_seq1(each.row)
        if matcher.real_quick_ratio() >= _ALIKE <= matcher.quick_ratio() and matcher.ratio() >= _ALIKE:
            yield each.key, (matcher.ratio(), 0)


def _grouped(ranked: _Ranked) -> list[tuple[str, ...]]:
    """Keys of equal first number together, in each group by the second."""
    best: dict[str, tuple[float, float]] = {}
    for key, rank in ranked:
        best[key] = max(rank, best.get(key, rank))
    groups: defaultdict[float, list[str]] = defaultdict(list)
    for key in sorted(best, key=lambda each: (-best[each][1], each)):
        groups[best[key][0]].append(key)
    return [tuple(groups[rank]) for rank in sorted(groups, reverse=True)]
