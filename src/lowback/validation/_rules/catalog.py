"""Rules about a catalog as a whole, and about how it extends another."""

import re
from collections.abc import Iterator

from lowback._document import Document
from lowback._shape import shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import Exercise, Transition
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["LANGUAGE", "RULES"]

LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""A language tag, as a pattern."""


def bad_language(document: Document, _: Scope) -> Iterator[Found]:
    """The language is a tag like `en` or `de-CH`."""
    if document.language is not None and not re.fullmatch(LANGUAGE, document.language):
        yield Found(f"got {shown(document.language)}, expected a language tag such as 'en' or 'de-CH'", ("language",))


def no_exercises(document: Document, scope: Scope) -> Iterator[Found]:
    """A catalog has exercises, in one of its files."""
    if document.exercises == () and not any(map(scope.is_own, scope.exercises)):
        yield Found("got no exercise, expected one or more", ("exercises",))


def unknown_override(document: Document, scope: Scope) -> Iterator[Found]:
    """What is overridden is in the extended catalog, and is replaced by an exercise of one's own."""
    for index, id_ in enumerate(document.overrides):
        path = ("overrides", index)
        if scope.base is None:
            yield Found(f"got {shown(id_)}, but the catalog extends no other", path, 'add "extends": "lowback"')
        elif id_ not in scope.base:
            yield Found(
                f"got {shown(id_)}{did_you_mean(id_, scope.base) or ', expected an id of the packaged catalog'}", path
            )
        elif not scope.is_own(id_):
            yield Found(f"got {shown(id_)}, expected an exercise of this id to replace it", path)


def clashing_id(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """An exercise of the extended catalog is replaced only on purpose."""
    if scope.base is not None and exercise.id in scope.base and exercise.id not in scope.overrides:
        message = f"got {shown(exercise.id)}, which is an exercise of the extended catalog, expected another id"
        yield Found(message, ("id",), f"if you mean to replace it, add it to overrides: [{shown(exercise.id)}]")


def transition_to_itself(transition: Transition, _: Scope) -> Iterator[Found]:
    """A change leads from one position to another: who stays where they are needs no seconds."""
    one, other = transition.positions
    if one is other:
        yield Found(f"got {one} twice, expected two positions", ("positions",), "take it out: nothing changes")


RULES = (
    Rule("bad-language", Document, bad_language, needs=("language",)),
    Rule("no-exercises", Document, no_exercises, Severity.WARNING, needs=("exercises",)),
    Rule("unknown-override", Document, unknown_override, needs=("overrides",), needs_all=True),
    Rule("clashing-id", Exercise, clashing_id, needs=("id",)),
    Rule("transition-to-itself", Transition, transition_to_itself, Severity.WARNING, needs=("positions",)),
)
