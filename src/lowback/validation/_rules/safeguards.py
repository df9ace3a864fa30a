"""Rules about what protects a person, whatever a catalog says."""

from collections.abc import Iterator

from lowback._document import Document
from lowback.model import faults_in_scale
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


RULES = (Rule("pain-scale", Document, pain_scale, needs=("pain_zones",), needs_all=True),)
