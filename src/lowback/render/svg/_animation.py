"""A figure that moves: outlines of a fixed number of corners, which SMIL leads from pose to pose.

SMIL knows nothing of reduced motion, so the still card is in the file, too, and a media query chooses.
"""

from collections.abc import Sequence
from math import cos, pi, sin
from zlib import crc32

from lowback.drawing._anatomy import Body, body
from lowback.drawing._camera import Circle, Spot, View, hull_points
from lowback.drawing._figure import drawn
from lowback.drawing._posing import placed
from lowback.drawing._surfaces import props_of

from ._card import Panel, card, frame_of, joined_boxes
from ._figure import INK, cover_colour, cover_of, layers, rim, runs_of
from ._motion import Motion
from ._style import Paints, Style
from ._things import around, ground

__all__ = ["animated_card"]


def _directions(count: int) -> tuple[Spot, ...]:
    return tuple((cos(2 * pi * k / count), sin(2 * pi * k / count)) for k in range(count))


_FINE, _COARSE = _directions(18), _directions(10)
_LARGE = 40
"""Millimetres of the largest circle of a hull with few corners."""


def _outline(circles: Sequence[Circle]) -> str:
    directions = _FINE if max(radius for _, _, radius in circles) > _LARGE else _COARSE
    spots = [(round(x), -round(y)) for x, y in hull_points(circles, directions)]
    (x, y), text = spots[0], f"M{spots[0][0]} {spots[0][1]}l"
    steps: list[str] = []
    for there in spots[1:]:
        steps.append(f"{there[0] - x} {there[1] - y}")
        x, y = there
    return text + " ".join(steps) + "z"


def _animate(values: Sequence[str], times: str, seconds: float) -> str:
    if len(set(values)) == 1:
        return ""
    return (
        f'<animate attributeName="d" dur="{seconds:g}s" repeatCount="indefinite"'
        f' keyTimes="{times}" values="{";".join(values)}"/>'
    )


def _path(attributes: str, values: Sequence[str], times: str, seconds: float) -> str:
    return f'<path {attributes} d="{values[0]}">{_animate(values, times, seconds)}</path>'


def _moving(motion: Motion, paints: Paints, figure: Body, prefix: str) -> str:
    """The figure; what is in front of what stays as it is a third of the way through."""
    camera = motion.picture.camera
    model = drawn(placed(motion.picture, motion.frames[len(motion.frames) // 3].pose, figure), camera)
    drawings = {
        pose: drawn(placed(motion.picture, pose, figure), camera, facing=model.facing)
        for pose in {frame.pose for frame in motion.frames}
    }
    parts = {pose: {part.name: part for part in drawing.parts} for pose, drawing in drawings.items()}
    times = ";".join(f"{frame.at / motion.seconds:.4g}" for frame in motion.frames)
    elements: list[str] = []
    all_names: list[str] = []
    for place, (group, covered) in enumerate(layers(model)):
        if covered is not None:
            values = [_outline(cover_of(parts[frame.pose][covered.name])[1]) for frame in motion.frames]
            elements.append(_path(f'fill="{cover_colour(covered, paints)}"', values, times, motion.seconds))
            continue
        runs = [
            (part, index, material)
            for part in group
            for index, (material, _) in enumerate(runs_of(parts[motion.frames[0].pose][part.name]))
        ]
        outlines = {
            (pose, part.name): ["".join(map(_outline, hulls)) for _, hulls in runs_of(own[part.name])]
            for pose, own in parts.items()
            for part in group
        }
        names = [f"{prefix}m{place}-{index}" for index in range(len(runs))]
        for name, (part, index, _) in zip(names, runs, strict=True):
            values = [outlines[frame.pose, part.name][index] for frame in motion.frames]
            elements.append(f"<defs>{_path(f'id={chr(34)}{name}{chr(34)}', values, times, motion.seconds)}</defs>")
        all_names += names
        ink = paints.outline(far=group[0].far)
        uses = "".join(f'<use href="#{name}"/>' for name in names)
        elements.append(f'<g stroke="{ink}" stroke-width="{2 * INK}" stroke-linejoin="round">{uses}</g>')
        elements += [
            f'<use href="#{name}" fill="{paints.material(material, far=part.far)}"/>'
            for name, (part, _, material) in zip(names, runs, strict=True)
        ]
    return "".join((*rim(all_names, paints), *elements))


def animated_card(motion: Motion, still: Sequence[Panel], style: Style) -> tuple[str, int, int]:
    """The moving figure, and the still card where nothing is to move."""
    picture = motion.picture
    view = View(picture.camera)
    box, span = joined_boxes(still), frame_of(still)
    width, height = round(box.right - box.left), round(box.top - box.bottom)
    props = props_of(picture, picture.poses[0])
    scene = "".join((ground(view, *span, style.paints, props), *around(props, view, style.paints)))
    scene += _moving(motion, style.paints, body(style.build), "@")
    x = -round(-box.right) if style.mirrored else -round(box.left)
    flip = " scale(-1 1)" if style.mirrored else ""
    moving = f'<g transform="translate({x} {round(box.top)}){flip}">{scene}</g>'
    content, across, down = card(still, style)
    scale = min(width / across, height / down)
    shift = f"translate({round((width - across * scale) / 2)} {round((height - down * scale) / 2)})scale({scale:.4f})"
    still_only = "@media print,(prefers-reduced-motion:reduce){.@v{display:none}.@s{display:inline}}"
    whole = (
        f"<style>.@s{{display:none}}{still_only}</style>"
        f'<g class="@v">{moving}</g><g class="@s" transform="{shift}">{content}</g>'
    )
    return (
        whole.replace("@media", "\0").replace("@", f"p{crc32(whole.encode()):08x}").replace("\0", "@media"),
        width,
        height,
    )
