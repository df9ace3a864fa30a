"""A page that plays a routine holds all of its timeline, and nothing that a browser would obey or fetch."""

import gzip
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from functools import cache, partial
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import html5lib
import pytest
from attrs import evolve

from by_hand import steps_told
from lowback import Brief, Exercise, Routine, Timeline, compose, default_catalog
from lowback._words import Words, seconds_to_say
from lowback.model import CautionRule
from lowback.render import html
from lowback.render.html._pictures import sights, sprite_of
from lowback.render.svg import ThemeName
from lowback.render.svg._style import Style
from lowback.render.svg._themes import LINE
from lowback.timeline import Cue, CueKind, Side
from lowback.vocabulary import CautionLevel, Laterality, Role

page = partial(html.render, player=True)

CATALOG = default_catalog()
ROUTINE = compose(
    Brief(
        10,
        cautions=["hip-pain", "grip"],
        include=["bird-dog", "figure-four-stretch"],
        max_difficulty=3,
        seed=5,
    )
)

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=alert(1) \u2028\x00\u202e]]>{{x}}&lt;"
)


class Reader(HTMLParser):
    """What a parser finds in a page."""

    def __init__(self, paper: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.raw: dict[str, str] = {}
        self._inside = ""
        self.feed(paper)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self._inside = dict(attrs).get("type") or tag

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.raw[self._inside] = self.raw.get(self._inside, "") + data
        elif data.strip():
            self.texts.append(data.strip())

    def values(self, name: str) -> list[str]:
        """Every value of an attribute, in order."""
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]

    @property
    def data(self) -> Any:
        return json.loads(self.raw["application/json"])


@cache
def read(routine: Routine = ROUTINE) -> Reader:
    return Reader(page(routine))


def one_exercise(exercise: Exercise, *, cautions: tuple[CautionRule, ...] = ()) -> Routine:
    """A routine of one exercise; the seconds are those of a composed one."""
    item = compose(Brief(5, include=[exercise.id])).items
    mine = next(each for each in item if each.exercise.id == exercise.id)
    return evolve(ROUTINE, items=(evolve(mine, exercise=exercise, cautions=cautions),))


def hostile() -> Routine:
    """A routine with a hostile text in each field that people see."""
    bridge = CATALOG["bridge"]
    steps = tuple(evolve(step, text=HOSTILE, short_text=HOSTILE) for step in bridge.steps)
    exercise = evolve(bridge, name=HOSTILE, steps=steps, breathing=HOSTILE)
    rule = CautionRule(key="own", level=CautionLevel.MODIFY, how=HOSTILE)
    routine = one_exercise(exercise, cautions=(rule,))
    caution = next(evolve(each, label=HOSTILE) for each in routine.conventions.cautions if each.key == "grip")
    return evolve(
        routine,
        brief=evolve(routine.brief, cautions=(caution.key,)),
        conventions=evolve(routine.conventions, cautions=(caution,)),
        stop_rules=tuple(evolve(rule, text=HOSTILE) for rule in routine.stop_rules),
        red_flags=tuple(evolve(flag, question=HOSTILE) for flag in routine.red_flags),
    )


# The timeline ------------------------------------------------------------------------------------


