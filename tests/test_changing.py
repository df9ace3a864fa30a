"""Changes to a routine: what was fixed stays, the rest is the best that there is."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve

from by_hand import simple
from lowback import (
    Brief,
    Catalog,
    Dose,
    DoseRange,
    Routine,
    check,
    compose,
    default_catalog,
    drop,
    resize,
    swap,
    why_not,
    with_dose,
)
from lowback.errors import BriefError, Infeasible, NotInRoutine
from lowback.model import Alternative, Caution, Range, Timing
from lowback.vocabulary import CautionLevel, Kind, Position

CATALOG = default_catalog()
ROUTINE = compose(Brief(10, seed=7))
IDS = [item.exercise.id for item in ROUTINE.items]
SWAPS = [(item.exercise.id, item.why.instead) for item in ROUTINE.items if item.why and item.why.instead]
"""Each exercise that another could stand in for, and the other."""

CLINIC = Catalog(
    [
        simple("lean"),
        simple("bend", difficulty=2),
        simple("turn", position=Position.SEATED),
        simple("push", kind=Kind.STRENGTH),
        simple("sway", on_request=True),
    ],
    conventions=evolve(
        CATALOG.conventions,
        timing=Timing(get_ready=20),
        scoring=evolve(CATALOG.conventions.scoring, jitter=0, cold_start=0),
        cautions=(Caution(key="sore-toe", label="My toe is sore", fact="Stand less.", level=CautionLevel.AVOID),),
    ),
    id="clinic",
)
"""A catalog that shares no exercise and no caution with the packaged one."""


def ids_of(routine: Routine) -> set[str]:
    """The exercises of a routine."""
    return {item.exercise.id for item in routine.items}


@pytest.mark.parametrize("out", IDS)
def test_dropped_is_out_and_all_others_stay(out: str) -> None:
    """And it is the best such routine: what composing with these demands gives."""
    changed = drop(ROUTINE, out)
    others = [id_ for id_ in IDS if id_ != out]

    assert ids_of(changed) >= set(others)
    assert out not in ids_of(changed)
    assert changed.seconds == ROUTINE.seconds
    assert changed.proof.gap == 0
    assert check(changed) == ()
    assert changed.items == compose(Brief(10, seed=7, include=others, exclude=[out])).items


@pytest.mark.parametrize(("out", "instead"), SWAPS)
def test_swapped_has_the_one_and_not_the_other(out: str, instead: Alternative) -> None:
    """With the one that the routine itself names; it loses no more than was said."""
    into = instead.exercise.id
    changed = swap(ROUTINE, out, into)

    assert ids_of(changed) >= {into, *IDS} - {out}
    assert out not in ids_of(changed)
    assert check(changed) == ()
    assert 0 <= ROUTINE.proof.score - changed.proof.score <= instead.loss


@pytest.mark.parametrize("id_", IDS)
def test_another_dose_comes_as_it_is_and_all_others_stay(id_: str) -> None:
    """Whatever the points say; and once more, so that the second counts."""
    dose = CATALOG[id_].dose.minimum
    changed = with_dose(with_dose(ROUTINE, id_, CATALOG[id_].dose.starter), id_, dose)

    assert next(item.dose for item in changed.items if item.exercise.id == id_) == dose
    assert ids_of(changed) >= set(IDS)
    assert changed.seconds == ROUTINE.seconds
    assert changed.proof.gap == 0
    assert check(changed) == ()


def test_a_dose_of_a_brief_is_never_changed_by_a_swap() -> None:
    own = Dose(sets=2, reps=8, hold=3)
    routine = compose(Brief(15, include=["bridge"], doses={"bridge": own}))
    changed = drop(routine, next(item.exercise.id for item in routine.items if item.exercise.id != "bridge"))

    for each in (routine, changed, resize(routine, 20)):
        assert [item.dose for item in each.items if item.exercise.id == "bridge"] == [own]
        assert check(each) == ()


def test_another_dose_than_that_of_the_brief_is_found() -> None:
    routine = compose(Brief(15, include=["bridge"], doses={"bridge": Dose(sets=2, reps=8, hold=3)}))
    other = evolve(routine, brief=evolve(routine.brief, doses={"bridge": Dose(sets=2, reps=10, hold=3)}))

    assert "wrong-dose" in {each.code for each in check(other)}


def test_most_exercises_of_the_routine_could_be_swapped() -> None:
    """Or nothing would be tried above."""
    assert 2 * len(SWAPS) > len(IDS)


def test_dropped_and_dropped_again() -> None:
    """What is out stays out, and what the brief had asked for may be dropped too."""
    routine = compose(Brief(10, include=["plank"], max_difficulty=3))
    once = drop(routine, "plank")
    twice = drop(once, "plank") if "plank" in ids_of(once) else drop(once, min(ids_of(once)))

    assert "plank" not in ids_of(once)
    assert "plank" not in ids_of(twice)
    assert min(ids_of(once)) not in ids_of(twice)


@pytest.mark.parametrize("minutes", [11, 15, Fraction(25, 2)])
def test_a_longer_one_keeps_all_exercises(minutes: int | Fraction) -> None:
    longer = resize(ROUTINE, minutes)

    assert ids_of(longer) >= set(IDS)
    assert longer.seconds == minutes * 60
    assert check(longer) == ()


@pytest.mark.parametrize("minutes", [3, 5, 9])
def test_a_shorter_one_is_the_best_that_the_exercises_of_the_longer_give(minutes: int) -> None:
    """What the longer one has not is excluded here, which is another way to ask for the same."""
    routine = compose(Brief(10, seed=7, exclude=["bird-dog"]))
    shorter = resize(routine, minutes)
    asked = evolve(routine.brief, minutes=minutes)

    assert shorter.items == compose(evolve(asked, exclude=set(CATALOG) - ids_of(routine))).items
    assert shorter.brief == asked
    assert shorter.seconds == minutes * 60
    assert check(shorter) == ()


def test_what_a_brief_wishes_for_is_in_the_way_of_no_change() -> None:
    """A shorter routine has less of it than the brief names; what is liked may still be left out."""
    brief = Brief(10, seed=7, prefer=["mini-squat", "bird-dog"], doses={"side-plank": Dose(reps=3, hold=5)})
    routine = compose(brief)
    shorter, dropped = resize(routine, 5), drop(routine, "mini-squat")
    swapped = swap(routine, "mini-squat", "wall-squat")

    assert ids_of(routine).isdisjoint({"bird-dog", "side-plank"})
    assert (shorter.brief, ids_of(shorter) < ids_of(routine)) == (evolve(brief, minutes=5), True)
    assert "mini-squat" not in ids_of(dropped) | ids_of(swapped)
    assert check(shorter) == check(dropped) == check(swapped) == ()


def test_what_stays_keeps_its_note() -> None:
    first, last = ROUTINE.items[0], ROUTINE.items[-1].exercise.id
    noted = evolve(ROUTINE, items=(evolve(first, note="Slowly."), *ROUTINE.items[1:]))
    out, instead = SWAPS[-1]
    changed = (
        drop(noted, last),
        swap(noted, out, instead.exercise.id),
        resize(noted, 15),
        resize(noted, 9),
        with_dose(noted, first.exercise.id, first.exercise.dose.starter),
    )

    assert out != first.exercise.id
    for each in changed:
        assert {item.exercise.id: item.note for item in each.items if item.note} == {first.exercise.id: "Slowly."}


def test_a_shorter_one_adds_none() -> None:
    """Where another one would be better: a short push is worth more than a turn, and the long press has no room."""
    press = simple("press", family="push", regions=("glutes",), dose=DoseRange(reps=Range(30, 30, 30)))
    push = simple("push", family="push", regions=("glutes",))
    catalog = Catalog([simple("lean"), simple("turn"), press, push], conventions=CLINIC.conventions)
    routine = compose(Brief(5), catalog)

    assert ids_of(routine) == {"lean", "turn", "press"}
    assert ids_of(compose(Brief(2), catalog)) == {"lean", "push"}
    assert ids_of(resize(routine, 2, catalog)) == {"lean", "turn"}


def test_changes_are_made_with_the_catalog_that_is_given() -> None:
    """Its exercises, its words and its times."""
    routine = compose(Brief(3), CLINIC)
    shorter, longer = resize(routine, 2, CLINIC), resize(routine, 4, CLINIC)
    without, other = drop(routine, "lean", CLINIC), swap(routine, "lean", "sway", CLINIC)

    assert "lean" in ids_of(routine)
    assert ids_of(shorter) < ids_of(routine) < ids_of(longer) < set(CLINIC)
    assert ids_of(without) >= ids_of(routine) - {"lean"}
    assert ids_of(other) >= ids_of(routine) - {"lean"} | {"sway"}
    assert "lean" not in ids_of(without) | ids_of(other)
    for changed in (shorter, longer, without, other):
        assert (changed.conventions, changed.items[0].gap_seconds) == (CLINIC.conventions, 20)
        assert check(changed) == ()


def test_why_not_asks_the_catalog_that_is_given() -> None:
    """What keeps an exercise out there, and what it would cost there."""
    routine = compose(Brief(1, exclude=["bend"]), CLINIC)
    out = min({"lean", "turn", "push"} - ids_of(routine))
    forced = compose(Brief(1, exclude=["bend"], include=[out]), CLINIC)

    assert why_not(routine, out, CLINIC).loss == routine.proof.score - forced.proof.score
    assert why_not(routine, "bend", CLINIC).sentence == "Bend is not allowed here. Excluded by the brief."


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda: drop(ROUTINE, "plonk"), NotInRoutine, "the routine has no 'plonk'"),
        (lambda: swap(ROUTINE, IDS[0], "plonk"), BriefError, "did you mean 'plank'"),
        (lambda: swap(ROUTINE, IDS[0], IDS[0]), BriefError, "excluded by the brief"),
        (lambda: resize(ROUTINE, 0), BriefError, "brief.minutes: got 0"),
        (lambda: drop(compose(Brief(1)), compose(Brief(1)).items[0].exercise.id, only_one()), Infeasible, "no routine"),
    ],
)
def test_what_cannot_be_changed(change: Callable[[], Routine], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        change()


def only_one() -> Catalog:
    """A catalog in which nothing else is left."""
    return CATALOG.only([compose(Brief(1)).items[0].exercise.id])
