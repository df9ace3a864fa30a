"""Write the JSON Schemas of catalog documents, briefs, routines and others, for editors and other programs.

`python tasks/schema.py` writes them, `--check` says whether a committed one is stale. They are made
from the classes: their fields, types, defaults and validators, and the patterns of the rules.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from catalog_pages import members

from lowback import Timeline
from lowback._bounds import AtMost, Between, not_blank
from lowback._document import FORMAT, REQUIRED, Document
from lowback._naming import NAMED
from lowback._plan import REFERENCES, Choice, Field, Form, Many, Maybe, Object, Plain, fields_of
from lowback._shape import MAX_ITEMS, MAX_NUMBER, MAX_TEXT, Adapted
from lowback.model import (
    LONGEST_MINUTES,
    ROUTINE_FORMAT,
    Adaptation,
    Brief,
    Caution,
    CautionRule,
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
from lowback.programme import Programme
from lowback.programme._programme import PROGRAMME_FORMAT
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
    "programme": Programme,
}
"""Name of a file, and the class that it is about."""


def _whole(pattern: str) -> str:
    """A pattern for the whole of a text; in some dialects `$` alone would let a line break follow."""
    return f"^{pattern}$(?!\\n)"


_ID = {"type": "string", "pattern": _whole(KEBAB), "maxLength": LONGEST_ID}

_GROUPS: Schema = {
    "type": "array",
    "maxItems": MAX_ITEMS,
    "items": {"type": "array", "minItems": 1, "maxItems": MAX_ITEMS, "items": {"type": "string"}},
}

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
    (Exercise, "needs"): _GROUPS,
    (Adaptation, "needs"): _GROUPS,
    (Programme, "format"): {"const": PROGRAMME_FORMAT},
    (Brief, "minutes"): {"type": "number", "minimum": 1, "maximum": LONGEST_MINUTES},
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
        "else": {
            "if": {"properties": {"level": {"const": CautionLevel.STOP_IF.value}}, "required": ["level"]},
            "then": {"properties": {"how": {"pattern": r"\S"}}, "required": ["how"]},
        },
    },
    Caution: {
        "if": {
            "properties": {"level": {"enum": ["stop-if", "modify"]}, "max_difficulty": {"type": "integer"}},
            "required": ["level", "max_difficulty"],
        },
        "then": {"properties": {"fact": {"pattern": r"\S"}}},
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
    definitions = {name: definitions[name] for name in sorted(definitions) if f'"#/$defs/{name}"' in used}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:lowback:schema:{name}:1",
        "title": f"lowback {name}",
        **root,
        **({"$defs": definitions} if definitions else {}),
    }


def _references() -> dict[str, Schema]:
    """What stands on paper for an object that a routine only names."""
    found: dict[str, Schema] = {
        cls.__name__: {"description": f"The {key} of one.", "type": "string", "maxLength": MAX_TEXT}
        for cls, key in REFERENCES.items()
    }
    named = found["Exercise"]
    adapted = _object(Adapted, {})
    found["Exercise"] = {"description": named.pop("description"), "anyOf": [named, adapted]}
    return found


def _object(cls: type, definitions: dict[str, Schema]) -> Schema:
    docs, on_paper = members(cls), fields_of(cls)
    properties = {
        field.name: {"description": docs[field.name], **_field(cls, field, definitions)} for field in on_paper
    }
    if cls is Brief:
        properties = {"format": _FORMAT, "minutes": properties.pop("minutes"), "seconds": _SECONDS, **properties}
    required = [field.name for field in on_paper if field.required]
    return {
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **_TOGETHER.get(cls, {}),
    }


def _field(cls: type, field: Field, definitions: dict[str, Schema]) -> Schema:
    if (cls, field.name) in _SPECIAL:
        return dict(_SPECIAL[cls, field.name])
    found = _form(field.form, definitions) | _COUNTS.get((cls, field.name), {})
    if isinstance(field.check, (Between, Whole)):
        numbers = found["items"] if found.get("type") == "array" else found
        numbers["minimum"] = field.check.low
        if field.check.high is not None:
            numbers["maximum"] = field.check.high
    if isinstance(field.check, AtMost):
        found["maxItems"] = field.check.count
    if isinstance(field.check, StartsAt):
        return {"allOf": [found, {"properties": {"min": {"minimum": field.check.low}}}]}
    if field.check is not_blank:
        found["pattern"] = r"\S"
    return found


_NUMBER = {"minimum": -MAX_NUMBER, "maximum": MAX_NUMBER}
_PLAIN: dict[type, Schema] = {
    str: {"type": "string", "maxLength": MAX_TEXT},
    int: {"type": "integer", **_NUMBER},
    float: {"type": "number", **_NUMBER},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def _form(form: Form, definitions: dict[str, Schema]) -> Schema:
    match form:
        case Plain():
            return dict(_PLAIN[form.type])
        case Choice():
            return {"enum": list(form.values)}
        case Many():
            length = {"minItems": form.length, "maxItems": form.length} if form.length else {"maxItems": MAX_ITEMS}
            one = _form(form.of, definitions)
            several = {"type": "array", **length, "items": one}
            return {"anyOf": [one, several]} if form.alone else several
        case Maybe():
            return _or_null(_form(form.of, definitions))
        case Object():
            name = form.cls.__name__
            if name not in definitions:
                definitions[name] = {}  # so that a class that holds itself would end
                definitions[name] = _object(form.cls, definitions)
            return {"$ref": f"#/$defs/{name}"}


def _or_null(schema_: Schema) -> Schema:
    if "enum" in schema_:
        return {"enum": [*schema_["enum"], None]}
    if "anyOf" in schema_:
        return {"anyOf": [*schema_["anyOf"], {"type": "null"}]}
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
