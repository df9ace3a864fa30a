"""Exercises as cautions change them: laws that hold for any catalog, and the packaged ones, worked out."""

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lowback import (
    Brief,
    Catalog,
    Exercise,
    Routine,
    RoutineItem,
    Step,
    Timeline,
    adapted,
    check,
    compose,
    default_catalog,
    validate,
    why_not,
)
from lowback import swap as swapped
from lowback.composer import dose_options
from lowback.converters import structure, unstructure
from lowback.diagnostics import Severity
from lowback.drawing import picture_of
from lowback.errors import ImpossibleValue, InvalidDocument
from lowback.export import fhir, fit, ical, pdf, schemaorg, ssml, webvtt
from lowback.model import Adaptation, CautionRule, Range, TypicalError
from lowback.render import html, markdown, svg, text
from lowback.vocabulary import CautionLevel, Direction, Laterality, Position, Role
from strategies import examples, exercises

CATALOG = default_catalog()
KEYS = [caution.key for caution in CATALOG.conventions.cautions if not caution.refer]
WORKED = ("bird-dog", "cat-cow", "wall-squat", "standing-side-glide")


# Laws --------------------------------------------------------------------------------------------


@st.composite
def adaptations(draw: st.DrawFn, exercise: Exercise) -> Adaptation:
    """Any change, those that cannot be made too."""
    keys = [step.key for step in exercise.steps] + ["new"]
    steps = draw(st.lists(st.sampled_from(exercise.steps), max_size=2))
    changed = tuple(evolve(step, key=draw(st.sampled_from(keys)), text=draw(st.sampled_from("abc"))) for step in steps)
    return Adaptation(
        cautions=tuple(draw(st.lists(st.sampled_from(KEYS[:6]), min_size=1, max_size=3, unique=True))),
        breathing=draw(st.sampled_from(["", "Breathe out.", "Breathe in."])),
        directions=draw(st.sampled_from([None, (), (Direction.FLEXION,)])),
        position=draw(st.sampled_from([None, None, *Position])),
        steps=changed,
        drop_steps=tuple(draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))),
        needs=draw(st.sampled_from([(), (("chair",),)])),
        most_reps=draw(st.sampled_from([None, 1, 3, 8])),
        most_hold=draw(st.sampled_from([None, 0, 5, 20])),
    )


@st.composite
def adaptable(draw: st.DrawFn) -> Exercise:
    """An exercise with keys and up to four adaptations."""
    bare = draw(exercises())
    keyed = evolve(bare, steps=tuple(evolve(step, key=f"s{nth}") for nth, step in enumerate(bare.steps)))
    return evolve(keyed, adaptations=tuple(draw(st.lists(adaptations(keyed), max_size=4))))


some_keys = st.lists(st.sampled_from(KEYS[:8]), max_size=4)


@given(adaptable(), some_keys)
def test_it_is_the_same_in_any_order_and_changes_nothing_twice(exercise: Exercise, keys: list[str]) -> None:
    found = adapted(exercise, keys)

    assert adapted(exercise, reversed(keys)) == found
    assert adapted(exercise, [*keys, *keys]) == found
    if found is not None:
        assert adapted(found, keys) == found
        assert adapted(found, ()) == found


@given(adaptable(), some_keys, some_keys)
def test_one_after_the_other_is_both_together(exercise: Exercise, first: list[str], second: list[str]) -> None:
    once = adapted(exercise, first)

    both = None if once is None else adapted(once, second)

    if once is not None:
        assert both == adapted(exercise, [*once.adapted_for, *second])


@given(adaptable(), some_keys)
def test_what_comes_out_is_an_exercise_that_no_caution_avoids(exercise: Exercise, keys: list[str]) -> None:
    found = adapted(exercise, keys)

    if found is not None:
        assert not CATALOG.is_avoided(found, keys)
        assert found.directions or not exercise.directions
        assert set(found.adapted_for) <= set(keys)
        assert (found.origin is None) == (found == exercise)


