"""The words and marks in which a learner reads how checks ended."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.results import Outcome, State

MARKS = {State.PASSED: "✓", State.FAILED: "✗", State.NOT_RUN: "–", State.BROKEN: "!"}


def headline(exercise: str, outcomes: Sequence[Outcome]) -> str:
    """Return one line that says how far an exercise is."""
    passed = sum(outcome.state is State.PASSED for outcome in outcomes)
    if passed == len(outcomes):
        return f"{exercise}: all {passed} checks pass"
    return f"{exercise}: {passed} of {len(outcomes)} checks pass"
