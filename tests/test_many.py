"""Many routines: the same as one by one, in order, whatever executes them, and nothing lost when that fails."""

import json
import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback import Brief, Catalog, Composed, LowbackError, compose, compose_many, default_catalog
from lowback.converters import Json, unstructure
from lowback.errors import BriefError, ImpossibleValue, Infeasible, Interrupted, Refused
from strategies import briefs, catalogs, examples

PACKAGED = default_catalog()
DESK = PACKAGED.where(positions="seated")
"""Few exercises, so that routines come quickly."""

REFUSED = Brief(cautions=["recent-spinal-surgery"])
UNKNOWN = Brief(3, cautions=["wrist-pian"])
TOO_LONG = Brief(60, positions=["kneeling"])
MIXED = (Brief(3, "desk"), REFUSED, Brief(4, "desk", seed=1), UNKNOWN, TOO_LONG, Brief(3, "desk", seed=2))
"""Briefs with a routine, and briefs without."""


class Now(Executor):
    """Does the work at once, in this thread; what comes is pickled, as if it came from another process.

    The nth chunk fails where `failing` says so: on the way out, or while it is done.
    """

    def __init__(self, failing: dict[int, Exception] | None = None, *, on_the_way: bool = False) -> None:
        self.chunks: list[list[Brief]] = []
        self.futures: list[Future[Any]] = []
        self._failing = failing or {}
        self._on_the_way = on_the_way

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        number = len(self.chunks)
        self.chunks.append(args[0])
        future: Future[Any] = Future()
        self.futures.append(future)
        if number not in self._failing:
            sent = pickle.loads(pickle.dumps((fn, args)))
            future.set_result(pickle.loads(pickle.dumps(sent[0](*sent[1]))))
        elif self._on_the_way:
            raise self._failing[number]
        else:
            future.set_exception(self._failing[number])
        return future


