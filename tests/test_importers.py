"""Importers: nothing is lost silently, nothing is invented, and no input is too strange."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lowback import Catalog
from lowback.converters import structure
from lowback.diagnostics import Diagnostic, Severity
from lowback.errors import InvalidDocument
from lowback.importers import exercemus, exercisedb, free_exercise_db, pierre, table, wger
from lowback.importers._drafting import Ids, Record, kebab
from lowback.importers._imported import Draft, Fate, Imported, Loss
from lowback.importers._markup import plain
from lowback.importers._reading import read_instructions, sentences
from lowback.validation import validate
from lowback.validation._stated import stated
from strategies import examples

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

HERE = Path(__file__).parent / "data" / "importers"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
FREE_EXERCISE_DB = SAMPLES / "free-exercise-db.exercises.json"
PIERRE = SAMPLES / "pierre.mobility-seed.json"

JSON_IMPORTERS = (exercemus, exercisedb, free_exercise_db, pierre, wger)


def text_of(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def fixture_of(importer: ModuleType) -> Paper:
    name = importer.__name__.rpartition(".")[2].replace("_", "-")
    return json.loads(text_of(f"{name}.json"))


def trees(imported: Imported) -> list[Paper]:
    return [draft.tree for draft in imported.drafts]


def notes(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"field": field, "reason": f"draft: {reason}"} for field, reason in pairs]


def same(value: int) -> dict[str, int]:
    return {"min": value, "starter": value, "max": value}


def leaves(fields: dict[Any, Paper]) -> set[str]:
    """The places of a record that need a fate: whatever holds no other values."""
    return {leaf for name, value in fields.items() for leaf in leaves_of(name, value)}


def leaves_of(name: str, value: Paper) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, member in value.items():
            yield from leaves_of(f"{name}.{key}", member)
    elif isinstance(value, list) and value:
        for index, member in enumerate(value):
            yield from leaves_of(f"{name}[{index}]", member)
    else:
        yield name


def by_record(losses: Iterable[Loss]) -> dict[str, set[str]]:
    fates: dict[str, set[str]] = {}
    for loss in losses:
        fates.setdefault(loss.record, set()).add(loss.field)
    return fates


# Whole values ------------------------------------------------------------------------------------


def test_free_exercise_db_gives_drafts() -> None:
    """Everything that a record says, what follows from it by a rule, and not a word more."""
    imported = free_exercise_db.loads(text_of("free-exercise-db.json"))

    assert trees(imported) == [
        {
            "id": "wall-lean",
            "name": "Wall Lean",
            "kind": "stretch",
            "position": "supine",
            "laterality": "unilateral",
            "difficulty": 2,
            "regions": ["hamstrings"],
            "steps": [
                {"role": "setup", "text": "Sit on a bench beside the wall, then lie on your back."},
                {"role": "move", "text": "Push one heel up the wall. Your hips stay down."},
                {"role": "hold", "text": "Hold for 20 seconds."},
                {"role": "return", "text": "Slowly lower the leg."},
            ],
            "dose": {"hold": same(20), "confidence": "low"},
            "needs": [["band"]],
            "primary_targets": ["hamstrings", "lats"],
            "editorial": notes(
                ("kind", "stretching is stretch"),
                ("difficulty", "beginner is 2, rather too hard"),
                ("regions", "hamstrings lie in hamstrings"),
                ("steps", "the roles are guessed from the words"),
                ("position", "the last posture that the setup names: 'lie on your back'"),
                ("laterality", "the text states the sides: 'Switch legs and repeat.'"),
                ("dose.hold", "read from the text: 'Hold for 20 seconds.'"),
            ),
        },
        {
            "id": "wall-lean-2",
            "name": "Wall lean with a cone",
            "needs": [["traffic-cone"]],
            "primary_targets": ["abdominals"],
            "secondary_targets": ["glutes"],
            "secondary_regions": ["glutes"],
            "editorial": notes(
                ("id", "another draft has this id, or no file may have it: numbered: 'wall-lean'"),
                ("secondary_regions", "glutes lie in glutes"),
            ),
        },
    ]


def test_pierre_gives_drafts() -> None:
    """Numbers are taken over, contraindications only where they plainly mean the same."""
    imported = pierre.loads(text_of("pierre.json"))

    assert trees(imported) == [
        {
            "id": "doorstep-reach",
            "name": "Doorstep Reach",
            "kind": "stretch",
            "position": "standing",
            "difficulty": 4,
            "regions": ["legs"],
            "steps": [
                {"role": "setup", "text": "Stand on a doorstep"},
                {"role": "setup", "text": "Let one heel sink"},
                {"role": "hold", "text": "Hold for 40 seconds"},
                {"role": "move", "text": "Lift the heel"},
            ],
            "dose": {"sets": same(2), "duration": same(40), "confidence": "low"},
            "summary": "Stretches the calves.",
            "primary_targets": ["calves"],
            "secondary_targets": ["hip flexors"],
            "secondary_regions": ["hip-flexors"],
            "cautions": [{"key": "balance", "level": "avoid"}],
            "editorial": notes(
                ("id", "made from the name"),
                ("kind", "static is stretch"),
                ("difficulty", "intermediate is 4, rather too hard"),
                ("regions", "calves lie in legs"),
                ("secondary_regions", "hip flexors lie in hip-flexors"),
                ("steps", "the roles are guessed from the words"),
                ("position", "the last posture that the setup names: 'Stand'"),
                ("dose.hold", "left out 'Hold for 40 seconds': the record itself gives a duration"),
                ("cautions", "balance_issues means the people of balance, and a contraindication is avoid"),
                ("cautions", "the record names 'knee_injury', which is no caution of ours"),
            ),
        },
        {
            "id": "teapot",
            "name": "Teapot",
            "kind": "stability",
            "position": "kneeling",
            "difficulty": 2,
            "steps": [
                {"role": "setup", "text": "Kneel on the mat"},
                {"role": "setup", "text": "Lean to one side"},
                {"role": "hold", "text": "Stay for as long as the tea takes"},
            ],
            "dose": {"duration": same(30), "confidence": "low"},
            "summary": "Opens the side.",
            "aliases": ["Chayapatrasana"],
            "primary_targets": ["core"],
            "breathing": "Breathe into the raised side",
            "editorial": notes(
                ("id", "made from the name"),
                ("kind", "balance is stability"),
                ("difficulty", "beginner is 2, rather too hard"),
                ("dose.duration", "a pose is held once: its hold is the duration"),
                ("steps", "the roles are guessed from the words"),
                ("position", "the last posture that the setup names: 'Kneel'"),
                ("cautions", "the record names 'pregnancy', which is no caution of ours"),
            ),
        },
    ]


def test_wger_gives_drafts() -> None:
    """Rows are joined, markup is gone, and the licence stays in sight."""
    imported = wger.loads(text_of("wger.json"))

    assert trees(imported) == [
        {
            "id": "box-rise",
            "name": "Box rise",
            "position": "seated",
            "regions": ["legs"],
            "steps": [
                {"role": "setup", "text": "Sit on a box."},
                {"role": "move", "text": "Rise & stretch."},
                {"role": "move", "text": "Sit down slowly."},
            ],
            "aliases": ["Crate rise"],
            "needs": [["dumbbell"], ["bench"]],
            "primary_targets": ["Quadriceps femoris"],
            "editorial": notes(
                ("id", "made from the name"),
                ("regions", "Quadriceps femoris lie in legs"),
                ("needs", "all things named are taken to be needed"),
                ("steps", "the roles are guessed from the words"),
                ("position", "the last posture that the setup names: 'Sit'"),
                ("sources", "the text is by somebody else, under CC-BY-SA 4: say so where it is shown"),
                (
                    "sources",
                    "the choice of muscles and equipment is by somebody, under CC-BY-SA 4: say so where it is shown",
                ),
            ),
        }
    ]


def pages_of(records: list[Paper]) -> list[Paper]:
    """One record on each page, as the web interface answers them."""
    return [
        {"count": len(records), "next": f"https://wger.example/?page={number}", "previous": None, "results": [record]}
        for number, record in enumerate(records[:-1], start=2)
    ] + [{"count": len(records), "next": None, "previous": "https://wger.example/", "results": records[-1:]}]


@pytest.mark.parametrize(
    "around",
    [
        lambda records: records,
        lambda records: {"count": 2, "next": None, "previous": None, "results": records},
        pages_of,
        lambda records: records[0],
        lambda records: [flat_of(records[0])],
        lambda records: [{**records[0], "exercises": records[0]["translations"], "translations": None}],
    ],
    ids=["list", "page", "pages", "one", "flat", "older"],
)
def test_answers_of_wger_give_the_same_drafts(around: Callable[[list[Paper]], Paper]) -> None:
    """Whether they come as rows, as one page, as several or as a mere list."""
    rows, infos = fixture_of(wger), info_of(fixture_of(wger))

    imported = wger.loads(json.dumps(around(infos)))

    [tree], [expected] = trees(imported), trees(wger.loads(json.dumps(rows)))
    assert imported.findings == ()
    assert tree.pop("secondary_targets") == ["Unknown"]  # the row that is not there has a name in an answer
    own, others = tree.pop("editorial"), expected.pop("editorial")
    assert {each["field"] for each in own} == {each["field"] for each in others}
    assert tree == expected


def flat_of(info: Paper) -> Paper:
    """An exercise as older answers had it: with one text, and that not inside of it."""
    text = next(each for each in info["translations"] if each["language"] == 2)
    others = {key: value for key, value in info.items() if key != "translations"}
    return {
        **others,
        "language": {"id": 2, "short_name": "en"},
        **{key: text[key] for key in ("name", "description", "aliases", "license_author")},
    }


def test_a_page_that_is_not_the_last_is_told() -> None:
    """The others are somewhere else, and nobody would miss them."""
    first, *_ = pages_of(info_of(fixture_of(wger)))

    imported = wger.loads(json.dumps(first), name="a.json")

    assert [str(each) for each in imported.findings] == [
        (
            "a.json:1:22: warning: next: got a page that is not the last one: the next is "
            "'https://wger.example/?page=2' (put all pages into one list) [more-pages]"
        )
    ]


@pytest.mark.parametrize("importer", [exercemus, exercisedb, free_exercise_db])
def test_so_is_one_of_a_file_that_was_cut_into_pages(importer: ModuleType) -> None:
    page = {"results": [{"name": "Plank"}], "next": "https://a.example/2"}

    assert [each.code for each in importer.loads(json.dumps(page)).findings] == ["more-pages"]


def test_a_table_in_place_of_json_is_told() -> None:
    with pytest.raises(InvalidDocument) as caught:
        free_exercise_db.loads("name,reps\nPlank,8\n", name="a.csv")

    assert str(caught.value.diagnostics[0]) == (
        "a.csv:1:1: error: a value is missing here "
        "(this is no JSON: lowback import csv FILE -o DIR makes drafts of a table) [syntax]"
    )


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ({"data": [{"name": "Plank"}], "metadata": {"nextPage": "https://a.example/2"}}, "metadata.nextPage"),
        ({"data": {"exercises": [{"name": "Plank"}], "nextPage": "https://a.example/2"}}, "data.nextPage"),
        ({"data": {"exercises": [{"name": "Plank"}], "nextPage": None}}, ""),
    ],
)
def test_pages_of_exercisedb_say_it_otherwise(page: Paper, path: str) -> None:
    assert [each.dotted_path for each in exercisedb.loads(json.dumps(page)).findings] == ([path] if path else [])


def test_a_text_of_wger_may_be_in_markdown_only() -> None:
    """And names of aliases may stand alone."""
    text = {"language": 2, "name": "Rise", "description": "", "description_source": "Sit.\n\n1. Rise."}

    aliases = ["Up", {"alias": "Get up"}, {"id": 3}]
    [tree] = trees(wger.loads(json.dumps([{"muscles": [], "translations": [{**text, "aliases": aliases}]}])))
    assert ([step["text"] for step in tree["steps"]], tree["aliases"]) == (["Sit.", "Rise."], ["Up", "Get up"])
    told = [{"muscles": [], "translations": [{**text, "description": "<p>Stand.</p>"}]}]
    assert [step["text"] for step in trees(wger.loads(json.dumps(told)))[0]["steps"]] == ["Stand."]


def test_other_names_no_thing_in_capitals_either() -> None:
    assert "needs" not in trees(free_exercise_db.loads('[{"name": "Plank", "equipment": "Other"}]'))[0]


def test_exercemus_gives_drafts() -> None:
    """Like the catalogs that it was merged from; what is about the list is told beside the records."""
    imported = exercemus.loads(text_of("exercemus.json"))

    assert [draft.id for draft in imported.drafts] == ["wall-sway", "box-carry"]
    assert trees(imported)[0] == {
        "id": "wall-sway",
        "name": "Wall sway",
        "kind": "stretch",
        "position": "standing",
        "laterality": "unilateral",
        "regions": ["lateral-trunk"],
        "steps": [
            {"role": "setup", "text": "Stand beside a wall."},
            {"role": "move", "text": "Lean towards it."},
            {"role": "hold", "text": "Hold for 15 seconds."},
        ],
        "dose": {"hold": same(15), "confidence": "low"},
        "summary": "Opens the side.",
        "aliases": ["Side sway"],
        "needs": [],
        "primary_targets": ["obliques"],
        "secondary_targets": ["lats"],
        "editorial": notes(
            ("id", "made from the name"),
            ("kind", "stretching is stretch"),
            ("regions", "obliques lie in lateral-trunk"),
            ("steps", "the roles are guessed from the words"),
            ("position", "the last posture that the setup names: 'Stand'"),
            ("laterality", "the text states the sides: 'Repeat on the other side.'"),
            ("dose.hold", "read from the text: 'Hold for 15 seconds.'"),
            ("sources", "the text is by somebody else, under CC-BY-SA 3: say so where it is shown"),
        ),
    }
    assert [(loss.field, loss.rule) for loss in imported.losses if loss.record == "the whole"] == [
        ("categories[0]", "it is about the list"),
        ("categories[1]", "it is about the list"),
        ("exercises_to_merge[0].name", "it is about the list"),
        ("exercises_to_merge[0].description", "it is about the list"),
        ("muscle_groups.core[0]", "it is about the list"),
        ("muscle_groups.core[1]", "it is about the list"),
    ]


def test_three_shapes_of_exercisedb_give_drafts() -> None:
    """Targets as a text or a list; instructions as a list, with numbers, or in several languages."""
    imported = exercisedb.loads(text_of("exercisedb.json"))

    kept = ("id", "kind", "position", "laterality", "difficulty", "needs", "primary_targets", "summary", "dose")
    assert [{key: tree[key] for key in kept if key in tree} for tree in trees(imported)] == [
        {
            "id": "bent-doorstep-reach",
            "kind": "stretch",
            "position": "standing",
            "laterality": "unilateral",
            "difficulty": 2,
            "needs": [],
            "primary_targets": ["calves"],
            "summary": "Lengthens the calf.",
            "dose": {"hold": {"min": 20, "starter": 20, "max": 30}, "confidence": "low"},
        },
        {
            "id": "crate-hold",
            "position": "quadruped",
            "needs": [["band"], ["crate"]],
            "primary_targets": ["Obliques"],
            "summary": "Trains the side.",
            "dose": {"reps": {"min": 8, "starter": 8, "max": 10}, "confidence": "low"},
        },
        {"id": "floor-roll", "position": "supine", "needs": [["roller"]], "primary_targets": ["spine"]},
    ]
    assert [[step["text"] for step in tree["steps"]] for tree in trees(imported)] == [
        ["Stand on a doorstep.", "Let one heel sink.", "Hold for 20-30 seconds."],
        ["Kneel on all fours.", "Pull the band."],
        ["Lie on your back.", "Roll."],
    ]


def test_tables_give_drafts() -> None:
    """A table says what it says; only an id and the start of a range are added."""
    imported = table.loads(text_of("table.csv"))

    assert trees(imported) == [
        {
            "id": "heel-raise",
            "name": "Heel raise",
            "kind": "strength",
            "position": "standing",
            "laterality": "bilateral",
            "family": "heel-raise",
            "difficulty": 1,
            "regions": ["legs"],
            "directions": ["neutral"],
            "steps": [
                {
                    "role": "move",
                    "text": "Rise onto your toes, slowly.",
                    "short_text": "Rise onto your toes.",
                    "seconds": 3,
                },
                {"role": "hold", "text": "Stay up.", "short_text": "Stay up."},
                {"role": "return", "text": "Lower your heels.", "short_text": "Lower your heels.", "seconds": 3},
            ],
            "dose": {
                "sets": same(2),
                "reps": {"min": 8, "starter": 8, "max": 12},
                "hold": same(3),
                "confidence": "low",
            },
            "summary": "Trains your calves.",
            "needs": [["chair", "wall"]],
            "editorial": notes(("dose.reps.starter", "the first number is the one to start with")),
        },
        {
            "id": "wall-lean",
            "name": "Wall lean",
            "kind": "stretch",
            "position": "standing",
            "regions": ["legs", "hamstrings"],
            "editorial": notes(
                ("id", "made from the name"),
                ("dose.hold", "left out 'ten': expected a whole number or two, such as 10 or 8-12"),
            ),
        },
    ]


def test_a_complete_table_is_a_catalog() -> None:
    """Nothing has to be added to a row that says everything."""
    complete = "".join(text_of("table.csv").splitlines(keepends=True)[:2])

    catalog = structure(table.loads(complete).document(), Catalog)

    assert catalog["heel-raise"].work_seconds(catalog["heel-raise"].dose.starter) == 190


def test_a_document_holds_every_draft() -> None:
    """The drafts stand in a catalog document, in the order in which they came."""
    drafts = (Draft(id="b", tree={"id": "b"}), Draft(id="a", tree={"id": "a"}))

    assert Imported(id="other", title="Other", drafts=drafts).document() == {
        "format": 1,
        "id": "other",
        "title": "Other",
        "language": "en",
        "exercises": [{"id": "b"}, {"id": "a"}],
    }


@pytest.mark.parametrize("importer", JSON_IMPORTERS)
def test_no_draft_is_complete(importer: ModuleType) -> None:
    """Validation names what a person has to add, in every one of them."""
    imported = importer.loads(json.dumps(fixture_of(importer)))

    findings = validate(imported.document())

    errors = {each.path[1] for each in findings if each.severity is Severity.ERROR}
    assert errors == set(range(len(imported.drafts)))
    assert {each.path[1] for each in findings if each.code == "unsourced"} == errors


REPORT = """\
Other: 1 draft, 1 record that could not be read

