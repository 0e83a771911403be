"""What can be said of the wrong values of one exercise: found within a time, or not at all."""

from __future__ import annotations

import dataclasses
import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.compared import Compared
from autograder.grading.misconceptions import Answers, can_be_replayed
from autograder.grading.relations import comparing, sightings
from autograder.grading.relations.reruns import Allowance, OutOfTime
from autograder.grading.relations.search import Search
from autograder.grading.relations.sightings import Sighting, Subject
from autograder.grading.transcript import Call

Form = Sequence[Sequence[str | None]]  # parameters, as `calls.signature` gives them
LOG = logging.getLogger(__name__)  # where a fault of ours is told, and only there


@dataclass(frozen=True)
class Explanation:
    """A sentence about wrong values, and the calls whose values are wrong."""

    sentence: str = ""
    wrong: frozenset[int] = frozenset()  # by id
    raising: frozenset[int] = frozenset()  # the calls that raised where the right function answers
    is_cause: bool = False  # it says how values are wrong, not only where

    def about(self, calls: Sequence[Call]) -> str:
        """Return the sentence, if the first of a grader's calls with a fault has wrong values."""
        faults = (id(call) for call in calls if id(call) in self.wrong | self.raising)
        return self.sentence if next(faults, 0) in self.wrong else ""


def explained(calls: Sequence[Call], function: Callable[..., Any], answers: Answers) -> Explanation:
    """Return the simplest true sentence about the wrong values in calls of an exercise.

    It never raises: a fault in here costs a learner a sentence, and nothing else.
    """

    def explain() -> Explanation:
        subject = Subject.of(function)
        raised = [call for call in calls if call.raised and can_be_replayed(call)]
        raising = frozenset(id(call) for call in raised if not answers.of(function, call).error)
        whole = not raising and not sightings.has_misfits(calls, subject, answers)
        found = _explained(subject, sightings.sightings(calls, subject, answers), is_whole=whole)
        return dataclasses.replace(found, raising=raising)

    return _without_faults(explain)


def explained_by(
    compared: Sequence[Compared], calls: Sequence[Call], form: Form, texts: Sequence[str]
) -> Explanation:
    """Return the simplest true sentence about what checks have compared.

    `form` holds the exercise's parameters, `texts` the cells of the learner's file: the docstring
    that the learner was given is read in it. It never raises either.
    """

    def explain() -> Explanation:
        doc = comparing.docstring_in(texts, calls[0].function) if calls else ""
        subject = comparing.public_subject(form, doc)
        seen = list(comparing.compared_sightings(compared, calls, subject))
        # What a check asks to be refused raises a ValueError; nothing else is asked for.
        faults = any(call.raised and not call.raised.is_a("ValueError") for call in calls)
        whole = not faults and not comparing.has_misfits(compared, calls)
        return _explained(subject, seen, is_whole=whole)

    return _without_faults(explain)


def _without_faults(explain: Callable[[], Explanation]) -> Explanation:
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return explain()
    except Exception:
        LOG.debug("no relation", exc_info=True)
        return Explanation()


def _explained(subject: Subject, seen: Sequence[Sighting], *, is_whole: bool) -> Explanation:
    search = Search(subject, seen, Allowance(), is_whole)
    relation = related(search)
    wrong = frozenset(id(each.call) for each in search.whole.wrong)
    return Explanation(relation or search.where(), wrong, is_cause=bool(relation))


def related(search: Search) -> str:
    """Return the best relation, or nothing."""
    try:
        return next(filter(None, search.sentences()), "") if search.is_worth_it else ""
    except OutOfTime:
        return ""
