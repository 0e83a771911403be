"""Runs a chapter's tests: graders for many submissions, collected once, or checks for one."""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.chapters import Chapter
from autograder.errors import AutograderError, CourseError
from autograder.grading import plugin
from autograder.grading.connection import Connections, load_error_text
from autograder.grading.examination import Examination, Grader, not_run
from autograder.grading.report import outcome_of
from autograder.grading.results import Outcome, Result, State
from autograder.grading.setup import answer_key
from autograder.grading.transcript import Call
from autograder.sandbox.isolation import Launchers
from autograder.sandbox.loading import Source

UNUSED_PLUGINS = """
cacheprovider logging warnings terminal faulthandler doctest unraisableexception threadexception
skipping pastebin junitxml setuponly setupplan stepwise debugging unittest tmpdir monkeypatch
recwarn legacypath subtests capture
""".split()

RunChecks = Callable[[Examination, str], Sequence[Outcome]]  # of one exercise, "" for all


@dataclass(frozen=True)
class Task:
    """One submission to grade: its source, or the reason why there is none."""

    student: str
    source: Source | None
    digest: str = ""
    refusal: str = ""  # what to tell the student
    suspicious: bool = False  # the refusal is one that a person should look at
    notes: tuple[str, ...] = ()


def run_graders(
    chapter: Chapter,
    launchers: Launchers,
    tasks: Iterable[Task],
    done: Callable[[Result], None],
    wanted: Callable[[Task, Grader], bool] = lambda task, grader: True,
    listen: Callable[[str, Sequence[Call]], None] = lambda grader, calls: None,
) -> None:
    """Grade each task on the chapter's graders and hand its result to `done`.

    `wanted` chooses the graders of a task; `listen` is told the calls of each.

    Raises:
        CourseError: if the graders cannot be collected.
    """

    def grade_all(items: Sequence[pytest.Item], outcomes: _Outcomes) -> None:
        for task in tasks:
            chosen = [item for item in items if wanted(task, _grader_of(item))]
            try:
                result = _grade(chapter, launchers, task, chosen, outcomes, listen)
            except AutograderError:
                raise
            except Exception as error:  # a fault of ours ends this submission only
                result = _faulty(chapter, launchers, task, error)
            done(result)

    _collect_and(grade_all, chapter.graders)


def points_of(chapter: Chapter) -> dict[str, float]:
    """Return the points of each exercise: the sum over its hidden graders, {} where none are.

    Raises:
        CourseError: if the graders cannot be collected.
    """
    found: dict[str, float] = {}

    def add(items: Sequence[pytest.Item], outcomes: _Outcomes) -> None:
        for grader in map(_grader_of, items):
            found[grader.exercise] = found.get(grader.exercise, 0) + grader.points

    if chapter.graders.exists():
        _collect_and(add, chapter.graders)
    return found


def run_checks(path: Path, examination: Examination, exercise: str = "") -> list[Outcome]:
    """Return the outcomes of the checks in the file `path`: of one exercise, or of all.

    Raises:
        CourseError: if the checks cannot be collected.
    """
    found: list[Outcome] = []
    collect_checks(path, lambda run: found.extend(run(examination, exercise)))
    return found


def collect_checks(path: Path, use: Callable[[RunChecks], None]) -> None:
    """Collect the checks in the file `path` and hand over what runs them, as often as wanted.

    Raises:
        CourseError: if the checks cannot be collected.
    """

    def hand_over(items: Sequence[pytest.Item], outcomes: _Outcomes) -> None:
        def run(examination: Examination, exercise: str) -> Sequence[Outcome]:
            wanted = [item for item in items if exercise in ("", _exercise_of(item))]
            return outcomes.of(wanted, examination)

        use(run)

    _collect_and(hand_over, path)


def _grader_of(item: pytest.Item) -> Grader:
    grader = plugin.grader_of(item)
    assert grader is not None  # `_Loop` refuses tests without the marker
    return grader


def _exercise_of(item: pytest.Item) -> str:
    grader = plugin.grader_of(item)
    return grader.exercise if grader else ""


def _collect_and(use: Callable[[Sequence[pytest.Item], _Outcomes], None], path: Path) -> None:
    """Collect the tests in a file and hand them to `use`, inside a pytest session of our own."""
    loop = _Loop(path, use)
    # Nothing of the machine's pytest settings or other plugins may change a grade.
    folder = str(path.parent)
    options = ["-c", os.devnull, "--rootdir", folder, "--noconftest", "--import-mode=importlib"]
    options += ["--disable-plugin-autoload", "-p", "autograder.grading.plugin"]
    options += [word for name in UNUSED_PLUGINS for word in ("-p", f"no:{name}")]
    try:
        pytest.main([*options, str(path)], plugins=[loop])
    finally:
        _forget(path)
    if loop.error:
        raise loop.error
    if loop.fault:
        raise CourseError(loop.fault)


