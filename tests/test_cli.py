"""The command line: what it prints, where, and with which exit code."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve

import lowback
from lowback._words import REVIEW
from lowback.cli import main
from lowback.converters import structure
from lowback.model import CautionRule
from lowback.render import html
from lowback.render.text import render
from lowback.vocabulary import CautionLevel

HELP = "usage: lowback [-h] [--version] COMMAND ...\n"

ROUTINE = lowback.compose(lowback.Brief(3))

BRIEFS = [
    ([], lowback.Brief()),
    (["--minutes", "3"], lowback.Brief(3)),
    (["--minutes", "7.5"], lowback.Brief.of_seconds(450)),
    (["--seconds", "200"], lowback.Brief(Fraction(10, 3))),
    (["--mix", "stretch"], lowback.Brief(10, "stretch")),
    (["--positions", "supine", "seated"], lowback.Brief(10, positions=["supine", "seated"])),
    (["--positions", "supine", "--positions", "seated"], lowback.Brief(10, positions=["supine", "seated"])),
    (["--positions", "supine,seated"], lowback.Brief(10, positions=["supine", "seated"])),
    (["--position", "supine,", "seated"], lowback.Brief(10, positions=["supine", "seated"])),
    (["--equipment", "chair"], lowback.Brief(10, equipment=["chair"])),
    (["--equipment"], lowback.Brief(10, equipment=[])),
    (["--cautions", "wrist-pain", "grip"], lowback.Brief(10, cautions=["wrist-pain", "grip"])),
    (["--focus", "glutes"], lowback.Brief(10, focus=["glutes"])),
    (["--max-difficulty", "1"], lowback.Brief(10, max_difficulty=1)),
    (["--include", "Cat cow"], lowback.Brief(10, include=["cat-cow"])),
    (["--exclude", "bridge", "birddog"], lowback.Brief(10, exclude=["bridge", "bird-dog"])),
    (["--prefer", "Cat cow", "birddog"], lowback.Brief(10, prefer=["cat-cow", "bird-dog"])),
    (["--flare-up"], lowback.Brief(10, flare_up=True)),
    (["--limited-mobility"], lowback.Brief(10, limited_mobility=True)),
    (["--seed", "7"], lowback.Brief(10, seed=7)),
]

CATALOG = lowback.default_catalog()

FILTERS = [
    ([], CATALOG),
    (["--kind", "stretch", "neural"], CATALOG.where(kind=["stretch", "neural"])),
    (["--kind", "stretch", "--kind", "neural"], CATALOG.where(kind=["stretch", "neural"])),
    (["--phase", "cool-down"], CATALOG.where(phase="cool-down")),
    (["--positions", "seated", "standing"], CATALOG.where(positions=["seated", "standing"])),
    (["--focus", "glutes"], CATALOG.where(focus="glutes")),
    (["--directions", "extension"], CATALOG.where(directions="extension")),
    (["--equipment"], CATALOG.where(equipment=[])),
    (["--equipment", "chair", "band"], CATALOG.where(equipment=["chair", "band"])),
    (["--cautions", "wrist-pain", "floor-access"], CATALOG.where(cautions=["wrist-pain", "floor-access"])),
    (["--max-difficulty", "1"], CATALOG.where(max_difficulty=1)),
    (["--no-floor"], CATALOG.where(needs_floor=False)),
    (["--flare-up"], CATALOG.where(safe_for_flare_up=True)),
    (["--text", "knee"], CATALOG.where(text="knee")),
]

REFUSED = [
    (
        ["show", "birdog"],
        "no exercise is called 'birdog'; did you mean 'bird-dog', 'quadruped-leg-slide', 'quadruped-arm-reach'?",
    ),
    (["show", "qqqqqqqq"], "no exercise is called 'qqqqqqqq'; list(catalog) gives all ids"),
    (["show", "\x1b[2J"], "no exercise is called '\\x1b[2J'; list(catalog) gives all ids"),
    (["compose", "--include", "birdog"], "no exercise is called 'birdog'; did you mean "),
    (["compose", "--minutes", "0"], "brief.minutes: got 0, expected 1 to 120 minutes"),
    (["compose", "--max-difficulty", "9"], "brief.max_difficulty: got 9, expected a whole number from 1 to 5"),
    (["compose", "--cautions", "wrist"], "brief.cautions: got 'wrist', expected "),
    (["compose", "--positions", "kneling"], "brief.positions: got 'kneling', expected "),
    (["list", "--kind", "yoga"], "Catalog.where.kind: got 'yoga', expected one of mobility, "),
    (["compose", "--mix", "yoga"], "brief.mix: got 'yoga', expected "),
    (["compose", "--cautions", "recent-spinal-surgery"], "no exercises for now: "),
    (["compose", "--seconds", "60", "--positions", "kneeling"], "no routine fits 1:00 mixed; positions kneeling: "),
    (["list", "--cautions", "wrist"], "Catalog.where.cautions: got 'wrist', expected one of balance, "),
]

USAGE = [
    (["cook"], "invalid choice: 'cook'"),
    (["compose", "--minutes", "7,5"], "argument --minutes: got '7,5', expected a number of minutes, such as 10 or 7.5"),
    (["compose", "--minutes", "7", "--seconds", "80"], "not allowed with argument"),
    (["list", "--cautions"], "argument --cautions: expected at least one argument"),
    (["show"], "the following arguments are required: NAME"),
]


def _json(captured: pytest.CaptureFixture[str], argv: Sequence[str]) -> object:
    assert main([*argv, "--json"]) == 0

    return json.loads(captured.readouterr().out)


# What it prints ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("options", "brief"), BRIEFS)
def test_compose_asks_for_what_the_options_say(
    monkeypatch: pytest.MonkeyPatch, options: list[str], brief: lowback.Brief
) -> None:
    asked: list[lowback.Brief] = []

    def compose(brief: lowback.Brief) -> lowback.Routine:
        asked.append(brief)
        return ROUTINE

    monkeypatch.setattr(lowback, "compose", compose)

    assert main(["compose", *options]) == 0

    assert asked == [brief]


def test_compose_prints_the_routine_for_eyes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compose", "--minutes", "3"]) == 0

    assert capsys.readouterr() == (render(ROUTINE), "")


def test_compose_prints_the_routine_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert structure(_json(capsys, ["compose", "--minutes", "3"]), lowback.Routine) == ROUTINE


@pytest.mark.parametrize(("options", "expected"), FILTERS)
def test_list_lists_what_the_options_ask(
    capsys: pytest.CaptureFixture[str], options: list[str], expected: lowback.Catalog
) -> None:
    catalog = structure(_json(capsys, ["list", *options]), lowback.Catalog)

    assert list(catalog) == list(expected)
    assert 0 < len(catalog) <= len(CATALOG)


def test_list_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--positions", "quadruped", "--max-difficulty", "1"]) == 0

    assert capsys.readouterr().out == (
        "id                   kind       position   difficulty\n"
        "cat-cow              mobility   quadruped  1\n"
        "quadruped-arm-reach  stability  quadruped  1\n"
        "quadruped-rock-back  mobility   quadruped  1\n"
    )


def test_list_says_when_nothing_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--text", "qqqq"]) == 0

    assert capsys.readouterr() == ("No exercise fits.\n", "")


@pytest.mark.parametrize(("columns", "expected"), [(1, 40), (60, 60), (200, 80)])
def test_the_page_is_as_wide_as_the_terminal_within_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, expected: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    assert main(["show", "bird-dog"]) == 0

    assert capsys.readouterr().out == render(CATALOG["bird-dog"], width=expected)


@pytest.mark.parametrize(
    ("columns", "last"), [(40, "id"), (41, "kind"), (55, "kind"), (56, "position"), (68, "difficulty")]
)
def test_a_table_wider_than_the_terminal_loses_its_last_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, last: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    assert main(["list", "--positions", "half-kneeling"]) == 0

    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[-1] == last
    assert [row.split()[0] for row in rows] == ["deep-lunge", "half-kneeling-hip-flexor-stretch"]


def test_show_takes_any_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert structure(_json(capsys, ["show", "Glute Bridge"]), lowback.Exercise) == CATALOG["bridge"]


def test_show_describes_an_exercise_in_the_words_of_its_catalog(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tree = json.loads((Path(__file__).parent / "data" / "valid" / "exercises" / "minimal.json").read_text("utf-8"))
    tree["exercises"][0]["needs"] = [["beam"]]
    file = tmp_path / "clinic.json"
    file.write_text(json.dumps({**tree, "equipment": [{"id": "beam", "name": "a low beam"}]}), encoding="utf-8")

    assert main(["show", "heel raise", "--catalog", str(file)]) == 0

    shown = capsys.readouterr().out
    catalog = lowback.load_catalog(file)
    assert shown == render(catalog["heel-raise"], catalog=catalog)
    assert "Needs:       a low beam\n" in shown


def test_json_is_ascii_so_that_every_terminal_can_show_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0

    assert capsys.readouterr().out.isascii()


def test_version_is_printed_without_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0

    assert capsys.readouterr().out.startswith("lowback ")


def test_the_help_names_every_mix_and_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compose", "--help"])

    shown = capsys.readouterr().out
    conventions = CATALOG.conventions
    words = [each.id for each in conventions.mixes] + [each.id for each in conventions.equipment]
    words += [each.id for each in conventions.regions] + [each.key for each in conventions.cautions]
    assert ended.value.code == 0
    assert [word for word in words if word not in shown] == []


# What it refuses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("argv", "message"), REFUSED)
def test_what_cannot_be_done_is_one_line_and_code_1(
    capsys: pytest.CaptureFixture[str], argv: list[str], message: str
) -> None:
    assert main(argv) == 1

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"lowback: error: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(("argv", "message"), USAGE)
def test_a_wrong_option_is_code_2(capsys: pytest.CaptureFixture[str], argv: list[str], message: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)

    out, err = capsys.readouterr()
    assert ended.value.code == 2
    assert out == ""
    assert message in err


def test_no_command_prints_help_and_is_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(HELP)


# Terminals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_letters_that_the_terminal_cannot_show_do_no_harm(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    name = "Pelvic tilt \u2013 \u4ef0\u5367"
    exercise = lowback.converters.structure({**_tree(CATALOG["pelvic-tilt"]), "name": name}, lowback.Exercise)
    monkeypatch.setattr(lowback.Catalog, "resolve", lambda _self, _text: exercise)
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))

    assert main(["show", "pelvic-tilt"]) == 0

    assert raw.getvalue().decode(encoding).splitlines()[0] == name.encode(encoding, "replace").decode(encoding)


def _tree(value: object) -> dict[str, object]:
    tree = lowback.converters.unstructure(value)
    assert isinstance(tree, dict)
    return dict(tree)


def _python(*argv: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lowback", *argv],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        (".html", lowback.render.html.render(ROUTINE).encode()),
        (".md", lowback.render.markdown.render(ROUTINE).encode()),
        (".pdf", lowback.export.pdf.dumps(ROUTINE)),
        (".TXT", render(ROUTINE).encode()),
    ],
)
def test_handout_writes_what_the_name_ends_in(tmp_path: Path, ending: str, expected: bytes) -> None:
    file = tmp_path / f"handout{ending}"

    assert main(["handout", "--minutes", "3", "-o", str(file)]) == 0
    assert file.read_bytes() == expected


def test_handout_prints_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handout", "--minutes", "3"]) == 0
    assert capsys.readouterr() == (lowback.render.html.render(ROUTINE), "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "handout.doc"], "cannot write handout.doc: expected a name that ends in .html, .md, .pdf, .txt"),
        (["-o", "handout"], "cannot write handout: expected a name that ends in .html, .md, .pdf, .txt"),
        (["--player", "-o", "a.pdf"], "--player: got a.pdf, expected a name that ends in .html"),
    ],
)
def test_handout_writes_only_what_it_knows(
    capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert main(["handout", "--minutes", "3", *options]) == 1
    assert capsys.readouterr() == ("", f"lowback: error: {message}\n")


def test_the_module_runs_as_a_program() -> None:
    with _python() as process:
        out, err = process.communicate()

    assert (process.returncode, out, err[: len(HELP)]) == (2, "", HELP)


def test_a_reader_that_left_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)

    with _python("list", "--json", stdout=writer) as process:
        os.close(writer)
        _, err = process.communicate()

    assert (process.returncode, err) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line_and_code_1() -> None:
    full = os.open("/dev/full", os.O_WRONLY)

    with _python("list", stdout=full) as process:
        os.close(full)
        _, err = process.communicate()

    assert (process.returncode, err) == (1, "lowback: error: cannot write the output: No space left on device\n")


# Validate ----------------------------------------------------------------------------------------

DATA = Path(__file__).parent / "data"
CLEAN = DATA / "valid" / "exercises" / "minimal.json"
WARNED = DATA / "invalid" / "catalog" / "no-exercises.json"
WRONG = DATA / "invalid" / "links" / "dangling-link-harder.json"

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""


def _findings(*paths: Path) -> list[lowback.Diagnostic]:
    return [each for path in paths for each in lowback.validate(path)]


CODES: list[tuple[list[object], int, str]] = [
    ([CLEAN], 0, "nothing to mend\n"),
    ([WARNED], 0, "1 warning\n"),
    ([WARNED, "--strict"], 1, "1 warning\n"),
    ([CLEAN, "--strict"], 0, "nothing to mend\n"),
    ([WRONG], 1, "1 error\n"),
    ([CLEAN, WARNED, WRONG, WRONG], 1, "2 errors, 1 warning\n"),
    ([DATA / "valid" / "folders" / "head-and-exercise-files"], 0, "nothing to mend\n"),
    ([DATA / "invalid" / "folders" / "circle-through-files"], 1, "1 error\n"),
    ([DATA / "no-such-file.json"], 2, "1 error\n"),
    ([DATA / "no-such-folder"], 2, "1 error\n"),
    ([DATA / "README.md"], 2, "1 error\n"),
    ([DATA / "no-such-file.json", WRONG], 2, "2 errors\n"),
]


@pytest.mark.parametrize(("options", "code", "summary"), CODES)
def test_validate_ends_with_a_code_and_a_summary(
    capsys: pytest.CaptureFixture[str], options: list[object], code: int, summary: str
) -> None:
    assert main(["validate", *map(str, options)]) == code

    out, err = capsys.readouterr()
    paths = [each for each in options if isinstance(each, Path)]
    assert out == "".join(f"{each}\n" for each in _findings(*paths))
    assert err == summary


UNSOLVED = DATA / "invalid" / "pictures" / "unsolved-pose.json"


def test_poses_are_worked_out_by_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--strict", str(UNSOLVED)]) == 1
    assert main(["validate", "--strict", "--solve", str(UNSOLVED)]) == 0

    out, err = capsys.readouterr()
    assert out == f"{_findings(UNSOLVED)[0]}\n"
    assert err == "1 warning\nnothing to mend\n"


def test_a_picture_of_ones_own_is_drawn_when_its_poses_may_be_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["draw", "--catalog", str(UNSOLVED), "seated-heel-raise"]

    assert main(asked) == 1
    assert main([*asked, "--solve"]) == 0
    assert main(["draw", "bridge", "--solve"]) == 0

    out, err = capsys.readouterr()
    solved = lowback.load_catalog(UNSOLVED, solve=True)["seated-heel-raise"]
    bridge = lowback.default_catalog()["bridge"]
    assert out == lowback.render.svg.render(solved) + lowback.render.svg.render(bridge)
    assert err == (
        "lowback: error: the picture of 'seated-heel-raise' cannot be drawn before its poses are worked out "
        "('down', 'up'): give it to `lowback.drawing.solve`, use `lowback.load_catalog(..., solve=True)`, or "
        "`lowback draw --solve`\n"
    )


@pytest.mark.parametrize("options", [[], ["--strict"], ["--format", "json"]])
def test_validate_wants_a_path(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["validate", *options])

    assert ended.value.code == 2
    assert "the following arguments are required: PATH" in capsys.readouterr().err


def test_validate_writes_a_line_of_json_for_each_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(WARNED), str(WRONG), "--format", "json"]) == 1

    out, err = capsys.readouterr()
    assert (out, err) == (lowback.export.jsonl.dumps(_findings(WARNED, WRONG)), "")
    assert [json.loads(line)["code"] for line in out.splitlines()] == ["no-exercises", "dangling-link"]


def test_validate_writes_one_log_of_all_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(WARNED), str(WRONG), "--format", "sarif"]) == 1

    out, err = capsys.readouterr()
    log: Paper = json.loads(out)
    assert (out, err) == (lowback.export.sarif.dumps(_findings(WARNED, WRONG)), "")
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["no-exercises", "dangling-link"]


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_validate_says_nothing_wrong_in_the_format_asked_for(capsys: pytest.CaptureFixture[str], format_: str) -> None:
    assert main(["validate", str(CLEAN), "--format", format_]) == 0

    expected = "" if format_ == "json" else lowback.export.sarif.dumps(())
    assert capsys.readouterr() == (expected, "")


def test_validate_goes_on_where_an_extra_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = lowback.validate

    def validate(source: Path, **how: Any) -> tuple[lowback.Diagnostic, ...]:
        if source.suffix == ".yaml":
            raise lowback.errors.MissingExtra("yaml")
        return real(source, **how)

    monkeypatch.setattr(lowback, "validate", validate)

    assert main(["validate", str(WRONG), "one.yaml", "\x1b.yaml", str(WARNED)]) == 2

    out, err = capsys.readouterr()
    missing = "this needs an optional dependency: pip install 'lowback[yaml]'\n"
    assert out == "".join(f"{each}\n" for each in _findings(WRONG, WARNED))
    assert err == (f'lowback: error: one.yaml: {missing}lowback: error: "\\u001b.yaml": {missing}1 error, 1 warning\n')


def test_nothing_is_praised_that_was_not_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def validate(source: Path, **how: Any) -> tuple[lowback.Diagnostic, ...]:
        raise lowback.errors.MissingExtra("yaml")

    monkeypatch.setattr(lowback, "validate", validate)

    assert main(["validate", "one.yaml"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names of files")
def test_nothing_that_a_terminal_would_obey_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither of names of files nor of what stands in them."""
    evil = "\x1b[2J\u202e\x07"
    folder = tmp_path / evil
    folder.mkdir()
    tree = {
        "format": 1,
        "id": evil,
        "exercises": [],
        evil: evil,
        "language": evil,
        "extends": evil,
        "overrides": [evil],
    }
    (folder / f"{evil}.json").write_text(json.dumps(tree), encoding="utf-8")
    (folder / f"{evil}.toml").write_text(f"{evil} = {evil}", encoding="utf-8")
    (folder / f"{evil}.yaml").write_text(f'{evil}: "{evil}', encoding="utf-8")
    output = str(folder / "x" / evil)

    main(["validate", str(folder), f"{folder}.json", evil, f"a.{evil}"])
    main(["import", "csv", evil, "-o", "x"])
    main(["import", "csv", str(DATA / "importers" / "table.csv"), "-o", str(folder)])
    main(["import", "csv", str(DATA / "importers" / "table.csv"), "-o", output])
    main(["import", "csv", str(DATA / "importers" / "table.csv"), "-o", output])

    out, err = capsys.readouterr()
    assert len(out.splitlines()) > 10
    assert len(err.splitlines()) == 5
    assert [line for line in (out + err).split("\n") if not line.isprintable()] == []


