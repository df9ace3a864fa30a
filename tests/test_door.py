"""The door: what `import lowback` costs, and what stands behind each name."""

import ast
import json
import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, TypeAlias

import pytest

import lowback

Printed: TypeAlias = Any
"""What a new process printed as JSON: a test knows what is inside."""

NAMES = dir(lowback)

PATHS = [
    name.removeprefix("lowback.")
    for name in (each.name for each in walk_packages(lowback.__path__, "lowback."))
    if "._" not in name and name != "lowback.cli"  # the command is a client of the library
]
"""Every module that bears no underscore."""

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
        "lowback._nearest",
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


@pytest.mark.parametrize("name", NAMES)
def test_every_name_leads_somewhere(name: str) -> None:
    """Each name at the door is a module of ours, or what its home module calls by that name."""
    value = getattr(lowback, name)

    if isinstance(value, ModuleType):
        assert value is import_module(f"lowback.{name}")
    else:
        assert value is getattr(import_module(value.__module__), name)
        assert value.__module__.startswith("lowback.")
    assert getattr(lowback, name) is value


REACH = """
import json, sys
def reached(path):
    if "." not in path:  # from a new door; what is in a package comes with it
        for name in [name for name in sys.modules if name.split(".")[0] == "lowback"]:
            del sys.modules[name]
    import lowback
    try:
        return eval(f"lowback.{path}.__name__")
    except AttributeError as error:
        return str(error)
print(json.dumps([reached(path) for path in PATHS]))
"""


def test_every_module_is_reachable_from_the_start() -> None:
    """In a new process and from a new door each time: nothing else was touched before."""
    assert _fresh(f"PATHS = {PATHS}\n{REACH}") == [f"lowback.{path}" for path in PATHS]


def test_every_public_module_is_at_the_door() -> None:
    """A module without an underscore is a promise, so that it has to be one on purpose."""
    modules = {name for name in NAMES if isinstance(getattr(lowback, name), ModuleType)}

    assert modules == {path for path in PATHS if "." not in path}


def test_type_checkers_see_the_same_door() -> None:
    """The names that are imported for type checkers alone are those of the table, from the same homes."""
    tree = ast.parse(Path(lowback.__file__).read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 1]
    seen = {alias.asname: each.module or "" for each in imported for alias in each.names if alias.asname == alias.name}
    homes: dict[str, str] = vars(lowback)["_HOMES"]

    assert seen == homes


def test_names_are_sorted() -> None:
    """The table can be read."""
    assert list(vars(lowback)["_HOMES"]) == sorted(NAMES)


def test_the_promised_names_are_there() -> None:
    """Names are API: none of these goes away."""
    promised = {
        *("Exercise", "Step", "Dose", "DoseRange", "Source", "Routine", "RoutineItem", "Brief", "Catalog"),
        *("Diagnostic", "LowbackError", "default_catalog", "compose", "check"),
        *("validate", "load_catalog", "Timeline", "Player", "Composed", "compose_many"),
        *("timeline", "model", "diagnostics", "catalog", "errors", "vocabulary", "converters", "safety", "composer"),
        *("render", "export", "importers"),
    }

    assert promised <= set(NAMES)


def test_completion_offers_the_names_alone() -> None:
    """Before and after they were used."""
    assert _fresh("import json, lowback; print(json.dumps([dir(lowback), sorted(lowback.__all__)]))") == [NAMES, NAMES]


def test_importing_everything_by_star() -> None:
    """Every name survives the way in that takes them all."""
    names = _fresh("import json; from lowback import *; print(json.dumps(sorted(globals())))")

    assert set(NAMES) <= set(names)


@pytest.mark.parametrize("name", ["Excercise", "model_", "utils", "compos", "__wrapped__"])
def test_other_names_do_not(name: str) -> None:
    """A slip is an `AttributeError` that says which module has no such name."""
    with pytest.raises(AttributeError) as caught:
        getattr(lowback, name)

    assert str(caught.value) == f"module 'lowback' has no attribute {name!r}"
    with pytest.raises(ImportError):
        exec(f"from lowback import {name}")  # the statement that a user would write


def test_no_module_bears_the_name_of_what_it_exports() -> None:
    """Else the door would give the module or the function, by order of import."""
    functions = [name for name in NAMES if not isinstance(getattr(lowback, name), ModuleType)]

    assert not [name for name in functions if find_spec(f"lowback.{name}")]
