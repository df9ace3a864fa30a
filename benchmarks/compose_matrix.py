"""Every length x every mix x four places x a dozen sets of cautions: each routine is checked, each refusal counted.

    nox -s matrix

Exits 1 when a routine breaks a rule or holds an exercise that its cautions avoid.
"""

import sys
from itertools import product
from statistics import median
from time import perf_counter

from lowback import Brief, check, compose, default_catalog
from lowback.errors import Infeasible

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


def main() -> int:
    """Compose all, print a line for each place, and say how many were wrong."""
    catalog = default_catalog()
    wrong = 0
    print(f"{'place':<12}{'routines':>10}{'infeasible':>12}{'median ms':>11}{'worst ms':>10}{'not proved':>12}")
    for place, limits in PLACES.items():
        times: list[float] = []
        unproved = 0
        infeasible = 0
        for minutes, mix, cautions in product(MINUTES, (each.id for each in catalog.conventions.mixes), CAUTIONS):
            brief = Brief(
                minutes, mix, positions=limits.get("positions"), equipment=limits.get("equipment"), cautions=cautions
            )
            start = perf_counter()
            try:
                routine = compose(brief)
            except Infeasible:
                infeasible += 1
                continue
            times.append(1000 * (perf_counter() - start))
            unproved += routine.proof.gap > 0
            if check(routine) or any(catalog.is_avoided(item.exercise, cautions) for item in routine.items):
                wrong += 1
                print(f"wrong: {brief}")
        print(f"{place:<12}{len(times):>10}{infeasible:>12}{median(times):>11.0f}{max(times):>10.0f}{unproved:>12}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
