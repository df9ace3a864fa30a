"""One finding: where it is, said for people and for programs."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lowback.diagnostics import Diagnostic, Location, Severity
from strategies import texts

LOCATIONS = (
    (Location("clinic.json"), "clinic.json"),
    (Location("clinic.json", 10), "clinic.json:10"),
    (Location("clinic.json", 10, 33), "clinic.json:10:33"),
)


@pytest.mark.parametrize(("location", "text"), LOCATIONS)
def test_location_reads_as_editors_write_it(location: Location, text: str) -> None:
    """File, line, column, as far as they are known."""
    assert str(location) == text


FULL = Diagnostic(
    code="unknown-key",
    message="unknown key 'breth'",
    severity=Severity.WARNING,
    path=("exercises", 0, "steps", 2, "breth"),
    location=Location("clinic.json", 10, 33),
    hint="did you mean 'breath'?",
    related=(Location("other.json", 1),),
)
LINES = (
    (Diagnostic(code="empty", message="nothing there"), "error: nothing there [empty]"),
    (Diagnostic(code="empty", message="nothing", severity=Severity.NOTE), "note: nothing [empty]"),
    (Diagnostic(code="empty", message="nothing", path=(0,)), "error: [0]: nothing [empty]"),
    (Diagnostic(code="empty", message="nothing", hint="add one"), "error: nothing (add one) [empty]"),
    (
        Diagnostic(code="empty", message="nothing", location=Location("a.json", 2)),
        "a.json:2: error: nothing [empty]",
    ),
    (
        FULL,
        (
            "clinic.json:10:33: warning: exercises[0].steps[2].breth: unknown key 'breth'"
            " (did you mean 'breath'?) [unknown-key]"
        ),
    ),
)


@pytest.mark.parametrize(("diagnostic", "line"), LINES)
def test_finding_is_one_line(diagnostic: Diagnostic, line: str) -> None:
    """Place, severity, path, message, hint, code: what is not known is left out."""
    assert str(diagnostic) == line


PATHS: tuple[tuple[tuple[str | int, ...], str, str], ...] = (
    ((), "", ""),
    (("dose",), "dose", "/dose"),
    (("steps", 2, "text"), "steps[2].text", "/steps/2/text"),
    ((0, 1, "a"), "[0][1].a", "/0/1/a"),
    (("a/b", "c~d", "~1"), '["a/b"]["c~d"]["~1"]', "/a~1b/c~0d/~01"),
    (("steps", "\x1b[2J\n", "$schema"), 'steps["\\u001b[2J\\n"].$schema', "/steps/\x1b[2J\n/$schema"),
    (("x" * 61,), f'["{"x" * 60}..."]', f"/{'x' * 61}"),
)


@pytest.mark.parametrize(("path", "dotted", "pointer"), PATHS)
def test_path_for_people_and_for_programs(path: tuple[str | int, ...], dotted: str, pointer: str) -> None:
    """Dots and brackets for people, quotes for what is no word; a JSON pointer, escaped, for programs."""
    diagnostic = Diagnostic(code="any", message="any", path=path)

    assert (diagnostic.dotted_path, diagnostic.pointer) == (dotted, pointer)


def _followed(pointer: str) -> list[str]:
    """The parts of a JSON pointer, as RFC 6901 reads them."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


@given(st.lists(texts() | st.integers(0, 99)).map(tuple))
def test_pointer_leads_back_to_the_path(path: tuple[str | int, ...]) -> None:
    """Any key can be found again, whatever signs it holds."""
    pointer = Diagnostic(code="any", message="any", path=path).pointer

    assert _followed(pointer) == [str(part) for part in path]


@pytest.mark.parametrize("value", [FULL, Location("a.json", 1, 2), Severity.ERROR])
def test_findings_are_values(value: object) -> None:
    """They hash, and cross processes unchanged."""
    arrived = pickle.loads(pickle.dumps(value))

    assert arrived == value
    assert hash(arrived) == hash(value)


def test_finding_needs_code_and_message_by_name() -> None:
    """Nothing else is needed; a finding without a severity is an error."""
    assert Diagnostic(code="a", message="b").severity is Severity.ERROR
    with pytest.raises(TypeError):
        Diagnostic("a", "b")  # type: ignore[call-arg]
