"""The warnings that a learner's code caused while it was checked, each told once."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.grading.examination import Listen
from autograder.grading.grader import Grader
from autograder.grading.results import Outcome

TOLD = 5  # warnings of one exercise
INNER = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
PLAIN = {  # what NumPy's warnings mean, for a beginner
    "overflow encountered": "a number became too large to store",
    "divide by zero": "a divisor was 0, or the logarithm of 0 was taken",
    "invalid value encountered": "a result was not a number (NaN)",
}


class Warned:
    """Notes warnings instead of printing them, and keeps apart which check caused them.

    Told are those of the learner's own `files`, and what packages say to their users; not what
    concerns the packages' own code alone.
    """

    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self._catching = warnings.catch_warnings(record=True)
        self._by_check: dict[str, list[str]] = defaultdict(list)

    def __enter__(self) -> Warned:
        caught = self._catching.__enter__()
        assert caught is not None  # it was asked to record
        self._caught = caught
        return self

    def __exit__(self, *error: Any) -> None:
        self._catching.__exit__(*error)

    def noting(self, listen: Listen) -> Listen:
        """Return a listener that notes the warnings of each check, and then does as `listen`."""

        def note(check: Grader, calls: Any) -> None:
            self._by_check[check.name] += filter(None, map(self._told, self._caught))
            self._caught.clear()
            listen(check, calls)

        return note

    def by_exercise(self, outcomes: Sequence[Outcome]) -> dict[str, tuple[str, ...]]:
        """Return what to tell about each exercise that caused warnings."""
        told: dict[str, dict[str, None]] = defaultdict(dict)
        for outcome in outcomes:
            told[outcome.exercise] |= dict.fromkeys(self._by_check[outcome.grader])
        return {name: tuple(found)[:TOLD] for name, found in told.items() if found}

    def _told(self, warning: warnings.WarningMessage) -> str:
        text = str(warning.message).partition("\n")[0][:200]
        text += next((f": {words}" for start, words in PLAIN.items() if start in text), "")
        if warning.filename in self.files:
            return f"Warning ({Path(warning.filename).name}, line {warning.lineno}): {text}"
        return "" if issubclass(warning.category, INNER) else f"Warning: {text}"
