"""What the type checkers are promised is what comes at run time."""

import runpy
from pathlib import Path


def test_typed_api_holds_at_run_time() -> None:
    """The file that the type checkers read also runs; each `assert_type` has an `assert` beside it."""
    runpy.run_path(str(Path(__file__).parent / "typing" / "api.py"))
