"""A programme in one file, and the commands on it: nothing is lost, and nothing that was told is shown to others."""

import json
import os
import stat
from pathlib import Path

import pytest
from attrs import evolve

import lowback
from lowback import _kept
from lowback.cli import main
from lowback.converters import structure, unstructure
from lowback.programme import Report

START = ["--weeks", "6", "--days", "monday", "thursday", "--start", "2027-01-04", "--usual-pain", "3", "--minutes", "7"]
GOOD = ["--pain-before", "2", "--pain", "2", "--effort", "right", "--done", "all"]


@pytest.fixture
def file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "plan.json"
    assert main(["programme", "start", str(path), *START]) == 0
    capsys.readouterr()
    return path


def read(path: Path) -> lowback.Programme:
    return structure(json.loads(path.read_text(encoding="utf-8")), lowback.Programme)


def test_a_report_after_the_last_week_is_told_why_it_is_none(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "report", str(file), "--day", "2028-01-03", *GOOD]) == 1

    assert "That was the last week of this plan." in capsys.readouterr().err


# The commands --------------------------------------------------------------------------------------


def test_a_programme_begins_with_its_first_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"

    assert main(["programme", "start", str(path), *START]) == 0

    shown = capsys.readouterr()
    assert shown.out.startswith("Session 1, week 1, 2027-01-04\nAnything new since last time?")
    assert "7 minutes for the lower back" in shown.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read(path).sessions == ()


def test_a_report_brings_the_next_session(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "report", str(file), "--day", "2027-01-04", *GOOD]) == 0
    assert main(["programme", "report", str(file), "--settled", "yes"]) == 0
    assert main(["programme", "report", str(file), "--day", "2027-01-11", *GOOD, "--settled", "yes"]) == 0
    assert main(["programme", "next", str(file), "--day", "2027-01-14"]) == 0

    last = " ".join(capsys.readouterr().out.split("Session 3, week 2, 2027-01-14\n")[-1].split())
    assert "You did all of it in two sessions, and your pain stayed in the easy range." in last
    assert "A rule of this program, not a clinician, made this change." in last
    assert [each.day.isoformat() for each in read(file).sessions] == ["2027-01-04", "2027-01-11"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_next_session_is_a_page_that_plays_it(file: Path, tmp_path: Path) -> None:
    output, session = tmp_path / "session.html", read(file).next
    assert session.routine is not None

    assert main(["programme", "next", str(file), "-o", str(output)]) == 0
    page = lowback.render.html.render(session.routine, player=True, session=session.number)
    assert output.read_text(encoding="utf-8") == page


def test_a_report_that_a_page_has_saved_is_read(file: Path, tmp_path: Path) -> None:
    """As the page of the session writes it."""
    dose = {"exercise": read(file).next.doses[0].exercise, "dose": unstructure(read(file).next.doses[0].dose)}
    told = {"session": 1, "day": "2027-01-04", "pain_before": 3, "pain": 2, "done": [dose], "hurt": []}
    saved = tmp_path / "report.json"
    saved.write_text(json.dumps(told), encoding="utf-8")

    assert main(["programme", "report", str(file), "--read", str(saved)]) == 0
    assert read(file).reports == (structure(told, Report),)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"session": 1}', '{"session": 1, "day": "2027-01-04", "pain": 77}'])
