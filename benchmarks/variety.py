"""Days in a row: how often the same exercise comes, how many different ones, and how far each day is below the best.

    python benchmarks/variety.py [--picture PATH]

Three weeks of three minutes at the desk and a fortnight of ten mixed minutes. Exits 1 when an exercise comes on
more than every second day, or the days have on average less than 95 % of the best.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from lowback import Brief, compose
from lowback.composer._scoring import score_of

PLANS = {"desk": (3, 21), "mixed": (10, 14)}
"""Mix -> minutes and days."""
FIRST_SEEDS = (0, 14, 1000, 2000, 3000, 20261122)
LEAST_SHARE = 0.95


class Days(NamedTuple):
    """What came on some days in a row."""

    exercises: int
    often: int
    """The days on which the most frequent exercise came."""
    running: float
    """The share of all items that had come the day before."""
    shares: tuple[float, ...]
    """Points of each day as a share of the best routine of that day, by the points that count without `recent`."""

    @property
    def mean(self) -> float:
        """The share of the best on average."""
        return sum(self.shares) / len(self.shares)


def days_of(first: int, mix: str) -> Days:
    """Compose a routine for each day, knowing the last three."""
    minutes, days = PLANS[mix]
    recent: tuple[tuple[str, ...], ...] = ()
    came: Counter[str] = Counter()
    shares: list[float] = []
    again = 0
    for day in range(days):
        plain = Brief(minutes, mix, seed=first + day)
        routine = compose(evolve(plain, recent=recent))
        shares.append(score_of(routine.items, plain, routine.conventions) / compose(plain).proof.score)
        ids = tuple(item.exercise.id for item in routine.items)
        again += len(set(ids).intersection(*recent[:1])) if recent else 0
        came.update(ids)
        recent = (ids, *recent)[:3]
    return Days(len(came), max(came.values()), again / came.total(), tuple(shares))


def draw(found: dict[tuple[str, int], Days], path: Path) -> None:
    """A line for each first seed, day by day; one picture for each plan."""
    import matplotlib as mpl  # noqa: PLC0415  # only the picture needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415  # only the picture needs it

    plt.rcParams.update({"svg.hashsalt": "variety", "font.size": 11})
    figure, plots = plt.subplots(1, len(PLANS), figsize=(9, 3.5), layout="constrained", sharey=True)
    for axes, (mix, (minutes, days)) in zip(plots, PLANS.items(), strict=True):
        for first in FIRST_SEEDS:
            shares = [100 * share for share in found[mix, first].shares]
            axes.plot(range(1, days + 1), shares, marker="o", markersize=4, label=str(first))
        axes.axhline(100 * LEAST_SHARE, color="black", linestyle=":", linewidth=1)
        axes.set(xlabel="day", title=f"{mix}, {minutes} minutes")
    plots[0].set(ylabel="points, % of the best")
    figure.legend(*plots[0].get_legend_handles_labels(), title="first seed", loc="outside right center")
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    """Print a row for each plan and first seed; say whether all is as it should be."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--picture", type=Path, help="where to write an SVG picture")
    picture: Path | None = parser.parse_args().picture
    found = {(mix, first): days_of(first, mix) for mix in PLANS for first in FIRST_SEEDS}
    for (mix, first), each in found.items():
        often, shares = f"{each.often} of {PLANS[mix][1]}", f"{100 * each.mean:.1f} % | {100 * min(each.shares):.1f} %"
        print(f"| {mix} | {first} | {each.exercises} | {often} | {100 * each.running:.0f} % | {shares} |")
    if picture:
        draw(found, picture)
    too_often = any(each.often > (len(each.shares) + 1) // 2 for each in found.values())
    return int(too_often or any(each.mean < LEAST_SHARE for each in found.values()))


if __name__ == "__main__":
    sys.exit(main())
