"""An exercise as it is for one person."""

from collections.abc import Iterable

from lowback._adapting import Misfit, fit
from lowback._arguments import expect
from lowback._packaged import conventions_of
from lowback.catalog import Catalog
from lowback.model import Exercise

__all__ = ["adapted"]


def adapted(exercise: Exercise, cautions: str | Iterable[str], catalog: Catalog | None = None) -> Exercise | None:
    """The exercise as these cautions change it, itself where they change nothing; None where it is not for somebody.

    It is the same in whatever order the cautions come, and nothing is changed twice. An adapted exercise says in
    `origin` what it was made from, and for which cautions. None: one of them says to avoid it, or there is no change
    that goes with all of them; `why_not` says which. Cautions are those of `catalog`, or the packaged ones.

    Raises `ImpossibleValue` for a caution that the catalog does not declare.

    >>> from lowback import default_catalog
    >>> cat_cow = default_catalog()["cat-cow"]
    >>> adapted(cat_cow, "osteoporosis").directions
    (<Direction.EXTENSION: 'extension'>,)
    >>> adapted(cat_cow, ["osteoporosis", "stenosis-extension"]) is None
    True
    """
    expect("adapted.exercise", exercise, Exercise)
    conventions = conventions_of("adapted.catalog", catalog)
    found = fit(exercise, conventions.keys_of("adapted.cautions", cautions), conventions)
    return None if isinstance(found, Misfit) else found
