"""A routine followed on a terminal: questions first, one live line, keys. What is typed is neither shown nor kept."""

from __future__ import annotations  # so that `--help` does not load the model

import os
import select
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.util import find_spec
from string import ascii_lowercase
from textwrap import fill
from time import monotonic
from typing import TypeAlias
from unicodedata import east_asian_width

from attrs import define, field

import lowback
from lowback._account import Account
from lowback._words import Label, Prompt, Words, capital, clock, safe
from lowback.composer import Offers, offers
from lowback.render._talk import AFTER, BEFORE, HURT, WISHES, Answer, Can, Deed, Does, Screen, tags_of, talk_of
from lowback.vocabulary import Hurting, Keep

__all__ = ["Account", "Follower", "can_follow", "keys_of_terminal"]

Keys: TypeAlias = Callable[[float], str]
"""The next key within so many seconds; empty when none was pressed."""

_END = "q"
_NEAR = 0.05
_ARROWS = {"[C": "right", "[D": "left", "OC": "right", "OD": "left"}
_SHOWS_NOTHING = {Can.REMEMBERED, Can.KEPT, Can.HOST}


def can_follow() -> bool:
    """Whether somebody sits at both ends of a terminal, of which keys can be read one by one."""
    return find_spec("termios") is not None and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def keys_of_terminal() -> Generator[Keys]:
    """Keys one by one, without an echo; afterwards the terminal is as it was, whatever happened."""
    import termios  # noqa: PLC0415  # not on every system
    import tty  # noqa: PLC0415

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)

    def read(seconds: float) -> str:
        if not select.select([handle], [], [], max(0, seconds))[0]:
            return ""
        key = os.read(handle, 1).decode(errors="replace")
        if key == "":
            return _END  # nobody is there any more
        if key == "\x1b":
            rest = os.read(handle, 2).decode(errors="replace") if select.select([handle], [], [], _NEAR)[0] else ""
            return _ARROWS.get(rest, "escape")
        return "space" if key == " " else key

    tty.setcbreak(handle)
    try:
        yield read
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


