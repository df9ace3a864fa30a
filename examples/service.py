"""A web service: briefs in, routines, timelines, pictures and findings out.

It shows how a request becomes a brief, how each error becomes an answer that says what to do, and how the
description of the API is made of the library's own schemas. The library keeps no state, so as many copies may run as
are wanted. Run it with

    python -m pip install lowback fastapi uvicorn
    python -m uvicorn --app-dir examples service:app

and look at http://127.0.0.1:8000/docs. In front of it belong what any service needs: a limit of the size of requests,
and whoever may ask.
"""

import json
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from lowback import Brief, Diagnostic, LowbackError, Routine, Timeline, check, compose, default_catalog, validate
from lowback.converters import schema, structure, unstructure
from lowback.diagnostics import Severity
from lowback.errors import Infeasible, InvalidDocument, NoPicture, Refused, UnknownExercise
from lowback.export import jsonl
from lowback.render import svg
from lowback.timeline import Detail

__all__ = ["app"]

T = TypeVar("T")


# The description ---------------------------------------------------------------------------------

_PROBLEM = {
    "type": "object",
    "description": "Why there is no answer, and what to do.",
    "properties": {
        "error": {"type": "string", "description": "Name of the error in the library."},
        "message": {"type": "string"},
        "suggestions": {"type": "array", "items": {"type": "string"}, "description": "What would work instead."},
        "findings": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}},
    },
    "required": ["error", "message", "suggestions", "findings"],
}
_FINDING = {
    "type": "object",
    "description": "One thing that is wrong: a stable code, and the place as a JSON pointer, line and column.",
    "properties": {
        **{key: {"type": "string"} for key in ("code", "severity", "message", "pointer", "hint")},
        **{key: {"type": "integer"} for key in ("line", "column")},
    },
    "required": ["code", "severity", "message", "pointer"],
}


def _components() -> dict[str, Any]:
    """The schemas of the library, where OpenAPI wants them."""
    found: dict[str, Any] = {"Problem": _PROBLEM, "Finding": _FINDING}
    for cls in (Brief, Routine, Timeline):
        tree = json.loads(schema(cls).replace("#/$defs/", "#/components/schemas/"))
        found |= tree.pop("$defs", {})
        found[cls.__name__] = {key: value for key, value in tree.items() if key not in ("$schema", "$id")}
    return found


class Service(FastAPI):
    """An application that describes the trees which `structure` reads and `unstructure` writes."""

    def openapi(self) -> dict[str, Any]:
        """The description of the API."""
        tree = super().openapi()
        tree.setdefault("components", {}).setdefault("schemas", {}).update(_components())
        return tree


def _json(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _takes(name: str) -> dict[str, Any]:
    return {"requestBody": {"required": True, **_json(name)}}


def _answers(name: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": name, **_json(name)}, **_PROBLEMS}


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": description, **_json("Problem")}
    for status, description in ((404, "Not there"), (422, "Cannot be answered"))
}


# The answers -------------------------------------------------------------------------------------

app = Service(title="Routines for the lower back", version="1")


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


@app.post("/routines", openapi_extra=_takes("Brief"), responses=_answers("Routine"))
def routine(body: Body) -> JSONResponse:
    """The best routine for a brief. It has to be shown with its stop rules and red flags."""
    return JSONResponse(unstructure(compose(_read(body, Brief))))


@app.post("/timelines", openapi_extra=_takes("Routine"), responses=_answers("Timeline"))
def timeline(body: Body, detail: Detail = Detail.STEPS) -> JSONResponse:
    """A routine, as `/routines` gave it, laid along a clock. It comes from outside, so it is checked first."""
    given = _read(body, Routine)
    findings = check(given)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise InvalidDocument(findings)
    return JSONResponse(unstructure(Timeline.of(given, detail)))


@app.get(
    "/exercises/{exercise_id}/picture.svg",
    response_class=Response,
    responses={200: {"description": "A picture", "content": {"image/svg+xml": {}}}, **_PROBLEMS},
)
def picture(exercise_id: str) -> Response:
    """All key poses of an exercise, in the order of doing."""
    return Response(svg.render(default_catalog()[exercise_id]), media_type="image/svg+xml")


@app.post(
    "/validations",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {}}}}},
    responses={
        200: {
            "description": "Findings; none when all is right",
            "content": {
                "application/json": {
                    "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}},
                }
            },
        }
    },
)
def validation(body: Body) -> JSONResponse:
    """Everything that is wrong with a catalog document, with line and column."""
    return JSONResponse(_as_trees(validate(body, format="json", name="catalog.json")))


# The errors --------------------------------------------------------------------------------------


@app.exception_handler(LowbackError)
def problem(_request: Request, error: LowbackError) -> JSONResponse:
    """What went wrong, as an answer. Each error of the library says what to do."""
    findings: list[Any] = []
    suggestions: tuple[str, ...] = ()
    match error:
        case InvalidDocument():
            findings = _as_trees(error.diagnostics)
        case UnknownExercise():
            suggestions = error.suggestions
        case Refused():
            suggestions = error.causes  # whom to see first; nothing else may be offered
        case Infeasible():
            suggestions = error.remedies
        case _:
            pass
    return JSONResponse(
        {
            "error": type(error).__name__,
            "message": str(error),
            "suggestions": list(suggestions),
            "findings": findings,
        },
        status_code=404 if isinstance(error, (UnknownExercise, NoPicture)) else 422,
    )


def _read(body: bytes, as_: type[T]) -> T:
    try:
        tree: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"no JSON: {error}") from None
    return structure(tree, as_)


def _as_trees(findings: Iterable[Diagnostic]) -> list[Any]:
    return [json.loads(line) for line in jsonl.dumps(findings).splitlines()]