field    mapped  guessed  dropped
force         0        0        2
name          1        1        0
steps[]       2        0        0

mapped:
  1 x name -> name
  2 x steps[] -> steps[].text

guessed:
  1 x name -> id: a rule that is so long that it does not fit on one line of the
      page

dropped:
  2 x force: no field of ours

could not be read:
  error: [1]: got a text, expected an object [unreadable-record]"""


def test_a_report_counts_fates_and_tells_rules() -> None:
    """Members of a list are counted together; rules come with the number of fields that met them."""
    long = "a rule that is so long that it does not fit on one line of the page"
    losses = (
        Loss(record="A", field="steps[0]", fate=Fate.MAPPED, to="steps[0].text"),
        Loss(record="A", field="steps[1]", fate=Fate.MAPPED, to="steps[1].text"),
        Loss(record="A", field="name", fate=Fate.MAPPED, to="name"),
        Loss(record="A", field="name", fate=Fate.GUESSED, to="id", rule=long),
        Loss(record="A", field="force", fate=Fate.DROPPED, rule="no field of ours"),
        Loss(record="[1]", field="force", fate=Fate.DROPPED, rule="no field of ours"),
    )
    finding = Diagnostic(code="unreadable-record", message="got a text, expected an object", path=(1,))
    imported = Imported(
        id="other", title="Other", drafts=(Draft(id="a", tree={"id": "a"}),), losses=losses, findings=(finding,)
    )

    assert imported.report() == REPORT


def test_the_losses_of_a_record_name_every_rule() -> None:
    """What was kept for a person to declare, what was guessed, and why the rest was dropped."""
    losses = free_exercise_db.loads(text_of("free-exercise-db.json")).losses

    assert [(loss.field, loss.fate.value, loss.to, loss.rule) for loss in losses if loss.record == "wall-lean"] == [
        ("id", "guessed", "id", "another draft has this id, or no file may have it: numbered"),
        ("name", "mapped", "name", ""),
        ("category", "dropped", "", "plyometrics is no kind of ours"),
        ("level", "dropped", "", "level is none of beginner, intermediate, expert, advanced"),
        ("equipment", "mapped", "needs", "traffic-cone is no word of ours: the catalog has to declare it"),
        ("primaryMuscles[0]", "mapped", "primary_targets", ""),
        ("secondaryMuscles[0]", "mapped", "secondary_targets", ""),
        ("secondaryMuscles[0]", "guessed", "secondary_regions", "glutes lie in glutes"),
        ("force", "dropped", "", "the field is empty"),
        ("mechanic", "dropped", "", "no field of ours"),
        ("instructions", "dropped", "", "the field is empty"),
        ("images", "dropped", "", "the field is empty"),
        ("stars", "dropped", "", "no field of ours"),
    ]


def test_other_languages_are_counted() -> None:
    """A text that is not English is dropped with its language."""
    losses = wger.loads(text_of("wger.json")).losses

    assert {loss.rule for loss in losses if loss.record == "exercises.translation 502"} == {
        "its language is de, and only English is read"
    }
    assert {loss.rule for loss in losses if loss.record == "exercises.exercise 78"} == {
        "the exercise has no English text",
        "the field is empty",
    }


def test_no_language_is_taken_for_english() -> None:
    """Without the row of a language nobody knows what number 2 means."""
    rows = [row for row in fixture_of(wger) if row["model"] != "core.language"]

    imported = wger.loads(json.dumps(rows))

    assert imported.drafts == ()
    assert {loss.rule for loss in imported.losses if loss.field == "description"} == {
        "its language is not in the list, and only English is read"
    }


# What cannot be read -----------------------------------------------------------------------------


DEEP = "objects and lists lie 65 deep inside each other, expected at most 64"


@pytest.mark.parametrize("importer", JSON_IMPORTERS)
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", "a.json:1:1: error: the document is empty [syntax]"),
        ("[1, two]", "a.json:1:5: error: a value is missing here (put a text in double quotes) [syntax]"),
        ("[" * 100_000, f"a.json:1:65: error: {'[0]' * 64}: {DEEP} [too-deep]"),
    ],
    ids=["empty", "broken", "deep"],
)
def test_a_text_that_is_not_json_is_refused(importer: ModuleType, text: str, finding: str) -> None:
    """The only case in which there is nothing to import."""
    with pytest.raises(InvalidDocument) as caught:
        importer.loads(text, name="a.json")

    assert [str(each) for each in caught.value.diagnostics] == [finding]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", "a.csv:1: error: got an empty text, expected a line of names [not-csv]"),
        (
            'name\nPlank\n\n"Heel raise\nLunge\n',
            "a.csv:4: error: this cell has no closing quote, expected CSV (put a quote at its end) [not-csv]",
        ),
        (
            'name\n"Heel" raise',
            (
                "a.csv:2: error: a cell goes on behind its closing quote, expected CSV "
                "(write a quote inside a cell twice) [not-csv]"
            ),
        ),
        (f"name\n{'a' * 10**6}", "a.csv:2: error: this cell is too long, expected CSV (shorten it) [not-csv]"),
        (f"name{',a' * 500_000}", "a.csv:1: error: got 500,001 columns, expected at most 1,000 [not-csv]"),
    ],
    ids=["empty", "open", "quotes", "long", "wide"],
)
def test_a_text_that_is_not_csv_is_refused(text: str, finding: str) -> None:
    """Quotes have to be closed, and a line of a million characters is none of a table."""
    with pytest.raises(InvalidDocument) as caught:
        table.loads(text, name="a.csv")

    assert [str(each) for each in caught.value.diagnostics] == [finding]


@pytest.mark.parametrize("importer", [*JSON_IMPORTERS, table])
def test_what_nobody_can_account_for_is_refused(importer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value gets an entry; without a limit, a file of commas would fill the memory."""
    message = "got more than 1,000,000 values, which is the most that is read"
    text = "name\n" + "a,b\n" * 500_001 if importer is table else json.dumps([{"id": "a", "b": [0] * 10**6}])

    with pytest.raises(InvalidDocument) as caught:
        importer.loads(text, name="a")

    assert [str(each) for each in caught.value.diagnostics] == [f"a: error: {message} (split the file) [too-large]"]


