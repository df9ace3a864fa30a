"""The reading plan: a class says what it looks like on paper, and everybody who reads or describes paper goes by it."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeAlias

import pytest
from attrs import field, fields, frozen

from lowback import Brief, Catalog, Exercise, Routine, load_catalog
from lowback._bounds import Between
from lowback._data import _build
from lowback._plan import REFERENCES, Choice, Field, Form, Many, Maybe, Object, Plain, fields_of, form_of
from lowback._shape import Report, read
from lowback.converters import structure, unstructure
from lowback.model import Source, Step
from lowback.vocabulary import Role, Tier

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

TASKS = Path(__file__).parents[1] / "tasks"
EVERY_FIELD = Path(__file__).parent / "data" / "valid" / "exercises" / "every-field.json"


@frozen(kw_only=True)
class Sample:
    """Something of every form.

    Attributes:
        text: A text.
        count: A count.
        share: A share.
        sure: Whether it is sure.
        role: A role.
        way: A way.
        pair: Two numbers.
        rows: Rows of words.
        step: A step.
        source: A source.
        perhaps: A share, or nothing.
        some: Shares, or nothing.
    """

    text: str
    count: int = field(default=1, validator=Between(0, 9))
    share: float
    sure: bool = False
    role: Role = Role.MOVE
    way: Literal["up", "down"] = "up"
    pair: tuple[int, int]
    rows: tuple[tuple[str, ...], ...] = ()
    step: Step
    source: Source
    perhaps: float | None = None
    some: tuple[float, ...] | None = None


def short(form: Form) -> object:
    """A form in short."""
    match form:
        case Plain():
            return form.type
        case Choice():
            return (form.type, list(form.values))
        case Many():
            return [short(form.of), form.length]
        case Maybe():
            return (short(form.of), *form.others)
        case Object():
            return (form.cls, form.key)


FORMS = {
    "text": str,
    "count": int,
    "share": float,
    "sure": bool,
    "role": (Role, ["setup", "move", "hold", "return", "finish"]),
    "way": (str, ["up", "down"]),
    "pair": [int, 2],
    "rows": [[str, None], None],
    "step": (Step, None),
    "source": (Source, "id"),
    "perhaps": (float, type(None)),
    "some": ([float, None], type(None)),
}


# The plan ----------------------------------------------------------------------------------------


def test_each_field_has_its_form() -> None:
    assert {each.name: short(each.form) for each in fields_of(Sample)} == FORMS


def test_what_has_no_default_is_required() -> None:
    assert [each.name for each in fields_of(Sample) if each.required] == ["text", "share", "pair", "step", "source"]


def test_the_conventions_of_a_routine_are_not_on_paper() -> None:
    assert {each.name for each in fields(Routine)} - {each.name for each in fields_of(Routine)} == {"conventions"}


def test_in_a_brief_a_word_may_stand_alone() -> None:
    """Where words are listed; not where lists of ids are."""

    def alone(each: Field) -> bool:
        form = each.form.of if isinstance(each.form, Maybe) else each.form
        return isinstance(form, Many) and form.alone

    assert {each.name for each in fields_of(Brief) if alone(each)} == {
        *("positions", "equipment", "cautions", "focus", "prefer", "include", "exclude")
    }
    assert not any(map(alone, fields_of(Exercise)))


def test_a_class_is_named_by_a_text_field_of_its_own() -> None:
    for cls, key in REFERENCES.items():
        assert {each.name: short(each.form) for each in fields_of(cls)}[key] is str
        assert short(form_of(cls)) == (cls, key)


# Readers -----------------------------------------------------------------------------------------

LEAFLET = Source(id="leaflet", title="A leaflet", publisher="A clinic", tier=Tier.C, url="https://example.org")
PAPER: Paper = {
    "text": "Up.",
    "share": 3,
    "pair": [1, 2],
    "rows": [["a"], []],
    "role": "hold",
    "way": "down",
    "step": {"role": "move", "text": "Up you go.", "short_text": "Up.", "seconds": 2},
    "source": LEAFLET,
    "perhaps": 2.5,
    "some": [1, 2.5],
}
VALUE = Sample(
    text="Up.",
    share=3.0,
    pair=(1, 2),
    rows=(("a",), ()),
    role=Role.HOLD,
    way="down",
    step=Step(role=Role.MOVE, text="Up you go.", short_text="Up.", seconds=2),
    source=LEAFLET,
    perhaps=2.5,
    some=(1.0, 2.5),
)


def test_packaged_and_foreign_files_are_read_alike() -> None:
    report = Report()
    foreign: Any = read(PAPER, Sample, report)
    packaged = _build(PAPER, Sample)

    assert report.findings == []
    assert foreign == packaged == VALUE
    for value in (foreign, packaged):
        assert [type(each) for each in (value.share, value.perhaps, *(value.some or ()))] == [float] * 4


NO_NUMBERS = {
    "wrong-type": ("3", True, None, [1]),
    "out-of-range": (float("nan"), float("inf"), 1e31, -(10**31)),
}


@pytest.mark.parametrize(("code", "value"), [(code, value) for code, values in NO_NUMBERS.items() for value in values])
def test_what_is_no_finite_number_is_refused(code: str, value: object) -> None:
    report = Report()
    read({**PAPER, "share": value}, Sample, report)

    assert [(each.code, each.path) for each in report.findings] == [(code, ("share",))]


def test_a_number_may_have_a_point_only_where_the_class_says_so() -> None:
    report = Report()
    read({**PAPER, "count": 3.0, "share": "half"}, Sample, report)

    assert [each.message for each in report.findings] == [
        "got a text 'half', expected a number",
        "got a number 3.0, expected a whole number",
    ]


# Descriptions ------------------------------------------------------------------------------------


@pytest.fixture
def task(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    if not TASKS.is_dir():
        pytest.skip("this copy of the tests comes without the tasks")
    monkeypatch.syspath_prepend(str(TASKS))
    spec = spec_from_file_location(request.param, TASKS / f"{request.param}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NUMBER = {"type": "number", "minimum": -(10**30), "maximum": 10**30}


@pytest.mark.parametrize("task", ["schema"], indirect=True)
def test_the_schema_goes_by_it(task: ModuleType) -> None:
    properties = task._object(Sample, {})["properties"]
    for each in properties.values():
        del each["description"]

    assert properties["share"] == NUMBER
    assert properties["perhaps"] == {**NUMBER, "type": ["number", "null"]}
    assert properties["count"] == {"type": "integer", "minimum": 0, "maximum": 9}
    assert properties["some"] == {"type": ["array", "null"], "maxItems": 20_000, "items": NUMBER}
    assert properties["way"] == {"enum": ["up", "down"]}
    assert list(properties) == list(FORMS)


@pytest.mark.parametrize("task", ["catalog_pages"], indirect=True)
def test_the_page_of_the_file_format_goes_by_it(task: ModuleType) -> None:
    assert {each.name: task._on_paper(each.form) for each in fields_of(Sample)} == {
        "text": "text",
        "count": "whole number",
        "share": "number",
        "sure": "true or false",
        "role": "word of [Role](vocabulary.md#role)",
        "way": "`up` or `down`",
        "pair": "list of 2 whole numbers",
        "rows": "list of lists of texts",
        "step": "[Step](#step)",
        "source": "id of [Source](#source)",
        "perhaps": "number, or null",
        "some": "list of numbers, or null",
    }


# Every field of an exercise ----------------------------------------------------------------------

ELSEWHERE = {"picture"}
"""What has documents of its own in the corpus."""


def test_the_document_with_every_field_has_every_field_and_they_all_come_back() -> None:
    """A new field is one line in the class and one in this document: whoever drops it on its way is found here."""
    tree: Paper = json.loads(EVERY_FIELD.read_text(encoding="utf-8"))
    catalog = load_catalog(tree)
    [exercise] = tree["exercises"]
    paper: Paper = unstructure(catalog)

    assert {each.name for each in fields_of(Exercise)} - exercise.keys() == ELSEWHERE
    assert paper["exercises"] == [{key: value for key, value in exercise.items() if value not in ([], None)}]
    assert structure(paper, Catalog) == load_catalog(json.dumps(paper), format="yaml") == catalog
