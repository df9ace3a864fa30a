"""Where the records of a document are: it is one or their list, holds that under a usual name, or has pages that do."""

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import frozen

from lowback._foreign import LISTS
from lowback.diagnostics import Diagnostic, Severity

from ._drafting import Path, Record, mapping_of, members_of, place_of
from ._imported import Loss
from ._paths import found_at

__all__ = ["Pages", "pages_of"]

_NEXT = (("next",), ("nextPage",), ("metadata", "nextPage"))
"""Where a page says which one comes after it."""


@frozen
class Pages:
    """A document taken apart.

    Attributes:
        members: What stands in the lists of records, each with its path.
        around: What stands around them.
        findings: Pages of which the next one is missing.
    """

    members: tuple[tuple[Path, object], ...]
    around: tuple[Record, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def losses(self) -> tuple[Loss, ...]:
        """An account of what stands around."""
        return tuple(loss for each in self.around for loss in each.account())


def pages_of(tree: object) -> Pages:
    """Take a document apart; no members when there is neither a list nor an exercise in it.

    >>> pages = pages_of({"count": 1, "next": None, "results": [{"name": "Plank"}]})
    >>> pages.members, [each.fields for each in pages.around]
    (((('results', 0), {'name': 'Plank'}),), [{'count': 1, 'next': None}])
    """
    parts = list(_parts(tree, ()))
    pages = [(path, mapping_of(part)) for path, part, is_page in parts if is_page]
    return Pages(
        members=tuple((path, part) for path, part, is_page in parts if not is_page),
        around=tuple(_around(path, page) for path, page in pages),
        findings=tuple(_missing(pages)),
    )


def _parts(tree: object, path: Path) -> Iterator[tuple[Path, object, bool]]:
    """The members of all lists of records, and the pages around them, each told by True."""
    if isinstance(tree, list):
        for at, each in members_of(cast("object", tree), path):
            if _is_page(each):
                yield from _parts(each, at)
            else:
                yield at, each, False
    elif keys := _keys_in(tree):
        yield path, tree, True
        for key in keys:
            yield from _parts(mapping_of(tree)[key], (*path, key))
    elif _is_record(tree):
        yield path, tree, False


def _is_page(value: object) -> bool:
    """Whether it holds records and is none itself."""
    return bool(_keys_in(value)) and not {"id", "uuid", "name"} & mapping_of(value).keys()


def _keys_in(tree: object) -> list[str]:
    """The name under which an object has its list, or an object that has it, and those of other lists of records."""
    if not isinstance(tree, Mapping):
        return []
    page = mapping_of(cast("object", tree))
    keys = [key for key in LISTS if isinstance(each := page.get(key), list) or _keys_in(each) or _is_record(each)]
    return [key for key in keys if key == keys[0] or _has_records(page[key])]


def _has_records(value: object) -> bool:
    return any(_is_record(each) for _, each in members_of(value))


def _is_record(value: object) -> bool:
    """Whether an object is one exercise, which stands alone."""
    return bool({"name", "translations"} & mapping_of(value).keys())


def _around(path: Path, page: Mapping[str, object]) -> Record:
    lists = _keys_in(page)
    others = {key: value for key, value in page.items() if key not in lists}
    return Record(place_of(path) or "the whole", others, path, reasons=dict.fromkeys(others, "it is about the list"))


def _missing(pages: list[tuple[Path, Mapping[str, object]]]) -> Iterator[Diagnostic]:
    """That there are more pages than came; the last one of several has none behind it."""
    path, last = pages[-1] if pages else ((), mapping_of(None))
    for way in _NEXT:
        for at, after in found_at(way, last, path):
            if isinstance(after, str) and after:
                message = f"got a page that is not the last one: the next is {after!r}"
                hint = "put all pages into one list"
                yield Diagnostic(code="more-pages", message=message, severity=Severity.WARNING, path=at, hint=hint)
