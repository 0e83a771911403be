"""Gradients, compared with central differences: the slope as small steps measure it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.asserting.comparisons import assert_close, require
from autograder.asserting.descriptions import describe
from autograder.errors import GradingError
from autograder.grading.failure import Failure

STEP = 1e-5  # its own error is about 1e-10
EXACT = 1e-6  # ‖a−n‖/(‖a‖+‖n‖): right answers reach 3e-11, wrong ones 0.25
NEAR = 1e-2  # a gradient that is measured too, or rounded on the way


def assert_gradient(
    slope: np.ndarray, f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, *, hint: str = ""
) -> None:
    """Compare slopes with central differences of `f`, entry by entry: ‖a−n‖/(‖a‖+‖n‖) ≤ 1e-6.

    x holds float64 points away from kinks.
    """
    numeric = (f(x + STEP) - f(x - STEP)) / (2 * STEP)
    fits = isinstance(slope, np.ndarray) and slope.shape == numeric.shape
    if not fits or slope.dtype.kind not in "fiu":
        message = f"Seen: {describe(slope)}. Expected: {describe(numeric)}."
        raise Failure(message, hint=hint)
    error = relative_error(slope, numeric)
    message = "The slope does not agree with the slope measured by small steps."
    require(error <= EXACT, message, detail=f"Relative error {error:.2g}.", hint=hint)


def assert_gradients(
    seen: Mapping[str, Any],
    f: Callable[..., Any],
    at: Mapping[str, np.ndarray],
    *,
    upstream: np.ndarray | None = None,
    hint: str = "",
) -> None:
    """Compare the gradients of one loss with central differences, tensor by tensor.

    The loss is `f(**at)`, a number; or, with `upstream` (the gradient that comes in, of f's shape),
    the sum of upstream × f. `seen` holds a gradient for each tensor to be judged, under the name
    that it has in `at`. The message names every tensor as exact, near or wrong, without a number.
    """
    weights = _uneven(upstream)
    errors = {}
    for name, gradient in seen.items():
        numeric = measured_gradient(lambda **tensors: np.sum(weights * f(**tensors)), at, name)
        _require_form(gradient, numeric, name, hint)
        errors[name] = relative_error(gradient, numeric)
    if all(error <= EXACT for error in errors.values()):
        return
    verdicts = ", ".join(f"{name} {_verdict(error)}" for name, error in errors.items())
    message = f"Gradients compared with those measured by small steps: {verdicts}."
    detail = "Relative errors: " + ", ".join(f"{n} {error:.2g}" for n, error in errors.items())
    raise Failure(message, detail=f"{detail}.", hint=hint)


def measured_gradient(
    loss: Callable[..., Any], at: Mapping[str, np.ndarray], name: str
) -> np.ndarray:
    """Return the central differences of `loss(**at)` in the tensor `name`, on float64 copies."""
    tensors = {key: np.array(value, dtype=np.float64) for key, value in at.items()}
    tensor = tensors[name]
    gradient = np.empty_like(tensor)
    for place in np.ndindex(tensor.shape):
        kept = tensor[place]
        tensor[place] = kept + STEP
        above = float(loss(**tensors))
        tensor[place] = kept - STEP
        gradient[place] = (above - float(loss(**tensors))) / (2 * STEP)
        tensor[place] = kept
    return gradient


def relative_error(one: np.ndarray, other: np.ndarray) -> float:
    """Return ‖one−other‖/(‖one‖+‖other‖), 0 where both are all zero; NaN is infinitely wrong."""
    with np.errstate(all="ignore"):  # a submission's gradient may be infinite
        size = np.linalg.norm(one) + np.linalg.norm(other)
        error = float(np.linalg.norm(one - other) / size) if size else 0.0
    return error if np.isfinite(error) else np.inf


def _uneven(upstream: np.ndarray | None) -> np.ndarray | float:
    """Return what f is multiplied with; equal entries would hide a mistake."""
    if upstream is None:
        return 1.0
    if upstream.size > 1 and np.ptp(upstream) == 0:
        raise GradingError("assert_gradients: an even upstream gradient hides mistakes")
    return upstream


def _require_form(gradient: Any, numeric: np.ndarray, name: str, hint: str) -> None:
    try:
        assert_close(gradient, numeric, atol=np.inf, hint=hint)
    except Failure as failure:
        failure.message = failure.message.replace("The result", f"The gradient of {name}", 1)
        raise


def _verdict(error: float) -> str:
    return "exact" if error <= EXACT else "near" if error <= NEAR else "wrong"
