"""The examples of README, docs and docstrings as tests; how often laws are tried; what runs on which core."""

from doctest import ELLIPSIS

import pytest
from hypothesis import HealthCheck, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it comes without types

# No test depends on how busy the machine is. A change is tried with the same examples by everybody; at night
# (`pytest --hypothesis-profile=nightly`) there are others each time, and more.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("change", _UNHURRIED, derandomize=True, max_examples=50)
settings.register_profile("nightly", _UNHURRIED, derandomize=False, max_examples=1000)
settings.load_profile("change")


class _Spread(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """What runs on one core: all cases of a test, and all examples of a page, which go on from each other."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, name = nodeid.partition("::")
        return file if name.startswith("line:") else nodeid.partition("[")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Spread | None:
    """Long files of tests are spread over the cores, unless something else is asked for."""
    return _Spread(config, log) if config.getvalue("dist") == "loadscope" else None


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
