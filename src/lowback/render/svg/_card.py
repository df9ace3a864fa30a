"""Key poses side by side or one below the other, on one scale and one ground."""

from collections.abc import Iterator, Sequence
from math import atan2, cos, hypot, pi, sin
from typing import Final
from zlib import crc32

from attrs import evolve, frozen

from lowback.drawing import Build
from lowback.drawing._anatomy import body
from lowback.drawing._camera import Spot, View
from lowback.drawing._figure import Drawn, drawn
from lowback.drawing._kinematics import Placed
from lowback.drawing._posing import placed
from lowback.drawing._surfaces import props_of
from lowback.picture import Picture, Pose, PropKind

from ._figure import figure
from ._numbers import ROOM, badge
from ._paths import curve, polygon
from ._style import Paints, Style
from ._things import around, feet_of, ground, ground_spots, held, reach_of

__all__ = ["Box", "Panel", "card", "digit_height", "frame_of", "joined_boxes", "panels_of"]

_PAD: Final = 50
"""Millimetres of room round everything."""
_ROOM_FOR_ARROW: Final = 40


@frozen
class Box:
    """A piece of the page, in millimetres, Y up."""

    left: float
    bottom: float
    right: float
    top: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box round both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@frozen(kw_only=True)
class Panel:
    """One pose, ready to be drawn."""

    picture: Picture
    pose: Pose
    figure: Placed
    drawing: Drawn
    view: View
    box: Box


def _arrow_lines(pose: Pose) -> list[list[Spot]]:
    lines = () if pose.solved is None else pose.solved.arrows
    return [[(float(x), float(y)) for x, y in zip(line[::2], line[1::2], strict=True)] for line in lines]


def _lens_box(panel_figure: Placed, picture: Picture, view: View) -> list[Spot]:
    lens = picture.lens
    if lens is None:
        return []
    x, y = view.flat(panel_figure.landmark(lens.part))
    rings = ((x, y, float(lens.radius)), (x + lens.x, y + lens.y, lens.radius * lens.zoom / 100))
    return [(a + i * radius, b + j * radius) for a, b, radius in rings for i in (-1, 1) for j in (-1, 1)]


def panel_of(picture: Picture, pose: Pose, build: Build) -> Panel:
    """A pose with everything around it."""
    view = View(picture.camera)
    figure_ = placed(picture, pose, body(build))
    drawing = drawn(figure_, picture.camera)
    left, bottom, right, top = drawing.box
    spots = [spot for line in _arrow_lines(pose) for spot in line]
    room = _ROOM_FOR_ARROW
    spots = [(x + i * room, y + i * room) for x, y in spots for i in (-1, 1)]
    spots += reach_of(props_of(picture, pose), view) + _lens_box(figure_, picture, view)
    box = Box(
        min([left, *(x for x, _ in spots)]),
        min([bottom, *(y for _, y in spots)]),
        max([right, *(x for x, _ in spots)]),
        max([top, *(y for _, y in spots)]),
    )
    return Panel(picture=picture, pose=pose, figure=figure_, drawing=drawing, view=view, box=box)


def joined_boxes(panels: Sequence[Panel]) -> Box:
    """The smallest box round all panels."""
    box = panels[0].box
    for panel in panels[1:]:
        box = box.joined(panel.box)
    return box


def panels_of(picture: Picture, poses: Sequence[Pose], build: Build) -> tuple[Panel, ...]:
    """The poses in frames of one size, so that what does not move stays where it is."""
    panels = [panel_of(picture, pose, build) for pose in poses]
    box = joined_boxes(panels)
    view = panels[0].view
    if picture.camera.elevation or any(prop.kind is PropKind.MAT for prop in picture.props):
        low, high = frame_of(panels)
        for x, y in ground_spots(view, low, high, picture.props):
            box = box.joined(Box(x, y, x, y))
    box = Box(box.left - _PAD, box.bottom - _PAD / 2, box.right + _PAD, box.top + _PAD)
    if len(panels) > 1 and _is_crowded(panels, box):
        box = evolve(box, left=box.left - ROOM)
    return tuple(evolve(panel, box=box) for panel in panels)


