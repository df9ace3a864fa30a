"""Every packaged picture: what the body can do, what the eye can see, what the page holds.

The numbers P1 to P15 are those of the checks that a picture has to pass.
"""

import gzip
import hashlib
import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from lowback import LowbackError, adapted, default_catalog
from lowback.drawing import ANGLES, Build, best_effort, check_picture, picture_of
from lowback.drawing._anatomy import body
from lowback.drawing._camera import View, hull_points
from lowback.drawing._figure import drawn
from lowback.drawing._hidden import in_sight
from lowback.drawing._kinematics import Placed
from lowback.drawing._posing import placed
from lowback.errors import ImpossibleValue, NoPicture
from lowback.model import Exercise
from lowback.picture import (
    Arrow,
    Base,
    Camera,
    Fingers,
    Hip,
    Joints,
    Knee,
    Limbs,
    Lumbar,
    Picture,
    Pose,
    Prop,
    PropKind,
    Reach,
    Shoulder,
    Solved,
)
from lowback.render import svg
from lowback.render.svg._figure import runs_of
from lowback.render.svg._motion import motion_of
from lowback.render.svg._style import NONE, Paints
from lowback.render.svg._themes import DARK, LIGHT, LINE, PRINT, Look, Theme, ThemeName, theme_of
from lowback.vocabulary import Role

DATA = Path(__file__).parent / "data"
INTENTS = [each for path in sorted((DATA / "intents").glob("*.json")) for each in json.loads(path.read_text("utf-8"))]
APPROVED = json.loads((DATA / "pictures.json").read_text("utf-8"))

EXERCISES = list(default_catalog().values())
IDS = [exercise.id for exercise in EXERCISES]

STILL = {
    "legs-up-rest",
    "progressive-muscle-relaxation",
    "prone-lying",
    "prone-on-elbows",
    "prone-pillow-rest",
    "side-lying-rest",
}
"""Exercises of rest: nothing has to change from pose to pose (P9)."""


def picture(id_: str) -> Picture:
    return picture_of(default_catalog()[id_])


# What the body can do: P1 to P10 -----------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_a_body_can_do_every_pose(exercise: Exercise) -> None:
    """P1 to P8 and P10, and P9 where something moves."""
    found = [
        each for each in check_picture(picture_of(exercise)) if each.code != "looks-still" or exercise.id not in STILL
    ]

    assert [f"{each.dotted_path}: {each.message} [{each.code}]" for each in found] == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_every_step_that_shows_something_has_a_pose(exercise: Exercise) -> None:
    """Movements, holds and returns are always seen; and every key pose belongs to a step."""
    names = {pose.name for pose in picture_of(exercise).poses}
    shown = {step.pose for step in exercise.steps if step.pose}

    assert shown == names
    assert all(step.pose for step in exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN))
    assert any(step.pose for step in exercise.steps_of(Role.SETUP)), "the start position is seen"


@pytest.mark.parametrize("exercise", [each for each in EXERCISES if each.id not in STILL], ids=lambda each: each.id)
def test_whatever_moves_has_a_start_and_an_end(exercise: Exercise) -> None:
    """Two poses or more, and an arrow that says what moved."""
    poses = picture_of(exercise).poses

    assert len(poses) > 1
    assert any(pose.arrows for pose in poses)


def test_every_exercise_has_an_intent() -> None:
    """One measure each that would be false, were it drawn the wrong way round."""
    assert {each["exercise"] for each in INTENTS} == set(IDS)


def measured(id_: str, of: str, pose: str) -> float:
    """An angle in degrees, a coordinate in millimetres, or the distance of two landmarks."""
    drawn = picture(id_)
    posed = drawn.pose(pose)
    assert posed.solved is not None
    if of in ANGLES:
        return posed.solved.angles[ANGLES.index(of)] / 10
    figure = placed(drawn, posed)
    if "|" in of:
        a, b = of.split("|")
        return 1000 * math.dist(figure.landmark(a), figure.landmark(b))
    name, axis = of.rsplit(".", 1)
    return 1000 * figure.landmark(name)["xyz".index(axis)]


