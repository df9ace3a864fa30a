"""The command line: what it prints, where, and with which exit code."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

import lowback
from lowback.cli import main
from lowback.converters import structure
from lowback.render.text import render

HELP = "usage: lowback [-h] [--version] COMMAND ...\n"

ROUTINE = lowback.compose(lowback.Brief(3))

BRIEFS = [
    ([], lowback.Brief()),
    (["--minutes", "3"], lowback.Brief(3)),
    (["--seconds", "200"], lowback.Brief(Fraction(10, 3))),
    (["--mix", "stretch"], lowback.Brief(10, "stretch")),
    (["--position", "supine", "seated"], lowback.Brief(10, positions=["supine", "seated"])),
    (["--position", "supine", "--position", "seated"], lowback.Brief(10, positions=["supine", "seated"])),
    (["--equipment", "chair"], lowback.Brief(10, equipment=["chair"])),
    (["--equipment"], lowback.Brief(10, equipment=[])),
    (["--caution", "wrist-pain", "grip"], lowback.Brief(10, cautions=["wrist-pain", "grip"])),
    (["--focus", "glutes"], lowback.Brief(10, focus=["glutes"])),
    (["--max-difficulty", "1"], lowback.Brief(10, max_difficulty=1)),
    (["--include", "Cat cow"], lowback.Brief(10, include=["cat-cow"])),
    (["--exclude", "bridge", "birddog"], lowback.Brief(10, exclude=["bridge", "bird-dog"])),
    (["--limited-mobility"], lowback.Brief(10, limited_mobility=True)),
    (["--seed", "7"], lowback.Brief(10, seed=7)),
]

CATALOG = lowback.default_catalog()

FILTERS = [
    ([], CATALOG),
    (["--kind", "stretch", "neural"], CATALOG.where(kind=["stretch", "neural"])),
    (["--kind", "stretch", "--kind", "neural"], CATALOG.where(kind=["stretch", "neural"])),
    (["--phase", "cool-down"], CATALOG.where(phase="cool-down")),
    (["--position", "seated", "standing"], CATALOG.where(position=["seated", "standing"])),
    (["--region", "glutes"], CATALOG.where(region="glutes")),
    (["--direction", "extension"], CATALOG.where(direction="extension")),
    (["--equipment"], CATALOG.where(equipment=[])),
    (["--equipment", "chair", "band"], CATALOG.where(equipment=["chair", "band"])),
    (["--caution", "wrist-pain", "floor-access"], CATALOG.where(cautions=["wrist-pain", "floor-access"])),
    (["--max-difficulty", "1"], CATALOG.where(max_difficulty=1)),
    (["--no-floor"], CATALOG.where(needs_floor=False)),
    (["--flare-up"], CATALOG.where(safe_for_flare_up=True)),
    (["--text", "knee"], CATALOG.where(text="knee")),
]

REFUSED = [
    (
        ["show", "birdog"],
        "no exercise is called 'birdog'; did you mean 'bird-dog', 'bridge', 'quadruped-leg-slide'?",
    ),
    (["show", "qqqqqqqq"], "no exercise is called 'qqqqqqqq'; list(catalog) gives all ids"),
    (["show", "\x1b[2J"], "no exercise is called '\\x1b[2J'; list(catalog) gives all ids"),
    (["compose", "--include", "birdog"], "no exercise is called 'birdog'; did you mean "),
    (["compose", "--minutes", "0"], "brief.minutes: got 0, expected 1 to 120 minutes"),
    (["compose", "--max-difficulty", "9"], "brief.max_difficulty: got 9, expected a whole number from 1 to 5"),
    (["compose", "--caution", "wrist"], "brief.cautions: got 'wrist', expected "),
    (["compose", "--mix", "yoga"], "brief.mix: got 'yoga', expected "),
    (["compose", "--caution", "recent-spinal-surgery"], "no exercises for now: "),
    (["compose", "--seconds", "60", "--position", "kneeling"], "no routine fits 1:00 mixed; positions kneeling: "),
    (["list", "--caution", "wrist"], "where: got the caution 'wrist', expected one of balance, "),
]

USAGE = [
    (["cook"], "invalid choice: 'cook'"),
    (["compose", "--minutes", "7.5"], "argument --minutes: invalid int value: '7.5'"),
    (["compose", "--minutes", "7", "--seconds", "80"], "not allowed with argument"),
    (["compose", "--position", "kneling"], "argument --position: invalid choice: 'kneling'"),
    (["list", "--kind", "yoga"], "argument --kind: invalid choice: 'yoga'"),
    (["list", "--caution"], "argument --caution: expected at least one argument"),
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
    assert main(["list", "--position", "quadruped", "--max-difficulty", "1"]) == 0

    assert capsys.readouterr().out == (
        "id                   kind      position   difficulty\n"
        "cat-cow              mobility  quadruped  1\n"
        "quadruped-rock-back  mobility  quadruped  1\n"
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
    ("columns", "last"), [(41, "id"), (42, "kind"), (56, "kind"), (57, "position"), (69, "difficulty")]
)
def test_a_table_wider_than_the_terminal_loses_its_last_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, last: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    assert main(["list", "--position", "half-kneeling"]) == 0

    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[-1] == last
    assert [row.split()[0] for row in rows] == ["deep-lunge", "half-kneeling-hip-flexor-stretch"]


def test_show_takes_any_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert structure(_json(capsys, ["show", "Glute Bridge"]), lowback.Exercise) == CATALOG["bridge"]


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
    rules = CATALOG.rules
    words = [each.id for each in rules.mixes] + [each.id for each in rules.equipment]
    words += [each.id for each in rules.regions] + [each.key for each in rules.cautions]
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
