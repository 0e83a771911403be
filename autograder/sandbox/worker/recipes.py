"""The arguments that the worker makes itself, because they are not plain data.

A grader asks for them by name and with plain data; `autograder.asserting.arguments` has the words
for it. Keras is imported only by the recipe that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.sandbox.worker.logfolders import folder
from autograder.sandbox.worker.seeding import seed_everything


def generator(seed: int) -> np.random.Generator:
    """Return a generator of its own, seeded."""
    return np.random.default_rng(seed)


def named_function(name: str) -> Callable[[np.ndarray], float]:
    """Return a function of the list below."""
    return FUNCTIONS[name]


def sequential(
    layers: Sequence[tuple[str, dict[str, Any]]], compiled: dict[str, Any] | None, seed: int
) -> Any:
    """Return a `keras.Sequential` of the layers, each a class of `keras.layers` and its arguments.

    `compiled` holds the arguments of `compile`, or is None; `seed` decides the start values.
    """
    import keras

    seed_everything(seed)
    made = [getattr(keras.layers, kind)(**options) for kind, options in layers]
    network = keras.Sequential(made)
    if compiled is not None:
        network.compile(**{name: _keras_object(value) for name, value in compiled.items()})
    return network


def chained(layers: Sequence[tuple[str, dict[str, Any]]], seed: int) -> Any:
    """Return the same as a model of the functional form, which has an `input` and an `output`."""
    import keras

    network = sequential(layers, None, seed)
    return keras.Model(network.inputs[0], network.outputs[0])


def graph(
    layers: Sequence[tuple[str, dict[str, Any], list[int]]],
    outputs: Sequence[int],
    compiled: dict[str, Any] | None,
    seed: int,
) -> Any:
    """Return a model whose layers get what other layers answer, those at the places named.

    A layer named after several gets a list. The layers are made in their order; `outputs` are the
    places of those whose answers are the model's, one or a list.
    """
    import keras

    seed_everything(seed)
    inputs, answers = [], []
    for kind, options, places in layers:
        if kind == "Input":
            answers.append(keras.Input(**options))
            inputs.append(answers[-1])
            continue
        given = [answers[place] for place in places]
        layer = getattr(keras.layers, kind)(**options)
        answers.append(layer(given if len(given) > 1 else given[0]))
    ends = [answers[place] for place in outputs]
    network = keras.Model(
        inputs if len(inputs) > 1 else inputs[0], ends if len(ends) > 1 else ends[0]
    )
    if compiled is not None:
        network.compile(**{name: _keras_object(value) for name, value in compiled.items()})
    return network


class Foreteller:
    """A network as one that writes sees it: step(id, state) answers (probabilities, state).

    Behind call k on an id the probabilities are table[k % K, id] of a table (K, V, V); the state is
    the number of ids that it has read, None before the first one. `heard` lists the calls.
    """

    def __init__(self, table: np.ndarray) -> None:
        self.table = table
        self.heard: list[list[Any]] = []

    def __call__(self, number: Any, state: Any) -> tuple[np.ndarray, int]:
        """Read an id."""
        self.heard.append([int(number), state if state is None else int(state)])
        read = 0 if state is None else int(state)
        return self.table[read % len(self.table), int(number)].copy(), read + 1


def tensor(shape: tuple[int, ...]) -> Any:
    """Return a symbolic tensor, an input of Keras."""
    import keras

    return keras.Input(shape)


def optimizer(kind: str, options: dict[str, Any]) -> Any:
    """Return an optimizer of Keras that has made no step yet."""
    return _keras_object(("optimizers", kind, options))


def _keras_object(value: Any) -> Any:
    """Return what ["losses", "CategoricalCrossentropy", {…}] stands for; other values as is."""
    if not (isinstance(value, tuple) and len(value) == 3):
        return value
    import keras

    module, kind, options = value
    return getattr(getattr(keras, module), kind)(**options)


def _cubic(x: np.ndarray) -> float:
    """Return Σ (k+1) x_k³ + Σ x_k x_{k+1} over the entries in their order: with cross terms."""
    entries = np.ravel(x)
    cubes = np.sum(np.arange(1, entries.size + 1) * entries**3)
    return float(cubes + np.sum(entries[:-1] * entries[1:]))


def _row_products(x: np.ndarray) -> float:
    """Return the sum over rows of the product of a row's entries: the shape of x counts."""
    return float(np.sum(np.prod(np.atleast_2d(x), axis=1)))


FUNCTIONS: dict[str, Callable[[np.ndarray], float]] = {
    "sum_of_squares": lambda x: float(np.sum(np.asarray(x) ** 2)),
    "cubic": _cubic,
    "row_products": _row_products,
}
RECIPES: dict[str, Callable[..., Any]] = {
    "rng": generator,
    "function": named_function,
    "sequential": sequential,
    "chained": chained,
    "graph": graph,
    "steps": Foreteller,
    "tensor": tensor,
    "optimizer": optimizer,
    "folder": folder,
}
