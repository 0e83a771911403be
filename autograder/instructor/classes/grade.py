"""Grades a class: reuses what still holds, grades the rest, writes each result as it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.digest import digest
from autograder.instructor.classes.gradebook import Book, write_grades, write_passed_over
from autograder.instructor.classes.layout import PassedOver
from autograder.instructor.classes.lock import alone_in
from autograder.instructor.classes.slots import Setting, Slots
from autograder.instructor.classes.storage import folder_of, read_result, store, stored_results
from autograder.instructor.people.enrolment import Enrolment, enrol
from autograder.instructor.people.tables import Tables
from autograder.instructor.report.class_page import render_report
from autograder.instructor.report.guide import Guide
from autograder.sandbox.walls.isolation import require_level

Progress = Callable[[int, int, Result], None]  # how many are done, of how many, the latest


@dataclass(frozen=True)
class ClassRun:
    """What a run over a class found."""

    results: tuple[Result, ...]  # by chapter, then by student
    passed_over: tuple[PassedOver, ...]  # what came in and is no hand-in
    reused: int  # results of an earlier run that still hold
    enrolment: Enrolment = field(default_factory=Enrolment)  # what the roster says of all this

    @property
    def needs_review(self) -> bool:
        """Whether a person must look at something."""
        asked = bool(self.passed_over or self.enrolment.strangers)
        return asked or any(result.needs_review for result in self.results)


def grade_class(
    root: Path,
    submitted: Path,
    out: Path,
    *,
    only: Chapter | None = None,
    students: Sequence[str] = (),
    concern: Concern | None = None,
    setting: Setting | None = None,
    force: bool = False,
    tables: Tables | None = None,
    progress: Progress = lambda done, total, result: None,
) -> ClassRun:
    """Grade all that lies in `submitted` and write results, feedback, grades and report to `out`.

    Where `students` names some, or a `concern` does, only they are graded, by a concern in any
    case; grades and report keep the others' results. With a roster among the `tables` each hand-in
    becomes that of its student there, and with deadlines late ones lose what they say.

    Raises:
        UsageError: if there is nothing to grade, or nothing of a student who was named.
        GradingError: if the isolation level does not work here.
    """
    setting, tables = setting or Setting(), tables or Tables()
    require_level(setting.isolation)
    found = collect(submitted, all_chapters(root), only)
    enrolment = enrol(found, tables)
    in_part = _narrow(found, out, students, concern) or _is_one(submitted, found)
    others = _of_others(stored_results(out), found) if in_part or tables.deadlines else []
    earlier = others if in_part else []
    with alone_in(out), Slots(setting) as slots:
        tables.keep(out)
        run = _Run(out, slots, force or bool(concern), progress, len(found.entries))
        for chapter, entries in _by_chapter(root, found):
            run.grade(chapter, [task_of(entry, chapter, setting) for entry in entries])
            book = Book.of(tables, [*others, *run.results], enrolment.missing)
            _write_grades(out, chapter, [*earlier, *run.results], book)
        write_report(root, out, _sorted([*earlier, *run.results]))
        write_passed_over(found.passed_over, out)
    return ClassRun(tuple(_sorted(run.results)), tuple(found.passed_over), run.reused, enrolment)


@dataclass
class _Run:
    """Grades chapter after chapter with the same slots, and stores each result as it comes."""

    out: Path
    slots: Slots
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
        for found in self.slots.grade(chapter, [tasks[0] for tasks in same.values()]):
            for result in _copies(found, same[found.student]):
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
        fresh = _come_as(task, result)
        if fresh.to_json() != result.to_json():  # the same file, handed in once more
            store(self.out, fresh, guide)
        return fresh


def _copies(found: Result, tasks: Sequence[Task]) -> Iterator[Result]:
    """Yield a result for each student who handed in the same."""
    now = datetime.now().astimezone().isoformat(timespec="minutes")
    for task in tasks:
        yield _come_as(task, replace(found, student=task.student, graded=now))


def _come_as(task: Task, result: Result) -> Result:
    return replace(result, handed_in=task.handed_in, origin=task.origin)


def _narrow(found: Collection, out: Path, students: Sequence[str], concern: Concern | None) -> bool:
    """Keep the hand-ins of those who are named or concerned; return whether any were."""
    if students:
        _keep_students(found, students)
    if concern:
        concern.keep(found, stored_results(out))
    return bool(students or concern)


def _keep_students(found: Collection, students: Sequence[str]) -> None:
    found.entries = [entry for entry in found.entries if entry.student in students]
    found.passed_over = [each for each in found.passed_over if each.student in students]
    if missing := sorted(set(students) - {entry.student for entry in found.entries}):
        raise UsageError(f"nothing was handed in by {', '.join(missing)}: is the name right?")


def _is_one(submitted: Path, found: Collection) -> bool:
    """Return whether it is one student's own file: it adds to what is there."""
    return submitted.is_file() and len({entry.student for entry in found.entries}) == 1


def _by_chapter(root: Path, found: Collection) -> Iterator[tuple[Chapter, list[HandedIn]]]:
    """Yield each chapter of which something was handed in, with that."""
    for chapter in all_chapters(root):
        if entries := [entry for entry in found.entries if entry.chapter == chapter.name]:
            yield chapter, entries


def _of_others(results: Sequence[Result], found: Collection) -> list[Result]:
    again = {(entry.chapter, entry.student) for entry in found.entries}
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
        handed_in=entry.moment(choice.name),
        origin=entry.origin,
    )


def _write_grades(out: Path, chapter: Chapter, results: Sequence[Result], book: Book) -> None:
    own = [result for result in results if result.chapter == chapter.name]
    own.sort(key=lambda result: result.student)
    write_grades(own, out / chapter.name / "grades.csv", book=book)


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
