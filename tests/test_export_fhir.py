"""A routine in a health record: readers of FHIR find it whole, in order and in time."""

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel

from everything import EVERYTHING
from lowback import Brief, Dose, Routine, Source, compose
from lowback._arguments import came
from lowback._words import REVIEW, Words
from lowback.errors import ImpossibleValue
from lowback.export import fhir
from lowback.export.fhir import Version
from lowback.model import CautionRule, TypicalError
from lowback.timeline import Detail, Timeline
from lowback.vocabulary import CautionLevel, Laterality, Tier
from strategies import examples
from test_export_timelines import plain, texts

ROUTINE = compose(Brief(10, cautions=["grip"], include=["bird-dog", "side-plank-knees"], max_difficulty=3))
SUBJECT = "Patient/123"


def resources(paper: str, kind: str) -> list[Any]:
    """The resources of a kind, as plain trees."""
    return [entry["resource"] for entry in json.loads(paper)["entry"] if entry["resource"]["resourceType"] == kind]


# Independent readers ------------------------------------------------------------------------------


def read(paper: str, version: Version) -> BaseModel:
    """The bundle, as `fhir.resources` finds it; it takes any word for a code, so those are looked at, too."""
    package = "fhir.resources" if version is Version.R5 else f"fhir.resources.{version}"
    bundle: BaseModel = importlib.import_module(f"{package}.bundle").Bundle.model_validate_json(paper)
    assert list(wrong_codes(bundle)) == []
    return bundle


def wrong_codes(thing: object) -> Iterator[tuple[str, object]]:
    """Values that are none of the codes of a required binding."""
    if isinstance(thing, list):
        for each in thing:
            yield from wrong_codes(each)
    if isinstance(thing, BaseModel):
        for name, field in type(thing).model_fields.items():
            extra = field.json_schema_extra
            codes = extra.get("enum_values") if isinstance(extra, dict) else None
            value = getattr(thing, name)
            values = value if isinstance(value, list) else [value]
            if isinstance(codes, list) and not {each for each in values if each is not None} <= set(codes):
                yield name, value
            yield from wrong_codes(value)


@pytest.mark.parametrize("snomed", [False, True])
@pytest.mark.parametrize("subject", [None, SUBJECT])
@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize("routine", [ROUTINE, EVERYTHING, evolve(ROUTINE, items=())], ids=["some", "all", "none"])
def test_a_reader_finds_all_that_is_written(
    routine: Routine, version: Version, subject: str | None, *, snomed: bool
) -> None:
    """Nothing that it does not know, nothing missing, no code that is none."""
    paper = fhir.dumps(routine, version=version, subject=subject, snomed=snomed)

    assert json.loads(read(paper, version).model_dump_json()) == json.loads(paper)


@pytest.mark.parametrize("subject", [None, SUBJECT])
def test_another_reader_finds_no_fault(subject: str | None) -> None:
    """One that refuses keys and codes that are none; it reads R4B, on Python 3.12 or newer."""
    pytest.importorskip("fhirschemapy.R4B", exc_type=ImportError)
    paper = fhir.dumps(EVERYTHING, version="R4B", subject=subject, snomed=True)
    bundle = json.loads(paper)

    for entry in bundle["entry"]:
        resource = entry["resource"]
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", resource["resourceType"]).lower()
        model = getattr(importlib.import_module(f"fhirschemapy.R4B.{name}"), resource["resourceType"])
        read_back = model.model_validate(resource).model_dump(mode="json", exclude_none=True)
        assert read_back == resource
    assert {entry["resource"]["status"] for entry in bundle["entry"]} == {"draft"}


def test_the_reader_would_see_a_wrong_code() -> None:
    """Else it would be no witness."""
    with pytest.raises(AssertionError):
        read(fhir.dumps(ROUTINE).replace('"draft"', '"drafty"'), Version.R5)
    with pytest.raises(AssertionError):
        read(fhir.dumps(ROUTINE).replace('"durationUnit": "s"', '"durationUnit": "sec"'), Version.R5)
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        read(fhir.dumps(ROUTINE), Version.R4B)


