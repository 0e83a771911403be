"""Learning curves beside the line that a constant answer reaches."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.ch05_binary.binary_trainings import PIMA
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
    return described(figure, _words(history))


def _words(history: Mapping[str, Sequence[float]]) -> str:
    """Say where each curve ends, and where the loss on the test rows is lowest."""
    loss, tested = history["loss"], history["val_loss"]
    lowest = min(range(len(tested)), key=lambda epoch: tested[epoch])
    return (
        f"Learning curves over {len(loss)} epochs. The training loss falls from {loss[0]:.2f} to "
        f"{loss[-1]:.2f}. The loss on the test rows is lowest after {lowest + 1} epochs, at "
        f"{tested[lowest]:.2f}, and ends at {tested[-1]:.2f}. The training accuracy rises to "
        f"{history['accuracy'][-1]:.2f}, that on the test rows ends at "
        f"{history['val_accuracy'][-1]:.2f}. A dashed line at {MAJORITY} marks what always "
        "answering «stays well» reaches."
    )
