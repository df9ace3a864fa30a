"""Write the JSON Schema of catalog documents, for editors and for programs in other languages.

`python tasks/schema.py` writes it, `--check` says whether the committed one is stale. It is made
from the classes: their fields, types, defaults and validators, and the patterns of the rules.
"""

import argparse
import json
import sys
import types
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, has
from catalog_pages import members

from lowback import _document, model
from lowback._bounds import Between, not_blank
from lowback._document import FORMAT, NAMED, REQUIRED, Document
from lowback._shape import MAX_ITEMS, MAX_NUMBER, MAX_TEXT
from lowback.model import CautionRule, DoseRange, Exercise, Source, StartsAt, Step
from lowback.validation.rules.catalog import LANGUAGE
from lowback.validation.rules.names import KEBAB, LONGEST_ID
from lowback.validation.rules.sources import ADDRESS, DOI
from lowback.vocabulary import CautionLevel, Role

Schema: TypeAlias = dict[str, Any]

FILE = Path(__file__).parents[1] / "src" / "lowback" / "data" / "schema" / "catalog.schema.json"


def _whole(pattern: str) -> str:
    """A pattern for the whole of a text; in some dialects `$` alone would let a line break follow."""
    return f"^{pattern}$(?!\\n)"


_ID = {"type": "string", "pattern": _whole(KEBAB), "maxLength": LONGEST_ID}

_SPECIAL: dict[tuple[type, str], Schema] = {
    (Document, "format"): {"const": FORMAT},
    (Document, "id"): _ID,
    (Document, "language"): {"type": ["string", "null"], "pattern": _whole(LANGUAGE), "maxLength": MAX_TEXT},
    (Source, "url"): {"type": ["string", "null"], "pattern": _whole(f"({ADDRESS})?"), "maxLength": MAX_TEXT},
    (Source, "doi"): {"type": ["string", "null"], "pattern": _whole(f"({DOI})?"), "maxLength": MAX_TEXT},
    (Exercise, "sources"): {
        "type": "array",
        "maxItems": MAX_ITEMS,
        "items": {"oneOf": [{"type": "string"}, {"$ref": "#/$defs/Source"}]},
    },
    (Exercise, "needs"): {
        "type": "array",
        "maxItems": MAX_ITEMS,
        "items": {"type": "array", "minItems": 1, "maxItems": MAX_ITEMS, "items": {"type": "string"}},
    },
    **{(cls, key): _ID for cls, key in NAMED.items() if key != "positions"},
}
"""What the types and validators of a field do not tell."""

_BLANK = {"type": "string", "pattern": _whole(r"\s*")}
_TOGETHER: dict[type, Schema] = {
    Step: {
        "if": {"properties": {"role": {"const": Role.HOLD.value}}, "required": ["role"]},
        "then": {"properties": {"seconds": {"type": "null"}}},
        "else": {"properties": {"seconds": {"type": "integer"}}, "required": ["seconds"]},
    },
    CautionRule: {
        "if": {"properties": {"level": {"const": CautionLevel.AVOID.value}}, "required": ["level"]},
        "then": {"properties": {"how": _BLANK}},
        "else": {"properties": {"how": {"pattern": r"\S"}}, "required": ["how"]},
    },
    DoseRange: {
        "oneOf": [
            {"required": ["reps"], "properties": {"reps": {"type": "object"}, "duration": {"type": "null"}}},
            {
                "required": ["duration"],
                "properties": {"duration": {"type": "object"}, "reps": {"type": "null"}, "hold": {"type": "null"}},
            },
        ]
    },
    Source: {
        "anyOf": [
            {"required": [key], "properties": {key: {"type": "string", "minLength": 1}}} for key in ("url", "doi")
        ]
    },
}
"""What fields of a class say about each other."""


def schema() -> Schema:
    """The whole schema."""
    definitions: dict[str, Schema] = {}
    root = _object(Document, definitions)
    root["properties"]["exercises"]["type"] = "array"  # null means that another file has them
    root["properties"] = {"$schema": {"type": "string"}, **root["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lowback:schema:catalog:1",
        "title": "lowback catalog",
        **root,
        "required": list(REQUIRED),
        "$defs": dict(sorted(definitions.items())),
    }


def _object(cls: type, definitions: dict[str, Schema]) -> Schema:
    hints, docs = get_type_hints(cls), _docs()[cls.__name__]
    properties = {
        each.name: {"description": docs[each.name], **_field(cls, each, hints[each.name], definitions)}
        for each in fields(cls)
    }
    required = [each.name for each in fields(cls) if each.default is NOTHING]
    return {
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **_TOGETHER.get(cls, {}),
    }


def _field(cls: type, each: "Attribute[Any]", type_: object, definitions: dict[str, Schema]) -> Schema:
    if (cls, each.name) in _SPECIAL:
        return dict(_SPECIAL[cls, each.name])
    found = _type(type_, definitions)
    if isinstance(each.validator, Between):
        numbers = found["items"] if found.get("type") == "array" else found
        numbers["minimum"] = each.validator.low
        if each.validator.high is not None:
            numbers["maximum"] = each.validator.high
    if isinstance(each.validator, StartsAt):
        return {"allOf": [found, {"properties": {"min": {"minimum": each.validator.low}}}]}
    if each.validator is not_blank:
        found["pattern"] = r"\S"
    return found


def _type(type_: object, definitions: dict[str, Schema]) -> Schema:
    arguments = get_args(type_)
    if get_origin(type_) is tuple:
        length = {"maxItems": MAX_ITEMS}
        if arguments[-1] is not ...:
            length = {"minItems": len(arguments), "maxItems": len(arguments)}
        return {"type": "array", **length, "items": _type(arguments[0], definitions)}
    if get_origin(type_) in (types.UnionType, Union):
        return _or_null(_type(arguments[0], definitions))
    if get_origin(type_) is Literal:
        return {"enum": list(arguments)}
    assert isinstance(type_, type)
    if issubclass(type_, Enum):
        return {"enum": [member.value for member in type_]}
    if has(type_):
        if type_.__name__ not in definitions:
            definitions[type_.__name__] = {}  # so that a class that holds itself would end
            definitions[type_.__name__] = _object(type_, definitions)
        return {"$ref": f"#/$defs/{type_.__name__}"}
    plain: dict[type, Schema] = {
        str: {"type": "string", "maxLength": MAX_TEXT},
        int: {"type": "integer", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER},
        bool: {"type": "boolean"},
    }
    return dict(plain[type_])


def _or_null(schema_: Schema) -> Schema:
    if "enum" in schema_:
        return {"enum": [*schema_["enum"], None]}
    if "$ref" in schema_:
        return {"anyOf": [schema_, {"type": "null"}]}
    return {**schema_, "type": [schema_["type"], "null"]}


@cache
def _docs() -> dict[str, dict[str, str]]:
    return {name: dict(docs) for module in (model, _document) for name, docs in members(module).items()}


def text() -> str:
    """The schema as it is written to the file."""
    return json.dumps(schema(), indent=2) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Write the file, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say whether the committed file is stale, write nothing")
    if parser.parse_args(argv).check:
        if FILE.is_file() and FILE.read_text(encoding="utf-8") == text():
            return 0
        print("stale schema; run python tasks/schema.py", file=sys.stderr)
        return 1
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
