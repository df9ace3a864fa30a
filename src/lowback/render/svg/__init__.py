"""Pictures as SVG: one value in, one text out, the same bytes every time.

Every colour and length is a literal attribute, so that browsers, printers and converters agree.
"""

from html import escape

from attrs import evolve

from lowback.drawing.anatomy import Build, body
from lowback.picture import Picture, Pose

from .card import card, panels_of
from .themes import Look, Theme, ThemeName, theme_of

__all__ = ["Look", "Theme", "ThemeName", "picture_svg"]

_PIXELS = 0.25
"""CSS pixels for each millimetre, when no size is asked for."""


def picture_svg(
    picture: Picture,
    poses: tuple[Pose, ...] = (),
    *,
    title: str = "",
    text: str = "",
    theme: Theme | str = "light",
    look: Look | str = Look.FAIR,
    build: Build | str = Build.AVERAGE,
    mirrored: bool = False,
    size: tuple[int, int] | None = None,
) -> str:
    colours = theme_of(theme, look)
    content, width, height = card(
        panels_of(picture, poses or picture.poses, body(Build(build))), colours, mirrored=mirrored, badges=True
    )
    across, down = size or (round(width * _PIXELS), round(height * _PIXELS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{across}" height="{down}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(text)}</desc>"
        f'<rect width="{width}" height="{height}" fill="{colours.background}"/>{content}</svg>\n'
    )
