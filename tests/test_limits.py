"""What may be in a routine: the limits of a brief, of its mix and of its cautions, each alone."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from by_hand import simple
from lowback import Brief, Catalog, DoseRange, Step, compose, default_catalog
from lowback.composer._limits import Limits, in_words
from lowback.composer._question import Question
from lowback.errors import BriefError
from lowback.model import CautionRule, Mix, Range
from lowback.vocabulary import CautionLevel, Kind, Phase, Position, Role
from strategies import allowed, briefs, catalogs, examples, needs

CORNER = Mix(
    id="corner",
    warm_up=100,
    conditioning=0,
    cool_down=0,
    max_difficulty=2,
    positions=(Position.STANDING, Position.SEATED),
    equipment=("chair", "towel"),
)
PACKAGED = default_catalog().conventions
CONVENTIONS = evolve(PACKAGED, mixes=(*PACKAGED.mixes, CORNER))
ALWAYS = {each.id for each in PACKAGED.equipment if each.always}


def limits(**changes: Any) -> Limits:
    return Limits.of(Brief(**changes), CONVENTIONS)


# The limits of a mix -----------------------------------------------------------------------------


def test_a_mix_allows_only_what_both_it_and_the_brief_allow() -> None:
    """Its equipment is no offer: what is not at hand does not come with it, and the rest of a home is left out."""
    assert limits(mix="corner", equipment=["towel", "band"]).equipment == {"towel"} | ALWAYS
    assert limits(mix="corner", equipment=[]).equipment == ALWAYS
    assert limits(mix="corner").equipment == {"chair", "towel"} | ALWAYS
    assert limits(mix="corner", positions=["seated", "prone"]).positions == {Position.SEATED}
    assert limits(mix="corner", max_difficulty=1).max_difficulty == 1
    assert limits(mix="corner", max_difficulty=4).max_difficulty == 2


def test_a_mix_without_limits_leaves_those_of_the_brief() -> None:
    assert limits(equipment=["towel"]).equipment == {"towel"} | ALWAYS
    assert limits(equipment=["towel"], positions=["prone"]).positions == {Position.PRONE}
    assert limits(max_difficulty=4).max_difficulty == 4
    assert limits().positions == set(Position)


def test_a_mix_with_a_chair_gives_nothing_else_even_where_it_is_at_hand() -> None:
    catalog = Catalog([simple("sit", needs=(("chair",),)), simple("pull", needs=(("band",),))], conventions=CONVENTIONS)
    at_hand = ["chair", "band"]

    assert [item.exercise.id for item in compose(Brief(1, "corner", equipment=at_hand), catalog).items] == ["sit"]
    with pytest.raises(BriefError, match="equipment not at hand: band"):
        compose(Brief(1, "corner", equipment=at_hand, include=["pull"]), catalog)


# Objections --------------------------------------------------------------------------------------

AVOIDED = CautionRule(key="wrist-pain", level=CautionLevel.AVOID)
BOUT: dict[str, Any] = {
    "steps": (Step(role=Role.HOLD, text="Go on.", short_text="Go on."),),
    "dose": DoseRange(duration=Range(60, 120, 300)),
}
"""Two minutes, a quarter of eight."""
MODIFIED = CautionRule(key="neck-pain", level=CautionLevel.MODIFY, how="Look down.")


@pytest.mark.parametrize(
    ("brief", "exercise", "objection"),
    [
        ({}, {}, None),
        ({"cautions": ["wrist-pain"]}, {"cautions": (MODIFIED, AVOIDED)}, "avoided: wrist-pain"),
        ({"cautions": ["neck-pain"]}, {"cautions": (MODIFIED, AVOIDED)}, None),
        ({"exclude": ["lean"]}, {}, "excluded by the brief"),
        ({"flare_up": True}, {}, "not for a flare-up"),
        ({"flare_up": True}, {"safe_for_flare_up": True}, None),
        ({"minutes": 8}, {"kind": Kind.AEROBIC, **BOUT}, None),
        ({"minutes": 7}, {"kind": Kind.AEROBIC, **BOUT}, "too long for this routine: include it to have it"),
        ({"minutes": 7}, {"kind": Kind.STRETCH, **BOUT}, None),
        ({"minutes": 7, "include": ["lean"]}, {"kind": Kind.AEROBIC, **BOUT}, None),
        ({"mix": "corner"}, {"kind": Kind.STRENGTH}, "not in this mix: no conditioning; include it to have it"),
        ({"mix": "corner"}, {"kind": Kind.STRENGTH, "part": Phase.WARM_UP}, None),
        ({"mix": "corner", "include": ["lean"]}, {"kind": Kind.STRENGTH}, None),
        ({}, {"on_request": True}, "only on request: include it to have it"),
        ({"include": ["lean"]}, {"on_request": True}, None),
        ({"positions": ["seated"]}, {}, "position not allowed: standing"),
        ({"mix": "desk"}, {"position": Position.SUPINE}, "not in the mix desk, which is all seated and standing"),
        ({"mix": "desk", "positions": ["seated"]}, {}, "position not allowed: standing"),
        ({"max_difficulty": 2}, {"difficulty": 3}, "too hard: difficulty 3, at most 2"),
        ({"max_difficulty": 3}, {"difficulty": 3}, None),
        ({"equipment": ["chair"]}, {"needs": (("towel",),)}, "equipment not at hand: towel"),
        ({"equipment": ["chair"]}, {"needs": (("towel", "chair"),)}, None),
        ({"equipment": ["chair"]}, {"needs": (("chair",), ("towel", "band"))}, "equipment not at hand: towel or band"),
        ({"equipment": ["chair"]}, {"needs": (("towel", "band"), ("chair",))}, "equipment not at hand: towel or band"),
        ({"equipment": ["chair", "band"]}, {"needs": (("chair",), ("towel", "band"))}, None),
    ],
)
def test_an_objection_names_the_rule_that_keeps_an_exercise_out(
    brief: dict[str, Any], exercise: dict[str, Any], objection: str | None
) -> None:
    assert limits(**brief).objection(simple("lean", **exercise), CONVENTIONS) == objection


def test_of_several_objections_the_one_for_safety_is_named_first() -> None:
    """Then those that the brief itself could lift, in the order of this list."""
    exercise = simple("lean", difficulty=5, needs=(("band",),), on_request=True, cautions=(AVOIDED,))
    brief: dict[str, Any] = {
        "cautions": ["wrist-pain"],
        "exclude": ["lean"],
        "positions": ["seated"],
        "equipment": [],
        "max_difficulty": 1,
        "flare_up": True,
    }
    said = [limits(**brief).objection(exercise, CONVENTIONS)]
    lifting: tuple[dict[str, Any], ...] = (
        {"cautions": []},
        {"exclude": []},
        {"include": ["lean"]},
        {"flare_up": False},
        {"positions": None},
        {"equipment": ["band"]},
    )
    for lifted in lifting:
        brief |= lifted
        said.append(limits(**brief).objection(exercise, CONVENTIONS))

    assert said == [
        "avoided: wrist-pain",
        "excluded by the brief",
        "only on request: include it to have it",
        "not for a flare-up",
        "position not allowed: standing",
        "equipment not at hand: band",
        "too hard: difficulty 5, at most 1",
    ]


@examples(150)
@given(st.data())
def test_just_those_are_asked_for_that_another_reckoning_allows(data: st.DataObject) -> None:
    """In catalogs where every exercise needs something, and in every mix."""
    drawn = data.draw(catalogs(own_conventions=True))
    needing = [evolve(each, needs=data.draw(needs())) for each in drawn.values()]
    catalog = Catalog(needing, conventions=drawn.conventions)
    mix = data.draw(st.sampled_from([each.id for each in catalog.conventions.mixes]))
    brief = evolve(data.draw(briefs(catalog)), mix=mix, include=())

    asked_for = Question.of(brief, catalog).exercises

    assert sorted(each.id for each in asked_for) == sorted(each.id for each in allowed(catalog, brief))


# In words ----------------------------------------------------------------------------------------


def test_a_brief_in_one_line() -> None:
    brief = Brief(
        7.5,
        "desk",
        positions=["seated", "standing"],
        equipment=["chair", "band"],
        cautions=["neck-pain"],
        include=["sit"],
        exclude=["pull"],
    )

    assert in_words(brief) == (
        "7:30 desk; positions seated, standing; equipment band, chair; cautions neck-pain; include sit; exclude pull"
    )
    assert in_words(Brief(3, equipment=[])) == "3:00 mixed; no equipment"
    assert in_words(Brief()) == "10:00 mixed"
