"""Random values for laws, valid by construction. Each strategy says how narrow it is, and why.

Ids and families come from small pools on purpose: laws about links, families and names need values
that meet. Exercises are short, so that a handful of them fills a routine of a few minutes and a
brute-force check of a composer stays quick.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from typing import Any, TypeVar

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st

from lowback import Brief, Catalog, Dose, DoseRange, Exercise, Source, Step, default_catalog
from lowback._gaps import gap_of
from lowback.model import (
    Caution,
    CautionRule,
    Conventions,
    DoseFact,
    EditorialNote,
    Equipment,
    Mix,
    PainZone,
    Range,
    RedFlag,
    Region,
    StopRule,
    Timing,
    Transition,
    TypicalError,
)
from lowback.vocabulary import (
    CautionKey,
    CautionLevel,
    Confidence,
    Direction,
    EquipmentId,
    Kind,
    Laterality,
    Phase,
    Position,
    RegionId,
    Role,
    Tier,
    Urgency,
)

__all__ = [
    "IDS",
    "LEAST_WORK",
    "MOST_WORK",
    "allowed",
    "at_hand",
    "briefs",
    "catalogs",
    "conventions",
    "dose_ranges",
    "doses",
    "examples",
    "exercises",
    "ids",
    "needs",
    "ranges",
    "sources",
    "texts",
]

T = TypeVar("T")

IDS = tuple("abcdefghijkl")
"""Ids of random exercises: enough for small catalogs, few enough that links and briefs hit."""

LEAST_WORK, MOST_WORK = 30, 200
"""Seconds of work that the starter dose of a random exercise takes, with the packaged timing."""

_FAMILIES = ("fold", "lift", "press", "reach", "swing", "turn")


def examples(count: int) -> settings:
    """How often a law is tried in a change; the other profiles of `conftest.py` try it more often."""
    return settings(max_examples=count * settings().max_examples // 100)


def texts(*, min_size: int = 0) -> st.SearchStrategy[str]:
    """Any text, but no lone surrogates (no file can hold them) and short (length proves nothing)."""
    return st.text(st.characters(codec="utf-8"), min_size=min_size, max_size=8)


def _visible() -> st.SearchStrategy[str]:
    """Text with something to see, where the model wants some."""
    return texts(min_size=1).filter(str.strip)


def ids() -> st.SearchStrategy[str]:
    """The id of an exercise, one of a dozen."""
    return st.sampled_from(IDS)


def _several(values: Iterable[T], *, least: int = 0, most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    """A few different values in their usual order; few, because more only repeat what one or two show."""
    return _several_of(tuple(values), least, most)


@cache
def _several_of(known: tuple[T, ...], least: int, most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Kept, because building a strategy takes longer than drawing from it."""
    sizes = range(least, min(most, len(known)) + 1)
    return st.one_of([st.sampled_from(list(combinations(known, size))) for size in sizes])


def _rarely(draw: st.DrawFn, strategy: st.SearchStrategy[T], otherwise: T) -> T:
    """One time in four: where more would leave hardly an exercise to choose from."""
    return draw(strategy) if draw(st.integers(0, 3)) == 3 else otherwise


# Doses -------------------------------------------------------------------------------------------


@st.composite
def ranges(draw: st.DrawFn, low: int = 0, high: int = 60) -> Range:
    """Any range between two limits."""
    least, starter, most = sorted(draw(st.tuples(*[st.integers(low, high)] * 3)))
    return Range(least, starter, most)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """Any dose that a person could do: to 5 sets, 40 repetitions, 60 s of hold, bouts of 20 minutes."""
    sets = draw(st.integers(1, 5))
    if draw(st.booleans()):
        return Dose(sets=sets, duration=draw(st.integers(1, 1200)))
    return Dose(sets=sets, reps=draw(st.integers(1, 40)), hold=draw(st.none() | st.integers(0, 60)))


@st.composite
def dose_ranges(draw: st.DrawFn) -> DoseRange:
    """Any dose range, within the limits of `doses`; its facts and notes need not agree with it."""
    sustained = draw(st.booleans())
    pair = st.none() | st.tuples(st.integers(1, 9), st.integers(9, 90))
    fact = st.builds(DoseFact, source=ids(), sets=pair, reps=pair, hold=pair, per_day=pair, note=texts())
    return DoseRange(
        sets=draw(ranges(1, 5)),
        reps=None if sustained else draw(ranges(1, 40)),
        hold=None if sustained else draw(st.none() | ranges(0, 60)),
        duration=draw(ranges(1, 1200)) if sustained else None,
        confidence=draw(st.sampled_from(Confidence)),
        facts=draw(st.lists(fact, max_size=2).map(tuple)),
        editorial=draw(_notes()),
    )


