"""What an author has not yet written in the hints of a chapter."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.chapters import Chapter
from autograder.grading.hints import FOLDS, read_hints


def missing_folds(chapter: Chapter) -> Iterator[str]:
    """Yield a sentence for each fold that is not there or empty."""
    hints = read_hints(chapter.hints)
    for exercise in chapter.exercises:
        for fold in FOLDS:
            if not hints.get(exercise, {}).get(fold):
                yield f"{chapter.hints.name} has no «{fold}» for {exercise}"