# Terminals: a pseudo-terminal shows what a person would see ----------------------------------------


def _on_terminal(*argv: str, shown: str, **environment: str) -> tuple[int | None, str, str]:
    """Exit code, what a terminal shows of one of the streams, and what a pipe gets of the other."""
    reader, terminal = pytest.importorskip("pty").openpty()
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, shown: terminal}
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    with subprocess.Popen(
        [sys.executable, "-m", "lowback", *argv], env={**clean, "TERM": "xterm", **environment}, **streams
    ) as process:
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # Linux says so when the other end is closed
            while some := os.read(reader, 65536):
                seen += some
        pipe = process.stderr if shown == "stdout" else process.stdout
        assert pipe is not None
        piped = pipe.read()
    os.close(reader)
    return process.returncode, seen.decode().replace("\r\n", "\n"), piped.decode()


def _coloured(finding: lowback.Diagnostic) -> str:
    word = {"error": "\x1b[1;31merror\x1b[0m", "warning": "\x1b[33mwarning\x1b[0m"}[finding.severity]
    return str(finding).replace(f"{finding.severity}: ", f"{word}: ", 1) + "\n"


def test_severities_have_colours_on_a_terminal() -> None:
    code, seen, piped = _on_terminal("validate", str(WARNED), str(WRONG), shown="stdout")

    assert (code, piped) == (1, "1 error, 1 warning\n")
    assert seen == "".join(map(_coloured, _findings(WARNED, WRONG)))


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_refused(environment: dict[str, str]) -> None:
    _, seen, _ = _on_terminal("validate", str(WRONG), shown="stdout", **environment)

    assert seen == "".join(f"{each}\n" for each in _findings(WRONG))


