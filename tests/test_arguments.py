"""Wrong calls: each is refused with a sentence that names the argument, what came, what was expected and what to do."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any, TypeAlias

import pytest
from attrs import evolve

from lowback import (
    Brief,
    Catalog,
    Dose,
    LowbackError,
    Player,
    Source,
    Step,
    Timeline,
    check,
    compose,
    compose_many,
    default_catalog,
    drop,
    load_catalog,
    resize,
    swap,
    validate,
    why_not,
    with_dose,
)
from lowback._arguments import came, expect, one_of, several, some_of, whole
from lowback.composer import dose_options
from lowback.converters import findings, register_hooks, schema, structure, unstructure
from lowback.drawing import check_picture, coco17, is_solved, picture_of, solve
from lowback.errors import BriefError, ImpossibleValue, NotInRoutine, UnknownExercise, UnknownPose, WrongType
from lowback.export import fhir, fit, ical, jsonl, pdf, png, sarif, schemaorg, ssml, webvtt
from lowback.importers import exercemus, exercisedb, free_exercise_db, pierre, table, wger
from lowback.model import CautionRule, DoseRange, Range
from lowback.render import html, markdown, svg, text
from lowback.safety import advise, pain_zone, screening, stop_rules
from lowback.vocabulary import CautionLevel, Detail, Position, Role, Tier

Wrong: TypeAlias = Any
"""What a caller without a type checker may pass."""

CATALOG = default_catalog()
BRIDGE = CATALOG["bridge"]
ROUTINE = compose(Brief(5))
TIMELINE = Timeline.of(ROUTINE)
FIRST = ROUTINE.items[0].exercise.id
MONDAY = datetime(2026, 11, 30, 7, 30)  # noqa: DTZ001  # a floating time

CLINIC = Catalog([*(CATALOG[id_] for id_ in CATALOG if id_ != "bridge"), evolve(BRIDGE, id="our-bridge")], id="clinic")
OURS = compose(Brief(5, include="our-bridge"), CLINIC)
OWN_PLANK = Catalog(
    [*(each for each in CATALOG.values() if each.id != "plank"), evolve(CATALOG["plank"], summary="Ours.")]
)
UNMIXED = evolve(ROUTINE, brief=evolve(ROUTINE.brief, mix="yoga"))

A_BRIEF = "a Brief, such as Brief(10)"
A_CATALOG = "a Catalog, such as load_catalog('clinic.toml')"
AN_EXERCISE = "an Exercise, such as default_catalog()['bridge']"
AN_ID = "a text: the id of an exercise, such as 'bridge'"
A_PICTURE = "a Picture, such as lowback.drawing.picture_of(exercise)"
A_POSE = "a Pose, such as picture.poses[0]"
A_ROUTINE = "a Routine, such as compose(Brief(10))"
A_ROUTINE_OR_WEEK = "a Routine or a Week, such as compose(Brief(10))"
AN_ITERABLE_OF_TEXTS = "an iterable of which each is a text"
CAUTIONS = ", ".join(sorted(each.key for each in CATALOG.conventions.cautions))
DRAWN = "an Exercise, a Step, a Routine, a Picture or a Pose, such as default_catalog()['bridge']"
LENGTH = "1 to 120 minutes in whole seconds (Brief.of_seconds takes seconds)"
OF_THE_PACKAGED = "a routine of <Catalog lowback (92 exercises)>: pass catalog=, the one that it is from"
OURS_OF = "a class of lowback, such as Brief, Routine, Exercise or Catalog"
KEYS = ", ".join(flag.key for flag in screening())
POSITIONS = ", ".join(Position)
SCORE = "a whole number from 0 (no pain) to 10 (worst imaginable)"
SOURCE = "a path, a text with its format, bytes, or a mapping, such as unstructure(catalog)"
TIMED = "a Routine or a Timeline, such as compose(Brief(10))"

w: Callable[[object], Wrong] = lambda value: value  # noqa: E731  # hides the type of a value

WRONG_TYPES: tuple[tuple[Callable[[], object], str, str, str], ...] = (
    # Composing
    (lambda: compose(w(10)), "compose.brief", "10", A_BRIEF),
    (lambda: compose(w("10 minutes")), "compose.brief", "'10 minutes'", A_BRIEF),
    (lambda: compose(w([Brief(5)])), "compose.brief", "a list", A_BRIEF),
    (lambda: compose(w(CATALOG)), "compose.brief", "a Catalog", A_BRIEF),
    (lambda: compose(Brief(10), w("clinic.toml")), "compose.catalog", "'clinic.toml'", A_CATALOG),
    (lambda: compose(effort=w("much")), "compose.effort", "'much'", "a whole number"),
    (lambda: compose(effort=True), "compose.effort", "True", "a whole number"),
    (lambda: check(w(10)), "check.routine", "10", A_ROUTINE),
    (lambda: check(w(None)), "check.routine", "None", A_ROUTINE),
    (lambda: check(w(TIMELINE)), "check.routine", "a Timeline", A_ROUTINE),
    (lambda: why_not(w("bridge"), w(ROUTINE)), "why_not.routine", "'bridge'", A_ROUTINE),
    (lambda: why_not(ROUTINE, w(BRIDGE)), "why_not.id_", "an Exercise", AN_ID),
    (lambda: why_not(ROUTINE, "plank", w("clinic.toml")), "why_not.catalog", "'clinic.toml'", A_CATALOG),
    (lambda: swap(w(None), "bridge", "plank"), "swap.routine", "None", A_ROUTINE),
    (lambda: swap(ROUTINE, w(1), "plank"), "swap.out", "1", AN_ID),
    (lambda: swap(ROUTINE, FIRST, w(None)), "swap.into", "None", AN_ID),
    (lambda: drop(ROUTINE, w([FIRST])), "drop.out", "a list", AN_ID),
    (lambda: with_dose(ROUTINE, w(1), Dose(reps=5)), "with_dose.id_", "1", AN_ID),
    (lambda: with_dose(ROUTINE, FIRST, w(5)), "with_dose.dose", "5", "a Dose, such as Dose(reps=10)"),
    (lambda: resize(w(6), w(ROUTINE)), "resize.routine", "6", A_ROUTINE),
    (lambda: dose_options(w("bridge")), "dose_options.exercise", "'bridge'", AN_EXERCISE),
    (lambda: dose_options(BRIDGE, w(5)), "dose_options.timing", "5", "a Timing, such as Timing()"),
    (lambda: compose_many(w(Brief(5))), "compose_many.briefs", "a Brief", f"an iterable of which each is {A_BRIEF}"),
    (lambda: compose_many(w("10")), "compose_many.briefs", "'10'", f"an iterable of which each is {A_BRIEF}"),
    (lambda: compose_many([], catalog=w("x")), "compose_many.catalog", "'x'", A_CATALOG),
    (lambda: compose_many([], executor=w(4)), "compose_many.executor", "4", "an Executor of concurrent.futures"),
    (lambda: compose_many([], chunksize=w("4")), "compose_many.chunksize", "'4'", "a whole number"),
    (lambda: compose_many([], progress=w(1)), "compose_many.progress", "1", "a function that takes a number"),
    # The catalog
    (lambda: Catalog(w("bridge")), "Catalog.exercises", "'bridge'", f"an iterable of which each is {AN_EXERCISE}"),
    (lambda: Catalog(w(BRIDGE)), "Catalog.exercises", "an Exercise", f"an iterable of which each is {AN_EXERCISE}"),
    (lambda: Catalog(w(["bridge"])), "Catalog.exercises[0]", "'bridge'", AN_EXERCISE),
    (lambda: Catalog(sources=w(["x"])), "Catalog.sources[0]", "'x'", "a Source, such as exercise.sources[0]"),
    (
        lambda: Catalog(conventions=w({})),
        "Catalog.conventions",
        "a dict",
        "Conventions, such as default_catalog().conventions",
    ),
    (lambda: Catalog(id=w(3)), "Catalog.id", "3", "a text"),
    (lambda: CATALOG.where(needs_floor=w("no")), "Catalog.where.needs_floor", "'no'", "True or False"),
    (lambda: CATALOG.where(needs_floor=w(0)), "Catalog.where.needs_floor", "0", "True or False"),
    (lambda: CATALOG.where(safe_for_flare_up=w("yes")), "Catalog.where.safe_for_flare_up", "'yes'", "True or False"),
    (lambda: CATALOG.where(max_difficulty=w("3")), "Catalog.where.max_difficulty", "'3'", "a whole number"),
    (lambda: CATALOG.where(text=w(3)), "Catalog.where.text", "3", "a text"),
    (lambda: CATALOG.where(kind=w(3)), "Catalog.where.kind", "3", "a word or several"),
    (lambda: CATALOG.where(cautions=w(None)), "Catalog.where.cautions", "None", "a word or several"),
    (lambda: CATALOG.only(w(3)), "Catalog.only.ids", "3", "an iterable of which each is a text"),
    (lambda: CATALOG.only(w([BRIDGE])), "Catalog.only.ids[0]", "an Exercise", "a text"),
    (lambda: CATALOG.merged_with(w("clinic")), "Catalog.merged_with.other", "'clinic'", A_CATALOG),
    (lambda: CATALOG.resolve(w(None)), "Catalog.resolve.text", "None", "a text"),
    (lambda: CATALOG.caution_rules(w("bridge"), []), "Catalog.caution_rules.exercise", "'bridge'", AN_EXERCISE),
    (lambda: CATALOG.is_avoided(BRIDGE, w(3)), "Catalog.caution_rules.cautions", "3", "a word or several"),
    # Values
    (lambda: Dose(reps=w("10")), "Dose.reps", "'10'", "a whole number"),
    (lambda: Dose(reps=w(10.5)), "Dose.reps", "10.5", "a whole number"),
    (lambda: Dose(sets=w(None), reps=3), "Dose.sets", "None", "a whole number"),
    (lambda: Step(role=Role.MOVE, text=w(3), short_text="Go.", seconds=1), "Step.text", "3", "a text"),
    (
        lambda: Step(role=w("move"), text="Go.", short_text="Go.", seconds=1),
        "Step.role",
        "'move'",
        "a Role, such as Role.SETUP; its words are setup, move, hold, return, finish",
    ),
    (lambda: Source(id=w(None), title="T", publisher="P", tier=Tier.A), "Source.id", "None", "a text"),
    (
        lambda: Source(id="s", title="T", publisher="P", tier=w("A")),
        "Source.tier",
        "'A'",
        "a Tier, such as Tier.A; its words are A, B, C, D",
    ),
    (lambda: BRIDGE.work_seconds(w(10)), "Exercise.work_seconds.dose", "10", "a Dose, such as Dose(reps=10)"),
    (lambda: BRIDGE.active_seconds(w(None)), "Exercise.active_seconds.dose", "None", "a Dose, such as Dose(reps=10)"),
    (lambda: Dose(reps=w((10, 12))), "Dose.reps", "a tuple", "a whole number"),
    (lambda: Range(8, w("10"), 12), "Range.starter", "'10'", "a whole number"),
    (lambda: DoseRange(reps=w(10)), "DoseRange.reps", "10", "a Range, such as Range(min=8, starter=10, max=12)"),
    (lambda: DoseRange(sets=w(None)), "DoseRange.sets", "None", "a Range, such as Range(min=8, starter=10, max=12)"),
    (lambda: evolve(BRIDGE, dose=w(Dose(reps=10))), "Exercise.dose", "a Dose", "a DoseRange, such as exercise.dose"),
    (lambda: evolve(BRIDGE, steps=w(["Lift."])), "Exercise.steps[0]", "'Lift.'", "a Step, such as exercise.steps[0]"),
    (
        lambda: evolve(BRIDGE, steps=w(BRIDGE.steps[0])),
        "Exercise.steps",
        "a Step",
        "an iterable of which each is a Step, such as exercise.steps[0]",
    ),
    (lambda: CautionRule(key="balance", level=CautionLevel.MODIFY, how=w(3)), "CautionRule.how", "3", "a text"),
    (lambda: CATALOG.conventions.available(w(3)), "Conventions.available.equipment", "3", AN_ITERABLE_OF_TEXTS),
    (lambda: CATALOG.conventions.at_hand(w("desk")), "Conventions.at_hand.brief", "'desk'", A_BRIEF),
    (lambda: CATALOG.conventions.mix_of(w("desk")), "Conventions.mix_of.brief", "'desk'", A_BRIEF),
    (lambda: evolve(picture_of(BRIDGE), poses=w("up")), "Picture.poses", "'up'", "a tuple"),
    (lambda: evolve(picture_of(BRIDGE), poses=w(("up",))), "Picture.poses[0]", "'up'", A_POSE),
    (lambda: picture_of(BRIDGE).before(w("up")), "Picture.before.pose", "'up'", A_POSE),
    (lambda: picture_of(BRIDGE).base_of(w(None)), "Picture.base_of.pose", "None", A_POSE),
    (lambda: evolve(TIMELINE, routine=w(None)), "Timeline.routine", "None", A_ROUTINE),
    # Time
    (lambda: Timeline.of(w(None)), "Timeline.of.routine", "None", A_ROUTINE),
    (lambda: Timeline.of(w(Brief(5))), "Timeline.of.routine", "a Brief", A_ROUTINE),
    (lambda: Timeline.of(ROUTINE, w(3)), "Timeline.of.detail", "3", "one of steps, sets"),
    (lambda: TIMELINE.at(w("0:30")), "Timeline.at.second", "'0:30'", "a whole number"),
    (lambda: TIMELINE.at(w(1.5)), "Timeline.at.second", "1.5", "a whole number"),
    (lambda: Player(w(ROUTINE)), "Player.timeline", "a Routine", "a Timeline, such as Timeline.of(routine)"),
    (lambda: Player(TIMELINE, since=w("now")), "Player.since", "'now'", "a whole number"),
    (lambda: Player(TIMELINE, paused=w("no")), "Player.paused", "'no'", "True or False"),
    (lambda: Player(TIMELINE).at(w(None)), "Player.at.second", "None", "a whole number"),
    (lambda: Player(TIMELINE).skip(w("now")), "Player.at.second", "'now'", "a whole number"),
    # Paper
    (lambda: validate(w(None)), "source", "None", SOURCE),
    (lambda: validate(w(CATALOG)), "source", "a Catalog", SOURCE),
    (lambda: load_catalog(w(10)), "source", "10", SOURCE),
    (lambda: validate("{}", format=w(3)), "format", "3", "one of json, toml, yaml"),
    (lambda: validate("{}", format="json", name=w(3)), "name", "3", "a text"),
    (lambda: validate({}, progress=w(3)), "progress", "3", "a function that takes two numbers"),
    (lambda: structure({}, w("Brief")), "structure.as_", "'Brief'", OURS_OF),
    (lambda: structure({}, dict), "structure.as_", "the class dict", OURS_OF),
    (lambda: structure({}, Brief, catalog=w("x")), "structure.catalog", "'x'", A_CATALOG),
    (lambda: findings({}, w(None)), "findings.as_", "None", OURS_OF),
    (
        lambda: unstructure({"brief": Brief()}),
        "unstructure.value",
        "a dict",
        "a value of lowback, such as a Brief, Routine or Catalog",
    ),
    (
        lambda: schema(w("brief")),
        "schema.of",
        "'brief'",
        "the class Catalog, Brief, Routine, Timeline, Picture or Programme",
    ),
    (
        lambda: schema(int),
        "schema.of",
        "the class int",
        "the class Catalog, Brief, Routine, Timeline, Picture or Programme",
    ),
    (lambda: register_hooks(w("x")), "register_hooks.converter", "'x'", "a Converter of cattrs"),
    # Pictures and pages
    (lambda: svg.render(w("bridge")), "svg.render.thing", "'bridge'", DRAWN),
    (
        lambda: svg.render(BRIDGE, size=w(300)),
        "svg.render.size",
        "300",
        "a width and a height in whole pixels, such as (300, 200)",
    ),
    (
        lambda: svg.render(BRIDGE, size=w((3.5, 2))),
        "svg.render.size",
        "a tuple",
        "a width and a height in whole pixels, such as (300, 200)",
    ),
    (lambda: svg.render(BRIDGE, theme=w(3)), "theme", "3", "one of light, dark, print, line"),
    (lambda: svg.render(BRIDGE, mirrored=w("yes")), "mirrored", "'yes'", "True or False"),
    (
        lambda: svg.render(BRIDGE.steps[0], of=w("bridge")),
        "svg.render.of",
        "'bridge'",
        "an Exercise or a Picture, such as default_catalog()['bridge']",
    ),
    (lambda: png.losses(w("bridge")), "png.losses.thing", "'bridge'", DRAWN),
    (
        lambda: text.render(w(CATALOG)),
        "text.render.thing",
        "a Catalog",
        "an Exercise, a Routine or a Week, such as default_catalog()['bridge']",
    ),
    (lambda: text.render(BRIDGE, width=w("80")), "text.render.width", "'80'", "a whole number"),
    (lambda: markdown.render(ROUTINE, catalog=w(3)), "markdown.render.catalog", "3", A_CATALOG),
    (lambda: html.render(w(BRIDGE)), "html.render.thing", "an Exercise", A_ROUTINE_OR_WEEK),
    (lambda: html.render(w(BRIDGE), player=True), "html.render.thing", "an Exercise", A_ROUTINE),
    (lambda: html.render(ROUTINE, player=w("yes")), "html.render.player", "'yes'", "True or False"),
    (lambda: solve(w("bridge")), "solve.picture", "'bridge'", A_PICTURE),
    (lambda: picture_of(w("bridge")), "picture_of.exercise", "'bridge'", AN_EXERCISE),
    (lambda: check_picture(w(BRIDGE)), "check_picture.picture", "an Exercise", A_PICTURE),
    (lambda: is_solved(w(None)), "is_solved.picture", "None", A_PICTURE),
    (lambda: coco17(w(BRIDGE), "start"), "coco17.picture", "an Exercise", A_PICTURE),
    # What other programs read and write
    (lambda: fhir.dumps(w("x")), "fhir.dumps.routine", "'x'", A_ROUTINE),
    (lambda: fhir.dumps(ROUTINE, subject=w(3)), "fhir.dumps.subject", "3", "a text"),
    (lambda: fit.dumps(w(TIMELINE)), "fit.dumps.routine", "a Timeline", A_ROUTINE),
    (
        lambda: ical.dumps(ROUTINE, start=w("2026-11-30"), days="monday"),
        "ical.dumps.start",
        "'2026-11-30'",
        "a datetime, such as datetime(2026, 11, 30, 7, 30)",
    ),
    (lambda: ical.dumps(ROUTINE, start=MONDAY, days=w(1)), "ical.dumps.days", "1", "a word or several"),
    (
        lambda: ical.dumps(ROUTINE, start=MONDAY, days="monday", until=w("x")),
        "ical.dumps.until",
        "'x'",
        "a date, such as date(2026, 11, 30)",
    ),
    (lambda: jsonl.dumps(w([3])), "jsonl.dumps.findings[0]", "3", "a Diagnostic, such as check(routine)[0]"),
    (
        lambda: sarif.dumps(w(None)),
        "sarif.dumps.findings",
        "None",
        "an iterable of which each is a Diagnostic, such as check(routine)[0]",
    ),
    (lambda: pdf.dumps(w("x")), "pdf.dumps.thing", "'x'", A_ROUTINE_OR_WEEK),
    (lambda: schemaorg.dumps(w(BRIDGE)), "schemaorg.dumps.routine", "an Exercise", A_ROUTINE),
    (lambda: ssml.dumps(w("x")), "ssml.dumps.thing", "'x'", TIMED),
    (lambda: webvtt.losses(w(BRIDGE)), "webvtt.losses.thing", "an Exercise", TIMED),
    (lambda: exercemus.loads(w(None)), "loads.text", "None", "a text or bytes"),
    (lambda: exercisedb.loads(w([])), "loads.text", "a list", "a text or bytes"),
    (lambda: free_exercise_db.loads(w([])), "loads.text", "a list", "a text or bytes"),
    (lambda: pierre.loads(w({})), "loads.text", "a dict", "a text or bytes"),
    (lambda: table.loads(w(None)), "loads.text", "None", "a text or bytes"),
    (lambda: wger.loads(w(3)), "loads.text", "3", "a text or bytes"),
    # Safety
    (
        lambda: advise(w("chest-pain")),
        "advise.yes",
        "'chest-pain'",
        "the keys of screening() answered with yes and no others, such as ['chest-pain']",
    ),
    (
        lambda: advise(w({"chest-pain": True})),
        "advise.yes",
        "a dict",
        "the keys of screening() answered with yes and no others, such as ['chest-pain']",
    ),
    (lambda: advise(w([3])), "advise.yes[0]", "3", "a text"),
    (lambda: pain_zone(w("4")), "pain_zone.score", "'4'", SCORE),
    (lambda: screening(w("clinic")), "screening.catalog", "'clinic'", A_CATALOG),
    (lambda: stop_rules(w(3)), "stop_rules.catalog", "3", A_CATALOG),
)
"""A call, the argument that is of a wrong type, what came, and what was expected."""


@pytest.mark.parametrize(("call", "argument", "was", "expected"), WRONG_TYPES, ids=[row[1] for row in WRONG_TYPES])
def test_a_wrong_type_is_refused(call: Callable[[], object], argument: str, was: str, expected: str) -> None:
    with pytest.raises(WrongType) as caught:
        call()

    assert str(caught.value) == f"{argument}: got {was}, expected {expected}"
    assert (caught.value.argument, caught.value.came, caught.value.expected) == (argument, was, expected)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


WRONG_VALUES: tuple[tuple[Callable[[], object], type[LowbackError], str], ...] = (
    (lambda: compose(effort=-1), ImpossibleValue, "compose.effort: got -1, expected 0 or more"),
    (lambda: Brief(w("ten")), BriefError, f"brief.minutes: got 'ten', expected {LENGTH}"),
    (lambda: Brief(doses=w(3)), BriefError, "brief.doses: got 3, expected one Dose for each id"),
    (
        lambda: Brief(doses=w({"bridge": 3})),
        BriefError,
        "brief.doses: got ExerciseDose(exercise='bridge', dose=3), expected one Dose for each id",
    ),
    (
        lambda: compose(Brief(doses={"brige": Dose(reps=5)})),
        BriefError,
        "brief.doses: got 'brige', expected ids of the catalog (did you mean 'bridge'?)",
    ),
    (
        lambda: compose(Brief(doses={"bridge": Dose(sets=9, reps=5, hold=3)})),
        BriefError,
        "brief.doses: got 'bridge: 9 x 5, hold 3 s', expected a dose from 1 x 5, hold 3 s to 3 x 15, hold 10 s",
    ),
    (
        lambda: compose(Brief(doses={"bridge": Dose(sets=3, reps=15, hold=10)})),
        BriefError,
        "brief.doses: got 'bridge: 3 x 15, hold 10 s', expected at most 360 active seconds (it has 675)",
    ),
    (
        lambda: compose(Brief(prefer="bird-dog", cautions="shoulder-pain")),
        BriefError,
        "brief.prefer: got 'bird-dog', expected an exercise that the rest of the brief allows (avoided: shoulder-pain)",
    ),
    (
        lambda: compose(Brief(prefer="bridge", exclude="bridge")),
        BriefError,
        "brief.prefer: got 'bridge', expected an exercise that the rest of the brief allows (excluded by the brief)",
    ),
    (lambda: Brief(positions=w(3)), BriefError, "brief.positions: got 3, expected a word or several"),
    (lambda: resize(ROUTINE, w("6")), BriefError, f"brief.minutes: got '6', expected {LENGTH}"),
    (
        lambda: Timeline.of(UNMIXED),
        BriefError,
        "brief.mix: got 'yoga', expected one of mixed, mobility, strength, stretch, gentle, desk",
    ),
    (
        lambda: why_not(UNMIXED, "plank"),
        ImpossibleValue,
        f"why_not.routine: got one with the mix 'yoga', expected {OF_THE_PACKAGED}",
    ),
    (
        lambda: why_not(OURS, "plank"),
        ImpossibleValue,
        f"why_not.routine: got one with the exercise 'our-bridge', expected {OF_THE_PACKAGED}",
    ),
    (
        lambda: swap(OURS, "our-bridge", "plank"),
        ImpossibleValue,
        f"swap.routine: got one with the exercise 'our-bridge', expected {OF_THE_PACKAGED}",
    ),
    (
        lambda: drop(OURS, "our-bridge"),
        ImpossibleValue,
        f"drop.routine: got one with the exercise 'our-bridge', expected {OF_THE_PACKAGED}",
    ),
    (
        lambda: resize(OURS, 6),
        ImpossibleValue,
        f"resize.routine: got one with the exercise 'our-bridge', expected {OF_THE_PACKAGED}",
    ),
    (
        lambda: drop(compose(Brief(5, include="plank", max_difficulty=3), OWN_PLANK), "plank"),
        ImpossibleValue,
        f"drop.routine: got one with an exercise 'plank' of its own, expected {OF_THE_PACKAGED}",
    ),
    (
        lambda: with_dose(ROUTINE, "juggling", Dose(reps=5)),
        NotInRoutine,
        f"the routine has no 'juggling'; it has {', '.join(each.exercise.id for each in ROUTINE.items)}",
    ),
    (
        lambda: drop(ROUTINE, "juggling"),
        NotInRoutine,
        f"the routine has no 'juggling'; it has {', '.join(each.exercise.id for each in ROUTINE.items)}",
    ),
    (lambda: CATALOG[w(3)], UnknownExercise, "no exercise is called '3'; list(catalog) gives all ids"),
    (lambda: CATALOG[w([])], UnknownExercise, "no exercise is called 'a list'; list(catalog) gives all ids"),
    (
        lambda: CATALOG.easier("plnk"),
        UnknownExercise,
        "no exercise is called 'plnk'; did you mean 'plank', 'knee-plank', 'side-plank'?",
    ),
    (lambda: CATALOG.where(max_difficulty=0), ImpossibleValue, "Catalog.where.max_difficulty: got 0, expected 1 to 5"),
    (
        lambda: CATALOG.where(positions="sitting"),
        ImpossibleValue,
        f"Catalog.where.positions: got 'sitting', expected one of {POSITIONS} (did you mean 'seated'?)",
    ),
    (
        lambda: CATALOG.is_avoided(BRIDGE, "neck"),
        ImpossibleValue,
        f"Catalog.caution_rules.cautions: got 'neck', expected one of {CAUTIONS} (did you mean 'neck-pain'?)",
    ),
    (
        lambda: Catalog([BRIDGE, BRIDGE]),
        ImpossibleValue,
        "Catalog.exercises: got two exercises with the id 'bridge', expected one",
    ),
    (
        lambda: BRIDGE.steps_of(w("hop")),
        ImpossibleValue,
        "Exercise.steps_of.roles: got 'hop', expected one of setup, move, hold, return, finish",
    ),
    (
        lambda: CATALOG.conventions.change_seconds(w("sitting"), Position.PRONE),
        ImpossibleValue,
        f"Conventions.change_seconds.before: got 'sitting', expected one of {POSITIONS} (did you mean 'seated'?)",
    ),
    (
        lambda: Timeline.of(ROUTINE, w("step")),
        ImpossibleValue,
        "Timeline.of.detail: got 'step', expected one of steps, sets (did you mean 'steps'?)",
    ),
    (lambda: TIMELINE.at(300), ImpossibleValue, "Timeline.at.second: got 300, expected 0 to 299"),
    (lambda: validate("{}", format=w("xml")), ImpossibleValue, "format: got 'xml', expected one of json, toml, yaml"),
    (
        lambda: svg.render(BRIDGE, theme="dark mode"),
        ImpossibleValue,
        "theme: got 'dark mode', expected one of light, dark, print, line (did you mean 'dark'?)",
    ),
    (
        lambda: svg.render(BRIDGE, size=(0, 5)),
        ImpossibleValue,
        "svg.render.size: got (0, 5), expected a width and a height of one pixel or more",
    ),
    (lambda: text.render(BRIDGE, width=10), ImpossibleValue, "text.render.width: got 10, expected 40 or more"),
    (lambda: coco17(picture_of(BRIDGE), "upp"), UnknownPose, "the picture has no pose 'upp' (did you mean 'up'?)"),
    (
        lambda: pdf.dumps(ROUTINE, paper=w("a5")),
        ImpossibleValue,
        "pdf.dumps.paper: got 'a5', expected one of a4, us-letter",
    ),
    (
        lambda: ical.dumps(ROUTINE, start=MONDAY, days="monday", count=0),
        ImpossibleValue,
        "ical.dumps.count: got 0, expected 1 to 10000",
    ),
    (lambda: pain_zone(11), ImpossibleValue, f"pain_zone.score: got 11, expected {SCORE}"),
    (lambda: advise(["zzz", "aaa"]), ImpossibleValue, f"advise.yes: got 'aaa', expected one of {KEYS}"),
)
"""A call with a value that cannot be, and the whole of what is said."""


@pytest.mark.parametrize(("call", "error", "message"), WRONG_VALUES, ids=[row[2].split(":")[0] for row in WRONG_VALUES])
def test_a_wrong_value_is_refused(call: Callable[[], object], error: type[LowbackError], message: str) -> None:
    with pytest.raises(error) as caught:
        call()

    assert str(caught.value) == message
    assert str(pickle.loads(pickle.dumps(caught.value))) == message


def test_a_wrong_brief_among_many_is_an_error_in_its_place() -> None:
    """The others go on, here and on an executor."""
    briefs = [Brief(2, "desk"), w(10), w(None), Brief(3, "desk")]
    with ThreadPoolExecutor(1) as threads:
        for executor in (None, threads):
            composed = list(compose_many(briefs, executor=executor))

            assert [str(each.error) if each.error else each.unwrap().seconds for each in composed] == [
                120,
                f"compose_many.briefs: got 10, expected {A_BRIEF}",
                f"compose_many.briefs: got None, expected {A_BRIEF}",
                180,
            ]


def test_an_unhashable_key_is_none_of_a_mapping() -> None:
    """As with any other key that is not there."""
    assert w([]) not in CATALOG
    assert CATALOG.get(w(3)) is None


WORDS = (
    ({"mix": "yoga"}, "mix", "mixed, mobility, strength, stretch, gentle, desk", ""),
    ({"cautions": "wrist"}, "cautions", None, " (did you mean 'wrist-pain'?)"),
    ({"equipment": ("chair", "sofa")}, "equipment", None, ""),
    ({"focus": "hips"}, "focus", None, " (did you mean 'hip-flexors' or 'hip-rotators'?)"),
)


@pytest.mark.parametrize(("changes", "name", "known", "near"), WORDS, ids=[row[1] for row in WORDS])
def test_check_finds_words_that_the_conventions_do_not_have(
    changes: dict[str, Any], name: str, known: str | None, near: str
) -> None:
    """A caution that nobody knows would protect nobody; without its mix, the rest that can be judged is judged."""
    routine = evolve(ROUTINE, brief=evolve(ROUTINE.brief, **changes))
    word = changes[name] if isinstance(changes[name], str) else changes[name][-1]

    found = [each for each in check(routine) if each.code == "unknown-word"]

    assert [each.path for each in found] == [("brief", name)]
    assert found[0].message.startswith(f"got {word!r}, expected one of {known or ''}")
    assert found[0].message.endswith(near)


# What the checks are made of -----------------------------------------------------------------------


CAME = (
    ("bridge", "'bridge'"),
    ("x" * 61, f"'{'x' * 60}...'"),
    (10**100, "an int"),
    (float("nan"), "nan"),
    (True, "True"),
    (b"{}", "bytes"),
    ((), "a tuple"),
    (object(), "an object"),
    (Brief, "the class Brief"),
)


@pytest.mark.parametrize(("value", "words"), CAME)
def test_what_came_is_short(value: object, words: str) -> None:
    """Whatever it is: nothing of a stranger is asked for its words."""
    assert came(value) == words


def test_true_is_no_number() -> None:
    """Though it is one in Python."""
    for yes_or_no in (True, False):
        expect("seed", yes_or_no, bool)
        with pytest.raises(WrongType):
            expect("seed", yes_or_no, int)
        with pytest.raises(WrongType):
            whole("seed", yes_or_no, 0)


def test_a_known_word_is_given_back_as_its_member() -> None:
    """A text and a member are one word."""
    assert one_of("detail", "sets", Detail) is Detail.SETS
    assert one_of("detail", Detail.SETS, Detail) is Detail.SETS
    assert some_of("positions", "prone", Position) == some_of("positions", ["prone", Position.PRONE], Position)


def test_members_are_looked_at_as_they_are_asked_for() -> None:
    """An endless iterable is fine."""
    members = several("numbers", iter([1, 2, w("three")]), int)

    assert [next(members), next(members)] == [1, 2]
    with pytest.raises(WrongType, match=r"^numbers\[2\]: got 'three', expected a whole number$"):
        next(members)


def test_the_last_day_is_a_date() -> None:
    """A datetime is a date in Python, too, but nobody means the hour."""
    with pytest.raises(ImpossibleValue, match="expected a date, the last day"):
        ical.dumps(ROUTINE, start=MONDAY, days="monday", until=MONDAY)
    assert ical.dumps(ROUTINE, start=MONDAY, days="monday", until=date(2026, 12, 7))
