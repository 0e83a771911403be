"""Models that are graphs: with several inputs and outputs, or between two symbolic tensors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from autograder.asserting.comparisons import require
from autograder.asserting.descriptions import describe
from autograder.asserting.networks import rows_of, use
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteObject


def outputs_of(
    model: RemoteObject,
    inputs: Mapping[str, np.ndarray],
    names: Collection[str],
    *,
    training: bool = False,
) -> dict[str, np.ndarray]:
    """Return what a model with several inputs makes of a batch, by the names of its outputs.

    Raises:
        Failure: if its outputs have other names, or are no tables with a row for each input.
    """
    said = use("apply", model, dict(inputs), training)
    fits = isinstance(said, dict) and set(said) == set(names)
    message = f"The outputs of the model are not {' and '.join(names)}."
    require(fits, message, hint="the names of the last layers, or the keys of a dict")
    rows = len(next(iter(inputs.values())))
    return {name: rows_of(said[name], rows) for name in names}


def between(start: RemoteObject, end: Any) -> RemoteObject:
    """Return a model of what lies between two symbolic tensors.

    Raises:
        Failure: if the second is none.
    """
    if not isinstance(end, RemoteObject) or end.handle.type != "KerasTensor":
        raise Failure(f"Seen: {describe(end)}. Expected: a symbolic tensor of Keras.")
    model: RemoteObject = use("joined", start, end)
    return model
