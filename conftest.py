"""Runs the examples of README, docs and docstrings as tests, and says how often laws are tried."""

from doctest import ELLIPSIS

from hypothesis import HealthCheck, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

# No test depends on how busy the machine is. A change is tried with the same examples by everybody; at night
# (`pytest --hypothesis-profile=nightly`) there are others each time, and more.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("change", _UNHURRIED, derandomize=True, max_examples=100)
settings.register_profile("nightly", _UNHURRIED, derandomize=False, max_examples=1000)
settings.load_profile("change")


def _under(folder: str, ending: str) -> list[str]:
    """Files at every depth; one pattern reaches a single depth."""
    return [f"{folder}/{'*/' * depth}*.{ending}" for depth in range(5)]


def _keep(example: Example) -> None:
    """A file that a page shows is at hand for the programs after it."""
    example.namespace["toml"] = str(example.parsed)


_pages = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("toml", _keep)], patterns=["README.md", *_under("docs", "md")]
)
_docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=[*_under("src", "py")],
    setup=lambda namespace: namespace.update(_model_names()),
)

pytest_collect_file = (_pages + _docstrings).pytest()


def _model_names() -> dict[str, object]:
    """The nouns, so that docstrings need not import them."""
    from lowback import model  # noqa: PLC0415  # not before the tests begin

    return {name: getattr(model, name) for name in model.__all__}
