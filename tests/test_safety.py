"""The safety data, the questions and what follows from the answers, and the cautions of the whole catalog."""

import pickle
from collections.abc import Iterable
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lowback import Brief, Catalog, LowbackError, Routine, Source, adapted, check, compose, default_catalog
from lowback._data import packaged_sources
from lowback._words import seconds_to_say
from lowback.converters import structure, unstructure
from lowback.errors import Infeasible, InvalidDocument
from lowback.model import Caution, PainZone, RedFlag, StopRule
from lowback.safety import Advice, advise, messages, pain_zone, pain_zones, screening, stop_rules
from lowback.vocabulary import CautionKey, CautionLevel, Position, Tier, Urgency

AVOID, MODIFY, STOP_IF = CautionLevel.AVOID, CautionLevel.MODIFY, CautionLevel.STOP_IF
EMERGENCY, URGENT, ROUTINE = Urgency.EMERGENCY, Urgency.URGENT, Urgency.ROUTINE

CATALOG = default_catalog()
CAUTIONS = CATALOG.conventions.cautions
SOURCE_IDS = {source.id for source in packaged_sources()}


def of(exercise_id: str, key: str) -> CautionLevel | None:
    """The level that a caution has for an exercise; None when it does not concern it."""
    conventions = CATALOG.caution_rules(CATALOG[exercise_id], [key])
    return conventions[0].level if conventions else None


# Questions and advice ----------------------------------------------------------------------------

URGENCIES = {
    "saddle-numbness": EMERGENCY,
    "bladder-bowel": EMERGENCY,
    "leaking": EMERGENCY,
    "sexual-function": EMERGENCY,
    "bilateral-leg": EMERGENCY,
    "progressive-weakness": EMERGENCY,
    "major-trauma": EMERGENCY,
    "chest-pain": EMERGENCY,
    "breathless": EMERGENCY,
    "aneurysm": EMERGENCY,
    "pregnancy-bleeding": EMERGENCY,
    "pregnancy-tightenings": EMERGENCY,
    "pregnancy-headache": EMERGENCY,
    "minor-trauma-fragile": URGENT,
    "weight-loss": URGENT,
    "night-pain": URGENT,
    "fever-infection": URGENT,
    "lump-shape": URGENT,
    "upper-back": URGENT,
    "cough-pain": URGENT,
    "calf-swelling": URGENT,
    "blood-in-urine": URGENT,
    "tummy-pulse": URGENT,
    "cancer-history": ROUTINE,
    "infection-risk": ROUTINE,
    "recent-infection": ROUTINE,
    "unfamiliar-pain": ROUTINE,
    "age-onset": ROUTINE,
    "unseen-pain": ROUTINE,
    "inflammatory": ROUTINE,
    "chest-on-effort": ROUTINE,
    "blackouts": ROUTINE,
    "under-16": ROUTINE,
}
"""How soon to be seen about each sign alone."""

RAISED: dict[str, tuple[Urgency, set[str]]] = {
    "calf-swelling": (EMERGENCY, {"chest-pain", "breathless"}),
    "tummy-pulse": (EMERGENCY, {"aneurysm"}),
    "cancer-history": (
        URGENT,
        {
            *("unfamiliar-pain", "unseen-pain", "age-onset", "night-pain", "weight-loss", "fever-infection"),
            *("upper-back", "cough-pain"),
        },
    ),
    "infection-risk": (URGENT, {"fever-infection", "unfamiliar-pain", "night-pain"}),
    "recent-infection": (URGENT, {"fever-infection", "unfamiliar-pain", "night-pain"}),
    "age-onset": (
        URGENT,
        {"cancer-history", "weight-loss", "night-pain", "fever-infection", "minor-trauma-fragile"},
    ),
    "chest-on-effort": (URGENT, {"blackouts"}),
    "blackouts": (URGENT, {"chest-on-effort"}),
}
"""How soon to be seen about a sign beside one of others."""


def urgency_of(key: str, reported: Iterable[str]) -> Urgency:
    raised, others = RAISED.get(key, (URGENCIES[key], set()))
    return raised if others.intersection(reported) else URGENCIES[key]


EMERGENCY_TEXT = (
    "Stop. Call the emergency number or go to an emergency department now. Do not wait to see whether it passes."
)
URGENT_TEXT = "See a doctor today or tomorrow."
ROUTINE_TEXT = "Ask a doctor or physiotherapist before you begin."
NOTHING_TEXT = "None of the listed signs reported."
TEXTS = {EMERGENCY: EMERGENCY_TEXT, URGENT: URGENT_TEXT, ROUTINE: ROUTINE_TEXT}

