"""What the first edition wrote is read for ever, and keeps its meaning; `data/first-edition` tells what is there."""

import json
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import asdict, evolve

from lowback import (
    Brief,
    Catalog,
    Exercise,
    Routine,
    Step,
    Timeline,
    check,
    compose,
    default_catalog,
    load_catalog,
    validate,
)
from lowback._words import seconds_to_say
from lowback.converters import findings, structure, unstructure
from lowback.diagnostics import Diagnostic, Severity
from lowback.model import Caution, CautionRule, Conventions, Equipment, Mix, Region, Scoring, Timing
from lowback.timeline import Cue, CueKind, Side
from lowback.vocabulary import CautionLevel, Position

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

DATA = Path(__file__).parent / "data" / "first-edition"
DECLARED = {"regions": Region, "equipment": Equipment, "cautions": Caution, "mixes": Mix}
OF_A_STEP = (CueKind.MOVE, CueKind.HOLD, CueKind.RETURN, CueKind.FINISH)
"""Cues that say the words of the catalog, at seconds that follow from the stored dose."""


def names(folder: str) -> list[str]:
    return sorted(path.name for path in (DATA / folder).iterdir() if not path.name.endswith(".said.json"))


def paper(folder: str, name: str) -> Paper:
    return json.loads((DATA / folder / name).read_text(encoding="utf-8"))


def said(folder: str, name: str) -> Paper:
    return paper(folder, f"{Path(name).stem}.said.json")


@cache
def catalog(name: str) -> Catalog:
    return load_catalog(DATA / "catalogs" / name)


def routine(name: str) -> Routine:
    return structure(paper("routines", name), Routine, catalog=catalog(said("routines", name)["catalog"]))


def assert_means(brief: Brief, expected: Paper) -> None:
    """Every field that the first edition knew is as it read it; a caution is called what it is called now."""
    fields = {"seconds": brief.seconds, **asdict(brief)}
    expected = {**expected, "cautions": sorted(default_catalog().conventions.current(expected["cautions"]))}
    assert json.loads(json.dumps({name: fields[name] for name in expected})) == expected


def step_of(words: str, exercise: Exercise) -> Step | None:
    """The step whose sentence ends these words; None where they are not from the catalog."""
    ends = [
        (len(text), step) for step in exercise.steps for text in (step.text, step.short_text) if words.endswith(text)
    ]
    return max(ends, key=lambda each: each[0])[1] if ends else None


# Briefs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names("briefs"))
def test_a_brief_keeps_its_meaning(name: str) -> None:
    assert_means(structure(paper("briefs", name), Brief), said("briefs", name))


# Routines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names("routines"))
def test_a_routine_keeps_its_exercises_and_seconds(name: str) -> None:
    old, expected = routine(name), said("routines", name)

    items = [[item.exercise.id, item.gap_seconds, item.work_seconds, item.pause_seconds] for item in old.items]

    assert items == expected["items"]
    assert old.seconds == expected["seconds"]
    assert_means(old.brief, expected["brief"])


@pytest.mark.parametrize("name", names("routines"))
def test_a_routine_plays_its_steps_at_the_stored_seconds_in_the_words_of_its_catalog(name: str) -> None:
    timeline = Timeline.of(routine(name))
    expected = said("routines", name)
    cues = [cue for cue in timeline.cues if cue.kind in OF_A_STEP]
    before = [(start, kind, words) for start, kind, words in expected["cues"] if kind in OF_A_STEP]

    assert timeline.seconds == expected["seconds"]
    assert [(cue.start, cue.kind) for cue in cues] == [(start, kind) for start, kind, _ in before]
    for cue, (_, _, words) in zip(cues, before, strict=True):
        step = step_of(words, cue.exercise)
        assert step is None or (cue.step == step and says(cue, step)), f"{cue} in place of {words!r}"


def says(cue: Cue, step: Step) -> bool:
    """The words of the step; or, where a calm voice has no time for them, those of its kind."""
    late = (
        seconds_to_say(f"Other side. {step.short_text}" if cue.side is Side.OTHER else step.short_text) > cue.duration
    )
    return cue.text.endswith((step.text, step.short_text)) or (late and cue.text in {"Other side.", cue.short_text})


@pytest.mark.parametrize("name", names("routines"))
def test_a_routine_is_judged_and_has_no_fault(name: str) -> None:
    assert [finding.code for finding in check(routine(name))] == ["made-by-older-model"]


@pytest.mark.parametrize("name", names("routines"))
def test_a_fault_of_a_routine_is_still_found(name: str) -> None:
    old = routine(name)
    first, *others = old.items
    broken = evolve(old, items=(evolve(first, work_seconds=first.work_seconds + 60), *others))

    assert "wrong-length" in [finding.code for finding in check(broken)]


PACKAGED = [name for name in names("routines") if said("routines", name)["catalog"] == "packaged.json"]


