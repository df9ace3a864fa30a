"""In other pages: in a sandboxed frame under a strict policy, and as a part with a tree of its own."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, field, frozen

from chromium import Browser
from firefox import Firefox
from lowback import Brief, compose
from lowback.converters import structure
from lowback.programme import Report
from lowback.render import html
from playing import BEGIN, CLOCK, Page

ROUTINE = compose(Brief(5))
EXAMPLE = Path(__file__).parents[2] / "docs" / "how-to" / "host.html"
NONCE = "c2VjcmV0"

if not EXAMPLE.is_file():
    pytest.skip("this copy of the tests comes without the docs", allow_module_level=True)


@frozen
class Server:
    """Pages with a policy each, by their path."""

    server: ThreadingHTTPServer
    pages: dict[str, tuple[str, str]] = field(factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def served() -> Iterator[Server]:
    pages: dict[str, tuple[str, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page, policy = pages.get(self.path, ("", "default-src 'none'"))
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Server(server, pages)
    server.shutdown()
    server.server_close()


def framed(served: Server) -> str:
    """The example of the docs, and the player that it shows; its address."""
    player = html.render(ROUTINE, player=True, origin=served.origin, session=7)
    sums = html.digests(player)
    served.pages["/player.html"] = (
        player,
        f"default-src 'none'; script-src {sums.script}; style-src {sums.style}; frame-ancestors 'self'",
    )
    served.pages["/host.html"] = (
        EXAMPLE.read_text(encoding="utf-8").replace("NONCE", NONCE),
        f"default-src 'none'; frame-src 'self'; script-src 'nonce-{NONCE}'",
    )
    return f"{served.origin}/host.html"


LISTEN = "window.heard = []; addEventListener('message', ({ data }) => heard.push(data))"


def told(text: object) -> Report:
    assert isinstance(text, str)
    found: Report = structure(json.loads(text), Report)
    return found


def check(report: Report) -> None:
    assert report.session == 7
    assert report.done_of(ROUTINE.items[-1].exercise.id) == ROUTINE.items[-1].dose


ANSWERS = "[...document.querySelectorAll('#talk-answers button')]"
SKIP = f"{ANSWERS}.find((each) => each.textContent === 'Do not say')?.click();"
HAND_OVER = f"{ANSWERS}.find((each) => /^Give it/.test(each.textContent)).click()"
PLAYED = f"""
{CLOCK};
{BEGIN}
lowbackPlayer.act("pause"); lowbackPlayer.act("resume"); lowbackPlayer.act("skip");
window.now = arguments[0]; lowbackPlayer.show();
document.getElementById("tell").click();
{SKIP * 3}
return lowbackPlayer.screen;
"""


def test_a_strict_host_shows_it_in_a_sandboxed_frame_and_gets_the_report(chromium: Browser, served: Server) -> None:
    chromium.driver.get(framed(served))
    chromium.run(LISTEN)
    chromium.driver.switch_to.frame("player")
    try:
        assert chromium.run(PLAYED, ROUTINE.seconds) == "told-once"
        chromium.driver.switch_to.default_content()
        assert chromium.run("return document.getElementById('report').textContent") == ""
        chromium.driver.switch_to.frame("player")
        chromium.run(HAND_OVER)
    finally:
        chromium.driver.switch_to.default_content()
    Page(chromium, Path()).wait(lambda: chromium.run("return document.getElementById('now').textContent") == "report")
    heard: Any = chromium.run("return heard")

    check(told(chromium.run("return document.getElementById('report').textContent")))
    assert [each["type"] for each in heard if each["type"] != "cue"] == ["start", "pause", "skip", "finish", "report"]
    assert {"cue"} < {each["type"] for each in heard}
    assert all(set(each) <= {"source", "type", "second", "index", "report"} for each in heard)


def test_it_is_so_in_firefox(served: Server) -> None:
    browser = Firefox.start()
    try:
        browser.ask("browsingContext.navigate", url=framed(served), wait="complete")
        (top,) = browser.ask("browsingContext.getTree", root=browser.context)["contexts"]
        inside = evolve(browser, context=top["children"][0]["context"])
        assert inside.run(PLAYED, ROUTINE.seconds) == "told-once"
        inside.run(HAND_OVER)
        report = ""
        for _ in range(50):
            report = report or str(browser.run("return document.getElementById('report').textContent"))
        check(told(report))
    finally:
        browser.quit()


def test_what_hurts_and_that_it_is_an_emergency_is_told_to_nobody(chromium: Browser, served: Server) -> None:
    chromium.driver.get(framed(served))
    chromium.run(LISTEN)
    chromium.driver.switch_to.frame("player")
    try:
        chromium.run(f"{BEGIN}; lowbackPlayer.act('hurt'); document.querySelector('#talk-answers button').click()")
        assert chromium.run("return lowbackPlayer.screen") == "stop-emergency"
    finally:
        chromium.driver.switch_to.default_content()
    heard = json.dumps(chromium.run("return heard"))

    assert '"hurt"' in heard
    assert "emergency" not in heard
    assert "stop" not in heard
    assert "report" not in heard


@pytest.mark.parametrize("origin", ["", "https://elsewhere.example"])
def test_without_an_origin_nobody_is_told_and_with_another_not_this_one(
    chromium: Browser, served: Server, origin: str
) -> None:
    framed(served)
    sums = html.digests(player := html.render(ROUTINE, player=True, origin=origin))
    served.pages["/player.html"] = (player, f"script-src {sums.script}; style-src {sums.style}")
    chromium.driver.get(f"{served.origin}/host.html")
    chromium.run(LISTEN)
    chromium.driver.switch_to.frame("player")
    chromium.run(BEGIN)
    chromium.driver.switch_to.default_content()

    assert chromium.run("return heard") == []


# A part of a page --------------------------------------------------------------------------------

HOST = """
<!DOCTYPE html><html lang="de"><head><title>Host</title><style nonce="{nonce}">
h1, p, button {{ color: rgb(255, 0, 0) !important; font-size: 5px !important }}
#start, .list {{ display: none !important }}
</style></head><body class="playing"><h1 id="name">Own</h1><p id="digits">own</p><button id="other">Other</button>
{part}{part}
</body></html>
"""
IN_PART = """
const part = document.querySelectorAll(".lowback-player")[arguments[0]];
const root = part.shadowRoot;
const press = () => [...root.querySelectorAll("#talk-answers button")].at(-1).click();
root.getElementById("start").click();
while (part.lowbackPlayer.screen) press();
const { color, fontSize } = getComputedStyle(root.getElementById("name"));
return { name: root.getElementById("name").textContent, color, fontSize,
  picture: root.querySelector("#stage svg.seen use").getBoundingClientRect().width > 0 };