@pytest.mark.parametrize("importer", JSON_IMPORTERS)
def test_what_is_wrong_with_the_text_is_told_with_its_place(importer: ModuleType) -> None:
    """Of a key that is there twice one value is lost, which nobody would see in the draft."""
    fixture = fixture_of(importer)
    text = json.dumps(fixture)
    twice = text.replace('"name"', '"name": "Lost", "name"', 1)
    at = twice.index('"name": "Lost", ') + len('"name": "Lost", ') + 1

    imported = importer.loads(twice, name="a.json")

    assert trees(imported) == trees(importer.loads(text))
    [finding] = imported.findings
    assert str(finding).startswith(f"a.json:1:{at}: error: ")
    assert str(finding).endswith(".name: the key 'name' is there twice, expected it once [duplicate-key]")
    assert imported.report().endswith(f"\n\nwrong with the text:\n  {finding}")
    assert ", 0 records that could not be read\n" in imported.report()


def test_a_report_comes_to_an_end() -> None:
    """A file of the wrong kind has a finding for each line, and a hostile one has fields without end."""
    numbers = free_exercise_db.loads(json.dumps([0] * 50_000), name="a.json")
    fields = free_exercise_db.loads(json.dumps([{"id": "a", **{f"{each}{'x' * 999}": 0 for each in range(5000)}}]))

    report = numbers.report().splitlines()
    assert len(numbers.findings) == 50_000
    assert report[0] == "free-exercise-db: 0 drafts, 50000 records that could not be read"
    assert report[3:5] == [
        "  a.json:1:2: error: [0]: got a number, expected an object [unreadable-record]",
        "  a.json:1:5: error: [1]: got a number, expected an object [unreadable-record]",
    ]
    assert report[-1] == "  and 49,980 more"
    assert len(report) == 3 + 20 + 1
    assert fields.report().count("  and 4,501 more\n") == 1
    assert fields.report().endswith("  and 4,500 more")
    assert max(map(len, fields.report().splitlines())) < 300


