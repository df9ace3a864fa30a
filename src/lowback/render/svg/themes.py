"""Colours: four themes, and looks for skin and hair."""

from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

__all__ = ["DARK", "LIGHT", "LINE", "PRINT", "Look", "Theme", "ThemeName", "mixed", "theme_of"]


class ThemeName(StrEnum):
    """Ready themes."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"
    """Black and white, for paper."""
    LINE = "line"
    """Lines only, at the highest contrast."""


class Look(StrEnum):
    """Skin and hair."""

    FAIR = "fair"
    TAN = "tan"
    DEEP = "deep"
    GREY = "grey"
    """Fair skin and grey hair."""


@frozen(kw_only=True)
class Theme:
    """The colours of a picture, as `#rrggbb`."""

    background: str
    """Behind everything, and round arrows."""
    ink: str
    """Outlines and numbers."""
    skin: str
    """Skin."""
    hair: str
    """Hair."""
    shirt: str
    """Shirt."""
    shorts: str
    """Shorts."""
    accent: str
    """Arrows, the lens and the marks of the lower back."""
    mat: str
    """The mat."""
    thing: str
    """Chairs and other things."""
    strap: str
    """Straps and bands."""
    fade: int
    """Percent by which the farther limb is mixed with the background."""

    def material(self, name: str) -> str:
        """The colour of a material of the figure."""
        return {"skin": self.skin, "hair": self.hair, "shirt": self.shirt, "shorts": self.shorts}[name]


LIGHT: Final = Theme(
    background="#ffffff",
    ink="#1f2d3a",
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
    ink="#f1f5f9",
    skin="#b98d6d",
    hair="#8d7a70",
    shirt="#2f7f8d",
    shorts="#54709b",
    accent="#ffab70",
    mat="#2c3a34",
    thing="#54493a",
    strap="#b9a3e3",
    fade=30,
)

PRINT: Final = Theme(
    background="#ffffff",
    ink="#000000",
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
    Look.DEEP: ("#8d5a3c", "#2a1d18"),
    Look.GREY: ("#f0cfb6", "#9a9a9f"),
}

_DARK_LOOKS: Final = {
    Look.FAIR: ("#d9b596", "#8d7a70"),
    Look.TAN: ("#b98355", "#75655b"),
    Look.DEEP: ("#8a5a3f", "#6e6059"),
    Look.GREY: ("#d2ae92", "#b5b5ba"),
}


def mixed(colour: str, into: str, percent: int) -> str:
    """A colour with so many percent of another.

    >>> mixed("#000000", "#ffffff", 50)
    '#808080'
    """
    pairs = [(int(colour[i : i + 2], 16), int(into[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{(a * (100 - percent) + b * percent + 50) // 100:02x}" for a, b in pairs)


def theme_of(name: Theme | str, look: Look | str = Look.FAIR) -> Theme:
    """The theme of this name with this skin and hair; print and line have neither.

    Raises `ValueError` for a name that is not known.

    >>> theme_of("light", "deep").skin
    '#8d5a3c'
    """
    if isinstance(name, Theme):
        return name
    theme = _THEMES[ThemeName(name)]
    if theme is LIGHT or theme is DARK:
        skin, hair = (_LOOKS if theme is LIGHT else _DARK_LOOKS)[Look(look)]
        return evolve(theme, skin=skin, hair=hair)
    return theme
