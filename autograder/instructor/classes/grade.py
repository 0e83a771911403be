"""Grades a class: reuses what still holds, grades the rest, writes each result as it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters
from autograder.grading.key import answer_key
from autograder.grading.results import Result
from autograder.grading.runner import Task
from autograder.instructor.classes.arranged import PassedOver
from autograder.instructor.classes.choice import choose
from autograder.instructor.classes.classlist import as_known, current, read_class, write_class
from autograder.instructor.classes.classplan import ClassPlan, Wanted, planned
from autograder.instructor.classes.collection import Collection, HandedIn, collect
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.digest import digest
from autograder.instructor.classes.executor import Executor, Setting
from autograder.instructor.classes.gradebook import Book, write_grades
from autograder.instructor.classes.grading_run import GradingRun, Progress
from autograder.instructor.classes.lock import alone_in
from autograder.instructor.classes.names import read_name
from autograder.instructor.classes.slots import Slots
from autograder.instructor.classes.storage import store
from autograder.instructor.people.comments import Comment
from autograder.instructor.people.deadlines import Lateness
from autograder.instructor.people.enrolment import Enrolment
from autograder.instructor.people.tables import Tables
from autograder.instructor.report.attendance import Attendance, LateName
from autograder.instructor.report.class_page import render_report
from autograder.instructor.report.guide import Guide
from autograder.sandbox.walls.isolation import require_level

ORDER = attrgetter("chapter", "student")


@dataclass(frozen=True)
class ClassRun:
    """What a run over a class found."""

    results: Sequence[Result]  # by chapter, then by student
    passed_over: Sequence[PassedOver]  # what came in and is no hand-in
    reused: int  # results of an earlier run that still hold
    enrolment: Enrolment = field(default_factory=Enrolment)  # what the roster says of all this
    late: Mapping[tuple[str, str], Lateness] = field(default_factory=dict)  # by chapter, student
    gone: Mapping[str, Set[str]] = field(default_factory=dict)  # whose hand-in was there once
    unheard: Sequence[Comment] = ()  # on what there is no result of
    seconds: float = 0.0  # that grading took, waiting for the slots included
    listed: Path = Path()  # the folder with the list of what was passed over

    @property
    def needs_review(self) -> bool:
        """Whether a person must look at something."""
        asked = bool(self.passed_over or self.enrolment.strangers or self.unheard)
        asked = asked or any(self.gone.values())
        return asked or any(result.needs_review for result in self.results)


def grade_class(
    root: Path,
    submitted: Path,
    out: Path,
    *,
    only: Chapter | None = None,
    students: Sequence[str] = (),
    concern: Concern | None = None,
    executor: Executor | None = None,
    force: bool = False,
    tables: Tables | None = None,
    progress: Progress = lambda done, total, result: None,
) -> ClassRun:
    """Grade all that lies in `submitted` and write results, feedback, grades and report to `out`.

    Where `students` or a `concern` names some, only they are graded, by a concern in any case;
    grades and report keep the others. `tables` say whose each hand-in is, and what late ones lose.

    Raises:
        UsageError: if there is nothing to grade, or nothing of a student who was named.
        GradingError: if the isolation level does not work here.
    """
    executor, tables = executor or Slots(Setting()), tables or Tables()
    require_level(executor.setting.isolation)
    found = collect(submitted, all_chapters(root), only)
    plan = planned(out, found, tables, Wanted(students, concern, _is_one(submitted, found)))
    with alone_in(out), executor:
        tables.keep(out)
        run = GradingRun(
            out, executor, tables, force or bool(concern), progress, len(found.entries)
        )
        for chapter, entries in _by_chapter(root, found):
            run.grade(chapter, entries, partial(task_of, chapter=chapter, setting=executor.setting))
            book = Book.of(tables, [*plan.others, *run.results], plan.enrolment)
            _write_grades(out, chapter, [*plan.earlier, *run.results], book)
        write_class(out, found, plan.enrolment, plan.earlier, only, in_part=plan.in_part)
        _say_what_is_late(root, out, [*plan.others, *run.results], tables)
        write_report(root, out, sorted([*plan.earlier, *run.results], key=ORDER), tables)
    return _found(plan, run, tables, out / only.name if only else out)


def _found(plan: ClassPlan, run: GradingRun, tables: Tables, listed: Path) -> ClassRun:
    """Return what a run has found."""
    known = [*plan.others, *run.results]
    return ClassRun(
        sorted(run.results, key=ORDER),
        plan.found.passed_over,
        run.reused,
        plan.enrolment,
        tables.deadlines.of(known),
        plan.gone,
        tables.unheard(known),
        run.seconds,
        listed,
    )


def _is_one(submitted: Path, found: Collection) -> bool:
    """Return whether it is one student's own file: it adds to what is there."""
    return submitted.is_file() and len({entry.student for entry in found.entries}) == 1


def _by_chapter(root: Path, found: Collection) -> Iterator[tuple[Chapter, list[HandedIn]]]:
    """Yield each chapter of which something was handed in, with that."""
    for chapter in all_chapters(root):
        if entries := [entry for entry in found.entries if entry.chapter == chapter.name]:
            yield chapter, entries


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


def _say_what_is_late(root: Path, out: Path, results: Sequence[Result], tables: Tables) -> None:
    """Write on pages what being late costs, where that is not what they say.

    A chapter may use up late days that another one had counted on, and a date may have moved: that
    changes pages and gradebooks of chapters that were graded long ago.
    """
    late, changed = tables.deadlines.of(results), defaultdict(list)
    for result in results:
        now = late[place].said if (place := (result.chapter, result.student)) in late else None
        if now != result.late:
            changed[result.chapter].append(replace(result, late=now))
    for chapter in all_chapters(root):
        if chapter.name in changed:
            guide = Guide.of(chapter)
            for result in changed[chapter.name]:
                store(out, result, guide)
            missing = as_known(out, Enrolment(), tables.roster, Collection())
            _write_grades(out, chapter, current(out, results), Book(tables.roster, late, missing))


def write_report(root: Path, out: Path, results: Sequence[Result], tables: Tables) -> None:
    """Write report.html over all results; who is missing or late is said where tables know it."""
    names = {result.chapter for result in results}
    chapters = [chapter for chapter in all_chapters(root) if chapter.name in names]
    messages = {
        (chapter.name, entry.exercise, entry.name): entry.message
        for chapter in chapters
        for entry in answer_key(chapter).misconceptions
    }
    guides = {chapter.name: Guide.of(chapter) for chapter in chapters}
    attendance = _attendance(out, results, tables)
    write_atomic(out / "report.html", render_report(results, messages, guides, attendance))


def _attendance(out: Path, results: Sequence[Result], tables: Tables) -> dict[str, Attendance]:
    """Return who handed in nothing, by the roster's names, and who was late, by chapter."""
    names = {person.id: person.name for person in tables.roster.people}
    late: dict[str, list[LateName]] = defaultdict(list)
    dated = tables.deadlines.of(results)
    for each in results:
        found = dated.get((each.chapter, each.student))
        days, share = (found.days, found.share) if found else (0, 0.0)
        if days or read_name(each.origin, is_folder=True).late:
            late[each.chapter].append(LateName(names.get(each.student, each.student), days, share))
    missing = {
        chapter: [names.get(each, each) for each in sorted(who.missing)]
        for chapter, who in read_class(out).items()
    }
    return {
        chapter: Attendance(missing.get(chapter, ()), late[chapter])
        for chapter in sorted({*late, *(name for name, who in missing.items() if who)})
    }
