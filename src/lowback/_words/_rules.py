"""What a programme says of each of its rules, in one plain sentence."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from ._language import ENGLISH, Language, capital, joined

__all__ = ["BY_RULE", "CourseWords", "why_changed"]

BY_RULE = "A rule of this program, not a clinician, made this change."
"""What goes with every change."""

_NEXT_DAY = (
    "Tell how the day after session {number} was: was your back or leg pain more than usual? "
    "Muscle ache does not count."
)
_NEW = (
    "Anything new since last time? Numbness between the legs, trouble with bladder or bowel, a weaker leg, "
    "pain in both legs, chest pain, fever or feeling ill with the pain, a fall or accident, pregnancy: "
    "then do not begin. See whom to ask first."
)

_DIARY = (
    ("Pain before, 0 (none) to 10 (worst)", ""),
    ("Worst pain during it, 0 (none) to 10 (worst)", ""),
    ("The day after, was your back or leg pain more than usual? Muscle ache does not count.", "no / yes / not sure"),
)

_ASKED: Mapping[str, str] = {
    "pain-before": "Pain before it, 0 (none) to 10 (worst)",
    "pain": "Worst pain during it, 0 (none) to 10 (worst)",
    "effort": "How hard it felt",
    "new": "How urgent the most urgent new sign is",
    "settled": "The day after, was the pain no more than usual?",
}
"""What is asked of a session, by a short name; of signs, only the level."""

_MAY_CHANGE = "Tell how each session was: the ones after it may change."

_AMOUNT = "{name}: {after} instead of {before}."
_INSTEAD = "{instead} in place of {name}."
_LEFT_OUT = "{name} is left out."
_OTHERWISE = "{name} is done in another way."
_KEEP_UP = "Two or three days a week keep up what you gained."

_WHY: Mapping[str, str] = {
    "invalid-log": "This plan cannot be read. Do not exercise from it until it is mended.",
    "emergency-sign": (
        "Stop. Call the emergency number or go to an emergency department now. "
        "Do not wait to see whether it passes. Do not exercise."
    ),
    "barring-event": ("Something has changed. Ask the team that looks after you before you go on. Your plan waits."),
    "urgent-sign": "See a doctor today or tomorrow. Your plan waits until you have.",
    "leg-worse": "Leg pain went further down. Moves in that direction are out for now.",
    "cleared": "You were seen and may exercise. Begin with less, then go on.",
    "nothing-left": "Nothing is left of what you asked for. Ask a doctor or physiotherapist what you can do now.",
    "returning": "It comes back with less.",
    "screening": "Answer all questions about signs again first.",
    "new-caution": "Changed because of what you told us.",
    "flare-up": "A sore spell. Do less for two or three days, gently. Do not stop altogether. Then build back.",
    "exercise-hurt": "It hurt last time.",
    "elsewhere": "Another place than your back hurt last time.",
    "kept": "You wanted it so.",
    "session-red": "One step back. Your pain was {number}; your limit is {limit}.",
    "not-settled": "One step back. Your back was sorer than usual the next day.",
    "gap": "You were away for {number} days. Begin with less, then go on.",
    "illness": "You were ill. Begin with less, then go on.",
    "too-hard": "It was too much twice.",
    "worried": "You stopped because it worried you. Hurt is not the same as harm. Do half as many if you like.",
    "no-change": "No better yet: see a doctor or physiotherapist. You may go on as you are.",
    "more-days": "You exercise on more days now.",
    "stay": "No more than last time. Your pain was more than the time before.",
    "limits": "One small step at a time.",
    "advance": "You did all of it in two sessions, and your pain stayed in the easy range.",
    "upkeep": f"You have done this for some good weeks. {_KEEP_UP} Choose other days if you like.",
    "finished": f"That was the last week of this plan. Well done. {_KEEP_UP}",
}


_WHY_ONE: Mapping[str, str] = {
    "leg-worse": "Leg pain went further down.",
    "flare-up": "It is a sore spell.",
    "gap": "You were away for {number} days.",
    "illness": "You were ill.",
}
"""What is said of one exercise, where the whole is said of the session."""


_WHY_COUNTED: Mapping[str, str] = {
    "leg-worse": (
        "Leg pain went further down and was still there the day after. See a doctor or physiotherapist this week. "
        "Moves in that direction are out for now."
    ),
}
"""What is said where a rule that needs no number has one."""


def why_changed(
    rule: str,
    *,
    name: str,
    before: str | None,
    after: str | None,
    instead: str,
    number: int | None,
    limit: int | None,
    language: Language = ENGLISH,
) -> str:
    """What is different by a rule, and why: "Bridge: 1 x 8 instead of 1 x 10. It hurt last time."."""
    reasons = {**_WHY, **_WHY_ONE} if name else _WHY if number is None else {**_WHY, **_WHY_COUNTED}
    why = language.say(reasons[rule], number=number, limit=limit)
    if not name:
        return why
    if instead:
        what = language.say(_INSTEAD, name=name, instead=instead)
    elif after is None:
        what = language.say(_LEFT_OUT, name=name)
    elif rule == "elsewhere":
        what = language.say(_OTHERWISE, name=name)
    else:
        what = language.say(_AMOUNT, name=name, before=before, after=after)
    return joined(what, why)


@frozen
class CourseWords:
    """What is said around the sessions of a programme.

    Attributes:
        language: The language of the phrases.
    """

    language: Language = ENGLISH

    def heading(self, number: int, week: int, day: date) -> str:
        """Which session it is: "Session 3, week 2, 2027-01-11"."""
        phrase = "Session {number}, week {week}, {day}"
        return self.language.say(phrase, number=number, week=week, day=day.isoformat())

    def asked_before(self) -> str:
        """What is asked before every session."""
        return self.language.say(_NEW)

    def asked_of_all(self) -> str:
        """What is asked before some sessions."""
        return self.language.say(_WHY["screening"])

    def asked_of_next_day(self, number: int) -> str:
        """What is asked of the day after a session."""
        return self.language.say(_NEXT_DAY, number=number)

    def offer(self, names: Iterable[str]) -> str:
        """That a harder exercise could come: "Ready for a harder one? Bridge"."""
        return self.language.say("Ready for a harder one? {names}", names=", ".join(names))

    def kept(self, number: int, day: date, minutes: str, exercises: int) -> str:
        """A session that was handed out, in a line."""
        phrase = "Session {number}, {day}: {minutes}, {exercises}"
        amount = self.language.count(exercises, "{n} exercise", "{n} exercises")
        return self.language.say(phrase, number=number, day=day.isoformat(), minutes=minutes, exercises=amount)

    def week(self, number: int, weeks: int) -> str:
        """Which week it is: "Week 2 of 6"."""
        return self.language.say("Week {number} of {weeks}", number=number, weeks=weeks)

    def how_often(self, times: int, minutes: str) -> str:
        """How often, and how long: "2 sessions of 10 minutes are left this week."."""
        phrase = "{n} session of {minutes} is left this week.", "{n} sessions of {minutes} are left this week."
        return self.language.count(times, *phrase, minutes=minutes)

    def asked(self) -> Mapping[str, str]:
        """What is asked of a session, by a short name."""
        return {name: self.language.say(question) for name, question in _ASKED.items()}

    def course(self, weeks: int) -> str:
        """What a programme is called: "Exercise for 6 weeks"."""
        return self.language.count(weeks, "Exercise for {n} week", "Exercise for {n} weeks")

    def report(self) -> str:
        """What a report of a session is called."""
        return self.language.say("Report of a session")

    def may_change(self) -> str:
        """What a sheet cannot know."""
        return self.language.say(_MAY_CHANGE)

    def as_on_the_handout(self) -> str:
        """Where a sheet, which has the names alone, sends for the steps."""
        return self.language.say("Do each exercise as it stands on the handout of the session.")

    def session(self, number: int) -> str:
        """A session, in a title that tells nothing of a person: "Session 3"."""
        return self.language.say("Session {number}", number=number)

    def on(self, day: date, weekday: str) -> str:
        """A day: "Monday, 2027-01-04"."""
        return self.language.say("{weekday}, {day}", weekday=self.weekday(weekday), day=day.isoformat())

    def weekday(self, weekday: str) -> str:
        """A day of any week: "Monday"."""
        return capital(self.language.say(weekday))

    def to_do(self, name: str, dose: str) -> str:
        """Something to tick off: "Bridge: 10 times"."""
        return self.language.say("{name}: {dose}", name=name, dose=dose)

    def diary(self) -> tuple[tuple[str, str], ...]:
        """What is written down of a day: questions, and the answers to choose from; none where a figure is written."""
        return tuple(
            (self.language.say(question), answers and self.language.say(answers)) for question, answers in _DIARY
        )

    def next(self, day: date) -> str:
        """When the next session is."""
        return self.language.say("Next session: {day}", day=day.isoformat())
