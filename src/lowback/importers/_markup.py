"""HTML as other catalogs have it in their texts, to plain texts.

What a browser would not show is left out; what only looks like a tag is text and stays.
"""

import re
from collections.abc import Iterable
from html import unescape

__all__ = ["has_markup", "paragraphs", "plain"]

_IN_A_LINE = (
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|u"
    "|var|wbr|(?:m|o|st1|v|w):[a-z]+"
)
_BLOCKS = (
    "address|article|aside|blockquote|body|br|button|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|input|legend|li|link|main|meta|nav|object|ol"
    "|optgroup|option|p|picture|pre|section|select|source|summary|svg|table|tbody|td|textarea|tfoot|th|thead|title"
    "|tr|ul|video"
)
_SILENT = "script|style|template"

_REST = r"""(?=[\s/>])(?>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
"""Of a tag: a greater-than sign may stand in quotes. A less-than sign ends the search, so that it stays linear."""

_MARKUP = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?:!doctype|!\[(?:if|endif)\b|\?)[^<>]*+>|</?(?:{_IN_A_LINE}){_REST}"
    rf"|(?P<block></?(?:{_BLOCKS}){_REST}|<(?P<silent>{_SILENT}){_REST}.*?(?:</(?P=silent)\s*+>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(rf"<(?!a [^<>=]*>)/?(?:{_IN_A_LINE}|{_BLOCKS}|{_SILENT}){_REST}", re.IGNORECASE)
"""Written with entities, too; "<a 90 degree angle>" is no link."""
_SUPERSCRIPT = re.compile(r"(?<=\d)<sup>(\d{1,9})</sup>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_END_OF_HEADING = re.compile(r"</h[1-6]", re.IGNORECASE)
_END_OF_LINE = re.compile(r"\n[ \t\r]*+(?:\n|[-*+\u2022][ \t]+|(?=[0-9]{1,2}[.)][ \t]))")
_END_OF_TEXT_LINE = re.compile(
    rf"{_END_OF_LINE.pattern}|(?:(?<=[.!?:])|(?<![^\n]{{60}}))\n[ \t\r]*+(?=[A-Z\u00c0-\u00de\u2190-\u2bff])"
)
"""Of a text without tags: in one that is broken at a width, a line that goes on may begin with a name."""
_TITLE = re.compile(r"(?<![^\n\0])[ \t]*+#{1,6}[ \t]+([^\n\0]++)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}+)\1")
"""Of Markdown, which some write instead: paragraphs and members of lists, titles, and what is printed bold."""
_PASSES = 3
"""Tags inside tags come from nobody by chance, and each pass takes out one layer."""

_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
)  # more digits are no character


def plain(markup: str) -> list[str]:
    r"""The paragraphs of a piece of HTML as plain texts, without any tag.

    >>> plain("<p>Stand <b>tall</b>.</p><ul><li>Bend &amp; rise.</li></ul><script>alert()</script>")
    ['Stand tall.', 'Bend & rise.']
    >>> plain("<h3>Tips</h3>Stay calm.")
    ['Tips:', 'Stay calm.']
    >>> plain("**Lie** on your back.\n\n1. Lift\n2. Lower\n- Keep calm")
    ['Lie on your back.', '1. Lift', '2. Lower', 'Keep calm']
    >>> plain("Hold it at <90 degrees, but >45, with a <![3 kg] weight.")
    ['Hold it at <90 degrees, but >45, with a <![3 kg] weight.']
    """
    raised = _SUPERSCRIPT.sub(
        lambda found: found[1].translate(_RAISED), markup.replace("\0", " ").replace("\r\n", "\n")
    )
    shown = _MARKUP.sub(_instead, raised)
    end = _END_OF_LINE if "\0" in shown else _END_OF_TEXT_LINE
    shown = end.sub("\0", _TITLE.sub("\0\\1:\0", _BOLD.sub(r"\2", shown)))
    texts = (_ENTITY.sub(lambda found: unescape(found[0]), part) for part in shown.split("\0"))
    plain_texts = (_with_one_colon(" ".join(_without_tags(each).split())) for each in texts)
    return [text for text in plain_texts if any(map(str.isalnum, text))]


def paragraphs(told: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The paragraphs of pieces of HTML, each with the place of its piece.

    >>> paragraphs([("text", "<p>Stand.</p><p>Bend.</p>")])
    [('text', 'Stand.'), ('text', 'Bend.')]
    """
    return [(place, text) for place, markup in told for text in plain(markup)]


def has_markup(text: str) -> bool:
    """Whether there is anything in a text that is no plain text.

    >>> has_markup("Cat &amp; cow"), has_markup("R&D")
    (True, False)
    """
    return "<" in text or unescape(text) != text


def _instead(found: re.Match[str]) -> str:
    """What stands for a piece of markup: the end of a paragraph, of a heading with a colon, or nothing."""
    return (":" if _END_OF_HEADING.match(found[0]) else "") + "\0" if found["block"] else ""


def _with_one_colon(text: str) -> str:
    return text.rstrip(" :.") + ":" if text.endswith(":") else text


def _without_tags(text: str) -> str:
    """The text without what is a tag, or becomes one when another is taken out of its middle."""
    for _ in range(_PASSES):
        text = _TAG.sub(" ", text)
    return text.replace("<", " ") if _TAG.search(text) else text
