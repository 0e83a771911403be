"""Models that are graphs: with several inputs and outputs, or between two symbolic tensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.asserting.comparisons import require
from autograder.asserting.descriptions import describe
from autograder.asserting.networks import rows_of, use
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteObject


def outputs_of(
    model: RemoteObject, inputs: Mapping[str, np.ndarray], *, training: bool = False
) -> dict[str, np.ndarray]:
    """Return what a model with several inputs and outputs makes of a batch, by their names."""
    said = use("apply", model, dict(inputs), training)
    named = isinstance(said, dict) and all(isinstance(name, str) for name in said)
    require(named, "The model has not several outputs.", hint="keras.Model(inputs, outputs)")
    rows = len(next(iter(inputs.values())))
    return {name: rows_of(value, rows) for name, value in said.items()}


def between(start: RemoteObject, end: Any) -> RemoteObject:
    """Return a model of what lies between two symbolic tensors.

    Raises:
        Failure: if the second is none.
    """
    if not isinstance(end, RemoteObject) or end.handle.type != "KerasTensor":
        raise Failure(f"Seen: {describe(end)}. Expected: a symbolic tensor of Keras.")
    model: RemoteObject = use("joined", start, end)
    return model