POSES = "stretching_exercises or yoga_poses"


@pytest.mark.parametrize(
    ("importer", "text", "findings"),
    [
        (
            free_exercise_db,
            '{"id": "Plank"}',
            ["a:1:1: error: got an object, expected a list of exercises [unreadable-record]"],
        ),
        (
            pierre,
            '{"yoga_poses": "none"}',
            [f"a:1:1: error: got an object, expected an object with {POSES} [unreadable-record]"],
        ),
        (
            wger,
            '"rows"',
            [
                (
                    "a:1:1: error: got a text, expected a list of rows, each with model, pk and fields, or what "
                    "exerciseinfo answers [unreadable-record]"
                )
            ],
        ),
        (
            free_exercise_db,
            '[null, {"id": 3, "name": " "}, {"name": "Plank"}]',
            [
                "a:1:2: error: [0]: got null, expected an object [unreadable-record]",
                "a:1:8: error: [1]: got no text for id or name, expected a name [unreadable-record]",
            ],
        ),
        (
            wger,
            '[{"model": "exercises.exercise"}]',
            ["a:1:2: error: [0]: got something else, expected an object with model, pk and fields [unreadable-record]"],
        ),
        (
            table,
            "name,kind\nPlank,stability\n\n,strength\n",
            [
                (
                    "a:4: error: got no text for id or name, expected a name "
                    "(name it; of cells that are joined only the first has a text) [unreadable-record]"
                )
            ],
        ),
    ],
)
def test_records_that_cannot_be_read_are_findings(importer: ModuleType, text: str, findings: list[str]) -> None:
    """One for each, with its place; the others are read."""
    assert [str(each) for each in importer.loads(text, name="a").findings] == findings


@pytest.mark.parametrize("around", [lambda each: [each], lambda each: each, lambda each: {"exercises": [each]}])
def test_one_exercise_may_stand_alone(around: Callable[[Paper], Paper]) -> None:
    """As a list, as it is, or under a usual name."""
    imported = free_exercise_db.loads(json.dumps(around({"name": "Plank", "level": "beginner"})))

    assert [draft.id for draft in imported.drafts] == ["plank"]


def test_values_of_a_wrong_type_are_dropped_with_what_came() -> None:
    """A field that cannot be read does not stop the record."""
    record = {"id": "Plank", "name": 5, "level": [], "instructions": True, "primaryMuscles": ["legs", 3]}

    losses = free_exercise_db.loads(json.dumps([record])).losses

    assert [(loss.field, loss.rule) for loss in losses if loss.fate is Fate.DROPPED] == [
        ("name", "got a number, expected a text"),
        ("primaryMuscles[1]", "got a number, expected a text"),
        ("instructions", "got true or false, expected a list of texts"),
        ("level", "the field is empty"),
    ]


@pytest.mark.parametrize("importer", [exercemus, exercisedb, free_exercise_db])
def test_instructions_may_be_one_text_and_have_markup(importer: ModuleType) -> None:
    record = {"name": "Plank", "instructions": "<p>Lie <b>down</b>.</p><p>Lift &amp; lower.</p>"}

    [tree] = trees(importer.loads(json.dumps([record])))

    assert [step["text"] for step in tree["steps"]] == ["Lie down.", "Lift & lower."]


def test_two_lists_of_records_are_both_read() -> None:
    imported = free_exercise_db.loads('{"exercises": [{"name": "A"}], "results": [{"name": "B"}], "data": [1]}')

    assert {draft.id for draft in imported.drafts} == {"a", "b"}
    assert [(loss.field, loss.rule) for loss in imported.losses if loss.fate is Fate.DROPPED] == [
        ("data[0]", "it is about the list")
    ]


def test_half_characters_are_not_passed_on() -> None:
    """They could not be written to a file."""
    imported = free_exercise_db.loads('[{"id": "Plank", "name": "Pl\\ud800nk", "\\ud800": 1}]')

    assert trees(imported) == [{"id": "plank"}]
    assert [(loss.field, loss.rule) for loss in imported.losses[1:]] == [
        ("name", "the text has half a character"),
        ("\\ud800", "no field of ours"),
    ]


def test_table_columns_that_nobody_knows_are_told() -> None:
    """With the column that was perhaps meant; cells without a column, too."""
    losses = table.loads("name,regoins,name\nPlank,legs,Board,green\n").losses

    assert [(loss.field, loss.rule) for loss in losses if loss.fate is Fate.DROPPED] == [
        ("regoins", "no column of ours (did you mean 'regions'?)"),
        ("column 3", "the column 'name' is there twice"),
        ("column 4", "the column has no name"),
    ]


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    """Spreadsheets write one."""
    assert trees(table.loads("\ufeffid,name\nplank,Plank\n")) == [{"id": "plank", "name": "Plank"}]
    assert trees(free_exercise_db.loads('\ufeff[{"id": "plank"}]')) == [{"id": "plank"}]
    marked = free_exercise_db.loads('\ufeff[{"id": "plank"}]'.encode())
    assert (trees(marked), marked.findings) == ([{"id": "plank"}], ())


# Ids ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("3_4_Sit-Up", "3-4-sit-up"),
        ("Child's Pose", "child-s-pose"),
        ("Décliné", "decline"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 100, "x" * 60),
        ("体操", ""),
    ],
)
def test_ids_are_kebab_case(text: str, word: str) -> None:
    """Letters and digits of ASCII, and nothing that leads out of a directory."""
    assert kebab(text) == word


def test_ids_are_taken_once() -> None:
    """A number is put behind an id that is taken, or that no file may have."""
    ids = Ids()

    assert [ids.take(wanted) for wanted in ("a", "a", "a-2", "a", "con")] == ["a", "a-2", "a-2-2", "a-3", "con-2"]


def test_a_name_without_letters_still_gives_an_id() -> None:
    """The id says nothing, and the draft says so."""
    assert trees(free_exercise_db.loads('[{"name": "体操"}, {"name": "体育"}]')) == [
        {"id": "exercise", "name": "体操", "editorial": notes(("id", "made from the name"))},
        {
            "id": "exercise-2",
            "name": "体育",
            "editorial": notes(("id", "another draft has this id, or no file may have it: numbered: '体育'")),
        },
    ]


@pytest.mark.parametrize("number", [1, 2, 100])
def test_whole_numbers_from_one_on_are_taken(number: int) -> None:
    record = Record("Plank", {"sets": number})

    assert record.number("sets") == number
    assert record.losses == []


@pytest.mark.parametrize("value", [0, -1, True, 1.0, "1"])
def test_no_other_number_is_taken(value: object) -> None:
    record = Record("Plank", {"sets": value})

    assert record.number("sets") is None
    assert [loss.fate for loss in record.losses] == [Fate.DROPPED]


# Reading words -----------------------------------------------------------------------------------


def read(*told: str) -> Paper:
    record = Record("R", {})
    read_instructions(record, [(f"instructions[{index}]", text) for index, text in enumerate(told)])
    return record.sheet.tree


