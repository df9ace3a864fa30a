"""The web app in a real browser: from the first question to the second session."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from chromium import Browser

EXAMPLE = Path(__file__).parents[2] / "examples" / "web_app.py"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the app runs, started by its one command."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(EXAMPLE), str(port)], cwd=tmp_path)
    until, found = monotonic() + 60, f"http://127.0.0.1:{port}/"
    try:
        while not _answers(found):
            assert monotonic() < until
            assert process.poll() is None
            sleep(0.1)
        yield found
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str) -> bool:
    try:
        with urlopen(address) as response:
            return bool(response.status == 200)
    except URLError:
        return False


def test_somebody_begins_tells_of_a_session_and_gets_the_second_one(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    chromium.media()
    chromium.size(390, 844)
    driver = chromium.driver
    driver.get(address)
    assert chromium.axe() == []

    chromium.run("document.querySelectorAll('[type=radio][value=no]').forEach((each) => each.click())")
    for name, words in {"minutes": "6", "weeks": "6", "pain": "3"}.items():
        driver.find_element(By.NAME, name).send_keys(words)
    chromium.run("document.querySelectorAll('[name=days]').forEach((each) => each.click())")
    _press(chromium, "Begin", "Session 1")
    assert chromium.run("return document.documentElement.scrollWidth") == 390
    assert chromium.axe() == []

    for name, words in {"pain_before": "3", "pain": "7"}.items():
        driver.find_element(By.NAME, name).send_keys(words)
    chromium.run("document.querySelectorAll('[value=right], [name=done]').forEach((each) => each.click())")
    _press(chromium, "Tell", "After session 1")
    chromium.run("document.querySelector('[value=yes]').click()")
    _press(chromium, "Go on", "Session 2")
    (tmp_path / "second.png").write_bytes(chromium.picture())

    words = driver.find_element(By.TAG_NAME, "main").text
    assert "One step back. Your pain was 7; your limit is 5." in words
    assert chromium.axe() == []

    driver.find_element(By.LINK_TEXT, "Play it").click()
    WebDriverWait(driver, 30).until(lambda _: chromium.run("return typeof window.lowbackPlayer === 'object'"))


def _press(chromium: Browser, button: str, title: str) -> None:
    """Press a button, and wait for the page that follows."""
    chromium.driver.find_element(By.XPATH, f"//button[text()='{button}']").click()
    WebDriverWait(chromium.driver, 30).until(lambda driver: driver.title == title)
