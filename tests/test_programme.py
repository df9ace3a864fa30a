"""Programmes as values and on paper: what can be, what cannot, and what is kept."""

import json
import pickle
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it comes without types

from lowback import Brief, Catalog, Dose, default_catalog
from lowback.converters import findings, schema, structure, unstructure
from lowback.errors import BriefError, ImpossibleValue, InvalidDocument, LowbackError, Refused, WrongType
from lowback.model import ExerciseDose
from lowback.programme import Given, Hurt, Logged, Programme, Report
from lowback.vocabulary import Effort, Hurting, Settled, Stopped, Urgency, Weekday, Where
from strategies import examples

MONDAY = date(2027, 1, 4)
DAY = timedelta(days=1)
BRIEF = Brief(10)
PLAN = Programme.start(BRIEF, weeks=6, days=["thursday", "monday"], start=MONDAY, usual_pain=3)
FIRST = PLAN.next.doses


def told(session: int = 1, day: date = MONDAY, **more: Any) -> Report:
    return Report(session=session, day=day, **{"pain_before": 3, "pain": 2, "effort": "right", **more})


REPORTED = PLAN.after(told(done=FIRST)).next_day(session=1, settled="yes")


# Values ------------------------------------------------------------------------------------------


def test_a_programme_is_a_value() -> None:
    again = Programme.start(BRIEF, weeks=6, days=iter(["monday", "thursday"]), start=MONDAY, usual_pain=3)

    assert again == PLAN
    assert hash(again) == hash(PLAN)
    assert pickle.loads(pickle.dumps(REPORTED)) == REPORTED
    assert repr(REPORTED) == "<Programme 6 weeks from 2027-01-04, 1 session so far>"


@pytest.mark.parametrize(
    ("told_of_it", "sentence"),
    [
        ({"hurt": {"seated-trunk-rotation": "climbing"}}, "It hurt last time."),
        ({"pain": 8}, "One step back. Your pain was 8; your limit is 5."),
    ],
)
def test_a_session_that_is_shorter_says_why_though_what_changed_has_no_room(
    told_of_it: dict[str, Any], sentence: str
) -> None:
    plan = Programme.start(Brief(4, seed=8), weeks=6, days="monday", start=MONDAY, usual_pain=3)
    found = plan.after(told(done=plan.next.doses, **told_of_it)).next

    assert found.routine is not None
    assert found.routine.seconds < 240
    assert [each.sentence for each in found.changes if not each.exercise] == [sentence]


def test_where_no_session_of_whole_minutes_is_small_enough_one_of_quarters_is() -> None:
    two = default_catalog().only(["wall-squat", "heel-raise"])
    brief = Brief(4, cautions=["wrist-pain"])
    plan = Programme.start(brief, weeks=6, days="monday", start=MONDAY, usual_pain=2, catalog=two)
    first = plan.next
    following = plan.after(told(done=first.doses, pain=5, hurt={"heel-raise": "sharp"})).next

    assert first.routine is not None
    assert following.routine is not None
    assert (first.routine.seconds, following.routine.seconds) == (240, 105)
    assert [each.exercise for each in following.doses] == ["heel-raise"]


def test_where_what_is_out_leaves_nothing_the_plan_waits_and_says_so() -> None:
    """All stretches are out, and nothing else was asked for; another brief goes on."""
    plan = Programme.start(Brief(8, "stretch"), weeks=6, days="monday", start=MONDAY, usual_pain=3)
    for number, where in ((1, "thigh"), (2, "back")):
        plan = plan.after(told(number, plan.next.day, pain=3, where=where, done=plan.next.doses))

    assert (plan.next.routine, plan.next.changes[0].rule) == (None, "nothing-left")
    assert plan.next.changes[1].sentence == "Leg pain went further down. Moves in that direction are out for now."
    assert plan.changed(Brief(6)).next.routine is not None


def test_who_is_pregnant_is_asked_for_what_is_allowed_later_too() -> None:
    """At once, and not when the next session is asked for."""
    brief = Brief(10, cautions="early-pregnancy", include=["bridge"])
    with pytest.raises(BriefError, match="late-pregnancy"):
        PLAN.changed(brief)


def test_pain_in_both_legs_is_no_ordinary_day() -> None:
    with pytest.raises(Refused, match="Call the emergency number"):
        Programme.start(BRIEF, weeks=6, days="monday", start=MONDAY, usual_pain=3, where="both-legs")


def test_after_the_last_week_there_is_no_other() -> None:
    assert PLAN.on(PLAN.last_day + 30 * DAY).week == 6


