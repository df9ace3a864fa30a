"""A routine followed on a terminal: questions, keys, one live line; with keys and a clock of the test."""

import json
import os
import re
import stat
import struct
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

from lowback import Brief, Programme, Timeline, compose
from lowback._terminal import Account, Follower, can_follow
from lowback.cli import main
from lowback.composer import offers
from lowback.converters import structure
from lowback.programme import Hurt, Report
from lowback.timeline import Detail
from lowback.vocabulary import Weekday

ROUTINE = compose(Brief(5, include=["quadruped-leg-lift"]))
TIMELINE = Timeline.of(ROUTINE)
IDS = [item.exercise.id for item in ROUTINE.items]
LIFT = IDS.index("quadruped-leg-lift")
STARTS = [sum(item.seconds for item in ROUTINE.items[:index]) for index in range(len(IDS))]
GATE = ["a", "c", "c", "d", "a", "3"]
"""Nothing of the signs, all that is needed is there, and some pain."""
TELLS_NOTHING = ["q"]
DAY = date(2027, 1, 4)
_ASKING = 100


@define
class Hands:
    """What somebody presses: answers in order, and keys at seconds of the clock."""

    answers: list[str]
    presses: dict[int, str] = field(factory=dict)
    time: float = 0
    text: str = ""
    saved: list[Account] = field(factory=list[Account])
    full: int = 0

    def keys(self, seconds: float) -> str:
        if seconds > _ASKING:
            key = self.answers.pop(0)
            self.time += seconds if key == "" else 0
            return key
        self.time += max(seconds, 0) + 1e-6
        due = [second for second in self.presses if second <= self.time]
        return self.presses.pop(due[0]) if due else ""

    def put(self, text: str) -> None:
        self.text += text

    def save(self, account: Account) -> str:
        if self.full:
            self.full -= 1
            raise OSError(28, "No space left on device")
        self.saved.append(account)
        return "report.json"

    @property
    def report(self) -> Report:
        (account,) = self.saved
        return account.report(1, DAY)

    @property
    def lines(self) -> list[str]:
        """What stays, without the live line."""
        return [re.sub(r".*\r\x1b\[K", "", line) for line in self.text.split("\n")]

    @property
    def live(self) -> list[str]:
        return re.findall(r"\r([^\r\x1b]+)\x1b\[K", self.text)


def followed(
    answers: list[str],
    presses: dict[int, str] | None = None,
    width: int = 200,
    detail: Detail = Detail.STEPS,
    full: int = 0,
) -> tuple[bool, Hands]:
    """What somebody presses before, meanwhile, and when they are asked how it was: nothing more, if it is not said."""
    hands = Hands([*answers, *TELLS_NOTHING], presses or {}, full=full)
    follower = Follower(ROUTINE, detail, hands.keys, hands.put, lambda: width, hands.save, clock=lambda: hands.time)
    return follower.follow(), hands


def test_questions_come_first_and_then_every_cue_in_its_second() -> None:
    whole, hands = followed(GATE)
    told = [line for line in hands.lines if re.match(r" +\d+:\d\d  ", line)]

    assert whole
    assert hands.lines.index("Signs to get help for now") < hands.lines.index("Signs to see a doctor about soon")
    assert told == [
        *(f"{cue.start // 60:3}:{cue.start % 60:02}  {cue.spoken}" for cue in TIMELINE.cues),
        f"{ROUTINE.seconds // 60:3}:{ROUTINE.seconds % 60:02}  End.",
    ]
    assert hands.time == pytest.approx(ROUTINE.seconds, abs=1)


def test_one_live_line_has_the_count_what_is_done_and_what_comes_next() -> None:
    _, hands = followed(GATE)
    cue = next(cue for cue in TIMELINE.cues if cue.item_index == LIFT and cue.repetition == 2)
    reps = ROUTINE.items[LIFT].dose.reps

    mine = [line for line in hands.live if line.startswith(f"2 of {reps}") and cue.short_text in line]
    assert mine
    if len(IDS) > LIFT + 1:
        assert mine[0].endswith(f"Next: {ROUTINE.items[LIFT + 1].exercise.name}.")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    _, hands = followed(GATE, width=width)

    assert max(map(len, hands.live)) < width
    assert max(map(len, hands.lines)) <= width


@pytest.mark.parametrize("answers", [["a", "a", "q"], ["a", "b", "q"], ["a", "c", "a", "q"], ["a", "c", "c", "b", "q"]])
def test_a_sign_ends_it_before_it_begins(answers: list[str]) -> None:
    whole, hands = followed(answers)

    assert not whole
    assert "  a  I was seen and may exercise" in hands.lines
    assert hands.time == 0


