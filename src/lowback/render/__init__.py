"""For eyes: every module here has `render(thing, *, ...) -> str`; callers write files."""

from . import html as html
from . import markdown as markdown
from . import svg as svg
from . import text as text

__all__ = ["html", "markdown", "svg", "text"]
