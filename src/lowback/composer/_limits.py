"""What may be in a routine, and briefs that can never be met."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from lowback._adapting import Misfit, fit
from lowback.catalog import Catalog
from lowback.errors import BriefError, Refused, did_you_mean
from lowback.model import Brief, Conventions, Exercise, Mix
from lowback.vocabulary import LYING, CautionLevel, Kind, Position

from ._scoring import loads_of

__all__ = ["Limits", "alone", "capped", "checked", "in_words"]

_FEW = 30
"""Up to so many known words are listed in full."""
_FEWEST = 4
"""A walk takes at most the fourth part of a routine, unless it is asked for."""
_ASK = "include it to have it"
"""What a brief may ask for by name all the same."""


@frozen
class Limits:
    """A brief together with the limits that its mix brings."""

    brief: Brief
    mix: Mix
    positions: frozenset[Position]
    equipment: frozenset[str]
    max_difficulty: int

    @classmethod
    def of(cls, brief: Brief, conventions: Conventions) -> "Limits":
        """The limits of a brief under the conventions of a catalog."""
        mix = conventions.mix_of(brief)
        positions = frozenset(brief.positions or Position) & frozenset(mix.positions or Position)
        harder = brief.max_difficulty if mix.max_difficulty is None else mix.max_difficulty
        return cls(brief, mix, positions, conventions.at_hand(brief), min(brief.max_difficulty, harder))

    def fitted(self, exercise: Exercise, conventions: Conventions) -> Exercise | str:
        """The exercise as the cautions of the brief change it, or why it must not be in, safety first."""
        found = fit(exercise, self.brief.cautions, conventions)
        return in_the_way(found) if isinstance(found, Misfit) else self._objection(found) or found

    def objection(self, exercise: Exercise, conventions: Conventions) -> str | None:
        """Why the exercise must not be in, safety first; None when it may."""
        found = self.fitted(exercise, conventions)
        return found if isinstance(found, str) else None

    def objection_as_it_is(self, exercise: Exercise, conventions: Conventions) -> str | None:
        """Why an exercise must not be in as it is, whatever cautions would make of it; None when it may."""
        for rule in conventions.caution_rules(exercise, self.brief.cautions):
            if rule.level is CautionLevel.AVOID:
                return f"avoided: {rule.key}"
        return self._objection(exercise)

    def _objection(self, exercise: Exercise) -> str | None:
        """Why an exercise that suits the cautions must not be in; None when it may."""
        if exercise.id in self.brief.exclude:
            return "excluded by the brief"
        if exercise.on_request and exercise.id not in self.brief.include:
            return f"only on request: {_ASK}"
        if misplaced := self._misplaced(exercise):
            return misplaced
        if self.mix.positions and exercise.position not in self.mix.positions:
            return f"not in the mix {self.mix.id}, which is all {' and '.join(self.mix.positions)}"
        passed = (exercise.position, Position.STANDING) if exercise.upright else (exercise.position,)
        for position in passed:
            if position not in self.positions:
                return f"position not allowed: {position}"
        for group in exercise.needs:
            if not self.equipment.intersection(group):
                return f"equipment not at hand: {' or '.join(group)}"
        if exercise.difficulty > self.max_difficulty:
            return f"too hard: difficulty {exercise.difficulty}, at most {self.max_difficulty}"
        return None

    def _misplaced(self, exercise: Exercise) -> str:
        """Why an exercise has no place in a routine of this kind and length; empty when it has."""
        if self.brief.flare_up and not exercise.safe_for_flare_up:
            return "not for a flare-up"
        if exercise.id in self.brief.include:
            return ""
        if not self.mix.share(exercise.phase):
            return f"not in this mix: no {exercise.phase}; {_ASK}"
        # One bout of it would be more than a quarter of the routine.
        if exercise.kind is Kind.AEROBIC and _FEWEST * (exercise.dose.starter.duration or 0) > self.brief.seconds:
            return f"too long for this routine: {_ASK}"
        return ""


def capped(
    exercises: Sequence[Exercise], brief: Brief, conventions: Conventions
) -> Iterator[tuple[str, frozenset[str], int]]:
    """What a routine has only so much of: its name, the ids of these exercises under it, and how many of them.

    What the brief includes comes all the same.
    """
    for cap in conventions.caps:
        yield _under(cap.name, filter(cap.covers, exercises), cap.most(brief.seconds), brief)
    loading: dict[tuple[int, Position, str], list[Exercise]] = {}
    for each in exercises if conventions.scoring.in_a_row else ():
        for load in loads_of(each):
            loading.setdefault(load, []).append(each)
    for load in sorted(loading):
        name = f"exercises in a row for one region ({load[-1]})"
        yield _under(name, loading[load], conventions.scoring.in_a_row, brief)


def _under(name: str, exercises: Iterable[Exercise], most: int, brief: Brief) -> tuple[str, frozenset[str], int]:
    ids = frozenset(each.id for each in exercises)
    return name, ids, max(most, len(ids.intersection(brief.include)))


def in_the_way(misfit: Misfit) -> str:
    """Why cautions leave an exercise out."""
    keys = misfit.cautions
    return f"avoided: {keys[0]}" if misfit.avoided else f"cannot be changed for {' and '.join(keys)}"


def _known(field: str, words: Iterable[str], known: Iterable[str], what: str) -> None:
    known = sorted(known)
    for word in words:
        if word not in known:
            near = did_you_mean(word, known)
            few = f": {', '.join(known)}" if len(known) <= _FEW and not near else ""
            raise BriefError(field, word, f"{what} of the catalog{few}{near}")


def checked(brief: Brief, catalog: Catalog) -> Brief:
    """The brief in the words of the catalog: retired cautions are read as those that took their place.

    Refuses one that names unknown words or contradicts itself, before any search.
    """
    conventions = catalog.conventions
    brief = evolve(brief, cautions=conventions.current(brief.cautions))
    _known("mix", [brief.mix], (mix.id for mix in conventions.mixes), "a mix")
    _known("cautions", brief.cautions, (each.key for each in conventions.cautions), "cautions")
    _known("equipment", brief.equipment or (), (each.id for each in conventions.equipment), "equipment")
    _known("focus", brief.focus, (each.id for each in conventions.regions), "regions")
    for name in ("prefer", "include", "exclude"):
        _known(name, getattr(brief, name), catalog, "ids")
    _known("doses", (each.exercise for each in brief.doses), catalog, "ids")
    for caution in conventions.cautions:
        if caution.key in brief.cautions and caution.refer:
            raise Refused(in_words(brief), (f"{caution.label}. {caution.refer}",))
    _check_ends(brief, conventions)
    limits = Limits.of(brief, conventions)
    _check_wishes(brief, catalog)
    families: dict[str, str] = {}
    for id_ in brief.include:
        exercise = catalog[id_]
        objection = limits.objection(exercise, conventions)
        if objection:
            raise BriefError("include", id_, f"an exercise that the rest of the brief allows ({objection})")
        group = conventions.group_of(exercise)
        if group in families:
            other = families[group]
            raise BriefError("include", id_, f"one exercise of the family {exercise.family!r} ({other!r} is in too)")
        families[group] = id_
    return brief


def alone(ids: Iterable[str], brief: Brief, catalog: Catalog) -> tuple[Brief, Catalog]:
    """The brief and the catalog, with these exercises alone: of others neither says anything."""
    subset = catalog.only(ids)
    own = evolve(
        brief,
        exclude=tuple(id_ for id_ in brief.exclude if id_ in subset),
        prefer=tuple(id_ for id_ in brief.prefer if id_ in subset),
        doses=tuple(each for each in brief.doses if each.exercise in subset),
    )
    return own, subset


def _check_ends(brief: Brief, conventions: Conventions) -> None:
    """Nobody is sent to where a caution of theirs lets no exercise be; a bed is no floor."""
    bed = "bed" in conventions.at_hand(brief)
    for caution in (each for each in conventions.cautions if each.key in brief.cautions):
        for name, position in (("start", brief.start), ("end", brief.end)):
            if position is None:
                continue
            floor = position.low and not (bed and position in LYING)
            if position in caution.avoid_positions or (caution.avoid_floor and floor):
                raise BriefError(name, str(position), f"a position that the cautions allow (avoided: {caution.key})")


def _check_wishes(brief: Brief, catalog: Catalog) -> None:
    """What the brief prefers may be in for its cautions, and its doses are doses of the exercises that it then has."""
    for id_ in brief.prefer:
        found = fit(catalog[id_], brief.cautions, catalog.conventions)
        objection = in_the_way(found) if isinstance(found, Misfit) else ""
        if not objection and id_ in brief.exclude:
            objection = "excluded by the brief"
        if objection:
            raise BriefError("prefer", id_, f"an exercise that the rest of the brief allows ({objection})")
    for own in brief.doses:
        exercise = fit(catalog[own.exercise], brief.cautions, catalog.conventions)
        if isinstance(exercise, Misfit):
            continue  # it cannot be in, whatever its dose is
        range_, most = exercise.dose, exercise.most_active_seconds
        if own.dose not in range_:
            raise BriefError("doses", str(own), f"a dose from {range_.minimum} to {range_.maximum}")
        if exercise.active_seconds(own.dose) > most:
            came = exercise.active_seconds(own.dose)
            raise BriefError("doses", str(own), f"at most {most} active seconds (it has {came})")


def in_words(brief: Brief) -> str:
    """A brief in one line."""
    parts = [f"{brief.seconds // 60}:{brief.seconds % 60:02} {brief.mix}"]
    for name in ("positions", "equipment", "cautions", "include", "exclude"):
        words = getattr(brief, name)
        if words:
            parts.append(f"{name} {', '.join(words)}")
        elif words is not None and name == "equipment":
            parts.append("no equipment")
    return "; ".join(parts)
