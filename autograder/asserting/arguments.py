"""Arguments that are not plain data: what a grader says for the worker to make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading.proxy import RemoteObject, Submission, make_in_worker
from autograder.sandbox.worker.wire import Recipe


def generator(seed: int) -> Recipe:
    """Return an argument that becomes a fresh `np.random.default_rng(seed)` in each call."""
    return Recipe("rng", {"seed": seed})


def drawn_generator(rng: np.random.Generator) -> Recipe:
    """Return an argument that becomes a generator whose seed nobody knows."""
    return generator(int(rng.integers(2**31)))


def named_function(name: str) -> Recipe:
    """Return an argument that becomes a function of `sandbox.recipes.FUNCTIONS`."""
    return Recipe("function", {"name": name})


def sequential(
    layers: Sequence[tuple[str, dict[str, Any]]],
    compiled: dict[str, Any] | None = None,
    seed: int = 0,
) -> Recipe:
    """Return an argument that becomes a Keras model: the course's, never a learner's.

    Each layer is a class of `keras.layers` with its arguments. `compiled` holds the arguments of
    `compile`; an object among them is written ("losses", "CategoricalCrossentropy", {…}).
    """
    data = {"layers": [tuple(layer) for layer in layers], "compiled": compiled, "seed": seed}
    return Recipe("sequential", data)


def chained(layers: Sequence[tuple[str, dict[str, Any]]], seed: int = 0) -> Recipe:
    """Return an argument that becomes a model of the functional form, one layer behind the other.

    It has `input` and `output`, as a `keras.Sequential` has not; it is not compiled.
    """
    return Recipe("chained", {"layers": [tuple(layer) for layer in layers], "seed": seed})


def branched(layers: Sequence[tuple[str, dict[str, Any]]], seed: int = 0) -> Recipe:
    """Return an argument that becomes a model with two layers side by side: the third and fourth.

    Both get what the second answers; "both" puts what they answer together.
    """
    first, second, one, other, *rest = layers
    nodes: list[tuple[str, dict[str, Any], list[int]]] = [
        (*first, []),
        (*second, [0]),
        (*one, [1]),
        (*other, [1]),
        ("Concatenate", {"name": "both"}, [2, 3]),
        *((*layer, [4 + place]) for place, layer in enumerate(rest)),
    ]
    return graph(nodes, [len(nodes) - 1], seed=seed)


def graph(
    layers: Sequence[tuple[str, dict[str, Any], list[int]]],
    outputs: Sequence[int],
    compiled: dict[str, Any] | None = None,
    seed: int = 0,
) -> Recipe:
    """Return an argument that becomes a model of layers that get what others answer.

    Each layer is a class of `keras.layers`, its arguments, and the places of the layers before it;
    an input is ("Input", {…}, []). `compiled` is as for `sequential`.
    """
    data = {
        "layers": [tuple(layer) for layer in layers],
        "outputs": list(outputs),
        "compiled": compiled,
        "seed": seed,
    }
    return Recipe("graph", data)


def steps(table: np.ndarray) -> Recipe:
    """Return an argument that becomes a network to write with: see `sandbox.recipes.Foreteller`."""
    return Recipe("steps", {"table": table})


def tensor(*shape: int) -> Recipe:
    """Return an argument that becomes a symbolic tensor, `keras.Input(shape)`."""
    return Recipe("tensor", {"shape": shape})


def optimizer(kind: str, **options: Any) -> Recipe:
    """Return an argument that becomes an optimizer of Keras, a class and its arguments."""
    return Recipe("optimizer", {"kind": kind, "options": options})


def folder(name: str = "logs") -> Recipe:
    """Return an argument that becomes the path of a folder of its own, which is not there yet."""
    return Recipe("folder", {"name": name})


def remote(submission: Submission, recipe: Recipe) -> RemoteObject:
    """Return an object made in the submission's worker, to be given to it and asked afterwards."""
    return make_in_worker(submission, recipe)
