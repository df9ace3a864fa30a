"""One figure as SVG elements."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lowback.drawing._anatomy import SIDES
from lowback.drawing._camera import Circle
from lowback.drawing._figure import Drawn, Part
from lowback.drawing._hidden import in_sight

from ._paths import skin
from ._style import NONE, Paints

__all__ = ["INK", "RIM", "cover_colour", "cover_is_far", "cover_of", "figure", "layers", "rim", "runs_of"]

INK = 9
"""Millimetres of an outline outside a part."""
RIM = 12
"""Millimetres that a line round the whole figure is thicker."""


def runs_of(part: Part) -> list[tuple[str, list[Sequence[Circle]]]]:
    """The hulls by material; neighbours of one material together."""
    groups = groupby(part.hulls, key=lambda hull: hull[0])
    return [(material, [circles for _, circles in hulls]) for material, hulls in groups]


def layers(drawing: Drawn) -> Iterator[tuple[tuple[Part, ...], Part | None]]:
    """What is painted, farthest first: parts that have one outline, or the cover of a part."""
    painted: set[str] = set()
    waiting = [part for part in drawing.parts if part.cover is not None]
    for group in _groups(drawing):
        yield tuple(group), None
        painted.update(part.name for part in group)
        # a cover hides the line between two parts, so it comes when both are there
        for part in [each for each in waiting if {each.name, each.inner} <= painted]:
            waiting.remove(part)
            if not (part.joined and {part.name, part.inner} <= {each.name for each in group}):
                yield (), part


def figure(drawing: Drawn, paints: Paints, prefix: str, held: Mapping[str, str]) -> Iterator[str]:
    """The elements of a figure, farthest first; every id begins with the prefix.

    What is held is drawn before the hand that holds it.
    """
    elements: list[str] = []
    names: list[str] = []
    for place, (group, covered) in enumerate(layers(drawing)):
        if covered is None:
            elements += [held[part.name] for part in group if part.name in held]
            elements += _group(group, paints, f"{prefix}{place}", names)
        else:
            elements.append(f'<path d="{skin(cover_of(covered)[1])}" fill="{cover_colour(covered, paints)}"/>')
    yield from rim(names, paints)
    yield from elements


def rim(names: Sequence[str], paints: Paints) -> Iterator[str]:
    """A line round the whole figure, where its outlines are as dark as the page."""
    if paints.rim != NONE:
        uses = "".join(f'<use href="#{name}"/>' for name in names)
        yield f'<g stroke="{paints.rim}" stroke-width="{2 * INK + RIM}" stroke-linejoin="round">{uses}</g>'


def _groups(drawing: Drawn) -> list[list[Part]]:
    """Neighbours in the order of painting that go on from each other without a line."""
    groups: list[list[Part]] = []
    for part in drawing.parts:
        last = groups[-1] if groups else []
        if any(_goes_on(part, each) for each in last):
            last.append(part)
        else:
            groups.append([part])
    return groups


def _goes_on(a: Part, b: Part) -> bool:
    return a.far == b.far and ((a.joined and a.inner == b.name) or (b.joined and b.inner == a.name))


def _group(group: Sequence[Part], paints: Paints, prefix: str, all_names: list[str]) -> Iterator[str]:
    """The outline of all, then the fill of each; the names of the outlines are added to all names."""
    runs = [
        (part, material, "".join(map(skin, in_sight(hulls)))) for part in group for material, hulls in runs_of(part)
    ]
    names = [f"{prefix}-{index}" for index in range(len(runs))]
    all_names += names
    ink = paints.outline(far=group[0].far)
    paths = "".join(f'<path id="{name}" d="{path}"/>' for name, (_, _, path) in zip(names, runs, strict=True))
    uses = "".join(f'<use href="#{name}"/>' for name in names)
    yield f"<defs>{paths}</defs>"
    yield f'<g stroke="{ink}" stroke-width="{2 * INK}" stroke-linejoin="round">{uses}</g>'
    for name, (part, material, _) in zip(names, runs, strict=True):
        yield f'<use href="#{name}" fill="{paints.material(material, far=part.far)}"/>'


def cover_of(part: Part) -> tuple[str, tuple[Circle, ...]]:
    """Material and circles of the cover of a part that has one."""
    assert part.cover is not None
    return part.cover


def cover_colour(part: Part, paints: Paints) -> str:
    """The colour of the cover of a part: that of the part on which it hangs."""
    return paints.material(cover_of(part)[0], far=cover_is_far(part))


def cover_is_far(part: Part) -> bool:
    """Whether the cover of a part is painted as something farther away."""
    return part.far and part.inner.startswith(SIDES)