def told(cue: Cue) -> dict[str, object]:
    """A cue as the script reads it, but for its picture."""
    dose = ROUTINE.items[cue.item_index].dose
    which = [f"set {cue.set} of {dose.sets}"] if cue.set and dose.sets > 1 else []
    which += [f"{cue.side} side"] if cue.side else []
    fields = {
        "start": cue.start,
        "duration": cue.duration,
        "kind": cue.kind.value,
        "item": cue.item_index,
        "text": cue.text,
        "short": cue.short_text,
        "step": cue.step_index,
        "part": ", ".join(which).capitalize() or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def test_every_cue_is_in_the_page() -> None:
    timeline = Timeline.of(ROUTINE)
    heard = {"announce", "spoken", "say", "sayShort", "signal"}
    more = {"picture", "from", "mirrored", "until", "less", "number", "then", "count", "set", "rep", *heard}

    cues = [{name: value for name, value in cue.items() if name not in more} for cue in read().data["cues"]]

    assert cues == [told(cue) for cue in timeline.cues]
    assert read().data["seconds"] == 600


def test_each_exercise_tells_when_it_begins_and_what_to_take_care_of() -> None:
    starts = [sum(item.seconds for item in ROUTINE.items[:index]) for index in range(len(ROUTINE.items))]
    items = read().data["items"]

    assert [item["start"] for item in items] == starts
    assert [item["name"] for item in items] == [item.exercise.name for item in ROUTINE.items]
    for found, item in zip(items, ROUTINE.items, strict=True):
        assert found["steps"] == [step.text for step in item.exercise.steps]
        assert found["next"] == f"Next: {item.exercise.name}."
        asked = Words.of(ROUTINE).asked(item.exercise, item.cautions)
        assert all(line in found["care"] for line in asked)
        assert bool(found["care"]) == bool(asked)


def test_what_concerns_the_whole_routine_is_shown_with_the_first_exercise() -> None:
    first, *others = read(compose(Brief(5, cautions=["cardiac"]))).data["items"]

    assert first["care"].startswith("In every exercise: Stop at once with chest pain")
    assert not any("In every exercise" in each["care"] for each in others)


def test_people_who_do_not_see_it_are_told_the_next_exercise_and_the_other_side_and_no_more() -> None:
    routine = compose(Brief(15, include=["figure-four-stretch"]))
    cues = Timeline.of(routine).cues
    firsts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(cues)) if a.item_index != b.item_index)]
    changes = [index for index, cue in enumerate(cues) if cue.kind is CueKind.CHANGE_SIDE]

    news = {index: cue["announce"] for index, cue in enumerate(read(routine).data["cues"]) if "announce" in cue}

    assert changes
    assert sorted(news) == sorted([*firsts, *changes])
    assert {news[index] for index in changes} == {"Change to the other side."}
    assert all(news[index].startswith(cues[index].exercise.name) for index in firsts)


def test_the_other_side_is_told_where_changing_takes_no_time() -> None:
    timing = evolve(ROUTINE.conventions.timing, change_side=0)
    routine = evolve(ROUTINE, conventions=evolve(ROUTINE.conventions, timing=timing))
    sides = sum(item.exercise.laterality is Laterality.UNILATERAL for item in routine.items)

    assert sum(cue.get("announce") == "Change to the other side." for cue in read(routine).data["cues"]) == sides > 0


def test_beside_the_number_stands_of_how_many() -> None:
    """A repetition that is the large number itself is not named twice."""
    for cue, shown in zip(Timeline.of(ROUTINE).cues, read().data["cues"], strict=True):
        reps = ROUTINE.items[cue.item_index].dose.reps
        if cue.repetition is None:
            assert "count" not in shown
        elif "until" in shown:
            assert shown["count"] == f"{cue.repetition} of {reps}"
        else:
            assert (shown["number"], shown["count"]) == (cue.repetition, f"of {reps}")


# What is heard -----------------------------------------------------------------------------------


@pytest.mark.parametrize("cautions", [[], ["knee-pain-loading", "grip"], ["cardiac"], ["radicular-peripheralise"]])
def test_what_is_said_can_be_said_while_its_cue_lasts(cautions: list[str]) -> None:
    for cue in read(compose(Brief(15, cautions=cautions, max_difficulty=3))).data["cues"]:
        assert seconds_to_say(cue["spoken"]) == cue["say"] <= cue["duration"]
        assert seconds_to_say(cue["short"]) == cue["sayShort"] <= cue["duration"]


def test_repetitions_are_told_in_words_twice_and_then_counted() -> None:
    """The two first ones of an exercise, and the first of each later set, which begins after a rest."""
    strength = next(item for item in compose(Brief(10, include=["bridge"])).items if item.exercise.id == "bridge")
    dose = evolve(strength.dose, sets=2, reps=4)
    routine = evolve(ROUTINE, items=(evolve(strength, dose=dose, work_seconds=strength.exercise.work_seconds(dose)),))
    cues = [cue for cue in read(routine).data["cues"] if "number" in cue]
    found: dict[tuple[str, int], list[str]] = {}
    for cue in cues:
        found.setdefault((cue["part"], cue["number"]), []).append(cue["spoken"])
    steps = {step.role: step for step in strength.exercise.steps}
    up, hold, down = (steps[role].short_text for role in (Role.MOVE, Role.HOLD, Role.RETURN))

    one, two = "Set 1 of 2", "Set 2 of 2"
    assert found[one, 2] == [up, hold, down]
    assert found[one, 3] == found[two, 3] == ["3.", "Hold.", "Come back."]
    assert found[one, 4] == found[two, 4] == ["Last one.", "Hold.", "Come back."]
    assert found[two, 1] == [up, hold, down]
    assert found[two, 2] == ["2.", "Hold.", "Come back."]


def test_what_cautions_ask_is_said() -> None:
    timeline = Timeline.of(ROUTINE)

    for cue, shown in zip(timeline.cues, read().data["cues"], strict=True):
        assert cue.care in shown["spoken"]


