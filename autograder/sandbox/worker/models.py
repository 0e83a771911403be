"""What the course does with a Keras model in the worker: describes, feeds and watches it.

Answers are plain data. They are the worker's word like everything else from there: a grader asks
for outputs and weights, and computes the verdict from them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.worker.logfolders import (
    beside,
    events,
    files_below,
    fit_watched,
    is_there,
    kinds,
    saved_weights,
)
from autograder.sandbox.worker.named import count_of, inputs_for, rows_from, said_by, targets_for
from autograder.sandbox.worker.seeding import seed_everything
from autograder.sandbox.worker.watched import told, watch, watched


def describe(model: Any) -> dict[str, Any]:
    """Return the architecture as plain data; what cannot be told is None."""
    import keras

    if not isinstance(model, keras.Model):
        return {"is_model": False}
    moved = _trainable(model)
    return {
        "is_model": True,
        "built": bool(model.built),
        "parameters": told(lambda: int(model.count_params())),
        "input_shape": told(lambda: _shape(model.input_shape)),
        "output_shape": told(lambda: _shape(model.output_shape)),
        "inputs": told(lambda: [[str(each.name), str(each.dtype)] for each in model.inputs]),
        "outputs": told(lambda: [str(name) for name in model.output_names]),
        "layers": [_layer(layer, moved) for layer in _leaves(model)],
        "trainable": told(lambda: len(model.trainable_weights)),
        "compiled": bool(model.compiled),
        "penalty": told(lambda: float(sum(model.losses))),
        "optimizer": told(lambda: _optimizer(model)),
        "loss": told(lambda: _loss(model)),
        "recorded": told(lambda: sorted(model.history.history)),
    }


def _shape(shape: Sequence[int | None]) -> list[int | None]:
    return [None if size is None else int(size) for size in shape]


def _leaves(model: Any, depth: int = 8) -> Iterator[Any]:
    """Yield the layers, those of models inside the model too; inputs are none."""
    for layer in model.layers:
        if depth and getattr(layer, "layers", None):
            yield from _leaves(layer, depth - 1)
        elif type(layer).__name__ != "InputLayer":
            yield layer


def _trainable(model: Any) -> set[int]:
    """Return which weights a training of the model would move."""
    return {id(weight) for weight in told(lambda: model.trainable_weights) or ()}


def _layer(layer: Any, trainable: set[int]) -> dict[str, Any]:
    return {
        "class": type(layer).__name__,
        "name": told(lambda: str(layer.name)),
        "trainable": any(id(weight) in trainable for weight in told(lambda: layer.weights) or ()),
        "units": told(lambda: int(layer.units)),
        "activation": told(lambda: str(layer.activation.__name__)),
        "rate": told(lambda: float(layer.rate)),
        "parameters": told(lambda: int(layer.count_params())),
    }


def _optimizer(model: Any) -> dict[str, Any]:
    optimizer = model.optimizer
    rate = float(np.asarray(optimizer.learning_rate))
    steps = int(np.asarray(optimizer.iterations))
    found = {"class": type(optimizer).__name__, "learning_rate": rate, "steps": steps}
    return {**found, "arrays": told(lambda: len(optimizer.variables) - 2)}  # without these two


def _loss(model: Any) -> dict[str, Any]:
    import keras

    loss = keras.losses.get(model.loss)
    if loss is None:  # not compiled
        return {}
    config = told(lambda: loss.get_config()) or {}
    from_logits = config.get("from_logits")
    return {
        "class": getattr(loss, "__name__", None) or type(loss).__name__,
        "from_logits": from_logits if isinstance(from_logits, bool) else None,
    }


def apply(model: Any, inputs: Any, training: bool) -> Any:
    """Return the outputs for a batch, as in training or as in use."""
    return said_by(model, model(inputs_for(model, inputs), training=training))


def predict(model: Any, inputs: Any) -> Any:
    """Return the outputs for many inputs, 256 at a time."""
    parts = [apply(model, rows_from(inputs, i), False) for i in range(0, count_of(inputs), 256)]
    if isinstance(parts[0], dict):
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return np.concatenate(parts)


def evaluate(model: Any, inputs: Any, targets: Any) -> dict[str, float]:
    """Return the loss and the metrics that the model was compiled with."""
    model.run_eagerly = _are_few(inputs)
    inputs, targets = inputs_for(model, inputs), targets_for(model, targets)
    if model.run_eagerly:  # as one batch
        found = model.test_on_batch(*_tensors(inputs, targets), return_dict=True)
    else:
        found = model.evaluate(inputs, targets, verbose=0, return_dict=True)
    return {name: float(value) for name, value in found.items()}


def fit(
    model: Any, inputs: Any, targets: Any, epochs: int, batch_size: int, seed: int
) -> list[float]:
    """Train a compiled model, as the course does it; return the loss of each epoch."""
    seed_everything(seed)
    model.run_eagerly, count = _are_few(inputs), count_of(inputs)
    inputs, targets = inputs_for(model, inputs), targets_for(model, targets)
    if model.run_eagerly and epochs == 1 and count <= batch_size:
        found = model.train_on_batch(*_tensors(inputs, targets), return_dict=True)
        return [float(found["loss"])]
    if not model.run_eagerly:
        model.steps_per_execution = 8  # the same steps, with less of Python between them
    history = model.fit(inputs, targets, epochs=epochs, batch_size=batch_size, verbose=0).history
    return [float(value) for value in history["loss"]]


def _are_few(inputs: Any) -> bool:
    """Return whether rows are so few that to build a graph for them, a second, takes longer.

    Where they are one batch, a step without the pipeline that `fit` and `evaluate` lay for their
    data takes a fifth of the time: 22 and 11 ms, not 143 and 76.
    """
    return count_of(inputs) <= 1000


def _tensors(*arrays: Any) -> list[Any]:
    """Return arrays as `fit` hands them to a step: floats of the kind that Keras computes with."""
    import keras

    def tensor(array: np.ndarray) -> Any:
        kind = keras.config.floatx() if array.dtype.kind == "f" else None
        return keras.ops.convert_to_tensor(array, kind)

    return [keras.tree.map_structure(tensor, each) for each in arrays]


def get_weights(model: Any) -> list[np.ndarray]:
    """Return the weights, layer by layer."""
    return [np.asarray(array) for array in model.get_weights()]


def set_weights(model: Any, weights: list[np.ndarray]) -> None:
    """Replace the weights."""
    model.set_weights(weights)


def set_trainable(model: Any, trainable: bool) -> None:
    """Freeze a model, or let all of it be trained."""
    model.trainable = trainable


def joined(start: Any, end: Any) -> Any:
    """Return a model of what lies between two symbolic tensors.

    Raises:
        TypeError: if `end` is no tensor of Keras.
    """
    import keras

    if not isinstance(end, keras.KerasTensor):
        raise TypeError(f"a {type(end).__name__} is no tensor of Keras")
    return keras.Model(start, end)


TOOLS: dict[str, Callable[..., Any]] = {
    tool.__name__: tool
    for tool in (
        *(describe, apply, predict, evaluate, fit, watch, watched, joined),
        *(get_weights, set_weights, set_trainable),
        *(kinds, files_below, is_there, beside, events, saved_weights, fit_watched),
    )
}
