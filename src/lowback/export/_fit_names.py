"""What the FIT profile calls our exercises: numbers of `exercise_category` and of the name in it (profile 21.212)."""

from attrs import frozen

__all__ = ["FIT_NAMES", "FitName"]


@frozen
class FitName:
    """One exercise of the profile, and how close it is to ours.

    Attributes:
        category: `exercise_category`.
        name: `exercise_name` in that category.
        words: The two in words.
        exact: Whether its name is a name or an alias of our exercise; else it is the nearest there is (editorial).
    """

    category: int
    name: int
    words: str
    exact: bool


def _same(category: int, name: int, words: str) -> FitName:
    return FitName(category, name, words, exact=True)


def _near(category: int, name: int, words: str) -> FitName:
    return FitName(category, name, words, exact=False)


FIT_NAMES: dict[str, FitName | None] = {
    "abdominal-bracing": None,
    "abdominal-crunch": _same(6, 83, "crunch: crunch"),
    "band-row": _near(23, 18, "row: seated_cable_row"),
    "bent-knee-fall-out": None,
    "bird-dog": _same(13, 12, "hyperextension: kneeling_superman"),
    "bridge": _same(36, 8, "pose: bridge"),
    "bridge-march": _near(10, 24, "hip_raise: marching_hip_raise"),
    "brisk-walk": _near(32, 1, "run: walk"),
    "cat-cow": _same(5, 51, "core: cat_cow"),
    "childs-pose": _same(31, 39, "warm_up: stretch_childs_pose"),
    "clamshell": _same(10, 44, "hip_raise: clams"),
    "dead-bug": _same(11, 1, "hip_stability: dead_bug"),
    "deep-lunge": _same(17, 32, "lunge: lunge"),
    "diaphragmatic-breathing": _same(35, 4, "move: belly_breathing"),
    "double-knee-to-chest": _near(31, 52, "warm_up: stretch_lying_knee_to_chest"),
    "figure-four-stretch": _near(31, 53, "warm_up: stretch_lying_piriformis"),
    "floor-transfer": None,
    "floor-transfer-chair": None,
    "half-kneeling-hip-flexor-stretch": _near(31, 49, "warm_up: stretch_lunging_hip_flexor"),
    "half-press-up": _near(13, 38, "hyperextension: cobra"),
    "heel-raise": _same(1, 18, "calf_raise: standing_calf_raise"),
    "heel-slide": None,
    "heel-toe-stand": None,
    "heel-toe-walk": _near(32, 1, "run: walk"),
    "high-sit-to-stand": _near(28, 61, "squat: squat"),
    "hinge-to-wall": _near(15, 2, "leg_curl: good_morning"),
    "hip-hinge": _same(15, 2, "leg_curl: good_morning"),
    "knee-plank": _same(19, 22, "plank: kneeling_plank"),
    "knee-to-opposite-shoulder": _near(31, 53, "warm_up: stretch_lying_piriformis"),
    "legs-up-rest": _near(36, 12, "pose: corpse"),
    "lifting-practice": None,
    "loaded-sit-to-stand": _near(28, 62, "squat: weighted_squat"),
    "lower-trunk-rotation": _near(31, 54, "warm_up: stretch_lying_spinal_twist"),
    "mini-squat": _near(28, 61, "squat: squat"),
    "modified-curl-up": _same(6, 36, "crunch: mcgill_curl_up"),
    "one-leg-stand": _near(36, 78, "pose: tree"),
    "open-book": _same(31, 24, "warm_up: thoracic_rotation"),
    "pallof-press": _near(5, 6, "core: cable_core_press"),
    "pelvic-tilt": _near(35, 60, "move: tailbone_curl"),
    "plank": _same(19, 43, "plank: plank"),
    "plank-leg-lift": _same(19, 133, "plank: plank_with_leg_lift"),
    "progressive-muscle-relaxation": None,
    "prone-hip-extension": _same(16, 13, "leg_raise: reverse_leg_raise"),
    "prone-lying": None,
    "prone-on-elbows": _same(36, 61, "pose: sphinx"),
    "prone-opposite-arm-leg-lift": _near(13, 0, "hyperextension: back_extension_with_opposite_arm_and_leg_reach"),
    "prone-pillow-rest": None,
    "prone-press-up": _same(13, 38, "hyperextension: cobra"),
    "prone-trunk-lift": _near(13, 29, "hyperextension: superman_from_floor"),
    "quadruped-arm-reach": _near(13, 12, "hyperextension: kneeling_superman"),
    "quadruped-leg-lift": _near(11, 19, "hip_stability: quadruped_with_leg_lift"),
    "quadruped-leg-slide": _near(11, 19, "hip_stability: quadruped_with_leg_lift"),
    "quadruped-rock-back": _same(31, 0, "warm_up: quadruped_rocking"),
    "romanian-deadlift": _same(8, 23, "deadlift: romanian_deadlift"),
    "seated-breathing": _near(35, 4, "move: belly_breathing"),
    "seated-figure-four": _near(31, 60, "warm_up: stretch_piriformis"),
    "seated-hamstring-stretch": _near(31, 44, "warm_up: stretch_hamstring"),
    "seated-lumbar-flexion": _near(35, 12, "move: forward_fold"),
    "seated-march": _near(31, 88, "warm_up: marching_in_place"),
    "seated-pelvic-tilt": _same(36, 115, "pose: seated_cat_cow"),
    "seated-sciatic-slider": None,
    "seated-side-bend": _same(5, 96, "core: seated_side_bend"),
    "seated-trunk-rotation": _same(35, 83, "move: seated_trunk_rotations"),
    "shoulder-blade-squeeze": _near(35, 41, "move: scapular_stabilization"),
    "side-lying-hip-abduction": _near(11, 21, "hip_stability: side_lying_leg_raise"),
    "side-lying-rest": None,
    "side-plank": _same(19, 66, "plank: side_plank"),
    "side-plank-knees": _near(19, 66, "plank: side_plank"),
    "single-knee-to-chest": _near(31, 52, "warm_up: stretch_lying_knee_to_chest"),
    "single-leg-bridge": _same(10, 30, "hip_raise: single_leg_hip_raise"),
    "sit-to-stand": _near(28, 61, "squat: squat"),
    "standing-back-extension": None,
    "standing-forward-bend": _same(35, 12, "move: forward_fold"),
    "standing-hip-abduction": _same(11, 28, "hip_stability: standing_hip_abduction"),
    "standing-side-glide": None,
    "stationary-cycling": _near(41, 3, "indoor_bike: stationary_bike"),
    "steady-walk": _near(32, 1, "run: walk"),
    "step-up": _same(28, 66, "squat: step_up"),
    "suitcase-carry": _same(3, 7, "carry: farmers_carry"),
    "supine-back-press": None,
    "supine-hamstring-stretch": _near(31, 44, "warm_up: stretch_hamstring"),
    "supine-hip-flexor-stretch": _near(31, 45, "warm_up: stretch_hip_flexor_and_quad"),
    "supine-march": _near(5, 56, "core: knee_folds"),
    "supine-sciatic-slider": None,
    "supported-standing-back-stretch": _near(36, 21, "pose: downward_facing_dog"),
    "thread-the-needle": _same(36, 75, "pose: thread_the_needle"),
    "toe-taps": None,
    "walking": _same(32, 1, "run: walk"),
    "wall-side-plank": _near(19, 66, "plank: side_plank"),
    "wall-squat": _near(28, 20, "squat: body_weight_wall_squat"),
    "worktop-plank": _near(19, 0, "plank: 45_degree_plank"),
    "worktop-press-up": _same(22, 27, "push_up: incline_push_up"),
}
"""By id of the packaged catalog, and in its order; None where nothing in the profile is near."""
