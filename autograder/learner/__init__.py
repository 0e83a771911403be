"""What a learner uses: `check` and `hint` in a notebook, and the commands of the same names."""

from autograder.learner.notebook import check, hint

__all__ = ["check", "hint"]
