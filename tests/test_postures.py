"""Whether a setup asks for another posture: whole answers, in the languages whose words are known."""

import pytest

from lowback import default_catalog
from lowback.validation._postures import other_posture
from lowback.vocabulary import Position, Role

OTHERS = (
    ("Sit on a chair.", Position.SUPINE, "en", "Sit"),
    ("Begin by lying on your back.", Position.PRONE, "en", "lying on your back"),
    ("Lie face down.", Position.SUPINE, "en", "Lie face down"),
    ("Lie down on one side.", Position.SUPINE, "en", "Lie down on one side"),
    ("Get on your hands and knees.", Position.STANDING, "en", "hands and knees"),
    ("Put a towel on the floor. Kneel on it.", Position.SEATED, "en", "Kneel"),
    ("In a standing position, hold a stick.", Position.SEATED, "en", "standing"),
    ("Lie down.", Position.SEATED, "en", "Lie"),
    ("Roll onto your side.", Position.SUPINE, "en", "Roll onto your side"),
    ("Turn onto your front.", Position.SUPINE, "en", "Turn onto your front"),
    ("Take a seat.", Position.STANDING, "en", "Take a seat"),
    ("Sit on your heels.", Position.PRONE, "en", "Sit on your heels"),
    ("Setz dich auf einen Stuhl.", Position.STANDING, "de", "Setz dich"),
    ("Allongez-vous sur le dos.", Position.PRONE, "fr", "sur le dos"),
    ("Acu\u00e9stese boca arriba.", Position.SEATED, "es", "boca arriba"),
    ("In piedi, con i piedi uniti.", Position.SEATED, "it", "In piedi"),
    ("Sente-se numa cadeira.", Position.STANDING, "pt", "Sente-se"),
    ("Ga op een stoel zitten.", Position.SUPINE, "nl", "Ga op een stoel zitten"),
)


@pytest.mark.parametrize(("text", "position", "language", "words"), OTHERS)
def test_another_posture_is_told_by_its_words(text: str, position: Position, language: str, words: str) -> None:
    assert other_posture(text, position, language) == words


SAME = (
    ("Lie down.", Position.PRONE, "en"),
    ("From sitting on your heels, lean forward onto your hands.", Position.QUADRUPED, "en"),
    ("From sitting, roll down onto your back.", Position.SUPINE, "en"),
    ("Stand in front of a chair, then sit down.", Position.SEATED, "en"),
    ("Sit or stand.", Position.STANDING, "en"),
    ("Kneel, and sit back on your heels.", Position.KNEELING, "en"),
    ("Kneel on all fours.", Position.QUADRUPED, "en"),
    ("Put your standing leg close to the wall.", Position.SIDE_LYING, "en"),
    ("Let your sit bones sink.", Position.STANDING, "en"),
    ("Sit your hips back a little.", Position.STANDING, "en"),
    ("If you cannot kneel, sit on a chair.", Position.KNEELING, "en"),
    ("Face the wall.", Position.SEATED, "en"),
    ("Leg dich auf den R\u00fccken.", Position.SUPINE, "de"),
    ("Sit on a chair.", Position.SUPINE, "pl"),
    ("", Position.SUPINE, "en"),
)


@pytest.mark.parametrize(("text", "position", "language"), SAME)
def test_a_posture_in_passing_contradicts_nothing(text: str, position: Position, language: str) -> None:
    assert other_posture(text, position, language) == ""


def test_packaged_setups_are_all_read_and_contradict_nothing() -> None:
    """And with any other position of another sort, most of them would."""
    setups = {each.id: " ".join(step.text for step in each.steps_of(Role.SETUP)) for each in default_catalog().values()}
    elsewhere = {Position.SUPINE: Position.STANDING, Position.STANDING: Position.PRONE, Position.SEATED: Position.PRONE}
    told = [
        bool(other_posture(setups[each.id], elsewhere.get(each.position, Position.SEATED), "en"))
        for each in default_catalog().values()
    ]

    assert not any(other_posture(setups[each.id], each.position, "en") for each in default_catalog().values())
    assert sum(told) >= 58
