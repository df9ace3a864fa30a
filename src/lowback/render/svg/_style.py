"""How to draw: one value that holds every paint, the build, the side and the font."""

from typing import Final, Self

from attrs import fields, frozen

from lowback._arguments import expect, one_of
from lowback.drawing import Build

from ._themes import Look, Theme, ThemeName, mixed, theme_of

__all__ = ["NONE", "VARIABLES", "Paints", "Style", "declarations"]

NONE: Final = "none"
"""The paint of what is not painted."""


@frozen(kw_only=True)
class Paints:
    """Every paint of a picture, mixed already: `#rrggbb`, `none`, or a variable of CSS such as `var(--p-skin)`.

    Attributes:
        background: Behind everything, and round arrows.
        ink: Outlines.
        far_ink: Outlines of the farther limb.
        rim: A line round the whole figure where ink would not be seen; `none` elsewhere.
        label: Numbers and names.
        accent: Arrows, the lens and the marks of the lower back.
        skin: Skin.
        hair: Hair.
        shirt: Shirt.
        shorts: Shorts.
        far_skin: Skin of the farther limb.
        far_hair: Hair, as a farther limb would have it.
        far_shirt: Shirt of the farther limb.
        far_shorts: Shorts of the farther limb.
        mat: The mat from above.
        mat_side: The mat from the side.
        mat_edge: The outline of the mat.
        floor: The floor from above.
        floor_line: The floor from its edge.
        thing: Chairs and other things from above.
        thing_front: Things from the front.
        thing_side: Things from the side.
        cushion: Cushions and towels.
        strap: Straps and bands.
        weight: The discs of a dumbbell.
    """

    background: str
    ink: str
    far_ink: str
    rim: str
    label: str
    accent: str
    skin: str
    hair: str
    shirt: str
    shorts: str
    far_skin: str
    far_hair: str
    far_shirt: str
    far_shorts: str
    mat: str
    mat_side: str
    mat_edge: str
    floor: str
    floor_line: str
    thing: str
    thing_front: str
    thing_side: str
    cushion: str
    strap: str
    weight: str

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """The paints that a theme makes.

        >>> from lowback.render.svg._themes import DARK, LIGHT
        >>> Paints.of(LIGHT).rim, Paints.of(DARK).rim
        ('none', '#e8eef4')
        """
        ground, ink = theme.background, theme.ink
        is_dark = theme.rim != ink
        return cls(
            background=ground,
            ink=ink,
            far_ink=ink if is_dark else mixed(ink, ground, theme.fade),
            rim=theme.rim if is_dark else NONE,
            label=theme.rim,
            accent=theme.accent,
            skin=theme.skin,
            hair=theme.hair,
            shirt=theme.shirt,
            shorts=theme.shorts,
            far_skin=mixed(theme.skin, ground, theme.fade),
            far_hair=mixed(theme.hair, ground, theme.fade),
            far_shirt=mixed(theme.shirt, ground, theme.fade),
            far_shorts=mixed(theme.shorts, ground, theme.fade),
            mat=theme.mat,
            mat_side=mixed(theme.mat, ink, 12),
            mat_edge=mixed(theme.mat, ink, 35),
            floor=mixed(theme.mat, ground, 55),
            floor_line=mixed(theme.rim, ground, 40),
            thing=theme.thing,
            thing_front=mixed(theme.thing, ink, 7),
            thing_side=mixed(theme.thing, ink, 14),
            cushion=mixed(theme.thing, ground, 35),
            strap=theme.strap,
            weight=mixed(theme.strap, ink, 10),
        )

    def outline(self, *, far: bool) -> str:
        """The paint of the outline of a limb."""
        return self.far_ink if far else self.ink

    def material(self, name: str, *, far: bool) -> str:
        """The paint of a material of the figure: skin, hair, shirt or shorts."""
        paint: str = getattr(self, f"far_{name}" if far else name)
        return paint


_NAMES: Final = {each.name: f"--p-{each.name.replace('_', '-')}" for each in fields(Paints)}
"""The variable of each paint."""

VARIABLES: Final = Paints(**{name: f"var({variable})" for name, variable in _NAMES.items()})
"""Paints that the page around a picture sets, by `declarations`."""


def declarations(paints: Paints) -> str:
    """The declarations of CSS that set the variables to these paints.

    >>> from lowback.render.svg._themes import PRINT
    >>> declarations(Paints.of(PRINT))[:30]
    '--p-background:#ffffff;--p-ink'
    """
    return ";".join(f"{variable}:{getattr(paints, name)}" for name, variable in _NAMES.items())


@frozen(kw_only=True)
class Style:
    """How to draw.

    Attributes:
        paints: Every colour.
        build: How the figure is built.
        mirrored: Whether the other side is shown.
    """

    paints: Paints
    build: Build = Build.AVERAGE
    mirrored: bool = False

    @classmethod
    def of(
        cls,
        theme: Theme | ThemeName | str,
        *,
        look: Look | str = Look.FAIR,
        build: Build | str = Build.AVERAGE,
        mirrored: bool = False,
    ) -> Self:
        """The style that the words of a caller ask for.

        Raises `ImpossibleValue` for a theme, look or build that is not known.

        >>> Style.of("dark", look="deep").paints.skin
        '#96623f'
        """
        expect("mirrored", mirrored, bool)
        paints = Paints.of(theme_of(theme, look))
        return cls(paints=paints, build=one_of("build", build, Build), mirrored=mirrored)
