"""Names that are one slip of the pen apart."""

import re
from collections.abc import Iterable, Iterator

__all__ = ["slips_of"]

_SHORTEST = 4
"""Letters of a word in which a slip can be told from another word, or from a code."""
_MOST_WORDS = 12
"""Words of a name; and how many that are alike so far are looked at, which keeps the time linear."""


def slips_of(names: Iterable[str]) -> dict[str, str]:
    """The names that are a slip of an earlier one, and that one: a letter too many, an "s" at the end, another order.

    >>> slips_of(["bridge", "heel-raise", "brigde", "heel-raises", "raise-heel", "side-bridge", "wall-sit", "ball-sit"])
    {'brigde': 'bridge', 'heel-raises': 'heel-raise', 'raise-heel': 'heel-raise'}
    """
    alike: dict[object, list[tuple[str, tuple[str, ...]]]] = {}
    found: dict[str, str] = {}
    for name in names:
        words = tuple(_WORDS.findall(name.lower()))
        if not name.isascii() or len(words) > _MOST_WORDS:
            continue
        for key in _keys(words):
            known = alike.setdefault(key, [])
            for other, its in known if name not in found else ():
                if _is_slip(its, words):
                    found[name] = other
                    break
            if len(known) < _MOST_WORDS:
                known.append((name, words))
    return found


_WORDS = re.compile(r"[a-z]+|[0-9]+")


def _keys(words: tuple[str, ...]) -> Iterator[object]:
    """What a name shares with every slip of it: the words, or all of them but how one goes on."""
    yield frozenset(words)
    for place, word in enumerate(words):
        yield words[:place], word[0], words[place + 1 :]


def _is_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other:
        return False  # only signs differ
    if sorted(one) == sorted(other):
        return True
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(differing) == 1 and _is_slip_of_word(*differing[0])


def _is_slip_of_word(one: str, other: str) -> bool:
    """Whether a letter is too many, two have changed places, one is another, or it is the plural."""
    short, long = sorted((one, other), key=len)
    if long in (f"{short}s", f"{short}es") and short.isalpha():
        return True
    if len(short) < _SHORTEST or not short.isalpha():
        return False
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    changed = short[at + 1 : at + 2] + short[at] + short[at + 2 :] == long[at:]
    return changed or (len(short) > _SHORTEST and short[at + 1 :] == long[at + 1 :])
