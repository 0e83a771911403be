"""Puts our converters where nbgrader's command and its formgrader take theirs from."""

from __future__ import annotations

import warnings

from nbgrader.apps import api, autogradeapp, generatefeedbackapp
from sqlalchemy.exc import SAWarning

from autograder.instructor.nbgrader.any_name import FeedbackOnAnyName
from autograder.instructor.nbgrader.own_work import AutogradeOfEither


def install() -> None:
    """Put the converters where nbgrader's command and its formgrader take theirs from.

    nbgrader has no setting for the class.
    """
    # Of how nbgrader itself enters a submission: nothing that an instructor could change.
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
    autogradeapp.Autograde = AutogradeOfEither
    api.Autograde = AutogradeOfEither
    generatefeedbackapp.GenerateFeedback = FeedbackOnAnyName
    api.GenerateFeedback = FeedbackOnAnyName