ANSWERS: list[tuple[list[str], Urgency | None, str, list[str]]] = [
    ([], None, NOTHING_TEXT, []),
    (["saddle-numbness"], EMERGENCY, EMERGENCY_TEXT, ["saddle-numbness"]),
    (["aneurysm"], EMERGENCY, EMERGENCY_TEXT, ["aneurysm"]),
    (["lump-shape"], URGENT, URGENT_TEXT, ["lump-shape"]),
    (["age-onset"], ROUTINE, ROUTINE_TEXT, ["age-onset"]),
    (["inflammatory", "age-onset"], ROUTINE, ROUTINE_TEXT, ["age-onset", "inflammatory"]),
    (["age-onset", "cancer-history"], URGENT, URGENT_TEXT, ["cancer-history", "age-onset"]),
    (["cancer-history"], ROUTINE, ROUTINE_TEXT, ["cancer-history"]),
    (["cancer-history", "inflammatory"], ROUTINE, ROUTINE_TEXT, ["cancer-history", "inflammatory"]),
    (["infection-risk", "unfamiliar-pain"], URGENT, URGENT_TEXT, ["infection-risk", "unfamiliar-pain"]),
    (["blackouts", "chest-on-effort"], URGENT, URGENT_TEXT, ["chest-on-effort", "blackouts"]),
    (["fever-infection", "chest-pain"], EMERGENCY, EMERGENCY_TEXT, ["chest-pain", "fever-infection"]),
    (
        ["inflammatory", "lump-shape", "bladder-bowel", "lump-shape"],
        EMERGENCY,
        EMERGENCY_TEXT,
        ["bladder-bowel", "lump-shape", "inflammatory"],
    ),
]


def test_every_sign_of_the_facts_is_asked_about_with_its_urgency() -> None:
    """The keys and urgencies are those that the table above was written down with."""
    assert {flag.key: flag.urgency for flag in screening()} == URGENCIES


def test_the_signs_that_are_more_urgent_beside_others_are_these() -> None:
    found = {flag.key: (flag.raised_to, set(flag.raised_by)) for flag in screening() if flag.raised_by}

    assert found == RAISED


def test_questions_come_most_urgent_first() -> None:
    """Somebody who stops answering early has answered what matters most."""
    order = [list(Urgency).index(flag.urgency) for flag in screening()]

    assert order == sorted(order)


@pytest.mark.parametrize("flag", screening(), ids=lambda flag: flag.key)
def test_questions_are_plain_questions(flag: RedFlag) -> None:
    """One sentence, to be answered yes or no."""
    assert flag.question.endswith("?")
    assert flag.question.count("?") == 1
    assert flag.group


@pytest.mark.parametrize(("yes", "urgency", "text", "keys"), ANSWERS)
def test_advice(yes: list[str], urgency: Urgency | None, text: str, keys: list[str]) -> None:
    """The worst of the reported signs decides; all of them are named, most urgent first."""
    advice = advise(yes)

    assert (advice.urgency, advice.text, [flag.key for flag in advice.flags]) == (urgency, text, keys)


@pytest.mark.parametrize("count", [1, 2])
def test_the_worst_urgency_wins(count: int) -> None:
    """Whatever signs are reported together; some are more urgent beside others."""
    for keys in combinations(URGENCIES, count):
        worst = min((urgency_of(key, keys) for key in keys), key=list(Urgency).index)

        advice = advise(keys)

        assert (advice.urgency, advice.text) == (worst, TEXTS[worst])
        assert {flag.key for flag in advice.flags} == set(keys)


def test_every_sign_at_once_is_an_emergency() -> None:
    """And names every sign in the order of the questions."""
    advice = advise(list(URGENCIES))

    assert advice.urgency is EMERGENCY
    assert advice.flags == screening()


answers = st.lists(st.sampled_from(list(URGENCIES)), max_size=5)


@given(answers, answers)
def test_not_sure_counts_as_yes(yes: list[str], unsure: list[str]) -> None:
    assert advise(yes, unsure=unsure) == advise([*yes, *unsure])


@given(answers, answers)
def test_one_more_sign_never_makes_it_less_urgent(keys: list[str], more: list[str]) -> None:
    order = [*Urgency, None]

    assert order.index(advise([*keys, *more]).urgency) <= order.index(advise(keys).urgency)


@given(st.sampled_from(Urgency), st.sampled_from(Urgency))
def test_a_cluster_never_makes_a_sign_less_urgent(alone: Urgency, beside: Urgency) -> None:
    """A catalog may say less of it than of the sign alone by mistake."""
    cold = RedFlag(key="cold-toe", question="Is it cold?", group="gout", urgency=ROUTINE)
    hot = evolve(TOE, urgency=alone, raised_to=beside, raised_by=("cold-toe",))
    catalog = Catalog([], conventions=evolve(PACKAGED, red_flags=(hot, cold)))

    assert advise(["hot-toe"], catalog).urgency is alone
    assert advise(["hot-toe", "cold-toe"], catalog).urgency is min(alone, beside, key=list(Urgency).index)


def test_order_and_repetition_of_answers_mean_nothing() -> None:
    """Any iterable of keys will do."""
    assert advise(iter(["lump-shape", "chest-pain", "lump-shape"])) == advise({"chest-pain", "lump-shape"})


def test_advice_carries_its_sources_once_each() -> None:
    """As objects, in order of the flags that name them."""
    keys = ["bilateral-leg", "sexual-function", "lump-shape"]
    named = [id_ for flag in screening() if flag.key in keys for id_ in flag.sources]

    assert len(named) > len(set(named))
    assert [source.id for source in advise(keys).sources] == list(dict.fromkeys(named))


