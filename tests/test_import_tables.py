"""Tables as spreadsheets write them: any separator, encoding and spelling, and nothing taken for what it is not."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback import Catalog
from lowback.converters import structure
from lowback.diagnostics import Severity
from lowback.errors import InvalidDocument
from lowback.importers import table
from lowback.importers._cells import Figures, read_amount, unwrapped, why_no_text
from lowback.importers._grid import letters
from lowback.importers._imported import Fate, Imported

Paper: TypeAlias = Any
"""What stands in a draft: a test knows what is inside."""

HEADER = (
    *("name", "kind", "position", "laterality", "family", "difficulty", "regions", "directions", "reps"),
    *("step 1 role", "step 1 text", "step 1 short_text", "step 1 seconds"),
)
ROW = (
    *("Fersenheben im Stehen (Übung ½)", "strength", "standing", "bilateral", "heel-raise", "1", "legs", "neutral"),
    *("8-12", "move", "Rise onto your toes \u2013 slowly.", "Rise and lower.", "6"),
)
DRAFT: Paper = {
    "id": "fersenheben-im-stehen-ubung-12",
    "name": "Fersenheben im Stehen (Übung ½)",
    "kind": "strength",
    "position": "standing",
    "laterality": "bilateral",
    "family": "heel-raise",
    "difficulty": 1,
    "regions": ["legs"],
    "directions": ["neutral"],
    "steps": [
        {"role": "move", "text": "Rise onto your toes \u2013 slowly.", "short_text": "Rise and lower.", "seconds": 6}
    ],
    "dose": {"reps": {"min": 8, "starter": 8, "max": 12}, "confidence": "low"},
    "editorial": [
        {"field": "id", "reason": "draft: made from the name"},
        {"field": "dose.reps.starter", "reason": "draft: the first number is the one to start with"},
    ],
}


def lines(*rows: tuple[str, ...], separator: str = ",", end: str = "\n") -> str:
    return "".join(separator.join(row) + end for row in rows)


def drafts(imported: Imported) -> list[Paper]:
    return [draft.tree for draft in imported.drafts]


def dropped(imported: Imported) -> list[tuple[str, str, str]]:
    return [(loss.place, loss.field, loss.rule) for loss in imported.losses if loss.fate is Fate.DROPPED]


def refusal(source: str | bytes) -> str:
    with pytest.raises(InvalidDocument) as caught:
        table.loads(source, name="a.csv")
    [finding] = caught.value.diagnostics
    return str(finding)


# Whole tables ------------------------------------------------------------------------------------

PLAIN = lines(HEADER, ROW)
EXPORTS = {
    "commas": PLAIN,
    "semicolons": lines(HEADER, ROW, separator=";"),
    "tabs": lines(HEADER, ROW, separator="\t"),
    "bars": lines(HEADER, ROW, separator="|"),
    "told separator": "sep=;\r\n" + lines(HEADER, ROW, separator=";", end="\r\n"),
    "told and quoted separator": '"sep=\t"\n' + lines(HEADER, ROW, separator="\t"),
    "told an odd separator": "sep=^\n" + lines(HEADER, ROW, separator="^"),
    "windows lines": lines(HEADER, ROW, end="\r\n"),
    "old mac lines": lines(HEADER, ROW, end="\r"),
    "mark": "\ufeff" + PLAIN,
    "mark read as something else": "ï»¿" + PLAIN,
    "all quoted": lines(*(tuple(f'"{cell}"' for cell in row) for row in (HEADER, ROW))),
    "blanks around quotes": lines(*(tuple(f' \u00a0"{cell}"  ' for cell in row) for row in (HEADER, ROW))),
    "empty lines": "\n,,,\n" + PLAIN + "\n" + "," * 20 + "\n\n",
    "empty columns": lines(("", *HEADER, "", ""), ("", *ROW, "", "")),
    "capitals": lines(tuple(each.title() for each in HEADER), ROW),
    "capitals in words": lines(HEADER, (ROW[0], "Strength", "STANDING", "Bilateral", "Heel raise", *ROW[5:])),
    "spaces": lines(tuple(f" {each}\u00a0" for each in HEADER), tuple(f" {each} " for each in ROW)),
    "underscores": lines(tuple(each.replace(" ", "_") for each in HEADER), ROW),
    "hyphens": lines(tuple(each.replace("_", "-").replace(" ", "-") for each in HEADER), ROW),
    "nothing between": lines(tuple(each.replace("_", "").replace(" ", "") for each in HEADER), ROW),
    "colons": lines(tuple(each.replace("step 1 ", "Step 1: ") for each in HEADER), ROW),
    "zeros": lines(tuple(each.replace("step 1 ", "Step 01 ") for each in HEADER), ROW),
    "invisible signs": lines(tuple(f"\u200b{each}\ufeff" for each in HEADER), ROW),
    "units": lines(tuple(f"{each} (s)" if each.endswith("seconds") else each for each in HEADER), ROW),
    "one and many": lines(tuple({"regions": "Region", "reps": "Rep"}.get(each, each) for each in HEADER), ROW),
    "repetitions": lines(tuple({"reps": "Repetitions"}.get(each, each) for each in HEADER), ROW),
    "names once more": lines(HEADER, ROW, HEADER),
    "other order": lines(HEADER[::-1], ROW[::-1]),
}


@pytest.mark.parametrize("text", EXPORTS.values(), ids=EXPORTS)
def test_the_same_table_gives_the_same_draft(text: str) -> None:
    imported = table.loads(text)

    tree = drafts(imported)
    for each in tree:
        each["editorial"].sort(key=lambda note: note["field"] != "id")
    assert (tree, imported.findings) == ([DRAFT], ())
    assert [loss for loss in dropped(imported) if loss[2] != "the field is empty"] == []
    assert structure(imported.document(), Catalog)[DRAFT["id"]].dose.maximum.reps == 12


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_that_can_be_told_are_read(encoding: str) -> None:
    imported = table.loads(lines(HEADER, ROW, separator="\t").encode(encoding))

    assert (drafts(imported), imported.findings) == ([DRAFT], ())


def test_windows_1252_is_read_and_told() -> None:
    """Nobody can be sure of it, so there is a finding with the first letter that tells."""
    imported = table.loads(PLAIN.encode("cp1252"), name="a.csv")

    assert drafts(imported) == [DRAFT]
    [finding] = imported.findings
    assert finding.severity is Severity.WARNING
    assert str(finding) == (
        "a.csv:2:24: warning: got the byte 0xdc, expected UTF-8: taken for Windows-1252, in which it is 'Ü' "
        "(look at letters with accents) [bad-encoding]"
    )
    assert str(finding) in imported.report()


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        (b"name\nR\x81cken", "a.csv:2:2: error: got the byte 0x81, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
        (b"\xff\xfen\0a\0m\0e\0\0\xd8", "a.csv: error: got UTF-16, expected UTF-8 (save it as UTF-8) [bad-encoding]"),
        (
            b"PK\x03\x04name",
            "a.csv:1: error: got the file of a spreadsheet, expected CSV (save it as CSV UTF-8) [not-csv]",
        ),
        (
            b"\xd0\xcf\x11\xe0name",
            "a.csv:1: error: got the file of a spreadsheet, expected CSV (save it as CSV UTF-8) [not-csv]",
        ),
        (
            b'[{"name": "Plank"}]',
            (
                "a.csv:1: error: got JSON or another format, expected CSV "
                "(lowback import --help has the formats in JSON; mapped reads any of them) [not-csv]"
            ),
        ),
        (
            b"<table>",
            (
                "a.csv:1: error: got JSON or another format, expected CSV "
                "(copy the table into a spreadsheet, and save it as CSV UTF-8) [not-csv]"
            ),
        ),
        (
            "Übung;Wiederholungen\nFersenheben;8\n",
            (
                "a.csv:1: error: got the columns 'Übung', 'Wiederholungen', expected one that is called id or name "
                "(name the columns as our fields, or write a mapping file) [not-csv]"
            ),
        ),
        (
            "name,Heel raise,Bridge\nkind,strength,strength\nposition,standing,supine\nreps,8,9\n",
            (
                "a.csv:1: error: got the names of fields in the first column, expected them in the first line "
                "(swap lines and columns) [not-csv]"
            ),
        ),
    ],
    ids=["no encoding", "half a character", "xlsx", "xls", "json", "html", "names of others", "on its side"],
)
def test_what_is_no_table_of_ours_is_one_finding(source: str | bytes, finding: str) -> None:
    assert refusal(source) == finding


def test_a_title_above_the_names_is_told() -> None:
    imported = table.loads("My exercises,,\n\nname,reps\nHeel raise,8\n")

    assert [draft.id for draft in imported.drafts] == ["heel-raise"]
    assert dropped(imported) == [("line 1", "column 1", "it stands above the names of the columns")]


@pytest.mark.parametrize("told", ["sep=\r\n", 'sep="\n'])
def test_a_line_that_tells_no_separator_stands_above_the_names(told: str) -> None:
    assert drafts(table.loads(told + PLAIN)) == [DRAFT]


def test_a_second_table_below_has_columns_of_its_own() -> None:
    imported = table.loads("name,reps\nHeel raise,8\n\nname,hold\nPlank,20\n")

    assert [draft.tree["dose"] for draft in imported.drafts] == [  # type: ignore[index, call-overload]
        {"reps": {"min": 8, "starter": 8, "max": 8}, "confidence": "low"},
        {"hold": {"min": 20, "starter": 20, "max": 20}, "confidence": "low"},
    ]


def test_places_are_lines_where_a_record_begins() -> None:
    """Cells may hold line ends; and two exercises of one name are told apart."""
    imported = table.loads('name,colour\n"Heel\nraise",green\nPlank,blue\nPlank,red\n')

    assert [each["name"] for each in drafts(imported)] == ["Heel raise", "Plank", "Plank"]
    assert [(loss.place, loss.record) for loss in imported.losses if loss.field == "colour"] == [
        ("line 2", "Heel\\nraise"),
        ("line 4", "Plank"),
        ("line 5", "Plank"),
    ]


def test_columns_nobody_reads_say_why() -> None:
    imported = table.loads("name,Name,,Regoin,colour\nHeel raise,a,b,c,d,e\n")

    assert dropped(imported) == [
        ("line 2", "column 2", "the column 'Name' is there twice"),
        ("line 2", "column 3", "the column has no name"),
        ("line 2", "Regoin", "no column of ours (did you mean 'regions'?)"),
        ("line 2", "colour", "no column of ours"),
        ("line 2", "column 6", "the column has no name"),
    ]


def test_a_line_drawn_beneath_the_names_is_no_exercise() -> None:
    imported = table.loads("| Name | Reps |\n|:-----|-----:|\n| Plank | 8 |\n")

    assert [draft.id for draft in imported.drafts] == ["plank"]


def test_a_heading_between_exercises_is_marked() -> None:
    """Nobody can be sure that it is one."""
    imported = table.loads("Name,Kind,Reps\nStretches,,\nWall lean,stretch,\n")

    assert [draft.id for draft in imported.drafts] == ["stretches", "wall-lean"]
    assert drafts(imported)[0]["editorial"][-1] == {
        "field": "name",
        "reason": "draft: the line has a name and nothing else: perhaps it is a heading",
    }
    assert len(drafts(imported)[1]["editorial"]) == 1
    below = drafts(table.loads("Name,Reps\nPlank,8\nDo this every day\n"))[1]
    assert below["editorial"][-1]["reason"].endswith("perhaps it is a heading")


@pytest.mark.parametrize("name", ["Exercise", "Exercise Name", "Title", "NAMES", "name (required)"])
def test_the_column_of_names_has_other_names(name: str) -> None:
    assert [draft.id for draft in table.loads(f"{name},Reps\nPlank,8\n").drafts] == ["plank"]


@pytest.mark.parametrize("cell", ["8:12", "08:12:00", "8:12 PM"])
def test_times_of_day_are_no_amounts(cell: str) -> None:
    assert read_amount(cell, "reps").why == "a time of day, expected a whole number or two, such as 10 or 8-12"


def test_joined_cells_are_told() -> None:
    """Of cells joined over two lines only the first has a text: the second line is no exercise of its own."""
    imported = table.loads("name,step 1 text\nHeel raise,Rise.\n,Lower.\n", name="a.csv")

    assert [draft.id for draft in imported.drafts] == ["heel-raise"]
    assert [str(each) for each in imported.findings] == [
        (
            "a.csv:3: error: got no text for id or name, expected a name "
            "(name it; of cells that are joined only the first has a text) [unreadable-record]"
        )
    ]
    assert dropped(imported) == [
        ("line 3", "name", "the field is empty"),
        ("line 3", "step 1 text", "the record has no name"),
    ]


def test_formulas_are_not_passed_on() -> None:
    """Neither as a text nor as a name; what begins with a sign and is a sentence is kept."""
    imported = table.loads(
        'name,summary,breathing,aliases\nPlank,"=HYPERLINK(""http://a.example"")",- Breathe calmly.,#NAME?\n'
        "=cmd|'/C calc'!A0,,,\n"
    )

    assert drafts(imported) == [
        {
            "id": "plank",
            "name": "Plank",
            "breathing": "- Breathe calmly.",
            "editorial": [{"field": "id", "reason": "draft: made from the name"}],
        }
    ]
    assert dropped(imported)[:3] == [
        ("line 2", "summary", "a formula, expected its value"),
        ("line 2", "aliases", "what a spreadsheet shows when it cannot work something out, expected a value"),
        ("line 3", "name", "a formula, expected its value"),
    ]


def test_lists_have_several_separators() -> None:
    imported = table.loads(
        'name;regions;needs;aliases\nPlank;"Legs, hip flexors\nglutes";chair or Wall, band;"Board; Plank, long"\n'
    )

    [tree] = drafts(imported)
    assert tree["regions"] == ["legs", "hip-flexors", "glutes"]
    assert tree["needs"] == [["chair", "wall"], ["band"]]
    assert tree["aliases"] == ["Board", "Plank, long"]


def test_a_thing_of_no_name_of_ours_has_to_be_declared() -> None:
    imported = table.loads("name,needs\nPlank,Yoga Block; Wall; none\n")

    assert drafts(imported)[0]["needs"] == [["yoga-block"], ["wall"]]
    assert [loss.rule for loss in imported.losses if loss.to == "needs"] == [
        "yoga-block is no word of ours: the catalog has to declare it",
        "",
        "",
    ]


def test_a_dose_that_was_a_date_is_left_out_and_marked() -> None:
    """What it perhaps was is told, in the account and in the draft; nobody can be sure."""
    imported = table.loads("name,reps,rest\nHeel raise,08. Dez,5-Aug\n")

    assert dropped(imported) == [
        ("line 2", "rest", "a date, as spreadsheets make of a range: perhaps it was 5-8"),
        ("line 2", "reps", "a date, as spreadsheets make of a range: perhaps it was 8-12"),
    ]
    assert drafts(imported)[0] == {
        "id": "heel-raise",
        "name": "Heel raise",
        "editorial": [
            {"field": "id", "reason": "draft: made from the name"},
            {
                "field": "dose.reps",
                "reason": "draft: left out '08. Dez': a date, as spreadsheets make of a range: perhaps it was 8-12",
            },
        ],
    }


# Cells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "what", "amount"),
    [
        ("10", "reps", (10, 10)),
        ("8-12", "reps", (8, 12)),
        *((f"8{dash}12", "reps", (8, 12)) for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d~\u301c"),
        ("8 \u2013 12", "reps", (8, 12)),
        ("8\u00a0\u2013\u202f12", "reps", (8, 12)),
        ("8 to 12", "reps", (8, 12)),
        ("8 bis 12", "reps", (8, 12)),
        ("8...12", "reps", (8, 12)),
        ("8\u202612", "reps", (8, 12)),
        ("10x", "reps", (10, 10)),
        ("x 10", "reps", (10, 10)),
        ("10 \u00d7", "reps", (10, 10)),
        ("8-12 reps", "reps", (8, 12)),
        ("3 Sets", "sets", (3, 3)),
        ("30 s", "hold", (30, 30)),
        ('30"', "hold", (30, 30)),
        ("30 Sek.", "hold", (30, 30)),
        ("20-30 seconds", "duration", (20, 30)),
        ("2 min", "duration", (120, 120)),
        ("1-2 minutes", "duration", (60, 120)),
        ("30 s - 1 min", "duration", (30, 60)),
        ("10,0", "reps", (10, 10)),
        ("10.00", "reps", (10, 10)),
        ("\uff18\uff0d\uff11\uff12", "reps", (8, 12)),
        ("\u0668-\u0661\u0662", "reps", (8, 12)),
        ("12-8", "reps", (12, 8)),
        ("8-12 Wdh.", "reps", (8, 12)),
        ("10-mal", "reps", (10, 10)),
        ("10 répétitions", "reps", (10, 10)),
        ("3 Sätze", "sets", (3, 3)),
        ("30 segundos", "hold", (30, 30)),
        ("1,5 min", "hold", (90, 90)),
        ("1 min 30 s", "hold", (90, 90)),
        ("1'30\"", "duration", (90, 90)),
        ("2\u2032 05\u2033", "rest", (125, 125)),
        ("5'", "duration", (300, 300)),
        ("10 ripetizioni", "reps", (10, 10)),
        ("8-12 repetições", "reps", (8, 12)),
        ("10 herhalingen", "reps", (10, 10)),
        ("30 secondi", "hold", (30, 30)),
        ("2 minuti", "hold", (120, 120)),
        ("3 rounds", "sets", (3, 3)),
    ],
)
def test_amounts_are_read_as_people_write_them(cell: str, what: str, amount: tuple[int, int]) -> None:
    assert read_amount(cell, what) == Figures(*amount)


NO_AMOUNT = ["1 min 30 s", "ten", "7,5", "1.000", "10 s", "10 each side", "3x10", "-8", "8-", "max", "½", "8/12"]


@pytest.mark.parametrize("cell", NO_AMOUNT)
def test_what_is_no_amount_is_not_guessed(cell: str) -> None:
    assert read_amount(cell, "reps").why == "expected a whole number or two, such as 10 or 8-12"


PRESCRIBED: tuple[tuple[str, str, Paper], ...] = (
    ("reps", "3x10", {"reps": 10, "sets": 3}),
    ("reps", "3 \u00d7 10", {"reps": 10, "sets": 3}),
    ("reps", "3 sets of 10", {"reps": 10, "sets": 3}),
    ("reps", "10 reps x 3", {"reps": 10, "sets": 3}),
    ("reps", "3 x 10 each side", {"reps": 10, "sets": 3}),
    ("reps", "10 per leg", {"reps": 10}),
    ("reps", "10/side", {"reps": 10}),
    ("reps", "10 pro Seite", {"reps": 10}),
    ("hold", "3 x 30s", {"hold": 30, "reps": 3}),
    ("duration", "3 x 30 s", {"duration": 30, "sets": 3}),
    ("duration", "2 min each side", {"duration": 120}),
    ("duration", "1-2 min 30 s", {}),
    ("reps", "10 por pierna", {"reps": 10}),
    ("reps", "3 serie da 10", {"reps": 10, "sets": 3}),
    ("reps", "10 per gamba", {"reps": 10}),
    ("sets", "3x10", {}),
    ("reps", "10 x 20 cm", {}),
    ("reps", "10 x 3", {}),
    ("hold", "30 x 3", {}),
    ("hold", "10 x 3 s", {"hold": 3, "reps": 10}),
    ("reps", "12-8", {}),
    ("reps", "up to 10", {}),
)


@pytest.mark.parametrize(("column", "cell", "dose"), PRESCRIBED)
def test_a_dose_in_one_cell_is_taken_apart(column: str, cell: str, dose: Mapping[str, int]) -> None:
    [draft] = drafts(table.loads(f"name,{column}\nPlank,{cell}\n"))

    found = {name: each["starter"] for name, each in draft.get("dose", {}).items() if name != "confidence"}
    assert found == dose


def test_what_a_dose_says_beside_its_number_is_marked() -> None:
    [draft] = drafts(table.loads("name,sets,reps\nPlank,2,3 x 10 each side\n"))

    assert draft["dose"]["sets"] == {"min": 2, "starter": 2, "max": 2}
    assert [each for each in draft["editorial"] if each["field"] != "id"] == [
        {"field": "laterality", "reason": "draft: the dose is 'each side': unilateral, or alternating"},
        {"field": "dose.sets", "reason": "draft: reps says 3 times, and sets has a column of its own"},
    ]


@pytest.mark.parametrize(
    ("cell", "why"),
    [("10 x 3", "10 times 3, or the other way round"), ("12-8", "the first number is larger than the last")],
)
def test_a_dose_that_may_be_read_two_ways_is_marked(cell: str, why: str) -> None:
    [draft] = drafts(table.loads(f"name,reps\nPlank,{cell}\n"))

    assert draft["editorial"][-1] == {"field": "dose.reps", "reason": f"draft: left out {cell!r}: {why}"}


@pytest.mark.parametrize("column", ["Hold (x)", "Reps (s)", "Sets (seconds)", "Rest (times)", "Step 1 seconds (x)"])
def test_a_unit_that_does_not_fit_makes_another_column(column: str) -> None:
    [draft] = drafts(table.loads(f"name,{column}\nPlank,8\n"))

    assert set(draft) == {"id", "name", "editorial"}


def test_an_optional_thing_is_not_taken_to_be_needed() -> None:
    """Nor is it plain that it is the thing which may be left out, and not the cell."""
    [draft] = drafts(table.loads("name,Equipment (optional),Reps (optional)\nPlank,chair,8\n"))

    assert ("needs" in draft, draft["dose"]["reps"]["min"]) == (False, 8)


def test_a_column_of_all_steps_is_told_how_they_are_read() -> None:
    imported = table.loads("name,Instructions\nPlank,Lift.\n")

    assert dropped(imported) == [
        ("line 2", "Instructions", "no column of ours: each step has its own, such as step 1 text")
    ]


def test_the_column_that_is_called_name_wins() -> None:
    imported = table.loads("Exercise;Name;Reps\n1;Heel raise;10\n")

    assert [draft.id for draft in imported.drafts] == ["heel-raise"]
    assert dropped(imported) == [("line 2", "Exercise", "no column of ours")]


def test_a_line_that_is_longer_than_the_names_is_told() -> None:
    imported = table.loads("Name,Step 1 text,Reps\nHeel,Rise, then lower,5\nname,hold\nPlank,20\n", name="a")

    assert [str(each) for each in imported.findings] == [
        "a:2: warning: got 4 cells, expected at most 3 (put a text with commas in quotes) [long-line]"
    ]


@pytest.mark.parametrize("separator", [",", ";", "|", "^"])
@pytest.mark.parametrize("blank", [" ", "  ", "\u00a0"])
def test_a_quoted_cell_may_have_blanks_around_it(separator: str, blank: str) -> None:
    """Its separators, line ends and quotes are its own; a quote inside a text is none of this sort."""
    cells = (f'"Heel {separator} raise"', f'"Rise,{separator}\nthen ""lower"""', '"Up" and down', '5" box')
    text = f"sep={separator}\n" + lines(("name", "summary", "posture", "breathing"), separator=separator)
    text += separator.join(f"{blank}{cell}{blank}" for cell in cells)

    [draft] = drafts(table.loads(text))
    assert (draft["name"], draft["summary"]) == (f"Heel {separator} raise", f'Rise,{separator} then "lower"')
    assert (draft["posture"], draft["breathing"]) == ('"Up" and down', '5" box')