def _is_crowded(panels: Sequence[Panel], box: Box) -> bool:
    """Whether something is where the numbers go."""
    x, y = box.left + ROOM, box.top - ROOM
    circles = [circle for panel in panels for circle in panel.drawing.circles]
    circles += [
        (a, b, float(_ROOM_FOR_ARROW)) for panel in panels for line in _arrow_lines(panel.pose) for a, b in line
    ]
    circles += [(a, b, 0.0) for panel in panels for a, b in _lens_box(panel.figure, panel.picture, panel.view)]
    circles += [(a, b, 0.0) for panel in panels for a, b in reach_of(props_of(panel.picture, panel.pose), panel.view)]
    return any(cx - r < x and cy + r > y for cx, cy, r in circles)


def frame_of(panels: Sequence[Panel]) -> tuple[float, float]:
    """From where to where along X something is near the ground, or else over it, in metres."""
    feet = [x for panel in panels for x in feet_of(props_of(panel.picture, panel.pose))]
    centres = [centre for panel in panels for centre in panel.figure.centres]
    xs = [centre[0] for centre in centres if centre[1] < _LOW] or [centre[0] for centre in centres]
    return min([*xs, *feet]), max([*xs, *feet])


_LOW: Final = 0.35
"""Metres above the floor up to which the ground is drawn under something."""

# Elements ----------------------------------------------------------------------------------------

_HEAD_LONG, _HEAD_WIDE, _SHAFT = 72, 42, 23


def _arrow(line: list[Spot], paints: Paints) -> str:
    """A line with a head, and a halo so that it stands out from what it crosses."""
    (x, y), end = line[-1], line[-1]
    back = next((spot for spot in reversed(line) if hypot(spot[0] - x, spot[1] - y) > _HEAD_LONG), line[0])
    turn = atan2(y - back[1], x - back[0])
    left, right = (
        (
            x - _HEAD_LONG * cos(turn) + side * _HEAD_WIDE * cos(turn + pi / 2),
            y - _HEAD_LONG * sin(turn) + side * _HEAD_WIDE * sin(turn + pi / 2),
        )
        for side in (1, -1)
    )
    neck = (x - 0.8 * _HEAD_LONG * cos(turn), y - 0.8 * _HEAD_LONG * sin(turn))
    # An arrow shorter than its head keeps its beginning.
    kept = [spot for spot in line if hypot(spot[0] - x, spot[1] - y) > _HEAD_LONG] or line[:1]
    shaft, head = curve([*kept, neck]), polygon([left, end, right])
    common = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    halo = f'stroke="{paints.background}" stroke-width="18" stroke-linejoin="round"'
    return (
        f'<path d="{shaft}" {common} stroke="{paints.background}" stroke-width="{_SHAFT + 18}"/>'
        f'<path d="{head}" fill="{paints.accent}" {halo}/>'
        f'<path d="{shaft}" {common} stroke="{paints.accent}" stroke-width="{_SHAFT}"/>'
        f'<path d="{head}" fill="{paints.accent}"/>'
    )


def _spine(drawing: Drawn, paints: Paints) -> str:
    """The lower back as five dots."""
    dots = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(drawing.spine, drawing.spine[1:], strict=False)]
    look = f'fill="{paints.accent}" stroke="{paints.background}" stroke-width="6"'
    return "".join(f'<circle cx="{round(x)}" cy="{round(-y)}" r="13" {look}/>' for x, y in dots)


def _body(panel: Panel, paints: Paints, prefix: str) -> Iterator[str]:
    props = props_of(panel.picture, panel.pose)
    yield from figure(panel.drawing, paints, prefix, dict(held(props, panel.figure, panel.view, paints)))
    if panel.picture.spine:
        yield _spine(panel.drawing, paints)


