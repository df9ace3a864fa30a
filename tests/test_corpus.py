"""The corpus of documents: what is found in each, and that JSON Schema and another validator agree.

The corpus is in `data/valid` and `data/invalid`; `data/README.md` tells how it is laid out.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from json import JSONDecoder
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from importlib_resources import files
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it comes without types
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from lowback import Catalog, load_catalog, validate
from lowback.diagnostics import Diagnostic
from lowback.errors import InvalidCatalog
from lowback.validation._rules import RULES

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

DATA = Path(__file__).parent / "data"
VALID, INVALID = DATA / "valid", DATA / "invalid"
SCHEMA = files("lowback") / "data" / "schema" / "catalog.schema.json"


# The corpus --------------------------------------------------------------------------------------


def documents(root: Path) -> list[Path]:
    """Each file, but for expected findings; of `folders` each folder, which is one document."""
    found = [path for path in root.rglob("*") if path.is_file() and path.relative_to(root).parts[0] != "folders"]
    found += (root / "folders").iterdir()
    return sorted(path for path in found if not path.name.endswith(".findings.json"))


def name(document: Path) -> str:
    return document.relative_to(DATA).as_posix()


def expected(document: Path) -> Paper:
    """The findings that stand beside a document."""
    if VALID in document.parents:
        return []
    stem = document.name if document.is_dir() else document.stem
    return json.loads((document.parent / f"{stem}.findings.json").read_text(encoding="utf-8"))


def on_paper(finding: Diagnostic, document: Path) -> Paper:
    """A finding as the corpus writes it."""
    place = finding.location
    assert place is not None
    within = Path(place.file).relative_to(document).as_posix()
    return {
        "code": finding.code,
        "severity": finding.severity,
        "pointer": finding.pointer,
        **({"file": within} if document.is_dir() else {}),
        "line": place.line,
        "column": place.column,
        "message": finding.message,
    }


def codes(document: Path, severity: str = "error") -> set[str]:
    return {each["code"] for each in expected(document) if each["severity"] == severity}


VALID_ONES, INVALID_ONES = documents(VALID), documents(INVALID)
of_valid = pytest.mark.parametrize("document", VALID_ONES, ids=name)
of_invalid = pytest.mark.parametrize("document", INVALID_ONES, ids=name)


def test_corpus_is_as_large_as_its_readme_says() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")

    assert f"{len(VALID_ONES)} valid documents and {len(INVALID_ONES)} invalid ones" in readme


@of_valid
def test_valid_document_has_no_finding_and_loads(document: Path) -> None:
    assert validate(document) == ()
    assert isinstance(load_catalog(document), Catalog)


@of_invalid
def test_invalid_document_has_exactly_its_findings(document: Path) -> None:
    assert [on_paper(each, document) for each in validate(document)] == expected(document)


@of_invalid
def test_only_errors_keep_a_catalog_from_loading(document: Path) -> None:
    if not codes(document):
        assert isinstance(load_catalog(document), Catalog)
        return
    with pytest.raises(InvalidCatalog) as raised:
        load_catalog(document)
    assert raised.value.diagnostics == validate(document)


WITHOUT_ASSERTIONS = """
import sys
from lowback import validate
if __debug__:
    sys.exit("assertions are not skipped")
for document in sys.stdin.read().splitlines():
    print(document, *map(str, validate(document)), sep="\\n")
