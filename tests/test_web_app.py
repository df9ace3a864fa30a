"""The web app: several people, each with a programme of their own; nothing is shown that was not asked for."""

import re
import stat
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from hostile import TRICKS
from lowback import Programme
from lowback.programme import BY_RULE, Logged
from lowback.safety import screening
from test_examples import example

MONDAY = date(2027, 1, 4)
PERSON = {"minutes": "5", "days": ["monday", "thursday"], "weeks": "6", "pain": "3"}
NO_SIGN = {flag.key: "no" for flag in screening()}


class App:
    """The app on a day, as somebody uses it."""

    def __init__(self, folder: Path) -> None:
        testclient = pytest.importorskip("fastapi.testclient")
        self.module: Any = example("web_app")
        self.day = MONDAY
        self.path = folder / "programmes.sqlite"
        self.module.app.dependency_overrides = {
            self.module.today: lambda: self.day,
            self.module.database: lambda: self.path,
        }
        self.client = testclient.TestClient(self.module.app)

    def start(self, **answers: Any) -> str:
        """The address of somebody's programme."""
        response = self.client.post("/", data={**NO_SIGN, **PERSON, **answers}, follow_redirects=False)
        assert response.status_code == 303, response.text
        return str(response.headers["location"])

    def page(self, address: str) -> str:
        return str(self.client.get(address).text)

    def tell(self, address: str, what: str, **answers: Any) -> Any:
        return self.client.post(f"{address}/{what}", data=answers)

    def plan(self, address: str) -> Programme:
        found: Programme = self.module._read(self.path, address.removeprefix("/p/"))
        return found

    def report(self, address: str, **answers: Any) -> Any:
        """All was done, as the page asks for it."""
        page = self.page(address)
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        done = re.findall(r'name="done" value="([^"]*)"', page)
        told = {"pain_before": "3", "pain": "2", "effort": "right", "done": done}
        return self.tell(address, "report", **{**fields, **told, **answers})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return App(tmp_path_factory.mktemp("web"))


def title(page: str) -> str:
    (found,) = re.findall("<title>(.*?)</title>", page)
    return str(found)


# From the start to the second session -------------------------------------------------------------


def test_all_questions_come_first_and_none_is_answered_beforehand(app: App) -> None:
    page = app.page("/")

    assert [flag.key for flag in screening() if page.count(f'name="{flag.key}"') != 3] == []
    assert not re.search(r"<input[^>]* checked", page)
    assert "No doctor or physiotherapist has checked it" in page


def test_somebody_tells_of_a_session_and_gets_the_next_one(app: App) -> None:
    app.day = MONDAY
    address = app.start(cautions=["wrist-pain"])
    assert title(app.page(address)) == "Session 1"

    page = app.report(address, pain="7").text
    assert title(page) == "After session 1"
    assert "Muscle ache does not count." in page
    assert "What to do" not in page

    app.day = MONDAY + timedelta(days=3)
    second = app.tell(address, "next-day", settled="yes").text
    assert title(second) == "Session 2"
    assert "One step back. Your pain was 7; your limit is 5." in second
    assert "A rule of this program, not a clinician, made this change." in second
    assert app.plan(address).next.routine is not None
    assert [each.pain for each in app.plan(address).reports] == [7]


def test_people_do_not_meet(app: App) -> None:
    app.day = MONDAY
    one, other = app.start(), app.start(minutes="8")
    app.report(one)

    assert len(app.plan(one).sessions) == 1
    assert app.plan(other).sessions == ()
    assert len(one) == len(other) > 32
    assert app.client.get("/p/not-somebody").status_code == 404


