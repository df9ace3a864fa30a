"""The search, against CP-SAT on problems too large for trying everything."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from lowback._solver import Item, Option, Problem, feasible, solve

pytest.importorskip("ortools")

PEERS = Path(__file__).resolve().parents[1] / "benchmarks" / "peers.py"

if not PEERS.is_file():
    pytest.skip("this copy of the tests comes without the benchmarks", allow_module_level=True)

EFFORT = 1_000_000
SECONDS = 60
PLACES = 3
TOKENS = 4
SEEDS = 100
"""Problems of each kind."""


@pytest.fixture(scope="module")
def peers() -> ModuleType:
    spec = spec_from_file_location("peers", PEERS)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _options(random: Random, *, flat: bool) -> tuple[Option, ...]:
    """Longer options are mostly worth more; flat ones are worth their time, so that many selections are equal."""
    options: list[Option] = []
    time = random.randint(1, 6)
    for rank in range(random.randint(2, 4)):
        points = 20 * time if flat else random.randint(10, 30) * time
        options.append(Option(time, points, rank))
        time += random.randint(1, 3)
    return tuple(options)


def _table(random: Random, most: int, *, symmetric: bool) -> tuple[tuple[int, ...], ...]:
    rows = [[random.randint(0, most) for _ in range(PLACES)] for _ in range(PLACES)]
    return tuple(
        tuple(rows[min(a, b)][max(a, b)] if symmetric else rows[a][b] for b in range(PLACES)) for a in range(PLACES)
    )


def problem_of(
    seed: int,
    *,
    flat: bool = False,
    symmetric: bool = True,
    forced: float = 0,
    groups: float = 0.8,
    tight: bool = False,
    ends: bool = False,
    caps: tuple[int, ...] = (),
    opens: float = 1,
) -> Problem:
    """Six to twelve items in two to four stages; `forced` is a chance for each group, `groups` a number for each item.

    A tight window lies between half and all of the longest time, where often nothing ends.
    """
    random = Random(seed)
    stages, count = random.randint(2, 4), random.randint(6, 12)
    names = max(1, round(groups * count))
    items = [
        Item(
            stage=random.randrange(stages),
            place=random.randrange(PLACES),
            group=random.randrange(names),
            tokens=tuple(random.sample(range(TOKENS), random.randint(0, 3))),
            options=_options(random, flat=flat),
            rank=rank,
            opens=random.random() < opens,
            caps=tuple(cap for cap in range(len(caps)) if random.random() < 0.5),
        )
        for rank in range(count)
    ]
    firsts = {item.group: item.rank for item in reversed(items)}
    in_ = {rank for _, rank in sorted(firsts.items()) if random.random() < forced}
    longest = sum(item.options[-1].time for item in items)
    low = random.randint(longest // 2, longest) if tight else random.randint(0, longest // 2)
    return Problem(
        items=tuple(item._replace(forced=item.rank in in_) for item in items),
        places=PLACES,
        marks=tuple(None if random.random() < 0.2 else random.randint(0, longest) for _ in range(stages - 1)),
        mark_weight=random.choice([0, 5, 30, 150]),
        coverage=tuple(sorted((random.randint(0, 120) for _ in range(random.randint(0, 3))), reverse=True)),
        change_time=_table(random, 3, symmetric=symmetric),
        change_price=_table(random, 100, symmetric=symmetric),
        low=low,
        high=low + random.randint(0, 3),
        opening_price=random.choice([0, 40, 200]),
        caps=caps,
        start=random.randrange(PLACES) if ends else None,
        end=random.randrange(PLACES) if ends else None,
    )


def agree(peers: ModuleType, problem: Problem) -> bool:
    """Whether something was found: the search and CP-SAT have to say the same, both with proof."""
    peer = peers.cp_sat(problem, seconds=SECONDS)
    solution = solve(problem, effort=EFFORT)

    assert peer.proved
    assert feasible(problem) == (peer.points is not None), problem
    if solution is None:
        assert peer.points is None, problem
        return False
    assert solution.points == solution.bound == peer.points, problem
    return True


KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "equal rates, where many selections are worth the same": {"flat": True},
    "few groups, which lie in several blocks": {"groups": 0.4},
    "forced items": {"forced": 0.3},
    "changes that are not the same both ways": {"symmetric": False},
    "a window that is hard to meet": {"tight": True},
    "a way from the start and to the end": {"ends": True, "symmetric": False},
    "caps, one of which matters more": {"caps": (1, 2)},
    "few items that open well": {"opens": 0.3},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_and_cp_sat_agree(peers: ModuleType, kind: str) -> None:
    """The same points, proved by both, or nothing found by both; and enough of them have a solution."""
    found = sum(agree(peers, problem_of(seed, **KINDS[kind])) for seed in range(SEEDS))

    assert found > SEEDS // 4


def test_simple_rules_never_beat_the_best(peers: ModuleType) -> None:
    """What greedy and random fill say that they found, can be found."""
    for seed in range(SEEDS):
        problem = problem_of(seed, groups=0.4, forced=0.1)
        solution = solve(problem, effort=EFFORT)
        for peer in (peers.greedy(problem), peers.random_fill(problem, seed)):
            assert peer.points is None or (solution is not None and peer.points <= solution.points), problem
