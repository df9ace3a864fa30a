"""The checks of the project, one session each: `nox -s tests-3.12`, `nox -s lint`.

`.ci/run` runs some of them in one environment, without installing anything: CONTRIBUTING.md says which.
"""

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "wheel", "docs"]
PYTHONS = ["3.11", "3.12", "3.13"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The whole test suite on every supported Python."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session(python=PYTHONS)
def nightly(session: nox.Session) -> None:
    """The whole test suite, with other examples of each law every time, and ten times as many."""
    session.install("-e", ".[test]")
    session.run("pytest", "--hypothesis-profile=nightly", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and habits."""
    session.install("-e", ".[lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Two type checkers over the sources."""
    session.install(".[test,lint,peers,dask]", "nox")
    session.run("mypy")
    session.run("pyright")


@nox.session
def wheel(session: nox.Session) -> None:
    """The wheel: byte for byte what is tracked, every public type known, and it works with the sources out of reach."""
    session.install(".[test,lint]")
    out = Path(session.create_tmp()) / "wheel"
    shutil.rmtree(out, ignore_errors=True)
    session.run("python", "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(out), ".")
    (built,) = map(str, out.glob("*.whl"))
    session.run("python", "tasks/wheel.py", built)
    session.run("python", "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(out / "site"), built)
    first = {"PYTHONPATH": str(out / "site")}
    session.run("python", "-c", "import lowback, sys; assert lowback.__file__.startswith(sys.path[1])", env=first)
    session.run("pyright", "--verifytypes", "lowback", "--ignoreexternal", env=first)
    session.run("pytest", *(f"tests/test_{name}.py" for name in ("door", "data", "loading")), env=first)


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, with every warning an error."""
    session.install("-e", ".[docs]")
    session.run("python", "tasks/catalog_pages.py", "--check")
    session.run("python", "tasks/schema.py", "--check")
    session.run("python", "tasks/rule_texts.py", "--check")
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-b", "html", "docs", "docs/_build/html")


@nox.session
def browser(session: nox.Session) -> None:
    """Pages in a real Chromium and Firefox, and the notebook; needs chromium, chromedriver and firefox-esr."""
    session.install("-e", ".[browser]")
    session.run("pytest", "--numprocesses=3", "--dist=load", "-m", "not whole", "tests/browser", *session.posargs)


@nox.session
def walk(session: nox.Session) -> None:
    """Every cue of routines for each caution, in both browsers, on ten screens, with letters of two sizes: minutes.

    And what `browser` leaves out: every way through the questions, other themes, papers and alphabets.
    """
    session.install("-e", ".[browser]")
    session.run("pytest", "--numprocesses=2", "--dist=load", "-m", "whole", "tests/browser", *session.posargs)
    session.run("pytest", "--numprocesses=2", "--dist=load", "tests/browser/whole_walk.py", *session.posargs)


@nox.session
def peers(session: nox.Session) -> None:
    """The search against a general solver, on some hundred small problems."""
    session.install("-e", ".[test,peers]")
    session.run("pytest", "tests/test_peers.py", *session.posargs)


@nox.session
def solvers(session: nox.Session) -> None:
    """The table of general solvers beside ours, over the packaged catalog; takes half an hour."""
    session.install(".[peers]")
    session.run("python", "benchmarks/peers.py", *session.posargs)


@nox.session
def variety(session: nox.Session) -> None:
    """Fourteen days of routines in a row, from six first seeds."""
    session.install(".[peers]")
    session.run("python", "benchmarks/variety.py", "--picture", "docs/_static/variety.svg")


@nox.session
def simulation(session: nox.Session) -> None:
    """A thousand invented people over twelve weeks, and the picture of five lives; takes half an hour."""
    session.install(".[peers]")
    options = session.posargs or ["--people", "1000", "--workers", "2", "--picture", "docs/_static/lives.svg"]
    session.run("python", "benchmarks/simulation.py", *options)


@nox.session
def scale(session: nox.Session) -> None:
    """A hundred thousand routines on Dask, while a worker is killed; takes a quarter of an hour or two."""
    session.install("-e", ".[test,dask]")
    session.run("pytest", "tests/test_many_dask.py", "tests/test_many_programmes.py")
    session.run("python", "benchmarks/scale.py", *(session.posargs or ["--small", "--count", "100000"]))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Ten minutes of hostile documents, and of each token soup: no crash, no hang, no finding without a place."""
    session.install("-e", ".[yaml]")
    options = session.posargs or ["--seconds", "600"]
    session.run("python", "tests/fuzz/fuzz_validate.py", *options)
    for what in ("yaml", "toml", "json", "html", "csv"):
        session.run("python", "tests/fuzz/fuzz_soup.py", what, *options)


@nox.session
def speech(session: nox.Session) -> None:
    """Every packaged text and the cues of some routines, said by espeak-ng, take no longer than they are given."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n0", "tests/speech", *session.posargs)


@nox.session
def voices(session: nox.Session) -> None:
    """No cue of sixty routines, with cautions and without, takes espeak-ng longer to say than it lasts."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n0", "tests/speech/sixty_routines.py", *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Every stored pose is what the solver gives; some minutes."""
    session.install("-e", ".[png]")
    session.run("python", "tasks/pictures.py", "--check", *session.posargs)


@nox.session
def validation(session: nox.Session) -> None:
    """Validation beside JSON Schema validators."""
    session.install(".", "jsonschema", "jsonschema-rs", "fastjsonschema")
    session.run("python", "benchmarks/validation.py", *session.posargs)


@nox.session
def matrix(session: nox.Session) -> None:
    """Two thousand briefs, each routine checked; takes some minutes."""
    session.install(".")
    session.run("python", "benchmarks/compose_matrix.py")
