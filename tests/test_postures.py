"""Whether a setup asks for another posture: whole answers, in the languages whose words are known."""

import pytest

from lowback import default_catalog
from lowback.validation._postures import other_posture
from lowback.vocabulary import Position, Role

OTHERS = (
    ("Sit on a chair.", Position.SUPINE, "en", "Sit"),
    ("Begin by lying on your back.", Position.PRONE, "en", "lying on your back"),
    ("Lie face down.", Position.SUPINE, "en", "Lie face down"),
    ("Lie supine on a towel.", Position.PRONE, "en", "Lie supine"),
    ("Lie prone.", Position.SUPINE, "en", "Lie prone"),
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
    ("You are sitting on a chair.", Position.SUPINE, "en", "sitting"),
    ("You're lying on your back.", Position.STANDING, "en", "lying on your back"),
    ("On your belly, forehead on your hands.", Position.SUPINE, "en", "On your belly"),
    ("Perch on the edge of the bed.", Position.SUPINE, "en", "Perch"),
    ("Climb onto the bed and lie on your left side.", Position.SUPINE, "en", "lie on your left side"),
    ("Assume a kneeling position.", Position.SUPINE, "en", "kneeling"),
    ("Go down on one knee.", Position.SEATED, "en", "on one knee"),
    ("Kneel on both knees.", Position.HALF_KNEELING, "en", "Kneel"),
    ("Get up on your feet.", Position.SUPINE, "en", "up on your feet"),
    ("Stand an arm's length from the wall.", Position.SUPINE, "en", "Stand"),
    ("Stand a metre from the wall.", Position.SUPINE, "en", "Stand"),
    ("Standing hip hinge", Position.SUPINE, "en", "Standing"),
    ("Side-lying clam", Position.SUPINE, "en", "Side-lying"),
    ("Nehmen Sie auf einem Stuhl Platz.", Position.SUPINE, "de", "Nehmen Sie auf einem Stuhl Platz"),
    ("Auf Hände und Knie gehen.", Position.SUPINE, "de", "Auf Hände und Knie"),
    ("Legen Sie sich flach hin, Gesicht nach unten.", Position.SUPINE, "de", "sich flach hin, Gesicht nach unten"),
    ("Leg dich mit einem Kissen unter dem Kopf auf den Rücken.", Position.PRONE, "de", "auf den Rücken"),
    ("Levez-vous.", Position.SUPINE, "fr", "Levez-vous"),
    ("Prenez place sur une chaise.", Position.SUPINE, "fr", "Prenez place"),
    ("Étendez-vous.", Position.STANDING, "fr", "Étendez-vous"),
    ("Colóquese en cuadrupedia.", Position.SUPINE, "es", "en cuadrupedia"),
    ("Échese sobre la espalda.", Position.PRONE, "es", "Échese sobre la espalda"),
    ("Mettiti sul fianco.", Position.SUPINE, "it", "Mettiti sul fianco"),
    ("Deite-se sobre o lado direito.", Position.SUPINE, "pt", "Deite-se sobre o lado"),
    ("Neem plaats op een stoel.", Position.SUPINE, "nl", "Neem plaats"),
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
    ("Lie on your back, then roll to your side.", Position.SIDE_LYING, "en"),
    ("Lay a towel on the floor.", Position.STANDING, "en"),
    ("Lay one hand on your back.", Position.SEATED, "en"),
    ("Stand a chair against the wall.", Position.SUPINE, "en"),
    ("Sit a cushion behind your back.", Position.STANDING, "en"),
    ("Recline the seat a little.", Position.SEATED, "en"),
    ("Turn your palm on the side.", Position.SEATED, "en"),
    ("Leg die Hände auf den Bauch.", Position.SEATED, "de"),
    ("Entspann dich und leg ein Kissen auf den Bauch.", Position.SEATED, "de"),
    ("Ein Stuhl steht vor dir.", Position.SEATED, "de"),
    ("Die Füße stehen hüftbreit, die Knie zeigen zur Decke.", Position.SUPINE, "de"),
    ("Die Hose sitzt locker.", Position.SUPINE, "de"),
    ("Lege beide Unterarme auf den Tisch, Gesicht nach unten.", Position.SEATED, "de"),
    ("Levez-vous lentement de la chaise.", Position.SEATED, "fr"),
    ("Posez les mains sur le ventre.", Position.SEATED, "fr"),
    ("Ponga las palmas boca arriba.", Position.SEATED, "es"),
    ("Mueva la planta de pie.", Position.SEATED, "es"),
    ("Metti una mano sulla schiena.", Position.STANDING, "it"),
    ("Tieni l'avambraccio prono.", Position.SEATED, "it"),
    ("Respire em ciclos de quatro tempos.", Position.SEATED, "pt"),
    ("Laat je handen op je buik liggen.", Position.SEATED, "nl"),
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
