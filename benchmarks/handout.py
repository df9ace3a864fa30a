"""Cost of handouts: time and size of a routine of thirty minutes, for each mix, as Markdown, page and PDF.

python benchmarks/handout.py
"""

from collections.abc import Callable
from time import perf_counter

from lowback import Brief, Routine, compose, default_catalog
from lowback.export import pdf
from lowback.render import html, markdown, text

PAPERS: dict[str, Callable[[Routine], bytes]] = {
    "text": lambda routine: text.render(routine).encode(),
    "Markdown": lambda routine: markdown.render(routine).encode(),
    "page": lambda routine: html.render(routine).encode(),
    "PDF": pdf.dumps,
}


def timed(run: Callable[[Routine], bytes], routine: Routine) -> tuple[float, int]:
    """Milliseconds of the best of three runs, and the size of what came."""
    best, size = float("inf"), 0
    for _ in range(3):
        start = perf_counter()
        size = len(run(routine))
        best = min(best, 1000 * (perf_counter() - start))
    return best, size


def main() -> None:
    """Measure and print."""
    for mix in default_catalog().conventions.mixes:
        routine = compose(Brief(30, mix.id))
        rows = {name: timed(run, routine) for name, run in PAPERS.items()}
        shown = "; ".join(f"{name} {ms:.0f} ms, {size / 1000:.0f} KB" for name, (ms, size) in rows.items())
        print(f"{mix.id}, {len(routine.items)} exercises: {shown}")


if __name__ == "__main__":
    main()
