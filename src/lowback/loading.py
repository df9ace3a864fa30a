"""Catalogs from paper."""

from ._document import assemble
from ._source.reading import Format
from .catalog import Catalog
from .errors import InvalidCatalog
from .validation import CatalogSource
from .validation._examining import examine

__all__ = ["load_catalog"]


def load_catalog(
    source: CatalogSource,
    *,
    format: Format | None = None,  # noqa: A002  # the word that users know
    name: str | None = None,
    solve: bool = False,
) -> Catalog:
    """Read a catalog, if there is no error in it.

    `source` is as in `validate`. With `solve`, the poses of pictures that have not been worked out are worked out;
    pictures without numbers cannot be drawn. Each pose takes up to a second, and only so many are worked out at once:
    write the catalog down to keep them.

    Raises `InvalidCatalog` with every finding when one of them is an error; warnings alone do not keep a catalog from
    loading.

    >>> load_catalog('{"format": 1, "id": "clinic", "exercises": []}', format="json")
    <Catalog clinic (0 exercises)>
    """
    examined = examine(source, format_=format, name=name, solve=solve)
    if examined.document is None:
        raise InvalidCatalog(examined.findings)
    return assemble(examined.document)
