"""The examinations of a run of pytest, one for each folder that is tested.

The plugin imports this in every run, so the machine itself is imported at the first test.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from autograder.grading.examination import Examination
    from autograder.grading.results import Outcome

EXAMINATIONS = pytest.StashKey[dict[Path, "Examination"]]()


def examination_of(item: pytest.Item) -> Examination:
    """Return the examination that a test belongs to; made at the first test of its folder."""
    from autograder.errors import AutograderError
    from autograder.grading.setup import examination_for

    folder = item.path.parent
    known = item.config.stash[EXAMINATIONS]
    if folder not in known:
        options = item.config.option
        try:
            known[folder] = examination_for(folder, options.submission, options.isolation)
        except AutograderError as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
    return known[folder]


def told(outcome: Outcome) -> str:
    """Return what a learner reads of a failure."""
    return "\n".join(filter(None, [outcome.line, outcome.told]))
