"""The example programs do what their first lines say."""

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it comes without types

from lowback import Brief, Routine, Timeline, check, compose, default_catalog
from lowback.converters import schema, structure, unstructure
from lowback.render import svg, text

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

if not EXAMPLES.is_dir():
    pytest.skip("this copy of the tests comes without the examples", allow_module_level=True)

SURGERY = ["recent-spinal-surgery"]
"""A caution with which nothing may be offered."""


def example(name: str) -> Any:  # a module with whatever the file defines
    spec = spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert isinstance(module, ModuleType)
    return module


def printed(name: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / f"{name}.py"), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_each_says_what_it_shows_and_how_to_run_it(path: Path) -> None:
    words = runpy.run_path(str(path))["__doc__"]

    assert "It shows how " in words
    assert "Run it with\n\n    python -m pip install lowback" in words


# The service -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    testclient = pytest.importorskip("fastapi.testclient")
    with testclient.TestClient(example("service").app) as found:
        yield found


def test_the_service_composes(client: Any) -> None:
    brief = Brief(5, "desk", cautions=["wrist-pain"], seed=3)

    response = client.post("/routines", json=unstructure(brief))

    assert response.status_code == 200
    assert structure(response.json(), Routine) == compose(brief)


@pytest.mark.parametrize("detail", ["steps", "sets"])
def test_the_service_lays_a_routine_along_a_clock(client: Any, detail: str) -> None:
    routine = compose(Brief(5, "desk"))

    response = client.post("/timelines", params={"detail": detail}, json=unstructure(routine))

    assert response.status_code == 200
    assert structure(response.json(), Timeline) == Timeline.of(routine, response.json()["detail"])
    assert response.json()["detail"] == detail


def test_the_service_checks_a_routine_that_comes_from_outside(client: Any) -> None:
    tree: Paper = unstructure(compose(Brief(5, "desk")))
    tree["items"][0]["work_seconds"] += 60

    response = client.post("/timelines", json=tree)

    expected = [(each.code, each.pointer) for each in check(structure(tree, Routine))]
    assert response.status_code == 422
    assert [(each["code"], each["pointer"]) for each in response.json()["findings"]] == expected != []


@pytest.mark.parametrize(
    ("place", "word", "code", "words"),
    [
        (("brief", "mix"), "yoga", "unknown-word", "expected one of mixed, mobility, "),
        (("brief", "cautions"), "wrist", "unknown-word", "did you mean 'wrist-pain'?"),
        (("items", 0, "exercise"), "our-bridge", "unknown-exercise", "did you mean 'bridge'?"),
    ],
)
def test_the_service_refuses_a_routine_in_words_of_another_catalog(
    client: Any, place: tuple[str | int, ...], word: str, code: str, words: str
) -> None:
    tree: Paper = unstructure(compose(Brief(5, "desk")))
    *way, last = place
    parent = tree
    for key in way:
        parent = parent[key]
    parent[last] = word

    response = client.post("/timelines", json=tree)

    assert response.status_code == 422
    assert [each for each in response.json()["findings"] if each["code"] == code and words in each["message"]]


def test_the_service_draws(client: Any) -> None:
    response = client.get("/exercises/bridge/picture.svg")

    assert response.status_code == 200
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.text == svg.render(default_catalog()["bridge"])


def test_the_service_validates(client: Any) -> None:
    response = client.post("/validations", content='{"format": 1, "id": "clinic",\n "exercises": [], "titel": "x"}')

    assert response.status_code == 200
    (slip, empty) = sorted(response.json(), key=lambda each: each["severity"])
    assert [slip[key] for key in ("code", "line", "column", "pointer")] == ["unknown-key", 2, 19, "/titel"]
    assert "did you mean 'title'?" in slip["message"] + slip.get("hint", "")
    assert (empty["code"], empty["severity"]) == ("no-exercises", "warning")


@pytest.mark.parametrize(
    ("tree", "status", "error", "words"),
    [
        ({"cautions": ["wrist-pian"]}, 422, "BriefError", "did you mean 'wrist-pain'?"),
        ({"include": ["brigde"]}, 422, "BriefError", "did you mean 'bridge'?"),
        ({"minuts": 5}, 422, "InvalidDocument", "did you mean 'minutes'?"),
        ({"minutes": 600}, 422, "InvalidDocument", "expected 1 to 120 minutes"),
        ([], 422, "InvalidDocument", "expected an object"),
        ({"minutes": 20, "positions": ["kneeling"]}, 422, "Infeasible", "no routine fits"),
        ({"cautions": SURGERY}, 422, "Refused", "Ask your surgical team"),
    ],
)
def test_the_service_says_what_to_do(client: Any, tree: Paper, status: int, error: str, words: str) -> None:
    response = client.post("/routines", json=tree)

    assert (response.status_code, response.json()["error"]) == (status, error)
    assert words in response.json()["message"]


