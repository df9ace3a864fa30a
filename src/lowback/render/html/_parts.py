"""What pages share: safe text, and the document round a body."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from lowback._words import Language, safe

__all__ = ["document", "text"]


def text(words: str) -> str:
    """Words of a catalog as text or as a quoted attribute: no markup, no control, nothing that turns the writing.

    >>> text('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return escape(safe(words))


def document(*, title: str, body: str, style: str, language: Language, script: str = "") -> str:
    """A page in a language that needs nothing else and may fetch nothing: only this style and this script are obeyed.

    `title` is escaped here; the others are markup already. Elements of the body may have no style and no handler of
    their own: the policy (Content Security Policy, level 3) refuses them.
    """
    policy = f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src {_digest(script)}"
    return (
        f'<!DOCTYPE html>\n<html lang="{language.tag}" dir="{language.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}"
        f"{f'<script>{script}</script>' if script else ''}</body>\n</html>\n"
    )


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
