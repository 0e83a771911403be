"""A relation between right and wrong values: a sentence, and what must hold for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.grading.relations.sightings import Pair

Pairs = Sequence[Pair]
FEW = 3  # different right values that a relation must explain, at least


@dataclass(frozen=True)
class Relation:
    """A sentence with `{It}`, `{is}`, `{has}` and `{holds}`; whether it is true of some pairs."""

    text: str
    holds: Callable[[Pairs], bool]
    entrywise: bool = False  # it may be true of some entries of an array only
    sure: bool = False  # it is no accident of whole numbers


def makes(make: Callable[[Pair], np.ndarray | None]) -> Callable[[Pairs], bool]:
    """Return whether `make` gives what was seen, in all pairs."""
    return lambda pairs: all(_gives(make, pair, pair.seen, pair.right) for pair in pairs)


def undone_by(undo: Callable[[Pair], np.ndarray | None]) -> Callable[[Pairs], bool]:
    """Return whether `undo` gives what is right of what was seen, in all pairs."""
    return lambda pairs: all(_gives(undo, pair, pair.right, pair.seen) for pair in pairs)


def _gives(
    make: Callable[[Pair], np.ndarray | None], pair: Pair, wanted: np.ndarray, other: np.ndarray
) -> bool:
    """Return whether `make` gives `wanted`, and is far nearer to it than `other` is."""
    try:
        made = make(pair)
    except (ValueError, TypeError, IndexError, KeyError):  # it does not apply
        return False
    wanted, other = np.asarray(wanted, float), np.asarray(other, float)
    if made is None or not pair.near(np.asarray(made, float), wanted):
        return False
    if pair.is_right or not np.isfinite(wanted).all() or not np.isfinite(other).all():
        return True
    return bool(np.abs(made - wanted).max() <= 0.01 * np.abs(other - wanted).max())


def true_of(pairs: Pairs, relations: Iterable[Relation]) -> Relation | None:
    """Return the first relation that is true of all pairs."""
    return next((each for each in relations if each.holds(pairs)), None)


def distinct(arrays: Iterable[np.ndarray], most: int = FEW) -> int:
    """Return how many different numbers there are in some arrays, counting up to `most`."""
    found: set[str] = set()
    for array in arrays:
        found |= {f"{number:.6g}" for number in np.ravel(array)[:50].tolist()}
        if len(found) >= most:
            return most
    return len(found)


def is_evidence(pairs: Pairs) -> bool:
    """Return whether there is enough to tell relations apart: several right values, and calls."""
    enough = distinct(pair.right for pair in pairs) == FEW
    return enough and distinct((pair.seen for pair in pairs), 2) == 2


def inputs_of(pairs: Pairs) -> int:
    """Return how many different arrays the calls were given: a repeated call says nothing new."""
    return len({b"".join(np.asarray(v).tobytes() for v in pair.args.values()
                         if isinstance(v, np.ndarray)) for pair in pairs})  # fmt: skip


def are_whole(pairs: Pairs) -> bool:
    """Return whether all right values are whole numbers: relations fit these by accident."""
    return all((pair.right % 1 == 0).all() for pair in pairs)


def are_binary(pairs: Pairs) -> bool:
    """Return whether all values, right and seen, are 0 or 1: these tell very little."""
    return all(np.isin(pair.right, (0, 1)).all() and np.isin(pair.seen, (0, 1)).all()
               for pair in pairs)  # fmt: skip
