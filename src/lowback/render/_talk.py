"""What a person is asked before a routine, when something hurts, and afterwards: screens, answers, and what follows.

It is data: a page shows these screens and follows them, and decides nothing by itself.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Final

from attrs import frozen

from lowback._words import Prompt, Words
from lowback.model import Exercise, Routine
from lowback.render._outline import needed_for
from lowback.vocabulary import Effort, Hurting, Keep, Stopped, Urgency, Where

__all__ = [
    "AFTER",
    "BEFORE",
    "HURT",
    "STOPS",
    "WISHES",
    "Answer",
    "Can",
    "Deed",
    "Does",
    "Screen",
    "tags_of",
    "talk_of",
]

BEFORE: Final = "first"
HURT: Final = "hurt"
AFTER: Final = "worst"
"""Keys of the screens with which the three talks begin."""

STOPS: Final[Mapping[Urgency, str]] = {each: f"stop-{each}" for each in (Urgency.EMERGENCY, Urgency.URGENT)}
"""Keys of the screens that nothing leads past, but that somebody was seen."""

_WORST, _HIGH, _TOO_HIGH = 10, 6, 8
"""Pain, of 10: from 6 on one goes on only where that is usual, and over 7 not at all, as the stop rules say."""
_REST = 120
"""Seconds of rest after pain further down a leg."""


class Deed(StrEnum):
    """What an answer does, beside leading to another screen.

    Attributes:
        TELL: Keep a field of the report, with a value.
        SCREENED: All signs were asked after.
        STOP: Nothing goes on any more, by the urgency of a sign.
        SEEN: Somebody was seen, and may exercise.
        SOUND: Let tones and voice be heard.
        BEGIN: The routine begins.
        RESUME: It goes on from where it was.
        HURT: The exercise hurts, in this way.
        SMALLER: It goes on with fewer repetitions.
        LEAVE: The exercise is left out; its directions and its family are not offered any more.
        LEG: All that does not keep the back still is out.
        PLACE: Another part of the body hurts.
        PLAY: Something else in the place of the exercise.
        NEXT: On to the next exercise, which waits.
        KEEP: An exercise that was done otherwise stays so, in this way; without a value, only for today.
        END: The routine is over.
        LIST: Back to the list.
        SAVE: What was told becomes a file.
        HAND_OVER: What was told is given to the program that shows the page.
        FORGET: What was told is kept no more.
    """

    TELL = "tell"
    SCREENED = "screened"
    STOP = "stop"
    SEEN = "seen"
    SOUND = "sound"
    BEGIN = "begin"
    RESUME = "resume"
    HURT = "hurt"
    SMALLER = "smaller"
    LEAVE = "leave"
    LEG = "leg"
    PLACE = "place"
    PLAY = "play"
    NEXT = "next"
    KEEP = "keep"
    END = "end"
    LIST = "list"
    SAVE = "save"
    HAND_OVER = "hand-over"
    FORGET = "forget"


class Can(StrEnum):
    """What has to be the case, so that a screen is shown or an answer is there.

    Attributes:
        REMEMBERED: All signs were asked after not long ago.
        SUPPORTED: The exercise has another way for the part of the body that hurts.
        OTHER: There is another exercise, and nothing like it was left out.
        EASIER: There is an easier one, and nothing like it was left out.
        LAST: There is something easy to end with, and nothing like it was left out.
        NEXT: There is an exercise after this one that is not out.
        LEFT_OUT: Something was left out.
        LEG: Pain went further down a leg.
        WAS_SMALLER: There was less of an exercise that hurt, and nobody has said yet whether that stays so.
        WAS_EASIER: The same of one in whose place an easier one came.
        WAS_OUT: The same of one that was left out.
        KEPT: What is told is kept on the device.
        HOST: A program shows the page and takes what is told.
    """

    REMEMBERED = "remembered"
    SUPPORTED = "supported"
    OTHER = "other"
    EASIER = "easier"
    LAST = "last"
    NEXT = "next"
    LEFT_OUT = "left-out"
    LEG = "leg"
    WAS_SMALLER = "was-smaller"
    WAS_EASIER = "was-easier"
    WAS_OUT = "was-out"
    KEPT = "kept"
    HOST = "host"


@frozen
class Does:
    """A deed and what it is about.

    Attributes:
        deed: What is done.
        value: How, what or how much; empty where that goes without saying.
        of: The field of the report that it is the value of; empty for none.
    """

    deed: Deed
    value: str | int = ""
    of: str = ""


@frozen
class Answer:
    """What may be answered on a screen.

    Attributes:
        words: What the button says; a name in braces is that of the exercise that is offered.
        go: Key of the screen that follows; empty where the talk is over, or stays where it is.
        does: What it does, in order, before that.
        can: What has to be the case; None: it is always there.
        early: Whether it is there while others have to be waited for.
    """

    words: str
    go: str = ""
    does: tuple[Does, ...] = ()
    can: Can | None = None
    early: bool = False


@frozen(kw_only=True)
class Screen:
    """What is asked at once.

    Attributes:
        title: Its title; a name in braces is that of the exercise that is meant.
        answers: What may be answered, in order.
        lines: What is said under the title.
        signs: A list, one line each.
        can: What has to be the case; None: it is always shown.
        otherwise: Key of the screen that is shown when it is not.
        again: Key of the screen that is shown in its place when it was shown before in a session; empty: none is.
        counts_as: Key of the screen that counts as shown with it; empty for none.
        wait: Seconds until those answers are there that are not early.
        call: Number of a telephone that comes first; empty for none.
        speaks: Whether it is read aloud, once.
    """

    title: str
    answers: tuple[Answer, ...]
    lines: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    can: Can | None = None
    otherwise: str = ""
    again: str = ""
    counts_as: str = ""
    wait: int = 0
    call: str = ""
    speaks: bool = False


def tags_of(exercise: Exercise) -> tuple[str, ...]:
    """By what others are like an exercise that hurts, and are not offered once it is left out.

    >>> from lowback import default_catalog
    >>> tags_of(default_catalog()["cat-cow"])
    (<Direction.FLEXION: 'flexion'>, <Direction.EXTENSION: 'extension'>, 'family cat-cow')
    """
    return (*exercise.directions, f"family {exercise.family}")


def talk_of(routine: Routine, emergency_number: str = "") -> dict[str, Screen]:
    """All screens of a routine by key. Of signs only the urgency goes on, never which one it was.

    >>> from lowback import compose
    >>> [answer.go for answer in talk_of(compose())["sign-emergency"].answers]
    ['stop-emergency', 'stop-emergency', 'sign-urgent']
    """
    words = Words.of(routine)
    return {
        **_before(routine, words),
        **dict(_signs(routine, words)),
        **_hurting(words),
        **_leaving(words),
        **_where(routine, words),
        **_leg(words),
        **_stops(words, emergency_number),
        **_after(words),
    }


# Before ------------------------------------------------------------------------------------------

_NEWS = (
    Prompt.NEW_NUMB,
    Prompt.NEW_BLADDER,
    Prompt.NEW_WEAK,
    Prompt.NEW_BOTH,
    Prompt.NEW_CHEST,
    Prompt.NEW_FEVER,
    Prompt.NEW_FALL,
    Prompt.NEW_PREGNANT,
    Prompt.NEW_OTHER,
)


def _before(routine: Routine, words: Words) -> dict[str, Screen]:
    say = words.ask
    first, begin, to_list = _chain(routine)[0], Does(Deed.BEGIN), Does(Deed.LIST)
    not_today = Answer(say(Prompt.NOT_TODAY), does=(to_list,))
    stop_rule = tuple(rule.text for rule in routine.stop_rules if rule.key == "worse-or-new")
    return {
        BEFORE: Screen(
            title=say(Prompt.FIRST),
            lines=(words.review, *words.at_the_start(routine.brief)),
            answers=(Answer(say(Prompt.NEXT), "new"),),
        ),
        "new": Screen(
            title=say(Prompt.NEW),
            signs=tuple(map(say, _NEWS)),
            answers=(
                Answer(say(Prompt.SOMETHING_NEW), first),
                Answer(say(Prompt.NOT_SURE), first),
                Answer(say(Prompt.NOTHING_NEW), "ready"),
            ),
            can=Can.REMEMBERED,
            otherwise=first,
        ),
        "ask-first": Screen(
            title=say(Prompt.ASK_FIRST),
            lines=(words.urgency(Urgency.ROUTINE),),
            answers=(not_today, Answer(say(Prompt.WAS_TOLD_YES), "ready", (Does(Deed.SCREENED),))),
        ),
        "ready": Screen(
            title=say(Prompt.READY),
            lines=tuple(words.labelled_as(each.label, each.words) for each in needed_for(routine, words)),
            answers=(
                Answer(say(Prompt.TRY_SOUND), does=(Does(Deed.SOUND),)),
                Answer(say(Prompt.NEXT), "pain-before"),
            ),
        ),
        "pain-before": Screen(
            title=say(Prompt.PAIN_NOW),
            lines=(say(Prompt.SCALE),),
            answers=(*_pain_before(begin), Answer(say(Prompt.SKIP), does=(begin,))),
        ),
        "sore": Screen(
            title=say(Prompt.SORE), lines=stop_rule, answers=(not_today, Answer(say(Prompt.AS_USUAL), does=(begin,)))
        ),
        "too-sore": Screen(
            title=say(Prompt.NOT_TODAY),
            lines=(say(Prompt.REST_TODAY), say(Prompt.SEE_SOMEBODY)),
            answers=(Answer(say(Prompt.CLOSE), does=(to_list,)),),
        ),
    }


def _pain_before(begin: Does) -> Iterator[Answer]:
    for pain in range(_WORST + 1):
        told = Does(Deed.TELL, pain, "pain_before")
        if pain < _HIGH:
            yield Answer(str(pain), does=(told, begin))
        else:
            yield Answer(str(pain), "sore" if pain < _TOO_HIGH else "too-sore", (told,))


# Signs -------------------------------------------------------------------------------------------

_SIGNS: Final = {
    Urgency.EMERGENCY: Prompt.SIGNS_EMERGENCY,
    Urgency.URGENT: Prompt.SIGNS_URGENT,
    Urgency.ROUTINE: Prompt.SIGNS_ROUTINE,
}


def _chain(routine: Routine) -> list[str]:
    """Keys of the screens of signs that there are, and what follows them."""
    asked = {flag.urgency for flag in routine.red_flags}
    return [*(f"sign-{urgency}" for urgency in _SIGNS if urgency in asked), "ready"]


def _signs(routine: Routine, words: Words) -> Iterator[tuple[str, Screen]]:
    """A screen for each urgency. Not sure counts as yes, and two signs to ask about as one to see a doctor about."""
    chain = _chain(routine)
    for key, following in pairwise(chain):
        urgency = Urgency(key.removeprefix("sign-"))
        done = (Does(Deed.SCREENED),) if following == "ready" else ()
        yield (
            key,
            Screen(
                title=words.ask(_SIGNS[urgency]),
                lines=(words.ask(Prompt.READ_EACH),),
                signs=tuple(flag.question for flag in routine.red_flags if flag.urgency is urgency),
                answers=(*_reported(urgency, words), Answer(words.ask(Prompt.NONE), following, done)),
            ),
        )


def _reported(urgency: Urgency, words: Words) -> tuple[Answer, ...]:
    if urgency is Urgency.ROUTINE:
        return (
            Answer(words.ask(Prompt.ONE), "ask-first"),
            _stop(words.ask(Prompt.SEVERAL), Urgency.URGENT),
            Answer(words.ask(Prompt.NOT_SURE), "ask-first"),
        )
    return _stop(words.ask(Prompt.SOME), urgency), _stop(words.ask(Prompt.NOT_SURE), urgency)


def _stop(words: str, urgency: Urgency = Urgency.EMERGENCY, *, early: bool = False) -> Answer:
    return Answer(words, STOPS[urgency], (Does(Deed.STOP, urgency),), early=early)


def _stops(words: Words, emergency_number: str) -> dict[str, Screen]:
    seen = (Answer(words.ask(Prompt.WAS_SEEN), BEFORE, (Does(Deed.SEEN),)),)
    return {
        STOPS[Urgency.EMERGENCY]: Screen(
            title=words.ask(Prompt.GET_HELP),
            lines=(words.urgency(Urgency.EMERGENCY), words.ask(Prompt.DO_NOT_DRIVE)),
            answers=seen,
            call=emergency_number,
            speaks=True,
        ),
        STOPS[Urgency.URGENT]: Screen(
            title=words.ask(Prompt.SEE_A_DOCTOR),
            lines=(words.urgency(Urgency.URGENT), words.ask(Prompt.NO_EXERCISE)),
            answers=seen,
        ),
    }


# When something hurts ----------------------------------------------------------------------------


def _hurt(how: Hurting) -> Does:
    return Does(Deed.HURT, how)


def _hurting(words: Words) -> dict[str, Screen]:
    """What it is, emergencies first; who is not sure is asked the first two again."""
    say = words.ask
    return {
        HURT: Screen(
            title=say(Prompt.STOP),
            lines=(say(Prompt.REST_EASY), say(Prompt.WHAT_IS_IT)),
            answers=(
                _stop(say(Prompt.CHEST)),
                _stop(say(Prompt.NERVE)),
                Answer(say(Prompt.LEG), "leg", (_hurt(Hurting.SHARP), Does(Deed.LEG), _at(Where.BELOW_KNEE))),
                Answer(say(Prompt.SHARP), "leave", (_hurt(Hurting.SHARP),)),
                Answer(say(Prompt.ELSEWHERE), "where", (_hurt(Hurting.ELSEWHERE),)),
                Answer(say(Prompt.ACHE), "gentle", (_hurt(Hurting.ACHE),)),
                Answer(say(Prompt.NOT_SURE), "sure-of-chest"),
                Answer(say(Prompt.BY_MISTAKE), does=(Does(Deed.RESUME),)),
            ),
        ),
        "sure-of-chest": Screen(
            title=say(Prompt.SURE_OF_CHEST),
            answers=(_stop(say(Prompt.YES)), _stop(say(Prompt.NOT_SURE)), Answer(say(Prompt.NO), "sure-of-nerve")),
        ),
        "sure-of-nerve": Screen(
            title=say(Prompt.SURE_OF_NERVE),
            answers=(
                _stop(say(Prompt.YES)),
                _stop(say(Prompt.NOT_SURE)),
                Answer(say(Prompt.NO), "leave", (_hurt(Hurting.SHARP),)),
            ),
        ),
        "gentle": Screen(
            title=say(Prompt.GENTLE),
            lines=(say(Prompt.GENTLE_IS_FINE),),
            answers=(
                Answer(say(Prompt.SMALLER), does=(Does(Deed.SMALLER),)),
                Answer(say(Prompt.EASIER), does=(Does(Deed.PLAY, Can.EASIER),), can=Can.EASIER),
                Answer(say(Prompt.DO_OTHER), does=(Does(Deed.LEAVE), Does(Deed.PLAY, Can.OTHER)), can=Can.OTHER),
                Answer(say(Prompt.LEAVE_OUT), "leave"),
                Answer(say(Prompt.GO_ON), does=(Does(Deed.RESUME),)),
            ),
        ),
    }


def _leaving(words: Words) -> dict[str, Screen]:
    """The exercise is left out. What else there is, is less each time; the third time it is over."""
    say, leave = words.ask, Does(Deed.LEAVE)
    other = Answer(say(Prompt.DO_OTHER), does=(leave, Does(Deed.PLAY, Can.OTHER)), can=Can.OTHER)
    go_on = Answer(say(Prompt.GO_TO_NEXT), does=(leave, Does(Deed.NEXT)), can=Can.NEXT)
    last = Answer(say(Prompt.DO_LAST), does=(leave, Does(Deed.PLAY, Can.LAST)), can=Can.LAST)
    end = Answer(say(Prompt.END_HERE), AFTER, (leave, Does(Deed.END)))
    return {
        "leave": Screen(title=say(Prompt.LEAVE), answers=(other, go_on, last, end), again="leave-second"),
        "leave-second": Screen(title=say(Prompt.TWICE), answers=(end, last, go_on), again="leave-third"),
        "leave-third": Screen(title=say(Prompt.THRICE), lines=(say(Prompt.TAKE_REST),), answers=(end,)),
    }


def _where(routine: Routine, words: Words) -> dict[str, Screen]:
    """Another part of the body hurts: the exercise as it is done then, if there is such a way."""
    say = words.ask
    places = routine.conventions.places
    return {
        "where": Screen(
            title=say(Prompt.WHERE),
            answers=(
                *(Answer(place, "supported", (Does(Deed.PLACE, key),)) for place, key in places.items()),
                Answer(say(Prompt.ANOTHER_PLACE), "leave"),
            ),
        ),
        "supported": Screen(
            title=say(Prompt.SUPPORTED),
            lines=(say(Prompt.STAYS_SUPPORTED),),
            answers=(
                Answer(say(Prompt.TRY_SUPPORTED), does=(Does(Deed.PLAY, Can.SUPPORTED),)),
                Answer(say(Prompt.LEAVE_OUT), "leave"),
            ),
            can=Can.SUPPORTED,
            otherwise="leave",
        ),
    }


def _at(where: Where) -> Does:
    return Does(Deed.TELL, where, "where")


def _leg(words: Words) -> dict[str, Screen]:
    """Pain further down a leg: rest, look again; then only what keeps the back still, or nothing."""
    say, end = words.ask, Does(Deed.END)
    worse = _stop(say(Prompt.LEG_WORSE), early=True)
    return {
        "leg": Screen(
            title=say(Prompt.REST_LEG),
            lines=(say(Prompt.LEG_OUT),),
            answers=(
                worse,
                Answer(say(Prompt.HAS_STAYED), "leg-stays"),
                Answer(say(Prompt.HAS_GONE), "leg-back"),
                Answer(say(Prompt.END_HERE), AFTER, (end,), early=True),
            ),
            counts_as="leave",
            wait=_REST,
        ),
        "leg-back": Screen(
            title=say(Prompt.IT_WENT_BACK),
            lines=(say(Prompt.LEG_OUT),),
            answers=(
                Answer(say(Prompt.GO_ON_STILL), does=(Does(Deed.NEXT),), can=Can.NEXT),
                Answer(say(Prompt.END_HERE), AFTER, (end,)),
            ),
        ),
        "leg-stays": Screen(
            title=say(Prompt.LEG_STAYS),
            lines=(say(Prompt.LEG_TOMORROW), say(Prompt.LEG_NOW)),
            answers=(worse, Answer(say(Prompt.END_HERE), AFTER, (end,))),
        ),
    }


# Afterwards --------------------------------------------------------------------------------------

_EFFORTS: Final = {Effort.EASY: Prompt.EASY, Effort.RIGHT: Prompt.RIGHT, Effort.TOO_HARD: Prompt.TOO_HARD}
_REASONS: Final = {
    Stopped.PAIN: Prompt.PAIN,
    Stopped.TIRED: Prompt.TIRED,
    Stopped.WORRIED: Prompt.WORRIED,
    Stopped.NO_TIME: Prompt.NO_TIME,
    Stopped.OTHER: Prompt.OTHER,
}


WISHES: Final = {Can.WAS_SMALLER: Keep.SMALLER, Can.WAS_EASIER: Keep.EASIER, Can.WAS_OUT: Keep.OUT}
"""What may stay so, and where there is something to ask about it."""
_STAYS: Final = {Keep.SMALLER: Prompt.KEEP_SMALLER, Keep.EASIER: Prompt.KEEP_EASIER, Keep.OUT: Prompt.KEEP_OUT}


def _wishes(words: Words, *, following: str) -> Iterator[tuple[str, Screen]]:
    """Of each exercise that hurt and was done otherwise: whether it stays so. Each screen comes until none is left."""
    keys = (*(f"keep-{keep}" for keep in WISHES.values()), following)
    for (can, keep), (key, after) in zip(WISHES.items(), pairwise(keys), strict=True):
        yield (
            key,
            Screen(
                title=words.ask(_STAYS[keep]),
                lines=(words.ask(Prompt.COMES_BACK),) if keep is Keep.OUT else (),
                answers=(
                    Answer(words.ask(Prompt.YES), key, (Does(Deed.KEEP, keep),)),
                    Answer(words.ask(Prompt.ONLY_TODAY), key, (Does(Deed.KEEP),)),
                ),
                can=can,
                otherwise=after,
            ),
        )


def _after(words: Words) -> dict[str, Screen]:
    """What is told of the session, each part if somebody likes; then it is theirs."""
    say = words.ask
    skip = say(Prompt.SKIP)
    pains = (Answer(str(pain), "effort", (Does(Deed.TELL, pain, "pain"),)) for pain in range(_WORST + 1))
    efforts = (Answer(say(ask), "why", (Does(Deed.TELL, each, "effort"),)) for each, ask in _EFFORTS.items())
    wishes = dict(_wishes(words, following="how-far"))
    wish = next(iter(wishes))
    reasons = (Answer(say(ask), wish, (Does(Deed.TELL, each, "why_stopped"),)) for each, ask in _REASONS.items())
    save, hand_over = (
        Answer(say(Prompt.SAVE), does=(Does(Deed.SAVE),)),
        Answer(say(Prompt.HAND_OVER), does=(Does(Deed.HAND_OVER),), can=Can.HOST),
    )
    close = Answer(say(Prompt.CLOSE), does=(Does(Deed.LIST),))
    return {
        AFTER: Screen(title=say(Prompt.WORST), lines=(say(Prompt.SCALE),), answers=(*pains, Answer(skip, "effort"))),
        "effort": Screen(title=say(Prompt.EFFORT), answers=(*efforts, Answer(skip, "why"))),
        "why": Screen(title=say(Prompt.WHY), answers=(*reasons, Answer(skip, wish)), can=Can.LEFT_OUT, otherwise=wish),
        **wishes,
        "how-far": Screen(
            title=say(Prompt.HOW_FAR),
            answers=(
                Answer(say(Prompt.THIGH), "told", (_at(Where.THIGH),)),
                Answer(say(Prompt.BELOW_KNEE), "told", (_at(Where.BELOW_KNEE),)),
                _stop(say(Prompt.BOTH_LEGS)),
                Answer(skip, "told"),
            ),
            can=Can.LEG,
            otherwise="told",
        ),
        "told": Screen(
            title=say(Prompt.TOLD),
            lines=(say(Prompt.KEPT), say(Prompt.FOR_THE_PLAN)),
            answers=(save, hand_over, Answer(say(Prompt.FORGET), "forgotten", (Does(Deed.FORGET),)), close),
            can=Can.KEPT,
            otherwise="told-once",
        ),
        "told-once": Screen(
            title=say(Prompt.TOLD),
            lines=(say(Prompt.NOT_KEPT), say(Prompt.FOR_THE_PLAN)),
            answers=(save, hand_over, close),
        ),
        "forgotten": Screen(title=say(Prompt.FORGOTTEN), answers=(close,)),
    }