def _forget(path: Path) -> None:
    """Drop the tests' module: pytest would take it for every other file of its name."""
    for name, module in list(sys.modules.items()):
        # Statically: to ask a module that loads late for an attribute would load Keras.
        if inspect.getattr_static(module, "__file__", None) == str(path):
            del sys.modules[name]


class _Outcomes:
    """Runs tests one after the other and collects how they ended."""

    def __init__(self) -> None:
        self.latest: list[Outcome] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome of the test that has just run."""
        if outcome := outcome_of(report):
            self.latest.append(outcome)

    def of(self, items: Sequence[pytest.Item], examination: Examination) -> tuple[Outcome, ...]:
        """Return the outcomes of the tests on one submission."""
        if not items:
            return ()
        stash = items[0].config.stash
        stash[plugin.EXAMINATIONS] = {items[0].path.parent: examination}
        self.latest = []
        try:
            for item, following in zip(items, [*items[1:], None], strict=True):
                arguments = plugin.direct_arguments(item, examination)
                if arguments is None:
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                else:
                    self.latest.append(_call(item, examination, arguments))
            return examination.finish(self.latest)
        finally:
            examination.connections.close()
            stash[plugin.EXAMINATIONS] = {}


def _call(item: pytest.Item, examination: Examination, arguments: dict[str, Any]) -> Outcome:
    """Call a test that needs our own fixtures alone, without the millisecond of pytest's hooks."""
    grader = plugin.grader_of(item)
    assert grader is not None
    error: BaseException | None = None
    try:
        examination.begin(grader)
        item.obj(**arguments)  # type: ignore[attr-defined]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as raised:
        error = raised
    return examination.judge(grader, error)


class _Loop(_Outcomes):
    """The pytest plugin that replaces the usual single pass over the tests."""

    def __init__(self, path: Path, use: Callable[[Sequence[pytest.Item], _Outcomes], None]) -> None:
        super().__init__()
        self.path, self.use = path, use
        self.fault = f"{path} holds no test: write one, or run `autograder new`"
        self.error: BaseException | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the error of a file that cannot be imported."""
        if report.failed:
            self.fault = f"{self.path} cannot be collected:\n{report.longreprtext}"

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand the tests over."""
        bare = [item.name for item in session.items if plugin.grader_of(item) is None]
        if bare:
            self.fault = f"{self.path}: {bare[0]} has no `exercise` marker: add one"
        elif session.items and not session.testsfailed:
            self.fault = ""
            try:
                self.use(session.items, self)
            except BaseException as error:  # pytest would print it and go on
                self.error = error
        return True


def _grade(
    chapter: Chapter,
    launchers: Launchers,
    task: Task,
    items: Sequence[pytest.Item],
    outcomes: _Outcomes,
    listen: Callable[[str, Sequence[Call]], None],
) -> Result:
    """Return the result of one submission."""
    if task.source is None:
        graders = [grader for item in items if (grader := plugin.grader_of(item))]
        found, summary, errors = not_run(graders, task.refusal), task.refusal, []
    else:
        key = answer_key(chapter)
        connections = Connections(launchers, task.source, key.packages)
        examination = Examination(connections, key, diagnose_at_once=False, listen=listen)
        found = outcomes.of(items, examination)
        errors = [load_error_text(error) for error in connections.errors]
        summary = _summary(found, errors)
    return Result(
        chapter=chapter.name,
        student=task.student,
        outcomes=found,
        isolation=launchers.level,
        digest=task.digest,
        summary=summary,
        notes=(*task.notes, *errors),
        refused=task.suspicious,
    )


def _faulty(chapter: Chapter, launchers: Launchers, task: Task, error: Exception) -> Result:
    """Return the result of a submission over which the engine itself failed: no score."""
    return Result(
        chapter=chapter.name,
        student=task.student,
        outcomes=(),
        isolation=launchers.level,
        summary="This could not be graded. Your instructor has been told.",
        notes=("".join(traceback.format_exception(error, limit=-3))[-2000:],),
        refused=True,
    )


def _summary(outcomes: Sequence[Outcome], errors: Sequence[str]) -> str:
    """Return a sentence or two for the learner about the whole submission."""
    passed = sum(outcome.state is State.PASSED for outcome in outcomes)
    text = f"{passed} of {len(outcomes)} tests passed."
    return f"{text} {errors[0]}" if errors and passed < len(outcomes) else text
