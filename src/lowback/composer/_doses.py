"""The doses that a routine may give of an exercise.

Only customary numbers, which people count and clocks show: keeping to them costs a routine next to nothing.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from attrs import evolve

from lowback._arguments import expect
from lowback.model import DOSE_FIELDS, Brief, Dose, Exercise, Range, Timing

__all__ = ["customary", "dose_options", "offered_doses", "worth_of"]

_REPS = (5, 6, 8, 10, 12, 15, 20, 25, 30)
_SECONDS = (2, 3, 5, 10, 15, 20, 30, 45, 60)
_MINUTE = 60
_SHORT = 6 * _MINUTE
"""A routine shorter than this begins with the fewest sets, and may give a little less than the usual dose."""


def worth_of(active: int, starter: int) -> int:
    """Half-seconds of good work: two for each second up to the starter dose, one beyond."""
    return 2 * min(active, starter) + max(0, active - starter)


def customary(name: str, range_: Range | None) -> list[int]:
    """The customary numbers of a range, and its starter, which a source prints; none where there is no range."""
    if range_ is None:
        return []
    match name:
        case "sets":
            numbers: Sequence[int] = range(range_.min, range_.max + 1)
        case "reps":
            numbers = _REPS
        case _:
            numbers = (*_SECONDS, *range(2 * _MINUTE, range_.max + 1, _MINUTE))
    return sorted({range_.starter, *(number for number in numbers if number in range_)})


def dose_options(exercise: Exercise, timing: Timing | None = None) -> tuple[Dose, ...]:
    """The doses that a routine may give of an exercise, the starter always among them. Shortest first.

    Customary numbers of its ranges, whose active time is half to twice the starter's, and no more than
    `Exercise.most_active_seconds`. Never fewer sets and more repetitions than the starter; no dose for which another
    takes no more time and is worth no less; of equal ones that which differs from the starter in fewer numbers.

    >>> from lowback import default_catalog
    >>> print(*dose_options(default_catalog()["cat-cow"]), sep="; ")
    1 x 5; 1 x 6; 1 x 8; 1 x 10; 1 x 12; 1 x 15
    """
    timing = Timing() if timing is None else timing
    expect("dose_options.exercise", exercise, Exercise)
    expect("dose_options.timing", timing, Timing)
    return _dose_options(exercise, timing)


@lru_cache(maxsize=8192)
def _dose_options(exercise: Exercise, timing: Timing) -> tuple[Dose, ...]:
    range_, starter = exercise.dose, exercise.dose.starter
    numbers: list[Sequence[int | None]] = [customary(name, getattr(range_, name)) or [None] for name in DOSE_FIELDS]
    doses = [
        Dose(sets=sets or 1, reps=reps, hold=hold, duration=duration)
        for sets, reps, hold, duration in product(*numbers)
    ]
    usual, most = exercise.active_seconds(starter), exercise.most_active_seconds
    active = {dose: exercise.active_seconds(dose) for dose in doses}
    doses = [
        dose
        for dose in doses
        if usual <= 2 * active[dose] <= 4 * usual
        and active[dose] <= most
        and not (dose.sets < starter.sets and (dose.reps or 0) > (starter.reps or 0))
    ]
    cost = {dose: exercise.work_seconds(dose, timing) for dose in doses}
    other = {dose: sum(getattr(dose, name) != getattr(starter, name) for name in DOSE_FIELDS) for dose in doses}
    doses.sort(key=lambda dose: (cost[dose], -worth_of(active[dose], usual), other[dose], dose.key))
    kept: list[Dose] = []
    best = -1
    for dose in doses:
        worth = worth_of(active[dose], usual)
        if worth > best or dose == starter:
            kept.append(dose)
        best = max(best, worth)
    return tuple(kept)


def offered_doses(exercise: Exercise, brief: Brief, timing: Timing, *, any_dose: bool = False) -> tuple[Dose, ...]:
    """The doses that a brief may get: its own alone where it names one, else the usual ones, or any there is.

    Usual are the dose to start with, the next one up, and a lower one in a short routine or on a sore day, which has
    none up. Up and down go by one step of one number: repetitions, or else the hold, the duration or the sets. Shortest
    first.
    """
    own = brief.dose_of(exercise.id)
    if own is not None:
        return (own,)
    if any_dose:
        return dose_options(exercise, timing)
    return _usual_doses(exercise, timing, brief.seconds < _SHORT or brief.flare_up, brief.flare_up)


@lru_cache(maxsize=8192)
def _usual_doses(exercise: Exercise, timing: Timing, short: bool, sore: bool) -> tuple[Dose, ...]:  # for the cache
    options = dose_options(exercise, timing)
    starter = exercise.dose.starter
    sets = range(exercise.dose.sets.min if short else starter.sets, starter.sets + 1)
    base = next(dose for each in sets if (dose := evolve(starter, sets=each)) in options)
    found = [
        base,
        *(() if sore else _next(exercise, base, options, up=True)),
        *(_next(exercise, base, options, up=False) if short else ()),
    ]
    return tuple(each for each in options if each in found)


def _next(exercise: Exercise, dose: Dose, options: tuple[Dose, ...], *, up: bool) -> Iterator[Dose]:
    """The nearest of the options that differs by one step of one number."""
    for name in ("reps", "hold", "duration", "sets"):
        numbers, now = customary(name, getattr(exercise.dose, name)), getattr(dose, name)
        beyond = [each for each in numbers if now is not None and (each > now if up else each < now)]
        if beyond:
            found = evolve(dose, **{name: min(beyond) if up else max(beyond)})
            if found in options:
                yield found
                return
