"""The search, against trying everything."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations, permutations, product
from random import Random
from typing import NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback import Brief, default_catalog
from lowback._solver import Item, Option, Problem, feasible, reachable, solve
from lowback._solver.bound import NEVER, Bound
from lowback._solver.graph import Graph
from lowback._solver.prices import better_bound, good_prices
from lowback._solver.problem import Shape
from lowback._solver.search import Search
from lowback.composer._exchanging import exchanges
from lowback.composer._question import Question
from strategies import examples

EFFORT = 1_000_000
PLACES = 3
TOKENS = 3


@st.composite
def problems(draw: st.DrawFn, *, coupled: bool = True) -> Problem:
    """Up to five items, so that everything can be tried; times are small so that sums meet the window.

    In a problem that is not coupled the clock is all that items share: no tokens, and every group is in one block.
    Nor does its window hold the start, where nothing taken, which is no selection, would do.
    """
    stages = draw(st.integers(1, 3))
    items: list[Item] = []
    count = draw(st.integers(1, 5))
    for rank in draw(st.permutations(range(count))):
        options = draw(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 90)), min_size=1, max_size=3, unique=True))
        stage, place = draw(st.integers(0, stages - 1)), draw(st.integers(0, PLACES - 1))
        items.append(
            Item(
                stage=stage,
                place=place,
                group=draw(st.integers(0, 3)) if coupled else PLACES * stage + place,
                tokens=tuple(sorted(draw(st.sets(st.integers(0, TOKENS - 1), max_size=2)))) if coupled else (),
                options=tuple(Option(*option, rank=nth) for nth, option in enumerate(options)),
                rank=rank,
                caps=tuple(sorted(draw(st.sets(st.integers(0, 1))))) if coupled else (),
                opens=draw(st.booleans()) if coupled else True,
            )
        )
    forced = draw(st.booleans())
    low = draw(st.integers(0 if coupled else 1, 14))
    changes = [[0] * PLACES for _ in range(PLACES)]
    prices = [[0] * PLACES for _ in range(PLACES)]
    for a, b in permutations(range(PLACES), 2):  # getting down may take longer than getting up
        changes[a][b] = draw(st.integers(0, 3))
        prices[a][b] = draw(st.integers(0, 30))
    return Problem(
        items=tuple(item._replace(forced=forced and item.rank == 0) for item in items),
        places=PLACES,
        marks=tuple(draw(st.none() | st.integers(0, 10)) for _ in range(stages - 1)),
        mark_weight=draw(st.integers(0, 8)),
        coverage=tuple(sorted(draw(st.lists(st.integers(0, 40), max_size=3)), reverse=True)),
        change_time=tuple(map(tuple, changes)),
        change_price=tuple(map(tuple, prices)),
        low=low,
        high=low + draw(st.integers(0, 3)),
        opening_price=draw(st.integers(0, 60)),
        caps=tuple(draw(st.lists(st.integers(1, 2), min_size=2, max_size=2))),
        start=draw(st.none() | st.integers(0, PLACES - 1)),
        end=draw(st.none() | st.integers(0, PLACES - 1)),
    )


class Tried(NamedTuple):
    """One selection in one order: its time, whether it breaks a limit, its points, its items with their options."""

    time: int
    clash: bool
    points: int
    order: tuple[tuple[int, int], ...]


def everything(problem: Problem) -> Iterator[Tried]:
    """Every selection in every order that the rules allow."""
    items, stages = problem.items, len(problem.marks) + 1
    for chosen in chain.from_iterable(combinations(range(len(items)), n) for n in range(1, len(items) + 1)):
        if any(item.forced and index not in chosen for index, item in enumerate(items)):
            continue
        clash = len({items[i].group for i in chosen}) < len(chosen)
        clash |= any(sum(cap in items[i].caps for i in chosen) > most for cap, most in enumerate(problem.caps))
        blocks = [sorted({items[i].place for i in chosen if items[i].stage == stage}) for stage in range(stages)]
        for orders in product(*((places, places[::-1]) for places in blocks)):
            for options in product(*(range(len(items[i].options)) for i in chosen)):
                yield walked(problem, orders, dict(zip(chosen, options, strict=True)), clash=clash)


def walked(problem: Problem, orders: tuple[list[int], ...], taken: dict[int, int], *, clash: bool) -> Tried:
    """One selection, gone through second by second."""
    items, time, here = problem.items, 0, problem.start
    order: list[tuple[int, int]] = []
    points = sum(items[index].options[nth].points for index, nth in taken.items())
    for token in range(TOKENS):
        points += sum(problem.coverage[: sum(token in items[index].tokens for index in taken)])
    for stage, places in enumerate(orders):
        for place in places:
            if here is not None:
                time += problem.change_time[here][place]
                points -= problem.change_price[here][place]
            here = place
            block = [(i, nth) for i, nth in taken.items() if (items[i].stage, items[i].place) == (stage, place)]
            time += sum(items[i].options[nth].time for i, nth in block)
            order.extend(block)
        mark = problem.marks[stage] if stage < len(problem.marks) else None
        if mark is not None:
            points -= problem.mark_weight * abs(time - mark)
    if here is not None and problem.end is not None:
        time += problem.change_time[here][problem.end]
        points -= problem.change_price[here][problem.end]
    first = [items[index] for index, _ in order if (items[index].stage, items[index].place) == block_of(items, order)]
    if not any(item.opens for item in first):
        points -= problem.opening_price
    return Tried(time, clash, points, tuple(order))


def block_of(items: tuple[Item, ...], order: list[tuple[int, int]]) -> tuple[int, int]:
    """The stage and place of the first of all."""
    first = items[order[0][0]]
    return first.stage, first.place


def fitting(problem: Problem) -> list[Tried]:
    """Every selection that keeps the rules and ends in the window."""
    return [each for each in everything(problem) if not each.clash and problem.low <= each.time <= problem.high]


def best_points(problem: Problem) -> int | None:
    """The most points of anything that fits."""
    return max((each.points for each in fitting(problem)), default=None)


@examples(100)
@given(problems())
def test_reachable_times_are_those_of_some_selection(problem: Problem) -> None:
    """Exact but for caps and groups that meet in different blocks, which may only add times."""
    apart = {each.time for each in everything(problem) if not each.clash}
    any_ = {each.time for each in everything(problem)}
    found = set(reachable(problem))

    assert {time for time in apart if time <= problem.high} <= found <= any_


@examples(500)
@given(problems())
def test_a_solution_is_the_best_of_all_and_proved(problem: Problem) -> None:
    """Against everything that can be chosen; nothing is found exactly where there is nothing."""
    best = best_points(problem)
    solution = solve(problem, effort=EFFORT)

    assert feasible(problem) == (best is not None)
    assert (solution is None) == (best is None)
    if solution is not None:
        assert (solution.points, solution.bound) == (best, best)
        assert (best, solution.taken) in {(each.points, each.order) for each in fitting(problem)}


def _even(problem: Problem) -> Problem:
    """The same with few different points, so that many selections are equally good."""
    items = (
        item._replace(options=tuple(each._replace(points=each.points // 45) for each in item.options))
        for item in problem.items
    )
    prices = tuple(tuple(price // 20 for price in row) for row in problem.change_price)
    return replace(problem, items=tuple(items), change_price=prices, coverage=(), mark_weight=problem.mark_weight // 8)


@examples(500)
@given(problems().map(_even))
def test_among_equals_the_first_comes(problem: Problem) -> None:
    """With the first item by rank that the other lacks, of one item the first option; then upwards first."""
    tried = fitting(problem)
    solution = solve(problem, effort=EFFORT)

    def place(each: Tried) -> tuple[list[int], list[tuple[int, int]]]:
        by_rank = {problem.items[index].rank: nth for index, nth in each.order}
        order = [(problem.items[index].stage, problem.items[index].place) for index, _ in each.order]
        return [by_rank.get(rank, len("none")) for rank in range(len(problem.items))], order

    assert (solution is None) == (not tried)
    if solution is not None:
        equals = [each for each in tried if each.points == solution.points]
        assert solution.taken == min(equals, key=place).order


def test_what_the_way_to_the_end_costs_counts_among_equals() -> None:
    """Ten points where the way ends, fifteen where five more have to be paid: the first by rank comes."""
    problem = Problem(
        items=tuple(
            Item(stage=0, place=rank, group=rank, tokens=(), options=(Option(4, points, 0),), rank=rank)
            for rank, points in enumerate((10, 15))
        ),
        places=2,
        marks=(),
        mark_weight=0,
        coverage=(),
        change_time=((0, 1), (1, 0)),
        change_price=((0, 5), (5, 0)),
        low=4,
        high=5,
        end=0,
    )
    solution = solve(problem, effort=EFFORT)

    assert solution is not None
    assert (solution.taken, solution.points, solution.bound) == (((0, 0),), 10, 10)


def searched(problem: Problem) -> int | None:
    """The most points that the search finds by itself, without a selection where the bound comes from."""
    shape = Shape(problem)
    found = Search(Bound(Graph(shape), [0] * shape.counts)).best(NEVER // 2)
    return None if found is None else found[0]


@examples(500)
@given(problems())
def test_the_search_alone_finds_the_best(problem: Problem) -> None:
    assert searched(problem) == best_points(problem)


@examples(300)
@given(problems(), st.integers(-20, 20))
def test_a_look_finds_the_best_or_says_what_none_exceeds(problem: Problem, beyond: int) -> None:
    """Wherever it looks, a little below or above the best."""
    shape = Shape(problem)
    best = best_points(problem)
    search = Search(Bound(Graph(shape), [0] * shape.counts))
    least = (0 if best is None else best) + beyond
    found = search.best(least)

    assert (None if found is None else found[0]) == (None if best is None or best < least else best)
    assert best is None or best <= search.most


@pytest.mark.parametrize(
    ("options", "best"),
    [
        (((2, 50, False), (2, 10, True), (4, 55, True)), {0, 1}),  # what opens well need not come first in its block
        (((4, 60, False), (4, 55, True)), {1}),  # five more points are not worth the twenty
        (((4, 80, False), (4, 55, True)), {0}),  # and these are
    ],
)
def test_a_first_block_holds_what_opens_well_or_it_is_paid_for(
    options: tuple[tuple[int, int, bool], ...], best: set[int]
) -> None:
    problem = Problem(
        items=tuple(
            Item(
                stage=0,
                place=0,
                group=rank,
                tokens=(),
                options=(Option(time, points, 0),),
                rank=rank,
                opens=opens,
            )
            for rank, (time, points, opens) in enumerate(options)
        ),
        places=1,
        marks=(),
        mark_weight=0,
        coverage=(),
        change_time=((0,),),
        change_price=((0,),),
        low=4,
        high=4,
        opening_price=20,
    )
    solution = solve(problem, effort=EFFORT)

    assert solution is not None
    assert {index for index, _ in solution.taken} == best
    assert solution.points == solution.bound == searched(problem) == best_points(problem)


# Bounds and prices -------------------------------------------------------------------------------


@examples(150)
@given(problems(), st.data())
def test_a_bound_is_never_below_the_best_whatever_the_prices(problem: Problem, data: st.DataObject) -> None:
    """Prices of tokens are not negative; those of what is limited may be anything."""
    shape = Shape(problem)
    prices = [
        data.draw(st.integers(0 if nth < shape.tokens else -100, 50), label="price") for nth in range(shape.counts)
    ]
    best = best_points(problem)
    value = Bound(Graph(shape), prices).value

    assert best is None or best <= value


@examples(100)
@given(problems(coupled=False))
def test_where_only_the_clock_is_shared_the_bound_is_the_best(problem: Problem) -> None:
    """Nothing of the clock is relaxed; where nothing ends in the window it is hopeless."""
    shape = Shape(problem)
    bound = Bound(Graph(shape), good_prices(shape))
    best = best_points(problem)

    assert bound.value == best if best is not None else bound.value < NEVER // 2


@pytest.mark.parametrize("mix", ["mixed", "strength", "gentle"])
def test_prices_that_are_found_leave_little_above_the_best(mix: str) -> None:
    """Of what a bound without prices leaves open in ten minutes, less than a quarter."""
    problem = Question.of(Brief(10, mix), default_catalog()).problem
    shape = Shape(problem)
    graph, solution = Graph(shape), solve(problem, effort=EFFORT)
    assert solution is not None
    free, priced = (Bound(graph, prices).value - solution.points for prices in ([0] * shape.counts, good_prices(shape)))

    assert 0 <= 4 * priced < free


@examples(100)
@given(problems(), st.integers(0, 50))
def test_a_better_bound_is_never_above_the_one_before_and_still_holds(problem: Problem, lacking: int) -> None:
    """However good the selection is that is known."""
    shape = Shape(problem)
    rough = Bound(Graph(shape), [0] * shape.counts)
    if rough.value < NEVER // 2:  # nothing ends in the window
        return
    best = best_points(problem)
    better = better_bound(rough, (best or 0) - lacking)

    assert better.value <= rough.value
    assert best is None or best <= better.value


@examples(200)
@given(problems(), st.integers(-20, 20))
def test_what_a_bound_follows_is_worth_what_it_promises(problem: Problem, price: int) -> None:
    """If nothing were counted, each item worth its price, and everything opened well. Prices go against that."""
    bound = Bound(Graph(Shape(problem)), [price] * Shape(problem).counts)
    if bound.value < NEVER // 2:  # nothing ends in the window
        return
    followed = bound.followed()
    priced = [
        item._replace(
            group=rank,
            tokens=(),
            caps=(),
            opens=True,
            options=tuple(each._replace(points=each.points + price * len(counted)) for each in item.options),
        )
        for rank, (item, counted) in enumerate(zip(problem.items, Shape(problem).counted, strict=True))
        if rank in followed
    ]
    uncounted = replace(problem, items=tuple(priced), coverage=())

    assert len({*followed}) == len(followed)
    assert max(each.points for each in fitting(uncounted) if len(each.order) == len(priced)) >= bound.value - bound.base


@examples(300)
@given(problems(), st.integers(1, 30), st.integers(2, 3))
def test_a_search_that_grows_knows_more_and_finds_the_same(problem: Problem, steps: int, more: int) -> None:
    """As often as it has to begin again, with a good selection that is known and then with a lower bound."""
    with patch("lowback._solver._STEPS", steps), patch("lowback._solver._MORE", more):
        solution = solve(problem, effort=EFFORT)

    assert (None if solution is None else solution.points) == best_points(problem)
    assert solution == solve(problem, effort=EFFORT)


@examples(200)
@given(problems(), st.data())
def test_a_narrow_search_finds_nothing_that_is_not_there(problem: Problem, data: st.DataObject) -> None:
    """What it finds is there, and is never better than the best; what is known from above stays as it was."""
    shape = Shape(problem)
    search = Search(Bound(Graph(shape), good_prices(shape)))
    least = data.draw(st.integers(0, 100), label="least")
    most, found, best = search.most, search.narrow(least), best_points(problem)

    assert search.most == most
    assert found is None or (best is not None and least <= found[0] <= best)


# Exchanges ---------------------------------------------------------------------------------------


@examples(100)
@given(problems())
def test_an_exchange_is_the_best_that_one_other_item_makes_of_the_rest(problem: Problem) -> None:
    """The rest stays as it is; among equals the first by rank; for what is forced there is none."""
    solution = solve(problem, effort=EFFORT)
    if solution is None:
        return
    tried = fitting(problem)
    taken = dict(solution.taken)
    for index, exchange in exchanges(problem, taken).items():
        rest = {each for each in solution.taken if each[0] != index}
        others = [(each.points, *new) for each in tried for new in one_more(each, rest, taken)]
        best = max((points for points, _, _ in others), default=0)
        equals = [each for each in others if each[0] == best]
        first = min(equals, key=lambda each: (problem.items[each[1]].rank, each[2]), default=None)

        assert exchange == (None if problem.items[index].forced else first)


def one_more(tried: Tried, rest: set[tuple[int, int]], taken: dict[int, int]) -> list[tuple[int, int]]:
    """What a selection has beside the rest, when that is one item that was not taken."""
    more = set(tried.order) - rest
    return list(more) if rest <= set(tried.order) and len(more) == 1 and next(iter(more))[0] not in taken else []


# Sameness and effort -----------------------------------------------------------------------------


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
