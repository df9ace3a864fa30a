"""Poses are worked out by request: nothing that validates, loads or draws does it unasked."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve

from lowback import Brief, Exercise, Routine, compose, default_catalog, load_catalog, validate
from lowback.converters import unstructure
from lowback.drawing import coco17, is_solved, picture_of, solve
from lowback.errors import InvalidCatalog, UnsolvedPicture
from lowback.export import pdf, png
from lowback.picture import Base, Picture, Pose
from lowback.render import html, svg
from lowback.validation import _looks

Paper: TypeAlias = Any
"""What `json.loads` returns: a test knows what is inside."""

DATA = Path(__file__).parent / "data"
UNSOLVED: Paper = json.loads((DATA / "invalid" / "pictures" / "unsolved-pose.json").read_text(encoding="utf-8"))
ID = "seated-heel-raise"


def document(*pictures: Paper) -> str:
    """A catalog with an exercise for each picture, whose steps show its first pose and its last."""
    (exercise,) = UNSOLVED["exercises"]
    exercises: list[Paper] = []
    for number, picture in enumerate(pictures):
        names = [pose["name"] for pose in picture["poses"]]
        steps = [{**step, "pose": name} for step, name in zip(exercise["steps"], (names[-1], names[0]), strict=True)]
        own = {"id": f"raise-{number}", "name": f"Raise {number}", "family": f"raise-{number}"}
        exercises.append({**exercise, **own, "steps": steps, "picture": picture})
    return json.dumps({**UNSOLVED, "exercises": exercises})


def corpus(name: str) -> Paper:
    """The picture of a document of the corpus, without its numbers."""
    (exercise,) = json.loads((DATA / "invalid" / "pictures" / name).read_text(encoding="utf-8"))["exercises"]
    for pose in exercise["picture"]["poses"]:
        pose.pop("solved", None)
    return exercise["picture"]


def standing(name: str, *, poses: int = 2) -> Paper:
    """Poses alike, without numbers; the name makes them others than those of another picture."""
    return {"poses": [{"name": f"{name}{number}", "base": "standing", "contacts": ["foot"]} for number in range(poses)]}


# Nothing solves unasked --------------------------------------------------------------------------

SOLVER = {"lowback.drawing._seating", "lowback.drawing._arrows"}

ROUTES = """
import json, sys
from lowback import Brief, compose, default_catalog, load_catalog, validate
from lowback.drawing import check_picture, coco17, picture_of
from lowback.export import pdf, png
from lowback.render import html, svg

text = {text!r}
findings = validate(text, format="json", solve={solve})
load_catalog(text, format="json")
exercise, routine = default_catalog()["bridge"], compose(Brief(3))
svg.render(exercise), svg.render(exercise, animated=True, build="broad"), svg.render(routine)
svg.render(picture_of(exercise).poses[0], of=exercise), svg.render(exercise.steps[-1], of=exercise)
html.render(routine), html.render(routine, player=True), exercise._repr_svg_(), routine._repr_html_()
coco17(picture_of(exercise), "up"), check_picture(picture_of(exercise))
try:
    pdf.dumps(routine), png.dumps(exercise)
except ImportError:  # an extra that this test run does without
    pass
print(json.dumps([sorted({{each.code for each in findings}}), sorted(sys.modules)]))
"""
"""Every way to a picture, in a process of its own."""


@pytest.mark.parametrize("asked", [False, True])
def test_no_way_to_a_picture_loads_the_solver_unasked(asked: bool) -> None:
    """Sixty poses take the solver longer than anybody waits; asked for, it is loaded."""
    pictures = [standing("p", poses=1)] if asked else [standing(name, poses=30) for name in "ab"]
    program = ROUTES.format(text=document(*pictures), solve=asked)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    codes, modules = json.loads(ran.stdout)

    assert SOLVER & set(modules) == (SOLVER if asked else set())
    assert ("unsolved-pose" in codes) is not asked


# What is found -----------------------------------------------------------------------------------


def test_a_picture_without_numbers_is_a_finding_that_says_how_to_get_them() -> None:
    text = json.dumps(UNSOLVED)

    (finding,) = validate(text, format="json", name="clinic.json")

    assert str(finding).partition(": ")[2] == (
        "warning: exercises[0].picture: 2 of 2 poses are not worked out, so the picture cannot be drawn "
        "(work them out with `lowback.drawing.solve` or `load_catalog(..., solve=True)`; "
        "`lowback validate --solve` says whether a body can do them) [unsolved-pose]"
    )
    assert validate(text, format="json", solve=True) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pins": ["hell"]}, "Pose.pins: got 'hell', expected a part of the body (did you mean 'heel'?)"),
        (
            {"yielding": ["knee.bend"]},
            "Pose.yielding: got 'knee.bend', expected a joint or an angle (did you mean 'knee'?)",
        ),
    ],
)
def test_words_are_looked_up_without_the_solver(change: Paper, message: str) -> None:
    """A picture with a word that nobody knows is wrong, whether it is worked out or not; in the first pose, too."""
    picture = standing("p")
    picture["poses"][0].update(change)

    found = validate(document(picture), format="json")

    assert [(each.code, each.message) for each in found] == [("impossible-pose", message)]


def test_asked_for_what_a_body_cannot_do_is_found_at_its_place() -> None:
    text = document(corpus("impossible-pose-reach.json"))

    found = validate(text, format="json", solve=True)

    assert [(each.pointer, each.message) for each in found] == [
        ("/exercises/0/picture/poses/1", "left hand cannot reach the left foot: 51 mm short"),
        ("/exercises/0/picture/poses/1", "right hand cannot reach the right foot: 51 mm short"),
    ]
    with pytest.raises(InvalidCatalog) as caught:
        load_catalog(text, format="json", solve=True)
    assert caught.value.diagnostics == found


def test_only_so_many_poses_are_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures for which there is no room stay as they are, and smaller ones after them are still done."""
    ready = solve(Picture(poses=(Pose(name="p", base=Base.STANDING, contacts=("foot",)),))).poses[0].solved
    done: list[int] = []

    def best_effort(picture: Picture) -> Picture:
        done.append(len(picture.poses))
        return evolve(picture, poses=tuple(evolve(pose, solved=ready) for pose in picture.poses))

    monkeypatch.setattr(_looks, "best_effort", best_effort)
    monkeypatch.setattr(_looks, "MOST_SOLVED", 6)
    text = document(*(standing(name, poses=poses) for name, poses in zip("abcde", (3, 4, 2, 1, 1), strict=True)))

    found = [each.pointer for each in validate(text, format="json", solve=True) if each.code == "unsolved-pose"]

    assert done == [3, 2, 1]
    assert found == ["/exercises/1/picture", "/exercises/4/picture"]


