"""Pages of a routine or a week: one file each, with everything in it; they open without a network."""

from html import escape

from lowback._arguments import expect
from lowback.drawing import Build
from lowback.model import Routine
from lowback.programme import Week
from lowback.render import svg

from . import _handout as handout
from ._colours import PageStyle

__all__ = ["framed", "render"]


def render(
    thing: Routine | Week,
    *,
    player: bool = False,
    theme: svg.Theme | svg.ThemeName | str | None = None,
    look: svg.Look | str = svg.Look.FAIR,
    build: Build | str = Build.AVERAGE,
) -> str:
    """Lay out a routine as a page to print or to read on a phone, or with `player` as one that leads through it.

    A week of a programme is a sheet with boxes to tick and a pain diary, and has no pictures; no page plays it.

    The page is one file with its pictures, needs no network and, without `player`, no script. Without a theme it is
    light or dark as the screen of the reader is, and black on white on paper; a theme, and `look` and `build`, are
    those of `render.svg.render`. Texts of the catalog are data: they are escaped, control characters and signs that
    turn the direction of writing are replaced, and only addresses on the web become links. Where there is no picture,
    the page says so.

    Raises `ImpossibleValue` for a theme, look or build that is not known, and `UnsolvedPicture` for a picture whose
    poses have not been worked out.

    >>> from lowback import compose
    >>> page = render(compose())
    >>> page[:15], page.count("<article") == len(compose().items), "<script" in page
    ('<!DOCTYPE html>', True, False)
    """
    expect("html.render.player", player, bool)
    expect("html.render.thing", thing, *((Routine,) if player else (Routine, Week)))
    style = PageStyle.of(theme=theme, look=look, build=build)
    if isinstance(thing, Week):
        return handout.sheet(thing, style)
    if player:
        from ._player import page  # noqa: PLC0415  # its script is read only where it is needed

        return page(thing, style)
    return handout.page(thing, style)


def framed(routine: Routine) -> str:
    """The handout in a frame, for notebooks: neither can its style reach the notebook, nor the other way round.

    >>> from lowback import compose
    >>> framed(compose())[:25]
    '<iframe title="Handout" w'
    """
    # no script, no form, no reach into the notebook; a link to a source may open a tab
    sandbox = "allow-popups allow-popups-to-escape-sandbox"
    return (
        f'<iframe title="Handout" width="100%" height="640" sandbox="{sandbox}" srcdoc="{escape(render(routine))}">'
        "</iframe>"
    )
