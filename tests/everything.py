"""A routine with every packaged exercise, in its starter dose: what an export has to be able to write."""

from attrs import evolve

from lowback import Routine, RoutineItem, compose, default_catalog

__all__ = ["EVERYTHING"]

_ROOM = 60
"""Seconds enough for the longest change, fetching and all."""

_TIMING = default_catalog().conventions.timing

EVERYTHING: Routine = evolve(
    compose(),
    items=tuple(
        RoutineItem(
            exercise=exercise,
            dose=exercise.dose.starter,
            gap_seconds=_ROOM,
            work_seconds=exercise.work_seconds(exercise.dose.starter, _TIMING),
        )
        for exercise in default_catalog().values()
    ),
)
