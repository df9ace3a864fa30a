"""The notebook runs, and shows what it says. `jupyter execute --inplace examples/handout.ipynb` writes it anew."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples" / "handout.ipynb"


def outputs(notebook: nbformat.NotebookNode) -> list[tuple[list[str], str]]:
    """What each code cell shows: the kinds, and the plain words."""
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [
        (sorted(output.get("data", ())), output.get("text") or output["data"].get("text/plain", "")) for output in shown
    ]


def test_the_notebook_shows_what_is_in_it() -> None:
    kept, fresh = (nbformat.read(NOTEBOOK, as_version=4) for _ in range(2))  # type: ignore[no-untyped-call]
    NotebookClient(fresh, timeout=120).execute()

    assert outputs(fresh) == outputs(kept)
    routine, exercise = (fresh.cells[index].outputs[0]["data"] for index in (1, 3))
    assert routine["text/html"].startswith("<iframe ")
    assert exercise["image/svg+xml"].startswith("<svg ")
