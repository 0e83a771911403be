"""How far a slope measured by small steps is off, for every size of the step."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, INK, ORANGE, PALE_GREEN, drawn

AT = 2.0  # f = sin: the slope at 2 is cos 2


@drawn
def step_errors() -> Figure:
    """Draw the error of a measured slope over the step h, for one side and for both."""
    figure, ax = plt.subplots(figsize=(7.2, 4.2), layout="constrained")
    h, exact = np.logspace(-13, 0, 105), np.cos(AT)
    forward = np.abs((np.sin(AT + h) - np.sin(AT)) / h - exact)
    central = np.abs((np.sin(AT + h) - np.sin(AT - h)) / (2 * h) - exact)
    ax.axvspan(3e-6, 3e-5, color=PALE_GREEN, linewidth=0)
    ax.text(1e-5, 0.12, "h = 1e-5", ha="center", color=INK, size=9)
    ax.loglog(h, forward, color=ORANGE, label="one side: (f(x+h) - f(x)) / h")
    ax.loglog(h, central, color=BLUE, label="both sides: (f(x+h) - f(x-h)) / 2h")
    ax.text(2e-13, 2e-11, "too small: f(x+h) and f(x-h)\nagree in nearly all digits", size=9)
    ax.text(1.6e-3, 2e-12, "too large: the curve\nbends in between", size=9)
    ax.set(xlabel="step h", ylabel="error of the slope", ylim=(1e-13, 1))
    ax.set_title("Measuring the slope of sin at x = 2: the best step is in the middle")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, handlelength=1.4)
    return described(
        figure,
        "Two lines of the shape of a V: the error of the measured slope over the step h. With both "
        "sides it falls from 0.07 at h = 1 to about 1e-11 near h = 1e-5, then rises again, to "
        "about 1e-4 at h = 1e-12. With one side it is lowest near h = 1e-8, at about 1e-8.",
    )
