"""Arrows: the way of a part on the page, moved aside until it covers nothing.

Worked out with the poses and stored with them.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, product
from math import cos, hypot, radians, sin
from typing import Final

from attrs import evolve

from lowback.errors import ImpossibleValue
from lowback.picture import Arrow, Picture, Pose

from ._camera import Circle, Spot, View
from ._figure import circle_of
from ._kinematics import Placed
from ._posing import at_share, placed

__all__ = ["with_arrows"]

_SHORTEST: Final = 150.0
"""Millimetres; a shorter arrow is not seen."""
_TRIM: Final = 0.06
_STEPS: Final = 14
_ASIDE: Final = tuple(range(-200, 201, 20))
_ON: Final = tuple(range(-80, 81, 20))
_CLEAR: Final = 45.0
"""Millimetres that an arrow keeps from the figure."""


def _silhouette(figure: Placed, view: View) -> list[Circle]:
    """Circles that fill the figure, those between the spheres of each hull too."""
    found: list[Circle] = []
    for hulls in figure.body.segments.values():
        for hull in hulls:
            circles = [circle_of(figure, each, view) for each in hull.spheres]
            found += circles
            if len(circles) <= _FEW:
                found += [_between(a, b, share) for a, b in combinations(circles, 2) for share in (0.25, 0.5, 0.75)]
    return found


_FEW: Final = 4
"""Hulls of more spheres are hems: long rings that lie inside the others."""


def _between(a: Circle, b: Circle, share: float) -> Circle:
    x, y, r = (p + share * (q - p) for p, q in zip(a, b, strict=True))
    return (x, y, r)


def _resampled(spots: Sequence[Spot], start: float, end: float) -> list[Spot]:
    """Places at equal distances along a line, between two shares of its length."""
    lengths = [0.0]
    for a, b in pairwise(spots):
        lengths.append(lengths[-1] + hypot(b[0] - a[0], b[1] - a[1]))
    found: list[Spot] = []
    for step in range(_STEPS + 1):
        at = lengths[-1] * (start + (end - start) * step / _STEPS)
        index = max(i for i, each in enumerate(lengths[:-1]) if each <= at + 1e-9)
        piece = lengths[index + 1] - lengths[index]
        share = (at - lengths[index]) / piece if piece else 0.0
        a, b = spots[index], spots[index + 1]
        found.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return found


def _smoothed(spots: Sequence[Spot]) -> list[Spot]:
    """Between the poses on the way, the quadratic curve through three of them says where a part is."""
    if len(spots) < 3:  # noqa: PLR2004  # a curve takes three places
        return list(spots)
    a, b, c = spots[0], spots[len(spots) // 2], spots[-1]
    control = (2 * b[0] - (a[0] + c[0]) / 2, 2 * b[1] - (a[1] + c[1]) / 2)
    found: list[Spot] = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((p * a[0] + q * control[0] + r * c[0], p * a[1] + q * control[1] + r * c[1]))
    return found


def _moved(spots: Iterable[Spot], n: Spot, by: float) -> list[Spot]:
    return [(x + n[0] * by, y + n[1] * by) for x, y in spots]


def _covered(spots: Iterable[Spot], circles: Iterable[Circle]) -> float:
    """How deep a line lies over the figure, summed over its places."""
    total = 0.0
    for x, y in spots:
        depth = 0.0
        for cx, cy, r in circles:
            reach = r + _CLEAR
            if abs(cx - x) < reach and abs(cy - y) < reach:
                depth = max(depth, reach - hypot(cx - x, cy - y))
        total += depth
    return total


def _trimmed(line: list[Spot], circles: list[Circle]) -> list[Spot]:
    """The line without those ends that lie on the figure, as long as enough of it is left."""
    piece = hypot(line[1][0] - line[0][0], line[1][1] - line[0][1])
    least = max(len(line) // 2, round(_SHORTEST / max(piece, 1.0)))
    first, last = 0, len(line)
    while last - first > least and _covered(line[last - 1 : last], circles):
        last -= 1
    while last - first > least and _covered(line[first : first + 1], circles):
        first += 1
    return line[first:last]


_OVER: Final = 0.5
"""What a millimetre over the figure costs, against one aside: an arrow has a halo and may cross what moves."""

_LOST: Final = 18.0
"""What a missing piece of an arrow costs, against millimetres over the figure."""


def _set_aside(line: list[Spot], circles: list[Circle]) -> list[Spot]:
    """The line moved aside or on, to where it covers least and still lies near what moves."""
    (ax, ay), (bx, by) = line[0], line[-1]
    length = hypot(bx - ax, by - ay) or 1.0
    along: Spot = ((bx - ax) / length, (by - ay) / length)
    normal: Spot = (-along[1], along[0])
    best, choice = float("inf"), line
    for aside, on in sorted(product(_ASIDE, _ON), key=lambda pair: abs(pair[0]) + 1.3 * abs(pair[1])):
        way = 1.6 * abs(aside) + 2.0 * abs(on)
        if way >= best:
            break
        moved = _trimmed(_moved(_moved(line, normal, aside), along, on), circles)
        cost = _OVER * _covered(moved, circles) + way + _LOST * (len(line) - len(moved))
        if cost < best - 1e-6:
            best, choice = cost, moved
    return _resampled(choice, 0.0, 1.0)


def _track(picture: Picture, before: Pose, pose: Pose, part: str, view: View) -> list[Spot]:
    assert pose.solved is not None
    ways = [at_share(pose, index) for index in range(len(pose.solved.ways))]
    return [view.flat(placed(picture, each).landmark(part)) for each in (before, *ways, pose)]


def _line(picture: Picture, before: Pose | None, pose: Pose, arrow: Arrow, view: View) -> list[Spot]:
    """An arrow before it is set aside."""
    end = view.flat(placed(picture, pose).landmark(arrow.part))
    if arrow.length is not None and arrow.direction is not None:
        turn = radians(arrow.direction)
        start = (end[0] - arrow.length * cos(turn), end[1] - arrow.length * sin(turn))
        return _resampled([start, end], 0.0, 1.0)
    spots = _track(picture, before, pose, arrow.part, view) if before is not None else [end, end]
    line = _resampled(_smoothed(spots), _TRIM, 1 - _TRIM)
    (ax, ay), (bx, by) = line[0], line[-1]
    length = hypot(bx - ax, by - ay)
    if length < 1.0:
        raise ImpossibleValue(
            "Arrow.part", f"got {arrow.part!r}, which does not move: give `length` and `direction`", "impossible-pose"
        )
    if length < _SHORTEST:
        more = (_SHORTEST / length - 1) / 2
        ends = [(ax - more * (bx - ax), ay - more * (by - ay)), (bx + more * (bx - ax), by + more * (by - ay))]
        line = _resampled(ends, 0.0, 1.0)
    return line[::-1] if arrow.reverse else line


def _placed_arrow(picture: Picture, before: Pose | None, pose: Pose, arrow: Arrow, view: View) -> tuple[int, ...]:
    line = _line(picture, before, pose, arrow, view)
    if arrow.aside is None:
        line = _set_aside(line, _silhouette(placed(picture, pose), view))
    else:
        (ax, ay), (bx, by) = line[0], line[-1]
        length = hypot(bx - ax, by - ay) or 1.0
        line = _moved(line, (-(by - ay) / length, (bx - ax) / length), arrow.aside)
    return tuple(round(each) for spot in line[::2] for each in spot)


def with_arrows(picture: Picture) -> Picture:
    """The solved picture with its arrows placed.

    Raises `ImpossibleValue` for an arrow at a part that does not move.
    """
    view = View(picture.camera)
    poses: list[Pose] = []
    for pose in picture.poses:
        assert pose.solved is not None
        before = picture.before(pose)
        lines = tuple(_placed_arrow(picture, before, pose, arrow, view) for arrow in pose.arrows)
        poses.append(evolve(pose, solved=evolve(pose.solved, arrows=lines)))
    return evolve(picture, poses=tuple(poses))
