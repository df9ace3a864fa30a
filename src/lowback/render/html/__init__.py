"""Pages of a routine or a week: one file each, with everything in it; they open without a network."""

import re
from html import escape

from lowback._arguments import came, expect, whole
from lowback.catalog import Catalog
from lowback.drawing import Build
from lowback.errors import ImpossibleValue
from lowback.model import Routine
from lowback.programme import Week
from lowback.render import svg

from . import _handout as handout
from ._around import Around, nonce_of, origin_of
from ._colours import PageStyle
from ._parts import Digests, digests

__all__ = ["Digests", "digests", "framed", "render"]


def render(
    thing: Routine | Week,
    *,
    player: bool = False,
    theme: svg.Theme | svg.ThemeName | str | None = None,
    look: svg.Look | str = svg.Look.FAIR,
    build: Build | str = Build.AVERAGE,
    catalog: Catalog | None = None,
    session: int = 1,
    emergency_number: str = "",
    fragment: bool = False,
    nonce: str = "",
    origin: str = "",
) -> str:
    """Lay out a routine as a page to print or to read on a phone, or with `player` as one that leads through it.

    A week of a programme is a sheet with boxes to tick and a pain diary, and has no pictures; no page plays it.

    The page is one file with its pictures, needs no network and, without `player`, no script. Without a theme it is
    light or dark as the screen of the reader is, and black on white on paper; a theme, and `look` and `build`, are
    those of `render.svg.render`. Texts of the catalog are data: they are escaped, control characters and signs that
    turn the direction of writing are replaced, and only addresses on the web become links. Where there is no picture,
    the page says so.

    The page that leads through it offers something else where an exercise hurts: from `catalog`, the one that the
    routine is from; without it, from the packaged one, if the routine is. `session` is the number of the session that
    its report tells of, from 1. `emergency_number` is the number to call in the country of the person; none is
    guessed. With `fragment` it is a part of a page, in a shadow root of its own. `nonce` admits its style and script
    under the policy of that page, as the sums of `digests` do. `origin` is the only one that is told what happens
    (`postMessage`); a report goes there only by a tap.

    Raises `ImpossibleValue` for a theme, look or build that is not known, a session, number, nonce or origin that is
    none, and `UnsolvedPicture` for a picture whose poses have not been worked out.

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

        whole("html.render.session", session, 1, _MOST_SESSIONS)
        number = _telephone(emergency_number)
        expect("html.render.fragment", fragment, bool)
        around = Around(origin=origin_of(origin), nonce=nonce_of(nonce), fragment=fragment)
        return page(thing, style, catalog=catalog, session=session, emergency_number=number, around=around)
    return handout.page(thing, style)


_MOST_SESSIONS = 100_000


def _telephone(number: str) -> str:
    """A number that a telephone can call; empty for none."""
    expect("html.render.emergency_number", number, str)
    if number and not re.fullmatch(r"\+?[0-9][0-9 ]{0,18}[0-9]", number, re.ASCII):
        problem = f"got {came(number)}, expected digits, such as '112', or an empty text"
        raise ImpossibleValue("html.render.emergency_number", problem, "invalid-number")
    return number


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
