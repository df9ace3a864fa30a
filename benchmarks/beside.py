"""What the library costs beside another checkout of itself, program by program in one interleaved run.

    git worktree add ../before 39d6a5c
    python benchmarks/beside.py ../before/src [rounds]

Prints the processor milliseconds of a fresh process on each side (medians, less the bare interpreter) and the ratio
of this checkout to the other. Times depend on the machine; the ratios are what counts.
"""

import compileall
import os
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).parents[1] / "src"

LARGE = """
import json, lowback
from lowback.converters import unstructure
tree = unstructure(lowback.default_catalog())
each = tree["exercises"]
tree["exercises"] = [
    {**one, "id": f"{one['id']}-{n}", "name": f"{one['name']} {n}", "family": f"{one['family']}-{n}", "aliases": [],
     "easier": [], "harder": [], "no_floor_alternative": None}
    for n in range(8) for one in each
]
for one in tree["exercises"]:
    del one["no_floor_alternative"]
text = json.dumps(tree)
"""

PROGRAMS = {
    "bare interpreter": "pass",
    "import lowback": "import lowback",
    "default catalog": "import lowback; lowback.default_catalog()",
    "first routine": "import lowback; lowback.compose()",
    "its timeline": "import lowback; lowback.Timeline.of(lowback.compose())",
    "its page": "import lowback; lowback.render.html.render(lowback.compose())",
    "writing eight copies": LARGE,
    "validating eight copies": f"{LARGE}\nlowback.validate(text, format='json')",
}


def seconds_of(code: str, sources: Path) -> float:
    """Processor seconds of a fresh process with these sources; compiled files are used, as in an installation."""
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", code], environment)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"this program failed with the sources of {sources}:\n{code}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure every program on both sides in turn, round by round, and print the medians."""
    if len(sys.argv) < 2:  # noqa: PLR2004  # the command and the other sources
        raise SystemExit(__doc__)
    sides = (HERE, Path(sys.argv[1]).resolve())
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9  # noqa: PLR2004  # and the rounds
    for sources in sides:
        compileall.compile_dir(str(sources / "lowback"), quiet=1)
    times: dict[tuple[str, Path], list[float]] = {(name, side): [] for name in PROGRAMS for side in sides}
    for _ in range(rounds):
        for name, code in PROGRAMS.items():
            for side in sides:
                times[name, side].append(seconds_of(code, side))
    print(f"{'program':<28}{'here ms':>9}{'there ms':>10}{'ratio':>8}")
    for name in PROGRAMS:
        here, there = (median(times[name, side]) - median(times["bare interpreter", side]) for side in sides)
        ratio = f"{here / there:>8.2f}" if there else f"{'':>8}"
        print(f"{name:<28}{1000 * here:>9.1f}{1000 * there:>10.1f}{ratio}")


if __name__ == "__main__":
    main()
