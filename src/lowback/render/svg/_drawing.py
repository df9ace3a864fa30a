"""What is drawn for an exercise, a step, a routine or a pose."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import assert_never

from lowback._arguments import came, expect, is_whole
from lowback.drawing import Build, picture_of
from lowback.drawing._pictures import drawable
from lowback.errors import ImpossibleValue, NoPicture, WrongType
from lowback.model import Exercise, Routine, Step
from lowback.picture import Picture, Pose

from ._animation import animated_card
from ._card import card, panels_of
from ._motion import motion_of
from ._style import Style
from ._themes import Look, Theme, ThemeName

__all__ = ["draw", "render"]

_PIXELS = 0.25
"""CSS pixels for each millimetre, when no size is asked for."""


def render(
    thing: Exercise | Step | Routine | Picture | Pose,
    *,
    of: Exercise | Picture | None = None,
    theme: Theme | ThemeName | str = ThemeName.LIGHT,
    look: Look | str = Look.FAIR,
    build: Build | str = Build.AVERAGE,
    mirrored: bool = False,
    animated: bool = False,
    size: tuple[int, int] | None = None,
) -> str:
    """Draw an exercise, a step, a routine or a pose.

    An exercise shows all key poses, each with the number of the first step that takes it; a picture numbers them in
    order. A step shows its pose with the
    arrows that lead to it; `of` says whose step or pose it is. A routine shows its exercises in order.

    `theme` is light, dark, print (black and white) or line (lines only, highest contrast), or a `Theme` of
    your own; `look` is the skin and hair: fair, tan, deep or grey; `build` is average or broad. `mirrored` shows the
    other side: pictures of one-sided exercises show one. `animated` lets an exercise move at the tempo of its
    steps; where motion is not wanted, or on paper, it does not move. `size` is the width and height in CSS pixels; the
    picture fits into it. Without it, four millimetres of a person of 1700 mm are one pixel.

    Raises `NoPicture` when there is nothing to draw, `UnsolvedPicture` for a picture whose poses have not been worked
    out (see `lowback.drawing.solve`), `ImpossibleValue` for one that names parts that the figure does not have, and
    `ImpossibleValue` for a theme, look, build or size that cannot be.

    >>> from lowback import default_catalog
    >>> bridge = default_catalog()["bridge"]
    >>> svg = render(bridge, theme="print", size=(600, 400))
    >>> svg[:41], svg.count("<title>")
    ('<svg xmlns="http://www.w3.org/2000/svg" v', 1)
    >>> render(bridge.steps[3], of=bridge) == render(bridge.steps[3], of=bridge)
    True
    """
    style = Style.of(theme, look=look, build=build, mirrored=mirrored)
    return draw(thing, style, of=of, animated=animated, size=size)


def draw(
    thing: Exercise | Step | Routine | Picture | Pose,
    style: Style,
    *,
    of: Exercise | Picture | None = None,
    animated: bool = False,
    size: tuple[int, int] | None = None,
    numbers: Mapping[str, int] | None = None,
) -> str:
    """Draw in a style; see `render`. `numbers` are those of the poses of an exercise, by name."""
    expect("svg.render.thing", thing, Exercise, Step, Routine, Picture, Pose)
    if of is not None:
        expect("svg.render.of", of, Exercise, Picture)
    expect("svg.render.animated", animated, bool)
    if size is not None:
        _check_size(size)
    match thing:
        case Exercise():
            return _of_exercise(thing, style, size, animated=animated, numbers=numbers)
        case Routine():
            return _of_routine(thing, style, size)
        case Step():
            return _of_step(thing, of, style, size)
        case Picture():
            return _document(_card(drawable(thing, "this exercise"), style), "", "", style, size)
        case Pose():
            return _of_pose(thing, of, style, size)
        case _:
            assert_never(thing)


def _check_size(size: tuple[int, int]) -> None:
    if not isinstance(size, tuple) or len(size) != 2 or not all(map(is_whole, size)):  # pyright: ignore[reportUnnecessaryIsInstance]  # noqa: PLR2004  # callers may be untyped
        raise WrongType("svg.render.size", came(size), "a width and a height in whole pixels, such as (300, 200)")
    if min(size) < 1:
        shown = ", ".join(map(came, size))
        raise ImpossibleValue("svg.render.size", f"got ({shown}), expected a width and a height of one pixel or more")


_Content = tuple[str, int, int]
"""Elements, width and height in millimetres."""


def _card(picture: Picture, style: Style, poses: tuple[Pose, ...] = ()) -> _Content:
    return card(panels_of(picture, poses or picture.poses, style.build), style)


def _numbered(exercise: Exercise, style: Style, numbers: Mapping[str, int] | None = None) -> _Content:
    """All poses of an exercise; each has the number of the first step in which somebody takes it."""
    picture = picture_of(exercise)
    steps = reversed(list(enumerate(exercise.steps, start=1)))
    own = {step.pose: number for number, step in steps} if numbers is None else numbers
    found = [own.get(pose.name) for pose in picture.poses] if len(picture.poses) > 1 else None
    return card(panels_of(picture, picture.poses, style.build), style, found)


def _of_exercise(
    exercise: Exercise,
    style: Style,
    size: tuple[int, int] | None,
    *,
    animated: bool,
    numbers: Mapping[str, int] | None,
) -> str:
    picture = picture_of(exercise)
    text = " ".join(step.text for step in exercise.steps)
    if animated:
        motion = motion_of(exercise, picture)
        content = animated_card(motion, panels_of(picture, picture.poses, style.build), style)
    else:
        content = _numbered(exercise, style, numbers)
    return _document(content, exercise.name, text, style, size)


def _of_step(step: Step, of: Exercise | Picture | None, style: Style, size: tuple[int, int] | None) -> str:
    if of is None:
        raise NoPicture(f"the step {step.text!r}", "say whose step it is: render(step, of=exercise)")
    picture = picture_of(of) if isinstance(of, Exercise) else drawable(of, f"the step {step.text!r}")
    names = [pose.name for pose in picture.poses]
    if step.pose not in names:
        hint = f"it names no pose; give it a `pose`, one of {', '.join(names)}"
        raise NoPicture(f"the step {step.text!r}", hint)
    title = of.name if isinstance(of, Exercise) else ""
    return _document(_card(picture, style, (picture.pose(step.pose),)), title, step.text, style, size)


def _of_pose(pose: Pose, of: Exercise | Picture | None, style: Style, size: tuple[int, int] | None) -> str:
    whole = picture_of(of) if isinstance(of, Exercise) else of or Picture(poses=(pose,))
    picture = drawable(whole, f"the pose {pose.name!r}")
    if pose.name not in [each.name for each in picture.poses]:
        raise NoPicture(f"the pose {pose.name!r}", "the picture has no pose of that name")
    title = of.name if isinstance(of, Exercise) else ""
    return _document(_card(picture, style, (picture.pose(pose.name),)), title, pose.name, style, size)


_CELL = (3000, 2200)
"""Millimetres of the place of one exercise in the picture of a routine."""
_LABEL = 190


def _of_routine(routine: Routine, style: Style, size: tuple[int, int] | None) -> str:
    """The cards of the exercises, three in a row, each with its name."""
    if not routine.items:
        raise NoPicture("a routine without exercises", "compose one with at least one exercise")
    columns = min(3, len(routine.items))
    wide, high = _CELL
    cells: list[str] = []
    for index, item in enumerate(routine.items):
        content, width, height = _numbered(item.exercise, style)
        x, y = (index % columns) * wide, (index // columns) * high
        cells.append(
            f'<svg x="{x + 50}" y="{y + _LABEL}" width="{wide - 100}" height="{high - _LABEL - 50}"'
            f' viewBox="0 0 {width} {height}">{content}</svg>'
            f'<text x="{x + 60}" y="{y + 130}" font-family="sans-serif" font-size="110" font-weight="bold"'
            f' fill="{style.paints.label}">{escape(item.exercise.name)}</text>'
        )
    rows = -(-len(routine.items) // columns)
    text = ", ".join(item.exercise.name for item in routine.items)
    return _document(("".join(cells), columns * wide, rows * high), "Routine", text, style, size)


def _document(content: _Content, title: str, text: str, style: Style, size: tuple[int, int] | None) -> str:
    elements, width, height = content
    across, down = size or (round(width * _PIXELS), round(height * _PIXELS))
    # the background fills the whole size, whatever the shape of the picture
    wide, high = max(width, round(height * across / down)), max(height, round(width * down / across))
    place = f'x="{(width - wide) // 2}" y="{(height - high) // 2}" width="{wide}" height="{high}"'
    box = f"{(width - wide) // 2} {(height - high) // 2} {wide} {high}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{across}" height="{down}" role="img">'
        f'{"".join(_labels(title, text))}<rect {place} fill="{style.paints.background}"/>{elements}</svg>\n'
    )


def _labels(title: str, text: str) -> Iterable[str]:
    """The name and the words of a picture, for those who do not see it."""
    if title:
        yield f"<title>{escape(_plain(title))}</title>"
    if text:
        yield f"<desc>{escape(_plain(text))}</desc>"


def _plain(text: str) -> str:
    """A text without the controls that XML forbids."""
    return "".join(character if character.isprintable() else " " for character in text)
