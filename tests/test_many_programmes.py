"""A batch of programmes a step further: the same bytes from the loop and from Dask, and nothing lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lives import MONDAY
from lowback import Brief, Programme
from lowback.converters import structure, unstructure
from lowback.programme import Report
from test_examples import EXAMPLES, example

FIRST = Programme.start(Brief(4, "desk"), weeks=6, days="monday", start=MONDAY, usual_pain=3)


def line(plan: Programme) -> str:
    return json.dumps(unstructure(plan))


TOLD = [FIRST.after(Report(session=1, day=MONDAY, pain=pain, pain_before=2)) for pain in (2, 4, 7)]
STOPPED = FIRST.after(Report(session=1, day=MONDAY, new="emergency"))
LINES = [*map(line, (FIRST, *TOLD, STOPPED)), '{"secret": 7}']


def run(folder: Path, *options: str) -> tuple[bytes, str, int]:
    source, target = folder / "programmes.jsonl", folder / f"further{len(options)}.jsonl"
    source.write_text("".join(f"{each}\n" for each in LINES), encoding="utf-8")
    program = [sys.executable, str(EXAMPLES / "many_programmes.py"), str(source), str(target), *options]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    return target.read_bytes(), done.stderr, done.returncode


def test_each_line_is_a_step_further_or_as_it_was() -> None:
    found = list(example("many_programmes").batch(LINES))

    plans = [structure(json.loads(each), Programme) for each, read in found if read]
    assert plans == [FIRST.given(), *(each.given() for each in TOLD), STOPPED]
    assert found[-2:] == [(LINES[-2], True), (LINES[-1], False)]


def test_on_dask_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    here, told, code = run(tmp_path)
    there, _, other_code = run(tmp_path, "--workers", "1")

    assert here == there
    assert here.decode().splitlines()[0] == line(FIRST.given())
    assert (told, code, other_code) == ("line 6 cannot be read\n", 1, 1)
