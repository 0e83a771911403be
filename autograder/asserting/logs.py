"""Callbacks that an exercise returned, and the folders that a training writes into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.asserting.comparisons import require
from autograder.asserting.networks import use
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteObject


def by_class(things: Any, names: Sequence[str], hint: str) -> dict[str, RemoteObject]:
    """Return objects by those of these classes that they are of, whatever else is among them.

    Raises:
        Failure: if they are no objects in a list, a tuple or the like.
    """
    is_row = isinstance(things, (list, tuple)) and bool(things)
    is_row = is_row and all(isinstance(each, RemoteObject) for each in things)
    require(is_row, "What came back is no list of callbacks.", hint=hint)
    found: dict[str, RemoteObject] = {}
    for each in things:
        classes = _listed(use("kinds", each))
        found |= {name: each for name in names if name in classes}
    return found


def require_one_of_each(things: Any, names: Sequence[str], hint: str) -> None:
    """Ask for a list of objects of these classes: one of each, no other."""
    found = by_class(things, names, hint)
    missing = [name for name in names if name not in found]
    require(not missing, f"There is no {' and no '.join(missing)} in the list.", hint=hint)
    require(len(things) == len(names), f"There are {len(things)} callbacks.", hint=hint)
    kind = type(things).__name__
    require(isinstance(things, list), f"Seen: a {kind}. Expected: a list.", hint="[…, …, …]")


def files(folder: RemoteObject) -> list[str]:
    """Return the files below a folder of the course's, by their paths in it."""
    return [str(name) for name in _listed(use("files_below", folder))]


def is_there(folder: RemoteObject) -> bool:
    """Return whether a folder of the course's has been made."""
    return use("is_there", folder) is True


def beside(thing: RemoteObject) -> list[str]:
    """Return the names of what lies in the working folder of the worker that has an object."""
    return [str(name) for name in _listed(use("beside", thing))]


def events(folder: RemoteObject) -> list[tuple[str, int]]:
    """Return the tag and the step of each event that TensorBoard finds below a folder."""
    found = _listed(use("events", folder))
    pairs = [each for each in found if isinstance(each, tuple) and len(each) == 2]
    return [(str(tag), step) for tag, step in pairs if type(step) is int]


def saved_weights(folder: RemoteObject, name: str) -> list[np.ndarray]:
    """Return the weights of a whole model that was saved in a folder.

    Raises:
        Failure: if Keras cannot read it.
    """
    try:
        found = _listed(use("saved_weights", folder, name))
    except Failure:
        raise Failure(f"{name} holds no model that Keras can load.") from None
    return [array for array in found if isinstance(array, np.ndarray)]


def fit_watched(
    model: RemoteObject,
    rows: tuple[np.ndarray, np.ndarray],
    watched: tuple[np.ndarray, np.ndarray],
    epochs: int,
    callbacks: Sequence[Any],
) -> int:
    """Train a model of the course with callbacks while rows are watched; return its epochs."""
    made = use("fit_watched", model, list(rows), list(watched), epochs, list(callbacks))
    require(type(made) is int, "A training with these callbacks has no epochs.")
    return int(made)


def _listed(said: Any) -> list[Any]:
    """Return a list that the worker answered; it is the submission's word, like all from there."""
    require(isinstance(said, list), "What was written or returned cannot be read.")
    return list(said)
