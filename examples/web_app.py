"""A small web app: several people have programmes, tell how sessions were, and get the next one.

It shows how a programme lives in a database: one document for each person, read, changed and written in one
transaction. Everything that is asked before somebody moves is asked here, too, and all of it again when it is due, such
as every four weeks; of signs only the level is kept. A
programme is found by its address alone, which nobody can guess: put a login in front of it. Run it with

    python -m pip install lowback[web]
    python examples/web_app.py

and look at http://127.0.0.1:8000; another port may follow the name. What it keeps is in programmes.sqlite, for its
owner alone; "Delete" deletes it.
"""

import json
import os
import secrets
import sqlite3
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from lowback import Brief, LowbackError, Programme, default_catalog
from lowback.converters import structure, unstructure
from lowback.errors import ImpossibleValue, Infeasible, Refused
from lowback.programme import BY_RULE, Hurt, Report, Session
from lowback.render import html
from lowback.safety import REVIEW, Advice, advise, screening
from lowback.vocabulary import Effort, Hurting, Settled, Urgency, Weekday

__all__ = ["app", "database", "today"]


# What is kept --------------------------------------------------------------------------------------


def database() -> Path:
    """Where it is kept; tests put it elsewhere."""
    return Path("programmes.sqlite")


def today() -> date:
    """The library reads no clock; the app does."""
    return date.today()  # noqa: DTZ011  # the day where the app runs


def _opened(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT, 0o600))  # readable by its owner only
    found = sqlite3.connect(path, isolation_level=None)
    found.execute("CREATE TABLE IF NOT EXISTS programme (key TEXT PRIMARY KEY, document TEXT NOT NULL)")
    return found


def _written(plan: Programme) -> str:
    return json.dumps(unstructure(plan))


