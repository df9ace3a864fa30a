"""What every importer gives: drafts, and a report that says what became of each field."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from textwrap import fill

from attrs import field, frozen

from lowback.converters import Json
from lowback.diagnostics import Diagnostic

__all__ = ["UNREADABLE", "Draft", "Fate", "Imported", "Loss"]

UNREADABLE = "unreadable-record"
"""Code of a record, or of a whole document, that could not be read."""

_WIDTH = 80

_MAX_FINDINGS, _MAX_RULES = 20, 500
"""Lines of one sort in a report; no published catalog has a tenth of so many rules. All is in `Imported`."""

_LONGEST = 200
"""Characters of a name or a rule in a report."""


class Fate(StrEnum):
    """What became of a field of the other catalog.

    Attributes:
        MAPPED: Taken over as it is.
        GUESSED: Turned into something by a rule; a person has to look at it.
        DROPPED: Not taken over.
    """

    MAPPED = "mapped"
    GUESSED = "guessed"
    DROPPED = "dropped"


@frozen(kw_only=True)
class Loss:
    """What became of one field of one record.

    >>> Loss(record="Plank", field="force", fate=Fate.DROPPED, rule="no field of ours").to
    ''

    Attributes:
        record: Name of the record, as it came.
        field: Field of the other catalog: `instructions[3]`.
        fate: Mapped, guessed or dropped.
        place: Where the record stands in the other document: `[12]`, or `line 5` of a table.
        to: Field of ours, dotted inside an exercise: `dose.hold`; empty when dropped.
        rule: The rule of a guess, or why it was dropped; for a mapped field, what is left to do.
    """

    record: str
    field: str
    fate: Fate
    place: str = ""
    to: str = ""
    rule: str = ""


@frozen(kw_only=True)
class Draft:
    """One exercise on its way: it lacks what the other catalog does not say.

    >>> Draft(id="plank", tree={"id": "plank", "name": "Plank"}).id
    'plank'

    Attributes:
        id: Kebab-case id, unique among the drafts and safe as the name of a file.
        tree: The exercise on paper.
    """

    id: str
    tree: Json = field(hash=False)


@frozen(kw_only=True)
class Imported:
    """Everything that was read from one text.

    >>> imported = Imported(id="other", title="Other", drafts=(Draft(id="plank", tree={"id": "plank"}),))
    >>> imported.document()
    {'format': 1, 'id': 'other', 'title': 'Other', 'language': 'en', 'exercises': [{'id': 'plank'}]}

    Attributes:
        id: Id of the catalog.
        title: Title of the catalog.
        language: Language of the texts.
        drafts: The exercises that could be read, in the order in which they came.
        losses: At least one entry for every field of every record.
        findings: Records that could not be read at all, and what is wrong with the text.
    """

    id: str
    title: str
    language: str = "en"
    drafts: tuple[Draft, ...] = ()
    losses: tuple[Loss, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def document(self) -> Json:
        """The drafts as one catalog document, to be completed and validated."""
        return {
            "format": 1,
            "id": self.id,
            "title": self.title,
            "language": self.language,
            "exercises": [draft.tree for draft in self.drafts],
        }

    def report(self) -> str:
        """What became of the fields: counts, then the rules, then what could not be read.

        >>> loss = Loss(record="Plank", field="force", fate=Fate.DROPPED, rule="no field of ours")
        >>> print(Imported(id="other", title="Other", losses=(loss,)).report())
        Other: 0 drafts, 0 records that could not be read
        <BLANKLINE>
        field  mapped  guessed  dropped
        force       0        0        1
        <BLANKLINE>
        dropped:
          1 x force: no field of ours
        """
        unread = [each for each in self.findings if each.code == UNREADABLE]
        others = [each for each in self.findings if each.code != UNREADABLE]
        parts = [
            f"{self.title}: {_count(self.drafts, 'draft')}, {_count(unread, 'record')} that could not be read",
            "\n".join(_table(self.losses)),
            *(_conventions(self.losses, fate) for fate in Fate),
            _listed("could not be read:", unread),
            _listed("wrong with the text:", others),
        ]
        return "\n\n".join(part for part in parts if part)


def _listed(head: str, findings: Sequence[Diagnostic]) -> str:
    """The first findings; a file of the wrong kind has one for each line."""
    lines = [f"  {each}" for each in findings]
    return "\n".join([head, *_capped(lines, _MAX_FINDINGS)]) if findings else ""


def _count(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'s' if len(things) != 1 else ''}"


def _of_all(field_: str) -> str:
    """The name of a field for all its members: `instructions[]`."""
    return _cut(re.sub(r"\[\d+\]", "[]", field_[: 2 * _LONGEST]))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _capped(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and how many there are more."""
    more = len(lines) - most
    return [*lines[:most], *([f"  and {more:,} more"] if more > 0 else [])]


def _table(losses: Iterable[Loss]) -> Iterator[str]:
    counts = Counter((_of_all(loss.field), loss.fate) for loss in losses)
    names = sorted({name for name, _ in counts})
    if not names:
        return
    width = max(len("field"), *map(len, names))
    yield "  ".join(["field".ljust(width), *Fate])
    yield from _capped(
        ["  ".join([name.ljust(width), *(f"{counts[name, fate]:{len(fate)}}" for fate in Fate)]) for name in names],
        _MAX_RULES,
    )


def _conventions(losses: Iterable[Loss], fate: Fate) -> str:
    """The rules of one fate, each with the number of fields that met it."""
    counts = Counter((_of_all(loss.field), _of_all(loss.to), _cut(loss.rule)) for loss in losses if loss.fate is fate)
    told = [
        fill(
            f"{number} x {name}{f' -> {to}' if to else ''}{f': {rule}' if rule else ''}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for (name, to, rule), number in sorted(counts.items(), key=lambda each: (each[0][0], -each[1], each[0]))
    ]
    return "\n".join([f"{fate}:", *_capped(told, _MAX_RULES)]) if told else ""
