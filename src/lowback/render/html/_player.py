"""A page that plays a routine: pictures, a clock, a voice. One file, no network."""

from collections.abc import Iterator

from lowback._data import packaged_script, packaged_style
from lowback._words import Label, Prompt, Words
from lowback.catalog import Catalog
from lowback.composer import offers
from lowback.model import Routine
from lowback.render._outline import Entry, handout_of
from lowback.render._talk import talk_of
from lowback.render.svg._style import Style
from lowback.timeline import Timeline

from ._around import Around
from ._colours import PageStyle
from ._moving import moves_of
from ._paper import PAPER, sections
from ._parts import document, part, text
from ._pictures import Sprite, known_as, sprite_of
from ._score import Playing, score, seen

__all__ = ["page"]

_NOBODY = Around()

_ICONS = {
    "back": '<path d="M5 5h3v14H5zM20 5v14L9 12z"/>',
    "main": '<path class="go" d="M7 4v16l13-8z"/><path class="stop" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
    "list": '<path d="M4 5h3v3H4zM9 5h11v3H9zM4 11h3v3H4zM9 11h11v3H9zM4 17h3v3H4zM9 17h11v3H9z"/>',
    "skip": '<path d="M4 5v14l11-7zM16 5h3v14h-3z"/>',
    "sound": '<path d="M3 9v6h4l5 5V4L7 9z"/>'
    '<path class="loud" d="M14 8a5 5 0 0 1 0 8zM14 4a8 8 0 0 1 0 16v-2a6 6 0 0 0 0-12z"/>'
    '<path class="mute" d="M15 10l1-1 6 5-1 1zM21 9l1 1-6 5-1-1z"/>',
}
"""Drawn on a field of 24 by 24."""


def page(
    routine: Routine,
    style: PageStyle,
    *,
    catalog: Catalog | None = None,
    session: int = 1,
    emergency_number: str = "",
    around: Around = _NOBODY,
) -> str:
    r"""Write a page that plays a routine; callers write UTF-8.

    It has everything in itself and asks for nothing: its security policy allows the one script and the one style that
    are in it, and no network. Before it plays, on paper and without a script it is a list of the exercises with their
    steps and pictures, when to stop, and whom to see first. Then it asks how somebody is, shows what the timeline of
    the routine says, step by step, speaks it if the device has a voice of its own, and keeps the screen on. When
    something hurts, it knows what may be done instead.

    Texts of the catalog are data: no markup in them is obeyed.

    Raises what `Timeline.of` raises, and `UnsolvedPicture` for a picture whose poses have not been worked out.

    >>> from lowback import compose
    >>> html = page(compose(), PageStyle.of())
    >>> html[:15], html.count("<script"), "<link" in html
    ('<!DOCTYPE html>', 2, False)
    """
    words = Words.of(routine)
    playing = _playing(routine, style, catalog, session, emergency_number, around)
    data = f'<script type="application/json" id="timeline">{score(playing, words)}</script>\n'
    list_ = _list(routine, playing.sprite, style.pictures, words)
    tag = "div" if around.fragment else "main"
    body = "".join([str(playing.sprite), f"<{tag}>\n", *list_, _player(words), _TALK, f"</{tag}>\n", data])
    rules, script = style.rules + packaged_style() + PAPER, packaged_script()
    if around.fragment:
        return part(body=body, style=rules, language=words.language, script=script, attribute=around.attribute)
    return document(
        title=words.title(routine),
        body=body,
        style=rules,
        language=words.language,
        script=script,
        attribute=around.attribute,
    )


def _playing(
    routine: Routine, style: PageStyle, catalog: Catalog | None, session: int, emergency_number: str, around: Around
) -> Playing:
    """The routine along its clock, and beside it whatever may be done in the place of each exercise."""
    timeline = Timeline.of(routine)
    offered = tuple(offers(routine, index, catalog) for index in range(len(routine.items)))
    items = dict.fromkeys(item for each in offered for item in each.items)
    sides = {f"side-{number}": Timeline.alone(routine, item) for number, item in enumerate(items, start=1)}
    sprite = sprite_of((timeline, *sides.values()), style.pictures)
    return Playing(
        timeline=timeline,
        offers=offered,
        sides=sides,
        sprite=sprite,
        moves=moves_of((timeline, *sides.values()), sprite, style.pictures),
        talk=talk_of(routine, emergency_number),
        session=session,
        around=around,
    )


# The list ----------------------------------------------------------------------------------------


