"""What a programme hands on: sheets of a week and calendars."""

import importlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from attrs import evolve
from html5lib import HTMLParser
from markdown_it import MarkdownIt
from pypdf import PdfReader

from lives import DAY, MONDAY, life, report, session
from lowback import Brief, Catalog, Programme, default_catalog
from lowback._words import Words
from lowback.cli import main
from lowback.converters import structure, unstructure
from lowback.errors import ImpossibleValue
from lowback.export import fhir, ical, pdf
from lowback.programme import Week
from lowback.render import html, markdown, text
from lowback.vocabulary import Weekday
from test_export_fhir import wrong_codes

PLAN = life(session(1, 0), session(2, 3, pain=7))
EVERY = default_catalog().values()


def page_words(week: Week) -> str:
    """What the page says, by an independent reader that takes no fault."""
    return " ".join(HTMLParser(strict=True).parse(html.render(week)).itertext())


def paper_words(week: Week) -> str:
    """What is on the paper, by an independent reader."""
    return " ".join(each.extract_text() for each in PdfReader(BytesIO(pdf.dumps(week))).pages)


SHEETS: tuple[Callable[[Week], str], ...] = (text.render, markdown.render, page_words, paper_words)


# A sheet of a week ---------------------------------------------------------------------------------


def test_a_week_is_what_is_left_of_it() -> None:
    assert PLAN.week.days == (MONDAY + 7 * DAY, MONDAY + 10 * DAY)
    assert life(session(1, 0)).week.days == (MONDAY + 3 * DAY,)


def test_a_sheet_says_what_cautions_ask_of_the_whole() -> None:
    """As the handout of the session does, to which it sends for the steps."""
    brief = Brief(10, cautions=["late-pregnancy", "wrist-pain"])
    plan = Programme.start(brief, weeks=3, days="monday", start=MONDAY, usual_pain=2)
    routine = plan.next.routine
    assert routine is not None
    asked = Words.of(routine).at_the_start(routine.brief)

    assert len(asked) > 1
    for render in SHEETS:
        said = " ".join(render(plan.week).split())
        assert all(line in said for line in asked)
        assert "Do each exercise as it stands on the handout of the session." in said


def test_a_sheet_has_boxes_and_a_diary_for_each_day() -> None:
    sheet = text.render(PLAN.week)
    routine = PLAN.next.routine
    assert routine is not None

    assert sheet.startswith("Week 2 of 12\n============\nThis is exercise information for adults")
    assert "2 sessions of 9 minutes are left this week." in sheet
    assert "\nMonday, 2027-01-11\n[ ] " in sheet
    assert sheet.count("\n[ ] ") == 2 * len(routine.items)
    assert sheet.count("Pain diary:\n- Pain before, 0 (none) to 10 (worst): ____\n") == 2
    assert "[ ] Bridge: 8 times, hold 3 s\n" in sheet


@pytest.mark.parametrize("render", SHEETS)
def test_a_sheet_says_how_often_on_which_days_what_and_how_it_was(render: Callable[[Week], str]) -> None:
    sheet = blank(render(PLAN.week))

    for said in (
        "This is exercise information for adults",
        "2 sessions of 9 minutes are left this week.",
        "Monday, 2027-01-11",
        "Thursday, 2027-01-14",
        "Bridge: 8 times, hold 3 s",
        "Pain before, 0 (none) to 10 (worst)",
        "Muscle ache does not count.",
        "no / yes / not sure",
    ):
        assert blank(said) in sheet


def blank(words: str) -> str:
    """Without blanks, which papers break and pages have between elements."""
    return "".join(words.split())


def test_a_page_has_a_box_for_each_exercise_and_day() -> None:
    page = HTMLParser(strict=True, namespaceHTMLElements=False).parse(html.render(PLAN.week))
    rows = [[each.tag for each in row] for row in page.iter("tr")]
    routine = PLAN.next.routine
    assert routine is not None

    assert len([each for each in page.iter("span") if each.get("class") == "box"]) == 2 * len(routine.items)
    assert rows == [["td", "th", "th"], *[["th", "td", "td"]] * len(routine.items), ["th"], *[["th", "td", "td"]] * 3]
    assert "<svg" not in html.render(PLAN.week)


