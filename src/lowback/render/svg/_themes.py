"""Colours: four themes, and looks for skin and hair."""

from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from lowback._arguments import one_of

__all__ = ["DARK", "LIGHT", "LINE", "PRINT", "Look", "Theme", "ThemeName", "mixed", "theme_of"]


class ThemeName(StrEnum):
    """Ready themes.

    Attributes:
        PRINT: Black and white, for paper.
        LINE: Lines only, at the highest contrast.
    """

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"
    LINE = "line"


class Look(StrEnum):
    """Skin and hair.

    Attributes:
        GREY: Fair skin and grey hair.
    """

    FAIR = "fair"
    TAN = "tan"
    DEEP = "deep"
    GREY = "grey"


@frozen(kw_only=True)
class Theme:
    """The colours of a picture, as `#rrggbb`.

    Attributes:
        background: Behind everything, and round arrows.
        ink: Outlines.
        rim: What stands out from the background: a line round the figure where ink would not be seen, numbers, names.
        skin: Skin.
        hair: Hair.
        shirt: Shirt.
        shorts: Shorts.
        accent: Arrows, the lens and the marks of the lower back.
        mat: The mat.
        thing: Chairs and other things.
        strap: Straps and bands.
        fade: Percent by which the farther limb is mixed with the background.
    """

    background: str
    ink: str
    rim: str
    skin: str
    hair: str
    shirt: str
    shorts: str
    accent: str
    mat: str
    thing: str
    strap: str
    fade: int


LIGHT: Final = Theme(
    background="#ffffff",
    ink="#17212c",
    rim="#17212c",
    skin="#f4d6bd",
    hair="#57433a",
    shirt="#9fd3d8",
    shorts="#4b6584",
    accent="#c63d0a",
    mat="#dfe7d8",
    thing="#e3d5bd",
    strap="#7a5ea8",
    fade=30,
)

DARK: Final = Theme(
    background="#14191f",
    ink="#0b0f14",
    rim="#e8eef4",
    skin="#f4d6bd",
    hair="#57433a",
    shirt="#2c6874",
    shorts="#86a3cc",
    accent="#ffab70",
    mat="#566b5f",
    thing="#a8997f",
    strap="#c9b6ef",
    fade=25,
)

PRINT: Final = Theme(
    background="#ffffff",
    ink="#000000",
    rim="#000000",
    skin="#ffffff",
    hair="#4a4a4a",
    shirt="#d9d9d9",
    shorts="#8c8c8c",
    accent="#000000",
    mat="#ebebeb",
    thing="#f2f2f2",
    strap="#5c5c5c",
    fade=0,
)

LINE: Final = Theme(
    background="#ffffff",
    ink="#000000",
    rim="#000000",
    skin="#ffffff",
    hair="#ffffff",
    shirt="#ffffff",
    shorts="#ffffff",
    accent="#000000",
    mat="#ffffff",
    thing="#ffffff",
    strap="#000000",
    fade=0,
)

_THEMES: Final = {
    ThemeName.LIGHT: LIGHT,
    ThemeName.DARK: DARK,
    ThemeName.PRINT: PRINT,
    ThemeName.LINE: LINE,
}

_LOOKS: Final = {
    Look.FAIR: ("#f4d6bd", "#57433a"),
    Look.TAN: ("#d9a679", "#3b2a20"),
    Look.DEEP: ("#96623f", "#2a1d18"),
    Look.GREY: ("#f0cfb6", "#9a9a9f"),
}


def mixed(colour: str, into: str, percent: int) -> str:
    """A colour with so many percent of another.

    >>> mixed("#000000", "#ffffff", 50)
    '#808080'
    """
    pairs = [(int(colour[i : i + 2], 16), int(into[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{(a * (100 - percent) + b * percent + 50) // 100:02x}" for a, b in pairs)


def theme_of(name: Theme | ThemeName | str, look: Look | str = Look.FAIR) -> Theme:
    """The theme of this name with this skin and hair; print, line and a theme of your own keep theirs.

    Raises `ImpossibleValue` for a theme or look that is not known.

    >>> theme_of("light", "deep").skin
    '#96623f'
    """
    skin, hair = _LOOKS[one_of("look", look, Look)]
    if isinstance(name, Theme):
        return name
    theme = _THEMES[one_of("theme", name, ThemeName)]
    return evolve(theme, skin=skin, hair=hair) if theme in (LIGHT, DARK) else theme
