"""A hundred ten-minute routines with random seeds, counted with a clinician's questions.

    python benchmarks/counts.py [--routines 100]

How much of it is below the usual dose, how hard it is, how much of it is done on the feet, and what comes most often.
Nothing is timed. Exits 1 when a number is outside of what the page on composition promises.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from random import Random

from lowback import Brief, Routine, compose, default_catalog

__all__ = ["counted", "routines"]

SEED = 7
HARD = 3
MOST_BELOW, MOST_HARD, LEAST_UPRIGHT, MOST_OFTEN = 0.1, 1 / 3, 2 / 3, 0.4


def routines(count: int) -> list[Routine]:
    """So many routines for the default brief, each with a seed of its own."""
    random = Random(SEED)
    return [compose(Brief(10, seed=random.randrange(10**6))) for _ in range(count)]


def counted(found: Sequence[Routine]) -> dict[str, float]:
    """Each count as a share: of all items, of all routines, or of all routines for the most frequent exercise."""
    items = [item for routine in found for item in routine.items]
    often = Counter(item.exercise.id for item in items)
    below = sum(
        item.exercise.active_seconds(item.dose) < item.exercise.active_seconds(item.exercise.dose.starter)
        for item in items
    )
    return {
        "items below the usual dose": below / len(items),
        "routines with an exercise of level 3 or more": _share(
            found, [any(item.exercise.difficulty >= HARD for item in routine.items) for routine in found]
        ),
        "routines with work on the feet": _share(
            found, [any(item.exercise.upright for item in routine.items) for routine in found]
        ),
        "most frequent exercise, share of routines": max(often.values()) / len(found),
        "different exercises, share of the catalog": len(often) / len(default_catalog()),
        "not proved": _share(found, [routine.proof.gap > 0 for routine in found]),
    }


def _share(found: Sequence[Routine], yes: Sequence[bool]) -> float:
    return sum(yes) / len(found)


def main() -> int:
    """Print the shares, the dozen most frequent exercises, and those that never came."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--routines", type=int, default=100, help="how many (default: 100)")
    found = routines(parser.parse_args().routines)
    shares = counted(found)
    for name, share in shares.items():
        print(f"{name:<46}{100 * share:>6.1f} %")
    often = Counter(item.exercise.id for routine in found for item in routine.items)
    print("most often:", ", ".join(f"{id_} {count}" for id_, count in often.most_common(12)))
    print("never:", ", ".join(sorted(set(default_catalog()) - set(often))))
    below, hard, upright, most, *_ = shares.values()
    return int(below > MOST_BELOW or hard > MOST_HARD or upright < LEAST_UPRIGHT or most > MOST_OFTEN)


if __name__ == "__main__":
    sys.exit(main())
