"""Paper and back: what is written is what is read, and nothing is read that was not meant."""

import json
from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from typing import Any, TypeAlias

import pytest
from attrs import define, evolve
from cattrs import BaseValidationError, Converter, UnstructureStrategy
from cattrs.preconf.json import make_converter
from hypothesis import given

from lowback import Brief, Catalog, Dose, DoseRange, Exercise, Routine, Source, compose, default_catalog
from lowback.converters import Json, findings, register_hooks, structure, unstructure
from lowback.diagnostics import Diagnostic
from lowback.errors import InvalidCatalog, InvalidDocument
from lowback.model import CautionRule, Conventions, Range, Timing
from lowback.vocabulary import CautionLevel, Confidence, Position, Tier
from strategies import briefs, catalogs, conventions, dose_ranges, doses, examples, exercises

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

PACKAGED = default_catalog()
BRIDGE = PACKAGED["bridge"]

few = examples(30)
"""For whole catalogs, which are many examples in one."""


def on_paper(value: object) -> Paper:
    """What another process reads of a value."""
    return json.loads(json.dumps(unstructure(value)))


# Round trips -------------------------------------------------------------------------------------


@given(doses())
def test_doses_come_back(dose: Dose) -> None:
    """Any dose."""
    assert structure(on_paper(dose), Dose) == dose


@given(dose_ranges())
def test_dose_ranges_come_back(range_: DoseRange) -> None:
    """Any dose range, with its facts and notes."""
    assert structure(on_paper(range_), DoseRange) == range_


CITED = (
    Source(id="one", title="Rückenschule: ä, 背中, 🦴", publisher='"quoted"\\', tier=Tier.A, year=2020, pmid=7),
    Source(id="two", title="\t2\u2028", publisher="", tier=Tier.D, url="", note="\x00"),
)
CITING = Catalog(sources=CITED)


@given(exercises(citing=CITED, wordy=True))
def test_exercises_come_back(exercise: Exercise) -> None:
    """Any exercise; its sources are ids on paper, and objects again in memory."""
    paper = on_paper(exercise)

    assert paper.get("sources", []) == [source.id for source in exercise.sources]
    assert structure(paper, Exercise, catalog=CITING) == exercise


@few
@given(catalogs(own_conventions=True, wordy=True))
def test_catalogs_come_back(catalog: Catalog) -> None:
    """Any catalog, as a document with all that it declares."""
    copy = structure(on_paper(catalog), Catalog)

    assert copy == catalog
    assert list(copy.items()) == list(catalog.items())


@few
@given(conventions())
def test_rules_come_back(rules_: Conventions) -> None:
    """Any rules."""
    assert structure(on_paper(rules_), Conventions) == rules_


@given(briefs(PACKAGED))
def test_briefs_come_back(brief: Brief) -> None:
    """Any brief; a length in broken minutes is written in seconds."""
    paper = on_paper(brief)

    assert paper.get("seconds", 60 * paper.get("minutes", 0)) == brief.seconds
    assert structure(paper, Brief) == brief


def test_packaged_catalog_comes_back() -> None:
    """The packaged catalog, too, is a document like any other."""
    assert structure(on_paper(PACKAGED), Catalog) == PACKAGED


@pytest.mark.parametrize("id_", ["bridge", "walking", "bird-dog", "figure-four-stretch"])
def test_packaged_exercises_come_back(id_: str) -> None:
    """Without a catalog, ids are those of the packaged one; an id alone reads as the exercise."""
    assert structure(on_paper(PACKAGED[id_]), Exercise) == PACKAGED[id_]
    assert structure(id_, Exercise) is PACKAGED[id_]


def test_objects_are_read_as_they_are() -> None:
    """A value in a tree stays that value."""
    assert structure(BRIDGE, Exercise) is BRIDGE


