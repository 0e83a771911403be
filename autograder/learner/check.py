"""Checks a learner's own work on the learner's own machine: public checks, in process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.grading.connection import Connections
from autograder.grading.examination import Examination, Key
from autograder.grading.results import Outcome, State
from autograder.grading.runner import run_checks
from autograder.grading.setup import own_source, wanted_signatures
from autograder.sandbox.isolation import Launchers
from autograder.sandbox.launcher import LocalLauncher
from autograder.sandbox.loading import Source


@dataclass(frozen=True)
class Checked:
    """How the checks of one chapter ended on a learner's file."""

    chapter: Chapter
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(outcome.state is State.PASSED for outcome in self.outcomes)


def check_file(chapter: Chapter, exercise: str = "") -> Checked:
    """Check the learner's file in the chapter's exercise folder.

    Raises:
        UsageError: if the file or the exercise is not there.
    """
    path = chapter.exercises_folder / f"{chapter.module}.py"
    if not path.exists():
        raise UsageError(f"{path} is not there: `autograder build` writes it")
    return check_source(chapter, LocalLauncher(), own_source(path, chapter.module), exercise)


def check_source(
    chapter: Chapter, launchers: Launchers, source: Source, exercise: str = ""
) -> Checked:
    """Check a submission that the workers of `launchers` load.

    Raises:
        UsageError: if the chapter has no such exercise.
    """
    signatures = wanted_signatures(chapter)
    if exercise and exercise not in signatures:
        listed = ", ".join(signatures)
        raise UsageError(f"{chapter.name} has no exercise {exercise!r}: there are {listed}")
    examination = Examination(Connections(launchers, source), Key(signatures), public=True)
    path = chapter.exercises_folder / chapter.checks.name
    return Checked(chapter, tuple(run_checks(path, examination, exercise)))


def failures_of(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what failed; what was not run only repeats it."""
    return [outcome for outcome in outcomes if outcome.state in (State.FAILED, State.BROKEN)]
