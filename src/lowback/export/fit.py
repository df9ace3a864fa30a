"""A routine for a watch, as a workout file of Garmin FIT (profile 21.212).

Needs the extra `fit`, which brings fit-tool.
"""

from collections.abc import Iterator

from lowback._arguments import expect
from lowback._words import Words, safe
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import MissingExtra
from lowback.model import Routine, RoutineItem
from lowback.timeline import Cue, CueKind, Detail, Timeline
from lowback.vocabulary import Role

from ._fit_names import FIT_NAMES
from ._routine import LOST_PROOF, changed_texts, identity, only_words
from ._timed import lost_safety

__all__ = ["dumps", "losses"]

_MOST_BYTES = 254
"""The length of a field is one byte, and a text ends with a zero."""

_AT_WORK = {CueKind.SET, CueKind.FINISH}


def dumps(routine: Routine) -> bytes:
    r"""Write a routine as a strength workout: a step in time for each part of each item (`Timeline`, in sets).

    A set is active and has category and name of the exercise, where the profile knows it or one that is near, and
    notes: the dose, what the cautions of the brief ask, and the steps in short. All else is rest. The file has no
    date, as it would need a clock; its serial number is made from the routine.

    Raises `MissingExtra` without the extra `fit`, and what `Timeline.of` raises.

    >>> from lowback import compose
    >>> dumps(compose())[8:12]
    b'.FIT'
    """
    expect("fit.dumps.routine", routine, Routine)
    try:
        from fit_tool import FitFileBuilder  # noqa: PLC0415  # an extra
        from fit_tool.profile.messages.file_id_message import FileIdMessage  # noqa: PLC0415
        from fit_tool.profile.messages.workout_message import WorkoutMessage  # noqa: PLC0415
        from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage  # noqa: PLC0415
        from fit_tool.profile.profile_type import (  # noqa: PLC0415
            FileType,
            Intensity,
            Manufacturer,
            Sport,
            SubSport,
            WorkoutStepDuration,
            WorkoutStepTarget,
        )
    except ImportError as error:
        raise MissingExtra("fit") from error
    cues = Timeline.of(routine, Detail.SETS).cues
    words = Words.of(routine)
    shown = [_shown(cue, routine, words) for cue in cues]
    file = FileIdMessage()
    file.type = FileType.WORKOUT
    file.manufacturer = Manufacturer.DEVELOPMENT.value
    file.product = 0
    file.serial_number = _serial_number(cues, shown)
    workout = WorkoutMessage()
    workout.sport, workout.sub_sport = Sport.TRAINING, SubSport.STRENGTH_TRAINING
    workout.num_valid_steps = len(cues)
    workout.workout_name = _cut(safe(words.short_title(routine)))
    workout.workout_description = words.review_in_short
    builder = FitFileBuilder()
    builder.add_all([file, workout])
    for index, (cue, (name, note)) in enumerate(zip(cues, shown, strict=True)):
        step = WorkoutStepMessage()
        step.message_index = index
        step.workout_step_name = _cut(name)
        step.duration_type, step.duration_time = WorkoutStepDuration.TIME, float(cue.duration)
        step.target_type, step.target_value = WorkoutStepTarget.OPEN, 0
        step.intensity = Intensity.ACTIVE if cue.kind in _AT_WORK else Intensity.REST
        known = FIT_NAMES.get(cue.exercise.id)
        if cue.kind in _AT_WORK and known is not None:
            step.exercise_category, step.exercise_name = known.category, known.name
        if note:
            step.notes = _cut(note)
        builder.add(step)
    return bytes(builder.build_bytes())


def losses(routine: Routine) -> tuple[Diagnostic, ...]:
    """What a workout file does not hold, and where the name of an exercise is only the nearest or none.

    Raises what `Timeline.of` raises.

    >>> from lowback import compose
    >>> {"lost-proof", "lost-safety"} <= {loss.code for loss in losses(compose())}
    True
    """
    expect("fit.losses.routine", routine, Routine)
    return tuple(_losses(routine))


