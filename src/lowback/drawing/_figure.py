"""A placed figure as flat parts, in the order in which they are painted."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from lowback.picture import Camera

from ._anatomy import SIDES, Body, Hull, mirrored_name
from ._camera import Circle, View
from ._kinematics import Placed, dot, turned

__all__ = ["Drawn", "Part", "circle_of", "drawn", "hulls_of"]


@frozen
class Part:
    """A part of the figure that has one outline.

    Attributes:
        name: `left_thigh`.
        hulls: Material and circles of every hull, in the order of painting.
        cover: What hides the outline where it hangs on the next part.
        inner: The part that it hangs on; empty for the trunk.
        far: Whether it is the farther one of a pair.
        joined: Whether it goes on from the part that it hangs on without a line between.
    """

    name: str
    hulls: tuple[tuple[str, tuple[Circle, ...]], ...]
    cover: tuple[str, tuple[Circle, ...]] | None
    inner: str
    far: bool
    joined: bool


@frozen
class Drawn:
    """A figure on the page.

    Attributes:
        parts: Farthest first.
        circles: Every sphere of the figure.
        spine: The lumbar joints on the page, from below; empty when the back is not seen from the side.
        facing: Whether the face looks at us, so that the hair lies behind it.
    """

    parts: tuple[Part, ...]
    circles: tuple[Circle, ...]
    spine: tuple[tuple[float, float], ...]
    facing: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the outline, in millimetres."""
        return (
            min(x - r for x, _, r in self.circles),
            min(y - r for _, y, r in self.circles),
            max(x + r for x, _, r in self.circles),
            max(y + r for _, y, r in self.circles),
        )


def circle_of(figure: Placed, sphere: int, view: View) -> Circle:
    """A sphere on the page."""
    x, y = view.flat(figure.centres[sphere])
    return (x, y, 1000 * figure.body.spheres[sphere].radius)


# Order -------------------------------------------------------------------------------------------

_SMALL: Final = 0.005
"""Metres; the tiny spheres of hems say nothing about what is in front."""


def _members(body: Body) -> dict[str, tuple[int, ...]]:
    return {
        name: tuple(dict.fromkeys(i for hull in hulls for i in hull.spheres if body.spheres[i].radius > _SMALL))
        for name, hulls in body.segments.items()
    }


def _in_front(a: Sequence[int], b: Sequence[int], circles: Sequence[Circle], depths: Sequence[float]) -> float:
    """How much the first group is in front of the second where they overlap; 0 when they do not."""
    total = 0.0
    for i in a:
        ax, ay, ar = circles[i]
        for j in b:
            bx, by, br = circles[j]
            reach = ar + br
            dx, dy = ax - bx, ay - by
            if abs(dx) < reach and abs(dy) < reach:
                squared = dx * dx + dy * dy
                if squared < reach * reach:
                    total += (reach - squared**0.5) * (depths[i] - depths[j])
    return total


def _boxes(
    members: Mapping[str, Sequence[int]], circles: Sequence[Circle]
) -> dict[str, tuple[float, float, float, float]]:
    return {
        name: (
            min(circles[i][0] - circles[i][2] for i in group),
            min(circles[i][1] - circles[i][2] for i in group),
            max(circles[i][0] + circles[i][2] for i in group),
            max(circles[i][1] + circles[i][2] for i in group),
        )
        for name, group in members.items()
    }


def _order(body: Body, circles: Sequence[Circle], depths: Sequence[float]) -> list[str]:
    """The segments, farthest first: whatever is in front of another comes after it."""
    members = _members(body)
    boxes = _boxes(members, circles)
    behind: dict[str, dict[str, float]] = {name: {} for name in members}
    names = list(members)
    for index, a in enumerate(names):
        for b in names[index + 1 :]:
            p, q = boxes[a], boxes[b]
            if p[0] < q[2] and q[0] < p[2] and p[1] < q[3] and q[1] < p[3]:
                front = _in_front(members[a], members[b], circles, depths)
                if {a, b} in ({"neck", "head"}, {"neck", "torso"}):
                    front = -1e9 if a == "neck" else 1e9
                if front > 0:
                    behind[a][b] = front
                elif front < 0:
                    behind[b][a] = -front
    linked = {frozenset(pair) for pair in body.chain if "torso" not in pair}
    mean = {name: sum(depths[i] for i in group) / len(group) for name, group in members.items()}
    order: list[str] = []
    while behind:
        last = order[-1] if order else ""
        # where three parts overlap in a ring, the weakest claim yields; a limb stays together
        name = min(
            behind,
            key=lambda each: (sum(behind[each].values()), frozenset((each, last)) not in linked, mean[each], each),
        )
        del behind[name]
        for others in behind.values():
            others.pop(name, None)
        order.append(name)
    return order