def test_what_is_ticked_off_is_on_one_side_of_the_paper() -> None:
    week = life(brief=Brief(30), days=[*Weekday]).week
    *_, last = [blank(each.extract_text()) for each in PdfReader(BytesIO(pdf.dumps(week))).pages]

    assert last.startswith("Tickoffwhatyoudid")
    assert [day for day in ("Monday", "Sunday") if day not in last] == []
    assert "Muscleachedoesnotcount." in last


def test_a_paper_is_tagged_has_no_clock_and_says_what_it_lacks() -> None:
    paper = pdf.dumps(PLAN.week)

    assert paper == pdf.dumps(PLAN.week)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper
    assert [each.code for each in pdf.losses(PLAN.week)] == ["lost-fields"]


def test_a_title_tells_nothing_of_the_person() -> None:
    brief = Brief(10, cautions=["wrist-pain"])
    week = evolve(PLAN, brief=brief).week
    page, paper = HTMLParser(namespaceHTMLElements=False).parse(html.render(week)), PdfReader(BytesIO(pdf.dumps(week)))

    assert paper.metadata is not None
    assert [each.text for each in page.iter("title")] == [paper.metadata.title] == ["Week 2 of 12"]


@pytest.mark.parametrize("render", SHEETS)
def test_a_sheet_says_what_is_different_by_which_rule(render: Callable[[Week], str]) -> None:
    sheet = blank(render(PLAN.week))

    assert blank("One step back. Your pain was 7; your limit is 5.") in sheet
    assert blank("A rule of this program, not a clinician, made this change.") in sheet
    assert blank("Stop and get medical help at once if you have chest pain") in sheet


@pytest.mark.parametrize("render", SHEETS)
def test_while_the_plan_waits_a_sheet_says_whom_to_see_and_nothing_else(render: Callable[[Week], str]) -> None:
    sheet = blank(render(life(session(1, 0, new="emergency")).week))

    assert blank("Call the emergency number or go to an emergency department now.") in sheet
    assert "Bridge" not in sheet
    assert "Paindiary" not in sheet


def test_names_on_a_sheet_are_data() -> None:
    odd = [evolve(each, name="*Bridge* <b>[x](y)\x1b[31m" if each.id == "bridge" else each.name) for each in EVERY]
    plan: Any = structure(unstructure(PLAN), Programme, catalog=Catalog(odd))

    page = MarkdownIt().render(markdown.render(plan.week))

    assert "*Bridge* &lt;b&gt;[x](y)" in page
    assert "*Bridge* &lt;b&gt;[x](y)" in html.render(plan.week)
    assert "*Bridge* <b>[x](y)" in paper_words(plan.week)
    assert "\x1b" not in text.render(plan.week) + page + html.render(plan.week)


# A calendar ----------------------------------------------------------------------------------------

ZONES = [
    "Europe/Vienna",
    "America/New_York",
    "America/Santiago",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Africa/Casablanca",
    "Europe/Dublin",
]


def events(paper: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(paper).walk("VEVENT"))


def test_every_day_that_is_left_is_an_event() -> None:
    plan = life(session(1, 0), weeks=3)

    found = events(ical.of_programme(plan, at=time(7, 30)))

    assert [each["DTSTART"].dt for each in found] == [
        datetime.combine(MONDAY + day * DAY, time(7, 30)) for day in (3, 7, 10, 14, 17)
    ]
    assert [str(each["SUMMARY"]) for each in found] == [f"Session {number}" for number in range(2, 7)]
    assert {each["DURATION"].dt for each in found} == {timedelta(minutes=10)}


