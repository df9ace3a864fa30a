"""What can go wrong, one class per situation that a caller would treat differently.

Every error is a `LowbackError` and also the builtin that a stranger would catch. The fields hold
the evidence, `str()` is the whole message, and every error can be pickled.
"""

from collections.abc import Iterable

from attrs import define

from ._nearest import nearest
from .diagnostics import Diagnostic

__all__ = [
    "AlreadyInRoutine",
    "BriefError",
    "CatalogClash",
    "ImpossiblePose",
    "ImpossibleValue",
    "Infeasible",
    "Interrupted",
    "InvalidCatalog",
    "InvalidDocument",
    "LowbackError",
    "MissingExtra",
    "MissingLetters",
    "NoPicture",
    "NotInRoutine",
    "Refused",
    "UnknownExercise",
    "UnknownPose",
    "UnsolvedPicture",
    "WrongType",
    "did_you_mean",
]


_MANY, _ALIKE = 100, 3
"""Of more words than this, only those that begin with the same letters are compared."""
_FEW = 3
"""Of more words that are equally near, none is offered: what was asked says too little."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Offer the nearest known words, as the tail of a message; empty when nothing is near.

    Words come before letters: "sitting" is near to "seated", and a part of the body or a position never leads to
    another one.

    >>> did_you_mean("suppine", ["supine", "prone"])
    " (did you mean 'supine'?)"
    >>> did_you_mean("knee pain", ["neck-pain", "knee-pain-kneeling", "knee-pain-loading"])
    " (did you mean 'knee-pain-loading' or 'knee-pain-kneeling'?)"
    """
    words = list(known)
    if len(words) > _MANY:
        words = [each for each in words if each[:_ALIKE] == word[:_ALIKE]][:_MANY]
    near = next(nearest(word, {each: (each,) for each in words}), ())
    offered = " or ".join(filter(None, (", ".join(map(repr, near[:-1])), *map(repr, near[-1:]))))
    return f" (did you mean {offered}?)" if 0 < len(near) <= _FEW else ""


_SHOWN = 5


class LowbackError(Exception):
    """Base of everything that this library raises on purpose."""

    def __reduce__(self) -> str | tuple[object, ...]:
        # As every exception does. But what carries tracebacks between processes (tblib, which Dask loads) takes a class
        # that does not say so itself for one with all its fields in `__dict__`, and loses those of slotted classes.
        return super().__reduce__()


@define
class ImpossibleValue(LowbackError, ValueError):
    """A value that can never be right, whatever the rest says.

    Attributes:
        place: Class and field, such as `Dose.sets`; the class alone when several fields disagree.
        problem: What came and what was expected.
        code: Stable name of the rule, in kebab case.
    """

    place: str
    problem: str
    code: str = "out-of-range"

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


@define
class WrongType(LowbackError, TypeError):
    """An argument is of a type that it cannot have.

    Attributes:
        argument: Function and argument, such as `compose.brief`; class and field, such as `Dose.reps`.
        came: What came, in words.
        expected: What it can be, and what to do.
    """

    argument: str
    came: str
    expected: str

    def __str__(self) -> str:
        return f"{self.argument}: got {self.came}, expected {self.expected}"


@define
class BriefError(LowbackError, ValueError):
    """A brief asks for something that can never be.

    Attributes:
        field: The field of the brief.
        value: What it was.
        expected: What it may be, and what to do.
    """

    field: str
    value: object
    expected: str

    def __str__(self) -> str:
        return f"brief.{self.field}: got {self.value!r}, expected {self.expected}"


@define
class Infeasible(LowbackError, ValueError):
    """No routine keeps every rule of the brief.

    Attributes:
        asked: The brief, in one line.
        causes: What is in the way, the most helpful first.
        remedies: Changes to the brief that would help, each checked to work.
    """

    asked: str
    causes: tuple[str, ...]
    remedies: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"no routine fits {self.asked}: {'; '.join(self.causes)}"
        return f"{text}. What would work: {'; '.join(self.remedies)}" if self.remedies else text


@define
class Refused(Infeasible):
    """A caution of the brief means that somebody has to be seen before any exercise."""

    def __str__(self) -> str:
        return f"no exercises for now: {'; '.join(self.causes)}"


@define
class Interrupted(LowbackError, RuntimeError):
    """What composes many routines failed before the last of them: a worker was lost, or a pool was shut.

    Attributes:
        index: The first brief that has no result, counted from 0.
        cause: What happened.
    """

    index: int
    cause: str

    def __str__(self) -> str:
        return f"interrupted at brief {self.index} by {self.cause}; once that is mended, go on with start={self.index}"


