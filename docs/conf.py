import tomllib
from pathlib import Path

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

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
toc_object_entries_show_parents = "hide"
python_maximum_signature_line_length = 88

nitpicky = True
nitpick_ignore_regex = [
    # Names of other projects: a build needs no network, so they are not linked.
    ("py:class", r"(collections\.abc|concurrent\.futures|enum|fractions|cattrs|os)\..*"),
    # A type variable has no place of its own.
    ("py:class", r"lowback\.converters\.T"),
]
