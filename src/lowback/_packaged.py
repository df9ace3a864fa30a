"""The packaged catalog, which is meant where a caller has no other."""

from functools import cache

from ._data import packaged_conventions, packaged_exercises, packaged_sources
from .catalog import Catalog
from .model import Conventions

__all__ = ["conventions_of", "default_catalog"]


@cache
def default_catalog() -> Catalog:
    """The packaged catalog, read when it is first asked for.

    >>> default_catalog()
    <Catalog lowback (64 exercises)>
    """
    return Catalog(
        packaged_exercises(),
        conventions=packaged_conventions(),
        sources=packaged_sources(),
        id="lowback",
        title="Lower back",
    )


def conventions_of(catalog: Catalog | None) -> Conventions:
    """The conventions of a catalog; without one, the packaged ones.

    >>> conventions_of(None).timing.get_ready
    15
    """
    return packaged_conventions() if catalog is None else catalog.conventions
