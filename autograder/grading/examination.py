"""One submission on its way through the graders (or the checks) of a chapter."""

from __future__ import annotations

import dataclasses
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import GradingError
from autograder.grading.connection import Connection, Connections
from autograder.grading.failure import HINT, Failure, SubmissionRaised
from autograder.grading.misconceptions import Answers, Misconception, diagnose
from autograder.grading.proxy import Submission, faulty_forms
from autograder.grading.recorded import RecordedMistake, recognise
from autograder.grading.results import Outcome, State
from autograder.grading.transcript import Call, Transcript
from autograder.sandbox.limits import NUMPY

BROKEN = "This could not be graded. It costs you nothing for now: your instructor has been told."
BARE_ASSERTION = "Your answer is not as this line says."


@dataclass(frozen=True)
class Grader:
    """A hidden grader, or a public check: one pytest test that belongs to an exercise."""

    name: str
    exercise: str
    line: str
    points: float = 0.0
    gate: bool = False  # while it fails, the exercise's later graders are not run
    fresh: bool = False  # it gets a worker that no earlier grader has called
    seconds: float = 0.0  # that each of its calls may take, where that is more than usual


@dataclass(frozen=True)
class Key:
    """What an examination compares with: the form that is wanted and the known wrong answers."""

    signatures: Mapping[str, list[list[str | None]]]
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by exercise
    reference: Any = None  # the solutions module; None on a learner's machine
    misconceptions: Sequence[Misconception] = ()
    recorded: Sequence[RecordedMistake] = ()  # the known wrong answers, on a learner's machine


class NotRun(Exception):
    """An earlier condition of the same exercise failed."""


