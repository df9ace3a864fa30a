"""A routine, or the sheet of a week, to print, and to read on a phone."""

from lowback._words import ENGLISH, Label, Language, Words
from lowback.errors import NoPicture
from lowback.model import Routine
from lowback.programme import Week
from lowback.render._outline import Entry, Handout, handout_of, week_of
from lowback.render.svg._drawing import draw
from lowback.render.svg._style import Style

from ._colours import PageStyle
from ._paper import PAPER, Pictures, sections
from ._parts import document, text

__all__ = ["page", "sheet"]


def page(routine: Routine, style: PageStyle) -> str:
    """The page; see `render`."""
    outline = handout_of(routine, ticks=True)
    words = Words.of(routine)
    none = f'<p class="picture">{text(words.label(Label.NO_PICTURE))}</p>\n'

    def shown(entry: Entry) -> str:
        drawn = _picture(entry, style.pictures)
        return f'<div class="picture">{drawn}</div>\n' if drawn else none

    return _document(outline, shown, style, words.language)


def sheet(week: Week, style: PageStyle) -> str:
    """The page of a week; see `render`."""
    return _document(week_of(week), lambda _: "", style, ENGLISH)


def _document(outline: Handout, pictures: Pictures, style: PageStyle, language: Language) -> str:
    body = f'<main class="handout">\n<h1>{text(outline.title)}</h1>\n{"".join(sections(outline, pictures))}</main>\n'
    return document(title=outline.title, body=body, style=style.rules + _STYLE + PAPER, language=language)


def _picture(entry: Entry, style: Style) -> str:
    """The element; empty where there is no picture."""
    try:
        return draw(entry.item.exercise, style, numbers=entry.numbers).rstrip()
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
