"""The relations in the order in which they are tried, and what each needs to be believed."""

from __future__ import annotations

from autograder.grading.relations.constants import constants
from autograder.grading.relations.digits import digits
from autograder.grading.relations.factors import factors, offsets
from autograder.grading.relations.formulas import (
    another_entry,
    of_an_argument,
    of_the_right_value,
)
from autograder.grading.relations.relation import (
    FEW,
    Pairs,
    Relation,
    are_binary,
    distinct,
    inputs_of,
    is_evidence,
    true_of,
)
from autograder.grading.relations.residues import residues


def named(pairs: Pairs) -> Relation | None:
    """Return the relation with a name that is true of pairs that are wrong."""
    pairs = [pair for pair in pairs if pair.right.size]
    if not pairs or (len(pairs) < 2 and sum(pair.right.size for pair in pairs) < 4):
        return None
    if found := true_of(pairs, [*constants(pairs), MINUS_ONE]):
        return found
    if are_binary(pairs):
        return true_of(pairs, [EXCHANGED]) if distinct((p.right for p in pairs), 2) == 2 else None
    if found := true_of(pairs, of_an_argument(pairs)):
        return found
    if not is_evidence(pairs):
        return None
    for family in (of_the_right_value, factors, offsets, another_entry, digits):
        if found := true_of(pairs, family(pairs)):
            return found
    return None


def formed(pairs: Pairs) -> Relation | None:
    """Return the form of an error without a name."""
    pairs = [pair for pair in pairs if pair.right.size]
    if not pairs or are_binary(pairs) or not is_evidence(pairs) or inputs_of(pairs) < FEW:
        return None
    return true_of(pairs, residues(pairs))


def _is_minus_one(pairs: Pairs) -> bool:
    return all(set(pair.right.flat) <= {0, 1} and pair.near(2.0 * pair.right - 1, pair.seen + 0.0)
               for pair in pairs)  # fmt: skip


MINUS_ONE = Relation("{It} {is} -1 where 0 is right.", _is_minus_one, sure=True)
EXCHANGED = Relation(
    "{It} {has} 0 and 1 exchanged.",
    lambda pairs: all(pair.near(1.0 - pair.right, pair.seen + 0.0) for pair in pairs),
)
