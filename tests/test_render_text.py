"""A routine on paper says everything, adds up, and lets nothing through that is not text."""

import re
import unicodedata
from collections.abc import Iterable
from textwrap import fill

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from by_hand import steps_told
from lowback import (
    Brief,
    Catalog,
    Dose,
    DoseRange,
    Exercise,
    Routine,
    RoutineItem,
    Source,
    Step,
    compose,
    default_catalog,
)
from lowback._words import REVIEW
from lowback.model import (
    Caution,
    CautionRule,
    Equipment,
    Message,
    Proof,
    Range,
    RedFlag,
    Region,
    StopRule,
    TypicalError,
)
from lowback.render.text import render
from lowback.safety import advise, screening
from lowback.vocabulary import CautionLevel, Kind, Laterality, Position, Role, Tier, Urgency
from strategies import examples

STEPS = (
    Step(role=Role.SETUP, text="Lie on your back.", short_text="Lie down.", seconds=4),
    Step(role=Role.MOVE, text="Lift one knee until the thigh points up.", short_text="Lift a knee.", seconds=2),
    Step(role=Role.HOLD, text="Stay there.", short_text="Stay."),
    Step(role=Role.RETURN, text="Lower it slowly.", short_text="Lower it.", seconds=3),
    Step(role=Role.FINISH, text="Roll onto your side.", short_text="Roll over.", seconds=3),
)

LIFT = Exercise(
    id="knee-lift",
    name="Knee lift",
    summary="Trains your tummy.",
    aliases=("leg lift", "tabletop"),
    kind=Kind.STRENGTH,
    position=Position.SUPINE,
    laterality=Laterality.UNILATERAL,
    family="knee-lift",
    difficulty=2,
    regions=("deep-abdominals", "left-toe"),
    directions=(),
    steps=STEPS,
    dose=DoseRange(sets=Range(1, 2, 3), reps=Range(4, 6, 8), hold=Range(1, 2, 5)),
    needs=(("chair", "wall"), ("long-sling",)),
    optional=("pillow",),
    easier=("heel-slide",),
    no_floor_alternative="seated-march",
    breathing="Breathe out as you lift and keep breathing while you stay up.",
    typical_errors=(
        TypicalError(error="Your back arches", correction="Lift less high."),
        TypicalError(error="You rush!", correction="Count to two."),
    ),
    cautions=(
        CautionRule(key="neck-pain", level=CautionLevel.MODIFY, how="Rest your head on a pillow."),
        CautionRule(key="sore-toe", level=CautionLevel.STOP_IF, how="Stop when the toe throbs."),
    ),
    sources=(
        Source(id="a", title="Knee lifts", publisher="A clinic", tier=Tier.C, year=2020, url="https://example.org/a"),
        Source(id="b", title="A trial", publisher="A journal", tier=Tier.A, doi="10.1000/xyz"),
    ),
)

WALK = evolve(
    LIFT,
    id="walk",
    name="Walk",
    kind=Kind.AEROBIC,
    position=Position.STANDING,
    laterality=Laterality.BILATERAL,
    family="walk",
    steps=(
        Step(role=Role.SETUP, text="Stand tall.", short_text="Stand tall.", seconds=3),
        Step(role=Role.HOLD, text="Walk at ease.", short_text="Walk."),
    ),
    dose=DoseRange(duration=Range(60, 90, 120)),
    needs=(),
    optional=(),
    breathing="",
    typical_errors=(),
    cautions=(),
)

