"""Notes in the worker how a Keras model's methods for data are called."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

WATCHED = ("fit", "train_on_batch", "evaluate", "test_on_batch", "predict", "predict_on_batch")


def told(ask: Callable[[], Any]) -> Any:
    """Return an answer, or None: a model may be unfinished, or its author's own class."""
    with contextlib.suppress(Exception):
        return ask()
    return None


def watch(model: Any) -> None:
    """Note from now on how the model's methods for data are called; `watched` tells."""
    notes: list[dict[str, Any]] = []
    inside: list[str] = []  # the watched methods that are running: fit itself calls evaluate
    for name in WATCHED:
        setattr(model, name, _watching(name, getattr(model, name), notes, inside))
    object.__setattr__(model, "_watched", notes)


def watched(model: Any) -> list[dict[str, Any]]:
    """Return the calls since `watch`, with the first entry of each row that they were given."""
    return list(object.__getattribute__(model, "_watched"))


def _watching(
    name: str, method: Callable[..., Any], notes: list[dict[str, Any]], inside: list[str]
) -> Any:
    parameters = inspect.signature(method)

    @functools.wraps(method)
    def noting(*args: Any, **kwargs: Any) -> Any:
        own = "_use_cached_eval_dataset" in kwargs or "train_on_batch" in inside  # Keras itself
        if not own and inside[-1:] != [name] and len(notes) < 1000:
            within = inside[-1] if inside else ""
            notes.append(_note(name, within, parameters.bind(*args, **kwargs).arguments))
        inside.append(name)
        try:
            return method(*args, **kwargs)
        finally:
            inside.pop()

    return noting


def _note(name: str, within: str, given: dict[str, Any]) -> dict[str, Any]:
    validation = given.get("validation_data")
    plain = {
        key: value for key, value in given.items() if isinstance(value, (bool, int, float, str))
    }
    return {
        "method": name,
        "within": within,
        "options": plain,
        "marks": told(lambda: _marks(given["x"])),
        "validation_marks": told(lambda: _marks(validation[0])) if validation else None,
    }


def _marks(inputs: Any) -> list[float]:
    """Return the different values of the first entry of the rows, ten at most."""
    rows = np.asarray(inputs)
    first = rows.reshape(len(rows), -1)[:, 0]
    return [float(mark) for mark in np.unique(first)[:10]]
