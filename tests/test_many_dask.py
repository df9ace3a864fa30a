"""Many routines on a Dask cluster: the same as here, also when a worker is killed."""

import os
import pickle
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from lowback import Brief, compose_many, default_catalog
from lowback.errors import MissingExtra, Refused

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # its own, and those of what it brings

DESK = default_catalog().where(positions="seated")
"""Few exercises, so that routines come quickly; and a catalog that the workers do not have."""
BRIEFS = [Brief(3 + seed % 8, seed=seed) for seed in range(40)]


@pytest.fixture
def client() -> Iterator[Any]:
    """Two workers, each a process with a nanny that replaces it when it dies."""
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_killed_worker_loses_nothing(client: Any) -> None:
    """Dask gives its chunks to others."""
    expected = list(compose_many(BRIEFS, catalog=DESK))
    stream = compose_many(BRIEFS, catalog=DESK, executor=client.get_executor(), chunksize=2)
    found = [next(stream)]
    before = client.run(os.getpid)

    victim = before[min(before)]
    os.kill(victim, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    found.extend(stream)

    client.wait_for_workers(2)
    assert found == expected
    assert victim not in client.run(os.getpid).values()


@pytest.mark.parametrize("error", [Refused("3:00 mixed", ("see somebody",)), MissingExtra("dask")])
def test_errors_arrive_whole_although_dask_changes_how_exceptions_are_pickled(error: Exception) -> None:
    """It does so for the classes that are there when it is loaded."""
    assert repr(pickle.loads(pickle.dumps(error))) == repr(error)
