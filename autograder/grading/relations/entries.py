"""Exactly which entries of an answer are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading.relations.sightings import Pair

ENOUGH = 3  # entries of each kind


def entries_place(pairs: Sequence[Pair]) -> str:
    """Return what is true of the wrong entries and of no other one, as in `where z is 0`."""
    pairs = [pair for pair in pairs if pair.right.ndim and pair.right.size]
    wrong = sum(int(pair.off.sum()) for pair in pairs)
    if wrong < ENOUGH or sum(pair.off.size for pair in pairs) - wrong < ENOUGH:
        return ""
    tables = [dict(_masks(pair)) for pair in pairs]
    for words in tables[0]:
        if all(
            words in table and np.array_equal(table[words], pair.off)
            for table, pair in zip(tables, pairs, strict=True)
        ):
            return words
    return ""


def score_of(args: Mapping[str, Any]) -> np.ndarray | None:
    """Return the scores of a neuron, X w + b, where these are the arguments; None elsewhere."""
    inputs, w, b = args.get("X", args.get("x")), args.get("w"), args.get("b")
    if not isinstance(inputs, np.ndarray) or not isinstance(w, np.ndarray) or b is None:
        return None
    return np.asarray(inputs.astype(float) @ w.astype(float) + b)


def _masks(pair: Pair) -> Iterator[tuple[str, np.ndarray]]:
    for name, value in pair.args.items():
        if isinstance(value, np.ndarray) and value.shape == pair.off.shape:
            yield f"where {name} is exactly 0", value == 0
            yield f"where {name} is below 0", value < 0
            yield f"where {name} is above 0", value > 0
            yield f"where {name} is 0 or below", value <= 0
            yield f"where {name} is 0 or above", value >= 0
    if (score := score_of(pair.args)) is not None and score.shape == pair.off.shape:
        yield "where the score is exactly 0", score == 0
    yield "where the right value is 0", pair.right == 0
    yield "where the right value is below 0", pair.right < 0
    yield "where the right value is above 0", pair.right > 0
    yield from _places(pair.off.shape)


def _places(shape: tuple[int, ...]) -> Iterator[tuple[str, np.ndarray]]:
    unit = "entry" if len(shape) == 1 else "row"
    for words, index in (("first", 0), ("last", -1)):
        mask = np.zeros(shape, bool)
        mask.flat[index] = True
        yield f"at the very {words} place", mask
        yield f"everywhere but at the very {words} place", ~mask
        mask = np.zeros(shape, bool)
        mask[index : index + 1 or None] = True
        yield f"in the {words} {unit}", mask
        yield f"everywhere but in the {words} {unit}", ~mask
        if len(shape) == 2:
            mask = np.zeros(shape, bool)
            mask[:, index : index + 1 or None] = True
            yield f"in the {words} column", mask
            yield f"everywhere but in the {words} column", ~mask
    if len(shape) == 2 and shape[0] == shape[1]:
        yield "off the diagonal", ~np.eye(shape[0], dtype=bool)
