"""A player is moved on by the clock and the events of its host, and by nothing else."""

import pickle

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lowback import Brief, Player, Timeline, compose
from lowback.errors import ImpossibleValue
from lowback.player import Moment

TIMELINE = Timeline.of(compose(Brief(3)))
STARTS = [sum(item.seconds for item in TIMELINE.routine.items[:index]) for index in range(len(TIMELINE.routine.items))]
PLAYER = Player(TIMELINE)

seconds = st.integers(0, 240)
events = st.sampled_from(["pause", "resume", "skip", "next", "back", "repeat"])


def after(player: Player, event: str, second: int) -> Player:
    moved = getattr(player, event)(second)
    assert isinstance(moved, Player)
    return moved


@st.composite
def players(draw: st.DrawFn) -> Player:
    """A player after some events, in the order of the clock."""
    player = PLAYER
    for second in sorted(draw(st.lists(seconds, max_size=4))):
        player = after(player, draw(events), second)
    return player


# Time --------------------------------------------------------------------------------------------


def test_it_starts_with_the_first_cue_and_ends_with_the_last() -> None:
    assert len(STARTS) >= 2
    assert [PLAYER.at(second).cue for second in range(180)] == [TIMELINE.at(second) for second in range(180)]
    assert PLAYER.at(180) == PLAYER.at(999) == Moment(second=180, cue=None, paused=False)


def test_a_moment_tells_how_far_its_cue_is() -> None:
    cue = TIMELINE.cues[1]
    moment = PLAYER.at(cue.start + 1)

    assert (moment.elapsed, moment.remaining, moment.finished) == (1, cue.duration - 1, False)
    assert (PLAYER.at(180).elapsed, PLAYER.at(180).remaining, PLAYER.at(180).finished) == (0, 0, True)


@given(players(), st.integers(0, 300), st.integers(0, 300))
def test_time_passes_unless_it_is_paused(player: Player, first: int, more: int) -> None:
    one, other = player.at(player.since + first), player.at(player.since + first + more)

    assert one.paused == other.paused == player.paused
    assert other.second == (one.second if player.paused else min(one.second + more, 180))


@given(players(), st.integers(0, 60), st.integers(0, 60))
def test_a_pause_changes_nothing_but_that_time_stands_still(player: Player, wait: int, pause: int) -> None:
    stop, go = player.since + wait, player.since + wait + pause
    stopped = player.pause(stop)

    assert stopped.at(stop).second == stopped.at(go).second == player.at(stop).second
    assert stopped.at(stop).paused
    assert stopped.pause(go).resume(go) == stopped.resume(go)
    assert stopped.resume(go).at(go) == Moment(second=player.at(stop).second, cue=player.at(stop).cue, paused=False)


@given(players(), st.integers(0, 1000))
def test_the_clock_of_the_host_may_begin_anywhere(player: Player, begin: int) -> None:
    later = Player(TIMELINE, since=player.since + begin, second=player.second, paused=player.paused)

    assert later.at(player.since + begin + 7) == player.at(player.since + 7)


# Jumps -------------------------------------------------------------------------------------------


@given(players(), st.integers(0, 60))
def test_a_jump_leads_to_the_beginning_of_an_exercise(player: Player, wait: int) -> None:
    """The one that is played, the one before it, the one after it; over the ends it goes to the ends."""
    second = player.since + wait
    here = player.at(second).second
    nth = sum(start <= here for start in STARTS) - 1 if here < 180 else len(STARTS)

    jumps = {event: after(player, event, second) for event in ("next", "back", "repeat")}

    assert jumps["next"].at(second).second == [*STARTS, 180, 180][nth + 1]
    assert jumps["back"].at(second).second == STARTS[max(0, nth - 1)]
    assert jumps["repeat"].at(second).second == STARTS[min(nth, len(STARTS) - 1)]
    assert {moved.paused for moved in jumps.values()} == {player.paused}


@given(players(), st.integers(0, 60))
def test_a_skip_leads_to_the_next_part_and_never_over_one(player: Player, wait: int) -> None:
    second = player.since + wait
    here = player.at(second).second
    there = player.skip(second).at(second)

    assert there.second > here or here == 180
    assert there.second in (*TIMELINE.parts, 180)
    assert not [part for part in TIMELINE.parts if here < part < there.second]
    assert there.paused == player.paused


def test_events_leave_the_player_as_it_was() -> None:
    PLAYER.skip(10)

    assert PLAYER.at(10).second == 10
    assert pickle.loads(pickle.dumps(PLAYER)) == PLAYER


def test_a_player_without_exercises_is_over_at_once() -> None:
    player = Player(Timeline.of(evolve(TIMELINE.routine, items=())))

    assert player.at(0).finished
    assert {after(player, event, 0).at(5).second for event in ("skip", "next", "back", "repeat", "pause")} == {0}


# Wrong input -------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", ["at", "pause", "resume", "skip", "next", "back", "repeat"])
def test_the_clock_of_the_host_does_not_go_back(event: str) -> None:
    player = PLAYER.pause(20)

    with pytest.raises(ImpossibleValue) as caught:
        getattr(player, event)(19)

    assert str(caught.value) == "Player.at: got second 19, expected 20 or more, as time has passed"


def test_a_negative_second_is_refused() -> None:
    with pytest.raises(ImpossibleValue, match=r"^Player.at: got second -1, expected 0 or more"):
        PLAYER.at(-1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"second": 181}, "Player.second: got 181, expected 0 to 180"),
        ({"second": -1}, "Player.second: got -1, expected 0 or more"),
        ({"since": -1}, "Player.since: got -1, expected 0 or more"),
    ],
)
def test_a_player_outside_of_its_timeline_cannot_be_built(fields: dict[str, int], message: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        Player(TIMELINE, **fields)  # type: ignore[arg-type]  # only whole numbers are wrong here

    assert str(caught.value) == message
