"""Pictures as PNG (Portable Network Graphics, third edition, W3C 2025), for programs that cannot show SVG.

Needs the extra `png`, which brings resvg.
"""

from lowback._arguments import expect
from lowback.diagnostics import Diagnostic, Severity
from lowback.drawing import Build
from lowback.errors import MissingExtra
from lowback.model import Exercise, Routine, Step
from lowback.picture import Picture, Pose
from lowback.render import svg

__all__ = ["dumps", "losses"]

_USUAL = (900, 600)
_DRAWN = (Exercise, Step, Routine, Picture, Pose)


def dumps(
    thing: Exercise | Step | Routine | Picture | Pose,
    *,
    of: Exercise | Picture | None = None,
    theme: svg.Theme | svg.ThemeName | str = svg.ThemeName.LIGHT,
    look: svg.Look | str = svg.Look.FAIR,
    build: Build | str = Build.AVERAGE,
    mirrored: bool = False,
    size: tuple[int, int] = _USUAL,
) -> bytes:
    r"""Draw as `render.svg.render` does, in pixels; `size` is the width and height of the picture.

    The names beside the exercises of a routine are written in a font of the system, so those bytes differ
    from system to system.

    Raises `MissingExtra` without the extra `png`, and what `render.svg.render` raises.

    >>> from lowback import default_catalog
    >>> dumps(default_catalog()["bridge"], size=(300, 200))[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    try:
        import resvg_py  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise MissingExtra("png") from error
    expect("png.dumps.thing", thing, *_DRAWN)
    text = svg.render(thing, of=of, theme=theme, look=look, build=build, mirrored=mirrored, size=size)
    return bytes(resvg_py.svg_to_bytes(svg_string=text))


def losses(thing: Exercise | Step | Routine | Picture | Pose) -> tuple[Diagnostic, ...]:
    """What a PNG cannot hold: the words for those who do not see it, and movement.

    >>> [each.code for each in losses(Pose(name="start"))]
    ['no-words', 'no-movement']
    """
    expect("png.losses.thing", thing, *_DRAWN)
    message = "a PNG holds no title and no description; say them beside it"
    hint = f"got {type(thing).__name__}"
    return (
        Diagnostic(code="no-words", message=message, severity=Severity.NOTE, hint=hint),
        Diagnostic(
            code="no-movement", message="a PNG does not move; it shows the key poses", severity=Severity.NOTE, hint=hint
        ),
    )
