"""The words and marks in which a learner reads how checks ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from autograder.grading.failure import HINT
from autograder.grading.results import Outcome, State

MARKS = {State.PASSED: "✓", State.FAILED: "✗", State.NOT_RUN: "–", State.BROKEN: "!"}
AGAIN = "The same as above."


def messages(outcomes: Sequence[Outcome]) -> list[str]:
    """Return what is read below the line of each outcome, "" where there is nothing to read.

    What was not run has only been stopped by a line above it. The same error in check after check
    is read once, and so is advice that comes again with other values.
    """
    texts, last = [], ""
    told: set[str] = set()
    for outcome in outcomes:
        wanted = outcome.state in (State.FAILED, State.BROKEN)
        text = outcome.told if wanted else ""
        texts.append(AGAIN if text and text == last else _without(text, told))
        last = text or last
        told |= _advice_of(outcome)
    return texts


def _advice_of(outcome: Outcome) -> set[str]:
    """Return the lines of a message that say what to do, and not what was seen."""
    said = (outcome.diagnosis or outcome.relation).splitlines()
    return {*said, *(line for line in outcome.message.splitlines() if line.startswith(HINT))}


def _without(text: str, told: Collection[str]) -> str:
    """Return a text without the lines of advice that were read before."""
    return "\n".join(line for line in text.splitlines() if line not in told)


def line_of(outcome: Outcome) -> str:
    """Return the line of an outcome: what was not run says so, the mark alone explains nothing."""
    return f"{outcome.line} (not run)" if outcome.state is State.NOT_RUN else outcome.line


def headline(exercise: str, outcomes: Sequence[Outcome]) -> str:
    """Return one line that says how far an exercise is."""
    passed = sum(outcome.state is State.PASSED for outcome in outcomes)
    if passed == len(outcomes):
        return f"{exercise}: all {passed} checks pass"
    return f"{exercise}: {passed} of {len(outcomes)} checks pass"


def not_looked_at(unseen: Sequence[str]) -> str:
    """Return what ticks alone do not promise; "" where nothing is left."""
    return f"Not looked at here: {', '.join(unseen)}." if unseen else ""
