"""The packaged catalog, checked rule by rule.

Each check reads the packaged files as plain trees and yields one line for each failure, which
begins with the file and the path inside it. The last test breaks a copy in many ways and expects
each check to say so: a check that cannot fail would prove nothing.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import textstat  # type: ignore[import-untyped]
from attrs import evolve, frozen
from importlib_resources import files as package_files

from lowback import default_catalog
from lowback._data import (
    packaged_conventions,
    packaged_sources,
)
from lowback.converters import structure
from lowback.errors import InvalidDocument
from lowback.model import (
    Cap,
    Caution,
    Equipment,
    Exercise,
    Family,
    Message,
    Mix,
    PainZone,
    RedFlag,
    Region,
    Scoring,
    Source,
    StopRule,
    Timing,
    Transition,
)
from lowback.vocabulary import CautionKey, EquipmentId, Kind, Position, RegionId, Role

Tree: TypeAlias = dict[str, Any]
Parsed: TypeAlias = Any
Runs: TypeAlias = frozenset[str]

DATA = package_files("lowback") / "data"
TEST_DATA = Path(__file__).parent / "data"


@frozen
class Files:
    """The packaged files, and the copies of published facts that they are held against."""

    exercises: Mapping[str, Tree]
    """Trees by name of file."""
    lists: Mapping[str, list[Tree]]
    """The other files that hold a list, by name of file."""
    composition: Tree
    """Mixes and points."""
    printed: Mapping[str, list[Tree]]
    """The dose facts, by id of exercise."""
    article_runs: Runs
    """Hashes of every eight-word run of an article that the catalog must not repeat."""

    def keys(self, file: str, key: str = "id") -> set[str]:
        """The keys that a file declares."""
        return {each[key] for each in self.lists[file]}

    def by_id(self) -> dict[str, Tree]:
        """The exercises by id."""
        return {tree["id"]: tree for tree in self.exercises.values()}


LISTS = (
    "sources.json",
    "regions.json",
    "equipment.json",
    "cautions.json",
    "transitions.json",
    "red_flags.json",
    "stop_rules.json",
    "pain_zones.json",
    "families.json",
    "messages.json",
)


def _tree(name: str) -> Parsed:
    try:
        return json.loads((DATA / name).read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


@cache
def packaged() -> Files:
    """The files as they are packaged."""
    names = sorted(each.name for each in (DATA / "exercises").iterdir())
    return Files(
        {name: _tree(f"exercises/{name}") for name in names},
        {name: _tree(name) for name in LISTS},
        _tree("composition.json"),
        json.loads((TEST_DATA / "dose_facts.json").read_text(encoding="utf-8")),
        frozenset(json.loads((TEST_DATA / "article_runs.json").read_text(encoding="utf-8"))),
    )


Failures: TypeAlias = Iterator[str]
Check: TypeAlias = Callable[[Files], Failures]


def each_exercise(check: Callable[[Tree, Files], Failures]) -> Check:
    """A check of one exercise, as a check of all files; it names the file, even when a key is missing."""

    def check_all(files: Files) -> Failures:
        for name, tree in files.exercises.items():
            try:
                yield from (f"exercises/{name}: {failure}" for failure in check(tree, files))
            except KeyError as error:
                yield f"exercises/{name}: {error.args[0]}: missing"

    check_all.__name__ = check.__name__
    check_all.__doc__ = check.__doc__
    return check_all


# Files and shape ---------------------------------------------------------------------------------


@each_exercise
def shape(tree: Tree, _: Files) -> Failures:
    """The strict converters, which check other people's documents, find nothing."""
    try:
        structure(tree, Exercise)
    except InvalidDocument as error:
        yield from (f"{each.dotted_path}: {each.message}" for each in error.diagnostics)


def stems(files: Files) -> Failures:
    """The id of an exercise is the stem of its file, in kebab case."""
    for name, tree in files.exercises.items():
        if f"{tree['id']}.json" != name or not re.fullmatch(r"[a-z]+(-[a-z]+)*", tree["id"]):
            yield f"exercises/{name}: id: got {tree['id']!r}, expected the stem of the file, in kebab case"


def unique_keys(files: Files) -> Failures:
    """No list declares a key twice."""
    for name, trees in files.lists.items():
        seen: set[object] = set()
        for index, tree in enumerate(trees):
            named = [tree[field] for field in ("id", "key", "colour", "positions") if field in tree]
            key = ", ".join(sorted(named[0]) if isinstance(named[0], list) else named)
            if key in seen:
                yield f"{name}: [{index}]: {key} is declared twice"
            seen.add(key)


# Links -------------------------------------------------------------------------------------------


@each_exercise
def links_resolve(tree: Tree, files: Files) -> Failures:
    """Every exercise that is named exists, and none names itself."""
    known = files.by_id().keys() - {tree["id"]}
    for field in ("easier", "harder"):
        for index, other in enumerate(tree.get(field, [])):
            if other not in known:
                yield f"{field}[{index}]: {other!r} is not another exercise"
        if len(set(tree.get(field, []))) != len(tree.get(field, [])):
            yield f"{field}: names an exercise twice"
    other = tree.get("no_floor_alternative")
    if other is not None and other not in known:
        yield f"no_floor_alternative: {other!r} is not another exercise"


