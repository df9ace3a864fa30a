"""A page that plays a routine: pictures, a clock, a voice. One file, no network."""

import json
from collections.abc import Iterator
from hashlib import sha256

from lowback._data import packaged_player
from lowback._words import Label, Words, capital, joined, safe, sentence
from lowback.model import Routine, RoutineItem
from lowback.render._outline import Entry, handout_of
from lowback.timeline import Cue, CueKind, Side, Timeline
from lowback.vocabulary import Laterality

from ._colours import PageStyle
from ._paper import sections
from ._parts import document, text
from ._pictures import Sprite, sights, sprite_of
from ._telling import tellings

__all__ = ["page"]

_ICONS = {
    "back": '<path d="M5 5h3v14H5zM20 5v14L9 12z"/>',
    "main": '<path class="go" d="M7 4v16l13-8z"/><path class="stop" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "repeat": '<path d="M12 5V1L6 6l6 5V8a5 5 0 1 1-5 5H4a8 8 0 1 0 8-8z"/>',
    "skip": '<path d="M4 5v14l11-7zM16 5h3v14h-3z"/>',
    "sound": '<path d="M3 9v6h4l5 5V4L7 9z"/>'
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
    >>> html[:15], html.count("<script"), "<link" in html
    ('<!DOCTYPE html>', 2, False)
    """
    timeline = Timeline.of(routine)
    words = Words.of(routine)
    sprite = sprite_of(timeline, style.pictures)
    data = f'<script type="application/json" id="timeline">{_json(_data(timeline, sprite, words))}</script>\n'
    return document(
        title=words.title(routine),
        body="".join([str(sprite), "<main>\n", *_list(routine, sprite, words), _player(words), "</main>\n", data]),
        style=style.rules + packaged_player("css"),
        script=packaged_player("js"),
    )


# The list ----------------------------------------------------------------------------------------


def _list(routine: Routine, sprite: Sprite, words: Words) -> Iterator[str]:
    """What the page is before it plays, on paper, and without a script: the handout."""
    outline = handout_of(routine)

    def shown(entry: Entry) -> str:
        ids = [(pose, id_) for (index, pose), id_ in sprite.ids.items() if index == entry.number - 1]
        pictures = "".join(
            f'<svg role="img" aria-label="{text(_seen(entry.item, pose))}"><use href="#{id_}"/></svg>'
            for pose, id_ in ids
        )
        none = f'<p class="picture">{_said(words, Label.NO_PICTURE)}</p>\n'
        return (f'<div class="pictures">{pictures}</div>\n' if ids else none) + _from(entry, words)

    yield f'<div class="list">\n<h1>{text(outline.title)}</h1>\n'
    yield '<button class="start" id="start" type="button" data-act="resume" hidden></button>\n'
    anew = _said(words, Label.BEGIN_ANEW)
    yield f'<button class="plain" id="anew" type="button" data-act="again" hidden>{anew}</button>\n'
    yield '<ul class="missing" id="missing" hidden></ul>\n'
    yield from sections(outline, shown)
    yield "</div>\n"


def _from(entry: Entry, words: Words) -> str:
    """A button to begin with this exercise, named for those who do not see where it stands."""
    number = entry.number
    return (
        f'<button class="plain" id="from-{number}" type="button" data-act="from" data-item="{number - 1}" '
        f'aria-labelledby="from-{number} exercise-{number}" hidden>{_said(words, Label.BEGIN_HERE)}</button>\n'
    )


def _seen(item: RoutineItem, pose: str) -> str:
    """The words of a picture, for those who do not see it."""
    seen = next((step.text for step in item.exercise.steps if step.pose == pose), pose)
    return f"{sentence(item.exercise.name)} {seen}"


# The player --------------------------------------------------------------------------------------


def _player(words: Words) -> str:
    layer = '<svg aria-hidden="true"><use href=""/></svg>'
    buttons = "".join(
        f'<button type="button" id="{id_}"{more} data-act="{act}">{_icon(id_)}<span{inside}</span></button>\n'
        for id_, act, more, inside in (
            ("repeat", "repeat", "", f">{_said(words, Label.REPEAT)}"),
            ("back", "back", "", f">{_said(words, Label.BACK)}"),
            ("main", "resume", ' class="main"', ' id="main-words">'),
            ("skip", "skip", "", f">{_said(words, Label.SKIP)}"),
            ("sound", "sound", ' aria-pressed="false"', f' id="sound-words">{_said(words, Label.SOUND)}'),
        )
    )
    return (
        '<section class="player" id="player" tabindex="-1" aria-labelledby="name" hidden>\n'
        '<div class="top"><div class="title"><h1 id="name"></h1><p class="where" id="where"></p></div>'
        f'<button class="plain" type="button" data-act="list">{_said(words, Label.LIST)}</button></div>\n'
        f'<div class="stage" id="stage" role="img" aria-label="">{layer}{layer}</div>\n'
        '<div class="now" id="now" role="group" aria-labelledby="name" tabindex="0">'
        '<div class="numbers">'
        f'<p class="digits" id="digits" role="timer" aria-live="off" aria-label="{_said(words, Label.SECONDS)}"></p>'
        '<div class="side"><p class="count" id="count"></p><p class="part" id="part"></p></div></div>\n'
        '<p class="words" id="words"></p><p class="sentence" id="sentence"></p><p class="care" id="care"></p></div>\n'
        '<div class="bar"><progress id="progress" aria-labelledby="left"></progress><p id="left"></p></div>\n'
        f'<div class="controls" role="group" aria-label="{_said(words, Label.CONTROLS)}">\n{buttons}</div>\n'
        '<p class="unseen" id="live" role="status"></p>\n</section>\n'
    )


def _said(words: Words, label: Label) -> str:
    return text(words.label(label))


def _icon(name: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true">{_ICONS[name]}</svg>'


# The timeline ------------------------------------------------------------------------------------


_LABELS = {
    "again": Label.AGAIN,
    "asleep": Label.WAS_ASLEEP,
    "dims": Label.SCREEN_GOES_DARK,
    "done": Label.WELL_DONE,
    "finished": Label.FINISHED,
    "forgets": Label.PLACE_IS_LOST,
    "left": Label.TIME_LEFT,
    "mirrored": Label.MIRRORED,
    "pause": Label.PAUSE,
    "paused": Label.PAUSED,
    "resume": Label.GO_ON,
    "sound": Label.SOUND,
    "start": Label.START,
    "unspoken": Label.VOICE_IS_MISSING,
    "voiceless": Label.NO_VOICE,
}
"""Words of the script, which fills in what is in braces."""


def _data(timeline: Timeline, sprite: Sprite, words: Words) -> dict[str, object]:
    """What the script reads; the id is that of all the rest, so that the place in another routine is another one's."""
    rest = _all(timeline, sprite, words)
    return {"id": sha256(_json(rest).encode()).hexdigest()[:16], **rest}


def _all(timeline: Timeline, sprite: Sprite, words: Words) -> dict[str, object]:
    items = timeline.routine.items
    starts = {cue.item_index: cue.start for cue in reversed(timeline.cues)}
    return {
        "seconds": timeline.seconds,
        "parts": timeline.parts,
        "labels": {name: words.label(label) for name, label in _LABELS.items()},
        "pictures": {id_: safe(_seen(items[index], pose)) for (index, pose), id_ in sprite.ids.items()},
        "items": [
            {
                "start": starts[index],
                "name": safe(item.exercise.name),
                "where": words.of_all(index + 1, len(items)),
                "next": safe(words.next(item.exercise)),
                "steps": [safe(step.text) for step in item.exercise.steps],
                "care": safe(_care(timeline, index, words)),
            }
            for index, item in enumerate(items)
        ],
        "cues": list(_cues(timeline, sprite, words)),
    }


def _care(timeline: Timeline, index: int, words: Words) -> str:
    """What cautions change and ask in an exercise; with the first, what they ask of the whole routine."""
    item = timeline.routine.items[index]
    opening = "" if index else words.opening(timeline.routine.brief)
    return joined(opening, words.care(item.exercise, item.cautions))


def _cues(timeline: Timeline, sprite: Sprite, words: Words) -> Iterator[dict[str, object]]:
    """The cues, without what they do not have."""
    before: Cue | None = None
    for cue, sight, telling in zip(timeline.cues, sights(timeline), tellings(timeline, words), strict=True):
        dose = timeline.routine.items[cue.item_index].dose
        picture = None if sight is None else sprite.ids.get((sight.item_index, sight.pose))
        fields = {
            "start": cue.start,
            "duration": cue.duration,
            "kind": cue.kind,
            "item": cue.item_index,
            "text": safe(cue.text),
            "short": safe(cue.short_text),
            "spoken": telling.spoken,
            "say": telling.seconds,
            "sayShort": telling.short_seconds,
            "signal": telling.signal,
            "step": cue.step_index,
            "count": words.of_all(cue.repetition, dose.reps) if cue.repetition and dose.reps else None,
            "part": capital(words.set_and_side(cue.set if dose.sets > 1 else None, dose.sets, cue.side)) or None,
            "picture": picture,
            "mirrored": True if picture and sight and sight.mirrored else None,
            "announce": _news(cue, before, timeline, words),
        }
        yield {name: value for name, value in fields.items() if value is not None}
        before = cue


def _news(cue: Cue, before: Cue | None, timeline: Timeline, words: Words) -> str | None:
    """What somebody who cannot see hears at once: the next exercise, and the other side."""
    item = timeline.routine.items[cue.item_index]
    if before is None or before.item_index != cue.item_index:
        dose = words.dose_and_sides(item.exercise, item.dose)
        return safe(joined(sentence(item.exercise.name), dose, _care(timeline, cue.item_index, words)))
    one_side_first = item.exercise.laterality is Laterality.UNILATERAL
    if cue.kind is CueKind.CHANGE_SIDE or (one_side_first and cue.side is Side.OTHER and before.side is Side.FIRST):
        return words.other_side_up(item.exercise.position)
    return None


def _json(tree: dict[str, object]) -> str:
    """JSON that no HTML parser takes for anything else: of the signs of markup only their numbers are written."""
    paper = json.dumps(tree, separators=(",", ":"))
    return paper.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
