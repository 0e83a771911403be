"""One run of grading: reuses what still holds, grades the rest, stores each result as it comes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from autograder.chapters import Chapter
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.collection import HandedIn
from autograder.instructor.classes.executor import Executor
from autograder.instructor.classes.storage import folder_of, read_result, try_store
from autograder.instructor.people.tables import Tables
from autograder.instructor.report.guide import Guide

Progress = Callable[[int, int, Result], None]  # how many are done, of how many, the latest


@dataclass
class GradingRun:
    """Grades chapter after chapter with the same executor, and stores each result as it comes."""

    out: Path
    executor: Executor
    tables: Tables
    force: bool
    progress: Progress
    total: int
    results: list[Result] = field(default_factory=list)
    reused: int = 0
    seconds: float = 0.0  # that grading took

    def grade(
        self, chapter: Chapter, entries: Sequence[HandedIn], task_of: Callable[[HandedIn], Task]
    ) -> None:
        """Grade what was handed in for a chapter, but for those whose result still holds.

        What is the same, byte by byte, is graded once. A file is read to see whether it has
        changed, and again when its turn has come: a large class is never in memory as a whole.
        """
        start, guide = time.monotonic(), Guide.of(chapter)
        alike: dict[object, list[Task]] = defaultdict(list)
        for entry in entries:
            task = task_of(entry)
            if kept := None if self.force else self._still_good(task, guide):
                self.reused += 1
                self.results.append(kept)
            else:
                key = task.digest, task.suspicious, task.notes
                alike[key].append(replace(task, source=None))
        same: dict[str, list[Task]] = {}  # who gets the result, by the one who is graded
        by_student = {entry.student: entry for entry in entries}
        fresh = _unchanged(alike.values(), same, lambda student: task_of(by_student[student]))
        for found in self.executor.grade(chapter, fresh):
            for result in self._copies(found.compact(), same[found.student]):
                self.results.append(try_store(self.out, result, guide))
                self.progress(len(self.results), self.total, self.results[-1])
        self.seconds += time.monotonic() - start

    def _still_good(self, task: Task, guide: Guide) -> Result | None:
        """Return the result of an earlier run if nothing that it depends on has changed."""
        folder = folder_of(self.out, guide.chapter, task.student)
        result = read_result(folder / "results.json")
        good = result is not None and result.digest == task.digest
        if result is None or not good or not (folder / "feedback.html").exists():
            return None
        fresh = self._come_as(task, result)
        if fresh.to_json() != result.to_json():  # the same file, handed in once more
            return try_store(self.out, fresh, guide)
        return fresh

    def _copies(self, found: Result, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield a result for each student who handed in the same."""
        now = datetime.now().astimezone().isoformat(timespec="minutes")
        for task in tasks:
            yield self._come_as(task, replace(found, student=task.student, graded=now))

    def _come_as(self, task: Task, result: Result) -> Result:
        """Return a result with what is not of the graders: when it came, and what people say."""
        remarks = self.tables.remarks_on(result.chapter, task.student)
        return replace(result, handed_in=task.handed_in, origin=task.origin, remarks=remarks)


def _unchanged(
    groups: Iterable[list[Task]], same: dict[str, list[Task]], read: Callable[[str], Task]
) -> Iterator[Task]:
    """Yield a task of each group of the same ones, read anew, and note whose result it will be.

    A file that has become another one meanwhile stands for itself alone.
    """
    for tasks in groups:
        while tasks:
            first, *others = tasks
            again = read(first.student)
            is_same = again.digest == first.digest
            same[first.student] = tasks if is_same else [replace(again, source=None)]
            yield again
            tasks = [] if is_same else others
