"""One submission on its way through the graders (or the checks) of a chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import GradingError, MachineError
from autograder.grading.compared import NOTED
from autograder.grading.connection import Connection
from autograder.grading.connections import Connections
from autograder.grading.departures import departure
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.failure import Failure
from autograder.grading.forms import faulty_forms
from autograder.grading.given import NOTHING, Given
from autograder.grading.grader import Grader, Observation
from autograder.grading.key import Key
from autograder.grading.proxy import Submission
from autograder.grading.results import Outcome, State
from autograder.grading.transcript import Call, Transcript
from autograder.grading.verdicts import NotRun, failure_of, is_broken, outcome

Listen = Callable[[Grader, Sequence[Call]], None]


@dataclass(frozen=True)
class Observed:
    """What an observation found: a value, or the error that it ended with; and its calls."""

    value: Any
    error: Exception | None
    calls: Sequence[Call]


@dataclass
class Examination:
    """Runs graders on one submission one after the other, and judges how each ended.

    `public` is true for checks on a learner's own machine: their messages show values and texts.
    """

    connections: Connections
    key: Key
    public: bool = False
    diagnose_at_once: bool = True  # else when all graders have run and all calls are known
    listen: Listen = lambda grader, calls: None
    # Why the later graders of an exercise are not run, over one of its lines.
    blocked: dict[tuple[str, Connection], str] = field(default_factory=dict)
    forms: dict[Connection, dict[str, Failure]] = field(default_factory=dict)  # by exercise
    observed: dict[tuple[str, Connection], Observed] = field(default_factory=dict)  # by name, line

    def __post_init__(self) -> None:
        self.connection = self.connections.of("")  # the line to the exercise that is graded now
        texts = [cell.text for cell in self.connections.source.cells]
        self.diagnosis = Diagnosis(self.key, texts if self.public else ())

    @property
    def submission(self) -> Submission:
        """What graders call: it goes on to the exercise that is graded at the time of a call."""
        return Submission(lambda: self.connection)

    def run_all(self, graders: Sequence[Grader]) -> tuple[Outcome, ...]:
        """Return how each grader ended; what failed is diagnosed now that all calls are known."""
        try:
            return self.diagnosed([self.run(grader) for grader in graders])
        finally:
            self.connections.close()

    def run(self, grader: Grader) -> Outcome:
        """Return how one grader ended: with the submission's own functions, or with right ones.

        What an exercise is built on may be wrong, which costs points there. Where it fails, right
        versions of these stand in, and what it does with them counts.
        """
        outcome = self._run(grader, NOTHING)
        given = self.key.given.get(grader.exercise, NOTHING)
        if given.names and outcome.state in (State.FAILED, State.NOT_RUN):
            outcome = self._run(grader, given)
        return outcome

    def _run(self, grader: Grader, given: Given) -> Outcome:
        error = self._ask(grader, given)
        if isinstance(error, MachineError):  # once more, in a worker of its own
            self.connection.close()
            error = self._ask(grader, given)
        return self.judge(grader, error)

    def _ask(self, grader: Grader, given: Given) -> BaseException | None:
        """Run a grader; return the error that it ended with."""
        try:
            self.begin(grader, given)
            grader.test(**self.arguments(grader))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            return error
        return None

    def begin(self, grader: Grader, given: Given = NOTHING) -> None:
        """Start a grader, with right versions of other exercises if any are given.

        Raises:
            NotRun: if an earlier grader of the exercise blocks it.
            Failure: if the exercise's function is not there or has other parameters.
        """
        self.connection = self.connections.of(grader.exercise, given)
        self.connection.transcript = Transcript()
        NOTED.set([] if self.public else None)
        self.connection.patience = grader.terms.seconds
        if reason := self.blocked.get((grader.exercise, self.connection)):
            raise NotRun(reason)
        if grader.terms.fresh:
            self.connection.close()
        if self.connection not in self.forms:
            self.forms[self.connection] = faulty_forms(self.connection, self.key.signatures)
        if fault := self.forms[self.connection].get(grader.exercise):
            raise fault

    def arguments(self, grader: Grader) -> dict[str, Any]:
        """Return what the grader asks for."""
        asked = {name: self._offered(name, grader.exercise, grader.name) for name in grader.asks}
        seen = {name: self.observe(each, grader) for name, each in grader.observations.items()}
        return {**grader.given, **asked, **seen}

    def _offered(self, name: str, exercise: str, asker: str) -> Any:
        if name == "function":
            return getattr(self.submission, exercise)
        if name == "submission":
            return self.submission
        if name == "rng" and self.key.draws:
            return self.key.draws(asker)
        if self.key.reference is None:
            raise GradingError(f"{asker}: only hidden graders have {name!r}")
        return self.key.reference if name == "reference" else getattr(self.key.reference, exercise)

    def observe(self, observation: Observation, grader: Grader) -> Any:
        """Return what an observation finds; it is made for the first grader that asks."""
        transcript, key = self.connection.transcript, (observation.name, self.connection)
        if known := self.observed.get(key):
            transcript.calls += known.calls
        else:
            before = len(transcript.calls)
            value, error = self._find(observation, grader)
            known = Observed(value, error, tuple(transcript.calls[before:]))
            if not isinstance(error, MachineError):
                self.observed[key] = known
        if known.error:
            raise known.error
        return known.value

    def _find(self, observation: Observation, grader: Grader) -> tuple[Any, Exception | None]:
        usual = self.connection.patience
        self.connection.patience = max(usual, observation.seconds)
        asked = {
            name: self._offered(name, grader.exercise, observation.name)
            for name in observation.asks
        }
        try:
            return observation.find(**asked), None
        except Exception as error:
            return None, error
        finally:
            self.connection.patience = usual

    def judge(self, grader: Grader, error: BaseException | None) -> Outcome:
        """Return the outcome of a grader that ended with `error`, or with none."""
        transcript = self.connection.transcript
        self.listen(grader, transcript.calls)
        self.diagnosis.note(grader, transcript.calls, NOTED.get() or ())
        if error and is_broken(error) and not isinstance(error, GradingError):
            first = self.diagnosis.calls[grader.exercise][:1]
            error = departure(error, self.diagnosis.own_calls[grader.name], first) or error
        found = outcome(grader, error, transcript, public=self.public)
        if found.state is not State.FAILED or error is None:
            return found
        failure = failure_of(error, public=self.public)
        if failure.blocks:
            self.blocked[grader.exercise, self.connection] = failure.message
        elif grader.terms.gate:
            self.blocked[grader.exercise, self.connection] = f"First make this pass: {grader.line}"
        if self.diagnose_at_once or self.key.recorded:
            return self.diagnosis.of(found, failure.mistake)
        return self.diagnosis.named(found, failure.mistake)

    def diagnosed(self, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """Return the outcomes, diagnosed once more now that all calls have been seen."""
        passed = {each.grader for each in outcomes if each.state is State.PASSED}
        return tuple(
            self.diagnosis.once_more(each, passed) if each.state is State.FAILED else each
            for each in outcomes
        )
