"""Compare the findings of `tests/data/invalid` with those of the library, after a change of it.

`python tasks/corpus.py` prints what differs, `--write` also takes it over. A difference is either a
fault of the library or a change that somebody meant: read each one before it is taken over.
"""

import argparse
import difflib
import json
import sys
from pathlib import Path

from lowback import validate
from lowback.diagnostics import Diagnostic

INVALID = Path(__file__).parents[1] / "tests" / "data" / "invalid"
END = ".findings.json"


def document_of(findings: Path) -> Path:
    """The file or folder beside which findings stand."""
    stem = findings.name.removesuffix(END)
    beside = [path for path in findings.parent.iterdir() if stem in (path.stem, path.name) and path != findings]
    (document,) = beside
    return document


def line(finding: Diagnostic, document: Path) -> str:
    """One finding, as the corpus writes it."""
    place = finding.location
    file = "." if place is None else Path(place.file).relative_to(document).as_posix()
    members = {
        "code": finding.code,
        "severity": finding.severity,
        "pointer": finding.pointer,
        **({"file": file} if document.is_dir() else {}),
        "line": place and place.line,
        "column": place and place.column,
        "message": finding.message,
    }
    return "  " + json.dumps(members, ensure_ascii=False)


def text(document: Path) -> str:
    """All findings of a document, as the corpus writes them."""
    lines = [line(finding, document) for finding in validate(document)]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def main(argv: list[str] | None = None) -> int:
    """Print what differs; 1 when something does and is not taken over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="take over what the library says")
    write = parser.parse_args(argv).write
    differing = 0
    for file in sorted(INVALID.rglob(f"*{END}")):
        before, after = file.read_text(encoding="utf-8"), text(document_of(file))
        if before == after:
            continue
        differing += 1
        name = file.relative_to(INVALID).as_posix()
        print(*difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, "", "", 0, ""), sep="\n")
        if write:
            file.write_text(after, encoding="utf-8", newline="\n")
    print(f"{differing} of the files differ", file=sys.stderr)
    return int(differing > 0 and not write)


if __name__ == "__main__":
    sys.exit(main())
