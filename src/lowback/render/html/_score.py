"""The timeline of a routine as the script of the page reads it: what is shown, counted and told at each cue."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Any, TypeAlias

from attrs import frozen

from lowback._words import Label, Prompt, Words, capital, joined, safe, sentence
from lowback.composer import Offers, smaller
from lowback.model import DOSE_FIELDS, Dose, RoutineItem
from lowback.render._talk import AFTER, BEFORE, HURT, STOPS, Answer, Screen, tags_of
from lowback.timeline import Cue, CueKind, Side, Timeline, halves
from lowback.vocabulary import Laterality

from ._around import Around
from ._moving import Moves, origins
from ._pictures import Sight, Sprite, known_as, sights
from ._telling import tellings

__all__ = ["Playing", "score", "seen"]


def seen(item: RoutineItem, pose: str) -> str:
    """The words of a picture, for those who do not see it."""
    seen = next((step.text for step in item.exercise.steps if step.pose == pose), pose)
    return f"{sentence(item.exercise.name)} {seen}"


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
    "repetition": Label.REPETITION,
    "resume": Label.GO_ON,
    "seconds": Label.SECONDS,
    "sound": Label.SOUND,
    "start": Label.START,
    "unspoken": Label.VOICE_IS_MISSING,
    "voiceless": Label.NO_VOICE,
}
_ASKS = {"call": Prompt.CALL, "fewer": Prompt.SMALLER_NOTE, "sample": Prompt.SOUNDS_SO, "waits": Prompt.WAITS}
"""Words of the script, which fills in what is in braces."""

_Score: TypeAlias = "dict[str, Any]"
"""Something that is played, as JSON has it."""


@frozen(kw_only=True)
class Playing:
    """What a page plays.

    Attributes:
        timeline: The routine.
        offers: What may be done in the place of each of its items.
        sides: Those exercises, each along a clock of its own, by a short name.
        sprite: The drawings of all.
        moves: How the figure gets from one drawing to another.
        talk: What is asked.
        session: Number of the session that a report tells of.
        around: What shows it.
    """

    timeline: Timeline
    offers: tuple[Offers, ...]
    sides: Mapping[str, Timeline]
    sprite: Sprite
    moves: Moves
    talk: Mapping[str, Screen]
    session: int
    around: Around


def score(playing: Playing, words: Words) -> str:
    """All that the script reads, as JSON; the id is that of the rest, so that each routine has a place of its own."""
    rest = _all(playing, words)
    return _json({"id": sha256(_json(rest).encode()).hexdigest()[:16], **rest})


def _all(playing: Playing, words: Words) -> dict[str, object]:
    sprite, moves = playing.sprite, playing.moves
    timelines = (playing.timeline, *playing.sides.values())
    items = [item for timeline in timelines for item in timeline.routine.items]
    names = {side.routine.items[0]: name for name, side in playing.sides.items()}
    main = _score(playing.timeline, playing, words)
    for tree, offers in zip(main["items"], playing.offers, strict=True):
        tree["offers"] = _offered(offers, names)
    return {
        **main,
        "labels": {name: words.label(label) for name, label in _LABELS.items()}
        | {name: words.ask(ask) for name, ask in _ASKS.items()},
        "pictures": {
            id_: safe(seen(item, pose))
            for item in reversed(items)
            for (exercise, pose), id_ in sprite.ids.items()
            if exercise == known_as(item.exercise)
        },
        "figure": moves.figure,
        "poses": moves.poses,
        "ways": moves.ways,
        "sides": {name: _score(side, playing, words) for name, side in playing.sides.items()},
        "session": playing.session,
        "lang": words.language.tag,
        "origin": playing.around.origin,
        "host": playing.around.name(words),
        "talks": {"before": BEFORE, "hurt": HURT, "after": AFTER},
        "stops": STOPS,
        "screens": {key: _screen(screen) for key, screen in playing.talk.items()},
    }


def _score(timeline: Timeline, playing: Playing, words: Words) -> _Score:
    return {
        "seconds": timeline.seconds,
        "parts": timeline.parts,
        "items": list(_items(timeline, words)),
        "cues": list(_cues(timeline, playing, words)),
    }


def _items(timeline: Timeline, words: Words) -> Iterator[dict[str, object]]:
    items = timeline.routine.items
    starts = {cue.item_index: cue.start for cue in reversed(timeline.cues)}
    for index, item in enumerate(items):
        exercise, dose = item.exercise, item.dose
        yield {
            "id": exercise.id,
            "start": starts[index],
            "name": safe(exercise.name),
            "where": words.of_all(index + 1, len(items)) if len(items) > 1 else "",
            "next": safe(words.next(exercise)),
            "ready": safe(words.named(exercise, exercise.position)),
            "steps": [safe(step.text) for step in exercise.steps],
            "care": safe(_care(timeline, index, words)),
            "sided": exercise.laterality in (Laterality.UNILATERAL, Laterality.ALTERNATING),
            "dose": _numbers(dose),
            "smaller": _numbers(smaller(item)),
            "tags": tags_of(exercise),
        }


def _numbers(dose: Dose) -> dict[str, int]:
    return {name: value for name in DOSE_FIELDS if (value := getattr(dose, name)) is not None}


def _offered(offers: Offers, names: Mapping[RoutineItem, str]) -> dict[str, object]:
    """The short names of what is offered."""
    found = {"easier": offers.easier, "other": offers.other, "last": offers.last}
    return {
        **{name: names[item] for name, item in found.items() if item is not None},
        "supported": {safe(each.caution): names[each.item] for each in offers.supported},
        "neutral": offers.neutral,
    }


def _screen(screen: Screen) -> dict[str, object]:
    """A screen without what it does not have."""
    tree = {
        "title": safe(screen.title),
        "lines": list(map(safe, screen.lines)),
        "signs": list(map(safe, screen.signs)),
        "answers": list(map(_answer, screen.answers)),
        "can": screen.can,
        "otherwise": screen.otherwise,
        "again": screen.again,
        "counts_as": screen.counts_as,
        "wait": screen.wait,
        "call": screen.call,
        "speaks": screen.speaks,
    }
    return {name: value for name, value in tree.items() if value}


def _answer(answer: Answer) -> dict[str, object]:
    does = [
        [each.deed, safe(each.value) if isinstance(each.value, str) else each.value, each.of] for each in answer.does
    ]
    tree = {"words": safe(answer.words), "go": answer.go, "does": does, "can": answer.can, "early": answer.early}
    return {name: value for name, value in tree.items() if value}


def _care(timeline: Timeline, index: int, words: Words) -> str:
    """What cautions change and ask in an exercise; with the first, what they ask of the whole routine."""
    item = timeline.routine.items[index]
    opening = "" if index else words.opening(timeline.routine.brief)
    return joined(opening, words.care(item.exercise, item.cautions))


def _cues(timeline: Timeline, playing: Playing, words: Words) -> Iterator[dict[str, object]]:
    """The cues, without what they do not have."""
    before: Cue | None = None
    seen, told, counted = _seen_ahead(timeline), tellings(timeline, words), _counted_to(timeline)
    moving, lower = origins(timeline, seen), [smaller(item) for item in timeline.routine.items]
    for cue, sight, origin, telling, until in zip(timeline.cues, seen, moving, told, counted, strict=True):
        dose = timeline.routine.items[cue.item_index].dose
        picture, start = (_drawing(each, timeline, playing.sprite) for each in (sight, origin))
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
            "set": cue.set,
            "rep": cue.repetition,
            "until": until,
            "less": _less(cue, lower[cue.item_index]),
            "number": cue.repetition if until is None else None,
            "then": safe(cue.step.short_text) if cue.kind is CueKind.HALFWAY and cue.step else None,
            "count": _count(cue, dose, words, alone=until is not None),
            "part": capital(words.set_and_side(cue.set if dose.sets > 1 else None, dose.sets, cue.side)) or None,
            "picture": picture,
            "from": start if playing.moves.lead(start, picture) else None,
            "mirrored": True if picture and sight and sight.mirrored else None,
            "announce": _news(cue, before, timeline, words),
        }
        yield {name: value for name, value in fields.items() if value is not None}
        before = cue


def _drawing(sight: Sight | None, timeline: Timeline, sprite: Sprite) -> str | None:
    """The id of what is seen."""
    return None if sight is None else sprite.of(timeline.routine.items[sight.item_index].exercise, sight.pose)


def _seen_ahead(timeline: Timeline) -> list[Sight | None]:
    """What is seen during each cue; in the pause after an exercise, how the next one starts."""
    seen = list(sights(timeline))
    firsts = {cue.item_index: sight for cue, sight in reversed(list(zip(timeline.cues, seen, strict=True)))}
    return [
        firsts.get(cue.item_index + 1) if cue.kind is CueKind.PAUSE else sight
        for cue, sight in zip(timeline.cues, seen, strict=True)
    ]


def _counted_to(timeline: Timeline) -> Iterator[int | None]:
    """The second to which the large number counts down: the end of a part, or of a long hold.

    A pause goes on until the work of the next exercise begins. None where repetitions are counted.
    """
    ends = (*timeline.parts, timeline.seconds)
    for cue, after in pairwise((*timeline.cues, None)):
        assert cue is not None
        if cue.repetition is None:
            yield ends[bisect_right(ends, cue.start) + (cue.kind is CueKind.PAUSE)]
        elif cue.kind is CueKind.HALFWAY:
            yield cue.end
        else:
            yield after.end if after is not None and after.kind is CueKind.HALFWAY else None


def _less(cue: Cue, dose: Dose) -> int | None:
    """The seconds that a hold, or its second half, lasts in the smaller dose; None where that changes nothing."""
    if cue.kind not in (CueKind.HOLD, CueKind.HALFWAY) or cue.step is None or cue.step.seconds is not None:
        return None
    less = min(halves(dose.hold or dose.duration or 0)[cue.kind is CueKind.HALFWAY], cue.duration)
    return less if less < cue.duration else None


def _count(cue: Cue, dose: Dose, words: Words, *, alone: bool) -> str | None:
    """Which repetition of how many; where the repetition is the large number, of how many."""
    if cue.repetition is None or dose.reps is None:
        return None
    return words.of_all(cue.repetition, dose.reps) if alone else words.out_of(dose.reps)


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