# Order and time -----------------------------------------------------------------------------------


def seconds(action: dict[str, Any]) -> int:
    repeat = action["timingTiming"]["repeat"]
    assert repeat["durationUnit"] == "s"
    length: int = repeat.get("count", 1) * repeat["duration"]
    return length


@pytest.mark.parametrize("version", Version)
@pytest.mark.parametrize("routine", [ROUTINE, EVERYTHING], ids=["some", "all"])
def test_actions_follow_each_other_and_last_as_long_as_the_routine(routine: Routine, version: Version) -> None:
    (plan,) = resources(fhir.dumps(routine, version=version), "PlanDefinition")
    cues = Timeline.of(routine, Detail.SETS).cues
    parts = [part for action in plan["action"] for part in action["action"]]
    target = "targetId" if version is Version.R5 else "actionId"

    assert [action["title"] for action in plan["action"]] == [item.exercise.name for item in routine.items]
    assert [seconds(action) for action in plan["action"]] == [item.seconds for item in routine.items]
    assert [seconds(part) for part in parts] == [cue.duration for cue in cues]
    assert sum(map(seconds, parts)) == routine.seconds
    for chain in (plan["action"], *(action["action"] for action in plan["action"])):
        assert "relatedAction" not in chain[0]
        assert [action["relatedAction"] for action in chain[1:]] == [
            [{target: before["id"], "relationship": "after-end"}] for before in chain[:-1]
        ]
    ids = [action["id"] for action in (*plan["action"], *parts)]
    assert len(set(ids)) == len(ids)


def test_a_set_is_counted_and_its_side_is_told() -> None:
    item = next(item for item in EVERYTHING.items if item.exercise.laterality is Laterality.UNILATERAL)
    dose = Dose(sets=2, reps=3, hold=4)
    work = item.exercise.work_seconds(dose)
    routine = evolve(EVERYTHING, items=(evolve(item, dose=dose, work_seconds=work),))
    (plan,) = resources(fhir.dumps(routine), "PlanDefinition")
    (action,) = plan["action"]
    sets = [part for part in action["action"] if part["title"].startswith("Set")]
    repeat = {"count": 3, "duration": item.exercise.repetition_seconds(dose), "durationUnit": "s"}

    assert (
        action["description"]
        == f"2 sets of 3 on each side. Hold each for 4 seconds. Rest {item.exercise.rest} seconds between sets."
    )
    assert [(part["title"], part["timingTiming"]["repeat"]) for part in sets] == [
        ("Set 1 of 2, first side", repeat),
        ("Set 2 of 2, first side", repeat),
        ("Set 1 of 2, other side", repeat),
        ("Set 2 of 2, other side", repeat),
    ]


def test_each_action_is_defined_by_its_exercise() -> None:
    paper = fhir.dumps(EVERYTHING)
    (plan,) = resources(paper, "PlanDefinition")
    titles = {each["url"]: each["title"] for each in resources(paper, "ActivityDefinition")}

    assert [titles[action["definitionCanonical"]] for action in plan["action"]] == [
        item.exercise.name for item in EVERYTHING.items
    ]


# Words --------------------------------------------------------------------------------------------


def test_an_exercise_is_told_with_its_steps_and_sources() -> None:
    exercise = ROUTINE.items[0].exercise
    (activity,) = resources(fhir.dumps(evolve(ROUTINE, items=ROUTINE.items[:1])), "ActivityDefinition")
    lines = activity["description"].split("\n")

    assert lines[0] == exercise.summary
    assert [line for line in lines if line[:1].isdigit()] == [
        f"{number}. {step.text}" + (f" ({step.role}, once)" if step.role in ("setup", "finish") else "")
        for number, step in enumerate(exercise.steps, start=1)
    ]
    assert [each["document"]["url"] for each in activity["relatedArtifact"]] == [
        source.url or f"https://doi.org/{source.doi}" for source in exercise.sources
    ]
    assert all(source.title[:20] in str(activity["relatedArtifact"]) for source in exercise.sources)
    names = {region.id: region.name for region in ROUTINE.conventions.regions}
    assert activity["bodySite"] == [{"text": names[region]} for region in exercise.regions]