def _notes() -> st.SearchStrategy[tuple[EditorialNote, ...]]:
    return st.lists(st.builds(EditorialNote, field=texts(), reason=texts()), max_size=2).map(tuple)


# Exercises ---------------------------------------------------------------------------------------


@st.composite
def sources(draw: st.DrawFn, id_: str | None = None) -> Source:
    """Any source, with one of a dozen ids unless one is given."""
    return Source(
        id=draw(ids()) if id_ is None else id_,
        title=draw(_visible()),
        publisher=draw(texts()),
        tier=draw(st.sampled_from(Tier)),
        year=draw(st.none() | st.integers(1900, 2030)),
        url=draw(st.none() | texts()),
        doi=draw(st.none() | texts()),
        pmid=draw(st.none() | st.integers(1, 9)),
        note=draw(texts()),
    )


_RULES = {
    str(key): [
        CautionRule(key=str(key), level=level, how="" if level is CautionLevel.AVOID else "Do less.")
        for level in CautionLevel
    ]
    for key in CautionKey
}


def _layouts() -> Iterator[tuple[Step, ...]]:
    """Steps of 1 to 4 seconds: one or two moves, perhaps a hold, a way back, a setup, a finish."""

    def steps(*parts: tuple[Role, int | None]) -> tuple[Step, ...]:
        return tuple(
            Step(role=role, text=f"Do {role}.", short_text=f"{role}.", seconds=s) for role, s in parts if s != 0
        )

    for moves, hold, back, setup, finish in product(((1,), (2,), (4,), (1, 2)), (0, None), (0, 2, 3), (0, 3), (0, 4)):
        move = [(Role.MOVE, seconds) for seconds in moves]
        yield steps((Role.SETUP, setup), *move, (Role.HOLD, hold), (Role.RETURN, back), (Role.FINISH, finish))
    for setup, finish, _ in product((0, 3), (0, 4), range(6)):  # six times, so that one in five is a sustained bout
        yield steps((Role.SETUP, setup), (Role.HOLD, None), (Role.FINISH, finish))


_LAYOUTS = list(_layouts())
_NATURES = list(product(Kind, Position, Laterality))
_GRADES = list(product(range(1, 6), _FAMILIES, Confidence))
_PACES = list(product((1, 2), (0, 5, 10, 15)))
_WIDTHS = list(product((0, 1), repeat=4))


def _around(starter: int, widths: tuple[int, int], *, low: int, step: int) -> Range:
    """The starter, and perhaps a step below it or above it."""
    below, above = widths
    return Range(max(low, starter - below * step), starter, starter + above * step)