# What is drawn -----------------------------------------------------------------------------------


def unsolved() -> Exercise:
    return load_catalog(json.dumps(UNSOLVED), format="json")[ID]


def routine_of(exercise: Exercise) -> Routine:
    routine = compose(Brief(3))
    return evolve(routine, items=(evolve(routine.items[0], exercise=exercise),))


WAYS: dict[str, Callable[[Exercise], object]] = {
    "exercise": svg.render,
    "animated": lambda exercise: svg.render(exercise, animated=True),
    "step": lambda exercise: svg.render(exercise.steps[0], of=exercise),
    "pose": lambda exercise: svg.render(exercise.picture.poses[0], of=exercise),  # type: ignore[union-attr]
    "routine": lambda exercise: svg.render(routine_of(exercise)),
    "png": png.dumps,
    "pdf": lambda exercise: pdf.dumps(routine_of(exercise)),
    "handout": lambda exercise: html.render(routine_of(exercise)),
    "player": lambda exercise: html.render(routine_of(exercise), player=True),
    "picture_of": picture_of,
}
"""Every way to draw an exercise."""


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_worked_out_is_not_drawn(way: str) -> None:
    if way in ("png", "pdf"):
        pytest.importorskip({"png": "resvg_py", "pdf": "typst"}[way])
    with pytest.raises(UnsolvedPicture) as caught:
        WAYS[way](unsolved())

    assert (caught.value.what, caught.value.poses) == (repr(ID), ("down", "up"))


@pytest.mark.parametrize(
    ("draw", "what", "poses"),
    [
        (svg.render, "this exercise", ("down", "up")),
        (lambda whole: svg.render(unsolved().steps[0], of=whole), "the step 'Rise onto your toes.'", ("down", "up")),
        (lambda whole: svg.render(whole.poses[0]), "the pose 'down'", ("down",)),
        (lambda whole: coco17(whole, "up"), "the pose 'up'", ("up",)),
    ],
)
def test_a_picture_alone_is_not_drawn_either(
    draw: Callable[[Picture], object], what: str, poses: tuple[str, ...]
) -> None:
    whole = unsolved().picture
    assert whole is not None
    with pytest.raises(UnsolvedPicture) as caught:
        draw(whole)

    assert (caught.value.what, caught.value.poses) == (what, poses)


def test_a_notebook_shows_an_exercise_that_cannot_be_drawn_in_words() -> None:
    assert unsolved()._repr_svg_() is None


def test_loaded_by_request_it_is_drawn_as_if_it_was_solved_before() -> None:
    plain = unsolved().picture
    assert plain is not None

    loaded = load_catalog(json.dumps(UNSOLVED), format="json", solve=True)[ID].picture

    assert loaded == solve(plain)
    assert is_solved(loaded)


def test_what_is_solved_already_is_kept() -> None:
    """Numbers that somebody changed by hand are not worked out anew."""
    plank = default_catalog()["plank"]
    picture = picture_of(plank)
    solved = picture.poses[0].solved
    assert solved is not None
    x, y, z = solved.root
    moved = evolve(
        picture, poses=(evolve(picture.poses[0], solved=evolve(solved, root=(x + 1, y, z))), *picture.poses[1:])
    )
    tree = {**UNSOLVED, "extends": "lowback", "overrides": ["plank"]}
    tree["exercises"] = [unstructure(evolve(plank, picture=moved))]

    assert load_catalog(tree, solve=True)["plank"].picture == moved
