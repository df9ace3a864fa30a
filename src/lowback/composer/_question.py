"""A brief and a catalog in plain integers."""

from collections.abc import Iterator
from math import gcd

from attrs import frozen

from lowback._gaps import gap_of, opening_seconds
from lowback._solver import Item, Option, Problem
from lowback.catalog import Catalog
from lowback.model import Brief, Conventions, Dose, Exercise

from ._doses import offered_doses
from ._limits import Limits, capped
from ._scoring import (
    PLACES,
    change_price,
    good_work,
    mark_weight,
    marks_of,
    merit_of,
    opens,
    order_of,
    stage_of,
    tokens_of,
)

__all__ = ["Question"]


@frozen
class Question:
    """A brief and a catalog as a problem for the solver, and the way back."""

    brief: Brief
    catalog: Catalog
    exercises: tuple[Exercise, ...]
    doses: tuple[tuple[Dose, ...], ...]
    unit: int
    problem: Problem

    @classmethod
    def of(cls, brief: Brief, catalog: Catalog, *, any_dose: bool = False) -> "Question":
        """What a brief, already checked, asks of a catalog; with the usual doses, or with any that an exercise has."""
        conventions = catalog.conventions
        limits = Limits.of(brief, conventions)
        fitted = (limits.fitted(each, conventions) for each in catalog.values())
        allowed = [each for each in fitted if not isinstance(each, str)]
        group_of = conventions.group_of
        held = {group_of(catalog[id_]) for id_ in brief.include}
        allowed = [each for each in allowed if each.id in brief.include or group_of(each) not in held]
        allowed.sort(key=order_of)
        timing = conventions.timing
        doses = tuple(offered_doses(each, brief, timing, any_dose=any_dose) for each in allowed)
        unit = _unit(conventions)
        slow = conventions.rises_slowly(brief)
        opening = opening_seconds(brief, conventions)
        most = brief.seconds - opening
        caps = [*capped(allowed, brief, conventions)]
        return cls(
            brief,
            catalog,
            tuple(allowed),
            doses,
            unit,
            Problem(
                items=tuple(_items(allowed, doses, limits, conventions, unit, [ids for _, ids, _ in caps])),
                places=len(PLACES),
                marks=(*((mark - opening) // unit for mark in marks_of(brief, limits.mix, conventions)), None),
                mark_weight=mark_weight(brief, conventions) * unit,
                coverage=conventions.scoring.coverage,
                change_time=tuple(
                    tuple(conventions.change_seconds(a, b, limited_mobility=slow) // unit for b in PLACES)
                    for a in PLACES
                ),
                change_price=tuple(tuple(change_price(a, b, brief, conventions) for b in PLACES) for a in PLACES),
                opening_price=conventions.scoring.cold_start,
                caps=tuple(most for _, _, most in caps),
                low=-(-(most - conventions.timing.tolerance(brief.seconds)) // unit),
                high=most // unit,
                start=PLACES.index(conventions.start_of(brief)),
                end=PLACES.index(conventions.end_of(brief)),
            ),
        )


def _unit(conventions: Conventions) -> int:
    """The largest step that divides every time of the catalog."""
    timing = conventions.timing
    changes = (each.seconds for each in conventions.transitions)
    return gcd(timing.tick, timing.fetch, *changes)


def _items(
    allowed: list[Exercise],
    doses: tuple[tuple[Dose, ...], ...],
    limits: Limits,
    conventions: Conventions,
    unit: int,
    under: list[frozenset[str]],
) -> Iterator[Item]:
    families = [conventions.group_of(each) for each in allowed]
    groups = {family: nth for nth, family in enumerate(sorted(set(families)))}
    touched = [tokens_of(each, limits.brief, conventions) for each in allowed]
    tokens = {token: nth for nth, token in enumerate(sorted({token for each in touched for token in each}))}
    ranks = {id_: nth for nth, id_ in enumerate(sorted(each.id for each in allowed))}
    for exercise, family, touches, options in zip(allowed, families, touched, doses, strict=True):
        rules = conventions.caution_rules(exercise, limits.brief.cautions)
        gap = gap_of(exercise, rules, limits.brief, conventions).seconds
        merit = merit_of(exercise, limits.brief, conventions)
        order = sorted(options, key=lambda dose: dose.key)
        yield Item(
            stage=stage_of(exercise),
            place=PLACES.index(exercise.position),
            group=groups[family],
            tokens=tuple(tokens[token] for token in touches),
            options=tuple(
                Option(
                    time=(gap + exercise.work_seconds(dose, conventions.timing)) // unit,
                    points=merit * good_work(exercise, dose, limits.brief),
                    rank=order.index(dose),
                )
                for dose in options
            ),
            rank=ranks[exercise.id],
            opens=opens(exercise),
            caps=tuple(nth for nth, ids in enumerate(under) if exercise.id in ids),
            forced=exercise.id in limits.brief.include,
        )