def test_the_service_passes_on_what_would_work(client: Any) -> None:
    infeasible = client.post("/routines", json={"minutes": 20, "positions": ["kneeling", "half-kneeling"]}).json()
    refused = client.post("/routines", json={"cautions": SURGERY}).json()
    slip = client.post("/routines", json={"format": 2, "seed": "7", "mood": "good"}).json()

    assert infeasible["suggestions"][0].startswith("shorter: ")
    assert "Ask your surgical team" in refused["suggestions"][0]
    assert [finding["pointer"] for finding in slip["findings"]] == ["/seed", "/mood"]


def test_an_unknown_exercise_has_no_picture(client: Any) -> None:
    response = client.get("/exercises/brigde/picture.svg")

    assert (response.status_code, response.json()["error"]) == (404, "UnknownExercise")
    assert response.json()["suggestions"][0] == "bridge"


def test_an_exercise_without_a_picture_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogs of one's own may have such exercises."""
    testclient = pytest.importorskip("fastapi.testclient")
    service = example("service")
    bare = default_catalog().only(["bridge"])
    own = type(bare)([evolve(bare["bridge"], id="our-bridge")])
    monkeypatch.setattr(service, "default_catalog", lambda: own)

    response = testclient.TestClient(service.app).get("/exercises/our-bridge/picture.svg")

    assert (response.status_code, response.json()["error"]) == (404, "NoPicture")


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(client: Any, body: str | bytes) -> None:
    assert client.post("/routines", content=body).status_code == 400
    assert client.post("/validations", content=body).status_code == 200


def test_the_description_of_the_service_is_made_of_the_schemas(client: Any) -> None:
    tree = client.get("/openapi.json").json()
    schemas = tree["components"]["schemas"]
    used = set(_references(tree))

    for cls in (Brief, Routine, Timeline):
        assert list(schemas[cls.__name__]["properties"]) == list(json.loads(schema(cls))["properties"])
    for each in schemas.values():
        Draft202012Validator.check_schema(each)
    assert {"#/components/schemas/Brief", "#/components/schemas/Routine", "#/components/schemas/Timeline"} <= used
    assert {reference.removeprefix("#/components/schemas/") for reference in used} <= set(schemas)
    assert sorted(tree["paths"]) == ["/exercises/{exercise_id}/picture.svg", "/routines", "/timelines", "/validations"]


def test_answers_of_the_service_fit_their_description(client: Any) -> None:
    whole = client.get("/openapi.json").json()
    routine = client.post("/routines", json={"minutes": 3, "mix": "desk"}).json()
    timeline = client.post("/timelines", json=routine).json()
    problem = client.post("/routines", json={"minuts": 3}).json()

    for name, answer in (("Routine", routine), ("Timeline", timeline), ("Problem", problem)):
        Draft202012Validator({**whole, "$ref": f"#/components/schemas/{name}"}).validate(answer)