# Parts -------------------------------------------------------------------------------------------

_FAR: Final = 0.07
"""Metres by which a limb is deeper than its twin before it is lighter."""

_FACING: Final = 0.45
"""Above this share of the face that looks at us, the hair lies behind it."""


def _faces_us(figure: Placed, view: View) -> bool:
    return view.near(turned(figure.rotations[figure.body.bone("head")], (1.0, 0.0, 0.0))) > _FACING


def hulls_of(body: Body, name: str, *, facing: bool) -> tuple[Hull, ...]:
    """The hulls of a part in the order of painting; of the head, for a face that looks at us or does not."""
    hulls = body.segments[name]
    if name != "head":
        return hulls
    faces = [each for each in hulls if each.material == "skin"]
    back, top = ([Hull("hair", group) for group in body.hair[each]] for each in ("back", "top"))
    # crown and nape stand out beside a face in profile, and would hide one that looks at us
    return tuple([*back[:1], *faces, *top[:1]] if facing else [*faces, *back, *top])


_BONES: Final = {"shank": ("hip", "knee"), "forearm": ("shoulder", "elbow"), "hand": (), "foot": ()}
"""Limb parts that can go on from the one before, with the bones that may be folded."""

_FOLDED: Final = {"shank": -0.5, "forearm": -0.1}
"""Cosine between two bones below which a limb is folded, and a line parts its two halves."""


def _is_joined(figure: Placed, name: str) -> bool:
    side, _, part = name.partition("_")
    if part not in _BONES:
        return False
    ends = [figure.rotations[figure.body.bone(f"{side}_{each}")] for each in _BONES[part]]
    return not ends or dot(turned(ends[0], (0.0, 1.0, 0.0)), turned(ends[1], (0.0, 1.0, 0.0))) > _FOLDED[part]


def drawn(figure: Placed, camera: Camera, *, facing: bool | None = None) -> Drawn:
    """The figure as this camera sees it; `facing` draws the face towards us or not, wherever it looks."""
    body, view = figure.body, View(camera)
    towards_us = _faces_us(figure, view) if facing is None else facing
    circles = [circle_of(figure, index, view) for index in range(len(body.spheres))]
    depths = [view.near(centre) for centre in figure.centres]
    inner = {outer: inside for inside, outer in body.chain}
    parts: list[Part] = []
    for name in _order(body, circles, depths):
        hulls = hulls_of(body, name, facing=towards_us)
        cover = body.covers.get(name)
        parts.append(
            Part(
                name,
                tuple((hull.material, tuple(circles[i] for i in hull.spheres)) for hull in hulls),
                None if cover is None else (cover.material, tuple(circles[i] for i in cover.spheres)),
                inner.get(name, ""),
                camera.fade and _is_far(body, name, depths),
                _is_joined(figure, name),
            )
        )
    chest = view.near(turned(figure.rotations[body.bone("lumbar3")], (0.0, 0.0, 1.0)))
    joints = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1", "thoracic4")
    spine = tuple(view.flat(figure.origins[body.bone(name)]) for name in joints) if abs(chest) > _PROFILE else ()
    return Drawn(tuple(parts), tuple(circles), spine, towards_us)


_PROFILE: Final = 0.8
"""Below this share of the side that we see, the curve of the back does not show."""


_LIMBS: Final = (("upper_arm", "forearm", "hand"), ("thigh", "shank", "foot"))


def _is_far(body: Body, name: str, depths: Sequence[float]) -> bool:
    """Whether a part belongs to the farther limb of a pair."""
    side, _, part = name.partition("_")
    if side not in SIDES:
        return False
    limb = next(each for each in _LIMBS if part in each)

    def depth(of: str) -> float:
        found = [depths[i] for each in limb for hull in body.segments[f"{of}_{each}"] for i in hull.spheres]
        return sum(found) / len(found)

    return depth(mirrored_name(side)) - depth(side) > _FAR
