"""The public types, as a user's type checker sees them, and beside each what really comes.

A type checker reads this file, and the tests run it: a promise that only one of them keeps is found.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import assert_type

import lowback
from lowback import (
    Brief,
    Catalog,
    Composed,
    Diagnostic,
    Dose,
    DoseRange,
    Exercise,
    LowbackError,
    Routine,
    RoutineItem,
    Source,
    Step,
    check,
    compose,
    compose_many,
    default_catalog,
)
from lowback.converters import Json, structure, unstructure
from lowback.diagnostics import Location, Severity
from lowback.errors import BriefError, Infeasible, InvalidDocument, UnknownExercise
from lowback.model import CautionRule, Conventions, Proof, Range, RedFlag, StopRule
from lowback.vocabulary import CautionLevel, Kind, Phase, Position, Role

# The catalog is a mapping from text to exercise.
catalog = assert_type(default_catalog(), Catalog)
assert isinstance(catalog, Catalog)
mapping: Mapping[str, Exercise] = catalog
bridge = assert_type(catalog["bridge"], Exercise)
assert isinstance(bridge, Exercise)
assert_type(catalog.get("bridge"), Exercise | None)
assert catalog.get("no such thing") is None
assert_type(iter(catalog), Iterator[str])
assert isinstance(next(iter(catalog)), str)
assert assert_type(len(catalog), int) == 92

# Questions take one word or several, as enum or as text, and give a catalog.
assert isinstance(assert_type(catalog.where(kind=Kind.STRETCH), Catalog), Catalog)
assert catalog.where(positions="supine") == catalog.where(positions=[Position.SUPINE])
assert isinstance(assert_type(catalog.where(cautions={"wrist-pain"}, equipment=(), text="cat"), Catalog), Catalog)
assert isinstance(assert_type(catalog.easier("bridge"), Catalog), Catalog)
assert isinstance(assert_type(catalog.harder("bridge"), Catalog), Catalog)
assert assert_type(catalog.resolve("Bird dog"), Exercise) is catalog["bird-dog"]
assert isinstance(assert_type(catalog.conventions, Conventions), Conventions)
sources = assert_type(catalog.sources, Mapping[str, Source])
assert isinstance(next(iter(sources.values())), Source)
caution_rules = assert_type(catalog.caution_rules(bridge, ["neck-pain"]), tuple[CautionRule, ...])
assert assert_type(caution_rules[0].level, CautionLevel) is CautionLevel.MODIFY
assert assert_type(catalog.is_avoided(catalog["plank"], ["floor-access"]), bool) is True

# An exercise holds tuples and enums.
assert isinstance(assert_type(bridge.id, str), str)
assert isinstance(assert_type(bridge.kind, Kind), Kind)
assert isinstance(assert_type(bridge.phase, Phase), Phase)
assert isinstance(assert_type(bridge.steps, tuple[Step, ...]), tuple)
assert isinstance(assert_type(bridge.steps[0].role, Role), Role)
assert isinstance(assert_type(bridge.steps[0].seconds, int | None), int)
assert isinstance(assert_type(bridge.sources, tuple[Source, ...])[0], Source)
assert isinstance(assert_type(bridge.dose, DoseRange), DoseRange)
assert isinstance(assert_type(bridge.dose.starter, Dose), Dose)
assert isinstance(assert_type(bridge.dose.reps, Range | None), Range)
assert isinstance(assert_type(bridge.needs, tuple[tuple[str, ...], ...]), tuple)
assert assert_type(bridge.no_floor_alternative, str | None) == "sit-to-stand"
assert assert_type(bridge.work_seconds(Dose(sets=2, reps=10, hold=3)), int) == 205
assert assert_type(Dose(reps=10) in bridge.dose, bool) is False

# A brief takes any iterable and holds tuples.
brief = Brief(minutes=5, mix="gentle", cautions=["wrist-pain"], positions={"supine", "seated"}, recent=[["bridge"]])
assert isinstance(assert_type(brief, Brief), Brief)
assert assert_type(brief.minutes, int | Fraction) == 5
assert assert_type(brief.cautions, tuple[str, ...]) == ("wrist-pain",)
assert assert_type(brief.positions, tuple[Position, ...] | None) == (Position.SEATED, Position.SUPINE)
assert assert_type(brief.equipment, tuple[str, ...] | None) is None
assert assert_type(brief.recent, tuple[tuple[str, ...], ...]) == (("bridge",),)
assert assert_type(Brief.of_seconds(125), Brief).seconds == 125

# A routine is made of objects.
routine = assert_type(compose(brief, catalog), Routine)
assert isinstance(routine, Routine)
assert isinstance(assert_type(compose(), Routine), Routine)
assert assert_type(routine.seconds, int) == assert_type(brief.seconds, int) == 300
item = assert_type(routine.items, tuple[RoutineItem, ...])[0]
assert isinstance(assert_type(item.exercise, Exercise), Exercise)
assert isinstance(assert_type(item.dose, Dose), Dose)
assert isinstance(assert_type(item.gap_seconds, int), int)
assert isinstance(assert_type(routine.proof, Proof), Proof)
assert isinstance(assert_type(routine.stop_rules, tuple[StopRule, ...])[0], StopRule)
assert isinstance(assert_type(routine.red_flags, tuple[RedFlag, ...])[0], RedFlag)
assert assert_type(check(routine), tuple[Diagnostic, ...]) == ()

# Many routines come one after another, each with its brief; an error stands in the place of a routine.
composed = assert_type(next(compose_many([brief], catalog=catalog)), Composed)
assert assert_type(composed.routine, Routine | None) == routine
assert assert_type(composed.error, LowbackError | None) is None
assert assert_type(composed.unwrap(), Routine) == routine
assert assert_type(composed.index, int) == 0

# Reading gives the class that was asked for; writing gives a plain tree.
tree = assert_type(unstructure(routine), Json)
assert isinstance(tree, dict)
assert assert_type(structure(tree, Routine), Routine) == routine
assert assert_type(structure({"reps": 10}, Dose), Dose) == Dose(reps=10)
assert assert_type(structure(unstructure(catalog), Catalog), Catalog) == catalog

# Errors carry their evidence, and are what a stranger would catch.
unknown = UnknownExercise("plnk", ("plank",))
assert assert_type(unknown.suggestions, tuple[str, ...]) == ("plank",)
key_error: KeyError = unknown
finding = Diagnostic(code="empty", message="nothing there", path=("steps", 0))
document = InvalidDocument((finding,))
assert assert_type(document.diagnostics, tuple[Diagnostic, ...]) == (finding,)
assert assert_type(finding.severity, Severity) is Severity.ERROR
assert assert_type(finding.path, tuple[str | int, ...]) == ("steps", 0)
assert assert_type(finding.location, Location | None) is None
assert assert_type(finding.pointer, str) == "/steps/0"
bad = BriefError("seed", -1, "0 or more")
assert assert_type(bad.value, object) == -1
infeasible = Infeasible("1:00 mixed", ("nothing fits",))
assert assert_type(infeasible.causes, tuple[str, ...]) == ("nothing fits",)
assert assert_type(infeasible.remedies, tuple[str, ...]) == ()
ours: list[LowbackError] = [unknown, document, bad, infeasible]
values: list[ValueError] = [document, bad, infeasible]
assert all(isinstance(error, LowbackError) for error in ours)
assert all(isinstance(error, ValueError) for error in values)
assert isinstance(key_error, KeyError)

# Modules are reachable from the door.
assert assert_type(lowback.vocabulary.Position.SUPINE.low, bool) is True
assert isinstance(assert_type(lowback.render.text.render(routine), str), str)
assert isinstance(assert_type(lowback.safety.screening(), tuple[RedFlag, ...])[0], RedFlag)
assert assert_type(lowback.errors.did_you_mean("suppine", ["supine"]), str)
