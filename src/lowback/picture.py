"""The nouns of a picture: key poses in the words of a clinic, and what was worked out from them.

Angles are whole degrees from the neutral-zero position (standing, arms hanging, palms to the
thighs); each is named by its positive movement, so `flexion=-10` is ten degrees of extension. The
names and signs are those of the AAOS and of the axes of the ISB (Wu 2002, 2005). The limits are
limits of the drawing, not medical advice: they lie near the textbook ranges (Norkin and White,
table A.1), and beyond them where weight is borne (a heel-sitting knee, a palm on the floor).

Lengths are whole millimetres for a person of 1700 mm. The world's X points forward, Y up, Z to the
right of a person who stands upright. No list has more than 100 members.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, Self, cast, get_args, get_type_hints

from attrs import evolve, field, fields, fields_dict, frozen

from ._arguments import expect, several
from ._bounds import AtMost, Between, not_blank
from .errors import ImpossibleValue, UnknownPose

__all__ = [
    "ANGLES",
    "LIMITS",
    "Ankle",
    "Arrow",
    "Base",
    "Camera",
    "Elbow",
    "Fingers",
    "Forearm",
    "Hip",
    "Joints",
    "Knee",
    "Lens",
    "Limbs",
    "Lumbar",
    "Neck",
    "Pelvis",
    "Picture",
    "Pose",
    "Prop",
    "PropKind",
    "Reach",
    "Scapula",
    "Shoulder",
    "Solved",
    "Thoracic",
    "Toes",
    "Wrist",
    "key_pose",
    "moved_angles",
]


MOST: Final = 100
"""Members of a list of a picture: nobody reads a card of more poses, and a pose names fewer parts of a body."""

_MANY: Final = AtMost(MOST)


def _angle(low: int, high: int) -> "int | None":
    """An angle in degrees that may be left to the contacts."""
    return field(default=None, validator=Between(low, high))  # type: ignore[no-any-return]  # typed as the field


# Joints ------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Pelvis:
    """How the pelvis lies in the world; an angle that is None follows from the rest of the pose.

    Angles are counted from the base of the pose.

    Attributes:
        anterior_tilt: Front of the pelvis down, -180 to 180 degrees.
        obliquity: Right side of the pelvis down, -180 to 180 degrees.
        rotation: Turned to the right, -180 to 180 degrees.
    """

    anterior_tilt: int | None = _angle(-180, 180)
    obliquity: int | None = _angle(-180, 180)
    rotation: int | None = _angle(-180, 180)


@frozen(kw_only=True)
class Lumbar:
    """The lower back, spread evenly over its five joints; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Rounded, -30 to 60 degrees.
        lateral_flexion: Bent to the right, -25 to 25 degrees.
        rotation: Turned to the right, -15 to 15 degrees.
    """

    flexion: int | None = _angle(-30, 60)
    lateral_flexion: int | None = _angle(-25, 25)
    rotation: int | None = _angle(-15, 15)


@frozen(kw_only=True)
class Thoracic:
    """The upper back, spread evenly over four joints; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Rounded, -25 to 40 degrees.
        lateral_flexion: Bent to the right, -30 to 30 degrees.
        rotation: Turned to the right, -35 to 35 degrees.
    """

    flexion: int | None = _angle(-25, 40)
    lateral_flexion: int | None = _angle(-30, 30)
    rotation: int | None = _angle(-35, 35)


@frozen(kw_only=True)
class Neck:
    """The neck and head; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Chin to the chest, -60 to 55 degrees.
        lateral_flexion: Ear to the right shoulder, -45 to 45 degrees.
        rotation: Looking to the right, -80 to 80 degrees.
    """

    flexion: int | None = _angle(-60, 55)
    lateral_flexion: int | None = _angle(-45, 45)
    rotation: int | None = _angle(-80, 80)


@frozen(kw_only=True)
class Scapula:
    """A shoulder blade; an angle that is None follows from the rest of the pose.

    Attributes:
        protraction: Drawn forward round the ribs, -20 to 25 degrees; negative is pulled back towards the spine.
        elevation: Drawn up, -10 to 40 degrees.
    """

    protraction: int | None = _angle(-20, 25)
    elevation: int | None = _angle(-10, 40)


@frozen(kw_only=True)
class Shoulder:
    """A shoulder; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Arm forward and up, -60 to 180 degrees.
        abduction: Arm out to the side, -50 to 180 degrees.
        external_rotation: Upper arm turned outwards, -80 to 90 degrees.
    """

    flexion: int | None = _angle(-60, 180)
    abduction: int | None = _angle(-50, 180)
    external_rotation: int | None = _angle(-80, 90)


@frozen(kw_only=True)
class Elbow:
    """An elbow; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Bent, 0 to 150 degrees.
    """

    flexion: int | None = _angle(0, 150)


@frozen(kw_only=True)
class Forearm:
    """A forearm; an angle that is None follows from the rest of the pose.

    Attributes:
        pronation: Palm turned back or down, -85 to 85 degrees; negative is supination.
    """

    pronation: int | None = _angle(-85, 85)


@frozen(kw_only=True)
class Wrist:
    """A wrist; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Palm towards the forearm, -85 to 80 degrees. A palm that bears weight needs about 85 degrees of
            extension.
        deviation: Towards the thumb, -30 to 20 degrees.
    """

    flexion: int | None = _angle(-85, 80)
    deviation: int | None = _angle(-30, 20)


@frozen(kw_only=True)
class Fingers:
    """The fingers of a hand; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Closed, at the knuckles and again at the middle joints, -20 to 95 degrees.
    """

    flexion: int | None = _angle(-20, 95)


@frozen(kw_only=True)
class Hip:
    """A hip; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Knee towards the chest, -25 to 130 degrees.
        abduction: Leg out to the side, -30 to 45 degrees.
        external_rotation: Leg turned outwards, -45 to 85 degrees; counted after flexion and abduction, so of a crossed
            leg more than a
            goniometer shows.
    """

    flexion: int | None = _angle(-25, 130)
    abduction: int | None = _angle(-30, 45)
    external_rotation: int | None = _angle(-45, 85)


@frozen(kw_only=True)
class Knee:
    """A knee; an angle that is None follows from the rest of the pose.

    Attributes:
        flexion: Bent, -2 to 160 degrees. Sitting on the heels needs 155 to 160 degrees.
    """

    flexion: int | None = _angle(-2, 160)


@frozen(kw_only=True)
class Ankle:
    """An ankle; an angle that is None follows from the rest of the pose.

    Attributes:
        dorsiflexion: Toes towards the shin, -72 to 25 degrees. Kneeling on the top of the foot bends the middle of the
            foot, too.
        inversion: Sole turned inwards, -20 to 35 degrees.
    """

    dorsiflexion: int | None = _angle(-72, 25)
    inversion: int | None = _angle(-20, 35)


@frozen(kw_only=True)
class Toes:
    """The toes of a foot; an angle that is None follows from the rest of the pose.

    Attributes:
        extension: Bent upwards, -40 to 75 degrees.
    """

    extension: int | None = _angle(-40, 75)


@frozen(kw_only=True)
class Limbs:
    """The joints that there are two of; one that is None follows from the rest of the pose.

    Attributes:
        scapula: Shoulder blade.
        shoulder: Shoulder.
        elbow: Elbow.
        forearm: Forearm.
        wrist: Wrist.
        fingers: Fingers.
        hip: Hip.
        knee: Knee.
        ankle: Ankle.
        toes: Toes.
    """

    scapula: Scapula | None = None
    shoulder: Shoulder | None = None
    elbow: Elbow | None = None
    forearm: Forearm | None = None
    wrist: Wrist | None = None
    fingers: Fingers | None = None
    hip: Hip | None = None
    knee: Knee | None = None
    ankle: Ankle | None = None
    toes: Toes | None = None


@frozen(kw_only=True)
class Joints(Limbs):
    """Angles that matter; a joint that is None follows from the rest of the pose.

    A joint of the limbs that is given here means both sides.

    Attributes:
        pelvis: How the pelvis lies in the world.
        lumbar: Lower back.
        thoracic: Upper back.
        neck: Neck and head.
        left: Left limbs; stronger than both-sided values.
        right: Right limbs; stronger than both-sided values.
    """

    pelvis: Pelvis | None = None
    lumbar: Lumbar | None = None
    thoracic: Thoracic | None = None
    neck: Neck | None = None
    left: Limbs | None = None
    right: Limbs | None = None


def _limits_of(cls: type) -> dict[str, tuple[int, int]]:
    """The limits of every angle below a class of joints, as its validators say."""
    found: dict[str, tuple[int, int]] = {}
    for name, hint in get_type_hints(cls).items():
        if name in ("left", "right"):
            continue
        for each in fields(get_args(hint)[0]):
            limit = cast("Between", each.validator)
            assert limit.high is not None
            found[f"{name}.{each.name}"] = (limit.low, limit.high)
    return found


def _all_limits() -> dict[str, tuple[int, int]]:
    limbs = _limits_of(Limbs)
    middle = {name: each for name, each in _limits_of(Joints).items() if name not in limbs}
    return middle | {f"{side}.{name}": each for side in ("left", "right") for name, each in limbs.items()}


LIMITS: Final[Mapping[str, tuple[int, int]]] = _all_limits()
"""Smallest and largest degrees of every angle, by name: `lumbar.flexion`, `left.knee.flexion`."""

ANGLES: Final = tuple(LIMITS)
"""The names of all angles, in the order in which solved poses hold them."""


def _within(joints: Limbs, side: str) -> Iterator[tuple[str, int]]:
    for name in fields_dict(type(joints)):
        joint: Limbs | None = getattr(joints, name)  # any joint; they have no class in common
        if joint is None or name in ("left", "right"):
            continue
        for movement in fields_dict(type(joint)):
            degrees: int | None = getattr(joint, movement)
            if degrees is not None:
                yield f"{side}{name}.{movement}", degrees


def key_pose(name: str) -> str:
    """The key pose that a name means, or a share of the way to it.

    >>> key_pose("round:50"), key_pose("round")
    ('round', 'round')
    """
    return name.partition(":")[0]


def moved_angles(joints: Joints) -> tuple[tuple[str, int], ...]:
    """The angles that were given, as pairs of name and degrees, each side by itself.

    >>> moved_angles(Joints(knee=Knee(flexion=90), left=Limbs(knee=Knee(flexion=20))))
    (('right.knee.flexion', 90), ('left.knee.flexion', 20))
    """
    limbs = fields_dict(Limbs)
    found: dict[str, int] = {}
    for name, degrees in _within(joints, ""):
        if name.partition(".")[0] in limbs:
            found.update({f"left.{name}": degrees, f"right.{name}": degrees})
        else:
            found[name] = degrees
    for side, own in (("left.", joints.left), ("right.", joints.right)):
        if own is not None:
            found.update(_within(own, side))
    return tuple(sorted(found.items(), key=lambda pair: (pair[0].startswith("left"), pair[0])))


# Poses -------------------------------------------------------------------------------------------


class Base(StrEnum):
    """How the pelvis lies before any joint has moved."""

    STANDING = "standing"
    SEATED = "seated"
    KNEELING = "kneeling"
    QUADRUPED = "quadruped"
    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING_RIGHT = "side-lying-right"
    SIDE_LYING_LEFT = "side-lying-left"


@frozen(kw_only=True)
class Reach:
    """A part of the body that goes to another, or to a place in the world.

    With `to` alone the two touch, skin to skin. With `offset` the middle of the part goes to a place
    beside the other, in the other's own bone (X forward, Y towards the head, Z to the right). With
    `x`, `y` or `z` it goes there in the world.

    Attributes:
        part: What goes: `left_hand`; without a side, each hand goes to its own side.
        to: Where it goes: `right_shin`; empty for a place in the world.
        offset: Millimetres beside the other part; None to touch it.
        x: Millimetres forward in the world; None for anywhere.
        y: Millimetres above the floor; None for anywhere.
        z: Millimetres to the right in the world; None for anywhere.
        grip: Whether the hand closes round what it reaches.
    """

    part: str = field(validator=not_blank)
    to: str = ""
    offset: tuple[int, int, int] | None = None
    x: int | None = None
    y: int | None = None
    z: int | None = None
    grip: bool = False

    def __attrs_post_init__(self) -> None:
        place = (self.x, self.y, self.z) != (None, None, None)
        if bool(self.to) == place or (self.offset is not None and not self.to):
            problem = "expected either `to` (with or without `offset`), or some of x, y and z"
            raise ImpossibleValue("Reach", problem, "impossible-pose")


@frozen(kw_only=True)
class Arrow:
    """An arrow beside what moves: it follows the way of a part from the pose before.

    Attributes:
        part: What moves: `left_knee`.
        aside: Millimetres to the left of its way, -500 to 500 (negative: to the right); None for wherever it covers
            least.
        reverse: Whether it points the other way: a push against something that does not move.
        length: Millimetres along `direction`, 40 to 600, for a push or a pull that moves little; None to follow the
            part.
        direction: Degrees on the page, -180 to 180: 0 to the right, 90 up; None without `length`.
    """

    part: str = field(validator=not_blank)
    aside: int | None = field(default=None, validator=Between(-500, 500))
    reverse: bool = False
    length: int | None = field(default=None, validator=Between(40, 600))
    direction: int | None = field(default=None, validator=Between(-180, 180))

    def __attrs_post_init__(self) -> None:
        if (self.length is None) != (self.direction is None):
            problem = "got a length or a direction alone, expected both or none of them"
            raise ImpossibleValue("Arrow", problem, "impossible-pose")


@frozen(kw_only=True)
class Solved:
    """A pose worked out: every angle, and where the pelvis is. This is what is drawn.

    Attributes:
        root: Middle of the hips in tenths of a millimetre.
        angles: All angles in tenths of a degree, in the order of `lowback.drawing.ANGLES`.
        ways: Poses on the way from the pose before, at equal shares: the root and the angles of each.
        arrows: One line for each arrow, as x, y, x, y ... on the page in millimetres, right and up.
    """

    root: tuple[int, int, int]
    angles: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...] = field(default=(), validator=_MANY)
    arrows: tuple[tuple[int, ...], ...] = field(default=(), validator=_MANY)

    def __attrs_post_init__(self) -> None:
        counts = {"angles": len(ANGLES), "ways": len(self.root) + len(ANGLES)}
        for name, rows in (("angles", (self.angles,)), ("ways", self.ways)):
            for row in rows:
                if len(row) != counts[name]:
                    raise ImpossibleValue(
                        f"Solved.{name}", f"got {len(row)} numbers, expected {counts[name]}", "wrong-length"
                    )
        for line in self.arrows:
            if len(line) % 2 or len(line) < 4:  # noqa: PLR2004  # a line has two places or more
                raise ImpossibleValue(
                    "Solved.arrows", f"got {len(line)} numbers, expected pairs, two or more", "wrong-length"
                )


@frozen(kw_only=True)
class Pose:
    """One key pose: what matters clinically, and what it rests on; the rest is worked out.

    Attributes:
        name: Name that steps point to: `start`, `up`.
        base: How the pelvis lies; None for the base of the pose before.
        after: Name of the pose that it comes from; empty for the one before it in the list.
        joints: Angles that matter; the others follow from the pose before and from what bears weight.
        contacts: Parts that bear on something: `palm`, `left_foot`, `buttocks on chair`; without `on`, the floor.
        pins: Contacts that do not slide from the pose before.
        align: Parts straight above each other, seen from the side: `shoulder over wrist`.
        reach: Parts that go to others.
        balance: Whether the weight is kept over the feet.
        insist: Joints or angles that yield to nothing: `lumbar`, `left.hip.abduction`.
        yielding: Joints or angles that give way easily, though they were given.
        belly: Millimetres, -20 to 35, by which breath or bracing moves the belly out, negative for in.
        arrows: What moved since the pose before.
        solved: The pose worked out; None until it was.
    """

    name: str = field(validator=not_blank)
    base: Base | None = None
    after: str = ""
    joints: Joints = Joints()
    contacts: tuple[str, ...] = field(default=(), validator=_MANY)
    pins: tuple[str, ...] = field(default=(), validator=_MANY)
    align: tuple[str, ...] = field(default=(), validator=_MANY)
    reach: tuple[Reach, ...] = field(default=(), validator=_MANY)
    balance: bool = False
    insist: tuple[str, ...] = field(default=(), validator=_MANY)
    yielding: tuple[str, ...] = field(default=(), validator=_MANY)
    belly: int = field(default=0, validator=Between(-20, 35))
    arrows: tuple[Arrow, ...] = field(default=(), validator=_MANY)
    solved: Solved | None = None


# Around the figure -------------------------------------------------------------------------------


@frozen(kw_only=True)
class Camera:
    """Where the figure is seen from; parallel lines stay parallel.

    Attributes:
        azimuth: Degrees round the figure, -180 to 180: 0 sees its right side, 90 its front (feet, when it lies).
        elevation: Degrees above the floor, -10 to 90.
        fade: Whether the farther limb of a pair is lighter; not where limbs cross.
    """

    azimuth: int = field(default=0, validator=Between(-180, 180))
    elevation: int = field(default=0, validator=Between(-10, 90))
    fade: bool = True


class PropKind(StrEnum):
    """Objects that a picture can show."""

    MAT = "mat"
    CHAIR = "chair"
    WALL = "wall"
    STEP = "step"
    TABLE = "table"
    CUSHION = "cushion"
    TOWEL = "towel"
    BED = "bed"
    STRAP = "strap"
    BAND = "band"
    DUMBBELL = "dumbbell"
    BIKE = "bike"


@frozen(kw_only=True)
class Prop:
    """A thing in the picture; the body can bear on a chair, wall, step, table, cushion, towel or bed.

    Attributes:
        kind: What it is.
        x: Millimetres forward, -3000 to 3000, of its middle; of a wall, its face.
        z: Millimetres to the right, -3000 to 3000, of its middle.
        height: Millimetres of its top above the floor, 5 to 2500; None for a usual one.
        length: Millimetres along X, 20 to 3000; None for a usual one.
        turn: Degrees that it is turned round, -180 to 180, seen from above; a chair at 0 lets somebody sit who looks
            along X.
        via: What a strap or band runs along, what holds a dumbbell, what treads pedals: parts of the body, or `anchor`
            for a fixed end.
        poses: Names of the poses in which it is there; empty for all.
    """

    kind: PropKind
    x: int = field(default=0, validator=Between(-3000, 3000))
    z: int = field(default=0, validator=Between(-3000, 3000))
    height: int | None = field(default=None, validator=Between(5, 2500))
    length: int | None = field(default=None, validator=Between(20, 3000))
    turn: int = field(default=0, validator=Between(-180, 180))
    via: tuple[str, ...] = field(default=(), validator=_MANY)
    poses: tuple[str, ...] = field(default=(), validator=_MANY)


@frozen(kw_only=True)
class Lens:
    """A round piece of the picture, larger, where the outline hardly changes.

    Attributes:
        part: What is in its middle: `lumbar`, `belly`.
        radius: Millimetres, 40 to 500, that it shows round the middle.
        zoom: How much larger, 110 to 500 percent.
        x: Millimetres on the page, -2000 to 2000, from the part to the middle of the lens, to the right.
        y: Millimetres on the page, -2000 to 2000, from the part to the middle of the lens, up.
    """

    part: str = field(validator=not_blank)
    radius: int = field(default=140, validator=Between(40, 500))
    zoom: int = field(default=210, validator=Between(110, 500))
    x: int = field(default=0, validator=Between(-2000, 2000))
    y: int = field(default=450, validator=Between(-2000, 2000))


def _told_apart(_: object, __: object, poses: tuple[Pose, ...]) -> None:
    names = [each.name for each in several("Picture.poses", poses, Pose)]
    if not names:
        raise ImpossibleValue("Picture.poses", "got none, expected one pose or more", "wrong-length")
    for index, each in enumerate(poses):
        if each.name in names[:index]:
            raise ImpossibleValue(
                "Picture.poses", f"got the name {each.name!r} twice, expected each once", "duplicate-id"
            )
        if each.after and each.after not in names[:index]:
            before = ", ".join(names[:index]) or "nothing, for the first pose"
            raise ImpossibleValue(
                "Picture.poses", f"{each.name!r} comes after {each.after!r}, expected {before}", "unknown-pose"
            )


@frozen(kw_only=True)
class Picture:
    """How an exercise looks: its key poses, the camera and the things around.

    Attributes:
        poses: Key poses in the order of doing, the first is the start position.
        camera: Where it is seen from.
        props: Things around the figure.
        lens: A larger piece, needed where the outline hardly changes; None for no lens.
        spine: Whether the lower back is marked by dots, for movements that hardly show.
    """

    poses: tuple[Pose, ...] = field(validator=[_MANY, _told_apart])
    camera: Camera = Camera()
    props: tuple[Prop, ...] = field(default=(), validator=_MANY)
    lens: Lens | None = None
    spine: bool = False

    def __attrs_post_init__(self) -> None:
        names = [each.name for each in self.poses]
        for prop in several("Picture.props", self.props, Prop):
            for name in prop.poses:
                if name not in names:
                    problem = f"the {prop.kind} is there in {name!r}, expected poses of the picture: {', '.join(names)}"
                    raise ImpossibleValue("Picture.props", problem, "unknown-pose")

    def with_poses(self, poses: Iterable[Pose]) -> Self:
        """The picture with other poses, and the things that are there in one of them."""
        poses = tuple(poses)
        names = [(pose.name, {pose.name, key_pose(pose.name)}) for pose in poses]  # on the way, it is there too
        props = [
            evolve(prop, poses=tuple(name for name, either in names if not either.isdisjoint(prop.poses)))
            for prop in self.props
        ]
        there = (new for new, prop in zip(props, self.props, strict=True) if new.poses or not prop.poses)
        return evolve(self, poses=poses, props=tuple(there))

    def pose(self, name: str) -> Pose:
        """The key pose of this name.

        Raises `UnknownPose` when there is none.
        """
        for each in self.poses:
            if each.name == name:
                return each
        raise UnknownPose(name, tuple(each.name for each in self.poses))

    def before(self, pose: Pose) -> Pose | None:
        """The pose that a pose comes from; None for the first."""
        expect("Picture.before.pose", pose, Pose)
        if pose.after:
            return self.pose(pose.after)
        index = [each.name for each in self.poses].index(pose.name)
        return self.poses[index - 1] if index else None

    def base_of(self, pose: Pose) -> Base:
        """How the pelvis lies in a pose: as its own base says, or else as in the pose that it comes from."""
        expect("Picture.base_of.pose", pose, Pose)
        here: Pose | None = pose
        while here is not None and here.base is None:
            here = self.before(here)
        return Base.STANDING if here is None or here.base is None else here.base
