"""Typed exercises for the lower back: a catalog, queries, and routines that last exactly as asked.

Everything here is loaded when it is first used: `import lowback` reads no file and imports nothing.
"""

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
    "Programme": "programme",
    "Routine": "model",
    "RoutineItem": "model",
    "Source": "model",
    "Step": "model",
    "Timeline": "timeline",
    "adapted": "composer",
    "catalog": "",
    "check": "composer",
    "compose": "composer",
    "compose_day": "programme",
    "compose_many": "composer._many",
    "composer": "",
    "converters": "",
    "default_catalog": "_packaged",
    "diagnostics": "",
    "drawing": "",
    "drop": "composer",
    "errors": "",
    "export": "",
    "importers": "",
    "load_catalog": "loading",
    "loading": "",
    "model": "",
    "picture": "",
    "player": "",
    "programme": "",
    "render": "",
    "resize": "composer",
    "safety": "",
    "swap": "composer",
    "timeline": "",
    "validate": "validation",
    "validation": "",
    "vocabulary": "",
    "why_not": "composer",
    "with_dose": "composer",
}
"""The door: each name, and the module in which it is defined; the names without one are modules themselves."""

TYPE_CHECKING = False  # type checkers take it for true; `typing` need not be imported for it
if TYPE_CHECKING:  # the same names, for those who read and do not run; a test holds them equal to the table
    from . import catalog as catalog
    from . import composer as composer
    from . import converters as converters
    from . import diagnostics as diagnostics
    from . import drawing as drawing
    from . import errors as errors
    from . import export as export
    from . import importers as importers
    from . import loading as loading
    from . import model as model
    from . import picture as picture
    from . import player as player
    from . import programme as programme
    from . import render as render
    from . import safety as safety
    from . import timeline as timeline
    from . import validation as validation
    from . import vocabulary as vocabulary
    from ._packaged import default_catalog as default_catalog
    from .catalog import Catalog as Catalog
    from .composer import adapted as adapted
    from .composer import check as check
    from .composer import compose as compose
    from .composer import drop as drop
    from .composer import resize as resize
    from .composer import swap as swap
    from .composer import why_not as why_not
    from .composer import with_dose as with_dose
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
    from .programme import Programme as Programme
    from .programme import compose_day as compose_day
    from .timeline import Timeline as Timeline
    from .validation import validate as validate
else:
    __all__ = list(_HOMES)

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415  # nothing is imported before it is needed

        home = _HOMES[name]
        if not home:
            return import_module(f".{name}", __name__)
        value: object = getattr(import_module(f".{home}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return list(_HOMES)
