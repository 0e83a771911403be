"""Which known mistake explains what was seen of a submission, over a whole examination."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Sequence

from autograder.grading.compared import Compared
from autograder.grading.failure import HINT
from autograder.grading.grader import Grader
from autograder.grading.key import Key
from autograder.grading.misconceptions import Answers, Misconception
from autograder.grading.recognition import diagnose
from autograder.grading.recorded import RecordedMistake, not_excluded, recognise
from autograder.grading.relations.explanation import Explanation, explained, explained_by
from autograder.grading.results import Outcome
from autograder.grading.transcript import Call
from autograder.sandbox.worker.limits import NUMPY


class Diagnosis:
    """Remembers the calls of an examination, and says what is behind an outcome.

    `texts` are the cells of a file whose checks are public.
    """

    def __init__(self, key: Key, texts: Sequence[str] = ()) -> None:
        self.key = key
        self.texts = texts
        self.calls: dict[str, list[Call]] = defaultdict(list)  # by exercise
        self.own_calls: dict[str, list[Call]] = {}  # by grader
        self.compared: dict[str, dict[str, Sequence[Compared]]] = defaultdict(dict)  # by both
        self.answers: dict[str, Answers] = defaultdict(Answers)  # by exercise
        self.explanations: dict[tuple[str, int], Explanation] = {}  # by exercise, number of calls
        self.unnamed: dict[str, Outcome] = {}  # by grader
        self.passed: Collection[str] = ()  # graders, once all have run

    def note(
        self, grader: Grader, calls: Sequence[Call], compared: Sequence[Compared] = ()
    ) -> None:
        """Remember the calls of one grader that were of its exercise's function.

        A grader that is asked once more replaces what it has seen before. `compared` is what a
        public check has compared.
        """
        before = {id(call) for call in self.own_calls.get(grader.name, ())}
        own = [call for call in calls if call.function == grader.exercise]
        kept = [call for call in self.calls[grader.exercise] if id(call) not in before]
        self.calls[grader.exercise] = [*kept, *own]
        self.own_calls[grader.name] = own
        self.compared[grader.exercise][grader.name] = compared

    def of(self, outcome: Outcome, mistake: str = "") -> Outcome:
        """Return a failed outcome with the mistake that explains it, or what else can be said."""
        if not outcome.misconception:
            self.unnamed[outcome.grader] = outcome
        outcome = self.named(outcome, mistake)
        if outcome.misconception:
            return outcome
        find = self._recognised if self.key.recorded else self._explained
        outcome = find(outcome)
        return outcome if outcome.misconception else self._related(outcome)

    def once_more(self, outcome: Outcome, passed: Collection[str]) -> Outcome:
        """Return a failed outcome diagnosed anew, now that all calls are known and what passed.

        A check that passes tells that a recorded mistake was another one.
        """
        self.passed = passed
        names = {each.name for each in self._recorded(outcome)}
        if self.key.recorded and outcome.misconception not in names:
            outcome = self.unnamed[outcome.grader]
        return self.of(outcome)

    def named(self, outcome: Outcome, mistake: str) -> Outcome:
        """Return a failed outcome with the mistake that the grader itself has named, if any."""
        for entry in self._known(outcome):
            if entry.name == mistake:
                return _with_diagnosis(outcome, entry)
        return outcome

    def _known(self, outcome: Outcome) -> list[Misconception]:
        return [each for each in self.key.misconceptions if each.exercise == outcome.exercise]

    def _recorded(self, outcome: Outcome) -> list[RecordedMistake]:
        """Return the recorded mistakes of an exercise that it can be, as far as is known."""
        own = [each for each in self.key.recorded if each.exercise == outcome.exercise]
        return not_excluded(own, self.passed)

    def _recognised(self, outcome: Outcome) -> Outcome:
        """Name the recorded mistake that explains all calls of the exercise until now."""
        known, own = self._recorded(outcome), self.own_calls.get(outcome.grader, [])
        found = recognise(self.calls[outcome.exercise], own, outcome.grader, known)
        if found is None:
            return outcome
        return _with_diagnosis(outcome, found)

    def _explained(self, outcome: Outcome) -> Outcome:
        """Name the mistake that explains all calls of the exercise, or those of this grader."""
        known = self._known(outcome)
        if not known:
            return outcome
        answers = self._answers(outcome.exercise)
        own = self.own_calls[outcome.grader]
        # Without the reference to tell right answers, only all calls together tell a wrong one.
        found = diagnose(
            self.calls[outcome.exercise], known, answers, own if answers.reference else None
        )
        if found is None and not any(call.raised for call in own):
            tied = [entry for entry in known if entry.grader == outcome.grader]
            found = _only([entry for entry in tied if answers.allow(entry.function, own)])
        return _with_diagnosis(outcome, found) if found else outcome

    def _answers(self, exercise: str) -> Answers:
        """Return what is known of the right answers to an exercise.

        Only NumPy functions are asked again: no network is trained on this side.
        """
        answers = self.answers[exercise]
        if self.key.reference and self.key.packages.get(exercise, NUMPY) == NUMPY:
            answers.reference = getattr(self.key.reference, exercise)
        return answers

    def _related(self, outcome: Outcome) -> Outcome:
        """Return an outcome without a name, with a sentence on how its values differ, if any."""
        exercise = outcome.exercise
        key = (exercise, len(self.calls[exercise]))
        if key not in self.explanations:
            self.explanations[key] = self._explanation(exercise)
        own, found = self.own_calls.get(outcome.grader, []), self.explanations[key]
        relation = found.about(own)
        if relation and found.is_cause:
            outcome = _without_hint(outcome)
        return dataclasses.replace(outcome, relation=relation)

    def _explanation(self, exercise: str) -> Explanation:
        answers, calls = self._answers(exercise), self.calls[exercise]
        if answers.reference:
            return explained(calls, answers.reference, answers)
        compared = [each for some in self.compared[exercise].values() for each in some]
        form = self.key.signatures.get(exercise, ())
        return explained_by(compared, calls, form, self.texts) if compared else Explanation()


def _only(entries: Sequence[Misconception]) -> Misconception | None:
    """Return the one entry that there is: among several a failure alone does not choose."""
    return entries[0] if len(entries) == 1 else None


def _with_diagnosis(outcome: Outcome, found: Misconception | RecordedMistake) -> Outcome:
    outcome = _without_hint(outcome)
    return dataclasses.replace(outcome, misconception=found.name, diagnosis=found.message)


def _without_hint(outcome: Outcome) -> Outcome:
    """Return an outcome without its grader's own hint: a guess at what is known now."""
    lines = [line for line in outcome.message.split("\n") if not line.startswith(HINT)]
    return dataclasses.replace(outcome, message="\n".join(lines))
