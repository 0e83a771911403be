"""Cells of a release version that come or go while the gradebook has submissions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, MissingEntry, SourceCell
from nbgrader.preprocessors import SaveCells

# The kinds of cells in a gradebook, and what each student has of one.
RECORDS: Mapping[str, tuple[type, ...]] = {
    "grade": (Grade,),
    "solution": (Comment,),
    "task": (Grade, Comment),
    "source": (),
}


class SaveChangedCells(SaveCells):  # type: ignore[misc]  # nbgrader ships no types
    """nbgrader's SaveCells, which refuses to add or to remove cells once somebody has handed in.

    What goes takes its scores along; what comes waits without a score for the next `autograde`.
    Everything else in the gradebook stays: other scores, comments, scores given by hand.
    """

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            submissions = []
        else:
            submissions = notebook.submissions
        for kind, records in RECORDS.items() if submissions else ():
            new = getattr(self, f"new_{kind}_cells")
            old = {cell.name: cell for cell in getattr(notebook, f"{kind}_cells")}
            for name in old.keys() - new.keys():
                self._remove(old[name])
            for name in new.keys() - old.keys():
                self._add(kind, name, new[name], records, submissions)
        self.gradebook.db.commit()
        super()._create_notebook(nb)

    def _remove(self, cell: Any) -> None:
        """Delete a cell with what students have of it."""
        db = self.gradebook.db
        if isinstance(cell, SourceCell):
            self.log.warning("%s is no longer in %s", cell.name, self.assignment_id)
        else:
            for each in [*cell.grades, *cell.comments]:
                db.delete(each)
        db.delete(cell)

    def _add(
        self,
        kind: str,
        name: str,
        values: Mapping[str, Any],
        records: tuple[type, ...],
        submissions: list[Any],
    ) -> None:
        """Add a cell, with a place for what each student will have of it."""
        if kind == "source":
            self.log.warning("%s is new in %s: autograde it again", name, self.assignment_id)
        add = getattr(self.gradebook, f"add_{kind}_cell")
        cell = add(name, self.notebook_id, self.assignment_id, **values)
        for record in records:
            self.gradebook.db.add_all(record(cell=cell, notebook=each) for each in submissions)
