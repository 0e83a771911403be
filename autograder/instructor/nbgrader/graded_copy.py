"""The notebook that nbgrader keeps of a graded submission.

It is made anew: from the text of the student's cells and from what the gradebook knows. No
output, no metadata and no locked cell of the submission is taken over, so nothing of it can mislead
nbgrader or be missing, and no HTML of a student reaches the browser of the one who grades.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbformat import NotebookNode

from autograder.chapters import Chapter
from autograder.grading import intake
from autograder.grading.cell_ids import SOLUTION
from autograder.grading.results import Result
from autograder.instructor.classes.choice import Choice
from autograder.instructor.nbgrader.cells import code_cell, markdown_cell, notebook
from autograder.instructor.nbgrader.known_cells import KnownCell


def graded_notebook(
    choice: Choice, result: Result, chapter: Chapter, known: Sequence[KnownCell]
) -> NotebookNode:
    """Return the notebook of one submission with every grade cell in it once, still empty."""
    by_name = {cell.name: cell for cell in known}
    if choice.source is not None and choice.name.endswith(".ipynb"):
        cells = _restored(choice, chapter, by_name)
    else:
        handed_in = choice.source.cells if choice.source else ()
        cells = [code_cell(cell.text) for cell in handed_in]
    cells = [_summary(result, choice), *cells]
    _add_missing(cells, chapter, by_name)
    return notebook(cells)


def _summary(result: Result, choice: Choice) -> NotebookNode:
    lines = [f"{result.score:g} of {result.max_score:g} points. {result.summary}"]
    if result.refused:
        lines = [result.summary]
    if result.needs_review:
        lines.append("Your instructor grades what could not be graded here.")
    if choice.name:
        lines.append(f"Graded: {choice.name}")
    return _quoted("\n".join(lines))


def _restored(choice: Choice, chapter: Chapter, known: dict[str, KnownCell]) -> list[NotebookNode]:
    """Return a student's cells, each known one in its place; of doubles the last, as in Python."""
    handed_in = intake.read_notebook(choice.name, choice.data)
    code = [n for n, cell in enumerate(handed_in) if _is_known(cell, known)]
    last = {handed_in[number].name: number for number in code}
    lesson = _lesson(chapter)
    cells = []
    for number, cell in enumerate(handed_in):
        match = known[cell.name] if last.get(cell.name) == number else None
        # Code that was written into a grade cell was run, too: it is shown.
        replaced = match and not match.is_answer and cell.text.strip() != match.source.strip()
        if (match is None or replaced) and cell.text.strip():
            cells.append(_plain(cell, lesson))
        if match:
            cells.append(_marked(match, cell.text))
    return cells


def _is_known(cell: intake.NotebookCell, known: dict[str, KnownCell]) -> bool:
    wanted = known[cell.name].kind if cell.name in known else ""
    return wanted == cell.kind or (wanted == "code" and cell.was_code)


def _lesson(chapter: Chapter) -> set[str]:
    """Return the Markdown that was given out, which may be shown as it stands."""
    path = chapter.exercises_folder / f"{chapter.module}.ipynb"
    cells = intake.read_notebook(path.name, path.read_bytes())
    return {cell.text for cell in cells if cell.kind == "markdown"}


def _plain(cell: intake.NotebookCell, lesson: set[str]) -> NotebookNode:
    if cell.kind == "code":
        return code_cell(cell.text)
    if cell.kind == "markdown" and cell.text in lesson:
        return markdown_cell(cell.text)
    return _quoted(cell.text)


def _add_missing(cells: list[NotebookNode], chapter: Chapter, known: dict[str, KnownCell]) -> None:
    """Put each grade cell that is not there after its solution cell, or else at the end."""
    for cell in known.values():
        places = {c.metadata.nbgrader.grade_id: n for n, c in enumerate(cells) if c.metadata}
        if cell.points is None or cell.name in places:
            continue
        answer = places.get(f"{SOLUTION}{cell.exercise}")
        if answer is None:
            cells += [markdown_cell(f"### {_heading(chapter, cell)}"), _marked(cell)]
        else:
            cells.insert(answer + 1, _marked(cell))


def _heading(chapter: Chapter, cell: KnownCell) -> str:
    known = cell.exercise in chapter.exercises
    return chapter.label(cell.exercise) if known else cell.exercise


def _marked(cell: KnownCell, text: str | None = None) -> NotebookNode:
    """Return a cell with the metadata that nbgrader knows it by, and a student's text in it."""
    nbgrader = {
        "schema_version": 3,
        "grade_id": cell.name,
        "grade": cell.points is not None and not cell.is_task,
        "solution": cell.is_answer,
        "locked": not cell.is_answer,
        "task": cell.is_task,
        "checksum": cell.checksum,
        "cell_type": cell.kind,
    }
    if cell.points is not None:
        nbgrader["points"] = cell.points
    metadata = {"nbgrader": nbgrader, "deletable": False}
    answer = cell.source if text is None or not cell.is_answer else text
    if cell.kind == "code":
        return code_cell(answer, metadata)
    is_own = answer.strip() != cell.source.strip()  # what was given out is no student's text
    return markdown_cell(_fenced(answer) if is_own else cell.source, metadata)


def _quoted(text: str) -> NotebookNode:
    return markdown_cell(_fenced(text))


def _fenced(text: str) -> str:
    """Return text of a student as Markdown that shows it and obeys none of it."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"