@pytest.mark.parametrize("name", PACKAGED)
def test_a_routine_of_packaged_exercises_is_read_with_the_catalog_of_the_day(name: str) -> None:
    """What takes no longer today lasts as long as it did; no dose is beyond what is given today."""
    old, tree = structure(paper("routines", name), Routine), paper("routines", name)
    before = said("routines", name)["seconds"]
    longer = [
        item.exercise.id
        for item, stored in zip(old.items, tree["items"], strict=True)
        if (item.gap_seconds, item.work_seconds) != (stored["gap_seconds"], stored["work_seconds"])
    ]

    assert (old.seconds > before) == bool(longer)
    assert set(longer) <= {"hip-hinge", "modified-curl-up", "progressive-muscle-relaxation"}
    assert Timeline.of(old).seconds == old.seconds
    assert all(item.dose in item.exercise.dose for item in old.items)
    assert ("wrong-length" in [finding.code for finding in check(old)]) == bool(longer)


# Catalogs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names("catalogs"))
def test_a_catalog_is_read_as_it_was(name: str) -> None:
    expected, read = said("catalogs", name), catalog(name)

    assert (read.id, read.title, read.language) == (expected["id"], expected["title"], expected["language"])
    assert set(expected["ids"]) <= set(read)
    for tree in expected.get("own", ()):
        own, found = structure(tree, Exercise, catalog=read), read[tree["id"]]
        assert found.cautions[: len(own.cautions)] == own.cautions  # what it replaces may have gained some
        assert evolve(found, cautions=own.cautions) == own


@pytest.mark.parametrize("name", names("catalogs"))
def test_a_catalog_keeps_its_words_and_times(name: str) -> None:
    expected, conventions = said("catalogs", name), catalog(name).conventions

    for field, cls in DECLARED.items():
        for tree in expected.get(field, ()):
            assert structure(tree, cls) in getattr(conventions, field)
    assert_numbers(conventions, expected)
    for id_, seconds in expected.get("seconds_of_starter", {}).items():
        exercise = catalog(name)[id_]
        timing = evolve(conventions.timing, roll_over=0)  # between the sides one had 5 seconds, lying on the side too
        assert exercise.work_seconds(exercise.dose.starter, timing) == seconds
    for before, after, seconds in expected.get("seconds_between", ()):
        assert conventions.change_seconds(Position(before), Position(after)) == seconds


def assert_numbers(conventions: Conventions, expected: Paper) -> None:
    for field, cls in (("timing", Timing), ("scoring", Scoring)):
        if field in expected:
            assert getattr(conventions, field) == structure(expected[field], cls)


@pytest.mark.parametrize("name", names("catalogs"))
def test_no_error_is_found_in_a_catalog(name: str) -> None:
    assert [finding for finding in validate(DATA / "catalogs" / name) if finding.severity is Severity.ERROR] == []


# What has changed since --------------------------------------------------------------------------

CATALOG = default_catalog()
WOBBLY = Caution(
    key="wobbly", label="I am wobbly", fact="A fall is near.", level=CautionLevel.MODIFY, replaces=("balance", "faint")
)
FALLEN = Caution(
    key="fallen", label="I have fallen", fact="A fall is near.", level=CautionLevel.AVOID, replaces=("faint",)
)
LATER = Catalog(
    CATALOG.values(),
    conventions=evolve(
        CATALOG.conventions,
        cautions=(*(each for each in CATALOG.conventions.cautions if each.key != "balance"), WOBBLY, FALLEN),
    ),
)
"""The packaged catalog when a caution has been renamed, and another one parted in two."""

NOTE = Diagnostic(
    code="made-by-older-model",
    message="got a routine of format 1, made by an older model: its points are not judged",
    severity=Severity.NOTE,
    path=("format",),
)


def test_a_brief_that_says_no_format_keeps_the_difficulty_of_its_time() -> None:
    left_out = Diagnostic(
        code="made-by-older-model",
        message="got no max_difficulty in format 1, which means 3, today 2",
        severity=Severity.NOTE,
    )

    assert structure({}, Brief).max_difficulty == structure({"format": 1}, Brief).max_difficulty == 3
    assert structure({"max_difficulty": 1}, Brief).max_difficulty == 1
    assert structure({"format": 2}, Brief).max_difficulty == 2
    assert findings({}, Brief) == findings({"format": 1}, Brief) == (left_out,)
    assert findings({"max_difficulty": 1}, Brief) == findings({"format": 2}, Brief) == ()


@pytest.mark.parametrize("name", names("routines"))
def test_a_routine_keeps_the_difficulty_of_its_time(name: str) -> None:
    assert routine(name).brief.max_difficulty == said("routines", name)["brief"]["max_difficulty"]
    assert [finding.code for finding in check(routine(name))] == ["made-by-older-model"]


