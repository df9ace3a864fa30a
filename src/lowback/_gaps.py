"""The seconds before an exercise: rest and hear what comes, fetch, change position, set up. They are counted here only.

They are as long as their words need, for a calm voice; nobody has to be quick.
"""

from functools import lru_cache

from attrs import frozen

from ._words import Label, Words, joined, seconds_to_say
from .model import Brief, CautionRule, Conventions, Exercise, Step
from .vocabulary import Role

__all__ = ["Gap", "gap_of", "opening_seconds", "setup_seconds"]


@frozen
class Gap:
    """What comes before an exercise, in seconds.

    Attributes:
        opening: What is said before the first exercise of a routine; 0 before others.
        announcement: Rest, and hear what comes; it also takes what was rounded up to a tick.
        fetch: Fetch and fix equipment.
        change: Get from one position to the next.
        setup: Each setup step.
    """

    opening: int
    announcement: int
    fetch: int
    change: int
    setup: tuple[int, ...]

    @property
    def seconds(self) -> int:
        """All of it."""
        return self.opening + self.announcement + self.fetch + self.change + sum(self.setup)


def gap_of(
    exercise: Exercise,
    rules: tuple[CautionRule, ...],
    brief: Brief,
    conventions: Conventions,
    *,
    before: Exercise | None = None,
    first: bool = False,
) -> Gap:
    """What comes before an exercise of which the cautions of a brief ask these rules.

    Somebody is where the exercise before it has ended, or where a routine starts; else there is nothing to change.
    """
    at_hand = conventions.at_hand(brief)
    change = 0
    if before is not None or first:
        here = conventions.start_of(brief) if before is None else before.position
        change = conventions.change_seconds(here, exercise.position, limited_mobility=conventions.rises_slowly(brief))
    announcement, setup = _spoken(exercise, rules, conventions)
    return Gap(
        opening=opening_seconds(brief, conventions) if first else 0,
        announcement=announcement,
        fetch=conventions.fetch_seconds(exercise, at_hand),
        change=change,
        setup=setup,
    )


@lru_cache(maxsize=8192)
def _spoken(
    exercise: Exercise, rules: tuple[CautionRule, ...], conventions: Conventions
) -> tuple[int, tuple[int, ...]]:
    """The seconds of the announcement and of each setup step, together whole ticks.

    All the equipment that would do is counted, so that nothing takes longer because more is at hand.
    """
    words, timing = Words(conventions), conventions.timing
    need, care = words.need(exercise.needs), words.care(exercise, rules)
    told = joined(words.named(exercise, exercise.position), need, care)
    setup = tuple(setup_seconds(step) for step in exercise.steps_of(Role.SETUP))
    least = max(timing.get_ready, seconds_to_say(told)) + sum(setup)
    return timing.whole_ticks(least) - sum(setup), setup


def setup_seconds(step: Step) -> int:
    """Seconds of a setup step: its own, or what there is to say takes."""
    return max(step.seconds or 0, seconds_to_say(Words().longest(step)))


def opening_seconds(brief: Brief, conventions: Conventions) -> int:
    """Seconds for what is said once, before the first exercise."""
    words = Words(conventions)
    opening = words.opening(brief)
    told = joined(words.label(Label.BEFORE_YOU_START), opening) if opening else ""
    return conventions.timing.whole_ticks(seconds_to_say(told))