def test_an_event_tells_nothing_of_the_person() -> None:
    paper = ical.of_programme(
        life(session(1, 0, pain=9)).changed(evolve(PLAN.brief, cautions="wrist-pain")), at=time(8)
    )

    assert not {b"DESCRIPTION", b"CATEGORIES", b"LOCATION"} & {line.partition(b":")[0] for line in paper.splitlines()}
    assert all(word not in paper.lower() for word in (b"pain", b"wrist", b"back:", b"bridge", b"stop"))


def test_days_on_which_nobody_exercises_any_more_are_cancelled() -> None:
    before = life(session(1, 0), weeks=2)
    after = before.changed(days=["tuesday", "thursday"])
    old = {each["UID"]: each["SEQUENCE"] for each in events(ical.of_programme(before, at=time(8)))}

    found = events(ical.of_programme(after, at=time(8)))

    assert {(each["DTSTART"].dt.date() - MONDAY).days: str(each["STATUS"]) for each in found} == {
        1: "CONFIRMED",
        3: "CONFIRMED",
        7: "CANCELLED",
        8: "CONFIRMED",
        10: "CONFIRMED",
    }
    assert {
        uid for uid, sequence in old.items() if any(e["UID"] == uid and e["SEQUENCE"] > sequence for e in found)
    } == {*old}


@pytest.mark.parametrize("name", ZONES)
def test_the_clock_on_the_wall_is_kept_all_year(name: str) -> None:
    zone = ZoneInfo(name)
    plan = life(weeks=52, days=["sunday"])

    calendar = vobject.readOne(ical.of_programme(plan, at=time(7, 30), zone=zone).decode())

    starts = [each.dtstart.value for each in calendar.vevent_list]
    days = [MONDAY + (6 + 7 * week) * DAY for week in range(52)]
    wanted = [datetime.combine(day, time(7, 30), zone) for day in days]
    assert [each.astimezone(UTC) for each in starts] == [each.astimezone(UTC) for each in wanted]


def test_written_anew_it_takes_the_place_of_what_was_there() -> None:
    before, after = life(session(1, 0)), life(session(1, 0), session(2, 3))
    of_day = {each["DTSTART"].dt: each for each in events(ical.of_programme(before, at=time(8)))}

    for event in events(ical.of_programme(after, at=time(8))):
        old = of_day[event["DTSTART"].dt]
        assert event["UID"] == old["UID"]
        assert event["SEQUENCE"] > old["SEQUENCE"]
        assert event["DTSTAMP"].dt >= old["DTSTAMP"].dt
    assert len({each["UID"] for each in of_day.values()}) == len(of_day)
    assert ical.of_programme(before, at=time(8)) == ical.of_programme(before, at=time(8))


def test_other_minutes_are_those_of_every_day_that_is_left() -> None:
    before = life(session(1, 0), weeks=2)
    after = before.changed(evolve(before.brief, minutes=20))
    lengths = [each["DURATION"].dt for each in events(ical.of_programme(after, at=time(8)))]

    assert lengths == [timedelta(minutes=20)] * len(before.days_left)


def test_a_stop_cancels_what_is_left() -> None:
    going, stopped = life(session(1, 0)), life(session(1, 0), [report(1, 0, new="urgent")])
    uids = {each["UID"] for each in events(ical.of_programme(going, at=time(8)))}

    found = events(ical.of_programme(stopped, at=time(8)))

    assert {each["STATUS"] for each in found} == {"CANCELLED"}
    assert {each["UID"] for each in found} == uids
    assert {each["STATUS"] for each in events(ical.of_programme(going, at=time(8)))} == {"CONFIRMED"}


# The command ---------------------------------------------------------------------------------------

