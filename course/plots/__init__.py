"""The figures that lessons and notebooks draw; each function returns a Matplotlib `Figure`."""

from course.plots.activations import activation_sheet
from course.plots.attempt import attempt
from course.plots.exam import bias_bar, exam_bars
from course.plots.history import ai_discs, timeline
from course.plots.perceptron import decision_line, mistakes_per_pass, perceptron_passes
from course.plots.twin import neuron_twin

__all__ = [
    "activation_sheet",
    "ai_discs",
    "attempt",
    "bias_bar",
    "decision_line",
    "exam_bars",
    "mistakes_per_pass",
    "neuron_twin",
    "perceptron_passes",
    "timeline",
]