@given(adaptable(), some_keys)
def test_a_dose_is_never_raised_nor_below_what_was_the_least(exercise: Exercise, keys: list[str]) -> None:
    found = adapted(exercise, keys)

    for name in ("sets", "reps", "hold", "duration"):
        before: Range | None = getattr(exercise.dose, name)
        after: Range | None = None if found is None else getattr(found.dose, name)
        if before is not None and after is not None:
            assert (after.min, after.starter <= before.starter, after.max <= before.max) == (before.min, True, True)


@given(adaptable())
def test_without_a_caution_an_exercise_is_itself(exercise: Exercise) -> None:
    assert adapted(exercise, ()) is exercise


def test_an_unknown_caution_is_refused_and_never_asks_for_nothing() -> None:
    with pytest.raises(ImpossibleValue, match=r"adapted\.cautions: got 'wrist-pian', .*did you mean 'wrist-pain'"):
        adapted(CATALOG["bird-dog"], "wrist-pian")


# Choosing ----------------------------------------------------------------------------------------

MOVE = Step(key="move", role=Role.MOVE, text="Lift a leg.", short_text="Lift.", seconds=2)
BACK = Step(key="back", role=Role.RETURN, text="Lower it.", short_text="Lower.", seconds=2)
LIFT = evolve(
    CATALOG["bird-dog"],
    id="lift",
    steps=(MOVE, BACK),
    dose=evolve(CATALOG["bird-dog"].dose, hold=None),
    cautions=(),
    adaptations=(),
    typical_errors=(),
)


def to(text_: str) -> tuple[Step, ...]:
    return (evolve(MOVE, text=text_),)


def lifting(*adaptations_: Adaptation) -> Exercise:
    return evolve(LIFT, adaptations=adaptations_)


def said(exercise: Exercise | None) -> list[str] | None:
    return None if exercise is None else [step.text for step in exercise.steps]


def test_the_adaptation_that_serves_most_is_taken_and_else_the_one_for_the_fewest() -> None:
    exercise = lifting(
        Adaptation(cautions=("wrist-pain", "neck-pain"), steps=to("Both.")),
        Adaptation(cautions=("wrist-pain",), steps=to("Wrist.")),
        Adaptation(cautions=("neck-pain",), steps=to("Neck.")),
    )

    assert said(adapted(exercise, "wrist-pain")) == ["Wrist.", "Lower it."]
    assert said(adapted(exercise, "neck-pain")) == ["Neck.", "Lower it."]
    assert said(adapted(exercise, ["neck-pain", "wrist-pain"])) == ["Both.", "Lower it."]


def test_two_changes_of_the_movement_are_not_joined() -> None:
    exercise = lifting(
        Adaptation(cautions=("wrist-pain",), steps=to("Wrist.")),
        Adaptation(cautions=("neck-pain",), drop_steps=("back",)),
    )

    assert adapted(exercise, ["neck-pain", "wrist-pain"]) is None


def test_breath_cushion_way_up_and_less_are_joined_doses_by_the_smaller() -> None:
    cushion = Step(key="pillow", role=Role.SETUP, text="Lay a pillow down.", short_text="Pillow.", seconds=3)
    rest = Step(key="rest", role=Role.FINISH, text="Rest a little.", short_text="Rest.", seconds=5)
    exercise = lifting(
        Adaptation(cautions=("wrist-pain",), steps=to("Wrist."), most_reps=8),
        Adaptation(cautions=("knee-pain-kneeling",), steps=(cushion,), needs=(("pillow",),)),
        Adaptation(cautions=("dizziness",), steps=(rest,), most_reps=6),
        Adaptation(cautions=("hypertension-breath",), breathing="Count out loud."),
    )

    found = adapted(exercise, ["wrist-pain", "knee-pain-kneeling", "dizziness", "hypertension-breath"])

    assert said(found) == ["Lay a pillow down.", "Wrist.", "Lower it.", "Rest a little."]
    assert found is not None
    assert (found.needs, found.breathing) == ((("pillow",),), "Count out loud.")
    assert found.dose.reps == Range(5, 6, 6)


