"""Learning curves beside the line that a constant answer reaches."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.ch05_binary.measured import PIMA
from course.plots.palette import BLUE, GREY, INK, MIST, ORANGE, drawn

MAJORITY = 0.651  # the share of women who stayed well, among training and test rows alike


@drawn
def majority_curves(history: Mapping[str, Sequence[float]] | None = None) -> Figure:
    """Draw loss and accuracy over 150 epochs on training and test rows, and the majority line.

    Without an argument it is the course's own training, whose test rows were looked at for this
    figure alone.
    """
    history = PIMA if history is None else history
    figure, axes = plt.subplots(1, 2, figsize=(9.4, 3.9), layout="constrained")
    for ax, name in zip(axes, ("loss", "accuracy"), strict=True):
        for key, label, colour in (
            (name, "576 training rows", BLUE),
            (f"val_{name}", "192 test rows", ORANGE),
        ):
            values = history[key]
            ax.plot(range(1, len(values) + 1), values, color=colour, label=label, linewidth=1.3)
        ax.set(title=name, xlabel="epoch")
        ax.grid(axis="y", color=MIST)
    axes[1].axhline(MAJORITY, color=GREY, linestyle="--", linewidth=1.2)
    axes[1].text(148, MAJORITY - 0.018, "always «stays well»: 0.651", color=INK, size=9, ha="right")
    axes[0].legend(loc="upper right")
    return figure
