"""What is offered for a word that nobody knows: words before letters, and never another part of the body."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback import default_catalog
from lowback._nearest import nearest
from lowback.errors import did_you_mean
from lowback.vocabulary import CautionKey, Kind, Position, RegionId

CATALOG = default_catalog()

OFFERED: tuple[tuple[type[CautionKey | Position | RegionId | Kind], str, set[str]], ...] = (
    (CautionKey, "knee pain", {"knee-pain-kneeling", "knee-pain-loading"}),
    (CautionKey, "Knee", {"knee-pain-kneeling", "knee-pain-loading"}),
    (CautionKey, "sore knees", {"knee-pain-kneeling", "knee-pain-loading"}),
    (CautionKey, "kne", {"knee-pain-kneeling", "knee-pain-loading"}),
    (CautionKey, "nek pain", {"neck-pain"}),
    (CautionKey, "wristpain", {"wrist-pain"}),
    (CautionKey, "wirst-pian", {"wrist-pain"}),
    (CautionKey, "my shoulders", {"shoulder-pain"}),
    (CautionKey, "hypertension", {"hypertension-breath", "hypertension-uncontrolled"}),
    (CautionKey, "back surgery", {"recent-spinal-surgery"}),
    (CautionKey, "ankle pain", set()),
    (CautionKey, "elbow pain", set()),
    (CautionKey, "back pain", set()),
    (CautionKey, "pain", set()),
    (Position, "sitting", {"seated"}),
    (Position, "sit", {"seated"}),
    (Position, "siting", {"seated"}),
    (Position, "stand", {"standing"}),
    (Position, "upright", {"standing"}),
    (Position, "on hands and knees", {"quadruped"}),
    (Position, "all fours", {"quadruped"}),
    (Position, "face-down", {"prone"}),
    (Position, "on my side", {"side-lying"}),
    (Position, "suppine", {"supine"}),
    (Position, "half kneling", {"half-kneeling"}),
    (Position, "knees", set()),
    (Position, "lying", set()),
    (Position, "chair", set()),
    (RegionId, "hips", {"hip-flexors", "hip-rotators"}),
    (RegionId, "lower back", {"lumbar-spine"}),
    (RegionId, "abs", {"deep-abdominals", "superficial-abdominals"}),
    (RegionId, "bottom", {"glutes"}),
    (RegionId, "neck", set()),
    (Kind, "stretching", {"stretch"}),
    (Kind, "stab", {"stability"}),
    (Kind, "yoga", set()),
)
"""Known words, what was asked, and what is offered for it."""


@pytest.mark.parametrize(("known", "asked", "offered"), OFFERED)
def test_what_is_offered(known: type[CautionKey | Position | RegionId | Kind], asked: str, offered: set[str]) -> None:
    """The words that share a word with it, or else its letters; nothing when that says too little."""
    assert {word for word in known if repr(word.value) in did_you_mean(asked, known)} == offered


PARTS = ("neck", "shoulder", "elbow", "wrist", "chest", "hip", "knee", "ankle", "foot", "hamstring", "glute")


@pytest.mark.parametrize(("one", "other"), list(permutations(PARTS, 2)))
def test_a_part_of_the_body_never_leads_to_another(one: str, other: str) -> None:
    """However alike the rest is, and however it is spelt."""
    names = {other: (f"{other}-pain", f"{other} stretch, seated"), "both": (f"{one} and {other} pain",)}

    for asked in (one, f"{one}s", f"{one} pain", f"{one}-pain", f"{one} stretch"):
        assert not [group for group in nearest(asked, names) if other in group]


@pytest.mark.parametrize(("one", "other"), list(permutations(Position, 2)))
def test_a_position_never_leads_to_another(one: Position, other: Position) -> None:
    """Nor does it with other words beside it."""
    if one.endswith(other) or other.endswith(one):
        pytest.skip("half kneeling is a kind of kneeling")
    assert not [*nearest(one, {"other": (other,), "more": (f"{other} march",)})]
    assert not [*nearest(f"{one} march", {"other": (f"{other} march",)})]


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=8, unique=True))
def test_anything_may_be_asked(asked: str, known: list[str]) -> None:
    """Each known word is offered once at most, and the order of the known words means nothing."""
    found = [*nearest(asked, {word: (word,) for word in known})]
    offered = [word for group in found for word in group]

    assert len(offered) == len(set(offered))
    assert set(offered) <= set(known)
    assert found == [*nearest(asked, {word: (word,) for word in reversed(known)})]


def test_a_known_name_is_nearest_to_itself() -> None:
    """Every exercise comes first under each of its own names, or together with others of that name."""
    names = {each.id: (each.id, each.name, *each.aliases) for each in CATALOG.values()}

    for id_, own in names.items():
        assert not [name for name in own if id_ not in next(nearest(name, names))]


def test_a_page_is_no_word() -> None:
    """Who sends a page gets no guess, and no wait."""
    assert not [*nearest("plank " * 20, {"plank": ("plank",)})]