@pytest.mark.parametrize(
    ("cell", "needs", "optional"),
    [("chair or none", [], ["chair"]), ("Mat & chair", [["mat"], ["chair"]], None), ("none needed", [], None)],
)
def test_nothing_is_no_thing(cell: str, needs: list[list[str]], optional: list[str] | None) -> None:
    [draft] = drafts(table.loads(f"name,needs\nPlank,{cell}\n"))

    assert (draft["needs"], draft.get("optional")) == (needs, optional)


@pytest.mark.parametrize("cell", ["-", "\u2013", "n/a", "none", "keine"])
def test_cells_that_say_that_there_is_nothing_are_empty(cell: str) -> None:
    imported = table.loads(f"name,reps,summary,equipment\nPlank,{cell},{cell},{cell}\n")

    assert [{**each, "editorial": []} for each in drafts(imported)] == [
        {"id": "plank", "name": "Plank", "needs": [], "editorial": []}
    ]
    assert [each.field for each in imported.losses if each.rule == "it says that there is nothing"] == [
        "summary",
        "reps",
    ]


def test_names_of_columns_may_be_joined_with_the_line_above() -> None:
    imported = table.loads("Exercise,Position,Dosage,\n,,Reps,Sets\nPlank,prone,8,2\n")

    [draft] = drafts(imported)
    assert (draft["name"], draft["position"], draft["dose"]["reps"]["min"]) == ("Plank", "prone", 8)
    assert [(each.field, each.rule) for each in imported.losses if each.fate is Fate.DROPPED] == [
        ("column 3", "it stands above the names of the columns")
    ]


