"""`exercises/start.ipynb`: the page that `make notebook` opens."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.notebooks import plain_notebook
from autograder.chapters import Chapter

TEXT = Path(__file__).with_name("templates") / "start.txt"


def start_notebook(first: Chapter) -> bytes:
    """Return the notebook: a cell that shows where a learner stands, and how to begin."""
    place = f"{first.name}/{first.module}.ipynb"
    head, rest = TEXT.read_text(encoding="utf-8").replace("@first@", place).split("@overview@")
    code = "from autograder.learner import overview\n\noverview()"
    cells = [("start", head.strip()), ("overview", code), ("how", rest.strip())]
    return plain_notebook(cells, code={"overview"})