def _references(tree: Paper) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from (value for key, value in tree.items() if key == "$ref")
        for value in tree.values():
            yield from _references(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _references(value)


# The tool ----------------------------------------------------------------------------------------

CHAT: Any = example("chat_tool")
TOOL: Paper = CHAT.tool()
ARGUMENTS = Draft202012Validator(TOOL["input_schema"])
ANSWERS = Draft202012Validator(TOOL["output_schema"])


def test_the_schemas_of_the_tool_are_schemas() -> None:
    Draft202012Validator.check_schema(TOOL["input_schema"])
    Draft202012Validator.check_schema(TOOL["output_schema"])


def test_the_tool_knows_the_words_of_the_catalog() -> None:
    properties = TOOL["input_schema"]["properties"]

    assert properties["include"]["anyOf"][0]["enum"] == list(default_catalog())
    for name in ("mix", "cautions", "equipment", "focus"):
        words = properties[name].get("enum") or properties[name]["anyOf"][0]["enum"]
        forms = [{name: form} for word in words for form in ([word] if name == "mix" else [word, [word]])]
        assert [form for form in forms if not ARGUMENTS.is_valid(form)] == []
        assert not ARGUMENTS.is_valid({name: "no such word"})
        compose(Brief(10, **{name: words[0]}))
    assert all(
        caution.label in properties["cautions"]["description"] for caution in default_catalog().conventions.cautions
    )


@pytest.mark.parametrize(
    "arguments",
    [{}, {"minutes": 3, "mix": "desk"}, {"seconds": 200, "cautions": ["wrist-pain"], "recent": [["bridge"]]}],
)
def test_the_tool_answers_with_a_routine(arguments: Paper) -> None:
    assert ARGUMENTS.is_valid(arguments)

    answer = json.loads(json.dumps(CHAT.answer(arguments)))

    routine = compose(structure({"format": 2, **arguments}, Brief))
    assert ANSWERS.is_valid(answer)
    assert structure(answer["routine"], Routine) == routine
    assert answer["text"] == text.render(routine)


HOSTILE: tuple[tuple[Paper, str], ...] = (
    *((None, "got null, expected an object"), ("minutes", "expected an object"), ([{}], "expected an object")),
    ({"minuts": 5}, "unknown key 'minuts' (did you mean 'minutes'?)"),
    ({"cautions": ["wrist-pian"]}, "did you mean 'wrist-pain'?"),
    ({"include": ["birddog"]}, "did you mean 'bird-dog'?"),
    ({"mix": "desks"}, "did you mean 'desk'?"),
    ({"positions": ["sitting"]}, "expected one of supine"),
    ({"minutes": 10**40}, "expected a number of thirty digits at most"),
    ({"minutes": float("nan")}, "expected 1 to 120 minutes"),
    ({"minutes": "5; DROP TABLE"}, "expected a whole number"),
    ({"cautions": "ignore all cautions"}, "cautions: got 'ignore all cautions', expected cautions of the catalog: "),
    ({"cautions": [{"key": "wrist-pain"}]}, "expected a text"),
    ({"mix": "\x1b[2J" * 5_000}, "got "),
    ({"mix": "\ud800"}, "got '\\ud800'"),
    ({f"key-{number}": 1 for number in range(5_000)}, "unknown key 'key-0'"),
    ({"recent": [["x"] * 30_000]}, "expected at most 20,000"),
)
"""What a model may send, and what it is told."""


@pytest.mark.parametrize(("arguments", "words"), HOSTILE, ids=range(len(HOSTILE)))
def test_the_tool_refuses_what_is_wrong(arguments: Paper, words: str) -> None:
    answer = CHAT.answer(arguments)

    assert ANSWERS.is_valid(json.loads(json.dumps(answer)))
    assert not answer["refused"]
    assert words in answer["problems"][0]
    assert len(json.dumps(answer)) < 3_000


def test_the_tool_tells_when_nothing_may_be_offered() -> None:
    answer = CHAT.answer({"cautions": SURGERY})

    assert answer["refused"]
    assert "Ask your surgical team" in answer["problems"][0]


def test_the_tool_runs() -> None:
    assert json.loads(printed("chat_tool")) == json.loads(json.dumps(TOOL))
    assert json.loads(printed("chat_tool", '{"seed": -1}'))["problems"] == [
        "error: seed: got -1, expected a whole number, 0 or more [bad-value]"
    ]
    assert json.loads(printed("chat_tool", "[" * 100_000))["problems"][0].startswith("the arguments are no JSON: ")


# The breaks --------------------------------------------------------------------------------------

BREAKS: Any = example("break_reminder")
TIMES = (time(15), time(10, 30), time(12, 45))
TODAY = date(2026, 11, 23)


def test_each_break_has_three_minutes_at_the_desk() -> None:
    day = BREAKS.day(TIMES, on=TODAY)

    assert [each.at for each in day] == sorted(TIMES)
    assert [each.routine.seconds for each in day] == [180, 180, 180]
    assert {item.exercise.position.value for each in day for item in each.routine.items} <= {"seated", "standing"}
    assert all(check(each.routine) == () for each in day)


def test_in_a_week_nothing_comes_twice_on_a_day() -> None:
    """But what a source says to do several times a day."""
    for weekday in range(5):
        day = BREAKS.day(TIMES, on=TODAY + timedelta(days=weekday))
        items = [item.exercise for each in day for item in each.routine.items]
        several = {each for each in items if any((fact.per_day or (1, 1))[1] > 1 for fact in each.dose.facts)}

        assert {each for each in items if items.count(each) > 1} <= several


def test_the_same_day_has_the_same_breaks() -> None:
    assert BREAKS.day(TIMES, on=TODAY) == BREAKS.day(TIMES, on=TODAY)


def test_cautions_hold_in_every_break() -> None:
    day = BREAKS.day(TIMES, on=TODAY, cautions=["wrist-pain"])

    assert [each.routine.brief.cautions for each in day] == [("wrist-pain",)] * 3


def test_words_come_when_it_is_time_for_them() -> None:
    routine = compose(Brief(3, "desk"))
    clock: list[int] = []
    said = [(len(clock), words) for words in BREAKS.guided(routine, lambda: clock.append(1))]

    expected = [(cue.start, cue.text) for cue in Timeline.of(routine).cues]
    assert said == [*expected, (180, "That is it. Back to work.")]


def test_the_plan_of_a_day_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert BREAKS.main(["12:45", "10:30", "--caution", "wrist-pain"], today=TODAY) == 0

    first, second = BREAKS.day([time(10, 30), time(12, 45)], on=TODAY, cautions=["wrist-pain"])
    assert capsys.readouterr().out == f"10:30\n{text.render(first.routine)}\n12:45\n{text.render(second.routine)}\n"


def test_a_break_is_guided(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(BREAKS, "sleep", slept.append)

    assert BREAKS.main(["10:30", "--now", "10:30", "--speed", "60"], today=TODAY) == 0

    (only,) = BREAKS.day([time(10, 30)], on=TODAY)
    assert capsys.readouterr().out == "".join(
        f"{words}\n" for words in (text.render(only.routine), *BREAKS.guided(only.routine, lambda: None))
    )
    assert slept == [1 / 60] * 180


def test_another_time_is_no_break(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        BREAKS.main(["10:30", "12:45", "--now", "11:00"], today=TODAY)

    assert "--now 11:00: expected one of 10:30, 12:45" in capsys.readouterr().err
