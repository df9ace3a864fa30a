"""The program or page that shows the player, and what it may ask of it."""

import re
from typing import Final

from attrs import frozen

from lowback._arguments import came, expect
from lowback._words import Prompt, Words
from lowback.errors import ImpossibleValue

__all__ = ["Around", "nonce_of", "origin_of"]

_ORIGIN: Final = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:.]+\](:[0-9]{1,5})?", re.ASCII)
_NONCE: Final = re.compile(r"[A-Za-z0-9+/_-]+={0,2}", re.ASCII)


@frozen(kw_only=True)
class Around:
    """What shows the player.

    Attributes:
        origin: The only origin that is told what happens: scheme, host and port; empty for none.
        nonce: Admits style and script under the policy of that page; empty for none.
        fragment: Whether the player is a part of a page, and no page of its own.
    """

    origin: str = ""
    nonce: str = ""
    fragment: bool = False

    def name(self, words: Words) -> str:
        """What a report would be given to; empty where there is nobody."""
        if self.origin:
            return self.origin.partition("://")[2]
        return words.ask(Prompt.HOST) if self.fragment else ""

    @property
    def attribute(self) -> str:
        """The attribute of style and script, with a blank before it."""
        return f' nonce="{self.nonce}"' if self.nonce else ""


def origin_of(value: str) -> str:
    """An origin as browsers write it; empty for none. Raises `ImpossibleValue` for `*` and all else."""
    expect("html.render.origin", value, str)
    if value and not _ORIGIN.fullmatch(value):
        problem = f"got {came(value)}, expected scheme, host and port alone, such as 'https://app.example'"
        raise ImpossibleValue("html.render.origin", problem, "invalid-origin")
    return value


def nonce_of(value: str) -> str:
    """A nonce of a policy (base64); empty for none. Raises `ImpossibleValue` for anything else."""
    expect("html.render.nonce", value, str)
    if value and not _NONCE.fullmatch(value):
        raise ImpossibleValue("html.render.nonce", f"got {came(value)}, expected base64", "invalid-nonce")
    return value
