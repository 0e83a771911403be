"""Wrong values that do not depend on what they should."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.grading.relations.relation import Pairs, Relation, distinct


def constants(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the answer is 0, or 1, or one and the same number everywhere."""
    if distinct((pair.right for pair in pairs), 2) < 2:
        return
    yield Relation("{It} {is} 0.", lambda some: _all_are(some, 0.0), True, True)
    yield Relation("{It} {is} 1.", lambda some: _all_are(some, 1.0), True, True)
    if len(pairs) > 1:
        text = "{It} {is} one and the same number, in every call."
        yield Relation(text, _is_one_number)


def _all_are(pairs: Pairs, number: float) -> bool:
    return all(pair.seen.size and (pair.seen == number).all() for pair in pairs)


def _is_one_number(pairs: Pairs) -> bool:
    values = np.concatenate([np.ravel(pair.seen) for pair in pairs])
    is_one = values.size > 3 and np.isfinite(values).all() and np.ptp(values) == 0
    return bool(is_one and values[0] % 1)  # whole numbers are alike by accident
