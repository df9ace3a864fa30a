"""A batch of programmes a step further: the next session of each is handed out, here or on a Dask cluster.

It shows how programmes travel as documents, one for each line of a file: whatever runs the lines, the result is the
same to the byte. A programme that waits for a clinician or is over stays as it is; so does a line that cannot be read,
and its number is told, never what it says. Run it with

    python -m pip install lowback[dask]
    python examples/many_programmes.py programmes.jsonl further.jsonl --dask tcp://scheduler:8786

or without `--dask`, in this process; `--workers 2` starts a cluster here.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from lowback import LowbackError, Programme
from lowback.converters import structure, unstructure

__all__ = ["batch", "further"]

CHUNK, AT_A_TIME = 16, 64
"""Lines that go to a worker together, and chunks that are at work or wait."""


def further(line: str) -> tuple[str, bool]:
    """The document with its next session handed out, and whether it could be read."""
    try:
        plan = structure(json.loads(line), Programme)
        if plan.next.routine is None:
            return line, True
        return json.dumps(unstructure(plan.given())), True
    except (LowbackError, ValueError, RecursionError):
        return line, False


def _all_further(lines: list[str]) -> list[tuple[str, bool]]:
    return [further(line) for line in lines]


def batch(lines: Iterable[str], executor: Executor | None = None) -> Iterator[tuple[str, bool]]:
    """Every line a step further, in order; no more are read than are at work."""
    stream = iter(lines)
    if executor is None:
        yield from map(further, stream)
        return
    chunks = iter(lambda: list(islice(stream, CHUNK)), list[str]())
    while some := list(islice(chunks, AT_A_TIME)):
        for done in executor.map(_all_further, some):
            yield from done


def main() -> int:
    """Read one file, write the other; 1 when a line could not be read."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("programmes", type=Path, help="a document for each line (JSON Lines)")
    parser.add_argument("further", type=Path, help="the file to write")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--dask", metavar="ADDRESS", help="a scheduler of Dask")
    where.add_argument("--workers", type=int, metavar="N", help="a cluster of so many processes on this machine")
    options = parser.parse_args()
    unread = 0
    with ExitStack() as stack:
        executor = None
        if options.dask or options.workers:
            from distributed import Client, LocalCluster  # noqa: PLC0415  # an extra

            cluster = options.dask
            if not cluster:
                local = LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]  # it comes without types
                cluster = stack.enter_context(local)
            client = stack.enter_context(Client(cluster))  # type: ignore[no-untyped-call]  # as above
            executor = client.get_executor()
        source = stack.enter_context(options.programmes.open(encoding="utf-8"))
        target = stack.enter_context(options.further.open("w", encoding="utf-8", newline="\n"))
        lines = (line.rstrip("\n") for line in source)
        for number, (line, read) in enumerate(batch(lines, executor), start=1):
            target.write(f"{line}\n")
            if not read:
                unread += 1
                sys.stderr.write(f"line {number} cannot be read\n")
    return int(unread > 0)


if __name__ == "__main__":
    sys.exit(main())