WRITTEN: tuple[tuple[object, Json], ...] = (
    (Dose(reps=10), {"reps": 10}),
    (Dose(sets=2, reps=10, hold=0), {"sets": 2, "reps": 10, "hold": 0}),
    (Range(1, 2, 3), {"min": 1, "starter": 2, "max": 3}),
    (
        DoseRange(duration=Range(30, 60, 90), confidence=Confidence.HIGH),
        {"duration": {"min": 30, "starter": 60, "max": 90}, "confidence": "high"},
    ),
    (CautionRule(key="fear", level=CautionLevel.AVOID), {"key": "fear", "level": "avoid"}),
    (Timing(tick=1), {"tick": 1}),
    (Brief(), {"format": 2, "minutes": 10}),
    (Brief(Fraction(125, 60), seed=3), {"format": 2, "seconds": 125, "seed": 3}),
    (Brief(2.5), {"format": 2, "seconds": 150}),
    (
        Brief(5, "desk", positions=["standing", "seated"], equipment=(), recent=[["bridge"], []]),
        {
            "format": 2,
            "minutes": 5,
            "mix": "desk",
            "positions": ["seated", "standing"],
            "equipment": [],
            "recent": [["bridge"], []],
        },
    ),
    (CITED[0], {"id": "one", "title": CITED[0].title, "publisher": '"quoted"\\', "tier": "A", "year": 2020, "pmid": 7}),
)
"""Values, and how they look on paper."""


@pytest.mark.parametrize(("value", "paper"), WRITTEN)
def test_written_short(value: object, paper: Json) -> None:
    """Words are plain texts, and what has its default is left out, but the format and length of a brief."""
    assert unstructure(value) == paper
    assert on_paper(value) == paper
    assert structure(paper, type(value)) == value


def test_a_catalog_document_says_its_format() -> None:
    """A document begins with its format; exercises are whole in it, their sources ids."""
    paper = on_paper(Catalog([BRIDGE], id="clinic", title="Clinic", language="de"))

    assert next(iter(paper)) == "format"
    assert [paper[key] for key in ("format", "id", "title", "language")] == [1, "clinic", "Clinic", "de"]
    assert paper["exercises"][0]["name"] == "Bridge"
    assert {each["id"] for each in paper["sources"]} == set(paper["exercises"][0]["sources"])


def test_a_catalog_document_may_cite_packaged_sources() -> None:
    """What a document does not declare is as in the packaged catalog."""
    document = {"format": 1, "id": "clinic", "exercises": [on_paper(BRIDGE)]}

    assert structure(document, Catalog) == Catalog([BRIDGE], id="clinic")


def test_a_catalog_document_may_declare_its_own() -> None:
    """Sources of the document win over packaged ones, and own numbers over packaged numbers."""
    own = Source(id="ccgi-bridge", title="Another paper", publisher="", tier=Tier.B)
    exercise = evolve(BRIDGE, sources=(own,))
    document = {
        "format": 1,
        "id": "clinic",
        "exercises": [on_paper(exercise)],
        "sources": [on_paper(own)],
        "timing": {"tick": 1},
    }
    catalog = structure(document, Catalog)

    assert dict(catalog) == {"bridge": exercise}
    assert dict(catalog.sources) == {"ccgi-bridge": own}
    assert catalog.conventions == evolve(PACKAGED.conventions, timing=Timing(tick=1))


# Strictness --------------------------------------------------------------------------------------

KINDS = "mobility, stretch, strength, stability, aerobic, relaxation, neural"
POSITIONS = ", ".join(Position)
LENGTH = "1 to 120 minutes in whole seconds (Brief.of_seconds takes seconds)"


def finding(code: str, message: str, *path: str | int) -> Diagnostic:
    """A finding of the converters: always an error, without a place in a text."""
    return Diagnostic(code=code, message=message, path=path)


TO_DO = {
    ("a text", "a whole number"): "write a number without quotes",
    ("a text", "true or false"): "write true or false without quotes",
    ("a text", "a list"): "put it in square brackets",
    ("an object", "a list"): "put it in square brackets",
    ("a number", "a text"): "put it in quotes",
}


def wrong(message: str, *path: str | int) -> Diagnostic:
    """A value of the wrong type, with what to do where that is plain."""
    came, expected = message.removeprefix("got ").split(", expected ")
    hints = (hint for (begins, ends), hint in TO_DO.items() if came.startswith(begins) and expected == ends)
    return evolve(finding("wrong-type", message, *path), hint=next(hints, ""))


def missing(key: str, *path: str | int) -> Diagnostic:
    """A key that is not there."""
    return finding("missing-key", f"missing key {key!r}", *path)


