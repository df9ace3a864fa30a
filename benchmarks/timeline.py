"""Timelines of routines of 3 to 60 minutes, beside composing them, and what is written from them.

python benchmarks/timeline.py
"""

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

from lowback import Brief, Timeline, compose
from lowback.export import ssml, webvtt
from lowback.timeline import Detail

__all__ = ["MINUTES"]

MINUTES = (3, 10, 30, 60)
ROUNDS = 50


def ms(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median milliseconds of a warm run."""
    run()
    times: list[float] = []
    for _ in range(rounds):
        start = perf_counter()
        run()
        times.append(1000 * (perf_counter() - start))
    return median(times)


def main() -> None:
    """Print a line for each length."""
    headings = ("cues", "compose ms", "steps ms", "sets ms", "webvtt ms", "ssml ms")
    print(f"{'minutes':<8}{''.join(f'{heading:>12}' for heading in headings)}")
    for minutes in MINUTES:
        routine = compose(Brief(minutes))
        timeline = Timeline.of(routine)
        times = (
            ms(partial(compose, Brief(minutes)), rounds=3),
            ms(partial(Timeline.of, routine)),
            ms(partial(Timeline.of, routine, Detail.SETS)),
            ms(partial(webvtt.dumps, timeline)),
            ms(partial(ssml.dumps, timeline)),
        )
        print(f"{minutes:<8}{len(timeline.cues):>12}{''.join(f'{time:>12.1f}' for time in times)}")


if __name__ == "__main__":
    main()
