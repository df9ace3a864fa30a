"""Text of a catalog is data: what may reach a reader, on one line."""

import re

__all__ = ["is_safe", "safe"]

_BLANKS = re.compile(r"\s+")
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSAFE = re.compile(
    rf"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
"""Controls (no escape sequence survives, and XML 1.0, 2.2 allows none), signs that turn the direction of writing
(Unicode UAX 9), surrogates, and what is no character."""


def safe(text: str) -> str:
    r"""The text on one line, with a replacement character for what no reader should meet.

    >>> safe("two\nlines and \x1b[31m")
    'two lines and \ufffd[31m'
    """
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _BLANKS.sub(" ", text).strip())


def is_safe(text: str) -> bool:
    r"""Whether `safe` replaces nothing but blanks.

    >>> is_safe("two\nlines"), is_safe("\x1b[31m")
    (True, False)
    """
    return _UNSAFE.search(_BLANKS.sub(" ", text)) is None
