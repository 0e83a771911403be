"""Keras models that stay in the worker: their architecture, outputs and weights as plain data.

A grader asks for what a model *does*: it rebuilds the outputs from the weights, and judges
predictions against labels that never leave this side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting.comparisons import require
from autograder.asserting.descriptions import describe
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.proxy import RemoteObject, use_in_worker

Arrays = np.ndarray | Mapping[str, np.ndarray]  # those of several inputs or outputs by their names


@dataclass(frozen=True)
class Layer:
    """One layer, by its behaviour's names; what it does not have is None."""

    kind: str  # its class: "Dense"
    name: str
    trainable: bool  # whether a training of the model would move any of its weights
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
    inputs: tuple[tuple[str, str], ...]  # name and dtype of each
    outputs: tuple[str, ...]  # their names
    layers: tuple[Layer, ...]
    trainable: int | None  # arrays that a training would move
    compiled: bool
    penalty: float | None  # what regularizers add to the loss
    optimizer: str | None
    learning_rate: float | None
    steps: int | None  # how many times the weights were updated
    arrays: int | None  # what the optimizer remembers of them: nothing before the first step
    loss: str | None
    from_logits: bool | None
    recorded: tuple[str, ...]  # what the last fit noted by epoch: with validation rows, val_loss

    @property
    def was_validated(self) -> bool:
        """Whether the last fit got rows to validate with."""
        return any(name.startswith("val_") for name in self.recorded)

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
    said = use("describe", model)
    if not isinstance(said, dict) or said.get("is_model") is not True:
        raise Failure("This is not a Keras model.", hint="return the model that you built")
    return _read_architecture(said)


def _read_architecture(said: dict[str, Any]) -> Architecture:
    """Return the description in a reply, with everything that has the wrong type left out."""
    optimizer = typed(said.get("optimizer"), dict) or {}
    loss = typed(said.get("loss"), dict) or {}
    layers = typed(said.get("layers"), list) or []
    return Architecture(
        parameters=typed(said.get("parameters"), int),
        input_shape=_shape(said.get("input_shape")),
        output_shape=_shape(said.get("output_shape")),
        inputs=tuple(map(_pair, typed(said.get("inputs"), list) or ())),
        outputs=tuple(map(str, typed(said.get("outputs"), list) or ())),
        layers=tuple(_read_layer(entry) for entry in layers if isinstance(entry, dict)),
        trainable=typed(said.get("trainable"), int),
        compiled=said.get("compiled") is True,
        penalty=typed(said.get("penalty"), float),
        optimizer=typed(optimizer.get("class"), str),
        learning_rate=typed(optimizer.get("learning_rate"), float),
        steps=typed(optimizer.get("steps"), int),
        arrays=typed(optimizer.get("arrays"), int),
        loss=typed(loss.get("class"), str),
        from_logits=typed(loss.get("from_logits"), bool),
        recorded=tuple(map(str, typed(said.get("recorded"), list) or ())),
    )


def _read_layer(entry: dict[str, Any]) -> Layer:
    return Layer(
        kind=typed(entry.get("class"), str) or "",
        name=typed(entry.get("name"), str) or "",
        trainable=entry.get("trainable") is True,
        units=typed(entry.get("units"), int),
        activation=typed(entry.get("activation"), str),
        rate=typed(entry.get("rate"), float),
        parameters=typed(entry.get("parameters"), int),
    )


def _pair(value: Any) -> tuple[str, str]:
    return (str(value[0]), str(value[1])) if isinstance(value, list) and value[1:] else ("", "")


def typed(value: Any, kind: type) -> Any:
    """Return a part of a worker's reply, or None if it has another type."""
    return value if type(value) is kind else None


def _shape(value: Any) -> tuple[int | None, ...] | None:
    return tuple(typed(size, int) for size in value) if isinstance(value, list) else None


def apply(model: RemoteObject, inputs: np.ndarray, *, training: bool = False) -> np.ndarray:
    """Return what a model makes of a batch: in use, or as in training (dropout is active)."""
    return rows_of(use("apply", model, inputs, training), len(inputs))


def predict(model: RemoteObject, inputs: np.ndarray) -> np.ndarray:
    """Return what a model makes of many inputs."""
    return rows_of(use("predict", model, inputs), len(inputs))


def rows_of(value: Any, rows: int) -> np.ndarray:
    """Return what a model answered, once it is a table of finite numbers with so many rows."""
    is_array = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    fits = is_array and value.ndim >= 2 and len(value) == rows
    require(fits, "The model does not answer one row per input.")
    assert isinstance(value, np.ndarray)
    require(bool(np.isfinite(value).all()), "The model answers NaN or infinity.")
    return value


def evaluate(model: RemoteObject, inputs: Arrays, targets: Arrays) -> dict[str, float]:
    """Return loss and metrics by their names, as `Model.evaluate` computes them; "loss" is one."""
    said = use("evaluate", model, inputs, targets)
    plain = isinstance(said, dict) and all(type(value) is float for value in said.values())
    if not plain or "loss" not in said:
        raise Failure("The model's evaluate() does not answer loss and metrics.")
    return dict(said)


def loss_of(model: RemoteObject, inputs: Arrays, targets: Arrays) -> float | None:
    """Return the loss as `evaluate` computes it, or None where Keras cannot."""
    try:
        return evaluate(model, inputs, targets)["loss"]
    except Failure:
        return None


def fit(
    model: RemoteObject, inputs: Arrays, targets: Arrays, *, epochs: int, batch_size: int, seed: int
) -> list[float]:
    """Train a compiled model in the worker, seeded; return the loss of each epoch."""
    said = use("fit", model, inputs, targets, epochs, batch_size, seed)
    if not isinstance(said, list) or not all(type(value) is float for value in said):
        raise Failure("The model cannot be trained with fit().")
    return said


def get_weights(model: RemoteObject) -> list[np.ndarray]:
    """Return a model's weights, in the order of its layers."""
    said = use("get_weights", model)
    if not isinstance(said, list) or not all(isinstance(array, np.ndarray) for array in said):
        raise Failure("The model's weights cannot be read.")
    return said


def set_weights(model: RemoteObject, weights: Sequence[np.ndarray]) -> None:
    """Replace a model's weights; their shapes are the model's own."""
    use("set_weights", model, list(weights))


def set_trainable(model: RemoteObject, trainable: bool) -> None:
    """Freeze a model of the course, or let all of it be trained."""
    use("set_trainable", model, trainable)


_DOING = {
    "joined": "is made of the tensors",
    "apply": "is called on a batch",
    "predict": "is called on a batch",
    "evaluate": "is evaluated",
    "fit": "is trained",
    "set_weights": "gets other weights",
}


def use(tool: str, model: RemoteObject, *arguments: Any) -> Any:
    """Return what one of the worker's tools for models answers.

    Raises:
        Failure: if it is nothing that Keras has made, or Keras stops with an error.
    """
    # The gate has looked at one answer of the exercise: another may have another form.
    message = f"Seen: {describe(model)}, where Keras's own object was to be answered."
    require(isinstance(model, RemoteObject), message, hint="the same kind of answer at every call")
    try:
        return use_in_worker(model, tool, *arguments)
    except SubmissionRaised as error:
        message = f"Keras stops with an error when the model {_DOING.get(tool, 'is read')}."
        hint = "do its input, its last layer, its loss and the labels fit together?"
        raise Failure(message, detail=error.raised.message, hint=hint) from None
