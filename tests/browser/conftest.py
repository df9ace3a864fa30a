"""A real Chromium, with nothing to reach: pages are opened from files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_core_python.base import AXE_FILE_PATH
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
"""Where the Debian packages chromium and chromium-driver put them."""
