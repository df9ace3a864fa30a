"""The search beside other ways of solving the same problem: CP-SAT (OR-Tools), a greedy rule, random fill.

    python -m pip install ortools matplotlib
    python benchmarks/peers.py [--seconds 60] [--picture docs/_static/peers.svg]

Every length and mix of the packaged catalog, side by side in one run: ours is measured right before and
right after each peer, and the slower of the two counts. CP-SAT gets one worker and a limit of seconds.
Times depend on the machine; the ratios are what counts.

The peers know what a `Problem` means, and nothing of the search. They take it that coverage bonuses do
not grow and are not negative, and that the weight of the marks is not negative.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise, product
from pathlib import Path
from random import Random
from statistics import mean, median
from time import perf_counter
from typing import NamedTuple

from ortools.sat.python import cp_model

from lowback import Brief, default_catalog
from lowback._solver import Item, Option, Problem, solve
from lowback.composer import EFFORT
from lowback.composer._question import Question

__all__ = ["Peer", "cp_sat", "greedy", "random_fill"]

MINUTES = (3, 5, 7, 10, 15, 20, 30)
TRIES = 100

Taken = Mapping[int, int]
"""Index of each item taken -> index of its option."""


class Peer(NamedTuple):
    """What a peer found: points when anything ends in the window, and a bound when it has one.

    `proved` is also true, without points, when it is sure that nothing ends in the window.
    """

    points: int | None
    bound: int | None
    seconds: float
    proved: bool


# CP-SAT ------------------------------------------------------------------------------------------


def _total(terms: Iterable[tuple[cp_model.LinearExpr, int]]) -> cp_model.LinearExpr:
    return sum((expression * number for expression, number in terms), cp_model.LinearExpr.constant(0))


class _Model:
    """The whole problem in the words of CP-SAT.

    A routine is a way through a graph: a node for each block in each of the two directions of its stage, an arc from
    each to all that may follow, so to those further on in the same direction, and to all of later stages.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.stages = len(problem.marks) + 1
        self.model = cp_model.CpModel()
        self.takes = [[self.model.new_bool_var("") for _ in item.options] for item in problem.items]
        self._choose()
        times: list[list[tuple[cp_model.LinearExpr, int]]] = [[] for _ in range(self.stages)]
        points: list[tuple[cp_model.LinearExpr, int]] = []
        for stage, change, spent, lost in self._way():
            times[stage].append((change, spent))
            points.append((change, -lost))
        for take, item, option in self._options():
            times[item.stage].append((take, option.time))
            points.append((take, option.points))
        ends = [_total(chain.from_iterable(times[: stage + 1])) for stage in range(self.stages)]
        self.model.add_linear_constraint(ends[-1], problem.low, problem.high)
        self.model.maximize(_total([*points, *self._coverage(), *self._off_marks(ends)]))

    def _options(self) -> Iterator[tuple[cp_model.IntVar, Item, Option]]:
        for item, takes in zip(self.problem.items, self.takes, strict=True):
            for take, option in zip(takes, item.options, strict=True):
                yield take, item, option

    def _choose(self) -> None:
        """At most one option of an item, one item of a group, and as many under a cap as it allows; forced is in."""
        groups: dict[int, list[cp_model.IntVar]] = {}
        for item, takes in zip(self.problem.items, self.takes, strict=True):
            groups.setdefault(item.group, []).extend(takes)
            if item.forced:
                self.model.add_exactly_one(takes)
        for takes in groups.values():
            self.model.add_at_most_one(takes)
        for cap, most in enumerate(self.problem.caps):
            self.model.add(_total((take, 1) for take, item, _ in self._options() if cap in item.caps) <= most)

    def _way(self) -> Iterator[tuple[int, cp_model.IntVar, int, int]]:
        """The changes with the stage that they lead into, their time and their points."""
        problem = self.problem
        blocks: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for take, item, _ in self._options():
            blocks.setdefault((item.stage, item.place), []).append(take)
        nodes = [(*block, up) for block in sorted(blocks) for up in (True, False)]
        into: dict[tuple[int, int, bool], list[cp_model.IntVar]] = {node: [] for node in nodes}
        out: dict[tuple[int, int, bool], list[cp_model.IntVar]] = {node: [] for node in nodes}
        starts = {node: self.model.new_bool_var("") for node in nodes}
        stops = {node: self.model.new_bool_var("") for node in nodes}
        self.model.add_exactly_one(starts.values())
        self.model.add_exactly_one(stops.values())
        yield from self._opening(starts)
        for (stage, place, _), start, stop in zip(nodes, starts.values(), stops.values(), strict=True):
            if problem.start not in {None, place}:
                yield (
                    stage,
                    start,
                    problem.change_time[problem.start][place],
                    problem.change_price[problem.start][place],
                )
            if problem.end not in {None, place}:
                last = self.stages - 1
                yield last, stop, problem.change_time[place][problem.end], problem.change_price[place][problem.end]
        for (stage, place, up), (later, there, on) in product(nodes, nodes):
            further = stage == later and up is on and (there > place if up else there < place)
            if later > stage or further:
                arc = self.model.new_bool_var("")
                out[stage, place, up].append(arc)
                into[later, there, on].append(arc)
                if there != place:
                    yield later, arc, problem.change_time[place][there], problem.change_price[place][there]
        for block, takes in blocks.items():
            visits = [self.model.new_bool_var("") for _ in (True, False)]
            for up, visit in zip((True, False), visits, strict=True):
                node = (*block, up)
                self.model.add(_total((arc, 1) for arc in (starts[node], *into[node])) == visit)
                self.model.add(_total((arc, 1) for arc in (stops[node], *out[node])) == visit)
            self.model.add_at_most_one(visits)
            self.model.add(_total((take, 1) for take in takes) >= _total((visit, 1) for visit in visits))
            for take in takes:
                self.model.add_bool_or(visits).only_enforce_if(take)

    def _opening(
        self, starts: Mapping[tuple[int, int, bool], cp_model.IntVar]
    ) -> Iterator[tuple[int, cp_model.IntVar, int, int]]:
        """What it costs that nothing of the first block opens well; it takes no time."""
        for stage, place in sorted({node[:2] for node in starts}):
            badly = self.model.new_bool_var("")
            well = ((take, -1) for take, item, _ in self._options() if self._opens(item, stage, place))
            first = ((start, 1) for node, start in starts.items() if node[:2] == (stage, place))
            self.model.add(_total(chain(first, well)) <= badly)
            yield stage, badly, 0, self.problem.opening_price

    def _opens(self, item: Item, stage: int, place: int) -> bool:
        return item.opens and (item.stage, item.place) == (stage, place)

    def _coverage(self) -> Iterator[tuple[cp_model.IntVar, int]]:
        """Points for the first, second, ... item with each token."""
        bearers: dict[int, list[tuple[cp_model.LinearExpr, int]]] = {}
        for take, item, _ in self._options():
            for token in item.tokens:
                bearers.setdefault(token, []).append((take, 1))
        for takes in bearers.values():
            paid = [self.model.new_bool_var("") for _ in self.problem.coverage]
            self.model.add(_total((each, 1) for each in paid) <= _total(takes))
            for more, fewer in pairwise(paid):
                self.model.add_implication(fewer, more)
            yield from zip(paid, self.problem.coverage, strict=True)

    def _off_marks(self, ends: list[cp_model.LinearExpr]) -> Iterator[tuple[cp_model.IntVar, int]]:
        """What is lost where a stage ends off its mark on the clock."""
        for end, mark in zip(ends, self.problem.marks, strict=False):
            if mark is not None:
                off = self.model.new_int_var(0, max(mark, self.problem.high), "")
                self.model.add(off >= end - mark)
                self.model.add(off >= mark - end)
                yield off, -self.problem.mark_weight


