"""Pictures of poses that are in a page once, and can be shown in many places."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, TypeVar

from attrs import frozen

from lowback.drawing import picture_of
from lowback.errors import NoPicture
from lowback.model import Exercise
from lowback.render.svg._card import Panel, card, digit_height, panels_of
from lowback.render.svg._numbers import badge
from lowback.render.svg._style import Style
from lowback.timeline import Cue, Side, Timeline

__all__ = ["Sight", "Sprite", "known_as", "sights", "sprite_of"]

T = TypeVar("T")


# What is shown when ------------------------------------------------------------------------------


@frozen
class Sight:
    """What is seen during a cue.

    Attributes:
        item_index: Whose exercise.
        pose: Name of the pose.
        mirrored: Whether the other side is at work.
    """

    item_index: int
    pose: str
    mirrored: bool


def sights(timeline: Timeline) -> Iterator[Sight | None]:
    """What is seen during each cue: the pose of its step, else the one that comes next in the exercise, else the last.

    So is the side. None where the exercise has no picture.
    """
    for index, group in groupby(timeline.cues, key=lambda cue: cue.item_index):
        cues = list(group)
        poses = _filled([_pose(cue) for cue in cues])
        sides = _filled([cue.side for cue in cues])
        for pose, side in zip(poses, sides, strict=True):
            yield None if pose is None else Sight(index, pose, mirrored=side is Side.OTHER)


def _pose(cue: Cue) -> str | None:
    """The pose that its step names, if it names one."""
    return (cue.step.pose or None) if cue.step else None


def _filled(found: list[T | None]) -> list[T | None]:
    """What is missing is what comes next, and at the end what came last."""
    return _carried(_carried(found[::-1])[::-1])


def _carried(found: list[T | None]) -> list[T | None]:
    last: T | None = None
    carried: list[T | None] = []
    for each in found:
        last = last if each is None else each
        carried.append(last)
    return carried


# Drawings ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Sprite:
    """Drawings that are in the page once, as SVG symbols.

    Attributes:
        pictures: The symbols, without their ids, by id.
        ids: The id of each drawing, by exercise (`known_as`) and name of the pose.
    """

    pictures: Mapping[str, str]
    ids: Mapping[tuple[str, str], str]

    def of(self, exercise: Exercise, pose: str) -> str | None:
        """The id of the drawing of a pose; None where there is none."""
        return self.ids.get((known_as(exercise), pose))

    def frame(self, id_: str) -> str:
        """The attributes of an element that shows a drawing in its own proportions: whether it is tall, and its box."""
        width, height = self._size(id_)
        box = f'viewBox="0 0 {width} {height}"'
        return f'class="tall" {box}' if height > width else box

    def number(self, id_: str, number: int | None, style: Style) -> str:
        """A number in the corner of a drawing; empty for none."""
        digits = digit_height(*self._size(id_), _PAPER)
        return "" if number is None else badge(number, 0, 0, digits, style.paints)

    def _size(self, id_: str) -> tuple[int, int]:
        box = self.pictures[id_].split('"', 2)[1]
        _, _, width, height = map(int, box.split())
        return width, height

    def __str__(self) -> str:
        """An element that holds them and takes no room."""
        symbols = "".join(f'<symbol id="{id_}" {symbol}</symbol>' for id_, symbol in self.pictures.items())
        return f'<svg class="sprite" width="0" height="0" aria-hidden="true">{symbols}</svg>\n'


_PAPER: Final = (44, 34)
"""Millimetres on paper that a drawing is wide, or high where it is tall (`player.css`)."""


def known_as(exercise: Exercise) -> str:
    """What tells an exercise from all others of a catalog, as it is for the cautions of somebody."""
    return " ".join((exercise.id, *exercise.adapted_for))


def sprite_of(timelines: Iterable[Timeline], style: Style) -> Sprite:
    """The drawings of all poses that are seen, each once."""
    named: dict[str, str] = {}
    ids: dict[tuple[str, str], str] = {}
    panels: dict[str, Mapping[str, Panel]] = {}
    for exercise, pose in _seen(timelines):
        key = known_as(exercise)
        if key not in panels:
            panels[key] = _panels(exercise, style)
        if pose in panels[key]:
            ids[key, pose] = named.setdefault(_symbol(panels[key][pose], style), f"picture-{len(named) + 1}")
    return Sprite(pictures={name: _apart(symbol, name) for symbol, name in named.items()}, ids=ids)


def _apart(symbol: str, name: str) -> str:
    """The same, with ids of its own: two drawings of one pose, in frames of two sizes, have the same ids."""
    return re.sub(r'(["#])p[0-9a-f]{8}', rf"\1{name}", symbol)


def _seen(timelines: Iterable[Timeline]) -> Iterator[tuple[Exercise, str]]:
    """Each pose of each exercise that is seen, once."""
    met: set[tuple[str, str]] = set()
    for timeline in timelines:
        for sight in filter(None, sights(timeline)):
            exercise = timeline.routine.items[sight.item_index].exercise
            if (known_as(exercise), sight.pose) not in met:
                met.add((known_as(exercise), sight.pose))
                yield exercise, sight.pose


def _panels(exercise: Exercise, style: Style) -> dict[str, Panel]:
    """Its poses, in frames of one size, so that what does not move stays where it is."""
    try:
        picture = picture_of(exercise)
    except NoPicture:
        return {}
    return {panel.pose.name: panel for panel in panels_of(picture, picture.poses, style.build)}


def _symbol(panel: Panel, style: Style) -> str:
    """The rest of a symbol after its id."""
    elements, width, height = card([panel], style)
    return f'viewBox="0 0 {width} {height}">{elements}'
