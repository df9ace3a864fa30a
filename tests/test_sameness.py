"""The same routine gives the same bytes in every process, whatever the seed of hashes there."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import json, sys
from datetime import datetime
from hashlib import sha256

from lowback import Brief, Timeline, compose, default_catalog
from lowback.converters import unstructure
from lowback.export import fhir, fit, ical, schemaorg, ssml, webvtt
from lowback.render import html, markdown, svg, text

routine = compose(Brief(5, cautions=["wrist-pain", "neck-pain"], equipment=["mat", "chair", "band"], focus=["glutes"]))
papers = {
    "routine": json.dumps(unstructure(routine)),
    "timeline": json.dumps(unstructure(Timeline.of(routine))),
    "catalog": json.dumps(unstructure(default_catalog().where(cautions=["wrist-pain", "neck-pain"]))),
    "fhir": fhir.dumps(routine, subject="Patient/1", snomed=True),
    "fit": fit.dumps(routine),
    "ical": ical.dumps(routine, start=datetime(2027, 3, 22, 7, 30), days=["friday", "monday"]),
    "schemaorg": schemaorg.dumps(routine),
    "ssml": ssml.dumps(routine),
    "webvtt": webvtt.dumps(routine),
    "html": html.render(routine),
    "player": html.render(routine, player=True),
    "markdown": markdown.render(routine),
    "svg": svg.render(routine.items[0].exercise),
    "text": text.render(routine),
}
print(json.dumps({
    name: sha256(paper if isinstance(paper, bytes) else paper.encode()).hexdigest() for name, paper in papers.items()
}))
"""


def digests(seed: str) -> dict[str, str]:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    run = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env=environment)
    found: dict[str, str] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def once() -> dict[str, str]:
    return digests("0")


@pytest.mark.parametrize("seed", ["1", "2", "random"])
def test_every_paper_is_the_same(seed: str, once: dict[str, str]) -> None:
    again = digests(seed)

    assert {name for name, digest in again.items() if digest != once[name]} == set()
    assert len(set(once.values())) == len(once) == 14