BAD_TREES: tuple[tuple[type, object, tuple[Diagnostic, ...]], ...] = (
    (Dose, None, (wrong("got null, expected an object"),)),
    (Dose, [], (wrong("got a list, expected an object"),)),
    (Dose, "10", (wrong("got a text '10', expected an object"),)),
    (Dose, 10, (wrong("got a number 10, expected an object"),)),
    (Dose, {"reps": "10"}, (wrong("got a text '10', expected a whole number", "reps"),)),
    (Dose, {"reps": 10.0}, (wrong("got a number 10.0, expected a whole number", "reps"),)),
    (Dose, {"reps": True}, (wrong("got true or false, expected a whole number", "reps"),)),
    (Dose, {"sets": None, "reps": 5}, (wrong("got null, expected a whole number", "sets"),)),
    (Dose, {"reps": 0}, (finding("out-of-range", "got 0, expected 1 or more", "reps"),)),
    (
        Dose,
        {},
        (finding("reps-or-duration", "got neither reps nor duration, expected just one of them"),),
    ),
    (
        Dose,
        {"rep": 3, "sets": "2", "holds": 3},
        (
            finding("unknown-key", "unknown key 'rep' (did you mean 'reps'?)", "rep"),
            wrong("got a text '2', expected a whole number", "sets"),
            finding("unknown-key", "unknown key 'holds' (did you mean 'hold'?)", "holds"),
        ),
    ),
    (Source, {"id": "a", "tier": "B"}, (missing("title"), missing("publisher"))),
    (
        Source,
        {"id": "a", "title": "T", "publisher": "P", "tier": "E", "weight": 1},
        (
            finding("unknown-word", "got 'E', expected one of A, B, C, D", "tier"),
            finding("unknown-key", "unknown key 'weight'", "weight"),
        ),
    ),
    (Brief, {"format": 2, "minutes": "5"}, (wrong("got a text '5', expected a whole number", "minutes"),)),
    (Brief, {"format": 2, "minutes": 2.51}, (finding("bad-value", f"got 2.51, expected {LENGTH}", "minutes"),)),
    (Brief, {"format": 2, "minutes": 1e400}, (finding("bad-value", f"got infinity, expected {LENGTH}", "minutes"),)),
    (Brief, {"format": 2, "minutes": 600}, (finding("bad-value", f"got 600, expected {LENGTH}", "minutes"),)),
    (
        Brief,
        {"format": 2, "seconds": 5},
        (finding("bad-value", "got 5, expected a whole number from 60 to 7200", "seconds"),),
    ),
    (
        Brief,
        {"format": 2, "seconds": "125"},
        (finding("bad-value", "got '125', expected a whole number, and no minutes beside it", "seconds"),),
    ),
    (
        Brief,
        {"format": 2, "seconds": 120, "minutes": 2},
        (finding("bad-value", "got 120, expected a whole number, and no minutes beside it", "seconds"),),
    ),
    (Brief, {"format": 3}, (finding("unknown-format", "got 3, expected 1 to 2", "format"),)),
    (
        Brief,
        {"format": 0, "seed": -1},
        (
            finding("unknown-format", "got 0, expected 1 to 2", "format"),
            finding("bad-value", "got -1, expected a whole number, 0 or more", "seed"),
        ),
    ),
    (Brief, {"format": "2"}, (wrong("got a text '2', expected a whole number", "format"),)),
    (Brief, {"format": None}, (wrong("got null, expected a whole number", "format"),)),
    (
        Brief,
        {"format": 2, "cautions": "none"},
        (evolve(wrong("got a text 'none', expected a list", "cautions"), hint="[] says that there is none"),),
    ),
    (
        Brief,
        {"format": 2, "positions": ["prone", "suppine"]},
        (
            finding(
                "unknown-word",
                f"got 'suppine', expected one of {POSITIONS} (did you mean 'supine'?)",
                *("positions", 1),
            ),
        ),
    ),
    (Brief, {"format": 2, "recent": ["bridge"]}, (wrong("got a text 'bridge', expected a list", "recent", 0),)),
    (Brief, {"format": 2, "seed": -1}, (finding("bad-value", "got -1, expected a whole number, 0 or more", "seed"),)),
    (
        Brief,
        {"format": 2, "limited_mobility": 1, "seconds": 125, "mood": "good"},
        (
            wrong("got a number 1, expected true or false", "limited_mobility"),
            finding("unknown-key", "unknown key 'mood'", "mood"),
        ),
    ),
    (Exercise, 3, (wrong("got a number 3, expected an id of the exercises, or an object"),)),
    (Exercise, "brigde", (finding("unknown-exercise", "got 'brigde' (did you mean 'bridge'?)"),)),
    (
        Exercise,
        "handstand",
        (finding("unknown-exercise", "got 'handstand', expected the id of a known exercise"),),
    ),
    (Catalog, None, (wrong("got null, expected an object"),)),
    (Catalog, [], (wrong("got a list, expected an object"),)),
    (Catalog, {}, (missing("format"), missing("id"), missing("exercises"))),
    (
        Catalog,
        {"format": 2, "id": "x", "exercises": []},
        (finding("unknown-format", "got 2, expected 1", "format"),),
    ),
    (
        Catalog,
        {"format": 1, "id": "x", "exercises": {"bridge": {}}, "timing": {"tick": 0}, "transition": []},
        (
            wrong("got an object, expected a list", "exercises"),
            finding("out-of-range", "got 0, expected 1 or more", "timing", "tick"),
            finding("unknown-key", "unknown key 'transition' (did you mean 'transitions'?)", "transition"),
        ),
    ),
    (
        Catalog,
        {"format": 1, "id": "x", "exercises": ["bridge"]},
        (wrong("got a text 'bridge', expected an object", "exercises", 0),),
    ),
    (
        Catalog,
        {"format": 1, "id": "x", "exercises": [], "transitions": [{"positions": ["prone"], "seconds": 3}]},
        (finding("wrong-length", "got 1 value, expected 2", "transitions", 0, "positions"),),
    ),
)
"""Class, tree, every finding."""