ROUTINE = """\
5 minutes 20 seconds for the lower back, mixed, 2 exercises
===========================================================
This is exercise information for adults with ordinary
lower-back pain. It cannot examine you. No doctor or
physiotherapist has checked it, and it was not made or
tested as a medical device. It does not replace seeing
someone. If your own doctor, physiotherapist or surgeon said
something else, do what they said.
Good to know: Hurt is not harm.
Made for a person who says:
- Lifting my head hurts my neck.
You need: a firm chair or a wall, long sling.
Helpful, if at hand: a pillow.

See a doctor first if you answer yes to one of these
----------------------------------------------------
Call the emergency number or go to an emergency department
now, if you answer yes or are not sure:
- Is your leg numb?
See a doctor today or tomorrow, if you answer yes or are not
sure:
- Do you have a fever?

When to stop
------------
- Stop if it hurts.

WARM-UP

1. Walk
        Trains your tummy.
  0:00  15 seconds to get ready, standing.
           3 s  Stand tall.
  0:15  For 1 minute 30 seconds.
        1 min 30 s  Walk at ease.
        Sources: 1, 2

CONDITIONING

2. Knee lift
        Trains your tummy.
        Take care: Rest your head on a pillow.
  1:45  25 seconds to get ready, on your back, with a firm
        chair or a wall, long sling.
        Get down on one knee, sit to your better side, then
        lie down over that arm: on your back.
           4 s  Lie on your back.
  2:10  2 sets of 3 on each side. Hold each for 2 seconds.
        Rest 45 seconds between sets. Finish one side, then
        do the other, with 5 seconds to change.
           2 s  Lift one knee until the thigh points up.
           2 s  Stay there.
           3 s  Lower it slowly.
        At the end:
           3 s  Roll onto your side.
  5:15  Pause for 5 seconds.
        Breathing: Breathe out as you lift and keep
          breathing while you stay up.
        Typical errors:
        - Your back arches. Lift less high.
        - You rush! Count to two.
        Sources: 1, 2

  5:20  End. Total time: 5 minutes 20 seconds.

Sources
-------
1. Knee lifts, A clinic, 2020
   https://example.org/a
2. A trial, A journal
   https://doi.org/10.1000/xyz
"""

EXERCISE = """\
Knee lift
=========
Trains your tummy.

Id:          knee-lift
Also called: leg lift, tabletop
Kind:        strength (conditioning)
Position:    on your back
Difficulty:  2 of 5
Works on:    deep tummy muscles, left toe
Needs:       a firm chair or a wall, long sling
Helpful:     a pillow
Dose:        2 sets of 6 on each side, hold 2 s
Range:       1 to 3 sets of 4 to 8 on each side, hold 1 to 5 seconds
Takes:       4 minutes 30 seconds
Easier:      heel-slide
No floor:    seated-march

How to do it
------------
Get ready:
   4 s  Lie on your back.
2 sets of 6 on each side. Hold each for 2 seconds. Rest 45 seconds between sets.
Finish one side, then do the other, with 5 seconds to change.
   2 s  Lift one knee until the thigh points up.
   2 s  Stay there.
   3 s  Lower it slowly.
At the end:
   3 s  Roll onto your side.
Breathing: Breathe out as you lift and keep breathing while you stay up.

Typical errors
--------------
- Your back arches. Lift less high.
- You rush! Count to two.
"""

ANY = Brief()

SIDES = {
    Laterality.BILATERAL: "",
    Laterality.UNILATERAL: " on each side",
    Laterality.ALTERNATING: " on each side, taking turns",
    Laterality.ONE_SIDED: " on one side only",
}

DOSES = [
    (Laterality.BILATERAL, Dose(reps=1, hold=0), "Once."),
    (Laterality.BILATERAL, Dose(reps=1, hold=5), "Once. Hold for 5 seconds."),
    (Laterality.BILATERAL, Dose(reps=10, hold=1), "10 times. Hold each for 1 second."),
    (
        Laterality.BILATERAL,
        Dose(sets=2, reps=10, hold=3),
        "2 sets of 10. Hold each for 3 seconds. Rest 45 seconds between sets.",
    ),
    (Laterality.UNILATERAL, Dose(reps=2, hold=10), "Twice on each side. Hold each for 10 seconds."),
    (Laterality.UNILATERAL, Dose(reps=2, hold=0), "Twice on each side."),
    (Laterality.ALTERNATING, Dose(reps=6, hold=5), "6 times on each side, taking turns. Hold each for 5 seconds."),
    (Laterality.BILATERAL, Dose(duration=300), "For 5 minutes."),
    (Laterality.BILATERAL, Dose(duration=61), "For 1 minute 1 second."),
    (Laterality.UNILATERAL, Dose(duration=45), "For 45 seconds on each side."),
    (Laterality.BILATERAL, Dose(sets=3, duration=20), "3 sets of 20 seconds. Rest 45 seconds between sets."),
]


def _routine(items: Iterable[RoutineItem], brief: Brief = ANY) -> Routine:
    """A routine of these items; it lasts as long as they do."""
    return Routine(
        brief=brief,
        items=tuple(items),
        proof=Proof(score=0, bound=0),
        stop_rules=(StopRule(key="pain", text="Stop if it hurts."),),
        red_flags=(
            RedFlag(key="fever", question="Do you have a fever?", group="infection", urgency=Urgency.URGENT),
            RedFlag(key="numb", question="Is your leg numb?", group="nerves", urgency=Urgency.EMERGENCY),
        ),
        message=Message(key="harm", text="Hurt is not harm."),
        conventions=default_catalog().conventions,
    )