"""


@pytest.fixture
def part(served: Server) -> str:
    """A page that has two of it, between rules and ids of its own; its address."""
    fragment = html.render(ROUTINE, player=True, fragment=True, nonce=NONCE)
    policy = f"default-src 'none'; script-src 'nonce-{NONCE}'; style-src 'nonce-{NONCE}'"
    served.pages["/part.html"] = (HOST.format(nonce=NONCE, part=fragment), policy)
    return f"{served.origin}/part.html"


def check_part(browser: Browser | Firefox) -> None:
    for nth in (0, 1):
        found: Any = browser.run(IN_PART, nth)
        assert found["name"] == ROUTINE.items[0].exercise.name
        assert found["color"] != "rgb(255, 0, 0)"
        assert found["fontSize"] != "5px"
        assert found["picture"]
    assert browser.run("return [document.getElementById('name').textContent, document.title]") == ["Own", "Host"]
    assert browser.run("return getComputedStyle(document.getElementById('digits')).fontWeight") == "400"
    assert browser.run("return typeof window.lowbackPlayer") == "undefined"


def test_as_a_part_neither_style_nor_ids_reach_in_or_out(chromium: Browser, part: str) -> None:
    chromium.driver.get(part)

    check_part(chromium)


@pytest.mark.whole
def test_as_a_part_it_is_so_in_firefox(part: str) -> None:
    browser = Firefox.start()
    try:
        browser.ask("browsingContext.navigate", url=part, wait="complete")
        check_part(browser)
    finally:
        browser.quit()


def test_as_a_part_it_tells_its_page_by_events_and_takes_no_keys_from_elsewhere(chromium: Browser, part: str) -> None:
    chromium.driver.get(part)
    chromium.run("window.told = []; document.addEventListener('lowback', ({ detail }) => told.push(detail.type))")
    chromium.run(IN_PART, 0)
    chromium.run("document.getElementById('other').focus()")
    Page(chromium, Path()).press("n", "h", " ")

    told: Any = chromium.run("return told")  # that it is ready may have been told before anybody listened
    assert [each for each in told if each != "ready"] == ["start", "cue"]
    assert chromium.run("return document.querySelector('.lowback-player').lowbackPlayer.screen") is None


# What a device shows -----------------------------------------------------------------------------


def test_the_title_of_the_page_is_the_exercise_and_says_no_more(shown: Page) -> None:
    own = shown.open(ROUTINE).driver.title
    shown.start()
    for item, second in zip(ROUTINE.items, (0, ROUTINE.items[0].seconds + 1), strict=False):
        shown.at(second)
        assert shown.driver.title == f"{item.exercise.name} - {own}"
        assert shown.run("return navigator.mediaSession.metadata.title") == item.exercise.name
    shown.run("lowbackPlayer.act('hurt')")
    assert shown.driver.title == own
    shown.answer("Chest pain")
    assert (shown.driver.title, shown.run("return navigator.mediaSession.metadata")) == (own, None)


def test_the_buttons_of_a_locked_screen_are_those_of_the_page(shown: Page) -> None:
    name = shown.before_pages(
        "window.buttons = {}; navigator.mediaSession.setActionHandler = (name, act) => { buttons[name] = act; }"
    )
    shown.open(ROUTINE).start()
    shown.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})
    shown.run("buttons.pause()")
    assert shown.moment["paused"]
    assert shown.run("return navigator.mediaSession.playbackState") == "paused"
    shown.run("buttons.play(); buttons.nexttrack()")
    assert not shown.moment["paused"]
    assert shown.moment["second"] > 0


def test_it_fills_the_screen_and_leaves_it_by_a_key(shown: Page) -> None:
    shown.open(ROUTINE).start().run("document.getElementById('player').focus()")
    shown.press("f")
    shown.wait(lambda: bool(shown.run("return document.fullscreenElement !== null")))
    shown.press("f")
    shown.wait(lambda: bool(shown.run("return document.fullscreenElement === null")))
