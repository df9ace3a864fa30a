"""Where the joints are, for programs that look at a person through a camera."""

from attrs import frozen

from lowback._arguments import expect
from lowback.picture import Picture, Pose

from ._anatomy import mirrored_name
from ._posing import placed

__all__ = ["COCO17", "Landmark", "coco17"]

COCO17 = (
    "nose",
    "left_eye",
    "right_eye",
    "left_ear",
    "right_ear",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
)
"""The seventeen keypoints of COCO (Lin and others 2014), in their order."""


@frozen
class Landmark:
    """A joint in space.

    Attributes:
        name: Its name in COCO.
        x: Millimetres forward of the middle of the world, for a person of 1700 mm.
        y: Millimetres above the floor.
        z: Millimetres to the right of an upright person; towards the viewer of the usual side view.
    """

    name: str
    x: int
    y: int
    z: int


_HEAD = {
    "nose": (0.112, 0.03, 0.0),
    "left_eye": (0.088, 0.058, -0.032),
    "right_eye": (0.088, 0.058, 0.032),
    "left_ear": (-0.008, 0.045, -0.078),
    "right_ear": (-0.008, 0.045, 0.078),
}
"""Metres in the bone of the head."""


def coco17(picture: Picture, pose: Pose | str, *, mirrored: bool = False) -> tuple[Landmark, ...]:
    """The keypoints of COCO in a pose, in their order.

    X points forward and Z to the right of an upright person; lying on the back, the head is at
    smaller X; lying on the front or on hands and knees, at larger X. `mirrored` is the same pose with left
    and right exchanged. To compare with a picture of a camera, turn and scale both to the same trunk.

    Raises `UnknownPose` for a pose that the picture does not have, `ValueError` for one that is not solved.

    >>> from lowback import default_catalog
    >>> from lowback.drawing import picture_of
    >>> up = {each.name: each for each in coco17(picture_of(default_catalog()["bridge"]), "up")}
    >>> up["left_hip"].y > up["left_shoulder"].y
    True
    """
    expect("coco17.picture", picture, Picture)
    expect("coco17.pose", pose, Pose, str)
    figure = placed(picture, picture.pose(pose) if isinstance(pose, str) else pose)
    body = figure.body
    sign = -1 if mirrored else 1
    found: list[Landmark] = []
    for name in COCO17:
        source = mirrored_name(name) if mirrored else name
        bone = body.bone("head" if source in _HEAD else source)
        x, y, z = figure.at(bone, _HEAD.get(source, (0.0, 0.0, 0.0)))
        found.append(Landmark(name, round(1000 * x), round(1000 * y), round(sign * 1000 * z)))
    return tuple(found)
