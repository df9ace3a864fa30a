"""Files and bytes become texts: whatever they hold, and whatever stands where a file should be."""

import codecs
import os
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback import validate
from lowback._source import reading
from lowback._source.parsed import Spot
from lowback._source.reading import Format, Text, files_under, read_bytes, read_file, read_raw, read_text
from lowback.diagnostics import Diagnostic, Location

links = pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")


def printed(text: Text) -> list[str]:
    return [str(each) for each in text.findings]


# Encodings ---------------------------------------------------------------------------------------

ENCODED: list[tuple[bytes, str]] = [
    ("{}".encode("utf-16"), "a: error: got UTF-16, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (
        codecs.BOM_UTF16_BE + "{}".encode("utf-16-be"),
        "a: error: got UTF-16, expected UTF-8 (save it as UTF-8) [bad-encoding]",
    ),
    ("{}".encode("utf-32"), "a: error: got UTF-32, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (
        codecs.BOM_UTF32_BE + "{}".encode("utf-32-be"),
        "a: error: got UTF-32, expected UTF-8 (save it as UTF-8) [bad-encoding]",
    ),
    *(
        (
            "{}".encode(encoding),
            "a: error: got null bytes, as UTF-16 and UTF-32 have, expected UTF-8 (save it as UTF-8) [bad-encoding]",
        )
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    ),
    (
        '["Rücken"]'.encode("latin-1"),
        "a:1:4: error: got the byte 0xfc, expected UTF-8 (save it as UTF-8) [bad-encoding]",
    ),
    (
        '{}\n\n["é\U0001f9b4é'.encode() + b"\xff",
        "a:3:6: error: got the byte 0xff, expected UTF-8 (save it as UTF-8) [bad-encoding]",
    ),
    (b"\r\n\r[\xed\xa0\x80", "a:3:2: error: got the byte 0xed, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (b'{"\x00\xff', "a:1:4: error: got the byte 0xff, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (b"[\xc0\xaf", "a:1:2: error: got the byte 0xc0, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (b'["\xf0\x9f\xa6', "a:1:3: error: got the byte 0xf0, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (b"[\xf4\x90\x80\x80", "a:1:2: error: got the byte 0xf4, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
    (codecs.BOM_UTF8 + b"[\xff", "a:1:2: error: got the byte 0xff, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
]


@pytest.mark.parametrize(("raw", "expected"), ENCODED)
@pytest.mark.parametrize("format_", ["json", "toml", "yaml"])
def test_what_is_no_utf_8_is_one_error_at_its_first_byte(raw: bytes, expected: str, format_: Format) -> None:
    text = read_bytes(raw, format_, "a")

    assert (printed(text), text.readable, text.tree) == ([expected], False, None)


@pytest.mark.parametrize(
    ("raw", "place"),
    [(b'{"\0id": 1}', "1:3"), (b"\0{}", "1:1"), (b"{}\0", "1:3"), (b'["a\0\0"]', "1:4"), (b"{\0\0}", "1:2")],
)
@pytest.mark.parametrize("format_", ["json", "yaml"])
def test_a_null_byte_alone_is_no_encoding(raw: bytes, place: str, format_: Format) -> None:
    [finding] = read_bytes(raw, format_, "a").findings

    assert (finding.code, str(finding.location)) == ("syntax", f"a:{place}")


def test_a_mark_before_the_text_is_a_warning_and_counts_for_no_column() -> None:
    mark = "a:1:1: warning: got a byte order mark before the text, expected the text alone"
    expected = [
        f"{mark} (save it as UTF-8 without BOM) [byte-order-mark]",
        "a:1:2: error: a value is missing here [syntax]",
    ]

    assert printed(read_bytes(codecs.BOM_UTF8 + b"[", "json", "a")) == expected
    assert printed(read_text("\ufeff[", "json", "a")) == expected
    assert read_bytes(codecs.BOM_UTF8 + b"[]", "json", "a").tree == []


# Places ------------------------------------------------------------------------------------------

PLACES = [
    ("ab", 2, (1, 3)),
    ("a\nb", 2, (2, 1)),
    ("a\r\nb", 3, (2, 1)),
    ("a\rb", 2, (2, 1)),
    ("a\n\rb", 3, (3, 1)),
    ("\r\r\n\n\nb", 5, (5, 1)),
    ("\t\tb", 2, (1, 3)),
    ("🦴🦴b", 2, (1, 3)),
    ("e\u0301b", 2, (1, 3)),
    ("a\u2028b\x85c\x0bd\x0ce", 8, (1, 9)),
    ("", 0, (1, 1)),
    ("a\n", 2, (2, 1)),
]


@pytest.mark.parametrize(("text", "offset", "place"), PLACES)
def test_lines_end_as_in_editors_and_columns_count_characters(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Text(name="a", text=text).location(offset) == Location("a", *place)


@given(st.text(st.sampled_from("a\r\n\t\u2028é🦴"), max_size=30), st.data())
def test_a_place_leads_back_to_its_character(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = Text(name="a", text=text).location(offset)

    assert place is not None
    assert place.line is not None
    assert place.column is not None
    before = StringIO(text, newline="").readlines()[: place.line - 1]
    assert sum(map(len, before)) + place.column - 1 == offset
    assert offset == 0 or place.column > 1 or before[-1][-1] in "\r\n"


def test_a_source_without_a_text_has_no_places() -> None:
    assert Text(tree={}).location(0) is None
    assert Text(name="a").location(None) == Location("a")
    assert Text(tree={}).locations([(("a",), "")]) == {(("a",), ""): None}


def test_a_finding_stands_at_its_key_its_value_or_the_nearest_thing_around() -> None:
    text = read_text('{"a":\n  {"b": 1}}', "json", "x")

    assert text.spots([("a", "b")]) == {("a", "b"): Spot(14, 9)}
    assert text.locations(
        [(("a", "b"), "unknown-key"), (("a", "b"), "wrong-type"), (("a", "c", 3), "unknown-key"), (("z",), "")]
    ) == {
        (("a", "b"), "unknown-key"): Location("x", 2, 4),
        (("a", "b"), "wrong-type"): Location("x", 2, 9),
        (("a", "c", 3), "unknown-key"): Location("x", 2, 3),
        (("z",), ""): Location("x", 1, 1),
    }


# Limits ------------------------------------------------------------------------------------------


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of a few bytes and files."""
    monkeypatch.setattr(reading, "MAX_BYTES", {"json": 10, "toml": 8, "yaml": 6})
    monkeypatch.setattr(reading, "MAX_FILES", 3)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("format_", "most"), [("json", 10), ("toml", 8), ("yaml", 6)])
def test_each_format_has_a_limit(format_: Format, most: int, tmp_path: Path) -> None:
    hint = "(split it into several files) [too-large]"
    name = format_.upper()
    fits, too_large = b"#" * most, b"#" * (most + 1)
    file = tmp_path / f"a.{format_}"

    file.write_bytes(too_large)
    text = read_file(file, room=100)

    assert printed(text) == [
        f"{file}: error: got more than {most} bytes, which is the most that is read of {name} {hint}"
    ]
    assert text.size == most + 1  # no more was read
    assert printed(read_bytes(too_large, format_, "a")) == [
        f"a: error: got more than {most} bytes, which is the most that is read of {name} {hint}"
    ]
    assert printed(read_text("#" * (most + 1), format_, "a")) == [
        f"a: error: got more than {most} characters, which is the most that is read {hint}"
    ]
    assert "too-large" not in {each.code for each in read_bytes(fits, format_, "a").findings}


def test_a_sparse_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.touch()
    os.truncate(file, 2**40)  # a terabyte, of which nothing is on the disk

    [finding] = validate(file)

    assert str(finding) == (
        f"{file}: error: got more than 67,108,864 bytes, which is the most that is read of JSON "
        "(split it into several files) [too-large]"
    )


@pytest.mark.usefixtures("small")
def test_a_folder_has_a_limit_of_files(tmp_path: Path) -> None:
    for name in ("a.json", "b.json", "c.toml", ".hidden.json", "d.txt"):
        (tmp_path / name).touch()
    assert files_under(tmp_path) == ([tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.toml"], ())

    (tmp_path / "d.yaml").touch()
    files, [finding] = files_under(tmp_path)

    assert files == []
    assert str(finding) == f"{tmp_path}: error: got more than 3 files, which is the most that is read [too-large]"


def test_the_files_of_a_folder_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lowback.validation._examining.MAX_BYTES", {"json": 10})
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.json").write_text("  {}  ", encoding="utf-8")

    told = "got more than 67,108,864 bytes in all files together, which is the most that is read"
    assert [str(each) for each in validate(tmp_path) if each.code == "too-large"] == [
        f"{tmp_path / name}: error: {told} [too-large]" for name in ("b.json", "c.json")
    ]


def test_bytes_that_are_not_decoded_have_the_same_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", {"json": 10})
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xef\xbb\xbfR\xfc\r\n")
    assert read_raw(file) == b"\xef\xbb\xbfR\xfc\r\n"

    file.write_bytes(b"#" * 11)
    assert str(read_raw(file)) == f"{file}: error: got more than 10 bytes, which is the most that is read [too-large]"
    assert str(read_raw(tmp_path)) == (
        f"{tmp_path}: error: got something that is no file, expected a file [unreadable-file]"
    )
    assert str(read_raw(tmp_path / "b\0")).endswith("[unreadable-file]")


# Folders -----------------------------------------------------------------------------------------


def test_files_come_in_order_of_name_folder_by_folder(tmp_path: Path) -> None:
    names = [
        "b.json",
        "a.yml",
        "sub/c.JSON",
        "sub/b.toml",
        "also/z.yaml",
        ".git/x.json",
        "sub/.y.json",
        "n.txt",
        "json",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    files, findings = files_under(tmp_path)

    assert [each.relative_to(tmp_path).as_posix() for each in files] == [
        *("a.yml", "b.json", "also/z.yaml", "sub/b.toml", "sub/c.JSON"),
    ]
    assert findings == ()


def test_a_folder_that_is_called_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    (tmp_path / "x.json" / "a.json").write_text("[", encoding="utf-8")

    assert [str(each) for each in validate(tmp_path)] == [
        f"{tmp_path / 'x.json' / 'a.json'}:1:2: error: a value is missing here [syntax]"
    ]
    assert printed(read_file(tmp_path / "x.json")) == [
        f"{tmp_path / 'x.json'}: error: got something that is no file, expected a file [unreadable-file]"
    ]


def test_a_folder_that_may_not_be_listed_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.json").touch()
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    files, findings = files_under(tmp_path)

    assert files == [tmp_path / "a.json"]
    assert [str(each) for each in findings] == [
        f"{tmp_path / 'closed'}: error: cannot read it: Permission denied [unreadable-file]"
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "a.json"

    assert printed(read_file(file)) == [f"{file}: error: cannot read it: No such file or directory [unreadable-file]"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.touch(mode=0)

    assert printed(read_file(file)) == [f"{file}: error: cannot read it: Permission denied [unreadable-file]"]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.json.bak", ".json"])
def test_a_file_of_another_sort_is_not_opened(name: str, tmp_path: Path, opened: set[str]) -> None:
    file = tmp_path / name
    file.write_text("{}", encoding="utf-8")
    opened.clear()

    [finding] = read_file(file).findings

    assert finding.code == "unknown-file"
    assert opened == set()
    assert read_file(file, "json").tree == {}


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be")
@pytest.mark.parametrize("name", ["a\nb.json", "\x1b[31m.json", "\u202e.json", "\udcff.json", "a\tb.json"])
def test_an_odd_name_is_shown_harmlessly(name: str, tmp_path: Path) -> None:
    try:
        (tmp_path / name).write_text("[", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")

    [finding] = validate(tmp_path)

    assert finding.location == Location(str(tmp_path / name), 1, 2)
    assert str(finding).isprintable()


# What is no plain file ---------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files that are opened."""
    names: set[str] = set()
    real = Path.open

    def spied(self: Path, *rest: Any, **named: Any) -> Any:
        names.add(os.path.realpath(self))
        return real(self, *rest, **named)

    monkeypatch.setattr(Path, "open", spied)
    return names


OUTSIDE = "got a link that leads out of the folder, expected a file or folder in it"


@links
@pytest.mark.parametrize(
    "target", ["../secret.json", "../secret/a.json", "sub/../../secret.json", "{root}/secret.json"]
)
def test_a_link_that_leads_out_is_refused_and_never_opened(target: str, tmp_path: Path, opened: set[str]) -> None:
    secret = tmp_path / "secret.json"
    folder = tmp_path / "catalog"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    for canary in (secret, tmp_path / "secret" / "a.json"):
        canary.write_text('["canary"', encoding="utf-8")
    (folder / "a.json").write_text("{}", encoding="utf-8")
    (folder / "link.json").symlink_to(target.format(root=tmp_path))
    opened.clear()

    findings = validate(folder)

    assert Diagnostic(code="outside-path", message=OUTSIDE, location=Location(str(folder / "link.json"))) in findings
    assert opened == {os.path.realpath(folder / "a.json")}
    assert "canary" not in str(findings)


@links
@pytest.mark.parametrize("target", ["../secret", "{root}/secret", "../secret/deeper"])
def test_a_folder_that_is_a_link_out_is_refused_and_never_entered(
    target: str, tmp_path: Path, opened: set[str]
) -> None:
    folder = tmp_path / "catalog"
    (tmp_path / "secret" / "deeper").mkdir(parents=True)
    (folder / "a").mkdir(parents=True)
    for canary in (tmp_path / "secret" / "a.json", tmp_path / "secret" / "deeper" / "a.json"):
        canary.write_text('["canary"', encoding="utf-8")
    (folder / "a" / "b.json").write_text("{}", encoding="utf-8")
    (folder / "a" / "out").symlink_to(target.format(root=tmp_path).replace("..", "../..", 1))
    (folder / "out").symlink_to(target.format(root=tmp_path))
    opened.clear()

    files, findings = files_under(folder)

    assert files == [folder / "a" / "b.json"]
    assert findings == tuple(
        Diagnostic(code="outside-path", message=OUTSIDE, location=Location(str(each)))
        for each in (folder / "out", folder / "a" / "out")
    )
    assert [each for each in validate(folder) if each.code == "outside-path"] == list(findings)
    assert opened == {os.path.realpath(folder / "a" / "b.json")}


@links
def test_a_folder_that_is_a_link_inside_is_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.json").touch()
    (tmp_path / "c").symlink_to("a")
    (tmp_path / "d").symlink_to(".")
    (tmp_path / "e").symlink_to("e")

    assert files_under(tmp_path) == ([tmp_path / "a" / "b.json"], ())


@links
def test_a_link_inside_the_folder_is_a_file_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    (tmp_path / "b.json").symlink_to("a.json")
    (tmp_path.parent / f"{tmp_path.name}-link").symlink_to(tmp_path)

    assert files_under(tmp_path) == ([tmp_path / "a.json", tmp_path / "b.json"], ())
    through = tmp_path.parent / f"{tmp_path.name}-link"
    assert files_under(through) == ([through / "a.json", through / "b.json"], ())


@links
def test_links_in_a_circle_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("a.json")
    (tmp_path / "self").symlink_to(".")
    (tmp_path / "gone.json").symlink_to("nowhere.json")

    assert [(Path(each.location.file).name, each.code) for each in validate(tmp_path) if each.location] == [
        ("a.json", "unreadable-file"),
        ("b.json", "unreadable-file"),
        ("gone.json", "unreadable-file"),
    ]
    assert [each.code for each in validate(tmp_path / "a.json")] == ["unreadable-file"]


@pipes
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    findings: list[Diagnostic] = []
    reader = threading.Thread(target=lambda: findings.extend(validate(tmp_path)), daemon=True)

    reader.start()
    reader.join(timeout=10)

    assert not reader.is_alive()
    assert [str(each) for each in findings] == [
        f"{tmp_path / 'a.json'}: error: got something that is no file, expected a file [unreadable-file]"
    ]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device")
def test_a_device_is_no_file() -> None:
    assert printed(read_file(Path("/dev/zero"), "json")) == [
        "/dev/zero: error: got something that is no file, expected a file [unreadable-file]"
    ]