def test_who_was_seen_is_asked_all_again() -> None:
    whole, hands = followed(["a", "a", "a", *GATE])

    assert whole
    assert hands.lines.count("Signs to get help for now") == 2


def test_space_pauses_and_arrows_lead_on_and_back() -> None:
    whole, hands = followed(GATE, {5: "space", 65: "space", 70: "right", 72: "left"})

    assert whole
    assert hands.time > ROUTINE.seconds + 50
    assert any("Paused." in line for line in hands.live)
    assert sum(line.endswith(TIMELINE.cues[0].spoken) for line in hands.lines) == 2


def test_q_ends_it() -> None:
    whole, hands = followed(GATE, {30: "q"})

    assert not whole
    assert hands.time < 32


def test_what_hurts_stops_the_clock_and_something_else_waits() -> None:
    second = STARTS[LIFT] + ROUTINE.items[LIFT].gap_seconds + 8
    other = offers(ROUTINE, LIFT).other
    assert other is not None
    _, hands = followed([*GATE, "d", "a"], {second: "h", second + 40: "space", second + 45 + other.seconds: "q"})

    assert "Leave this one out" in hands.lines
    waits = [line for line in hands.lines if line.startswith(other.exercise.name) and line.endswith("ready.")]
    assert waits
    assert any(line.endswith(Timeline.alone(ROUTINE, other).cues[0].spoken) for line in hands.lines)


def test_an_emergency_answer_leaves_one_screen() -> None:
    whole, hands = followed([*GATE, "a", "q"], {60: "h"})

    assert not whole
    assert [line for line in hands.lines if line][-1] == "  a  I was seen and may exercise"


def test_pain_down_a_leg_waits_two_minutes_and_only_still_ones_are_left() -> None:
    index = next((nth for nth in range(len(IDS)) if offers(ROUTINE, nth).neutral), None)
    if index is None:
        pytest.skip("no such routine")
    still = offers(ROUTINE, index).neutral
    second = STARTS[index] + ROUTINE.items[index].gap_seconds + 2
    _, hands = followed([*GATE, "c", "", "c", "a"], {second: "h", second + 130: "q"})

    name = ROUTINE.items[still[0]].exercise.name
    assert hands.time >= second + 120
    assert any(line.startswith(name) and line.endswith("Go on when you are ready.") for line in hands.lines)


def test_a_key_that_is_none_does_nothing() -> None:
    whole, _ = followed(["z", "escape", *GATE], {10: "x", 11: "escape", 12: "Z"})

    assert whole


# Afterwards --------------------------------------------------------------------------------------

SAVES = ["c", "b", "a"]
"""A pain of two at worst, just right, and into a file."""


def test_afterwards_it_asks_as_the_page_does_and_saves_what_was_told() -> None:
    whole, hands = followed([*GATE, *SAVES])

    assert whole
    asked = [hands.lines.index(words) for words in ("What was the worst pain?", "How hard was it?", "Thank you")]
    assert asked == sorted(asked)
    assert "Why was something left out?" not in hands.lines
    assert "It is in the file report.json, which only you can read." in hands.lines
    assert hands.report == Report(
        session=1,
        day=DAY,
        pain_before=3,
        pain=2,
        effort="right",
        done={item.exercise.id: item.dose for item in ROUTINE.items},
    )


@pytest.mark.parametrize("detail", Detail)
def test_what_was_skipped_is_not_done(detail: Detail) -> None:
    skips = {STARTS[1] + second: "right" for second in range(1, 30)}
    _, hands = followed([*GATE, "l", "d", "d", "a"], skips, detail=detail)

    assert hands.report.done_of(IDS[0]) == ROUTINE.items[0].dose
    assert hands.report.done_of(IDS[1]) is None
    assert hands.report.why_stopped == "no-time"


def test_who_ends_it_early_is_asked_how_it_was() -> None:
    whole, hands = followed([*GATE, "l", "d", "d", "a"], {30: "q"})

    assert not whole
    assert hands.time < 32
    assert hands.report.done == ()
    assert hands.report.why_stopped == "no-time"