@st.composite
def exercises(
    draw: st.DrawFn,
    id_: str | None = None,
    *,
    known: Sequence[str] = IDS,
    citing: Sequence[Source] = (),
    wordy: bool = False,
) -> Exercise:
    """A small exercise of any kind, position, laterality and difficulty.

    The starter dose takes 30 to 200 seconds of work; each dose field has one to three values near
    it, so that there are few dose options. Regions, equipment and cautions are words of the packaged
    catalog, links name ids of `known`, sources are some of `citing`. Texts that decide nothing stay
    plain and short unless `wordy`: only reading and writing cares about them.
    """
    own_id = draw(ids()) if id_ is None else id_
    steps = draw(st.sampled_from(_LAYOUTS))
    kind, position, laterality = draw(st.sampled_from(_NATURES))
    difficulty, family, confidence = draw(st.sampled_from(_GRADES))
    sets, rest = draw(st.sampled_from(_PACES))
    hold = draw(st.integers(0, 10))

    roles = [step.role for step in steps]
    sustained = Role.MOVE not in roles
    held = not sustained and Role.HOLD in roles
    moving = sum(step.seconds or 0 for step in steps if step.role in (Role.MOVE, Role.RETURN)) + hold * held
    sides = 2 if laterality is Laterality.UNILATERAL else 1
    one_more = sides * sets * (1 if sustained else moving * 2 if laterality is Laterality.ALTERNATING else moving)
    finish = sum(step.seconds or 0 for step in steps if step.role is Role.FINISH)
    beside = sides * (sets - 1) * rest + (sides - 1) * Timing().change_side + finish
    least = max(1, -(-(LEAST_WORK - beside) // one_more))
    amount = draw(st.integers(least, max(least, (MOST_WORK - beside) // one_more)))
    below, above, fewer, more = draw(st.sampled_from(_WIDTHS))
    dose = DoseRange(
        sets=_around(sets, (fewer, more), low=1, step=1),
        reps=None if sustained else _around(amount, (below, above), low=1, step=2),
        hold=_around(hold, (above, below), low=0, step=2) if held else None,
        duration=_around(amount, (below, above), low=1, step=10) if sustained else None,
        confidence=confidence,
    )
    links = _several(each for each in known if each != own_id)
    exercise = Exercise(
        id=own_id,
        name=f"Exercise {own_id}",
        kind=kind,
        position=position,
        laterality=laterality,
        family=family,
        difficulty=difficulty,
        regions=draw(_several(map(str, RegionId))),
        directions=draw(_several(Direction)),
        steps=steps,
        dose=dose,
        needs=_rarely(draw, needs(), ()),
        optional=draw(_several(map(str, EquipmentId), most=1)),
        rest=rest,
        cautions=tuple(draw(st.sampled_from(_RULES[key])) for key in draw(_several(_RULES))),
        easier=draw(links),
        harder=draw(links),
        safe_for_flare_up=draw(st.booleans()),
        sources=draw(_several(citing)),
    )
    return evolve(exercise, **draw(_words())) if wordy else exercise


def needs() -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    """One or two groups of one or two things."""
    return st.lists(_several(map(str, EquipmentId), least=1), min_size=1, max_size=2, unique=True).map(tuple)


def _words() -> st.SearchStrategy[dict[str, Any]]:
    """The texts of an exercise, and the lists that decide nothing."""
    errors = st.lists(st.builds(TypicalError, error=_visible(), correction=_visible()), max_size=1).map(tuple)
    return st.fixed_dictionaries(
        {
            "name": _visible(),
            "summary": texts(),
            "aliases": st.lists(texts(), max_size=2).map(tuple),
            "posture": texts(),
            "primary_targets": st.lists(texts(), max_size=1).map(tuple),
            "secondary_regions": _several(map(str, RegionId), most=1),
            "typical_errors": errors,
            "breathing": texts(),
            "no_floor_alternative": st.none() | ids(),
            "editorial": _notes(),
        }
    )


# Catalogs ----------------------------------------------------------------------------------------


_CAREFUL = (
    PainZone(colour="green", low=0, high=2, text="Go on."),
    PainZone(colour="red", low=3, high=10, text="Stop."),
)
"""A scale that is stricter than the packaged one."""


def _red_flags() -> st.SearchStrategy[RedFlag]:
    return st.builds(
        RedFlag, key=st.just("hiccups"), question=_visible(), group=texts(), urgency=st.sampled_from(Urgency)
    )


@st.composite
def conventions(draw: st.DrawFn) -> Conventions:
    """The packaged rules with other numbers, and one more region, thing, caution and mix.

    The packaged words stay, because random exercises use them. A tick is at most 10 s and a change
    of position at most 30 s, as anything longer leaves no room in short routines; getting ready
    takes 15 s or more and changing sides 5 s, so that one exercise fills the shortest brief of a minute.
    """
    packaged = default_catalog().conventions
    warm_up = draw(st.integers(0, 100))
    conditioning = draw(st.integers(0, 100 - warm_up))
    caution = Caution(
        key="hiccups",
        label=draw(texts()),
        fact=draw(_visible()),
        level=draw(st.sampled_from([CautionLevel.STOP_IF, CautionLevel.MODIFY])),
        avoid_positions=draw(_several(Position, most=1)),
        avoid_floor=draw(st.booleans()),
        max_difficulty=draw(st.none() | st.integers(1, 5)),
        refer=_rarely(draw, texts(), ""),
    )
    mix = Mix(
        id="own",
        warm_up=warm_up,
        conditioning=conditioning,
        cool_down=100 - warm_up - conditioning,
        max_difficulty=draw(st.none() | st.integers(1, 5)),
        positions=draw(st.none() | _several(Position, least=1, most=3)),
        equipment=draw(st.none() | _several(map(str, EquipmentId), most=3)),
    )
    timing = Timing(
        tick=draw(st.integers(1, 10)), get_ready=draw(st.integers(0, 30)), change_side=draw(st.integers(5, 10))
    )
    transitions = tuple(
        Transition(positions=each.positions, seconds=draw(st.integers(0, 30))) for each in packaged.transitions
    )
    return Conventions(
        regions=(*packaged.regions, Region(id="ears", name=draw(texts()))),
        equipment=(*packaged.equipment, Equipment(id="hat", name=draw(texts()), at_home=draw(st.booleans()))),
        cautions=(*packaged.cautions, caution),
        red_flags=(*packaged.red_flags, draw(_red_flags())),
        stop_rules=(*packaged.stop_rules, StopRule(key="hiccups", text=draw(_visible()))),
        pain_zones=draw(st.sampled_from([packaged.pain_zones, _CAREFUL])),
        transitions=transitions,
        mixes=(*packaged.mixes, mix),
        scoring=evolve(packaged.scoring, jitter=draw(st.integers(0, 30)), merit=draw(st.integers(30, 90))),
        timing=timing,
    )


@st.composite
def catalogs(
    draw: st.DrawFn, *, min_size: int = 0, max_size: int = 6, wordy: bool = False, own_conventions: bool = False
) -> Catalog:
    """A small catalog of random exercises, linked among themselves and to ids that are not there.

    At most twelve exercises, because there are twelve ids. The rules are the packaged ones unless
    `own_rules`; random texts only if `wordy`.
    """
    found = IDS[: draw(st.integers(min_size, max_size))]
    cited = [draw(sources(id_)) for id_ in draw(_several(("one", "two", "three")))]
    return Catalog(
        [draw(exercises(id_, citing=cited, wordy=wordy)) for id_ in found],
        conventions=draw(conventions()) if own_conventions else None,
        sources=cited,
        id=draw(_visible()) if wordy else "small",
        title=draw(texts()) if wordy else "",
        language=draw(st.sampled_from(["en", "de-CH"])) if wordy else "en",
    )


# Briefs ------------------------------------------------------------------------------------------


def _seconds(chosen: Sequence[Exercise], rules_: Conventions, brief: Brief) -> int:
    """How long these exercises take in their starter doses, phase by phase and position by position."""
    phases, positions = list(Phase), list(Position)
    ordered = sorted(chosen, key=lambda each: (phases.index(each.phase), positions.index(each.position)))
    total, before = 0, None
    for each in ordered:
        ruled = rules_.caution_rules(each, brief.cautions)
        total += gap_of(each, ruled, brief, rules_, before=before, first=before is None).seconds
        total += each.work_seconds(each.dose.starter, rules_.timing)
        before = each
    return total


def _doses_of(exercises: Sequence[Exercise]) -> st.SearchStrategy[dict[str, Dose]]:
    """Some of the doses that a person may say are their own."""
    own = {each.id: (each.dose.minimum, each.dose.starter) for each in exercises}
    return st.fixed_dictionaries({}, optional={id_: st.sampled_from(doses) for id_, doses in own.items()})


@st.composite
def briefs(draw: st.DrawFn, catalog: Catalog) -> Brief:
    """A brief in the words of a catalog, of 1 to 15 minutes in whole seconds.

    In three of four cases some routine fits by construction, if any exercise is left by the limits:
    the length is that of some allowed exercises, and 0 to 15 s more. Included exercises are among
    them, so they never contradict the rest. Limits are rare, or small catalogs would be empty.
    """
    things = [each.id for each in catalog.conventions.equipment]
    brief = Brief(
        mix=_rarely(
            draw, st.sampled_from([each.id for each in catalog.conventions.mixes]), catalog.conventions.mixes[0].id
        ),
        positions=_rarely(draw, _several(Position, least=1, most=3), None),
        equipment=_rarely(draw, _several(things, most=3), None),
        cautions=_rarely(draw, _several(each.key for each in catalog.conventions.cautions), ()),
        focus=draw(_several(each.id for each in catalog.conventions.regions)),
        max_difficulty=_rarely(draw, st.integers(1, 5), 5),
        exclude=_rarely(draw, _several(catalog), ()),
        recent=draw(st.lists(_several(catalog), max_size=2)),
        limited_mobility=draw(st.booleans()),
        seed=draw(st.integers(0, 1000)),
    )
    left = allowed(catalog, brief)
    brief = evolve(brief, doses=_rarely(draw, _doses_of(left), {}))
    if not left or not draw(st.integers(0, 3)):
        return evolve(brief, minutes=Fraction(draw(st.integers(60, 900)), 60))
    of_family = {each.family: each for each in draw(st.permutations(left))}
    chosen = list(of_family.values())[: draw(st.integers(1, 4))]
    seconds = max(60, _seconds(chosen, catalog.conventions, brief) + draw(st.integers(0, 15)))
    return evolve(brief, minutes=Fraction(seconds, 60), include=draw(_several([each.id for each in chosen])))


def at_hand(conventions_: Conventions, brief: Brief) -> frozenset[str]:
    """The things that both the brief and its mix allow."""
    mix = next(each for each in conventions_.mixes if each.id == brief.mix)
    everything = [each.id for each in conventions_.equipment] if mix.equipment is None else mix.equipment
    return conventions_.available(brief.equipment) & conventions_.available(everything)


def allowed(catalog: Catalog, brief: Brief) -> list[Exercise]:
    """The exercises that the limits of the brief and of its mix leave."""
    mix = next(each for each in catalog.conventions.mixes if each.id == brief.mix)
    available = at_hand(catalog.conventions, brief)
    left = catalog.where(
        positions=brief.positions,
        cautions=brief.cautions,
        max_difficulty=min(brief.max_difficulty, mix.max_difficulty or 5),
    ).where(positions=mix.positions)
    return [
        each
        for each in left.values()
        if each.id not in brief.exclude
        and all(available.intersection(group) for group in each.needs)
        and mix.share(each.phase)
        and not (each.kind is Kind.AEROBIC and 4 * (each.dose.starter.duration or 0) > brief.seconds)
    ]
