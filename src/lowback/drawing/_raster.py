"""The figure as a coarse grid of cells: what is seen of which part, and how much of the outline changes."""

from collections.abc import Iterable, Sequence
from math import ceil, cos, floor, pi, sin
from typing import Final

from ._camera import Circle, Spot, hull_points
from ._figure import Drawn

__all__ = ["Cells", "cells_of", "changed", "visible"]

_CELL: Final = 15.0
"""Millimetres of a cell."""

_DIRECTIONS: Final = tuple((cos(2 * pi * k / 24), sin(2 * pi * k / 24)) for k in range(24))

Cells = dict[tuple[int, int], str]
"""The part that is seen in each cell that the figure covers."""


def _rows(outline: Sequence[Spot]) -> Iterable[tuple[int, int, int]]:
    """Row, first and last column of the cells whose middle lies in a convex outline."""
    crossings: dict[int, list[float]] = {}
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        low, high = (ay, by) if ay < by else (by, ay)
        for row in range(ceil(low / _CELL - 0.5), ceil(high / _CELL - 0.5)):
            y = (row + 0.5) * _CELL
            crossings.setdefault(row, []).append(ax + (y - ay) / (by - ay) * (bx - ax))
    for row, found in crossings.items():
        yield row, floor(min(found) / _CELL + 0.5), floor(max(found) / _CELL - 0.5)


def _fill(cells: Cells, circles: Iterable[Circle], name: str) -> None:
    for row, first, last in _rows(hull_points(circles, _DIRECTIONS)):
        for column in range(first, last + 1):
            cells[row, column] = name


def cells_of(drawing: Drawn) -> Cells:
    """The figure in painter's order."""
    cells: Cells = {}
    for part in drawing.parts:
        for _, circles in part.hulls:
            _fill(cells, circles, part.name)
    return cells


def visible(drawing: Drawn, cells: Cells, name: str) -> float:
    """The share of a part that nothing hides, 0 to 1; the cells are those of the drawing."""
    alone: Cells = {}
    for part in drawing.parts:
        if part.name == name:
            for _, circles in part.hulls:
                _fill(alone, circles, name)
    seen = sum(1 for each in cells.values() if each == name)
    return min(1.0, seen / len(alone)) if alone else 0.0


def changed(a: Cells, b: Cells) -> float:
    """How much two outlines differ: what is in one only, as a share of what is in either."""
    either = a.keys() | b.keys()
    return len(a.keys() ^ b.keys()) / len(either) if either else 0.0
