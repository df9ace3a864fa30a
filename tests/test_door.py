"""The door: what `import lowback` costs, and what stands behind each name."""

import json
import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeAlias

import pytest

import lowback

Printed: TypeAlias = Any
"""What a new process printed as JSON: a test knows what is inside."""

SPY = """
import json, os, sys
before = set(sys.modules)
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import lowback
home = os.path.dirname(lowback.__file__)
mine = sorted({os.path.basename(path) for path in opened if path.startswith(home + os.sep)})
print(json.dumps({"modules": sorted(set(sys.modules) - before), "files": mine}))
"""


def _fresh(code: str) -> Printed:
    """What a new process prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    return json.loads(done.stdout)


def test_import_reads_nothing_and_loads_nothing() -> None:
    """A bare import brings the door alone: no module of ours behind it, no attrs, no file but its own."""
    seen = _fresh(SPY)
    ours = [name for name in seen["modules"] if name.split(".")[0] == "lowback"]
    heavy = {"attr", "attrs", "cattrs", "importlib_resources", "difflib", "pathlib", "re"}

    assert ours == ["lowback"]
    assert not heavy & {name.split(".")[0] for name in seen["modules"]}
    assert all(name.startswith("__init__.") for name in seen["files"])


def test_the_spy_would_see_more() -> None:
    """The same spy notices what a use of the library loads and reads."""
    seen = _fresh(SPY.replace("import lowback\n", "import lowback\nlowback.default_catalog()\n"))

    assert {"lowback.catalog", "lowback.model", "attrs"} <= set(seen["modules"])
    assert "bridge.json" in seen["files"]


def test_the_first_name_loads_only_what_it_needs() -> None:
    """An error class comes without the catalog and without its files."""
    seen = _fresh(SPY.replace("import lowback\n", "import lowback\nlowback.LowbackError\n"))

    assert [name for name in seen["modules"] if name.startswith("lowback.")] == [
        "lowback.diagnostics",
        "lowback.errors",
    ]
    assert not [name for name in seen["files"] if name.endswith(".json")]


def test_one_routine_loads_nothing_of_many() -> None:
    """Neither the reader of paper nor pools, which many routines need."""
    seen = _fresh(SPY.replace("import lowback\n", "import lowback\nlowback.compose\n"))

    assert "lowback.composer" in seen["modules"]
    assert not {"cattrs", "concurrent.futures", "lowback.composer._many"} & set(seen["modules"])


@pytest.mark.parametrize(("text", "format_"), [("{", "json"), ("[", "toml")])
def test_validating_loads_no_extra(text: str, format_: str) -> None:
    """Neither the reader of another format, nor what only commands need, nor the importers."""
    seen = _fresh(SPY.replace("import lowback\n", f"import lowback\nlowback.validate({text!r}, format={format_!r})\n"))

    assert "lowback.validation" in seen["modules"]
    assert not {"ruamel", "ruamel.yaml", "rich", "cattrs", "lowback.importers", "lowback.cli"} & set(seen["modules"])


@pytest.mark.parametrize("name", lowback.__all__)
def test_every_name_leads_somewhere(name: str) -> None:
    """Each name at the door is a module of ours, or what its home module calls by that name."""
    value = getattr(lowback, name)

    if isinstance(value, ModuleType):
        assert value is import_module(f"lowback.{name}")
    else:
        assert value is getattr(import_module(value.__module__), name)
        assert value.__module__.startswith("lowback.")
    assert getattr(lowback, name) is value


def test_names_are_sorted_and_once() -> None:
    """The list of names can be read."""
    assert lowback.__all__ == sorted(set(lowback.__all__))


def test_the_promised_names_are_there() -> None:
    """Names are API: none of these goes away."""
    promised = {
        *("Exercise", "Step", "Dose", "DoseRange", "Source", "Routine", "RoutineItem", "Brief", "Catalog"),
        *("Diagnostic", "LowbackError", "default_catalog", "compose", "check"),
        *("errors", "vocabulary", "converters", "render", "safety"),
        *("validate", "load_catalog", "export", "importers", "Timeline", "Player", "Composed", "compose_many"),
    }

    assert promised <= set(lowback.__all__)


def test_dir_is_the_list_of_names() -> None:
    """Completion offers what is public, and nothing else."""
    assert dir(lowback) == sorted(lowback.__all__)
    assert _fresh("import json, lowback; print(json.dumps(dir(lowback)))") == sorted(lowback.__all__)


def test_importing_everything_by_star() -> None:
    """Every name survives the way in that takes them all."""
    names = _fresh("import json; from lowback import *; print(json.dumps(sorted(globals())))")

    assert set(lowback.__all__) <= set(names)


@pytest.mark.parametrize("name", ["Excercise", "model_", "_HOMES_", "compos", "__wrapped__"])
def test_other_names_do_not(name: str) -> None:
    """A slip is an `AttributeError` that says which module has no such name."""
    with pytest.raises(AttributeError) as caught:
        getattr(lowback, name)

    assert str(caught.value) == f"module 'lowback' has no attribute {name!r}"
    with pytest.raises(ImportError):
        exec(f"from lowback import {name}")  # the statement that a user would write


def test_no_module_bears_the_name_of_what_it_exports() -> None:
    """Else the door would give the module or the function, by order of import."""
    functions = [name for name in lowback.__all__ if not isinstance(getattr(lowback, name), ModuleType)]

    assert not [name for name in functions if find_spec(f"lowback.{name}")]
