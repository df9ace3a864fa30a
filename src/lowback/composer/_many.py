"""Many routines: one for each brief, in the order of the briefs, on any executor.

Composing is the work; carrying routines from one process to another would be the cost. So briefs go out and ids
come back, a catalog of one's own goes along once with each chunk, and the routine is put together here.
"""

import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing
from functools import lru_cache
from itertools import islice
from typing import TypeAlias, cast

from attrs import field, frozen

from lowback._arguments import came, expect, iterable, whole
from lowback._packaged import catalog_or_packaged, default_catalog
from lowback.catalog import Catalog
from lowback.converters import Json, structure, unstructure
from lowback.errors import Interrupted, LowbackError, WrongType
from lowback.model import Brief, Routine

from ._composing import compose

__all__ = ["Composed", "compose_many"]

_Outcome: TypeAlias = "Routine | LowbackError"
_Paper: TypeAlias = "dict[str, Json] | LowbackError"
"""What comes back from a worker: a routine without its brief, which never left; or why there is none."""
_Numbered: TypeAlias = "list[tuple[int, Brief]]"


def _comparable(outcome: _Outcome) -> object:
    """Errors are compared by what they say, as they may come from another process."""
    return repr(outcome) if isinstance(outcome, LowbackError) else outcome


@frozen
class Composed:
    """What came of one brief of many.

    >>> composed = Composed(7, Brief(), LowbackError("no"))
    >>> composed.routine is None, composed.error
    (True, LowbackError('no'))

    Attributes:
        index: Place of the brief among all briefs, counted from 0.
        brief: What was asked for.
        outcome: The routine, or why there is none.
    """

    index: int
    brief: Brief
    outcome: Routine | LowbackError = field(eq=_comparable)

    @property
    def routine(self) -> Routine | None:
        """The routine; None when there is none."""
        return self.outcome if isinstance(self.outcome, Routine) else None

    @property
    def error(self) -> LowbackError | None:
        """Why there is no routine; None when there is one."""
        return self.outcome if isinstance(self.outcome, LowbackError) else None

    def unwrap(self) -> Routine:
        """The routine; raises the error when there is none.

        >>> from lowback import compose_many
        >>> [each.unwrap().seconds for each in compose_many([Brief(3, "desk"), Brief(4, "desk")])]
        [180, 240]
        """
        if isinstance(self.outcome, LowbackError):
            raise self.outcome
        return self.outcome


def compose_many(
    briefs: Iterable[Brief],
    *,
    catalog: Catalog | None = None,
    executor: Executor | None = None,
    chunksize: int = 16,
    buffersize: int = 64,
    start: int = 0,
    progress: Callable[[int], object] | None = None,
) -> Generator[Composed]:
    """What `compose` gives for each brief, in the order of the briefs, one after another as they are asked for.

    A brief that has no routine gives its error in its place, and the others go on. The results are the same with any
    executor, such as a pool of threads, of processes, or `dask.distributed.Client.get_executor()`; without one, all is
    done here. Workers need the same version of the library.

    An executor gets chunks of `chunksize` briefs, 1 or more, and has at most `buffersize` of them at a time, 1 or more;
    twice the number of workers keeps all busy. No brief is read before its chunk is sent, so they may be endless. The
    first `start` briefs, 0 or more, are passed over. `progress` is called each time that the next result is asked for,
    with the number of briefs that are done, those passed over included: the `start` of a run that goes on from there.

    Raises `WrongType` for an argument that cannot be, `ImpossibleValue` for a number that is too small, and
    `Interrupted` when the executor fails; it names the brief to go on from.

    >>> briefs = [Brief(3, "desk", seed=seed) for seed in range(3)]
    >>> [each.index for each in compose_many(briefs, start=1)]
    [1, 2]
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor() as threads:
    ...     list(compose_many(briefs, executor=threads)) == list(compose_many(briefs))
    True
    """
    for name, value, least in (("chunksize", chunksize, 1), ("buffersize", buffersize, 1), ("start", start, 0)):
        whole(f"compose_many.{name}", value, least)
    if executor is not None:
        expect("compose_many.executor", executor, Executor)
    if progress is not None and not callable(progress):
        raise WrongType("compose_many.progress", came(progress), "a function that takes a number")
    numbered = islice(enumerate(iterable("compose_many.briefs", briefs, Brief)), start, None)
    catalog = catalog_or_packaged("compose_many.catalog", catalog)
    catalog = None if catalog == default_catalog() else catalog
    if executor is None:
        composed = (Composed(index, brief, _outcome(brief, catalog)) for index, brief in numbered)
    else:
        chunks = iter(lambda: list(islice(numbered, chunksize)), [])
        composed = _composed_elsewhere(chunks, catalog, executor, buffersize)
    return _counted(composed, progress)


