"""The solver: from the angles that matter and what bears weight to a whole pose.

Least squares over all angles and the place of the pelvis. Every angle has somewhere it would like
to be: where it was asked to be, or else, weakly, where it was in the pose before. Contacts, pins,
reaches and the rest pull harder and harder. Levenberg-Marquardt, with angles at their limit held
there. Nothing is random, so the same pose gives the same numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import degrees, radians, sqrt
from typing import Final, TypeAlias

from attrs import evolve, frozen

from lowback.picture import ANGLES, LIMITS, Base, Picture, Pose, Solved

from ._anatomy import ASIDE, Body, Vec, body, mirrored_name
from ._gaps import MIN_LENGTH, nearest, touching
from ._kinematics import Placed, add, place, turned
from ._posing import placed
from ._surfaces import Surface, props_of, surfaces_of
from ._wishes import (
    Alignment,
    Contact,
    Goal,
    alignments,
    contacts,
    goals,
    is_symmetric,
    named_angles,
    pinned,
    wanted,
)

__all__ = ["seat"]

_ROOT: Final = len(ANGLES)
"""The three unknowns after the angles: where the pelvis is."""
_SIZE: Final = _ROOT + 3

Row: TypeAlias = tuple[float, dict[int, float]]
"""A residual, and how it grows with each unknown (radians and metres)."""

# What an angle does that nobody asked for --------------------------------------------------------

_NEUTRAL: Final[Mapping[Base, Mapping[str, float]]] = {
    Base.STANDING: {},
    Base.SEATED: {"hip.flexion": 88, "knee.flexion": 88},
    Base.KNEELING: {"knee.flexion": 90, "ankle.dorsiflexion": -50},
    Base.QUADRUPED: {
        "hip.flexion": 90,
        "knee.flexion": 90,
        "shoulder.flexion": 90,
        "forearm.pronation": 80,
        "wrist.flexion": -80,
        "ankle.dorsiflexion": -50,
    },
    Base.SUPINE: {"shoulder.abduction": 14, "forearm.pronation": 75},
    Base.PRONE: {"shoulder.abduction": 14, "ankle.dorsiflexion": -50},
    Base.SIDE_LYING_RIGHT: {},
    Base.SIDE_LYING_LEFT: {},
}
"""Degrees from which the first pose is sought."""

_START_HEIGHT: Final[Mapping[Base, float]] = {
    Base.STANDING: 0.95,
    Base.SEATED: 0.53,
    Base.KNEELING: 0.5,
    Base.QUADRUPED: 0.5,
    Base.SUPINE: 0.1,
    Base.PRONE: 0.1,
    Base.SIDE_LYING_RIGHT: 0.2,
    Base.SIDE_LYING_LEFT: 0.2,
}

_ASKED, _INSISTED, _YIELDING = 1.0, 3.0, 0.1


def _stiffness(name: str) -> float:
    """How much an angle resists that nobody asked for: little where limbs bend, more where they twist."""
    joint, movement = name.split(".")[-2:]
    if joint in ("lumbar", "thoracic", "neck", "scapula", "fingers"):
        return 0.3 if name == "neck.flexion" else 0.6
    if joint == "pelvis":
        return 0.08 if movement == "anterior_tilt" else 0.6
    if joint in ("shoulder", "elbow", "forearm", "wrist"):
        return 0.1
    if movement in ("flexion", "dorsiflexion", "extension"):
        return 0.12
    return 0.5 if joint == "hip" else 0.3


_FILLERS: Final = tuple(_stiffness(name) for name in ANGLES)
_LOW: Final = tuple(radians(LIMITS[name][0]) for name in ANGLES)
_HIGH: Final = tuple(radians(LIMITS[name][1]) for name in ANGLES)
_ROOT_STIFFNESS: Final = 0.3

# Rows --------------------------------------------------------------------------------------------


def _along(figure: Placed, bone: int, at: Vec, n: Vec, row: dict[int, float], sign: float = 1.0) -> None:
    """Add how a place on a bone moves along a direction."""
    for each in figure.body.lineage(bone):
        o = figure.origins[each]
        rx, ry, rz = at[0] - o[0], at[1] - o[1], at[2] - o[2]
        for angle, (ax, ay, az) in figure.axes[each]:
            value = n[0] * (ay * rz - az * ry) + n[1] * (az * rx - ax * rz) + n[2] * (ax * ry - ay * rx)
            row[angle] = row.get(angle, 0.0) + sign * value
    for index in range(3):
        if n[index]:
            row[_ROOT + index] = row.get(_ROOT + index, 0.0) + sign * n[index]


def _sphere_row(figure: Placed, sphere: int, n: Vec, residual: float, weight: float) -> Row:
    row: dict[int, float] = {}
    _along(figure, figure.body.spheres[sphere].bone, figure.centres[sphere], n, row, weight)
    return (weight * residual, row)


_AXES: Final[tuple[Vec, Vec, Vec]] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def _pair_row(figure: Placed, a: int, b: int, n: Vec, residual: float, weight: float) -> Row:
    """A residual that grows with sphere `a` along `n`, and shrinks with sphere `b`."""
    row: dict[int, float] = {}
    _along(figure, figure.body.spheres[a].bone, figure.centres[a], n, row, weight)
    _along(figure, figure.body.spheres[b].bone, figure.centres[b], n, row, -weight)
    return (weight * residual, row)


def _contact_rows(figure: Placed, contact: Contact) -> list[Row]:
    found = [nearest(group, contact.surface, figure) for group in contact.groups]
    return [_sphere_row(figure, sphere, contact.surface.normal, gap, 1.0) for gap, sphere in found]


_NEAR: Final = 0.03
"""Metres within which it is worth knowing that something could be hit."""


def _floor_rows(figure: Placed, surface: Surface) -> list[Row]:
    """Nothing goes through what is solid."""
    rows: list[Row] = []
    for index, sphere in enumerate(figure.body.spheres):
        gap = surface.gap(figure.centres[index], sphere.radius)
        if gap < _NEAR and not sphere.is_soft:
            rows.append(_sphere_row(figure, index, surface.normal, gap, 1.0))
    return rows


def _seat_rows(figure: Placed, contact: Contact) -> list[Row]:
    """What bears on a thing does not sink into it anywhere."""
    if contact.surface.solid:
        return []
    spheres = sorted({each for group in contact.groups for each in group})
    gaps = [(contact.surface.gap(figure.centres[each], figure.body.spheres[each].radius), each) for each in spheres]
    return [_sphere_row(figure, each, contact.surface.normal, gap, 1.0) for gap, each in gaps if gap < _NEAR]


def _touch_row(figure: Placed, bone: int, at: Vec, radius: float, capsule: tuple[int, int], weight: float) -> Row:
    gap, n, share = touching(figure, at, capsule)
    row: dict[int, float] = {}
    _along(figure, bone, at, n, row, weight)
    for sphere, part in zip(capsule, (1 - share, share), strict=True):
        _along(figure, figure.body.spheres[sphere].bone, figure.centres[sphere], n, row, -weight * part)
    return (weight * (gap - radius), row)


def _hand_rows(figure: Placed, goal: Goal, capsule: tuple[int, int]) -> list[Row]:
    """A hand faces what it touches with its palm, and its fingers close round what it grips."""
    side = goal.part.partition("_")[0]
    bone = figure.body.spheres[goal.sphere].bone
    inward = -1.0 if side == "right" else 1.0
    palm = add(figure.centres[goal.sphere], turned(figure.rotations[bone], (0.0, 0.0, inward * 0.02)))
    rows = [_touch_row(figure, bone, palm, 0.0, capsule, 0.7)]
    if goal.grip:
        for sphere in (figure.body.landmarks[f"{side}_fingers"], figure.body.landmarks[f"{side}_fingertips"]):
            ball = figure.body.spheres[sphere]
            rows.append(_touch_row(figure, ball.bone, figure.centres[sphere], ball.radius, capsule, 0.5))
    return rows


def _goal_rows(figure: Placed, goal: Goal) -> list[Row]:
    at = figure.centres[goal.sphere]
    if goal.capsule is not None:
        ball = figure.body.spheres[goal.sphere]
        touch = [_touch_row(figure, ball.bone, at, ball.radius, goal.capsule, 1.0)]
        return touch + (_hand_rows(figure, goal, goal.capsule) if goal.part.endswith("_hand") else [])
    if goal.home >= 0:
        bone = figure.body.spheres[goal.home].bone
        to = figure.beside(goal.home, goal.offset)
        rows: list[Row] = []
        for index, n in enumerate(_AXES):
            row: dict[int, float] = {}
            _along(figure, figure.body.spheres[goal.sphere].bone, at, n, row)
            _along(figure, bone, to, n, row, -1.0)
            rows.append((at[index] - to[index], row))
        return rows
    return [
        _sphere_row(figure, goal.sphere, n, at[index] - to, 1.0)
        for index, (n, to) in enumerate(zip(_AXES, goal.place, strict=True))
        if to is not None
    ]


# Collisions --------------------------------------------------------------------------------------

_ARM: Final = ("elbow", "forearm", "wrist", "palm", "fingertips")
_LEG: Final = ("thigh_end", "knee", "calf", "calf_low", "shin_low", "ankle", "heel", "instep", "ball")
_TRUNK: Final = (
    *("belly", "breastbone", "left_upper_waist", "right_upper_waist", "left_ribs", "right_ribs"),
    *("left_chest_side", "right_chest_side", "cranium", "chin", "left_buttock", "right_buttock"),
)
_SQUASH: Final = 0.78
"""Share of their radii up to which soft parts press into each other."""
_COLLISION: Final = 0.6


def _colliding(figure: Body) -> tuple[tuple[int, int, float], ...]:
    at = {sphere.name: index for index, sphere in enumerate(figure.spheres)}
    pairs: list[tuple[str, str]] = []
    for side in ("left", "right"):
        pairs += [(f"{side}_{a}", b) for a in _ARM for b in _TRUNK if a != "elbow" or "chest" not in b]
        pairs += [(f"{side}_{a}", b) for a in _LEG for b in _TRUNK if a != "thigh_end" or "buttock" not in b]
        pairs += [
            (f"{side}_{a}", f"{other}_{b}") for other in ("left", "right") for a in _ARM for b in ("thigh", *_LEG)
        ]
    pairs += [(f"left_{a}", f"right_{b}") for a in _ARM for b in _ARM]
    pairs += [(f"left_{a}", f"right_{b}") for a in ("thigh", *_LEG) for b in ("thigh", *_LEG)]
    return tuple(
        (at[a], at[b], _SQUASH * (figure.spheres[at[a]].radius + figure.spheres[at[b]].radius)) for a, b in pairs
    )


def _collision_rows(figure: Placed, pairs: Iterable[tuple[int, int, float]]) -> list[Row]:
    rows: list[Row] = []
    centres = figure.centres
    for a, b, least in pairs:
        ax, ay, az = centres[a]
        bx, by, bz = centres[b]
        dx, dy, dz = ax - bx, ay - by, az - bz
        squared = dx * dx + dy * dy + dz * dz
        if squared < (least + _NEAR) ** 2:
            distance = sqrt(squared) or MIN_LENGTH
            n = (dx / distance, dy / distance, dz / distance)
            rows.append(_pair_row(figure, a, b, n, distance - least, _COLLISION))
    return rows


# The problem -------------------------------------------------------------------------------------


@frozen(kw_only=True)
class _Problem:
    """Everything that pulls at a pose."""

    figure: Body
    base: Base
    belly: float
    surfaces: tuple[Surface, ...]
    contacts: tuple[Contact, ...]
    alignments: tuple[Alignment, ...]
    goals: tuple[Goal, ...]
    pins: tuple[tuple[int, Vec], ...]
    balance: tuple[str, ...]
    """Ankles and feet over which the weight is kept; empty when it may be anywhere."""
    pairs: tuple[tuple[int, int, float], ...]
    symmetric: bool
    """Whether both sides do the same; without this, rounding would lean to one side."""

    def put(self, unknowns: Sequence[float], *, axes: bool) -> Placed:
        angles = [degrees(each) for each in unknowns[:_ROOT]]
        root = (unknowns[_ROOT], unknowns[_ROOT + 1], unknowns[_ROOT + 2])
        return place(self.figure, angles, root, self.base, axes=axes, belly=self.belly)

    def pulls(self, figure: Placed) -> list[Row]:
        """Residuals that are to be nothing."""
        found = [row for each in self.contacts for row in _contact_rows(figure, each)]
        found += [row for each in self.goals for row in _goal_rows(figure, each)]
        for each in self.alignments:
            a, b = figure.body.landmarks[each.upper], figure.body.landmarks[each.lower]
            found.append(_pair_row(figure, a, b, _AXES[0], figure.centres[a][0] - figure.centres[b][0], 1.0))
        for sphere, home in self.pins:
            at = figure.centres[sphere]
            found += [_sphere_row(figure, sphere, n, at[i] - home[i], 1.0) for i, n in enumerate(_AXES)]
        return found + (_balance_rows(figure, self.balance) if self.balance else [])

    def walls(self, figure: Placed) -> list[Row]:
        """Gaps that are not to be negative."""
        found = [row for each in self.surfaces if each.solid for row in _floor_rows(figure, each)]
        found += [row for each in self.contacts for row in _seat_rows(figure, each)]
        return found + _collision_rows(figure, self.pairs)


_HEELWARDS: Final = -0.02
"""Weight falls a little behind the middle of the foot."""


_SOLES: Final = ("foot", "heel", "forefoot", "toes")


def _standing_on(bearing: Iterable[Contact]) -> tuple[str, ...]:
    """Ankle and foot of each side that bears weight."""
    names = {each.name for each in bearing}
    sides = [side for side in ("left", "right") if any(f"{side}_{sole}" in names for sole in _SOLES)]
    return tuple(f"{side}_{part}" for side in sides for part in ("ankle", "foot"))


def _balance_rows(figure: Placed, standing_on: Sequence[str]) -> list[Row]:
    """The centre of mass is over the feet that bear weight."""
    marks = [figure.body.landmarks[each] for each in standing_on]
    centre = figure.centre_of_mass()
    rows: list[Row] = []
    for index in (0, 2):
        over = sum(figure.centres[mark][index] for mark in marks) / len(marks) + (_HEELWARDS if index == 0 else 0)
        row: dict[int, float] = {}
        for bone, at, mass in figure.body.masses:
            spot = figure.at(bone, at)
            _along(figure, bone, spot, _AXES[index], row, mass)
        for mark in marks:
            _along(figure, figure.body.spheres[mark].bone, figure.centres[mark], _AXES[index], row, -1 / len(marks))
        rows.append((centre[index] - over, row))
    return rows


# Levenberg-Marquardt -----------------------------------------------------------------------------


@frozen
class _Leaning:
    """Where every unknown would like to be, and how much."""

    home: tuple[float, ...]
    stiffness: tuple[float, ...]

    def cost(self, unknowns: Sequence[float]) -> float:
        return sum((w * (q - h)) ** 2 for w, q, h in zip(self.stiffness, unknowns, self.home, strict=True))


def _solved_system(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Cholesky: the matrix is symmetric and positive."""
    size = len(right)
    lower: list[list[float]] = []
    for i in range(size):
        row: list[float] = []
        for j in range(i + 1):
            other = lower[j] if j < i else row
            rest = matrix[i][j] - sum(map(float.__mul__, row[:j], other[:j]))
            row.append(sqrt(max(rest, 1e-12)) if i == j else rest / other[j])
        lower.append(row)
    found: list[float] = []
    for i in range(size):
        found.append((right[i] - sum(map(float.__mul__, lower[i][:i], found))) / lower[i][i])
    for i in reversed(range(size)):
        rest = found[i] - sum(lower[j][i] * found[j] for j in range(i + 1, size))
        found[i] = rest / lower[i][i]
    return found


