"""One figure as SVG elements."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lowback.drawing._camera import Circle
from lowback.drawing._figure import Drawn, Part

from ._paths import skin
from ._style import NONE, Paints

__all__ = ["INK", "cover_colour", "cover_of", "figure", "layers", "rim", "runs_of"]

INK = 9
"""Millimetres of an outline outside a part."""


def runs_of(part: Part, outline: Callable[[Sequence[Circle]], str] = skin) -> list[tuple[str, str]]:
    """Material and outline of the hulls; neighbours of one material together."""
    runs: list[tuple[str, list[str]]] = []
    for material, circles in part.hulls:
        if not runs or runs[-1][0] != material:
            runs.append((material, []))
        runs[-1][1].append(outline(circles))
    return [(material, "".join(paths)) for material, paths in runs]


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
        yield f'<g stroke="{paints.rim}" stroke-width="{2 * INK + 12}" stroke-linejoin="round">{uses}</g>'


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
    runs = [(part, material, path) for part in group for material, path in runs_of(part)]
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
    return paints.material(cover_of(part)[0], far=part.far and _is_limb(part.inner))


def _is_limb(name: str) -> bool:
    return name.startswith(("left", "right"))