def _lens(panel: Panel, paints: Paints, prefix: str) -> str:
    lens = panel.picture.lens
    if lens is None:
        return ""
    x, y = panel.view.flat(panel.figure.landmark(lens.part))
    cx, cy, zoom = round(x + lens.x), round(-y - lens.y), lens.zoom / 100
    radius = round(lens.radius * zoom)
    small = lens.radius
    shift = f"translate({cx} {cy})scale({zoom:g})translate({round(-x)} {round(y)})"
    return (
        f'<circle cx="{round(x)}" cy="{round(-y)}" r="{small}" fill="none" stroke="{paints.accent}" stroke-width="6"/>'
        f'<clipPath id="{prefix}k"><circle cx="{cx}" cy="{cy}" r="{radius}"/></clipPath>'
        f'<circle cx="{cx}" cy="{cy}" r="{radius}" fill="{paints.background}"/>'
        f'<g clip-path="url(#{prefix}k)"><g transform="{shift}">'
        f'<use href="#{prefix}f"/><use href="#{prefix}a"/></g></g>'
        f'<circle cx="{cx}" cy="{cy}" r="{radius}" fill="none" stroke="{paints.accent}" stroke-width="10"/>'
    )


def _scene(panel: Panel, span: tuple[float, float], paints: Paints, prefix: str) -> str:
    """What is under the figure, the figure, and what lies over it, apart: a page may let the figure move between."""
    props = props_of(panel.picture, panel.pose)
    under = ground(panel.view, *span, paints, props) + "".join(around(props, panel.view, paints))
    whole = f'<g id="{prefix}f"><g id="{prefix}u">{under}</g>{"".join(_body(panel, paints, prefix))}</g>'
    arrows = "".join(_arrow(line, paints) for line in _arrow_lines(panel.pose))
    return f'{whole}<g id="{prefix}o"><g id="{prefix}a">{arrows}</g>{_lens(panel, paints, prefix)}</g>'


_SHAPE: Final = 1.5
"""Width over height that a card comes near to."""
_GAP: Final = 60
_CORNER: Final = 12
"""Millimetres from the corner of a panel to its number."""


def _columns(box: Box, count: int) -> int:
    width, height = box.right - box.left, box.top - box.bottom

    def misfit(columns: int) -> float:
        rows = -(-count // columns)
        shape = columns * width / (rows * height)
        return max(shape / _SHAPE, _SHAPE / shape) * columns * rows / count  # an empty place is lost room

    return min(range(1, count + 1), key=lambda each: (misfit(each), each))


_MANY: Final = 3
_PAPER: Final = (88, 50)
_HIGH_PAPER: Final = (88, 66)
"""Millimetres on paper of a card at most, with few poses and with many (`html/_paper.py`)."""
_LEGIBLE: Final = 2.6
"""Millimetres of a digit on paper."""


def digit_height(wide: float, high: float, paper: tuple[float, float]) -> int:
    """How high digits are in a picture that fits into a piece of paper, to be read there."""
    return round(_LEGIBLE * max(wide / paper[0], high / paper[1]))


def card(panels: Sequence[Panel], style: Style, numbers: Sequence[int | None] | None = None) -> tuple[str, int, int]:
    """The elements of a card, its width and its height in millimetres; without `numbers`, panels have 1, 2, 3."""
    box = panels[0].box
    width, height = round(box.right - box.left), round(box.top - box.bottom)
    columns = _columns(box, len(panels))
    rows = -(-len(panels) // columns)
    span = frame_of(panels)
    across, down = columns * (width + _GAP) - _GAP, rows * (height + _GAP) - _GAP
    digits = digit_height(across, down, _PAPER if len(panels) < _MANY else _HIGH_PAPER)
    if numbers is None:
        numbers = range(1, len(panels) + 1) if len(panels) > 1 else [None]
    found: list[str] = []
    for index, panel in enumerate(panels):
        x = (index % columns) * (width + _GAP) - (round(-box.right) if style.mirrored else round(box.left))
        y = (index // columns) * (height + _GAP) + round(box.top)
        scene = _scene(panel, span, style.paints, "@" + chr(ord("a") + index))
        flipped = f'<g transform="scale(-1 1)">{scene}</g>' if style.mirrored else scene
        number = numbers[index]
        left = round(-box.right if style.mirrored else box.left)
        shown = "" if number is None else badge(number, left + _CORNER, _CORNER - round(box.top), digits, style.paints)
        found.append(f'<g transform="translate({x} {y})">{flipped}{shown}</g>')
    content = "".join(found)
    # ids begin with a sum of the content, so that several pictures fit on one page
    content = content.replace('"@', f'"p{crc32(content.encode()):08x}').replace(
        "#@", f"#p{crc32(content.encode()):08x}"
    )
    return content, across, down