def test_a_retired_caution_of_a_brief_is_read_as_those_that_took_its_place() -> None:
    tree = {"format": 2, "minutes": 5, "cautions": ["faint", "wrist-pain", "balance"]}
    notes = tuple(
        Diagnostic(
            code="retired-caution",
            message=f"got {key!r}, which is retired, read as {successors}",
            severity=Severity.NOTE,
            path=("cautions", index),
        )
        for index, key, successors in ((0, "faint", "'wobbly' and 'fallen'"), (2, "balance", "'wobbly'"))
    )

    assert structure(tree, Brief, catalog=LATER) == Brief(5, cautions=["wobbly", "fallen", "wrist-pain"])
    assert findings(tree, Brief, catalog=LATER) == notes
    assert structure({"format": 2, "cautions": ["balance"]}, Brief) == Brief(cautions=["balance"])
    assert findings({"format": 2, "cautions": ["balance"]}, Brief) == ()


def test_a_retired_caution_of_a_routine_is_no_unknown_word() -> None:
    routine = evolve(compose(Brief(5)), brief=Brief(5, cautions=["faint", "balance", "feint"]))

    unknown = [each for each in check(evolve(routine, conventions=LATER.conventions)) if each.code == "unknown-word"]

    assert [each.message.partition(",")[0] for each in unknown] == ["got 'feint'"]


def test_a_caution_that_the_catalog_still_declares_is_not_retired() -> None:
    both = evolve(CATALOG.conventions, cautions=(*CATALOG.conventions.cautions, WOBBLY))
    catalog = Catalog(CATALOG.values(), conventions=both)

    tree = {"format": 2, "cautions": ["balance"]}

    assert structure(tree, Brief, catalog=catalog) == Brief(cautions=["balance"])
    assert findings(tree, Brief, catalog=catalog) == ()


def test_what_an_exercise_says_of_a_retired_caution_holds_for_those_that_took_its_place() -> None:
    old = CautionRule(key="balance", level=CautionLevel.MODIFY, how="Hold on to the chair.")
    exercise = evolve(CATALOG["sit-to-stand"], cautions=(old,), adaptations=())
    faint = evolve(
        exercise,
        cautions=(evolve(old, key="faint"), CautionRule(key="balance", level=CautionLevel.AVOID)),
    )

    assert LATER.caution_rules(exercise, ["wobbly"]) == (evolve(old, key="wobbly"),)
    assert LATER.caution_rules(faint, ["wobbly"]) == (CautionRule(key="wobbly", level=CautionLevel.AVOID),)
    assert LATER.caution_rules(faint, ["fallen"]) == (evolve(old, key="fallen"),)


OF_PACKAGED = ["in-seconds", "mobility-with-cautions", "shorter", "strength", "stretch-limited-mobility"]
"""Their exercises take as long today as they did then."""


@pytest.mark.parametrize("name", OF_PACKAGED)
def test_how_cautions_are_met_today_is_not_held_against_an_older_routine(name: str) -> None:
    """It has the exercises as they are for everybody, where a later model changes them or leaves them out."""
    old = structure(paper("routines", f"{name}.json"), Routine)

    assert check(old) == (NOTE,)


def test_an_exercise_that_is_avoided_today_is_a_fault_of_an_older_routine_too() -> None:
    old = structure(paper("routines", "every-field.json"), Routine)

    assert [str(finding) for finding in check(old)] == [
        str(NOTE),
        "error: items[1].exercise: thread-the-needle: avoided: wrist-pain [not-allowed]",
    ]


def test_a_routine_with_a_retired_caution_keeps_its_words_and_is_judged() -> None:
    tree = paper("routines", "gentle-off-the-floor.json")
    old = structure(tree, Routine, catalog=LATER)
    words = [[rule["how"] for rule in item.get("cautions", ())] for item in tree["items"]]

    assert "balance" in tree["brief"]["cautions"]
    assert old.brief.cautions == ("floor-access", "hypertension-breath", "wobbly")
    assert [[rule.how for rule in item.cautions] for item in old.items] == words
    assert {finding.code for finding in check(old)} <= {NOTE.code, "wrong-length", "outside-tolerance"}


def test_points_that_count_otherwise_today_are_no_fault_of_an_older_routine() -> None:
    scoring = evolve(CATALOG.conventions.scoring, merit=51)
    later = Catalog(CATALOG.values(), conventions=evolve(CATALOG.conventions, scoring=scoring))
    old = structure(paper("routines", "strength.json"), Routine, catalog=later)

    assert check(old) == (NOTE,)
    assert {"wrong-score", "wrong-gap"} <= {finding.code for finding in check(evolve(old, format=2))}


@pytest.mark.parametrize("name", names("routines"))
def test_a_routine_that_is_written_again_stays_of_its_format(name: str) -> None:
    tree = unstructure(routine(name))

    assert isinstance(tree, dict)
    assert tree["format"] == 1
    assert structure(tree, Routine, catalog=catalog(said("routines", name)["catalog"])) == routine(name)
