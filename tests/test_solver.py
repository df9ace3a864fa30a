"""The search, against trying everything."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, permutations, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lowback._solver import Item, Option, Problem, feasible, reachable, solve
from strategies import examples

EFFORT = 1_000_000
PLACES = 3
STAGES = 2


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to five items, so that everything can be tried; times are small so that sums meet the window."""
    items: list[Item] = []
    for rank in range(draw(st.integers(1, 5))):
        options = draw(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 90)), min_size=1, max_size=3, unique=True))
        items.append(
            Item(
                stage=draw(st.integers(0, STAGES - 1)),
                place=draw(st.integers(0, PLACES - 1)),
                group=draw(st.integers(0, 3)),
                tokens=tuple(sorted(draw(st.sets(st.integers(0, 2), max_size=2)))),
                options=tuple(Option(*option, rank=nth) for nth, option in enumerate(options)),
                rank=rank,
            )
        )
    forced = draw(st.booleans())
    low = draw(st.integers(0, 14))
    changes = [[0] * PLACES for _ in range(PLACES)]
    prices = [[0] * PLACES for _ in range(PLACES)]
    for a, b in permutations(range(PLACES), 2):  # getting down may take longer than getting up
        changes[a][b] = draw(st.integers(0, 3))
        prices[a][b] = draw(st.integers(0, 30))
    return Problem(
        items=tuple(item._replace(forced=forced and item.rank == 0) for item in items),
        places=PLACES,
        marks=tuple(draw(st.integers(0, 10)) for _ in range(STAGES - 1)),
        mark_weight=draw(st.integers(0, 8)),
        coverage=tuple(sorted(draw(st.lists(st.integers(0, 40), max_size=3)), reverse=True)),
        change_time=tuple(map(tuple, changes)),
        change_price=tuple(map(tuple, prices)),
        low=low,
        high=low + draw(st.integers(0, 3)),
    )


def everything(problem: Problem) -> Iterator[tuple[int, bool, int]]:
    """Time, whether groups clash, and points of every selection in every order that the rules allow."""
    items = problem.items
    for chosen in chain.from_iterable(combinations(range(len(items)), n) for n in range(1, len(items) + 1)):
        if any(item.forced and index not in chosen for index, item in enumerate(items)):
            continue
        clash = len({items[i].group for i in chosen}) < len(chosen)
        blocks = [sorted({items[i].place for i in chosen if items[i].stage == stage}) for stage in range(STAGES)]
        for orders in product(*((places, places[::-1]) for places in blocks)):
            for options in product(*(items[i].options for i in chosen)):
                taken = dict(zip(chosen, options, strict=True))
                yield walked(problem, orders, taken, clash=clash)


def walked(
    problem: Problem, orders: tuple[list[int], ...], taken: dict[int, Option], *, clash: bool
) -> tuple[int, bool, int]:
    """One selection, gone through second by second."""
    items, time, here = problem.items, 0, None
    points = sum(option.points for option in taken.values())
    for token in range(3):
        points += sum(problem.coverage[: sum(token in items[index].tokens for index in taken)])
    for stage, places in enumerate(orders):
        for place in places:
            if here is not None:
                time += problem.change_time[here][place]
                points -= problem.change_price[here][place]
            here = place
            time += sum(each.time for i, each in taken.items() if (items[i].stage, items[i].place) == (stage, place))
        if stage < STAGES - 1:
            points -= problem.mark_weight * abs(time - problem.marks[stage])
    return time, clash, points


@examples(100)
@given(problems())
def test_reachable_times_are_those_of_some_selection(problem: Problem) -> None:
    """Exact but for groups that meet in different blocks, which may only add times."""
    apart = {time for time, clash, _ in everything(problem) if not clash}
    any_ = {time for time, _, _ in everything(problem)}
    bits = reachable(problem)
    found = {time for time in range(problem.high + 1) if bits >> time & 1}

    assert {time for time in apart if time <= problem.high} <= found <= any_


def best_points(problem: Problem) -> int | None:
    """The most points of anything that fits, by trying everything."""
    fits = (points for time, clash, points in everything(problem) if not clash and problem.low <= time <= problem.high)
    return max(fits, default=None)


@examples(250)
@given(problems())
def test_a_solution_is_the_best_of_all_and_proved(problem: Problem) -> None:
    """Against everything that can be chosen; nothing is found exactly where there is nothing."""
    best = best_points(problem)
    solution = solve(problem, effort=EFFORT)

    assert feasible(problem) == (best is not None)
    assert (solution is None) == (best is None)
    if solution is not None:
        assert (solution.points, solution.bound) == (best, best)
        taken = dict(solution.taken)
        groups = [problem.items[index].group for index in taken]
        assert len(groups) == len(set(groups))
        assert all(index in taken for index, item in enumerate(problem.items) if item.forced)


@examples(100)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_in_which_items_come_never_matters(problem: Problem, random: Random) -> None:
    """Nor do other prices: ties go by the ranks, not by what was met first."""
    flat = replace(problem, items=tuple(item._replace(options=_worthless(item)) for item in problem.items))
    order = list(range(len(flat.items)))
    random.shuffle(order)
    shuffled = replace(flat, items=tuple(flat.items[index] for index in order))

    assert _ranks(flat) == _ranks(shuffled)


def _worthless(item: Item) -> tuple[Option, ...]:
    return tuple(option._replace(points=0) for option in item.options)


def _ranks(problem: Problem) -> set[tuple[int, int]] | None:
    solution = solve(problem, effort=EFFORT)
    if solution is None:
        return None
    chosen = ((problem.items[index], option) for index, option in solution.taken)
    return {(item.rank, item.options[option].rank) for item, option in chosen}


@examples(60)
@given(problems(), st.integers(0, 400))
def test_with_little_effort_there_is_still_a_selection_and_a_bound_that_holds(problem: Problem, effort: int) -> None:
    """When the steps are used up the best so far comes back, never nothing."""
    best = best_points(problem)
    solution = solve(problem, effort=effort)

    assert (solution is None) == (best is None)
    if solution is not None and best is not None:
        assert solution.points <= best <= solution.bound
        assert solve(problem, effort=effort) == solution
