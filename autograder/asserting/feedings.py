"""What a model is fed with, by whom and how: noted in the worker from `watch` on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.asserting.networks import typed, use
from autograder.grading.proxy import RemoteObject


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
    use("watch", model)


def watched(model: RemoteObject) -> list[Feeding]:
    """Return what a model was fed with since `watch`."""
    said = use("watched", model)
    entries = typed(said, list) or []
    return [_feeding(entry) for entry in entries if isinstance(entry, dict)]


def _feeding(entry: dict[str, Any]) -> Feeding:
    options = typed(entry.get("options"), dict) or {}
    return Feeding(
        method=typed(entry.get("method"), str) or "",
        within=typed(entry.get("within"), str) or "",
        options={k: v for k, v in options.items() if type(v) in (bool, int, float, str)},
        marks=_floats(entry.get("marks")),
        validation_marks=_floats(entry.get("validation_marks")),
    )


def _floats(value: Any) -> tuple[float, ...]:
    return tuple(x for x in value if type(x) is float) if isinstance(value, list) else ()
