"""One network as it is and with three cures, epoch by epoch."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.ch07_fundamentals.cure_trainings import CURES
from course.plots.palette import BLUE, GREEN, MIST, ORANGE, RED, drawn

COLOURS = {"base": RED, "smaller": BLUE, "l2": GREEN, "dropout": ORANGE}


@drawn
def cure_curves() -> Figure:
    """Draw the losses of four networks over 20 epochs, and where each of them is at its best."""
    figure, axes = plt.subplots(1, 2, figsize=(9.6, 4.2), layout="constrained", sharey=True)
    said = []
    for name, history in CURES.items():
        for ax, part in zip(axes, ("train", "val"), strict=True):
            epochs = range(1, len(history[part]) + 1)
            ax.plot(epochs, history[part], color=COLOURS[name], label=name, linewidth=1.6)
        val = history["val"]
        best = val.index(min(val)) + 1
        axes[1].plot(best, min(val), "o", color=COLOURS[name], markersize=6)
        said.append(
            f"{name}: training loss {history['train'][-1]:.3f}, validation loss {val[-1]:.3f} in "
            f"the end, lowest with {min(val):.3f} after epoch {best}"
        )
    for ax, title in zip(axes, ("training rows", "validation rows"), strict=True):
        ax.set(title=title, xlabel="epoch")
        ax.set_xticks(range(2, 21, 3))
        ax.grid(axis="y", color=MIST)
    axes[0].set_ylabel("cross-entropy, without a penalty")
    axes[0].legend(loc="upper right")
    figure.suptitle("Each cure slows both curves; the points mark the lowest validation loss")
    return described(figure, f"Losses of four networks over 20 epochs. {'; '.join(said)}.")
