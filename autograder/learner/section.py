"""The part of the lesson that leads to an exercise, as it stands in the learner's notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.chapters import SECTION, Chapter
from autograder.grading.cell_ids import GRADE, SOLUTION, TASK
from autograder.learner.exercises import Exercise

_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_QUIZ = re.compile(rf"quiz\([\"']({SECTION})[\"']\)")
_ABILITIES = re.compile(r"^## What you can do now\n+((?:[-*] .*\n?|  .*\n?)+)", re.MULTILINE)
_FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Section:
    """What a learner reads before an exercise; empty where the notebook does not tell."""

    title: str
    text: str  # Markdown


def section_of(exercise: Exercise) -> Section:
    """Return the section of the lesson that the exercise stands in, up to the exercise.

    The notebook is the learner's own: cells may have been changed, moved or deleted, so a section
    that is not found is no error.
    """
    cells = _cells(exercise.chapter)
    ids = [cell["id"] for cell in cells]
    if f"{TASK}{exercise.name}" not in ids:
        return Section("", "")
    before = cells[: ids.index(f"{TASK}{exercise.name}")]
    headings = [title for cell in before for title in _headings(cell)]
    texts = [_shown(cell) for cell in _since_the_last_exercise(before)]
    return Section(headings[-1] if headings else "", "\n\n".join(text for text in texts if text))


def abilities_of(chapter: Chapter) -> str:
    """Return what a learner can do after a chapter, as Markdown; "" where it does not say."""
    for cell in reversed(_cells(chapter)):
        if cell["kind"] == "markdown" and (found := _ABILITIES.search(cell["text"])):
            return found[1].strip()
    return ""


def _cells(chapter: Chapter) -> list[dict[str, Any]]:
    path = chapter.exercises_folder / f"{chapter.module}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [
            {
                "id": str(cell.get("id", "")),
                "kind": cell["cell_type"],
                "text": "".join(cell["source"]),
            }
            for cell in cells
        ]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []


def _since_the_last_exercise(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the last cells that are prose or examples, from the last `##` heading among them."""
    start = 0
    for place, cell in enumerate(cells):
        if cell["id"].startswith((GRADE, SOLUTION, TASK)):
            start = place + 1
        elif cell["kind"] == "markdown" and cell["text"].startswith("## "):
            start = place
    return cells[start:]


def _shown(cell: dict[str, Any]) -> str:
    """Return a cell as Markdown; a figure is not drawn here, so its call is left out."""
    if cell["kind"] == "markdown":
        return str(cell["text"])
    if asked := _QUIZ.fullmatch(cell["text"].strip()):
        return f"Questions: `autograder quiz {asked[1]}`"
    if "plots." in cell["text"]:
        return "*(Here the notebook shows a figure.)*"
    return f"```python\n{cell['text']}\n```"


def _headings(cell: dict[str, Any]) -> Iterator[str]:
    """Yield the headings in a cell's prose; `# …` inside a block of code is a comment."""
    if cell["kind"] == "markdown" and not cell["id"].startswith(TASK):
        yield from _HEADING.findall(_FENCED.sub("", cell["text"]))
