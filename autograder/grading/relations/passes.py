"""How far a training is right: for one pass over the rows, or for several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading.relations.sightings import Sighting, different

ENOUGH = 2  # different inputs of one pass that are right, and of several that are wrong
ONE, SEVERAL = 1, 2  # passes
SAID = (
    "One pass over the rows is right. With more than one {it} {are} wrong: look at what happens "
    "between two passes, and at when training stops."
)


def passes_of(args: Mapping[str, Any]) -> int | None:
    """Return whether arguments ask for one pass or several; None where chance has a say.

    With several batches a right answer may take the rows in another order.
    """
    rows, passes = args.get("X"), args.get("epochs")
    if not isinstance(rows, np.ndarray) or not isinstance(passes, int) or passes < 1:
        return None
    if "rng" in args and args.get("batch_size", 0) < len(rows):
        return None
    return SEVERAL if passes > 1 else ONE


def first_wrong_pass(sightings: Sequence[Sighting]) -> str:
    """Return a sentence where one pass is right and several are wrong; "" elsewhere."""
    one, several = (
        [each for each in sightings if passes_of(each.args) == passes] for passes in (ONE, SEVERAL)
    )
    wrong = [each for each in several if each.wrong]
    is_told = min(different(one), different(wrong)) >= ENOUGH
    return SAID if is_told and not any(each.wrong for each in one) else ""
