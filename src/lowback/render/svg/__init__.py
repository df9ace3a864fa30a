"""Pictures as SVG: one value in, one text out, the same bytes every time.

Every colour and length is a literal attribute, so that browsers, printers and converters agree.
Texts of the catalog are escaped.
"""

from ._drawing import render as render
from ._themes import Look as Look
from ._themes import Theme as Theme
from ._themes import ThemeName as ThemeName
from ._themes import theme_of as theme_of

__all__ = ["Look", "Theme", "ThemeName", "render", "theme_of"]
