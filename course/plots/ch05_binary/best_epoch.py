"""The learning curves by which the best epoch is chosen."""

from matplotlib.figure import Figure

from course.plots.ch05_binary.binary_trainings import REVIEWS
from course.plots.training import training_curves


def best_epoch_curves() -> Figure:
    """Draw loss and accuracy of the course's own training on sentences, over 20 epochs."""
    return training_curves(REVIEWS)
