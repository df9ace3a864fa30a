"""Rules about citations: every fact can be looked up."""

import re
from collections.abc import Iterator

from lowback._shape import shown
from lowback.diagnostics import Severity
from lowback.errors import did_you_mean
from lowback.model import Caution, Exercise, Message, PainZone, RedFlag, Source, StopRule
from lowback.validation._rule import Found, Rule, Scope

__all__ = ["ADDRESS", "DOI", "RULES"]

ADDRESS = r"[Hh][Tt][Tt][Pp][Ss]?://([^\s/?#@:.]+\.[^\s/?#@:]+|[A-Za-z0-9-]+)(:[0-9]+)?([/?#]\S*)?"
"""An address of the web, as a pattern."""
DOI = r"10\.[0-9]{4,9}/\S+"
"""A digital object identifier, as a pattern."""


def unsourced(exercise: Exercise, _: Scope) -> Iterator[Found]:
    """An exercise says where its facts were printed."""
    if exercise.sources == ():
        yield Found("got no source, expected one or more", (), "name where its facts were printed")


def unreachable_source(source: Source, _: Scope) -> Iterator[Found]:
    """A source can be looked up."""
    if not source.url and not source.doi:
        yield Found("got neither url nor doi, expected one of them", ())


def bad_address(source: Source, _: Scope) -> Iterator[Found]:
    """An address leads to the web: not to a file, not to a script."""
    if source.url and not re.fullmatch(ADDRESS, source.url):
        hint = next((hint for wrong, hint in _WRONG if re.search(wrong, source.url)), "")
        yield Found(f"got {shown(source.url)}, expected a web address, https:// or http://", ("url",), hint)


_WRONG = (
    (rf"^(?:doi: ?)?{DOI}$", "write a DOI as doi, not as url"),
    (r"^\S*//[^/]*@", "leave the name before the @ out: everybody reads it"),
    (r"\s", "an address has no space in it: write %20"),
)
"""What an address may have that does not belong there, and what to do."""


def private_address(source: Source, _: Scope) -> Iterator[Found]:
    """An address leads there from everywhere. One of a clinic's own network serves who is inside, and may be meant."""
    if source.url and re.fullmatch(ADDRESS, source.url) and (found := _PRIVATE.match(source.url)):
        message = f"got {shown(found[1])}, which is known on one machine or network only, expected a public host"
        yield Found(message, ("url",), "name a page that everybody can open")


_PRIVATE = re.compile(
    r"https?://([a-z0-9-]+|[^\s/?#@:]+\.(?:localhost|local|internal|lan|home|corp)|(?:127|10)(?:\.[0-9]+){3}|"
    r"192\.168(?:\.[0-9]+){2}|172\.(?:1[6-9]|2[0-9]|3[01])(?:\.[0-9]+){2})(?:[:/?#]|$)",
    re.IGNORECASE,
)


def bad_doi(source: Source, _: Scope) -> Iterator[Found]:
    """A DOI is written alone."""
    if source.doi and not re.fullmatch(DOI, source.doi):
        yield Found(f"got {shown(source.doi)}, expected a DOI alone, such as '10.1000/182'", ("doi",))


def unknown_source(value: Caution | RedFlag | StopRule | PainZone | Message, scope: Scope) -> Iterator[Found]:
    """The sources of a caution, or of a safety text, are declared."""
    for index, id_ in enumerate(value.sources):
        if id_ not in scope.sources:
            near = did_you_mean(id_, scope.sources) or ", expected the id of a known source"
            yield Found(f"got {shown(id_)}{near}", ("sources", index))


RULES = (
    Rule("unsourced", Exercise, unsourced, Severity.WARNING, needs=("sources",)),
    Rule("unreachable-source", Source, unreachable_source, needs=("url", "doi")),
    Rule("bad-address", Source, bad_address, needs=("url",)),
    Rule("private-address", Source, private_address, Severity.WARNING, needs=("url",)),
    Rule("bad-doi", Source, bad_doi, needs=("doi",)),
    *(
        Rule("unknown-source", each, unknown_source, needs=("sources",), needs_all=True)
        for each in (Caution, RedFlag, StopRule, PainZone, Message)
    ),
)
