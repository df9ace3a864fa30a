"""A page that plays a routine: pictures, a clock, a voice. One file, no network."""

import json
from collections.abc import Iterable, Iterator

from lowback._data import packaged_player
from lowback.model import Routine, RoutineItem
from lowback.render._words import (
    REVIEW,
    all_of,
    at_hand,
    clean,
    dose_and_sides,
    get_ready,
    names,
    needed,
    notes,
    questions,
    sentence,
    shown_steps,
    time_words,
)
from lowback.render._words import helpful as helpful_things
from lowback.timeline import Cue, CueKind, Side, Timeline
from lowback.vocabulary import Laterality

from ._colours import PageStyle
from ._parts import document, text
from ._pictures import Sprite, sights, sprite_of

__all__ = ["page"]

_LABELS = {
    "again": "Again",
    "done": "Well done.",
    "finished": "Finished",
    "left": "left",
    "mirrored": "other side",
    "next": "Next:",
    "of": "of",
    "pause": "Pause",
    "paused": "Paused.",
    "resume": "Go on",
    "set": "Set",
    "sides": {Side.FIRST: "first side", Side.OTHER: "other side"},
    "start": "Start",
}
"""Words of the script."""

_ICONS = {
    "back": '<path d="M5 5h3v14H5zM20 5v14L9 12z"/>',
    "main": '<path class="go" d="M7 4v16l13-8z"/><path class="stop" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "repeat": '<path d="M12 5V1L6 6l6 5V8a5 5 0 1 1-5 5H4a8 8 0 1 0 8-8z"/>',
    "skip": '<path d="M4 5v14l11-7zM16 5h3v14h-3z"/>',
    "voice": '<path d="M3 9v6h4l5 5V4L7 9z"/>'
    '<path class="loud" d="M14 8a5 5 0 0 1 0 8zM14 4a8 8 0 0 1 0 16v-2a6 6 0 0 0 0-12z"/>'
    '<path class="mute" d="M15 10l1-1 6 5-1 1zM21 9l1 1-6 5-1-1z"/>',
}
"""Drawn on a field of 24 by 24."""


def page(routine: Routine, style: PageStyle) -> str:
    r"""Write a page that plays a routine; callers write UTF-8.

    It has everything in itself and asks for nothing: its security policy allows the one script and the one style that
    are in it, and no network. Before it plays, on paper and without a script it is a list of the exercises with their
    steps and pictures, when to stop, and whom to see first. Then it shows what the timeline of the routine says, step
    by step, speaks it if the device has a voice of its own, and keeps the screen on.

    Texts of the catalog are data: no markup in them is obeyed.

    Raises what `Timeline.of` raises, and `UnsolvedPicture` for a picture whose poses have not been worked out.

    >>> from lowback import compose
    >>> html = page(compose(), PageStyle.of())
    >>> html[:15], html.count("<script"), "http://" in html
    ('<!DOCTYPE html>', 2, False)
    """
    timeline = Timeline.of(routine)
    sprite = sprite_of(timeline, style.pictures)
    data = f'<script type="application/json" id="timeline">{_json(_data(timeline, sprite))}</script>\n'
    return document(
        title=_heading(routine),
        body="".join([str(sprite), "<main>\n", *_list(routine, sprite), _player(), "</main>\n", data]),
        style=style.rules + packaged_player("css"),
        script=packaged_player("js"),
    )


# The list ----------------------------------------------------------------------------------------


def _heading(routine: Routine) -> str:
    return f"{time_words(routine.seconds)} for the lower back"


