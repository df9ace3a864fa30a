"""From a brief and a catalog to a routine, and an independent check of any routine.

The meaning is here (what may be in, what it is worth); the search over plain integers is in
`_solver`. The whole model is described on the page "What the best routine is".
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product
from math import gcd
from zlib import crc32

from attrs import evolve, frozen

from ._data import packaged_red_flags, packaged_stop_rules
from ._solver import Item, Option, Problem, feasible, reachable, solve
from .catalog import Catalog, default_catalog
from .diagnostics import Diagnostic
from .errors import BriefError, Infeasible, LowbackError, Refused, did_you_mean
from .model import Brief, Dose, Exercise, Mix, Proof, Range, Routine, RoutineItem, Rules, Timing
from .vocabulary import CautionLevel, Direction, Phase, Position

__all__ = ["check", "compose", "dose_options"]

EFFORT = 20_000_000
"""Steps that the search may take."""

_LONGEST = 2 * 60 * 60
_MOST_OPTIONS = 12
_FEW = 30
"""Up to so many known words are told in full."""
_DURATION_STEPS = ((60, 240), (30, 60), (15, 0))
_NARROW = 8
"""A range of repetitions up to this wide is gone through one by one, a wider one by twos."""
_PHASES = list(Phase)


# Doses -------------------------------------------------------------------------------------------


def _worth(active: int, starter: int) -> int:
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

    Natural steps through the dose range whose active time is half to twice the starter's. Never fewer
    sets and more repetitions than the starter; no dose for which another takes no more time and is
    worth no less; at most twelve, evenly spaced in time. Shortest first.

    >>> from lowback import default_catalog
    >>> print(*dose_options(default_catalog()["cat-cow"]), sep="; ")
    1 x 4; 1 x 6; 1 x 8; 1 x 10; 1 x 12; 1 x 14; 1 x 15
    """
    return _dose_options(exercise, timing or Timing())


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
        and not (dose.sets < starter.sets and (dose.reps or 0) > (starter.reps or 0))
    ]
    cost = {dose: exercise.work_seconds(dose, timing) for dose in doses}
    doses.sort(key=lambda dose: (cost[dose], -_worth(active[dose], usual), dose.key))
    kept: list[Dose] = []
    best = -1
    for dose in doses:
        worth = _worth(active[dose], usual)
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


# What may be in ----------------------------------------------------------------------------------


@frozen
class _Limits:
    """A brief together with the limits that its mix brings."""

    brief: Brief
    mix: Mix
    positions: frozenset[Position]
    equipment: frozenset[str]
    max_difficulty: int

    @classmethod
    def of(cls, brief: Brief, rules: Rules) -> "_Limits":
        mix = next(each for each in rules.mixes if each.id == brief.mix)
        positions = frozenset(brief.positions or Position) & frozenset(mix.positions or Position)
        equipment = rules.available(brief.equipment)
        if mix.equipment is not None:
            equipment &= rules.available(mix.equipment)
        harder = brief.max_difficulty if mix.max_difficulty is None else mix.max_difficulty
        return cls(brief, mix, positions, equipment, min(brief.max_difficulty, harder))

    def objection(self, exercise: Exercise, rules: Rules) -> str | None:
        """Why the exercise must not be in, safety first; None when it may."""
        for caution in rules.cautions:
            if caution.key in self.brief.cautions:
                rule = caution.rule_for(exercise)
                if rule is not None and rule.level is CautionLevel.AVOID:
                    return f"avoided: {caution.key}"
        if exercise.id in self.brief.exclude:
            return "excluded by the brief"
        if exercise.on_request and exercise.id not in self.brief.include:
            return "only on request: include it to have it"
        if exercise.position not in self.positions:
            return f"position not allowed: {exercise.position}"
        for group in exercise.needs:
            if not self.equipment.intersection(group):
                return f"equipment not at hand: {' or '.join(group)}"
        if exercise.difficulty > self.max_difficulty:
            return f"too hard: difficulty {exercise.difficulty}, at most {self.max_difficulty}"
        return None


def _known(field: str, words: Iterable[str], known: Iterable[str], what: str) -> None:
    known = sorted(known)
    for word in words:
        if word not in known:
            near = did_you_mean(word, known)
            few = f": {', '.join(known)}" if len(known) <= _FEW and not near else ""
            raise BriefError(field, word, f"{what} of the catalog{few}{near}")


