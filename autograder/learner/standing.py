"""How far a learner is with each exercise, told from the file and from memory: nothing is run."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise, all_exercises, stub_of
from autograder.learner.progress import Progress
from autograder.learner.workfile import WorkFile, read_work, work_path


class Stand(StrEnum):
    """How far one exercise is."""

    NEW = "not started"  # it stands as it was built
    BEGUN = "begun"  # written, and not every check passes
    DONE = "done"
    CHANGED = "not checked"  # written, or changed since it was checked


@dataclass(frozen=True)
class Standing:
    """How far one exercise is, and how many of its checks passed when they were last run."""

    exercise: Exercise
    stand: Stand
    passed: int = 0
    checks: int = 0

    @property
    def done(self) -> bool:
        """Whether every check passed on the answer as it is now."""
        return self.stand is Stand.DONE


def read_works(chapters: Iterable[Chapter]) -> dict[Chapter, WorkFile]:
    """Return the learner's files that are there and can be read."""
    found = {}
    for chapter in chapters:
        with contextlib.suppress(UsageError):
            found[chapter] = read_work(chapter)
    return found


def standings(root: Path, progress: Progress) -> list[Standing]:
    """Return where every exercise of the course stands, in the order of the lessons."""
    known = all_exercises(root)
    works = read_works(dict.fromkeys(each.chapter for each in known))
    return [standing(each, works.get(each.chapter), progress) for each in known]


def standing(exercise: Exercise, work: WorkFile | None, progress: Progress) -> Standing:
    """Return where one exercise stands."""
    if work is None or is_new(exercise, work):
        return Standing(exercise, Stand.NEW)
    known = progress.of(exercise, work)
    if known is None:
        return Standing(exercise, Stand.CHANGED)
    return Standing(exercise, Stand.DONE if known.done else Stand.BEGUN, known.passed, known.checks)


def is_new(exercise: Exercise, work: WorkFile) -> bool:
    """Return whether an exercise stands in the learner's file as it was built."""
    return work.own(exercise.name) == _stub(exercise.chapter).own(exercise.name)


def next_of(found: Sequence[Standing], after: Exercise | None = None) -> Exercise | None:
    """Return the first exercise that is not done, None where all are.

    Those behind `after` come first: the rest of its chapter, the chapters below it, and then from
    the beginning. Without it the chapter comes first whose file was written in last.
    """
    keys = [each.exercise.key for each in found]
    start = keys.index(after.key) + 1 if after and after.key in keys else _place_of_work(found)
    turned = [*found[start:], *found[:start]]
    return next((each.exercise for each in turned if not each.done), None)


def last_done(found: Sequence[Standing]) -> Exercise | None:
    """Return the exercise that is done and stands last before the one that is next.

    Where none is, that is the last one of all that are done.
    """
    following = next_of(found)
    keys = [each.exercise for each in found]
    before = found[: keys.index(following)] if following else found
    done = [each.exercise for some in (found, before) for each in some if each.done]
    return done[-1] if done else None


def _place_of_work(found: Sequence[Standing]) -> int:
    """Return where the chapter begins whose file was written in last; 0 if none was."""
    begun = dict.fromkeys(each.exercise.chapter for each in found if each.stand is not Stand.NEW)
    latest = max(begun, key=lambda each: work_path(each).stat().st_mtime_ns, default=None)
    return next((place for place, each in enumerate(found) if each.exercise.chapter == latest), 0)


@functools.cache
def _stub(chapter: Chapter) -> WorkFile:
    return WorkFile(work_path(chapter), stub_of(chapter))
