"""A routine on a watch: two decoders of FIT find the same steps, and they are those of the timeline."""

import sys
from typing import Any

import fitdecode
import pytest
from attrs import evolve
from garmin_fit_sdk import Decoder, Profile, Stream
from hypothesis import given
from hypothesis import strategies as st

from everything import EVERYTHING
from lowback import Brief, Dose, Routine, Timeline, compose, default_catalog
from lowback._words import Words, sentence
from lowback.errors import MissingExtra
from lowback.export import fit
from lowback.export._fit_names import FIT_NAMES, FitName
from lowback.model import CautionRule
from lowback.timeline import CueKind, Detail
from lowback.vocabulary import CautionLevel, Laterality
from lowback.vocabulary import plain as spelt
from test_export_timelines import plain, texts

ROUTINE = compose(Brief(10, cautions=["wrist-pain"], include=["bird-dog", "side-plank-knees"], max_difficulty=3))
ROUTINES = pytest.mark.parametrize("routine", [ROUTINE, EVERYTHING], ids=["some", "all"])

AT_WORK = (CueKind.SET, CueKind.FINISH)


def by_garmin(paper: bytes) -> dict[str, Any]:
    """The messages by kind, as the maker of the format finds them; checksum and length have to be right, too."""
    assert Decoder(Stream.from_byte_array(bytearray(paper))).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(paper))).read()  # the first one has nothing left
    assert errors == []
    return dict(messages)


def by_fitdecode(paper: bytes) -> dict[str, list[dict[str, Any]]]:
    """The same, as another decoder finds them."""
    found: dict[str, list[dict[str, Any]]] = {}
    with fitdecode.FitReader(paper, check_crc=fitdecode.CrcCheck.RAISE) as frames:
        for frame in frames:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                fields = {each.name: each.value for each in frame.fields if each.value is not None}
                found.setdefault(f"{frame.name}_mesgs", []).append(fields)
    return found


# Steps --------------------------------------------------------------------------------------------


@ROUTINES
@pytest.mark.parametrize("read", [by_garmin, by_fitdecode])
def test_each_part_of_a_routine_is_a_step_in_time(routine: Routine, read: Any) -> None:
    cues = Timeline.of(routine, Detail.SETS).cues
    messages = read(fit.dumps(routine))
    steps = messages["workout_step_mesgs"]

    assert [step["message_index"] for step in steps] == list(range(len(cues)))
    assert {(step["duration_type"], step["target_type"]) for step in steps} == {("time", "open")}
    assert [step["duration_time"] for step in steps] == [cue.duration for cue in cues]
    assert sum(step["duration_time"] for step in steps) == routine.seconds
    assert [step["intensity"] == "active" for step in steps] == [cue.kind in AT_WORK for cue in cues]
    assert {step["intensity"] for step in steps} == {"active", "rest"}
    assert ["notes" in step for step in steps] == [cue.kind is CueKind.SET for cue in cues]
    assert messages["workout_mesgs"][0]["num_valid_steps"] == len(cues)


