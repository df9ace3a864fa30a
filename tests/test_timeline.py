"""A timeline divides what the model counts, and says nothing that there is no time to say."""

import pickle
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from by_hand import steps_told
from lowback import Brief, Dose, DoseRange, Exercise, Routine, RoutineItem, Step, Timeline, compose, default_catalog
from lowback._gaps import gap_of
from lowback._words import seconds_to_say
from lowback.errors import BriefError, ImpossibleValue, WrongType
from lowback.model import CautionRule, Conventions, Equipment, Proof, Range
from lowback.timeline import Cue, CueKind, Detail, Side
from lowback.vocabulary import CautionLevel, Kind, Laterality, Position, Role
from strategies import conventions, exercises

CATALOG = default_catalog()

GAP = {CueKind.GET_READY, CueKind.FETCH, CueKind.CHANGE_POSITION, CueKind.SETUP}
ACTIVE = {CueKind.MOVE, CueKind.HOLD, CueKind.HALFWAY, CueKind.RETURN, CueKind.SET}
LAST = {CueKind.PAUSE, CueKind.CLOSING_REST}


# Any routine -------------------------------------------------------------------------------------


def routine_of(
    chosen: Iterable[tuple[Exercise, Dose]],
    *,
    pauses: Iterable[int] = (),
    rules_: Conventions = CATALOG.conventions,
    brief: Brief | None = None,
    cautions: tuple[CautionRule, ...] = (),
    get_ready: int | None = None,
) -> Routine:
    """A routine laid out as the composer does, whatever is in it and however long it lasts.

    With `get_ready` every exercise has so many seconds to hear what comes and set up, as in the first edition. Without
    a brief it starts where its first exercise is done, and ends where its last is.
    """
    chosen = [*chosen]
    places = [exercise.position for exercise, _ in chosen]
    if brief is None:
        brief = Brief(start=places[0], end=places[-1]) if places else Brief()
    left = [*pauses]
    items: list[RoutineItem] = []
    before: Exercise | None = None
    for exercise, dose in chosen:
        gap = gap_of(exercise, cautions, brief, rules_, before=before, first=before is None)
        seconds = gap.seconds if get_ready is None else get_ready + gap.change + gap.fetch
        items.append(
            RoutineItem(
                exercise=exercise,
                dose=dose,
                gap_seconds=seconds,
                work_seconds=exercise.work_seconds(dose, rules_.timing),
                pause_seconds=left.pop(0) if left else 0,
                cautions=cautions,
            )
        )
        before = exercise
    if before is not None:
        closing = rules_.closing_seconds(before, brief)
        items[-1] = evolve(items[-1], pause_seconds=items[-1].pause_seconds + closing)
    proof = Proof(score=0, bound=0)
    return Routine(brief=brief, items=tuple(items), proof=proof, stop_rules=(), red_flags=(), conventions=rules_)


def sentences() -> st.SearchStrategy[str]:
    """One to twenty words: what can be said at once, and what cannot."""
    return st.integers(1, 20).map(lambda count: " ".join(["word"] * count))


