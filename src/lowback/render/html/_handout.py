"""A routine to print, and to read on a phone."""

from lowback._words import Label, Words
from lowback.errors import NoPicture
from lowback.model import Exercise, Routine
from lowback.render._outline import Entry, handout_of
from lowback.render.svg._drawing import draw
from lowback.render.svg._style import Style

from ._colours import PageStyle
from ._paper import PAPER, sections
from ._parts import document, text

__all__ = ["page"]


def page(routine: Routine, style: PageStyle) -> str:
    """The page; see `render`."""
    outline = handout_of(routine)
    pictures = [_picture(item.exercise, style.pictures) for item in routine.items]
    words = Words.of(routine)
    none = f'<p class="picture">{text(words.label(Label.NO_PICTURE))}</p>\n'

    def shown(entry: Entry) -> str:
        drawn = pictures[entry.number - 1]
        return f'<div class="picture">{drawn}</div>\n' if drawn else none

    body = f'<main class="handout">\n<h1>{text(outline.title)}</h1>\n{"".join(sections(outline, shown))}</main>\n'
    return document(title=outline.title, body=body, style=style.rules + _STYLE + PAPER, language=words.language)


def _picture(exercise: Exercise, style: Style) -> str:
    """The element; empty where there is no picture."""
    try:
        return draw(exercise, style).rstrip()
    except NoPicture:
        return ""


_STYLE = """
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere;
-webkit-text-size-adjust:100%}
.handout{max-width:58rem;margin:0 auto;padding:1rem}
h1,h2,h3,p,li{unicode-bidi:plaintext}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
h3{font-size:1.25rem;margin:0;grid-column:1/-1}
p,ul,ol{margin:.4rem 0}
ul,ol{padding-left:1.5rem}
a{color:inherit}
.signs{font-size:.85rem;line-height:1.4}
.signs ul{columns:22rem 2;column-gap:2rem}
.signs li{break-inside:avoid}
.stop{margin-top:2rem;border-left:.3rem solid var(--accent);padding:.1rem 0 .1rem 1rem}
.stop h2{margin:0}
article{display:grid;gap:.75rem 1.5rem;padding:1.25rem 0;border-top:1px solid var(--line)}
.picture{margin:0;color:var(--soft)}
.picture svg{display:block;width:100%;height:auto;max-height:22rem}
.how>:first-child,.notes>:first-child{margin-top:0}
.at{font-weight:600}
.clock{display:inline-block;min-width:3rem;color:var(--accent);font-variant-numeric:tabular-nums}
.care{border:2px solid var(--accent);border-radius:.4rem;padding:.4rem .75rem}
.small,.sources{color:var(--soft);font-size:.85rem}
li .small{white-space:nowrap}
@media (min-width:44rem){article{grid-template-columns:2fr 3fr;grid-template-rows:auto auto 1fr;align-items:start}
.picture{grid-row:2/4}}
"""