@pytest.mark.parametrize(("cls", "tree", "findings"), BAD_TREES)
def test_bad_trees_are_refused(cls: type, tree: object, findings: tuple[Diagnostic, ...]) -> None:
    """Nothing is coerced, nothing unknown is passed over, and every finding says where it is."""
    with pytest.raises(InvalidDocument) as caught:
        structure(tree, cls)

    assert caught.value.diagnostics == findings
    assert type(caught.value) is (InvalidCatalog if cls is Catalog else InvalidDocument)


def test_the_format_of_a_routine_is_one_that_there_is() -> None:
    tree = on_paper(compose(Brief(1)))

    with pytest.raises(InvalidDocument) as caught:
        structure(tree | {"format": 3}, Routine)

    assert caught.value.diagnostics == (finding("unknown-format", "got 3, expected 1 to 2", "format"),)
    assert tree["format"] == tree["brief"]["format"] == 2


def test_findings_are_those_that_structure_raises() -> None:
    for cls, tree, expected in BAD_TREES:
        if cls is not Catalog:
            assert findings(tree, cls) == expected
    assert findings({"sets": 2, "reps": 10}, Dose) == ()


def test_findings_of_a_catalog_are_for_validate() -> None:
    with pytest.raises(ValueError, match=r"^findings\.as_: got Catalog, expected another class; validate finds more"):
        findings({}, Catalog)


def _change(**changes: object) -> Callable[[Any], object]:
    return lambda tree: tree.update(changes)


