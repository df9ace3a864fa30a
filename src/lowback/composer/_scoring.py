"""What a routine is worth, in points; the one place that knows."""

from collections import Counter
from itertools import accumulate, groupby, islice, pairwise
from zlib import crc32

from lowback._gaps import opening_seconds
from lowback.model import Brief, Conventions, Dose, Exercise, Mix, RoutineItem
from lowback.vocabulary import CautionLevel, Direction, Kind, Phase, Position

from ._doses import worth_of

__all__ = [
    "PHASES",
    "PLACES",
    "change_price",
    "good_work",
    "loads_of",
    "mark_weight",
    "marks_of",
    "merit_of",
    "moves_of",
    "opens",
    "order_of",
    "regions_of",
    "score_of",
    "stage_of",
    "tokens_of",
]

PHASES = list(Phase)
"""In the order in which they come."""
PLACES = (
    Position.STANDING,
    Position.SEATED,
    Position.HALF_KNEELING,
    Position.KNEELING,
    Position.QUADRUPED,
    Position.PRONE,
    Position.SIDE_LYING,
    Position.SUPINE,
)
"""By height: inside a phase a routine goes down or up, and never to and fro."""


_TRAINING = (Kind.STRENGTH, Kind.STABILITY)
_TRUNK = frozenset({"back-extensors", "deep-abdominals", "superficial-abdominals", "lateral-trunk"})
_FOR_THE_BACK = ("trained:trunk", "trained:trunk-too")
"""Work of the trunk is what a routine is for: it counts twice beside its region."""
_ON_THE_FEET = ("upright", "upright-too")
"""Daily life is upright: work on the feet counts like two regions."""
_CALM = ("calm", "calm-too", "calm-three")
"""A routine that has time for it ends calmly: that counts like three regions."""
_CALM_FOR_A_HEART = tuple(f"{token}-for-a-heart" for token in _CALM)
"""Where a caution asks for it, it counts twice, however short the routine is."""
_WHERE_PEOPLE_FALL = 3
"""So much dearer are the ways to and from the floor for who may fall on them."""
_EASY = (Kind.MOBILITY, Kind.AEROBIC, Kind.RELAXATION)
_LONG_HOLD = 10
"""Seconds from which on a hold is no movement to begin with: readers objected to a cold back that is held bent."""
_LONG_ENOUGH = 5 * 60
"""Seconds of a routine that has time to begin with all the easy work that is wished for, and to end calmly."""
_USUAL_LENGTH = 10 * 60
"""Seconds of a routine for which the points are weighed."""


def stage_of(exercise: Exercise) -> int:
    """Its place in the order of a routine: phases come in order, and resting last of the last one."""
    return len(PHASES) if exercise.kind is Kind.RELAXATION else PHASES.index(exercise.phase)


def opens(exercise: Exercise) -> bool:
    """Whether it is light, easy movement: nothing held for long, loaded or at the end of its range."""
    held = exercise.dose.starter.hold or 0
    return exercise.kind in _EASY and exercise.difficulty == 1 and held < _LONG_HOLD


def order_of(exercise: Exercise) -> tuple[bool, bool, int, str]:
    """Its place among the exercises of one position: walks first, then what begins well, the easier first."""
    return exercise.kind is not Kind.AEROBIC, not opens(exercise), exercise.difficulty, exercise.id


def merit_of(exercise: Exercise, brief: Brief, conventions: Conventions) -> int:
    """Points of a half-second of this exercise."""
    scoring = conventions.scoring
    confidence = ("high", "medium", "low").index(exercise.dose.confidence)
    tiers = [scoring.tier["ABCD".index(source.tier)] for source in exercise.sources]
    merit = scoring.merit + scoring.confidence[confidence] + max(tiers, default=0)
    if set(exercise.regions) & set(brief.focus):
        merit += scoring.focus
    merit -= _cost_of_cautions(exercise, brief, conventions)
    if exercise.kind is Kind.RELAXATION and not brief.flare_up:
        merit -= scoring.resting
    if exercise.kind in _TRAINING:
        merit += scoring.harder * max(0, exercise.difficulty - conventions.mix_of(brief).usual_level)
    if exercise.id in brief.prefer:
        merit += scoring.prefer
    for penalty, session in zip(scoring.recent, brief.recent, strict=False):
        if exercise.id in session:
            merit -= penalty
            break
    return merit + crc32(f"{brief.seed}:{exercise.id}".encode()) % (scoring.jitter + 1)


def _cost_of_cautions(exercise: Exercise, brief: Brief, conventions: Conventions) -> int:
    """Merit that an exercise loses because cautions change it, so that one that need not be changed comes first."""
    scoring = conventions.scoring
    cost = scoring.adapted if exercise.adapted_for else 0
    rules = conventions.caution_rules(exercise, brief.cautions)
    if any(rule.level is CautionLevel.MODIFY and rule.how for rule in rules):
        cost = max(cost, scoring.noted)
    if any(rule.level is CautionLevel.STOP_IF for rule in rules):
        cost += scoring.stop_sign
    return cost


