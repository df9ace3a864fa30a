"""The figure as data, so that the script of a page can lead it from one pose to the next.

It is what the pictures are made of: bones that turn, balls fixed to them, and hulls of balls, as the camera sees them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from attrs import frozen

from lowback.drawing import picture_of
from lowback.drawing._anatomy import Body, Hull, Vec, body
from lowback.drawing._camera import View
from lowback.drawing._figure import Drawn, drawn, hulls_of
from lowback.drawing._kinematics import BASES, dot
from lowback.drawing._posing import at_share, placed
from lowback.model import Exercise
from lowback.picture import Picture, Pose, PropKind
from lowback.render.svg._figure import INK, RIM, cover_is_far, layers
from lowback.render.svg._style import Paints, Style
from lowback.timeline import CueKind, Timeline

from ._pictures import Sight, Sprite, sights

__all__ = ["Moves", "moves_of", "origins"]

_HELD: Final = frozenset({PropKind.STRAP, PropKind.BAND, PropKind.DUMBBELL, PropKind.BIKE})
"""What moves with a hand or a foot."""

_Tree: TypeAlias = Mapping[str, object]
_Numbers: TypeAlias = list[int]
"""A pose: where the pelvis is on the page, X to the right and Y down, and how far the belly stands out, in tenths of a
millimetre; then each angle in tenths of a degree."""


# When it moves -----------------------------------------------------------------------------------


def origins(timeline: Timeline, seen: Sequence[Sight | None]) -> Iterator[Sight | None]:
    """From where the figure moves during each cue: what the step before leaves it in; None where it stands still.

    A way out and a way back move; a hold, a rest and a look ahead do not.
    """
    for _, pairs in groupby(zip(timeline.cues, seen, strict=True), key=lambda pair: pair[0].item_index):
        before: Sight | None = None
        for cue, sight in pairs:
            moves = cue.kind in (CueKind.MOVE, CueKind.RETURN)
            yield before if moves and before and sight and before.pose != sight.pose else None
            before = sight if cue.step else before


# How it moves ------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Moves:
    """All movements of a page.

    Attributes:
        figure: Bones, balls, hulls and paints; None where nothing moves.
        poses: By id of a drawing: how the figure is turned to us, the pose, and what is painted over what.
        ways: By ids of two drawings: the poses between, at equal shares. The way back is the same.
    """

    figure: _Tree | None
    poses: Mapping[str, _Tree]
    ways: Mapping[str, list[_Numbers]]

    def lead(self, start: str | None, end: str | None) -> bool:
        """Whether there is a way from one drawing to the other."""
        return not {f"{start} {end}", f"{end} {start}"}.isdisjoint(self.ways)


def moves_of(timelines: Iterable[Timeline], sprite: Sprite, style: Style) -> Moves:
    """The movements that are seen."""
    poses: dict[str, _Tree] = {}
    ways: dict[str, list[_Numbers]] = {}
    figure = body(style.build)
    for exercise, names in _moving(timelines):
        picture = picture_of(exercise)
        for start, end in _pairs(picture, names):
            ids = [sprite.of(exercise, each.name) for each in (start, end)]
            ways[f"{ids[0]} {ids[1]}"] = [_numbers(picture, at_share(end, way)) for way in range(_ways(end))]
            poses |= {str(id_): _pose(picture, pose, figure) for id_, pose in zip(ids, (start, end), strict=True)}
    return Moves(figure=_figure(figure, style.paints) if ways else None, poses=poses, ways=ways)


def _ways(pose: Pose) -> int:
    assert pose.solved is not None
    return len(pose.solved.ways)


def _moving(timelines: Iterable[Timeline]) -> Iterator[tuple[Exercise, set[frozenset[str]]]]:
    """Each exercise, once for each item, with the pairs of poses between which it moves."""
    for timeline in timelines:
        seen = list(sights(timeline))
        found: dict[int, set[frozenset[str]]] = {}
        for sight, origin in zip(seen, origins(timeline, seen), strict=True):
            if sight is not None and origin is not None:
                found.setdefault(sight.item_index, set()).add(frozenset((origin.pose, sight.pose)))
        yield from ((timeline.routine.items[index].exercise, names) for index, names in found.items())


def _pairs(picture: Picture, names: set[frozenset[str]]) -> Iterator[tuple[Pose, Pose]]:
    """Poses of which the second was worked out from the first.

    Where something is held, or a lens shows what hardly moves, the figure stands still, and pictures change at once.
    """
    if picture.lens is not None or not _HELD.isdisjoint(prop.kind for prop in picture.props):
        return
    for pose in picture.poses:
        before = picture.before(pose)
        if before is not None and frozenset((before.name, pose.name)) in names:
            yield before, pose


def _numbers(picture: Picture, pose: Pose) -> _Numbers:
    assert pose.solved is not None
    right, down = _page(picture)
    root = (pose.solved.root[0], pose.solved.root[1], pose.solved.root[2])
    return [round(dot(right, root)), round(dot(down, root)), 10 * pose.belly, *pose.solved.angles]


def _page(picture: Picture) -> tuple[Vec, Vec]:
    """To the right and down on the page, in the world."""
    view = View(picture.camera)
    return view.right, (-view.up[0], -view.up[1], -view.up[2])


def _pose(picture: Picture, pose: Pose, figure: Body) -> _Tree:
    base = BASES[picture.base_of(pose)]
    columns: list[Vec] = [(base[axis], base[axis + 3], base[axis + 6]) for axis in range(3)]
    drawing = drawn(placed(picture, pose, figure), picture.camera)
    return {
        "lay": [round(dot(row, column), 4) for row in _page(picture) for column in columns],
        "at": _numbers(picture, pose),
        "layers": list(_layers(drawing, figure)),
    }


def _layers(drawing: Drawn, figure: Body) -> Iterator[list[int]]:
    """What is painted, farthest first: 1 for what is farther away, else 0, and numbers of parts; a cover is below 0."""
    names = [*figure.segments]
    for group, covered in layers(drawing):
        if covered is not None:
            yield [int(cover_is_far(covered)), -1 - names.index(covered.name)]
        else:
            parts = [len(names) if part.name == "head" and drawing.facing else names.index(part.name) for part in group]
            yield [int(group[0].far), *parts]


# The figure --------------------------------------------------------------------------------------


def _figure(figure: Body, paints: Paints) -> _Tree:
    """The figure at rest, in tenths of a millimetre and degrees.

    Bones have the number of their parent, where they begin, the degrees of the neutral position, and for each turn its
    axis, the number of its angle and how much of it; balls the number of their bone, the middle and the radius. Parts
    are runs of hulls of one material; the last part is the head that looks at us.
    """
    names = [*figure.segments]
    parts = [hulls_of(figure, name, facing=False) for name in names] + [hulls_of(figure, "head", facing=True)]
    return {
        "bones": [
            [
                bone.parent,
                *_tenths(bone.at),
                bone.neutral,
                *([_AXES.index(turn.axis), turn.angle, turn.gain] for turn in bone.turns),
            ]
            for bone in figure.bones
        ],
        "balls": [[ball.bone, *_tenths(ball.at), round(ball.radius * _TENTHS)] for ball in figure.spheres],
        "belly": next(index for index, ball in enumerate(figure.spheres) if ball.name == "belly"),
        "parts": [_runs(hulls) for hulls in parts],
        "covers": [_runs([figure.covers[name]]) if name in figure.covers else [] for name in names],
        "line": INK,
        "edge": INK + RIM // 2,
        "rim": _paint(paints.rim),
        "near": _paints(paints, far=False),
        "far": _paints(paints, far=True),
    }


_AXES: Final = "xyz"
_TENTHS: Final = 10_000
"""Tenths of a millimetre in a metre."""


def _tenths(at: Vec) -> list[int]:
    return [round(each * _TENTHS) for each in at]


def _runs(hulls: Iterable[Hull]) -> list[list[object]]:
    """Material, and the numbers of the balls of each hull; neighbours of one material together."""
    runs = groupby(hulls, key=lambda hull: hull.material)
    return [[material, *([*hull.spheres] for hull in same)] for material, same in runs]


def _paints(paints: Paints, *, far: bool) -> dict[str, str]:
    materials = {name: _paint(paints.material(name, far=far)) for name in ("skin", "hair", "shirt", "shorts")}
    return {"ink": _paint(paints.outline(far=far)), **materials}


def _paint(paint: str) -> str:
    """A colour, or the name of a variable of the page."""
    return paint.removeprefix("var(").removesuffix(")")
