"""Changes to a routine: what was fixed stays, the rest is the best that there is."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve

from lowback import Brief, Catalog, Routine, check, compose, default_catalog, drop, resize, swap
from lowback.errors import BriefError, Infeasible, NotInRoutine

CATALOG = default_catalog()
ROUTINE = compose(Brief(10, seed=7))
IDS = [item.exercise.id for item in ROUTINE.items]


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


@pytest.mark.parametrize("out", IDS)
def test_swapped_has_the_one_and_not_the_other(out: str) -> None:
    """With the one that the routine itself names; it loses no more than was said."""
    why = next(item.why for item in ROUTINE.items if item.exercise.id == out)
    assert why is not None
    if why.instead is None:
        return
    into = why.instead.exercise.id
    changed = swap(ROUTINE, out, into)

    assert ids_of(changed) >= {into, *IDS} - {out}
    assert out not in ids_of(changed)
    assert check(changed) == ()
    assert 0 <= ROUTINE.proof.score - changed.proof.score <= why.instead.loss


def test_dropped_and_dropped_again() -> None:
    """What is out stays out, and what the brief had asked for may be dropped too."""
    routine = compose(Brief(10, include=["plank"]))
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
def test_a_shorter_one_adds_none(minutes: int) -> None:
    """And it is the best of what is left, whatever the brief excludes."""
    routine = compose(Brief(10, seed=7, exclude=["bird-dog"]))
    shorter = resize(routine, minutes)

    assert ids_of(shorter) <= ids_of(routine)
    assert shorter.brief == evolve(routine.brief, minutes=minutes)
    assert shorter.seconds == minutes * 60
    assert check(shorter) == ()
    assert shorter.proof.score <= compose(shorter.brief).proof.score


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