@define
class Follower:
    """Somebody who follows a routine, and where they are.

    Attributes:
        routine: What is followed.
        detail: How finely it is told.
        keys: Where keys come from.
        put: Where text goes.
        width: Letters of a line.
        save: Where an account of it becomes a file, if somebody likes; the name of the file.
        speed: How many times as fast as the clock.
        clock: Seconds that pass.
    """

    routine: lowback.Routine
    detail: lowback.timeline.Detail
    keys: Keys
    put: Callable[[str], None]
    width: Callable[[], int]
    save: Callable[[Account], str]
    speed: float = 1
    clock: Callable[[], float] = monotonic
    _main: lowback.Timeline = field(init=False)
    _timeline: lowback.Timeline = field(init=False)
    _player: lowback.Player = field(init=False)
    _words: Words = field(init=False)
    _screens: dict[str, Screen] = field(init=False)
    _since: float = field(init=False)
    _account: Account = field(init=False)
    _told: int = field(init=False, default=-1)
    _from: int = field(init=False, default=0)
    _instead: int | None = field(init=False, default=None)
    _last: bool = field(init=False, default=False)
    _over: bool = field(init=False, default=False)
    _whole: bool = field(init=False, default=False)
    _unsaved: bool = field(init=False, default=False)
    _begun: bool = field(init=False, default=False)
    _place: str = field(init=False, default="")
    _legged: bool = field(init=False, default=False)
    _out: set[int] = field(init=False, factory=set[int])
    _tags: set[str] = field(init=False, factory=set[str])
    _met: set[str] = field(init=False, factory=set[str])

    def __attrs_post_init__(self) -> None:
        self._timeline = self._main = lowback.Timeline.of(self.routine, self.detail)
        self._account = Account(self.routine)
        self._words = Words.of(self.routine)
        self._screens = talk_of(self.routine)
        self._since = self.clock()
        self._player = lowback.Player(self._timeline, paused=True)

    def follow(self) -> bool:
        """Ask, lead through the routine, and ask how it was; whether it was followed to its end."""
        self._line(self._words.ask(Prompt.LETTERS))
        self._ask(BEFORE)
        if self._begun and not self._over:
            self._line(self._words.ask(Prompt.KEYS))
        while self._begun and not self._over:
            self._go_on()
        return self._whole

    # Time -----------------------------------------------------------------------------------------

    @property
    def _now(self) -> int:
        return int((self.clock() - self._since) * self.speed)

    def _go_on(self) -> None:
        """A look at the clock, and at the keys until its next second."""
        now = self._now
        moment = self._player.at(now)
        self._note_until(moment.second)
        if moment.cue is None:
            self._finish_timeline()
            return
        if self._instead is None and moment.cue.item_index in self._out:
            self._wait_at(self._following(moment.cue.item_index + 1))
            return
        self._tell_until(moment.second)
        self._live(moment)
        until = self._since + (now + 1) / self.speed
        key = self.keys(until - self.clock())
        if key:
            self._press(key)

    def _finish_timeline(self) -> None:
        if self._instead is None or self._last:
            self._clear()
            self.put(f"{clock(self._timeline.seconds):>6}  {self._words.label(Label.END)}\n")
            self._whole = True
            self._ask(AFTER)
            return
        self._wait_at(self._following(self._instead + 1))

    def _note_until(self, second: int) -> None:
        """What was followed since the last jump is done."""
        cues = self._timeline.cues
        instead = None if self._instead is None else self._timeline.routine.items[0]
        while self._from < len(cues) and cues[self._from].end <= second:
            self._account.did(self._timeline, self._from, instead)
            self._from += 1

    def _tell_until(self, second: int) -> None:
        """A line for each cue that has begun."""
        for index, cue in enumerate(self._timeline.cues):
            if self._told < index and cue.start <= second:
                if cue.end > second or cue.start >= second - self.speed:
                    self._line(f"{clock(cue.start):>6}  {cue.spoken}", indent=8)
                self._told = index

    def _live(self, moment: lowback.player.Moment) -> None:
        """The line at the bottom: how much is done or left, what is done, and what comes next."""
        cue, words = moment.cue, self._words
        if cue is None:
            return
        items = self._timeline.routine.items
        dose = items[cue.item_index].dose
        count = clock(moment.remaining)
        if cue.repetition is not None and dose.reps is not None:
            count = words.of_all(cue.repetition, dose.reps)
        side = capital(words.set_and_side(cue.set if dose.sets > 1 else None, dose.sets, cue.side))
        after = self._following(cue.item_index + 1) if self._instead is None else len(items)
        following = words.next(items[after].exercise) if after < len(items) else ""
        state = words.label(Label.PAUSED) if moment.paused else ""
        parts = [count, side, state or cue.short_text, following]
        self.put(f"\r{_cut('  '.join(filter(None, map(safe, parts))), self.width() - 1)}\x1b[K")

    def _clear(self) -> None:
        self.put("\r\x1b[K")

    def _line(self, text: str, indent: int = 0) -> None:
        self._clear()
        self.put(fill(safe(text) if not indent else text, self.width(), subsequent_indent=" " * indent) + "\n")

    # Keys -----------------------------------------------------------------------------------------

    def _press(self, key: str) -> None:
        now, player = self._now, self._player
        match key:
            case "space":
                self._player = player.resume(now) if player.paused else player.pause(now)
            case "right":
                self._jump(player.skip(now))
            case "left":
                self._jump(player.back(now))
            case "h":
                self._player = player.pause(now)
                self._ask(HURT)
            case "q":
                self._player = player.pause(now)
                self._ask(AFTER)
            case _:
                pass

    def _jump(self, player: lowback.Player) -> None:
        self._player = player
        cues = self._timeline.cues
        self._from = next((index for index, cue in enumerate(cues) if cue.end > player.second), len(cues))
        self._told = self._from - 1

    def _following(self, index: int) -> int:
        """The next item of the routine, from an index on, that is not left out."""
        left = (each for each in range(index, len(self.routine.items)) if each not in self._out)
        return next(left, len(self.routine.items))

    def _wait_at(self, index: int) -> None:
        """On to an item of the routine, which begins when somebody says so."""
        self._timeline, self._instead = self._main, None
        start = sum(item.seconds for item in self.routine.items[:index])
        self._jump(lowback.Player(self._timeline, since=self._now, second=start, paused=True))
        if index < len(self.routine.items):
            exercise = self.routine.items[index].exercise
            name = self._words.named(exercise, exercise.position)
            self._line(self._words.ask(Prompt.WAITS).replace("{name}", safe(name)))

    # What is asked --------------------------------------------------------------------------------

    def _ask(self, key: str) -> None:
        while key and not self._over:
            key = self._resolved(key)
            screen = self._screens[key]
            self._met |= {key, screen.counts_as}
            answer = self._answer(screen)
            if answer is None:
                self._over = True
                return
            for does in answer.does:
                self._tell(does, screen)
                self._do(does.deed, does.value)
            key = key if self._unsaved else answer.go
        self._over = self._over or AFTER in self._met  # who has told how it was does not go on

    def _resolved(self, key: str) -> str:
        screen = self._screens[key]
        if screen.can is not None and not self._can(screen.can):
            return self._resolved(screen.otherwise)
        return self._resolved(screen.again) if screen.again and key in self._met else key

    def _answer(self, screen: Screen) -> Answer | None:
        """What somebody chooses; None for the end."""
        self._line("")
        title = screen.title.replace("{name}", self._meant_by(screen))
        for text in (title, *screen.lines):
            self._line(text)
        for sign in screen.signs:
            self._line(f"- {safe(sign)}", indent=2)
        self._line("")
        ready = [answer for answer in screen.answers if self._is_there(answer)]
        if screen.wait:
            early = [answer for answer in ready if answer.early]
            chosen = self._choose(early, screen.wait / self.speed)
            if chosen is not None or self._over:
                return chosen
        return self._choose(ready, None)

    def _choose(self, answers: list[Answer], seconds: float | None) -> Answer | None:
        for letter, answer in zip(ascii_lowercase, answers, strict=False):
            self._line(f"  {letter}  {safe(self._named(answer))}", indent=5)
        until = None if seconds is None else self.clock() + seconds
        while until is None or self.clock() < until:
            key = self.keys(3600 if until is None else until - self.clock())
            if key == _END:
                self._over = True
                return None
            index = ascii_lowercase.find(key) if len(key) == 1 else -1
            chosen = answers[index : index + 1] if index >= 0 else [each for each in answers if each.words == key]
            if chosen:
                return chosen[0]
        return None

    def _is_there(self, answer: Answer) -> bool:
        deeds = {each.deed for each in answer.does}
        return (answer.can is None or self._can(answer.can)) and not deeds & {Deed.SOUND, Deed.SMALLER}

    def _can(self, can: Can) -> bool:
        if can in _SHOWS_NOTHING:
            return False
        if can in WISHES:
            return self._account.wished(WISHES[can]) is not None
        if can is Can.LEFT_OUT:
            return self._account.left_out
        if can is Can.LEG:
            return self._legged
        if can is Can.NEXT:
            return self._following(self._present + 1) < len(self.routine.items)
        return self._offered(can) is not None

    @property
    def _present(self) -> int:
        """The item of the routine that is done, or in whose place something else is done."""
        if self._instead is not None:
            return self._instead
        cue = self._player.at(self._now).cue
        return len(self.routine.items) - 1 if cue is None else cue.item_index

    @property
    def _id(self) -> str:
        return self.routine.items[self._present].exercise.id

    @property
    def _offers(self) -> Offers:
        return offers(self.routine, self._present)

    def _offered(self, what: Can | str) -> lowback.RoutineItem | None:
        """What may be done; nothing like what was left out, and never back to what something else took the place of."""
        found = self._offers
        same = what in (Can.SUPPORTED, Can.EASIER)
        if self._legged or (same and self._instead is not None):
            return None
        supported = {each.caution: each.item for each in found.supported}.get(self._place)
        item = {Can.SUPPORTED: supported, Can.EASIER: found.easier, Can.OTHER: found.other, Can.LAST: found.last}.get(
            Can(what)
        )
        barred = self._tags if same else self._tags.union(tags_of(self._doing.exercise))
        return None if item is None or not barred.isdisjoint(tags_of(item.exercise)) else item

    @property
    def _doing(self) -> lowback.RoutineItem:
        return self.routine.items[self._present] if self._instead is None else self._timeline.routine.items[0]

    def _wished(self, screen: Screen) -> str | None:
        """The exercise of which a screen asks whether it stays as it was; None where it asks something else."""
        keep = None if screen.can is None else WISHES.get(screen.can)
        return None if keep is None else self._account.wished(keep)

    def _meant_by(self, screen: Screen) -> str:
        id_ = self._wished(screen)
        return next((item.exercise.name for item in self.routine.items if item.exercise.id == id_), "")

    def _named(self, answer: Answer) -> str:
        if answer.words == self._words.ask(Prompt.CLOSE):
            return self._words.ask(Prompt.END_HERE)  # there is no list to go to
        play = next((each.value for each in answer.does if each.deed is Deed.PLAY), "")
        item = self._offered(str(play)) if play else None
        return answer.words.replace("{name}", item.exercise.name if item else "")

    def _tell(self, does: Does, screen: Screen) -> None:
        """What of an answer goes into the account."""
        account, value = self._account, str(does.value)
        match does.deed:
            case Deed.TELL:
                account.told[does.of] = does.value
            case Deed.HURT:
                account.hurts(self._id, Hurting(value))
            case Deed.PLACE:
                account.place(self._id, value)
            case Deed.LEAVE:
                account.ways[self._id] = Keep.OUT
            case Deed.KEEP:
                id_ = self._wished(screen)
                if id_ is not None:
                    account.keeps(id_, Keep(value) if value else None)
            case Deed.SAVE:
                self._save()
            case _:
                pass

    def _save(self) -> None:
        try:
            name = self.save(self._account)
        except OSError as error:
            self._unsaved = True
            self._line(self._words.ask(Prompt.NOT_SAVED).replace("{reason}", safe(str(error.strerror))))
        else:
            self._unsaved = False
            self._line(self._words.ask(Prompt.SAVED).replace("{name}", safe(name)))

    def _do(self, deed: Deed, value: str | int) -> None:
        match deed:
            case Deed.BEGIN:
                self._begun, self._player = True, lowback.Player(self._main, since=self._now)
            case Deed.RESUME:
                self._player = self._player.resume(self._now)
            case Deed.LIST:
                self._over = True
            case Deed.STOP:
                self._begin_anew()
            case Deed.PLACE:
                self._place = str(value)
            case Deed.LEAVE:
                self._leave()
            case Deed.LEG:
                self._leave()
                still = set(self._offers.neutral)
                self._legged, self._out = True, {*range(len(self.routine.items))} - still
            case Deed.NEXT:
                self._wait_at(self._following(self._present + 1))
            case Deed.PLAY:
                self._play(str(value))
            case _:
                pass

    def _begin_anew(self) -> None:
        """Nothing goes on from where it was: whoever was seen is asked all again, and begins at the beginning."""
        self._timeline, self._instead, self._begun, self._legged = self._main, None, False, False
        self._jump(lowback.Player(self._timeline, since=self._now, paused=True))
        self._account = Account(self.routine)
        for each in (self._out, self._tags, self._met):
            each.clear()

    def _leave(self) -> None:
        self._tags.update(tags_of(self._doing.exercise))
        self._out.add(self._present)

    def _play(self, what: str) -> None:
        item = self._offered(what)
        if item is None:
            return
        if what == Can.EASIER:
            self._account.ways[self._id] = Keep.EASIER
        self._account.does_instead(self._id, item.exercise.id)
        self._instead, self._last = self._present, what == Can.LAST
        self._timeline = lowback.Timeline.alone(self.routine, item)
        self._jump(lowback.Player(self._timeline, since=self._now, paused=True))
        name = self._words.named(item.exercise, item.exercise.position)
        self._line(self._words.ask(Prompt.WAITS).replace("{name}", safe(name)))


def _cut(text: str, width: int) -> str:
    """As much of the text as fits in a line of a terminal."""
    cells = [2 if east_asian_width(letter) in "WF" else 1 for letter in text]
    if sum(cells) <= width:
        return text
    room = width - 1
    for index, cell in enumerate(cells):
        room -= cell
        if room < 0:
            return f"{text[:index]}…"
    return text