@ROUTINES
def test_both_decoders_find_the_same(routine: Routine) -> None:
    """Numbers of a name are words for one of them, and the raw value of a subfield is there only for the other."""

    def common(messages: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        left = {"exercise_name", "duration_value"}
        return {
            kind: [{key: value for key, value in each.items() if key not in left} for each in found]
            for kind, found in messages.items()
        }

    paper = fit.dumps(routine)
    assert common(by_garmin(paper)) == common(by_fitdecode(paper))


@ROUTINES
def test_work_has_the_category_and_the_name_of_its_exercise(routine: Routine) -> None:
    cues = Timeline.of(routine, Detail.SETS).cues
    steps = by_fitdecode(fit.dumps(routine))["workout_step_mesgs"]

    for cue, step in zip(cues, steps, strict=True):
        known = FIT_NAMES[cue.exercise.id] if cue.kind in AT_WORK else None
        category = Profile["types"]["exercise_category"][known.category] if known else None
        assert (step.get("exercise_category"), step.get("exercise_name")) == (category, known.name if known else None)


def test_steps_say_what_is_next_and_which_side() -> None:
    item = next(item for item in EVERYTHING.items if item.exercise.id == "thread-the-needle")
    dose = Dose(sets=2, reps=1, hold=10)
    lasting = evolve(item, dose=dose, work_seconds=item.exercise.work_seconds(dose), pause_seconds=5)
    routine = evolve(EVERYTHING, items=(lasting, evolve(EVERYTHING.items[1], pause_seconds=5)))
    steps = by_garmin(fit.dumps(routine))["workout_step_mesgs"]

    assert item.exercise.laterality is Laterality.UNILATERAL
    assert [step["wkt_step_name"] for step in steps][:8] == [
        "Get ready: Thread the needle",
        "Thread the needle, set 1 of 2, first side",
        "Rest",
        "Thread the needle, set 2 of 2, first side",
        "Other side",
        "Thread the needle, set 1 of 2, other side",
        "Rest",
        "Thread the needle, set 2 of 2, other side",
    ]
    shorts = " ".join(step.short_text for step in item.exercise.steps if step.role in ("move", "hold", "return"))
    assert (
        steps[1]["notes"]
        == f"2 sets of 1 on each side. Hold each for 10 seconds. Rest 15 seconds between sets. {shorts}"
    )


def test_every_step_has_a_name() -> None:
    """Also the last movement of an exercise that ends with one, and whatever comes between."""
    cues = Timeline.of(EVERYTHING, Detail.SETS).cues
    steps = by_garmin(fit.dumps(EVERYTHING))["workout_step_mesgs"]
    finishes = [(step["wkt_step_name"], cue) for step, cue in zip(steps, cues, strict=True) if cue.kind == "finish"]

    assert [step for step in steps if not step.get("wkt_step_name", "").strip()] == []
    assert len(finishes) > 5
    assert {name for name, cue in finishes if name != f"Finish: {cue.exercise.name}"} == set()


WORDS = Words.of(ROUTINE)


def test_what_cautions_ask_is_noted_before_the_steps() -> None:
    steps = by_garmin(fit.dumps(ROUTINE))["workout_step_mesgs"]
    cues = Timeline.of(ROUTINE, Detail.SETS).cues
    noted = [(step["notes"], cue) for step, cue in zip(steps, cues, strict=True) if "notes" in step]

    assert any(ROUTINE.items[cue.item_index].cautions for _, cue in noted)
    for notes, cue in noted:
        item = ROUTINE.items[cue.item_index]
        place = 0
        for words in (WORDS.dose(item.exercise, item.dose), *WORDS.asked(item.exercise, item.cautions)):
            assert words in notes[place:]
            place = notes.index(words)


def test_the_file_is_a_strength_workout_without_a_date() -> None:
    messages = by_garmin(fit.dumps(ROUTINE))
    (file,), (workout,) = messages["file_id_mesgs"], messages["workout_mesgs"]

    assert set(messages) == {"file_id_mesgs", "workout_mesgs", "workout_step_mesgs"}
    assert set(file) == {"type", "manufacturer", "product", "serial_number"}
    assert (file["type"], file["manufacturer"]) == ("workout", "development")
    assert (workout["sport"], workout["sub_sport"]) == ("training", "strength_training")
    assert workout["wkt_name"] == "10 minutes for the lower back, mixed"
    assert workout["wkt_description"] == (
        "Exercise information, not medical advice. No doctor or physiotherapist has checked it. "
        "If yours said something else, do what they said."
    )


def test_the_same_routine_is_the_same_file_and_another_has_another_number() -> None:
    def number(routine: Routine) -> int:
        found: int = by_garmin(fit.dumps(routine))["file_id_mesgs"][0]["serial_number"]
        assert 0 < found < 2**32 - 1
        return found

    first, *rest = ROUTINE.items
    longer = evolve(ROUTINE, items=(evolve(first, pause_seconds=first.pause_seconds + 1), *rest))

    assert fit.dumps(compose(ROUTINE.brief)) == fit.dumps(ROUTINE)
    assert len({number(ROUTINE), number(longer), number(EVERYTHING)}) == 3


def test_an_empty_routine_has_no_steps() -> None:
    messages = by_garmin(fit.dumps(evolve(ROUTINE, items=())))

    assert "workout_step_mesgs" not in messages


# Texts --------------------------------------------------------------------------------------------


def hostile(name: str, how: str, short: str) -> Routine:
    item = ROUTINE.items[0]
    steps = tuple(evolve(step, short_text=short) for step in item.exercise.steps if step.role != "finish")
    caution = CautionRule(key="own", level=CautionLevel.MODIFY, how=how)
    return evolve(
        ROUTINE, items=(evolve(item, exercise=evolve(item.exercise, name=name, steps=steps), cautions=(caution,)),)
    )


@given(st.lists(texts(), min_size=3, max_size=3))
def test_no_text_breaks_a_file(words: list[str]) -> None:
    name, how, short = words
    routine = hostile(name, how, short)
    steps = by_garmin(fit.dumps(routine))["workout_step_mesgs"]
    repeated = " ".join([plain(short)] * len([s for s in routine.items[0].exercise.steps if s.role != "setup"]))

    assert steps[0]["wkt_step_name"] == f"Get ready: {plain(name)}"
    item = routine.items[0]
    whole = f"{WORDS.dose(item.exercise, item.dose)} Take care: {sentence(plain(how))} {repeated}"
    assert steps[1]["notes"] == whole or (whole.startswith(steps[1]["notes"]) and len(whole.encode()) > 254)


@given(st.text("ä😀x ", min_size=60).filter(str.strip), st.integers(0, 300))
def test_what_has_no_room_is_cut_between_two_signs_and_told(text: str, more: int) -> None:
    name = f"{text}{'y' * more}".strip()
    routine = hostile(name, "Do less.", "Up.")
    (ready, work, *_) = by_garmin(fit.dumps(routine))["workout_step_mesgs"]
    whole = {f"Get ready: {plain(name)}": ready["wkt_step_name"], plain(name): work["wkt_step_name"]}
    cut = [loss for loss in fit.losses(routine) if loss.code == "cut-text"]

    for full, found in whole.items():
        assert full.startswith(found)
        assert found == full or 250 < len(found.encode()) <= 254
    assert [loss.message for loss in cut] == [
        f"a text is cut after 254 bytes: {full!r}" for full, found in whole.items() if found != full
    ]
    assert {loss.path for loss in cut} <= {("items", 0)}


# Names --------------------------------------------------------------------------------------------

CATALOG = default_catalog()
KNOWN = [(id_, known) for id_, known in FIT_NAMES.items() if known is not None]


def test_every_packaged_exercise_is_looked_up() -> None:
    assert list(FIT_NAMES) == list(CATALOG)
    assert len(KNOWN) == 75


@pytest.mark.parametrize(("id_", "known"), KNOWN, ids=[id_ for id_, _ in KNOWN])
def test_the_profile_has_each_name(id_: str, known: FitName) -> None:
    """Under this number, with these words."""
    category = Profile["types"]["exercise_category"][known.category]

    assert known.words == f"{category}: {Profile['types'][f'{category}_exercise_name'][known.name]}"


def called(words: str) -> str:
    return spelt(words.replace("'", "")).removesuffix("s")


@pytest.mark.parametrize(("id_", "known"), KNOWN, ids=[id_ for id_, _ in KNOWN])
def test_a_name_is_exact_when_our_exercise_is_called_so(id_: str, known: FitName) -> None:
    """By its name or an alias, one or many; that a stretch is one need not be said."""
    exercise = CATALOG[id_]
    theirs = known.words.partition(": ")[2].removeprefix("stretch_").replace("_", " ")

    assert known.exact == (called(theirs) in {called(each) for each in (exercise.name, *exercise.aliases)})


# Losses -------------------------------------------------------------------------------------------


def codes(routine: Routine, index: int) -> list[str]:
    return [loss.code for loss in fit.losses(routine) if loss.path[:2] == ("items", index)]


def test_each_exercise_says_whether_its_name_is_there() -> None:
    """As the file does."""
    steps = by_fitdecode(fit.dumps(EVERYTHING))["workout_step_mesgs"]
    cues = Timeline.of(EVERYTHING, Detail.SETS).cues
    named = {cue.item_index for cue, step in zip(cues, steps, strict=True) if "exercise_name" in step}

    lost = {(each.path, each.code) for each in fit.losses(EVERYTHING)}

    for index, item in enumerate(EVERYTHING.items):
        known, path = FIT_NAMES[item.exercise.id], ("items", index, "exercise")
        assert ((path, "no-name") in lost) == (index not in named)
        assert ((path, "nearest-name") in lost) == (known is not None and not known.exact)


def test_an_exercise_of_another_catalog_has_only_its_text() -> None:
    item = evolve(ROUTINE.items[0], exercise=evolve(ROUTINE.items[0].exercise, id="own"))
    routine = evolve(ROUTINE, items=(item,))
    steps = by_fitdecode(fit.dumps(routine))["workout_step_mesgs"]

    assert not [step for step in steps if "exercise_category" in step or "exercise_name" in step]
    assert "no-name" in codes(routine, 0)


def test_losses_are_told_in_words() -> None:
    routine = evolve(ROUTINE, items=tuple(item for item in ROUTINE.items if item.exercise.id == "side-plank-knees"))

    assert [str(loss) for loss in fit.losses(routine)[:3]] == [
        "warning: 8 stop rules and 33 warning signs are left out (show them before the routine begins) [lost-safety]",
        f"note: items[0].exercise: {NEAREST} [nearest-name]",
        "note: items[0].dose: the repetitions and the hold of the dose are in words, not in fields [only-words]",
    ]
    assert [loss.code for loss in fit.losses(routine)[3:]] == ["lost-fields", "lost-proof"]


NEAREST = "the profile has no 'side-plank-knees'; the nearest is 'plank: side_plank'"


def test_what_is_told_as_lost_is_not_in_the_file() -> None:
    found = repr(by_garmin(fit.dumps(ROUTINE)))
    steps = by_garmin(fit.dumps(ROUTINE))["workout_step_mesgs"]

    assert not [rule for rule in ROUTINE.stop_rules if rule.text in found]
    assert not [flag for flag in ROUTINE.red_flags if flag.question in found]
    for item in ROUTINE.items:
        assert item.why is not None
        assert item.why.sentence not in found
        assert not [source for source in item.exercise.sources if (source.url or source.title) in found]
        assert not [step for step in item.exercise.steps if step.text != step.short_text and step.text in found]
    assert not {"duration_reps", "exercise_weight", "equipment"} & {key for step in steps for key in step}


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fit_tool", None)

    with pytest.raises(MissingExtra) as caught:
        fit.dumps(ROUTINE)

    assert str(caught.value) == "this needs an optional dependency: pip install 'lowback[fit]'"