START = ["--weeks", "2", "--days", "monday", "--start", "2027-01-04", "--usual-pain", "3", "--minutes", "6"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("w.txt", b"Week 1 of 2\n"),
        ("w.md", b"# Week 1 of 2\n"),
        ("w.html", b"<!DOCTYPE"),
        ("w.pdf", b"%PDF-"),
        ("w.ics", b"BEGIN"),
    ],
)
def test_export_writes_what_the_name_ends_in(
    name: str, begins: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, output = tmp_path / "plan.json", tmp_path / name
    main(["programme", "start", str(file), *START])
    before = file.read_bytes()

    assert main(["programme", "export", str(file), "-o", str(output), "--at", "06:45"]) == 0

    assert output.read_bytes().startswith(begins)
    assert file.read_bytes() == before
    assert main(["programme", "export", str(file), "-o", "w.doc"]) == 1
    assert "expected a name that ends in .html, .ics, .md, .pdf, .txt" in capsys.readouterr().err


# A health record -----------------------------------------------------------------------------------

TOLD = life(session(1, 0), session(2, 3, pain=7, settled="no"))


def kinds(plan: Programme, version: str = "R5") -> list[tuple[str, str]]:
    bundle = json.loads(fhir.of_programme(plan, subject="Patient/1", version=version))
    return [(each["resource"]["resourceType"], each["resource"]["status"]) for each in bundle["entry"]]


@pytest.mark.parametrize("version", fhir.Version)
@pytest.mark.parametrize("plan", [life(), TOLD, life(session(1, 0, new="urgent"))], ids=["new", "told", "stopped"])
def test_a_reader_of_health_records_finds_all(plan: Programme, version: fhir.Version) -> None:
    paper = fhir.of_programme(plan, subject="Patient/1", version=version)
    package = "fhir.resources" if version is fhir.Version.R5 else f"fhir.resources.{version}"
    bundle = importlib.import_module(f"{package}.bundle").Bundle.model_validate_json(paper)

    assert json.loads(bundle.model_dump_json()) == json.loads(paper)
    # Of the types of a question, this reader lists the first seven, and a plus for the others of the specification.
    asked = "string" if version is fhir.Version.R5 else "choice"
    assert set(wrong_codes(bundle)) == {("type", asked)}


def test_another_reader_of_health_records_finds_no_fault() -> None:
    pytest.importorskip("fhirschemapy.R4B", exc_type=ImportError)
    for entry in json.loads(fhir.of_programme(TOLD, subject="Patient/1", version="R4B"))["entry"]:
        resource = entry["resource"]
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", resource["resourceType"]).lower()
        model = getattr(importlib.import_module(f"fhirschemapy.R4B.{name}"), resource["resourceType"])
        assert model.model_validate(resource).model_dump(mode="json", exclude_none=True) == resource


def test_a_care_plan_is_a_proposal_and_on_hold_after_a_stop() -> None:
    going, stopped = kinds(TOLD), kinds(life(session(1, 0, new="urgent")))

    assert going[0] == ("CarePlan", "active")
    assert stopped[0] == ("CarePlan", "on-hold")
    assert {status for kind, status in stopped if kind == "ServiceRequest"} == {"on-hold"}
    assert kinds(life(session(1, 0), weeks=1, days="monday"))[0] == ("CarePlan", "completed")
    assert len([kind for kind, _ in going if kind == "ServiceRequest"]) == len(TOLD.days_left)


def test_of_signs_only_the_level_is_in_a_record() -> None:
    paper = fhir.of_programme(life(session(1, 0, new="urgent", hurt={"bridge": "sharp"})), subject="Patient/1")
    (answers,) = [
        each["resource"]["item"]
        for each in json.loads(paper)["entry"]
        if each["resource"]["resourceType"] == "QuestionnaireResponse"
    ]

    assert {each["linkId"]: next(iter(each["answer"][0].values())) for each in answers} == {
        "pain-before": 2,
        "pain": 2,
        "effort": "right",
        "new": "urgent",
        "settled": "yes",
    }


def test_who_it_is_for_has_to_be_a_reference() -> None:
    with pytest.raises(ImpossibleValue, match="expected a reference such as 'Patient/123'"):
        fhir.of_programme(TOLD, subject="Ann")
