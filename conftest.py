"""Runs the examples of README, docs and docstrings as tests."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

_pages = Sybil(parsers=[PythonCodeBlockParser()], patterns=["README.md", "docs/**/*.md"])
_docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/**/*.py"],
    setup=lambda namespace: namespace.update(_model_names()),
)

pytest_collect_file = (_pages + _docstrings).pytest()


def _model_names() -> dict[str, object]:
    """The nouns, so that docstrings need not import them."""
    from lowback import model  # noqa: PLC0415  # not before the tests begin

    return {name: getattr(model, name) for name in model.__all__}
