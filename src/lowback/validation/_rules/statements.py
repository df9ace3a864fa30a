"""Rules about what texts state: the dose and the sides are those of the exercise."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from typing import TypeAlias

from attrs import evolve, frozen

from lowback._adapting import applied
from lowback._shape import MAX_TEXT, shown
from lowback.diagnostics import Severity
from lowback.model import Adaptation, Exercise, Range, Step
from lowback.validation._listening import DIGITS, SILENCE, Signs, set_of, telling
from lowback.validation._products import MOMENT, span, unlike
from lowback.validation._prose import ADAPTING, DOING, MINDING, Passage
from lowback.validation._rule import Found, Rule, Scope, Telling
from lowback.validation._stated import (
    BESIDE_SIDES,
    FOREIGN_SIDES,
    OF_SIDES,
    PARTNERS,
    TELLING,
    Amount,
    Leeway,
    Product,
    Sides,
    SidesStated,
    What,
    amounts_in,
    are_of_a_rest,
    as_english,
    implied_in,
    may_say,
    products_in,
    side_named_in,
    sides_in,
    signs_in,
)
from lowback.vocabulary import Laterality, Role

__all__ = ["RULES"]

# Dose --------------------------------------------------------------------------------------------

Path: TypeAlias = tuple[str | int, ...]
"""The way from an exercise to one of its texts."""

_UNITS = {What.SETS: "set", What.REPS: "repetition"}


@frozen(eq=False)
class _Teller:
    """Who tells something: an exercise, or one of its adaptations.

    Attributes:
        exercise: The exercise.
        scope: The catalog.
        adaptation: The adaptation that tells it; None for the exercise itself.
        way: The path from the exercise to the adaptation.
    """

    exercise: Exercise
    scope: Scope
    adaptation: Adaptation | None = None
    way: Path = ()

    @property
    def value(self) -> Exercise | Adaptation:
        """What has the texts."""
        return self.adaptation or self.exercise

    @property
    def who(self) -> str:
        """What it is called."""
        return "exercise" if self.adaptation is None else "adapted exercise"

    @cached_property
    def done(self) -> Exercise | None:
        """The exercise as it is done there; None for an adaptation that cannot be applied, which is told elsewhere."""
        return self.exercise if self.adaptation is None else applied(self.exercise, (self.adaptation,))

    @property
    def laterality(self) -> Laterality:
        """How the sides take part there."""
        return _laterality(self.exercise, self.adaptation)

    def step_at(self, path: Path) -> Step | None:
        """The step in which a text stands; None for a text elsewhere."""
        return self.value.steps[path[1]] if path[0] == "steps" and isinstance(path[1], int) else None


_Told: TypeAlias = tuple[_Teller, Passage, Telling]
"""Who tells it, in which passage, and those of its texts that may tell something."""


_MayTell: TypeAlias = Callable[[Signs], bool]
"""Whether all signs of a text together may tell something."""


@frozen(eq=False)
class _Subject:
    """Something of which texts may tell.

    Attributes:
        signs: Without one of these signs a text tells nothing of it.
        may_tell: What to ask of all signs of a text, of an exercise or of one of its adaptations.
    """

    signs: Signs
    may_tell: Callable[[Exercise, Adaptation | None], _MayTell]

    def told(self, exercise: Exercise, scope: Scope, *passages: Passage) -> Iterator[_Told]:
        """What an exercise tells."""
        may_tell = self.may_tell(exercise, None)
        for passage in passages:
            if texts := scope.told(passage, exercise, self.signs, may_tell):
                yield _Teller(exercise, scope), passage, texts

    def told_by_adaptations(self, exercise: Exercise, scope: Scope) -> Iterator[_Told]:
        """What its adaptations tell."""
        for number, each in enumerate(exercise.adaptations):
            if texts := scope.told(ADAPTING, each, self.signs, self.may_tell(exercise, each)):
                yield _Teller(exercise, scope, each, ("adaptations", number)), ADAPTING, texts


def _same_for_all(may_tell: _MayTell) -> Callable[[Exercise, Adaptation | None], _MayTell]:
    def same(_: Exercise, __: Adaptation | None) -> _MayTell:
        return may_tell

    return same


def text_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A text that states a dose, or a rest between sets, states the one that the exercise has."""
    return _disagreeing(_AMOUNTS.told(exercise, scope, DOING, MINDING))


