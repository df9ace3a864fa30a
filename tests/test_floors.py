"""The floors of the house: a module imports only modules written before it.

Read from the syntax trees, so that imports inside functions and under `TYPE_CHECKING` count too.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import lowback

HOUSE = Path(lowback.__file__).parent

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "design.md"

if not PAGE.is_file():
    pytest.skip("this copy of the tests comes without the docs", allow_module_level=True)

FLOORS = {
    floor: re.findall(r"`(\w+)`", rooms)
    for floor, rooms in re.findall(r"^\| (\w+) \| (`.+?`) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
}
"""The rooms of each floor, lowest first, as the page on the design has them: there they are written once."""

ORDER = [room for rooms in FLOORS.values() for room in rooms]
"""Every room, in the order in which it may be built."""

ROOF = FLOORS["roof"]

ALLOWED_ABOVE: frozenset[tuple[str, str]] = frozenset({("model", "render"), ("model", "_words")})
"""Looks upward that have a reason: a value itself is asked for its picture in a notebook, or for a reason in words."""


def room_of(path: Path) -> str:
    """The room that a file belongs to: its module, or the package at the top."""
    first = path.relative_to(HOUSE).parts[0]
    return first.removesuffix(".py")


def _rooms(module: str, names: list[str]) -> Iterator[str]:
    """The rooms that an import of ours enters, given its module inside the house."""
    if module:
        yield module.split(".", maxsplit=1)[0]
        return
    for name in names:
        yield name if name in ORDER else "__init__"


def entered(source: str, package: str = "lowback") -> set[str]:
    """The rooms that a module of `package` imports from, wherever the import stands."""
    rooms: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for name in (alias.name for alias in node.names):
                if name.split(".")[0] == "lowback":
                    rooms.update(_rooms(name.partition(".")[2], []) or {"__init__"})
                    rooms.update({"__init__"} if name == "lowback" else ())
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                absolute = ".".join([*parents, *([node.module] if node.module else [])])
            else:
                absolute = node.module or ""
            if absolute.split(".")[0] == "lowback":
                rooms.update(_rooms(absolute.partition(".")[2], names))
    return rooms


def climbs(room: str, rooms: set[str]) -> list[str]:
    """The imported rooms that are not written before this one; inside a room, anything goes."""
    return sorted(
        other
        for other in rooms - {room}
        if (room, other) not in ALLOWED_ABOVE and (other not in ORDER or ORDER.index(other) > ORDER.index(room))
    )


def imports_by_name(source: str) -> bool:
    """Whether a module imports by a computed name, which no syntax tree shows."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {
        call.id if isinstance(call, ast.Name) else call.attr
        for call in calls
        if isinstance(call, (ast.Name, ast.Attribute))
    }
    return bool(names & {"import_module", "__import__"})


MODULES = sorted(path for path in HOUSE.rglob("*.py"))


def test_every_room_is_on_a_floor() -> None:
    """A module that nobody gave a place is a question, not a default; a room opens when its first line arrives."""
    assert sorted(ORDER) == sorted({room_of(path) for path in MODULES})


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_only_lead_down(path: Path) -> None:
    """Each module imports only what is written before it."""
    package = ".".join(["lowback", *path.relative_to(HOUSE).parts[:-1]])

    assert not climbs(room_of(path), entered(path.read_text(encoding="utf-8"), package))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_only_the_door_imports_by_name(path: Path) -> None:
    """Below the roof, every import can be read from the source."""
    assert room_of(path) in ROOF or not imports_by_name(path.read_text(encoding="utf-8"))


TWO_OF_ONE_NAME = [
    "Change",  # of a programme, and what a step of an exercise changes
    "Report",  # of a person, and what a reader of documents found
]
"""Two rooms, two worlds: nobody holds both at once."""


def test_one_noun_is_one_class() -> None:
    """No two classes share a name; those with an underscore are seen in their own module alone."""
    classes = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert sorted(name for name, count in classes.items() if count > 1) == TWO_OF_ONE_NAME


IMPORTS: tuple[tuple[str, str, set[str]], ...] = (
    ("from .model import Exercise", "lowback", {"model"}),
    ("from . import model, errors", "lowback", {"model", "errors"}),
    ("from . import default_catalog", "lowback", {"__init__"}),
    ("import lowback", "lowback", {"__init__"}),
    ("import lowback.render.text", "lowback", {"render"}),
    ("import json, lowback.cli as cli", "lowback", {"cli"}),
    ("from lowback import composer, compose", "lowback", {"composer", "__init__"}),
    ("from lowback.model import Exercise", "lowback", {"model"}),
    ("from ..composer import check", "lowback.render", {"composer"}),
    ("from .. import composer", "lowback.render", {"composer"}),
    ("from . import text", "lowback.render", {"render"}),
    ("from .text import render", "lowback.render", {"render"}),
    ("from importlib_resources import files", "lowback", set()),
    ("from json import loads\nimport os.path", "lowback", set()),
    ("def late():\n    from .composer import check", "lowback", {"composer"}),
    ("if TYPE_CHECKING:\n    from .composer import check", "lowback", {"composer"}),
    ("class A:\n    def b(self):\n        import lowback.cli", "lowback", {"cli"}),
)
"""Source, the package it stands in, the rooms that it enters."""


@pytest.mark.parametrize(("source", "package", "rooms"), IMPORTS)
def test_no_import_is_missed(source: str, package: str, rooms: set[str]) -> None:
    """However an import is written and wherever it stands, it is found."""
    assert entered(source, package) == rooms


CLIMBS: tuple[tuple[str, set[str], list[str]], ...] = (
    ("errors", {"diagnostics"}, []),
    ("diagnostics", {"errors"}, ["errors"]),
    ("_solver", {"model"}, ["model"]),
    ("catalog", {"_data", "model"}, []),
    ("catalog", {"composer", "render", "model"}, ["composer", "render"]),
    ("composer", {"converters", "safety"}, []),
    ("safety", {"composer"}, ["composer"]),
    ("render", {"render", "composer"}, []),
    ("render", {"__init__"}, ["__init__"]),
    ("cli", {"__init__", "render"}, []),
    ("model", {"utils"}, ["utils"]),
)
"""Room, imported rooms, those that it must not import."""


@pytest.mark.parametrize(("room", "rooms", "wrong"), CLIMBS)
def test_no_climb_is_missed(room: str, rooms: set[str], wrong: list[str]) -> None:
    """The check can fail."""
    assert climbs(room, rooms) == wrong


@pytest.mark.parametrize(
    "source", ["importlib.import_module('.cli')", "import_module(name)", "x = __import__('lowback')"]
)
def test_no_import_by_name_is_missed(source: str) -> None:
    """Nor this one."""
    assert imports_by_name(source)
    assert not imports_by_name("from importlib import resources")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_pattern_repeats_a_group_possessively(module: Path) -> None:
    """Pythons before 3.11.5 match such groups wrongly (CPython issue 106052); atomic groups are right everywhere."""
    assert not re.search(r"\)\s?[*+?]\+", module.read_text(encoding="utf-8"))