@pytest.mark.parametrize(
    "change",
    [
        Adaptation(cautions=("wrist-pain",), drop_steps=("nothing-of-that-name",)),
        Adaptation(cautions=("wrist-pain",), drop_errors=("nothing-of-that-name",)),
        Adaptation(cautions=("wrist-pain",), drop_steps=("move",), steps=to("Wrist.")),
        Adaptation(cautions=("wrist-pain",), drop_steps=("move",)),
        Adaptation(cautions=("wrist-pain",), directions=()),
        Adaptation(cautions=("wrist-pain",), most_reps=4),
        Adaptation(cautions=("wrist-pain",), steps=(Step(key="h", role=Role.HOLD, text="Stay.", short_text="Stay."),)),
    ],
    ids=[
        "unknown step",
        "unknown error",
        "dropped and replaced",
        "no movement",
        "no direction",
        "too little",
        "a hold",
    ],
)
def test_a_change_that_cannot_be_made_leaves_the_exercise_out(change: Adaptation) -> None:
    assert adapted(lifting(change), "wrist-pain") is None
    assert adapted(lifting(change), "neck-pain") == lifting(change)


def test_what_is_changed_is_judged_again() -> None:
    """On the back it would be what late pregnancy avoids."""
    exercise = lifting(Adaptation(cautions=("wrist-pain",), position=Position.SUPINE))

    assert adapted(exercise, "wrist-pain") is not None
    assert adapted(exercise, ["wrist-pain", "late-pregnancy"]) is None


def test_what_is_prepared_comes_before_the_setup_and_what_is_done_afterwards_last() -> None:
    found = adapted(CATALOG["cat-cow"], ["knee-pain-kneeling", "dizziness"])
    assert found is not None

    assert [step.key for step in found.steps] == ["cushion", "get", "put", "keep", "round", "let", "rest"]


def test_an_adaptation_for_a_retired_caution_serves_its_successor() -> None:
    conventions = CATALOG.conventions
    wrists = evolve(next(each for each in conventions.cautions if each.key == "wrist-pain"), replaces=("old-wrists",))
    others = tuple(each for each in conventions.cautions if each.key != "wrist-pain")
    catalog = Catalog([], conventions=evolve(conventions, cautions=(*others, wrists)))

    found = adapted(lifting(Adaptation(cautions=("old-wrists",), steps=to("Wrist."))), "wrist-pain", catalog)

    assert said(found) == ["Wrist.", "Lower it."]


# Retired cautions --------------------------------------------------------------------------------

RETIRED = {old: each.key for each in CATALOG.conventions.cautions for old in each.replaces}
keys_of_any_time = st.lists(st.sampled_from([*RETIRED, *KEYS[:6]]), max_size=4)


def today(keys: list[str]) -> list[str]:
    return [RETIRED.get(key, key) for key in keys]


def test_the_retired_cautions_are_these() -> None:
    assert RETIRED == {
        "osteoporosis-flexion": "osteoporosis",
        "osteoporosis-rotation": "osteoporosis",
        "late-pregnancy-supine": "late-pregnancy",
        "late-pregnancy-prone": "late-pregnancy",
    }


@given(st.sampled_from(sorted(CATALOG)), keys_of_any_time)
def test_a_retired_caution_asks_of_an_exercise_what_took_its_place_asks(id_: str, keys: list[str]) -> None:
    exercise = CATALOG[id_]

    assert adapted(exercise, keys) == adapted(exercise, today(keys))
    assert CATALOG.caution_rules(exercise, keys) == CATALOG.caution_rules(exercise, today(keys))
    assert CATALOG.is_avoided(exercise, keys) == CATALOG.is_avoided(exercise, today(keys))


@examples(20)
@given(keys_of_any_time)
def test_a_retired_caution_is_looked_for_as_what_took_its_place(keys: list[str]) -> None:
    assert CATALOG.where(cautions=keys) == CATALOG.where(cautions=today(keys))
    assert CATALOG.where(cautions=keys, adapted=True) == CATALOG.where(cautions=today(keys), adapted=True)
    assert set(CATALOG.conventions.current(keys)) == set(today(keys))