def _normal(
    rows: list[Row], pull: float, leaning: _Leaning, unknowns: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    matrix = [[0.0] * _SIZE for _ in range(_SIZE)]
    gradient = [0.0] * _SIZE
    for index in range(_SIZE):
        weight = leaning.stiffness[index] ** 2
        matrix[index][index] = weight
        gradient[index] = weight * (unknowns[index] - leaning.home[index])
    square = pull * pull
    for residual, row in rows:
        items = sorted(row.items())
        for place_, (i, value) in enumerate(items):
            scaled = square * value
            gradient[i] += scaled * residual
            into = matrix[i]
            for j, other in items[: place_ + 1]:
                into[j] += scaled * other
    return matrix, gradient


_LONGEST_STEP: Final = 0.3
"""Radians or metres; a longer step could carry one limb through another."""


def _step(matrix: list[list[float]], gradient: list[float], held: set[int], damping: float) -> list[float]:
    free = [index for index in range(_SIZE) if index not in held]
    small = [[matrix[i][j] for j in free[: k + 1]] for k, i in enumerate(free)]
    for k in range(len(free)):
        small[k][k] *= 1 + damping
    found = _solved_system(small, [-gradient[i] for i in free])
    step = [0.0] * _SIZE
    for i, value in zip(free, found, strict=True):
        step[i] = value
    longest = max(map(abs, step))
    return step if longest <= _LONGEST_STEP else [each * _LONGEST_STEP / longest for each in step]


def _clamped(unknowns: Sequence[float]) -> list[float]:
    angles = [min(max(q, low), high) for q, low, high in zip(unknowns, _LOW, _HIGH, strict=False)]
    return [*angles, *unknowns[_ROOT:]]


_TWINS: Final = tuple(ANGLES.index(mirrored_name(name)) for name in ANGLES)


def _evened(unknowns: Sequence[float]) -> list[float]:
    """Both sides alike: every angle as the mean of its twins, nothing aside."""
    angles = [0.0 if i in ASIDE else (unknowns[i] + unknowns[_TWINS[i]]) / 2 for i in range(_ROOT)]
    return [*angles, unknowns[_ROOT], unknowns[_ROOT + 1], 0.0]


_ENOUGH: Final = 1e-7
_SINKING: Final = -1e-4


def _foreseen(row: Row, step: Sequence[float]) -> float:
    """The gap after a step, if everything were straight."""
    return row[0] + sum(value * step[i] for i, value in row[1].items())


def _next(
    problem: _Problem,
    leaning: _Leaning,
    here: Sequence[float],
    pulls: list[Row],
    walls: list[Row],
    pull: float,
    damping: float,
) -> list[float]:
    """One step downhill; walls and limits that it would break are minded, and it is sought again."""
    minded = [row for row in walls if row[0] < 0]
    others = [row for row in walls if row[0] >= 0]
    held: set[int] = set()
    there = list(here)
    for _ in range(4):
        matrix, gradient = _normal(pulls + minded, pull, leaning, here)
        held |= {
            i
            for i in range(_ROOT)
            if (here[i] <= _LOW[i] and gradient[i] > 0) or (here[i] >= _HIGH[i] and gradient[i] < 0)
        }
        step = _step(matrix, gradient, held, damping)
        there = _clamped([q + s for q, s in zip(here, step, strict=True)])
        broken = [row for row in others if _foreseen(row, step) < _SINKING]
        if not broken:
            break
        minded += broken
        others = [row for row in others if not any(row is each for each in broken)]
    return _evened(there) if problem.symmetric else there


def _minimised(problem: _Problem, leaning: _Leaning, start: Sequence[float], pull: float, rounds: int) -> list[float]:
    """Walk downhill from a start."""

    def looked_at(at: Sequence[float]) -> tuple[float, list[Row], list[Row]]:
        figure = problem.put(at, axes=True)
        pulls, walls = problem.pulls(figure), problem.walls(figure)
        missed = sum(row[0] ** 2 for row in pulls) + sum(row[0] ** 2 for row in walls if row[0] < 0)
        return leaning.cost(at) + pull * pull * missed, pulls, walls

    here = _clamped(start)
    cost, pulls, walls = looked_at(here)
    damping = 1e-3
    for _ in range(rounds):
        gain = 0.0
        for _ in range(6):
            there = _next(problem, leaning, here, pulls, walls, pull, damping)
            new, new_pulls, new_walls = looked_at(there)
            if new < cost:
                gain = cost - new
                here, cost, pulls, walls, damping = there, new, new_pulls, new_walls, max(damping / 4, 1e-6)
                break
            damping = damping * 6 + 1e-6
        if gain < _ENOUGH * (1 + cost):
            break
    return here


# Poses -------------------------------------------------------------------------------------------


def _neutral(base: Base) -> list[float]:
    asked = _NEUTRAL[base]
    by_movement = {name: asked.get(name, asked.get(name.partition(".")[2], 0.0)) for name in ANGLES}
    return [*(radians(by_movement[name]) for name in ANGLES), 0.0, _START_HEIGHT[base], 0.0]


def unknowns_of(solved: Solved) -> list[float]:
    """Radians and metres of a solved pose."""
    return [*(radians(each / 10) for each in solved.angles), *(each / 10_000 for each in solved.root)]


def _whole(unknowns: Sequence[float]) -> tuple[tuple[int, int, int], tuple[int, ...]]:
    """Unknowns as they are stored: tenths of millimetres, tenths of degrees."""
    x, y, z = (round(each * 10_000) for each in unknowns[_ROOT:])
    return (x, y, z), tuple(round(degrees(each) * 10) for each in unknowns[:_ROOT])


_GRIPPING: Final = 60.0


def _leaning(pose: Pose, before: Sequence[float], share: float) -> _Leaning:
    """Asked angles lie between those of the pose before and those of the pose, by a share."""
    asked = wanted(pose)
    insisted, yielding = named_angles("insist", pose.insist), named_angles("yielding", pose.yielding)
    for each in pose.reach:
        if each.grip:
            for side in ("left", "right"):
                if each.part in (f"{side}_hand", "hand"):
                    asked.setdefault(f"{side}.fingers.flexion", _GRIPPING)
                    yielding |= {f"{side}.fingers.flexion"}
    home, stiffness = list(before), [*_FILLERS, *[_ROOT_STIFFNESS] * 3]
    for index, name in enumerate(ANGLES):
        if name in asked:
            home[index] += share * (radians(asked[name]) - home[index])
            stiffness[index] = _ASKED
        if name in insisted:
            stiffness[index] = _INSISTED
        if name in yielding:
            stiffness[index] = _YIELDING
    return _Leaning(tuple(home), tuple(stiffness))


def _problem(picture: Picture, pose: Pose, before: Placed | None) -> _Problem:
    figure = body()
    surfaces = surfaces_of(props_of(picture, pose))
    bearing = contacts(pose, figure, surfaces)
    pins = () if before is None else tuple((each, before.centres[each]) for each in pinned(pose, figure))
    return _Problem(
        figure=figure,
        base=picture.base_of(pose),
        belly=pose.belly / 1000,
        surfaces=tuple(surfaces.values()),
        contacts=bearing,
        alignments=alignments(pose, figure),
        goals=goals(pose, figure),
        pins=pins,
        balance=_standing_on(bearing) if pose.balance else (),
        pairs=_colliding(figure),
        symmetric=is_symmetric(picture, pose),
    )


_STAGES: Final = (0.25, 0.5, 0.75, 1.0)


def _on_the_way(problem: _Problem, picture: Picture, before: Pose) -> _Problem:
    """The problem with what bears in both poses alone: what is new comes last."""
    earlier = _problem(picture, before, None)
    names = {(each.name, each.surface) for each in earlier.contacts}
    goals_ = {(each.part, each.target, each.place) for each in earlier.goals}
    return evolve(
        problem,
        contacts=tuple(each for each in problem.contacts if (each.name, each.surface) in names),
        goals=tuple(each for each in problem.goals if (each.part, each.target, each.place) in goals_),
    )


def _seated(picture: Picture, pose: Pose, before: Pose | None) -> Pose:
    base = picture.base_of(pose)
    if before is not None and picture.base_of(before) is not base:
        before = None
    problem = _problem(picture, pose, None if before is None else placed(picture, before))
    if before is None or before.solved is None:
        start = _neutral(base)
        here = _clamped(_leaning(pose, start, 1.0).home)  # where it was asked to be: no limb has to pass the floor
        first = evolve(problem, goals=())
        here = _minimised(first, _leaning(pose, start, 1.0), here, 10, 12)
        here = _minimised(first, _leaning(pose, start, 1.0), here, 60, 12)
        here = _minimised(problem, _leaning(pose, start, 1.0), here, 20, 12)
    else:
        start = here = unknowns_of(before.solved)
        way = _on_the_way(problem, picture, before)
        for share in _STAGES:
            here = _minimised(way, _leaning(pose, start, share), here, 120, 8)
        here = _minimised(problem, _leaning(pose, start, 1.0), here, 30, 12)
    here = _minimised(problem, _leaning(pose, start, 1.0), here, 100, 12)
    root, angles = _whole(_minimised(problem, _leaning(pose, start, 1.0), here, 400, 30))
    solved = Solved(root=root, angles=angles)
    if before is not None:
        solved = evolve(solved, ways=_ways(before, evolve(pose, solved=solved), _on_the_way(problem, picture, before)))
    return evolve(pose, solved=solved)


_SHARES: Final = (0.25, 0.5, 0.75)
"""Shares of the way at which poses are checked."""


def _ways(before: Pose, pose: Pose, problem: _Problem) -> tuple[tuple[int, ...], ...]:
    """Poses on the way: between both in every angle, with what bears in both at its place."""
    assert before.solved is not None
    assert pose.solved is not None
    start, end = unknowns_of(before.solved), unknowns_of(pose.solved)
    planted = {group[0] for each in problem.contacts for group in each.groups}
    pins = tuple(pin for pin in problem.pins if pin[0] in planted)
    held = evolve(problem, pins=pins, goals=(), alignments=(), balance=())
    found: list[tuple[int, ...]] = []
    for share in _SHARES:
        middle = [a + share * (b - a) for a, b in zip(start, end, strict=True)]
        root, angles = _whole(_minimised(held, _Leaning(tuple(middle), (1.0,) * _SIZE), middle, 400, 10))
        found.append((*root, *angles))
    return tuple(found)


def seat(picture: Picture) -> Picture:
    """The picture with every pose worked out as well as it can be; `shortfalls` says what is missing.

    Raises `ImpossibleValue` for words that the figure does not know.
    """
    seated: dict[str, Pose] = {}
    for pose in picture.poses:
        before = picture.before(pose)
        seated[pose.name] = _seated(
            picture.with_poses((*seated.values(), pose)), pose, None if before is None else seated[before.name]
        )
    return evolve(picture, poses=tuple(seated.values()))