def test_each_part_begins_with_a_signal() -> None:
    timeline = Timeline.of(ROUTINE)
    signals = {cue["start"]: cue["signal"] for cue in read().data["cues"] if "signal" in cue}

    assert sorted(signals) == list(timeline.parts) == read().data["parts"]
    assert {start for start, name in signals.items() if name == "begin"} == {
        start for start in timeline.parts if timeline.at(start).set is not None
    }


# Pictures ----------------------------------------------------------------------------------------


def test_every_picture_that_is_named_is_there_once() -> None:
    symbols = [attributes["id"] for tag, attributes in read().tags if tag == "symbol"]
    scores = (read().data, *read().data["sides"].values())
    cues = {cue["picture"] for each in scores for cue in each["cues"] if "picture" in cue}
    ids = read().values("id")
    uses = {href.removeprefix("#") for href in read().values("href") if href.startswith("#")}

    assert len(symbols) > 5
    assert cues == set(symbols) == set(read().data["pictures"])
    assert len(ids) == len(set(ids))
    assert uses <= set(ids)


@pytest.mark.parametrize("exercise", ["bridge", "single-knee-to-chest", "bent-knee-fall-out", "open-book"])
def test_during_a_step_its_pose_is_seen_from_the_side_at_work(exercise: str) -> None:
    timeline = Timeline.of(one_exercise(CATALOG[exercise]))

    for cue, sight in zip(timeline.cues, sights(timeline), strict=True):
        assert sight is not None
        if cue.step is not None and cue.step.pose:
            assert sight.pose == cue.step.pose
        if cue.side is not None:
            assert sight.mirrored == (cue.side is Side.OTHER)


def test_before_and_after_the_work_the_nearest_pose_is_seen() -> None:
    exercise = CATALOG["single-knee-to-chest"]
    steps = tuple(evolve(step, pose="") if step.role in ("setup", "finish") else step for step in exercise.steps)
    routine = one_exercise(evolve(exercise, steps=steps))
    timeline = Timeline.of(evolve(routine, items=(evolve(routine.items[0], pause_seconds=9),)))

    seen = {cue.kind: sight for cue, sight in zip(timeline.cues, sights(timeline), strict=True)}

    assert {kind: sight and (sight.pose, sight.mirrored) for kind, sight in seen.items()} == {
        CueKind.GET_READY: ("hug", False),
        CueKind.SETUP: ("hug", False),
        CueKind.MOVE: ("hug", True),
        CueKind.HOLD: ("hug", True),
        CueKind.HALFWAY: ("hug", True),
        CueKind.CHANGE_SIDE: ("hug", True),
        CueKind.RETURN: ("start", True),
        CueKind.CHANGE_POSITION: ("start", True),
        CueKind.CLOSING_REST: ("start", True),
    }


def test_the_figure_moves_on_the_ways_out_and_back_and_in_no_other_cue() -> None:
    cues = read(one_exercise(CATALOG["sit-to-stand"])).data["cues"]
    start, stand = (next(cue["picture"] for cue in cues if cue["kind"] == kind) for kind in ("return", "move"))

    assert {(cue["kind"], cue["from"], cue["picture"]) for cue in cues if "from" in cue} == {
        ("move", start, stand),
        ("return", stand, start),
    }
    assert all("from" in cue for cue in cues if cue["kind"] in {"move", "return"})


def test_where_the_figure_moves_there_is_a_way_between_two_poses() -> None:
    data = read().data
    cues = [cue for each in (data, *data["sides"].values()) for cue in each["cues"]]
    moves = {(cue["from"], cue["picture"]) for cue in cues if "from" in cue}
    ways = {tuple(pair.split()) for pair in data["ways"]}

    assert len(ways) > 5
    assert moves <= ways | {(end, start) for start, end in ways}
    assert {id_ for pair in ways for id_ in pair} == set(data["poses"])


@pytest.mark.parametrize("exercise", ["band-row", "suitcase-carry", "hip-hinge", "pelvic-tilt"])
def test_a_figure_that_holds_something_or_hardly_moves_stands_still(exercise: str) -> None:
    """What is held would stay behind; a lens shows what is too small to be seen."""
    own = CATALOG[exercise]
    dose = own.dose.starter
    item = evolve(
        ROUTINE.items[0], exercise=own, cautions=(), dose=dose, gap_seconds=60, work_seconds=own.work_seconds(dose)
    )
    cues = read(evolve(ROUTINE, items=(item,))).data["cues"]

    assert len({cue["picture"] for cue in cues}) > 1
    assert not any("from" in cue for cue in cues)