def _many(folder: Path, count: int) -> None:
    """A catalog of many files, each of which has a finding."""
    for number in range(count):
        (folder / f"{number:02}.json").write_text('{"no": 1}', encoding="utf-8")


@pytest.mark.parametrize(("count", "bar"), [(25, True), (19, False)])
def test_a_bar_tells_how_far_many_files_are_read(tmp_path: Path, count: int, bar: bool) -> None:
    _many(tmp_path, count)

    code, seen, piped = _on_terminal("validate", str(tmp_path), shown="stderr")

    summary = f"{count + 3} errors\n"
    assert code == 1
    assert ("reading" in seen) == bar
    assert seen.endswith(summary)
    assert bar or seen == summary
    assert piped == "".join(f"{each}\n" for each in _findings(tmp_path))


def test_no_bar_is_shown_where_nobody_looks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _many(tmp_path, 25)

    assert main(["validate", str(tmp_path)]) == 1

    assert capsys.readouterr().err == "28 errors\n"


# Play --------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that only moves when somebody sleeps; the list has its time."""
    now = [1000.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr("lowback.cli.monotonic", lambda: now[0])
    monkeypatch.setattr("lowback.cli.sleep", sleep)
    return now


def _played(timeline: lowback.Timeline) -> list[str]:
    lines = [f"{cue.start // 60:3}:{cue.start % 60:02}  {cue.text}" for cue in timeline.cues]
    return [*lines, f"{timeline.seconds // 60:3}:{timeline.seconds % 60:02}  End."]


@pytest.mark.parametrize("detail", ["steps", "sets"])
def test_play_tells_each_cue_on_a_line(clock: list[float], capsys: pytest.CaptureFixture[str], detail: str) -> None:
    assert main(["play", "--minutes", "3", "--detail", detail]) == 0

    out, err = capsys.readouterr()
    before, _, told = out.rpartition("\n\n")
    words = " ".join(before.split())
    assert told.splitlines() == _played(lowback.Timeline.of(ROUTINE, lowback.timeline.Detail(detail)))
    assert words.startswith(f"{REVIEW} Good to know: {ROUTINE.message and ROUTINE.message.text} ")
    assert all(flag.question in words.partition("When to stop")[0] for flag in ROUTINE.red_flags)
    assert all(rule.text in words for rule in ROUTINE.stop_rules)
    assert err == ""
    assert clock == [1180.0]


def test_play_can_be_faster_than_the_clock(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "--minutes", "3", "--speed", "2"]) == 0

    assert clock == [1090.0]


