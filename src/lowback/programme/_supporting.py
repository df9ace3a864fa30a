"""Exercises in which another place than the back hurt: as this person does them from then on, or out."""

from collections.abc import Mapping

from lowback._adapting import Misfit, fit
from lowback.catalog import Catalog
from lowback.composer._limits import Limits
from lowback.model import Conventions, Exercise
from lowback.vocabulary import Hurting

from ._history import History
from ._values import Hurt

__all__ = ["own_catalog", "supported"]


def own_catalog(history: History, catalog: Catalog) -> Catalog:
    """The catalog, with the exercises as this person does them since another place hurt."""
    changed = {id_: each for id_, each in supported(history, catalog).items() if each is not None}
    if not changed:
        return catalog
    return Catalog(
        (changed.get(id_, each) for id_, each in catalog.items()),
        conventions=catalog.conventions,
        sources=catalog.sources.values(),
        id=catalog.id,
        title=catalog.title,
        language=catalog.language,
    )


def supported(history: History, catalog: Catalog) -> Mapping[str, Exercise | None]:
    """By id of what another place hurt in: the exercise adapted for that place; None where there is no such way."""
    found: dict[str, Exercise | None] = {}
    for told in history.sessions[history.restarts :]:
        done = {item.exercise: item for item in told.given.items}
        for hurt in () if told.report is None else told.report.hurt:
            id_ = hurt.exercise
            is_back = told.given.number <= history.asked_back.get(id_, 0)
            if hurt.how is Hurting.ELSEWHERE and id_ in catalog and not is_back:
                known = found.get(id_, catalog[id_])
                found[id_] = known and _other_way(known, done[id_].adapted_for, hurt, history, catalog.conventions)
    return found


def _other_way(
    exercise: Exercise, before: tuple[str, ...], hurt: Hurt, history: History, conventions: Conventions
) -> Exercise | None:
    """The exercise adapted for the place that hurt; None where that changes nothing, or cannot be."""
    first = fit(exercise, _about_the_place(hurt, conventions), conventions)
    found = None if isinstance(first, Misfit) else Limits.of(history.brief, conventions).fitted(first, conventions)
    return found if isinstance(found, Exercise) and not set(found.adapted_for) <= set(before) else None


def _about_the_place(hurt: Hurt, conventions: Conventions) -> set[str]:
    """Keys of every caution that is about the same place as the one that was told."""
    keys = set(conventions.current([hurt.caution]))
    places = {each.place for each in conventions.cautions if each.key in keys} - {""}
    return keys | {each.key for each in conventions.cautions if each.place in places}
