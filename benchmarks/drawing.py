"""Cost of pictures: time and size of figures, cards and animations, of the whole sheet, and of solving.

python benchmarks/drawing.py
"""

import gzip
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

from lowback import default_catalog
from lowback.drawing import best_effort, picture_of
from lowback.errors import NoPicture
from lowback.model import Exercise
from lowback.render import svg


def timed(run: Callable[[], str]) -> tuple[float, str]:
    """Milliseconds of the best of five runs, and what came."""
    best, text = float("inf"), ""
    for _ in range(5):
        start = perf_counter()
        text = run()
        best = min(best, 1000 * (perf_counter() - start))
    return best, text


def told(what: str, rows: list[tuple[float, int]], unit: str = "KB") -> None:
    """One line: how many, times and sizes."""
    times, sizes = [row[0] for row in rows], [row[1] / 1024 for row in rows]
    print(
        f"{what}: {len(rows)}; ms median {median(times):.1f}, worst {max(times):.1f};"
        f" {unit} median {median(sizes):.1f}, largest {max(sizes):.1f}"
    )


def drawn_exercises() -> list[Exercise]:
    """The exercises that have a picture."""
    found: list[Exercise] = []
    for exercise in default_catalog().values():
        try:
            picture_of(exercise)
        except NoPicture:
            print(f"no picture: {exercise.id}")
            continue
        found.append(exercise)
    return found


def main() -> None:
    """Measure and print."""
    start = perf_counter()
    exercises = drawn_exercises()
    print(f"reading {len(exercises)} pictures: {1000 * (perf_counter() - start):.0f} ms")
    figures: list[tuple[float, int]] = []
    cards: list[tuple[float, int]] = []
    moving: list[tuple[float, int]] = []
    for exercise in exercises:
        for pose in picture_of(exercise).poses:
            ms, text = timed(partial(svg.render, pose, of=exercise))
            figures.append((ms, len(text)))
        ms, text = timed(partial(svg.render, exercise))
        cards.append((ms, len(text)))
        try:
            ms, text = timed(partial(svg.render, exercise, animated=True))
        except NoPicture:
            continue
        moving.append((ms, len(gzip.compress(text.encode(), mtime=0))))
    told("figures", figures)
    told("cards", cards)
    told("animations", moving, "KB gzipped")
    start = perf_counter()
    for exercise in exercises:
        svg.render(exercise)
    print(f"the whole sheet: {perf_counter() - start:.2f} s")
    times: list[tuple[float, int]] = []
    for exercise in exercises:
        start = perf_counter()
        best_effort(picture_of(exercise))
        times.append((1000 * (perf_counter() - start), 0))
    print(f"solving a picture: ms median {median(t for t, _ in times):.0f}, worst {max(t for t, _ in times):.0f}")


if __name__ == "__main__":
    main()