def test_what_is_no_report_changes_nothing_and_is_not_quoted(
    file: Path, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    saved = tmp_path / "report.json"
    saved.write_text(text, encoding="utf-8")

    assert main(["programme", "report", str(file), "--read", str(saved)]) == 1
    assert file.read_bytes() == before
    shown = capsys.readouterr().err
    assert "expected a report that a session has saved" in shown
    assert "77" not in shown


def test_less_may_be_done(file: Path) -> None:
    first = read(file).next.doses

    told = [f"{first[0].exercise}=0", f"{first[1].exercise}=1", first[2].exercise]
    assert main(["programme", "report", str(file), "--day", "2027-01-04", "--done", *told]) == 0

    report = read(file).reports[0]
    assert report.done_of(first[0].exercise) is None
    assert report.done_of(first[2].exercise) == first[2].dose
    assert 1 in (((done := report.done_of(first[1].exercise)) and (done.reps, done.duration)) or ())


def test_a_sign_stops_until_somebody_was_seen(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = ["programme", "report", str(file)]

    assert main([*report, "--day", "2027-01-04", "--new", "emergency"]) == 0
    stopped = capsys.readouterr().out
    assert main(["programme", "next", str(file)]) == 0
    assert capsys.readouterr().out == stopped
    assert main([*report, "--cleared", "2027-01-20"]) == 0

    assert stopped.startswith("Stop. Call the emergency number or go to an emergency department now.")
    assert "minutes for the lower back" not in stopped
    assert "minutes for the lower back" in capsys.readouterr().out


def test_a_new_caution_in_the_middle_changes_what_comes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["programme", "report", str(file), "--day", "2027-01-04", *GOOD])
    before = read(file)
    capsys.readouterr()

    assert main(["programme", "change", str(file), "--cautions", "wrist-pain", "knee-pain-kneeling"]) == 0
    assert "Changed because of what you told us." in " ".join(capsys.readouterr().out.split())
    assert read(file).asked == evolve(before.asked, cautions=("wrist-pain", "knee-pain-kneeling"))
    assert read(file).sessions == before.sessions

    assert main(["programme", "change", str(file), "--minutes", "8", "--exclude", "Bird dog"]) == 0
    assert read(file).asked == evolve(read(file).asked, minutes=8, exclude=("bird-dog",))
    assert main(["programme", "change", str(file), "--cautions"]) == 0
    assert read(file).asked.cautions == ()


def test_other_days_and_what_is_out_are_asked_for_in_the_middle(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "change", str(file), "--days", "tuesday", "sunday"]) == 0
    assert read(file).days == ("tuesday", "sunday")
    assert "Session 1, week 1, 2027-01-05" in capsys.readouterr().out

    assert main(["programme", "change", str(file), "--include", "Cat-cow"]) == 0
    assert read(file).asked.include == ("cat-cow",)


def test_another_place_that_hurt_is_told_by_a_caution(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["programme", "report", str(file), "--day", "2027-01-04", *GOOD])
    first = read(file).sessions[0].ids[0]
    capsys.readouterr()

    told = ["--session", "1", "--day", "2027-01-04", "--hurt", f"{first}=elsewhere:wrist-pain"]
    assert main(["programme", "report", str(file), *told]) == 0
    assert "Another place than your back hurt last time." in " ".join(capsys.readouterr().out.split())


def test_all_questions_are_asked_for_when_they_are_due(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["programme", "report", str(file), "--day", "2027-01-04", *GOOD])
    all_, one = "Answer all questions about signs again first.", "Anything new since last time?"
    said: list[str] = []
    for told in (["--recovered", "2027-01-06"], ["--screened", "2027-01-06"]):
        capsys.readouterr()
        assert main(["programme", "report", str(file), *told]) == 0
        said.append(capsys.readouterr().out)

    assert [(all_ in each, one in each) for each in said] == [(True, False), (False, True)]
    assert read(file).next.changes[0].rule == "illness"


def test_an_event_makes_the_plan_wait(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "report", str(file), "--paused", "2027-01-05"]) == 0

    assert "Something has changed. Ask the team that looks after you" in capsys.readouterr().out
    assert read(file).log[-1].paused is not None


def test_a_refusing_caution_makes_the_plan_wait(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "change", str(file), "--cautions", "recent-spinal-surgery"]) == 0

    assert "Ask the team that looks after you before you go on." in " ".join(capsys.readouterr().out.split())
    assert read(file).next.routine is None


@pytest.mark.parametrize("options", [[], ["--cautions", "wrist"], ["--minutes", "2"], ["--exclude", "no-such"]])
def test_a_change_that_cannot_be_changes_nothing(file: Path, options: list[str]) -> None:
    before = file.read_bytes()

    assert main(["programme", "change", str(file), *options]) == 1
    assert file.read_bytes() == before


def test_show_says_what_was_and_why(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["programme", "report", str(file), "--day", "2027-01-04", *GOOD, "--settled", "yes"])
    capsys.readouterr()

    assert main(["programme", "show", str(file)]) == 0

    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("Session 1, 2027-01-04: 7 minutes, ")
    assert last == "Next session: 2027-01-07"