def cp_sat(problem: Problem, *, seconds: float, workers: int = 1) -> Peer:
    """The best that CP-SAT finds in so many seconds; building its model is counted, but not against the limit."""
    start = perf_counter()
    model = _Model(problem).model
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    spent = perf_counter() - start
    if status == cp_model.MODEL_INVALID:
        raise ValueError(model.validate())
    if status == cp_model.INFEASIBLE:
        return Peer(None, None, spent, proved=True)
    bound = int(solver.best_objective_bound // 1)
    if status == cp_model.UNKNOWN:
        return Peer(None, bound, spent, proved=False)
    return Peer(round(solver.objective_value), bound, spent, proved=status == cp_model.OPTIMAL)


# Simple rules ------------------------------------------------------------------------------------


def _orders(problem: Problem, taken: Iterable[int]) -> Iterator[tuple[list[int], ...]]:
    """The places of each stage, upwards or downwards."""
    blocks = {(problem.items[index].stage, problem.items[index].place) for index in taken}
    places = [sorted(place for stage, place in blocks if stage == each) for each in range(len(problem.marks) + 1)]
    return product(*([up, up[::-1]] if len(up) > 1 else [up] for up in places))


def _way(
    problem: Problem, order: tuple[list[int], ...], spent: Mapping[tuple[int, int], int], well: set[tuple[int, int]]
) -> tuple[int, int]:
    """Time, and points lost by changes, marks and the start, when the places are gone through in this order."""
    time = 0
    first = next(((stage, places[0]) for stage, places in enumerate(order) if places), None)
    lost = 0 if first in well else problem.opening_price
    here = problem.start
    for stage, places in enumerate(order):
        for place in places:
            if here not in {None, place}:
                time += problem.change_time[here][place]
                lost += problem.change_price[here][place]
            time, here = time + spent[stage, place], place
        mark = problem.marks[stage] if stage < len(problem.marks) else None
        if mark is not None:
            lost += problem.mark_weight * abs(time - mark)
    if here is not None and problem.end not in {None, here}:
        time += problem.change_time[here][problem.end]
        lost += problem.change_price[here][problem.end]
    return time, lost


def _worth(problem: Problem, taken: Taken) -> tuple[int, int]:
    """Time and points of a selection, all counted, in its best order; one that is too long only when all are."""
    points = 0
    tokens: Counter[int] = Counter()
    spent: Counter[tuple[int, int]] = Counter()
    for index, nth in taken.items():
        item = problem.items[index]
        option = item.options[nth]
        points += option.points
        spent[item.stage, item.place] += option.time
        tokens.update(item.tokens)
    points += sum(sum(problem.coverage[:count]) for count in tokens.values())
    well = {(problem.items[index].stage, problem.items[index].place) for index in taken if problem.items[index].opens}
    ways = (_way(problem, order, spent, well) for order in _orders(problem, taken))
    time, lost = min(ways, key=lambda way: (max(0, way[0] - problem.high), way[1], way[0]))
    return time, points - lost


def _options(problem: Problem) -> Iterator[tuple[int, int, Item, Option]]:
    for index, item in enumerate(problem.items):
        for nth, option in enumerate(item.options):
            yield index, nth, item, option


def _forced(problem: Problem) -> dict[int, int]:
    """What is forced, each in its shortest option."""
    return {
        index: min(range(len(item.options)), key=lambda nth: item.options[nth].time)
        for index, item in enumerate(problem.items)
        if item.forced
    }


def _clash(problem: Problem, taken: Iterable[int]) -> bool:
    """Whether two are of one group, or more are under a cap than it allows."""
    items = [problem.items[index] for index in taken]
    over = (sum(cap in item.caps for item in items) > most for cap, most in enumerate(problem.caps))
    return len({item.group for item in items}) < len(items) or any(over)


def _result(problem: Problem, taken: Taken, start: float) -> Peer:
    time, points = _worth(problem, taken)
    fits = bool(taken) and not _clash(problem, taken) and problem.low <= time <= problem.high
    return Peer(points if fits else None, None, perf_counter() - start, proved=False)


def greedy(problem: Problem) -> Peer:
    """Always what adds most points for its time while it fits: one more item, or a longer option of one.

    Inside the window it stops when nothing adds points. When nothing fits before the window, it gives up.
    """
    start = perf_counter()
    taken = _forced(problem)
    time, points = _worth(problem, taken)
    while True:
        best: tuple[float, int, int] | None = None
        for index, nth, item, option in _options(problem):
            if index in taken:
                if option.time <= item.options[taken[index]].time:
                    continue
            elif _clash(problem, (*taken, index)):
                continue
            then, worth = _worth(problem, {**taken, index: nth})
            if then > problem.high or (time >= problem.low and worth <= points):
                continue
            rate = (worth - points) / max(1, then - time)
            if best is None or rate > best[0]:
                best = (rate, index, nth)
        if best is None:
            return _result(problem, taken, start)
        taken[best[1]] = best[2]
        time, points = _worth(problem, taken)


def random_fill(problem: Problem, seed: int) -> Peer:
    """Random items in random options while they fit; the best of a hundred tries that end in the window."""
    start = perf_counter()
    random = Random(seed)
    tries = [_result(problem, _filled(problem, random), start).points for _ in range(TRIES)]
    found = [points for points in tries if points is not None]
    return Peer(max(found, default=None), None, perf_counter() - start, proved=False)


def _filled(problem: Problem, random: Random) -> dict[int, int]:
    taken = _forced(problem)
    for index in random.sample(range(len(problem.items)), len(problem.items)):
        item = problem.items[index]
        if _clash(problem, (*taken, index)):
            continue
        more = {**taken, index: random.randrange(len(item.options))}
        if _worth(problem, more)[0] <= problem.high:
            taken = more
    return taken


# Side by side ------------------------------------------------------------------------------------


class Row(NamedTuple):
    """One brief: ours and the peers."""

    minutes: int
    mix: str
    seconds: float
    points: int
    proved: bool
    cp_sat: Peer
    greedy: Peer
    random: Peer

    def below(self, peer: Peer) -> float | None:
        """How far a peer ends below ours, in percent of ours; None when it found nothing."""
        return None if peer.points is None else 100 * (self.points - peer.points) / self.points

    @property
    def ratio(self) -> float:
        """How many times as long as ours CP-SAT took, with or without a proof at the end."""
        return self.cp_sat.seconds / self.seconds


def rows(minutes: Iterable[int], mixes: Iterable[str], seconds: float) -> Iterator[Row]:
    """Measure side by side, one brief after the other."""
    mixes = tuple(mixes)
    for length in minutes:
        for mix in mixes:
            problem = Question.of(Brief(minutes=length, mix=mix), default_catalog()).problem
            times: list[float] = []

            def ours(problem: Problem = problem, times: list[float] = times) -> tuple[int, int]:
                start = perf_counter()
                solution = solve(problem, effort=EFFORT)
                times.append(perf_counter() - start)
                assert solution is not None, "every length and mix of the packaged catalog can be composed"
                return solution.points, solution.bound

            before = ours()
            peers = cp_sat(problem, seconds=seconds), greedy(problem), random_fill(problem, seed=length)
            points, bound = ours()
            assert before == (points, bound)
            yield Row(length, mix, max(times), points, points == bound, *peers)


_HEADER = (
    f"{'min':>3} {'mix':<9}{'ours ms':>8}{'points':>9}   "
    f"{'CP-SAT s':>8}{'points':>9}{'bound':>9} {'proved':<7}{'times':>8}{'greedy %':>10}{'random %':>10}"
)


def _line(row: Row) -> str:
    peer = row.cp_sat
    below = ["gave up" if each is None else f"-{each:.1f}" for each in (row.below(row.greedy), row.below(row.random))]
    times = f"{'' if peer.proved else '>'}{row.ratio:.1f}"
    return (
        f"{row.minutes:>3} {row.mix:<9}{1000 * row.seconds:>8.0f}{row.points:>9}{' ' if row.proved else '*'}  "
        f"{peer.seconds:>8.1f}{'-' if peer.points is None else peer.points:>9}{peer.bound:>9} "
        f"{'yes' if peer.proved else 'no':<7}{times:>8}{below[0]:>10}{below[1]:>10}"
    )


def _wrong(row: Row) -> str | None:
    """What cannot be when both are right."""
    peer = row.cp_sat
    if row.proved and peer.points is not None and peer.points > row.points:
        return f"CP-SAT found {peer.points} points, more than {row.points}"
    if peer.bound is not None and peer.bound < row.points:
        return f"CP-SAT says that {peer.bound} points cannot be exceeded, but {row.points} were found"
    return None


# The picture -------------------------------------------------------------------------------------


def draw(measured: list[Row], limit: float, path: Path) -> None:
    """Times on a log scale, and how far the simple rules end below, by length."""
    from matplotlib import rc_context  # noqa: PLC0415  # only a picture needs it
    from matplotlib.figure import Figure  # noqa: PLC0415

    lengths = sorted({row.minutes for row in measured})
    with rc_context({"svg.hashsalt": "peers", "svg.fonttype": "none", "font.size": 10}):
        figure = Figure(figsize=(8, 4.5), layout="constrained")
        times, gaps = figure.subplots(1, 2, width_ratios=(3, 2))
        for nth, length in enumerate(lengths):
            here = [row for row in measured if row.minutes == length]
            for row_nth, row in enumerate(here):
                at = nth + 0.08 * (row_nth - (len(here) - 1) / 2)
                peer = row.cp_sat
                times.plot(at, row.seconds, "o", color="#1b7837", markersize=5)
                times.plot(at, peer.seconds, "s" if peer.proved else "^", color="#762a83", markersize=5)
        times.plot([], [], "o", color="#1b7837", label="lowback")
        times.plot([], [], "s", color="#762a83", label="CP-SAT, one worker")
        if not all(row.cp_sat.proved for row in measured):
            times.plot([], [], "^", color="#762a83", label=f"CP-SAT, no proof after {limit:g} s")
        times.set_yscale("log")
        times.yaxis.set_major_formatter("{x:g}")
        times.set_ylabel("seconds")
        times.set_title("Time for a routine, six mixes")
        for name, colour, marker in (("greedy", "#b35806", "D"), ("random", "#4575b4", "v")):
            for nth, length in enumerate(lengths):
                below = [row.below(getattr(row, name)) for row in measured if row.minutes == length]
                found = [-each for each in below if each is not None]
                gaps.plot([nth] * len(found), found, marker, color=colour, markersize=5, alpha=0.6)
            label = {"greedy": "greedy", "random": f"random fill, best of {TRIES}"}[name]
            gaps.plot([], [], marker, color=colour, label=label)
        gaps.axhline(0, color="#1b7837", linewidth=2)
        gaps.set_ylim(top=0.5)
        gaps.set_ylabel("score, % off the best")
        gaps.set_title("Score of simple rules")
        for axes in (times, gaps):
            axes.set_xticks(range(len(lengths)), [str(length) for length in lengths])
            axes.set_xlabel("minutes")
            axes.spines[["top", "right"]].set_visible(False)
            axes.grid(axis="y", alpha=0.3)
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), frameon=False, fontsize=9)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})


