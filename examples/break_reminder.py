"""Three minutes at the desk in each break of a day.

It shows how to give every break a routine of its own without keeping anything but ids, and how to guide somebody
through it with a `Player`. The library reads no clock: this program is handed the times, and it sleeps. Run it with

    python -m pip install lowback
    python examples/break_reminder.py 10:30 12:45 15:00

which prints the plan of the day, and with `--now 15:00` to be guided through the break of that time (`--speed 60` for a
look ahead).
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from time import sleep

from attrs import frozen

from lowback import Brief, Player, Routine, Timeline, compose_day
from lowback.render import text

__all__ = ["Break", "day", "guided", "main"]

_MINUTES = 3


@frozen
class Break:
    """A break, and what to do in it."""

    at: time
    """When it begins."""
    routine: Routine
    """Three minutes, sitting or standing."""


def day(times: Sequence[time], *, on: date, cautions: Sequence[str] = ()) -> tuple[Break, ...]:
    """A routine for each of up to twelve breaks of a day, in order.

    Nothing comes twice on a day, but what a source says to do several times a day. The day is the seed, so that the
    plan is the same when it is asked for again. Raises what `lowback.compose_day` raises.
    """
    whole = Brief(_MINUTES * len(times), "desk", cautions=cautions, seed=on.toordinal())
    parts = compose_day(whole, parts=len(times)).parts
    return tuple(Break(at, routine) for at, routine in zip(sorted(times), parts, strict=True))


def guided(routine: Routine, wait: Callable[[], None]) -> Iterator[str]:
    """The words of a routine, each when it is time for them; `wait` lets one second pass."""
    player = Player(Timeline.of(routine))
    for second in range(routine.seconds):
        moment = player.at(second)
        if moment.cue is not None and moment.elapsed == 0:
            yield moment.cue.spoken
        wait()
    yield "That is it. Back to work."


def main(argv: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Print the plan of a day, or guide through one break."""
    parser = ArgumentParser(description="Three minutes at the desk in each break of a day.")
    parser.add_argument("times", nargs="+", type=time.fromisoformat, metavar="HH:MM", help="when the breaks begin")
    parser.add_argument("--caution", action="append", default=[], metavar="KEY", help="such as wrist-pain")
    parser.add_argument("--now", type=time.fromisoformat, metavar="HH:MM", help="guide through the break of this time")
    parser.add_argument("--speed", type=int, choices=(1, 10, 60, 1000), default=1, help="a look ahead")
    options = parser.parse_args(argv)
    breaks = day(options.times, on=today or date.today(), cautions=options.caution)  # noqa: DTZ011  # the day where the desk is
    if options.now is None:
        for each in breaks:
            print(f"{each.at:%H:%M}\n{text.render(each.routine)}")
        return 0
    routine = next((each.routine for each in breaks if each.at == options.now), None)
    if routine is None:
        parser.error(f"--now {options.now:%H:%M}: expected one of {', '.join(f'{each.at:%H:%M}' for each in breaks)}")
    print(text.render(routine))  # its stop rules and warning signs come first
    for words in guided(routine, lambda: sleep(1 / options.speed)):
        print(words, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
