"""Which pairs of some calls are looked at: of one part, the wrong ones, the wrong entries."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading.relations.sightings import Pair, Sighting


@dataclasses.dataclass(frozen=True)
class CallGroup:
    """Some calls: those with a wrong answer, the others, and what they have in common."""

    wrong: Sequence[Sighting]
    right: Sequence[Sighting]
    place: str = ""

    @property
    def all(self) -> list[Sighting]:
        """All calls of the group."""
        return [*self.wrong, *self.right]

    def by_word(self) -> Iterator[CallGroup]:
        """Yield the calls by the word of a string argument, where some answers are wrong."""
        for name, value in self.wrong[0].args.items():
            if not isinstance(value, str) or len({str(each.args[name]) for each in self.all}) < 2:
                continue
            for word in dict.fromkeys(str(each.args[name]) for each in self.wrong):
                wrong, right = (
                    [each for each in calls if each.args[name] == word]
                    for calls in (self.wrong, self.right)
                )
                yield CallGroup(wrong, right, f"with {name} «{word}»")


def pairs_of(calls: Sequence[Sighting], role: str, *, every: bool = False) -> list[Pair]:
    """Return the wrong pairs of a part; `every`, the right ones too."""
    return [
        pair
        for each in calls
        for part, pair in (each.pairs if every else each.wrong).items()
        if part.role == role
    ]


def rights_of(calls: Sequence[Sighting], role: str) -> list[Pair]:
    """Return the right pairs of a part."""
    return [pair for pair in pairs_of(calls, role, every=True) if pair.is_right]


def only_wrong(pair: Pair) -> Pair | None:
    """Return the wrong entries of a pair; None where there are none, or no axes."""
    off = pair.off
    if not off.ndim or not off.any():
        return None

    def cut(value: Any) -> Any:
        alike = isinstance(value, np.ndarray) and value.shape == off.shape
        return value[off] if alike else value

    args = {name: cut(value) for name, value in pair.args.items()}
    return dataclasses.replace(pair, right=pair.right[off], seen=pair.seen[off], args=args)
