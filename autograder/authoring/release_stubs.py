"""The stubs of nbgrader's release version: the same lines as in `exercises/`."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import is_solution

from autograder.authoring.stubs import STUB_LINE
from autograder.chapters import Chapter, all_chapters, find_root
from autograder.grading.cell_ids import SOLUTION


class ReleaseStubs(ClearSolutions):  # type: ignore[misc]  # nbgrader ships no types
    """nbgrader's ClearSolutions with a stub that names the exercise, as ours do."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the solutions of a notebook; one that is no chapter of ours gets usual stubs."""
        name = resources["nbgrader"]["assignment"]
        self.chapter: Chapter | None = None
        for chapter in all_chapters(find_root()):
            if chapter.name == name:
                self.chapter = chapter
        done: tuple[NotebookNode, dict[str, Any]] = super().preprocess(nb, resources)
        return done

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the solution in a cell by the stub of its exercise."""
        if self.chapter and is_solution(cell):
            exercise = cell.metadata.nbgrader.grade_id.removeprefix(SOLUTION)
            if exercise in self.chapter.exercises:
                label = self.chapter.label(exercise)
                self.code_stub = {"python": STUB_LINE.format(label=label)}
        done: tuple[NotebookNode, dict[str, Any]] = super().preprocess_cell(
            cell, resources, cell_index
        )
        return done
