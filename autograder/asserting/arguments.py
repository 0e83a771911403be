"""Arguments that are not plain data: what a grader says for the worker to make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.grading.proxy import RemoteObject, Submission, make_in_worker
from autograder.sandbox.worker.wire import Recipe


def generator(seed: int) -> Recipe:
    """Return an argument that becomes a fresh `np.random.default_rng(seed)` in each call."""
    return Recipe("rng", {"seed": seed})


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
    return Recipe("branched", {"layers": [tuple(layer) for layer in layers], "seed": seed})


def remote(submission: Submission, recipe: Recipe) -> RemoteObject:
    """Return an object made in the submission's worker, to be given to it and asked afterwards."""
    return make_in_worker(submission, recipe)
