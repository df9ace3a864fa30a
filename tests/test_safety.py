"""The safety data, the questions and what follows from the answers, and the cautions of the whole catalog."""

import pickle
from itertools import combinations

import pytest
from attrs import evolve

from lowback import Brief, Catalog, LowbackError, Routine, Source, adapted, check, compose, default_catalog
from lowback._data import packaged_sources
from lowback.converters import structure, unstructure
from lowback.model import Caution, PainZone, RedFlag, StopRule
from lowback.safety import Advice, advise, pain_zone, pain_zones, screening, stop_rules
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
    "sexual-function": EMERGENCY,
    "bilateral-leg": EMERGENCY,
    "progressive-weakness": EMERGENCY,
    "major-trauma": EMERGENCY,
    "chest-pain": EMERGENCY,
    "aneurysm": EMERGENCY,
    "minor-trauma-fragile": URGENT,
    "cancer-history": URGENT,
    "fever-infection": URGENT,
    "lump-shape": URGENT,
    "age-onset": ROUTINE,
    "inflammatory": ROUTINE,
}

EMERGENCY_TEXT = "Call the emergency number or go to an emergency department now."
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


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_worst_urgency_wins(count: int) -> None:
    """Whatever signs are reported together."""
    for keys in combinations(URGENCIES, count):
        worst = min((URGENCIES[key] for key in keys), key=list(Urgency).index)

        advice = advise(keys)

        assert (advice.urgency, advice.text) == (worst, TEXTS[worst])
        assert {flag.key for flag in advice.flags} == set(keys)


def test_every_sign_at_once_is_an_emergency() -> None:
    """And names every sign in the order of the questions."""
    advice = advise(list(URGENCIES))

    assert advice.urgency is EMERGENCY
    assert advice.flags == screening()


def test_order_and_repetition_of_answers_mean_nothing() -> None:
    """Any iterable of keys will do."""
    assert advise(iter(["lump-shape", "chest-pain", "lump-shape"])) == advise({"chest-pain", "lump-shape"})


def test_advice_carries_its_sources_once_each() -> None:
    """As objects, in order of the flags that name them."""
    advice = advise(["bilateral-leg", "sexual-function", "lump-shape"])

    assert [source.id for source in advice.sources] == ["norfolk-ces", "sheffield-backpain"]


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


@pytest.mark.parametrize(("yes", "message"), SLIPS)
def test_a_slip_never_passes_for_a_no(yes: list[str], message: str) -> None:
    """An unknown key, a single word or a table of answers is refused."""
    with pytest.raises(LowbackError) as caught:
        advise(yes)

    assert str(caught.value) == message


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
    assert keys.index("hot-toe") == keys.index("age-onset") - 1


