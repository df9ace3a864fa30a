"""Names that are one slip apart: found both ways, and no word for another."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lowback.validation._slips import slips_of

PAIRS = (
    ("bridge", "bridges"),
    ("bridge", "brigde"),
    ("bridge", "bridg"),
    ("calf-stretch", "calf-strech"),
    ("calf-stretch", "calf-stretches"),
    ("heel-raise", "raise-heel"),
    ("press-up", "press-ups"),
    ("pelvic-tilt", "pelvik-tilt"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_slip_is_found_whichever_comes_first(one: str, other: str) -> None:
    assert slips_of([one, "walking", other]) == {other: one}
    assert slips_of([other, "walking", one]) == {one: other}


APART = (
    ("wall-sit", "ball-sit"),
    ("side-bend", "side-plank"),
    ("heel-raise", "heel-raise-on-step"),
    ("family-a", "family-b"),
    ("set-1", "set-2"),
    ("press-up", "pull-up"),
    ("knee-roll", "knee-lift"),
    ("chin", "chi"),
)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_words_are_no_slip(one: str, other: str) -> None:
    assert slips_of([one, other]) == {}


WORD = st.text("abcdefgh", min_size=6, max_size=12)


@given(WORD, st.integers(1, 5), st.sampled_from("xyz"))
def test_one_letter_too_many_too_few_or_wrong(word: str, place: int, letter: str) -> None:
    """Anywhere but at the start of a word."""
    for other in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
    ):
        assert slips_of([f"side-{word}", f"side-{other}"]) == {f"side-{other}": f"side-{word}"}


@given(WORD)
def test_letters_that_change_places(word: str) -> None:
    swapped = word[:2] + word[3] + word[2] + word[4:]
    assume(swapped != word)

    assert slips_of([word, swapped]) == {swapped: word}


def test_many_names_take_no_time() -> None:
    """Thousands that are all alike: each is told of one other, not of all."""
    names = [f"bridge-{'abcdefghij'[n % 10]}{n}" for n in range(20_000)]

    assert slips_of(names) == {}