def adapted_text_disagrees(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A text of an adaptation states the dose and the rest that the adapted exercise has."""
    return _disagreeing(_AMOUNTS.told_by_adaptations(exercise, scope))


_OF_AMOUNTS = TELLING | {DIGITS}
_AMOUNTS = _Subject(_OF_AMOUNTS, _same_for_all(telling(_OF_AMOUNTS, PARTNERS)))


def _disagreeing(told: Iterable[_Told]) -> Iterator[Found]:
    for teller, passage, texts in told:
        heard = [(at, text, _heard(text)) for at, text, _ in texts if len(text) <= MAX_TEXT]
        may_rest = any(each.may_rest for _, _, each in heard)
        for at, text, each in heard:
            path = passage.placed(teller.value)[at][0] if each.amounts or each.products else ()
            for product in each.products:
                yield from _other_product(teller, product, path)
            for amount in each.amounts:
                if (may_rest or amount.what is not What.REST) and (meant := _as_told(teller, amount, path, text)):
                    yield from _unlike(teller, meant, path, text)


@frozen
class _Heard:
    """What a text tells of amounts.

    Attributes:
        amounts: The amounts that stand by themselves.
        products: So many times so long.
        may_rest: Whether there is a word in it that rests have.
    """

    amounts: tuple[Amount, ...] = ()
    products: tuple[Product, ...] = ()
    may_rest: bool = False


_NOTHING = _Heard()
_KEPT = 4096
"""Texts of which is kept what they say: variants of an exercise share most of theirs."""


@lru_cache(maxsize=_KEPT)
def _heard(text: str) -> _Heard:
    signs = signs_in(text)
    return _Heard(tuple(_amounts(text)), products_in(text), are_of_a_rest(signs)) if signs else _NOTHING


def _amounts(text: str) -> Iterator[Amount]:
    """The amounts of a text, with a number and without one; "just one set" is one amount, not two."""
    amounts = amounts_in(text)
    yield from amounts
    for implied in implied_in(text):
        if not any(implied.start < each.end and each.start < implied.end for each in amounts):
            yield implied


def _other_product(teller: _Teller, product: Product, path: Path) -> Iterator[Found]:
    """Of products, those of what comes before or after the exercise are not looked at, nor those of breaths."""
    step = teller.step_at(path)
    is_beside = path[-1] in ("breathing", "error") or (step is not None and step.role in (Role.SETUP, Role.FINISH))
    if not is_beside and teller.done and (message := unlike(product, teller.done.dose, teller.who)):
        yield Found(message, (*teller.way, *path), _MAKE_THEM_AGREE)


_MAKE_THEM_AGREE = "leave numbers to the dose, or make the two agree"


def _unlike(teller: _Teller, amount: Amount, path: Path, text: str) -> Iterator[Found]:
    exercise = teller.done
    ranges = None if exercise is None else _ranges(exercise, amount, teller.step_at(path))
    if exercise is not None and ranges is not None and not _fits(exercise, amount, ranges, text):
        meant = f"{_meant(amount)} {_UNITS.get(amount.what, 'second')}{'' if amount.high == 1 else 's'}"
        has = " or ".join(span(each.min, each.max) for each in ranges) or "none"
        message = f"the text says {shown(amount.words)}, which is {meant}, but the {teller.who} has {has}"
        yield Found(message, (*teller.way, *path), _MAKE_THEM_AGREE)


def _ranges(exercise: Exercise, amount: Amount, step: Step | None) -> list[Range] | None:
    """What the amount has to agree with one of; None when nothing can be held against it."""
    match amount.what:
        case What.SETS:
            return [each for each in (exercise.dose.sets, exercise.dose.reps if amount.is_open else None) if each]
        case What.REPS:
            is_one = exercise.dose.reps is not None and exercise.dose.reps.max == 1
            if amount.is_open or is_one or not exercise.dose.reps:  # one hold, or one bout, is repeated set by set
                return [each for each in (exercise.dose.reps or exercise.dose.duration, exercise.dose.sets) if each]
            return [exercise.dose.reps]
        case What.HOLD | What.DURATION:
            return [each for each in (exercise.dose.hold, exercise.dose.duration) if each]
        case What.REST:
            between = amount.between_sets or exercise.dose.duration is not None  # bouts are sets
            return [Range(exercise.rest, exercise.rest, exercise.rest)] if between else None
        case What.TEMPO:
            return [Range(step.seconds, step.seconds, step.seconds)] if step and step.seconds else None


def _as_told(teller: _Teller, amount: Amount, path: Path, text: str) -> Amount | None:
    """The amount as it is told where it stands; None where it is not told as the dose.

    A setup may count what comes before, a finish what comes after. An error tells what is wrong, until it tells what
    is right: "holding for longer than ten seconds" sets a limit.
    """
    step = teller.step_at(path)
    if step is not None and step.role in (Role.SETUP, Role.FINISH):
        return amount if amount.what is What.SETS or "rep" in amount.words.lower() else None
    before = text[: amount.start]
    is_short = amount.what in _TIMES and amount.high <= _LONGEST_BREATH
    if path[-1] == "breathing" and is_short and _is_of_breath(as_english(text)):
        return None
    if path[-1] != "error" or _MENDED.search(before):
        return amount
    if _LONGER_THAN.search(before):
        return evolve(amount, low=1, leeway=Leeway.AT_MOST)
    return amount if amount.leeway is Leeway.EXACT and _DEFINITE.search(before) else None


_TIMES = (What.HOLD, What.DURATION)
_LONGEST_BREATH = 15
"""Seconds."""
_OF_BREATH = re.compile(r"\b(?:(?:out-|in-)?breath|inhal|exhal|nose|mouth|straw)", re.IGNORECASE)
_HOLDING = re.compile(
    r"\b(?:hold|held|hält|stay|keep|remain|squeez|press|stretch|lift|position|pose|plank|walk|count)", re.IGNORECASE
)


def _is_of_breath(text: str) -> bool:
    """Whether what a text says of breathing is how long a breath takes, and nothing is held meanwhile."""
    return bool(_OF_BREATH.search(text)) and not _HOLDING.search(text)


_LONGER_THAN = re.compile(r"\bfor (?:longer|more) than $", re.IGNORECASE)
_MENDED = re.compile(
    r"(?<!problem)(?<!mistake)(?<!error)(?<!fault)(?<!fréquente )[:;]\s|[.!?]\s|\bwhen $|"
    r"\b(?:(?:meant|supposed) to|should|it takes|it needs|when (?:the|your) \w{3,8} (?:is|are))\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|all|whole|entire|your|those|these)(?: \w+)? $|\b(?:before|short of|without)\b[^.;]{0,30}$", re.IGNORECASE
)


def _fits(exercise: Exercise, amount: Amount, ranges: list[Range], text: str) -> bool:
    if not ranges:
        return amount.what is What.HOLD and amount.high <= MOMENT
    wholes = [each for times in _totals(exercise, amount, as_english(text)) for each in _times_as_many(ranges, times)]
    return any(_agrees(told, each) for told in (amount, _sum(amount, text)) for each in (*ranges, *wholes))


def _sum(amount: Amount, text: str) -> Amount:
    """The times of a text that are of one kind, together: "walk slowly for two minutes, then faster for eight"."""
    if amount.what not in _TIMES:
        return amount
    parts = [each for each in _heard(text).amounts if each.what is amount.what]
    return evolve(amount, low=sum(each.low for each in parts), high=sum(each.high for each in parts))


def _times_as_many(ranges: Iterable[Range], times: Range) -> Iterator[Range]:
    for each in ranges:
        yield Range(each.min * times.min, each.min * times.min, each.max * times.max)


def _totals(exercise: Exercise, amount: Amount, text: str) -> Iterator[Range]:
    """How many times the dose a text may tell: of all sets, of both sides."""
    if amount.what in (What.REPS, What.HOLD, What.DURATION) and _IN_ALL.search(text) and not _PER_SET.search(text):
        yield exercise.dose.sets
    if amount.what is What.REPS and _BOTH_SIDES.search(text):
        yield Range(2, 2, 2)


_IN_ALL = re.compile(
    r"\b(?:in (?:all|total)|altogether|total|over the|split|divided?|spread|makes|gives you|adds up|sum)\b",
    re.IGNORECASE,
)
_PER_SET = re.compile(r"\b(?:per|each|every|in a) set\b", re.IGNORECASE)
_BOTH_SIDES = re.compile(
    r"\b(?:alternat\w+|(?:switch|swapp?|chang)\w* (?:sides|legs|arms)|left and right|in (?:all|total)|altogether)\b",
    re.IGNORECASE,
)


def _agrees(amount: Amount, range_: Range) -> bool:
    low, high = amount.low, amount.high
    if amount.what is What.TEMPO:  # the seconds of a step also hold its words
        return range_.min <= 3 * high and low <= 2 * range_.max
    match amount.leeway:
        case Leeway.AT_MOST:
            return range_.max <= high
        case Leeway.AT_LEAST:
            return low <= range_.min
        case Leeway.REACHED:
            return low <= range_.max
        case Leeway.ABOUT:
            return 4 * range_.min <= 5 * high and 4 * low <= 5 * range_.max
        case Leeway.EXACT:
            return (range_.min <= low and high <= range_.max) or (low <= range_.min and range_.max <= high)


def _meant(amount: Amount) -> str:
    match amount.leeway:
        case Leeway.AT_MOST:
            return f"at most {amount.high}"
        case Leeway.EXACT:
            return span(amount.low, amount.high)
        case leeway:
            return f"{leeway} {span(amount.low, amount.high)}"


# Sides -------------------------------------------------------------------------------------------


def sides_disagree(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A text that tells of sides tells of the sides that the exercise has."""
    return _of_other_sides(_SIDED.told(exercise, scope, DOING, MINDING))


def adapted_sides_disagree(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """A text of an adaptation tells of the sides that the adapted exercise has."""
    return _of_other_sides(_SIDED.told_by_adaptations(exercise, scope))


def _of_other_sides(told: Iterable[_Told]) -> Iterator[Found]:
    for teller, passage, texts in told:
        for at, text, signs in texts:
            if len(text) <= MAX_TEXT and (said := _said_beside(text, teller.laterality, signs)):
                path = passage.placed(teller.value)[at][0]
                wrong = next((each for each in said if _has_other_sides(teller, each, path, text)), None)
                if wrong:
                    message = f"the text says {shown(wrong.words)}, but the laterality is {teller.laterality}"
                    yield Found(message, (*teller.way, *path), _sides_hint(_SIDES[wrong.sides, wrong.strictly]))


@lru_cache(maxsize=_KEPT)
def _said_beside(text: str, laterality: Laterality, signs: Signs | None) -> tuple[SidesStated, ...]:
    """What a text says of sides; nothing where all of it fits."""
    return sides_in(text, fitting=_FITTING[laterality], signs=signs)


def _has_other_sides(teller: _Teller, said: SidesStated, path: Path, text: str) -> bool:
    return not _has_sides(teller, said) and _is_told_of_sides(teller, said, path, text)


def _sides_hint(expected: tuple[Laterality, ...]) -> str:
    return f"expected {' or '.join(expected)}, or another text" if expected else "both sides are done"


def _has_sides(teller: _Teller, said: SidesStated) -> bool:
    """Whether the exercise has the sides that are said; both arms may help one leg that is named."""
    if teller.laterality in _SIDES[said.sides, said.strictly] or said.words.endswith(_NO_SIDES):
        return True
    if said.sides is not Sides.TOGETHER:
        return said.sides is Sides.ONE and teller.laterality is Laterality.ONE_SIDED
    return teller.done is None or any(map(_ONE_LIMB.search, DOING.texts(teller.done)))


def _is_told_of_sides(teller: _Teller, said: SidesStated, path: Path, text: str) -> bool:
    """Whether it is told of the exercise, where it stands.

    A setup may place both hands, whatever moves then; an error tells what is wrong, until it tells what is right. What
    a caution asks for may leave out the painful side.
    """
    if step := teller.step_at(path):
        return step.role is not Role.SETUP
    if path[-1] == "error":
        return _MENDED.search(text[: said.start]) is not None
    return path[0] != "cautions"


_NO_SIDES = ("direction", "way")
"""What goes in circles has directions, and need not have sides."""
_SIDES = {
    (Sides.EACH, False): (Laterality.UNILATERAL, Laterality.ALTERNATING),
    (Sides.EACH, True): (Laterality.UNILATERAL,),
    (Sides.ALTERNATING, False): (Laterality.ALTERNATING,),
    (Sides.TOGETHER, False): (Laterality.BILATERAL, Laterality.ALTERNATING),
    (Sides.TOGETHER, True): (Laterality.BILATERAL,),
    (Sides.ONE, False): (),
}
"""Both knees together may roll to one side and the other in turn."""
_FITTING = {
    laterality: frozenset(said for said, fitting in _SIDES.items() if laterality in fitting)
    for laterality in Laterality
}


_OF_OTHERS: Mapping[Laterality, _MayTell] = {
    laterality: lru_cache(_KEPT)(partial(may_say, fitting=fitting)) for laterality, fitting in _FITTING.items()
}
"""Whether a text may tell of sides that do not fit."""
_SIDED = _Subject(OF_SIDES, lambda exercise, adaptation: _OF_OTHERS[_laterality(exercise, adaptation)])


def _laterality(exercise: Exercise, adaptation: Adaptation | None) -> Laterality:
    """How the sides take part there."""
    return (adaptation and adaptation.laterality) or exercise.laterality


_ONE_LIMB = re.compile(
    r"\b(?:one|other|opposite|top|upper|free|front|that|same|working|standing|first|each) (?:\w+ )?"
    r"(?:leg|foot|knee|arm|hand|hip|side|heel|thigh|elbow|ankle|shoulder)\b",
    re.IGNORECASE,
)


def one_side_only(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """What is done on both sides is not told for one of them."""
    return _naming_a_side(_NAMED.told(exercise, scope, DOING))


def adapted_one_side_only(exercise: Exercise, scope: Scope) -> Iterator[Found]:
    """Nor is it in an adaptation."""
    return _naming_a_side(_NAMED.told_by_adaptations(exercise, scope))


def _naming_a_side(told: Iterable[_Told]) -> Iterator[Found]:
    for teller, passage, texts in told:
        for at, text, _ in texts if teller.laterality is not Laterality.BILATERAL else ():
            if len(text) <= MAX_TEXT and (side := side_named_in(text)):
                path = passage.placed(teller.value)[at][0]
                if path[0] != "typical_errors" and not _is_told_to_leave_one_out(teller, path, text):
                    message = f"the text says {side!r}, but the exercise is {teller.laterality}"
                    hint = "say 'one', 'the other' or 'the same side': the program tells which"
                    yield Found(message, (*teller.way, *path), hint)


def _is_told_to_leave_one_out(teller: _Teller, path: Path, text: str) -> bool:
    """Whether the text says so, which `sides_disagree` tells."""
    said = _said_beside(text, teller.laterality, None)
    return any(each.sides is Sides.ONE and _has_other_sides(teller, each, path, text) for each in said)


_ONE_SIDE = set_of("left right") | FOREIGN_SIDES
_NAMED = _Subject(_ONE_SIDE, _same_for_all(telling(_ONE_SIDE, {})))


# -------------------------------------------------------------------------------------------------

_TEXTS = (*DOING.needs, *MINDING.needs, "steps.role")
_DOSE = ("dose.sets", "dose.reps", "dose.hold", "dose.duration")


_RULE = partial(Rule, subject=Exercise, severity=Severity.WARNING)
_OF_DOSE = partial(_RULE, "text-disagrees", signs=lambda _: _OF_AMOUNTS, beside=SILENCE.union(*PARTNERS.values()))
_OF_BOTH = partial(_RULE, "sides-disagree", signs=lambda _: OF_SIDES, beside=BESIDE_SIDES)
_OF_ONE = partial(_RULE, "one-side-only", signs=lambda _: _ONE_SIDE)

RULES = (
    _OF_DOSE(check=text_disagrees, needs=(*_TEXTS, "steps.seconds", "rest", *_DOSE)),
    _OF_BOTH(check=sides_disagree, needs=(*_TEXTS, "laterality")),
    _OF_ONE(check=one_side_only, needs=(*DOING.needs, "laterality")),
    _OF_DOSE(check=adapted_text_disagrees),
    _OF_BOTH(check=adapted_sides_disagree),
    _OF_ONE(check=adapted_one_side_only),
)