def test_forget_deletes_a_programme_and_nothing_else(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")

    assert main(["programme", "forget", str(other)]) == 2
    assert main(["programme", "forget", str(file)]) == 0

    assert [each.name for each in tmp_path.iterdir()] == ["other.json"]


def test_without_a_command_it_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme"]) == 2

    assert "start" in capsys.readouterr().err


# What goes wrong -----------------------------------------------------------------------------------

WRONG = [
    (["--day", "2027-01-03"], "expected 2027-01-04, the day of the start, or later"),
    (["--day", "2027-01-04", "--session", "7"], "expected at most 1, the next session"),
    (["--day", "2027-01-04", "--done", "bird-doog"], "expected one of session 1"),
    (["--cleared", "2027-01-05"], "expected it only after a sign"),
    (["--recovered", "2027-01-03"], "expected 2027-01-04, the first day of the programme, or later"),
    (["--day", "2027-01-04", "--hurt", "bridge=sharp:wrist-pain"], "expected it only where another place hurt"),
    (["--day", "2027-01-04", "--hurt", "bridge=elsewhere:my-arm"], "expected one of balance, cardiac"),
]


@pytest.mark.parametrize(("told", "message"), WRONG)
def test_what_cannot_be_changes_nothing(
    file: Path, told: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()

    assert main(["programme", "report", str(file), *told]) == 1

    assert message in capsys.readouterr().err
    assert file.read_bytes() == before


ANSWERS = [["--pain", "77"], ["--effort", "dreadful77"], ["--new", "numb77"], ["--hurt", "bridge=stabbing77"]]


@pytest.mark.parametrize("told", ANSWERS, ids=" ".join)
def test_no_error_quotes_an_answer(file: Path, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["programme", "report", str(file), "--day", "2027-01-04", *told])

    assert caught.value.code == 2
    assert "77" not in capsys.readouterr().err


def test_where_nothing_fits_no_caution_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    main(["programme", "start", str(path), *START, "--mix", "desk"])
    capsys.readouterr()

    assert main(["programme", "change", str(path), "--minutes", "15", "--cautions", "hip-replacement"]) == 1

    shown = capsys.readouterr()
    assert "no session fits what is asked for; what would work: shorter: 9 minutes" in shown.err
    assert "hip" not in shown.out + shown.err


BROKEN = [
    ('{"format": 2, "brief": {}, "plan": {}, "log": []}', "a newer lowback wrote it"),
    ('{"format": 1, "brief": {}, "plan": {"weeks": 77}}', "plan.weeks: something here cannot be so [out-of-range]"),
]


@pytest.mark.parametrize("command", ["next", "report", "show", "forget"])
@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_file_that_cannot_be_read_gives_no_session_and_stays(
    file: Path, command: str, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text, encoding="utf-8")

    assert main(["programme", command, str(file)]) == 2

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "This plan cannot be read. Do not exercise from it until it is mended." in shown.err
    assert message in shown.err
    assert "77" not in shown.err.replace(str(file), "")
    assert file.read_text(encoding="utf-8") == text


def test_a_log_edited_by_hand_is_told_by_its_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["programme", "report", str(file), "--day", "2027-01-04", *GOOD])
    tree = json.loads(file.read_text(encoding="utf-8"))
    tree["log"][1]["report"]["pain"] = 77
    file.write_text(json.dumps(tree), encoding="utf-8")
    capsys.readouterr()

    assert main(["programme", "next", str(file)]) == 2

    assert "error: log[1].report.pain: something here cannot be so [out-of-range]" in capsys.readouterr().err


def test_nothing_is_overwritten_by_a_start(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()

    assert main(["programme", "start", str(file), *START]) == 1

    assert "is there already" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_being_stopped_in_the_middle_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks before the new file takes its place, the old one is whole, and no other is left."""
    before = file.read_bytes()

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        _kept.write(file, read(file).given())

    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == ["plan.json"]


def test_a_full_disk_is_told(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["programme", "report", str(file), "--day", "2027-01-04"]) == 1

    assert capsys.readouterr().err.endswith("plan.json: No space left on device\n")
    assert file.read_bytes() == before


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(file)

    _kept.write(link, read(file).given())

    assert link.is_symlink()
    assert len(read(file).sessions) == 1


def test_who_has_to_be_seen_first_gets_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"

    assert main(["programme", "start", str(path), *START, "--age", "under-18"]) == 1

    assert "programmes are for adults" in capsys.readouterr().err
    assert not path.exists()