def main() -> None:
    """Measure every length and mix, print a line for each, and draw the picture if asked."""
    parser = argparse.ArgumentParser(description="The search beside CP-SAT, greedy and random fill.")
    parser.add_argument("--seconds", type=float, default=60, help="limit for CP-SAT on each brief (default: 60)")
    parser.add_argument("--picture", type=Path, help="write a picture (SVG) of the results here")
    arguments = parser.parse_args()
    print(_HEADER)
    measured: list[Row] = []
    for row in rows(MINUTES, (mix.id for mix in default_catalog().conventions.mixes), arguments.seconds):
        print(_line(row), flush=True)
        wrong = _wrong(row)
        if wrong:
            print(f"    disagreement: {wrong}")
        measured.append(row)
    ratios = sorted(row.ratio for row in measured)
    print(f"proved of {len(measured)}: ours {sum(row.proved for row in measured)}, ", end="")
    print(f"CP-SAT {sum(row.cp_sat.proved for row in measured)}")
    print(f"times, CP-SAT to ours: median {median(ratios):.1f}, {ratios[0]:.1f} to {ratios[-1]:.1f}")
    for name, peers in (("greedy", [row.greedy for row in measured]), ("random", [row.random for row in measured])):
        below = [row.below(peer) for row, peer in zip(measured, peers, strict=True)]
        found = [each for each in below if each is not None]
        print(f"{name}: gave up {len(below) - len(found)} times, else {mean(found):.1f} % below ours")
    if arguments.picture:
        draw(measured, arguments.seconds, arguments.picture)


if __name__ == "__main__":
    main()
