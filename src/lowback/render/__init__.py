"""For eyes: every module here has `render(thing, *, ...) -> str`; callers write files."""

from . import svg as svg
from . import text as text

__all__ = ["svg", "text"]
