"""Typed exercises for the lower back: a catalog, queries, and routines that last exactly as asked.

Everything here is loaded when it is first used: `import lowback` reads no file and imports nothing.
"""

TYPE_CHECKING = False  # type checkers take it for true; `typing` need not be imported for it
if TYPE_CHECKING:
    from . import converters as converters
    from . import errors as errors
    from . import export as export
    from . import importers as importers
    from . import render as render
    from . import safety as safety
    from . import vocabulary as vocabulary
    from ._packaged import default_catalog as default_catalog
    from .catalog import Catalog as Catalog
    from .composer import check as check
    from .composer import compose as compose
    from .composer import drop as drop
    from .composer import resize as resize
    from .composer import swap as swap
    from .composer import why_not as why_not
    from .composer._many import Composed as Composed
    from .composer._many import compose_many as compose_many
    from .diagnostics import Diagnostic as Diagnostic
    from .errors import LowbackError as LowbackError
    from .loading import load_catalog as load_catalog
    from .model import Brief as Brief
    from .model import Dose as Dose
    from .model import DoseRange as DoseRange
    from .model import Exercise as Exercise
    from .model import Routine as Routine
    from .model import RoutineItem as RoutineItem
    from .model import Source as Source
    from .model import Step as Step
    from .player import Player as Player
    from .timeline import Timeline as Timeline
    from .validation import validate as validate

__all__ = [
    "Brief",
    "Catalog",
    "Composed",
    "Diagnostic",
    "Dose",
    "DoseRange",
    "Exercise",
    "LowbackError",
    "Player",
    "Routine",
    "RoutineItem",
    "Source",
    "Step",
    "Timeline",
    "check",
    "compose",
    "compose_many",
    "converters",
    "default_catalog",
    "drop",
    "errors",
    "export",
    "importers",
    "load_catalog",
    "render",
    "resize",
    "safety",
    "swap",
    "validate",
    "vocabulary",
    "why_not",
]

_HOMES = {
    "Brief": "model",
    "Catalog": "catalog",
    "Composed": "composer._many",
    "Diagnostic": "diagnostics",
    "Dose": "model",
    "DoseRange": "model",
    "Exercise": "model",
    "LowbackError": "errors",
    "Player": "player",
    "Routine": "model",
    "RoutineItem": "model",
    "Source": "model",
    "Step": "model",
    "Timeline": "timeline",
    "check": "composer",
    "compose": "composer",
    "compose_many": "composer._many",
    "default_catalog": "_packaged",
    "drop": "composer",
    "load_catalog": "loading",
    "resize": "composer",
    "swap": "composer",
    "validate": "validation",
    "why_not": "composer",
}
"""The module in which each name is defined; the other names are modules themselves."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  # nothing is imported before it is needed

    if name not in _HOMES:
        return import_module(f".{name}", __name__)
    value: object = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
