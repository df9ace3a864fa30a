"""From a brief and a catalog to a routine, and an independent check of any routine.

The meaning is here (what may be in, what it is worth); the search over plain integers is in
`_solver`. The whole model is described on the page "What the best routine is".
"""

from ._adapted import adapted
from ._changing import drop, resize, swap, why_not, with_dose
from ._checking import check
from ._composing import EFFORT, compose
from ._doses import dose_options
from ._offering import Offers, Support, offers, smaller

__all__ = [
    "EFFORT",
    "Offers",
    "Support",
    "adapted",
    "check",
    "compose",
    "dose_options",
    "drop",
    "offers",
    "resize",
    "smaller",
    "swap",
    "why_not",
    "with_dose",
]
