"""A paper as markup: what the handout and the list of the player share."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from lowback._words import address, citation, clock, web_address
from lowback.model import Source
from lowback.render import _outline as outline

from ._parts import text

__all__ = ["PAPER", "sections"]

PAPER: Final = """
.sheet{overflow-x:auto}
.sheet table{border-collapse:collapse;width:100%}
.sheet :is(th,td){border:1px solid var(--line);padding:.3rem .5rem;text-align:start;font-weight:400}
.sheet :is(th,td){overflow-wrap:normal}
.sheet td{text-align:center;min-width:5rem}
.sheet [scope=row]{min-width:9rem;position:sticky;left:0;background:var(--page)}
.whole{white-space:nowrap}
.sheet :is(thead th,[colspan]){font-weight:600}
.box{display:inline-block;width:1.1rem;height:1.1rem;border:1px solid var(--ink);vertical-align:middle}
@media print{
@page{margin:12mm}
body{font-size:9pt;line-height:1.3}
:is(.handout,.list){max-width:none;padding:0;font-size:9pt}
:is(.handout,.list) :is(h1,h2,h3){break-after:avoid;letter-spacing:0}
:is(.handout,.list) h1{font-size:16pt;margin:0}
:is(.handout,.list) h2{font-size:12pt;margin:3mm 0 1mm}
:is(.handout,.list) h3{font-size:11pt;grid-column:1/-1}
:is(.handout,.list) :is(p,ul,ol){margin:1mm 0}
:is(.handout,.list) :is(ul,ol){padding-left:5mm}
:is(.handout,.list) article{display:grid;grid-template:auto auto 1fr/1fr 1fr;gap:1mm 6mm;padding:2.5mm 0}
article,.kept{break-inside:avoid}
.picture,.pictures{grid-area:2/1}
.picture svg{max-height:50mm}
.picture svg:has(>g:nth-of-type(3)){max-height:66mm} /* two rows of poses */
.notes{grid-area:3/1}
.how{grid-area:2/2/4}
:is(.how,.notes)>:first-child{margin-top:0}
.clock{min-width:9mm}
.stop,.signs,li,.care{break-inside:avoid}
.stop{margin-top:2mm;font-size:8.5pt}
:is(.small,.signs){font-size:7.5pt}
.sources{font-size:7pt}
.signs ul{columns:2;column-gap:6mm}
.sources ol{columns:2;column-gap:6mm}
.ticks{break-inside:avoid}
.sheet{overflow:visible}
.sheet :is(th,td){padding:.4mm 1.5mm;font-size:8pt}
.sheet td{min-width:0}
.sheet table{table-layout:fixed}
.sheet :is([scope=row],thead td){width:34%}
.box{width:3.5mm;height:3.5mm}
}
"""
"""How both are laid out on paper: pictures and notes beside what is to be done, and much on a sheet."""

Pictures: TypeAlias = Callable[[outline.Entry], str]
"""The markup of the pictures of an exercise, or of the words that there is none."""


def sections(paper: outline.Handout, pictures: Pictures) -> Iterator[str]:
    """The sections of a paper as markup, in order of reading."""
    for section in paper.sections:
        heading = f'<h2 id="{section.kind}">{text(section.heading)}</h2>\n' if section.heading else ""
        if section.kind is outline.SectionKind.PHASE:  # there may be several
            heading = f"<h2>{text(section.heading)}</h2>\n"
        if section.entries:  # on one sheet, also where a browser knows no other way to keep them together
            heading = f'<div class="kept">\n{heading}{_article(section.entries[0], pictures)}</div>\n'
        yield f'<section class="{section.kind}">\n{heading}{"".join(_inside(section, pictures))}</section>\n'


def _inside(section: outline.Section, pictures: Pictures) -> Iterator[str]:
    yield from map(_line, section.lines)
    yield from (_article(entry, pictures) for entry in section.entries[1:])


def _article(entry: outline.Entry, pictures: Pictures) -> str:
    return (
        f'<article aria-labelledby="exercise-{entry.number}">\n'
        f'<h3 id="exercise-{entry.number}">{entry.number}. {text(entry.name)}</h3>\n'
        f'{pictures(entry)}<div class="how">\n{"".join(map(_line, entry.how))}</div>\n'
        f'<div class="notes">\n{"".join(map(_line, entry.notes))}</div>\n</article>\n'
    )


def _line(line: outline.Line) -> str:
    match line:
        case outline.Paragraph():
            return f'<p class="small">{text(line.words)}</p>\n' if line.small else f"<p>{text(line.words)}</p>\n"
        case outline.Labelled():
            opening = '<p class="care">' if line.care else "<p>"
            return f"{opening}<b>{text(line.label)}:</b> {text(line.words)}</p>\n"
        case outline.Points():
            lead = f"<p><b>{text(line.lead)}</b></p>\n" if line.lead else ""
            return lead + _list("ul", map(text, line.texts))
        case outline.Details():
            rows = "".join(f"<dt>{text(label)}</dt>\n<dd>{text(words)}</dd>\n" for label, words in line.pairs)
            return f"<dl>\n{rows}</dl>\n"
        case outline.Beginning():
            return f'<p class="at"><b class="clock">{clock(line.second)}</b> {text(line.words)}</p>\n'
        case outline.Steps():
            steps = (f'{text(step)} <span class="small">{text(time)}</span>' for step, time in line.steps)
            return _list("ol", steps, f' start="{line.first}"' if line.first > 1 else "")
        case outline.TickSheet():
            return _ticks(line)
        case outline.Citations():
            return _list("ol", map(_source, line.sources))


def _ticks(sheet: outline.TickSheet) -> str:
    """A column for each day; a box or room to write where it meets what is to be done or asked."""
    count = len(sheet.days)
    days = "".join(f'<th scope="col">{_whole_words(day)}</th>' for day in sheet.days)
    boxes = '<td><span class="box"></span></td>' * count
    done = "".join(f'<tr><th scope="row">{text(each)}</th>{boxes}</tr>\n' for each in sheet.to_do)
    asked = "".join(
        f'<tr><th scope="row">{text(question)}</th>{f"<td>{text(answers)}</td>" * count}</tr>\n'
        for question, answers in sheet.questions
    )
    lead = f'<tr><th scope="rowgroup" colspan="{count + 1}">{text(sheet.lead)}</th></tr>\n'
    rows = f"<thead>\n<tr><td></td>{days}</tr>\n</thead>\n<tbody>\n{done}</tbody>\n<tbody>\n{lead}{asked}</tbody>\n"
    return f'<div class="sheet" tabindex="0" role="region" aria-labelledby="ticks"><table>\n{rows}</table></div>\n'


def _whole_words(words: str) -> str:
    """The words, of which none is broken, so that a date stays one."""
    return " ".join(f'<span class="whole">{text(word)}</span>' for word in words.split())


def _source(source: Source) -> str:
    where, link = text(address(source)), text(web_address(source))
    shown = f'<a href="{link}" target="_blank" rel="noopener noreferrer">{link}</a>' if link else where
    return f"{text(citation(source))} {shown}"


def _list(tag: str, items: Iterable[str], attribute: str = "") -> str:
    return f"<{tag}{attribute}>\n{''.join(f'<li>{item}</li>{chr(10)}' for item in items)}</{tag}>\n"
