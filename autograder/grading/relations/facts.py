"""Sentences about one call, true or not; none holds a number of the input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from autograder.grading.relations.entries import score_of
from autograder.grading.relations.sightings import Sighting, Subject

LARGE, SMALL = 50.0, 25.0  # what counts as a large number, and what does not

Table = Mapping[str, bool | None]  # of each sentence, whether it is true of a call; None: unclear


def types_of(each: Sighting) -> set[np.dtype]:
    """Return the types of the arrays that a call is given."""
    return {v.dtype for v in each.args.values() if isinstance(v, np.ndarray)}


def largest(each: Sighting, kinds: str) -> float:
    """Return the largest entry by size of a call's arrays of some kinds; 0 where it has none."""
    arrays = [v for v in each.args.values() if isinstance(v, np.ndarray) and v.dtype.kind in kinds]
    return max((float(np.abs(1.0 * array).max(initial=0.0)) for array in arrays), default=0.0)


def facts(each: Sighting, subject: Subject) -> dict[str, bool | None]:
    """Return sentences about one call; none holds a number of the input."""
    found: dict[str, bool | None] = {}
    arrays = {name: v for name, v in each.args.items() if isinstance(v, np.ndarray) and v.ndim}
    numbers = {name: v for name, v in each.args.items() if isinstance(v, np.ndarray)}
    for letter, size in each.sizes.items():
        found[f"where {letter} = 1"] = size == 1
        found[f"where {letter} is above 1"] = size > 1
        for other in each.sizes:
            if letter < other:
                found[f"where {letter} = {other}"] = size == each.sizes[other]
    for name in subject.defaults:
        found[f"where {name} is left out"] = name not in each.given
        found[f"where {name} is given"] = name in each.given
        if not isinstance(each.args[name], str):
            found[f"where {name} is not its default"] = each.args[name] != subject.defaults[name]
    found |= _of_types(numbers)
    found |= dict(_of_shapes(arrays))
    found |= dict(_of_training(each))
    sizes = [array.size for array in arrays.values()]
    found["with more than one entry"] = max(sizes, default=0) > 1
    if (score := score_of(each.args)) is not None:
        found["where a score is exactly 0"] = bool((score == 0).any())
    values = [np.abs(1.0 * v).max(initial=0.0) for name, v in numbers.items() if name != "y"]
    found["with very large numbers"] = _clearly(max(values, default=0.0))
    return found


def _clearly(largest: float) -> bool | None:
    return None if SMALL < largest < LARGE else bool(largest >= LARGE)


def _of_types(arrays: Mapping[str, np.ndarray]) -> dict[str, bool | None]:
    kinds = [array.dtype for array in arrays.values()]
    inputs = [array.dtype for name, array in arrays.items() if name != "y"]
    return {
        "with unsigned integers": any(kind.kind == "u" for kind in kinds),
        "with small integer types": any(k.kind in "iu" and k.itemsize < 4 for k in kinds),
        "with small or unsigned integer types": any(
            k.kind == "u" or (k.kind == "i" and k.itemsize < 4) for k in kinds
        ),
        "with integers": any(kind.kind in "iu" for kind in inputs),
        "with float32": any(kind == np.float32 for kind in kinds),
    }


def _of_shapes(arrays: Mapping[str, np.ndarray]) -> Iterator[tuple[str, bool]]:
    tables = [array for array in arrays.values() if array.ndim == 2]
    yield "with square tables", any(a.shape[0] == a.shape[1] > 1 for a in tables)
    yield "with tables that are not square", any(a.shape[0] != a.shape[1] for a in tables)
    yield "with one axis", bool(arrays) and max(a.ndim for a in arrays.values()) == 1
    yield "with two axes or more", any(a.ndim > 1 for a in arrays.values())
    yield "with more than two axes", any(a.ndim > 2 for a in arrays.values())
    for name, array in arrays.items():
        if name != "y":
            yield f"where an entry of {name} is exactly 0", bool((array == 0).any())
            yield f"where all entries of {name} are 0", not array.any()


def _of_training(each: Sighting) -> Iterator[tuple[str, bool]]:
    args = each.args
    for name in ("params", "sizes"):
        if isinstance(layers := args.get(name), list):
            count = len(layers) - (name == "sizes")
            yield "with one layer", count == 1
            yield "with two layers or more", count > 1
            yield "with three layers or more", count > 2
    batch, X = args.get("batch_size"), args.get("X")
    epochs = args.get("epochs", 1)
    if isinstance(batch, int) and isinstance(X, np.ndarray) and batch > 0:
        yield "where there is more than one step", epochs > 1 or batch < len(X)
        yield "where there is more than one batch", batch < len(X)
        yield "where the last batch is shorter", batch < len(X) and len(X) % batch > 0
    for name in ("epochs", "steps"):
        if isinstance(passes := args.get(name), int):
            yield f"where {name} is above 1", passes > 1
