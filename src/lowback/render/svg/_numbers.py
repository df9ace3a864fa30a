"""Numbers in pictures, drawn as lines: the same on every machine, whatever fonts it has."""

from typing import Final

from ._style import Paints

__all__ = ["ROOM", "badge"]

ROOM: Final = 210
"""Millimetres of a person of 1700 mm that a number takes up."""

_DIGITS: Final = (
    "M30 10C12 10 10 30 10 50s2 40 20 40 20-20 20-40S48 10 30 10z",
    "M16 28 34 10v80",
    "M11 32c0-14 9-22 20-22s19 8 19 20c0 20-30 36-39 60h40",
    "M12 22c4-8 10-12 18-12 11 0 18 7 18 18s-8 20-20 20c13 0 22 8 22 21s-9 21-21 21c-9 0-16-4-20-12",
    "M40 90V10L8 64h46",
    "M48 10H18l-4 36c5-4 9-6 16-6 13 0 20 11 20 25S42 90 29 90c-8 0-14-3-19-10",
    "M44 12C24 20 11 40 11 64c0 16 8 26 20 26s19-10 19-24-8-23-19-23-20 8-20 21",
    "M10 10h40C38 34 28 60 26 90",
    "M30 47c-11 0-18-8-18-18s7-19 18-19 18 9 18 19-7 18-18 18c-12 0-20 9-20 21s8 22 20 22 20-10 20-22-8-21-20-21z",
    "M16 88c20-8 33-28 33-52 0-16-8-26-20-26S10 20 10 34s8 23 19 23 20-8 20-21",
)
"""Each as a line on a field of 60 by 100."""


def badge(number: int, left: int, top: int, high: int, paints: Paints) -> str:
    """A number on a disc whose upper left corner is there; its digits are so high."""
    digits = str(number)
    radius = round(0.8 * high) + (len(digits) - 1) * round(0.2 * high)
    scale = high / 100
    x, y = left + radius - 30 * len(digits) * scale, top + radius - high / 2
    lines = "".join(
        f'<path transform="translate({60 * nth})" d="{_DIGITS[int(digit)]}"/>' for nth, digit in enumerate(digits)
    )
    return (
        f'<circle cx="{left + radius}" cy="{top + radius}" r="{radius}" fill="{paints.label}"/>'
        f'<g transform="translate({x:.0f} {y:.0f})scale({scale:g})" fill="none" stroke="{paints.background}"'
        f' stroke-width="17" stroke-linecap="round" stroke-linejoin="round">{lines}</g>'
    )
