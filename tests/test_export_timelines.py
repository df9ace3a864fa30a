"""A timeline on paper: captions and speech that independent readers understand, whatever the texts are."""

import re
from html import unescape
from itertools import cycle, pairwise
from xml.etree import ElementTree as ET

import pytest
import webvtt
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lowback import Brief, Routine, Timeline, compose
from lowback._words import ENGLISH
from lowback.diagnostics import Severity
from lowback.errors import ImpossibleValue
from lowback.export import ssml
from lowback.export import webvtt as captions
from lowback.model import CautionRule, Equipment
from lowback.timeline import Detail
from lowback.vocabulary import CautionLevel

ROUTINE = compose(Brief(3, cautions=["grip"]))
TIMELINES = [Timeline.of(ROUTINE, detail) for detail in Detail]

HOSTILE = (
    "\n\n00:00:00.000 --> 00:00:01.000\nyours",
    "-->",
    "<script>alert(1)</script>",
    "</s></speak>",
    "<break time='9999s'/>",
    "]]>",
    "<!--",
    "&lt;",
    "&",
    '"',
    "\x00",
    "\x1b[2J",
    "\u202eback",
    "\u2028",
    "\r\r",
    "\ud800",
    "\uffff",
    "NOTE",
    "\U00030000 \U0001f600 ä",
)


def texts() -> st.SearchStrategy[str]:
    """Any text with something to see, and often a hostile one."""
    parts = st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=3)
    return st.lists(parts, min_size=1, max_size=4).map("".join).filter(str.strip)


def wild() -> st.SearchStrategy[list[str]]:
    """A text for each place of `hostile`."""
    return st.lists(texts(), min_size=11, max_size=11)


def hostile(words: list[str], detail: Detail) -> Timeline:
    """A timeline with these texts wherever a catalog may have texts that are told."""
    name, thing, how, *told = words
    items = list(ROUTINE.items)
    exercise = items[0].exercise
    steps = tuple(
        evolve(step, text=text, short_text=short)
        for step, text, short in zip(exercise.steps, cycle(told[::2]), cycle(told[1::2]), strict=False)
    )
    items[0] = evolve(
        items[0],
        exercise=evolve(exercise, name=name, steps=steps, needs=(("thing",),)),
        cautions=(CautionRule(key="own", level=CautionLevel.MODIFY, how=how),),
    )
    things = (*ROUTINE.conventions.equipment, Equipment(id="thing", name=thing, always=True))
    return Timeline.of(
        evolve(ROUTINE, items=tuple(items), conventions=evolve(ROUTINE.conventions, equipment=things)), detail
    )


def plain(text: str) -> str:
    """What a reader should get: one line, and a sign in place of what no paper can hold."""
    bad = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u061c\u200e\u200f]")
    turning = re.compile("[\u202a-\u202e\u2066-\u2069]")
    return turning.sub("\ufffd", bad.sub("\ufffd", " ".join(text.split())))


# WebVTT ------------------------------------------------------------------------------------------


def read_captions(paper: str) -> list[tuple[int, int, str]]:
    """What an independent reader finds."""
    return [
        (caption.start_in_seconds, caption.end_in_seconds, unescape(caption.raw_text))
        for caption in webvtt.from_string(paper).captions
    ]


@pytest.mark.parametrize("timeline", TIMELINES, ids=lambda timeline: timeline.detail)
def test_each_cue_is_a_caption(timeline: Timeline) -> None:
    assert read_captions(captions.dumps(timeline)) == [(cue.start, cue.end, cue.spoken) for cue in timeline.cues]


def test_a_routine_is_told_step_by_step() -> None:
    assert captions.dumps(ROUTINE) == captions.dumps(TIMELINES[0])
    assert ssml.dumps(ROUTINE) == ssml.dumps(TIMELINES[0])
    assert captions.losses(ROUTINE) == captions.losses(TIMELINES[0])
    assert ssml.losses(ROUTINE) == ssml.losses(TIMELINES[0])


def test_captions_begin_like_this() -> None:
    cues = TIMELINES[0].cues

    assert captions.dumps(ROUTINE).split("\n")[:6] == [
        "WEBVTT",
        "",
        f"00:00:00.000 --> 00:00:{cues[0].end:02}.000",
        cues[0].spoken,
        "",
        f"00:00:{cues[1].start:02}.000 --> 00:00:{cues[1].end:02}.000",
    ]