def _counted(composed: Generator[Composed], progress: Callable[[int], object] | None) -> Generator[Composed]:
    with closing(composed):
        for each in composed:
            yield each
            if progress is not None:
                progress(each.index + 1)


def _outcome(brief: Brief, catalog: Catalog | None) -> _Outcome:
    try:
        expect("compose_many.briefs", brief, Brief)
        return compose(brief, catalog)
    except LowbackError as error:
        return error.with_traceback(None)  # its frames would keep the whole search in memory


# On an executor ----------------------------------------------------------------------------------


def _composed_elsewhere(
    chunks: Iterator[_Numbered], catalog: Catalog | None, executor: Executor, buffersize: int
) -> Generator[Composed]:
    pickled = None if catalog is None else pickle.dumps(catalog)
    waiting: deque[tuple[_Numbered, Future[list[_Paper]]]] = deque()
    try:
        while True:
            for chunk in islice(chunks, buffersize - len(waiting)):
                waiting.append((chunk, _submitted(executor, [brief for _, brief in chunk], pickled)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            for (index, brief), paper in zip(chunk, _result(future, chunk[0][0]), strict=True):
                yield Composed(index, brief, _from_paper(paper, brief, catalog))
    finally:
        for _, future in waiting:
            future.cancel()


def _submitted(executor: Executor, briefs: list[Brief], catalog: bytes | None) -> "Future[list[_Paper]]":
    """A chunk that is being composed. Its error is raised in its turn, so that results before it are not lost."""
    try:
        return executor.submit(_compose_chunk, briefs, catalog)
    except Exception as error:  # noqa: BLE001  # each executor has its own
        failed: Future[list[_Paper]] = Future()
        failed.set_exception(error)
        return failed


def _result(future: "Future[list[_Paper]]", index: int) -> list[_Paper]:
    try:
        return future.result()
    except Exception as error:
        raise Interrupted(index, f"{type(error).__name__}: {error}") from error


def _from_paper(paper: _Paper, brief: Brief, catalog: Catalog | None) -> _Outcome:
    return paper if isinstance(paper, LowbackError) else structure({**paper, "brief": brief}, Routine, catalog=catalog)


# In a worker -------------------------------------------------------------------------------------


def _compose_chunk(briefs: list[Brief], catalog: bytes | None) -> list[_Paper]:
    """Briefs to routines on paper."""
    own = None if catalog is None else _unpickled(catalog)
    return [_to_paper(_outcome(brief, own)) for brief in briefs]


@lru_cache(maxsize=1)
def _unpickled(catalog: bytes) -> Catalog:
    """The catalog of a chunk, read once for all chunks that bring the same."""
    return cast("Catalog", pickle.loads(catalog))  # noqa: S301  # it was pickled by the process that sent the chunk


def _to_paper(outcome: _Outcome) -> _Paper:
    if isinstance(outcome, LowbackError):
        return outcome
    paper = cast("dict[str, Json]", unstructure(outcome))
    del paper["brief"]
    return paper