def test_stop_rules_and_warning_signs_travel_with_the_plan() -> None:
    (plan,) = resources(fhir.dumps(ROUTINE), "PlanDefinition")
    lines = set(plan["description"].split("\n"))

    assert {f"- {rule.text}" for rule in ROUTINE.stop_rules} <= lines
    assert {f"- {flag.question}" for flag in ROUTINE.red_flags} <= lines
    assert REVIEW in lines


WORDS = Words.of(ROUTINE)


def shown(markdown: str) -> str:
    """What a reader of Markdown shows of a line, which has to be nothing but words."""
    (line,) = MarkdownIt("commonmark").parseInline(markdown)
    assert [each.type for each in line.children or ()] == ["text"]
    return "".join(each.content for each in line.children or ())


ACTIVE = "Do *less* of `it`, _gently_; <b>stop</b> at [pain](https://clinic.example), 1. first ![x](y) & ask."
"""Words that Markdown would make something of."""


@pytest.mark.parametrize("version", Version)
def test_what_cautions_ask_stands_beside_the_dose_in_words_alone(version: Version) -> None:
    """R5 has Markdown there, in which every sign has to be made plain; R4B has the words as they are."""
    caution = CautionRule(key="own", level=CautionLevel.MODIFY, how=ACTIVE)
    item = evolve(ROUTINE.items[0], cautions=(caution,))
    paper = fhir.dumps(evolve(ROUTINE, items=(item,)), version=version, subject=SUBJECT)
    (plan,), (request,) = resources(paper, "PlanDefinition"), resources(paper, "ServiceRequest")
    (action,), asked = plan["action"], request["patientInstruction"]
    told = [action["description"], asked[0]["instructionMarkdown"] if version is Version.R5 else asked]
    words = f"{WORDS.dose(item.exercise, item.dose)} Take care: {ACTIVE}"

    assert [shown(each) if version is Version.R5 else each for each in told] == [words, words]


def test_every_item_tells_its_dose_and_what_cautions_ask() -> None:
    (plan,) = resources(fhir.dumps(ROUTINE), "PlanDefinition")

    assert any(item.cautions for item in ROUTINE.items)
    assert [shown(action["description"]) for action in plan["action"]] == [
        " ".join([WORDS.dose(item.exercise, item.dose), *WORDS.asked(item.exercise, item.cautions)])
        for item in ROUTINE.items
    ]


def test_codes_are_only_there_when_asked_for() -> None:
    """SNOMED CT needs a licence in some countries, and no code of a diagnosis is ours to give."""
    coded = fhir.dumps(EVERYTHING, subject=SUBJECT, snomed=True)

    assert "coding" not in fhir.dumps(EVERYTHING, subject=SUBJECT)
    assert set(re.findall(r'"system": "(.*)"', coded)) == {"http://snomed.info/sct"}
    assert set(re.findall(r'"code": "(\d+)"', coded)) == {"229065009", "122496007", "122495006"}
    assert "display" not in coded


