"""The parts of a notebook, in the form of nbformat's format 4.5.

nbformat's own makers validate each cell against its schema, a hundred times a notebook: here that
is done once, when the notebook is whole, and again when it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nbformat import NotebookNode, from_dict, v4


def code_cell(text: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a code cell without outputs, and without an id."""
    return _node(
        cell_type="code",
        metadata=metadata or {},
        source=text,
        outputs=[],
        execution_count=None,
    )


def markdown_cell(text: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a Markdown cell without an id."""
    return _node(cell_type="markdown", metadata=metadata or {}, source=text)


def output(kind: str, data: Mapping[str, str], **more: Any) -> NotebookNode:
    """Return an output of a code cell: the same in several forms, by their media types."""
    return _node(output_type=kind, metadata={}, data=data, **more)


def notebook(cells: Sequence[NotebookNode]) -> NotebookNode:
    """Return a notebook for Python; its cells get ids."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel}
    made: NotebookNode = v4.new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    return made


def _node(**fields: Any) -> NotebookNode:
    made: NotebookNode = from_dict(fields)  # type: ignore[no-untyped-call]
    return made