def test_the_poses_of_an_exercise_have_one_frame() -> None:
    """What does not move stays where it is."""
    sprite = sprite_of([Timeline.of(one_exercise(CATALOG["bridge"]))], Style.of("light"))

    frames = {each.split(">")[0] for each in sprite.pictures.values()}

    assert len(sprite.pictures) == 2
    assert len(frames) == 1


def test_an_exercise_without_a_picture_is_played_without_one() -> None:
    exercise = evolve(CATALOG["bridge"], steps=tuple(evolve(step, pose="") for step in CATALOG["bridge"].steps))

    assert not any("picture" in cue for cue in read(one_exercise(exercise)).data["cues"])
    assert not read(one_exercise(exercise)).values("aria-label")[0].startswith(exercise.name)


def test_a_pose_that_the_picture_does_not_have_is_not_seen() -> None:
    steps = tuple(evolve(step, pose="other" if step.role == "hold" else step.pose) for step in CATALOG["bridge"].steps)
    found = read(one_exercise(evolve(CATALOG["bridge"], steps=steps))).data["cues"]

    assert all(("picture" in cue) == (cue["kind"] not in {"hold", "halfway"}) for cue in found)


# Without a script, and on paper ------------------------------------------------------------------


def visible(routine: Routine) -> str:
    return "\n".join(read(routine).texts)


def test_without_a_script_it_reads_as_a_list() -> None:
    words = visible(ROUTINE)

    for item, steps in steps_told(ROUTINE):
        assert item.exercise.name in words
        assert all(step.text in words for step in steps if step.seconds)
        assert all(rule.how in words for rule in item.cautions)
    assert all(rule.text in words for rule in ROUTINE.stop_rules)
    assert all(flag.question in words for flag in ROUTINE.red_flags)
    assert "No doctor or physiotherapist has checked it" in words
    buttons = {f"from-{number}" for number in range(1, len(ROUTINE.items) + 1)}
    hidden = {attributes.get("id") for _, attributes in read().tags if "hidden" in attributes}
    asking = {"talk", "talk-wait", "talk-signs", "rest", "side", "tell", "tell-early", "forget", "full"}
    assert hidden == {"start", "anew", "missing", "player", *asking, *buttons}


def test_a_routine_without_exercises_is_a_page() -> None:
    found = read(evolve(ROUTINE, items=()))

    assert (found.data["cues"], found.data["items"], found.data["seconds"]) == ([], [], 0)


# No network, nothing to obey ---------------------------------------------------------------------


def policy(found: Reader) -> dict[str, str]:
    (content,) = (each["content"] for tag, each in found.tags if tag == "meta" and each.get("http-equiv"))
    return dict(part.strip().split(" ", 1) for part in (content or "").split(";"))


def test_only_the_script_and_the_style_of_the_page_are_allowed() -> None:
    found = read()

    def named(content: str) -> str:
        return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"

    assert policy(found) == {
        "default-src": "'none'",
        "script-src": named(found.raw["script"]),
        "style-src": named(found.raw["style"]),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_is_fetched() -> None:
    paper = page(ROUTINE)

    assert not re.findall(r"url\((?!#)|@import|\bsrc=|fetch\(|XMLHttpRequest|WebSocket|sendBeacon", paper)
    sources = {source.url for item in ROUTINE.items for source in item.exercise.sources}
    assert {href for href in read().values("href") if href and not href.startswith("#")} <= sources


@pytest.mark.parametrize("routine", [ROUTINE, hostile()], ids=["mixed", "hostile"])
def test_a_strict_reader_finds_no_fault(routine: Routine) -> None:
    assert html5lib.HTMLParser(strict=True).parse(page(routine)) is not None


def test_the_script_writes_no_markup_and_runs_no_text() -> None:
    script = read().raw["script"]

    assert not re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|\.style\b", script)


def handlers(found: Reader) -> Iterator[str]:
    return (name for _, attributes in found.tags for name in attributes if name.startswith("on") or name == "style")


def test_texts_of_a_catalog_are_data() -> None:
    found = read(hostile())
    tame = " ".join(HOSTILE.translate({0: "\N{REPLACEMENT CHARACTER}", 0x202E: "\N{REPLACEMENT CHARACTER}"}).split())

    assert [tag for tag, _ in found.tags if tag == "script"] == ["script", "script"]
    assert not list(handlers(found))
    assert "img" not in {tag for tag, _ in found.tags}
    assert not set("<>&\u2028\u2029") & set(found.raw["application/json"])
    assert found.data["items"][0]["name"] == tame
    assert set(found.data["items"][0]["steps"]) == {tame}
    assert any(tame in text for text in found.texts)
    assert not {"\x00", "\u202e", "\u2028"} & set(page(hostile()))


# Size, sameness, themes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "mix", "kilobytes"),
    [*((10, mix.id, 120) for mix in CATALOG.conventions.mixes), (30, "mixed", 250), (30, "strength", 250)],
)
def test_a_page_is_small_on_its_way(mix: str, minutes: int, kilobytes: int) -> None:
    """Packed with gzip, as servers send it."""
    paper = page(compose(Brief(minutes, mix))).encode()

    assert len(gzip.compress(paper)) < 1000 * kilobytes
    assert len(paper) < 1_500_000