def test_the_sources_of_every_reported_sign_are_given() -> None:
    """Those of the last and mildest one, too."""
    citing = [flag for flag in screening() if flag.sources]
    first, last = citing[0], next(flag for flag in reversed(citing) if set(flag.sources) - set(citing[0].sources))
    advice = advise([last.key, first.key])

    assert [source.id for source in advice.sources] == list(dict.fromkeys((*first.sources, *last.sources)))
    assert len(advice.sources) > len(first.sources)


def test_nothing_reported_claims_nothing() -> None:
    """No sign, no urgency, no sources, and no word about being well."""
    assert advise([]) == Advice(urgency=None, text=NOTHING_TEXT, flags=(), sources=())


def test_advice_is_a_value() -> None:
    """Frozen, hashable, picklable."""
    advice = advise(["chest-pain"])

    assert pickle.loads(pickle.dumps(advice)) == advice
    assert hash(advice) == hash(advise(["chest-pain"]))
    with pytest.raises(AttributeError):
        advice.text = NOTHING_TEXT  # type: ignore[misc]


KEYS = ", ".join(URGENCIES)
YES = "the keys of screening() answered with yes and no others, such as ['chest-pain']"
SLIPS = [
    (["chestpain"], f"advise.yes: got 'chestpain', expected one of {KEYS} (did you mean 'chest-pain'?)"),
    (["chest-pain", "xyz"], f"advise.yes: got 'xyz', expected one of {KEYS}"),
    (["zzz", "xyz"], f"advise.yes: got 'xyz', expected one of {KEYS}"),
    ([True], "advise.yes[0]: got True, expected a text"),
    (["chest-pain", True, 3], "advise.yes[1]: got True, expected a text"),
    ("chest-pain", f"advise.yes: got 'chest-pain', expected {YES}"),
    ("", f"advise.yes: got '', expected {YES}"),
    ({"chest-pain": False}, f"advise.yes: got a dict, expected {YES}"),
]
UNSURE = YES.replace("answered with yes", "answered with not sure")


@pytest.mark.parametrize(("yes", "message"), SLIPS)
def test_a_slip_never_passes_for_a_no(yes: list[str], message: str) -> None:
    """An unknown key, a single word or a table of answers is refused."""
    with pytest.raises(LowbackError) as caught:
        advise(yes)

    assert str(caught.value) == message


@pytest.mark.parametrize(("unsure", "message"), SLIPS)
def test_a_slip_never_passes_for_being_sure(unsure: list[str], message: str) -> None:
    with pytest.raises(LowbackError) as caught:
        advise(["lump-shape"], unsure=unsure)

    assert str(caught.value) == message.replace("advise.yes", "advise.unsure").replace(YES, UNSURE)


# Messages ----------------------------------------------------------------------------------------


def test_every_message_is_short_and_has_a_source() -> None:
    """Two or three sentences at most, which a voice could say in a quarter of a minute."""
    for each in messages():
        assert each.sources, each.key
        assert set(each.sources) <= SOURCE_IDS
        assert each.text.endswith(".")
        assert each.text.count(".") <= 3
        assert seconds_to_say(each.text) <= 15
    assert len({each.key for each in messages()}) == len(messages()) in range(8, 13)


def test_a_routine_carries_one_message_and_another_seed_another_one() -> None:
    """Every one comes in its turn; the same brief has the same one."""
    carried = [compose(Brief(3, seed=seed)).message for seed in range(len(messages()))]

    assert set(carried) == set(messages())
    assert compose(Brief(3, seed=1)).message == carried[1]


def test_a_message_is_named_on_paper() -> None:
    routine = compose(Brief(3))
    assert routine.message is not None
    tree = unstructure(routine)

    assert isinstance(tree, dict)
    assert tree["message"] == routine.message.key
    assert structure(tree, Routine) == routine
    assert structure({**tree, "message": None}, Routine).message is None
    with pytest.raises(InvalidDocument, match=r"got 'hurt' .did you mean 'hurt-is-not-harm'"):
        structure({**tree, "message": "hurt"}, Routine)


def test_a_catalog_without_messages_has_none_to_carry() -> None:
    silent = Catalog(CATALOG.values(), conventions=evolve(PACKAGED, messages=()), id="silent")

    assert messages(silent) == ()
    assert compose(Brief(3), silent).message is None


# Stop rules and pain zones -----------------------------------------------------------------------


def test_stop_rules_cover_the_facts() -> None:
    """Help at once, worse or new pain, pain down the leg, the day after, severe pain, no better."""
    needed = {"emergency", "worse-or-new", "down-the-leg", "after-effect", "severe-pain", "no-better"}
    keys = [rule.key for rule in stop_rules()]

    assert needed <= set(keys)
    assert len(keys) == len(set(keys))
    assert keys[0] == "emergency"


COLOURS = ["green"] * 4 + ["amber"] * 2 + ["red"] * 5
"""By score from 0 to 10: scheme A of the facts."""


def test_every_score_has_its_zone() -> None:
    """Whole numbers from 0 to 10."""
    assert [pain_zone(score).colour for score in range(11)] == COLOURS


