"""Unfolds the hints of an exercise, one at a time."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.folds import FOLDS
from autograder.learner.exercises import Exercise
from autograder.learner.progress import changing


@dataclass(frozen=True)
class Unfolded:
    """The hints of one exercise that have been asked for, as pairs of title and Markdown."""

    hints: tuple[tuple[str, str], ...]
    left: int
    new: bool  # whether the last one was unfolded just now


def unfold(exercise: Exercise, more: bool = True) -> Unfolded:
    """Return the hints unfolded so far, with one more if there is one and `more` is set.

    Raises:
        UsageError: if nobody has written a hint for the exercise.
    """
    hints = hints_of(exercise)
    if not hints:
        raise UsageError(f"{exercise.name} has no hint: read its section with `autograder next`")
    with changing(exercise.chapter.root) as progress:
        before = min(progress.hints.get(exercise.key, 0), len(hints))
        count = min(before + more, len(hints))
        if count:
            progress.hints[exercise.key] = count
    return Unfolded(tuple(hints[:count]), len(hints) - count, count > before)


def hints_of(exercise: Exercise) -> list[tuple[str, str]]:
    """Return all hints of an exercise as pairs of title and Markdown, unfolded or not."""
    folds = exercise.chapter.contents.get("hints", {}).get(exercise.name, {})
    return [(title, folds[title]) for title in FOLDS if folds.get(title)]