@each_exercise
def links_reciprocal(tree: Tree, files: Files) -> Failures:
    """If B is harder than A, then A is easier than B, and the other way round."""
    by_id = files.by_id()
    for field, back in (("easier", "harder"), ("harder", "easier")):
        for index, other in enumerate(tree.get(field, [])):
            if tree["id"] not in by_id.get(other, {}).get(back, []):
                yield f"{field}[{index}]: {other!r} does not name {tree['id']!r} as {back}"


@each_exercise
def links_acyclic(tree: Tree, files: Files) -> Failures:
    """Going on to harder exercises never leads back."""
    by_id = files.by_id()
    seen: set[str] = set()
    ahead: list[str] = list(tree.get("harder", []))
    while ahead:
        other = ahead.pop()
        if other == tree["id"]:
            yield "harder: leads back to itself"
            return
        if other not in seen:
            seen.add(other)
            ahead += by_id.get(other, {}).get("harder", [])


@each_exercise
def links_not_falling(tree: Tree, files: Files) -> Failures:
    """A harder exercise never has a lower difficulty."""
    by_id = files.by_id()
    for index, other in enumerate(tree.get("harder", [])):
        if by_id.get(other, tree)["difficulty"] < tree["difficulty"]:
            yield f"harder[{index}]: {other!r} has a lower difficulty"


def _needs_floor(tree: Tree) -> bool:
    low = tree["position"] not in ("seated", "standing")
    return low and not any("bed" in group for group in tree.get("needs", []))


@each_exercise
def no_floor_alternatives(tree: Tree, files: Files) -> Failures:
    """An alternative without the floor needs none, and is given only where the floor is needed."""
    other = tree.get("no_floor_alternative")
    if other is None:
        return
    if not _needs_floor(tree):
        yield "no_floor_alternative: given, though no floor is needed"
    if _needs_floor(files.by_id().get(other, {"position": "seated"})):
        yield f"no_floor_alternative: {other!r} needs the floor"


# Sources -----------------------------------------------------------------------------------------


def sources_reachable(files: Files) -> Failures:
    """Every source can be looked up: it has an address or a DOI, each in its usual form."""
    for index, source in enumerate(files.lists["sources.json"]):
        if not (source.get("url") or source.get("doi")):
            yield f"sources.json: [{index}].url: {source['id']!r} has neither url nor doi"
        if not re.match(r"https?://[^\s/]+\.[^\s]+$|$", source.get("url", "")):
            yield f"sources.json: [{index}].url: {source['url']!r} is no web address"
        if not re.match(r"10\.\d{4,}/\S+$|$", source.get("doi", "")):
            yield f"sources.json: [{index}].doi: {source['doi']!r} is no DOI"


@each_exercise
def sources_resolve(tree: Tree, files: Files) -> Failures:
    """Every exercise has sources, they are declared, and those of the dose facts are among them."""
    known = files.keys("sources.json")
    if not tree.get("sources"):
        yield "sources: none"
    for index, source in enumerate(tree.get("sources", [])):
        if source not in known:
            yield f"sources[{index}]: {source!r} is not declared"
    for index, fact in enumerate(tree["dose"].get("facts", [])):
        if fact["source"] not in tree.get("sources", []):
            yield f"dose.facts[{index}].source: {fact['source']!r} is not among the sources"


def sources_resolve_elsewhere(files: Files) -> Failures:
    """The sources of cautions, warning signs, stop rules, pain zones and messages are declared."""
    known = files.keys("sources.json")
    for name in ("cautions.json", "red_flags.json", "stop_rules.json", "pain_zones.json", "messages.json"):
        for index, tree in enumerate(files.lists[name]):
            for number, source in enumerate(tree.get("sources", [])):
                if source not in known:
                    yield f"{name}: [{index}].sources[{number}]: {source!r} is not declared"


# Words -------------------------------------------------------------------------------------------

LONGEST_TEXT = 90
LONGEST_SHORT_TEXT = 40
WORDS_PER_SECOND = 3
HARDEST_GRADE = 6

COUNTS_AND_SIDES = re.compile(
    r"\d|\b(each|other|both|opposite|switch) sides?\b|\b(left|right|repeat\w*|times|seconds?|sets?|reps?)\b",
    re.IGNORECASE,
)
"""What the program says from laterality and dose, so that words and clock cannot disagree."""
PROMISES_AND_SCARES = re.compile(
    r"\b(reliev\w*|relief|cur(e|es|ed|ing)|heal(s|ed|ing)?|eas(e|es|ed|ing)|fix(es|ed)? your|guarantee\w*|"
    r"pain[- ]free|prevents?|get rid|danger\w*|damag\w*|injur\w*|harm\w*)\b",
    re.IGNORECASE,
)


def _word_count(text: str) -> int:
    return len(re.findall(r"[A-Za-z0-9']+(?:-[A-Za-z0-9']+)*", text))