@pytest.mark.parametrize(
    ("told", "roles"),
    [
        ((), []),
        (("Stand tall.", "Bend your knees.", "Return to the start."), ["setup", "move", "return"]),
        (("Hold a dumbbell in each hand.", "Curl it."), ["setup", "move"]),
        (("Curl up. Hold this position. Lower back down.",), ["move", "hold", "return"]),
        (("Lower your hips.", "Lower them more."), ["move", "move"]),
        (("Bend one knee. Breathe out as you do so.",), ["move"]),
        (("Kneel on all fours.", "Inhale: let your belly sink."), ["setup", "move"]),
        (("Kneel on all fours. Your back is flat.", "Keep your head low.", "Rock back."), ["setup", "setup", "move"]),
        (
            ("Lift one leg.", "Hold for 5 seconds.", "Lift the other.", "Hold for 5 seconds."),
            ["move", "hold", "move", None],
        ),
        (("Raise the arms. This will be your starting position.", "Sit down."), ["setup", "move"]),
        (("Swing.", "Repeat 5 times.", "Switch sides.", "Now repeat with the other leg."), ["move"]),
        (("Swing.", "Perform 15 swings."), ["move"]),
        (("Swing.", "Repeat the swing on the opposite side.", "Static hold:"), ["move"]),
        (("Curl up.", "Hold between 5 and 10 seconds."), ["move", "hold"]),
        (("Stand.", "With or without a weight, lift one leg."), ["setup", "move"]),
        (("Grip a ring.", "Begin by bending your elbows."), ["setup", "move"]),
        (("Grip a ring.", "Begin by standing on a box.", "Bend."), ["setup", "setup", "move"]),
        (("Lie on your back.", "Bend your knees, feet flat on the floor.", "Lift."), ["setup", "setup", "move"]),
        (("Have a partner stand behind you.", "Do this on a bed.", "Lift."), ["setup", "setup", "move"]),
        (("Push.", "3 sets of 10 each side.", "Aim for 8-12 repetitions.", "2 x 12"), ["move"]),
        (("Sit on a chair.", "Lean forward and stand up.", "Sit back down."), ["setup", "move", "return"]),
        (("Lift.", "Lower."), ["move", "return"]),
        (("Get on your hands and knees.", "Lower your hips to sit on your heels."), ["setup", "move"]),
        (("Circle your foot.", "When you are done with the right foot, repeat with the left."), ["move"]),
        (("Sit.", "With both hands, pull one knee to your chest."), ["setup", "move"]),
        (("Sit.", "With both hands, reach back and grab the bar.", "Pull."), ["setup", "setup", "move"]),
        (("Hold 2 dumbbells.", "Curl."), ["setup", "move"]),
        (("Pull.", "Hold each stretch for 30 seconds."), ["move", "hold"]),
        (("Slide down.", "Slide back up."), ["move", "return"]),
        (("Bend.", "Straighten up again."), ["move", "return"]),
        (("Arch your back.", "Let your back sag."), ["move", "move"]),
        (("Stand on one leg.", "Keep your balance for 30 seconds."), ["setup", "hold"]),
        (("Lie on your back.", "Rest here for 5 minutes."), ["setup", "hold"]),
        (("Push.", "Pause, then slowly return to the start."), ["move", "return"]),
        (("Lift.", "When you reach the top, hold for 5 seconds."), ["move", "hold"]),
        (("Row.", "When you are done, put the bar down.", "Then rest."), ["move", "finish", "finish"]),
    ],
)
def test_roles_follow_from_words(told: tuple[str, ...], roles: list[str | None]) -> None:
    """Setup until something moves; then holds and returns by their words."""
    assert [step.get("role") for step in read(*told).get("steps", [])] == roles


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Lie on your back with your knees bent.", "supine"),
        ("Lie back on a bench.", "supine"),
        ("Lie face down on a mat.", "prone"),
        ("Get into a push-up position.", "prone"),
        ("Lie on your left side.", "side-lying"),
        ("Start on hands and knees.", "quadruped"),
        ("Kneel on a mat.", "kneeling"),
        ("Kneel on one knee with the other foot in front.", "half-kneeling"),
        ("Kneel on the floor and sit back on your heels.", "kneeling"),
        ("Sit upright on a chair.", "seated"),
        ("Begin standing with your feet together.", "standing"),
        ("Stand before the bench, then lie on your back on it.", "supine"),
        ("Lie on a flat bench.", None),
        ("Lie on the floor with one kettlebell in place on your chest.", None),
        ("Lie on the bench of a seated row machine.", None),
        ("Push the floor away before you stand.", None),
        ("Grab the bar.", None),
        ("Sit on the floor, your partner standing behind you.", "seated"),
        ("Sit on your heels.", "kneeling"),
        ("Kneel down on one leg.", "half-kneeling"),
        ("Kneel on your right knee.", "half-kneeling"),
        ("Hold the band and take a knee.", "half-kneeling"),
        ("Kneel and sit tall between your heels.", "kneeling"),
        ("Lie on your back with your legs in tabletop.", "supine"),
        ("Lie on your back and bring your knees to tabletop position.", "supine"),
        ("Start in tabletop position.", "quadruped"),
        ("Start in an L-sit.", None),
        ("Lie on your back, as if sitting in a chair.", "supine"),
        ("Stand tall with your weight on your sit bones before sitting down.", "standing"),
        ("Stand up straight.", "standing"),
        ("Stand on a box, then hang from the bar.", None),
        ("Sit or stand tall.", None),
        ("Place the bar on the squat stands.", None),
        ("Put the bar on your back and begin with the bar on your back.", None),
        ("On your back, bend your knees.", "supine"),
        ("Start on your back with your knees bent.", "supine"),
        ("Lie flat on the floor with your lower back pressed to the ground.", "supine"),
        ("Recline on your back.", "supine"),
        ("Lie on your tummy.", "prone"),
        ("Lie with your stomach on a ball.", "prone"),
        ("Lie on a bench with the chest and stomach pressing against it.", "prone"),
        ("Get into a high plank.", "prone"),
        ("Start in a forearm plank.", "prone"),
        ("Start in a side plank.", None),
        ("Side-lying with knees bent.", "side-lying"),
        ("In side lying, lift the top leg.", "side-lying"),
        ("In crook lying, tilt your pelvis.", "supine"),
        ("In prone, lift one leg.", "prone"),
        ("Get down on the floor on your back.", "supine"),
        ("Lie tummy down.", "prone"),
        ("Sit back in a chair.", "seated"),
        ("Starting position - on hands and knees.", "quadruped"),
        ("Stand up from a chair without your hands.", None),
        ("Lie on either side.", "side-lying"),
        ("Take a seat on a bench.", "seated"),
        ("Position yourself on your hands and your knees.", "quadruped"),
        ("Kneel on the bench with one knee.", "half-kneeling"),
    ],
)
def test_positions_follow_from_the_setup(text: str, position: str | None) -> None:
    """The last posture that it names; none when it does not say how one lies."""
    assert read(text).get("position") == position


