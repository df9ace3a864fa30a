"""For programs: every module here has `dumps(thing) -> str`; a foreign specification decides what is right."""

from . import jsonl as jsonl
from . import sarif as sarif

__all__ = ["jsonl", "sarif"]
