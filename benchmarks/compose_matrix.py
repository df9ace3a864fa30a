"""Many briefs: each routine is checked, each refusal counted, and each that is not proved best.

    nox -s matrix
    python benchmarks/compose_matrix.py [--random 1000]

Every length x every mix x four places x a dozen sets of cautions, and then briefs at random: a minute to an hour, with
positions, equipment, cautions, exercises to have and to leave out, doses, last sessions, a start and an end.
Times are those of the processor. Exits 1 when a routine breaks a rule, holds an exercise that its cautions avoid, or is
not proved best.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import product
from random import Random
from statistics import median
from time import process_time

from attrs import evolve

from lowback import Brief, check, compose, default_catalog
from lowback.errors import BriefError, Infeasible
from lowback.vocabulary import Position

MINUTES = (3, 5, 7, 10, 15, 20, 30)
PLACES: dict[str, dict[str, list[str]]] = {
    "anywhere": {},
    "no floor": {"positions": ["seated", "standing"]},
    "only lying": {"positions": ["supine", "prone", "side-lying"]},
    "chair only": {"positions": ["seated"], "equipment": ["chair"]},
}
CAUTIONS = (
    (),
    ("wrist-pain",),
    ("floor-access",),
    ("late-pregnancy",),
    ("osteoporosis",),
    ("stenosis-extension",),
    ("flexion-intolerant", "irritable-nerve"),
    ("cardiac", "hypertension-breath"),
    ("hip-replacement",),
    ("recent-abdominal-surgery",),
    ("knee-pain-kneeling", "knee-pain-loading"),
    ("balance", "dizziness", "floor-access"),
)


CATALOG = default_catalog()
MIXES = [each.id for each in CATALOG.conventions.mixes]
EQUIPMENT = [each.id for each in CATALOG.conventions.equipment]
HARMLESS = [each.key for each in CATALOG.conventions.cautions if not each.refer]


def matrix(place: str) -> Iterator[Brief]:
    """Every length, mix and set of cautions in one place."""
    limits = PLACES[place]
    for minutes, mix, cautions in product(MINUTES, MIXES, CAUTIONS):
        yield Brief(
            minutes, mix, positions=limits.get("positions"), equipment=limits.get("equipment"), cautions=cautions
        )


def at_random(random: Random) -> Brief:
    """Any brief; limits are rarer than their lack, or hardly any would leave an exercise."""

    def often(chance: float) -> bool:
        return random.random() < chance

    def some(words: Iterable[str], *counts: int) -> list[str]:
        return random.sample(sorted(words), random.choice(counts))

    return evolve(
        Brief.of_seconds(random.randint(60, 3600), random.choice(MIXES)),
        positions=some(Position, 4, 5, 6, 7) if often(0.3) else None,
        equipment=some(EQUIPMENT, 0, 2, 4, 8) if often(0.3) else None,
        cautions=some(HARMLESS, 0, 0, 1, 2),
        max_difficulty=random.choice((1, 2, 2, 2, 3, 5)),
        include=some(CATALOG, 0, 0, 0, 1, 2),
        exclude=some(CATALOG, 0, 0, 5),
        doses={id_: CATALOG[id_].dose.minimum for id_ in some(CATALOG, 0, 0, 10)},
        recent=[some(CATALOG, 8) for _ in range(random.choice((0, 0, 1, 3)))],
        limited_mobility=often(0.2),
        flare_up=often(0.1),
        start=random.choice((None, None, *Position)),
        end=random.choice((None, None, *Position)),
        seed=random.randrange(10**6),
    )


def briefs_at_random(count: int) -> Iterator[Brief]:
    """So many, among them some that contradict themselves."""
    random = Random(20261129)
    return (at_random(random) for _ in range(count))


def row(name: str, briefs: Iterable[Brief]) -> int:
    """Compose all and print a line; how many were wrong or not proved."""
    times: list[float] = []
    unproved = infeasible = contradictory = wrong = 0
    for brief in briefs:
        start = process_time()
        try:
            routine = compose(brief)
        except Infeasible:
            infeasible += 1
            continue
        except BriefError:
            contradictory += 1
            continue
        times.append(1000 * (process_time() - start))
        if routine.proof.gap:
            unproved += 1
            print(f"not proved, {routine.proof.gap} points: {brief}")
        if check(routine) or any(CATALOG.is_avoided(item.exercise, brief.cautions) for item in routine.items):
            wrong += 1
            print(f"wrong: {brief}")
    counts = f"{len(times):>10}{infeasible:>12}{contradictory:>15}"
    print(f"{name:<12}{counts}{median(times):>11.0f}{max(times):>10.0f}{unproved:>12}", flush=True)
    return wrong + unproved


def main() -> int:
    """A line for each place, and one for the briefs at random."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=1000, help="how many briefs at random (default: 1000)")
    count: int = parser.parse_args().random
    head = f"{'routines':>10}{'infeasible':>12}{'contradictory':>15}{'median ms':>11}{'worst ms':>10}{'not proved':>12}"
    print(f"{'place':<12}{head}")
    wrong = sum([row(place, matrix(place)) for place in PLACES])
    return int(bool(wrong + row("at random", briefs_at_random(count))))


if __name__ == "__main__":
    sys.exit(main())
