"""Any list of records by a mapping file: whatever the shape, our fields come out, and the rest has its entry."""

import json
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback.errors import InvalidDocument
from lowback.importers import mapped
from lowback.importers._imported import Fate, Imported
from lowback.importers._paths import found_at, printed, steps_of

Paper: TypeAlias = Any
"""What stands in a draft: a test knows what is inside."""


def drafts(imported: Imported) -> list[Paper]:
    return [draft.tree for draft in imported.drafts]


def dropped(imported: Imported) -> list[tuple[str, str, str]]:
    return [(loss.place, loss.field, loss.rule) for loss in imported.losses if loss.fate is Fate.DROPPED]


def notes(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"field": field, "reason": f"draft: {reason}"} for field, reason in pairs]


STEPS: Paper = {
    "fields": {"id": "slug", "name": "title", "primary_targets": "muscles.main", "steps": "how", "summary": "about"},
}
STEPS_RECORD = {
    "pk": "1",
    "slug": "crate-rise",
    "title": "Crate rise",
    "muscles": {"main": ["glutes", "traps"], "others": ["calf"]},
    "how": ["Stand before a crate.", "Rise.", "Repeat with the other leg."],
    "about": "<p>Trains the hips.</p>",
    "notes": "",
}


def test_a_list_of_texts_becomes_steps() -> None:
    """Sets that say how, and hardly anything else."""
    imported = mapped.loads(json.dumps([STEPS_RECORD]), STEPS)

    assert drafts(imported) == [
        {
            "id": "crate-rise",
            "name": "Crate rise",
            "position": "standing",
            "laterality": "unilateral",
            "regions": ["glutes", "shoulder-girdle"],
            "steps": [{"role": "setup", "text": "Stand before a crate."}, {"role": "move", "text": "Rise."}],
            "summary": "Trains the hips.",
            "primary_targets": ["glutes", "traps"],
            "editorial": notes(
                ("regions", "glutes lie in glutes"),
                ("regions", "traps lie in shoulder-girdle"),
                ("steps", "the roles are guessed from the words"),
                ("position", "the last posture that the setup names: 'Stand'"),
                ("laterality", "the text states the sides: 'Repeat with the other leg.'"),
            ),
        }
    ]
    assert dropped(imported) == [
        ("[0]", "how[2]", "the sentence says only a dose, to repeat or to change sides"),
        ("[0]", "pk", "the mapping file names it nowhere"),
        ("[0]", "muscles.others[0]", "the mapping file names it nowhere"),
        ("[0]", "notes", "the field is empty"),
    ]


def test_numbers_and_words_become_ours() -> None:
    """Sets that say what, and hardly how: a range in two fields, true and false, and words of another language."""
    mapping = {
        "id": "clinic",
        "title": "Clinic",
        "language": "de",
        "records": "daten.liste",
        "fields": {
            "name": "bezeichnung",
            "reps": ["von", "bis"],
            "laterality": "einseitig",
            "position": "lage",
            "needs": "mit",
            "difficulty": "stufe",
            "steps": "text",
        },
        "words": {
            "laterality": {"true": "unilateral", "false": "bilateral"},
            "position": {"Rückenlage": "supine"},
            "needs": {"Theraband": "band", "keine": ""},
            "difficulty": {"leicht": 1},
        },
    }
    record = {
        "bezeichnung": "Beinheben",
        "von": 8,
        "bis": 12,
        "einseitig": True,
        "lage": "rückenlage",
        "mit": ["Theraband", "keine"],
        "stufe": "leicht",
        "text": "1. Leg dich hin.\n2. Heb ein Bein.",
    }

    imported = mapped.loads(json.dumps({"stand": 2026, "daten": {"liste": [record], "anzahl": 1}}), mapping)

    assert imported.document()["language"] == "de"  # type: ignore[index, call-overload]
    assert drafts(imported) == [
        {
            "id": "beinheben",
            "name": "Beinheben",
            "position": "supine",
            "laterality": "unilateral",
            "difficulty": 1,
            "steps": [{"text": "Leg dich hin."}, {"text": "Heb ein Bein."}],
            "dose": {"reps": {"min": 8, "starter": 8, "max": 12}, "confidence": "low"},
            "needs": [["band"]],
            "editorial": notes(
                ("id", "made from the name"), ("dose.reps.starter", "the first number is the one to start with")
            ),
        }
    ]
    assert dropped(imported) == [
        ("daten.liste[0]", "mit[1]", "the mapping file leaves 'keine' out"),
        ("", "stand", "it is about the list"),
        ("daten", "anzahl", "it is about the list"),
    ]


