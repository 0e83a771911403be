"""The right function called again with one argument changed: does it give the wrong answers?"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.relations.changes import Variant, Variants
from autograder.grading.relations.parts import parts_of
from autograder.grading.relations.relation import FEW, are_binary, are_whole, distinct
from autograder.grading.relations.sightings import Sighting, Subject, different
from autograder.sandbox.worker.session import Session

RIGHT_CALLS = 12  # that a change is tried on
SURE = 6  # different right values, where a change does not give all right answers


class OutOfTime(Exception):
    """The search has used its time."""


@dataclass
class Allowance:
    """The processor time that a search may take: a busy machine changes no sentence."""

    seconds: float = 0.8
    start: float = field(default_factory=time.process_time)

    def ask(self) -> None:
        """Raise OutOfTime when the time is over."""
        if time.process_time() - self.start > self.seconds:
            raise OutOfTime


def asked(subject: Subject, args: Mapping[str, Any]) -> Any:
    """Return what the right function answers to arguments, None where it refuses them."""
    maker = Session()
    if subject.function is None:
        return None
    try:
        made = {name: maker.make(copy.deepcopy(value)) for name, value in args.items()}
        return subject.function(**made)
    except Exception:  # whatever a changed argument leads to
        return None


def changed(
    wrong: Sequence[Sighting],
    right: Sequence[Sighting],
    changes: Variants,
    budget: Allowance,
    roles: Iterable[str] = (),
) -> tuple[Variant, bool] | None:
    """Return the change that gives all wrong answers, and whether it gives the right ones too.

    `roles` are the parts that it must give; without any, all. Little information lies: see `Trust`.
    """
    wanted = frozenset(roles)
    trust = Trust.of(wrong, right, wanted)
    if different(wrong) < 2 or not trust.is_enough:
        return None
    some = right if trust.is_binary else right[:: max(1, len(right) // RIGHT_CALLS)]
    for change in _survivors(wrong, changes, budget, wanted):
        if (trust.is_binary and change.is_weak_in_signs) or not _is_evidence(change, wrong):
            continue
        everywhere = all(_gives(change, each, changes, budget, wanted) for each in some)
        if everywhere or (trust.is_sure and not change.weak):
            return change, everywhere
    return None


@dataclass(frozen=True)
class Trust:
    """How much the wrong answers tell: few values and whole numbers fit by accident."""

    is_binary: bool  # 0 and 1 everywhere: a change must hold in every call
    is_enough: bool
    is_sure: bool  # a change need not hold in the right calls

    @classmethod
    def of(
        cls, wrong: Sequence[Sighting], right: Sequence[Sighting], roles: frozenset[str]
    ) -> Trust:
        """Return how much calls tell of some parts, or of all."""
        every = [pair for each in (*wrong, *right) for pair in each.pairs.values()]
        pairs = [
            pair
            for each in wrong
            for part, pair in each.wrong.items()
            if not roles or part.role in roles
        ]
        if are_binary(every):
            return cls(True, distinct(pair.right for pair in every) > 1, False)
        several = len(pairs) > 2 and distinct((pair.right for pair in pairs), SURE) == SURE
        whole = are_whole(pairs)
        enough = distinct(pair.right for pair in pairs) == FEW
        return cls(False, several if whole and roles else enough, several and not (whole or roles))


def _is_evidence(change: Variant, wrong: Sequence[Sighting]) -> bool:
    """Return whether what a change speaks of differs from call to call: a size, for one."""
    first = wrong[0]
    for letter in first.sizes:
        if f"/ {letter} " in change.label or change.label.startswith(f"{letter} ·"):
            return len({each.sizes.get(letter) for each in wrong} - {1}) > 1
    return True


def _survivors(
    wrong: Sequence[Sighting], changes: Variants, budget: Allowance, roles: frozenset[str]
) -> list[Variant]:
    """Return the changes that give what was seen in every wrong call."""
    alive: dict[Variant, None] | None = None
    for each in wrong:
        now: dict[Variant, None] = {}
        for change, args in changes.of(each):
            if change in now or (alive is not None and change not in alive):
                continue
            budget.ask()
            if _equal(asked(changes.subject, args), each, changes.subject, roles):
                now[change] = None
        alive = now if alive is None else {change: None for change in alive if change in now}
        if not alive:
            return []
    return list(alive or ())


def _gives(
    change: Variant, each: Sighting, changes: Variants, budget: Allowance, roles: frozenset[str]
) -> bool:
    """Return whether a change gives what was seen in a call; true where it changes nothing."""
    for other, args in changes.of(each):
        if other == change:
            budget.ask()
            return _equal(asked(changes.subject, args), each, changes.subject, roles)
    return True


def _equal(value: Any, each: Sighting, subject: Subject, roles: frozenset[str]) -> bool:
    """Return whether a value has the parts that were seen, as far as they are asked for."""
    found = parts_of(value, subject.names)
    for part, pair in each.pairs.items():
        if roles and part.role not in roles:
            continue
        if part not in found or not pair.near(found[part], pair.seen):
            return False
    return bool(found)