@pytest.mark.parametrize("key", RETIRED)
def test_a_routine_has_what_took_the_place_of_a_retired_caution(key: str) -> None:
    """So has what is read from paper, of a brief as of an exercise; nothing is lost on the way."""
    routine = compose(Brief(5, cautions=[key]))
    (new,) = routine.brief.cautions
    changed = next(found for id_ in CATALOG if (found := adapted(CATALOG[id_], key)) and found.adapted_for)

    assert new == RETIRED[key]
    assert routine == compose(Brief(5, cautions=[new]))
    assert check(routine) == ()
    assert structure({"format": 2, "cautions": [key]}, Brief) == Brief(cautions=[new])
    assert structure({"id": changed.id, "adapted_for": [key]}, Exercise) == changed


# The packaged ones -------------------------------------------------------------------------------


def as_its_own(exercise: Exercise) -> Exercise:
    """What came out, as an exercise in its own right."""
    own = tuple(rule for rule in exercise.cautions if rule.level is not CautionLevel.MODIFY)
    picture = picture_of(exercise)
    names = {pose.name: pose.name.replace(":", "-") for pose in picture.poses}
    steps = tuple(evolve(step, pose=names.get(step.pose, "")) for step in exercise.steps)
    poses = (evolve(pose, name=names[pose.name], after=names.get(pose.after, "")) for pose in picture.poses)
    changed = evolve(exercise, cautions=own, adaptations=(), origin=None, steps=steps, easier=(), harder=())
    return evolve(changed, picture=picture.with_poses(poses), no_floor_alternative=None)


@pytest.mark.parametrize("id_", WORKED)
def test_every_packaged_adaptation_makes_a_valid_exercise(id_: str) -> None:
    exercise = CATALOG[id_]
    keys = sorted({key for each in exercise.adaptations for key in each.cautions})
    made = [adapted(exercise, wanted) for count in (1, 2) for wanted in combinations(keys, count)]
    found = list(dict.fromkeys(as_its_own(each) for each in made if each is not None))

    assert len(found) > len(exercise.adaptations) / 2
    for each in found:
        document = json.dumps(unstructure(Catalog([each], id="made", sources=each.sources)))
        findings = [str(one) for one in validate(document, format="json") if one.severity is not Severity.NOTE]
        assert [each for each in findings if "unclear-pose" not in each] == []


def test_each_caution_of_a_worked_example_leaves_an_exercise() -> None:
    for id_ in WORKED:
        for rule in CATALOG[id_].cautions:
            found = adapted(CATALOG[id_], rule.key)
            assert (found is None) == (rule.level is CautionLevel.AVOID)
            assert bool(found and found.adapted_for) == (rule.level is CautionLevel.MODIFY)


def test_support() -> None:
    found = adapted(CATALOG["bird-dog"], "wrist-pain")
    assert found is not None

    assert (found.position, found.needs) == (Position.KNEELING, (("chair",),))
    assert found.steps[1].text == "Rest both forearms on the seat."
    assert [pose.name for pose in picture_of(found).poses] == ["on-chair", "chair-leg"]
    for pose in picture_of(found).poses:
        assert not any("palm" in contact for contact in pose.contacts)


def test_a_part_left_out() -> None:
    """Thin bones take the rounding half, a narrow canal the arching half; with both nothing is left."""
    cat_cow = CATALOG["cat-cow"]
    bones, canal = adapted(cat_cow, "osteoporosis"), adapted(cat_cow, "stenosis-extension")

    assert bones is not None
    assert canal is not None
    assert (bones.directions, canal.directions) == ((Direction.EXTENSION,), (Direction.FLEXION,))
    assert "ound" not in " ".join(step.text for step in bones.steps)
    assert "round" not in [pose.name for pose in picture_of(bones).poses]
    assert "hollow" not in [pose.name for pose in picture_of(canal).poses]
    assert adapted(cat_cow, ["osteoporosis", "stenosis-extension"]) is None


