"""Whom to see before exercising, when to stop, and how much pain is too much.

Nothing here diagnoses. The questions look for signs that should be seen by somebody; no sign
reported does not mean that all is well. The packaged data has not been reviewed by a clinician.

A catalog may have more questions and rules than the packaged ones; every function takes the `catalog` whose are meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from attrs import frozen

from ._arguments import came, expect, some_of
from ._packaged import conventions_of, default_catalog
from ._words import REVIEW, Words
from .catalog import Catalog
from .errors import ImpossibleValue, WrongType
from .model import Message, PainZone, RedFlag, Source, StopRule
from .vocabulary import Urgency

__all__ = ["REVIEW", "Advice", "advise", "messages", "pain_zone", "pain_zones", "screening", "stop_rules"]


@frozen(kw_only=True)
class Advice:
    """What to do about the signs that somebody reported; not a diagnosis.

    Attributes:
        urgency: How soon to be seen: the worst of the flags; None when no listed sign was reported.
        text: What to do, in plain words.
        flags: The signs that were reported or not denied for sure, most urgent first.
        sources: Where they were printed; a flag without a source says so in its basis.
    """

    urgency: Urgency | None
    text: str
    flags: tuple[RedFlag, ...]
    sources: tuple[Source, ...]


def screening(catalog: Catalog | None = None) -> tuple[RedFlag, ...]:
    """The questions to ask before a first session and whenever something changes, most urgent first.

    >>> screening()[0].key
    'saddle-numbness'
    """
    by_urgency = list(Urgency)
    flags = conventions_of("screening.catalog", catalog).red_flags
    return tuple(sorted(flags, key=lambda flag: by_urgency.index(flag.urgency)))


def advise(yes: Iterable[str], catalog: Catalog | None = None, *, unsure: Iterable[str] = ()) -> Advice:
    """What to do, given the keys of the questions that were answered with yes, or with not sure, which counts as yes.

    The worst sign decides; some are more urgent beside certain others.

    Raises `ImpossibleValue` for a key that no question has, so that a slip never passes for a no, and
    `WrongType` for a single text or a mapping.

    >>> advise(["lump-shape"]).text
    'See a doctor today or tomorrow.'
    >>> advise([], unsure=["chest-pain"]).urgency
    <Urgency.EMERGENCY: 'emergency'>
    >>> advise([]).text
    'None of the listed signs reported.'
    """
    asked = screening(catalog)
    keys = [flag.key for flag in asked]
    reported = _answered("advise.yes", yes, "yes", keys) | _answered("advise.unsure", unsure, "not sure", keys)
    flags = tuple(flag for flag in asked if flag.key in reported)
    urgency = min((_urgency_of(flag, flags) for flag in flags), key=list(Urgency).index, default=None)
    sources = {**default_catalog().sources, **({} if catalog is None else catalog.sources)}
    cited = dict.fromkeys(sources[id_] for flag in flags for id_ in flag.sources if id_ in sources)
    return Advice(urgency=urgency, text=Words().urgency(urgency), flags=flags, sources=tuple(cited))


def _answered(argument: str, keys: Iterable[str], answer: str, known: Sequence[str]) -> frozenset[str]:
    """The keys of the questions that were answered in this way."""
    if isinstance(keys, (str, Mapping)):
        wanted = f"the keys of screening() answered with {answer} and no others, such as ['chest-pain']"
        raise WrongType(argument, came(cast("object", keys)), wanted)
    return some_of(argument, keys, known)


def _urgency_of(flag: RedFlag, reported: tuple[RedFlag, ...]) -> Urgency:
    """How soon to be seen about a sign, beside all that are reported: never later than alone."""
    raised = flag.raised_to if any(other.key in flag.raised_by for other in reported) else None
    return min(flag.urgency, raised or flag.urgency, key=list(Urgency).index)


def stop_rules(catalog: Catalog | None = None) -> tuple[StopRule, ...]:
    """When to stop, and when to see somebody, during and after exercise; they travel with every routine.

    >>> stop_rules()[0].key
    'emergency'
    """
    return conventions_of("stop_rules.catalog", catalog).stop_rules


def messages(catalog: Catalog | None = None) -> tuple[Message, ...]:
    """What is good to know about backs and exercise, in a few plain sentences each; a routine carries one of them.

    >>> all(message.sources for message in messages())
    True
    """
    return conventions_of("messages.catalog", catalog).messages


def pain_zones(catalog: Catalog | None = None) -> tuple[PainZone, ...]:
    """The pain scale from 0 to 10 in three zones without gaps, lowest first.

    >>> [(zone.colour, zone.low, zone.high) for zone in pain_zones()]
    [('green', 0, 3), ('amber', 4, 5), ('red', 6, 10)]
    """
    return tuple(sorted(conventions_of("pain_zones.catalog", catalog).pain_zones, key=lambda zone: zone.low))


def pain_zone(score: int, catalog: Catalog | None = None) -> PainZone:
    """The zone of a pain score, a whole number from 0 (no pain) to 10 (worst pain imaginable).

    Raises `ImpossibleValue` for another number, and `WrongType` for anything else.

    >>> pain_zone(4).text
    'Go on with care, and do less next time if it is not back to your usual within 24 hours.'
    """
    scale = " from 0 (no pain) to 10 (worst imaginable)"
    expect("pain_zone.score", score, int, hint=scale)
    found = next((zone for zone in pain_zones(catalog) if score in zone), None)
    if found is None:
        problem = f"got {came(score)}, expected a whole number{scale}"
        raise ImpossibleValue("pain_zone.score", problem, "out-of-range")
    return found
