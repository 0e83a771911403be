"""What layers without an activation can do, and what they can do with one."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, MIST, ORANGE, drawn

SLOPES = np.array([1.0, 1.0, 1.0, -1.0])  # four hidden nodes: slope and bias of each score
BIASES = np.array([3.0, 0.5, -1.5, -1.0])
OUTPUT = np.array([2.0, -3.0, 2.5, 0.8])
SHIFT = -2.5


@drawn
def straight_or_bent() -> Figure:
    """Draw the output of the same small network without an activation and with relu."""
    figure, axes = plt.subplots(1, 2, figsize=(8.6, 3.3), sharey=True, layout="constrained")
    x = np.linspace(-4, 4, 401)
    scores = np.multiply.outer(x, SLOPES) + BIASES
    titles = ("without an activation: a straight line", "with relu: one bend per hidden node")
    for ax, hidden, colour, title in zip(
        axes, (scores, np.clip(scores, 0, None)), (ORANGE, BLUE), titles, strict=True
    ):
        ax.axhline(0, color=MIST, zorder=0)
        ax.plot(x, hidden @ OUTPUT + SHIFT, color=colour, linewidth=2.5)
        ax.set(title=title, xlabel="input x", xlim=(-4, 4), ylim=(-5.5, 4))
        ax.set_xticks(range(-3, 4))
    for bend in -BIASES / SLOPES:
        axes[1].axvline(bend, color=GREY, linewidth=0.8, linestyle=":", zorder=0)
    axes[0].set_ylabel("output of the network")
    bends = ", ".join(f"{bend:g}" for bend in sorted(-BIASES / SLOPES))
    return described(
        figure,
        "The output of one small network over its input x, twice. Without an activation it is a "
        f"straight line. With relu it is made of straight pieces, with bends at x = {bends}, where "
        "the scores of its four hidden nodes cross 0.",
    )