def test_a_smaller_range_is_drawn_smaller() -> None:
    squat, less = CATALOG["wall-squat"], adapted(CATALOG["wall-squat"], "knee-pain-loading")
    assert less is not None

    names = [[pose.name for pose in picture_of(each).poses] for each in (squat, less)]
    knees = [picture_of(each).poses[1].solved for each in (squat, less)]

    assert names == [["start", "down"], ["start", "down:50"]]
    whole, part = (solved.root[1] if solved else 0 for solved in knees)
    start = picture_of(squat).poses[0].solved
    assert start is not None
    assert round(100 * (start.root[1] - part) / (start.root[1] - whole)) in range(25, 51)


def test_less_of_it_and_breath() -> None:
    found = adapted(CATALOG["bird-dog"], "hypertension-breath")
    assert found is not None

    assert found.breathing == "Breathe out as you move, count out loud while you stay, and breathe in when you need to."
    assert max(dose.hold or 0 for dose in dose_options(found)) == 5
    assert max(dose.hold or 0 for dose in dose_options(CATALOG["bird-dog"])) > 5


def test_afterwards() -> None:
    found = adapted(CATALOG["cat-cow"], "dizziness")
    assert found is not None

    assert [step.role for step in found.steps][-1] is Role.FINISH
    assert found.work_seconds(found.dose.starter) > CATALOG["cat-cow"].work_seconds(found.dose.starter)


def test_one_side() -> None:
    found = adapted(CATALOG["clamshell"], "shoulder-pain")
    assert found is not None
    routine = routine_with(found.id, "shoulder-pain")
    (item,) = [each for each in routine.items if each.exercise.id == found.id]

    assert (found.laterality, found.sides) == (Laterality.ONE_SIDED, 1)
    assert "other side" not in text.render(routine_of(routine, item)).lower()
    assert "on one side only" in text.render(routine)


def routine_with(id_: str, *cautions: str) -> Routine:
    return compose(Brief(10, include=[id_], cautions=cautions, max_difficulty=3))


def routine_of(routine: Routine, item: RoutineItem) -> Routine:
    """The same with one item, for what is said of it alone."""
    return evolve(routine, items=(item,), stop_rules=(), red_flags=())


def test_another_place_lets_an_exercise_in_that_its_place_would_bar() -> None:
    """On a bed, for who cannot get to the floor: while there is a bed."""
    found = adapted(CATALOG["bridge"], "floor-access")
    assert found is not None

    assert (CATALOG["bridge"].needs_floor, found.needs_floor, found.needs) == (True, False, (("bed",),))
    assert not CATALOG.is_avoided(CATALOG["bridge"], "floor-access")
    assert adapted(evolve(CATALOG["bridge"], adaptations=(), cautions=()), "floor-access") is None
    at_home = compose(Brief(10, cautions=["floor-access"]))
    assert why_not(at_home, "bridge").sentence == "Bridge is not allowed here. Equipment not at hand: bed."
    assert "bridge" in {
        item.exercise.id
        for item in compose(Brief(10, cautions=["floor-access"], equipment=["bed"], include=["bridge"])).items
    }


def test_other_equipment_is_asked_for_and_limits() -> None:
    found = adapted(CATALOG["cat-cow"], "knee-pain-kneeling")
    assert found is not None
    assert found.needs == (("pillow",),)

    why = why_not(compose(Brief(10, cautions=["knee-pain-kneeling"], equipment=[])), "cat-cow")

    assert why.sentence == "Cat-cow is not allowed here. Equipment not at hand: pillow."


def test_advice_is_said_once_before_the_start() -> None:
    routine = compose(Brief(10, cautions=["hip-replacement"]))

    assert text.render(routine).count("Leave out what your hip team told you not to do.") == 1


# In routines -------------------------------------------------------------------------------------


def test_why_not_says_which_changes_do_not_go_together() -> None:
    routine = compose(Brief(10, cautions=["osteoporosis", "stenosis-extension"]))

    assert why_not(routine, "cat-cow").sentence == (
        "Cat-cow is not allowed here. Cannot be changed for osteoporosis and stenosis-extension."
    )


