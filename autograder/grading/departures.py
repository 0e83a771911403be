"""Whether the answers of a function are of one kind, where a grader could not read one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteObject
from autograder.grading.transcript import Call
from autograder.grading.verdicts import end_of_trace


def departure(error: BaseException, calls: Sequence[Call], first: Sequence[Call]) -> Failure | None:
    """Return what to say where `error` broke a grader, and an answer is unlike the first one.

    A gate looks at some answers of an exercise; a later call may be answered with anything. Only
    where a grader has broken is this asked: right answers may well be of several kinds.
    """
    seen = [call.returned for call in first if not call.raised]
    answers = [call.returned for call in calls if not call.raised]
    if not seen or all(are_alike(answer, *seen) for answer in answers):
        return None
    return Failure(
        f"`{calls[0].function}` answers one call with another kind of value than the others.",
        hint="the same kind of value at every call: look at each `return` and what leads to it",
        detail=end_of_trace(error),
    )


def are_alike(one: Any, other: Any) -> bool:
    """Return whether two answers are of one kind: their types, keys, parts and numbers of axes."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(are_alike(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) != len(other):
        return False
    if isinstance(one, list | tuple) and type(one) is type(other):
        return all(map(are_alike, one, other))  # of lists the longer one may go on
    return _kind_of(one) == _kind_of(other)


def _kind_of(value: Any) -> object:
    if isinstance(value, np.ndarray):
        return value.ndim, value.dtype.kind in "fiub"
    if isinstance(value, int | float | np.number):
        return "number"
    return RemoteObject if isinstance(value, RemoteObject) else type(value)
