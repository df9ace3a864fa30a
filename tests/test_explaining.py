"""Why an exercise is in a routine, and why another is not: each claim is tried."""

from contextlib import suppress
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from by_hand import laid_out
from lowback import Brief, Catalog, Dose, Exercise, Routine, RoutineItem, check, compose, default_catalog, why_not
from lowback._solver import feasible
from lowback.composer._doses import offered_doses
from lowback.composer._question import Question
from lowback.composer._scoring import score_of
from lowback.errors import AlreadyInRoutine, Infeasible, LowbackError, UnknownExercise
from lowback.model import Alternative, Why, WhyNot
from lowback.vocabulary import Direction, Kind, Phase
from strategies import briefs, catalogs, examples

CATALOG = default_catalog()
BRIEFS = [
    Brief(5),
    Brief(10, cautions=["wrist-pain"], seed=20261122),
    Brief(10, "strength", include=["plank"], max_difficulty=3),
    Brief(12, "stretch", focus=["hamstrings"]),
    Brief(7, "desk"),
]


def why_of(item: RoutineItem) -> Why:
    """Why an item is in; every composed routine tells."""
    assert item.why is not None
    return item.why


def routine_for(brief: Brief, catalog: Catalog) -> Routine:
    """A routine, or nothing to test where none exists."""
    try:
        return compose(brief, catalog)
    except Infeasible:
        assume(False)  # noqa: FBT003  # hypothesis' own way to say so
        raise


def covered(exercise: Exercise) -> set[str]:
    """The regions that it covers; resting covers none, nor does a walk to warm up."""
    warms = exercise.kind is Kind.AEROBIC and exercise.phase is Phase.WARM_UP
    return set() if warms or exercise.kind is Kind.RELAXATION else set(exercise.regions)


def best_without(routine: Routine, id_: str, catalog: Catalog) -> int | None:
    """The score of the best routine without one exercise."""
    try:
        return compose(evolve(routine.brief, exclude=(*routine.brief.exclude, id_)), catalog).proof.score
    except Infeasible:
        return None


def score_of_exactly(chosen: list[tuple[Exercise, Dose]], like: Routine) -> int | None:
    """The best score of these exercises in these doses, in any order that keeps every rule of the brief."""
    scores = (score for order in permutations(chosen) if (score := score_in_order(order, like)) is not None)
    return max(scores, default=None)


def score_in_order(order: tuple[tuple[Exercise, Dose], ...], like: Routine) -> int | None:
    """The score of a routine laid out by hand, None when `check` finds anything wrong."""
    routine = laid_out(order, like)
    return None if check(routine) else routine.proof.score


@pytest.mark.parametrize("brief", BRIEFS, ids=str)
def test_what_only_one_exercise_covers_is_lost_without_it(brief: Brief) -> None:
    routine = compose(brief)
    for item in routine.items:
        others = [other.exercise for other in routine.items if other is not item]
        regions = {region for other in others for region in covered(other)}
        moves = {direction for other in others for direction in other.directions}

        assert set(why_of(item).regions) == covered(item.exercise) - regions
        assert set(why_of(item).directions) == set(item.exercise.directions) - moves - {Direction.NEUTRAL}
        assert why_of(item).included == (item.exercise.id in brief.include)


@pytest.mark.parametrize("brief", BRIEFS, ids=str)
def test_without_an_exercise_the_best_routine_loses_no_more_than_the_one_in_its_place(brief: Brief) -> None:
    """The routine with the other in its place is one of those without it, so the best is at least as good."""
    routine = compose(brief)
    for item in routine.items:
        if why_of(item).included:
            assert why_of(item).instead is None
            continue
        score = best_without(routine, item.exercise.id, CATALOG)
        instead = why_of(item).instead

        assert score is not None
        assert score <= routine.proof.score
        if instead is not None:
            assert score >= routine.proof.score - instead.loss


@examples(20)
@given(st.data())
def test_the_one_in_its_place_loses_what_is_said_and_no_other_loses_less(data: st.DataObject) -> None:
    """Every other exercise in every dose that counts here is laid out by hand, in every order."""
    catalog = data.draw(catalogs(min_size=2, max_size=6))
    routine = routine_for(data.draw(briefs(catalog)), catalog)
    timing = catalog.conventions.timing
    usual = feasible(Question.of(routine.brief, catalog).problem)
    taken = {item.exercise.id for item in routine.items}
    for item in routine.items:
        rest = [(other.exercise, other.dose) for other in routine.items if other is not item]
        scores = [
            score
            for other in catalog.values()
            if other.id not in taken and not why_of(item).included
            for dose in offered_doses(other, routine.brief, timing, any_dose=not usual)
            if (score := score_of_exactly([*rest, (other, dose)], routine)) is not None
        ]
        instead = why_of(item).instead

        assert (None if instead is None else routine.proof.score - instead.loss) == max(scores, default=None)
        if instead is not None:
            exact = score_of_exactly([*rest, (instead.exercise, instead.dose)], routine)
            assert exact == routine.proof.score - instead.loss