def test_zones_leave_no_gap_and_do_not_overlap() -> None:
    """Each begins one above the end of the one before; together they are the whole scale."""
    zones = pain_zones()

    assert [zone.low for zone in zones] == [0, *(zone.high + 1 for zone in zones[:-1])]
    assert zones[-1].high == 10


def test_zones_say_what_is_editorial() -> None:
    """Published cut points differ, so each zone says that it is a choice."""
    assert all("editorial" in zone.basis and zone.sources for zone in pain_zones())


@pytest.mark.parametrize("score", [-1, 11, 3.0, 3.5, True, "3", None])
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    """Nothing is rounded or coerced."""
    with pytest.raises(LowbackError) as caught:
        pain_zone(score)

    expected = "a whole number from 0 (no pain) to 10 (worst imaginable)"
    assert str(caught.value) == f"pain_zone.score: got {score!r}, expected {expected}"


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (-1, 3, "PainZone.low: got -1, expected 0 to 10"),
        (4, 3, "PainZone: got low 4, high 3, expected low <= high"),
        (6, 11, "PainZone.high: got 11, expected 0 to 10"),
    ],
)
def test_a_zone_off_the_scale_cannot_be(low: int, high: int, message: str) -> None:
    """The scale ends at 0 and 10."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        PainZone(colour="red", low=low, high=high, text="Stop.")

    assert str(caught.value) == message


# A catalog of one's own --------------------------------------------------------------------------

TOE = RedFlag(
    key="hot-toe", question="Is your big toe red and hot?", group="gout", urgency=URGENT, sources=("leaflet", "lost")
)
LEAFLET = Source(id="leaflet", title="Toes", publisher="A clinic", tier=Tier.C, url="https://example.org/toes")
WET = StopRule(key="wet-floor", text="Stop if the floor is wet.")
CAREFUL = (
    PainZone(colour="red", low=3, high=10, text="Stop."),
    PainZone(colour="green", low=0, high=2, text="Go on."),
)
PACKAGED = CATALOG.conventions
CLINIC = Catalog(
    CATALOG.values(),
    conventions=evolve(
        PACKAGED,
        red_flags=(*PACKAGED.red_flags, TOE),
        stop_rules=(*PACKAGED.stop_rules, WET),
        pain_zones=CAREFUL,
    ),
    sources=[LEAFLET],
    id="clinic",
)


def test_the_questions_of_a_catalog_are_asked_in_their_place() -> None:
    keys = [flag.key for flag in screening(CLINIC)]

    assert [key for key in keys if key != "hot-toe"] == [flag.key for flag in screening()]
    urgent = [key for key, urgency in URGENCIES.items() if urgency is URGENT]
    assert keys[keys.index(urgent[-1]) + 1] == "hot-toe"


def test_advice_on_the_questions_of_a_catalog_names_its_sources_that_are_known() -> None:
    lump = next(flag for flag in PACKAGED.red_flags if flag.key == "lump-shape")
    advice = advise(["hot-toe", "lump-shape"], CLINIC)

    assert advice == Advice(
        urgency=URGENT,
        text=URGENT_TEXT,
        flags=(lump, TOE),
        sources=(*(CATALOG.sources[id_] for id_ in lump.sources), LEAFLET),
    )
    with pytest.raises(ValueError, match="hot-toe"):
        advise(["hot-toe"])


def test_stop_rules_and_pain_zones_are_those_of_the_catalog() -> None:
    assert stop_rules(CLINIC) == (*stop_rules(), WET)
    assert pain_zones(CLINIC) == CAREFUL[::-1]
    assert [pain_zone(score, CLINIC).colour for score in (2, 3)] == ["green", "red"]


def test_a_routine_carries_the_safety_texts_of_its_catalog() -> None:
    routine = compose(Brief(3), CLINIC)

    assert routine.stop_rules == stop_rules(CLINIC)
    assert routine.red_flags == CLINIC.conventions.red_flags
    assert check(routine) == ()
    assert structure(unstructure(routine), Routine, catalog=CLINIC) == routine
    without = evolve(routine, stop_rules=stop_rules(), red_flags=screening())
    assert [str(finding) for finding in check(without)] == [
        "error: stop_rules: the stop rules are not those of the catalog [missing-stop-rules]",
        "error: red_flags: the red flags are not those of the catalog [missing-red-flags]",
    ]


# Sources -----------------------------------------------------------------------------------------


def test_every_source_of_the_safety_data_resolves() -> None:
    """Red flags, stop rules, pain zones and cautions name only sources that are packaged."""
    named = [
        *(id_ for flag in screening() for id_ in flag.sources),
        *(id_ for rule in stop_rules() for id_ in rule.sources),
        *(id_ for zone in pain_zones() for id_ in zone.sources),
        *(id_ for each in messages() for id_ in each.sources),
        *(id_ for caution in CAUTIONS for id_ in caution.sources),
    ]

    assert [id_ for id_ in named if id_ not in SOURCE_IDS] == []


def test_what_has_no_source_says_on_what_it_rests() -> None:
    """A red flag or a caution without a source has a basis; a stop rule always has a source."""
    assert [flag.key for flag in screening() if not flag.sources and not flag.basis] == []
    assert [caution.key for caution in CAUTIONS if not caution.sources and not caution.basis] == []
    assert [rule.key for rule in stop_rules() if not rule.sources] == []


# Cautions ----------------------------------------------------------------------------------------

TRIPLES: list[tuple[str, str, CautionLevel | None]] = [
    ("double-knee-to-chest", "osteoporosis", AVOID),
    ("abdominal-crunch", "osteoporosis", AVOID),
    ("childs-pose", "osteoporosis", AVOID),
    ("seated-lumbar-flexion", "osteoporosis", AVOID),
    ("cat-cow", "osteoporosis", MODIFY),
    ("pelvic-tilt", "osteoporosis", MODIFY),
    ("single-knee-to-chest", "osteoporosis", MODIFY),
    ("romanian-deadlift", "osteoporosis", AVOID),
    ("seated-hamstring-stretch", "osteoporosis", MODIFY),
    ("hip-hinge", "osteoporosis", None),
    ("bridge", "osteoporosis", None),
    ("walking", "osteoporosis", None),
    ("prone-hip-extension", "osteoporosis", None),
    ("lower-trunk-rotation", "osteoporosis", MODIFY),
    ("open-book", "osteoporosis", MODIFY),
    ("seated-trunk-rotation", "osteoporosis", MODIFY),
    ("thread-the-needle", "osteoporosis", AVOID),
    ("bridge", "late-pregnancy", AVOID),
    ("legs-up-rest", "late-pregnancy", AVOID),
    ("clamshell", "late-pregnancy", None),
    ("cat-cow", "late-pregnancy", MODIFY),
    ("seated-march", "late-pregnancy", None),
    ("prone-lying", "late-pregnancy", AVOID),
    ("plank", "late-pregnancy", AVOID),
    ("bird-dog", "late-pregnancy", None),
    ("one-leg-stand", "pelvic-girdle-pain", AVOID),
    ("single-leg-bridge", "pelvic-girdle-pain", AVOID),
    ("clamshell", "pelvic-girdle-pain", MODIFY),
    ("bent-knee-fall-out", "pelvic-girdle-pain", AVOID),
    ("childs-pose", "pelvic-girdle-pain", AVOID),
    ("suitcase-carry", "pelvic-girdle-pain", AVOID),
    ("deep-lunge", "pelvic-girdle-pain", AVOID),
    ("bridge", "pelvic-girdle-pain", None),
    ("seated-pelvic-tilt", "pelvic-girdle-pain", None),
    ("abdominal-bracing", "pelvic-girdle-pain", None),
    ("prone-press-up", "radicular-peripheralise", STOP_IF),
    ("bridge", "radicular-peripheralise", STOP_IF),
    ("walking", "radicular-peripheralise", STOP_IF),
    ("diaphragmatic-breathing", "radicular-peripheralise", None),
    ("shoulder-blade-squeeze", "radicular-peripheralise", None),
    ("supine-sciatic-slider", "irritable-nerve", AVOID),
    ("seated-sciatic-slider", "irritable-nerve", AVOID),
    ("supine-hamstring-stretch", "irritable-nerve", AVOID),
    ("seated-hamstring-stretch", "irritable-nerve", AVOID),
    ("romanian-deadlift", "irritable-nerve", AVOID),
    ("diaphragmatic-breathing", "irritable-nerve", None),
    ("prone-press-up", "stenosis-extension", AVOID),
    ("standing-back-extension", "stenosis-extension", AVOID),
    ("prone-trunk-lift", "stenosis-extension", AVOID),
    ("prone-on-elbows", "stenosis-extension", AVOID),
    ("cat-cow", "stenosis-extension", MODIFY),
    ("prone-lying", "stenosis-extension", AVOID),
    ("single-knee-to-chest", "stenosis-extension", None),
    ("stationary-cycling", "stenosis-extension", None),
    ("pelvic-tilt", "stenosis-extension", MODIFY),
    ("prone-press-up", "spondylolisthesis-extension", AVOID),
    ("standing-back-extension", "spondylolisthesis-extension", AVOID),
    ("prone-trunk-lift", "spondylolisthesis-extension", AVOID),
    ("bridge", "spondylolisthesis-extension", MODIFY),
    ("prone-opposite-arm-leg-lift", "spondylolisthesis-extension", AVOID),
    ("abdominal-bracing", "spondylolisthesis-extension", None),
    ("seated-lumbar-flexion", "flexion-intolerant", AVOID),
    ("childs-pose", "flexion-intolerant", AVOID),
    ("double-knee-to-chest", "flexion-intolerant", AVOID),
    ("abdominal-crunch", "flexion-intolerant", AVOID),
    ("single-knee-to-chest", "flexion-intolerant", AVOID),
    ("modified-curl-up", "flexion-intolerant", None),
    ("prone-on-elbows", "flexion-intolerant", None),
    ("bridge", "flexion-intolerant", None),
    ("walking", "flexion-intolerant", None),
    ("plank", "recent-abdominal-surgery", AVOID),
    ("abdominal-crunch", "recent-abdominal-surgery", AVOID),
    ("modified-curl-up", "recent-abdominal-surgery", AVOID),
    ("dead-bug", "recent-abdominal-surgery", AVOID),
    ("side-plank", "recent-abdominal-surgery", AVOID),
    ("romanian-deadlift", "recent-abdominal-surgery", AVOID),
    ("pallof-press", "recent-abdominal-surgery", AVOID),
    ("diaphragmatic-breathing", "recent-abdominal-surgery", None),
    ("walking", "recent-abdominal-surgery", None),
    ("shoulder-blade-squeeze", "recent-abdominal-surgery", None),
    ("childs-pose", "knee-pain-kneeling", AVOID),
    ("cat-cow", "knee-pain-kneeling", MODIFY),
    ("half-kneeling-hip-flexor-stretch", "knee-pain-kneeling", AVOID),
    ("knee-plank", "knee-pain-kneeling", MODIFY),
    ("deep-lunge", "knee-pain-kneeling", AVOID),
    ("plank", "knee-pain-kneeling", None),
    ("bridge", "knee-pain-kneeling", None),
    ("wall-squat", "knee-pain-loading", MODIFY),
    ("sit-to-stand", "knee-pain-loading", MODIFY),
    ("deep-lunge", "knee-pain-loading", AVOID),
    ("stationary-cycling", "knee-pain-loading", MODIFY),
    ("clamshell", "knee-pain-loading", None),
    ("seated-march", "knee-pain-loading", None),
    ("bird-dog", "wrist-pain", MODIFY),
    ("cat-cow", "wrist-pain", MODIFY),
    ("prone-press-up", "wrist-pain", AVOID),
    ("supported-standing-back-stretch", "wrist-pain", MODIFY),
    ("bridge", "wrist-pain", None),
    ("side-plank", "shoulder-pain", AVOID),
    ("bird-dog", "shoulder-pain", AVOID),
    ("dead-bug", "shoulder-pain", MODIFY),
    ("seated-side-bend", "shoulder-pain", MODIFY),
    ("open-book", "shoulder-pain", MODIFY),
    ("pallof-press", "shoulder-pain", MODIFY),
    ("walking", "shoulder-pain", None),
    ("sit-to-stand", "shoulder-pain", MODIFY),
    ("legs-up-rest", "shoulder-pain", None),
    ("abdominal-crunch", "neck-pain", AVOID),
    ("modified-curl-up", "neck-pain", AVOID),
    ("prone-trunk-lift", "neck-pain", AVOID),
    ("seated-sciatic-slider", "neck-pain", MODIFY),
    ("seated-march", "neck-pain", None),
    ("walking", "neck-pain", None),
    ("single-knee-to-chest", "hip-replacement", AVOID),
    ("double-knee-to-chest", "hip-replacement", AVOID),
    ("figure-four-stretch", "hip-replacement", AVOID),
    ("knee-to-opposite-shoulder", "hip-replacement", AVOID),
    ("seated-march", "hip-replacement", AVOID),
    ("seated-lumbar-flexion", "hip-replacement", AVOID),
    ("childs-pose", "hip-replacement", AVOID),
    ("sit-to-stand", "hip-replacement", MODIFY),
    ("bridge", "hip-replacement", MODIFY),
    ("abdominal-bracing", "hip-replacement", MODIFY),
    ("diaphragmatic-breathing", "hip-replacement", MODIFY),
    ("figure-four-stretch", "hip-pain", MODIFY),
    ("knee-to-opposite-shoulder", "hip-pain", AVOID),
    ("double-knee-to-chest", "hip-pain", AVOID),
    ("quadruped-rock-back", "hip-pain", MODIFY),
    ("plank", "hip-pain", None),
    ("shoulder-blade-squeeze", "hip-pain", None),
    ("supine-hamstring-stretch", "hamstring-neural", MODIFY),
    ("seated-hamstring-stretch", "hamstring-neural", MODIFY),
    ("bridge", "hamstring-neural", None),
    ("one-leg-stand", "balance", MODIFY),
    ("standing-hip-abduction", "balance", MODIFY),
    ("suitcase-carry", "balance", AVOID),
    ("sit-to-stand", "balance", MODIFY),
    ("standing-back-extension", "balance", AVOID),
    ("walking", "balance", MODIFY),
    ("bridge", "balance", MODIFY),
    ("seated-march", "balance", None),
    ("plank", "hypertension-breath", MODIFY),
    ("wall-squat", "hypertension-breath", MODIFY),
    ("romanian-deadlift", "hypertension-breath", MODIFY),
    ("single-leg-bridge", "hypertension-breath", MODIFY),
    ("lower-trunk-rotation", "hypertension-breath", None),
    ("legs-up-rest", "dizziness", MODIFY),
    ("seated-lumbar-flexion", "dizziness", AVOID),
    ("sit-to-stand", "dizziness", MODIFY),
    ("bird-dog", "dizziness", MODIFY),
    ("standing-back-extension", "dizziness", AVOID),
    ("shoulder-blade-squeeze", "dizziness", None),
    ("bridge", "floor-access", MODIFY),
    ("bird-dog", "floor-access", AVOID),
    ("deep-lunge", "floor-access", AVOID),
    ("supine-hip-flexor-stretch", "floor-access", None),
    ("sit-to-stand", "floor-access", None),
    ("wall-squat", "floor-access", None),
    ("romanian-deadlift", "grip", AVOID),
    ("suitcase-carry", "grip", AVOID),
    ("pallof-press", "grip", MODIFY),
    ("supine-hamstring-stretch", "grip", MODIFY),
    ("walking", "grip", None),
    ("bridge", "grip", None),
    ("walking", "cardiac", STOP_IF),
    ("bridge", "cardiac", MODIFY),
    ("cat-cow", "cardiac", STOP_IF),
    ("diaphragmatic-breathing", "cardiac", STOP_IF),
    ("plank", "cardiac", AVOID),
    ("dead-bug", "cardiac", AVOID),
    ("romanian-deadlift", "cardiac", AVOID),
    ("prone-lying", "prone-neck-shoulder", MODIFY),
    ("prone-press-up", "prone-neck-shoulder", MODIFY),
    ("prone-hip-extension", "prone-neck-shoulder", MODIFY),
    ("bridge", "prone-neck-shoulder", None),
    ("clamshell", "prone-neck-shoulder", None),
    ("walking", "progressive-neuro-deficit", AVOID),
    ("diaphragmatic-breathing", "progressive-neuro-deficit", AVOID),
    ("pelvic-tilt", "recent-spinal-surgery", AVOID),
    ("walking", "recent-spinal-surgery", AVOID),
    ("bridge", "early-pregnancy", None),
    ("walking", "early-pregnancy", None),
    ("abdominal-crunch", "postnatal", AVOID),
    ("plank", "postnatal", AVOID),
    ("dead-bug", "postnatal", AVOID),
    ("toe-taps", "postnatal", AVOID),
    ("bird-dog", "postnatal", STOP_IF),
    ("pelvic-tilt", "postnatal", None),
    ("diaphragmatic-breathing", "postnatal", None),
    ("walking", "postnatal", None),
    ("walking", "cardiac-not-cleared", AVOID),
    ("diaphragmatic-breathing", "cardiac-not-cleared", AVOID),
    ("plank", "hypertension-uncontrolled", AVOID),
    ("seated-march", "hypertension-uncontrolled", AVOID),
    ("brisk-walk", "cardiac", AVOID),
    ("loaded-sit-to-stand", "hypertension-breath", MODIFY),
    ("lifting-practice", "osteoporosis", AVOID),
    ("standing-forward-bend", "osteoporosis", AVOID),
    ("standing-forward-bend", "flexion-intolerant", AVOID),
    ("standing-forward-bend", "dizziness", AVOID),
    ("heel-raise", "dizziness", MODIFY),
    ("half-press-up", "stenosis-extension", AVOID),
    ("worktop-press-up", "wrist-pain", AVOID),
    ("band-row", "grip", MODIFY),
    ("step-up", "knee-pain-loading", AVOID),
    ("heel-toe-stand", "balance", MODIFY),
    ("brisk-walk", "irritable-nerve", AVOID),
    ("side-lying-rest", "late-pregnancy", None),
    ("prone-pillow-rest", "late-pregnancy", AVOID),
    ("floor-transfer", "floor-access", AVOID),
    ("toe-taps", "neck-pain", None),
]
"""What a physiotherapist would expect of the exercise, reasoned from the facts of the caution; None: no concern."""


@pytest.mark.parametrize(("exercise_id", "key", "level"), TRIPLES)
def test_hand_written_triples(exercise_id: str, key: str, level: CautionLevel | None) -> None:
    """The data agrees with a table that was reasoned from the facts, not read off the data."""
    assert of(exercise_id, key) == level


def test_triples_cover_every_caution() -> None:
    """Each packaged caution has at least two triples, and none is listed twice."""
    pairs = [(exercise_id, key) for exercise_id, key, _ in TRIPLES]
    keys = [key for _, key in pairs]

    assert len(pairs) == len(set(pairs))
    assert [key for key in CautionKey if keys.count(key) < 2] == []


def test_the_packaged_cautions_are_the_known_ones() -> None:
    """Thirty, one for each constant, each with a label in the first person."""
    assert sorted(caution.key for caution in CAUTIONS) == sorted(CautionKey)
    assert len(CAUTIONS) == 30
    assert all(caution.label and caution.fact for caution in CAUTIONS)


@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.key)
def test_an_avoided_exercise_is_never_found(caution: Caution) -> None:
    """The whole catalog against one caution: `where` leaves out just those to avoid."""
    avoided = {each.id for each in CATALOG.values() if of(each.id, caution.key) is AVOID}

    assert set(CATALOG.where(cautions=[caution.key])) == set(CATALOG) - avoided


@pytest.mark.parametrize("one", CAUTIONS, ids=lambda caution: caution.key)
def test_cautions_add_up(one: Caution) -> None:
    """Two cautions together leave out what either leaves out, and what cannot be changed for both."""
    alone = set(CATALOG.where(cautions=[one.key]))

    for other in CAUTIONS:
        both = set(CATALOG.where(cautions=[one.key, other.key]))
        either = alone & set(CATALOG.where(cautions=[other.key]))
        assert both <= either
        for id_ in either - both:
            changed = [adapted(CATALOG[id_], key) for key in (one.key, other.key)]
            assert all(each is not None and each.adapted_for for each in changed)


@pytest.mark.parametrize("caution", CAUTIONS, ids=lambda caution: caution.key)
def test_what_may_be_done_says_how(caution: Caution) -> None:
    """A rule to modify or to stop has an adaptation, or a sentence that says how or when."""
    for each in CATALOG.values():
        for rule in CATALOG.caution_rules(each, [caution.key]):
            changed = adapted(each, rule.key)
            assert rule.level is AVOID or rule.how.endswith(".") or (changed is not None and changed.adapted_for)


def test_no_rule_of_an_exercise_names_an_unknown_caution() -> None:
    """A misspelt key would silently protect nobody."""
    named = {rule.key for each in CATALOG.values() for rule in each.cautions}

    assert named <= {caution.key for caution in CAUTIONS}


def test_lying_in_pregnancy() -> None:
    """Nothing starts on the back or the front."""
    lying = {each.id for each in CATALOG.values() if each.position in (Position.SUPINE, Position.PRONE)}

    assert lying <= {each.id for each in CATALOG.values() if of(each.id, "late-pregnancy") is AVOID}


def test_no_way_to_the_floor() -> None:
    """What has to be done on the floor is avoided, unless a bed takes its place; getting down and up is avoided too."""
    for each in CATALOG.values():
        level, on_bed = of(each.id, "floor-access"), adapted(each, "floor-access")
        if each.needs_floor:
            assert level in (AVOID, MODIFY), each.id
            assert level is AVOID or (on_bed is not None and ("bed",) in on_bed.needs and not on_bed.needs_floor)
        else:
            assert (level is AVOID) == (each.family == "floor-transfer"), each.id


def test_a_bed_comes_into_a_routine_only_where_somebody_may_use_it() -> None:
    """It is not taken for granted in a home."""
    lying = Brief(10, cautions="floor-access", positions="supine")

    with pytest.raises(Infeasible):
        compose(lying)
    on_a_bed = compose(evolve(lying, equipment=["bed"]))
    assert all(("bed",) in item.exercise.needs and not item.exercise.needs_floor for item in on_a_bed.items)


def test_heart_trouble_leaves_gentle_work_with_its_stop_rule() -> None:
    """Hard work, held work, legs up and a low head are avoided; all else has a rule, to stop or to change it."""
    levels = {each.id: of(each.id, "cardiac") for each in CATALOG.values()}
    avoided = {id_ for id_, level in levels.items() if level is AVOID}

    assert None not in levels.values()
    assert {each.id for each in CATALOG.values() if each.difficulty > 3} <= avoided
    assert avoided >= {
        *("childs-pose", "legs-up-rest", "seated-lumbar-flexion", "standing-forward-bend", "thread-the-needle"),
        *("bridge-march", "knee-plank", "plank", "side-plank-knees", "wall-squat", "deep-lunge", "loaded-sit-to-stand"),
        *("abdominal-crunch", "dead-bug", "toe-taps", "prone-opposite-arm-leg-lift", "pallof-press"),
    }
    assert not avoided & {"walking", "steady-walk", "sit-to-stand", "cat-cow", "heel-raise", "diaphragmatic-breathing"}


def test_an_author_cannot_forget_what_follows_from_the_caution() -> None:
    """Positions, the floor, difficulty and referral hold for an exercise that names no caution at all."""
    bare = [evolve(each, cautions=(), adaptations=()) for each in CATALOG.values()]

    def avoided(key: str) -> set[str]:
        return {each.id for each in bare if CATALOG.is_avoided(each, [key])}

    lying = (Position.SUPINE, Position.PRONE)
    assert avoided("late-pregnancy") == {each.id for each in bare if each.position in lying}
    assert avoided("floor-access") == {each.id for each in bare if each.needs_floor}
    assert avoided("progressive-neuro-deficit") == avoided("recent-spinal-surgery") == set(CATALOG)


def test_a_limit_of_difficulty_holds_for_every_exercise() -> None:
    """No packaged caution has one; one that had would reach what names it nowhere."""
    weak = Caution(key="weak", label="I am weak", fact="Only light work.", level=STOP_IF, max_difficulty=2)
    catalog = Catalog(CATALOG.values(), conventions=evolve(PACKAGED, cautions=(*CAUTIONS, weak)))

    for each in catalog.values():
        (rule,) = catalog.caution_rules(each, "weak")
        assert (rule.level, rule.how) == ((AVOID, "") if each.difficulty > 2 else (STOP_IF, "Only light work."))


def test_whoever_has_to_be_seen_first_gets_no_exercise() -> None:
    """Four cautions name whom to see, and avoid the whole catalog."""
    refer = {caution.key for caution in CAUTIONS if caution.refer}

    assert refer == {
        *("progressive-neuro-deficit", "recent-spinal-surgery"),
        *("hypertension-uncontrolled", "cardiac-not-cleared"),
    }
    for key in refer:
        assert {of(each, key) for each in CATALOG} == {AVOID}
        assert len(CATALOG.where(cautions=[key])) == 0
