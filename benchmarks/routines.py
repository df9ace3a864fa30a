"""Routines per second in a warm process, by length, with the time of one JSON reading of the catalog beside.

    python benchmarks/routines.py

The reading of the packaged catalog as one JSON text is the measure of the machine: the ratio says how
many such readings one routine costs.
"""

import json
from statistics import median
from time import perf_counter

from lowback import Brief, compose, default_catalog
from lowback.converters import unstructure

LENGTHS = (3, 5, 10, 20, 30)
SEEDS = range(8)


def main() -> None:
    """Interleave the lengths over the seeds and print the medians."""
    paper = json.dumps(unstructure(default_catalog()))
    times: dict[int, list[float]] = {minutes: [] for minutes in LENGTHS}
    readings: list[float] = []
    for seed in SEEDS:
        for minutes in LENGTHS:
            start = perf_counter()
            compose(Brief(minutes, seed=seed))
            times[minutes].append(perf_counter() - start)
        start = perf_counter()
        json.loads(paper)
        readings.append(perf_counter() - start)
    reading = median(readings)
    print(f"{'minutes':>8}{'ms':>8}{'per second':>12}{'readings':>10}")
    for minutes, values in times.items():
        print(f"{minutes:>8}{1000 * median(values):>8.1f}{1 / median(values):>12.1f}{median(values) / reading:>10.1f}")


if __name__ == "__main__":
    main()
