"""The things around a figure: boxes, rolls, straps and weights, as SVG elements."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians, sin
from typing import Final

from attrs import frozen

from lowback.drawing._anatomy import Vec
from lowback.drawing._camera import Circle, Spot, View
from lowback.drawing._kinematics import Placed, add, turned
from lowback.drawing._surfaces import height_of
from lowback.picture import Prop, PropKind

from ._paths import polygon, polyline, skin
from ._style import Paints

__all__ = ["around", "feet_of", "ground", "ground_spots", "held", "reach_of"]

_LINE: Final = 7
"""Millimetres of the outline of a thing."""


@frozen
class _Box:
    """A block, before it is turned: middle and half lengths in metres."""

    x: float
    y: float
    z: float
    wide: float
    high: float
    deep: float


def _boxes(prop: Prop) -> tuple[_Box, ...]:
    """The blocks of an object in the middle of the world."""
    top = height_of(prop)
    long = None if prop.length is None else prop.length / 1000
    match prop.kind:
        case PropKind.CHAIR:
            legs = [
                _Box(x, top / 2 - 0.02, z, 0.018, top / 2 - 0.02, 0.018) for z in (-0.19, 0.19) for x in (-0.2, 0.17)
            ]
            back = _Box(-0.215, top + 0.22, 0, 0.016, 0.22, 0.2)
            return (*legs[:2], back, _Box(-0.015, top - 0.02, 0, 0.215, 0.02, 0.21), *legs[2:])
        case PropKind.WALL:
            return (_Box(-0.03, top / 2, 0, 0.03, top / 2, (long or 1.2) / 2),)
        case PropKind.STEP:
            return (_Box(0, top / 2, 0, (long or 0.34) / 2, top / 2, 0.3),)
        case PropKind.TABLE:
            half = (long or 0.7) / 2
            legs = [
                _Box(x, top / 2 - 0.02, z, 0.02, top / 2 - 0.02, 0.02)
                for z in (-0.33, 0.33)
                for x in (0.05 - half, half - 0.05)
            ]
            return (*legs[:2], _Box(0, top - 0.018, 0, half, 0.018, 0.37), *legs[2:])
        case PropKind.BED:
            half = (long or 2.0) / 2
            legs = [
                _Box(x, top / 2 - 0.1, z, 0.03, top / 2 - 0.1, 0.03)
                for z in (-0.4, 0.4)
                for x in (0.1 - half, half - 0.1)
            ]
            return (*legs[:2], _Box(0, top - 0.1, 0, half, 0.1, 0.45), *legs[2:])
        case _:
            return ()


def _in_world(prop: Prop, at: Vec) -> Vec:
    """A place of a thing in the world: turned about the upright axis, then moved."""
    x, y, z = at
    a = radians(prop.turn)
    return (x * cos(a) + z * sin(a) + prop.x / 1000, y, z * cos(a) - x * sin(a) + prop.z / 1000)


def _corners(prop: Prop, box: _Box) -> dict[tuple[int, int, int], Vec]:
    return {
        (i, j, k): _in_world(prop, (box.x + i * box.wide, box.y + j * box.high, box.z + k * box.deep))
        for i in (-1, 1)
        for j in (-1, 1)
        for k in (-1, 1)
    }


_FACES: Final = (
    (1, ((-1, 1, -1), (1, 1, -1), (1, 1, 1), (-1, 1, 1))),
    (0, ((1, -1, -1), (1, 1, -1), (1, 1, 1), (1, -1, 1))),
    (0, ((-1, -1, -1), (-1, 1, -1), (-1, 1, 1), (-1, -1, 1))),
    (2, ((-1, -1, 1), (-1, 1, 1), (1, 1, 1), (1, -1, 1))),
    (2, ((-1, -1, -1), (-1, 1, -1), (1, 1, -1), (1, -1, -1))),
)
"""Axis and corners of the faces that can be seen."""


_LEAST_AREA: Final = 200.0
"""Square millimetres; a smaller face is seen from its edge."""


def _area(spots: Sequence[Spot]) -> float:
    """Twice the area of a face."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(spots, (*spots[1:], spots[0]), strict=True)))