def _item(exercise: Exercise, dose: Dose | None = None, *, gap: int = 15, pause: int = 0) -> RoutineItem:
    dose = dose or exercise.dose.starter
    return RoutineItem(
        exercise=exercise,
        dose=dose,
        gap_seconds=gap,
        work_seconds=exercise.work_seconds(dose),
        pause_seconds=pause,
        cautions=tuple(rule for rule in exercise.cautions if rule.key == "neck-pain"),
    )


def _words(text: str) -> str:
    """The text on one line, so that folding does not matter."""
    return " ".join(text.split())


def _clock(line: str) -> int | None:
    """The time at the left of a line, in seconds."""
    found = re.match(r" *(\d+):(\d\d)  \S", line[:9])
    return 60 * int(found[1]) + int(found[2]) if found else None


# Whole pages -------------------------------------------------------------------------------------


def test_a_routine_is_laid_out_along_the_clock() -> None:
    lift = _item(LIFT, Dose(sets=2, reps=3, hold=2), gap=25, pause=5)

    assert render(_routine([_item(WALK), lift], Brief(cautions=("neck-pain",), end=LIFT.position)), width=60) == ROUTINE


def test_an_exercise_alone_is_described_with_its_whole_range() -> None:
    assert render(LIFT).startswith(EXERCISE)


def clinic() -> Catalog:
    """A catalog with its own words for the chair and for a sore toe, its own region, and a clock of ten seconds."""
    packaged = default_catalog().conventions
    toe = Caution(key="sore-toe", label="My big toe is sore", fact="Toes bear weight.", level=CautionLevel.STOP_IF)
    conventions = evolve(
        packaged,
        regions=(Region(id="left-toe", name="the left big toe"),),
        equipment=(Equipment(id="chair", name="a stool"), Equipment(id="long-sling", name="a low beam")),
        cautions=(toe,),
        timing=evolve(packaged.timing, tick=100, change_side=9),
    )
    return Catalog([LIFT], conventions=conventions, id="clinic")


def test_an_exercise_of_a_catalog_is_described_in_the_words_and_seconds_of_that_catalog() -> None:
    shown = _words(render(LIFT, catalog=clinic()))

    assert "Works on: deep abdominals, the left big toe Needs: a stool or wall, a low beam" in shown
    assert "Takes: 5 minutes" in shown
    assert "with 9 seconds to change." in shown
    assert "- My big toe is sore. Stop when the toe throbs." in shown


def test_an_exercise_alone_names_its_sources_by_address() -> None:
    expected = "\n\nSources\n-------\n1. Knee lifts, A clinic, 2020\n   https://example.org/a\n"

    review = fill(REVIEW, 80, break_on_hyphens=False)
    assert render(LIFT).endswith(f"{expected}2. A trial, A journal\n   https://doi.org/10.1000/xyz\n\n{review}\n")


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "long-" * 30

    assert f"\n   {address}\n" in render(evolve(LIFT, sources=(evolve(LIFT.sources[0], url=address),)), width=40)


def test_an_exercise_alone_tells_who_should_take_care_even_where_it_does_not_say_so_itself() -> None:
    page = _words(render(LIFT))

    avoid, rest = page.split("Leave it out if this is true for you ")[1].split("Change it if this is true for you ")
    modify, special = rest.split("Take special care if this is true for you ")
    assert "I am more than about 16 weeks pregnant." in avoid
    assert "I had surgery on my spine in the last 3 months. Ask your surgical team" in avoid
    assert "- Lifting my head hurts my neck. Rest your head on a pillow." in modify
    assert "- sore toe. Stop when the toe throbs." in special


def test_a_routine_says_each_modification_once() -> None:
    how = "Keep the back flat."
    conventions = tuple(CautionRule(key=key, level=CautionLevel.MODIFY, how=how) for key in ("neck-pain", "grip"))

    page = render(_routine([evolve(_item(WALK), cautions=conventions)]))

    assert page.count(how) == 1


# Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("laterality", "dose", "expected"), DOSES)
def test_a_dose_is_put_in_words(laterality: Laterality, dose: Dose, expected: str) -> None:
    like = WALK if dose.reps is None else LIFT
    exercise = evolve(like, laterality=laterality, kind=Kind.STRENGTH, rest=45)

    page = _words(render(_routine([_item(exercise, dose)])))

    assert f" 0:15 {expected} " in page


@pytest.mark.parametrize("laterality", list(Laterality))
def test_an_exercise_with_one_dose_has_a_range_of_one(laterality: Laterality) -> None:
    fixed = evolve(LIFT, laterality=laterality, dose=DoseRange(reps=Range(4, 4, 4), hold=Range(2, 2, 2)))

    assert f"\nRange:       4{SIDES[laterality]}, hold 2 seconds\n" in render(fixed)


def test_the_sides_are_changed_only_where_one_follows_the_other() -> None:
    pages = {
        laterality: _words(render(_routine([_item(evolve(LIFT, laterality=laterality))]))) for laterality in Laterality
    }

    change = "Finish one side, then do the other, with 5 seconds to change."
    assert [laterality for laterality, page in pages.items() if change in page] == [Laterality.UNILATERAL]


def test_where_nothing_is_rested_or_changed_nothing_is_said() -> None:
    routine = _routine([_item(evolve(LIFT, rest=0), gap=0)])
    timing = evolve(routine.conventions.timing, change_side=0)

    page = _words(render(evolve(routine, conventions=evolve(routine.conventions, timing=timing), stop_rules=())))

    assert " Get ready, on your back, with " in page
    assert " 2 sets of 6 on each side. Hold each for 2 seconds. Finish one side, then do the other. " in page
    assert "When to stop" not in page


def test_a_hold_of_no_seconds_is_left_out() -> None:
    assert "Stay there." not in render(_routine([_item(LIFT, Dose(reps=2, hold=0))]))


def test_what_several_exercises_need_is_named_once() -> None:
    chair = evolve(LIFT, id="chair", needs=(("chair",),))
    either = evolve(LIFT, id="either", needs=(("chair", "worktop", "wall"),))

    page = render(_routine([_item(chair), _item(either)]))

    assert "\nYou need: a firm chair.\n" in page


@pytest.mark.parametrize(("equipment", "expected"), [((), "a wall"), (("band",), "an exercise band or a wall")])
def test_only_things_at_hand_are_asked_for(equipment: tuple[str, ...], expected: str) -> None:
    either = evolve(LIFT, needs=(("band", "chair", "wall"),))

    page = render(_routine([_item(either)], Brief(equipment=equipment)))

    assert f"\nYou need: {expected}.\n" in page


def test_what_is_needed_is_not_helpful_as_well() -> None:
    pillow = evolve(LIFT, id="pillow", needs=(("pillow",),))

    assert "Helpful, if at hand" not in render(_routine([_item(pillow), _item(LIFT)]))


def test_a_mix_with_few_things_asks_for_those_only() -> None:
    either = evolve(LIFT, needs=(("chair", "worktop"),))

    page = render(_routine([_item(either)], Brief(mix="desk")))

    assert "\nYou need: a firm chair.\n" in page


ADVICE = {
    Urgency.EMERGENCY: "Call the emergency number or go to an emergency department now",
    Urgency.URGENT: "See a doctor today or tomorrow",
    Urgency.ROUTINE: "Ask a doctor or physiotherapist before you begin",
}


def test_the_advice_on_warning_signs_is_that_of_safety() -> None:
    routine = evolve(_routine([_item(WALK)]), red_flags=screening())

    page = _words(render(routine))

    assert [advice for advice in ADVICE.values() if f"{advice}, if you answer yes or are not sure:" not in page] == []
    for flag in screening():
        assert ADVICE[flag.urgency] in advise([flag.key]).text


def test_a_page_too_narrow_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^text\.render\.width: got 39, expected 40 or more$"):
        render(LIFT, width=39)


# Laws --------------------------------------------------------------------------------------------

WIDTHS = st.integers(40, 120)
SETTINGS = examples(60)


@st.composite
def _routines(draw: st.DrawFn) -> Routine:
    """Packaged exercises with doses of their range, in order of phase."""
    exercises = draw(st.lists(st.sampled_from([*default_catalog().values()]), min_size=1, max_size=6, unique=True))
    exercises.sort(key=lambda each: (["warm-up", "conditioning", "cool-down"].index(each.phase), each.id))
    doses = st.sampled_from(["minimum", "starter", "maximum"])
    items = [
        _item(each, getattr(each.dose, draw(doses)), gap=draw(st.integers(0, 50)), pause=draw(st.integers(0, 9)))
        for each in exercises
    ]
    return _routine(items)


