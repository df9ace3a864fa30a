"""One amount that a text states."""

from enum import StrEnum

from attrs import frozen

from ._translating import Said

__all__ = ["Amount", "Leeway", "What"]


class What(StrEnum):
    """What an amount counts."""

    SETS = "sets"
    REPS = "reps"
    HOLD = "hold"
    """Seconds held in a repetition or position."""
    DURATION = "duration"
    """Seconds of a sustained bout."""
    REST = "rest"
    """Seconds between sets, sides or repetitions."""
    TEMPO = "tempo"
    """Seconds of a movement."""


class Leeway(StrEnum):
    """How an amount is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    REACHED = "as many as"
    """There are so many, or more: "the second set"."""


@frozen(kw_only=True)
class Amount(Said):
    """One amount that a text states, in whole seconds if it is a time.

    Attributes:
        what: What it counts.
        low: The least of it; 1 for "up to ten".
        high: The most of it; equal to `low` for one number and for "at least ten".
        leeway: Whether more or less of it is as right.
        between_sets: Whether a rest is one between sets; others lie within a set.
        is_open: Whether the words leave open what is counted: repetitions, sets or seconds.
    """

    what: What
    low: int
    high: int
    leeway: Leeway = Leeway.EXACT
    between_sets: bool = False
    is_open: bool = False