def test_verbs_leave_the_programme_as_it_is() -> None:
    PLAN.after(told())

    assert PLAN.sessions == ()


def test_days_are_those_of_the_plan() -> None:
    assert PLAN.plan.days == (Weekday.MONDAY, Weekday.THURSDAY)
    assert (PLAN.next.number, PLAN.next.week, PLAN.next.day) == (1, 1, MONDAY)
    assert (REPORTED.next.number, REPORTED.next.week, REPORTED.next.day) == (2, 1, MONDAY + 3 * DAY)
    assert PLAN.last_day == MONDAY + 41 * DAY


def test_each_session_is_as_long_as_asked_and_most_of_it_comes_again() -> None:
    again = REPORTED.next

    assert again.routine is not None
    assert again.routine.seconds == 600
    assert again.doses == FIRST


def test_what_is_handed_out_is_kept() -> None:
    (given,) = REPORTED.sessions

    assert given.doses == FIRST
    assert (given.number, given.day, given.catalog, given.seconds) == (1, MONDAY, "lowback", 600)
    assert given.version == PLAN.given().sessions[0].version
    assert given.active_seconds == sum(
        default_catalog()[each.exercise].active_seconds(each.dose) for each in given.doses
    )


def test_a_programme_read_without_its_catalog_is_refused() -> None:
    """Not gone on with from the packaged one, whose exercises are others."""
    own = Catalog(default_catalog().values(), id="clinic")
    plan = Programme.start(BRIEF, weeks=6, days="monday", start=MONDAY, usual_pain=3, catalog=own).given()

    assert structure(unstructure(plan), Programme, catalog=own) == plan
    with pytest.raises(ImpossibleValue, match=r"^Programme\.log\.0\.given\.catalog: got 'clinic', expected 'lowback'"):
        structure(unstructure(plan), Programme)


def test_a_session_and_a_week_are_written_for_json() -> None:
    assert json.loads(json.dumps(unstructure(PLAN.next)))["day"] == MONDAY.isoformat()
    assert json.loads(json.dumps(unstructure(PLAN.week)))["session"]["day"] == MONDAY.isoformat()


def test_a_newer_catalog_changes_only_what_comes_next() -> None:
    """What was handed out stays, though the catalog has lost an exercise of it."""
    gone = FIRST[0].exercise
    newer = Catalog([each for each in default_catalog().values() if each.id != gone], id="newer")

    plan = structure(unstructure(REPORTED), Programme, catalog=newer)

    assert plan.sessions == REPORTED.sessions
    assert gone not in {each.exercise for each in plan.next.doses}
    assert plan.given().sessions[1].catalog == "newer"
    assert plan.given().sessions[1].version != REPORTED.sessions[0].version


def test_a_session_may_be_handed_out_on_another_day_and_without_a_report() -> None:
    plan = PLAN.given(MONDAY + DAY).given()

    assert [each.day for each in plan.sessions] == [MONDAY + DAY, MONDAY + 3 * DAY]
    assert plan.reports == ()


def test_late_and_repeated_reports_are_kept() -> None:
    plan = PLAN.given().given().after(told(1, MONDAY)).after(told(1, MONDAY, pain=5)).after(told(2, MONDAY + 3 * DAY))

    assert [(each.session, each.pain) for each in plan.reports] == [(1, 2), (1, 5), (2, 2)]


def test_words_may_be_texts() -> None:
    report = told(
        where="thigh",
        new="urgent",
        effort="too-hard",
        why_stopped="pain",
        hurt={"bridge": "sharp"},
        done={"bridge": Dose(reps=5)},
        ready="bridge",
    )

    assert report.where is Where.THIGH
    assert report.new is Urgency.URGENT
    assert report.effort is Effort.TOO_HARD
    assert report.why_stopped is Stopped.PAIN
    assert report.hurt == (Hurt("bridge", Hurting.SHARP),)
    assert report.done == (ExerciseDose("bridge", Dose(reps=5)),)
    assert report.ready == ("bridge",)


# Bad input ---------------------------------------------------------------------------------------

THERE = ", ".join(each.exercise for each in FIRST)
WRONG_REPORTS: list[tuple[dict[str, Any], str, str]] = [
    ({"pain": 11}, "Report.pain", "got 11, expected 0 to 10"),
    ({"pain_before": -1}, "Report.pain_before", "got -1, expected 0 to 10"),
    ({"session": 0}, "Report.session", "got 0, expected 1 or more"),
    (
        {"effort": "hard"},
        "Report.effort",
        "got 'hard', expected one of easy, right, too-hard (did you mean 'too-hard'?)",
    ),
    ({"hurt": {"bridge": "badly"}}, "Hurt.how", "got 'badly', expected one of sharp, climbing, ache, elsewhere"),
    (
        {"done": [ExerciseDose("a", Dose(reps=1))] * 2},
        "Report.done",
        "got one exercise twice, expected one Dose for each id",
    ),
]