def _short_text_limit(step: Tree, dose: Tree) -> int:
    """Words that fit into the step; for a hold into its smallest, but three always and eight at most."""
    if step["role"] != "hold":
        return WORDS_PER_SECOND * int(step["seconds"])
    smallest: int = (dose.get("hold") or dose["duration"])["min"]
    return min(8, max(3, WORDS_PER_SECOND * smallest))


def _sentences(tree: Tree) -> Iterator[tuple[str, str]]:
    """The path and the text of everything that is a sentence for a reader."""
    yield "summary", tree["summary"]
    for index, step in enumerate(tree["steps"]):
        yield f"steps[{index}].text", step["text"]
        yield f"steps[{index}].short_text", step["short_text"]
    if "breathing" in tree:
        yield "breathing", tree["breathing"]
    for index, each in enumerate(tree["typical_errors"]):
        yield f"typical_errors[{index}].correction", each["correction"]
    for index, caution in enumerate(tree.get("cautions", [])):
        if caution.get("how"):
            yield f"cautions[{index}].how", caution["how"]


@each_exercise
def one_sentence(tree: Tree, _: Files) -> Failures:
    """Every text is one sentence; a caution may take a second one for the good sign."""
    for path, text in _sentences(tree):
        sentences = r"([A-Z][^.!?]*\.( |$)){1,2}" if path.startswith("cautions") else r"[A-Z][^.!?]*\."
        if not re.fullmatch(sentences, text):
            yield f"{path}: expected one sentence with a full stop: {text!r}"


@each_exercise
def text_length(tree: Tree, _: Files) -> Failures:
    """Step texts, summary, breathing and corrections fit on a line, short texts on a watch."""
    for path, text in _sentences(tree):
        if path.startswith("cautions"):
            continue
        longest = LONGEST_SHORT_TEXT if path.endswith("short_text") else LONGEST_TEXT
        if len(text) > longest:
            yield f"{path}: {len(text)} characters, expected at most {longest}: {text!r}"
    for index, each in enumerate(tree["typical_errors"]):
        if len(each["error"]) > LONGEST_TEXT:
            yield f"typical_errors[{index}].error: {len(each['error'])} characters, expected at most {LONGEST_TEXT}"


@each_exercise
def short_text_can_be_said(tree: Tree, _: Files) -> Failures:
    """A short text can be said in the seconds of its step."""
    for index, step in enumerate(tree["steps"]):
        limit = _short_text_limit(step, tree["dose"])
        if _word_count(step["short_text"]) > limit:
            yield f"steps[{index}].short_text: expected at most {limit} words: {step['short_text']!r}"


@each_exercise
def steps_are_whole(tree: Tree, _: Files) -> Failures:
    """The steps say how to get in; a repetition goes out and comes back; a bout is one hold."""
    roles = [step["role"] for step in tree["steps"]]
    if "setup" not in roles:
        yield "steps: no setup step"
    if "reps" in tree["dose"] and not {"move", "return"} <= set(roles):
        yield "steps: a repetition without a move or a return step"


@each_exercise
def no_counts_or_sides(tree: Tree, _: Files) -> Failures:
    """Texts leave counts, seconds and sides to the dose and the laterality."""
    for path, text in _sentences(tree):
        found = COUNTS_AND_SIDES.search(text)
        if found and not path.startswith("cautions"):
            yield f"{path}: says {found.group()!r}: {text!r}"


@each_exercise
def no_promise_no_scare(tree: Tree, _: Files) -> Failures:
    """Texts say what a movement trains or moves; they promise no relief and spread no fear."""
    texts = [*_sentences(tree), ("name", tree["name"])]
    texts += [(f"typical_errors[{index}].error", each["error"]) for index, each in enumerate(tree["typical_errors"])]
    for path, text in texts:
        found = PROMISES_AND_SCARES.search(text)
        if found:
            yield f"{path}: says {found.group()!r}: {text!r}"


@each_exercise
def plain_english(tree: Tree, _: Files) -> Failures:
    """The step texts of an exercise can be read after six years of school."""
    texts = " ".join(step["text"] for step in tree["steps"])
    grade = textstat.flesch_kincaid_grade(texts)
    if grade > HARDEST_GRADE:
        yield f"steps: reading grade {grade:.1f}, expected at most {HARDEST_GRADE}"


def eight_word_runs(text: str) -> Runs:
    """Hashes of every run of eight words."""
    words = re.findall(r"[a-z']+", text.lower())
    runs = (" ".join(words[start : start + 8]) for start in range(len(words) - 7))
    return frozenset(blake2b(run.encode(), digest_size=8).hexdigest() for run in runs)


