"""A routine on a page: every word is one of schema.org, where it may stand, and nothing is lost on the way."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec_schemaorg.models
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from everything import EVERYTHING
from lowback import Brief, Routine, Source, compose
from lowback._words import REVIEW, Words, sentence
from lowback.export import schemaorg
from lowback.model import CautionRule, Equipment
from lowback.vocabulary import CautionLevel, Laterality, Tier
from test_export_timelines import plain, texts

ROUTINE = compose(Brief(10, cautions=["grip"], include=["bird-dog", "side-plank-knees"], max_difficulty=3))
ROUTINES = pytest.mark.parametrize(
    "routine", [ROUTINE, EVERYTHING, evolve(ROUTINE, items=())], ids=["some", "all", "none"]
)

SCHEMA = "https://schema.org/"

MORE = {"HowToSection": {"ItemList"}, "HowToStep": {"CreativeWork"}, "ExercisePlan": {"CreativeWork"}}
"""Kinds that are of several others, of which the models of the vocabulary know only the first."""


def context(url: str, _options: object) -> dict[str, object]:
    """The context of schema.org, without its thousands of terms: a word stands for itself."""
    assert url == SCHEMA.removesuffix("/")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": SCHEMA}}}


def expanded(paper: str) -> Any:
    """The paper as a reader of JSON-LD understands it."""
    (plan,) = jsonld.expand(json.loads(paper), {"documentLoader": context})
    return plan


def things(tree: object) -> Iterator[dict[str, Any]]:
    """Each thing in an expanded tree, whole first."""
    if isinstance(tree, dict):
        if "@type" in tree:
            yield tree
        for value in tree.values():
            yield from things(value)
    if isinstance(tree, list):
        for each in tree:
            yield from things(each)


def known(kinds: list[str]) -> set[str]:
    """The properties that a thing of these kinds may have."""
    every = {other for kind in kinds for other in (kind, *MORE.get(kind, ()))}
    fields: set[str] = set()
    for kind in every:
        fields |= set(getattr(msgspec_schemaorg.models, kind).__struct_fields__)
    return fields | ({"itemListElement"} if "ItemList" in every else set())


@ROUTINES
def test_every_word_may_stand_where_it_stands(routine: Routine) -> None:
    found = list(things(expanded(schemaorg.dumps(routine))))

    assert len(found) > len(routine.items)
    for thing in found:
        words = {key.removeprefix(SCHEMA) for key in thing if not key.startswith("@")}
        assert words <= known([kind.removeprefix(SCHEMA) for kind in thing["@type"]])


def test_no_word_is_passed_over_by_a_reader() -> None:
    """Expansion drops what has no meaning; compaction brings all back that it kept."""
    plan = json.loads(schemaorg.dumps(ROUTINE))
    back = jsonld.compact(expanded(schemaorg.dumps(ROUTINE)), {"@vocab": SCHEMA}, {"compactArrays": True})

    def single(tree: Any) -> Any:
        """A list of one is the same as the one."""
        if isinstance(tree, list):
            return single(tree[0]) if len(tree) == 1 else [single(each) for each in tree]
        if isinstance(tree, dict):
            return {key: single(each) for key, each in tree.items() if key != "@context"}
        return tree

    assert single(back) == single(plan)


def sections(routine: Routine) -> list[dict[str, Any]]:
    """The sections of exercises."""
    plan = json.loads(schemaorg.dumps(routine))
    return [step for step in plan["step"] if "ExercisePlan" in step["@type"]]


def seconds(duration: str) -> int:
    match = re.fullmatch(r"PT(\d+)S", duration)
    assert match
    return int(match[1])


@ROUTINES
def test_the_times_are_those_of_the_routine(routine: Routine) -> None:
    plan, found = json.loads(schemaorg.dumps(routine)), sections(routine)

    assert seconds(plan["totalTime"]) == seconds(plan["activityDuration"]) == routine.seconds
    assert sum(seconds(section["totalTime"]) for section in found) == routine.seconds
    for section, item in zip(found, routine.items, strict=True):
        assert seconds(section["prepTime"]) == item.gap_seconds
        assert seconds(section["performTime"]) == seconds(section["activityDuration"]) == item.work_seconds


def test_the_order_is_told() -> None:
    """A reader of JSON-LD may shuffle what stands in a list."""
    steps = json.loads(schemaorg.dumps(ROUTINE))["step"]

    assert [step["position"] for step in steps] == list(range(1, len(ROUTINE.items) + 5))


def test_a_section_tells_the_exercise() -> None:
    names = {region.id: region.name for region in EVERYTHING.conventions.regions}

    for section, item in zip(sections(EVERYTHING), EVERYTHING.items, strict=True):
        exercise = item.exercise
        steps = [each for each in section["itemListElement"] if each["@type"] == "HowToStep"]
        assert (section["name"], section["exerciseType"]) == (exercise.name, exercise.kind)
        assert section["description"].endswith(f". {exercise.summary}")
        assert [(each["position"], each["text"]) for each in steps] == [
            (number, step.text) for number, step in enumerate(exercise.steps, start=1)
        ]
        assert [each["name"] for each in section["associatedAnatomy"]] == [names[each] for each in exercise.regions]
        assert [(each["name"], each["url"]) for each in section["citation"]] == [
            (source.title, source.url or f"https://doi.org/{source.doi}") for source in exercise.sources
        ]
        assert len(section.get("tool", [])) == len(exercise.needs)


def test_an_address_in_capitals_is_one() -> None:
    item = ROUTINE.items[0]
    source = Source(id="own", title="Legs", publisher="Clinic", tier=Tier.D, url="HTTPS://CLINIC.EXAMPLE/legs")
    routine = evolve(ROUTINE, items=(evolve(item, exercise=evolve(item.exercise, sources=(source,))),))

    [section] = sections(routine)

    assert section["citation"][0]["url"] == "HTTPS://CLINIC.EXAMPLE/legs"


def test_repetitions_say_on_which_sides() -> None:
    found = {
        item.exercise.laterality: section["repetitions"]
        for section, item in zip(sections(EVERYTHING), EVERYTHING.items, strict=True)
        if item.dose.reps == 6
    }

    assert {side: (each["value"], each["unitText"]) for side, each in found.items()} == {
        Laterality.BILATERAL: (6, "in a set"),
        Laterality.UNILATERAL: (6, "in a set on each side"),
        Laterality.ALTERNATING: (6, "in a set on each side, taking turns"),
    }


def test_rests_are_told_where_there_are_sets() -> None:
    item = EVERYTHING.items[0]
    several = evolve(item, dose=evolve(item.dose, sets=3))

    assert [each.get("restPeriods") for each in sections(evolve(EVERYTHING, items=(item, several)))] == [
        None,
        f"{item.exercise.rest} seconds between sets",
    ]


def test_safety_comes_first_and_last() -> None:
    """And what a caution asks stands among the steps."""
    plan = json.loads(schemaorg.dumps(ROUTINE))
    safety = [step for step in plan["step"] if step["@type"] == "HowToSection"]
    told = [[tip["text"] for tip in section["itemListElement"]] for section in safety]

    assert plan["description"] == REVIEW
    assert [plan["step"].index(section) for section in safety] == [0, 1, 2, len(plan["step"]) - 1]
    assert sorted(text for texts_ in told[:3] for text in texts_) == sorted(flag.question for flag in ROUTINE.red_flags)
    assert told[3] == [rule.text for rule in ROUTINE.stop_rules]
    for section, item in zip(sections(ROUTINE), ROUTINE.items, strict=True):
        tips = [each["text"] for each in section["itemListElement"] if each["@type"] == "HowToTip"]
        assert tips == Words.of(ROUTINE).asked(item.exercise, item.cautions)


class Page(HTMLParser):
    """What a browser finds in script elements, and what it finds beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.script, self.tags = "", list[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.script += data


@given(st.lists(texts(), min_size=7, max_size=7))
def test_no_text_breaks_a_page(words: list[str]) -> None:
    name, step, how, rule, question, cited, thing = words
    item = ROUTINE.items[0]
    exercise = evolve(
        item.exercise,
        name=name,
        steps=tuple(evolve(each, text=step) for each in item.exercise.steps),
        sources=(Source(id="own", title=cited, publisher=cited, tier=Tier.D, url=cited),),
        needs=(("own",),),
    )
    caution = CautionRule(key="own", level=CautionLevel.MODIFY, how=how)
    routine = evolve(
        ROUTINE,
        items=(evolve(item, exercise=exercise, cautions=(caution,)),),
        stop_rules=(evolve(ROUTINE.stop_rules[0], text=rule),),
        red_flags=(evolve(ROUTINE.red_flags[0], question=question),),
        conventions=evolve(
            ROUTINE.conventions, equipment=(*ROUTINE.conventions.equipment, Equipment(id="own", name=thing))
        ),
    )
    paper = schemaorg.dumps(routine)
    page = Page()
    page.feed(f'<script type="application/ld+json">{paper}</script>')
    first, section, last = json.loads(page.script)["step"]

    assert paper.isascii()
    assert page.tags == ["script"]
    assert [section["name"], section["tool"][0]["name"]] == [plain(name), plain(thing)]
    assert section["citation"][0] == {
        "@type": "CreativeWork",
        "name": plain(cited),
        "publisher": {"@type": "Organization", "name": plain(cited)},
    }
    assert section["itemListElement"][0]["text"] == plain(step)
    assert section["itemListElement"][-1]["text"] == f"Take care: {sentence(plain(how))}"
    assert [tip["text"] for tip in (*first["itemListElement"], *last["itemListElement"])] == [
        plain(question),
        plain(rule),
    ]


# Losses -------------------------------------------------------------------------------------------


def test_what_is_told_as_lost_is_not_in_the_paper() -> None:
    paper = schemaorg.dumps(ROUTINE)

    assert [loss.code for loss in schemaorg.losses(ROUTINE)][-2:] == ["lost-fields", "lost-proof"]
    for item in ROUTINE.items:
        assert item.why is not None
        assert item.why.sentence not in paper
        assert item.exercise.posture not in paper
        assert not [error for error in item.exercise.typical_errors if error.correction in paper]
    assert "difficulty" not in paper


def test_what_is_only_told_in_words_is_named() -> None:
    """Holds and sets are in no number of a section."""
    item = next(item for item in EVERYTHING.items if item.dose.hold)
    still = next(item for item in EVERYTHING.items if item.dose.reps and not item.dose.hold)
    doses = [evolve(item.dose, sets=7, reps=8, hold=91), evolve(still.dose, sets=1, reps=8)]
    routine = evolve(EVERYTHING, items=(evolve(item, dose=doses[0]), evolve(still, dose=doses[1])))
    section, plain_section = sections(routine)
    fields = {key: value for key, value in section.items() if key not in {"description", "citation", "itemListElement"}}

    assert section["description"].startswith("7 sets of 8")
    assert plain_section["description"].startswith("8 times")
    assert not re.search(r"\b(7|91)\b", json.dumps(fields))
    assert [str(loss) for loss in schemaorg.losses(routine) if loss.code == "only-words"] == [
        "note: items[0].dose: the sets and the hold of the dose are in words, not in fields [only-words]"
    ]


def test_texts_that_are_changed_are_told() -> None:
    rule = evolve(ROUTINE.stop_rules[0], text="St\x1bop.")
    (*_, loss) = schemaorg.losses(evolve(ROUTINE, stop_rules=(rule,)))

    assert str(loss) == "note: stop_rules[0].text: the text has characters that are replaced [changed-text]"