@examples(50)  # a reader takes its time
@given(st.lists(texts(), min_size=9, max_size=9), st.sampled_from(Version))
def test_no_text_breaks_a_bundle(words: list[str], version: Version) -> None:
    name, summary, step, breathing, cited, address, how, rule, question = words
    exercise = ROUTINE.items[0].exercise
    exercise = evolve(
        exercise,
        name=name,
        summary=summary,
        steps=tuple(evolve(each, text=step, short_text=step) for each in exercise.steps),
        breathing=breathing,
        sources=(Source(id="own", title=cited, publisher="", tier=Tier.D, url=address),),
        typical_errors=(TypicalError(error=summary, correction=summary),),
    )
    caution = CautionRule(key="own", level=CautionLevel.MODIFY, how=how)
    routine = evolve(
        ROUTINE,
        items=(evolve(ROUTINE.items[0], exercise=exercise, cautions=(caution,)),),
        stop_rules=(evolve(ROUTINE.stop_rules[0], text=rule),),
        red_flags=(evolve(ROUTINE.red_flags[0], question=question),),
    )
    paper = fhir.dumps(routine, version=version, subject=SUBJECT)
    (plan,), (activity,) = resources(paper, "PlanDefinition"), resources(paper, "ActivityDefinition")
    how_to, safety = activity["description"].split("\n"), plan["description"].split("\n")
    cites = activity["relatedArtifact"][0]["citation"]

    assert json.loads(read(paper, version).model_dump_json()) == json.loads(paper)
    assert activity["title"] == plan["action"][0]["title"] == plain(name)
    for found, expected in (
        (how_to[0], plain(summary)),
        (how_to[2], f"1. {plain(step)} (setup, once)"),
        (how_to[-1], f"Breathing: {plain(breathing)}"),
        (safety[6], f"- {plain(rule)}"),
        (safety[10], f"- {plain(question)}"),
        (cites, plain(f"{cited}, {address}")),
    ):
        assert re.sub(r"\\([!-/:-@[-`{-~])", r"\1", found) == expected
        assert not re.search(r"(?<!\\)[`*_\[\]<>]", re.sub(r"\\\\", "", found))


def test_an_address_that_is_none_of_the_web_is_only_words() -> None:
    source = Source(id="own", title="Title", publisher="", tier=Tier.D, url="javascript:alert(1)")
    exercise = evolve(ROUTINE.items[0].exercise, sources=(source,))
    routine = evolve(ROUTINE, items=(evolve(ROUTINE.items[0], exercise=exercise),))
    (activity,) = resources(fhir.dumps(routine), "ActivityDefinition")

    assert activity["relatedArtifact"] == [{"type": "citation", "citation": "Title, javascript:alert(1)"}]


# Ids ----------------------------------------------------------------------------------------------


def test_the_same_routine_has_the_same_ids_and_another_has_others() -> None:
    def ids(routine: Routine, version: Version = Version.R5) -> list[str]:
        bundle = json.loads(fhir.dumps(routine, version=version, subject=SUBJECT))
        found = [bundle["id"], *(entry["resource"]["id"] for entry in bundle["entry"])]
        assert [entry["fullUrl"] for entry in bundle["entry"]] == [f"urn:uuid:{id_}" for id_ in found[1:]]
        return found

    again = compose(ROUTINE.brief)
    assert fhir.dumps(again) == fhir.dumps(ROUTINE)
    assert len(set(ids(EVERYTHING))) == len(ids(EVERYTHING))
    assert not set(ids(ROUTINE)) & set(ids(compose(Brief(10, exclude=[i.exercise.id for i in ROUTINE.items]))))


def test_one_exercise_twice_is_defined_once() -> None:
    item = ROUTINE.items[0]
    same = evolve(item, exercise=evolve(item.exercise, aliases=("other",)))
    paper = fhir.dumps(evolve(ROUTINE, items=(item, same, item)), subject=SUBJECT)
    urls = [entry["fullUrl"] for entry in json.loads(paper)["entry"]]

    assert len(resources(paper, "ActivityDefinition")) == 1
    assert len(resources(paper, "ServiceRequest")) == 3
    assert len(set(urls)) == len(urls)


