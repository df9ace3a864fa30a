"""What pages print is what programs print."""

import re
from pathlib import Path

from lowback import validate

TUTORIAL = Path(__file__).parents[1] / "docs" / "tutorial" / "your-own-catalog.md"


def test_the_tutorial_shows_every_finding() -> None:
    """The printed findings are those of the file above them."""
    page = TUTORIAL.read_text(encoding="utf-8")
    (toml,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)

    assert [str(finding) for finding in validate(toml, format="toml", name="clinic.toml")] == shown.splitlines()


def test_every_class_that_the_file_format_names_is_on_its_page() -> None:
    page = (TUTORIAL.parents[1] / "reference" / "file-format.md").read_text(encoding="utf-8")
    headings = {heading.lower() for heading in re.findall(r"^### (\w+)$", page, re.MULTILINE)}

    assert set(re.findall(r"\]\(#(\w+)\)", page)) <= headings
