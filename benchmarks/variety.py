"""Fourteen days of ten-minute routines in a row: how many different exercises, and how far below the best.

    python benchmarks/variety.py [--picture PATH]

Exits 1 when a day falls below 95 % of the best, fewer than 30 exercises come, or a set comes twice running.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from lowback import Brief, compose
from lowback.composer._scoring import score_of

DAYS = 14
FIRST_SEEDS = (0, 14, 1000, 2000, 3000, 20261122)
LEAST_SHARE = 0.95
FEWEST = 30


class Fortnight(NamedTuple):
    """What came in fourteen days."""

    exercises: int
    shares: tuple[float, ...]
    """Points of each day as a share of the best routine of that day, by the points that count without `recent`."""
    repeated: int
    """Days with the same exercises as the day before."""


def fortnight(first: int, mix: str = "mixed") -> Fortnight:
    """Compose a routine for each day, knowing the last three."""
    recent: tuple[tuple[str, ...], ...] = ()
    used: set[str] = set()
    shares: list[float] = []
    repeated = 0
    for day in range(DAYS):
        plain = Brief(10, mix, seed=first + day)
        routine = compose(evolve(plain, recent=recent))
        shares.append(score_of(routine.items, plain, routine.conventions) / compose(plain).proof.score)
        ids = tuple(item.exercise.id for item in routine.items)
        repeated += bool(recent) and set(ids) == set(recent[0])
        used.update(ids)
        recent = (ids, *recent)[:3]
    return Fortnight(len(used), tuple(shares), repeated)


def draw(found: dict[int, Fortnight], path: Path) -> None:
    """A line for each first seed, day by day."""
    import matplotlib as mpl  # noqa: PLC0415  # only the picture needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415  # only the picture needs it

    plt.rcParams.update({"svg.hashsalt": "variety", "font.size": 11})
    figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
    for first, each in found.items():
        axes.plot(
            range(1, DAYS + 1), [100 * share for share in each.shares], marker="o", markersize=4, label=str(first)
        )
    axes.axhline(100 * LEAST_SHARE, color="black", linestyle=":", linewidth=1)
    axes.set(xlabel="day", ylabel="points, % of the best", ylim=(90, 100.5), xticks=range(1, DAYS + 1))
    figure.legend(title="first seed", loc="outside right center")
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    """Print a row for each first seed; say whether all is as it should be."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, help="where to write an SVG picture")
    picture: Path | None = parser.parse_args().picture
    found = {first: fortnight(first) for first in FIRST_SEEDS}
    for first, each in found.items():
        print(f"| {first} | {each.exercises} | {100 * min(each.shares):.1f} % |")
    if picture:
        draw(found, picture)
    wrong = any(each.exercises < FEWEST or min(each.shares) < LEAST_SHARE or each.repeated for each in found.values())
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
