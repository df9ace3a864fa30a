"""One figure as SVG elements."""

from collections.abc import Iterator, Mapping

from lowback.drawing.figure import Drawn, Part

from .paths import skin
from .themes import Theme, mixed

__all__ = ["INK", "figure"]

INK = 9
"""Millimetres of an outline outside a part."""


def _colour(theme: Theme, material: str, *, far: bool) -> str:
    colour = theme.material(material)
    return mixed(colour, theme.background, theme.fade) if far else colour


def _runs(part: Part) -> list[tuple[str, str]]:
    """Material and outline of the hulls; neighbours of one material together."""
    runs: list[tuple[str, list[str]]] = []
    for material, circles in part.hulls:
        if not runs or runs[-1][0] != material:
            runs.append((material, []))
        runs[-1][1].append(skin(circles))
    return [(material, "".join(paths)) for material, paths in runs]


def figure(drawing: Drawn, theme: Theme, prefix: str, held: Mapping[str, str]) -> Iterator[str]:
    """The elements of a figure, farthest first; every id begins with the prefix.

    What is held is drawn before the hand that holds it.
    """
    painted: set[str] = set()
    waiting = {part.name: part for part in drawing.parts}
    for place, part in enumerate(drawing.parts):
        yield held.get(part.name, "")
        runs = _runs(part)
        names = [f"{prefix}{place}-{index}" for index in range(len(runs))]
        ink = mixed(theme.ink, theme.background, theme.fade) if part.far else theme.ink
        yield (
            "<defs>"
            + "".join(f'<path id="{name}" d="{path}"/>' for name, (_, path) in zip(names, runs, strict=True))
            + "</defs>"
        )
        uses = "".join(f'<use href="#{name}"/>' for name in names)
        yield f'<g stroke="{ink}" stroke-width="{2 * INK}" stroke-linejoin="round">{uses}</g>'
        for name, (material, _) in zip(names, runs, strict=True):
            yield f'<use href="#{name}" fill="{_colour(theme, material, far=part.far)}"/>'
        painted.add(part.name)
        # the cover hides the line between two parts, so it comes when both are there
        for each in drawing.parts:
            if each.name in waiting and each.name in painted and (not each.inner or each.inner in painted):
                del waiting[each.name]
                if each.cover is not None:
                    far = each.far and _is_limb(each.inner)
                    yield f'<path d="{skin(each.cover[1])}" fill="{_colour(theme, each.cover[0], far=far)}"/>'


def _is_limb(name: str) -> bool:
    return name.startswith(("left", "right"))