@pytest.mark.parametrize(
    ("cell", "readings"),
    [
        ("5-Aug", "5-8"),
        ("8-May", "5-8"),
        ("08. Dez", "8-12"),
        ("8. Dez.", "8-12"),
        ("12-Aug", "8-12"),
        ("12-Aug-26", "8-12"),
        ("Aug 12", "8-12"),
        ("Aug-30", "8-30"),
        ("30. März", "3-30"),
        ("10-août", "8-10"),
        ("10 févr.", "2-10"),
        ("10. juin", "6-10"),
        ("10. juil", "7-10"),
        ("12-ene", "1-12"),
        ("8/12/2026", "8-12"),
        ("08.12.2026", "8-12"),
        ("08.12.", "8-12"),
        ("2026-08-12", "8-12"),
        ("2026-08-12 00:00:00", "8-12"),
        ("2030-08-01", "1-8 or 8-30"),
        ("46246", "8-12"),
        ("46246.0", "8-12"),
        ("5. 8.", "5-8"),
        ("10\u670812\u65e5", "10-12"),
        ("August 12, 2026", "8-12"),
        ("Wednesday, August 12, 2026", "8-12"),
        ("Mittwoch, 12. August 2026", "8-12"),
    ],
)
def test_dates_that_were_ranges_are_told(cell: str, readings: str) -> None:
    amount = read_amount(cell, "reps")

    assert amount.why == f"a date, as spreadsheets make of a range: perhaps it was {readings}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="8-12"', "8-12"),
        ('="5"" high"', '5" high'),
        ("'8-12", "8-12"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'Tis easy", "'Tis easy"),
        ("=A1", "=A1"),
    ],
)
def test_cells_come_out_of_their_wrapping(cell: str, text: str) -> None:
    assert unwrapped(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "=A1",
        "@SUM(1)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "#REF!",
        "####",
        "#WERT!",
        "#NV",
        "\uff1d1+1",
    ],
)
def test_formulas_and_their_errors_are_no_texts(cell: str) -> None:
    assert why_no_text(cell) != ""


