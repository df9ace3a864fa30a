"""The task that compares a wheel with what is tracked finds every difference."""

import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

TASK = Path(__file__).resolve().parents[1] / "tasks" / "wheel.py"

if not TASK.is_file() or shutil.which("git") is None:
    pytest.skip("this copy of the tests comes without the tasks, or there is no git", allow_module_level=True)

TRACKED = {"lowback/same.py": "1", "lowback/changed.py": "2", "lowback/data/left out.json": "3"}
PACKED = {
    "lowback/same.py": "1",
    "lowback/changed.py": "2\r",
    "lowback/not tracked.py": "4",
    "lowback-0.1.0.dist-info/METADATA": "Name: lowback",
}


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """With sources of its own, of which one is not tracked."""
    spec = spec_from_file_location("wheel", TASK)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sources = tmp_path / "src"
    for name, text in TRACKED.items():
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        (sources / name).write_text(text, encoding="utf-8", newline="")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (sources / "lowback" / "not tracked.py").write_text("4", encoding="utf-8")
    monkeypatch.setattr(module, "SOURCES", sources)
    return module


def packed(folder: Path, files: dict[str, str]) -> str:
    path = folder / "lowback.whl"
    with ZipFile(path, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return str(path)


def test_whatever_differs_is_named(task: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = task.main([packed(tmp_path, PACKED)])

    names = "lowback/changed.py, lowback/data/left out.json, lowback/not tracked.py"
    todo = "build the wheel anew from a tree where everything is committed"
    assert (code, capsys.readouterr().err) == (1, f"not the same in the wheel and in src: {names}; {todo}\n")


def test_what_a_wheel_says_about_itself_is_no_difference(
    task: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = task.main([packed(tmp_path, TRACKED | {"lowback-0.1.0.dist-info/METADATA": "Name: lowback"})])

    assert (code, capsys.readouterr().out) == (0, "3 files, byte for byte as in src\n")
