"""What the first use costs in a fresh process, beside a well-known data library, in one interleaved run.

    python -m pip install pycountry
    python benchmarks/cold_start.py [rounds]

Prints net milliseconds (the bare interpreter taken off) and the ratio to pycountry's first lookup.
Times depend on the machine; the ratios are what counts.
"""

import compileall
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import lowback

BARE = "pass"
PEER = "import pycountry; pycountry.countries.get(alpha_2='DE')"
PROGRAMS = {
    "bare interpreter": BARE,
    "import lowback": "import lowback",
    "default catalog": "import lowback; lowback.default_catalog()",
    "first routine": "import lowback; lowback.compose()",
    "pycountry, first lookup": PEER,
}


def seconds_of(code: str) -> float:
    """Wall seconds of a fresh process; compiled files are used, as in an ordinary installation."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return perf_counter() - start


def main() -> None:
    """Measure every program in turn, round by round, and print the medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(str(Path(lowback.__file__).parent), quiet=1)
    for code in PROGRAMS.values():
        seconds_of(code)
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, code in PROGRAMS.items():
            times[name].append(seconds_of(code))
    bare = median(times["bare interpreter"])
    net = {name: median(values) - bare for name, values in times.items()}
    peer = net["pycountry, first lookup"]
    print(f"{'program':<26}{'net ms':>8}{'ratio':>8}")
    for name, value in net.items():
        print(f"{name:<26}{1000 * value:>8.1f}{value / peer:>8.2f}")


if __name__ == "__main__":
    main()