"""


def test_python_finds_the_same_when_it_skips_assertions() -> None:
    """Neither ours nor those of the readers that we use keep anything from happening."""
    ran = subprocess.run(
        [sys.executable, "-O", "-c", WITHOUT_ASSERTIONS],
        input="\n".join(map(str, INVALID_ONES)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    found = [line for each in INVALID_ONES for line in (str(each), *map(str, validate(each)))]
    assert ran.stdout.splitlines() == found


def test_findings_stand_beside_a_document_each() -> None:
    beside = {path.relative_to(INVALID).as_posix() for path in INVALID.rglob("*.findings.json")}

    assert len(beside) == len(INVALID_ONES)
    assert all(expected(document) for document in INVALID_ONES)


# Trees -------------------------------------------------------------------------------------------


def parsed() -> Iterator[tuple[Path, Paper]]:
    """Each document of one file that a common parser reads, with its tree."""
    for document in VALID_ONES + INVALID_ONES:
        with suppress(ValueError, RecursionError, YAMLError, AssertionError):
            raw = b"" if document.is_dir() else document.read_bytes()
            match document.suffix:
                case ".json":
                    yield document, json.loads(raw.decode())
                case ".toml":
                    yield document, tomllib.loads(raw.decode())
                case ".yaml" | ".yml":
                    yield document, YAML(typ="safe", pure=True).load(raw.decode())


PARSED = list(parsed())
of_parsed = pytest.mark.parametrize(("document", "tree"), PARSED, ids=[name(document) for document, _ in PARSED])


# Places ------------------------------------------------------------------------------------------

AT_KEY = {"duplicate-key", "unknown-key"}

of_parsed_json = pytest.mark.parametrize(
    ("document", "tree"),
    [
        pytest.param(document, tree, id=name(document))
        for document, tree in PARSED
        if document.suffix == ".json" and INVALID in document.parents
    ],
)


@of_parsed_json
def test_place_in_json_is_that_of_the_pointer(document: Path, tree: Paper) -> None:
    """At the line and column stands the value that the pointer names, or its key."""
    text = document.read_bytes().decode()
    for each in expected(document):
        value, _ = JSONDecoder().raw_decode(text, offset(text, each["line"], each["column"]))
        parent, _, key = each["pointer"].rpartition("/")
        if each["code"] in AT_KEY:
            assert (value, value in resolved(tree, parent)) == (unescaped(key), True)
        else:
            assert repr(value) == repr(resolved(tree, each["pointer"]))  # NaN is not equal to itself


def offset(text: str, line: int, column: int) -> int:
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
    return starts[line - 1] + column - 1


def unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def resolved(tree: Paper, pointer: str) -> Paper:
    """The value that a JSON pointer (RFC 6901) names."""
    for part in pointer.split("/")[1:]:
        tree = tree[int(part)] if isinstance(tree, list) else tree[unescaped(part)]
    return tree


JSONVET_AGREES = {"missing-key", "unknown-key", "unknown-word", "wrong-type"}
JSONVET_ELSEWHERE = {
    "encoding/byte-order-mark-and-wrong-type.json": "it counts the mark as a column",
    "shape/exponent-for-whole-number.json": "in JSON Schema, 2e1 is whole",
    "shape/point-zero-for-whole-number.json": "in JSON Schema, 1.0 is whole",
    "shape/null-for-exercises.json": "it names the null, which is as if the key were not there",
    "pictures/pose-unknown-joint.json": "of what may be null, it names the whole where a part is wrong",
    "pictures/unknown-prop.json": "of what may be null, it names the whole where a part is wrong",
    "several/declarations.json": "of what may be null, it names the whole where a part is wrong",
    "several/unknown-key-and-range-order.json": "of what may be null, it names the whole where a part is wrong",
}


def test_another_validator_finds_the_same_places() -> None:
    """With our schema, `jsonvet` finds what is wrong with types, keys and words at the same line and column."""
    program = shutil.which("jsonvet", path=sysconfig.get_path("scripts"))
    if program is None:
        pytest.skip("jsonvet is not installed")
    asked = [each for each in INVALID_ONES if each.suffix == ".json" and each.parent.name != "folders"]
    options = ["--no-config", "--dialect", "json", "--format", "json", "--schema", str(SCHEMA)]
    ran = subprocess.run([program, *options, *map(str, asked)], capture_output=True, check=False)
    theirs = {(each["file"], each["line"], each["column"]) for each in json.loads(ran.stdout)["diagnostics"]}

    ours = [(each, finding) for each in asked for finding in expected(each) if finding["code"] in JSONVET_AGREES]
    differing = {
        document.relative_to(INVALID).as_posix()
        for document, finding in ours
        if (str(document), finding["line"], finding["column"]) not in theirs
    }
    assert len(ours) > 60
    assert differing == set(JSONVET_ELSEWHERE)


# JSON Schema -------------------------------------------------------------------------------------

SPOKEN = {
    "bad-address",
    "bad-doi",
    "bad-id",
    "bad-language",
    "caution-how",
    "empty-group",
    "empty-text",
    "long-text",
    "missing-key",
    "not-a-catalog",
    "out-of-range",
    "reps-or-duration",
    "step-seconds",
    "too-large",
    "unknown-format",
    "unknown-key",
    "unknown-word",
    "unreachable-source",
    "wrong-length",
    "wrong-type",
}
"""Codes of faults that a schema can see: it must reject each document that has one."""

UNSPOKEN = {
    "there is no tree, or nothing of it is left in the tree": (
        "bad-encoding byte-order-mark duplicate-key lone-surrogate not-a-number outside-path syntax toml-date too-deep "
        "too-many-findings unknown-file unreadable-file yaml-anchor yaml-documents yaml-key yaml-tag"
    ),
    "numbers are compared with each other": "dose-outside-sources mix-shares pain-scale range-order reversed-pair",
    "a schema tells what can never be, not what nobody would do": (
        "empty-list empty-reason implausible-number private-address transition-to-itself unsourced unsourced-dose"
    ),
    "the order and number of steps depends on the dose": "hold-step missing-move missing-return step-order",
    "a value is compared with one that stands elsewhere": (
        "adaptation-dose adaptation-for-nobody adaptation-without-effect adaptations-apart impossible-adaptation "
        "clashing-id contradicting-caution contradicting-files cyclic-link dangling-link dropped-caution duplicate-id "
        "duplicate-name falling-link family-disagrees floor-alternative lifted-safeguard missing-side-change "
        "no-exercises one-way-link repeated-link retired-caution unknown-caution unknown-dose-field unknown-equipment "
        "unknown-override unknown-region unknown-source unlisted-source unknown-pose unshown-pose missing-picture "
        "near-family twin-exercise unknown-noted-field unused-declaration how-beside-change how-without-change "
        "repeated-key repeated-word unknown-sign unknown-step"
    ),
    "a body has to be seated and looked at": "impossible-pose unclear-pose",
    "the numbers of a pose may come later": "unsolved-pose",
    "open words are declared in the document, though closed ones are in the schema": "none-as-text vocabulary-drift",
    "a text has to be read": (
        "bidirectional-text control-character invisible-character look-alike-letter markup one-side-only "
        "position-disagrees sides-disagree text-disagrees too-long-to-say unfinished-text wrong-language"
    ),
}
"""The other codes, and why a schema cannot see such a fault, or need not."""

ALL_CODES = SPOKEN.union(*map(str.split, UNSPOKEN.values()))

HOW_ELSEWHERE = {"cautions/modify-with-blank-how.json", "cautions/modify-without-how.json"}
"""An adaptation could say how, and a schema does not look for it."""

WHOLE_IN_SCHEMA = {"shape/exponent-for-whole-number.json", "shape/point-zero-for-whole-number.json"}
"""In JSON Schema 1.0 is a whole number; a catalog asks for 1, which is whole in every language."""


@cache
def schema() -> Paper:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def rejects(tree: Paper) -> bool:
    return not Draft202012Validator(schema()).is_valid(tree)


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@of_parsed
def test_schema_and_validation_agree(document: Path, tree: Paper) -> None:
    """A schema rejects nothing that is right, and all that a schema can see to be wrong."""
    if not codes(document):
        assert not rejects(tree)
    elif codes(document) & SPOKEN and document.relative_to(INVALID).as_posix() not in WHOLE_IN_SCHEMA | HOW_ELSEWHERE:
        assert rejects(tree)


def test_schema_takes_whole_numbers_with_a_point_and_cautions_that_an_adaptation_could_meet() -> None:
    """If this fails, the exception is not needed any more."""
    trees = {document.relative_to(INVALID).as_posix(): tree for document, tree in PARSED if INVALID in document.parents}

    assert not any(rejects(trees[each]) for each in WHOLE_IN_SCHEMA | HOW_ELSEWHERE)


# Every code --------------------------------------------------------------------------------------

MADE_HERE = {"outside-path"}
"""What it needs is not kept by every file system: see below."""


def test_every_code_is_found_in_two_documents_or_more() -> None:
    counts = Counter(each["code"] for document in INVALID_ONES for each in expected(document))

    assert {rule.code for rule in RULES} <= ALL_CODES
    assert {code for code in ALL_CODES if counts[code] < 2} == MADE_HERE
    assert counts.keys() <= ALL_CODES


def found(text: str, format_: Any) -> list[tuple[str, str, int | None, int | None, str]]:
    return [
        (each.code, each.pointer, each.location.line, each.location.column, each.message)
        for each in validate(text, format=format_)
        if each.location is not None
    ]


TOO_DEEP = "objects and lists lie 65 deep inside each other, expected at most 64"


@pytest.mark.parametrize(
    ("opening", "closing", "pointer", "column"),
    [("[", "]", "/0" * 64, 65), ('{"a":', "}", "/a" * 64, 321)],
    ids=["lists", "objects"],
)
def test_json_of_any_depth_is_one_finding(opening: str, closing: str, pointer: str, column: int) -> None:
    text = opening * 100_000 + "1" + closing * 100_000

    assert found(text, "json") == [("too-deep", pointer, 1, column, TOO_DEEP)]


@pytest.mark.parametrize("format_", ["toml", "yaml"])
def test_other_formats_of_any_depth_are_one_finding(format_: str) -> None:
    text = ("a = " if format_ == "toml" else "a: ") + "[" * 100_000 + "]" * 100_000

    assert found(text, format_) == [("too-deep", "/a" + "/0" * 63, 1, 68 if format_ == "toml" else 67, TOO_DEEP)]


def test_list_of_too_many_is_one_finding() -> None:
    text = json.dumps({"format": 1, "id": "clinic", "exercises": [0] * 20_001})

    message = "got 20,001 values, expected at most 20,000"
    assert found(text, "json") == [("too-large", "/exercises", 1, 44, message)]
    assert rejects(json.loads(text))


def test_text_of_too_many_bytes_is_not_read() -> None:
    text = "#" * (8 * 2**20 + 1)

    message = "got more than 8,388,608 characters, which is the most that is read"
    assert found(text, "toml") == [("too-large", "", None, None, message)]


def test_findings_come_to_an_end() -> None:
    text = json.dumps({"format": 1, "id": "clinic", "exercises": [0] * 20_000})

    counts = Counter((each.code, each.message) for each in validate(text, format="json"))
    assert counts == {
        ("wrong-type", "got a number 0, expected an object"): 10_000,
        ("too-many-findings", "got 10,000 findings or more, which is the most that is shown"): 1,
    }


def test_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(VALID / "folders" / "head-and-exercise-files", folder)
    secret = tmp_path / "secret.json"
    secret.write_text("{}", encoding="utf-8")
    try:
        (folder / "a.json").symlink_to(secret)
        (folder / "exercises" / "b.json").symlink_to("../../secret.json")
    except OSError:
        pytest.skip("links cannot be made here")

    message = "got a link that leads out of the folder, expected a file or folder in it"
    place = {"code": "outside-path", "severity": "error", "pointer": "", "line": None, "column": None}
    assert [on_paper(each, folder) for each in validate(folder)] == [
        place | {"file": "a.json", "message": message},
        place | {"file": "exercises/b.json", "message": message},
    ]