def test_what_hurt_and_what_stays_so_is_told() -> None:
    """An ache, and an easier one in its place."""
    second = STARTS[LIFT] + ROUTINE.items[LIFT].gap_seconds + 8
    easier = offers(ROUTINE, LIFT).easier
    assert easier is not None
    answers = [*GATE, "f", "a", "c", "b", "e", "a", "a"]
    _, hands = followed(answers, {second: "h", second + 40: "space", second + 45 + easier.seconds: "q"})

    assert "Bird dog leg lift: the easier one next time, too?" in hands.lines
    assert hands.report.hurt == (Hurt("quadruped-leg-lift", "ache", instead=easier.exercise.id, keep="easier"),)
    assert hands.report.done_of(easier.exercise.id) == easier.dose


def test_after_an_emergency_answer_nothing_is_told_or_saved() -> None:
    _, hands = followed([*GATE, "a", "q"], {60: "h"})

    assert hands.saved == []
    assert "What was the worst pain?" not in hands.lines


def test_what_cannot_be_written_may_be_tried_again() -> None:
    _, hands = followed([*GATE, *SAVES, "a"], full=1)

    assert "It cannot be written: No space left on device." in hands.lines
    assert len(hands.saved) == 1


# A real terminal ---------------------------------------------------------------------------------


SHOWN = [
    (b"a  Next", "a"),
    (b"No to all", "c"),
    (b"No to all", "c"),
    (b"No to all", "d"),
    (b"a  Next", "a"),
    (b"l  Do not say", "d"),  # it hurts by three
    (b"l  Do not say", "c"),
    (b"d  Do not say", "b"),
    (b"b  End here", "a"),
    (b"read.", ""),
]
"""What is on the screen when a key is pressed, and at the end."""


def played(columns: int, folder: Path, *command: str) -> tuple[int, str]:
    """The exit code, and all that was shown, of a command on a terminal."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    reader, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    before: Any = termios.tcgetattr(terminal)
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("COLUMNS", None)
    line = [sys.executable, "-m", "lowback", *command, "--speed", "500"]
    with subprocess.Popen(
        line, env=environment, cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal
    ) as process:
        seen = b""
        for shown, key in SHOWN:
            some = b""
            while shown not in some:
                some += os.read(reader, 65536)
            seen += some
            os.write(reader, key.encode())
        code = process.wait(timeout=30)
    after: Any = termios.tcgetattr(terminal)
    os.close(terminal)
    os.close(reader)
    assert after == before
    return code, re.sub(r"\x1b\[K", "", seen.decode().replace("\r\n", "\n"))


@pytest.mark.parametrize("columns", [40, 80, 132])
def test_on_a_terminal_nothing_is_echoed_and_it_is_as_it_was_afterwards(columns: int, tmp_path: Path) -> None:
    code, text = played(columns, tmp_path, "play", "--minutes", "3")

    assert code == 0
    assert max(len(part) for line in text.split("\n") for part in line.split("\r")) <= columns
    assert not re.search(r"^[acdl]$", text, re.MULTILINE)


def test_what_is_told_of_a_session_on_a_terminal_is_a_file_for_its_owner_that_the_plan_takes(tmp_path: Path) -> None:
    pytest.importorskip("pty")
    plan = tmp_path / "plan.json"
    today = datetime.now().astimezone().date()
    options = ["--weeks", "6", "--usual-pain", "3", "--minutes", "5", "--start", str(today), "--days", *Weekday]
    assert main(["programme", "start", str(plan), *options]) == 0
    (tmp_path / "report.json").symlink_to(tmp_path / "nothing")

    code, _ = played(80, tmp_path, "programme", "play", "plan.json")
    saved = tmp_path / "report-2.json"  # what is there stays
    assert code == 0
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert not (tmp_path / "nothing").exists()

    assert main(["programme", "report", str(plan), "--read", str(saved)]) == 0
    programme = structure(json.loads(plan.read_text(encoding="utf-8")), Programme)
    (report,) = programme.reports
    assert (report.session, report.pain_before, report.pain, report.effort) == (1, 3, 2, "right")
    assert {each.exercise: each.dose for each in report.done or ()} == {
        each.exercise: each.dose for each in programme.sessions[0].doses
    }


@pytest.mark.parametrize(("keys", "inputs", "outputs"), [(None, True, True), ("a", False, True), ("a", True, False)])
def test_where_keys_cannot_be_read_one_by_one_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, keys: str | None, *, inputs: bool, outputs: bool
) -> None:
    """On a system without them, in a pipe, or into a file, it prints lines."""
    monkeypatch.setattr("lowback._terminal.find_spec", lambda _: keys)
    monkeypatch.setattr("sys.stdin.isatty", lambda: inputs)
    monkeypatch.setattr("sys.stdout.isatty", lambda: outputs)

    assert not can_follow()
