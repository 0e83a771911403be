"""Calls of exercises that train: what is seen of one, and the manners that all of them promise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting.comparisons import assert_type, require
from autograder.asserting.descriptions import describe
from autograder.asserting.lenience import in_form_of
from autograder.grading.proxy import RemoteFunction


@dataclass(frozen=True)
class TrainingCall:
    """One call of an exercise that trains, and what was seen of it."""

    answer: Any
    changed: bool  # an argument
    printed: bool


def train(function: RemoteFunction, *case: Any, around: int = 100) -> TrainingCall:
    """Return what a call answers; `around` is the state of chance in which it is made.

    Keras runs step by step in it: for few rows that is faster than to build its graph.
    """
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    return TrainingCall(call.value, bool(call.changed), call.printed)


def require_dict(answer: Any, keys: Collection[str], numbers: Collection[str]) -> None:
    """Ask for a dict that has these keys, some of them numbers, of whatever type.

    That it has no others is asked by `require_floats`: one key too many costs what a type costs.
    """
    assert_type(answer, dict, hint="return a dict")
    missing = [key for key in keys if key not in answer]
    message = f"The dict has no {' and no '.join(missing)}."
    require(not missing, message, hint=f"exactly {', '.join(keys)}")
    for key in numbers:
        number = in_form_of(answer[key], 0.0)
        assert_type(number, float, hint=f'"{key}": float(…)')


def require_floats(
    answer: Any, keys: Collection[str], *, mistake: str = "", all_keys: Collection[str] = ()
) -> None:
    """Ask for built-in floats: NumPy's float64 is one, its float32 is none.

    What the numbers are, other graders ask; `mistake` names a number of another type. Where
    `all_keys` are given, the dict has no others.
    """
    others = [str(key) for key in answer if key not in all_keys] if all_keys else []
    message = f"The dict has keys that are not asked for: {', '.join(others)}."
    require(not others, message, hint=f"exactly {', '.join(all_keys)}")
    for key in keys:
        message = f"Seen: {describe(answer[key])}. Expected: a float."
        fits = isinstance(answer[key], float)
        require(fits, message, hint=f'"{key}": float(…)', mistake="" if fits else mistake)


def require_number(
    seen: Any, wanted: float, *, known: Mapping[str, float], message: str, hint: str
) -> None:
    """Ask for a number of a training; `known` has what mistakes answer, by their names."""
    fits = abs(float(seen) - wanted) < 1e-6
    named = [name for name, value in known.items() if abs(float(seen) - value) < 1e-6]
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")


def apart(one: Sequence[np.ndarray], other: Sequence[np.ndarray], learning_rate: float) -> float:
    """Return how far two networks are apart, in learning rates, for nine of ten weights.

    A weight that hardly anything moves may go either way, by the rounding of a sum.
    """
    off = [np.abs(a - b).ravel() for a, b in zip(one, other, strict=True)]
    return float(np.quantile(np.concatenate(off), 0.9)) / learning_rate


def require_manners(trained: TrainingCall, *, prints: str = "", changes: str = "") -> None:
    """Ask that nothing was printed and no argument changed; the names are those of the mistakes."""
    message, hint = "Something is printed.", "verbose=0 in fit, evaluate and predict, and no print"
    require(not trained.printed, message, hint=hint, mistake=prints)
    message, hint = "An array that was given holds other numbers afterwards.", "work on copies"
    require(not trained.changed, message, hint=hint, mistake=changes)