def _block(prop: Prop, box: _Box, view: View, paints: Paints) -> Iterator[str]:
    corners = _corners(prop, box)
    fills = (paints.thing_side, paints.thing, paints.thing_front)  # across X, Y and Z
    middle = _in_world(prop, (box.x, box.y, box.z))
    for axis, names in _FACES:
        face = [corners[name] for name in names]
        centre = (sum(c[0] for c in face) / 4, sum(c[1] for c in face) / 4, sum(c[2] for c in face) / 4)
        spots = [view.flat(each) for each in face]
        if _area(spots) > _LEAST_AREA and view.near(centre) > view.near(middle):
            stroke = f'stroke="{paints.ink}" stroke-width="{_LINE}" stroke-linejoin="round"'
            yield f'<path d="{polygon(spots)}" fill="{fills[axis]}" {stroke}/>'


def _round(circles: Sequence[Circle], paints: Paints, fill: str) -> str:
    return f'<path d="{skin(circles)}" fill="{fill}" stroke="{paints.ink}" stroke-width="{_LINE}"/>'


def _ball(view: View, at: Vec, radius: float) -> Circle:
    x, y = view.flat(at)
    return (x, y, radius * 1000)


def _soft(prop: Prop, view: View, paints: Paints) -> str:
    """A cushion or a rolled towel."""
    radius = height_of(prop) / 2
    long = (prop.length or (380 if prop.kind is PropKind.CUSHION else 2 * radius * 1000)) / 2000
    half = max(0.0, long - radius)
    deep = 0.19 if prop.kind is PropKind.CUSHION else 0.22
    spots = [_in_world(prop, (x, radius, z)) for x in (-half, half) for z in (-deep, deep)]
    return _round([_ball(view, spot, radius) for spot in spots], paints, paints.cushion)


_CRANK: Final = (0.17, 0.38, 0.0)
"""Where the cranks of a bike turn."""


def _bike(prop: Prop, view: View, paints: Paints) -> Iterator[str]:
    """An exercise bike, standing along X."""
    saddle = height_of(prop)
    points = {
        "saddle": (-0.02, saddle - 0.03, 0.0),
        "crank": _CRANK,
        "wheel": (0.62, 0.33, 0.0),
        "head": (0.5, saddle + 0.02, 0.0),
        "grip": (0.56, saddle + 0.2, 0.0),
        "rear": (-0.3, 0.03, 0.0),
        "front": (0.85, 0.03, 0.0),
    }
    flat = {name: view.flat(_in_world(prop, at)) for name, at in points.items()}
    frame = [
        ("saddle", "crank"),
        ("crank", "head"),
        ("head", "grip"),
        ("crank", "rear"),
        ("crank", "wheel"),
        ("rear", "front"),
        ("wheel", "front"),
    ]
    lines = "".join(polyline([flat[a], flat[b]]) for a, b in frame)
    wheel = _ball(view, _in_world(prop, points["wheel"]), 0.25)
    yield _round([wheel], paints, paints.thing)
    yield f'<path d="{lines}" fill="none" stroke="{paints.ink}" stroke-width="44" stroke-linecap="round"/>'
    yield f'<path d="{lines}" fill="none" stroke="{paints.thing}" stroke-width="30" stroke-linecap="round"/>'
    seat = [_ball(view, _in_world(prop, (x, saddle - 0.025, 0.0)), 0.025) for x in (-0.13, 0.1)]
    yield _round(seat, paints, paints.ink)
    yield _round([_ball(view, _in_world(prop, points["crank"]), 0.05)], paints, paints.thing)


def around(props: Iterable[Prop], view: View, paints: Paints) -> Iterator[str]:
    """The objects behind and under the figure."""
    for prop in props:
        if prop.kind in (PropKind.CUSHION, PropKind.TOWEL):
            yield _soft(prop, view, paints)
        elif prop.kind is PropKind.BIKE:
            yield from _bike(prop, view, paints)
        else:
            boxes = _boxes(prop)
            depths = {box: view.near(_in_world(prop, (box.x, box.y, box.z))) for box in boxes}
            for box in sorted(boxes, key=lambda each: (round(depths[each], 6), boxes.index(each))):
                yield from _block(prop, box, view, paints)


# Held --------------------------------------------------------------------------------------------


