"""The page that plays a routine, in the hands of a test: its clock, its voice and its screen are set from here."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from chromium import Browser
from lowback import Routine
from lowback.render import html

__all__ = ["ANSWER", "BEGIN", "CLOCK", "EVERY_SECOND", "FAKES", "PAST_QUESTIONS", "Page", "page_of"]

CLOCK = (
    "window.now = 0; lowbackPlayer.clock = () => window.now * 1000;"
    " Date.now = ((day) => () => day)(Date.now())"  # or a slow machine is held for a device that slept
)
"""A clock that the test sets."""

PAST_QUESTIONS = """
for (let left = 20; lowbackPlayer.screen && left > 0; left -= 1) {
  [...document.querySelectorAll("#talk-answers button")].at(-1).click();
}
"""
"""Nothing is new, all that is needed is there, and no pain is told: the last answer of each screen before the start."""

BEGIN = f"document.getElementById('start').click(); {PAST_QUESTIONS}"
"""Begin, or go on."""

ANSWER = """
const shown = [...document.querySelectorAll("#talk-answers button")].filter((each) => each.checkVisibility());
const words = arguments[0];
const after = (text) => text[words.length] || " ";
const begins = ({ textContent }) => textContent.startsWith(words) && " ,:".includes(after(textContent));
return [shown.find(begins) || null, shown.map((each) => each.textContent)];
"""

FAKES = """
window.spoken = []; window.locks = []; window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.blockedURI));
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voices = [
  { name: "far", lang: "en-US", localService: false, default: true },
  { name: "other", lang: "de-DE", localService: true, default: false },
  { name: "near", lang: "en-GB", localService: true, default: false },
];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => window.voices || voices,
  speak(utterance) {
    spoken.push(`${utterance.voice ? utterance.voice.name : "nobody"}: ${utterance.text}`);
    if (window.slow) return void (window.speaking = utterance);
    utterance.onstart?.();
    utterance.onend?.();
  },
  cancel: () => spoken.push("-"),
  addEventListener: (name, listener) => { window.meetVoices = listener; },
}});
window.tones = []; window.shakes = [];
Object.defineProperty(navigator, "vibrate", { configurable: true, value: (pattern) => shakes.push(pattern) });
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  createOscillator() {
    const start = (at) => tones.push([tone.frequency.value, at]);
    const tone = { frequency: {}, connect: (next) => next, start, stop() {} };
    return tone;
  }
  createGain() {
    return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (next) => next };
  }
};
Object.defineProperty(navigator, "wakeLock", { configurable: true, value: {
  request: async (kind) => {
    locks.push(kind);
    return { released: false, async release() { this.released = true; locks.push("released"); } };
  },
}});
"""
"""A voice and a screen that write down what they are told, before the page has its say."""


EVERY_SECOND = """
const found = [];
for (window.now = 0; window.now <= arguments[0]; window.now += 1) {
  lowbackPlayer.show();
  const picture = document.querySelector("#stage svg.seen");
  found.push({
    cue: lowbackPlayer.moment.cue,
    name: document.getElementById("name").textContent,
    words: document.getElementById("words").textContent,
    sentence: document.getElementById("sentence").textContent,
    left: document.getElementById("left").textContent,
    digits: document.getElementById("digits").textContent,
    picture: document.getElementById("stage").hidden ? "" : picture.firstElementChild.getAttribute("href"),
    flip: getComputedStyle(picture).transform,
  });
}
return found;
"""
"""What is seen at each second up to one."""


@cache
def page_of(routine: Routine, **more: Any) -> str:
    """The page that plays a routine, made once for all tests."""
    return html.render(routine, player=True, **more)


class Page:
    """A page in a browser, with its clock in the hands of the test."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.driver = browser.driver
        self.folder = folder

    def open(self, routine: Routine, **more: Any) -> "Page":
        self.browser.open(self.folder / "page.html", page_of(routine, **more))
        self.run(CLOCK)
        return self

    def run(self, script: str, *arguments: object) -> Any:
        return self.browser.run(script, *arguments)

    def start(self) -> "Page":
        """Begin, or go on; no sign, and no pain is told."""
        self.run(BEGIN)
        return self

    def go_on(self) -> "Page":
        """Press the large button, after a pause."""
        self.run("document.getElementById('main').click()")
        return self

    def answer(self, words: str) -> str:
        """Press the answer that begins with these words; the key of the screen that follows, empty for none."""
        button, shown = self.run(ANSWER, words)
        assert button is not None, f"{self.screen} has {shown}"
        button.click()
        return self.screen

    @property
    def screen(self) -> str:
        """Key of the screen that asks something; empty for none."""
        return self.run("return lowbackPlayer.screen") or ""

    def at(self, second: float) -> dict[str, Any]:
        """What is shown at a second of the clock."""
        self.run("window.now = arguments[0]; lowbackPlayer.show()", second)
        return self.moment

    def play(self, first: int, last: int) -> dict[str, Any]:
        """Let these seconds pass, one by one; what is shown at the last."""
        every = "for (window.now = arguments[0]; window.now < arguments[1]; window.now += 1) lowbackPlayer.show()"
        self.run(every, first, last)
        return self.at(last)

    @property
    def moment(self) -> dict[str, Any]:
        found: dict[str, Any] = self.run("return lowbackPlayer.moment")
        return found

    def text(self, id_: str) -> str:
        return str(self.run("return document.getElementById(arguments[0]).textContent", id_))

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def wait(self, true: Callable[[], bool], seconds: float = 5) -> None:
        """Until it is true; what does not become so fails."""
        WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(lambda _: true())

    def wait_for_ticks(self) -> None:
        """Until the page has looked at its clock by itself."""
        self.driver.execute_async_script("setTimeout(arguments[0], 250)")

    def seen(self, selector: str) -> bool:
        """Whether any such element is displayed."""
        return any(each.is_displayed() for each in self.driver.find_elements(By.CSS_SELECTOR, selector))

    def before_pages(self, script: str) -> str:
        """Run a script before those of each page from now on; the name with which that ends."""
        added = self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        return str(added["identifier"])