def _check_brief(brief: Brief, catalog: Catalog) -> None:
    """Refuse a brief that names unknown words or contradicts itself, before any search."""
    rules = catalog.rules
    _known("mix", [brief.mix], (mix.id for mix in rules.mixes), "a mix")
    _known("cautions", brief.cautions, (each.key for each in rules.cautions), "cautions")
    _known("equipment", brief.equipment or (), (each.id for each in rules.equipment), "equipment")
    _known("focus", brief.focus, (each.id for each in rules.regions), "regions")
    _known("include", brief.include, catalog, "ids")
    _known("exclude", brief.exclude, catalog, "ids")
    for caution in rules.cautions:
        if caution.key in brief.cautions and caution.refer:
            raise Refused(_in_words(brief), (f"{caution.label}. {caution.refer}",))
    limits = _Limits.of(brief, rules)
    families: dict[str, str] = {}
    for id_ in brief.include:
        exercise = catalog[id_]
        objection = limits.objection(exercise, rules)
        if objection:
            raise BriefError("include", id_, f"an exercise that the rest of the brief allows ({objection})")
        if exercise.family in families:
            other = families[exercise.family]
            raise BriefError("include", id_, f"one exercise of the family {exercise.family!r} ({other!r} is in too)")
        families[exercise.family] = id_


def _in_words(brief: Brief) -> str:
    parts = [f"{brief.seconds // 60}:{brief.seconds % 60:02} {brief.mix}"]
    for name in ("positions", "equipment", "cautions", "include", "exclude"):
        words = getattr(brief, name)
        if words:
            parts.append(f"{name} {', '.join(words)}")
        elif words is not None and name == "equipment":
            parts.append("no equipment")
    return "; ".join(parts)


# What it is worth --------------------------------------------------------------------------------


def _merit(exercise: Exercise, brief: Brief, rules: Rules) -> int:
    """Points of a half-second of this exercise."""
    scoring = rules.scoring
    confidence = ("high", "medium", "low").index(exercise.dose.confidence)
    tiers = [scoring.tier["ABCD".index(source.tier)] for source in exercise.sources]
    merit = scoring.merit + scoring.confidence[confidence] + max(tiers, default=0)
    if set(exercise.regions) & set(brief.focus):
        merit += scoring.focus
    for penalty, session in zip(scoring.recent, brief.recent, strict=False):
        if exercise.id in session:
            merit -= penalty
            break
    return merit + crc32(f"{brief.seed}:{exercise.id}".encode()) % (scoring.jitter + 1)


def _tokens(exercise: Exercise) -> tuple[str, ...]:
    """What the exercise touches: regions, and directions in which the lower back moves."""
    moved = [direction for direction in exercise.directions if direction is not Direction.NEUTRAL]
    return (*sorted(exercise.regions), *(f"direction:{direction}" for direction in sorted(moved)))