def test_a_routine_with_an_adapted_exercise_comes_back_from_paper() -> None:
    routine = routine_with("bird-dog", "wrist-pain", "dizziness")
    paper = json.loads(json.dumps(unstructure(routine)))
    (item,) = [each for each in paper["items"] if "bird-dog" in str(each["exercise"])]

    assert item["exercise"] == {"id": "bird-dog", "adapted_for": ["dizziness", "wrist-pain"]}
    assert structure(paper, Routine) == routine
    assert check(routine) == ()


def test_an_adapted_exercise_alone_comes_back_from_paper() -> None:
    found = adapted(CATALOG["cat-cow"], ["wrist-pain", "dizziness"])

    assert unstructure(found) == {"id": "cat-cow", "adapted_for": ["dizziness", "wrist-pain"]}
    assert structure(unstructure(found), Exercise) == found


@pytest.mark.parametrize(
    ("exercise", "found"),
    [
        (
            {"id": "bird-dog", "adapted_for": ["neck-pain"]},
            (
                "error: items[0].exercise.adapted_for: got 'bird-dog' adapted for 'neck-pain', "
                "expected cautions for which the catalog adapts it [cannot-adapt]"
            ),
        ),
        (
            {"id": "bird-dgo", "adapted_for": ["wrist-pain"]},
            "error: items[0].exercise.id: got 'bird-dgo' (did you mean 'bird-dog'?) [unknown-exercise]",
        ),
        (
            {"id": "bird-dog", "adapted_fro": [], "adapted_for": []},
            (
                "error: items[0].exercise.adapted_fro: unknown key 'adapted_fro' (did you mean 'adapted_for'?) "
                "[unknown-key]"
            ),
        ),
    ],
)
def test_an_adapted_exercise_that_cannot_be_read_is_a_finding(exercise: object, found: str) -> None:
    paper = json.loads(json.dumps(unstructure(routine_with("bird-dog", "wrist-pain"))))
    paper["items"][0]["exercise"] = exercise

    with pytest.raises(InvalidDocument) as caught:
        structure(paper, Routine)

    assert found in [str(each) for each in caught.value.diagnostics]


def test_an_exercise_that_is_not_as_the_cautions_change_it_is_found() -> None:
    routine = routine_with("bird-dog", "wrist-pain")
    items = tuple(
        evolve(item, exercise=CATALOG["bird-dog"]) if item.exercise.id == "bird-dog" else item for item in routine.items
    )

    assert "not-adapted" in {finding.code for finding in check(evolve(routine, items=items))}


def test_a_query_gives_the_exercises_as_they_are_for_somebody() -> None:
    whole = CATALOG.where(cautions="wrist-pain")
    changed = CATALOG.where(cautions="wrist-pain", adapted=True)

    assert list(changed) == list(whole)
    assert whole["bird-dog"].adapted_for == ()
    assert changed["bird-dog"].adapted_for == ("wrist-pain",)
    assert "bird-dog" in CATALOG.where(cautions="wrist-pain", adapted=True, positions="kneeling")
    assert "cat-cow" not in CATALOG.where(cautions=["osteoporosis", "stenosis-extension"])


def test_a_catalog_on_paper_has_the_exercises_as_they_are_for_everybody() -> None:
    changed = CATALOG.where(cautions="wrist-pain", adapted=True)

    assert structure(unstructure(changed), Catalog) == CATALOG.where(cautions="wrist-pain")


def test_a_swap_takes_the_exercise_as_the_cautions_change_it() -> None:
    routine = compose(Brief(10, cautions=["wrist-pain"], exclude=["bird-dog"], max_difficulty=3))
    other = next(item.exercise for item in routine.items if item.exercise.kind == CATALOG["bird-dog"].kind)
    routine = evolve(routine, brief=evolve(routine.brief, exclude=()))

    found = next(each for each in swapped(routine, other.id, "bird-dog").items if each.exercise.id == "bird-dog")

    assert found.exercise.adapted_for == ("wrist-pain",)


# Drawn -------------------------------------------------------------------------------------------


