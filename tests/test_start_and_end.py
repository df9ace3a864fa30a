"""Where a routine starts and ends, and the way there and back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve

from lowback import Brief, Exercise, Routine, Timeline, adapted, check, compose, default_catalog
from lowback._words import Words
from lowback.errors import BriefError
from lowback.export import fhir, fit, ical, schemaorg
from lowback.render import html, markdown, text
from lowback.vocabulary import Change, CueKind, Position

CATALOG = default_catalog()
LYING = Brief(5, positions=["supine"])


def ways(routine: Routine) -> list[int]:
    """The seconds of each change of position, in order."""
    return [cue.duration for cue in Timeline.of(routine).cues if cue.kind is CueKind.CHANGE_POSITION]


def test_who_lies_gets_down_first_and_up_at_the_end() -> None:
    """As `transitions.json` says: ten seconds each."""
    routine = compose(LYING)
    last = Timeline.of(routine).cues[-1 if routine.items[-1].pause_seconds == 10 else -2]

    assert ways(routine) == [10, 10]
    assert routine.closing_seconds == 10
    assert (last.kind, last.duration) == (CueKind.CHANGE_POSITION, 10)
    assert "standing" in last.text
    assert check(routine) == ()


@pytest.mark.parametrize("brief", [evolve(LYING, limited_mobility=True), evolve(LYING, cautions=["dizziness"])])
def test_who_rises_slowly_has_three_times_as_long(brief: Brief) -> None:
    routine = compose(brief)

    assert ways(routine) == [30, 30]
    assert check(routine) == ()


@pytest.mark.parametrize("caution", ["cardiac", "hypertension-breath", "recent-abdominal-surgery"])
def test_who_rises_slowly_sits_for_some_breaths_first(caution: str) -> None:
    """Whoever is told to lie down is told how to come up again, on the page as by the voice."""
    routine = compose(Brief(10, cautions=[caution], include=["bridge"], seed=1))
    up = "Stay for three slow breaths. Hold on to something firm. Come onto your knees, put one foot"
    said = [cue for cue in Timeline.of(routine).cues if up in cue.text]

    assert said
    assert {cue.duration for cue in said} == {30}
    assert " ".join(text.render(routine).split()).count(up) == len(said)


def test_who_is_in_bed_stays_there() -> None:
    routine = compose(evolve(LYING, start="supine"))

    assert ways(routine) == []
    assert routine.closing_seconds == 0


@pytest.mark.parametrize(
    ("caution", "more", "field"),
    [
        ("late-pregnancy", {"end": "prone"}, "end"),
        ("late-pregnancy", {"start": "supine", "end": "standing"}, "start"),
        ("floor-access", {"start": "supine"}, "start"),
        ("floor-access", {"end": "kneeling", "equipment": ["bed"]}, "end"),
    ],
)
def test_no_way_leads_to_where_a_caution_lets_nobody_be(caution: str, more: dict[str, Any], field: str) -> None:
    """A bed would do for lying, not for kneeling."""
    with pytest.raises(BriefError, match=f"brief.{field}: .*avoided: {caution}"):
        compose(Brief(5, cautions=caution, **more))


def test_who_cannot_get_to_the_floor_may_stay_in_bed() -> None:
    routine = compose(evolve(LYING, cautions="floor-access", equipment=["bed"], start="supine"))

    assert ways(routine) == []


def test_who_starts_in_bed_may_get_up_at_the_end() -> None:
    routine = compose(evolve(LYING, start="supine", end="seated"))

    assert ways(routine) == [10]
    assert check(routine) == ()


def test_at_a_desk_one_starts_and_ends_on_the_chair() -> None:
    conventions = CATALOG.conventions

    assert conventions.start_of(Brief(mix="desk")) is Position.SEATED
    assert conventions.start_of(Brief()) is conventions.end_of(Brief()) is Position.STANDING
    for seed in range(5):
        routine = compose(Brief(3, "desk", seed=seed))
        seated = [item.exercise.position is Position.SEATED for item in routine.items]
        assert len(ways(routine)) == sum(a != b for a, b in zip([True, *seated], [*seated, True], strict=True))


@pytest.mark.parametrize("field", ["start", "end"])
def test_an_unknown_place_is_refused(field: str) -> None:
    words: dict[str, Any] = {field: "bed"}
    with pytest.raises(BriefError, match=rf"^brief\.{field}: got 'bed', expected one of supine, "):
        Brief(**words)


def test_the_paper_says_how_to_get_up() -> None:
    routine = compose(LYING)
    begin = routine.seconds - routine.items[-1].pause_seconds

    assert f"{begin // 60}:{begin % 60:02}  Roll onto your better side" in " ".join(text.render(routine).split(" "))


def test_the_way_up_is_told_once() -> None:
    """By the exercise that one gets up from, or else before the next one; never by both."""
    resting = compose(Brief(15, include=["legs-up-rest"], seed=3))
    told = " ".join(text.render(resting).split())
    last = resting.items[-1].exercise

    assert (last.id, last.steps[-1].text in told) == ("legs-up-rest", True)
    assert "press up on your forearm" not in told[told.index(last.name) :]


def test_from_the_floor_to_a_chair_the_way_up_is_on_paper_too() -> None:
    routine = compose(Brief(10, "strength", cautions=["hip-pain"], start="supine", end="seated", seed=3))
    told = " ".join(text.render(routine).split())

    assert "put one foot in front, come up and sit down." in told


def said(routine: Routine) -> list[str]:
    """The words of each change of position, in order."""
    return [cue.text for cue in Timeline.of(routine).cues if cue.kind is CueKind.CHANGE_POSITION]


OVER_THE_SIDE = "Get down on one knee, sit to your better side, then lie down over that arm: on your back."
ONTO_THE_FRONT = "Get down on one knee, sit to your better side, lie down over that arm and roll over: on your front."


@pytest.mark.parametrize(
    ("brief", "down"),
    [
        (LYING, OVER_THE_SIDE),
        (evolve(LYING, positions=["prone"]), ONTO_THE_FRONT),
        (evolve(LYING, start="seated"), f"Stand up first. {OVER_THE_SIDE}"),
        (evolve(LYING, positions=["quadruped"]), "Get down on one knee first."),  # the exercise says the rest
        (evolve(LYING, cautions="cardiac"), f"Hold on to something firm and go slowly. {OVER_THE_SIDE}"),
    ],
)
def test_the_way_down_is_told_by_the_voice_and_on_paper(brief: Brief, down: str) -> None:
    routine = compose(brief)

    assert said(routine)[0] == down
    assert " ".join(text.render(routine).split()).count(down) == 1


@pytest.mark.parametrize("brief", [evolve(LYING, start="supine"), Brief(10, cautions="balance", include=["bridge"])])
def test_no_way_down_is_told_in_bed_or_where_the_exercise_tells_it(brief: Brief) -> None:
    assert "Get down on one knee" not in text.render(compose(brief))


SIT_UP = "Roll onto your better side and press up on your forearm to sit."
STAND_UP = "Kneel tall, put one foot in front and come to standing."
FROM_SITTING = "Come onto your knees, put one foot in front and come to standing."


@pytest.mark.parametrize(
    ("id_", "cautions", "slowly", "up"),
    [
        ("bridge", [], False, f"{SIT_UP} {FROM_SITTING}"),
        ("bridge", [], True, f"{SIT_UP} Stay for three slow breaths. Hold on to something firm. {FROM_SITTING}"),
        ("bridge", ["floor-access"], False, f"{SIT_UP} Then come to standing."),
        ("bridge", ["floor-access"], True, f"{SIT_UP} Stay for three slow breaths. Then come to standing."),
        ("legs-up-rest", [], False, FROM_SITTING),
        ("cat-cow", [], False, STAND_UP),
        ("childs-pose", [], True, f"Stay for three slow breaths. Hold on to something firm. {STAND_UP}"),
        ("deep-lunge", [], False, "Come to standing over your front foot."),
        ("seated-breathing", [], True, "Hold on to something firm and stand up slowly."),
        ("seated-breathing", [], False, ""),
        ("half-kneeling-hip-flexor-stretch", ["dizziness"], True, f"Hold on to something firm. {STAND_UP}"),
    ],
)
def test_the_way_up_is_told_from_wherever_one_is(id_: str, cautions: list[str], up: str, *, slowly: bool) -> None:
    """From the floor over one foot, from a bed over its edge, and without what the exercise itself has said."""
    exercise = adapted(CATALOG[id_], cautions) or CATALOG[id_]

    assert Words().way_up(Position.STANDING, exercise, slowly=slowly) == up


@pytest.mark.parametrize(
    ("before", "id_", "way"),
    [
        ("bridge", "prone-lying", "Roll over slowly: on your front."),
        ("bridge", "clamshell", "Roll over slowly: on your side."),
        ("bridge", "cat-cow", "Roll over slowly."),
        ("prone-lying", "cat-cow", ""),
        ("prone-lying", "childs-pose", "Come up slowly: kneeling."),
        ("bridge", "childs-pose", "Roll over slowly and come up: kneeling."),
        ("cat-cow", "bridge", "Sit to your better side, then lie down over that arm: on your back."),
        ("cat-cow", "prone-lying", "Bend your arms and lower yourself slowly: on your front."),
        ("childs-pose", "prone-lying", "Sit to your better side, lie down over that arm and roll over: on your front."),
        ("cat-cow", "childs-pose", ""),
        ("bridge", "pelvic-tilt", ""),
    ],
)
def test_the_way_on_the_floor_is_told_where_one_rolls_or_lies_down(before: str, id_: str, way: str) -> None:
    assert Words().way(CATALOG[id_], CATALOG[before], Position.STANDING, slowly=False) == way


def test_who_rises_slowly_waits_half_way_up() -> None:
    """From lying to the knees; and an exercise that tells how to come onto hands and knees is not told before."""
    up = Words().way(CATALOG["childs-pose"], CATALOG["bridge"], Position.STANDING, slowly=True)

    assert up == "Roll over slowly and come up: kneeling. Stay for three slow breaths."
    over = Words().way(CATALOG["prone-lying"], CATALOG["bridge"], Position.STANDING, slowly=True)
    assert over == "Roll over slowly: on your front."  # nobody gets up there
    assert CATALOG["cat-cow"].steps[0].text == "Come onto your hands and knees on the floor."


@pytest.mark.parametrize(
    ("brief", "first", "then"),
    [
        (Brief(6, cautions=["knee-pain-kneeling"], include=["cat-cow"]), "Lay a pillow where", "Get down on one knee"),
        (Brief(6, cautions=["hip-replacement"], include=["sit-to-stand"]), "Lay firm pillows", "sitting"),
        (Brief(6, include=["prone-pillow-rest"]), "Lay a pillow where", "lie down"),
    ],
)
def test_what_makes_the_place_ready_comes_before_the_way_there(brief: Brief, first: str, then: str) -> None:
    """By the voice and on paper."""
    routine = compose(brief)
    index, step = next(
        (n, step) for n, item in enumerate(routine.items) for step in item.exercise.steps if step.text.startswith(first)
    )
    cues = [cue.text for cue in Timeline.of(routine).cues if cue.item_index == index]
    (ready,) = (n for n, cue in enumerate(cues) if cue in {step.text, step.short_text})
    told = " ".join(text.render(routine).split())

    assert step.change is Change.PLACE
    assert any(then.lower() in cue.lower() for cue in cues[ready + 1 :])
    assert then not in told or told.index(step.text) < told.index(then, told.index(step.text))


def test_who_sits_stands_up_before_a_pillow_is_laid_on_the_seat() -> None:
    """And who sits on it already is not told again."""
    low, high = CATALOG["seated-march"], adapted(CATALOG["seated-side-bend"], ["hip-replacement"])
    assert isinstance(high, Exercise)
    (ready,) = (step for step in high.steps if step.change is Change.PLACE)

    assert Words().make_ready(ready, high, low) == f"Stand up first. {ready.text}"
    assert Words().make_ready(ready, high, CATALOG["bridge"]) == ready.text
    assert Words().make_ready(ready, high, None) == ready.text
    assert Words().longest(ready).endswith(f"first. {ready.text}")
    assert ready.is_left_out(high, high)


def test_who_starts_and_ends_lying_is_not_told_to_hold_on_to_a_chair() -> None:
    routine = compose(Brief(5, cautions=["balance"], positions=["supine"], start="supine", equipment=["chair"]))

    assert any(step.change is Change.HEIGHT for item in routine.items for step in item.exercise.steps)
    assert "heavy chair" not in text.render(routine)
    assert not any("heavy chair" in cue.text for cue in Timeline.of(routine).cues)


def test_who_may_only_sit_starts_and_ends_on_the_chair() -> None:
    seated = Brief(5, positions="seated")

    assert ways(compose(seated)) == []
    assert ways(compose(evolve(seated, start="standing"))) == [5, 5]


@pytest.mark.parametrize("caution", ["knee-pain-kneeling", "knee-pain-loading"])
def test_with_sore_knees_one_gets_down_slowly_and_holds_on(caution: str) -> None:
    routine = compose(evolve(LYING, cautions=caution))

    assert ways(routine) == [30, 30]
    assert said(routine)[0].startswith("Hold on to something firm and go slowly.")


def test_a_note_of_a_host_is_on_every_paper_and_no_markup() -> None:
    routine = compose(Brief(3))
    first, *others = routine.items
    noted = evolve(routine, items=(evolve(first, note="Slowly, <b>Anna</b>."), *others))

    assert "A note for you: Slowly, <b>Anna</b>." in text.render(noted)
    assert "Slowly, &lt;b&gt;Anna&lt;/b&gt;." in html.render(noted)
    assert "<b>Anna" not in html.render(noted) + markdown.render(noted)
    assert check(noted) == ()


def test_a_note_of_a_host_goes_wherever_the_routine_is_written() -> None:
    routine = compose(Brief(3))
    first, *others = routine.items
    noted = evolve(routine, items=(evolve(first, note="Mind the step."), *others))
    calendar = ical.dumps(noted, start=datetime(2027, 1, 4, 8, tzinfo=UTC), days=["monday"], count=1).replace(
        b"\r\n ", b""
    )
    papers = (fhir.dumps(noted, subject="Patient/1"), fhir.dumps(noted, version="R4B"), schemaorg.dumps(noted))

    for paper in (*papers, calendar.decode().replace("\r\n ", ""), fit.dumps(noted).decode(errors="ignore")):
        assert "A note for you: Mind the step" in paper.replace("\\", "")