@pytest.mark.parametrize("intent", INTENTS, ids=lambda each: f"{each['exercise']}:{each['of']}")
def test_the_movement_is_the_one_that_is_meant(intent: dict[str, object]) -> None:
    """A cat drawn as a cow passes every other check."""
    id_, of = str(intent["exercise"]), str(intent["of"])
    if "in" in intent:
        between = intent["between"]
        assert isinstance(between, list)
        assert between[0] <= measured(id_, of, str(intent["in"])) <= between[1]
        return
    change = measured(id_, of, str(intent["to"])) - measured(id_, of, str(intent["from"]))
    least = intent["least"]
    assert isinstance(least, int)
    assert change >= least > 0 or change <= least < 0


CAUTIONS = default_catalog().conventions.cautions


def adapted_pictures(exercise: Exercise) -> dict[Picture, Exercise]:
    """Every look that the exercise has for one caution, beside its own."""
    found = (adapted(exercise, caution.key) for caution in CAUTIONS)
    return {picture_of(each): each for each in found if each is not None and each is not exercise}


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_a_body_can_do_what_a_caution_changes(exercise: Exercise) -> None:
    """P1 to P10 of each adapted exercise; its steps show every pose, and the card is drawn."""
    for picture_, changed_ in adapted_pictures(exercise).items():
        found = [
            f"{each.dotted_path}: {each.message} [{each.code}]"
            for each in check_picture(picture_)
            if each.code != "looks-still" or exercise.id not in STILL
        ]

        assert found == [], changed_.adapted_for
        assert {step.pose for step in changed_.steps if step.pose} == {pose.name for pose in picture_.poses}
        assert all(step.pose for step in changed_.steps_of(Role.MOVE, Role.HOLD, Role.RETURN))
        assert "</svg>" in svg.render(changed_)


def on_beds() -> list[Exercise]:
    """Every exercise that one caution moves onto a bed, once."""
    found = [adapted(exercise, caution.key) for exercise in EXERCISES for caution in CAUTIONS]
    return list({each.id: each for each in found if each is not None and ("bed",) in each.needs}.values())


@pytest.mark.parametrize("exercise", on_beds(), ids=lambda each: each.id)
def test_who_is_to_lie_on_a_bed_is_drawn_on_one(exercise: Exercise) -> None:
    """As on the floor, but for what is below: steps that say so are not contradicted by a mat."""
    drawn, on_the_floor = picture_of(exercise), picture_of(evolve(exercise, needs=()))

    assert drawn.poses == on_the_floor.poses
    assert [prop.kind for prop in drawn.props] == [prop.kind for prop in on_the_floor.props]
    assert any(prop.kind is PropKind.BED or (prop.kind is PropKind.MAT and prop.height == 500) for prop in drawn.props)
    if drawn != on_the_floor:
        assert svg.render(exercise).count("<path") > svg.render(evolve(exercise, needs=())).count("<path")


def test_a_chair_does_not_stand_on_a_bed() -> None:
    """What stands on the floor keeps the figure there."""
    chair = adapted(default_catalog()["bird-dog"], "wrist-pain")
    assert chair is not None

    assert picture_of(evolve(chair, needs=(*chair.needs, ("bed",)))) == picture_of(chair)


# Each check can fail -----------------------------------------------------------------------------


def changed(id_: str, index: int, change: Callable[[Pose], Pose]) -> Picture:
    drawn = picture(id_)
    poses = list(drawn.poses)
    poses[index] = change(poses[index])
    return evolve(drawn, poses=tuple(poses))


def turned(pose: Pose, angle: str, degrees: int) -> Pose:
    """A solved pose with one angle changed behind the solver's back."""
    assert pose.solved is not None
    angles = list(pose.solved.angles)
    angles[ANGLES.index(angle)] += 10 * degrees
    return evolve(pose, solved=evolve(pose.solved, angles=tuple(angles)))


def lifted(pose: Pose, millimetres: int) -> Pose:
    assert pose.solved is not None
    x, y, z = pose.solved.root
    return evolve(pose, solved=evolve(pose.solved, root=(x, y + 10 * millimetres, z)))


def slid(pose: Pose, millimetres: int) -> Pose:
    assert pose.solved is not None
    ways = tuple((x + 10 * millimetres, *others) for x, *others in pose.solved.ways)
    return evolve(pose, solved=evolve(pose.solved, ways=ways))


