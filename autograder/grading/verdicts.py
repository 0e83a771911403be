"""How a grader ended: what an error says of the submission, and the outcome that follows."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from autograder.errors import GradingError
from autograder.grading.failure import Failure, SubmissionRaised
from autograder.grading.grader import Grader
from autograder.grading.results import Outcome, State
from autograder.grading.transcript import Transcript

BROKEN = "This could not be graded. It costs you nothing for now: your instructor has been told."
BARE_ASSERTION = "Your answer is not as this line says."


class NotRun(Exception):
    """An earlier condition of the same exercise failed."""


def outcome(
    grader: Grader, error: BaseException | None, transcript: Transcript, *, public: bool
) -> Outcome:
    """Return the outcome of a grader that ended with `error`, or with none.

    What the learner is told of a failure has values and texts in it only if it is `public`.
    """
    if error is None:
        return _outcome(grader, State.PASSED, detail=_printed(transcript))
    if isinstance(error, NotRun):
        return _outcome(grader, State.NOT_RUN, f"Not run. {error}")
    if is_broken(error):
        return _outcome(grader, State.BROKEN, BROKEN, detail=end_of_trace(error))
    failure = failure_of(error, public=public)
    return Outcome(
        grader=grader.name,
        exercise=grader.exercise,
        line=grader.line,
        points=grader.points,
        state=State.FAILED,
        message=failure.text(public=public),
        detail="\n".join(filter(None, [failure.detail, _printed(transcript)])),
        picture=failure.picture if public else None,
    )


def not_run(graders: Sequence[Grader], reason: str) -> tuple[Outcome, ...]:
    """Return the outcomes of graders none of which could be run."""
    return tuple(_outcome(grader, State.NOT_RUN, f"Not run. {reason}") for grader in graders)


def failure_of(error: BaseException, *, public: bool) -> Failure:
    """Return the failure that an error stands for."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, SubmissionRaised):
        return error.failure()
    text = str(error) or _asserted(error)
    return Failure(text if public else BARE_ASSERTION, detail="" if public else text)


def _asserted(error: BaseException) -> str:
    """Return the line of an `assert` that has no message."""
    steps = traceback.extract_tb(error.__traceback__)
    return f"{BARE_ASSERTION}\nThe check says: {steps[-1].line}" if steps else BARE_ASSERTION


def end_of_trace(error: BaseException) -> str:
    """Return where an error arose, for the instructor."""
    return "".join(traceback.format_exception(error, limit=-4))[-4000:]


def is_broken(error: BaseException) -> bool:
    """Return whether the error says something of the grader, not of the submission.

    pytest's `Failed` is what `pytest.raises` and `pytest.fail` raise.
    """
    if isinstance(error, GradingError):
        return True
    told = isinstance(error, AssertionError | SubmissionRaised | NotRun)
    return not told and type(error).__name__ != "Failed"


def _outcome(grader: Grader, state: State, message: str = "", detail: str = "") -> Outcome:
    return Outcome(
        grader=grader.name,
        exercise=grader.exercise,
        line=grader.line,
        points=grader.points,
        state=state,
        message=message,
        detail=detail,
    )


def _printed(transcript: Transcript) -> str:
    text = "".join(transcript.printed)
    return f"It printed:\n{text[:2000]}" if text.strip() else ""