def _strap(prop: Prop, figure: Placed, view: View, paints: Paints) -> str:
    """A band that runs along parts of the body; round a foot it lies on the sole."""
    spots: list[Spot] = []
    for name in prop.via:
        if name == "anchor":
            spots.append(view.flat((prop.x / 1000, height_of(prop) or 1.1, prop.z / 1000)))
        elif name.endswith("_foot"):
            ball = figure.body.landmarks[name]
            bone = figure.body.spheres[ball].bone
            heelwards = figure.rotations[figure.body.bones[bone].parent]
            sole = add(figure.centres[ball], turned(heelwards, (-0.012, -0.028, 0.0)))
            spots.append(view.flat(sole))
        else:
            spots.append(view.flat(figure.landmark(name)))
    path = polyline(spots)
    common = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    return (
        f'<path d="{path}" {common} stroke="{paints.ink}" stroke-width="34"/>'
        f'<path d="{path}" {common} stroke="{paints.strap}" stroke-width="20"/>'
    )


def _dumbbell(prop: Prop, figure: Placed, view: View, paints: Paints) -> str:
    """A weight in a hand, along the line of the thumb."""
    palm = figure.body.landmarks[prop.via[0]]
    rotation = figure.rotations[figure.body.spheres[palm].bone]
    inward = -0.03 if prop.via[0].startswith("right") else 0.03
    middle = add(figure.centres[palm], turned(rotation, (-0.02, -0.02, inward)))
    ends = [add(middle, turned(rotation, (x, 0.0, 0.0))) for x in (-0.1, 0.1)]
    bar = _round([_ball(view, each, 0.016) for each in ends], paints, paints.thing)
    discs = ""
    for end, out in zip(ends, (-0.02, 0.02), strict=True):
        other = add(end, turned(rotation, (out, 0.0, 0.0)))
        discs += _round([_ball(view, end, 0.052), _ball(view, other, 0.052)], paints, paints.weight)
    return bar + discs


def _crank(prop: Prop, foot: str, figure: Placed, view: View, paints: Paints) -> str:
    """The crank and the pedal under a foot."""
    x, y, z = figure.landmark(foot)
    pedal = (x, y - 0.045, z)
    ends = [view.flat((x + along, y - 0.045, z)) for along in (-0.05, 0.05)]
    lines = polyline([view.flat(_in_world(prop, _CRANK)), view.flat(pedal)]) + polyline(ends)
    common = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    return (
        f'<path d="{lines}" {common} stroke="{paints.ink}" stroke-width="38"/>'
        f'<path d="{lines}" {common} stroke="{paints.thing}" stroke-width="24"/>'
    )


def held(props: Iterable[Prop], figure: Placed, view: View, paints: Paints) -> Iterator[tuple[str, str]]:
    """Straps, weights and pedals: the hand or foot before which each is drawn, and its elements."""
    for prop in props:
        if prop.kind is PropKind.BIKE:
            yield from ((foot, _crank(prop, foot, figure, view, paints)) for foot in prop.via)
        hands = [name for name in prop.via if name.endswith("_hand")]
        near = max(hands, key=lambda name: view.near(figure.landmark(name)), default="")
        if prop.kind in (PropKind.STRAP, PropKind.BAND):
            yield near, _strap(prop, figure, view, paints)
        elif prop.kind is PropKind.DUMBBELL:
            yield near, _dumbbell(prop, figure, view, paints)


# Ground ------------------------------------------------------------------------------------------

_MARGIN, _DEEP, _THICK = 0.1, 0.37, 0.022
_FLAT: Final = 2e4
"""Square millimetres below which the ground is seen as a line."""
_BED_LONG, _BED_DEEP, _MATTRESS, _LEG = 1.9, 0.5, 0.18, 0.03
"""Metres: least length of a bed, half its depth, the thickness of its mattress, half the width of its legs."""


def _bed_of(props: Iterable[Prop]) -> Prop | None:
    """The mat, when it lies on a bed."""
    return next((prop for prop in props if prop.kind is PropKind.MAT and height_of(prop)), None)


def _ground_of(low: float, high: float, props: Sequence[Prop]) -> tuple[float, float]:
    """From where to where along X there is ground: a margin more than is needed, and all of a bed."""
    left, right = low - _MARGIN, high + _MARGIN
    more = max(0.0, _BED_LONG - (right - left)) / 2 if _bed_of(props) else 0.0
    return left - more, right + more