def test_play_shows_what_there_is_no_time_to_say(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    routine = lowback.compose(lowback.Brief(3))
    how = "Do " + "a little less " * 40
    rule = CautionRule(key="own", level=CautionLevel.MODIFY, how=how.strip())
    first, *others = routine.items
    warned = evolve(routine, items=(evolve(first, cautions=(rule,)), *others))
    monkeypatch.setattr(lowback, "compose", lambda _: warned)

    main(["play", "--minutes", "3"])

    lines = capsys.readouterr().out.splitlines()
    shown = [nth for nth, line in enumerate(lines) if line == f"        Take care: {rule.how}."]
    assert [lines[nth - 1].split("  ")[-1] for nth in shown] == [lowback.Timeline.of(warned).cues[0].text]


def test_play_writes_a_page_that_plays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "routine.html"

    assert main(["play", "--minutes", "3", "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == html.render(ROUTINE, player=True)
    assert capsys.readouterr().out == ""


def test_play_tells_when_a_page_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "--minutes", "3", "--output", str(tmp_path / "none" / "routine.html")]) == 1
    assert "cannot write" in capsys.readouterr().err


def test_play_is_stopped_from_the_keyboard(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(seconds: float) -> None:
        clock[0] += seconds
        if clock[0] >= 1065:
            raise KeyboardInterrupt

    monkeypatch.setattr("lowback.cli.sleep", interrupted)

    assert main(["play", "--minutes", "3"]) == 130

    assert capsys.readouterr().err == "stopped at 1:05\n"


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "fast"])
def test_a_speed_that_cannot_be_is_refused(capsys: pytest.CaptureFixture[str], speed: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["play", f"--speed={speed}"])

    assert ended.value.code == 2
    assert f"argument --speed: got '{speed}', expected a number above 0" in capsys.readouterr().err