def test_advice_on_the_questions_of_a_catalog_names_its_sources_that_are_known() -> None:
    advice = advise(["hot-toe", "lump-shape"], CLINIC)

    assert advice == Advice(
        urgency=URGENT,
        text=URGENT_TEXT,
        flags=(next(flag for flag in PACKAGED.red_flags if flag.key == "lump-shape"), TOE),
        sources=(CATALOG.sources["sheffield-backpain"], LEAFLET),
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
    ("double-knee-to-chest", "osteoporosis-flexion", AVOID),
    ("abdominal-crunch", "osteoporosis-flexion", AVOID),
    ("childs-pose", "osteoporosis-flexion", AVOID),
    ("seated-lumbar-flexion", "osteoporosis-flexion", AVOID),
    ("cat-cow", "osteoporosis-flexion", MODIFY),
    ("pelvic-tilt", "osteoporosis-flexion", MODIFY),
    ("single-knee-to-chest", "osteoporosis-flexion", MODIFY),
    ("romanian-deadlift", "osteoporosis-flexion", MODIFY),
    ("seated-hamstring-stretch", "osteoporosis-flexion", MODIFY),
    ("hip-hinge", "osteoporosis-flexion", None),
    ("bridge", "osteoporosis-flexion", None),
    ("walking", "osteoporosis-flexion", None),
    ("prone-hip-extension", "osteoporosis-flexion", None),
    ("lower-trunk-rotation", "osteoporosis-rotation", MODIFY),
    ("open-book", "osteoporosis-rotation", MODIFY),
    ("seated-trunk-rotation", "osteoporosis-rotation", MODIFY),
    ("thread-the-needle", "osteoporosis-rotation", MODIFY),
    ("walking", "osteoporosis-rotation", None),
    ("bridge", "late-pregnancy-supine", AVOID),
    ("legs-up-rest", "late-pregnancy-supine", AVOID),
    ("clamshell", "late-pregnancy-supine", None),
    ("cat-cow", "late-pregnancy-supine", None),
    ("seated-march", "late-pregnancy-supine", None),
    ("prone-lying", "late-pregnancy-prone", AVOID),
    ("plank", "late-pregnancy-prone", AVOID),
    ("bird-dog", "late-pregnancy-prone", None),
    ("clamshell", "late-pregnancy-prone", None),
    ("one-leg-stand", "pelvic-girdle-pain", MODIFY),
    ("single-leg-bridge", "pelvic-girdle-pain", AVOID),
    ("clamshell", "pelvic-girdle-pain", MODIFY),
    ("bent-knee-fall-out", "pelvic-girdle-pain", MODIFY),
    ("childs-pose", "pelvic-girdle-pain", MODIFY),
    ("suitcase-carry", "pelvic-girdle-pain", MODIFY),
    ("deep-lunge", "pelvic-girdle-pain", MODIFY),
    ("bridge", "pelvic-girdle-pain", None),
    ("seated-pelvic-tilt", "pelvic-girdle-pain", None),
    ("abdominal-bracing", "pelvic-girdle-pain", None),
    ("prone-press-up", "radicular-peripheralise", STOP_IF),
    ("bridge", "radicular-peripheralise", STOP_IF),
    ("walking", "radicular-peripheralise", STOP_IF),
    ("diaphragmatic-breathing", "radicular-peripheralise", None),
    ("shoulder-blade-squeeze", "radicular-peripheralise", None),
    ("supine-sciatic-slider", "irritable-nerve", MODIFY),
    ("seated-sciatic-slider", "irritable-nerve", MODIFY),
    ("supine-hamstring-stretch", "irritable-nerve", AVOID),
    ("seated-hamstring-stretch", "irritable-nerve", AVOID),
    ("romanian-deadlift", "irritable-nerve", AVOID),
    ("diaphragmatic-breathing", "irritable-nerve", None),
    ("prone-press-up", "stenosis-extension", AVOID),
    ("standing-back-extension", "stenosis-extension", AVOID),
    ("prone-trunk-lift", "stenosis-extension", AVOID),
    ("prone-on-elbows", "stenosis-extension", MODIFY),
    ("cat-cow", "stenosis-extension", MODIFY),
    ("prone-lying", "stenosis-extension", MODIFY),
    ("single-knee-to-chest", "stenosis-extension", None),
    ("stationary-cycling", "stenosis-extension", None),
    ("pelvic-tilt", "stenosis-extension", None),
    ("prone-press-up", "spondylolisthesis-extension", AVOID),
    ("standing-back-extension", "spondylolisthesis-extension", AVOID),
    ("prone-trunk-lift", "spondylolisthesis-extension", AVOID),
    ("bridge", "spondylolisthesis-extension", MODIFY),
    ("prone-opposite-arm-leg-lift", "spondylolisthesis-extension", MODIFY),
    ("abdominal-bracing", "spondylolisthesis-extension", None),
    ("seated-lumbar-flexion", "flexion-intolerant", AVOID),
    ("childs-pose", "flexion-intolerant", AVOID),
    ("double-knee-to-chest", "flexion-intolerant", AVOID),
    ("abdominal-crunch", "flexion-intolerant", AVOID),
    ("single-knee-to-chest", "flexion-intolerant", MODIFY),
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
    ("childs-pose", "knee-pain-kneeling", MODIFY),
    ("cat-cow", "knee-pain-kneeling", MODIFY),
    ("half-kneeling-hip-flexor-stretch", "knee-pain-kneeling", MODIFY),
    ("knee-plank", "knee-pain-kneeling", MODIFY),
    ("deep-lunge", "knee-pain-kneeling", MODIFY),
    ("plank", "knee-pain-kneeling", None),
    ("bridge", "knee-pain-kneeling", None),
    ("wall-squat", "knee-pain-loading", MODIFY),
    ("sit-to-stand", "knee-pain-loading", MODIFY),
    ("deep-lunge", "knee-pain-loading", MODIFY),
    ("stationary-cycling", "knee-pain-loading", MODIFY),
    ("clamshell", "knee-pain-loading", None),
    ("seated-march", "knee-pain-loading", None),
    ("bird-dog", "wrist-pain", MODIFY),
    ("cat-cow", "wrist-pain", MODIFY),
    ("prone-press-up", "wrist-pain", MODIFY),
    ("supported-standing-back-stretch", "wrist-pain", MODIFY),
    ("bridge", "wrist-pain", None),
    ("side-plank", "shoulder-pain", MODIFY),
    ("bird-dog", "shoulder-pain", AVOID),
    ("dead-bug", "shoulder-pain", MODIFY),
    ("seated-side-bend", "shoulder-pain", MODIFY),
    ("open-book", "shoulder-pain", MODIFY),
    ("pallof-press", "shoulder-pain", MODIFY),
    ("walking", "shoulder-pain", None),
    ("sit-to-stand", "shoulder-pain", None),
    ("legs-up-rest", "shoulder-pain", None),
    ("abdominal-crunch", "neck-pain", MODIFY),
    ("modified-curl-up", "neck-pain", MODIFY),
    ("prone-trunk-lift", "neck-pain", MODIFY),
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
    ("abdominal-bracing", "hip-replacement", None),
    ("diaphragmatic-breathing", "hip-replacement", None),
    ("figure-four-stretch", "hip-pain", MODIFY),
    ("knee-to-opposite-shoulder", "hip-pain", MODIFY),
    ("double-knee-to-chest", "hip-pain", MODIFY),
    ("quadruped-rock-back", "hip-pain", MODIFY),
    ("plank", "hip-pain", None),
    ("shoulder-blade-squeeze", "hip-pain", None),
    ("supine-hamstring-stretch", "hamstring-neural", MODIFY),
    ("seated-hamstring-stretch", "hamstring-neural", MODIFY),
    ("bridge", "hamstring-neural", None),
    ("one-leg-stand", "balance", MODIFY),
    ("standing-hip-abduction", "balance", MODIFY),
    ("suitcase-carry", "balance", MODIFY),
    ("sit-to-stand", "balance", MODIFY),
    ("standing-back-extension", "balance", MODIFY),
    ("walking", "balance", MODIFY),
    ("bridge", "balance", None),
    ("seated-march", "balance", None),
    ("plank", "hypertension-breath", MODIFY),
    ("wall-squat", "hypertension-breath", MODIFY),
    ("romanian-deadlift", "hypertension-breath", MODIFY),
    ("single-leg-bridge", "hypertension-breath", MODIFY),
    ("lower-trunk-rotation", "hypertension-breath", None),
    ("legs-up-rest", "dizziness", MODIFY),
    ("seated-lumbar-flexion", "dizziness", MODIFY),
    ("sit-to-stand", "dizziness", MODIFY),
    ("bird-dog", "dizziness", MODIFY),
    ("standing-back-extension", "dizziness", MODIFY),
    ("shoulder-blade-squeeze", "dizziness", None),
    ("bridge", "floor-access", AVOID),
    ("bird-dog", "floor-access", AVOID),
    ("deep-lunge", "floor-access", AVOID),
    ("supine-hip-flexor-stretch", "floor-access", None),
    ("sit-to-stand", "floor-access", None),
    ("wall-squat", "floor-access", None),
    ("romanian-deadlift", "grip", MODIFY),
    ("suitcase-carry", "grip", MODIFY),
    ("pallof-press", "grip", MODIFY),
    ("supine-hamstring-stretch", "grip", MODIFY),
    ("walking", "grip", None),
    ("bridge", "grip", None),
    ("walking", "cardiac", STOP_IF),
    ("bridge", "cardiac", STOP_IF),
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
    """Twenty-eight, one for each constant, each with a label in the first person."""
    assert sorted(caution.key for caution in CAUTIONS) == sorted(CautionKey)
    assert len(CAUTIONS) == 28
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


@pytest.mark.parametrize(
    ("key", "position"),
    [("late-pregnancy-supine", Position.SUPINE), ("late-pregnancy-prone", Position.PRONE)],
)
def test_lying_in_pregnancy(key: str, position: Position) -> None:
    """Every exercise that starts in the position is avoided, and only those."""
    lying = {each.id for each in CATALOG.values() if each.position is position}

    assert {each.id for each in CATALOG.values() if of(each.id, key) is AVOID} == lying


def test_no_way_to_the_floor() -> None:
    """Every exercise that has to be done on the floor is avoided, and only those."""
    floor = {each.id for each in CATALOG.values() if each.needs_floor}

    assert {each.id for each in CATALOG.values() if of(each.id, "floor-access") is AVOID} == floor


def test_heart_trouble_leaves_gentle_work_with_its_stop_rule() -> None:
    """Difficulty 1 and 2 pass and carry the rule; harder exercises are avoided."""
    expected = {each.id: STOP_IF if each.difficulty <= 2 else AVOID for each in CATALOG.values()}

    assert {each: of(each, "cardiac") for each in CATALOG} == expected


def test_an_author_cannot_forget_what_follows_from_the_caution() -> None:
    """Positions, the floor, difficulty and referral hold for an exercise that names no caution at all."""
    bare = [evolve(each, cautions=()) for each in CATALOG.values()]

    def avoided(key: str) -> set[str]:
        return {each.id for each in bare if CATALOG.is_avoided(each, [key])}

    assert avoided("late-pregnancy-supine") == {each.id for each in bare if each.position is Position.SUPINE}
    assert avoided("late-pregnancy-prone") == {each.id for each in bare if each.position is Position.PRONE}
    assert avoided("floor-access") == {each.id for each in bare if each.needs_floor}
    assert avoided("cardiac") == {each.id for each in bare if each.difficulty > 2}
    assert all(CATALOG.caution_rules(each, ["cardiac"]) for each in bare)
    assert avoided("progressive-neuro-deficit") == avoided("recent-spinal-surgery") == set(CATALOG)


def test_whoever_has_to_be_seen_first_gets_no_exercise() -> None:
    """Two cautions name whom to see, and avoid the whole catalog."""
    refer = {caution.key for caution in CAUTIONS if caution.refer}

    assert refer == {"progressive-neuro-deficit", "recent-spinal-surgery"}
    for key in refer:
        assert {of(each, key) for each in CATALOG} == {AVOID}
        assert len(CATALOG.where(cautions=[key])) == 0
