"""What callers pass, who may be untyped: checked at the door, where one sentence can still say what to do."""

from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from .errors import ImpossibleValue, WrongType, did_you_mean

__all__ = ["came", "expect", "is_whole", "iterable", "one_of", "several", "some_of", "whole"]

T = TypeVar("T")
W = TypeVar("W", bound=str)

_LONGEST, _MOST_BITS = 60, 200
"""Characters of a text, and bits of a number, that are shown."""

_EXPECTED = {
    "BaseConverter": ("a Converter of cattrs", ""),
    "Brief": ("a Brief", "Brief(10)"),
    "Catalog": ("a Catalog", "load_catalog('clinic.toml')"),
    "Conventions": ("Conventions", "default_catalog().conventions"),
    "Cue": ("a Cue", "Timeline.of(routine).cues[0]"),
    "Diagnostic": ("a Diagnostic", "check(routine)[0]"),
    "Dose": ("a Dose", "Dose(reps=10)"),
    "DoseRange": ("a DoseRange", "exercise.dose"),
    "Executor": ("an Executor of concurrent.futures", ""),
    "Exercise": ("an Exercise", "default_catalog()['bridge']"),
    "PainZone": ("a PainZone", "lowback.safety.pain_zones()[0]"),
    "Programme": ("a Programme", "Programme.start(Brief(10), ...)"),
    "Picture": ("a Picture", "lowback.drawing.picture_of(exercise)"),
    "Pose": ("a Pose", "picture.poses[0]"),
    "Prop": ("a Prop", "picture.props[0]"),
    "Range": ("a Range", "Range(min=8, starter=10, max=12)"),
    "RoutineItem": ("a RoutineItem", "routine.items[0]"),
    "Routine": ("a Routine", "compose(Brief(10))"),
    "Source": ("a Source", "exercise.sources[0]"),
    "Step": ("a Step", "exercise.steps[0]"),
    "Timeline": ("a Timeline", "Timeline.of(routine)"),
    "Timing": ("a Timing", "Timing()"),
    "Transition": ("a Transition", "default_catalog().conventions.transitions[0]"),
    "Week": ("a Week", "programme.week"),
    "ZoneInfo": ("a ZoneInfo", "ZoneInfo('Europe/Vienna')"),
    "bool": ("True or False", ""),
    "bytes": ("bytes", ""),
    "date": ("a date", "date(2026, 11, 30)"),
    "datetime": ("a datetime", "datetime(2026, 11, 30, 7, 30)"),
    "int": ("a whole number", ""),
    "str": ("a text", ""),
    "time": ("a time of day", "time(7, 30)"),
    "tuple": ("a tuple", ""),
}
"""What is said of a class when something else came, and an example."""


def _described(*classes: type) -> str:
    nouns, examples = zip(*(_EXPECTED[cls.__name__] for cls in classes), strict=True)
    listed = " or ".join(filter(None, (", ".join(nouns[:-1]), nouns[-1])))
    return listed + (f", such as {examples[0]}" if examples[0] else "")


def came(value: object) -> str:
    """What came, in words that are short whatever it is.

    >>> came("bridge"), came(None), came([1, 2])
    ("'bridge'", 'None', 'a list')
    """
    if isinstance(value, str):
        text = repr(str.__str__(value)[:_LONGEST])
        return text if len(value) <= _LONGEST else f"{text[:-1]}...{text[-1]}"
    if value is None or isinstance(value, (bool, float)) or (isinstance(value, int) and _is_short(value)):
        return repr(value)
    if isinstance(value, bytes):
        return "bytes"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    name = type(value).__name__
    return f"a{'n' if name[0] in 'AEIOUaeiou' else ''} {name}"


def _is_short(number: int) -> bool:
    return number.bit_length() <= _MOST_BITS


def expect(argument: str, value: object, *classes: type, hint: str = "") -> None:
    """Raise `WrongType` when an argument is of none of these classes; True and False are no numbers.

    >>> expect("compose.effort", 10, int)
    >>> expect("compose.effort", True, int, hint=" of steps")
    Traceback (most recent call last):
        ...
    lowback.errors.WrongType: compose.effort: got True, expected a whole number of steps
    """
    if type(value) in classes:
        return  # nearly always
    if not isinstance(value, classes) or isinstance(value, bool):
        raise WrongType(argument, came(value), _described(*classes) + hint)


def is_whole(value: object) -> bool:
    """Whether something is a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def whole(argument: str, value: object, low: int, high: int | None = None, code: str = "out-of-range") -> None:
    """Raise `WrongType` for what is no whole number, and `ImpossibleValue` for one outside the limits.

    >>> whole("compose.effort", -1, 0)
    Traceback (most recent call last):
        ...
    lowback.errors.ImpossibleValue: compose.effort: got -1, expected 0 or more
    """
    expect(argument, value, int)
    number = cast("int", value)
    if number < low or (high is not None and number > high):
        limits = f"{low} or more" if high is None else f"{low} to {high}"
        raise ImpossibleValue(argument, f"got {came(number)}, expected {limits}", code)


def one_of(argument: str, value: object, known: Iterable[W]) -> W:
    """The known word that is given.

    Raises `WrongType` for what is no word, and `ImpossibleValue` for another one.

    >>> one_of("Timeline.of.detail", "stps", ["steps", "sets"])
    Traceback (most recent call last):
        ...
    lowback.errors.ImpossibleValue: Timeline.of.detail: got 'stps', expected one of steps, sets (did you mean 'steps'?)
    """
    if isinstance(known, type) and isinstance(value, known):
        return cast("W", value)  # a member of an enum, as nearly always
    names: list[str] = []
    for word in known:
        if word == value:
            return word
        names.append(str(word))
    listed = f"one of {', '.join(names)}"
    if not isinstance(value, str):
        raise WrongType(argument, came(value), listed)
    raise ImpossibleValue(argument, f"got {came(value)}, expected {listed}{did_you_mean(value, names)}", "unknown-word")


def some_of(argument: str, values: str | Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The words that are given, one or several; each of them has to be known.

    >>> sorted(some_of("Catalog.where.positions", ["seated", "prone"], ["prone", "seated", "supine"]))
    ['prone', 'seated']
    """
    words = list(known)
    given = [values] if isinstance(values, str) else several(argument, values, str, "a word or several")
    return frozenset(one_of(argument, word, words) for word in sorted(given))  # a set has no order of its own


def iterable(argument: str, values: Iterable[T], cls: type, expected: str = "") -> Iterable[T]:
    """The iterable, of which each member should be of a class; they are not looked at.

    Raises `WrongType` for what is no iterable, and for a text, whose letters nobody means.
    """
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers may be untyped
        raise WrongType(argument, came(values), expected or f"an iterable of which each is {_described(cls)}")
    return values


def several(argument: str, values: Iterable[T], cls: type, expected: str = "") -> Iterator[T]:
    """The members of an iterable, of which each has to be of a class."""
    members = iterable(argument, values, cls, expected)

    def checked() -> Iterator[T]:
        for index, value in enumerate(members):
            if type(value) is not cls:
                expect(f"{argument}[{index}]", value, cls)
            yield value

    return checked()