def test_play_ends_when_its_reader_leaves() -> None:
    reader, writer = os.pipe()
    os.close(reader)

    with _python("play", "--minutes", "20", stdout=writer) as process:
        os.close(writer)
        _, err = process.communicate()

    assert (process.returncode, err) == (0, "")


def test_a_bar_tells_how_far_a_routine_is_played() -> None:
    """On a terminal, below the lines, which are as wide as it is; a pipe gets the lines alone."""
    reader, terminal = pytest.importorskip("pty").openpty()
    command = [sys.executable, "-m", "lowback", "play", "--minutes", "3", "--speed", "100"]
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    with subprocess.Popen(command, env={**clean, "TERM": "xterm"}, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        seen = b""
        with suppress(OSError):  # Linux says so when the other end is closed
            while some := os.read(reader, 65536):
                seen += some
    os.close(reader)
    _, bare, _ = _on_terminal("play", "--minutes", "3", "--speed", "1000000", shown="stderr")

    assert process.returncode == 0
    assert "playing" in seen.decode()
    words = " ".join(seen.decode().split())
    assert all(" ".join(line.split()) in words for line in _played(lowback.Timeline.of(ROUTINE)))
    assert bare == ""


# Schema and import -------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["brief", "picture", "programme"])
def test_schema_prints_the_schema_of_another_value(of: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", of]) == 0

    assert json.loads(capsys.readouterr().out)["title"] == f"lowback {of}"


def test_schema_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0

    assert capsys.readouterr() == (lowback.converters.schema(), "")


OTHERS = {
    "exercemus": (lowback.importers.exercemus, "exercemus.json"),
    "exercisedb": (lowback.importers.exercisedb, "exercisedb.json"),
    "free-exercise-db": (lowback.importers.free_exercise_db, "free-exercise-db.json"),
    "pierre": (lowback.importers.pierre, "pierre.json"),
    "wger": (lowback.importers.wger, "wger.json"),
    "csv": (lowback.importers.table, "table.csv"),
}


@pytest.mark.parametrize("format_", OTHERS)
def test_import_writes_drafts_and_prints_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    importer, name = OTHERS[format_]
    path = DATA / "importers" / name
    imported = importer.loads(path.read_text(encoding="utf-8"))
    folder = tmp_path / "new" / "drafts"

    assert main(["import", format_, str(path), "-o", str(folder)]) == 0

    out, err = capsys.readouterr()
    assert out == imported.report() + "\n"
    assert err == f"drafts written: {len(imported.drafts)}; what they lack: lowback validate {folder}\n"
    assert {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "exercises").iterdir()} == {
        f"{draft.id}.json": draft.tree for draft in imported.drafts
    }
    assert json.loads((folder / "catalog.json").read_text(encoding="utf-8")) == {
        key: value for key, value in dict(imported.document()).items() if key != "exercises"
    }


@pytest.mark.parametrize("format_", OTHERS)
def test_drafts_can_be_validated(tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    """They lack what nobody may guess, but each has its form: nothing is unknown, unreadable or of a wrong type."""
    main(["import", format_, str(DATA / "importers" / OTHERS[format_][1]), "-o", str(tmp_path / "drafts")])

    assert main(["validate", str(tmp_path / "drafts"), "--format", "json"]) == 1

    found = {json.loads(line)["code"] for line in capsys.readouterr().out.splitlines() if line.startswith("{")}
    assert "missing-key" in found
    assert not found & {"wrong-type", "unknown-key", "unreadable-file", "syntax", "not-a-catalog", "duplicate-id"}


def test_import_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "catalog.json").write_text("mine", encoding="utf-8")

    code = main(["import", "csv", str(DATA / "importers" / "table.csv"), "-o", str(tmp_path)])

    message = f"lowback: error: cannot write to {tmp_path}: got a folder with files, expected a new or empty one\n"
    assert (code, capsys.readouterr()) == (2, ("", message))
    assert [path.name for path in tmp_path.iterdir()] == ["catalog.json"]
    assert (tmp_path / "catalog.json").read_text(encoding="utf-8") == "mine"


def test_import_takes_an_empty_folder_but_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, file = str(DATA / "importers" / "table.csv"), tmp_path / "file"
    file.touch()
    (tmp_path / "empty").mkdir()

    assert main(["import", "csv", table, "-o", str(tmp_path / "empty")]) == 0
    capsys.readouterr()
    assert main(["import", "csv", table, "-o", str(file)]) == 2

    assert capsys.readouterr() == ("", f"lowback: error: cannot write to {file}: File exists\n")


BAD = {
    "csv": b"",
    "pierre": b"{",
    "wger": b"[" * 100_000,
    "free-exercise-db": b"R\xfccken",
}


@pytest.mark.parametrize(("format_", "raw"), BAD.items())
def test_a_text_that_is_not_of_the_format_is_an_error_and_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str, raw: bytes
) -> None:
    (tmp_path / "bad").write_bytes(raw)

    assert main(["import", format_, str(tmp_path / "bad"), "-o", str(tmp_path / "drafts")]) == 1

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"lowback: error: 1 finding:\n  {tmp_path / 'bad'}:1:")
    assert not (tmp_path / "drafts").exists()


