"""The parts of a notebook, made by nbformat, which says of none of them what type it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nbformat import NotebookNode, v4


def code_cell(text: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a code cell without outputs."""
    more = {"metadata": metadata} if metadata else {}
    cell: NotebookNode = v4.new_code_cell(text, **more)  # type: ignore[no-untyped-call]
    return cell


def markdown_cell(text: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a Markdown cell."""
    more = {"metadata": metadata} if metadata else {}
    cell: NotebookNode = v4.new_markdown_cell(text, **more)  # type: ignore[no-untyped-call]
    return cell


def output(kind: str, data: Mapping[str, str], **more: Any) -> NotebookNode:
    """Return an output of a code cell: the same in several forms, by their media types."""
    made: NotebookNode = v4.new_output(kind, data=data, **more)  # type: ignore[no-untyped-call]
    return made


def notebook(cells: Sequence[NotebookNode]) -> NotebookNode:
    """Return a notebook for Python."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel}
    made: NotebookNode = v4.new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    return made
