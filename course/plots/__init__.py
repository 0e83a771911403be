"""The figures that lessons and notebooks draw; each function returns a Matplotlib `Figure`."""

from course.plots.activations import activation_sheet
from course.plots.attempt import attempt
from course.plots.bank import bank_activations, bank_steps
from course.plots.bank_gradients import bank_gradients
from course.plots.batches import epochs_and_batches
from course.plots.bends import straight_or_bent
from course.plots.boundary import decision_boundary
from course.plots.costs import cost_parabola, three_costs
from course.plots.descent import descent_paths
from course.plots.digits import digit_grid, digit_numbers
from course.plots.dropout import dropout_passes
from course.plots.exam import bias_bar, exam_bars
from course.plots.history import ai_discs, timeline
from course.plots.loss_card import loss_card
from course.plots.measured import step_errors
from course.plots.mistakes import confusion_matrix, worst_mistakes
from course.plots.mnist_network import mnist_network
from course.plots.network import layer_network, wire
from course.plots.or_starts import or_losses
from course.plots.perceptron import decision_line, mistakes_per_pass, perceptron_passes
from course.plots.shapes import network_shapes
from course.plots.shares import softmax_steps, temperature_bars
from course.plots.spread import activation_spread
from course.plots.start_values import start_value_curves
from course.plots.training import training_curves
from course.plots.twin import neuron_twin
from course.plots.watching import watch_training
from course.plots.weights import weight_images

__all__ = [
    "activation_sheet",
    "activation_spread",
    "ai_discs",
    "attempt",
    "bank_activations",
    "bank_gradients",
    "bank_steps",
    "bias_bar",
    "confusion_matrix",
    "cost_parabola",
    "decision_boundary",
    "decision_line",
    "descent_paths",
    "digit_grid",
    "digit_numbers",
    "dropout_passes",
    "epochs_and_batches",
    "exam_bars",
    "layer_network",
    "loss_card",
    "mistakes_per_pass",
    "mnist_network",
    "network_shapes",
    "neuron_twin",
    "or_losses",
    "perceptron_passes",
    "softmax_steps",
    "start_value_curves",
    "step_errors",
    "straight_or_bent",
    "temperature_bars",
    "three_costs",
    "timeline",
    "training_curves",
    "watch_training",
    "weight_images",
    "wire",
    "worst_mistakes",
]