MAPPING = {"fields": {"name": "title", "reps": "times"}}


def test_import_by_a_mapping_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the same formats as catalogs."""
    (tmp_path / "a.json").write_text('[{"title": "Plank", "times": 8}]', encoding="utf-8")
    (tmp_path / "map.json").write_text(json.dumps(MAPPING), encoding="utf-8")
    options = ["--mapping", str(tmp_path / "map.json"), "-o", str(tmp_path / "drafts")]

    assert main(["import", "mapped", str(tmp_path / "a.json"), *options]) == 0

    draft = json.loads((tmp_path / "drafts" / "exercises" / "plank.json").read_text(encoding="utf-8"))
    assert draft["dose"]["reps"] == {"min": 8, "starter": 8, "max": 8}
    assert "1 x times -> dose.reps" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("format_", "mapping", "message"),
    [
        ("mapped", None, "--mapping MAP: got none, expected one with mapped, and with nothing else"),
        ("csv", "map.json", "--mapping MAP: got one, expected one with mapped, and with nothing else"),
        (
            "mapped",
            "gone.json",
            "1 finding:\n  gone.json: error: cannot read it: No such file or directory [unreadable-file]",
        ),
        (
            "mapped",
            "map.json",
            (
                "1 finding:\n  map.json:1:11: error: fields: missing the path to the name of an exercise "
                "(add name, or id) [missing-key]"
            ),
        ),
    ],
)
def test_a_mapping_file_belongs_to_mapped(
    format_: str,
    mapping: str | None,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("name\nPlank\n", encoding="utf-8")
    Path("map.json").write_text('{"fields":{}}', encoding="utf-8")
    options = [] if mapping is None else ["--mapping", mapping]

    assert main(["import", format_, "a.csv", *options, "-o", "drafts"]) == 1
    assert capsys.readouterr() == ("", f"lowback: error: {message}\n")


UNREADABLE = {
    "gone": (None, "No such file or directory"),
    "large": (200 * 2**20, "got more than 67,108,864 bytes, which is the most that is read"),
    "folder": ("folder", "got something that is no file, expected a file"),
    "pipe": ("pipe", "got something that is no file, expected a file"),
    "device": ("/dev/zero", "got something that is no file, expected a file"),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("format_", OTHERS)
def test_a_file_that_cannot_be_read_is_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str, name: str
) -> None:
    """Within the bounds of `validate`, and without waiting for what never comes."""
    made, reason = UNREADABLE[name]
    path = tmp_path / name
    if isinstance(made, bytes):
        path.write_bytes(made)
    elif isinstance(made, int):
        path.touch()
        os.truncate(path, made)
    elif made == "folder":
        path.mkdir()
    elif made == "pipe" and hasattr(os, "mkfifo"):
        os.mkfifo(path)
    elif made is not None and Path(made).exists():
        path.symlink_to(made)
    elif made is not None:
        pytest.skip("this system has none")

    assert main(["import", format_, str(path), "-o", str(tmp_path / "drafts")]) == 2

    assert capsys.readouterr() == ("", f"lowback: error: cannot read {path}: {reason}\n")
    assert not (tmp_path / "drafts").exists()


def test_import_tells_of_a_full_disk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_text(self: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", write_text)
    folder = tmp_path / "drafts"

    assert main(["import", "csv", str(DATA / "importers" / "table.csv"), "-o", str(folder)]) == 2
    assert capsys.readouterr() == ("", f"lowback: error: cannot write to {folder}: No space left on device\n")


EMPTY = (
    ["validate", ""],
    ["validate", "a.json", ""],
    ["import", "csv", "", "-o", "a"],
    ["import", "csv", "a", "-o", ""],
    ["draw", "bridge", "-o", ""],
    ["draw", "bridge", "--catalog", ""],
    ["handout", "-o", ""],
    ["play", "--output", ""],
)


@pytest.mark.parametrize("argv", EMPTY, ids=" ".join)
def test_an_empty_path_is_refused(capsys: pytest.CaptureFixture[str], argv: list[str]) -> None:
    """It would be the folder that one happens to be in."""
    with pytest.raises(SystemExit) as ended:
        main(argv)

    assert ended.value.code == 2
    assert "got an empty path, expected a file or a folder\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["import", "excel", "a", "-o", "b"], "invalid choice: 'excel'"),
        (["import", "csv", "a"], "the following arguments are required: -o/--output"),
        (["validate", "a.json", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
    ],
)
def test_a_wrong_word_is_code_2(capsys: pytest.CaptureFixture[str], argv: list[str], message: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)

    assert ended.value.code == 2
    assert message in capsys.readouterr().err
