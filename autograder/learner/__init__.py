"""What a learner uses: `check` in a notebook, and the commands of the same name."""

from autograder.learner.notebook import check

__all__ = ["check"]
