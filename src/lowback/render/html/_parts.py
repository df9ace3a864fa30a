"""What pages share: safe text, the document round a body, colours, and pictures that take the colours of the page."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from html import escape

from attrs import evolve, frozen

from lowback.drawing import Build
from lowback.model import Exercise
from lowback.picture import Pose
from lowback.render import svg
from lowback.render._words import clean
from lowback.render.svg._themes import DARK, LIGHT, PRINT, mixed, theme_of

__all__ = ["Picture", "colours", "document", "painted", "picture", "repainting", "text"]


def text(words: str) -> str:
    """Words of a catalog as text or as a quoted attribute: no markup, no control, nothing that turns the writing.

    >>> text('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return escape(clean(words))


def document(*, title: str, body: str, style: str, script: str = "") -> str:
    """A page that needs nothing else and may fetch nothing: only this style and this script are obeyed.

    `title` is escaped here; the others are markup already. Elements of the body may have no style and no handler of
    their own: the policy (Content Security Policy, level 3) refuses them.
    """
    policy = f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src {_digest(script)}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}"
        f"{f'<script>{script}</script>' if script else ''}</body>\n</html>\n"
    )


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


# Colours -----------------------------------------------------------------------------------------


def colours(theme: svg.Theme | svg.ThemeName | str | None) -> str:
    """Rules that set `--page`, `--ink`, `--soft`, `--line`, `--card` and `--accent` from the colours of pictures.

    None is light or dark as the screen of the reader is, and black on white on paper. Raises `ValueError` for a theme
    that is not known.
    """
    if theme is not None:
        return f":root{{print-color-adjust:exact;{_palette(theme_of(theme))}}}"
    return (
        f":root{{color-scheme:light dark;{_palette(LIGHT)}}}"
        f"@media {_DARK_SCREEN}{{:root{{{_palette(DARK)}}}}}"
        f"@media print{{:root{{{_palette(PRINT)}}}}}"
    )


_DARK_SCREEN = "screen and (prefers-color-scheme:dark)"


def _palette(theme: svg.Theme) -> str:
    shares = {"page": 100, "ink": 0, "soft": 25, "line": 75, "card": 95}
    properties = [f"--{name}:{mixed(theme.rim, theme.background, share)}" for name, share in shares.items()]
    return ";".join([*properties, f"--accent:{theme.accent}"])


# Pictures ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Picture:
    """A picture as markup, and what its colours become where the page is dark or is paper.

    Attributes:
        svg: The element.
        repaints: `fill` or `stroke`; a colour of the element; what it becomes on a dark screen; and on paper.
    """

    svg: str
    repaints: frozenset[tuple[str, str, str, str]] = frozenset()


def painted(
    draw: Callable[[svg.Theme], str], *, theme: svg.Theme | svg.ThemeName | str | None, look: svg.Look | str
) -> Picture:
    """What `draw` makes of a theme; with None for the theme, for rules to paint it anew.

    One element for screen, dark screen and paper is a third as large as three. It is drawn as dark pages need it, with
    a line round the whole figure (its rim), which `repainting` hides elsewhere.
    """
    if theme is not None:
        return Picture(svg=draw(theme_of(theme, look)))
    light = draw(evolve(theme_of(svg.ThemeName.LIGHT, look), rim=_RIM))
    dark = draw(theme_of(svg.ThemeName.DARK, look))
    paper = draw(evolve(PRINT, rim="#010101"))
    paints = zip(*map(_PAINT.findall, (light, dark, paper)), strict=True)
    return Picture(svg=light, repaints=frozenset((use, day, night, ink) for (use, day), (_, night), (_, ink) in paints))


def picture(
    thing: Exercise | Pose,
    *,
    of: Exercise | None = None,
    theme: svg.Theme | svg.ThemeName | str | None,
    look: svg.Look | str,
    build: Build | str,
    mirrored: bool = False,
) -> Picture:
    """Draw as `render.svg.render` does; with None for the theme, for rules to paint it anew."""

    def draw(theme: svg.Theme) -> str:
        return svg.render(thing, of=of, theme=theme, look=look, build=build, mirrored=mirrored).rstrip()

    return painted(draw, theme=theme, look=look)


_RIM = "#17212d"
"""One step beside the ink of light pictures: a rim is drawn where it differs from the ink, and has rules of its own."""
_HIDDEN = ("stroke", _RIM)
_PAINT = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')


def repainting(pictures: Iterable[Picture]) -> str:
    """Rules for all pictures of a page; empty for pictures that have a theme of their own.

    On light pages and on paper the rim is not drawn. The rules name no element around, as what is shown by `use`
    has none.
    """
    repaints = sorted(set[tuple[str, str, str, str]]().union(*(each.repaints for each in pictures)))
    if not repaints:
        return ""
    night = "".join(_rule(use, day, dark) for use, day, dark, _ in repaints if dark != day)
    paper = "".join(_rule(use, day, ink) for use, day, _, ink in repaints if ink != day and (use, day) != _HIDDEN)
    hidden = _rule(*_HIDDEN, "none")
    return f"@media not {_DARK_SCREEN}{{{hidden}}}@media {_DARK_SCREEN}{{{night}}}@media print{{{paper}}}"


def _rule(use: str, colour: str, becomes: str) -> str:
    return f'[{use}="{colour}"]{{{use}:{becomes}}}'