def _found(connection: sqlite3.Connection, key: str) -> Programme:
    row = connection.execute("SELECT document FROM programme WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise HTTPException(404)
    return structure(json.loads(row[0]), Programme)


def _read(path: Path, key: str) -> Programme:
    with closing(_opened(path)) as connection:
        return _found(connection, key)


def _changed(path: Path, key: str, change: Callable[[Programme], Programme]) -> None:
    """Read, change and write as one: of two at the same time the second sees what the first did."""
    with closing(_opened(path)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        plan = change(_found(connection, key))
        connection.execute("UPDATE programme SET document = ? WHERE key = ?", (_written(plan), key))


# What is asked -------------------------------------------------------------------------------------


class Form:
    """The answers of a form; what is missing was not told."""

    def __init__(self, body: bytes) -> None:
        self._answers = parse_qs(body.decode("utf-8", "replace"))

    def all(self, name: str) -> list[str]:
        """Every answer to a question that takes several."""
        return self._answers.get(name, [])

    def one(self, name: str) -> str:
        """The answer to a question; empty: none."""
        return next(iter(self.all(name)), "")

    def number(self, name: str) -> int | None:
        """A number; None: not told. What is no number is told as one that cannot be."""
        text = self.one(name)
        return None if not text else int(text) if text.isascii() and text.isdecimal() else -1

    def advice(self) -> Advice:
        """What the questions of the screening come to; who answers nothing is not sure."""
        answers = {flag.key: self.one(flag.key) for flag in screening()}
        return advise(
            [key for key, answer in answers.items() if answer == "yes"],
            unsure=[key for key, answer in answers.items() if answer not in ("yes", "no")],
        )


async def _form(request: Request) -> Form:
    return Form(await request.body())


Answers = Annotated[Form, Depends(_form)]
Store = Annotated[Path, Depends(database)]
Day = Annotated[date, Depends(today)]


# Pages ---------------------------------------------------------------------------------------------

STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#17212c;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
fieldset{border:0;border-top:1px solid #b9c3cd;margin:.75rem 0;padding:.5rem 0 0}
legend{font-weight:600;padding:0;float:left;width:100%}legend+*{clear:left}
label{display:inline-block;margin:.15rem 1rem .15rem 0;min-height:1.75rem}
button{font:inherit;padding:.6rem 1.2rem;margin:.5rem 0}
.care{border-left:.3rem solid #b23a1e;padding-left:1rem}
"""
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing is fetched, nothing runs, and no other site shows it (Content Security Policy)."""
OWN_POLICY = "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
"""Pages of the library bring the rest of theirs: it allows their one script and style by digest."""


def page(title: str, *parts: str, status: int = 200) -> HTMLResponse:
    """A page of parts that are markup already; the title tells nothing of the person."""
    head = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    body = f"<style>{STYLE}</style><main><h1>{escape(title)}</h1>{''.join(parts)}</main></html>"
    return HTMLResponse(head + view + body, status, {"Content-Security-Policy": POLICY})


def said(*texts: str) -> str:
    """Paragraphs."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def form(action: str, button: str, *parts: str) -> str:
    """A form that is sent by a button."""
    return f'<form method="post" action="{escape(action)}">{"".join(parts)}<button>{escape(button)}</button></form>'


def choice(question: str, name: str, answers: Mapping[str, str], *, several: bool = False, needed: bool = False) -> str:
    """A question with answers to choose from, none of which is chosen beforehand."""
    kind, must = "checkbox" if several else "radio", " required" if needed else ""
    boxes = "".join(
        f'<label><input type="{kind}" name="{escape(name)}" value="{escape(value)}"{must}> {escape(words)}</label>'
        for value, words in answers.items()
    )
    return f"<fieldset><legend>{escape(question)}</legend>{boxes}</fieldset>"


def number(question: str, name: str, low: int, high: int, *, needed: bool = False) -> str:
    """A question with a number for an answer."""
    must = " required" if needed else ""
    field = f'<input type="number" name="{name}" min="{low}" max="{high}"{must}>'
    return f"<p><label>{escape(question)} {field}</label></p>"


YES_NO = {"no": "No", "yes": "Yes", "unsure": "Not sure"}


def signs() -> str:
    """The whole screening, most urgent first."""
    return "".join(choice(flag.question, flag.key, YES_NO, needed=True) for flag in screening())


def whom_to_see(advice: Advice) -> HTMLResponse:
    """What to do about a sign, and nothing else; which one it was is not kept."""
    return page("Not now", f'<div class="care">{said(advice.text)}</div>')


# Programmes ----------------------------------------------------------------------------------------

app = FastAPI(title="Programmes", docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/")
def begin() -> HTMLResponse:
    """What is asked before a programme begins."""
    cautions = {each.key: each.label for each in default_catalog().conventions.cautions}
    questions = (
        number("How many minutes is a session?", "minutes", 4, 60, needed=True),
        choice("On which days?", "days", {day: day.capitalize() for day in Weekday}, several=True),
        number("For how many weeks?", "weeks", 1, 52, needed=True),
        number("On an ordinary day, how much does your back hurt, 0 (none) to 10 (worst)?", "pain", 0, 10, needed=True),
        choice("What is true of you?", "cautions", cautions, several=True),
    )
    return page(
        "Weeks for your back", said(REVIEW), form("/", "Begin", "<h2>Answer these first</h2>", signs(), *questions)
    )


@app.post("/")
def start(answers: Answers, store: Store, day: Day) -> Response:
    """A new programme, unless somebody should be seen first."""
    advice = answers.advice()
    if advice.urgency is not None:
        return whom_to_see(advice)
    plan = Programme.start(
        Brief(answers.number("minutes") or 0, cautions=answers.all("cautions")),
        weeks=answers.number("weeks") or 0,
        days=answers.all("days"),
        start=day,
        usual_pain=-1 if (pain := answers.number("pain")) is None else pain,
    )
    key = secrets.token_urlsafe(24)
    with closing(_opened(store)) as connection:
        connection.execute("INSERT INTO programme VALUES (?, ?)", (key, _written(plan)))
    return _back(key)


def _back(key: str) -> RedirectResponse:
    return RedirectResponse(f"/p/{key}", 303)


@app.get("/p/{key}")
def show(key: str, store: Store, day: Day) -> HTMLResponse:
    """What comes next: whom to see, a question about the day after, or a session."""
    plan = _read(store, key)
    session = _session(plan, day)
    if session.routine is None:
        return page("Not now", *_waits(key, session))
    if session.screening:
        return page("Questions first", said("It is time to ask all of these again."), _asked_of_signs(key))
    settled = {each.next_day.session for each in plan.log if each.next_day is not None}
    done = {each.session for each in plan.reports if each.done != ()}
    last = len(plan.sessions)
    if last in done and last not in settled:
        return page(f"After session {last}", _asked_of_next_day(key))
    return page(f"Session {session.number}", *_given(key, session), *_asked_of_session(key, session), _forget(key))


def _session(plan: Programme, day: date) -> Session:
    """The session of a day; before the first one is due, the first one."""
    return plan.on(max(day, plan.sessions[-1].day if plan.sessions else plan.plan.start))


def _asked_of_signs(key: str) -> str:
    return form(f"/p/{key}/signs", "Go on", signs())


def _asked_of_next_day(key: str) -> str:
    question = "The day after, was your back or leg pain more than usual? Muscle ache does not count."
    answers: dict[str, str] = {Settled.YES: "No", Settled.NO: "Yes", Settled.NOT_SURE: "Not sure"}
    return form(f"/p/{key}/next-day", "Go on", choice(question, "settled", answers, needed=True))


def _waits(key: str, session: Session) -> Iterable[str]:
    yield f'<div class="care">{said(*(change.sentence for change in session.changes), BY_RULE)}</div>'
    if session.changes[0].rule != "finished":
        seen = {"yes": "I was seen by a clinician, who agreed that I exercise."}
        yield "<h2>Go on again</h2>"
        yield form(f"/p/{key}/cleared", "Go on", choice("", "seen", seen, several=True, needed=True), signs())
    yield _forget(key)


def _given(key: str, session: Session) -> Iterable[str]:
    assert session.routine is not None
    yield said(REVIEW)
    yield f'<p class="care"><a href="/p/{key}/signs">Something is new, or you are not sure? Begin here.</a></p>'
    yield form(f"/p/{key}/recovered", "I was ill, and am well again")
    if session.changes:
        yield "<h2>What is different, and why</h2>" + said(*(change.sentence for change in session.changes), BY_RULE)
    items = "".join(
        f"<li>{escape(item.exercise.name)}: {escape(str(item.dose))}</li>" for item in session.routine.items
    )
    yield f"<h2>What to do</h2><ol>{items}</ol>"
    yield f'<p><a href="/p/{key}/play">Play it</a> <a href="/p/{key}/week">A sheet of the week</a></p>'


def _asked_of_session(key: str, session: Session) -> Iterable[str]:
    assert session.routine is not None
    places = {caution: place for place, caution in default_catalog().conventions.places.items()}
    names = {item.exercise.id: item.exercise.name for item in session.routine.items}
    efforts: dict[str, str] = {Effort.EASY: "Easy", Effort.RIGHT: "Right", Effort.TOO_HARD: "Too hard"}
    yield "<h2>How was it?</h2>"
    yield form(
        f"/p/{key}/report",
        "Tell",
        f'<input type="hidden" name="session" value="{session.number}">',
        f'<input type="hidden" name="day" value="{session.day}">',
        number("Pain before, 0 (none) to 10 (worst)?", "pain_before", 0, 10),
        number("Worst pain during it, 0 (none) to 10 (worst)?", "pain", 0, 10),
        choice("How hard did it feel?", "effort", efforts),
        choice("What did you do as asked?", "done", names, several=True),
        choice("What hurt your back, sharp or more and more?", "hurt", names, several=True),
        choice("What hurt another place?", "elsewhere", names, several=True),
        choice("Which place was that?", "place", places),
    )


def _forget(key: str) -> str:
    return "<h2>Delete</h2>" + form(f"/p/{key}/forget", "Delete all of it")


@app.get("/p/{key}/play")
def play(key: str, store: Store, day: Day) -> Response:
    """A page that plays the session, once all questions that are due are answered."""
    session = _session(_read(store, key), day)
    if session.routine is None:
        raise HTTPException(404)
    if session.screening:
        return _back(key)
    return HTMLResponse(html.render(session.routine, player=True), headers={"Content-Security-Policy": OWN_POLICY})


@app.get("/p/{key}/week")
def week(key: str, store: Store) -> HTMLResponse:
    """A sheet of the week to tick off."""
    return HTMLResponse(html.render(_read(store, key).week), headers={"Content-Security-Policy": OWN_POLICY})


@app.get("/p/{key}/signs")
def ask_again(key: str) -> HTMLResponse:
    """The whole screening again."""
    return page("Something is new", _asked_of_signs(key))


# What is told --------------------------------------------------------------------------------------


@app.post("/p/{key}/signs")
def tell_signs(key: str, answers: Answers, store: Store, day: Day) -> Response:
    """Of signs only the level is kept; then the plan waits. Without one, it is kept that all were asked after."""
    advice = answers.advice()
    if advice.urgency is None:
        _changed(store, key, lambda plan: plan.screened(day))
        return _back(key)
    _changed(store, key, lambda plan: _stopped(plan, day, advice.urgency))
    return whom_to_see(advice)


def _stopped(plan: Programme, day: date, level: Urgency | None) -> Programme:
    """The sign is told of the next session, of which nothing was done; while the plan waits, of the last one."""
    session = _session(plan, day)
    number = session.number if session.routine is not None else len(plan.sessions)
    return plan.after(Report(session=number, day=session.day, new=level, done={}))


@app.post("/p/{key}/cleared")
def go_on(key: str, answers: Answers, store: Store, day: Day) -> Response:
    """Only a clinician who was seen and agreed lets a plan go on, and a screening without a sign."""
    advice = answers.advice()
    if advice.urgency is not None:
        return whom_to_see(advice)
    if answers.one("seen") == "yes":
        _changed(store, key, lambda plan: plan.cleared(day))
    return _back(key)


@app.post("/p/{key}/report")
def tell(key: str, answers: Answers, store: Store) -> Response:
    """How a session was; whoever tells twice has both kept, and the worse counts."""
    day = _day(answers.one("day"))

    def told(plan: Programme) -> Programme:
        number = answers.number("session") or 0
        known = number <= len(plan.sessions)
        asked = plan.sessions[number - 1].doses if known and number else plan.on(day).doses
        report = Report(
            session=number,
            day=day,
            pain_before=answers.number("pain_before"),
            pain=answers.number("pain"),
            effort=answers.one("effort") or None,
            done=[each for each in asked if each.exercise in answers.all("done")],
            hurt=_hurt(answers),
        )
        return plan.after(report)

    _changed(store, key, told)
    return _back(key)


def _hurt(answers: Form) -> list[Hurt]:
    """What hurt the back, and what hurt another place alone."""
    sharp = answers.all("hurt")
    others = [id_ for id_ in answers.all("elsewhere") if id_ not in sharp]
    return [
        *(Hurt(id_, Hurting.SHARP) for id_ in sharp),
        *(Hurt(id_, Hurting.ELSEWHERE, answers.one("place")) for id_ in others),
    ]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ImpossibleValue("day", "expected a day such as 2027-01-04", "no-day") from None


@app.post("/p/{key}/next-day")
def tell_next_day(key: str, answers: Answers, store: Store) -> Response:
    """How the day after the last session was."""
    _changed(store, key, lambda plan: plan.next_day(session=len(plan.sessions), settled=answers.one("settled")))
    return _back(key)


@app.post("/p/{key}/recovered")
def tell_recovered(key: str, store: Store, day: Day) -> Response:
    """An illness is over: all questions come next."""
    _changed(store, key, lambda plan: plan.recovered(day))
    return _back(key)


@app.post("/p/{key}/forget")
def forget(key: str, store: Store) -> Response:
    """Delete a programme. What was deleted is overwritten in the file, too."""
    with closing(_opened(store)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DELETE FROM programme WHERE key = ?", (key,))
    return page("Deleted", said("Nothing of it is kept."))


# Around all ----------------------------------------------------------------------------------------


@app.exception_handler(LowbackError)
def problem(_request: Request, error: LowbackError) -> HTMLResponse:
    """What cannot be, without what was told; whom to see, and what would help, is told as it is."""
    match error:
        case Refused() | Infeasible():
            words = str(error)
        case ImpossibleValue():
            words = f"{error.place}: expected {error.problem.partition('expected ')[2]}"
        case _:
            words = "Something in the form cannot be so."
    return page("That cannot be", said(words), status=422)


Answer = Callable[[Request], Awaitable[Response]]


@app.middleware("http")
async def careful(request: Request, answer: Answer) -> Response:
    """Nothing of it is kept by a browser, and no address is told to others."""
    response = await answer(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


if __name__ == "__main__":
    import uvicorn

    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    uvicorn.run(app, port=port, access_log=False)  # addresses are keys, and logs keep them
