"""Wrong values that have lost digits: cut, rounded, wrapped around, or in too small a type."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.grading.relations.relation import Pairs, Relation, are_whole, makes
from autograder.grading.relations.sightings import Pair

INTEGERS = "somewhere they become integers"
BITS = {32: "a 32-bit integer", 16: "a 16-bit integer", 8: "a small integer type"}


def digits(pairs: Pairs) -> Iterator[Relation]:
    """Yield: digits of the right value are lost."""
    whole = are_whole(pairs)
    if not whole:
        text = "{It} {is} the right value with its decimals cut off: is there an integer dtype, "
        yield Relation(text + "or an int(…), on the way?", makes(lambda p: np.trunc(p.right)), True)
        text = "{It} {is} the right value, rounded to whole numbers."
        yield Relation(text, makes(lambda p: np.round(p.right)), True)
        text = "{It} {is} the right value, rounded to a few decimals: give all digits."
        yield Relation(text, _is_rounded, True)
        text = (
            "{It} {is} nearly right, but not to the last digits: is something rounded, clipped or "
        )
        yield Relation(text + "measured, or is a tiny number added?", _is_near)
    else:
        for bits, kind in BITS.items():
            text = f"{{It}} {{is}} off by whole turns of {kind}: make floats first, then compute."
            yield Relation(text, _wraps(bits), True)


def _is_rounded(pairs: Pairs) -> bool:
    return any(makes(_rounded(places))(pairs) for places in range(1, 9))


def _is_near(pairs: Pairs) -> bool:
    return all(
        np.isfinite(pair.seen).all()
        and np.abs(np.asarray(pair.seen - pair.right, float)).max() < 1e-3 * pair.scale
        for pair in pairs
    )


def _rounded(places: int):  # type: ignore[no-untyped-def]
    return lambda pair: np.round(np.asarray(pair.right, float), places)


def _wraps(bits: int):  # type: ignore[no-untyped-def]
    def wraps(pairs: Pairs) -> bool:
        return all(_turns(pair, bits) for pair in pairs)

    return wraps


def _turns(pair: Pair, bits: int) -> bool:
    gap = np.asarray(pair.seen, float) - np.asarray(pair.right, float)
    return bool(np.isfinite(gap).all() and (gap % 2**bits == 0).all())
