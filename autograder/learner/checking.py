"""Checks a learner's own work on the learner's own machine: public checks, in process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.grading.collect import collect_checks
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination, Listen
from autograder.grading.grader import Grader
from autograder.grading.key import public_key, wanted_signatures
from autograder.grading.results import Outcome, State, by_exercise
from autograder.learner.exercises import exercises_of, no_exercise
from autograder.learner.idle import idle_statements
from autograder.learner.warned import Warned
from autograder.learner.workfile import WorkFile, read_work
from autograder.sandbox.walls.isolation import Launchers
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source


@dataclass(frozen=True)
class Checked:
    """How the checks of one chapter ended on a learner's file."""

    chapter: Chapter
    outcomes: tuple[Outcome, ...]
    warned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by exercise, in words

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(outcome.state is State.PASSED for outcome in self.outcomes)

    @property
    def done(self) -> list[str]:
        """The exercises all of whose checks passed."""
        groups = self.by_exercise.items()
        return [name for name, found in groups if all(o.state is State.PASSED for o in found)]

    def unseen(self, exercise: str) -> tuple[str, ...]:
        """Return what the checks do not look at, of an exercise all of whose checks passed."""
        names = {each.name: each.unseen for each in exercises_of(self.chapter)}
        return names.get(exercise, ()) if exercise in self.done else ()

    @property
    def by_exercise(self) -> dict[str, list[Outcome]]:
        """The outcomes of each exercise that was checked, in the order of the lesson."""
        groups = by_exercise(self.outcomes)
        order = [each.name for each in exercises_of(self.chapter)]
        return {name: groups[name] for name in order if name in groups}


def check_file(chapter: Chapter, exercise: str = "") -> Checked:
    """Check the learner's file in the chapter's exercise folder.

    Raises:
        UsageError: if the file or the exercise is not there.
    """
    return check_work(chapter, read_work(chapter), exercise)


def check_work(
    chapter: Chapter,
    work: WorkFile,
    exercise: str = "",
    listen: Listen = lambda *_: None,
    checks: Sequence[Grader] = (),
) -> Checked:
    """Check a learner's file that has been read; `listen` is told each check that has run.

    The file keeps its full path, so that a debugger finds its lines. `checks` are those of the
    chapter, where they are collected already.

    Raises:
        UsageError: if the chapter has no such exercise.
    """
    source = Source(chapter.module, (Cell(str(work.path), work.text),))
    return check_source(chapter, LocalLauncher(), source, exercise, listen, checks)


def check_source(
    chapter: Chapter,
    launchers: Launchers,
    source: Source,
    exercise: str = "",
    listen: Listen = lambda *_: None,
    checks: Sequence[Grader] = (),
    files: Iterable[str] = (),
) -> Checked:
    """Check a submission that the workers of `launchers` load.

    `files` are those of the learner's own code, where the cells of `source` do not name them.

    Raises:
        UsageError: if the chapter has no such exercise.
    """
    wanted = _wanted(chapter, exercise, checks)
    connections, key = Connections(launchers, source), public_key(chapter)
    with Warned(frozenset([*files, *(cell.name for cell in source.cells)])) as warned:
        listen = warned.noting(listen)
        examination = Examination(connections, key, public=True, listen=listen)
        outcomes = examination.run_all(wanted)
    told = dict(warned.by_exercise(outcomes))
    for name in {each.exercise for each in failures_of(outcomes)}:
        told[name] = (*idle_statements(source.cells, name), *told.get(name, ()))
    return Checked(chapter, outcomes, told)


def _wanted(chapter: Chapter, exercise: str, checks: Sequence[Grader]) -> list[Grader]:
    """Return the checks of one exercise, or those of all where none is named."""
    signatures = wanted_signatures(chapter)
    if exercise and exercise not in signatures:
        raise UsageError(no_exercise(exercise, list(signatures), chapter.name))
    checks = checks or collect_checks(checks_of(chapter))
    return [each for each in checks if exercise in ("", each.exercise)]


def checks_of(chapter: Chapter) -> Path:
    """Return the file with the checks that a learner has."""
    return chapter.exercises_folder / chapter.checks.name


def failures_of(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what failed; what was not run only repeats it."""
    return [outcome for outcome in outcomes if outcome.state in (State.FAILED, State.BROKEN)]
