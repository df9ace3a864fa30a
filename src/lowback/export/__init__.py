"""For programs: every module here has `dumps(thing) -> str | bytes`; a foreign specification decides what is right."""

from . import fhir as fhir
from . import fit as fit
from . import ical as ical
from . import jsonl as jsonl
from . import pdf as pdf
from . import png as png
from . import sarif as sarif
from . import schemaorg as schemaorg
from . import ssml as ssml
from . import webvtt as webvtt

__all__ = ["fhir", "fit", "ical", "jsonl", "pdf", "png", "sarif", "schemaorg", "ssml", "webvtt"]