def _list(routine: Routine, sprite: Sprite) -> Iterator[str]:
    """What the page is before it plays, on paper, and without a script."""
    count = len(routine.items)
    yield f'<div class="list">\n<h1>{text(_heading(routine))}</h1>\n'
    yield f'<p class="quiet">{count} exercise{"s" if count != 1 else ""}, {text(routine.brief.mix)}</p>\n'
    yield '<button class="start" id="start" type="button" data-act="resume" hidden></button>\n'
    if routine.cautions:
        yield "<p>Made for a person who says:</p>\n"
        yield _bullets(sentence(caution.label) for caution in routine.cautions)
    yield from _things(routine)
    if routine.stop_rules or routine.red_flags:
        yield '<p>Before you start, read <a href="#safety">when to stop, and when to see a doctor first</a>.</p>\n'
    yield '<h2>Exercises</h2>\n<ol class="exercises">\n'
    for index, item in enumerate(routine.items):
        yield from _item(index, item, routine, sprite)
    yield '</ol>\n<div id="safety">\n'
    if routine.stop_rules:
        yield f"<h2>When to stop</h2>\n{_bullets(rule.text for rule in routine.stop_rules)}"
    if routine.red_flags:
        yield "<h2>See a doctor first if you answer yes to one of these</h2>\n"
        for advice, asked in questions(routine.red_flags):
            yield f"<p>{text(advice)}</p>\n{_bullets(asked)}"
    yield f'</div>\n<p class="quiet">{text(REVIEW)}</p>\n</div>\n'


def _things(routine: Routine) -> Iterator[str]:
    groups = needed([item.exercise for item in routine.items], at_hand(routine))
    yield f"<p>You need: {text(all_of(groups, routine.conventions) or 'nothing')}.</p>\n"
    helpful = helpful_things(routine)
    if helpful:
        yield f"<p>Helpful, if at hand: {text(names(helpful, routine.conventions))}.</p>\n"


def _item(index: int, item: RoutineItem, routine: Routine, sprite: Sprite) -> Iterator[str]:
    exercise = item.exercise
    yield f"<li>\n<h3>{index + 1}. {text(exercise.name)}</h3>\n"
    yield f'<p class="quiet">{text(get_ready(item, routine))}</p>\n'
    yield f"<p>{text(dose_and_sides(exercise, item.dose, routine.conventions.timing))}</p>\n"
    shown = [(pose, id_) for (owner, pose), id_ in sprite.ids.items() if owner == index]
    if shown:
        pictures = "".join(
            f'<svg role="img" aria-label="{text(_seen(item, pose))}"><use href="#{id_}"/></svg>' for pose, id_ in shown
        )
        yield f'<div class="pictures">{pictures}</div>\n'
    steps = "".join(f"<li>{text(step.text)}</li>\n" for step, _ in shown_steps(exercise.steps, item.dose))
    yield f'<ol class="steps">\n{steps}</ol>\n'
    if exercise.breathing:
        yield f"<p>Breathing: {text(exercise.breathing)}</p>\n"
    for how in notes(item):
        yield f'<p class="care">Take care: {text(how)}</p>\n'
    yield "</li>\n"


def _seen(item: RoutineItem, pose: str) -> str:
    """The words of a picture, for those who do not see it."""
    words = next((step.text for step in item.exercise.steps if step.pose == pose), pose)
    return f"{sentence(item.exercise.name)} {words}"


def _bullets(texts: Iterable[str]) -> str:
    return "<ul>\n" + "".join(f"<li>{text(each)}</li>\n" for each in texts) + "</ul>\n"


# The player --------------------------------------------------------------------------------------


