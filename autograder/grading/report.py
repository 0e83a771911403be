"""A pytest report that carries the outcome of a grader and shows a learner's message."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.grading.examination import Examination, Grader, NotRun
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.results import State


def is_ours(error: BaseException) -> bool:
    """Return whether an exception says all that a reader needs, without a traceback."""
    return isinstance(error, Failure | SubmissionRaised | NotRun)


def judged(
    report: pytest.TestReport,
    examination: Examination,
    grader: Grader,
    excinfo: pytest.ExceptionInfo[BaseException] | None,
) -> pytest.TestReport:
    """Return the report with `graded` (the outcome) and, where it failed, our own text."""
    error = excinfo.value if excinfo else None
    outcome = examination.judge(grader, error)
    report.graded = outcome  # type: ignore[attr-defined]
    if outcome.state is State.NOT_RUN:
        report.outcome = "skipped"
        path, line, _ = report.location
        report.longrepr = (path, line or 0, outcome.message)
    elif outcome.state is State.FAILED and isinstance(error, Failure | SubmissionRaised):
        report.longrepr = "\n".join(filter(None, [grader.line, outcome.message, outcome.diagnosis]))
    return report


def outcome_of(report: pytest.TestReport) -> Any:
    """Return the outcome that `judged` found, or None for another kind of report."""
    return getattr(report, "graded", None)
