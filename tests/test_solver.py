"""The search, against trying everything."""

from collections.abc import Iterator
from itertools import chain, combinations, pairwise, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from lowback._solver import Item, Option, Problem, feasible, reachable, solve

EFFORT = 100_000
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
    for a, b in combinations(range(PLACES), 2):
        changes[a][b] = changes[b][a] = draw(st.integers(0, 3))
        prices[a][b] = prices[b][a] = draw(st.integers(0, 30))
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


@settings(max_examples=300, deadline=None)
@given(problems())
def test_reachable_times_are_those_of_some_selection(problem: Problem) -> None:
    """Exact but for groups that meet in different blocks, which may only add times."""
    apart = {time for time, clash, _ in everything(problem) if not clash}
    any_ = {time for time, _, _ in everything(problem)}
    bits = reachable(problem)
    found = {time for time in range(problem.high + 1) if bits >> time & 1}

    assert {time for time in apart if time <= problem.high} <= found <= any_


@settings(max_examples=300, deadline=None)
@given(problems())
def test_a_solution_is_allowed_and_never_above_the_best_nor_its_bound_below_it(problem: Problem) -> None:
    """Nothing is found where nothing is; what is found is real; the bound holds for everything."""
    fits = [points for time, clash, points in everything(problem) if not clash and problem.low <= time <= problem.high]
    solution = solve(problem, effort=EFFORT)

    assert feasible(problem) == bool(fits)
    if solution is None:
        assert not fits
        return
    assert solution.points in fits
    assert solution.points <= max(fits) <= solution.bound
    groups = [problem.items[index].group for index, _ in solution.taken]
    assert len(groups) == len(set(groups))
    assert all(index in dict(solution.taken) for index, item in enumerate(problem.items) if item.forced)
