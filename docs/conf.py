import sys
import tomllib
from enum import Enum
from pathlib import Path
from typing import get_type_hints

from sphinx.application import Sphinx
from sphinx.util.typing import stringify_annotation

from lowback import default_catalog
from lowback.render import svg

_ROOT = Path(__file__).parents[1]
sys.path.append(str(_ROOT / "tasks"))

from catalog_pages import members  # noqa: E402  # where it is, is known only now

_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "lowback"
release = _PROJECT["version"]
html_title = f"lowback {release}"
html_theme = "furo"
html_show_copyright = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["wrap.css"]

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]

myst_heading_anchors = 4
# Single backticks in docstrings are code, as in the Markdown pages.
default_role = "code"

autodoc_default_options = {"members": True, "member-order": "bysource"}
toc_object_entries = False
python_maximum_signature_line_length = 88

nitpicky = True
nitpick_ignore_regex = [
    # Names of other projects: a build needs no network, so they are not linked.
    ("py:class", r"(collections\.abc|concurrent\.futures|datetime|enum|fractions|cattrs|os|zoneinfo)\..*"),
    # A type variable has no place of its own.
    ("py:class", r"lowback\.converters\.T"),
]


def draw(app: Sphinx) -> None:
    """The pictures of the pages are drawn anew for each build."""
    for theme in ("light", "print"):
        folder = Path(app.srcdir) / "_pictures" / theme
        folder.mkdir(parents=True, exist_ok=True)
        for exercise in default_catalog().values():
            picture = svg.render(exercise, theme=theme, size=(480, 320))
            (folder / f"{exercise.id}.svg").write_text(picture, encoding="utf-8", newline="\n")


def list_no_page(_app: Sphinx, name: str, source: list[str]) -> None:
    """Each exercise and each rule is on the page that lists them; beside every page they would be two hundred lines."""
    if name.startswith(("reference/catalog/", "reference/rules/")) and not name.endswith("/index"):
        source[0] = f"---\norphan: true\n---\n{source[0]}"


def list_fields(_app: Sphinx, _what: str, _name: str, cls: object, _options: object, lines: list[str]) -> None:
    """The fields and words that a class describes become entries of their own, with their types and values."""
    if not isinstance(cls, type) or "Attributes:" not in lines:
        return
    del lines[lines.index("Attributes:") :]
    hints = {} if issubclass(cls, Enum) else get_type_hints(cls)
    for name, words in members(cls).items():
        detail = f":type: {stringify_annotation(hints[name], 'smart')}" if hints else f":value: {cls[name].value!r}"
        lines += [f".. attribute:: {name}", f"   {detail}", "", f"   {words}", ""]


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-docstring", list_fields)
    app.connect("builder-inited", draw)
    app.connect("source-read", list_no_page)
