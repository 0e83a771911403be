"""Grades a class: reuses what still holds, grades the rest, writes each result as it comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters
from autograder.errors import UsageError
from autograder.grading.key import answer_key
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.collection import Collection, HandedIn, collect
from autograder.instructor.classes.digest import digest
from autograder.instructor.classes.gradebook import write_grades, write_passed_over
from autograder.instructor.classes.layout import PassedOver
from autograder.instructor.classes.lock import alone_in
from autograder.instructor.classes.slots import Setting, Slots
from autograder.instructor.folders import folder_name
from autograder.instructor.report.class_page import render_report
from autograder.instructor.report.feedback import render_feedback
from autograder.instructor.report.guide import Guide
from autograder.sandbox.walls.isolation import require_level

Progress = Callable[[int, int, Result], None]  # how many are done, of how many, the latest


@dataclass(frozen=True)
class ClassRun:
    """What a run over a class found."""

    results: tuple[Result, ...]  # by chapter, then by student
    passed_over: tuple[PassedOver, ...]  # what came in and is no hand-in
    reused: int  # results of an earlier run that still hold

    @property
    def needs_review(self) -> bool:
        """Whether a person must look at something."""
        return bool(self.passed_over) or any(result.needs_review for result in self.results)


def grade_class(
    root: Path,
    submitted: Path,
    out: Path,
    *,
    only: Chapter | None = None,
    students: Sequence[str] = (),
    setting: Setting | None = None,
    force: bool = False,
    progress: Progress = lambda done, total, result: None,
) -> ClassRun:
    """Grade all that lies in `submitted` and write results, feedback, grades and report to `out`.

    Where `students` names some, only they are graded; grades and report keep the others' results.

    Raises:
        UsageError: if there is nothing to grade, or nothing of a student who was named.
        GradingError: if the isolation level does not work here.
    """
    setting = setting or Setting()
    require_level(setting.isolation)
    found = collect(submitted, all_chapters(root), only)
    if students:
        _keep_students(found, students)
    # One student's own file adds to what is there, as a student who was named does.
    one = submitted.is_file() and len({entry.student for entry in found.entries}) == 1
    earlier = _of_others(stored_results(out), found.entries) if students or one else []
    with alone_in(out), Slots(setting) as slots:
        run = _Run(out, slots, force, lambda done, last: progress(done, len(found.entries), last))
        for chapter in all_chapters(root):
            entries = [entry for entry in found.entries if entry.chapter == chapter.name]
            if entries:
                run.grade(chapter, [task_of(entry, chapter, setting) for entry in entries])
                _write_grades(out, chapter, [*earlier, *run.results])
        write_report(root, out, _sorted([*earlier, *run.results]))
        write_passed_over(found.passed_over, out)
    return ClassRun(tuple(_sorted(run.results)), tuple(found.passed_over), run.reused)


class _Run:
    """Grades chapter after chapter with the same slots, and stores each result as it comes."""

    def __init__(
        self, out: Path, slots: Slots, force: bool, progress: Callable[[int, Result], None]
    ) -> None:
        self.out, self.slots = out, slots
        self.force = force
        self.progress = progress  # gets how many are done, and the latest
        self.results: list[Result] = []
        self.reused = 0

    def grade(self, chapter: Chapter, tasks: Sequence[Task]) -> None:
        """Grade the tasks of a chapter, but for those whose result still holds."""
        kept = [] if self.force else [o for task in tasks if (o := self._still_good(chapter, task))]
        self.reused += len(kept)
        self.results += kept
        done, guide = {result.student for result in kept}, Guide.of(chapter)
        for found in self.slots.grade(chapter, [t for t in tasks if t.student not in done]):
            now = datetime.now().astimezone().isoformat(timespec="minutes")
            result = replace(found, graded=now)
            store(self.out, result, guide)
            self.results.append(result)
            self.progress(len(self.results), result)

    def _still_good(self, chapter: Chapter, task: Task) -> Result | None:
        """Return the result of an earlier run if nothing that it depends on has changed."""
        folder = folder_of(self.out, chapter.name, task.student)
        result = read_result(folder / "results.json")
        good = result is not None and result.digest == task.digest
        return result if good and (folder / "feedback.html").exists() else None


def _keep_students(found: Collection, students: Sequence[str]) -> None:
    found.entries = [entry for entry in found.entries if entry.student in students]
    found.passed_over = [each for each in found.passed_over if each.student in students]
    if missing := sorted(set(students) - {entry.student for entry in found.entries}):
        raise UsageError(f"nothing was handed in by {', '.join(missing)}: is the name right?")


def _of_others(results: Sequence[Result], entries: Sequence[HandedIn]) -> list[Result]:
    again = {(entry.chapter, entry.student) for entry in entries}
    return [result for result in results if (result.chapter, result.student) not in again]


def _sorted(results: Sequence[Result]) -> list[Result]:
    return sorted(results, key=lambda result: (result.chapter, result.student))


def task_of(entry: HandedIn, chapter: Chapter, setting: Setting) -> Task:
    """Return what is to be graded of a student, with the digest of all that a result depends on."""
    choice = choose(entry, chapter)
    return Task(
        student=entry.student,
        source=choice.source,
        digest=digest(
            chapter, choice.name, choice.data, setting.limits, setting.isolation, choice.refusal
        ),
        refusal=choice.refusal,
        suspicious=choice.suspicious,
        notes=choice.notes,
    )


def folder_of(out: Path, chapter: str, student: str) -> Path:
    """Return the folder of a student's result."""
    return out / chapter / folder_name(student)


def read_result(path: Path) -> Result | None:
    """Return the result in a file, or None if there is none that can be read."""
    try:
        return Result.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def store(out: Path, result: Result, guide: Guide) -> None:
    """Write feedback.html, then results.json: where this one stands, the other does too."""
    folder = folder_of(out, result.chapter, result.student)
    write_atomic(folder / "feedback.html", render_feedback(result, guide))
    text = json.dumps(result.to_json(), indent=1, ensure_ascii=False)
    write_atomic(folder / "results.json", text + "\n")


def _write_grades(out: Path, chapter: Chapter, results: Sequence[Result]) -> None:
    own = [result for result in results if result.chapter == chapter.name]
    own.sort(key=lambda result: result.student)
    write_grades(own, out / chapter.name / "grades.csv")


def write_report(root: Path, out: Path, results: Sequence[Result]) -> None:
    """Write report.html over all results."""
    names = {result.chapter for result in results}
    chapters = [chapter for chapter in all_chapters(root) if chapter.name in names]
    messages = {
        (chapter.name, entry.exercise, entry.name): entry.message
        for chapter in chapters
        for entry in answer_key(chapter).misconceptions
    }
    guides = {chapter.name: Guide.of(chapter) for chapter in chapters}
    write_atomic(out / "report.html", render_report(results, messages, guides))


def stored_results(out: Path) -> list[Result]:
    """Return all results of earlier runs in `out`."""
    found = [read_result(path) for path in sorted(out.glob("ch*/*/results.json"))]
    return [result for result in found if result]