def sunk(pose: Pose, millimetres: int) -> Pose:
    assert pose.solved is not None
    ways = tuple((x, y - 10 * millimetres, *others) for x, y, *others in pose.solved.ways)
    return evolve(pose, solved=evolve(pose.solved, ways=ways))


FAULTS: dict[str, Callable[[], Picture]] = {
    "out-of-range": lambda: changed("bridge", 1, lambda pose: turned(pose, "left.knee.flexion", 90)),
    "angle-not-reached": lambda: changed("bridge", 0, lambda pose: turned(pose, "left.hip.flexion", -20)),
    "contact-gap": lambda: changed("bridge", 0, lambda pose: lifted(pose, 11)),
    "inside-the-floor": lambda: changed("bridge", 0, lambda pose: lifted(pose, -8)),
    "out-of-reach": lambda: changed(
        "bridge", 0, lambda pose: evolve(pose, reach=(Reach(part="right_hand", to="left_foot"),))
    ),
    "not-aligned": lambda: changed("bird-dog", 0, lambda pose: evolve(pose, align=("shoulder over knee",))),
    "falling": lambda: changed("bridge", 0, lambda pose: evolve(pose, contacts=("head",))),
    "overlap": lambda: changed(
        "bridge", 0, lambda pose: turned(turned(pose, "left.hip.abduction", -20), "right.hip.abduction", -20)
    ),
    "uneven": lambda: changed("bridge", 0, lambda pose: turned(pose, "left.hip.flexion", 3)),
    "slides": lambda: changed("bridge", 1, lambda pose: slid(pose, 7)),
    "through-the-floor": lambda: changed("bridge", 1, lambda pose: sunk(pose, 9)),
    "hidden": lambda: evolve(
        changed("bird-dog", 1, lambda pose: evolve(pose, arrows=(Arrow(part="right_upper_arm"),))),
        camera=Camera(azimuth=180),
    ),
    "looks-still": lambda: evolve(
        picture("bridge"), poses=(*picture("bridge").poses[:1], evolve(picture("bridge").poses[0], name="again"))
    ),
}
"""For every check a picture that is wrong in that way."""


@pytest.mark.parametrize("code", FAULTS)
def test_each_check_can_fail(code: str) -> None:
    """A seeded fault is noticed."""
    assert code in {each.code for each in check_picture(FAULTS[code]())}


# What the page holds: P11 to P15 -----------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "rect", "g", "defs", "path", "use", "circle", "text", "clipPath", "animate", "style"}


def drawings() -> list[tuple[str, dict[str, object]]]:
    """Every exercise in every theme once, and some in every other way."""
    found: list[tuple[str, dict[str, object]]] = []
    for index, id_ in enumerate(IDS):
        themes = list(ThemeName)
        found.append((id_, {"theme": themes[index % len(themes)]}))
        found.append((id_, {"look": list(Look)[index % len(Look)], "build": Build.BROAD, "mirrored": True}))
        if len(picture(id_).poses) > 1:
            found.append((id_, {"animated": True}))
    return found


@pytest.mark.parametrize(
    ("id_", "style"), drawings(), ids=lambda each: each if isinstance(each, str) else "-".join(each)
)
def test_the_page_is_whole(id_: str, style: dict[str, object]) -> None:
    """P11: it parses, ids are unique, nothing dangles or comes from outside; it names itself. P12: small."""
    exercise = default_catalog()[id_]
    text = svg.render(exercise, **style)  # type: ignore[arg-type]  # each is right
    root = ET.fromstring(text)  # our own
    elements = list(root.iter())
    ids = [each.get("id") for each in elements if each.get("id")]
    links = [each.get("href", "") for each in elements if each.get("href")] + re.findall(r"url\(([^)]*)\)", text)

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == exercise.name
    assert root.findtext(f"{SVG}desc") == " ".join(step.text for step in exercise.steps)
    assert {each.tag.removeprefix(SVG) for each in elements} <= ALLOWED
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)
    assert "nan" not in text.casefold().replace(exercise.name.casefold(), "")
    assert not [name for each in elements for name in each.attrib if name.startswith("on")]
    if style.get("animated"):
        moments = len(motion_of(exercise, picture_of(exercise)).frames)
        assert len(text) <= (64 + 12 * moments) * 1024
        assert len(gzip.compress(text.encode(), mtime=0)) <= 32 * 1024
    else:
        assert len(text) <= 64 * 1024


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_a_figure_is_small(exercise: Exercise) -> None:
    """P12: one pose takes at most 16 KB."""
    for pose in picture_of(exercise).poses:
        assert len(svg.render(pose, of=exercise)) <= 16 * 1024


def brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((brightness(a), brightness(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


THEMES = [theme_of(name, look) for name in ("light", "dark") for look in Look] + [PRINT, LINE]


@pytest.mark.parametrize("theme", THEMES, ids=lambda each: f"{each.background}{each.skin}")
def test_themes_can_be_told_apart(theme: Theme) -> None:
    """P13: outlines against everything, arrows against the page and what they cross, clothes against each other."""
    paints = Paints.of(theme)
    far = paints.far_ink if paints.rim == NONE else paints.rim

    assert contrast(theme.rim, theme.background) >= 3
    assert all(contrast(theme.ink, each) >= 3 for each in (theme.skin, theme.shirt, theme.mat, theme.thing))
    assert contrast(far, theme.background) >= 3
    assert contrast(theme.accent, theme.background) >= 4.5
    assert contrast(theme.accent, theme.shirt) >= 3 or contrast(theme.background, theme.shirt) >= 1.3, (
        "or its halo parts them"
    )
    if theme is not LINE:
        assert contrast(theme.shirt, theme.shorts) >= 2
        assert contrast(theme.skin, theme.hair) >= 1.5


def test_what_is_far_or_turned_away_is_mixed_with_the_page_or_with_ink() -> None:
    """On a dark page outlines are as dark as the page: they are not lighter afar, and a rim is drawn round them."""
    light, dark = Paints.of(LIGHT), Paints.of(DARK)

    assert (light.outline(far=False), light.outline(far=True), light.rim) == ("#17212c", "#5d646b", "none")
    assert (dark.outline(far=False), dark.outline(far=True), dark.rim) == ("#0b0f14", "#0b0f14", "#e8eef4")
    far = [light.material(name, far=True) for name in ("skin", "hair", "shirt", "shorts")]
    assert far == ["#f7e2d1", "#897b75", "#bce0e4", "#8193a9"]
    mat_and_floor = [light.mat_side, light.mat_edge, light.floor, light.floor_line]
    assert mat_and_floor == ["#c7cfc3", "#99a29c", "#f1f4ed", "#747a80"]
    things = [light.thing_front, light.thing_side, light.cushion, light.weight]
    assert things == ["#d5c8b3", "#c6bca9", "#ede4d4", "#70589c"]
    assert Paints.of(LINE).material("skin", far=True) == "#ffffff"


def test_no_theme_needs_colour_alone() -> None:
    """Without any colour, the same lines are there."""
    light, line = (svg.render(default_catalog()["bird-dog"], theme=theme) for theme in (LIGHT, LINE))

    def bare(text: str) -> str:
        return re.sub(r"#[0-9a-f]{6}\b|p[0-9a-f]{8}", "", text)

    assert bare(light).replace('fill=""', "") == bare(line).replace('fill=""', "")
    assert DARK.background != LIGHT.background


def test_the_same_picture_is_the_same_bytes() -> None:
    """P14: on every call."""
    for exercise in EXERCISES[::5]:
        assert svg.render(exercise) == svg.render(exercise)


@pytest.mark.parametrize("id_", IDS[::16])
def test_stored_numbers_are_what_the_solver_gives(id_: str) -> None:
    """P14: what is drawn follows from what was authored; the whole folder is checked by `tasks/pictures.py --check`."""
    assert best_effort(picture(id_)) == picture(id_)


def test_who_lies_straight_lies_flat() -> None:
    """P14: the skin fits the floor: a small hollow under the back, the upper back not bent."""
    straight = Joints(
        hip=Hip(flexion=0), knee=Knee(flexion=0), shoulder=Shoulder(flexion=0), fingers=Fingers(flexion=0)
    )
    lying = Pose(name="start", base=Base.SUPINE, joints=straight, contacts=("head", "upper_back", "pelvis", "heel"))
    solved = best_effort(Picture(poses=(lying,)))
    pose = solved.poses[0]
    assert pose.solved is not None
    figure = placed(solved, pose)
    spheres = body().spheres
    gap = min(
        centre[1] - sphere.radius
        for centre, sphere in zip(figure.centres, spheres, strict=True)
        if sphere.name.endswith("waist")
    )

    assert abs(pose.solved.angles[ANGLES.index("thoracic.flexion")]) < 50
    assert 0.010 <= gap <= 0.035


@pytest.mark.parametrize("id_", IDS)
def test_pictures_are_the_approved_ones(id_: str) -> None:
    """P15: who changes a picture looks at it, and approves it with `tasks/pictures.py --approve`. Words may change."""
    text = svg.render(picture(id_), theme="print")

    assert hashlib.sha256(text.encode()).hexdigest()[:16] == APPROVED[id_]


@pytest.mark.parametrize("id_", IDS[::6])
def test_what_is_left_undrawn_lies_under_what_is_drawn(id_: str) -> None:
    """No place of those outlines is outside of all others by more than a third of a pixel."""
    shown = picture(id_)
    turns = [(math.cos(math.tau * k / 90), math.sin(math.tau * k / 90)) for k in range(90)]
    for pose in shown.poses:
        for part in drawn(placed(shown, pose), shown.camera).parts:
            for _, hulls in runs_of(part):
                seen = in_sight(hulls)
                spots = [spot for hull in hulls if hull not in seen for spot in hull_points(hull, turns)]
                reaches = [[max(x * a + y * b + r for x, y, r in hull) for a, b in turns] for hull in seen]
                assert all(
                    any(
                        all(x * a + y * b <= reach + 1.3 for (a, b), reach in zip(turns, each, strict=True))
                        for each in reaches
                    )
                    for x, y in spots
                )


# Builds and sides --------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", IDS)
def test_the_broad_build_lies_on_the_same_floor(id_: str) -> None:
    """The same angles fit it: nothing is more than a finger's width inside the floor."""
    drawn = picture(id_)
    for pose in drawn.poses:
        figure = placed(drawn, pose, body(Build.BROAD))
        assert lowest(figure) > -0.016


def lowest(figure: Placed) -> float:
    return min(
        centre[1] - sphere.radius
        for centre, sphere in zip(figure.centres, figure.body.spheres, strict=True)
        if not any(word in sphere.name for word in ("hem", "waistband", "hair", "fringe"))
    )


def test_the_mirrored_side_is_the_same_picture_the_other_way_round() -> None:
    """Everything but the numbers is flipped."""
    bird_dog = default_catalog()["bird-dog"]
    there, back = svg.render(bird_dog), svg.render(bird_dog, mirrored=True)

    assert back.count('transform="scale(-1 1)"') == len(picture_of(bird_dog).poses)
    assert there.count("<path") == back.count("<path")
    assert there.count("<text") == back.count("<text")


# What cannot be drawn ----------------------------------------------------------------------------


def test_an_exercise_without_a_picture_says_so() -> None:
    """And what to do."""
    other = evolve(default_catalog()["bridge"], id="finger-spread")

    with pytest.raises(NoPicture, match="there is no picture of 'finger-spread': give the exercise a `picture`"):
        svg.render(other)
    assert other._repr_svg_() is None


def test_changed_steps_do_not_borrow_a_picture() -> None:
    """Steps that name no pose of the packaged picture are not shown by it."""
    bridge = default_catalog()["bridge"]
    other = evolve(bridge, steps=tuple(evolve(step, pose="") for step in bridge.steps))

    with pytest.raises(NoPicture, match="its steps name no pose of the packaged picture"):
        svg.render(other)


def test_a_still_exercise_does_not_move() -> None:
    """An animation of one pose is refused with the way out."""
    with pytest.raises(NoPicture, match="it has one pose; draw it without `animated`"):
        svg.render(default_catalog()["prone-lying"], animated=True)


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ({"theme": "drak"}, "theme: got 'drak', expected one of light, dark, print, line (did you mean 'dark'?)"),
        ({"look": None}, "look: got None, expected one of fair, tan, deep, grey"),
        ({"theme": LIGHT, "look": "blue"}, "look: got 'blue', expected one of fair, tan, deep, grey"),
        ({"build": "tall"}, "build: got 'tall', expected one of average, broad"),
        ({"size": (0, 10)}, "svg.render.size: got (0, 10), expected a width and a height of one pixel or more"),
    ],
)
def test_unknown_styles_are_refused(style: dict[str, object], message: str) -> None:
    with pytest.raises(LowbackError) as caught:
        svg.render(default_catalog()["bridge"], **style)  # type: ignore[arg-type]  # each is wrong

    assert str(caught.value) == message


LISTS: list[tuple[type, str, object]] = [
    (Picture, "poses", Pose(name="start")),
    (Picture, "props", Prop(kind=PropKind.MAT)),
    (Prop, "via", "left_hand"),
    (Prop, "poses", "start"),
    *((Pose, field, "foot") for field in ("contacts", "pins", "align", "insist", "yielding")),
    (Pose, "reach", Reach(part="left_hand", to="left_knee")),
    (Pose, "arrows", Arrow(part="left_hand")),
    (Solved, "ways", (0, 0, 0, *(0 for _ in ANGLES))),
    (Solved, "arrows", (0, 0, 1, 1)),
]
"""Class, list, a member of it."""
WHOLE: dict[type, dict[str, object]] = {
    Picture: {"poses": (Pose(name="start"),)},
    Prop: {"kind": PropKind.BAND},
    Pose: {"name": "start"},
    Solved: {"root": (0, 0, 0), "angles": tuple(0 for _ in ANGLES)},
}


@pytest.mark.parametrize(("cls", "field", "member"), LISTS, ids=lambda each: getattr(each, "__name__", str(each)[:8]))
def test_no_list_of_a_picture_is_endless(cls: type, field: str, member: object) -> None:
    """Each pose is looked at beside the one before it, each arrow beside the whole figure."""
    with pytest.raises(ImpossibleValue) as caught:
        cls(**{**WHOLE[cls], field: (member,) * 101})

    assert (caught.value.place, caught.value.problem, caught.value.code) == (
        f"{cls.__name__}.{field}",
        "got 101 values, expected at most 100",
        "too-large",
    )
    if field != "poses":  # poses have names of their own
        assert len(getattr(cls(**{**WHOLE[cls], field: (member,) * 100}), field)) == 100


HOSTILE = "</title><script>alert(1)</script>\x00\x1b]0;x\x07&\"'"


def test_texts_of_a_catalog_are_escaped() -> None:
    """A name is a name, whatever it holds."""
    bridge = evolve(default_catalog()["bridge"], name=HOSTILE)
    root = ET.fromstring(svg.render(bridge))  # our own

    assert root.findtext(f"{SVG}title") == "</title><script>alert(1)</script>  ]0;x &\"'"
    assert not list(root.iter(f"{SVG}script"))


def test_the_camera_turns_round_the_figure() -> None:
    """At 90 degrees it sees the front, and the subject's right is at the left of the page."""
    front = View(Camera(azimuth=90))

    assert [round(each) for each in front.flat((0.0, 0.5, 1.0))] == [-1000, 500]
    assert front.near((1.0, 0.0, 0.0)) > front.near((0.0, 0.0, 0.0))


def test_limbs_of_one_side_are_stronger_than_both() -> None:
    """What is said for one side overrides what is said for both."""
    joints = Joints(knee=Knee(flexion=90), lumbar=Lumbar(flexion=5), left=Limbs(knee=Knee(flexion=20)))
    sitting = Pose(name="start", base=Base.SUPINE, joints=joints, contacts=("head", "upper_back", "pelvis"))
    solved = best_effort(Picture(poses=(sitting,), props=(Prop(kind=PropKind.MAT),))).poses[0].solved
    assert solved is not None

    assert abs(solved.angles[ANGLES.index("left.knee.flexion")] - 200) < 60
    assert abs(solved.angles[ANGLES.index("right.knee.flexion")] - 900) < 60
