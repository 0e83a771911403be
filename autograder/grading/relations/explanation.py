"""What can be said of the wrong values of one exercise: found within a time, or not at all."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.misconceptions import Answers, can_be_replayed
from autograder.grading.relations.reruns import Budget, OutOfTime
from autograder.grading.relations.search import Search
from autograder.grading.relations.sightings import Task, sightings
from autograder.grading.transcript import Call

LOG = logging.getLogger(__name__)  # where a fault of ours is told, and only there


@dataclass(frozen=True)
class Explanation:
    """A sentence about wrong values, and the calls whose values are wrong."""

    sentence: str = ""
    wrong: frozenset[int] = frozenset()  # by id
    raising: frozenset[int] = frozenset()  # the calls that raised where the right function answers

    def about(self, calls: Sequence[Call]) -> str:
        """Return the sentence, if the first of a grader's calls with a fault has wrong values."""
        faults = (id(call) for call in calls if id(call) in self.wrong | self.raising)
        return self.sentence if next(faults, 0) in self.wrong else ""


def explained(calls: Sequence[Call], function: Callable[..., Any], answers: Answers) -> Explanation:
    """Return the simplest true sentence about the wrong values in calls of an exercise.

    It never raises: a fault in here costs a learner a sentence, and nothing else.
    """
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return _explained(calls, function, answers)
    except Exception:
        LOG.debug("no relation for %s", getattr(function, "__name__", "?"), exc_info=True)
        return Explanation()


def _explained(
    calls: Sequence[Call], function: Callable[..., Any], answers: Answers
) -> Explanation:
    task = Task(function)
    seen = sightings(calls, task, answers)
    search = Search(task, seen, Budget())
    wrong = frozenset(id(each.call) for each in search.whole.wrong)
    raised = [call for call in calls if call.raised and can_be_replayed(call)]
    raising = frozenset(id(call) for call in raised if not answers.of(function, call).error)
    return Explanation(said(search), wrong, raising)


def said(search: Search) -> str:
    """Return the best relation, or a place, or nothing."""
    try:
        found = next(filter(None, search.sentences()), "") if search.is_worth_it else ""
    except OutOfTime:
        found = ""
    return found or search.where()
