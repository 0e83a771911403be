"""The questions that an instructor has added to a chapter's source notebook."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.grading.cell_ids import GRADE, SOLUTION


def with_own_cells(new: bytes, old: bytes) -> bytes:
    """Return a new source notebook with the questions of the old one, each where it stood.

    A question is a cell that nbgrader knows by an id that the course does not give. It follows the
    cell that it followed; where that is gone, the one before that.
    """
    cells = _cells(old)
    own = {number: cell for number, cell in enumerate(cells) if _is_own(cell)}
    if not own:
        return new
    notebook = json.loads(new)
    for number, cell in own.items():
        notebook["cells"].insert(_place(notebook["cells"], cells[:number]), cell)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def _cells(data: bytes) -> list[dict[str, Any]]:
    """Return the cells of a notebook; none where it cannot be read: it is replaced then."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return [cell for cell in json.loads(data)["cells"] if isinstance(cell, dict)]
    return []


def _is_own(cell: dict[str, Any]) -> bool:
    marked = cell.get("metadata", {}).get("nbgrader")
    name = str(marked.get("grade_id", "")) if isinstance(marked, dict) else ""
    return bool(name) and not name.startswith((GRADE, SOLUTION))


def _place(cells: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> int:
    """Return where a cell comes in `cells` that had the cells `before` ahead of it."""
    places = {name: number for number, cell in enumerate(cells) for name in _names(cell)}
    for cell in reversed(before):
        for name in _names(cell):
            if name in places:
                return places[name] + 1
    return 0


def _names(cell: dict[str, Any]) -> Iterator[str]:
    if "id" in cell:
        yield str(cell["id"])
