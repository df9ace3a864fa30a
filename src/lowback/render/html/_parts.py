"""What pages share: safe text, and the document round a body."""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape

from attrs import frozen

from lowback._arguments import expect
from lowback._words import Language, safe

__all__ = ["Digests", "digests", "document", "part", "text"]


def text(words: str) -> str:
    """Words of a catalog as text or as a quoted attribute: no markup, no control, nothing that turns the writing.

    >>> text('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return escape(safe(words))


def document(*, title: str, body: str, style: str, language: Language, script: str = "", attribute: str = "") -> str:
    """A page in a language that needs nothing else and may fetch nothing: only this style and this script are obeyed.

    `title` is escaped here; the others are markup already. Elements of the body may have no style and no handler of
    their own: the policy (Content Security Policy, level 3) refuses them. `attribute` is one more of style and script,
    such as a nonce.
    """
    policy = f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src {_digest(script)}"
    return (
        f'<!DOCTYPE html>\n<html lang="{language.tag}" dir="{language.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style{attribute}>{style}</style>\n</head>\n<body>\n{body}"
        f"{f'<script{attribute}>{script}</script>' if script else ''}</body>\n</html>\n"
    )


def part(*, body: str, style: str, language: Language, script: str, attribute: str) -> str:
    """A part of a page, with a tree of its own: its style reaches nothing else, and no other style reaches it."""
    scoped = style.replace(":root", ":host")
    return (
        f'<div class="lowback-player" lang="{language.tag}" dir="{language.direction}"><template shadowrootmode="open">'
        f'<style{attribute}>{scoped}</style>\n<div class="frame">\n{body}</div></template></div>'
        f"<script{attribute}>{script}</script>\n"
    )


@frozen
class Digests:
    """Sums of what a page holds, as a policy names them (Content Security Policy, level 3).

    Attributes:
        script: That of its script, with quotes; empty where it has none.
        style: That of its style, with quotes.
    """

    script: str
    style: str


def digests(page: str) -> Digests:
    """The sums of script and style of a page or a part of one, as `render` wrote it.

    >>> from lowback import compose
    >>> from lowback.render import html
    >>> html.digests(html.render(compose(), player=True)).style[:8]
    "'sha256-"
    """
    expect("html.digests.page", page, str)
    (style,) = re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL)
    script = re.findall(r"<script(?: nonce=[^>]*)?>(.*?)</script>", page, re.DOTALL)
    return Digests(script=_digest(script[0]) if script else "", style=_digest(style))


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