# A person -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", Version)
def test_a_plan_for_a_person_asks_for_each_item(version: Version) -> None:
    paper = fhir.dumps(ROUTINE, version=version, subject=SUBJECT)
    (care,), (plan,) = resources(paper, "CarePlan"), resources(paper, "PlanDefinition")
    requests = {f"urn:uuid:{each['id']}": each for each in resources(paper, "ServiceRequest")}
    key = "plannedActivityReference" if version is Version.R5 else "reference"
    asked = [requests[activity[key]["reference"]] for activity in care["activity"]]

    assert care["instantiatesCanonical"] == [plan["url"]]
    assert {each["subject"]["reference"] for each in (care, *asked)} == {SUBJECT}
    assert [each["instantiatesCanonical"][0] for each in asked] == [
        action["definitionCanonical"] for action in plan["action"]
    ]
    assert [each["occurrenceTiming"]["repeat"]["duration"] for each in asked] == [
        item.work_seconds for item in ROUTINE.items
    ]
    told = [each["patientInstruction"] for each in asked]
    assert [each if isinstance(each, str) else each[0]["instructionMarkdown"] for each in told] == [
        action["description"] for action in plan["action"]
    ]


@pytest.mark.parametrize(
    "subject", ["Group/a.b-c", "https://clinic.example/fhir/Patient/1", "urn:uuid:85155411-10f8-50b3-a74d-114fff093d9f"]
)
def test_a_subject_may_stand_elsewhere(subject: str) -> None:
    read(fhir.dumps(ROUTINE, subject=subject), Version.R5)


@pytest.mark.parametrize(
    "subject", ["", "Ann", "Device/1", "Patient/", "Patient/a b", "Patient/1\n", "Patient/" + "1" * 65]
)
def test_what_is_no_reference_is_refused(subject: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        fhir.dumps(ROUTINE, subject=subject)

    expected = f"got {came(subject)}, expected a reference such as 'Patient/123'"
    assert str(caught.value) == f"fhir.dumps.subject: {expected}"


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ImpossibleValue) as caught:
        fhir.dumps(ROUTINE, version="R4")

    assert str(caught.value) == "fhir.dumps.version: got 'R4', expected one of R5, R4B (did you mean 'R4B'?)"


# Losses -------------------------------------------------------------------------------------------


def test_what_is_told_as_lost_is_not_in_the_paper() -> None:
    paper = fhir.dumps(ROUTINE, subject=SUBJECT)

    assert "leftValue" not in paper
    for item in ROUTINE.items:
        assert item.why is not None
        assert item.why.sentence not in paper
        assert not [error for error in item.exercise.typical_errors if error.correction in paper]
        assert item.exercise.posture not in paper
    assert [loss.code for loss in fhir.losses(ROUTINE)][-2:] == ["lost-fields", "lost-proof"]


def test_what_is_only_told_in_words_is_named() -> None:
    """A hold is in no number of its action, and a side in no field."""
    (plan,) = resources(fhir.dumps(EVERYTHING), "PlanDefinition")
    told = {loss.path[1]: loss.message for loss in fhir.losses(EVERYTHING) if loss.code == "only-words"}

    for index, (item, action) in enumerate(zip(EVERYTHING.items, plan["action"], strict=True)):
        words = [
            word
            for word, there in (
                ("hold", item.dose.hold),
                ("sides", item.exercise.laterality is not Laterality.BILATERAL),
            )
            if there
        ]
        message = f"the {' and the '.join(words)} of the dose are in words, not in fields"
        assert told.get(index) == (message if words else None)
        assert set(action) <= {
            *("id", "prefix", "title", "description", "timingTiming", "groupingBehavior", "selectionBehavior"),
            *("definitionCanonical", "action", "relatedAction"),
        }


def test_texts_that_are_changed_are_told() -> None:
    steps = tuple(evolve(step, text="Li\x1bft.") for step in ROUTINE.items[0].exercise.steps[:1])
    exercise = evolve(ROUTINE.items[0].exercise, steps=(*steps, *ROUTINE.items[0].exercise.steps[1:]))
    (*_, loss) = fhir.losses(evolve(ROUTINE, items=(evolve(ROUTINE.items[0], exercise=exercise),)))

    assert str(loss) == (
        "note: items[0].exercise.steps[0].text: the text has characters that are replaced [changed-text]"
    )