IN_CONTEXT = (
    ("Lie on your back, palms face down.", "supine"),
    ("Stand up straight, palms face up.", "standing"),
    ("Sit with palms face up on your thighs.", "seated"),
    ("Lie on your back. Alternatively, sit on a chair.", "supine"),
    ("Lie on your back. If you cannot lie down, sit on a chair.", "supine"),
    ("Lie on your back. Beginners may sit.", "supine"),
    ("Lie on your back. You can also do this sitting.", "supine"),
    ("Lie on your back. This is harder when seated.", "supine"),
    ("Lie on your back. It helps those who sit all day.", "supine"),
    ("Lie on your back. Variation: standing.", "supine"),
    ("Lie on your back. This relieves pain from standing.", "supine"),
    ("Stand sideways to the wall. Kneeling variation: kneel on one knee.", "standing"),
    ("Stand tall; do not sit.", "standing"),
    ("Lie on your back. Do not do this standing.", "supine"),
    ("Stand. Never sit on your heels.", "standing"),
    ("Stand instead of sitting.", "standing"),
    ("Sit rather than standing.", "seated"),
    ("Sit on a chair. Stand up.", "seated"),
    ("Start on your hands and knees. Sit back on your heels.", "quadruped"),
    ("Stand with your back against the wall. Slide down until you are in a seated position.", "standing"),
    ("Sit with your ankle on one knee.", "seated"),
    ("Stand with both hands on one knee.", "standing"),
    ("Lie on your back and place your ankle on one knee.", "supine"),
    ("Kneel with your left foot forward.", "half-kneeling"),
    ("Start kneeling with one knee bent in front of you and the other knee on the ground behind you.", "half-kneeling"),
    ("Start in four-point kneeling.", "quadruped"),
    ("Start in 4-point kneeling.", "quadruped"),
    ("Kneel on a mat with your hands under your shoulders.", "quadruped"),
    ("Lie on your back in tabletop position.", "supine"),
    ("Start in a supine tabletop position.", "supine"),
    ("Start on your hands and knees (tabletop position).", "quadruped"),
    ("Start in tabletop position.", "quadruped"),
    ("Get down on your hands and knees.", "quadruped"),
    ("Start in a side plank position.", "side-lying"),
    ("Lie on your stomach on one side of the mat.", "prone"),
    ("Lie on your back while your coach kneels beside you.", "supine"),
    ("Lie on your back; have somebody stand on your feet.", "supine"),
    ("Sit near a standing mirror.", "seated"),
    ("Sit on a chair. Rise to standing.", "seated"),
    ("Kneel with your right knee on the floor and your left foot flat in front of you.", "half-kneeling"),
    ("While standing, cross one leg behind the other.", "standing"),
    ("Start in a half kneel position.", "half-kneeling"),
    ("Sit on the standing calf machine.", "seated"),
    ("From a seated position, stand.", "seated"),
    ("People who cannot kneel can stand. Start on all fours. Lift.", "quadruped"),
    ("Wear loose clothes. Lie on your back. Lift.", "supine"),
    ("Sit on a chair. Lean forward and stand up without your hands.", "seated"),
    ("Good for people who sit all day. Lie on your back. Lift.", "supine"),
    ("Do this exercise in bed. Lie on your back. Lift.", "supine"),
    ("Have a partner stand behind you. Sit on the floor. Lean.", "seated"),
    ("Kneel on one knee with the other foot in front.", "half-kneeling"),
)


@pytest.mark.parametrize(("text", "position"), IN_CONTEXT)
def test_positions_are_told_from_what_else_names_a_posture(text: str, position: str) -> None:
    """Palms, variants, other people, what is not to be done, and movements out of the start."""
    assert read(text)["position"] == position


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sit/stand upright.", "the text leaves a choice: 'Sit/stand'"),
        ("Stand (sitting is fine, too).", "the text leaves a choice: 'sitting is fine'"),
        ("Stand. Hinge at the hips, or lie face down.", "the text leaves a choice: ', or lie'"),
        ("Lie face up or face down.", "the text leaves a choice: 'face up or face down'"),
        ("Stand, sit, as you like.", "the text leaves a choice: 'Stand, sit'"),
        ("Lie prone or on your side.", "the text leaves a choice: 'prone or on your side'"),
        (
            "Lie on your back with a pillow, or on your side.",
            "the text leaves a choice: 'on your back with a pillow, or on your side'",
        ),
        ("Lie on your back or your side.", "the text leaves a choice: 'on your back or your side'"),
        ("Sit on a chair, then stand up. Repeat.", "one sits and stands: 'Sit on a chair, then stand up'"),
        (
            "Stand before a chair. Sit down. Stand up again.",
            "one sits and stands: 'Stand before a chair. Sit down. Stand up'",
        ),
        ("If you cannot lie down, sit on a chair.", "only a variant or a condition names it: 'sit'"),
    ],
)
def test_a_position_in_doubt_is_left_out_and_marked(text: str, why: str) -> None:
    tree = read(text)

    assert "position" not in tree
    assert tree["editorial"][-1:] == notes(("position", f"left out, for {why}"))


def test_a_posture_after_the_setup_is_no_start_position() -> None:
    """One may sit down in the end."""
    assert read("Stand tall.", "Bend your knees.", "Sit down.")["position"] == "standing"


def test_doses_are_read_from_words() -> None:
    """Repetitions, sets and holds that the text states, each marked with its words."""
    tree = read("Bend your knees.", "Hold for 5 to 10 seconds.", "Repeat 8 times.")

    assert tree["dose"] == {"hold": {"min": 5, "starter": 5, "max": 10}, "reps": same(8)}
    assert [note["field"] for note in tree["editorial"]] == ["steps", "dose.reps", "dose.hold"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hold for up to 30 seconds.",
        "Work up to holding for 60 seconds.",
        "Hold for 10 seconds if you can.",
        "You can also hold for 5 seconds.",
        "Hold for 45 seconds to make it harder.",
        "Hold for 30 seconds max.",
        "Hold for max. 30 seconds.",
        "Hold for 30 seconds at the most.",
        "Do not hold for more than 30 seconds.",
        "Never do more than 10 reps.",
        "Less than 10 reps is fine.",
        "Ice for 15 minutes afterwards.",
        "Apply heat for 20 minutes before.",
        "Use a weight you can lift 10 times.",
        "Repeat after 30 seconds.",
        "After surgery: 5 reps.",
        "For seniors: 5 reps.",
        "Kids do 5.",
        "Do 10, 8 and 6 reps.",
        "Do 10 with the right leg and 8 with the left.",
        "Most people can hold for 30 seconds.",
        "You should be able to do 10 reps.",
        "When you reach 10 reps, do 3 sets.",
    ],
)
def test_limits_and_variants_are_no_doses(sentence: str) -> None:
    """They are left out, and marked with their words."""
    tree = read("Bend your knees.", sentence)

    assert "dose" not in tree
    why = "a limit, or a dose for other people, another day or another exercise"
    assert not stated(sentence).amounts or tree["editorial"][-1]["reason"] == f"draft: left out {sentence!r}: {why}"


@pytest.mark.parametrize("when", ["When you reach the top", "Once your leg is straight", "When you feel a stretch"])
def test_where_a_movement_has_come_to_is_no_condition(when: str) -> None:
    assert read("Lift.", f"{when}, hold for 5 seconds.")["dose"] == {"hold": same(5)}


def test_numbers_and_headings_are_no_steps() -> None:
    """What stands beneath a heading of another sort is none either; all of it is told."""
    record = Record("R", {})
    told = [
        "Starting position:",
        "1. Stand.",
        "Steps",
        "Step 2: Bend. 3) Rise.",
        "- Wait.",
        "Tips:",
        "Be slow.",
        "How to",
        "Go.",
        "Lowering phase (slow):",
        "Come down.",
        "Step 3",
        "Sets: 3",
        "Why do it?",
        "It is good.",
    ]
    read_instructions(record, [(f"s[{index}]", text) for index, text in enumerate(told)])

    tree: Paper = record.sheet.tree
    assert [step["text"] for step in tree["steps"]] == ["Stand.", "Bend. Rise.", "Wait.", "Go.", "Come down."]
    assert [(loss.field, loss.rule) for loss in record.losses if loss.fate is Fate.DROPPED] == [
        ("s[0]", "a heading, no step"),
        ("s[2]", "a heading, no step"),
        ("s[5]", "a heading, no step"),
        ("s[6]", "it stands beneath 'Tips', and a person has to say where it belongs"),
        ("s[7]", "a heading, no step"),
        ("s[9]", "a heading, no step"),
        ("s[11]", "a heading, no step"),
        ("s[13]", "a heading, no step"),
        ("s[14]", "it stands beneath 'Why do it?', and a person has to say where it belongs"),
        ("s[12]", "the sentence says only a dose, to repeat or to change sides"),
    ]


KEPT = (
    "Repeat on the other side, stepping forward with your left foot.",
    "Repeat, but do not arch your back.",
    "Repeat this only if you have no pain.",
    "Repeat 5 times if your doctor agrees.",
    "Repeat on one side only.",
    "Change sides carefully, supporting your head.",
    "Perform 3 sets with a 2 minute break; stop at pain.",
    "Do 10 slow lifts, exhaling as you rise.",
    "Step 1 foot forward and bend both knees.",
    "Step 1-2 feet forward.",
    "Steps 3 times to the left.",
    "Lie on your back:",
    "Do 3 sets of 10 with a towel:",
    "Hold 10 seconds, 3 times.",
    "Do 10 squats, slowly.",
    "Hold 5 seconds:",
    "Now lift your hips:",
    "Return.",
    "Return",
)


@pytest.mark.parametrize("text", KEPT)
def test_what_says_more_than_a_number_a_heading_or_to_repeat_is_kept(text: str) -> None:
    assert [step["text"] for step in read("Lift.", text)["steps"]] == ["Lift.", text]


