"""Texts that try to be more than text, and routines that are full of them."""

from typing import TypeVar

from attrs import evolve, fields, has
from hypothesis import strategies as st

from lowback import Routine
from lowback.model import Adaptation

T = TypeVar("T")

TRICKS = (
    "<script>alert(1)</script>",
    "</title></style></svg></main><img src=x onerror=alert(1)>",
    "<!--",
    "]]>",
    '" onload="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;b&gt;&amp;&#60;",
    "javascript:alert(1)",
    "https://example.org/\"><b onclick='alert(1)'>",
    "https://example.org/a>b",
    "[a](javascript:alert(1))",
    "![a](https://example.org/a.png)",
    "<https://example.org>",
    "**bold** _slanted_ `code` ~~gone~~ $x$",
    "# heading #",
    "- list",
    "+ list",
    "1. list",
    "12345) list",
    "> quote",
    "---",
    "===",
    "```",
    "    code",
    "| a | b |",
    "[a]: https://example.org",
    "a\\",
    "\\*a",
    "a  \nb",
    "\n\n# heading",
    "#panic() $x$ @x <x> \\u{41} // x /* x",
    "\x1b[31mred",
    "\u202eevil\u2066",
    "a\u2028b",
    "\x00",
    "\ud800",
    "\uffff",
    "\U0001f600 ä \u4e2d",
)


def texts() -> st.SearchStrategy[str]:
    """Any text with something to see, and often a trick."""
    parts = st.sampled_from(TRICKS) | st.text(st.characters(), max_size=3)
    return st.lists(parts, min_size=1, max_size=4).map("".join).filter(str.strip)


_KEPT = {"id", "key", "pose", "picture", "brief"}
"""What things are called among each other, and by which pictures are found."""


def _is_kept(thing: object, name: str) -> bool:
    """Whether a field says what something is called; an adaptation names the cautions that it is for."""
    return name in _KEPT or (isinstance(thing, Adaptation) and name == "cautions")


def everywhere(thing: T, text: str) -> T:
    """The thing with this text in the place of every text in it, at every depth."""
    if type(thing) is str:
        return text if thing else thing  # type: ignore[return-value]  # a str for a str
    if isinstance(thing, tuple):
        return tuple(everywhere(each, text) for each in thing)  # type: ignore[return-value]  # a tuple for a tuple
    if has(type(thing)):
        names = [each.name for each in fields(type(thing)) if each.init and not _is_kept(thing, each.name)]  # type: ignore[arg-type]
        return evolve(thing, **{name: everywhere(getattr(thing, name), text) for name in names})  # type: ignore[misc]
    return thing


def hostile(routine: Routine, text: str) -> Routine:
    """The routine with this text wherever a catalog may have one."""
    return evolve(everywhere(routine, text), brief=evolve(routine.brief, mix=text))