def _texts(tree: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a tree, with its path."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _texts(value, f"{path}[{index}]")


@each_exercise
def own_words(tree: Tree, files: Files) -> Failures:
    """No eight words in a row, within a text or across steps, are those of the article."""
    yield from _shared_runs(tree, files.article_runs)
    steps = " ".join(step["text"] for step in tree["steps"])
    if eight_word_runs(steps) & files.article_runs:
        yield f"steps: eight words in a row are those of the article: {steps!r}"


def own_words_elsewhere(files: Files) -> Failures:
    """The same for everything that is not an exercise, but for titles: a citation has to give them."""
    for name, trees in files.lists.items():
        untitled = [{key: value for key, value in tree.items() if key != "title"} for tree in trees]
        yield from (f"{name}: {failure}" for failure in _shared_runs(untitled, files.article_runs))


def _shared_runs(tree: object, runs: Runs) -> Failures:
    for path, text in _texts(tree):
        if eight_word_runs(text) & runs:
            yield f"{path}: eight words in a row are those of the article: {text!r}"


# Names and vocabulary ----------------------------------------------------------------------------


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _listed(field: str, tree: Tree) -> list[tuple[str, str]]:
    """The path and the word of each entry of a list."""
    return [(f"{field}[{index}]", word) for index, word in enumerate(tree.get(field, []))]


def names_unique(files: Files) -> Failures:
    """A name finds one exercise: case, spaces and hyphens aside, no two share an id, name or alias."""
    named = [
        (name, path, text)
        for name, tree in files.exercises.items()
        for path, text in [("id", tree["id"]), ("name", tree["name"]), *_listed("aliases", tree)]
    ]
    bearers: dict[str, set[str]] = {}
    for name, _, text in named:
        bearers.setdefault(_plain(text), set()).add(name)
    for name, path, text in named:
        if others := sorted(bearers[_plain(text)] - {name}):
            yield f"exercises/{name}: {path}: {text!r} is also a name in {', '.join(others)}"


@each_exercise
def aliases_add(tree: Tree, _: Files) -> Failures:
    """An alias is no other spelling of the id, the name or another alias."""
    seen = {_plain(tree["id"]), _plain(tree["name"])}
    for index, alias in enumerate(tree.get("aliases", [])):
        if _plain(alias) in seen:
            yield f"aliases[{index}]: {alias!r} is a name already"
        seen.add(_plain(alias))


VOCABULARY = (
    ("regions.json", "id", RegionId),
    ("equipment.json", "id", EquipmentId),
    ("cautions.json", "key", CautionKey),
)


def vocabulary_complete(files: Files) -> Failures:
    """The enums of the open words are what the packaged catalog declares."""
    for name, key, enum in VOCABULARY:
        for word in sorted(files.keys(name, key) ^ {str(member) for member in enum}):
            yield f"{name}: {key}: {word!r} is not both declared and in {enum.__name__}"


@each_exercise
def words_declared(tree: Tree, files: Files) -> Failures:
    """Every region, thing and caution is declared, and a caution is named once."""
    regions, things = files.keys("regions.json"), files.keys("equipment.json")
    cautions = files.keys("cautions.json", "key")
    named = [(path, word, regions) for field in ("regions", "secondary_regions") for path, word in _listed(field, tree)]
    named += [(path, word, things) for path, word in _listed("optional", tree)]
    for index, group in enumerate(tree.get("needs", [])):
        named += [(f"needs[{index}][{number}]", word, things) for number, word in enumerate(group)]
    named += [(f"cautions[{index}].key", rule["key"], cautions) for index, rule in enumerate(tree.get("cautions", []))]
    for path, word, known in named:
        if word not in known:
            yield f"{path}: {word!r} is not declared"
    keys = [rule["key"] for rule in tree.get("cautions", [])]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"cautions: {key!r} is named {keys.count(key)} times"
    if not tree["regions"] or not tree["directions"]:
        yield "regions: no region or no direction"


CHOICES = {
    "warm-up": {"supine", "quadruped", "seated", "standing"},
    "conditioning": {"supine", "quadruped", "seated", "standing"},
    "cool-down": {"supine", "seated"},
}
"""Where the facts have an exercise; they have no cool-down on hands and knees, and none standing."""


def choices(files: Files) -> Failures:
    """Every phase can be done in every position of the table, without any thing to be fetched."""
    fetched = {tree["id"] for tree in files.lists["equipment.json"] if tree.get("fetch")}
    found: dict[str, set[str]] = {phase: set() for phase in CHOICES}
    for tree in files.exercises.values():
        if all(set(group) - fetched for group in tree.get("needs", [])):
            found[Kind(tree["kind"]).phase].add(tree["position"])
    for phase, positions in CHOICES.items():
        for position in sorted(positions - found[phase]):
            yield f"exercises: position: no {phase} exercise is {position}"


# Doses -------------------------------------------------------------------------------------------

DOSE_FIELDS = ("sets", "reps", "hold", "duration")


def _printed_range(field: str, facts: list[Tree]) -> tuple[int, int] | None:
    """Smallest and largest printed value; a fact without sets prints one set."""
    pairs = [fact.get(field, [1, 1] if field == "sets" else None) for fact in facts]
    values = [pair for pair in pairs if pair is not None]
    return (min(low for low, _ in values), max(high for _, high in values)) if values else None


@each_exercise
def doses_published(tree: Tree, files: Files) -> Failures:
    """Each dose field lies inside the printed range, or is marked editorial with a reason.

    A field that lies inside is marked only to say why it was narrowed.
    """
    dose = tree["dose"]
    editorial = {note["field"]: note["reason"] for note in dose.get("editorial", [])}
    for field in DOSE_FIELDS:
        range_ = dose.get(field, {"min": 1, "max": 1} if field == "sets" else None)
        printed = _printed_range(field, files.printed.get(tree["id"], []))
        inside = range_ is None or (printed and printed[0] <= range_["min"] <= range_["max"] <= printed[1])
        if not inside and not editorial.get(field, "").strip():
            got = f"{range_['min']} to {range_['max']}"
            yield f"dose.{field}: {got} is not inside the printed {printed}, and no reason is given"
        if inside and not editorial.get(field, "narrowed").startswith("narrowed"):
            yield f"dose.editorial: {field} is marked, though it lies inside the printed {printed}"
    for field in sorted(editorial.keys() - set(DOSE_FIELDS)):
        yield f"dose.editorial: {field!r} is no dose field"


@each_exercise
def dose_facts_kept(tree: Tree, files: Files) -> Failures:
    """The dose facts are those of the copy."""
    expected, got = files.printed.get(tree["id"], []), tree["dose"].get("facts", [])
    for index in range(max(len(expected), len(got))):
        one, other = (facts[index] if index < len(facts) else None for facts in (got, expected))
        if one != other:
            yield f"dose.facts[{index}]: got {one}, expected {other}"


CHECKS: tuple[Check, ...] = (
    shape,
    stems,
    unique_keys,
    links_resolve,
    links_reciprocal,
    links_acyclic,
    links_not_falling,
    no_floor_alternatives,
    sources_reachable,
    sources_resolve,
    sources_resolve_elsewhere,
    one_sentence,
    text_length,
    short_text_can_be_said,
    steps_are_whole,
    no_counts_or_sides,
    no_promise_no_scare,
    plain_english,
    own_words,
    own_words_elsewhere,
    names_unique,
    aliases_add,
    vocabulary_complete,
    words_declared,
    choices,
    doses_published,
    dose_facts_kept,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_packaged_files_pass(check: Check) -> None:
    """No check finds anything in the packaged files."""
    failures = list(check(packaged()))

    assert not failures, "\n".join(failures)


def test_there_are_ninety_two_exercises() -> None:
    """Every exercise of the facts is a file, and every file an exercise of the facts."""
    assert {name.removesuffix(".json") for name in packaged().exercises} == packaged().printed.keys()
    assert len(packaged().exercises) == 92


def test_no_file_is_left_out() -> None:
    """A new kind of file has to be checked, too."""
    names = {each.name for each in DATA.iterdir() if each.is_file()}

    elsewhere = {"progression.json", "rule_texts.json"}  # by test_programme_rules and test_rule_pages
    assert names == {*LISTS, "composition.json", "handout.typ", *elsewhere}


def test_fast_reading_equals_the_strict_one() -> None:
    """What `default_catalog` builds without checks is what the strict converters build."""
    catalog = default_catalog()
    strict = {tree["id"]: structure(tree, Exercise) for tree in packaged().exercises.values()}

    assert dict(catalog) == strict
    assert list(catalog) == sorted(strict)


def test_fast_reading_of_the_other_files_equals_the_strict_one() -> None:
    """The same for sources, rules, warning signs, stop rules, pain zones, families and messages."""
    lists, composition, conventions = packaged().lists, packaged().composition, packaged_conventions()

    assert packaged_sources() == tuple(structure(each, Source) for each in lists["sources.json"])
    assert conventions.red_flags == tuple(structure(each, RedFlag) for each in lists["red_flags.json"])
    assert conventions.stop_rules == tuple(structure(each, StopRule) for each in lists["stop_rules.json"])
    assert conventions.pain_zones == tuple(structure(each, PainZone) for each in lists["pain_zones.json"])
    assert conventions.families == tuple(structure(each, Family) for each in lists["families.json"])
    assert conventions.messages == tuple(structure(each, Message) for each in lists["messages.json"])
    assert conventions.regions == tuple(structure(each, Region) for each in lists["regions.json"])
    assert conventions.equipment == tuple(structure(each, Equipment) for each in lists["equipment.json"])
    assert conventions.cautions == tuple(structure(each, Caution) for each in lists["cautions.json"])
    assert conventions.transitions == tuple(structure(each, Transition) for each in lists["transitions.json"])
    assert conventions.mixes == tuple(structure(each, Mix) for each in composition["mixes"])
    assert conventions.caps == tuple(structure(each, Cap) for each in composition["caps"])
    assert conventions.scoring == structure(composition["scoring"], Scoring)
    assert conventions.timing == structure(composition.get("timing", {}), Timing)
    assert composition.keys() <= {"mixes", "caps", "scoring", "timing"}


def test_no_file_says_the_rest_of_its_kind() -> None:
    """A catalog with other rests would not know whether it was meant."""
    timing = packaged_conventions().timing
    said = {tree["id"]: tree["rest"] for tree in packaged().exercises.values() if "rest" in tree}

    assert said.keys() == {"lifting-practice", "romanian-deadlift", "side-lying-hip-abduction", "suitcase-carry"}
    assert all(rest != timing.rest_of(default_catalog()[id_].kind) for id_, rest in said.items())


def test_every_time_is_a_multiple_of_the_tick() -> None:
    """The composer counts in ticks, so every number beside the work is a whole number of them."""
    conventions = packaged_conventions()
    timing = conventions.timing
    seconds = [timing.get_ready, timing.change_side, timing.fetch, *(each.seconds for each in conventions.transitions)]
    rests = {f"exercises/{each.id}.json: rest": each.rest for each in default_catalog().values()}

    assert not [each for each in seconds if each % timing.tick]
    assert not {path: rest for path, rest in rests.items() if rest % timing.tick}


def _change_seconds(one: Position, other: Position) -> int:
    """The table of position changes, said as rules."""
    lying = {Position.SUPINE, Position.PRONE, Position.SIDE_LYING}
    pair = {one, other}
    if pair == {Position.SEATED, Position.STANDING}:
        return 5
    if not (one.low and other.low):
        return 10
    if pair <= lying:
        return 5 if Position.SIDE_LYING in pair else 10
    return 10 if pair & lying else 5


def test_position_changes_are_those_of_the_table() -> None:
    """Getting up and down, turning over and shuffling take the seconds of the published table."""
    conventions = packaged_conventions()
    pairs = list(combinations(Position, 2))

    assert len(conventions.transitions) == len(pairs)
    for one, other in pairs:
        assert (
            conventions.change_seconds(one, other)
            == conventions.change_seconds(other, one)
            == _change_seconds(one, other)
        )
        slow = 30 if one.low != other.low else _change_seconds(one, other)
        assert conventions.change_seconds(one, other, limited_mobility=True) == slow


# The checks can fail -----------------------------------------------------------------------------

FILE = "bird-dog.json"
"""The exercise that is broken: it has easier links, a hold, cautions, errors and dose facts."""

MADE_UP_ARTICLE = "A snail that wants to keep its shell warm puts on a very small hat every morning."
"""Stands in for the article, of which only hashes are kept."""


@frozen
class Fault:
    """One way to break the bird dog, the check that has to notice, and the path it has to name."""

    check: Check
    path: str
    break_it: Callable[[Tree], object]

    def __str__(self) -> str:
        return f"{self.check.__name__}-{self.path}"


def _step(index: int, **changes: object) -> Callable[[Tree], object]:
    return lambda tree: tree["steps"][index].update(changes)


def _put(**changes: object) -> Callable[[Tree], object]:
    return lambda tree: tree.update(changes)


def _dose(**changes: object) -> Callable[[Tree], object]:
    return lambda tree: tree["dose"].update(changes)


MOVE, HOLD = 3, 4
LONG_STEP = "Reach one arm forward and reach the opposite leg straight back while your whole back stays flat."
HARD_STEP = "Simultaneously demonstrate contralateral extremity elevation, stabilising lumbopelvic musculature."

FAULTS = (
    Fault(shape, "kind", _put(kind="stabilty")),
    Fault(shape, "", lambda tree: tree.pop("family")),
    Fault(shape, "dificulty", _put(dificulty=3)),
    Fault(shape, "difficulty", _put(difficulty="3")),
    Fault(shape, "rest", _put(rest=True)),
    Fault(shape, "aliases", _put(aliases="pointer dog")),
    Fault(shape, "steps[3].role", _step(MOVE, role="moves")),
    Fault(shape, "steps[3].seconds", _step(MOVE, seconds=0)),
    Fault(shape, "steps[4].seconds", _step(HOLD, seconds=5)),
    Fault(shape, "steps", lambda tree: tree["steps"].pop(MOVE)),
    Fault(shape, "steps", lambda tree: tree["steps"].reverse()),
    Fault(shape, "dose.reps", _dose(reps={"min": 5, "starter": 13, "max": 12})),
    Fault(shape, "dose", _dose(duration={"min": 30, "starter": 30, "max": 30})),
    Fault(shape, "sources[1]", lambda tree: tree["sources"].insert(1, "nobody-2020")),
    Fault(shape, "cautions[5]", lambda tree: tree.pop("adaptations")),
    Fault(one_sentence, "summary", lambda tree: tree.pop("summary")),
    Fault(stems, "id", _put(id="bird-dogs")),
    Fault(stems, "id", _put(id="Bird_dog")),
    Fault(links_resolve, "easier[1]", lambda tree: tree["easier"].append("leg-slide")),
    Fault(links_resolve, "harder[0]", _put(harder=["bird-dog"])),
    Fault(links_resolve, "easier", lambda tree: tree["easier"].append(tree["easier"][0])),
    Fault(links_resolve, "no_floor_alternative", _put(no_floor_alternative="one-legged-stand")),
    Fault(links_reciprocal, "harder[0]", _put(harder=["plank"])),
    Fault(links_acyclic, "harder", _put(harder=["quadruped-leg-slide"])),
    Fault(links_not_falling, "harder[0]", _put(harder=["bridge"])),
    Fault(no_floor_alternatives, "no_floor_alternative", _put(no_floor_alternative="bridge")),
    Fault(no_floor_alternatives, "no_floor_alternative", _put(position="standing")),
    Fault(sources_resolve, "sources", _put(sources=[])),
    Fault(sources_resolve, "sources[0]", lambda tree: tree["sources"].insert(0, "nobody-2020")),
    Fault(sources_resolve, "dose.facts[0].source", lambda tree: tree["sources"].remove("ccgi-birddog")),
    Fault(one_sentence, "steps[3].text", _step(MOVE, text="Reach one arm. Reach the opposite leg.")),
    Fault(one_sentence, "steps[3].short_text", _step(MOVE, short_text="Reach one arm")),
    Fault(one_sentence, "breathing", _put(breathing="breathe out.")),
    Fault(one_sentence, "cautions[0].how", lambda tree: tree["cautions"][0].update(how="Slide it half-way")),
    Fault(text_length, "steps[3].text", _step(MOVE, text=LONG_STEP)),
    Fault(
        text_length, "steps[3].short_text", _step(MOVE, short_text="Reach one arm forward and one leg straight back.")
    ),
    Fault(text_length, "typical_errors[0].error", lambda tree: tree["typical_errors"][0].update(error=LONG_STEP)),
    Fault(short_text_can_be_said, "steps[3].short_text", _step(MOVE, short_text="Now reach an arm and a leg.")),
    Fault(short_text_can_be_said, "steps[3].short_text", _step(MOVE, seconds=1)),
    Fault(short_text_can_be_said, "steps[4].short_text", _step(HOLD, short_text="Be as long and as still as a log.")),
    Fault(short_text_can_be_said, "steps[4].short_text", _dose(hold={"min": 1, "starter": 5, "max": 30})),
    Fault(steps_are_whole, "steps", lambda tree: tree["steps"].pop()),
    Fault(steps_are_whole, "steps", lambda tree: tree.update(steps=tree["steps"][MOVE:])),
    Fault(no_counts_or_sides, "steps[4].text", _step(HOLD, text="Stay long and level for 5 breaths.")),
    Fault(no_counts_or_sides, "steps[3].text", _step(MOVE, text="Reach out with each side.")),
    Fault(no_counts_or_sides, "steps[3].short_text", _step(MOVE, short_text="Reach your left arm.")),
    Fault(no_counts_or_sides, "breathing", _put(breathing="Repeat with every breath.")),
    Fault(no_promise_no_scare, "summary", _put(summary="Relieves a sore back.")),
    Fault(
        no_promise_no_scare, "cautions[0].how", lambda tree: tree["cautions"][0].update(how="Or you damage a joint.")
    ),
    Fault(plain_english, "steps", lambda tree: [step.update(text=HARD_STEP) for step in tree["steps"]]),
    Fault(own_words, "steps[3].text", _step(MOVE, text="Keep its shell warm, puts on a very small sock.")),
    Fault(own_words, "typical_errors[0].error", lambda tree: tree["typical_errors"][0].update(error=MADE_UP_ARTICLE)),
    Fault(
        own_words,
        "steps",
        lambda tree: (_step(0, text="Wants to keep its shell.")(tree), _step(1, text="Warm puts on a.")(tree)),
    ),
    Fault(names_unique, "aliases[0]", _put(aliases=["BRI DGE"])),
    Fault(aliases_add, "aliases[0]", _put(aliases=["Bird-Dog"])),
    Fault(aliases_add, "aliases[1]", _put(aliases=["pointer", "Pointer"])),
    Fault(words_declared, "regions[0]", _put(regions=["back"])),
    Fault(words_declared, "secondary_regions[0]", _put(secondary_regions=["shoulders"])),
    Fault(words_declared, "needs[0][1]", _put(needs=[["mat", "sofa"]])),
    Fault(words_declared, "optional[0]", _put(optional=["sofa"])),
    Fault(words_declared, "cautions[0].key", lambda tree: tree["cautions"][0].update(key="pelvic-pain")),
    Fault(words_declared, "cautions", lambda tree: tree["cautions"].append(tree["cautions"][0])),
    Fault(words_declared, "regions", _put(directions=[])),
    Fault(doses_published, "dose.reps", _dose(reps={"min": 5, "starter": 6, "max": 13})),
    Fault(doses_published, "dose.hold", _dose(hold={"min": 2, "starter": 5, "max": 30}, editorial=[])),
    Fault(doses_published, "dose.sets", _dose(sets={"min": 1, "starter": 1, "max": 4})),
    Fault(doses_published, "dose.duration", _dose(duration={"min": 30, "starter": 30, "max": 30})),
    Fault(doses_published, "dose.editorial", _dose(editorial=[{"field": "reps", "reason": "No reason is needed."}])),
    Fault(doses_published, "dose.editorial", _dose(editorial=[{"field": "weight", "reason": "There is none."}])),
    Fault(
        doses_published,
        "dose.reps",
        _dose(reps={"min": 1, "starter": 6, "max": 12}, editorial=[{"field": "reps", "reason": " "}]),
    ),
    Fault(dose_facts_kept, "dose.facts[0]", lambda tree: tree["dose"]["facts"][0].update(reps=[10, 12])),
    Fault(dose_facts_kept, "dose.facts[5]", lambda tree: tree["dose"]["facts"].pop()),
)


def _broken(fault: Fault) -> Files:
    tree = deepcopy(packaged().exercises[FILE])
    fault.break_it(tree)
    made_up = eight_word_runs(MADE_UP_ARTICLE)
    return evolve(packaged(), exercises={**packaged().exercises, FILE: tree}, article_runs=made_up)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_broken_exercise_is_noticed(fault: Fault) -> None:
    """The check names the file and the path of what was broken."""
    failures = list(fault.check(_broken(fault)))

    assert any(failure.startswith(f"exercises/{FILE}: {fault.path}:") for failure in failures), failures


LIST_FAULTS: tuple[tuple[Check, str, int, Tree, str], ...] = (
    (unique_keys, "regions.json", 1, {"id": "lumbar-spine"}, "regions.json: [1]: "),
    (unique_keys, "cautions.json", 1, {"key": "osteoporosis"}, "cautions.json: [1]: "),
    (unique_keys, "pain_zones.json", 1, {"colour": "green"}, "pain_zones.json: [1]: "),
    (unique_keys, "transitions.json", 1, {"positions": ["prone", "supine"]}, "transitions.json: [1]: "),
    (sources_reachable, "sources.json", 0, {"url": "", "doi": ""}, "sources.json: [0].url: "),
    (sources_reachable, "sources.json", 0, {"url": "orthoinfo"}, "sources.json: [0].url: "),
    (sources_reachable, "sources.json", 0, {"doi": "https://doi.org/10.1000/1"}, "sources.json: [0].doi: "),
    (sources_resolve_elsewhere, "pain_zones.json", 0, {"sources": ["no"]}, "pain_zones.json: [0].sources[0]: "),
    (sources_resolve_elsewhere, "messages.json", 0, {"sources": ["no"]}, "messages.json: [0].sources[0]: "),
    (unique_keys, "families.json", 1, {"id": "abdominal-bracing"}, "families.json: [1]: "),
    (unique_keys, "messages.json", 1, {"key": "hurt-is-not-harm"}, "messages.json: [1]: "),
    (sources_resolve_elsewhere, "red_flags.json", 0, {"sources": ["no"]}, "red_flags.json: [0].sources[0]: "),
    (own_words_elsewhere, "cautions.json", 0, {"fact": MADE_UP_ARTICLE}, "cautions.json: [0].fact: "),
    (vocabulary_complete, "regions.json", 0, {"id": "tail"}, "regions.json: id: 'lumbar-spine' "),
    (vocabulary_complete, "cautions.json", 0, {"key": "fear"}, "cautions.json: key: 'fear' "),
)


@pytest.mark.parametrize(("check", "name", "index", "change", "expected"), LIST_FAULTS)
def test_a_broken_list_is_noticed(check: Check, name: str, index: int, change: Tree, expected: str) -> None:
    """The same for the other files."""
    trees = deepcopy(packaged().lists[name])
    trees[index] |= change
    lists = {**packaged().lists, name: trees}
    files = evolve(packaged(), lists=lists, article_runs=eight_word_runs(MADE_UP_ARTICLE))

    assert any(failure.startswith(expected) for failure in check(files))


def test_a_phase_without_choices_is_noticed() -> None:
    """Without its exercises on hands and knees, the warm-up fails."""
    kept = {name: tree for name, tree in packaged().exercises.items() if tree["position"] != "quadruped"}

    assert list(choices(evolve(packaged(), exercises=kept))) == [
        "exercises: position: no warm-up exercise is quadruped",
        "exercises: position: no conditioning exercise is quadruped",
    ]


def test_every_check_is_shown_to_fail() -> None:
    """No check without a fault that it notices."""
    shown = {fault.check for fault in FAULTS} | {row[0] for row in LIST_FAULTS} | {choices}

    assert shown == set(CHECKS)


def test_article_is_kept_as_hashes_only() -> None:
    """The kept runs are hashes in order, and a shared run is found whatever its case and signs."""
    kept = json.loads((TEST_DATA / "article_runs.json").read_text(encoding="utf-8"))

    assert kept == sorted(set(kept))
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in kept)
    assert len(kept) > 1000
    assert (
        eight_word_runs("Puts on - a VERY small hat, every other day") & eight_word_runs(MADE_UP_ARTICLE) == frozenset()
    )
    assert eight_word_runs("It puts on - a VERY small hat, every morning") & eight_word_runs(MADE_UP_ARTICLE)


def test_every_step_role_is_used() -> None:
    """The words for the parts of an exercise are all in use."""
    assert {step.role for each in default_catalog().values() for step in each.steps} == set(Role)
