"""One browser for all tests of pages."""

from collections.abc import Iterator

import pytest

from chromium import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    browser = Browser.start()
    yield browser
    browser.driver.quit()
