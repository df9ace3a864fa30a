"""What can go wrong: every error tells its story, carries its evidence and crosses processes."""

import inspect
import pickle
from copy import copy

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from lowback import LowbackError, errors
from lowback.diagnostics import Diagnostic, Location
from lowback.errors import (
    AlreadyInRoutine,
    BriefError,
    CatalogClash,
    ImpossiblePose,
    ImpossibleValue,
    Infeasible,
    Interrupted,
    InvalidCatalog,
    InvalidDocument,
    MissingExtra,
    MissingLetters,
    NoPicture,
    NotInRoutine,
    Refused,
    UnknownExercise,
    UnknownPose,
    UnsolvedPicture,
    WrongType,
    did_you_mean,
)
from strategies import texts

FINDINGS = (
    Diagnostic(code="unknown-key", message="unknown key 'breth'", path=("steps", 2, "breth")),
    Diagnostic(code="wrong-type", message="got null", location=Location("clinic.json", 3, 9)),
)

ERRORS: tuple[tuple[LowbackError, type[Exception], str], ...] = (
    (
        BriefError("seed", -1, "a whole number, 0 or more"),
        ValueError,
        "brief.seed: got -1, expected a whole number, 0 or more",
    ),
    (
        CatalogClash(("exercise 'bridge'", "timing")),
        ValueError,
        "the catalogs differ in exercise 'bridge', timing; rename one of each, or leave it out of one catalog",
    ),
    (
        CatalogClash(tuple("abcdefg")),
        ValueError,
        "the catalogs differ in a, b, c, d, e and 2 more; rename one of each, or leave it out of one catalog",
    ),
    (ImpossibleValue("Dose.sets", "got 0, expected 1 or more"), ValueError, "Dose.sets: got 0, expected 1 or more"),
    (
        Infeasible("3:00 mixed", ("nothing fits", "no chair")),
        ValueError,
        "no routine fits 3:00 mixed: nothing fits; no chair",
    ),
    (
        Infeasible("3:00 mixed", ("nothing fits",), ("5 minutes", "allow a chair")),
        ValueError,
        "no routine fits 3:00 mixed: nothing fits. What would work: 5 minutes; allow a chair",
    ),
    (
        Refused("3:00 mixed", ("I had surgery. Ask your surgical team first.",)),
        ValueError,
        "no exercises for now: I had surgery. Ask your surgical team first.",
    ),
    (
        Interrupted(32, "BrokenProcessPool: a process was terminated"),
        RuntimeError,
        (
            "interrupted at brief 32 by BrokenProcessPool: a process was terminated; "
            "once that is mended, go on with start=32"
        ),
    ),
    (
        UnknownExercise("plnk", ("plank", "knee-plank")),
        KeyError,
        "no exercise is called 'plnk'; did you mean 'plank', 'knee-plank'?",
    ),
    (UnknownExercise("zzz", ()), KeyError, "no exercise is called 'zzz'; list(catalog) gives all ids"),
    (
        InvalidDocument(FINDINGS),
        ValueError,
        (
            "2 findings:\n"
            "  error: steps[2].breth: unknown key 'breth' [unknown-key]\n"
            "  clinic.json:3:9: error: got null [wrong-type]"
        ),
    ),
    (
        InvalidCatalog(FINDINGS[:1]),
        ValueError,
        "1 finding:\n  error: steps[2].breth: unknown key 'breth' [unknown-key]",
    ),
    (NotInRoutine("plonk", ("plank", "bridge")), KeyError, "the routine has no 'plonk' (did you mean 'plank'?)"),
    (NotInRoutine("zzz", ("plank", "bridge")), KeyError, "the routine has no 'zzz'; it has plank, bridge"),
    (NotInRoutine("zzz", ()), KeyError, "the routine has no 'zzz'; it has no exercise"),
    (UnknownPose("upp", ("start", "up")), KeyError, "the picture has no pose 'upp' (did you mean 'up'?)"),
    (UnknownPose("zzz", ("start", "up")), KeyError, "the picture has no pose 'zzz'; it has start, up"),
    (WrongType("Dose.reps", "'10'", "a whole number"), TypeError, "Dose.reps: got '10', expected a whole number"),
    (AlreadyInRoutine("plank"), ValueError, "'plank' is in the routine; `why` of its item gives the reason"),
    (
        ImpossiblePose(FINDINGS[:1]),
        ValueError,
        "the body cannot do what the picture asks:\n  error: steps[2].breth: unknown key 'breth' [unknown-key]",
    ),
    (
        NoPicture("'heel-raise'", "give the exercise a `picture`"),
        LookupError,
        "there is no picture of 'heel-raise': give the exercise a `picture`",
    ),
    (
        UnsolvedPicture("'heel-raise'", ("down", "up")),
        ValueError,
        (
            "the picture of 'heel-raise' cannot be drawn before its poses are worked out ('down', 'up'): give it to "
            "`lowback.drawing.solve`, use `lowback.load_catalog(..., solve=True)`, or `lowback draw --solve`"
        ),
    ),
    (MissingExtra("docs"), ImportError, "this needs an optional dependency: pip install 'lowback[docs]'"),
    (
        MissingLetters("\u4e2d"),
        ValueError,
        "no font on this system has the letters of '\u4e2d'; install one that has them, such as Noto",
    ),
)
"""Error, the builtin that a stranger would catch, the whole message."""