def test_poses_that_only_an_adaptation_has_are_not_drawn_for_everybody() -> None:
    assert [pose.name for pose in picture_of(CATALOG["bird-dog"]).poses] == ["start", "reach"]
    assert [prop.kind.value for prop in picture_of(CATALOG["bird-dog"]).props] == ["mat"]


def test_an_adapted_exercise_is_drawn_as_it_is_done() -> None:
    found = adapted(CATALOG["cat-cow"], "recent-abdominal-surgery")
    assert found is not None

    assert svg.render(found) != svg.render(CATALOG["cat-cow"])
    assert [pose.name for pose in picture_of(found).poses] == ["start", "level-round:50", "level-sink:50"]
    assert svg.render(found, animated=True) != svg.render(CATALOG["cat-cow"], animated=True)


def test_a_caution_rule_without_words_needs_an_adaptation() -> None:
    rule = CautionRule(key="wrist-pain", level=CautionLevel.MODIFY)

    with pytest.raises(ValueError, match=r"expected a sentence that says how, or an adaptation for 'wrist-pain'"):
        evolve(LIFT, cautions=(rule,))

    assert evolve(lifting(Adaptation(cautions=("wrist-pain",), most_reps=8)), cautions=(rule,)).cautions == (rule,)


def test_typical_errors_are_replaced_and_added_by_key() -> None:
    errors = (
        TypicalError(key="a", error="A", correction="Do a."),
        TypicalError(key="b", error="B", correction="Do b."),
    )
    change = Adaptation(
        cautions=("wrist-pain",),
        typical_errors=(
            TypicalError(key="b", error="B2", correction="Do b."),
            TypicalError(error="C", correction="Do c."),
        ),
        drop_errors=("a",),
    )

    found = adapted(evolve(lifting(change), typical_errors=errors), "wrist-pain")

    assert found is not None
    assert [each.error for each in found.typical_errors] == ["B2", "C"]


# Every mouth -------------------------------------------------------------------------------------

SAID = "Rest both forearms on the seat"
UNSAID = "Put your hands under your shoulders"
WRISTS = compose(Brief(5, cautions=["wrist-pain"], include=["bird-dog"], max_difficulty=3))
MOUTHS: dict[str, Callable[[Routine], str]] = {
    "text": text.render,
    "markdown": markdown.render,
    "page": html.render,
    "player": lambda routine: html.render(routine, player=True),
    "pdf": lambda routine: "".join(
        page.extract_text().replace("\n", " ") for page in PdfReader(BytesIO(pdf.dumps(routine))).pages
    ),
    "health record": fhir.dumps,
    "schema.org": schemaorg.dumps,
    "speech": ssml.dumps,
    "captions": webvtt.dumps,
    "terminal": lambda routine: "".join(cue.spoken for cue in Timeline.of(routine).cues),
    "sheet": lambda routine: text.render(
        next(item.exercise for item in routine.items if item.exercise.id == "bird-dog")
    ),
}


@pytest.mark.parametrize("mouth", MOUTHS)
def test_everything_that_speaks_says_the_changed_exercise(mouth: str) -> None:
    said_ = MOUTHS[mouth](WRISTS)

    assert SAID in said_
    assert UNSAID not in said_
    assert mouth == "sheet" or "Changed for your wrists" in said_


def test_the_calendar_and_the_watch_say_for_whom_it_was_changed() -> None:
    start = datetime(2026, 11, 30, 7, 30)  # noqa: DTZ001  # a calendar has local times
    calendar = ical.dumps(WRISTS, start=start, days=["monday"], count=1).decode().replace("\r\n ", "")

    assert "Changed for your wrists." in calendar
    assert b"Changed for your wrists." in fit.dumps(WRISTS)


def test_the_picture_of_the_page_is_that_of_the_changed_exercise() -> None:
    item = next(item for item in WRISTS.items if item.exercise.id == "bird-dog")

    assert svg.render(item.exercise) != svg.render(CATALOG["bird-dog"])
    assert picture_of(item.exercise).props[-1].kind.value == "chair"