def _targets(brief: Brief, mix: Mix, rules: Rules) -> tuple[int, ...]:
    """Active seconds wanted in each phase."""
    percent = rules.scoring.target_percent
    return tuple(mix.share(phase) * brief.seconds * percent // 10_000 for phase in _PHASES)


def _change_price(before: Position, after: Position, rules: Rules) -> int:
    if before is after:
        return 0
    scoring = rules.scoring
    return scoring.change_price + (scoring.floor_price if before.low != after.low else 0)


def _score(items: tuple[RoutineItem, ...], brief: Brief, rules: Rules) -> int:
    """Points of a routine, from the objects alone."""
    mix = next(each for each in rules.mixes if each.id == brief.mix)
    points = 0
    active = dict.fromkeys(_PHASES, 0)
    touched: Counter[str] = Counter()
    for item in items:
        seconds = item.exercise.active_seconds(item.dose)
        usual = item.exercise.active_seconds(item.exercise.dose.starter)
        points += _merit(item.exercise, brief, rules) * _worth(seconds, usual)
        active[item.phase] += seconds
        touched.update(_tokens(item.exercise))
    points += sum(sum(rules.scoring.coverage[:count]) for count in touched.values())
    for phase, target in zip(_PHASES, _targets(brief, mix, rules), strict=True):
        points -= rules.scoring.mix_weight * abs(active[phase] - target)
    for before, after in pairwise(items):
        points -= _change_price(before.exercise.position, after.exercise.position, rules)
    return points


# Composing ---------------------------------------------------------------------------------------


@frozen
class _Question:
    """A brief and a catalog as a problem for the solver, and the way back."""

    brief: Brief
    catalog: Catalog
    exercises: tuple[Exercise, ...]
    doses: tuple[tuple[Dose, ...], ...]
    unit: int
    problem: Problem

    @classmethod
    def of(cls, brief: Brief, catalog: Catalog) -> "_Question":
        rules = catalog.rules
        limits = _Limits.of(brief, rules)
        allowed = [each for each in catalog.values() if limits.objection(each, rules) is None]
        held = {catalog[id_].family for id_ in brief.include}
        allowed = [each for each in allowed if each.id in brief.include or each.family not in held]
        allowed.sort(key=lambda each: (each.difficulty, each.id))
        doses = tuple(dose_options(each, rules.timing) for each in allowed)
        unit = _unit(rules)
        slow = brief.limited_mobility
        places = list(Position)
        return cls(
            brief,
            catalog,
            tuple(allowed),
            doses,
            unit,
            Problem(
                items=tuple(_items(allowed, doses, limits, rules, unit)),
                places=len(places),
                targets=_targets(brief, limits.mix, rules),
                target_weight=rules.scoring.mix_weight,
                coverage=rules.scoring.coverage,
                change_time=tuple(
                    tuple(rules.change_seconds(a, b, limited_mobility=slow) // unit for b in places) for a in places
                ),
                change_price=tuple(tuple(_change_price(a, b, rules) for b in places) for a in places),
                low=-(-(brief.seconds - rules.timing.tolerance(brief.seconds)) // unit),
                high=brief.seconds // unit,
            ),
        )


def _unit(rules: Rules) -> int:
    """The largest step that divides every time of the catalog."""
    timing = rules.timing
    changes = (each.seconds for each in rules.transitions)
    return gcd(timing.tick, timing.get_ready, timing.fetch, *changes)


def _items(
    allowed: list[Exercise], doses: tuple[tuple[Dose, ...], ...], limits: _Limits, rules: Rules, unit: int
) -> Iterator[Item]:
    families = sorted({each.family for each in allowed})
    tokens = sorted({token for each in allowed for token in _tokens(each)})
    ranks = {id_: nth for nth, id_ in enumerate(sorted(each.id for each in allowed))}
    places = list(Position)
    for exercise, options in zip(allowed, doses, strict=True):
        merit = _merit(exercise, limits.brief, rules)
        usual = exercise.active_seconds(exercise.dose.starter)
        gap = rules.timing.get_ready + rules.fetch_seconds(exercise, limits.equipment)
        order = sorted(options, key=lambda dose: dose.key)
        yield Item(
            stage=_PHASES.index(exercise.phase),
            place=places.index(exercise.position),
            group=families.index(exercise.family),
            tokens=tuple(tokens.index(token) for token in _tokens(exercise)),
            options=tuple(
                Option(
                    time=(gap + exercise.work_seconds(dose, rules.timing)) // unit,
                    active=exercise.active_seconds(dose),
                    points=merit * _worth(exercise.active_seconds(dose), usual),
                    rank=order.index(dose),
                )
                for dose in options
            ),
            rank=ranks[exercise.id],
            forced=exercise.id in limits.brief.include,
        )


def compose(brief: Brief | None = None, catalog: Catalog | None = None, *, effort: int = EFFORT) -> Routine:
    """A routine for a brief that keeps every rule and has a high score.

    `catalog` is the packaged one unless given; `effort` limits the search in steps (never in seconds,
    so the same call gives the same routine everywhere). `routine.proof` has the score and a bound that
    no routine can exceed; a gap of 0 means that none is better.

    Raises `BriefError` for a brief that names unknown words or contradicts itself, `Refused` when a
    caution means that somebody has to be seen first, `Infeasible` when no routine keeps the rules.

    >>> routine = compose(Brief(minutes=10, cautions=["wrist-pain"]))
    >>> routine.seconds, routine.proof.score <= routine.proof.bound
    (600, True)
    """
    brief = Brief() if brief is None else brief
    catalog = default_catalog() if catalog is None else catalog
    _check_brief(brief, catalog)
    question = _Question.of(brief, catalog)
    solution = solve(question.problem, effort=effort)
    if solution is None:
        raise _infeasible(question)
    chosen = [(question.exercises[index], question.doses[index][nth]) for index, nth in solution.taken]
    return Routine(
        brief=brief,
        items=_laid_out(chosen, brief, catalog),
        proof=Proof(score=solution.points, bound=solution.bound),
        stop_rules=packaged_stop_rules(),
        red_flags=packaged_red_flags(),
        rules=catalog.rules,
    )


def _gap(before: Exercise | None, exercise: Exercise, brief: Brief, rules: Rules) -> int:
    """Seconds before an item: get ready, change position, fetch."""
    change = 0
    if before is not None:
        change = rules.change_seconds(before.position, exercise.position, limited_mobility=brief.limited_mobility)
    fetch = rules.fetch_seconds(exercise, _Limits.of(brief, rules).equipment)
    return rules.timing.get_ready + change + fetch


def _laid_out(chosen: list[tuple[Exercise, Dose]], brief: Brief, catalog: Catalog) -> tuple[RoutineItem, ...]:
    rules = catalog.rules
    before: Exercise | None = None
    items: list[RoutineItem] = []
    for exercise, dose in chosen:
        items.append(
            RoutineItem(
                exercise=exercise,
                dose=dose,
                gap_seconds=_gap(before, exercise, brief, rules),
                work_seconds=exercise.work_seconds(dose, rules.timing),
                cautions=catalog.caution_rules(exercise, brief.cautions),
            )
        )
        before = exercise
    left = brief.seconds - sum(item.seconds for item in items)
    pauses = [left // len(items)] * len(items)
    pauses[-1] += left % len(items)
    return tuple(evolve(item, pause_seconds=pause) for item, pause in zip(items, pauses, strict=True))


# When nothing fits -------------------------------------------------------------------------------


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _infeasible(question: _Question) -> Infeasible:
    brief, catalog = question.brief, question.catalog
    return Infeasible(_in_words(brief), tuple(_causes(question)), tuple(_remedies(brief, catalog)))


def _causes(question: _Question) -> Iterator[str]:
    brief, rules = question.brief, question.catalog.rules
    limits = _Limits.of(brief, rules)
    reasons = Counter(limits.objection(each, rules) for each in question.catalog.values())
    del reasons[None]
    allowed = len(question.exercises)
    times = _possible_seconds(question) if allowed else []
    if times:
        ends = f"the shortest possible is {_clock(times[0])}, the longest {_clock(times[-1])}"
        yield f"with {allowed} exercise{'s' if allowed != 1 else ''} left {ends}"
    else:
        yield f"{allowed} of {len(question.catalog)} exercises are left"
    for reason, count in sorted(reasons.items(), key=lambda entry: (-entry[1], str(entry[0]))):
        yield f"{count} {reason}"


def _possible_seconds(question: _Question) -> list[int]:
    """Every total, pauses apart, that the exercises left could have (families may be counted twice)."""
    longest = _LONGEST // question.unit
    bits = reachable(replace(question.problem, high=longest))
    return [time * question.unit for time in range(1, longest + 1) if bits >> time & 1]


def _works(brief: Brief, catalog: Catalog) -> bool:
    """Whether some routine keeps the rules of this brief."""
    try:
        _check_brief(brief, catalog)
    except LowbackError:
        return False
    return feasible(_Question.of(brief, catalog).problem)


def _remedies(brief: Brief, catalog: Catalog) -> Iterator[str]:
    """The nearest briefs that work, one change each; a caution is never lifted."""
    minutes = brief.seconds // 60
    for name, lengths in (("shorter", range(minutes - 1, 0, -1)), ("longer", range(minutes + 1, minutes + 6))):
        for length in lengths:
            if _works(evolve(brief, minutes=length), catalog):
                yield f"{name}: {length} minutes"
                break
    for position in Position:
        positions = brief.positions or tuple(Position)
        if position not in positions and _works(evolve(brief, positions=(*positions, position)), catalog):
            yield f"allow the position {position}"
    at_hand = _Limits.of(brief, catalog.rules).equipment
    for thing in catalog.rules.equipment:
        if thing.id not in at_hand:
            more = evolve(brief, equipment=(*(at_hand if brief.equipment is None else brief.equipment), thing.id))
            if _works(more, catalog):
                yield f"have {thing.name} at hand"
    for id_ in brief.exclude:
        if _works(evolve(brief, exclude=tuple(each for each in brief.exclude if each != id_)), catalog):
            yield f"do not exclude {id_}"


# Checking ----------------------------------------------------------------------------------------


def check(routine: Routine) -> tuple[Diagnostic, ...]:
    """Recompute time, rules and score of a routine from its objects; empty when all is right.

    Nothing of the search is used: this is the judge of every routine, whoever made it.

    >>> check(compose(Brief(minutes=5)))
    ()
    """
    return tuple(finding for find in _CHECKS for finding in find(routine))


def _wrong(code: str, message: str, *path: str | int) -> Diagnostic:
    return Diagnostic(code=code, message=message, path=path)


def _check_length(routine: Routine) -> Iterator[Diagnostic]:
    asked = routine.brief.seconds
    if routine.seconds != asked:
        yield _wrong("wrong-length", f"got {routine.seconds} s, expected {asked} s as in the brief")
    used = sum(item.gap_seconds + item.work_seconds for item in routine.items)
    least = asked - routine.rules.timing.tolerance(asked)
    if not least <= used <= asked:
        yield _wrong("outside-tolerance", f"got {used} s of gaps and work, expected {least} to {asked} s", "items")


def _check_times(routine: Routine) -> Iterator[Diagnostic]:
    rules, brief = routine.rules, routine.brief
    left = brief.seconds - sum(item.gap_seconds + item.work_seconds for item in routine.items)
    before: Exercise | None = None
    for index, item in enumerate(routine.items):
        last = index == len(routine.items) - 1
        share = left // len(routine.items) + (left % len(routine.items) if last else 0)
        for name, expected in (
            ("gap_seconds", _gap(before, item.exercise, brief, rules)),
            ("work_seconds", item.exercise.work_seconds(item.dose, rules.timing)),
            ("pause_seconds", share),
        ):
            value = getattr(item, name)
            if value != expected:
                yield _wrong(
                    f"wrong-{name.split('_')[0]}", f"got {value} s, expected {expected} s", "items", index, name
                )
        before = item.exercise


def _check_allowed(routine: Routine) -> Iterator[Diagnostic]:
    rules, brief = routine.rules, routine.brief
    limits = _Limits.of(brief, rules)
    for caution in routine.cautions:
        if caution.refer:
            yield _wrong(
                "refused", f"got a routine with {caution.key}, expected none: {caution.refer}", "brief", "cautions"
            )
    for index, item in enumerate(routine.items):
        objection = limits.objection(item.exercise, rules)
        if objection:
            yield _wrong("not-allowed", f"{item.exercise.id}: {objection}", "items", index, "exercise")
        if item.dose not in dose_options(item.exercise, rules.timing):
            message = f"{item.exercise.id}: {item.dose} is not one of its dose options"
            yield _wrong("wrong-dose", message, "items", index, "dose")
        ruled = (caution.rule_for(item.exercise) for caution in routine.cautions)
        if item.cautions != tuple(rule for rule in ruled if rule is not None):
            message = f"{item.exercise.id}: the rules of the brief's cautions are not attached"
            yield _wrong("wrong-cautions", message, "items", index, "cautions")


def _check_choice(routine: Routine) -> Iterator[Diagnostic]:
    ids = [item.exercise.id for item in routine.items]
    if not ids:
        yield _wrong("empty", "got no exercise, expected at least one", "items")
    for what, counts in (
        ("exercise", Counter(ids)),
        ("family", Counter(item.exercise.family for item in routine.items)),
    ):
        for word, count in counts.items():
            if count > 1:
                yield _wrong(f"repeated-{what}", f"got the {what} {word!r} {count} times, expected once", "items")
    for id_ in routine.brief.include:
        if id_ not in ids:
            yield _wrong("not-included", f"got no {id_!r}, expected it as in the brief", "items")


def _check_order(routine: Routine) -> Iterator[Diagnostic]:
    blocks: list[tuple[Phase, Position]] = []
    for index, (before, after) in enumerate(pairwise(routine.items), start=1):
        first, second = before.exercise, after.exercise
        if _PHASES.index(before.phase) > _PHASES.index(after.phase):
            yield _wrong("phase-order", f"got {after.phase} after {before.phase}", "items", index)
        together = (first.phase, first.position) == (second.phase, second.position)
        if together and (first.difficulty, first.id) > (second.difficulty, second.id):
            yield _wrong("difficulty-order", f"got {second.id} after {first.id}, expected it before", "items", index)
        if not together:
            blocks.append((first.phase, first.position))
            if (second.phase, second.position) in blocks:
                yield _wrong("split-position", f"got {second.position} twice in {second.phase}", "items", index)


def _check_safety(routine: Routine) -> Iterator[Diagnostic]:
    if routine.stop_rules != packaged_stop_rules():
        yield _wrong("missing-stop-rules", "the stop rules are not the packaged ones", "stop_rules")
    if routine.red_flags != packaged_red_flags():
        yield _wrong("missing-red-flags", "the red flags are not the packaged ones", "red_flags")


def _check_proof(routine: Routine) -> Iterator[Diagnostic]:
    score = _score(routine.items, routine.brief, routine.rules)
    if routine.proof.score != score:
        yield _wrong("wrong-score", f"got {routine.proof.score} points, expected {score}", "proof", "score")
    if routine.proof.bound < score:
        message = f"got {routine.proof.bound} points, expected {score} or more"
        yield _wrong("wrong-bound", message, "proof", "bound")


_CHECKS: tuple[Callable[[Routine], Iterator[Diagnostic]], ...] = (
    _check_length,
    _check_times,
    _check_allowed,
    _check_choice,
    _check_order,
    _check_safety,
    _check_proof,
)