def _list(routine: Routine, sprite: Sprite, style: Style, words: Words) -> Iterator[str]:
    """What the page is before it plays, on paper, and without a script: the handout."""
    outline = handout_of(routine, ticks=True)

    def shown(entry: Entry) -> str:
        name = known_as(entry.item.exercise)
        ids = [(pose, id_) for (exercise, pose), id_ in sprite.ids.items() if exercise == name]
        pictures = "".join(
            f'<svg {sprite.frame(id_)} role="img" aria-label="{text(seen(entry.item, pose))}">'
            f'<use href="#{id_}"/>{sprite.number(id_, entry.numbers.get(pose), style)}</svg>'
            for pose, id_ in ids
        )
        none = f'<p class="picture">{_said(words, Label.NO_PICTURE)}</p>\n'
        return (f'<div class="pictures">{pictures}</div>\n' if ids else none) + _from(entry, words)

    yield f'<div class="list">\n<h1>{text(outline.title)}</h1>\n'
    yield '<button class="start" id="start" type="button" data-act="resume" hidden></button>\n'
    anew = _said(words, Label.BEGIN_ANEW)
    yield f'<button class="plain" id="anew" type="button" data-act="again" hidden>{anew}</button>\n'
    early, forget = _asked(words, Prompt.END_EARLY), _asked(words, Prompt.FORGET)
    yield f'<button class="plain" id="tell-early" type="button" data-act="tell" hidden>{early}</button>\n'
    full = _asked(words, Prompt.FULL)
    yield f'<button class="plain" id="full" type="button" data-act="full" hidden>{full}</button>\n'
    yield f'<button class="plain" id="forget" type="button" data-act="forget" hidden>{forget}</button>\n'
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


# The player --------------------------------------------------------------------------------------


def _player(words: Words) -> str:
    layer = '<svg aria-hidden="true"><use href=""/></svg>'
    beside = '<svg aria-hidden="true"><g><use href=""/></g></svg>'
    mover = f'<div class="mover" id="mover">{beside}<canvas></canvas>{beside}</div>'
    buttons = "".join(
        f'<button type="button" id="{id_}"{more} data-act="{act}">{_icon(id_)}<span{inside}</span></button>\n'
        for id_, act, more, inside in (
            ("list", "list", "", f">{_said(words, Label.LIST)}"),
            ("back", "back", "", f">{_said(words, Label.BACK)}"),
            ("main", "resume", ' class="main"', ' id="main-words">'),
            ("skip", "skip", "", f">{_said(words, Label.SKIP)}"),
            ("sound", "sound", ' aria-pressed="false"', f' id="sound-words">{_said(words, Label.SOUND)}'),
        )
    )
    more = "".join(
        f'<button class="plain" type="button" id="{act}" data-act="{act}" hidden>{_asked(words, ask)}</button>'
        for act, ask in (("rest", Prompt.MORE_REST), ("side", Prompt.OTHER_SIDE_FIRST), ("tell", Prompt.HOW_WAS_IT))
    )
    return (
        '<section class="player" id="player" tabindex="-1" aria-labelledby="name" hidden>\n'
        '<div class="top"><div class="title" role="group" aria-labelledby="name"><h1 id="name"></h1>'
        '<p class="where" id="where"></p></div>'
        f'<button class="plain hurt" id="hurt" type="button" data-act="hurt">{_asked(words, Prompt.HURTS)}</button>'
        "</div>\n"
        f'<div class="stage" id="stage" role="img" aria-label="">{layer}{layer}{mover}</div>\n'
        '<div class="now" id="now" role="group" aria-labelledby="name">'
        '<div class="numbers">'
        f'<p class="digits" id="digits" role="timer" aria-live="off"></p>'
        '<div class="side"><p class="count" id="count"></p><p class="part" id="part"></p></div></div>\n'
        '<p class="words" id="words"></p>'
        '<p class="sentence" id="sentence"></p><p class="care" id="care"></p>'
        f'<div class="more">{more}</div></div>\n'
        '<div class="bar"><progress id="progress" aria-labelledby="left"></progress><p id="left"></p></div>\n'
        f'<div class="controls" role="group" aria-label="{_said(words, Label.CONTROLS)}">\n{buttons}</div>\n'
        '<p class="unseen" id="live" role="status"></p>\n</section>\n'
    )


_TALK = (
    '<section class="talk" id="talk" aria-labelledby="talk-title" hidden>\n<div>'
    '<h1 id="talk-title" tabindex="-1"></h1><p class="rest" id="talk-wait" role="timer" hidden></p>'
    '<div id="talk-lines"></div><ul id="talk-signs" hidden></ul>'
    '<div id="talk-news" role="status"></div><div class="answers" id="talk-answers"></div></div>\n</section>\n'
)
"""What is asked; the script fills it in."""


def _asked(words: Words, prompt: Prompt) -> str:
    return text(words.ask(prompt))


def _said(words: Words, label: Label) -> str:
    return text(words.label(label))


def _icon(name: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true">{_ICONS[name]}</svg>'
