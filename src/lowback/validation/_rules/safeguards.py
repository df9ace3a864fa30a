"""Rules about what protects a person, whatever a catalog says."""

from collections.abc import Iterator

from lowback._document import Document
from lowback._safeguards import GUARDED, dropped, lifted
from lowback.diagnostics import Severity
from lowback.model import Caution, Exercise, faults_in_scale
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["RULES"]


def pain_scale(document: Document, scope: Scope) -> Iterator[Found]:
    """Each score from 0 to 10 has one zone, in all files together."""
    if document.pain_zones is None or scope.pain_zones is None:
        return
    if document.pain_zones and document.pain_zones[0] is not scope.pain_zones[0]:
        return  # the file with the first zone has the finding
    if faults := faults_in_scale(scope.pain_zones):
        yield Found(f"got {', '.join(faults)}, expected one zone for each score from 0 to 10", ("pain_zones",))


def lifted_safeguard(value: object, _: Scope) -> Iterator[Found]:
    """A packaged word that is declared again protects no less."""
    for each in lifted(value):
        yield Found(each.message, each.path)


def lifted_by_an_old_key(caution: Caution, scope: Scope) -> Iterator[Found]:
    """Nor does one protect less that is declared under a key which the packaged catalog has retired."""
    for new in scope.base.conventions.cautions if scope.base else ():
        if caution.key in new.replaces and caution.level.strictness < new.level.strictness:
            message = f"got {caution.level}, which is milder than the packaged {new.key!r}, expected {new.level}"
            yield Found(message, ("level",), f"{new.key!r} has taken the place of {caution.key!r}")


def dropped_caution(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """An exercise that replaces a packaged one names its cautions, at the same level or a stricter one; it has them."""
    if scope.base is None or exercise.id not in scope.base or exercise.id not in scope.overrides:
        return
    cautions = {key: each for key, each in scope.words[Caution].items() if isinstance(each, Caution)}
    for each in dropped(exercise, cautions):
        yield Found(each.message, each.path)


RULES = (
    *(Rule("lifted-safeguard", cls, lifted_safeguard) for cls in GUARDED),
    Rule("lifted-safeguard", Caution, lifted_by_an_old_key, needs=("key", "level")),
    Rule("dropped-caution", Exercise, dropped_caution, Severity.WARNING),
    Rule("pain-scale", Document, pain_scale, needs=("pain_zones",), needs_all=True),
)
