"""Models with several inputs or outputs: their arrays come and go by name."""

from __future__ import annotations

from typing import Any

import numpy as np


def inputs_for(model: Any, inputs: Any) -> Any:
    """Return inputs in the structure in which a model takes them."""
    if not isinstance(inputs, dict):
        return inputs
    return _packed(model.input, [inputs[each.name] for each in model.inputs])


def targets_for(model: Any, targets: Any) -> Any:
    """Return targets in the structure of a model's outputs."""
    if not isinstance(targets, dict):
        return targets
    return _packed(model.output, [targets[name] for name in model.output_names])


def _packed(structure: Any, arrays: list[np.ndarray]) -> Any:
    import keras

    return keras.tree.pack_sequence_as(structure, arrays)


def said_by(model: Any, outputs: Any) -> Any:
    """Return what a model answered: an array, or several by the names of its outputs."""
    if isinstance(outputs, dict):
        return {str(name): np.asarray(each) for name, each in outputs.items()}
    if isinstance(outputs, (list, tuple)):
        pairs = zip(model.output_names, outputs, strict=True)
        return {str(name): np.asarray(each) for name, each in pairs}
    return np.asarray(outputs)


def rows_from(inputs: Any, start: int, size: int = 256) -> Any:
    """Return some rows of one array or of several."""
    if isinstance(inputs, dict):
        return {name: each[start : start + size] for name, each in inputs.items()}
    return inputs[start : start + size]


def count_of(inputs: Any) -> int:
    """Return how many rows one array or several have."""
    return len(next(iter(inputs.values())) if isinstance(inputs, dict) else inputs)
