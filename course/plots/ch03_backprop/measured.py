"""How far a slope measured by small steps is off, for every size of the step."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.palette import BLUE, INK, ORANGE, PALE_GREEN, drawn

AT = 2.0  # f = sin: the slope at 2 is cos 2
Slope = Callable[[Callable[[np.ndarray], float], np.ndarray, float], np.ndarray]


def f(x: np.ndarray) -> float:
    """Return sin of the one entry."""
    return float(np.sin(x[0]))


@drawn
def step_errors(measure: Slope | None = None) -> Figure:
    """Draw the error of a measured slope over the step h, for one side and for both.

    Give your own `numerical_gradient` as `measure`, and its errors are drawn as points.
    """
    figure, ax = plt.subplots(figsize=(7.2, 4.2), layout="constrained")
    h, exact = np.logspace(-13, 0, 105), np.cos(AT)
    forward = np.abs((np.sin(AT + h) - np.sin(AT)) / h - exact)
    central = np.abs((np.sin(AT + h) - np.sin(AT - h)) / (2 * h) - exact)
    ax.axvspan(3e-6, 3e-5, color=PALE_GREEN, linewidth=0)
    ax.text(1e-5, 0.12, "h = 1e-5", ha="center", color=INK, size=9)
    ax.loglog(h, forward, color=ORANGE, label="one side: (f(x+h) - f(x)) / h")
    ax.loglog(h, central, color=BLUE, label="both sides: (f(x+h) - f(x-h)) / 2h")
    if measure is not None:
        _own(ax, measure, exact)
    ax.text(2e-13, 2e-11, "too small: f(x+h) and f(x-h)\nagree in nearly all digits", size=9)
    ax.text(1.6e-3, 2e-12, "too large: the curve\nbends in between", size=9)
    ax.set(xlabel="step h", ylabel="error of the slope", ylim=(1e-13, 1))
    ax.set_title("Measuring the slope of sin at x = 2: the best step is in the middle")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, handlelength=1.4)
    return figure


def _own(ax: Axes, measure: Slope, exact: float) -> None:
    """Draw the errors of the learner's own function."""
    steps = np.logspace(-12, 0, 13)
    slopes = [float(np.asarray(measure(f, np.array([AT]), step))[0]) for step in steps]
    errors = np.maximum(np.abs(np.array(slopes) - exact), 1e-16)
    ax.loglog(steps, errors, "o", color=BLUE, markersize=7, fillstyle="none", label="yours")