@st.composite
def spoken(draw: st.DrawFn) -> Exercise:
    """An exercise with long and short words in every step, and with setups that take no or too much time."""
    exercise = draw(exercises())
    step_list = [evolve(step, text=draw(sentences()), short_text=draw(sentences())) for step in exercise.steps]
    more = [
        Step(role=Role.SETUP, text=draw(sentences()), short_text=draw(sentences()), seconds=draw(st.integers(1, 20)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return evolve(exercise, steps=(*more, *step_list), name=draw(sentences()))


@st.composite
def doses_of(draw: st.DrawFn, exercise: Exercise) -> Dose:
    """A dose that its steps can have; holds from nothing to half a minute."""
    sets = draw(st.integers(1, 3))
    if exercise.dose.duration is not None:
        return Dose(sets=sets, duration=draw(st.integers(1, 90)))
    hold = None if exercise.dose.hold is None else draw(st.integers(0, 30))
    return Dose(sets=sets, reps=draw(st.integers(1, 6)), hold=hold)


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """A routine of up to three exercises under any rules."""
    chosen = draw(st.lists(spoken(), max_size=3))
    words = draw(st.lists(sentences(), max_size=2))
    asked = tuple(CautionRule(key=str(nth), level=CautionLevel.MODIFY, how=how) for nth, how in enumerate(words))
    return routine_of(
        [(each, draw(doses_of(each))) for each in chosen],
        pauses=draw(st.lists(st.integers(0, 9), max_size=3)),
        rules_=draw(conventions()),
        brief=Brief(
            limited_mobility=draw(st.booleans()),
            equipment=draw(st.sampled_from([None, (), ("bike", "band")])),
            start=draw(st.none() | st.sampled_from(Position)),
            end=draw(st.none() | st.sampled_from(Position)),
        ),
        cautions=asked,
        get_ready=draw(st.sampled_from([None, 15])),
    )


details = st.sampled_from(Detail)


def of_item(timeline: Timeline, index: int, kinds: Iterable[CueKind] = CueKind) -> int:
    """Seconds that cues of these kinds take in an item."""
    return sum(cue.duration for cue in timeline.cues if cue.item_index == index and cue.kind in set(kinds))


# Time --------------------------------------------------------------------------------------------


@given(routines(), details)
def test_cues_follow_each_other_from_0_to_the_end_of_the_routine(routine: Routine, detail: Detail) -> None:
    timeline = Timeline.of(routine, detail)

    assert all(cue.duration >= 1 for cue in timeline.cues)
    assert [cue.start for cue in timeline.cues] == [0, *(cue.end for cue in timeline.cues)][: len(timeline.cues)]
    assert timeline.seconds == routine.seconds == sum(cue.duration for cue in timeline.cues)
    assert [cue.item_index for cue in timeline.cues] == sorted(cue.item_index for cue in timeline.cues)


@given(routines(), details)
def test_every_item_lasts_as_the_model_counts(routine: Routine, detail: Detail) -> None:
    timeline = Timeline.of(routine, detail)

    for index, item in enumerate(routine.items):
        closing = routine.closing_seconds if item is routine.items[-1] else 0
        assert of_item(timeline, index) == item.seconds
        assert of_item(timeline, index, GAP) == item.gap_seconds + closing
        assert of_item(timeline, index, ACTIVE) == item.exercise.active_seconds(item.dose)
        rounded_up = of_item(timeline, index, LAST) + closing - item.pause_seconds
        assert 0 <= rounded_up < routine.conventions.timing.tick


@given(routines())
def test_a_change_of_position_and_fetching_last_as_the_rules_say(routine: Routine) -> None:
    timeline = Timeline.of(routine)
    change, slow = routine.conventions.change_seconds, routine.brief.limited_mobility
    at_hand = routine.conventions.available(routine.brief.equipment)

    way = [Position.STANDING, *(item.exercise.position for item in routine.items)]
    way[0] = routine.brief.start or way[0]
    end = routine.brief.end or way[0]
    for index, item in enumerate(routine.items):
        expected = change(way[index], way[index + 1], limited_mobility=slow)
        if item is routine.items[-1]:
            expected += change(item.exercise.position, end, limited_mobility=slow)
        assert of_item(timeline, index, [CueKind.CHANGE_POSITION]) == expected
        assert of_item(timeline, index, [CueKind.FETCH]) == routine.conventions.fetch_seconds(item.exercise, at_hand)


@given(routines())
def test_both_levels_agree_on_every_total(routine: Routine) -> None:
    def totals(detail: Detail) -> Counter[tuple[object, ...]]:
        found: Counter[tuple[object, ...]] = Counter()
        for cue in Timeline.of(routine, detail).cues:
            kind = "gap" if cue.kind in GAP else "active" if cue.kind in ACTIVE else cue.kind
            found[cue.item_index, kind, cue.set] += cue.duration
        return found

    assert totals(Detail.STEPS) == totals(Detail.SETS)


@given(routines())
def test_setup_steps_keep_their_seconds_where_there_is_room_for_them_and_the_name(routine: Routine) -> None:
    timeline = Timeline.of(evolve(routine, items=tuple(evolve(item, cautions=()) for item in routine.items)))

    for index, item in enumerate(routine.items):
        setup = [max(step.seconds or 0, seconds_to_say(step.text)) for step in item.exercise.steps_of(Role.SETUP)]
        room = item.gap_seconds - of_item(timeline, index, {CueKind.FETCH, CueKind.CHANGE_POSITION})
        if sum(setup) + seconds_to_say(item.exercise.name) <= room:
            assert [
                cue.duration for cue in timeline.cues if cue.item_index == index and cue.kind is CueKind.SETUP
            ] == setup


# Sets, repetitions, sides ------------------------------------------------------------------------


@given(routines(), details)
def test_sets_and_repetitions_are_those_of_the_dose(routine: Routine, detail: Detail) -> None:
    timeline = Timeline.of(routine, detail)

    for index, item in enumerate(routine.items):
        found = [cue for cue in timeline.cues if cue.item_index == index and cue.set is not None]
        sides = [*Side] if item.exercise.laterality is Laterality.UNILATERAL else [None]
        sets = [(side, number) for side in sides for number in range(1, item.dose.sets + 1)]
        if detail is Detail.SETS:
            assert [(cue.side, cue.set) for cue in found] == sets
        elif item.dose.reps is not None:
            halves = [*Side] if item.exercise.laterality is Laterality.ALTERNATING else [None]
            assert [each for each, _ in groupby((cue.side, cue.set, cue.repetition) for cue in found)] == [
                (half or side, number, repetition)
                for side, number in sets
                for repetition in range(1, item.dose.reps + 1)
                for half in halves
            ]


@given(routines())
def test_both_sides_get_the_same_time_and_the_same_work(routine: Routine) -> None:
    timeline = Timeline.of(routine)

    for index, item in enumerate(routine.items):
        work = [cue for cue in timeline.cues if cue.item_index == index and cue.kind in ACTIVE]
        first, other = (
            [(cue.kind, cue.step_index, cue.set, cue.repetition, cue.duration) for cue in work if cue.side is side]
            for side in Side
        )
        assert first == other
        one_sided = item.exercise.laterality is Laterality.UNILATERAL
        in_turn = item.exercise.laterality is Laterality.ALTERNATING and item.dose.reps is not None
        assert {cue.side is not None for cue in work} == {one_sided or in_turn}
        if one_sided:
            assert [side for side, _ in groupby(cue.side for cue in work)] == [Side.FIRST, Side.OTHER]


@given(routines())
def test_every_step_that_takes_time_is_done_in_order(routine: Routine) -> None:
    timeline = Timeline.of(routine)

    for index, item in enumerate(routine.items):
        cues = [cue for cue in timeline.cues if cue.item_index == index and cue.step_index is not None]
        for _, group in groupby(cues, key=lambda cue: (cue.side, cue.set, cue.repetition)):
            indexes = [cue.step_index or 0 for cue in group if cue.kind is not CueKind.HALFWAY]
            assert indexes == sorted(set(indexes))
        done = {cue.step_index for cue in cues}
        roles = (Role.MOVE, Role.RETURN, Role.FINISH)
        assert done >= {nth for nth, step in enumerate(item.exercise.steps) if step.role in roles}
        for cue in cues:
            assert cue.step is item.exercise.steps[cue.step_index or 0]
            expected = CueKind.HOLD if cue.kind is CueKind.HALFWAY else cue.kind
            assert cue.step.role.value == expected.value


# Words -------------------------------------------------------------------------------------------


@given(routines(), details)
def test_nothing_takes_longer_to_say_than_it_lasts(routine: Routine, detail: Detail) -> None:
    for cue in Timeline.of(routine, detail).cues:
        for text in (cue.spoken, cue.short_text):
            assert text.strip()
            assert seconds_to_say(text) <= cue.duration


@given(routines(), details)
def test_the_first_cue_of_an_exercise_tells_its_name_if_there_is_time(routine: Routine, detail: Detail) -> None:
    timeline = Timeline.of(routine, detail)

    for index, item in enumerate(routine.items):
        first = next(cue for cue in timeline.cues if cue.item_index == index)
        if seconds_to_say(item.exercise.name) <= first.duration:
            assert first.text.startswith(item.exercise.name)


@given(routines(), details)
def test_what_cautions_ask_is_said_or_reported(routine: Routine, detail: Detail) -> None:
    timeline = Timeline.of(routine, detail)

    for index, item in enumerate(routine.items):
        said = "\n".join(cue.care for cue in timeline.cues if cue.item_index == index)
        unsaid = "\n".join(text for number, text in timeline.unsaid if number == index)
        for how in {rule.how for rule in item.cautions}:
            assert (how in said) != (how in unsaid)


# One exercise, word for word ---------------------------------------------------------------------


def stretch(laterality: Laterality) -> Exercise:
    steps = (
        Step(role=Role.SETUP, text="Lie on your back and breathe.", short_text="Lie down.", seconds=5),
        Step(role=Role.MOVE, text="Draw one knee in with both of your hands.", short_text="Knee in.", seconds=2),
        Step(role=Role.HOLD, text="Keep it there and let your shoulders rest.", short_text="Stay."),
        Step(role=Role.RETURN, text="Let it go.", short_text="Let go.", seconds=2),
        Step(role=Role.FINISH, text="Roll over.", short_text="Roll over.", seconds=3),
    )
    return Exercise(
        id="knee-in",
        name="Knee in",
        kind=Kind.STRETCH,
        position=Position.SUPINE,
        laterality=laterality,
        family="knee-in",
        difficulty=1,
        regions=(),
        directions=(),
        steps=steps,
        dose=DoseRange(reps=Range(1, 2, 3), hold=Range(0, 4, 20)),
        needs=(("band", "towel"),),
    )


def lines(timeline: Timeline) -> list[tuple[int, str, str]]:
    return [(cue.start, cue.kind.value, cue.text) for cue in timeline.cues]


def test_one_side_after_the_other_word_for_word() -> None:
    routine = routine_of([(stretch(Laterality.UNILATERAL), Dose(sets=2, reps=2, hold=4))], pauses=[3], get_ready=15)

    assert lines(Timeline.of(routine)) == [
        (0, "get-ready", "Knee in, on your back. You need a towel or strap."),
        (10, "setup", "Lie on your back and breathe."),
        (15, "move", "Knee in."),
        (17, "hold", "Keep it there and let your shoulders rest."),
        (21, "return", "Let it go."),
        (23, "move", "Last one. Knee in."),
        (25, "hold", "Stay."),
        (29, "return", "Let go."),
        (31, "rest", "Rest for 15 seconds. Then set 2 of 2."),
        (46, "move", "Knee in."),
        (48, "hold", "Stay."),
        (52, "return", "Let go."),
        (54, "move", "Last one. Knee in."),
        (56, "hold", "Stay."),
        (60, "return", "Let go."),
        (62, "change-side", "Change to the other side."),
        (67, "move", "Knee in."),
        (69, "hold", "Keep it there and let your shoulders rest."),
        (73, "return", "Let it go."),
        (75, "move", "Last one. Knee in."),
        (77, "hold", "Stay."),
        (81, "return", "Let go."),
        (83, "rest", "Rest for 15 seconds. Then set 2 of 2."),
        (98, "move", "Knee in."),
        (100, "hold", "Stay."),
        (104, "return", "Let go."),
        (106, "move", "Last one. Knee in."),
        (108, "hold", "Stay."),
        (112, "return", "Let go."),
        (114, "finish", "Roll over."),
        (117, "closing-rest", "That was the last exercise. Rest."),
    ]
    assert lines(Timeline.of(routine, Detail.SETS)) == [
        (0, "get-ready", "Knee in, on your back. You need a towel or strap. Lie on your back and breathe."),
        (15, "set", f"First side, set 1 of 2: twice. Hold each for 4 seconds. {WHOLE}"),
        (31, "rest", "Rest for 15 seconds. Then set 2 of 2."),
        (46, "set", f"First side, set 2 of 2: twice. Hold each for 4 seconds. {WHOLE}"),
        (62, "change-side", "Change to the other side."),
        (67, "set", f"Other side, set 1 of 2: twice. Hold each for 4 seconds. {WHOLE}"),
        (83, "rest", "Rest for 15 seconds. Then set 2 of 2."),
        (98, "set", f"Other side, set 2 of 2: twice. Hold each for 4 seconds. {WHOLE}"),
        (114, "finish", "Roll over."),
        (117, "closing-rest", "That was the last exercise. Rest."),
    ]


def test_parts_are_the_exercise_its_sets_and_rests_the_other_side_and_the_finish() -> None:
    """Sides that take turns are one part."""
    dose = Dose(sets=2, reps=2, hold=4)
    first, in_turn = (
        Timeline.of(routine_of([(stretch(laterality), dose)], get_ready=15))
        for laterality in (Laterality.UNILATERAL, Laterality.ALTERNATING)
    )

    assert [first.at(start).kind.value for start in first.parts] == [
        *("get-ready", "move", "rest", "move"),
        *("change-side", "move", "rest", "move", "finish"),
    ]
    assert [in_turn.at(start).kind.value for start in in_turn.parts] == ["get-ready", "move", "rest", "move", "finish"]
    assert first.parts == (0, 15, 31, 46, 62, 67, 83, 98, 114)


@given(routines(), st.sampled_from(Detail))
def test_each_exercise_begins_a_part(routine: Routine, detail: Detail) -> None:
    timeline = Timeline.of(routine, detail)
    firsts = {next(cue.start for cue in cues) for _, cues in groupby(timeline.cues, key=lambda cue: cue.item_index)}

    assert firsts <= set(timeline.parts) <= {cue.start for cue in timeline.cues}


WHOLE = "Draw one knee in with both of your hands. Keep it there and let your shoulders rest. Let it go."


def test_taking_turns_word_for_word() -> None:
    routine = routine_of([(stretch(Laterality.ALTERNATING), Dose(reps=3, hold=0))])
    cues = [cue for cue in Timeline.of(routine).cues if cue.kind in ACTIVE]

    assert [(cue.repetition, cue.side, cue.text) for cue in cues] == [
        (1, "first", "Knee in."),
        (1, "first", "Let it go."),
        (1, "other", "Other side. Knee in."),
        (1, "other", "Let it go."),
        (2, "first", "2. Knee in."),
        (2, "first", "Let go."),
        (2, "other", "Other side. Knee in."),
        (2, "other", "Let go."),
        (3, "first", "Last one. Knee in."),
        (3, "first", "Let go."),
        (3, "other", "Other side. Knee in."),
        (3, "other", "Let go."),
    ]


@pytest.mark.parametrize(
    ("hold", "expected"), [(9, [("hold", 9)]), (10, [("hold", 5), ("halfway", 5)]), (11, [("hold", 6), ("halfway", 5)])]
)
def test_long_holds_tell_when_half_is_done(hold: int, expected: list[tuple[str, int]]) -> None:
    routine = routine_of([(stretch(Laterality.BILATERAL), Dose(reps=1, hold=hold))])

    held = [cue for cue in Timeline.of(routine).cues if cue.kind in (CueKind.HOLD, CueKind.HALFWAY)]

    assert [(cue.kind.value, cue.duration) for cue in held] == expected
    assert [cue.text for cue in held[1:]] == ["Halfway. Stay."][: len(held) - 1]


def test_between_exercises_one_fetches_and_changes_position() -> None:
    """For the floor one fetches first, and gets up before fetching what is used standing."""
    lying = evolve(stretch(Laterality.BILATERAL), needs=(("band",), ("mat",)))
    standing = evolve(lying, id="up", name="Up", position=Position.STANDING)
    dose = Dose(reps=1, hold=4)
    brief = Brief(equipment=["band", "mat"], start=standing.position)
    chosen = [(standing, dose), (lying, dose), (standing, dose)]
    routine = routine_of(chosen, pauses=[1, 8], brief=brief, get_ready=15)

    gaps = [(cue.duration, cue.kind.value, cue.text) for cue in Timeline.of(routine).cues if cue.kind in GAP | LAST]

    assert gaps == [
        (10, "get-ready", "Up, standing. You need a mat."),
        (20, "fetch", "Fetch an exercise band."),
        (5, "setup", "Lie on your back and breathe."),
        (5, "pause", "Rest for 5 seconds."),
        (10, "get-ready", "Knee in. You need a mat."),
        (20, "fetch", "Fetch an exercise band."),
        (
            10,
            "change-position",
            "Get down on one knee, sit to your better side, then lie down over that arm: on your back.",
        ),
        (5, "setup", "Lie on your back and breathe."),
        (12, "pause", "Rest for 12 seconds."),
        (10, "get-ready", "Up. You need a mat."),
        (
            10,
            "change-position",
            (
                "Roll onto your better side and press up on your forearm to sit. "
                "Come onto your knees, put one foot in front and come to standing."
            ),
        ),
        (20, "fetch", "Fetch an exercise band."),
        (5, "setup", "Lie on your back and breathe."),
        (4, "closing-rest", "That was the last exercise. Rest."),
    ]


def test_who_turns_round_hears_how_to_set_up_again() -> None:
    exercise = CATALOG["wall-side-plank"]
    (turn,) = (
        cue
        for cue in Timeline.of(routine_of([(exercise, exercise.dose.starter)])).cues
        if cue.kind is CueKind.CHANGE_SIDE
    )

    assert turn.duration == 20
    assert turn.text == (
        "Change to the other side. Side-on, a big step from the wall. Lean in, forearm up the wall. "
        "Hand on hip, let your hips sink."
    )


def test_setups_give_way_to_what_a_caution_asks() -> None:
    """The first of them keeps what time there is beyond that of the short texts."""
    setups = [Step(role=Role.SETUP, text="Sit " + "well " * 13, short_text="Sit.", seconds=5) for _ in range(3)]
    exercise = evolve(stretch(Laterality.BILATERAL), steps=(*setups, *stretch(Laterality.BILATERAL).steps[1:]))
    how = CautionRule(key="own", level=CautionLevel.MODIFY, how="Do " + "less " * 14)
    routine = routine_of([(exercise, Dose(reps=1, hold=4))], cautions=(how,), get_ready=15)

    gap = [(cue.duration, cue.spoken[:24]) for cue in Timeline.of(routine).cues if cue.kind in GAP]

    assert gap == [(7, "Knee in. Take care: Do l"), (5, "Sit well well well well "), (2, "Sit."), (1, "Sit.")]


def spread(word: str, count: int) -> str:
    """A sentence of so many words."""
    return f"{' '.join([word] * count)}."


def with_setups(*setups: tuple[int, int, int], name: str = "Knee in") -> Exercise:
    """An exercise with setup steps of so many seconds, words, and words in short."""
    exercise = stretch(Laterality.BILATERAL)
    steps = (
        Step(role=Role.SETUP, text=spread("w", words), short_text=spread("s", few), seconds=seconds)
        for seconds, words, few in setups
    )
    return evolve(exercise, name=name, steps=(*steps, *exercise.steps[1:]))


@pytest.mark.parametrize(
    ("exercise", "expected"),
    [
        # Setups that would fill the fifteen seconds leave one for the name: the last loses it.
        (with_setups((5, 15, 4), (10, 30, 4)), [("get-ready", 1), ("setup", 5), ("setup", 9)]),
        # A long name needs more; what the short texts need is kept.
        (with_setups((8, 24, 18), (7, 21, 6), name=spread("n", 74)), [("get-ready", 10), ("setup", 3), ("setup", 2)]),
        # With more to say than there is time for, a setup keeps a second at least.
        (with_setups((8, 24, 59), (7, 21, 51)), [("get-ready", 1), ("setup", 8), ("setup", 6)]),
        (with_setups((20, 60, 160), (10, 30, 80)), [("get-ready", 1), ("setup", 13), ("setup", 1)]),
    ],
)
def test_setups_share_the_time_to_get_ready(exercise: Exercise, expected: list[tuple[str, int]]) -> None:
    routine = routine_of([(exercise, Dose(reps=1, hold=4))], get_ready=15)

    gap = [(cue.kind.value, cue.duration) for cue in Timeline.of(routine).cues if cue.kind in GAP]

    assert gap == expected


def test_where_there_is_no_time_for_what_a_caution_asks_there_is_for_the_name() -> None:
    how = CautionRule(key="own", level=CautionLevel.MODIFY, how=spread("c", 120))
    chosen = [(with_setups((5, 15, 4), (10, 30, 4)), Dose(reps=1, hold=4))]
    routine = routine_of(chosen, cautions=(how,), get_ready=15)
    timeline = Timeline.of(routine)

    assert [(cue.duration, cue.text) for cue in timeline.cues][:2] == [(1, "Knee in."), (5, spread("w", 15))]
    assert timeline.unsaid == ((0, f"Take care: {how.how}"),)


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        (11, "Knee in, on your back. You need a towel or strap."),
        (12, "Knee in. You need a towel or strap."),
        (13, "Knee in, on your back."),
        (14, "Knee in."),
    ],
)
def test_of_name_place_and_things_as_much_is_told_as_there_is_time_for(setup: int, expected: str) -> None:
    routine = routine_of([(with_setups((setup, 3 * setup, 7 * setup)), Dose(reps=1, hold=4))], get_ready=15)

    assert Timeline.of(routine).cues[0].text == expected


def test_before_a_set_as_much_is_told_as_there_is_time_for() -> None:
    """All in full, else the setups in short, else the announcement, else the name."""

    def told(words: int, few: int, name: str = "Knee in") -> str:
        routine = routine_of([(with_setups((5, words, few), name=name), Dose(reps=1, hold=4))], get_ready=15)
        return Timeline.of(routine, Detail.SETS).cues[0].text

    announced = "Knee in, on your back. You need a towel or strap."
    assert told(83, 2) == f"{announced} {spread('w', 83)}"
    assert told(84, 2) == f"{announced} {spread('s', 2)}"
    assert told(90, 83) == f"{announced} {spread('s', 83)}"
    assert told(90, 84) == announced
    assert told(90, 90, name=spread("n", 113)) == spread("n", 113)
    assert told(90, 90, name=spread("n", 114)) == "Get ready."


# Wrong input -------------------------------------------------------------------------------------

ROUTINE = compose(Brief(5))
TIMELINE = Timeline.of(ROUTINE)


@pytest.mark.parametrize("field", ["gap_seconds", "work_seconds"])
def test_an_item_without_room_for_what_the_model_counts_is_refused(field: str) -> None:
    exercise = evolve(stretch(Laterality.BILATERAL), needs=(("band",),))
    routine = routine_of([(exercise, Dose(reps=2, hold=4))], brief=Brief(equipment=["band"], start="supine"))
    item: Any = routine.items[0]
    wrong = evolve(routine, items=(evolve(item, **{field: 18}),))
    needed = {"gap_seconds": 20, "work_seconds": 19}[field]

    with pytest.raises(ImpossibleValue) as caught:
        Timeline.of(wrong)

    expected = f"got 18 s, expected {needed} or more (lowback.check says what else is wrong)"
    assert str(caught.value) == f"Routine.items[0].{field}: {expected}"


def test_longer_gaps_and_more_work_are_time_to_get_ready_and_to_rest() -> None:
    more = [
        evolve(item, gap_seconds=item.gap_seconds + 7, work_seconds=item.work_seconds + 7) for item in ROUTINE.items
    ]
    routine = evolve(ROUTINE, items=tuple(more))
    timeline = Timeline.of(routine)

    for index, item in enumerate(routine.items):
        closing = routine.closing_seconds if index == len(routine.items) - 1 else 0  # the way to the end is a change
        assert of_item(timeline, index, GAP) == item.gap_seconds + closing
        assert of_item(timeline, index, LAST) >= item.pause_seconds - closing + 7


def test_a_mix_that_the_rules_do_not_have_is_refused() -> None:
    with pytest.raises(BriefError) as caught:
        Timeline.of(evolve(ROUTINE, brief=evolve(ROUTINE.brief, mix="mixd")))

    assert str(caught.value) == (
        "brief.mix: got 'mixd', expected one of mixed, mobility, strength, stretch, gentle, desk "
        "(did you mean 'mixed'?)"
    )


def test_an_unknown_detail_is_refused() -> None:
    with pytest.raises(ImpossibleValue) as caught:
        Timeline.of(ROUTINE, "reps")  # type: ignore[arg-type]  # callers may be untyped

    assert str(caught.value) == "Timeline.of.detail: got 'reps', expected one of steps, sets"
    assert Timeline.of(ROUTINE, "sets").detail is Detail.SETS  # type: ignore[arg-type]  # words do, as in a brief


@pytest.mark.parametrize("second", [-1, 300, 10_000])
def test_there_is_no_cue_before_the_beginning_and_after_the_end(second: int) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        TIMELINE.at(second)

    assert str(caught.value) == f"Timeline.at.second: got {second}, expected 0 to 299"


def test_every_second_has_the_cue_that_lasts_then() -> None:
    assert all(TIMELINE.at(second) is cue for cue in TIMELINE.cues for second in range(cue.start, cue.end))


def broken(cues: tuple[Cue, ...]) -> dict[str, tuple[tuple[Cue, ...], str]]:
    start = cues[1].start
    return {
        "gap": ((cues[0], *cues[2:]), f"got a cue that starts at {cues[2].start} s, expected {start} s"),
        "overlap": ((cues[0], *cues), f"got a cue that starts at 0 s, expected {start} s"),
        "late": (cues[1:], f"got a cue that starts at {start} s, expected 0 s"),
        "short": (cues[:-1], f"got an end at {cues[-1].start} s, expected 300 s"),
        "none": ((), "got an end at 0 s, expected 300 s"),
    }


@pytest.mark.parametrize("fault", broken(TIMELINE.cues))
def test_a_timeline_with_a_gap_cannot_be_built(fault: str) -> None:
    cues, problem = broken(TIMELINE.cues)[fault]

    with pytest.raises(ImpossibleValue) as caught:
        evolve(TIMELINE, cues=cues)

    assert str(caught.value) == f"Timeline.cues: {problem}"


# Values ------------------------------------------------------------------------------------------


def test_a_timeline_is_a_value() -> None:
    again = Timeline.of(compose(Brief(5)))

    assert again == TIMELINE
    assert hash(again) == hash(TIMELINE)
    assert pickle.loads(pickle.dumps(TIMELINE)) == TIMELINE


def test_a_timeline_shows_itself_briefly() -> None:
    timeline = Timeline.of(routine_of([(stretch(Laterality.BILATERAL), Dose(reps=1, hold=4))]))

    assert repr(timeline) == "<Timeline 30 s, 7 cues, steps>"
    assert repr(timeline.cues[2]) == "<Cue 15 to 17 s, move: 'Knee in.'>"


def test_a_routine_without_exercises_has_no_cues() -> None:
    assert Timeline.of(routine_of([])).cues == ()


def test_things_are_called_by_the_names_that_the_catalog_gives_them() -> None:
    """What is not at hand has to be fetched, and what the rules do not name is called by its id."""
    names = (*CATALOG.conventions.equipment, Equipment(id="ball", name="a big ball", at_home=True))
    exercise = evolve(stretch(Laterality.BILATERAL), needs=(("ball", "wall"), ("hoop", "ring"), ("step",)))
    routine = routine_of([(exercise, Dose(reps=1, hold=4))], rules_=evolve(CATALOG.conventions, equipment=names))

    assert [cue.text for cue in Timeline.of(routine).cues][:2] == [
        "Knee in, on your back. You need a big ball or a wall.",
        "Fetch hoop or ring and a step.",
    ]


@pytest.mark.parametrize("minutes", [3, 10, 30])
@pytest.mark.parametrize("mix", ["mixed", "desk"])
def test_packaged_words_are_never_the_last_resort(minutes: int, mix: str) -> None:
    """Each step of the packaged catalog is said in its own words, and each exercise is announced by name."""
    timeline = Timeline.of(compose(Brief(minutes, mix)))

    for cue in timeline.cues:
        if cue.step is not None and cue.kind is not CueKind.HALFWAY:
            words = (cue.step.text, cue.step.short_text, "Other side.")
            assert any(each in cue.text for each in words), cue


# What must be heard ------------------------------------------------------------------------------

CAUTIONS = [caution.key for caution in CATALOG.conventions.cautions if not caution.refer]
PAIRS = [("wrist-pain", "dizziness"), ("osteoporosis", "balance"), ("hip-replacement", "knee-pain-kneeling")]


def heard(timeline: Timeline, index: int) -> str:
    return "\n".join(cue.spoken for cue in timeline.cues if cue.item_index == index)


@pytest.mark.parametrize("cautions", [(), *((key,) for key in CAUTIONS), *PAIRS])
@pytest.mark.parametrize("minutes", [5, 10])
def test_all_that_must_be_heard_is_heard(cautions: tuple[str, ...], minutes: int) -> None:
    """Taken from the data: name, setup, finish, what cautions ask, and once what concerns the whole routine."""
    for seed in (1, 20261122):
        routine = compose(Brief(minutes=minutes, cautions=cautions, seed=seed))
        timeline = Timeline.of(routine)
        whole = {text for caution in routine.cautions for text in (caution.advice, caution.stop) if text}

        assert timeline.unsaid == ()
        for text in whole:
            assert sum(text in cue.spoken for cue in timeline.cues) == 1
            assert text in heard(timeline, 0)
        for index, (item, steps) in enumerate(steps_told(routine)):
            said = heard(timeline, index)
            assert item.exercise.name in said
            assert all(step.text in said for step in steps if step.role is Role.SETUP)
            assert all(step.text in said or step.short_text in said for step in steps if step.role is Role.FINISH)
            for rule in item.cautions:
                assert rule.how in whole or rule.how in said
            if item.exercise.adapted_for:
                assert "Changed for " in said
                assert item.exercise.breathing == item.exercise.whole.breathing or item.exercise.breathing in said


@pytest.mark.parametrize("cautions", [(), ("wrist-pain",), ("cardiac",)])
def test_before_every_exercise_there_are_five_seconds_to_rest(cautions: tuple[str, ...]) -> None:
    timeline = Timeline.of(compose(Brief(cautions=cautions)))
    announced = [cue for cue in timeline.cues if cue.kind is CueKind.GET_READY]

    assert len(announced) >= len(timeline.routine.items)
    assert all(cue.duration >= 5 for cue in announced)


def test_alone_takes_an_item_of_a_routine() -> None:
    wrong: Any = "bridge"
    with pytest.raises(WrongType, match=r"^Timeline\.alone\.item: got 'bridge', expected a RoutineItem, such as "):
        Timeline.alone(compose(Brief(3)), wrong)