def test_english_may_have_capitals() -> None:
    mapping = {"language": "EN", "fields": {"name": "title", "steps": "how"}}

    [draft] = drafts(mapped.loads('[{"title": "Crate rise", "how": "Stand before a crate."}]', mapping))

    assert draft["position"] == "standing"


def test_entities_of_html_become_characters() -> None:
    """Without a tag, too; what only looks like one stays."""
    text = json.dumps([{"title": "Cat &amp; cow", "how": "Lift &amp; lower."}, {"title": "R&D", "how": "R&D"}])

    first, second = drafts(mapped.loads(text, {"fields": {"name": "title", "steps": "how"}}))
    assert (first["id"], first["name"], first["steps"][0]["text"]) == ("cat-cow", "Cat & cow", "Lift & lower.")
    assert (second["name"], second["steps"][0]["text"]) == ("R&D", "R&D")


def test_records_may_have_their_ids_as_keys() -> None:
    mapping = {"records": "exercises[*]", "fields": {"name": 'i18n["pt-br"].name'}}
    text = json.dumps({"exercises": {"a.b": {"i18n": {"pt-br": {"name": "Ponte"}, "en": {"name": "Bridge"}}}}})

    imported = mapped.loads(text, mapping, name="a.json")

    assert [draft.id for draft in imported.drafts] == ["ponte"]
    assert dropped(imported) == [('exercises["a.b"]', "i18n.en.name", "the mapping file names it nowhere")]


def test_a_table_has_columns_in_another_language() -> None:
    """However they are spelled; several columns may hold steps."""
    mapping = {
        "fields": {"name": "Übung", "reps": "Wdh.", "kind": "Art", "steps": ["Schritt 1", "Schritt 2"]},
        "words": {"kind": {"Kräftigung": "strength"}},
    }
    text = "ÜBUNG ;wdh;Art;Schritt 1;Schritt 2;Farbe\nFersenheben;8\u201312;Kräftigung;Stand tall.;Rise.;rot\n"

    imported = mapped.loads(text.encode("utf-16"), mapping)

    [tree] = drafts(imported)
    assert (tree["name"], tree["kind"], tree["dose"]["reps"]) == (
        "Fersenheben",
        "strength",
        {"min": 8, "starter": 8, "max": 12},
    )
    assert [step["text"] for step in tree["steps"]] == ["Stand tall.", "Rise."]
    assert dropped(imported) == [("line 2", "Farbe", "the mapping file names it nowhere")]


def test_pages_are_found_without_being_named() -> None:
    imported = mapped.loads(
        '{"results": [{"title": "Plank"}], "next": "https://a.example"}', {"fields": {"name": "title"}}
    )

    assert [draft.id for draft in imported.drafts] == ["plank"]
    assert [each.code for each in imported.findings] == ["more-pages"]


def test_a_path_that_leads_nowhere_is_told() -> None:
    """Most are misspelt, and nobody would miss what is not there."""
    mapping = {"fields": {"name": "title", "reps": "repz", "hold": "seconds"}}

    imported = mapped.loads('[{"title": "Plank", "reps": 8}]', mapping, name="a.json")

    assert [str(each) for each in imported.findings] == [
        (
            "a.json:1:1: warning: no record has anything at 'repz', which is the path of reps "
            "(did you mean 'reps'?) [unused-path]"
        ),
        "a.json:1:1: warning: no record has anything at 'seconds', which is the path of hold [unused-path]",
    ]


def test_a_long_path_is_cut_in_messages() -> None:
    [finding] = mapped.loads('[{"title": "Plank"}]', {"fields": {"name": "title", "reps": "a" * 100_000}}).findings

    assert len(str(finding)) < 300


@pytest.mark.parametrize("path", ["muscles[", "a[-1]", "..a"])
def test_what_is_no_path_leads_nowhere(path: str) -> None:
    """Least of all to the whole record."""
    imported = mapped.loads('[{"title": "Plank", "reps": 8}]', {"fields": {"name": "title", "reps": path}})

    assert [each.code for each in imported.findings] == ["unused-path"]
    assert [(each.field, each.rule) for each in imported.losses if each.fate is Fate.DROPPED] == [
        ("reps", "the mapping file names it nowhere")
    ]


