"""One run of grading: reuses what still holds, grades the rest, stores each result as it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from autograder.chapters import Chapter
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import Executor
from autograder.instructor.classes.storage import folder_of, read_result, store
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

    def grade(self, chapter: Chapter, tasks: Sequence[Task]) -> None:
        """Grade the tasks of a chapter, but for those whose result still holds.

        What is the same, byte by byte, is graded once.
        """
        guide = Guide.of(chapter)
        kept = [] if self.force else [o for task in tasks if (o := self._still_good(task, guide))]
        self.reused += len(kept)
        self.results += kept
        done = {result.student for result in kept}
        alike: dict[object, list[Task]] = defaultdict(list)
        for task in tasks:
            if task.student not in done:
                alike[task.digest, task.suspicious, task.notes].append(task)
        same = {tasks[0].student: tasks for tasks in alike.values()}
        for found in self.executor.grade(chapter, [tasks[0] for tasks in same.values()]):
            for result in self._copies(found, same[found.student]):
                store(self.out, result, guide)
                self.results.append(result)
                self.progress(len(self.results), self.total, result)

    def _still_good(self, task: Task, guide: Guide) -> Result | None:
        """Return the result of an earlier run if nothing that it depends on has changed."""
        folder = folder_of(self.out, guide.chapter, task.student)
        result = read_result(folder / "results.json")
        good = result is not None and result.digest == task.digest
        if result is None or not good or not (folder / "feedback.html").exists():
            return None
        fresh = self._come_as(task, result)
        if fresh.to_json() != result.to_json():  # the same file, handed in once more
            store(self.out, fresh, guide)
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
