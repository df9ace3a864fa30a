"""Validation beside JSON Schema validators: `python benchmarks/validation.py [--exercises 10000]`.

The exercises are copies of the packaged ones under other ids, without pictures, and without the adaptations of
which something is found then: the document is clean. Each sentence ends in a word of its set, so
that none is there twice because of the copying. The others look at the shape of a tree
that is already parsed, by the schema that is shipped; `validate` parses the text, reads every value
and asks every rule. Each round measures all of them one after the other; the table has the median of
each, and its ratio to `jsonschema` in the same round. A second table has JSON beside YAML, of as many
exercises as YAML may have.
"""

import argparse
import gc
import json
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

import fastjsonschema
import jsonschema  # type: ignore[import-untyped]  # it comes without types
import jsonschema_rs
import yaml  # type: ignore[import-untyped]  # it comes without types

from lowback import default_catalog, validate
from lowback.converters import schema, unstructure

Tree = dict[str, Any]

_FOR_YAML = 300
"""Exercises; more do not fit into the limit of YAML, which is two megabytes."""


def copies(count: int) -> Tree:
    """A clean catalog document of about this many exercises: whole sets of the packaged ones."""
    document: Any = json.loads(json.dumps(unstructure(default_catalog())))
    packaged = [clean(worded(each)) for each in document["exercises"]]
    sets = range(max(1, count // len(packaged)))
    document["exercises"] = [copy(each, number) for number in sets for each in packaged]
    return document  # type: ignore[no-any-return]  # a tree


def clean(exercise: Tree) -> Tree:
    """An exercise without poses, and with those of its adaptations of which nothing is found."""
    adaptations: list[Tree] = []
    for each in exercise["adaptations"]:
        one = {"format": 1, "id": "one", "exercises": [having(exercise, [*adaptations, each])]}
        if not any("adaptations" in finding.path for finding in validate(one)):
            adaptations.append(each)
    return having(exercise, adaptations)


def having(exercise: Tree, adaptations: list[Tree]) -> Tree:
    """The exercise with these adaptations, and with the cautions that they serve or that need none."""
    served = {key for each in adaptations for key in each["cautions"]}
    cautions = [
        rule for rule in exercise["cautions"] if rule["level"] != "modify" or rule.get("how") or rule["key"] in served
    ]
    return {**exercise, "adaptations": adaptations, "cautions": cautions}


def copy(exercise: Tree, number: int) -> Tree:
    """An exercise of another set: its names, links and sentences are those of the set."""
    links = {field: [f"{id_}-{number}" for id_ in exercise.get(field, [])] for field in ("easier", "harder")}
    alternative = exercise.get("no_floor_alternative")
    word = chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
    return {
        **worded(exercise, f" Sentence {word}."),
        **links,
        "id": f"{exercise['id']}-{number}",
        "name": f"{exercise['name']} of set {number}",
        "aliases": [f"{alias} of set {number}" for alias in exercise.get("aliases", [])],
        "family": f"{exercise['family']}-{number}",
        "no_floor_alternative": alternative and f"{alternative}-{number}",
    }


_SENTENCES = ("text", "summary", "breathing", "error", "correction", "how")


def worded(tree: Any, end: str = "") -> Any:  # noqa: ANN401  # a tree, or a part of one
    """The tree without poses, and with this at the end of each sentence."""
    if isinstance(tree, list):
        return [worded(each, end) for each in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        key: value + end if key in _SENTENCES and value else worded(value, end)
        for key, value in tree.items()
        if key != "pose"
    }


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def rounds(tree: Tree, text: bytes, count: int) -> Iterator[dict[str, float]]:
    """The seconds of each, measured side by side."""
    rules = json.loads(schema())
    slow, quick = jsonschema.Draft202012Validator(rules), jsonschema_rs.validator_for(rules)
    compiled = fastjsonschema.compile(rules)
    for _ in range(count):
        yield {
            "jsonschema": seconds(lambda: list(slow.iter_errors(tree))),
            "fastjsonschema": seconds(lambda: compiled(tree)),
            "jsonschema-rs": seconds(lambda: quick.is_valid(tree)),
            "validate, parsed tree": seconds(lambda: validate(tree)),
            "validate, text": seconds(lambda: validate(text)),
            "json.loads": seconds(lambda: json.loads(text)),
        }


def both_syntaxes(count: int) -> Iterator[dict[str, float]]:
    """The seconds that the same catalog takes in JSON and in YAML."""
    tree = copies(_FOR_YAML)
    text = json.dumps(tree).encode()
    lines = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=120).encode()
    assert validate(lines, format="yaml") == validate(text) == (), "the document has to be clean"
    for _ in range(count):
        yield {"JSON": seconds(lambda: validate(text)), "YAML": seconds(lambda: validate(lines, format="yaml"))}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exercises", type=int, default=10_000, help="rounded to whole copies of the packaged catalog")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    tree = copies(arguments.exercises)
    text = json.dumps(tree).encode()
    assert validate(text) == (), "the document has to be clean"
    print(f"{len(tree['exercises']):,} exercises, {len(text) / 1e6:.1f} MB\n")
    measured = list(rounds(tree, text, arguments.rounds))
    print("| what | seconds | times as fast as jsonschema |\n|---|---|---|")
    for name in measured[0]:
        ratio = median(each["jsonschema"] / each[name] for each in measured)
        print(f"| {name} | {median(each[name] for each in measured):.2f} | {ratio:.1f} |")
    syntaxes = list(both_syntaxes(arguments.rounds))
    times = median(each["YAML"] / each["JSON"] for each in syntaxes)
    print(f"\nAbout {_FOR_YAML} exercises: JSON {median(each['JSON'] for each in syntaxes):.2f} s, ", end="")
    print(f"YAML {median(each['YAML'] for each in syntaxes):.2f} s, {times:.1f} times as long")


if __name__ == "__main__":
    main()