def test_what_was_shown_is_what_is_told_of(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    shown = re.findall(r'name="done" value="([^"]*)"', app.page(address))
    app.report(address, done=shown[:-1])

    plan = app.plan(address)
    assert list(plan.sessions[0].ids) == shown
    assert {each.exercise for each in plan.reports[0].done or ()} == set(shown[:-1])


# Signs ---------------------------------------------------------------------------------------------


def test_who_has_a_sign_or_is_not_sure_gets_no_programme(app: App) -> None:
    for answer in ("yes", "unsure", ""):
        page = app.client.post("/", data={**NO_SIGN, **PERSON, "chest-pain": answer}).text
        assert "Call the emergency number or go to an emergency department now" in page
        assert "<form" not in page


def test_a_sign_stops_the_plan_and_only_its_level_is_kept(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    page = app.tell(address, "signs", **{**NO_SIGN, "saddle-numbness": "yes"}).text
    kept = app.path.read_bytes()

    assert "Call the emergency number" in page
    assert "saddle" not in page
    assert b"saddle" not in kept
    assert title(app.page(address)) == "Not now"
    assert app.client.get(f"{address}/play").status_code == 404


def test_only_a_clinician_lets_it_go_on(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    app.tell(address, "signs", **{**NO_SIGN, "lump-shape": "yes"})

    for answers in ({}, {"seen": "yes"}, {**NO_SIGN}, {**NO_SIGN, "seen": "yes", "lump-shape": "unsure"}):
        app.tell(address, "cleared", **answers)
        assert title(app.page(address)) == "Not now"
    app.day += timedelta(days=1)
    app.tell(address, "cleared", **NO_SIGN, seen="yes")
    assert title(app.page(address)) == "Session 2"


def test_no_sign_after_all_keeps_only_that_they_were_asked_after(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    app.tell(address, "signs", **NO_SIGN)

    assert app.plan(address).log == (Logged(screened=MONDAY),)


@pytest.mark.parametrize(("days", "due"), [(21, False), (28, True)])
def test_all_questions_come_again_every_four_weeks(app: App, days: int, *, due: bool) -> None:
    app.day = MONDAY
    address = app.start()
    for day in range(0, days, 7):
        app.day = MONDAY + timedelta(days=day)
        app.report(address)
        app.tell(address, "next-day", settled="yes")

    app.day = MONDAY + timedelta(days=days)
    page = app.page(address)
    assert [flag.key for flag in screening() if page.count(f'name="{flag.key}"') != 3] == [] if due else True
    assert title(page) == ("Questions first" if due else f"Session {days // 7 + 1}")
    assert ("What to do" in page) is not due
    assert (title(app.page(f"{address}/play")) == "Questions first") is due

    asked = app.tell(address, "signs", **NO_SIGN).text
    assert title(asked) == f"Session {days // 7 + 1}"
    assert title(app.page(address)) == f"Session {days // 7 + 1}"


def test_a_sign_that_comes_up_then_stops_the_plan(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    app.day += timedelta(days=28)

    assert "See a doctor today or tomorrow." in app.tell(address, "signs", **{**NO_SIGN, "lump-shape": "yes"}).text
    assert title(app.page(address)) == "Not now"


def test_who_was_ill_is_asked_all_and_begins_with_less(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    app.report(address)
    app.tell(address, "next-day", settled="yes")
    app.day += timedelta(days=4)

    assert title(app.tell(address, "recovered").text) == "Questions first"
    assert "You were ill. Begin with less, then go on." in app.tell(address, "signs", **NO_SIGN).text


def test_what_hurt_a_wrist_is_done_in_another_way(app: App) -> None:
    app.day = MONDAY
    address = app.start(minutes="15")
    there = re.findall(r'name="done" value="([^"]*)"', app.page(address))
    app.report(address, elsewhere=there[0], place="wrist-pain")
    app.day += timedelta(days=3)
    page = app.tell(address, "next-day", settled="yes").text

    assert "Another place than your back hurt last time." in page
    assert BY_RULE in page


# Care ----------------------------------------------------------------------------------------------


def test_every_answer_is_for_nobody_else(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    for place in ("/", address, f"{address}/week", f"{address}/play", f"{address}/signs"):
        headers = app.client.get(place).headers
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


def test_pages_of_the_app_run_nothing(app: App) -> None:
    page = app.page(app.start())

    assert "default-src 'none'" in app.client.get("/").headers["content-security-policy"]
    assert not {"<script", " on", "style="} & set(re.findall(r"<script| on(?=\w+=)|style=", page))


@pytest.mark.parametrize("trick", TRICKS[:8], ids=ascii)
def test_what_somebody_sends_is_never_shown_as_more_than_text(app: App, trick: str) -> None:
    response = app.client.post("/", data={**NO_SIGN, **PERSON, "days": [trick], "cautions": [trick]})

    assert response.status_code == 422
    assert Tags.of(response.text) == {"html", "meta", "title", "style", "main", "h1", "p"}


class Tags(HTMLParser):
    """The elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # as the parser has it
        self.found.add(tag)

    @classmethod
    def of(cls, page: str) -> set[str]:
        parser = cls()
        parser.feed(page)
        return parser.found


def test_a_wrong_answer_is_not_repeated_and_changes_nothing(app: App) -> None:
    app.day = MONDAY
    address = app.start()
    before = app.plan(address)
    response = app.report(address, pain="77")

    assert response.status_code == 422
    assert "Report.pain: expected" in response.text
    assert "77" not in re.sub("<style>.*</style>", "", response.text, flags=re.DOTALL)
    assert app.plan(address) == before


def test_it_is_readable_by_its_owner_only_and_deleted_for_good(app: App) -> None:
    app.day = MONDAY
    address = app.start(minutes="7")
    key = address.removeprefix("/p/").encode()
    assert stat.S_IMODE(app.path.stat().st_mode) == 0o600
    assert key in app.path.read_bytes()

    assert title(app.tell(address, "forget").text) == "Deleted"

    assert app.client.get(address).status_code == 404
    assert key not in app.path.read_bytes()
