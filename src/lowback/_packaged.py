"""The packaged catalog, which is meant where a caller has no other."""

from functools import cache

from ._arguments import expect
from ._data import packaged_conventions, packaged_exercises, packaged_sources
from .catalog import Catalog
from .model import Conventions

__all__ = ["catalog_or_packaged", "conventions_of", "default_catalog"]


@cache
def default_catalog() -> Catalog:
    """The packaged catalog, read when it is first asked for.

    >>> default_catalog()
    <Catalog lowback (92 exercises)>
    """
    return Catalog(
        packaged_exercises(),
        conventions=packaged_conventions(),
        sources=packaged_sources(),
        id="lowback",
        title="Lower back",
    )


def catalog_or_packaged(argument: str, catalog: Catalog | None) -> Catalog:
    """The catalog that an argument gives; without one, the packaged one. Raises `WrongType` for anything else."""
    if catalog is None:
        return default_catalog()
    expect(argument, catalog, Catalog)
    return catalog


def conventions_of(argument: str, catalog: Catalog | None) -> Conventions:
    """The conventions of the catalog that an argument gives; without one, the packaged ones.

    >>> conventions_of("screening.catalog", None).timing.get_ready
    5
    """
    return packaged_conventions() if catalog is None else catalog_or_packaged(argument, catalog).conventions