@pytest.mark.parametrize(("fields", "place", "problem"), WRONG_REPORTS)
def test_a_report_that_cannot_be_is_refused(fields: dict[str, Any], place: str, problem: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        Report(**{"session": 1, "day": MONDAY, **fields})

    assert (caught.value.place, caught.value.problem) == (place, problem)


WRONG_STEPS: list[tuple[str, Any, str, str]] = [
    (
        "an exercise that was not in the session",
        lambda: REPORTED.after(told(done={"bird-dog": Dose(reps=5)})),
        "Programme.log.3.report.done",
        f"got 'bird-dog', expected one of session 1: {THERE}",
    ),
    (
        "a hurt of such a one",
        lambda: REPORTED.after(told(hurt={"bird-dog": "ache"})),
        "Programme.log.3.report.hurt",
        f"got 'bird-dog', expected one of session 1: {THERE}",
    ),
    (
        "a day before the start",
        lambda: REPORTED.after(told(day=MONDAY - DAY)),
        "Programme.log.3.report.day",
        "got 2027-01-03, expected 2027-01-04, the first day of the programme, or later",
    ),
    (
        "a session before the last one",
        lambda: PLAN.given(MONDAY + 3 * DAY).given(MONDAY),
        "Programme.on.day",
        "got 2027-01-04, expected 2027-01-07, the day of the last session, or later",
    ),
    (
        "a session that nobody has been given",
        lambda: REPORTED.after(told(5)),
        "Programme.after.report.session",
        "got 5, expected at most 2, the next session",
    ),
    (
        "clearing what does not wait",
        lambda: REPORTED.cleared(MONDAY),
        "Programme.log.3.cleared",
        "got a day, but the plan does not wait for anybody, expected it only after a sign",
    ),
    (
        "an unknown weekday",
        lambda: Programme.start(BRIEF, weeks=6, days=["mondey"], start=MONDAY, usual_pain=3),
        "Plan.days",
        f"got 'mondey', expected one of {', '.join(Weekday)} (did you mean 'monday'?)",
    ),
    (
        "no weekday",
        lambda: Programme.start(BRIEF, weeks=6, days=[], start=MONDAY, usual_pain=3),
        "Plan.days",
        "got no days, expected one or more",
    ),
    (
        "sessions of which the half is none",
        lambda: Programme.start(Brief(3), weeks=6, days="monday", start=MONDAY, usual_pain=3),
        "Programme.brief.minutes",
        "got 3 minutes, expected 4 or more, so that half of it is a session",
    ),
]


@pytest.mark.parametrize(
    ("step", "place", "problem"), [each[1:] for each in WRONG_STEPS], ids=[e[0] for e in WRONG_STEPS]
)
def test_a_step_that_cannot_be_is_refused(step: Any, place: str, problem: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        step()

    assert (caught.value.place, caught.value.problem) == (place, problem)


def test_a_time_is_no_day() -> None:
    with pytest.raises(WrongType, match="expected a date, such as"):
        told(day=datetime(2027, 1, 4, 7, 30))  # noqa: DTZ001  # a floating time


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"age": "under-18"}, "programmes are for adults"),
        ({"usual_pain": 8}, "ask a doctor or physiotherapist first"),
        ({"brief": Brief(cautions="recent-spinal-surgery")}, "operation"),
    ],
)
def test_who_has_to_be_seen_first_gets_no_programme(asked: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        Programme.start(**{"weeks": 6, "days": "monday", "start": MONDAY, "usual_pain": 3, "brief": BRIEF, **asked})


def test_a_brief_that_can_never_be_is_refused_at_once() -> None:
    with pytest.raises(BriefError):
        REPORTED.changed(Brief(cautions="no-such-caution"))


# On paper ----------------------------------------------------------------------------------------


def test_a_programme_survives_paper() -> None:
    tree = json.loads(json.dumps(unstructure(REPORTED)))

    assert structure(tree, Programme) == REPORTED
    assert tree["format"] == 1
    assert tree["log"][1]["report"]["day"] == "2027-01-04"
    assert Draft202012Validator(json.loads(schema(Programme))).is_valid(tree)


def _log(*entries: Any) -> Any:
    tree: Any = unstructure(REPORTED)
    return {**tree, "log": [*tree["log"], *entries]}


WRONG_PAPERS: list[tuple[Any, str, str]] = [
    (
        {**_log(), "format": 2},
        "format",
        "got 2, expected 1: a newer lowback wrote it, update this one to read it",
    ),
    ({**_log(), "name": "Ann"}, "name", "unknown key 'name'"),
    (
        _log({"report": {"session": 1, "day": "4.1.2027"}}),
        "log[3].report.day",
        "got '4.1.2027', expected a day such as 2027-01-04",
    ),
    (
        _log({"report": {"session": 1, "day": 20270104}}),
        "log[3].report.day",
        "got a number 20270104, expected a day such as 2027-01-04",
    ),
    (
        _log({"report": {"session": 1, "day": "20270105"}}),
        "log[3].report.day",
        "got '20270105', expected a day such as 2027-01-04",
    ),
    (
        _log({}),
        "log[3]",
        "got 0 events, expected just one of given, report, next_day, brief, days, cleared, paused, recovered, screened",
    ),
    (
        _log({"next_day": {"session": 2, "settled": "yes"}}),
        "log[3].next_day.session",
        "got 2, expected at most 1, as so many sessions have been handed out",
    ),
    (_log(_log()["log"][0]), "log[3].given.number", "got session 1, expected 2, the next one"),
]


@pytest.mark.parametrize(("tree", "place", "message"), WRONG_PAPERS)
def test_what_is_wrong_on_paper_is_found_at_its_place(tree: Any, place: str, message: str) -> None:
    (found,) = findings(tree, Programme)

    assert (found.dotted_path, found.message) == (place, message)
    with pytest.raises(InvalidDocument):
        structure(tree, Programme)


def test_a_session_after_a_sign_is_a_contradiction() -> None:
    """A log that somebody has edited by hand."""
    stopped: Any = unstructure(PLAN.after(told(new="emergency")))
    tree = {**stopped, "log": [*stopped["log"], {"given": {**stopped["log"][0]["given"], "number": 2}}]}

    (found,) = findings(tree, Programme)

    assert found.code == "given-while-waiting"


def test_a_document_holds_no_name_and_no_sign() -> None:
    """Of people, there are numbers, words of closed lists and days; texts are ids, names of exercises and catalogs."""
    properties: set[str] = set()

    def gather(part: Any) -> None:
        if isinstance(part, dict):
            properties.update(name for name, form in part.get("properties", {}).items() if form.get("type") == "string")
            for each in part.values():
                gather(each)
        elif isinstance(part, list):
            for each in part:
                gather(each)

    gather(json.loads(schema(Programme)))

    assert properties == {"exercise", "caution", "catalog", "version", "mix", "rule", "name", "instead", "day", "start"}


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Logs of reports of every kind about one session that was handed out; nothing is composed for them."""
    ids = [each.exercise for each in FIRST]
    reports = st.builds(
        Report,
        session=st.just(1),
        day=st.dates(MONDAY, MONDAY + 60 * DAY),
        pain_before=st.none() | st.integers(0, 10),
        pain=st.none() | st.integers(0, 10),
        where=st.none() | st.sampled_from(Where),
        new=st.none() | st.sampled_from(Urgency),
        effort=st.none() | st.sampled_from(Effort),
        why_stopped=st.none() | st.sampled_from(Stopped),
        done=st.none() | st.lists(st.sampled_from(FIRST), unique=True),
        hurt=st.dictionaries(st.sampled_from(ids), st.sampled_from(Hurting)),
        flare_up=st.booleans(),
        ready=st.lists(st.sampled_from(ids)),
    )
    plan = PLAN.given()
    for report in draw(st.lists(reports, max_size=4)):
        plan = plan.after(report)
    return plan.next_day(session=1, settled=draw(st.sampled_from(Settled)))


@examples(60)
@given(programmes())
def test_every_log_survives_paper(plan: Programme) -> None:
    tree = json.loads(json.dumps(unstructure(plan)))

    assert structure(tree, Programme) == plan
    assert Draft202012Validator(json.loads(schema(Programme))).is_valid(tree)


def test_errors_are_of_the_library_and_pickle() -> None:
    with pytest.raises(LowbackError) as caught:
        REPORTED.after(told(9))

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_entries_say_one_thing() -> None:
    with pytest.raises(ImpossibleValue, match="got 2 events"):
        Logged(report=told(), cleared=MONDAY)


def test_a_given_session_answers_for_its_exercises() -> None:
    given = REPORTED.sessions[0]

    assert given.dose_of(FIRST[0].exercise) == FIRST[0].dose
    assert given.dose_of("bird-dog") is None
    assert isinstance(evolve(given, day=MONDAY), Given)
