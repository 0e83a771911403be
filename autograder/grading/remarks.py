"""What is no grader's and goes with a result: what a person says of it, and how late it came."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """What a person says of a hand-in: of one exercise, or of all of it if none is named.

    Points that are given by hand count in place of the graders'.
    """

    exercise: str = ""
    text: str = ""
    points: float | None = None


@dataclass(frozen=True)
class Late:
    """By how much a hand-in was late, and the share of its points that this takes.

    The score of a result is without it: gradebooks take it off.
    """

    days: int  # begun
    share: float