@define
class UnknownExercise(LowbackError, KeyError):
    """A name or id that the catalog does not know, or that fits several exercises.

    Attributes:
        text: What was asked for.
        suggestions: Ids of the nearest exercises, best first.
        ambiguous: Whether the name fits every one of them.
    """

    text: str
    suggestions: tuple[str, ...]
    ambiguous: bool = False

    def __str__(self) -> str:
        near = ", ".join(repr(id_) for id_ in self.suggestions)
        if self.ambiguous:
            return f"several exercises are called {self.text!r}: {near}; ask for one by its id"
        hint = f"did you mean {near}?" if near else "list(catalog) gives all ids"
        return f"no exercise is called {self.text!r}; {hint}"


@define
class CatalogClash(LowbackError, ValueError):
    """Two catalogs say different things under one name, so they cannot be merged.

    Attributes:
        names: What differs: "exercise 'bridge'".
    """

    names: tuple[str, ...]

    def __str__(self) -> str:
        shown, more = self.names[:_SHOWN], len(self.names) - _SHOWN
        listed = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
        return f"the catalogs differ in {listed}; rename one of each, or leave it out of one catalog"


@define
class NotInRoutine(LowbackError, KeyError):
    """A change asks for an exercise that the routine does not have.

    Attributes:
        id: What was asked for.
        ids: What the routine has.
    """

    id: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        ids = [str(each) for each in self.ids or ()]
        near = did_you_mean(str(self.id), ids) or f"; it has {', '.join(ids) or 'no exercise'}"
        return f"the routine has no {self.id!r}{near}"


@define
class UnknownPose(LowbackError, KeyError):
    """A picture does not have a pose.

    Attributes:
        name: What was asked for.
        names: The names of its poses.
    """

    name: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        near = did_you_mean(str(self.name), self.names) or f"; it has {', '.join(self.names) or 'none'}"
        return f"the picture has no pose {self.name!r}{near}"


@define
class AlreadyInRoutine(LowbackError, ValueError):
    """Asked why an exercise is not in a routine, which it is.

    Attributes:
        id: What was asked for.
    """

    id: str

    def __str__(self) -> str:
        return f"{self.id!r} is in the routine; `why` of its item gives the reason"


@define
class InvalidDocument(LowbackError, ValueError):
    """A document that does not have the shape or the content it should have.

    Attributes:
        diagnostics: Every finding.
    """

    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        count = len(self.diagnostics)
        lines = "\n".join(f"  {each}" for each in self.diagnostics)
        return f"{count} finding{'s' if count != 1 else ''}:\n{lines}"


@define
class InvalidCatalog(InvalidDocument):
    """A catalog document with at least one error."""


@define
class ImpossiblePose(LowbackError, ValueError):
    """A pose asks for what a body cannot do.

    Attributes:
        diagnostics: What is missing, by how much.
    """

    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        lines = "\n".join(f"  {each}" for each in self.diagnostics)
        return f"the body cannot do what the picture asks:\n{lines}"


@define
class NoPicture(LowbackError, LookupError):
    """There is nothing to draw.

    Attributes:
        what: What was to be drawn.
        hint: Why there is no picture, and what to do.
    """

    what: str
    hint: str

    def __str__(self) -> str:
        return f"there is no picture of {self.what}: {self.hint}"


@define
class UnsolvedPicture(LowbackError, ValueError):
    """A picture is to be drawn before its poses have been worked out.

    Attributes:
        what: Whose picture it is.
        poses: Names of the poses that have no numbers yet.
    """

    what: str
    poses: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(map(repr, self.poses))
        return (
            f"the picture of {self.what} cannot be drawn before its poses are worked out ({names}): give it to "
            "`lowback.drawing.solve`, use `lowback.load_catalog(..., solve=True)`, or `lowback draw --solve`"
        )


@define
class MissingExtra(LowbackError, ImportError):
    """An optional dependency is not installed.

    Attributes:
        extra: Name of the extra that brings it.
    """

    extra: str

    def __str__(self) -> str:
        return f"this needs an optional dependency: pip install 'lowback[{self.extra}]'"


@define
class MissingLetters(LowbackError, ValueError):
    """A text has letters that no font at hand can show.

    Attributes:
        text: The text, as far as it is known.
    """

    text: str

    def __str__(self) -> str:
        return f"no font on this system has the letters of {self.text!r}; install one that has them, such as Noto"
