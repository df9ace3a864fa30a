"""A real Chromium, and the few things that tests of pages do with it."""

import shutil
from base64 import b64decode
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from attrs import frozen
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

Result: TypeAlias = "dict[str, object] | list[object] | str | int | float | None"
"""What a script gives back, as JSON has it."""


@frozen
class Browser:
    """Chromium with the few things that tests of pages do."""

    driver: Chrome

    @classmethod
    def start(cls) -> "Browser":
        """As Debian installs it (chromium, chromium-driver)."""
        binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
        assert binary is not None, "no chromium here: apt-get install chromium chromium-driver"
        options = ChromeOptions()
        options.binary_location = binary
        for argument in ("headless", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "no-first-run"):
            options.add_argument(f"--{argument}")
        for argument in (
            "hide-scrollbars",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
        ):
            options.add_argument(f"--{argument}")
        return cls(Chrome(options=options, service=Service(driver)))

    def open(self, path: Path, page: str) -> None:
        """Write the page to a file and show it."""
        path.write_text(page, encoding="utf-8", newline="\n")
        self.driver.get(path.as_uri())

    def size(self, width: int, height: int, *, letters: int = 100, pixels: float = 1) -> None:
        """Be a screen of so many CSS pixels, for somebody who has chosen letters of so many percent."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": pixels, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        sizes = {"standard": 16 * letters // 100, "fixed": 13 * letters // 100}
        self.driver.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": sizes})

    def media(
        self, media: str = "screen", *, scheme: str = "light", forced_colours: bool = False, calm: bool = False
    ) -> None:
        """Be `screen` or `print`, for somebody who likes pages light or dark, has own colours, or wants no motion."""
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "forced-colors", "value": "active" if forced_colours else "none"},
            {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def run(self, script: str, *arguments: object) -> Result:
        """What a script returns."""
        found: Result = self.driver.execute_script(script, *arguments)
        return found

    def axe(self) -> list[str]:
        """What axe-core finds: the rule, and the element."""
        self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        found: list[str] = self.driver.execute_async_script(_FINDINGS)
        return found

    def paper(self, width: float, height: float) -> bytes:
        """The page as PDF, on paper of so many inches."""
        self.media("print")
        size = {"paperWidth": width, "paperHeight": height, "preferCSSPageSize": False, "printBackground": False}
        return b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", size)["data"])

    def picture(self) -> bytes:
        """The whole page as PNG."""
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
        return b64decode(shot["data"])


_FINDINGS = """
const told = (rule, node) => `${rule.id}: ${node.html.slice(0, 200)}`.toWellFormed(); // an emoji may be cut in two
const all = ({ violations }) => violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
axe.run().then(all).then(arguments[0]);
"""


def _axe() -> Path:
    """The script of axe-core; only the file is wanted of the package that brings it."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "axe.min.js"


AXE = _axe()
