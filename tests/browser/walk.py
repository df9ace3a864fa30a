"""Whether everything is seen: a walk through the cues of a page, on screens of all sizes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from chromium import Result

__all__ = ["SCREENS", "Screen", "faults"]


class Browser(Protocol):
    """What a walk needs of one."""

    def size(self, width: int, height: int, *, letters: int, pixels: float) -> None: ...

    def run(self, script: str, *arguments: object) -> Result: ...


@frozen
class Screen:
    """A window in CSS pixels, and the size of the letters that its reader has chosen, in percent."""

    width: int
    height: int
    letters: int = 100
    pixels: float = field(default=1, kw_only=True)
    """Pixels of the device for one of CSS: 2 where the page is magnified to 200 %."""

    def __str__(self) -> str:
        return f"{self.width}x{self.height} at {self.letters} %"


_SIZES = (
    (320, 568, 1),
    (360, 780, 1),
    (390, 844, 1),
    (568, 320, 1),
    (640, 360, 1),
    (844, 390, 1),
    (820, 1180, 1),
    (640, 360, 2),  # 1280 x 720, magnified to 200 %
    (1440, 900, 1),
    (2560, 1440, 1),
)
SCREENS = tuple(
    Screen(width, height, letters, pixels=pixels) for letters in (100, 200) for width, height, pixels in _SIZES
)
"""Phones upright and on their side, a tablet, a desktop, a television; letters as they are, and twice as large."""

_WALK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def faults(
    browser: Browser, seconds: Iterable[int], screens: Iterable[Screen] = SCREENS, *, long: bool = False
) -> Iterator[str]:
    """What is wrong at these seconds of the page that plays, on each screen.

    Letters that are large, and words that are `long` beyond measure, need not be seen all at once.
    """
    starts = list(seconds)
    for screen in screens:
        browser.size(screen.width, screen.height, letters=screen.letters, pixels=screen.pixels)
        found = browser.run(_WALK, starts, long or screen.letters > 100)
        assert isinstance(found, list)
        yield from (f"{screen}, {each}" for each in found)
