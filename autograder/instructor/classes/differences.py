"""What has changed between two runs of a class: for whom, by how much, and by which graders."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.results import Outcome, Result
from autograder.instructor.classes.gradebook import guarded


@dataclass(frozen=True)
class ResultChange:
    """One student's chapter, before and after; one that was not there has no score."""

    chapter: str
    student: str
    before: float | None
    after: float | None
    graders: tuple[str, ...]  # those whose outcome is another one, as <exercise>/<grader>

    @property
    def gain(self) -> float:
        """The points won, below 0 where some were lost."""
        return (self.after or 0.0) - (self.before or 0.0)


def changes(before: Sequence[Result], after: Sequence[Result]) -> list[ResultChange]:
    """Return what is another result now, by chapter and student; times and notes do not count."""
    old = {(each.chapter, each.student): each for each in before}
    new = {(each.chapter, each.student): each for each in after}
    found = (_change(place, old.get(place), new.get(place)) for place in sorted(old | new))
    return [change for change in found if change.before != change.after or change.graders]


def _change(place: tuple[str, str], before: Result | None, after: Result | None) -> ResultChange:
    if before is None or after is None:
        return ResultChange(*place, _score(before), _score(after), ())
    old, new = (dict(_judged(each.outcomes)) for each in (before, after))
    graders = tuple(name for name in sorted(old | new) if old.get(name) != new.get(name))
    return ResultChange(*place, _score(before), _score(after), graders)


def _score(result: Result | None) -> float | None:
    """Return the score; None where there is none, or a person must look first."""
    return None if result is None or result.needs_review else result.score


def _judged(outcomes: Sequence[Outcome]) -> list[tuple[str, tuple[object, ...]]]:
    """Return how each grader judged, by its name."""
    return [
        (f"{each.exercise}/{each.grader.rpartition('.')[2]}", (each.state, each.points))
        for each in outcomes
    ]


def changes_csv(found: Sequence[ResultChange]) -> str:
    """Return a table with a line for each change."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["chapter", "student", "before", "after", "graders"])
    for each in found:
        scores = ("" if score is None else f"{score:.12g}" for score in (each.before, each.after))
        names = " ".join(each.graders)
        writer.writerow([guarded(each.chapter), guarded(each.student), *scores, names])
    return f"\ufeff{text.getvalue()}"
