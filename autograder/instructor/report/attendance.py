"""What the report says of a chapter beside its results: who is missing, and who was late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class LateName:
    """A student whose hand-in was late: days begun, and the share of the points that it costs.

    No days: a system calls it late, and does not say by how much.
    """

    student: str
    days: int
    share: float

    @property
    def words(self) -> str:
        """Return what an instructor reads of it."""
        if not self.days:
            return "late, says the system, not how late: nothing is taken off here"
        days = f"{self.days} day{'' if self.days == 1 else 's'}"
        return f"{days}, {100 * self.share:.0f} %"


@dataclass(frozen=True)
class Attendance:
    """Who of the roster handed in nothing of a chapter, and who did so late."""

    missing: Sequence[str] = ()
    late: Sequence[LateName] = ()
