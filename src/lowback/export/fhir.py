"""A routine for health records, as HL7 FHIR in JSON: R5 (5.0.0, 2023) or R4B (4.3.0, 2022)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from attrs import frozen

from lowback._arguments import came, expect, one_of
from lowback._words import BY_RULE, REVIEW, CourseWords, Label, Words, address, capital, citation, safe, web_address
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import ImpossibleValue
from lowback.model import Exercise, Routine, RoutineItem, Source
from lowback.programme import Programme, Report
from lowback.timeline import Cue, CueKind, Detail, Timeline
from lowback.vocabulary import Effort, Laterality, RegionId, Role, Settled, Urgency

from ._routine import LOST_PROOF, changed_texts, identity, only_words

__all__ = ["Version", "dumps", "losses", "of_programme"]

_Tree: TypeAlias = dict[str, object]


class Version(StrEnum):
    """A version of FHIR.

    Attributes:
        R4B: What is written is valid in R4 (4.0.1), too.
    """

    R5 = "R5"
    R4B = "R4B"


_SUBJECT = re.compile(r"(https?://[^\s|#]+/)?(Patient|Group)/[A-Za-z0-9.-]{1,64}|urn:uuid:[0-9a-f-]{36}")
"""A literal reference to a person or a group."""

_EXERCISE_THERAPY = "229065009"
_SITES: dict[str, str] = {RegionId.LUMBAR_SPINE: "122496007", RegionId.THORACIC_SPINE: "122495006"}
"""The regions that have a code of their own in SNOMED CT, as DICOM uses it for anatomy (PS3.16); others have none."""

_MARKS = re.compile(r"[\\`*_\[\]<>&#~|!]")
"""What CommonMark (0.31.2) could take for more than text."""


def dumps(
    routine: Routine, *, version: Version | str = Version.R5, subject: str | None = None, snomed: bool = False
) -> str:
    """Write a routine as a Bundle: a PlanDefinition in order and in seconds, and an ActivityDefinition per exercise.

    Each item is an action with a smaller action for each part of its time (`Timeline`, in sets); a set of repetitions
    has their count and the seconds of one. `subject` is a reference such as "Patient/123"; with it, there are a
    CarePlan and a ServiceRequest for each item, too. All are drafts: a clinician decides. `snomed` adds the few codes
    of SNOMED CT that are known; it needs a licence in some countries. There are no codes of diagnoses.

    Ids and urls are UUIDs made from the content: the same routine has the same, and everything else has others.

    Raises `ImpossibleValue` for an unknown version or what is no reference, and what `Timeline.of` raises.

    >>> from lowback import compose
    >>> bundle = json.loads(dumps(compose(), subject="Patient/123"))
    >>> sorted({entry["resource"]["resourceType"] for entry in bundle["entry"]})
    ['ActivityDefinition', 'CarePlan', 'PlanDefinition', 'ServiceRequest']
    """
    expect("fhir.dumps.routine", routine, Routine)
    version = one_of("fhir.dumps.version", version, Version)
    expect("fhir.dumps.snomed", snomed, bool)
    if subject is not None:
        _check_subject("fhir.dumps.subject", subject)
    bundle = _Writer(version, routine, Words.of(routine), snomed=snomed).bundle(subject)
    return json.dumps(bundle, indent=2) + "\n"


def _check_subject(argument: str, subject: str) -> None:
    expect(argument, subject, str)
    if not _SUBJECT.fullmatch(subject):
        raise ImpossibleValue(argument, f"got {came(subject)}, expected a reference such as 'Patient/123'")


def of_programme(programme: Programme, *, subject: str, version: Version | str = Version.R5) -> str:
    """Write a programme as a Bundle: a CarePlan with a ServiceRequest for each day that is left, and what was told.

    The CarePlan is a proposal, on hold while the plan waits. Reports are QuestionnaireResponses to one Questionnaire:
    pain, effort, and of signs the level only. `dumps` writes the routine of a session.

    Ids and urls are UUIDs made from the content. Raises `ImpossibleValue` for an unknown version or what is no
    reference.

    >>> from datetime import date
    >>> from lowback import Brief
    >>> plan = Programme.start(Brief(10), weeks=2, days="monday", start=date(2027, 1, 4), usual_pain=3)
    >>> bundle = json.loads(of_programme(plan, subject="Patient/123"))
    >>> [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    ['CarePlan', 'ServiceRequest', 'ServiceRequest', 'Questionnaire']
    """
    expect("fhir.of_programme.programme", programme, Programme)
    version = one_of("fhir.of_programme.version", version, Version)
    _check_subject("fhir.of_programme.subject", subject)
    return json.dumps(_Course(version, programme, subject).bundle(), indent=2) + "\n"


def losses(routine: Routine) -> tuple[Diagnostic, ...]:
    """What FHIR does not hold, or only in words; the same in each version.

    >>> from lowback import compose
    >>> sorted({loss.code for loss in losses(compose())})
    ['lost-fields', 'lost-proof', 'only-words']
    """
    expect("fhir.losses.routine", routine, Routine)
    return tuple(_losses(routine))


def _losses(routine: Routine) -> Iterator[Diagnostic]:
    for index, item in enumerate(routine.items):
        sided = item.exercise.laterality is not Laterality.BILATERAL
        lost = [what for what, there in (("hold", item.dose.hold), ("sides", sided)) if there]
        yield from only_words(index, *lost)
    yield Diagnostic(
        code="lost-fields",
        message="of each exercise only name, summary, steps, regions and sources are kept, without pictures and links",
        severity=Severity.NOTE,
    )
    yield LOST_PROOF
    yield from changed_texts(routine, steps=True)


@frozen
class _Writer:
    """What each resource has to know."""

    version: Version
    routine: Routine
    words: Words
    snomed: bool

    # Resources ------------------------------------------------------------------------------------

    def bundle(self, subject: str | None) -> _Tree:
        activities = {item.exercise: self.activity(item.exercise) for item in self.routine.items}
        urls = {exercise: str(activity["url"]) for exercise, activity in activities.items()}
        plan = self.plan(urls)
        resources = [plan, *{str(each["id"]): each for each in activities.values()}.values()]
        if subject is not None:
            requests = [
                self.request(number, item, urls[item.exercise], subject)
                for number, item in enumerate(self.routine.items, start=1)
            ]
            resources += [self.care_plan(plan, requests, subject), *requests]
        entries = [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources]
        return _identified("Bundle", {"type": "collection", "entry": entries}, canonical=False)

    def activity(self, exercise: Exercise) -> _Tree:
        content: _Tree = {
            "title": safe(exercise.name),
            "status": "draft",
            "description": "\n".join(_how_to(exercise, self.words)),
            "relatedArtifact": [_citation(source) for source in exercise.sources],
            "kind": "ServiceRequest",
            "code": self.concept(exercise.name, _EXERCISE_THERAPY),
            "intent": "proposal",
            "bodySite": [self.concept(self.words.region(region), _SITES.get(region)) for region in exercise.regions],
        }
        return _identified("ActivityDefinition", _known(content))

    def plan(self, urls: Mapping[Exercise, str]) -> _Tree:
        content: _Tree = {
            "title": safe(self.words.short_title(self.routine)),
            "status": "draft",
            "description": "\n".join(_safety(self.routine, self.words)),
            "action": self.items(urls),
        }
        return _identified("PlanDefinition", _known(content))

    def care_plan(self, plan: _Tree, requests: Iterable[_Tree], subject: str) -> _Tree:
        key = "plannedActivityReference" if self.version is Version.R5 else "reference"
        content: _Tree = {
            "instantiatesCanonical": [plan["url"]],
            "status": "draft",
            "intent": "plan",
            "title": safe(self.words.short_title(self.routine)),
            "description": self.words.review,
            "subject": {"reference": subject},
            "activity": [{key: {"reference": f"urn:uuid:{request['id']}"}} for request in requests],
        }
        return _identified("CarePlan", _known(content), canonical=False)

    def request(self, number: int, item: RoutineItem, url: str, subject: str) -> _Tree:
        concept = self.concept(item.exercise.name, _EXERCISE_THERAPY)
        asked = " ".join(map(self.text, _asked(item, self.words)))
        content: _Tree = {
            "identifier": [{"value": str(number)}],
            "instantiatesCanonical": [url],
            "status": "draft",
            "intent": "plan",
            "code": {"concept": concept} if self.version is Version.R5 else concept,
            "subject": {"reference": subject},
            "occurrenceTiming": _lasting(item.work_seconds),
            "patientInstruction": [{"instructionMarkdown": asked}] if self.version is Version.R5 else asked,
        }
        return _identified("ServiceRequest", _known(content), canonical=False)

    # Actions --------------------------------------------------------------------------------------

    def items(self, urls: Mapping[Exercise, str]) -> list[_Tree]:
        """An action for each item, one after the other."""
        cues = Timeline.of(self.routine, Detail.SETS).cues
        parts = {index: list(group) for index, group in groupby(cues, key=lambda cue: cue.item_index)}
        return [
            _known(
                {
                    **self.place(f"item-{number}", f"item-{number - 1}" if number > 1 else None),
                    "prefix": str(number),
                    "title": safe(item.exercise.name),
                    "description": " ".join(map(self.text, _asked(item, self.words))),
                    "timingTiming": _lasting(item.seconds),
                    "groupingBehavior": "logical-group",
                    "selectionBehavior": "all",
                    "definitionCanonical": urls[item.exercise],
                    "action": self.parts(number, item, parts.get(number - 1, [])),
                }
            )
            for number, item in enumerate(self.routine.items, start=1)
        ]

    def parts(self, number: int, item: RoutineItem, cues: list[Cue]) -> list[_Tree]:
        """An action for each part of the time of an item, one after the other."""
        ids = [f"item-{number}-{nth}" for nth in range(1, len(cues) + 1)]
        return [
            {
                **self.place(own, before),
                "title": _part_title(cue, item, self.words),
                "timingTiming": _repeated(cue, item) if cue.kind is CueKind.SET else _lasting(cue.duration),
            }
            for own, before, cue in zip(ids, [None, *ids], cues, strict=False)
        ]

    def place(self, own: str, before: str | None) -> _Tree:
        """The id of an action, and after which other one it comes."""
        target = "targetId" if self.version is Version.R5 else "actionId"
        after = [{target: before, "relationship": "after-end"}] if before else []
        return _known({"id": own, "relatedAction": after})

    # Words ----------------------------------------------------------------------------------------

    def concept(self, text: str, code: str | None) -> _Tree:
        coding = [{"system": "http://snomed.info/sct", "code": code}] if self.snomed and code else []
        return _known({"coding": coding, "text": safe(text)})

    def text(self, text: str) -> str:
        """Words for a place that R5 turned from a string into markdown."""
        return _markdown(text) if self.version is Version.R5 else safe(text)


@frozen
class _Course:
    """A programme, and who it is for."""

    version: Version
    programme: Programme
    subject: str

    @property
    def status(self) -> str:
        """On hold while the plan waits, completed after its last day."""
        session = self.programme.next
        if session.routine is not None:
            return "active"
        return "completed" if session.changes[0].rule == "finished" else "on-hold"

    def bundle(self) -> _Tree:
        requests = [self.request(*each) for each in enumerate(self.programme.days_left, self.programme.next.number)]
        asked = self.questionnaire()
        answers = [self.answers(str(asked["url"]), report) for report in self.programme.reports]
        entries = [
            {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
            for resource in (self.care_plan(requests), *requests, asked, *answers)
        ]
        return _identified("Bundle", {"type": "collection", "entry": entries}, canonical=False)

    def care_plan(self, requests: Iterable[_Tree]) -> _Tree:
        key = "plannedActivityReference" if self.version is Version.R5 else "reference"
        plan, words = self.programme.plan, CourseWords()
        period = {"start": plan.start.isoformat(), "end": self.programme.last_day.isoformat()}
        content: _Tree = {
            "status": self.status,
            "intent": "proposal",
            "title": words.course(plan.weeks),
            "subject": {"reference": self.subject},
            "period": period,
            "activity": [{key: {"reference": f"urn:uuid:{request['id']}"}} for request in requests],
            "note": [{"text": REVIEW}, {"text": BY_RULE}],
        }
        return _identified("CarePlan", _known(content), canonical=False)

    def request(self, number: int, day: date) -> _Tree:
        concept = {"text": CourseWords().session(number)}
        content: _Tree = {
            "status": "on-hold" if self.status == "on-hold" else "draft",
            "intent": "proposal",
            "code": {"concept": concept} if self.version is Version.R5 else concept,
            "subject": {"reference": self.subject},
            "occurrenceDateTime": day.isoformat(),
        }
        return _identified("ServiceRequest", content, canonical=False)

    def questionnaire(self) -> _Tree:
        words = CourseWords()
        choice = "string" if self.version is Version.R5 else "choice"
        items = [
            _known(
                {
                    "linkId": name,
                    "text": text,
                    "type": choice if name in _CHOICES else "integer",
                    "answerOption": [{"valueString": str(word)} for word in _CHOICES.get(name, ())],
                }
            )
            for name, text in words.asked().items()
        ]
        return _identified("Questionnaire", {"title": words.report(), "status": "draft", "item": items})

    def answers(self, questionnaire: str, report: Report) -> _Tree:
        told = {"pain-before": report.pain_before, "pain": report.pain}
        said = {"effort": report.effort, "new": report.new, "settled": self.settled(report.session)}
        items = [{"linkId": name, "answer": [{"valueInteger": n}]} for name, n in told.items() if n is not None]
        items += [{"linkId": name, "answer": [{"valueString": str(word)}]} for name, word in said.items() if word]
        content: _Tree = {
            "questionnaire": questionnaire,
            "status": "completed",
            "subject": {"reference": self.subject},
            "authored": report.day.isoformat(),
            "item": items,
        }
        return _identified("QuestionnaireResponse", _known(content), canonical=False)

    def settled(self, number: int) -> str | None:
        """How the day after a session was, as it was told last."""
        told = (each.next_day for each in reversed(self.programme.log) if each.next_day is not None)
        return next((each.settled for each in told if each.session == number), None)


_CHOICES: Mapping[str, Iterable[str]] = {"effort": Effort, "new": Urgency, "settled": Settled}
"""The words that may answer a question; the others are answered with a number."""


def _identified(kind: str, content: _Tree, *, canonical: bool = True) -> _Tree:
    """A resource with an id, and perhaps a url, made from its content."""
    id_ = str(identity("fhir", kind, json.dumps(content)))
    url = {"url": f"urn:uuid:{id_}"} if canonical else {}
    return {"resourceType": kind, "id": id_, **url, **content}


def _known(tree: _Tree) -> _Tree:
    """Without what is empty, which FHIR does not allow."""
    return {key: value for key, value in tree.items() if value not in ("", [], None)}


# Time ---------------------------------------------------------------------------------------------


def _lasting(seconds: int) -> _Tree:
    return {"repeat": {"duration": seconds, "durationUnit": "s"}}


def _repeated(cue: Cue, item: RoutineItem) -> _Tree:
    """A set: so many times, each as long as a repetition; or once, where nothing is repeated."""
    if item.dose.reps is None:
        return _lasting(cue.duration)
    seconds = item.exercise.repetition_seconds(item.dose)
    return {"repeat": {"count": item.dose.reps, "duration": seconds, "durationUnit": "s"}}


def _part_title(cue: Cue, item: RoutineItem, words: Words) -> str:
    if cue.kind is CueKind.SET:
        return capital(words.set_and_side(cue.set, item.dose.sets, cue.side))
    return ", ".join([words.part(cue.kind), *([words.side(cue.side)] if cue.side else [])])


# Words --------------------------------------------------------------------------------------------


def _markdown(text: str) -> str:
    """The text with nothing in it that markdown takes for more than text."""
    return _MARKS.sub(r"\\\g<0>", safe(text))


def _asked(item: RoutineItem, words: Words) -> Iterator[str]:
    """The dose, and what stands beside it."""
    yield words.dose(item.exercise, item.dose)
    yield from words.beside(item)


def _how_to(exercise: Exercise, words: Words) -> Iterator[str]:
    """Summary and steps, as markdown."""
    if safe(exercise.summary):
        yield _markdown(exercise.summary)
        yield ""
    for number, step in enumerate(exercise.steps, start=1):
        once = "" if step.role in (Role.MOVE, Role.HOLD, Role.RETURN) else f" ({words.once(step.role)})"
        yield f"{number}. {_markdown(step.text)}{once}"
    if safe(exercise.breathing):
        yield ""
        yield words.labelled(Label.BREATHING, _markdown(exercise.breathing))


def _safety(routine: Routine, words: Words) -> Iterator[str]:
    """Stop rules and warning signs, as markdown."""
    yield words.review
    if routine.message is not None:
        yield from ["", words.labelled(Label.GOOD_TO_KNOW, _markdown(routine.message.text))]
    if lines := words.at_the_start(routine.brief):
        yield from _points(words.label(Label.BEFORE_YOU_START), lines)
    if routine.stop_rules:
        yield from _points(words.heading_line(Label.WHEN_TO_STOP), [rule.text for rule in routine.stop_rules])
    for advice, questions in words.questions(routine.red_flags):
        yield from _points(advice, questions)


def _points(lead: str, texts: Iterable[str]) -> Iterator[str]:
    yield from ["", lead, ""]
    yield from (f"- {_markdown(text)}" for text in texts)


def _citation(source: Source) -> _Tree:
    printed, where, link = citation(source), address(source), web_address(source)
    return _known(
        {
            "type": "citation",
            "citation": _markdown(printed if link or not where else f"{printed}, {where}"),
            "document": {"url": link} if link else None,
        }
    )