ROLES = "setup, move, hold, return, finish"
BAD_EXERCISES: tuple[tuple[Callable[[Any], object], tuple[Diagnostic, ...]], ...] = (
    (lambda tree: tree.pop("name"), (missing("name"),)),
    (
        _change(kind="stretching"),
        (finding("unknown-word", f"got 'stretching', expected one of {KINDS} (did you mean 'stretch'?)", "kind"),),
    ),
    (_change(kind=None), (finding("unknown-word", f"got null, expected one of {KINDS}", "kind"),)),
    (_change(difficulty=9), (finding("out-of-range", "got 9, expected 1 to 5", "difficulty"),)),
    (_change(aliases="glute bridge"), (wrong("got a text 'glute bridge', expected a list", "aliases"),)),
    (
        _change(aliases=[1, "glute bridge", None]),
        (
            wrong("got a number 1, expected a text", "aliases", 0),
            wrong("got null, expected a text", "aliases", 2),
        ),
    ),
    (_change(needs=["chair"]), (wrong("got a text 'chair', expected a list", "needs", 0),)),
    (_change(breathing=None), (wrong("got null, expected a text", "breathing"),)),
    (_change(steps={}), (wrong("got an object, expected a list", "steps"),)),
    (_change(safe_for_flare_up="yes"), (wrong("got a text 'yes', expected true or false", "safe_for_flare_up"),)),
    (
        _change(sources=["zz", {"id": "one", "title": "", "publisher": "", "tier": "A"}]),
        (
            finding("unknown-source", "got 'zz', expected the id of a known source", "sources", 0),
            finding("empty-text", "got '', expected some text", "sources", 1, "title"),
        ),
    ),
    (
        lambda tree: tree["dose"]["reps"].update(starter=31),
        (
            finding(
                "range-order",
                "got min 5, starter 31, max 15, expected min <= starter <= max",
                *("dose", "reps"),
            ),
        ),
    ),
    (
        lambda tree: tree["dose"]["facts"][0].update(reps=[5]),
        (finding("wrong-length", "got 1 value, expected 2", "dose", "facts", 0, "reps"),),
    ),
    (
        lambda tree: tree["steps"][1].update(seconds=0),
        (finding("out-of-range", "got 0, expected 1 or more", "steps", 1, "seconds"),),
    ),
    (
        lambda tree: (
            tree.update(difficulty="2", nam="Bridge"),
            tree["steps"][0].update(role="sett", text=3),
            tree["steps"][2].pop("short_text"),
            tree["cautions"][1].update(levl="avoid"),
        ),
        (
            wrong("got a text '2', expected a whole number", "difficulty"),
            finding("unknown-word", f"got 'sett', expected one of {ROLES} (did you mean 'setup'?)", "steps", 0, "role"),
            wrong("got a number 3, expected a text", "steps", 0, "text"),
            missing("short_text", "steps", 2),
            finding("unknown-key", "unknown key 'levl' (did you mean 'level'?)", "cautions", 1, "levl"),
            finding("unknown-key", "unknown key 'nam' (did you mean 'name'?)", "nam"),
        ),
    ),
)
"""What is done to the bridge, and every finding."""


@pytest.mark.parametrize(("break_it", "findings"), BAD_EXERCISES)
def test_bad_exercises_are_refused(break_it: Callable[[Any], object], findings: tuple[Diagnostic, ...]) -> None:
    """All findings at once, each with its path."""
    tree = on_paper(BRIDGE)
    break_it(tree)
    with pytest.raises(InvalidDocument) as caught:
        structure(tree, Exercise)

    assert caught.value.diagnostics == findings


def test_findings_in_a_catalog_lead_through_the_exercises() -> None:
    """In a document, the path begins at its root."""
    document = on_paper(Catalog([BRIDGE, PACKAGED["walking"]]))
    document["exercises"][1]["position"] = "floating"
    document["mixes"][0]["warm_up"] = 21
    with pytest.raises(InvalidCatalog) as caught:
        structure(document, Catalog)

    assert caught.value.diagnostics == (
        finding("unknown-word", f"got 'floating', expected one of {POSITIONS}", "exercises", 1, "position"),
        finding("mix-shares", "got shares that add up to 101, expected 100", "mixes", 0),
    )


def test_one_id_once_in_a_document() -> None:
    """Two exercises with one id are refused."""
    document = {"format": 1, "id": "x", "exercises": [on_paper(BRIDGE), on_paper(BRIDGE)]}
    with pytest.raises(InvalidCatalog) as caught:
        structure(document, Catalog)

    message = "Catalog.exercises: got two exercises with the id 'bridge', expected one"
    assert caught.value.diagnostics == (finding("duplicate-id", message, "exercises"),)


@pytest.mark.parametrize(("cls", "tree"), [row[:2] for row in BAD_TREES if isinstance(row[1], dict)])
def test_reading_leaves_the_tree_alone(cls: type, tree: dict[str, object]) -> None:
    """A tree may be read twice."""
    before = deepcopy(tree)
    with pytest.raises(InvalidDocument):
        structure(tree, cls)

    assert tree == before


