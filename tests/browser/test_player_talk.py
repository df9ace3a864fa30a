"""What is asked before, when something hurts, and afterwards: every branch, by pressing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from selenium.webdriver.common.by import By

from lowback import Brief, Dose, Programme, RoutineItem, Timeline, compose
from lowback.composer import offers, smaller
from lowback.converters import structure
from lowback.programme import Hurt, Report
from lowback.render._talk import talk_of
from lowback.vocabulary import Direction, Hurting, Kind
from playing import ANSWER, CLOCK, Page
from walk import SCREENS

ROUTINE = compose(Brief(10, include=["quadruped-leg-lift", "seated-trunk-rotation"], seed=5))
TIMELINE = Timeline.of(ROUTINE)
IDS = [item.exercise.id for item in ROUTINE.items]
STARTS = [sum(item.seconds for item in ROUTINE.items[:index]) for index in range(len(ROUTINE.items))]
LIFT, TWIST = IDS.index("quadruped-leg-lift"), IDS.index("seated-trunk-rotation")


def working(index: int) -> int:
    """A second within the work of an item."""
    return STARTS[index] + ROUTINE.items[index].gap_seconds + 12


def playing(page: Page, index: int = LIFT) -> Page:
    page.open(ROUTINE).start()
    page.at(working(index))
    return page


def hurting(page: Page, *answers: str, index: int = LIFT) -> Page:
    playing(page, index)
    page.driver.find_element(By.ID, "hurt").click()
    for each in answers:
        page.answer(each)
    return page


def answers(page: Page) -> list[str]:
    _, found = page.run(ANSWER, "")
    return list(found)


def kept(page: Page) -> dict[str, Any]:
    return dict(json.loads(page.run("return localStorage.getItem('lowback')") or "{}"))


def side(page: Page) -> bool:
    """Whether something is played in the place of an exercise."""
    return bool(page.run("return document.getElementById('where').textContent === ''"))


# Before ------------------------------------------------------------------------------------------


def test_the_whole_gate_leads_to_the_first_second_and_keeps_no_sign(shown: Page) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    found = [shown.screen]
    assert "No doctor or physiotherapist has checked it" in shown.text("talk-lines")
    found += [shown.answer(words) for words in ("Next", "No to all", "No to all", "No to all", "Next", "3")]

    assert found == ["first", "sign-emergency", "sign-urgent", "sign-routine", "ready", "pain-before", ""]
    assert shown.moment == {"second": 0, "cue": 0, "paused": False}
    assert set(kept(shown)) == {"screened", "last"}


@pytest.mark.whole
def test_each_sign_is_a_line_and_no_answer_is_chosen(shown: Page) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    shown.answer("Next")
    lines = shown.run("return [...document.querySelectorAll('#talk-signs li')].map((each) => each.textContent)")

    assert lines == [flag.question for flag in ROUTINE.red_flags if flag.urgency == "emergency"]
    assert answers(shown) == ["Yes to one or more", "Not sure", "No to all of these"]
    assert shown.run("return document.activeElement.id") == "talk-title"


def test_who_was_asked_not_long_ago_is_asked_what_is_new(shown: Page) -> None:
    shown.open(ROUTINE).start()
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    assert shown.answer("Next") == "new"
    assert shown.answer("Something is new") == "sign-emergency"

    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    shown.answer("Next")
    assert shown.answer("Not sure") == "sign-emergency"

    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    shown.answer("Next")
    assert shown.answer("Nothing new") == "ready"


@pytest.mark.parametrize(
    "days", [{"screened": "2020-01-01", "last": "2020-01-02"}, {"screened": "x"}, {"last": "2020-01-01"}, 5, None]
)
@pytest.mark.whole
def test_who_was_asked_long_ago_is_asked_all(shown: Page, days: object) -> None:
    """So is who has something on the device that nobody wrote there."""
    shown.open(ROUTINE).run("localStorage.setItem('lowback', arguments[0])", json.dumps(days))
    shown.driver.refresh()
    shown.driver.find_element(By.ID, "start").click()

    assert shown.answer("Next") == "sign-emergency"


GATES = [
    (["Next", "Yes"], "stop-emergency"),
    (["Next", "Not sure"], "stop-emergency"),
    (["Next", "No", "Yes"], "stop-urgent"),
    (["Next", "No", "Not sure"], "stop-urgent"),
    (["Next", "No", "No", "Yes to more"], "stop-urgent"),
    (["Next", "No", "No", "Yes to one"], "ask-first"),
    (["Next", "No", "No", "Not sure"], "ask-first"),
    (["Next", "No", "No", "Yes to one", "I have asked"], "ready"),
    (["Next", "No", "No", "No", "Next", "5"], ""),
    (["Next", "No", "No", "No", "Next", "6"], "sore"),
    (["Next", "No", "No", "No", "Next", "7", "It is at most"], ""),
    (["Next", "No", "No", "No", "Next", "8"], "too-sore"),
]


@pytest.mark.parametrize(("pressed", "screen"), GATES)
@pytest.mark.whole
def test_every_way_through_the_gate(shown: Page, pressed: list[str], screen: str) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    for each in pressed:
        shown.answer(each)

    assert shown.screen == screen
    assert shown.moment["paused"] == bool(screen)


@pytest.mark.parametrize("pressed", [["No", "No", "Yes to one"], ["No", "No", "No", "Next", "6"]])
@pytest.mark.whole
def test_not_today_leads_to_the_list(shown: Page, pressed: list[str]) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    for each in ("Next", *pressed, "Not today"):
        shown.answer(each)

    assert shown.screen == ""
    assert shown.driver.find_element(By.ID, "start").is_displayed()
    assert shown.moment["paused"]


@pytest.mark.whole
def test_the_sound_is_tried_before(shown: Page) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    for each in ("Next", "No", "No", "No", "Try the sound"):
        shown.answer(each)

    assert shown.run("return [tones.length > 0, spoken.at(-1)]") == [True, "near: This is how you hear it."]
    assert shown.screen == "ready"


@pytest.mark.whole
def test_a_program_that_hosts_it_leads_nobody_past_the_gate(shown: Page) -> None:
    for act in ("'resume'", "'again'", "'from', 2"):
        shown.open(ROUTINE).run(f"lowbackPlayer.act({act})")
        assert shown.screen == "first"
        shown.run("lowbackPlayer.act('resume'); lowbackPlayer.act('skip'); lowbackPlayer.act('nonsense')")
        assert (shown.screen, shown.moment["paused"], shown.moment["second"]) == ("first", True, 0)


@pytest.mark.whole
def test_the_list_begins_with_the_exercise_that_was_pressed_after_the_gate(shown: Page) -> None:
    shown.open(ROUTINE)
    shown.driver.find_elements(By.CSS_SELECTOR, "[data-act=from]")[2].click()
    for each in ("Next", "No", "No", "No", "Next", "Do not say"):
        shown.answer(each)

    assert shown.moment["second"] == STARTS[2]


# An emergency ------------------------------------------------------------------------------------

EMERGENCIES = [
    ["Chest pain"],
    ["Numb between"],
    ["Not sure", "Yes"],
    ["Not sure", "Not sure"],
    ["Not sure", "No", "Yes"],
    ["Not sure", "No", "Not sure"],
    ["Pain, tingling", "It is numb"],
]


def test_after_an_emergency_answer_there_is_one_screen(shown: Page) -> None:
    hurting(shown, "Chest pain")

    assert answers(shown) == ["I was seen and may exercise"]
    assert "Do not drive yourself." in shown.text("talk-lines")
    assert shown.run("return spoken.filter((each) => each.includes('Get help now')).length") == 1
    shown.run("for (const act of ['resume', 'again', 'skip', 'list', 'hurt', 'tell', 'rest']) lowbackPlayer.act(act)")
    shown.press("n", "h", " ", "s")
    assert shown.screen == "stop-emergency"
    assert not shown.seen("#player, .list")
    assert kept(shown)["stop"] == "emergency"
    assert not {"report", "screened"} & {name for name, value in kept(shown).items() if name == "report" and value}


def test_it_stays_over_reload_back_and_another_routine_until_somebody_was_seen(shown: Page) -> None:
    hurting(shown, "Numb between")
    shown.driver.refresh()
    assert shown.screen == "stop-emergency"
    other = Page(shown.browser, shown.folder / "other")
    other.folder.mkdir()
    assert other.open(compose(Brief(5, seed=3))).screen == "stop-emergency"
    shown.driver.back()
    shown.wait(lambda: shown.screen == "stop-emergency")

    assert shown.answer("I was seen") == "first"
    assert shown.answer("Next") == "sign-emergency"
    shown.driver.refresh()
    assert shown.screen == ""
    assert shown.driver.find_element(By.ID, "start").is_displayed()


@pytest.mark.whole
def test_it_stays_over_a_reload_where_nothing_may_be_kept(shown: Page) -> None:
    refuse = "throw new DOMException('no', 'SecurityError')"
    name = shown.before_pages(
        f"for (const each of ['sessionStorage', 'localStorage']) Object.defineProperty(window, each,"
        f"{{ get() {{ {refuse} }} }})"
    )
    try:
        hurting(shown, "Chest pain")
        shown.driver.refresh()
        assert shown.screen == "stop-emergency"
    finally:
        shown.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})


@pytest.mark.parametrize("pressed", EMERGENCIES)
@pytest.mark.whole
def test_every_way_to_an_emergency(shown: Page, pressed: list[str]) -> None:
    hurting(shown, *pressed)

    assert shown.screen == "stop-emergency"
    assert answers(shown) == ["I was seen and may exercise"]


@pytest.mark.whole
def test_the_number_of_the_host_is_called_by_a_tap(shown: Page) -> None:
    shown.open(ROUTINE, emergency_number="112").start()
    shown.run("lowbackPlayer.act('hurt')")
    shown.answer("Chest pain")
    link = shown.driver.find_element(By.CSS_SELECTOR, "a.call")

    assert (link.text, link.get_attribute("href")) == ("Call 112", "tel:112")


# When something hurts ----------------------------------------------------------------------------


def test_it_stops_at_once_and_nothing_starts_by_itself(shown: Page) -> None:
    playing(shown).run("tones.length = 0; spoken.length = 0")
    before = shown.moment["second"]
    shown.driver.find_element(By.ID, "hurt").click()
    assert shown.screen == "hurt"
    assert shown.text("talk-title").startswith("Stop. Come out of it slowly")
    shown.run("window.now += 600; lowbackPlayer.show()")
    shown.wait_for_ticks()

    assert (shown.moment["second"], shown.moment["paused"], shown.screen) == (before, True, "hurt")
    assert shown.run("return [tones, spoken.filter((each) => each !== '-')]") == [[], []]


@pytest.mark.whole
def test_it_is_in_reach_at_every_second_and_by_a_key(shown: Page) -> None:
    shown.open(ROUTINE).start()
    for cue in TIMELINE.cues[::7]:
        shown.at(cue.start)
        assert shown.driver.find_element(By.ID, "hurt").is_displayed()
    shown.run("document.getElementById('player').focus()")
    shown.press("h")
    assert shown.screen == "hurt"


@pytest.mark.whole
def test_who_pressed_it_by_mistake_goes_on(shown: Page) -> None:
    hurting(shown, "Nothing hurts")

    assert (shown.screen, shown.moment["second"], shown.moment["paused"]) == ("", working(LIFT), False)
    assert shown.run("return lowbackPlayer.moment.cue") == TIMELINE.cues.index(TIMELINE.at(working(LIFT)))


def test_pain_down_a_leg_rests_two_minutes_before_it_asks(shown: Page) -> None:
    hurting(shown, "Pain, tingling", index=TWIST)
    assert answers(shown) == ["It is numb, weak, or in both legs", "End here"]
    assert shown.text("talk-wait") == "2:00"
    shown.run("window.now += 119")
    shown.wait(lambda: shown.text("talk-wait") == "0:01")
    assert len(answers(shown)) == 2
    shown.run("window.now += 1")
    shown.wait(lambda: len(answers(shown)) == 4)


def test_when_it_has_gone_back_only_what_keeps_the_back_still_is_left(shown: Page) -> None:
    hurting(shown, "Pain, tingling", index=TWIST).run("window.now += 120")
    shown.wait(lambda: len(answers(shown)) == 4)
    assert shown.answer("Yes, it has gone back") == "leg-back"
    shown.answer("Go on with what keeps")
    still = offers(ROUTINE, TWIST).neutral
    assert still
    met = []
    while shown.moment["cue"] is not None:
        met.append(next(index for index, start in enumerate(STARTS) if start == shown.moment["second"]))
        assert shown.moment["paused"]
        shown.go_on()
        shown.run("lowbackPlayer.act('next'); lowbackPlayer.act('pause'); lowbackPlayer.show()")

    assert met == list(still)
    for index in met:
        assert ROUTINE.items[index].exercise.directions == (Direction.NEUTRAL,)
        assert ROUTINE.items[index].exercise.kind not in (Kind.STRETCH, Kind.NEURAL)
    shown.run("lowbackPlayer.act('list')")
    out = shown.run("return [...document.querySelectorAll('[data-act=from]')].map((each) => each.checkVisibility())")
    assert [index for index, seen in enumerate(out) if seen] == list(still)


@pytest.mark.whole
def test_played_through_it_passes_by_what_is_out_and_waits(shown: Page) -> None:
    hurting(shown, "Pain, tingling", index=TWIST).run("window.now += 120")
    shown.wait(lambda: len(answers(shown)) == 4)
    shown.answer("Yes")
    shown.answer("Go on")
    first, second, *_ = offers(ROUTINE, TWIST).neutral
    shown.go_on().run("window.now += arguments[0]; lowbackPlayer.show()", ROUTINE.items[first].seconds + 1)

    expected = STARTS[second] + (1 if second == first + 1 else 0)
    assert shown.moment["second"] == expected


@pytest.mark.whole
def test_what_is_out_stays_out_over_a_reload(shown: Page) -> None:
    hurting(shown, "Pain, tingling", index=TWIST).run("window.now += 120")
    shown.wait(lambda: len(answers(shown)) == 4)
    shown.answer("Yes")
    shown.answer("Go on")
    shown.go_on().run("window.now += 3; lowbackPlayer.show()")
    shown.driver.refresh()
    out = shown.run("return [...document.querySelectorAll('.list article')].map((each) => each.className)")

    still = offers(ROUTINE, TWIST).neutral
    assert [index for index, each in enumerate(out) if each != "out"] == list(still)


@pytest.mark.whole
def test_when_it_stays_the_session_ends_and_says_whom_to_see(shown: Page) -> None:
    hurting(shown, "Pain, tingling", index=TWIST).run("window.now += 120")
    shown.wait(lambda: len(answers(shown)) == 4)
    assert shown.answer("No, it is still there") == "leg-stays"
    assert "See a doctor or physiotherapist if it is still there tomorrow." in shown.text("talk-lines")
    assert shown.answer("End here") == "worst"


@pytest.mark.parametrize("pressed", [["Sharp"], ["Not sure", "No", "No"], ["Another place", "Another place"]])
def test_what_is_sharp_or_unknown_is_left_out(shown: Page, pressed: list[str]) -> None:
    hurting(shown, *pressed)
    other = offers(ROUTINE, LIFT).other
    assert other is not None

    assert shown.screen == "leave"
    assert answers(shown) == [f"Do another one: {other.exercise.name}", "Leave it out and go on", "End here"]


@pytest.mark.whole
def test_another_exercise_is_timed_drawn_and_begins_when_somebody_says_so(shown: Page) -> None:
    hurting(shown, "Sharp", "Do another one")
    item = offers(ROUTINE, LIFT).other
    assert item is not None
    timeline = Timeline.alone(ROUTINE, item)
    assert (shown.moment["second"], shown.moment["paused"], shown.text("name")) == (0, True, item.exercise.name)
    assert "Go on when you are ready" in shown.text("words")
    shown.go_on()
    for cue in timeline.cues[::3]:
        shown.run("window.now += arguments[0] - lowbackPlayer.moment.second; lowbackPlayer.show()", cue.start)
        assert shown.moment["cue"] == timeline.cues.index(cue)
        assert shown.text("words") in {cue.short_text, "Halfway."}
        assert shown.seen("#stage svg.seen")
    shown.run("window.now += arguments[0]; lowbackPlayer.show()", item.seconds)

    assert (shown.moment["second"], shown.moment["paused"]) == (STARTS[LIFT + 1], True)
    assert shown.text("words").startswith(ROUTINE.items[LIFT + 1].exercise.name)


@pytest.mark.whole
def test_left_out_it_goes_on_with_the_next_which_waits(shown: Page) -> None:
    hurting(shown, "Sharp", "Leave it out")

    assert (shown.screen, shown.moment["second"], shown.moment["paused"]) == ("", STARTS[LIFT + 1], True)
    shown.run("lowbackPlayer.act('back')")
    assert shown.moment["second"] == STARTS[LIFT - 1]


@pytest.mark.whole
def test_one_may_end_with_something_easy(shown: Page) -> None:
    last = offers(ROUTINE, TWIST).last
    assert last is not None
    hurting(shown, "Sharp", f"End with something easy: {last.exercise.name}", index=TWIST)
    assert (shown.text("name"), shown.moment["paused"]) == (last.exercise.name, True)
    shown.go_on().run("window.now += arguments[0]; lowbackPlayer.show()", last.seconds + 1)

    assert shown.text("name") == "Finished"
    shown.driver.find_element(By.ID, "tell").click()
    assert shown.screen == "worst"


def test_the_second_thing_says_to_end_and_the_third_ends(shown: Page) -> None:
    hurting(shown, "Sharp", "Leave it out and go on", index=0)
    shown.run("lowbackPlayer.act('hurt')")
    assert shown.answer("Sharp") == "leave-second"
    assert answers(shown)[0] == "End here"
    shown.answer("Leave it out and go on")
    shown.run("lowbackPlayer.act('hurt')")
    assert shown.answer("Sharp") == "leave-third"
    assert answers(shown) == ["End here"]


def test_another_part_of_the_body_gets_the_way_that_there_is_for_it(shown: Page) -> None:
    (support, *_) = offers(ROUTINE, LIFT).supported
    hurting(shown, "Another place", support.place)
    assert shown.screen == "supported"
    shown.answer("Do it that way")
    steps = shown.run("return JSON.parse(timeline.textContent).sides")
    mine = [each for each in steps.values() if each["items"][0]["id"] == support.item.exercise.id]

    assert (shown.text("name"), shown.moment["paused"], side(shown)) == (support.item.exercise.name, True, True)
    assert any(each["items"][0]["steps"] == [step.text for step in support.item.exercise.steps] for each in mine)
    assert "Changed for" in shown.text("care")


@pytest.mark.whole
def test_where_there_is_no_such_way_it_is_left_out(shown: Page) -> None:
    places = {each.place for each in offers(ROUTINE, LIFT).supported}
    assert "The neck" not in places

    hurting(shown, "Another place", "The neck")
    assert shown.screen == "leave"


@pytest.mark.whole
def test_an_ache_may_go_on_with_less(shown: Page) -> None:
    found = offers(ROUTINE, LIFT)
    assert found.easier is not None
    assert found.other is not None
    hurting(shown, "A pull")

    assert answers(shown) == [
        "Fewer and smaller",
        f"An easier one: {found.easier.exercise.name}",
        f"Do another one: {found.other.exercise.name}",
        "Leave it out",
        "Go on as it was",
    ]


@pytest.mark.whole
def test_fewer_are_half_as_many_on_both_sides_and_in_no_later_set(shown: Page) -> None:
    hurting(shown, "A pull", "Fewer and smaller")
    assert "Fewer and smaller" in shown.text("care")
    reps = ROUTINE.items[LIFT].dose.reps or 0
    end = STARTS[LIFT + 1]
    seen = set()
    while (second := shown.moment["second"]) < end:
        cue = TIMELINE.at(second)
        if cue.repetition is not None:
            seen.add((cue.set, cue.repetition))
        shown.run("window.now += 1; lowbackPlayer.show()")

    assert max(seen)[0] == 1
    assert max(repetition for _, repetition in seen) == max(-(-reps // 2), TIMELINE.at(working(LIFT)).repetition or 0)
    assert not shown.moment["paused"]


STRETCHES = compose(Brief(10, include=["supine-hamstring-stretch"]))
STRETCH = [item.exercise.id for item in STRETCHES.items].index("supine-hamstring-stretch")
SECONDS = """
const found = [];
const items = JSON.parse(timeline.textContent);
for (;;) {
  const { cue, paused } = lowbackPlayer.moment;
  const at = items.cues[cue];
  if (!at || at.item !== arguments[0] || paused) break;
  const [digits, count] = ["digits", "count"].map((id) => document.getElementById(id).textContent);
  found.push([at.kind, at.side ?? at.part ?? "", at.rep ?? 0, digits, count]);
  tones.length = 0;
  window.now += 1;
  lowbackPlayer.show();
  if (tones.some(([pitch]) => pitch === 880)) found.at(-1).push("tick");
}
return found;
"""
"""What is seen each second until the exercise is over, and whether a tick is heard at the end of it."""


def test_the_time_that_is_left_is_that_of_what_is_still_to_come(shown: Page) -> None:
    """It ends at nought, and no second of it is jumped over, though holds are shorter and something is out."""
    hurting(shown, "A pull", "Fewer and smaller")
    seen = shown.run("""
        const found = [];
        while (lowbackPlayer.moment.cue !== null) {
          found.push(document.getElementById("left").textContent);
          window.now += 1;
          lowbackPlayer.show();
        }
        return found;
    """)
    seconds = [60 * int(minutes) + int(rest) for minutes, rest in (each.split()[0].split(":") for each in seen)]

    assert seconds == list(range(len(seconds), 0, -1))


@pytest.mark.parametrize(
    "over", [pytest.param(3, marks=pytest.mark.whole), 9, pytest.param(13, marks=pytest.mark.whole)]
)
def test_a_long_hold_is_shorter_counted_so_and_told_so(shown: Page, over: int) -> None:
    """Also the one that goes on, of which some seconds are over: in its first half, and in its second."""
    item = STRETCHES.items[STRETCH]
    less = smaller(item)
    assert (item.dose.hold, less.hold, less.reps) == (20, 15, 2)
    cues = Timeline.of(STRETCHES).cues
    hold = next(cue for cue in cues if cue.item_index == STRETCH and cue.kind == "hold")
    shown.open(STRETCHES).start()
    shown.play(0, hold.start + over)
    shown.run("lowbackPlayer.act('hurt')")
    shown.answer("A pull")
    shown.answer("Fewer and smaller")
    seen = shown.run(SECONDS, STRETCH)
    held = [each for each in seen if each[0] in ("hold", "halfway")]

    assert [each[3] for each in held] == [
        *(str(left) for left in range(15 - over, 0, -1)),
        *(str(left) for _ in range(3) for left in range(15, 0, -1)),
    ]
    assert [each[0] for each in held[-15:]] == ["hold"] * 8 + ["halfway"] * 7
    assert {each[4] for each in held} == {"Repetition 1", "Repetition 2"}
    assert [nth for nth, each in enumerate(held[-15:]) if "tick" in each] == [11, 12, 13]


def test_a_shorter_hold_is_what_is_told_as_done(shown: Page) -> None:
    cues = Timeline.of(STRETCHES).cues
    hold = next(cue for cue in cues if cue.item_index == STRETCH and cue.kind == "hold")
    shown.open(STRETCHES).start()
    shown.play(0, hold.start + 17)
    shown.run("lowbackPlayer.act('hurt')")
    shown.answer("A pull")
    shown.answer("Fewer and smaller")
    assert shown.run("return lowbackPlayer.moment.second") == hold.start + 20
    shown.run(TO_THE_END)
    shown.run("lowbackPlayer.act('tell')")
    for each in ("2", "Just right", "Something else", "Yes"):
        shown.answer(each)

    assert report(shown).done_of("supine-hamstring-stretch") == Dose(reps=2, hold=15)
    assert [each.keep for each in report(shown).hurt] == ["smaller"]


@pytest.mark.whole
def test_fewer_stays_so_over_a_reload(shown: Page) -> None:
    hurting(shown, "A pull", "Fewer and smaller").run("window.now += 1; lowbackPlayer.show()")
    shown.driver.refresh()
    shown.start()

    assert "Fewer and smaller" in shown.text("care")


def test_an_easier_one_comes_in_its_place_and_is_not_made_easier_still(shown: Page) -> None:
    hurting(shown, "A pull", "An easier one")
    easier = offers(ROUTINE, LIFT).easier
    assert easier is not None
    assert (shown.text("name"), shown.moment["paused"]) == (easier.exercise.name, True)
    shown.go_on().run("window.now += 30; lowbackPlayer.show(); lowbackPlayer.act('hurt')")
    shown.answer("A pull")
    assert not [each for each in answers(shown) if each.startswith("An easier one")]
    assert shown.answer("Leave it out") == "leave"


def test_after_something_was_left_out_nothing_in_its_direction_or_of_its_family_is_offered(shown: Page) -> None:
    """Whatever hurts next."""
    first = ROUTINE.items[LIFT].exercise
    hurting(shown, "Sharp", "Leave it out and go on")
    for index in range(LIFT + 1, len(ROUTINE.items)):
        shown.run("lowbackPlayer.act('hurt')")
        shown.answer("A pull")
        found = offers(ROUTINE, index)
        for each in (found.easier, found.other):
            barred = each is not None and (
                not set(each.exercise.directions).isdisjoint(first.directions) or each.exercise.family == first.family
            )
            if each is not None and barred:
                assert not [words for words in answers(shown) if words.endswith(f": {each.exercise.name}")]
        shown.answer("Go on as it was")
        shown.run("lowbackPlayer.act('next')")


def test_who_hurts_and_goes_on_gets_no_praise() -> None:
    words = " ".join(
        answer.words + screen.title + " ".join(screen.lines)
        for key, screen in talk_of(ROUTINE).items()
        if not key.startswith("told")
        for answer in screen.answers
    ).casefold()

    assert not [each for each in ("well done", "great", "good job", "bravo", "keep it up", "strong!") if each in words]


# More rest, the other side first -----------------------------------------------------------------


@pytest.mark.whole
def test_more_rest_is_fifteen_seconds_more_each_time(shown: Page) -> None:
    shown.open(ROUTINE).start().at(2)
    left = int(shown.text("digits"))
    shown.driver.find_element(By.ID, "rest").click()
    assert int(shown.text("digits")) == left + 15
    shown.driver.find_element(By.ID, "rest").click()
    assert int(shown.text("digits")) == left + 30
    shown.at(31)
    assert (shown.moment["second"], int(shown.text("digits"))) == (2, left + 1)
    shown.at(40)
    assert shown.moment["second"] == 10

    shown.at(working(LIFT) + 30)
    assert not shown.driver.find_element(By.ID, "rest").is_displayed()


@pytest.mark.whole
def test_the_other_side_may_come_first(shown: Page) -> None:
    shown.open(ROUTINE).start().at(STARTS[LIFT] + 1)
    flip = "return getComputedStyle(document.querySelector('#stage svg.seen')).transform"
    assert shown.run(flip) == "none"
    shown.driver.find_element(By.ID, "side").click()
    assert shown.run(flip) == "matrix(-1, 0, 0, 1, 0, 0)"
    other = next(cue.start for cue in TIMELINE.cues if cue.item_index == LIFT and cue.side == "other")
    shown.at(other)
    assert shown.run(flip) == "none"
    assert not shown.driver.find_element(By.ID, "side").is_displayed()


# Afterwards --------------------------------------------------------------------------------------


def told(page: Page, *answers: str) -> Page:
    page.driver.find_element(By.ID, "tell").click()
    for each in answers:
        page.answer(each)
    return page


def report(page: Page) -> Report:
    found: Report = structure(kept(page)["report"], Report)
    return found


def test_what_was_told_is_a_report_that_a_programme_takes(shown: Page) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    for each in ("Next", "No", "No", "No", "Next", "3"):
        shown.answer(each)
    shown.run("for (window.now = 0; window.now <= 600; window.now += 1) lowbackPlayer.show()")
    told(shown, "2", "Just right")
    assert shown.screen == "told"

    plan = Programme.start(ROUTINE.brief, weeks=4, days=["monday"], start=date(2026, 1, 5), usual_pain=3)
    found = report(shown)
    assert (found.session, found.pain_before, found.pain, found.effort) == (1, 3, 2, "right")
    assert {each.exercise: each.dose for each in found.done or ()} == {
        item.exercise.id: item.dose for item in ROUTINE.items
    }
    assert (found.hurt, found.why_stopped, found.new) == ((), None, None)
    assert plan.given(date(2026, 1, 5)).after(found).reports == (found,)


@pytest.mark.whole
def test_what_was_left_out_and_what_hurt_is_told(shown: Page) -> None:
    hurting(shown, "Sharp", "Leave it out and go on")
    shown.go_on().run("window.now += 600; lowbackPlayer.show()")
    told(shown, "7", "Too hard")
    assert shown.screen == "why"
    shown.answer("It hurt")
    assert shown.answer("No, only today") == "told"

    found = report(shown)
    assert [(each.exercise, each.how) for each in found.hurt] == [(IDS[LIFT], Hurting.SHARP)]
    assert found.why_stopped == "pain"
    assert found.done_of(IDS[LIFT - 1]) == ROUTINE.items[LIFT - 1].dose
    assert found.done_of(IDS[LIFT + 1]) == ROUTINE.items[LIFT + 1].dose


@pytest.mark.whole
def test_another_place_is_told_by_the_caution_that_is_about_it(shown: Page) -> None:
    (support, *_) = offers(ROUTINE, LIFT).supported
    hurting(shown, "Another place", support.place, "Do it that way").go_on()
    shown.run("window.now += 600; lowbackPlayer.show(); lowbackPlayer.act('list')")
    shown.driver.find_element(By.ID, "tell-early").click()
    for each in ("Do not say", "Do not say", "I had no time"):
        shown.answer(each)

    assert report(shown).hurt == (Hurt(IDS[LIFT], "elsewhere", support.caution),)


@pytest.mark.whole
def test_half_of_an_exercise_is_told_as_what_was_done(shown: Page) -> None:
    shown.open(ROUTINE).start().at(STARTS[LIFT])
    repetition = next(
        cue.end
        for cue in reversed(TIMELINE.cues)
        if (cue.item_index, cue.set, cue.repetition) == (LIFT, 1, 3) and cue.step is not None
    )
    shown.play(STARTS[LIFT], repetition)
    shown.run("lowbackPlayer.act('list')")
    shown.driver.find_element(By.ID, "tell-early").click()
    for each in ("Do not say", "Do not say", "I had no time"):
        shown.answer(each)

    found = report(shown)
    done = found.done_of(IDS[LIFT])
    assert done is not None
    assert (done.sets, done.reps) == (1, 3)
    assert found.done_of(IDS[LIFT + 1]) is None
    assert (found.pain, found.effort, found.why_stopped) == (None, None, "no-time")


# What stays so -----------------------------------------------------------------------------------

PLAN = Programme.start(
    Brief(10, include=["quadruped-leg-lift"]),
    weeks=6,
    days=["monday", "thursday"],
    start=date(2026, 1, 5),
    usual_pain=3,
)
FIRST = PLAN.next.routine
assert FIRST is not None
LIFT_OF_PLAN = [item.exercise.id for item in FIRST.items].index("quadruped-leg-lift")
WRIST = next(each for each in offers(FIRST, LIFT_OF_PLAN).supported if each.caution == "wrist-pain")
_EASIER = offers(FIRST, LIFT_OF_PLAN).easier
assert _EASIER is not None
EASIER: RoutineItem = _EASIER

TO_THE_END = """
while (lowbackPlayer.moment.cue !== null) {
  if (lowbackPlayer.moment.paused) lowbackPlayer.act("resume");
  window.now += 1;
  lowbackPlayer.show();
}
"""
"""Whatever waits is begun."""


def reported(page: Page, *pressed: str, wish: str) -> Report:
    """The report of a session in which the leg lift hurt, all the rest was done, and this was answered to the end."""
    assert FIRST is not None
    page.open(FIRST).start()
    timeline = Timeline.of(FIRST)
    second = next(
        cue.start for cue in timeline.cues if (cue.item_index, cue.repetition) == (LIFT_OF_PLAN, 3) and cue.step_index
    )
    page.play(0, second)
    page.run("lowbackPlayer.act('hurt')")
    for each in pressed:
        page.answer(each)
    page.run(TO_THE_END)
    page.run("lowbackPlayer.act('tell')")
    for each in ("2", "Just right", "Something else"):
        page.answer(each)
    if wish:
        assert page.screen.startswith("keep-")
        assert page.text("talk-title").startswith("Bird dog leg lift: ")
        page.answer(wish)
    assert page.screen == "told"
    return report(page)


@pytest.mark.parametrize(
    ("pressed", "wish", "keep", "change"),
    [
        (
            ["A pull", "Fewer"],
            "Yes",
            "smaller",
            "Bird dog leg lift: 1 x 5, hold 3 s instead of 1 x 8, hold 5 s. You wanted it so.",
        ),
        pytest.param(
            ["A pull", "An easier one"],
            "Yes",
            "easier",
            f"{EASIER.exercise.name} in place of Bird dog leg lift. You wanted it so.",
            marks=pytest.mark.whole,
        ),
        pytest.param(
            ["A pull", "Leave it out", "Leave it out"],
            "Yes",
            "out",
            "Bird dog leg lift is left out. You wanted it so.",
            marks=pytest.mark.whole,
        ),
        pytest.param(["A pull", "An easier one"], "No, only today", None, "", marks=pytest.mark.whole),
        (
            ["Another place", WRIST.place, "Do it that way"],
            "",
            None,
            "Bird dog leg lift is done in another way. Another place than your back hurt last time.",
        ),
    ],
    ids=["smaller", "easier", "left out", "only today", "the way for a wrist"],
)
def test_what_somebody_wants_to_keep_comes_back_in_the_next_session(
    shown: Page, pressed: list[str], wish: str, keep: str | None, change: str
) -> None:
    """From the document that the page writes to what the programme makes of it."""
    found = reported(shown, *pressed, wish=wish)
    following = PLAN.after(evolve(found, day=PLAN.plan.start)).next  # the page has the day of its device
    assert following.routine is not None

    (hurt,) = found.hurt
    easier = EASIER.exercise.id if "An easier one" in pressed else ""
    assert (hurt.exercise, hurt.keep, hurt.instead) == ("quadruped-leg-lift", keep, easier)
    assert not easier or found.done_of(easier) == EASIER.dose
    changes = [each.sentence for each in following.changes if each.rule in ("kept", "elsewhere")]
    assert changes == [change] * bool(change)
    ids = [item.exercise.id for item in following.routine.items]
    assert ("quadruped-leg-lift" in ids) == (keep not in ("easier", "out"))


def test_what_hurts_in_the_place_of_an_exercise_counts_as_hurt_in_that(shown: Page) -> None:
    hurting(shown, "A pull", "An easier one")
    shown.go_on().run("window.now += 30; lowbackPlayer.show(); lowbackPlayer.act('hurt')")
    for each in ("Sharp", "End here", "7", "Too hard", "It hurt", "No, only today"):
        shown.answer(each)
    found = report(shown)

    assert [(each.exercise, each.how) for each in found.hurt] == [(IDS[LIFT], "sharp")]


@pytest.mark.parametrize(
    ("answer", "where"), [("To the thigh", "thigh"), ("Below", "below-knee"), ("Do not", "below-knee")]
)
@pytest.mark.whole
def test_how_far_down_a_leg_is_told(shown: Page, answer: str, where: str) -> None:
    hurting(shown, "Pain, tingling", "End here", "6", "Just right", "It hurt", index=TWIST)
    assert shown.screen == "how-far"
    shown.answer(answer)

    assert report(shown).where == where


@pytest.mark.whole
def test_both_legs_are_an_emergency_and_nothing_is_told(shown: Page) -> None:
    hurting(shown, "Pain, tingling", "End here", "6", "Just right", "It hurt", "Both legs", index=TWIST)

    assert shown.screen == "stop-emergency"
    assert "report" not in kept(shown)


@pytest.mark.whole
def test_it_is_saved_as_a_file_by_a_tap_and_forgotten_by_another(shown: Page) -> None:
    shown.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(shown.folder)}
    )
    playing(shown).run("lowbackPlayer.act('tell')")
    for _ in range(3):
        shown.answer("Do not say")
    file = Path(shown.folder) / "report.json"
    assert not file.exists()
    shown.answer("Save it")
    shown.wait(lambda: file.exists() and file.stat().st_size > 0)
    saved = structure(json.loads(file.read_text(encoding="utf-8")), Report)

    assert saved == report(shown)
    shown.answer("Forget")
    assert shown.screen == "forgotten"
    assert kept(shown) == {}
    shown.answer("To the list")
    assert shown.driver.find_element(By.ID, "start").is_displayed()
    assert not shown.driver.find_element(By.ID, "forget").is_displayed()


@pytest.mark.whole
def test_what_is_kept_is_forgotten_from_the_list_too(shown: Page) -> None:
    shown.open(ROUTINE).start()
    shown.driver.refresh()
    shown.driver.find_element(By.ID, "forget").click()

    assert kept(shown) == {}


@pytest.mark.whole
def test_where_nothing_is_kept_it_says_so(shown: Page) -> None:
    name = shown.before_pages(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    try:
        playing(shown).run("lowbackPlayer.act('tell')")
        for _ in range(3):
            shown.answer("Do not say")
        assert shown.screen == "told-once"
        assert "What you told is not kept." in shown.text("talk-lines")
    finally:
        shown.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})


# Eyes --------------------------------------------------------------------------------------------

EVERY_SCREEN = """
const data = JSON.parse(timeline.textContent);
const found = [];
const faults = (key) => {
  const talk = document.getElementById("talk");
  if (talk.scrollWidth > talk.clientWidth) found.push(`${key} is too wide`);
  if (talk.clientHeight > innerHeight + 1) found.push(`${key} is higher than the screen`);
  const boxes = [...talk.querySelectorAll("h1, p, li, button")].filter((each) => each.checkVisibility());
  const places = boxes.map((each) => each.getBoundingClientRect());
  for (const [index, box] of places.entries()) {
    const { tagName, textContent } = boxes[index];
    if (box.left < 0 || box.right > innerWidth) found.push(`${key}: ${textContent} is cut`);
    if (tagName === "BUTTON" && (box.height < 44 || box.width < 44)) found.push(`${key}: ${textContent} is small`);
    for (const [nth, other] of places.slice(index + 1).entries()) {
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (wide > 1 && high > 1) found.push(`${key}: ${textContent} and ${boxes[index + 1 + nth].textContent} overlap`);
    }
  }
  const last = boxes.at(-1);
  last.scrollIntoView();
  if (last.getBoundingClientRect().bottom > innerHeight + 1) found.push(`${key} cannot be scrolled to its end`);
};
for (const key of Object.keys(data.screens)) {
  if (lowbackPlayer.ask(key) !== key) continue;
  faults(key);
}
return found;
"""


def test_every_screen_fits_in_width_and_is_scrolled_to_its_end(shown: Page) -> None:
    playing(shown)

    for screen in SCREENS:
        shown.browser.size(screen.width, screen.height, letters=screen.letters, pixels=screen.pixels)
        assert shown.run(EVERY_SCREEN) == [], str(screen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.whole
def test_axe_finds_nothing_in_any_screen(shown: Page, scheme: str) -> None:
    shown.browser.media(scheme=scheme)
    playing(shown)
    found = {}
    for key in ("first", "sign-emergency", "ready", "pain-before", "hurt", "leg", "gentle", "stop-emergency", "told"):
        shown.run("lowbackPlayer.ask(arguments[0])", key)
        found[key] = shown.browser.axe()

    assert {key: each for key, each in found.items() if each} == {}


@pytest.mark.whole
def test_paper_has_the_list_while_something_is_asked(shown: Page) -> None:
    hurting(shown).browser.media("print")

    assert shown.seen(".list h1")
    assert not shown.seen("#talk, button")


@pytest.mark.whole
def test_no_word_of_it_is_in_the_title_or_the_address(shown: Page) -> None:
    title = shown.open(ROUTINE).driver.title
    address = shown.driver.current_url
    shown.start().run("lowbackPlayer.act('hurt')")
    shown.answer("Chest pain")

    assert (shown.driver.title, shown.driver.current_url) == (title, address)


@pytest.mark.whole
def test_another_clock_before_the_start_is_of_no_account(shown: Page) -> None:
    shown.open(ROUTINE)
    shown.driver.find_element(By.ID, "start").click()
    shown.run(f"{CLOCK}; window.now = 50")
    for each in ("Next", "No", "No", "No", "Next", "Do not say"):
        shown.answer(each)

    assert shown.moment["second"] == 0
