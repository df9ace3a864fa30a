"""How the search grows: generated catalogs of 20 to 5,000 exercises and the hard cases, ten minutes each.

    python benchmarks/growth.py [--memory]

A run takes some minutes. `ms` are of a warm process, without tracing; `--memory` measures the peak instead, in a
run of its own with one seed and without the largest catalog, since tracing slows the search. The gap is what the
bound leaves open above the score, the widest of all seeds, in percent of the score; the effort is that of `compose`.
A search that asks for more than six gigabytes is stopped and counted as `stopped` (on systems that have such limits).

A generated catalog is like the packaged one: its stages, places, change tables and numbers of tokens (of sixteen);
one to three options with times and points of the usual sizes; three families for four exercises;
merits of 50 to 90. The hard cases change one thing each:

- many tokens: four for every exercise, where the packaged ones have two on average;
- equal merits: every exercise is worth the same for each second;
- equal doses: every exercise has the same options but for its merit;
- one place: all exercises are in the same position;
- scarce: the time is so long that the whole catalog in its longest options barely fills it.
"""

import argparse
import resource
import tracemalloc
from dataclasses import replace
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from lowback import Brief, default_catalog
from lowback._solver import Item, Option, Problem, Solution, solve
from lowback.composer import EFFORT
from lowback.composer._question import Question

__all__ = ["SIZES", "problem_of"]

SIZES = {
    "usual": (20, 60, 200, 1000, 5000),
    "many tokens": (20, 60, 200),
    "equal merits": (20, 60, 200),
    "equal doses": (20, 60, 200),
    "one place": (20, 60, 200),
    "scarce": (10, 20, 30),
}
TOKENS = 16
TICK = 5
GET_READY = 15
MOST_MEMORY = 6 << 30
MANY = 200
HUGE = 5000
PACKAGED = Question.of(Brief(minutes=10), default_catalog()).problem


def _options(random: Random, merit: int) -> tuple[Option, ...]:
    """One to three doses about a starter; beyond it in two sets with a rest between, worth half."""
    starter, count, rest = random.randint(40, 180), random.randint(1, 3), random.choice((15, 30, 45))
    first, last = (1, 1) if count == 1 else (random.uniform(0.5, 1), random.uniform(1.2, 2))
    options: list[Option] = []
    for rank in range(count):
        active = round(starter * (first + (last - first) * rank / max(1, count - 1)))
        seconds = GET_READY + active + (rest if active > starter else 0)
        worth = 2 * min(active, starter) + max(0, active - starter)
        options.append(Option(time=-(-seconds // TICK), points=merit * worth, rank=rank))
    return tuple(options)


def problem_of(case: str, size: int, seed: int) -> Problem:
    """Ten minutes from a generated catalog of so many exercises."""
    random = Random(f"{case} {size} {seed}")
    items: list[Item] = []
    for rank in range(size):
        like = random.choice(PACKAGED.items)
        merit = 70 if case == "equal merits" else random.randint(50, 90)
        items.append(
            Item(
                stage=like.stage,
                place=0 if case == "one place" else like.place,
                group=random.randrange(size * 3 // 4),
                tokens=tuple(random.sample(range(TOKENS), 4 if case == "many tokens" else len(like.tokens))),
                options=_options(Random(seed) if case == "equal doses" else random, merit),
                rank=rank,
            )
        )
    problem = replace(PACKAGED, items=tuple(items))
    return _scarce(problem) if case == "scarce" else problem


def _scarce(problem: Problem) -> Problem:
    """The same with time for the longest of every family, changes apart; the tolerance is again 5 %."""
    longest: dict[int, int] = {}
    for item in problem.items:
        time = max(option.time for option in item.options)
        longest[item.group] = max(time, longest.get(item.group, 0))
    high = sum(longest.values())
    marks = tuple(None if mark is None else mark * high // problem.high for mark in problem.marks)
    return replace(problem, low=high - high // 20, high=high, marks=marks)


def _seeds(size: int) -> range:
    """Fewer where each takes long."""
    return range(1 if size >= HUGE else 3 if size >= MANY else 5)


class Run(NamedTuple):
    """One search."""

    ms: float
    solution: Solution | None
    stopped: bool = False


def run(problem: Problem) -> Run:
    """Solve it, up to the most memory."""
    start = perf_counter()
    try:
        solution = solve(problem, effort=EFFORT)
    except MemoryError:
        return Run(1000 * (perf_counter() - start), None, stopped=True)
    return Run(1000 * (perf_counter() - start), solution)


def _line(runs: list[Run]) -> str:
    found = [run.solution for run in runs if run.solution is not None]
    stopped = sum(run.stopped for run in runs)
    nothing = len(runs) - len(found) - stopped
    proved = nothing + sum(each.points == each.bound for each in found)
    gap = max((100 * (each.bound - each.points) / each.points for each in found), default=0)
    times = [run.ms for run in runs]
    columns = (f"{median(times):.0f}", f"{max(times):.0f}", f"{proved}/{len(runs)}", f"{gap:.1f}", nothing, stopped)
    return "".join(f"{column:>11}" for column in columns)


def _peak(problem: Problem) -> str:
    tracemalloc.start()
    done = run(problem)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return f"{'stopped' if done.stopped else f'{peak / 1e6:.1f}':>11}"


def main() -> None:
    """Print a line for each case and size, the easiest first."""
    parser = argparse.ArgumentParser(description="How the search grows with the catalog.")
    parser.add_argument("--memory", action="store_true", help="measure peak memory instead of time")
    memory: bool = parser.parse_args().memory
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    headings = ("peak MB",) if memory else ("median ms", "worst ms", "proved", "gap %", "nothing", "stopped")
    print(f"{'case':<14}{'exercises':>9}{''.join(f'{heading:>11}' for heading in headings)}")
    for case, sizes in SIZES.items():
        for size in sizes:
            if not memory:
                line = _line([run(problem_of(case, size, seed)) for seed in _seeds(size)])
            elif size < HUGE:
                line = _peak(problem_of(case, size, 0))
            else:
                continue
            print(f"{case:<14}{size:>9}{line}", flush=True)


if __name__ == "__main__":
    main()
