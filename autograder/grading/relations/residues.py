"""The form of an error that has no name: one factor, one offset, by call, by slice or by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.grading.relations.relation import Pairs, Relation
from autograder.grading.relations.sightings import Pair

DIVISOR = "only what {it} {is} divided by or multiplied with is wrong."


def residues(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the error has a simple form; the strongest first."""
    text = "{It} {is} the right value times one factor, the same in every call."
    yield Relation(text, _one(_ratios, exact=True), entrywise=True)
    text = "{It} {is} off by one number, the same in every call."
    yield Relation(text, _one(_gaps, exact=True), entrywise=True)
    if all(isinstance(pair.args.get("axis"), int) for pair in pairs):
        text = f"Every slice along `axis` is right but for one factor: {DIVISOR}"
        yield Relation(text, _along(lambda pair: int(pair.args["axis"])))
    text = "{It} {is} the right value times one factor, another one in each call: " + DIVISOR
    yield Relation(text, _one(_ratios, exact=False))
    text = "In each call {it} {is} off by one number, the same in all entries."
    yield Relation(text, _one(_gaps, exact=False))
    if all(pair.right.ndim == 2 for pair in pairs):
        text = f"Every row of {{it}} is right but for one factor: {DIVISOR}"
        yield Relation(text, _along(lambda pair: 1))
        text = "All rows of {it} are off by the same amounts: something is added or missing."
        yield Relation(text, lambda some: all(map(_rows_alike, some)))


def _ratios(pair: Pair) -> np.ndarray:
    """Return seen / right of the entries that are not 0; nothing where a 0 became another number.

    An entry that is tiny beside the others tells nothing.
    """
    right, seen = np.asarray(pair.right, float), np.asarray(pair.seen, float)
    large = np.abs(right) > 1e-6 * pair.scale
    if not pair.near(np.where(large, 0.0, seen), np.zeros(seen.shape)):
        return np.array([np.nan])
    return np.asarray(seen[large] / right[large])


def _gaps(pair: Pair) -> np.ndarray:
    return np.ravel(np.asarray(pair.seen, float) - np.asarray(pair.right, float))


def _one(numbers: Callable[[Pair], np.ndarray], *, exact: bool) -> Callable[[Pairs], bool]:
    """Return whether numbers are one in each pair of several entries; `exact`, in all pairs."""

    def holds(pairs: Pairs) -> bool:
        found = [numbers(pair) for pair in pairs]
        if not found:
            return True
        if exact:
            found = [np.concatenate([each for each in found if each.size] or [np.zeros(0)])]
        elif min(len(each) for each in found) < 2 or len(found) < 2:
            return False
        return all(_are_one(each) for each in found)

    return holds


def _are_one(numbers: np.ndarray) -> bool:
    """Return whether these are one number, and neither 0 nor nearly 1: that would say nothing."""
    if numbers.size < 2 or not np.isfinite(numbers).all():
        return False
    first = abs(float(numbers[0]))
    tells = first > 1e-9 and abs(first - 1) > 1e-3
    return bool(tells and np.allclose(numbers, numbers[0], rtol=1e-5, atol=1e-12))


def _along(axis_of: Callable[[Pair], int]) -> Callable[[Pairs], bool]:
    """Return whether seen / right is one number along each slice, of two entries or more."""

    def holds(pairs: Pairs) -> bool:
        if not all(-pair.right.ndim <= axis_of(pair) < pair.right.ndim for pair in pairs):
            return False
        longest = max((pair.right.shape[axis_of(pair)] for pair in pairs), default=2)
        return longest > 1 and all(_slices_agree(pair, axis_of(pair)) for pair in pairs)

    return holds


def _slices_agree(pair: Pair, axis: int) -> bool:
    """Return whether the ratios of a slice agree; a 0 beside a 0 tells nothing."""
    right, seen = (np.moveaxis(np.asarray(a, float), axis, -1) for a in (pair.right, pair.seen))
    tells = np.abs(right) > 1e-290
    if not np.isfinite(seen).all() or (np.abs(seen[~tells]) > 1e-280).any():
        return False
    ratio = np.where(tells, seen / np.where(tells, right, 1.0), np.nan)
    centre = np.nanmedian(ratio, axis=-1, keepdims=True)
    return bool(np.allclose(np.where(tells, ratio, centre), centre, rtol=1e-5, equal_nan=True))


def _rows_alike(pair: Pair) -> bool:
    gap = np.atleast_2d(np.asarray(pair.seen, float) - np.asarray(pair.right, float))
    return len(gap) > 1 and bool(np.allclose(gap, gap[:1], rtol=1e-6, atol=1e-9 * pair.scale))
