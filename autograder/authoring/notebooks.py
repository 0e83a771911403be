"""From a lesson and a stub, or a solution, to a notebook.

Three notebooks have the same cells: what a learner works in (`exercises/`), nbgrader's source
version with the solutions, and the release version that nbgrader makes of it, which equals the
first. Cells that nbgrader must know carry its metadata, schema 3.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import takewhile
from typing import Any

from autograder.authoring.lessons import Part, lesson_parts
from autograder.authoring.stubs import Pieces, take_apart
from autograder.chapters import Chapter
from autograder.grading.cell_ids import GRADE, SOLUTION, TASK

LEARNER_IMPORT = "from autograder.learner import check, hint, quiz"
HOW_TO = """\
This page is the lesson and your workbook in one.

1. Run its cells from top to bottom: Shift+Enter runs a cell and goes on to the next.
2. At each exercise, replace the line that raises `NotImplementedError` with your own code, and
   run the cell. An exercise with ★ takes up to 10 minutes, with ★★ 25, with ★★★ 45.
3. Run the `check` cell below it. It says what is right already and what to look at next.
4. At the end of a section, `quiz("…")` asks a few questions. They give no points, and they show
   what you have understood: answer before you unfold.

Stuck? Below a check that fails, hints stand in folds: a nudge, the concept, a worked step. A cell
with `hint("…")`, the name as in the `check` cell, unfolds them one at a time, too."""

HOW_TO_WARM_UP = """\
Run the cells from top to bottom: Shift+Enter runs a cell and goes on to the next. At each warm-up,
replace the line that raises `NotImplementedError` with your own, run the cell, and run the `check`
cell below it. In an editor, write in `warm_up.py` and type `autograder check warm_up`."""

GIVEN = "What earlier chapters have built is given. Run the cell, and use it as you like."

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_SCHEMA = 3  # of nbgrader's cell metadata


def make_notebook(
    chapter: Chapter,
    text: str,
    points: Mapping[str, float],
    *,
    released: bool = True,
    how_to: str = HOW_TO,
) -> bytes:
    """Return the notebook of a chapter, the same bytes every time.

    Args:
        chapter: the chapter.
        text: the code that the exercise cells hold: the stub, or the solution with its markers.
        points: the points of each exercise, the sum over its hidden graders.
        released: as nbgrader releases it: cells locked, with checksums; else its source version.
        how_to: what stands below the title.

    Raises:
        CourseError: if the lesson has a fault; names file and line.
    """
    pieces = take_apart(text, chapter.exercises)
    parts = _with_setup(lesson_parts(chapter), pieces)
    title = _cell("markdown", "title", f"{parts[0].text}\n\n{how_to}")
    cells = [title, *_cells(chapter, parts[1:], pieces, points)]
    if released:
        cells = [_released(cell) for cell in cells]
    return _file(cells)


def plain_notebook(cells: Sequence[tuple[str, str]], code: Set[str]) -> bytes:
    """Return a notebook of cells given as (id, text); those in `code` are run, others are read."""
    kinds = ("code" if name in code else "markdown" for name, _ in cells)
    return _file([_cell(kind, *each) for kind, each in zip(kinds, cells, strict=True)])


def _file(cells: list[dict[str, Any]]) -> bytes:
    tree = {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return f"{json.dumps(tree, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode()


def _with_setup(parts: list[Part], pieces: Pieces) -> list[Part]:
    """Put what the stub imports at the head of the first code cell, and what it gives below it.

    Where an exercise comes before the lesson's first code cell, a cell is put after the title.
    """
    place = next(i for i, part in enumerate(parts) if part.kind != "md")
    if parts[place].kind != "code":
        place = 1
        parts = [parts[0], Part("code", "", 0), *parts[1:]]
    lines = parts[place].text.split("\n")
    leading = set(takewhile(lambda line: line in pieces.imports, lines))
    # What the lesson imports after a line of its own stays there: `course` before `keras`.
    told = {line.partition("  #")[0] for line in lines}
    lifted = [line for line in pieces.imports if line in leading or line not in told]
    own = "\n".join(line for line in lines if line not in lifted)
    # Python wants its __future__ first; the course comes before Keras, whose log lines it keeps.
    first = [line for line in lifted if "__future__" in line]
    rest = [line for line in lifted if line not in first]
    blocks = ["\n".join(first), LEARNER_IMPORT, "\n".join(rest), own]
    text = "\n\n".join(block.strip() for block in blocks if block.strip())
    setup = [replace(parts[place], text=text)]
    if pieces.given:
        setup += [Part("md", GIVEN, 0), Part("code", "\n\n\n".join(pieces.given), 0)]
    return [*parts[:place], *setup, *parts[place + 1 :]]


def _cells(
    chapter: Chapter, parts: list[Part], pieces: Pieces, points: Mapping[str, float]
) -> Iterator[dict[str, Any]]:
    numbers: Counter[str] = Counter()
    for part in parts:
        numbers[part.kind] += 1
        if part.kind == "exercise":
            yield from _exercise(chapter, part, pieces, points.get(part.text, 0))
        elif part.kind == "quiz":
            yield _cell("code", f"quiz-{part.section.replace('.', '-')}", f'quiz("{part.section}")')
        else:
            kind = "code" if part.kind == "code" else "markdown"
            yield _cell(kind, f"{part.kind}-{numbers[part.kind]}", part.text, tags=part.tags)


def _exercise(
    chapter: Chapter, part: Part, pieces: Pieces, points: float
) -> Iterator[dict[str, Any]]:
    """Yield an exercise's heading, the cell to write in, and the one that checks and is graded."""
    name = part.text
    heading = f"### Exercise {chapter.label(name)} {'★' * part.stars}".rstrip()
    yield _cell(
        "markdown", f"{TASK}{name}", f"{heading} · {points:g} points" if points else heading
    )
    yield _cell("code", f"{SOLUTION}{name}", pieces.exercises[name], nbgrader={"solution": True})
    graded = {"grade": True, "locked": True, "points": points}
    yield _cell("code", f"{GRADE}{name}", f'check("{name}")', nbgrader=graded)