NAMES = [type(row[0]).__name__ for row in ERRORS]


def test_every_error_is_in_the_table() -> None:
    """The tests below leave no class out."""
    public = {getattr(errors, name) for name in errors.__all__}
    classes = {each for each in public if inspect.isclass(each)} - {LowbackError}

    assert {type(row[0]) for row in ERRORS} == classes


@pytest.mark.parametrize(("error", "builtin", "message"), ERRORS, ids=NAMES)
def test_error_tells_its_story(error: LowbackError, builtin: type[Exception], message: str) -> None:
    """It is a `LowbackError` and the builtin, and says what came and what to do."""
    assert isinstance(error, LowbackError)
    assert isinstance(error, builtin)
    assert str(error) == message


@pytest.mark.parametrize("error", [row[0] for row in ERRORS], ids=NAMES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_error_pickles(error: LowbackError, protocol: int) -> None:
    """Class, evidence and message arrive in another process."""
    arrived = pickle.loads(pickle.dumps(error, protocol))

    assert type(arrived) is type(error)
    assert _evidence(arrived) == _evidence(error)
    assert str(arrived) == str(error)
    assert _evidence(copy(error)) == _evidence(error)


def _evidence(error: LowbackError) -> dict[str, object]:
    return {each.name: getattr(error, each.name) for each in fields(type(error))}  # type: ignore[arg-type]


@pytest.mark.parametrize("ids", [None, (), (3, None)])
def test_an_id_of_a_strange_type_has_a_sentence_too(ids: tuple[str, ...]) -> None:
    """Whoever raises it may be untyped, and a sentence that raises hides the error."""
    assert str(NotInRoutine(3, ids)).startswith("the routine has no 3")  # type: ignore[arg-type]
    assert str(UnknownPose(3, ())) == "the picture has no pose 3; it has none"  # type: ignore[arg-type]


@given(texts(), st.lists(texts()).map(tuple))
def test_any_evidence_pickles(text: str, more: tuple[str, ...]) -> None:
    """The same for any words that an error may carry."""
    for error in (UnknownExercise(text, more), Infeasible(text, more, more), BriefError(text, more, text)):
        arrived = pickle.loads(pickle.dumps(error))

        assert (type(arrived), _evidence(arrived), str(arrived)) == (type(error), _evidence(error), str(error))


def test_a_refusal_is_caught_as_infeasible() -> None:
    """Who handles a brief that fits nothing also handles one that must not be met."""
    assert issubclass(Refused, Infeasible)
    assert issubclass(InvalidCatalog, InvalidDocument)


NEAR: tuple[tuple[str, list[str], str], ...] = (
    ("suppine", ["supine", "prone"], " (did you mean 'supine'?)"),
    ("supine", ["supine", "prone"], " (did you mean 'supine'?)"),
    ("breth", ["breathing", "name"], " (did you mean 'breathing'?)"),
    ("xyz", ["supine", "prone"], ""),
    ("", ["supine"], ""),
    ("supine", [], ""),
    ("pat", ["cat", "bat"], " (did you mean 'bat' or 'cat'?)"),
    ("pat", ["bat", "cat", "mat"], " (did you mean 'bat', 'cat' or 'mat'?)"),
    ("pat", ["bat", "cat", "mat", "rat"], ""),
)


@pytest.mark.parametrize(("word", "known", "tail"), NEAR)
def test_did_you_mean(word: str, known: list[str], tail: str) -> None:
    """The nearest known word or nothing; the order of the known words means nothing."""
    assert did_you_mean(word, known) == tail
    assert did_you_mean(word, iter(known)) == tail