@SETTINGS
@given(_routines(), WIDTHS)
def test_no_line_of_a_routine_is_wider_than_the_page(routine: Routine, width: int) -> None:
    assert all(len(line) <= width or "://" in line for line in render(routine, width=width).splitlines())


@SETTINGS
@given(_routines(), WIDTHS)
def test_the_clock_shows_each_start_and_ends_at_the_length_of_the_routine(routine: Routine, width: int) -> None:
    expected: list[int] = []
    now = 0
    for item in routine.items:
        end, rest = now + item.gap_seconds + item.work_seconds, item.pause_seconds
        expected += [now, now + item.gap_seconds]
        if item is routine.items[-1] and routine.closing_seconds:
            expected.append(end)
            end, rest = end + routine.closing_seconds, rest - routine.closing_seconds
        if rest > 0:
            expected.append(end)
        now += item.seconds

    shown = [time for line in render(routine, width=width).splitlines() if (time := _clock(line)) is not None]

    assert shown == [*expected, routine.seconds]


@SETTINGS
@given(_routines(), WIDTHS)
def test_everything_that_has_to_be_done_is_said(routine: Routine, width: int) -> None:
    page = _words(render(routine, width=width))

    for item, steps in steps_told(routine):
        assert all(step.text in page for step in steps if step.role is not Role.HOLD or item.dose.hold)
        assert item.exercise.name in page
        assert item.exercise.breathing in page
    assert all(rule.text in page for rule in routine.stop_rules)
    assert all(flag.question in page for flag in routine.red_flags)
    assert REVIEW in page


@SETTINGS
@given(st.text(min_size=1).filter(str.strip), st.text(), WIDTHS)
def test_text_of_a_catalog_never_steers_the_terminal(words: str, more: str, width: int) -> None:
    hostile = evolve(
        LIFT,
        id=words,
        name=words,
        aliases=(words,),
        summary=more,
        breathing=more,
        steps=tuple(evolve(step, text=words) for step in STEPS),
        typical_errors=(TypicalError(error=words, correction=words),),
        needs=((words,),),
        optional=(words,),
        easier=(words,),
        cautions=(CautionRule(key=words, level=CautionLevel.MODIFY, how=words),),
        sources=(Source(id="x", title=words, publisher=more, tier=Tier.D, url=words),),
    )
    item = evolve(_item(hostile), cautions=hostile.cautions)

    for page in (render(hostile, width=width), render(_routine([item]), width=width)):
        page.encode()  # no lone surrogate
        assert {sign for sign in page if unicodedata.category(sign) in ("Cc", "Zl", "Zp")} == {"\n"}
        assert not {sign for sign in page if unicodedata.bidirectional(sign) in BIDI_CONTROLS}


BIDI_CONTROLS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")

HOSTILE = [
    "\x1b[31mred",
    "\x9b31mred",
    "bell\x07",
    "a\rb",
    "a\u2028b",
    "\u202eevil",
    "\u2066x\u2069",
    "\u200fx",
    "\u061cx",
    "\x7f",
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_each_known_trick_is_disarmed(words: str) -> None:
    page = render(evolve(LIFT, name=words, summary=f"x{words}"))

    assert words not in page
    assert {sign for sign in page if not sign.isprintable()} == {"\n"}


def test_a_sign_that_is_replaced_can_be_seen() -> None:
    assert render(evolve(LIFT, name="a\x1b[2Jb\n\u202ec")).startswith("a\ufffd[2Jb \ufffdc\n=========\n")


# The packaged catalog ----------------------------------------------------------------------------


@pytest.mark.parametrize("id_", sorted(default_catalog()))
def test_every_packaged_exercise_can_be_shown(id_: str) -> None:
    page = render(default_catalog()[id_], width=60)

    assert {line for line in page.splitlines() if len(line) > 60 and "http" not in line} == set()


def test_a_composed_routine_shows_its_length_and_its_cautions() -> None:
    routine = compose(Brief(3, cautions=["wrist-pain"]))

    page = render(routine)

    assert page.startswith(f"3 minutes for the lower back, mixed, {len(routine.items)} exercise")
    assert "\n- Leaning on my hands hurts my wrists.\n" in page
    assert "\n  3:00  End. Total time: 3 minutes.\n" in page