def _player() -> str:
    layer = '<svg aria-hidden="true"><use href=""/></svg>'
    buttons = "".join(
        f'<button type="button" id="{id_}"{more} data-act="{act}">{_icon(id_)}<span{words}</span></button>\n'
        for id_, act, more, words in (
            ("repeat", "repeat", "", ">Repeat"),
            ("back", "back", "", ">Back"),
            ("main", "resume", ' class="main"', ' id="main-words">'),
            ("skip", "skip", "", ">Skip"),
            ("voice", "voice", ' aria-pressed="false"', ">Voice"),
        )
    )
    return (
        '<section class="player" id="player" tabindex="-1" aria-labelledby="name" hidden>\n'
        '<div class="top"><div><h1 id="name"></h1><p class="where" id="where"></p></div>'
        '<button class="plain" type="button" data-act="list">List</button></div>\n'
        f'<div class="stage" id="stage" role="img" aria-label="">{layer}{layer}</div>\n'
        '<div class="now"><div class="numbers">'
        '<p class="digits" id="digits" role="timer" aria-live="off" aria-label="Seconds"></p>'
        '<div class="side"><p class="count" id="count"></p><p class="part" id="part"></p></div></div>\n'
        '<p class="words" id="words"></p><p class="sentence" id="sentence"></p><p class="care" id="care"></p></div>\n'
        '<div class="bar"><progress id="progress" aria-labelledby="left"></progress><p id="left"></p></div>\n'
        f'<div class="controls" role="group" aria-label="Controls">\n{buttons}</div>\n'
        '<p class="unseen" id="live" role="status"></p>\n</section>\n'
    )


def _icon(name: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true">{_ICONS[name]}</svg>'


# The timeline ------------------------------------------------------------------------------------


def _data(timeline: Timeline, sprite: Sprite) -> dict[str, object]:
    """What the script reads."""
    items = timeline.routine.items
    starts = {cue.item_index: cue.start for cue in reversed(timeline.cues)}
    return {
        "seconds": timeline.seconds,
        "labels": _LABELS,
        "pictures": {id_: clean(_seen(items[index], pose)) for (index, pose), id_ in sprite.ids.items()},
        "items": [_item_data(item, starts[index]) for index, item in enumerate(items)],
        "cues": list(_cues(timeline, sprite)),
    }


def _item_data(item: RoutineItem, start: int) -> dict[str, object]:
    return {
        "start": start,
        "name": clean(item.exercise.name),
        "sets": item.dose.sets,
        "repetitions": item.dose.reps,
        "steps": [clean(step.text) for step in item.exercise.steps],
        "care": _care(item),
    }


def _care(item: RoutineItem) -> str:
    """In the words of the timeline, so that the script can tell them apart."""
    return clean(" ".join(f"Take care: {sentence(how)}" for how in notes(item)))


def _cues(timeline: Timeline, sprite: Sprite) -> Iterator[dict[str, object]]:
    """The cues, without what they do not have."""
    before: Cue | None = None
    for cue, sight in zip(timeline.cues, sights(timeline), strict=True):
        picture = None if sight is None else sprite.ids.get((sight.item_index, sight.pose))
        fields = {
            "start": cue.start,
            "duration": cue.duration,
            "kind": cue.kind,
            "item": cue.item_index,
            "text": clean(cue.text),
            "short": clean(cue.short_text),
            "step": cue.step_index,
            "set": cue.set,
            "repetition": cue.repetition,
            "side": cue.side,
            "picture": picture,
            "mirrored": True if picture and sight and sight.mirrored else None,
            "announce": _news(cue, before, timeline),
        }
        yield {name: value for name, value in fields.items() if value is not None}
        before = cue


def _news(cue: Cue, before: Cue | None, timeline: Timeline) -> str | None:
    """What somebody who cannot see should be told at once: the next exercise, and the other side."""
    item = timeline.routine.items[cue.item_index]
    if before is None or before.item_index != cue.item_index:
        dose = dose_and_sides(item.exercise, item.dose, timeline.routine.conventions.timing)
        return clean(" ".join(filter(None, (sentence(item.exercise.name), dose, _care(item)))))
    one_side_first = item.exercise.laterality is Laterality.UNILATERAL
    if cue.kind is CueKind.CHANGE_SIDE or (one_side_first and cue.side is Side.OTHER and before.side is Side.FIRST):
        return "Change to the other side."
    return None


def _json(tree: dict[str, object]) -> str:
    """JSON that no HTML parser takes for anything else: of the signs of markup only their numbers are written."""
    paper = json.dumps(tree, separators=(",", ":"))
    return paper.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