class OnlyTheFirst(Now):
    """Does the first chunk; the others wait."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.futures:
            return super().submit(fn, *args, **kwargs)
        self.futures.append(Future())
        return self.futures[-1]


def on_paper(composed: Composed) -> str:
    """All that a result tells, as text."""
    outcome = unstructure(composed.routine) if composed.error is None else repr(composed.error)
    return json.dumps([composed.index, unstructure(composed.brief), outcome])


def one_by_one(asked: Sequence[Brief], catalog: Catalog | None = None) -> list[Composed]:
    """The results without the function that is tested."""

    def outcome(brief: Brief) -> Any:
        try:
            return compose(brief, catalog)
        except LowbackError as error:
            return error

    return [Composed(index, brief, outcome(brief)) for index, brief in enumerate(asked)]


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(max_workers=2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=3) as pool:
        yield pool


# The same results --------------------------------------------------------------------------------


@pytest.mark.parametrize("pool", [None, "threads", "processes"])
def test_any_executor_gives_the_same_bytes(pool: str | None, request: pytest.FixtureRequest) -> None:
    executor = None if pool is None else request.getfixturevalue(pool)
    expected = one_by_one(MIXED)

    found = list(compose_many(MIXED, executor=executor, chunksize=2))

    assert [on_paper(each) for each in found] == [on_paper(each) for each in expected]
    assert found == expected
    assert [each.brief for each in found] == list(MIXED)
    assert [type(each.error) for each in found] == [
        *(type(None), Refused, type(None), BriefError, Infeasible, type(None)),
    ]


def test_a_catalog_of_ones_own_goes_along(processes: ProcessPoolExecutor) -> None:
    own = Catalog(DESK.values(), sources=PACKAGED.sources.values(), id="clinic")
    asked = [Brief(3, seed=seed) for seed in range(6)]

    found = list(compose_many(asked, catalog=own, executor=processes, chunksize=2))

    assert found == one_by_one(asked, own) != one_by_one(asked)
    assert all(item.exercise is own[item.exercise.id] for each in found for item in each.unwrap().items)


def test_the_packaged_catalog_stays_at_home() -> None:
    """Workers have it, so it is not sent, even when it is named."""
    executor = Now()
    asked = [Brief(3, "desk")]

    found = list(compose_many(asked, catalog=pickle.loads(pickle.dumps(PACKAGED)), executor=executor))

    assert found == one_by_one(asked)
    assert found[0].unwrap().items[0].exercise is PACKAGED[found[0].unwrap().items[0].exercise.id]


def test_ids_come_back_and_not_exercises() -> None:
    """A routine weighs tens of kilobytes; its ids and numbers two."""
    executor = Now()
    routine = next(compose_many([Brief(10, "desk")], executor=executor)).unwrap()
    (sent,) = executor.futures[0].result()

    assert sent == {key: value for key, value in _tree(routine).items() if key != "brief"}
    assert 10 * len(pickle.dumps(sent)) < len(pickle.dumps(routine))


def _tree(value: object) -> dict[str, Json]:
    tree = unstructure(value)
    assert isinstance(tree, dict)
    return tree


slow = examples(20)
"""Each example composes some routines, twice."""


@st.composite
def questions(draw: st.DrawFn) -> tuple[Catalog, list[Brief]]:
    catalog = draw(catalogs(min_size=1, own_conventions=True))
    return catalog, draw(st.lists(briefs(catalog), max_size=5))


@slow
@given(questions(), st.integers(1, 7), st.integers(1, 3))
def test_there_is_one_result_for_each_brief_in_order(
    question: tuple[Catalog, list[Brief]], chunksize: int, buffersize: int
) -> None:
    """Whatever the size of chunks, and whatever the catalog."""
    catalog, asked = question
    executor = Now()

    found = list(compose_many(asked, catalog=catalog, executor=executor, chunksize=chunksize, buffersize=buffersize))

    assert found == list(compose_many(asked, catalog=catalog)) == one_by_one(asked, catalog)
    assert [brief for chunk in executor.chunks for brief in chunk] == asked
    assert [len(chunk) for chunk in executor.chunks[:-1]] == [chunksize] * (len(executor.chunks) - 1)


@slow
@given(questions(), st.integers(0, 6), st.integers(1, 3), st.booleans())
def test_going_on_gives_the_rest(
    question: tuple[Catalog, list[Brief]], start: int, chunksize: int, elsewhere: bool
) -> None:
    catalog, asked = question
    executor = Now() if elsewhere else None

    rest = list(compose_many(iter(asked), catalog=catalog, executor=executor, chunksize=chunksize, start=start))

    assert rest == list(compose_many(asked, catalog=catalog))[start:]


# As they are asked for ---------------------------------------------------------------------------


def endless(read: list[int]) -> Iterator[Brief]:
    for seed in count():
        read.append(seed)
        yield Brief(3, seed=seed)


def test_without_an_executor_each_brief_is_read_when_its_routine_is_asked_for() -> None:
    read: list[int] = []
    stream = compose_many(endless(read), catalog=DESK)
    assert read == []

    assert [each.index for each in islice(stream, 3)] == read == [0, 1, 2]


def test_endless_briefs_fill_the_buffer_and_no_more(threads: ThreadPoolExecutor) -> None:
    read: list[int] = []
    stream = compose_many(endless(read), catalog=DESK, executor=threads, chunksize=2, buffersize=3)
    assert read == []

    assert next(stream).index == 0
    assert read == list(range(6))
    assert [each.index for each in islice(stream, 4)] == [1, 2, 3, 4]
    assert read == list(range(10))
    stream.close()


def test_what_is_not_wanted_any_more_is_called_off() -> None:
    executor = OnlyTheFirst()
    stream = compose_many(MIXED, executor=executor, chunksize=1, buffersize=3)
    assert next(stream).index == 0

    stream.close()

    assert [future.cancelled() for future in executor.futures] == [False, True, True]


def test_progress_counts_what_is_done() -> None:
    """A result is done when the next one is asked for."""
    done: list[int] = []
    stream = compose_many(MIXED, executor=Now(), start=3, progress=done.append)

    next(stream)
    assert done == []
    next(stream)
    assert done == [4]
    assert list(compose_many(MIXED, start=done[-1])) == one_by_one(MIXED)[4:]
    next(stream)
    assert (next(stream, None), done) == (None, [4, 5, 6])


# When something fails ----------------------------------------------------------------------------


def test_an_error_is_raised_when_its_routine_is_wanted() -> None:
    (composed,) = compose_many([REFUSED])

    assert composed.routine is None
    with pytest.raises(Refused) as caught:
        composed.unwrap()
    assert caught.value is composed.error


def test_results_are_compared_by_what_they_say() -> None:
    one, other = one_by_one(MIXED), one_by_one(MIXED)

    assert one == other
    assert one == pickle.loads(pickle.dumps(one))
    assert one[1] != Composed(1, REFUSED, Refused("10:00 mixed", ()))


@pytest.mark.parametrize("on_the_way", [True, False])
@pytest.mark.parametrize(
    "error", [BrokenProcessPool("A process was terminated abruptly."), CancelledError(), OSError("no route")]
)
def test_a_failing_executor_names_the_brief_to_go_on_from(error: Exception, on_the_way: bool) -> None:
    """What is done before the failure is not lost; with what is done after it, nothing is missing or there twice."""
    asked = [Brief(3, seed=seed) for seed in range(7)]
    stream = compose_many(asked, catalog=DESK, executor=Now({2: error}, on_the_way=on_the_way), chunksize=2, start=1)

    found: list[Composed] = []
    with pytest.raises(Interrupted) as caught:
        found.extend(stream)
    found += compose_many(asked, catalog=DESK, executor=Now(), start=caught.value.index)

    assert caught.value.index == 5
    assert caught.value.cause == f"{type(error).__name__}: {error}"
    assert caught.value.__cause__ is error
    assert found[4:] == one_by_one(asked, DESK)[5:]


def test_a_worker_that_dies_is_told() -> None:
    asked = [Brief(3, seed=seed) for seed in range(4)]
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        stream = compose_many(asked, catalog=DESK, executor=pool, chunksize=1, buffersize=1)
        assert next(stream).index == 0
        pool.submit(os._exit, 1).exception()

        with pytest.raises(Interrupted) as caught:
            next(stream)

    assert isinstance(caught.value, RuntimeError)
    assert isinstance(caught.value.__cause__, BrokenProcessPool)
    assert caught.value.index == 1


def test_what_the_briefs_raise_is_raised() -> None:
    def broken() -> Iterator[Brief]:
        yield Brief(3)
        raise OSError("the list of patients is gone")

    with pytest.raises(OSError, match="the list of patients is gone"):
        list(compose_many(broken(), catalog=DESK))


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"chunksize": 0}, "compose_many.chunksize: got 0, expected 1 or more"),
        ({"buffersize": 0}, "compose_many.buffersize: got 0, expected 1 or more"),
        ({"start": -1}, "compose_many.start: got -1, expected 0 or more"),
    ],
)
def test_a_number_that_is_too_small_is_refused_at_once(numbers: dict[str, int], message: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        compose_many([], **numbers)  # type: ignore[arg-type]  # only whole numbers are wrong here

    assert str(caught.value) == message