def test_hours_are_counted() -> None:
    first, *others = ROUTINE.items
    hours = 3600 + 7 * 60 + 40
    items = (evolve(first, pause_seconds=hours - first.gap_seconds - first.work_seconds), *others)

    assert "\n01:07:40.000 --> 01:07:" in captions.dumps(evolve(ROUTINE, items=items))


WEBVTT = re.compile(
    r"WEBVTT\n(?:\n(\d{2,}):[0-5]\d:[0-5]\d\.\d{3} --> (\d{2,}):[0-5]\d:[0-5]\d\.\d{3}\n"
    r"(?:[^\n\r\0<>&]|&(?:amp|lt|gt);)+\n)*"
)
"""The grammar of the specification (4.1), as far as captions of one line without markup use it."""


@given(wild(), st.sampled_from(Detail))
def test_no_text_breaks_captions(words: list[str], detail: Detail) -> None:
    timeline = hostile(words, detail)
    paper = captions.dumps(timeline)
    told = [(cue.start, cue.end, plain(cue.spoken)) for cue in timeline.cues]
    shown = [(0, timeline.routine.items[0].gap_seconds, plain(line)) for _, line in timeline.unsaid]

    assert WEBVTT.fullmatch(paper)
    assert paper.encode().decode() == paper
    assert read_captions(paper) == [told[0], *shown, *told[1:]]


def test_what_a_caution_asks_is_shown_where_there_is_no_time_to_say_it() -> None:
    """Beside the cues, until the work begins."""
    how = "Do less. " * 30
    timeline = Timeline.of(_with(CautionRule(key="own", level=CautionLevel.MODIFY, how=how)))
    first = timeline.cues[0]

    assert read_captions(captions.dumps(timeline))[:2] == [
        (0, first.end, first.spoken),
        (0, timeline.routine.items[0].gap_seconds, f"Take care: {how.strip()}"),
    ]


# SSML --------------------------------------------------------------------------------------------

NAMESPACE = "{http://www.w3.org/2001/10/synthesis}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TIME = re.compile(r"\+?(?:\d*\.)?\d+(?:s|ms)")
"""A time designation (SSML 1.1, schema)."""


def read_speech(paper: str) -> list[tuple[str, str, int]]:
    """Mark, words and milliseconds of the break after them, by an XML reader; nothing else may be there."""
    root = ET.fromstring(paper)
    assert (root.tag, root.get("version"), set(root.attrib)) == (f"{NAMESPACE}speak", "1.1", {"version", LANGUAGE})
    assert not (root.text or "").strip()
    found: list[tuple[str, str, int]] = []
    for element in root:
        assert len(element) == 0
        assert not (element.tail or "").strip()
        match element.tag.removeprefix(NAMESPACE):
            case "mark":
                assert set(element.attrib) == {"name"}
                found.append((element.attrib["name"], "", 0))
            case "s":
                assert not element.attrib
                assert not found[-1][1]
                found[-1] = (found[-1][0], element.text or "", 0)
            case "break":
                assert set(element.attrib) == {"time"}
                assert TIME.fullmatch(element.attrib["time"])
                milliseconds = int(element.attrib["time"].removesuffix("ms"))
                assert 0 < milliseconds <= 10_000
                found[-1] = (*found[-1][:2], found[-1][2] + milliseconds)
            case other:
                raise AssertionError(other)
    return found


@pytest.mark.parametrize("timeline", TIMELINES, ids=lambda timeline: timeline.detail)
def test_each_cue_is_a_mark_a_sentence_and_a_break(timeline: Timeline) -> None:
    """In a calm voice, speech and break last as long as the cue, to the millisecond."""
    found = read_speech(ssml.dumps(timeline))

    assert [(mark, words) for mark, words, _ in found] == [
        (f"cue-{index}", cue.spoken) for index, cue in enumerate(timeline.cues)
    ]
    for cue, (_, words, left) in zip(timeline.cues, found, strict=True):
        assert left == cue.duration * 1000 - ENGLISH.voice.milliseconds(words)


@pytest.mark.parametrize("minutes", [1, 10, 40])
@pytest.mark.parametrize("detail", Detail)
def test_parts_are_whole_cues_that_voice_services_take(minutes: int, detail: Detail) -> None:
    timeline = Timeline.of(compose(Brief(minutes)), detail)
    parts = ssml.parts(timeline, language="de-CH")
    found = [read_speech(part) for part in parts]

    assert [cue for part in found for cue in part] == read_speech(ssml.dumps(timeline))
    assert all(len(part.encode()) <= 5000 for part in parts)
    assert all(sum(len(words) for _, words, _ in part) <= 3000 for part in found)
    starts = [timeline.cues[int(part[0][0].removeprefix("cue-"))].start for part in found]
    assert all(end - start <= 600 for start, end in pairwise((*starts, timeline.seconds)))


