"""Whole kits that are handed in: what came with them is no work, what lies beside it may be."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.grading.intake import SUFFIXES
from autograder.instructor.classes.members import Member

KIT = "exercises"  # the folder of a kit that holds the chapters' folders
_SCRIPT = "start.py"  # at the top of a kit, and of nobody's making


def kits_in(members: Iterable[Member], depth: int) -> set[str]:
    """Return the folders at a depth that are kits: nothing is said of what came with these."""
    return {m.steps[depth] for m in members if m.steps[depth + 1 : depth + 2] == (KIT,)}


def is_own_work(path: str) -> bool:
    """Return whether a file at the top of a kit did not come with it, and could be graded.

    A learner's own file is told of: perhaps it is the work.
    """
    name = path.rpartition("/")[2]
    return name.endswith(SUFFIXES) and name != _SCRIPT
