"""The figure as a solved pose puts it, and on the way to it; the solver is not needed for that."""

from attrs import evolve

from lowback.errors import UnsolvedPicture
from lowback.picture import Picture, Pose, Solved

from ._anatomy import Body, Vec, body
from ._kinematics import Placed, place
from ._surfaces import FLOOR, props_of, surfaces_of
from ._wishes import contacts

__all__ = ["SHARES", "at_share", "placed"]

SHARES = ("25", "50", "75")
"""Percent of the way to a pose at which it is worked out, in order."""


def placed(picture: Picture, pose: Pose, figure: Body | None = None) -> Placed:
    """The figure in a solved pose.

    Raises `UnsolvedPicture` when the pose has not been worked out.
    """
    if pose.solved is None:
        raise UnsolvedPicture(f"the pose {pose.name!r}", (pose.name,))
    angles = [each / 10 for each in pose.solved.angles]
    x, y, z = (each / 10_000 for each in pose.solved.root)
    there = place(figure or body(), angles, (x, y, z), picture.base_of(pose), belly=pose.belly / 1000)
    return there if there.body is body() else _flattened(there, picture, pose)


def _flattened(figure: Placed, picture: Picture, pose: Pose) -> Placed:
    """Another build than the one that was seated: what would be inside the floor or a seat gives way."""
    surfaces = {FLOOR, *(each.surface for each in contacts(pose, figure.body, surfaces_of(props_of(picture, pose))))}
    centres: list[Vec] = []
    for sphere, centre in zip(figure.body.spheres, figure.centres, strict=True):
        for surface in surfaces:
            gap = surface.gap(centre, sphere.radius)
            if -sphere.radius < gap < 0:
                n = surface.normal
                centre = (centre[0] - gap * n[0], centre[1] - gap * n[1], centre[2] - gap * n[2])  # noqa: PLW2901
        centres.append(centre)
    return evolve(figure, centres=tuple(centres))


def at_share(pose: Pose, way: int) -> Pose:
    """The pose as it is on one of its ways."""
    assert pose.solved is not None
    x, y, z, *angles = pose.solved.ways[way]
    return evolve(pose, solved=Solved(root=(x, y, z), angles=tuple(angles)))
