"""Work out the poses of pictures and write them back beside what was authored.

`python tasks/pictures.py [ID ...]` reads `data/poses/ID.json`, seats every pose, places the arrows,
writes the file and says what is wrong. With `--check` it writes nothing and fails when a file is not
what the solver gives. With `--png FOLDER` it draws each picture for looking at. With `--approve` it writes down how all
pictures look now, after somebody looked at them.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from lowback import default_catalog
from lowback.converters import structure, unstructure
from lowback.drawing import best_effort, check_picture, picture_of
from lowback.export import png
from lowback.picture import Picture
from lowback.render import svg

POSES = Path(__file__).parents[1] / "src" / "lowback" / "data" / "poses"
APPROVED = Path(__file__).parents[1] / "tests" / "data" / "pictures.json"
LINE = 110


def _inline(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def written(value: object, depth: int = 0) -> str:
    """JSON with short values on one line."""
    line = _inline(value)
    numbers = isinstance(value, list) and all(isinstance(part, (int, str)) for part in value)
    if len(line) + 2 * depth <= LINE or numbers or not isinstance(value, (list, dict)):
        return line
    pad = "  " * (depth + 1)
    if isinstance(value, dict):
        rows = [f"{pad}{_inline(key)}: {written(part, depth + 1)}" for key, part in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + "  " * depth + "}"
    rows = [pad + written(part, depth + 1) for part in value]
    return "[\n" + ",\n".join(rows) + "\n" + "  " * depth + "]"


def main() -> int:
    """Run the task; 1 when `--check` finds a file that is not what the solver gives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--png", type=Path)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--approve", action="store_true")
    options = parser.parse_args()
    if options.approve:
        return _approve()
    bad = 0
    for id_ in options.ids or sorted(path.stem for path in POSES.glob("*.json")):
        path = POSES / f"{id_}.json"
        before = path.read_text(encoding="utf-8")
        tree = json.loads(before)
        picture = best_effort(structure(tree, Picture))
        for row, pose in zip(tree["poses"], picture.poses, strict=True):
            solved = unstructure(pose.solved)
            assert isinstance(solved, dict)
            row["solved"] = {key: value for key, value in solved.items() if value}
        after = written(tree) + "\n"
        if options.check and before != after:
            print(f"{id_}: the file is not what the solver gives; run python tasks/pictures.py {id_}")
            bad += 1
        if not options.check:
            path.write_text(after, encoding="utf-8")
        findings = check_picture(picture)
        print(f"{id_}: {'right' if not findings else f'{len(findings)} findings'}")
        for finding in findings:
            print(f"  {picture.poses[int(finding.path[1])].name}: {finding.message} [{finding.code}]")
        if options.png:
            _draw(picture, options.png / f"{id_}.png", options.theme)
    return 1 if bad else 0


def _approve() -> int:
    looks = {
        id_: hashlib.sha256(svg.render(picture_of(exercise), theme="print").encode()).hexdigest()[:16]
        for id_, exercise in default_catalog().items()
    }
    APPROVED.write_text(json.dumps(looks, indent=0) + "\n", encoding="utf-8")
    return 0


def _draw(picture: Picture, path: Path, theme: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png.dumps(picture, theme=theme, size=(900, 600)))


if __name__ == "__main__":
    sys.exit(main())
