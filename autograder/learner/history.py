"""The cells of a notebook, as its kernel keeps them."""

from __future__ import annotations

import linecache
import re
import types
from collections.abc import Mapping
from typing import Any

from autograder.sandbox.worker.loading import Cell


def cell_of(function: Any) -> Cell:
    """Return the cell that defines a function; one without text where the kernel has none."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return Cell("this notebook", "")
    return Cell(code.co_filename, "".join(linecache.getlines(code.co_filename)))


def kept_from_running(names: Mapping[str, Any], function: str) -> str:
    """Return what is wrong with the newest cell that defines a function, if it is not Python.

    Such a cell leaves what an earlier one has defined as it was: a check of that would be one of
    code that is no longer there. `names` are those of the kernel, with its history in `In`.
    """
    history, shell = names.get("In"), names.get("get_ipython")
    if not isinstance(history, list) or not callable(shell):
        return ""
    definition = re.compile(rf"^def\s+{re.escape(function)}\b", re.MULTILINE)
    newest = next((text for text in reversed(history) if definition.search(str(text))), "")
    try:
        compile(shell().transform_cell(newest), "cell", "exec", dont_inherit=True)
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        return (
            f"The cell that defines `{function}` did not run: it is not valid Python{line}:"
            f" {error.msg}. Mend it and run it, then check again."
        )
    except ValueError:  # null bytes
        return f"The cell that defines `{function}` did not run. Mend it, then check again."
    return ""