BULLETS = (
    "- Keep your back flat!",
    "- lift!",
    "= neutral",
    "+ Breathe | relax",
    "-lift | lower",
    "-30 s: hold!",
    "=> lift",
)


@pytest.mark.parametrize("cell", ["", "- Keep your back flat.", "+ 1 kg", "@home", "-8", "# Plank", "a = b", *BULLETS])
def test_what_only_begins_with_a_sign_is_a_text(cell: str) -> None:
    assert why_no_text(cell) == ""


@given(st.text(max_size=12), st.sampled_from(["reps", "hold", "difficulty"]))
def test_no_cell_is_too_strange_for_an_amount(cell: str, what: str) -> None:
    amount = read_amount(cell, what)

    assert not (amount.why and (amount.low or amount.high))
    assert min(amount.low, amount.high) >= 0


@given(st.text(max_size=20))
def test_names_have_letters_and_digits_only(name: str) -> None:
    assert letters(letters(name)) == letters(name)


@pytest.mark.parametrize("piece", [" \t", "(", "=", "1-", "'", "1 ", "#"])
def test_long_cells_take_no_longer_than_they_are(piece: str) -> None:
    """Half a megabyte of one sign; a pattern that goes back and forth would take minutes."""
    table.loads(f"name,reps,{piece * 60_000}\nPlank,{piece * 60_000},8\n")


@given(st.binary(max_size=60))
def test_no_bytes_are_too_strange(raw: bytes) -> None:
    try:
        imported = table.loads(raw)
    except InvalidDocument:
        return
    assert imported.report()
