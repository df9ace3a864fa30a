"""The search, against trying everything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, groupby, pairwise, permutations, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lowback._solver import Item, Option, Problem, feasible, reachable, solve
from lowback._solver.prices import SCALE, best_bound
from lowback._solver.problem import Shape
from lowback._solver.search import Ground
from strategies import examples

EFFORT = 1_000_000
PLACES = 3
STAGES = 2


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to five items, so that everything can be tried; times are small so that sums meet the window."""
    items: list[Item] = []
    for rank in range(draw(st.integers(1, 5))):
        options = draw(
            st.lists(
                st.tuples(st.integers(1, 6), st.integers(0, 9), st.integers(0, 90)), min_size=1, max_size=3, unique=True
            )
        )
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
        targets=tuple(draw(st.integers(0, 15)) for _ in range(STAGES)),
        target_weight=draw(st.integers(0, 8)),
        coverage=tuple(sorted(draw(st.lists(st.integers(0, 40), max_size=3)), reverse=True)),
        change_time=tuple(map(tuple, changes)),
        change_price=tuple(map(tuple, prices)),
        low=low,
        high=low + draw(st.integers(0, 3)),
    )


def everything(problem: Problem) -> Iterator[tuple[int, int, int]]:
    """Time, whether groups clash, and points of every selection in every order that the rules allow."""
    items = problem.items
    for chosen in chain.from_iterable(combinations(range(len(items)), n) for n in range(1, len(items) + 1)):
        if any(item.forced and index not in chosen for index, item in enumerate(items)):
            continue
        clash = len({items[i].group for i in chosen}) < len(chosen)
        blocks = [sorted({items[i].place for i in chosen if items[i].stage == stage}) for stage in range(STAGES)]
        for orders in product(*(permutations(places) for places in blocks)):
            way = list(chain.from_iterable(orders))
            time = sum(problem.change_time[a][b] for a, b in pairwise(way))
            lost = sum(problem.change_price[a][b] for a, b in pairwise(way))
            for options in product(*(items[i].options for i in chosen)):
                points = sum(option.points for option in options) - lost
                for token in range(3):
                    points += sum(problem.coverage[: sum(token in items[i].tokens for i in chosen)])
                for stage, target in enumerate(problem.targets):
                    active = sum(o.active for i, o in zip(chosen, options, strict=True) if items[i].stage == stage)
                    points -= problem.target_weight * abs(active - target)
                yield time + sum(option.time for option in options), clash, points


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
    return tuple(option._replace(points=0, active=0) for option in item.options)


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


@examples(60)
@given(problems())
def test_the_way_between_places_is_one_of_the_cheapest(problem: Problem) -> None:
    """The points of a solution are those of its own order of places, and its time is in the window."""
    solution = solve(problem, effort=EFFORT)
    if solution is None:
        return
    items = [problem.items[index] for index, _ in solution.taken]
    options = [problem.items[index].options[option] for index, option in solution.taken]
    changes = [(a.place, b.place) for a, b in pairwise(items) if a.place != b.place]
    time = sum(option.time for option in options) + sum(problem.change_time[a][b] for a, b in changes)
    points = sum(option.points for option in options) - sum(problem.change_price[a][b] for a, b in changes)
    counts = Counter(token for item in items for token in item.tokens)
    points += sum(sum(problem.coverage[:count]) for count in counts.values())
    for stage, target in enumerate(problem.targets):
        active = sum(option.active for item, option in zip(items, options, strict=True) if item.stage == stage)
        points -= problem.target_weight * abs(active - target)

    assert problem.low <= time <= problem.high
    assert points == solution.points
    assert [item.stage for item in items] == sorted(item.stage for item in items)
    blocks = [key for key, _ in groupby((item.stage, item.place) for item in items)]
    assert len(blocks) == len(set(blocks))


@examples(60)
@given(problems(), st.lists(st.integers(0, 4), max_size=6))
def test_losses_of_counts_add_up_item_by_item(problem: Problem, order: list[int]) -> None:
    """What each item makes certain is, in sum, what its tokens lose whatever comes; said once more by hand."""
    bound = best_bound(Shape(problem))
    counts = Ground(bound).counts
    chosen = [problem.items[index % len(problem.items)] for index in order]
    state, lost = 0, 0
    for item in chosen:
        state, loss = counts.after[problem.items.index(item)][state]
        lost += loss
    had = Counter(token for item in chosen for token in item.tokens)
    expected = 0
    for token in range(bound.shape.tokens):
        price = bound.prices.counts[token]
        worth = [SCALE * sum(problem.coverage[:count]) - price * count for count in range(20)]
        expected += max(worth) - max(worth[had[token] :])

    assert lost % (1 << 60) == expected
