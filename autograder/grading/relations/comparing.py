"""Relations where there is no right function to ask: between what checks saw and expected."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading.compared import Compared
from autograder.grading.relations.parts import kind_of, ordinal
from autograder.grading.relations.sightings import Sighting, Subject, sighting_of
from autograder.grading.transcript import Call

FINE, LOOSE = 1e-6, 1e-3  # how exactly a check must ask; what it expects is often rounded


def public_subject(form: Sequence[Sequence[str | None]], doc: str) -> Subject:
    """Return an exercise by its parameters, each [name, kind, default as text], and docstring."""
    return Subject(None, doc, inspect.Signature([_parameter(*each) for each in form]))


def _parameter(name: str | None, kind: str | None, default: str | None) -> inspect.Parameter:
    known = getattr(inspect.Parameter, kind or "POSITIONAL_OR_KEYWORD")
    if default is None:
        return inspect.Parameter(name or "", known)
    try:
        return inspect.Parameter(name or "", known, default=ast.literal_eval(default))
    except ValueError:
        return inspect.Parameter(name or "", known, default=None)


def docstring_in(texts: Sequence[str], function: str) -> str:
    """Return the docstring of a function in the cells of a file, which is not run; "" without."""
    for text in texts:
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == function:
                return ast.get_docstring(node) or ""
    return ""


def compared_sightings(
    compared: Sequence[Compared], calls: Sequence[Call], subject: Subject
) -> Iterator[Sighting]:
    """Yield what was compared of whole answers, or of the parts of a tuple."""
    for each in _exact(compared, calls):
        call, part = _call_of(each.actual, calls)
        if call is None or kind_of(each.actual) != kind_of(each.expected):
            continue
        scale = max(map(abs, _flat(each.expected)), default=0.0) or 1.0
        tolerance = (max(each.rtol, FINE), max(each.atol / scale, 1e-9))
        values = (each.expected, each.actual)
        if found := sighting_of(call, values, subject, tolerance, _role(part, subject)):
            yield found


def has_misfits(compared: Sequence[Compared], calls: Sequence[Call]) -> bool:
    """Return whether an answer has another form than what was expected: nothing is seen of it."""
    return any(kind_of(each.actual) != kind_of(each.expected) for each in _exact(compared, calls))


def _exact(compared: Sequence[Compared], calls: Sequence[Call]) -> Iterator[Compared]:
    """Yield the comparisons that ask for values, and not whether two of the answers are equal."""
    for each in compared:
        if max(each.rtol, each.atol) <= LOOSE and _call_of(each.expected, calls)[0] is None:
            yield each


def _role(part: int | None, subject: Subject) -> str:
    """Return what a part of a tuple is called."""
    if part is None:
        return ""
    names = subject.names.outer
    return names[part] if part < len(names) else f"the {ordinal(part)} part of your answer"


def _call_of(actual: Any, calls: Sequence[Call]) -> tuple[Call | None, int | None]:
    """Return the last call that returned a value, and which part of its tuple the value is."""
    for call in reversed(calls):
        if call.returned is actual:
            return call, None
        if isinstance(call.returned, tuple):
            for place, item in enumerate(call.returned):
                if item is actual:
                    return call, place
    return None, None


def _flat(value: Any) -> list[float]:
    """Return the numbers in a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [number for item in value for number in _flat(item)]
    array = np.asarray(value)
    return [float(number) for number in array.flat] if array.dtype.kind in "biuf" else []