def test_empty_brackets_stand_for_every_member() -> None:
    imported = mapped.loads('[{"t": "Plank", "also": ["Board"]}]', {"fields": {"name": "t", "aliases": "also[]"}})

    assert [tree["aliases"] for tree in drafts(imported)] == [["Board"]]


def test_records_that_are_none_are_told() -> None:
    imported = mapped.loads(
        '[3, {"title": " "}, {"title": "Plank", "reps": {"low": 8}}]',
        {"fields": {"name": "title", "reps": "reps"}},
        name="a",
    )

    assert [str(each) for each in imported.findings] == [
        "a:1:2: error: [0]: got a number, expected an object [unreadable-record]",
        "a:1:5: error: [1]: got no text for title, expected a name [unreadable-record]",
    ]
    assert dropped(imported)[-1] == ("[2]", "reps.low", "got an object, expected a text: make the path longer")


@pytest.mark.parametrize(
    ("mapping", "findings"),
    [
        ([], ["error: got a list, expected an object with fields [wrong-type]"]),
        ({}, ["error: fields: missing the path to the name of an exercise (add name, or id) [missing-key]"]),
        (
            {
                "feilds": {},
                "title": 3,
                "records": "a[",
                "fields": {"name": "a", "rep": "b", "hold": [], "sets": [1, " "]},
                "words": {"colour": {}, "kind": 3, "position": {"a": True}},
            },
            [
                "error: feilds: unknown key 'feilds' (did you mean 'fields'?) [unknown-key]",
                "error: title: got a number, expected a text [wrong-type]",
                "error: records: got 'a[', expected a path such as data.exercises or muscles[*].name [bad-path]",
                "error: fields.rep: unknown key 'rep' (did you mean 'reps'?) [unknown-key]",
                "error: fields.hold: got a list, expected a path, or a list of paths [wrong-type]",
                "error: fields.sets[0]: got a number, expected a path such as muscles[*].name [wrong-type]",
                "error: fields.sets[1]: got ' ', expected a path such as data.exercises or muscles[*].name [bad-path]",
                "error: words.colour: unknown key 'colour' [unknown-key]",
                "error: words.kind: got a number, expected an object with their words and ours [wrong-type]",
                "error: words.position.a: got true or false, expected a word of ours, or a number [wrong-type]",
            ],
        ),
    ],
    ids=["list", "empty", "much"],
)
def test_a_wrong_mapping_is_refused_with_all_that_is_wrong(mapping: Paper, findings: list[str]) -> None:
    with pytest.raises(InvalidDocument) as caught:
        mapped.loads("[]", mapping)

    assert [str(each) for each in caught.value.diagnostics] == findings


@pytest.mark.parametrize(
    ("text", "records", "finding"),
    [
        ('{"a": []}', "b", "error: got nothing at 'b', expected a list of records; the document has a [no-records]"),
        (
            '{"exercise": {}}',
            "",
            (
                "a:1:1: error: got an object without a usual list, expected a list of records "
                "(say in the mapping file where records are) [no-records]"
            ),
        ),
    ],
)
def test_a_document_without_records_is_refused(text: str, records: str, finding: str) -> None:
    mapping = {"fields": {"name": "title"}, **({"records": records} if records else {})}

    with pytest.raises(InvalidDocument) as caught:
        mapped.loads(text, mapping, name="a")

    assert [str(each) for each in caught.value.diagnostics] == [finding]


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("a", ["a"]),
        ("$.a", ["a"]),
        ("a.b", ["a.b[0]", "a.b"][1:]),
        ("a.b[0]", ["a.b[0]"]),
        ("a.b[*]", ["a.b[0]", "a.b[1]"]),
        ("a.*", ["a.b", "a.c d"]),
        ('a["c d"]', ["a.c d"]),
        ("a.c d", ["a.c d"]),
        ("a.b[2]", []),
        ("a[0]", []),
        ("b", []),
    ],
)
def test_paths_lead_to_places(path: str, places: list[str]) -> None:
    tree = {"a": {"b": [1, 2], "c d": 3}}

    assert [printed(at) for at, _ in found_at(steps_of(path), tree)] == places