NUMBERED = (
    *(
        "Step 1 of 3: Bend.",
        "Step:1 Bend.",
        "Step 1 Bend.",
        "\u00b7Bend.",
        "1) Bend.",
        "1.Bend.",
        "1- Bend.",
        "a) Bend.",
    ),
    *("A. Bend.", "Step one: Bend.", "\u2460 Bend.", "\u2192 Bend.", "\u2713Bend."),
)


@pytest.mark.parametrize("text", NUMBERED)
def test_a_number_before_a_sentence_is_no_part_of_it(text: str) -> None:
    assert [step["text"] for step in read("Lift.", text)["steps"]] == ["Lift.", "Bend."]


BESIDE_STEPS = (
    *("Variation 1", "Make it harder", "Easier:", "Level 1", "Expert tip:", "Precautions", "Common mistakes to avoid"),
    "What not to do",
)


@pytest.mark.parametrize("heading", BESIDE_STEPS)
def test_what_stands_beneath_another_heading_is_neither_step_nor_dose(heading: str) -> None:
    """On the next line or on its own."""
    for told in ([heading, "Bend. Do 20 reps."], [f"{heading.rstrip(':')}: Bend. Do 20 reps."]):
        assert set(read("Lift.", *told)) == {"steps", "editorial"}
        assert [step["text"] for step in read("Lift.", *told)["steps"]] == ["Lift."]


def test_doses_with_labels_may_stand_on_one_line() -> None:
    assert read("Lift. Sets: 3 Reps: 10-12")["dose"] == {
        "sets": same(3),
        "reps": {"min": 10, "starter": 10, "max": 12},
    }


def test_a_rest_within_a_set_is_none_between_sets() -> None:
    tree = read("Lift. Rest for 5 seconds between repetitions. Rest for 60 seconds between sets.")

    assert tree["rest"] == 60
    left_out = "left out 'Rest for 5 seconds between repetitions.': no field of ours: it is a rest within a set"
    assert notes(("rest", left_out))[0] in tree["editorial"]


def test_a_rest_beside_no_dose_is_none_between_sets() -> None:
    """Unless it says so; else the exercise is one."""
    assert read("Lift. Rest 60 seconds between sets.")["rest"] == read("Lift 8 times. Rest 60 seconds.")["rest"] == 60
    tree = read("Lie down.", "Relax for 10 minutes.")
    assert "rest" not in tree
    assert tree["editorial"][-1:] == notes(
        ("rest", "left out 'Relax for 10 minutes.': perhaps it is the exercise that is a rest")
    )


def test_doses_that_disagree_are_left_out() -> None:
    """A person has to choose; the note has the words."""
    tree = read("Push. Hold for 5 seconds.", "Pull. Hold for 10 seconds.")

    assert "dose" not in tree
    assert tree["editorial"][1:] == notes(
        (
            "dose.hold",
            "left out 'Hold for 5 seconds.', 'Hold for 10 seconds.': there are several, and one has to be chosen",
        )
    )


@pytest.mark.parametrize(
    ("text", "laterality"),
    [
        ("Lift one leg. Repeat on the other side.", "unilateral"),
        ("Lift one leg. Continue alternating legs.", "alternating"),
        ("Lift both legs.", "bilateral"),
        ("Circle one foot. When you are done with the right foot, repeat with the left leg.", "unilateral"),
        ("Lift the bar.", None),
        ("Lift one leg. Do not switch sides.", None),
        ("Lift one leg. Do not alternate.", None),
        ("Alternate between heat and cold.", None),
        ("Roll to the other side of the mat.", None),
        ("Alternate between lifting and lowering.", None),
        ("Lift the leg on the painful side only.", "one-sided"),
        ("Stretch the tight side only. Then repeat on the other side.", None),
    ],
)
def test_sides_are_read_from_words(text: str, laterality: str | None) -> None:
    """Where the text states them; else nothing is said."""
    assert read(text).get("laterality") == laterality


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Lie down", ["Lie down"]),
        ("Sit down.Then stand up.Go to www.Example.org.", ["Sit down.", "Then stand up.", "Go to www.Example.org."]),
        ("Sit. Stand up! Ready? Go.", ["Sit.", "Stand up!", "Ready?", "Go."]),
        ("Walk approx. 3 ft. and stop. (Slowly.) Turn.", ["Walk approx. 3 ft. and stop.", "(Slowly.)", "Turn."]),
    ],
)
def test_sentences_end_before_a_capital(text: str, parts: list[str]) -> None:
    """A full stop inside a sentence is none."""
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("", []),
        ("Stand.", ["Stand."]),
        ("<p>Stand <em>tall</em>.</p>\n<p>Bend<br>slowly.</p>", ["Stand tall.", "Bend", "slowly."]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<h3>Tips</h3>Stay <b>calm</b>.<H2>Form: </H2><h1></h1>", ["Tips:", "Stay calm.", "Form:"]),
        ("<p>5 &lt; 6 &amp; more", ["5 < 6 & more"]),
        ("<style>p {}</style><script>steal()</script>Stand.", ["Stand."]),
        ("&lt;script&gt;steal()&lt;/script&gt;", ["steal()"]),
        ("<p onclick='steal()'>Stand.</p><!-- no -->", ["Stand."]),
        ("</p></div><a href='x'>Stand", ["Stand"]),
        ('<P CLASS="a > b">Stand<BR/>tall.</P >', ["Stand", "tall."]),
        ("Bend<!-- slowly -->, rise<!-->.<!--->", ["Bend, rise."]),
        ("Bend to &lt;90 degrees but &gt;45 degrees.", ["Bend to <90 degrees but >45 degrees."]),
        ("Bend to <90 degrees but >45 degrees.", ["Bend to <90 degrees but >45 degrees."]),
        ("From <knee to hip> and <a@b.example>", ["From <knee to hip> and <a@b.example>"]),
        ("Hold a <![3 kg] weight.", ["Hold a <![3 kg] weight."]),
        ("<![CDATA[Stand.", ["<![CDATA[Stand."]),
        ("<!DOCTYPE html><?xml?>Stand.", ["Stand."]),
        ("Stand <b", ["Stand <b"]),
        ("Stand. <!-- open", ["Stand."]),
        ("Stand. <script>open", ["Stand."]),
        ("5 &#178; &#xB2; &sup2; &copy &no; R&D &#0;", ["5 ² ² ² © &no; R&D \ufffd"]),
        (f"&#{'1' * 5000};", [f"{chr(1111111)}{'1' * 4993};"]),
        ("Stand\x00tall.", ["Stand tall."]),
        ("<sty<b>le>Stand.", ["Stand."]),
        ("&lt;style &lt;b &gt;&gt;Stand.", ["Stand."]),
        ("&lt;p " * 9 + "&gt;" * 9 + "Stand.", ["p p p p p p >>>>>>Stand."]),
        ("<p><![if !supportLists]>\u00b7<![endif]>Stand.<o:p></o:p></p>", ["\u00b7Stand."]),
        ("Bend to &lt;a 90 degree angle&gt;.", ["Bend to <a 90 degree angle>."]),
        ("Bend <!-- slowly --!> and rise.", ["Bend and rise."]),
        ("Stand.\r\n\r\nBend.", ["Stand.", "Bend."]),
        ("Hold <del>20</del> <time>10 s</time>, <img src='a'>st<wbr>and.", ["Hold 20 10 s, stand."]),
        ("Hold for 10<sup>2</sup> seconds.", ["Hold for 10\u00b2 seconds."]),
        ("Lie down\nLift\r\n\u2192 Lower", ["Lie down", "Lift", "\u2192 Lower"]),
        ("Lie down, knees\nbent.\n(Slowly.)", ["Lie down, knees bent. (Slowly.)"]),
        (f"Stand {'tall ' * 12}with the\nThera band.", [f"Stand {'tall ' * 12}with the Thera band."]),
        ("<p>Stand on\nThera bands.</p>", ["Stand on Thera bands."]),
        ("# Steps\nStand.\n## Tips:\nBreathe, #1.", ["Steps:", "Stand.", "Tips:", "Breathe, #1."]),
        ("<p>Stand.</p><p>\u200b</p><p>***</p>", ["Stand."]),
    ],
)
def test_markup_is_not_passed_on(markup: str, texts: list[str]) -> None:
    """One text for each paragraph, without any tag."""
    assert plain(markup) == texts


