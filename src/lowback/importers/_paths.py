"""Paths into the records of somebody else's list: keys and positions, one after the other."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from ._drafting import Path, mapping_of, members_of, printable

__all__ = ["Steps", "found_at", "printed", "steps_of"]

Steps: TypeAlias = tuple[str | int | None, ...]
"""Keys, positions in lists, and None for every member."""

_STEP = re.compile(
    r"""\.?(?:\[(?P<index>\d{1,9})\]|(?P<every>\[\*?\]|\*)|\["(?P<quoted>[^"]+)"\]|(?P<key>[^.\[\]*]+))"""
)


def steps_of(path: str) -> Steps:
    """The steps of a path; none when it is no path.

    >>> steps_of('$.muscles[*].name'), steps_of('i18n["pt-br"].steps[0]'), steps_of("muscles[")
    (('muscles', None, 'name'), ('i18n', 'pt-br', 'steps', 0), ())
    """
    rest = path.removeprefix("$")
    steps: list[str | int | None] = []
    at = 0
    while at < len(rest):
        step = _STEP.match(rest, at)
        if not step:
            return ()
        at = step.end()
        if step["every"]:
            steps.append(None)
        else:
            steps.append(int(step["index"]) if step["index"] else step["quoted"] or step["key"].strip())
    return tuple(steps)


def found_at(steps: Steps, tree: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """What stands at a path, each with its keys and positions.

    >>> list(found_at(("muscles", None, "name"), {"muscles": [{"name": "abs"}, {"name": "glutes"}]}))
    [(('muscles', 0, 'name'), 'abs'), (('muscles', 1, 'name'), 'glutes')]
    """
    if not steps:
        yield at, tree
        return
    step, rest = steps[0], steps[1:]
    inside: dict[str | int, object] = dict(mapping_of(tree).items())
    inside.update((index, each) for (index,), each in members_of(tree))
    for key in inside if step is None else [step]:
        if key in inside:
            yield from found_at(rest, inside[key], (*at, key))


def printed(path: Path) -> str:
    """A place inside a record, as its account has it.

    >>> printed(("muscles", 0, "name"))
    'muscles[0].name'
    """
    parts = (f"[{key}]" if isinstance(key, int) else f".{printable(key)}" for key in path)
    return "".join(parts).removeprefix(".")
