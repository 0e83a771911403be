"""The step that was taken, beside the right one: the answer minus where it started."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from autograder.grading.relations.factors import factors
from autograder.grading.relations.parts import parts_of
from autograder.grading.relations.relation import Pairs, Relation, makes
from autograder.grading.relations.reruns import Allowance, asked
from autograder.grading.relations.sightings import Pair, Sighting, Subject


def stride_pairs(
    wrong: Sequence[Sighting], role: str, subject: Subject, budget: Allowance
) -> tuple[list[Pair], list[Pair]]:
    """Return the steps of a part in the calls of one single step: the wrong ones, the right ones.

    The start is what the right function answers to a learning rate of 0.
    """
    found: list[Pair] = []
    others: list[Pair] = []
    for each in wrong if "lr" in subject.form.parameters else ():
        if not _is_one_step(each):
            continue
        budget.ask()
        start = parts_of(asked(subject, {**each.args, "lr": 0.0}), subject.names)
        for part, pair in each.pairs.items():
            if part.role != role or part not in start:
                continue
            right, seen = pair.right - start[part], pair.seen - start[part]
            loose = (1e-6, 1e-9 * max(1.0, pair.scale / max(np.abs(right).max(), 1e-300)))
            step = dataclasses.replace(pair, right=right, seen=seen, tolerance=loose)
            (others if pair.is_right else found).append(step)
    return found, others


def _is_one_step(each: Sighting) -> bool:
    """Return whether a call takes one step: one pass over one batch."""
    rows = len(each.args["X"]) if isinstance(each.args.get("X"), np.ndarray) else 0
    batch = each.args.get("batch_size")
    one_batch = not isinstance(batch, int) or batch >= rows
    return each.args.get("epochs", 1) == 1 and one_batch


def strides(pairs: Pairs) -> Iterator[Relation]:
    """Yield relations between the steps, in words that say so."""
    if any(not np.any(pair.right) for pair in pairs):
        return
    stays = makes(lambda pair: np.zeros(pair.right.shape))
    yield Relation("{It} {stays} where {they} started: no step is taken.", stays)
    opposite = makes(lambda pair: -pair.right)
    yield Relation("The step of {it} has the right size and the wrong sign.", opposite)
    for each in factors(pairs):
        text = each.text.replace("{It} {is}", "The step of {it} is")
        yield Relation(text.replace("the right value", "the right one"), each.holds)
