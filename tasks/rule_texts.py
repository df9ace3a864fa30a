"""Write what the pages of the rules say in words to a packaged file, for the logs that code review pages show.

`python tasks/rule_texts.py` writes it, `--check` says whether the committed one is stale.
"""

import argparse
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "reference" / "rules"
FILE = ROOT / "src" / "lowback" / "data" / "rule_texts.json"

_PAGE = re.compile(
    r"# (?P<code>[a-z-]+)\n\n\*(?P<severity>\w+)\.\* (?P<what>.+?)\n\n\*\*Why\.\*\* (?P<why>.+?)\n\n## Bad\n", re.DOTALL
)
_LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
"""It leads to another page of the documentation, which is not beside a log."""


def plain(text: str) -> str:
    """A paragraph on one line, links as their words."""
    return " ".join(_LINK.sub(r"\1", text).split())


def texts() -> dict[str, dict[str, str]]:
    """For each code its severity, what it finds, and why that matters."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(PAGES.glob("*.md"), key=lambda path: path.stem):
        if page := _PAGE.match(file.read_text(encoding="utf-8")):
            severity = page["severity"].lower()
            found[page["code"]] = {"severity": severity, "what": plain(page["what"]), "why": plain(page["why"])}
    return found


def main(argv: list[str] | None = None) -> int:
    """Write the file, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say whether the committed file is stale, write nothing")
    written = json.dumps(texts(), indent=2, ensure_ascii=False) + "\n"
    if not parser.parse_args(argv).check:
        FILE.write_text(written, encoding="utf-8", newline="\n")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != written:
        print(f"stale {FILE.name}; run python tasks/rule_texts.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
