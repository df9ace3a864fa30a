"""Shows that a wheel holds the package as it is tracked: `python tasks/wheel.py dist/lowback-1-py3-none-any.whl`."""

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

SOURCES = Path(__file__).resolve().parents[1] / "src"


def packed(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel, but for what it says about itself."""
    with ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist() if not name.split("/")[0].endswith(".dist-info")}


def tracked(folder: Path) -> dict[str, bytes]:
    """The files in a folder that git knows, as they are on the disk."""
    command = ["git", "-c", f"safe.directory={folder.parent}", "ls-files", "-z"]
    names = subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8").stdout
    return {name: (folder / name).read_bytes() for name in names.split("\0") if name}


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The files that are not byte for byte in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def main(argv: Sequence[str] | None = None) -> int:
    """Compare a wheel with the tracked files; returns the exit code."""
    parser = ArgumentParser(description="Show that a wheel holds the tracked files of the package byte for byte.")
    parser.add_argument("wheel", type=Path, help="the built wheel")
    built, files = packed(parser.parse_args(argv).wheel), tracked(SOURCES)
    found = differing(built, files)
    if found:
        todo = "build the wheel anew from a tree where everything is committed"
        print(f"not the same in the wheel and in src: {', '.join(found)}; {todo}", file=sys.stderr)
        return 1
    print(f"{len(files)} files, byte for byte as in src")
    return 0


if __name__ == "__main__":
    sys.exit(main())
