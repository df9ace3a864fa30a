"""Following a timeline live: a state that a host moves on with its own clock. No clock is read here."""

from typing import Self

from attrs import evolve, field, frozen

from ._arguments import expect
from ._bounds import Between
from .errors import ImpossibleValue
from .timeline import Cue, Timeline

__all__ = ["Moment", "Player"]


@frozen(kw_only=True)
class Moment:
    """What a player shows at a second of the host's clock.

    Attributes:
        second: Second of the timeline, 0 to `timeline.seconds`.
        cue: What happens; None when the routine is over.
        paused: Whether the clock is stopped.
    """

    second: int
    cue: Cue | None
    paused: bool

    @property
    def elapsed(self) -> int:
        """Seconds of the cue that are over; 0 as it begins, and when the routine is over."""
        return 0 if self.cue is None else self.second - self.cue.start

    @property
    def remaining(self) -> int:
        """Seconds of the cue that are left; 0 when the routine is over."""
        return 0 if self.cue is None else self.cue.end - self.second

    @property
    def finished(self) -> bool:
        """Whether the routine is over."""
        return self.cue is None


@frozen
class Player:
    """Where somebody is in a timeline. Each event gives a new player; the host keeps the last one.

    Seconds are those of the host's clock: whole, and never less than at the event before. The first player
    starts when that clock says `since`.

    >>> from lowback import Timeline, compose
    >>> player = Player(Timeline.of(compose()))
    >>> player.at(4).second, player.pause(4).at(60).second, player.pause(4).resume(60).at(61).second
    (4, 4, 5)

    Attributes:
        timeline: What is played.
        since: Second of the host's clock at the last event, 0 or more.
        second: Second of the timeline at the last event, 0 to `timeline.seconds`.
        paused: Whether the clock is stopped.
    """

    timeline: Timeline
    since: int = field(default=0, kw_only=True, validator=Between(0))
    second: int = field(default=0, kw_only=True, validator=Between(0))
    paused: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        expect("Player.timeline", self.timeline, Timeline)
        expect("Player.paused", self.paused, bool)
        if self.second > self.timeline.seconds:
            raise ImpossibleValue("Player.second", f"got {self.second}, expected 0 to {self.timeline.seconds}")

    def at(self, second: int) -> Moment:
        """What happens at a second of the host's clock.

        Raises `ImpossibleValue` for a second before the last event.

        >>> from lowback import Timeline, compose
        >>> timeline = Timeline.of(compose())
        >>> Player(timeline).at(0).cue is timeline.cues[0], Player(timeline).at(10_000).finished
        (True, True)
        """
        expect("Player.at.second", second, int)
        if second < self.since:
            raise ImpossibleValue(
                "Player.at", f"got second {second}, expected {self.since} or more, as time has passed"
            )
        passed = 0 if self.paused else second - self.since
        now = min(self.second + passed, self.timeline.seconds)
        cue = self.timeline.at(now) if now < self.timeline.seconds else None
        return Moment(second=now, cue=cue, paused=self.paused)

    def pause(self, second: int) -> Self:
        """The clock stops here; `resume` starts it again."""
        return evolve(self, since=second, second=self.at(second).second, paused=True)

    def resume(self, second: int) -> Self:
        """Time goes on."""
        return evolve(self, since=second, second=self.at(second).second, paused=False)

    def skip(self, second: int) -> Self:
        """Go on to the next part: the work, the next set, the other side, the next exercise or the end.

        A pause remains one.

        >>> from lowback import Timeline, compose
        >>> timeline = Timeline.of(compose())
        >>> Player(timeline).skip(0).at(0).second == timeline.parts[1]
        True
        """
        now, ends = self.at(second).second, (*self.timeline.parts, self.timeline.seconds)
        return evolve(self, since=second, second=next((end for end in ends if end > now), now))

    def next(self, second: int) -> Self:
        """Go on to the next exercise, or to the end when it is the last; a pause remains one.

        >>> from lowback import Timeline, compose
        >>> timeline = Timeline.of(compose())
        >>> Player(timeline).next(20).at(20).second == timeline.routine.items[0].seconds
        True
        """
        return self._at_item(second, self._item(second) + 1)

    def back(self, second: int) -> Self:
        """Go back to the exercise before; the first one begins again, and after the end the last one."""
        return self._at_item(second, self._item(second) - 1)

    def repeat(self, second: int) -> Self:
        """Begin the same exercise again, with getting ready; after the end, the last one."""
        return self._at_item(second, min(self._item(second), len(self.timeline.routine.items) - 1))

    def _item(self, second: int) -> int:
        """Index of the item that is played; after the end, one more than the last."""
        cue = self.at(second).cue
        return len(self.timeline.routine.items) if cue is None else cue.item_index

    def _at_item(self, second: int, index: int) -> Self:
        start = sum(item.seconds for item in self.timeline.routine.items[: max(0, index)])
        return evolve(self, since=second, second=start)
