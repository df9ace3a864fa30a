"""A batch of programmes a step further: in a loop, and on Dask, the same bytes asserted.

    python benchmarks/batch.py --count 1000             sessions of 4 mixed minutes
    python benchmarks/batch.py --desk --count 10000     sessions of 4 minutes at a desk

Each of the people has done one session, of which something else was told.
"""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter

from attrs import evolve
from distributed import Client, LocalCluster

from lowback import Brief, Programme
from lowback.converters import unstructure
from lowback.programme import Report

__all__: list[str] = []

EXAMPLES = str(Path(__file__).parents[1] / "examples")
START = date(2027, 1, 4)


def documents(count: int, *, desk: bool) -> Iterator[str]:
    """As many programmes, as lines."""
    brief = Brief(4, "desk" if desk else "mixed")
    first = Programme.start(brief, weeks=6, days=["monday", "thursday"], start=START, usual_pain=3).given()
    for seed in range(count):
        chance = Random(seed)  # invented people need no secret
        report = Report(
            session=1,
            day=START,
            pain_before=chance.randint(1, 4),
            pain=chance.choice([1, 2, 3, 3, 4, 7]),
            effort=chance.choice(["easy", "right", "too-hard"]),
            done=first.sessions[0].doses,
        )
        plan = evolve(first, brief=evolve(brief, seed=seed)).after(report)
        yield json.dumps(unstructure(plan.next_day(session=1, settled=chance.choice(["yes", "yes", "no"]))))


def run(way: str, lines: list[str], executor: Executor | None = None) -> str:
    """Take a step with all, print what it cost, and return the digest of all."""
    from many_programmes import batch  # noqa: PLC0415  # the example, whose folder is not known before

    digest, began = sha256(), perf_counter()
    for line, read in batch(lines, executor):
        assert read
        digest.update(line.encode())
    took = perf_counter() - began
    each = 1000 * took / len(lines)
    print(f"{way:<20}{len(lines):>8,} people{took:>9.1f} s{each:>9.1f} ms each  {digest.hexdigest()[:12]}", flush=True)
    return digest.hexdigest()


def main() -> None:
    """Print a line for each way."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many people (default: 1000)")
    parser.add_argument("--desk", action="store_true", help="at a desk")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    sys.path.insert(0, EXAMPLES)
    os.environ["PYTHONPATH"] = os.pathsep.join([EXAMPLES, os.environ.get("PYTHONPATH", "")])  # for the workers
    lines = list(documents(options.count, desk=options.desk))
    here = run("loop", lines)
    with (
        LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]  # it comes without types
        Client(cluster) as client,  # type: ignore[no-untyped-call]  # as above
    ):
        there = run(f"Dask, {options.workers} workers", lines, client.get_executor())
    assert here == there, "the ways differ"


if __name__ == "__main__":
    main()
