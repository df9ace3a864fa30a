"""Many routines by each way, the same bytes asserted; then very many on Dask, while a worker is killed.

python benchmarks/scale.py --count 1000            routines of 3 to 10 minutes from the packaged catalog
python benchmarks/scale.py --small --count 100000  of 3 minutes, from one exercise: what carrying costs, not searching
"""

import json
import multiprocessing
import os
import pickle
import signal
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from time import perf_counter

from distributed import Client, LocalCluster

from lowback import Brief, Catalog, Composed, compose_many, default_catalog
from lowback.converters import unstructure

__all__ = ["SMALL"]

SMALL = ("childs-pose",)
"""The exercise of the small catalog, in which there is next to nothing to search."""
MILLION = 1_000_000
EVERY = 97
"""Of very many routines each of these is composed here, too, and compared."""


def briefs(count: int, *, small: bool) -> Iterator[Brief]:
    """As many briefs, each with a seed of its own; one of fifty must be refused."""
    for seed in range(count):
        cautions = ["recent-spinal-surgery"] if seed % 50 == 49 else []  # noqa: PLR2004  # one of fifty
        yield Brief(3 if small else 3 + seed % 8, cautions=cautions, seed=seed)


def on_paper(composed: Composed) -> bytes:
    """A result as bytes."""
    outcome = unstructure(composed.routine) if composed.error is None else str(composed.error)
    return json.dumps([composed.index, outcome]).encode()


def run(way: str, stream: Iterable[Composed], count: int) -> str:
    """Use up a stream, print what it cost, and return the digest of all results."""
    digest, start, number = sha256(), perf_counter(), -1
    for number, composed in enumerate(stream):
        assert composed.index == number
        digest.update(on_paper(composed))
    seconds = perf_counter() - start
    assert number + 1 == count
    each, short = seconds / count, digest.hexdigest()[:12]
    hours = each * MILLION / 3600
    print(f"{way:<30}{count:>9,}{seconds:>10.1f}{1000 * each:>10.2f}{hours:>16.1f}  {short}", flush=True)
    return digest.hexdigest()


@contextmanager
def dask(workers: int) -> Iterator[Client]:
    """A cluster of processes, each with a nanny that replaces it when it dies."""
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]  # it comes without types
        Client(cluster) as client,  # type: ignore[no-untyped-call]  # as above
    ):
        yield client


def killing(client: Client, stream: Iterable[Composed], at: int) -> Iterator[Composed]:
    """The same stream; at a result in the middle a worker is killed."""
    for composed in stream:
        if composed.index == at:
            pids: dict[str, int] = client.run(os.getpid)
            os.kill(min(pids.values()), signal.SIGKILL)
        yield composed


def compared(stream: Iterable[Composed], catalog: Catalog) -> Iterator[Composed]:
    """The same stream; some results are composed here, too."""
    for composed in stream:
        if composed.index % EVERY == 0:
            (here,) = compose_many([composed.brief], catalog=catalog)
            assert here.outcome == composed.outcome or repr(here.outcome) == repr(composed.outcome)
        yield composed


def main() -> None:
    """Print a line for each way."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="routines on Dask")
    parser.add_argument("--sample", type=int, default=200, help="routines by each way")
    parser.add_argument("--small", action="store_true", help="one exercise")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--chunksize", type=int, default=16)
    options = parser.parse_args()
    catalog = default_catalog().only(SMALL) if options.small else default_catalog()
    spawn = multiprocessing.get_context("spawn")

    routine = next(compose_many([Brief(3)], catalog=catalog)).unwrap()
    ids = unstructure(routine)
    print(
        f"pickled bytes: brief {len(pickle.dumps(routine.brief)):,}, routine {len(pickle.dumps(routine)):,},"
        f" its ids {len(pickle.dumps(ids)):,}, catalog {len(pickle.dumps(catalog)):,}"
    )
    print(f"{'way':<30}{'routines':>9}{'seconds':>10}{'ms each':>10}{'h per million':>16}  digest")

    def streamed(count: int, executor: Executor | None) -> Iterator[Composed]:
        return compose_many(
            briefs(count, small=options.small), catalog=catalog, executor=executor, chunksize=options.chunksize
        )

    next(streamed(1, None))
    digests: set[str] = set()
    for way, pool in (
        ("plain loop", nullcontext(None)),
        (f"{options.workers} threads", ThreadPoolExecutor(options.workers)),
        (f"{options.workers} processes", ProcessPoolExecutor(options.workers, mp_context=spawn)),
    ):
        with pool as executor:
            digests.add(run(way, streamed(options.sample, executor), options.sample))
    with dask(options.workers) as client:
        executor = client.get_executor()  # type: ignore[no-untyped-call]  # as above
        digests.add(run(f"Dask, {options.workers} workers", streamed(options.sample, executor), options.sample))
        assert len(digests) == 1, "the ways differ"
        stream = killing(client, streamed(options.count, executor), options.count // 2)
        run("Dask, one killed on the way", compared(stream, catalog), options.count)


if __name__ == "__main__":
    main()
