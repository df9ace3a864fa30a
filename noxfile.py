"""The checks of the project, one session each: `nox -s tests-3.12`, `nox -s lint`."""

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


@nox.session
def lint(session: nox.Session) -> None:
    """Style and habits."""
    session.install("-e", ".[lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Two type checkers over the sources, and the share of public names whose type is known (100 %)."""
    session.install(".[test,lint,peers,dask]", "nox")
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "lowback", "--ignoreexternal")


@nox.session
def wheel(session: nox.Session) -> None:
    """The tests against the built wheel, with the sources out of reach."""
    session.install("build")
    here, out = Path.cwd(), Path(session.create_tmp())
    shutil.rmtree(out / "dist", ignore_errors=True)
    session.run("python", "-m", "build", "--wheel", "--outdir", str(out / "dist"), str(here))
    (built,) = (out / "dist").glob("*.whl")
    session.install(f"{built}[test]")
    for name in ("tests", "docs", "README.md", "conftest.py", "pyproject.toml"):
        target = out / name
        if target.is_dir():
            shutil.rmtree(target)
        source = here / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    session.chdir(out)
    session.run("pytest", "tests", "README.md", "docs")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, with every warning an error."""
    session.install("-e", ".[docs]")
    session.run("python", "tasks/catalog_pages.py", "--check")
    session.run("python", "tasks/schema.py", "--check")
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-b", "html", "docs", "docs/_build/html")


@nox.session
def browser(session: nox.Session) -> None:
    """Pages in a real Chromium, and the notebook; needs chromium and chromedriver."""
    session.install("-e", ".[browser]")
    session.run("pytest", "--dist=load", "tests/browser", *session.posargs)


@nox.session
def peers(session: nox.Session) -> None:
    """The search against general solvers; the table of the packaged catalog takes half an hour."""
    session.install("-e", ".[test,peers]")
    session.run("pytest", "tests/test_peers.py")
    session.run("python", "benchmarks/peers.py", *session.posargs)


@nox.session
def variety(session: nox.Session) -> None:
    """Fourteen days of routines in a row, from six first seeds."""
    session.install(".[peers]")
    session.run("python", "benchmarks/variety.py", "--picture", "docs/_static/variety.svg")


@nox.session
def scale(session: nox.Session) -> None:
    """A hundred thousand routines on Dask, while a worker is killed; takes a quarter of an hour or two."""
    session.install("-e", ".[test,dask]")
    session.run("pytest", "tests/test_many_dask.py")
    session.run("python", "benchmarks/scale.py", *(session.posargs or ["--small", "--count", "100000"]))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Ten minutes of hostile documents: no crash, no hang, no finding without a place."""
    session.install("-e", ".[yaml]")
    session.run("python", "tests/fuzz/fuzz_validate.py", *(session.posargs or ["--seconds", "600"]))


@nox.session
def speech(session: nox.Session) -> None:
    """Every packaged text and the cues of some routines, said by espeak-ng, take no longer than they are given."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n0", "tests/speech", *session.posargs)


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
