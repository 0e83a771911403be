"""A validation curve, where it was best, and where training stopped."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, MIST, PALE_ORANGE, RED, drawn


@drawn
def stop_curve(val_losses: Sequence[float], stop: int, best: int) -> Figure:
    """Draw validation losses up to the stop, and what would have followed; indices count from 0."""
    figure, ax = plt.subplots(figsize=(7.6, 3.6), layout="constrained")
    epochs = range(len(val_losses))
    ax.axvspan(best, stop, color=PALE_ORANGE, label="patience")
    ax.plot(epochs[: stop + 1], val_losses[: stop + 1], color=BLUE, marker="o", markersize=4)
    ax.plot(epochs[stop:], val_losses[stop:], color=GREY, linestyle=":", label="never trained")
    ax.plot(best, val_losses[best], "o", color=GREEN, markersize=10, label=f"best: {best}")
    ax.axvline(stop, color=RED, linewidth=1.2, label=f"stop: {stop}")
    ax.set(xlabel="epoch, counted from 0", ylabel="validation loss")
    ax.grid(axis="y", color=MIST)
    ax.legend(loc="best")
    ax.set_title("Stop when patience is used up, keep the best")
    return described(
        figure,
        f"The validation loss of {len(val_losses)} epochs. It is lowest in epoch {best}, with "
        f"{val_losses[best]:.3f}; training stops after epoch {stop}, and what follows is dotted.",
    )