def good_work(exercise: Exercise, dose: Dose, brief: Brief) -> int:
    """Half-seconds of good work in one dose; that of the brief is what the starter is to others."""
    usual = exercise.active_seconds(brief.dose_of(exercise.id) or exercise.dose.starter)
    return worth_of(exercise.active_seconds(dose), usual)


def moves_of(exercise: Exercise) -> tuple[Direction, ...]:
    """Directions in which the lower back moves."""
    return tuple(sorted(direction for direction in exercise.directions if direction is not Direction.NEUTRAL))


def regions_of(exercise: Exercise) -> tuple[str, ...]:
    """Regions that it trains, moves or stretches; breathing, resting and warming up by a walk do nothing of this."""
    warms = exercise.kind is Kind.AEROBIC and exercise.phase is Phase.WARM_UP
    return () if warms or exercise.kind is Kind.RELAXATION else exercise.regions


def loads_of(exercise: Exercise) -> tuple[tuple[int, Position, str], ...]:
    """What must not be loaded too often in a row: each region that it trains, in its stage and position."""
    regions = exercise.regions if exercise.kind in _TRAINING else ()
    return tuple((stage_of(exercise), exercise.position, region) for region in sorted(regions))


def tokens_of(exercise: Exercise, brief: Brief, conventions: Conventions) -> tuple[str, ...]:
    """What it touches: regions, trained or moved, directions of the lower back, upright work, and a calm end."""
    trained = exercise.kind in _TRAINING
    tokens = [f"trained:{region}" if trained else region for region in sorted(regions_of(exercise))]
    tokens += (f"direction:{direction}" for direction in moves_of(exercise))
    if trained and not _TRUNK.isdisjoint(exercise.regions):
        tokens += _FOR_THE_BACK
    if exercise.upright and exercise.kind is not Kind.AEROBIC:
        tokens += _ON_THE_FEET
    if exercise.phase is Phase.COOL_DOWN:
        asked = conventions.ends_calmly(brief)
        tokens += _CALM if asked or brief.seconds >= _LONG_ENOUGH else ()
        tokens += _CALM_FOR_A_HEART if asked else ()
    return tuple(tokens)


def marks_of(brief: Brief, mix: Mix, conventions: Conventions) -> tuple[int, ...]:
    """The second on the clock, on a tick, at which each phase but the last should end."""
    tick = conventions.timing.tick
    easy = conventions.scoring.easy_first if mix.warm_up else 0
    if brief.seconds < _LONG_ENOUGH:
        easy //= 4
    shares = (share * brief.seconds // 100 for share in accumulate(mix.share(phase) for phase in PHASES[:-1]))
    return tuple(max(easy, share) // tick * tick for share in shares)


def mark_weight(brief: Brief, conventions: Conventions) -> int:
    """Points lost by each second that a phase ends off its mark; of a short routine a second is more.

    In less than five minutes not every phase has room, and a second off is two thirds of what it is otherwise.
    """
    weight = conventions.scoring.mix_weight
    if brief.seconds < _LONG_ENOUGH:
        return weight * 2 // 3
    return weight * _USUAL_LENGTH // min(brief.seconds, _USUAL_LENGTH)


def change_price(before: Position, after: Position, brief: Brief, conventions: Conventions) -> int:
    """Points lost by changing from one position to another; to and from the floor more for who may fall."""
    if before is after:
        return 0
    price = conventions.scoring.change_price
    if before.low == after.low:
        return price
    return price + conventions.scoring.floor_price * (_WHERE_PEOPLE_FALL if conventions.may_fall(brief) else 1)


def score_of(items: tuple[RoutineItem, ...], brief: Brief, conventions: Conventions) -> int:
    """Points of a routine, from the objects alone."""
    mix = conventions.mix_of(brief)
    points, clock = 0, 0
    ends = dict.fromkeys(PHASES, opening_seconds(brief, conventions))  # a phase without an item ends where it begins
    touched: Counter[str] = Counter()
    for item in items:
        points += merit_of(item.exercise, brief, conventions) * good_work(item.exercise, item.dose, brief)
        clock += item.gap_seconds + item.work_seconds
        for phase in PHASES[PHASES.index(item.phase) :]:
            ends[phase] = clock
        touched.update(tokens_of(item.exercise, brief, conventions))
    points += sum(sum(conventions.scoring.coverage[:count]) for count in touched.values())
    for phase, mark in zip(PHASES, marks_of(brief, mix, conventions), strict=False):
        points -= mark_weight(brief, conventions) * abs(ends[phase] - mark)
    blocks = groupby((item.exercise for item in items), key=lambda each: (stage_of(each), each.position))
    for _, first in islice(blocks, 1):
        points -= 0 if any(map(opens, first)) else conventions.scoring.cold_start
    way = (conventions.start_of(brief), *(item.exercise.position for item in items), conventions.end_of(brief))
    return points - sum(change_price(before, after, brief, conventions) for before, after in pairwise(way))
