"""What may be offered where an exercise hurts, and what must never be."""

import pytest
from attrs import evolve

from by_hand import simple
from lowback import Brief, Catalog, Routine, Timeline, adapted, compose, default_catalog
from lowback._gaps import gap_of
from lowback._words import Words
from lowback.composer import Offers, offers, smaller
from lowback.composer._doses import customary
from lowback.composer._limits import Limits
from lowback.errors import BriefError, ImpossibleValue, Infeasible, WrongType
from lowback.model import RoutineItem
from lowback.vocabulary import Direction, Kind

CATALOG = default_catalog()
CAUTIONS = [caution.key for caution in CATALOG.conventions.cautions]


def _routines() -> list[Routine]:
    """One for each mix, and one for each caution that refuses none."""
    briefs = [Brief(10, mix.id) for mix in CATALOG.conventions.mixes]
    briefs += [Brief(10, cautions=[key], max_difficulty=3, seed=seed) for seed, key in enumerate(CAUTIONS)]
    found = []
    for brief in briefs:
        try:
            found.append(compose(brief))
        except (BriefError, Infeasible):
            continue
    return found


ROUTINES = _routines()
ALL = [(routine, item, offers(routine, index)) for routine in ROUTINES for index, item in enumerate(routine.items)]


def elsewhere(found: Offers) -> list[RoutineItem]:
    return [item for item in (found.other, found.last) if item is not None]


def test_there_is_something_to_look_at() -> None:
    assert len(ROUTINES) > 25
    assert all(any(getattr(found, name) for _, _, found in ALL) for name in ("supported", "easier", "other", "last"))
    assert any(found.neutral for _, _, found in ALL)


def test_nothing_is_harder_and_nothing_is_a_nerve_slider() -> None:
    for _, item, found in ALL:
        for each in found.items:
            assert each.exercise.difficulty <= item.exercise.difficulty
            assert each.exercise.kind is not Kind.NEURAL


def test_everything_is_within_the_brief_and_its_cautions() -> None:
    for routine, _, found in ALL:
        limits, conventions = Limits.of(routine.brief, routine.conventions), routine.conventions
        for each in found.items:
            assert limits.objection(each.exercise.whole, conventions) is None
            assert adapted(each.exercise, routine.brief.cautions) is not None


def test_another_exercise_goes_in_another_direction_and_is_of_another_family_and_comes_not_anyway() -> None:
    for routine, item, found in ALL:
        for each in elsewhere(found):
            assert set(each.exercise.directions).isdisjoint(item.exercise.directions)
            assert each.exercise.family != item.exercise.family
            assert each.exercise.id not in {own.exercise.id for own in routine.items}


@pytest.mark.parametrize(
    ("changes", "offered"),
    [({}, True), ({"kind": Kind.NEURAL}, False), ({"family": "lean"}, False), ({"difficulty": 2}, False)],
)
def test_of_another_catalog_too_neither_a_slider_nor_one_of_the_family_nor_a_harder_one_is_offered(
    changes: dict[str, object], offered: bool
) -> None:
    """Whatever its exercises are: those of the packaged one are all apart for other reasons, too."""
    lean = simple("lean", directions=(Direction.EXTENSION,))
    turn = simple("turn", directions=(Direction.ROTATION,), **changes)
    catalog = Catalog([lean, turn], id="own")
    found = offers(compose(Brief(1, include=["lean"], exclude=["turn"]), catalog), 0, catalog)
    routine = compose(Brief(1, include=["lean"]), catalog.only(["lean"]))

    assert found.other is None  # it is excluded
    assert (offers(routine, 0, catalog).other is not None) is offered


def test_an_easier_one_is_named_by_the_exercise_and_is_easier() -> None:
    for _, item, found in ALL:
        if found.easier is not None:
            assert found.easier.exercise.id in item.exercise.easier


def test_what_one_may_end_with_is_a_rest_that_keeps_the_back_still() -> None:
    for _, _, found in ALL:
        if found.last is not None:
            assert found.last.exercise.kind is Kind.RELAXATION
            assert found.last.exercise.directions == (Direction.NEUTRAL,)


def test_a_supported_exercise_is_the_same_one_changed_for_that_place() -> None:
    for routine, item, found in ALL:
        for place, each in ((support.place, support.item) for support in found.supported):
            keys = {caution.key for caution in routine.conventions.cautions if caution.place == place}
            assert each.exercise.id == item.exercise.id
            assert set(each.exercise.adapted_for) & keys - set(item.exercise.adapted_for)


def test_after_pain_down_a_leg_only_what_keeps_the_back_still_and_does_not_stretch_is_left() -> None:
    for routine, item, found in ALL:
        for index in found.neutral:
            left = routine.items[index].exercise
            assert left.directions == (Direction.NEUTRAL,)
            assert left.kind not in (Kind.NEURAL, Kind.STRETCH)
            assert set(left.directions).isdisjoint(item.exercise.directions)
            assert index > routine.items.index(item)


def test_each_offer_is_timed_for_somebody_who_is_there_already() -> None:
    for routine, _, found in ALL[::5]:
        for each in found.items:
            timeline = Timeline.alone(routine, each)
            rules = each.cautions
            assert each.work_seconds == each.exercise.work_seconds(each.dose, routine.conventions.timing)
            assert each.gap_seconds == gap_of(each.exercise, rules, routine.brief, routine.conventions).seconds
            assert timeline.seconds == each.seconds == timeline.cues[-1].end
            assert timeline.cues[0].text.startswith(each.exercise.name)
            opening = Words.of(routine).at_the_start(routine.brief)
            assert {words for _, words in timeline.unsaid} <= set(opening)


def test_the_same_is_offered_every_time() -> None:
    routine = ROUTINES[0]

    assert offers(routine, 0) == offers(routine, 0, CATALOG)


def test_of_another_catalog_nothing_is_taken_that_was_not_handed_over() -> None:
    """A routine of a clinic never leads to an exercise that the clinic does not have."""
    routine = ROUTINES[0]
    strange = evolve(routine, conventions=evolve(routine.conventions, messages=()))
    clinic = Catalog(
        [item.exercise.whole for item in routine.items],
        conventions=strange.conventions,
        sources=CATALOG.sources.values(),
        id="clinic",
        title="Clinic",
    )

    for index in range(len(routine.items)):
        for found in (offers(strange, index), offers(strange, index, clinic)):
            assert (found.easier, found.other, found.last) == (None, None, None)


@pytest.mark.parametrize("index", [-1, 99])
def test_an_item_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(ImpossibleValue, match=r"offers\.index"):
        offers(ROUTINES[0], index)


def test_something_else_than_a_routine_is_refused() -> None:
    with pytest.raises(WrongType):
        offers("bridge", 0)  # type: ignore[arg-type]  # on purpose


# Fewer and smaller ---------------------------------------------------------------------------------


def test_what_is_smaller_is_half_as_often_in_one_set_and_held_for_the_next_lower_customary_time() -> None:
    for _, item, _ in ALL:
        less, range_ = smaller(item), item.exercise.dose

        assert less.sets == 1
        assert less.reps == (None if item.dose.reps is None else (item.dose.reps + 1) // 2)
        for name in ("hold", "duration"):
            now, numbers = getattr(item.dose, name), customary(name, getattr(range_, name))
            lower = [each for each in numbers if now is not None and each < now]
            assert getattr(less, name) == (max(lower) if lower else now)
