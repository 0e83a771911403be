"""Is a submission's function there, and does it have the parameters that are wanted?"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from autograder.grading.connection import Connection
from autograder.grading.failure import Failure


def faulty_forms(
    connection: Connection, wanted: Mapping[str, list[list[str | None]]]
) -> dict[str, Failure]:
    """Return a failure, which blocks, for each name that is not there in the wanted form.

    `wanted` holds what `calls.signature` says of the reference's functions.

    Raises:
        Failure: if the file cannot be loaded.
    """
    connection.load()
    present = [name for name in wanted if connection.names.get(name)]
    seen = connection.ask("signatures", connection.file, names=present)
    parameters = dict(zip(present, seen, strict=False)) if isinstance(seen, list) else {}
    faults = {name: _fault(connection, name, parameters.get(name), wanted[name]) for name in wanted}
    return {name: fault for name, fault in faults.items() if fault}


def _fault(
    connection: Connection, name: str, seen: Any, wanted: list[list[str | None]]
) -> Failure | None:
    try:
        if not connection.require(name):
            return Failure(f"`{name}` is not a function or class.", blocks=True)
    except Failure as missing:
        return missing
    if _same_parameters(seen, wanted):
        return None
    message = f"`{name}` has other parameters than `{name}({_parameter_text(wanted)})`."
    return Failure(message, hint="names, order and defaults stay as in the exercise", blocks=True)


def _same_parameters(seen: Any, wanted: list[list[str | None]]) -> bool:
    if not isinstance(seen, list) or not all(_is_parameter(entry) for entry in seen):
        return False
    own, further = seen[: len(wanted)], seen[len(wanted) :]
    if [entry[:2] for entry in own] != [entry[:2] for entry in wanted]:
        return False
    same = all(_same_default(a[2], b[2]) for a, b in zip(own, wanted, strict=True))
    return same and all(map(_may_be_left_out, further))


def _may_be_left_out(parameter: list[str | None]) -> bool:
    """Return whether a call need not mention a parameter."""
    _, kind, default = parameter
    return default is not None or kind in ("VAR_POSITIONAL", "VAR_KEYWORD")


def _is_parameter(entry: Any) -> bool:
    """Return whether an entry of a reply has the form [name, kind, default or None]."""
    return (
        isinstance(entry, list)
        and len(entry) == 3
        and all(isinstance(text, str | None) and len(text or "") <= 80 for text in entry)
    )


def _same_default(one: str | None, other: str | None) -> bool:
    """Compare two defaults by value: 1 is as good as 1.0."""
    if one is None or other is None or one == other:
        return one == other
    try:
        return bool(ast.literal_eval(one) == ast.literal_eval(other))
    except Exception:  # whatever the text of a stranger's `__repr__` leads to
        return False


def _parameter_text(wanted: list[list[str | None]]) -> str:
    return ", ".join(f"{name}={default}" if default else f"{name}" for name, _, default in wanted)