def test_the_same_routine_is_the_same_page_in_every_process() -> None:
    program = (
        "import hashlib; from lowback import Brief, compose; from lowback.render import html;"
        "print(hashlib.sha256(html.render(compose(Brief(3)), player=True).encode()).hexdigest())"
    )
    here = sha256(page(compose(Brief(3))).encode()).hexdigest()

    other = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, check=True
    )

    assert other.stdout.decode().strip() == here


def test_without_a_theme_it_is_light_or_dark_as_the_device() -> None:
    assert "prefers-color-scheme:dark" in read().raw["style"]


@pytest.mark.parametrize("theme", [*ThemeName, LINE])
def test_with_a_theme_it_has_its_colours(theme: ThemeName) -> None:
    style = Reader(page(ROUTINE, theme=theme)).raw["style"]

    assert "prefers-color-scheme" not in style


def test_pictures_have_the_look_and_the_build_that_are_asked_for() -> None:
    pages = {page(ROUTINE, look=look, build=build) for look in ("fair", "deep") for build in ("average", "broad")}

    assert len(pages) == 4
    assert sum("#96623f" in each for each in pages) == 2


@pytest.mark.parametrize("wrong", [{"theme": "dim"}, {"look": "blue"}, {"build": "tiny"}])
def test_an_unknown_style_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        page(ROUTINE, **wrong)  # type: ignore[arg-type]  # each is wrong


# In other pages ----------------------------------------------------------------------------------


def test_the_sums_are_those_of_the_policy() -> None:
    found, sums = read(), html.digests(page(ROUTINE))

    assert (policy(found)["script-src"], policy(found)["style-src"]) == (sums.script, sums.style)
    assert html.digests(html.render(ROUTINE)).script == ""


def test_a_nonce_is_that_of_style_and_script() -> None:
    for fragment in (False, True):
        paper = page(ROUTINE, nonce="c2VjcmV0", fragment=fragment)

        assert re.findall(r'<(style|script) nonce="c2VjcmV0">', paper) == ["style", "script"]
        assert html.digests(paper).style == f"'sha256-{b64encode(sha256(_inside(paper, 'style')).digest()).decode()}'"


def _inside(paper: str, tag: str) -> bytes:
    return paper.partition(f"<{tag} ")[2].partition(">")[2].partition(f"</{tag}>")[0].encode()


def test_a_part_of_a_page_has_no_head_and_one_tree_of_its_own() -> None:
    paper = page(ROUTINE, fragment=True)
    tags = [tag for tag, _ in Reader(paper).tags]

    assert paper.startswith('<div class="lowback-player" lang="en" dir="ltr"><template shadowrootmode="open"><style>')
    assert not {"html", "head", "body", "main", "meta", "title"} & set(tags)
    assert ":root" not in Reader(paper).raw["style"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("origin", each) for each in ("*", "https://a.example/", "https://a.example/x", "a.example", "null", 'x"')),
        *(("origin", each) for each in ("javascript:alert(1)", "https://*.example", "https://A.example", "file://")),
        *(("nonce", each) for each in ('"', "a b", "<", "x' 'unsafe-inline", "===")),
        *(("emergency_number", each) for each in ("1", "call", "112;", "tel:112", "+")),
        *(("session", each) for each in (0, -1)),
    ],
)
def test_what_a_host_must_not_say_is_refused(option: str, value: object) -> None:
    with pytest.raises(ValueError, match=rf"html\.render\.{option}"):
        page(ROUTINE, **{option: value})  # type: ignore[arg-type]  # each is wrong


@pytest.mark.parametrize("origin", ["https://app.example", "http://localhost:8000", "http://[::1]:8000"])
def test_an_origin_is_in_the_data_and_nowhere_else(origin: str) -> None:
    found = Reader(page(ROUTINE, origin=origin))

    assert found.data["origin"] == origin
    assert not re.findall(r"postMessage\([^)]*['\"]\*['\"]", found.raw["script"])
    assert read().data["origin"] == read().data["host"] == ""
