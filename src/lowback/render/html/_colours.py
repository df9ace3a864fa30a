"""The colours of a page and of its pictures, as rules of CSS."""

from typing import Final, Self

from attrs import frozen

from lowback._arguments import one_of
from lowback.drawing import Build
from lowback.render import svg
from lowback.render.svg._style import VARIABLES, Paints, Style, declarations
from lowback.render.svg._themes import mixed, theme_of

__all__ = ["PageStyle"]

_DARK_SCREEN: Final = "screen and (prefers-color-scheme:dark)"


@frozen
class PageStyle:
    """How a page looks.

    Attributes:
        pictures: How its pictures are drawn: without a theme, in variables that the rules set.
        rules: Rules that set `--page`, `--ink`, `--soft`, `--line`, `--card`, `--accent`, and the variables of the
            pictures.
    """

    pictures: Style
    rules: str

    @classmethod
    def of(
        cls,
        *,
        theme: svg.Theme | svg.ThemeName | str | None = None,
        look: svg.Look | str = svg.Look.FAIR,
        build: Build | str = Build.AVERAGE,
    ) -> Self:
        """The style that the words of a caller ask for.

        Without a theme, a page is light or dark as the screen of the reader is, and black on white on paper: it is
        drawn once, and the rules say what its variables are. A theme with a dark ground is so on screens only.

        Raises `ImpossibleValue` for a theme, look or build that is not known.
        """
        paints = Style(paints=VARIABLES, build=one_of("build", build, Build))
        light, dark, paper = (_all(theme_of(name, look)) for name in ("light", "dark", "print"))
        if theme is not None:
            shown = theme_of(theme, look)
            if not _is_dark(shown):
                return cls(Style.of(theme, look=look, build=build), f":root{{{_page(shown)}}}")
            return cls(paints, f":root{{color-scheme:dark;{_all(shown)}}}@media print{{:root{{{paper}}}}}")
        rules = (
            f":root{{color-scheme:light dark;{light}}}"
            f"@media {_DARK_SCREEN}{{:root{{{dark}}}}}"
            f"@media print{{:root{{{paper}}}}}"
        )
        return cls(paints, rules)


def _all(theme: svg.Theme) -> str:
    return f"{_page(theme)};{declarations(Paints.of(theme))}"


_HALF: Final = 3 * 255 / 2


def _is_dark(theme: svg.Theme) -> bool:
    """Whether its ground is, which no printer prints: what is light would be lost on paper."""
    ground = theme.background.removeprefix("#")
    return sum(int(ground[at : at + 2], 16) for at in (0, 2, 4)) < _HALF


def _page(theme: svg.Theme) -> str:
    shares = {"page": 100, "ink": 0, "soft": 25, "line": 75, "card": 95}
    properties = [f"--{name}:{mixed(theme.rim, theme.background, share)}" for name, share in shares.items()]
    return ";".join([*properties, f"--accent:{theme.accent}"])
