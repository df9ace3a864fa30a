"""Write the JSON Schemas of catalog documents, briefs, routines and timelines, for editors and other programs.

`python tasks/schema.py` writes them, `--check` says whether a committed one is stale. They are made
from the classes: their fields, types, defaults and validators, and the patterns of the rules.
"""

import argparse
import json
import sys
import types
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, has
from catalog_pages import members

from lowback import Timeline
from lowback._bounds import AtMost, Between, not_blank
from lowback._document import FORMAT, REQUIRED, Document
from lowback._naming import NAMED
from lowback._shape import MAX_ITEMS, MAX_NUMBER, MAX_TEXT, REFERENCES
from lowback.model import (
    BRIEF_WORDS,
    LONGEST_MINUTES,
    ROUTINE_FORMAT,
    Brief,
    CautionRule,
    Conventions,
    Dose,
    DoseRange,
    Exercise,
    Routine,
    Source,
    StartsAt,
    Step,
    Whole,
)
from lowback.picture import ANGLES, MOST, Picture, Solved
from lowback.validation._rules.catalog import LANGUAGE
from lowback.validation._rules.names import KEBAB, LONGEST_ID
from lowback.validation._rules.sources import ADDRESS, DOI
from lowback.vocabulary import CautionLevel, Role

Schema: TypeAlias = dict[str, Any]

FOLDER = Path(__file__).parents[1] / "src" / "lowback" / "data" / "schema"
ROOTS: dict[str, type] = {
    "catalog": Document,
    "brief": Brief,
    "routine": Routine,
    "timeline": Timeline,
    "picture": Picture,
}
"""Name of a file, and the class that it is about."""


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
    (Brief, "minutes"): {"type": "integer", "minimum": 1, "maximum": LONGEST_MINUTES},
    **{(cls, key): _ID for cls, key in NAMED.items() if key != "positions"},
}
"""What the types and validators of a field do not tell."""

_COUNTS: dict[tuple[type, str], Schema] = {
    (Picture, "poses"): {"minItems": 1, "maxItems": MOST},
    (Solved, "angles"): {"minItems": len(ANGLES), "maxItems": len(ANGLES)},
}
"""How many values a list has, where the class counts them."""

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
    Dose: {
        "oneOf": [
            {"required": ["reps"], "properties": {"reps": {"type": "integer"}, "duration": {"type": "null"}}},
            {
                "required": ["duration"],
                "properties": {"duration": {"type": "integer"}, "reps": {"type": "null"}, "hold": {"type": "null"}},
            },
        ]
    },
    Brief: {"not": {"required": ["minutes", "seconds"]}},
}
"""What fields of a class say about each other."""


_SECONDS = {
    "description": "Length in seconds, in place of minutes.",
    "type": "integer",
    "minimum": 60,
    "maximum": 60 * LONGEST_MINUTES,
}


_FORMAT = {
    "description": "Format of the document; without it, 1: difficulty 3 is meant where none is given.",
    "type": "integer",
    "minimum": 1,
    "maximum": ROUTINE_FORMAT,
}


def schema(name: str) -> Schema:
    """The whole schema of a root."""
    cls = ROOTS[name]
    definitions: dict[str, Schema] = {} if cls is Document else _references()
    root = _object(cls, definitions)
    if cls is Document:
        root["properties"]["exercises"]["type"] = "array"  # null means that another file has them
        root["properties"] = {"$schema": {"type": "string"}, **root["properties"]}
        root["required"] = list(REQUIRED)
    used = json.dumps([root, definitions])
    definitions = {each: definitions[each] for each in sorted(definitions) if f'"#/$defs/{each}"' in used}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:lowback:schema:{name}:1",
        "title": f"lowback {name}",
        **root,
        **({"$defs": definitions} if definitions else {}),
    }


def _references() -> dict[str, Schema]:
    """What stands on paper for an object that a routine only names."""
    return {
        cls.__name__: {"description": f"The {key} of one.", "type": "string", "maxLength": MAX_TEXT}
        for cls, key in REFERENCES.items()
    }


def _object(cls: type, definitions: dict[str, Schema]) -> Schema:
    hints, docs = get_type_hints(cls), members(cls)
    properties = {
        each.name: {"description": docs[each.name], **_field(cls, each, hints[each.name], definitions)}
        for each in fields(cls)
        if hints[each.name] is not Conventions  # a reader has them from its catalog
    }
    if cls is Brief:
        properties = {"format": _FORMAT, "minutes": properties.pop("minutes"), "seconds": _SECONDS, **properties}
    required = [each.name for each in fields(cls) if each.default is NOTHING and each.name in properties]
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
    found = _type(type_, definitions) | _COUNTS.get((cls, each.name), {})
    if isinstance(each.validator, (Between, Whole)):
        numbers = found["items"] if found.get("type") == "array" else found
        numbers["minimum"] = each.validator.low
        if each.validator.high is not None:
            numbers["maximum"] = each.validator.high
    if cls is Brief and each.name in BRIEF_WORDS:
        return _one_or_several(found)
    if isinstance(each.validator, AtMost):
        found["maxItems"] = each.validator.count
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


def _one_or_several(several: Schema) -> Schema:
    """A word, or several of them; null where they may be missing."""
    null = [{"type": "null"}] if "null" in several["type"] else []
    return {"anyOf": [several["items"], {**several, "type": "array"}, *null]}


def _or_null(schema_: Schema) -> Schema:
    if "enum" in schema_:
        return {"enum": [*schema_["enum"], None]}
    if "$ref" in schema_:
        return {"anyOf": [schema_, {"type": "null"}]}
    return {**schema_, "type": [schema_["type"], "null"]}


def text(name: str) -> str:
    """A schema as it is written to its file."""
    return json.dumps(schema(name), indent=2) + "\n"


def file_of(name: str) -> Path:
    """Where a schema is."""
    return FOLDER / f"{name}.schema.json"


def main(argv: list[str] | None = None) -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say whether a committed file is stale, write nothing")
    stale = [
        name for name in ROOTS if not file_of(name).is_file() or file_of(name).read_text(encoding="utf-8") != text(name)
    ]
    if parser.parse_args(argv).check:
        for name in stale:
            print(f"stale schema {file_of(name).name}; run python tasks/schema.py", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in stale:
        file_of(name).write_text(text(name), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