MARKUP = st.lists(
    st.sampled_from(
        [
            *("<", ">", "<!", "<!--", "-->", "--!>", "<![", "]]>", "<p", "<p>", "</p>", "<b ", "</", "/>", "<!doctype"),
            *("<script", "</script", "<style>", "</style >", "'", '"', "=", " ", "a", "é", "<?"),
            *("&", "&#", "&lt;", "&gt;", "&#60", ";"),
        ]
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_no_markup_raises_and_no_tag_comes_through(markup: str) -> None:
    for text in plain(markup):
        assert text == " ".join(text.split())
        assert not re.search(r"</?(?:p|b|script|style)(?:\s[^<>'\"]*)?/?>", text)


# Laws --------------------------------------------------------------------------------------------

values: st.SearchStrategy[Paper] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**6)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["Hold for 0 seconds.", "con", "beginner", "Sit. Repeat 3-1 times.", "<p>\ud800", "en"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "name", "model", "pk", "fields", "other"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def places(tree: Paper, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths to everything in a tree."""
    yield path
    members = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in members:
        yield from places(value, (*path, key))


@st.composite
def mutations(draw: Callable[..., Paper], tree: Paper) -> Paper:
    """A tree of which up to three parts are something else, or gone."""
    tree = json.loads(json.dumps(tree))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places(tree))))
        if not path:
            return draw(values)
        parent = tree
        for key in path[:-1]:
            parent = parent[key]
        if draw(st.booleans()):
            parent[path[-1]] = draw(values)
        else:
            del parent[path[-1]]
    return tree


def check_whole(imported: Imported) -> None:
    """What holds whatever came."""
    ids = [draft.id for draft in imported.drafts]
    assert len(set(ids)) == len(ids)
    for draft in imported.drafts:
        assert draft.id == kebab(draft.id) != ""
        assert isinstance(draft.tree, dict)
        assert draft.tree["id"] == draft.id
        assert "sources" not in draft.tree
    assert (json.dumps(imported.document()) + imported.report()).encode()
    for loss in imported.losses:
        assert (loss.fate is Fate.DROPPED) == (not loss.to)
        assert loss.rule or loss.fate is Fate.MAPPED


@pytest.mark.parametrize("importer", JSON_IMPORTERS)
@examples(60)
@given(data=st.data())
def test_no_input_is_too_strange(importer: ModuleType, data: st.DataObject) -> None:
    """Whatever a document has become, it is imported or found wrong."""
    tree = data.draw(mutations(fixture_of(importer)))

    check_whole(importer.loads(json.dumps(tree)))


@pytest.mark.parametrize(
    ("importer", "around"),
    [
        (free_exercise_db, lambda record: [record]),
        (pierre, lambda record: {"stretching_exercises": [record]}),
        (pierre, lambda record: {"yoga_poses": [record]}),
        (exercemus, lambda record: {"exercises": [record]}),
        (exercisedb, lambda record: {"data": [record]}),
        (wger, lambda record: [record]),
    ],
)
@examples(60)
@given(data=st.data())
def test_no_field_is_without_a_fate(
    importer: ModuleType, around: Callable[[Paper], Paper], data: st.DataObject
) -> None:
    """Whatever a record has become, every field of it is accounted for."""
    record = data.draw(mutations(data.draw(st.sampled_from(records_of(importer)))))
    assume(not isinstance(record, dict) or "model" not in record)  # that would make it a row of a fixture

    fates = {loss.field for loss in importer.loads(json.dumps(around(record))).losses if loss.record != "the whole"}

    assert fates == (leaves(record) if isinstance(record, dict) else set())


def records_of(importer: ModuleType) -> list[Paper]:
    """The records of a fixture; of wger, as its web interface has them."""
    fixture = info_of(fixture_of(wger)) if importer is wger else fixture_of(importer)
    lists = [fixture] if isinstance(fixture, list) else [fixture[key] for key in fixture if key in LISTS]
    return [each for part in lists for each in part if isinstance(each, dict)]


LISTS = ("stretching_exercises", "yoga_poses", "exercises", "data")


def info_of(rows: Paper) -> Paper:
    """What wger's web interface answers for the rows of its fixtures: what they point to is inside."""
    by: dict[str, dict[int, Paper]] = {}
    for row in rows:
        by.setdefault(row["model"].rpartition(".")[2], {})[row["pk"]] = {"id": row["pk"], **row["fields"]}

    def inside(model: str, keys: list[int]) -> list[Paper]:
        return [by[model].get(key, {"id": key, "name": "Unknown"}) for key in keys]

    def texts(key: int) -> list[Paper]:
        return [
            {
                **text,
                "aliases": [each for each in by["alias"].values() if each["translation"] == text["id"]],
                "notes": [each for each in by["exercisecomment"].values() if each["translation"] == text["id"]],
                "author_history": ["somebody else"],
            }
            for text in by["translation"].values()
            if text["exercise"] == key
        ]

    return [
        {
            **exercise,
            "category": by["exercisecategory"][exercise["category"]],
            "license": by["license"][exercise["license"]],
            "muscles": inside("muscle", exercise.get("muscles", [])),
            "muscles_secondary": inside("muscle", exercise.get("muscles_secondary", [])),
            "equipment": inside("equipment", exercise["equipment"]),
            "translations": texts(key),
            "images": [{"id": 1, "image": "https://wger.example/1.png", "license": 2, "license_author": "a painter"}],
            "videos": [],
        }
        for key, exercise in by["exercise"].items()
    ]


@examples(60)
@given(data=st.data())
def test_no_field_of_a_row_is_without_a_fate(data: st.DataObject) -> None:
    """Rows that nobody points to, too."""
    tree = data.draw(mutations(fixture_of(wger)))
    assume(isinstance(tree, list))
    expected: dict[str, set[str]] = {}
    for row in tree:
        match row:
            case {"model": str(model), "pk": int(key) | str(key), "fields": {**fields}} if fields:
                expected.setdefault(f"{model} {key}", set()).update(leaves(fields))

    assert by_record(wger.loads(json.dumps(tree)).losses) == expected


@given(
    st.lists(
        st.sampled_from(["id", "reps", "regions", "needs", "step 1 seconds", "step 2 text", "colour"]), unique=True
    ).map(lambda columns: ["name", *columns]),
    st.lists(
        st.text(st.characters(codec="utf-8"), max_size=10) | st.sampled_from(["8-12", "3-1", "x;y/z", "=1+1", "5-Aug"]),
        max_size=8,
    ),
)
def test_no_cell_is_without_a_fate(header: list[str], cells: list[str]) -> None:
    """Whatever the cells hold, and however many there are."""
    written = StringIO()
    csv.writer(written).writerows([header, cells])

    imported = table.loads(written.getvalue())

    check_whole(imported)
    names = [*header, *(f"column {number}" for number in range(len(header) + 1, 99))]
    blank = not any(cell.strip() for cell in cells)
    assert {loss.field for loss in imported.losses} == (set() if blank else set(names[: len(cells)]))


def test_reports_do_not_change() -> None:
    """The same text gives the same report."""
    text = text_of("wger.json")

    assert wger.loads(text).report() == wger.loads(text).report()


# Whole catalogs of other people ------------------------------------------------------------------


@pytest.mark.skipif(not FREE_EXERCISE_DB.exists(), reason="the sample is not in the repository")
def test_all_of_free_exercise_db_is_imported() -> None:
    """873 drafts, every field with a fate, and no claim of safety or evidence."""
    text = FREE_EXERCISE_DB.read_text(encoding="utf-8")

    imported = free_exercise_db.loads(text)

    check_whole(imported)
    assert len(imported.drafts) == 873
    assert imported.findings == ()
    assert by_record(imported.losses) == {record["id"]: leaves(record) for record in json.loads(text)}
    assert not any("cautions" in tree for tree in trees(imported))
    assert max(map(len, imported.report().splitlines())) <= 80


@pytest.mark.skipif(not PIERRE.exists(), reason="the sample is not in the repository")
def test_all_of_pierre_is_imported() -> None:
    """26 drafts, every field with a fate; five contraindications are cautions of ours."""
    text = PIERRE.read_text(encoding="utf-8")
    records = [record for part in json.loads(text).values() for record in part]

    imported = pierre.loads(text)

    check_whole(imported)
    assert len(imported.drafts) == 26
    assert imported.findings == ()
    assert by_record(imported.losses) == {each.get("name") or each["english_name"]: leaves(each) for each in records}
    assert sum(len(tree.get("cautions", ())) for tree in trees(imported)) == 5
    assert max(map(len, imported.report().splitlines())) <= 80