def _cell(
    kind: str,
    name: str,
    text: str,
    *,
    tags: tuple[str, ...] = (),
    nbgrader: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a cell whose id is `name`, so that it is the same at every build."""
    metadata: dict[str, Any] = {"tags": list(tags)} if tags else {}
    if nbgrader:
        usual = {"grade": False, "locked": False, "solution": False, "task": False}
        metadata["nbgrader"] = usual | nbgrader | {"grade_id": name, "schema_version": _SCHEMA}
    cell = {
        "cell_type": kind,
        "id": name,
        "metadata": metadata,
        "source": text.splitlines(keepends=True),
    }
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def _released(cell: dict[str, Any]) -> dict[str, Any]:
    """Return a cell with what nbgrader adds when it makes the release version."""
    marked = cell["metadata"].get("nbgrader")
    if marked is None:
        return cell
    known = {"checksum": _checksum(cell), "cell_type": cell["cell_type"]}
    metadata = cell["metadata"] | {"nbgrader": marked | known, "deletable": False}
    return cell | {"metadata": metadata | {"editable": False} if marked["grade"] else metadata}


def _checksum(cell: dict[str, Any]) -> str:
    """Return nbgrader's checksum of a cell, without the seconds that importing nbgrader takes.

    A test compares both. Source: nbgrader 0.9.6, `nbgrader.utils.compute_checksum`.
    """
    marked = cell["metadata"]["nbgrader"]
    locked = marked["grade"] or marked["locked"]
    words = ["".join(cell["source"]), cell["cell_type"]]
    words += [str(marked["grade"]), str(marked["solution"]), str(locked), marked["grade_id"]]
    if marked["grade"]:
        words.append(str(float(marked["points"])))
    return hashlib.md5("".join(words).encode(), usedforsecurity=False).hexdigest()
