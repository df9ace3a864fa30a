"""A tool for a chat assistant: it asks for a routine, and gets one, or a sentence that says what to ask instead.

It shows how to describe a tool by JSON Schema, with the words of the catalog in it; and how to answer a call whose
arguments nobody has checked. Models make words up: nothing here is guessed, and what is refused is refused with the
nearest word that is right. Run it with

    python -m pip install lowback
    python examples/chat_tool.py '{"minutes": 5, "cautions": ["wrist-pian"]}'

which prints what the assistant would get. Without arguments it prints the description of the tool.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from reprlib import repr as shortened
from typing import Any

from lowback import Brief, Catalog, LowbackError, Routine, compose, default_catalog
from lowback.converters import schema, structure, unstructure
from lowback.errors import BriefError, InvalidDocument, Refused
from lowback.render import text

__all__ = ["answer", "main", "tool"]

_FORMAT = {"format": 2}
"""The format of the briefs that the schema describes."""
_MOST_PROBLEMS = 10
"""More than these help no model, and cost the words of a conversation."""


def tool(catalog: Catalog | None = None) -> dict[str, Any]:
    """The description of the tool, in the form that chat services share: name, description, JSON Schemas."""
    catalog = default_catalog() if catalog is None else catalog
    return {
        "name": "compose_routine",
        "description": (
            "Compose a routine of exercises for the lower back that lasts exactly as long as asked. Ask the person"
            " about pain and limits first, and name each as a caution. Tell the text of the answer as it is. If the"
            " answer is refused, offer no exercises, and tell whom to see."
        ),
        "input_schema": _arguments(catalog),
        "output_schema": {"oneOf": [_ROUTINE, _REFUSAL]},
    }


_ROUTINE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "routine": json.loads(schema(Routine)),
        "text": {"type": "string", "description": "The routine in words, with stop rules and red flags, to be told."},
    },
    "required": ["routine", "text"],
    "additionalProperties": False,
}
_REFUSAL: dict[str, Any] = {
    "type": "object",
    "description": "Why there is no routine.",
    "properties": {
        "refused": {"type": "boolean", "description": "Whether no exercises may be offered at all."},
        "problems": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    },
    "required": ["refused", "problems"],
    "additionalProperties": False,
}


def _arguments(catalog: Catalog) -> dict[str, Any]:
    """The schema of a brief, with the words that this catalog knows."""
    tree: dict[str, Any] = json.loads(schema(Brief))
    conventions = catalog.conventions
    properties = tree["properties"]
    properties["mix"] |= {"enum": [each.id for each in conventions.mixes]}
    for name, words in {
        "cautions": [each.key for each in conventions.cautions],
        "equipment": [each.id for each in conventions.equipment],
        "focus": [each.id for each in conventions.regions],
        "include": list(catalog),
        "exclude": list(catalog),
    }.items():
        one, several, *_ = properties[name]["anyOf"]
        one |= {"enum": words}
        several["items"] = one
    cautions = "; ".join(f"{each.key}: {each.label}" for each in conventions.cautions)
    properties["cautions"]["description"] += f" {cautions}"
    return tree


def answer(arguments: object, catalog: Catalog | None = None) -> dict[str, Any]:
    """The answer to a call: a routine as a tree and in words, or every problem in a sentence.

    `arguments` may be any tree of JSON; nothing in it makes this raise.
    """
    catalog = default_catalog() if catalog is None else catalog
    try:
        routine = compose(structure(_of_today(arguments), Brief, catalog=catalog), catalog)
    except InvalidDocument as error:
        return _refusal(str(finding) for finding in error.diagnostics[:_MOST_PROBLEMS])
    except BriefError as error:  # the word may be a whole page
        return _refusal([f"{error.field}: got {shortened(error.value)}, expected {error.expected}"])
    except LowbackError as error:
        return _refusal([str(error)], refused=isinstance(error, Refused))
    return {"routine": unstructure(routine), "text": text.render(routine)}


def _of_today(arguments: object) -> object:
    """The arguments in the format that the schema describes; without one, they would be read as of the first."""
    return {**_FORMAT, **arguments} if isinstance(arguments, dict) else arguments


def _refusal(problems: Iterable[str], *, refused: bool = False) -> dict[str, Any]:
    return {"refused": refused, "problems": list(problems)}


def main(argv: Sequence[str]) -> int:
    """Print the description of the tool, or the answer to arguments in JSON."""
    print(json.dumps(_called(argv[0]) if argv else tool(), indent=2))
    return 0


def _called(arguments: str) -> dict[str, Any]:
    try:
        tree: object = json.loads(arguments)
    except (ValueError, RecursionError) as error:
        return _refusal([f"the arguments are no JSON: {error}"])
    return answer(tree)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
