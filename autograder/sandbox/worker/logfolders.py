"""Folders of the course's own in the worker, and what callbacks of Keras write into them."""

from __future__ import annotations

import contextlib
import os
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

_KEPT: list[tempfile.TemporaryDirectory[str]] = []  # removed when the process ends


def folder(name: str) -> str:
    """Return the path of a folder that is not there yet, in a new one that nothing is in."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="autograder-logs-"))
    return os.path.join(_KEPT[-1].name, *name.split("/"))


def files_below(path: str) -> list[str]:
    """Return the files below a folder, by their paths in it; none if there is no such folder."""
    root = Path(path)
    return sorted(each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file())


def is_there(path: str) -> bool:
    """Return whether there is such a folder."""
    return os.path.isdir(path)


def beside(thing: Any) -> list[str]:
    """Return the names of what lies in the working folder of the process that has this thing."""
    return sorted(os.listdir("."))


def events(path: str) -> list[tuple[str, int]]:
    """Return the tag and the step of each event that TensorBoard finds below a folder."""
    names = [each for each in files_below(path) if "tfevents" in each]
    return sorted(event for name in names for event in _events_in(os.path.join(path, name)))


def _events_in(path: str) -> Iterator[tuple[str, int]]:
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

    for event in EventFileLoader(path).Load():
        for value in event.summary.value:
            yield str(value.tag), int(event.step)


def saved_weights(path: str, name: str) -> list[np.ndarray]:
    """Return the weights of a whole model that was saved in a folder."""
    import keras

    with without_copy_warnings():
        model = keras.saving.load_model(os.path.join(path, name))
    return [np.asarray(array) for array in model.get_weights()]


@contextlib.contextmanager
def without_copy_warnings() -> Iterator[None]:
    """Keep back what NumPy 2 says of how Keras 3.15 copies variables when it saves a model."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
        yield


def kinds(thing: Any) -> list[str]:
    """Return the names of the classes of a thing, its own first."""
    return [kind.__name__ for kind in type(thing).__mro__]


def fit_watched(
    model: Any, rows: Sequence[np.ndarray], watched: Sequence[np.ndarray], epochs: int, more: Any
) -> int:
    """Train a model with callbacks while rows are watched; return the number of epochs."""
    callbacks = list(more)
    options = {"epochs": epochs, "batch_size": len(rows[0]), "verbose": 0}
    with without_copy_warnings():
        history = model.fit(*rows, validation_data=tuple(watched), callbacks=callbacks, **options)
    return len(history.epoch)