def test_ids_are_looked_up_in_the_given_catalog() -> None:
    """Another catalog, other ids; the packaged ones are unknown then."""
    clinic = Catalog([evolve(BRIDGE, id="clinic-bridge")])

    assert structure("clinic-bridge", Exercise, catalog=clinic) is clinic["clinic-bridge"]
    with pytest.raises(InvalidDocument) as caught:
        structure("clam", Exercise, catalog=clinic)
    assert caught.value.diagnostics == (finding("unknown-exercise", "got 'clam', expected the id of a known exercise"),)


# A host's converter ------------------------------------------------------------------------------


@define
class Booking:
    """A class of a host application."""

    seats: int
    exercise: Exercise
    dose: Dose
    positions: tuple[Position, ...] = ()


BOOKING = Booking(3, BRIDGE, Dose(sets=2, reps=10), (Position.PRONE,))
HOSTS: dict[str, Callable[[], Converter]] = {
    "plain": Converter,
    "json": make_converter,
    "quick": lambda: Converter(detailed_validation=False),
    "strict": lambda: Converter(forbid_extra_keys=True, omit_if_default=True, prefer_attrib_converters=True),
    "tuples": lambda: Converter(unstruct_strat=UnstructureStrategy.AS_TUPLE),
}


@pytest.fixture(params=HOSTS)
def host(request: pytest.FixtureRequest) -> Converter:
    """A host's converter, in several settings, that has learned our classes."""
    converter = HOSTS[request.param]()
    register_hooks(converter)
    return converter


def test_host_converter_reads_what_it_writes(host: Converter) -> None:
    """Our values inside a host's class come back, whatever the settings of its converter."""
    assert host.structure(host.unstructure(BOOKING), Booking) == BOOKING


@pytest.mark.parametrize(
    "value", [BRIDGE, BRIDGE.dose, Brief(Fraction(125, 60), cautions=["balance"]), PACKAGED.conventions]
)
def test_host_converter_writes_as_we_do(host: Converter, value: Exercise | DoseRange | Brief | Conventions) -> None:
    """Our classes look the same on paper, whoever writes them."""
    assert host.unstructure(value) == unstructure(value)
    assert host.structure(unstructure(value), type(value)) == value


def test_host_converter_keeps_its_ways_with_its_classes() -> None:
    """It goes on coercing what it coerced, and our classes stay strict."""
    converter = Converter()
    register_hooks(converter)
    tree = {"seats": "3", "exercise": "bridge", "dose": {"sets": 2, "reps": 10}, "positions": ["prone"], "extra": 1}

    assert converter.structure(tree, Booking) == BOOKING
    with pytest.raises(BaseValidationError):
        converter.structure(tree | {"dose": {"reps": "10"}}, Booking)
    with pytest.raises(BaseValidationError):
        converter.structure(tree | {"dose": {"reps": 10, "extra": 1}}, Booking)


def test_host_hooks_for_plain_types_do_not_reach_ours() -> None:
    """A hook of the host for all numbers or texts changes its own classes only."""
    converter = Converter()
    converter.register_structure_hook(int, lambda value, _: 2 * int(value))
    converter.register_structure_hook(str, lambda value, _: str(value).upper())
    converter.register_unstructure_hook(int, lambda value: -value)
    register_hooks(converter)

    assert converter.structure({"seats": "3", "exercise": "bridge", "dose": {"reps": 10}}, Booking).seats == 6
    assert converter.structure({"reps": 10}, Dose) == Dose(reps=10)
    assert converter.structure(on_paper(BRIDGE), Exercise) == BRIDGE
    assert converter.unstructure(Dose(reps=10)) == {"reps": 10}


def test_host_converter_looks_ids_up_in_its_catalog() -> None:
    """The catalog given with the hooks is the one that knows the ids."""
    clinic = Catalog([evolve(BRIDGE, id="clinic-bridge")])
    converter = Converter()
    register_hooks(converter, clinic)

    assert converter.structure("clinic-bridge", Exercise) is clinic["clinic-bridge"]
    with pytest.raises(ValueError, match="got 'bridge'"):
        converter.structure("bridge", Exercise)