def test_a_whole_that_is_too_long_is_a_loss() -> None:
    size = len(ssml.dumps(compose(Brief(10))).encode())

    assert [str(loss) for loss in ssml.losses(compose(Brief(10))) if loss.code == "refused-length"] == [
        f"note: it has {size} bytes, and voice services take 5000 or less at once {TAKE}"
    ]


def test_no_two_parts_would_fit_in_one() -> None:
    timeline = Timeline.of(compose(Brief(10)))
    sizes = [len(part.encode()) for part in ssml.parts(timeline)]
    head = len(ssml.dumps(evolve(timeline, routine=evolve(ROUTINE, items=()), cues=())).encode())

    assert all(one + other - head > 5000 for one, other in pairwise(sizes))


def test_a_cue_that_is_too_long_is_a_part_of_its_own_and_a_loss() -> None:
    cues = list(TIMELINES[0].cues)
    cues[3] = evolve(cues[3], text="Do it. " * 800)
    timeline = evolve(TIMELINES[0], cues=tuple(cues))

    (long,) = [part for part in ssml.parts(timeline) if len(part.encode()) > 5000]
    assert [mark for mark, _, _ in read_speech(long)] == ["cue-3"]
    assert [loss.path for loss in ssml.losses(timeline) if loss.severity is Severity.WARNING][-1] == ("cues", 3, "text")


@given(wild(), st.sampled_from(Detail))
def test_no_text_breaks_speech(words: list[str], detail: Detail) -> None:
    timeline = hostile(words, detail)
    paper = ssml.dumps(timeline)

    assert ET.fromstring(paper.encode()).tag == f"{NAMESPACE}speak"
    assert [words for _, words, _ in read_speech(paper)] == [plain(cue.spoken) for cue in timeline.cues]


@pytest.mark.parametrize("language", ["en", "de-CH", "zh-Hant-TW"])
def test_speech_says_in_which_language_it_is(language: str) -> None:
    assert ET.fromstring(ssml.dumps(ROUTINE, language=language)).get(LANGUAGE) == language


@pytest.mark.parametrize("language", ["", "german language", 'en"', "en_US", "en\n"])
def test_what_is_no_language_tag_is_refused(language: str) -> None:
    with pytest.raises(ImpossibleValue) as caught:
        ssml.dumps(ROUTINE, language=language)

    expected = f"got {language!r}, expected a tag such as 'en' or 'de-CH'"
    assert str(caught.value) == f"ssml.dumps.language: {expected}"


# Losses ------------------------------------------------------------------------------------------


def test_losses_tell_what_is_left_behind() -> None:
    warned = Timeline.of(_with(CautionRule(key="own", level=CautionLevel.MODIFY, how="Do less. " * 99)))
    changed = Timeline.of(_with(name="Bri\x1bdge"))

    asked = f"Take care: {'Do less. ' * 99}".strip()
    unsaid = f"there is no time to say {asked!r} (show it while the exercise is done) [lost-caution]"

    assert [str(loss) for loss in ssml.losses(warned)] == [
        f"warning: items[0].cautions: {unsaid}",
        *SAME,
        "note: a voice may be faster or slower than 150 words a minute (start the voice at each mark) [lost-clock]",
        MARKS,
    ]
    assert [str(loss) for loss in captions.losses(warned)] == SAME
    assert [str(loss) for loss in captions.losses(changed)] == [
        *SAME,
        "note: cues[0].text: the text has characters that are replaced [changed-text]",
    ]
    assert {loss.severity for loss in captions.losses(evolve(ROUTINE, stop_rules=(), red_flags=()))} == {Severity.NOTE}


TAKE = "(send ssml.parts, one after the other) [refused-length]"
MARKS = (
    "note: some voice services pass over marks, or have bookmarks in their place, and cut breaks to 5 seconds "
    "(say each cue by itself at its second where the voice does not keep time) [refused-marks]"
)
SAME = [
    "warning: 8 stop rules and 33 warning signs are left out (show them before the routine begins) [lost-safety]",
    "note: of each cue only its time and its words are kept, not its kind, exercise, step, set and side [lost-fields]",
]


def _with(*conventions: CautionRule, name: str = "Bridge") -> Routine:
    items = list(ROUTINE.items)
    items[0] = evolve(items[0], cautions=conventions, exercise=evolve(items[0].exercise, name=name))
    return evolve(ROUTINE, items=tuple(items))
