"""The generated pages of the docs are fresh, whole, and safe against what a catalog says."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve, fields

from lowback import Catalog, default_catalog
from lowback._document import Document
from lowback.model import TypicalError

ROOT = Path(__file__).resolve().parents[1]
TASK = ROOT / "tasks" / "catalog_pages.py"

if not TASK.is_file():
    pytest.skip("this copy of the tests comes without the tasks", allow_module_level=True)

ESCAPED = {
    "plain words": "plain words",
    "  two\nlines ": "two lines",
    "a *b* _c_ `d`": r"a \*b\* \_c\_ \`d\`",
    "[a](b) <c> | {d} & \\e": r"\[a\](b) \<c\> \| \{d\} \& \\e",
    "# no heading": r"\# no heading",
    "- no item": r"\- no item",
    "1. no item": r"1\. no item",
    "12 times": "12 times",
    "(no-target)=": r"\(no-target)=",
    "% no comment": r"\% no comment",
    "": "",
}

NASTY = "# `x` | <b>*y*</b>\n\n```python\nraise SystemExit\n```"


@pytest.fixture(scope="module")
def task() -> ModuleType:
    spec = spec_from_file_location("catalog_pages", TASK)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(task: ModuleType) -> dict[str, str]:
    found: dict[str, str] = task.pages(default_catalog())
    return found


def test_committed_pages_are_fresh(task: ModuleType) -> None:
    assert task.main(["--check"]) == 0, "run python tasks/catalog_pages.py"


def test_check_names_what_is_stale(
    task: ModuleType, pages: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task.write(tmp_path, pages)
    (tmp_path / "reference" / "numbers.md").write_text("old", encoding="utf-8")
    (tmp_path / "reference" / "catalog" / "bridge.md").unlink()
    (tmp_path / "reference" / "catalog" / "gone.md").touch()

    code = task.main(["--check", "--docs", str(tmp_path)])

    stale = "reference/catalog/bridge.md, reference/catalog/gone.md, reference/numbers.md"
    assert (code, capsys.readouterr().err) == (1, f"3 stale pages: {stale}; run python tasks/catalog_pages.py\n")


def test_writing_brings_every_page_up_to_date(task: ModuleType, pages: dict[str, str], tmp_path: Path) -> None:
    task.write(tmp_path, pages)
    (tmp_path / "reference" / "catalog" / "bridge.md").unlink()
    (tmp_path / "reference" / "catalog" / "gone.md").touch()

    assert task.main(["--docs", str(tmp_path)]) == 0

    assert task.stale(tmp_path, pages) == []


def test_pages_do_not_depend_on_the_order_of_exercises(task: ModuleType, pages: dict[str, str]) -> None:
    catalog = default_catalog()
    turned = Catalog(reversed(tuple(catalog.values())), sources=catalog.sources.values(), id=catalog.id)

    assert task.pages(turned) == pages


@pytest.mark.parametrize(("text", "expected"), ESCAPED.items())
def test_text_is_escaped(task: ModuleType, text: str, expected: str) -> None:
    assert task.escape(text) == expected


def test_text_of_a_catalog_stays_inside_its_place(task: ModuleType) -> None:
    bridge = default_catalog()["bridge"]
    nasty = evolve(
        bridge,
        name=NASTY,
        summary=NASTY,
        aliases=(NASTY,),
        posture=NASTY,
        breathing=NASTY,
        steps=tuple(evolve(step, text=NASTY, short_text=NASTY) for step in bridge.steps),
        typical_errors=(TypicalError(error=NASTY, correction=NASTY),),
        sources=tuple(evolve(source, title=NASTY, url="javascript:alert(1)", read=NASTY) for source in bridge.sources),
    )
    catalog = default_catalog()
    others = (catalog[id_] for id_ in catalog if id_ != "bridge")

    changed = task.pages(Catalog([*others, nasty], id="lowback"))

    plain = task.pages(catalog)["reference/catalog/bridge.md"]
    page = changed["reference/catalog/bridge.md"]
    heads = [line for line in page.splitlines() if line.startswith("#")]
    assert heads[1:] == [line for line in plain.splitlines() if line.startswith("#")][1:]
    assert heads[0] == r"# \# \`x\` \| \<b\>\*y\*\</b\> \`\`\`python raise SystemExit \`\`\`"
    assert _cells(page) == _cells(plain)
    assert not re.search(r"^```|javascript|(?<!\\)<[a-z]", page, re.MULTILINE)


def _cells(page: str) -> list[int]:
    """The number of cell borders in each distinct row of a table, with runs of equal rows as one."""
    counts = [len(re.findall(r"(?<!\\)\|", line)) for line in page.splitlines() if line.startswith("|")]
    return [count for nth, count in enumerate(counts) if nth == 0 or counts[nth - 1] != count]


def test_every_exercise_is_in_the_gallery(pages: dict[str, str]) -> None:
    index = pages["reference/catalog/index.md"]

    for id_ in default_catalog():
        assert f"]({id_}.md) |" in index
        assert f"reference/catalog/{id_}.md" in pages


def test_every_source_and_caution_has_a_section(pages: dict[str, str]) -> None:
    catalog = default_catalog()

    for id_ in catalog.sources:
        assert f"\n### {id_}\n" in pages["reference/sources.md"]
    for caution in catalog.conventions.cautions:
        assert f"\n## {caution.key}\n" in pages["reference/cautions.md"]


def test_the_page_of_the_format_names_every_key_of_a_document(pages: dict[str, str]) -> None:
    section = pages["reference/file-format.md"].partition("## A catalog document")[2].partition("###")[0]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [each.name for each in fields(Document)]
