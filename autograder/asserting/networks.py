"""Keras models that stay in the worker: their architecture, outputs and weights as plain data.

A grader asks for what a model *does*: it rebuilds the outputs from the weights, and judges
predictions against labels that never leave this side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting.comparisons import require
from autograder.asserting.descriptions import describe
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.proxy import RemoteObject, use_in_worker


@dataclass(frozen=True)
class Layer:
    """One layer, by its behaviour's names; what it does not have is None."""

    kind: str  # its class: "Dense"
    units: int | None
    activation: str | None
    rate: float | None
    parameters: int | None


@dataclass(frozen=True)
class Architecture:
    """What a model says of itself."""

    parameters: int | None
    input_shape: tuple[int | None, ...] | None
    output_shape: tuple[int | None, ...] | None
    layers: tuple[Layer, ...]
    compiled: bool
    penalty: float | None  # what regularizers add to the loss
    optimizer: str | None
    learning_rate: float | None
    steps: int | None  # how many times the weights were updated
    loss: str | None
    from_logits: bool | None

    def of_kind(self, kind: str) -> tuple[Layer, ...]:
        """Return the layers of a class, in their order."""
        return tuple(layer for layer in self.layers if layer.kind == kind)


def architecture(model: Any) -> Architecture:
    """Return the architecture of a model that a submission returned.

    Raises:
        Failure: if it is no Keras model.
    """
    if not isinstance(model, RemoteObject):
        raise Failure(f"Seen: {describe(model)}. Expected: a Keras model.")
    said = _use("describe", model)
    if not isinstance(said, dict) or said.get("is_model") is not True:
        raise Failure("This is not a Keras model.", hint="return the model that you built")
    return _read_architecture(said)


def _read_architecture(said: dict[str, Any]) -> Architecture:
    """Return the description in a reply, with everything that has the wrong type left out."""
    optimizer = _typed(said.get("optimizer"), dict) or {}
    loss = _typed(said.get("loss"), dict) or {}
    layers = _typed(said.get("layers"), list) or []
    return Architecture(
        parameters=_typed(said.get("parameters"), int),
        input_shape=_shape(said.get("input_shape")),
        output_shape=_shape(said.get("output_shape")),
        layers=tuple(_read_layer(entry) for entry in layers if isinstance(entry, dict)),
        compiled=said.get("compiled") is True,
        penalty=_typed(said.get("penalty"), float),
        optimizer=_typed(optimizer.get("class"), str),
        learning_rate=_typed(optimizer.get("learning_rate"), float),
        steps=_typed(optimizer.get("steps"), int),
        loss=_typed(loss.get("class"), str),
        from_logits=_typed(loss.get("from_logits"), bool),
    )


def _read_layer(entry: dict[str, Any]) -> Layer:
    return Layer(
        kind=_typed(entry.get("class"), str) or "",
        units=_typed(entry.get("units"), int),
        activation=_typed(entry.get("activation"), str),
        rate=_typed(entry.get("rate"), float),
        parameters=_typed(entry.get("parameters"), int),
    )


def _typed(value: Any, kind: type) -> Any:
    return value if type(value) is kind else None


def _shape(value: Any) -> tuple[int | None, ...] | None:
    return tuple(_typed(size, int) for size in value) if isinstance(value, list) else None


def apply(model: RemoteObject, inputs: np.ndarray, *, training: bool = False) -> np.ndarray:
    """Return what a model makes of a batch: in use, or as in training (dropout is active)."""
    return _array(_use("apply", model, inputs, training), len(inputs))


def predict(model: RemoteObject, inputs: np.ndarray) -> np.ndarray:
    """Return what a model makes of many inputs."""
    return _array(_use("predict", model, inputs), len(inputs))


def _array(value: Any, rows: int) -> np.ndarray:
    is_table = isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.ndim >= 2
    one_per_input = "The model does not answer one row per input."
    require(is_table and len(value) == rows, one_per_input)
    assert isinstance(value, np.ndarray)
    require(bool(np.isfinite(value).all()), "The model answers NaN or infinity.")
    return value


def evaluate(model: RemoteObject, inputs: np.ndarray, targets: np.ndarray) -> dict[str, float]:
    """Return loss and metrics by their names, as `Model.evaluate` computes them; "loss" is one."""
    said = _use("evaluate", model, inputs, targets)
    plain = isinstance(said, dict) and all(type(value) is float for value in said.values())
    if not plain or "loss" not in said:
        raise Failure("The model's evaluate() does not answer loss and metrics.")
    return dict(said)


def fit(
    model: RemoteObject,
    inputs: np.ndarray,
    targets: np.ndarray,
    *,
    epochs: int,
    batch_size: int,
    seed: int,
) -> list[float]:
    """Train a compiled model in the worker, seeded; return the loss of each epoch."""
    said = _use("fit", model, inputs, targets, epochs, batch_size, seed)
    if not isinstance(said, list) or not all(type(value) is float for value in said):
        raise Failure("The model cannot be trained with fit().")
    return said


def get_weights(model: RemoteObject) -> list[np.ndarray]:
    """Return a model's weights, in the order of its layers."""
    said = _use("get_weights", model)
    if not isinstance(said, list) or not all(isinstance(array, np.ndarray) for array in said):
        raise Failure("The model's weights cannot be read.")
    return said


def set_weights(model: RemoteObject, weights: Sequence[np.ndarray]) -> None:
    """Replace a model's weights; their shapes are the model's own."""
    _use("set_weights", model, list(weights))


@dataclass(frozen=True)
class Feeding:
    """One call of a model's method for data, as `watch` saw it."""

    method: str  # "fit", "evaluate", …
    within: str  # the method during which it was called, by a callback; or ""
    options: dict[str, Any]  # those that are plain: epochs, batch_size, verbose, shuffle, …
    marks: tuple[float, ...]  # the different first entries of the rows of x
    validation_marks: tuple[float, ...]


def watch(model: RemoteObject) -> None:
    """Note from now on what the course's model is fed with."""
    _use("watch", model)


def watched(model: RemoteObject) -> list[Feeding]:
    """Return what a model was fed with since `watch`."""
    said = _use("watched", model)
    entries = _typed(said, list) or []
    return [_feeding(entry) for entry in entries if isinstance(entry, dict)]


def _feeding(entry: dict[str, Any]) -> Feeding:
    options = _typed(entry.get("options"), dict) or {}
    return Feeding(
        method=_typed(entry.get("method"), str) or "",
        within=_typed(entry.get("within"), str) or "",
        options={k: v for k, v in options.items() if type(v) in (bool, int, float, str)},
        marks=_floats(entry.get("marks")),
        validation_marks=_floats(entry.get("validation_marks")),
    )


def _floats(value: Any) -> tuple[float, ...]:
    return tuple(x for x in value if type(x) is float) if isinstance(value, list) else ()


_DOING = {
    "apply": "is called on a batch",
    "predict": "is called on a batch",
    "evaluate": "is evaluated",
    "fit": "is trained",
    "set_weights": "gets other weights",
}


def _use(tool: str, model: RemoteObject, *arguments: Any) -> Any:
    try:
        return use_in_worker(model, tool, *arguments)
    except SubmissionRaised as error:
        message = f"Keras stops with an error when the model {_DOING.get(tool, 'is read')}."
        hint = "do its input, its last layer, its loss and the labels fit together?"
        raise Failure(message, detail=error.raised.message, hint=hint) from None