@given(st.text(st.sampled_from('$.[]*"0a '), max_size=12), st.sampled_from([None, 1, {}, [], {"a": [{"0": 1}]}]))
def test_no_path_is_too_strange(path: str, tree: Paper) -> None:
    for at, _ in found_at(steps_of(path), tree):
        assert isinstance(printed(at), str)


RECORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "name"]), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(RECORDS, max_size=4))
def test_no_value_of_a_record_is_without_a_fate(records: list[Paper]) -> None:
    mapping = {"fields": {"name": "name", "reps": ["a", "b"], "regions": "a[*].b", "steps": "b.a", "needs": "a.name"}}

    imported = mapped.loads(json.dumps(records), mapping)

    told: dict[str, set[str]] = {}
    for loss in imported.losses:
        told.setdefault(loss.place, set()).add(loss.field)
    for index, record in enumerate(records):
        if isinstance(record, dict) and record:
            assert told[f"[{index}]"] >= {leaf for key, value in record.items() for leaf in leaves_of(key, value)}


def leaves_of(name: str, value: Paper) -> list[str]:
    if isinstance(value, dict) and value:
        return [leaf for key, member in value.items() for leaf in leaves_of(f"{name}.{key}", member)]
    if isinstance(value, list) and value:
        return [leaf for index, member in enumerate(value) for leaf in leaves_of(f"{name}[{index}]", member)]
    return [name]


# JSON Lines --------------------------------------------------------------------------------------

TITLES: Paper = {"fields": {"name": "title"}}


def test_each_line_is_a_record() -> None:
    """Blank lines and line ends of any system are passed over; a wrong line costs nothing but itself."""
    text = '{"title": "Plank"}\r\n\r\n  {"title": "Bridge", "title": "Bow"}\nnope\n3\n{"titel": "Twist"}\n'

    imported = mapped.loads(text.encode(), TITLES, name="a.jsonl")

    assert [each["name"] for each in drafts(imported)] == ["Plank", "Bow"]
    assert list(map(str, imported.findings)) == [
        "a.jsonl:3:23: error: [1].title: the key 'title' is there twice, expected it once [duplicate-key]",
        "a.jsonl:4:1: error: a value is missing here (put a text in double quotes) [syntax]",
        "a.jsonl:5:1: error: [2]: got a number, expected an object [unreadable-record]",
        "a.jsonl:6:1: error: [3]: got no text for title, expected a name [unreadable-record]",
    ]
    assert imported.findings[0].related[0].line == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", " ", "\ufeff"])
def test_lines_end_as_they_like(before: str, end: str) -> None:
    text = f'{before}{end}{end}{{"title": "Plank"}}{end} {end}{{"title": "Bridge"}}{end}'

    assert [each["name"] for each in drafts(mapped.loads(text, TITLES))] == ["Plank", "Bridge"]


def test_a_line_of_a_million_blanks_is_read_once() -> None:
    text = '{"title": "Plank"}\n' + " " * 10**6 + '\n{"title": "Bridge"}\n'

    assert [each["name"] for each in drafts(mapped.loads(text, TITLES))] == ["Plank", "Bridge"]


def test_records_may_lie_inside_the_lines() -> None:
    text = '{"_source": {"title": "Plank"}, "_score": 1}\n{"_source": {"title": "Bridge"}}'

    imported = mapped.loads(text, {**TITLES, "records": "[*]._source"})

    assert [each["name"] for each in drafts(imported)] == ["Plank", "Bridge"]


RECORDS = st.lists(st.fixed_dictionaries({"title": st.text(min_size=1)}), min_size=2, max_size=5)


@given(RECORDS)
def test_lines_give_what_their_list_gives(records: list[Paper]) -> None:
    lines = "\n".join(json.dumps(each, ensure_ascii=False).replace("\x85", "\\u0085") for each in records)

    assert drafts(mapped.loads(lines, TITLES)) == drafts(mapped.loads(json.dumps(records), TITLES))


def test_what_is_no_text_in_the_lines_is_refused() -> None:
    with pytest.raises(InvalidDocument, match="got the byte 0xff, expected UTF-8"):
        mapped.loads(b'{"title": "Plank"}\n{"title": "\xff"}\n', TITLES)
