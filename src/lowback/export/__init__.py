"""For programs: every module here has `dumps(thing) -> str`; a foreign specification decides what is right."""

from . import jsonl as jsonl
from . import pdf as pdf
from . import png as png
from . import sarif as sarif
from . import ssml as ssml
from . import webvtt as webvtt

__all__ = ["jsonl", "pdf", "png", "sarif", "ssml", "webvtt"]