@dataclass
class Examination:
    """Runs graders on one submission one after the other, and judges how each ended.

    `public` is true for checks on a learner's own machine: their messages show values and texts.
    """

    connections: Connections
    key: Key
    public: bool = False
    diagnose_at_once: bool = True  # else when all graders have run and all calls are known
    listen: Callable[[str, Sequence[Call]], None] = lambda grader, calls: None
    blocked: dict[str, str] = field(default_factory=dict)  # exercise: why its graders are not run
    forms: dict[Connection, dict[str, Failure]] = field(default_factory=dict)  # by exercise
    calls: dict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, Answers] = field(default_factory=lambda: defaultdict(Answers))
    own_calls: dict[str, list[Call]] = field(default_factory=dict)  # by grader

    def __post_init__(self) -> None:
        self.connection = self.connections.of("")  # the line to the exercise that is graded now

    @property
    def submission(self) -> Submission:
        """What graders call: it goes on to the exercise that is graded at the time of a call."""
        return Submission(lambda: self.connection)

    def begin(self, grader: Grader) -> None:
        """Start a grader.

        Raises:
            NotRun: if an earlier grader of the exercise blocks it.
            Failure: if the exercise's function is not there or has other parameters.
        """
        self.connection = self.connections.of(grader.exercise)
        self.connection.transcript = Transcript()
        self.connection.patience = grader.seconds
        if reason := self.blocked.get(grader.exercise):
            raise NotRun(reason)
        if grader.fresh:
            self.connection.close()
        if self.connection not in self.forms:
            self.forms[self.connection] = faulty_forms(self.connection, self.key.signatures)
        if fault := self.forms[self.connection].get(grader.exercise):
            raise fault

    def judge(self, grader: Grader, error: BaseException | None) -> Outcome:
        """Return the outcome of a grader that ended with `error`, or with none."""
        calls = self.connection.transcript.calls
        self.listen(grader.name, calls)
        own = [call for call in calls if call.function == grader.exercise]
        self.calls[grader.exercise] += own
        self.own_calls[grader.name] = own
        if error is None:
            return _outcome(grader, State.PASSED, detail=self._printed())
        if isinstance(error, NotRun):
            return _outcome(grader, State.NOT_RUN, f"Not run. {error}")
        if isinstance(error, SubmissionRaised):
            error = error.failure()
        if isinstance(error, GradingError) or not _is_verdict(error):
            detail = "".join(traceback.format_exception(error, limit=-4))[-4000:]
            return _outcome(grader, State.BROKEN, BROKEN, detail=detail)
        return self._failed(grader, error)

    def _failed(self, grader: Grader, error: BaseException) -> Outcome:
        failure = error if isinstance(error, Failure) else _bare(error, self.public)
        if failure.blocks:
            self.blocked[grader.exercise] = failure.message
        elif grader.gate:
            self.blocked[grader.exercise] = f"First make this pass: {grader.line}"
        outcome = _outcome(
            grader,
            State.FAILED,
            failure.text(public=self.public),
            detail="\n".join(filter(None, [failure.detail, self._printed()])),
        )
        if self.public:
            outcome = dataclasses.replace(outcome, picture=failure.picture)
        for entry in self.key.misconceptions:
            if failure.mistake and entry.name == failure.mistake:
                return _with_diagnosis(outcome, entry)
        if self.key.recorded:
            return self._recognised(outcome)
        return self._diagnosed(outcome) if self.diagnose_at_once else outcome

    def _recognised(self, outcome: Outcome) -> Outcome:
        """Name the recorded mistake that explains all calls of the exercise until now."""
        known = [entry for entry in self.key.recorded if entry.exercise == outcome.exercise]
        found = recognise(self.calls[outcome.exercise], outcome.grader, known)
        if found is None:
            return outcome
        # The check's own hint is a guess at what is known now.
        lines = [line for line in outcome.message.split("\n") if not line.startswith(HINT)]
        return _with_diagnosis(dataclasses.replace(outcome, message="\n".join(lines)), found)

    def _diagnosed(self, outcome: Outcome) -> Outcome:
        """Name the mistake that explains all calls of the exercise, or those of this grader."""
        known = [m for m in self.key.misconceptions if m.exercise == outcome.exercise]
        if not known or outcome.misconception:
            return outcome
        answers = self.answers[outcome.exercise]
        if self.key.packages.get(outcome.exercise, NUMPY) == NUMPY:
            # Only NumPy functions are asked again: no network is trained on this side.
            answers.reference = getattr(self.key.reference, outcome.exercise)
        # Without the reference to tell right answers, only all calls together tell a wrong one.
        alone = self.own_calls[outcome.grader] if answers.reference else ()
        found = (
            diagnose(self.calls[outcome.exercise], known, answers)
            or diagnose(alone, known, answers)
            or _only([entry for entry in known if entry.grader == outcome.grader])
        )
        return _with_diagnosis(outcome, found) if found else outcome

    def finish(self, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """Return the outcomes, diagnosed once more now that all calls have been seen."""
        self.connections.close()
        return tuple(
            self._diagnosed(outcome) if outcome.state is State.FAILED else outcome
            for outcome in outcomes
        )

    def _printed(self) -> str:
        text = "".join(self.connection.transcript.printed)
        return f"It printed:\n{text[:2000]}" if text.strip() else ""


def _only(entries: Sequence[Misconception]) -> Misconception | None:
    """Return the one entry that there is: among several a failure alone does not choose."""
    return entries[0] if len(entries) == 1 else None


def _with_diagnosis(outcome: Outcome, found: Misconception | RecordedMistake) -> Outcome:
    return dataclasses.replace(outcome, misconception=found.name, diagnosis=found.message)


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


def not_run(graders: Sequence[Grader], reason: str) -> tuple[Outcome, ...]:
    """Return the outcomes of graders none of which could be run."""
    return tuple(_outcome(grader, State.NOT_RUN, f"Not run. {reason}") for grader in graders)


def _is_verdict(error: BaseException) -> bool:
    """Return whether the error says something of the submission, not of the grader.

    pytest's `Failed` is what `pytest.raises` and `pytest.fail` raise.
    """
    return isinstance(error, AssertionError) or type(error).__name__ == "Failed"


def _bare(error: BaseException, public: bool) -> Failure:
    return Failure(str(error) if public else BARE_ASSERTION, detail="" if public else str(error))
