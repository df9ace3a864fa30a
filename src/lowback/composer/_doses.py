"""The doses that a routine may give of an exercise."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from lowback._arguments import expect
from lowback.model import Dose, Exercise, Range, Timing

__all__ = ["dose_options", "worth_of"]

_MOST_OPTIONS = 12
_DURATION_STEPS = ((60, 240), (30, 60), (15, 0))
_NARROW = 8
"""A range of repetitions up to this wide is gone through one by one, a wider one by twos."""


def worth_of(active: int, starter: int) -> int:
    """Half-seconds of good work: two for each second up to the starter dose, one beyond."""
    return 2 * min(active, starter) + max(0, active - starter)


def _steps(range_: Range | None, step: int, *, multiples: bool = False) -> Sequence[int | None]:
    """Minimum, starter, maximum and natural steps between: counted from the starter, or multiples."""
    if range_ is None:
        return [None]
    first = 0 if multiples else range_.starter % step
    between = [value for value in range(range_.min, range_.max + 1) if value % step == first]
    return sorted({range_.min, range_.starter, range_.max, *between})


def _duration_step(range_: Range | None) -> int:
    """A minute, half a minute or a quarter, by the width of the range."""
    width = 0 if range_ is None else range_.max - range_.min
    return next(step for step, least in _DURATION_STEPS if width >= least)


def dose_options(exercise: Exercise, timing: Timing | None = None) -> tuple[Dose, ...]:
    """The doses that a routine may give of an exercise, the starter always among them.

    Natural steps through the dose range whose active time is half to twice the starter's, and no more than
    `Exercise.most_active_seconds`. Never fewer sets and more repetitions than the starter; no dose for which another
    takes no more time and is worth no less; at most twelve, evenly spaced in time. Shortest first.

    >>> from lowback import default_catalog
    >>> print(*dose_options(default_catalog()["cat-cow"]), sep="; ")
    1 x 4; 1 x 6; 1 x 8; 1 x 10; 1 x 12; 1 x 14; 1 x 15
    """
    timing = Timing() if timing is None else timing
    expect("dose_options.exercise", exercise, Exercise)
    expect("dose_options.timing", timing, Timing)
    return _dose_options(exercise, timing)


@lru_cache(maxsize=8192)
def _dose_options(exercise: Exercise, timing: Timing) -> tuple[Dose, ...]:
    range_, starter = exercise.dose, exercise.dose.starter
    wide = range_.reps is not None and range_.reps.max - range_.reps.min > _NARROW
    doses = [
        Dose(sets=sets or 1, reps=reps, hold=hold, duration=duration)
        for sets, reps, hold, duration in product(
            _steps(range_.sets, 1),
            _steps(range_.reps, 2 if wide else 1),
            _steps(range_.hold, 5, multiples=True),
            _steps(range_.duration, _duration_step(range_.duration)),
        )
    ]
    usual = exercise.active_seconds(starter)
    active = {dose: exercise.active_seconds(dose) for dose in doses}
    doses = [
        dose
        for dose in doses
        if usual <= 2 * active[dose] <= 4 * usual
        and active[dose] <= exercise.most_active_seconds
        and not (dose.sets < starter.sets and (dose.reps or 0) > (starter.reps or 0))
    ]
    cost = {dose: exercise.work_seconds(dose, timing) for dose in doses}
    doses.sort(key=lambda dose: (cost[dose], -worth_of(active[dose], usual), dose.key))
    kept: list[Dose] = []
    best = -1
    for dose in doses:
        worth = worth_of(active[dose], usual)
        if worth > best or dose == starter:
            kept.append(dose)
        best = max(best, worth)
    return tuple(_thinned(kept, starter, cost))


def _thinned(doses: list[Dose], starter: Dose, cost: dict[Dose, int]) -> list[Dose]:
    """The starter and the others most evenly spaced in time."""
    if len(doses) <= _MOST_OPTIONS:
        return doses
    others = [dose for dose in doses if dose != starter]
    low, high, wanted = cost[others[0]], cost[others[-1]], _MOST_OPTIONS - 1
    chosen: set[Dose] = {starter}
    for nth in range(wanted):
        ideal = low * (wanted - 1 - nth) + high * nth
        free = [dose for dose in others if dose not in chosen]
        chosen.add(min(free, key=lambda dose: (abs((wanted - 1) * cost[dose] - ideal), dose.key)))
    return [dose for dose in doses if dose in chosen]
