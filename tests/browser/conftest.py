"""The browsers of the tests of pages."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import Browser
from firefox import Firefox
from playing import FAKES, Page


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test of many cases every third is tried in a change; all of them with `nox -s walk`."""
    seen = Counter[str]()
    for item in items:
        test, _, case = item.nodeid.partition("[")
        if case and item.path.parent == Path(__file__).parent and item.get_closest_marker("whole") is None:
            if seen[test] % 3:
                item.add_marker("whole")
            seen[test] += 1


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    browser = Browser.start()
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    browser = Firefox.start()
    yield browser
    browser.quit()


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A phone; the policy of the page must have had nothing to refuse."""
    chromium.open(tmp_path / "empty.html", "<!DOCTYPE html><title>Empty</title>")
    chromium.run("sessionStorage.clear(); localStorage.clear()")  # from here, where no page writes it down again
    shown = Page(chromium, tmp_path)
    chromium.size(390, 844)
    chromium.media()
    fakes = shown.before_pages(FAKES)
    yield shown
    chromium.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": fakes})
    violations = chromium.run("return window.violations")
    assert violations == []


@pytest.fixture
def chromium_with_sound(chromium: Browser, tmp_path: Path) -> Page:
    """A page without fakes."""
    return Page(chromium, tmp_path)
