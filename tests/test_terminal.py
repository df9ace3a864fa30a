"""A routine followed on a terminal: questions, keys, one live line; with keys and a clock of the test."""

import os
import re
import struct
import subprocess
import sys
from typing import Any

import pytest
from attrs import define, field

from lowback import Brief, Timeline, compose
from lowback._terminal import Follower, can_follow
from lowback.composer import offers
from lowback.timeline import Detail

ROUTINE = compose(Brief(5, include=["quadruped-leg-lift"]))
TIMELINE = Timeline.of(ROUTINE)
IDS = [item.exercise.id for item in ROUTINE.items]
LIFT = IDS.index("quadruped-leg-lift")
STARTS = [sum(item.seconds for item in ROUTINE.items[:index]) for index in range(len(IDS))]
GATE = ["a", "c", "c", "d", "a", "3"]
"""Nothing of the signs, all that is needed is there, and some pain."""
_ASKING = 100


@define
class Hands:
    """What somebody presses: answers in order, and keys at seconds of the clock."""

    answers: list[str]
    presses: dict[int, str] = field(factory=dict)
    time: float = 0
    text: str = ""

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

    @property
    def lines(self) -> list[str]:
        """What stays, without the live line."""
        return [re.sub(r".*\r\x1b\[K", "", line) for line in self.text.split("\n")]

    @property
    def live(self) -> list[str]:
        return re.findall(r"\r([^\r\x1b]+)\x1b\[K", self.text)


def followed(answers: list[str], presses: dict[int, str] | None = None, width: int = 200) -> tuple[bool, Hands]:
    hands = Hands([*answers], presses or {})
    follower = Follower(ROUTINE, Detail.STEPS, hands.keys, hands.put, lambda: width, clock=lambda: hands.time)
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


# A real terminal ---------------------------------------------------------------------------------


SHOWN = [b"a  Next", *[b"No to all"] * 3, b"a  Next", b"Do not say", b"End."]
"""What is on the screen when a key is pressed, and at the end."""


@pytest.mark.parametrize("columns", [40, 80, 132])
def test_on_a_terminal_nothing_is_echoed_and_it_is_as_it_was_afterwards(columns: int) -> None:
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    reader, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    before: Any = termios.tcgetattr(terminal)
    command = [sys.executable, "-m", "lowback", "play", "--minutes", "3", "--speed", "500"]
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("COLUMNS", None)
    with subprocess.Popen(command, env=environment, stdin=terminal, stdout=terminal, stderr=terminal) as process:
        seen = b""
        for shown, key in zip(SHOWN, [*GATE[:-1], "l", ""], strict=True):
            some = b""
            while shown not in some:
                some += os.read(reader, 65536)
            seen += some
            os.write(reader, key.encode())
        code = process.wait(timeout=30)
    after: Any = termios.tcgetattr(terminal)
    os.close(terminal)
    os.close(reader)

    text = re.sub(r"\x1b\[K", "", seen.decode().replace("\r\n", "\n"))
    assert code == 0
    assert after == before
    assert max(len(part) for line in text.split("\n") for part in line.split("\r")) <= columns
    assert not re.search(r"^[acdl]$", text, re.MULTILINE)


@pytest.mark.parametrize(("keys", "inputs", "outputs"), [(None, True, True), ("a", False, True), ("a", True, False)])
def test_where_keys_cannot_be_read_one_by_one_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, keys: str | None, *, inputs: bool, outputs: bool
) -> None:
    """On a system without them, in a pipe, or into a file, it prints lines."""
    monkeypatch.setattr("lowback._terminal.find_spec", lambda _: keys)
    monkeypatch.setattr("sys.stdin.isatty", lambda: inputs)
    monkeypatch.setattr("sys.stdout.isatty", lambda: outputs)

    assert not can_follow()