@examples(20)
@given(st.data())
def test_what_an_exercise_brings_is_what_its_work_is_worth(data: st.DataObject) -> None:
    """Half-seconds of active time times the merit, of which only the sum with all else is seen."""
    catalog = data.draw(catalogs(min_size=1, max_size=4))
    routine = routine_for(data.draw(briefs(catalog)), catalog)
    conventions = evolve(
        catalog.conventions,
        scoring=evolve(
            catalog.conventions.scoring, coverage=(), mix_weight=0, cold_start=0, change_price=0, floor_price=0
        ),
    )

    assert score_of(routine.items, routine.brief, conventions) == sum(why_of(item).worth for item in routine.items)


@pytest.mark.parametrize("brief", BRIEFS[:3], ids=str)
def test_why_not_says_what_the_best_routine_with_it_has_less(brief: Brief) -> None:
    """Forced in and composed again; or kept out by the rule that it names."""
    routine = compose(brief)
    taken = {item.exercise.id for item in routine.items}
    for id_ in sorted(set(CATALOG) - taken)[::4]:
        found = why_not(routine, id_)
        asked = evolve(brief, include=(*brief.include, id_))
        if CATALOG[id_].on_request:
            assert found.objection == "only on request: include it to have it"
        elif found.objection == "too long for this routine: include it to have it":
            with suppress(LowbackError):  # there may be other objections
                assert id_ in {item.exercise.id for item in compose(asked).items}
        elif found.loss is not None:
            other = compose(asked)
            assert found.objection is None
            assert id_ in {item.exercise.id for item in other.items}
            assert found.loss == routine.proof.score - other.proof.score >= 0
        else:
            with pytest.raises(LowbackError):
                compose(asked)


def test_why_not_names_the_rule_or_the_one_of_its_family() -> None:
    """In words, one for each kind of answer."""
    routine = compose(Brief(10, include=["plank"], exclude=["bird-dog"], cautions=["osteoporosis"], max_difficulty=3))
    asked = ("modified-curl-up", "bird-dog", "knee-plank", "supine-sciatic-slider")
    said = {id_: why_not(routine, id_) for id_ in asked}

    assert said["modified-curl-up"].sentence == ("Modified curl-up is not allowed here. Avoided: osteoporosis.")
    assert said["bird-dog"].sentence == "Bird dog is not allowed here. Excluded by the brief."
    assert said["supine-sciatic-slider"].sentence == (
        f"{CATALOG['supine-sciatic-slider'].name} is not allowed here. Only on request: include it to have it."
    )
    assert said["knee-plank"].family_of == "plank"
    assert "the brief asks for plank, of the same family" in said["knee-plank"].sentence.lower()


def test_why_not_of_what_is_in_or_unknown() -> None:
    """Both are errors that say what to do."""
    routine = compose()
    first = routine.items[0].exercise.id

    with pytest.raises(AlreadyInRoutine, match=f"'{first}' is in the routine; `why` of its item gives the reason"):
        why_not(routine, first)
    with pytest.raises(UnknownExercise, match="did you mean 'plank'"):
        why_not(routine, "plonk")


def test_sentences() -> None:
    """Whole sentences, for each part that may be there or not."""
    plank = CATALOG["plank"]
    instead = Alternative(exercise=CATALOG["bird-dog"], dose=CATALOG["bird-dog"].dose.starter, loss=1240)
    why = Why(worth=4000, included=False, regions=("hip-flexors",), directions=(Direction.ROTATION,), instead=instead)
    lost = WhyNot(exercise=plank, objection=None, family_of=None, loss=1240)

    assert why.sentence == (
        "It is the only one that turns your back and works your hip flexors. Bird dog could stand in for it."
    )
    many = evolve(why, directions=(), regions=("hip-flexors", "legs", "glutes"), instead=None)
    assert many.sentence == (
        "It is the only one that works your hip flexors, legs and glutes. Nothing else fits in its place."
    )
    assert evolve(why, included=True, regions=(), directions=(), instead=None).sentence == "It was asked for."
    assert lost.sentence == f"{plank.name} could be in, but then the rest would not fit together as well."
    assert evolve(lost, loss=0).sentence == f"A routine with {plank.name} would be just as good."
    assert evolve(lost, loss=-1240).sentence == (
        f"A routine with {plank.name} would be better: this one was not searched to the end."
    )
    assert evolve(lost, loss=None, family_of="knee-plank").sentence == (
        f"{plank.name} is of the same family as knee-plank. No routine of this length has room for {plank.name}."
    )