def _losses(routine: Routine) -> Iterator[Diagnostic]:
    yield from lost_safety(routine)
    yield from _cuts(routine)
    for index, item in enumerate(routine.items):
        yield from _losses_of_item(index, item)
    yield Diagnostic(
        code="lost-fields",
        message="of each exercise only name, dose, short steps, cautions and note are kept; no step has its seconds",
        severity=Severity.NOTE,
    )
    yield LOST_PROOF
    yield from changed_texts(routine, steps=False)


def _cuts(routine: Routine) -> Iterator[Diagnostic]:
    """Texts that have no room; each once."""
    words = Words.of(routine)
    texts: dict[str, tuple[str | int, ...]] = {safe(words.short_title(routine)): ("brief", "mix")}
    for cue in Timeline.of(routine, Detail.SETS).cues:
        for text in _shown(cue, routine, words):
            texts.setdefault(text, ("items", cue.item_index))
    for text, path in texts.items():
        if _cut(text) != text:
            yield Diagnostic(
                code="cut-text",
                message=f"a text is cut after {_MOST_BYTES} bytes: {text!r}",
                severity=Severity.WARNING,
                path=path,
                hint="show it while the exercise is done",
            )


def _losses_of_item(index: int, item: RoutineItem) -> Iterator[Diagnostic]:
    known = FIT_NAMES.get(item.exercise.id)
    if known is None:
        yield Diagnostic(
            code="no-name",
            message=f"the profile has no exercise near {item.exercise.id!r}; a step has only its text",
            severity=Severity.NOTE,
            path=("items", index, "exercise"),
        )
    elif not known.exact:
        yield Diagnostic(
            code="nearest-name",
            message=f"the profile has no {item.exercise.id!r}; the nearest is {known.words!r}",
            severity=Severity.NOTE,
            path=("items", index, "exercise"),
        )
    yield from only_words(
        index, *(what for what, there in (("repetitions", item.dose.reps), ("hold", item.dose.hold)) if there)
    )


# Words --------------------------------------------------------------------------------------------


def _shown(cue: Cue, routine: Routine, words: Words) -> tuple[str, str]:
    """The name of a step on the watch, and its notes."""
    item = routine.items[cue.item_index]
    return _name(cue, item, words), _notes(item, words) if cue.kind is CueKind.SET else ""


def _name(cue: Cue, item: RoutineItem, words: Words) -> str:
    """The exercise with set and side, or what comes between."""
    name = safe(item.exercise.name)
    match cue.kind:
        case CueKind.SET:
            which = words.set_and_side(cue.set if item.dose.sets > 1 else None, item.dose.sets, cue.side)
            return ", ".join(filter(None, [name, which]))
        case CueKind.GET_READY | CueKind.FINISH:
            return f"{words.part(cue.kind)}: {name}"
        case _:
            return words.part(cue.kind)


def _notes(item: RoutineItem, words: Words) -> str:
    """The dose, then what stands beside it, then the steps: what comes last is cut first. Only sets have notes."""
    steps = item.exercise.steps_of(Role.MOVE, Role.HOLD, Role.RETURN)
    beside = [safe(line) for line in words.beside(item)]
    return " ".join([words.dose(item.exercise, item.dose), *beside, *(safe(step.short_text) for step in steps)])


def _cut(text: str) -> str:
    """What of the text has room; no sign is cut in two."""
    return text.encode()[:_MOST_BYTES].decode(errors="ignore")


def _serial_number(cues: tuple[Cue, ...], shown: list[tuple[str, str]]) -> int:
    """A number from 1 to 4294967294 (0 and the greatest mean that there is none)."""
    parts = (f"{cue.duration} {name} {notes}" for cue, (name, notes) in zip(cues, shown, strict=True))
    return identity("fit", *parts).int % 0xFFFF_FFFE + 1