def ground_spots(view: View, low: float, high: float, props: Sequence[Prop]) -> list[Spot]:
    """Places on the page that the mat or the floor takes up, down to the feet of a bed."""
    left, right = _ground_of(low, high, props)
    bed = _bed_of(props)
    bottom, deep = (-_THICK, _DEEP) if bed is None else (-height_of(bed), _BED_DEEP)
    return [view.flat((x, bottom, z)) for x in (left, right) for z in (-deep, deep)]


def _legs(bed: Prop, left: float, right: float, view: View, paints: Paints) -> Iterator[str]:
    """The legs of a bed on which somebody lies, the farther ones first."""
    high = (height_of(bed) - _MATTRESS) / 2
    middles = [(x, -_MATTRESS - high, z) for z in (-_BED_DEEP, _BED_DEEP) for x in (left, right)]
    for x, y, z in sorted(middles, key=view.near):
        inwards = (_LEG if x == left else -_LEG, -_LEG if z > 0 else _LEG)
        leg = _Box(x + inwards[0], y, z + inwards[1], _LEG, high, _LEG)
        yield from _block(Prop(kind=PropKind.BED), leg, view, paints)


def ground(view: View, low: float, high: float, paints: Paints, props: Iterable[Prop]) -> str:
    """The mat, the bed or the floor between two places along X, in metres, as deep as a post is set."""
    props = tuple(props)
    mat = any(prop.kind is PropKind.MAT for prop in props)
    left, right = _ground_of(low, high, props)
    posts = [prop.z / 1000 for prop in props if prop.kind is PropKind.WALL and prop.length]
    bed = _bed_of(props)
    deep = _DEEP if bed is None else _BED_DEEP
    near, far = max([deep, *(z + _MARGIN for z in posts)]), min([-deep, *(z - _MARGIN for z in posts)])
    corners = [(left, 0.0, far), (right, 0.0, far), (right, 0.0, near), (left, 0.0, near)]
    spots = [view.flat(each) for each in corners]
    flat = _area(spots) < _FLAT
    if not mat:
        if flat:
            ends = (min(spots), max(spots))
            line = f'stroke="{paints.floor_line}" stroke-width="{_LINE}"'
            return f'<path d="{polyline(ends)}" {line} fill="none"/>'
        return f'<path d="{polygon(spots)}" fill="{paints.floor}"/>'
    lower = [view.flat((x, -_THICK if bed is None else -_MATTRESS, z)) for x, _, z in corners]
    around_ = skin([(x, y, 0.5) for x, y in (*spots, *lower)])
    top = "" if flat else f'<path d="{polygon(spots)}" fill="{paints.mat}"/>'
    legs = "" if bed is None else "".join(_legs(bed, left, right, view, paints))
    return f'{legs}<path d="{around_}" fill="{paints.mat_side}" stroke="{paints.mat_edge}" stroke-width="4"/>{top}'


def feet_of(props: Iterable[Prop]) -> list[float]:
    """The places along X where objects touch the floor, in metres."""
    corners = (
        corner
        for prop in props
        if prop.kind is not PropKind.WALL
        for box in _boxes(prop)
        for corner in _corners(prop, box).values()
    )
    return [x for x, y, _ in corners if y < _THICK]


def reach_of(props: Iterable[Prop], view: View) -> list[Spot]:
    """Places on the page that the things take up, apart from a wall's height."""
    found: list[Spot] = []
    for prop in props:
        for box in _boxes(prop):
            found += [view.flat(corner) for corner in _corners(prop, box).values()]
        if prop.kind is PropKind.BIKE:
            found += [view.flat(_in_world(prop, at)) for at in ((-0.35, 0.0, 0.0), (0.92, 0.0, 0.0), (0.56, 1.15, 0.0))]
        if prop.kind in (PropKind.CUSHION, PropKind.TOWEL):
            found.append(view.flat(_in_world(prop, (0.0, 0.0, 0.0))))
        if "anchor" in prop.via:
            found.append(view.flat((prop.x / 1000, height_of(prop) or 1.1, prop.z / 1000)))
    return found
