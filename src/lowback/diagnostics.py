"""One finding: what is wrong, where it is, and what to do about it."""

import re
from enum import StrEnum
from json import dumps

from attrs import frozen

__all__ = ["Diagnostic", "Location", "Severity"]


_LONGEST = 60
"""Characters of a key, as a path shows it."""

_WORD = re.compile(rf"[\w$-]{{1,{_LONGEST}}}", re.ASCII)


class Severity(StrEnum):
    """How bad a finding is. Only an error makes a catalog or a routine invalid."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Location:
    """A place in a text.

    Attributes:
        file: Name of the file, as the caller gave it.
        line: Line, counted from 1; None when unknown.
        column: Column in characters, counted from 1; None when unknown.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        file = self.file if self.file.isprintable() else dumps(self.file)
        return ":".join(str(part) for part in (file, self.line, self.column) if part is not None)


@frozen(kw_only=True)
class Diagnostic:
    """One finding about a catalog, a routine or any other document.

    >>> print(Diagnostic(code="unknown-key", message="unknown key 'breth'", path=("steps", 2, "breth")))
    error: steps[2].breth: unknown key 'breth' [unknown-key]

    Attributes:
        code: Stable name of the rule, in kebab case.
        message: What came and what was expected.
        severity: Error, warning or note.
        path: Keys and indices from the root of the document to the value.
        location: File, line and column; None when they are not known.
        hint: What to do next; may be empty.
        related: Other places that belong to the finding.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    path: tuple[str | int, ...] = ()
    location: Location | None = None
    hint: str = ""
    related: tuple[Location, ...] = ()

    @property
    def dotted_path(self) -> str:
        """The path for people: `exercises[0].steps[2].breth`; a key that is no word is in quotes."""
        text = ""
        for part in self.path:
            if isinstance(part, int):
                text += f"[{part}]"
            elif _WORD.fullmatch(part):
                text += f".{part}" if text else part
            else:
                text += f"[{dumps(part if len(part) <= _LONGEST else part[:_LONGEST] + '...')}]"
        return text

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer (RFC 6901): `/exercises/0/steps/2/breth`."""
        return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in self.path)

    def __str__(self) -> str:
        parts = [str(self.location)] if self.location else []
        parts.append(self.severity)
        if self.path:
            parts.append(self.dotted_path)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{': '.join(parts)}: {self.message}{hint} [{self.code}]"
