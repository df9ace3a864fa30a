"""For eyes: every module here has `render(thing, *, ...) -> str`; callers write files."""

from . import text as text

__all__ = ["text"]
